//! The requests about routes and the ARP table, in namespaces of their own.

use crate::interfaces::named;
use crate::{Record, c, in_c, namespace};
use berkeley::{net::if_arp::*, net::route::*, netinet::in_::*, string::*, sys::ioctl::*};
use std::ffi::c_int;
use std::fs;

fn address(addr: u32) -> sockaddr_in {
    sockaddr_in {
        sin_family: AF_INET as sa_family_t,
        sin_addr: in_addr { s_addr: htonl(addr) },
        ..sockaddr_in::zeroed()
    }
}

/// Starts `tap0` with an address, in Rust and in C.
fn start(fd: c_int) {
    let mut ifr = named("tap0");
    ifr.set_ifr_addr(address(0x0a000001));
    assert_eq!(ioctl(fd, SIOCSIFADDR, &mut ifr), 0);
    ifr.set_ifr_flags(1);
    assert_eq!(ioctl(fd, SIOCSIFFLAGS, &mut ifr), 0);
}

const START_IN_C: &str = r#"
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct ifreq ifr = {.ifr_name = "tap0"};
    struct sockaddr_in sin = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0a000001)};
    memcpy(&ifr.ifr_addr, &sin, sizeof(sin));
    ioctl(fd, SIOCSIFADDR, &ifr);
    ifr.ifr_flags = IFF_UP;
    ioctl(fd, SIOCSIFFLAGS, &ifr);
"#;

