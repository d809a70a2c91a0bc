//! Commands of `fcntl`, and what `open` takes, as strace prints them.

use super::Line;
use super::names::{FILE_TYPES, Name, Names, OPEN_FLAGS, find};
use crate::base::command::Given;
use crate::fcntl::*;
use core::ffi::c_int;

/// Access to a file, with flags.
static OPEN: Names = Names::Field {
    mask: O_ACCMODE as u32,
    values: &[(0, "O_RDONLY"), (1, "O_WRONLY"), (2, "O_RDWR"), (3, "O_ACCMODE")],
    flags: &OPEN_FLAGS,
};

static COMMANDS: &[Name] = &[
    (F_DUPFD as u32, "F_DUPFD"),
    (F_GETFD as u32, "F_GETFD"),
    (F_SETFD as u32, "F_SETFD"),
    (F_GETFL as u32, "F_GETFL"),
    (F_SETFL as u32, "F_SETFL"),
    (F_GETLK as u32, "F_GETLK"),
    (F_SETLK as u32, "F_SETLK"),
    (F_SETLKW as u32, "F_SETLKW"),
    (F_SETOWN as u32, "F_SETOWN"),
    (F_GETOWN as u32, "F_GETOWN"),
    (F_SETSIG as u32, "F_SETSIG"),
    (F_GETSIG as u32, "F_GETSIG"),
    (F_SETOWN_EX as u32, "F_SETOWN_EX"),
    (F_GETOWN_EX as u32, "F_GETOWN_EX"),
    (F_GETOWNER_UIDS as u32, "F_GETOWNER_UIDS"),
    (F_OFD_GETLK as u32, "F_OFD_GETLK"),
    (F_OFD_SETLK as u32, "F_OFD_SETLK"),
    (F_OFD_SETLKW as u32, "F_OFD_SETLKW"),
    (F_SETLEASE as u32, "F_SETLEASE"),
    (F_GETLEASE as u32, "F_GETLEASE"),
    (F_NOTIFY as u32, "F_NOTIFY"),
    (F_DUPFD_CLOEXEC as u32, "F_DUPFD_CLOEXEC"),
    (F_SETPIPE_SZ as u32, "F_SETPIPE_SZ"),
    (F_GETPIPE_SZ as u32, "F_GETPIPE_SZ"),
    (F_ADD_SEALS as u32, "F_ADD_SEALS"),
    (F_GET_SEALS as u32, "F_GET_SEALS"),
];

static DESCRIPTOR_FLAGS: Names = Names::Flags(&[(1, "FD_CLOEXEC")], "FD_???");

static LOCKS: Names = Names::Values(&[(0, "F_RDLCK"), (1, "F_WRLCK"), (2, "F_UNLCK")], "F_???");

/// What a place in a file counts from.
pub(crate) static WHENCE: Names = Names::Values(
    &[(0, "SEEK_SET"), (1, "SEEK_CUR"), (2, "SEEK_END"), (3, "SEEK_DATA"), (4, "SEEK_HOLE")],
    "SEEK_???",
);

static OWNERS: Names =
    Names::Values(&[(0, "F_OWNER_TID"), (1, "F_OWNER_PID"), (2, "F_OWNER_PGRP")], "F_OWNER_???");

static SEALS: Names = Names::Flags(
    &[
        (0x1, "F_SEAL_SEAL"),
        (0x2, "F_SEAL_SHRINK"),
        (0x4, "F_SEAL_GROW"),
        (0x8, "F_SEAL_WRITE"),
        (0x10, "F_SEAL_FUTURE_WRITE"),
    ],
    "F_SEAL_???",
);

/// Flags of the calls on a path in a directory.
pub(crate) static AT_FLAGS: Names = Names::Flags(
    &[
        (libc::AT_SYMLINK_NOFOLLOW as u32, "AT_SYMLINK_NOFOLLOW"),
        (libc::AT_REMOVEDIR as u32, "AT_REMOVEDIR"),
        (libc::AT_SYMLINK_FOLLOW as u32, "AT_SYMLINK_FOLLOW"),
        (libc::AT_NO_AUTOMOUNT as u32, "AT_NO_AUTOMOUNT"),
        (libc::AT_EMPTY_PATH as u32, "AT_EMPTY_PATH"),
        (0x8000, "AT_RECURSIVE"),
    ],
    "AT_???",
);

/// Whether libc makes `fstat` as `newfstatat` of an empty path: glibc from 2.33 to 2.38 does.
#[cfg(target_env = "gnu")]
fn fstat_has_path() -> bool {
    // SAFETY: it gives a text that ends with a NUL, and is there for ever.
    let version = unsafe { core::ffi::CStr::from_ptr(libc::gnu_get_libc_version()) };
    let minor = version.to_str().ok().and_then(|version| version.strip_prefix("2."));
    minor.and_then(|minor| minor.parse().ok()).is_some_and(|minor: u32| (33..39).contains(&minor))
}

#[cfg(not(target_env = "gnu"))]
fn fstat_has_path() -> bool {
    false
}

impl Line {
    /// How a file is to be opened.
    pub(crate) fn open_flags(&mut self, flags: c_int) {
        self.named(flags, &OPEN);
    }

