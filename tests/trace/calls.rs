//! The programs that are run under strace and traced at once. What they get does not matter: both
//! say the same of it or not.

use berkeley::{arpa::inet::*, unistd::*};
use core::ffi::c_int;
use std::hash::{BuildHasher, RandomState};

/// Closes what was opened, if it was.
fn done(fd: c_int) {
    if fd != -1 {
        close(fd);
    }
}

/// Every call, in many ways, with numbers that strace has shown the same way since 6.1.
pub(crate) fn wide() {
    sockets();
    internet();
    local();
    addresses();
    options();
    buffers();
    descriptors();
}

fn sockets() {
    // Of a type that does not exist, so that the kernel refuses it and loads no module.
    let none = 15;
    for domain in (0..=45).chain([250, 999, -1]) {
        socket(domain, none, 0);
        socket(domain, none, 12345);
    }
    let types = [SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_RDM, SOCK_SEQPACKET, SOCK_DCCP, 10, 0, 7];
    for type_ in types {
        for flags in [0, SOCK_NONBLOCK, SOCK_CLOEXEC, SOCK_NONBLOCK | SOCK_CLOEXEC, 0x100, !0xf] {
            done(socket(AF_INET, type_ | flags, -1));
        }
    }
    for (domain, protocol) in [
        (AF_INET, IPPROTO_TCP),
        (AF_INET6, IPPROTO_UDP),
        (AF_INET6, IPPROTO_RAW),
        (AF_NETLINK, 0),
        (AF_NETLINK, 9),
        (AF_PACKET, htons(0x0800).into()),
        (AF_PACKET, htons(3).into()),
        (AF_PACKET, 0x12345678),
        (AF_AX25, 0xcc),
        (AF_AX25, 0),
        (AF_CAN, 1),
        (AF_BLUETOOTH, 3),
        (AF_RXRPC, AF_INET),
        (AF_ISDN, 0),
        (AF_PHONET, 2),
        (AF_CAIF, 5),
        (AF_NFC, 1),
        (41, 0),
        (43, 1),
        (AF_UNIX, 5),
        (AF_UNIX, -5),
    ] {
        socket(domain, none, protocol);
    }

    let sv = &mut [0; 2];
    for (domain, type_, protocol) in [
        (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
        (AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 1),
        (AF_UNIX, SOCK_SEQPACKET, -1),
        (AF_INET, SOCK_STREAM, IPPROTO_TCP),
    ] {
        if socketpair(domain, type_, protocol, sv) == 0 {
            shutdown(sv[0], SHUT_WR);
            shutdown(sv[0], SHUT_RD);
            shutdown(sv[1], SHUT_RDWR);
            shutdown(sv[1], 3);
            shutdown(sv[1], -1);
            close(sv[0]);
            close(sv[1]);
        }
    }
}

fn internet() {
    let addr = &mut sockaddr_in::zeroed();
    let server = socket(PF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    accept(server, NULL, NULL);
    getpeername(server, addr, &mut 16);
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    bind(server, addr, sizeof(addr));
    bind(server, addr, sizeof(addr));
    let mut len = sizeof(addr) as socklen_t;
    getsockname(server, addr, &mut len);
    listen(server, 5);
    listen(server, -1);
    accept(server, NULL, NULL);
    accept(server, addr, &mut len.clone());
    accept4(server, addr, &mut len.clone(), SOCK_NONBLOCK | 1);

    // Value-result lengths: exact, with room to spare, cut short, nothing, and addresses that
    // the call fails before it writes.
    let storage = &mut sockaddr_storage::zeroed();
    let fd = [16, 128, 3, 0].map(|room: socklen_t| {
        let sock = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP);
        connect(sock, addr, sizeof(addr));
        connect(sock, addr, sizeof(addr));
        let client = accept4(server, storage, &mut room.clone(), SOCK_CLOEXEC);
        getpeername(sock, storage, &mut room.clone());
        getsockname(client, storage, &mut room.clone());
        getsockname(client, NULL, &mut room.clone());
        recvfrom(client, &mut [0u8; 4], 4, MSG_DONTWAIT, storage, &mut room.clone());
        recvfrom(client, &mut [0u8; 4], 4, MSG_DONTWAIT, NULL, &mut room.clone());
        [sock, client]
    });
    for [sock, client] in fd {
        let buf = &mut [0u8; 64];
        send(sock, "before the mark", 15, MSG_NOSIGNAL);
        send(sock, "!", 1, MSG_OOB);
        recv(client, buf, 4, MSG_PEEK | MSG_WAITALL);
        recvfrom(client, buf, sizeof(buf), 0, storage, &mut 128);
        recv(client, buf, 1, MSG_OOB);
        recv(client, buf, 1, MSG_DONTWAIT | 0x0040_0000);
        recv(client, buf, 0, MSG_DONTWAIT);
        recv(client, NULL, 0, MSG_DONTWAIT);
        close(sock);
        close(client);
    }
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    send(sock, "nobody", 6, MSG_NOSIGNAL);
    close(server);
    connect(sock, addr, sizeof(addr));
    addr.sin_family = AF_UNSPEC as sa_family_t;
    connect(sock, addr, sizeof(addr));
    close(sock);

    let (one, two) = (socket(PF_INET6, SOCK_DGRAM, 0), socket(PF_INET6, SOCK_DGRAM, 0));
    let addr = &mut sockaddr_in6::zeroed();
    addr.sin6_family = AF_INET6 as sa_family_t;
    addr.sin6_addr.s6_addr[15] = 1;
    bind(one, addr, sizeof(addr));
    getsockname(one, addr, &mut 28);
    bind(two, addr, sizeof(addr));
    let buf = &mut [0u8; 16];
    for room in [28, 128, 20] {
        sendto(two, "a datagram that is longer than its buffer", 41, 0, addr, sizeof(addr));
        recvfrom(one, buf, sizeof(buf), MSG_TRUNC | MSG_DONTWAIT, storage, &mut room.clone());
    }
    sendto(two, "", 0, 0, addr, sizeof(addr));
    recvfrom(one, buf, sizeof(buf), MSG_DONTWAIT, NULL, NULL);
    sendto(two, "nowhere", 7, 0, NULL, 0);
    sendto(two, "nowhere", 7, MSG_DONTWAIT | MSG_MORE | MSG_CONFIRM, NULL, 28);
    close(one);
    close(two);
}

fn local() {
    let path = std::env::temp_dir().join(format!("berkeley-{}\u{e9}", std::process::id()));
    let addr = &mut libc::sockaddr_un::zeroed();
    addr.sun_family = AF_UNIX as sa_family_t;
    let bytes = path.as_os_str().as_encoded_bytes();
    for (to, from) in addr.sun_path.iter_mut().zip(bytes) {
        *to = *from as _;
    }
    let storage = &mut sockaddr_storage::zeroed();
    let sock = socket(PF_UNIX, SOCK_DGRAM, 0);
    getsockname(sock, storage, &mut 128);
    bind(sock, addr, 3 + bytes.len());
    getsockname(sock, storage, &mut 128);
    sendto(sock, "to itself", 9, 0, addr, sizeof(addr));
    recvfrom(sock, &mut [0u8; 32], 32, 0, storage, &mut 128);
    close(sock);
    let _ = std::fs::remove_file(path);

    // A name that the kernel chooses, one with a NUL in it, and one that fills the structure.
    addr.sun_path = [b'x' as _; 108];
    addr.sun_path[0] = 0;
    addr.sun_path[5] = 0;
    for len in [2, 12, 110] {
        let sock = socket(PF_UNIX, SOCK_STREAM, 0);
        bind(sock, addr, len);
        getsockname(sock, storage, &mut 128);
        getsockname(sock, storage, &mut 4);
        close(sock);
    }
}

/// Addresses of all families, of all lengths, to a descriptor that is no socket: strace shows them,
/// and the kernel does not look.
fn addresses() {
    let fds = &mut [0; 2];
    pipe(fds);
    let address = |family: c_int, rest: &[u8]| -> Vec<u8> {
        [&(family as u16).to_ne_bytes(), rest, &[0; 126][rest.len()..]].concat()
    };
    let of_link =
        [0, 80, 0, 0, 0, 0, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0];
    let addresses = [
        address(AF_UNSPEC, b"of no family, \x01 \xff \"bytes\""),
        address(AF_UNIX, b"/a/path \xff\0 and more"),
        address(AF_UNIX, &[b'p'; 126]),
        address(AF_UNIX, b"\0an abstract\0name"),
        address(AF_UNIX, &[0; 126]),
        address(AF_INET, &[0, 80, 192, 0, 2, 1, 1, 2, 3, 4, 5, 6, 7, 8]),
        address(AF_INET6, &of_link),
        address(
            AF_INET6,
            &[1, 0xbb, 0, 0xf, 0xff, 0xff, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        ),
        address(
            AF_INET6,
            &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
        ),
        address(
            AF_INET6,
            &[0, 0, 0, 0, 0, 0, 0xff, 0x12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0],
        ),
        address(AF_NETLINK, &[0, 0, 1, 2, 3, 4, 1, 0, 0, 0]),
        address(AF_NETLINK, &[7, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0xf0]),
        address(AF_PACKET, &[8, 0, 1, 0, 0, 0, 1, 0, 4, 6, 1, 2, 3, 4, 0xff, 0]),
        address(AF_PACKET, &[8, 6, 0xff, 0xff, 0xff, 0x7f, 4, 3, 3, 8, 1, 2, 3, 4, 5, 6, 7, 8]),
        address(AF_PACKET, &[0, 3, 0, 0, 0, 0, 0xfe, 0xff, 9, 0]),
        address(AF_PACKET, &[[8; 126].as_slice()].concat()),
        address(AF_VSOCK, &[0, 0, 1, 2, 0, 0, 2, 0, 0, 0, 1]),
        address(AF_VSOCK, &[1, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x82, 0, 3, 0]),
        address(AF_VSOCK, &[0, 0, 0, 0, 0, 0, 77, 0, 0, 0]),
        address(AF_APPLETALK, b"of a family that strace does not know either"),
        address(250, &[0; 126]),
    ];
    for address in &addresses {
        for len in (0..=40).chain([108, 109, 110, 111, 112, 127, 128]) {
            connect(fds[0], address, len);
        }
        bind(fds[0], address, 128);
        sendto(fds[1], "no socket", 9, MSG_OOB, address, 30);
    }
    connect(fds[0], NULL, 0);
    connect(fds[0], NULL, 16);
    bind(fds[0], NULL, -1);
    for what in [getsockname, getpeername] {
        what(fds[0], &mut [0u8; 16], &mut 16);
    }
    accept(fds[0], &mut [0u8; 16], &mut 7);
    accept(fds[0], NULL, NULL);
    listen(fds[0], 1);
    shutdown(fds[0], SHUT_RD);
    recvfrom(fds[0], &mut [0u8; 16], 16, 0x0040_0000, &mut [0u8; 16], &mut 9);
    recv(fds[0], &mut [0u8; 16], 16, MSG_OOB | 0x00c0_0000);
    recv(fds[0], NULL, 0, 0x0040_0000);
    close(fds[0]);
    close(fds[1]);
}

/// Levels, each with some of its options.
const OPTIONS: [(c_int, &[c_int]); 35] = [
    (0, &[1, 2, 8, 10, 35, 36, 39, 42, 45, 46, 900]),
    (
        SOL_SOCKET,
        &[1, 2, 3, 4, 7, 8, 9, 13, 15, 16, 17, 18, 20, 21, 25, 29, 35, 38, 60, 66, 74, 900],
    ),
    (6, &[1, 2, 3, 4, 11, 13, 18, 23, 31, 900]),
    (17, &[1, 100, 103, 104, 900]),
    (40, &[0, 1, 6, 8, 900]),
    (41, &[1, 16, 18, 20, 21, 26, 27, 28, 42, 45, 49, 900]),
    (58, &[1]),
    (100, &[1]),
    (101, &[1, 900]),
    (132, &[0, 1, 3, 900]),
    (136, &[10]),
    (255, &[1, 900]),
    (256, &[1, 900]),
    (257, &[1, 900]),
    (262, &[1]),
    (263, &[1, 2, 5, 6, 8, 10, 13, 18, 900]),
    (266, &[1, 900]),
    (268, &[1, 900]),
    (269, &[1, 900]),
    (270, &[1, 3, 9, 10, 900]),
    (271, &[127, 900]),
    (272, &[1, 900]),
    (273, &[1, 900]),
    (274, &[4, 900]),
    (275, &[1, 900]),
    (276, &[1, 900]),
    (277, &[0x80, 0x1000, 900]),
    (278, &[127, 900]),
    (279, &[1, 900]),
    (280, &[0, 900]),
    (281, &[1, 900]),
    (282, &[1, 900]),
    (283, &[1, 900]),
    (9999, &[1, 0]),
    (-1, &[-1]),
];

fn options() {
    let fds = &mut [0; 2];
    pipe(fds);
    let value: Vec<u8> = [1, 0, 0, 0, 2, 0, 6, 0, b'e', b't', b'h', b'0', 0xff].repeat(30);
    let mut list: Vec<u8> = value.clone();
    list[..4].fill(0xff);
    for (level, options) in OPTIONS {
        for option in options {
            for len in [0, 1, 3, 4, 5, 7, 8, 9, 12, 16, 20, 31, 32, 33, 136, 264] {
                setsockopt(fds[0], level, *option, &value, len);
                setsockopt(fds[0], level, *option, &list, len);
            }
            setsockopt(fds[0], level, *option, NULL, 0);
            getsockopt(fds[0], level, *option, &mut [0u8; 8], &mut 8);
            getsockopt(fds[0], level, *option, NULL, &mut 0);
        }
    }
    close(fds[0]);
    close(fds[1]);

    let timeval = [3u64, 500_000];
    let (mut int, mut len) = (0, 0);
    let room = &mut [0u8; 256];
    for (domain, type_) in [(PF_INET, SOCK_STREAM), (PF_INET6, SOCK_DGRAM), (PF_UNIX, SOCK_STREAM)]
    {
        let sock = socket(domain, type_, 0);
        setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &1, 4);
        setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &timeval, 16);
        setsockopt(sock, SOL_SOCKET, SO_LINGER, &[1, 5], 8);
        setsockopt(sock, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2);
        setsockopt(sock, IPPROTO_TCP, libc::TCP_CONGESTION, "reno", 4);
        setsockopt(sock, IPPROTO_IP, 1, &0x10, 4);
        for (level, options) in OPTIONS {
            for option in options {
                for room_len in [4, 256, 1] {
                    len = room_len;
                    getsockopt(sock, level, *option, room, &mut len);
                }
            }
        }
        getsockopt(sock, SOL_SOCKET, SO_TYPE, &mut int, &mut len);
        close(sock);
    }
    // An error that waits.
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_port = htons(1);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connect(sock, addr, sizeof(addr));
    send(sock, "nobody is there", 15, 0);
    getsockopt(sock, SOL_SOCKET, SO_ERROR, &mut int, &mut 4);
    getsockopt(sock, SOL_SOCKET, SO_ERROR, &mut int, &mut 4);
    close(sock);
    // A list.
    let sock = socket(PF_NETLINK, SOCK_RAW, 0);
    for group in [1, 3, 9] {
        setsockopt(sock, 270, 1, &group, 4);
    }
    for room_len in [0, 4, 256] {
        getsockopt(sock, 270, 9, room, &mut room_len.clone());
    }
    getsockname(sock, room, &mut 12);
    close(sock);
}

