//! Which descriptors are one connection, when it begins and ends, and whose it is.

use super::*;
use crate::child::{Random, in_child, pair, seed};
use berkeley::errno::{EINPROGRESS, errno, set_errno};
use berkeley::fcntl::{F_DUPFD, fcntl};
use berkeley::poll::{POLLIN, POLLOUT, poll, pollfd};
use berkeley::{adopt, hold, release};
use std::collections::HashMap;
use std::time::{Duration, SystemTime};
use std::{fs, thread};

#[test]
fn without_a_ledger_there_are_no_entries() {
    in_child("sockets::without_a_ledger_there_are_no_entries", || {
        let [one, other] = pair();
        assert_eq!((write(one, "abc", 3), read(other, &mut [0u8; 3], 3)), (3, 3));
        assert!(entries().is_empty());
        assert_eq!(ledger::snapshot().to_string(), "Ledger: no connections\n");
        ledger::start();
        ledger::stop();
        assert_eq!((write(one, "abc", 3), read(other, &mut [0u8; 3], 3)), (3, 3));
        let [third, _] = pair();
        assert_eq!(write(third, "abc", 3), 3);
        // They were open when it began, and nothing went over them since.
        assert_eq!((entries().len(), totals(&entries())), (2, ((0, 0), (0, 0))));
    });
}

#[test]
fn copies_are_the_same_connection() {
    in_child("sockets::copies_are_the_same_connection", || {
        let [one, other] = pair();
        // A copy from before the ledger, which is not used before the last.
        let before = dup(one);
        ledger::start();
        let copies = [dup(one), fcntl(one, F_DUPFD, 500), dup2(one, 600), dup3(before, 700, 0)];
        assert_eq!(dup2(one, 0), 0);
        for fd in copies.into_iter().chain([one, 0]) {
            assert_eq!(write(fd, "abc", 3), 3);
        }
        assert_eq!(close(one), 0);
        // Others take the places of copies.
        let [third, fourth] = pair();
        assert_eq!(dup2(third, copies[2]), copies[2]);
        assert_eq!(write(copies[2], "fourth", 6), 6);
        assert_eq!(dup2(fourth, 0), 0);
        assert_eq!([copies[0], copies[1], copies[3], third].map(close), [0; 4]);
        assert_eq!(counts(&only(|entry| entry.sent.bytes == 18)), ((6, 18), (0, 0)));
        assert!(entries().iter().all(|entry| entry.open));
        assert_eq!(write(before, "abc", 3), 3);
        assert_eq!(close(before), 0);
        let entry = only(|entry| entry.sent.bytes == 21);
        assert_eq!((counts(&entry), entry.open), (((7, 21), (0, 0)), false));
        // 0 is one of the fourth; closed, it is /dev/null.
        assert_eq!(read(0, &mut [0u8; 9], 9), 6);
        assert_eq!([0, fourth, copies[2], other].map(close), [0; 4]);
        assert_eq!(counts(&only(|entry| entry.received.bytes == 6)), ((0, 0), (1, 6)));
        assert_eq!(entries().len(), 4);
        assert!(entries().iter().all(|entry| !entry.open));
    });
}

#[test]
fn what_leaves_the_crate_ends() {
    in_child("sockets::what_leaves_the_crate_ends", || {
        ledger::start();
        let [one, other] = pair();
        assert_eq!(write(one, "abc", 3), 3);
        let held = hold(one).unwrap();
        assert_eq!(close(one), 0);
        // It is open as long as somebody holds it.
        assert!(only(|entry| entry.sent.bytes == 3).open);
        drop(held);
        let entry = only(|entry| entry.sent.bytes == 3);
        assert!(!entry.open);

        let owned = release(other).unwrap();
        assert!(entries().iter().all(|entry| !entry.open));
        let number = only(|entry| entry.sent.bytes == 0).socket;
        let back = adopt(owned);
        assert_eq!(read(back, &mut [0u8; 9], 9), 3);
        let entry = only(|entry| entry.received.bytes == 3);
        assert_eq!((entry.open, entry.socket), (true, number));
        assert_ne!(only(|entry| entry.sent.bytes == 3).socket, number);
    });
}

