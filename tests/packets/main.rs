//! The headers of packets and the Internet checksum against the machine's C headers, by programs
//! that are made from the tables here and compiled on the spot; and against the kernel, with echoes
//! over loopback.

use berkeley::checksum::in_cksum;
use berkeley::netinet::{icmp6::*, ip::*, ip_icmp::*, ip6::*};
use constants::{Constants, ENUMERATORS, LATER, MACROS};
use members::{BEGINS, STEPS};
use std::fmt::Write;

#[path = "../c/mod.rs"]
mod c;
mod constants;
mod echoes;
mod layouts;
mod members;

const PROLOGUE: &str = r#"
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/ip_icmp.h>
#include <netinet/icmp6.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
typedef uint32_t n_time; /* glibc's ICMP_TSLEN takes it from BSD */
static void fill(void *at, size_t size, unsigned char begin, unsigned char step) {
    for (size_t i = 0; i < size; i++) ((unsigned char *)at)[i] = begin + step * i;
}
static void hex(const void *at, size_t size) {
    printf(" ");
    for (size_t i = 0; i < size; i++) printf("%02x", ((const unsigned char *)at)[i]);
}
"#;

/// What the C program prints whose `main` has this body, after these declarations; or none, where
/// there is no C to compare with.
fn run(name: &str, declarations: &str, body: &str, input: &str) -> Option<String> {
    let name = format!("packets_{name}");
    if !c::is_here(&name) {
        return None;
    }
    let source = format!("{PROLOGUE}{declarations}\nint main(void) {{\n{body}}}\n");
    let program = c::compile(&name, &source).expect("the C program compiles");
    Some(c::run(&program, input))
}

/// Compares what Rust says line by line with what C prints.
fn compare(what: &str, here: &[String], there: &str) {
    for (here, there) in here.iter().zip(there.lines()) {
        assert_eq!(here, there, "here and in C");
    }
    assert_eq!(here.len(), there.lines().count());
    c::say(&format!("packets: {} {what} compared with C", here.len()));
}

#[test]
fn constants_have_their_values() {
    let lines = |constants: Constants| constants.iter().map(|(n, value)| format!("{n} {value}"));
    let mut body = String::new();
    for (name, _) in MACROS.iter().chain(ENUMERATORS) {
        writeln!(body, "printf(\"{name} %lld\\n\", (long long)({name}));").unwrap();
    }
    if let Some(there) = run("constants", "", &body, "") {
        let here: Vec<_> = lines(MACROS).chain(lines(ENUMERATORS)).collect();
        compare("constants", &here, &there);
    }

    let mut body = String::new();
    for (name, _) in LATER {
        writeln!(body, "#ifdef {name}\nprintf(\"{name} %lld\\n\", (long long)({name}));\n#endif")
            .unwrap();
    }
    if let Some(there) = run("later", "", &body, "") {
        let known =
            |line: &String| there.contains(&format!("{} ", line.split_once(' ').unwrap().0));
        let (here, unknown): (Vec<_>, Vec<_>) = lines(LATER).partition(known);
        compare("later constants", &here, &there);
        c::say(&format!("packets: not in this machine's C headers: {}", unknown.join(", ")));
    }
}

#[test]
fn structures_have_their_layout() {
    let (mut here, mut body) = (Vec::new(), String::new());
    for layouts::Layout { c, size, align, fields } in layouts::layouts() {
        here.push(format!("{c} {size} {align}"));
        writeln!(body, "printf(\"{c} %zu %zu\\n\", sizeof({c}), _Alignof({c}));").unwrap();
        for (field, at, size) in fields {
            here.push(format!("{c}.{field} {at} {size}"));
            writeln!(
                body,
                "printf(\"{c}.{field} %zu %zu\\n\", \
                 offsetof({c}, {field}), sizeof((({c} *)0)->{field}));"
            )
            .unwrap();
        }
    }
    if let Some(there) = run("layouts", "", &body, "") {
        compare("structures and fields", &here, &there);
    }
}

