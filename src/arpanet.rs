//! The socket of 1971: a number, as RFC 147 defined it.
//!
//! The first use of the word was not for a descriptor. On the ARPANET a *socket* was the number of
//! one end of a connection: 32 bits, even for the end that receives, odd for the end that sends.
//! No system call takes such a number any more. [`SocketNumber`] is for those who learn where
//! today's names come from, and for programs that read or simulate the network of that time.
//!
//! ```
//! use berkeley::arpanet::{Polarity, SocketNumber};
//!
//! // User 1024 of host 5, who listens at plug 1. The two numbers of a plug are neighbours.
//! let receives = SocketNumber::new(5, 1024, 1, Polarity::Receive)?;
//! let sends = receives.opposite();
//! assert_eq!((u32::from(receives), u32::from(sends)), (0x05_0400_02, 0x05_0400_03));
//! assert_eq!((receives.to_string(), sends.to_string()), ("5/1024/2".into(), "5/1024/3".into()));
//!
//! // A connection joins one that sends and one that receives.
//! let there: SocketNumber = "7/12/0".parse()?;
//! assert!(sends.can_connect(there));
//! assert!(!receives.can_connect(there));
//! # Ok::<(), berkeley::arpanet::SocketNumberError>(())
//! ```
//!
//! # The number
//!
//! ```text
//!      8 bits          16 bits             8 bits
//! ┌──────────────┬──────────────────┬────────────────┬───┐
//! │     home     │       user       │      plug      │ P │
//! └──────────────┴──────────────────┴────────────────┴───┘
//!                                   └────── tag: 7 + 1 ──┘
//! ```
//!
//! * *home* — the host where the user is at home.
//! * *user* — the user, by number: each home numbers its own.
//! * *tag* — which of the user's sockets: a *plug*, and the *polarity* P of the plug, 0 to receive,
//!   1 to send. Polarity is the lowest bit of the tag, so of the whole number: even numbers
//!   receive, odd ones send.
//!
//! Home and user say whose the socket is, not where it is: the user of one host may be at work on
//! another. The host where the socket is was named beside the number, in 8 more bits.
//!
//! # Who, when, why
//!
//! Joel Winett of MIT's Lincoln Laboratory wrote RFC 147, "The Definition of a Socket", of 7 May
//! 1971. The ARPANET was not two years old. Each host ran a *network control program* (NCP), which
//! made connections for the host's processes. Sockets were in the papers since RFC 33 of 1970; what
//! RFC 147 adds is one definition of them, for all.
//!
//! *Why even and odd.* A connection of the NCP carried data one way. Two programs that talked with
//! each other had two connections, and took two neighbouring numbers each. With the direction in
//! the number, nobody had to say it, and each side could check it: the rule was that the sum of the
//! two numbers of a connection must be odd (RFC 165).
//!
//! *Why a user.* Computers were shared and their time was charged for. RFC 147 wishes that every
//! NCP keep an account of each connection: how long it was connected, how many messages and bits
//! were sent, between which hosts and which sockets. With the user in the number, such an account
//! says who is to pay. ([`ledger`](crate::ledger) keeps it of today's connections.)
//!
//! # What became of it
//!
//! Of the number, only the even and odd were ever binding. Seventeen days later Winett himself, with
//! Abhay Bhushan and Bob Metcalfe, recommended in RFC 167 to set the user's part aside: 32 bits were
//! too few for it, and hosts too different. Hosts went on to divide their numbers as they liked.
//!
//! TCP, which took over from the NCP on 1 January 1983, needs no polarity: its connections carry
//! data both ways. It names an end by the address of the host and a 16-bit *port*, and calls these
//! two together a socket (RFC 793). This pair is what
//! [`sockaddr_in`](crate::netinet::in_::sockaddr_in) holds. That `socket()` returns a descriptor,
//! with the address bound to it later, is Berkeley's, of 4.2BSD in 1983.
//!
//! | on the ARPANET | in `sockaddr_in` |
//! |---|---|
//! | the host of the socket, 8 bits, beside the number | `sin_addr`, 32 bits |
//! | home and user | nothing: the process has a user, the address has not |
//! | plug | `sin_port`, 16 bits |
//! | polarity | nothing: one socket does both, until [`shutdown`](crate::sys::socket::shutdown) ends one |
//!
//! There is a trace of it left: FTP's 21, Telnet's 23, SMTP's 25. Services had a pair of numbers on
//! the NCP; when TCP needed one of them, the odd one stayed.
//!
//! See RFC 33, RFC 147, RFC 165, RFC 167, RFC 793.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};
use std::str::FromStr;

/// Which way a socket's data go: the lowest bit of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// 0: the socket receives. Its number is even.
    Receive = 0,
    /// 1: the socket sends. Its number is odd.
    Send = 1,
}

