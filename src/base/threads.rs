//! How many threads the process has.

use super::table;
use nix::sys::statfs::{PROC_SUPER_MAGIC, fstatfs};
use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::{process, thread};

/// Where the kernel shows the threads of the process that looks.
const THREADS: &str = "/proc/self/task";

/// Whether the calling thread is the only one of the process. libc is asked, and if it is not
/// certain, for it counts no thread out again, the kernel. Without `/proc` nobody knows.
pub(crate) fn is_only_one() -> bool {
    if table::is_alone() {
        return true;
    }
    loop {
        match count() {
            Some(1) => return true,
            // One that was joined may not have left the kernel yet.
            Some(_) if others_are_ending() => thread::yield_now(),
            _ => return false,
        }
    }
}

/// How many threads the process has: its directory of them has two links, and one more for each.
fn count() -> Option<u64> {
    let threads = File::open(THREADS).ok()?;
    // Under another root the name may be anybody's.
    let is_the_kernels = fstatfs(&threads).ok()?.filesystem_type() == PROC_SUPER_MAGIC;
    threads.metadata().ok()?.nlink().checked_sub(2).filter(|_| is_the_kernels)
}

/// Whether all other threads have come to their end: they run no code of the program any more, and
/// will be gone in a moment.
fn others_are_ending() -> bool {
    let Ok(threads) = fs::read_dir(THREADS) else { return false };
    // SAFETY: passes nothing.
    let this = unsafe { libc::gettid() };
    let mut others = threads.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    others.all(|thread: libc::pid_t| thread == this || is_ending(thread))
}

fn is_ending(thread: libc::pid_t) -> bool {
    /// `PF_EXITING` of the kernel.
    const EXITING: u32 = 4;
    if thread as u32 == process::id() {
        // The first one, when it ends before the others, stays to the last.
        return false;
    }
    // One of which nothing can be read is gone.
    let Ok(stat) = fs::read_to_string(format!("{THREADS}/{thread}/stat")) else { return true };
    // "1 (name) R", and the flags are the sixth field behind that.
    let flags = stat.rsplit(')').next().and_then(|fields| fields.split_whitespace().nth(6));
    flags.and_then(|flags| flags.parse::<u32>().ok()).is_some_and(|flags| flags & EXITING != 0)
}
