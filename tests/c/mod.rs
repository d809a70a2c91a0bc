//! C programs, compiled on the spot with the machine's own compiler against its own headers.

#![allow(dead_code, reason = "each test uses some of it")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// Says something to whoever runs the tests. The harness would keep what a test that passes prints
/// to itself.
pub(crate) fn say(text: &str) {
    // In one piece, since other tests speak too.
    let line = format!("{text}\n");
    io::stderr().write_all(line.as_bytes()).expect("standard error can be written");
}

/// Says that this test, or some of it, is skipped, and why, though it counts as passed.
pub(crate) fn skip(reason: &str) {
    say(&format!("skipped: {}: {reason}", thread::current().name().unwrap_or("a test")));
}

/// Whether there is a C compiler, `cc`; says that `test` is skipped if there is none.
pub(crate) fn is_here(test: &str) -> bool {
    let found = Command::new("cc").arg("--version").output().is_ok_and(|out| out.status.success());
    if !found {
        say(&format!("skipped: {test}: there is no C compiler (cc) to compare with"));
    }
    found
}

/// Makes a program of a C file; or passes on the compiler's complaints.
pub(crate) fn cc(flags: &[&str], file: &Path, program: &Path) -> Result<(), String> {
    let out =
        Command::new("cc").args(flags).arg("-o").args([program, file]).output().expect("cc runs");
    if out.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&out.stderr).into()) }
}

/// Compiles a program of this `name`; or passes on the compiler's complaints.
pub(crate) fn compile(name: &str, source: &str) -> Result<PathBuf, String> {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let file = program.with_extension("c");
    fs::write(&file, source).expect("the source can be written");
    cc(&["-std=gnu11", "-D_GNU_SOURCE", "-w"], &file, &program).map(|()| program)
}

/// Runs a program with this `input`, and returns what it printed.
pub(crate) fn run(program: &Path, input: &str) -> String {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it has an input");
    // Beside the reading, since neither pipe takes all of it.
    let out = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()).expect("the program reads"));
        child.wait_with_output().expect("the program ends")
    });
    assert!(out.status.success(), "{program:?}: {}", out.status);
    String::from_utf8(out.stdout).expect("the program prints text")
}

/// Asks a C program, line by line, and compares with what Rust answers to the same lines.
pub(crate) fn compare(
    test: &str,
    program: &str,
    questions: &[String],
    answer: impl Fn(&str) -> String,
) {
    if !is_here(test) {
        return;
    }
    let program = compile(test, program).expect("the C program compiles");
    let input: String = questions.iter().map(|question| format!("{question}\n")).collect();
    let in_c = run(&program, &input);
    assert_eq!(in_c.lines().count(), questions.len(), "C answers every line");
    for (question, theirs) in questions.iter().zip(in_c.lines()) {
        assert_eq!(answer(question), theirs, "of {question} (left: Rust, right: C)");
    }
    say(&format!("{test}: {} questions answered as in C", questions.len()));
}
