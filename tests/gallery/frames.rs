//! A protocol of frames over TCP: what is right, in whatever pieces it comes, and what is wrong.

use crate::run::{
    Outcome, Pair, Run, Start, Under, compare, complains, connect, listener, pairings, prints_usage,
};
use crate::support::{example, poll};
use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::thread;

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &["frame_client", "frame_server"];

const MAGIC: &[u8; 4] = b"Fram";
const TEXT: u16 = 1;
const ERROR: u16 = 2;
const MAX: u32 = 65536;

fn header(type_: u16, length: u32) -> Vec<u8> {
    [&MAGIC[..], &type_.to_be_bytes(), &[0, 0], &length.to_be_bytes()].concat()
}

fn frame(type_: u16, payload: &[u8]) -> Vec<u8> {
    [header(type_, payload.len() as u32), payload.to_vec()].concat()
}

/// Messages in frames, and what the client prints of the answers.
const MESSAGES: [&str; 4] = ["Hello", "", "x", "two\nlines"];
const ANSWERS: &str = "HELLO\n\nX\nTWO\nLINES\n";
const FRAMES: &str = "type 1, 5 bytes\ntype 1, 0 bytes\ntype 1, 1 bytes\ntype 1, 9 bytes\n";

/// What a server and a client do, with these variables in the environment of each.
fn meet(server: &Path, client: &Path, under: Under, fault: Option<&str>) -> [Outcome; 2] {
    let start = |start: Start<'_>| match fault {
        Some(rules) => start.env("BERKELEY_FAULT", rules).run(),
        None => start.run(),
    };
    let server = start(Start::new(server, &["0", "1"], under));
    let port = server.port().to_string();
    let args: Vec<&str> = ["127.0.0.1", &port].into_iter().chain(MESSAGES).collect();
    let client = start(Start::new(client, &args, under)).finish("socket(");
    let server = server.finish("socket(");
    assert_eq!((client.status, &*client.said), (Some(0), ANSWERS));
    assert_eq!((server.status, &*server.said), (Some(0), FRAMES));
    [server, client]
}

#[test]
fn any_frame_server_serves_any_client() {
    pairings("frame_server", "frame_client", |server, client, under| {
        meet(server, client, under, None)
    });
}

/// Each call reads a byte, or writes two: that they would do more is nowhere taken for granted.
#[test]
fn frames_in_small_pieces() {
    let (server, client) = (example("frame_server"), example("frame_client"));
    meet(&server, &client, Under::Nobody, Some("read:short=1;writev:short=2"));
}

