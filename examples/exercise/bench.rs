//! Where a program is tried: it runs under a trace, and for a bounded time.

use crate::process::{children, state};
use crate::task::{Finding, Verdict};
use berkeley::signal::{SIGKILL, kill};
use core::ffi::c_int;
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take that is right. One that is not may wait for ever.
const PATIENCE: Duration = Duration::from_secs(10);

/// How much a program may write into its trace. One that makes calls without end writes on.
const MOST: u64 = 4 << 20;

/// A program to be tried.
pub(crate) struct Bench {
    program: PathBuf,
}

/// A run of the program.
pub(crate) struct Run {
    child: Child,
    trace: PathBuf,
}

/// A call of the program, as strace prints it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) args: String,
    pub(crate) result: String,
    pub(crate) line: String,
}

/// A run that is over.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) calls: Vec<Call>,
}

impl Bench {
    pub(crate) fn new(program: &Path) -> Bench {
        Bench { program: program.into() }
    }

    /// Starts the program.
    pub(crate) fn start(&self, args: &[&str]) -> Run {
        self.start_with(args, |_| ())
    }

    /// Starts the program with these faults.
    pub(crate) fn start_with_faults(&self, args: &[&str], rules: &str) -> Run {
        self.start_with(args, |command| {
            command.env("BERKELEY_FAULT", rules);
        })
    }

    /// Starts the program, prepared.
    pub(crate) fn start_with(&self, args: &[&str], prepare: impl FnOnce(&mut Command)) -> Run {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("exercise-{}-{}", process::id(), COUNT.fetch_add(1, Relaxed));
        let trace = env::temp_dir().join(name);
        let mut command = Command::new(&self.program);
        command.args(args).env("BERKELEY_TRACE", &trace).env_remove("BERKELEY_TRACE_OPTIONS");
        command.env_remove("BERKELEY_FAULT").env_remove("BERKELEY_LEDGER");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        prepare(&mut command);
        let child = command.spawn().expect("the program was just compiled");
        Run { child, trace }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.program);
    }
}

impl Run {
    /// The calls made until now.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let trace = fs::read_to_string(&self.trace).unwrap_or_default();
        // The last line may be on its way.
        let whole = trace.rfind('\n').map_or("", |end| &trace[..end]);
        whole.lines().filter_map(Call::parse).collect()
    }

    /// Waits until a call has returned that is what is looked for.
    pub(crate) fn wait_for(&mut self, is_it: impl Fn(&Call) -> bool) -> Result<Call, Finding> {
        self.wait_until(|run| run.calls().into_iter().find(&is_it))
    }

    /// Waits until so many calls of this name have returned.
    pub(crate) fn wait_for_calls(&mut self, name: &str, count: usize) -> Verdict {
        let calls = |run: &Run| run.calls().iter().filter(|call| call.is(name)).count();
        self.wait_until(|run| (calls(run) >= count).then_some(()))
    }

    /// Waits until there is what is looked for.
    pub(crate) fn wait_until<T>(
        &mut self,
        mut look: impl FnMut(&Run) -> Option<T>,
    ) -> Result<T, Finding> {
        let start = Instant::now();
        loop {
            let ended = self.child.try_wait().ok().flatten().is_some();
            if let Some(found) = look(self) {
                return Ok(found);
            }
            if ended {
                return Err(self.show_last(Finding::new("ended-early")));
            }
            self.still_waits(start)?;
        }
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, signal: c_int) {
        kill(self.pid() as c_int, signal);
    }

    /// Waits until the program waits (`S`) or is stopped (`T`).
    pub(crate) fn wait_for_state(&mut self, wanted: char) -> Verdict {
        self.wait_until(|run| (state(run.pid()) == Some(wanted)).then_some(()))
    }

    /// Waits until the program listens; the port at which it does.
    pub(crate) fn port(&mut self) -> Result<u16, Finding> {
        self.wait_for(|call| call.name == "listen" && call.result == "0")?;
        Ok(self.bound_port("tcp").unwrap_or_default())
    }

    /// The port of a socket of the program, from the kernel's table of a protocol.
    pub(crate) fn bound_port(&self, protocol: &str) -> Option<u16> {
        let pid = self.child.id();
        let sockets: Vec<String> = fs::read_dir(format!("/proc/{pid}/fd"))
            .ok()?
            .filter_map(|fd| fs::read_link(fd.ok()?.path()).ok())
            .filter_map(|to| Some(to.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.into()))
            .collect();
        let table = fs::read_to_string(format!("/proc/{pid}/net/{protocol}")).ok()?;
        table.lines().skip(1).find_map(|line| {
            // The local address, and at 9 the inode.
            let fields: Vec<&str> = line.split_whitespace().collect();
            let (_, port) = fields[1].rsplit_once(':')?;
            let port = u16::from_str_radix(port, 16).ok()?;
            (sockets.iter().any(|inode| inode == fields[9]) && port != 0).then_some(port)
        })
    }

    /// Waits until the program ends.
    pub(crate) fn finish(mut self) -> Result<Ended, Finding> {
        let start = Instant::now();
        // Read meanwhile: a pipe takes some pages, and then the writer waits.
        let out = collect(self.child.stdout.take());
        let err = collect(self.child.stderr.take());
        let status = loop {
            if let Some(status) = self.child.try_wait().ok().flatten() {
                break status;
            }
            self.still_waits(start)?;
        };
        let text = |reader: thread::JoinHandle<Vec<u8>>| {
            String::from_utf8_lossy(&reader.join().unwrap_or_default()).into_owned()
        };
        let calls = self.calls();
        Ok(Ended { status, out: text(out), err: text(err), calls })
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits a moment; not for ever.
    fn still_waits(&self, since: Instant) -> Verdict {
        let size = fs::metadata(&self.trace).map_or(0, |trace| trace.len());
        if size > MOST || since.elapsed() > PATIENCE {
            return Err(self.show_last(Finding::new(if size > MOST { "spins" } else { "hangs" })));
        }
        thread::sleep(Duration::from_millis(5));
        Ok(())
    }

    fn show_last(&self, finding: Finding) -> Finding {
        match self.calls().pop() {
            Some(call) => finding.show(call.line),
            None => finding,
        }
    }
}

