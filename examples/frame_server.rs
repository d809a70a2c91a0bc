//! Speaks a protocol of frames over TCP: a header that says what kind of frame this is and how
//! long, and then so many bytes. Texts it returns in capitals; what it does not know it says so;
//! and who sends what is no frame is hung up on.
//!
//!     cargo run --example frame_server -- port [connections]
//!
//! After so many connections it ends; without the second argument it goes on for ever.

use berkeley::{
    arpa::inet::*, plain, signal::*, stdio::*, stdlib::*, string::*, sys::uio::*, unistd::*,
};
use core::ffi::c_int;

/// What goes before the bytes of each frame, in network byte order: no padding, and sizes that are the
/// same on every machine.
#[repr(C)]
#[derive(Clone, Copy)]
struct frame_header {
    magic: u32,
    type_: u16,
    reserved: u16,
    length: u32,
}
plain! { frame_header { magic: u32, type_: u16, reserved: u16, length: u32 } }

const FRAME_MAGIC: u32 = 0x4672616d;
const FRAME_TEXT: u16 = 1;
const FRAME_ERROR: u16 = 2;
const FRAME_MAX: usize = 65536;

/// Reads so many bytes, in as many pieces as they come in; fewer only if the connection ends before.
fn read_all<B: BytesMut + ?Sized>(sock: c_int, buf: &mut B, count: usize) -> ssize_t {
    let mut got = 0;
    while got < count {
        let n = read(sock, &mut buf.as_bytes_mut()[got..], count - got);
        if n == -1 {
            return -1;
        }
        if n == 0 {
            break;
        }
        got += n as usize;
    }
    got as ssize_t
}

/// Writes a frame: header and payload in one call, and what that left in further ones.
fn write_frame(sock: c_int, type_: u16, payload: &[u8], length: usize) -> c_int {
    let header = &mut frame_header::zeroed();
    let iov = &mut [iovec::zeroed(); 2];

    header.magic = htonl(FRAME_MAGIC);
    header.type_ = htons(type_);
    header.reserved = 0;
    header.length = htonl(length as u32);
    iov[0].iov_len = sizeof(header);
    iov[0].iov_base = header.into();
    iov[1].iov_len = length;
    iov[1].iov_base = payload.into();
    while iov[0].iov_len + iov[1].iov_len > 0 {
        let mut n = writev(sock, iov, 2);
        if n == -1 {
            return -1;
        }
        for iov in iov.iter_mut() {
            let done = iov.iov_len.min(n as usize);
            iov.iov_base += done;
            iov.iov_len -= done;
            n -= done as ssize_t;
        }
    }
    0
}

/// Answers frames until the client has no more, or what comes is none.
fn serve(sock: c_int) {
    let header = &mut frame_header::zeroed();
    let payload = &mut [0u8; FRAME_MAX];
    let unknown = b"there are no such frames";

    loop {
        // 1. The header. An end before it is the end; an end in it is not.
        let n = read_all(sock, header, sizeof(header));
        if n == -1 {
            perror("read");
            return;
        }
        if n == 0 {
            return;
        }
        if n < sizeof(header) as ssize_t {
            println!("it ended within a header");
            return;
        }

        // 2. Nothing of it is believed before it is checked: the length least of all.
        if ntohl(header.magic) != FRAME_MAGIC {
            println!("no frame");
            return;
        }
        let length = ntohl(header.length) as usize;
        if length > FRAME_MAX {
            println!("too long: {length} bytes");
            return;
        }

        // 3. The payload.
        let n = read_all(sock, payload, length);
        if n == -1 {
            perror("read");
            return;
        }
        if (n as usize) < length {
            println!("it ended within a frame");
            return;
        }
        println!("type {}, {length} bytes", ntohs(header.type_));

        // 4. The answer.
        let ret = if ntohs(header.type_) == FRAME_TEXT {
            payload[..length].make_ascii_uppercase();
            write_frame(sock, FRAME_TEXT, payload, length)
        } else {
            write_frame(sock, FRAME_ERROR, unknown, sizeof(unknown))
        };
        if ret == -1 {
            perror("writev");
            return;
        }
    }
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let on = &1;
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut connections = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [connections]", argv[0]);
        exit(1);
    }

    // A client that has gone is an error of its connection, not the end of the server.
    signal(SIGPIPE, SIG_IGN);

    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    if server_sock == -1 {
        perror("socket");
        exit(1);
    }
    setsockopt(server_sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on));
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    server_addr.sin_port = htons(port as in_port_t);
    if bind(server_sock, server_addr, sizeof(server_addr)) == -1 {
        perror("bind");
        exit(1);
    }
    if listen(server_sock, SOMAXCONN) == -1 {
        perror("listen");
        exit(1);
    }

    while connections != 0 {
        let client_sock = accept(server_sock, NULL, NULL);
        if client_sock == -1 {
            perror("accept");
            exit(1);
        }
        serve(client_sock);
        close(client_sock);
        if connections > 0 {
            connections -= 1;
        }
    }

    close(server_sock);
}