impl Polarity {
    /// The other one: what the far end of a connection has.
    ///
    /// ```
    /// use berkeley::arpanet::Polarity;
    ///
    /// assert_eq!(Polarity::Send.opposite(), Polarity::Receive);
    /// ```
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Receive => Self::Send,
            Self::Send => Self::Receive,
        }
    }
}

/// As the words of the RFC: `receive` and `send`.
impl Display for Polarity {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Receive => "receive",
            Self::Send => "send",
        })
    }
}

/// A socket as RFC 147 defines it: 8 bits of home, 16 of user, 8 of tag.
///
/// Every 32-bit number is one, so `From` converts both ways. In order they stand as their numbers
/// do: by home, then by user, then by tag; the two of a plug side by side.
///
/// # As text
///
/// `home/user/tag`, three decimal numbers: `5/1024/3` is 0x05040003. It ends in an even number if
/// the socket receives, in an odd one if it sends. The text is this crate's: the RFCs of the time
/// print numbers whole, in decimal or in octal.
///
/// `Display` writes it and `FromStr` reads it. Each socket has one text, and `FromStr` takes no
/// other: no sign, no space, and no zero in front of a number, which would be octal to some.
///
/// ```
/// use berkeley::arpanet::{SocketNumber, SocketNumberError};
///
/// let socket: SocketNumber = "5/1024/3".parse()?;
/// assert_eq!(socket, SocketNumber::from(0x05040003));
/// assert_eq!(socket.to_string(), "5/1024/3");
///
/// assert_eq!("5/1024".parse::<SocketNumber>(), Err(SocketNumberError::Text));
/// assert_eq!("5/01024/3".parse::<SocketNumber>(), Err(SocketNumberError::Text));
/// assert_eq!("256/1024/3".parse::<SocketNumber>(), Err(SocketNumberError::Home));
/// # Ok::<(), SocketNumberError>(())
/// ```
///
/// See RFC 147.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketNumber(u32);

impl SocketNumber {
    /// The socket of a plug and a polarity.
    ///
    /// # Parameters
    ///
    /// * `home` — the host where the user is at home.
    /// * `user` — the user's number there.
    /// * `plug` — which of the user's plugs, 0 to 127.
    /// * `polarity` — which of the two sockets of the plug.
    ///
    /// # Errors
    ///
    /// [`SocketNumberError::Plug`] if `plug` is more than 127: it has 7 bits.
    ///
    /// ```
    /// use berkeley::arpanet::{Polarity, SocketNumber, SocketNumberError};
    ///
    /// let socket = SocketNumber::new(5, 1024, 1, Polarity::Send)?;
    /// assert_eq!(socket.tag(), 3);
    /// assert_eq!(SocketNumber::new(5, 1024, 128, Polarity::Send), Err(SocketNumberError::Plug));
    /// # Ok::<(), SocketNumberError>(())
    /// ```
    pub const fn new(
        home: u8,
        user: u16,
        plug: u8,
        polarity: Polarity,
    ) -> Result<Self, SocketNumberError> {
        if plug > 127 {
            return Err(SocketNumberError::Plug);
        }
        Ok(Self::from_parts(home, user, plug << 1 | polarity as u8))
    }

    /// The socket of a tag, which is a plug and a polarity in one: 2 × plug, + 1 to send.
    ///
    /// Nothing can be wrong with it: each part has just the bits of its type. Parts that come as
    /// wider numbers are for [`try_from`](Self::try_from), which checks them.
    ///
    /// ```
    /// use berkeley::arpanet::{Polarity, SocketNumber};
    ///
    /// const SOCKET: SocketNumber = SocketNumber::from_parts(5, 1024, 3);
    /// assert_eq!((SOCKET.plug(), SOCKET.polarity()), (1, Polarity::Send));
    /// ```
    #[must_use]
    pub const fn from_parts(home: u8, user: u16, tag: u8) -> Self {
        Self((home as u32) << 24 | (user as u32) << 8 | tag as u32)
    }

    /// The host where the user is at home.
    #[must_use]
    pub const fn home(self) -> u8 {
        (self.0 >> 24) as u8
    }

    /// The user's number at home.
    #[must_use]
    pub const fn user(self) -> u16 {
        (self.0 >> 8) as u16
    }

    /// Which of the user's sockets: plug and polarity.
    #[must_use]
    pub const fn tag(self) -> u8 {
        self.0 as u8
    }

    /// Which of the user's plugs, 0 to 127.
    #[must_use]
    pub const fn plug(self) -> u8 {
        self.tag() >> 1
    }

    /// Whether the socket receives or sends.
    #[must_use]
    pub const fn polarity(self) -> Polarity {
        if self.0 & 1 == 0 { Polarity::Receive } else { Polarity::Send }
    }

