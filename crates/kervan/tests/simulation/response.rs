//! Demand that answers to price, with the queues that it makes.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use kervan::{
    Conditions, DemandResponse, Files, Progress, ResponseError, ResponseSettings, RouteChange,
    Study, Uniqueness, builtin_files,
};

const COMMODITIES: &str = "\
id,commodity,value [USD/t],value_of_time [USD/t/d],reliability_ratio [-],sensitivity [t/USD],price_year,source
machines,mach*,5000,20,0.8,0.02,2024,INVENTED
";
const MARKETS: &str = "\
id,name,flows,price [USD/unit],loading_unit,price_year,said,source
east,To the east,west-to-east,2200,40ft,2024,,INVENTED
";
const ROUTES: &str = "\
id,market,name,kind,price [USD/unit],loading_unit,price_year,time [d],spread [d],volume,said,source
home,east,not moved,not moved,,,,,,5000 TEU/yr,,INVENTED
road,east,by road,route,3300,40ft,2024,3,1,15000 TEU/yr,,INVENTED
";

/// The corridor `first`, with a market of 40,000 TEU of which it has half; a box holds 22 t.
fn first() -> Study {
    let files = builtin_files("first").unwrap();
    let mut texts: BTreeMap<String, Vec<u8>> = files
        .iter()
        .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
        .collect();
    texts.insert("commodities.csv".to_owned(), COMMODITIES.into());
    texts.insert("markets.csv".to_owned(), MARKETS.into());
    texts.insert("competing_routes.csv".to_owned(), ROUTES.into());
    Study::from_files(Files::from_memory("first", texts)).unwrap()
}

fn found(threads: usize) -> DemandResponse {
    let settings = ResponseSettings {
        threads,
        loads: vec![0.5, 1.0, 1.2],
        ..ResponseSettings::default()
    };
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    first().response(&settings, &progress).unwrap()
}

fn paying(price: f64) -> Conditions {
    Conditions {
        prices: BTreeMap::from([("west-to-east".to_owned(), price)]),
        ..Conditions::default()
    }
}

#[test]
fn the_base_year_comes_back() {
    let response = found(0);
    let balance = response.at(&Conditions::default()).unwrap();
    assert!((balance.load - 1.0).abs() < 1e-12, "{}", balance.load);
    let flow = &balance.flows[0];
    assert!((flow.volume - 20_000.0).abs() < 1e-6);
    assert!((flow.share - 0.5).abs() < 1e-12);
    assert!((flow.tonnes - 220_000.0).abs() < 1e-5);
    let elsewhere: Vec<f64> = flow.elsewhere.iter().map(|row| row.1).collect();
    assert!((elsewhere[0] - 5000.0).abs() < 1e-6 && (elsewhere[1] - 15_000.0).abs() < 1e-6);
    assert!(balance.surplus_usd.abs() < 1e-6);
    // 0.02 t a dollar, 100 dollars a tonne, a share of a half.
    assert!((flow.price_elasticity.unwrap() + 1.0).abs() < 1e-12);
    // 0.02 x 20 dollars a day x a half.
    assert!((flow.percent_per_day + 20.0).abs() < 1e-9);
    assert!(response.captive.is_empty());
}

#[test]
fn volume_falls_with_the_price_and_queues_soften_it() {
    let response = found(0);
    let mut before = f64::INFINITY;
    for price in [1600.0, 1900.0, 2200.0, 2500.0, 2800.0] {
        let balance = response.at(&paying(price)).unwrap();
        assert!(balance.tonnes() < before, "{price}");
        before = balance.tonnes();
        // What is in balance makes the load that it was reckoned with.
        let again = response.at_load(&paying(price), balance.load).unwrap();
        assert!((again.tonnes() / 220_000.0 - balance.load).abs() < 1e-9);
        assert!((balance.surplus_usd > 0.0) == (price < 2200.0) || price == 2200.0);
    }
    // Queues take back some of what a lower price brings, where they lengthen with the load.
    let cheap = paying(2000.0);
    let (held, balanced) = (
        response.at_load(&cheap, 1.0).unwrap(),
        response.at(&cheap).unwrap(),
    );
    let rows = response.loads();
    let cost = |at: usize| rows[at].flows[0].time_d + 0.8 * rows[at].flows[0].spread_d;
    if cost(2) > cost(1) {
        assert!(balanced.tonnes() < held.tonnes());
    }
    let slope = response
        .elasticity_with_queues(&Conditions::default())
        .unwrap()
        .unwrap();
    assert!(slope < 0.0);
}

#[test]
fn growth_and_other_routes_move_volume() {
    let response = found(0);
    let grown = Conditions {
        growth: BTreeMap::from([("east".to_owned(), 1.1)]),
        ..Conditions::default()
    };
    let held = response.at_load(&grown, 1.0).unwrap();
    assert!((held.flows[0].volume - 22_000.0).abs() < 1e-6);
    let dearer = Conditions {
        routes: BTreeMap::from([(
            "road".to_owned(),
            RouteChange {
                price_times: 1.2,
                more_time_d: 1.0,
                more_spread_d: 0.0,
            },
        )]),
        ..Conditions::default()
    };
    let moved = response.at_load(&dearer, 1.0).unwrap();
    // Of 40,000 TEU: weights 20 and 5, and 15 times exp(-0.02 x (30 + 20)).
    let road = 15.0 * (-1.0f64).exp();
    let known = 40_000.0 * 20.0 / (25.0 + road);
    assert!((moved.flows[0].volume - known).abs() < 1e-6);
}

#[test]
fn threads_change_nothing() {
    let (one, three) = (found(1), found(3));
    assert_eq!(one.loads(), three.loads());
    let at = |response: &DemandResponse| response.at(&paying(1900.0)).unwrap().load.to_bits();
    assert_eq!(at(&one), at(&three));
}

#[test]
fn uniqueness_is_said_and_conditions_are_checked() {
    let response = found(0);
    let balance = response.at(&paying(2100.0)).unwrap();
    match balance.uniqueness {
        Uniqueness::Proved => assert_eq!(balance.crossings.len(), 1),
        Uniqueness::Searched { .. } => assert!(!balance.crossings.is_empty()),
    }
    let refused = |conditions: &Conditions| match response.at(conditions) {
        Err(ResponseError::Request(text)) => text,
        other => panic!("{other:?}"),
    };
    let mut wrong = Conditions::default();
    wrong.prices.insert("nowhere".to_owned(), 3.0);
    assert!(refused(&wrong).contains("`nowhere` is no flow of a market"));
    let mut wrong = Conditions::default();
    wrong.growth.insert("east".to_owned(), 0.0);
    assert!(refused(&wrong).contains("cannot grow 0 times"));
    let mut wrong = Conditions::default();
    let change = RouteChange {
        price_times: 2.0,
        more_time_d: 0.0,
        more_spread_d: 0.0,
    };
    wrong.routes.insert("home".to_owned(), change);
    assert!(refused(&wrong).contains("`home` is no competing route"));
}

#[test]
fn a_corridor_without_markets_gets_a_sentence() {
    let study = Study::open("steppe", &[]).unwrap();
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    let found = study.response(&ResponseSettings::default(), &progress);
    assert!(
        found
            .unwrap_err()
            .to_string()
            .contains("it has no markets.csv")
    );
}
