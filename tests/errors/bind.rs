//! `bind` and `bindresvport`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::support::Dir;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*};
use std::ffi::c_int;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

pub(crate) const ROWS: &[Row] = &[
    Row { call: "bind", error: "EADDRINUSE", how: Provoked(in_use) },
    Row { call: "bind", error: "EACCES", how: Apart(reserved_port) },
    Row { call: "bind", error: "EADDRNOTAVAIL", how: Provoked(not_this_hosts) },
    Row { call: "bind", error: "EINVAL", how: Provoked(twice) },
    Row { call: "bind", error: "EAFNOSUPPORT", how: Provoked(another_family) },
    Row { call: "bind", error: "EBADF", how: Provoked(not_open) },
    Row { call: "bind", error: "ENOTSOCK", how: Provoked(not_a_socket) },
    Row { call: "bind", error: "EFAULT", how: Provoked(too_long) },
    Row { call: "bind", error: "ENOENT", how: Provoked(no_directory) },
    Row { call: "bind", error: "ENOTDIR", how: Provoked(through_a_file) },
    Row { call: "bind", error: "EROFS", how: Apart(read_only) },
    Row { call: "bind", error: "EPERM", how: Provoked(no_sockets_there) },
    Row { call: "bind", error: "ENODEV", how: Provoked(no_interface) },
    Row { call: "bind", error: "ELOOP", how: Provoked(links_in_a_circle) },
    Row { call: "bind", error: "ENAMETOOLONG", how: Provoked(long_name) },
    Row { call: "bind", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "bindresvport", error: "EACCES", how: Apart(all_ports_reserved) },
    Row { call: "bindresvport", error: "EADDRINUSE", how: Apart(no_port_left) },
    Row { call: "bindresvport", error: "EINVAL", how: Provoked(reserved_of_another_family) },
    Row { call: "bindresvport", error: "EADDRNOTAVAIL", how: Provoked(reserved_not_this_hosts) },
    Row { call: "bindresvport", error: "EAFNOSUPPORT", how: Provoked(reserved_without_family) },
    Row { call: "bindresvport", error: "EBADF", how: Provoked(reserved_not_open) },
    Row { call: "bindresvport", error: "ENOTSOCK", how: Provoked(reserved_not_a_socket) },
];

fn at<A: SockAddr + Plain>(fd: c_int, addr: &A, errno: c_int) -> Outcome {
    expect(bind(fd, addr, sizeof(addr)) == -1, errno)
}

fn at_path(path: &Path, errno: c_int) -> Outcome {
    at(*Fd(socket(AF_UNIX, SOCK_STREAM, 0)), &unix(path)?, errno)
}

fn in_use() -> Outcome {
    let one = tcp();
    at(*tcp(), &named(*one), EADDRINUSE)
}

/// For a row in a process of its own: may not bind to the ports below 1024.
fn no_reserved_ports() -> Result<(), String> {
    if root().is_ok() {
        // A new network has the rule, whatever this one has.
        unshare(libc::CLONE_NEWNET)?;
        become_nobody()?;
    } else {
        let first_free = fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start");
        if !first_free.is_ok_and(|port| port.trim().parse().is_ok_and(|port: u16| port >= 1024)) {
            return Err("needs ports that are reserved".into());
        }
    }
    Ok(())
}

fn reserved_port() -> Outcome {
    no_reserved_ports()?;
    at(*tcp(), &inet("0.0.0.0", 80), EACCES)
}

fn not_this_hosts() -> Outcome {
    at(*tcp(), &inet("192.0.2.1", 0), EADDRNOTAVAIL)
}

fn twice() -> Outcome {
    let fd = tcp();
    named(*fd);
    at(*fd, &loopback(0), EINVAL)
}

fn another_family() -> Outcome {
    at(*tcp(), &inet6("::1", 0), EAFNOSUPPORT)
}

fn not_open() -> Outcome {
    at(NOT_OPEN, &loopback(0), EBADF)
}

fn not_a_socket() -> Outcome {
    at(*no_socket(), &loopback(0), ENOTSOCK)
}

fn too_long() -> Outcome {
    let addr = &loopback(0);
    expect(bind(*tcp(), addr, sizeof(addr) + 1) == -1, EFAULT)
}

fn no_directory() -> Outcome {
    let dir = Dir::new();
    at_path(&dir.path().join("app/socket"), ENOENT)
}

fn through_a_file() -> Outcome {
    let dir = Dir::new();
    fs::write(dir.path().join("socket"), "").unwrap();
    at_path(&dir.path().join("socket/control"), ENOTDIR)
}

fn read_only() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    let dir = mount("tmpfs", "", libc::MS_RDONLY)?;
    at_path(&dir.join("socket"), EROFS)
}

fn no_sockets_there() -> Outcome {
    root()?;
    match fs::metadata("/dev/pts/ptmx") {
        Ok(_) => at_path(Path::new("/dev/pts/socket"), EPERM),
        Err(error) => Err(format!("needs /dev/pts: {error}")),
    }
}

fn no_interface() -> Outcome {
    let fd = Fd(socket(AF_INET6, SOCK_STREAM, 0));
    if *fd == -1 {
        return Err("needs IPv6".into());
    }
    let mut addr = inet6("fe80::1", 0);
    addr.sin6_scope_id = 0x7fff_ffff;
    at(*fd, &addr, ENODEV)
}

fn links_in_a_circle() -> Outcome {
    let dir = Dir::new();
    symlink("circle", dir.path().join("circle")).unwrap();
    at_path(&dir.path().join("circle/socket"), ELOOP)
}

fn long_name() -> Outcome {
    let dir = Dir::new();
    symlink("long".repeat(100), dir.path().join("link")).unwrap();
    at_path(&dir.path().join("link/socket"), ENAMETOOLONG)
}

#[cfg(target_env = "gnu")]
fn at_reserved(fd: c_int, addr: &mut sockaddr_in, errno: c_int) -> Outcome {
    expect(bindresvport(fd, addr) == -1, errno)
}

#[cfg(not(target_env = "gnu"))]
fn at_reserved(_: c_int, _: &mut sockaddr_in, _: c_int) -> Outcome {
    Err("needs a library of C with bindresvport".into())
}

fn all_ports_reserved() -> Outcome {
    no_reserved_ports()?;
    at_reserved(*tcp(), &mut loopback(0), EACCES)
}

fn no_port_left() -> Outcome {
    own_network()?;
    let taken: Vec<Fd> = (512..1024)
        .map(|port| {
            let (fd, addr) = (udp(), inet("0.0.0.0", port));
            assert_ne!(*fd, -1, "{}", strerror(errno()));
            assert_eq!(bind(*fd, &addr, sizeof(&addr)), 0, "{port}");
            fd
        })
        .collect();
    let outcome = at_reserved(*udp(), &mut loopback(0), EADDRINUSE);
    drop(taken);
    outcome
}

fn reserved_of_another_family() -> Outcome {
    at_reserved(*Fd(socket(AF_UNIX, SOCK_STREAM, 0)), &mut loopback(0), EINVAL)
}

fn reserved_not_this_hosts() -> Outcome {
    at_reserved(*tcp(), &mut inet("192.0.2.1", 0), EADDRNOTAVAIL)
}

fn reserved_without_family() -> Outcome {
    at_reserved(*tcp(), &mut sockaddr_in::zeroed(), EAFNOSUPPORT)
}

fn reserved_not_open() -> Outcome {
    at_reserved(NOT_OPEN, &mut loopback(0), EBADF)
}

fn reserved_not_a_socket() -> Outcome {
    at_reserved(*no_socket(), &mut loopback(0), ENOTSOCK)
}
