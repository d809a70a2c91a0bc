//! curl at the file server, through the proxy.

use super::site::{Site, large};
use super::socks::LONG;
use crate::hosts::{V4, V6, hosts};
use crate::run::{Pair, Run, Start, Under, has, tells_calls};
use crate::support::say;
use std::process::Command;

#[test]
fn curl_goes_through_it() {
    if !(has("curl") && tells_calls()) {
        return;
    }
    let (Some(proxies), Some(servers)) = (Pair::new("socks_server"), Pair::new("http_server"))
    else {
        return;
    };
    let site = Site::new();
    for (proxy, server) in [(&proxies.c, &servers.rust), (&proxies.rust, &servers.c)] {
        let root = site.root();
        let server = Run::start(server, &["0", root.to_str().unwrap()], Under::Nobody);
        let mut proxy = Run::start(proxy, &["0", "-1", LONG, "127.0.0.1"], Under::Nobody);
        let (via, port) = (format!("127.0.0.1:{}", proxy.port()), server.port());
        let curl = |args: &[&str]| {
            let mut command = Command::new("curl");
            command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
            command.args(["-q", "-sS", "-m", "60"]).args(args).output().unwrap()
        };
        let url = |host: &str, port: u16| format!("http://{host}:{port}/large.bin");
        let large = large(12_000_000);
        assert!(curl(&["--socks5", &via, &url("127.0.0.1", port)]).stdout == large);
        proxy.says(&format!("127.0.0.1 {port}: succeeded"));
        assert!(curl(&["--socks5-hostname", &via, &url("localhost", port)]).stdout == large);
        proxy.says(&format!("localhost {port}: succeeded"));
        for (host, why) in [("127.0.0.1", "(5)"), ("127.0.0.2", "(2)")] {
            // At port 1 nobody listens.
            let output = curl(&["--socks5", &via, &url(host, 1)]);
            assert_eq!(output.status.code(), Some(97), "{output:?}");
            assert!(String::from_utf8_lossy(&output.stderr).contains(why), "{output:?}");
        }
    }
    say("curl goes through the proxy, by address and by name");
}

/// On a host of its own, from which not every other can be reached.
#[test]
fn hosts_that_cannot_be_reached() {
    if !has("curl") {
        return;
    }
    let (Some(proxies), Some(servers)) = (Pair::new("socks_server"), Pair::new("http_server"))
    else {
        return;
    };
    let Some([here, there]) = hosts() else { return };
    let site = Site::new();
    for program in proxies.both() {
        let root = site.root();
        let args = ["0", root.to_str().unwrap()];
        let server = Start::new(&servers.c, &args, Under::Nobody).on(&there).run();
        let proxy = Start::new(program, &["0"], Under::Nobody).on(&here).run();
        let (via, port) = (format!("127.0.0.1:{}", proxy.port()), server.port());
        let curl = |host: &str| {
            let mut curl = here.command("curl");
            curl.args(["-q", "-sS", "-m", "60", "--socks5-hostname", &via]);
            let output = curl.arg(format!("http://{host}:{port}/style.css")).output().unwrap();
            [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat()
        };
        assert_eq!(curl(V4[1]), "h1 { width: 321px }\n");
        for (host, why) in [
            // There is no way there; nobody answers there; nobody listens there, for the server does not
            // speak IPv6; nobody knows where that is.
            ("10.2.2.2", "(3)"),
            ("10.1.1.77", "(4)"),
            (&format!("[{}]", V6[1]), "(5)"),
            ("nobody.invalid", "(4)"),
        ] {
            let said = curl(host);
            assert!(said.contains("SOCKS5") && said.contains(why), "{host}: {said}");
        }
    }
}
