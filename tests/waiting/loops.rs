//! The loops of servers, ported as they stand. Each answers what it gets, until every client that
//! is expected has come and gone.

#![allow(clippy::needless_range_loop, clippy::mut_range_bound, reason = "C's loops")]

use super::alone;
use berkeley::{arpa::inet::*, errno::*, poll::*, sys::epoll::*, sys::select::*, unistd::*};
use std::process::Command;
use std::thread;

/// How many clients come.
const CLIENTS: usize = 5;

/// A socket that listens, and its address.
fn listener() -> (i32, sockaddr_in) {
    let server_sock = socket(PF_INET, SOCK_STREAM, 0);
    let server_addr = &mut sockaddr_in::zeroed();
    let mut len = sizeof(server_addr) as socklen_t;
    server_addr.sin_family = AF_INET as sa_family_t;
    server_addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server_addr.sin_port = htons(0);
    assert_eq!(bind(server_sock, server_addr, sizeof(server_addr)), 0);
    assert_eq!(listen(server_sock, 5), 0);
    assert_eq!(getsockname(server_sock, server_addr, &mut len), 0);
    (server_sock, *server_addr)
}

/// Runs a server, and clients that each get their own words back, several times.
fn serve(server: fn(i32)) {
    let (server_sock, addr) = listener();
    thread::scope(|scope| {
        scope.spawn(move || server(server_sock));
        for client in 0..CLIENTS {
            scope.spawn(move || {
                let sock = socket(PF_INET, SOCK_STREAM, 0);
                assert_eq!(connect(sock, &addr, sizeof(&addr)), 0);
                for round in 0..20 {
                    let words = format!("client {client}, round {round}");
                    assert_eq!(write(sock, &words, words.len()), words.len() as isize);
                    let mut answer = vec![0u8; words.len()];
                    let len = sizeof(&answer[..]);
                    assert_eq!(recv(sock, &mut answer, len, MSG_WAITALL), len as isize);
                    assert_eq!(answer, words.as_bytes());
                }
                assert_eq!(close(sock), 0);
            });
        }
    });
    assert_eq!(close(server_sock), 0);
}

fn select_server(listener: i32) {
    let master = &mut fd_set::zeroed(); // fd_set master;
    let read_fds = &mut fd_set::zeroed(); // fd_set read_fds;
    let buf = &mut [0u8; 256]; // char buf[256];
    let mut gone = 0;

    FD_ZERO(master); // FD_ZERO(&master);
    FD_ZERO(read_fds); // FD_ZERO(&read_fds);
    FD_SET(listener, master); // FD_SET(listener, &master);
    let mut fdmax = listener; // fdmax = listener;

    while gone < CLIENTS {
        *read_fds = *master; // read_fds = master;
        if select(fdmax + 1, read_fds, NULL, NULL, NULL) == -1 {
            panic!("select: {}", strerror(errno()));
        }
        for i in 0..=fdmax {
            // for (i = 0; i <= fdmax; i++)
            if FD_ISSET(i, read_fds) {
                // if (FD_ISSET(i, &read_fds))
                if i == listener {
                    let newfd = accept(listener, NULL, NULL);
                    if newfd != -1 {
                        FD_SET(newfd, master); // FD_SET(newfd, &master);
                        if newfd > fdmax {
                            fdmax = newfd;
                        }
                    }
                } else {
                    let nbytes = recv(i, buf, sizeof(buf), 0);
                    if nbytes <= 0 {
                        close(i); // close(i);
                        FD_CLR(i, master); // FD_CLR(i, &master);
                        gone += 1;
                    } else {
                        send(i, buf, nbytes, 0); // send(i, buf, nbytes, 0);
                    }
                }
            }
        }
    }
}

fn poll_server(listener: i32) {
    const MAX: usize = CLIENTS + 1;
    let fds = &mut [pollfd { fd: -1, events: 0, revents: 0 }; MAX]; // struct pollfd fds[MAX];
    let buf = &mut [0u8; 256];
    let mut gone = 0;

    fds[0].fd = listener;
    fds[0].events = POLLIN;
    while gone < CLIENTS {
        if poll(fds, MAX, -1) == -1 {
            panic!("poll: {}", strerror(errno()));
        }
        if fds[0].revents & POLLIN != 0 {
            // if (fds[0].revents & POLLIN)
            let newfd = accept(listener, NULL, NULL);
            for i in 1..MAX {
                if fds[i].fd < 0 {
                    fds[i].fd = newfd;
                    fds[i].events = POLLIN;
                    break;
                }
            }
        }
        for i in 1..MAX {
            if fds[i].fd < 0 {
                continue;
            }
            if fds[i].revents & (POLLIN | POLLERR) != 0 {
                let n = read(fds[i].fd, buf, sizeof(buf));
                if n <= 0 {
                    close(fds[i].fd);
                    fds[i].fd = -1;
                    fds[i].revents = 0;
                    gone += 1;
                } else {
                    write(fds[i].fd, buf, n);
                }
            }
        }
    }
}

fn epoll_server(listener: i32) {
    const MAX_EVENTS: i32 = 10;
    let ev = &mut epoll_event::zeroed(); // struct epoll_event ev, events[MAX_EVENTS];
    let events = &mut [epoll_event::zeroed(); MAX_EVENTS as usize];
    let buf = &mut [0u8; 8];
    let mut gone = 0;

    let epfd = epoll_create1(0); // epfd = epoll_create1(0);
    ev.events = EPOLLIN; // ev.events = EPOLLIN;
    ev.data.set_fd(listener); // ev.data.fd = listener;
    if epoll_ctl(epfd, EPOLL_CTL_ADD, listener, ev) == -1 {
        panic!("epoll_ctl: {}", strerror(errno()));
    }
    while gone < CLIENTS {
        let nfds = epoll_wait(epfd, events, MAX_EVENTS, -1);
        if nfds == -1 {
            panic!("epoll_wait: {}", strerror(errno()));
        }
        for n in 0..nfds as usize {
            // for (n = 0; n < nfds; ++n)
            if events[n].data.fd() == listener {
                // if (events[n].data.fd == listener)
                let newfd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
                ev.events = EPOLLIN | EPOLLET;
                ev.data.set_fd(newfd);
                epoll_ctl(epfd, EPOLL_CTL_ADD, newfd, ev);
            } else {
                let fd = events[n].data.fd();
                loop {
                    let len = read(fd, buf, sizeof(buf));
                    if len == -1 && errno() == EAGAIN {
                        break; // all of it, and the edge comes again
                    }
                    if len <= 0 {
                        epoll_ctl(epfd, EPOLL_CTL_DEL, fd, NULL);
                        close(fd);
                        gone += 1;
                        break;
                    }
                    write(fd, buf, len);
                }
            }
        }
    }
    close(epfd);
}

#[test]
fn a_select_server_ports_as_it_stands() {
    let name = "loops::a_select_server_ports_as_it_stands";
    alone(name, |this| Command::new(this), |_| serve(select_server));
}

#[test]
fn a_poll_server_ports_as_it_stands() {
    let name = "loops::a_poll_server_ports_as_it_stands";
    alone(name, |this| Command::new(this), |_| serve(poll_server));
}

#[test]
fn an_epoll_server_ports_as_it_stands() {
    let name = "loops::an_epoll_server_ports_as_it_stands";
    alone(name, |this| Command::new(this), |_| serve(epoll_server));
}
