//! What only Unix sockets pass: descriptors, and who sends.

use super::{Names, bare, named};
use crate::run::{Outcome, Run, Under, compare, pairings};
use crate::support::Process;
use crate::support::numbers;
use berkeley::sys::socket::{CMSG_LEN, CMSG_SPACE};
use nix::libc;
use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
use std::fs::{self, File};
use std::io::{IoSlice, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{self, Command, Stdio};

/// A file, its path and what is in it: more than is read at once.
fn file(names: &Names) -> (String, String) {
    let path = names.path();
    let text = "A line of the file.\n".repeat(300);
    fs::write(&path, &text).unwrap();
    (path, text)
}

/// The descriptor of a file goes from the one to the other, by way of `name`.
fn pass(names: &Names, name: &str, receiver: &Path, sender: &Path, under: Under) -> [Outcome; 2] {
    let (path, text) = file(names);
    let receiver = Run::start(receiver, &[name], under);
    receiver.sleeps_in(numbers::SYS_accept);
    let opens = format!("openat(AT_FDCWD, \"{path}\"");
    let sender = Run::start(sender, &[name, &path], under).finish(&opens);
    let receiver = receiver.finish("socket(");
    assert_eq!((sender.status, &*sender.said), (Some(0), ""));
    assert_eq!((receiver.status, receiver.said.as_str()), (Some(0), &*format!("{path}:\n{text}")));
    assert!(!Path::new(name).exists());
    [receiver, sender]
        .map(|outcome| without_prints(named(outcome, &[(bare(name), "NAME"), (&path, "FILE")])))
}

/// An outcome without the calls that print: of more than a thousand bytes each language makes its own
/// number of calls.
fn without_prints(mut outcome: Outcome) -> Outcome {
    for lines in &mut outcome.calls {
        lines.retain(|line| !line.starts_with("write(1, "));
    }
    outcome
}

#[test]
fn any_receiver_is_passed_a_descriptor_by_any_sender() {
    let names = Names::new();
    pairings("fd_receiver", "fd_sender", |receiver, sender, under| {
        let outcomes = pass(&names, &names.path(), receiver, sender, under);
        if under == Under::Strace {
            let says = |lines: &[String], what: &str| lines.iter().any(|line| line.contains(what));
            let [received, sent] = &outcomes;
            assert!(says(&sent.calls[0], "cmsg_type=SCM_RIGHTS, cmsg_data=[3]}"), "{sent:#?}");
            // 3 was the listening socket.
            assert!(says(&received.calls[0], "cmsg_type=SCM_RIGHTS, cmsg_data=[3]}"));
            assert!(says(
                &received.calls[0],
                "read(3, \"A line of the file.\\nA line of th\"..., 4096) = 4096"
            ));
        }
        outcomes
    });
}

#[test]
fn any_receiver_is_passed_a_descriptor_at_a_name() {
    let names = Names::new();
    pairings("fd_receiver", "fd_sender", |receiver, sender, under| {
        pass(&names, &names.name(), receiver, sender, under)
    });
}

/// Sends a text with descriptors beside it.
fn send(stream: &UnixStream, text: &str, fds: &[&OwnedFd]) {
    let fds: Vec<_> = fds.iter().map(|fd| fd.as_fd()).collect();
    let mut room = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(3))];
    let mut control = SendAncillaryBuffer::new(&mut room);
    if !fds.is_empty() {
        assert!(control.push(SendAncillaryMessage::ScmRights(&fds)));
    }
    let text = [IoSlice::new(text.as_bytes())];
    sendmsg(stream, &text, &mut control, SendFlags::empty()).unwrap();
}

