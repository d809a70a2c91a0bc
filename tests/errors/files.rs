//! `lseek`, `fstat`, `chdir`, `unlink` and `unlinkat`.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::open::at;
use crate::support::{Dir, terminal};
use crate::{Outcome, Row, expect};
use berkeley::sys::{socket::*, stat::*};
use berkeley::{adopt, errno::*, fcntl::*, unistd::*};
use std::ffi::c_int;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::{env, fs};

pub(crate) const ROWS: &[Row] = &[
    Row { call: "lseek", error: "ESPIPE", how: Provoked(no_places) },
    Row { call: "lseek", error: "EINVAL", how: Provoked(before_the_beginning) },
    Row { call: "lseek", error: "EBADF", how: Provoked(a_name_only) },
    Row { call: "lseek", error: "ENXIO", how: Provoked(no_more_data) },
    Row { call: "lseek", error: "EOVERFLOW", how: Provoked(like_an_error) },
    Row { call: "fstat", error: "EBADF", how: Provoked(not_open) },
    Row { call: "fstat", error: "EOVERFLOW", how: NotHere("needs a program of 32 bits") },
    Row { call: "fstat", error: "EIO", how: NotHere(DISK) },
    Row { call: "fstat", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "fstat", error: "EFAULT", how: NotHere("`buf` is a reference") },
    Row { call: "chdir", error: "ENOENT", how: Provoked(no_such_directory) },
    Row { call: "chdir", error: "EACCES", how: Apart(not_to_be_entered) },
    Row { call: "chdir", error: "ENOTDIR", how: Provoked(into_a_file) },
    Row { call: "chdir", error: "ENAMETOOLONG", how: Provoked(into_a_long_name) },
    Row { call: "chdir", error: "ELOOP", how: Provoked(into_a_circle) },
    Row { call: "chdir", error: "EFAULT", how: Provoked(nowhere_to_go) },
    Row { call: "chdir", error: "EIO", how: NotHere(DISK) },
    Row { call: "chdir", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
    Row { call: "unlink", error: "ENOENT", how: Provoked(no_such_file) },
    Row { call: "unlink", error: "EACCES", how: Apart(not_to_be_written) },
    Row { call: "unlinkat", error: "EPERM", how: Apart(of_another_user) },
    Row { call: "unlink", error: "EISDIR", how: Provoked(a_directory) },
    Row { call: "unlink", error: "ENOTDIR", how: Provoked(no_directory) },
    Row { call: "unlinkat", error: "ENOTDIR", how: Provoked(not_in_a_directory) },
    Row { call: "unlinkat", error: "ENOTEMPTY", how: Provoked(with_something_in_it) },
    Row { call: "unlinkat", error: "EBUSY", how: Apart(mounted) },
    Row { call: "unlink", error: "EROFS", how: Apart(read_only) },
    Row { call: "unlinkat", error: "EBADF", how: Provoked(no_descriptor) },
    Row { call: "unlinkat", error: "EINVAL", how: Provoked(itself) },
    Row { call: "unlink", error: "ENAMETOOLONG", how: Provoked(too_long) },
    Row { call: "unlink", error: "ELOOP", how: Provoked(through_a_circle) },
    Row { call: "unlink", error: "EFAULT", how: Provoked(no_path) },
    Row { call: "unlink", error: "EIO", how: NotHere(DISK) },
    Row { call: "unlink", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

/// A file in a directory, of 5 bytes, and its path.
fn file(dir: &Dir) -> (Fd, String) {
    let path = at(dir.path(), "file");
    let fd = Fd(open(&path, O_RDWR | O_CREAT, 0o600));
    assert_eq!(write(*fd, "hello", 5), 5);
    (fd, path)
}

fn no_places() -> Outcome {
    let (_master, program) = terminal();
    for fd in [no_socket(), tcp(), Fd(adopt(program.into()))] {
        expect(lseek(*fd, 0, SEEK_CUR) == -1, ESPIPE)?;
    }
    Ok(ESPIPE)
}

fn before_the_beginning() -> Outcome {
    let dir = Dir::new();
    let (fd, _) = file(&dir);
    expect(lseek(*fd, 0, 77) == -1, EINVAL)?;
    expect(lseek(*fd, off_t::MAX, SEEK_CUR) == -1, EINVAL)?;
    expect(lseek(*fd, -6, SEEK_END) == -1, EINVAL)
}

fn a_name_only() -> Outcome {
    expect(lseek(NOT_OPEN, 0, SEEK_SET) == -1, EBADF)?;
    expect(lseek(*Fd(open("/", O_PATH, 0)), 0, SEEK_SET) == -1, EBADF)
}

fn no_more_data() -> Outcome {
    let dir = Dir::new();
    let (fd, _) = file(&dir);
    expect(lseek(*fd, -1, SEEK_HOLE) == -1, ENXIO)?;
    expect(lseek(*fd, 5, SEEK_DATA) == -1, ENXIO)
}

fn like_an_error() -> Outcome {
    let memory = Fd(open("/dev/mem", O_RDONLY, 0));
    if *memory == -1 {
        return Err("needs /dev/mem, and to be allowed to open it".into());
    }
    expect(lseek(*memory, -1, SEEK_SET) == -1, EOVERFLOW)
}

fn not_open() -> Outcome {
    expect(fstat(NOT_OPEN, &mut stat::zeroed()) == -1, EBADF)
}

fn no_such_directory() -> Outcome {
    expect(chdir("") == -1, ENOENT)?;
    expect(chdir("/none such") == -1, ENOENT)
}

fn not_to_be_entered() -> Outcome {
    no_rights()?;
    let dir = env::temp_dir().join(format!("berkeley-error-{}", getpid()));
    if fs::create_dir(&dir).is_err() {
        return Err("needs a directory that every user may write to".into());
    }
    // To be read, and not to be entered.
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o600)).unwrap();
    let outcome = expect(chdir(dir.to_str().expect("UTF-8")) == -1, EACCES);
    fs::remove_dir(&dir).unwrap();
    outcome
}

fn into_a_file() -> Outcome {
    expect(chdir("/dev/null/x") == -1, ENOTDIR)?;
    expect(chdir("/dev/null") == -1, ENOTDIR)
}

fn into_a_long_name() -> Outcome {
    expect(chdir(&format!("/{}", "x".repeat(256))) == -1, ENAMETOOLONG)?;
    expect(chdir(&"/".repeat(4096)) == -1, ENAMETOOLONG)
}

/// The path of a symbolic link to itself.
fn circle(dir: &Dir) -> String {
    let link = at(dir.path(), "link");
    symlink("link", &link).unwrap();
    link
}

fn into_a_circle() -> Outcome {
    expect(chdir(&circle(&Dir::new())) == -1, ELOOP)
}

fn nowhere_to_go() -> Outcome {
    expect(chdir(NULL) == -1, EFAULT)
}

fn no_such_file() -> Outcome {
    expect(unlink("") == -1, ENOENT)?;
    expect(unlink("/none such/file") == -1, ENOENT)?;
    expect(unlink("/none such") == -1, ENOENT)
}

fn not_to_be_written() -> Outcome {
    no_rights()?;
    // Nothing can be removed from there, whoever asks.
    expect(unlink("/proc/version") == -1, EACCES)
}

fn of_another_user() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    let path = mount("tmpfs", "mode=1777", 0)?;
    let dir = open(path.to_str().expect("UTF-8"), O_RDONLY | O_DIRECTORY, 0);
    assert_ne!(openat(dir, "file", O_WRONLY | O_CREAT, 0o666), -1);
    become_nobody()?;
    expect(unlinkat(dir, "file", 0) == -1, EPERM)
}

