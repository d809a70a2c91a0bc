//! Generated inputs: structured, so that every part of an address and every mistake occurs often.

use std::hash::{BuildHasher, RandomState};

/// SplitMix64.
pub(crate) struct Rng(u64);

impl Rng {
    /// Other numbers in every run, unless the environment asks for those of an earlier one.
    pub(crate) fn new(purpose: &str) -> Rng {
        let seed = match std::env::var("BERKELEY_SEED") {
            Ok(seed) => seed.parse().expect("BERKELEY_SEED is a number"),
            Err(_) => RandomState::new().hash_one(purpose),
        };
        println!("{purpose}: BERKELEY_SEED={seed}");
        Rng(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    /// A number of any size, often just beside a limit.
    pub(crate) fn number(&mut self) -> u128 {
        match self.below(8) {
            0..=3 => self.below(256).into(),
            4 => self.below(1 << 16).into(),
            5 => self.next().into(),
            6 => (self.next() as u32).into(),
            _ => {
                let limit = 1u128 << self.pick(&[7, 8, 16, 24, 30, 31, 32, 64, 96]);
                limit.wrapping_add(self.below(4).into()).wrapping_sub(2)
            }
        }
    }
}

/// Numbers between dots, mostly an address in one of its forms.
pub(crate) fn ipv4_text(rng: &mut Rng) -> Vec<u8> {
    let plain = rng.one_in(4);
    let parts = if plain || rng.one_in(2) { 4 } else { rng.below(7) };
    let number = |_| {
        let value = if plain || !rng.one_in(6) { rng.below(257).into() } else { rng.number() };
        match if plain { 0 } else { rng.below(10) } {
            0..=4 => value.to_string(),
            5 => format!("0{value:o}"),
            6 => format!("0x{value:x}"),
            7 => format!("0X{value:X}"),
            8 => format!("{}{value:x}", rng.pick(&["x", "X", "0", "00x", "-", "+", " "])),
            _ => format!("{}{value}", "0".repeat(rng.below(4) as usize)),
        }
    };
    let mut text = (0..parts).map(number).collect::<Vec<_>>().join(".").into_bytes();
    if rng.one_in(6) {
        text.push(rng.pick(b" \t\n\x0b\x0c\r\x1c\x85\xa0."));
        text.extend_from_slice(rng.pick(&["", "", " ", "x", "\t\t", ".1", " 1.2"]).as_bytes());
    }
    text
}

/// Groups between colons, mostly an address in one of its forms.
pub(crate) fn ipv6_text(rng: &mut Rng) -> Vec<u8> {
    let (quad, gap) = (rng.one_in(3), !rng.one_in(4));
    let most = if quad { 6 } else { 8 };
    let groups = match gap {
        true => rng.below(most + 1),
        false => rng.pick(&[most, most, most, most - 1, most + 1]),
    };
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for _ in 0..groups {
        let digits = rng.pick(&[1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 5]);
        parts.push((0..digits).map(|_| rng.pick(b"00123456789abcdefABCDEF")).collect());
    }
    match rng.below(4) {
        _ if !quad => {}
        0 => parts.push(ipv4_text(rng)),
        _ => {
            let bytes: [u8; 4] = core::array::from_fn(|_| rng.next() as u8);
            parts.push(bytes.map(|byte| byte.to_string()).join(".").into_bytes());
        }
    }
    if !gap {
        return parts.join(&b':');
    }
    let (head, tail) = parts.split_at(rng.below(parts.len() as u64 + 1) as usize);
    [head.join(&b':'), tail.join(&b':')].join(b"::".as_slice())
}

/// Changes a byte here and there, of every second text.
pub(crate) fn mutate(rng: &mut Rng, text: &mut Vec<u8>) {
    const ALPHABET: &[u8] = b"0123456789abfxX.:.: \t\x0b+-%/g\0\x85\xb2";
    while rng.one_in(2) && !text.is_empty() {
        let at = rng.below(text.len() as u64) as usize;
        match rng.below(4) {
            0 => text[at] = rng.pick(ALPHABET),
            1 => text.insert(at, rng.pick(ALPHABET)),
            2 => text.insert(at, text[at]),
            _ => drop(text.remove(at)),
        }
    }
}
