//! A directory with files to serve, and others beside it that nobody is to get.

use crate::support::Dir;
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;

/// What no answer may have in it: the text of the files that are not to be served.
pub(super) const SECRET: &str = "nobody's business";

/// A page with all that a browser fetches for it.
const INDEX: &str = r#"<!DOCTYPE html>
<html><head><title>A page</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
</head><body><h1>A page</h1><img src="image.svg" alt="">
<script src="script.js"></script></body></html>
"#;
const STYLE: &str = "h1 { width: 321px }\n";
const IMAGE: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="123" height="45"><rect fill="red"/></svg>"#;
/// Says in the document what came of the others.
const SCRIPT: &str = "addEventListener('load', () => {
    const width = selector => document.querySelector(selector).clientWidth;
    document.body.append(`style ${width('h1')} image ${width('img')}`);
});
";

pub(super) struct Site {
    dir: Dir,
}

impl Site {
    pub(super) fn new() -> Site {
        let site = Site { dir: Dir::new() };
        fs::create_dir(site.root()).unwrap();
        fs::create_dir(site.path("dir")).unwrap();
        fs::create_dir(site.path("none")).unwrap();
        let files = [
            ("index.html", INDEX),
            ("style.css", STYLE),
            ("image.svg", IMAGE),
            ("script.js", SCRIPT),
            ("dir/index.html", "<p>below</p>\n"),
            ("dir/data.unknown", "some data\n"),
            ("empty.txt", ""),
            ("a b&c.txt", "a blank in the name\n"),
            ("100%.txt", "per cent\n"),
            ("\u{d55c}\u{ae00}.txt", "\u{d55c}\u{ae00}\n"),
            ("..more", "two dots and more\n"),
            ("UPPER.HTML", "<p>upper</p>\n"),
        ];
        for (name, text) in files {
            fs::write(site.path(name), text).unwrap();
        }
        fs::write(site.path("large.bin"), large(12_000_000)).unwrap();
        fs::write(site.dir.path().join("secret.txt"), SECRET).unwrap();
        fs::create_dir(site.dir.path().join("root and more")).unwrap();
        fs::write(site.dir.path().join("root and more/secret.txt"), SECRET).unwrap();
        for (to, link) in [
            ("../secret.txt", "link.txt"),
            ("..", "up"),
            ("index.html", "inside.html"),
            ("/", "slash"),
            ("dir", "dir/loop"),
        ] {
            symlink(to, site.path(link)).unwrap();
        }
        let fifo = std::ffi::CString::new(site.path("fifo").to_str().unwrap()).unwrap();
        nix::unistd::mkfifo(fifo.as_c_str(), nix::sys::stat::Mode::S_IRWXU).unwrap();
        let _ = UnixListener::bind(site.path("sock"));
        site
    }

    pub(super) fn root(&self) -> PathBuf {
        self.dir.path().join("root")
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }
}

/// So many bytes, of which no part is like another.
pub(super) fn large(len: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..len).map(|_| next()).collect()
}
