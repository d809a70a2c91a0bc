//! Requests, commands and files: run under strace and traced at once, like the other `calls`.

use berkeley::{arpa::inet::*, fcntl::*, net::if_::*, net::if_arp::*, net::route::*, string::*};
use berkeley::{sys::epoll::*, sys::ioctl::*, sys::sendfile::*, sys::stat::*, unistd::*};
use core::ffi::c_int;

/// Every kind of request, command and flag that strace knows.
pub(crate) fn all() {
    // SAFETY: changes what this thread sees of the network, and nothing else.
    let in_own_network = unsafe { libc::unshare(libc::CLONE_NEWNET) } == 0;
    let sock = socket(AF_INET, SOCK_DGRAM, 0);
    let sv = &mut [0; 2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
    write(sv[0], "hello", 5);
    of_sockets(sock, sv[1]);
    of_interfaces(sock, in_own_network);
    of_descriptors(sock, sv);
    of_files(sv[0]);
}

fn of_sockets(sock: c_int, other: c_int) {
    ioctl(other, FIONREAD, &mut 0);
    for fd in [sock, other] {
        for request in [FIONREAD, FIOGETOWN, SIOCGPGRP, SIOCATMARK] {
            ioctl(fd, request, &mut -7);
        }
        for request in [FIONBIO, FIOASYNC, FIOSETOWN, SIOCSPGRP] {
            for mut n in [1, 0] {
                ioctl(fd, request, &mut n);
            }
        }
        ioctl(fd, SIOCGSTAMP, &mut libc::timeval { tv_sec: 1, tv_usec: 2 });
        ioctl(fd, SIOCGSTAMPNS, &mut libc::timespec { tv_sec: 1, tv_nsec: 2 });
    }
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listen(sock, 1);
    // SAFETY: given to a UDP socket, which does not know it.
    let unknown: Request<c_int> = unsafe { Request::new(0x8004_8977) };
    ioctl(sock, unknown, &mut 0);
    // SAFETY: likewise.
    let unknown: Request<c_int> = unsafe { Request::new(0x7700) };
    ioctl(sock, unknown, &mut 0);
}

fn of_interfaces(sock: c_int, in_own_network: bool) {
    let named = |name: &str| {
        let mut ifr = ifreq::zeroed();
        memcpy(&mut ifr.ifr_name, name, name.len());
        ifr
    };
    let getters = [
        SIOCGIFNAME,
        SIOCGIFFLAGS,
        SIOCGIFADDR,
        SIOCGIFDSTADDR,
        SIOCGIFBRDADDR,
        SIOCGIFNETMASK,
        SIOCGIFMETRIC,
        SIOCGIFMEM,
        SIOCGIFMTU,
        SIOCGIFHWADDR,
        SIOCGIFSLAVE,
        SIOCGIFINDEX,
        SIOCGIFPFLAGS,
        SIOCGIFTXQLEN,
        SIOCGIFMAP,
    ];
    let setters = [
        SIOCSIFADDR,
        SIOCSIFDSTADDR,
        SIOCSIFBRDADDR,
        SIOCSIFNETMASK,
        SIOCSIFMETRIC,
        SIOCSIFMEM,
        SIOCSIFSLAVE,
        SIOCADDMULTI,
        SIOCDELMULTI,
        SIOCSIFPFLAGS,
        SIOCDIFADDR,
        SIOCSIFHWADDR,
        SIOCSIFHWBROADCAST,
        SIOCSIFTXQLEN,
        SIOCSIFMAP,
        SIOCADDDLCI,
        SIOCDELDLCI,
        SIOCSIFFLAGS,
        SIOCSIFMTU,
        SIOCSIFNAME,
    ];
    let addr = sockaddr_in {
        sin_family: AF_INET as sa_family_t,
        sin_addr: in_addr { s_addr: htonl(INADDR_LOOPBACK) },
        ..sockaddr_in::zeroed()
    };
    // The host's interfaces stay as they are.
    for name in if in_own_network { &["none such", "lo"][..] } else { &["none such"] } {
        for request in setters {
            let mut ifr = named(name);
            ifr.set_ifr_addr(addr);
            ioctl(sock, request, &mut ifr);
        }
    }
    for request in getters {
        for name in ["lo", "none such", ""] {
            ioctl(sock, request, &mut named(name));
        }
    }
    for flags in [0, 1, 0x8849, 0xffff, 0x8000] {
        let mut ifr = named("none such");
        ifr.set_ifr_flags(flags);
        ioctl(sock, SIOCSIFFLAGS, &mut ifr);
    }
    let mut ifr = named("none such");
    memcpy(ifr.ifr_newname_mut(), "another", 7);
    ioctl(sock, SIOCSIFNAME, &mut ifr);
    ifr.ifr_hwaddr_mut().sa_family = ARPHRD_ETHER as sa_family_t;
    ioctl(sock, SIOCSIFHWADDR, &mut ifr);
    ifr.set_ifr_map(ifmap { mem_start: 0x1234, irq: 5, ..ifmap::zeroed() });
    ioctl(sock, SIOCSIFMAP, &mut ifr);
    for index in [1, 0, -1, 12345] {
        let mut ifr = ifreq::zeroed();
        ifr.set_ifr_ifindex(index);
        ioctl(sock, SIOCGIFNAME, &mut ifr);
    }
    for len in [120, 40, 39, 0, -1] {
        let reqs = &mut [ifreq::zeroed(); 3];
        let mut ifc = ifconf { ifc_len: len, ifc_buf: reqs.into() };
        ioctl(sock, SIOCGIFCONF, &mut ifc);
        ioctl(sock, SIOCGIFCONF, &mut ifconf { ifc_len: len, ..ifconf::zeroed() });
    }
    for request in [SIOCGIFCOUNT, SIOCGIFENCAP, SIOCSIFENCAP] {
        ioctl(sock, request, &mut 0);
    }
    for request in [SIOCGARP, SIOCSARP, SIOCDARP, SIOCGRARP, SIOCSRARP, SIOCDRARP] {
        ioctl(sock, request, &mut arpreq::zeroed());
    }
    for request in [SIOCADDRT, SIOCDELRT, SIOCRTMSG] {
        ioctl(sock, request, &mut rtentry::zeroed());
    }
}

fn of_descriptors(sock: c_int, sv: &[c_int; 2]) {
    for fd in [sock, sv[0]] {
        for command in [F_GETFD, F_GETFL, F_GETSIG, F_GETPIPE_SZ, F_GET_SEALS, F_GETLEASE] {
            fcntl(fd, command, 0);
        }
        for flags in [O_RDWR | O_NONBLOCK, O_NONBLOCK, O_ASYNC | O_APPEND, 0, 3] {
            fcntl(fd, F_SETFL, flags);
            fcntl(fd, F_GETFL, 0);
        }
        for flags in [FD_CLOEXEC, 0, 2, 3] {
            fcntl(fd, F_SETFD, flags);
            fcntl(fd, F_GETFD, 0);
        }
        // SAFETY: getpgrp has no arguments and always succeeds.
        for owner in [std::process::id() as c_int, unsafe { -libc::getpgrp() }, 0] {
            fcntl(fd, F_SETOWN, owner);
            fcntl(fd, F_GETOWN_EX, &mut f_owner_ex::zeroed());
        }
        for type_ in [F_OWNER_TID, F_OWNER_PID, F_OWNER_PGRP, 7] {
            fcntl(fd, F_SETOWN_EX, &mut f_owner_ex { type_, pid: 0 });
        }
        fcntl(fd, F_GETOWN_EX, NULL);
        for command in [F_DUPFD, F_DUPFD_CLOEXEC] {
            close(fcntl(fd, command, 100));
            fcntl(fd, command, -1);
        }
        fcntl(fd, F_SETPIPE_SZ, 4096);
        fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_WRITE);
        fcntl(fd, F_SETLEASE, F_RDLCK);
        fcntl(fd, 1100, 0);
        fcntl(fd, 1100, NULL);
    }
    let fds = &mut [0; 2];
    pipe(fds);
    fcntl(fds[0], F_GETPIPE_SZ, 0);
    fcntl(fds[0], F_SETPIPE_SZ, 4096);
}

