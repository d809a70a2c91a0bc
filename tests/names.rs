//! Names, addresses and interfaces, compared with C.
//!
//! `names/ask.c` asks libc what it reads on its standard input and prints the answers; `names/ask.rs`
//! is its port. Both are asked the same, and must say the same.

#[path = "names/ask.rs"]
mod ask;
mod c;
#[path = "names/world.rs"]
mod world;

use berkeley::{errno::*, ifaddrs::*, net::if_::*, netdb::*, string::*, unistd::*};
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;

/// Set for a process that is to answer, as a port of `ask.c` does.
const ANSWER: &str = "NAMES_ANSWER";
/// Set for a process that is in a world of its own: where the C program is.
const WORLD: &str = "NAMES_WORLD";

/// The C program.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| match env::var_os(WORLD) {
        Some(program) => program.into(),
        None => c::compile("ask", include_str!("names/ask.c")).expect("it compiles"),
    })
}

/// Asks a program; what it says on its standard error.
fn ask(command: &mut Command, questions: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it has an input");
    let questions = questions.to_string();
    let asking = thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let out = child.wait_with_output().expect("the program ends");
    asking.join().unwrap().expect("it reads all questions");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{command:?}: {}\n{said}", out.status);
    said
}

/// Asks C and the port the same. `test` is who asks, and runs the port in a process of its own.
fn compare(test: &str, questions: &str) -> String {
    let in_c = ask(&mut Command::new(program()), questions);
    let mut port = Command::new(env::current_exe().expect("it runs"));
    let in_rust = ask(port.args(["--exact", test, "--nocapture"]).env(ANSWER, "1"), questions);
    let mut asked = "";
    for (theirs, ours) in in_c.lines().zip(in_rust.lines()) {
        if theirs.starts_with('?') {
            asked = theirs;
        }
        assert_eq!(ours, theirs, "the port, and C, asked: {asked}");
    }
    assert_eq!(in_rust, in_c);
    in_c
}

/// Whether this process is one to answer; then it has.
fn answered() -> bool {
    let asked = env::var_os(ANSWER).is_some();
    if asked {
        ask::main();
    }
    asked
}

