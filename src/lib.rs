//! The sockets API of C in safe Rust.

#[cfg(not(target_os = "linux"))]
compile_error!("berkeley serves Linux: its table, its errnos and its constants are Linux's");

mod base;

pub mod arpa;
pub mod errno;
pub mod netinet;
pub mod stddef;
pub mod stdio;
pub mod stdlib;
pub mod string;
pub mod sys;
pub mod trace;
pub mod unistd;

pub use base::addr::{NULL, Null, SockAddr};
pub use base::length::{Length, SocklenPtr};
#[doc(hidden)]
pub use base::plain::{__plain_check, __plain_size};
pub use base::plain::{Bytes, BytesMut, Plain, cast, cast_mut, sizeof};
pub use base::table::{Held, adopt, hold, release};
pub use base::text::Text;
