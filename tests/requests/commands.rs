//! `fcntl`.

use crate::{Record, c, in_c};
use berkeley::{adopt, errno::*, fcntl::*, netinet::in_::*, unistd::*};
use std::ffi::c_int;
use std::fs::{self, File};
use std::os::fd::AsRawFd;

/// What is done in Rust and in C, a call each: which descriptor, which command and number.
const CALLS: &[(&str, &str, c_int, c_int)] = &[
    ("sock", "F_GETFL", F_GETFL, 0),
    ("sock", "F_SETFL", F_SETFL, O_NONBLOCK | O_ASYNC),
    ("sock", "F_GETFL", F_GETFL, 0),
    ("sock", "F_SETFL", F_SETFL, O_RDWR),
    ("sock", "F_GETFL", F_GETFL, 0),
    ("sock", "F_SETFL", F_SETFL, O_DIRECT),
    ("sock", "F_GETFD", F_GETFD, 0),
    ("sock", "F_SETFD", F_SETFD, FD_CLOEXEC),
    ("sock", "F_GETFD", F_GETFD, 0),
    ("sock", "F_SETFD", F_SETFD, -2),
    ("sock", "F_GETFD", F_GETFD, 0),
    ("sock", "F_GETOWN", F_GETOWN, 0),
    ("sock", "F_SETOWN", F_SETOWN, c_int::MAX),
    ("sock", "F_SETOWN", F_SETOWN, c_int::MIN),
    ("sock", "F_SETSIG", F_SETSIG, 10),
    ("sock", "F_GETSIG", F_GETSIG, 0),
    ("sock", "F_SETSIG", F_SETSIG, 65),
    ("sock", "F_SETSIG", F_SETSIG, -1),
    ("sock", "F_GETPIPE_SZ", F_GETPIPE_SZ, 0),
    ("sock", "F_GET_SEALS", F_GET_SEALS, 0),
    ("sock", "F_GETLEASE", F_GETLEASE, 0),
    ("sock", "F_NOTIFY", F_NOTIFY, DN_CREATE),
    ("sock", "F_DUPFD", F_DUPFD, -1),
    ("sock", "F_DUPFD", F_DUPFD, c_int::MAX),
    ("sock", "F_DUPFD_CLOEXEC", F_DUPFD_CLOEXEC, c_int::MAX),
    ("pipe", "F_GETPIPE_SZ", F_GETPIPE_SZ, 0),
    ("pipe", "F_SETPIPE_SZ", F_SETPIPE_SZ, 5000),
    ("pipe", "F_GETPIPE_SZ", F_GETPIPE_SZ, 0),
    ("pipe", "F_SETPIPE_SZ", F_SETPIPE_SZ, -1),
    ("pipe", "F_SETFL", F_SETFL, O_DIRECT),
    ("pipe", "F_GETFL", F_GETFL, 0),
    ("file", "F_GETFL", F_GETFL, 0),
    ("file", "F_SETFL", F_SETFL, O_APPEND | O_NOATIME),
    ("file", "F_GETFL", F_GETFL, 0),
    ("file", "F_GETLEASE", F_GETLEASE, 0),
    ("file", "F_SETLEASE", F_SETLEASE, F_WRLCK),
    ("file", "F_GETLEASE", F_GETLEASE, 0),
    ("file", "F_SETLEASE", F_SETLEASE, F_UNLCK),
    ("file", "F_SETLEASE", F_SETLEASE, 77),
    ("file", "F_GET_SEALS", F_GET_SEALS, 0),
    ("mem", "F_GET_SEALS", F_GET_SEALS, 0),
    ("mem", "F_ADD_SEALS", F_ADD_SEALS, F_SEAL_GROW),
    ("mem", "F_GET_SEALS", F_GET_SEALS, 0),
    ("mem", "F_ADD_SEALS", F_ADD_SEALS, F_SEAL_SEAL),
    ("mem", "F_ADD_SEALS", F_ADD_SEALS, F_SEAL_WRITE),
    // Not known to any kernel; not to this crate.
    ("sock", "1100", 1100, 0),
    ("sock", "-1", -1, 0),
    ("sock", "F_GETLK", F_GETLK, 0),
    ("file", "F_SETLKW", F_SETLKW, 0),
    ("sock", "F_GETOWN_EX", F_GETOWN_EX, 0),
];

