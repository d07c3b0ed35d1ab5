//! Whether an answer agrees with the known one, and a set of them with theirs.
//!
//! A simulated answer agrees if its interval holds the known answer. Intervals miss by chance, so
//! one that misses is looked at again: other luck, a longer run. The answer is wrong if even then
//! an interval misses that is so wide that none of the set would miss by chance, but once in a
//! thousand sets.

use crate::case::{Case, Expectation, Kind};
use crate::quantity::{NetworkQuantity, Quantity};
use crate::run::Answer;
use crate::run::is_too_rare;
use crate::statistics::{Sample, binomial_bound, binomial_chance};

/// Chance that a set of right answers is refused, for each of the two rules.
pub const REFUSED_BY_CHANCE: f64 = 0.001;
/// An interval is never taken for narrower than this share of the known answer: what runs of finite
/// length and whole ticks leave.
const FINEST: f64 = 0.001;
/// Quantiles are counted in bins that are so wide, as a share of the value.
const OF_QUANTILES: f64 = 0.004;

/// An answer beside the known one.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was asked, in words.
    pub label: String,
    /// The known answer; of a coverage, the confidence of the intervals.
    pub known: f64,
    /// Range that the answer may have instead, where the case gives one.
    pub range: Option<[f64; 2]>,
    /// Where the known answer comes from.
    pub source: String,
    /// Kervan's answer.
    pub answer: Option<f64>,
    /// Half its interval; none where nothing is left to chance.
    pub halfwidth: Option<f64>,
    /// Confidence of the interval; none where nothing is left to chance.
    pub confidence: Option<f64>,
    /// How the two compare.
    pub verdict: Verdict,
    /// Chance of a right answer so far off, at the first look.
    pub chance: Option<f64>,
    /// Answer, half-width and chance at the second look, where there was one.
    pub second: Option<(f64, f64, f64)>,
    /// Why there is no answer, or what to know of it.
    pub remark: Option<String>,
}

/// How an answer compares with the known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They agree.
    Agrees,
    /// The interval holds the known answer, but is wider than asked for: it proves little.
    Wide,
    /// The interval misses, as some do by chance.
    Misses,
    /// They differ, and not by chance.
    Wrong,
    /// There is no answer.
    None,
}

impl Verdict {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Wide => "too wide",
            Verdict::Misses => "misses",
            Verdict::Wrong => "WRONG",
            Verdict::None => "NO ANSWER",
        }
    }
}

/// Compares the answers to a case with the known ones, at a first look.
pub fn judge(case: &Case, answers: &[Answer], halfwidth: f64) -> Vec<Row> {
    case.expects
        .iter()
        .zip(answers)
        .flat_map(|(asked, answer)| rows(case, asked, answer, halfwidth))
        .collect()
}

/// Adds the answers of a second look to the rows of the first.
pub fn look_again(case: &Case, rows: &mut [Row], answers: &[Answer], halfwidth: f64) {
    let second = judge(case, answers, halfwidth);
    for (row, again) in rows.iter_mut().zip(second) {
        if row.verdict != Verdict::Misses {
            continue;
        }
        // A range is kept or not; its own chance of being missed twice is small enough.
        let chance = match (row.range.is_some(), again.verdict) {
            (true, Verdict::Misses) => 0.0,
            (true, _) => 1.0,
            (false, _) => again.chance.unwrap_or(1.0),
        };
        row.second = again
            .answer
            .map(|answer| (answer, again.halfwidth.unwrap_or(0.0), chance));
    }
}

