//! What the functions make of the objects that they are given, and of those that they give.

use berkeley::{errno::*, ifaddrs::*, net::if_::*, netdb::*, string::*, unistd::*};
use std::thread;

/// The addresses that a host and a service stand for, as bytes.
fn found<N, S>(name: &N, service: &S) -> Result<Vec<[u8; 16]>, i32>
where
    N: Bytes + ?Sized,
    S: Bytes + ?Sized,
{
    let hints = &mut addrinfo::zeroed();
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    let mut res = AddrInfoPtr::NULL;
    match getaddrinfo(name, service, hints, &mut res) {
        0 => Ok(res.iter().map(|p| p.ai_addr.as_bytes()[..16].try_into().unwrap()).collect()),
        error => Err(error),
    }
}

#[test]
fn a_text_is_whatever_has_bytes_and_ends_at_its_first_nul() {
    let expected = Ok(vec![[2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]]);
    assert_eq!(found("127.0.0.1", "80"), expected);
    assert_eq!(found(&String::from("127.0.0.1"), b"80"), expected);
    assert_eq!(found(c"127.0.0.1", b"80\0"), expected);
    assert_eq!(found("127.0.0.1\0junk", "80\0\0junk"), expected);
    assert_eq!(found(&b"127.0.0.1".to_vec(), &b"80"[..]), expected);
    assert_eq!(found("127.0.0.1junk", "80"), Err(EAI_NONAME));
    assert_eq!(found("\0 127.0.0.1", "80"), Err(EAI_NONAME));
    assert_eq!(found(b"\xff\xfe", "80"), Err(EAI_NONAME));
    // A text that C gave is one, too, and a null one is NULL.
    let he = gethostbyname("127.0.0.1\0").unwrap();
    assert_eq!(found(&he.h_name, "80"), expected);
    let all = if_nameindex().unwrap();
    assert_eq!(all.last().unwrap().if_name, CharPtr::NULL);
    assert_eq!(found(&CharPtr::NULL, "80"), found(NULL, "80"));
    // So is a pointer that may be null.
    assert_eq!(found(&Some("127.0.0.1"), &Some(b"80")), expected);
    assert_eq!(found(&None::<&str>, "80"), found(NULL, "80"));
    assert_eq!((if_nametoindex(&None::<&[u8]>), errno()), (0, EFAULT));
    assert_eq!(if_nametoindex(&all[0].if_name), all[0].if_index);
    assert_eq!(if_nametoindex("lo\0junk"), if_nametoindex("lo"));
    assert_eq!((if_nametoindex(""), errno()), (0, ENODEV));
    assert_eq!(
        getprotobyname("tcp\0udp").map(|p| p.p_proto),
        getprotobyname("tcp").map(|p| p.p_proto)
    );
}

#[test]
fn a_null_that_c_would_read_is_refused() {
    let refused = |found: bool| {
        assert!(!found);
        assert_eq!((errno(), h_errno()), (EFAULT, NETDB_INTERNAL));
        set_errno(0);
        set_h_errno(0);
    };
    refused(gethostbyname(NULL) != NULL);
    refused(gethostbyname2(NULL, AF_INET) != NULL);
    refused(gethostbyaddr(NULL, 0, AF_INET) != NULL);
    refused(gethostbyaddr(NULL, 4, AF_INET) != NULL);
    refused(gethostbyaddr(&[127u8, 0, 0], 4, AF_INET) != NULL);
    refused(getnetbyname(NULL) != NULL);
    refused(getservbyname(NULL, "tcp") != NULL);
    refused(getprotobyname(NULL) != NULL);
    assert_eq!((if_nametoindex(NULL), errno()), (0, EFAULT));
    set_errno(0);
    assert!(if_indextoname(1, NULL) == NULL && errno() == EFAULT);
    // glibc would copy all of them to where it has room for 16.
    for len in [17, 200, 1 << 20, -1] {
        assert!(gethostbyaddr(&vec![0u8; 1 << 20], len, AF_INET) == NULL);
        assert_eq!((errno(), h_errno()), (EINVAL, NETDB_INTERNAL));
    }
}

