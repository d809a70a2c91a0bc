//! States and order in conversations that no run brings about at will.

use super::ladder::call::Call;
use super::ladder::tcp::{Packet, State};
use super::ladder::{Event, Ladder, SIDES, Side, What};
use State::*;
use berkeley::netinet::tcp::*;

const SERVER: u16 = 80;
const CLIENT: u16 = 50000;
/// Where the numbers begin: so that they come round to 0 soon.
const CLIENT_START: u32 = u32::MAX - 1;
const SERVER_START: u32 = u32::MAX;

/// A packet with numbers that count from 0.
fn sent(from: Side, flags: u8, seq: u32, ack: u32, len: u32) -> Event {
    let (from, to, starts) = match from {
        Side::Client => (CLIENT, SERVER, [CLIENT_START, SERVER_START]),
        Side::Server => (SERVER, CLIENT, [SERVER_START, CLIENT_START]),
    };
    let (seq, ack) = (starts[0].wrapping_add(seq), starts[1].wrapping_add(ack));
    Event::Sent(Packet { from, to, flags, seq, ack, len })
}

fn called(side: Side, line: &str) -> Event {
    Event::Called(side, Call::parse(line).unwrap())
}

/// The server listens, and the client calls.
fn opened() -> Vec<Event> {
    vec![
        called(Side::Server, "listen(3, 5)                            = 0"),
        sent(Side::Client, TH_SYN, 0, 0, 0),
        sent(Side::Server, TH_SYN | TH_ACK, 0, 1, 0),
        sent(Side::Client, TH_ACK, 1, 1, 0),
    ]
}

/// The states that each side goes through.
fn states(ladder: &Ladder) -> [Vec<State>; 2] {
    SIDES.map(|side| {
        let taken = ladder.rungs.iter().flat_map(|rung| [rung.begin, rung.end]);
        taken.filter_map(|states| states[side as usize]).collect()
    })
}

#[test]
fn both_hang_up_at_once() {
    let mut events = opened();
    events.push(sent(Side::Server, TH_FIN | TH_ACK, 1, 1, 0));
    // It acknowledges nothing: the other has not arrived yet.
    events.push(sent(Side::Client, TH_FIN | TH_ACK, 1, 1, 0));
    assert!(!Ladder::new(&events, SERVER).is_over());
    events.push(sent(Side::Client, TH_ACK, 2, 2, 0));
    events.push(sent(Side::Server, TH_ACK, 2, 2, 0));
    let ladder = Ladder::new(&events, SERVER);
    let end = [FinWait1, Closing, TimeWait];
    let [client, server] = states(&ladder);
    assert_eq!(client, [&[SynSent, Established], &end[..]].concat());
    assert_eq!(server, [&[Listen, SynReceived, Established], &end[..]].concat());
    assert!(ladder.is_over());
    // The first FIN arrives when the second has left.
    let places: Vec<usize> = ladder
        .rungs
        .iter()
        .filter_map(|rung| match rung.what {
            What::Segment(_, arrives) => Some(arrives),
            What::Call(..) => None,
        })
        .collect();
    assert_eq!(places, [1, 2, 3, 5, 5, 6, 7]);
}

#[test]
fn the_client_hangs_up_first() {
    let mut events = opened();
    events.push(sent(Side::Client, TH_FIN | TH_ACK, 1, 1, 0));
    events.push(sent(Side::Server, TH_ACK, 1, 2, 0));
    events.push(sent(Side::Server, TH_PUSH | TH_ACK, 1, 2, 9));
    events.push(sent(Side::Client, TH_ACK, 2, 10, 0));
    events.push(sent(Side::Server, TH_FIN | TH_ACK, 10, 2, 0));
    events.push(sent(Side::Client, TH_ACK, 2, 11, 0));
    let [client, server] = states(&Ladder::new(&events, SERVER));
    assert_eq!(client, [SynSent, Established, FinWait1, FinWait2, TimeWait]);
    assert_eq!(server, [Listen, SynReceived, Established, CloseWait, LastAck, Closed]);
}

#[test]
fn other_connections_are_left_out() {
    let mut events = opened();
    let stranger = Packet { from: 50001, to: SERVER, flags: TH_SYN, seq: 7, ack: 0, len: 0 };
    events.insert(2, Event::Sent(stranger));
    // An answer to something earlier than all of this.
    let late = Packet { from: SERVER, to: 50002, flags: TH_RST, seq: 7, ack: 0, len: 0 };
    events.insert(0, Event::Sent(late));
    let ladder = Ladder::new(&events, SERVER);
    let numbers = ladder.rungs.iter().filter_map(|rung| match &rung.what {
        What::Segment(segment, _) => Some(segment.numbers()),
        What::Call(..) => None,
    });
    assert_eq!(numbers.collect::<Vec<_>>(), ["seq 0", "seq 0, ack 1", "seq 1, ack 1"]);
    assert_eq!(states(&ladder)[1], [Listen, SynReceived, Established]);
}

#[test]
fn a_call_that_is_told_of_late_ends_where_it_could() {
    let mut events = opened();
    events.insert(1, called(Side::Client, "socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3"));
    events.push(sent(Side::Server, TH_PUSH | TH_ACK, 1, 1, 9));
    events.push(sent(Side::Client, TH_ACK, 1, 10, 0));
    let connect = "connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, 16)";
    events.push(called(Side::Client, &format!("{connect} = 0")));
    events.push(called(Side::Client, "read(3, \"a = b, c\\\")\", 30)        = 9"));
    let rungs = Ladder::new(&events, SERVER).rungs;
    let shown = rungs.iter().map(|rung| match &rung.what {
        What::Segment(segment, _) => segment.flags(),
        What::Call(_, call, part) => call.lines(*part, 40).join(" | "),
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "listen(3, 5) = 0",
            "socket(AF_INET, SOCK_STREAM, | IPPROTO_IP) = 3",
            "connect(3, 127.0.0.1:80, 16)",
            "SYN",
            "SYN ACK",
            "ACK",
            "= 0",
            "read(3, …",
            "PSH ACK",
            "… \"a = b, c\\\")\", 30) = 9",
            "ACK"
        ]
    );
}
