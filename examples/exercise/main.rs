//! Broken programs to mend. Each does something wrong with its sockets; find out what, put it right, and
//! have it checked.
//!
//!     cargo run --example exercise
//!
//! The programs are in `exercises/`: edit them there. They are run under a trace, with faults and with
//! clients that behave as clients of a network do.

mod bench;
mod compile;
mod judges;
mod options;
mod process;
mod task;
mod words;

use bench::Bench;
use berkeley::explain::Language;
use options::{Options, What};
use std::ffi::OsString;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use task::{Finding, TASKS, Task};

/// The program is not right, or not yet.
const WRONG: u8 = 1;
/// It could not be told: the arguments, a file, the compiler.
const TROUBLE: u8 = 2;

fn main() -> ExitCode {
    let mut language = Language::of_environment();
    let options = match options::read(&mut language) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{}", words::help(language));
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("exercise: {problem}\n{}", words::usage(language));
            return ExitCode::from(TROUBLE);
        }
    };
    match run(&options, language) {
        Ok(status) => status,
        Err(problem) => {
            eprintln!("exercise: {problem}");
            ExitCode::from(TROUBLE)
        }
    }
}

fn run(options: &Options, language: Language) -> Result<ExitCode, String> {
    match &options.what {
        What::List => {
            for task in &TASKS {
                println!("{:2}  {:21} {}", task.number, task.name, task.text(language).title());
            }
            println!("\n{}", words::commands(language));
        }
        What::Show(number) => {
            let task = find(*number)?;
            println!("{}\n\n{}", task.text(language).story(), file(task).display());
        }
        What::Run(number, args) => return execute(&file(find(*number)?), args),
        What::Hint(number, which) => {
            let hints = find(*number)?.text(language).hints();
            let shown = which.unwrap_or(1).clamp(1, hints.len());
            println!("{shown}/{}: {}", hints.len(), hints[shown - 1]);
            if shown < hints.len() {
                println!("\n{}", words::next_hint(language, *number, shown + 1));
            }
        }
        What::Check(number, path) => {
            let task = find(*number)?;
            let path = path.clone().unwrap_or_else(|| file(task));
            let right = check(task, &path, language, options.terse)?;
            return Ok(ExitCode::from(if right { 0 } else { WRONG }));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn find(number: usize) -> Result<&'static Task, String> {
    let task = TASKS.iter().find(|task| task.number == number);
    task.ok_or_else(|| format!("there are exercises 1 to {}", TASKS.len()))
}

/// The program that the learner mends.
fn file(task: &Task) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises").join(task.file())
}

/// Compiles a program, and becomes it: what signals it gets and how it ends are its own affair.
fn execute(path: &Path, args: &[OsString]) -> Result<ExitCode, String> {
    let Some(program) = compile::program(path)? else {
        return Ok(ExitCode::from(WRONG));
    };
    // By this name `ps` and `ss` show it.
    let named = program.with_file_name(path.file_stem().unwrap_or_default());
    let problem = match fs::rename(&program, &named) {
        Ok(()) => Command::new(&named).args(args).exec(),
        Err(problem) => problem,
    };
    Err(format!("{}: {problem}", named.display()))
}

/// Compiles a program, judges it, and says what came of it.
fn check(task: &Task, path: &Path, language: Language, terse: bool) -> Result<bool, String> {
    let Some(program) = compile::program(path)? else {
        // The compiler has said why.
        return Ok(false);
    };
    let verdict = (task.judge)(&Bench::new(&program));
    if terse {
        println!("{}", verdict.as_ref().map_or_else(|finding| finding.key, |()| "right"));
        return Ok(verdict.is_ok());
    }
    let text = task.text(language);
    match verdict {
        Ok(()) => println!("{}", words::right(language)),
        Err(Finding { key, shown }) => {
            println!("{}", text.finding(key));
            for line in shown {
                println!("    {line}");
            }
            println!("\n{}", words::hint(language, task.number));
            return Ok(false);
        }
    }
    Ok(true)
}
