//! Prints what is sent to a multicast group of IPv4 or IPv6, as a member at an interface.
//!
//!     cargo run --example multicast_receiver -- group port interface [datagrams]
//!
//! After so many datagrams it ends; without the last argument it goes on for ever.

use berkeley::{net::if_::*, netdb::*, stdio::*, stdlib::*, string::*, unistd::*};
use core::ffi::c_int;

fn is_group(addr: &sockaddr_storage) -> bool {
    if c_int::from(addr.ss_family) == AF_INET {
        return IN_MULTICAST(ntohl(cast::<sockaddr_in>(addr).sin_addr.s_addr));
    }
    IN6_IS_ADDR_MULTICAST(&cast::<sockaddr_in6>(addr).sin6_addr)
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let mreq = &mut ip_mreqn::zeroed();
    let mreq6 = &mut ipv6_mreq::zeroed();
    let from_addr = &mut sockaddr_storage::zeroed();
    let from = &mut [0u8; NI_MAXHOST];
    let message = &mut [0u8; 1000];
    let on = &1;
    let mut datagrams = if argv.len() > 4 { atoi(&argv[4]) } else { -1 };

    if argv.len() < 4 || argv.len() > 5 {
        eprintln!("usage: {} group port interface [datagrams]", argv[0]);
        exit(1);
    }

    // 1. The group is an address in numbers, which says whether it is of IPv4 or of IPv6.
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_DGRAM;
    let mut status = getaddrinfo(&argv[1], &argv[2], hints, &mut res);
    if status != 0 {
        eprintln!("getaddrinfo: {}", gai_strerror(status));
        exit(1);
    }
    if !is_group(&res.ai_addr) {
        eprintln!("{} is no multicast group", argv[1]);
        exit(1);
    }
    let index = if_nametoindex(&argv[3]);
    if index == 0 {
        perror("if_nametoindex");
        exit(1);
    }

    let sock = socket(res.ai_family, res.ai_socktype, res.ai_protocol);
    if sock == -1 {
        perror("socket");
        exit(1);
    }

    // 2. Several programs of a host may be members, and each gets all. Bound to the group, the socket
    // gets nothing else that is sent to the port.
    if setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, on, sizeof(on)) == -1 {
        perror("setsockopt");
        exit(1);
    }
    // A group of the link alone, ff02::/16, is one of a certain link.
    if res.ai_family == AF_INET6 {
        cast_mut::<sockaddr_in6>(&mut res.ai_addr).sin6_scope_id = index;
    }
    if bind(sock, &res.ai_addr, res.ai_addrlen) == -1 {
        perror("bind");
        exit(1);
    }

    // 3. Now the host tells the routers that it has a member, until the socket is closed.
    if res.ai_family == AF_INET {
        memset(mreq, 0, sizeof(mreq));
        mreq.imr_multiaddr = cast::<sockaddr_in>(&res.ai_addr).sin_addr;
        mreq.imr_ifindex = index as c_int;
        status = setsockopt(sock, IPPROTO_IP, IP_ADD_MEMBERSHIP, mreq, sizeof(mreq));
    } else {
        memset(mreq6, 0, sizeof(mreq6));
        mreq6.ipv6mr_multiaddr = cast::<sockaddr_in6>(&res.ai_addr).sin6_addr;
        mreq6.ipv6mr_interface = index;
        status = setsockopt(sock, IPPROTO_IPV6, IPV6_JOIN_GROUP, mreq6, sizeof(mreq6));
    }
    if status == -1 {
        perror("setsockopt");
        exit(1);
    }
    freeaddrinfo(res);

    while datagrams != 0 {
        let mut len = sizeof(from_addr) as socklen_t;
        let n = recvfrom(sock, message, sizeof(message) - 1, 0, from_addr, &mut len);
        if n == -1 {
            perror("recvfrom");
            exit(1);
        }
        message[n as usize] = b'\0';
        status = getnameinfo(from_addr, len, from, sizeof(from), NULL, 0, NI_NUMERICHOST);
        if status != 0 {
            eprintln!("getnameinfo: {}", gai_strerror(status));
            exit(1);
        }
        println!("{}: {}", cstr(from), cstr(message));
        if datagrams > 0 {
            datagrams -= 1;
        }
    }

    close(sock);
}
