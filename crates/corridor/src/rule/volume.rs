//! Figures of one series that cannot both hold.

use crate::build::Places;
use crate::code;
use crate::corridor::Corridor;
use crate::finding::Finding;

pub(super) fn check(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    let taken: Vec<_> = corridor
        .volumes
        .rows()
        .iter()
        .filter(|row| row.is_taken)
        .collect();
    for (at, row) in taken.iter().enumerate() {
        for other in &taken[..at] {
            if !row.is_of_one_series(other) {
                continue;
            }
            let clash = |problem: String, expected: &str| {
                Finding::new(
                    code::VOLUMES_CLASH,
                    &places.of("volumes", &row.id, "period"),
                    problem,
                    expected,
                    "mark one of them `no` in the column `taken`, or give it the scope it is counted in",
                )
            };
            let (mine, theirs) = (row.period, other.period);
            if mine == theirs {
                let problem = format!("`{}` and `{}` both count {mine}", row.id, other.id);
                findings.push(clash(
                    problem,
                    "one figure for each period of a series is taken",
                ));
                continue;
            }
            let Some((value, known)) = row.value.zip(other.value) else {
                continue;
            };
            let is_less =
                (mine.holds(theirs) && value < known) || (theirs.holds(mine) && known < value);
            if is_less {
                let problem = format!(
                    "`{}` and `{}` cannot both hold: the longer of {mine} and {theirs} counts less",
                    row.id, other.id
                );
                findings.push(clash(problem, "a part is not more than the whole"));
            }
        }
    }
}
