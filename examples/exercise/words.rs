//! What the program itself says, in the learner's language.

use berkeley::explain::Language;

/// How the program is called, in a line.
pub(crate) fn usage(language: Language) -> &'static str {
    match language {
        Language::Korean => {
            "사용법: exercise [--lang en|ko] [list | show N | run N [인자]... | hint N [K] | check N [파일]]"
        }
        _ => {
            "usage: exercise [--lang en|ko] [list | show N | run N [ARG]... | hint N [K] | check N [FILE]]"
        }
    }
}

/// What `--help` says.
pub(crate) fn help(language: Language) -> String {
    let (title, options) = match language {
        Language::Korean => (
            "고장 난 프로그램을 고치는 연습 문제와 채점기입니다.",
            "\
\x20 list            문제 목록 (아무것도 지정하지 않았을 때)
  show N          N번 문제의 프로그램이 할 일과 파일의 위치
  run N [인자]... 프로그램을 컴파일하여 포트 번호 같은 인자와 함께 실행
  hint N [K]      첫 번째 힌트, 또는 K번째 힌트
  check N [파일]  프로그램을, 또는 지정한 파일을 컴파일하여 채점
  --lang L        en 또는 ko. 지정하지 않으면 환경 변수의 언어
  --terse         check가 한 단어로만 답합니다. right 또는 무엇이 잘못되었는지",
        ),
        _ => (
            "Broken programs to mend, and a judge for each.",
            "\
\x20 list            all exercises (what it does when asked for nothing)
  show N          what the program of exercise N is to do, and where it is
  run N [ARG]...  compiles the program and runs it with these arguments, as with a port
  hint N [K]      the first hint, or the K-th
  check N [FILE]  compiles and tries the program, or another FILE in its place
  --lang L        en or ko; otherwise the language of the environment
  --terse         check says one word: right, or what is wrong",
        ),
    };
    format!("{title}\n\n{}\n\n{options}", usage(language))
}

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
