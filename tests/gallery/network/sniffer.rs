//! The sniffer: frames made by hand, right and wrong ones; and the traffic of others, of which tshark
//! must say the same.

use super::frames::{FRAMES, frame};
use crate::hosts::{Host, hosts};
use crate::run::{Outcome, Pair, Start, Under, compare, complains, prints_usage, source};
use crate::support::numbers;
use crate::support::{Dir, c, example, has_cc, say, skip};
use berkeley::{errno::*, net::if_::*, netpacket::packet::*, string::*};
use nix::libc;
use std::ffi::c_int;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::fd::AsRawFd;
use std::path::Path;

/// Two hosts, between which nothing goes but what a test sends.
fn quiet_hosts() -> Option<[Host; 2]> {
    let hosts = hosts()?;
    for host in &hosts {
        let quiet = "echo 1 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6";
        assert!(host.command("sh").args(["-c", quiet]).status().unwrap().success());
    }
    Some(hosts)
}

/// A socket that sends frames from a host as they are.
struct Sender(c_int);

impl Sender {
    fn of(host: &Host) -> Sender {
        let sock = host.run(|| {
            let sock = socket(PF_PACKET, SOCK_RAW, 0);
            let addr = &mut sockaddr_ll::zeroed();
            addr.sll_family = AF_PACKET as sa_family_t;
            addr.sll_ifindex = if_nametoindex("eth0") as c_int;
            assert_eq!(bind(sock, addr, sizeof(addr)), 0, "{}", strerror(errno()));
            sock
        });
        Sender(sock)
    }

    fn send(&self, frame: &[u8]) {
        let n = send(self.0, frame, frame.len(), 0);
        assert_eq!(n, frame.len() as isize, "{}", strerror(errno()));
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        berkeley::unistd::close(self.0);
    }
}

/// Sends frames to a sniffer, each when it has shown the one before.
fn run(program: &Path, under: Under) -> Outcome {
    let [near, far] = quiet_hosts().expect("there were hosts before");
    let sender = Sender::of(&near);
    let count = FRAMES.len().to_string();
    let mut sniffer = Start::new(program, &[&count, "eth0"], under).on(&far).run();
    sniffer.sleeps_in(numbers::SYS_recvfrom);
    for (at, (description, _)) in FRAMES.iter().enumerate() {
        sender.send(&frame(description));
        if at + 1 < FRAMES.len() {
            sniffer.says(&format!("{}: eth0", at + 1));
            sniffer.sleeps_in(numbers::SYS_recvfrom);
        }
    }
    let outcome = sniffer.finish("socket(AF_PACKET");
    assert_eq!(outcome.status, Some(0));
    outcome
}

#[test]
fn frames_right_and_wrong() {
    if hosts().is_none() {
        return;
    }
    compare("sniffer", |program, under| {
        let outcome = run(program, under);
        let mut expected = String::new();
        for (at, (description, lines)) in FRAMES.iter().enumerate() {
            let bytes = frame(description);
            let length = bytes.len();
            expected += &format!("{}: eth0, to another host, {length} bytes\n", at + 1);
            expected += &format!(
                "    Ethernet 02:00:00:00:00:01 > 02:00:00:00:00:02, type 0x{:02x}{:02x}\n",
                bytes[12], bytes[13]
            );
            expected.extend(lines.iter().map(|line| format!("    {line}\n")));
        }
        assert_eq!(outcome.said, expected);
        outcome
    });
}

