//! What works on memory alone: text, options of IPv6, and the records of netlink.

use crate::account::{fails, works};
use berkeley::linux::{errqueue::*, rtnetlink::*};
use berkeley::{checksum::in_cksum, errno::*, netinet::in_::*};
use berkeley::{stdlib::*, string::*};

pub(crate) fn all() {
    text();
    options();
    routing();
    records();
}

fn text() {
    let buf = &mut [1u8; 8];
    works!(memset(buf, 0, 8), _);
    works!(bzero(buf, 8), ());
    works!(memcpy(buf, "abc", 3), _);
    works!(memcmp(buf, "abc", 3), 0);
    works!(strlen(buf), 3);
    works!(strcpy(buf, "ab"), _);
    works!(strncpy(buf, "abc", 8), _);
    works!(strcmp(buf, "abc"), 0);
    works!(strncmp(buf, "abd", 2), 0);
    works!(strcat(buf, "de"), _);
    works!(strncat(buf, "fgh", 1), _);
    assert_eq!(works!(cstr(buf), _).to_bytes(), b"abcdef");
    works!(atoi("12 and more"), 12);
    works!(strtol("0x1f", NULL, 16), 31);
    fails!(strtol("1", NULL, 37), 0);
    works!(in_cksum(buf, 8), _);
}

fn options() {
    let (buf, value, mut at) = (&mut [0u8; 16], &mut 0u32, 0);
    works!(inet6_opt_init(buf, 16), 2);
    let offset = works!(inet6_opt_append(buf, 16, 2, 0x1e, 4, 4, &mut at), 3..);
    works!(inet6_opt_set_val(&mut buf[at..], 0, &7u32, 4), 4);
    works!(inet6_opt_finish(buf, 16, offset), 8..);
    let (mut type_, mut len, mut data) = (0, 0, 0);
    works!(inet6_opt_next(buf, 16, 0, &mut type_, &mut len, &mut data), 3..);
    works!(inet6_opt_find(buf, 16, 0, 0x1e, &mut len, &mut data), 3..);
    works!(inet6_opt_get_val(&buf[data..], 0, value, 4), 4);
    fails!(inet6_opt_init(buf, 15), -1);
    fails!(inet6_opt_append(buf, 16, 2, 0x1e, 4, 3, &mut at), -1);
    fails!(inet6_opt_finish(buf, 16, 17), -1);
    fails!(inet6_opt_next(buf, 16, 16, &mut type_, &mut len, &mut data), -1);
    fails!(inet6_opt_find(buf, 16, 0, 0x1f, &mut len, &mut data), -1);
    fails!(inet6_opt_set_val(buf, 0, &7u32, 5), -1, EFAULT);
    fails!(inet6_opt_get_val(buf, 0, value, 5), -1, EFAULT);
}

fn routing() {
    let (bp, other) = (&mut [0u8; 24], &mut [0u8; 24]);
    works!(inet6_rth_init(bp, 24, IPV6_RTHDR_TYPE_0, 1), Some(_));
    works!(inet6_rth_add(bp, &in6addr_loopback), 0);
    works!(inet6_rth_segments(bp), 1);
    works!(inet6_rth_getaddr(bp, 0), Some(_));
    works!(inet6_rth_reverse(bp, other), 0);
    fails!(inet6_rth_add(bp, &in6addr_loopback), -1);
    fails!(inet6_rth_getaddr(bp, 1), None);
    fails!(inet6_rth_init(bp, 23, IPV6_RTHDR_TYPE_0, 1), None);
    bp[2] = 99; // a type that nobody knows
    fails!(inet6_rth_segments(bp), -1);
    fails!(inet6_rth_reverse(bp, other), -1);
}

/// A message with an attribute, by each macro that leads to one.
fn records() {
    let buf = [0u8; 64];
    let bytes = &buf[..];
    let mut nh = nlmsghdr::zeroed();
    nh.nlmsg_len = 64;
    let nh = record::<nlmsghdr>(&nh);
    works!(NLMSG_DATA(nh), _);
    works!(NLMSG_OK(nh, 64), _);
    works!(NLMSG_NEXT(nh, &mut 64), _);
    works!(NLMSG_PAYLOAD(nh, 16), 32);
    works!(IFA_RTA(bytes), _);
    works!(IFLA_RTA(bytes), _);
    works!(RTM_RTA(bytes), _);
    works!(TCA_RTA(bytes), _);
    works!(TA_RTA(bytes), _);
    works!(IFA_PAYLOAD(nh), 40);
    works!(IFLA_PAYLOAD(nh), 32);
    works!(RTM_PAYLOAD(nh), 36);
    works!(TCA_PAYLOAD(nh), 28);
    works!(TA_PAYLOAD(nh), 44);
    let rta = record::<rtattr>(&buf);
    works!(RTA_OK(rta, 64), false);
    works!(RTA_NEXT(rta, &mut 64), _);
    works!(RTA_DATA(rta), _);
    works!(RTA_PAYLOAD(rta), -4);
    let rtnh = record::<rtnexthop>(&buf);
    works!(RTNH_OK(rtnh, 64), false);
    works!(RTNH_NEXT(rtnh), _);
    works!(RTNH_DATA(rtnh), _);
    works!(SO_EE_OFFENDER(record::<sock_extended_err>(&buf)), _);
}
