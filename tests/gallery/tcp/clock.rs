//! The time of day: daytime and time, over IPv4 and IPv6.

use super::{alike, answer_of, normal, refusing};
use crate::run::{
    Outcome, Pair, Run, Start, Under, compare_calls, complains, has, listener, pairings,
    prints_usage,
};
use crate::support::numbers;
use crate::support::strace;
use crate::support::{Dir, Process, bound_port, listening_port, skip};
use berkeley::time::{asctime, gmtime, time_t};
use nix::libc;
use socket2::{Domain, Socket, Type};
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv6Addr, SocketAddrV6, TcpListener};
use std::ops::RangeInclusive;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// The seconds from 1900 to 1970.
const SINCE_1900: u32 = 2_208_988_800;

/// A time in words, as of Greenwich. The C programs say whether these are right.
fn in_words(seconds: u64) -> String {
    let seconds = seconds as time_t;
    asctime(&gmtime(&seconds).unwrap()).trim_end().to_string()
}

/// Does something, and tells how late it was meanwhile.
fn meanwhile<T>(work: impl FnOnce() -> T) -> (T, RangeInclusive<u64>) {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let before = now();
    (work(), before..=now())
}

/// The ways to this host.
fn hosts() -> Vec<&'static str> {
    match TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) {
        Ok(_) => vec!["127.0.0.1", "::1"],
        Err(why) => {
            skip(&format!("no IPv6: {why}"));
            vec!["127.0.0.1"]
        }
    }
}

/// Starts a server or a client that takes the time to be that of Greenwich.
fn start(program: &Path, args: &[&str], under: Under) -> Run {
    Start::new(program, args, under).env("TZ", "UTC0").run()
}

/// Starts a server, and tells its port for those who come over IPv4 or IPv6.
fn serve(server: &Path, host: &str, under: Under) -> (Run, String) {
    let is_daytime = server.ends_with("daytime_server");
    let run = start(server, &["0", "1"], under);
    run.sleeps_in(if is_daytime { numbers::SYS_poll } else { numbers::SYS_accept });
    // Of time there is one socket for both.
    let table = if is_daytime && host == "::1" { "tcp6" } else { "tcp" };
    let port = bound_port(run.pid, table, "0A").to_string();
    (run, port)
}

