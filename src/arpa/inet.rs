//! `<arpa/inet.h>`.
use crate::Text;
#[doc(no_inline)]
pub use crate::netinet::in_::*;
/// x
pub fn inet_addr(_cp: &str) -> in_addr_t {
    htonl(0x7f000001)
}
/// x
pub fn inet_ntoa(_in: in_addr) -> Text<16> {
    Text::format(format_args!("127.0.0.1"))
}
