//! The macros that walk from record to record, along generated buffers, well-formed and not.
//!
//! A C program takes the same steps along the same buffers and prints what it sees. Where its
//! next step would read beyond the buffer, C has no answer: it stops there. Rust goes on to the end
//! of its walk, and must neither panic nor go on for ever.

use crate::c;
use crate::numbers::Numbers;
use berkeley::linux::{errqueue::*, rtnetlink::*};
use berkeley::{RecordPtr, Remaining, record};
use core::ffi::c_int;
use core::fmt::Write as _;

/// No walk takes more steps: one along a record that claims 4 GiB less a byte stays where it is,
/// here as in C.
const STEPS: usize = 300;

/// One walk: the type of the variable that counts what is left, its value, the buffer.
struct Walk {
    of: &'static str,
    len: i64,
    buf: Vec<u8>,
}

/// What one walk sees. `T` is the type of what is left; `from` and `to` convert it as C does.
struct Eyes<'a, T> {
    buf: &'a [u8],
    from: fn(i64) -> T,
    to: fn(T) -> i64,
    /// Whether to stop where C has no answer.
    like_c: bool,
    seen: String,
}

impl<T: Remaining> Eyes<'_, T> {
    fn at<R>(&self, record: RecordPtr<'_, R>) -> usize {
        self.buf.len() - record.bytes().len()
    }

    /// Whether C would read beyond the buffer if it looked at a header.
    fn beyond<R>(&mut self, record: RecordPtr<'_, R>) -> bool {
        let beyond = self.like_c && record.bytes().len() < size_of::<R>();
        if beyond {
            self.seen.push('!');
        }
        beyond
    }

    fn sum(&self, data: &[u8], payload: c_int) -> u32 {
        let own = data.len().min(usize::try_from(payload).unwrap_or(0));
        data[..own].iter().fold(0, |sum, byte| sum * 31 % 65521 + u32::from(*byte))
    }

    fn messages(&mut self, len: i64) {
        let mut len = (self.from)(len);
        let mut nh = record::<nlmsghdr>(self.buf);
        for _ in 0..STEPS {
            if len.at_least(16) && self.beyond(nh) {
                return;
            }
            if !NLMSG_OK(nh, len) {
                break;
            }
            let (data, payload) = (NLMSG_DATA(nh), NLMSG_PAYLOAD(nh, 0));
            write!(
                self.seen,
                "[{} {} {} {payload} {} {}",
                self.at(nh),
                nh.nlmsg_len,
                nh.nlmsg_type,
                self.buf.len() - data.len(),
                self.sum(data, payload),
            )
            .unwrap();
            let (rta, left) = match nh.nlmsg_type % 5 {
                0 => (IFLA_RTA(data), IFLA_PAYLOAD(nh)),
                1 => (IFA_RTA(record::<ifaddrmsg>(data)), IFA_PAYLOAD(nh)),
                2 => (RTM_RTA(data), RTM_PAYLOAD(nh)),
                3 => (TCA_RTA(data), TCA_PAYLOAD(nh)),
                _ => (TA_RTA(data), TA_PAYLOAD(nh)),
            };
            write!(self.seen, " {left}").unwrap();
            self.attributes(rta, left.into());
            nh = NLMSG_NEXT(nh, &mut len);
            write!(self.seen, " {}]", (self.to)(len)).unwrap();
        }
        write!(self.seen, ".{}", (self.to)(len)).unwrap();
    }

    fn attributes(&mut self, mut rta: RecordPtr<'_, rtattr>, left: i64) {
        let mut left = (self.from)(left);
        for _ in 0..STEPS {
            if left.at_least(4) && self.beyond(rta) {
                return;
            }
            if !RTA_OK(rta, left) {
                break;
            }
            let (data, payload) = (RTA_DATA(rta), RTA_PAYLOAD(rta));
            write!(
                self.seen,
                " ({} {} {} {payload} {} {}",
                self.at(rta),
                rta.rta_len,
                rta.rta_type,
                self.buf.len() - data.len(),
                self.sum(data, payload),
            )
            .unwrap();
            rta = RTA_NEXT(rta, &mut left);
            write!(self.seen, " {})", (self.to)(left)).unwrap();
        }
    }

    fn ways(&mut self, len: i64) {
        let mut len = (self.from)(len);
        let mut rtnh = record::<rtnexthop>(self.buf);
        for _ in 0..STEPS {
            if self.beyond(rtnh) {
                return;
            }
            if !RTNH_OK(rtnh, len) {
                break;
            }
            write!(self.seen, "<{} {} {}", self.at(rtnh), rtnh.rtnh_len, rtnh.rtnh_ifindex)
                .unwrap();
            self.attributes(RTNH_DATA(rtnh), i64::from(rtnh.rtnh_len) - 8);
            len = (self.from)((self.to)(len).wrapping_sub(RTNH_ALIGN(rtnh.rtnh_len.into()) as i64));
            rtnh = RTNH_NEXT(rtnh);
            write!(self.seen, " {}>", (self.to)(len)).unwrap();
        }
        write!(self.seen, ".{}", (self.to)(len)).unwrap();
    }
}

