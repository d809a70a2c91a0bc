//! A signal that a new child is sent at once is the child's to handle. (`fork` needs a process with
//! one thread, so there is no harness.)

use berkeley::{Plain, errno::*, signal::*, sys::wait::*, unistd::*};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

static CAME: AtomicBool = AtomicBool::new(false);

fn main() {
    fn came(_: i32) {
        CAME.store(true, Relaxed);
    }
    signal(SIGUSR1, came);
    for _ in 0..200 {
        let pid = fork();
        assert!(pid >= 0, "errno {}", errno());
        if pid == 0 {
            // Ended by SIGALRM if the signal is lost.
            alarm(2);
            let none = sigset_t::zeroed();
            while !CAME.load(Relaxed) {
                sigsuspend(&none);
            }
            _exit(0);
        }
        assert_eq!(kill(pid, SIGUSR1), 0);
        let mut status = 0;
        assert_eq!(waitpid(pid, &mut status, 0), pid);
        assert_eq!(status, 0, "the child lost its signal");
    }
    println!("test result: ok. 1 passed; 0 failed; 0 ignored");
}
