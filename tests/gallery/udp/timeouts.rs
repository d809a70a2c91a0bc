//! Clients that wait a second for an answer, and no longer: they do as the one with an alarm does.

use crate::run::{Outcome, Run, Under, compare, complains, datagrams, prints_usage, uninterrupted};
use std::io::ErrorKind;
use std::path::Path;

const CLIENTS: [&str; 2] = ["udp_rcvtimeo_client", "udp_select_client"];

/// The socket's call, and without how much of the second was left.
fn without_times(mut outcome: Outcome) -> Outcome {
    for line in outcome.calls.iter_mut().flatten() {
        if let Some((call, _)) = line.split_once(", left {") {
            *line = call.into();
        }
    }
    outcome
}

/// Answers the second question. None if the machine was so slow that there was a third one.
fn answers(program: &Path, under: Under) -> Option<Outcome> {
    let (socket, port) = datagrams();
    let client = Run::start(program, &["127.0.0.1", &port], under);
    let question = &mut [0; 100];
    uninterrupted(|| socket.recv_from(question));
    let (n, address) = uninterrupted(|| socket.recv_from(question));
    assert_eq!(&question[..n], b"Anybody there?\0");
    socket.send_to(b"I am", address).unwrap();
    let outcome = client.fail("socket(");
    socket.set_nonblocking(true).unwrap();
    let more = socket.recv_from(question).map_err(|error| error.kind());
    if more != Err(ErrorKind::WouldBlock) {
        return None;
    }
    assert_eq!(outcome.said, "no answer to question 1\nanswer: I am\n");
    assert_eq!((outcome.status, &*outcome.complained), (Some(0), ""));
    Some(without_times(outcome))
}

#[test]
fn an_answer_in_time() {
    for client in CLIENTS {
        compare(client, |program, under| {
            (0..20).find_map(|_| answers(program, under)).expect("an answer in time")
        });
    }
}

#[test]
fn no_answer() {
    for client in CLIENTS {
        compare(client, |program, under| {
            let (_socket, port) = datagrams();
            let outcome = Run::start(program, &["127.0.0.1", &port], under).finish("socket(");
            let said = "no answer to question 1\nno answer to question 2\nno answer to question 3\n\
                giving up\n";
            assert_eq!((outcome.status, &*outcome.said), (Some(1), said));
            outcome
        });
    }
}

#[test]
fn failures() {
    for client in CLIENTS {
        complains(client, &["127.255.255.255", "1"], "sendto: Permission denied\n");
    }
}

#[test]
fn wrong_arguments() {
    for client in CLIENTS {
        prints_usage(client, &[&[], &["127.0.0.1"], &["1", "127.0.0.1"], &["127.0.0.1", "1", "2"]]);
    }
}
