//! Scales: from what is measured to where it is drawn.

/// A straight scale from data to px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    /// Data at `from`.
    low: f64,
    /// Data at `to`.
    high: f64,
    /// Where `low` is drawn, px.
    from: f64,
    /// Where `high` is drawn, px.
    to: f64,
}

/// A round number on an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// The number.
    pub value: f64,
    /// Digits after the point that it needs.
    pub digits: usize,
}

impl Linear {
    /// Draws `low..high` at `from..to` px. Where `high` is not above `low`, the scale is one unit long.
    #[must_use]
    pub fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Linear {
        let high = if high > low { high } else { low + 1.0 };
        Linear {
            low,
            high,
            from,
            to,
        }
    }

    /// The same, widened to the round numbers around it.
    #[must_use]
    pub fn round(self, ticks: usize) -> Linear {
        let step = step(self.high - self.low, ticks);
        let size = step.value();
        Linear {
            low: libm::floor(self.low / size + 1e-9) * size,
            high: libm::ceil(self.high / size - 1e-9) * size,
            ..self
        }
    }

    /// Where a number is drawn, px.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Data at the ends of the scale.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Round numbers within the scale, rising: about so many, steps of 1, 2 or 5 times a power of ten.
    #[must_use]
    pub fn ticks(&self, about: usize) -> Vec<Tick> {
        let step = step(self.high - self.low, about);
        let size = step.value();
        let first = libm::ceil(self.low / size - 1e-9) as i64;
        let last = libm::floor(self.high / size + 1e-9) as i64;
        let digits = usize::try_from(-step.power).unwrap_or(0);
        (first..=last)
            .map(|count| Tick {
                value: step.times(count),
                digits,
            })
            .collect()
    }
}

/// A step between ticks: `mantissa` times ten to the `power`.
#[derive(Clone, Copy)]
struct Step {
    /// 1, 2 or 5.
    mantissa: f64,
    /// The power of ten.
    power: i32,
}

impl Step {
    /// Its size.
    fn value(self) -> f64 {
        self.times(1)
    }

    /// So many steps; divides by a whole power of ten where the step is below one, so that 3 x 0.1 is 0.3.
    fn times(self, count: i64) -> f64 {
        let ten = libm::pow(10.0, f64::from(self.power.abs()));
        let count = count as f64 * self.mantissa;
        if self.power < 0 {
            count / ten
        } else {
            count * ten
        }
    }
}

/// The step that cuts a span into about so many parts.
fn step(span: f64, about: usize) -> Step {
    let rough = span / about.max(1) as f64;
    let power = libm::floor(libm::log10(rough)) as i32;
    let part = rough / libm::pow(10.0, f64::from(power));
    let (mantissa, power) = match part {
        part if part <= 1.0 => (1.0, power),
        part if part <= 2.0 => (2.0, power),
        part if part <= 5.0 => (5.0, power),
        _ => (1.0, power + 1),
    };
    Step { mantissa, power }
}

/// Bands of one width side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    /// Where the first begins, px.
    from: f64,
    /// Width of each, px.
    width: f64,
}

impl Bands {
    /// Cuts `from..to` px into so many bands; one where there are none.
    #[must_use]
    pub fn new(count: usize, (from, to): (f64, f64)) -> Bands {
        let width = (to - from) / count.max(1) as f64;
        Bands { from, width }
    }

    /// Where a band begins, px.
    #[must_use]
    pub fn start(&self, position: usize) -> f64 {
        self.from + position as f64 * self.width
    }

    /// The middle of a band, px.
    #[must_use]
    pub fn middle(&self, position: usize) -> f64 {
        self.start(position) + self.width / 2.0
    }

    /// Width of a band, px.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(low: f64, high: f64, about: usize) -> Vec<f64> {
        let scale = Linear::new((low, high), (0.0, 100.0));
        scale.ticks(about).iter().map(|tick| tick.value).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(values(0.0, 10.0, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(values(0.0, 0.3, 3), [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(values(-3.0, 7.0, 4), [0.0, 5.0]);
        assert_eq!(values(0.0, 347.0, 6), [0.0, 100.0, 200.0, 300.0]);
        assert_eq!(values(0.0, 1.5e6, 3), [0.0, 5e5, 1e6, 1.5e6]);
    }

    #[test]
    fn ticks_rise_by_one_step_and_are_about_as_many_as_asked() {
        for exponent in -6..=9 {
            for span in [1.0, 1.3, 2.0, 2.7, 4.9, 5.0, 7.7, 9.99] {
                let high = span * libm::pow(10.0, f64::from(exponent));
                let ticks = values(0.0, high, 5);
                assert!((3..=8).contains(&ticks.len()), "{high}: {ticks:?}");
                let steps: Vec<f64> = ticks.windows(2).map(|pair| pair[1] - pair[0]).collect();
                let even = steps
                    .iter()
                    .all(|step| (step / steps[0] - 1.0).abs() < 1e-9);
                assert!(even && steps[0] > 0.0, "{high}: {ticks:?}");
            }
        }
    }

    #[test]
    fn a_rounded_scale_ends_on_ticks() {
        let scale = Linear::new((-3.2, 17.0), (0.0, 1.0)).round(5);
        assert_eq!(scale.ends(), (-5.0, 20.0));
        assert_eq!(scale.at(-5.0), 0.0);
        assert_eq!(scale.at(20.0), 1.0);
    }

    #[test]
    fn a_scale_without_length_is_one_unit_long() {
        let scale = Linear::new((4.0, 4.0), (10.0, 20.0));
        assert_eq!(scale.at(4.0), 10.0);
        assert_eq!(scale.ends(), (4.0, 5.0));
    }
}
