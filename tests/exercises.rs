//! The exercises: the program as a learner finds it is wrong, its solution is right, and at least two wrong
//! attempts are told apart.
//!
//! A wrong program says in its first line what the judge is to find: `// Finding: port-swapped`. One that a
//! learner gets says so in a file beside the wrong attempts, which is not to be read before.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::thread;
use support::{example, say};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder that end so, by what is before that.
fn files(name: &str, extension: &str) -> BTreeMap<String, PathBuf> {
    let all = fs::read_dir(folder(name)).unwrap().map(|file| file.unwrap().path());
    let named = |path: PathBuf| {
        let stem = path.file_stem()?.to_str()?.to_string();
        (path.extension()? == extension).then_some((stem, path))
    };
    all.filter_map(named).collect()
}

fn exercise(args: &[&str]) -> Output {
    let mut command = Command::new(example("exercise"));
    command.args(args).env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
    command.output().unwrap()
}

/// What the judge of an exercise says of a program.
fn judged(number: usize, program: &Path) -> String {
    let output = exercise(&["--terse", "check", &number.to_string(), program.to_str().unwrap()]);
    let verdict = String::from_utf8(output.stdout).unwrap().trim_end().to_string();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.success(), verdict == "right", "{program:?}: {verdict} {complaints}");
    assert!(!verdict.is_empty(), "{program:?}: {complaints}");
    verdict
}

fn finding(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let first = text.lines().next().unwrap_or_default();
    let finding = first.strip_prefix("// Finding: ");
    finding.unwrap_or_else(|| panic!("{path:?} does not say what is to be found")).into()
}

