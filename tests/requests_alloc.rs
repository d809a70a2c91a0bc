//! Requests, commands and what opens files allocate nothing, whether they succeed or fail.

use berkeley::{errno::*, fcntl::*, net::if_::*, net::route::*, string::*, sys::ioctl::*};
use berkeley::{sys::sendfile::*, unistd::*};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts what a thread allocates.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is the system allocator's; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller keeps to the rules of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps to the rules of `dealloc`.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often `body` allocates.
fn allocations(body: impl FnOnce()) -> usize {
    let before = COUNT.get();
    body();
    COUNT.get() - before
}

#[test]
fn requests_commands_and_files_allocate_nothing() {
    assert_eq!(allocations(|| drop(Box::new(5))), 1, "the counter counts");
    let path = format!("{}/berkeley-alloc-{}", std::env::temp_dir().display(), std::process::id());
    let long = "x".repeat(5000);
    assert_eq!(allocations(requests), 0);
    assert_eq!(allocations(commands), 0);
    assert_eq!(allocations(|| files(&path, &long)), 0);
    std::fs::remove_file(path).unwrap();
}

fn requests() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let mut n = 0;
    assert_eq!(ioctl(sock, FIONREAD, &mut n), 0);
    assert_eq!(ioctl(sock, FIONBIO, &mut n), 0);
    assert_eq!((ioctl(sock, SIOCATMARK, &mut n), errno()), (-1, ENOTTY));
    let ifr = &mut ifreq::zeroed();
    strcpy(&mut ifr.ifr_name, "lo");
    for request in [SIOCGIFFLAGS, SIOCGIFMTU, SIOCGIFHWADDR] {
        assert_eq!(ioctl(sock, request, ifr), 0);
    }
    assert_eq!((ioctl(sock, SIOCDEVPRIVATE, ifr), errno()), (-1, ENOTTY));
    let reqs = &mut [ifreq::zeroed(); 64];
    let ifc = &mut ifconf { ifc_len: sizeof(reqs) as i32, ifc_buf: reqs.into() };
    assert_eq!(ioctl(sock, SIOCGIFCONF, ifc), 0);
    assert!(ifc.ifc_req(0).is_some());
    let rt = &mut rtentry::zeroed();
    rt.rt_dev = "a name that no interface has".into();
    // Without a destination it is refused, by whoever may make routes and who may not.
    assert_eq!(ioctl(sock, SIOCADDRT, rt), -1);
    close(sock);
}

fn commands() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    assert_eq!(fcntl(sock, F_GETFL, 0), O_RDWR);
    assert_eq!(fcntl(sock, F_SETFL, O_NONBLOCK), 0);
    assert_eq!((fcntl(sock, F_SETFL, &mut flock::zeroed()), errno()), (-1, EINVAL));
    assert_eq!(fcntl(sock, F_GETOWN_EX, &mut f_owner_ex::zeroed()), 0);
    let copy = fcntl(sock, F_DUPFD, 0);
    assert_eq!(close(copy), 0);
    close(sock);
    assert_eq!((fcntl(sock, F_GETFL, 0), errno()), (-1, EBADF));
}

fn files(path: &str, long: &str) {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let fd = creat(path, 0o600);
    assert_eq!(write(fd, "hello", 5), 5);
    assert_eq!(close(fd), 0);
    let fd = open(path, O_RDWR, 0);
    let mut offset = 1;
    assert_eq!(sendfile(sv[0], fd, &mut offset, 10), 4);
    assert_eq!(fcntl(fd, F_SETLK, &mut flock { l_type: F_WRLCK as i16, ..flock::zeroed() }), 0);
    assert_eq!((open(long, O_RDONLY, 0), errno()), (-1, ENAMETOOLONG));
    assert_eq!((open("none such", O_RDONLY, 0), errno()), (-1, ENOENT));
    assert_eq!((open("none such\0", O_RDONLY, 0), errno()), (-1, ENOENT));
    for fd in [fd, sv[0], sv[1]] {
        assert_eq!(close(fd), 0);
    }
}
