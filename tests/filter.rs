//! Socket filters: attached to sockets of the loopback interface, and beside C.

mod support;

use berkeley::errno::*;
use berkeley::{Bytes, linux::filter::*, netinet::in_::*, trace, unistd::*};
use std::ffi::c_int;
use std::fmt::Write as _;
use std::process::Command;
use support::lines::Lines;
use support::{Dir, c, cc, has_cc, skip, strace};

/// Drops the datagrams whose first byte is an 'x'.
const NO_X: [sock_filter; 4] = [
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 8),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, b'x' as u32, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, 0),
    BPF_STMT(BPF_RET | BPF_K, 0xffff),
];

/// The size of `struct sock_fprog` in C.
const SIZE: usize = size_of::<libc::sock_fprog>();

/// Keeps everything.
const ALL: [sock_filter; 1] = [BPF_STMT(BPF_RET | BPF_K, 0xffff)];

fn bpf(filter: &[sock_filter]) -> sock_fprog<'_> {
    sock_fprog { len: filter.len() as u16, filter }
}

/// A socket at a port of the loopback interface, and its address.
fn udp(reuse: bool, port: u16) -> (c_int, sockaddr_in) {
    let (sock, addr) = (socket(PF_INET, SOCK_DGRAM, 0), &mut sockaddr_in::zeroed());
    if reuse {
        assert_eq!(setsockopt(sock, SOL_SOCKET, SO_REUSEPORT, &1, 4), 0);
    }
    (addr.sin_family, addr.sin_port) = (AF_INET as sa_family_t, port);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_eq!(bind(sock, addr, sizeof(addr)), 0);
    assert_eq!(getsockname(sock, addr, &mut 16), 0);
    (sock, *addr)
}

fn send_to(addr: &sockaddr_in, texts: &[&str]) {
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    for text in texts {
        assert_eq!(sendto(sock, *text, text.len(), 0, addr, sizeof(addr)), text.len() as isize);
    }
    close(sock);
}

fn received(sock: c_int) -> String {
    let buf = &mut [0u8; 16];
    let len = recv(sock, buf, sizeof(buf), 0);
    assert!(len >= 0);
    String::from_utf8(buf[..len as usize].to_vec()).unwrap()
}

fn instructions(sock: c_int) -> Vec<u8> {
    let (code, mut len) = (&mut [sock_filter { code: 0, jt: 0, jf: 0, k: 0 }; 8], 8);
    assert_eq!(getsockopt(sock, SOL_SOCKET, SO_GET_FILTER, code, &mut len), 0);
    code[..len as usize].as_bytes().to_vec()
}

#[test]
fn a_filter_drops_datagrams_until_it_is_detached() {
    let (sock, addr) = udp(false, 0);
    let program = bpf(&NO_X);
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(&program)), 0);
    assert_eq!(instructions(sock), NO_X.as_bytes());
    send_to(&addr, &["x1", "a1", "x2", "x3", "a2"]);
    assert_eq!([received(sock), received(sock)], ["a1", "a2"]);

    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_DETACH_FILTER, &0, 4), 0);
    assert_eq!(instructions(sock), []);
    send_to(&addr, &["x4", "a3"]);
    assert_eq!([received(sock), received(sock)], ["x4", "a3"]);
    close(sock);
}

#[test]
fn a_filter_keeps_the_beginning_only() {
    let (sock, addr) = udp(false, 0);
    let code = [BPF_STMT(BPF_RET | BPF_K, 8 + 3)];
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf(&code), SIZE), 0);
    send_to(&addr, &["abcdef"]);
    assert_eq!(received(sock), "abc");
    close(sock);
}

#[test]
fn a_locked_filter_stays() {
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf(&ALL), SIZE), 0);
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_LOCK_FILTER, &1, 4), 0);
    let attach = setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf(&NO_X), SIZE);
    assert_eq!((attach, errno()), (-1, EPERM));
    let detach = setsockopt(sock, SOL_SOCKET, SO_DETACH_FILTER, &0, 4);
    assert_eq!((detach, errno()), (-1, EPERM));
    assert_eq!(instructions(sock), ALL.as_bytes());
    close(sock);
}

