//! The ladder as a picture: one SVG file without scripts, style sheets, fonts or links of its own,
//! so that it looks the same in a page as by itself.

use super::call::Part;
use super::tcp::{Segment, State};
use super::{Both, Ladder, Rung, SIDES, Side, What};
use berkeley::netinet::tcp::*;
use svg::Document;
use svg::node::element::{Circle, Group, Line, Path, Rectangle, TSpan, Text, Title};

const MONOSPACE: &str =
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const SANS: &str = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif";

/// The width of a letter of the calls. Fonts differ: a little more than most have.
const LETTER: f32 = 7.4;
/// The most letters of a call.
const LETTERS: usize = 44;

/// From the one line to the other.
const MIDDLE: f32 = 320.0;
/// From a line to what stands beside it.
const GAP: f32 = 14.0;
/// Around it all.
const MARGIN: f32 = 28.0;
/// Where the lines begin.
const TOP: f32 = 96.0;
/// From a call to the next thing.
const CALL: f32 = 25.0;
/// From a line of a call to the next.
const LINE: f32 = 16.0;
/// From a segment to the next thing, and how far its arrow sinks.
const SEGMENT: f32 = 54.0;
const SLOPE: f32 = 26.0;

const PAPER: &str = "#ffffff";
const FRAME: &str = "#d0d7de";
const INK: &str = "#1f2328";
const LIFELINE: &str = "#8c959f";
const IN_CALL: &str = "#b6d7ff";
const PILL: &str = "#f3ecff";
const PILL_INK: &str = "#6639ba";

/// Where things are.
struct Plan {
    lines: Both<f32>,
    width: f32,
    /// For each rung the height at which it begins, and one for the end.
    heights: Vec<f32>,
}

impl Plan {
    fn new(ladder: &Ladder) -> Plan {
        let letters = ladder.rungs.iter().flat_map(|rung| match &rung.what {
            What::Call(_, call, part) => call.lines(*part, LETTERS),
            What::Segment(..) => Vec::new(),
        });
        let letters = letters.map(|line| line.chars().count());
        // The pill of a state is never wider.
        let side = letters.max().unwrap_or(0).max(16) as f32 * LETTER + GAP + MARGIN;
        let mut height = TOP + 16.0;
        let mut heights = vec![height];
        for rung in &ladder.rungs {
            height += match &rung.what {
                What::Call(_, call, part) => {
                    let more = call.lines(*part, LETTERS).len().saturating_sub(1);
                    let states = rung.begin.iter().filter(|state| state.is_some()).count();
                    CALL + more as f32 * LINE + states as f32 * CALL
                }
                What::Segment(..) => SEGMENT,
            };
            heights.push(height);
        }
        Plan { lines: [side, side + MIDDLE], width: 2.0 * side + MIDDLE, heights }
    }

    fn bottom(&self) -> f32 {
        self.heights.last().copied().unwrap_or(TOP)
    }

    /// Beside a line, and how text begins there.
    fn beside(&self, side: Side) -> (f32, &'static str) {
        match side {
            Side::Client => (self.lines[0] - GAP, "end"),
            Side::Server => (self.lines[1] + GAP, "start"),
        }
    }
}

/// The picture, as the text of a file.
pub(crate) fn draw(ladder: &Ladder, title: &str) -> String {
    let plan = &Plan::new(ladder);
    let (width, height) = (plan.width, plan.bottom() + MARGIN);
    let paper = Rectangle::new()
        .set("x", 0.5)
        .set("y", 0.5)
        .set("width", width - 1.0)
        .set("height", height - 1.0)
        .set("rx", 12)
        .set("fill", PAPER)
        .set("stroke", FRAME);
    let heading = text(title, width / 2.0, 38.0)
        .set("font-family", SANS)
        .set("font-size", 19)
        .set("font-weight", 600)
        .set("text-anchor", "middle");
    let mut document = Document::new()
        .set("viewBox", (0, 0, width, height))
        .set("width", width)
        .set("height", height)
        .set("role", "img")
        .set("font-family", MONOSPACE)
        .set("font-size", 12)
        .set("fill", INK)
        .add(Title::new(title))
        .add(paper)
        .add(heading);
    for side in SIDES {
        document = document.add(lifeline(plan, side)).add(calls(ladder, plan, side));
    }
    let mut labels = Group::new();
    for (at, rung) in ladder.rungs.iter().enumerate() {
        if let What::Segment(segment, arrives) = &rung.what {
            let (arrow, label) = arrow(segment, plan, plan.heights[at], plan.heights[*arrives]);
            document = document.add(arrow);
            labels = labels.add(label);
        }
    }
    // Over all arrows, of which some may cross others.
    document = document.add(labels);
    for (at, rung) in ladder.rungs.iter().enumerate() {
        document = document.add(states(rung, plan, plan.heights[at]));
    }
    let mut picture = document.to_string();
    picture.push('\n');
    picture
}

/// The line of a side, under its name.
fn lifeline(plan: &Plan, side: Side) -> Group {
    let x = plan.lines[side as usize];
    let line = Line::new()
        .set("x1", x)
        .set("x2", x)
        .set("y1", TOP)
        .set("y2", plan.bottom())
        .set("stroke", LIFELINE)
        .set("stroke-width", 1.5);
    let name = text(side.name(), x, TOP - 13.0)
        .set("font-family", SANS)
        .set("font-size", 14)
        .set("font-weight", 600)
        .set("text-anchor", "middle");
    let frame = Rectangle::new()
        .set("x", x - 44.0)
        .set("y", TOP - 32.0)
        .set("width", 88)
        .set("height", 28)
        .set("rx", 6)
        .set("fill", "#f6f8fa")
        .set("stroke", FRAME);
    Group::new().add(line).add(frame).add(name)
}

