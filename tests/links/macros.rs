//! Macros over values, and the functions of `<string.h>`: asked about many, and compared with C.

use crate::c;
use crate::numbers::Numbers;
use berkeley::byteswap::*;
use berkeley::endian::*;
use berkeley::linux::{filter::*, if_packet::*, rtnetlink::*, vm_sockets::*};
use berkeley::net::ethernet::*;
use berkeley::string::*;
use berkeley::sys::un::*;
use core::ffi::c_char;
use std::fmt::Write as _;

/// The macros that take one integer, of the C type said, and return one.
macro_rules! macros {
    ($($name:ident($c:literal, $rust:ty);)*) => {
        const NAMES: &[(&str, &str)] = &[$((stringify!($name), $c)),*];

        fn ask(name: &str, n: u64) -> i64 {
            match name {
                $(stringify!($name) => $name(n as $rust) as i64,)*
                _ => unreachable!("{name}"),
            }
        }
    };
}

macros! {
    NLMSG_ALIGN("size_t", usize);
    NLMSG_LENGTH("size_t", usize);
    NLMSG_SPACE("size_t", usize);
    NLA_ALIGN("size_t", usize);
    NL_MMAP_MSG_ALIGN("size_t", usize);
    RTA_ALIGN("size_t", usize);
    RTA_LENGTH("size_t", usize);
    RTA_SPACE("size_t", usize);
    RTNH_ALIGN("size_t", usize);
    RTNH_LENGTH("size_t", usize);
    RTNH_SPACE("size_t", usize);
    RTM_FAM("uint16_t", u16);
    TPACKET_ALIGN("size_t", usize);
    BPF_CLASS("uint16_t", u16);
    BPF_SIZE("uint16_t", u16);
    BPF_MODE("uint16_t", u16);
    BPF_OP("uint16_t", u16);
    BPF_SRC("uint16_t", u16);
    BPF_RVAL("uint16_t", u16);
    BPF_MISCOP("uint16_t", u16);
    ETHER_IS_VALID_LEN("size_t", usize);
    VM_SOCKETS_VERSION_EPOCH("unsigned", u32);
    VM_SOCKETS_VERSION_MAJOR("unsigned", u32);
    VM_SOCKETS_VERSION_MINOR("unsigned", u32);
    bswap_16("uint16_t", u16);
    bswap_32("uint32_t", u32);
    bswap_64("uint64_t", u64);
    htobe16("uint16_t", u16);
    htobe32("uint32_t", u32);
    htobe64("uint64_t", u64);
    htole16("uint16_t", u16);
    htole32("uint32_t", u32);
    htole64("uint64_t", u64);
    be16toh("uint16_t", u16);
    be32toh("uint32_t", u32);
    be64toh("uint64_t", u64);
    le16toh("uint16_t", u16);
    le32toh("uint32_t", u32);
    le64toh("uint64_t", u64);
}

#[test]
fn macros_over_values() {
    let mut program = String::from(
        "#include <stdio.h>\n#include <string.h>\n#include <stdint.h>\n#include <stddef.h>\n\
         #include <sys/socket.h>\n#include <linux/rtnetlink.h>\n#include <linux/if_packet.h>\n#include <net/ethernet.h>\n\
         #include <linux/vm_sockets.h>\n#include <linux/filter.h>\n#include <endian.h>\n#include <byteswap.h>\n\
         int main(void)\n{\nchar name[64]; unsigned long long n;\n\
         while (scanf(\"%63s %llu\", name, &n) == 2) {\n",
    );
    for (name, of) in NAMES {
        writeln!(
            program,
            "if (!strcmp(name, \"{name}\")) printf(\"%lld\\n\", (long long){name}(({of})n));"
        )
        .unwrap();
    }
    program += "}\nreturn 0;\n}\n";
    let mut numbers = Numbers::new();
    let mut questions = Vec::new();
    for (name, _) in NAMES {
        questions.extend((0..70u64).map(|n| format!("{name} {n}")));
        questions.extend((0..500).map(|_| format!("{name} {}", numbers.of_any_size())));
    }
    questions.extend([63, 64, 1518, 1519].map(|len| format!("ETHER_IS_VALID_LEN {len}")));
    c::compare("links_values", &program, &questions, |question| {
        let (name, n) = question.split_once(' ').unwrap();
        ask(name, n.parse().unwrap()).to_string()
    });
}

/// Answers in hexadecimal, so that texts may have any bytes.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(byte).collect()
}