/// What can be asked anywhere, since nobody needs a name server for it.
const ANYWHERE: &str = r#"
addrinfo 127.0.0.1 80 0 0 0 0
addrinfo 127.0.0.1 80 -1 0 0 0
addrinfo 127.1 - 0 0 0 0
addrinfo 0x7f.1 0 0 0 0 0
addrinfo ::1 65535 0 0 1 0
addrinfo ::1 65536 0 0 1 0
addrinfo ::1 -1 0 0 1 0
addrinfo fe80::1%lo 1 0 0 1 0
addrinfo fe80::1%1 1 0 0 1 0
addrinfo fe80::1%nothing 1 4 0 1 0
addrinfo ::ffff:127.0.0.1 1 0 2 1 0
addrinfo ::1 - 4 2 1 0
addrinfo 127.0.0.1 - 4 10 1 0
addrinfo 127.0.0.1 - 8 10 1 0
addrinfo 127.0.0.1 - 2 2 1 0
addrinfo 127.0.0.1 - 130 2 1 0
addrinfo - 80 0 0 1 0
addrinfo - 80 1 0 1 0
addrinfo - 80 1 2 2 17
addrinfo - 80 2 0 1 0
addrinfo - - 0 0 0 0
addrinfo "" "" 4 0 0 0
addrinfo "" 80 4 0 0 0
addrinfo @2000 - 4 0 0 0
addrinfo - @2000 1024 0 0 0
addrinfo 256.256.256.256 - 4 0 0 0
addrinfo localhost - 4 0 0 0
addrinfo - http 1024 0 1 0
addrinfo - 080 1024 0 1 0
addrinfo - 0x50 1024 0 1 0
addrinfo - "" 1024 0 1 0
addrinfo - 80 0x10000 0 0 0
addrinfo - 80 0x40000000 0 0 0
addrinfo - 80 0 1 0 0
addrinfo - 80 0 17 0 0
addrinfo - 80 0 -1 0 0
addrinfo - 80 0 0 77 0
addrinfo - 80 0 0 -1 0
addrinfo - 80 0 0 1 17
addrinfo - 80 0 0 2 6
addrinfo - 80 0 0 3 255
addrinfo - 80 0 0 0 132
addrinfo - 80 0 0 4 0
addrinfo - 80 0 0 5 0
addrinfo - 80 0 0 6 33
addrinfo localhost 80 0 2 1 0
addrinfo localhost 80 2 2 1 0
addrinfo localhost 80 2 2 0 17
nameinfo 020000507f000001 16 2000 2000 3
nameinfo 020000507f000001 16 -1 2000 3
nameinfo 020000507f000001 16 2000 -1 3
nameinfo 020000507f000001 16 -1 -1 3
nameinfo 020000507f000001 16 -1 -1 11
nameinfo 020000507f000001 16 0 0 3
nameinfo 020000507f000001 16 9 2 3
nameinfo 020000507f000001 16 10 3 3
nameinfo 020000507f000001 16 10 2 3
nameinfo 020000507f000001 15 100 100 3
nameinfo 020000507f000001 17 100 100 3
nameinfo 020000507f000001 128 100 100 3
nameinfo 020000507f000001 2 100 100 3
nameinfo 02 1 100 100 3
nameinfo 02 0 100 100 3
nameinfo - 16 100 100 3
nameinfo - 0 100 100 0x40000000
nameinfo 020000507f000001 16 100 100 11
nameinfo 020000507f000001 16 100 100 0x400
nameinfo 0a00005000000000fe80000000000000000000000000000101000000 28 100 100 3
nameinfo 0a00005000000000fe80000000000000000000000000000177777777 28 100 100 3
nameinfo 0a0000500000000020010db800000000000000000000000107000000 28 100 100 3
nameinfo 0a00005000000000fe80000000000000000000000000000101000000 27 100 100 3
nameinfo 0a00005000000000fe80000000000000000000000000000101000000 28 10 100 3
nameinfo 01002f746d702f78 10 100 100 3
nameinfo 01002f746d702f78 10 100 3 3
nameinfo 01002f746d702f78 4 100 100 3
nameinfo 0100 2 100 100 3
nameinfo 0100 1 100 100 3
nameinfo 010000 3 -1 100 3
nameinfo 0000 16 100 100 3
nameinfo 1100 20 100 100 3
nameinfo 6300 128 100 100 3
host 127.0.0.1
host 127.1
host localhost
host2 127.0.0.1 2
host2 ::1 10
host2 ::1 2
host2 127.0.0.1 10
host2 127.0.0.1 99
host2 127.0.0.1 0
hostaddr 7f 1 2
hostaddr 7f000001 3 2
hostaddr 7f000001 4 99
service http tcp
service www -
service http udp
service domain udp
service nothing tcp
service "" ""
service @3000 tcp
service http @3000
service http nothing
port 80 tcp
port 80 -
port 53 udp
port 0 -
port 65535 nothing
protocol tcp
protocol TCP
protocol nothing
protocol ""
protocol @3000
number 6
number 0
number -1
number 255
number 256
walk
index lo
index nothing
index ""
index @15
index @16
index @5000
name 1
name 0
name -1
name 12345678
interfaces
addresses 0
"#;

#[test]
fn libc_answers_as_in_c() {
    if answered() || !c::is_here("names") {
        return;
    }
    compare("libc_answers_as_in_c", &format!("{}messages\n", ANYWHERE.trim_start()));
}

/// What goes wrong when nothing can be opened.
const NO_FILES: &str = "\
no_files
addrinfo 127.0.0.1 80 0 0 1 0
addrinfo localhost 80 0 2 1 0
addrinfo - http 0 0 1 0
nameinfo 020000507f000001 16 100 100 3
host localhost
hostaddr 7f000001 4 2
service http tcp
protocol tcp
walk
index lo
name 1
interfaces
addresses 0
";

