//! The sockets API of C, in safe Rust.
//!
//! Every function has C's name, C's parameters in C's order, C's return value and C's `errno`, so
//! that a C program ports almost line for line. Every call is the one system call that C makes. No
//! port needs `unsafe`: a descriptor is a plain `int`, and a table knows which ones are the
//! program's own.
//!
//! ```no_run
//! use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
//!
//! let server_addr = &mut sockaddr_in::zeroed(); //  struct sockaddr_in server_addr;
//! let message = &mut [0u8; 30]; //                  char message[30];
//!
//! let sock = socket(PF_INET, SOCK_STREAM, 0); //    sock = socket(PF_INET, SOCK_STREAM, 0);
//! if sock == -1 { //                                if (sock == -1) {
//!     perror("socket"); //                              perror("socket");
//!     exit(1); //                                       exit(1);
//! } //                                              }
//! server_addr.sin_family = AF_INET as sa_family_t;
//! server_addr.sin_addr.s_addr = inet_addr("127.0.0.1");
//! server_addr.sin_port = htons(12345); //           server_addr.sin_port = htons(12345);
//! if connect(sock, server_addr, sizeof(server_addr)) == -1 {
//!     perror("connect");
//!     exit(1);
//! }
//! let str_len = read(sock, message, sizeof(message) - 1);
//! println!("{str_len} bytes: {}", cstr(message)); // printf("%d bytes: %s\n", str_len, message);
//! close(sock); //                                   close(sock);
//! ```
//!
//! # Which header is which module
//!
//! Each C header is the module of that name, in the folder that C keeps it in (`in` and `if` are
//! keywords of Rust, so `<netinet/in.h>` is [`netinet::in_`] and `<net/if.h>` [`net::if_`]). A
//! module brings along what its C header includes.
//!
//! | header | module | what it has |
//! |---|---|---|
//! | `<sys/socket.h>` | [`sys::socket`] | sockets: `socket`, `bind`, `listen`, `accept`, `connect`, `send`, `recv`, options |
//! | `<sys/uio.h>` | [`sys::uio`] | several buffers in one call: `struct iovec`, `readv`, `writev` |
//! | `<netinet/in.h>` | [`netinet::in_`] | the Internet: `sockaddr_in`, `sockaddr_in6`, `htons`, `INADDR_ANY`, `IPPROTO_TCP` |
//! | `<netinet/ip.h>` | [`netinet::ip`] | the header of IPv4: `struct ip`, `struct iphdr`, options, type of service |
//! | `<netinet/ip6.h>` | [`netinet::ip6`] | the headers of IPv6: `struct ip6_hdr`, extension headers |
//! | `<netinet/ip_icmp.h>` | [`netinet::ip_icmp`] | ICMP: `struct icmphdr`, `struct icmp` |
//! | `<netinet/icmp6.h>` | [`netinet::icmp6`] | ICMPv6: `struct icmp6_hdr`, neighbour discovery, the filter |
//! | `<netinet/tcp.h>` | [`netinet::tcp`] | TCP: `struct tcphdr`, `TCP_NODELAY` and other options, `struct tcp_info` |
//! | `<netinet/udp.h>` | [`netinet::udp`] | UDP: `struct udphdr`, options |
//! | `<arpa/inet.h>` | [`arpa::inet`] | addresses as text: `inet_addr`, `inet_ntoa`, `inet_pton`, `inet_ntop` |
//! | `<fcntl.h>` | [`mod@fcntl`] | descriptors and files: `fcntl`, `open`, `O_NONBLOCK`, locks |
//! | `<sys/ioctl.h>` | [`sys::ioctl`] | requests: `ioctl`, `FIONREAD`, `SIOCGIFADDR` |
//! | `<sys/sendfile.h>` | [`sys::sendfile`] | from a file to a socket: `sendfile` |
//! | `<sys/stat.h>` | [`sys::stat`] | what a file is, and how large: `fstat`, `struct stat`; `umask` |
//! | `<poll.h>` | [`mod@poll`] | waiting for many descriptors: `poll`, `ppoll` |
//! | `<sys/select.h>` | [`sys::select`] | the same with sets: `select`, `pselect`, `FD_SET` |
//! | `<sys/epoll.h>` | [`sys::epoll`] | the same for thousands, on Linux: `epoll_create1`, `epoll_ctl`, `epoll_wait` |
//! | `<sys/eventfd.h>` | [`sys::eventfd`] | a counter to be waited for: `eventfd`, `eventfd_read`, `eventfd_write` |
//! | `<sys/timerfd.h>` | [`sys::timerfd`] | a timer to be waited for: `timerfd_create`, `timerfd_settime` |
//! | `<netdb.h>` | [`netdb`] | names: `getaddrinfo`, `getnameinfo`, `gethostbyname`, `getservbyname`, `getprotobyname` |
//! | `<sys/un.h>` | [`sys::un`] | the addresses of Unix sockets: `sockaddr_un` |
//! | `<net/if.h>` | [`net::if_`] | interfaces: `if_nametoindex`, `if_nameindex`, `struct ifreq` |
//! | `<net/if_arp.h>` | [`net::if_arp`] | ARP: `struct arpreq`, `struct arphdr` |
//! | `<net/route.h>` | [`net::route`] | routes: `struct rtentry` |
//! | `<ifaddrs.h>` | [`ifaddrs`] | the addresses of the interfaces: `getifaddrs` |
//! | `<net/ethernet.h>` | [`net::ethernet`] | Ethernet frames: `ether_header`, `ETHERTYPE_IP` |
//! | `<netpacket/packet.h>` | [`netpacket::packet`] | packet sockets: `sockaddr_ll`, `PACKET_ADD_MEMBERSHIP` |
//! | `<linux/if_packet.h>`, `<linux/if_ether.h>` | [`linux::if_packet`], [`linux::if_ether`] | the kernel's headers of those two: rings, `ETH_P_ALL` |
//! | `<linux/netlink.h>` | [`linux::netlink`] | talking with the kernel: `sockaddr_nl`, `nlmsghdr`, `NLMSG_NEXT` |
//! | `<linux/rtnetlink.h>` | [`linux::rtnetlink`] | links, addresses, routes: `RTM_GETLINK`, `RTA_NEXT`, with the three that follow |
//! | `<linux/if_link.h>` | [`linux::if_link`] | what rtnetlink tells of links: `IFLA_IFNAME`, `rtnl_link_stats64` |
//! | `<linux/if_addr.h>` | [`linux::if_addr`] | of addresses: `struct ifaddrmsg`, `IFA_LOCAL` |
//! | `<linux/neighbour.h>` | [`linux::neighbour`] | of neighbours: `struct ndmsg`, `NUD_REACHABLE` |
//! | `<linux/vm_sockets.h>` | [`linux::vm_sockets`] | virtual machines: `sockaddr_vm` |
//! | `<linux/sockios.h>` | [`linux::sockios`] | requests of sockets: `SIOCINQ`, `SIOCOUTQ` |
//! | `<linux/errqueue.h>` | [`linux::errqueue`] | the error queue: `sock_extended_err`, `SO_EE_OFFENDER` |
//! | `<linux/filter.h>` | [`linux::filter`] | socket filters: `struct sock_filter`, `struct sock_fprog`, `BPF_STMT` |
//! | `<linux/bpf_common.h>` | [`linux::bpf_common`] | the codes of their instructions: `BPF_LD`, `BPF_RET` |
//! | `<systemd/sd-daemon.h>` | [`systemd::sd_daemon`] | sockets that systemd has opened: `sd_listen_fds`, `sd_is_socket` |
//! | `<unistd.h>` | [`unistd`] | descriptors and processes: `read`, `write`, `close`, `dup2`, `pipe`, `fork`, `getpid`, `sleep` |
//! | `<signal.h>` | [`mod@signal`] | signals: `signal`, `sigaction`, `sigprocmask`, `kill`, `SIGCHLD` |
//! | `<sys/wait.h>` | [`sys::wait`] | children: `wait`, `waitpid`, `WEXITSTATUS` |
//! | `<sys/time.h>` | [`sys::time`] | `gettimeofday`, `setitimer`, `timersub` |
//! | `<time.h>` | [`mod@time`] | the calendar and clocks: `time`, `ctime`, `strftime`, `clock_gettime`, `nanosleep` |
//! | `<errno.h>` | [`mod@errno`] | `errno` and the error numbers |
//! | `<string.h>` | [`string`] | `memset`, `memcpy`, `strerror`, `strsignal`, and `cstr` for `%s` |
//! | `<stdio.h>` | [`stdio`] | `perror` |
//! | `<stdlib.h>` | [`stdlib`] | `exit`, `atoi` |
//! | `<sys/types.h>` | [`sys::types`] | `ssize_t`, `pid_t` and the like |
//! | `<endian.h>`, `<byteswap.h>` | [`endian`], [`byteswap`] | byte orders by name: `htobe64`, `le32toh`, `bswap_32` |
//! | `<stddef.h>` | [`stddef`] | what C has in the language: `NULL`, `sizeof`, casts |
//!
//! # Beside C
//!
//! * [`adopt`], [`release`], [`hold`]: descriptors from Rust to C, from C to Rust, and lent.
//! * [`checksum`]: the Internet checksum, for those who make packets themselves.
//! * [`arpanet`]: the socket of 1971, a number, and how it became today's.
//! * [`trace`]: every call and its result, as `strace` prints it.
//! * [`fault`]: chosen calls fail, come short or late: what a network does, on demand.
//! * [`mod@explain`]: what an error of a call means, what it comes from, and what to do.
//! * [`ledger`]: an account of every connection, as RFC 147 asked of each host.
//! * [`record`]: a structure somewhere in a buffer, as a C pointer to it.
//! * [`plain!`]: structures of your own as C treats them, as so many bytes.
//!
//! What differs from C, and why, is in the
//! [README](https://docs.rs/crate/berkeley/latest/source/README.md); why it is sound, in
//! [`docs/design.md`](https://docs.rs/crate/berkeley/latest/source/docs/design.md).

