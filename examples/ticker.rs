//! Sends a message each tenth of a second, from the handler of a timer's signal, and prints what comes
//! back: how ping is made.
//!
//!     cargo run --example ticker -- address port [times]

use berkeley::{arpa::inet::*, signal::*, stdio::*, stdlib::*, string::*, sys::time::*, unistd::*};
use core::ffi::c_int;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

static SOCK: AtomicI32 = AtomicI32::new(-1);
static SENT: AtomicI32 = AtomicI32::new(0);

fn tick(_signum: c_int) {
    let message = format!("tick {}", SENT.fetch_add(1, Relaxed) + 1);
    if send(SOCK.load(Relaxed), &message, message.len(), 0) == -1 {
        perror("send");
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
    let timer = &mut itimerval::zeroed();
    let message = &mut [0u8; 100];
    let port = if argv.len() > 2 { port_of(&argv[2]) } else { -1 };
    let address = if argv.len() > 1 { &argv[1] } else { "127.0.0.1" };
    let times = if argv.len() > 3 { atoi(&argv[3]) } else { 5 };

    if argv.len() > 4 || port == -1 || inet_pton(AF_INET, address, &mut server_addr.sin_addr) != 1 {
        eprintln!("usage: {} address port [times]", argv[0]);
        exit(1);
    }

    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    SOCK.store(sock, Relaxed);
    memset(server_addr, 0, sizeof(server_addr));
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = inet_addr(address);
    server_addr.sin_port = htons(port as in_port_t);
    if connect(sock, server_addr, sizeof(server_addr)) == -1 {
        perror("connect");
        exit(1);
    }

    // 1. The handler sends from now on.
    signal(SIGALRM, tick);
    timer.it_interval.tv_sec = 0;
    timer.it_interval.tv_usec = 100000;
    timer.it_value = timer.it_interval;
    if setitimer(ITIMER_REAL, timer, NULL) == -1 {
        perror("setitimer");
        exit(1);
    }

    // 2. Meanwhile, wait for what comes back: recvmsg goes on after the handler.
    for _ in 0..times {
        let msg = &mut msghdr::zeroed();
        let iov = &mut [iovec::zeroed()];
        iov[0].iov_len = sizeof(message) - 1;
        iov[0].iov_base = (&mut *message).into();
        msg.msg_iov = iov;
        msg.msg_iovlen = 1;
        let n = recvmsg(sock, msg, 0);
        if n == -1 {
            perror("recvmsg");
            exit(1);
        }
        message[n as usize] = b'\0';
        println!("{}", cstr(message));
    }

    // 3. Enough.
    memset(timer, 0, sizeof(timer));
    setitimer(ITIMER_REAL, timer, NULL);
    close(sock);
}