#[test]
fn without_descriptors_it_fails_as_in_c() {
    if answered() || !c::is_here("names without descriptors") {
        return;
    }
    let said = compare("without_descriptors_it_fails_as_in_c", NO_FILES);
    assert!(said.contains(&format!("\n{EAI_SYSTEM} ")), "{said}");
    assert!(said.contains(&format!("\nh_errno {NETDB_INTERNAL}, errno {EMFILE}")), "{said}");
}

/// The interfaces of the world, whose counters no traffic changes meanwhile.
const INTERFACES: &str = "\
interfaces
addresses 24
index lo
index lo:2
";

/// What is asked only where there is nobody but its own name server.
const WORLD_ONLY: &str = r#"
walk
addrinfo localhost 80 0 0 1 0
addrinfo localhost web 2 0 0 0
addrinfo LOCALHOST www 0 10 1 0
addrinfo localhost 80 0x20 0 1 0
addrinfo uno 80 2 0 1 0
addrinfo two.example 80 0 0 1 0
addrinfo two.example 80 2 10 1 0
addrinfo two.example 80 0x20 0 1 0
addrinfo two.example 80 -1 0 1 0
addrinfo six.example 80 0 0 1 0
addrinfo six.example 80 0 2 1 0
addrinfo one 80 0 10 1 0
addrinfo one 80 8 10 1 0
addrinfo two.example 80 8 10 1 0
addrinfo two.example 80 24 10 1 0
addrinfo many.example 80 2 0 1 0
addrinfo m399 80 2 0 1 0
addrinfo no-utf8 80 2 0 1 0
addrinfo - web 0 0 0 0
addrinfo - web 0 0 2 0
addrinfo - shell 0 0 1 0
addrinfo - shell 0 0 2 0
addrinfo - shell 0 0 0 17
addrinfo - shell 0 0 3 0
addrinfo - 514 0 0 3 0
addrinfo - many 0 0 1 0
addrinfo - s399 0 0 1 0
addrinfo - nothing 0 0 1 0
addrinfo - broken 0 0 1 0
addrinfo v4.test 80 0 0 1 0
addrinfo v6.test 80 0 0 1 0
addrinfo both.test 80 0 0 1 0
addrinfo both.test 80 0x20 0 1 0
addrinfo both.test 80 0 2 1 0
addrinfo v4.test 80 0 10 1 0
addrinfo v4.test 80 8 10 1 0
addrinfo v6.test 80 0 2 1 0
addrinfo lots.test 80 0 2 1 0
addrinfo alias.test 80 2 2 1 0
addrinfo nodata.test 80 0 0 1 0
addrinfo nodata.test 80 0 2 1 0
addrinfo name.invalid 80 0 0 1 0
addrinfo name.invalid 80 0 2 1 0
addrinfo servfail.test 80 0 0 1 0
addrinfo servfail.test 80 0 2 1 0
addrinfo refused.test 80 0 0 1 0
addrinfo formerr.test 80 0 0 1 0
addrinfo notimp.test 80 0 0 1 0
addrinfo notauth.test 80 0 0 1 0
addrinfo notauth.test 80 0 2 1 0
addrinfo @63.test 80 0 0 1 0
addrinfo @64.test 80 0 0 1 0
addrinfo @300 80 0 0 1 0
addrinfo @3000 80 0 0 1 0
addrinfo "" 80 0 0 1 0
addrinfo . 80 0 0 1 0
addrinfo f_!#.test 80 0 0 1 0
addrinfo müller.test 80 0 0 1 0
addrinfo müller.test 80 64 0 1 0
nameinfo 020000507f000001 16 100 100 0
nameinfo 02000050c0000201 16 100 100 0
nameinfo 02000050c0000201 16 100 100 4
nameinfo 02000050c0000201 16 11 100 0
nameinfo 02000050c0000201 16 12 100 0
nameinfo 02000202c0000202 16 100 100 0
nameinfo 02000202c0000202 16 100 100 16
nameinfo 02000202c0000202 16 100 5 16
nameinfo 02000258c0000204 16 100 100 0
nameinfo 02000258c0000209 16 100 100 0
nameinfo 02000258c0000205 16 100 100 0
nameinfo 02000258c0000208 16 100 100 0
nameinfo 02000258c0000208 16 100 100 8
nameinfo 0a0000500000000020010db800000000000000000000000200000000 28 100 100 0
nameinfo 0a0000500000000000000000000000000000000000000000 28 100 100 8
host localhost
host one
host uno
host two.example
host six.example
host many.example
host m399
host no-utf8
host v4.test
host v6.test
host lots.test
host alias.test
host nodata.test
host name.invalid
host servfail.test
host refused.test
host formerr.test
host notimp.test
host notauth.test
host ""
host @64.test
host @3000
host2 localhost 10
host2 two.example 10
host2 one 10
host2 v6.test 10
host2 v4.test 10
host2 v4.test 99
host2 one 99
hostaddr 7f000001 4 2
hostaddr c0000202 4 2
hostaddr c0000204 4 2
hostaddr c0000208 4 2
hostaddr c0000209 4 2
hostaddr c0000209 5 2
hostaddr c0000209 16 2
hostaddr 20010db8000000000000000000000002 16 10
hostaddr 00000000000000000000000000000000 16 10
hostaddr 20010db8000000000000000000000002 4 10
hostaddr 7f000001 0 2
net loopback
net house
net n399
net nothing
net ""
net @3000
netaddr 0x7f000000 2
netaddr 0x7f 2
netaddr 0xc0a80100 2
netaddr 0xc0a801 2
netaddr 0 2
netaddr 12345 2
netaddr 0x7f000000 99
service many tcp
service s399 -
service shell -
service shell udp
service last udp
port 514 udp
port 514 -
port 600 tcp
protocol many
protocol p399
protocol last
number 200
"#;

