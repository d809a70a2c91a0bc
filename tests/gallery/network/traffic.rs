//! The traffic of others, of which the sniffer and tshark must say the same.

use super::Capture;
use super::sniffer::packets;
use crate::hosts::{Host, V4, V6, hosts};
use crate::run::{Pair, Start, Under, has, uninterrupted};
use crate::support::numbers;
use crate::support::{example, poll, say};
use std::io::{Read, Write};
use std::net::{IpAddr, TcpListener, TcpStream, UdpSocket};
use std::process::Command;

/// Mark the beginning and the end of what is looked at.
const BEGINNING: &[u8] = b"the beginning of it";
const END: &[u8] = b"and the end of it all";

#[test]
fn tshark_says_the_same() {
    let Some(pair) = Pair::new("sniffer") else { return };
    if !(has("tcpdump") && has("tshark")) {
        return;
    }
    let Some([near, far]) = hosts() else { return };
    let mut sniffers = pair.both().map(|program| {
        // They are stopped long before so many.
        Start::new(program, &["1000000", "eth0"], Under::Nobody).on(&far).run()
    });
    sniffers.iter().for_each(|sniffer| sniffer.sleeps_in(numbers::SYS_recvfrom));
    let capture = Capture::start(&far, "eth0", "");
    let marked = far.run(|| UdpSocket::bind((V4[1], 0)).unwrap()).local_addr().unwrap();
    let marker = near.run(|| UdpSocket::bind((V4[0], 0)).unwrap());
    marker.send_to(BEGINNING, marked).unwrap();
    traffic(&near, &far);
    marker.send_to(END, marked).unwrap();

    let mark = |text: &[u8]| format!("> {}, {} bytes of data", marked.port(), text.len());
    let between = |packets: Vec<String>| {
        let at = |text| packets.iter().position(|packet| packet.contains(&mark(text))).unwrap();
        // Two that come at once may be seen in any order.
        let mut between = packets[at(BEGINNING) + 1..at(END)].to_vec();
        between.sort();
        between
    };
    let said = sniffers.each_mut().map(|sniffer| {
        sniffer.says(&mark(END));
        // tshark does not tell which way it goes.
        let without_way = |packet: String| {
            let (way, rest) = packet.split_once('\n').unwrap();
            format!("{}\n{rest}", way.rsplit_once(", ").unwrap().1)
        };
        let end = sniffer.said.find(&mark(END)).unwrap() + mark(END).len();
        let packets = packets(&sniffer.said[..end].replace('\r', ""));
        between(packets.into_iter().map(without_way).collect())
    });
    capture.wait_for(|packets| packets.iter().any(|packet| packet.ends_with(END)));
    let names: Vec<&str> = FIELDS.split_whitespace().collect();
    let theirs = capture
        .fields(&names)
        .iter()
        .map(|fields| Packet { names: &names, fields }.shown())
        .collect();
    let theirs = between(theirs);
    for said in said {
        for (ours, theirs) in said.iter().zip(&theirs) {
            assert_eq!(ours, theirs);
        }
        assert_eq!(said.len(), theirs.len());
    }
    for kind in [
        "ARP",
        "fragment at 1480",
        "extension header 44",
        "SYN ACK",
        "echo reply",
        "unreachable",
        "neighbour",
    ] {
        assert!(theirs.iter().any(|packet| packet.contains(kind)), "{kind}: {theirs:#?}");
    }
    say(&format!("sniffer: {} packets, as tshark has them", theirs.len()));
}

