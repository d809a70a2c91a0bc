//! What there is to call: the public functions of the header modules, as the sources declare them.

use std::fs;
use std::path::Path;

/// A function that a header declares.
pub(crate) struct Function {
    /// The file that declares it, below src.
    pub(crate) file: String,
    pub(crate) name: String,
    /// From `fn` to the brace.
    pub(crate) signature: String,
    /// Evaluated by the compiler, if one likes: it can neither call the kernel nor allocate.
    pub(crate) is_const: bool,
    /// Its documentation names errors, or it may return none.
    pub(crate) fails: bool,
}

impl Function {
    /// Whether it is a call on a descriptor. (`FD_SET` and the like only count with one.)
    pub(crate) fn takes_descriptor(&self) -> bool {
        let named = ["fd: c_int", "(s: c_int", " s: c_int", "<pollfd>", "<fd_set>"];
        !self.name.starts_with("FD_")
            && !self.is_of_libsystemd()
            && named.iter().any(|name| self.signature.contains(name))
    }

    /// Whether it takes a length or a count beside the memory.
    pub(crate) fn takes_length(&self) -> bool {
        let named = ["impl Length", "Pointer<socklen_t>", "maxevents", "nfds", "numsrc"];
        !self.is_const
            && !self.is_of_libsystemd()
            && named.iter().any(|name| self.signature.contains(name))
    }

    /// Whether it is no call of libc's: tests/activation compares those with libsystemd.
    fn is_of_libsystemd(&self) -> bool {
        self.file.starts_with("systemd/")
    }
}

/// All of them.
pub(crate) fn functions() -> Vec<Function> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = vec![];
    files(&src, &mut |path, text| {
        let module = path.strip_prefix(&src).expect("below it").iter().next().expect("a name");
        if !BESIDE.iter().any(|beside| module == *beside) {
            let file = path.strip_prefix(&src).expect("below it").display().to_string();
            declared(&file, text, &mut all);
        }
    });
    assert!(all.len() > 200, "the sources are not as they were: {} functions", all.len());
    all
}

/// No headers: the core beneath them, and what stands beside them and has tests of its own.
const BESIDE: [&str; 8] =
    ["base", "arpanet", "checksum", "explain", "fault", "ledger", "trace", "lib.rs"];

/// Shows the Rust files of a directory, and of those in it.
pub(crate) fn files(dir: &Path, show: &mut dyn FnMut(&Path, &str)) {
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files(&path, show);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            show(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

/// Adds the functions that a file declares.
fn declared(file: &str, text: &str, all: &mut Vec<Function>) {
    let (mut documented, mut rest) = (String::new(), text);
    while let Some((line, after)) = rest.split_once('\n') {
        let is_const = line.starts_with("pub const fn ");
        if line.starts_with("///") || line.starts_with("#[") {
            documented.push_str(line);
        } else if is_const || line.starts_with("pub fn ") {
            let (_, signature) = rest.split_once("fn ").expect("it is a function");
            let (signature, _) = signature.split_once('{').expect("it has a body");
            let end = signature.find(['(', '<']).expect("it has parameters");
            all.push(Function {
                file: file.to_string(),
                name: signature[..end].to_string(),
                signature: signature.to_string(),
                is_const,
                fails: documented.contains("# Errors") || signature.contains("-> Option<"),
            });
        }
        if !line.starts_with("///") && !line.starts_with("#[") {
            documented.clear();
        }
        rest = after;
    }
}