fn rows(case: &Case, asked: &Expectation, answer: &Answer, halfwidth: f64) -> Vec<Row> {
    let row = Row {
        label: asked.label.clone(),
        known: asked.value,
        range: None,
        source: asked.source.clone().unwrap_or_else(|| case.source.clone()),
        answer: None,
        halfwidth: None,
        confidence: None,
        verdict: Verdict::None,
        chance: None,
        second: None,
        remark: None,
    };
    let confidence = case.run.confidence;
    match answer {
        Answer::Number(found) => vec![exact(row, asked, *found)],
        Answer::Remarked(found, remark) => vec![Row {
            remark: Some(remark.clone()),
            ..exact(row, asked, *found)
        }],
        Answer::Reaches { found, least, most } => {
            let most = asked.value * most * (1.0 + 1e-9);
            let is_reached = (asked.value * least..=most).contains(found);
            vec![Row {
                range: Some([asked.value * least, asked.value]),
                answer: Some(*found),
                verdict: if is_reached {
                    Verdict::Agrees
                } else {
                    Verdict::Wrong
                },
                ..row
            }]
        }
        Answer::Within {
            found,
            range,
            remark,
        } => vec![Row {
            range: Some(*range),
            answer: Some(*found),
            verdict: match (range[0]..=range[1]).contains(found) {
                true => Verdict::Agrees,
                false => Verdict::Wrong,
            },
            remark: remark.clone(),
            ..row
        }],
        Answer::None(reason) => vec![Row {
            remark: Some(reason.clone()),
            ..row
        }],
        Answer::Covered { runs, kinds } => kinds
            .iter()
            .map(|(level, range, covered)| {
                let share = f64::from(*covered) / f64::from(*runs);
                let is_in = (range[0]..=range[1]).contains(&share);
                let percent = level * 100.0;
                Row {
                    label: format!("{percent} % intervals of {} that cover", row.label),
                    known: *level,
                    range: Some(*range),
                    answer: Some(share),
                    confidence: Some(confidence),
                    verdict: if is_in {
                        Verdict::Agrees
                    } else {
                        Verdict::Misses
                    },
                    chance: Some(binomial_chance(
                        u64::from(*runs),
                        *level,
                        u64::from(*covered),
                    )),
                    ..row.clone()
                }
            })
            .collect(),
        Answer::Replications { values, seen } => {
            if values.iter().any(|value| !value.is_finite()) {
                let remark = "some replications saw nothing of the kind";
                let row = Row {
                    confidence: Some(confidence),
                    verdict: Verdict::Wide,
                    remark: Some(remark.to_owned()),
                    ..row
                };
                // Nothing of the kind in any of them is no matter of length.
                let is_none = values.iter().all(|value| !value.is_finite());
                return vec![if is_none {
                    Row {
                        verdict: Verdict::None,
                        remark: Some("no replication saw anything of the kind".to_owned()),
                        ..row
                    }
                } else {
                    row
                }];
            }
            let sample = Sample::of(values);
            let row = by_interval(row, asked, sample, confidence, halfwidth);
            let is_rare = row.verdict == Verdict::Misses && is_too_rare(asked.value, values, *seen);
            vec![if is_rare {
                Row {
                    verdict: Verdict::Wide,
                    remark: Some("too rare to be seen in this run".to_owned()),
                    ..row
                }
            } else {
                row
            }]
        }
        Answer::Estimate {
            mean,
            halfwidth: half,
            replications,
        } => {
            let sample = Sample::of_interval(*mean, *half, *replications);
            vec![by_interval(row, asked, sample, confidence, halfwidth)]
        }
    }
}

/// Correct digits, without an interval.
fn exact(row: Row, asked: &Expectation, found: f64) -> Row {
    let digits = asked.digits.unwrap_or(9.0);
    let size = if asked.value == 0.0 {
        1.0
    } else {
        asked.value.abs()
    };
    let off = (found - asked.value).abs();
    let agrees = off <= size * 10.0_f64.powf(-digits) + asked.tolerance;
    Row {
        answer: Some(found),
        verdict: if agrees {
            Verdict::Agrees
        } else {
            Verdict::Wrong
        },
        ..row
    }
}

fn by_interval(
    row: Row,
    asked: &Expectation,
    sample: Sample,
    confidence: f64,
    halfwidth: f64,
) -> Row {
    if asked.digits.is_some() {
        return exact(row, asked, sample.mean);
    }
    let known = asked.value.abs();
    let is_quantile = matches!(
        asked.quantity,
        Quantity::Network {
            what: NetworkQuantity::QuantileOfWait | NetworkQuantity::QuantileOfTime,
            ..
        }
    );
    let bins = if is_quantile {
        OF_QUANTILES * known
    } else {
        0.0
    };
    let tolerance = asked.tolerance + bins;
    let off = ((sample.mean - asked.value).abs() - tolerance).max(0.0);
    let half = sample.halfwidth(confidence);
    let is_held = off <= half.max(FINEST * known);
    let is_narrow = half <= (halfwidth * known).max(tolerance).max(asked.narrow) || known == 0.0;
    let chance = match off <= FINEST * known {
        true => 1.0,
        false => sample.chance_beyond(off),
    };
    Row {
        answer: Some(sample.mean),
        halfwidth: Some(half),
        confidence: Some(confidence),
        verdict: match (is_held, is_narrow) {
            (true, true) => Verdict::Agrees,
            (true, false) => Verdict::Wide,
            (false, _) => Verdict::Misses,
        },
        chance: Some(chance),
        ..row
    }
}

