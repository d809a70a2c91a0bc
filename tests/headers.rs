//! Every name of the C headers that the crate has, compared with the machine's own headers.
//!
//! `headers.tsv` lists the names: what kind of thing each is, in which C header it is, and in which
//! module of the crate. From it two programs are made, one in C and one in Rust, that print what
//! they know of each name; then their answers are compared:
//!
//! | kind | compared |
//! |---|---|
//! | `constant` | its value |
//! | `request` | its value: a constant that is no number here |
//! | `object` | its bytes |
//! | `typedef`, `struct`, `union`, `enum` | its size and its alignment |
//! | `field`, named `struct.field` | its offset and its size; with `()` it is a method here |
//! | `number`, named `struct.member()` | a method here: the number or pointer that it reads of a structure of known bytes |
//! | `bytes`, named `struct.member()` | a method here: the structure or array that it reads of one of known bytes |
//! | `pointers` | a structure with pointers in C, which borrows or owns here: that there is one |
//! | `scalar`, named `struct.field` | a number in such a structure: its size and whether it has a sign (that it gets to C's place, the calls show) |
//! | `member`, named `struct.member` | that C has the member, and the crate a field or a method for it |
//! | `function`, `macro` | that there is one |
//!
//! A member whose name is a keyword of Rust has an underscore behind it in the crate.
//!
//! A header that needs others before it has them in its column, too, separated by spaces.
//!
//! To cover another header, add its lines to the table. A name that the crate lacks keeps the Rust
//! program from compiling, and the compiler says which. A name that the machine's headers lack, older
//! or newer as they are, cannot be compared: such names are printed and counted.

mod c;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A line of the table.
#[derive(Clone, Copy)]
struct Row {
    line: usize,
    kind: &'static str,
    name: &'static str,
    header: &'static str,
    module: &'static str,
}

impl Row {
    /// How the name is compared.
    fn how(&self) -> &'static str {
        match self.kind {
            "constant" | "request" | "object" | "number" | "bytes" => "value",
            "typedef" | "struct" | "union" | "enum" | "field" | "scalar" => "layout",
            "pointers" | "member" | "function" | "macro" => "presence",
            kind => panic!("headers.tsv:{}: what is a {kind}?", self.line),
        }
    }

    /// Of a part of a structure: the structure, and the way from there, as C writes them.
    fn in_c(&self, rows: &[Row]) -> (String, String) {
        let (owner, member) = self.name.split_once('.').expect("struct.member");
        let is_owner = |row: &&Row| {
            row.name == owner && row.module == self.module && TYPES.contains(&row.kind)
        };
        let row = rows.iter().find(is_owner);
        let row = row.unwrap_or_else(|| panic!("headers.tsv:{}: {owner} is no row", self.line));
        // What is a method here is no call there.
        let parts =
            member.split('(').map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
        (c_type(row.kind, owner), parts.collect())
    }

    /// The same as Rust writes them.
    fn in_rust(&self) -> (String, String) {
        let (owner, member) = self.name.split_once('.').expect("struct.member");
        let parts: Vec<_> =
            member.split('.').map(|part| if part == "type" { "type_" } else { part }).collect();
        (format!("berkeley::{}::{owner}", self.module), parts.join("."))
    }
}

/// The kinds of types.
const TYPES: [&str; 5] = ["typedef", "struct", "union", "enum", "pointers"];

/// C packs `epoll_event` on some machines, and Rust lends no field of a packed structure, so that
/// `event.data.set_fd(fd)` would not compile: here the data is so many bytes, of the same size.
const LESS_ALIGNED: [&str; 3] = ["epoll_event", "epoll_data", "epoll_data_t"];

/// Where C has a pointer to a text, here is the text, which 32 bits are too short for.
const LONGER: [&str; 2] = ["tm", "tm.tm_zone"];

/// What a program knows of the names, by their lines in the table.
type Answers = BTreeMap<usize, Vec<i64>>;