/// The calls of a side; beside its line, which is thick while one of them has not returned.
fn calls(ladder: &Ladder, plan: &Plan, side: Side) -> Group {
    let mut calls = Group::new();
    let line = plan.lines[side as usize];
    let mut begun = plan.heights[0];
    for (rung, top) in ladder.rungs.iter().zip(&plan.heights) {
        let What::Call(who, call, part) = &rung.what else { continue };
        if *who != side {
            continue;
        }
        let y = top + CALL / 2.0;
        match part {
            Part::Begin => begun = y,
            Part::End => {
                let bar = Rectangle::new()
                    .set("x", line - 4.0)
                    .set("y", begun)
                    .set("width", 8)
                    .set("height", y - begun)
                    .set("rx", 4)
                    .set("fill", IN_CALL)
                    .set("stroke", "#54aeff");
                calls = calls.add(bar);
            }
            Part::Whole => {
                let dot = Circle::new().set("cx", line).set("cy", y).set("r", 3.5);
                calls = calls.add(dot.set("fill", "#54aeff"));
            }
        }
        let (x, anchor) = plan.beside(side);
        for (at, words) in call.lines(*part, LETTERS).iter().enumerate() {
            let below = at as f32 * LINE;
            let indent = if at > 0 && side == Side::Server { 2.0 * LETTER } else { 0.0 };
            let words = text(words, x + indent, y + 4.0 + below);
            calls = calls.add(words.set("text-anchor", anchor));
        }
    }
    calls
}

/// A segment, which leaves at one height and arrives below another: its arrow, and what it says.
fn arrow(segment: &Segment, plan: &Plan, leaves: f32, arrives: f32) -> (Group, Text) {
    let colour = colour(segment);
    // The label needs the room above it.
    let (y1, y2) = (leaves + 18.0, arrives + 18.0 + SLOPE);
    let inward = |side: Side, by: f32| match side {
        Side::Client => plan.lines[0] + by,
        Side::Server => plan.lines[1] - by,
    };
    let (x1, x2) = (inward(segment.from, 6.0), inward(segment.from.other(), 6.0));
    let angle = ((y2 - y1) / (x2 - x1)).atan().to_degrees();
    let line = Line::new()
        .set("x1", x1)
        .set("y1", y1)
        .set("x2", x2)
        .set("y2", y2)
        .set("stroke", colour)
        .set("stroke-width", 1.8);
    // Points to the right or to the left, and is turned like the line.
    let back = (x1 - x2).signum() * 10.0;
    let head = Path::new()
        .set("d", format!("M{x2} {y2} l{back} -5 v10 z"))
        .set("transform", format!("rotate({angle:.2} {x2} {y2})"))
        .set("fill", colour);
    // One that another crosses has its label near where it leaves.
    let share = if arrives > leaves { 0.27 } else { 0.5 };
    let (x, y) = (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share - 6.0);
    let flags = TSpan::new(segment.flags()).set("font-weight", 700);
    let numbers = TSpan::new(segment.numbers()).set("dx", 8);
    let label = Text::new("")
        .add(flags)
        .add(numbers)
        .set("x", x)
        .set("y", y)
        .set("text-anchor", "middle")
        .set("fill", colour)
        .set("stroke", PAPER)
        .set("stroke-width", 4)
        .set("paint-order", "stroke")
        .set("transform", format!("rotate({angle:.2} {x} {y})"))
        .set("class", "segment");
    (Group::new().add(line).add(head), label)
}

/// The states that a rung brings.
fn states(rung: &Rung, plan: &Plan, top: f32) -> Group {
    let is_call = matches!(rung.what, What::Call(..));
    // Beside a call its text stands; a segment leaves and arrives with nothing beside it.
    let (begin, end) = if is_call { (CALL * 1.5, 0.0) } else { (18.0, 18.0 + SLOPE) };
    let mut group = Group::new();
    for side in SIDES {
        for (states, y) in [(&rung.begin, top + begin), (&rung.end, top + end)] {
            if let Some(state) = states[side as usize] {
                group = group.add(pill(state, plan, side, y));
            }
        }
    }
    group
}

fn pill(state: State, plan: &Plan, side: Side, y: f32) -> Group {
    let words = state.to_string();
    let width = words.len() as f32 * 6.9 + 18.0;
    let (beside, _) = plan.beside(side);
    let x = match side {
        Side::Client => beside - width,
        Side::Server => beside,
    };
    let frame = Rectangle::new()
        .set("x", x)
        .set("y", y - 9.5)
        .set("width", width)
        .set("height", 19)
        .set("rx", 9.5)
        .set("fill", PILL)
        .set("stroke", "#d8b9ff");
    let name = text(&words, x + width / 2.0, y + 4.0)
        .set("font-size", 11)
        .set("font-weight", 600)
        .set("text-anchor", "middle")
        .set("fill", PILL_INK);
    Group::new().set("class", "state").add(frame).add(name)
}

fn text(words: &str, x: f32, y: f32) -> Text {
    Text::new(words).set("x", x).set("y", y)
}

/// The colour of a segment: what it does to the connection.
fn colour(segment: &Segment) -> &'static str {
    if segment.has(TH_RST) {
        "#cf222e"
    } else if segment.has(TH_FIN) {
        "#bc4c00"
    } else if segment.has(TH_SYN) {
        "#1a7f37"
    } else if segment.len > 0 {
        "#0969da"
    } else {
        "#57606a"
    }
}
