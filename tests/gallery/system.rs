//! Programs that ask the system: names, interfaces, options, netlink.

mod interfaces;
mod names;
mod netlink;
mod sockopts;

use crate::hosts::{Host, hosts};
use crate::support::skip;
use serde_json::Value;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["ifconf", "interfaces", "names", "netlink", "sockopts"];

/// What a host is told so that there is something to ask for: interfaces with several addresses, with
/// none, with a peer, and one that is down.
const SETTINGS: &str = "\
    ip tuntap add mode tun name tun0
    ip addr add 10.9.0.1 peer 10.9.0.2 dev tun0
    ip link set tun0 up
    ip link add br0 type bridge
    ip link add br1 type bridge
    ip addr add 10.3.0.1/16 dev br0
    ip addr add 10.1.1.9/24 dev eth0
    ip addr add 10.1.2.1/25 broadcast + dev eth0 label eth0:1
    ip -6 addr add fd01::1/80 dev eth0 nodad
    ip route add 10.4.0.0/16 via 10.1.1.2 metric 7 mtu 1300
    ip route add 10.5.0.0/16 nexthop via 10.1.1.2 dev eth0 nexthop via 10.1.1.3 dev eth0 weight 3
    ip route add 10.6.0.0/16 via inet6 fd00::2 dev eth0
    ip route add blackhole 10.7.0.0/16
    ip route add 10.8.0.0/16 dev eth0 src 10.1.2.1 scope link table 1000
    ip route add default via 10.1.1.2
    ip -6 route add fd02::/64 via fd00::2 metric 5
    ip -6 route add unreachable fd03::/64";

/// Two hosts, the first of which has all of that; none, with a word, where they may not be made.
fn much() -> Option<[Host; 2]> {
    let hosts = hosts()?;
    let made = hosts[0].command("sh").args(["-ec", SETTINGS]).output().unwrap();
    if !made.status.success() {
        let why = String::from_utf8_lossy(&made.stderr);
        skip(&format!("no such host can be made: {}", why.trim_end()));
        return None;
    }
    Some(hosts)
}

/// What `ip -j` says.
fn json(host: &Host, args: &[&str]) -> Value {
    let output = host.command("ip").arg("-j").args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}