/// Something of everything: neighbours, echoes, datagrams, small and in fragments, one that is refused,
/// a connection.
fn traffic(near: &Host, far: &Host) {
    // They have met, and shall ask for each other again.
    let flush = near.command("ip").args(["neighbour", "flush", "dev", "eth0"]).status();
    assert!(flush.unwrap().success());
    for (from, to) in [(V4[0], V4[1]), (V6[0], V6[1])] {
        let ping = Command::new(example("ping"));
        let status = near.lends_its_network_to(&ping).args([to, "1"]).output().unwrap().status;
        assert!(status.success());
        let [from, to] = [from, to].map(|address| address.parse::<IpAddr>().unwrap());
        let server = far.run(|| UdpSocket::bind((to, 0)).unwrap());
        let listener = far.run(|| TcpListener::bind((to, 0)).unwrap());
        let client = near.run(|| UdpSocket::bind((from, 0)).unwrap());
        for length in [0, 1, 1000, 4000] {
            client.send_to(&vec![7; length], server.local_addr().unwrap()).unwrap();
            let (n, _) = uninterrupted(|| server.recv_from(&mut [0; 5000]));
            assert_eq!(n, length);
        }
        // Nobody has this port, and that is told.
        client.connect((to, 1)).unwrap();
        client.send(b"?").unwrap();
        poll("refused", || client.send(b"?").is_err().then_some(()));
        let mut client = near.run(|| TcpStream::connect(listener.local_addr().unwrap()).unwrap());
        let (mut server, _) = listener.accept().unwrap();
        client.write_all(&[1; 3000]).unwrap();
        server.read_exact(&mut [0; 3000]).unwrap();
        server.write_all(b"thanks").unwrap();
        drop(server);
        client.read_to_end(&mut Vec::new()).unwrap();
    }
}

const FIELDS: &str = "\
    frame.len eth.src eth.dst eth.type \
    arp.opcode arp.src.proto_ipv4 arp.dst.proto_ipv4 arp.src.hw_mac \
    ip.src ip.dst ip.ttl ip.id ip.len ip.flags.df ip.flags.mf ip.frag_offset \
    ipv6.src ipv6.dst ipv6.hlim ipv6.plen ipv6.hopopts.len ipv6.fraghdr.offset ipv6.fraghdr.more \
    tcp.srcport tcp.dstport tcp.flags tcp.seq_raw tcp.ack_raw tcp.window_size_value tcp.hdr_len \
    tcp.len udp.srcport udp.dstport udp.length icmp.type icmp.code icmp.ident icmp.seq \
    icmpv6.type icmpv6.code icmpv6.echo.identifier icmpv6.echo.sequence_number \
    icmpv6.nd.ns.target_address icmpv6.nd.na.target_address";

/// A packet, as tshark has it.
struct Packet<'a> {
    names: &'a [&'a str],
    fields: &'a [String],
}

