//! UDP: echo, timeouts, broadcast, multicast, many datagrams in one call.

mod echo;
mod groups;
mod many;
mod timeouts;

use crate::run::Outcome;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[
    "broadcast_receiver",
    "broadcast_sender",
    "mmsg_receiver",
    "mmsg_sender",
    "multicast_receiver",
    "multicast_sender",
    "udp_connected_client",
    "udp_echo_client",
    "udp_echo_server",
    "udp_rcvtimeo_client",
    "udp_select_client",
];

/// What came of a run, without the ports that the kernel chose in what the program said.
pub(crate) fn without_ports(mut outcome: Outcome) -> Outcome {
    let mut said = String::new();
    for (at, part) in outcome.said.split("port ").enumerate() {
        if at > 0 {
            said.push_str("port …");
        }
        let is_number = |c: char| c.is_ascii_digit();
        said.push_str(if at > 0 { part.trim_start_matches(is_number) } else { part });
    }
    outcome.said = said;
    // And not in the calls with which it said that, either.
    for line in outcome.calls.iter_mut().flatten().filter(|line| line.starts_with("write(1, ")) {
        *line = "write(1, …)".into();
    }
    outcome
}
