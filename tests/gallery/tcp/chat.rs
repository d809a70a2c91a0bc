//! The chat: what each hears of the others.

use super::{alike, answer_of, limited, narrow, refusing, vanish};
use crate::run::{
    Outcome, Pair, Run, Start, Under, compare, complains, connect, has, pairings, prints_usage,
};
use crate::support::Dir;
use crate::support::numbers;
use nix::libc;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;

const WELCOME: &str = "* Welcome! /who tells who is here, /quit ends.";

/// Somebody who takes part, in lines.
struct Guest {
    stream: BufReader<TcpStream>,
}

impl Guest {
    fn new(stream: TcpStream) -> Guest {
        let mut guest = Guest { stream: BufReader::new(stream) };
        guest.hears("* What is your name?");
        guest
    }

    /// One who has told the name.
    fn named(stream: TcpStream, name: &str) -> Guest {
        let mut guest = Guest::new(stream);
        guest.says(&format!("{name}\n"));
        guest.hears(WELCOME);
        guest
    }

    fn says(&mut self, text: &str) {
        self.stream.get_ref().write_all(text.as_bytes()).unwrap();
    }

    /// Leaves as one should, having heard all that was said.
    fn leaves(mut self) {
        self.says("/quit\n");
        while self.next_line() != "* Bye!\n" {}
        self.hears_the_end();
    }

    fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        line
    }

    fn hears(&mut self, line: &str) {
        assert_eq!(self.next_line(), format!("{line}\n"));
    }

    /// The server has hung up, and there was no more to hear.
    fn hears_the_end(&mut self) {
        assert_eq!(self.next_line(), "");
    }
}

/// All hear a line.
fn hear(guests: &mut [&mut Guest], line: &str) {
    guests.iter_mut().for_each(|guest| guest.hears(line));
}

#[test]
fn a_conversation() {
    compare("chat_server", |program, under| {
        let server = Run::start(program, &["0", "4"], under);
        // Each step is over when it is.
        let over = || server.sleeps_in(numbers::SYS_poll);
        over();
        let ann = &mut Guest::named(server.connect(), "ann");
        over();
        let bob = &mut Guest::new(server.connect());
        for name in ["", "b b", "b\u{f6}b", "/who", &"b".repeat(21)] {
            over();
            bob.says(&format!("{name}\n"));
            bob.hears("* A name has 1 to 20 letters and digits. What is yours?");
        }
        over();
        bob.says("ann\n");
        bob.hears("* That one is here already. What is your name?");
        over();
        // Who has no name hears nothing.
        ann.says("Nobody?\n");
        over();
        // telnet ends its lines so.
        bob.says("bob\r\n");
        bob.hears(WELCOME);
        ann.hears("* bob has joined");
        over();
        let eve = &mut Guest::named(server.connect(), &"e".repeat(20));
        hear(&mut [ann, bob], &format!("* {} has joined", "e".repeat(20)));
        over();
        ann.says("Hello, Grüße, 你好\r\n");
        hear(&mut [bob, eve], "ann: Hello, Grüße, 你好");
        over();
        // Several lines at once, one of them empty, and a part of one.
        ann.says("one\n\ntwo\nthr");
        hear(&mut [bob, eve], "ann: one");
        hear(&mut [bob, eve], "ann: two");
        over();
        ann.says("ee\n");
        hear(&mut [bob, eve], "ann: three");
        over();
        // What a terminal would obey.
        ann.says("\x1b[2J\tred\0\x7f\n");
        hear(&mut [bob, eve], "ann:  [2J red  ");
        over();
        ann.says(&format!("{}\n", "x".repeat(600)));
        hear(&mut [bob, eve], &format!("ann: {}", "x".repeat(511)));
        hear(&mut [bob, eve], &format!("ann: {}", "x".repeat(89)));
        over();
        bob.says("/who\n");
        for name in ["ann", "bob", &"e".repeat(20)] {
            bob.hears(&format!("* {name} is here"));
        }
        over();
        bob.says("/help\n");
        bob.hears("* There are /who and /quit.");
        over();
        // Nothing is heard of what comes behind it.
        ann.says("/quit\nunheard\n");
        ann.hears("* Bye!");
        hear(&mut [bob, eve], "* ann has left");
        ann.hears_the_end();
        over();
        // The last line may have no end.
        eve.says("Last words");
        over();
        eve.stream.get_ref().shutdown(Shutdown::Write).unwrap();
        bob.hears(&format!("{}: Last words", "e".repeat(20)));
        bob.hears(&format!("* {} has left", "e".repeat(20)));
        eve.hears_the_end();
        over();
        let ann = Guest::named(server.connect(), "ann");
        bob.hears("* ann has joined");
        over();
        vanish(ann.stream.into_inner());
        bob.hears("* ann is gone");
        over();
        bob.stream.get_ref().shutdown(Shutdown::Write).unwrap();
        bob.hears_the_end();
        let outcome = server.finish("socket(");
        assert_eq!(outcome.status, Some(0));
        assert_eq!(outcome.said.lines().last(), Some("* bob has left"));
        outcome
    });
}

