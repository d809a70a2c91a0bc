//! 19: a host may have several addresses. One after the other is tried, each with its own socket.

use crate::bench::{Bench, Call};
use crate::task::{Finding, Verdict};
use berkeley::netdb::{AddrInfoPtr, addrinfo, getaddrinfo};
use berkeley::sys::socket::{AF_INET6, AF_UNSPEC, NULL, SOCK_STREAM};
use std::io::{ErrorKind, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let (listener, port) = listen_at_second()?;
    let client = bench.start(&[&port]);
    // Nobody may come: then it is ended from here.
    let address = listener.local_addr().map_err(|_| Finding::new("one-address"))?;
    let served = std::thread::spawn(move || {
        listener.accept().and_then(|(mut stream, _)| stream.write_all(b"Hello, Client!\n"))
    });
    let ended = client.finish();
    let _ = std::net::TcpStream::connect(address);
    let _ = served.join();
    let ended = ended?;

    let calls = ended.calls.iter();
    let connects: Vec<&Call> = calls.clone().filter(|call| call.is("connect")).collect();
    let sockets = calls.clone().filter(|call| call.is("socket")).count();
    let failed = calls.clone().position(|call| call.is("connect") && call.result != "0");
    let is_closed = failed.is_some_and(|failed| {
        let fd = ended.calls[failed].args.split(',').next().unwrap_or_default();
        ended.calls[failed..].iter().any(|call| call.is("close") && call.args == fd)
    });
    let key = match connects.len() {
        _ if failed.is_some() && connects.len() > sockets => "same-socket",
        1 if failed.is_some() => "only-first",
        _ if ended.out != "Hello, Client!\n" => "other-words",
        _ if failed.is_some() && !is_closed => "leaks",
        _ => "",
    };
    if !key.is_empty() {
        let shown = calls.filter(|call| ["socket", "connect", "close"].contains(&&*call.name));
        return Err(Finding::new(key).show_calls(shown));
    }
    ended.succeeded()?;

    // Nobody listens at that port now, at any address.
    let ended = bench.start(&[&port]).finish()?;
    if ended.status.success() || ended.err.is_empty() {
        return Err(Finding::new("silent"));
    }
    Ok(())
}

/// A server at the second of the addresses that the program will get, and its port. At the first
/// there is none.
fn listen_at_second() -> Result<(TcpListener, String), Finding> {
    let addresses = addresses();
    let [first, second, ..] = addresses[..] else { return Err(Finding::new("one-address")) };
    loop {
        let listener = TcpListener::bind((second, 0)).map_err(|_| Finding::new("one-address"))?;
        let port = listener.local_addr().map_or(0, |address| address.port());
        match TcpListener::bind((first, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            _ => return Ok((listener, port.to_string())),
        }
    }
}

/// The addresses of this machine, in the order in which the program will get them.
fn addresses() -> Vec<IpAddr> {
    let hints = &mut addrinfo::zeroed();
    let mut res = AddrInfoPtr::NULL;
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    getaddrinfo(NULL, "0", hints, &mut res);
    let families = (&res).into_iter().map(|info| info.ai_family);
    families
        .map(|family| match family {
            AF_INET6 => Ipv6Addr::LOCALHOST.into(),
            _ => Ipv4Addr::LOCALHOST.into(),
        })
        .collect()
}
