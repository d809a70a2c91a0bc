//! What an error of a call means, where it comes from, how to find out, and what to do.
//!
//!     cargo run --example explain -- bind EADDRINUSE

use berkeley::explain::{self, Explanation, Language};
use lexopt::prelude::*;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

fn usage(language: Language) -> &'static str {
    match language {
        Language::Korean => "사용법: explain [--lang en|ko] [호출 [에러]]",
        _ => "usage: explain [--lang en|ko] [call [error]]",
    }
}

/// What `--help` says, up to the names of the calls.
fn help(language: Language) -> &'static str {
    match language {
        Language::Korean => {
            "  explain bind EADDRINUSE   bind에서 이 에러가 뜻하는 것. 에러 번호 98로도 찾을 수 있습니다
  explain bind              bind의 모든 에러
  --lang en|ko              설명할 언어. 지정하지 않으면 LC_ALL, LC_MESSAGES, LANG을 따릅니다

getaddrinfo와 getnameinfo의 에러는 EAI_NONAME 등이고, gethostbyname의 에러는
HOST_NOT_FOUND 등 h_errno의 값입니다.

호출:"
        }
        _ => {
            "  explain bind EADDRINUSE   what this error of bind means; its number, 98, will do as well
  explain bind              all errors of bind
  --lang en|ko              in this language (otherwise that of LC_ALL, LC_MESSAGES or LANG)

Of getaddrinfo and getnameinfo the errors are EAI_NONAME and the like, of gethostbyname those of
h_errno: HOST_NOT_FOUND and the like.

The calls:"
        }
    }
}

fn main() -> ExitCode {
    let mut language = Language::of_environment();
    let words = match read(&mut language) {
        Ok(words) => words,
        Err(error) => {
            eprintln!("explain: {error}\n{}", usage(language));
            return ExitCode::from(2);
        }
    };
    match text(&words, language) {
        Ok(text) => match show(&text) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has read enough: `explain connect | head`.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("explain: standard output: {error}");
                ExitCode::FAILURE
            }
        },
        Err(problem) => {
            eprintln!("explain: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The call and the error, as far as they are given; and the language, if that is.
fn read(language: &mut Language) -> Result<Vec<String>, lexopt::Error> {
    let mut words = Vec::new();
    let mut help = false;
    let mut args = lexopt::Parser::from_env();
    loop {
        // The errors of getaddrinfo are negative numbers, and no options.
        if let Some(mut raw) = args.try_raw_args() {
            let number =
                raw.next_if(|arg| arg.to_str().is_some_and(|arg| arg.parse::<i32>().is_ok()));
            if let Some(number) = number {
                words.push(number.string()?);
                continue;
            }
        }
        match args.next()? {
            Some(Long("lang")) => {
                let code = args.value()?.string()?;
                let languages = [Language::English, Language::Korean];
                let known = languages.into_iter().find(|language| language.code() == code);
                *language = known.ok_or_else(|| format!("there is no language '{code}'"))?;
            }
            Some(Long("help") | Short('h')) => help = true,
            Some(Value(word)) => words.push(word.string()?),
            Some(other) => return Err(other.unexpected()),
            None if help => return Ok(Vec::new()),
            None if words.len() > 2 => {
                return Err("that is more than a call and an error".into());
            }
            None => return Ok(words),
        }
    }
}

/// What is asked for; or that there is no such thing.
fn text(words: &[String], language: Language) -> Result<String, String> {
    match words {
        [] => Ok([usage(language), "", help(language), &lines(explain::calls())].join("\n")),
        [call] => match explain::table(call) {
            Some(table) => Ok(table.in_language(language).to_string()),
            None => Err(unknown(call, language)),
        },
        [call, error, ..] => match find(call, error) {
            Some(why) => Ok(why.in_language(language).to_string()),
            None if explain::table(call).is_none() => Err(unknown(call, language)),
            None => Err(match language {
                Language::Korean => {
                    format!("{call}에는 {error} 에러가 없습니다. 전체 목록: `explain {call}`")
                }
                _ => {
                    format!("{error} is none of the errors of {call}; `explain {call}` lists them")
                }
            }),
        },
    }
}

/// What to say of a word that is none of the calls: an error means nothing but of a call, and has a few.
fn unknown(word: &str, language: Language) -> String {
    let failing: Vec<&str> = explain::calls().filter(|call| find(call, word).is_some()).collect();
    let (what, calls) = match (failing.first(), language) {
        (None, Language::Korean) => {
            (format!("'{word}'라는 호출이 없습니다. 호출 목록:"), lines(explain::calls()))
        }
        (None, _) => (format!("'{word}' is none of the calls:"), lines(explain::calls())),
        (Some(first), Language::Korean) => (
            format!(
                "{word}: 에러 이름입니다. `explain {first} {word}`처럼 호출을 함께 지정하십시오:"
            ),
            lines(failing.iter().copied()),
        ),
        (Some(first), _) => (
            format!("{word} is an error; say of which call, as in `explain {first} {word}`:"),
            lines(failing.iter().copied()),
        ),
    };
    format!("{what}\n{calls}")
}

/// An error by its name, or by its number.
fn find(call: &str, error: &str) -> Option<Explanation> {
    match error.parse() {
        Ok(number) => explain::explain(call, number),
        Err(_) => explain::named(call, &error.to_uppercase()),
    }
}

/// Names of calls, in lines.
fn lines(calls: impl Iterator<Item = &'static str>) -> String {
    let mut lines = String::from(" ");
    let mut column = 1;
    for call in calls {
        if column + 1 + call.len() > 80 {
            lines.push_str("\n ");
            column = 1;
        }
        lines.push(' ');
        lines.push_str(call);
        column += 1 + call.len();
    }
    lines
}

/// Prints a text with its headings in bold, where colours are wanted: those are the lines that are not
/// indented.
fn show(text: &str) -> io::Result<()> {
    let bold = anstyle::Style::new().bold();
    let mut out = anstream::stdout().lock();
    for line in text.lines() {
        if line.is_empty() || line.starts_with(' ') {
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "{bold}{line}{bold:#}")?;
        }
    }
    out.flush()
}
