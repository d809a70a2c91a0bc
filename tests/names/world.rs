//! A world of its own to look names up in: namespaces with nothing but a loopback interface, its
//! own `/etc`, and a name server that is a thread of this process.

use std::fs;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// What `/etc` has there.
fn etc() -> [(&'static str, Vec<u8>); 7] {
    let many = |name: &str| (0..400).map(|i| format!(" {name}{i}")).collect::<String>();
    let mut hosts = format!(
        "127.0.0.1 localhost\n\
         ::1 localhost ip6-localhost\n\
         192.0.2.1 one.example one uno\n\
         192.0.2.2 two.example\n\
         2001:db8::2 two.example two\n\
         2001:db8::3 six.example\n\
         192.0.2.4 many.example{}\n\
         # a comment\n\
         not an address\n",
        many("m")
    )
    .into_bytes();
    hosts.extend(b"192.0.2.5 l\xe4nder.example no-utf8 \xff\xfe\n");
    let services = format!(
        "echo 7/tcp\necho 7/udp\nweb 80/tcp http www\nshell 514/tcp cmd\nsyslog 514/udp\n\
         many 600/tcp{}\nbroken\nbroken/tcp 1\nlast 65535/udp",
        many("s")
    );
    let protocols = format!("ip 0 IP\ntcp 6 TCP\nudp 17 UDP\nmany 200{}\nlast 255", many("p"));
    let networks = format!(
        "default 0.0.0.0\nloopback 127.0.0.0\nhome 192.168.1.0 house\nmany 10.0.0.0{}\n",
        many("n")
    );
    [
        ("hosts", hosts),
        ("services", services.into_bytes()),
        ("protocols", protocols.into_bytes()),
        ("networks", networks.into_bytes()),
        (
            "nsswitch.conf",
            "hosts: files dns\nnetworks: files\nservices: files\nprotocols: files\n".into(),
        ),
        ("resolv.conf", "nameserver 127.0.0.1\noptions timeout:30 attempts:1\n".into()),
        ("host.conf", "multi on\n".into()),
    ]
}

/// What makes the world, as root of a namespace, and then runs a program in it.
const MAKE: &str = r#"
set -e
PATH=$PATH:/usr/sbin:/sbin
mkdir -p "$1/alternatives"
if [ -d /etc/alternatives ]; then mount --bind /etc/alternatives "$1/alternatives"; fi
mount --rbind "$1" /etc
mount -t tmpfs none /run
ip link set lo up
ip addr add 198.51.100.1/24 broadcast 198.51.100.255 dev lo
ip addr add 203.0.113.1 peer 203.0.113.2 dev lo label lo:2
ip addr add 2001:db8:1::1/64 dev lo || true
ip link add sink type dummy 2>/dev/null && ip addr add 198.51.100.7/32 dev sink || true
shift
exec "$@"
"#;

/// A command that runs a program in a new world, or why there can be none here. `name` is for the
/// files.
pub(crate) fn command(name: &str, program: &Path) -> Result<Command, String> {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&dir).expect("there is room for a world");
    for (file, text) in etc() {
        fs::write(dir.join(file), text).expect("there is room for a world");
    }
    let make = |program: &Path| {
        let mut command = Command::new("unshare");
        command.args(["-rnm", "sh", "-c", MAKE, "sh"]).arg(&dir).arg(program);
        command
    };
    match make(Path::new("true")).output() {
        Ok(out) if out.status.success() => Ok(make(program)),
        Ok(out) => Err(String::from_utf8_lossy(&out.stderr).trim_end().replace('\n', ", ")),
        Err(error) => Err(format!("unshare: {error}")),
    }
}

/// Answers what is asked at port 53 of this world.
pub(crate) fn serve_names() {
    let server = UdpSocket::bind("127.0.0.1:53").expect("nobody else serves names here");
    thread::spawn(move || {
        let mut query = [0; 512];
        while let Ok((len, client)) = server.recv_from(&mut query) {
            server.send_to(&reply(&query[..len]), client).expect("it is near");
        }
    });
}

/// The reply to a query, by the first label of the name that is asked for (RFC 1035).
fn reply(query: &[u8]) -> Vec<u8> {
    const A: u8 = 1;
    const PTR: u8 = 12;
    const AAAA: u8 = 28;
    let mut end = 12;
    let first = &query[13..13 + query[12] as usize];
    while query[end] != 0 {
        end += 1 + query[end] as usize;
    }
    let (kind, question) = (query[end + 2], &query[12..end + 5]);
    let (mut code, mut answers) = (0, vec![]);
    let v4 = |i| vec![192, 0, 2, i];
    match (first, kind) {
        (b"formerr", _) => code = 1,
        (b"servfail", _) => code = 2,
        (b"notimp", _) => code = 4,
        (b"refused", _) => code = 5,
        (b"notauth", _) => code = 9,
        (b"nodata", _) | (b"v4", AAAA) | (b"v6", A) | (b"alias", AAAA) => (),
        (b"v4" | b"both", A) => answers.push((A, v4(77))),
        (b"v6" | b"both", AAAA) => {
            answers.push((AAAA, vec![0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 77]));
        }
        (b"lots", A) => answers.extend((0..25).map(|i| (A, v4(100 + i)))),
        // The name that comes after a compressed one is at offset 12 of the message.
        (b"alias", A) => answers.extend([(5, b"\x04real\xc0\x12".to_vec()), (A, v4(78))]),
        (b"13", PTR) => code = 2,
        (b"9", PTR) => answers.push((PTR, b"\x04nine\x07example\x00".to_vec())),
        _ => code = 3,
    }
    let mut reply = query[..2].to_vec();
    reply.extend([0x85, 0x80 | code, 0, 1, 0, answers.len() as u8, 0, 0, 0, 0]);
    reply.extend(question);
    for (i, (kind, data)) in answers.iter().enumerate() {
        // Whose it is: the name asked for, or what that is an alias of, right behind the question.
        let owner = if first == b"alias" && i == 1 { (question.len() + 24) as u8 } else { 12 };
        reply.extend([0xc0, owner, 0, *kind, 0, 1, 0, 0, 0, 60, 0, data.len() as u8]);
        reply.extend(data);
    }
    reply
}
