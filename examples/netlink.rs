//! The links, addresses and routes of this host, as the kernel tells them over netlink: a small `ip`.
//!
//!     cargo run --example netlink -- link [interface]
//!     cargo run --example netlink -- addr
//!     cargo run --example netlink -- route

use berkeley::{
    arpa::inet::*, errno::*, linux::netlink::*, linux::rtnetlink::*, net::if_::*, plain, stdio::*,
    stdlib::*, string::*, unistd::*,
};
use core::ffi::{c_int, c_uint};
use core::ops::Index;

// A request for all there is.
#[repr(C)]
#[derive(Clone, Copy)]
struct Dump {
    nlh: nlmsghdr,
    gen_: rtgenmsg,
    pad: [u8; 3],
}
plain! { Dump { nlh: nlmsghdr, gen_: rtgenmsg, pad: [u8; 3] } }

// A request for the link of a name, which is an attribute.
#[repr(C)]
#[derive(Clone, Copy)]
struct OneLink {
    nlh: nlmsghdr,
    ifi: ifinfomsg,
    rta: rtattr,
    name: [u8; IFNAMSIZ],
}
plain! { OneLink { nlh: nlmsghdr, ifi: ifinfomsg, rta: rtattr, name: [u8; IFNAMSIZ] } }

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

const STATES: [&str; 7] =
    ["UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"];

const TYPES: [&str; RTN_MAX as usize + 1] = [
    "unspec",
    "unicast",
    "local",
    "broadcast",
    "anycast",
    "multicast",
    "blackhole",
    "unreachable",
    "prohibit",
    "throw",
    "nat",
    "xresolve",
];

fn scope_of(scope: u8) -> &'static str {
    match scope {
        RT_SCOPE_UNIVERSE => "global",
        RT_SCOPE_SITE => "site",
        RT_SCOPE_LINK => "link",
        RT_SCOPE_HOST => "host",
        RT_SCOPE_NOWHERE => "nowhere",
        _ => "unknown",
    }
}

fn family_of(family: c_int) -> &'static str {
    match family {
        AF_INET => "inet",
        AF_INET6 => "inet6",
        _ => "unknown",
    }
}

fn name_of(index: c_uint) -> String {
    let name = &mut [0u8; IF_NAMESIZE];
    if_indextoname(index, name).map_or("?".to_string(), |name| name.to_string())
}

// The attributes of a message, each in the place of its type: tb[IFLA_MTU], as in C.
struct Table<'a>(Vec<Option<RecordPtr<'a, rtattr>>>);

impl<'a> Index<u16> for Table<'a> {
    type Output = Option<RecordPtr<'a, rtattr>>;

    fn index(&self, type_: u16) -> &Self::Output {
        &self.0[usize::from(type_)]
    }
}