fn a_directory() -> Outcome {
    let dir = Dir::new();
    let path = dir.path().to_str().expect("UTF-8");
    expect(unlinkat(AT_FDCWD, path, 0) == -1, EISDIR)?;
    expect(unlink(path) == -1, EISDIR)
}

fn no_directory() -> Outcome {
    let dir = Dir::new();
    let (_fd, path) = file(&dir);
    expect(unlink(&format!("{path}/x")) == -1, ENOTDIR)?;
    expect(unlink(&format!("{path}/")) == -1, ENOTDIR)
}

fn not_in_a_directory() -> Outcome {
    let dir = Dir::new();
    let (fd, path) = file(&dir);
    expect(unlinkat(*fd, "x", 0) == -1, ENOTDIR)?;
    expect(unlinkat(*tcp(), "x", 0) == -1, ENOTDIR)?;
    expect(unlinkat(AT_FDCWD, &path, AT_REMOVEDIR) == -1, ENOTDIR)
}

/// Of a directory that is not to be.
fn remove(path: &str, errno: c_int) -> Outcome {
    expect(unlinkat(AT_FDCWD, path, AT_REMOVEDIR) == -1, errno)
}

fn with_something_in_it() -> Outcome {
    let dir = Dir::new();
    fs::create_dir(dir.path().join("inner")).unwrap();
    remove(&at(dir.path(), "inner/.."), ENOTEMPTY)?;
    remove(dir.path().to_str().expect("UTF-8"), ENOTEMPTY)
}

fn mounted() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    let path = mount("tmpfs", "", 0)?;
    remove(path.to_str().expect("UTF-8"), EBUSY)
}

fn read_only() -> Outcome {
    own(libc::CLONE_NEWNS)?;
    let dir = mount("tmpfs", "", libc::MS_RDONLY)?;
    expect(unlink(&at(dir, "file")) == -1, EROFS)
}

fn no_descriptor() -> Outcome {
    expect(unlinkat(-1, "file", 0) == -1, EBADF)
}

fn itself() -> Outcome {
    let dir = Dir::new();
    let (_fd, path) = file(&dir);
    expect(unlinkat(AT_FDCWD, &path, 1) == -1, EINVAL)?;
    remove(&at(dir.path(), "."), EINVAL)
}

fn too_long() -> Outcome {
    expect(unlink(&format!("/{}", "x".repeat(256))) == -1, ENAMETOOLONG)?;
    expect(unlink(&"/".repeat(4096)) == -1, ENAMETOOLONG)
}

fn through_a_circle() -> Outcome {
    let dir = Dir::new();
    let link = circle(&dir);
    let outcome = expect(unlink(&format!("{link}/file")) == -1, ELOOP);
    // A link at the end is not followed.
    assert_eq!(unlink(&link), 0);
    outcome
}

fn no_path() -> Outcome {
    expect(unlink(NULL) == -1, EFAULT)
}
