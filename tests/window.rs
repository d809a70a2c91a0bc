//! What other threads do between the moment when a call has found its descriptor in the table and
//! the moment when the kernel looks at the number.
//!
//! This program has its own `write`, `close` and `dup2` in the place of libc's, which wait at that
//! very point if their thread is asked to: no race is left to chance.

mod child;

use berkeley::errno::{EBADF, EBUSY, EMFILE, errno};
use berkeley::sys::socket::*;
use berkeley::unistd::*;
use berkeley::{hold, release};
use child::{identity, in_child, is_open, scratch};
use core::ffi::{c_int, c_long, c_void};
use std::cell::Cell;
use std::fs::{self, File};
use std::os::fd::{AsRawFd, RawFd};
use std::sync::{Arc, Barrier};
use std::thread::{self, JoinHandle};

/// A call that waits at the kernel's door.
struct Door {
    reached: Barrier,
    opened: Barrier,
}

thread_local! {
    /// Where the next call of this thread waits.
    static DOOR: Cell<Option<Arc<Door>>> = const { Cell::new(None) };
}

fn wait_at_the_door() {
    if let Ok(Some(door)) = DOOR.try_with(Cell::take) {
        door.reached.wait();
        door.opened.wait();
    }
}

#[unsafe(no_mangle)]
extern "C" fn write(fd: c_int, buf: *const c_void, count: usize) -> isize {
    wait_at_the_door();
    // SAFETY: what libc's own does.
    unsafe { libc::syscall(libc::SYS_write, fd, buf, count) as isize }
}

#[unsafe(no_mangle)]
extern "C" fn close(fd: c_int) -> c_int {
    wait_at_the_door();
    // SAFETY: what libc's own does.
    unsafe { libc::syscall(libc::SYS_close, fd) as c_int }
}

#[unsafe(no_mangle)]
extern "C" fn dup2(old: c_int, new: c_int) -> c_int {
    wait_at_the_door();
    let call: c_long = if old == new { libc::SYS_fcntl } else { libc::SYS_dup3 };
    let third = if old == new { libc::F_GETFL } else { new };
    // SAFETY: what libc's own does where the kernel has no dup2, except for the flags returned.
    match unsafe { libc::syscall(call, old, third, 0) } {
        -1 => -1,
        _ => new,
    }
}

/// A call that another thread makes, when it has come to the door.
struct Waiting<T> {
    door: Arc<Door>,
    thread: JoinHandle<T>,
}

/// Makes a call in another thread and returns when it has come to the door.
fn begin<T: Send + 'static>(call: impl FnOnce() -> T + Send + 'static) -> Waiting<T> {
    let door = Arc::new(Door { reached: Barrier::new(2), opened: Barrier::new(2) });
    let its = Arc::clone(&door);
    let thread = thread::spawn(move || {
        DOOR.set(Some(its));
        call()
    });
    door.reached.wait();
    Waiting { door, thread }
}

impl<T> Waiting<T> {
    /// Lets it go on; what it returned.
    fn finish(self) -> T {
        self.door.opened.wait();
        self.thread.join().unwrap()
    }
}

/// A connected pair that does not block.
fn pair() -> [c_int; 2] {
    let mut sv = [-1; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, &mut sv), 0);
    sv
}

/// What waits to be read.
fn waiting(fd: c_int) -> Vec<u8> {
    let mut buf = [0; 64];
    let n = read(fd, &mut buf, 64);
    assert!(n != -1 || errno() == libc::EAGAIN);
    buf[..n.max(0) as usize].to_vec()
}

/// Opens a number of files, as std does, and none of them gets the number `fd`.
fn nobody_gets(fd: RawFd) -> Vec<File> {
    let path = scratch("window");
    let files: Vec<_> = (0..32).map(|_| File::create(&path).unwrap()).collect();
    fs::remove_file(path).unwrap();
    assert!(files.iter().all(|file| file.as_raw_fd() != fd), "{fd} was given to another");
    files
}

fn assert_closed(fd: c_int) {
    assert_eq!((berkeley::unistd::write(fd, "?", 1), errno()), (-1, EBADF));
    assert_eq!((berkeley::unistd::close(fd), errno()), (-1, EBADF));
    assert!(hold(fd).is_none() && errno() == EBADF);
    assert!(release(fd).is_none() && errno() == EBADF);
}

#[test]
fn a_call_keeps_its_number_while_others_close_it() {
    in_child("a_call_keeps_its_number_while_others_close_it", || {
        let [x, peer] = pair();
        let call = begin(move || berkeley::unistd::write(x, "for the peer", 12));
        assert!(release(x).is_none() && errno() == EBUSY);
        assert_eq!(berkeley::unistd::close(x), 0);
        assert_closed(x);
        let files = nobody_gets(x);
        assert_eq!(call.finish(), 12);
        assert_eq!(waiting(peer), b"for the peer");
        assert!(files.iter().all(|file| file.metadata().unwrap().len() == 0));
        assert!(!is_open(x), "given back by the last call");
        assert_eq!(read(peer, &mut [0u8; 1], 1), 0, "and the connection with it");
    });
}

