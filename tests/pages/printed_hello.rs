//! What the first two programs, `hello_server` and `hello_client`, print when they meet, or don't.

use crate::support::{
    Dir, Process, cc, example, has_cc, has_program, listening_port, poll, strace as tracer,
};
use crate::{printed, root};
use berkeley::{arpa::inet::*, unistd::*};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::{self, File};
use std::io::Read;
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Command, Stdio};

/// The port that the server has on the page: on this machine it is one that the kernel chooses.
const PORT: u16 = 12345;

/// `hello WHAT VARIABLE=VALUE…`: a scene with the two programs, and of it what one of them prints, with
/// these variables in its environment; or, where they meet, `calls=NAME`: just these lines of its trace.
///
/// | WHAT | |
/// |---|---|
/// | `server`, `client` | they meet: this one |
/// | `twice` | a second server, while the first one listens |
/// | `again` | a second server, after the first one has served `nc` and ended |
/// | `alone` | a server that nobody calls; it has to end by itself |
/// | `gone` | the server, whose client has reset the connection before it is accepted |
/// | `refused` | a client, while nobody listens at the port |
/// | `strace` | a client, the C original, as strace sees its network calls |
/// | `states` | not the programs, but what `ss` knows of the server's sockets: before it has served `nc`, and after |
pub(crate) fn print(words: &[&str]) -> Option<String> {
    let (what, variables) = words.split_first().expect("what of it");
    let dir = &Dir::new();
    match *what {
        "server" | "client" => Some(meeting(dir, what, variables)),
        "twice" | "again" => Some(second(dir, what, variables)),
        "alone" => Some(Actor::start(dir, "hello_server", &["0"], variables).finish(0)),
        "gone" => Some(gone(dir, variables)),
        "refused" => Some(refused(dir, variables)),
        "strace" => strace(dir),
        "states" => states(dir),
        other => panic!("no scene {other}"),
    }
}

/// One of the two while it runs, and the file that it writes both its outputs to, in their order.
struct Actor {
    process: Process,
    pid: u32,
    file: std::path::PathBuf,
}

impl Actor {
    fn start(dir: &Dir, name: &str, args: &[&str], variables: &[&str]) -> Actor {
        let mut command = printed::clean(Command::new(example(name)), variables);
        command.args(args);
        Actor::run(dir, name, command)
    }

    fn run(dir: &Dir, name: &str, mut command: Command) -> Actor {
        let file = dir.path().join(format!("{name}-{}", fs::read_dir(dir.path()).unwrap().count()));
        let out = File::create(&file).unwrap();
        let err = out.try_clone().unwrap();
        let process = Process::start(command.stdin(Stdio::null()).stdout(out).stderr(err));
        Actor { pid: process.id(), process, file }
    }

    fn server(dir: &Dir, variables: &[&str]) -> (Actor, u16) {
        let server = Actor::start(dir, "hello_server", &["0"], variables);
        let port = listening_port(server.pid);
        (server, port)
    }

    fn client(dir: &Dir, port: u16, variables: &[&str]) -> Actor {
        Actor::start(dir, "hello_client", &["127.0.0.1", &port.to_string()], variables)
    }

    /// Waits for its end, and gives what it printed, with the numbers of the page.
    fn finish(self, port: u16) -> String {
        self.process.finish();
        let text = fs::read_to_string(&self.file).unwrap();
        let text = text.replace(&format!("process {},", self.pid), "process 4711,");
        let text = printed::addresses(&text);
        let text = printed::like(&text, "0000-00-00", "2026-11-23");
        let text = printed::like(&text, "00:00:00", "22:37:04");
        let text = printed::like(&text, " 0.000 ", " 0.000 ");
        printed::ports(&text, port, PORT)
    }
}

fn meeting(dir: &Dir, who: &str, variables: &[&str]) -> String {
    let calls = variables.iter().find_map(|word| word.strip_prefix("calls="));
    let options = calls.map(|calls| format!("BERKELEY_TRACE_OPTIONS=calls={calls}"));
    let traced: &[&str] = &["BERKELEY_TRACE=1", options.as_deref().unwrap_or_default()];
    let variables = if calls.is_some() { traced } else { variables };

    let of = |name| if who == name { variables } else { &[] };
    let (server, port) = Actor::server(dir, of("server"));
    let client = Actor::client(dir, port, of("client")).finish(port);
    let server = server.finish(port);
    let text = if who == "server" { server } else { client };
    let is_wanted = |line: &&str| calls.is_none() || line.contains(" = ");
    text.lines().filter(is_wanted).map(|line| format!("{line}\n")).collect()
}