#[test]
fn libc_answers_as_in_c_in_a_world_of_its_own() {
    const TEST: &str = "libc_answers_as_in_c_in_a_world_of_its_own";
    if answered() {
        return;
    }
    if env::var_os(WORLD).is_none() {
        if !c::is_here(TEST) {
            return;
        }
        match world::command("etc", &env::current_exe().expect("it runs")) {
            Err(why) => c::say(&format!("{TEST}: SKIPPED, no namespaces can be made: {why}")),
            Ok(mut world) => {
                let world = world.args(["--exact", TEST, "--nocapture"]).env(WORLD, program());
                assert!(world.status().expect("unshare runs").success());
            }
        }
        return;
    }
    // Something for the interface to count.
    let sock = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    sock.send_to(b"counted", sock.local_addr().unwrap()).unwrap();
    let said = compare(TEST, INTERFACES);
    assert!(said.contains("data 1 1 "), "{said}");
    world::serve_names();
    let said = compare(TEST, ANYWHERE.trim_start()) + &compare(TEST, WORLD_ONLY.trim_start());
    // It is a good world if all of this came about in it. (glibc has no case of EAI_FAIL, and
    // EAI_MEMORY is hard to come by.)
    let errors = [
        EAI_BADFLAGS,
        EAI_NONAME,
        EAI_AGAIN,
        EAI_NODATA,
        EAI_FAMILY,
        EAI_SOCKTYPE,
        EAI_SERVICE,
        EAI_ADDRFAMILY,
        EAI_OVERFLOW,
        EAI_IDN_ENCODE,
    ];
    for error in errors {
        assert!(said.contains(&format!("\n{error} ")), "{error} was never answered:\n{said}");
    }
    for error in [HOST_NOT_FOUND, TRY_AGAIN, NO_RECOVERY, NO_DATA, NETDB_INTERNAL] {
        let error = format!("\nh_errno {error}, ");
        assert!(said.contains(&error), "{error} was never answered:\n{said}");
    }
}

