//! The table's count of the calls in flight, in a process with one thread and then with two.
//!
//! The table counts in another way while a process has a single thread, which no test has under
//! cargo's harness: so this one does without it. `release` tells whether a count is right, for it
//! refuses a descriptor that any call still holds.

use berkeley::{adopt, errno::*, release, sys::socket::*, unistd::*};
use std::sync::mpsc::channel;

fn main() {
    assert_eq!(threads(), 1);
    nothing_is_left_over();

    // Stays until the end of `main`.
    let (stop, stopped) = channel::<()>();
    let other = std::thread::spawn(move || stopped.recv());
    assert_eq!(threads(), 2);
    nothing_is_left_over();

    drop(stop);
    assert!(other.join().unwrap().is_err());
    nothing_is_left_over();
    println!("test result: ok. 1 passed; 0 failed; 0 ignored");
}

/// Whatever becomes of a call, it lets go of what it held; and once closed or released a descriptor
/// is nobody's.
fn nothing_is_left_over() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let buf = &mut [0u8; 4];
    for _ in 0..3 {
        assert_eq!(write(sv[0], "ping", 4), 4);
        assert_eq!(read(sv[1], buf, sizeof(buf)), 4);
        assert_eq!((read(sv[1], buf, sizeof(buf) + 1), errno()), (-1, EFAULT));
        assert_eq!((recv(sv[1], buf, sizeof(buf), MSG_DONTWAIT), errno()), (-1, EAGAIN));
    }
    assert_eq!(buf, b"ping");

    let released = release(sv[1]).expect("no call holds it");
    assert_eq!((read(sv[1], buf, sizeof(buf)), errno()), (-1, EBADF));
    assert_eq!(adopt(released), sv[1]);
    for fd in *sv {
        assert_eq!(close(fd), 0);
        assert_eq!((write(fd, buf, sizeof(buf)), errno()), (-1, EBADF));
        assert_eq!((close(fd), errno()), (-1, EBADF));
    }
}

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").expect("Linux").count()
}
