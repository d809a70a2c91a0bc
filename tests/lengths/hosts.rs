//! Names of the host: of `gethostname`, `getdomainname` and `sethostname`.

use crate::*;

/// A call that asks for a name of the host.
type Names = (
    &'static str,
    fn(&mut [u8; 80], usize) -> c_int,
    unsafe extern "C" fn(*mut libc::c_char, usize) -> c_int,
);

const NAMES: [Names; 2] = [
    ("gethostname", |name, len| gethostname(name, len), libc::gethostname),
    ("getdomainname", |name, len| getdomainname(name, len), libc::getdomainname),
];

#[test]
fn gethostname_and_getdomainname_lengths() {
    for (call, ours, libcs) in NAMES {
        for len in 0..=80 {
            let [our_name, libc_name] = &mut [[CANARY; 80]; 2];
            let our = answer(|| ours(our_name, len));
            // SAFETY: there is room for `len` bytes.
            let libc = answer(|| unsafe { libcs(libc_name.as_mut_ptr().cast(), len) });
            assert_eq!((our, our_name), (libc, libc_name), "{call} {len}");
        }
        for len in [81, 4096, usize::MAX] {
            let name = &mut [CANARY; 80];
            assert_eq!(answer(|| ours(name, len)), failed(EFAULT), "{call} {len}");
            assert_eq!(*name, [CANARY; 80]);
        }
    }
    // SAFETY: there is room for no bytes.
    let libc = answer(|| unsafe { libc::gethostname(ptr::null_mut(), 0) });
    assert_eq!(answer(|| gethostname(NULL, 0)), libc);
    assert_eq!(answer(|| gethostname(NULL, 1)), failed(EFAULT));
    assert_eq!(answer(|| gethostname(&mut [0u8; 80], -1)), failed(EFAULT));
    assert_eq!(answer(|| getdomainname(NULL, 1)), failed(EFAULT));
}

#[test]
fn sethostname_lengths() {
    in_child("hosts::sethostname_lengths", || {
        let whole = "a".repeat(80);
        let lengths = [0usize, 1, 63, 64, 65, 80];
        // With a user namespace of its own, everyone may have a host to rename, if the system lets
        // them.
        let ways = [libc::CLONE_NEWUTS, libc::CLONE_NEWUSER | libc::CLONE_NEWUTS];
        // SAFETY: passes flags only; the process has one thread, which is this one.
        if ways.iter().all(|way| unsafe { libc::unshare(*way) } == -1) {
            // Not allowed to: then neither to rename the host.
            for len in lengths {
                // SAFETY: `whole` has `len` bytes.
                let kernel = answer(|| unsafe { libc::sethostname(whole.as_ptr().cast(), len) });
                assert_eq!((kernel, answer(|| sethostname(&whole, len))), (failed(EPERM), kernel));
            }
            skip("renaming a host of its own needs CAP_SYS_ADMIN");
            return;
        }
        for len in lengths {
            let rename = |call: &dyn Fn() -> c_int| {
                assert_eq!(sethostname("before", 6), 0);
                let (name, ret) = (&mut [0u8; 80], answer(call));
                assert_eq!(gethostname(name, 80), 0);
                (ret, *name)
            };
            let ours = rename(&|| sethostname(&whole, len));
            // SAFETY: `whole` has `len` bytes.
            let kernels = rename(&|| unsafe { libc::sethostname(whole.as_ptr().cast(), len) });
            assert_eq!(ours, kernels, "{len}");
        }
        assert_eq!(sethostname("before", 6), 0);
        for len in [7, 64, 4096, usize::MAX] {
            // Of 65 and more the kernel says EINVAL; a length beyond the object is EFAULT first.
            assert_eq!(answer(|| sethostname("before", len)), failed(EFAULT), "{len}");
        }
        let name = &mut [0u8; 80];
        assert_eq!(gethostname(name, 80), 0);
        assert_eq!(cstr(name).to_bytes(), b"before");
    });
}