/// The addresses that a host and a service stand for, as bytes.
fn found<N, S>(name: &N, service: &S) -> Result<Vec<[u8; 16]>, i32>
where
    N: Bytes + ?Sized,
    S: Bytes + ?Sized,
{
    let hints = &mut addrinfo::zeroed();
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    let mut res = AddrInfoPtr::NULL;
    match getaddrinfo(name, service, hints, &mut res) {
        0 => Ok(res.iter().map(|p| p.ai_addr.as_bytes()[..16].try_into().unwrap()).collect()),
        error => Err(error),
    }
}

#[test]
fn a_text_is_whatever_has_bytes_and_ends_at_its_first_nul() {
    let expected = Ok(vec![[2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]]);
    assert_eq!(found("127.0.0.1", "80"), expected);
    assert_eq!(found(&String::from("127.0.0.1"), b"80"), expected);
    assert_eq!(found(c"127.0.0.1", b"80\0"), expected);
    assert_eq!(found("127.0.0.1\0junk", "80\0\0junk"), expected);
    assert_eq!(found(&b"127.0.0.1".to_vec(), &b"80"[..]), expected);
    assert_eq!(found("127.0.0.1junk", "80"), Err(EAI_NONAME));
    assert_eq!(found("\0 127.0.0.1", "80"), Err(EAI_NONAME));
    assert_eq!(found(b"\xff\xfe", "80"), Err(EAI_NONAME));
    // A text that C gave is one, too, and a null one is NULL.
    let he = gethostbyname("127.0.0.1\0").unwrap();
    assert_eq!(found(&he.h_name, "80"), expected);
    let all = if_nameindex().unwrap();
    assert_eq!(all.last().unwrap().if_name, CharPtr::NULL);
    assert_eq!(found(&CharPtr::NULL, "80"), found(NULL, "80"));
    // So is a pointer that may be null.
    assert_eq!(found(&Some("127.0.0.1"), &Some(b"80")), expected);
    assert_eq!(found(&None::<&str>, "80"), found(NULL, "80"));
    assert_eq!((if_nametoindex(&None::<&[u8]>), errno()), (0, EFAULT));
    assert_eq!(if_nametoindex(&all[0].if_name), all[0].if_index);
    assert_eq!(if_nametoindex("lo\0junk"), if_nametoindex("lo"));
    assert_eq!((if_nametoindex(""), errno()), (0, ENODEV));
    assert_eq!(
        getprotobyname("tcp\0udp").map(|p| p.p_proto),
        getprotobyname("tcp").map(|p| p.p_proto)
    );
}

#[test]
fn a_null_that_c_would_read_is_refused() {
    let refused = |found: bool| {
        assert!(!found);
        assert_eq!((errno(), h_errno()), (EFAULT, NETDB_INTERNAL));
        set_errno(0);
        set_h_errno(0);
    };
    refused(gethostbyname(NULL) != NULL);
    refused(gethostbyname2(NULL, AF_INET) != NULL);
    refused(gethostbyaddr(NULL, 0, AF_INET) != NULL);
    refused(gethostbyaddr(NULL, 4, AF_INET) != NULL);
    refused(gethostbyaddr(&[127u8, 0, 0], 4, AF_INET) != NULL);
    refused(getnetbyname(NULL) != NULL);
    refused(getservbyname(NULL, "tcp") != NULL);
    refused(getprotobyname(NULL) != NULL);
    assert_eq!((if_nametoindex(NULL), errno()), (0, EFAULT));
    set_errno(0);
    assert!(if_indextoname(1, NULL) == NULL && errno() == EFAULT);
    // glibc would copy all of them to where it has room for 16.
    for len in [17, 200, 1 << 20, -1] {
        assert!(gethostbyaddr(&vec![0u8; 1 << 20], len, AF_INET) == NULL);
        assert_eq!((errno(), h_errno()), (EINVAL, NETDB_INTERNAL));
    }
}

