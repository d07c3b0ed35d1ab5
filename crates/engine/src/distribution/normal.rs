//! The normal curve: its area, the way back, and a piece cut out of it.

use crate::random_stream::RandomStream;

/// The density of the standard normal curve.
pub(super) fn density(x: f64) -> f64 {
    // 1 / sqrt(2 pi)
    const PEAK: f64 = 0.398_942_280_401_432_7;
    PEAK * libm::exp(-0.5 * x * x)
}

/// The area of the standard normal curve up to `x`.
pub(super) fn area_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The value up to which the standard normal curve has the area `p`, above 0 and below 1.
///
/// M. J. Wichura, Algorithm AS 241: the percentage points of the normal distribution,
/// Applied Statistics 37 (1988), routine PPND16; about 16 correct digits.
#[allow(
    clippy::excessive_precision,
    reason = "coefficients as printed in the source"
)]
pub(super) fn inverse(p: f64) -> f64 {
    const CENTRE: [f64; 8] = [
        3.387_132_872_796_366_608,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ];
    const UNDER_CENTRE: [f64; 8] = [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561e3,
    ];
    const MIDDLE: [f64; 8] = [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_7e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_4e-4,
    ];
    const UNDER_MIDDLE: [f64; 8] = [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        6.897_673_349_851_000_045_5e-1,
        1.481_039_764_274_800_745_9e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ];
    const TAIL: [f64; 8] = [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        2.965_605_718_285_048_912_3e-1,
        2.653_218_952_657_612_309_3e-2,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ];
    const UNDER_TAIL: [f64; 8] = [
        1.0,
        5.998_322_065_558_879_376_9e-1,
        1.369_298_809_227_358_053_1e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ];
    let from_half = p - 0.5;
    if from_half.abs() <= 0.425 {
        let r = 0.180_625 - from_half * from_half;
        return from_half * polynomial(&CENTRE, r) / polynomial(&UNDER_CENTRE, r);
    }
    let tail = if from_half < 0.0 { p } else { 1.0 - p };
    let r = (-libm::log(tail)).sqrt();
    let distance = if r <= 5.0 {
        polynomial(&MIDDLE, r - 1.6) / polynomial(&UNDER_MIDDLE, r - 1.6)
    } else {
        polynomial(&TAIL, r - 5.0) / polynomial(&UNDER_TAIL, r - 5.0)
    };
    if from_half < 0.0 { -distance } else { distance }
}

/// Coefficients from the constant term up.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// The standard normal curve between two bounds, which may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CutNormal {
    low: f64,
    high: f64,
    /// True if the piece lies in the upper half. It is then drawn from the lower half and
    /// turned round, because areas near 0 keep more digits than areas near 1.
    turned: bool,
    area_from: f64,
    /// Area of the piece: the share of the whole curve that it holds.
    pub(super) area: f64,
}

impl CutNormal {
    pub(super) fn new(low: f64, high: f64) -> CutNormal {
        let turned = low > 0.0;
        let (from, to) = if turned { (-high, -low) } else { (low, high) };
        let area_from = area_below(from);
        CutNormal {
            low,
            high,
            turned,
            area_from,
            area: area_below(to) - area_from,
        }
    }

    /// The lower bound.
    pub(super) fn low(&self) -> f64 {
        self.low
    }

    /// By the inverse of the area: one random number per value, never drawn again.
    pub(super) fn sample(&self, stream: &mut RandomStream) -> f64 {
        let area = self.area_from + stream.uniform() * self.area;
        // The largest number below 1: rounding must not reach the end of the curve.
        let value = inverse(area.min(1.0 - f64::EPSILON / 2.0));
        let value = if self.turned { -value } else { value };
        value.clamp(self.low, self.high)
    }

    /// Mean of the piece (Johnson, Kotz and Balakrishnan, Continuous Univariate
    /// Distributions 1, section 13.10.1).
    pub(super) fn mean(&self) -> f64 {
        (density(self.low) - density(self.high)) / self.area
    }

    /// Variance of the piece, same source.
    pub(super) fn variance(&self) -> f64 {
        let edge = |bound: f64| {
            if bound.is_finite() {
                bound * density(bound)
            } else {
                0.0
            }
        };
        let mean = self.mean();
        let variance = 1.0 + (edge(self.low) - edge(self.high)) / self.area - mean * mean;
        variance.max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{CutNormal, area_below, inverse};

    #[test]
    fn the_way_back_gives_published_points() {
        // Abramowitz and Stegun, table 26.5, with more digits from AS 241 itself:
        // z(0.25) = -0.6744897501960817, z(0.001) = -3.090232306167814,
        // z(1e-20) = -9.262340089798408.
        assert!((inverse(0.25) + 0.674_489_750_196_081_7).abs() < 1e-15);
        assert!((inverse(0.001) + 3.090_232_306_167_814).abs() < 4e-15);
        assert!((inverse(1e-20) + 9.262_340_089_798_408).abs() < 2e-14);
        assert!((inverse(0.975) - 1.959_963_984_540_054).abs() < 4e-15);
        assert_eq!(inverse(0.5), 0.0);
    }

    #[test]
    fn there_and_back_is_the_same_place() {
        for step in -370..=370 {
            let x = f64::from(step) / 100.0;
            // Near 1 the area keeps fewer digits, so only the lower half is this sharp.
            let tolerance = if x < 1.0 { 1e-14 } else { 1e-11 };
            assert!(
                (inverse(area_below(x)) - x).abs() < tolerance * (1.0 + x.abs()),
                "{x}"
            );
        }
    }

    #[test]
    fn the_whole_curve_has_mean_zero_and_variance_one() {
        let whole = CutNormal::new(f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!(
            (whole.area, whole.mean(), whole.variance()),
            (1.0, 0.0, 1.0)
        );
    }

    #[test]
    fn half_the_curve_has_the_moments_of_the_half_normal() {
        // Mean sqrt(2 / pi) = 0.7978845608, variance 1 - 2 / pi = 0.3633802276.
        let half = CutNormal::new(0.0, f64::INFINITY);
        assert!((half.mean() - 0.797_884_560_8).abs() < 1e-10);
        assert!((half.variance() - 0.363_380_227_6).abs() < 1e-10);
    }
}