fn parse(max: u16, mut rta: RecordPtr<'_, rtattr>, mut len: c_int) -> Table<'_> {
    let mut tb = vec![None; usize::from(max) + 1];
    while RTA_OK(rta, len) {
        let type_ = c_int::from(rta.rta_type) & NLA_TYPE_MASK;
        if type_ <= max.into() {
            tb[type_ as usize] = Some(rta);
        }
        rta = RTA_NEXT(rta, &mut len);
    }
    Table(tb)
}

fn number(rta: RecordPtr<'_, rtattr>) -> c_uint {
    *record(RTA_DATA(rta))
}

fn print_address(what: &str, family: c_int, addr: &[u8]) {
    let text = &mut [0u8; INET6_ADDRSTRLEN];

    if inet_ntop(family, addr, text, sizeof(text)) != NULL {
        print!(" {what} {}", cstr(text));
    }
}

fn print_hardware_address(what: &str, rta: RecordPtr<'_, rtattr>) {
    let len = RTA_PAYLOAD(rta);

    for (i, byte) in RTA_DATA(rta)[..len as usize].iter().enumerate() {
        if i == 0 {
            print!(" {what} ");
        }
        print!("{}{byte:02x}", if i == 0 { "" } else { ":" });
    }
}

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

fn print_link(nh: RecordPtr<'_, nlmsghdr>) {
    let ifi: RecordPtr<ifinfomsg> = NLMSG_DATA(nh).into();

    let tb = parse(IFLA_MAX, IFLA_RTA(ifi), IFLA_PAYLOAD(nh));
    let name = tb[IFLA_IFNAME].map_or(&b"?"[..], RTA_DATA);
    print!("{}: {}:", ifi.ifi_index, cstr(name));
    print_flags(ifi.ifi_flags);
    if let Some(rta) = tb[IFLA_MTU] {
        print!(" mtu {}", number(rta));
    }
    if let Some(rta) = tb[IFLA_QDISC] {
        print!(" qdisc {}", cstr(RTA_DATA(rta)));
    }
    if let Some(rta) = tb[IFLA_OPERSTATE] {
        let state = *record::<u8>(RTA_DATA(rta));
        print!(" state {}", STATES.get(usize::from(state)).unwrap_or(&"?"));
    }
    if let Some(rta) = tb[IFLA_ADDRESS] {
        print_hardware_address("address", rta);
    }
    if let Some(rta) = tb[IFLA_BROADCAST] {
        print_hardware_address("broadcast", rta);
    }
    // Attributes may have attributes for their value.
    if let Some(rta) = tb[IFLA_LINKINFO] {
        let info = parse(IFLA_INFO_MAX, record(RTA_DATA(rta)), RTA_PAYLOAD(rta));
        if let Some(rta) = info[IFLA_INFO_KIND] {
            print!(" kind {}", cstr(RTA_DATA(rta)));
        }
    }
    println!();
}

fn print_addr(nh: RecordPtr<'_, nlmsghdr>) {
    let ifa: RecordPtr<ifaddrmsg> = NLMSG_DATA(nh).into();
    let family = c_int::from(ifa.ifa_family);

    let tb = parse(IFA_MAX, IFA_RTA(ifa), IFA_PAYLOAD(nh));
    print!("{}: ", ifa.ifa_index);
    if let Some(rta) = tb[IFA_LABEL] {
        print!("{}:", cstr(RTA_DATA(rta)));
    } else {
        print!("{}:", name_of(ifa.ifa_index));
    }
    // Where there is a peer, the address is the peer's.
    let local = tb[IFA_LOCAL].or(tb[IFA_ADDRESS]);
    if let Some(local) = local {
        print_address(family_of(family), family, RTA_DATA(local));
        if let Some(peer) = tb[IFA_ADDRESS] {
            if memcmp(RTA_DATA(local), RTA_DATA(peer), RTA_PAYLOAD(local)) != 0 {
                print_address("peer", family, RTA_DATA(peer));
            }
        }
    }
    print!("/{}", ifa.ifa_prefixlen);
    if let Some(rta) = tb[IFA_BROADCAST] {
        print_address("broadcast", family, RTA_DATA(rta));
    }
    println!(" scope {}", scope_of(ifa.ifa_scope));
}

// Where to: of a route, or of one of the ways of a route that has several.
fn print_way(family: c_int, tb: &Table<'_>, index: c_uint) {
    if let Some(rta) = tb[RTA_GATEWAY] {
        print_address("via", family, RTA_DATA(rta));
    }
    if let Some(rta) = tb[RTA_VIA] {
        // A router of another family than the destination.
        let via = record::<rtvia>(RTA_DATA(rta));
        print_address("via", via.rtvia_family.into(), &via.bytes()[size_of::<rtvia>()..]);
    }
    if index != 0 {
        print!(" dev {}", name_of(index));
    }
}

fn print_route(nh: RecordPtr<'_, nlmsghdr>) {
    let rtm: RecordPtr<rtmsg> = NLMSG_DATA(nh).into();
    let family = c_int::from(rtm.rtm_family);

    if family != AF_INET && family != AF_INET6 {
        return;
    }
    let tb = parse(RTA_MAX, RTM_RTA(rtm), RTM_PAYLOAD(nh));
    let type_ = TYPES.get(usize::from(rtm.rtm_type)).unwrap_or(&"?");
    print!("{} {type_}", family_of(family));
    if let Some(rta) = tb[RTA_DST] {
        print_address("to", family, RTA_DATA(rta));
        print!("/{}", rtm.rtm_dst_len);
    } else {
        print!(" to default");
    }
    print_way(family, &tb, tb[RTA_OIF].map_or(0, number));
    if let Some(rta) = tb[RTA_PREFSRC] {
        print_address("src", family, RTA_DATA(rta));
    }
    if let Some(rta) = tb[RTA_PRIORITY] {
        print!(" metric {}", number(rta));
    }
    print!(" scope {}", scope_of(rtm.rtm_scope));
    println!(" table {}", tb[RTA_TABLE].map_or(rtm.rtm_table.into(), number));
    if let Some(rta) = tb[RTA_MULTIPATH] {
        let mut rtnh = record::<rtnexthop>(RTA_DATA(rta));
        let mut len = RTA_PAYLOAD(rta);
        while len >= size_of::<rtnexthop>() as c_int && RTNH_OK(rtnh, len) {
            let way = parse(
                RTA_MAX,
                RTNH_DATA(rtnh),
                c_int::from(rtnh.rtnh_len) - RTNH_LENGTH(0) as c_int,
            );
            print!("    nexthop");
            print_way(family, &way, rtnh.rtnh_ifindex as c_uint);
            println!(" weight {}", c_int::from(rtnh.rtnh_hops) + 1);
            len -= RTNH_ALIGN(rtnh.rtnh_len.into()) as c_int;
            rtnh = RTNH_NEXT(rtnh);
        }
    }
}

// Ends the program if the kernel says that something went wrong.
fn check(error: c_int) {
    if error != 0 {
        set_errno(-error);
        perror("netlink");
        exit(1);
    }
}

// Sends a request and receives all of the answer, datagram after datagram, each of several messages.
// Tells how long it is; or -1 if what was listed changed meanwhile, so that something may be missing or
// be there twice.
fn ask(sock: c_int, request: RecordPtr<'_, nlmsghdr>, answer: &mut Vec<u8>) -> ssize_t {
    let (kernel, from) = (&mut sockaddr_nl::zeroed(), &mut sockaddr_nl::zeroed());
    let (mut size, mut len) = (0, 0);
    let (mut done, mut interrupted) = (false, false);

    kernel.nl_family = AF_NETLINK as sa_family_t;
    let mut n = sendto(sock, request.bytes(), request.nlmsg_len, 0, kernel, sizeof(kernel));
    if n == -1 {
        perror("sendto");
        exit(1);
    }
    while !done {
        // The kernel makes no datagram larger than that.
        if size - len < 32768 {
            size += 65536;
            // Not as in C: without memory, this ends the program by itself.
            answer.resize(size, 0);
        }
        let mut fromlen = sizeof(from) as socklen_t;
        n = recvfrom(sock, &mut answer[len..], size - len, MSG_TRUNC, from, &mut fromlen);
        if n == -1 {
            perror("recvfrom");
            exit(1);
        }
        if n as usize > size - len {
            eprintln!("netlink: a datagram of {n} bytes");
            exit(1);
        }
        // Any process may send to this socket.
        if from.nl_pid != 0 {
            continue;
        }
        let mut nh = record::<nlmsghdr>(&answer[len..]);
        len += n as usize;
        while NLMSG_OK(nh, n) {
            if nh.nlmsg_flags & NLM_F_DUMP_INTR != 0 {
                interrupted = true;
            }
            if nh.nlmsg_type == NLMSG_ERROR {
                let err: RecordPtr<nlmsgerr> = NLMSG_DATA(nh).into();
                check(err.error);
            }
            if nh.nlmsg_type == NLMSG_DONE {
                check(*record(NLMSG_DATA(nh)));
            }
            // Several messages go on until one that says that it was the last; one is one.
            if nh.nlmsg_type == NLMSG_DONE || nh.nlmsg_flags & NLM_F_MULTI == 0 {
                done = true;
            }
            nh = NLMSG_NEXT(nh, &mut n);
        }
    }
    if interrupted { -1 } else { len as ssize_t }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let argc = argv.len();
    let (dump, one) = (&mut Dump::zeroed(), &mut OneLink::zeroed());
    let answer = &mut Vec::new();
    let mut len;

    dump.nlh.nlmsg_len = NLMSG_LENGTH(sizeof(&dump.gen_)) as u32;
    dump.nlh.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    dump.gen_.rtgen_family = AF_UNSPEC as u8;
    if argc == 3 && argv[1] == "link" && strlen(&argv[2]) < IFNAMSIZ {
        one.nlh.nlmsg_len = sizeof(one) as u32;
        one.nlh.nlmsg_type = RTM_GETLINK;
        one.nlh.nlmsg_flags = NLM_F_REQUEST;
        one.rta.rta_type = IFLA_IFNAME;
        one.rta.rta_len = RTA_LENGTH(sizeof(&one.name)) as u16;
        strcpy(&mut one.name, &argv[2]);
    } else if argc == 2 && argv[1] == "link" {
        dump.nlh.nlmsg_type = RTM_GETLINK;
    } else if argc == 2 && argv[1] == "addr" {
        dump.nlh.nlmsg_type = RTM_GETADDR;
    } else if argc == 2 && argv[1] == "route" {
        dump.nlh.nlmsg_type = RTM_GETROUTE;
    } else {
        eprintln!("usage: {} link [interface] | addr | route", argv[0]);
        exit(1);
    }
    let request = if argc == 3 { record(one) } else { record(dump) };

    let sock = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if sock == -1 {
        perror("socket");
        exit(1);
    }
    while {
        len = ask(sock, request, answer);
        len == -1
    } {
        eprintln!("netlink: something changed meanwhile, once more");
    }
    close(sock);

    let mut nh = record::<nlmsghdr>(answer);
    while NLMSG_OK(nh, len) {
        match nh.nlmsg_type {
            RTM_NEWLINK => print_link(nh),
            RTM_NEWADDR => print_addr(nh),
            RTM_NEWROUTE => print_route(nh),
            _ => {}
        }
        nh = NLMSG_NEXT(nh, &mut len);
    }
}
