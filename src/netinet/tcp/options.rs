//! The options of TCP sockets.

use core::ffi::c_int;

/// The level of TCP's options for `setsockopt` and `getsockopt`: the same number as `IPPROTO_TCP`.
pub const SOL_TCP: c_int = 6;

/// Sends every segment at once, rather than to wait for more data while an acknowledgement is due
/// (Nagle's algorithm). `int`, 0 or 1.
pub const TCP_NODELAY: c_int = 1;
/// The most data that a segment may carry, in bytes. `int`, 88 to 32767. Asked for, what the
/// connection uses.
pub const TCP_MAXSEG: c_int = 2;
/// Sends only full segments, until it is 0 again or 200 milliseconds have passed. `int`, 0 or 1.
pub const TCP_CORK: c_int = 3;
/// With `SO_KEEPALIVE`, after how long without data the first probe goes out. `int`, 1 to 32767
/// seconds.
pub const TCP_KEEPIDLE: c_int = 4;
/// With `SO_KEEPALIVE`, the time between probes. `int`, 1 to 32767 seconds.
pub const TCP_KEEPINTVL: c_int = 5;
/// With `SO_KEEPALIVE`, after how many probes without an answer the connection is given up. `int`,
/// 1 to 127.
pub const TCP_KEEPCNT: c_int = 6;
/// How often `connect` repeats its SYN before it gives up. `int`, 1 to 255.
pub const TCP_SYNCNT: c_int = 7;
/// How long a closed connection waits in FIN-WAIT-2 for the other side. `int`, seconds; below 0,
/// not at all.
pub const TCP_LINGER2: c_int = 8;
/// Lets `accept` take a connection only when data has come. `int`, for how many seconds to wait for
/// it, in steps of the kernel's own; 0 for not at all.
pub const TCP_DEFER_ACCEPT: c_int = 9;
/// The largest window to offer. `int`, bytes; 0 for no limit.
pub const TCP_WINDOW_CLAMP: c_int = 10;
/// Everything about the connection. [`tcp_info`](super::tcp_info); only to be asked for.
pub const TCP_INFO: c_int = 11;
/// Acknowledges at once rather than to wait for data to go with it. `int`, 0 or 1; the kernel
/// falls back into its own ways.
pub const TCP_QUICKACK: c_int = 12;
/// The name of the algorithm that controls congestion, as `"cubic"`. Text of up to 16 bytes,
/// without a NUL if as long as that.
pub const TCP_CONGESTION: c_int = 13;
/// The key that signs the segments to and from an address, as BGP wants it (RFC 2385).
/// [`tcp_md5sig`](super::tcp_md5sig); only to be set.
pub const TCP_MD5SIG: c_int = 14;
/// Cookies that carry data in a SYN (RFC 6013).
/// [`tcp_cookie_transactions`](super::tcp_cookie_transactions). Linux 3.10 removed it:
/// `ENOPROTOOPT`.
pub const TCP_COOKIE_TRANSACTIONS: c_int = 15;
/// Lets repetitions follow each other evenly, not ever later, while little data is under way.
/// `int`, 0 or 1.
pub const TCP_THIN_LINEAR_TIMEOUTS: c_int = 16;
/// Was to repeat a segment after one duplicate acknowledgement. `int`, 0 or 1; it has no effect
/// any more.
pub const TCP_THIN_DUPACK: c_int = 17;
/// How long data may remain unacknowledged before the connection ends with `ETIMEDOUT` (RFC 5482).
/// `unsigned int`, milliseconds; 0 for the usual.
pub const TCP_USER_TIMEOUT: c_int = 18;
/// Puts a socket under repair: what is set then is its state itself, so that a connection can move
/// to another process or host. `int`: [`TCP_REPAIR_ON`], [`TCP_REPAIR_OFF`],
/// [`TCP_REPAIR_OFF_NO_WP`]. Needs `CAP_NET_ADMIN`.
pub const TCP_REPAIR: c_int = 19;
/// Under repair, which queue is meant from now on. `int`: [`TCP_NO_QUEUE`], [`TCP_RECV_QUEUE`],
/// [`TCP_SEND_QUEUE`].
pub const TCP_REPAIR_QUEUE: c_int = 20;
/// Under repair, the sequence number of that queue. `unsigned int`, host byte order.
pub const TCP_QUEUE_SEQ: c_int = 21;
/// Under repair, what the two sides agreed on in their SYNs. An array of
/// [`tcp_repair_opt`](super::tcp_repair_opt); only to be set.
pub const TCP_REPAIR_OPTIONS: c_int = 22;
/// Lets a listening socket take data that comes with a SYN (RFC 7413). `int`, how many such
/// connections may wait.
pub const TCP_FASTOPEN: c_int = 23;
/// The clock that segments are stamped with. `unsigned int`; set only under repair.
pub const TCP_TIMESTAMP: c_int = 24;
/// While more than so many bytes wait to be sent, the socket does not count as writable.
/// `unsigned int`, bytes; 0 for no limit of its own.
pub const TCP_NOTSENT_LOWAT: c_int = 25;
/// What the algorithm that controls congestion tells about itself. `union tcp_cc_info` of
/// `<linux/inet_diag.h>`; only to be asked for.
pub const TCP_CC_INFO: c_int = 26;
/// Lets a listening socket keep the headers of each SYN for [`TCP_SAVED_SYN`]. `int`, 0 or 1; 2
/// to keep the header of the link too.
pub const TCP_SAVE_SYN: c_int = 27;
/// The headers of the SYN that began the connection, IP and TCP. Bytes; only to be asked for, and
/// only once.
pub const TCP_SAVED_SYN: c_int = 28;
/// Under repair, the windows of both sides. [`tcp_repair_window`](super::tcp_repair_window).
pub const TCP_REPAIR_WINDOW: c_int = 29;
/// Lets `connect` put off its SYN until there is data to go with it (RFC 7413). `int`, 0 or 1.
pub const TCP_FASTOPEN_CONNECT: c_int = 30;
/// Puts a protocol of the kernel on top of the connection. Its name as text, as `"tls"`.
pub const TCP_ULP: c_int = 31;
/// [`TCP_MD5SIG`] for a whole network: with the flags of [`tcp_md5sig`](super::tcp_md5sig).
pub const TCP_MD5SIG_EXT: c_int = 32;
/// The secret that the cookies of [`TCP_FASTOPEN`] are made with. 16 bytes, or 32 for a new one and
/// the old one.
pub const TCP_FASTOPEN_KEY: c_int = 33;
/// Takes and sends data with a SYN though there is no cookie. `int`, 0 or 1.
pub const TCP_FASTOPEN_NO_COOKIE: c_int = 34;
/// Maps what was received into memory.
/// [`tcp_zerocopy_receive`](super::tcp_zerocopy_receive). Its value is an address of the process,
/// so that this crate refuses it with `ENOPROTOOPT`.
pub const TCP_ZEROCOPY_RECEIVE: c_int = 35;
/// Lets `recvmsg` say how much more can be read, in a control message [`TCP_CM_INQ`]. `int`, 0 or
/// 1.
pub const TCP_INQ: c_int = 36;
/// Type of the control message of [`TCP_INQ`]. `int`, bytes.
pub const TCP_CM_INQ: c_int = TCP_INQ;
/// Delays each segment, to try out slow networks. `int`, microseconds.
pub const TCP_TX_DELAY: c_int = 37;