fn second(dir: &Dir, when: &str, variables: &[&str]) -> String {
    let (first, port) = Actor::server(dir, &[]);
    if when == "again" {
        call_to_the_end(port);
        first.finish(port);
    }
    // Where the first one still listens, it ends with this scene.
    Actor::start(dir, "hello_server", &[&port.to_string()], variables).finish(port)
}

fn gone(dir: &Dir, variables: &[&str]) -> String {
    let (server, port) = Actor::server(dir, variables);
    let pid = Pid::from_raw(server.pid as i32);
    // It is to sleep while the client comes and goes.
    kill(pid, Signal::SIGSTOP).unwrap();
    poll("a stopped server", || {
        let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        status.rsplit_once(") ").unwrap().1.starts_with('T').then_some(())
    });
    let sock = socket(PF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    addr.sin_port = htons(port);
    assert_eq!(connect(sock, addr, sizeof(addr)), 0);
    let abort = linger { l_onoff: 1, l_linger: 0 };
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_LINGER, &abort, sizeof(&abort)), 0);
    close(sock);
    // The reset has arrived when the kernel has forgotten the connection.
    let own = format!(":{port:04X} ");
    poll("a reset", || {
        let table = fs::read_to_string("/proc/net/tcp").unwrap();
        let mut connections = table.lines().filter(|line| line.contains(&own));
        // 0A is the socket that listens.
        connections.all(|line| line.contains(" 0A ")).then_some(())
    });
    kill(pid, Signal::SIGCONT).unwrap();
    server.finish(port)
}

/// A client that hangs up when the server has, so that it is the server's socket that is in TIME-WAIT.
/// `hello_client` does when it has its message, which may be earlier.
fn call_to_the_end(port: u16) {
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    connection.read_to_end(&mut Vec::new()).unwrap();
}

/// A socket that has a port and does not listen: nobody else can, either.
fn refused(dir: &Dir, variables: &[&str]) -> String {
    let sock = socket(PF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(bind(sock, addr, len), 0);
    assert_eq!(getsockname(sock, addr, &mut len), 0);
    let port = ntohs(addr.sin_port);
    let text = Actor::client(dir, port, variables).finish(port);
    close(sock);
    text
}

fn strace(dir: &Dir) -> Option<String> {
    if !has_cc() || !tracer::is_here() {
        return None;
    }
    let client = cc(&root().join("examples/hello_client.c"), dir);
    let (server, port) = Actor::server(dir, &[]);
    let mut command = Command::new("strace");
    command.args(["-e", "trace=%network"]).arg(client).args(["127.0.0.1", &port.to_string()]);
    let text = Actor::run(dir, "strace", command).finish(port);
    server.finish(port);
    Some(text)
}

fn states(dir: &Dir) -> Option<String> {
    if !has_program("ss") {
        return None;
    }
    let (server, port) = Actor::server(dir, &[]);
    let before = sockets(port);
    call_to_the_end(port);
    server.finish(port);
    // The last acknowledgement may be on its way.
    let after = poll("TIME-WAIT", || Some(sockets(port)).filter(|text| text.contains("TIME-WAIT")));
    Some(format!("$ ss -Htan sport = :{PORT}\n{before}$ ss -Htan sport = :{PORT}\n{after}"))
}

/// What `ss` says of the sockets with this port, its columns as wide as these need.
fn sockets(port: u16) -> String {
    let output = Command::new("ss").args(["-Htan", "sport", "=", &format!(":{port}")]).output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    let line = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [state, received, sent, own, peer] = fields[..] else { panic!("{line}") };
        format!("{state:<9}  {received}  {sent}  {own:<15}  {peer}\n")
    };
    printed::ports(&text.lines().map(line).collect::<String>(), port, PORT)
}
