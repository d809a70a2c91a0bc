//! `<linux/…>`: headers of the kernel itself.

pub mod bpf_common;
pub mod errqueue;
pub mod filter;
pub mod if_addr;
pub mod if_ether;
pub mod if_link;
pub mod if_packet;
pub mod neighbour;
pub mod netlink;
pub mod rtnetlink;
pub mod sockios;
pub mod vm_sockets;
