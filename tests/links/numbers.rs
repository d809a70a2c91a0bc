//! Numbers that look like chance.

/// SplitMix64.
pub(crate) struct Numbers(u64);

impl Numbers {
    /// The same on every run, unless the environment says another beginning.
    pub(crate) fn new() -> Numbers {
        let seed = std::env::var("BERKELEY_SEED").map(|seed| seed.parse());
        Numbers(seed.unwrap_or(Ok(147)).expect("BERKELEY_SEED is a number"))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Less than `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A number of any size, often just beside a limit.
    pub(crate) fn of_any_size(&mut self) -> u64 {
        match self.below(4) {
            0 => self.below(300) as u64,
            1 => self.next() >> self.below(64),
            2 => (1u64 << self.below(64)).wrapping_add(self.below(9) as u64).wrapping_sub(4),
            _ => (self.below(9) as u64).wrapping_sub(4),
        }
    }
}
