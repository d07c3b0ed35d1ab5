//! Charts to look at: plain ones, and ones that hardly fit.

pub(crate) mod answers;

use kervan_chart::{
    Bar, Bars, Better, ChartError, Curve, Figure, FlowLine, Heading, Heat, HeatRow, Interval,
    Ladder, Map, Marey, Measure, Part, PartKind, Point, Queue, Recovery, Route, Run, RunKind, Rung,
    Stage, Station, Step, TimeCostDistance, Tornado, TornadoRow, Water, Waterfall,
};

/// A name of sixty letters, of four alphabets' kinds, with signs that XML reserves.
pub(crate) const LONG: &str = "Qaraağaclı & <Əlincəçay> \"Şəhəriçi\" İğdır Nuwaýşe Стан Ёлка";

/// A heading.
pub(crate) fn heading() -> Heading {
    Heading {
        title: "Boxes wait longer at Aktau & Alat than they travel through <Kazakhstan>".to_owned(),
        subtitle: "Mean of 4 replications".to_owned(),
        notes: vec!["Seed 1; corridor 0123456789ab; ± are 95 % intervals.".to_owned()],
        ..Heading::default()
    }
}

/// The name of the item at a position: short, or long where the data are to be hard.
fn name(position: usize, is_hard: bool) -> String {
    if is_hard {
        format!("{position} {LONG}")
    } else {
        format!("place {position}")
    }
}

/// A waterfall of so many stages.
pub(crate) fn waterfall(count: usize, is_hard: bool) -> Waterfall {
    let part = |cause: &str, kind, hours| Part {
        cause: cause.to_owned(),
        kind,
        hours,
    };
    let stages = (0..count).map(|position| Stage {
        place: name(position, is_hard),
        parts: vec![
            part("running", PartKind::Moving, position as f64 * 1.7),
            part("control", PartKind::Working, 2.0),
            part(
                &format!("cause {}", position % 8),
                PartKind::Waiting,
                (position % 5) as f64,
            ),
        ],
    });
    Waterfall {
        heading: heading(),
        stages: stages.collect(),
    }
}

/// A ladder of so many rungs.
pub(crate) fn ladder(count: usize, is_hard: bool) -> Ladder {
    let rungs = (0..count).map(|position| {
        let carried = 4.0 + 0.7 * position as f64;
        Rung {
            relieved: name(position, is_hard),
            binds: name(position, is_hard),
            carried_mt: Interval::around(carried, 0.2),
            fluid_mt: (position % 3 != 2).then_some(carried * 1.1),
            p90_d: (position % 4 != 3).then_some(Interval::around(70.0 - position as f64, 1.0)),
        }
    });
    Ladder {
        heading: heading(),
        rungs: rungs.collect(),
        target_mt: Some(10.0),
        demand_mt: Some(9.9),
    }
}

/// A tornado of so many rows.
pub(crate) fn tornado(count: usize, is_hard: bool) -> Tornado {
    let measure = |name: &str, better| Measure {
        name: name.to_owned(),
        better,
    };
    let rows = (0..count).map(|position| {
        let size = 10.0 - position as f64;
        TornadoRow {
            name: name(position, is_hard),
            effects: vec![
                Some(Interval::around(size * 54_321.0, 90_000.0)),
                Some(Interval {
                    mean: -size * 0.1,
                    low: -size * 0.1 - 0.9,
                    high: -size * 0.1 + 0.1,
                }),
                (position % 3 != 1).then_some(Interval::around(size * 1.2e6, 4e6)),
            ],
        }
    });
    Tornado {
        heading: heading(),
        measures: vec![
            measure("goods carried, t a year", Better::More),
            measure("days that nine units in ten keep (P90), d", Better::Less),
            measure("money, USD a year", Better::More),
        ],
        rows: rows.collect(),
    }
}

/// A way of so many stops.
pub(crate) fn time_cost_distance(count: usize, is_hard: bool) -> TimeCostDistance {
    let route = |pace: f64| {
        let steps = (0..count).flat_map(|position| {
            let stop = Step {
                name: name(position, is_hard),
                km: 0.0,
                hours: pace * (position % 4) as f64 * 6.0,
                cost_usd: (position % 3 != 0).then_some(40.0),
            };
            let leg = Step {
                name: format!("{position} onwards"),
                km: 120.0,
                hours: pace * 5.0,
                cost_usd: (position % 5 != 0).then_some(90.0),
            };
            [stop, leg]
        });
        Route {
            name: format!("pace {pace}"),
            steps: steps.collect(),
        }
    };
    TimeCostDistance {
        heading: heading(),
        routes: vec![route(1.0), route(0.6)],
    }
}

