//! `<netinet/…>`.

mod accessors;
pub mod icmp6;
pub mod in_;
pub mod ip;
pub mod ip6;
pub mod ip_icmp;
pub mod tcp;
pub mod udp;
