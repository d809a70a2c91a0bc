//! Names: of hosts, services, protocols, networks and interfaces; and what C says of errors.

use crate::account::{fails, works};
use crate::without_files;
use berkeley::{arpa::inet::*, errno::*, ifaddrs::*, net::if_::*, netdb::*, stdio::*};

pub(crate) fn all() {
    resolver();
    databases();
    interfaces();
    addresses();
    errors();
}

fn resolver() {
    let hints = &mut addrinfo { ai_flags: AI_NUMERICHOST, ..addrinfo::zeroed() };
    let mut res = AddrInfoPtr::NULL;
    works!(getaddrinfo("127.0.0.1", "80", hints, &mut res), 0);
    let (host, len) = (&mut [0u8; NI_MAXHOST], res.ai_addrlen);
    works!(getnameinfo(&res.ai_addr, len, host, sizeof(host), NULL, 0, NI_NUMERICHOST), 0);
    fails!(getnameinfo(&res.ai_addr, 1, host, sizeof(host), NULL, 0, NI_NUMERICHOST), EAI_FAMILY);
    works!(freeaddrinfo(res), ());
    let mut res = AddrInfoPtr::NULL;
    fails!(getaddrinfo("no number", NULL, hints, &mut res), EAI_NONAME);
    works!(gethostbyname("127.0.0.1"), Some(_));
    works!(gethostbyname2("::1", AF_INET6), Some(_));
    works!(gethostbyaddr(&in_addr { s_addr: htonl(INADDR_LOOPBACK) }, 4, AF_INET), Some(_));
    fails!(gethostbyname(NULL), None, EFAULT);
    fails!(gethostbyname2(NULL, AF_INET6), None, EFAULT);
    fails!(gethostbyaddr(&[127u8, 0, 0], 4, AF_INET), None, EFAULT);
}

/// Walks through the databases end somewhere.
fn databases() {
    works!(sethostent(1), ());
    while gethostent().is_some() {}
    fails!(gethostent(), None);
    works!(endhostent(), ());
    works!(setnetent(1), ());
    while getnetent().is_some() {}
    fails!(getnetent(), None);
    works!(endnetent(), ());
    fails!(getnetbyname(NULL), None, EFAULT);
    fails!(getnetbyaddr(1, 99), None);

    works!(setservent(1), ());
    works!(getservent(), Some(_));
    while getservent().is_some() {}
    fails!(getservent(), None);
    works!(endservent(), ());
    works!(getservbyname("http", "tcp"), Some(_));
    works!(getservbyport(htons(80).into(), NULL), Some(_));
    fails!(getservbyname("none such", "tcp"), None);
    fails!(getservbyport(htons(80).into(), "none such"), None);

    works!(setprotoent(1), ());
    works!(getprotoent(), Some(_));
    while getprotoent().is_some() {}
    fails!(getprotoent(), None);
    works!(endprotoent(), ());
    works!(getprotobyname("tcp"), Some(_));
    works!(getprotobynumber(6), Some(_));
    fails!(getprotobyname("none such"), None);
    fails!(getprotobynumber(-1), None);
}

fn interfaces() {
    let name = &mut [0u8; IF_NAMESIZE];
    let index = works!(if_nametoindex("lo"), 1..);
    works!(if_indextoname(index, name), Some(_));
    let all = works!(if_nameindex(), Some(_));
    works!(if_freenameindex(all.unwrap()), ());
    let mut ifap = IfAddrsPtr::NULL;
    works!(getifaddrs(&mut ifap), 0);
    works!(freeifaddrs(ifap), ());
    let mut ifap = IfAddrsPtr::NULL;
    fails!(if_nametoindex("none such"), 0, ENODEV);
    fails!(if_indextoname(0, name), None, ENXIO);
    without_files(|| {
        fails!(if_nameindex(), None, EMFILE);
        fails!(getifaddrs(&mut ifap), -1, EMFILE);
    });
}