#[test]
fn members_of_unions_share_their_bytes() {
    let (mut here, mut body) = (Vec::new(), String::new());
    for (round, begin) in BEGINS.into_iter().enumerate() {
        for members::Member { c, member, lines } in members::views() {
            here.push(lines[round].clone());
            let name = lines[round].split(' ').next().unwrap();
            let read = format!("hex(&x.{member}, sizeof x.{member});");
            writeln!(
                body,
                "{{ {c} x; fill(&x, sizeof x, {begin}, {}); printf(\"{name}\"); {read} \
                 fill(&x.{member}, sizeof x.{member}, {}, {}); hex(&x, sizeof x); {read} \
                 puts(\"\"); }}",
                STEPS.0, !begin, STEPS.1
            )
            .unwrap();
        }
    }
    if let Some(there) = run("unions", "", &body, "") {
        compare("uses of members of unions", &here, &there);
    }
}

#[test]
fn bit_fields_are_where_c_puts_them() {
    let (mut here, mut body) = (Vec::new(), String::new());
    for members::Member { c, member, lines } in members::bit_fields() {
        let name = lines[0].split(' ').next().unwrap();
        for begin in BEGINS {
            writeln!(
                body,
                "for (int v = 0; v <= 255; v++) {{ {c} x; fill(&x, sizeof x, {begin}, {}); \
                 x.{member} = v; printf(\"{name}\"); hex(&x, sizeof x); \
                 printf(\" %u\\n\", (unsigned)x.{member}); }}",
                STEPS.0
            )
            .unwrap();
        }
        here.extend(lines);
    }
    if let Some(there) = run("bits", "", &body, "") {
        compare("uses of bit-fields", &here, &there);
    }
}

