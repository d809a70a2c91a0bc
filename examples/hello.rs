//! Server and client at once: runs both as processes of their own, and shows what each says and
//! each system call that it makes; in the end, where it may, the segments between them, too.
//!
//!     cargo run --example hello [port]

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{env, fs, thread};

#[path = "hello_client.rs"]
mod client;
#[allow(dead_code, reason = "it also makes pictures")]
mod ladder;
#[path = "hello_server.rs"]
mod server;

use ladder::Side;
use ladder::teller::tell;
use ladder::witness::Witness;

/// The port of the two programs when they are given none.
const PORT: u16 = 12345;

/// Set for the processes that this program starts: which of the two to be.
const ROLE: &str = "HELLO_ROLE";

fn main() {
    match env::var(ROLE).as_deref() {
        Ok("server") => {
            tell(Side::Server, true);
            server::main();
        }
        Ok("client") => {
            tell(Side::Client, true);
            client::main();
        }
        _ => {
            if let Err(problem) = both() {
                eprintln!("hello: {problem}");
                std::process::exit(1);
            }
        }
    }
}

/// What the two processes are heard of.
enum Heard {
    /// A system call: who made it, and the call as strace would print it.
    Call(&'static str, String),
    /// A line on its standard output.
    Says(&'static str, String),
    /// A line on its standard error that is not a call.
    Error(&'static str, String),
    /// One of them closed its standard error: it has ended, or is about to.
    End,
}

fn both() -> Result<(), String> {
    let mut args = env::args().skip(1);
    let port = match (args.next(), args.next()) {
        (None, _) => PORT,
        (Some(port), None) => {
            port.parse().map_err(|_| format!("not a port: {port}\nusage: hello [port]"))?
        }
        _ => return Err("usage: hello [port]".into()),
    };
    wait_while_port_rests(port).map_err(|error| error.to_string())?;

    let mut witness = Witness::new()?;
    witness.watch(port);
    let (tell, hear) = channel();
    let mut server = start("server", port, &witness, &tell)?;
    let stopped = follow(&hear, |heard| match heard {
        Heard::Call(_, call) => call.starts_with("listen"),
        heard => matches!(heard, Heard::End),
    });
    if !matches!(stopped, Some(Heard::Call(..))) {
        let _ = server.wait();
        return Err(format!("no server at port {port}; another port can be given"));
    }
    let mut client = start("client", port, &witness, &tell)?;
    drop(tell);
    follow(&hear, |_| false);

    for (name, process) in [("server", &mut server), ("client", &mut client)] {
        let status = process.wait().map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(format!("the {name} ended with {status}"));
        }
    }
    match witness.blindness() {
        Some(why) => println!("\nThe segments between them are not shown: {why}."),
        None => anstream::print!("\n{}", ladder::text::draw(&witness.ladder(port))),
    }
    Ok(())
}

/// Starts this very program as one of the two, with its calls told.
fn start(
    role: &'static str,
    port: u16,
    witness: &Witness,
    tell: &Sender<Heard>,
) -> Result<Child, String> {
    let mut process = env::current_exe()
        .and_then(|program| {
            let mut command = Command::new(program);
            witness.hears(&mut command);
            if role == "client" {
                command.arg("127.0.0.1");
            }
            command
                .arg(port.to_string())
                .env(ROLE, role)
                .env_remove("BERKELEY_TRACE_OPTIONS")
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
        })
        .map_err(|error| format!("the {role} did not start: {error}"))?;
    let (says, traces) = (process.stdout.take(), process.stderr.take());
    let tell_says = tell.clone();
    thread::spawn(move || {
        for line in says.into_iter().flat_map(lines) {
            let _ = tell_says.send(Heard::Says(role, line));
        }
    });
    let tell_calls = tell.clone();
    thread::spawn(move || {
        for line in traces.into_iter().flat_map(lines) {
            let kind = if line.contains(" = ") { Heard::Call } else { Heard::Error };
            let _ = tell_calls.send(kind(role, line));
        }
        let _ = tell_calls.send(Heard::End);
    });
    Ok(process)
}

/// The lines of a stream, to its end.
fn lines(stream: impl Read) -> impl Iterator<Item = String> {
    BufReader::new(stream).lines().map_while(Result::ok)
}

/// Prints what is heard, until both have ended or something is `awaited`: that is returned.
fn follow(hear: &Receiver<Heard>, awaited: impl Fn(&Heard) -> bool) -> Option<Heard> {
    hear.iter().inspect(print).find(awaited)
}

fn print(heard: &Heard) {
    match heard {
        Heard::Call(who, call) => println!("{who}    {call}"),
        Heard::Says(who, line) => println!("{who} >> {line}"),
        Heard::Error(who, line) => eprintln!("{who}: {line}"),
        Heard::End => {}
    }
}

/// Waits while nothing but connections that have ended keeps the port.
///
/// The side that hangs up first, here the server, keeps its end for a minute, in case a segment is
/// still on its way (RFC 9293, TIME-WAIT); until then a plain `bind` to the port is `EADDRINUSE`.
fn wait_while_port_rests(port: u16) -> io::Result<()> {
    let mut told = false;
    while let Some(rest) = rests(port)? {
        if !told {
            eprintln!(
                "Port {port} rests in TIME_WAIT from an earlier run, for {} s more: waiting. \
                 Another port: cargo run --example hello -- {}",
                rest.as_secs() + 1,
                if port == PORT { PORT + 1 } else { PORT }
            );
            told = true;
        }
        thread::sleep(rest + Duration::from_millis(100));
    }
    Ok(())
}

/// For how long the port rests still; none if it does not, or if a socket really has it.
fn rests(port: u16) -> io::Result<Option<Duration>> {
    let mut longest = None;
    for line in fs::read_to_string("/proc/net/tcp")?.lines().skip(1) {
        // Number, own address, other address, state, queues, timer: proc_net_tcp in the kernel.
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [_, own, _, state, _, timer, ..] = columns[..] else { continue };
        if !own.ends_with(&format!(":{port:04X}")) {
            continue;
        }
        if state != "06" {
            return Ok(None);
        }
        let ticks = timer.split(':').nth(1).and_then(|ticks| u64::from_str_radix(ticks, 16).ok());
        longest = longest.max(Some(Duration::from_millis(ticks.unwrap_or(100) * 10)));
    }
    Ok(longest)
}