#[test]
fn any_chat_server_serves_any_select_client() {
    fn meet(server: &Path, client: &Path, under: Under) -> [Outcome; 2] {
        let server = Run::start(server, &["0", "2"], under);
        let over = || server.sleeps_in(numbers::SYS_poll);
        over();
        let args = ["127.0.0.1", &server.port().to_string()];
        let mut client = Start::new(client, &args, under).with_input().run();
        client.says("name?\r\n");
        over();
        client.types("ann\n");
        client.says("ends.\r\n");
        over();
        let mut bob = Guest::named(server.connect(), "bob");
        client.says("* bob has joined\r\n");
        over();
        client.types("Hello\n");
        bob.hears("ann: Hello");
        over();
        bob.says("Hello yourself\n/quit\n");
        client.says("bob has left\r\n");
        over();
        client.sleeps_in(libc::SYS_pselect6);
        let client = client.finish("socket(");
        assert!(client.said.ends_with("bob: Hello yourself\n* bob has left\n"), "{client:?}");
        assert_eq!(client.status, Some(0));
        [server.finish("socket("), client]
    }
    pairings("chat_server", "echo_select_client", meet);
}

/// One who does not listen is put out, and the others do not wait for that.
#[test]
fn one_who_does_not_listen() {
    alike("chat_server", |program| {
        let server = Run::start(program, &["0", "3"], Under::Nobody);
        let port = server.port();
        let mut ann = Guest::named(connect(port), "ann");
        let mut bob = Guest::named(connect(port), "bob");
        ann.hears("* bob has joined");
        let deaf = Guest::named(narrow(port), "deaf");
        hear(&mut [&mut ann, &mut bob], "* deaf has joined");
        let words = "words ".repeat(80);
        let put_out = (0..1_000_000).find(|_| {
            ann.says(&format!("{words}\n"));
            match bob.next_line() {
                line if line == format!("ann: {words}\n") => false,
                line => {
                    assert_eq!(line, "* deaf does not listen\n");
                    true
                }
            }
        });
        assert!(put_out.is_some());
        ann.hears("* deaf does not listen");
        drop(deaf);
        bob.says("/who\n");
        // The last line was said before that.
        let last = bob.next_line();
        if last.starts_with("ann: ") {
            bob.hears("* ann is here");
        } else {
            assert_eq!(last, "* ann is here\n");
        }
        bob.hears("* bob is here");
        ann.leaves();
        bob.leaves();
        let outcome = server.finish("");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn more_guests_than_there_is_room_for() {
    alike("chat_server", |program| {
        let server = Run::start(program, &["0", "101"], Under::Nobody);
        let port = server.port();
        let guests: Vec<Guest> =
            (0..100).map(|at| Guest::named(connect(port), &format!("guest{at}"))).collect();
        let mut late = Guest { stream: BufReader::new(connect(port)) };
        late.hears("* Too many are here, try again later.");
        late.hears_the_end();
        guests.into_iter().for_each(Guest::leaves);
        Guest::named(connect(port), "last").leaves();
        let outcome = server.finish("");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn with_no_descriptor_left_a_guest_waits() {
    alike("chat_server", |program| {
        let server = limited(program, &["0", "2"], 5, Under::Nobody);
        let port = server.port();
        let mut ann = Guest::named(connect(port), "ann");
        server.sleeps_in(numbers::SYS_poll);
        let late = connect(port);
        ann.says("/quit\n");
        ann.hears("* Bye!");
        drop(Guest::named(late, "late"));
        let outcome = server.fail("");
        assert_eq!(outcome.status, Some(0));
        let complained = ["", "accept: Too many open files\n"].contains(&&*outcome.complained);
        assert!(complained, "{outcome:?}");
        Outcome { complained: String::new(), ..outcome }
    });
}

#[test]
fn programs_of_others_are_guests() {
    let dir = Dir::new();
    let input = dir.path().join("input");
    fs::write(&input, "nick\n/who\n/quit\n").unwrap();
    let Some(servers) = Pair::new("chat_server") else { return };
    for server in servers.both() {
        let server = Run::start(server, &["0"], Under::Nobody);
        let port = server.port();
        let (telnet, tcp) =
            (format!("telnet://127.0.0.1:{port}"), format!("TCP4:127.0.0.1:{port}"));
        for (program, args) in [
            ("nc", &["127.0.0.1", &port.to_string()][..]),
            ("socat", &["-t", "30", "-", &tcp]),
            ("curl", &["-s", "-N", &telnet]),
        ] {
            if has(program) {
                let answer = String::from_utf8(answer_of(program, args, &input)).unwrap();
                let heard = format!("* What is your name?\n{WELCOME}\n* nick is here\n* Bye!\n");
                assert_eq!(answer, heard, "{program}");
            }
        }
    }
}

#[test]
fn a_port_in_use() {
    let (_socket, port) = refusing();
    complains("chat_server", &[&port], "bind: Address already in use\n");
}

#[test]
fn wrong_arguments() {
    prints_usage("chat_server", &[&[], &["no port"], &["-1"], &["1", "2", "3"]]);
}
