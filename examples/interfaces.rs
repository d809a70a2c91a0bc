//! The interfaces of this host and their addresses, as getifaddrs knows them.
//!
//!     cargo run --example interfaces [interface]

use berkeley::{
    arpa::inet::*, ifaddrs::*, net::if_::*, netpacket::packet::*, stdio::*, stdlib::*, string::*,
};
use core::ffi::{c_int, c_uint};

const FLAG_NAMES: [(c_int, &str); 9] = [
    (IFF_UP, "UP"),
    (IFF_BROADCAST, "BROADCAST"),
    (IFF_LOOPBACK, "LOOPBACK"),
    (IFF_POINTOPOINT, "POINTOPOINT"),
    (IFF_RUNNING, "RUNNING"),
    (IFF_NOARP, "NOARP"),
    (IFF_PROMISC, "PROMISC"),
    (IFF_ALLMULTI, "ALLMULTI"),
    (IFF_MULTICAST, "MULTICAST"),
];

fn print_flags(flags: c_uint) {
    let mut separator = "";

    print!(" <");
    for (flag, name) in FLAG_NAMES {
        if flags & flag as c_uint != 0 {
            print!("{separator}{name}");
            separator = ",";
        }
    }
    print!(">");
}

fn print_address(what: &str, sa: &sockaddr_storage) {
    let text = &mut [0u8; INET6_ADDRSTRLEN];

    match sa.ss_family.into() {
        AF_INET => {
            inet_ntop(AF_INET, &cast::<sockaddr_in>(sa).sin_addr, text, sizeof(text));
            print!(" {what} {}", cstr(text));
        }
        AF_INET6 => {
            inet_ntop(AF_INET6, &cast::<sockaddr_in6>(sa).sin6_addr, text, sizeof(text));
            print!(" {what} {}", cstr(text));
        }
        AF_PACKET => {
            // Of an interface itself: its hardware address. Some have none, some a longer one.
            let sll = cast::<sockaddr_ll>(sa);
            print!(" {what}");
            for i in 0..usize::from(sll.sll_halen).min(sll.sll_addr.len()) {
                print!("{}{:02x}", if i == 0 { ' ' } else { ':' }, sll.sll_addr[i]);
            }
        }
        _ => {}
    }
}

fn family_of(sa: &sockaddr_storage) -> &'static str {
    match sa.ss_family.into() {
        AF_INET => "inet",
        AF_INET6 => "inet6",
        AF_PACKET => "packet",
        _ => "unknown",
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let mut ifaddr = IfAddrsPtr::NULL;

    if argv.len() > 2 {
        eprintln!("usage: {} [interface]", argv[0]);
        exit(1);
    }
    if argv.len() == 2 && if_nametoindex(&argv[1]) == 0 {
        perror(&argv[1]);
        exit(1);
    }

    if getifaddrs(&mut ifaddr) == -1 {
        perror("getifaddrs");
        exit(1);
    }
    for ifa in &ifaddr {
        if argv.len() == 2 && ifa.ifa_name != *argv[1] {
            continue;
        }
        print!("{}:", ifa.ifa_name);
        print_flags(ifa.ifa_flags);
        // An interface may be there without any address.
        if let Some(addr) = &ifa.ifa_addr {
            print_address(family_of(addr), addr);
            if let Some(netmask) = &ifa.ifa_netmask {
                print_address("netmask", netmask);
            }
            if ifa.ifa_flags & IFF_BROADCAST as c_uint != 0 {
                if let Some(broadaddr) = ifa.ifa_broadaddr() {
                    print_address("broadcast", broadaddr);
                }
            }
            if ifa.ifa_flags & IFF_POINTOPOINT as c_uint != 0 {
                if let Some(dstaddr) = ifa.ifa_dstaddr() {
                    print_address("peer", dstaddr);
                }
            }
        }
        println!();
    }
    freeifaddrs(ifaddr);
}
