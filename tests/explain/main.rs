//! The explanations of errors: how the pages are read, and what the library makes of them. That they are
//! true, the test `errors` shows.

#[path = "../../build/pages.rs"]
#[allow(dead_code, reason = "what it reads is for build.rs")]
mod pages;

#[path = "../../src/fault/calls.rs"]
#[allow(dead_code, reason = "what it tells of rules is for the library")]
mod gated;

#[path = "../allocator/mod.rs"]
mod allocator;
mod index;
mod memory;
mod printed;
mod processes;
mod refused;

use berkeley::errno::*;
use berkeley::explain::*;
use berkeley::netdb::*;

/// All explanations, in a language.
fn all(language: Language) -> impl Iterator<Item = Explanation> {
    calls().flat_map(errors).map(move |error| error.in_language(language))
}

#[test]
fn explanations_are_found_by_call_and_number() {
    let why = explain("bind", EADDRINUSE).unwrap();
    assert_eq!((why.call(), why.name(), why.number()), ("bind", "EADDRINUSE", EADDRINUSE));
    assert_eq!(why.message(), "Address already in use");
    assert_eq!(explain("accept", EWOULDBLOCK).unwrap().name(), "EAGAIN");
    assert_eq!(explain("listen", ENOTSUP).unwrap().name(), "EOPNOTSUPP");

    let nothing = [("bind", ECHILD), ("bind", 0), ("bind", -98), ("bin", EADDRINUSE), ("", EINVAL)];
    for (call, errno) in nothing {
        assert!(explain(call, errno).is_none(), "{call} {errno}");
    }
    assert!(errors("nosuch").next().is_none());
    assert!(table("nosuch").is_none());
}

#[test]
fn explanations_are_found_by_name() {
    for error in all(Language::English) {
        assert_eq!(named(error.call(), error.name()).unwrap().number(), error.number());
    }
    assert_eq!(named("accept", "EWOULDBLOCK").unwrap().name(), "EAGAIN");
    assert_eq!(named("listen", "ENOTSUP").unwrap().name(), "EOPNOTSUPP");
    assert!(named("bind", "eaddrinuse").is_none());
    assert!(named("bind", "EADDRINUSE ").is_none());
}

/// A number means one thing of a call: else the second entry would never be found.
#[test]
fn no_call_has_two_errors_of_one_number() {
    for error in all(Language::English) {
        assert_eq!(explain(error.call(), error.number()).unwrap().name(), error.name());
    }
}

#[test]
fn calls_that_share_a_page_share_their_errors() {
    let mut names: Vec<&str> = calls().collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "each call is there once");
    for call in calls() {
        let error = errors(call).next().unwrap();
        assert_eq!(error.call(), call);
        assert!(error.calls().contains(&call));
        assert!(error.calls().iter().all(|other| errors(other).count() == errors(call).count()));
    }
}

/// A call that passes the gate has a page, unless it succeeds whatever happens: by the name that it has
/// there, or by C's names for it. (`sleep` has no errors: it returns what was left.)
#[test]
fn every_call_that_can_fail_is_explained() {
    let explained: Vec<&str> = calls().collect();
    let can_fail = gated::CALLS.iter().filter(|(_, traits)| traits & gated::NEVER_FAILS == 0);
    let missing: Vec<&str> = can_fail
        .map(|(call, _)| *call)
        .filter(|call| !explained.iter().any(|name| gated::call_of(name) == *call))
        .chain(gated::OTHER_NAMES.iter().map(|(name, _)| *name).filter(|name| *name != "sleep"))
        .filter(|name| !explained.contains(name))
        .collect();
    assert!(missing.is_empty(), "no page has {missing:?}");
}

/// Their message is that of the function that C has for them.
#[test]
fn messages_are_those_of_c() {
    for error in all(Language::English) {
        let expected = match error.call() {
            "getaddrinfo" | "getnameinfo" => gai_strerror(error.number()),
            "gethostbyname" | "gethostbyname2" | "gethostbyaddr" => hstrerror(error.number()),
            _ => strerror(error.number()),
        };
        assert_eq!(error.message().as_str(), expected.as_str(), "{error:?}");
    }
}

#[test]
fn a_summary_is_the_first_sentence() {
    for language in [Language::English, Language::Korean] {
        for error in all(language) {
            let (summary, meaning) = (error.summary(), error.meaning());
            assert!(summary.ends_with('.'), "{error:?}: {summary}");
            assert!(meaning.starts_with(summary), "{error:?}");
            let rest = &meaning[summary.len()..];
            assert!(rest.is_empty() || rest.starts_with(' '), "{error:?}: {rest}");
            assert!(summary.matches('`').count() % 2 == 0, "{error:?}: {summary}");
        }
    }
}
