//! Replications are added until the answer is as sure as asked, and a run that is too short says so.

use kervan::{Condition, Results, Settings, Study};

use crate::overlay::{overlay, run};

fn asked(precision: &[&str], max_replications: u32, threads: usize) -> Settings {
    Settings {
        years: 1,
        replications: 4,
        precision: precision
            .iter()
            .map(|text| Condition::read(text).unwrap())
            .collect(),
        max_replications,
        threads,
        ..Settings::default()
    }
}

fn remarks_with<'r>(results: &'r Results, code: &str) -> Vec<&'r str> {
    let remarks = results.remarks.iter().map(String::as_str);
    remarks.filter(|remark| remark.starts_with(code)).collect()
}

#[test]
fn the_answer_is_that_of_as_many_replications_on_any_number_of_threads() {
    let study = Study::open("steppe", &[]).unwrap();
    let precision = ["halfwidth(P90)<=0.3h", "halfwidth(volume)<=1%"];
    let results = study.simulate_quietly(&asked(&precision, 1000, 1)).unwrap();
    assert!(results.precision.iter().all(|row| row.is_met));
    let took = results.precision[0].replications;
    assert!(took > 10 && took.is_multiple_of(10), "{took}");
    let p90 = results.flows[0].p90_d.unwrap();
    assert!(p90.halfwidth().unwrap() <= 0.3 / 24.0);
    assert!(remarks_with(&results, "K4005").is_empty());

    let two = study.simulate_quietly(&asked(&precision, 1000, 2)).unwrap();
    assert!(results.tables().unwrap() == two.tables().unwrap());

    let straight = study
        .simulate_quietly(&Settings {
            replications: took,
            ..asked(&[], 1000, 2)
        })
        .unwrap();
    let mut tables = results.tables().unwrap();
    tables.retain(|(name, _)| name != "precision");
    assert!(tables == straight.tables().unwrap());
}

#[test]
fn a_precision_that_is_out_of_reach_is_given_up_and_said() {
    let study = Study::open("steppe", &[]).unwrap();
    let settings = asked(&["halfwidth(mean)<=0.0001d"], 25, 2);
    let results = study.simulate_quietly(&settings).unwrap();
    let row = &results.precision[0];
    assert!(!row.is_met && row.replications == 25);
    assert_eq!(remarks_with(&results, "K4005").len(), 1);
}

#[test]
fn a_precision_that_no_run_can_have_is_refused() {
    let study = Study::open("steppe", &[]).unwrap();
    let settings = Settings {
        replications: 50,
        ..asked(
            &["P90<=15d", "halfwidth(P90)>=1d", "halfwidth(P90)<=0d"],
            25,
            2,
        )
    };
    let findings = study.simulate_quietly(&settings).unwrap_err().findings();
    assert_eq!(findings.len(), 4, "{findings:?}");
    assert!(findings[0].message.contains("max-replications"));
}

/// A train a day with room for 80 TEU, 29,200 a year, and so much demand.
fn one_train(demand: f64, settings: &Settings) -> Results {
    let flows = format!(
        "id,origin,destination,commodity,loading_unit,volume [TEU/yr],services,source\nflow,WEST,EAST,x,40ft,{demand},daily-train,INVENTED\n"
    );
    run(overlay("first", &[("flows.csv", &flows)]), settings)
}

#[test]
fn a_run_that_is_too_short_for_its_warm_up_says_so() {
    let settings = Settings {
        years: 1,
        replications: 4,
        ..Settings::default()
    };
    // Half a per cent more than the train takes: too little to call it a backlog, and never level.
    let results = one_train(29_350.0, &settings);
    assert!(results.warm_up.still_moving && results.warm_up.years == 3);
    let remarks = remarks_with(&results, "K4004");
    assert_eq!(remarks.len(), 2, "{:?}", results.remarks);
    assert!(remarks[0].contains("Give `--warm-up 10` or more"));
    assert!(remarks[1].contains("Give `--years 3` or more"));

    let given = Settings {
        warm_up_years: Some(2),
        ..settings.clone()
    };
    assert_eq!(remarks_with(&one_train(20_000.0, &given), "K4004").len(), 1);
    assert!(remarks_with(&one_train(20_000.0, &settings), "K4004").is_empty());
}
