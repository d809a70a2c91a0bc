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
//! | `member`, named `struct.member()` | that C has the member, and the crate a method for it (what it reads is compared elsewhere) |
//! | `function`, `macro` | that there is one |
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

/// C packs `epoll_event` on some machines, and Rust lends no field of a packed structure, so that
/// `event.data.set_fd(fd)` would not compile: here the data is so many bytes, of the same size.
const LESS_ALIGNED: [&str; 3] = ["epoll_event", "epoll_data", "epoll_data_t"];

/// What a program knows of the names, by their lines in the table.
type Answers = BTreeMap<usize, Vec<i64>>;

#[test]
fn all_is_as_in_the_c_headers() {
    if !c::is_here("headers") {
        return;
    }
    let rows = rows();
    let (in_rust, in_c) = (rust_answers(&rows), c_answers(&rows));
    let mut wrong = String::new();
    let mut lacking = Vec::new();
    for row in &rows {
        let Row { line, kind, name, module, .. } = *row;
        let ours = in_rust.get(&line).expect("the Rust program answers all or does not compile");
        match in_c.get(&line) {
            None => lacking.push(name),
            Some(theirs) if theirs == ours => (),
            Some(theirs) if LESS_ALIGNED.contains(&name) && theirs[0] == ours[0] => (),
            Some(theirs) => {
                writeln!(wrong, "{kind} {name}: {module} has {ours:?}, C has {theirs:?}").unwrap();
            }
        }
    }
    let compared = rows.len() - lacking.len();
    c::say(&format!("headers: {compared} of {} names compared with C", rows.len()));
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
            ("object", name) => format!(
                "printf(\"{}\");\nfor (int i = 0; i < sizeof({name}); i++)\n\
                 printf(\" %d\", ((unsigned char *)&{name})[i]);\nprintf(\"\\n\");\n",
                row.line,
            ),
            ("typedef" | "struct" | "union" | "enum", name) => {
                let of = c_type(row.kind, name);
                print_in_c(row, &[&format!("sizeof({of})"), &format!("_Alignof({of})")])
            }
            ("field", name) => {
                let (owner, field) = name.split_once('.').expect("struct.field");
                let field = field.trim_end_matches("()");
                let of = c_type(kind_of(owner, row, rows), owner);
                let size = format!("sizeof((({of} *)0)->{field})");
                print_in_c(row, &[&format!("offsetof({of}, {field})"), &size])
            }
            ("member", name) => {
                let (owner, member) = name.split_once('.').expect("struct.member");
                let of = c_type(kind_of(owner, row, rows), owner);
                let member = member.replace("()", "");
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
        "#include <stddef.h>\n#include <stdio.h>\n{headers}int main(void)\n{{\n{body}return 0;\n}}\n"
    )
}

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
    if kind == "typedef" { name.to_string() } else { format!("{kind} {name}") }
}

/// What kind of type has a field.
fn kind_of(owner: &str, field: &Row, rows: &[Row]) -> &'static str {
    let is_owner = |row: &&Row| row.name == owner && row.module == field.module;
    let row = rows.iter().find(is_owner);
    row.unwrap_or_else(|| panic!("headers.tsv:{}: {owner} is no row", field.line)).kind
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
        .output()
        .expect("cargo runs");
    let complaints = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "the crate lacks a name of headers.tsv:\n{complaints}");
    parse(&String::from_utf8(out.stdout).expect("the program prints text"))
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
                let (owner, field) = path.split_once('.').expect("struct.field");
                if field.ends_with("()") {
                    format!("    crate::print({line}, &crate::view(|it: &{owner}| it.{field}));\n")
                } else {
                    format!(
                        "    crate::print({line}, &crate::field(|it: &{owner}| &raw const it.{field}, \
                         offset_of!({owner}, {field})));\n"
                    )
                }
            }
            "member" => {
                let (owner, member) = path.split_once('.').expect("struct.member");
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
