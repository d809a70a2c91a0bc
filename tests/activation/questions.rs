//! `sd_is_socket` and its kin, in C and here: the same questions about sockets of every kind.

use crate::{activated_with, c, output, this, with_libsystemd};
use berkeley::NULL;
use berkeley::systemd::sd_daemon::*;
use core::ffi::c_int;
use std::fs::{self, File};
use std::net::{TcpListener, UdpSocket};
use std::os::fd::{AsFd, OwnedFd};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixListener};
use std::path::Path;
use std::{env, process};

/// What a process is to run that is asked.
pub(crate) const PART: &str = "questions";

/// How many descriptors the process has.
const FDS: c_int = 7;
const NUMBERS: [c_int; 9] = [-1, 3, 4, 5, 6, 7, 8, 9, 99];
const FAMILIES: [c_int; 6] = [AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6, -1, 77];
const TYPES: [c_int; 4] = [0, SOCK_STREAM, SOCK_DGRAM, 77];

pub(crate) fn are_answered_as_by_libsystemd() {
    let Some(program) = with_libsystemd("are_answered_as_by_libsystemd", IN_C) else { return };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("s");
    let _ = fs::remove_file(&path);
    let name = format!("berkeley-{}", process::id());
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = tcp.local_addr().unwrap().port();
    let udp = UdpSocket::bind(("127.0.0.1", port)).or_else(|_| UdpSocket::bind("127.0.0.1:0"));
    let udp = udp.unwrap();
    let tcp6 = TcpListener::bind(("::1", port)).or_else(|_| TcpListener::bind("[::1]:0"));
    // Where there is no IPv6, there is another of the others.
    let tcp6 = tcp6.map_or_else(|_| udp.try_clone().unwrap().into(), OwnedFd::from);
    let unix = UnixListener::bind(&path).unwrap();
    let name_of_unix = SocketAddr::from_abstract_name(&name).unwrap();
    let named = UnixDatagram::bind_addr(&name_of_unix).unwrap();
    let unbound = UnixDatagram::unbound().unwrap();
    let file = File::open("/dev/null").unwrap();
    let fds = [
        tcp.as_fd(),
        tcp6.as_fd(),
        udp.as_fd(),
        unix.as_fd(),
        named.as_fd(),
        unbound.as_fd(),
        file.as_fd(),
    ];
    let answers = [this(), program].map(|program| {
        let mut asked = activated_with(&program, "$$", &FDS.to_string(), &fds);
        asked.env(crate::PART, PART).env("PORT", port.to_string());
        output(asked.env("SOCKET", &path).env("NAME", &name))
    });
    fs::remove_file(path).unwrap();
    let [ours, theirs] = &answers;
    for (nth, (ours, theirs)) in ours.lines().zip(theirs.lines()).enumerate() {
        assert_eq!(ours, theirs, "question {nth}");
    }
    assert_eq!(ours, theirs);
    let yes = ours.lines().filter(|line| line.ends_with("= 1")).count();
    assert!(yes > 100, "{yes}");
    c::say(&format!("activation: {} questions are answered as in C", ours.lines().count()));
}

pub(crate) fn part() {
    assert_eq!(sd_listen_fds(0), FDS);
    let port: u16 = env::var("PORT").unwrap().parse().unwrap();
    let path = env::var("SOCKET").unwrap();
    let (longer, shorter) = (format!("{path}x"), &path[..path.len() - 1]);
    let name = format!("\0{}", env::var("NAME").unwrap());
    let paths = [
        ("", 0),
        (&path, 0),
        (&path, path.len()),
        (&path, path.len() - 1),
        (&longer, 0),
        (&longer, path.len()),
        (shorter, 0),
        (&name, name.len()),
        (&name, name.len() - 1),
        (&name, 1),
        (&name, 0),
    ];
    let listening = -1..=1;
    for fd in NUMBERS {
        for (type_, listening) in
            TYPES.into_iter().flat_map(|t| listening.clone().map(move |l| (t, l)))
        {
            for family in FAMILIES {
                let is = sd_is_socket(fd, family, type_, listening);
                println!("sd_is_socket({fd}, {family}, {type_}, {listening}) = {is}");
                for port in [0, port, port ^ 1] {
                    let is = sd_is_socket_inet(fd, family, type_, listening, port);
                    println!(
                        "sd_is_socket_inet({fd}, {family}, {type_}, {listening}, {port}) = {is}"
                    );
                }
            }
            let is = sd_is_socket_unix(fd, type_, listening, NULL, 0);
            println!("sd_is_socket_unix({fd}, {type_}, {listening}, NULL, 0) = {is}");
            for (nth, (path, length)) in paths.into_iter().enumerate() {
                let is = sd_is_socket_unix(fd, type_, listening, path, length);
                println!(
                    "sd_is_socket_unix({fd}, {type_}, {listening}, path {nth}, {length}) = {is}"
                );
            }
        }
    }
    // In C it would be read beyond its end.
    assert_eq!(sd_is_socket_unix(6, 0, -1, &path, path.len() + 1), -berkeley::errno::EFAULT);
}

const IN_C: &str = r#"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>

int main(void)
{
    const int numbers[] = { -1, 3, 4, 5, 6, 7, 8, 9, 99 };
    const int families[] = { AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6, -1, 77 };
    const int types[] = { 0, SOCK_STREAM, SOCK_DGRAM, 77 };
    const int ports[] = { 0, atoi(getenv("PORT")), atoi(getenv("PORT")) ^ 1 };
    char path[200], longer[201], shorter[200], name[200] = "";

    strcpy(path, getenv("SOCKET"));
    strcat(strcpy(longer, path), "x");
    strcpy(shorter, path)[strlen(path) - 1] = '\0';
    strcpy(name + 1, getenv("NAME"));
    size_t name_len = 1 + strlen(name + 1);
    const struct { const char *path; size_t length; } paths[] = {
        { "", 0 },
        { path, 0 },
        { path, strlen(path) },
        { path, strlen(path) - 1 },
        { longer, 0 },
        { longer, strlen(path) },
        { shorter, 0 },
        { name, name_len },
        { name, name_len - 1 },
        { name, 1 },
        { name, 0 },
    };
    for (int i = 0; i < 9; i++)
        for (int t = 0; t < 4; t++)
            for (int listening = -1; listening <= 1; listening++) {
                int fd = numbers[i], type = types[t];
                for (int f = 0; f < 6; f++) {
                    int is = sd_is_socket(fd, families[f], type, listening);
                    printf("sd_is_socket(%d, %d, %d, %d) = %d\n", fd, families[f], type, listening, is);
                    for (int p = 0; p < 3; p++) {
                        is = sd_is_socket_inet(fd, families[f], type, listening, ports[p]);
                        printf("sd_is_socket_inet(%d, %d, %d, %d, %d) = %d\n",
                               fd, families[f], type, listening, ports[p], is);
                    }
                }
                int is = sd_is_socket_unix(fd, type, listening, NULL, 0);
                printf("sd_is_socket_unix(%d, %d, %d, NULL, 0) = %d\n", fd, type, listening, is);
                for (int p = 0; p < 11; p++) {
                    is = sd_is_socket_unix(fd, type, listening, paths[p].path, paths[p].length);
                    printf("sd_is_socket_unix(%d, %d, %d, path %d, %zu) = %d\n",
                           fd, type, listening, p, paths[p].length, is);
                }
            }
    return 0;
}
"#;
