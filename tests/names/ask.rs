//! The port of ask.c: line for line what it does, on this crate.

use berkeley::{errno::*, ifaddrs::*, net::if_::*, netdb::*, stdio::*, string::*};
use std::io;
use std::str::SplitAsciiWhitespace;

/// A question, of which each part is taken in its turn.
struct Question<'a>(SplitAsciiWhitespace<'a>);

/// A text that may be NULL.
enum Given {
    Null,
    Text(String),
}

impl Bytes for Given {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Given::Null => &[],
            Given::Text(text) => Bytes::as_bytes(text),
        }
    }

    fn is_null(&self) -> bool {
        matches!(self, Given::Null)
    }
}

impl Question<'_> {
    /// The next text of the question.
    fn text(&mut self) -> Given {
        match self.0.next() {
            None | Some("-") => Given::Null,
            Some("\"\"") => Given::Text(String::new()),
            Some(word) => Given::Text(match word.strip_prefix('@') {
                Some(word) => {
                    let (n, word) = word.split_once('.').unwrap_or((word, ""));
                    let dot = if word.is_empty() { "" } else { "." };
                    format!("{}{dot}{word}", "a".repeat(n.parse().unwrap()))
                }
                None => word.to_string(),
            }),
        }
    }

    /// The next number of the question.
    fn number(&mut self) -> i32 {
        let word = self.0.next().unwrap();
        let number = match word.strip_prefix("0x") {
            Some(word) => i64::from_str_radix(word, 16),
            None => word.parse::<i64>(),
        };
        number.unwrap() as i32
    }

    /// The next bytes of the question.
    fn bytes(&mut self) -> Option<[u8; 256]> {
        let mut buf = [0; 256];
        let word = self.0.next().unwrap();
        if word == "-" {
            return None;
        }
        for i in 0..word.len() / 2 {
            buf[i] = u8::from_str_radix(&word[2 * i..2 * i + 2], 16).unwrap();
        }
        Some(buf)
    }
}

fn say_bytes<B: Bytes + ?Sized>(buf: &B, len: impl Length) {
    for byte in &buf.as_bytes()[..len.to_size()] {
        eprint!("{byte:02x}");
    }
}

fn say_aliases(aliases: &NullTerminated<CharPtr>) {
    let mut i = 0;
    while aliases[i] != NULL {
        eprint!(" aka {}", aliases[i]);
        i += 1;
    }
    eprintln!();
}

fn addrinfo(ask: &mut Question<'_>) {
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    let (name, service) = (ask.text(), ask.text());
    hints.ai_flags = ask.number();
    hints.ai_family = ask.number();
    hints.ai_socktype = ask.number();
    hints.ai_protocol = ask.number();
    let status = if hints.ai_flags == -1 {
        getaddrinfo(&name, &service, NULL, &mut res)
    } else {
        getaddrinfo(&name, &service, hints, &mut res)
    };
    if status != 0 {
        eprintln!("{status} {}", gai_strerror(status));
        if status == EAI_SYSTEM {
            perror("getaddrinfo");
        }
        return;
    }
    let mut p = &res;
    while p != NULL {
        eprint!("{:#x} {} {} {} ", p.ai_flags, p.ai_family, p.ai_socktype, p.ai_protocol);
        say_bytes(&p.ai_addr, p.ai_addrlen);
        if p.ai_canonname != NULL {
            eprint!(" {}", p.ai_canonname);
        }
        eprintln!();
        p = &p.ai_next;
    }
    freeaddrinfo(res);
}

fn nameinfo(ask: &mut Question<'_>) {
    let (host, serv) = (&mut [0u8; 2000], &mut [0u8; 2000]);
    let sa = ask.bytes();
    let salen = ask.number();
    let (hostlen, servlen, flags) = (ask.number(), ask.number(), ask.number());
    memset(host, b'x'.into(), sizeof(host));
    memset(serv, b'x'.into(), sizeof(serv));
    let status = match &sa {
        None => getnameinfo(NULL, salen, host, hostlen, serv, servlen, flags),
        Some(sa) if hostlen == -1 && servlen == -1 => {
            getnameinfo(sa, salen, NULL, 0, NULL, 0, flags)
        }
        Some(sa) if hostlen == -1 => getnameinfo(sa, salen, NULL, 0, serv, servlen, flags),
        Some(sa) if servlen == -1 => getnameinfo(sa, salen, host, hostlen, NULL, 0, flags),
        Some(sa) => getnameinfo(sa, salen, host, hostlen, serv, servlen, flags),
    };
    eprint!("{status} {}", gai_strerror(status));
    host[1999] = 0;
    serv[1999] = 0;
    if host[0] != b'x' {
        eprint!(" {}", cstr(host));
    }
    if serv[0] != b'x' {
        eprint!(" {}", cstr(serv));
    }
    eprintln!();
}

fn say_host(he: Option<hostent>) {
    let Some(he) = he else {
        eprintln!("h_errno {}, errno {}", h_errno(), errno());
        herror("host");
        return;
    };
    eprint!("{} {} {} {}", he.h_name, he.h_addrtype, he.h_length, h_errno());
    let mut i = 0;
    while he.h_addr_list[i] != NULL {
        eprint!(" ");
        say_bytes(&he.h_addr_list[i], he.h_length);
        i += 1;
    }
    eprint!(" first ");
    say_bytes(he.h_addr(), he.h_length);
    say_aliases(&he.h_aliases);
}

