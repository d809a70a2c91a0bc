//! Services by name and by port.

use super::look_up::{Entry, Room, alone, look_up, name_of};
use super::*;
use crate::base::chars::Chars;
use crate::base::pointer::sealed::Pointee;
use core::ffi::{c_char, c_int};
use libc::size_t;

/// `struct servent` — a service: its names, its port and its protocol.
#[derive(Clone, Debug)]
pub struct servent {
    /// The official name: `http`.
    pub s_name: CharPtr,
    /// Other names: `www`.
    pub s_aliases: NullTerminated<CharPtr>,
    /// The port, in network byte order: `ntohs(service.s_port as u16)`.
    pub s_port: c_int,
    /// The name of the protocol: `tcp`.
    pub s_proto: CharPtr,
}

impl Pointee for servent {}

impl Entry for servent {
    type Raw = libc::servent;

    unsafe fn copy(raw: &libc::servent) -> servent {
        servent {
            // SAFETY: a text that ends with a NUL, as the caller promises.
            s_name: unsafe { CharPtr::copy(raw.s_name) },
            // SAFETY: a list of such texts that ends with a null pointer, as the caller promises.
            s_aliases: unsafe { CharPtr::copy_list(raw.s_aliases) },
            s_port: raw.s_port,
            // SAFETY: as for the name.
            s_proto: unsafe { CharPtr::copy(raw.s_proto) },
        }
    }
}

unsafe extern "C" {
    #[link_name = "setservent"]
    safe fn libc_setservent(stay_open: c_int);
    #[link_name = "endservent"]
    safe fn libc_endservent();

    fn getservbyname_r(
        name: *const c_char,
        proto: *const c_char,
        entry: *mut libc::servent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::servent,
    ) -> c_int;
    fn getservbyport_r(
        port: c_int,
        proto: *const c_char,
        entry: *mut libc::servent,
        buf: *mut c_char,
        len: size_t,
        found: *mut *mut libc::servent,
    ) -> c_int;
}

/// `struct servent *getservbyname(const char *name, const char *proto)` — the service of a name.
///
/// [`getaddrinfo`] looks services up too.
///
/// # Parameters
///
/// * `name` — a name or an alias of `/etc/services`: `http`, `www`.
/// * `proto` — the name of the protocol: `tcp`, `udp`. Or [`NULL`]: any.
///
/// # Returns
///
/// The service, as a value of its own (in C it lies in a static buffer, which the next call
/// overwrites); or `None`, C's null pointer, if there is none. No error is reported; but `name`
/// being [`NULL`] is `EFAULT` in [`errno`](crate::errno::errno).
///
/// ```
/// use berkeley::netdb::*;
///
/// let server_addr = &mut sockaddr_in::zeroed();
/// // if ((service = getservbyname("http", "tcp")) != NULL)
/// if let Some(service) = getservbyname("http", "tcp") {
///     server_addr.sin_port = service.s_port as u16; // server_addr.sin_port = service->s_port;
/// }
/// ```
///
/// See getservbyname(3), services(5), POSIX.1-2024.
pub fn getservbyname<N, P>(name: &N, proto: &P) -> Option<servent>
where
    N: Bytes + ?Sized,
    P: Bytes + ?Sized,
{
    let (name, proto) = (name_of(name)?, Chars::of(proto));
    // SAFETY: the names end with a NUL, `proto` may be null; the twin keeps to its room and finds
    // an entry or none.
    unsafe {
        look_up(|Room { entry, buf, len, found }| {
            getservbyname_r(name.as_ptr(), proto.as_ptr(), entry, buf, len, found)
        })
    }
}

/// `struct servent *getservbyport(int port, const char *proto)` — the service of a port.
///
/// # Parameters
///
/// * `port` — the port, in network byte order: `htons(80).into()`.
/// * `proto` — the name of the protocol: `tcp`, `udp`. Or [`NULL`]: any.
///
/// # Returns
///
/// The service, as a value of its own; or `None`, C's null pointer, if there is none. No error is
/// reported.
///
/// ```
/// use berkeley::netdb::*;
///
/// // if ((service = getservbyport(htons(80), "tcp")) != NULL)
/// if let Some(service) = getservbyport(htons(80).into(), "tcp") {
///     println!("{}", service.s_name); // printf("%s\n", service->s_name);
/// }
/// ```
///
/// See getservbyport(3), services(5), POSIX.1-2024.
pub fn getservbyport<P: Bytes + ?Sized>(port: c_int, proto: &P) -> Option<servent> {
    let proto = Chars::of(proto);
    // SAFETY: `proto` ends with a NUL or is null; the twin keeps to its room and finds an entry or
    // none.
    unsafe {
        look_up(|Room { entry, buf, len, found }| {
            getservbyport_r(port, proto.as_ptr(), entry, buf, len, found)
        })
    }
}

/// `struct servent *getservent(void)` — the next service of `/etc/services`.
///
/// The first call opens the file. All threads of the process walk together: each entry is given
/// once, to whoever asks next. musl gives nothing.
///
/// # Returns
///
/// The service; or `None`, C's null pointer, at the end.
///
/// ```
/// use berkeley::netdb::*;
///
/// setservent(1);
/// while let Some(service) = getservent() { // while ((service = getservent()) != NULL)
///     println!("{} {}/{}", service.s_name, ntohs(service.s_port as u16), service.s_proto);
/// }
/// endservent();
/// ```
///
/// See getservent(3), POSIX.1-2024.
pub fn getservent() -> Option<servent> {
    alone(twins::next_service)
}

/// `void setservent(int stay_open)` — goes to the first service, for [`getservent`].
///
/// # Parameters
///
/// * `stay_open` — unless 0, keep the file open between look-ups, until [`endservent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// setservent(0); // setservent(0);
/// endservent();
/// ```
///
/// See setservent(3), POSIX.1-2024.
pub fn setservent(stay_open: c_int) {
    alone(|| libc_setservent(stay_open));
}

/// `void endservent(void)` — ends walking through the services with [`getservent`].
///
/// ```
/// use berkeley::netdb::*;
///
/// endservent(); // endservent();
/// ```
///
/// See endservent(3), POSIX.1-2024.
pub fn endservent() {
    alone(|| libc_endservent());
}
