//! Charts of answers: plans, forecasts, prices and shares.

use kervan_chart::{
    Chance, ChartError, CorePlayer, CoreRule, CoreTriangle, CoreWords, Decomposition,
    DecompositionWords, Division, DivisionRow, DivisionWords, Driver, Fan, FanBand, FanWords,
    FanYear, Figure, Frontier, FrontierPoint, FrontierWords, Gantt, GanttGroup, GanttRow,
    GanttWords, Interval, LadderSide, LadderWords, Ladders, Level, Limit, OperatingPoint,
    PricePoint, PriceVolume, PriceVolumeWords, Probability, ProbabilityLine, Regime,
};

use super::{heading, name};

/// A line with a name.
fn limit(value: f64, name: &str) -> Limit {
    let name = name.to_owned();
    Limit { value, name }
}

/// So many measures in three groups.
pub(crate) fn gantt(count: usize, is_hard: bool) -> Gantt {
    let group = |group: usize, title: &str| GanttGroup {
        name: title.to_owned(),
        rows: (0..count)
            .filter(|position| position % 3 == group)
            .map(|position| GanttRow {
                name: name(position, is_hard),
                from: 2026.0 + (position % 5) as f64,
                in_service: 2026.0 + (position % 5 + position % 4) as f64,
                cost: (position * 1234).to_string(),
            })
            .collect(),
    };
    Gantt {
        heading: heading(),
        words: GanttWords {
            building: "being built or prepared".to_owned(),
            in_service: "in service".to_owned(),
            from: "in service from".to_owned(),
            cost: "cost, million USD of 2024".to_owned(),
        },
        groups: vec![group(0, "hard"), group(1, "soft"), group(2, "under way")],
        target: Some(limit(2030.0, "10 Mt by 2030")),
    }
}

/// A frontier of so many plans.
pub(crate) fn frontier(count: usize, is_hard: bool) -> Frontier {
    let points = (0..count).map(|position| {
        let throughput = 4.5 + 0.6 * position as f64;
        FrontierPoint {
            name: name(position, is_hard),
            throughput: Interval::around(throughput, 0.2),
            cost: Interval::around(200.0 + 9.0 * throughput * throughput, 40.0),
            p90_d: (position % 3 != 1).then_some(Interval::around(12.0 + throughput, 1.0)),
            is_chosen: position == count / 2,
        }
    });
    Frontier {
        heading: heading(),
        words: FrontierWords {
            throughput: "goods carried, Mt a year".to_owned(),
            cost: "discounted cost, M USD".to_owned(),
            days: "days that nine units in ten keep (P90)".to_owned(),
            plan: "the cheapest plan found".to_owned(),
            chosen: "the plan chosen".to_owned(),
            interval: "95 % interval".to_owned(),
        },
        points: points.collect(),
        target: Some(limit(10.0, "target 10 Mt")),
        days: Some(limit(15.0, "15 days")),
    }
}

/// So many years seen, and as many expected.
pub(crate) fn fan(count: usize, is_hard: bool) -> Fan {
    let value = |year: usize| 0.5 + 0.4 * year as f64;
    let expected = (0..count).map(|position| {
        let (median, wide) = (value(count + position), 0.3 * position as f64);
        let band = |factor: f64| FanBand {
            low: median - factor * wide,
            high: median + 1.3 * factor * wide,
        };
        FanYear {
            year: 2025.0 + position as f64,
            median,
            bands: vec![band(0.4), band(1.0), band(2.0)],
        }
    });
    Fan {
        heading: heading(),
        words: FanWords {
            value: "goods carried, Mt a year".to_owned(),
            year: name(0, is_hard),
            observed: "observed".to_owned(),
            median: "median of the forecast".to_owned(),
            bands: ["50 %", "80 %", "95 %"].map(str::to_owned).into(),
        },
        observed: (0..count)
            .map(|year| ((2025 - count + year) as f64, value(year)))
            .collect(),
        expected: expected.collect(),
        target: Some(limit(10.0, &name(10, is_hard))),
        ceiling: Some(limit(9.9, "ceiling as built")),
    }
}

/// The chances of so many years, of up to eight targets.
pub(crate) fn probability(count: usize, is_hard: bool) -> Probability {
    let line = |position: usize| ProbabilityLine {
        name: name(position, is_hard),
        points: (0..count)
            .map(|year| {
                let share = year as f64 / (year + 2 * position + 1) as f64;
                Chance {
                    year: 2026.0 + year as f64,
                    share: Interval::around(share, 0.02),
                }
            })
            .collect(),
    };
    Probability {
        heading: heading(),
        chance: "chance, %".to_owned(),
        year: String::new(),
        lines: (0..count.min(8)).map(line).collect(),
        wanted: Some(limit(0.8, "wanted")),
    }
}