/// A route to ask for: destination, mask, gateway, flags, metric, and the interface.
type Route = (u32, u32, u32, u16, i16, Option<&'static str>);

const ROUTES: &[Route] = &[
    (0x0b000000, 0xff000000, 0, RTF_UP, 0, Some("tap0")),
    (0x0b000000, 0xff000000, 0, RTF_UP, 0, Some("tap0")),
    (0x0c000000, 0xffff0000, 0x0a000002, RTF_UP | RTF_GATEWAY, 5, None),
    (0x0d000001, 0, 0, RTF_UP | RTF_HOST, 0, Some("tap0:1")),
    (0x0d000002, 0, 0, RTF_UP | RTF_HOST, 0, Some("tap0\0rubbish behind it")),
    (0x0d000003, 0, 0, RTF_UP | RTF_HOST, 0, Some("none such")),
    (0x0d000004, 0, 0, RTF_UP | RTF_HOST, 0, Some("a name that is far too long")),
    (0x0d000005, 0, 0, RTF_UP | RTF_HOST, 0, Some("")),
    (0x0d000006, 0, 0, RTF_UP | RTF_HOST, 0, Some("exactly fifteen")),
    (0x0e000001, 0xff000000, 0, RTF_UP, 0, Some("tap0")),
    (0x0e000000, 0xff00ff00, 0, RTF_UP, 0, Some("tap0")),
    (0x0f000000, 0xff000000, 0x20000001, RTF_UP | RTF_GATEWAY, 0, None),
    (0x10000000, 0xff000000, 0, RTF_UP | RTF_REJECT, 0, None),
    (0x11000000, 0xff000000, 0, RTF_UP | RTF_MTU | RTF_WINDOW | RTF_IRTT, 0, Some("tap0")),
];

#[test]
fn routes_are_made_and_removed_as_in_c() {
    let test = "routes_are_made_and_removed_as_in_c";
    let record = namespace::within(test, || {
        let mut record = Record::default();
        let fd = socket(AF_INET, SOCK_DGRAM, 0);
        start(fd);
        for (name, request) in [("SIOCADDRT", SIOCADDRT), ("SIOCDELRT", SIOCDELRT)] {
            for (dst, mask, gateway, flags, metric, dev) in ROUTES {
                let rt = &mut rtentry::zeroed();
                rt.rt_dst = address(*dst).into();
                rt.rt_genmask = address(*mask).into();
                rt.rt_gateway = address(*gateway).into();
                rt.rt_flags = *flags;
                rt.rt_metric = *metric;
                (rt.rt_mtu, rt.rt_window, rt.rt_irtt) = (1300, 4000, 7);
                // `dev` without a NUL behind it.
                rt.rt_dev = dev.map_or(Memory::NULL, |dev| dev.into());
                let ret = ioctl(fd, request, rt);
                record.call(name, ret, NULL);
            }
            record.text(&fs::read_to_string("/proc/thread-self/net/route").unwrap());
        }
        let ret = ioctl(fd, SIOCRTMSG, &mut rtentry::zeroed());
        record.call("SIOCRTMSG", ret, NULL);
        berkeley::unistd::close(fd);
        record
    });
    let Some(record) = record else { return };
    assert!(record.0.contains("\ntap0\t0000000B\t00000000\t0001\t"), "{}", record.0);

    let mut c = String::from(START_IN_C);
    for name in ["SIOCADDRT", "SIOCDELRT"] {
        for (dst, mask, gateway, flags, metric, dev) in ROUTES {
            let dev = match dev {
                Some(dev) => format!("(char[64]){{\"{}\"}}", dev.replace('\0', "\\0")),
                None => "NULL".to_string(),
            };
            c += &format!(
                "{{ struct rtentry rt = {{.rt_flags = {flags}, .rt_metric = {metric}, .rt_mtu = 1300,\n\
                 .rt_window = 4000, .rt_irtt = 7, .rt_dev = {dev}}};\n\
                 sin.sin_addr.s_addr = htonl({dst}); memcpy(&rt.rt_dst, &sin, sizeof(sin));\n\
                 sin.sin_addr.s_addr = htonl({mask}); memcpy(&rt.rt_genmask, &sin, sizeof(sin));\n\
                 sin.sin_addr.s_addr = htonl({gateway}); memcpy(&rt.rt_gateway, &sin, sizeof(sin));\n\
                 call(\"{name}\", ioctl(fd, {name}, &rt), 0, 0); }}\n"
            );
        }
        c += "fflush(stdout); file(\"/proc/self/net/route\");\n";
    }
    c += "{ struct rtentry rt = {0}; call(\"SIOCRTMSG\", ioctl(fd, SIOCRTMSG, &rt), 0, 0); }\n";
    if let Some(program) = in_c("routes", &c) {
        let in_c = namespace::within(test, || c::run(&program, ""));
        record.is_as(&in_c.expect("it could be done before"));
    }
}

/// What is asked of the ARP table: name, request, address, flags, interface.
const ENTRIES: &[(&str, Request<arpreq>, u32, c_int, &str)] = &[
    ("SIOCGARP", SIOCGARP, 0x0a000002, 0, "tap0"),
    ("SIOCSARP", SIOCSARP, 0x0a000002, ATF_COM | ATF_PERM, "tap0"),
    ("SIOCGARP", SIOCGARP, 0x0a000002, 0, "tap0"),
    ("SIOCGARP", SIOCGARP, 0x0a000002, 0, ""),
    ("SIOCGARP", SIOCGARP, 0x0a000002, 0, "none such"),
    ("SIOCSARP", SIOCSARP, 0x20000001, ATF_COM, ""),
    ("SIOCSARP", SIOCSARP, 0x0a000003, ATF_COM | ATF_PUBL, "tap0"),
    ("SIOCGARP", SIOCGARP, 0x0a000003, 0, "tap0"),
    ("SIOCSARP", SIOCSARP, 0x0a000003, ATF_NETMASK, "tap0"),
    ("SIOCDARP", SIOCDARP, 0x0a000002, 0, "tap0"),
    ("SIOCGARP", SIOCGARP, 0x0a000002, 0, "tap0"),
    ("SIOCDARP", SIOCDARP, 0x0a000009, 0, "tap0"),
    ("SIOCGRARP", SIOCGRARP, 0x0a000002, 0, "tap0"),
    ("SIOCSRARP", SIOCSRARP, 0x0a000002, 0, "tap0"),
    ("SIOCDRARP", SIOCDRARP, 0x0a000002, 0, "tap0"),
];

#[test]
fn the_arp_table_is_that_of_c() {
    let test = "the_arp_table_is_that_of_c";
    let record = namespace::within(test, || {
        let mut record = Record::default();
        let fd = socket(AF_INET, SOCK_DGRAM, 0);
        start(fd);
        for (name, request, addr, flags, dev) in ENTRIES {
            let arp = &mut arpreq::zeroed();
            arp.arp_pa = address(*addr).into();
            arp.arp_ha.sa_family = ARPHRD_ETHER as sa_family_t;
            memcpy(&mut arp.arp_ha.sa_data, &[2u8, 0, 0, 0, 0, 5], 6);
            arp.arp_flags = *flags;
            memcpy(&mut arp.arp_dev, *dev, dev.len());
            let ret = ioctl(fd, *request, arp);
            record.call(name, ret, arp);
        }
        record.text(&fs::read_to_string("/proc/thread-self/net/arp").unwrap());
        berkeley::unistd::close(fd);
        record
    });
    let Some(record) = record else { return };
    let mut c = String::from(START_IN_C);
    for (name, _, addr, flags, dev) in ENTRIES {
        c += &format!(
            "{{ struct arpreq arp = {{.arp_flags = {flags}, .arp_dev = \"{dev}\",\n\
             .arp_ha = {{.sa_family = ARPHRD_ETHER, .sa_data = {{2, 0, 0, 0, 0, 5}}}}}};\n\
             sin.sin_addr.s_addr = htonl({addr}); memcpy(&arp.arp_pa, &sin, sizeof(sin));\n\
             {{ int ret = ioctl(fd, {name}, &arp); call(\"{name}\", ret, &arp, sizeof(arp)); }} }}\n"
        );
    }
    c += "fflush(stdout); file(\"/proc/self/net/arp\");\n";
    if let Some(program) = in_c("arp", &c) {
        let in_c = namespace::within(test, || c::run(&program, ""));
        record.is_as(&in_c.expect("it could be done before"));
    }
}
