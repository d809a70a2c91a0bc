//! A signal for a call that waits.

use berkeley::sys::wait::*;
use berkeley::unistd::*;

/// For a row in a process of its own: makes a call that would wait for ever, while a signal with a
/// handler comes again and again, until the call has returned.
pub(crate) fn interrupted<T>(call: impl FnOnce() -> T) -> T {
    let sa = &mut sigaction::zeroed();
    sa.set_sa_handler(|_| {});
    assert_eq!(sigaction(SIGUSR1, sa, NULL), 0);
    let parent = getpid();
    let child = fork();
    assert_ne!(child, -1);
    if child == 0 {
        while getppid() == parent && kill(parent, SIGUSR1) == 0 {
            usleep(1000);
        }
        _exit(0);
    }
    let result = call();
    let errno = berkeley::errno::errno();
    kill(child, SIGKILL);
    while waitpid(child, NULL, 0) != child {}
    berkeley::errno::set_errno(errno);
    result
}
