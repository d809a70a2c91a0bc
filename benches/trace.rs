//! What the trace costs a round trip of 64 bytes, beside strace.
//!
//!     cargo bench --bench trace [-- --quick]
//!
//! The same program makes its trips without a trace, with one to a file, with one to a file that
//! says the time as well, and under `strace -o` to a file. They take turns, each run is a process of
//! its own, and every round starts with another one, so that whatever slows the machine for a while
//! slows all alike. A run measures itself, without its start. The cost is the difference to the run
//! without a trace in the same round; its median over the rounds is shown.

use berkeley::sys::socket::*;
use berkeley::unistd::*;
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const SIZE: usize = 64;
/// Trips in a run, each of which is four calls.
const TRIPS: u32 = 2000;
const CALLS: f64 = 4.0;
/// How much more strace is to cost than the trace, at the least.
const AIM: f64 = 10.0;

const WAYS: [&str; 4] = ["no trace", "trace", "trace, time=us", "strace -o"];

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().collect();
    if args.iter().any(|arg| arg == "trips") {
        println!("{}", trips());
        return Ok(());
    }
    // Without `--bench` cargo only wants to know that it runs: `cargo test --benches`.
    let is_bench = args.iter().any(|arg| arg == "--bench");
    let rounds = if is_bench && !args.iter().any(|arg| arg == "--quick") { 24 } else { 2 };
    let strace = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let strace = strace.is_ok_and(|output| output.status.success());
    if !strace {
        println!("SKIPPED: strace, which this is compared with, is not here or may not trace.");
    }

    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trace-{}", std::process::id()));
    let mut times = WAYS.map(|_| Vec::new());
    for round in 0..rounds {
        for turn in 0..WAYS.len() {
            let way = (round + turn) % WAYS.len();
            if way < 3 || strace {
                times[way].push(run(WAYS[way], &file)?);
            }
        }
    }

    println!("A round trip of {SIZE} bytes, four calls, {rounds} rounds of {TRIPS} trips\n");
    println!("  {:<16} {:>10}  {:>15}", "", "trip", "cost of a call");
    let cost = |way: usize| {
        median(times[way].iter().zip(&times[0]).map(|(with, without)| (with - without) / CALLS))
    };
    for (way, times) in times.iter().enumerate().filter(|(_, times)| !times.is_empty()) {
        let trip = median(times.iter().copied());
        println!("  {:<16} {trip:>7.0} ns  {:>12.0} ns", WAYS[way], cost(way));
    }
    if strace {
        let ratio = cost(3) / cost(1);
        println!("\n  strace costs {ratio:.1} times as much as the trace (aim: at least {AIM}).");
    }
    Ok(())
}

/// Runs the trips in a process of their own, and gives how many nanoseconds one took.
fn run(way: &str, file: &PathBuf) -> io::Result<f64> {
    let this = env::current_exe()?;
    let mut command = match way {
        "strace -o" => {
            let mut strace = Command::new("strace");
            strace.arg("-o").arg(file).arg(this);
            strace
        }
        _ => Command::new(this),
    };
    command.arg("trips").stderr(Stdio::inherit());
    command.env_remove("BERKELEY_TRACE").env_remove("BERKELEY_TRACE_OPTIONS");
    if way.starts_with("trace") {
        command.env("BERKELEY_TRACE", file);
    }
    if way.ends_with("time=us") {
        command.env("BERKELEY_TRACE_OPTIONS", "time=us,duration");
    }
    let output = command.output()?;
    std::fs::remove_file(file).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })?;
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim().parse().map_err(|_| io::Error::other(format!("{way}: {:?}", output.status)))
}

/// Makes the trips, there and back, and gives how many nanoseconds one took.
fn trips() -> f64 {
    let ends = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    let message = &mut [7u8; SIZE];
    let mut trips = |count: u32| {
        let [mut near, mut far] = *ends;
        let start = Instant::now();
        for _ in 0..2 * count {
            assert_eq!(write(near, message, SIZE), SIZE as isize);
            assert_eq!(read(far, message, SIZE), SIZE as isize);
            std::mem::swap(&mut near, &mut far);
        }
        start.elapsed().as_nanos() as f64 / f64::from(count)
    };
    trips(TRIPS / 10);
    trips(TRIPS)
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
