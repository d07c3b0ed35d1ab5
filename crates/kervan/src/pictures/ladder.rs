//! The capacity ladder as a staircase.

use kervan_chart::{Ladder, Rung};

use super::{Draw, interval};
use crate::bottlenecks::Bottlenecks;

const MT: f64 = 1e-6;
/// Servers named at a step.
const NAMED: usize = 3;

pub(super) fn ladder(draw: &Draw, found: &Bottlenecks) -> Ladder {
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
                .map(|row| {
                    format!(
                        "+ {} {}",
                        row.units,
                        draw.names.server(row.kind, &row.server)
                    )
                })
                .collect();
            let binds: Vec<String> = binding(row.rung)
                .map(|row| draw.names.server(row.kind, &row.server))
                .collect();
            Rung {
                relieved: if row.rung == 0 {
                    draw.say("picture-ladder-as-it-is")
                } else {
                    draw.words.first_of(&relieved, NAMED)
                },
                binds: draw.words.first_of(&binds, NAMED),
                carried_mt: interval(row.carried_t, MT),
                fluid_mt: row.fluid_t.map(|tonnes| tonnes * MT),
                p90_d: row.p90_d.map(|estimate| interval(estimate, 1.0)),
            }
        })
        .collect();
    let carried = |rung: Option<&Rung>| rung.map_or(0.0, |rung| rung.carried_mt.mean);
    let mt = |rung| draw.large_tonnes(carried(rung) * 1e6).into();
    let title = match rungs.len() {
        0 | 1 => draw.tell("picture-ladder-title-one", &[("from", mt(rungs.first()))]),
        _ => draw.tell(
            "picture-ladder-title",
            &[("from", mt(rungs.first())), ("to", mt(rungs.last()))],
        ),
    };
    Ladder {
        heading: draw.heading(title, draw.say("picture-ladder-subtitle")),
        rungs,
        target_mt: Some(climbed.target_t * MT),
        demand_mt: Some(climbed.demand_t * MT),
    }
}
