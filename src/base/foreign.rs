//! What libc keeps in memory of its own, copied out.

use crate::sys::socket::sockaddr_storage;
use crate::{BytesMut, Plain};
use core::ffi::c_char;
use core::{iter, ptr};
use libc::sockaddr;

/// Copies an address that has `len` bytes, or as many of them as any address has.
///
/// # Safety
///
/// `addr` points to `len` bytes that may be read.
pub(crate) unsafe fn address(addr: *const sockaddr, len: usize) -> sockaddr_storage {
    let mut storage = sockaddr_storage::zeroed();
    let room = storage.as_bytes_mut();
    // SAFETY: as many bytes may be read, as the caller promises, and there is room for them here,
    // apart from libc's memory.
    unsafe { ptr::copy_nonoverlapping(addr.cast(), room.as_mut_ptr(), len.min(room.len())) };
    storage
}

/// The pointers of a list that ends with a null pointer.
///
/// # Safety
///
/// `list` is null, or points to such a list, which stays as it is while the iterator is in use.
pub(crate) unsafe fn pointers(list: *const *mut c_char) -> impl Iterator<Item = *mut c_char> {
    let mut next = list;
    iter::from_fn(move || {
        if next.is_null() {
            return None;
        }
        // SAFETY: the list ends with a null pointer, and this never goes beyond it.
        let pointer = unsafe { *next };
        if pointer.is_null() {
            return None;
        }
        // SAFETY: this pointer was not the last one, so there is another.
        next = unsafe { next.add(1) };
        Some(pointer)
    })
}
