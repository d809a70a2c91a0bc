//! Connections that end, and networks that fail: for the rows of the calls that move data.

use crate::help::*;
use berkeley::checksum::in_cksum;
use berkeley::fcntl::*;
use berkeley::net::if_::*;
use berkeley::net::route::*;
use berkeley::netinet::ip::*;
use berkeley::netinet::ip_icmp::*;
use berkeley::netinet::tcp::*;
use berkeley::netinet::udp::*;
use berkeley::netpacket::packet::sockaddr_ll;
use berkeley::plain;
use berkeley::poll::*;
use berkeley::stddef::cast_mut;
use berkeley::string::memcpy;
use berkeley::sys::ioctl::*;
use berkeley::unistd::*;
use std::ffi::{c_int, c_short};
use std::process::{Command, Stdio};

/// Two Unix sockets of this kind, connected.
pub(crate) fn pair(kind: c_int) -> (Fd, Fd) {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, kind, 0, sv), 0);
    (Fd(sv[0]), Fd(sv[1]))
}

/// A pipe: where it is read, and where it is written.
pub(crate) fn pipes() -> (Fd, Fd) {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    (Fd(fds[0]), Fd(fds[1]))
}

pub(crate) fn set(fd: c_int, level: c_int, option: c_int, value: c_int) {
    assert_eq!(setsockopt(fd, level, option, &value, sizeof(&value)), 0);
}

/// Calls on it wait no more.
pub(crate) fn without_waiting(fd: Fd) -> Fd {
    let flags = fcntl(*fd, F_GETFL, 0);
    assert_eq!(fcntl(*fd, F_SETFL, flags | O_NONBLOCK), 0);
    fd
}

/// Fills what takes bytes until it takes no more.
pub(crate) fn full(fd: Fd) -> Fd {
    let fd = without_waiting(fd);
    let piece = &[0u8; 4096];
    while write(*fd, piece, sizeof(piece)) > 0 {}
    fd
}

/// Waits until `poll` reports one of these events, or an error.
fn wait_for(fd: c_int, events: c_short) {
    let fds = &mut [pollfd { fd, events, revents: 0 }];
    assert_eq!(poll(fds, 1, -1), 1);
}

/// A TCP connection that the other side has broken off.
pub(crate) fn broken() -> Fd {
    let (client, peer) = connection();
    let at_once = linger { l_onoff: 1, l_linger: 0 };
    assert_eq!(setsockopt(*peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof(&at_once)), 0);
    drop(peer);
    wait_for(*client, POLLIN);
    client
}

/// A TCP connection that the kernel has given up, since the other side has taken nothing for too long.
pub(crate) fn given_up() -> Fd {
    let (client, _peer) = connection();
    let client = full(client);
    set(*client, IPPROTO_TCP, TCP_USER_TIMEOUT, 1);
    wait_for(*client, POLLIN);
    client
}

/// A UDP socket that was told that nobody is where it is connected to. That address is taken, by a
/// socket which hears datagrams from somewhere else only.
pub(crate) fn refused() -> Fd {
    let (fd, other, elsewhere) = (udp(), udp(), loopback(9));
    let addr = named(*other);
    assert_eq!(connect(*other, &elsewhere, sizeof(&elsewhere)), 0);
    assert_eq!(connect(*fd, &addr, sizeof(&addr)), 0);
    assert_eq!(send(*fd, "ping", 4, 0), 4);
    wait_for(*fd, 0);
    fd
}

/// An address of 192.0.2.0/24, a network that nobody has (RFC 5737).
pub(crate) fn nowhere() -> sockaddr_in {
    inet("192.0.2.1", 9)
}

/// Makes a route to [`nowhere`] through the loopback interface, or takes it away again. In a network of
/// the row's own.
pub(crate) fn route(request: Request<rtentry<'static>>, flags: u16) {
    let rt = &mut rtentry::zeroed();
    *cast_mut::<sockaddr_in>(&mut rt.rt_dst) = inet("192.0.2.0", 0);
    *cast_mut::<sockaddr_in>(&mut rt.rt_genmask) = inet("255.255.255.0", 0);
    rt.rt_flags = RTF_UP | flags;
    rt.rt_dev = "lo".into();
    assert_eq!(ioctl(*udp(), request, rt), 0);
}

/// A UDP socket connected to [`nowhere`], to which the last route has just been taken away.
pub(crate) fn cut_off() -> Result<Fd, String> {
    own_network()?;
    route(SIOCADDRT, 0);
    let fd = udp();
    assert_eq!(connect(*fd, &nowhere(), sizeof(&nowhere())), 0);
    route(SIOCDELRT, 0);
    Ok(fd)
}

