//! Receives as many datagrams with one call as there are.
//!
//!     cargo run --example mmsg_receiver -- port [datagrams]
//!
//! After so many datagrams it ends; without the second argument it goes on for ever.

use berkeley::{arpa::inet::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::cell::Cell;
use core::ffi::c_int;

const AT_ONCE: usize = 8;

fn port_of(text: &str) -> c_int {
    let end = &mut &b""[..];
    let port = strtol(text, end, 10);
    if text.is_empty() || *end != b"" || !(0..=65535).contains(&port) { -1 } else { port as c_int }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let local_addr = &mut sockaddr_in::zeroed();
    let from_addrs = [(); AT_ONCE].map(|()| Cell::new(sockaddr_in::zeroed()));
    let texts = [(); AT_ONCE].map(|()| Cell::new([0u8; 100]));
    let iovs = &mut [iovec::zeroed(); AT_ONCE];
    let msgs = &mut [const { mmsghdr::zeroed() }; AT_ONCE];
    let port = if argv.len() > 1 { port_of(&argv[1]) } else { -1 };
    let mut datagrams = if argv.len() > 2 { atoi(&argv[2]) } else { -1 };

    if argv.len() > 3 || port == -1 {
        eprintln!("usage: {} port [datagrams]", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    memset(local_addr, 0, sizeof(local_addr));
    local_addr.sin_family = AF_INET as sa_family_t;
    local_addr.sin_addr.s_addr = htonl(INADDR_ANY);
    local_addr.sin_port = htons(port as in_port_t);
    if bind(sock, local_addr, sizeof(local_addr)) == -1 {
        perror("bind");
        exit(1);
    }

    // 1. Room for each message, and for the address of its sender.
    for i in 0..AT_ONCE {
        iovs[i].iov_len = texts[i].get().len();
        iovs[i].iov_base = (&texts[i]).into();
    }
    for i in 0..AT_ONCE {
        msgs[i].msg_hdr.msg_name = (&from_addrs[i]).into();
        msgs[i].msg_hdr.msg_iov = &iovs[i..];
        msgs[i].msg_hdr.msg_iovlen = 1;
    }

    while datagrams != 0 {
        // 2. The call puts the sizes of the addresses here: before each, say how much room there is.
        for msg in msgs.iter_mut() {
            msg.msg_hdr.msg_namelen = size_of::<sockaddr_in>() as socklen_t;
        }

        // 3. Wait for one message, and take what others are there by then. Without the flag, the
        // call would wait until there are so many.
        let mut n =
            if (1..AT_ONCE as c_int).contains(&datagrams) { datagrams } else { AT_ONCE as c_int };
        n = recvmmsg(sock, msgs, n, MSG_WAITFORONE, NULL);
        if n == -1 {
            perror("recvmmsg");
            exit(1);
        }
        println!("{n} at once");
        for i in 0..n as usize {
            let (from, len) = (from_addrs[i].get(), msgs[i].msg_len);
            println!(
                "{len} bytes from {} port {}: {}",
                inet_ntoa(from.sin_addr),
                ntohs(from.sin_port),
                cstr(&texts[i].get()[..len as usize])
            );
        }
        if datagrams > 0 {
            datagrams -= n;
        }
    }

    close(sock);
}