/// A week on a way of so many places.
pub(crate) fn marey(count: usize, is_hard: bool) -> Marey {
    let stations = (0..count).map(|position| Station {
        name: name(position, is_hard),
        km: (position * position) as f64 * 3.0,
    });
    let far = (count * count) as f64 * 3.0;
    let run = |position: usize, kind, group: &str| {
        let from = position as f64 * 20.0 - 30.0;
        Run {
            name: format!("run {position}"),
            kind,
            group: group.to_owned(),
            points: vec![(from, 0.0), (from + 40.0, far)],
        }
    };
    let runs = (0..9).map(|position| match position % 3 {
        0 => run(position, RunKind::Vessel, "vessels"),
        _ => run(position, RunKind::Train, "trains westward"),
    });
    Marey {
        heading: heading(),
        stations: stations.collect(),
        waters: vec![Water {
            name: "Caspian Sea".to_owned(),
            from_km: far * 0.4,
            to_km: far * 0.5,
        }],
        runs: runs.collect(),
        hours: 168.0,
    }
}

/// Occupancy of so many servers.
pub(crate) fn heat(count: usize, is_hard: bool) -> Heat {
    let rows = (0..count).map(|position| HeatRow {
        name: name(position, is_hard),
        shares: (0..12)
            .map(|month| (month != 3).then_some(((position * 7 + month) % 101) as f64 / 100.0))
            .collect(),
    });
    Heat {
        heading: heading(),
        columns: (1..=12).map(|month| month.to_string()).collect(),
        rows: rows.collect(),
        limit: 0.85,
    }
}

/// A map with so many places in a row from west to east.
pub(crate) fn map(count: usize, is_hard: bool) -> Map {
    let at = |position: usize| {
        (
            28.0 + 50.0 * position as f64 / count.max(2) as f64,
            41.0 + (position % 3) as f64,
        )
    };
    let queues = (0..count).map(|position| Queue {
        name: name(position, is_hard),
        at: at(position),
        unit_days: (position % 4) as f64 * 1000.0,
    });
    let lines = (1..count).map(|position| FlowLine {
        name: format!("line {position}"),
        points: vec![at(position), at(position - 1)],
        forward_mt: position as f64 * 0.1,
        backward_mt: 0.2,
    });
    Map {
        heading: heading(),
        forward: "westward".to_owned(),
        backward: "eastward".to_owned(),
        lines: lines.collect(),
        queues: queues.collect(),
    }
}

/// So many outages.
pub(crate) fn recovery(count: usize, is_hard: bool) -> Recovery {
    let curves = (0..count).map(|position| {
        let most = 1000.0 * (position + 1) as f64;
        let behind = |day: f64| {
            if day <= 10.0 {
                most * day / 10.0
            } else {
                most * (30.0 - day) / 20.0
            }
        };
        let point = |day: u32| {
            let behind_t = behind(f64::from(day));
            Point {
                day: f64::from(day),
                behind_t,
                low_t: behind_t * 0.9,
                high_t: behind_t * 1.1,
            }
        };
        Curve {
            name: name(position, is_hard),
            outage_d: 10.0,
            points: (0..=30).map(point).collect(),
            gone_d: (position % 2 == 0).then_some(30.0),
        }
    });
    Recovery {
        heading: heading(),
        curves: curves.collect(),
    }
}

/// A ranking of so many rows, some below zero.
pub(crate) fn bars(count: usize, is_hard: bool) -> Bars {
    let bars = (0..count).map(|position| Bar {
        name: name(position, is_hard),
        size: Interval::around(12_345.0 * (position as f64 - 2.0), 5_000.0),
    });
    Bars {
        heading: heading(),
        measure: "tonnes delayed, t".to_owned(),
        bars: bars.collect(),
    }
}

/// Every chart of so many items, with its name.
pub(crate) fn all(count: usize, is_hard: bool) -> Vec<(&'static str, Figure)> {
    let charts: Vec<(&'static str, Result<Figure, ChartError>)> = vec![
        ("waterfall", waterfall(count, is_hard).figure()),
        ("ladder", ladder(count, is_hard).figure()),
        ("tornado", tornado(count, is_hard).figure()),
        (
            "time-cost-distance",
            time_cost_distance(count, is_hard).figure(),
        ),
        ("marey", marey(count, is_hard).figure()),
        ("heat", heat(count, is_hard).figure()),
        ("map", map(count, is_hard).figure()),
        ("recovery", recovery(count, is_hard).figure()),
        ("bars", bars(count, is_hard).figure()),
    ];
    let drawn =
        |(name, figure): (&'static str, Result<Figure, ChartError>)| (name, figure.expect(name));
    let mut all: Vec<(&'static str, Figure)> = charts.into_iter().map(drawn).collect();
    if count > 0 {
        all.extend(answers::all(count, is_hard).into_iter().map(drawn));
    }
    all
}