#[test]
fn getnameinfo_stays_in_its_objects() {
    let numeric = NI_NUMERICHOST | NI_NUMERICSERV;
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_port = htons(80);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    let (host, serv) = (&mut [b'x'; 10], &mut [b'x'; 3]);
    // A length beyond the object.
    for (salen, hostlen, servlen) in
        [(17, 10, 3), (16, 11, 3), (16, 10, 4), (-1, 10, 3), (16, -1, 3), (16, 10, i32::MIN)]
    {
        set_errno(0);
        let status = getnameinfo(addr, salen, host, hostlen, serv, servlen, numeric);
        assert_eq!((status, errno()), (EAI_SYSTEM, EFAULT));
        assert_eq!((&*host, &*serv), (b"xxxxxxxxxx", b"xxx"));
    }
    assert_eq!(getnameinfo(addr, 16, host, 10, serv, 3, numeric), 0);
    assert_eq!((&*host, &*serv), (b"127.0.0.1\0", b"80\0"));
    // Of NULL, the length says nothing.
    assert_eq!(getnameinfo(addr, 16, NULL, 1000, NULL, -1, numeric), 0);
    assert_eq!(getnameinfo(NULL, 16, host, 10, serv, 3, numeric), EAI_FAMILY);
    assert_eq!(getnameinfo(NULL, -1, host, 10, serv, 3, numeric), EAI_FAMILY);
    // An address at an odd place.
    let bytes = [&[0], addr.as_bytes()].concat();
    let host = &mut [0; NI_MAXHOST];
    assert_eq!(getnameinfo(&bytes[1..], 16, host, sizeof(host), NULL, 0, numeric), 0);
    assert_eq!(cstr(host).to_bytes(), b"127.0.0.1");
    // A path that does not end: libc looks for its end beyond any length.
    for len in [3, 8, 110, 128, 200] {
        let mut path = vec![b'p'; len];
        path[..2].copy_from_slice(&(AF_UNIX as sa_family_t).to_ne_bytes());
        let serv = &mut [0u8; 300];
        assert_eq!(getnameinfo(&path, len, NULL, 0, serv, sizeof(serv), 0), 0);
        assert_eq!(cstr(serv).to_bytes(), &path[2..len.min(128)]);
    }
}

#[test]
fn a_list_is_walked_changed_and_freed() {
    let mut res = AddrInfoPtr::NULL;
    assert!(res == NULL && res.iter().count() == 0);
    assert_eq!(getaddrinfo("127.0.0.1", "80", NULL, &mut res), 0);
    assert!(res != NULL && res.ai_family == AF_INET);
    let n = res.iter().count();
    let (mut p, mut walked) = (&res, 0);
    while p != NULL {
        walked += 1;
        p = &p.ai_next;
    }
    assert_eq!(walked, n);
    // On failure it is left alone; on success it is replaced.
    assert_eq!(getaddrinfo("?", "80", &numeric_host(), &mut res), EAI_NONAME);
    assert_eq!(res.iter().count(), n);
    assert_eq!(getaddrinfo("::1", "80", &numeric_host(), &mut res), 0);
    assert_eq!(res.ai_family, AF_INET6);
    // ((struct sockaddr_in6 *)res->ai_addr)->sin6_port = htons(81);
    cast_mut::<sockaddr_in6>(&mut res.ai_addr).sin6_port = htons(81);
    assert_eq!(cast::<sockaddr_in6>(&res.ai_addr).sin6_port, htons(81));
    set_errno(12345);
    freeaddrinfo(res);
    freeaddrinfo(AddrInfoPtr::NULL);
    assert_eq!(errno(), 12345);
    // One as long as no stack is deep.
    let mut long = AddrInfoPtr::NULL;
    for _ in 0..1_000_000 {
        long = addrinfo { ai_next: long, ..addrinfo::zeroed() }.into();
    }
    assert_eq!(long.iter().count(), 1_000_000);
    freeaddrinfo(long);
}