#[test]
fn it_begins_and_ends() {
    in_child("sockets::it_begins_and_ends", || {
        let [old, _other] = pair();
        assert_eq!(write(old, "before", 6), 6);
        let before = SystemTime::now();
        ledger::start();
        assert_eq!(entries().len(), 2, "connected already");
        assert_eq!(write(old, "after", 5), 5);
        // A listening socket is none; one that is refused neither.
        let (listener, port) = bound(SOCK_STREAM);
        assert_eq!(listen(listener, 5), 0);
        let client = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        let addr = &loopback(port);
        set_errno(0);
        let connected = connect(client, addr, 16);
        assert!(connected == 0 || errno() == EINPROGRESS);
        let server = accept(listener, NULL, NULL);
        let fds = &mut [pollfd { fd: client, events: POLLOUT, revents: 0 }];
        assert_eq!(poll(fds, 1, -1), 1);
        thread::sleep(Duration::from_millis(20));
        assert_eq!([close(client), close(server), close(listener)], [0; 3]);
        let refused = socket(PF_INET, SOCK_STREAM, 0);
        assert_eq!(connect(refused, addr, 16), -1);
        assert_eq!(close(refused), 0);
        let entries = entries();
        let after = SystemTime::now();
        assert_eq!(entries.len(), 4, "{entries:#?}");
        for entry in &entries {
            assert!(entry.start >= before && entry.start + entry.duration <= after, "{entry:#?}");
            assert_eq!(entry.process, std::process::id());
            if entry.protocol == "tcp" {
                assert!(!entry.open && entry.duration >= Duration::from_millis(20), "{entry:#?}");
            }
        }
        let [one, other] = &entries[2..] else { panic!() };
        assert_eq!((&one.local, &one.peer), (&other.peer, &other.local));
        assert_eq!(totals(&entries), ((1, 5), (0, 0)));
        ledger::stop();
        ledger::start();
        assert_eq!((super::entries().len(), totals(&super::entries())), (2, ((0, 0), (0, 0))));
    });
}

#[test]
fn a_non_blocking_connection_that_is_used() {
    in_child("sockets::a_non_blocking_connection_that_is_used", || {
        ledger::start();
        let (listener, port) = bound(SOCK_STREAM);
        assert_eq!(listen(listener, 5), 0);
        let client = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        let addr = &loopback(port);
        for _ in 0..2 {
            let _ = connect(client, addr, 16);
            let fds = &mut [pollfd { fd: client, events: POLLOUT, revents: 0 }];
            assert_eq!(poll(fds, 1, -1), 1);
        }
        let server = accept(listener, NULL, NULL);
        assert_eq!(write(client, "Hello", 5), 5);
        let entry = only(|entry| entry.sent.bytes == 5);
        assert_eq!(entry.peer.to_string(), at(port));
        assert_eq!(entry.local.to_string(), at(super::port(client)));
        assert_eq!(read(server, &mut [0u8; 9], 9), 5);
        // The same socket, connected anew.
        assert_eq!(connect(client, &sockaddr_in::zeroed(), 16), 0);
        let _ = connect(client, addr, 16);
        let fds = &mut [pollfd { fd: listener, events: POLLIN, revents: 0 }];
        assert_eq!(poll(fds, 1, -1), 1);
        let again = accept(listener, NULL, NULL);
        assert_eq!(write(client, "again!", 6), 6);
        assert_eq!([client, server, again, listener].map(close), [0; 4]);
        let [first, second] = [5, 6].map(|bytes| only(|entry| entry.sent.bytes == bytes));
        assert_eq!((first.open, second.open, first.socket), (false, false, second.socket));
        assert_eq!(entries().len(), 4);
    });
}

#[test]
fn threads_share_copy_and_replace() {
    in_child("sockets::threads_share_copy_and_replace", || {
        ledger::start();
        // Two threads write by numbers behind which others put one socket after the other.
        const PLACES: [i32; 2] = [900, 901];
        let new = |place| {
            let mut sv = [0; 2];
            assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, &mut sv), 0);
            assert_eq!((dup2(sv[0], place), close(sv[0])), (place, 0));
            sv[1]
        };
        let (shared, port) = (socket(PF_INET, SOCK_DGRAM, 0), bound(SOCK_DGRAM).1);
        assert_eq!(connect(shared, &loopback(port), 16), 0);
        let first = PLACES.map(new);
        let done = std::sync::atomic::AtomicUsize::new(0);
        let done = &done;
        let (sent, ends) = thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|i| {
                    let fds = [PLACES[i % 2], shared];
                    scope.spawn(move || {
                        let mut sent = 0;
                        while done.load(std::sync::atomic::Ordering::Relaxed) < 2 {
                            sent +=
                                fds.iter().filter(|fd| write(**fd, "abcde", 5) == 5).count() as u64;
                        }
                        sent
                    })
                })
                .collect();
            let replacers: Vec<_> = PLACES
                .into_iter()
                .map(|place| {
                    scope.spawn(move || {
                        let mut ends = Vec::new();
                        for _ in 0..300 {
                            let copy = dup(shared);
                            assert_eq!(write(copy, "", 0), 0);
                            ends.push(new(place));
                            assert_eq!(close(copy), 0);
                        }
                        done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        ends
                    })
                })
                .collect();
            let ends: Vec<_> = replacers.into_iter().flat_map(|r| r.join().unwrap()).collect();
            (writers.into_iter().map(|writer| writer.join().unwrap()).sum::<u64>(), ends)
        });
        let (out, _) = totals(&entries());
        assert_eq!(out, (sent + 600, 5 * sent));
        assert!(only(|entry| entry.protocol == "udp").open);
        for fd in ends.into_iter().chain(first).chain(PLACES).chain([shared]) {
            assert_eq!(close(fd), 0);
        }
        assert_eq!(totals(&entries()).0, out);
    });
}

