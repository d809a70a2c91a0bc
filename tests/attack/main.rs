//! Whatever integers the calls are given, from however many threads: what std owns stays as it is.

#[path = "../child/mod.rs"]
mod child;
mod kept;
mod races;

use berkeley::errno::{EBADF, EINVAL, EMFILE, errno};
use berkeley::netinet::in_::*;
use berkeley::poll::*;
use berkeley::string::memcpy;
use berkeley::sys::{epoll::*, eventfd::*, select::*, uio::*};
use berkeley::unistd::*;
use berkeley::{Held, SockAddr, adopt, hold, release};
use child::{Random, handle, identity, in_child, say, scratch, seed, signal, tid};
use kept::Kept;
use libc::sockaddr_un;
use std::fs::{self, File};
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32};
use std::thread;
use std::time::Duration;

const THREADS: usize = 4;
const CALLS_EACH: u32 = 500_000;
/// The process may have so many descriptors.
const LIMIT: libc::rlim_t = 512;

/// What the attackers call, by name: the index is what [`Attacker::call`] goes by.
const CALLS: [&str; 41] = [
    "socket",
    "socketpair",
    "bind",
    "listen",
    "accept",
    "accept4",
    "connect",
    "shutdown",
    "send",
    "recv",
    "sendto",
    "recvfrom",
    "getsockopt",
    "setsockopt",
    "getsockname",
    "getpeername",
    "sockatmark",
    "isfdtype",
    "read",
    "write",
    "close",
    "dup",
    "dup2",
    "dup3",
    "pipe",
    "pipe2",
    "hold",
    "release",
    "adopt",
    "readv",
    "writev",
    "sendmsg",
    "recvmsg",
    "poll",
    "select",
    "epoll_create1",
    "epoll_ctl",
    "epoll_wait",
    "eventfd",
    "gethostname",
    "sethostname",
];
/// These take no descriptor, or (poll) say themselves of which they make nothing.
const TAKE_NONE: [&str; 8] =
    ["socket", "socketpair", "pipe", "pipe2", "adopt", "epoll_create1", "eventfd", "poll"];
/// Of these none can succeed: the length is invalid.
const NEVER: &str = "sethostname";

static SUCCEEDED: [AtomicU32; CALLS.len()] = [const { AtomicU32::new(0) }; CALLS.len()];
/// Numbers that calls returned of late. Most are the table's; some are stale, or were released.
static RECENT: [AtomicI32; 64] = [const { AtomicI32::new(-1) }; 64];
/// The kernel's numbers of the threads that attack.
static ATTACKERS: [AtomicI32; THREADS] = [const { AtomicI32::new(0) }; THREADS];
static OVER: AtomicBool = AtomicBool::new(false);

#[test]
fn random_calls_leave_alone_what_std_owns() {
    in_child("random_calls_leave_alone_what_std_owns", || {
        let seed = seed();
        say(&format!("BERKELEY_TEST_SEED={seed}"));
        limit_descriptors();
        handle(libc::SIGUSR1, 0);
        let isolated = isolate();

        let dir = scratch("attack");
        fs::create_dir(&dir).unwrap();
        let mut kept = Kept::fill(&dir);
        let numbers: Vec<RawFd> = kept.iter().flat_map(Kept::numbers).collect();
        assert!(numbers.len() >= 90 && numbers.iter().all(|fd| (3..=200).contains(fd)));

        thread::scope(|scope| {
            let churn = scope.spawn(|| churn(&dir));
            let attackers: Vec<_> = (0..THREADS)
                .map(|n| {
                    let attacker = Attacker {
                        random: Random::new(seed + n as u64),
                        kept: &numbers,
                        dir: &dir,
                        isolated,
                        held: Vec::new(),
                        released: Vec::new(),
                    };
                    scope.spawn(move || attacker.attack(n))
                })
                .collect();
            // A call that blocks is interrupted sooner or later.
            while attackers.iter().any(|attacker| !attacker.is_finished()) {
                ATTACKERS.iter().for_each(|thread| signal(thread.load(Relaxed), libc::SIGUSR1));
                thread::sleep(Duration::from_millis(1));
            }
            OVER.store(true, Relaxed);
            attackers.into_iter().for_each(|attacker| attacker.join().unwrap());
            say(&format!("std opened and closed {} files meanwhile", churn.join().unwrap()));
        });

        kept.iter_mut().for_each(Kept::verify);
        fs::remove_dir_all(&dir).unwrap();
        let succeeded = SUCCEEDED.iter().map(|count| count.load(Relaxed));
        let counts: Vec<_> = CALLS.into_iter().zip(succeeded).collect();
        say(&format!("{} calls, of which succeeded: {counts:?}", THREADS as u32 * CALLS_EACH));
        for (call, count) in counts {
            assert_eq!(count == 0, call == NEVER, "{call} never got anywhere");
        }
    });
}