fn buffers() {
    let fds = &mut [0; 2];
    pipe(fds);
    let all: Vec<u8> = (0..=255).collect();
    let mut shown: Vec<Vec<u8>> = all.chunks(16).map(<[u8]>::to_vec).collect();
    // Behind each byte a digit, which may be taken for one of the byte's own.
    shown.extend(
        all.chunks(8).map(|bytes| bytes.iter().flat_map(|b| [*b, b'7', *b, b'9']).collect()),
    );
    shown.extend((30..36).map(|len| vec![b'a'; len]));
    shown.extend([vec![1; 31], vec![1; 32], [vec![1; 32], b"7".to_vec()].concat(), vec![0; 4096]]);
    shown.push("g\u{fc}n \u{d55c}\u{ad6d}\u{c5b4}".into());
    let buf = &mut [0u8; 4096];
    for bytes in &shown {
        write(fds[1], bytes, bytes.len());
        read(fds[0], buf, sizeof(buf));
    }
    write(fds[1], NULL, 0);
    write(fds[1], "", 0);
    write(fds[1], "some of it", 4);
    read(fds[0], buf, 0);
    read(fds[0], NULL, 0);
    read(fds[1], buf, 5); // the wrong end
    write(fds[0], "x", 1);
    close(fds[1]);
    read(fds[0], buf, sizeof(buf));
    close(fds[0]);
}

