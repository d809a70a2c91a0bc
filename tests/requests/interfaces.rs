//! The requests about interfaces.

use crate::{Record, c, in_c, namespace};
use berkeley::{errno::*, net::if_::*, netinet::in_::*, string::*, sys::ioctl::*, unistd::*};
use std::cell::Cell;
use std::ffi::c_int;

/// Requests with their names.
macro_rules! requests {
    ($($name:ident)*) => { &[$((stringify!($name), $name)),*] };
}

/// Those that ask.
pub(crate) const GETTERS: &[(&str, Request<ifreq>)] = requests! {
    SIOCGIFNAME SIOCGIFFLAGS SIOCGIFADDR SIOCGIFDSTADDR SIOCGIFBRDADDR SIOCGIFNETMASK SIOCGIFMETRIC
    SIOCGIFMEM SIOCGIFMTU SIOCGIFHWADDR SIOCGIFSLAVE SIOCGIFINDEX SIOCGIFPFLAGS SIOCGIFTXQLEN
    SIOCGIFMAP
};

/// Those that change something, or mean to.
pub(crate) const SETTERS: &[(&str, Request<ifreq>)] = requests! {
    SIOCSIFFLAGS SIOCSIFADDR SIOCSIFDSTADDR SIOCSIFBRDADDR SIOCSIFNETMASK SIOCSIFMETRIC SIOCSIFMEM
    SIOCSIFMTU SIOCSIFNAME SIOCSIFHWADDR SIOCSIFSLAVE SIOCADDMULTI SIOCDELMULTI SIOCSIFPFLAGS
    SIOCDIFADDR SIOCSIFHWBROADCAST SIOCSIFTXQLEN SIOCSIFMAP SIOCADDDLCI SIOCDELDLCI
};

/// The interface of this name.
pub(crate) fn named(name: &str) -> ifreq {
    let mut ifr = ifreq::zeroed();
    memcpy(&mut ifr.ifr_name, name, name.len());
    ifr
}

/// One request about an interface: as C writes it, and its answer.
fn ask(record: &mut Record, c: &mut String, fd: c_int, name: &str, of: Request<ifreq>, arg: ifreq) {
    let bytes: Vec<String> = arg.as_bytes().iter().map(u8::to_string).collect();
    let bytes = bytes.join(", ");
    *c += &format!(
        "{{ unsigned char arg[] = {{{bytes}}}; int ret = ioctl(fd, {name}, arg);\n\
         call(\"{name}\", ret, arg, sizeof(arg)); }}\n"
    );
    let mut arg = arg;
    let ret = ioctl(fd, of, &mut arg);
    record.call(name, ret, &arg);
}

#[test]
fn what_is_asked_about_the_loopback_interface_is_answered_as_in_c() {
    let mut c = String::new();
    let record = &mut Record::default();
    let kinds = [(AF_INET, "AF_INET"), (AF_INET6, "AF_INET6"), (AF_UNIX, "AF_UNIX")];
    for (domain, name) in kinds {
        c += &format!("{{ int fd = socket({name}, SOCK_DGRAM, 0);\n");
        let fd = socket(domain, SOCK_DGRAM, 0);
        for (name, request) in GETTERS {
            for interface in ["lo", "lo:1", "none such", "", "of sixteen bytes"] {
                ask(record, &mut c, fd, name, *request, named(interface));
            }
            let mut ifr = ifreq::zeroed();
            ifr.set_ifr_ifindex(1);
            ask(record, &mut c, fd, name, *request, ifr);
        }
        for index in [0, -1, 12345678] {
            let mut ifr = ifreq::zeroed();
            ifr.set_ifr_ifindex(index);
            ask(record, &mut c, fd, "SIOCGIFNAME", SIOCGIFNAME, ifr);
        }
        for (name, request) in
            [("SIOCGIFCOUNT", SIOCGIFCOUNT), ("SIOCGIFENCAP", SIOCGIFENCAP), ("FIOASYNC", FIOASYNC)]
        {
            c += &format!(
                "{{ int n[10] = {{7}}, ret = ioctl(fd, {name}, n); call(\"{name}\", ret, n, 4); }}\n"
            );
            let mut n = 7;
            let ret = ioctl(fd, request, &mut n);
            record.call(name, ret, &n);
        }
        c += "close(fd); }\n";
        close(fd);
    }
    if let Some(program) = in_c("getters", &c) {
        record.is_as(&c::run(&program, ""));
    }
}

