//! Rules that can't be understood: which word is wrong, and what is said about it.

use berkeley::errno::*;
use berkeley::fault;
use std::time::Duration;

/// The rules, with the word that is wrong between « and », and what is said.
const WRONG: &[(&str, &str)] = &[
    ("«raed»:short=1", "`raed` is no call that rules can be for"),
    ("read:short=1;«acept»:errno=EINTR", "`acept` is no call that rules can be for"),
    ("«getaddrinfo»:errno=EINTR", "`getaddrinfo` is no call that rules can be for"),
    ("«READ»:short=1", "`READ` is no call that rules can be for"),
    ("read|«recve»:short=1", "`recve` is no call that rules can be for"),
    ("read|«»:short=1", "the name of a call is missing"),
    ("«»:short=1", "the name of a call is missing"),
    ("«%reads»:short=1", "`%reads` is no call that rules can be for"),
    ("«read short=1»", "`read short=1` is no call that rules can be for"),
    ("«read»", "what happens to the call is missing: errno=, short=, eof, reset or delay="),
    ("«read»:nth=3", "what happens to the call is missing: errno=, short=, eof, reset or delay="),
    ("read:short=1;«write|send»:p=1", "what happens to the call is missing"),
    ("read:«shrot=1»", "`shrot` is no word of a rule"),
    ("read:short=1:«nht=3»", "`nht` is no word of a rule"),
    ("read:short=1,«Nth=3»", "`Nth` is no word of a rule"),
    ("read:«=1»", "`` is no word of a rule"),
    ("read:short=1:«»", "a word is missing"),
    ("read:«»:short=1", "a word is missing"),
    ("read:«short»", "`short=` needs a value"),
    ("read:«short=»:nth=1", "`short=` needs a value"),
    ("read:«errno»", "`errno=` needs a value"),
    ("read:«eof=1»", "`eof` takes no value"),
    ("read:«reset=»", "`reset` takes no value"),
    ("read:«errno=EINTER»", "`EINTER` is not the name of an errno"),
    ("read:«errno=eintr»", "`eintr` is not the name of an errno"),
    ("read:«errno=4»", "`4` is not the name of an errno"),
    ("read:«errno=UnknownErrno»", "`UnknownErrno` is not the name of an errno"),
    ("read:«short=0»", "`0` is less than 1"),
    ("read:«short=one»", "`one` is not a number that fits here"),
    ("read:«short=-1»", "`-1` is not a number that fits here"),
    ("read:«short=+1»", "`+1` is not a number that fits here"),
    ("read:«short=1.5»", "`1.5` is not a number that fits here"),
    ("read:«short=99999999999999999999»", "`99999999999999999999` is not a number that fits here"),
    ("read:eof:«nth=0»", "`0` is less than 1"),
    ("read:eof:«every=0»", "`0` is less than 1"),
    ("read:eof:«from=0»", "`0` is less than 1"),
    ("read:eof:«times=0»", "`0` is less than 1"),
    ("read:eof:«fd=-1»", "`-1` is less than 0"),
    ("read:eof:«fd=2147483648»", "`2147483648` is not a number that fits here"),
    ("read:«delay=20»", "`20` is no time: 500us, 20ms or 1s"),
    ("read:«delay=ms»", "`ms` is no time: 500us, 20ms or 1s"),
    ("read:«delay=1.5s»", "`1.5s` is no time: 500us, 20ms or 1s"),
    ("read:«delay=20min»", "`20min` is no time: 500us, 20ms or 1s"),
    ("read:«delay=99999999999999999s»", "`99999999999999999s` is no time: 500us, 20ms or 1s"),
    ("read:eof:«p=2»", "`2` is not between 0 and 1"),
    ("read:eof:«p=-0.1»", "`-0.1` is not between 0 and 1"),
    ("read:eof:«p=NaN»", "`NaN` is not between 0 and 1"),
    ("read:eof:«p=often»,seed=7", "`often` is not between 0 and 1"),
    ("read:eof:p=0.1,«seed=x»", "`x` is not a number that fits here"),
    ("read:eof:«seed=7»", "`seed` is of `p=`, which is missing"),
    ("read:short=1:«short=2»", "`short` was said already"),
    ("read:eof:«eof»", "`eof` was said already"),
    ("read:short=1:«eof»", "`eof` does not go with `short`"),
    ("read:errno=EINTR:nth=1:«reset»", "`reset` does not go with `errno`"),
    ("read:eof:nth=2:«every=3»", "`every` does not go with `nth`"),
    ("read:eof:from=2,«nth=3»", "`nth` does not go with `from`"),
    ("accept:«short=1»", "`accept` does not move bytes that could be fewer"),
    ("read|accept:«short=1»", "`accept` does not move bytes that could be fewer"),
    ("write:«eof»", "`write` does not read to an end"),
    ("recvmmsg:«eof»", "`recvmmsg` does not read to an end"),
    ("connect:«reset»", "`connect` does not move data of a connection"),
    ("socket:errno=EMFILE:«fd=3»", "`socket` is not of one descriptor"),
    ("poll:delay=1s:«fd=3»", "`poll` is not of one descriptor"),
    ("accept:errno=EINTR:«peer=127.0.0.1»", "`accept` has no peer"),
    ("%open:«short=1»", "no call of `%open` is left for `short`"),
    ("read:eof:«peer=localhost»", "`localhost` is no address: 127.0.0.1,"),
    ("read:eof:«peer=»:nth=1", "`peer=` needs a value"),
    ("read:eof:«peer=127.0.0.1:99999»:nth=1", "`127.0.0.1:99999` is no address"),
    ("read:eof:«peer=*»", "`*` is no address"),
    ("read:eof:«peer=[::1»", "`[::1` is no address"),
    ("read:eof:«peer=[::g]:80»,nth=1", "`[::g]:80` is no address"),
    ("read:eof:peer=127.0.0.1:80:«nht=1»", "`nht` is no word of a rule"),
    ("  read : short=1 ; «acept» : errno=EINTR", "`acept` is no call that rules can be for"),
    ("read:short=1;\n«acept»:eof", "`acept` is no call that rules can be for"),
    ("read:eof:peer=./é:«nöch»", "`nöch` is no word of a rule"),
];

