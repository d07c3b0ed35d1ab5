//! A condition on a result, written one way everywhere: `P90<=15d`, `halfwidth(P90)<=0.5d`.

use std::fmt;
use std::ops::Range;

use kervan_corridor::finding::suggestion;
use kervan_corridor::quantity::Unit;

use crate::Results;
use crate::estimate::Estimate;

/// What a condition speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Mean of the headline transit time.
    Mean,
    /// Headline transit time that one unit in ten undercuts.
    P10,
    /// Median of the headline transit time.
    P50,
    /// Headline transit time that nine units in ten keep.
    P90,
    /// Headline transit time that 95 units in a hundred keep.
    P95,
    /// Headline transit time that 99 units in a hundred keep.
    P99,
    /// What all flows deliver a year, in tonnes of goods or in TEU.
    Volume,
}

impl Quantity {
    const ALL: [Quantity; 7] = [
        Quantity::Mean,
        Quantity::P10,
        Quantity::P50,
        Quantity::P90,
        Quantity::P95,
        Quantity::P99,
        Quantity::Volume,
    ];

    /// As written.
    pub fn as_str(self) -> &'static str {
        match self {
            Quantity::Mean => "mean",
            Quantity::P10 => "P10",
            Quantity::P50 => "P50",
            Quantity::P90 => "P90",
            Quantity::P95 => "P95",
            Quantity::P99 => "P99",
            Quantity::Volume => "volume",
        }
    }

    fn named(name: &str) -> Option<Quantity> {
        Quantity::ALL
            .into_iter()
            .find(|quantity| quantity.as_str() == name)
    }

    /// Units that a condition on it may have, the one of the results first.
    fn units(self) -> &'static [&'static str] {
        match self {
            Quantity::Volume => &["t/yr", "kt/yr", "Mt/yr", "TEU/yr"],
            _ => &["d", "h"],
        }
    }
}

/// How the two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
}

impl Bound {
    /// As written.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::AtMost => "<=",
            Bound::AtLeast => ">=",
        }
    }
}

/// A condition on a quantity, or on half the width of its 95 % interval.
///
/// # Examples
///
/// ```
/// use kervan_results::{Condition, Estimate};
///
/// let condition = Condition::read("halfwidth(P90)<=12h").unwrap();
/// let p90_d = Estimate { mean: 20.0, low: Some(19.6), high: Some(20.4) };
/// assert!((condition.value_of(p90_d).unwrap() - 9.6).abs() < 1e-9);
/// assert!(condition.is_met_by(p90_d));
/// assert_eq!(condition.to_string(), "halfwidth(P90)<=12h");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// What it speaks of.
    pub quantity: Quantity,
    /// Whether it is about half the width of the interval, not about the mean.
    pub is_halfwidth: bool,
    /// How the two sides compare.
    pub bound: Bound,
    /// The right side, in `unit`; not negative.
    pub value: f64,
    /// Unit of the value; `%` of the mean for a half-width.
    pub unit: Unit,
}

/// What is wrong with the text of a condition: all faults, each with its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionError {
    /// The condition as it was written.
    pub text: String,
    /// The faults, from left to right.
    pub faults: Vec<ConditionFault>,
}

/// One fault in the text of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionFault {
    /// Where it stands, in characters from 0.
    pub at: Range<usize>,
    /// What was expected there.
    pub expected: String,
    /// The way out.
    pub help: String,
}

impl std::error::Error for ConditionError {}

impl fmt::Display for ConditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it is not a condition")?;
        for fault in &self.faults {
            let (column, width) = (fault.at.start, fault.at.len().max(1));
            write!(
                f,
                "\n  | {}\n  | {}{} column {}: {}\n  = help: {}",
                self.text,
                " ".repeat(column),
                "^".repeat(width),
                column + 1,
                fault.expected,
                fault.help
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}{}{}",
            self.left(),
            self.bound.as_str(),
            self.value,
            self.unit.name
        )
    }
}

