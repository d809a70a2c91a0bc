//! The three loops that every program on a network has, each written right and each subtly wrong. On
//! a good day all of them work. The rules expose each wrong one, and pass each right one.

use berkeley::errno::*;
use berkeley::netinet::in_::*;
use berkeley::unistd::*;
use berkeley::{adopt, fault};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::thread;

/// What comes of a loop: all is well, or it says why not.
type Done = Result<(), i32>;

/// What came is not what was meant, and the loop says that all is well.
const GARBLED: Done = Err(-1);

/// No loop makes more calls than this: one that would goes on for ever.
const ENOUGH: usize = 200;

const TEXT: &str = "what a network does to a program\n";

/// Runs each loop without rules, where all must do well, and then under each of the rules: there the
/// right ones must do what is beside them, and each wrong one something else at least once.
fn judge<L: Copy>(loops: &[(&str, L)], rules: &[(&str, Done)], run: impl Fn(L) -> Done) {
    for (name, each) in loops {
        assert_eq!(run(*each), Ok(()), "{name}, on a good day");
        let is_right = name.starts_with("right");
        let mut exposed = Vec::new();
        for (rules, expected) in rules {
            let guard = fault::thread(rules).unwrap_or_else(|error| panic!("{error}"));
            let done = run(*each);
            if is_right {
                assert_eq!(done, *expected, "{name}, under `{rules}`");
                let idle = guard.counts().into_iter().find(|count| count.done == 0);
                assert_eq!(idle, None, "of `{rules}`");
            } else if done != *expected {
                exposed.push(rules);
            }
        }
        assert!(is_right || !exposed.is_empty(), "{name} was not exposed");
        println!("{name}: exposed by {exposed:?}");
    }
}

// To read a message of known length.

type Reader = fn(i32, &mut [u8]) -> Done;

fn read_all(fd: i32, buf: &mut [u8]) -> Done {
    let mut got = 0;
    while got < TEXT.len() {
        match read(fd, &mut buf[got..], TEXT.len() - got) {
            -1 if errno() == EINTR => continue,
            -1 => return Err(errno()),
            0 => return Err(0),
            n => got += n as usize,
        }
    }
    Ok(())
}

fn reads_once(fd: i32, buf: &mut [u8]) -> Done {
    match read(fd, buf, TEXT.len()) {
        -1 => Err(errno()),
        0 => Err(0),
        _ => Ok(()),
    }
}

fn gives_up_reading_when_interrupted(fd: i32, buf: &mut [u8]) -> Done {
    let mut got = 0;
    while got < TEXT.len() {
        match read(fd, &mut buf[got..], TEXT.len() - got) {
            -1 => return Err(errno()),
            0 => return Err(0),
            n => got += n as usize,
        }
    }
    Ok(())
}

fn reads_again_whatever_happened(fd: i32, buf: &mut [u8]) -> Done {
    let mut got = 0;
    for _ in 0..ENOUGH {
        match read(fd, &mut buf[got..], TEXT.len() - got) {
            -1 => continue,
            0 => return Err(0),
            n => got += n as usize,
        }
        if got == TEXT.len() {
            return Ok(());
        }
    }
    GARBLED
}

fn reads_to_the_beginning_again(fd: i32, buf: &mut [u8]) -> Done {
    let mut got = 0;
    while got < TEXT.len() {
        match read(fd, buf, TEXT.len() - got) {
            -1 if errno() == EINTR => continue,
            -1 => return Err(errno()),
            0 => return Err(0),
            n => got += n as usize,
        }
    }
    Ok(())
}

fn overlooks_the_end(fd: i32, buf: &mut [u8]) -> Done {
    let mut got = 0;
    for _ in 0..ENOUGH {
        match read(fd, &mut buf[got..], TEXT.len() - got) {
            -1 if errno() == EINTR => continue,
            -1 => return Err(errno()),
            n => got += n as usize,
        }
        if got == TEXT.len() {
            return Ok(());
        }
    }
    GARBLED
}

#[test]
fn loops_that_read() {
    let loops: &[(&str, Reader)] = &[
        ("right", read_all),
        ("once", reads_once),
        ("gives up when interrupted", gives_up_reading_when_interrupted),
        ("again whatever happened", reads_again_whatever_happened),
        ("to the beginning again", reads_to_the_beginning_again),
        ("overlooks the end", overlooks_the_end),
    ];
    let rules = &[
        ("read:short=1", Ok(())),
        ("read:short=5:every=2;read:short=3:nth=1", Ok(())),
        ("read:errno=EINTR:nth=1", Ok(())),
        ("read:errno=EINTR:times=10;read:short=7", Ok(())),
        ("read:short=1:p=0.5,seed=10;read:errno=EINTR:p=0.5,seed=13;read:delay=10us", Ok(())),
        ("read:errno=EIO:nth=1", Err(EIO)),
        ("read:short=10:nth=1;read:eof:from=2", Err(0)),
        ("read:short=10:nth=1;read:reset:nth=2", Err(ECONNRESET)),
    ];
    judge(loops, rules, |reader| {
        let (mut peer, end) = UnixStream::pair().unwrap();
        peer.write_all(TEXT.as_bytes()).unwrap();
        let fd = adopt(OwnedFd::from(end));
        let mut buf = vec![0; TEXT.len()];
        let done = reader(fd, &mut buf);
        assert_eq!(close(fd), 0);
        if done == Ok(()) && buf != TEXT.as_bytes() { GARBLED } else { done }
    });
}