#[test]
fn a_number_that_is_being_closed_is_nobodys() {
    in_child("a_number_that_is_being_closed_is_nobodys", || {
        let ([x, peer], [y, _other]) = (pair(), pair());
        let call = begin(move || berkeley::unistd::close(x));
        assert_closed(x);
        // dup2 must not put something there that the close then takes away.
        assert_eq!((berkeley::unistd::dup2(y, x), errno()), (-1, EBUSY));
        assert_eq!((dup3(y, x, libc::O_CLOEXEC), errno()), (-1, EBUSY));
        drop(nobody_gets(x));
        assert_eq!(call.finish(), 0);
        assert!(!is_open(x));
        assert_eq!(read(peer, &mut [0u8; 1], 1), 0);
        assert_eq!(berkeley::unistd::dup2(y, x), x);
        assert_eq!(identity(x), identity(y));
    });
}

#[test]
fn the_last_to_let_go_closes_like_close() {
    in_child("the_last_to_let_go_closes_like_close", || {
        let ([x, _peer], [y, _other]) = (pair(), pair());
        let held = hold(x).unwrap();
        assert_eq!(berkeley::unistd::close(x), 0);
        let call = begin(move || drop(held));
        assert_closed(x);
        assert_eq!((berkeley::unistd::dup2(y, x), errno()), (-1, EBUSY));
        drop(nobody_gets(x));
        call.finish();
        assert!(!is_open(x));
    });
}

#[test]
fn dup2_keeps_the_number_while_others_close_it() {
    in_child("dup2_keeps_the_number_while_others_close_it", || {
        let ([x, peer], [y, _other]) = (pair(), pair());
        let call = begin(move || berkeley::unistd::dup2(y, x));
        assert_eq!(berkeley::unistd::write(x, "still", 5), 5);
        assert_eq!(waiting(peer), b"still");
        assert_eq!(berkeley::unistd::close(x), 0);
        assert_closed(x);
        drop(nobody_gets(x));
        assert_eq!(call.finish(), x);
        assert_eq!(identity(x), identity(y));
        assert_eq!(berkeley::unistd::close(x), 0, "dup2 came last, and opened it");
        assert!(!is_open(x));
    });
}

#[test]
fn dup2_does_not_show_again_what_was_closed() {
    in_child("dup2_does_not_show_again_what_was_closed", || {
        let ([x, peer], [y, other]) = (pair(), pair());
        let holder = begin(move || berkeley::unistd::write(x, "late", 4));
        assert_eq!(berkeley::unistd::close(x), 0);
        let call = begin(move || berkeley::unistd::dup2(y, x));
        assert_closed(x);
        assert_eq!(call.finish(), x);
        assert_eq!(holder.finish(), 4);
        assert_eq!(waiting(peer), b"");
        assert_eq!((identity(x), waiting(other)), (identity(y), b"late".to_vec()));
        assert_eq!(berkeley::unistd::close(x), 0);
        assert!(!is_open(x));
    });
}

#[test]
fn nobody_is_lent_what_dup2_is_replacing() {
    in_child("nobody_is_lent_what_dup2_is_replacing", || {
        let ([x, _peer], [y, other]) = (pair(), pair());
        let call = begin(move || berkeley::unistd::dup2(y, x));
        assert!(hold(x).is_none() && errno() == EMFILE);
        assert_eq!((berkeley::unistd::dup2(other, x), errno()), (-1, EBUSY));
        assert_eq!(call.finish(), x);
        let held = hold(x).unwrap();
        assert_eq!(identity(held.as_raw_fd()), identity(y));
        assert_eq!((berkeley::unistd::dup2(other, x), errno()), (-1, EBUSY));
        drop(held);
        assert_eq!(berkeley::unistd::dup2(other, x), x);
        assert_eq!(berkeley::unistd::close(x), 0);
        assert!(!is_open(x));
    });
}

#[test]
fn dup2_onto_itself_does_not_undo_a_close() {
    in_child("dup2_onto_itself_does_not_undo_a_close", || {
        let [x, peer] = pair();
        let call = begin(move || berkeley::unistd::dup2(x, x));
        assert_eq!(berkeley::unistd::close(x), 0);
        assert_eq!(call.finish(), x);
        assert_closed(x);
        assert!(!is_open(x));
        assert_eq!(read(peer, &mut [0u8; 1], 1), 0);
    });
}
