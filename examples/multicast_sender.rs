//! Sends a message to a multicast group of IPv4 or IPv6, from an interface.
//!
//!     cargo run --example multicast_sender -- group port interface [message]

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
    let hops = &1;
    let loop_ = &1;
    let message = if argv.len() > 4 { &argv[4] } else { "Anybody there?" };

    if argv.len() < 4 || argv.len() > 5 {
        eprintln!("usage: {} group port interface [message]", argv[0]);
        exit(1);
    }

    // 1. The group is an address in numbers, which says whether it is of IPv4 or of IPv6.
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_DGRAM;
    let status = getaddrinfo(&argv[1], &argv[2], hints, &mut res);
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

    // 2. Where it goes out; for how many hops, 1 being those that no router has passed on; and that
    // members on this host get it, too.
    if res.ai_family == AF_INET {
        memset(mreq, 0, sizeof(mreq));
        mreq.imr_ifindex = index as c_int;
        if setsockopt(sock, IPPROTO_IP, IP_MULTICAST_IF, mreq, sizeof(mreq)) == -1
            || setsockopt(sock, IPPROTO_IP, IP_MULTICAST_TTL, hops, sizeof(hops)) == -1
            || setsockopt(sock, IPPROTO_IP, IP_MULTICAST_LOOP, loop_, sizeof(loop_)) == -1
        {
            perror("setsockopt");
            exit(1);
        }
    } else {
        if setsockopt(sock, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof(&index)) == -1
            || setsockopt(sock, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, hops, sizeof(hops)) == -1
            || setsockopt(sock, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, loop_, sizeof(loop_)) == -1
        {
            perror("setsockopt");
            exit(1);
        }
    }

    // 3. To send to a group, one need not be a member.
    if sendto(sock, message, strlen(message), 0, &res.ai_addr, res.ai_addrlen) == -1 {
        perror("sendto");
        exit(1);
    }

    close(sock);
    freeaddrinfo(res);
}
