//! `bind`.

use crate::How::Provoked;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*, unistd::*};

pub(crate) const ROWS: &[Row] =
    &[Row { call: "bind", error: "EADDRINUSE", how: Provoked(address_in_use) }];

fn address_in_use() -> Outcome {
    let addr = &mut sockaddr_in::zeroed();
    addr.sin_family = AF_INET as sa_family_t;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    let len = &mut (sizeof(addr) as socklen_t);
    let (one, two) = (socket(AF_INET, SOCK_STREAM, 0), socket(AF_INET, SOCK_STREAM, 0));
    assert_eq!(bind(one, addr, *len), 0);
    assert_eq!(getsockname(one, addr, len), 0);
    let outcome = expect(bind(two, addr, *len) == -1, EADDRINUSE);
    close(one);
    close(two);
    outcome
}