/// What C's loops look like, for a type of what is left.
const IN_C: &str = r#"
    static unsigned char *buf, *end;
    static int steps = STEPS;
    /* A step of almost 4 GiB may be one backwards. */
    #define STEPPED(p) ((size_t)((unsigned char *)(p) - buf))
    #define AT(p) (STEPPED(p) > end - buf ? end - buf : STEPPED(p))
    #define BEYOND(p) (end - buf - AT(p) < sizeof(*(p)))
    static unsigned sum(unsigned char *data, int payload)
    {
        unsigned sum = 0;
        for (int i = 0; i < payload && AT(data) + i < end - buf; i++) sum = sum * 31 % 65521 + data[i];
        return sum;
    }
"#;
const LOOPS: &str = r#"
    static void attributes_NAME(struct rtattr *rta, TYPE left)
    {
        for (int step = 0; step < steps; step++) {
            if (left >= 4 && BEYOND(rta)) { printf("!"); return; }
            if (!RTA_OK(rta, left)) break;
            printf(" (%ld %u %u %d %ld %u", (long)AT(rta), rta->rta_len, rta->rta_type,
                   (int)RTA_PAYLOAD(rta), (long)AT(RTA_DATA(rta)), sum(RTA_DATA(rta), RTA_PAYLOAD(rta)));
            rta = RTA_NEXT(rta, left);
            printf(" %lld)", (long long)left);
        }
    }
    static void messages_NAME(long long from)
    {
        TYPE len = from;
        struct nlmsghdr *nh = (struct nlmsghdr *)buf;
        for (int step = 0; step < steps; step++) {
            if (len >= 16 && BEYOND(nh)) { printf("!\n"); return; }
            if (!NLMSG_OK(nh, len)) break;
            printf("[%ld %u %u %d %ld %u", (long)AT(nh), nh->nlmsg_len, nh->nlmsg_type,
                   (int)NLMSG_PAYLOAD(nh, 0), (long)AT(NLMSG_DATA(nh)),
                   sum(NLMSG_DATA(nh), NLMSG_PAYLOAD(nh, 0)));
            struct rtattr *rta;
            int left;
            switch (nh->nlmsg_type % 5) {
            case 0: rta = IFLA_RTA(NLMSG_DATA(nh)); left = IFLA_PAYLOAD(nh); break;
            case 1: rta = IFA_RTA(NLMSG_DATA(nh)); left = IFA_PAYLOAD(nh); break;
            case 2: rta = RTM_RTA(NLMSG_DATA(nh)); left = RTM_PAYLOAD(nh); break;
            case 3: rta = TCA_RTA(NLMSG_DATA(nh)); left = TCA_PAYLOAD(nh); break;
            default: rta = TA_RTA(NLMSG_DATA(nh)); left = TA_PAYLOAD(nh); break;
            }
            printf(" %d", left);
            attributes_NAME(rta, left);
            nh = NLMSG_NEXT(nh, len);
            printf(" %lld]", (long long)len);
        }
        printf(".%lld\n", (long long)len);
    }
    static void ways_NAME(long long from)
    {
        TYPE len = from;
        struct rtnexthop *rtnh = (struct rtnexthop *)buf;
        for (int step = 0; step < steps; step++) {
            if (BEYOND(rtnh)) { printf("!\n"); return; }
            if (!RTNH_OK(rtnh, len)) break;
            printf("<%ld %u %d", (long)AT(rtnh), rtnh->rtnh_len, rtnh->rtnh_ifindex);
            attributes_NAME(RTNH_DATA(rtnh), rtnh->rtnh_len - 8);
            len -= RTNH_ALIGN(rtnh->rtnh_len);
            rtnh = RTNH_NEXT(rtnh);
            printf(" %lld>", (long long)len);
        }
        printf(".%lld\n", (long long)len);
    }
