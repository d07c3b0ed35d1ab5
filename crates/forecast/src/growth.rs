//! Growth a year: what is needed, and what there was.

/// Growth a year that leads from a value to another in so many years, as a share: 0.1 for 10 %.
///
/// `None` where a value is not above zero, or no year is left.
pub fn needed(from: f64, to: f64, years: f64) -> Option<f64> {
    (from > 0.0 && to > 0.0 && years > 0.0).then(|| libm::pow(to / from, 1.0 / years) - 1.0)
}

/// Growth of each step, as a share.
pub fn steps(values: &[f64]) -> Vec<f64> {
    values
        .windows(2)
        .map(|pair| pair[1] / pair[0] - 1.0)
        .collect()
}

/// How often growth was so great over that many steps in a row, of all such spells.
pub fn spells(values: &[f64], growth: f64, length: usize) -> [usize; 2] {
    let wanted = libm::pow(1.0 + growth, length as f64);
    let spells = values.windows(length + 1);
    let reached = spells
        .clone()
        .filter(|spell| spell[length] >= spell[0] * wanted)
        .count();
    [reached, spells.count()]
}

#[cfg(test)]
mod tests {
    use super::{needed, spells, steps};

    #[test]
    fn a_fourfold_in_two_years_is_doubling() {
        assert_eq!(needed(2.0, 8.0, 2.0), Some(1.0));
        assert_eq!(needed(2.0, 8.0, 0.0), None);
        assert_eq!(steps(&[1.0, 1.5, 3.0]), [0.5, 1.0]);
        // 1, 2, 4, 4: doubled twice in a row once, of two spells of two steps.
        assert_eq!(spells(&[1.0, 2.0, 4.0, 4.0], 1.0, 2), [1, 2]);
    }
}