/// The file has no name any more when it is read; and its offset is where the sender left it, for it
/// is the same open file.
#[test]
fn a_descriptor_of_a_file_without_a_name() {
    let names = Names::new();
    compare("fd_receiver", |program, under| {
        let (name, (path, text)) = (names.path(), file(&names));
        let receiver = Run::start(program, &[&name], under);
        receiver.sleeps_in(numbers::SYS_accept);
        let stream = UnixStream::connect(&name).unwrap();
        receiver.sleeps_in(numbers::SYS_recvmsg);
        let mut file = File::open(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let half = (text.len() / 2) as u64;
        std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(half)).unwrap();
        send(&stream, "half", &[&file.into()]);
        let outcome = receiver.finish("socket(");
        let rest = &text[text.len() / 2..];
        assert_eq!((outcome.status, outcome.said.as_str()), (Some(0), &*format!("half:\n{rest}")));
        without_prints(named(outcome, &[(&name, "NAME")]))
    });
}

/// None, two where there is room for one, and three: what did not fit, the kernel has closed. And the end.
#[test]
fn not_one_descriptor() {
    const NOT_ONE: &str = "not one descriptor came\n";
    const TOO_MANY: &str = "there is room for one descriptor, and more came\n";
    // Room for one has room for two only where a header of it is aligned to eight bytes.
    let two = if CMSG_SPACE(4) >= CMSG_LEN(8) { NOT_ONE } else { TOO_MANY };
    let names = Names::new();
    for (number, complaint) in [(0, NOT_ONE), (2, two), (3, TOO_MANY)] {
        compare("fd_receiver", |program, under| {
            let name = names.path();
            let receiver = Run::start(program, &[&name], under);
            receiver.sleeps_in(numbers::SYS_accept);
            let stream = UnixStream::connect(&name).unwrap();
            receiver.sleeps_in(numbers::SYS_recvmsg);
            let file = OwnedFd::from(File::open("/dev/null").unwrap());
            send(&stream, "text", &vec![&file; number]);
            let outcome = receiver.fail("socket(");
            assert_eq!((outcome.status, &*outcome.said), (Some(1), ""));
            assert_eq!(outcome.complained, complaint);
            named(outcome, &[(&name, "NAME")])
        });
    }
    compare("fd_receiver", |program, under| {
        let name = names.path();
        let receiver = Run::start(program, &[&name], under);
        receiver.sleeps_in(numbers::SYS_accept);
        drop(UnixStream::connect(&name).unwrap());
        let outcome = receiver.fail("socket(");
        assert_eq!((outcome.status, &*outcome.complained), (Some(1), NOT_ONE));
        named(outcome, &[(&name, "NAME")])
    });
}

/// Another process sends on the same connection. Its number.
fn sends_also(stream: &UnixStream) -> String {
    let mut sh = Command::new("sh");
    sh.args(["-c", "printf another"]).stdin(Stdio::null());
    let process = Process::start(sh.stdout(OwnedFd::from(stream.try_clone().unwrap())));
    let pid = process.id().to_string();
    assert!(process.finish().status.success());
    pid
}

/// This process connects and sends, and then another one sends on the same connection.
#[test]
fn peer_credentials() {
    let names = Names::new();
    // SAFETY: pass nothing.
    let (uid, gid) = unsafe { (libc::getuid(), libc::getgid()) };
    compare("peer_credentials", |program, under| {
        let name = names.path();
        let mut server = Run::start(program, &[&name, "1"], under);
        server.sleeps_in(numbers::SYS_accept);
        let mut stream = UnixStream::connect(&name).unwrap();
        server.says("connected: ");
        server.sleeps_in(numbers::SYS_recvmsg);
        stream.write_all(b"one").unwrap();
        server.says("sent 3 bytes: ");
        let pid = sends_also(&stream);
        server.says("sent 7 bytes: ");
        drop(stream);
        let outcome = server.finish("socket(");
        let me = process::id();
        let who = |pid: &str| format!("process {pid}, user {uid}, group {gid}");
        let (me, another) = (who(&me.to_string()), who(&pid));
        let said = format!("connected: {me}\nsent 3 bytes: {me}\nsent 7 bytes: {another}\n");
        assert_eq!((outcome.status, outcome.said.as_str()), (Some(0), said.as_str()));
        let in_strace = format!("pid={pid},");
        let names = [(&*name, "NAME"), (&another, "another"), (&in_strace, "pid=another,")];
        without_prints(named(outcome, &names))
    });
}
