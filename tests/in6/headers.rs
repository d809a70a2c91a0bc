//! The `inet6_opt_…` and `inet6_rth_…` functions, beside those of the C library: the same buffers and
//! numbers, sound and malformed, and the same answers.

use crate::c;
use berkeley::errno::{EFAULT, errno, set_errno};
use berkeley::netinet::in_::*;
use berkeley::netinet::ip6::*;
use std::ffi::c_int;
use std::fmt::Write;

/// The functions that are compared, by the number that the C program knows them by.
const FUNCTIONS: [&str; 14] = [
    "inet6_opt_init",
    "inet6_opt_append",
    "inet6_opt_finish",
    "inet6_opt_next",
    "inet6_opt_find",
    "inet6_opt_set_val",
    "inet6_opt_get_val",
    "inet6_rth_space",
    "inet6_rth_init",
    "inet6_rth_add",
    "inet6_rth_reverse",
    "inet6_rth_reverse, in place",
    "inet6_rth_segments",
    "inet6_rth_getaddr",
];

/// Reads calls and makes them, each with a buffer in the midst of an arena. Prints what came of it,
/// or that bytes outside of the buffer have changed.
const C: &str = r#"
#include <netinet/in.h>
#include <netinet/ip6.h>
#include <stdio.h>
#include <string.h>

#define SIZE 16384
#define MIDDLE 4096

static unsigned char arena[SIZE], out_arena[SIZE], untouched[SIZE], values[4096];

static void fill(unsigned char *arena, const unsigned char *bytes, int len)
{
    memset(arena, 0xa5, SIZE);
    memcpy(arena + MIDDLE, bytes, len);
}

static int is_whole(const unsigned char *arena, int len)
{
    return memcmp(arena, untouched, MIDDLE) == 0 &&
           memcmp(arena + MIDDLE + len, untouched, SIZE - MIDDLE - len) == 0;
}

int main(void)
{
    static char hex[8192];
    static unsigned char bytes[4096];
    long long n[6];
    int function;

    memset(untouched, 0xa5, SIZE);
    while (scanf("%d %lld %lld %lld %lld %lld %8191s", &function, &n[0], &n[1], &n[2], &n[3], &n[4],
                 hex) == 7) {
        int len = hex[0] == '-' ? 0 : strlen(hex) / 2;
        for (int i = 0; i < len; i++)
            sscanf(hex + 2 * i, "%2hhx", &bytes[i]);
        fill(arena, bytes, len);
        fill(out_arena, bytes, len);
        for (int i = 0; i < 4096; i++)
            values[i] = 0x30 + i % 64;
        unsigned char *here = arena + MIDDLE, *out = out_arena + MIDDLE;
        void *buf = hex[0] == '-' ? NULL : here, *data = here - 1;
        unsigned char type = 0xee;
        socklen_t size = 0xeeee;
        long long ret = 0;
        struct in6_addr *addr;

        switch (function) {
        case 0: ret = inet6_opt_init(buf, n[0]); break;
        case 1: ret = inet6_opt_append(buf, n[0], n[1], n[2], n[3], n[4], &data); break;
        case 2: ret = inet6_opt_finish(buf, n[0], n[1]); break;
        case 3: ret = inet6_opt_next(buf, n[0], n[1], &type, &size, &data); break;
        case 4: ret = inet6_opt_find(buf, n[0], n[1], n[2], &size, &data); break;
        case 5: ret = inet6_opt_set_val(buf, n[1], values, n[0]); break;
        case 6: ret = inet6_opt_get_val(buf, n[1], values, n[0]); break;
        case 7: ret = inet6_rth_space(n[0], n[1]); break;
        case 8: ret = inet6_rth_init(buf, n[0], n[1], n[2]) == buf; break;
        case 9: ret = inet6_rth_add(buf, (struct in6_addr *)values); break;
        case 10: ret = inet6_rth_reverse(buf, out); break;
        case 11: ret = inet6_rth_reverse(buf, buf); break;
        case 12: ret = inet6_rth_segments(buf); break;
        case 13:
            addr = inet6_rth_getaddr(buf, n[0]);
            ret = addr == NULL ? -1 : (char *)addr - (char *)buf;
            if (addr != NULL)
                memcpy(values, addr, 16);
            break;
        }
        if (!is_whole(arena, len) || !is_whole(out_arena, len)) {
            printf("outside\n");
            continue;
        }
        printf("%lld %d %u %d ", ret, type, size, (int)((unsigned char *)data - here));
        for (int i = 0; i < len; i++)
            printf("%02x", here[i]);
        printf(" ");
        for (int i = 0; i < len; i++)
            printf("%02x", out[i]);
        printf(" ");
        for (int i = 0; i < 32; i++)
            printf("%02x", values[i]);
        printf("\n");
    }
    return 0;
}
"#;

/// A call: the function, its numbers, and its buffer.
struct Call {
    function: usize,
    n: [i64; 5],
    buf: Option<Vec<u8>>,
}

/// What came of a call here: whether it failed, whether for what C leaves to chance, and the line
/// that C prints of it.
struct Answer {
    failed: bool,
    fault: bool,
    line: String,
}