fn limit_descriptors() {
    let limit = libc::rlimit { rlim_cur: LIMIT, rlim_max: LIMIT };
    // SAFETY: reads the one structure.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) }, 0);
}

/// Takes this thread, and those that it starts, off the network, if it may.
fn isolate() -> bool {
    // SAFETY: passes a number; no thread depends on the network that it came from.
    if unsafe { libc::unshare(libc::CLONE_NEWNET) } == -1 {
        say("not off the network, which takes a privilege: options of multicast are left out");
        return false;
    }
    let any = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    // SAFETY: all zeros are a valid `ifreq`; the request reads one.
    unsafe {
        let mut lo: libc::ifreq = std::mem::zeroed();
        lo.ifr_name[..2].copy_from_slice(&[b'l' as libc::c_char, b'o' as libc::c_char]);
        lo.ifr_ifru.ifru_flags = libc::IFF_UP as libc::c_short;
        assert_eq!(libc::ioctl(any.as_raw_fd(), libc::SIOCSIFFLAGS, &lo), 0);
    }
    true
}

/// Opens and closes files as long as the attack lasts, into the numbers that it frees, and finds
/// in each what it wrote. How many they were.
fn churn(dir: &Path) -> usize {
    let mut open = Vec::new();
    let mut count = 0;
    while !OVER.load(Relaxed) {
        let path = dir.join(format!("churn{count}"));
        match Kept::file(&path, count) {
            Ok(file) => open.push((file, path)),
            Err(error) => {
                assert_eq!(error.raw_os_error(), Some(EMFILE));
                thread::yield_now();
                continue;
            }
        }
        count += 1;
        if open.len() == 8 {
            let (mut file, path) = open.swap_remove(count % 8);
            file.verify();
            fs::remove_file(path).unwrap();
        }
    }
    open.iter_mut().for_each(|(file, _)| file.verify());
    count
}

/// One thread of the attack.
struct Attacker<'a> {
    random: Random,
    /// What std owns all along.
    kept: &'a [RawFd],
    dir: &'a Path,
    isolated: bool,
    held: Vec<Held>,
    /// What was released to std for a while, and which file it is.
    released: Vec<(OwnedFd, (libc::dev_t, libc::ino_t))>,
}

