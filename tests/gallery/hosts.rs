//! Two hosts of a network of their own: network namespaces, joined by a cable.

use crate::support::{poll, skip};
use nix::libc;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::process::{Child, Command, Stdio};
use std::thread;

/// A host: a network namespace, which lives as long as this.
pub(crate) struct Host {
    /// A process that does nothing but keep the namespace.
    keeper: Child,
}

/// The addresses of the two hosts, in the order in which [`hosts`] gives them.
pub(crate) const V4: [&str; 2] = ["10.1.1.1", "10.1.1.2"];
pub(crate) const V6: [&str; 2] = ["fd00::1", "fd00::2"];

/// What each host is told: its interface is `eth0`, with a broadcast address and a way for multicast.
const SETTINGS: &str = "\
    ip link set lo up
    echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_dad 2>/dev/null
    ip addr add $1/24 broadcast 10.1.1.255 dev eth0
    ip -6 addr add $2/64 dev eth0 nodad
    ip link set eth0 up
    ip route add 224.0.0.0/4 dev eth0";

/// Two hosts with a cable between them; none, with a word, where that may not be made.
pub(crate) fn hosts() -> Option<[Host; 2]> {
    make().inspect_err(|why| skip(&format!("no network of hosts can be made: {why}"))).ok()
}

fn make() -> Result<[Host; 2], String> {
    let hosts = [Host::new()?, Host::new()?];
    let [left, right] = [0, 1].map(|host: usize| hosts[host].keeper.id().to_string());
    let mut cable = Command::new("ip");
    cable.args(["link", "add", "eth0", "netns", &left, "type", "veth"]);
    run(cable.args(["peer", "name", "eth0", "netns", &right]))?;
    for (at, host) in hosts.iter().enumerate() {
        run(host.command("sh").args(["-c", &format!("set -e\n{SETTINGS}"), "sh", V4[at], V6[at]]))?;
    }
    for host in &hosts {
        // That the cable is plugged in, the kernel notices a moment later: until then packets are lost.
        // Then it makes this address.
        poll("a cable", || {
            let show = ["-6", "addr", "show", "dev", "eth0", "scope", "link", "-tentative"];
            let output = host.command("ip").args(show).output().ok()?;
            (!output.stdout.is_empty()).then_some(())
        });
    }
    Ok(hosts)
}

/// A host without a network: what goes wrong there reaches nobody. None, with a word, where that may
/// not be made.
pub(crate) fn island() -> Option<Host> {
    Host::new().inspect_err(|why| skip(&format!("no host of its own can be made: {why}"))).ok()
}

impl Host {
    fn new() -> Result<Host, String> {
        let mut keeper = Command::new("unshare");
        // cat goes on until its input ends: with this, or with the test.
        keeper.args(["-n", "sh", "-c", "echo; exec cat"]);
        let keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut keeper = keeper.spawn().map_err(|error| format!("unshare: {error}"))?;
        let mut ready = [0];
        use std::io::Read;
        if keeper.stdout.as_mut().unwrap().read_exact(&mut ready).is_err() {
            let output = keeper.wait_with_output().unwrap();
            return Err(String::from_utf8_lossy(&output.stderr).trim_end().into());
        }
        Ok(Host { keeper })
    }

    /// A program on this host.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["-t", &self.keeper.id().to_string(), "-n", program]);
        command
    }

    /// Does something on this host, in a thread of its own.
    pub(crate) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let namespace = File::open(format!("/proc/{}/ns/net", self.keeper.id())).unwrap();
        thread::scope(|scope| {
            let thread = scope.spawn(|| {
                // SAFETY: changes what this thread sees of the network, and nothing else.
                let status = unsafe { libc::setns(namespace.as_raw_fd(), libc::CLONE_NEWNET) };
                assert_eq!(status, 0, "{}", std::io::Error::last_os_error());
                work()
            });
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    /// The same command, on this host.
    pub(crate) fn lends_its_network_to(&self, command: &Command) -> Command {
        let mut here = self.command(command.get_program().to_str().unwrap());
        here.args(command.get_args());
        here
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.keeper.kill();
        let _ = self.keeper.wait();
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim_end()))
}
