//! memset, bzero, memcpy, memcmp, and the text in a buffer.

use crate::*;

#[test]
fn memory_functions_do_as_libcs() {
    let source: [u8; 64] = std::array::from_fn(|at| (at * 37 % 251) as u8);
    for n in 0..=64 {
        let [ours, libcs] = &mut [[CANARY; 64]; 2];
        let at = libcs.as_mut_ptr().cast::<c_void>();
        for c in [0, 1, 0xff, 0x100, 0x1234, -1, c_int::MIN] {
            assert_eq!(memset(ours, c, n).len(), 64);
            // SAFETY: there are `n` bytes, here and below.
            unsafe { libc::memset(at, c, n) };
            assert_eq!(ours, libcs, "memset {c}, {n}");
        }
        assert_eq!(memcpy(ours, &source, n).len(), 64);
        // SAFETY: as above, of both.
        unsafe { libc::memcpy(at, source.as_ptr().cast(), n) };
        assert_eq!(ours, libcs, "memcpy {n}");
        bzero(ours, n / 2);
        // SAFETY: as above.
        unsafe { libc::memset(at, 0, n / 2) };
        assert_eq!(ours, libcs, "bzero {n}");
    }
}

#[test]
fn memcmp_has_the_sign_of_libcs() {
    let bytes = [0u8, 1, 0x7f, 0x80, 0xff];
    for one in bytes.map(|byte| [7, byte, 9]) {
        for two in bytes.map(|byte| [7, byte, 8]) {
            for n in 0..=3 {
                // SAFETY: there are `n` bytes of both.
                let libc = unsafe { libc::memcmp(one.as_ptr().cast(), two.as_ptr().cast(), n) };
                assert_eq!(memcmp(&one, &two, n), libc.signum(), "{one:?} {two:?} {n}");
            }
        }
    }
}

#[test]
#[should_panic = "memset of 5 bytes, of an object of 4"]
fn memset_beyond_the_object() {
    memset(&mut [0u8; 4], 0, 5);
}

#[test]
#[should_panic = "memset of 18446744073709551615 bytes, of an object of 4"]
#[cfg(target_pointer_width = "64")]
fn memset_of_a_negative_length() {
    memset(&mut [0u8; 4], 0, -1);
}

#[test]
#[should_panic = "bzero of 5 bytes, of an object of 4"]
fn bzero_beyond_the_object() {
    bzero(&mut [0u8; 4], 5);
}

#[test]
#[should_panic = "memcpy of 5 bytes, of an object of 4"]
fn memcpy_beyond_the_destination() {
    memcpy(&mut [0u8; 4], &[1u8; 8], 5);
}

#[test]
#[should_panic = "memcpy of 5 bytes, of an object of 4"]
fn memcpy_beyond_the_source() {
    memcpy(&mut [0u8; 8], &[1u8; 4], 5);
}

#[test]
#[should_panic = "memcmp of 5 bytes, of an object of 4"]
fn memcmp_beyond_the_object() {
    memcmp(&[0u8; 4], &[0u8; 8], 5);
}

#[test]
#[should_panic = "memset of 1 bytes, of an object of 0"]
fn memset_of_null() {
    memset(NULL, 0, 1);
}

#[test]
fn nothing_changes_when_it_panics() {
    let (to, from) = (&mut [CANARY; 4], [1u8; 4]);
    let panics = [5usize, usize::MAX].map(|n| {
        let mut to = std::panic::AssertUnwindSafe(&mut *to);
        std::panic::catch_unwind(move || _ = memcpy(&mut **to, &from, n)).is_err()
    });
    assert_eq!((panics, *to), ([true; 2], [CANARY; 4]));
}

#[test]
fn the_text_in_a_buffer() {
    for (buf, text) in [
        (&b"Hello\0 there"[..], &b"Hello"[..]),
        (b"\0Hello", b""),
        (b"no nul", b"no nul"),
        (b"", b""),
        (b"\xff\xc3\xa4\0", b"\xff\xc3\xa4"),
    ] {
        assert_eq!(cstr(buf).to_bytes(), text);
    }
    assert_eq!(cstr(b"\xc3\xa4\xff!\0").to_string(), "\u{e4}\u{fffd}!");
    assert_eq!(format!("[{:>6}]", cstr("abc")), "[   abc]");
    assert_eq!(cstr(NULL).to_bytes(), b"");
}
