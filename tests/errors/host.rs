//! The names of the host, and its interfaces.

use crate::How::{Apart, NotHere, Provoked};
use crate::help::*;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, ifaddrs::*, net::if_::*, string::*, unistd::*};

pub(crate) const ROWS: &[Row] = &[
    Row { call: "gethostname", error: "ENAMETOOLONG", how: Provoked(no_room_for_the_nul) },
    Row { call: "sethostname", error: "EPERM", how: Apart(no_right_to_name) },
    Row { call: "sethostname", error: "EINVAL", how: Apart(long_name) },
    Row { call: "gethostname", error: "EFAULT", how: Provoked(no_such_room) },
    Row { call: "if_nametoindex", error: "ENODEV", how: Provoked(no_interface) },
    Row { call: "if_indextoname", error: "ENXIO", how: Provoked(no_such_number) },
    Row { call: "if_nameindex", error: "EMFILE", how: Apart(no_descriptor_to_ask) },
    Row { call: "getifaddrs", error: "EMFILE", how: Apart(no_descriptor_for_addresses) },
    Row { call: "if_nametoindex", error: "ENOENT", how: Apart(no_socket_to_ask) },
    Row {
        call: "if_nameindex",
        error: "EAFNOSUPPORT",
        how: NotHere("a sandbox would have to forbid netlink"),
    },
    Row { call: "if_nametoindex", error: "EFAULT", how: Provoked(no_name) },
    Row { call: "if_indextoname", error: "EFAULT", how: Provoked(too_small) },
    Row { call: "if_nameindex", error: "ENFILE", how: NotHere(ALL_FILES) },
    Row { call: "if_nameindex", error: "ENOBUFS", how: NotHere(ALL_MEMORY) },
    Row { call: "if_nameindex", error: "ENOMEM", how: NotHere(ALL_MEMORY) },
];

fn no_room_for_the_nul() -> Outcome {
    match gethostname(&mut [0u8; 1], 0) {
        0 => Err("needs a library of C that doesn't cut names short".into()),
        failed => expect(failed == -1, ENAMETOOLONG),
    }
}

/// Tries the name that the host has: nothing would change.
fn no_right_to_name() -> Outcome {
    no_rights()?;
    let name = &mut [0u8; 65];
    assert_eq!(gethostname(name, sizeof(name)), 0);
    expect(sethostname(name, strlen(name)) == -1, EPERM)
}

fn long_name() -> Outcome {
    own(libc::CLONE_NEWUTS)?;
    let name = "n".repeat(65);
    assert_eq!(sethostname(&name, 64), 0);
    expect(sethostname(&name, 65) == -1, EINVAL)
}

fn no_such_room() -> Outcome {
    expect(gethostname(&mut [0u8; 8], 9) == -1, EFAULT)?;
    expect(getdomainname(&mut [0u8; 8], 9) == -1, EFAULT)?;
    expect(sethostname("name", 5) == -1, EFAULT)?;
    expect(sethostname("name", -1) == -1, EFAULT)?;
    expect(sethostname(NULL, 5) == -1, EFAULT)
}

fn no_interface() -> Outcome {
    expect(if_nametoindex("none such") == 0, ENODEV)?;
    expect(if_nametoindex("") == 0, ENODEV)?;
    expect(if_nametoindex("a name longer than any is") == 0, ENODEV)
}

fn no_such_number() -> Outcome {
    let name = &mut [0u8; IF_NAMESIZE];
    expect(if_indextoname(0x7fff_ffff, name) == NULL, ENXIO)?;
    expect(if_indextoname(0, name) == NULL, ENXIO)
}

fn no_descriptor_to_ask() -> Outcome {
    no_descriptor_left();
    expect(if_nameindex().is_none(), EMFILE)
}

fn no_descriptor_for_addresses() -> Outcome {
    no_descriptor_left();
    let mut ifaddr = IfAddrsPtr::NULL;
    expect(getifaddrs(&mut ifaddr) == -1, EMFILE)
}

fn no_socket_to_ask() -> Outcome {
    if !cfg!(target_env = "gnu") {
        return Err("needs glibc".into());
    }
    no_descriptor_left();
    expect(if_indextoname(1, &mut [0u8; IF_NAMESIZE]) == NULL, ENOENT)?;
    expect(if_nametoindex("lo") == 0, ENOENT)
}

fn no_name() -> Outcome {
    expect(if_nametoindex(NULL) == 0, EFAULT)
}

fn too_small() -> Outcome {
    expect(if_indextoname(1, &mut [0u8; IF_NAMESIZE - 1]) == NULL, EFAULT)
}
