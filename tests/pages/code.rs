//! Every code block of every page: those in C are compiled, those in Rust are tests of the documentation,
//! those for a shell can be run, and those out of a file stand there.

use crate::page::{Block, Comment, Page};
use crate::support::{Dir, c, has_cc, say};
use crate::{pages, root};
use std::fs;
use std::process::{Command, Stdio};
use std::thread;

/// What a piece of C may need, in the order in which a program has it.
const HEADERS: &str = "\
    #define _GNU_SOURCE\n#include <errno.h>\n#include <fcntl.h>\n#include <ifaddrs.h>\n\
    #include <netdb.h>\n#include <poll.h>\n#include <pthread.h>\n#include <setjmp.h>\n\
    #include <signal.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <stdlib.h>\n\
    #include <string.h>\n#include <time.h>\n#include <unistd.h>\n#include <arpa/inet.h>\n\
    #include <net/if.h>\n#include <netinet/in.h>\n#include <netinet/ip.h>\n\
    #include <netinet/ip_icmp.h>\n#include <netinet/tcp.h>\n#include <netinet/udp.h>\n\
    #include <net/ethernet.h>\n#include <netpacket/packet.h>\n#include <sys/epoll.h>\n\
    #include <sys/ioctl.h>\n#include <sys/select.h>\n#include <sys/sendfile.h>\n\
    #include <sys/socket.h>\n#include <sys/time.h>\n#include <sys/types.h>\n#include <sys/uio.h>\n\
    #include <sys/un.h>\n#include <sys/wait.h>\n#include <netinet/icmp6.h>\n";

#[test]
fn blocks_in_c_compile() {
    if !has_cc() {
        return;
    }
    let pages = pages();
    let mut programs = Vec::new();
    for page in &pages {
        for block in page.blocks().filter(|block| block.language() == "c") {
            if !matches!(block.comment, Some(Comment::From(_))) {
                programs.push((page.at(block.line), program(block)));
            }
        }
    }
    let dir = Dir::new();
    let compile = |(number, (place, source)): (usize, &(String, String))| {
        let file = dir.path().join(format!("{number}.c"));
        fs::write(&file, source).unwrap();
        let flags = ["-std=gnu11", "-c"];
        c::cc(&flags, &file, &file.with_extension("o"))
            .err()
            .map(|complaints| format!("{place}: {complaints}"))
    };
    let complaints: Vec<String> = thread::scope(|scope| {
        let all: Vec<_> = programs.iter().enumerate().collect();
        let parts: Vec<_> = all.chunks(all.len().div_ceil(4).max(1)).map(<[_]>::to_vec).collect();
        let compiling: Vec<_> = parts
            .into_iter()
            .map(|part| {
                scope.spawn(move || part.into_iter().filter_map(compile).collect::<Vec<_>>())
            })
            .collect();
        compiling.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(!programs.is_empty());
    say(&format!("{} blocks in C compile", programs.len()));
}

/// The program that a block is, or that it is a piece of: functions and declarations as they are,
/// statements in a function.
fn program(block: &Block) -> String {
    if block.text.contains("int main(") {
        return block.text.clone();
    }
    let needs = match &block.comment {
        Some(Comment::C(needs)) => needs,
        _ => "",
    };
    // What begins at the margin and ends with a bracket there is a function.
    let is_outer =
        block.text.lines().any(|line| line == "}") && block.text.lines().any(|line| line == "{");
    if is_outer {
        return format!("{HEADERS}{needs}\n{}", block.text);
    }
    format!(
        "{HEADERS}int f(int argc, char *argv[]);\nint f(int argc, char *argv[])\n{{\n{needs}\n{{\n{}\n}}\nreturn 0;\n}}\n",
        block.text
    )
}

#[test]
fn blocks_in_rust_are_tests_of_the_documentation() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut missing = Vec::new();
    for page in pages() {
        let tested = page.blocks().filter(|block| block.language() == "rust").any(|block| {
            let from = matches!(block.comment, Some(Comment::From(_)));
            let ignored = block.info.contains("ignore");
            assert_eq!(from, ignored, "{}: {}", page.at(block.line), block.info);
            !ignored
        });
        let path = page.path.to_str().unwrap();
        let is_korean = path.contains("/ko/") || path.contains(".ko.");
        // The Korean page has the same code: `twins.rs`. Of the errors, `build.rs` takes care.
        let is_error = path.starts_with("docs/errors/");
        if tested
            && !is_korean
            && !is_error
            && !lib.contains(&format!("include_str!(\"../{path}\")"))
        {
            missing.push(path.to_string());
        }
    }
    assert!(missing.is_empty(), "src/lib.rs has not: {missing:#?}");
}

#[test]
fn blocks_for_a_shell_can_be_run() {
    for page in pages() {
        for block in page.blocks().filter(|block| matches!(block.language(), "sh" | "console")) {
            let place = page.at(block.line);
            let mut shell = Command::new("sh");
            let mut shell = shell.arg("-n").stdin(Stdio::piped()).spawn().unwrap();
            let mut input = shell.stdin.take().unwrap();
            std::io::Write::write_all(&mut input, block.text.as_bytes()).unwrap();
            drop(input);
            assert!(shell.wait().unwrap().success(), "{place}: {}", block.text);
            for rest in block.text.split("--example ").skip(1) {
                let name = rest.split_whitespace().next().unwrap();
                let example = root().join("examples").join(name);
                let is_there = example.with_extension("rs").exists()
                    || example.join("main.rs").exists()
                    || name.chars().all(char::is_uppercase);
                assert!(is_there, "{place}: there is no example {name}");
            }
        }
    }
}

#[test]
fn blocks_out_of_a_file_stand_there() {
    for page in pages() {
        for block in page.blocks() {
            if let Some(Comment::From(file)) = &block.comment {
                quoted(&page, block, file);
            }
        }
    }
}

/// The lines of the block stand in the file in this order, together but where `…` leaves some out;
/// they may be indented less.
fn quoted(page: &Page, block: &Block, file: &str) {
    let source = fs::read_to_string(root().join(file)).unwrap();
    let source: Vec<&str> = source.lines().map(str::trim).collect();
    let mut at = 0;
    for (number, part) in block.text.split("…\n").enumerate() {
        let lines: Vec<&str> = part.lines().map(str::trim).collect();
        let lines: &[&str] = match &lines[..] {
            ["", rest @ ..] => rest,
            all => all,
        };
        let lines = if let [rest @ .., ""] = lines { rest } else { lines };
        if lines.is_empty() {
            continue;
        }
        let found = (at..source.len()).find(|from| source[*from..].starts_with(lines));
        let place = page.at(block.line);
        let from = found.unwrap_or_else(|| panic!("{place}: part {number} is not in {file}"));
        at = from + lines.len();
    }
}
