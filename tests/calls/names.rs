//! getsockname, getpeername, isfdtype; and paths that fill all of `sun_path`.

use crate::*;
use std::os::unix::ffi::OsStrExt;

#[test]
fn both_sides_know_each_other() {
    let [client, conn] = tcp_pair();
    for (one, two) in [(client, conn), (conn, client)] {
        let (own, other) = (&mut sockaddr_in::zeroed(), &mut sockaddr_storage::zeroed());
        let (mut own_len, mut other_len) = (16, 128);
        assert_eq!(answer(|| getsockname(one, own, &mut own_len)), returned(0));
        assert_eq!(answer(|| getpeername(two, other, &mut other_len)), returned(0));
        assert_eq!((own_len, other_len), (16, 16));
        assert_eq!(own.as_bytes(), cast::<sockaddr_in>(other).as_bytes());
        assert_eq!(own.as_bytes(), own_address(one).as_bytes());
    }
    close_all([client, conn]);
}

#[test]
fn a_socket_without_a_name() {
    let (sock, addr, mut len) = (socket(PF_INET, SOCK_STREAM, 0), &mut [CANARY; 16], 16);
    assert_eq!(answer(|| getpeername(sock, addr, &mut len)), failed(ENOTCONN));
    assert_eq!((*addr, len), ([CANARY; 16], 16));
    assert_eq!(answer(|| getsockname(sock, addr, &mut len)), returned(0));
    assert_eq!(u16::from_ne_bytes([addr[0], addr[1]]), AF_INET as u16);
    assert_eq!((&addr[2..], len), (&[0; 14][..], 16));
    let ends = &mut [0; 2];
    assert_eq!(pipe(ends), 0);
    assert_eq!(answer(|| getsockname(ends[0], addr, &mut len)), failed(ENOTSOCK));
    assert_eq!(answer(|| getpeername(ends[0], addr, &mut len)), failed(ENOTSOCK));
    close_all([sock, ends[0], ends[1]]);
}

#[test]
fn isfdtype_tells_types_apart() {
    let (sock, ends) = (socket(PF_INET, SOCK_STREAM, 0), &mut [0; 2]);
    assert_eq!(pipe(ends), 0);
    let file = berkeley::adopt(std::fs::File::open("/dev/null").unwrap().into());
    let types = [libc::S_IFSOCK, libc::S_IFIFO, libc::S_IFCHR, libc::S_IFREG, libc::S_IFDIR, 0];
    for (fd, is) in [(sock, libc::S_IFSOCK), (ends[0], libc::S_IFIFO), (file, libc::S_IFCHR)] {
        for type_ in types.map(|type_| type_ as c_int) {
            let ours = answer(|| isfdtype(fd, type_));
            assert_eq!(ours, returned((type_ == is as c_int).into()));
            #[cfg(target_env = "gnu")] // musl has none
            // SAFETY: passes numbers.
            assert_eq!(ours, answer(|| unsafe { c_isfdtype(fd, type_) }));
        }
    }
    // glibc's returns −1 too, but puts errno back.
    assert_eq!(answer(|| isfdtype(-1, 0)), failed(EBADF));
    close_all([sock, ends[0], ends[1], file]);
}

#[cfg(target_env = "gnu")]
unsafe extern "C" {
    #[link_name = "isfdtype"]
    fn c_isfdtype(fd: c_int, fdtype: c_int) -> c_int;
}

/// A path of this length in a directory for it, which is removed when this is dropped.
struct Path(std::path::PathBuf);