fn descriptors() {
    let fds = &mut [0; 2];
    for flags in [0, libc::O_CLOEXEC, libc::O_NONBLOCK | libc::O_CLOEXEC, libc::O_DIRECT] {
        if pipe2(fds, flags) == 0 {
            let fd = dup(fds[0]);
            dup2(fds[1], fd);
            dup2(fd, fd);
            for flags in [0, libc::O_CLOEXEC] {
                dup3(fds[0], fd, flags);
            }
            for fd in [fd, fds[0], fds[1]] {
                close(fd);
            }
        }
    }
    for flags in (0..24).map(|bit| 1 << bit | 3).chain([-1, 3]) {
        pipe2(fds, flags);
    }
    let name = &mut [b'n'; 80];
    sethostname(name, 64);
    sethostname(name, 65);
    sethostname(NULL, 0);
    sethostname("a.name", 6);
}

/// All numbers that may have a name, as strace 6.1 knows them, and addresses and values of any
/// bytes.
pub(crate) fn names() {
    let none = 15;
    for domain in 0..=45 {
        for protocol in -1..300 {
            socket(domain, none, protocol);
        }
    }
    for protocol in (0..0x400).chain(0x600..0xc00).chain(0x6000..0x6600).chain(0x8000..0x9200) {
        socket(AF_PACKET, none, htons(protocol).into());
    }
    let fds = &mut [0; 2];
    pipe2(fds, libc::O_NONBLOCK);
    for bits in (0..32).map(|bit| 1 << bit).chain([-1]).map(|bits| bits & !MSG_ZEROCOPY) {
        send(fds[0], "", 0, bits);
        accept4(fds[0], NULL, NULL, bits);
        pipe2(&mut [0; 2], bits | 3);
    }
    for level in -1..300 {
        setsockopt(fds[0], level, 100, &7, 4);
    }
    for (level, _) in OPTIONS {
        for option in -1..150 {
            setsockopt(fds[0], level, option, &7, 4);
            getsockopt(fds[0], level, option, &mut 7, &mut 4);
        }
    }
    for option in 0x400..0x500 {
        setsockopt(fds[0], 0, option, &7, 4);
        getsockopt(fds[0], 0, option, &mut 7, &mut 4);
    }
    let link = &mut [0u8; 20];
    link[0] = AF_PACKET as u8;
    for hardware in (0..1024u16).chain(0xff00..=0xffff) {
        link[8..10].copy_from_slice(&hardware.to_ne_bytes());
        link[10] = hardware as u8;
        connect(fds[0], link, sizeof(link));
    }

    let mut random = Random::new();
    for _ in 0..4_000 {
        let mut address = random.bytes(128);
        let families = [AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK];
        let family = (random.pick(&families) as u16).to_ne_bytes();
        address[..2].copy_from_slice(&family);
        connect(fds[0], &address, random.below(129));
        let (level, options) = random.pick(&OPTIONS);
        let len = random.below(140);
        let mut value = random.bytes(140);
        value[8..10].copy_from_slice(&family); // Where a `group_req` has it.
        setsockopt(fds[0], level, random.pick(options), &value, len);
        write(fds[1], &random.bytes(40), random.below(41));
        read(fds[0], &mut [0u8; 40], 40);
    }
    close(fds[0]);
    close(fds[1]);
}