/// An outcome without the time in its calls.
fn at_any_time(mut outcome: Outcome, program: &Path) -> Outcome {
    for line in outcome.calls.iter_mut().flatten() {
        // It is in what is written and read, and so is how far strace indents.
        let text = line.find('"').zip(line.rfind('"'));
        if let Some((start, end)) =
            text.filter(|_| ["write(", "read("].iter().any(|call| line.starts_with(call)))
        {
            line.replace_range(start..=end, "…");
            *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    normal(outcome, program)
}

#[test]
fn any_daytime_server_tells_any_client() {
    for host in hosts() {
        pairings("daytime_server", "daytime_client", |server, client, under| {
            let (run, port) = serve(server, host, under);
            let (told, mut range) =
                meanwhile(|| start(client, &[host, &port], under).finish("socket(AF_INET"));
            let expected = |words: &str| told.said == format!("{host} says: {words}\n");
            let words = range.find_map(|now| Some(in_words(now)).filter(|words| expected(words)));
            let words = words.unwrap_or_else(|| panic!("{told:?}"));
            assert_eq!(told.status, Some(0));
            let served = run.finish("socket(AF_INET, SOCK_STREAM");
            assert!(served.said.contains(&format!("called by {host} port ")), "{served:?}");
            let told = Outcome { said: told.said.replace(&words, "…"), ..told };
            [at_any_time(served, server), at_any_time(told, client)]
        });
    }
}

#[test]
fn any_time_server_tells_any_client() {
    for host in hosts() {
        pairings("time_server", "time_client", |server, client, under| {
            let (run, port) = serve(server, host, under);
            let (told, mut range) =
                meanwhile(|| start(client, &[host, &port], under).finish("socket(AF_INET"));
            let words = |now| {
                let seconds = (now as u32).wrapping_add(SINCE_1900);
                format!("{seconds}, that is {}", in_words(now))
            };
            let expected = |words: &str| told.said == format!("{host} says: {words}\n");
            let words = range.find_map(|now| Some(words(now)).filter(|words| expected(words)));
            let words = words.unwrap_or_else(|| panic!("{told:?}"));
            assert_eq!(told.status, Some(0));
            let served = run.finish("socket(AF_INET6, SOCK_STREAM");
            let as_ipv6 = if host == "127.0.0.1" { "::ffff:127.0.0.1" } else { host };
            assert!(served.said.contains(&format!("called by {as_ipv6} port ")), "{served:?}");
            let told = Outcome { said: told.said.replace(&words, "…"), ..told };
            [at_any_time(served, server), at_any_time(told, client)]
        });
    }
}

/// Lets a client ask the test, which answers byte by byte; the client sleeps before each.
fn answered(program: &Path, answer: &[u8], under: Under) -> Outcome {
    let (listener, port) = listener();
    let client = start(program, &["127.0.0.1", &port], under);
    let mut stream = listener.accept().unwrap().0;
    stream.set_nodelay(true).unwrap();
    for byte in answer {
        client.sleeps_in(libc::SYS_read);
        stream.write_all(&[*byte]).unwrap();
    }
    client.sleeps_in(libc::SYS_read);
    drop(stream);
    normal(client.fail("socket(AF_INET"), program)
}

#[test]
fn a_daytime_in_pieces() {
    compare_calls("daytime_client", |program, under| {
        let told = answered(program, b"Noon,\r\nor so\r\n", under);
        assert_eq!(told.said, "127.0.0.1 says: Noon,\nor so\n");
        assert_eq!((told.status, &*told.complained), (Some(0), ""));
        told
    });
}

/// Its seconds began in 1900 and begin again in 2036.
#[test]
fn times_of_three_eras() {
    for (seconds, words) in [
        (SINCE_1900, "Thu Jan  1 00:00:00 1970"),
        (u32::MAX, "Thu Feb  7 06:28:15 2036"),
        (0, "Thu Feb  7 06:28:16 2036"),
    ] {
        compare_calls("time_client", |program, under| {
            let (listener, port) = listener();
            let client = start(program, &["127.0.0.1", &port], under);
            let mut stream = listener.accept().unwrap().0;
            stream.set_nodelay(true).unwrap();
            for byte in seconds.to_be_bytes() {
                client.sleeps_in(libc::SYS_read);
                stream.write_all(&[byte]).unwrap();
            }
            let told = client.finish("socket(AF_INET");
            assert_eq!(told.said, format!("127.0.0.1 says: {seconds}, that is {words}\n"));
            assert_eq!(told.status, Some(0));
            told
        });
    }
}

#[test]
fn a_time_that_is_cut_short() {
    compare_calls("time_client", |program, under| {
        let told = answered(program, b"123", under);
        assert_eq!((told.status, &*told.said), (Some(1), ""));
        assert_eq!(told.complained, "program: 127.0.0.1 hung up\n");
        told
    });
}

#[test]
fn socat_and_nc_ask() {
    if !(has("socat") && has("nc")) {
        return;
    }
    for server in ["daytime_server", "time_server"] {
        let Some(servers) = Pair::new(server) else { return };
        for server in servers.both() {
            for host in hosts() {
                for program in ["nc", "socat"] {
                    let (run, port) = serve(server, host, Under::Nobody);
                    let target = match host {
                        "::1" => format!("TCP6:[::1]:{port}"),
                        _ => format!("TCP4:{host}:{port}"),
                    };
                    let socat = ["-u", &*target, "-"];
                    let args = if program == "nc" { &[host, &*port][..] } else { &socat };
                    let (told, mut range) =
                        meanwhile(|| answer_of(program, args, Path::new("/dev/null")));
                    let expected = |now: u64| match server.ends_with("daytime_server") {
                        true => format!("{}\r\n", in_words(now)).into_bytes(),
                        false => (now as u32).wrapping_add(SINCE_1900).to_be_bytes().to_vec(),
                    };
                    assert!(range.any(|now| told == expected(now)), "{server:?}: {told:?}");
                    assert_eq!(run.finish("").status, Some(0));
                }
            }
        }
    }
}

#[test]
fn socat_answers() {
    if !has("socat") {
        return;
    }
    let dir = Dir::new();
    for (client, answer, said) in [
        ("daytime_client", "Noon\\r\\n", "Noon\n"),
        ("time_client", r"\203\252\176\201", "2208988801, that is Thu Jan  1 00:00:01 1970\n"),
    ] {
        let script = dir.path().join(client);
        fs::write(&script, format!("printf '{answer}'\n")).unwrap();
        for host in hosts() {
            let listen = match host {
                "::1" => "TCP6-LISTEN:0,bind=[::1],fork",
                _ => "TCP4-LISTEN:0,bind=127.0.0.1,fork",
            };
            let mut socat = Command::new("socat");
            socat.args(["-U", listen, &format!("EXEC:sh {}", script.display())]);
            let socat = Process::start(&mut socat);
            let port = listening_port(socat.id()).to_string();
            alike(client, |program| {
                let told = start(program, &[host, &port], Under::Nobody).finish("");
                assert_eq!(told.said, format!("{host} says: {said}"));
                assert_eq!(told.status, Some(0));
                told
            });
        }
    }
}

/// A host with two addresses, at the first of which nobody listens.
#[test]
fn the_next_address_is_tried() {
    let dir = Dir::new();
    let hosts = dir.path().join("hosts");
    fs::write(&hosts, "::1 both.test\n127.0.0.1 both.test\n").unwrap();
    let script = format!("mount --bind {} /etc/hosts && exec \"$@\"", hosts.display());
    let here = ["-m", "sh", "-c", &script, "sh"];
    let may = Command::new("unshare").args(here).arg("true").output();
    if !may.is_ok_and(|output| output.status.success()) || self::hosts().len() < 2 {
        skip("no hosts of its own");
        return;
    }
    for client in ["daytime_client", "time_client"] {
        alike(client, |program| {
            let (listener, port) = listener();
            let _nobody = refusing_over_ipv6(port.parse().unwrap());
            let mut args = here.to_vec();
            args.extend([program.to_str().unwrap(), "both.test", &port]);
            let client = start(Path::new("unshare"), &args, Under::Nobody);
            listener.accept().unwrap().0.write_all(b"Noon").unwrap();
            let told = client.fail("");
            assert_eq!(told.complained, "connect: Connection refused\n");
            assert!(told.said.starts_with("127.0.0.1 says: "), "{told:?}");
            assert_eq!(told.status, Some(0));
            told
        });
    }
}

/// A port of IPv6 at which nobody listens.
fn refusing_over_ipv6(port: u16) -> Option<Socket> {
    let bound = || {
        let socket = Socket::new(Domain::IPV6, Type::STREAM, None)?;
        socket.set_only_v6(true)?;
        socket.bind(&SocketAddrV6::new(Ipv6Addr::LOCALHOST, port, 0, 0).into())?;
        io::Result::Ok(socket)
    };
    bound().inspect_err(|why| skip(&format!("no IPv6: {why}"))).ok()
}

/// strace has the kernel answer that it does not know IPv6.
#[test]
fn without_ipv6_there_is_ipv4() {
    if !strace::is_here() {
        return;
    }
    alike("time_server", |program| {
        let options = ["-e", "inject=socket:error=EAFNOSUPPORT:when=1"];
        let run = Start::new(program, &["0", "1"], Under::Strace).strace(&options).run();
        drop(run.connect());
        let outcome = at_any_time(run.fail("socket("), program);
        assert_eq!(outcome.complained, "socket: Address family not supported by protocol\n");
        assert!(outcome.said.contains("called by 127.0.0.1 port "), "{outcome:?}");
        assert_eq!(outcome.status, Some(0));
        outcome
    });
}

#[test]
fn a_port_in_use() {
    let (_socket, port) = refusing();
    let Some(_other) = refusing_over_ipv6(port.parse().unwrap()) else { return };
    for server in ["daytime_server", "time_server"] {
        complains(server, &[&port], "bind: Address already in use\n");
    }
}

#[test]
fn nobody_listens() {
    let (_socket, port) = refusing();
    for client in ["daytime_client", "time_client"] {
        complains(client, &["127.0.0.1", &port], "connect: Connection refused\n");
    }
}

#[test]
fn no_such_service() {
    const UNKNOWN: &str = "getaddrinfo: Servname not supported for ai_socktype\n";
    for server in ["daytime_server", "time_server"] {
        complains(server, &["no such service"], UNKNOWN);
    }
    for client in ["daytime_client", "time_client"] {
        complains(client, &["127.0.0.1", "no such service"], UNKNOWN);
    }
}

#[test]
fn wrong_arguments() {
    for server in ["daytime_server", "time_server"] {
        prints_usage(server, &[&[], &["1", "2", "3"]]);
    }
    for client in ["daytime_client", "time_client"] {
        prints_usage(client, &[&[], &["127.0.0.1"], &["127.0.0.1", "1", "2"]]);
    }
}
