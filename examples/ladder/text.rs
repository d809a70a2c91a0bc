//! The ladder as text, for a terminal: at most 100 columns of it.

use super::call::Part;
use super::tcp::{Segment, State};
use super::{Ladder, Rung, SIDES, Side, What};
use anstyle::{AnsiColor, Style};
use berkeley::netinet::tcp::*;

const WIDTH: usize = 100;
/// The least between the two lines.
const MIDDLE: usize = 30;

const DIM: Style = Style::new().dimmed();
const STATE: Style = AnsiColor::Magenta.on_default();
const NAME: Style = Style::new().bold();

/// A row: beside the client, between the two, beside the server.
#[derive(Default)]
struct Row {
    beside: [(String, Style); 2],
    between: String,
    style: Style,
}

/// The ladder with colours; who prints it takes them out where they are not wanted.
pub(crate) fn draw(ladder: &Ladder) -> String {
    let labels = ladder.rungs.iter().filter_map(|rung| match &rung.what {
        What::Segment(segment, _) => Some(label(segment).chars().count() + 2),
        What::Call(..) => None,
    });
    let middle = labels.max().unwrap_or(0).clamp(MIDDLE, WIDTH / 2);
    // A column for each line, and one beside it.
    let side = (WIDTH - middle - 4) / 2;

    let mut text = String::new();
    let mut is_in_call = [false; 2];
    let mut draw_row = |row: Row, is_in_call: [bool; 2]| {
        let lines = is_in_call.map(|is| if is { "┃" } else { "│" });
        let [(client, style), (server, server_style)] = row.beside;
        let Row { between, style: middle_style, .. } = row;
        let mut line = format!(
            "{style}{client:>side$}{style:#} {}{middle_style}{between:middle$}{middle_style:#}{}",
            lines[0], lines[1],
        );
        if !server.is_empty() {
            line += &format!(" {server_style}{server}{server_style:#}");
        }
        text += &line;
        text.push('\n');
    };
    let names = SIDES.map(|name| (name.name().to_string(), NAME));
    draw_row(Row { beside: names, ..Row::default() }, is_in_call);
    for rung in &ladder.rungs {
        match &rung.what {
            What::Call(who, call, part) => {
                is_in_call[*who as usize] = *part != Part::Whole;
                for (at, line) in call.lines(*part, side).into_iter().enumerate() {
                    let is_more = at > 0 && *who == Side::Server;
                    let mut row = Row::default();
                    row.beside[*who as usize].0 = if is_more { format!("  {line}") } else { line };
                    draw_row(row, is_in_call);
                }
                is_in_call[*who as usize] = *part == Part::Begin;
                if rung.begin.iter().any(Option::is_some) {
                    draw_row(Row { beside: beside(&rung.begin), ..Row::default() }, is_in_call);
                }
            }
            What::Segment(segment, _) => {
                for row in arrow(segment, rung, middle) {
                    draw_row(row, is_in_call);
                }
            }
        }
    }
    text
}

/// The two rows of a segment: it leaves, and it arrives.
fn arrow(segment: &Segment, rung: &Rung, middle: usize) -> [Row; 2] {
    let label = label(segment);
    let line = "─".repeat(middle - 2);
    let (label, arrow) = match segment.from {
        Side::Client => (format!(" {label}"), format!("{line}─▶")),
        Side::Server => (format!("{label:>width$} ", width = middle - 1), format!("◀─{line}")),
    };
    let style = style(segment);
    [
        Row { beside: beside(&rung.begin), between: label, style },
        Row { beside: beside(&rung.end), between: arrow, style },
    ]
}

fn label(segment: &Segment) -> String {
    format!("{} {}", segment.flags(), segment.numbers())
}

fn beside(states: &[Option<State>; 2]) -> [(String, Style); 2] {
    states.map(|state| (state.map_or(String::new(), |state| state.to_string()), STATE))
}

/// The colour of a segment: what it does to the connection.
fn style(segment: &Segment) -> Style {
    let colour = if segment.has(TH_RST) {
        AnsiColor::Red
    } else if segment.has(TH_FIN) {
        AnsiColor::Yellow
    } else if segment.has(TH_SYN) {
        AnsiColor::Green
    } else if segment.len > 0 {
        AnsiColor::Cyan
    } else {
        return DIM;
    };
    colour.on_default()
}
