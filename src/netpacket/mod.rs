//! `<netpacket/…>`.

pub mod packet;