fn numeric_host() -> addrinfo {
    addrinfo { ai_flags: AI_NUMERICHOST, ..addrinfo::zeroed() }
}

#[test]
#[should_panic(expected = "a null pointer has no fields")]
fn a_field_of_null_panics() {
    let _ = IfAddrsPtr::NULL.ifa_flags;
}

#[test]
fn errno_survives_what_succeeds() {
    set_errno(12345);
    if_freenameindex(if_nameindex().unwrap());
    let mut ifaddr = IfAddrsPtr::NULL;
    assert_eq!(getifaddrs(&mut ifaddr), 0);
    freeifaddrs(ifaddr);
    assert_eq!(gai_strerror(EAI_NONAME), "Name or service not known");
    assert_eq!(hstrerror(HOST_NOT_FOUND), "Unknown host");
    assert_eq!(errno(), 12345);
}

#[test]
fn sockets_are_bound_and_connected_with_what_getaddrinfo_finds() {
    let hints = &mut addrinfo::zeroed();
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    let mut res = AddrInfoPtr::NULL;
    assert_eq!(getaddrinfo(NULL, "0", hints, &mut res), 0);
    let server = socket(res.ai_family, res.ai_socktype, res.ai_protocol);
    assert_eq!(bind(server, &res.ai_addr, res.ai_addrlen), 0);
    freeaddrinfo(res);
    assert_eq!(listen(server, 1), 0);
    let addr = &mut sockaddr_in::zeroed();
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(server, addr, &mut len), 0);
    assert_eq!(addr.sin_addr.s_addr, INADDR_ANY);

    hints.ai_flags = AI_NUMERICHOST;
    let port = ntohs(addr.sin_port).to_string();
    let mut res = AddrInfoPtr::NULL;
    assert_eq!(getaddrinfo("127.0.0.1", &port, hints, &mut res), 0);
    let client = socket(res.ai_family, res.ai_socktype, res.ai_protocol);
    assert_eq!(connect(client, &res.ai_addr, res.ai_addrlen), 0);
    let client_addr = &mut sockaddr_storage::zeroed();
    let mut len = sizeof(client_addr) as socklen_t;
    let sock = accept(server, client_addr, &mut len);
    let host = &mut [0u8; NI_MAXHOST];
    assert_eq!(getnameinfo(client_addr, len, host, sizeof(host), NULL, 0, NI_NUMERICHOST), 0);
    assert_eq!(cstr(host).to_string(), "127.0.0.1");
    for fd in [sock, client, server] {
        assert_eq!(close(fd), 0);
    }
}

#[test]
fn threads_do_not_overwrite_what_others_found() {
    thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for i in 0..250 {
                    let name = format!("127.{thread}.0.{i}");
                    let he = gethostbyname(&name).unwrap();
                    assert_eq!(he.h_name, *name);
                    assert_eq!(cast::<in_addr>(he.h_addr()).s_addr, inet_addr_of(thread, i));
                }
            });
        }
    });
    // A walk is everybody's: each protocol is somebody's once.
    let walk = || std::iter::from_fn(getprotoent).map(|protocol| protocol.p_name.to_string());
    setprotoent(1);
    let mut alone: Vec<_> = walk().collect();
    setprotoent(1);
    let mut together = thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(|| walk().collect::<Vec<_>>()));
        threads.map(|thread| thread.join().unwrap()).concat()
    });
    endprotoent();
    alone.sort();
    together.sort();
    assert_eq!(together, alone);
}

fn inet_addr_of(thread: u32, i: u32) -> in_addr_t {
    htonl(0x7f000000 | thread << 16 | i)
}