impl Condition {
    /// Reads a condition such as `P90<=15d`, `volume>=10Mt/yr` or `halfwidth(mean)<=2%`.
    /// Blanks between its parts do not count.
    ///
    /// # Errors
    ///
    /// All faults of the text, with their columns.
    pub fn read(text: &str) -> Result<Condition, ConditionError> {
        let characters: Vec<char> = text.chars().collect();
        let mut faults = Vec::new();
        let condition = match signs(&characters) {
            Some(sign) => {
                let left = left(&characters, 0..sign.start, &mut faults);
                let bound = bound(&characters, &sign, &mut faults);
                let right = right(&characters, sign.end, left, &mut faults);
                left.zip(bound).zip(right)
            }
            None => {
                faults.push(ConditionFault {
                    at: characters.len()..characters.len(),
                    expected: "`<=` or `>=`, then a value with its unit".to_owned(),
                    help: "write it like `P90<=15d` or `halfwidth(P90)<=0.5d`".to_owned(),
                });
                None
            }
        };
        match condition {
            Some((((quantity, is_halfwidth), bound), (value, unit))) if faults.is_empty() => {
                Ok(Condition {
                    quantity,
                    is_halfwidth,
                    bound,
                    value,
                    unit,
                })
            }
            _ => Err(ConditionError {
                text: text.to_owned(),
                faults,
            }),
        }
    }

    /// The left side as written: `P90` or `halfwidth(P90)`.
    pub fn left(&self) -> String {
        if self.is_halfwidth {
            format!("halfwidth({})", self.quantity.as_str())
        } else {
            self.quantity.as_str().to_owned()
        }
    }

    /// What the condition speaks of, as results have it: in days, tonnes or TEU a year. `None`
    /// where nothing arrived.
    pub fn estimate_in(&self, results: &Results) -> Option<Estimate> {
        let headline = results.flows.first();
        match self.quantity {
            Quantity::Mean => headline?.mean_d,
            Quantity::P10 => headline?.p10_d,
            Quantity::P50 => headline?.p50_d,
            Quantity::P90 => headline?.p90_d,
            Quantity::P95 => headline?.p95_d,
            Quantity::P99 => headline?.p99_d,
            Quantity::Volume if self.is_in_teu() => Some(results.volume_teu),
            Quantity::Volume => Some(results.volume_t),
        }
    }

    /// What stands on the left, in the unit of the right side; `None` for the half-width of an
    /// estimate without interval. A share of a mean of zero is infinite, or zero where the
    /// half-width is too.
    pub fn value_of(&self, estimate: Estimate) -> Option<f64> {
        let value = if self.is_halfwidth {
            estimate.halfwidth()?
        } else {
            estimate.mean
        };
        if self.unit.kind != SHARE {
            let base = Unit::named(self.base_unit())?;
            return Some(value * base.factor_to(self.unit)?);
        }
        let share = if value == 0.0 {
            0.0
        } else {
            value / estimate.mean.abs()
        };
        Some(share / self.unit.size)
    }

    /// Whether an estimate meets it; `false` without an interval where it is about one.
    pub fn is_met_by(&self, estimate: Estimate) -> bool {
        self.value_of(estimate)
            .is_some_and(|value| match self.bound {
                Bound::AtMost => value <= self.value,
                Bound::AtLeast => value >= self.value,
            })
    }

    /// Whether it counts TEU, and not tonnes.
    pub fn is_in_teu(&self) -> bool {
        self.unit.name == "TEU/yr"
    }

    fn base_unit(&self) -> &'static str {
        if self.is_in_teu() {
            "TEU/yr"
        } else {
            self.quantity.units()[0]
        }
    }
}

/// Kind of the units that are shares of the mean.
const SHARE: &str = "share";