    /// The mode of a new file.
    pub(crate) fn mode(&mut self, mode: mode_t) {
        // What printf makes of "%#03ho".
        self.fmt(format_args!("0{:02o}", mode & 0xffff));
    }

    /// Shows what a call returned as a mode.
    pub(crate) fn returns_mode(&mut self, mode: mode_t) {
        self.returns(format!("0{mode:02o}"));
    }

    /// What `fstat` tells of a file.
    pub(crate) fn stat(&mut self, stat: &libc::stat, ret: i64) {
        let has_path = fstat_has_path();
        if has_path {
            self.rename("newfstatat");
            self.push("\"\", ");
        }
        match ret {
            0 => self.file(stat),
            _ => self.pointer(stat),
        }
        if has_path {
            self.push(", AT_EMPTY_PATH");
        }
    }

    fn file(&mut self, stat: &libc::stat) {
        self.push("{st_mode=");
        // Of what an epoll instance and its kin are, there is no type.
        let file_type = stat.st_mode & libc::S_IFMT;
        if file_type != 0 {
            self.named(file_type as c_int, &FILE_TYPES);
            self.push("|");
        }
        for (bit, name) in [(S_ISUID, "S_ISUID|"), (S_ISGID, "S_ISGID|"), (S_ISVTX, "S_ISVTX|")] {
            if stat.st_mode & bit != 0 {
                self.push(name);
            }
        }
        self.mode(stat.st_mode & 0o777);
        match file_type {
            libc::S_IFCHR | libc::S_IFBLK => {
                self.push(", st_rdev=makedev(");
                self.hex(libc::major(stat.st_rdev) as u32);
                self.push(", ");
                self.hex(libc::minor(stat.st_rdev) as u32);
                self.push(")");
            }
            _ => self.fmt(format_args!(", st_size={}", stat.st_size)),
        }
        self.push(", ...}");
    }

    /// A command of `fcntl` and its argument.
    pub(crate) fn command(&mut self, command: c_int, given: &Given<'_>, ret: i64) {
        match find(COMMANDS, command as u32) {
            Some(name) => self.push(name),
            None => self.unknown(command as u32, "F_???"),
        }
        match command {
            F_GETFD | F_GETFL | F_GETOWN | F_GETSIG | F_GETLEASE | F_GETPIPE_SZ | F_GET_SEALS => {}
            _ => {
                self.push(", ");
                self.given(command, given, ret);
            }
        }
        if ret >= 0 {
            self.meaning(command, ret as c_int);
        } else if command == F_GETOWN && ret != -1 {
            // A group's number, and no error.
            self.returns(ret.to_string());
        }
    }

    fn given(&mut self, command: c_int, given: &Given<'_>, ret: i64) {
        let is_known = find(COMMANDS, command as u32).is_some();
        match given {
            Given::Int(n) => match command {
                F_SETFD => self.named(*n, &DESCRIPTOR_FLAGS),
                F_SETFL => self.open_flags(*n),
                F_SETLEASE => self.named(*n, &LOCKS),
                F_ADD_SEALS => self.named(*n, &SEALS),
                _ if is_known => self.int(*n),
                _ => self.hex(*n as u32),
            },
            Given::Lock(lock) if is_known && (ret >= 0 || !asks_for_lock(command)) => {
                self.push("{l_type=");
                self.named(lock.l_type.into(), &LOCKS);
                self.push(", l_whence=");
                self.named(lock.l_whence.into(), &WHENCE);
                self.fmt(format_args!(", l_start={}, l_len={}", lock.l_start, lock.l_len));
                if asks_for_lock(command) {
                    self.fmt(format_args!(", l_pid={}", lock.l_pid));
                }
                self.push("}");
            }
            Given::Owner(owner) if is_known && (ret >= 0 || command != F_GETOWN_EX) => {
                self.owner(owner.type_, owner.pid);
            }
            Given::Null if !is_known || command == F_GETOWNER_UIDS => self.push("0"),
            Given::Null => self.pointer::<u8>(core::ptr::null()),
            Given::Lock(lock) => self.pointer(&raw const **lock),
            Given::Owner(owner) => self.pointer(&raw const **owner),
            Given::Users(users) => self.pointer(&raw const **users),
            Given::Hint(hint) => self.pointer(&raw const **hint),
        }
    }

    fn owner(&mut self, kind: c_int, pid: pid_t) {
        self.push("{type=");
        self.named(kind, &OWNERS);
        self.fmt(format_args!(", pid={pid}}}"));
    }

    /// What a command returned, with what it means.
    fn meaning(&mut self, command: c_int, returned: c_int) {
        let (names, before) = match command {
            F_GETFD if returned != 0 => (&DESCRIPTOR_FLAGS, "flags "),
            F_GETFL => (&OPEN, "flags "),
            F_GET_SEALS if returned != 0 => (&SEALS, "seals "),
            F_GETLEASE => (&LOCKS, ""),
            _ => return,
        };
        self.returns(if returned == 0 { "0".into() } else { format!("{returned:#x}") });
        self.note(|line| {
            line.push(before);
            line.named(returned, names);
        });
    }
}

fn asks_for_lock(command: c_int) -> bool {
    matches!(command, F_GETLK | F_OFD_GETLK)
}
