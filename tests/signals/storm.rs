//! Data flows both ways, by all kinds of calls, while signals come as fast as they can: no byte is
//! lost, and none comes twice.

use crate::{Random, send_to, tid};
use berkeley::{errno::*, signal::*, sys::socket::*, unistd::*};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

static RAN: AtomicU32 = AtomicU32::new(0);
const BYTES: usize = 8 << 20;
const SIGNALS: u32 = 2000;

/// The byte at a place of the stream.
fn byte(place: usize) -> u8 {
    (place % 251) as u8
}

fn sends(fd: i32, over: &AtomicBool) {
    let mut random = Random::new();
    let mut sent = 0;
    while sent < BYTES || !over.load(SeqCst) {
        let piece: Vec<u8> = (sent..sent + 1 + random.below(20_000) as usize).map(byte).collect();
        let n = match random.below(3) {
            0 => write(fd, &piece, piece.len()),
            1 => send(fd, &piece, piece.len(), 0),
            _ => {
                let (iov, msg) = (&[iovec::from(&*piece)], &mut msghdr::zeroed());
                msg.msg_iov = iov;
                msg.msg_iovlen = 1;
                sendmsg(fd, msg, 0)
            }
        };
        match n {
            -1 => assert_eq!(errno(), EINTR),
            n => sent += n as usize,
        }
    }
    assert_eq!(shutdown(fd, SHUT_WR), 0);
}

fn receives(fd: i32) {
    let mut random = Random::new();
    let (mut place, buf) = (0, &mut vec![0; 20_000]);
    loop {
        let length = 1 + random.below(20_000) as usize;
        let n = match random.below(3) {
            0 => read(fd, buf, length),
            1 => recv(fd, buf, length, 0),
            _ => {
                let (iov, msg) = (&[iovec::from(&mut buf[..length])], &mut msghdr::zeroed());
                msg.msg_iov = iov;
                msg.msg_iovlen = 1;
                recvmsg(fd, msg, 0)
            }
        };
        match n {
            0 => break,
            -1 => assert_eq!(errno(), EINTR),
            n => {
                let n = n as usize;
                assert!((0..n).all(|at| buf[at] == byte(place + at)), "{place}");
                place += n;
            }
        }
    }
    assert!(place >= BYTES);
}

pub(crate) fn flows() {
    for flags in [0, SA_RESTART] {
        let sa = &mut sigaction::zeroed();
        sa.set_sa_handler(|_: i32| _ = RAN.fetch_add(1, SeqCst));
        sa.sa_flags = flags;
        assert_eq!(sigaction(SIGUSR1, sa, NULL), 0);
        for storms in [1, 4] {
            RAN.store(0, SeqCst);
            let (sv, over, ended) = (&mut [0; 2], &AtomicBool::new(false), &AtomicBool::new(false));
            assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
            let [left, right] = *sv;
            let (tell, told) = channel();
            thread::scope(|scope| {
                let works: [Box<dyn FnOnce() + Send>; 4] = [
                    Box::new(|| sends(left, over)),
                    Box::new(|| receives(right)),
                    Box::new(|| sends(right, over)),
                    Box::new(|| receives(left)),
                ];
                let threads = works.map(|work| {
                    let tell = tell.clone();
                    scope.spawn(move || {
                        tell.send(tid()).unwrap();
                        work();
                    })
                });
                let tids: Vec<_> = told.iter().take(4).collect();
                scope.spawn(move || {
                    while !ended.load(SeqCst) {
                        tids[..storms].iter().for_each(|thread| send_to(*thread, SIGUSR1));
                        over.store(RAN.load(SeqCst) >= SIGNALS, SeqCst);
                    }
                });
                let all: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
                ended.store(true, SeqCst);
                assert!(all.iter().all(Result::is_ok));
            });
            println!("  {BYTES} bytes each way, {} signals, flags {flags:#x}", RAN.load(SeqCst));
            close(left);
            close(right);
        }
    }
}
