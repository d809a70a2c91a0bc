//! 1: the port, and the address, in the order of the network.

use crate::bench::{Bench, connect};
use crate::task::{Finding, Verdict};
use std::io::Read;
use std::net::TcpListener;

pub(crate) fn judge(bench: &Bench) -> Verdict {
    let port = free_port();
    let mut server = bench.start(&[&port.to_string()]);
    let bind = server.wait_for(|call| call.is("bind"))?;
    let bound = format!("sin_port=htons({port})");
    let swapped = format!("sin_port=htons({})", port.swap_bytes());
    if bind.args.contains(&swapped) {
        return Err(Finding::new("port-swapped").show(bind.line));
    }
    if !bind.args.contains(&bound) {
        return Err(Finding::new("other-port").show(bind.line));
    }
    if bind.args.contains("inet_addr(\"1.0.0.127\")") {
        return Err(Finding::new("address-swapped").show(bind.line));
    }
    server.port()?;
    let mut hello = String::new();
    let _ = connect(port)?.read_to_string(&mut hello);
    if hello != "Hello, Client!\0" {
        return Err(Finding::new("wrong-message").show(format!("{hello:?}")));
    }
    server.finish()?;
    Ok(())
}

/// A port that nobody has, and that is another one with its bytes the other way round.
pub(crate) fn free_port() -> u16 {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0");
        let port =
            listener.and_then(|listener| listener.local_addr()).map(|address| address.port());
        match port {
            Ok(port) if port.swap_bytes() != port && port.swap_bytes() > 1023 => return port,
            _ => {}
        }
    }
}