#[test]
fn commands_with_a_number_are_as_in_c() {
    let path = std::env::temp_dir().join(format!("berkeley-commands-{}", std::process::id()));
    let text = path.to_str().unwrap();
    let fds = &mut [0; 2];
    assert_eq!(pipe(fds), 0);
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    let file = open(text, O_RDWR | O_CREAT, 0o600);
    let mem = memory_file();
    let mut record = Record::default();
    let mut c = format!(
        "int p[2], sock = socket(AF_INET, SOCK_STREAM, 0), pipe_ = pipe(p), mem, file;\n\
         pipe_ = p[0]; mem = memfd_create(\"x\", MFD_ALLOW_SEALING);\n\
         file = open(\"{text}.c\", O_RDWR | O_CREAT, 0600);\n"
    );
    for (of, name, command, n) in CALLS {
        let fd = match *of {
            "sock" => sock,
            "pipe" => fds[0],
            "file" => file,
            _ => mem,
        };
        record.call(&format!("{of} {name} {n}"), fcntl(fd, *command, *n), NULL);
        let of_c = if *of == "pipe" { "pipe_" } else { of };
        c += &format!("call(\"{of} {name} {n}\", fcntl({of_c}, {name}, {n}), 0, 0);\n");
    }
    for fd in [fds[0], fds[1], sock, file, mem] {
        assert_eq!(close(fd), 0);
    }
    fs::remove_file(&path).unwrap();
    if let Some(program) = in_c("commands", &c) {
        let in_c = c::run(&program, "");
        fs::remove_file(format!("{text}.c")).unwrap();
        record.is_as(&in_c);
    }
}

/// A file in memory that can be sealed.
fn memory_file() -> c_int {
    use std::os::fd::{FromRawFd, OwnedFd};
    // SAFETY: the name ends with a NUL.
    let fd = unsafe { libc::memfd_create(c"x".as_ptr(), libc::MFD_ALLOW_SEALING) };
    assert_ne!(fd, -1);
    // SAFETY: the kernel has just opened it.
    adopt(unsafe { OwnedFd::from_raw_fd(fd) })
}

#[test]
fn duplicates_belong_to_the_table() {
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    for (command, flag) in [(F_DUPFD, 0), (F_DUPFD_CLOEXEC, FD_CLOEXEC)] {
        let copy = fcntl(sock, command, 300);
        assert!(copy >= 300);
        assert_eq!(fcntl(copy, F_GETFD, 0), flag);
        // It is the same socket.
        assert_eq!(listen(copy, 1), 0);
        assert_eq!(close(copy), 0);
        assert_eq!((fcntl(copy, F_GETFD, 0), errno()), (-1, EBADF));
    }
    close(sock);
}

#[test]
fn what_a_command_takes_it_must_be_given() {
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    let (mut lock, mut owner) = (flock::zeroed(), f_owner_ex { type_: F_OWNER_PID, pid: 0 });
    let (mut hint, mut users) = (7_u64, [7, 7]);
    let pointers = [
        F_GETLK,
        F_SETLK,
        F_SETLKW,
        F_OFD_GETLK,
        F_OFD_SETLK,
        F_OFD_SETLKW,
        F_GETOWN_EX,
        F_SETOWN_EX,
        F_GETOWNER_UIDS,
        F_GET_RW_HINT,
        F_SET_RW_HINT,
        F_GET_FILE_RW_HINT,
        F_SET_FILE_RW_HINT,
    ];
    let numbers = [
        F_GETFD,
        F_SETFD,
        F_GETFL,
        F_SETFL,
        F_SETOWN,
        F_SETSIG,
        F_DUPFD,
        F_DUPFD_CLOEXEC,
        F_SETPIPE_SZ,
        F_ADD_SEALS,
        F_SETLEASE,
        F_NOTIFY,
    ];
    // Later kernels' F_GETDELEG and F_SETDELEG, which take pointers; and nobody's.
    let unknown = [1039, 1040, 77, 5000, -1];
    let invalid =
        |ret: c_int, command: c_int| assert_eq!((ret, errno()), (-1, EINVAL), "{command}");
    for command in pointers.iter().chain(&unknown) {
        // An address that is there, and others: none is for the kernel to look at.
        for n in [1, 4096, 0x400000, -1, c_int::MAX] {
            invalid(fcntl(sock, *command, n), *command);
        }
    }
    for command in numbers.iter().chain(&unknown) {
        invalid(fcntl(sock, *command, &mut lock), *command);
        invalid(fcntl(sock, *command, &mut owner), *command);
        invalid(fcntl(sock, *command, &mut hint), *command);
        invalid(fcntl(sock, *command, &mut users), *command);
    }
    for command in [F_GETOWN_EX, F_SETOWN_EX, F_GETOWNER_UIDS, F_GET_RW_HINT] {
        invalid(fcntl(sock, command, &mut lock), command);
    }
    for command in [F_GETLK, F_SETLK, F_GET_RW_HINT, F_SET_RW_HINT, F_GETOWNER_UIDS] {
        invalid(fcntl(sock, command, &mut owner), command);
    }
    assert_eq!((hint, users, owner.type_), (7, [7, 7], F_OWNER_PID));
    for command in pointers {
        let ret = fcntl(sock, command, NULL);
        assert!(ret == -1 && [EFAULT, EINVAL].contains(&errno()), "{command}");
    }
    for command in unknown {
        assert_eq!((fcntl(sock, command, 0), errno()), (-1, EINVAL));
    }
    assert_eq!(fcntl(sock, F_GETFL, NULL), O_RDWR);
    close(sock);
}

