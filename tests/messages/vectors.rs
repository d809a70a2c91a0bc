//! `readv` and its kin, against libc's own.

use crate::pair;
use berkeley::{errno::*, sys::socket::*, sys::uio::*, unistd::*};
use std::cell::Cell;
use std::fs::File;
use std::io::Write as _;
use std::os::fd::AsRawFd;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Answer = (isize, i32);

fn answer(call: impl FnOnce() -> isize) -> Answer {
    set_errno(0);
    (call(), errno())
}

/// A file of its own, without a name.
fn file() -> File {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!(
        "vectors-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    let mut options = File::options();
    let mut file = options.read(true).write(true).create(true).truncate(true).open(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    file.write_all(b"0123456789abcdefghij").unwrap();
    file
}

/// Both of a kind: the crate's call with these counts, and libc's on a copy of the descriptor.
#[test]
fn the_same_as_libc_on_files() {
    let (file, copy) = (file(), file());
    let ours = berkeley::adopt(file.into());
    let theirs = copy.as_raw_fd();
    for lens in [&[][..], &[0], &[3, 0, 4], &[100], &[20, 1], &[1; 9]] {
        for offset in [0, 5, 19, 20, 1000, -1, -2, off_t::MAX] {
            for flags in [0, RWF_NOWAIT, RWF_APPEND, RWF_HIPRI, 1 << 20, -1] {
                let bufs: Vec<Vec<Cell<u8>>> =
                    lens.iter().map(|n| vec![Cell::new(7); *n]).collect();
                let iov: Vec<iovec> = bufs.iter().map(|buf| iovec::from(&buf[..])).collect();
                let mut room: Vec<Vec<u8>> = lens.iter().map(|n| vec![7; *n]).collect();
                let c_iov: Vec<libc::iovec> = room
                    .iter_mut()
                    .map(|buf| libc::iovec {
                        iov_base: buf.as_mut_ptr().cast(),
                        iov_len: buf.len(),
                    })
                    .collect();
                let (n, p) = (lens.len() as i32, c_iov.as_ptr());
                // SAFETY: there are `n` vectors at `p`, of `room`, which outlives the calls.
                let both = unsafe {
                    [
                        (
                            answer(|| preadv(ours, &iov, n, offset)),
                            answer(|| libc::preadv(theirs, p, n, offset)),
                        ),
                        (
                            answer(|| preadv2(ours, &iov, n, offset, flags)),
                            answer(|| libc::preadv2(theirs, p, n, offset, flags)),
                        ),
                        (
                            answer(|| pwritev(ours, &iov, n, offset)),
                            answer(|| libc::pwritev(theirs, p, n, offset)),
                        ),
                        (
                            answer(|| pwritev2(ours, &iov, n, offset.min(50), flags)),
                            answer(|| libc::pwritev2(theirs, p, n, offset.min(50), flags)),
                        ),
                        (answer(|| readv(ours, &iov, n)), answer(|| libc::readv(theirs, p, n))),
                        (answer(|| writev(ours, &iov, n)), answer(|| libc::writev(theirs, p, n))),
                    ]
                };
                for (i, (ours, theirs)) in both.into_iter().enumerate() {
                    assert_eq!(ours, theirs, "call {i}: {lens:?} at {offset}, {flags:#x}");
                }
                for (buf, room) in bufs.iter().zip(&room) {
                    assert!(buf.iter().map(Cell::get).eq(room.iter().copied()));
                }
            }
        }
    }
    close(ours);
}

#[test]
fn how_many_vectors() {
    let sv = pair(SOCK_STREAM);
    let one = [7u8];
    let iov = vec![iovec::from(&one); 1025];
    for (n, expected) in [(0, (0, 0)), (1, (1, 0)), (8, (8, 0)), (9, (9, 0)), (1024, (1024, 0))] {
        assert_eq!(answer(|| writev(sv[0], &iov, n)), expected);
        let bufs = vec![Cell::new(0u8); 1024];
        let iov: Vec<iovec> = bufs.iter().map(iovec::from).collect();
        if n > 0 {
            assert_eq!(answer(|| readv(sv[1], &iov, n)), expected);
        }
        assert_eq!(bufs.iter().filter(|buf| buf.get() == 7).count(), n as usize);
    }
    for n in [1025, -1, i32::MIN] {
        assert_eq!(answer(|| writev(sv[0], &iov, n)), (-1, EINVAL));
    }
    assert_eq!(answer(|| writev(sv[0], &iov[..3], 4)), (-1, EFAULT), "more than there are");
    let mut long = [iovec::from(&one), iovec::from(&one)];
    for (len, errno) in [(2, EFAULT), (isize::MAX as usize, EFAULT), (isize::MIN as usize, EINVAL)]
    {
        long[1].iov_len = len;
        assert_eq!(answer(|| writev(sv[0], &long, 2)), (-1, errno));
    }
    assert_eq!(answer(|| readv(sv[0], &iov, 1)), (-1, EFAULT), "may not be written");
    assert_eq!(answer(|| readv(-1, &iov, -1)), (-1, EBADF));
    // Of all that, nothing was sent.
    assert_eq!(answer(|| recv(sv[1], &mut [0u8; 1], 1, MSG_DONTWAIT)), (-1, EAGAIN));
    for fd in sv {
        close(fd);
    }
}

/// C's `iov_base += n`, with which what was cut short goes on.
#[test]
fn what_is_left_of_a_vector() {
    let sv = pair(SOCK_STREAM);
    let sent = b"Hello, Client!";
    let (head, body) = (&mut [0u8; 4], &Cell::new([0u8; 10]));
    let mut out = [iovec::from(sent)];
    let mut into = [iovec::from(&mut *head), iovec::from(body)];
    for n in [3, 1, 6, 4] {
        out[0].iov_len = n;
        assert_eq!(answer(|| writev(sv[0], &out, 1)), (n as isize, 0));
        assert_eq!(answer(|| readv(sv[1], &into, 2)), (n as isize, 0));
        out[0].iov_base += n;
        let mut left = n;
        for iov in &mut into {
            let done = left.min(iov.iov_len);
            iov.iov_base += done;
            iov.iov_len -= done;
            left -= done;
        }
    }
    assert!(out[0].iov_base.is_empty() && !out[0].iov_base.is_null());
    assert_eq!((&head[..], body.get()), (&sent[..4], *b"o, Client!"));
    // No byte behind the last is in reach.
    out[0].iov_len = 1;
    assert_eq!(answer(|| writev(sv[0], &out, 1)), (-1, EFAULT));
    assert_eq!(answer(|| recv(sv[1], &mut [0u8; 1], 1, MSG_DONTWAIT)), (-1, EAGAIN));
    for n in [1, usize::MAX] {
        let mut base = out[0].iov_base;
        assert!(catch_unwind(AssertUnwindSafe(|| base += n)).is_err(), "{n}");
    }
    let mut null = Memory::NULL;
    null += 0;
    assert!(null.is_null());
    for fd in sv {
        close(fd);
    }
}