/// Where the first run of signs that compare stands.
fn signs(text: &[char]) -> Option<Range<usize>> {
    let is_sign = |character: &char| "<>=\u{2264}\u{2265}!".contains(*character);
    let start = text.iter().position(is_sign)?;
    let length = text[start..]
        .iter()
        .take_while(|character| is_sign(character))
        .count();
    Some(start..start + length)
}

fn bound(text: &[char], sign: &Range<usize>, faults: &mut Vec<ConditionFault>) -> Option<Bound> {
    let written: String = text[sign.clone()].iter().collect();
    let found = [Bound::AtMost, Bound::AtLeast]
        .into_iter()
        .find(|bound| bound.as_str() == written);
    if found.is_none() {
        let meant = if written.contains(['>', '\u{2265}']) {
            ">="
        } else {
            "<="
        };
        faults.push(ConditionFault {
            at: sign.clone(),
            expected: "`<=` or `>=`".to_owned(),
            help: format!("write `{meant}`"),
        });
    }
    found
}

/// A range without the blanks at its ends.
fn trimmed(text: &[char], range: Range<usize>) -> Range<usize> {
    let is_filled = |at: &usize| !text[*at].is_whitespace();
    let start = range.clone().find(is_filled).unwrap_or(range.end);
    let end = range.clone().rfind(is_filled).map_or(start, |at| at + 1);
    start..end
}

/// The quantity, and whether its half-width is meant.
fn left(
    text: &[char],
    range: Range<usize>,
    faults: &mut Vec<ConditionFault>,
) -> Option<(Quantity, bool)> {
    let range = trimmed(text, range);
    let written: String = text[range.clone()].iter().collect();
    let (inner, is_halfwidth) = match written.find('(').zip(written.strip_suffix(')')) {
        Some((open, before)) => {
            let function = before[..open].trim_end();
            if function != "halfwidth" {
                faults.push(ConditionFault {
                    at: range.start..range.start + function.chars().count(),
                    expected: "`halfwidth`, half the width of the 95 % interval".to_owned(),
                    help: "write it like `halfwidth(P90)<=0.5d`".to_owned(),
                });
            }
            let open = range.start + written[..open].chars().count();
            (trimmed(text, open + 1..range.end - 1), true)
        }
        None => (range, false),
    };
    let name: String = text[inner.clone()].iter().collect();
    let found = Quantity::named(&name);
    if found.is_none() {
        faults.push(ConditionFault {
            at: inner,
            expected: "mean, P10, P50, P90, P95, P99 or volume, or `halfwidth` of one in brackets"
                .to_owned(),
            help: suggestion(
                &name,
                Quantity::ALL.map(Quantity::as_str),
                "a condition can speak of one quantity; it",
            ),
        });
    }
    found.map(|quantity| (quantity, is_halfwidth))
}

