//! The pages of `docs/errors`, as `build.rs` makes a table of them.

use core::ffi::c_int;

/// A page: calls that share their errors. Texts are by language.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) calls: &'static [&'static str],
    pub(super) about: [&'static [Block]; 2],
    pub(super) entries: &'static [Entry],
}

/// What one error means.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) number: c_int,
    pub(super) texts: [Texts; 2],
}

pub(super) struct Texts {
    pub(super) meaning: &'static str,
    pub(super) causes: &'static [&'static str],
    pub(super) how_to_tell: &'static [Block],
    pub(super) remedy: &'static [Block],
}

/// A piece of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// A paragraph.
    Paragraph(&'static str),
    /// An item of a list.
    #[non_exhaustive]
    Item {
        /// What stands before it: `1.` or `-`.
        mark: &'static str,
        /// Its text.
        text: &'static str,
    },
    /// Lines of code: commands for a shell, or Rust.
    Code(&'static str),
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));