fn of_files(sock: c_int) {
    let path = std::env::temp_dir().join(format!("berkeley-trace-{}", std::process::id()));
    let path = path.to_str().unwrap();
    let file = open(path, O_RDWR | O_CREAT | O_EXCL, 0o640);
    write(file, "Hello, Client!", 14);
    for (flags, mode) in [
        (O_RDONLY, 0),
        (O_WRONLY | O_APPEND | O_CLOEXEC, 0o777),
        (O_ACCMODE, 0),
        (O_RDWR | O_CREAT | O_SYNC, 0),
        (O_RDWR | O_CREAT | O_DSYNC, 0o7),
        (O_RDWR | O_CREAT | O_NOFOLLOW, 0o1777),
        (O_PATH, 0),
    ] {
        close(open(path, flags, mode));
    }
    open(path, O_RDWR | O_TRUNC | O_NONBLOCK | O_DIRECTORY, 0);
    close(open("/tmp", O_RDWR | O_TMPFILE, 0o600));
    close(open("/tmp", O_RDONLY | O_DIRECTORY, 0o600));
    open("", O_RDONLY, 0);
    open("/none such/\"\u{e9}\n\"/and a name of more than thirty-two bytes", O_RDONLY, 0);
    open(NULL, O_RDONLY, 0);
    openat(-1, "/dev/null/x", O_RDONLY, 0);
    openat(AT_FDCWD, "none such", O_WRONLY | O_CREAT | O_DIRECTORY, 0o600);
    openat(file, "below", O_RDONLY, 0);
    for flag in [0, AT_REMOVEDIR, AT_REMOVEDIR | 1, 0x1000] {
        unlinkat(file, "below", flag);
        unlinkat(AT_FDCWD, NULL, flag);
    }
    creat("/none such/file", 0o644);
    creat(NULL, 0);
    unlink("/none such/file");
    unlink(NULL);
    let special = open(&format!("{path}-s"), O_WRONLY | O_CREAT | O_EXCL, 0o7604);
    for fd in [file, special, sock, open("/tmp", O_RDONLY, 0), open("/dev/null", O_RDONLY, 0)] {
        fstat(fd, &mut stat::zeroed());
    }
    for (offset, whence) in [
        (5, SEEK_SET),
        (-1, SEEK_CUR),
        (0, SEEK_END),
        (1 << (off_t::BITS - 24), SEEK_SET),
        (-1, 0),
        (0, 9),
    ] {
        lseek(file, offset, whence);
    }
    for whence in [SEEK_DATA, SEEK_HOLE, -1] {
        lseek(sock, 0, whence);
    }
    for offset in [0, 3, -1, 1 << (off_t::BITS - 24)] {
        pwrite(file, "places", 6, offset);
        pread(file, &mut [0u8; 8], 4, offset);
        pread(sock, &mut [0u8; 8], 4, offset);
    }
    let epoll = epoll_create1(0);
    fstat(epoll, &mut stat::zeroed());
    unlinkat(AT_FDCWD, &format!("{path}-s"), 0);
    let mut lock = flock { l_type: F_WRLCK as i16, l_len: 5, ..flock::zeroed() };
    for command in [F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW] {
        fcntl(file, command, &mut lock);
        fcntl(file, command, NULL);
        lock.l_type = 7;
        fcntl(file, command, &mut lock);
        lock.l_type = F_UNLCK as i16;
        lock.l_start = -1;
        lock.l_whence = SEEK_END as i16;
    }
    for command in [F_GETLEASE, F_GET_SEALS] {
        fcntl(file, command, 0);
    }
    for command in [F_GET_RW_HINT, F_GETOWNER_UIDS] {
        fcntl(file, command, NULL);
    }
    fcntl(file, F_GET_RW_HINT, &mut 0_u64);
    fcntl(file, F_GETOWNER_UIDS, &mut [0; 2]);
    for place in [0, 5, 14, -1] {
        let mut place = place;
        sendfile(sock, file, &mut place, 100);
    }
    sendfile(sock, file, NULL, 100);
    creat(path, 0o600);
    unlink(path);
}
