//! What the kernel tells of a process.

use std::fs;

/// Whether it runs: `R`, `S` if it waits, `T` if it is stopped, `Z` if it has ended and nobody has
/// waited for it. None if it is gone.
pub(crate) fn state(pid: u32) -> Option<char> {
    Some(stat(pid)?.0)
}

/// The children of a process, those that have ended and were not waited for among them.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").into_iter().flatten();
    let numbers = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.filter(|child| stat(*child).is_some_and(|(_, parent)| parent == pid)).collect()
}

/// The state of a process, and its parent.
fn stat(pid: u32) -> Option<(char, u32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in brackets, may have brackets and blanks itself.
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}
