//! What depends on the environment, and what goes to standard error: in processes of their own.

use berkeley::errno::*;
use berkeley::explain::*;
use berkeley::netdb::*;
use std::fs::File;
use std::process::{Command, Output, Stdio};
use std::{env, thread};

/// Tells a process which part it is to run.
const PART: &str = "BERKELEY_TEST_PART";

/// What runs in a process of its own. What it prints on standard error is looked at.
#[test]
fn part() {
    let Ok(part) = env::var(PART) else { return };
    match &*part {
        "language" => {
            let why = explain("bind", EADDRINUSE).unwrap();
            assert_eq!(why.language(), Language::of_environment());
            eprint!("{}", why.language().code());
        }
        "texts" => {
            for (s, errno) in [
                ("bind", EADDRINUSE),
                ("bind() failed", EADDRINUSE),
                ("epoll_wait", EBADF),
                ("bind", ECHILD),
                ("server", EADDRINUSE),
                ("Bind", EADDRINUSE),
                ("", EADDRINUSE),
                ("über", EADDRINUSE),
            ] {
                set_errno(errno);
                pexplain(s);
                assert_eq!(self::errno(), errno);
            }
            set_errno(EADDRINUSE);
            pexplain(NULL);
            pexplain(b"listen\0bind");
            assert_eq!(self::errno(), EADDRINUSE);
        }
        "closed" => {
            // SAFETY: nobody relies on it in this process.
            unsafe { libc::close(2) };
            set_errno(EADDRINUSE);
            pexplain("bind");
            assert_eq!(errno(), EADDRINUSE);
            // SAFETY: as above.
            assert_eq!(unsafe { libc::fcntl(2, libc::F_GETFD) }, -1, "still closed");
        }
        "threads" => thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        set_errno(EADDRINUSE);
                        pexplain("bind");
                        assert_eq!(errno(), EADDRINUSE);
                    }
                });
            }
        }),
        other => panic!("{other}"),
    }
}

/// Runs a part with only these variables of a language.
fn run(part: &str, language: &[(&str, &str)], stderr: Stdio) -> Output {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::part", "--nocapture"])
        .env(PART, part)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .envs(language.iter().copied())
        .stderr(stderr)
        .output()
        .unwrap();
    let (stdout, stderr) = (&output.stdout, &output.stderr);
    let told = [stdout, stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success() && told[0].contains("1 passed"), "{told:?}");
    output
}

fn stderr(part: &str, language: &[(&str, &str)]) -> String {
    String::from_utf8(run(part, language, Stdio::piped()).stderr).unwrap()
}

#[test]
fn the_environment_says_the_language() {
    let cases: [(&[(&str, &str)], &str); 13] = [
        (&[], "en"),
        (&[("LANG", "ko_KR.UTF-8")], "ko"),
        (&[("LANG", "ko")], "ko"),
        (&[("LANG", "en_US.UTF-8")], "en"),
        (&[("LANG", "C")], "en"),
        (&[("LANG", "KO")], "en"),
        (&[("LC_MESSAGES", "ko_KR.UTF-8"), ("LANG", "en_US.UTF-8")], "ko"),
        (&[("LC_MESSAGES", "en_US.UTF-8"), ("LANG", "ko_KR.UTF-8")], "en"),
        (&[("LC_ALL", "ko_KR.UTF-8"), ("LC_MESSAGES", "en_US"), ("LANG", "en_US")], "ko"),
        (&[("LC_ALL", "C"), ("LC_MESSAGES", "ko_KR"), ("LANG", "ko_KR")], "en"),
        (&[("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "ko_KR.UTF-8")], "ko"),
        (&[("LC_ALL", ""), ("LC_MESSAGES", "ko_KR"), ("LANG", "")], "ko"),
        (&[("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "")], "en"),
    ];
    for (variables, code) in cases {
        assert_eq!(stderr("language", variables), code, "{variables:?}");
    }
}

#[test]
fn pexplain_says_what_perror_says_and_more() {
    for (language, variables) in
        [(Language::English, ("LANG", "C")), (Language::Korean, ("LANG", "ko_KR.UTF-8"))]
    {
        let brief = explain("bind", EADDRINUSE).unwrap().in_language(language).brief();
        let epoll_wait = explain("epoll_wait", EBADF).unwrap().in_language(language).brief();
        let listen = explain("listen", EADDRINUSE).unwrap().in_language(language).brief();
        let expected = format!(
            "bind: Address already in use\n{brief}\n\
             bind() failed: Address already in use\n{brief}\n\
             epoll_wait: Bad file descriptor\n{epoll_wait}\n\
             bind: No child processes\n\
             server: Address already in use\n\
             Bind: Address already in use\n\
             Address already in use\n\
             über: Address already in use\n\
             Address already in use\n\
             listen: Address already in use\n{listen}\n"
        );
        assert_eq!(stderr("texts", &[variables]), expected);
    }
}

#[test]
fn pexplain_does_not_mind_where_nobody_hears_it() {
    run("closed", &[], Stdio::null());
    run("texts", &[], File::options().write(true).open("/dev/full").unwrap().into());
}

/// Each is written in one piece.
#[test]
fn pexplain_of_several_threads_does_not_mix() {
    let why = explain("bind", EADDRINUSE).unwrap().in_language(Language::English);
    let one = format!("bind: Address already in use\n{}\n", why.brief());
    assert_eq!(stderr("threads", &[("LANG", "C")]), one.repeat(200));
}

/// They are not in `errno`: there is no clash, since the table is by call.
#[test]
fn errors_that_are_not_errno_are_found_by_their_calls() {
    for (call, number, name) in [
        ("getaddrinfo", EAI_NONAME, "EAI_NONAME"),
        ("gethostbyname", HOST_NOT_FOUND, "HOST_NOT_FOUND"),
        ("gethostbyname", NO_ADDRESS, "NO_DATA"),
    ] {
        assert_eq!(explain(call, number).unwrap().name(), name);
    }
    assert_eq!(named("gethostbyname", "NO_ADDRESS").unwrap().name(), "NO_DATA");
    assert!(explain("bind", EAI_NONAME).is_none());
}
