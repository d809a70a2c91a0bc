//! The texts of all examples: each port makes the calls of its original, in the same order, with as many
//! arguments, in hardly more lines. Where a port must differ, a comment that begins with "Not as in
//! C:" says why, at that line.

use crate::PROGRAMS;
use crate::run::source;
use crate::support::say;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What begins the comment at a line that is not as in C.
const MARK: &str = "// Not as in C:";

#[test]
fn every_pair_is_tested() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found = Vec::new();
    for file in fs::read_dir(examples).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "c") {
            assert!(path.with_extension("rs").exists(), "{path:?} has no port");
            found.push(path.file_stem().unwrap().to_str().unwrap().to_string());
        }
    }
    found.sort();
    let mut tested = programs();
    tested.sort();
    assert_eq!(found, tested);
}

/// What several programs have in common: a header of C's, and a module.
const PARTS: [(&str, &str); 1] = [("tftp/tftp.h", "tftp/mod.rs")];

/// The texts of the programs and of their parts, in C and in Rust.
fn texts() -> Vec<(String, [PathBuf; 2])> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let program = |name: String| {
        let files = ["c", "rs"].map(|extension| source(&name, extension));
        (name, files)
    };
    let part = |(c, rust): (&str, &str)| (c.to_string(), [c, rust].map(|file| examples.join(file)));
    programs().into_iter().map(program).chain(PARTS.map(part)).collect()
}

/// All programs that there are in both languages.
fn programs() -> Vec<String> {
    PROGRAMS.iter().flat_map(|theme| theme.iter().map(ToString::to_string)).collect()
}

#[test]
fn the_source_makes_the_same_calls() {
    let mut exceptions = Vec::new();
    for (name, files) in texts() {
        let text = fs::read_to_string(&files[1]).unwrap();
        let [c, rust] = files.map(|file| code(&file));
        let original = source_calls(&c);
        assert!(original.len() > 3, "{name}: {original:?}");
        let port = source_calls(&rust);
        for span in differences(&original, &port, text.len()) {
            let lines = marked(&text, span.clone());
            let there = text[..span.start].lines().count();
            assert!(!lines.is_empty(), "{name}: not C's calls behind line {there}:\n{original:#?}");
            exceptions.extend(lines.into_iter().map(|line| format!("{name}: {line}")));
        }
        let [c, rust] =
            [c, rust].map(|code| code.lines().filter(|line| !line.trim().is_empty()).count());
        assert!(rust * 10 <= c * 11, "{name}: {c} lines of C, {rust} of Rust");
    }
    exceptions.dedup();
    say(&format!("{} places are not as in C:", exceptions.len()));
    exceptions.iter().for_each(|exception| say(&format!("  {exception}")));
}

/// Where a port has other calls than its original: from the last call that is the same to the next one,
/// as a span of the port's text.
fn differences(original: &[Call], port: &[Call], end: usize) -> Vec<Range<usize>> {
    // The longest sequence of calls that both have: its length from each pair of calls on.
    let mut longest = vec![vec![0; port.len() + 1]; original.len() + 1];
    for i in (0..original.len()).rev() {
        for j in (0..port.len()).rev() {
            longest[i][j] = if original[i].is_like(&port[j]) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let mut spans = Vec::new();
    let (mut i, mut j, mut from, mut differs) = (0, 0, 0, false);
    while i < original.len() || j < port.len() {
        if i < original.len() && j < port.len() && original[i].is_like(&port[j]) {
            if differs {
                spans.push(from..port[j].at);
            }
            (from, differs) = (port[j].at, false);
            (i, j) = (i + 1, j + 1);
        } else {
            differs = true;
            let port_goes_on =
                i == original.len() || j < port.len() && longest[i][j + 1] >= longest[i + 1][j];
            if port_goes_on { j += 1 } else { i += 1 }
        }
    }
    if differs {
        spans.push(from..end);
    }
    spans
}

/// The marks within the lines of a span of a text: what they say.
fn marked(text: &str, span: Range<usize>) -> Vec<String> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    let says = |line: &str| Some(line.split_once(MARK)?.1.trim().to_string());
    text[start..end].lines().filter_map(says).collect()
}

#[test]
fn differences_are_found() {
    let c = "f(a); send(1, 2, 3, 4); recv(1, 2, 3, 4); close(1);";
    let original = source_calls(c);
    assert!(differences(&original, &source_calls(c), c.len()).is_empty());
    let text = "send(1, 2, 3, 4);\n// Not as in C: why.\nclose(1);\n";
    let port = source_calls(text);
    let spans = differences(&original, &port, text.len());
    assert_eq!((spans.len(), &spans[0]), (1, &(0..text.find("close").unwrap())));
    assert_eq!(marked(text, spans[0].clone()), ["why."]);
    let text = "send(1, 2, 3, 4); recv(1, 2, 3); close(1); shutdown(2, 3);";
    assert_eq!(differences(&original, &source_calls(text), text.len()).len(), 2);
}

#[test]
fn no_example_is_unsafe() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                assert!(!words(&code(&path)).any(|word| word == "unsafe"), "{path:?}");
                seen += 1;
            }
        }
    }
    // Those beside C, and some in folders.
    assert!(seen > programs().len() + 2, "{seen}");
}

