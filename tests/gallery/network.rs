//! Programs that look at packets and make them: ping, the sniffer.

mod frames;
mod ping;
mod sniffer;
mod traffic;

use crate::hosts::Host;
use crate::support::{Dir, Process, poll};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["ping", "sniffer"];

/// tcpdump, on an interface of a host, which writes what it sees to a file.
struct Capture {
    _tcpdump: Process,
    file: PathBuf,
    _dir: Dir,
}

impl Capture {
    /// Starts it, with a filter in tcpdump's words.
    fn start(host: &Host, interface: &str, filter: &str) -> Capture {
        let dir = Dir::new();
        let [file, says] = ["packets", "says"].map(|name| dir.path().join(name));
        let mut command = host.command("tcpdump");
        command.args(["-i", interface, "--immediate-mode", "-U", "-w", "-", filter]);
        command.stdout(File::create(&file).unwrap()).stderr(File::create(&says).unwrap());
        let tcpdump = Process::start(&mut command);
        // From this word on it misses nothing.
        poll("tcpdump", || {
            fs::read_to_string(&says).unwrap().contains("listening on").then_some(())
        });
        Capture { _tcpdump: tcpdump, file, _dir: dir }
    }

    /// Waits until what it saw is enough.
    fn wait_for(&self, is_enough: impl Fn(&[&[u8]]) -> bool) {
        poll("packets on the wire", || {
            let bytes = fs::read(&self.file).unwrap();
            // Behind a header for all: for each packet the time, how long it is here, and was; and itself.
            let (mut packets, mut rest) = (Vec::new(), bytes.get(24..)?);
            while let Some(length) = rest.get(8..12) {
                let length = u32::from_ne_bytes(length.try_into().unwrap()) as usize;
                let Some(packet) = rest.get(16..16 + length) else { break };
                packets.push(packet);
                rest = &rest[16 + length..];
            }
            is_enough(&packets).then_some(())
        });
    }

    /// Packet after packet, fields as tshark names and reads them. All checksums are looked at; each
    /// packet is taken by itself.
    fn fields(&self, names: &[&str]) -> Vec<Vec<String>> {
        const OPTIONS: &[&str] = &[
            "ip.check_checksum:TRUE",
            "tcp.check_checksum:TRUE",
            "udp.check_checksum:TRUE",
            "ip.defragment:FALSE",
            "ipv6.defragment:FALSE",
        ];
        let mut tshark = Command::new("tshark");
        tshark.arg("-r").arg(&self.file).args(["-T", "fields", "-E", "occurrence=f"]);
        tshark.args(OPTIONS.iter().flat_map(|option| ["-o", option]));
        tshark.args(names.iter().flat_map(|name| ["-e", name]));
        let output = tshark.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| line.split('\t').map(String::from).collect()).collect()
    }
}
