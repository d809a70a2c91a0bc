//! Asks a host whether it is there, and how long the way to it and back takes: ICMP echoes, over IPv4
//! and over IPv6.
//!
//!     cargo run --example ping -- address [count [ttl]]
//!
//! A raw socket takes a privilege. Without it a datagram socket of ICMP will do, which the system gives
//! to the groups in net.ipv4.ping_group_range: then the kernel chooses the identifier and makes the
//! checksums, and only answers to this socket come.

use berkeley::{
    arpa::inet::*, checksum::*, errno::*, linux::errqueue::*, netdb::*, netinet::icmp6::*,
    netinet::ip::*, netinet::ip_icmp::*, poll::*, stdio::*, stdlib::*, time::*, unistd::*,
};
use core::ffi::c_int;

// As other pings have it: bytes of data, and milliseconds from one echo to the next.
const DATA: usize = 56;
const INTERVAL: f64 = 1000.0;

struct Ping {
    sock: c_int,
    family: c_int,
    is_raw: bool,
    id: u16,
    dest: sockaddr_storage,
    destlen: socklen_t,
    // What came of it: how many were answered, how many came to grief, and how long answers took.
    sent: c_int,
    received: c_int,
    failed: c_int,
    answered: [bool; 65536],
    min: f64,
    max: f64,
    sum: f64,
}

fn milliseconds() -> f64 {
    let now = &mut timespec::zeroed();

    clock_gettime(CLOCK_MONOTONIC, now);
    now.tv_sec as f64 * 1000.0 + now.tv_nsec as f64 / 1000000.0
}

fn print_host<A: SockAddr + ?Sized>(addr: &A, len: socklen_t) {
    let host = &mut [0u8; NI_MAXHOST];

    if getnameinfo(addr, len, host, sizeof(host), NULL, 0, NI_NUMERICHOST) == 0 {
        print!("{}", cstr(host));
    }
}

fn send_echo(ping: &mut Ping, seq: c_int) {
    let packet = &mut [0u8; 8 + DATA];
    let icmp = &mut icmphdr::zeroed();
    let icmp6 = &mut icmp6_hdr::zeroed();
    let now = &milliseconds();

    // The data begins with the time: so the answer tells how long it took.
    for i in 0..DATA {
        packet[8 + i] = i as u8;
    }
    memcpy(&mut packet[8..], now, sizeof(now));
    if ping.family == AF_INET {
        icmp.type_ = ICMP_ECHO;
        icmp.un.echo.id = htons(ping.id);
        icmp.un.echo.sequence = htons(seq as u16);
        memcpy(packet, icmp, sizeof(icmp));
        icmp.checksum = in_cksum(packet, sizeof(packet));
        memcpy(packet, icmp, sizeof(icmp));
    } else {
        // This checksum is of the addresses, too, and the kernel's to make.
        icmp6.icmp6_type = ICMP6_ECHO_REQUEST;
        icmp6.set_icmp6_id(htons(ping.id));
        icmp6.set_icmp6_seq(htons(seq as u16));
        memcpy(packet, icmp6, sizeof(icmp6));
    }
    ping.sent += 1;
    if sendto(ping.sock, packet, sizeof(packet), 0, &ping.dest, ping.destlen) == -1 {
        perror("sendto");
        ping.failed += 1;
    }
}

// Whether a message is of a type and of this program, and then which one; -1 if not. The headers of
// both protocols have this form.
fn number_of(ping: &Ping, message: &[u8], n: ssize_t, type_: u8) -> c_int {
    let icmp = &mut icmphdr::zeroed();

    if n < sizeof(icmp) as ssize_t {
        return -1;
    }
    memcpy(icmp, message, sizeof(icmp));
    if icmp.type_ != type_ || (ping.is_raw && icmp.un.echo.id != htons(ping.id)) {
        return -1;
    }
    ntohs(icmp.un.echo.sequence).into()
}

