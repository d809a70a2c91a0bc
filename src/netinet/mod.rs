//! `<netinet/…>`.

pub mod in_;