#[test]
fn getnameinfo_stays_in_its_objects() {
    let numeric = NI_NUMERICHOST | NI_NUMERICSERV;
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_port = htons(80);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    let (host, serv) = (&mut [b'x'; 10], &mut [b'x'; 3]);
    // A length beyond the object.
    for (salen, hostlen, servlen) in
        [(17, 10, 3), (16, 11, 3), (16, 10, 4), (-1, 10, 3), (16, -1, 3), (16, 10, i32::MIN)]
    {
        set_errno(0);
        let status = getnameinfo(addr, salen, host, hostlen, serv, servlen, numeric);
        assert_eq!((status, errno()), (EAI_SYSTEM, EFAULT));
        assert_eq!((&*host, &*serv), (b"xxxxxxxxxx", b"xxx"));
    }
    assert_eq!(getnameinfo(addr, 16, host, 10, serv, 3, numeric), 0);
    assert_eq!((&*host, &*serv), (b"127.0.0.1\0", b"80\0"));
    // Of NULL, the length says nothing.
    assert_eq!(getnameinfo(addr, 16, NULL, 1000, NULL, -1, numeric), 0);
    assert_eq!(getnameinfo(NULL, 16, host, 10, serv, 3, numeric), EAI_FAMILY);
    assert_eq!(getnameinfo(NULL, -1, host, 10, serv, 3, numeric), EAI_FAMILY);
    // An address at an odd place.
    let bytes = [&[0], addr.as_bytes()].concat();
    let host = &mut [0; NI_MAXHOST];
    assert_eq!(getnameinfo(&bytes[1..], 16, host, sizeof(host), NULL, 0, numeric), 0);
    assert_eq!(cstr(host).to_bytes(), b"127.0.0.1");
    // A path that does not end: libc looks for its end beyond any length.
    for len in [3, 8, 110, 128, 200] {
        let mut path = vec![b'p'; len];
        path[..2].copy_from_slice(&(AF_UNIX as sa_family_t).to_ne_bytes());
        let serv = &mut [0u8; 300];
        assert_eq!(getnameinfo(&path, len, NULL, 0, serv, sizeof(serv), 0), 0);
        assert_eq!(cstr(serv).to_bytes(), &path[2..len.min(128)]);
    }
}

#[test]
fn a_list_is_walked_changed_and_freed() {
    let mut res = AddrInfoPtr::NULL;
    assert!(res == NULL && res.iter().count() == 0);
    assert_eq!(getaddrinfo("127.0.0.1", "80", NULL, &mut res), 0);
    assert!(res != NULL && res.ai_family == AF_INET);
    let n = res.iter().count();
    let (mut p, mut walked) = (&res, 0);
    while p != NULL {
        walked += 1;
        p = &p.ai_next;
    }
    assert_eq!(walked, n);
    // On failure it is left alone; on success it is replaced.
    assert_eq!(getaddrinfo("?", "80", &numeric_host(), &mut res), EAI_NONAME);
    assert_eq!(res.iter().count(), n);
    assert_eq!(getaddrinfo("::1", "80", &numeric_host(), &mut res), 0);
    assert_eq!(res.ai_family, AF_INET6);
    // ((struct sockaddr_in6 *)res->ai_addr)->sin6_port = htons(81);
    cast_mut::<sockaddr_in6>(&mut res.ai_addr).sin6_port = htons(81);
    assert_eq!(cast::<sockaddr_in6>(&res.ai_addr).sin6_port, htons(81));
    set_errno(12345);
    freeaddrinfo(res);
    freeaddrinfo(AddrInfoPtr::NULL);
    assert_eq!(errno(), 12345);
    // One as long as no stack is deep.
    let mut long = AddrInfoPtr::NULL;
    for _ in 0..1_000_000 {
        long = addrinfo { ai_next: long, ..addrinfo::zeroed() }.into();
    }
    assert_eq!(long.iter().count(), 1_000_000);
    freeaddrinfo(long);
}

