//! What growth is made of.

/// A part of a whole before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Name in print.
    pub name: String,
    /// Before; none where it is not known.
    pub before: Option<f64>,
    /// After; none where it is not known.
    pub after: Option<f64>,
}

/// What a part adds to the growth of a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Name in print; of the rest `None`.
    pub name: Option<String>,
    /// After less before.
    pub change: f64,
    /// The same as a share of the whole before: these add up to the growth of the whole.
    pub of_whole: f64,
}

/// Contributions of the parts that are known before and after, in their order, and the rest last:
/// whatever the known parts leave of the growth of the whole. They add up to it exactly.
///
/// `None` where the whole was not above zero.
pub fn contributions(before: f64, after: f64, parts: &[Part]) -> Option<Vec<Contribution>> {
    if before <= 0.0 || !before.is_finite() || !after.is_finite() {
        return None;
    }
    let mut left = after - before;
    let mut found: Vec<Contribution> = parts
        .iter()
        .filter_map(|part| {
            let change = part.after? - part.before?;
            left -= change;
            Some(Contribution {
                name: Some(part.name.clone()),
                change,
                of_whole: change / before,
            })
        })
        .collect();
    found.push(Contribution {
        name: None,
        change: left,
        of_whole: left / before,
    });
    Some(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Part, contributions};

    #[test]
    fn known_parts_and_the_rest_add_up() {
        let part = |name: &str, before, after| Part {
            name: name.to_owned(),
            before,
            after,
        };
        let parts = [
            part("boxes", Some(1.0), Some(3.0)),
            part("oil", Some(2.0), Some(1.5)),
            part("grain", None, Some(9.0)),
        ];
        let found = contributions(10.0, 16.0, &parts).unwrap();
        let changes: Vec<f64> = found.iter().map(|one| one.change).collect();
        assert_eq!(changes, [2.0, -0.5, 4.5]);
        let sum: f64 = found.iter().map(|one| one.of_whole).sum();
        assert!((sum - 0.6).abs() < 1e-12);
        assert_eq!(found[2].name, None);
        assert_eq!(contributions(0.0, 1.0, &parts), None);
    }
}
