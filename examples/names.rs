//! What the resolver answers: asks getaddrinfo, getnameinfo, gethostbyname and getservbyname.
//!
//!     cargo run --example names -- [-46sdcpn] host [service]
//!
//! -4 and -6 ask for addresses of IPv4 and of IPv6 only, -s and -d for stream and for datagram sockets
//! only; -c for the official name; -p for addresses to bind to; -n looks nothing up: host and service
//! are numbers. A host of "-" is none.

use berkeley::{arpa::inet::*, errno::*, netdb::*, stdlib::*, string::*};
use core::ffi::c_int;

fn error_of(status: c_int) -> String {
    if status == EAI_SYSTEM {
        strerror(errno()).to_string()
    } else {
        gai_strerror(status).to_string()
    }
}

fn type_of(socktype: c_int) -> &'static str {
    match socktype {
        SOCK_STREAM => "stream",
        SOCK_DGRAM => "datagram",
        _ => "raw",
    }
}

// All socket addresses of the host and the service, and the names of each of them.
fn addresses(host: Option<&str>, service: Option<&str>, hints: &addrinfo) -> c_int {
    let mut res = AddrInfoPtr::NULL;
    let (name, serv) = (&mut [0u8; NI_MAXHOST], &mut [0u8; NI_MAXSERV]);
    let numeric = NI_NUMERICHOST | NI_NUMERICSERV;
    let mut status = getaddrinfo(&host, &service, hints, &mut res);

    if status != 0 {
        println!("getaddrinfo: {}", error_of(status));
        return -1;
    }
    for p in &res {
        if p.ai_canonname != NULL {
            println!("getaddrinfo: official name {}", p.ai_canonname);
        }
        status =
            getnameinfo(&p.ai_addr, p.ai_addrlen, name, sizeof(name), serv, sizeof(serv), numeric);
        if status != 0 {
            println!("getnameinfo: {}", error_of(status));
            continue;
        }
        let (host, port) = (cstr(name), cstr(serv));
        println!("getaddrinfo: {host}, port {port}, {}", type_of(p.ai_socktype));

        // Some ports have one name in UDP and another in TCP.
        let flags = if p.ai_socktype == SOCK_DGRAM { NI_DGRAM } else { 0 };
        if hints.ai_flags & AI_NUMERICHOST != 0 {
            continue;
        }
        status =
            getnameinfo(&p.ai_addr, p.ai_addrlen, name, sizeof(name), serv, sizeof(serv), flags);
        if status != 0 {
            println!("getnameinfo: {}", error_of(status));
        } else {
            println!("getnameinfo: {}, service {}", cstr(name), cstr(serv));
        }
    }
    freeaddrinfo(res);
    0
}

// The older way, for IPv4 only.
fn host_entry(host: &str) {
    let address = &mut [0u8; INET6_ADDRSTRLEN];

    let Some(he) = gethostbyname(host) else {
        let internal = h_errno() == NETDB_INTERNAL;
        let error = if internal { strerror(errno()) } else { hstrerror(h_errno()) };
        println!("gethostbyname: {error}");
        return;
    };
    println!("gethostbyname: official name {}", he.h_name);
    for alias in &he.h_aliases {
        println!("gethostbyname: alias {alias}");
    }
    for addr in &he.h_addr_list {
        inet_ntop(he.h_addrtype, addr, address, sizeof(address));
        println!("gethostbyname: {}", cstr(address));
    }
}

fn service_entry(service: &str, protocol: Option<&str>) {
    let Some(se) = getservbyname(service, &protocol) else {
        println!("getservbyname: no such service");
        return;
    };
    println!("getservbyname: {}, port {}, {}", se.s_name, ntohs(se.s_port as u16), se.s_proto);
    for alias in &se.s_aliases {
        println!("getservbyname: alias {alias}");
    }
}

fn main() {
    let argv: Vec<String> = std::env::args().collect();
    let argc = argv.len();
    let hints = &mut addrinfo::zeroed();
    let mut protocol = None;
    let (mut arg, mut wrong) = (1, false);

    hints.ai_family = AF_UNSPEC;
    while arg < argc && argv[arg].starts_with('-') && argv[arg] != "-" {
        for option in argv[arg][1..].bytes() {
            match option {
                b'4' => hints.ai_family = AF_INET,
                b'6' => hints.ai_family = AF_INET6,
                b's' => {
                    hints.ai_socktype = SOCK_STREAM;
                    protocol = Some("tcp");
                }
                b'd' => {
                    hints.ai_socktype = SOCK_DGRAM;
                    protocol = Some("udp");
                }
                b'c' => hints.ai_flags |= AI_CANONNAME,
                b'p' => hints.ai_flags |= AI_PASSIVE,
                b'n' => hints.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV,
                _ => wrong = true,
            }
        }
        arg += 1;
    }
    if wrong || !(1..=2).contains(&(argc - arg)) {
        eprintln!("usage: {} [-46sdcpn] host [service]", argv[0]);
        exit(1);
    }
    let host = Some(&*argv[arg]).filter(|host| *host != "-");
    let service = argv.get(arg + 1).map(|service| &**service);

    if addresses(host, service, hints) == -1 {
        wrong = true;
    }
    if hints.ai_flags & AI_NUMERICHOST == 0 {
        if let Some(host) = host {
            host_entry(host);
        }
        if let Some(service) = service {
            service_entry(service, protocol);
        }
    }

    exit(wrong.into());
}
