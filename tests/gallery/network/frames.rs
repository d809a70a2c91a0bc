//! Frames, as they are described and as they are shown.

/// Descriptions of frames, and what is shown of each behind its Ethernet header. A description is bytes
/// in hexadecimal: of the Ethernet type and of what follows it. `*` repeats the byte before it so many
/// times.
pub(super) const FRAMES: &[(&str, &[&str])] = &[
    // IPv4: whole, with padding behind it, with options, and with all the ways of being cut.
    (
        "0800 45 00 0020 1234 4000 40 11 0000 0a010101 0a010102 1000 0035 000c 0000 61626364",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 4660, 32 bytes, DF",
            "UDP 4096 > 53, 4 bytes of data",
        ],
    ),
    (
        "0800 45 00 001c 0001 0000 01 11 0000 7f000001 ffffffff 0001 ffff 0008 0000 00*18",
        &[
            "IPv4 127.0.0.1 > 255.255.255.255, ttl 1, id 1, 28 bytes",
            "UDP 1 > 65535, 0 bytes of data",
        ],
    ),
    (
        "0800 46 00 0020 0001 0000 40 01 0000 0a010101 0a010102 94040000 08 00 0000 0007 0001",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 32 bytes, 4 bytes of options",
            "ICMP echo request, type 8, code 0, id 7, seq 1",
        ],
    ),
    (
        "0800 4f 00 003c 0001 0000 40 2f 0000 0a010101 0a010102 01*40",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 60 bytes, 40 bytes of options",
            "protocol 47, 0 bytes",
        ],
    ),
    ("0800", &["IPv4, malformed"]),
    ("0800 45 00 0020", &["IPv4, malformed"]),
    ("0800 45 00 0014 0001 0000 40 11 0000 0a010101 0a0101", &["IPv4, malformed"]),
    // A header shorter than a header, of another version, longer than the packet, than the frame.
    ("0800 44 00 0020 0001 0000 40 11 0000 0a010101 0a010102 00*12", &["IPv4, malformed"]),
    ("0800 65 00 0020 0001 0000 40 11 0000 0a010101 0a010102 00*12", &["IPv4, malformed"]),
    ("0800 46 00 0017 0001 0000 40 11 0000 0a010101 0a010102 00*12", &["IPv4, malformed"]),
    ("0800 4f 00 003c 0001 0000 40 11 0000 0a010101 0a010102 00*12", &["IPv4, malformed"]),
    // A packet that says to be longer than the frame.
    (
        "0800 45 00 05dc 0001 0000 40 11 0000 0a010101 0a010102 1000 0035 000c 0000",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 1500 bytes", "UDP 4096 > 53, 4 bytes of data"],
    ),
    (
        "0800 45 00 05dc 0001 0000 40 11 0000 0a010101 0a010102 1000 0035",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 1500 bytes", "UDP, malformed"],
    ),
    // Fragments: the first, another, the last.
    (
        "0800 45 00 0024 0009 2000 40 11 0000 0a010101 0a010102 1000 0035 0fa8 0000 00*8",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 9, 36 bytes, fragment at 0, more follow",
            "UDP 4096 > 53, 4000 bytes of data",
        ],
    ),
    (
        "0800 45 00 001c 0009 20b9 40 11 0000 0a010101 0a010102 00*8",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 9, 28 bytes, fragment at 1480, more follow"],
    ),
    (
        "0800 45 00 0015 0009 1fff 40 06 0000 0a010101 0a010102 00",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 9, 21 bytes, fragment at 65528"],
    ),
    // TCP: with options and data, all flags, none; headers that are too short and too long.
    (
        "0800 45 00 0032 0001 4000 40 06 0000 0a010101 0a010102 \
         1f90 c000 00000001 ffffffff 60 12 ffff 0000 0000 020405b4 c3*6",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 50 bytes, DF",
            "TCP 8080 > 49152 SYN ACK seq 1 ack 4294967295 window 65535, 4 bytes of options, \
             6 bytes of data",
        ],
    ),
    (
        "0800 45 00 0028 0001 4000 40 06 0000 0a010101 0a010102 \
         0016 0017 80000000 00000002 50 ff 0000 0000 0000",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 40 bytes, DF",
            "TCP 22 > 23 FIN SYN RST PSH ACK URG ECE CWR seq 2147483648 ack 2 window 0, \
             0 bytes of data",
        ],
    ),
    (
        "0800 45 00 0028 0001 4000 40 06 0000 0a010101 0a010102 \
         0016 0017 00000001 00000002 50 00 0001 0000 0000",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 40 bytes, DF",
            "TCP 22 > 23 seq 1 window 1, 0 bytes of data",
        ],
    ),
    (
        "0800 45 00 0028 0001 4000 40 06 0000 0a010101 0a010102 \
         0016 0017 00000001 00000002 40 00 0001 0000 0000",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 40 bytes, DF", "TCP, malformed"],
    ),
    (
        "0800 45 00 0028 0001 4000 40 06 0000 0a010101 0a010102 \
         0016 0017 00000001 00000002 60 00 0001 0000 0000",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 40 bytes, DF", "TCP, malformed"],
    ),
    // Behind the packet there is enough, but it is padding.
    (
        "0800 45 00 0027 0001 4000 40 06 0000 0a010101 0a010102 \
         0016 0017 00000001 00000002 50 00 0001 0000 0000 00*6",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 39 bytes, DF", "TCP, malformed"],
    ),
    // UDP that says to be shorter than its header; ICMP that is cut, that is an error, that is unknown.
    (
        "0800 45 00 001c 0001 0000 40 11 0000 0a010101 0a010102 1000 0035 0007 0000",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 28 bytes", "UDP, malformed"],
    ),
    (
        "0800 45 00 001b 0001 0000 40 01 0000 0a010101 0a010102 00*7",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 27 bytes", "ICMP, malformed"],
    ),
    (
        "0800 45 00 001c 0001 0000 40 01 0000 0a010101 0a010102 03 0d 0000 00*4",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 28 bytes",
            "ICMP destination unreachable, type 3, code 13",
        ],
    ),
    (
        "0800 45 00 001c 0001 0000 40 01 0000 0a010101 0a010102 ff 01 0000 00*4",
        &["IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 28 bytes", "ICMP message, type 255, code 1"],
    ),
    // IPv6: whole, cut, of another version; longer than the frame; without anything.
    (
        "86dd 60000000 0008 3a 40 fd*15 01 fd*15 02 80 00 0000 0102 0304",
        &[
            "IPv6 fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fd01 > \
             fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fd02, hop limit 64, 48 bytes",
            "ICMPv6 echo request, type 128, code 0, id 258, seq 772",
        ],
    ),
    ("86dd 60000000 0000 3b 40 00*31", &["IPv6, malformed"]),
    ("86dd 50000000 0000 3b 40 00*32", &["IPv6, malformed"]),
    ("86dd 60000000 0000 3b ff 00*32", &["IPv6 :: > ::, hop limit 255, 40 bytes"]),
    (
        "86dd 60000000 ffff 11 40 00*15 01 00*15 01 1000 0035 000c 0000",
        &["IPv6 ::1 > ::1, hop limit 64, 65575 bytes", "UDP 4096 > 53, 4 bytes of data"],
    ),
    (
        "86dd 60000000 0000 06 40 00*15 01 00*15 01 00*20",
        &["IPv6 ::1 > ::1, hop limit 64, 40 bytes", "TCP, malformed"],
    ),
    (
        "86dd 60000000 0003 3a 40 00*15 01 00*15 01 01 00 00",
        &["IPv6 ::1 > ::1, hop limit 64, 43 bytes", "ICMPv6, malformed"],
    ),
    (
        "86dd 60000000 0018 3a ff 00*15 01 ff02 00*13 01 87 00 0000 00*4 fe80 00*13 09",
        &[
            "IPv6 ::1 > ff02::1, hop limit 255, 64 bytes",
            "ICMPv6 neighbour solicitation, type 135, code 0, of fe80::9",
        ],
    ),
    (
        "86dd 60000000 0010 3a ff 00*15 01 00*15 01 88 00 0000 00*4 fe80 00*6",
        &[
            "IPv6 ::1 > ::1, hop limit 255, 56 bytes",
            "ICMPv6 neighbour advertisement, type 136, code 0",
        ],
    ),
    // Extension headers: of each kind, one after the other, cut, longer than the packet.
    (
        "86dd 60000000 0044 00 40 00*15 01 00*15 01 \
         2b 00 050200000100 3c 02 00*22 33 00 00*6 2c 01 00*10 11 00 0001 00000007 1000 0035 0008 0000",
        &[
            "IPv6 ::1 > ::1, hop limit 64, 108 bytes",
            "extension header 0, 8 bytes",
            "extension header 43, 24 bytes",
            "extension header 60, 8 bytes",
            "extension header 51, 12 bytes",
            "extension header 44, 8 bytes, fragment at 0, more follow",
            "UDP 4096 > 53, 0 bytes of data",
        ],
    ),
    (
        "86dd 60000000 000c 2c 40 00*15 01 00*15 01 06 00 05a8 00000007 00*4",
        &[
            "IPv6 ::1 > ::1, hop limit 64, 52 bytes",
            "extension header 44, 8 bytes, fragment at 1448",
        ],
    ),
    (
        "86dd 60000000 0008 3c 40 00*15 01 00*15 01 3b 00 00*6",
        &["IPv6 ::1 > ::1, hop limit 64, 48 bytes", "extension header 60, 8 bytes"],
    ),
    (
        "86dd 60000000 0001 3c 40 00*15 01 00*15 01 3b",
        &["IPv6 ::1 > ::1, hop limit 64, 41 bytes", "extension header, malformed"],
    ),
    (
        "86dd 60000000 0010 3c 40 00*15 01 00*15 01 3b ff 00*14",
        &["IPv6 ::1 > ::1, hop limit 64, 56 bytes", "extension header, malformed"],
    ),
    (
        "86dd 60000000 0007 2c 40 00*15 01 00*15 01 3b 00 00*5",
        &["IPv6 ::1 > ::1, hop limit 64, 47 bytes", "extension header, malformed"],
    ),
    (
        "86dd 60000000 0002 32 40 00*15 01 00*15 01 00 00",
        &["IPv6 ::1 > ::1, hop limit 64, 42 bytes", "protocol 50, 2 bytes"],
    ),
    // ARP: a question, an answer, something else; of other addresses, cut.
    (
        "0806 0001 0800 06 04 0001 02*6 0a010101 00*6 0a010102",
        &["ARP 10.1.1.1 > 10.1.1.2, request, sender has 02:02:02:02:02:02"],
    ),
    (
        "0806 0001 0800 06 04 0002 aabbccddeeff 0a010102 02*6 0a010101 00*18",
        &["ARP 10.1.1.2 > 10.1.1.1, reply, sender has aa:bb:cc:dd:ee:ff"],
    ),
    (
        "0806 0001 0800 06 04 0008 02*6 0a010101 00*6 0a010102",
        &["ARP 10.1.1.1 > 10.1.1.2, operation 8, sender has 02:02:02:02:02:02"],
    ),
    ("0806 0001 86dd 06 10 0001 00*44", &["ARP of other addresses, operation 1"]),
    ("0806 0001 0800 ff ff 0001", &["ARP of other addresses, operation 1"]),
    ("0806 0001 0800 06 04 0001 02*6 0a010101 00*6 0a0101", &["ARP, malformed"]),
    ("0806 0001 0800 06 04", &["ARP, malformed"]),
    // What is not looked into: another protocol, a length in place of a type, the longest frame.
    ("88cc 02*40", &[]),
    ("0026 42 42 03 00*35", &[]),
    (
        "0800 45 00 05dc 0001 0000 40 11 0000 0a010101 0a010102 1000 0035 05c8 0000 61*1472",
        &[
            "IPv4 10.1.1.1 > 10.1.1.2, ttl 64, id 1, 1500 bytes",
            "UDP 4096 > 53, 1472 bytes of data",
        ],
    ),
];

/// The frame of a description, from and to stations that there are not.
pub(super) fn frame(description: &str) -> Vec<u8> {
    let byte = |text: &str| u8::from_str_radix(text, 16).unwrap_or_else(|_| panic!("{text}"));
    let mut frame = vec![2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];
    for word in description.split_whitespace() {
        match word.split_once('*') {
            Some((text, times)) => {
                frame.resize(frame.len() + times.parse::<usize>().unwrap(), byte(text));
            }
            None => frame.extend((0..word.len()).step_by(2).map(|at| byte(&word[at..at + 2]))),
        }
    }
    frame
}
