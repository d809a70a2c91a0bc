//! Connections, and networks that fail: for the rows of the calls that move data.

use crate::help::{bound, loopback, root, unshare};
use crate::{Outcome, expect};
use berkeley::checksum::in_cksum;
use berkeley::fcntl::*;
use berkeley::linux::filter::*;
use berkeley::net::if_::*;
use berkeley::net::route::*;
use berkeley::netinet::ip::*;
use berkeley::netinet::ip_icmp::*;
use berkeley::netinet::tcp::*;
use berkeley::netinet::udp::*;
use berkeley::poll::*;
use berkeley::signal::*;
use berkeley::stddef::cast_mut;
use berkeley::string::{memcpy, strcpy};
use berkeley::sys::ioctl::*;
use berkeley::sys::wait::waitpid;
use berkeley::unistd::*;
use berkeley::{errno::*, plain};
use std::ffi::c_int;
use std::process::{Command, Stdio};

/// A TCP connection over the loopback interface: its two ends.
pub(crate) fn tcp() -> (c_int, c_int) {
    let (server, addr) = listener();
    let client = socket(AF_INET, SOCK_STREAM, 0);
    assert_eq!(connect(client, &addr, sizeof(&addr)), 0);
    let peer = accept(server, NULL, NULL);
    close(server);
    (client, peer)
}

/// A TCP socket that listens, and its address.
pub(crate) fn listener() -> (c_int, sockaddr_in) {
    let (server, addr) = bound(SOCK_STREAM);
    assert_eq!(listen(server, 5), 0);
    (server, addr)
}

/// Two Unix sockets of this kind, connected.
pub(crate) fn pair(kind: c_int) -> (c_int, c_int) {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, kind, 0, sv), 0);
    (sv[0], sv[1])
}

/// A pipe: where it is read, and where it is written.
pub(crate) fn pipes() -> (c_int, c_int) {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    (fds[0], fds[1])
}

pub(crate) fn set(fd: c_int, level: c_int, option: c_int, value: c_int) {
    assert_eq!(setsockopt(fd, level, option, &value, sizeof(&value)), 0);
}

/// Calls on it wait no more.
pub(crate) fn without_waiting(fd: c_int) -> c_int {
    let flags = fcntl(fd, F_GETFL, 0);
    assert_eq!(fcntl(fd, F_SETFL, flags | O_NONBLOCK), 0);
    fd
}

/// Waits until there is something to read, or an error to be told.
pub(crate) fn wait_for(fd: c_int) {
    let fds = &mut [pollfd { fd, events: POLLIN, revents: 0 }];
    assert_eq!(poll(fds, 1, -1), 1);
}

/// A TCP connection that the other side has broken off.
pub(crate) fn broken() -> c_int {
    let (client, peer) = tcp();
    let at_once = linger { l_onoff: 1, l_linger: 0 };
    assert_eq!(setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof(&at_once)), 0);
    close(peer);
    wait_for(client);
    client
}

/// A TCP connection that the kernel has given up, since the other side, where a filter throws all
/// away that comes, has not answered.
pub(crate) fn given_up() -> c_int {
    let (client, peer) = tcp();
    let code = [BPF_STMT(BPF_RET | BPF_K, 0)];
    let nothing = sock_fprog { len: 1, filter: &code };
    assert_eq!(setsockopt(peer, SOL_SOCKET, SO_ATTACH_FILTER, &nothing, sizeof(&nothing)), 0);
    set(client, IPPROTO_TCP, TCP_USER_TIMEOUT, 1);
    assert_eq!(send(client, "ping", 4, 0), 4);
    wait_for(client);
    client
}

/// A UDP socket connected to an address that belongs to another socket, which takes datagrams from
/// somewhere else only: for this one, nobody is there.
pub(crate) fn to_nobody() -> c_int {
    let (other, addr) = bound(SOCK_DGRAM);
    let elsewhere = loopback(9);
    assert_eq!(connect(other, &elsewhere, sizeof(&elsewhere)), 0);
    let fd = socket(AF_INET, SOCK_DGRAM, 0);
    assert_eq!(connect(fd, &addr, sizeof(&addr)), 0);
    fd
}

/// A UDP socket that was told that nobody is there. The answer comes at once on the loopback
/// interface, but is waited for.
pub(crate) fn refused() -> c_int {
    let fd = to_nobody();
    assert_eq!(send(fd, "ping", 4, 0), 4);
    wait_for(fd);
    fd
}

/// For a row in a process of its own: a call that waits, and is interrupted by a signal.
pub(crate) fn interrupted(call: impl FnOnce() -> bool) -> Outcome {
    let mut act = sigaction::zeroed();
    act.set_sa_handler(|_: c_int| {});
    assert_eq!(berkeley::signal::sigaction(SIGUSR1, &act, NULL), 0);
    let parent = getpid();
    let child = fork();
    if child == 0 {
        // Again and again: the call may not have begun.
        while getppid() == parent {
            kill(parent, SIGUSR1);
            usleep(10_000);
        }
        _exit(0);
    }
    let outcome = expect(call(), EINTR);
    kill(child, SIGKILL);
    while waitpid(child, NULL, 0) == -1 && errno() == EINTR {}
    outcome
}

