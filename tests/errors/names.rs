//! `getaddrinfo`, `getnameinfo`, `gethostbyname` and its kin, where it matters in a world of their own
//! with a name server that fails as wanted.

#[path = "../names/world.rs"]
mod world;

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row};
use berkeley::{errno::*, netdb::*};
use std::env;
use std::ffi::c_int;
use std::os::unix::process::CommandExt;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "getaddrinfo", error: "EAI_NONAME", how: Apart(no_such_name) },
    Row { call: "getaddrinfo", error: "EAI_AGAIN", how: Apart(no_answer) },
    Row { call: "getaddrinfo", error: "EAI_SERVICE", how: Provoked(no_services) },
    Row { call: "getaddrinfo", error: "EAI_FAMILY", how: Provoked(no_family_of_hosts) },
    Row { call: "getaddrinfo", error: "EAI_SOCKTYPE", how: Provoked(unfit_type) },
    Row { call: "getaddrinfo", error: "EAI_BADFLAGS", how: Provoked(canonical_nothing) },
    Row { call: "getaddrinfo", error: "EAI_NODATA", how: Apart(no_address) },
    Row { call: "getaddrinfo", error: "EAI_ADDRFAMILY", how: Provoked(another_family) },
    Row { call: "getaddrinfo", error: "EAI_SYSTEM", how: Apart(nothing_to_look_with) },
    Row { call: "getaddrinfo", error: "EAI_IDN_ENCODE", how: Apart(beyond_ascii) },
    Row {
        call: "getaddrinfo",
        error: "EAI_FAIL",
        how: NotHere("glibc says EAI_NONAME in its place"),
    },
    Row { call: "getaddrinfo", error: "EAI_MEMORY", how: NotHere(NO_MEMORY) },
    Row { call: "getnameinfo", error: "EAI_AGAIN", how: Apart(no_answer_for_an_address) },
    Row { call: "getnameinfo", error: "EAI_NONAME", how: Provoked(required_and_not_looked_for) },
    Row { call: "getnameinfo", error: "EAI_FAMILY", how: Provoked(no_family) },
    Row { call: "getnameinfo", error: "EAI_OVERFLOW", how: Provoked(too_little_room) },
    Row { call: "getnameinfo", error: "EAI_BADFLAGS", how: Provoked(no_flags) },
    Row { call: "getnameinfo", error: "EAI_SYSTEM", how: Provoked(more_than_there_is_room_for) },
    Row {
        call: "getnameinfo",
        error: "EAI_FAIL",
        how: NotHere("glibc writes the number in its place"),
    },
    Row {
        call: "getnameinfo",
        error: "EAI_IDN_ENCODE",
        how: NotHere("glibc writes the encoded name in its place"),
    },
    Row { call: "getnameinfo", error: "EAI_MEMORY", how: NotHere(NO_MEMORY) },
    Row { call: "gethostbyname", error: "HOST_NOT_FOUND", how: Apart(no_such_host) },
    Row { call: "gethostbyname", error: "TRY_AGAIN", how: Apart(no_answer_for_a_host) },
    Row { call: "gethostbyname", error: "NO_DATA", how: Apart(no_address_of_a_host) },
    Row { call: "gethostbyname", error: "NO_RECOVERY", how: Apart(query_not_understood) },
    Row { call: "gethostbyname", error: "NETDB_INTERNAL", how: Apart(no_files) },
    Row { call: "gethostbyaddr", error: "NETDB_INTERNAL", how: Provoked(unfit_length) },
];

const NO_MEMORY: &str = "the process would have to run out of memory";

/// For a row in a process of its own: names are looked up in a world where nobody else is; or why there
/// is none.
fn in_a_world() -> Result<(), String> {
    const WORLD: &str = "BERKELEY_TEST_WORLD";
    if env::var_os(WORLD).is_none() {
        // The row begins anew there.
        let mut world = world::command("errors", &env::current_exe().unwrap())?;
        return Err(format!("needs unshare: {}", world.env(WORLD, "1").exec()));
    }
    world::serve_names();
    Ok(())
}

