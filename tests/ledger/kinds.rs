//! The kinds of sockets and of calls.

use super::*;
use crate::child::in_child;
use crate::support::Dir;
use berkeley::errno::{EAGAIN, EPIPE, errno};
use berkeley::fcntl::{O_RDONLY, open};
use berkeley::linux::netlink::sockaddr_nl;
use berkeley::sys::sendfile::sendfile;
use berkeley::sys::socket::{
    MSG_DONTWAIT, MSG_NOSIGNAL, MSG_PEEK, MSG_TRUNC, iovec, mmsghdr, msghdr, recvmmsg, recvmsg,
    sendmmsg,
};
use berkeley::sys::uio::{readv, writev};
use berkeley::sys::un::sockaddr_un;
use std::fs;

#[test]
fn udp_by_peer() {
    in_child("kinds::udp_by_peer", || {
        ledger::start();
        let (server, port) = bound(SOCK_DGRAM);
        let clients: Vec<_> = (0..5).map(|_| bound(SOCK_DGRAM)).collect();
        let buf = &mut [0u8; 100];
        for (i, (client, _)) in clients.iter().enumerate() {
            for n in 0..=i {
                // Also a message of nothing.
                assert_eq!(sendto(*client, buf, 10 * n, 0, &loopback(port), 16), 10 * n as isize);
            }
        }
        for _ in 0..15 {
            let (from, mut len) = (&mut loopback(0), 16);
            let n = recvfrom(server, buf, 100, 0, from, &mut len);
            assert_eq!(sendto(server, buf, n, 0, from, len), n);
        }
        for (i, (client, its)) in clients.iter().enumerate() {
            let count = (i as u64 + 1, (0..=i as u64).map(|n| 10 * n).sum());
            let is = |entry: &Entry| (entry.local.to_string(), entry.peer.to_string());
            let there = only(|entry| is(entry) == (at(port), at(*its)));
            assert_eq!((counts(&there), &*there.protocol), ((count, count), "udp"));
            // It does not ask who sends: it has others.
            assert_eq!(recv(*client, buf, 100, 0), 0);
            let here = only(|entry| is(entry) == (at(*its), at(port)));
            assert_eq!(counts(&here), (count, (0, 0)));
            let others = only(|entry| is(entry) == (at(*its), "-".to_owned()));
            assert_eq!((counts(&others), others.scope), (((0, 0), (1, 0)), Scope::Others));
        }
    });
}

#[test]
fn udp_connected() {
    in_child("kinds::udp_connected", || {
        ledger::start();
        let ((one, here), (other, there), (third, elsewhere)) =
            (bound(SOCK_DGRAM), bound(SOCK_DGRAM), bound(SOCK_DGRAM));
        assert_eq!(connect(one, &loopback(there), 16), 0);
        assert_eq!(send(one, "four", 4, 0), 4);
        // By name, to the same and to another.
        assert_eq!(sendto(one, "sixsix", 6, 0, &loopback(there), 16), 6);
        assert_eq!(sendto(one, "seven..", 7, 0, &loopback(elsewhere), 16), 7);
        assert_eq!(sendto(other, "reply", 5, 0, &loopback(here), 16), 5);
        assert_eq!(read(one, &mut [0u8; 9], 9), 5);
        // Another connection of the same socket.
        assert_eq!(connect(one, &loopback(elsewhere), 16), 0);
        assert_eq!(write(one, "", 0), 0);
        assert_eq!(write(one, "!", 1), 1);
        let of = |open, peer| {
            only(|entry| {
                (entry.local.to_string(), entry.peer.to_string()) == (at(here), at(peer))
                    && (entry.open, entry.scope) == (open, Scope::Connection)
                    && entry.sent.bytes != 7
            })
        };
        assert_eq!(counts(&of(false, there)), ((2, 10), (1, 5)));
        assert_eq!(counts(&of(true, elsewhere)), ((2, 1), (0, 0)));
        assert_eq!(counts(&only(|entry| entry.sent.bytes == 7)), ((1, 7), (0, 0)));
        // And none any more.
        let unspecified = &sockaddr_in::zeroed();
        assert_eq!(connect(one, unspecified, 16), 0);
        assert_eq!(counts(&of(false, elsewhere)), ((2, 1), (0, 0)));
        assert_eq!([one, other, third].map(close), [0; 3]);
    });
}

