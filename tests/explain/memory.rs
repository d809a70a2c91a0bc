//! Nothing is allocated but what it takes to ask the environment, once.

use crate::allocator::allocations;
use berkeley::errno::*;
use berkeley::explain::*;
use std::fmt::Write;

/// Counts what it is given.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        self.0 += s.len();
        Ok(())
    }
}

#[test]
fn nothing_is_allocated() {
    Language::of_environment();
    let before = allocations();
    let mut length = Length(0);
    for call in calls() {
        for error in errors(call) {
            for language in [Language::English, Language::Korean] {
                let found = explain(call, error.number()).unwrap().in_language(language);
                write!(length, "{found}{}{:60}", found.brief(), found).unwrap();
            }
            assert!(named(call, error.name()).is_some());
        }
        write!(length, "{}", table(call).unwrap()).unwrap();
    }
    // Its call is none that is explained, so that there is one line for whoever runs the tests.
    set_errno(EADDRINUSE);
    pexplain("(a test of pexplain)");
    assert_eq!(allocations(), before);
    assert!(length.0 > 100_000);

    drop(std::hint::black_box(vec![0u8; 10]));
    assert_eq!(allocations(), before + 2, "what allocates is counted");
}
