//! `open` and `openat`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::support::Dir;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, fcntl::*, signal::*, sys::ioctl::*, sys::socket::*, unistd::*};
use nix::fcntl::OFlag;
use nix::pty::{grantpt, posix_openpt, ptsname_r, unlockpt};
use nix::sys::stat::{Mode, SFlag, makedev, mknod};
use nix::unistd::mkfifo;
use std::ffi::c_int;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::{env, fs};

pub(crate) const ROWS: &[Row] = &[
    Row { call: "open", error: "ENOENT", how: Provoked(nothing_there) },
    Row { call: "open", error: "EACCES", how: Apart(not_for_us) },
    Row { call: "open", error: "EEXIST", how: Provoked(there_already) },
    Row { call: "open", error: "EISDIR", how: Provoked(a_directory) },
    Row { call: "open", error: "ENOTDIR", how: Provoked(no_directory) },
    Row { call: "openat", error: "EBADF", how: Provoked(no_descriptor) },
    Row { call: "open", error: "EMFILE", how: Apart(none_free) },
    Row { call: "open", error: "ENXIO", how: Provoked(nobody_reads) },
    Row { call: "open", error: "ELOOP", how: Provoked(in_a_circle) },
    Row { call: "open", error: "ENAMETOOLONG", how: Provoked(too_long) },
    Row { call: "open", error: "EINVAL", how: Provoked(unfit_flags) },
    Row { call: "open", error: "EROFS", how: Apart(read_only) },
    Row { call: "open", error: "EPERM", how: Apart(without_a_trace) },
    Row { call: "open", error: "ETXTBSY", how: Provoked(this_program) },
    Row { call: "open", error: "EINTR", how: Apart(while_nobody_writes) },
    Row { call: "open", error: "ENOSPC", how: Apart(no_inode_left) },
    Row {
        call: "open",
        error: "EDQUOT",
        how: NotHere("needs a file system that counts what each user has"),
    },
    Row { call: "open", error: "EAGAIN", how: Apart(leased) },
    Row { call: "open", error: "EFAULT", how: Provoked(no_path) },
    Row { call: "open", error: "EBUSY", how: Apart(exclusive_terminal) },
    Row { call: "open", error: "ENODEV", how: Apart(no_such_device) },
    Row { call: "open", error: "EOPNOTSUPP", how: Apart(no_nameless_files) },
    Row { call: "open", error: "EOVERFLOW", how: Apart(owner_without_a_number) },
    Row { call: "open", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "open", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

/// The path of something in a directory.
pub(crate) fn at(dir: &Path, name: &str) -> String {
    dir.join(name).into_os_string().into_string().expect("UTF-8")
}

fn nothing_there() -> Outcome {
    expect(open("/none such/file", O_RDWR | O_CREAT, 0o600) == -1, ENOENT)?;
    expect(open("", O_RDONLY, 0) == -1, ENOENT)?;
    expect(open("/none such", O_RDONLY, 0) == -1, ENOENT)
}

fn not_for_us() -> Outcome {
    no_rights()?;
    let file = env::temp_dir().join(format!("berkeley-error-{}", getpid()));
    let path = file.to_str().expect("UTF-8");
    if *Fd(creat(path, 0)) == -1 {
        return Err("needs a directory that every user may write to".into());
    }
    let outcome = expect(open(path, O_RDONLY, 0) == -1, EACCES);
    fs::remove_file(&file).unwrap();
    outcome
}

fn there_already() -> Outcome {
    expect(open("/", O_RDONLY | O_CREAT | O_EXCL, 0o600) == -1, EEXIST)
}

fn a_directory() -> Outcome {
    expect(creat("/", 0o600) == -1, EISDIR)?;
    expect(open("/", O_RDWR, 0) == -1, EISDIR)
}

fn no_directory() -> Outcome {
    expect(open("/dev/null", O_RDONLY | O_DIRECTORY, 0) == -1, ENOTDIR)?;
    expect(open("/dev/null/x", O_RDONLY, 0) == -1, ENOTDIR)
}

fn no_descriptor() -> Outcome {
    expect(openat(-1, "file", O_RDONLY, 0) == -1, EBADF)
}

fn none_free() -> Outcome {
    no_descriptor_left();
    expect(open("/", O_RDONLY, 0) == -1, EMFILE)
}

fn nobody_reads() -> Outcome {
    let dir = Dir::new();
    let fifo = at(dir.path(), "fifo");
    mkfifo(&*fifo, Mode::S_IRWXU).unwrap();
    expect(open(&fifo, O_WRONLY | O_NONBLOCK, 0) == -1, ENXIO)?;
    let (sock, path) = (Fd(socket(AF_UNIX, SOCK_STREAM, 0)), dir.path().join("sock"));
    let addr = &unix(&path)?;
    assert_eq!(bind(*sock, addr, sizeof(addr)), 0);
    expect(open(path.to_str().unwrap(), O_RDWR, 0) == -1, ENXIO)
}

fn in_a_circle() -> Outcome {
    let dir = Dir::new();
    let link = at(dir.path(), "link");
    symlink("link", &link).unwrap();
    expect(open(&link, O_RDONLY, 0) == -1, ELOOP)
}

fn too_long() -> Outcome {
    expect(open(&format!("/{}", "x".repeat(256)), O_RDONLY, 0) == -1, ENAMETOOLONG)?;
    expect(open(&"/".repeat(4096), O_RDONLY, 0) == -1, ENAMETOOLONG)
}

fn unfit_flags() -> Outcome {
    expect(open("/", O_RDONLY | O_TMPFILE, 0o600) == -1, EINVAL)
}

fn read_only() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    let dir = mount("tmpfs", "", libc::MS_RDONLY)?;
    expect(creat(&at(dir, "file"), 0o600) == -1, EROFS)
}

fn without_a_trace() -> Outcome {
    no_rights()?;
    // It is root's.
    expect(open("/etc/passwd", O_RDONLY | O_NOATIME, 0) == -1, EPERM)
}

fn this_program() -> Outcome {
    let program = env::current_exe().unwrap();
    let fd = Fd(open(program.to_str().expect("UTF-8"), O_WRONLY, 0));
    match *fd {
        -1 if errno() == EACCES => Err("needs a program that is the user's own".into()),
        -1 => expect(true, ETXTBSY),
        _ => Err("some kernels, Linux 6.11 first, let a program that runs be written".into()),
    }
}

fn while_nobody_writes() -> Outcome {
    let dir = Dir::new();
    let fifo = at(dir.path(), "fifo");
    mkfifo(&*fifo, Mode::S_IRWXU).unwrap();
    interrupt();
    expect(open(&fifo, O_RDONLY, 0) == -1, EINTR)
}

fn no_inode_left() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    // One is the directory's own.
    let dir = mount("tmpfs", "nr_inodes=2", 0)?;
    assert_ne!(creat(&at(dir, "one"), 0o600), -1);
    expect(creat(&at(dir, "two"), 0o600) == -1, ENOSPC)
}