"#;

/// The types of a length, in C and here.
macro_rules! types {
    ($($c:literal $name:ident $rust:ty;)*) => {
        const TYPES: &[(&str, &str)] = &[$((stringify!($name), $c)),*];

        /// What a walk sees: of messages, or of the ways of a route.
        fn walk(walk: &Walk, ways: bool, like_c: bool) -> String {
            match walk.of {
                $(stringify!($name) => {
                    let (from, to) = (|n| n as $rust, |n: $rust| n as i64);
                    let mut eyes = Eyes { buf: &walk.buf, from, to, like_c, seen: String::new() };
                    if ways { eyes.ways(walk.len) } else { eyes.messages(walk.len) }
                    eyes.seen
                })*
                of => unreachable!("{of}"),
            }
        }
    };
}

types! {
    "short" short i16;
    "unsigned short" unsigned_short u16;
    "int" int i32;
    "unsigned" unsigned u32;
    "ssize_t" ssize_t isize;
    "size_t" size_t usize;
    "long long" long_long i64;
}

/// Attributes, as many bytes or a few more.
fn attributes(numbers: &mut Numbers, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() + 4 <= most {
        let len = 4 + numbers.below(24.min(most - bytes.len()));
        bytes.extend((len as u16).to_ne_bytes());
        bytes.extend((numbers.below(64) as u16).to_ne_bytes());
        bytes.extend((4..len).map(|_| numbers.next() as u8));
        if !numbers.one_in(9) {
            bytes.resize(bytes.len().next_multiple_of(4), 0);
        }
        if numbers.one_in(6) {
            break;
        }
    }
    bytes
}

/// Puts a wrong number somewhere, or cuts the end off.
fn spoil(numbers: &mut Numbers, bytes: &mut Vec<u8>) {
    for _ in 0..numbers.below(4) {
        match numbers.below(5) {
            0 => bytes.truncate(numbers.below(bytes.len() + 1)),
            1 => bytes.extend((0..numbers.below(20)).map(|_| 0xff)),
            _ if bytes.len() < 4 => (),
            2 => {
                // Most headers begin at a multiple of 4.
                let at = numbers.below(bytes.len() / 4) * 4;
                let len = numbers.of_any_size() as u32;
                bytes[at..at + 4].copy_from_slice(&len.to_ne_bytes());
            }
            3 => {
                let at = numbers.below(bytes.len() / 4) * 4;
                let len = numbers.pick(&[0, 1, 3, 4, 7, 8, 15, 16, 17, 255, 0xffff]);
                bytes[at..at + 2].copy_from_slice(&u16::to_ne_bytes(len));
            }
            _ => {
                let at = numbers.below(bytes.len());
                bytes[at] = numbers.next() as u8;
            }
        }
    }
}

/// What a program believes to be left: usually the truth.
fn believed(numbers: &mut Numbers, truth: usize) -> i64 {
    match numbers.below(6) {
        0 => numbers.of_any_size() as i64,
        1 => truth as i64 - numbers.below(20) as i64,
        2 => truth as i64 + numbers.below(20) as i64,
        _ => truth as i64,
    }
}

