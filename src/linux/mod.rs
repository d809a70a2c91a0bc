//! `<linux/…>`: headers of the kernel itself.

pub mod bpf_common;
pub mod filter;