/// Values that options have, of any bytes: the kernel is not asked, and strace says that it was.
pub(crate) fn values() {
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    let mut random = Random::new();
    for _ in 0..4_000 {
        let (level, options) = random.pick(&OPTIONS);
        let mut len = random.below(140) as socklen_t;
        if level == 270 {
            len += 4; // The kernel gives no less, and strace shows an `int` of any less.
        }
        getsockopt(sock, level, random.pick(options), &mut random.bytes(144), &mut len);
    }
    for errno in -1..140 {
        getsockopt(sock, SOL_SOCKET, SO_ERROR, &mut errno.clone(), &mut 4);
    }
    close(sock);
}

/// SplitMix64, of another seed each time unless the environment says which.
struct Random(u64);

impl Random {
    fn new() -> Random {
        let seed = std::env::var("BERKELEY_SEED").map(|seed| seed.parse().unwrap());
        let seed = seed.unwrap_or_else(|_| RandomState::new().hash_one(0));
        println!("BERKELEY_SEED={seed}");
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Many of them small, as the numbers in addresses and options are.
    fn bytes(&mut self, len: usize) -> Vec<u8> {
        let most = [2, 9, 128, 256][self.below(4)];
        (0..len).map(|_| if self.below(3) == 0 { 0 } else { self.below(most) as u8 }).collect()
    }
}