fn addresses() {
    let (addr, text) = (&mut in_addr::zeroed(), &mut [0u8; 16]);
    let local = htonl(INADDR_LOOPBACK);
    assert_eq!(works!(inet_addr("127.0.0.1"), _), local);
    fails!(inet_addr("nothing"), INADDR_NONE);
    works!(inet_aton("127.1", addr), 1);
    fails!(inet_aton("nothing", addr), 0);
    works!(inet_network("127.0.0.1"), INADDR_LOOPBACK);
    fails!(inet_network("nothing"), INADDR_NONE);
    works!(inet_pton(AF_INET, "127.0.0.1", addr), 1);
    fails!(inet_pton(99, "127.0.0.1", addr), -1, EAFNOSUPPORT);
    works!(inet_ntop(AF_INET, addr, text, sizeof(text)), Some("127.0.0.1"));
    fails!(inet_ntop(AF_INET, addr, text, 9), None, ENOSPC);
    assert_eq!(works!(inet_ntoa(*addr), _), "127.0.0.1");
}

fn errors() {
    works!(set_errno(ENOENT), ());
    works!(errno(), ENOENT);
    assert_eq!(works!(strerror(ENOENT), _), "No such file or directory");
    works!(perror("perror, called by a test"), ());
    works!(set_h_errno(NO_DATA), ());
    works!(h_errno(), NO_DATA);
    assert_eq!(works!(hstrerror(HOST_NOT_FOUND), _), "Unknown host");
    works!(herror("herror, called by a test"), ());
    assert_eq!(works!(gai_strerror(EAI_NONAME), _), "Name or service not known");
}

/// As in C, a text is over where its first NUL is; and what is left of it is judged as it stands.
#[test]
fn a_nul_within_a_name_ends_it() {
    let _alone = crate::alone();
    let (numbers, addr) = (&mut addrinfo::zeroed(), &mut in_addr::zeroed());
    numbers.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    let ask = |name: &str, service: &str| {
        let mut res = AddrInfoPtr::NULL;
        getaddrinfo(name, service, numbers, &mut res)
    };
    assert_eq!((ask("127.0.0.1\0x", "80"), ask("127.0.0.1", "80\0x")), (0, 0));
    assert_eq!((ask("\0 127.0.0.1", "80"), ask("127.0.0.1x\0", "80")), (EAI_NONAME, EAI_NONAME));
    assert_eq!(
        (ask("127.0.0.1", "\0 80"), ask("127.0.0.1", "80x\0")),
        (0, EAI_NONAME),
        "\"\" is port 0"
    );
    assert_eq!(gethostbyname("127.0.0.1\0x").map(|host| host.h_length), Some(4));
    assert_eq!(gethostbyname2("::1\0x", AF_INET6).map(|host| host.h_length), Some(16));
    assert_eq!(
        getservbyname("http\0x", "tcp\0x").map(|found| found.s_port),
        Some(80u16.to_be().into())
    );
    assert_eq!(
        getservbyport(80u16.to_be().into(), "tcp\0x").map(|found| found.s_name == "http"),
        Some(true)
    );
    assert!(getservbyname("\0http", "tcp").is_none() && getservbyname("http", "\0tcp").is_none());
    assert_eq!(getprotobyname("tcp\0x").map(|found| found.p_proto), Some(6));
    assert!(getprotobyname("\0tcp").is_none());
    assert_eq!(if_nametoindex("lo\0x"), if_nametoindex("lo"));
    assert_eq!((if_nametoindex("\0lo"), errno()), (0, ENODEV));
    // A longer name than any stays too long.
    assert_eq!((if_nametoindex("lo              \0"), errno()), (0, ENODEV));
    assert_eq!(
        (inet_addr("127.1\0x"), inet_addr("\0 127.1")),
        (htonl(INADDR_LOOPBACK), INADDR_NONE)
    );
    assert_eq!((inet_aton("127.1\0x", addr), inet_aton("\0 127.1", addr)), (1, 0));
    assert_eq!((inet_network("127\0x"), inet_network("\0 127")), (127, INADDR_NONE));
    assert_eq!(inet_pton(AF_INET, "127.0.0.1\0x", addr), 1);
    assert_eq!(inet_pton(AF_INET, "\0 127.0.0.1", addr), 0);
}
