//! Where in the ladder a call begins and ends.

use super::call::{Call, Kind, Part};
use super::tcp::Segment;
use super::{Both, Rung, Side, What};
use berkeley::netinet::tcp::*;

/// The rungs, of what was seen in this order.
pub(crate) fn rungs(seen: Vec<What>) -> Vec<Rung> {
    with_beginnings(with_ends(seen))
}

/// Moves each call up to the place where it can have returned.
fn with_ends(seen: Vec<What>) -> Vec<What> {
    let mut places = Vec::new();
    // Where each side's last call was told of, and where it stands.
    let mut last: Both<Option<(usize, usize)>> = [None; 2];
    let mut bytes = [Bytes::default(); 2];
    for (at, what) in seen.iter().enumerate() {
        let What::Call(side, call, _) = what else {
            places.push((at, 0, 0));
            continue;
        };
        let last = &mut last[*side as usize];
        let (told, place) = last.unwrap_or_default();
        let bytes = &mut bytes[*side as usize];
        let cause = (0..at).find(|at| match &seen[*at] {
            What::Segment(segment, _) => bytes.are_in(segment, *side, call, *at >= told),
            What::Call(..) => false,
        });
        bytes.count(call);
        let place = cause.map_or(at, |cause| cause.max(place));
        *last = Some((at, place));
        // What returns with the same segment: the client first.
        places.push((place, 1, *side as usize));
    }
    let mut seen: Vec<_> = places.into_iter().zip(seen).collect();
    seen.sort_by_key(|(place, _)| *place);
    seen.into_iter().map(|(_, what)| what).collect()
}

/// How much a side has read and written.
#[derive(Clone, Copy, Default)]
struct Bytes {
    read: u32,
    written: u32,
}

impl Bytes {
    /// Whether a call of a side could return when this segment had been sent, which was since the
    /// call before it or earlier.
    fn are_in(&self, segment: &Segment, side: Side, call: &Call, is_since: bool) -> bool {
        let is_own = segment.from == side;
        let failed = call.result.starts_with('-');
        let number = call.result.parse::<u32>().unwrap_or(0);
        // SYN is number 0, so the first byte is number 1.
        let end = u64::from(segment.seq) + u64::from(segment.len);
        let has_byte = |byte: u32| segment.len > 0 && end > byte.into();
        match call.kind() {
            Kind::Connects | Kind::Reads if failed => !is_own && segment.has(TH_RST),
            Kind::Connects => is_own && segment.is_only_ack(),
            Kind::Accepts => !failed && !is_own && segment.is_only_ack(),
            Kind::Reads if number == 0 => !is_own && segment.has(TH_FIN),
            Kind::Reads => !is_own && has_byte(self.read + number),
            Kind::Writes => !failed && is_own && has_byte(self.written + number),
            Kind::Closes => is_own && is_since && segment.closes(),
            Kind::Other => false,
        }
    }

    fn count(&mut self, call: &Call) {
        let number = call.result.parse::<u32>().unwrap_or(0);
        match call.kind() {
            Kind::Reads => self.read += number,
            Kind::Writes => self.written += number,
            _ => {}
        }
    }
}

/// Shows the calls that took their time in two parts: one that sent a segment begins before that,
/// one that waited begins when the one before it had ended.
fn with_beginnings(mut seen: Vec<What>) -> Vec<Rung> {
    let mut begins: Vec<Vec<Rung>> = seen.iter().map(|_| Vec::new()).collect();
    let mut last = [None; 2];
    for at in 0..seen.len() {
        let What::Call(side, call, _) = &seen[at] else { continue };
        let Some(previous) = last[*side as usize].replace(at) else { continue };
        let kind = call.kind();
        let begin = (previous + 1..at).find(|at| match &seen[*at] {
            What::Segment(segment, _) if segment.from == *side => match kind {
                Kind::Connects => segment.has(TH_SYN),
                Kind::Accepts | Kind::Reads => true,
                Kind::Writes => segment.len > 0,
                Kind::Closes => segment.closes(),
                Kind::Other => false,
            },
            _ => matches!(kind, Kind::Accepts | Kind::Reads),
        });
        if let Some(begin) = begin {
            begins[begin].push(Rung::new(What::Call(*side, call.clone(), Part::Begin)));
            if let What::Call(.., part) = &mut seen[at] {
                *part = Part::End;
            }
        }
    }
    let rungs = begins.into_iter().zip(seen);
    rungs.flat_map(|(begins, what)| begins.into_iter().chain([Rung::new(what)])).collect()
}