/// Up to eight regimes, of which the first two have curves of so many points.
pub(crate) fn price_volume(count: usize, is_hard: bool) -> PriceVolume {
    let at = |price: f64| {
        let volume = 120_000.0 / (1.0 + ((price - 5_000.0) / 900.0).exp());
        (volume, volume * (price - 3_000.0) / 1e6)
    };
    let regimes = (0..count.min(8)).map(|position| {
        let price = 4_200.0 + 45.0 * position as f64;
        let (volume, profit) = at(price);
        let curve = (0..=count).map(|step| {
            let price = 3_000.0 + 4_000.0 * step as f64 / count as f64;
            let (volume, profit) = at(price + 200.0 * position as f64);
            PricePoint {
                price,
                volume,
                profit: Some(profit),
            }
        });
        Regime {
            name: name(position, is_hard),
            curve: curve.filter(|_| position < 2).collect(),
            point: Some(OperatingPoint {
                price,
                volume: Interval::around(volume, 5_000.0),
                profit: (position != 3).then_some(Interval::exact(profit)),
            }),
        }
    });
    PriceVolume {
        heading: heading(),
        words: PriceVolumeWords {
            price: "price of the whole way, USD/TEU".to_owned(),
            volume: "volume, TEU a year".to_owned(),
            profit: "profit of all operators, M USD a year".to_owned(),
        },
        regimes: regimes.collect(),
    }
}

/// Growth by so many drivers.
pub(crate) fn decomposition(count: usize, is_hard: bool) -> Decomposition {
    let drivers: Vec<Driver> = (0..count)
        .map(|position| {
            let adds = 0.25 * ((position * 5) % 7) as f64 - 0.5;
            Driver {
                name: name(position, is_hard),
                adds: Interval {
                    mean: adds,
                    low: adds - 0.2,
                    high: adds + 0.1 * (position % 3) as f64,
                },
            }
        })
        .collect();
    let adds: f64 = drivers.iter().map(|one| one.adds.mean).sum();
    let level = |name: &str, value| Level {
        name: name.to_owned(),
        value,
    };
    Decomposition {
        heading: heading(),
        words: DecompositionWords {
            value: "goods carried, Mt a year".to_owned(),
            more: "adds".to_owned(),
            less: "takes away".to_owned(),
            level: "carried".to_owned(),
        },
        from: level("2024, observed", 4.5),
        drivers,
        to: level("2030, median", 4.5 + adds),
    }
}

/// So many operators, and as many rules up to eight.
pub(crate) fn division(count: usize, is_hard: bool) -> Division {
    let rules = count.min(8);
    let operators = (0..count).map(|position| {
        let today = 40.0 / (position + 1) as f64;
        DivisionRow {
            name: name(position, is_hard),
            today: (position % 4 != 3).then_some(today),
            shares: (0..rules)
                .map(|rule| today * (0.7 + 0.1 * rule as f64) - (position % 3) as f64 * 2.0)
                .collect(),
        }
    });
    Division {
        heading: heading(),
        words: DivisionWords {
            share: "profit, M USD a year".to_owned(),
            today: "today".to_owned(),
        },
        rules: (0..rules).map(|rule| name(rule, is_hard)).collect(),
        operators: operators.collect(),
    }
}

/// Three players, and up to eight rules.
pub(crate) fn core(count: usize, is_hard: bool) -> CoreTriangle {
    let player = |position: usize, alone, others| CorePlayer {
        name: name(position, is_hard),
        alone,
        others,
    };
    let rules = (0..count.min(8)).map(|rule| {
        let first = 32.0 + 5.0 * rule as f64;
        let second = 40.0 - 2.5 * rule as f64;
        CoreRule {
            name: name(rule, is_hard),
            shares: vec![first, second, 100.0 - first - second],
        }
    });
    CoreTriangle {
        heading: heading(),
        words: CoreWords {
            share: "profit, M USD a year".to_owned(),
            core: "core: no one gains by leaving".to_owned(),
            empty: "the core is empty".to_owned(),
            inside: "in the core".to_owned(),
            outside: "not in the core".to_owned(),
        },
        players: vec![
            player(0, 20.0, 45.0),
            player(1, 10.0, 60.0),
            player(2, 5.0, 65.0),
        ],
        all: 100.0,
        rules: rules.collect(),
    }
}

/// Ladders of so many rungs before and after.
pub(crate) fn ladders(count: usize, is_hard: bool) -> Ladders {
    let side = |title: usize, add: f64| LadderSide {
        name: name(title, is_hard),
        rungs: super::ladder(count, is_hard)
            .rungs
            .into_iter()
            .map(|mut rung| {
                rung.carried_mt = Interval::around(rung.carried_mt.mean + add, 0.3);
                rung
            })
            .collect(),
    };
    Ladders {
        heading: heading(),
        words: LadderWords {
            goods: "goods carried, Mt a year".to_owned(),
            days: "days that nine units in ten keep (P90)".to_owned(),
            carried: "carried in the simulation, with its interval".to_owned(),
            capacity: "capacity by the linear programme".to_owned(),
            binds: "over a step: what binds there".to_owned(),
        },
        sides: vec![side(0, 0.0), side(1, 5.0)],
        limits: vec![limit(10.0, "target 10 Mt"), limit(9.9, "demand 9.9 Mt")],
    }
}

/// Every chart of answers of so many items, with its name.
pub(crate) fn all(count: usize, is_hard: bool) -> Vec<(&'static str, Result<Figure, ChartError>)> {
    vec![
        ("gantt", gantt(count, is_hard).figure()),
        ("frontier", frontier(count, is_hard).figure()),
        ("fan", fan(count, is_hard).figure()),
        ("probability", probability(count, is_hard).figure()),
        ("price and volume", price_volume(count, is_hard).figure()),
        ("decomposition", decomposition(count, is_hard).figure()),
        ("division", division(count, is_hard).figure()),
        ("core", core(count, is_hard).figure()),
        ("ladders", ladders(count, is_hard).figure()),
    ]
}
