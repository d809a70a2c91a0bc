//! Whatever integers the calls are given, from however many threads: what std owns stays as it is.

mod child;

use berkeley::errno::{EAGAIN, EBADF, EINVAL, EMFILE, errno};
use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use berkeley::{Held, SockAddr, adopt, hold, release};
use child::{Random, identity, in_child, say, scratch, seed, tid, wait_until_blocked};
use libc::sockaddr_un;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32};
use std::sync::{Barrier, mpsc};
use std::thread;
use std::time::Duration;

const THREADS: usize = 4;
const CALLS_EACH: u32 = 500_000;
/// The process may have so many descriptors.
const LIMIT: libc::rlim_t = 512;

/// What the attackers call, by name: the index is what [`Attacker::call`] goes by.
const CALLS: [&str; 31] = [
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
    "gethostname",
    "sethostname",
];
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

/// How often a signal was handled.
static HANDLED: AtomicU32 = AtomicU32::new(0);

/// Makes a signal do nothing but interrupt and be counted.
fn handle(signal: libc::c_int, flags: libc::c_int) {
    extern "C" fn handler(_: libc::c_int) {
        HANDLED.fetch_add(1, Relaxed);
    }
    // SAFETY: all zeros are a valid `sigaction`; the handler may run anywhere.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler as extern "C" fn(libc::c_int) as usize;
        action.sa_flags = flags;
        assert_eq!(libc::sigaction(signal, &action, std::ptr::null_mut()), 0);
    }
}

/// Sends a signal that has a handler to a thread of this process. If it is over, or has not begun
/// (0), that is an error and nothing else.
fn signal(thread: libc::pid_t, signal: libc::c_int) {
    // SAFETY: passes numbers, and the signal has a handler.
    unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), thread, signal) };
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

/// Something that std owns, and what is known of it.
enum Kept {
    File { file: File, identity: (u64, u64), offset: u64, content: String },
    Pair { ends: [UnixStream; 2], identity: [(u64, u64); 2], waiting: String },
}

impl Kept {
    /// Takes all numbers up to 200, and gives every other one back.
    fn fill(dir: &Path) -> Vec<Kept> {
        let mut kept = Vec::new();
        for n in 0.. {
            let path = dir.join(format!("kept{n}"));
            let one = if n % 5 == 4 { Kept::pair(n) } else { Kept::file(&path, n).unwrap() };
            if one.numbers().any(|fd| fd > 200) {
                break;
            }
            kept.push(one);
        }
        let mut n = 0;
        kept.retain(|_| {
            n += 1;
            n % 2 == 0
        });
        kept
    }

    fn file(path: &Path, n: usize) -> std::io::Result<Kept> {
        let content = format!("This is file {n}, and nobody else's.\n").repeat(n % 7 + 1);
        let offset = (n * 13 % content.len()) as u64;
        let mut file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        file.write_all(content.as_bytes()).unwrap();
        file.seek(SeekFrom::Start(offset)).unwrap();
        Ok(Kept::File { identity: identity(file.as_raw_fd()), file, offset, content })
    }

    fn pair(n: usize) -> Kept {
        let waiting = format!("This waits in pair {n}.");
        let (mut one, other) = UnixStream::pair().unwrap();
        one.write_all(waiting.as_bytes()).unwrap();
        let ends = [one, other];
        let identity = [identity(ends[0].as_raw_fd()), identity(ends[1].as_raw_fd())];
        Kept::Pair { ends, identity, waiting }
    }

    fn numbers(&self) -> impl Iterator<Item = RawFd> + use<> {
        match self {
            Kept::File { file, .. } => vec![file.as_raw_fd()],
            Kept::Pair { ends, .. } => ends.iter().map(AsRawFd::as_raw_fd).collect(),
        }
        .into_iter()
    }

    fn verify(&mut self) {
        match self {
            Kept::File { file, identity: known, offset, content } => {
                assert_eq!(identity(file.as_raw_fd()), *known);
                assert_eq!(file.stream_position().unwrap(), *offset);
                assert_eq!(read_all(file), *content);
            }
            Kept::Pair { ends, identity: known, waiting } => {
                assert_eq!([0, 1].map(|end| identity(ends[end].as_raw_fd())), *known);
                let mut rest = String::new();
                for end in &*ends {
                    assert_eq!(end.read_timeout().unwrap(), None);
                    end.set_nonblocking(true).unwrap();
                }
                let end_of_all = ends[1].read_to_string(&mut rest).unwrap_err();
                assert_eq!((end_of_all.kind(), &rest), (ErrorKind::WouldBlock, &*waiting));
                let end_of_all = ends[0].read(&mut [0]).unwrap_err();
                assert_eq!(end_of_all.kind(), ErrorKind::WouldBlock, "nothing came back");
                ends[1].write_all(b"!").unwrap();
                assert_eq!(ends[0].read(&mut [0; 9]).unwrap(), 1, "still connected");
            }
        }
    }
}

