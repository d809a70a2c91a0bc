//! `<sys/socket.h>`: sockets.

mod connection;
mod constants;
mod names;
mod options;
mod transfer;

pub use connection::*;
pub use constants::*;
pub use names::*;
pub use options::*;
pub use transfer::*;

#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

pub use libc::{sa_family_t, sockaddr, sockaddr_storage, socklen_t};
