//! The IPv4 addresses of this host and their interfaces, by the older way: ioctl with SIOCGIFCONF, and
//! a request for everything else that there is to know.
//!
//!     cargo run --example ifconf

use berkeley::{
    arpa::inet::*, net::if_::*, stdio::*, stdlib::*, string::*, sys::ioctl::*, unistd::*,
};
use core::ffi::c_int;

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

fn print_flags(flags: c_int) {
    let mut separator = "";

    print!(" <");
    for (flag, name) in FLAG_NAMES {
        if flags & flag != 0 {
            print!("{separator}{name}");
            separator = ",";
        }
    }
    print!(">");
}

fn print_address(what: &str, sa: &SockaddrField) {
    let text = &mut [0u8; INET_ADDRSTRLEN];

    inet_ntop(AF_INET, &cast::<sockaddr_in>(sa).sin_addr, text, sizeof(text));
    print!(" {what} {}", cstr(text));
}

// What a request says of the interface. The interface has the name, and the address tells apart those
// of one name; the answer takes the place of the address.
fn ask(sock: c_int, request: Request<ifreq>, what: &str, of: &ifreq) -> ifreq {
    let mut ifr = *of;

    if ioctl(sock, request, &mut ifr) == -1 {
        perror(what);
        exit(1);
    }
    ifr
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let mut reqs = vec![];
    let mut room = 2;

    if argv.len() > 1 {
        eprintln!("usage: {}", argv[0]);
        exit(1);
    }

    // 1. Any socket will do.
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    if sock == -1 {
        perror("socket");
        exit(1);
    }

    // 2. All addresses. What finds no room is left out, and nothing tells: so with more and more room,
    // until some of it is left.
    let n = loop {
        // Not as in C: without memory, this ends the program by itself.
        reqs.resize(room, ifreq::zeroed());
        let ifc = &mut ifconf::zeroed();
        ifc.ifc_len = (room * size_of::<ifreq>()) as c_int;
        ifc.ifc_buf = (&mut reqs).into();
        if ioctl(sock, SIOCGIFCONF, ifc) == -1 {
            perror("SIOCGIFCONF");
            exit(1);
        }
        let n = ifc.ifc_len as usize / size_of::<ifreq>();
        if n < room {
            break n;
        }
        room *= 2;
    };

    // 3. The interface of each.
    for req in &reqs[..n] {
        print!("{}:", cstr(&req.ifr_name));
        let ifr = ask(sock, SIOCGIFFLAGS, "SIOCGIFFLAGS", req);
        let flags = ifr.ifr_flags();
        print_flags(flags);
        print_address("inet", req.ifr_addr());
        let ifr = ask(sock, SIOCGIFNETMASK, "SIOCGIFNETMASK", req);
        print_address("netmask", ifr.ifr_netmask());
        if flags & IFF_BROADCAST != 0 {
            let ifr = ask(sock, SIOCGIFBRDADDR, "SIOCGIFBRDADDR", req);
            print_address("broadcast", ifr.ifr_broadaddr());
        }
        if flags & IFF_POINTOPOINT != 0 {
            let ifr = ask(sock, SIOCGIFDSTADDR, "SIOCGIFDSTADDR", req);
            print_address("peer", ifr.ifr_dstaddr());
        }
        let ifr = ask(sock, SIOCGIFMTU, "SIOCGIFMTU", req);
        print!(" mtu {}", ifr.ifr_mtu());
        let ifr = ask(sock, SIOCGIFINDEX, "SIOCGIFINDEX", req);
        println!(" index {}", ifr.ifr_ifindex());
    }

    close(sock);
}
