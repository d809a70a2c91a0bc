//! strerror, perror, atoi, exit, gethostname: what C's own make of the same.

use crate::*;
use std::ffi::{CStr, CString};
use std::process::Command;

/// Every number that has a message, some between, some far out.
fn error_numbers() -> impl Iterator<Item = c_int> {
    (0..=200).chain([-1, -98, 255, 512, 4095, 12345, c_int::MAX, c_int::MIN])
}

#[test]
fn strerror_says_what_libc_says() {
    let says = "puts(strerror(n));";
    let numbers: String = error_numbers().map(|n| format!("{n}LL, ")).collect();
    let source = format!(
        "#include <stdio.h>\n#include <string.h>\n\
         int main(void) {{\n\
             long long numbers[] = {{ {numbers} }};\n\
             for (int i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {{\n\
                 int n = numbers[i];\n{says}\n\
             }}\n\
         }}\n"
    );
    let Some(program) = compile("strerror", &source) else { return };
    let libc = stdout(run(&mut Command::new(program)).unwrap());
    let ours: String = error_numbers().map(|n| format!("{}\n", strerror(n))).collect();
    assert_eq!(ours, String::from_utf8(libc).unwrap());
}

/// What perror is called with: `errno`, and the text, where there is one.
const REPORTS: [(c_int, Option<&CStr>); 11] = [
    (ECONNREFUSED, Some(c"connect")),
    (EADDRINUSE, Some(c"bind")),
    (0, Some(c"nothing wrong")),
    (12345, Some(c"no such error")),
    (-1, Some(c"nor this")),
    (EAGAIN, Some(c"")),
    (EBADF, None),
    (EINTR, Some(c"a: b: ")),
    (EPIPE, Some(c"two\nlines")),
    (EFAULT, Some(c"\xff\xfenot text")),
    (ENOENT, Some(c"100%s %n")),
];

#[test]
fn perror_writes_what_libc_writes() {
    if is_child() {
        for (number, text) in REPORTS {
            set_errno(number);
            match text {
                Some(text) => perror(text),
                None => perror(NULL),
            }
            assert_eq!(errno(), number, "it is left as it was");
        }
        return;
    }
    let calls: String = REPORTS
        .iter()
        .map(|(number, text)| match text {
            Some(text) => {
                let octal: String = text.to_bytes().iter().map(|b| format!("\\{b:03o}")).collect();
                format!("errno = {number}; perror(\"{octal}\");\n")
            }
            None => format!("errno = {number}; perror(NULL);\n"),
        })
        .collect();
    let source = format!(
        "#include <errno.h>\n#include <stdio.h>\nint main(void) {{\n{calls}return 0;\n}}\n"
    );
    let Some(program) = compile("perror", &source) else { return };
    let libc = run(&mut Command::new(program)).unwrap();
    let ours = run(&mut child("text::perror_writes_what_libc_writes")).unwrap();
    assert!(libc.status.success() && ours.status.success());
    assert!(!libc.stderr.is_empty());
    assert_eq!(libc.stderr.escape_ascii().to_string(), ours.stderr.escape_ascii().to_string());
}

#[test]
fn perror_to_nowhere_leaves_errno_alone() {
    if is_child() {
        set_errno(EBADF);
        perror("bind");
        return assert_eq!(errno(), EBADF);
    }
    let Ok(full) = std::fs::File::create("/dev/full") else { return skip("no /dev/full here") };
    let mut child = child("text::perror_to_nowhere_leaves_errno_alone");
    assert!(run(child.stderr(full)).unwrap().status.success());
}

#[test]
fn perror_takes_text_of_any_kind() {
    if is_child() {
        set_errno(EBADF);
        perror("a str");
        perror(&String::from("a String"));
        perror(b"bytes to a NUL\0 and no further");
        return;
    }
    let ours = run(&mut child("text::perror_takes_text_of_any_kind")).unwrap();
    let message = "Bad file descriptor";
    let expected = format!("a str: {message}\na String: {message}\nbytes to a NUL: {message}\n");
    assert_eq!(String::from_utf8_lossy(&ours.stderr), expected);
}

#[track_caller]
fn compare_atoi(text: &[u8]) {
    let text = CString::new(text).unwrap();
    set_errno(0);
    // SAFETY: it is a C string.
    let libc = (unsafe { libc::atoi(text.as_ptr()) }, errno());
    set_errno(0);
    assert_eq!((atoi(&*text), errno()), libc, "{text:?}");
    for base in [0, 2, 10, 16, 36] {
        compare_strtol(&text, base);
    }
}