fn generate(count: usize, ways: bool) -> Vec<Walk> {
    let mut numbers = Numbers::new();
    let mut walks = Vec::new();
    for _ in 0..count {
        let mut buf = Vec::new();
        for _ in 0..numbers.below(5) {
            let begin = buf.len();
            let most = numbers.below(120);
            if ways {
                buf.extend([0; 4]);
                buf.extend((numbers.below(9) as u32).to_ne_bytes());
            } else {
                buf.extend([0; 4]);
                buf.extend((numbers.below(64) as u16).to_ne_bytes());
                buf.extend([0; 10]);
                buf.extend((0..numbers.below(6) * 4).map(|_| numbers.next() as u8));
            }
            buf.extend(attributes(&mut numbers, most));
            let len = buf.len() - begin;
            let field = if ways { 2 } else { 4 };
            buf[begin..begin + field].copy_from_slice(&(len as u32).to_ne_bytes()[..field]);
            buf.resize(buf.len().next_multiple_of(4), 0);
        }
        if numbers.one_in(2) {
            spoil(&mut numbers, &mut buf);
        }
        if numbers.one_in(20) {
            buf = (0..numbers.below(80)).map(|_| numbers.next() as u8).collect();
        }
        let len = believed(&mut numbers, buf.len());
        // What an earlier message left behind in the buffer.
        buf.extend((0..numbers.pick(&[0, 8, 40])).map(|_| numbers.next() as u8));
        walks.push(Walk { of: numbers.pick(TYPES).0, len, buf });
    }
    walks
}

/// Takes the walks here and in C.
fn compare(test: &str, ways: bool) {
    let walks = generate(40_000, ways);
    // Wherever C has no answer, there is one here: no panic, and an end.
    let longest = walks.iter().map(|it| walk(it, ways, false).len()).max();
    assert!(longest.is_some_and(|longest| longest > 100));
    if !c::is_here(test) {
        return;
    }
    let mut program = String::from(
        "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <sys/types.h>\n\
         #include <linux/rtnetlink.h>\n",
    );
    program += &IN_C.replace("STEPS", &STEPS.to_string());
    for (name, of) in TYPES {
        program += &LOOPS.replace("NAME", name).replace("TYPE", of);
    }
    program += "int main(void)\n{\nstatic char of[32], text[200000]; long long len;\n\
        while (scanf(\"%31s %lld %199999s\", of, &len, text) == 3) {\n\
        size_t n = strlen(text) / 2; buf = malloc(n + 1); end = buf + n;\n\
        for (size_t i = 0; i < n; i++) { unsigned b; sscanf(text + 2 * i + 1, \"%2x\", &b); buf[i] = b; }\n";
    for (name, _) in TYPES {
        let function = if ways { "ways" } else { "messages" };
        program += &format!("if (!strcmp(of, \"{name}\")) {function}_{name}(len);\n");
    }
    program += "free(buf);\n}\nreturn 0;\n}\n";
    let program = c::compile(test, &program).expect("the C program compiles");
    let mut input = String::new();
    for Walk { of, len, buf } in &walks {
        let hex: String = buf.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(input, "{of} {len} x{hex}").unwrap();
    }
    let output = c::run(&program, &input);
    assert_eq!(output.lines().count(), walks.len(), "C answers every line");
    let (mut ended, mut steps) = (0, 0);
    for (it, theirs) in walks.iter().zip(output.lines()) {
        let ours = walk(it, ways, true);
        assert_eq!(ours, theirs, "{} {} {:x?} (left: Rust, right: C)", it.of, it.len, it.buf);
        ended += usize::from(!theirs.contains('!'));
        steps += theirs.matches(['[', '(', '<']).count();
    }
    assert!(ended > walks.len() / 2, "most walks have an end in C");
    c::say(&format!(
        "{test}: {} walks of {steps} steps as in C, {} of them to where C would leave the buffer",
        walks.len(),
        walks.len() - ended,
    ));
}

