//! How explanations look.

use crate::all;
use berkeley::errno::*;
use berkeley::explain::*;

const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];

#[test]
fn an_explanation_has_headings_and_indented_text() {
    let why = explain("bind", EADDRINUSE).unwrap();
    for (language, headings) in
        LANGUAGES.iter().zip([["Causes", "How to tell", "Remedy"], ["원인", "확인 방법", "해결"]])
    {
        let text = why.in_language(*language).to_string();
        let (first, rest) = text.split_once('\n').unwrap();
        assert_eq!(first, "bind: EADDRINUSE (98), Address already in use");
        let found: Vec<&str> =
            rest.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
        assert_eq!(found, headings);
        assert!(text.contains("\n  1. "));
        assert!(text.contains("\n      ss -tanp 'sport = :12345'\n\n  "));
        // The hidden lines of the example are hidden.
        assert!(text.contains("\n      let on = 1;\n") && !text.contains("use berkeley"));
    }
}

#[test]
fn all_that_is_said_is_printed_in_lines_of_a_width() {
    for error in LANGUAGES.into_iter().flat_map(all) {
        for (width, text) in
            [(80, error.to_string()), (50, format!("{error:50}")), (500, format!("{error:500}"))]
        {
            let words: Vec<&str> = text.split_whitespace().collect();
            let text_in_one_line = words.join(" ");
            let texts = error.causes().iter().copied().chain([error.meaning()]);
            let blocks = error.how_to_tell().iter().chain(error.remedy());
            let mut codes = Vec::new();
            let blocks = blocks.map(|block| match block {
                Block::Paragraph(text) | Block::Item { text, .. } => *text,
                Block::Code(code) => {
                    codes.push(*code);
                    ""
                }
                _ => unreachable!(),
            });
            for text in texts.chain(blocks.collect::<Vec<_>>()) {
                let words: Vec<&str> = text.split_whitespace().collect();
                assert!(text_in_one_line.contains(&words.join(" ")), "{error:?}: {text}");
            }
            for code in &codes {
                for line in code.lines().filter(|line| !line.is_empty()) {
                    assert!(text.contains(&format!("\n      {line}")), "{error:?}: {line}");
                }
            }
            let is_code = |line: &str| codes.iter().any(|code| code.contains(line.trim()));
            for line in text.lines().skip(1).filter(|line| !is_code(line)) {
                assert_eq!(line, line.trim_end(), "{error:?}");
                // A piece of code that is longer than a line stays whole.
                let is_whole = line.trim_start().split(' ').count() == 1 || line.contains('`');
                assert!(columns(line) <= width || is_whole, "{error:?}: {line}");
            }
        }
    }
}

/// Two columns for each letter of Korean.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if ('가'..='힣').contains(&c) { 2 } else { 1 }).sum()
}

#[test]
fn code_is_not_broken() {
    for error in LANGUAGES.into_iter().flat_map(all) {
        for line in format!("{error:40}\n{:40}", error.brief()).lines() {
            let in_code = line.starts_with("      ") && !line.trim_start().starts_with('`');
            assert!(in_code || line.matches('`').count() % 2 == 0, "{error:?}: {line}");
        }
    }
}

#[test]
fn in_brief() {
    let why = explain("bind", EADDRINUSE).unwrap();
    let english = why.in_language(Language::English).brief().to_string();
    assert_eq!(
        english,
        format!(
            "  EADDRINUSE (98): Another socket has this address and port, or this path,\n    already.\n  \
             Likely: The server is running already, perhaps stopped with Ctrl-Z; or another\n    \
             program serves that port.\n  \
             Remedy: End the other program, or take another port.\n  \
             More: https://docs.rs/crate/berkeley/{}/source/docs/errors/en/bind.md",
            env!("CARGO_PKG_VERSION")
        )
    );
    for error in LANGUAGES.into_iter().flat_map(all) {
        let brief = error.brief().to_string();
        // What pexplain has room for, with the message.
        assert!(brief.len() < 4000, "{error:?}: {}", brief.len());
        let labels: Vec<&str> = brief
            .lines()
            .filter(|line| !line.starts_with("    "))
            .map(|line| line.trim().split(": ").next().unwrap())
            .collect();
        let name = format!("{} ({})", error.name(), error.number());
        let [likely, remedy, more] = match error.language() {
            Language::English => ["Likely", "Remedy", "More"],
            _ => ["유력한 원인", "해결", "자세히"],
        };
        assert_eq!(labels, [&name, likely, remedy, more]);
        assert!(brief.matches('`').count() % 2 == 0, "{brief}");
        // Nothing leads to what is not there.
        let ends = brief.replace("\n    ", " ");
        assert!(ends.lines().all(|line| !line.ends_with(':')), "{brief}");
    }
}

/// The README and the library's own page show what comes out.
#[test]
fn the_documentation_shows_it_as_it_is() {
    let said = |language| {
        let why = explain("bind", EADDRINUSE).unwrap().in_language(language);
        format!("bind: Address already in use\n{}\n", why.brief())
    };
    let (english, korean) = (said(Language::English), said(Language::Korean));
    let documentation = include_str!("../../src/explain/mod.rs").replace("//! ", "");
    assert!(documentation.contains(&english), "{english}");
    assert!(include_str!("../../README.md").contains(&english), "{english}");
    assert!(include_str!("../../README.ko.md").contains(&korean), "{korean}");
}

#[test]
fn a_table_has_all_errors_of_a_call() {
    for language in LANGUAGES {
        for call in calls() {
            let text = table(call).unwrap().in_language(language).to_string();
            let found: Vec<(&str, &str)> = text
                .lines()
                .skip_while(|line| !line.is_empty())
                .filter(|line| line.starts_with("  ") && !line.starts_with("    "))
                .filter_map(|line| {
                    let mut words = line.split_whitespace();
                    Some((words.next()?, words.next()?))
                })
                .filter(|(_, number)| number.parse::<i32>().is_ok())
                .collect();
            let expected: Vec<(String, String)> = errors(call)
                .map(|error| (error.name().to_string(), error.number().to_string()))
                .collect();
            assert!(
                found
                    .iter()
                    .map(|(name, number)| (*name, *number))
                    .eq(expected.iter().map(|(name, number)| (&**name, &**number))),
                "{text}"
            );
            assert!(text.starts_with(&format!("{call}\n  ")));
        }
    }
}