/// The number, where it ends, and `errno`.
#[track_caller]
fn compare_strtol(text: &CStr, base: c_int) {
    let mut behind = std::ptr::null_mut();
    set_errno(0);
    // SAFETY: it is a C string, and `behind` a pointer to be written.
    let number = unsafe { libc::strtol(text.as_ptr(), &mut behind, base) };
    // SAFETY: strtol set it to a place within the text.
    let rest = (!behind.is_null()).then(|| unsafe { CStr::from_ptr(behind) }.to_bytes());
    let libc = (number, rest, errno());
    set_errno(0);
    let mut end = &b"as it was"[..];
    let number = strtol(text, &mut end, base);
    assert_eq!((number, rest.map(|_| end), errno()), libc, "{text:?} {base}");
    assert!(rest.is_some() || end == b"as it was");
    set_errno(0);
    assert_eq!((strtol(text, NULL, base), errno()), (libc.0, libc.2), "{text:?} {base}");
}

#[test]
fn strtol_of_every_base() {
    for base in -2..=38 {
        for text in [c"12", c"zZ9 a", c"0x", c"0xg", c"-0X1f", c"0b1", c"08", c"- 1", c"+", c""] {
            compare_strtol(text, base);
        }
    }
}

#[test]
fn atoi_reads_what_libc_reads() {
    // Every text of up to six of these, which are all that matters and some that does not.
    let alphabet = b" \t\x0b+-049x";
    let mut texts = vec![Vec::new()];
    for _ in 0..6 {
        texts = texts
            .iter()
            .flat_map(|text| alphabet.iter().map(|byte| [&text[..], &[*byte]].concat()))
            .collect();
        texts.iter().for_each(|text| compare_atoi(text));
    }
    // Every single byte, before and after a digit.
    for byte in 1..=255 {
        compare_atoi(&[byte, b'7', b'1']);
        compare_atoi(&[b'7', byte, b'1']);
    }
}

#[test]
fn atoi_of_numbers_too_large() {
    let limits = [i32::MAX as i128, i32::MIN as i128, u32::MAX as i128, i64::MAX as i128];
    for limit in limits.into_iter().chain([i64::MIN as i128, u64::MAX as i128, i128::MAX]) {
        for near in -12i128..=12 {
            let number = limit.saturating_add(near);
            compare_atoi(number.to_string().as_bytes());
            compare_atoi(format!(" \n-{number}").as_bytes());
            compare_atoi(format!("{number}0").as_bytes());
            compare_atoi(format!("+000000000000000000000000{number} 5").as_bytes());
        }
    }
    compare_atoi("9".repeat(5000).as_bytes());
    compare_atoi(format!("-{}", "9".repeat(5000)).as_bytes());
}

#[test]
fn atoi_of_what_is_no_c_string() {
    assert_eq!(atoi("12\x0034"), 12, "to the NUL");
    assert_eq!(atoi(b"12345"), 12345, "without one");
    assert_eq!(atoi(""), 0);
    assert_eq!(atoi(NULL), 0, "where C would crash");
}

#[test]
fn exit_passes_its_low_bits_on() {
    if let Some(status) = std::env::var("EXIT").ok().filter(|_| is_child()) {
        exit(atoi(&status));
    }
    for (status, seen) in [(EXIT_SUCCESS, 0), (EXIT_FAILURE, 1), (7, 7), (256 + 9, 9), (-1, 255)] {
        let mut child = child("text::exit_passes_its_low_bits_on");
        let output = run(child.env("EXIT", status.to_string())).unwrap();
        assert_eq!(output.status.code(), Some(seen), "{status}");
    }
}

#[test]
fn the_name_of_the_host() {
    // SAFETY: all zeros are valid names.
    let mut uts: libc::utsname = unsafe { std::mem::zeroed() };
    // SAFETY: there is room for the names.
    assert_eq!(unsafe { libc::uname(&mut uts) }, 0);
    let [name, domain] = &mut [[CANARY; 65]; 2];
    assert_eq!(answer(|| gethostname(name, sizeof(name))), returned(0));
    assert_eq!(cstr(name), cstr(&uts.nodename));
    assert_eq!(answer(|| getdomainname(domain, sizeof(domain))), returned(0));
    assert_eq!(cstr(domain), cstr(&uts.domainname));
    let len = cstr(&uts.nodename).to_bytes().len();
    let short = if cfg!(target_env = "musl") { returned(0) } else { failed(ENAMETOOLONG) };
    assert_eq!(answer(|| gethostname(name, len)), short);
    assert_eq!(answer(|| gethostname(name, len + 1)), returned(0));
}
