//! C programs, compiled on the spot with the machine's own compiler against its own headers.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Says something to whoever runs the tests. The harness would keep what a test that passes prints
/// to itself.
pub(crate) fn say(text: &str) {
    writeln!(io::stderr(), "{text}").expect("standard error can be written");
}

/// Whether there is a C compiler, `cc`; says that `test` is skipped if there is none.
pub(crate) fn is_here(test: &str) -> bool {
    let found = Command::new("cc").arg("--version").output().is_ok_and(|out| out.status.success());
    if !found {
        say(&format!("{test}: SKIPPED, there is no C compiler (cc) to compare with"));
    }
    found
}

/// Compiles a program of this `name`; or the compiler's complaints.
pub(crate) fn compile(name: &str, source: &str) -> Result<PathBuf, String> {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let file = program.with_extension("c");
    fs::write(&file, source).expect("the source can be written");
    let out = Command::new("cc")
        .args(["-std=gnu11", "-D_GNU_SOURCE", "-w", "-o"])
        .args([&program, &file])
        .output()
        .expect("cc runs");
    if out.status.success() {
        Ok(program)
    } else {
        Err(String::from_utf8_lossy(&out.stderr).into_owned())
    }
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
