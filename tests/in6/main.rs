//! What `<netinet/in.h>` has for IPv6's extension headers and for multicast's lists of senders.

#[path = "../support/mod.rs"]
mod support;

mod headers;
mod senders;

use support::c;
