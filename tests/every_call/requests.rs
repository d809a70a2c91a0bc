//! Requests, commands, and what opens files.

use crate::account::{fails, works};
use berkeley::{errno::*, fcntl::*, net::if_::*, net::route::*, string::*, sys::ioctl::*};
use berkeley::{sys::sendfile::*, sys::stat::*, unistd::*};

pub(crate) fn all() {
    requests();
    commands();
    let path = format!("{}/every_call-requests", env!("CARGO_TARGET_TMPDIR"));
    files(&path, &"x".repeat(5000));
}

fn requests() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let mut n = 0;
    works!(ioctl(sock, FIONREAD, &mut n), 0);
    works!(ioctl(sock, FIONBIO, &mut n), 0);
    fails!(ioctl(sock, SIOCATMARK, &mut n), -1, ENOTTY);
    let ifr = &mut ifreq::zeroed();
    strcpy(&mut ifr.ifr_name, "lo");
    for request in [SIOCGIFFLAGS, SIOCGIFMTU, SIOCGIFHWADDR] {
        works!(ioctl(sock, request, ifr), 0);
    }
    fails!(ioctl(sock, SIOCDEVPRIVATE, ifr), -1, ENOTTY);
    let reqs = &mut [ifreq::zeroed(); 64];
    let ifc = &mut ifconf { ifc_len: sizeof(reqs) as i32, ifc_buf: reqs.into() };
    works!(ioctl(sock, SIOCGIFCONF, ifc), 0);
    assert!(ifc.ifc_req(0).is_some());
    let rt = &mut rtentry::zeroed();
    rt.rt_dev = "a name that no interface has".into();
    // Without a destination it is refused, by whoever may make routes and who may not.
    fails!(ioctl(sock, SIOCADDRT, rt), -1);
    close(sock);
}

fn commands() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    works!(fcntl(sock, F_GETFL, 0), O_RDWR);
    works!(fcntl(sock, F_SETFL, O_NONBLOCK), 0);
    fails!(fcntl(sock, F_SETFL, &mut flock::zeroed()), -1, EINVAL);
    works!(fcntl(sock, F_GETOWN_EX, &mut f_owner_ex::zeroed()), 0);
    let copy = works!(fcntl(sock, F_DUPFD, 0), 0..);
    assert_eq!((close(copy), close(sock)), (0, 0));
    fails!(fcntl(sock, F_GETFL, 0), -1, EBADF);
}

fn files(path: &str, long: &str) {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let fd = works!(creat(path, 0o600), 0..);
    assert_eq!((write(fd, "hello", 5), close(fd)), (5, 0));
    let fd = works!(open(path, O_RDWR, 0), 0..);
    let mut offset = 1;
    works!(sendfile(sv[0], fd, &mut offset, 10), 4);
    works!(fcntl(fd, F_SETLK, &mut flock { l_type: F_WRLCK as i16, ..flock::zeroed() }), 0);
    fails!(sendfile(sv[0], -1, &mut offset, 10), -1, EBADF);
    fails!(open(long, O_RDONLY, 0), -1, ENAMETOOLONG);
    fails!(open("none such", O_RDONLY, 0), -1, ENOENT);
    fails!(open("none such\0", O_RDONLY, 0), -1, ENOENT);
    fails!(creat("", 0o600), -1, ENOENT);
    let st = &mut stat::zeroed();
    works!(fstat(fd, st), 0);
    assert!(st.st_size == 5 && S_ISREG(st.st_mode));
    fails!(fstat(-1, st), -1, EBADF);
    works!(lseek(fd, 0, SEEK_END), 5);
    works!(lseek(fd, 1, SEEK_DATA), 1);
    fails!(lseek(fd, -1, SEEK_SET), -1, EINVAL);
    let buf = &mut [0u8; 8];
    works!(pwrite(fd, "!", 1, 5), 1);
    works!(pread(fd, buf, sizeof(buf), 2), 4);
    fails!(pwrite(fd, "!", 2, 5), -1, EFAULT);
    fails!(pread(fd, buf, sizeof(buf), -1), -1, EINVAL);
    let (dir, name) = path.rsplit_once('/').unwrap();
    let dir = open(dir, O_RDONLY | O_DIRECTORY, 0);
    let again = works!(openat(dir, name, O_RDONLY, 0), 0..);
    fails!(openat(dir, long, O_RDONLY, 0), -1, ENAMETOOLONG);
    fails!(openat(fd, name, O_RDONLY, 0), -1, ENOTDIR);
    works!(unlink(path), 0);
    fails!(unlink(path), -1, ENOENT);
    fails!(unlink(long), -1, ENAMETOOLONG);
    fails!(unlink(NULL), -1, EFAULT);
    close(open(path, O_WRONLY | O_CREAT, 0o600));
    works!(unlinkat(dir, name, 0), 0);
    fails!(unlinkat(dir, name, 0), -1, ENOENT);
    assert_eq!((close(again), close(dir)), (0, 0));
    for fd in [fd, sv[0], sv[1]] {
        assert_eq!(close(fd), 0);
    }
}