    /// The other socket of the same plug: the one that sends, of one that receives.
    ///
    /// A program that sends and receives takes both. This is not the far end of a connection,
    /// which another user chose.
    ///
    /// ```
    /// use berkeley::arpanet::SocketNumber;
    ///
    /// let receives = SocketNumber::from_parts(5, 1024, 2);
    /// assert_eq!(receives.opposite(), SocketNumber::from_parts(5, 1024, 3));
    /// assert_eq!(receives.opposite().opposite(), receives);
    /// ```
    #[must_use]
    pub const fn opposite(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// Whether a connection can join these two: one must send, the other receive.
    ///
    /// In the words of RFC 165: the sum of their numbers must be odd. Homes and users may be any,
    /// and the same.
    ///
    /// ```
    /// use berkeley::arpanet::SocketNumber;
    ///
    /// let (a, b) = (SocketNumber::from(0x05040003), SocketNumber::from(0x07000c00));
    /// assert!(SocketNumber::can_connect(a, b)); // or a.can_connect(b)
    /// assert!(!a.can_connect(b.opposite())); // both would send
    /// ```
    #[must_use]
    pub const fn can_connect(self, other: Self) -> bool {
        (self.0 ^ other.0) & 1 == 1
    }

    /// The number as it went over the network: four bytes, home first.
    ///
    /// ```
    /// use berkeley::arpanet::SocketNumber;
    ///
    /// assert_eq!(SocketNumber::from_parts(5, 1024, 3).to_be_bytes(), [5, 4, 0, 3]);
    /// ```
    #[must_use]
    pub const fn to_be_bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }

    /// The socket of four bytes that came over the network, home first.
    ///
    /// ```
    /// use berkeley::arpanet::SocketNumber;
    ///
    /// assert_eq!(SocketNumber::from_be_bytes([5, 4, 0, 3]).user(), 1024);
    /// ```
    #[must_use]
    pub const fn from_be_bytes(bytes: [u8; 4]) -> Self {
        Self(u32::from_be_bytes(bytes))
    }
}

/// A number in host byte order.
impl From<u32> for SocketNumber {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

/// The number in host byte order.
impl From<SocketNumber> for u32 {
    fn from(socket: SocketNumber) -> Self {
        socket.0
    }
}

/// Home, user and tag as numbers from elsewhere, which may be too large.
///
/// ```
/// use berkeley::arpanet::{SocketNumber, SocketNumberError};
///
/// let socket = SocketNumber::try_from((5, 1024, 3))?;
/// assert_eq!(socket, SocketNumber::from_parts(5, 1024, 3));
/// assert_eq!(SocketNumber::try_from((5, 65536, 3)), Err(SocketNumberError::User));
/// # Ok::<(), SocketNumberError>(())
/// ```
impl TryFrom<(u32, u32, u32)> for SocketNumber {
    type Error = SocketNumberError;

    fn try_from((home, user, tag): (u32, u32, u32)) -> Result<Self, Self::Error> {
        Ok(Self::from_parts(
            home.try_into().map_err(|_| SocketNumberError::Home)?,
            user.try_into().map_err(|_| SocketNumberError::User)?,
            tag.try_into().map_err(|_| SocketNumberError::Tag)?,
        ))
    }
}

/// `home/user/tag`, in decimal.
impl Display for SocketNumber {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}/{}", self.home(), self.user(), self.tag()))
    }
}

/// The parts by name, the tag as plug and polarity.
impl Debug for SocketNumber {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("SocketNumber")
            .field("home", &self.home())
            .field("user", &self.user())
            .field("plug", &self.plug())
            .field("polarity", &self.polarity())
            .finish()
    }
}

/// `home/user/tag`, in decimal, just as `Display` writes it.
impl FromStr for SocketNumber {
    type Err = SocketNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split('/').collect::<Vec<_>>();
        let &[home, user, tag] = parts.as_slice() else {
            return Err(SocketNumberError::Text);
        };
        Self::try_from((decimal(home)?, decimal(user)?, decimal(tag)?))
    }
}

/// A number written in the one way that there is: digits, without zeros in front.
///
/// One that is too large for an `u32` is too large for any part: the largest stands for it.
fn decimal(text: &str) -> Result<u32, SocketNumberError> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || (text.len() > 1 && text.starts_with('0')) {
        return Err(SocketNumberError::Text);
    }
    Ok(text.parse().unwrap_or(u32::MAX))
}

/// Why there is no such [`SocketNumber`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SocketNumberError {
    /// The home is more than 255: it has 8 bits.
    Home,
    /// The user is more than 65535: it has 16 bits.
    User,
    /// The tag is more than 255: it has 8 bits.
    Tag,
    /// The plug is more than 127: it has 7 bits.
    Plug,
    /// The text is not `home/user/tag`.
    Text,
}

impl Display for SocketNumberError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Home => "home is more than 255",
            Self::User => "user is more than 65535",
            Self::Tag => "tag is more than 255",
            Self::Plug => "plug is more than 127",
            Self::Text => "not of the form home/user/tag, in decimal",
        })
    }
}

impl Error for SocketNumberError {}
