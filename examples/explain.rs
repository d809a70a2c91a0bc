//! What an error of a call means, where it comes from, how to find out, and what to do.
//!
//!     cargo run --example explain -- bind EADDRINUSE

use berkeley::explain::{self, Explanation, Language};
use lexopt::prelude::*;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

const USAGE: &str = "usage: explain [--lang en|ko] [call [error]]";

const HELP: &str = "
  explain bind EADDRINUSE   what this error of bind means; its number, 98, will do as well
  explain bind              all errors of bind
  --lang en|ko              in this language (otherwise that of LC_ALL, LC_MESSAGES or LANG)

Of getaddrinfo and getnameinfo the errors are EAI_NONAME and the like, of gethostbyname those of
h_errno: HOST_NOT_FOUND and the like.
";

fn main() -> ExitCode {
    let options = match read() {
        Ok(options) => options,
        Err(error) => {
            eprintln!("explain: {error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match text(&options) {
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

struct Options {
    language: Language,
    /// The call and the error, as far as they are given.
    words: Vec<String>,
}

fn read() -> Result<Options, lexopt::Error> {
    let mut options = Options { language: Language::of_environment(), words: Vec::new() };
    let mut args = lexopt::Parser::from_env();
    loop {
        // The errors of getaddrinfo are negative numbers, and no options.
        if let Some(mut raw) = args.try_raw_args() {
            let number =
                raw.next_if(|arg| arg.to_str().is_some_and(|arg| arg.parse::<i32>().is_ok()));
            if let Some(number) = number {
                options.words.push(number.string()?);
                continue;
            }
        }
        match args.next()? {
            Some(Long("lang")) => {
                let code = args.value()?.string()?;
                let languages = [Language::English, Language::Korean];
                options.language = languages
                    .into_iter()
                    .find(|language| language.code() == code)
                    .ok_or_else(|| format!("there is no language '{code}'"))?;
            }
            Some(Long("help") | Short('h')) => {
                options.words.clear();
                return Ok(options);
            }
            Some(Value(word)) => options.words.push(word.string()?),
            Some(other) => return Err(other.unexpected()),
            None if options.words.len() > 2 => {
                return Err("that is more than a call and an error".into());
            }
            None => return Ok(options),
        }
    }
}

/// What is asked for; or that there is no such thing.
fn text(options: &Options) -> Result<String, String> {
    let language = options.language;
    match options.words.as_slice() {
        [] => Ok(format!("{USAGE}\n{HELP}\nThe calls:\n{}", lines(explain::calls()))),
        [call] => match explain::table(call) {
            Some(table) => Ok(table.in_language(language).to_string()),
            None => Err(unknown(call)),
        },
        [call, error, ..] => match find(call, error) {
            Some(why) => Ok(why.in_language(language).to_string()),
            None if explain::table(call).is_none() => Err(unknown(call)),
            None => {
                Err(format!("{error} is none of the errors of {call}; `explain {call}` lists them"))
            }
        },
    }
}

/// What to say of a word that is none of the calls: an error means nothing but of a call, and has a few.
fn unknown(word: &str) -> String {
    let failing: Vec<&str> = explain::calls().filter(|call| find(call, word).is_some()).collect();
    match failing.as_slice() {
        [] => format!("'{word}' is none of the calls:\n{}", lines(explain::calls())),
        [first, ..] => format!(
            "{word} is an error; say of which call, as in `explain {first} {word}`:\n{}",
            lines(failing.iter().copied())
        ),
    }
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
