//! A network namespace of a thread's own, with an Ethernet interface in it that leads nowhere.

use crate::c;
use berkeley::{fcntl::*, net::if_::*, string::*, sys::ioctl::*, unistd::*};
use std::ffi::c_int;
use std::thread;

/// Makes an interface of an open `/dev/net/tun`.
// SAFETY: it is given to no other descriptor, below; there the kernel reads and writes an `ifreq`
// and follows nothing in it.
const TUNSETIFF: Request<ifreq> = unsafe { Request::new(0x400454ca) };

const IFF_TAP: c_int = 2;
const IFF_NO_PI: c_int = 0x1000;

/// Runs `body` in a new network namespace, which has the interfaces `lo` and `tap0`; none, with a
/// word, where that may not be done. What `body` starts is in it as well.
pub(crate) fn within<T: Send>(test: &str, body: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let thread = scope.spawn(|| {
            // SAFETY: changes what this thread sees of the network, and nothing else.
            if unsafe { libc::unshare(libc::CLONE_NEWNET) } == -1 {
                let why = strerror(berkeley::errno::errno());
                c::say(&format!("{test}: SKIPPED, no network namespace can be made: {why}"));
                return None;
            }
            // The interface is there as long as this is open.
            let tap = open("/dev/net/tun", O_RDWR | O_CLOEXEC, 0);
            let ifr = &mut ifreq::zeroed();
            strcpy(&mut ifr.ifr_name, "tap0");
            ifr.set_ifr_flags(IFF_TAP | IFF_NO_PI);
            if tap == -1 || ioctl(tap, TUNSETIFF, ifr) == -1 {
                let why = strerror(berkeley::errno::errno());
                c::say(&format!("{test}: SKIPPED, no interface can be made: {why}"));
                return None;
            }
            let result = body();
            assert_eq!(close(tap), 0);
            Some(result)
        });
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