/// Frames with wrong bytes in them and without their ends: C, looked after by its sanitizers, finds
/// nothing wrong with itself, and Rust says the same.
#[test]
fn frames_spoiled() {
    const COUNT: usize = 1500;
    let Some([near, far]) = quiet_hosts() else { return };
    if !has_cc() {
        return;
    }
    let dir = Dir::new();
    let original = dir.path().join("sniffer");
    let flags = ["-std=gnu11", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
    if let Err(why) = c::cc(&flags, &source("sniffer", "c"), &original) {
        return skip(&format!("no program with sanitizers can be made: {why}"));
    }
    let count = COUNT.to_string();
    let args = [&*count, "eth0"];
    let mut sniffers = [&*original, &*example("sniffer")]
        .map(|program| Start::new(program, &args, Under::Nobody).on(&far).run());
    sniffers.iter().for_each(|sniffer| sniffer.sleeps_in(numbers::SYS_recvfrom));
    let sender = Sender::of(&near);
    let mut numbers = Numbers(1);
    for at in 1..=COUNT {
        sender.send(&spoiled(&mut numbers));
        // No more than a socket has room for.
        if at % 50 == 0 && at < COUNT {
            sniffers.iter_mut().for_each(|sniffer| sniffer.says(&format!("{at}: eth0")));
        }
    }
    let [original, port] = sniffers.map(|sniffer| sniffer.finish(""));
    assert_eq!((original.status, port.status), (Some(0), Some(0)));
    let [original, port] = [original, port].map(|outcome| {
        // They may see two frames that come at once in different orders.
        let mut packets = packets(&outcome.said);
        packets.sort();
        packets
    });
    assert_eq!(original.len(), COUNT);
    assert_eq!(port, original);
    let malformed = original.iter().filter(|packet| packet.contains("malformed")).count();
    assert!((COUNT / 10..COUNT).contains(&malformed), "{malformed}");
    say(&format!("sniffer: {COUNT} spoiled frames, {malformed} of them malformed"));
}

/// Numbers as by chance, each time the same.
struct Numbers(u64);

impl Numbers {
    /// The next number below a bound.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }
}

/// A frame with some wrong bytes, none of which makes another station answer it.
fn spoiled(numbers: &mut Numbers) -> Vec<u8> {
    let mut frame = frame(FRAMES[numbers.below(FRAMES.len())].0);
    if numbers.below(3) == 0 {
        frame.truncate(14 + numbers.below(frame.len() - 13));
    }
    for _ in 0..numbers.below(5) {
        let header = frame.len().min(100) - 12;
        frame[12 + numbers.below(header)] = numbers.below(256) as u8;
    }
    frame
}

/// The packets that a sniffer showed, without their numbers.
pub(super) fn packets(said: &str) -> Vec<String> {
    let mut packets: Vec<String> = Vec::new();
    for line in said.lines() {
        match (line.strip_prefix("    "), packets.last_mut()) {
            (Some(line), Some(packet)) => *packet += &format!("\n{line}"),
            _ => packets.push(line.split_once(": ").unwrap().1.into()),
        }
    }
    packets
}

/// A tunnel has frames without a header of their own.
#[test]
fn a_link_that_is_no_ethernet() {
    const PACKET: &str = "45 00 001c 0001 0000 40 01 0000 0a090002 0a090001 08 00 0000 0007 0001";
    let Some(pair) = Pair::new("sniffer") else { return };
    for program in pair.both() {
        let Some([_near, far]) = hosts() else { return };
        let made = "ip tuntap add mode tun name tun0; ip link set tun0 up";
        if !far.command("sh").args(["-ec", made]).status().unwrap().success() {
            return skip("no tunnel can be made");
        }
        let mut tun = far.run(|| tunnel("tun0"));
        let run = Start::new(program, &["1", "tun0"], Under::Nobody).on(&far).run();
        run.sleeps_in(numbers::SYS_recvfrom);
        tun.write_all(&frame(PACKET)[12..]).unwrap();
        let outcome = run.finish("");
        assert_eq!(
            outcome.said,
            "1: tun0, to this host, 28 bytes\n    \
             IPv4 10.9.0.2 > 10.9.0.1, ttl 64, id 1, 28 bytes\n    \
             ICMP echo request, type 8, code 0, id 7, seq 1\n"
        );
    }
}

/// The other end of a tunnel: what is written there comes to the host.
fn tunnel(name: &str) -> File {
    let tun = OpenOptions::new().read(true).write(true).open("/dev/net/tun").unwrap();
    let ifr = &mut ifreq::zeroed();
    strcpy(&mut ifr.ifr_name, name);
    ifr.set_ifr_flags(libc::IFF_TUN | libc::IFF_NO_PI);
    // SAFETY: the kernel reads and writes an `ifreq`, and follows nothing in it.
    let status = unsafe { libc::ioctl(tun.as_raw_fd(), libc::TUNSETIFF as _, &raw mut *ifr) };
    assert_eq!(status, 0, "{}", strerror(errno()));
    tun
}

#[test]
fn wrong_arguments() {
    prints_usage("sniffer", &[&[], &["0"], &["eth0"], &["1", "eth0", "2"]]);
    complains("sniffer", &["1", "nothing"], "nothing: No such device\n");
}
