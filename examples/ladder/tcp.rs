//! Segments of TCP, and the states of a connection: RFC 9293, section 3.3.2.

use super::Side;
use berkeley::netinet::tcp::*;
use std::fmt::{self, Display, Formatter};

/// What a packet says, with the numbers as they are on the wire.
#[derive(Clone, Copy)]
pub(crate) struct Packet {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) flags: u8,
    pub(crate) seq: u32,
    pub(crate) ack: u32,
    pub(crate) len: u32,
}

/// A segment of the conversation. The numbers of each side begin with 0.
#[derive(Clone, Copy)]
pub(crate) struct Segment {
    pub(crate) from: Side,
    pub(crate) flags: u8,
    pub(crate) seq: u32,
    pub(crate) ack: u32,
    /// How many bytes of data there are.
    pub(crate) len: u32,
}

/// The segments of the first connection to a port; `None` for each packet of another one.
pub(crate) fn conversation<'a>(
    packets: impl Iterator<Item = &'a Packet> + Clone,
    port: u16,
) -> Vec<Option<Segment>> {
    let called = packets.clone().find(|packet| packet.to == port && packet.is(TH_SYN, TH_ACK));
    let Some(called) = called.copied() else { return packets.map(|_| None).collect() };
    let of_server = |packet: &&Packet| packet.from == port && packet.to == called.from;
    let answer = packets.clone().filter(of_server).find(|packet| packet.is(TH_SYN | TH_ACK, 0));
    // Where the numbers of the two begin. A server that refuses has none.
    let starts = [called.seq, answer.map_or(0, |answer| answer.seq)];
    packets
        .map(|packet| {
            let from = match (packet.from, packet.to) {
                ports if ports == (called.from, port) => Side::Client,
                ports if ports == (port, called.from) => Side::Server,
                _ => return None,
            };
            let has_ack = packet.is(TH_ACK, 0);
            let acknowledged = packet.ack.wrapping_sub(starts[from.other() as usize]);
            Some(Segment {
                from,
                flags: packet.flags,
                seq: packet.seq.wrapping_sub(starts[from as usize]),
                ack: if has_ack { acknowledged } else { 0 },
                len: packet.len,
            })
        })
        .collect()
}

impl Packet {
    /// Whether it has these flags, and not those.
    fn is(&self, flags: u8, without: u8) -> bool {
        self.flags & flags == flags && self.flags & without == 0
    }
}

impl Segment {
    pub(crate) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// The number behind its last: what acknowledges it. SYN and FIN count as a byte each.
    fn end(&self) -> u32 {
        let marks = u32::from(self.has(TH_SYN)) + u32::from(self.has(TH_FIN));
        self.seq.wrapping_add(self.len).wrapping_add(marks)
    }

    /// Whether it is one of an established connection.
    pub(crate) fn is_only_ack(&self) -> bool {
        self.has(TH_ACK) && !self.has(TH_SYN | TH_RST)
    }

    /// Whether a call that closes a connection sent it: not if it is the answer to a SYN, which the
    /// kernel gives by itself where nobody listens.
    pub(crate) fn closes(&self) -> bool {
        self.has(TH_FIN) || self.has(TH_RST) && self.seq != 0
    }

    /// Whether this one left before the other, which was sent earlier, arrived: it would have
    /// acknowledged it.
    pub(crate) fn crosses(&self, earlier: &Segment) -> bool {
        self.from != earlier.from
            && earlier.end() != earlier.seq
            && self.has(TH_ACK)
            && !is_reached(earlier.end(), self.ack)
    }

    /// The flags by name.
    pub(crate) fn flags(&self) -> String {
        let names = [
            (TH_SYN, "SYN"),
            (TH_FIN, "FIN"),
            (TH_RST, "RST"),
            (TH_PUSH, "PSH"),
            (TH_ACK, "ACK"),
            (TH_URG, "URG"),
        ];
        let names = names.iter().filter(|(flag, _)| self.has(*flag)).map(|(_, name)| *name);
        names.collect::<Vec<_>>().join(" ")
    }