/// For [`TCP_REPAIR`]: begin.
pub const TCP_REPAIR_ON: c_int = 1;
/// For [`TCP_REPAIR`]: end, and ask the other side for its window.
pub const TCP_REPAIR_OFF: c_int = 0;
/// For [`TCP_REPAIR`]: end, without asking for the window.
pub const TCP_REPAIR_OFF_NO_WP: c_int = -1;

/// For [`TCP_REPAIR_QUEUE`]: no queue.
pub const TCP_NO_QUEUE: c_int = 0;
/// For [`TCP_REPAIR_QUEUE`]: what was received.
pub const TCP_RECV_QUEUE: c_int = 1;
/// For [`TCP_REPAIR_QUEUE`]: what was sent.
pub const TCP_SEND_QUEUE: c_int = 2;
/// How many values [`TCP_REPAIR_QUEUE`] has.
pub const TCP_QUEUES_NR: c_int = 3;

/// The longest key of [`TCP_MD5SIG`], in bytes.
pub const TCP_MD5SIG_MAXKEYLEN: usize = 80;
/// In `tcpm_flags`, for [`TCP_MD5SIG_EXT`]: the key is for the network that `tcpm_prefixlen` bits
/// of the address name.
pub const TCP_MD5SIG_FLAG_PREFIX: u8 = 1;
/// In `tcpm_flags`, for [`TCP_MD5SIG_EXT`]: the key is for the interface `tcpm_ifindex`. (Of glibc
/// 2.38.)
pub const TCP_MD5SIG_FLAG_IFINDEX: u8 = 2;

/// For [`TCP_COOKIE_TRANSACTIONS`]: the shortest cookie, in bytes.
pub const TCP_COOKIE_MIN: u8 = 8;
/// For [`TCP_COOKIE_TRANSACTIONS`]: the longest cookie, in bytes.
pub const TCP_COOKIE_MAX: u8 = 16;
/// For [`TCP_COOKIE_TRANSACTIONS`]: room for the cookies of both sides, in bytes.
pub const TCP_COOKIE_PAIR_SIZE: usize = 32;
/// In `tcpct_flags`: drop a SYN without a cookie.
pub const TCP_COOKIE_IN_ALWAYS: u16 = 1 << 0;
/// In `tcpct_flags`: send no cookies.
pub const TCP_COOKIE_OUT_NEVER: u16 = 1 << 1;
/// In `tcpct_flags`, asked for: data came with the SYN.
pub const TCP_S_DATA_IN: u16 = 1 << 2;
/// In `tcpct_flags`, asked for: data went with the SYN.
pub const TCP_S_DATA_OUT: u16 = 1 << 3;
/// The most data in a segment over IPv4 where nothing better is known, in bytes (RFC 9293); also
/// the room in [`tcp_cookie_transactions`](super::tcp_cookie_transactions).
pub const TCP_MSS_DEFAULT: usize = 536;
/// The most data in a segment over IPv6 that fits nearly everywhere, in bytes (RFC 3226).
pub const TCP_MSS_DESIRED: usize = 1220;
