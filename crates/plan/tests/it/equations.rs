//! Each equation on the smallest problem that has it, as mathematics that a person can judge.
//!
//! `KERVAN_ACCEPT=1 cargo test -p kervan-plan --test it equations` writes the files again.

use std::path::Path;

use kervan_plan::{Carrying, Formulation, Lift, Measure, Period, Problem, Purse};
use kervan_solver::Model;

/// Two periods, one place that takes 4 of 6 and then of 9, two measures.
fn smallest() -> Problem {
    let carrying = |period: usize, demand: f64| {
        let mut model = Model::minimise();
        let unserved = model.column(format!("unserved[{period}]"), 0.0, demand, 30.0);
        let row = model.row(
            format!("port[{period}]"),
            f64::NEG_INFINITY,
            4.0 - demand,
            [(unserved, -1.0)],
        );
        let lift = |measure, by| Lift { row, measure, by };
        Carrying {
            period,
            model,
            unserved: vec![unserved],
            must_carry: false,
            lifts: vec![lift(0, 3.0), lift(1, 6.0)],
            ..Carrying::default()
        }
    };
    let period = |name: &str, discount| Period {
        discount,
        ..Period::now(name)
    };
    Problem {
        periods: vec![period("2026", 1.0), period("2027", 0.5)],
        measures: vec![
            Measure::of("crane", 5.0),
            Measure {
                build: 1,
                running: 2.0,
                ..Measure::of("berth", 8.0)
            },
        ],
        carrying: vec![carrying(0, 6.0), carrying(1, 9.0)],
        ..Problem::default()
    }
}

/// The rows whose names begin so, with the head and the bounds of the whole.
fn same_as(file: &str, problem: &Problem, begins: &[&str]) {
    let text = Formulation::new(problem).model.to_string();
    let mut kept = String::new();
    let mut is_row = false;
    for line in text.lines() {
        if line == "bounds" {
            is_row = false;
        }
        if !is_row
            || begins
                .iter()
                .any(|begin| line.trim_start().starts_with(begin))
        {
            kept += line;
            kept.push('\n');
        }
        if line == "subject to" {
            is_row = true;
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lp")
        .join(file);
    if std::env::var_os("KERVAN_ACCEPT").is_some() {
        std::fs::write(&path, &kept).unwrap();
    }
    let known = std::fs::read_to_string(&path)
        .unwrap()
        .replace("\r\n", "\n");
    assert_eq!(kept, known, "{}", path.display());
}

#[test]
fn cost() {
    same_as("cost.lp", &smallest(), &[]);
}

#[test]
fn at_most() {
    let mut problem = smallest();
    problem.measures[0].most = 3;
    same_as("at_most.lp", &problem, &["at_most"]);
}

#[test]
fn carrying() {
    same_as("carrying.lp", &smallest(), &["port"]);
}

#[test]
fn budget() {
    let mut problem = smallest();
    problem.purses = vec![
        Purse {
            name: "all".to_owned(),
            budget: vec![None, Some(10.0)],
            ..Purse::default()
        },
        Purse {
            name: "port".to_owned(),
            pays: vec![1.0, 0.5],
            budget: vec![Some(4.0)],
        },
    ];
    same_as("budget.lp", &problem, &["budget"]);
}

#[test]
fn prerequisite() {
    let mut problem = smallest();
    problem.measures[1].needs = vec![0];
    problem.measures[1].most = 2;
    same_as("prerequisite.lp", &problem, &["needs"]);
}

#[test]
fn exclusion() {
    let mut problem = smallest();
    problem.measures[0].excludes = vec![1];
    same_as("exclusion.lp", &problem, &["excludes"]);
}

#[test]
fn what_is_decided_has_its_money() {
    let mut problem = smallest();
    problem.purses = vec![Purse {
        name: "all".to_owned(),
        budget: vec![Some(0.0)],
        ..Purse::default()
    }];
    problem.measures[1].is_decided = true;
    let choice = kervan_plan::optimise(&problem, &kervan_solver::Limits::default()).unwrap();
    // The berth comes, for 8 and half of its 2 a year; the crane may start in the second period.
    assert_eq!(choice.plan.started[1], [1, 0]);
    assert_eq!(choice.plan.started[0][0], 0);
}
