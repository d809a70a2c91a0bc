//! An event, and what the program keeps with it.

use core::ffi::{c_int, c_void};
use core::ptr;

/// `union epoll_data` — what the program gives to [`epoll_ctl`](super::epoll_ctl) with a
/// descriptor, and gets back with its events.
///
/// A union in C: all members begin at the same place. Here each has a function to read it and one to
/// write it, of its name; as in C, to write a short one leaves the rest as it was.
///
/// ```
/// use berkeley::sys::epoll::*;
///
/// let ev = &mut epoll_event::zeroed();
/// ev.data.set_fd(5); // ev.data.fd = 5;
/// assert_eq!(ev.data.fd(), 5); // ev.data.fd == 5
/// ev.data.set_u64(7); // ev.data.u64 = 7;
/// assert_eq!(ev.data.u64(), 7); // ev.data.u64 == 7
/// ev.data.set_ptr(std::ptr::null_mut()); // ev.data.ptr = NULL;
/// assert_eq!(ev.data.u32(), 0); // ev.data.u32 == 0
/// ```
#[repr(C)]
#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "x86")), repr(align(8)))]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct epoll_data {
    bytes: [u8; 8],
}

/// `epoll_data_t` — the same as [`epoll_data`].
pub type epoll_data_t = epoll_data;

impl epoll_data {
    /// `data.ptr` — as a pointer.
    ///
    /// To follow it takes `unsafe`; a number that finds the object, in an array for instance, does
    /// not.
    pub fn ptr(&self) -> *mut c_void {
        ptr::with_exposed_provenance_mut(usize::from_ne_bytes(self.first()))
    }

    /// `data.fd` — as a descriptor.
    pub fn fd(&self) -> c_int {
        c_int::from_ne_bytes(self.first())
    }

    /// `data.u32` — as a number of 32 bits.
    pub fn u32(&self) -> u32 {
        u32::from_ne_bytes(self.first())
    }

    /// `data.u64` — as a number of 64 bits.
    pub fn u64(&self) -> u64 {
        u64::from_ne_bytes(self.bytes)
    }

    /// `data.ptr = ptr` — sets the pointer.
    pub fn set_ptr(&mut self, ptr: *mut c_void) {
        self.set_first(ptr.expose_provenance().to_ne_bytes());
    }

    /// `data.fd = fd` — sets the descriptor.
    pub fn set_fd(&mut self, fd: c_int) {
        self.set_first(fd.to_ne_bytes());
    }

    /// `data.u32 = u32` — sets the number of 32 bits.
    pub fn set_u32(&mut self, u32: u32) {
        self.set_first(u32.to_ne_bytes());
    }

    /// `data.u64 = u64` — sets the number of 64 bits.
    pub fn set_u64(&mut self, u64: u64) {
        self.bytes = u64.to_ne_bytes();
    }

    /// The first bytes, which a member of that size consists of.
    fn first<const N: usize>(&self) -> [u8; N] {
        core::array::from_fn(|i| self.bytes[i])
    }

    fn set_first<const N: usize>(&mut self, first: [u8; N]) {
        self.bytes[..N].copy_from_slice(&first);
    }
}

impl core::fmt::Debug for epoll_data {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("epoll_data").field("u64", &self.u64()).finish()
    }
}

/// `struct epoll_event` — events of a descriptor, and what the program keeps with it.
///
/// ```
/// use berkeley::sys::epoll::*;
///
/// // struct epoll_event ev = { .events = EPOLLIN };
/// let ev = &mut epoll_event { events: EPOLLIN, ..epoll_event::zeroed() };
/// assert_eq!(ev.data.u64(), 0);
/// ```
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct epoll_event {
    /// The events that are waited for, or that happened: [`EPOLLIN`](super::EPOLLIN)…
    pub events: u32,
    #[doc(hidden)]
    pub padding: [u32; PADDING],
    /// What was given to [`epoll_ctl`](super::epoll_ctl) with the descriptor: comes back unchanged.
    pub data: epoll_data_t,
}

impl core::fmt::Debug for epoll_event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let epoll_event { events, data, .. } = self;
        f.debug_struct("epoll_event").field("events", events).field("data", data).finish()
    }
}

/// How many words lie between the members: on x86-64 C packs the structure.
const PADDING: usize = align_of::<epoll_data>() / 8;

crate::plain! {
    epoll_data { bytes: [u8; 8] }
    epoll_event { events: u32, padding: [u32; PADDING], data: epoll_data }
}

// What the calls below are given as libc's is this.
const _: () = assert!(
    size_of::<epoll_event>() == size_of::<libc::epoll_event>()
        && align_of::<epoll_event>() >= align_of::<libc::epoll_event>()
        && core::mem::offset_of!(epoll_event, data)
            == core::mem::offset_of!(libc::epoll_event, u64)
);
