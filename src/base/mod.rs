//! The small core beneath the headers: plain data, addresses, the descriptor table, the gate.

pub(crate) mod addr;
pub(crate) mod args;
pub(crate) mod chars;
pub(crate) mod command;
pub(crate) mod file;
pub(crate) mod foreign;
pub(crate) mod gate;
pub(crate) mod inherited;
pub(crate) mod length;
pub(crate) mod list;
pub(crate) mod memory;
pub(crate) mod message;
pub(crate) mod option;
pub(crate) mod plain;
pub(crate) mod pointer;
pub(crate) mod process;
pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod ret;
pub(crate) mod signals;
pub(crate) mod sockopt;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod threads;
pub(crate) mod vectors;
pub(crate) mod waiting;