impl Attacker<'_> {
    fn attack(mut self, n: usize) {
        ATTACKERS[n].store(tid(), Relaxed);
        for _ in 0..CALLS_EACH {
            let call = self.random.below(CALLS.len() as u32) as usize;
            if self.call(call) {
                SUCCEEDED[call].fetch_add(1, Relaxed);
            } else if errno() == EMFILE {
                // Room for the others, and for std.
                for _ in 0..64 {
                    close(3 + self.random.below(LIMIT as u32 - 3) as RawFd);
                }
            }
        }
        self.released.drain(..).for_each(give_back);
    }

    /// Makes one random call. Whether it succeeded.
    fn call(&mut self, call: usize) -> bool {
        let (mut fd, fd2) = (self.number(), self.number());
        let buf = &mut [0u8; 300];
        let len = self.random.of(&[0, 1, 4, 8, 16, 64, 128, 300, 301, usize::MAX]);
        let flags = self.random.of(&[0, MSG_PEEK, MSG_OOB, MSG_TRUNC, MSG_DONTWAIT, MSG_ERRQUEUE]);
        let mut size = len as socklen_t;
        let sv = &mut [-1; 2];
        let ret = match CALLS[call] {
            "socket" => {
                let (domain, kind, protocol) = self.socket();
                remember(socket(domain, kind, protocol))
            }
            "socketpair" => {
                let (_, kind, protocol) = self.socket();
                socketpair(AF_UNIX, kind, protocol, sv)
            }
            "bind" => self.with_address(fd2, |addr, len| bind(fd, addr, len)),
            "listen" => listen(fd, self.random.next() as i32),
            "accept" => {
                fd = self.called(fd);
                remember(accept(fd, buf, &mut size))
            }
            "accept4" => {
                fd = self.called(fd);
                remember(accept4(fd, NULL, NULL, SOCK_NONBLOCK))
            }
            "connect" => self.with_address(fd2, |addr, len| connect(fd, addr, len)),
            "shutdown" => shutdown(fd, self.random.below(4) as i32 - 1),
            "send" => send(fd, buf, len, flags) as i32,
            "recv" => recv(fd, buf, len, flags) as i32,
            "sendto" => self.with_address(fd2, |addr, addrlen| {
                sendto(fd, buf, len, flags, addr, addrlen) as i32
            }),
            "recvfrom" => recvfrom(fd, &mut [0u8; 64], 64, flags, buf, &mut size) as i32,
            "getsockopt" => {
                let (level, name) = self.option();
                getsockopt(fd, level, name, buf, &mut size)
            }
            "setsockopt" => {
                let (level, name) = self.option();
                let value = [self.random.below(3), self.random.next() as u32, fd2 as u32, 0, 1, 0];
                setsockopt(fd, level, name, &value, self.random.of(&[0, 1, 4, 8, 12, 16, 24, 25]))
            }
            "getsockname" => getsockname(fd, buf, &mut size),
            "getpeername" => getpeername(fd, buf, &mut size),
            "sockatmark" => sockatmark(fd),
            "isfdtype" => isfdtype(fd, libc::S_IFSOCK as i32),
            "read" => read(fd, buf, len) as i32,
            "write" => write(fd, buf, len) as i32,
            "close" => close(fd),
            "dup" => remember(dup(fd)),
            "dup2" => remember(dup2(fd, fd2)),
            "dup3" => remember(dup3(fd, fd2, self.random.of(&[0, libc::O_CLOEXEC, -1]))),
            "pipe" => pipe(sv),
            "pipe2" => pipe2(sv, libc::O_NONBLOCK),
            "readv" => readv(fd, &[iovec::from(&mut *buf)], self.random.below(3)) as i32,
            "writev" => writev(fd, &[iovec::from(&*buf)], self.random.below(3)) as i32,
            "sendmsg" => send_with(fd, fd2, flags),
            "recvmsg" => receive_with(fd, flags),
            "poll" => self.poll([fd, fd2, self.kept[0]]),
            "select" => watch(fd),
            "epoll_create1" => remember(epoll_create1(0)),
            "epoll_ctl" => {
                let op = self.random.of(&[EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLL_CTL_DEL]);
                epoll_ctl(fd, op, fd2, &mut epoll_event::zeroed())
            }
            "epoll_wait" => epoll_wait(fd, &mut [epoll_event::zeroed(); 4], 4, 0),
            "eventfd" => remember(eventfd(1, EFD_NONBLOCK)),
            "hold" => self.hold(fd),
            "release" => self.release(fd),
            "adopt" => self.adopt(),
            "gethostname" => return gethostname(buf, len) == 0,
            NEVER => return sethostname(buf, self.random.of(&[65, 301, usize::MAX])) == 0,
            other => unreachable!("{other}"),
        };
        if matches!(CALLS[call], "pipe" | "pipe2" | "socketpair") && ret == 0 {
            sv.iter().for_each(|fd| _ = remember(*fd));
        }
        let takes_two = matches!(CALLS[call], "dup2" | "dup3" | "sendmsg" | "epoll_ctl");
        if self.kept.contains(&fd) && !TAKE_NONE.contains(&CALLS[call]) {
            // dup3 looks at its flags first.
            let refused = errno() == EBADF || (errno() == EINVAL && CALLS[call] == "dup3");
            assert!(ret == -1 && refused, "{} of {fd}, which is std's: {ret}", CALLS[call]);
        } else if takes_two && self.kept.contains(&fd2) {
            assert_eq!(ret, -1, "{} with {fd2}, which is std's", CALLS[call]);
        }
        ret != -1
    }

    /// A number to try: one that calls returned, that std owns, at a boundary, or any.
    fn number(&mut self) -> RawFd {
        let random = &mut self.random;
        match random.below(100) {
            0..60 => RECENT[random.below(RECENT.len() as u32) as usize].load(Relaxed),
            60..70 => 3 + random.below(LIMIT as u32 - 3) as RawFd,
            70..80 => random.of(self.kept),
            80..88 => {
                let limit = LIMIT as RawFd;
                random.of(&[-1, i32::MIN, i32::MAX, limit - 1, limit, 65535, 65536, 1 << 20])
            }
            88..92 => random.below(3) as RawFd,
            92..97 => random.below(70_000) as RawFd,
            _ => random.next() as RawFd,
        }
    }

    fn socket(&mut self) -> (i32, i32, i32) {
        let random = &mut self.random;
        let any = random.next() as i32;
        let domain = random.of(&[AF_UNIX, AF_INET, AF_INET6, AF_INET, AF_INET6, any | 64]);
        let kind = random.of(&[SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_STREAM, any | 8]);
        // A few block, until they are interrupted.
        let flags = if random.below(50) == 0 { 0 } else { SOCK_NONBLOCK };
        (domain, kind | flags, random.of(&[0, 0, 0, 0, IPPROTO_TCP, IPPROTO_UDP, any]))
    }

    /// Any level and name; but nothing that says on a real network what it joined.
    fn option(&mut self) -> (i32, i32) {
        let random = &mut self.random;
        let any = random.next() as i32;
        let level = random.of(&[SOL_SOCKET, 0, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, any % 300]);
        let name = if random.below(20) == 0 { any } else { any & 127 };
        let joins = matches!((level, name), (0, 32..50) | (IPPROTO_IPV6, 17..50));
        if joins && !self.isolated { (SOL_SOCKET, SO_REUSEADDR) } else { (level, name) }
    }

    /// An address of this host, or none, and a length: often that of the socket `other`.
    fn with_address(
        &mut self,
        other: RawFd,
        call: impl FnOnce(&dyn SockAddr, usize) -> i32,
    ) -> i32 {
        let addr = &mut sockaddr_storage::zeroed();
        let mut len = sizeof(addr) as socklen_t;
        if self.random.below(2) == 0 && getsockname(other, addr, &mut len) == 0 {
            return call(addr, len as usize);
        }
        let random = &mut self.random;
        let port = (1024 + random.below(60_000) as u16).to_be();
        let len = random.of(&[0, 2, 6, 15, 16, 16, 16, 28, 28, 110, 111, 129, usize::MAX]);
        match random.below(5) {
            0 => call(NULL, len),
            1 => {
                let addr = &mut sockaddr_un::zeroed();
                addr.sun_family = AF_UNIX as sa_family_t;
                addr.sun_path[1] = 1 + random.below(8) as libc::c_char;
                // Its first byte stays zero: no file has such a name.
                call(addr, random.of(&[len, 2, 4, 110]))
            }
            2 => {
                let addr = &mut sockaddr_in6::zeroed();
                addr.sin6_family = AF_INET6 as sa_family_t;
                addr.sin6_port = random.of(&[port, 0]);
                addr.sin6_addr.s6_addr[15] = 1;
                call(addr, random.of(&[len, 28]))
            }
            _ => {
                let addr = &mut sockaddr_in::zeroed();
                addr.sin_family = random.of(&[AF_INET, AF_INET, AF_UNSPEC]) as sa_family_t;
                addr.sin_port = random.of(&[port, 0]);
                addr.sin_addr.s_addr = htonl(0x7f00_0000 | random.below(1 << 24));
                call(addr, random.of(&[len, 16]))
            }
        }
    }

    /// Now and then another number: a socket that listens, and that somebody has called. If the
    /// others let it come to that.
    fn called(&mut self, fd: RawFd) -> RawFd {
        if self.random.below(4) != 0 {
            return fd;
        }
        let domain = self.random.of(&[AF_INET, AF_INET6, AF_UNIX]);
        let server = remember(socket(domain, SOCK_STREAM | SOCK_NONBLOCK, 0));
        let addr = &mut sockaddr_storage::zeroed();
        addr.ss_family = domain as sa_family_t;
        match domain {
            AF_INET => cast_mut::<sockaddr_in>(addr).sin_addr.s_addr = htonl(INADDR_LOOPBACK),
            AF_INET6 => cast_mut::<sockaddr_in6>(addr).sin6_addr.s6_addr[15] = 1,
            _ => {}
        }
        // The kernel chooses a port or, of this length, a name.
        let mut len = if domain == AF_UNIX { 2 } else { sizeof(addr) as socklen_t };
        bind(server, addr, len);
        listen(server, 5);
        len = sizeof(addr) as socklen_t;
        getsockname(server, addr, &mut len);
        connect(remember(socket(domain, SOCK_STREAM | SOCK_NONBLOCK, 0)), addr, len);
        server
    }

    /// Of what std owns, the answer is that it is no descriptor.
    fn poll(&mut self, numbers: [RawFd; 3]) -> i32 {
        let fds = &mut numbers.map(|fd| pollfd { fd, events: POLLIN | POLLOUT, revents: 0 });
        let ret = poll(fds, 3, 0);
        for entry in fds.iter().filter(|entry| self.kept.contains(&entry.fd)) {
            assert!(ret < 0 || entry.revents == POLLNVAL, "{}: {:#x}", entry.fd, entry.revents);
        }
        ret
    }

    fn hold(&mut self, fd: RawFd) -> i32 {
        let Some(held) = hold(fd) else { return -1 };
        // Open for as long as it is held, whoever closes it meanwhile.
        assert!(child::is_open(held.as_fd().as_raw_fd()));
        if self.held.len() == 8 {
            let old = self.held.swap_remove(self.random.below(8) as usize);
            assert!(child::is_open(old.as_raw_fd()));
        }
        self.held.push(held);
        0
    }

    fn release(&mut self, fd: RawFd) -> i32 {
        let Some(owned) = release(fd) else { return -1 };
        let identity = identity(owned.as_raw_fd());
        if self.released.len() == 8 {
            give_back(self.released.swap_remove(self.random.below(8) as usize));
        }
        self.released.push((owned, identity));
        0
    }

    /// Adopts what was released, or a file that std opened.
    fn adopt(&mut self) -> i32 {
        let owned = match self.released.pop() {
            Some((owned, known)) => {
                assert_eq!(identity(owned.as_raw_fd()), known);
                owned
            }
            None => match File::open(self.dir) {
                Ok(file) => file.into(),
                Err(_) => return -1,
            },
        };
        remember(adopt(owned))
    }
}

