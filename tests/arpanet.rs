//! The socket numbers of RFC 147: what holds for all of them, tried on all tags and on many numbers.

use berkeley::arpanet::{Polarity, SocketNumber, SocketNumberError};
use std::collections::HashSet;
use std::mem::size_of;

/// The numbers of all tags and all homes, with users of every single bit; the ends; and many more,
/// spread over all 32 bits by a constant that is odd, so that none comes twice.
fn numbers() -> impl Iterator<Item = u32> {
    let tags = (0..=255).flat_map(|tag| (0..24).map(move |bit| 1 << (8 + bit) | tag));
    let homes = (0..=255).map(|home| home << 24);
    let spread = (0..100_000u32).map(|n| n.wrapping_mul(0x9e37_79b9));
    tags.chain(homes).chain([0, 1, u32::MAX - 1, u32::MAX]).chain(spread)
}

#[test]
fn an_example_by_hand() {
    // Home 5, user 1024, plug 1, sends: 00000101 0000010000000000 0000001 1.
    let socket = SocketNumber::from(0b0000_0101_0000_0100_0000_0000_0000_0011);
    assert_eq!((socket.home(), socket.user(), socket.tag()), (5, 1024, 3));
    assert_eq!((socket.plug(), socket.polarity()), (1, Polarity::Send));
    assert_eq!(socket.to_string(), "5/1024/3");
    assert_eq!(socket.to_be_bytes(), [5, 4, 0, 3]);
    assert_eq!(
        format!("{socket:?}"),
        "SocketNumber { home: 5, user: 1024, plug: 1, polarity: Send }"
    );
    assert_eq!(format!("{socket:>10}|{socket:<10}|"), "  5/1024/3|5/1024/3  |");
    assert_eq!(size_of::<SocketNumber>(), 4);

    assert_eq!(SocketNumber::from(0).to_string(), "0/0/0");
    assert_eq!(SocketNumber::from(u32::MAX).to_string(), "255/65535/255");
    assert_eq!(format!("{:>8}{}", Polarity::Receive, Polarity::Send), " receivesend");
}

#[test]
fn every_number_is_made_of_its_parts() {
    for number in numbers() {
        let socket = SocketNumber::from(number);
        let (home, user, tag) = (socket.home(), socket.user(), socket.tag());
        // By arithmetic, where the crate shifts.
        let weighed = u32::from(home) * 16_777_216 + u32::from(user) * 256 + u32::from(tag);
        assert_eq!(weighed, number);
        assert_eq!(u32::from(socket), number);
        assert_eq!(SocketNumber::from_parts(home, user, tag), socket);
        assert_eq!(SocketNumber::new(home, user, socket.plug(), socket.polarity()), Ok(socket));
        let wide = (home.into(), user.into(), tag.into());
        assert_eq!(SocketNumber::try_from(wide), Ok(socket));
        assert_eq!(socket.to_be_bytes()[..], [home, (user / 256) as u8, user as u8, tag]);
        assert_eq!(SocketNumber::from_be_bytes(socket.to_be_bytes()), socket);
    }
}

#[test]
fn the_text_comes_back() {
    let mut texts = HashSet::new();
    let mut all = HashSet::new();
    for number in numbers() {
        let socket = SocketNumber::from(number);
        let text = socket.to_string();
        assert_eq!(text.parse(), Ok(socket), "{text}");
        texts.insert(text);
        all.insert(socket);
    }
    assert_eq!(texts.len(), all.len());
}

#[test]
fn even_receives_and_odd_sends() {
    for number in numbers() {
        let socket = SocketNumber::from(number);
        let expected = if number % 2 == 0 { Polarity::Receive } else { Polarity::Send };
        assert_eq!(socket.polarity(), expected);
        assert_eq!(u32::from(socket.tag()), 2 * u32::from(socket.plug()) + expected as u32);

        let other = socket.opposite();
        assert_eq!(other.polarity(), expected.opposite());
        assert_ne!(other.polarity(), socket.polarity());
        assert_eq!(
            (other.home(), other.user(), other.plug()),
            (socket.home(), socket.user(), socket.plug())
        );
        assert_eq!(other.opposite(), socket);
    }
}

#[test]
fn a_connection_joins_one_that_sends_and_one_that_receives() {
    // All pairs of tags, of two users of two hosts and of one.
    for (home, user) in [(7, 12), (5, 1024)] {
        for (tag, other) in (0..=255).flat_map(|tag| (0..=255).map(move |other| (tag, other))) {
            let a = SocketNumber::from_parts(5, 1024, tag);
            let b = SocketNumber::from_parts(home, user, other);
            let odd = (u64::from(u32::from(a)) + u64::from(u32::from(b))) % 2 == 1;
            assert_eq!(a.can_connect(b), odd, "{a} and {b}");
            assert_eq!(b.can_connect(a), odd, "{b} and {a}");
        }
    }
}

#[test]
fn they_stand_in_the_order_of_their_numbers() {
    let mut sockets = numbers().map(SocketNumber::from).collect::<Vec<_>>();
    sockets.sort();
    let parts = sockets.iter().map(|socket| (socket.home(), socket.user(), socket.tag()));
    assert!(parts.is_sorted());
    assert!(sockets.iter().map(|&socket| u32::from(socket)).is_sorted());
}

#[test]
fn parts_that_are_too_large() {
    use SocketNumberError::*;
    for plug in 0..=255 {
        let made = SocketNumber::new(1, 2, plug, Polarity::Send);
        match plug {
            0..=127 => assert_eq!(made.map(SocketNumber::plug), Ok(plug)),
            _ => assert_eq!(made, Err(Plug)),
        }
    }
    for large in [256, 257, 65_535, 65_536, u32::MAX] {
        assert_eq!(SocketNumber::try_from((large, 0, 0)), Err(Home));
        assert_eq!(SocketNumber::try_from((0, 0, large)), Err(Tag));
    }
    assert!(SocketNumber::try_from((255, 65_535, 255)).is_ok());
    assert_eq!(SocketNumber::try_from((0, 65_536, 0)), Err(User));
    assert_eq!(SocketNumber::try_from((0, u32::MAX, 0)), Err(User));
}

#[test]
fn texts_that_are_none() {
    use SocketNumberError::*;
    for text in [
        "",
        "/",
        "//",
        "5",
        "5/1024",
        "5/1024/",
        "/1024/3",
        "5//3",
        "5/1024/3/",
        "5/1024/3/1",
        " 5/1024/3",
        "5/1024/3 ",
        "5/1024/3\n",
        "5 /1024/3",
        "+5/1024/3",
        "5/-1/3",
        "05/1024/3",
        "5/1024/03",
        "00/0/0",
        "0x5/1024/3",
        "5/1024/a",
        "5.1024.3",
        "5/1024/٣",
        "5/1024/3\0",
    ] {
        assert_eq!(text.parse::<SocketNumber>(), Err(Text), "{text:?}");
    }
    for (text, error) in [
        ("256/1024/3", Home),
        ("5/65536/3", User),
        ("5/1024/256", Tag),
        ("4294967296/0/0", Home),
        ("0/99999999999999999999999999999999/0", User),
    ] {
        assert_eq!(text.parse::<SocketNumber>(), Err(error), "{text}");
    }
}

#[test]
fn errors_say_what_is_wrong() {
    let error: Box<dyn std::error::Error> = "5/65536/3".parse::<SocketNumber>().unwrap_err().into();
    assert_eq!(error.to_string(), "user is more than 65535");
    assert_eq!(
        "5".parse::<SocketNumber>().unwrap_err().to_string(),
        "not of the form home/user/tag, in decimal"
    );
}
