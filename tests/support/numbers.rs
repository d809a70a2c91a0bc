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
    pub(crate) use nix::libc::{
        SYS_accept, SYS_connect, SYS_recvfrom, SYS_recvmmsg, SYS_recvmsg, SYS_sendto,
    };
}

pub(crate) use of_machine::*;