/// Sends a byte with a descriptor beside it.
fn send_with(fd: RawFd, passed: RawFd, flags: i32) -> i32 {
    let control = &mut [0u8; CMSG_SPACE(4)];
    let iov = [iovec::from(b"!")];
    let message = &mut msghdr { msg_iov: &iov, msg_iovlen: 1, ..Default::default() };
    message.msg_controllen = sizeof(control);
    message.msg_control = control.into();
    let mut cmsg = CMSG_FIRSTHDR(message);
    cmsg.set_cmsg_level(SOL_SOCKET);
    cmsg.set_cmsg_type(libc::SCM_RIGHTS);
    cmsg.set_cmsg_len(CMSG_LEN(4));
    memcpy(&mut CMSG_DATA(cmsg), &passed, 4);
    sendmsg(fd, message, flags) as i32
}

/// Receives a byte, and the descriptor beside it if there is one.
fn receive_with(fd: RawFd, flags: i32) -> i32 {
    let (control, byte) = (&mut [0u8; CMSG_SPACE(4)], &mut [0u8; 1]);
    let iov = [iovec::from(byte)];
    let message = &mut msghdr { msg_iov: &iov, msg_iovlen: 1, ..Default::default() };
    message.msg_controllen = sizeof(control);
    message.msg_control = control.into();
    let ret = recvmsg(fd, message, flags) as i32;
    let cmsg = CMSG_FIRSTHDR(message);
    if ret != -1 && cmsg != NULL && cmsg.cmsg_type == libc::SCM_RIGHTS {
        remember(CMSG_DATA(cmsg).get().unwrap());
    }
    ret
}

/// Looks for what can be done without waiting: `select`, with one number in all sets.
fn watch(fd: RawFd) -> i32 {
    if !(0..FD_SETSIZE as RawFd).contains(&fd) {
        return -1;
    }
    let set = &mut fd_set::zeroed();
    FD_SET(fd, set);
    select(fd + 1, set, &mut { *set }, &mut { *set }, &mut timeval { tv_sec: 0, tv_usec: 0 })
}

/// It is still the same, all the time that it was std's.
fn give_back((owned, known): (OwnedFd, (libc::dev_t, libc::ino_t))) {
    assert_eq!(identity(owned.as_raw_fd()), known);
}

/// Notes a number that a call returned, for others to try.
fn remember(fd: RawFd) -> RawFd {
    if fd >= 0 {
        RECENT[fd as usize % RECENT.len()].store(fd, Relaxed);
    }
    fd
}