/// What a set of answers comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// Simulated answers with an interval.
    pub simulated: u64,
    /// Those that missed at the first look.
    pub misses: u64,
    /// Most of them that may: more has a chance of 0.1 % at most.
    pub most_misses: u64,
    /// Those whose interval is wider than asked for.
    pub wide: u64,
    /// Answers that are not left to chance.
    pub exact: u64,
    /// Answers that are wrong, of both kinds.
    pub wrong: u64,
    /// What was asked and not answered.
    pub unanswered: u64,
    /// Chance below which an answer is taken for wrong at the second look.
    pub least_chance: f64,
}

impl Judgement {
    /// Judges a set of answers; marks those that are wrong.
    pub fn of<'r>(rows: impl IntoIterator<Item = &'r mut Row>) -> Judgement {
        let mut rows: Vec<&mut Row> = rows.into_iter().collect();
        let is_simulated =
            |row: &&&mut Row| row.confidence.is_some() && row.verdict != Verdict::None;
        let levels: Vec<f64> = rows
            .iter()
            .filter(is_simulated)
            .filter_map(|row| row.confidence)
            .collect();
        let simulated = levels.len() as u64;
        let each = levels.iter().map(|level| 1.0 - level).sum::<f64>() / levels.len().max(1) as f64;
        let misses = rows
            .iter()
            .filter(is_simulated)
            .filter(|row| matches!(row.verdict, Verdict::Misses | Verdict::Wrong))
            .count() as u64;
        let least_chance = REFUSED_BY_CHANCE / levels.len().max(1) as f64;
        for row in &mut rows {
            let chance = row.second.map_or(row.chance, |(_, _, chance)| Some(chance));
            if row.verdict == Verdict::Misses && chance.is_some_and(|chance| chance < least_chance)
            {
                row.verdict = Verdict::Wrong;
            }
        }
        let count =
            |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count() as u64;
        Judgement {
            simulated,
            misses,
            most_misses: binomial_bound(simulated, each, REFUSED_BY_CHANCE),
            wide: count(Verdict::Wide),
            exact: rows.len() as u64 - simulated - count(Verdict::None),
            wrong: count(Verdict::Wrong),
            unanswered: count(Verdict::None),
            least_chance,
        }
    }

    /// Whether the answers as a whole agree with the known ones.
    pub fn agrees(&self) -> bool {
        self.wrong == 0 && self.unanswered == 0 && self.misses <= self.most_misses
    }
}

/// Whether a case has a second look.
pub fn has_second_look(case: &Case) -> bool {
    matches!(
        case.kind,
        Kind::Network(_) | Kind::Coverage(..) | Kind::Corridor { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::{Judgement, Row, Verdict};

    fn row(verdict: Verdict, second: Option<f64>) -> Row {
        Row {
            label: String::new(),
            known: 1.0,
            range: None,
            source: String::new(),
            answer: Some(1.0),
            halfwidth: Some(0.01),
            confidence: Some(0.99),
            verdict,
            chance: Some(0.005),
            second: second.map(|chance| (1.0, 0.005, chance)),
            remark: None,
        }
    }

    #[test]
    fn an_unlucky_miss_among_two_hundred_is_no_error() {
        let mut rows = vec![row(Verdict::Agrees, None); 199];
        rows.push(row(Verdict::Misses, Some(0.4)));
        let judgement = Judgement::of(&mut rows);
        assert!(judgement.agrees());
        assert_eq!(
            (judgement.simulated, judgement.misses, judgement.wrong),
            (200, 1, 0)
        );
        // Binomial, 200 at 1 %: more than 7 has 0.10 %, more than 8 0.03 %.
        assert_eq!(judgement.most_misses, 8);
    }

    #[test]
    fn one_answer_that_misses_twice_is_wrong_alone_and_among_many() {
        for others in [0, 199] {
            let mut rows = vec![row(Verdict::Agrees, None); others];
            rows.push(row(Verdict::Misses, Some(1e-9)));
            let judgement = Judgement::of(&mut rows);
            assert!(!judgement.agrees());
            assert_eq!(judgement.wrong, 1);
            assert_eq!(rows[others].verdict, Verdict::Wrong);
        }
    }

    #[test]
    fn more_misses_than_chance_leaves_are_an_error_together() {
        let mut rows = vec![row(Verdict::Agrees, None); 190];
        rows.extend(vec![row(Verdict::Misses, Some(0.2)); 10]);
        let judgement = Judgement::of(&mut rows);
        assert_eq!(judgement.wrong, 0);
        assert!(!judgement.agrees());
    }
}