/// What a router sends back: the beginning of the packet that it could not pass on.
#[repr(C)]
#[derive(Clone, Copy)]
struct Report {
    icmp: icmphdr,
    ip: iphdr,
    udp: udphdr,
}

plain! { Report { icmp: icmphdr, ip: iphdr, udp: udphdr } }

/// A UDP socket that was told, as by a router, that its datagram did not reach the other side: `code`
/// says why.
pub(crate) fn told(code: u8) -> Result<Fd, String> {
    own_network()?;
    let (fd, other) = (udp(), udp());
    let (from, to) = (named(*fd), named(*other));
    assert_eq!(connect(*fd, &to, sizeof(&to)), 0);
    set(*fd, IPPROTO_IP, IP_RECVERR, 1);
    let mut report = Report::zeroed();
    (report.icmp.type_, report.icmp.code) = (ICMP_DEST_UNREACH, code);
    report.ip.set_version(4);
    report.ip.set_ihl(5);
    report.ip.tot_len = htons(32);
    report.ip.protocol = IPPROTO_UDP as u8;
    (report.ip.saddr, report.ip.daddr) = (from.sin_addr.s_addr, to.sin_addr.s_addr);
    (report.udp.uh_sport, report.udp.uh_dport) = (from.sin_port, to.sin_port);
    report.icmp.checksum = in_cksum(&report, sizeof(&report));
    let raw = Fd(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
    let len = sizeof(&report) as isize;
    assert_eq!(sendto(*raw, &report, len, 0, &from, sizeof(&from)), len);
    wait_for(*fd, 0);
    Ok(fd)
}

/// A packet socket on the loopback interface, which was set down after that.
pub(crate) fn on_a_dead_interface() -> Result<Fd, String> {
    own_network()?;
    let fd = Fd(socket(AF_PACKET, SOCK_DGRAM, 0));
    let mut addr = sockaddr_ll::zeroed();
    addr.sll_family = AF_PACKET as u16;
    addr.sll_protocol = htons(0x88b5); // One for experiments (IEEE 802).
    addr.sll_ifindex = if_nametoindex("lo") as c_int;
    assert_eq!(bind(*fd, &addr, sizeof(&addr)), 0);
    set_flags_of_loopback(0)?;
    Ok(fd)
}

/// A UDP socket that is connected through an interface whose queue has no room, and is told so.
pub(crate) fn on_a_full_interface() -> Result<Fd, String> {
    own_network()?;
    run("tc", "qdisc add dev lo root pfifo limit 0")?;
    let (fd, addr) = (udp(), loopback(9));
    set(*fd, IPPROTO_IP, IP_RECVERR, 1);
    assert_eq!(connect(*fd, &addr, sizeof(&addr)), 0);
    Ok(fd)
}

/// A TCP connection that was ended from outside, with `ss -K`.
pub(crate) fn killed() -> Result<Fd, String> {
    own_network()?;
    let (client, _peer) = connection();
    let (addr, len) = (&mut loopback(0), &mut (sizeof(&loopback(0)) as socklen_t));
    assert_eq!(getsockname(*client, addr, len), 0);
    run("ss", &format!("-K -t sport = :{}", ntohs(addr.sin_port)))?;
    let fds = &mut [pollfd { fd: *client, events: POLLIN, revents: 0 }];
    match poll(fds, 1, 0) {
        0 => Err("needs a kernel with CONFIG_INET_DIAG_DESTROY".into()),
        _ => Ok(client),
    }
}

/// Runs a command; or why it could not be tried.
pub(crate) fn run(command: &str, args: &str) -> Result<(), String> {
    match Command::new(command).args(args.split(' ')).stdout(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("needs `{command} {args}`: {status}")),
        Err(error) => Err(format!("needs {command}: {error}")),
    }
}

/// A control message that passes a descriptor on.
pub(crate) fn rights(fd: c_int) -> [u8; CMSG_SPACE(4)] {
    control(SOL_SOCKET, SCM_RIGHTS, &fd.to_ne_bytes())
}

/// A control message, of `N` bytes in all.
pub(crate) fn control<const N: usize>(level: c_int, kind: c_int, data: &[u8]) -> [u8; N] {
    let mut room = [0u8; N];
    let mut header = cmsghdr::zeroed();
    (header.cmsg_level, header.cmsg_type) = (level, kind);
    header.cmsg_len = CMSG_LEN(data.len());
    memcpy(&mut room, &header, sizeof(&header));
    memcpy(&mut room[CMSG_LEN(0)..], data, data.len());
    room
}