// C's names are C's.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

#[cfg(not(target_os = "linux"))]
compile_error!("berkeley serves Linux: its table, its errnos and its constants are Linux's");

mod base;

pub mod arpa;
pub mod arpanet;
pub mod byteswap;
pub mod checksum;
pub mod endian;
pub mod errno;
pub mod explain;
pub mod fault;
pub mod fcntl;
pub mod ifaddrs;
pub mod ledger;
pub mod linux;
pub mod net;
pub mod netdb;
pub mod netinet;
pub mod netpacket;
pub mod poll;
pub mod signal;
pub mod stddef;
pub mod stdio;
pub mod stdlib;
pub mod string;
pub mod sys;
pub mod systemd;
pub mod time;
pub mod trace;
pub mod unistd;

pub use base::addr::{NULL, Null, SockAddr};
pub use base::chars::CharPtr;
pub use base::length::Length;
pub use base::list::ListPtr;
pub use base::memory::{CmsgData, Control, Memory};
#[doc(hidden)]
pub use base::plain::{__plain_check, __plain_size};
pub use base::plain::{Bytes, BytesMut, Object, Plain, cast, cast_mut, sizeof};
pub use base::pointer::{Array, Pointer};
pub use base::record::{RecordPtr, Remaining, record};
pub use base::sockopt::OptionValue;
pub use base::table::{Held, adopt, hold, release};
pub use base::terminated::NullTerminated;
pub use base::text::Text;
pub use explain::{explain, pexplain};

/// The programs of the README compile as they stand.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The programs of the course compile, and do what it says.
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/01-what-a-socket-is.md")]
struct Course01;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/02-address-port-and-type.md")]
struct Course02;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/03-tcp-and-udp.md")]
struct Course03;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/04-server-and-client.md")]
struct Course04;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/05-the-server-line-by-line.md")]
struct Course05;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/06-the-client-line-by-line.md")]
struct Course06;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/07-errors-and-debugging.md")]
struct Course07;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/08-partial-reads-and-framing.md")]
struct Course08;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/09-processes-and-threads.md")]
struct Course09;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/10-select-poll-and-epoll.md")]
struct Course10;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/11-udp.md")]
struct Course11;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/12-names.md")]
struct Course12;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/13-unix-sockets.md")]
struct Course13;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/14-options.md")]
struct Course14;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/15-out-of-band.md")]
struct Course15;
#[cfg(doctest)]
#[doc = include_str!("../docs/course/en/16-raw-packets.md")]
struct Course16;

/// So do those of the porting guide.
#[cfg(doctest)]
#[doc = include_str!("../docs/porting.md")]
struct Porting;