/// Of several sockets at one port, the program says which gets a datagram.
#[test]
fn a_program_chooses_among_sockets() {
    let (one, addr) = udp(true, 0);
    let (two, _) = udp(true, addr.sin_port);
    // The data begin behind the header: at 0 is the first byte of the message.
    let code = [
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
        BPF_STMT(BPF_ALU | BPF_SUB | BPF_K, b'0'.into()),
        BPF_STMT(BPF_RET | BPF_A, 0),
    ];
    let program = bpf(&code);
    let ret = setsockopt(one, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program, sizeof(&program));
    assert_eq!(ret, 0);
    send_to(&addr, &["0a", "1a", "1b", "0b"]);
    assert_eq!([received(one), received(one)], ["0a", "0b"]);
    assert_eq!([received(two), received(two)], ["1a", "1b"]);
    close(one);
    close(two);
}

/// The values that say more than there is, or that are no programs.
#[test]
fn nothing_else_is_a_program() {
    struct Claims;
    impl Bytes for Claims {
        fn as_bytes(&self) -> &[u8] {
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0]
        }
    }
    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    for option in [SO_ATTACH_FILTER, SO_ATTACH_REUSEPORT_CBPF] {
        let set = |program: &sock_fprog<'_>, len: usize| {
            let ret = setsockopt(sock, SOL_SOCKET, option, program, len);
            assert_eq!(ret, -1);
            errno()
        };
        assert_eq!(set(&sock_fprog { len: 2, filter: &ALL }, SIZE), EFAULT);
        assert_eq!(set(&sock_fprog { len: 1, filter: &[] }, SIZE), EFAULT);
        assert_eq!(set(&sock_fprog { len: u16::MAX, filter: &NO_X }, SIZE), EFAULT);
        assert_eq!(set(&bpf(&ALL), SIZE + 1), EFAULT);
        assert_eq!(set(&bpf(&ALL), size_of::<sock_fprog<'_>>()), EFAULT);
        assert_eq!(set(&bpf(&ALL), -1isize as usize), EINVAL);
        for short in 0..SIZE {
            assert_eq!(set(&bpf(&ALL), short), EINVAL);
        }
        assert_eq!(setsockopt(sock, SOL_SOCKET, option, &Claims, SIZE), -1);
        assert_eq!(errno(), ENOPROTOOPT);
        assert_eq!(setsockopt(-1, SOL_SOCKET, option, &bpf(&ALL), SIZE), -1);
        assert_eq!(errno(), EBADF);
    }
    assert_eq!(instructions(sock), []);
    // To any other option a program is its bytes: the kernel's to judge, or refused.
    assert_eq!(setsockopt(sock, IPPROTO_IP, 64, &bpf(&ALL), SIZE), -1); // IPT_SO_SET_REPLACE
    assert_eq!(errno(), ENOPROTOOPT);
    // The length is a number that no descriptor has.
    assert_eq!(setsockopt(sock, SOL_SOCKET, SO_ATTACH_BPF, &bpf(&[ALL[0]; 4096]), 4), -1);
    assert_eq!(errno(), EBADF);
    close(sock);
}

/// A group of packet sockets takes a program, or, of the length of an `int`, a descriptor.
#[test]
fn a_program_for_packet_sockets() {
    const PACKET_FANOUT: c_int = 18;
    const PACKET_FANOUT_CBPF: c_int = 6;
    const PACKET_FANOUT_DATA: c_int = 22;

    // Of a protocol that nobody speaks.
    let sock = socket(PF_PACKET, SOCK_DGRAM, htons(0x88b5).into());
    if sock == -1 {
        return skip(&format!("no packet socket: {}", strerror(errno())));
    }
    let group = PACKET_FANOUT_CBPF << 16 | (getpid() & 0xffff);
    assert_eq!(setsockopt(sock, SOL_PACKET, PACKET_FANOUT, &group, 4), 0);
    assert_eq!(setsockopt(sock, SOL_PACKET, PACKET_FANOUT_DATA, &bpf(&ALL), SIZE), 0);
    let far = sock_fprog { len: 2, filter: &ALL };
    assert_eq!(setsockopt(sock, SOL_PACKET, PACKET_FANOUT_DATA, &far, SIZE), -1);
    assert_eq!(errno(), EFAULT);
    // So short it would name the descriptor of the number that the length is.
    let named = [ALL[0]; 4096];
    for len in [4, SIZE - 1] {
        assert_eq!(setsockopt(sock, SOL_PACKET, PACKET_FANOUT_DATA, &bpf(&named), len), -1);
        assert_eq!(errno(), if len == 4 { EBADF } else { ENOPROTOOPT });
    }
    close(sock);
}