#[test]
fn solutions_are_right_and_wrong_attempts_are_told_apart() {
    let [broken, solutions, wrong] =
        ["exercises", "exercises/solutions", "exercises/wrong"].map(|folder| files(folder, "rs"));
    let mut programs = Vec::new();
    for (number, (name, path)) in broken.iter().enumerate() {
        let number = number + 1;
        assert!(name.starts_with(&format!("{number:02}_")), "{name}");
        let expected = fs::read_to_string(folder(&format!("exercises/wrong/{name}.finding")));
        let as_found = expected.unwrap_or_else(|error| panic!("{name}: {error}"));
        programs.push((number, path, as_found.trim_end().to_string()));
        let solution = solutions.get(name).unwrap_or_else(|| panic!("{name} has no solution"));
        programs.push((number, solution, "right".into()));
        let attempts: Vec<_> =
            wrong.iter().filter(|(attempt, _)| attempt.starts_with(name)).collect();
        let mut findings: Vec<String> = attempts.iter().map(|(_, path)| finding(path)).collect();
        let count = findings.len();
        findings.sort();
        findings.dedup();
        assert!(count >= 2 && findings.len() == count, "{name}: {findings:?}");
        programs.extend(attempts.into_iter().map(|(_, path)| (number, path, finding(path))));
    }
    assert_eq!(solutions.len(), broken.len());
    if TcpListener::bind("[::1]:0").is_err() {
        say("19_first_address: skipped, this machine has one loopback address only");
        programs.retain(|(number, ..)| *number != 19);
    }
    let count = programs.len();
    let left = Mutex::new(programs.into_iter());
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = left.lock().unwrap().next();
                    let Some((number, path, expected)) = next else { break };
                    let verdict = judged(number, path);
                    if verdict != expected {
                        let name = path.file_name().unwrap();
                        failures
                            .lock()
                            .unwrap()
                            .push(format!("{name:?}: {verdict}, not {expected}"));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{failures:#?}");
    say(&format!("{} exercises, {count} programs judged", broken.len()));
}

#[test]
fn every_finding_is_explained() {
    for (name, path) in files("exercises/wrong", "rs") {
        let page = name.rsplit_once('_').unwrap().0.replace('_', "-");
        for language in ["en", "ko"] {
            let text = |page: &str| {
                let path = folder(&format!("docs/exercises/{language}/{page}.md"));
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
            };
            let heading = format!("\n### {}\n", finding(&path));
            let is_explained = text(&page).contains(&heading) || text("common").contains(&heading);
            assert!(is_explained, "{language}: {name}: {heading}");
        }
    }
}

#[test]
fn every_page_says_how_to_run_its_program() {
    for (number, name) in files("exercises", "rs").into_keys().enumerate() {
        let number = number + 1;
        for language in ["en", "ko"] {
            let page = format!("docs/exercises/{language}/{}.md", name.replace('_', "-"));
            let text = fs::read_to_string(folder(&page)).unwrap();
            for expected in [
                format!("(../../../exercises/{name}.rs)"),
                format!("cargo run --example exercise -- run {number} "),
                format!("\ncargo run --example exercise -- check {number}\n"),
                "](README.md)".into(),
            ] {
                assert!(text.contains(&expected), "{page}: {expected}");
            }
            let readme =
                fs::read_to_string(folder(&format!("docs/exercises/{language}/README.md")));
            let title = text.lines().next().unwrap().trim_start_matches("# ");
            let row = format!("\n| {number} | [{title}]({}.md) | ", name.replace('_', "-"));
            assert!(readme.unwrap().contains(&row), "{page}: {row}");
        }
    }
}

#[test]
fn a_learner_is_told() {
    let said = |args: &[&str]| {
        let output = exercise(args);
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (status, list) = said(&[]);
    assert_eq!(status, Some(0));
    let tasks = list.lines().take_while(|line| !line.is_empty());
    assert_eq!(tasks.count(), files("exercises", "rs").len());
    assert!(list.starts_with(" 1  01-byte-order         A server that nobody finds\n"), "{list}");
    let (_, list) = said(&["--lang", "ko", "list"]);
    assert!(list.contains("아무도 찾지 못하는 서버"), "{list}");
    let (status, story) = said(&["show", "1"]);
    assert!(status == Some(0) && story.contains("exercises/01_byte_order.rs\n"), "{story}");
    assert!(!story.contains("Hints") && !story.contains("Run it"), "{story}");
    let (_, hint) = said(&["hint", "1", "3"]);
    assert!(hint.starts_with("3/3: `sin_port` is two bytes"), "{hint}");
    assert!(!hint.contains("The next:"), "{hint}");
    let (_, hint) = said(&["hint", "1"]);
    assert!(hint.ends_with("\nThe next: cargo run --example exercise -- hint 1 2\n"), "{hint}");

    let solution = folder("exercises/solutions/01_byte_order.rs");
    let (status, verdict) = said(&["check", "1", solution.to_str().unwrap()]);
    assert_eq!((status, &*verdict), (Some(0), "Right.\n"));
    let wrong = folder("exercises/wrong/01_byte_order_2.rs");
    let (status, verdict) = said(&["check", "1", wrong.to_str().unwrap()]);
    assert_eq!(status, Some(1));
    assert!(verdict.starts_with("The port is right, but now `bind` gets the address"), "{verdict}");
    // The call that shows it.
    assert!(verdict.contains("    bind(3, {sa_family=AF_INET, sin_port=htons("), "{verdict}");
    assert!(verdict.contains("inet_addr(\"1.0.0.127\")"), "{verdict}");
    assert!(verdict.ends_with("exercise -- hint 1\n"), "{verdict}");

    assert_eq!(said(&["check", "99"]).0, Some(2));
    assert_eq!(said(&["check"]).0, Some(2));
    assert_eq!(said(&["mend"]).0, Some(2));
}

#[test]
fn the_usage_is_in_the_language() {
    let run = |args: &[&str], lang: &str| {
        let mut command = Command::new(example("exercise"));
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", lang);
        let output = command.args(args).output().unwrap();
        let [out, err] =
            [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (output.status.code(), out, err)
    };
    let (status, english, _) = run(&["--help"], "C");
    assert!(
        status == Some(0) && english.contains("\nusage: exercise [--lang en|ko] ["),
        "{english}"
    );
    let (status, korean, _) = run(&["--help"], "ko_KR.UTF-8");
    assert!(
        status == Some(0) && korean.contains("\n사용법: exercise [--lang en|ko] ["),
        "{korean}"
    );
    // The same options, in the same order.
    let options = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix("  "));
        lines.map(|line| line.split_whitespace().next().unwrap().into()).collect()
    };
    assert_eq!(options(&korean), options(&english));
    assert_eq!(options(&english).len(), 7);
    for args in [["-h", "--lang", "ko"], ["--lang", "ko", "-h"]] {
        assert_eq!(run(&args, "C").1, korean);
    }
    assert_eq!(run(&["--help", "--lang=en"], "ko_KR.UTF-8").1, english);
    for (lang, usage) in [("C", "\nusage: exercise "), ("ko_KR.UTF-8", "\n사용법: exercise ")] {
        let (status, out, err) = run(&["mend"], lang);
        assert!(status == Some(2) && out.is_empty() && err.contains(usage), "{err}");
    }
}

#[test]
fn a_program_runs_by_hand() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let server = thread::spawn(move || listener.accept().unwrap().0.write_all(b"Hello!\0"));
    let mut command = Command::new(example("exercise"));
    let output = command.args(["run", "5", &port]).env("BERKELEY_TRACE", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Message from server: Hello!\n");
    let trace = String::from_utf8_lossy(&output.stderr);
    assert!(trace.contains(&format!("sin_port=htons({port})")), "{trace}");
    server.join().unwrap().unwrap();
    // Its end is that of the program: this one panics without a port.
    assert_eq!(exercise(&["run", "5"]).status.code(), Some(101));
    assert_eq!(exercise(&["run", "99"]).status.code(), Some(2));
}

#[test]
fn what_does_not_compile_is_not_right() {
    let dir = support::Dir::new();
    let program = dir.path().join("broken.rs");
    fs::write(&program, "fn main() { socket(); }\n").unwrap();
    let output = exercise(&["check", "1", program.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot find function `socket`"));
}
