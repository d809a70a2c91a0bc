//! The functions of `<arpa/inet.h>` against those of the machine's glibc, in this process.
//!
//! Generated inputs differ from run to run; `BERKELEY_SEED=… cargo test --test inet` repeats a run.

use berkeley::{arpa::inet::*, errno::*};
use cases::{IPV4, IPV6, WRITTEN};
use core::ffi::{CStr, c_char, c_int, c_void};
use generate::{Rng, ipv4_text, ipv6_text, mutate};

mod cases;
mod generate;

mod glibc {
    use super::*;

    // SAFETY: as <arpa/inet.h> declares them.
    unsafe extern "C" {
        pub(super) fn inet_addr(cp: *const c_char) -> in_addr_t;
        pub(super) fn inet_aton(cp: *const c_char, inp: *mut in_addr) -> c_int;
        pub(super) fn inet_network(cp: *const c_char) -> in_addr_t;
        pub(super) fn inet_ntoa(in_: in_addr) -> *const c_char;
        pub(super) safe fn inet_makeaddr(net: in_addr_t, host: in_addr_t) -> in_addr;
        pub(super) safe fn inet_lnaof(in_: in_addr) -> in_addr_t;
        pub(super) safe fn inet_netof(in_: in_addr) -> in_addr_t;
        pub(super) fn inet_pton(af: c_int, cp: *const c_char, buf: *mut c_void) -> c_int;
        pub(super) fn inet_ntop(
            af: c_int,
            cp: *const c_void,
            buf: *mut c_char,
            len: socklen_t,
        ) -> *const c_char;
    }

    /// Whether the libc is glibc, with which the rest of these tests compares.
    pub(super) fn is_here() -> bool {
        if !cfg!(target_env = "gnu") {
            println!("skipped: the libc of this target is not glibc");
        }
        cfg!(target_env = "gnu")
    }
}

/// How many inputs each test of generated ones takes.
const COUNT: c_int = 300_000;
/// What no call sets `errno` to.
const UNSET: c_int = 4242;
/// What lies in a buffer before a call.
const FILL: u8 = 0xaa;

// ---- Text to address ----

/// What the functions say of a text, and what they leave behind.
#[derive(Debug, PartialEq)]
struct Answers {
    addr: in_addr_t,
    aton: (c_int, in_addr_t),
    network: in_addr_t,
    pton: (c_int, [u8; 8]),
    pton6: (c_int, [u8; 20]),
    errno: c_int,
}

fn ours(text: &[u8]) -> Answers {
    set_errno(UNSET);
    let inp = &mut in_addr { s_addr: u32::from_ne_bytes([FILL; 4]) };
    let (four, six) = (&mut [FILL; 8], &mut [FILL; 20]);
    Answers {
        addr: inet_addr(text),
        aton: (inet_aton(text, inp), inp.s_addr),
        network: inet_network(text),
        pton: (inet_pton(AF_INET, text, four), *four),
        pton6: (inet_pton(AF_INET6, text, six), *six),
        errno: errno(),
    }
}

fn theirs(text: &CStr) -> Answers {
    set_errno(UNSET);
    let cp = text.as_ptr();
    let inp = &mut in_addr { s_addr: u32::from_ne_bytes([FILL; 4]) };
    let (four, six) = (&mut [FILL; 8], &mut [FILL; 20]);
    // SAFETY: `cp` ends with a NUL; the objects are large enough for what is written.
    unsafe {
        Answers {
            addr: glibc::inet_addr(cp),
            aton: (glibc::inet_aton(cp, inp), inp.s_addr),
            network: glibc::inet_network(cp),
            pton: (glibc::inet_pton(AF_INET, cp, four.as_mut_ptr().cast()), *four),
            pton6: (glibc::inet_pton(AF_INET6, cp, six.as_mut_ptr().cast()), *six),
            errno: errno(),
        }
    }
}

/// Compares with glibc what a text means, which ends at a NUL or at its end. Pushes a NUL.
fn compare(text: &mut Vec<u8>) -> Answers {
    let here = ours(text);
    text.push(0);
    let there = theirs(CStr::from_bytes_until_nul(text).unwrap());
    assert_eq!(here, there, "of {:?}, here and in glibc", text.escape_ascii().to_string());
    here
}

#[test]
fn odd_ipv4_texts() {
    let compared = glibc::is_here();
    for &(text, aton, network, pton) in IPV4 {
        let here = ours(text.as_bytes());
        assert_eq!(here.addr, aton.map_or(INADDR_NONE, htonl), "inet_addr({text:?})");
        let untouched = u32::from_ne_bytes([FILL; 4]);
        let expected = aton.map_or((0, untouched), |addr| (1, htonl(addr)));
        assert_eq!(here.aton, expected, "inet_aton({text:?})");
        assert_eq!(here.network, network.unwrap_or(INADDR_NONE), "inet_network({text:?})");
        let mut buf = [FILL; 8];
        if let Some(addr) = pton {
            buf[..4].copy_from_slice(&addr.to_be_bytes());
        }
        let expected = (c_int::from(pton.is_some()), buf);
        assert_eq!(here.pton, expected, "inet_pton(AF_INET, {text:?})");
        assert_eq!(here.errno, UNSET, "{text:?}");
        if compared {
            compare(&mut text.into());
        }
    }
}

