//! Pictures of connections, by the example `handshake`.

use crate::printed;
use crate::support::{Dir, example, skip};
use berkeley::{arpa::inet::*, unistd::*};
use std::fs;
use std::process::Command;

/// The port that the server has in the picture.
const PORT: u16 = 12345;
/// Another program may take the port before the server does.
const TRIES: u32 = 10;

/// `handshake [OPTION…]`: the picture that the program draws.
pub(crate) fn draw(options: &[&str]) -> Option<String> {
    if !may_capture() {
        skip("it takes CAP_NET_RAW to draw segments");
        return None;
    }
    let dir = Dir::new();
    let file = dir.path().join("picture.svg");
    for _ in 0..TRIES {
        let port = free_port();
        let mut command = printed::clean(Command::new(example("handshake")), &[]);
        command.args(options).args(["--port", &port.to_string(), "--svg"]).arg(&file);
        let output = command.output().unwrap();
        if output.status.success() {
            return Some(printed::ports(&fs::read_to_string(&file).unwrap(), port, PORT));
        }
    }
    panic!("handshake fails every time");
}

/// Whether two pictures tell the same.
///
/// The order of what both sides do at once is the scheduler's, and so is how often a side acknowledges:
/// what counts are the calls, the segments that say more, and the states.
pub(crate) fn tell_the_same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

/// The words of a picture, sorted.
fn words(picture: &str) -> Vec<String> {
    let picture = roxmltree::Document::parse(picture).unwrap();
    let mut words = Vec::new();
    for text in picture.descendants().filter(|node| node.has_tag_name("text")) {
        let parts = text.descendants().filter_map(|node| node.text().filter(|_| node.is_text()));
        let text = parts.map(str::trim).collect::<Vec<_>>().join(" ");
        // The segment that would bring FIN-WAIT-2 may bring FIN at once.
        if text.trim().starts_with("ACK ") || text.trim() == "FIN-WAIT-2" {
            continue;
        }
        // A call that was seen to wait stands in two parts.
        words.extend(text.split_whitespace().filter(|word| *word != "…").map(String::from));
    }
    assert!(words.len() > 10, "{words:?}");
    words.sort();
    words
}

fn may_capture() -> bool {
    let sock = socket(PF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sock != -1 && close(sock) == 0
}

/// A port that nobody has just now.
fn free_port() -> u16 {
    let sock = socket(PF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(bind(sock, addr, len), 0);
    assert_eq!(getsockname(sock, addr, &mut len), 0);
    close(sock);
    ntohs(addr.sin_port)
}