#[test]
fn a_number_that_is_not_ours_has_no_flags() {
    let file = File::open("/dev/null").unwrap();
    for fd in [file.as_raw_fd(), -1, 99999, c_int::MAX, c_int::MIN] {
        for command in [F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_GETLK, 1100] {
            assert_eq!((fcntl(fd, command, 0), errno()), (-1, EBADF));
        }
    }
    // F_DUPFD_QUERY compares two files; both must be ours.
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    assert_eq!((fcntl(sock, 1027, file.as_raw_fd()), errno()), (-1, EBADF));
    let same = fcntl(sock, 1027, sock);
    assert!(same == 1 || (same, errno()) == (-1, EINVAL), "{same}");
    close(sock);
}

#[test]
fn owners_of_signals() {
    let sock = socket(AF_INET, SOCK_STREAM, 0);
    let this = std::process::id() as pid_t;
    assert_eq!(fcntl(sock, F_SETOWN, this), 0);
    assert_eq!(fcntl(sock, F_GETOWN, 0), this);
    let mut owner = f_owner_ex { type_: 77, pid: 77 };
    assert_eq!(fcntl(sock, F_GETOWN_EX, &mut owner), 0);
    assert_eq!((owner.type_, owner.pid), (F_OWNER_PID, this));
    // SAFETY: getpgrp has no arguments and always succeeds.
    let group = unsafe { libc::getpgrp() };
    owner = f_owner_ex { type_: F_OWNER_PGRP, pid: group };
    assert_eq!(fcntl(sock, F_SETOWN_EX, &mut owner), 0);
    assert_eq!(fcntl(sock, F_GETOWN, 0), -group);
    owner.type_ = 3;
    assert_eq!((fcntl(sock, F_SETOWN_EX, &mut owner), errno()), (-1, EINVAL));
    let mut users = [77; 2];
    let ret = fcntl(sock, F_GETOWNER_UIDS, &mut users);
    // SAFETY: neither has arguments, and both always succeed.
    let ours = unsafe { [libc::getuid(), libc::geteuid()] };
    // Kernels without checkpointing do not know it.
    assert!((ret, users) == (0, ours) || (ret, errno()) == (-1, EINVAL), "{ret} {users:?}");
    close(sock);
}

#[test]
fn write_hints_as_in_c() {
    let path = std::env::temp_dir().join(format!("berkeley-hints-{}", std::process::id()));
    let file = open(path.to_str().unwrap(), O_RDWR | O_CREAT, 0o600);
    let mut record = Record::default();
    let mut hint = 77_u64;
    record.call("get", fcntl(file, F_GET_RW_HINT, &mut hint), &hint);
    for life in [RWH_WRITE_LIFE_SHORT, RWH_WRITE_LIFE_EXTREME, 77] {
        hint = life;
        record.call("set", fcntl(file, F_SET_RW_HINT, &mut hint), &hint);
        record.call("get", fcntl(file, F_GET_RW_HINT, &mut hint), &hint);
        record.call("file", fcntl(file, F_GET_FILE_RW_HINT, &mut hint), &hint);
    }
    close(file);
    let body = r#"
        int file = open(argv[0], O_RDONLY);
        uint64_t hint = 77, lives[] = {RWH_WRITE_LIFE_SHORT, RWH_WRITE_LIFE_EXTREME, 77};
        file = open("/tmp/berkeley-hints", O_RDWR | O_CREAT, 0600);
        call("get", fcntl(file, F_GET_RW_HINT, &hint), &hint, sizeof(hint));
        for (int i = 0; i < 3; i++) {
            hint = lives[i];
            call("set", fcntl(file, F_SET_RW_HINT, &hint), &hint, sizeof(hint));
            call("get", fcntl(file, F_GET_RW_HINT, &hint), &hint, sizeof(hint));
            call("file", fcntl(file, F_GET_FILE_RW_HINT, &hint), &hint, sizeof(hint));
        }
    "#;
    let body = body.replace("/tmp/berkeley-hints", path.to_str().unwrap());
    // A new file: the hint is the file's own.
    fs::remove_file(&path).unwrap();
    if let Some(program) = in_c("hints", &body) {
        record.is_as(&c::run(&program, ""));
        fs::remove_file(&path).unwrap();
    }
}

