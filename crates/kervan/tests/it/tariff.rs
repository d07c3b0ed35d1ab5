//! Tariffs of the built-in corridor: laws that hold whatever the numbers are, and settlements.

use std::io::Write as _;
use std::sync::atomic::AtomicBool;

use kervan::{
    Objective, Outsiders, Progress, Rule, SettleError, Study, Tariff, TariffFileError,
    TariffSettings, TariffingError, divide_games, price_chains,
};

fn quietly<T>(run: impl FnOnce(&Progress) -> T) -> T {
    run(&Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    })
}

fn corridor() -> Study {
    Study::open("middle-corridor", &[]).expect("the built-in corridor is sound")
}

fn settings() -> TariffSettings {
    TariffSettings {
        years: 3,
        futures: 20,
        ..TariffSettings::default()
    }
}

fn found(settings: &TariffSettings) -> Tariff {
    quietly(|progress| corridor().tariff(settings, None, progress)).expect("a tariff")
}

#[test]
fn one_tariff_earns_most_and_every_rule_divides_all_of_it() {
    let tariff = found(&settings());
    let regime = |name: &str| {
        let rows = tariff.regimes.iter();
        rows.clone()
            .find(|row| row.regime == name)
            .expect("a regime")
    };
    let (today, apart, joint, volume) = (
        regime("today"),
        regime("separate"),
        regime("joint"),
        regime("volume"),
    );
    assert!(joint.profit_musd >= apart.profit_musd && joint.profit_musd >= today.profit_musd);
    // Way by way: together they never ask more than each for itself.
    for row in tariff.prices.iter().filter(|row| row.regime == "joint") {
        let same =
            |other: &&kervan::TariffPriceRow| other.regime == "separate" && other.way == row.way;
        let apart = tariff.prices.iter().find(same).expect("the same way");
        assert!(row.usd_per_unit <= apart.usd_per_unit + 1e-6, "{}", row.way);
    }
    assert!(volume.profit_musd >= today.profit_musd - 1e-9);
    assert!((joint.lost_musd).abs() < 1e-12 && apart.lost_musd >= 0.0);
    for rule in &tariff.rules {
        let own = tariff.divisions.iter().filter(|row| row.rule == rule.rule);
        let paid: f64 = own.clone().map(|row| row.paid_musd).sum();
        let profit: f64 = own.clone().map(|row| row.profit_musd).sum();
        assert!((paid - joint.revenue_musd).abs() < 1e-6, "{}", rule.rule);
        assert!((profit - joint.profit_musd).abs() < 1e-6, "{}", rule.rule);
        let all_gain = own
            .clone()
            .all(|row| row.profit_musd >= row.today_musd - 1e-6);
        assert_eq!(rule.all_gain, all_gain, "{}", rule.rule);
        let has_leavers = tariff.leavers.iter().any(|row| row.rule == rule.rule);
        assert_eq!(rule.is_in_core, !has_leavers, "{}", rule.rule);
    }
    assert!(
        tariff
            .rules
            .iter()
            .any(|rule| rule.rule == "equal-gain" && rule.all_gain)
    );
}