#[test]
fn all_is_as_in_the_c_headers() {
    if !c::is_here("headers") {
        return;
    }
    let rows = rows();
    let (in_rust, in_c) = (rust_answers(&rows), c_answers(&rows));
    // Headers that are older than the crate end an enumeration earlier.
    let ends_earlier = |name: &str, ours: &[i64], theirs: &[i64]| {
        let of = name.strip_suffix("MAX").filter(|_| theirs < ours);
        let lacks = |row: &Row| !in_c.contains_key(&row.line);
        of.is_some_and(|of| rows.iter().any(|row| row.name.starts_with(of) && lacks(row)))
    };
    let mut wrong = String::new();
    let mut lacking = Vec::new();
    let mut compared = BTreeMap::new();
    for row in &rows {
        let Row { line, kind, name, module, .. } = *row;
        let ours = in_rust.get(&line).expect("the Rust program answers all or does not compile");
        if in_c.contains_key(&line) {
            *compared.entry(row.how()).or_insert(0) += 1;
        }
        match in_c.get(&line) {
            None => lacking.push(name),
            Some(theirs) if theirs == ours => (),
            Some(theirs) if LESS_ALIGNED.contains(&name) && theirs[0] == ours[0] => (),
            Some(_) if usize::BITS == 32 && LONGER.contains(&name) => (),
            Some(theirs) if ends_earlier(name, ours, theirs) => (),
            Some(theirs) => {
                writeln!(wrong, "{kind} {name}: {module} has {ours:?}, C has {theirs:?}").unwrap();
            }
        }
    }
    let how: Vec<_> = compared.iter().map(|(how, number)| format!("{number} by {how}")).collect();
    let compared: usize = compared.values().sum();
    let all = rows.len();
    c::say(&format!("headers: {compared} of {all} names compared with C: {}", how.join(", ")));
    if !lacking.is_empty() {
        c::say(&format!("headers: not in this machine's C headers: {}", lacking.join(", ")));
    }
    assert!(wrong.is_empty(), "not as in C:\n{wrong}");
    assert!(compared > rows.len() / 2, "most names are in no C header: is cc in order?");
}

/// The table.
fn rows() -> Vec<Row> {
    let mut seen = HashSet::new();
    let table = include_str!("headers.tsv").lines().zip(1..).skip(1);
    let rows = table.map(|(text, line)| {
        let columns: Vec<_> = text.split('\t').collect();
        let [kind, name, header, module] = columns[..] else {
            panic!("headers.tsv:{line}: not four columns: {text}");
        };
        assert!(seen.insert((kind, name, module)), "headers.tsv:{line}: {name} is there twice");
        Row { line, kind, name, header, module }
    });
    rows.collect()
}

/// What a program printed: on each line the line of the table, then the answers.
fn parse(output: &str) -> Answers {
    let line = |text: &str| {
        let mut numbers = text.split(' ').map(|number| number.parse::<i64>().expect("a number"));
        (numbers.next().expect("the line of the table") as usize, numbers.collect())
    };
    output.lines().map(line).collect()
}

/// The names of one header after the other, as C has them.
fn c_answers(rows: &[Row]) -> Answers {
    let headers: HashSet<_> = rows.iter().map(|row| row.header).collect();
    let mut answers = Answers::new();
    for header in headers {
        let of_header: Vec<_> = rows.iter().copied().filter(|row| row.header == header).collect();
        if c::compile("headers_none", &c_program(header, &[], rows)).is_ok() {
            c_answers_of(header, &of_header, rows, &mut answers);
        }
    }
    answers
}

/// Asks C for some names of a header. If one of them is lacking, the program does not compile: then
/// halves find out which.
fn c_answers_of(header: &str, some: &[Row], rows: &[Row], answers: &mut Answers) {
    match c::compile("headers", &c_program(header, some, rows)) {
        Ok(program) => answers.extend(parse(&c::run(&program, ""))),
        Err(_) if some.len() == 1 => (),
        Err(_) => {
            let (one, other) = some.split_at(some.len() / 2);
            c_answers_of(header, one, rows, answers);
            c_answers_of(header, other, rows, answers);
        }
    }
}

