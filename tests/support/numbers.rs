//! The kernel's numbers of calls that glibc makes otherwise on some machine.

#![allow(non_upper_case_globals, reason = "they are named as libc names them")]
#![allow(unused_imports, reason = "each test uses some of it")]

/// On i386 all calls of sockets are one, and those of times have successors.
#[cfg(target_arch = "x86")]
mod of_machine {
    use nix::libc::{SYS_socketcall, c_long};

    pub(crate) const SYS_accept: c_long = SYS_socketcall;
    pub(crate) const SYS_connect: c_long = SYS_socketcall;
    pub(crate) const SYS_recvfrom: c_long = SYS_socketcall;
    pub(crate) const SYS_recvmsg: c_long = SYS_socketcall;
    pub(crate) const SYS_sendto: c_long = SYS_socketcall;
    // recvmmsg_time64, which libc lacks.
    pub(crate) const SYS_recvmmsg: c_long = 417;
}

#[cfg(not(target_arch = "x86"))]
mod of_machine {
    pub(crate) use nix::libc::{SYS_connect, SYS_recvfrom, SYS_recvmmsg, SYS_recvmsg, SYS_sendto};
}

#[cfg(not(any(target_arch = "s390x", target_arch = "x86")))]
pub(crate) use nix::libc::SYS_accept;
/// s390 has had all calls of sockets in one as well, and then got successors of their own.
#[cfg(target_arch = "s390x")]
pub(crate) use nix::libc::SYS_accept4 as SYS_accept;

/// The younger machines have no calls that others can do.
#[cfg(any(target_arch = "aarch64", target_arch = "riscv64", target_arch = "loongarch64"))]
pub(crate) use nix::libc::{SYS_epoll_pwait as SYS_epoll_wait, SYS_ppoll as SYS_poll};
#[cfg(not(any(
    target_arch = "aarch64",
    target_arch = "riscv64",
    target_arch = "loongarch64"
)))]
pub(crate) use nix::libc::{SYS_epoll_wait, SYS_poll};

pub(crate) use of_machine::*;