/// For a row in a process of its own: a network with nothing but a loopback interface.
pub(crate) fn network() -> Result<(), String> {
    root()?;
    unshare(libc::CLONE_NEWNET)?;
    set_up(true);
    Ok(())
}

/// Sets the loopback interface up, or down. In a network of the row's own.
pub(crate) fn set_up(is_up: bool) {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let ifr = &mut ifreq::zeroed();
    strcpy(&mut ifr.ifr_name, "lo");
    ifr.set_ifr_flags(if is_up { IFF_UP } else { 0 });
    assert_eq!(ioctl(sock, SIOCSIFFLAGS, ifr), 0);
    close(sock);
}

/// An address of the network 192.0.2.0/24, which nobody has (RFC 5737).
pub(crate) fn nowhere() -> sockaddr_in {
    let mut addr = loopback(9);
    addr.sin_addr.s_addr = htonl(0xc000_0201);
    addr
}

/// Makes a way to [`nowhere`] through the loopback interface, or none; or takes that away again. In a
/// network of the row's own.
pub(crate) fn route(request: Request<rtentry<'static>>, flags: u16) {
    let rt = &mut rtentry::zeroed();
    let dst = cast_mut::<sockaddr_in>(&mut rt.rt_dst);
    dst.sin_family = AF_INET as sa_family_t;
    dst.sin_addr.s_addr = htonl(0xc000_0200);
    let mask = cast_mut::<sockaddr_in>(&mut rt.rt_genmask);
    mask.sin_family = AF_INET as sa_family_t;
    mask.sin_addr.s_addr = htonl(0xffff_ff00);
    rt.rt_flags = RTF_UP | flags;
    rt.rt_dev = "lo".into();
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    assert_eq!(ioctl(sock, request, rt), 0);
    close(sock);
}

/// A UDP socket connected to [`nowhere`], where there was a way to it until now.
pub(crate) fn cut_off() -> Result<c_int, String> {
    network()?;
    route(SIOCADDRT, 0);
    let fd = socket(AF_INET, SOCK_DGRAM, 0);
    assert_eq!(connect(fd, &nowhere(), sizeof(&nowhere())), 0);
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

/// A UDP socket that was told, as by a router, that its datagram did not reach the other side.
/// `code` says why. In a network of the row's own.
pub(crate) fn told(code: u8) -> Result<c_int, String> {
    network()?;
    let ((fd, from), (_, to)) = (bound(SOCK_DGRAM), bound(SOCK_DGRAM));
    assert_eq!(connect(fd, &to, sizeof(&to)), 0);
    set(fd, IPPROTO_IP, IP_RECVERR, 1);
    let mut report = Report::zeroed();
    (report.icmp.type_, report.icmp.code) = (ICMP_DEST_UNREACH, code);
    report.ip.set_version(4);
    report.ip.set_ihl(5);
    report.ip.tot_len = htons(29);
    report.ip.protocol = IPPROTO_UDP as u8;
    (report.ip.saddr, report.ip.daddr) = (from.sin_addr.s_addr, to.sin_addr.s_addr);
    (report.udp.uh_sport, report.udp.uh_dport) = (from.sin_port, to.sin_port);
    report.icmp.checksum = in_cksum(&report, sizeof(&report));
    let raw = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    let len = sizeof(&report) as isize;
    assert_eq!(sendto(raw, &report, len, 0, &from, sizeof(&from)), len);
    close(raw);
    wait_for_error(fd);
    Ok(fd)
}

fn wait_for_error(fd: c_int) {
    let fds = &mut [pollfd { fd, events: 0, revents: 0 }];
    assert_eq!(poll(fds, 1, -1), 1);
}

/// A packet socket on the loopback interface, which was set down after that.
pub(crate) fn on_a_dead_interface() -> Result<c_int, String> {
    network()?;
    let fd = socket(AF_PACKET, SOCK_DGRAM, 0);
    let mut addr = berkeley::netpacket::packet::sockaddr_ll::zeroed();
    addr.sll_family = AF_PACKET as u16;
    addr.sll_protocol = htons(0x88b5); // One for experiments (IEEE 802).
    addr.sll_ifindex = if_nametoindex("lo") as c_int;
    assert_eq!(bind(fd, &addr, sizeof(&addr)), 0);
    set_up(false);
    Ok(fd)
}

/// A TCP connection that was ended from outside, with `ss -K`. In a network of the row's own.
pub(crate) fn killed() -> Result<c_int, String> {
    network()?;
    let (client, _) = tcp();
    run("ss", "-K -t state established")?;
    let fds = &mut [pollfd { fd: client, events: POLLIN, revents: 0 }];
    match poll(fds, 1, 0) {
        0 => Err("needs a kernel with CONFIG_INET_DIAG_DESTROY".into()),
        _ => Ok(client),
    }
}

/// Runs a command.
pub(crate) fn run(command: &str, args: &str) -> Result<(), String> {
    let mut command = Command::new(command);
    command.args(args.split(' ')).stdout(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        other => Err(format!("{command:?}: {other:?}")),
    }
}

/// A message that passes a descriptor on: its control message.
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