#[test]
fn peers_beyond_the_bound() {
    in_child("kinds::peers_beyond_the_bound", || {
        ledger::start();
        let (server, _) = bound(SOCK_DGRAM);
        let (_others, there) = bound(SOCK_DGRAM);
        // Many peers with one socket behind: all of 127.0.0.0/8 is this host.
        let any = &mut sockaddr_in::zeroed();
        any.sin_family = AF_INET as sa_family_t;
        let most = ledger::PEERS as u32;
        for turn in 0..2 {
            for i in 0..most + 10 {
                let mut addr = loopback(there);
                addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK + i);
                assert_eq!(sendto(server, "abc", 3, 0, &addr, 16), 3, "{turn}");
            }
        }
        let entries = entries();
        assert_eq!(entries.len(), ledger::PEERS + 1);
        let others: Vec<_> = entries.iter().filter(|e| e.scope == Scope::Others).collect();
        assert_eq!((others.len(), counts(others[0])), (1, ((20, 60), (0, 0))));
        for entry in entries.iter().filter(|entry| entry.scope == Scope::Connection) {
            assert_eq!(counts(entry), ((2, 6), (0, 0)));
        }
    });
}

#[test]
fn unix() {
    in_child("kinds::unix", || {
        let dir = Dir::new();
        ledger::start();
        for (type_, protocol) in
            [(SOCK_STREAM, "unix"), (SOCK_DGRAM, "unix-dgram"), (SOCK_SEQPACKET, "unix-seq")]
        {
            // A path that is no text, and would move the cursor.
            let mut path = dir.path().join(protocol).into_os_string().into_encoded_bytes();
            path.extend(b"\n\xff\\");
            let mut text = dir.path().join(protocol).into_os_string().into_string().unwrap();
            text += r"\x0a\xff\\";
            let addr = &mut sockaddr_un::zeroed();
            addr.sun_family = AF_UNIX as sa_family_t;
            for (to, from) in addr.sun_path.iter_mut().zip(&path) {
                *to = *from as _;
            }
            let (server, client) = (socket(AF_UNIX, type_, 0), socket(AF_UNIX, type_, 0));
            assert_eq!(bind(server, addr, sizeof(addr)), 0);
            let mut end = server;
            if type_ != SOCK_DGRAM {
                assert_eq!(listen(server, 1), 0);
            }
            assert_eq!(connect(client, addr, 2 + path.len()), 0);
            if type_ != SOCK_DGRAM {
                end = accept(server, NULL, NULL);
            }
            assert_eq!(send(client, "Hello", 5, 0), 5);
            assert_eq!(send(client, "World", 5, 0), 5);
            let n = recv(end, &mut [0u8; 100], 100, 0);
            assert_eq!(n, if type_ == SOCK_STREAM { 10 } else { 5 });
            assert_eq!([client, end].map(close), [0; 2]);

            let of = |entry: &Entry| entry.protocol == protocol;
            let sender = only(|entry| of(entry) && entry.sent.messages > 0);
            assert_eq!((counts(&sender), sender.peer.socket), (((2, 10), (0, 0)), text.clone()));
            assert_eq!((sender.peer.host, sender.local.to_string()), (None, "-".to_owned()));
            let receiver = only(|entry| of(entry) && entry.received.messages > 0);
            assert_eq!((counts(&receiver), receiver.local.socket), (((0, 0), (1, n as u64)), text));
        }
        // An abstract name.
        let (one, other) = (socket(AF_UNIX, SOCK_DGRAM, 0), socket(AF_UNIX, SOCK_DGRAM, 0));
        let addr = &mut sockaddr_un::zeroed();
        addr.sun_family = AF_UNIX as sa_family_t;
        assert_eq!(bind(one, addr, 2), 0); // The kernel chooses one of five digits.
        let mut len = sizeof(addr) as socklen_t;
        assert_eq!(getsockname(one, addr, &mut len), 0);
        assert_eq!(sendto(other, "abc", 3, 0, addr, len), 3);
        let socket = only(|entry| entry.sent.bytes == 3).peer.socket;
        assert!(socket.len() == 6 && socket.starts_with('@'), "{socket}");
    });
}

