//! No call allocates, whether it succeeds or fails; the first one neither.

use berkeley::linux::filter::*;
use berkeley::netinet::in_::*;
use berkeley::string::*;
use berkeley::sys::uio::*;
use berkeley::unistd::*;
use berkeley::{adopt, hold, release};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

struct Counting;

thread_local! {
    /// How often this thread has allocated or freed.
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

fn count() {
    // A thread that ends allocates without its variables; nobody asks about that.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: passes everything on to the system's allocator, and counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as promised to us.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        count();
        // SAFETY: as promised to us.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn no_call_allocates() {
    let before = COUNT.get();
    connection(AF_UNIX);
    connection(AF_INET);
    descriptors();
    standard_input();
    names();
    messages();
    vectors();
    options();
    assert_eq!(COUNT.get() - before, 0);

    drop(black_box(Box::new(before)));
    assert!(COUNT.get() > before, "what allocates is counted");
}

/// What is called on the way of a connection. (An assertion that holds does not allocate.)
fn connection(domain: i32) {
    let (addr, buf) = (&mut sockaddr_storage::zeroed(), &mut [0u8; 200]);
    let mut len = if domain == AF_UNIX { 2 } else { sizeof(addr) as socklen_t };
    addr.ss_family = domain as sa_family_t;

    let (server, caller) = (socket(domain, SOCK_STREAM, 0), socket(domain, SOCK_STREAM, 0));
    assert_eq!(setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &1i32, 4), 0);
    assert_eq!(bind(server, addr, len), 0);
    assert_eq!(listen(server, 5), 0);
    len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(server, addr, &mut len), 0);
    assert_eq!(connect(caller, addr, len), 0);
    len = sizeof(addr) as socklen_t;
    let client = accept(server, addr, &mut len);
    len = sizeof(addr) as socklen_t;
    assert_eq!(getpeername(client, addr, &mut len), 0);
    len = 4;
    assert_eq!(getsockopt(client, SOL_SOCKET, SO_TYPE, buf, &mut len), 0);
    assert_eq!(isfdtype(client, libc::S_IFSOCK as i32), 1);
    assert!(sockatmark(client) == 0 || domain == AF_UNIX);

    assert_eq!(send(client, "one", 3, 0), 3);
    assert_eq!(recv(caller, buf, 200, 0), 3);
    assert_eq!(sendto(client, "three", 5, MSG_NOSIGNAL, NULL, 0), 5);
    assert_eq!(recvfrom(caller, buf, 200, 0, NULL, NULL), 5);
    assert_eq!(write(client, "eleven", 6), 6);
    assert_eq!(read(caller, buf, 200), 6);

    assert_eq!(shutdown(client, SHUT_RDWR), 0);
    assert_eq!((close(client), close(caller), close(server)), (0, 0, 0));
    assert_eq!((close(server), accept4(server, NULL, NULL, SOCK_CLOEXEC)), (-1, -1));
    assert_eq!(connect(99_999, addr, len), -1);
}

/// What is called on any descriptor.
fn descriptors() {
    let fds = &mut [-1; 2];
    assert_eq!(pipe(fds), 0);
    assert_eq!((close(fds[0]), close(fds[1])), (0, 0));
    assert_eq!(pipe2(fds, libc::O_CLOEXEC), 0);
    let [end, other] = *fds;
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    let [one, two] = *fds;

    assert_eq!(dup2(one, end), end);
    assert_eq!(dup3(one, other, libc::O_CLOEXEC), other);
    assert_eq!(dup2(one, 500), 500);
    assert_eq!((dup2(one, -1), dup3(one, 501, -1)), (-1, -1));
    let copy = dup(one);
    assert!(copy > 2);

    let guard = hold(one);
    assert_eq!(close(one), 0);
    assert!(guard.is_some() && hold(one).is_none());
    drop(guard);
    assert_eq!(release(two).map(adopt), Some(two));
    [two, end, other, copy, 500].into_iter().for_each(|fd| assert_eq!(close(fd), 0));
}

fn standard_input() {
    let copy = dup(STDIN_FILENO);
    assert_eq!(close(STDIN_FILENO), 0);
    assert_eq!(close(STDIN_FILENO), -1);
    assert_eq!(dup2(copy, STDIN_FILENO), STDIN_FILENO);
    assert_eq!(close(copy), 0);
}

