//! Protocols by name and by number.

use super::look_up::{Entry, alone, name_of};
use super::*;
use crate::base::pointer::sealed::Pointee;
use core::ffi::c_int;

/// `struct protoent` — a protocol above IP: its names and its number.
#[derive(Clone, Debug)]
pub struct protoent {
    /// The official name: `tcp`.
    pub p_name: CharPtr,
    /// Other names: `TCP`.
    pub p_aliases: NullTerminated<CharPtr>,
    /// The number, as in the header of an IP packet: [`IPPROTO_TCP`].
    pub p_proto: c_int,
}

impl Pointee for protoent {}

impl Entry for protoent {
    type Raw = libc::protoent;

    unsafe fn copy(raw: &libc::protoent) -> protoent {
        protoent {
            // SAFETY: a text that ends with a NUL, as the caller promises.
            p_name: unsafe { CharPtr::copy(raw.p_name) },
            // SAFETY: a list of such texts that ends with a null pointer, as the caller promises.
            p_aliases: unsafe { CharPtr::copy_list(raw.p_aliases) },
            p_proto: raw.p_proto,
        }
    }
}

unsafe extern "C" {
    #[link_name = "setprotoent"]
    safe fn libc_setprotoent(stay_open: c_int);
    #[link_name = "endprotoent"]
    safe fn libc_endprotoent();
}

/// `struct protoent *getprotobyname(const char *name)` — the protocol of a name.
///
/// # Parameters
///
/// * `name` — a name or an alias of `/etc/protocols`: `tcp`, `TCP`.
///
/// # Returns
///
/// The protocol, as a value of its own (in C it lies in a static buffer, which the next call
/// overwrites); or `None`, C's null pointer, if there is none. No error is reported; but `name`
/// being [`NULL`] is `EFAULT` in [`errno`](crate::errno::errno).
///
/// ```
/// use berkeley::{netdb::*, unistd::*};
///
/// # if getprotobyname("tcp") != NULL {
/// let Some(tcp) = getprotobyname("tcp") else { panic!("no tcp") };
/// let sock = socket(PF_INET, SOCK_STREAM, tcp.p_proto); // socket(…, tcp->p_proto);
/// close(sock);
/// # }
/// ```
///
/// See getprotobyname(3), protocols(5), POSIX.1-2024.
pub fn getprotobyname<N: Bytes + ?Sized>(name: &N) -> Option<protoent> {
    twins::protocol_by_name(&name_of(name)?)
}

/// `struct protoent *getprotobynumber(int proto)` — the protocol of a number.
///
/// # Parameters
///
/// * `proto` — the number: [`IPPROTO_TCP`].
///
/// # Returns
///
/// The protocol, as a value of its own; or `None`, C's null pointer, if there is none. No error is
/// reported.
///
/// ```
/// use berkeley::netdb::*;
///
/// if let Some(protocol) = getprotobynumber(IPPROTO_UDP) {
///     println!("{}", protocol.p_name); // printf("%s\n", protocol->p_name);
/// }
/// ```
///
/// See getprotobynumber(3), protocols(5), POSIX.1-2024.
pub fn getprotobynumber(proto: c_int) -> Option<protoent> {
    twins::protocol_by_number(proto)
}

/// `struct protoent *getprotoent(void)` — the next protocol of `/etc/protocols`.
///
/// The first call opens the file. All threads of the process walk together: each entry is given
/// once, to whoever asks next.
///
/// # Returns
///
/// The protocol; or `None`, C's null pointer, at the end.
///
/// ```
/// use berkeley::netdb::*;
///
/// setprotoent(1);
/// while let Some(protocol) = getprotoent() { // while ((protocol = getprotoent()) != NULL)
///     println!("{} {}", protocol.p_name, protocol.p_proto);
/// }
/// endprotoent();
/// ```
///
/// See getprotoent(3), POSIX.1-2024.
pub fn getprotoent() -> Option<protoent> {
    alone(twins::next_protocol)
}

/// `void setprotoent(int stay_open)` — goes to the first protocol, for [`getprotoent`].
///
/// # Parameters
///
/// * `stay_open` — unless 0, keep the file open between look-ups, until [`endprotoent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// setprotoent(0); // setprotoent(0);
/// endprotoent();
/// ```
///
/// See setprotoent(3), POSIX.1-2024.
pub fn setprotoent(stay_open: c_int) {
    alone(|| libc_setprotoent(stay_open));
}

/// `void endprotoent(void)` — ends walking through the protocols with [`getprotoent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// endprotoent(); // endprotoent();
/// ```
///
/// See endprotoent(3), POSIX.1-2024.
pub fn endprotoent() {
    alone(|| libc_endprotoent());
}
