//! The senders to multicast groups, and reserved ports: beside the C library, call by call.

use crate::c;
use crate::support::lines::Lines;
use crate::support::{Dir, cc, has_cc, strace};
use berkeley::arpa::inet::*;
use berkeley::errno::{EACCES, EBADF, EFAULT, EINVAL, errno, set_errno};
use berkeley::{trace, unistd::*};
use std::ffi::c_int;
use std::fmt::Write as _;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One test at a time: one of them traces the calls of the whole process.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same calls as `calls` makes; what each returned and gave is a line.
const C: &str = r#"
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct in_addr list[20000];
static struct sockaddr_storage any[4];
static uint32_t fmode, numsrc;

static void say(const char *what, int ret)
{
    printf("%s: %d %d, %u %u %u", what, ret, ret == 0 ? 0 : errno, fmode, numsrc,
           list[0].s_addr);
    printf(" %u\n", ((struct sockaddr_in *)&any[1])->sin_addr.s_addr);
}

int main(void)
{
    int s = socket(PF_INET, SOCK_DGRAM, 0), s6 = socket(PF_INET6, SOCK_DGRAM, 0);
    struct in_addr lo = { htonl(INADDR_LOOPBACK) }, group = { inet_addr("239.255.0.1") };
    struct in_addr none = { inet_addr("127.0.0.1") };
    struct ip_mreq mreq = { group, lo };
    struct sockaddr_in addr = { AF_INET, 0, group };
    struct sockaddr_storage odd;

    for (int i = 0; i < 20000; i++)
        list[i].s_addr = htonl(0xc0000200 + i);
    say("unjoined", setipv4sourcefilter(s, lo, group, MCAST_EXCLUDE, 2, list));
    say("join", setsockopt(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(mreq)));
    say("set", setipv4sourcefilter(s, lo, group, MCAST_INCLUDE, 2, list));
    for (int room = 0; room <= 3; room++) {
        numsrc = room;
        memset(list, 0, 4 * sizeof(*list));
        say("get", getipv4sourcefilter(s, lo, group, &fmode, &numsrc, list));
    }
    say("no group", setipv4sourcefilter(s, lo, none, MCAST_INCLUDE, 2, list));
    say("no mode", setipv4sourcefilter(s, lo, group, 7, 2, list));
    say("16000", setipv4sourcefilter(s, lo, group, MCAST_INCLUDE, 16000, list));
    say("20000", setipv4sourcefilter(s, lo, group, MCAST_INCLUDE, 20000, list));
    say("wrong family", setipv4sourcefilter(s6, lo, group, MCAST_INCLUDE, 2, list));
    numsrc = 20000;
    say("all", getipv4sourcefilter(s, lo, group, &fmode, &numsrc, list));

    for (int i = 0; i < 4; i++) {
        ((struct sockaddr_in *)&any[i])->sin_family = AF_INET;
        ((struct sockaddr_in *)&any[i])->sin_addr.s_addr = htonl(0xc6336400 + i);
    }
    say("set any", setsourcefilter(s, 1, (void *)&addr, sizeof(addr), MCAST_EXCLUDE, 4, any));
    for (int room = 0; room <= 5; room++) {
        numsrc = room > 4 ? 4 : room;
        memset(any, 0, sizeof(any));
        say("get any", getsourcefilter(s, 1, (void *)&addr, sizeof(addr), &fmode, &numsrc, any));
    }
    say("none", setsourcefilter(s, 1, (void *)&addr, sizeof(addr), MCAST_EXCLUDE, 0, NULL));
    numsrc = 0;
    say("get none", getsourcefilter(s, 1, (void *)&addr, sizeof(addr), &fmode, &numsrc, NULL));
    for (int len = 0; len <= 128; len += 4)
        for (int family = 0; family < 46; family++) {
            memset(&odd, 0, sizeof(odd));
            odd.ss_family = family;
            numsrc = 1;
            say("odd", getsourcefilter(s, 1, (void *)&odd, len, &fmode, &numsrc, any));
            say("odd", setsourcefilter(s6, 1, (void *)&odd, len, MCAST_EXCLUDE, 1, any));
        }
    return 0;
}
"#;

