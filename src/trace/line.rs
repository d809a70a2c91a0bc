//! One line of a trace, written piece by piece as strace writes it.
use super::names::Names;
use core::fmt::Write;

pub(crate) struct Line(String);

impl Line {
    pub(crate) fn new() -> Line {
        Line(String::with_capacity(128))
    }
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
    pub(crate) fn push(&mut self, text: &str) {
        self.0.push_str(text)
    }
    fn fmt(&mut self, args: core::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(args);
    }
    pub(crate) fn int(&mut self, n: i32) {
        self.fmt(format_args!("{n}"))
    }
    pub(crate) fn long(&mut self, n: i64) {
        self.fmt(format_args!("{n}"))
    }
    pub(crate) fn size(&mut self, n: usize) {
        self.fmt(format_args!("{n}"))
    }
    pub(crate) fn pointer(&mut self, p: *const u8) {
        self.fmt(format_args!("{p:p}"))
    }
    pub(crate) fn named(&mut self, n: i32, _names: &Names) {
        self.int(n)
    }
    pub(crate) fn protocol(&mut self, _domain: i32, n: i32) {
        self.int(n)
    }
    pub(crate) fn quoted(&mut self, bytes: &[u8]) {
        self.fmt(format_args!("{:?}", String::from_utf8_lossy(bytes)))
    }
    pub(crate) fn sockaddr(&mut self, bytes: &[u8]) {
        self.quoted(bytes)
    }
    pub(crate) fn option(&mut self, level: i32, name: i32) {
        self.fmt(format_args!("{level}, {name}"))
    }
    pub(crate) fn option_value(&mut self, _level: i32, _name: i32, value: &[u8]) {
        self.quoted(value)
    }
    pub(crate) fn value_result(&mut self, len: Option<u32>, _room: u32, _ret: i64) {
        match len {
            None => self.push("NULL"),
            Some(n) => self.fmt(format_args!("[{n}]")),
        }
    }
    pub(crate) fn result(&mut self, ret: i64, errno: i32) {
        if ret < 0 {
            self.fmt(format_args!(" = -1 {errno} ({})\n", crate::errno::strerror(errno)))
        } else {
            self.fmt(format_args!(" = {ret}\n"))
        }
    }
    pub(crate) fn iovecs(&mut self, _iov: &[crate::sys::uio::iovec<'_>], _ret: i64, _w: bool) {}
    pub(crate) fn message(&mut self, _m: &crate::sys::socket::msghdr<'_>, _ret: i64, _w: bool) {}
    pub(crate) fn messages(&mut self, _m: &[crate::sys::socket::mmsghdr<'_>], _ret: i64, _w: bool) {
    }
    pub(crate) fn timespec(&mut self, _t: Option<&libc::timespec>) {}
}
