//! A conversation over TCP, with everything that goes over the wire: a client calls a server, and
//! the calls of both are shown with the segments between them and the states of TCP.
//!
//!     cargo run --example handshake [--help]
//!
//! The two run as processes of their own (`client.rs`, `server.rs`). To see segments takes a
//! privilege, `CAP_NET_RAW`; without it there are the calls, and the states that the kernel reports.

use options::{Mode, Options};
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::{env, fs};

mod client;
#[path = "../ladder/mod.rs"]
mod ladder;
mod options;
mod server;

use ladder::Side;
use ladder::teller::tell;
use ladder::witness::Witness;

/// Set for the processes that this program starts: which of the two to be.
const ROLE: &str = "HANDSHAKE_ROLE";
/// Set for the client: the port of the server.
const PORT: &str = "HANDSHAKE_PORT";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("handshake: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let Some(options) = options::read().map_err(|error| error.to_string())? else {
        print!("{}", options::USAGE);
        return Ok(());
    };
    let role = env::var(ROLE).unwrap_or_default();
    let Some(side) = Side::of_name(&role) else { return show(&options) };
    tell(side, false);
    match side {
        Side::Server => server::run(&options),
        Side::Client => {
            let port = env::var(PORT).ok().and_then(|port| port.parse().ok());
            client::run(&options, port.ok_or("no port to call")?);
        }
    }
    Ok(())
}

/// Says something on standard output, which may be a full disk or a pipe that nobody reads.
fn say(text: &str) -> Result<(), String> {
    let mut out = anstream::stdout();
    let said = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    said.map_err(|error| format!("standard output: {error}"))
}

/// Runs the two, and shows what passed between them.
fn show(options: &Options) -> Result<(), String> {
    let mut witness = Witness::new()?;
    if let Some(why) = witness.blindness() {
        let instead = "Here are the calls, with the states that TCP_INFO told after them.";
        say(&format!("The segments are not shown: {why}.\n{instead}\n\n"))?;
    }

    // The server says its port when it can be called, and ends when nobody calls any more.
    let mut server = start("server", &witness, |server| {
        server.stdin(Stdio::piped()).stdout(Stdio::piped());
    })?;
    let mut line = String::new();
    let said = server.stdout.take().map(|said| BufReader::new(said).read_line(&mut line));
    let port = said.and_then(|_| line.trim().parse().ok());
    let mut ends = Vec::new();
    if let Some(port) = port {
        witness.watch(port);
        let mut client = start("client", &witness, |client| {
            client.env(PORT, port.to_string()).stdin(Stdio::null()).stdout(Stdio::piped());
        })?;
        // A server that waits for the client goes on when it has read something, or ended.
        let mut said = client.stdout.take().map(BufReader::new);
        let _ = said.as_mut().map(|said| said.read_line(&mut line));
        drop(server.stdin.take());
        ends.push(("client", client.wait()));
    }
    drop(server.stdin.take());
    ends.push(("server", server.wait()));

    let ladder = witness.ladder(port.unwrap_or(0));
    say(&ladder::text::draw(&ladder).to_string())?;
    match witness.lost() {
        0 => {}
        lost => say(&format!("\n{lost} packets are not shown: there was no room for them.\n"))?,
    }
    if let Some(file) = &options.svg {
        let picture = ladder::svg::draw(&ladder, options.title());
        fs::write(file, picture).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    for (name, end) in ends {
        let status = end.map_err(|error| error.to_string())?;
        // That the client gets no connection is what this mode is for.
        let shall_fail = options.mode == Mode::Refused && name == "client";
        if !status.success() && !shall_fail {
            return Err(format!("the {name} ended with {status}"));
        }
    }
    Ok(())
}

/// Starts this very program as one of the two, with its calls told to the witness.
fn start(role: &str, witness: &Witness, more: impl FnOnce(&mut Command)) -> Result<Child, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut process = Command::new(program);
    process.args(env::args_os().skip(1)).env(ROLE, role);
    witness.hears(&mut process);
    more(&mut process);
    process.spawn().map_err(|error: io::Error| format!("the {role} did not start: {error}"))
}