fn say_net(net: Option<netent>) {
    let Some(net) = net else {
        eprintln!("h_errno {}, errno {}", h_errno(), errno());
        return;
    };
    eprint!("{} {} {:#x}", net.n_name, net.n_addrtype, net.n_net);
    say_aliases(&net.n_aliases);
}

fn say_service(service: Option<servent>) {
    let Some(service) = service else {
        eprintln!("none, errno {}", errno());
        return;
    };
    eprint!("{} {}/{}", service.s_name, ntohs(service.s_port as u16), service.s_proto);
    say_aliases(&service.s_aliases);
}

fn say_protocol(protocol: Option<protoent>) {
    let Some(protocol) = protocol else {
        eprintln!("none, errno {}", errno());
        return;
    };
    eprint!("{} {}", protocol.p_name, protocol.p_proto);
    say_aliases(&protocol.p_aliases);
}

fn walk() {
    sethostent(1);
    while let he @ Some(_) = gethostent() {
        say_host(he);
    }
    eprintln!("h_errno {}", h_errno());
    endhostent();
    setnetent(1);
    while let net @ Some(_) = getnetent() {
        say_net(net);
    }
    endnetent();
    setservent(1);
    while let service @ Some(_) = getservent() {
        say_service(service);
    }
    endservent();
    setprotoent(1);
    while let protocol @ Some(_) = getprotoent() {
        say_protocol(protocol);
    }
    endprotoent();
    setprotoent(0);
    say_protocol(getprotoent());
    setprotoent(0);
    say_protocol(getprotoent());
    endprotoent();
}

fn messages() {
    for i in -110..20 {
        eprintln!("{i} {}, {}", gai_strerror(i), hstrerror(i));
    }
    set_h_errno(TRY_AGAIN);
    herror("with a text");
    herror("");
    herror(NULL);
}

fn index_of(ask: &mut Question<'_>) {
    let index = if_nametoindex(&ask.text());
    if index == 0 {
        perror("if_nametoindex");
    }
    eprintln!("{index}");
}

fn name_of(ask: &mut Question<'_>) {
    let name = &mut [0u8; IF_NAMESIZE];
    if if_indextoname(ask.number() as u32, name) == NULL {
        perror("if_indextoname");
        return;
    }
    eprintln!("{}", cstr(name));
}

fn interfaces() {
    let all = if_nameindex();
    if all == NULL {
        perror("if_nameindex");
        return;
    }
    let all = all.unwrap();
    let mut i = 0;
    while !(all[i].if_index == 0 && all[i].if_name == NULL) {
        eprintln!("{}: {}", all[i].if_index, all[i].if_name);
        i += 1;
    }
    if_freenameindex(all);
}

fn say_address(what: &str, addr: Option<&sockaddr_storage>) {
    let Some(addr) = addr else { return };
    let len = match i32::from(addr.ss_family) {
        AF_INET => size_of::<sockaddr_in>(),
        AF_INET6 => size_of::<sockaddr_in6>(),
        _ => 20,
    };
    eprint!(" {what} ");
    say_bytes(addr, len);
}

fn addresses(counters: i32) {
    let mut ifaddr = IfAddrsPtr::NULL;
    if getifaddrs(&mut ifaddr) == -1 {
        perror("getifaddrs");
        return;
    }
    let mut ifa = &ifaddr;
    while ifa != NULL {
        eprint!("{} {:#x}", ifa.ifa_name, ifa.ifa_flags);
        say_address("address", ifa.ifa_addr.as_ref());
        say_address("netmask", ifa.ifa_netmask.as_ref());
        if ifa.ifa_flags & IFF_BROADCAST as u32 != 0 {
            say_address("broadcast", ifa.ifa_broadaddr());
        } else {
            say_address("destination", ifa.ifa_dstaddr());
        }
        if let Some(data) = &ifa.ifa_data {
            eprint!(" data");
            for number in &cast::<[u32; 24]>(data)[..counters as usize] {
                eprint!(" {number}");
            }
        }
        eprintln!();
        ifa = &ifa.ifa_next;
    }
    freeifaddrs(ifaddr);
}

fn no_files() {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the limits are there to be read.
    eprintln!("{}", unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &none) });
}

/// Answers the questions on standard input, on standard error.
pub(crate) fn main() {
    for line in io::stdin().lines().map(Result::unwrap) {
        eprintln!("? {line}");
        set_errno(0);
        set_h_errno(77);
        let ask = &mut Question(line.split_ascii_whitespace());
        match ask.0.next().unwrap() {
            "addrinfo" => addrinfo(ask),
            "nameinfo" => nameinfo(ask),
            "host" => say_host(gethostbyname(&ask.text())),
            "host2" => say_host(gethostbyname2(&ask.text(), ask.number())),
            "hostaddr" => {
                let addr = ask.bytes().unwrap();
                say_host(gethostbyaddr(&addr, ask.number(), ask.number()));
            }
            "net" => say_net(getnetbyname(&ask.text())),
            "netaddr" => say_net(getnetbyaddr(ask.number() as u32, ask.number())),
            "service" => say_service(getservbyname(&ask.text(), &ask.text())),
            "port" => {
                let port = htons(ask.number() as u16).into();
                say_service(getservbyport(port, &ask.text()));
            }
            "protocol" => say_protocol(getprotobyname(&ask.text())),
            "number" => say_protocol(getprotobynumber(ask.number())),
            "walk" => walk(),
            "messages" => messages(),
            "index" => index_of(ask),
            "name" => name_of(ask),
            "interfaces" => interfaces(),
            "addresses" => addresses(ask.number()),
            "no_files" => no_files(),
            what => panic!("{what}?"),
        }
    }
}
