//! TCP: what the kernel's own counters say of each connection, and what a capture saw of it.

use super::*;
use crate::child::{Random, in_child, say, seed};
use berkeley::linux::if_ether::{ETH_P_ALL, ETH_P_IP};
use berkeley::netinet::tcp::{TCP_INFO, TCP_NODELAY};
use berkeley::netpacket::packet::{PACKET_HOST, sockaddr_ll};
use berkeley::sys::socket::{MSG_DONTWAIT, MSG_PEEK, MSG_TRUNC, iovec, msghdr, recvmsg, sendmsg};
use berkeley::sys::uio::{readv, writev};
use std::collections::HashMap;
use std::sync::Mutex;
use std::thread;

const THREADS: u64 = 6;
/// Of each thread.
const CONNECTIONS: usize = 20;
const TURNS: usize = 12;

/// What `TCP_INFO` says of a socket: bytes sent without those sent again, received, acknowledged.
#[derive(Clone, Copy)]
struct Kernel {
    sent: u64,
    received: u64,
    acknowledged: u64,
}

fn ask(sock: i32) -> Kernel {
    // The kernel's structure is longer than glibc's: tcpi_bytes_acked, _received, _sent, _retrans.
    let info = &mut [0u8; 256];
    let mut len = sizeof(info) as socklen_t;
    assert_eq!(getsockopt(sock, IPPROTO_TCP, TCP_INFO, info, &mut len), 0);
    assert!(len >= 216, "a kernel before 4.19 does not know how much it has sent");
    let at = |at: usize| u64::from_ne_bytes(info[at..at + 8].try_into().unwrap());
    Kernel { sent: at(200) - at(208), received: at(128), acknowledged: at(120) }
}

/// What is sent does not wait for more.
fn at_once(sock: i32) {
    assert_eq!(setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, &1, sizeof(&1)), 0);
}

/// Sends so many bytes, by any of the calls. Gives how many calls there were.
fn give(sock: i32, random: &mut Random, len: usize) -> u64 {
    let bytes = vec![7u8; len];
    let (mut done, mut calls) = (0, 0);
    while done < len {
        let rest = &bytes[done..];
        let (head, tail) = rest.split_at(rest.len() / 2);
        let iov = &[iovec::from(head), iovec::from(tail)];
        let msg = msghdr { msg_iov: iov, msg_iovlen: 2, ..msghdr::zeroed() };
        let sent = match random.below(4) {
            0 => write(sock, rest, rest.len()),
            1 => send(sock, rest, rest.len(), 0),
            2 => writev(sock, iov, 2),
            _ => sendmsg(sock, &msg, 0),
        };
        assert!(sent > 0);
        (done, calls) = (done + sent as usize, calls + 1);
    }
    calls
}

/// Receives so many bytes, by any of the calls. Gives how many calls there were.
fn take(sock: i32, random: &mut Random, len: usize) -> u64 {
    let (mut done, mut calls) = (0, 0);
    while done < len {
        let mut bytes = vec![0u8; len - done];
        let rest = bytes.len();
        let got = match random.below(5) {
            0 => read(sock, &mut bytes[..], rest),
            1 => recv(sock, &mut bytes[..], rest, 0),
            // Thrown away, but received.
            2 => recv(sock, &mut bytes[..], rest, MSG_TRUNC),
            3 => {
                assert!(recv(sock, &mut bytes[..], rest, MSG_PEEK) > 0);
                let (head, tail) = bytes.split_at_mut(rest / 2);
                let iov = &[iovec::from(head), iovec::from(tail)];
                readv(sock, iov, 2)
            }
            _ => {
                let iov = &[iovec::from(&mut bytes[..])];
                let mut msg = msghdr { msg_iov: iov, msg_iovlen: 1, ..msghdr::zeroed() };
                recvmsg(sock, &mut msg, 0)
            }
        };
        assert!(got > 0);
        (done, calls) = (done + got as usize, calls + 1);
    }
    calls
}

/// A socket that sees all of IP on the loopback interface; none without the privilege.
fn capture() -> Option<i32> {
    let sock = socket(PF_PACKET, SOCK_DGRAM, htons(ETH_P_IP).into());
    if sock == -1 {
        return None;
    }
    let addr = &mut sockaddr_ll::zeroed();
    addr.sll_family = AF_PACKET as sa_family_t;
    addr.sll_protocol = htons(ETH_P_ALL);
    addr.sll_ifindex = 1;
    assert_eq!(bind(sock, addr, sizeof(addr)), 0);
    const SO_RCVBUFFORCE: i32 = 33;
    let room = &(256 << 20);
    (setsockopt(sock, SOL_SOCKET, SO_RCVBUFFORCE, room, sizeof(room)) == 0).then_some(sock)
}

