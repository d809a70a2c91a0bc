//! Fetches a file by TFTP, RFC 1350, or brings one.
//!
//!     cargo run --example tftp_client -- address port get file local [mode [milliseconds [tries]]]
//!     cargo run --example tftp_client -- address port put local file [mode [milliseconds [tries]]]
//!
//! The mode is octet, bytes as they are, or netascii, text in which each system ends lines in its own way.
//! It sends a packet so many times, 5 if nothing is said, and each time waits so long for an answer,
//! 1000 ms.

mod tftp;

use berkeley::{arpa::inet::*, fcntl::*, stdio::*, stdlib::*, string::*, sys::time::*, unistd::*};
use core::ffi::c_int;
use tftp::*;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let t = &mut no_transfer();
    let timeout = &mut timeval::zeroed();
    let (request, answer) = (&mut [0u8; PACKET], &mut [0u8; PACKET + 1]);
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };
    let is_get = argv.len() > 3 && argv[3] == "get";
    let is_put = argv.len() > 3 && argv[3] == "put";
    let mode = if argv.len() > 6 { &argv[6] } else { "octet" };

    t.netascii = mode == "netascii";
    t.milliseconds = if argv.len() > 7 { atoi(&argv[7]) } else { 1000 };
    t.tries = if argv.len() > 8 { atoi(&argv[8]) } else { 5 };
    if !(6..=9).contains(&argv.len())
        || inet_pton(AF_INET, &argv[1], &mut t.peer.sin_addr) != 1
        || port == -1
        || !(is_get || is_put)
        || !(t.netascii || mode == "octet")
        || t.milliseconds < 1
        || t.tries < 1
    {
        eprintln!("usage: {} address port get|put from to [mode [milliseconds [tries]]]", argv[0]);
        exit(1);
    }
    t.peer.sin_family = AF_INET as sa_family_t;
    t.peer.sin_port = htons(port as in_port_t);

    t.sock = socket(PF_INET, SOCK_DGRAM, 0);
    if t.sock == -1 {
        perror("socket");
        exit(1);
    }
    timeout.tv_sec = (t.milliseconds / 1000).into();
    timeout.tv_usec = (t.milliseconds % 1000 * 1000).into();
    setsockopt(t.sock, SOL_SOCKET, SO_RCVTIMEO, timeout, sizeof(timeout));

    // 1. The request: the name and the mode, each with its NUL.
    let name = if is_get { &argv[4] } else { &argv[5] };
    let len = 2 + name.len() + 1 + mode.len() + 1;
    if len > sizeof(request) {
        eprintln!("{name}: the name is too long");
        exit(1);
    }
    put16(request, if is_get { RRQ } else { WRQ });
    strcpy(&mut request[2..], name);
    strcpy(&mut request[2 + name.len() + 1..], mode);

    // 2. The file: it comes with the answer, or goes when that has come.
    let mut result;
    if is_get {
        t.path = Some(argv[5].clone());
        result = receive_file(t, &request[..len]);
    } else {
        t.file = open(&argv[4], O_RDONLY, 0);
        if t.file == -1 {
            perror(&argv[4]);
            exit(1);
        }
        result = exchange(t, &request[..len], ACK, 0, answer);
        if result != -1 {
            result = send_file(t);
        }
    }
    if result == -1 {
        eprintln!("{name}: {}", t.problem);
        exit(1);
    }
    println!("{} bytes", t.bytes);
    close(t.file);
    close(t.sock);
}