fn getpid() -> c_int {
    std::process::id() as c_int
}

/// Reads programs, a line each, and attaches them. Prints what came of it.
const C: &str = r#"
#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(void)
{
    static struct sock_filter code[5000];
    struct sock_fprog bpf = { 0, code };
    int sock = socket(PF_INET, SOCK_DGRAM, 0), len;

    while (scanf("%d", &len) == 1) {
        bpf.len = len;
        for (int i = 0; i < len; i++)
            scanf("%hx %hhx %hhx %x", &code[i].code, &code[i].jt, &code[i].jf, &code[i].k);
        int ret = setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(bpf));
        printf("%d %d\n", ret, ret == 0 ? 0 : errno);
    }
    return 0;
}
"#;

#[test]
fn the_kernel_judges_as_of_c() {
    if !c::is_here("filter") {
        return;
    }
    let mut programs: Vec<Vec<sock_filter>> = vec![vec![], NO_X.into(), vec![ALL[0]; 4096]];
    programs.push(vec![ALL[0]; 4097]); // more than BPF_MAXINSNS
    programs.push(vec![BPF_STMT(BPF_LD | BPF_IMM, 0)]); // without an end
    programs.push(vec![BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 0), ALL[0]]); // by zero
    let protocol = (SKF_AD_OFF + SKF_AD_PROTOCOL) as u32;
    programs.push(vec![BPF_STMT(BPF_LD | BPF_H | BPF_ABS, protocol), ALL[0]]);
    for code in 0..=256 {
        for k in [0, 16] {
            programs.push(vec![BPF_JUMP(code, k, 0, 1), ALL[0], ALL[0]]);
        }
    }
    let mut input = String::new();
    for program in &programs {
        write!(input, "{}", program.len()).unwrap();
        for sock_filter { code, jt, jf, k } in program {
            write!(input, " {code:x} {jt:x} {jf:x} {k:x}").unwrap();
        }
        input.push('\n');
    }
    let theirs = c::run(&c::compile("filter", C).expect("the C program compiles"), &input);

    let sock = socket(PF_INET, SOCK_DGRAM, 0);
    let mut ours = String::new();
    for program in &programs {
        let program = bpf(program);
        let ret = setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(&program));
        writeln!(ours, "{ret} {}", if ret == 0 { 0 } else { errno() }).unwrap();
    }
    close(sock);
    assert_eq!(ours, theirs);
    assert!(ours.contains("0 0\n") && ours.contains(&format!("-1 {EINVAL}\n")));
}

/// The line of the trace is the one of strace.
#[test]
fn the_trace_is_that_of_strace() {
    if !has_cc() || !strace::is_here() {
        return;
    }
    let dir = Dir::new();
    let source = dir.path().join("filter.c");
    let c = "#include <linux/filter.h>\n#include <sys/socket.h>\nint main(void) {\n\
             struct sock_filter code[] = { BPF_STMT(BPF_RET | BPF_K, 1) };\n\
             struct sock_fprog bpf = { 1, code };\n\
             setsockopt(77, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, sizeof(bpf));\n\
             setsockopt(77, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &bpf, sizeof(bpf));\n\
             setsockopt(77, SOL_SOCKET, SO_ATTACH_FILTER, &bpf, 7);\nreturn 0;\n}\n";
    std::fs::write(&source, c).unwrap();
    let log = dir.path().join("log");
    let mut command = Command::new("strace");
    command.args(["-e", "trace=setsockopt", "-o"]).args([&log, &cc(&source, &dir)]);
    assert!(command.output().unwrap().status.success());
    let theirs = std::fs::read_to_string(log).unwrap();

    let lines = Lines::default();
    let program = bpf(&ALL);
    trace::start(lines.clone());
    setsockopt(77, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(&program));
    setsockopt(77, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program, sizeof(&program));
    setsockopt(77, SOL_SOCKET, SO_ATTACH_FILTER, &program, 7);
    trace::stop();
    let ours = lines.text();

    // Other tests of this process may make calls, too: none of theirs is on this number.
    let normal = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("setsockopt(77, "));
        lines.map(|line| strace::normal(line, &mut Vec::new())).collect()
    };
    assert_eq!(normal(&ours), normal(&theirs));
    assert!(normal(&ours)[0].contains("{len=1, filter=0x…}, "), "{ours}");
}
