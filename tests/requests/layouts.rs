//! The structures, where the table of names (`headers.rs`) does not reach: members of unions that
//! are numbers here.

use crate::{Record, c, in_c};
use berkeley::{fcntl::*, net::if_::*};

#[test]
fn members_of_the_union_are_those_of_c() {
    let mut record = Record::default();
    let mut show = |name: &str, set: fn(&mut ifreq)| {
        let mut ifr = ifreq::zeroed();
        set(&mut ifr);
        record.call(name, 0, &ifr);
    };
    show("ifr_flags", |ifr| ifr.set_ifr_flags(0x18765));
    show("ifr_metric", |ifr| ifr.set_ifr_metric(0x1234567));
    show("ifr_mtu", |ifr| ifr.set_ifr_mtu(0x1234567));
    show("ifr_ifindex", |ifr| ifr.set_ifr_ifindex(0x1234567));
    show("ifr_bandwidth", |ifr| ifr.set_ifr_bandwidth(0x1234567));
    show("ifr_qlen", |ifr| ifr.set_ifr_qlen(-1));
    show("ifr_data", |ifr| ifr.set_ifr_data(std::ptr::without_provenance_mut(0x1234567)));
    show("ifr_slave", |ifr| ifr.set_ifr_slave([0x61; 16]));
    show("ifr_newname", |ifr| ifr.set_ifr_newname([0x61; 16]));
    show("ifr_map", |ifr| {
        ifr.set_ifr_map(ifmap {
            mem_start: 1,
            mem_end: 2,
            base_addr: 3,
            irq: 4,
            dma: 5,
            port: 6,
            spare: [0; 3],
        });
    });
    show("ifr_addr", |ifr| {
        ifr.set_ifr_addr(libc::sockaddr { sa_family: 2, sa_data: [7; 14] });
    });
    let body = r#"
        struct ifreq ifr;
        #define SHOW(name, value) memset(&ifr, 0, sizeof(ifr)); value; \
            call(name, 0, &ifr, sizeof(ifr));
        SHOW("ifr_flags", ifr.ifr_flags = 0x18765)
        SHOW("ifr_metric", ifr.ifr_metric = 0x1234567)
        SHOW("ifr_mtu", ifr.ifr_mtu = 0x1234567)
        SHOW("ifr_ifindex", ifr.ifr_ifindex = 0x1234567)
        SHOW("ifr_bandwidth", ifr.ifr_bandwidth = 0x1234567)
        SHOW("ifr_qlen", ifr.ifr_qlen = -1)
        SHOW("ifr_data", ifr.ifr_data = (char *)0x1234567)
        SHOW("ifr_slave", memset(ifr.ifr_slave, 0x61, 16))
        SHOW("ifr_newname", memset(ifr.ifr_newname, 0x61, 16))
        SHOW("ifr_map", ifr.ifr_map.mem_start = 1; ifr.ifr_map.mem_end = 2;
             ifr.ifr_map.base_addr = 3; ifr.ifr_map.irq = 4; ifr.ifr_map.dma = 5;
             ifr.ifr_map.port = 6)
        SHOW("ifr_addr", ifr.ifr_addr.sa_family = 2; memset(ifr.ifr_addr.sa_data, 7, 14))
    "#;
    if let Some(program) = in_c("layouts", body) {
        record.is_as(&c::run(&program, ""));
    }
}

#[test]
fn what_is_set_is_what_there_is() {
    let mut ifr = ifreq::zeroed();
    ifr.set_ifr_flags(-2);
    assert_eq!(ifr.ifr_flags(), -2, "a short, promoted");
    ifr.set_ifr_mtu(1400);
    assert_eq!([ifr.ifr_mtu(), ifr.ifr_qlen(), ifr.ifr_metric(), ifr.ifr_ifindex()], [1400; 4]);
    assert_eq!(ifr.ifr_bandwidth(), 1400);
    let sin = libc::sockaddr_in { sin_port: 7, ..libc::sockaddr_in::zeroed() };
    ifr.set_ifr_addr(sin);
    assert_eq!(cast::<libc::sockaddr_in>(ifr.ifr_dstaddr()).sin_port, 7);
    cast_mut::<libc::sockaddr_in>(ifr.ifr_netmask_mut()).sin_port = 8;
    assert_eq!(cast::<libc::sockaddr_in>(ifr.ifr_broadaddr()).sin_port, 8);
    let nothing = std::ptr::null_mut();
    ifr.set_ifr_data(nothing);
    assert_eq!(ifr.ifr_data(), nothing);
    assert!(format!("{ifr:?}").starts_with("ifreq { ifr_name: , ifr_ifru: ["), "{ifr:?}");
    // C's own initialiser for a lock.
    let lock = flock { l_type: F_WRLCK as i16, ..flock::zeroed() };
    assert_eq!((lock.l_type, lock.l_len), (F_WRLCK as i16, 0));
}