impl Ended {
    /// A program that did all it had to do ends well, too.
    pub(crate) fn succeeded(&self) -> Verdict {
        if self.status.success() {
            return Ok(());
        }
        Err(Finding::new("failed").show(self.err.trim_end()))
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            // Its children first: once it has ended, they are nobody's that is known here.
            for child in children(self.pid()) {
                kill(child as c_int, SIGKILL);
            }
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        let _ = fs::remove_file(&self.trace);
    }
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

impl Call {
    fn parse(line: &str) -> Option<Call> {
        let (call, result) = line.trim_end().rsplit_once(" = ")?;
        let (name, args) = call.trim_end().strip_suffix(')')?.split_once('(')?;
        let [name, args, result, line] = [name, args, result, line].map(String::from);
        Some(Call { name, args, result, line })
    }

    /// Whether it is a call of this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Whether it reads from a connection.
    pub(crate) fn is_read(&self) -> bool {
        self.is("read") || self.is("recvfrom")
    }
}

/// A client of the program, which waits for nothing without end.
pub(crate) fn connect(port: u16) -> Result<TcpStream, Finding> {
    let refused = |_| Finding::new("not-there");
    let stream = TcpStream::connect(("127.0.0.1", port)).map_err(refused)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(refused)?;
    Ok(stream)
}

/// What the program says until it hangs up.
pub(crate) fn read_all(mut stream: impl Read) -> String {
    let mut text = Vec::new();
    // A reset ends it, too.
    let _ = stream.read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// A server for the program, and its port.
pub(crate) fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port left");
    let port = listener.local_addr().expect("it is bound").port();
    (listener, port.to_string())
}

/// Takes one connection, and gives an answer each time that it is asked. Then it hangs up.
pub(crate) fn answer(
    listener: &TcpListener,
    question: &str,
    answers: &[&str],
) -> std::io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let asked = &mut vec![0; question.len()];
    for answer in answers {
        stream.read_exact(asked)?;
        stream.write_all(answer.as_bytes())?;
    }
    // It may have asked on; what lies unread when a socket is closed makes the end a reset.
    stream.shutdown(Shutdown::Write)?;
    stream.read_to_end(asked)?;
    Ok(())
}