/// That a look-up of an address failed so, and found nothing.
#[track_caller]
fn looked_up(name: &str, service: &str, hints: addrinfo, error: c_int) -> Outcome {
    let mut res = AddrInfoPtr::NULL;
    assert_eq!(getaddrinfo(name, service, &hints, &mut res), error, "{}", gai_strerror(error));
    assert!(res == NULL);
    Ok(error)
}

/// Hints for addresses of TCP.
fn hints(flags: c_int, family: c_int) -> addrinfo {
    addrinfo { ai_flags: flags, ai_family: family, ai_socktype: SOCK_STREAM, ..addrinfo::zeroed() }
}

fn no_such_name() -> Outcome {
    in_a_world()?;
    looked_up("localhost", "80", hints(AI_NUMERICHOST, AF_UNSPEC), EAI_NONAME)?;
    looked_up("name.invalid", "80", hints(0, AF_UNSPEC), EAI_NONAME)
}

fn no_answer() -> Outcome {
    in_a_world()?;
    looked_up("refused.test", "80", hints(0, AF_UNSPEC), EAI_AGAIN)?;
    looked_up("servfail.test", "80", hints(0, AF_UNSPEC), EAI_AGAIN)
}

fn no_services() -> Outcome {
    let hints = addrinfo { ai_socktype: SOCK_RAW, ..hints(AI_NUMERICHOST, AF_INET) };
    looked_up("127.0.0.1", "80", hints, EAI_SERVICE)
}

fn no_family_of_hosts() -> Outcome {
    looked_up("127.0.0.1", "80", hints(AI_NUMERICHOST, AF_UNIX), EAI_FAMILY)
}

fn unfit_type() -> Outcome {
    let unfit = addrinfo { ai_protocol: IPPROTO_UDP, ..hints(AI_NUMERICHOST, AF_INET) };
    looked_up("127.0.0.1", "80", unfit, EAI_SOCKTYPE)?;
    let flag = addrinfo { ai_socktype: SOCK_STREAM | SOCK_NONBLOCK, ..hints(0, AF_INET) };
    looked_up("127.0.0.1", "80", flag, EAI_SOCKTYPE)
}

fn canonical_nothing() -> Outcome {
    let mut res = AddrInfoPtr::NULL;
    let status = getaddrinfo(NULL, "80", &hints(AI_CANONNAME, AF_INET), &mut res);
    assert_eq!(status, EAI_BADFLAGS);
    looked_up("127.0.0.1", "80", hints(1 << 30, AF_INET), EAI_BADFLAGS)
}

fn no_address() -> Outcome {
    in_a_world()?;
    looked_up("v4.test", "80", hints(0, AF_INET6), EAI_NODATA)?;
    looked_up("nodata.test", "80", hints(0, AF_UNSPEC), EAI_NODATA)
}

fn another_family() -> Outcome {
    looked_up("::1", "80", hints(AI_NUMERICHOST, AF_INET), EAI_ADDRFAMILY)
}

fn nothing_to_look_with() -> Outcome {
    no_descriptor_left();
    let outcome = looked_up("localhost", "80", hints(0, AF_INET), EAI_SYSTEM);
    assert_eq!(errno(), EMFILE);
    outcome
}

fn beyond_ascii() -> Outcome {
    in_a_world()?;
    looked_up("müller.test", "80", hints(AI_IDN, AF_INET), EAI_IDN_ENCODE)
}

/// That a look-up of the names of an IPv4 address failed so.
#[track_caller]
fn named(addr: &str, flags: c_int, error: c_int) -> Outcome {
    let (addr, host) = (&inet(addr, 80), &mut [0u8; NI_MAXHOST]);
    let status = getnameinfo(addr, sizeof(addr), host, sizeof(host), NULL, 0, flags);
    assert_eq!(status, error, "{}", gai_strerror(status));
    Ok(error)
}