/// A C program that prints what it knows of some names of a header.
fn c_program(header: &str, some: &[Row], rows: &[Row]) -> String {
    let mut body = String::new();
    for row in some {
        body += &match (row.kind, row.name) {
            ("constant" | "request", name) => print_in_c(row, &[name]),
            ("object", name) => format!("bytes({}, &{name}, sizeof({name}));\n", row.line),
            ("typedef" | "struct" | "union" | "enum", name) => {
                let of = c_type(row.kind, name);
                print_in_c(row, &[&format!("sizeof({of})"), &format!("_Alignof({of})")])
            }
            ("field", _) => {
                let (of, field) = row.in_c(rows);
                let size = format!("sizeof((({of} *)0)->{field})");
                print_in_c(row, &[&format!("offsetof({of}, {field})"), &size])
            }
            ("number", _) => {
                let (of, member) = row.in_c(rows);
                // What a pointer says has no sign.
                let number = format!(
                    "_Generic(it.{member}, char *: (size_t)it.{member}, \
                     void *: (size_t)it.{member}, default: it.{member})"
                );
                let number = print_in_c(row, &[&number]);
                format!("{{ {of} it; fill(&it, sizeof(it));\n{number}}}\n")
            }
            ("bytes", _) => {
                let (of, member) = row.in_c(rows);
                format!(
                    "{{ {of} it; fill(&it, sizeof(it));\n\
                     bytes({}, &it.{member}, sizeof(it.{member})); }}\n",
                    row.line,
                )
            }
            ("pointers", name) => format!("(void)sizeof(struct {name});\n{}", print_in_c(row, &[])),
            ("scalar", _) => {
                let (of, field) = row.in_c(rows);
                let it = format!("(({of} *)0)->{field}");
                print_in_c(row, &[&format!("sizeof({it})"), &format!("(__typeof__({it}))-1 < 0")])
            }
            ("member", _) => {
                let (of, member) = row.in_c(rows);
                // Of a bit-field C gives neither size nor offset.
                format!("if (0) (void)(({of} *)0)->{member};\n{}", print_in_c(row, &[]))
            }
            ("function", name) => format!("(void){name};\n{}", print_in_c(row, &[])),
            ("macro", name) => {
                format!("#ifndef {name}\n#error none\n#endif\n{}", print_in_c(row, &[]))
            }
            (kind, _) => panic!("headers.tsv:{}: what is a {kind}?", row.line),
        };
    }
    let headers: String =
        header.split(' ').map(|header| format!("#include <{header}>\n")).collect();
    format!(
        "#include <stddef.h>\n#include <stdio.h>\n{headers}{C_PRELUDE}int main(void)\n{{\n{body}return 0;\n}}\n"
    )
}

const C_PRELUDE: &str = r#"
/* BSD's: <netinet/ip_icmp.h> needs it for ICMP_TSLEN, and nothing defines it any more. */
typedef unsigned int n_time;

static void bytes(int line, const void *object, size_t size)
{
    printf("%d", line);
    for (size_t i = 0; i < size; i++)
        printf(" %d", ((const unsigned char *)object)[i]);
    printf("\n");
}

/* Every byte another one, and such that a sign shows. */
static void fill(void *object, size_t size)
{
    for (size_t i = 0; i < size; i++)
        ((unsigned char *)object)[i] = i | 0x80;
}

"#;

/// A statement of C that prints a row's line and these numbers.
fn print_in_c(row: &Row, numbers: &[&str]) -> String {
    let numbers: String = numbers
        .iter()
        .map(|number| format!("printf(\" %lld\", (long long)({number}));\n"))
        .collect();
    format!("printf(\"{}\");\n{numbers}printf(\"\\n\");\n", row.line)
}

/// What C calls a type.
fn c_type(kind: &str, name: &str) -> String {
    match kind {
        "typedef" => name.to_string(),
        "pointers" => format!("struct {name}"),
        _ => format!("{kind} {name}"),
    }
}

/// The names as the crate has them.
fn rust_answers(rows: &[Row]) -> Answers {
    // A package of its own beside the crate: cargo knows best how to build the two together.
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("headers_in_rust");
    let manifest = format!(
        "[package]\nname = \"headers_in_rust\"\nedition = \"2024\"\n\
         [dependencies]\nberkeley = {{ path = {:?} }}\n[workspace]\n",
        env!("CARGO_MANIFEST_DIR"),
    );
    fs::create_dir_all(package.join("src")).expect("there is room for a package");
    fs::write(package.join("Cargo.toml"), manifest).expect("the package can be written");
    fs::write(package.join("src/main.rs"), rust_program(rows)).expect("the package can be written");
    // With the versions that the crate is tested with, which are here already.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    fs::copy(lock, package.join("Cargo.lock")).expect("the versions can be copied");
    let out = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet", "--manifest-path"])
        .arg(package.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(package.join("target"))
        .args(target().into_iter().flat_map(|target| ["--target", target]))
        .output()
        .expect("cargo runs");
    let complaints = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "the crate lacks a name of headers.tsv:\n{complaints}");
    parse(&String::from_utf8(out.stdout).expect("the program prints text"))
}

