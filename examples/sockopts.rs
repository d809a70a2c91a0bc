//! The options of sockets that can be asked for: of which type each is, and what it is as long as
//! nobody has set it; or why this kind of socket does not have it.
//!
//!     cargo run --example sockopts [option]
//!
//! Left out are the options that can only be set, those that must be told what is asked for, and older
//! names of others.

use berkeley::{
    arpa::inet::*, errno::*, netinet::tcp::*, netinet::udp::*, record, stdio::*, stdlib::*,
    string::*, sys::time::*, unistd::*,
};
use core::ffi::{c_int, c_uint, c_ulong};

#[derive(Clone, Copy)]
enum Type {
    Flag,
    Int,
    Unsigned,
    Long,
    Linger,
    Timeval,
    Address,
    Text,
    Bytes,
}
use Type::*;

// What the types are called, and how long their values are: 0 for any length.
const TYPES: [(&str, usize); 9] = [
    ("flag", size_of::<c_int>()),
    ("int", size_of::<c_int>()),
    ("unsigned", size_of::<c_uint>()),
    ("long", size_of::<c_ulong>()),
    ("linger", size_of::<linger>()),
    ("timeval", size_of::<timeval>()),
    ("address", size_of::<in_addr>()),
    ("string", 0),
    ("bytes", 0),
];

