//! A file whose requests a program answers.

use crate::c;
use berkeley::Bytes;
use std::ffi::{CString, c_int};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::path::Path;
use std::{env, process, ptr, thread};

/// Runs `body` with the path of a file that answers every `ioctl` with this number; not, with a
/// word, where no file system may be mounted. Only the thread that runs it sees the file.
pub(crate) fn with_file_that_answers(test: &str, answer: c_int, body: impl FnOnce(&Path) + Send) {
    let path = env::temp_dir().join(format!("berkeley-fuse-{}", process::id()));
    fs::write(&path, "").unwrap();
    thread::scope(|scope| {
        scope.spawn(|| match mounted(&path) {
            Ok(fuse) => {
                thread::spawn(move || answer_all(fuse, answer));
                body(&path);
                let path = CString::new(path.as_os_str().as_encoded_bytes()).unwrap();
                // SAFETY: the path ends with a NUL.
                unsafe { libc::umount2(path.as_ptr(), libc::MNT_DETACH) };
            }
            Err(why) => c::say(&format!("{test}: SKIPPED, no file system may be mounted: {why}")),
        });
    });
    fs::remove_file(&path).unwrap();
}

/// Mounts the file system that consists of one file, for this thread alone.
fn mounted(path: &Path) -> io::Result<File> {
    let fuse = OpenOptions::new().read(true).write(true).open("/dev/fuse")?;
    let path = CString::new(path.as_os_str().as_encoded_bytes())?;
    // SAFETY: these pass nothing.
    let (user, group) = unsafe { (libc::geteuid(), libc::getegid()) };
    let options =
        format!("fd={},rootmode=100000,user_id={user},group_id={group}", fuse.as_raw_fd());
    let options = CString::new(options)?;
    let (root, kind, none) = (c"/".as_ptr(), c"fuse".as_ptr(), ptr::null());
    let private = libc::MS_REC | libc::MS_PRIVATE;
    // SAFETY: changes what this thread sees of the file systems; all texts end with a NUL.
    let done = unsafe {
        libc::unshare(libc::CLONE_NEWNS) == 0
            && libc::mount(none, root, none, private, none.cast()) == 0
            && libc::mount(kind, path.as_ptr(), kind, 0, options.as_ptr().cast()) == 0
    };
    if done { Ok(fuse) } else { Err(io::Error::last_os_error()) }
}

/// Answers the kernel until the file system is unmounted: see <linux/fuse.h>.
fn answer_all(mut fuse: File, answer: c_int) {
    let mut request = vec![0; 1 << 16];
    while fuse.read(&mut request).is_ok() {
        let opcode = u32::from_ne_bytes(request[4..8].try_into().unwrap());
        let mut reply = vec![0; 16];
        match opcode {
            // FUSE_INIT: version 7.31.
            26 => {
                reply.extend([7u32, 31].as_bytes());
                reply.resize(16 + 64, 0);
            }
            // FUSE_GETATTR: an ordinary file, which everybody may read.
            3 => {
                reply.resize(16 + 104, 0);
                reply[16 + 76..][..4].copy_from_slice((libc::S_IFREG | 0o444).as_bytes());
            }
            // FUSE_OPEN.
            14 => reply.resize(16 + 16, 0),
            // FUSE_IOCTL.
            39 => {
                reply.extend(answer.as_bytes());
                reply.resize(16 + 16, 0);
            }
            // FUSE_FORGET wants no answer.
            2 => continue,
            // FUSE_RELEASE, FUSE_FLUSH: done.
            18 | 25 => {}
            _ => reply[4..8].copy_from_slice((-libc::ENOSYS).as_bytes()),
        }
        let len = reply.len() as u32;
        reply[..4].copy_from_slice(len.as_bytes());
        reply[8..16].copy_from_slice(&request[8..16]);
        let _ = fuse.write(&reply);
    }
}