#[test]
fn several_messages_at_once() {
    in_child("kinds::several_messages_at_once", || {
        ledger::start();
        let ((one, here), (other, there)) = (bound(SOCK_DGRAM), bound(SOCK_DGRAM));
        let to = loopback(there);
        let data = [0u8; 50];
        let iovs: Vec<[iovec<'_>; 2]> =
            (0..10).map(|i| [(&data[..i]).into(), (&data[..2 * i]).into()]).collect();
        let mut msgs: Vec<mmsghdr<'_>> = iovs
            .iter()
            .map(|iov| mmsghdr {
                msg_hdr: msghdr {
                    msg_name: (&to).into(),
                    msg_namelen: 16,
                    msg_iov: iov,
                    msg_iovlen: 2,
                    ..msghdr::zeroed()
                },
                msg_len: 0,
            })
            .collect();
        assert_eq!(sendmmsg(one, &mut msgs[..], 10, 0), 10);
        assert_eq!(sendmmsg(one, &mut msgs[..], 3, 0), 3);
        let sent = (13, (0..10).chain(0..3).map(|i| 3 * i).sum());
        let of =
            |from, to| only(|e| (e.local.to_string(), e.peer.to_string()) == (at(from), at(to)));
        assert_eq!(counts(&of(here, there)), (sent, (0, 0)));

        let mut room = [[0u8; 20]; 16];
        let mut names = [loopback(0); 16];
        let iovs: Vec<[iovec<'_>; 1]> = room.iter_mut().map(|room| [room.into()]).collect();
        let mut msgs: Vec<mmsghdr<'_>> = iovs
            .iter()
            .zip(&mut names)
            .map(|(iov, name)| mmsghdr {
                msg_hdr: msghdr {
                    msg_name: name.into(),
                    msg_namelen: 16,
                    msg_iov: iov,
                    msg_iovlen: 1,
                    ..msghdr::zeroed()
                },
                msg_len: 0,
            })
            .collect();
        // The first one, again and again.
        assert_eq!(recvmmsg(other, &mut msgs[..], 16, MSG_DONTWAIT | MSG_PEEK, NULL), 16);
        assert_eq!(counts(&of(here, there)).1, (0, 0));
        let flags = MSG_DONTWAIT | MSG_TRUNC;
        assert_eq!(recvmmsg(other, &mut msgs[..], 16, flags, NULL), 13);
        // Of 21, 24 and 27 bytes, 20 fit.
        let cut = 1 + 4 + 7;
        let entry = of(there, here);
        assert_eq!((counts(&entry), entry.bytes_cut), (((0, 0), (13, sent.1 - cut)), cut));
        assert_eq!(recvmmsg(other, &mut msgs[..], 16, flags, NULL), -1);
    });
}

#[test]
fn what_is_cut_and_what_is_only_looked_at() {
    in_child("kinds::what_is_cut_and_what_is_only_looked_at", || {
        ledger::start();
        let sv = &mut [0; 2];
        assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM, 0, sv), 0);
        let [one, other] = *sv;
        let text = &[0u8; 100];
        for _ in 0..8 {
            assert_eq!(send(one, text, 100, 0), 100);
        }
        let buf = &mut [0u8; 30];
        assert_eq!(recv(other, buf, 30, MSG_PEEK), 30);
        assert_eq!(recv(other, buf, 30, MSG_PEEK | MSG_TRUNC), 100);
        assert_eq!(recv(other, buf, 30, 0), 30);
        assert_eq!(recv(other, buf, 30, MSG_TRUNC), 100);
        assert_eq!(recv(other, buf, 0, 0), 0);
        assert_eq!(recv(other, NULL, 0, MSG_TRUNC), 100);
        assert_eq!(read(other, buf, 0), 0, "receives nothing, unlike recv");
        assert_eq!(read(other, buf, 10), 10);
        let iov = &[iovec::from(&mut buf[..])];
        assert_eq!(readv(other, &[], 0), 0, "neither does this");
        assert_eq!(readv(other, iov, 1), 30);
        let mut msg = msghdr { msg_iov: iov, msg_iovlen: 1, ..msghdr::zeroed() };
        assert_eq!(recvmsg(other, &mut msg, MSG_TRUNC), 100);
        let entry = only(|entry| entry.received.messages > 0);
        let cut = 70 + 100 + 70;
        assert_eq!((counts(&entry), entry.bytes_cut), (((0, 0), (7, 130)), cut));

        // The eighth; then none, of which nothing counts.
        assert_eq!(recv(other, buf, 30, 0), 30);
        assert_eq!((recv(other, buf, 30, MSG_DONTWAIT), errno()), (-1, EAGAIN));
        // Messages of nothing, and an end of messages.
        assert_eq!(writev(one, &[], 0), 0, "sends nothing");
        assert_eq!((write(one, "", 0), send(one, "", 0, 0)), (0, 0));
        assert_eq!((read(other, buf, 30), recv(other, buf, 30, 0)), (0, 0));
        assert_eq!(shutdown(other, SHUT_RD), 0);
        assert_eq!(recv(other, buf, 30, 0), 0);
        assert_eq!(send(one, text, 1, MSG_NOSIGNAL), -1);
        assert_eq!(errno(), EPIPE);
        let entry = only(|entry| entry.received.messages > 0);
        assert_eq!(counts(&entry), ((0, 0), (10, 160)));
        assert_eq!(counts(&only(|entry| entry.sent.messages > 0)), ((10, 800), (0, 0)));
    });
}

