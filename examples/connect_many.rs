//! Calls several servers at once, and says in which order they answer, and what.
//!
//!     cargo run --example connect_many -- seconds address port [address port]...
//!
//! After so many seconds it no longer waits for those that have not answered. It has succeeded if one
//! has taken the call.

use berkeley::{errno::*, fcntl::*, netdb::*, poll::*, stdio::*, stdlib::*, time::*, unistd::*};
use core::ffi::c_int;

const MOST: usize = 16;

/// Starts a call. Returns the socket; or -1, if the call has failed already.
fn call(address: &str, port: &str) -> c_int {
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;

    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    let status = getaddrinfo(address, port, hints, &mut res);
    if status != 0 {
        eprintln!("getaddrinfo: {}", gai_strerror(status));
        exit(1);
    }
    let mut sock = socket(res.ai_family, res.ai_socktype, res.ai_protocol);
    if sock == -1 {
        perror("socket");
        exit(1);
    }

    // Now connect does not wait for the answer: it fails with EINPROGRESS, and goes on.
    let flags = fcntl(sock, F_GETFL, 0);
    if flags == -1 || fcntl(sock, F_SETFL, flags | O_NONBLOCK) == -1 {
        perror("fcntl");
        exit(1);
    }
    if connect(sock, &res.ai_addr, res.ai_addrlen) == -1 && errno() != EINPROGRESS {
        println!("{address} port {port}: {}", strerror(errno()));
        close(sock);
        sock = -1;
    }
    freeaddrinfo(res);

    sock
}

/// How many milliseconds are left until then.
fn until(end: &timespec) -> c_int {
    let now = &mut timespec::zeroed();

    clock_gettime(CLOCK_MONOTONIC, now);
    let left = (end.tv_sec - now.tv_sec) * 1000 + (end.tv_nsec - now.tv_nsec) / 1000000;

    if left > 0 { left as c_int } else { 0 }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let fds = &mut [pollfd::zeroed(); MOST];
    let end = &mut timespec::zeroed();
    let error = &mut 0;
    let mut waiting = 0;
    let mut connected = 0;
    let seconds = if argv.len() > 1 { atoi(&argv[1]) } else { 0 };
    let count = argv.len().saturating_sub(2) / 2;

    if argv.len() < 4 || argv.len() % 2 != 0 || count > MOST || !(1..=3600).contains(&seconds) {
        eprintln!("usage: {} seconds address port [address port]...", argv[0]);
        exit(1);
    }

    // 1. Call them all.
    clock_gettime(CLOCK_MONOTONIC, end);
    end.tv_sec += time_t::from(seconds);
    for i in 0..count {
        fds[i].fd = call(&argv[2 + 2 * i], &argv[3 + 2 * i]);
        fds[i].events = POLLOUT;
        if fds[i].fd != -1 {
            waiting += 1;
        }
    }

    // 2. A socket can be written to when its call has been answered, however it was.
    while waiting > 0 {
        let ready = poll(fds, count, until(end));

        if ready == -1 {
            perror("poll");
            exit(1);
        }
        if ready == 0 {
            break;
        }
        for i in 0..count {
            if fds[i].revents == 0 {
                continue;
            }

            // 3. This is the errno that connect would have had.
            let mut len = sizeof(error) as socklen_t;
            if getsockopt(fds[i].fd, SOL_SOCKET, SO_ERROR, error, &mut len) == -1 {
                perror("getsockopt");
                exit(1);
            }
            let answer = match *error {
                0 if connected > 0 => "connected".to_string(),
                0 => "connected first".to_string(),
                error => strerror(error).to_string(),
            };
            println!("{} port {}: {answer}", argv[2 + 2 * i], argv[3 + 2 * i]);
            if *error == 0 {
                connected += 1;
            }

            // 4. poll passes over a negative number.
            close(fds[i].fd);
            fds[i].fd = -1;
            waiting -= 1;
        }
    }

    // 5. Those that have not answered. The kernel alone would try for minutes.
    for i in 0..count {
        if fds[i].fd != -1 {
            println!("{} port {}: no answer", argv[2 + 2 * i], argv[3 + 2 * i]);
            close(fds[i].fd);
        }
    }

    exit(if connected > 0 { 0 } else { 1 });
}
