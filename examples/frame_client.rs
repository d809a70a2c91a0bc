//! Sends each message as a frame, and prints the frame that comes back, before it sends the next.
//!
//!     cargo run --example frame_client -- address port message...

use berkeley::{arpa::inet::*, plain, stdio::*, stdlib::*, string::*, sys::uio::*, unistd::*};
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

/// Reads a frame. What it is and how long; or -1, and why is said.
fn read_frame(sock: c_int, type_: &mut u16, payload: &mut [u8], size: usize) -> ssize_t {
    let header = &mut frame_header::zeroed();

    let n = read_all(sock, header, sizeof(header));
    if n == -1 {
        perror("read");
        return -1;
    }
    if n < sizeof(header) as ssize_t {
        eprintln!("the server hung up");
        return -1;
    }
    let length = ntohl(header.length) as usize;
    if ntohl(header.magic) != FRAME_MAGIC || length > size {
        eprintln!("the server speaks another protocol");
        return -1;
    }
    let n = read_all(sock, payload, length);
    if n == -1 {
        perror("read");
        return -1;
    }
    if (n as usize) < length {
        eprintln!("the server hung up");
        return -1;
    }
    *type_ = ntohs(header.type_);
    length as ssize_t
}

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let server_addr = &mut sockaddr_in::zeroed();
    let type_ = &mut 0;
    let payload = &mut [0u8; FRAME_MAX];
    let port = if argv.len() > 3 { port_of(&argv[2]) } else { -1 };

    memset(server_addr, 0, sizeof(server_addr));
    if port == -1 || inet_pton(AF_INET, &argv[1], &mut server_addr.sin_addr) != 1 {
        eprintln!("usage: {} address port message...", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_STREAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_port = htons(port as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    for message in &argv[3..] {
        if write_frame(sock, FRAME_TEXT, message.as_bytes(), strlen(message)) == -1 {
            perror("writev");
            exit(1);
        }
        let n = read_frame(sock, type_, payload, FRAME_MAX);
        if n == -1 {
            exit(1);
        }
        let error = if *type_ == FRAME_ERROR { "error: " } else { "" };
        println!("{error}{}", cstr(&payload[..n as usize]));
    }

    close(sock);
}