fn leased() -> Outcome {
    let dir = Dir::new();
    let path = at(dir.path(), "file");
    let fd = open(&path, O_RDONLY | O_CREAT, 0o600);
    // The holder of a lease is told by a signal: this one does nothing.
    assert_eq!(fcntl(fd, F_SETSIG, SIGURG), 0);
    if fcntl(fd, F_SETLEASE, F_RDLCK) == -1 {
        return Err("needs a file system with leases".into());
    }
    expect(open(&path, O_WRONLY | O_NONBLOCK, 0) == -1, EAGAIN)
}

fn no_path() -> Outcome {
    expect(open(NULL, O_RDONLY, 0) == -1, EFAULT)
}

/// The terminal is for whoever has it open, and for those who may administer the system.
// SAFETY: it has no argument, and below it is made of a terminal.
const TIOCEXCL: Request<c_int> = unsafe { Request::new(0x540c) };

fn exclusive_terminal() -> Outcome {
    no_rights()?;
    let terminal = posix_openpt(OFlag::O_RDWR | OFlag::O_NOCTTY);
    let terminal = terminal.map_err(|error| format!("needs a terminal: {error}"))?;
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let path = ptsname_r(&terminal).unwrap();
    let fd = open(&path, O_RDWR | O_NOCTTY, 0);
    assert_eq!(ioctl(fd, TIOCEXCL, &mut 0), 0);
    expect(open(&path, O_RDWR | O_NOCTTY, 0) == -1, EBUSY)
}

fn no_such_device() -> Outcome {
    root()?;
    let dir = Dir::new();
    let device = at(dir.path(), "device");
    // Of the small devices; its number is reserved for what somebody adds at home.
    let made = mknod(&*device, SFlag::S_IFCHR, Mode::S_IRWXU, makedev(10, 249));
    made.map_err(|error| format!("needs a device: {error}"))?;
    match open(&device, O_RDWR, 0) {
        -1 if errno() == EPERM || errno() == EACCES => Err("needs devices to be allowed".into()),
        fd => expect(fd == -1, ENODEV),
    }
}

fn no_nameless_files() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    let dir = mount("devpts", "newinstance", 0)?;
    expect(open(&at(dir, ""), O_TMPFILE | O_RDWR, 0o600) == -1, EOPNOTSUPP)
}

fn owner_without_a_number() -> Outcome {
    unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNS)?;
    let dir = mount("tmpfs", "", 0)?;
    expect(creat(&at(dir, "file"), 0o600) == -1, EOVERFLOW)
}