#[test]
fn messages_and_attributes() {
    compare("links_messages", false);
}

#[test]
fn ways_of_a_route() {
    compare("links_ways", true);
}

/// What the error queue gives, from a C program: the ancillary data, and what C sees there.
#[test]
fn the_offender() {
    let test = "links_offender";
    if !c::is_here(test) {
        return;
    }
    let program = r#"
        #include <stdio.h>
        #include <string.h>
        #include <time.h>
        #include <arpa/inet.h>
        #include <linux/errqueue.h>
        int main(void)
        {
            // A connected socket takes nothing from others: what they send to its port is refused.
            int held = socket(AF_INET, SOCK_DGRAM, 0), sock = socket(AF_INET, SOCK_DGRAM, 0), on = 1;
            struct sockaddr_in addr = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
            socklen_t len = sizeof(addr);
            bind(held, (struct sockaddr *)&addr, len);
            getsockname(held, (struct sockaddr *)&addr, &len);
            struct sockaddr_in other = addr;
            other.sin_port = htons(1);
            connect(held, (struct sockaddr *)&other, sizeof(other));
            setsockopt(sock, IPPROTO_IP, IP_RECVERR, &on, sizeof(on));
            connect(sock, (struct sockaddr *)&addr, sizeof(addr));
            send(sock, "x", 1, 0);
            char control[256], data[16];
            struct iovec iov = { data, sizeof(data) };
            struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control) };
            if (recvmsg(sock, &msg, MSG_ERRQUEUE) < 0) { perror("recvmsg"); return 1; }
            struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);
            struct sock_extended_err *ee = (struct sock_extended_err *)CMSG_DATA(cmsg);
            struct sockaddr *offender = SO_EE_OFFENDER(ee);
            for (int i = 0; i < cmsg->cmsg_len - CMSG_LEN(0); i++)
                printf("%02x", CMSG_DATA(cmsg)[i]);
            printf(" %u %u %u %u %u %u %u\n", ee->ee_errno, ee->ee_origin, ee->ee_type, ee->ee_code,
                   offender->sa_family, ((struct sockaddr_in *)offender)->sin_addr.s_addr,
                   (unsigned)((char *)offender - (char *)ee));
            return 0;
        }
    "#;
    let program = c::compile(test, program).expect("the C program compiles");
    let output = c::run(&program, "");
    let (data, theirs) = output.trim_end().split_once(' ').expect("data, and what C sees");
    let byte = |at| u8::from_str_radix(&data[at..at + 2], 16).expect("hexadecimal");
    let data: Vec<u8> = (0..data.len()).step_by(2).map(byte).collect();
    let ee = record::<sock_extended_err>(&data);
    let offender = SO_EE_OFFENDER(ee);
    let ours = format!(
        "{} {} {} {} {} {} {}",
        ee.ee_errno,
        ee.ee_origin,
        ee.ee_type,
        ee.ee_code,
        offender.sa_family,
        offender.cast::<libc::sockaddr_in>().sin_addr.s_addr,
        data.len() - offender.bytes().len(),
    );
    assert_eq!(ours, theirs);
    assert_eq!(ee.ee_errno as c_int, berkeley::errno::ECONNREFUSED);
    assert_eq!(ee.ee_origin, SO_EE_ORIGIN_ICMP);
    assert_eq!(offender.cast::<libc::sockaddr_in>().sin_addr.s_addr, 0x7f00_0001u32.to_be());
    // Cut anywhere, there is nobody, and nothing beyond.
    for end in 0..data.len() {
        let offender = SO_EE_OFFENDER(&data[..end]);
        assert_eq!(offender.bytes().len(), end.saturating_sub(16));
    }
    assert_eq!(SO_EE_OFFENDER(&data[..16]).sa_family, 0);
    c::say(&format!("{test}: the error queue read as in C"));
}