/// What was captured: of each direction of each connection, by its ports, how many bytes of the
/// stream were seen, by their numbers. And how many packets, and what is longer than was looked at.
fn seen(sock: i32, port: u16) -> (HashMap<(u16, u16), u32>, Count, u64) {
    let (mut first, mut end) = (HashMap::new(), HashMap::new());
    let (mut count, mut cut) = ((0, 0), 0);
    loop {
        let (packet, from) = (&mut [0u8; 96], &mut sockaddr_ll::zeroed());
        let mut len = sizeof(from) as socklen_t;
        let n = recvfrom(sock, packet, 96, MSG_DONTWAIT | MSG_TRUNC, from, &mut len);
        if n < 0 {
            break;
        }
        count = (count.0 + 1, count.1 + n.min(96) as u64);
        cut += (n - 96).max(0) as u64;
        // Each packet comes by twice, on its way out and in.
        if from.sll_pkttype != PACKET_HOST || packet[9] != 6 {
            continue;
        }
        let header = usize::from(packet[0] & 15) * 4;
        let tcp = &packet[header..];
        let half = |at: usize| u16::from_be_bytes([tcp[at], tcp[at + 1]]);
        let number = u32::from_be_bytes(tcp[4..8].try_into().unwrap());
        let whole = usize::from(u16::from_be_bytes([packet[2], packet[3]]));
        let data = (whole - header - usize::from(tcp[12] >> 4) * 4) as u32;
        let (flow, syn) = ((half(0), half(2)), tcp[13] & 2 != 0);
        // Other programs use the interface, too.
        if flow.0 != port && flow.1 != port {
            continue;
        }
        if syn {
            first.insert(flow, number.wrapping_add(1));
        }
        // The numbers of SYN and FIN are counted too, but are of no data.
        if data > 0 {
            let to = number.wrapping_add(data).wrapping_sub(first[&flow]);
            let end = end.entry(flow).or_insert(0);
            *end = to.max(*end);
        }
    }
    (end, count, cut)
}

#[test]
fn the_kernels_counters_and_a_capture_agree() {
    in_child("tcp::the_kernels_counters_and_a_capture_agree", || {
        ledger::start();
        let capture = capture();
        let (listener, port) = bound(SOCK_STREAM);
        assert_eq!(listen(listener, 100), 0);
        // By the port of the client: what the kernel says, and the calls of either side.
        let kernel = Mutex::new(HashMap::new());
        let seed = seed();
        thread::scope(|scope| {
            for i in 0..THREADS {
                let (kernel, random) = (&kernel, Random::new(seed + i));
                scope.spawn(move || {
                    (0..CONNECTIONS).fold(random, |mut random, _| {
                        let client = socket(PF_INET, SOCK_STREAM, 0);
                        let addr = &loopback(port);
                        assert_eq!(connect(client, addr, sizeof(addr)), 0);
                        at_once(client);
                        let name = super::port(client);
                        let mut calls = (0, 0);
                        for turn in 0..TURNS {
                            let len = 1 + random.below(3000) as usize;
                            let header = [len as u32, u32::from(turn + 1 == TURNS)];
                            assert_eq!(send(client, &header, 8, 0), 8);
                            calls.0 += 1 + give(client, &mut random, len);
                            calls.1 += take(client, &mut random, len);
                        }
                        // Both ask before there is an end, whose number would be counted: the server before
                        // it sends this.
                        calls.1 += take(client, &mut random, 1);
                        kernel.lock().unwrap().insert((name, true), (ask(client), calls));
                        assert_eq!(close(client), 0);
                        random
                    })
                });
                scope.spawn(move || {
                    (0..CONNECTIONS).fold(Random::new(!seed + i), |mut random, _| {
                        let from = &mut loopback(0);
                        let mut len = sizeof(from) as socklen_t;
                        let server = accept(listener, from, &mut len);
                        assert!(server > 0);
                        at_once(server);
                        let mut calls = (0, 0);
                        loop {
                            let mut header = [0u32; 2];
                            const WHOLE: i32 = libc::MSG_WAITALL;
                            assert_eq!(recv(server, &mut header, 8, WHOLE), 8);
                            let len = header[0] as usize;
                            calls.1 += 1 + take(server, &mut random, len);
                            calls.0 += give(server, &mut random, len);
                            if header[1] == 1 {
                                break;
                            }
                        }
                        let asked = ask(server);
                        kernel
                            .lock()
                            .unwrap()
                            .insert((ntohs(from.sin_port), false), (asked, calls));
                        assert_eq!(write(server, "!", 1), 1);
                        assert_eq!(read(server, &mut [0u8; 1], 1), 0);

                        assert_eq!(close(server), 0);
                        random
                    })
                });
            }
        });
        let kernel = kernel.into_inner().unwrap();
        let mut entries = entries();
        entries.retain(|entry| entry.protocol == "tcp");
        let all = 2 * THREADS as usize * CONNECTIONS;
        assert_eq!((entries.len(), kernel.len()), (all, all));
        let port_of = |text: &str| text.parse::<u16>().unwrap();
        for entry in &entries {
            let (here, there) = (port_of(&entry.local.socket), port_of(&entry.peer.socket));
            let is_client = there == port;
            let (kernel, calls) = kernel[&(if is_client { here } else { there }, is_client)];
            let last = u64::from(!is_client);
            let counted = ((calls.0 + last, kernel.sent + last), (calls.1, kernel.received));
            assert_eq!(counts(entry), counted, "{entry:#?}");
            if is_client {
                // What was answered was acknowledged; SYN has a number, too.
                assert_eq!(kernel.acknowledged, entry.sent.bytes + 1);
            }
            assert!(!entry.open && entry.scope == Scope::Connection);
        }

        let Some(capture) = capture else { return say("skipped: a capture needs CAP_NET_RAW") };
        let (seen, count, cut) = seen(capture, port);
        for entry in &entries {
            let flow = (port_of(&entry.local.socket), port_of(&entry.peer.socket));
            assert_eq!(u64::from(seen[&flow]), entry.sent.bytes, "{entry:#?}");
        }
        // The capture has an entry itself.
        let of_capture = |entry: &Entry| entry.protocol == "packet";
        let entry = only(of_capture);
        assert_eq!((counts(&entry), entry.bytes_cut), (((0, 0), count), cut));
        assert!(cut > 0);
    });
}
