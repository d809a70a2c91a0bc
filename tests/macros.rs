//! The macros and functions of `<netinet/in.h>`, asked about many addresses and compared with what
//! the machine's own C headers answer.

mod c;

use berkeley::netinet::in_::*;
use std::fmt::Write as _;

/// Numbers that look like chance and are the same on every run (xorshift).
struct Numbers(u64);

impl Iterator for Numbers {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        Some(self.0)
    }
}

fn numbers() -> Numbers {
    Numbers(0x5eed_0147)
}

/// An IPv6 address as 32 hexadecimal digits, and back.
fn hex(addr: u128) -> String {
    format!("{addr:032x}")
}

fn from_hex(text: &str) -> in6_addr {
    in6_addr { s6_addr: u128::from_str_radix(text, 16).expect("hexadecimal").to_be_bytes() }
}

/// Addresses on both sides of every border that a macro draws, and any others.
fn ipv6_addresses() -> Vec<u128> {
    let mut addresses = vec![0, 1, 2, u128::MAX];
    for bit in 0..128 {
        addresses.extend([1 << bit, (1 << bit) - 1, (1 << bit) | 1, u128::MAX - (1 << bit)]);
    }
    // Every beginning of 16 bits that has a meaning, and its neighbours.
    for head in (0xfe00..=0xffff_u128).chain(0..0x20) {
        addresses.extend([head << 112, (head << 112) | 1]);
    }
    // IPv4 inside IPv6, and almost.
    for middle in [0, 1, 0xfffe, 0xffff, 0x1_0000, 0x1_ffff, 0xffff_0000_u128] {
        for low in [0, 1, 2, 0x7f00_0001, 0xffff_ffff_u128] {
            addresses.push((middle << 32) | low);
        }
    }
    let mut chance = numbers();
    for _ in 0..2000 {
        let (high, low) = (chance.next().unwrap(), chance.next().unwrap());
        addresses.push((u128::from(high) << 64) | u128::from(low));
        addresses.push((0xff << 120) | (u128::from(high) << 56)); // a group of any scope
    }
    addresses
}

#[test]
fn ipv6_macros() {
    const PROGRAM: &str = r#"
        #include <netinet/in.h>
        #include <stdio.h>
        static int get(struct in6_addr *a)
        {
            for (int i = 0; i < 16; i++)
                if (scanf("%2hhx", &a->s6_addr[i]) != 1)
                    return 0;
            return 1;
        }
        int main(void)
        {
            struct in6_addr a, b;
            while (get(&a) && get(&b))
                printf("%d%d%d%d%d%d%d%d%d%d%d%d%d %x %x\n",
                    !!IN6_IS_ADDR_UNSPECIFIED(&a), !!IN6_IS_ADDR_LOOPBACK(&a),
                    !!IN6_IS_ADDR_LINKLOCAL(&a), !!IN6_IS_ADDR_SITELOCAL(&a),
                    !!IN6_IS_ADDR_V4MAPPED(&a), !!IN6_IS_ADDR_V4COMPAT(&a),
                    !!IN6_ARE_ADDR_EQUAL(&a, &b), !!IN6_IS_ADDR_MULTICAST(&a),
                    !!IN6_IS_ADDR_MC_NODELOCAL(&a), !!IN6_IS_ADDR_MC_LINKLOCAL(&a),
                    !!IN6_IS_ADDR_MC_SITELOCAL(&a), !!IN6_IS_ADDR_MC_ORGLOCAL(&a),
                    !!IN6_IS_ADDR_MC_GLOBAL(&a), a.s6_addr16[5], a.s6_addr32[3]);
        }
    "#;
    let answer = |question: &str| {
        let (a, b) = question.split_once(' ').unwrap();
        let (a, b) = (from_hex(a), from_hex(b));
        let answers = [
            IN6_IS_ADDR_UNSPECIFIED(&a),
            IN6_IS_ADDR_LOOPBACK(&a),
            IN6_IS_ADDR_LINKLOCAL(&a),
            IN6_IS_ADDR_SITELOCAL(&a),
            IN6_IS_ADDR_V4MAPPED(&a),
            IN6_IS_ADDR_V4COMPAT(&a),
            IN6_ARE_ADDR_EQUAL(&a, &b),
            IN6_IS_ADDR_MULTICAST(&a),
            IN6_IS_ADDR_MC_NODELOCAL(&a),
            IN6_IS_ADDR_MC_LINKLOCAL(&a),
            IN6_IS_ADDR_MC_SITELOCAL(&a),
            IN6_IS_ADDR_MC_ORGLOCAL(&a),
            IN6_IS_ADDR_MC_GLOBAL(&a),
        ];
        let mut line: String = answers.map(|yes| if yes { '1' } else { '0' }).iter().collect();
        write!(line, " {:x} {:x}", a.s6_addr16()[5], a.s6_addr32()[3]).unwrap();
        line
    };
    let mut questions = Vec::new();
    for (addr, bit) in ipv6_addresses().into_iter().zip((0..128).cycle()) {
        // Beside itself, and beside one that differs from it in one bit.
        questions.push(format!("{} {}", hex(addr), hex(addr)));
        questions.push(format!("{} {}", hex(addr), hex(addr ^ (1 << bit))));
    }
    c::compare("ipv6_macros", PROGRAM, &questions, answer);
}