impl Call {
    /// The line that tells C of it.
    fn line(&self) -> String {
        let mut line = format!("{}", self.function);
        self.n.iter().for_each(|n| write!(line, " {n}").unwrap());
        match &self.buf {
            Some(buf) => line + " " + &hex(buf) + "\n",
            None => line + " -\n",
        }
    }

    fn answer(&self) -> Answer {
        let [a, b, c, d, e] = self.n;
        let mut buf = self.buf.clone().unwrap_or_default();
        let mut out = buf.clone();
        let mut values: Vec<u8> = (0..4096).map(|i| 0x30 + (i % 64) as u8).collect();
        let (mut type_, mut size, mut data) = (0xee, 0xeeee, usize::MAX);
        set_errno(0);
        let ret = match (self.function, &self.buf) {
            (0, None) => inet6_opt_init(NULL, a),
            (0, _) => inet6_opt_init(&mut buf, a),
            (1, None) => inet6_opt_append(NULL, a, b as c_int, c as u8, d, e as u8, &mut data),
            (1, _) => inet6_opt_append(&mut buf, a, b as c_int, c as u8, d, e as u8, &mut data),
            (2, None) => inet6_opt_finish(NULL, a, b as c_int),
            (2, _) => inet6_opt_finish(&mut buf, a, b as c_int),
            (3, _) => inet6_opt_next(&buf, a, b as c_int, &mut type_, &mut size, &mut data),
            (4, _) => inet6_opt_find(&buf, a, b as c_int, c as u8, &mut size, &mut data),
            (5, _) => inet6_opt_set_val(&mut buf, b as c_int, &values, a),
            (6, _) => inet6_opt_get_val(&buf, b as c_int, &mut values, a),
            (7, _) => inet6_rth_space(a as c_int, b as c_int) as c_int,
            (8, _) => c_int::from(inet6_rth_init(&mut buf, a, b as c_int, c as c_int).is_some()),
            (9, _) => {
                let mut addr = in6_addr::zeroed();
                addr.s6_addr.copy_from_slice(&values[..16]);
                inet6_rth_add(&mut buf, &addr)
            }
            (10, _) => inet6_rth_reverse(&buf, &mut out),
            (11, _) => inet6_rth_reverse(&buf.clone(), &mut buf),
            (12, _) => inet6_rth_segments(&buf),
            (13, _) => match inet6_rth_getaddr(&buf, a as c_int) {
                Some(addr) => {
                    values[..16].copy_from_slice(&addr.s6_addr);
                    8 + 16 * a as c_int
                }
                None => -1,
            },
            _ => unreachable!("there is no such function"),
        };
        let failed = ret == -1 || self.function == 8 && ret == 0;
        let values = hex(&values[..32]);
        let (buf, out, data) = (hex(&buf), hex(&out), data as isize);
        Answer {
            failed,
            fault: failed && errno() == EFAULT,
            line: format!("{ret} {type_} {size} {data} {buf} {out} {values}"),
        }
    }
}

#[test]
fn the_functions_are_those_of_the_c_library() {
    if !c::is_here("in6") {
        return;
    }
    let calls = calls();
    let program = c::compile("in6_headers", C).expect("the C program compiles");
    let input: String = calls.iter().map(Call::line).collect();
    let output = c::run(&program, &input);
    assert_eq!(output.lines().count(), calls.len());

    let (mut successes, mut failures) = ([0; FUNCTIONS.len()], [0; FUNCTIONS.len()]);
    for (call, theirs) in calls.iter().zip(output.lines()) {
        let ours = call.answer();
        if theirs == "outside" {
            assert!(ours.failed, "C writes beyond: {} {}", FUNCTIONS[call.function], call.line());
        } else if !ours.fault {
            assert_eq!(ours.line, theirs, "{}: {}", FUNCTIONS[call.function], call.line());
            let count = if ours.failed { &mut failures } else { &mut successes };
            count[call.function] += 1;
        }
    }
    for (function, name) in FUNCTIONS.iter().enumerate() {
        let (successes, failures) = (successes[function], failures[function]);
        assert!(successes > 50, "{name}: only {successes} successes to compare");
        // These three fail only where C would go beyond the buffer, or not at all.
        if !matches!(function, 5..=7) {
            assert!(failures > 20, "{name}: only {failures} failures to compare");
        }
    }
}

/// Calls of all functions.
fn calls() -> Vec<Call> {
    let mut random = Random(0x5eed);
    (0..14_000).map(|i| call(i % FUNCTIONS.len(), &mut random)).collect()
}

