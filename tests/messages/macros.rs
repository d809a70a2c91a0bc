//! `CMSG_…`, against the macros of the machine's own headers.

use crate::c;
use berkeley::{NULL, sys::socket::*};
use std::fmt::Write as _;

const PROGRAM: &str = r#"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void walk(const char *hex) {
    size_t len = strlen(hex) / 2;
    unsigned char *buf = aligned_alloc(16, 4096);
    for (size_t i = 0; i < len; i++)
        sscanf(hex + 2 * i, "%2hhx", buf + i);
    struct msghdr msg = { .msg_control = buf, .msg_controllen = len };
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&msg); c; c = CMSG_NXTHDR(&msg, c)) {
        size_t at = (unsigned char *) c - buf;
        printf("%zu:%zu ", at, (size_t) (CMSG_DATA(c) - buf));
        if (c->cmsg_len > len - at)
            break; /* From here on C's arithmetic may overflow. */
    }
    printf("\n");
    free(buf);
}

int main(void) {
    static char line[8192], word[16];
    while (fgets(line, sizeof(line), stdin)) {
        size_t n;
        line[strcspn(line, "\n")] = 0;
        if (sscanf(line, "length %zu", &n) == 1)
            printf("%zu %zu %zu\n", CMSG_ALIGN(n), CMSG_SPACE(n), CMSG_LEN(n));
        else
            walk(line + 5);
    }
}
"#;

/// How many bytes `cmsg_len` has.
const SIZE: usize = size_of::<usize>();

/// Numbers that look like chance and are the same on every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }
}

/// A buffer of control messages: some sound, some not.
fn buffer(numbers: &mut Numbers) -> Vec<u8> {
    let sound = numbers.below(2) == 0;
    let mut bytes = vec![];
    for _ in 0..numbers.below(6) {
        let data = numbers.below(40) as usize;
        let len = match numbers.below(8) {
            0 if !sound => numbers.below(20) as usize,
            1 if !sound => 1 << numbers.below(usize::BITS.into()),
            2 if !sound => usize::MAX - numbers.below(40) as usize,
            3 if !sound => numbers.below(300) as usize,
            _ => CMSG_LEN(data),
        };
        bytes.extend(len.to_ne_bytes());
        bytes.resize(bytes.len() - SIZE + CMSG_SPACE(data), numbers.below(3) as u8);
    }
    let cut = numbers.below(24) as usize;
    bytes.truncate(bytes.len() - if sound { 0 } else { cut.min(bytes.len()) });
    bytes.extend(vec![numbers.below(2) as u8; numbers.below(20) as usize]);
    bytes
}

/// Where CMSG_FIRSTHDR and CMSG_NXTHDR lead, and CMSG_DATA from there.
fn walk(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut msg = msghdr::zeroed();
    msg.msg_control = bytes.into();
    // Says more than there is: the walk stays within the memory.
    msg.msg_controllen = bytes.len();
    let mut visited = vec![];
    let mut at = 0;
    let mut cmsg = CMSG_FIRSTHDR(&msg);
    while cmsg != NULL {
        // The header says which bytes it was read from, as the data after it does.
        assert_eq!(cmsg.cmsg_len.to_ne_bytes(), bytes[at..at + SIZE]);
        assert!(CMSG_DATA(cmsg).get::<u8>() == bytes.get(at + CMSG_LEN(0)).copied());
        visited.push((at, at + CMSG_LEN(0)));
        at = at.saturating_add(CMSG_ALIGN(cmsg.cmsg_len));
        cmsg = CMSG_NXTHDR(&msg, cmsg);
    }
    visited
}

#[test]
fn the_macros_are_those_of_c() {
    let name = "the_macros_are_those_of_c";
    if !c::is_here(name) {
        return;
    }
    let program = c::compile("messages_macros", PROGRAM).expect("the C program compiles");
    let bits = usize::BITS;
    let edges = (0..bits).flat_map(|bit| [(1 << bit) - 1, 1 << bit, (1 << bit) + 1]);
    let lengths: Vec<usize> =
        (0..=4096).chain(edges).chain((0..64).map(|n| usize::MAX - n)).collect();
    let numbers = &mut Numbers(0x5eed_0148);
    let buffers: Vec<Vec<u8>> = (0..5000).map(|_| buffer(numbers)).collect();
    let mut input = String::new();
    for n in &lengths {
        writeln!(input, "length {n}").unwrap();
    }
    for bytes in &buffers {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(input, "walk {hex}").unwrap();
    }
    let output = c::run(&program, &input);
    let mut lines = output.lines();
    for n in lengths {
        let ours = format!("{} {} {}", CMSG_ALIGN(n), CMSG_SPACE(n), CMSG_LEN(n));
        assert_eq!(ours, lines.next().unwrap(), "{n}");
    }
    let (mut steps, mut stopped) = (0, 0);
    for bytes in buffers {
        let ours = walk(&bytes);
        steps += ours.len();
        let shown: String = ours.iter().map(|(at, data)| format!("{at}:{data} ")).collect();
        let theirs = lines.next().unwrap();
        if shown == theirs {
            continue;
        }
        // An older glibc does not go on to a header whose message does not fit.
        let (at, _) = *ours.last().unwrap();
        let len = usize::from_ne_bytes(bytes[at..at + SIZE].try_into().unwrap());
        let all_but_the_last = shown.strip_suffix(&format!("{at}:{} ", at + CMSG_LEN(0))).unwrap();
        assert_eq!(all_but_the_last, theirs, "{bytes:?}");
        assert!(at > 0 && CMSG_ALIGN(len) > bytes.len() - at || CMSG_ALIGN(len) < len, "{bytes:?}");
        stopped += 1;
    }
    assert_eq!(lines.next(), None);
    assert!(steps > 5000, "the walks led somewhere: {steps}");
    c::say(&format!("{name}: {steps} steps; in {stopped} walks this C library stops earlier"));
}

#[test]
fn the_walk_stays_within_the_memory() {
    let numbers = &mut Numbers(7);
    for _ in 0..2000 {
        let bytes = buffer(numbers);
        let mut msg = msghdr::zeroed();
        msg.msg_control = (&bytes).into();
        for len in [bytes.len() + 1, usize::MAX / 3, usize::MAX] {
            msg.msg_controllen = len;
            let mut cmsg = CMSG_FIRSTHDR(&msg);
            let mut steps = 0;
            while cmsg != NULL {
                steps += 1;
                cmsg = CMSG_NXTHDR(&msg, cmsg);
            }
            assert!(steps <= bytes.len() / size_of::<cmsghdr>());
        }
    }
}
