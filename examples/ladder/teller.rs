//! In the two programs: tells of each call as it returns.

use super::Side;
use super::call::Call;
use super::tcp::State;
use berkeley::{arpa::inet::*, fcntl::*, netinet::tcp::*, trace, unistd::*};
use std::env;
use std::ffi::c_int;
use std::io::{self, Write};

/// Names the port that the datagrams go to.
pub(crate) const MAILBOX: &str = "LADDER_MAILBOX";

/// From now on the calls of this program are told to the one that started it, and are also written
/// to standard error if they shall be read `aloud`.
pub(crate) fn tell(side: Side, aloud: bool) {
    let Some(port) = env::var(MAILBOX).ok().and_then(|port| port.parse().ok()) else { return };
    let mailbox = &mut sockaddr_in::zeroed();
    mailbox.sin_family = AF_INET as sa_family_t;
    mailbox.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    mailbox.sin_port = htons(port);

    // A number far from those of the program, so that it gets the ones that it would get alone.
    let near = socket(PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    let far = fcntl(near, F_DUPFD_CLOEXEC, 1000);
    let sock = if far == -1 { near } else { far };
    if sock == far {
        close(near);
    }
    connect(sock, mailbox, sizeof(mailbox));
    trace::start(Teller { side, sock, aloud });
}

struct Teller {
    side: Side,
    sock: c_int,
    aloud: bool,
}

/// Is given one line at a time, before the call returns to the program. The calls in here are not
/// traced themselves.
impl Write for Teller {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let state = Call::parse(&text).and_then(|call| call.socket()).map_or(0, state);
        let told = format!("{} {state} {text}", self.side.name());
        send(self.sock, told.as_bytes(), told.len(), 0);
        if self.aloud {
            io::stderr().write_all(line)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The state of a connection, as `TCP_INFO` numbers it; 0 if there is none.
fn state(sock: c_int) -> u8 {
    let info = &mut tcp_info::zeroed();
    let mut len = sizeof(info) as socklen_t;
    match getsockopt(sock, IPPROTO_TCP, TCP_INFO, info, &mut len) {
        0 => info.tcpi_state,
        _ => 0,
    }
}

/// Reads what was told: who made the call, and the call.
pub(crate) fn read(told: &[u8]) -> Option<(Side, Call)> {
    let mut words = std::str::from_utf8(told).ok()?.splitn(3, ' ');
    let side = Side::of_name(words.next()?)?;
    let state = State::of_number(words.next()?.parse().ok()?);
    Some((side, Call { state, ..Call::parse(words.next()?)? }))
}