    /// The numbers, and how much data there is.
    pub(crate) fn numbers(&self) -> String {
        let mut text = format!("seq {}", self.seq);
        if self.has(TH_ACK) {
            text += &format!(", ack {}", self.ack);
        }
        if self.len > 0 {
            text += &format!(", len {}", self.len);
        }
        text
    }
}

/// Whether counting has come from one number to the other. Numbers go round.
fn is_reached(number: u32, by: u32) -> bool {
    by.wrapping_sub(number) < 1 << 31
}

/// The states of a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    Closed,
    Listen,
    SynSent,
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
}

impl State {
    /// The state of this number in `TCP_INFO`.
    pub(crate) fn of_number(number: u8) -> Option<State> {
        Some(match number {
            TCP_CLOSE => State::Closed,
            TCP_LISTEN => State::Listen,
            TCP_SYN_SENT => State::SynSent,
            TCP_SYN_RECV => State::SynReceived,
            TCP_ESTABLISHED => State::Established,
            TCP_FIN_WAIT1 => State::FinWait1,
            TCP_FIN_WAIT2 => State::FinWait2,
            TCP_CLOSE_WAIT => State::CloseWait,
            TCP_CLOSING => State::Closing,
            TCP_LAST_ACK => State::LastAck,
            TCP_TIME_WAIT => State::TimeWait,
            _ => return None,
        })
    }
}

impl Display for State {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            State::Closed => "CLOSED",
            State::Listen => "LISTEN",
            State::SynSent => "SYN-SENT",
            State::SynReceived => "SYN-RECEIVED",
            State::Established => "ESTABLISHED",
            State::FinWait1 => "FIN-WAIT-1",
            State::FinWait2 => "FIN-WAIT-2",
            State::CloseWait => "CLOSE-WAIT",
            State::Closing => "CLOSING",
            State::LastAck => "LAST-ACK",
            State::TimeWait => "TIME-WAIT",
        })
    }
}

/// One end of a connection.
pub(crate) struct End {
    pub(crate) state: State,
    /// What acknowledges the FIN that it has sent.
    fin: Option<u32>,
}

impl End {
    pub(crate) fn new() -> End {
        End { state: State::Closed, fin: None }
    }

    pub(crate) fn listen(&mut self) -> Option<State> {
        self.become_(State::Listen)
    }

    /// Sends a segment; gives the new state, if there is one.
    pub(crate) fn send(&mut self, segment: &Segment) -> Option<State> {
        use State::*;
        let mut state = self.state;
        if segment.has(TH_SYN) && !segment.has(TH_ACK) {
            state = SynSent;
        }
        if segment.has(TH_FIN) {
            self.fin = Some(segment.end());
            state = match state {
                SynReceived | Established => FinWait1,
                CloseWait => LastAck,
                state => state,
            };
        }
        if segment.has(TH_RST) {
            state = Closed;
        }
        self.become_(state)
    }

    /// Receives a segment; gives the new state, if there is one.
    pub(crate) fn receive(&mut self, segment: &Segment) -> Option<State> {
        use State::*;
        let mut state = self.state;
        if segment.has(TH_SYN) {
            state = match (state, segment.has(TH_ACK)) {
                (Listen, false) => SynReceived,
                (SynSent, true) => Established,
                (state, _) => state,
            };
        } else if segment.has(TH_ACK) && state == SynReceived {
            state = Established;
        }
        if segment.has(TH_ACK) && self.fin.is_some_and(|fin| is_reached(fin, segment.ack)) {
            state = match state {
                FinWait1 => FinWait2,
                Closing => TimeWait,
                LastAck => Closed,
                state => state,
            };
        }
        if segment.has(TH_FIN) {
            state = match state {
                SynReceived | Established => CloseWait,
                FinWait1 => Closing,
                FinWait2 => TimeWait,
                state => state,
            };
        }
        if segment.has(TH_RST) && state != Listen {
            state = Closed;
        }
        self.become_(state)
    }

    fn become_(&mut self, state: State) -> Option<State> {
        let is_new = self.state != state;
        self.state = state;
        is_new.then_some(state)
    }
}
