//! The gallery: each example beside its C original. Told the same in the same order, they say the same
//! on standard output, end with the same status, and make the same system calls, whichever of
//! them is the server and whichever the client; and their sources make the same calls in the same order.
//!
//! A theme is a module, which names its programs and runs them. `run` is what they are run with, `calls`
//! what strace saw of them, `hosts` the network that some of them cross, `still` how they are late for what
//! comes, `source` what is asked of the texts of all.

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod hosts;
mod run;
mod source;
mod still;

mod clients;
mod files;
mod frames;
mod hello;
mod network;
mod signals;
mod system;
mod tcp;
mod udp;
mod unix;

/// What each theme runs: all programs that there are in both languages.
const PROGRAMS: [&[&str]; 10] = [
    clients::PROGRAMS,
    files::PROGRAMS,
    frames::PROGRAMS,
    hello::PROGRAMS,
    network::PROGRAMS,
    signals::PROGRAMS,
    system::PROGRAMS,
    tcp::PROGRAMS,
    udp::PROGRAMS,
    unix::PROGRAMS,
];