fn numeric_host() -> addrinfo {
    addrinfo { ai_flags: AI_NUMERICHOST, ..addrinfo::zeroed() }
}

#[test]
#[should_panic(expected = "a null pointer has no fields")]
fn a_field_of_null_panics() {
    let _ = IfAddrsPtr::NULL.ifa_flags;
}

#[test]
fn errno_survives_what_succeeds() {
    set_errno(12345);
    if_freenameindex(if_nameindex().unwrap());
    let mut ifaddr = IfAddrsPtr::NULL;
    assert_eq!(getifaddrs(&mut ifaddr), 0);
    freeifaddrs(ifaddr);
    assert_eq!(gai_strerror(EAI_NONAME), "Name or service not known");
    assert_eq!(hstrerror(HOST_NOT_FOUND), "Unknown host");
    assert_eq!(errno(), 12345);
}

#[test]
fn sockets_are_bound_and_connected_with_what_getaddrinfo_finds() {
    let hints = &mut addrinfo::zeroed();
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    let mut res = AddrInfoPtr::NULL;
    assert_eq!(getaddrinfo(NULL, "0", hints, &mut res), 0);
    let server = socket(res.ai_family, res.ai_socktype, res.ai_protocol);
    assert_eq!(bind(server, &res.ai_addr, res.ai_addrlen), 0);
    freeaddrinfo(res);
    assert_eq!(listen(server, 1), 0);
    let addr = &mut sockaddr_in::zeroed();
    let mut len = sizeof(addr) as socklen_t;
    assert_eq!(getsockname(server, addr, &mut len), 0);
    assert_eq!(addr.sin_addr.s_addr, INADDR_ANY);

    hints.ai_flags = AI_NUMERICHOST;
    let port = ntohs(addr.sin_port).to_string();
    let mut res = AddrInfoPtr::NULL;
    assert_eq!(getaddrinfo("127.0.0.1", &port, hints, &mut res), 0);
    let client = socket(res.ai_family, res.ai_socktype, res.ai_protocol);
    assert_eq!(connect(client, &res.ai_addr, res.ai_addrlen), 0);
    let client_addr = &mut sockaddr_storage::zeroed();
    let mut len = sizeof(client_addr) as socklen_t;
    let sock = accept(server, client_addr, &mut len);
    let host = &mut [0u8; NI_MAXHOST];
    assert_eq!(getnameinfo(client_addr, len, host, sizeof(host), NULL, 0, NI_NUMERICHOST), 0);
    assert_eq!(cstr(host).to_string(), "127.0.0.1");
    for fd in [sock, client, server] {
        assert_eq!(close(fd), 0);
    }
}

#[test]
fn threads_do_not_overwrite_what_others_found() {
    thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for i in 0..250 {
                    let name = format!("127.{thread}.0.{i}");
                    let he = gethostbyname(&name).unwrap();
                    assert_eq!(he.h_name, *name);
                    assert_eq!(cast::<in_addr>(he.h_addr()).s_addr, inet_addr_of(thread, i));
                }
            });
        }
    });
    // A walk is everybody's: each protocol is somebody's once.
    let walk = || std::iter::from_fn(getprotoent).map(|protocol| protocol.p_name.to_string());
    setprotoent(1);
    let mut alone: Vec<_> = walk().collect();
    setprotoent(1);
    let mut together = thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(|| walk().collect::<Vec<_>>()));
        threads.map(|thread| thread.join().unwrap()).concat()
    });
    endprotoent();
    alone.sort();
    together.sort();
    assert_eq!(together, alone);
}

fn inet_addr_of(thread: u32, i: u32) -> in_addr_t {
    htonl(0x7f000000 | thread << 16 | i)
}