/// The logit is fitted so: at today's prices today's volumes come.
#[test]
fn todays_prices_bring_todays_volumes() {
    let study = corridor();
    let tariff = quietly(|progress| study.tariff(&settings(), None, progress)).expect("a tariff");
    let mut seen = 0;
    for flow in study.corridor().flows.rows() {
        let row = tariff
            .prices
            .iter()
            .find(|row| row.regime == "today" && row.way == flow.id);
        if let Some(row) = row {
            assert!(
                (row.units / flow.units_per_year - 1.0).abs() < 1e-9,
                "{}",
                flow.id
            );
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
}

#[test]
fn the_same_seed_gives_the_same_tariff() {
    let (a, b) = (found(&settings()), found(&settings()));
    assert_eq!(a.clauses, b.clauses);
    assert_eq!(a.divisions, b.divisions);
    let other = found(&TariffSettings {
        seed: 2,
        ..settings()
    });
    assert_ne!(a.clauses, other.clauses);
    assert_eq!(a.divisions, other.divisions);
}

#[test]
fn more_volume_is_cheaper_and_shows_congestion() {
    let volume = found(&TariffSettings {
        years: 10,
        objective: Objective::Volume,
        outsiders: Outsiders::Separate,
        rules: vec![Rule::Cost],
        ..settings()
    });
    let profit = found(&TariffSettings {
        years: 10,
        rules: vec![Rule::Cost],
        ..settings()
    });
    assert!(volume.clauses[0].tonnes > profit.clauses[0].tonnes);
    let last = volume.years.last().expect("years");
    assert!(last.congestion_usd_per_teu > 0.0 && last.carried_t < last.asked_t);
}

#[test]
fn a_corridor_without_other_ways_says_so() {
    let study = Study::open("first", &[]).expect("sound");
    let error =
        quietly(|progress| study.tariff(&settings(), None, progress)).expect_err("no markets");
    assert!(matches!(&error, TariffingError::Request(text) if text.contains("markets.csv")));
}

fn settled(text: &str, rule: Rule) -> Result<kervan::Settled, SettleError> {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    let settings = TariffSettings {
        rules: vec![rule],
        ..settings()
    };
    quietly(|progress| corridor().settle(file.path(), &settings, progress))
}

const HEAD: &str = "consignment,flow,collected_by,units,price,currency\n";

/// 3 x 1000.01 and 2 x 77.77, one of them given back: all that was collected is earned, to the cent.
#[test]
fn settlements_add_up_to_the_cent_by_every_rule() {
    let text = format!(
        "{HEAD}a,china-horgos-poti,ktz,3,1000.01,USD\nb,china-horgos-istanbul,gr,2,77.77,USD\nc,china-horgos-istanbul,gr,-1,77.77,USD\nd,china-alashankou-batumi,kmtf,1,500,EUR\n"
    );
    for rule in Rule::ALL {
        let found = settled(&text, rule.clone()).unwrap_or_else(|error| panic!("{rule}: {error}"));
        assert_eq!(found.consignments, 4);
        for (code, collected) in [("USD", 300_003 + 7_777), ("EUR", 50_000)] {
            let own = found
                .accounts
                .iter()
                .filter(|row| row.earned.currency.code() == code);
            assert_eq!(
                own.clone().map(|row| row.collected.minor).sum::<i64>(),
                collected
            );
            assert_eq!(
                own.clone().map(|row| row.earned.minor).sum::<i64>(),
                collected,
                "{rule}"
            );
            assert_eq!(own.clone().map(|row| row.received.minor).sum::<i64>(), 0);
        }
    }
}

#[test]
fn every_bad_consignment_is_found_with_its_place() {
    let text = format!(
        "{HEAD}a,china-horgos-poti,ktz,3,1000.01,USD\nb,china-horgos-potty,ktz,1,1,USD\nc,china-horgos-poti,ktz,one,1,USD\nd,china-horgos-poti,nobody,1,1,USD\ne,china-horgos-poti,ktz,1,1,dollar\nf,china-horgos-poti\n"
    );
    let Err(SettleError::Findings(findings)) = settled(&text, Rule::Cost) else {
        panic!("it is refused");
    };
    let places: Vec<(u32, u32)> = findings
        .iter()
        .filter_map(|finding| finding.origin.as_ref())
        .map(|origin| (origin.line, origin.column))
        .collect();
    assert_eq!(places, [(3, 3), (4, 25), (5, 21), (6, 29), (7, 1)]);
    assert!(findings[0].help.contains("china-horgos-poti"));
    let header = settled("consignment,flow,units,price,currency,colour\n", Rule::Cost);
    assert!(matches!(header, Err(SettleError::Findings(found)) if found.len() == 2));
}

#[test]
fn games_and_carriers_are_read_from_files() {
    let game =
        r#"{"players": 2, "kind": "profit", "characteristic_function": {"1": 0, "2": 4, "3": 10}}"#;
    let mut file = tempfile::Builder::new()
        .suffix(".json")
        .tempfile()
        .expect("a file");
    file.write_all(game.as_bytes()).expect("written");
    let path = file.path().display().to_string();
    let found = divide_games(&path, &[Rule::Shapley, Rule::Nucleolus]).expect("divided");
    for (_, division) in &found[0].divisions {
        let division = division.as_ref().expect("a division");
        assert!((division[0] - 3.0).abs() < 1e-9 && (division[1] - 7.0).abs() < 1e-9);
    }
    assert!(matches!(
        divide_games(&path, &[Rule::Distance]),
        Err(TariffFileError::Rule(_))
    ));
    let chain = r#"{"demand_form": "linear", "params": {"a": 100, "b": 1, "c": [10, 20]}}"#;
    let mut file = tempfile::Builder::new()
        .suffix(".json")
        .tempfile()
        .expect("a file");
    file.write_all(chain.as_bytes()).expect("written");
    let found = price_chains(&file.path().display().to_string()).expect("priced");
    let joint = found[0].regimes[2].1.as_ref().expect("a price");
    assert!((joint.price - 65.0).abs() < 1e-9);
    assert!(price_chains("no-such-file.json").is_err());
}

#[test]
fn rules_are_read_and_written_alike() {
    for text in ["distance", "equal-gain", "mix=shapley:0.5+distance:0.5"] {
        let rule: Rule = text.parse().expect("a rule");
        assert_eq!(rule.to_string(), text);
    }
    for text in [
        "shaply",
        "mix=",
        "mix=shapley:0",
        "mix=mix=cost:1",
        "mix=cost:x",
    ] {
        assert!(text.parse::<Rule>().is_err(), "{text}");
    }
}
