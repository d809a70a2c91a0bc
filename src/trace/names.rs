//! The names of numbers, as strace prints them.

/// Names of the values of one kind of number.
pub(crate) struct Names {}

pub(crate) static DOMAINS: Names = Names {};
pub(crate) static TYPES: Names = Names {};
pub(crate) static HOW: Names = Names {};
pub(crate) static MSG_FLAGS: Names = Names {};
pub(crate) static OPEN_FLAGS: Names = Names {};
pub(crate) static SOCK_FLAGS: Names = Names {};
pub(crate) static RWF_FLAGS: Names = Names {};
