//! A plan as pictures: when what is built, what more or less costs, what is full first.

use kervan_chart::{
    Frontier, FrontierPoint, FrontierWords, Gantt, GanttGroup, GanttRow, GanttWords, Interval,
    LadderSide, LadderWords, Ladders, Limit, Rung,
};
use kervan_results::PlannedRow;

use super::interval;
use crate::plan::Planned;
use crate::study::Study;

const MT: f64 = 1e-6;

pub(super) fn gantt(study: &Study, planned: &Planned) -> Gantt {
    let is_decided = |row: &&PlannedRow| matches!(row.status, "finished" | "under way");
    let group = |name: &str, keeps: &dyn Fn(&&PlannedRow) -> bool| GanttGroup {
        name: name.to_owned(),
        rows: planned
            .measures
            .iter()
            .filter(|row| row.status != "finished" && keeps(row))
            .map(|row| GanttRow {
                name: match row.times {
                    1 => plain(&row.name).to_owned(),
                    times => format!("{times} x {}", plain(&row.name)),
                },
                from: row.start as f64,
                in_service: row.opens as f64,
                cost: format!("{:.1}", row.cost_musd),
            })
            .collect(),
    };
    let cost: f64 = planned
        .measures
        .iter()
        .filter(|row| !is_decided(row))
        .map(|row| row.cost_musd)
        .sum();
    let last = planned.years.last();
    let by = last.map_or(0, |row| row.year);
    let target_mt = planned.target_t * MT;
    Gantt {
        heading: study.heading(
            match planned.is_reached {
                true => format!("{cost:.0} M USD for {target_mt:.1} Mt in {by}"),
                false => format!("{cost:.0} M USD do not yet carry {target_mt:.1} Mt in {by}"),
            },
            "What is built or reformed, from when, for how much".to_owned(),
            &planned.run,
        ),
        words: GanttWords {
            building: "being built or prepared".to_owned(),
            in_service: "in service".to_owned(),
            from: "in service".to_owned(),
            cost: "cost, M USD".to_owned(),
        },
        groups: vec![
            group("Under way", &is_decided),
            group("Reforms", &|row| row.is_soft && !is_decided(row)),
            group("To be decided", &|row| !row.is_soft && !is_decided(row)),
        ],
        target: last.map(|row| Limit {
            value: row.year as f64,
            name: format!("{target_mt:.0} Mt"),
        }),
    }
}

/// A unit without the words that all have.
fn plain(name: &str) -> &str {
    name.strip_prefix("one more ").unwrap_or(name)
}

/// `None` where no plan of the frontier arrives anywhere.
pub(super) fn frontier(study: &Study, planned: &Planned) -> Option<Frontier> {
    let points: Vec<FrontierPoint> = planned
        .frontier
        .iter()
        .filter_map(|row| {
            Some(FrontierPoint {
                name: match row.ceilings < 1.0 {
                    true => "tighter".to_owned(),
                    false => format!("for {:.1} Mt", row.target_t * MT),
                },
                throughput: interval(row.carried_t?, MT),
                cost: Interval::exact(row.cost_musd?),
                p90_d: row.p90_d.map(|p90| interval(p90, 1.0)),
                is_chosen: row.is_the_plan,
            })
        })
        .collect();
    (!points.is_empty()).then(|| Frontier {
        heading: study.heading(
            "What more goods cost, and shorter waits".to_owned(),
            "Cheapest plans for other targets, with the ceilings of the plan and a tenth below, simulated in the last year".to_owned(),
            &planned.run,
        ),
        words: FrontierWords {
            throughput: "goods that arrive, Mt a year".to_owned(),
            cost: "building and running, discounted, M USD".to_owned(),
            days: "nine units in ten take at most, days (P90)".to_owned(),
            plan: "cheapest plan found".to_owned(),
            chosen: "the plan".to_owned(),
            interval: "95 % interval".to_owned(),
        },
        points,
        target: Some(Limit {
            value: planned.target_t * MT,
            name: "target".to_owned(),
        }),
        days: None,
    })
}

/// `None` where nothing is ever full.
pub(super) fn ladders(study: &Study, planned: &Planned) -> Option<Ladders> {
    let side = |id: &str, name: &str| LadderSide {
        name: name.to_owned(),
        rungs: planned
            .ladder
            .iter()
            .filter(|row| row.side == id)
            .map(|row| Rung {
                relieved: String::new(),
                binds: row.place.clone(),
                carried_mt: Interval::exact(row.full_t * MT),
                fluid_mt: None,
                p90_d: None,
            })
            .collect(),
    };
    let sides = vec![side("today", "today"), side("plan", "with the plan")];
    let first = |side: &LadderSide| side.rungs.first().map(|rung| rung.carried_mt.mean);
    let (before, after) = (first(&sides[0])?, first(&sides[1])?);
    Some(Ladders {
        heading: study.heading(
            format!(
                "The first place is full at {before:.1} Mt today, at {after:.1} Mt with the plan"
            ),
            "Places that are full first, if all flows grow together and nothing ever waits"
                .to_owned(),
            &planned.run,
        ),
        words: LadderWords {
            goods: "demand, Mt a year".to_owned(),
            days: String::new(),
            carried: "demand at which the place is full".to_owned(),
            capacity: String::new(),
            binds: "over a step: the place".to_owned(),
        },
        sides,
        limits: vec![Limit {
            value: planned.target_t * MT,
            name: "target".to_owned(),
        }],
    })
}