#[test]
fn odd_ipv6_texts() {
    let compared = glibc::is_here();
    for &(text, addr) in IPV6 {
        let mut buf = [FILL; 20];
        if let Some(addr) = addr {
            buf[..16].copy_from_slice(&bytes(addr));
        }
        let expected = (c_int::from(addr.is_some()), buf);
        assert_eq!(ours(text.as_bytes()).pton6, expected, "inet_pton(AF_INET6, {text:?})");
        if compared {
            compare(&mut text.into());
        }
    }
}

fn bytes(groups: [u16; 8]) -> [u8; 16] {
    let mut bytes = [0; 16];
    for (bytes, group) in bytes.chunks_exact_mut(2).zip(groups) {
        bytes.copy_from_slice(&group.to_be_bytes());
    }
    bytes
}

#[test]
fn every_short_text() {
    if !glibc::is_here() {
        return;
    }
    let mut text = Vec::new();
    for alphabet in [b"0178xf. g:\t".as_slice(), b"012:.".as_slice()] {
        let (len, most) = (alphabet.len(), 300_000);
        // Counted as spreadsheets name their columns: every text once, the shorter ones first.
        for n in 0..most {
            let mut n = n;
            text.clear();
            while n > 0 {
                n -= 1;
                text.push(alphabet[n % len]);
                n /= len;
            }
            compare(&mut text);
        }
    }
}

/// Every byte, in every place of a text, put in or put instead.
#[test]
fn every_byte() {
    if !glibc::is_here() {
        return;
    }
    for text in ["1.2.3.4", "1.2", "0x1f.017", "1:2:3:4:5:6:7:8", "1::2", "::ffff:1.2.3.4"] {
        for (at, byte) in (0..=text.len()).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
            let mut changed = Vec::from(text);
            changed.insert(at, byte);
            compare(&mut changed.clone());
            if at < text.len() {
                changed.remove(at + 1);
                compare(&mut changed);
            }
        }
    }
}

#[test]
fn generated_ipv4_texts() {
    if !glibc::is_here() {
        return;
    }
    let mut rng = Rng::new("IPv4 texts");
    let (mut aton, mut network, mut pton) = (0, 0, 0);
    for _ in 0..COUNT {
        let mut text = ipv4_text(&mut rng);
        mutate(&mut rng, &mut text);
        let answers = compare(&mut text);
        aton += answers.aton.0;
        network += c_int::from(answers.network != INADDR_NONE);
        pton += answers.pton.0;
    }
    println!("of {COUNT} texts, {aton}, {network} and {pton} are addresses");
    assert!([aton, network, pton].iter().all(|n| (COUNT / 20..COUNT - COUNT / 20).contains(n)));
}

#[test]
fn generated_ipv6_texts() {
    if !glibc::is_here() {
        return;
    }
    let mut rng = Rng::new("IPv6 texts");
    let mut pton = 0;
    for _ in 0..COUNT {
        let mut text = ipv6_text(&mut rng);
        mutate(&mut rng, &mut text);
        pton += compare(&mut text).pton6.0;
    }
    println!("of {COUNT} texts, {pton} are addresses");
    assert!((COUNT / 20..COUNT - COUNT / 20).contains(&pton));
}

/// Texts of any type, and of any length.
#[test]
fn kinds_of_text() {
    let one = htonl(0x01020304);
    assert_eq!(inet_addr("1.2.3.4"), one);
    assert_eq!(inet_addr(&String::from("1.2.3.4")), one);
    assert_eq!(inet_addr(c"1.2.3.4"), one);
    assert_eq!(inet_addr(b"1.2.3.4"), one);
    assert_eq!(inet_addr(&b"1.2.3.45"[..7]), one);
    assert_eq!(inet_addr(&b"1.2.3.4\0".map(|byte| byte as c_char)), one);
    let message = &mut [0u8; 30];
    message[..7].copy_from_slice(b"1.2.3.4");
    assert_eq!(inet_addr(message), one);
    assert_eq!(inet_addr(NULL), INADDR_NONE);
    assert_eq!(inet_pton(AF_INET6, NULL, &mut in6_addr::zeroed()), 0);
    let compared = glibc::is_here();
    for text in ["1.", "1:", "::", "0", "1", "f", " "] {
        let mut text = text.repeat(100_000).into_bytes();
        match compared {
            true => compare(&mut text),
            false => ours(&text),
        };
    }
}

