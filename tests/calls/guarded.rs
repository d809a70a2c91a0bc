//! Options whose value is more than so many bytes, and what else must not reach the kernel as it is.

use crate::*;
use berkeley::hold;
use libc::{sock_filter, sock_fprog, sockaddr_storage};
use std::mem::offset_of;

/// Options that are refused when they are set: their value holds addresses, or leads to one.
const REFUSED_TO_SET: [(c_int, c_int); 12] = [
    (SOL_SOCKET, SO_ATTACH_FILTER),
    (SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF),
    (SOL_SOCKET, SO_ZEROCOPY),
    (276, 2),               // SOL_RDS, RDS_GET_MR
    (276, 7),               // SOL_RDS, RDS_GET_MR_FOR_DEST
    (libc::SOL_XDP, 4),     // XDP_UMEM_REG
    (IPPROTO_IP, 64),       // IPT_SO_SET_REPLACE
    (IPPROTO_IP, 96),       // ARPT_SO_SET_REPLACE
    (IPPROTO_IP, 128),      // EBT_SO_SET_ENTRIES
    (IPPROTO_IP, 129),      // EBT_SO_SET_COUNTERS
    (IPPROTO_IPV6, 64),     // IP6T_SO_SET_REPLACE
    (libc::SOL_PACKET, 22), // PACKET_FANOUT_DATA, with a value longer than a descriptor
];

#[test]
fn values_with_addresses_are_not_set() {
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    for (level, name) in REFUSED_TO_SET {
        for len in [8, 16, 200] {
            let ret = answer(|| setsockopt(sock, level, name, &[0u8; 200], len));
            assert_eq!(ret, failed(ENOPROTOOPT), "level {level}, option {name}, length {len}");
        }
    }
    close(sock);
}

#[test]
fn values_with_addresses_are_not_asked_for() {
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    for (level, name) in [
        (IPPROTO_TCP, libc::TCP_ZEROCOPY_RECEIVE),
        (284, 4),            // SOL_MPTCP, MPTCP_FULL_INFO
        (IPPROTO_SCTP, 111), // SCTP_SOCKOPT_CONNECTX3
        (IPPROTO_IP, 129),   // EBT_SO_GET_ENTRIES
        (IPPROTO_IP, 131),   // EBT_SO_GET_INIT_ENTRIES
    ] {
        for before in [4, 40, 64] {
            let (value, mut len) = (&mut [CANARY; 64], before);
            let ret = answer(|| getsockopt(sock, level, name, value, &mut len));
            assert_eq!(ret, failed(ENOPROTOOPT), "level {level}, option {name}");
            assert_eq!((*value, len), ([CANARY; 64], before));
        }
    }
    close(sock);
}

/// A filter that lets everything pass, in this many instructions.
fn filter(instructions: usize) -> Vec<sock_filter> {
    let load = sock_filter { code: 0, jt: 0, jf: 0, k: 7 }; // BPF_LD | BPF_IMM
    let pass = sock_filter { code: 6, jt: 0, jf: 0, k: 0xffff }; // BPF_RET | BPF_K
    let mut filter = vec![load; instructions - 1];
    filter.push(pass);
    filter
}

/// Attaches a filter, as only libc can.
fn attach(sock: c_int, filter: &mut [sock_filter]) {
    let program = sock_fprog { len: filter.len() as u16, filter: filter.as_mut_ptr() };
    let (value, len) = ((&raw const program).cast(), size_of::<sock_fprog>() as socklen_t);
    // SAFETY: the program is there, and so are its instructions.
    let ret = unsafe { libc::setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, value, len) };
    assert_eq!(ret, 0);
}

/// How many instructions the socket's filter has.
fn filter_length(sock: c_int) -> socklen_t {
    let mut len = 0;
    let ret = answer(|| getsockopt(sock, SOL_SOCKET, SO_GET_FILTER, NULL, &mut len));
    assert_eq!(ret, returned(0));
    len
}

#[test]
fn so_attach_filter_attaches_nothing() {
    let (sock, mut filter) = (socket(PF_INET, SOCK_DGRAM, 0), filter(1));
    let program = sock_fprog { len: 1, filter: filter.as_mut_ptr() };
    // The very bytes that C would pass. (Which are no reason to believe in the address in them.)
    let mut value = [0u8; size_of::<sock_fprog>()];
    value[..2].copy_from_slice(&program.len.to_ne_bytes());
    value[offset_of!(sock_fprog, filter)..].copy_from_slice(&(program.filter.addr()).to_ne_bytes());
    let ret = answer(|| setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &value, sizeof(&value)));
    assert_eq!((ret, filter_length(sock)), (failed(ENOPROTOOPT), 0));
    attach(sock, &mut filter);
    assert_eq!(filter_length(sock), 1);
    // To detach one takes no address.
    assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, SO_DETACH_FILTER, &0, 4)), returned(0));
    assert_eq!(filter_length(sock), 0);
    close(sock);
}

