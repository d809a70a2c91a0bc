//! Networks by name and by number.

use super::look_up::{Entry, alone, name_of};
use super::*;
use crate::base::pointer::sealed::Pointee;
use core::ffi::c_int;

/// `struct netent` — a network: its names and its number.
#[derive(Clone, Debug)]
pub struct netent {
    /// The official name: `loopback`.
    pub n_name: CharPtr,
    /// Other names.
    pub n_aliases: NullTerminated<CharPtr>,
    /// The family of the number: always `AF_INET`.
    pub n_addrtype: c_int,
    /// The number, in host byte order: 0x7f000000 for `127.0.0.0`.
    pub n_net: u32,
}

impl Pointee for netent {}

impl Entry for netent {
    type Raw = libc::netent;

    unsafe fn copy(raw: &libc::netent) -> netent {
        netent {
            // SAFETY: a text that ends with a NUL, as the caller promises.
            n_name: unsafe { CharPtr::copy(raw.n_name) },
            // SAFETY: a list of such texts that ends with a null pointer, as the caller promises.
            n_aliases: unsafe { CharPtr::copy_list(raw.n_aliases) },
            n_addrtype: raw.n_addrtype,
            n_net: raw.n_net,
        }
    }
}

unsafe extern "C" {
    #[link_name = "setnetent"]
    safe fn libc_setnetent(stay_open: c_int);
    #[link_name = "endnetent"]
    safe fn libc_endnetent();
}

/// `struct netent *getnetbyname(const char *name)` — the network of a name.
///
/// # Parameters
///
/// * `name` — a name or an alias of `/etc/networks`: `loopback`.
///
/// # Returns
///
/// The network, as a value of its own (in C it lies in a static buffer, which the next call
/// overwrites); or `None`, C's null pointer, with [`h_errno`] as for [`gethostbyname`].
///
/// ```no_run
/// use berkeley::netdb::*;
///
/// // if ((net = getnetbyname("loopback")) != NULL)
/// if let Some(net) = getnetbyname("loopback") {
///     println!("{:#x}", net.n_net); // printf("%#x\n", net->n_net);
/// }
/// ```
///
/// See getnetbyname(3), networks(5), POSIX.1-2024.
pub fn getnetbyname<N: Bytes + ?Sized>(name: &N) -> Option<netent> {
    twins::network_by_name(&name_of(name)?)
}

/// `struct netent *getnetbyaddr(uint32_t net, int type)` — the network of a number.
///
/// # Parameters
///
/// * `net` — the number, in host byte order.
/// * `type_` — its family: `AF_INET`. (C's name for it is a keyword of Rust.)
///
/// # Returns
///
/// The network, as a value of its own; or `None`, C's null pointer, with [`h_errno`] as for
/// [`gethostbyaddr`].
///
/// ```no_run
/// use berkeley::netdb::*;
///
/// // if ((net = getnetbyaddr(0x7f000000, AF_INET)) != NULL)
/// if let Some(net) = getnetbyaddr(0x7f000000, AF_INET) {
///     println!("{}", net.n_name); // printf("%s\n", net->n_name);
/// }
/// ```
///
/// See getnetbyaddr(3), networks(5), POSIX.1-2024.
pub fn getnetbyaddr(net: u32, type_: c_int) -> Option<netent> {
    twins::network_by_number(net, type_)
}

/// `struct netent *getnetent(void)` — the next network of `/etc/networks`.
///
/// The first call opens the file. All threads of the process walk together: each entry is given
/// once, to whoever asks next. musl gives nothing.
///
/// # Returns
///
/// The network; or `None`, C's null pointer, at the end, or with [`h_errno`].
///
/// ```
/// use berkeley::netdb::*;
///
/// setnetent(1);
/// while let Some(net) = getnetent() { // while ((net = getnetent()) != NULL)
///     println!("{} {:#x}", net.n_name, net.n_net);
/// }
/// endnetent();
/// ```
///
/// See getnetent(3), POSIX.1-2024.
pub fn getnetent() -> Option<netent> {
    alone(twins::next_network)
}

/// `void setnetent(int stay_open)` — goes to the first network, for [`getnetent`].
///
/// # Parameters
///
/// * `stay_open` — unless 0, keep the file open between look-ups, until [`endnetent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// setnetent(0); // setnetent(0);
/// endnetent();
/// ```
///
/// See setnetent(3), POSIX.1-2024.
pub fn setnetent(stay_open: c_int) {
    alone(|| libc_setnetent(stay_open));
}

/// `void endnetent(void)` — ends walking through the networks with [`getnetent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// endnetent(); // endnetent();
/// ```
///
/// See endnetent(3), POSIX.1-2024.
pub fn endnetent() {
    alone(|| libc_endnetent());
}
