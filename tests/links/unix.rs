//! The three kinds of Unix addresses, and the lengths that the kernel tells of them.

use crate::c;
use berkeley::errno::*;
use berkeley::string::*;
use berkeley::sys::{socket::*, un::*};
use berkeley::unistd::*;
use std::fs;
use std::path::PathBuf;
use std::process;

/// A directory that is gone when the test is over.
struct Dir(PathBuf);

impl Dir {
    fn new(name: &str) -> Dir {
        let dir = std::env::temp_dir().join(format!("berkeley-{name}-{}", process::id()));
        fs::create_dir(&dir).expect("there is room for a directory");
        Dir(dir)
    }

    /// A path in it of so many bytes, if there is room for it.
    fn path_of(&self, bytes: usize) -> Option<String> {
        let dir = self.0.to_str().expect("a path that is text");
        let name = bytes.checked_sub(dir.len() + 1).filter(|name| *name > 0)?;
        Some(format!("{dir}/{}", "x".repeat(name)))
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn unix_addr() -> sockaddr_un {
    let mut addr = sockaddr_un::zeroed();
    addr.sun_family = AF_UNIX as sa_family_t;
    addr
}

/// The socket's address, over bytes of another kind, and its length.
fn name_of(sock: i32) -> (sockaddr_un, usize) {
    let mut addr = sockaddr_un::zeroed();
    memset(&mut addr, 0x55, size_of::<sockaddr_un>());
    let mut len = size_of::<sockaddr_un>() as socklen_t;
    assert_eq!(getsockname(sock, &mut addr, &mut len), 0);
    (addr, len as usize)
}

fn listening(addr: &sockaddr_un, len: usize) -> i32 {
    let sock = socket(PF_UNIX, SOCK_STREAM, 0);
    assert_eq!(bind(sock, addr, len), 0, "{}", errno());
    assert_eq!(listen(sock, 5), 0);
    sock
}

/// Connects to an address, and checks that the caller has none.
fn call(server: i32, addr: &sockaddr_un, len: usize) {
    let sock = socket(PF_UNIX, SOCK_STREAM, 0);
    assert_eq!(connect(sock, addr, len), 0, "{}", errno());
    let mut peer = sockaddr_un::zeroed();
    memset(&mut peer, 0x55, size_of::<sockaddr_un>());
    let mut peer_len = size_of::<sockaddr_un>() as socklen_t;
    let taken = accept(server, &mut peer, &mut peer_len);
    assert!(taken >= 0);
    assert_eq!(peer_len, 2, "an unnamed socket called");
    assert_eq!(peer.sun_family, AF_UNIX as sa_family_t);
    assert_eq!(peer.as_bytes()[2], 0x55, "sun_path is left as it was");
    close(sock);
    close(taken);
}

#[test]
fn paths() {
    let dir = Dir::new("paths");
    let (mut tried, mut full) = (0, false);
    for bytes in [40, 90, 106, 107, 108] {
        let Some(path) = dir.path_of(bytes) else { continue };
        let mut addr = unix_addr();
        strncpy(&mut addr.sun_path, &path, 108);
        assert_eq!(SUN_LEN(&addr), 2 + bytes);
        let server = listening(&addr, size_of::<sockaddr_un>());
        let (name, len) = name_of(server);
        // The kernel counts a NUL, and keeps one behind a path that has no room for it: 111.
        assert_eq!(len, 2 + bytes + 1);
        assert_eq!(cstr(&name.sun_path).to_string(), path);
        assert_eq!(SUN_LEN(&name), 2 + bytes);
        call(server, &name, len.min(size_of::<sockaddr_un>()));
        call(server, &name, SUN_LEN(&name));
        if bytes == 108 {
            full = true;
            assert_eq!(len, 111);
            let sock = socket(PF_UNIX, SOCK_STREAM, 0);
            assert_eq!((connect(sock, &name, len), errno()), (-1, EFAULT), "beyond the object");
            close(sock);
        }
        close(server);
        tried += 1;
    }
    assert!(tried > 0 || dir.path_of(108).is_none());
    if !full {
        c::say("links_unix: SKIPPED paths of 108 bytes, the temporary directory's is too long");
    }
}

#[test]
fn abstract_names() {
    let mine = process::id().to_string();
    let names = [
        format!("berkeley-{mine}").into_bytes(),
        format!("berk\0eley\0\0-{mine}").into_bytes(),
        format!("{mine:x<107}").into_bytes(),
    ];
    for name in names {
        let mut addr = unix_addr();
        addr.sun_path.as_bytes_mut()[1..=name.len()].copy_from_slice(&name);
        let server = listening(&addr, 3 + name.len());
        let (got, len) = name_of(server);
        assert_eq!(len, 3 + name.len());
        assert_eq!(got.as_bytes()[2], 0);
        assert_eq!(got.as_bytes()[3..len], *name);
        assert_eq!(SUN_LEN(&got), 2, "it ends with the first NUL");
        call(server, &got, len);
        if len < size_of::<sockaddr_un>() {
            let sock = socket(PF_UNIX, SOCK_STREAM, 0);
            let whole = size_of::<sockaddr_un>();
            assert_eq!((connect(sock, &addr, whole), errno()), (-1, ECONNREFUSED), "another name");
            close(sock);
        }
        close(server);
    }
}

#[test]
fn a_name_that_the_kernel_chooses() {
    let addr = unix_addr();
    let server = listening(&addr, SUN_LEN(&addr));
    let (got, len) = name_of(server);
    assert_eq!(len, 3 + 5);
    assert_eq!(got.as_bytes()[2], 0);
    assert!(got.as_bytes()[3..8].iter().all(u8::is_ascii_hexdigit));
    call(server, &got, len);
    close(server);
}

#[test]
fn unnamed() {
    let sv = &mut [0; 2];
    assert_eq!(socketpair(PF_UNIX, SOCK_STREAM, 0, sv), 0);
    let new = socket(PF_UNIX, SOCK_DGRAM, 0);
    for sock in [sv[0], sv[1], new] {
        let (addr, len) = name_of(sock);
        assert_eq!((len, addr.sun_family), (2, AF_UNIX as sa_family_t));
        assert_eq!(addr.as_bytes()[2..], [0x55; 108]);
        close(sock);
    }
}
