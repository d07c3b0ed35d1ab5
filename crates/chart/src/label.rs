//! Where labels stand, so that none covers another.

use crate::fonts::Fonts;
use crate::mark::Spot;
use crate::text::{Frame, Text};

/// Labels put down so far.
pub(crate) struct Labels {
    /// In which they are measured.
    fonts: Fonts,
    /// Where labels may stand.
    bounds: Frame,
    /// What is covered.
    taken: Vec<Frame>,
    /// What is better not covered.
    avoided: Vec<Frame>,
}

impl Labels {
    /// No label yet, within bounds.
    pub(crate) fn new(bounds: Frame, fonts: &Fonts) -> Labels {
        Labels {
            fonts: fonts.clone(),
            bounds,
            taken: Vec::new(),
            avoided: Vec::new(),
        }
    }

    /// Keeps labels off a frame.
    pub(crate) fn block(&mut self, frame: Frame) {
        self.taken.push(frame);
    }

    /// Keeps labels off a frame where there is another place for them.
    pub(crate) fn avoid(&mut self, frame: Frame) {
        self.avoided.push(frame);
    }

    /// The first of some places where lines of text cover nothing, not even what is to be avoided; else the first
    /// where they cover nothing; none where all do.
    pub(crate) fn place(&mut self, places: &[Vec<Text>]) -> Option<Vec<Text>> {
        let frames = |lines: &[Text]| -> Vec<Frame> {
            lines.iter().map(|text| padded(text, &self.fonts)).collect()
        };
        let is_off = |all: &[Frame], frame: &Frame| !all.iter().any(|other| other.meets(frame));
        let is_free = |lines: &&Vec<Text>| {
            let frames = frames(lines);
            let is_free = |frame| self.bounds.holds(frame) && is_off(&self.taken, frame);
            frames.iter().all(is_free)
        };
        let is_clear = |lines: &&Vec<Text>| {
            is_free(lines)
                && frames(lines)
                    .iter()
                    .all(|frame| is_off(&self.avoided, frame))
        };
        let lines = places.iter().find(is_clear);
        let lines = lines.or_else(|| places.iter().find(is_free))?.clone();
        self.taken.extend(frames(&lines));
        Some(lines)
    }
}

/// Small frames along a line, a few px apart.
pub(crate) fn along(from: Spot, to: Spot) -> impl Iterator<Item = Frame> {
    let length = libm::hypot(to.0 - from.0, to.1 - from.1);
    let parts = libm::ceil(length / 5.0).max(1.0) as usize;
    (0..=parts).map(move |part| {
        let share = part as f64 / parts as f64;
        let (x, y) = (
            from.0 + share * (to.0 - from.0),
            from.1 + share * (to.1 - from.1),
        );
        square((x, y), 1.5)
    })
}

/// A square around a spot, so many px to each side.
pub(crate) fn square((x, y): Spot, half: f64) -> Frame {
    Frame {
        left: x - half,
        top: y - half,
        right: x + half,
        bottom: y + half,
    }
}

/// What a text covers, with some air.
fn padded(text: &Text, fonts: &Fonts) -> Frame {
    let frame = text.frame(fonts);
    Frame {
        left: frame.left - 2.0,
        top: frame.top - 0.5,
        right: frame.right + 2.0,
        bottom: frame.bottom + 0.5,
    }
}

/// Moves rising places apart by at least `gap`, as little as can be (least squares), within `low..high`.
///
/// Pools neighbours that are too near, as in isotonic regression (Barlow et al. 1972). Where there is not room for
/// all, the last ones pass `high`.
pub(crate) fn spread(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (position, place) in wanted.iter().enumerate() {
        let mut pool = (place - gap * position as f64, 1_usize);
        while let Some((sum, count)) = pools.last().copied() {
            if sum / count as f64 <= pool.0 / pool.1 as f64 {
                break;
            }
            pools.pop();
            pool = (pool.0 + sum, pool.1 + count);
        }
        pools.push(pool);
    }
    let last = high - gap * wanted.len().saturating_sub(1) as f64;
    let level = |(sum, count): (f64, usize)| (sum / count as f64).min(last).max(low);
    pools
        .into_iter()
        .flat_map(|pool| std::iter::repeat_n(level(pool), pool.1))
        .enumerate()
        .map(|(position, level)| level + gap * position as f64)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_far_apart_stay() {
        assert_eq!(
            spread(&[1.0, 20.0, 50.0], 10.0, (0.0, 100.0)),
            [1.0, 20.0, 50.0]
        );
    }

    #[test]
    fn places_too_near_share_the_way() {
        // Two at 10 and one at 11, 6 apart: the middle one is at their mean, 31 / 3.
        let spread = spread(&[10.0, 10.0, 11.0], 6.0, (0.0, 100.0));
        let mean = 31.0 / 3.0;
        for (found, expected) in spread.iter().zip([mean - 6.0, mean, mean + 6.0]) {
            assert!((found - expected).abs() < 1e-9, "{spread:?}");
        }
    }

    #[test]
    fn places_stay_within_their_bounds() {
        assert_eq!(
            spread(&[98.0, 99.0, 100.0], 10.0, (0.0, 100.0)),
            [80.0, 90.0, 100.0]
        );
        assert_eq!(
            spread(&[0.0, 0.0, 1.0], 10.0, (0.0, 100.0)),
            [0.0, 10.0, 20.0]
        );
    }
}
