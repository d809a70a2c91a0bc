//! A close races other calls on its number.

use crate::child::*;
use crate::kept::read_all;
use berkeley::errno::{EAGAIN, EBADF, errno};
use berkeley::sys::socket::*;
use berkeley::unistd::*;
use std::fs::{self, File, OpenOptions};
use std::io::Seek;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicI32};
use std::sync::{Barrier, mpsc};
use std::thread;

/// How a file that std opened for a race looks if no call of another got at it.
const UNTOUCHED: &str = "untouched";

fn open_untouched(path: &Path) -> File {
    OpenOptions::new().read(true).write(true).open(path).unwrap()
}

fn assert_untouched(mut file: &File) {
    assert_eq!(file.stream_position().unwrap(), 0);
    assert_eq!(read_all(file), UNTOUCHED);
}

#[test]
fn a_close_races_calls_in_a_loop() {
    const ROUNDS: u32 = 2000;
    in_child("races::a_close_races_calls_in_a_loop", || {
        let path = scratch("race");
        fs::write(&path, UNTOUCHED).unwrap();
        let (step, number, closed) = (Barrier::new(3), AtomicI32::new(-1), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                for round in 0..ROUNDS {
                    step.wait();
                    let (x, buf) = (number.load(Relaxed), &mut [b'!'; 1]);
                    let mut done = 0;
                    while done != -1 || errno() != EBADF {
                        done = if round % 2 == 0 { write(x, buf, 1) } else { read(x, buf, 1) };
                        assert!(done != -1 || matches!(errno(), EBADF | EAGAIN), "{}", errno());
                    }
                    step.wait();
                }
            });
            scope.spawn(|| {
                for _ in 0..ROUNDS {
                    step.wait();
                    let mut files = Vec::new();
                    // Until one has the number that was closed: the writer's last call is over then.
                    while files.last().is_none_or(|file: &File| {
                        !closed.load(Relaxed) || file.as_raw_fd() != number.load(Relaxed)
                    }) && files.len() < 64
                    {
                        files.push(open_untouched(&path));
                    }
                    step.wait();
                    files.iter().for_each(assert_untouched);
                }
            });
            for _ in 0..ROUNDS {
                let sv = &mut [-1; 2];
                assert_eq!(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv), 0);
                number.store(sv[0], Relaxed);
                closed.store(false, Relaxed);
                step.wait();
                assert_eq!(close(sv[0]), 0);
                closed.store(true, Relaxed);
                step.wait();
                assert_eq!(close(sv[1]), 0);
            }
        });
        assert_eq!(fs::read_to_string(&path).unwrap(), UNTOUCHED);
        fs::remove_file(path).unwrap();
    });
}

#[test]
fn a_close_does_not_disturb_a_blocked_call() {
    in_child("races::a_close_does_not_disturb_a_blocked_call", || {
        let path = scratch("blocked");
        fs::write(&path, UNTOUCHED).unwrap();
        handle(libc::SIGUSR1, libc::SA_RESTART);
        for round in 1..=100 {
            let sv = &mut [-1; 2];
            assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
            let [x, peer] = *sv;
            let (tell, told) = mpsc::channel();
            let reader = thread::spawn(move || {
                tell.send(tid()).unwrap();
                let buf = &mut [0u8; 8];
                let n = read(x, buf, 8);
                buf[..n as usize].to_vec()
            });
            let reader_tid = told.recv().unwrap();
            wait_until_blocked(reader_tid, libc::SYS_read, x);

            assert_eq!(close(x), 0);
            for _ in 0..2 {
                assert_eq!((read(x, &mut [0u8; 8], 8), errno()), (-1, EBADF));
                assert_eq!((close(x), errno()), (-1, EBADF));
            }
            let files: Vec<_> = (0..8).map(|_| open_untouched(&path)).collect();
            assert!(files.iter().all(|file| file.as_raw_fd() != x));
            assert!(Path::new(&format!("/proc/self/fd/{x}")).exists(), "while the call goes on");

            // A signal makes the kernel begin the call again, with the number.
            signal(reader_tid, libc::SIGUSR1);
            while HANDLED.load(Relaxed) < round {
                thread::yield_now();
            }
            wait_until_blocked(reader_tid, libc::SYS_read, x);

            assert_eq!(write(peer, "ping", 4), 4);
            assert_eq!(reader.join().unwrap(), b"ping");
            assert!(!Path::new(&format!("/proc/self/fd/{x}")).exists(), "given back");
            assert_eq!(open_untouched(&path).as_raw_fd(), x, "to whoever is next");
            files.iter().for_each(assert_untouched);
            assert_eq!(close(peer), 0);
        }
        fs::remove_file(path).unwrap();
    });
}
