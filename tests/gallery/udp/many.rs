//! Many datagrams in one call.

use super::without_ports;
use crate::run::{Run, compare, complains, datagrams, pairings, prints_usage, uninterrupted};
use crate::still::{moving, while_it_stands_still};
use crate::support::numbers;

/// What is said of datagrams that came at once.
fn received(datagrams: &[&str]) -> String {
    let mut said = format!("{} at once\n", datagrams.len());
    for text in datagrams {
        said += &format!("{} bytes from 127.0.0.1 port …: {text}\n", text.len());
    }
    said
}

#[test]
fn any_receiver_receives_from_any_sender() {
    pairings("mmsg_receiver", "mmsg_sender", |to, from, under| {
        let receiver = Run::start(to, &["0", "10"], under);
        let port = receiver.udp_port().to_string();
        let sender = while_it_stands_still(&receiver, numbers::SYS_recvmmsg, || {
            Run::start(from, &["127.0.0.1", &port], under).finish("socket(")
        });
        let sent = "sent 10 bytes\n".repeat(9) + "sent 11 bytes\n";
        assert_eq!((sender.status, sender.said.as_str()), (Some(0), sent.as_str()));
        let receiver = without_ports(moving(receiver.finish("socket(")));
        let texts: Vec<String> = (1..=10).map(|n| format!("datagram {n}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let said = received(&texts[..8]) + &received(&texts[8..]);
        assert_eq!((receiver.status, receiver.said.as_str()), (Some(0), said.as_str()));
        [receiver, sender]
    });
}

#[test]
fn one_then_some_from_two_senders_then_the_last() {
    const TEXTS: [&str; 5] = ["alone", "", "two of a kind", "x", "the last"];
    compare("mmsg_receiver", |program, under| {
        let mut receiver = Run::start(program, &["0", "5"], under);
        let address = ("127.0.0.1", receiver.udp_port());
        let senders = [datagrams().0, datagrams().0];
        let send = |range: std::ops::Range<usize>| {
            for at in range {
                senders[at % 2].send_to(TEXTS[at].as_bytes(), address).unwrap();
            }
        };
        send(0..1);
        receiver.says("alone");
        while_it_stands_still(&receiver, numbers::SYS_recvmmsg, || send(1..4));
        receiver.says(": x");
        send(4..5);
        let outcome = without_ports(moving(receiver.finish("socket(")));
        let said = received(&TEXTS[..1]) + &received(&TEXTS[1..4]) + &received(&TEXTS[4..]);
        assert_eq!((outcome.status, outcome.said.as_str()), (Some(0), said.as_str()));
        outcome
    });
}

#[test]
fn as_many_as_there_is_room_for() {
    compare("mmsg_sender", |program, under| {
        let (socket, port) = datagrams();
        let outcome = Run::start(program, &["127.0.0.1", &port, "100"], under).finish("socket(");
        assert_eq!((outcome.status, outcome.said.lines().count()), (Some(0), 100));
        let text = &mut [0; 100];
        for at in 1..=100 {
            let n = uninterrupted(|| socket.recv(text));
            assert_eq!(text[..n], *format!("datagram {at}").as_bytes());
        }
        outcome
    });
}

#[test]
fn failures() {
    let (_socket, port) = datagrams();
    complains("mmsg_receiver", &[&port], "bind: Address already in use\n");
    complains("mmsg_sender", &["127.255.255.255", "1"], "sendmmsg: Permission denied\n");
}

#[test]
fn wrong_arguments() {
    prints_usage("mmsg_receiver", &[&[], &["no port"], &["1", "2", "3"]]);
    let address = "127.0.0.1";
    prints_usage(
        "mmsg_sender",
        &[&[], &[address], &["1", address], &[address, "1", "0"], &[address, "1", "101"]],
    );
}