fn read_all(file: &File) -> String {
    let mut content = vec![0; file.metadata().unwrap().size() as usize];
    file.read_exact_at(&mut content, 0).unwrap();
    String::from_utf8(content).unwrap()
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
    released: Vec<(OwnedFd, (u64, u64))>,
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
        let takes_two = matches!(CALLS[call], "dup2" | "dup3");
        let takes_none =
            matches!(CALLS[call], "socket" | "socketpair" | "pipe" | "pipe2" | "adopt");
        if self.kept.contains(&fd) && !takes_none {
            // dup3 looks at its flags first.
            let refused = errno() == EBADF || (errno() == EINVAL && CALLS[call] == "dup3");
            assert!(ret == -1 && refused, "{} of {fd}, which is std's: {ret}", CALLS[call]);
        } else if takes_two && self.kept.contains(&fd2) {
            assert_eq!(ret, -1, "{} onto {fd2}, which is std's", CALLS[call]);
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

/// It is still the same, all the time that it was std's.
fn give_back((owned, known): (OwnedFd, (u64, u64))) {
    assert_eq!(identity(owned.as_raw_fd()), known);
}

/// Notes a number that a call returned, for others to try.
fn remember(fd: RawFd) -> RawFd {
    if fd >= 0 {
        RECENT[fd as usize % RECENT.len()].store(fd, Relaxed);
    }
    fd
}

/// How a file that std opened for a race looks if no call of another got at it.
const UNTOUCHED: &str = "untouched";

fn open_untouched(path: &Path) -> File {
    OpenOptions::new().read(true).write(true).open(path).unwrap()
}

fn assert_untouched(mut file: &File) {
    assert_eq!(file.stream_position().unwrap(), 0);
    assert_eq!(read_all(file), UNTOUCHED);
}

#[test]
fn a_close_races_calls_in_a_loop() {
    const ROUNDS: u32 = 2000;
    in_child("a_close_races_calls_in_a_loop", || {
        let path = scratch("race");
        fs::write(&path, UNTOUCHED).unwrap();
        let (step, number, closed) = (Barrier::new(3), AtomicI32::new(-1), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                for round in 0..ROUNDS {
                    step.wait();
                    let (x, buf) = (number.load(Relaxed), &mut [b'!'; 1]);
                    let mut done = 0;
                    while done != -1 || errno() != EBADF {
                        done = if round % 2 == 0 { write(x, buf, 1) } else { read(x, buf, 1) };
                        assert!(done != -1 || matches!(errno(), EBADF | EAGAIN), "{}", errno());
                    }
                    step.wait();
                }
            });
            scope.spawn(|| {
                for _ in 0..ROUNDS {
                    step.wait();
                    let mut files = Vec::new();
                    // Until one has the number that was closed: the writer's last call is over then.
                    while files.last().is_none_or(|file: &File| {
                        !closed.load(Relaxed) || file.as_raw_fd() != number.load(Relaxed)
                    }) && files.len() < 64
                    {
                        files.push(open_untouched(&path));
                    }
                    step.wait();
                    files.iter().for_each(assert_untouched);
                }
            });
            for _ in 0..ROUNDS {
                let sv = &mut [-1; 2];
                assert_eq!(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv), 0);
                number.store(sv[0], Relaxed);
                closed.store(false, Relaxed);
                step.wait();
                assert_eq!(close(sv[0]), 0);
                closed.store(true, Relaxed);
                step.wait();
                assert_eq!(close(sv[1]), 0);
            }
        });
        assert_eq!(fs::read_to_string(&path).unwrap(), UNTOUCHED);
        fs::remove_file(path).unwrap();
    });
}

#[test]
fn a_close_does_not_disturb_a_blocked_call() {
    in_child("a_close_does_not_disturb_a_blocked_call", || {
        let path = scratch("blocked");
        fs::write(&path, UNTOUCHED).unwrap();
        handle(libc::SIGUSR1, libc::SA_RESTART);
        for round in 1..=100 {
            let sv = &mut [-1; 2];
            assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
            let [x, peer] = *sv;
            let (tell, told) = mpsc::channel();
            let reader = thread::spawn(move || {
                tell.send(tid()).unwrap();
                let buf = &mut [0u8; 8];
                let n = read(x, buf, 8);
                buf[..n as usize].to_vec()
            });
            let reader_tid = told.recv().unwrap();
            wait_until_blocked(reader_tid, libc::SYS_read, x);

            assert_eq!(close(x), 0);
            for _ in 0..2 {
                assert_eq!((read(x, &mut [0u8; 8], 8), errno()), (-1, EBADF));
                assert_eq!((close(x), errno()), (-1, EBADF));
            }
            let files: Vec<_> = (0..8).map(|_| open_untouched(&path)).collect();
            assert!(files.iter().all(|file| file.as_raw_fd() != x));
            assert!(Path::new(&format!("/proc/self/fd/{x}")).exists(), "while the call goes on");

            // A signal makes the kernel begin the call again, with the number.
            signal(reader_tid, libc::SIGUSR1);
            while HANDLED.load(Relaxed) < round {
                thread::yield_now();
            }
            wait_until_blocked(reader_tid, libc::SYS_read, x);

            assert_eq!(write(peer, "ping", 4), 4);
            assert_eq!(reader.join().unwrap(), b"ping");
            assert!(!Path::new(&format!("/proc/self/fd/{x}")).exists(), "given back");
            assert_eq!(open_untouched(&path).as_raw_fd(), x, "to whoever is next");
            files.iter().for_each(assert_untouched);
            assert_eq!(close(peer), 0);
        }
        fs::remove_file(path).unwrap();
    });
}