// Receives an answer; or, on a raw socket of IPv4, any message to this host.
fn receive_answer(ping: &mut Ping) {
    let buf = &mut [0u8; 4096];
    let control = &mut [0u8; 256];
    let from = &mut sockaddr_storage::zeroed();
    let ip = &mut ip::zeroed();
    let then = &mut 0f64;
    let hops = &mut -1;

    let iov = [iovec::from(&mut *buf)];
    let msg = &mut msghdr::zeroed();
    msg.msg_namelen = sizeof(from) as socklen_t;
    msg.msg_name = (&mut *from).into();
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = sizeof(control);
    msg.msg_control = control.into();
    let mut n = recvmsg(ping.sock, msg, 0);
    if n == -1 {
        perror("recvmsg");
        return;
    }
    let fromlen = msg.msg_namelen;

    // 1. How many hops more it might have gone.
    let mut cmsg = CMSG_FIRSTHDR(msg);
    while cmsg != NULL {
        if (cmsg.cmsg_level == IPPROTO_IP && cmsg.cmsg_type == IP_TTL)
            || (cmsg.cmsg_level == IPPROTO_IPV6 && cmsg.cmsg_type == IPV6_HOPLIMIT)
        {
            memcpy(hops, &CMSG_DATA(cmsg), sizeof(hops));
        }
        cmsg = CMSG_NXTHDR(msg, cmsg);
    }

    // 2. Over IPv4, a raw socket gives the header of the packet, too.
    let mut message = &buf[..];
    if ping.is_raw && ping.family == AF_INET {
        if n < sizeof(ip) as ssize_t {
            return;
        }
        memcpy(ip, buf, sizeof(ip));
        let hlen = usize::from(ip.ip_hl()) << 2;
        if hlen < sizeof(ip) || n < hlen as ssize_t {
            return;
        }
        message = &message[hlen..];
        n -= hlen as ssize_t;
        if in_cksum(message, n) != 0 {
            return;
        }
    }

    // 3. Is it an answer to this program?
    let type_ = if ping.family == AF_INET { ICMP_ECHOREPLY } else { ICMP6_ECHO_REPLY };
    let seq = number_of(ping, message, n, type_);
    if seq == -1 || n < (8 + sizeof(then)) as ssize_t {
        return;
    }

    memcpy(then, &message[8..], sizeof(then));
    let took = milliseconds() - *then;
    print!("{n} bytes from ");
    print_host(from, fromlen);
    let dup = if ping.answered[seq as usize] { " (DUP!)" } else { "" };
    println!(": icmp_seq={seq} ttl={hops} time={took:.3} ms{dup}");
    if ping.answered[seq as usize] {
        return;
    }
    ping.answered[seq as usize] = true;
    ping.received += 1;
    if ping.received == 1 || took < ping.min {
        ping.min = took;
    }
    if took > ping.max {
        ping.max = took;
    }
    ping.sum += took;
}

fn kind_of(err: &sock_extended_err) -> &'static str {
    let is6 = err.ee_origin == SO_EE_ORIGIN_ICMP6;

    if err.ee_type == if is6 { ICMP6_DST_UNREACH } else { ICMP_DEST_UNREACH } {
        return "Destination unreachable";
    }
    if err.ee_type == if is6 { ICMP6_TIME_EXCEEDED } else { ICMP_TIME_EXCEEDED } {
        return "Time exceeded";
    }
    "Error"
}

// Receives what a host on the way reported. The queue of errors gives the echo that it is about, and
// beside it the report and who made it.
fn receive_error(ping: &mut Ping) {
    let buf = &mut [0u8; 4096];
    let control = &mut [0u8; 512];
    let data = &mut [0u8; 512];
    let mut found = false;

    let iov = [iovec::from(&mut *buf)];
    let msg = &mut msghdr::zeroed();
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_controllen = sizeof(control);
    msg.msg_control = control.into();
    let n = recvmsg(ping.sock, msg, MSG_ERRQUEUE);
    if n == -1 {
        perror("recvmsg");
        exit(1);
    }
    let mut cmsg = CMSG_FIRSTHDR(msg);
    while cmsg != NULL {
        if (cmsg.cmsg_level == IPPROTO_IP && cmsg.cmsg_type == IP_RECVERR)
            || (cmsg.cmsg_level == IPPROTO_IPV6 && cmsg.cmsg_type == IPV6_RECVERR)
        {
            memcpy(data, &CMSG_DATA(cmsg), cmsg.cmsg_len - CMSG_LEN(0));
            found = true;
        }
        cmsg = CMSG_NXTHDR(msg, cmsg);
    }
    let err = record::<sock_extended_err>(data);
    let type_ = if ping.family == AF_INET { ICMP_ECHO } else { ICMP6_ECHO_REQUEST };
    let seq = number_of(ping, buf, n, type_);
    if !found || seq == -1 {
        return;
    }
    print!("from ");
    print_host(SO_EE_OFFENDER(err).bytes(), ping.destlen);
    println!(": icmp_seq={seq} {}: {}", kind_of(&err), strerror(err.ee_errno as c_int));
    ping.failed += 1;
}