#[test]
fn what_the_answers_say() {
    let fd = socket(AF_INET, SOCK_DGRAM, 0);
    let ifr = &mut named("lo");
    assert_eq!(ioctl(fd, SIOCGIFINDEX, ifr), 0);
    assert_eq!(ifr.ifr_ifindex(), 1);
    memset(&mut ifr.ifr_name, 0, 16);
    assert_eq!(ioctl(fd, SIOCGIFNAME, ifr), 0);
    assert_eq!(cstr(&ifr.ifr_name).to_bytes(), b"lo");
    assert_eq!(ioctl(fd, SIOCGIFFLAGS, ifr), 0);
    assert_ne!(ifr.ifr_flags() & 8, 0, "IFF_LOOPBACK");
    assert_eq!(ioctl(fd, SIOCGIFMTU, ifr), 0);
    assert!(ifr.ifr_mtu() >= 576);
    assert_eq!((ioctl(fd, SIOCGIFMTU, &mut named("none such")), errno()), (-1, ENODEV));
    close(fd);
}

/// Changes `lo` and `tap0`, in a namespace of their own.
fn change(record: &mut Record, c: &mut String, fd: c_int) {
    let ask = &mut |name: &str, request, arg| ask(record, c, fd, name, request, arg);
    let address = |name, addr: u32, change: fn(&mut ifreq, sockaddr_in)| {
        let mut ifr = named(name);
        let sin = sockaddr_in {
            sin_family: AF_INET as sa_family_t,
            sin_addr: in_addr { s_addr: htonl(addr) },
            ..sockaddr_in::zeroed()
        };
        change(&mut ifr, sin);
        ifr
    };
    let number = |name, n, change: fn(&mut ifreq, c_int)| {
        let mut ifr = named(name);
        change(&mut ifr, n);
        ifr
    };
    let hardware = |family: c_int, last| {
        let mut ifr = named("tap0");
        ifr.ifr_hwaddr_mut().sa_family = family as sa_family_t;
        memcpy(&mut ifr.ifr_hwaddr_mut().sa_data, &[2u8, 0, 0, 0, 0, last], 6);
        ifr
    };
    let set_addr: fn(&mut ifreq, sockaddr_in) = |ifr, sin| ifr.set_ifr_addr(sin);

    ask("SIOCSIFHWADDR", SIOCSIFHWADDR, hardware(1, 7));
    ask("SIOCSIFHWADDR", SIOCSIFHWADDR, hardware(99, 7));
    ask("SIOCGIFHWADDR", SIOCGIFHWADDR, named("tap0"));
    ask("SIOCSIFADDR", SIOCSIFADDR, address("lo", 0x7f000001, set_addr));
    ask("SIOCSIFADDR", SIOCSIFADDR, address("tap0", 0x0a010203, set_addr));
    ask("SIOCSIFADDR", SIOCSIFADDR, address("tap0", 0xf0000001, set_addr));
    ask("SIOCSIFNETMASK", SIOCSIFNETMASK, address("tap0", 0xffff0000, |i, s| i.set_ifr_netmask(s)));
    ask("SIOCSIFNETMASK", SIOCSIFNETMASK, address("tap0", 0xff00ff00, |i, s| i.set_ifr_netmask(s)));
    ask(
        "SIOCSIFBRDADDR",
        SIOCSIFBRDADDR,
        address("tap0", 0x0a0100ff, |i, s| i.set_ifr_broadaddr(s)),
    );
    ask("SIOCSIFDSTADDR", SIOCSIFDSTADDR, address("tap0", 0x0a010204, |i, s| i.set_ifr_dstaddr(s)));
    ask("SIOCSIFMTU", SIOCSIFMTU, number("tap0", 1400, ifreq::set_ifr_mtu));
    ask("SIOCSIFMTU", SIOCSIFMTU, number("tap0", -1, ifreq::set_ifr_mtu));
    ask("SIOCSIFTXQLEN", SIOCSIFTXQLEN, number("tap0", 77, ifreq::set_ifr_qlen));
    ask("SIOCSIFTXQLEN", SIOCSIFTXQLEN, number("tap0", -1, ifreq::set_ifr_qlen));
    ask("SIOCSIFMETRIC", SIOCSIFMETRIC, number("tap0", 3, ifreq::set_ifr_metric));
    ask("SIOCADDMULTI", SIOCADDMULTI, hardware(0, 9));
    ask("SIOCDELMULTI", SIOCDELMULTI, hardware(0, 9));
    ask("SIOCDELMULTI", SIOCDELMULTI, hardware(0, 9));
    ask("SIOCSIFHWBROADCAST", SIOCSIFHWBROADCAST, hardware(1, 255));
    ask("SIOCSIFHWBROADCAST", SIOCSIFHWBROADCAST, hardware(2, 255));
    ask("SIOCSIFMAP", SIOCSIFMAP, named("tap0"));
    for name in ["lo", "tap0"] {
        ask("SIOCSIFFLAGS", SIOCSIFFLAGS, number(name, 1, ifreq::set_ifr_flags));
    }
    for interface in ["lo", "tap0", "none such"] {
        GETTERS.iter().for_each(|(name, request)| ask(name, *request, named(interface)));
    }
    let mut ifr = named("tap0");
    memcpy(ifr.ifr_newname_mut(), "tap1", 4);
    ask("SIOCSIFNAME", SIOCSIFNAME, ifr);
    memcpy(ifr.ifr_newname_mut(), "lo\0", 3);
    memcpy(&mut ifr.ifr_name, "tap1", 4);
    ask("SIOCSIFNAME", SIOCSIFNAME, ifr);
    ask("SIOCGIFADDR", SIOCGIFADDR, named("tap1"));
    for (name, request) in SETTERS {
        ask(name, *request, named("none such"));
    }
}

