//! The capacity ladder as a staircase.

use kervan_chart::{Ladder, Rung};

use super::interval;
use crate::bottlenecks::Bottlenecks;
use crate::study::Study;

const MT: f64 = 1e-6;

pub(super) fn ladder(study: &Study, found: &Bottlenecks) -> Ladder {
    let climbed = &found.ladder;
    let binding = |rung: usize| climbed.binding.iter().filter(move |row| row.rung == rung);
    let rungs: Vec<Rung> = climbed
        .rungs
        .iter()
        .map(|row| {
            let relieved: Vec<String> = row
                .rung
                .checked_sub(1)
                .into_iter()
                .flat_map(binding)
                .map(|row| format!("+ {} {} {}", row.units, row.kind, row.server))
                .collect();
            let binds: Vec<String> = binding(row.rung)
                .map(|row| format!("{} {}", row.kind, row.server))
                .collect();
            Rung {
                relieved: if row.rung == 0 {
                    "as it is".to_owned()
                } else {
                    relieved.join(", ")
                },
                binds: binds.join(" and "),
                carried_mt: interval(row.carried_t, MT),
                fluid_mt: row.fluid_t.map(|tonnes| tonnes * MT),
                p90_d: row.p90_d.map(|estimate| interval(estimate, 1.0)),
            }
        })
        .collect();
    let carried = |rung: Option<&Rung>| rung.map_or(0.0, |rung| rung.carried_mt.mean);
    let title = match rungs.len() {
        0 | 1 => format!(
            "{:.1} Mt a year as it is, and no way up found",
            carried(rungs.first())
        ),
        _ => format!(
            "From {:.1} to {:.1} Mt a year, one bottleneck after the other",
            carried(rungs.first()),
            carried(rungs.last())
        ),
    };
    Ladder {
        heading: study.heading(
            title,
            "Goods carried with all that was relieved so far, and what binds there".to_owned(),
            &found.run,
        ),
        rungs,
        target_mt: Some(climbed.target_t * MT),
        demand_mt: Some(climbed.demand_t * MT),
    }
}