#[test]
fn pton_knows_two_families() {
    if !glibc::is_here() {
        return;
    }
    for af in (-2..100).chain([c_int::MIN, c_int::MAX, AF_INET | 1 << 16]) {
        for text in [c"1.2.3.4", c"::1", c"1"] {
            let (here, there) = (&mut [FILL; 16], &mut [FILL; 16]);
            set_errno(UNSET);
            let answer = (inet_pton(af, text, here), errno());
            set_errno(UNSET);
            // SAFETY: the text ends with a NUL; 16 bytes are enough for either family.
            let result = unsafe { glibc::inet_pton(af, text.as_ptr(), there.as_mut_ptr().cast()) };
            assert_eq!((answer, here), ((result, errno()), there), "inet_pton({af}, {text:?})");
        }
    }
}

#[test]
fn pton_needs_room() {
    let pton = |af, text: &str, buf: &mut [u8]| {
        set_errno(UNSET);
        buf.fill(FILL);
        let result = inet_pton(af, text, buf);
        (result, errno(), buf.iter().all(|byte| *byte == FILL))
    };
    assert_eq!(pton(AF_INET, "1.2.3.4", &mut [0; 3]), (-1, EFAULT, true));
    assert_eq!(pton(AF_INET, "1.2.3.4", &mut [0; 4]), (1, UNSET, false));
    assert_eq!(pton(AF_INET6, "::1", &mut [0; 15]), (-1, EFAULT, true));
    assert_eq!(pton(AF_INET6, "::1", &mut [0; 16]), (1, UNSET, false));
    // Where C writes nothing, no room is needed.
    assert_eq!(pton(AF_INET, "1.2.3", &mut []), (0, UNSET, true));
    assert_eq!(pton(AF_INET6, ":1", &mut []), (0, UNSET, true));
    assert_eq!(pton(AF_UNIX, "1.2.3.4", &mut []), (-1, EAFNOSUPPORT, true));
    assert_eq!(inet_pton(AF_INET, "1.2.3.4", NULL), -1);
    assert_eq!(errno(), EFAULT);
}

// ---- Address to text ----

/// Whether `inet_ntop` returned text, `errno`, and the buffer.
type Written = (bool, c_int, [u8; 64]);

fn ours_ntop(af: c_int, addr: &[u8; 16], len: socklen_t) -> Written {
    set_errno(UNSET);
    let buf = &mut [FILL; 64];
    let text = inet_ntop(af, addr, buf, len).map(str::to_owned);
    if let Some(text) = &text {
        assert_eq!(buf.split(|byte| *byte == 0).next(), Some(text.as_bytes()));
    }
    (text.is_some(), errno(), *buf)
}

fn theirs_ntop(af: c_int, addr: &[u8; 16], len: socklen_t) -> Written {
    set_errno(UNSET);
    let buf = &mut [FILL; 64];
    assert!(len as usize <= buf.len());
    // SAFETY: 16 bytes are enough for either family; the buffer has at least `len` bytes.
    let text = unsafe { glibc::inet_ntop(af, addr.as_ptr().cast(), buf.as_mut_ptr().cast(), len) };
    (!text.is_null(), errno(), *buf)
}

fn compare_ntop(af: c_int, addr: &[u8; 16], len: socklen_t) -> bool {
    let here = ours_ntop(af, addr, len);
    let there = theirs_ntop(af, addr, len);
    assert_eq!(here, there, "inet_ntop({af}, {addr:x?}, buf, {len}), here and in glibc");
    here.0
}

#[test]
fn odd_ipv6_addresses() {
    let compared = glibc::is_here();
    for &(groups, text) in WRITTEN {
        let (addr, size) = (bytes(groups), text.len() as socklen_t + 1);
        let buf = &mut [FILL; 64];
        assert_eq!(inet_ntop(AF_INET6, &addr, buf, size), Some(text));
        assert_eq!(buf[text.len()..], [&[0], &[FILL; 63][text.len()..]].concat());
        assert!(inet_ntop(AF_INET6, &addr, buf, size - 1) == NULL);
        assert_eq!(errno(), ENOSPC);
        if compared {
            assert!(compare_ntop(AF_INET6, &addr, size));
            assert!(!compare_ntop(AF_INET6, &addr, size - 1));
        }
    }
}