impl Packet<'_> {
    fn text(&self, name: &str) -> &str {
        &self.fields[self.names.iter().position(|it| *it == name).unwrap()]
    }

    fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    fn number(&self, name: &str) -> u32 {
        let text = self.text(name);
        match text.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => text.parse(),
        }
        .unwrap_or_else(|_| panic!("{name}: {text}"))
    }

    /// The same in the words of the sniffer.
    fn shown(&self) -> String {
        let mut lines = vec![
            format!("{} bytes", self.text("frame.len")),
            format!(
                "Ethernet {} > {}, type {}",
                self.text("eth.src"),
                self.text("eth.dst"),
                self.text("eth.type")
            ),
        ];
        if self.has("arp.opcode") {
            lines.push(format!(
                "ARP {} > {}, {}, sender has {}",
                self.text("arp.src.proto_ipv4"),
                self.text("arp.dst.proto_ipv4"),
                ["request", "reply"][self.number("arp.opcode") as usize - 1],
                self.text("arp.src.hw_mac")
            ));
        }
        self.show_network(&mut lines);
        self.show_transport(&mut lines);
        lines.join("\n")
    }

    fn show_network(&self, lines: &mut Vec<String>) {
        let fragment = |offset: u32, more: u32| {
            let more = if more == 1 { ", more follow" } else { "" };
            format!(", fragment at {}{more}", offset * 8)
        };
        if self.has("ip.src") {
            let (df, mf) = (self.number("ip.flags.df"), self.number("ip.flags.mf"));
            let offset = self.number("ip.frag_offset");
            let fragment =
                if mf == 1 || offset != 0 { fragment(offset, mf) } else { String::new() };
            lines.push(format!(
                "IPv4 {} > {}, ttl {}, id {}, {} bytes{}{fragment}",
                self.text("ip.src"),
                self.text("ip.dst"),
                self.text("ip.ttl"),
                self.number("ip.id"),
                self.text("ip.len"),
                if df == 1 { ", DF" } else { "" },
            ));
        }
        if self.has("ipv6.src") {
            lines.push(format!(
                "IPv6 {} > {}, hop limit {}, {} bytes",
                self.text("ipv6.src"),
                self.text("ipv6.dst"),
                self.text("ipv6.hlim"),
                40 + self.number("ipv6.plen")
            ));
        }
        if self.has("ipv6.hopopts.len") {
            let length = (self.number("ipv6.hopopts.len") + 1) * 8;
            lines.push(format!("extension header 0, {length} bytes"));
        }
        if self.has("ipv6.fraghdr.offset") {
            let offset = self.number("ipv6.fraghdr.offset");
            let fragment = fragment(offset, self.number("ipv6.fraghdr.more"));
            lines.push(format!("extension header 44, 8 bytes{fragment}"));
        }
    }

    fn show_transport(&self, lines: &mut Vec<String>) {
        // The packet that an error is about is in it, and has fields of its own.
        if self.has("icmp.type") {
            let (kind, code) = (self.number("icmp.type"), self.text("icmp.code"));
            let echo = if kind == 3 {
                String::new()
            } else {
                format!(", id {}, seq {}", self.number("icmp.ident"), self.number("icmp.seq"))
            };
            let name = match kind {
                0 => "echo reply",
                3 => "destination unreachable",
                8 => "echo request",
                _ => panic!("{kind}"),
            };
            lines.push(format!("ICMP {name}, type {kind}, code {code}{echo}"));
        } else if self.has("icmpv6.type") {
            let (kind, code) = (self.number("icmpv6.type"), self.text("icmpv6.code"));
            let echo = || {
                let id = self.number("icmpv6.echo.identifier");
                format!(", id {id}, seq {}", self.number("icmpv6.echo.sequence_number"))
            };
            let of = |field: &str| format!(", of {}", self.text(field));
            let (name, more) = match kind {
                1 => ("destination unreachable", String::new()),
                128 => ("echo request", echo()),
                129 => ("echo reply", echo()),
                133 => ("router solicitation", String::new()),
                135 => ("neighbour solicitation", of("icmpv6.nd.ns.target_address")),
                136 => ("neighbour advertisement", of("icmpv6.nd.na.target_address")),
                _ => ("message", String::new()),
            };
            lines.push(format!("ICMPv6 {name}, type {kind}, code {code}{more}"));
        } else if self.has("tcp.srcport") {
            const NAMES: [&str; 8] = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];
            let flags = self.number("tcp.flags");
            let mut line =
                format!("TCP {} > {}", self.text("tcp.srcport"), self.text("tcp.dstport"));
            let set = NAMES.iter().enumerate().filter(|(bit, _)| flags & 1 << bit != 0);
            set.for_each(|(_, name)| line += &format!(" {name}"));
            line += &format!(" seq {}", self.text("tcp.seq_raw"));
            if flags & 16 != 0 {
                line += &format!(" ack {}", self.text("tcp.ack_raw"));
            }
            line += &format!(" window {}", self.text("tcp.window_size_value"));
            if self.number("tcp.hdr_len") > 20 {
                line += &format!(", {} bytes of options", self.number("tcp.hdr_len") - 20);
            }
            lines.push(line + &format!(", {} bytes of data", self.text("tcp.len")));
        } else if self.has("udp.srcport") {
            lines.push(format!(
                "UDP {} > {}, {} bytes of data",
                self.text("udp.srcport"),
                self.text("udp.dstport"),
                self.number("udp.length") - 8
            ));
        }
    }
}
