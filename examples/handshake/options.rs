//! What the program is asked for.

use lexopt::prelude::*;
use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
Shows a conversation over TCP: the calls of a client and of a server, and the segments between them.

usage: handshake [options]

  --svg FILE      also draw it into FILE
  --port N        the port of the server (otherwise one that the kernel chooses)
  --message TEXT  what the server says (otherwise: Hello, Client!)
  --half-close    the client shuts its side down first, and then hears the message
  --reset         the server hangs up with SO_LINGER 0: RST
  --refused       the server does not listen: RST
  --help          this text

To see segments takes the privilege CAP_NET_RAW. Without it the calls are shown, and the states that
the kernel reports.
";

/// How the conversation goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Plain,
    HalfClose,
    Reset,
    Refused,
}

pub(crate) struct Options {
    pub(crate) svg: Option<PathBuf>,
    pub(crate) port: Option<u16>,
    pub(crate) message: String,
    pub(crate) mode: Mode,
}

/// The options; `None` if the usage is asked for.
pub(crate) fn read() -> Result<Option<Options>, lexopt::Error> {
    let mut options =
        Options { svg: None, port: None, message: "Hello, Client!".into(), mode: Mode::Plain };
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        let mode = match arg {
            Long("svg") => {
                options.svg = Some(args.value()?.into());
                continue;
            }
            Long("port") => {
                options.port = Some(args.value()?.parse()?);
                continue;
            }
            Long("message") => {
                options.message = args.value()?.string()?;
                continue;
            }
            Long("half-close") => Mode::HalfClose,
            Long("reset") => Mode::Reset,
            Long("refused") => Mode::Refused,
            Long("help") | Short('h') => return Ok(None),
            other => return Err(other.unexpected()),
        };
        if options.mode != Mode::Plain && options.mode != mode {
            return Err("one of --half-close, --reset and --refused at a time".into());
        }
        options.mode = mode;
    }
    Ok(Some(options))
}

impl Options {
    /// What the picture shows.
    pub(crate) fn title(&self) -> &'static str {
        match self.mode {
            Mode::Plain => "A conversation over TCP",
            Mode::HalfClose => "The client closes its side first: shutdown",
            Mode::Reset => "The server hangs up with a reset: SO_LINGER",
            Mode::Refused => "Nobody listens: connection refused",
        }
    }
}