/// What a server answers to these bytes, until it hangs up.
fn answer(port: u16, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect(port);
    stream.write_all(bytes).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn what_is_no_frame() {
    let unknown = frame(ERROR, b"there are no such frames");
    let cases = [
        (b"".to_vec(), b"".to_vec(), ""),
        (b"GET / HTTP/1".to_vec(), vec![], "no frame\n"),
        (header(TEXT, MAX + 1), vec![], "too long: 65537 bytes\n"),
        (header(TEXT, u32::MAX), vec![], "too long: 4294967295 bytes\n"),
        (header(TEXT, 5)[..11].to_vec(), vec![], "it ended within a header\n"),
        (header(TEXT, 5), vec![], "it ended within a frame\n"),
        (frame(TEXT, b"Hello")[..14].to_vec(), vec![], "it ended within a frame\n"),
        (frame(7, b"Hello"), unknown.clone(), "type 7, 5 bytes\n"),
        (frame(ERROR, b""), unknown, "type 2, 0 bytes\n"),
    ];
    compare("frame_server", |program, under| {
        let server = Run::start(program, &["0", &cases.len().to_string()], under);
        let port = server.port();
        for (sent, answered, _) in &cases {
            assert_eq!(answer(port, sent), *answered, "{sent:?}");
        }
        let outcome = server.finish("socket(");
        let said = cases.each_ref().map(|(_, _, said)| *said).concat();
        assert_eq!((outcome.status, &*outcome.said), (Some(0), &*said));
        outcome
    });
}

/// A frame that comes byte by byte, each when the one before has been read.
#[test]
fn a_frame_that_comes_slowly() {
    compare("frame_server", |program, under| {
        let server = Run::start(program, &["0", "1"], under);
        let mut stream = connect(server.port());
        stream.set_nodelay(true).unwrap();
        let before = poll("a server", || {
            let now = fs::read_to_string(format!("/proc/{}/syscall", server.pid)).ok()?;
            now.starts_with(&format!("{} ", nix::libc::SYS_read)).then(|| has_read(server.pid))
        });
        for (nth, byte) in frame(TEXT, b"Hello").into_iter().enumerate() {
            stream.write_all(&[byte]).unwrap();
            let wanted = before + 1 + nth as u64;
            poll("a byte that is read", || (has_read(server.pid) == wanted).then_some(()));
        }
        let mut answer = vec![0; 17];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(answer, frame(TEXT, b"HELLO"));
        drop(stream);
        let outcome = server.finish("socket(");
        assert_eq!((outcome.status, &*outcome.said), (Some(0), "type 1, 5 bytes\n"));
        let bytes = |line: &&String| line.starts_with("read(4, ") && line.ends_with(" = 1");
        let reads = outcome.calls.iter().flatten().filter(bytes).count();
        assert_eq!(reads, if under == Under::Nobody { 0 } else { 17 });
        outcome
    });
}

/// How many bytes a process has read.
fn has_read(pid: u32) -> u64 {
    let counts = fs::read_to_string(format!("/proc/{pid}/io")).unwrap();
    counts.strip_prefix("rchar: ").unwrap().lines().next().unwrap().parse().unwrap()
}

/// More than the buffers between the two have room for: nothing is read until the server cannot write.
#[test]
fn large_frames_and_a_slow_reader() {
    const COUNT: usize = 300;
    let Some(pair) = Pair::new("frame_server") else { return };
    let question = frame(TEXT, &b"abcdefgh".repeat(MAX as usize / 8));
    let answer = question.to_ascii_uppercase();
    // The header is no text.
    let answer = [&question[..12], &answer[12..]].concat();
    for program in pair.both() {
        let server = Run::start(program, &["0", "1"], Under::Nobody);
        let mut stream = connect(server.port());
        // What waits for the reader waits at the server, which is stuck sooner.
        socket2::SockRef::from(&stream).set_recv_buffer_size(1 << 16).unwrap();
        let mut sender = stream.try_clone().unwrap();
        thread::scope(|scope| {
            let sends = scope.spawn(|| {
                (0..COUNT).for_each(|_| sender.write_all(&question).unwrap());
                sender.shutdown(Shutdown::Write).unwrap();
            });
            server.sleeps_in(nix::libc::SYS_writev);
            for _ in 0..COUNT {
                let mut came = vec![0; answer.len()];
                stream.read_exact(&mut came).unwrap();
                assert!(came == answer);
            }
            sends.join().unwrap();
        });
        assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap(), 0);
        let outcome = server.finish("");
        assert_eq!(outcome.said, "type 1, 65536 bytes\n".repeat(COUNT));
    }
}

/// A server that answers one client, which asks once, with these bytes.
fn serve(listener: &TcpListener, answer: &[u8]) -> TcpStream {
    let (mut stream, _) = listener.accept().unwrap();
    let mut question = [0; 17];
    stream.read_exact(&mut question).unwrap();
    assert_eq!(question[..], frame(TEXT, b"Hello"));
    stream.write_all(answer).unwrap();
    stream
}

#[test]
fn what_a_client_is_answered() {
    const ANOTHER: &str = "the server speaks another protocol\n";
    const HUNG_UP: &str = "the server hung up\n";
    let cases: [(&[u8], &str, &str); 7] = [
        (&frame(TEXT, b"Hi"), "Hi\n", ""),
        (&frame(ERROR, b"I do not like it"), "error: I do not like it\n", ""),
        (b"HTTP/1.0 404 Not Found\r\n", "", ANOTHER),
        (&header(TEXT, MAX + 1), "", ANOTHER),
        (b"", "", HUNG_UP),
        (&header(TEXT, 3)[..7], "", HUNG_UP),
        (&frame(TEXT, b"Hi, there")[..15], "", HUNG_UP),
    ];
    for (answer, said, complained) in cases {
        compare("frame_client", |program, under| {
            let (listener, port) = listener();
            let client = Run::start(program, &["127.0.0.1", &port, "Hello"], under);
            drop(serve(&listener, answer));
            let outcome = client.fail("socket(");
            assert_eq!((&*outcome.said, &*outcome.complained), (said, complained));
            assert_eq!(outcome.status, Some(i32::from(!complained.is_empty())));
            outcome
        });
    }
}

#[test]
fn nobody_is_there() {
    let (first, port) = listener();
    complains("frame_server", &[&port], "bind: Address already in use\n");
    drop(first);
    // A process that is just being started by another test may have it open still.
    poll("a refusal", || TcpStream::connect(format!("127.0.0.1:{port}")).is_err().then_some(()));
    complains("frame_client", &["127.0.0.1", &port, "Hello"], "connect: Connection refused\n");
}

#[test]
fn wrong_arguments() {
    prints_usage("frame_server", &[&[], &["no port"], &["65536"], &["1", "2", "3"]]);
    prints_usage(
        "frame_client",
        &[&[], &["127.0.0.1", "1"], &["1", "127.0.0.1", "m"], &["127.0.0.1", "1x", "m"]],
    );
}