/// The code of a C or Rust file, where it stands in it: comments and texts are blanks.
fn code(path: &Path) -> String {
    let source = fs::read_to_string(path).unwrap();
    let mut code = String::new();
    let mut rest = source.as_str();
    while let Some(next) = rest.chars().next() {
        let end = |length: Option<usize>| length.unwrap_or(rest.len());
        let skipped = match next {
            '/' if rest.starts_with("//") => end(rest.find('\n')),
            '/' if rest.starts_with("/*") => end(rest.find("*/").map(|at| at + 2)),
            '"' => {
                let mut escaped = false;
                let is_end = |(_, c): &(usize, char)| {
                    let is_end = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    is_end
                };
                end(rest[1..].char_indices().find(is_end).map(|(at, _)| at + 2))
            }
            '\'' if rest[1..].starts_with('"') => 3,
            _ => {
                code.push(next);
                rest = &rest[next.len_utf8()..];
                continue;
            }
        };
        let blank = |c: char| if c == '\n' { "\n".to_string() } else { " ".repeat(c.len_utf8()) };
        let is_text = next == '"';
        let blanks: String = rest[..skipped].chars().map(blank).collect();
        // A text is an argument still.
        code.push_str(&if is_text { blanks.replacen("  ", "\"\"", 1) } else { blanks });
        rest = &rest[skipped..];
    }
    code
}

/// The words of code, in order.
fn words(code: &str) -> impl Iterator<Item = &str> {
    let is_separator = |c: char| !(c.is_alphanumeric() || c == '_');
    code.split(is_separator).filter(|word| !word.is_empty())
}

/// A call in code.
#[derive(Debug)]
struct Call<'a> {
    name: &'a str,
    arguments: usize,
    at: usize,
}

impl Call<'_> {
    fn is_like(&self, other: &Call) -> bool {
        (self.name, self.arguments) == (other.name, other.arguments)
    }
}

/// The calls in code that are C's, in order, each with the number of its arguments.
fn source_calls(code: &str) -> Vec<Call<'_>> {
    const CALLS: &str = "\
        socket socketpair bind listen accept accept4 connect shutdown send recv sendto recvfrom \
        sendmsg recvmsg sendmmsg recvmmsg getsockname getpeername getsockopt setsockopt sockatmark \
        isfdtype read write readv writev pread pwrite lseek close dup dup2 dup3 pipe pipe2 open openat \
        fstat unlinkat fcntl ioctl select pselect poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait \
        epoll_pwait eventfd sendfile signal sigaction sigprocmask alarm setitimer usleep sleep \
        nanosleep kill raise pause fork getpid getuid wait waitpid exit gethostname unlink \
        getaddrinfo freeaddrinfo getnameinfo gethostbyname gethostbyaddr getservbyname \
        getservbyport getprotobyname getifaddrs freeifaddrs if_nametoindex if_indextoname \
        inet_addr inet_ntoa inet_pton inet_ntop htons htonl ntohs ntohl time clock_gettime \
        gettimeofday sd_listen_fds sd_is_socket";
    let mut calls = Vec::new();
    for (at, _) in code.match_indices('(') {
        let before = code[..at].rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next();
        if let Some(name) = before.filter(|name| CALLS.split_whitespace().any(|call| call == *name))
        {
            calls.push(Call { name, arguments: arguments(&code[at + 1..]), at: at - name.len() });
        }
    }
    calls
}

/// How many arguments there are up to the bracket that closes the call.
fn arguments(code: &str) -> usize {
    let mut depth = 0;
    let mut commas = 0;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                // A comma behind the last one, as rustfmt writes it, separates nothing.
                let text = code[..at].trim().trim_end_matches(',');
                let trailing = usize::from(code[..at].trim().ends_with(','));
                return if text.is_empty() { 0 } else { commas + 1 - trailing };
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => commas += 1,
            _ => {}
        }
    }
    panic!("a call that does not end");
}
