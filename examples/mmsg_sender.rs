//! Sends many datagrams with one call.
//!
//!     cargo run --example mmsg_sender -- address port [datagrams]

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

const MOST: usize = 100;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let to_addr = &mut sockaddr_in::zeroed();
    let texts = &mut [const { String::new() }; MOST];
    let iovs = &mut [iovec::zeroed(); MOST];
    let msgs = &mut [const { mmsghdr::zeroed() }; MOST];
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };
    let address = if argv.len() > 1 { &argv[1] } else { "127.0.0.1" };
    let datagrams = if argv.len() > 3 { atoi(&argv[3]) as usize } else { 10 };

    if argv.len() > 4
        || port == -1
        || !(1..=MOST).contains(&datagrams)
        || inet_pton(AF_INET, address, &mut to_addr.sin_addr) != 1
    {
        eprintln!("usage: {} address port [datagrams]", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(to_addr, 0, sizeof(to_addr));
    to_addr.sin_family = AF_INET as sa_family_t;
    to_addr.sin_addr.s_addr = inet_addr(address);
    to_addr.sin_port = htons(port as in_port_t);

    // 1. A text for each message, and a buffer that is the text.
    for (i, text) in texts[..datagrams].iter_mut().enumerate() {
        *text = format!("datagram {}", i + 1);
    }
    for i in 0..datagrams {
        iovs[i].iov_len = strlen(&texts[i]);
        iovs[i].iov_base = (&texts[i]).into();
    }

    // 2. Each message has an address of its own. Here they all go to the same.
    for i in 0..datagrams {
        msgs[i].msg_hdr.msg_namelen = sizeof(to_addr) as socklen_t;
        msgs[i].msg_hdr.msg_name = (&*to_addr).into();
        msgs[i].msg_hdr.msg_iov = &iovs[i..];
        msgs[i].msg_hdr.msg_iovlen = 1;
    }

    // 3. The call may send fewer than it is given. It fails only if the first one cannot be sent.
    let mut sent = 0;
    while sent < datagrams {
        let n = sendmmsg(sock, &mut msgs[sent..], datagrams - sent, 0);
        if n == -1 {
            perror("sendmmsg");
            exit(1);
        }
        for msg in &msgs[sent..sent + n as usize] {
            println!("sent {} bytes", msg.msg_len);
        }
        sent += n as usize;
    }

    close(sock);
}