/// The value and its unit.
fn right(
    text: &[char],
    from: usize,
    left: Option<(Quantity, bool)>,
    faults: &mut Vec<ConditionFault>,
) -> Option<(f64, Unit)> {
    let range = trimmed(text, from..text.len());
    let digits = text[range.clone()]
        .iter()
        .take_while(|character| character.is_ascii_digit() || ".,-+".contains(**character))
        .count();
    let number = range.start..range.start + digits;
    let written: String = text[number.clone()].iter().collect();
    let value: Option<f64> = written
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite() && *value >= 0.0);
    if value.is_none() {
        faults.push(ConditionFault {
            at: number.clone(),
            expected: "a number, not negative".to_owned(),
            help: if written.contains(',') {
                format!(
                    "decimals follow a point: `{}`",
                    written.replacen(',', ".", 1)
                )
            } else {
                "write it like `0.5d`".to_owned()
            },
        });
    }
    let at = trimmed(text, number.end..range.end);
    let name: String = text[at.clone()].iter().collect();
    let unit = Unit::named(&name).filter(|unit| {
        left.is_none_or(|(quantity, is_halfwidth)| {
            quantity.units().contains(&unit.name) || (is_halfwidth && unit.name == "%")
        })
    });
    if unit.is_none() {
        let units: Vec<&str> = match left {
            Some((quantity, is_halfwidth)) => {
                let share = is_halfwidth.then_some("%");
                quantity.units().iter().copied().chain(share).collect()
            }
            None => Quantity::Mean.units().to_vec(),
        };
        faults.push(ConditionFault {
            at,
            expected: format!("a unit: {}", units.join(", ")),
            help: format!("write it like `{}{}`", value.unwrap_or(0.5), units[0]),
        });
    }
    value.zip(unit)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn of(mean: f64, half: f64) -> Estimate {
        Estimate {
            mean,
            low: Some(mean - half),
            high: Some(mean + half),
        }
    }

    #[test]
    fn conditions_are_printed_as_they_are_written() {
        for text in [
            "P90<=15d",
            "mean<=360h",
            "volume>=10Mt/yr",
            "volume>=56500TEU/yr",
            "halfwidth(P90)<=0.5d",
            "halfwidth(mean)<=2%",
        ] {
            assert_eq!(Condition::read(text).unwrap().to_string(), text);
        }
        let spaced = Condition::read(" halfwidth( P90 ) <= 0.5 d ").unwrap();
        assert_eq!(spaced.to_string(), "halfwidth(P90)<=0.5d");
    }

    #[test]
    fn both_sides_are_compared_in_the_unit_of_the_right_one() {
        let met = |text: &str, estimate| Condition::read(text).unwrap().is_met_by(estimate);
        // 15 days are 360 hours; a half-width of 0.3 days is 7.2 hours, and 2 % of 15 days.
        assert!(met("P90<=360h", of(15.0, 0.3)) && !met("P90<=359h", of(15.0, 0.3)));
        assert!(met("halfwidth(P90)<=2.1%", of(15.0, 0.3)));
        assert!(!met("halfwidth(P90)<=1.9%", of(15.0, 0.3)));
        assert!(met("halfwidth(P90)<=7.3h", of(15.0, 0.3)));
        assert!(met("volume>=4.5Mt/yr", of(4.6e6, 1.0)));
        assert!(
            met("halfwidth(mean)<=1%", of(0.0, 0.0)) && !met("halfwidth(mean)<=1%", of(0.0, 0.1))
        );
        let alone = Estimate {
            mean: 15.0,
            low: None,
            high: None,
        };
        assert!(met("P90<=15d", alone) && !met("halfwidth(P90)<=1d", alone));
    }

    #[test]
    fn all_faults_are_found_at_once_with_their_columns() {
        let faults = |text: &str| {
            let error = Condition::read(text).unwrap_err();
            let places = error
                .faults
                .iter()
                .map(|fault| (fault.at.start, fault.at.end));
            (places.collect::<Vec<_>>(), error.to_string())
        };
        let (places, said) = faults("halfwidth(P9)<0,5days");
        assert_eq!(places, [(10, 12), (13, 14), (14, 17), (17, 21)]);
        for part in [
            "column 11: mean, P10, P50, P90, P95, P99 or volume",
            "did you mean `P90`?",
            "write `<=`",
            "decimals follow a point: `0.5`",
            "a unit: d, h",
        ] {
            assert!(said.contains(part), "{said}");
        }
        assert_eq!(faults("P90").0, [(3, 3)]);
        assert_eq!(faults("width(P90)<=1d").0, [(0, 5)]);
        assert_eq!(faults("P90<=15").0, [(7, 7)]);
        assert_eq!(faults("P90<=2%").0, [(6, 7)]);
        assert_eq!(faults("volume>=10d").0, [(10, 11)]);
        assert_eq!(faults("P90<=-1d").0, [(5, 7)]);
        assert_eq!(faults("p90<=1d").0, [(0, 3)]);
        assert_eq!(faults("").0, [(0, 0)]);
        assert_eq!(faults(")(<=1d").0.len(), 1);
    }
}
