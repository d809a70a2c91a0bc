//! A server of files by TFTP, RFC 1350: anybody may read those in a directory, and add to them.
//!
//!     cargo run --example tftp_server -- port directory [transfers [milliseconds [tries]]]
//!
//! After so many transfers it ends; without the third argument, or with -1, it goes on for ever. It
//! sends a packet so many times, 5 if nothing is said, and each time waits so long for an answer, 1000 ms.

mod tftp;

use berkeley::{
    arpa::inet::*, errno::*, fcntl::*, stdio::*, stdlib::*, string::*, sys::stat::*, sys::time::*,
    sys::wait::*, unistd::*,
};
use core::ffi::c_int;
use tftp::*;

const CHILDREN_MAX: usize = 32;

/// A transfer that a child is about, and what it was asked with.
#[derive(Clone, Copy)]
struct Child {
    pid: pid_t,
    client: sockaddr_in,
    request: [u8; PACKET],
    len: usize,
}

/// Takes a request apart: two texts, each with its NUL.
fn parse(request: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut texts = request[2..].split(|byte| *byte == b'\0');
    let (name, mode) = (texts.next()?, texts.next()?);
    texts.next()?;
    Some((name, mode))
}

/// Goes down to the directory that the file is in: no symbolic link is followed, and ".." is refused
/// wherever it stands, so that none of them leads out of the root. Leaves the name of the file.
fn find_directory(root: c_int, name: &mut &[u8]) -> c_int {
    let mut dir = dup(root);

    loop {
        let slash = name.iter().position(|byte| *byte == b'/');
        let step = &name[..slash.unwrap_or(name.len())];
        if step == b".." {
            set_errno(EACCES);
            return -1;
        }
        if slash.is_some() && !step.is_empty() {
            let next = openat(dir, step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
            if next == -1 {
                return -1;
            }
            close(dir);
            dir = next;
        }
        match slash {
            Some(slash) => *name = &name[slash + 1..],
            None => return dir,
        }
    }
}

/// Opens a file to be read, if it is a file: of a FIFO, nobody waits here for the other side.
fn open_to_read(dir: c_int, name: &[u8]) -> c_int {
    let st = &mut stat::zeroed();
    let file = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);

    if file != -1 && (fstat(file, st) == -1 || !S_ISREG(st.st_mode)) {
        set_errno(EACCES);
        return -1;
    }
    file
}

fn transfer(t: &mut Transfer, root: c_int, opcode: u16, mut path: &[u8]) -> ssize_t {
    let packet = &mut [0u8; 4];
    let dir = find_directory(root, &mut path);

    if dir == -1 {
        return refuse(t, errno());
    }
    if opcode == RRQ {
        t.file = open_to_read(dir, path);
        return if t.file == -1 { refuse(t, errno()) } else { send_file(t) };
    }
    // Never one that is there: that would be lost if the same request came once more, late.
    t.file = openat(dir, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
    if t.file == -1 {
        return refuse(t, errno());
    }
    put16(packet, ACK);
    put16(&mut packet[2..], 0);
    let result = receive_file(t, packet);
    if result == -1 {
        unlinkat(dir, path, 0);
    }
    result
}

fn serve(root: c_int, child: &Child, milliseconds: c_int, tries: c_int) {
    let t = &mut Transfer { peer: child.client, has_peer: true, ..no_transfer() };
    let tv_usec = (milliseconds % 1000 * 1000).into();
    let timeout = &timeval { tv_sec: (milliseconds / 1000).into(), tv_usec };
    let address = &mut [0u8; INET_ADDRSTRLEN];
    let opcode = get16(&child.request);

    t.milliseconds = milliseconds;
    t.tries = tries;
    t.sock = socket(PF_INET, SOCK_DGRAM, 0);
    if t.sock == -1 {
        perror("socket");
        exit(1);
    }
    setsockopt(t.sock, SOL_SOCKET, SO_RCVTIMEO, timeout, sizeof(timeout));
    let is = |mode: &[u8], name: &str| mode.eq_ignore_ascii_case(name.as_bytes());
    let known = |mode: &[u8]| is(mode, "octet") || is(mode, "netascii");
    let Some((asked, mode)) = parse(&child.request[..child.len]).filter(|(_, mode)| known(mode))
    else {
        send_error(t.sock, &t.peer, ILLEGAL);
        return;
    };
    t.netascii = is(mode, "netascii");
    let address = inet_ntop(AF_INET, &t.peer.sin_addr, address, sizeof(address)).unwrap();
    let name = printable(asked);
    let does = if opcode == RRQ { "reads" } else { "writes" };
    if transfer(t, root, opcode, asked) == -1 {
        println!("{address} {does} {name}: {}", t.problem);
    } else {
        println!("{address} {does} {name}: {} bytes", t.bytes);
    }
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let none = Child { pid: 0, client: sockaddr_in::zeroed(), request: [0; PACKET], len: 0 };
    let children = &mut [none; CHILDREN_MAX];
    let request = &mut none.clone();
    let server_addr = &mut sockaddr_in::zeroed();
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut transfers = if argv.len() > 3 { atoi(&argv[3]) } else { -1 };
    let milliseconds = if argv.len() > 4 { atoi(&argv[4]) } else { 1000 };
    let tries = if argv.len() > 5 { atoi(&argv[5]) } else { 5 };

    if argv.len() < 3 || argv.len() > 6 || port == -1 || milliseconds < 1 || tries < 1 {
        eprintln!("usage: {} port directory [transfers [milliseconds [tries]]]", argv[0]);
        exit(1);
    }

    let root = open(&argv[2], O_RDONLY | O_DIRECTORY, 0);
    if root == -1 {
        perror(&argv[2]);
        exit(1);
    }
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }

    while transfers != 0 {
        let mut len = sizeof(&request.client) as socklen_t;
        let n = recvfrom(sock, &mut request.request, PACKET, 0, &mut request.client, &mut len);
        if n == -1 {
            perror("recvfrom");
            exit(1);
        }
        request.len = n as usize;
        // 1. Children that have ended.
        let mut pid;
        while {
            pid = waitpid(-1, NULL, WNOHANG);
            pid > 0
        } {
            for child in children.iter_mut().filter(|child| child.pid == pid) {
                child.pid = 0;
            }
        }

        // 2. Is it a request? To an error nobody answers with an error.
        let opcode = if request.len < 2 { 0 } else { get16(&request.request) };
        if opcode != RRQ && opcode != WRQ {
            if opcode != ERROR {
                send_error(sock, &request.client, ILLEGAL);
            }
            continue;
        }

        // 3. Is it one that a child is about? Then the client has asked again, because the answer has
        // not come yet, and the child will send that again, too.
        let mut is_known = false;
        let mut unused = None;
        for child in children.iter_mut() {
            if child.pid == 0 {
                unused = Some(child);
            } else if is_same(&child.client, &request.client)
                && child.request[..child.len] == request.request[..request.len]
            {
                is_known = true;
            }
        }
        let Some(unused) = unused.filter(|_| !is_known) else {
            continue; // If all are busy, the client will ask again.
        };

        // 4. A child for the transfer.
        let pid = fork();
        if pid == -1 {
            perror("fork");
            continue;
        }
        if pid == 0 {
            close(sock);
            serve(root, request, milliseconds, tries);
            exit(0);
        }
        *unused = *request;
        unused.pid = pid;
        if transfers > 0 {
            transfers -= 1;
        }
    }

    close(sock);
    while wait(NULL) > 0 {}
}
