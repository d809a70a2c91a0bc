//! `<sys/socket.h>`: sockets.

mod connection;
mod constants;
mod message;
mod names;
mod options;
mod transfer;

pub use connection::*;
pub use constants::*;
pub use message::*;
pub use names::*;
pub use options::*;
pub use transfer::*;

pub use crate::base::memory::{CmsgData, Control};
#[doc(no_inline)]
pub use crate::stddef::*;
#[doc(no_inline)]
pub use crate::sys::types::*;
#[doc(no_inline)]
pub use crate::sys::uio::{Memory, iovec};

pub use libc::{sa_family_t, sockaddr, sockaddr_storage, socklen_t};
