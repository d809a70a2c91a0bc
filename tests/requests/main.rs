//! `ioctl`, `fcntl`, `open` and `sendfile`, against the same calls made in C.
//!
//! Most tests write down what each call returned, its errno and its argument's bytes, and so does
//! a C program; then the two are compared. What changes an interface, a route or the ARP table
//! happens in a network namespace of its own, and is left out, with a word, where none can be made.

#[path = "../c/mod.rs"]
mod c;

mod canaries;
mod commands;
mod files;
mod fuse;
mod interfaces;
mod layouts;
mod namespace;
mod opened;
mod refused;
mod routes;
mod sockets;

use berkeley::Bytes;
use berkeley::errno::errno;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What calls returned, a line each.
#[derive(Default)]
struct Record(String);

impl Record {
    /// A call: what it is, what it returned, its errno if that was −1, and bytes that tell more.
    fn call<B: Bytes + ?Sized>(&mut self, what: &str, ret: impl Into<i64>, bytes: &B) {
        let ret = ret.into();
        let errno = if ret == -1 { errno() } else { 0 };
        write!(self.0, "{what}: {ret} {errno} ").unwrap();
        bytes.as_bytes().iter().for_each(|byte| write!(self.0, "{byte:02x}").unwrap());
        self.0.push('\n');
    }

    /// Text of several lines.
    fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Fails unless C wrote down the same.
    fn is_as(&self, in_c: &str) {
        for (ours, theirs) in self.0.lines().zip(in_c.lines()) {
            assert_eq!(ours, theirs, "(left: Rust, right: C)");
        }
        assert_eq!(self.0.lines().count(), in_c.lines().count());
        assert_ne!(self.0, "");
    }
}

/// The C program of this name and body, which can `call(what, ret, object, size)` and has what the
/// headers of sockets declare; none if there is no compiler.
fn in_c(test: &str, body: &str) -> Option<PathBuf> {
    if !c::is_here(test) {
        return None;
    }
    let source = format!("{C_PRELUDE}int main(int argc, char **argv)\n{{\n{body}return 0;\n}}\n");
    Some(c::compile(&format!("requests_{test}"), &source).expect("the C program compiles"))
}

const C_PRELUDE: &str = r#"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <net/route.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void call(const char *what, long ret, const void *object, size_t size)
{
    const unsigned char *bytes = object;
    printf("%s: %ld %d ", what, ret, ret == -1 ? errno : 0);
    for (size_t i = 0; i < size; i++)
        printf("%02x", bytes[i]);
    printf("\n");
}

static void file(const char *path)
{
    char line[1024];
    FILE *f = fopen(path, "r");
    while (fgets(line, sizeof(line), f))
        fputs(line, stdout);
    fclose(f);
}
"#;
