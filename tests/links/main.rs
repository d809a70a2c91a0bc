//! Unix, packet and netlink sockets: the macros of their headers against C's, and real runs.
//!
//! (Sizes, offsets and values of constants are compared by `tests/headers.rs`.)

#[path = "../c/mod.rs"]
mod c;
mod kernel;
mod macros;
mod numbers;
mod unions;
mod unix;
mod walks;
