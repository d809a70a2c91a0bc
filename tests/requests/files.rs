//! `open`, `openat`, `creat`, `unlinkat`, `fstat` and `sendfile`.

use crate::{Record, c, in_c};
use berkeley::{errno::*, fcntl::*, sys::sendfile::*, sys::socket::*, sys::stat::*, unistd::*};
use std::ffi::{CString, c_int};
use std::fs;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// A directory of a test's own, gone when this is dropped.
struct Dir(PathBuf);

impl Dir {
    fn new(name: &str) -> Dir {
        let name = format!("berkeley-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Dir(path)
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.0.to_str().unwrap())
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What is opened, one after the other, in an empty directory: name, flags, mode.
const OPENED: &[(&str, c_int, mode_t)] = &[
    ("none", O_RDONLY, 0),
    ("new", O_WRONLY | O_CREAT | O_EXCL, 0o640),
    ("new", O_WRONLY | O_CREAT | O_EXCL, 0o640),
    ("new", O_RDWR | O_CREAT, 0o777),
    ("new", O_RDONLY | O_CLOEXEC, 0),
    ("new", O_WRONLY | O_APPEND | O_NONBLOCK, 0),
    ("new", O_RDWR | O_SYNC, 0),
    ("new", O_RDWR | O_DSYNC | O_TRUNC, 0),
    ("new", O_PATH, 0),
    ("new", O_RDONLY | O_DIRECTORY, 0),
    ("new/below", O_RDONLY, 0),
    ("link", O_RDONLY, 0),
    ("link", O_RDONLY | O_NOFOLLOW, 0),
    ("loop", O_RDONLY, 0),
    ("", O_RDONLY, 0),
    (".", O_RDONLY | O_DIRECTORY, 0),
    (".", O_RDWR, 0),
    (".", O_TMPFILE | O_RDWR, 0o600),
    (".", O_TMPFILE | O_RDONLY, 0o600),
    ("mode", O_RDWR | O_CREAT, 0o7777),
    ("none/below", O_WRONLY | O_CREAT, 0o600),
    ("fifo", O_WRONLY | O_NONBLOCK, 0),
];

#[test]
fn files_are_opened_as_in_c() {
    let (dir, dir_of_c) = (Dir::new("open"), Dir::new("open-c"));
    for dir in [&dir, &dir_of_c] {
        std::os::unix::fs::symlink("new", dir.path("link")).unwrap();
        std::os::unix::fs::symlink("loop", dir.path("loop")).unwrap();
        let fifo = CString::new(dir.path("fifo")).unwrap();
        // SAFETY: the path ends with a NUL.
        assert_eq!(unsafe { libc::mkfifo(fifo.as_ptr(), 0o600) }, 0);
    }
    let mut record = Record::default();
    let mut c = String::from("int fd; struct stat s;\n");
    let at = |dir: &Dir, name: &str| if name.is_empty() { "".into() } else { dir.path(name) };
    for (name, flags, mode) in OPENED {
        let fd = open(&at(&dir, name), *flags, *mode);
        record.call(name, fd.min(0), NULL);
        c += &format!(
            "fd = open(\"{}\", {flags}, {mode}); call(\"{name}\", fd < 0 ? fd : 0, 0, 0);\n",
            at(&dir_of_c, name)
        );
        if fd != -1 {
            record.call("flags", fcntl(fd, F_GETFL, 0), &fcntl(fd, F_GETFD, 0));
            let of_link = fs::metadata(format!("/proc/self/fd/{fd}")).unwrap();
            record.call("mode", of_link.permissions().mode() as c_int, NULL);
            assert_eq!(close(fd), 0);
            c += "{ int flags = fcntl(fd, F_GETFL), of_fd = fcntl(fd, F_GETFD); fstat(fd, &s);\n\
                  call(\"flags\", flags, &of_fd, sizeof(of_fd)); call(\"mode\", s.st_mode, 0, 0);\n\
                  close(fd); }\n";
        }
    }
    for mode in [0o644, 0o1777] {
        let fd = creat(&dir.path("created"), mode);
        record.call("creat", fd.min(0), NULL);
        record.call("flags", fcntl(fd, F_GETFL, 0), NULL);
        close(fd);
        let file = fs::metadata(dir.path("created")).unwrap();
        record.call("mode", file.permissions().mode() as c_int, NULL);
        c += &format!(
            "fd = creat(\"{}\", {mode}); call(\"creat\", fd < 0 ? fd : 0, 0, 0);\n\
             call(\"flags\", fcntl(fd, F_GETFL), 0, 0); fstat(fd, &s);\n\
             call(\"mode\", s.st_mode, 0, 0); close(fd);\n",
            dir_of_c.path("created")
        );
    }
    record.call("creat", creat(&dir.path("none/below"), 0o600), NULL);
    c += "call(\"creat\", creat(\"/none such/below\", 0600), 0, 0);\n";
    if let Some(program) = in_c("open", &c) {
        record.is_as(&c::run(&program, ""));
    }
}

/// What is done in a directory: the name, the flags to open it with, or those to remove it.
const IN_A_DIRECTORY: &[(&str, Result<c_int, c_int>)] = &[
    ("new", Ok(O_RDONLY)),
    ("new", Ok(O_WRONLY | O_CREAT | O_EXCL)),
    ("new", Ok(O_WRONLY | O_CREAT | O_EXCL)),
    ("below/file", Ok(O_RDONLY)),
    ("below/link", Ok(O_RDONLY | O_NOFOLLOW)),
    ("below/../below", Ok(O_RDONLY | O_DIRECTORY)),
    ("", Ok(O_RDONLY)),
    ("below", Err(0)),
    ("below", Err(AT_REMOVEDIR)),
    ("below/file", Err(AT_REMOVEDIR)),
    ("below/link", Err(0)),
    ("below/file", Err(0)),
    ("below/file", Err(0)),
    ("below", Err(AT_REMOVEDIR | 1)),
    ("below", Err(AT_REMOVEDIR)),
    ("", Err(0)),
];

#[test]
fn paths_begin_in_a_directory_as_in_c() {
    let (dir, dir_of_c) = (Dir::new("at"), Dir::new("at-c"));
    for dir in [&dir, &dir_of_c] {
        fs::create_dir(dir.path("below")).unwrap();
        fs::write(dir.path("below/file"), "x").unwrap();
        std::os::unix::fs::symlink("file", dir.path("below/link")).unwrap();
    }
    let mut record = Record::default();
    let mut c = format!("int fd, dir = open(\"{}\", O_RDONLY);\n", dir_of_c.path(""));
    let at = open(&dir.path(""), O_RDONLY, 0);
    for (name, what) in IN_A_DIRECTORY {
        match what {
            Ok(flags) => {
                let fd = openat(at, *name, *flags, 0o600);
                record.call(name, fd.min(0), NULL);
                close(fd);
                c += &format!("fd = openat(dir, \"{name}\", {flags}, 0600);\n");
                c += &format!("call(\"{name}\", fd < 0 ? fd : 0, 0, 0);\n");
            }
            Err(flags) => {
                record.call(name, unlinkat(at, *name, *flags), NULL);
                c += &format!("call(\"{name}\", unlinkat(dir, \"{name}\", {flags}), 0, 0);\n");
            }
        }
    }
    close(at);
    if let Some(program) = in_c("at", &c) {
        record.is_as(&c::run(&program, ""));
    }
}

#[test]
fn the_directory_of_an_absolute_path_is_nobody_s() {
    let dir = Dir::new("absolute");
    fs::write(dir.path("file"), "x").unwrap();
    // Nobody has these open; one is std's.
    let std_s = fs::File::open(dir.path("")).unwrap();
    for at in [-1, c_int::MAX, AT_FDCWD, std_s.as_raw_fd()] {
        assert_eq!(close(openat(at, &dir.path("file"), O_RDONLY, 0)), 0);
        assert_eq!((unlinkat(at, &dir.path("none"), 0), errno()), (-1, ENOENT));
        if at != AT_FDCWD {
            assert_eq!((openat(at, "file", O_RDONLY, 0), errno()), (-1, EBADF));
            assert_eq!((unlinkat(at, "file", 0), errno()), (-1, EBADF));
        }
    }
    assert_eq!((unlinkat(AT_FDCWD, NULL, 0), errno()), (-1, EFAULT));
    assert_eq!(unlinkat(-1, &dir.path("file"), 0), 0);
    assert!(!fs::exists(dir.path("file")).unwrap());
}

#[test]
fn fstat_tells_what_c_is_told() {
    let dir = Dir::new("stat");
    fs::write(dir.path("file"), "Hello, Client!").unwrap();
    let mut record = Record::default();
    let mut c = String::from("struct stat s; int fd, is[7];\n");
    let mut tell = |what: &str, fd: c_int, in_c: &str| {
        let st = &mut stat::zeroed();
        assert_eq!(fstat(fd, st), 0);
        let m = st.st_mode;
        record.call(what, st.st_size, &m);
        let kinds = [S_ISREG(m), S_ISDIR(m), S_ISSOCK(m), S_ISFIFO(m), S_ISCHR(m), S_ISBLK(m)];
        record.call("kind", 0, &kinds.map(c_int::from));
        record.call("owner", st.st_nlink as i64, &[st.st_uid, st.st_gid]);
        record.call("changed", st.st_mtime, NULL);
        close(fd);
        c += &format!("fd = {in_c}; fstat(fd, &s);\n");
        c += &format!("call(\"{what}\", s.st_size, &s.st_mode, sizeof(s.st_mode));\n");
        for (nth, kind) in ["REG", "DIR", "SOCK", "FIFO", "CHR", "BLK"].iter().enumerate() {
            c += &format!("is[{nth}] = S_IS{kind}(s.st_mode);\n");
        }
        c += "call(\"kind\", 0, is, 6 * sizeof(int));\n";
        c += "call(\"owner\", s.st_nlink, &s.st_uid, 2 * sizeof(s.st_uid));\n";
        c += "call(\"changed\", s.st_mtime, 0, 0); close(fd);\n";
    };
    for path in [dir.path("file"), dir.path(""), "/dev/null".into()] {
        tell("a file", open(&path, O_RDONLY, 0), &format!("open(\"{path}\", O_RDONLY)"));
    }
    let (sv, p) = (&mut [0; 2], &mut [0; 2]);
    assert_eq!((socketpair(AF_UNIX, SOCK_STREAM, 0, sv), pipe(p)), (0, 0));
    assert!(!S_ISLNK(S_IFREG) && S_ISLNK(S_IFLNK | 0o777) && S_ISBLK(S_IFBLK));
    for fd in [sv[0], p[0]] {
        let st = &mut stat::zeroed();
        assert_eq!(fstat(fd, st), 0);
        assert_eq!((S_ISSOCK(st.st_mode), S_ISFIFO(st.st_mode)), (fd == sv[0], fd == p[0]));
    }
    for fd in [sv[0], sv[1], p[0], p[1]] {
        assert_eq!(close(fd), 0);
    }
    assert_eq!((fstat(-1, &mut stat::zeroed()), errno()), (-1, EBADF));
    if let Some(program) = in_c("stat", &c) {
        record.is_as(&c::run(&program, ""));
    }
}

#[test]
fn a_path_ends_at_its_nul_or_its_end() {
    let dir = Dir::new("paths");
    fs::write(dir.path("file"), "").unwrap();
    let path = dir.path("file");
    let ended = CString::new(path.clone()).unwrap();
    let mut longer = path.clone().into_bytes();
    longer.extend(*b"\0 and more");
    let fds = [
        open(&path, O_RDONLY, 0),
        open(path.as_str(), O_RDONLY, 0),
        open(path.as_bytes(), O_RDONLY, 0),
        open(ended.as_c_str(), O_RDONLY, 0),
        open(&longer, O_RDONLY, 0),
    ];
    for fd in fds {
        assert_eq!(close(fd), 0);
    }
    assert_eq!((open(NULL, O_RDONLY, 0), errno()), (-1, EFAULT));
    assert_eq!((creat(NULL, 0), errno()), (-1, EFAULT));
    assert_eq!((open("\0", O_RDONLY, 0), errno()), (-1, ENOENT));
    assert_eq!((open(&[0u8; 0], O_RDONLY, 0), errno()), (-1, ENOENT));
}

#[test]
fn the_longest_path_is_that_of_the_kernel() {
    // A path to `/dev/null` of so many bytes.
    let long = |len: usize| {
        let mut path = "/".repeat(len - "dev/null".len());
        path += "dev/null";
        path
    };
    for ended in [false, true] {
        for len in [100, 4094, 4095, 4096, 4097, 10000] {
            let mut path = long(len).into_bytes();
            if ended {
                path.extend(*b"\0\0");
            }
            let fd = open(&path, O_RDWR, 0);
            if len <= 4095 {
                assert_eq!(close(fd), 0, "{len}");
            } else {
                assert_eq!((fd, errno()), (-1, ENAMETOOLONG), "{len}");
            }
        }
    }
    let name = format!("/tmp/{}", "x".repeat(256));
    assert_eq!((open(&name, O_RDONLY, 0), errno()), (-1, ENAMETOOLONG));
}

#[test]
fn sendfile_copies_from_a_file_to_a_socket() {
    let dir = Dir::new("sendfile");
    fs::write(dir.path("file"), "Hello, Client!").unwrap();
    let fd = open(&dir.path("file"), O_RDONLY, 0);
    let sv = &mut [0; 2];
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
    let buf = &mut [0u8; 100];

    // With a place of its own: the file's stays.
    let mut offset = 7;
    assert_eq!(sendfile(sv[0], fd, &mut offset, 100), 7);
    assert_eq!(offset, 14);
    assert_eq!(read(sv[1], buf, sizeof(buf)), 7);
    assert_eq!(&buf[..7], b"Client!");
    assert_eq!(sendfile(sv[0], fd, &mut offset, 100), 0);
    assert_eq!(offset, 14);

    // With the file's.
    assert_eq!(sendfile(sv[0], fd, NULL, 5), 5);
    assert_eq!(read(fd, buf, 2), 2);
    assert_eq!(&buf[..2], b", ");
    assert_eq!(sendfile(sv[0], fd, NULL, 100_u64), 7);
    assert_eq!(read(sv[1], buf, sizeof(buf)), 12);
    assert_eq!(&buf[..12], b"HelloClient!");
    for fd in [fd, sv[0], sv[1]] {
        assert_eq!(close(fd), 0);
    }
}

#[test]
fn sendfile_fails_as_in_c() {
    let dir = Dir::new("sendfile-errors");
    fs::write(dir.path("file"), "Hello, Client!").unwrap();
    let (sv, p) = (&mut [0; 2], &mut [0; 2]);
    assert_eq!(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv), 0);
    assert_eq!(pipe(p), 0);
    let file = open(&dir.path("file"), O_RDONLY, 0);
    let append = open(&dir.path("out"), O_WRONLY | O_CREAT | O_APPEND, 0o600);
    let mut record = Record::default();
    let mut try_ = |what: &str, out, in_, mut offset: off_t| {
        let ret = sendfile(out, in_, &mut offset, 10);
        record.call(what, ret as i64, &offset);
    };
    try_("negative", sv[0], file, -1);
    try_("beyond", sv[0], file, 1000);
    try_("far", sv[0], file, off_t::MAX);
    try_("from a socket", sv[0], sv[1], 0);
    try_("from a pipe", sv[0], p[0], 0);
    try_("not to be read", sv[0], append, 0);
    try_("not to be written", file, file, 0);
    try_("to append", append, file, 0);
    assert_eq!((sendfile(sv[0], 99999, NULL, 1), errno()), (-1, EBADF));
    assert_eq!((sendfile(99999, file, NULL, 1), errno()), (-1, EBADF));
    for fd in [sv[0], sv[1], p[0], p[1], file, append] {
        assert_eq!(close(fd), 0);
    }
    let body = format!(
        r#"
        int sv[2], p[2], file = open("{}", O_RDONLY), append = open("{}", O_WRONLY | O_APPEND);
        off_t offset;
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sv);
        pipe(p);
        #define TRY(what, out, in, at) \
            offset = at; {{ long ret = sendfile(out, in, &offset, 10); \
            call(what, ret, &offset, sizeof(offset)); }}
        TRY("negative", sv[0], file, -1)
        TRY("beyond", sv[0], file, 1000)
        TRY("far", sv[0], file, sizeof(off_t) == 8 ? INT64_MAX : INT32_MAX)
        TRY("from a socket", sv[0], sv[1], 0)
        TRY("from a pipe", sv[0], p[0], 0)
        TRY("not to be read", sv[0], append, 0)
        TRY("not to be written", file, file, 0)
        TRY("to append", append, file, 0)
        "#,
        dir.path("file"),
        dir.path("out")
    );
    if let Some(program) = in_c("sendfile", &body) {
        record.is_as(&c::run(&program, ""));
    }
}
