//! `<netinet/tcp.h>`: the header of TCP, and the options of TCP sockets.
//!
//! | C | here |
//! |---|---|
//! | `setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on))` | `setsockopt(sock, IPPROTO_TCP, `[`TCP_NODELAY`]`, &on, sizeof(&on))` |
//! | `struct tcp_info info;` | `let info = &mut `[`tcp_info`]`::zeroed();` |
//! | `info.tcpi_snd_wscale` | `info.`[`tcpi_snd_wscale`](tcp_info::tcpi_snd_wscale)`()` |
//! | `struct tcphdr tcp;` | `let tcp = &mut `[`tcphdr`]`::zeroed();` |
//! | `tcp.th_dport = htons(80)` | `tcp.th_dport = htons(80)` |
//! | `tcp.dest = htons(80)` | `tcp.`[`set_dest`](tcphdr::set_dest)`(htons(80))` |
//! | `tcp.th_flags = TH_SYN` | `tcp.th_flags = `[`TH_SYN`] |
//! | `if (tcp.syn) …` | `if tcp.`[`syn`](tcphdr::syn)`() != 0 …` |
//! | `tcp.doff = 5` | `tcp.`[`set_doff`](tcphdr::set_doff)`(5)` |
//!
//! ```
//! use berkeley::{arpa::inet::*, netinet::tcp::*};
//!
//! # let sock = socket(PF_INET, SOCK_STREAM, 0);
//! let on = 1; // int on = 1;
//! setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(&on));
//! # let (on, mut len) = (&mut 0, 4);
//! # assert_eq!(getsockopt(sock, IPPROTO_TCP, TCP_NODELAY, on, &mut len), 0);
//! # assert_eq!(*on, 1);
//! # berkeley::unistd::close(sock);
//! ```
//!
//! Fields of the header stay in network byte order, as in C: `htons` what goes in, `ntohs` what
//! comes out. A constant has the type of the field that it goes into; options, and values of
//! options, are `int`; lengths are `usize`.
//!
//! See tcp(7), RFC 9293, RFC 7323.
#![doc(alias = "netinet/tcp.h")]

#[doc(no_inline)]
pub use crate::sys::socket::*;
#[doc(no_inline)]
pub use crate::sys::types::*;

mod constants;
mod options;
mod structs;

pub use constants::*;
pub use options::*;
pub use structs::*;
