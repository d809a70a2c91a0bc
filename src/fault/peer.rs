//! Whom a rule is for: the address at the other end.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use libc::{AF_INET, AF_INET6, AF_UNIX};

/// What `peer=` says.
#[derive(Debug, PartialEq)]
pub(super) enum Peer {
    /// Any host if none is said, any port if none is said.
    Internet(Option<IpAddr>, Option<u16>),
    /// The path of a Unix socket; an abstract one begins with a NUL.
    Unix(Vec<u8>),
}

impl Peer {
    /// Reads `127.0.0.1`, `127.0.0.1:80`, `*:80`, `[::1]`, `[::1]:80`, `/path`, `./path`, `@name`.
    pub(super) fn parse(text: &str) -> Option<Peer> {
        match text.as_bytes().first()? {
            b'/' | b'.' => return Some(Peer::Unix(text.as_bytes().to_vec())),
            b'@' => return Some(Peer::Unix([b"\0", &text.as_bytes()[1..]].concat())),
            _ => {}
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().ok()?)),
            _ => (text, None),
        };
        let host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            Some(host) => Some(host.parse::<Ipv6Addr>().ok()?.to_canonical()),
            // That would be everybody.
            None if host == "*" && port.is_some() => None,
            None => Some(host.parse::<Ipv4Addr>().ok()?.into()),
        };
        Some(Peer::Internet(host, port))
    }

    /// How many bytes at the beginning of `text` are the address, and not what separates it from the
    /// next word: the colon before a port is not.
    pub(super) fn len(text: &str) -> usize {
        let separator = |text: &str| text.find([':', ',', ';']).unwrap_or(text.len());
        let host = match text.find(']') {
            Some(end) if text.starts_with('[') => end + separator(&text[end..]),
            None if text.starts_with('[') => return text.find([',', ';']).unwrap_or(text.len()),
            _ => separator(text),
        };
        match text[host..].strip_prefix(':') {
            Some(rest) => {
                let port = &rest[..separator(rest)];
                let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
                if is_port { host + 1 + port.len() } else { host }
            }
            None => host,
        }
    }

    /// Whether an address, as the kernel has it, is the one that is meant.
    pub(super) fn is(&self, addr: &[u8]) -> bool {
        let Some((family, rest)) = addr.split_first_chunk::<2>() else { return false };
        let family = i32::from(u16::from_ne_bytes(*family));
        match self {
            Peer::Internet(host, port) => {
                let Some((its_port, rest)) = rest.split_first_chunk::<2>() else { return false };
                let its_host = match family {
                    AF_INET => rest.first_chunk::<4>().map(|host| IpAddr::from(*host)),
                    // Behind the flow label. IPv4 in IPv6's clothes is meant by its own form.
                    AF_INET6 => rest
                        .get(4..20)
                        .and_then(|host| host.first_chunk::<16>())
                        .map(|host| Ipv6Addr::from(*host).to_canonical()),
                    _ => None,
                };
                its_host.is_some_and(|its| host.is_none_or(|host| host == its))
                    && port.is_none_or(|port| port == u16::from_be_bytes(*its_port))
            }
            Peer::Unix(path) if family == AF_UNIX => match path.first() {
                // An abstract name is as long as it is; a path ends with a NUL.
                Some(0) => rest == path,
                _ => rest.split(|byte| *byte == 0).next() == Some(path),
            },
            Peer::Unix(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let v4 = |host: [u8; 4], port| Some(Peer::Internet(Some(host.into()), port));
        assert_eq!(Peer::parse("127.0.0.1"), v4([127, 0, 0, 1], None));
        assert_eq!(Peer::parse("127.0.0.1:80"), v4([127, 0, 0, 1], Some(80)));
        assert_eq!(Peer::parse("*:80"), Some(Peer::Internet(None, Some(80))));
        let v6 = Some(IpAddr::from(Ipv6Addr::LOCALHOST));
        assert_eq!(Peer::parse("[::1]"), Some(Peer::Internet(v6, None)));
        assert_eq!(Peer::parse("[::1]:9"), Some(Peer::Internet(v6, Some(9))));
        assert_eq!(Peer::parse("[::ffff:1.2.3.4]"), v4([1, 2, 3, 4], None));
        assert_eq!(Peer::parse("@x"), Some(Peer::Unix(b"\0x".to_vec())));
        for bad in ["", "*", "::1", "[::1", "localhost", "1.2.3", "1.2.3.4:", "1.2.3.4:65536"] {
            assert_eq!(Peer::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn where_an_address_ends() {
        for (text, address) in [
            ("1.2.3.4:nth=1", "1.2.3.4"),
            ("1.2.3.4:80:nth=1", "1.2.3.4:80"),
            ("1.2.3.4,nth=1", "1.2.3.4"),
            ("[::1]:eof", "[::1]"),
            ("[::1]:80;read", "[::1]:80"),
            ("[::1:eof,fd=3", "[::1:eof"),
            ("*:80", "*:80"),
            ("/a/b:eof", "/a/b"),
            ("1.2.3.4:80x:eof", "1.2.3.4"),
            ("", ""),
        ] {
            assert_eq!(&text[..Peer::len(text)], address, "{text}");
        }
    }
}
