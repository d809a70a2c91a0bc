//! 20: an abstract name is as long as the address says, and not a byte longer.

use crate::bench::{Bench, read_all};
use crate::task::{Finding, Verdict};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::{env, fs, process};

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let name = format!("berkeley-exercise-{}", process::id());
    // Should the name become a file, it is to be in nobody's way.
    let folder = env::temp_dir().join(&name);
    let _ = fs::create_dir(&folder);
    let verdict = serve(bench, &name, &folder);
    let _ = fs::remove_dir_all(&folder);
    verdict
}

fn serve(bench: &Bench, name: &str, folder: &std::path::Path) -> Verdict {
    let mut server = bench.start_with(&[name], |command| {
        command.current_dir(folder);
    });
    let bind = server.wait_for(|call| call.is("bind"))?;
    let length = bind.args.rsplit_once(", ").and_then(|(_, length)| length.parse::<usize>().ok());
    let right = 2 + 1 + name.len();
    let key = match length.unwrap_or_default() {
        _ if bind.args.contains("sun_path=\"") => "a-file",
        110 => "zeros",
        0..=2 => "no-name",
        length if length < right => "offset-missing",
        length if length > right => "nul-in-name",
        _ => "",
    };
    if !key.is_empty() {
        return Err(Finding::new(key).show(bind.line));
    }
    server.wait_for(|call| call.is("listen"))?;
    let address = SocketAddr::from_abstract_name(name);
    let client = address.and_then(|address| UnixStream::connect_addr(&address));
    let Ok(client) = client else {
        return Err(Finding::new("other-name").show(bind.line));
    };
    let hello = read_all(client);
    if hello != "Hello, Client!\n" {
        return Err(Finding::new("other-words").show(hello.trim_end()));
    }
    server.finish()?.succeeded()
}
