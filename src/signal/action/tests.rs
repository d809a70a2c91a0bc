use super::*;
use crate::NULL;
use crate::signal::{
    SA_NODEFER, SA_ONSTACK, SIG_DFL, SIG_ERR, SIG_IGN, SIGURG, SIGUSR1, SIGUSR2, SIGWINCH,
};

#[test]
fn the_way_back_from_a_handler_is_not_the_programs_to_choose() {
    for handler in [SIG_DFL, SIG_IGN, sighandler_t::from(|_| ())] {
        let mut new = sigaction { sa_flags: !0, ..sigaction::zeroed() };
        new.set_sa_handler(handler);
        let mut actions = Actions::new(SIGUSR1, None, None);
        let given = actions.translate(&new).unwrap();
        assert_eq!(given.sa_flags & SA_RESTORER, 0);
        assert!(actions.handler.is_none_or(|(_, action)| action.flags & SA_RESTORER == 0));
    }
}

#[test]
fn what_others_have_installed_is_put_back_as_it_was() {
    extern "C" fn others(_: c_int) {}
    let find = || {
        // SAFETY: zeros are a valid `sigaction`, to which both pointers lead.
        unsafe {
            let mut there: libc::sigaction = zeroed();
            libc::sigaction(SIGWINCH, ptr::null(), &mut there);
            let mask = Set::from(&there.sa_mask).0;
            (there.sa_sigaction, mask, there.sa_flags & !SA_RESTORER)
        }
    };
    // SAFETY: zeros are a valid `sigaction`, and the handler does nothing.
    unsafe {
        let mut theirs: libc::sigaction = zeroed();
        theirs.sa_sigaction = others as extern "C" fn(c_int) as usize;
        theirs.sa_flags = SA_RESTART | SA_ONSTACK;
        libc::sigaddset(&mut theirs.sa_mask, SIGUSR2);
        libc::sigaction(SIGWINCH, &theirs, ptr::null_mut());
    }
    let (theirs, old) = (find(), &mut sigaction::zeroed());
    assert_eq!(sigaction(SIGWINCH, NULL, old), 0);
    assert_eq!((old.sa_handler().address, old.sa_flags & !SA_RESTORER), (theirs.0, theirs.2));
    let other = sigaction { sa_flags: SA_NODEFER, sa_mask: sigset_t::zeroed(), ..*old };
    for act in [&*old, &other] {
        assert_ne!(signal(SIGWINCH, SIG_IGN), SIG_ERR);
        assert_eq!(sigaction(SIGWINCH, act, NULL), 0);
        assert_eq!(find(), theirs);
    }
    assert_eq!(sigaction(SIGURG, old, NULL), -1);
    signal(SIGWINCH, SIG_DFL);
}