// To write a message.

type Writer = fn(i32, &[u8]) -> Done;

fn write_all(fd: i32, text: &[u8]) -> Done {
    let mut sent = 0;
    while sent < text.len() {
        match write(fd, &text[sent..], text.len() - sent) {
            -1 if errno() == EINTR => continue,
            -1 => return Err(errno()),
            n => sent += n as usize,
        }
    }
    Ok(())
}

fn writes_once(fd: i32, text: &[u8]) -> Done {
    match write(fd, text, text.len()) {
        -1 => Err(errno()),
        _ => Ok(()),
    }
}

fn writes_from_the_beginning_again(fd: i32, text: &[u8]) -> Done {
    let mut sent = 0;
    while sent < text.len() {
        match write(fd, text, text.len() - sent) {
            -1 if errno() == EINTR => continue,
            -1 => return Err(errno()),
            n => sent += n as usize,
        }
    }
    Ok(())
}

fn gives_up_writing_when_interrupted(fd: i32, text: &[u8]) -> Done {
    let mut sent = 0;
    while sent < text.len() {
        match write(fd, &text[sent..], text.len() - sent) {
            -1 => return Err(errno()),
            n => sent += n as usize,
        }
    }
    Ok(())
}

fn takes_an_interruption_for_a_part(fd: i32, text: &[u8]) -> Done {
    let mut sent = 0;
    while sent < text.len() {
        match write(fd, &text[sent..], text.len() - sent) {
            -1 if errno() != EINTR => return Err(errno()),
            // −1 is none.
            n => sent += n.unsigned_abs(),
        }
    }
    Ok(())
}

fn writes_the_rest_once(fd: i32, text: &[u8]) -> Done {
    match write(fd, text, text.len()) {
        -1 if errno() == EINTR => write_all(fd, text),
        -1 => Err(errno()),
        n => writes_once(fd, &text[n as usize..]),
    }
}

fn writes_on_whatever_happened(fd: i32, text: &[u8]) -> Done {
    let mut sent = 0;
    for _ in 0..ENOUGH {
        sent += write(fd, &text[sent..], text.len() - sent).max(0) as usize;
        if sent == text.len() {
            return Ok(());
        }
    }
    GARBLED
}

#[test]
fn loops_that_write() {
    let loops: &[(&str, Writer)] = &[
        ("right", write_all),
        ("once", writes_once),
        ("from the beginning again", writes_from_the_beginning_again),
        ("gives up when interrupted", gives_up_writing_when_interrupted),
        ("takes an interruption for a part", takes_an_interruption_for_a_part),
        ("the rest once", writes_the_rest_once),
        ("on whatever happened", writes_on_whatever_happened),
    ];
    let rules = &[
        ("write:short=1", Ok(())),
        ("write:short=5:every=2;write:short=3:nth=1", Ok(())),
        ("write:errno=EINTR:nth=1", Ok(())),
        ("write:errno=EINTR:times=10;write:short=7", Ok(())),
        ("write:short=1:p=0.5,seed=10;write:errno=EINTR:p=0.5,seed=13;write:delay=10us", Ok(())),
        ("write:short=10:nth=1;write:errno=ENOBUFS:nth=2", Err(ENOBUFS)),
        ("write:short=10:nth=1;write:reset:nth=2", Err(ECONNRESET)),
    ];
    judge(loops, rules, |writer| {
        let (mut peer, end) = UnixStream::pair().unwrap();
        let fd = adopt(OwnedFd::from(end));
        let done = writer(fd, TEXT.as_bytes());
        assert_eq!(close(fd), 0);
        let mut got = String::new();
        peer.read_to_string(&mut got).unwrap();
        if done == Ok(()) && got != TEXT { GARBLED } else { done }
    });
}

// To ask a server, and to connect anew if the connection breaks.

type Client = fn(&sockaddr_in) -> Result<String, i32>;

/// Sends the question and reads the answer, over a connection that is there.
fn ask(fd: i32) -> Result<String, i32> {
    write_all(fd, TEXT.as_bytes())?;
    let mut answer = vec![0; TEXT.len()];
    read_all(fd, &mut answer)?;
    Ok(String::from_utf8(answer).unwrap())
}

fn connected(server: &sockaddr_in) -> Result<i32, i32> {
    let fd = socket(PF_INET, SOCK_STREAM, 0);
    match connect(fd, server, 16) {
        -1 => {
            let why = errno();
            close(fd);
            Err(why)
        }
        _ => Ok(fd),
    }
}

/// Whether another connection may do better.
fn is_broken(why: i32) -> bool {
    [0, ECONNRESET, EPIPE, ECONNREFUSED, ETIMEDOUT].contains(&why)
}