#[test]
fn errors_point_at_the_word() {
    let mut compared = 0;
    for (marked, why) in WRONG {
        let (before, rest) = marked.split_once('«').unwrap();
        let (word, behind) = rest.split_once('»').unwrap();
        let rules = [before, word, behind].concat();
        let error = fault::thread(&rules).expect_err(marked);
        assert_eq!((error.word(), error.range().start), (word, before.len()), "{marked}: {error}");
        let text = error.to_string();
        let [said, line, mark] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
        assert!(said.starts_with(why), "{marked}: {said}");
        assert_eq!(line, rules.replace('\n', " "));
        // Under the word stands the mark.
        let column = before.chars().count();
        assert_eq!(mark, " ".repeat(column) + &"^".repeat(word.chars().count().max(1)), "{text}");
        // As for the whole process.
        assert_eq!(fault::process(&rules).unwrap_err(), error);
        compared += 1;
    }
    println!("{compared} errors");
}

/// However long the rules are.
#[test]
fn a_mark_far_away() {
    let rules = "read:short=1;".repeat(20_000) + "raed";
    let text = fault::thread(&rules).unwrap_err().to_string();
    assert!(text.ends_with(&(" ".to_string() + "^^^^")) && text.lines().count() == 3);
}

/// What makes no sense of some calls of a group is for the others.
#[test]
fn groups_leave_out_what_makes_no_sense() {
    for rules in [
        "*:short=1",
        "%write:eof",
        "*:eof",
        "%read:reset",
        "*:fd=3:delay=1us",
        "%read:peer=*:80:eof",
    ] {
        assert!(fault::thread(rules).is_ok(), "{rules}");
    }
}

/// Every name of `<errno.h>` that the crate has, and what it stands for.
#[test]
fn every_errno_has_its_name() {
    let text = include_str!("../../src/errno.rs");
    let mut names: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub const E"))
        .map(|line| line.split_once(':').unwrap().0)
        .collect();
    names.sort();
    assert!(names.len() > 130, "{names:?}");
    for name in &names {
        let rule = fault::thread(format!("getdomainname:errno=E{name}"));
        let _guard = rule.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(berkeley::unistd::getdomainname(&mut [0u8; 65], 65), -1);
        let line = text.lines().find(|line| line.starts_with(&format!("pub const E{name}:")));
        let value = line.unwrap().split_once("= ").unwrap().1.trim_end_matches(';');
        match value.strip_prefix("libc::") {
            // The name is nix's, whose numbers come from the same place as the crate's.
            Some(libc) => {
                let number = errno();
                let known = format!("{:?}", nix::errno::Errno::from_raw(number));
                let same = known == libc || [EAGAIN, EDEADLK, EOPNOTSUPP].contains(&number);
                assert!(same, "{name}: {known}");
            }
            None => assert!([EAGAIN, EOPNOTSUPP, EDEADLK].contains(&errno()), "{name} = {value}"),
        }
    }
}

/// What the methods write is what a rule says; what they are given wrong, the rule's text shows.
#[test]
fn rules_put_together() {
    let ms = Duration::from_millis;
    for (rule, text) in [
        (fault::on("read").short(1), "read:short=1"),
        (fault::on("read|recv").errno(EINTR).every(3), "read|recv:errno=EINTR:every=3"),
        (fault::on("read").errno(EWOULDBLOCK).nth(2), "read:errno=EAGAIN:nth=2"),
        (fault::on("recv").eof().from(2).times(1), "recv:eof:from=2:times=1"),
        (fault::on("send").reset().fd(3), "send:reset:fd=3"),
        (fault::on("*").delay(ms(20)).chance(0.1, 7), "*:delay=20000us:p=0.1:seed=7"),
        (
            fault::on("connect").errno(ENETUNREACH).peer("*:80"),
            "connect:errno=ENETUNREACH:peer=*:80",
        ),
        (
            fault::on("read").eof().peer(std::net::SocketAddr::from(([0u16; 8], 80))),
            "read:eof:peer=[::]:80",
        ),
        (fault::on("read").eof().and(fault::on("write").reset()), "read:eof;write:reset"),
        (fault::on("read").eof().chance(1e-9, 0), "read:eof:p=0.000000001:seed=0"),
    ] {
        assert_eq!(rule.to_string(), text);
        let guard = fault::thread(&rule).unwrap_or_else(|error| panic!("{error}"));
        let rules: Vec<String> = guard.counts().into_iter().map(|count| count.rule).collect();
        assert_eq!(rules.join(";"), text);
    }
    for (rule, word) in [
        (fault::on("read").errno(9999), "errno=9999"),
        (fault::on("read").short(0), "short=0"),
        (fault::on("raed").short(1), "raed"),
        (fault::on("read").eof().fd(-1), "fd=-1"),
        (fault::on("read").eof().chance(f64::NAN, 1), "p=NaN"),
        (fault::on("read").eof().and(fault::on("accept").eof()), "eof"),
    ] {
        assert_eq!(fault::thread(&rule).unwrap_err().word(), word);
    }
}
