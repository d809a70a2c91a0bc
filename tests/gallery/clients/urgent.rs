//! Urgent data of which no signal tells. The servers say of it what the one with a signal says.

use crate::run::{Run, compare, complains, connect, listener, prints_usage};
use crate::signals::{URGENT, send, serves_any_urgent_client};
use crate::still::{moving, while_it_stands_still};
use crate::support::numbers;
use nix::libc;
use std::net::Shutdown;

/// The servers, and the call in which each waits.
const SERVERS: [(&str, libc::c_long); 2] =
    [("urgent_inline_server", numbers::SYS_poll), ("urgent_select_server", libc::SYS_pselect6)];

#[test]
fn a_byte_at_a_time() {
    for (server, waits) in SERVERS {
        compare(server, |program, under| {
            let mut server = Run::start(program, &["0"], under);
            let client = server.connect();
            for line in URGENT {
                server.sleeps_in(waits);
                let (kind, bytes) = line.split_once(": ").unwrap();
                let flags = if kind == "urgent" { libc::MSG_OOB } else { 0 };
                send(&client, bytes, flags);
                server.says(line);
            }
            server.sleeps_in(waits);
            client.shutdown(Shutdown::Both).unwrap();
            let outcome = server.finish("socket(");
            assert_eq!(outcome.said, URGENT.join("\n") + "\n");
            assert_eq!(outcome.status, Some(0));
            outcome
        });
    }
}

/// What comes while the server is not there to take it: the mark is where it was.
#[test]
fn all_at_once() {
    const SAID: [&str; 2] =
        ["read: 123\nurgent: 4\nread: 56\n", "urgent: 4\nread: 123\nread: 56\n"];
    for ((server, _), said) in SERVERS.into_iter().zip(SAID) {
        compare(server, |program, under| {
            let server = Run::start(program, &["0"], under);
            let port = server.port();
            let client = while_it_stands_still(&server, numbers::SYS_accept, || {
                let client = connect(port);
                send(&client, "123", 0);
                send(&client, "4", libc::MSG_OOB);
                send(&client, "56", 0);
                client
            });
            client.shutdown(Shutdown::Write).unwrap();
            let outcome = moving(server.finish("socket("));
            assert_eq!((outcome.status, outcome.said.as_str()), (Some(0), said));
            outcome
        });
    }
}

#[test]
fn any_server_serves_any_urgent_client() {
    for (server, _) in SERVERS {
        serves_any_urgent_client(server);
    }
}

#[test]
fn failures() {
    let (_listener, port) = listener();
    for (server, _) in SERVERS {
        complains(server, &[&port], "bind: Address already in use\n");
    }
}

#[test]
fn wrong_arguments() {
    for (server, _) in SERVERS {
        prints_usage(server, &[&[], &["no port"], &["65536"], &["1", "2"]]);
    }
}
