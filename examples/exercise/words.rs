//! What the program itself says, in the learner's language.

use berkeley::explain::Language;

pub(crate) fn right(language: Language) -> &'static str {
    match language {
        Language::Korean => "맞았습니다.",
        _ => "Right.",
    }
}

/// What to do next, below the list of all exercises.
pub(crate) fn commands(language: Language) -> &'static str {
    match language {
        Language::Korean => {
            "N번 문제를 푸는 명령입니다. `cargo run --example exercise -- show N`처럼 씁니다.\n\
             \x20 show N      프로그램이 할 일과 파일의 위치\n\
             \x20 run N PORT  프로그램 실행\n\
             \x20 hint N      힌트\n\
             \x20 check N     채점"
        }
        _ => {
            "With exercise N, as in `cargo run --example exercise -- show N`:\n\
             \x20 show N      what the program is to do, and where it is\n\
             \x20 run N PORT  runs it\n\
             \x20 hint N      a hint\n\
             \x20 check N     judges it"
        }
    }
}

pub(crate) fn next_hint(language: Language, number: usize, next: usize) -> String {
    let before = match language {
        Language::Korean => "다음 힌트",
        _ => "The next",
    };
    format!("{before}: cargo run --example exercise -- hint {number} {next}")
}

pub(crate) fn hint(language: Language, number: usize) -> String {
    let before = match language {
        Language::Korean => "힌트",
        _ => "A hint",
    };
    format!("{before}: cargo run --example exercise -- hint {number}")
}