#[test]
fn ipv4_macros() {
    const PROGRAM: &str = r#"
        #include <netinet/in.h>
        #include <stdio.h>
        int main(void)
        {
            in_addr_t a;
            while (scanf("%u", &a) == 1)
                printf("%d%d%d%d%d%d%d %zu %zu %x %x %hx %hx\n",
                    !!IN_CLASSA(a), !!IN_CLASSB(a), !!IN_CLASSC(a), !!IN_CLASSD(a),
                    !!IN_MULTICAST(a), !!IN_EXPERIMENTAL(a), !!IN_BADCLASS(a),
                    IP_MSFILTER_SIZE(a), GROUP_FILTER_SIZE(a),
                    htonl(a), ntohl(a), htons((uint16_t)a), ntohs((uint16_t)a));
        }
    "#;
    let answer = |question: &str| {
        let a: in_addr_t = question.parse().unwrap();
        let answers = [
            IN_CLASSA(a),
            IN_CLASSB(a),
            IN_CLASSC(a),
            IN_CLASSD(a),
            IN_MULTICAST(a),
            IN_EXPERIMENTAL(a),
            IN_BADCLASS(a),
        ];
        let mut line: String = answers.map(|yes| if yes { '1' } else { '0' }).iter().collect();
        write!(line, " {} {}", IP_MSFILTER_SIZE(a), GROUP_FILTER_SIZE(a)).unwrap();
        write!(line, " {:x} {:x}", htonl(a), ntohl(a)).unwrap();
        write!(line, " {:x} {:x}", htons(a as u16), ntohs(a as u16)).unwrap();
        line
    };
    // Both sides of every border, and any others.
    let borders = (0..=255_u32).flat_map(|head| {
        let first = head << 24;
        [first.wrapping_sub(1), first, first + 1, first | 0xff_ffff]
    });
    let addresses = borders.chain(numbers().take(4000).map(|number| number as u32));
    let questions: Vec<_> = addresses.map(|addr| addr.to_string()).collect();
    c::compare("ipv4_macros", PROGRAM, &questions, answer);
}

#[test]
fn initialisers() {
    // That the objects are C's, tests/headers.rs compares.
    assert!(IN6_ARE_ADDR_EQUAL(&IN6ADDR_ANY_INIT, &in6addr_any));
    assert!(IN6_ARE_ADDR_EQUAL(&IN6ADDR_LOOPBACK_INIT, &in6addr_loopback));
}

#[test]
fn views_of_an_address_are_the_address() {
    let mut addr = in6addr_any;
    addr.s6_addr16_mut()[0] = htons(0x2001);
    addr.s6_addr16_mut()[1] = htons(0x0db8);
    addr.s6_addr32_mut()[3] = htonl(0x0102_0304);
    assert_eq!(addr.s6_addr, [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
}