#[test]
fn texts() {
    let program = r#"
        #include <stdio.h>
        #include <string.h>
        #include <sys/un.h>
        static unsigned char src[4096];
        static void show(const unsigned char *p, size_t n) { while (n--) printf("%02x", *p++); }
        int main(void)
        {
            char text[9000];
            unsigned n;
            while (scanf("%8999s %u", text, &n) == 2) {
                size_t len = strlen(text) / 2;
                for (size_t i = 0; i < len; i++) { unsigned b; sscanf(text + 2 * i, "%2x", &b); src[i] = b; }
                src[len] = 0;
                struct sockaddr_un addr;
                memset(&addr, 0xaa, sizeof(addr));
                if (strlen(src) < sizeof(addr.sun_path)) {
                    strcpy(addr.sun_path, src);
                    printf("%zu ", SUN_LEN(&addr));
                } else {
                    printf("- ");
                }
                show((void *)addr.sun_path, sizeof(addr.sun_path));
                memset(&addr, 0xaa, sizeof(addr));
                strncpy(addr.sun_path, src, n);
                printf(" ");
                show((void *)addr.sun_path, sizeof(addr.sun_path));
                printf(" %zu\n", strlen(src));
            }
            return 0;
        }
    "#;
    let mut numbers = Numbers::new();
    let mut question = |len: usize| {
        let text: Vec<u8> =
            (0..len).map(|_| if numbers.one_in(90) { 0 } else { numbers.next() as u8 }).collect();
        format!("{}00 {}", hex(&text), numbers.below(109))
    };
    let questions: Vec<_> = (0..115).flat_map(|len| [question(len), question(len)]).collect();
    c::compare("links_texts", program, &questions, |question| {
        let (text, n) = question.split_once(' ').unwrap();
        let (src, n) = (from_hex(text), n.parse::<u32>().unwrap());
        let filled = || {
            let mut addr = sockaddr_un::zeroed();
            memset(&mut addr, 0xaa, size_of::<sockaddr_un>());
            addr
        };
        let (mut copied, mut cut) = (filled(), filled());
        let mut len = String::from("-");
        if strlen(&src) < copied.sun_path.len() {
            strcpy(&mut copied.sun_path, &src);
            len = SUN_LEN(&copied).to_string();
        }
        strncpy(&mut cut.sun_path, &src, n);
        let show = |addr: &sockaddr_un| hex(addr.sun_path.as_bytes());
        format!("{len} {} {} {}", show(&copied), show(&cut), strlen(&src))
    });
}

#[test]
fn texts_together() {
    let program = r#"
        #include <stdio.h>
        #include <string.h>
        static unsigned char texts[2][999];
        static int sign(int n) { return (n > 0) - (n < 0); }
        int main(void)
        {
            char text[2][2000];
            int n;
            while (scanf("%1999s %1999s %d", text[0], text[1], &n) == 3) {
                unsigned char joined[999];
                for (int t = 0; t < 2; t++) {
                    size_t len = strlen(text[t]) / 2;
                    for (size_t i = 0; i < len; i++) { unsigned b; sscanf(text[t] + 2 * i, "%2x", &b); texts[t][i] = b; }
                    texts[t][len] = 0;
                }
                memset(joined, 0xaa, sizeof(joined));
                strcpy(joined, texts[0]);
                strcat(joined, texts[1]);
                strncat(joined, texts[0], n);
                printf("%d %d ", sign(strcmp(texts[0], texts[1])), sign(strncmp(texts[0], texts[1], n)));
                for (int i = 0; i < 120; i++)
                    printf("%02x", joined[i]);
                printf("\n");
            }
            return 0;
        }
    "#;
    let mut numbers = Numbers::new();
    let mut question = |len: usize| {
        // Of few letters, so that many are alike; behind a NUL goes what is not looked at.
        let mut text = || {
            let text: Vec<u8> = (0..len).map(|_| [0, 1, b'a', 0xff][numbers.below(4)]).collect();
            hex(&text)
        };
        let texts = format!("{}00 {}00", text(), text());
        format!("{texts} {}", numbers.below(8) as i64 - 1)
    };
    let questions: Vec<_> =
        (0..200).flat_map(|n| [question(n % 7), question(1), question(30)]).collect();
    c::compare("links_texts_together", program, &questions, |question| {
        let [one, two, n] = question.split(' ').collect::<Vec<_>>()[..] else { panic!("three") };
        let (one, two, n) = (from_hex(one), from_hex(two), n.parse::<i32>().unwrap());
        let joined = &mut [0xaau8; 999];
        strcpy(joined, &one);
        strcat(joined, &two);
        strncat(joined, &one, n);
        format!("{} {} {}", strcmp(&one, &two), strncmp(&one, &two, n), hex(&joined[..120]))
    });
}

/// Whether a function panics.
fn panics(function: impl FnOnce() + std::panic::UnwindSafe) -> bool {
    std::panic::catch_unwind(function).is_err()
}

#[test]
fn what_c_would_write_beyond_panics() {
    assert!(panics(|| _ = strcpy(&mut [0u8; 4], "four")));
    assert!(panics(|| _ = strcpy(&mut [0u8; 0], "")));
    assert!(panics(|| _ = strncpy(&mut [0u8; 4], "", 5)));
    assert!(panics(|| _ = strncpy(&mut [0u8; 4], "", -1)));
    assert!(panics(|| _ = strcat(&mut { *b"fou\0" }, "r")));
    assert!(panics(|| _ = strcat(&mut [1u8; 4], "")));
    assert!(panics(|| _ = strncat(&mut { *b"fou\0" }, "rth", 1)));
    assert_eq!(strcat(&mut { *b"fou\0\x01\x01" }, "r"), b"four\0\x01");
    assert_eq!(strncat(&mut { *b"fou\0\x01\x01" }, "rth", 1), b"four\0\x01");
    assert_eq!(strcpy(&mut [1u8; 5], "four"), b"four\0");
    assert_eq!(strncpy(&mut [1u8; 4], "four", 4), b"four");
}

#[test]
fn a_text_that_no_nul_ends_ends_with_its_object() {
    let mut addr = sockaddr_un::zeroed();
    addr.sun_path = [b'x' as c_char; 108];
    assert_eq!(SUN_LEN(&addr), 110);
    assert_eq!(strlen(&addr.sun_path), 108);
    assert_eq!(cstr(&addr.sun_path).to_string(), "x".repeat(108));
    let copy = &mut [0u8; 109];
    assert_eq!(strlen(strcpy(copy, &addr.sun_path)), 108);
}
