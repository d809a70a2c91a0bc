//! In the program that started the two: sees their calls, and where it may, their segments.

use super::tcp::Packet;
use super::teller::{self, MAILBOX};
use super::{Event, Ladder};
use berkeley::record;
use berkeley::{arpa::inet::*, errno::*, poll::*, unistd::*};
use berkeley::{linux::filter::*, linux::if_ether::*, linux::if_packet::*, net::if_::*};
use berkeley::{netinet::ip::*, netinet::tcp::*, netinet::udp::*};
use std::ffi::c_int;
use std::process::Command;

pub(crate) struct Witness {
    /// Where the two programs tell of their calls.
    mailbox: c_int,
    mailbox_port: u16,
    /// Sees what is sent over the loopback interface; or why there is none.
    packets: Result<c_int, String>,
}

/// How long to wait for a segment that is still due, in milliseconds. None of them waits for
/// anything but a timer of TCP's, and those for acknowledgements are shorter.
const PATIENCE: c_int = 1000;

impl Witness {
    pub(crate) fn new() -> Result<Witness, String> {
        let (mailbox, mailbox_port) = mailbox().ok_or_else(|| why("no socket to listen at"))?;
        let mut witness = Witness { mailbox, mailbox_port, packets: Ok(-1) };
        witness.packets = witness.packet_socket();
        Ok(witness)
    }

    /// Why the segments cannot be seen; `None` if they can.
    pub(crate) fn blindness(&self) -> Option<&str> {
        self.packets.as_ref().err().map(String::as_str)
    }

    /// Has a program, which is to call [`teller::tell`], tell this witness.
    pub(crate) fn hears(&self, program: &mut Command) {
        program.env(MAILBOX, self.mailbox_port.to_string()).env_remove("BERKELEY_TRACE");
        program.env_remove("BERKELEY_TRACE_OPTIONS");
    }