/// The machine that this test was built for, if cargo was told: it names a directory after it.
fn target() -> Option<&'static str> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?.file_name()?.to_str()?;
    dir.contains("-linux-").then_some(dir)
}

/// A Rust program that prints what it knows of all names.
fn rust_program(rows: &[Row]) -> String {
    let mut modules: BTreeMap<_, String> = BTreeMap::new();
    for row in rows {
        let Row { line, kind, name, module, .. } = *row;
        let body = modules.entry(module).or_default();
        let path = format!("berkeley::{module}::{name}");
        *body += &match kind {
            "constant" => format!("    crate::print({line}, &[{path} as i64]);\n"),
            "request" => format!("    crate::print({line}, &[{path}.code() as i64]);\n"),
            "object" => format!("    crate::print({line}, &crate::bytes(&{path}));\n"),
            "typedef" | "struct" | "union" | "enum" => format!(
                "    crate::print({line}, &[size_of::<{path}>() as i64, align_of::<{path}>() as i64]);\n"
            ),
            "field" => {
                let (owner, field) = row.in_rust();
                if field.ends_with("()") {
                    format!("    crate::print({line}, &crate::view(|it: &{owner}| it.{field}));\n")
                } else if field.contains("()") {
                    format!("    crate::print({line}, &crate::view(|it: &{owner}| &it.{field}));\n")
                } else {
                    format!(
                        "    crate::print({line}, &crate::field(|it: &{owner}| &raw const it.{field}, \
                         offset_of!({owner}, {field})));\n"
                    )
                }
            }
            "number" => {
                let (owner, member) = row.in_rust();
                format!(
                    "    crate::print({line}, &[crate::filled::<{owner}>().{member} as i64]);\n"
                )
            }
            "bytes" => {
                let (owner, member) = row.in_rust();
                format!(
                    "    crate::print({line}, &crate::bytes(&crate::filled::<{owner}>().{member}));\n"
                )
            }
            "pointers" => {
                format!("    let _ = size_of::<{path}>();\n    crate::print({line}, &[]);\n")
            }
            "scalar" => {
                let (owner, field) = row.in_rust();
                format!("    crate::print({line}, &crate::scalar(|it: &{owner}| it.{field}));\n")
            }
            "member" => {
                let (owner, member) = row.in_rust();
                format!(
                    "    let _ = |it: &{owner}| _ = it.{member};\n    crate::print({line}, &[]);\n"
                )
            }
            _ => format!("    {{ use {path} as _; }}\n    crate::print({line}, &[]);\n"),
        };
    }
    let mut program = String::from(RUST_PRELUDE);
    let mut main = String::new();
    for (at, (module, body)) in modules.iter().enumerate() {
        write!(program, "fn module{at}() {{\n    use berkeley::{module}::*;\n{body}}}\n").unwrap();
        writeln!(main, "    module{at}();").unwrap();
    }
    program + "fn main() {\n" + &main + "}\n"
}

const RUST_PRELUDE: &str = "\
#![allow(warnings)]

use core::mem::{offset_of, size_of_val};

fn print(line: usize, answers: &[i64]) {
    let answers: String = answers.iter().map(|answer| format!(\" {answer}\")).collect();
    println!(\"{line}{answers}\");
}

fn bytes<T: berkeley::Plain>(object: &T) -> Vec<i64> {
    berkeley::Bytes::as_bytes(object).iter().copied().map(i64::from).collect()
}

/// Every byte another one, and such that a sign shows.
fn filled<T: berkeley::Plain>() -> T {
    let mut it = T::zeroed();
    let bytes = berkeley::BytesMut::as_bytes_mut(&mut it);
    bytes.iter_mut().enumerate().for_each(|(i, byte)| *byte = i as u8 | 0x80);
    it
}

fn scalar<T, N: TryFrom<i8>>(_: fn(&T) -> N) -> [i64; 2] {
    [size_of::<N>() as i64, N::try_from(-1).is_ok() as i64]
}

fn field<T, F>(_: fn(&T) -> *const F, offset: usize) -> [i64; 2] {
    [offset as i64, size_of::<F>() as i64]
}

fn view<T: berkeley::Plain, V: ?Sized>(of: fn(&T) -> &V) -> [i64; 2] {
    let it = T::zeroed();
    let view = of(&it);
    let offset = (&raw const *view).cast::<u8>() as usize - (&raw const it).cast::<u8>() as usize;
    [offset as i64, size_of_val(view) as i64]
}

";