#[test]
fn connections_that_threads_close_under_each_other() {
    in_child("sockets::connections_that_threads_close_under_each_other", || {
        ledger::start();
        let seed = seed();
        let (mut sent, mut received) = (0, 0);
        for round in 0..300 {
            let mut random = Random::new(seed + round);
            let [one, other] = pair();
            let (wrote, read_all) = thread::scope(|scope| {
                let writer = scope.spawn(|| {
                    let mut wrote = 0;
                    while write(one, "abcdefg", 7) == 7 {
                        wrote += 7;
                    }
                    wrote
                });
                let reader = scope.spawn(|| {
                    let (mut all, buf) = (0, &mut [0u8; 50]);
                    loop {
                        match read(other, buf, 50) {
                            n if n > 0 => all += n as u64,
                            _ => return all,
                        }
                    }
                });
                for _ in 0..random.below(2000) {
                    std::hint::spin_loop();
                }
                assert_eq!(shutdown(other, SHUT_RDWR), 0);
                assert_eq!((close(one), close(other)), (0, 0));
                (writer.join().unwrap(), reader.join().unwrap())
            });
            (sent, received) = (sent + wrote, received + read_all);
            let entries = entries();
            assert!(entries.iter().all(|entry| !entry.open));
            let (out, in_) = totals(&entries);
            assert_eq!((out.1, in_.1), (sent, received), "BERKELEY_TEST_SEED={seed}");
        }
    });
}

#[test]
fn what_ended_long_ago_is_added_up() {
    in_child("sockets::what_ended_long_ago_is_added_up", || {
        ledger::start();
        for _ in 0..8_300 {
            let [one, other] = pair();
            assert_eq!((write(one, "abc", 3), read(other, &mut [0u8; 3], 3)), (3, 3));
            assert_eq!((close(one), close(other)), (0, 0));
        }
        let entries = entries();
        assert_eq!(entries.len(), 16_384 + 1);
        assert_eq!(totals(&entries), ((8_300, 24_900), (8_300, 24_900)));
        let earlier = only(|entry| entry.scope == Scope::Earlier);
        assert_eq!((earlier.sent.messages + earlier.received.messages, earlier.open), (216, false));
        assert_eq!(entries[0], earlier);
    });
}

#[test]
fn each_process_has_its_part() {
    in_child("sockets::each_process_has_its_part", || {
        ledger::start();
        let [one, other] = pair();
        let [unused, _] = pair();
        assert_eq!(write(one, "parent", 6), 6);
        let path = crate::child::scratch("ledger-fork");
        // SAFETY: the process has a single thread now, so the child may do what it likes.
        let child = unsafe { libc::fork() };
        if child == 0 {
            assert!(entries().is_empty());
            assert_eq!(read(other, &mut [0u8; 3], 3), 3);
            assert_eq!(write(one, "child", 5), 5);
            assert_eq!((close(other), close(unused)), (0, 0));
            let [new, _] = pair();
            assert_eq!(write(new, "new", 3), 3);
            fs::write(&path, ledger::snapshot().to_json_lines()).unwrap();
            // SAFETY: ends the process.
            unsafe { libc::_exit(0) };
        }
        let mut status = 0;
        // SAFETY: there is room for the status.
        assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
        assert_eq!(status, 0);
        assert_eq!(read(other, &mut [0u8; 100], 100), 8);
        let json = fs::read_to_string(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let theirs = json.lines().map(|line| serde_json::from_str(line).unwrap());
        let theirs: Vec<serde_json::Value> = theirs.collect();
        assert_eq!(theirs.len(), 4);
        // Both parts, added up by the number of the socket.
        let mut sums: HashMap<u64, (u64, u64)> = HashMap::new();
        for line in &theirs {
            assert_eq!(line["process"], child);
            let sum = sums.entry(line["socket"].as_u64().unwrap()).or_default();
            sum.0 += line["sent"]["bytes"].as_u64().unwrap();
            sum.1 += line["received"]["bytes"].as_u64().unwrap();
        }
        for entry in entries() {
            assert_eq!(entry.process, std::process::id());
            let sum = sums.entry(entry.socket).or_default();
            *sum = (sum.0 + entry.sent.bytes, sum.1 + entry.received.bytes);
        }
        let mut sums: Vec<_> = sums.into_values().collect();
        sums.sort_unstable();
        assert_eq!(sums, [(0, 0), (0, 0), (0, 0), (0, 11), (3, 0), (11, 0)]);
    });
}

#[test]
fn forks_while_threads_count() {
    in_child("sockets::forks_while_threads_count", || {
        ledger::start();
        let done = std::sync::atomic::AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    while !done.load(std::sync::atomic::Ordering::Relaxed) {
                        let [one, other] = pair();
                        assert_eq!(write(one, "abc", 3), 3);
                        assert_eq!((close(one), close(other)), (0, 0));
                    }
                });
            }
            for _ in 0..100 {
                let [one, other] = pair();
                let line = crate::child::forked(|| {
                    // Had another thread kept the book locked, this would wait for ever.
                    // SAFETY: ends the process in that case.
                    unsafe { libc::alarm(20) };
                    crate::child::expect(write(one, "abc", 3) == 3)?;
                    crate::child::expect(close(one) == 0)
                });
                assert_eq!(line, 0);
                assert_eq!((close(one), close(other)), (0, 0));
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
    });
}