const OPTIONS: &[(c_int, c_int, &str, Type)] = &[
    (SOL_SOCKET, SO_ACCEPTCONN, "SO_ACCEPTCONN", Flag),
    (SOL_SOCKET, SO_BINDTODEVICE, "SO_BINDTODEVICE", Text),
    (SOL_SOCKET, SO_BINDTOIFINDEX, "SO_BINDTOIFINDEX", Int),
    (SOL_SOCKET, SO_BPF_EXTENSIONS, "SO_BPF_EXTENSIONS", Int),
    (SOL_SOCKET, SO_BROADCAST, "SO_BROADCAST", Flag),
    (SOL_SOCKET, SO_BSDCOMPAT, "SO_BSDCOMPAT", Flag),
    (SOL_SOCKET, SO_BUF_LOCK, "SO_BUF_LOCK", Int),
    (SOL_SOCKET, SO_BUSY_POLL, "SO_BUSY_POLL", Int),
    (SOL_SOCKET, SO_BUSY_POLL_BUDGET, "SO_BUSY_POLL_BUDGET", Int),
    (SOL_SOCKET, SO_COOKIE, "SO_COOKIE", Bytes),
    (SOL_SOCKET, SO_DEBUG, "SO_DEBUG", Flag),
    (SOL_SOCKET, SO_DOMAIN, "SO_DOMAIN", Int),
    (SOL_SOCKET, SO_DONTROUTE, "SO_DONTROUTE", Flag),
    (SOL_SOCKET, SO_ERROR, "SO_ERROR", Int),
    (SOL_SOCKET, SO_INCOMING_CPU, "SO_INCOMING_CPU", Int),
    (SOL_SOCKET, SO_INCOMING_NAPI_ID, "SO_INCOMING_NAPI_ID", Int),
    (SOL_SOCKET, SO_KEEPALIVE, "SO_KEEPALIVE", Flag),
    (SOL_SOCKET, SO_LINGER, "SO_LINGER", Linger),
    (SOL_SOCKET, SO_LOCK_FILTER, "SO_LOCK_FILTER", Flag),
    (SOL_SOCKET, SO_MARK, "SO_MARK", Int),
    (SOL_SOCKET, SO_MAX_PACING_RATE, "SO_MAX_PACING_RATE", Long),
    (SOL_SOCKET, SO_MEMINFO, "SO_MEMINFO", Bytes),
    (SOL_SOCKET, SO_NETNS_COOKIE, "SO_NETNS_COOKIE", Bytes),
    (SOL_SOCKET, SO_NOFCS, "SO_NOFCS", Flag),
    (SOL_SOCKET, SO_NO_CHECK, "SO_NO_CHECK", Flag),
    (SOL_SOCKET, SO_OOBINLINE, "SO_OOBINLINE", Flag),
    (SOL_SOCKET, SO_PASSCRED, "SO_PASSCRED", Flag),
    (SOL_SOCKET, SO_PASSSEC, "SO_PASSSEC", Flag),
    (SOL_SOCKET, SO_PEEK_OFF, "SO_PEEK_OFF", Int),
    (SOL_SOCKET, SO_PEERCRED, "SO_PEERCRED", Bytes),
    (SOL_SOCKET, SO_PEERGROUPS, "SO_PEERGROUPS", Bytes),
    (SOL_SOCKET, SO_PEERNAME, "SO_PEERNAME", Bytes),
    (SOL_SOCKET, SO_PEERSEC, "SO_PEERSEC", Text),
    (SOL_SOCKET, SO_PREFER_BUSY_POLL, "SO_PREFER_BUSY_POLL", Flag),
    (SOL_SOCKET, SO_PRIORITY, "SO_PRIORITY", Int),
    (SOL_SOCKET, SO_PROTOCOL, "SO_PROTOCOL", Int),
    (SOL_SOCKET, SO_RCVBUF, "SO_RCVBUF", Int),
    (SOL_SOCKET, SO_RCVLOWAT, "SO_RCVLOWAT", Int),
    (SOL_SOCKET, SO_RCVMARK, "SO_RCVMARK", Flag),
    (SOL_SOCKET, SO_RCVTIMEO, "SO_RCVTIMEO", Timeval),
    (SOL_SOCKET, SO_RESERVE_MEM, "SO_RESERVE_MEM", Int),
    (SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR", Flag),
    (SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT", Flag),
    (SOL_SOCKET, SO_RXQ_OVFL, "SO_RXQ_OVFL", Flag),
    (SOL_SOCKET, SO_SELECT_ERR_QUEUE, "SO_SELECT_ERR_QUEUE", Flag),
    (SOL_SOCKET, SO_SNDBUF, "SO_SNDBUF", Int),
    (SOL_SOCKET, SO_SNDLOWAT, "SO_SNDLOWAT", Int),
    (SOL_SOCKET, SO_SNDTIMEO, "SO_SNDTIMEO", Timeval),
    (SOL_SOCKET, SO_TIMESTAMP, "SO_TIMESTAMP", Flag),
    (SOL_SOCKET, SO_TIMESTAMPING, "SO_TIMESTAMPING", Bytes),
    (SOL_SOCKET, SO_TIMESTAMPNS, "SO_TIMESTAMPNS", Flag),
    (SOL_SOCKET, SO_TXREHASH, "SO_TXREHASH", Int),
    (SOL_SOCKET, SO_TXTIME, "SO_TXTIME", Bytes),
    (SOL_SOCKET, SO_TYPE, "SO_TYPE", Int),
    (SOL_SOCKET, SO_WIFI_STATUS, "SO_WIFI_STATUS", Flag),
    (SOL_SOCKET, SO_ZEROCOPY, "SO_ZEROCOPY", Flag),
    (IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, "IP_BIND_ADDRESS_NO_PORT", Flag),
    (IPPROTO_IP, IP_CHECKSUM, "IP_CHECKSUM", Flag),
    (IPPROTO_IP, IP_FREEBIND, "IP_FREEBIND", Flag),
    (IPPROTO_IP, IP_HDRINCL, "IP_HDRINCL", Flag),
    (IPPROTO_IP, IP_MINTTL, "IP_MINTTL", Int),
    (IPPROTO_IP, IP_MTU, "IP_MTU", Int),
    (IPPROTO_IP, IP_MTU_DISCOVER, "IP_MTU_DISCOVER", Int),
    (IPPROTO_IP, IP_MULTICAST_ALL, "IP_MULTICAST_ALL", Flag),
    (IPPROTO_IP, IP_MULTICAST_IF, "IP_MULTICAST_IF", Address),
    (IPPROTO_IP, IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP", Flag),
    (IPPROTO_IP, IP_MULTICAST_TTL, "IP_MULTICAST_TTL", Int),
    (IPPROTO_IP, IP_NODEFRAG, "IP_NODEFRAG", Flag),
    (IPPROTO_IP, IP_OPTIONS, "IP_OPTIONS", Bytes),
    (IPPROTO_IP, IP_PASSSEC, "IP_PASSSEC", Flag),
    (IPPROTO_IP, IP_PKTINFO, "IP_PKTINFO", Flag),
    (IPPROTO_IP, IP_PKTOPTIONS, "IP_PKTOPTIONS", Bytes),
    (IPPROTO_IP, IP_RECVERR, "IP_RECVERR", Flag),
    (IPPROTO_IP, IP_RECVERR_RFC4884, "IP_RECVERR_RFC4884", Flag),
    (IPPROTO_IP, IP_RECVFRAGSIZE, "IP_RECVFRAGSIZE", Flag),
    (IPPROTO_IP, IP_RECVOPTS, "IP_RECVOPTS", Flag),
    (IPPROTO_IP, IP_RECVORIGDSTADDR, "IP_RECVORIGDSTADDR", Flag),
    (IPPROTO_IP, IP_RECVTOS, "IP_RECVTOS", Flag),
    (IPPROTO_IP, IP_RECVTTL, "IP_RECVTTL", Flag),
    (IPPROTO_IP, IP_RETOPTS, "IP_RETOPTS", Flag),
    (IPPROTO_IP, IP_ROUTER_ALERT, "IP_ROUTER_ALERT", Flag),
    (IPPROTO_IP, IP_TOS, "IP_TOS", Int),
    (IPPROTO_IP, IP_TRANSPARENT, "IP_TRANSPARENT", Flag),
    (IPPROTO_IP, IP_TTL, "IP_TTL", Int),
    (IPPROTO_IP, IP_UNICAST_IF, "IP_UNICAST_IF", Int),
    (IPPROTO_IPV6, IPV6_ADDRFORM, "IPV6_ADDRFORM", Int),
    (IPPROTO_IPV6, IPV6_ADDR_PREFERENCES, "IPV6_ADDR_PREFERENCES", Int),
    (IPPROTO_IPV6, IPV6_AUTOFLOWLABEL, "IPV6_AUTOFLOWLABEL", Flag),
    (IPPROTO_IPV6, IPV6_CHECKSUM, "IPV6_CHECKSUM", Int),
    (IPPROTO_IPV6, IPV6_DONTFRAG, "IPV6_DONTFRAG", Flag),
    (IPPROTO_IPV6, IPV6_DSTOPTS, "IPV6_DSTOPTS", Bytes),
    (IPPROTO_IPV6, IPV6_FREEBIND, "IPV6_FREEBIND", Flag),
    (IPPROTO_IPV6, IPV6_HDRINCL, "IPV6_HDRINCL", Flag),
    (IPPROTO_IPV6, IPV6_HOPOPTS, "IPV6_HOPOPTS", Bytes),
    (IPPROTO_IPV6, IPV6_MINHOPCOUNT, "IPV6_MINHOPCOUNT", Int),
    (IPPROTO_IPV6, IPV6_MTU, "IPV6_MTU", Int),
    (IPPROTO_IPV6, IPV6_MTU_DISCOVER, "IPV6_MTU_DISCOVER", Int),
    (IPPROTO_IPV6, IPV6_MULTICAST_ALL, "IPV6_MULTICAST_ALL", Flag),
    (IPPROTO_IPV6, IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS", Int),
    (IPPROTO_IPV6, IPV6_MULTICAST_IF, "IPV6_MULTICAST_IF", Int),
    (IPPROTO_IPV6, IPV6_MULTICAST_LOOP, "IPV6_MULTICAST_LOOP", Flag),
    (IPPROTO_IPV6, IPV6_PATHMTU, "IPV6_PATHMTU", Bytes),
    (IPPROTO_IPV6, IPV6_RECVDSTOPTS, "IPV6_RECVDSTOPTS", Flag),
    (IPPROTO_IPV6, IPV6_RECVERR, "IPV6_RECVERR", Flag),
    (IPPROTO_IPV6, IPV6_RECVERR_RFC4884, "IPV6_RECVERR_RFC4884", Flag),
    (IPPROTO_IPV6, IPV6_RECVFRAGSIZE, "IPV6_RECVFRAGSIZE", Flag),
    (IPPROTO_IPV6, IPV6_RECVHOPLIMIT, "IPV6_RECVHOPLIMIT", Flag),
    (IPPROTO_IPV6, IPV6_RECVHOPOPTS, "IPV6_RECVHOPOPTS", Flag),
    (IPPROTO_IPV6, IPV6_RECVORIGDSTADDR, "IPV6_RECVORIGDSTADDR", Flag),
    (IPPROTO_IPV6, IPV6_RECVPATHMTU, "IPV6_RECVPATHMTU", Flag),
    (IPPROTO_IPV6, IPV6_RECVPKTINFO, "IPV6_RECVPKTINFO", Flag),
    (IPPROTO_IPV6, IPV6_RECVRTHDR, "IPV6_RECVRTHDR", Flag),
    (IPPROTO_IPV6, IPV6_RECVTCLASS, "IPV6_RECVTCLASS", Flag),
    (IPPROTO_IPV6, IPV6_ROUTER_ALERT, "IPV6_ROUTER_ALERT", Flag),
    (IPPROTO_IPV6, IPV6_ROUTER_ALERT_ISOLATE, "IPV6_ROUTER_ALERT_ISOLATE", Flag),
    (IPPROTO_IPV6, IPV6_RTHDR, "IPV6_RTHDR", Bytes),
    (IPPROTO_IPV6, IPV6_RTHDRDSTOPTS, "IPV6_RTHDRDSTOPTS", Bytes),
    (IPPROTO_IPV6, IPV6_TCLASS, "IPV6_TCLASS", Int),
    (IPPROTO_IPV6, IPV6_TRANSPARENT, "IPV6_TRANSPARENT", Flag),
    (IPPROTO_IPV6, IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS", Int),
    (IPPROTO_IPV6, IPV6_UNICAST_IF, "IPV6_UNICAST_IF", Int),
    (IPPROTO_IPV6, IPV6_V6ONLY, "IPV6_V6ONLY", Flag),
    (IPPROTO_TCP, TCP_CC_INFO, "TCP_CC_INFO", Bytes),
    (IPPROTO_TCP, TCP_CONGESTION, "TCP_CONGESTION", Text),
    (IPPROTO_TCP, TCP_CORK, "TCP_CORK", Flag),
    (IPPROTO_TCP, TCP_DEFER_ACCEPT, "TCP_DEFER_ACCEPT", Int),
    (IPPROTO_TCP, TCP_FASTOPEN, "TCP_FASTOPEN", Int),
    (IPPROTO_TCP, TCP_FASTOPEN_CONNECT, "TCP_FASTOPEN_CONNECT", Flag),
    (IPPROTO_TCP, TCP_FASTOPEN_KEY, "TCP_FASTOPEN_KEY", Bytes),
    (IPPROTO_TCP, TCP_FASTOPEN_NO_COOKIE, "TCP_FASTOPEN_NO_COOKIE", Flag),
    (IPPROTO_TCP, TCP_INFO, "TCP_INFO", Bytes),
    (IPPROTO_TCP, TCP_INQ, "TCP_INQ", Flag),
    (IPPROTO_TCP, TCP_KEEPCNT, "TCP_KEEPCNT", Int),
    (IPPROTO_TCP, TCP_KEEPIDLE, "TCP_KEEPIDLE", Int),
    (IPPROTO_TCP, TCP_KEEPINTVL, "TCP_KEEPINTVL", Int),
    (IPPROTO_TCP, TCP_LINGER2, "TCP_LINGER2", Int),
    (IPPROTO_TCP, TCP_MAXSEG, "TCP_MAXSEG", Int),
    (IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY", Flag),
    (IPPROTO_TCP, TCP_NOTSENT_LOWAT, "TCP_NOTSENT_LOWAT", Unsigned),
    (IPPROTO_TCP, TCP_QUEUE_SEQ, "TCP_QUEUE_SEQ", Unsigned),
    (IPPROTO_TCP, TCP_QUICKACK, "TCP_QUICKACK", Flag),
    (IPPROTO_TCP, TCP_REPAIR, "TCP_REPAIR", Flag),
    (IPPROTO_TCP, TCP_REPAIR_QUEUE, "TCP_REPAIR_QUEUE", Int),
    (IPPROTO_TCP, TCP_REPAIR_WINDOW, "TCP_REPAIR_WINDOW", Bytes),
    (IPPROTO_TCP, TCP_SAVED_SYN, "TCP_SAVED_SYN", Bytes),
    (IPPROTO_TCP, TCP_SAVE_SYN, "TCP_SAVE_SYN", Flag),
    (IPPROTO_TCP, TCP_SYNCNT, "TCP_SYNCNT", Int),
    (IPPROTO_TCP, TCP_THIN_DUPACK, "TCP_THIN_DUPACK", Flag),
    (IPPROTO_TCP, TCP_THIN_LINEAR_TIMEOUTS, "TCP_THIN_LINEAR_TIMEOUTS", Flag),
    (IPPROTO_TCP, TCP_TIMESTAMP, "TCP_TIMESTAMP", Unsigned),
    (IPPROTO_TCP, TCP_TX_DELAY, "TCP_TX_DELAY", Int),
    (IPPROTO_TCP, TCP_ULP, "TCP_ULP", Text),
    (IPPROTO_TCP, TCP_USER_TIMEOUT, "TCP_USER_TIMEOUT", Int),
    (IPPROTO_TCP, TCP_WINDOW_CLAMP, "TCP_WINDOW_CLAMP", Int),
    (IPPROTO_UDP, UDP_CORK, "UDP_CORK", Flag),
    (IPPROTO_UDP, UDP_ENCAP, "UDP_ENCAP", Int),
    (IPPROTO_UDP, UDP_GRO, "UDP_GRO", Flag),
    (IPPROTO_UDP, UDP_NO_CHECK6_RX, "UDP_NO_CHECK6_RX", Flag),
    (IPPROTO_UDP, UDP_NO_CHECK6_TX, "UDP_NO_CHECK6_TX", Flag),
    (IPPROTO_UDP, UDP_SEGMENT, "UDP_SEGMENT", Int),
];

const SOCKETS: [(c_int, c_int, &str); 4] = [
    (AF_INET, SOCK_STREAM, "IPv4 stream"),
    (AF_INET, SOCK_DGRAM, "IPv4 datagram"),
    (AF_INET6, SOCK_STREAM, "IPv6 stream"),
    (AF_INET6, SOCK_DGRAM, "IPv6 datagram"),
];

fn show(mut type_: Type, val: &[u8; 256], len: socklen_t) {
    let addr = &mut [0u8; INET_ADDRSTRLEN];

    if TYPES[type_ as usize].1 != 0 && TYPES[type_ as usize].1 != len as usize {
        type_ = Bytes;
    }
    match type_ {
        Flag => println!("{}", if *record::<c_int>(val) != 0 { "on" } else { "off" }),
        Int => println!("{}", *record::<c_int>(val)),
        Unsigned => println!("{}", *record::<c_uint>(val)),
        Long => println!("{}", *record::<c_ulong>(val)),
        Linger => {
            let linger = record::<linger>(val);
            println!("{}, {} s", if linger.l_onoff != 0 { "on" } else { "off" }, linger.l_linger);
        }
        Timeval => {
            let timeval = record::<timeval>(val);
            println!("{}.{:06} s", timeval.tv_sec, timeval.tv_usec);
        }
        Address => {
            inet_ntop(AF_INET, val, addr, sizeof(addr));
            println!("{}", cstr(addr));
        }
        // Up to its NUL; not every one has one.
        Text => println!("\"{}\"", cstr(&val[..len as usize])),
        Bytes => println!("{len} bytes"),
    }
}

// Whether sockets of a family and a type have options of a level. Those of IPv6 carry IPv4, too.
fn has_level(family: c_int, type_: c_int, level: c_int) -> bool {
    match level {
        IPPROTO_IPV6 => family == AF_INET6,
        IPPROTO_TCP => type_ == SOCK_STREAM,
        IPPROTO_UDP => type_ == SOCK_DGRAM,
        _ => true,
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let val = &mut [0u8; 256];
    let mut found = false;

    if argv.len() > 2 {
        eprintln!("usage: {} [option]", argv[0]);
        exit(1);
    }

    for (family, type_, text) in SOCKETS {
        let sock = socket(family, type_, 0);
        if sock == -1 {
            // There are hosts without IPv6.
            perror(text);
            continue;
        }
        for &(level, name, option, kind) in OPTIONS {
            if !has_level(family, type_, level) {
                continue;
            }
            if argv.len() == 2 && argv[1] != option {
                continue;
            }
            found = true;
            print!("{:14} {:25} {:9}", text, option, TYPES[kind as usize].0);
            memset(val, 0, sizeof(val));
            let mut len = sizeof(val) as socklen_t;
            if getsockopt(sock, level, name, val, &mut len) == -1 {
                println!("{}", strerror(errno()));
            } else {
                show(kind, val, len);
            }
        }
        close(sock);
    }
    if !found {
        eprintln!("{}: no such option", argv[1]);
        exit(1);
    }
}