#[test]
fn interfaces_are_changed_as_in_c() {
    let test = "interfaces_are_changed_as_in_c";
    for (domain, kind) in [(AF_INET, "AF_INET"), (AF_INET6, "AF_INET6")] {
        let mut c = format!("int fd = socket({kind}, SOCK_DGRAM, 0);\n");
        let record = namespace::within(test, || {
            let (mut record, fd) = (Record::default(), socket(domain, SOCK_DGRAM, 0));
            change(&mut record, &mut c, fd);
            close(fd);
            record
        });
        let Some(record) = record else { return };
        if let Some(program) = in_c(&format!("setters_{kind}"), &c) {
            let in_c = namespace::within(test, || c::run(&program, ""));
            record.is_as(&in_c.expect("it could be done before"));
        }
    }
}

/// What one of them takes: 40 bytes, or 32 where a long has 32 bits.
const SIZE: usize = size_of::<ifreq>();

/// What `SIOCGIFCONF` answers for lengths of this buffer, in Rust and in C.
fn lists(record: &mut Record, c: &mut String, lens: &[c_int]) {
    *c += "int fd = socket(AF_INET, SOCK_DGRAM, 0);\nstatic struct ifreq reqs[64];\n\
           struct ifconf ifc;\n";
    let fd = socket(AF_INET, SOCK_DGRAM, 0);
    for len in lens {
        *c += &format!(
            "memset(reqs, 0xee, sizeof(reqs)); ifc.ifc_len = {len}; ifc.ifc_req = reqs;\n\
             {{ int ret = ioctl(fd, SIOCGIFCONF, &ifc); call(\"{len}\", ret, reqs, sizeof(reqs));\n\
             call(\"ifc_len\", ifc.ifc_len, 0, 0); }}\n"
        );
        let reqs = &mut [ifreq::zeroed(); 64];
        memset(reqs, 0xee, sizeof(reqs));
        let ifc = &mut ifconf { ifc_len: *len, ifc_buf: reqs.into() };
        let (ret, ifc_len) = (ioctl(fd, SIOCGIFCONF, ifc), ifc.ifc_len);
        record.call(&len.to_string(), ret, reqs);
        record.call("ifc_len", ifc_len, NULL);
    }
    *c += "ifc.ifc_len = sizeof(struct ifreq); ifc.ifc_buf = NULL; call(\"NULL\", ioctl(fd, SIOCGIFCONF, &ifc), 0, 0);\n\
           call(\"ifc_len\", ifc.ifc_len, 0, 0);\n";
    let ifc = &mut ifconf { ifc_len: SIZE as c_int, ..ifconf::zeroed() };
    record.call("NULL", ioctl(fd, SIOCGIFCONF, ifc), NULL);
    record.call("ifc_len", ifc.ifc_len, NULL);
    close(fd);
}

