//! The sets of select, against C's macros; and lengths that say more than there is.

use super::c;
use berkeley::{errno::*, poll::*, sys::epoll::*, sys::select::*, unistd::*};
use std::mem::offset_of;
use std::panic::catch_unwind;

/// Does to a set what each line says, and prints its bytes and what FD_ISSET says of each number.
const IN_C: &str = r#"
#include <stdio.h>
#include <sys/select.h>
int main(void)
{
    char what;
    int fd;
    fd_set set, copy;
    FD_ZERO(&set);
    while (scanf(" %c %d", &what, &fd) == 2) {
        if (what == '+')
            FD_SET(fd, &set);
        else
            FD_CLR(fd, &set);
    }
    copy = set;
    FD_ZERO(&set);
    for (int i = 0; i < sizeof(copy); i++)
        printf("%02x%02x", ((unsigned char *)&copy)[i], ((unsigned char *)&set)[i]);
    for (fd = 0; fd < FD_SETSIZE; fd++)
        printf("%d", FD_ISSET(fd, &copy) != 0);
}
"#;

#[test]
fn sets_are_as_c_makes_them() {
    if !c::is_here("sets_are_as_c_makes_them") {
        return;
    }
    let mut input = String::new();
    let (set, copy) = (&mut fd_set::zeroed(), &mut fd_set::zeroed());
    FD_ZERO(set);
    let mut random = 1u32;
    for _ in 0..3000 {
        random = random.wrapping_mul(1664525).wrapping_add(1013904223);
        let fd = (random >> 12) as i32 % FD_SETSIZE;
        if random >> 31 == 0 {
            FD_SET(fd, set);
            input += &format!("+ {fd}\n");
        } else {
            FD_CLR(fd, set);
            input += &format!("- {fd}\n");
        }
    }
    *copy = *set;
    FD_ZERO(set);
    let mut ours = String::new();
    for (a, b) in copy.as_bytes().iter().zip(set.as_bytes()) {
        ours += &format!("{a:02x}{b:02x}");
    }
    for fd in 0..FD_SETSIZE {
        ours += if FD_ISSET(fd, copy) { "1" } else { "0" };
    }
    assert_eq!(ours, c::run(&c::compile("waiting-sets", IN_C).unwrap(), &input));
}

#[test]
fn a_number_without_a_bit_panics() {
    let message = |body: fn(i32, &mut fd_set), fd| {
        let panic = catch_unwind(move || body(fd, &mut fd_set::zeroed())).unwrap_err();
        *panic.downcast::<String>().unwrap()
    };
    for fd in [-1, 1024, i32::MIN, i32::MAX] {
        for (name, body) in [
            ("FD_SET", (|fd, set| FD_SET(fd, set)) as fn(i32, &mut fd_set)),
            ("FD_CLR", |fd, set| FD_CLR(fd, set)),
            ("FD_ISSET", |fd, set| _ = FD_ISSET(fd, set)),
        ] {
            let limit = "in a set for those from 0 to below FD_SETSIZE, 1024";
            assert_eq!(message(body, fd), format!("{name} of descriptor {fd}, {limit}"));
        }
    }
    let two = || [fd_set::zeroed(); 2];
    FD_SET(2047, &mut two());
    assert!(catch_unwind(|| FD_SET(2048, &mut two())).is_err());
    assert!(catch_unwind(|| FD_SET(0, NULL)).is_err());
}

#[test]
fn a_length_beyond_the_object_is_refused() {
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    write(fds[1], "x", 1);

    let pfd = &mut [pollfd { fd: fds[0], events: POLLIN, revents: 7 }; 3];
    for nfds in [4, 100] {
        assert_eq!((poll(pfd, nfds, 0), errno()), (-1, EFAULT));
    }
    assert_eq!((poll(&mut pfd[1..], 3, 0), errno()), (-1, EFAULT));
    assert_eq!((poll(pfd, -1, 0), errno()), (-1, EINVAL), "more than there can be");
    assert_eq!((poll(NULL, 1, 0), errno()), (-1, EFAULT));
    assert_eq!(pfd.map(|entry| entry.revents), [7; 3]);

    let set = &mut fd_set::zeroed();
    FD_SET(fds[0], set);
    for nfds in [1025, i32::MAX] {
        assert_eq!((select(nfds, set, NULL, NULL, NULL), errno()), (-1, EFAULT));
        assert_eq!((pselect(nfds, NULL, NULL, set, NULL, NULL), errno()), (-1, EFAULT));
    }
    assert_eq!(select(1024, set, NULL, NULL, NULL), 1);
    assert!(FD_ISSET(fds[0], set));

    let (epfd, events) = (epoll_create1(0), &mut [epoll_event::zeroed(); 2]);
    let ev = &mut epoll_event { events: EPOLLIN | EPOLLET, ..epoll_event::zeroed() };
    assert_eq!(epoll_ctl(epfd, EPOLL_CTL_ADD, fds[0], ev), 0);
    assert_eq!((epoll_wait(epfd, events, 3, 0), errno()), (-1, EFAULT));
    assert_eq!((epoll_pwait(epfd, NULL, 1, 0, NULL), errno()), (-1, EFAULT));
    assert_eq!((epoll_wait(epfd, events, i32::MAX, 0), errno()), (-1, EINVAL));
    assert_eq!(epoll_wait(epfd, events, 2, 0), 1, "the edge was not lost");
    for fd in [epfd, fds[0], fds[1]] {
        assert_eq!(close(fd), 0);
    }
}

/// In size and offsets; not in alignment, for C packs it on x86-64, and then Rust allows no reference
/// to a member.
#[test]
fn epoll_event_is_laid_out_as_in_c() {
    if !c::is_here("epoll_event_is_laid_out_as_in_c") {
        return;
    }
    let in_c = "#include <stddef.h>\n#include <stdio.h>\n#include <sys/epoll.h>\n\
        int main(void) { printf(\"%zu %zu %zu %zu %zu\", sizeof(struct epoll_event),\
        offsetof(struct epoll_event, events), offsetof(struct epoll_event, data),\
        sizeof(union epoll_data), sizeof(epoll_data_t)); }";
    let ours = [
        size_of::<epoll_event>(),
        offset_of!(epoll_event, events),
        offset_of!(epoll_event, data),
        size_of::<epoll_data>(),
        size_of::<epoll_data_t>(),
    ];
    let theirs = c::run(&c::compile("waiting-epoll_event", in_c).unwrap(), "");
    assert_eq!(ours.map(|n| n.to_string()).join(" "), theirs);
}

#[test]
fn the_members_of_epoll_data_are_at_one_place() {
    let ev = &mut epoll_event::zeroed();
    ev.data.set_u64(u64::MAX);
    ev.data.set_fd(0);
    assert_eq!(ev.data.u32(), 0);
    assert_eq!(ev.data.u64().to_ne_bytes(), [0, 0, 0, 0, 255, 255, 255, 255]);
    ev.data.set_u32(7);
    assert_eq!(ev.data.fd(), 7);
    let object = &mut 5;
    ev.data.set_ptr((&raw mut *object).cast());
    assert_eq!(ev.data.ptr(), (&raw mut *object).cast());
    // SAFETY: it is the pointer to `object`, which nothing else uses now.
    unsafe { *ev.data.ptr().cast::<i32>() = 6 };
    assert_eq!(*object, 6);
}
