//! Draws for the peers: cheaper than Kervan's, so that their engines are not held back by them.

use serde::{Deserialize, Serialize};

/// Exponential draws by inversion from a Weyl sequence, mixed (G. Steele, D. Lea and
/// C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014).
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Draws {
    state: u64,
}

impl Draws {
    pub(crate) fn new(seed: u64, purpose: u64) -> Draws {
        let mut draws = Draws { state: seed };
        draws.state = draws.bits() ^ purpose;
        draws.bits();
        draws
    }

    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        let uniform = ((self.bits() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
        -mean * uniform.ln()
    }

    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
