//! A plan as pictures: when what is built, what more or less costs, what is full first.

use kervan_chart::{
    Frontier, FrontierPoint, FrontierWords, Gantt, GanttGroup, GanttRow, GanttWords, Interval,
    LadderSide, LadderWords, Ladders, Limit, Rung,
};
use kervan_results::PlannedRow;

use super::{Draw, interval};
use crate::plan::Planned;

const MT: f64 = 1e-6;

pub(super) fn gantt(draw: &Draw, planned: &Planned) -> Gantt {
    let is_decided = |row: &&PlannedRow| matches!(row.status, "finished" | "under way");
    let group = |key: &str, keeps: &dyn Fn(&&PlannedRow) -> bool| GanttGroup {
        name: draw.say(key),
        rows: planned
            .measures
            .iter()
            .filter(|row| row.status != "finished" && keeps(row))
            .map(|row| GanttRow {
                name: named(draw, row),
                from: row.start as f64,
                in_service: row.opens as f64,
                cost: draw.words.number(row.cost_musd, 1),
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
    let key = match planned.is_reached {
        true => "picture-gantt-title",
        false => "picture-gantt-title-short",
    };
    let title = draw.tell(
        key,
        &[
            ("cost", draw.words.large_dollars(cost).into()),
            ("target", draw.large_tonnes(planned.target_t).into()),
            ("year", draw.words.year(by).into()),
        ],
    );
    Gantt {
        heading: draw.heading(title, draw.say("picture-gantt-subtitle")),
        words: GanttWords {
            building: draw.say("picture-gantt-building"),
            in_service: draw.say("picture-gantt-in-service"),
            from: draw.say("picture-gantt-in-service"),
            cost: draw.say("picture-gantt-cost"),
        },
        groups: vec![
            group("picture-gantt-under-way", &is_decided),
            group("picture-gantt-reforms", &|row| {
                row.is_soft && !is_decided(row)
            }),
            group("picture-gantt-to-decide", &|row| {
                !row.is_soft && !is_decided(row)
            }),
        ],
        target: last.map(|row| Limit {
            value: row.year as f64,
            name: draw.tell(
                "mt",
                &[("number", draw.large_tonnes(planned.target_t).into())],
            ),
        }),
    }
}

/// A measure in the language, with how many times it is done.
fn named(draw: &Draw, row: &PlannedRow) -> String {
    let name = draw.names.measure(&row.id, &row.name);
    match row.times {
        1 => name,
        times => draw.tell(
            "times-of",
            &[("times", times.to_string().into()), ("name", name.into())],
        ),
    }
}

/// `None` where no plan of the frontier arrives anywhere.
pub(super) fn frontier(draw: &Draw, planned: &Planned) -> Option<Frontier> {
    let points: Vec<FrontierPoint> = planned
        .frontier
        .iter()
        .filter_map(|row| {
            Some(FrontierPoint {
                name: match row.ceilings < 1.0 {
                    true => draw.say("picture-frontier-tighter"),
                    false => draw.tell("mt", &[("number", draw.large_tonnes(row.target_t).into())]),
                },
                throughput: interval(row.carried_t?, MT),
                cost: Interval::exact(row.cost_musd?),
                p90_d: row.p90_d.map(|p90| interval(p90, 1.0)),
                is_chosen: row.is_the_plan,
            })
        })
        .collect();
    (!points.is_empty()).then(|| Frontier {
        heading: draw.heading(
            draw.say("picture-frontier-title"),
            draw.say("picture-frontier-subtitle"),
        ),
        words: FrontierWords {
            throughput: draw.say("picture-frontier-throughput"),
            cost: draw.say("picture-frontier-cost"),
            days: draw.say("picture-frontier-days"),
            plan: draw.say("picture-frontier-plan"),
            chosen: draw.say("beside-the-plan"),
            interval: draw.say("picture-interval"),
        },
        points,
        target: Some(Limit {
            value: planned.target_t * MT,
            name: draw.say("picture-target"),
        }),
        days: None,
    })
}

/// `None` where nothing is ever full.
pub(super) fn ladders(draw: &Draw, planned: &Planned) -> Option<Ladders> {
    let side = |id: &str, key: &str| LadderSide {
        name: draw.say(key),
        rungs: planned
            .ladder
            .iter()
            .filter(|row| row.side == id)
            .map(|row| Rung {
                relieved: String::new(),
                binds: draw.names.server_called(&row.place),
                carried_mt: Interval::exact(row.full_t * MT),
                fluid_mt: None,
                p90_d: None,
            })
            .collect(),
    };
    let sides = vec![
        side("today", "picture-ladders-today"),
        side("plan", "picture-ladders-plan"),
    ];
    let first = |side: &LadderSide| side.rungs.first().map(|rung| rung.carried_mt.mean);
    let (before, after) = (first(&sides[0])?, first(&sides[1])?);
    Some(Ladders {
        heading: draw.heading(
            draw.tell(
                "picture-ladders-title",
                &[
                    ("before", draw.large_tonnes(before / MT).into()),
                    ("after", draw.large_tonnes(after / MT).into()),
                ],
            ),
            draw.say("picture-ladders-subtitle"),
        ),
        words: LadderWords {
            goods: draw.say("picture-ladders-goods"),
            days: String::new(),
            carried: draw.say("picture-ladders-carried"),
            capacity: String::new(),
            binds: draw.say("picture-ladders-binds"),
        },
        sides,
        limits: vec![Limit {
            value: planned.target_t * MT,
            name: draw.say("picture-target"),
        }],
    })
}