#[test]
fn so_get_filter_counts_instructions() {
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    // Around the size up to which a value goes through a buffer of the crate.
    for instructions in [1, 3, 15, 16, 17, 30] {
        attach(sock, &mut filter(instructions));
        for count in [instructions - 1, instructions, instructions + 1, 8 * instructions] {
            for room in
                [count, (8 * count).saturating_sub(1), 8 * count, 8 * count + 1, 8 * count + 200]
            {
                let (mut value, mut len) = (vec![CANARY; room], count as socklen_t);
                let our =
                    answer(|| getsockopt(sock, SOL_SOCKET, SO_GET_FILTER, &mut value, &mut len));
                if room < 8 * count {
                    assert_eq!((our, len), (failed(EFAULT), count as socklen_t), "{count}, {room}");
                    assert!(value.iter().all(|byte| *byte == CANARY));
                    continue;
                }
                let (mut kernels, mut kernel_len) = (vec![CANARY; room], count as socklen_t);
                let at = kernels.as_mut_ptr().cast();
                // SAFETY: there is room for as many instructions.
                let kernel = answer(|| unsafe {
                    libc::getsockopt(sock, SOL_SOCKET, SO_GET_FILTER, at, &mut kernel_len)
                });
                assert_eq!((our, len, value), (kernel, kernel_len, kernels), "{count}, {room}");
            }
        }
    }
    close(sock);
}

#[test]
fn so_attach_bpf_takes_a_descriptor_of_the_crate() {
    let (sock, file) = (socket(PF_INET, SOCK_DGRAM, 0), std::fs::File::open("/dev/null").unwrap());
    for name in [SO_ATTACH_BPF, SO_ATTACH_REUSEPORT_EBPF] {
        for fd in [file.as_raw_fd(), -1, c_int::MAX] {
            let ret = answer(|| setsockopt(sock, SOL_SOCKET, name, &fd, 4));
            assert_eq!(ret, failed(EBADF), "{name}, {fd}");
        }
        // One of the crate's gets to the kernel, which finds no program in it.
        for len in [4, 3, 0] {
            let at = (&raw const sock).cast();
            // SAFETY: there are `len` bytes.
            let kernel = answer(|| unsafe { libc::setsockopt(sock, SOL_SOCKET, name, at, len) });
            assert_eq!(kernel, failed(EINVAL));
            assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, name, &sock, len)), kernel);
        }
    }
    let fanout = |fd: c_int| answer(|| setsockopt(sock, libc::SOL_PACKET, 22, &fd, 4));
    assert_eq!(fanout(file.as_raw_fd()), failed(EBADF));
    assert_eq!(fanout(sock), failed(ENOPROTOOPT), "not a packet socket");
    close(sock);
}

#[test]
fn so_peerpidfd_opens_a_descriptor_of_the_crate() {
    in_child("guarded::so_peerpidfd_opens_a_descriptor_of_the_crate", || {
        const SO_PEERPIDFD: c_int = libc::SO_PEERPIDFD;
        let ([one, two], pidfd) = (unix_pair(SOCK_STREAM), &mut -1);
        match answer(|| getsockopt(one, SOL_SOCKET, SO_PEERPIDFD, pidfd, &mut 4)) {
            (0, 0) => {}
            (-1, ENOPROTOOPT) => return skip("this kernel has no SO_PEERPIDFD"),
            other => panic!("{other:?}"),
        }
        assert!(hold(*pidfd).is_some(), "it is in the table");
        assert_eq!(answer(|| close(*pidfd)), returned(0));
        assert_eq!(answer(|| close(*pidfd)), failed(EBADF));
        assert_eq!(flags(*pidfd, libc::F_GETFD), -1, "and closed");

        // With less room the kernel opens one all the same, and tells a part of its number.
        let open = || std::fs::read_dir("/proc/self/fd").unwrap().count();
        let before = open();
        for len in 0..4 {
            let (value, mut out) = (&mut [CANARY; 4], len);
            let ret = answer(|| getsockopt(one, SOL_SOCKET, SO_PEERPIDFD, value, &mut out));
            assert_eq!((ret, *value, out), (failed(EINVAL), [CANARY; 4], len));
            assert_eq!(open(), before);
        }
        // With more it tells all of it.
        let (value, mut len) = (&mut [CANARY; 200], 200);
        assert_eq!(
            answer(|| getsockopt(one, SOL_SOCKET, SO_PEERPIDFD, value, &mut len)),
            returned(0)
        );
        assert_eq!(len, 4);
        let fd = c_int::from_ne_bytes(value[..4].try_into().unwrap());
        close_all([fd, one, two]);
    });
}