/// The calls of the C program.
fn calls() -> String {
    let mut lines = String::new();
    let list = &mut vec![in_addr::zeroed(); 20000];
    let any = &mut [sockaddr_storage::zeroed(); 4];
    let (mut fmode, mut numsrc) = (0, 0);
    macro_rules! say {
        ($what:literal, $ret:expr) => {{
            let ret = $ret;
            let errno = if ret == 0 { 0 } else { errno() };
            let (one, two) = (list[0].s_addr, cast::<sockaddr_in>(&any[1]).sin_addr.s_addr);
            writeln!(lines, "{}: {ret} {errno}, {fmode} {numsrc} {one} {two}", $what).unwrap();
        }};
    }
    let (include, exclude) = (MCAST_INCLUDE as u32, MCAST_EXCLUDE as u32);
    let (s, s6) = (socket(PF_INET, SOCK_DGRAM, 0), socket(PF_INET6, SOCK_DGRAM, 0));
    let lo = in_addr { s_addr: htonl(INADDR_LOOPBACK) };
    let group = in_addr { s_addr: inet_addr("239.255.0.1") };
    let mreq = ip_mreq { imr_multiaddr: group, imr_interface: lo };
    let addr = &mut sockaddr_in::zeroed();
    (addr.sin_family, addr.sin_addr) = (AF_INET as sa_family_t, group);

    for (i, sender) in list.iter_mut().enumerate() {
        sender.s_addr = htonl(0xc000_0200 + i as u32);
    }
    say!("unjoined", setipv4sourcefilter(s, lo, group, exclude, 2, list));
    say!("join", setsockopt(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(&mreq)));
    say!("set", setipv4sourcefilter(s, lo, group, include, 2, list));
    for room in 0..=3 {
        numsrc = room;
        list[..4].fill(in_addr::zeroed());
        say!("get", getipv4sourcefilter(s, lo, group, &mut fmode, &mut numsrc, list));
    }
    say!("no group", setipv4sourcefilter(s, lo, lo, include, 2, list));
    say!("no mode", setipv4sourcefilter(s, lo, group, 7, 2, list));
    say!("16000", setipv4sourcefilter(s, lo, group, include, 16000, list));
    say!("20000", setipv4sourcefilter(s, lo, group, include, 20000, list));
    say!("wrong family", setipv4sourcefilter(s6, lo, group, include, 2, list));
    numsrc = 20000;
    say!("all", getipv4sourcefilter(s, lo, group, &mut fmode, &mut numsrc, list));

    for (i, sender) in any.iter_mut().enumerate() {
        let sender = cast_mut::<sockaddr_in>(sender);
        sender.sin_family = AF_INET as sa_family_t;
        sender.sin_addr.s_addr = htonl(0xc633_6400 + i as u32);
    }
    say!("set any", setsourcefilter(s, 1, addr, sizeof(addr), exclude, 4, any));
    for room in 0..=5 {
        numsrc = room.min(4);
        any.fill(sockaddr_storage::zeroed());
        let len = sizeof(addr);
        say!("get any", getsourcefilter(s, 1, addr, len, &mut fmode, &mut numsrc, any));
    }
    say!("none", setsourcefilter(s, 1, addr, sizeof(addr), exclude, 0, NULL));
    numsrc = 0;
    say!("get none", getsourcefilter(s, 1, addr, sizeof(addr), &mut fmode, &mut numsrc, NULL));
    for len in (0..=128).step_by(4) {
        for family in 0..46 {
            let odd = &mut sockaddr_storage::zeroed();
            odd.ss_family = family;
            numsrc = 1;
            say!("odd", getsourcefilter(s, 1, odd, len, &mut fmode, &mut numsrc, any));
            say!("odd", setsourcefilter(s6, 1, odd, len, exclude, 1, any));
        }
    }
    close(s);
    close(s6);
    lines
}

#[test]
fn senders_are_as_in_c() {
    if !c::is_here("in6") {
        return;
    }
    let program = c::compile("in6_senders", C).expect("the C program compiles");
    let _alone = alone();
    let (theirs, ours) = (c::run(&program, ""), calls());
    assert!(theirs.contains("\nget any: 0 0, 0 4 "), "nothing is compared:\n{theirs}");
    for (ours, theirs) in ours.lines().zip(theirs.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.lines().count(), theirs.lines().count());
}

