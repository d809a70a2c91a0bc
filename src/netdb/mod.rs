//! `<netdb.h>`: names of hosts, services, protocols and networks, and the addresses and numbers
//! that they stand for.
//!
//! | C | here |
//! |---|---|
//! | `struct addrinfo hints, *res, *p;` | `let hints = &mut addrinfo::`[`zeroed`](addrinfo::zeroed)`(); let mut res = `[`AddrInfoPtr::NULL`](crate::ListPtr::NULL)`;` |
//! | `getaddrinfo(host, "80", &hints, &res)` | [`getaddrinfo`]`(host, "80", hints, &mut res)` |
//! | `printf("%s\n", gai_strerror(error));` | `println!("{}", `[`gai_strerror`]`(error));` |
//! | `for (p = res; p != NULL; p = p->ai_next)` | `let mut p = &res; while p != NULL { …; p = &p.ai_next }` |
//! | `connect(sock, p->ai_addr, p->ai_addrlen)` | `connect(sock, &p.ai_addr, p.ai_addrlen)` |
//! | `freeaddrinfo(res)` | [`freeaddrinfo`]`(res)` |
//! | `getnameinfo(sa, len, host, NI_MAXHOST, NULL, 0, 0)` | [`getnameinfo`]`(sa, len, host, NI_MAXHOST, NULL, 0, 0)` |
//! | `if ((he = gethostbyname(name)) == NULL) …` | `let Some(he) = `[`gethostbyname`]`(name) else { … }` |
//! | `(struct in_addr *)he->h_addr_list[0]` | `cast::<in_addr>(&he.h_addr_list[0])` |
//! | `gethostbyname2(name, AF_INET6)`, `gethostbyaddr(&addr, 4, AF_INET)` | [`gethostbyname2`]`(name, AF_INET6)`, [`gethostbyaddr`]`(&addr, 4, AF_INET)` |
//! | `getservbyname("http", "tcp")->s_port` | [`getservbyname`]`("http", "tcp")`, an `Option` of a [`servent`] |
//! | `getservbyport(htons(80), "tcp")->s_name` | [`getservbyport`]`(htons(80).into(), "tcp")` |
//! | `getprotobyname("tcp")->p_proto`, `getprotobynumber(6)->p_name` | [`getprotobyname`]`("tcp")`, [`getprotobynumber`]`(6)`, an `Option` of a [`protoent`] |
//! | `getnetbyname("loopback")->n_net`, `getnetbyaddr(127, AF_INET)->n_name` | [`getnetbyname`]`("loopback")`, [`getnetbyaddr`]`(127, AF_INET)`, an `Option` of a [`netent`] |
//! | `sethostent(1); while ((he = gethostent()) != NULL) …; endhostent();` | [`sethostent`]`(1); while let Some(he) = `[`gethostent`]`() { … } `[`endhostent`]`();` |
//! | `getservent()`, `getprotoent()`, `getnetent()` | [`getservent`]`()`, [`getprotoent`]`()`, [`getnetent`]`()`, each with a `set…` and an `end…` |
//! | `h_errno` | [`h_errno`]`()`, [`set_h_errno`] |
//! | `herror("gethostbyname")`, `hstrerror(h_errno)` | [`herror`]`("gethostbyname")`, [`hstrerror`]`(h_errno())` |
//!
//! ```
//! use berkeley::netdb::*;
//!
//! let mut res = AddrInfoPtr::NULL; // struct addrinfo *res;
//! // getaddrinfo("127.0.0.1", "80", NULL, &res);
//! assert_eq!(getaddrinfo("127.0.0.1", "80", NULL, &mut res), 0);
//! # assert_eq!(cast::<sockaddr_in>(&res.ai_addr).sin_port, htons(80));
//! ```
//!
//! # Which one to take
//!
//! [`getaddrinfo`] and [`getnameinfo`]: they know IPv6, and do all at once. POSIX.1-2008 withdrew
//! [`gethostbyname`] and [`gethostbyaddr`] for them.
//!
//! # What these are
//!
//! Functions of the C library, not of the kernel: they read `/etc/hosts`, `/etc/services`,
//! `/etc/protocols` and `/etc/networks`, and ask name servers, as `/etc/nsswitch.conf` says. They
//! may take seconds, and they allocate. What they open meanwhile is the library's own.
//!
//! The texts that they take end at their first NUL, as in C, or at their end. What C returns in a
//! static buffer, which the next call overwrites, is a value here. Functions that C calls unsafe
//! for threads are safe for them here.

mod addresses;
mod constants;
mod errors;
mod hosts;
mod look_up;
mod networks;
#[cfg(any(test, not(target_env = "gnu")))]
mod plain;
mod protocols;
mod services;
#[cfg(target_env = "gnu")]
mod twins;

#[cfg(not(target_env = "gnu"))]
use plain as twins;

pub use addresses::*;
pub use constants::*;
pub use errors::*;
pub use hosts::*;
pub use networks::*;
pub use protocols::*;
pub use services::*;

#[doc(no_inline)]
pub use crate::netinet::in_::*;
pub use crate::{CharPtr, NullTerminated};