fn no_answer_for_an_address() -> Outcome {
    in_a_world()?;
    named("192.0.2.13", 0, EAI_AGAIN)
}

fn required_and_not_looked_for() -> Outcome {
    named("127.0.0.1", NI_NAMEREQD | NI_NUMERICHOST, EAI_NONAME)
}

fn no_family() -> Outcome {
    let (addr, host) = (&inet("127.0.0.1", 80), &mut [0u8; NI_MAXHOST]);
    let status = getnameinfo(addr, 2, host, sizeof(host), NULL, 0, NI_NUMERICHOST);
    assert_eq!(status, EAI_FAMILY);
    let addr = &sockaddr_in::zeroed();
    let status = getnameinfo(addr, sizeof(addr), host, sizeof(host), NULL, 0, NI_NUMERICHOST);
    assert_eq!(status, EAI_FAMILY);
    Ok(status)
}

fn too_little_room() -> Outcome {
    let (addr, host) = (&inet("127.0.0.1", 80), &mut [0u8; 9]);
    let status = getnameinfo(addr, sizeof(addr), host, sizeof(host), NULL, 0, NI_NUMERICHOST);
    assert_eq!(status, EAI_OVERFLOW);
    Ok(status)
}

fn no_flags() -> Outcome {
    named("127.0.0.1", NI_NUMERICHOST | AI_NUMERICSERV, EAI_BADFLAGS)
}

fn more_than_there_is_room_for() -> Outcome {
    let (addr, host) = (&inet("127.0.0.1", 80), &mut [0u8; 16]);
    let status = getnameinfo(addr, sizeof(addr), host, 17, NULL, 0, NI_NUMERICHOST);
    assert_eq!((status, errno()), (EAI_SYSTEM, EFAULT));
    Ok(status)
}

/// That a host was not found, for this reason.
#[track_caller]
fn host(host: Option<hostent>, error: c_int) -> Outcome {
    assert!(host == NULL);
    assert_eq!(h_errno(), error, "{}", hstrerror(h_errno()));
    Ok(error)
}

fn no_such_host() -> Outcome {
    in_a_world()?;
    host(gethostbyaddr(&inet("192.0.2.12", 0).sin_addr, 4, AF_INET), HOST_NOT_FOUND)?;
    host(gethostbyname2("::1", AF_INET), HOST_NOT_FOUND)?;
    host(gethostbyname("name.invalid"), HOST_NOT_FOUND)
}

fn no_answer_for_a_host() -> Outcome {
    in_a_world()?;
    host(gethostbyaddr(&inet("192.0.2.13", 0).sin_addr, 4, AF_INET), TRY_AGAIN)?;
    host(gethostbyname("servfail.test"), TRY_AGAIN)
}

fn no_address_of_a_host() -> Outcome {
    in_a_world()?;
    host(gethostbyname("v6.test"), NO_DATA)?;
    host(gethostbyname("nodata.test"), NO_DATA)
}

fn query_not_understood() -> Outcome {
    in_a_world()?;
    host(gethostbyname(""), NO_RECOVERY)?;
    host(gethostbyname("formerr.test"), NO_RECOVERY)
}

fn no_files() -> Outcome {
    no_descriptor_left();
    let outcome = host(gethostbyname("localhost"), NETDB_INTERNAL);
    assert_eq!(errno(), EMFILE);
    outcome
}

fn unfit_length() -> Outcome {
    let addr = &inet("127.0.0.1", 0).sin_addr;
    for (len, error) in [(3, EAFNOSUPPORT), (5, EFAULT), (-1, EINVAL)] {
        host(gethostbyaddr(addr, len, AF_INET), NETDB_INTERNAL)?;
        assert_eq!(errno(), error, "{len}");
    }
    Ok(NETDB_INTERNAL)
}