    /// A packet socket that sees nothing but the datagrams for the mailbox.
    fn packet_socket(&self) -> Result<c_int, String> {
        // Protocol 0: it receives nothing until it has its filter.
        let sock = socket(PF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if sock == -1 {
            return Err(match errno() {
                EPERM => "it takes a privilege to see them, CAP_NET_RAW, which root has".into(),
                _ => why("no packet socket"),
            });
        }
        let addr = &mut sockaddr_ll::zeroed();
        addr.sll_family = AF_PACKET as sa_family_t;
        // What is sent, only those sockets see that ask for everything.
        addr.sll_protocol = htons(ETH_P_ALL);
        addr.sll_ifindex = if_nametoindex("lo") as c_int;
        if self.filter(sock, None) == -1 || bind(sock, addr, sizeof(addr)) == -1 {
            return Err(why("no packet socket at the loopback interface"));
        }
        Ok(sock)
    }

    /// From now on the segments from and to this port are seen, too.
    pub(crate) fn watch(&mut self, port: u16) {
        if let Ok(sock) = self.packets {
            if self.filter(sock, Some(port)) == -1 {
                self.packets = Err(why("no filter"));
            }
        }
    }

    /// Lets a socket see the datagrams for the mailbox, and the segments of a port.
    fn filter(&self, sock: c_int, port: Option<u16>) -> c_int {
        let load = |size, place| BPF_STMT(BPF_LD | size, place);
        let skip_unless = |k, n| BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, 0, n);
        let skip_if = |k, n| BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, n, 0);
        let mailbox = self.mailbox_port.into();
        // No segment has the port 0.
        let port = port.unwrap_or(0).into();
        let code = [
            // Loopback shows everything twice: as it goes out, and as it comes in.
            load(BPF_B | BPF_ABS, (SKF_AD_OFF + SKF_AD_PKTTYPE) as u32),
            skip_unless(PACKET_OUTGOING.into(), 12),
            load(BPF_H | BPF_ABS, (SKF_AD_OFF + SKF_AD_PROTOCOL) as u32),
            skip_unless(ETH_P_IP.into(), 10),
            BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0), // the length of the header of IP
            load(BPF_B | BPF_ABS, 9),               // the protocol
            skip_if(IPPROTO_TCP as u32, 3),
            skip_unless(IPPROTO_UDP as u32, 6),
            load(BPF_H | BPF_IND, 2), // the port that it goes to
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, mailbox, 5, 4),
            load(BPF_H | BPF_IND, 0), // the port that it comes from
            skip_if(port, 3),
            load(BPF_H | BPF_IND, 2),
            skip_if(port, 1),
            BPF_STMT(BPF_RET | BPF_K, 0),
            BPF_STMT(BPF_RET | BPF_K, ROOM as u32),
        ];
        let bpf = sock_fprog { len: code.len() as u16, filter: &code };
        setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(&bpf))
    }

    /// All that was seen, once both programs have ended: the first connection to this port.
    pub(crate) fn ladder(&self, port: u16) -> Ladder {
        let (sock, patience) = match self.packets {
            Ok(sock) => (sock, PATIENCE),
            Err(_) => (self.mailbox, 0),
        };
        let (mut events, buf) = (Vec::new(), &mut [0; ROOM]);
        loop {
            let n = recv(sock, buf, sizeof(buf), MSG_DONTWAIT);
            if n != -1 {
                let seen = &buf[..n as usize];
                events.extend(if self.packets.is_ok() { event(seen) } else { told(seen) });
                continue;
            }
            let ladder = Ladder::new(&events, port);
            let fds = &mut [pollfd { fd: sock, events: POLLIN, revents: 0 }];
            if ladder.is_over() || poll(fds, 1, patience) != 1 {
                return ladder;
            }
        }
    }

    /// How many packets there was no room for since this was last asked: they are not in the ladder.
    pub(crate) fn lost(&self) -> u32 {
        let stats = &mut tpacket_stats::zeroed();
        let mut len = sizeof(stats) as socklen_t;
        let Ok(sock) = self.packets else { return 0 };
        getsockopt(sock, SOL_PACKET, PACKET_STATISTICS, stats, &mut len);
        stats.tp_drops
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        close(self.mailbox);
        if let Ok(sock) = self.packets {
            close(sock);
        }
    }
}

/// More than a line about a call takes, and than all headers of a segment.
const ROOM: usize = 2048;

/// A socket that receives datagrams from this host, and its port.
fn mailbox() -> Option<(c_int, u16)> {
    let sock = socket(PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    let mut len = sizeof(addr) as socklen_t;
    if bind(sock, addr, len) == -1 || getsockname(sock, addr, &mut len) == -1 {
        return None;
    }
    Some((sock, ntohs(addr.sin_port)))
}

/// What is wrong, and what `errno` says of it.
fn why(what: &str) -> String {
    format!("{what}: {}", strerror(errno()))
}

/// What a packet, from the header of IP on, is about.
fn event(packet: &[u8]) -> Option<Event> {
    let ip = record::<ip>(packet);
    let header_len = 4 * usize::from(ip.ip_hl());
    let len = usize::from(ntohs(ip.ip_len));
    if i32::from(ip.ip_p) == IPPROTO_UDP {
        return told(packet.get(header_len + size_of::<udphdr>()..)?);
    }
    let tcp = ip.byte_add::<tcphdr>(header_len);
    Some(Event::Sent(Packet {
        from: ntohs(tcp.th_sport),
        to: ntohs(tcp.th_dport),
        flags: tcp.th_flags,
        seq: ntohl(tcp.th_seq),
        ack: ntohl(tcp.th_ack),
        len: len.checked_sub(header_len + 4 * usize::from(tcp.th_off()))? as u32,
    }))
}

/// What a datagram tells.
fn told(datagram: &[u8]) -> Option<Event> {
    let (side, call) = teller::read(datagram)?;
    Some(Event::Called(side, call))
}
