//! What the programs print that stand in the pages themselves: blocks of Rust, run as a reader would run them.

use crate::page::Page;
use crate::printed::clean;
use crate::support::Dir;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

#[path = "../../examples/exercise/compile.rs"]
mod compile;

/// Both languages show the same, and a program need run once.
static PRINTED: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// `block PAGE NUMBER`: both outputs of a block of Rust, in the order in which they were written: of the
/// tested ones in that chapter of the course, the first is 1. Words with a `=` before the page are variables.
pub(crate) fn print_block(words: &[&str]) -> Option<String> {
    let mut printed = PRINTED.lock().unwrap();
    let key = words.join(" ");
    if !printed.contains_key(&key) {
        printed.insert(key.clone(), run(words));
    }
    Some(printed[&key].clone())
}

fn run(words: &[&str]) -> String {
    let page_at = words.iter().position(|word| !word.contains('=')).expect("a page");
    let (name, number) = (words[page_at], words[page_at + 1]);
    let dir = Dir::new();
    let source = dir.path().join(format!("{name}-{number}.rs"));
    fs::write(&source, program(name, number.parse().unwrap())).unwrap();
    let program = compile::program(&source).unwrap().expect("it compiles");

    let path = dir.path().join("printed");
    let output = File::create(&path).unwrap();
    let mut command = clean(Command::new(&program), &words[..page_at]);
    command.stdin(Stdio::null()).stdout(output.try_clone().unwrap()).stderr(output);
    let mut child = command.spawn().unwrap();
    let pid = child.id();
    let status = child.wait().unwrap();
    fs::remove_file(program).unwrap();
    let printed = fs::read_to_string(path).unwrap();
    assert!(status.success(), "{name}, block {number}: {status}\n{printed}");
    settled(&printed, pid)
}

/// The program that a block is to rustdoc.
fn program(name: &str, number: usize) -> String {
    let page = Page::read(Path::new(&format!("docs/course/en/{name}.md")));
    let mut blocks =
        page.blocks().filter(|block| block.language() == "rust" && !block.info.contains("ignore"));
    let block = blocks.nth(number - 1).unwrap_or_else(|| panic!("{name} has no block {number}"));
    let lines = block.text.lines().map(|line| match line {
        "#" => "",
        _ => line.strip_prefix("# ").unwrap_or(line),
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    if text.contains("fn main()") {
        return format!("#![allow(unused)]\n{text}");
    }
    format!("#![allow(unused)]\nfn main() {{\n{text}\n}}\n")
}

/// Where a buffer lies that a call did not fill: as good as another.
const ADDRESS: &str = "0x7ffc5e0a1b20";

/// What the kernel chose is the same each time: the process's number and its children's, the user's, ports, and
/// addresses in memory.
fn settled(printed: &str, pid: u32) -> String {
    let mut known = BTreeMap::from([(pid.to_string(), 4711.to_string())]);
    let (mut children, mut ports) = (4711, 50000);
    for line in printed.lines() {
        if let Some((_, child)) =
            line.split_once("fork()").and_then(|(_, end)| end.split_once("= "))
        {
            children += 1;
            known.insert(child.to_string(), children.to_string());
        }
        for part in line.split("htons(").skip(1) {
            let port = part.split(')').next().unwrap_or_default();
            if port.parse::<u16>().is_ok_and(|port| port >= 32768) && !known.contains_key(port) {
                ports += 1;
                known.insert(port.to_string(), ports.to_string());
            }
        }
    }
    let mut settled = String::new();
    let mut rest = printed;
    let in_word = |byte: char| byte.is_ascii_alphanumeric();
    while let Some(start) = rest.find(in_word) {
        let word = &rest[start..];
        let (word, behind) = word.split_at(word.find(|byte| !in_word(byte)).unwrap_or(word.len()));
        settled += &rest[..start];
        let is_address = word.starts_with("0x") && word.len() > 10;
        // A number may have zeros before it, so that a name is always as long.
        let width = if word.starts_with('0') { word.len() } else { 0 };
        let number = known.get(word.trim_start_matches('0'));
        let number = number.map(|number| format!("{number:0>width$}"));
        settled += if is_address { ADDRESS } else { number.as_deref().unwrap_or(word) };
        rest = behind;
    }
    settled += rest;
    settled.split_inclusive('\n').map(aligned).collect()
}

/// A line of the trace, aligned anew: numbers may have become longer or shorter. Children were user 1000's, and
/// took no time.
fn aligned(line: &str) -> String {
    let mut line = line.to_string();
    for (field, number) in [("si_uid=", "1000"), ("si_utime=", "0"), ("si_stime=", "0")] {
        if let Some((start, end)) = line.split_once(field) {
            let rest = end.trim_start_matches(|c: char| c.is_ascii_digit());
            line = format!("{start}{field}{number}{rest}");
        }
    }
    match line.rsplit_once(" = ").filter(|(call, _)| call.trim_end().ends_with(')')) {
        Some((call, result)) => format!("{:39} = {result}", call.trim_end()),
        None => line,
    }
}

#[test]
fn numbers_that_the_kernel_chose_are_settled() {
    let printed = "\
        bind(3, htons(45678), 0x7fffabcdef01)  = 0\n\
        fork()                                 = 300\n\
        wait4(300)                             = 300\n\
        {si_pid=300, si_uid=0, si_status=299}\n\
        of 299, not 2990: port 45678, /tmp/name-0000299\n";
    let expected = "\
        bind(3, htons(50001), 0x7ffc5e0a1b20)   = 0\n\
        fork()                                  = 4712\n\
        wait4(4712)                             = 4712\n\
        {si_pid=4712, si_uid=1000, si_status=4711}\n\
        of 4711, not 2990: port 50001, /tmp/name-0004711\n";
    assert_eq!(settled(printed, 299), expected);
}
