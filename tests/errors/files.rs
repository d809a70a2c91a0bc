//! Files and file systems for rows.

use berkeley::{fcntl::*, unistd::*};
use std::ffi::{CString, c_int, c_ulong};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::{fs, io, process, ptr};

const TMPDIR: &str = env!("CARGO_TARGET_TMPDIR");

/// A path that nothing is at.
pub(crate) fn name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{TMPDIR}/error-{}-{}", process::id(), COUNT.fetch_add(1, Relaxed))
}

/// An empty file, gone when this is dropped.
pub(crate) struct File(String);

impl File {
    pub(crate) fn new(mode: mode_t) -> File {
        let path = name();
        let fd = open(&path, O_WRONLY | O_CREAT | O_EXCL, mode);
        assert_ne!(fd, -1, "{path}");
        close(fd);
        File(path)
    }

    pub(crate) fn path(&self) -> &str {
        &self.0
    }

    /// Opens it.
    pub(crate) fn open(&self, flags: c_int) -> c_int {
        let fd = open(&self.0, flags, 0);
        assert_ne!(fd, -1, "{}", self.0);
        fd
    }
}

impl Drop for File {
    fn drop(&mut self) {
        fs::remove_file(&self.0).unwrap();
    }
}

/// For a row in a process of its own: new namespaces (`CLONE_NEWNS`…), in which it may do as it likes, or
/// why it may not have them.
pub(crate) fn own(namespaces: c_int) -> Result<(), String> {
    let (uid, gid) = (getuid(), getgid());
    if uid == 0 {
        return crate::help::unshare(namespaces);
    }
    crate::help::unshare(libc::CLONE_NEWUSER | namespaces)?;
    let maps = [
        ("setgroups", "deny".into()),
        ("uid_map", format!("0 {uid} 1")),
        ("gid_map", format!("0 {gid} 1")),
    ];
    for (file, map) in maps {
        fs::write(format!("/proc/self/{file}"), map).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(())
}

/// Mounts a file system, after [`own`]`(CLONE_NEWNS)`; where.
pub(crate) fn mount(kind: &str, options: &str, flags: c_ulong) -> Result<String, String> {
    let [none, root, place] = ["none", "/", TMPDIR].map(|text| CString::new(text).unwrap());
    let [kind, options] = [kind, options].map(|text| CString::new(text).unwrap());
    // SAFETY: all texts end with a NUL, and this process has mounts of its own, which the first call
    // keeps from being those of others.
    let mounted = unsafe {
        libc::mount(
            ptr::null(),
            root.as_ptr(),
            ptr::null(),
            libc::MS_REC | libc::MS_PRIVATE,
            ptr::null(),
        ) == 0
            && libc::mount(
                none.as_ptr(),
                place.as_ptr(),
                kind.as_ptr(),
                flags,
                options.as_ptr().cast(),
            ) == 0
    };
    match mounted {
        true => Ok(TMPDIR.into()),
        false => Err(format!("needs to mount {kind:?}: {}", io::Error::last_os_error())),
    }
}
