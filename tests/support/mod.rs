//! What several tests need: programs under strace, programs in C, and a plain word where the
//! machine lacks what they are made with.

#![allow(dead_code, reason = "each test uses some of it")]

#[path = "../c/mod.rs"]
pub(crate) mod c;
pub(crate) mod lines;
pub(crate) mod numbers;
pub(crate) mod strace;
pub(crate) mod traced;

#[allow(unused_imports, reason = "each test uses some of it")]
pub(crate) use c::{say, skip};
use nix::fcntl::OFlag;
use nix::pty::{PtyMaster, grantpt, posix_openpt, ptsname_r, unlockpt};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Output};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take that should take no time: after that, it will not come.
const BOUND: Duration = Duration::from_secs(60);

/// A directory for a test's own files, gone when this is dropped.
pub(crate) struct Dir(PathBuf);

impl Dir {
    pub(crate) fn new() -> Dir {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test-{}-{}", process::id(), COUNT.fetch_add(1, Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Dir(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Whether there is a C compiler; skips the test if not.
pub(crate) fn has_cc() -> bool {
    c::is_here(thread::current().name().unwrap_or("a test"))
}

/// The program that cc makes of a C file.
pub(crate) fn cc(source: &Path, dir: &Dir) -> PathBuf {
    let program = dir.path().join(source.file_stem().unwrap());
    c::cc(&["-w"], source, &program).unwrap_or_else(|complaints| panic!("{complaints}"));
    program
}

/// An example as cargo builds it, in a directory beside that of this test.
pub(crate) fn example(name: &str) -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let example = this.parent().unwrap().with_file_name("examples").join(name);
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    // `cargo test` builds the examples, `cargo test --test NAME` does not. Cargo leaves a list of
    // the files that it made the example of.
    let list = fs::read_to_string(example.with_extension("d")).unwrap_or_default();
    let mut files = list.split_whitespace().filter(|file| file.contains("/examples/")).skip(1);
    let is_new = files.clone().next().is_some()
        && files.all(|file| changed(&example) >= changed(Path::new(file)));
    assert!(is_new, "{example:?} is missing or old: `cargo build --examples` makes it");
    example
}

/// A terminal: the side that reads it, and the side that programs write to.
pub(crate) fn terminal() -> (PtyMaster, File) {
    let terminal = posix_openpt(OFlag::O_RDWR | OFlag::O_NOCTTY | OFlag::O_CLOEXEC).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let path = ptsname_r(&terminal).unwrap();
    let mut options = OpenOptions::new();
    (terminal, options.write(true).custom_flags(OFlag::O_NOCTTY.bits()).open(path).unwrap())
}

/// A process that does not outlive the test.
pub(crate) struct Process {
    child: Option<Child>,
    name: String,
}

impl Process {
    pub(crate) fn start(command: &mut Command) -> Process {
        let name = format!("{command:?}");
        match command.spawn() {
            Ok(child) => Process { child: Some(child), name },
            Err(error) => panic!("{name}: {error}"),
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// Whether it has come to its end.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.as_mut().unwrap().try_wait().unwrap().is_some()
    }

    /// Waits for its end. What it writes into pipes must fit them.
    pub(crate) fn finish(self) -> Output {
        self.finish_while(|| ())
    }

    /// Waits for its end, and does something again and again meanwhile.
    pub(crate) fn finish_while(mut self, mut work: impl FnMut()) -> Output {
        let child = self.child.as_mut().unwrap();
        poll(&self.name, || {
            work();
            child.try_wait().unwrap()
        });
        self.child.take().unwrap().wait_with_output().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // Asked to end, strace ends its program too; killed, it would leave it alone.
            let _ = kill(Pid::from_raw(child.id() as i32), Signal::SIGTERM);
            let _ = child.wait();
        }
    }
}

/// Waits until there is an answer.
pub(crate) fn poll<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < BOUND, "waited too long: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Waits until a process listens for TCP connections, and tells at which port.
pub(crate) fn listening_port(pid: u32) -> u16 {
    // 0A is a socket that listens.
    bound_port(pid, "tcp", "0A")
}

/// Waits until a process has a socket of this protocol in this state (of net/tcp_states.h, as the
/// kernel's tables have it) with a port of its own, over IPv4 or IPv6, and tells at which port.
pub(crate) fn bound_port(pid: u32, protocol: &str, state: &str) -> u16 {
    poll("a port", || {
        let sockets: Vec<String> = fs::read_dir(format!("/proc/{pid}/fd"))
            .ok()?
            .filter_map(|fd| fs::read_link(fd.ok()?.path()).ok())
            .filter_map(|to| Some(to.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.into()))
            .collect();
        let port = |line: &str| {
            // Local address, remote address, state, and at 9 the inode.
            let fields: Vec<&str> = line.split_whitespace().collect();
            let (_, port) = fields[1].rsplit_once(':')?;
            let is_it = fields[3] == state && sockets.iter().any(|inode| inode == fields[9]);
            let port = u16::from_str_radix(port, 16).unwrap();
            (is_it && port != 0).then_some(port)
        };
        ["", "6"].iter().find_map(|version| {
            let table = fs::read_to_string(format!("/proc/{pid}/net/{protocol}{version}")).ok()?;
            table.lines().skip(1).find_map(port)
        })
    })
}

/// Whether the system has a program; skips the test if not.
pub(crate) fn has_program(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    // Where Debian keeps those of the administrator, which not every user has in the path.
    folders.extend(["/usr/sbin", "/sbin"].map(PathBuf::from));
    let has = folders.iter().any(|folder| folder.join(program).is_file());
    if !has {
        skip(&format!("there is no {program}"));
    }
    has
}
