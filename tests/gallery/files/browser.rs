//! A browser at the file server, by itself and through the proxy, all of them on a host that has no
//! network but its own loopback.

use super::site::Site;
use crate::hosts::{Host, island};
use crate::run::{Pair, Run, Start, Under, has};
use crate::support::{Dir, Process, say, skip};
use std::process::Stdio;

/// By what names a browser goes that can be told to show no window.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

const OPTIONS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dump-dom",
];

#[test]
fn a_browser_shows_the_page() {
    let Some(browser) = BROWSERS.into_iter().find(|browser| has(browser)) else { return };
    let (Some(servers), Some(host)) = (Pair::new("http_server"), island()) else { return };
    let Some(proxies) = Pair::new("socks_server") else { return };
    let up = host.command("ip").args(["link", "set", "lo", "up"]).output();
    if !up.is_ok_and(|up| up.status.success()) {
        return skip("no loopback on a host of its own");
    }
    let site = Site::new();
    let root = site.root();
    for (server, proxy) in [(&servers.c, &proxies.rust), (&servers.rust, &proxies.c)] {
        let args = ["0", root.to_str().unwrap()];
        let mut server = Start::new(server, &args, Under::Nobody).on(&host).run();
        let port = server.port();
        fetches(&mut server, || page(browser, &host, port, &[]));
        let mut proxy = Start::new(proxy, &["0"], Under::Nobody).on(&host).run();
        let through = format!("--proxy-server=socks5://127.0.0.1:{}", proxy.port());
        // Else a browser asks no proxy for what is here.
        let through = [&*through, "--proxy-bypass-list=<-loopback>"];
        fetches(&mut server, || page(browser, &host, port, &through));
        proxy.says(&format!("127.0.0.1 {port}: succeeded"));
    }
    say(&format!("{browser} shows the page, with its style sheet, its image and its script"));
}

/// Shows the page; then it is all there, and no more was asked for.
fn fetches(server: &mut Run, show: impl Fn() -> String) {
    server.said.clear();
    let page = show();
    // What the script makes of the style sheet and the image.
    assert!(page.contains("style 321 image 123"), "{page}");
    for target in ["/", "/style.css", "/image.svg", "/script.js"] {
        server.says(&format!("127.0.0.1 \"GET {target} HTTP/1.1\" 200"));
    }
    assert_eq!(server.said.lines().count(), 4, "{}", server.said);
}

/// What the browser makes of the page, as text.
fn page(browser: &str, host: &Host, port: u16, options: &[&str]) -> String {
    let home = Dir::new();
    let mut command = host.command("timeout");
    command.args(["50", browser]).args(OPTIONS).args(options);
    command.arg(format!("--user-data-dir={}", home.path().join("data").display()));
    command.arg(format!("http://127.0.0.1:{port}/"));
    command.env("HOME", home.path()).env_remove("DBUS_SESSION_BUS_ADDRESS").env_remove("DISPLAY");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let output = Process::start(&mut command).finish();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}