/// What is locked: command, kind, whence, start, length.
const LOCKS: &[(&str, c_int, c_int, c_int, off_t, off_t)] = &[
    ("F_GETLK", F_GETLK, F_WRLCK, SEEK_SET, 0, 100),
    ("F_GETLK", F_GETLK, F_RDLCK, SEEK_SET, 15, 1),
    ("F_GETLK", F_GETLK, F_WRLCK, SEEK_SET, 0, 10),
    ("F_SETLK", F_SETLK, F_WRLCK, SEEK_SET, 15, 1),
    ("F_SETLK", F_SETLK, F_RDLCK, SEEK_SET, 15, 1),
    ("F_SETLK", F_SETLK, F_WRLCK, SEEK_SET, 0, 10),
    ("F_SETLKW", F_SETLKW, F_WRLCK, SEEK_END, -1, 0),
    ("F_SETLK", F_SETLK, F_UNLCK, SEEK_SET, 0, 0),
    ("F_SETLK", F_SETLK, F_WRLCK, SEEK_SET, -1, 10),
    ("F_SETLK", F_SETLK, 77, SEEK_SET, 0, 10),
    ("F_SETLK", F_SETLK, F_WRLCK, 77, 0, 10),
    ("F_OFD_GETLK", F_OFD_GETLK, F_WRLCK, SEEK_SET, 0, 100),
    ("F_OFD_SETLK", F_OFD_SETLK, F_WRLCK, SEEK_SET, 15, 1),
    ("F_OFD_SETLK", F_OFD_SETLK, F_WRLCK, SEEK_SET, 50, 1),
    ("F_OFD_SETLKW", F_OFD_SETLKW, F_WRLCK, SEEK_SET, 60, 1),
];

#[test]
fn locks_are_those_of_c() {
    let path = std::env::temp_dir().join(format!("berkeley-locks-{}", std::process::id()));
    fs::write(&path, [0; 100]).unwrap();
    let text = path.to_str().unwrap();
    let mut c = format!("int fd = open(\"{text}\", O_RDWR);\nstruct flock lock;\n");
    for (name, _, kind, whence, start, len) in LOCKS {
        c += &format!(
            "memset(&lock, 0, sizeof(lock)); lock.l_type = {kind}; lock.l_whence = {whence};\n\
             lock.l_start = {start}; lock.l_len = {len};\n\
             {{ int ret = fcntl(fd, {name}, &lock);\n\
             call(\"{name}\", ret, &lock, sizeof(lock)); }}\n"
        );
    }
    let holder = "int fd = open(argv[1], O_RDWR);\n\
                  struct flock lock = {.l_type = F_RDLCK, .l_start = 10, .l_len = 20};\n\
                  call(\"locked\", fcntl(fd, F_SETLK, &lock), 0, 0);\n\
                  fflush(stdout); close(1); getchar();\n";
    let (Some(program), Some(holder)) = (in_c("locks", &c), in_c("locks_holder", holder)) else {
        fs::remove_file(&path).unwrap();
        return;
    };
    use std::io::Read;
    use std::process::{Command, Stdio};
    let mut holder = Command::new(holder)
        .arg(&path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut locked = String::new();
    holder.stdout.take().unwrap().read_to_string(&mut locked).unwrap();
    assert_eq!(locked, "locked: 0 0 \n");

    let mut record = Record::default();
    let fd = open(text, O_RDWR, 0);
    for (name, command, kind, whence, start, len) in LOCKS {
        let mut lock = flock {
            l_type: *kind as i16,
            l_whence: *whence as i16,
            l_start: *start,
            l_len: *len,
            ..flock::zeroed()
        };
        let ret = fcntl(fd, *command, &mut lock);
        record.call(name, ret, &lock);
    }
    close(fd);
    let in_c = c::run(&program, "");
    drop(holder.stdin.take());
    holder.wait().unwrap();
    fs::remove_file(&path).unwrap();
    record.is_as(&in_c);
    // Locked by the holder, from 10 on, 20 bytes.
    let first = record.0.lines().next().unwrap();
    assert!(first.starts_with("F_GETLK: 0 0 00000000"), "{first}");
}