fn names() {
    let name = &mut [0u8; 100];
    assert_eq!((gethostname(name, 100), getdomainname(name, 100)), (0, 0));
    assert_eq!(sethostname(name, usize::MAX), -1);
}

/// With control messages, several at once, few buffers and many.
fn messages() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_DGRAM, 0, sv), 0);
    let (buf, control) = (Cell::new([0u8; 64]), &mut [0u8; CMSG_SPACE(8)]);
    let iov = [iovec::from(&buf); 20];
    for count in [1, 20] {
        let mut msg = msghdr::zeroed();
        (msg.msg_iov, msg.msg_iovlen) = (&iov, count);
        msg.msg_controllen = sizeof(control);
        msg.msg_control = Control::from(&mut *control);
        let mut cmsg = CMSG_FIRSTHDR(&msg);
        cmsg.set_cmsg_level(SOL_SOCKET);
        cmsg.set_cmsg_type(SCM_RIGHTS);
        cmsg.set_cmsg_len(CMSG_LEN(8));
        memcpy(&mut CMSG_DATA(cmsg), sv, 8);
        assert_eq!(sendmsg(sv[0], &msg, 0), 64 * count as isize);
        assert_eq!(recvmsg(sv[1], &mut msg, 0), 64 * count as isize);
        let cmsg = CMSG_FIRSTHDR(&msg);
        let fds = CMSG_DATA(cmsg).get::<[i32; 2]>().unwrap_or_default();
        assert!(CMSG_NXTHDR(&msg, cmsg) == NULL);
        assert_eq!((close(fds[0]), close(fds[1])), (0, 0));
        assert_eq!((recvmsg(sv[1], &mut msg, MSG_DONTWAIT), sendmsg(-1, &msg, 0)), (-1, -1));

        let mut msgs = [const { mmsghdr::zeroed() }; 3];
        for msg in &mut msgs {
            (msg.msg_hdr.msg_iov, msg.msg_hdr.msg_iovlen) = (&iov, count);
        }
        assert_eq!(sendmmsg(sv[0], &mut msgs, 3, 0), 3);
        assert_eq!(recvmmsg(sv[1], &mut msgs, 3, MSG_DONTWAIT, NULL), 3);
        assert_eq!(recvmmsg(sv[1], &mut msgs, 4, MSG_DONTWAIT, NULL), -1);
    }
    assert_eq!((close(sv[0]), close(sv[1])), (0, 0));
}

fn vectors() {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    let buf = Cell::new([0u8; 64]);
    let iov = [iovec::from(&buf); 20];
    for count in [1, 20] {
        assert_eq!(writev(fds[1], &iov, count), 64 * count);
        assert_eq!(readv(fds[0], &iov, count), 64 * count);
        assert_eq!((preadv(fds[0], &iov, count, 0), pwritev(fds[1], &iov, count, 0)), (-1, -1));
        assert_eq!(preadv2(fds[0], &iov, count, 0, 0), -1);
        assert_eq!(pwritev2(fds[1], &iov, count, 0, 0), -1);
    }
    assert_eq!((close(fds[0]), close(fds[1])), (0, 0));
}

/// Options that are more than their value. (Of more than 64 KiB of senders, glibc allocates too.)
fn options() {
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let code = [BPF_STMT(BPF_RET | BPF_K, 0)];
    let bpf = sock_fprog { len: 1, filter: &code };
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(&bpf)), 0);

    let (any, slist) = (in_addr::zeroed(), &mut [in_addr::zeroed(); 16_000]);
    let (mut fmode, mut numsrc) = (0, 16_000);
    assert_eq!(setipv4sourcefilter(sock, any, any, 0, 2, slist), -1);
    assert_eq!(getipv4sourcefilter(sock, any, any, &mut fmode, &mut numsrc, slist), -1);
    let (group, slist) = (&sockaddr_in::zeroed(), &mut [sockaddr_storage::zeroed(); 2]);
    assert_eq!(setsourcefilter(sock, 1, group, sizeof(group), 0, 2, slist), -1);
    numsrc = 2;
    let len = sizeof(group);
    assert_eq!(getsourcefilter(sock, 1, group, len, &mut fmode, &mut numsrc, slist), -1);
    close(sock);
}
