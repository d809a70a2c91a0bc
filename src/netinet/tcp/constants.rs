//! The constants of `<netinet/tcp.h>` other than those of socket options.

// ---- The header ----

/// In `th_flags`: the sender has no more data.
pub const TH_FIN: u8 = 0x01;
/// In `th_flags`: begins a connection.
pub const TH_SYN: u8 = 0x02;
/// In `th_flags`: the connection is over, or there never was one.
pub const TH_RST: u8 = 0x04;
/// In `th_flags`: hand the data to the program at once.
pub const TH_PUSH: u8 = 0x08;
/// In `th_flags`: `th_ack` counts.
pub const TH_ACK: u8 = 0x10;
/// In `th_flags`: `th_urp` counts.
pub const TH_URG: u8 = 0x20;

/// Kind of option: the end of the options. One byte, without a length.
pub const TCPOPT_EOL: u8 = 0;
/// Kind of option: no operation, to fill room. One byte, without a length.
pub const TCPOPT_NOP: u8 = 1;
/// Kind of option, in a SYN: the most data that a segment may carry (MSS).
pub const TCPOPT_MAXSEG: u8 = 2;
/// Length in bytes of [`TCPOPT_MAXSEG`], all of it.
pub const TCPOLEN_MAXSEG: u8 = 4;
/// Kind of option, in a SYN: by how many bits windows are to be shifted (RFC 7323).
pub const TCPOPT_WINDOW: u8 = 3;
/// Length in bytes of [`TCPOPT_WINDOW`], all of it.
pub const TCPOLEN_WINDOW: u8 = 3;
/// Kind of option, in a SYN: [`TCPOPT_SACK`] is understood (RFC 2018).
pub const TCPOPT_SACK_PERMITTED: u8 = 4;
/// Length in bytes of [`TCPOPT_SACK_PERMITTED`], all of it.
pub const TCPOLEN_SACK_PERMITTED: u8 = 2;
/// Kind of option: which data came out of turn (RFC 2018).
pub const TCPOPT_SACK: u8 = 5;
/// Kind of option: when it was sent, and what it answers (RFC 7323).
pub const TCPOPT_TIMESTAMP: u8 = 8;
/// Length in bytes of [`TCPOPT_TIMESTAMP`], all of it.
pub const TCPOLEN_TIMESTAMP: u8 = 10;
/// Length in bytes of [`TCPOPT_TIMESTAMP`] after two [`TCPOPT_NOP`], which align it (RFC 7323,
/// appendix A).
pub const TCPOLEN_TSTAMP_APPA: u8 = TCPOLEN_TIMESTAMP + 2;
/// The first four bytes of that: two [`TCPOPT_NOP`], kind and length. In host byte order: goes
/// through `htonl`.
pub const TCPOPT_TSTAMP_HDR: u32 =
    u32::from_be_bytes([TCPOPT_NOP, TCPOPT_NOP, TCPOPT_TIMESTAMP, TCPOLEN_TIMESTAMP]);

/// The most data that BSD put into a segment where nothing better was known, in bytes.
pub const TCP_MSS: u16 = 512;
/// The largest window in `th_win`, in bytes.
pub const TCP_MAXWIN: u16 = 65535;
/// By how many bits a window may be shifted at most (RFC 7323).
pub const TCP_MAX_WINSHIFT: u8 = 14;

// ---- The states of a connection, RFC 9293, for tcpi_state ----

/// State: connected; data flows both ways.
pub const TCP_ESTABLISHED: u8 = 1;
/// State: called, by `connect`; the answer is due.
pub const TCP_SYN_SENT: u8 = 2;
/// State: was called and answered; the confirmation is due.
pub const TCP_SYN_RECV: u8 = 3;
/// State: closed on this side; the other has not acknowledged it.
pub const TCP_FIN_WAIT1: u8 = 4;
/// State: closed on this side; the other has acknowledged it and may still send.
pub const TCP_FIN_WAIT2: u8 = 5;
/// State: closed on both sides, this one first; waits for late segments.
pub const TCP_TIME_WAIT: u8 = 6;
/// State: not connected.
pub const TCP_CLOSE: u8 = 7;
/// State: closed on the other side; this one may still send, and is to close.
pub const TCP_CLOSE_WAIT: u8 = 8;
/// State: closed on the other side, then on this one; the acknowledgement is due.
pub const TCP_LAST_ACK: u8 = 9;
/// State: listens.
pub const TCP_LISTEN: u8 = 10;
/// State: closed on both sides at once; the acknowledgement is due.
pub const TCP_CLOSING: u8 = 11;

// ---- What tcp_info says ----

/// In `tcpi_options`: timestamps are in use.
pub const TCPI_OPT_TIMESTAMPS: u8 = 1;
/// In `tcpi_options`: selective acknowledgements are in use.
pub const TCPI_OPT_SACK: u8 = 2;
/// In `tcpi_options`: windows are shifted, as `tcpi_snd_wscale` and `tcpi_rcv_wscale` say.
pub const TCPI_OPT_WSCALE: u8 = 4;
/// In `tcpi_options`: the two sides agreed on ECN.
pub const TCPI_OPT_ECN: u8 = 8;
/// In `tcpi_options`: a packet came that uses ECN.
pub const TCPI_OPT_ECN_SEEN: u8 = 16;
/// In `tcpi_options`: data that came or went with the SYN was acknowledged (Fast Open).
pub const TCPI_OPT_SYN_DATA: u8 = 32;

/// For `tcpi_ca_state`: all is well.
pub const TCP_CA_Open: u8 = 0;
/// For `tcpi_ca_state`: acknowledgements came twice or selectively; something may be lost.
pub const TCP_CA_Disorder: u8 = 1;
/// For `tcpi_ca_state`: the congestion window is shrinking, since ECN reports congestion or a queue
/// of this host is full.
pub const TCP_CA_CWR: u8 = 2;
/// For `tcpi_ca_state`: something is lost and is being repeated at once.
pub const TCP_CA_Recovery: u8 = 3;
/// For `tcpi_ca_state`: no acknowledgement came in time; all is being repeated.
pub const TCP_CA_Loss: u8 = 4;