#[test]
fn generated_addresses() {
    if !glibc::is_here() {
        return;
    }
    let mut rng = Rng::new("addresses");
    let mut written = 0;
    for _ in 0..COUNT {
        let addr = bytes(core::array::from_fn(|_| match rng.below(6) {
            0..=2 => 0,
            3 => 0xffff,
            4 => rng.below(0x100) as u16,
            _ => rng.next() as u16,
        }));
        let af = match rng.below(20) {
            0 => rng.next() as c_int,
            1 => rng.below(50) as c_int,
            2..=8 => AF_INET,
            _ => AF_INET6,
        };
        let len = if rng.one_in(2) { INET6_ADDRSTRLEN as u32 } else { rng.below(65) as u32 };
        written += c_int::from(compare_ntop(af, &addr, len));
    }
    println!("of {COUNT} addresses, {written} were written");
    assert!((COUNT / 20..COUNT - COUNT / 20).contains(&written));
}

#[test]
fn ntop_checks_its_arguments() {
    let ntop = |af, addr: &[u8], len: c_int| {
        set_errno(UNSET);
        let buf = &mut [FILL; 16];
        let text = inet_ntop(af, addr, buf, len).map(str::to_owned);
        assert!(text.is_some() || *buf == [FILL; 16]);
        (text, errno())
    };
    let text = |text: &str| (Some(text.to_owned()), UNSET);
    assert_eq!(ntop(AF_INET, &[1, 2, 3, 4], 16), text("1.2.3.4"));
    assert_eq!(ntop(AF_INET, &[1, 2, 3, 4, 5], 8), text("1.2.3.4"));
    assert_eq!(ntop(AF_INET, &[1, 2, 3, 4], 7), (None, ENOSPC));
    assert_eq!(ntop(AF_INET, &[1, 2, 3, 4], 0), (None, ENOSPC));
    assert_eq!(ntop(AF_INET, &[1, 2, 3, 4], 17), (None, EFAULT));
    assert_eq!(ntop(AF_INET, &[1, 2, 3, 4], -1), (None, EFAULT));
    assert_eq!(ntop(AF_INET, &[1, 2, 3], 16), (None, EFAULT));
    assert_eq!(ntop(AF_INET6, &[0; 16], 3), text("::"));
    assert_eq!(ntop(AF_INET6, &[0; 16], 2), (None, ENOSPC));
    assert_eq!(ntop(AF_INET6, &[0; 15], 16), (None, EFAULT));
    assert_eq!(ntop(AF_INET6, &[255; 16], 16), (None, ENOSPC));
    assert_eq!(ntop(AF_UNSPEC, &[], 17), (None, EAFNOSUPPORT));
    // A length goes through `socklen_t`, which keeps 32 bits of it, as in C.
    let buf = &mut [0u8; 16];
    assert_eq!(inet_ntop(AF_INET, &[1u8; 4], buf, 16 + (1u64 << 32)), Some("1.1.1.1"));
    assert!(inet_ntop(AF_INET, &[1u8; 4], NULL, 16) == NULL);
    assert_eq!(errno(), EFAULT);
    assert!(inet_ntop(AF_INET, NULL, buf, sizeof(buf)) == NULL);
    assert_eq!(errno(), EFAULT);
}

// ---- Numbers ----

#[test]
fn generated_numbers() {
    if !glibc::is_here() {
        return;
    }
    let mut rng = Rng::new("numbers");
    for _ in 0..COUNT {
        let (net, host) = (rng.number() as u32, rng.number() as u32);
        let addr = in_addr { s_addr: htonl(net) };
        let made = glibc::inet_makeaddr(net, host).s_addr;
        assert_eq!(inet_makeaddr(net, host).s_addr, made, "inet_makeaddr({net:#x}, {host:#x})");
        assert_eq!(inet_lnaof(addr), glibc::inet_lnaof(addr), "inet_lnaof of {net:#x}");
        assert_eq!(inet_netof(addr), glibc::inet_netof(addr), "inet_netof of {net:#x}");
        // SAFETY: the text is this thread's own, and ends with a NUL.
        let text = unsafe { CStr::from_ptr(glibc::inet_ntoa(addr)) };
        assert_eq!(inet_ntoa(addr).as_bytes(), text.to_bytes(), "inet_ntoa of {net:#x}");
    }
}

#[test]
fn classes() {
    let address = |text: &str| in_addr { s_addr: inet_addr(text) };
    for (text, net, host) in [
        ("127.1.2.3", 127, 0x010203),
        ("128.1.2.3", 0x8001, 0x0203),
        ("191.1.2.3", 0xbf01, 0x0203),
        ("192.1.2.3", 0xc00102, 3),
        ("255.1.2.3", 0xff0102, 3),
    ] {
        let addr = address(text);
        assert_eq!((inet_netof(addr), inet_lnaof(addr)), (net, host), "{text}");
        assert_eq!(inet_ntoa(inet_makeaddr(net, host)), text);
    }
    assert_eq!(inet_ntoa(inet_makeaddr(1, 0xff00_0000)), "1.0.0.0");
    assert_eq!(inet_ntoa(inet_makeaddr(0x0100_0000, 0xff)), "1.0.0.255");
}