const TRIES: usize = 5;

fn asks_until_answered(server: &sockaddr_in) -> Result<String, i32> {
    let mut last = 0;
    for _ in 0..TRIES {
        let answer = connected(server).and_then(|fd| {
            let answer = ask(fd);
            close(fd);
            answer
        });
        match answer {
            Err(why) if is_broken(why) => last = why,
            answer => return answer,
        }
    }
    Err(last)
}

fn asks_once(server: &sockaddr_in) -> Result<String, i32> {
    let fd = connected(server)?;
    let answer = ask(fd);
    close(fd);
    answer
}

fn goes_on_with_the_broken_connection(server: &sockaddr_in) -> Result<String, i32> {
    let fd = connected(server)?;
    let mut answer = Err(0);
    for _ in 0..TRIES {
        answer = ask(fd);
        if !answer.as_ref().is_err_and(|why| is_broken(*why)) {
            break;
        }
    }
    close(fd);
    answer
}

fn forgets_to_close(server: &sockaddr_in) -> Result<String, i32> {
    for _ in 0..TRIES {
        let fd = connected(server)?;
        match ask(fd) {
            Err(why) if is_broken(why) => continue,
            answer => {
                close(fd);
                return answer;
            }
        }
    }
    Err(0)
}

fn does_not_ask_again(server: &sockaddr_in) -> Result<String, i32> {
    let mut fd = connected(server)?;
    let mut asked = 0;
    let mut answer = vec![0; TEXT.len()];
    for _ in 0..TRIES {
        // What went out over the old connection, the server of the new one has not got.
        let done = write_all(fd, &TEXT.as_bytes()[asked..]).and_then(|()| {
            asked = TEXT.len();
            shutdown(fd, SHUT_WR);
            read_all(fd, &mut answer)
        });
        match done {
            Err(why) if is_broken(why) => {
                close(fd);
                fd = connected(server)?;
            }
            _ => {
                close(fd);
                return done.map(|()| String::from_utf8(answer).unwrap());
            }
        }
    }
    close(fd);
    Err(0)
}

fn takes_the_end_for_the_answer(server: &sockaddr_in) -> Result<String, i32> {
    let mut last = 0;
    for _ in 0..TRIES {
        let fd = connected(server)?;
        let answer = ask(fd);
        close(fd);
        match answer {
            Err(0) => return Ok(String::new()),
            Err(why) if is_broken(why) => last = why,
            answer => return answer,
        }
    }
    Err(last)
}

fn tries_without_end(server: &sockaddr_in) -> Result<String, i32> {
    for _ in 0..ENOUGH {
        if let Ok(answer) = asks_once(server) {
            return Ok(answer);
        }
    }
    Err(-1)
}

#[test]
fn loops_that_connect_anew() {
    let loops: &[(&str, Client)] = &[
        ("right", asks_until_answered),
        ("once", asks_once),
        ("goes on with the broken connection", goes_on_with_the_broken_connection),
        ("forgets to close", forgets_to_close),
        ("does not ask again", does_not_ask_again),
        ("takes the end for the answer", takes_the_end_for_the_answer),
        ("tries without end", tries_without_end),
    ];
    let rules = &[
        ("connect:errno=ECONNREFUSED:nth=1", Ok(())),
        ("connect:errno=ETIMEDOUT:times=4", Ok(())),
        ("write:reset:nth=1", Ok(())),
        ("read:reset:nth=1", Ok(())),
        ("write:short=9:nth=1;write:reset:nth=2", Ok(())),
        ("read:short=9:nth=1;read:reset:nth=2", Ok(())),
        ("read:eof:nth=1", Ok(())),
        ("read:short=9:nth=1;read:eof:nth=2", Ok(())),
        ("read|write:errno=EINTR:every=2;connect:errno=ECONNREFUSED:nth=1", Ok(())),
        ("connect:errno=ECONNREFUSED", Err(ECONNREFUSED)),
        ("connect:errno=EACCES", Err(EACCES)),
        ("read:reset", Err(ECONNRESET)),
    ];
    let mut addr = sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_port = htons(echo_server());
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    judge(loops, rules, |client| {
        // Rules that do nothing count what is opened and closed.
        let sockets = fault::thread("socket:delay=0us;close:delay=0us").unwrap();
        let answer = client(&addr);
        let [opened, closed] = &sockets.counts()[..] else { unreachable!() };
        match answer {
            _ if opened.seen != closed.seen => GARBLED,
            Ok(answer) if answer != TEXT => GARBLED,
            answer => answer.map(|_| ()),
        }
    });
}

/// A server that sends a line back and closes the connection; and what came without an end of line,
/// it does not answer. Its port.
fn echo_server() -> u16 {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut client in server.incoming().flatten() {
            thread::spawn(move || {
                let mut line = String::new();
                let read = BufReader::new(&client).read_line(&mut line);
                if read.is_ok() && line.ends_with('\n') {
                    // The client may be gone.
                    let _ = client.write_all(line.as_bytes());
                }
            });
        }
    });
    port
}