/// What a call of libc's own makes of it, and what this crate does: the option, and its length.
#[test]
fn the_calls_are_those_of_the_c_library() {
    if !has_cc() || !strace::is_here() {
        return;
    }
    let dir = Dir::new();
    let source = dir.path().join("senders.c");
    std::fs::write(&source, C).unwrap();
    let log = dir.path().join("log");
    let mut command = Command::new("strace");
    command.args(["-e", "trace=getsockopt,setsockopt", "-o"]).args([&log, &cc(&source, &dir)]);
    assert!(command.output().unwrap().status.success());
    let theirs = std::fs::read_to_string(log).unwrap();

    let _alone = alone();
    let lines = Lines::default();
    trace::start(lines.clone());
    calls();
    trace::stop();
    let ours = lines.text();

    // The call, the level and the option; the length and the result. (Of the value C
    // leaves some bytes uninitialised.)
    let calls = |text: &str| -> Vec<String> {
        let of_senders = text.lines().filter(|line| line.contains("MSFILTER, "));
        let parts = of_senders.map(|line| {
            let (call, value) = line.split_once("MSFILTER, ").unwrap();
            let call = call.split_once(", ").unwrap().1;
            format!("{} {call} {}", &line[..3], value.rsplit_once(", ").unwrap().1)
        });
        parts.collect()
    };
    let (ours, theirs) = (calls(&ours), calls(&theirs));
    assert!(ours.len() > 100);
    assert_eq!(ours, theirs);
}

#[test]
fn counts_say_no_more_than_the_list() {
    let _alone = alone();
    let s = socket(PF_INET, SOCK_DGRAM, 0);
    let any = in_addr::zeroed();
    let (mut fmode, mut numsrc) = (7, 3);
    let list = &mut [in_addr { s_addr: 0x5a5a_5a5a }; 2];
    let failed = |ret: c_int, error: c_int| {
        assert_eq!((ret, errno()), (-1, error));
        set_errno(0);
    };
    failed(setipv4sourcefilter(s, any, any, 0, 3, list), EFAULT);
    failed(setipv4sourcefilter(s, any, any, 0, u32::MAX, list), EFAULT);
    failed(setipv4sourcefilter(-1, any, any, 0, 3, list), EBADF);
    failed(getipv4sourcefilter(s, any, any, &mut fmode, &mut numsrc, list), EFAULT);
    failed(getipv4sourcefilter(-1, any, any, &mut fmode, &mut numsrc, list), EBADF);
    let (addr, many) = (&sockaddr_in::zeroed(), &mut [sockaddr_storage::zeroed(); 2]);
    failed(setsourcefilter(s, 0, addr, 16, 0, 3, many), EFAULT);
    failed(setsourcefilter(s, 0, addr, 28, 0, 2, many), EFAULT);
    failed(setsourcefilter(-1, 0, addr, 28, 0, 2, many), EBADF);
    failed(setsourcefilter(s, 0, addr, 17, 0, 2, many), EINVAL);
    failed(setsourcefilter(s, 0, addr, -1, 0, 2, many), EINVAL);
    failed(getsourcefilter(s, 0, addr, 16, &mut fmode, &mut numsrc, many), EFAULT);
    failed(getsourcefilter(s, 0, addr, 28, &mut fmode, &mut 2, many), EFAULT);
    failed(getsourcefilter(s, 0, NULL, 16, &mut fmode, &mut 2, many), EFAULT);
    assert_eq!((fmode, numsrc, list[1].s_addr), (7, 3, 0x5a5a_5a5a));
    close(s);
}

#[cfg(target_env = "gnu")]
#[test]
fn a_reserved_port_is_below_1024_or_not_to_be_had() {
    let s = socket(PF_INET, SOCK_STREAM, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    match bindresvport(s, addr) {
        0 => {
            let (bound, mut len) = (&mut sockaddr_in::zeroed(), 16);
            assert_eq!(getsockname(s, bound, &mut len), 0);
            assert_eq!((bound.sin_addr, bound.sin_port), (addr.sin_addr, addr.sin_port));
            assert!((512..1024).contains(&ntohs(bound.sin_port)));
            // It has a port now.
            assert_eq!((bindresvport(s, NULL), errno()), (-1, EINVAL));
        }
        ret => assert_eq!((ret, errno()), (-1, EACCES)),
    }
    addr.sin_family = AF_INET6 as sa_family_t;
    assert_eq!((bindresvport(s, addr), errno()), (-1, berkeley::errno::EAFNOSUPPORT));
    assert_eq!((bindresvport(-1, addr), errno()), (-1, EBADF));
    close(s);
}
