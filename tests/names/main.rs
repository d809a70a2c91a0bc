//! Names, addresses and interfaces, compared with C.
//!
//! `ask.c` asks libc what it reads on its standard input and prints the answers; `ask.rs` is its port.
//! Both are asked the same, and must say the same.

mod ask;
#[path = "../c/mod.rs"]
mod c;
mod objects;
mod questions;
mod world;

use berkeley::{errno::*, netdb::*};
use questions::{ANYWHERE, INTERFACES, NO_FILES, WORLD_ONLY};
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
        None => c::compile("ask", include_str!("ask.c")).expect("it compiles"),
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

#[test]
fn libc_answers_as_in_c() {
    if answered() || !c::is_here("names") {
        return;
    }
    compare("libc_answers_as_in_c", &format!("{}messages\n", ANYWHERE.trim_start()));
}

#[test]
fn without_descriptors_it_fails_as_in_c() {
    if answered() || !c::is_here("names without descriptors") {
        return;
    }
    let said = compare("without_descriptors_it_fails_as_in_c", NO_FILES);
    assert!(said.contains(&format!("\n{EAI_SYSTEM} ")), "{said}");
    assert!(said.contains(&format!("\nh_errno {NETDB_INTERNAL}, errno {EMFILE}")), "{said}");
}

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