fn call(function: usize, random: &mut Random) -> Call {
    let size = [8, 16, 24, 40, 64, 300, random.below(80)][random.below(7)];
    let mut buf = match function {
        9..=13 => routing_header(size, random),
        _ => options(size, random),
    };
    let extlen = match random.below(8) {
        0 => random.below(400) as i64,
        // With the others C would go on to the end of its memory.
        1 if matches!(function, 0 | 8) => -(random.below(3) as i64),
        2 if size > 0 => random.below(size) as i64,
        _ => size as i64,
    };
    let offset = match random.below(10) {
        0 => random.below(600) as i64 - 300,
        1 => i64::from(c_int::MAX) - random.below(300) as i64,
        2..=4 => 0,
        _ => random.below(size + 1) as i64,
    };
    let n = match function {
        0..=4 => {
            let len = [0, 1, 2, 4, 8, 12, 255, 256, random.below(300)][random.below(9)] as i64;
            let align = [0, 1, 1, 2, 3, 4, 8, 16, random.below(256)][random.below(9)] as i64;
            [extlen, offset, [0, 1, 5, 0x1e, 0xc2, 255][random.below(6)], len, align]
        }
        5 | 6 => [random.below(40) as i64, random.below(size + 8) as i64 - 4, 0, 0, 0],
        7 => [random.below(3) as i64 / 2, random.below(160) as i64 - 10, 0, 0, 0],
        8 => [
            extlen,
            random.below(5) as i64 / 4,
            [random.below(4), random.below(160)][random.below(2)] as i64 - 1,
            0,
            0,
        ],
        _ => [random.below(22) as i64 - 2, 0, 0, 0, 0],
    };
    let counts_only = function < 3 && random.below(4) == 0;
    if function == 8 && random.below(2) == 0 {
        buf.resize(random.below(2200) + 8, 0x5a);
    }
    let n = if function == 8 && random.below(2) == 0 {
        [buf.len() as i64, n[1], n[2], 0, 0]
    } else {
        n
    };
    Call { function, n, buf: (!counts_only).then_some(buf) }
}

/// A header of options, whose lengths mostly fit.
fn options(size: usize, random: &mut Random) -> Vec<u8> {
    let mut buf = vec![0, (size / 8) as u8];
    while buf.len() < size {
        let type_ = [IP6OPT_PAD1, IP6OPT_PADN, 5, 0x1e][random.below(4)];
        buf.push(type_);
        if type_ != IP6OPT_PAD1 {
            let len = if random.below(20) == 0 { random.below(256) } else { random.below(6) };
            buf.push(len as u8);
            buf.extend((0..len).map(|_| random.below(4) as u8));
        }
    }
    buf.truncate(size);
    // C's functions read two bytes of any buffer.
    buf.resize(size.max(2), 0);
    buf
}

/// A routing header, mostly of the size that it says.
fn routing_header(size: usize, random: &mut Random) -> Vec<u8> {
    let mut buf: Vec<u8> = (0..size.max(8)).map(|_| random.below(256) as u8).collect();
    buf[2] = u8::from(random.below(8) == 0);
    if random.below(8) != 0 {
        buf[1] = ((buf.len() - 8) / 8) as u8;
        buf[3] = random.below(usize::from(buf[1]) / 2 + 1) as u8;
    }
    buf
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Numbers that are the same in every run: George Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}

/// Where C would read or write beyond the object there is an error, and nothing has changed.
#[test]
fn nothing_reaches_beyond_the_object() {
    let canary = [0x5au8; 8];
    let fault = |ret: c_int| {
        assert_eq!((ret, errno()), (-1, EFAULT));
        set_errno(0);
    };
    let mut buf = canary;
    fault(inet6_opt_init(&mut buf, 16));
    fault(inet6_opt_append(&mut buf, 9, 2, 5, 2, 2, NULL));
    fault(inet6_opt_finish(&mut buf, 9, 5));
    fault(inet6_opt_set_val(&mut buf, 6, b"abc", 3));
    fault(inet6_opt_set_val(&mut buf, -1, b"abc", 3));
    fault(inet6_opt_set_val(&mut buf, 0, b"abc", 4));
    fault(inet6_opt_set_val(&mut buf, 0, b"abc", -1));
    fault(inet6_opt_get_val(b"abc", 0, &mut buf, 4));
    fault(inet6_opt_get_val(b"abc", -1, &mut buf, 1));
    fault(inet6_opt_get_val(&[0; 9], 0, &mut buf, 9));
    assert!(inet6_rth_init(&mut buf, 24, IPV6_RTHDR_TYPE_0, 1) == NULL && errno() == EFAULT);
    assert_eq!(buf, canary);

    let (mut type_, mut len, mut data) = (1, 2, 3);
    fault(inet6_opt_next(&buf, 9, 0, &mut type_, &mut len, &mut data));
    fault(inet6_opt_find(&buf, 9, 0, 0x5a, &mut len, &mut data));
    assert_eq!((type_, len, data), (1, 2, 3));

    // A header that says it has an address, in a buffer that ends before it.
    let mut short = [0, 2, 0, 0, 0, 0, 0, 0, 0, 0u8];
    fault(inet6_rth_add(&mut short, &in6addr_loopback));
    fault(inet6_rth_reverse(&short, &mut [0u8; 24]));
    set_errno(0);
    assert!(inet6_rth_getaddr(&short, 0) == NULL && errno() == EFAULT);
    fault(inet6_rth_segments(&short[..2]));
    let (whole, mut out) =
        ([0, 2, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1u8], canary);
    fault(inet6_rth_reverse(&whole, &mut out));
    assert_eq!(out, canary);
}
