//! A program that uses nothing of the crate but `sd_listen_fds` gets what was handed over: what has a
//! look before `main`, which nobody calls, is in it.

use berkeley::systemd::sd_daemon::{SD_LISTEN_FDS_START, sd_listen_fds};
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::process::Command;

fn main() {
    if std::env::args().nth(1).as_deref() == Some("activated") {
        assert_eq!((sd_listen_fds(1), SD_LISTEN_FDS_START), (1, 3));
        return;
    }
    assert_eq!(sd_listen_fds(1), 0);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut sh = Command::new("sh");
    sh.args(["-c", "exec 3<&0; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$1\" activated", "sh"]);
    sh.arg(std::env::current_exe().unwrap()).stdin(OwnedFd::from(listener));
    assert!(sh.status().unwrap().success());
    println!("test result: ok. 1 passed; 0 failed; 0 ignored");
}
