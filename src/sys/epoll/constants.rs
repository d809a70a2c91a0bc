//! The constants of `<sys/epoll.h>`, and their names.

use crate::trace::names::Names;
use core::ffi::{c_int, c_uint};

/// For [`epoll_create1`](super::epoll_create1): a program that `exec` starts does not get the
/// descriptor.
pub const EPOLL_CLOEXEC: c_int = libc::EPOLL_CLOEXEC;

/// For [`epoll_ctl`](super::epoll_ctl): put a descriptor on the list.
pub const EPOLL_CTL_ADD: c_int = 1;
/// For [`epoll_ctl`](super::epoll_ctl): take a descriptor off the list.
pub const EPOLL_CTL_DEL: c_int = 2;
/// For [`epoll_ctl`](super::epoll_ctl): wait for other events of a descriptor that is on the list.
pub const EPOLL_CTL_MOD: c_int = 3;

/// `enum EPOLL_EVENTS` — the type of the events, a bit each: that of `events` in
/// [`epoll_event`](super::epoll_event).
pub type EPOLL_EVENTS = c_uint;

/// For `events`: there is something to read. For a listening socket, a connection waits; at the end
/// of a stream, it is the end that is there to be read.
pub const EPOLLIN: EPOLL_EVENTS = 0x001;
/// For `events`: something urgent is there, such as out-of-band data of TCP.
pub const EPOLLPRI: EPOLL_EVENTS = 0x002;
/// For `events`: a write does not wait. For a socket that connects, it is connected, or could not
/// be.
pub const EPOLLOUT: EPOLL_EVENTS = 0x004;
/// For `events`: ordinary data to read. It comes with [`EPOLLIN`].
pub const EPOLLRDNORM: EPOLL_EVENTS = 0x040;
/// For `events`: data of a priority band to read. Linux hardly uses it.
pub const EPOLLRDBAND: EPOLL_EVENTS = 0x080;
/// For `events`: ordinary data can be written. It comes with [`EPOLLOUT`].
pub const EPOLLWRNORM: EPOLL_EVENTS = 0x100;
/// For `events`: data of a priority band can be written.
pub const EPOLLWRBAND: EPOLL_EVENTS = 0x200;
/// For `events`: Linux knows it and does nothing with it.
pub const EPOLLMSG: EPOLL_EVENTS = 0x400;
/// Asked for or not: an error: of a socket, `SO_ERROR` says which; of a pipe's writing end, nobody
/// reads any more.
pub const EPOLLERR: EPOLL_EVENTS = 0x008;
/// Asked for or not: hung up: a connection is closed in both directions; nobody writes to a pipe
/// any more.
pub const EPOLLHUP: EPOLL_EVENTS = 0x010;
/// For `events`: the other side of a stream socket has closed, or shut down its writing half.
pub const EPOLLRDHUP: EPOLL_EVENTS = 0x2000;
/// For `events` of [`EPOLL_CTL_ADD`]: where several epoll instances wait for the same file, an event
/// wakes one or some of them, not all.
pub const EPOLLEXCLUSIVE: EPOLL_EVENTS = 1 << 28;
/// For `events`: the system does not go to sleep while the event is dealt with. Needs
/// `CAP_BLOCK_SUSPEND`, and is ignored without.
pub const EPOLLWAKEUP: EPOLL_EVENTS = 1 << 29;
/// For `events`: after one event nothing more is reported of the descriptor until
/// [`EPOLL_CTL_MOD`].
pub const EPOLLONESHOT: EPOLL_EVENTS = 1 << 30;
/// For `events`: edge-triggered: an event is reported when it happens, not for as long as it lasts.
/// Read, or write, until `EAGAIN` then.
pub const EPOLLET: EPOLL_EVENTS = 1 << 31;

/// The names of events, in strace's order.
pub(crate) static EVENTS: Names = Names::Flags(
    &[
        (EPOLLIN, "EPOLLIN"),
        (EPOLLPRI, "EPOLLPRI"),
        (EPOLLOUT, "EPOLLOUT"),
        (EPOLLERR, "EPOLLERR"),
        (EPOLLHUP, "EPOLLHUP"),
        // Of no header.
        (0x20, "EPOLLNVAL"),
        (EPOLLRDNORM, "EPOLLRDNORM"),
        (EPOLLRDBAND, "EPOLLRDBAND"),
        (EPOLLWRNORM, "EPOLLWRNORM"),
        (EPOLLWRBAND, "EPOLLWRBAND"),
        (EPOLLMSG, "EPOLLMSG"),
        (EPOLLRDHUP, "EPOLLRDHUP"),
        (EPOLLEXCLUSIVE, "EPOLLEXCLUSIVE"),
        (EPOLLWAKEUP, "EPOLLWAKEUP"),
        (EPOLLONESHOT, "EPOLLONESHOT"),
        (EPOLLET, "EPOLLET"),
    ],
    "EPOLL???",
);

/// The names of what `epoll_ctl` does.
pub(super) static OPERATIONS: Names = Names::Values(
    &[
        (EPOLL_CTL_ADD as u32, "EPOLL_CTL_ADD"),
        (EPOLL_CTL_DEL as u32, "EPOLL_CTL_DEL"),
        (EPOLL_CTL_MOD as u32, "EPOLL_CTL_MOD"),
    ],
    "EPOLL_CTL_???",
);

/// The names of the flags of `epoll_create1`.
pub(super) static FLAGS: Names =
    Names::Flags(&[(EPOLL_CLOEXEC as u32, "EPOLL_CLOEXEC")], "EPOLL_???");
