//! The ladder of a conversation over TCP: on the left the calls of the client, on the right those
//! of the server, between them the segments that they made the kernel send.
//!
//! How calls and segments come into one order: each program sends a line about every call, as
//! [`berkeley::trace`] writes it, in a datagram over the loopback interface, before the call returns
//! to the program. A packet socket sees these datagrams and the segments of TCP in the order in
//! which they were sent, so that there are no clocks to compare.
//!
//! A program gets round to telling of a call some time after it has returned. So the ladder shows a
//! call to return as soon as it can have: one that waited, when what it waited for had come; one
//! that sent something, when that was on its way. The order of the segments is what was seen.
//!
//! * [`teller`] — in the two programs: sends the lines;
//! * [`witness`] — in the program that started them: receives both;
//! * [`call`] — a line of strace, and what to leave out where there is little room;
//! * [`order`] — where in the ladder a call begins and ends;
//! * [`tcp`] — a segment, and what it makes of the states of the two sides;
//! * [`text`], [`svg`] — pictures of the ladder.

pub(crate) mod call;
mod order;
pub(crate) mod svg;
pub(crate) mod tcp;
pub(crate) mod teller;
pub(crate) mod text;
pub(crate) mod witness;

use call::{Call, Part};
use tcp::{Packet, Segment, State};

/// One of the two programs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    Client,
    Server,
}

pub(crate) const SIDES: [Side; 2] = [Side::Client, Side::Server];

impl Side {
    pub(crate) fn other(self) -> Side {
        SIDES[1 - self as usize]
    }

    pub(crate) fn name(self) -> &'static str {
        ["client", "server"][self as usize]
    }

    pub(crate) fn of_name(name: &str) -> Option<Side> {
        SIDES.into_iter().find(|side| side.name() == name)
    }
}

/// What was seen, in its order.
pub(crate) enum Event {
    /// A call has returned.
    Called(Side, Call),
    /// A segment was sent, from or to the server's port.
    Sent(Packet),
}

/// Something for each side.
pub(crate) type Both<T> = [T; 2];

/// A step of the ladder.
pub(crate) struct Rung {
    pub(crate) what: What,
    /// The states that the sides take with it; with a segment, when it leaves.
    pub(crate) begin: Both<Option<State>>,
    /// The states that the sides take when a segment arrives.
    pub(crate) end: Both<Option<State>>,
}

pub(crate) enum What {
    Call(Side, Call, Part),
    /// A segment, and the rung at which it arrives: this one, unless another crossed it.
    Segment(Segment, usize),
}

impl Rung {
    fn new(what: What) -> Rung {
        Rung { what, begin: [None; 2], end: [None; 2] }
    }
}

/// A conversation, from the first call to the last.
pub(crate) struct Ladder {
    pub(crate) rungs: Vec<Rung>,
    /// Where the two sides are in the end.
    states: Both<State>,
}

impl Ladder {
    /// Of all events those that belong to the two programs: their calls, and the segments of the
    /// first connection to the server's `port`.
    pub(crate) fn new(events: &[Event], port: u16) -> Ladder {
        let packets = events.iter().filter_map(|event| match event {
            Event::Sent(packet) => Some(packet),
            Event::Called(..) => None,
        });
        let segments = &mut tcp::conversation(packets, port).into_iter();
        let seen = events.iter().filter_map(|event| match event {
            Event::Called(side, call) => Some(What::Call(*side, call.clone(), Part::Whole)),
            // There is one for each packet, `None` for those of other connections.
            Event::Sent(_) => segments.next()?.map(|segment| What::Segment(segment, 0)),
        });
        let mut rungs = order::rungs(seen.collect());
        let has_segments = rungs.iter().any(|rung| matches!(rung.what, What::Segment(..)));
        let follow = if has_segments { follow_segments } else { follow_told };
        let states = follow(&mut rungs);
        Ladder { rungs, states }
    }

    /// Whether nothing more is to come: each side is where a connection ends, or never was in one.
    pub(crate) fn is_over(&self) -> bool {
        let ends = [State::Closed, State::Listen, State::TimeWait];
        self.states.iter().all(|state| ends.contains(state))
    }
}

/// Takes the states from the segments; gives the last.
fn follow_segments(rungs: &mut [Rung]) -> Both<State> {
    let mut ends = SIDES.map(|_| tcp::End::new());
    for at in 0..rungs.len() {
        // A number may have to be acknowledged by a segment that left before this one arrived.
        let arrives = match &rungs[at].what {
            What::Segment(segment, _) => (at..rungs.len())
                .rev()
                .find(|later| match &rungs[*later].what {
                    What::Segment(answer, _) => *later > at && answer.crosses(segment),
                    What::Call(..) => false,
                })
                .unwrap_or(at),
            What::Call(..) => at,
        };
        if let What::Segment(_, place) = &mut rungs[at].what {
            *place = arrives;
        }

        let (mut begin, mut end) = ([None; 2], [None; 2]);
        match &rungs[at].what {
            What::Call(side, call, _) => {
                if call.name == "listen" && call.result == "0" {
                    begin[*side as usize] = ends[*side as usize].listen();
                }
            }
            What::Segment(segment, _) => {
                begin[segment.from as usize] = ends[segment.from as usize].send(segment);
                for sent in &rungs[..=at] {
                    if let What::Segment(segment, arrives) = &sent.what {
                        if *arrives == at {
                            let to = segment.from.other() as usize;
                            end[to] = ends[to].receive(segment);
                        }
                    }
                }
            }
        }
        rungs[at].begin = begin;
        rungs[at].end = end;
    }
    ends.map(|end| end.state)
}

/// Takes the states from what `TCP_INFO` said after each call; gives the last.
fn follow_told(rungs: &mut [Rung]) -> Both<State> {
    let mut states = [State::Closed; 2];
    for rung in rungs {
        let What::Call(side, call, Part::Whole | Part::End) = &rung.what else { continue };
        let state = &mut states[*side as usize];
        if let Some(told) = call.state.filter(|told| told != state) {
            *state = told;
            rung.begin[*side as usize] = Some(told);
        }
    }
    states
}
