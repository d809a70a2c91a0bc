//! A call, as strace prints it, and what to leave out of it where there is little room.

use super::tcp::State;

/// A call and what it returned.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) args: Vec<String>,
    pub(crate) result: String,
    /// The state of its socket when it had returned, as `TCP_INFO` tells it.
    pub(crate) state: Option<State>,
}

/// What a call has to do with segments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Sends SYN, and waits for the answer.
    Connects,
    /// Waits until somebody has connected.
    Accepts,
    /// Waits for data, or for the end of it.
    Reads,
    /// Sends data.
    Writes,
    /// Sends FIN or RST, if it ends a connection.
    Closes,
    /// Nothing.
    Other,
}

/// How much of a call there is to see at one place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    Whole,
    /// It was called.
    Begin,
    /// It returned.
    End,
}

/// Where a line may end. strace's lines have none within.
const BREAK: char = '\n';

impl Call {
    /// The call that a line of strace shows.
    pub(crate) fn parse(line: &str) -> Option<Call> {
        let (call, result) = line.trim_end().rsplit_once(" = ")?;
        let (name, args) = call.trim_end().strip_suffix(')')?.split_once('(')?;
        // What the number of an error means goes into no column.
        let result = result.split(" (").next()?;
        let args = split(args).into_iter().map(|arg| shorten(arg.trim())).collect();
        Some(Call { name: name.into(), args, result: result.into(), state: None })
    }

    /// The descriptor of the socket that the call is about.
    pub(crate) fn socket(&self) -> Option<i32> {
        let is_new = matches!(self.name.as_str(), "socket" | "accept" | "accept4");
        let number = if is_new { &self.result } else { self.args.first()? };
        number.parse().ok()
    }

    /// What the call has to do with segments.
    pub(crate) fn kind(&self) -> Kind {
        match self.name.as_str() {
            "connect" => Kind::Connects,
            "accept" | "accept4" => Kind::Accepts,
            "read" | "readv" | "recvfrom" | "recvmsg" => Kind::Reads,
            "write" | "writev" | "sendto" | "sendmsg" => Kind::Writes,
            "close" | "shutdown" => Kind::Closes,
            _ => Kind::Other,
        }
    }

    /// A part of the call, in lines of at most so many columns. Those behind the first leave two of
    /// them, to be set in.
    pub(crate) fn lines(&self, part: Part, width: usize) -> Vec<String> {
        let text = self.text(part);
        let mut lines: Vec<String> = Vec::new();
        let mut room = width;
        for word in text.split(BREAK) {
            match lines.last_mut() {
                Some(line) if length(line) + 1 + length(word) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => {
                    room = if lines.is_empty() { width } else { width.saturating_sub(2) };
                    lines.push(cut(word, room));
                }
            }
        }
        lines
    }

    /// A part of the call, with a [`BREAK`] wherever a line may end.
    fn text(&self, part: Part) -> String {
        let Call { name, args, result, .. } = self;
        let join = |args: &[String]| args.join(&format!(",{BREAK}"));
        // Before it returns, nobody knows what it will store: strace shows that afterwards.
        let (given, stored) = args.split_at(self.first_outcome());
        match part {
            Part::Whole => format!("{name}({}) = {result}", join(args)),
            Part::Begin if stored.is_empty() => format!("{name}({})", join(given)),
            Part::Begin => format!("{name}({},{BREAK}…", join(given)),
            Part::End if stored.is_empty() => format!("= {result}"),
            // Nothing was stored: where it would have been.
            Part::End if stored[0] == "…" => format!("{}) = {result}", join(stored)),
            Part::End => format!("…{BREAK}{}) = {result}", join(stored)),
        }
    }

    /// The first of the arguments that the call stores something in.
    fn first_outcome(&self) -> usize {
        match self.name.as_str() {
            "accept" | "accept4" | "read" | "recvfrom" | "recvmsg" => 1.min(self.args.len()),
            _ => self.args.len(),
        }
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A line that is not longer than it may be: if it is, its end stays, where the result is.
fn cut(line: &str, width: usize) -> String {
    if length(line) <= width {
        return line.into();
    }
    let result = line.rfind(" = ").map_or("", |at| &line[at..]);
    let kept: String = line.chars().take(width.saturating_sub(1 + length(result))).collect();
    format!("{kept}…{result}")
}

/// The arguments of a call: what commas separate that are in no bracket and no text.
fn split(args: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut depth, mut in_text, mut escaped) = (0, false, false);
    for (at, c) in args.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&args[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&args[start..]);
    parts
}

/// An address as `127.0.0.1:12345`, and nothing for a pointer: it means something to the program
/// only.
fn shorten(arg: &str) -> String {
    let address = || {
        let rest = arg.strip_prefix("{sa_family=AF_INET, sin_port=htons(")?;
        let (port, rest) = rest.split_once("), sin_addr=inet_addr(\"")?;
        Some(format!("{}:{port}", rest.strip_suffix("\")}")?))
    };
    if arg.len() > "0xffffffff".len() && arg.starts_with("0x") {
        return "…".into();
    }
    address().unwrap_or_else(|| arg.into())
}