#[test]
fn the_list_of_interfaces_is_that_of_c_whatever_its_room() {
    let mut c = String::new();
    let (record, size) = (&mut Record::default(), SIZE as c_int);
    lists(
        record,
        &mut c,
        &[64 * size, size + 1, size, size - 1, 1, 0, -1, c_int::MIN, size + 10, 2 * size],
    );
    if let Some(program) = in_c("ifconf", &c) {
        record.is_as(&c::run(&program, ""));
    }
}

#[test]
fn the_list_of_interfaces_has_the_loopback_interface() {
    let fd = socket(AF_INET, SOCK_DGRAM, 0);
    let reqs = &Cell::new([ifreq::zeroed(); 64]);
    let ifc = &mut ifconf::zeroed();
    ifc.ifc_len = 64 * SIZE as c_int;
    ifc.ifc_buf = reqs.into();
    assert_eq!(ioctl(fd, SIOCGIFCONF, ifc), 0);
    let n = ifc.ifc_len as usize / SIZE;
    let all: Vec<_> = (0..).map_while(|i| ifc.ifc_req(i)).collect();
    assert_eq!(all.len(), n);
    let lo = all.iter().find(|ifr| cstr(&ifr.ifr_name).to_bytes() == b"lo").expect("lo is there");
    let sin = cast::<sockaddr_in>(lo.ifr_addr());
    assert_eq!(sin.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
    assert_eq!(reqs.get()[n].as_bytes(), [0; SIZE]);

    // Without a buffer the answer is how large it must be.
    let ask = &mut ifconf::zeroed();
    assert_eq!(ioctl(fd, SIOCGIFCONF, ask), 0);
    assert_eq!(ask.ifc_len as usize, n * SIZE);
    close(fd);
}

#[test]
fn the_list_of_interfaces_stays_in_its_buffer() {
    let fd = socket(AF_INET, SOCK_DGRAM, 0);
    let mut memory = [0xee_u8; 3 * SIZE];
    let reqs = &mut memory[SIZE..2 * SIZE];
    for (len, expected) in [(SIZE as c_int + 1, -1), (c_int::MAX, -1), (SIZE as c_int, 0)] {
        let ifc = &mut ifconf { ifc_len: len, ifc_buf: (&mut *reqs).into() };
        assert_eq!(ioctl(fd, SIOCGIFCONF, ifc), expected);
        assert_eq!(ifc.ifc_len, len, "untouched, or all of it");
        if expected == -1 {
            assert_eq!(errno(), EFAULT);
            assert_eq!(reqs, [0xee; SIZE]);
        }
    }
    assert_eq!(reqs[..3], *b"lo\0");
    assert_eq!((&memory[..SIZE], &memory[2 * SIZE..]), (&[0xee; SIZE][..], &[0xee; SIZE][..]));

    let constant = [0u8; SIZE];
    let ifc = &mut ifconf { ifc_len: SIZE as c_int, ifc_buf: (&constant).into() };
    assert_eq!((ioctl(fd, SIOCGIFCONF, ifc), errno()), (-1, EFAULT));
    assert_eq!(constant, [0; SIZE]);
    close(fd);
}