#[test]
fn msg_zerocopy_sends_nothing() {
    let ([sock, peer], on) = (tcp_pair(), 1);
    assert_eq!(answer(|| setsockopt(sock, SOL_SOCKET, SO_ZEROCOPY, &on, 4)), failed(ENOPROTOOPT));
    // A socket may come from elsewhere with the option set.
    // SAFETY: there are 4 bytes.
    let ret =
        unsafe { libc::setsockopt(sock, SOL_SOCKET, libc::SO_ZEROCOPY, (&raw const on).cast(), 4) };
    assert_eq!(ret, 0);
    for flags in [MSG_ZEROCOPY, MSG_ZEROCOPY | MSG_DONTWAIT, -1] {
        assert_eq!(count(|| send(sock, "secret", 6, flags)), failed(EOPNOTSUPP));
        assert_eq!(count(|| sendto(sock, "secret", 6, flags, NULL, 0)), failed(EOPNOTSUPP));
        assert_silent(peer);
    }
    close_all([sock, peer]);
}

/// A socket that takes what three hosts send to a group, on the loopback interface.
fn group_member() -> c_int {
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    for source in 1..=3 {
        let request = [htonl(GROUP), htonl(INADDR_LOOPBACK), htonl(0x0a000000 + source)];
        let ret =
            answer(|| setsockopt(sock, IPPROTO_IP, libc::IP_ADD_SOURCE_MEMBERSHIP, &request, 12));
        assert_eq!(ret, returned(0));
    }
    sock
}

const GROUP: u32 = 0xe8010203; // 232.1.2.3

/// Asks through this crate and through libc, which must say the same. The room is enough for both.
#[track_caller]
fn compare_lists(sock: c_int, name: c_int, value: &[u8], before: usize) {
    let [mut ours, mut kernels] = [value.to_vec(), value.to_vec()];
    let [mut our_len, mut kernel_len] = [before as socklen_t; 2];
    let our = answer(|| getsockopt(sock, IPPROTO_IP, name, &mut ours, &mut our_len));
    let at = kernels.as_mut_ptr().cast();
    // SAFETY: there is room for as many addresses as the value says.
    let kernel =
        answer(|| unsafe { libc::getsockopt(sock, IPPROTO_IP, name, at, &mut kernel_len) });
    assert_eq!((our, our_len), (kernel, kernel_len));
    assert_eq!(ours, kernels);
}

/// Asks with less room than the value says: nothing may be written.
#[track_caller]
fn refuse_list(sock: c_int, level: c_int, name: c_int, value: &[u8], before: usize) {
    let (mut ours, mut len) = (value.to_vec(), before as socklen_t);
    let ret = answer(|| getsockopt(sock, level, name, &mut ours, &mut len));
    assert_eq!((ret, len), (failed(EFAULT), before as socklen_t));
    assert_eq!(ours, value);
}

#[test]
fn ip_msfilter_has_room_for_its_sources() {
    let sock = group_member();
    // struct ip_msfilter: the group, the interface, the mode, how many sources; the sources.
    let value = |numsrc: u32, room: usize| {
        let mut value = vec![CANARY; 16 + room];
        let head = [htonl(GROUP), htonl(INADDR_LOOPBACK), 0, numsrc];
        value[..16].copy_from_slice(head.as_bytes());
        value
    };
    for (numsrc, room) in [(0, 0), (1, 4), (3, 12), (3, 13), (5, 20), (3, 200), (100, 400)] {
        let value = value(numsrc, room);
        compare_lists(sock, libc::IP_MSFILTER, &value, value.len());
        compare_lists(sock, libc::IP_MSFILTER, &value, 16); // the kernel writes more all the same
        compare_lists(sock, libc::IP_MSFILTER, &value, 15);
    }
    for (numsrc, room) in [(1, 0), (1, 3), (3, 11), (1000, 12), (u32::MAX, 12), (1 << 30, 200)] {
        let value = value(numsrc, room);
        refuse_list(sock, IPPROTO_IP, libc::IP_MSFILTER, &value, value.len());
        refuse_list(sock, IPPROTO_IP, libc::IP_MSFILTER, &value, 16);
    }
    close(sock);
}

/// `struct group_filter`, up to its sources.
#[repr(C)]
struct GroupFilter {
    interface: u32,
    group: sockaddr_storage,
    fmode: u32,
    numsrc: u32,
    sources: [sockaddr_storage; 0],
}

