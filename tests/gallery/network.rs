//! Programs that look at packets and make them: ping, the sniffer.

mod ping;

use crate::hosts::Host;
use crate::support::{Dir, Process, poll};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["ping"];

/// tcpdump, on an interface of a host, which writes what it sees to a file.
struct Capture {
    tcpdump: Process,
    file: PathBuf,
    _dir: Dir,
}

impl Capture {
    /// Starts it; it ends by itself with so many packets. `filter` is tcpdump's.
    fn start(host: &Host, interface: &str, packets: usize, filter: &str) -> Capture {
        let dir = Dir::new();
        let file = dir.path().join("packets");
        let mut command = host.command("tcpdump");
        command.args(["-i", interface, "--immediate-mode", "-U", "-w", "-"]);
        command.args(["-c", &packets.to_string(), filter]);
        let says = dir.path().join("says");
        let (to_file, to_says) = (File::create(&file).unwrap(), File::create(&says).unwrap());
        let tcpdump = Process::start(command.stdout(to_file).stderr(to_says));
        // From this word on it misses nothing.
        poll("tcpdump", || {
            fs::read_to_string(&says).unwrap().contains("listening on").then_some(())
        });
        Capture { tcpdump, file, _dir: dir }
    }

    /// What it saw, packet after packet: fields as tshark names and reads them.
    fn fields(self, names: &[&str]) -> Vec<Vec<String>> {
        let output = self.tcpdump.finish();
        assert!(output.status.success(), "{output:?}");
        let mut tshark = Command::new("tshark");
        tshark.arg("-r").arg(&self.file).args(["-T", "fields"]);
        // All checksums are looked at; and what is asked for of a packet is of the first header of its kind.
        for option in ["ip.check_checksum", "tcp.check_checksum", "udp.check_checksum"] {
            tshark.args(["-o", &format!("{option}:TRUE")]);
        }
        tshark.args(["-E", "occurrence=f"]);
        tshark.args(names.iter().flat_map(|name| ["-e", name]));
        let output = tshark.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| line.split('\t').map(String::from).collect()).collect()
    }
}