impl Path {
    fn new(name: &str, len: usize) -> Path {
        // Not in the target directory, which may be too deep for a path of 108 bytes.
        let dir = std::env::temp_dir().join(format!("berkeley-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let fill = len.checked_sub(dir.as_os_str().len() + 1).expect("a short path for TMPDIR");
        Path(dir.join("s".repeat(fill)))
    }

    /// The address, filled with what must not come through.
    fn address(&self) -> sockaddr_un {
        let mut addr = sockaddr_un::zeroed();
        addr.sun_family = AF_UNIX as sa_family_t;
        let path = self.0.as_os_str().as_bytes();
        memcpy(&mut addr.sun_path, path, path.len());
        addr
    }
}

impl Drop for Path {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

#[test]
fn a_path_without_a_nul() {
    let path = Path::new("nonul", 108);
    let full = path.address();
    assert!(full.sun_path.iter().all(|byte| *byte != 0));
    let server = socket(PF_UNIX, SOCK_STREAM, 0);
    assert_eq!(answer(|| bind(server, &full, sizeof(&full))), returned(0));
    assert_eq!(listen(server, 5), 0);

    // The kernel counts a NUL that a sockaddr_un has no room for.
    let (un, mut un_len) = (&mut sockaddr_un::zeroed(), 110);
    assert_eq!(answer(|| getsockname(server, un, &mut un_len)), returned(0));
    assert_eq!((un_len, un.as_bytes()), (111, full.as_bytes()));
    assert_eq!(cstr(&un.sun_path).to_bytes(), path.0.as_os_str().as_bytes());
    let (storage, mut len) = (&mut sockaddr_storage::zeroed(), 128);
    assert_eq!(answer(|| getsockname(server, storage, &mut len)), returned(0));
    assert_eq!(len, 111);
    assert_eq!(storage.as_bytes()[..110], *full.as_bytes());
    assert_eq!(storage.as_bytes()[110..], [0; 18]);

    // Passed on as it came, it is longer than the object, and than what the kernel takes.
    let client = socket(PF_UNIX, SOCK_STREAM, 0);
    assert_eq!(answer(|| connect(client, un, un_len)), failed(EFAULT));
    assert_eq!(answer(|| connect(client, storage, len)), failed(EINVAL));
    assert_eq!(answer(|| connect(client, un, sizeof(un))), returned(0));
    let (peer, mut peer_len) = (&mut [CANARY; 110], 110);
    assert_eq!(answer(|| getpeername(client, peer, &mut peer_len)), returned(0));
    assert_eq!((&peer[..], peer_len), (full.as_bytes(), 111));
    close_all([server, client]);
}

#[test]
fn a_caller_from_a_path_without_a_nul() {
    let (here, there) = (Path::new("here", 108), Path::new("there", 80));
    let server = socket(PF_UNIX, SOCK_STREAM, 0);
    assert_eq!(bind(server, &there.address(), 110), 0);
    assert_eq!(listen(server, 5), 0);
    let (client, own) = (socket(PF_UNIX, SOCK_STREAM, 0), here.address());
    assert_eq!(bind(client, &own, 110), 0);
    assert_eq!(connect(client, &there.address(), 110), 0);
    let (from, mut len) = (&mut sockaddr_un::zeroed(), 110);
    let conn = accept(server, from, &mut len);
    assert!(conn >= 0);
    assert_eq!((from.as_bytes(), len), (own.as_bytes(), 111));
    close_all([server, client, conn]);

    let (receiver, sender) = (socket(PF_UNIX, SOCK_DGRAM, 0), socket(PF_UNIX, SOCK_DGRAM, 0));
    std::fs::remove_file(&here.0).unwrap();
    std::fs::remove_file(&there.0).unwrap();
    assert_eq!(bind(receiver, &there.address(), 110), 0);
    assert_eq!(bind(sender, &own, 110), 0);
    assert_eq!(count(|| sendto(sender, "ping", 4, 0, &there.address(), 110)), returned(4));
    let (from, mut len, buf) = (&mut [CANARY; 112], 112, &mut [0u8; 8]);
    assert_eq!(count(|| recvfrom(receiver, buf, 8, 0, from, &mut len)), returned(4));
    assert_eq!((&from[..110], from[110], from[111], len), (own.as_bytes(), 0, CANARY, 111));
    close_all([receiver, sender]);
}