#[test]
fn mcast_msfilter_has_room_for_its_sources() {
    const HEAD: usize = size_of::<GroupFilter>();
    let sock = group_member();
    // SAFETY: the name is a C string.
    let interface = unsafe { libc::if_nametoindex(c"lo".as_ptr()) };
    let mut group = loopback();
    group.sin_addr.s_addr = htonl(GROUP);
    let value = |numsrc: u32, room: usize| {
        let mut value = vec![CANARY; HEAD + room];
        memcpy(&mut value[..4], &interface, 4);
        memcpy(&mut value[offset_of!(GroupFilter, group)..], &group, 16);
        memcpy(&mut value[offset_of!(GroupFilter, numsrc)..], &numsrc, 4);
        value
    };
    for (numsrc, room) in [(0, 0), (1, 128), (3, 384), (3, 385), (5, 640)] {
        let value = value(numsrc, room);
        compare_lists(sock, libc::MCAST_MSFILTER, &value, value.len());
        compare_lists(sock, libc::MCAST_MSFILTER, &value, HEAD);
        compare_lists(sock, libc::MCAST_MSFILTER, &value, HEAD - 1);
    }
    for (numsrc, room) in [(1, 0), (1, 127), (3, 383), (1000, 384), (u32::MAX, 384)] {
        let value = value(numsrc, room);
        for level in [IPPROTO_IP, IPPROTO_IPV6] {
            refuse_list(sock, level, libc::MCAST_MSFILTER, &value, value.len());
            refuse_list(sock, level, libc::MCAST_MSFILTER, &value, HEAD);
        }
    }
    close(sock);
}

#[test]
fn tcp_ao_get_keys_has_room_for_its_keys() {
    const TCP_AO_GET_KEYS: c_int = 41;
    let sock = socket(PF_INET, SOCK_STREAM, 0);
    for (nkeys, len, room) in [(0u32, 4, 100), (2, 300, 599), (2, 299, 299), (u32::MAX, 300, 400)] {
        let mut value = vec![CANARY; room];
        if let Some(at) = value.get_mut(272..276) {
            at.copy_from_slice(&nkeys.to_ne_bytes());
        }
        refuse_list(sock, IPPROTO_TCP, TCP_AO_GET_KEYS, &value, len.min(room));
    }
    close(sock);
}

/// `struct in6_flowlabel_req`: for ::1, to be shared with anyone.
fn flow_label(label: u32, action: u8, flags: u16) -> [u8; 32] {
    let mut value = [0u8; 32];
    value[15] = 1;
    value[16..20].copy_from_slice(&htonl(label).to_ne_bytes());
    value[20..22].copy_from_slice(&[action, 255]); // IPV6_FL_S_ANY
    value[22..24].copy_from_slice(&flags.to_ne_bytes());
    value
}

#[test]
fn ipv6_flowlabel_mgr_chooses_no_label() {
    const IPV6_FLOWLABEL_MGR: c_int = 32;
    let [sock, other] = [socket(PF_INET6, SOCK_STREAM, 0), socket(PF_INET6, SOCK_STREAM, 0)];
    if sock == -1 {
        return skip("no IPv6 here");
    }
    let set = |value: &[u8]| {
        answer(|| setsockopt(sock, IPPROTO_IPV6, IPV6_FLOWLABEL_MGR, value, value.len()))
    };
    let compare = |value: &[u8]| {
        let (at, len) = (value.as_ptr().cast(), value.len() as socklen_t);
        // SAFETY: there are `len` bytes, and the kernel writes nothing where it chooses no label.
        let kernel = answer(|| unsafe {
            libc::setsockopt(other, IPPROTO_IPV6, IPV6_FLOWLABEL_MGR, at, len)
        });
        assert_eq!(set(value), kernel, "{value:?}");
        kernel
    };
    for action in 0..=4 {
        for flags in 0..16 {
            let value = flow_label(0, action, flags);
            // IPV6_FL_A_GET, IPV6_FL_F_CREATE, and not IPV6_FL_F_REFLECT.
            if action == 0 && flags & 5 == 1 {
                assert_eq!(set(&value), failed(EFAULT), "{flags}");
                assert_eq!(set(&[value, [0; 32]].concat()), failed(EFAULT), "{flags}");
                assert_eq!(set(&[&value[..], &[0; 200]].concat()), failed(EFAULT), "{flags}");
            } else {
                compare(&value);
            }
            // Too short to be a request.
            compare(&value[..31]);
        }
    }
    // One's own choice is as good.
    assert_eq!(compare(&flow_label(0x4ea51, 0, 1)), returned(0));
    assert_eq!(compare(&flow_label(0x4ea51, 1, 0)), returned(0));
    close_all([sock, other]);
}
