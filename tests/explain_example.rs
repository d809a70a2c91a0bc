//! The example `explain`: what it prints is what the library says.

mod support;

use berkeley::errno::*;
use berkeley::explain::*;
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, Output, Stdio};
use support::{Process, example, terminal};

/// Runs it, in an environment of no language.
fn run(args: &[&str]) -> Output {
    run_as(args, |_| ())
}

fn run_as(args: &[&str], change: impl FnOnce(&mut Command)) -> Output {
    let mut command = Command::new(example("explain"));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE", "NO_COLOR"] {
        command.env_remove(variable);
    }
    change(&mut command);
    Process::start(&mut command).finish()
}

/// What it prints, where all is well.
#[track_caller]
fn printed(output: Output) -> String {
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What it complains of, and its status.
#[track_caller]
fn complaint(output: Output) -> (String, i32) {
    assert!(output.stdout.is_empty(), "{output:?}");
    (String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

#[test]
fn an_error_is_asked_for_by_name_or_number() {
    let why = explain("bind", EADDRINUSE).unwrap().in_language(Language::English);
    for args in [["bind", "EADDRINUSE"], ["bind", "98"], ["bind", "eaddrinuse"]] {
        assert_eq!(printed(run(&args)), format!("{why}\n"));
    }
    let again = explain("accept", EAGAIN).unwrap().in_language(Language::English);
    assert_eq!(printed(run(&["accept", "EWOULDBLOCK"])), format!("{again}\n"));
    let unknown = explain("getaddrinfo", -2).unwrap().in_language(Language::English);
    assert_eq!(printed(run(&["getaddrinfo", "-2"])), format!("{unknown}\n"));
}

#[test]
fn a_call_alone_is_a_table() {
    let table = table("connect").unwrap().in_language(Language::English);
    assert_eq!(printed(run(&["connect"])), format!("{table}\n"));
}

#[test]
fn the_language_is_that_of_the_environment_or_the_one_asked_for() {
    let why = explain("bind", EADDRINUSE).unwrap();
    let [english, korean] = [Language::English, Language::Korean]
        .map(|language| format!("{}\n", why.in_language(language)));
    let args = ["bind", "EADDRINUSE"];
    let in_korea = |command: &mut Command| _ = command.env("LANG", "ko_KR.UTF-8");
    assert_eq!(printed(run_as(&args, in_korea)), korean);
    let args = ["--lang", "en", "bind", "EADDRINUSE"];
    assert_eq!(printed(run_as(&args, in_korea)), english);
    assert_eq!(printed(run(&["bind", "--lang=ko", "EADDRINUSE"])), korean);
}

#[test]
fn without_a_call_there_is_the_usage_and_all_calls() {
    for args in [&[][..], &["--help"], &["-h", "bind"]] {
        let text = printed(run(args));
        assert!(text.starts_with("usage: explain [--lang en|ko] [call [error]]\n"), "{text}");
        let words: Vec<&str> = text.split_whitespace().collect();
        assert!(calls().all(|call| words.contains(&call)), "{text}");
        assert!(text.lines().all(|line| line.len() <= 100 && line == line.trim_end()), "{text}");
    }
}

#[test]
fn the_usage_is_in_the_language_too() {
    let usage = "사용법: explain [--lang en|ko] [호출 [에러]]\n";
    let in_korea = |command: &mut Command| _ = command.env("LANG", "ko_KR.UTF-8");
    let korean = printed(run_as(&["--help"], in_korea));
    assert!(korean.starts_with(usage) && !korean.contains("usage"), "{korean}");
    let words: Vec<&str> = korean.split_whitespace().collect();
    assert!(calls().all(|call| words.contains(&call)), "{korean}");
    for args in [&["--lang", "ko"][..], &["--lang", "ko", "-h"], &["-h", "--lang", "ko"]] {
        assert_eq!(printed(run(args)), korean);
    }
    let english = printed(run(&[]));
    assert_eq!(printed(run_as(&["--lang", "en"], in_korea)), english);

    let (said, status) = complaint(run_as(&["--long"], in_korea));
    assert!(said.ends_with(usage), "{said}");
    assert_eq!(status, 2);
    for (args, beginning) in [
        (&["bind", "ECHILD"][..], "explain: bind에는 ECHILD 에러가 없습니다."),
        (&["bing"], "explain: 'bing'라는 호출이 없습니다. 호출 목록:\n  accept "),
        (&["EISCONN"], "explain: EISCONN: 에러 이름입니다. `explain connect EISCONN`처럼"),
    ] {
        let (said, status) = complaint(run_as(args, in_korea));
        assert!(said.starts_with(beginning), "{said}");
        assert_eq!(status, 1);
    }
}

#[test]
fn what_is_not_explained_is_said() {
    let (said, status) = complaint(run(&["bind", "ECHILD"]));
    let expected = "explain: ECHILD is none of the errors of bind; `explain bind` lists them\n";
    assert_eq!((&*said, status), (expected, 1));
    for args in [&["bing"][..], &["bing", "EADDRINUSE"]] {
        let (said, status) = complaint(run(args));
        assert!(said.starts_with("explain: 'bing' is none of the calls:\n  accept "), "{said}");
        assert_eq!(status, 1);
    }
    let (said, status) = complaint(run(&["EISCONN"]));
    let expected = "explain: EISCONN is an error; say of which call, as in `explain connect EISCONN`:\n  connect ";
    assert!(said.starts_with(expected) && !said.contains(" bind"), "{said}");
    assert_eq!(status, 1);
}

#[test]
fn wrong_use_is_status_2() {
    let cases = [
        (&["--long", "bind"][..], "invalid option '--long'"),
        (&["--lang", "de"], "there is no language 'de'"),
        (&["--lang"], "missing argument for option '--lang'"),
        (&["bind", "EADDRINUSE", "98"], "that is more than a call and an error"),
    ];
    for (args, problem) in cases {
        let (said, status) = complaint(run(args));
        let usage = "usage: explain [--lang en|ko] [call [error]]";
        assert_eq!((said, status), (format!("explain: {problem}\n{usage}\n"), 2));
    }
}

#[test]
fn headings_are_bold_on_a_terminal_only() {
    let (mut reader, writer) = terminal();
    let output = run_as(&["bind", "EROFS"], |command| {
        command.env("TERM", "xterm").stdout(writer);
    });
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let mut text = Vec::new();
    // The terminal ends with an error when nobody has it open to write any more.
    let _ = reader.read_to_end(&mut text);
    let text = String::from_utf8(text).unwrap().replace("\r\n", "\n");
    let bold: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("\x1b[1m")?.strip_suffix("\x1b[0m"))
        .collect();
    let title = "bind: EROFS (30), Read-only file system";
    assert_eq!(bold, [title, "Causes", "How to tell", "Remedy"]);
    let plain = text.replace("\x1b[1m", "").replace("\x1b[0m", "");
    assert_eq!(plain, printed(run(&["bind", "EROFS"])));
}

#[test]
fn what_cannot_be_written_is_said() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (said, status) = complaint(run_as(&["bind"], |command| _ = command.stdout(full)));
    assert_eq!(said, "explain: standard output: No space left on device (os error 28)\n");
    assert_eq!(status, 1);
    // Who reads has read enough.
    let (reader, writer) = UnixStream::pair().unwrap();
    drop(reader);
    let writer = OwnedFd::from(writer);
    let (said, status) = complaint(run_as(&["bind"], |command| _ = command.stdout(writer)));
    assert_eq!((&*said, status), ("", 0));
}
