//! `bind`.

use crate::How::Provoked;
use crate::help::bound;
use crate::{Outcome, Row, expect};
use berkeley::{errno::*, netinet::in_::*, unistd::*};

pub(crate) const ROWS: &[Row] =
    &[Row { call: "bind", error: "EADDRINUSE", how: Provoked(address_in_use) }];

fn address_in_use() -> Outcome {
    let (one, addr) = bound(SOCK_STREAM);
    let two = socket(AF_INET, SOCK_STREAM, 0);
    let outcome = expect(bind(two, &addr, sizeof(&addr)) == -1, EADDRINUSE);
    close(one);
    close(two);
    outcome
}