// Receives what comes until a time; after the last echo, only as long as there is something to come.
fn receive_until(ping: &mut Ping, end: f64, is_last: bool) {
    let pfd = &mut pollfd::zeroed();

    pfd.fd = ping.sock;
    pfd.events = POLLIN;
    while !is_last || ping.received + ping.failed < ping.sent {
        let left = end - milliseconds();
        // Rounded up, so as not to ask again and again within the last millisecond.
        let n = poll(pfd, 1, if left > 0.0 { left as c_int + 1 } else { 0 });
        if n == -1 {
            perror("poll");
            exit(1);
        }
        if n == 0 {
            return;
        }
        if pfd.revents & POLLERR != 0 {
            receive_error(ping);
        } else if pfd.revents & POLLIN != 0 {
            receive_answer(ping);
        }
    }
}

fn set_option(sock: c_int, level: c_int, name: c_int, value: c_int, what: &str) {
    if setsockopt(sock, level, name, &value, sizeof(&value)) == -1 {
        perror(what);
        exit(1);
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let argc = argv.len();
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let filter = &mut icmp6_filter::zeroed();
    let count = if argc > 2 { atoi(&argv[2]) } else { 5 };
    let ttl = if argc > 3 { atoi(&argv[3]) } else { 64 };
    let ping = &mut Ping {
        sock: -1,
        family: AF_UNSPEC,
        is_raw: true,
        id: 0,
        dest: sockaddr_storage::zeroed(),
        destlen: 0,
        sent: 0,
        received: 0,
        failed: 0,
        answered: [false; 65536],
        min: 0.0,
        max: 0.0,
        sum: 0.0,
    };

    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_RAW;
    if !(2..=4).contains(&argc)
        || !(1..=65535).contains(&count)
        || !(1..=255).contains(&ttl)
        || getaddrinfo(&argv[1], NULL, hints, &mut res) != 0
    {
        eprintln!("usage: {} address [count [ttl]]", argv[0]);
        exit(1);
    }
    ping.family = res.ai_family;
    ping.destlen = res.ai_addrlen;
    memcpy(&mut ping.dest, &res.ai_addr, res.ai_addrlen);
    freeaddrinfo(res);

    // 1. A socket of ICMP.
    let protocol = if ping.family == AF_INET { IPPROTO_ICMP } else { IPPROTO_ICMPV6 };
    ping.id = (getpid() & 0xffff) as u16;
    ping.is_raw = true;
    ping.sock = socket(ping.family, SOCK_RAW, protocol);
    if ping.sock == -1 && errno() == EPERM {
        ping.is_raw = false;
        ping.sock = socket(ping.family, SOCK_DGRAM, protocol);
    }
    if ping.sock == -1 {
        perror("socket");
        exit(1);
    }

    // 2. How far echoes go; and what is to be told: the hop limit of an answer, and reports of errors.
    if ping.family == AF_INET {
        set_option(ping.sock, IPPROTO_IP, IP_TTL, ttl, "IP_TTL");
        set_option(ping.sock, IPPROTO_IP, IP_RECVTTL, 1, "IP_RECVTTL");
        set_option(ping.sock, IPPROTO_IP, IP_RECVERR, 1, "IP_RECVERR");
    } else {
        set_option(ping.sock, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl, "IPV6_UNICAST_HOPS");
        set_option(ping.sock, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
        set_option(ping.sock, IPPROTO_IPV6, IPV6_RECVERR, 1, "IPV6_RECVERR");
    }

    // 3. A raw socket receives all messages of the protocol that come to this host. Those of IPv6 are
    // many.
    if ping.is_raw && ping.family == AF_INET6 {
        ICMP6_FILTER_SETBLOCKALL(filter);
        ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, filter);
        if setsockopt(ping.sock, IPPROTO_ICMPV6, ICMP6_FILTER, filter, sizeof(filter)) == -1 {
            perror("ICMP6_FILTER");
            exit(1);
        }
    }

    // 4. An echo each second.
    print!("PING ");
    print_host(&ping.dest, ping.destlen);
    println!(": {DATA} data bytes");
    for seq in 1..=count {
        send_echo(ping, seq);
        receive_until(ping, milliseconds() + INTERVAL, seq == count);
    }
    close(ping.sock);

    println!(
        "{} packets transmitted, {} received, {} errors, {}% packet loss",
        ping.sent,
        ping.received,
        ping.failed,
        (ping.sent - ping.received) * 100 / ping.sent
    );
    if ping.received > 0 {
        let avg = ping.sum / f64::from(ping.received);
        println!("rtt min/avg/max = {:.3}/{avg:.3}/{:.3} ms", ping.min, ping.max);
    }
    exit(if ping.received > 0 { 0 } else { 1 });
}
