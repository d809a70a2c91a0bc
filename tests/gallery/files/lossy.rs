//! A way on which packets are lost, come twice, or come late.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::net::{SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// Stands between one client and a server: to the client it is the server, to the server the client.
/// What it does with each packet, a seed decides. What comes again goes through, so that everything gets
/// there in the end.
pub(super) struct Way {
    /// Where the client's request comes, in the place of the server.
    front: UdpSocket,
    server: SocketAddr,
    /// What the server sees of the client.
    back: UdpSocket,
    /// What the client sees of the server's end of the transfer.
    transfer: UdpSocket,
    seed: u32,
}

/// What became of the packets.
#[derive(Default, Debug)]
pub(super) struct Fates {
    pub(super) lost: usize,
    pub(super) twice: usize,
    pub(super) late: usize,
}

impl Way {
    pub(super) fn to(server: u16, seed: u32) -> Way {
        let [front, back, transfer] = [(); 3].map(|()| {
            let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            socket.set_nonblocking(true).unwrap();
            socket
        });
        Way { front, server: ([127, 0, 0, 1], server).into(), back, transfer, seed }
    }

    /// The port that the client is told.
    pub(super) fn port(&self) -> u16 {
        self.front.local_addr().unwrap().port()
    }

    /// Passes packets on until it is told that the end has come.
    pub(super) fn run(mut self, end: &AtomicBool) -> Fates {
        let mut fates = Fates::default();
        let mut seen = HashSet::new();
        // The two ends of the transfer, once they are known.
        let (mut client, mut server) = (None, None);
        // A packet that is late, of each direction, with the way that it goes.
        let mut late: [Option<Vec<u8>>; 2] = [None, None];
        while !end.load(Relaxed) {
            let mut idle = true;
            for (direction, socket) in [(0, &self.front), (0, &self.transfer), (1, &self.back)] {
                let mut packet = vec![0; 1000];
                let (len, from) = match socket.recv_from(&mut packet) {
                    Ok(received) => received,
                    Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
                    Err(error) => panic!("{error}"),
                };
                idle = false;
                packet.truncate(len);
                let to = if direction == 0 {
                    client = Some(from);
                    if packet[1] <= 2 { self.server } else { server.unwrap() }
                } else {
                    server = Some(from);
                    client.unwrap()
                };
                let out = if direction == 0 { &self.back } else { &self.transfer };
                let send = |packet: &[u8]| _ = out.send_to(packet, to).unwrap();
                let is_new = seen.insert((direction, packet.clone()));
                self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                match self.seed >> 29 {
                    0 | 1 if is_new => fates.lost += 1,
                    2 if is_new => {
                        fates.twice += 1;
                        send(&packet);
                        send(&packet);
                    }
                    // It goes behind the next one, which may be the same.
                    3 if is_new && late[direction].is_none() => {
                        fates.late += 1;
                        late[direction] = Some(packet);
                    }
                    _ => {
                        send(&packet);
                        if let Some(late) = late[direction].take() {
                            send(&late);
                        }
                    }
                }
            }
            if idle {
                thread::sleep(Duration::from_micros(200));
            }
        }
        fates
    }
}