#[test]
fn macros_over_all_values() {
    let mut here = Vec::new();
    for v in 0..=255 {
        here.push(format!(
            "{} {} {} {} {} {} {} {} {} {}",
            IPTOS_ECN(v),
            IPTOS_DSCP(v),
            IPTOS_CLASS(v),
            IPTOS_TOS(v),
            IPTOS_PREC(v),
            IPOPT_COPIED(v),
            IPOPT_CLASS(v),
            IPOPT_NUMBER(v),
            IP6OPT_TYPE(v),
            i32::from(ICMP_INFOTYPE(v)),
        ));
    }
    for hl in 0..16 {
        let icmp = &mut icmp::zeroed();
        let mut ip = icmp.icmp_ip();
        ip.set_ip_hl(hl);
        icmp.set_icmp_ip(ip);
        here.push(ICMP_ADVLEN(icmp).to_string());
    }
    let there = run(
        "macros",
        "",
        "for (int v = 0; v <= 255; v++)
            printf(\"%d %d %d %d %d %d %d %d %d %d\\n\", IPTOS_ECN(v), IPTOS_DSCP(v),
                IPTOS_CLASS(v), IPTOS_TOS(v), IPTOS_PREC(v), IPOPT_COPIED(v), IPOPT_CLASS(v),
                IPOPT_NUMBER(v), IP6OPT_TYPE(v), ICMP_INFOTYPE(v));
        for (int hl = 0; hl < 16; hl++) {
            struct icmp icmp = {0};
            icmp.icmp_ip.ip_hl = hl;
            printf(\"%d\\n\", ICMP_ADVLEN(&icmp));
        }",
        "",
    );
    if let Some(there) = there {
        compare("lines of macros", &here, &there);
    }
}

#[test]
fn filters_over_all_types() {
    let mut here = Vec::new();
    let filter = &mut icmp6_filter::zeroed();
    let mut say = |v: u8, filter: &icmp6_filter| {
        let words = filter.icmp6_filt.map(|word| format!(" {word:x}")).concat();
        let will = [ICMP6_FILTER_WILLPASS(v, filter), ICMP6_FILTER_WILLBLOCK(v, filter)];
        here.push(format!("{} {}{words}", u8::from(will[0]), u8::from(will[1])));
    };
    for v in 0..=255u8 {
        ICMP6_FILTER_SETBLOCK(v.wrapping_mul(3), filter);
        say(v, filter);
        ICMP6_FILTER_SETPASS(v.wrapping_mul(5), filter);
        say(v, filter);
    }
    ICMP6_FILTER_SETBLOCKALL(filter);
    say(0, filter);
    ICMP6_FILTER_SETPASSALL(filter);
    say(0, filter);
    let there = run(
        "filters",
        "static void say(int v, struct icmp6_filter *filter) {
            printf(\"%d %d\", ICMP6_FILTER_WILLPASS(v, filter), ICMP6_FILTER_WILLBLOCK(v, filter));
            for (int i = 0; i < 8; i++) printf(\" %x\", filter->icmp6_filt[i]);
            puts(\"\");
        }",
        "struct icmp6_filter filter = {0};
        for (int v = 0; v <= 255; v++) {
            ICMP6_FILTER_SETBLOCK(v * 3 & 255, &filter);
            say(v, &filter);
            ICMP6_FILTER_SETPASS(v * 5 & 255, &filter);
            say(v, &filter);
        }
        ICMP6_FILTER_SETBLOCKALL(&filter);
        say(0, &filter);
        ICMP6_FILTER_SETPASSALL(&filter);
        say(0, &filter);",
        "",
    );
    if let Some(there) = there {
        compare("states of a filter", &here, &there);
    }
}

/// As RFC 1071 has it in section 4.1: words are added, then a byte that is left over, then the
/// carries.
const RFC_1071: &str = r"
static unsigned checksum(const unsigned char *addr, long count) {
    unsigned long long sum = 0;
    while (count > 1) {
        unsigned short word;
        memcpy(&word, addr, 2);
        sum += word;
        addr += 2;
        count -= 2;
    }
    if (count > 0) {
        unsigned char last[2] = {*addr, 0};
        unsigned short word;
        memcpy(&word, last, 2);
        sum += word;
    }
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return ~sum & 0xffff;
}";

#[test]
fn checksums_of_many_buffers() {
    // Bytes in some disorder; where a buffer begins, at an even or odd address, is all one.
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let disorder: Vec<u8> = (0..200_003).map(|_| next()).collect();
    let mut buffers: Vec<&[u8]> = (0..1500).map(|len| &disorder[len..2 * len]).collect();
    buffers.extend([&disorder[..], &disorder[1..], &disorder[2..]]);
    let (zeros, ones) = ([0; 70_001], [0xff; 70_001]);
    for bytes in [&zeros, &ones] {
        buffers.extend([0, 1, 2, 3, 4, 65_535, 65_536, 70_001].map(|len| &bytes[..len]));
    }
    let input: String = buffers.iter().map(|buffer| members::hex(buffer) + "\n").collect();
    let there = run(
        "checksums",
        RFC_1071,
        "static unsigned char buffer[1 << 18];
        long len = 0;
        for (int c; (c = getchar()) != EOF;) {
            if (c == '\\n') {
                printf(\"%u\\n\", checksum(buffer, len));
                len = 0;
            } else {
                ungetc(c, stdin);
                if (scanf(\"%2hhx\", &buffer[len++]) != 1) return 1;
            }
        }",
        &input,
    );
    if let Some(there) = there {
        let here: Vec<_> =
            buffers.iter().map(|buffer| in_cksum(*buffer, buffer.len()).to_string()).collect();
        compare("checksums", &here, &there);
    }
}

/// The example of RFC 1071, section 3.
#[test]
fn checksum_of_the_rfc() {
    let bytes = [0x00u8, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7];
    assert_eq!(in_cksum(&bytes, 8), !htons(0xddf2));
    assert_eq!(in_cksum(&bytes, 0), 0xffff);
    assert_eq!(in_cksum(NULL, 0), 0xffff);
    assert_eq!(in_cksum(&bytes, 3), !htons(0x0001 + 0xf200));
}

#[test]
#[should_panic(expected = "in_cksum of 5 bytes, of an object of 4")]
fn checksum_beyond_the_object() {
    in_cksum(&[0u8; 4], 5);
}

#[test]
#[should_panic(expected = "of an object of 4")]
fn checksum_of_a_negative_length() {
    in_cksum(&[0u8; 4], -1);
}