#[test]
fn streams_and_files() {
    in_child("kinds::streams_and_files", || {
        let dir = Dir::new();
        let path = dir.path().join("file");
        fs::write(&path, [7; 5000]).unwrap();
        ledger::start();
        let [client, server] = tcp();
        let file = open(&format!("{}\0", path.display()), O_RDONLY, 0);
        let mut offset = 1000;
        assert_eq!(sendfile(client, file, &mut offset, 3000), 3000);
        assert_eq!(sendfile(client, file, NULL, 500), 500);
        // Files and pipes are no connections.
        assert_eq!(read(file, &mut [0u8; 100], 100), 100);
        let fds = &mut [0; 2];
        assert_eq!(pipe(fds), 0);
        assert_eq!(write(fds[1], "abc", 3), 3);
        assert_eq!(shutdown(client, SHUT_WR), 0);
        assert_eq!(write(client, "abc", 3), -1);
        let mut got = 0;
        loop {
            match read(server, &mut [0u8; 1000], 1000) {
                0 => break,
                n => got += n,
            }
        }
        assert_eq!(got, 3500);
        let entries = entries();
        assert_eq!(entries.len(), 2, "{entries:#?}");
        let (sent, received) = totals(&entries);
        assert_eq!((sent, received.1), ((2, 3500), 3500));
        assert!(entries.iter().all(|entry| entry.open));
    });
}

#[test]
fn the_kernel_and_raw_sockets() {
    in_child("kinds::the_kernel_and_raw_sockets", || {
        ledger::start();
        let sock = socket(AF_NETLINK, SOCK_RAW, 0);
        assert!(entries().is_empty());
        // A request that does nothing (NLMSG_NOOP), with an answer (NLM_F_REQUEST | NLM_F_ACK).
        let request: [u16; 8] = [16, 0, 1, 5, 0, 0, 0, 0];
        let kernel = &mut sockaddr_nl::zeroed();
        kernel.nl_family = AF_NETLINK as sa_family_t;
        assert_eq!(sendto(sock, &request, 16, 0, kernel, sizeof(kernel)), 16);
        let n = recv(sock, &mut [0u8; 100], 100, 0);
        assert!(n > 0);
        let entry = only(|entry| entry.protocol == "netlink");
        assert_eq!(counts(&entry), ((1, 16), (1, n as u64)));
        assert_eq!(entry.peer.to_string(), "0");
        assert_ne!(entry.local.to_string(), "0");

        let raw = socket(PF_INET, SOCK_RAW, IPPROTO_ICMP);
        if raw == -1 {
            return crate::child::say("skipped: raw sockets need CAP_NET_RAW");
        }
        let echo = [8u8, 0, 0xf7, 0xff, 0, 0, 0, 0];
        assert_eq!(sendto(raw, &echo, 8, 0, &loopback(0), 16), 8);
        let entry = only(|entry| entry.protocol == "raw/1");
        assert_eq!((counts(&entry).0, entry.peer.to_string()), ((1, 8), "127.0.0.1".to_owned()));
    });
}
