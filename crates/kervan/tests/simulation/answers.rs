//! Fits, validation, routes and quotes against values computed by hand.

use std::sync::atomic::AtomicBool;

use kervan::{Progress, QuoteRequest, RouteRequest, Settings, Standing, Study, Verdict};

use crate::overlay::{overlay, study};

fn settings() -> Settings {
    Settings {
        years: 3,
        replications: 4,
        warm_up_years: Some(1),
        ..Settings::default()
    }
}

/// Runs an answer without watching it.
fn quietly<T>(answer: impl FnOnce(&Progress) -> T) -> T {
    answer(&Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    })
}

#[test]
fn a_ceiling_is_what_a_daily_train_can_carry() {
    // One train of 80 TEU a day: 29,200 TEU a year, whatever the demand. The demand of the
    // table is 20,000 TEU a year.
    let observed = "id,quantity,from,to,low,high,said,source\n\
        carried,volume,WEST,EAST,20000 TEU/yr,20000 TEU/yr,invented,INVENTED\n\
        nameplate,ceiling,WEST,EAST,40000 TEU/yr,40000 TEU/yr,invented,INVENTED\n\
        too-fast,transit time,WEST,EAST,0.1 d,0.2 d,invented,INVENTED\n";
    let study = study(overlay("first", &[("observed.csv", observed)]));
    let validation = quietly(|progress| study.validate(&settings(), progress)).expect("it runs");
    let row = |id: &str| {
        validation
            .rows
            .iter()
            .find(|row| row.observed.observed == id)
            .expect("the row")
    };
    assert_eq!(row("carried").standing, Standing::Demand);
    assert_eq!(row("carried").verdict, Verdict::Agrees);
    let ceiling = row("nameplate")
        .observed
        .simulated
        .expect("it is found")
        .mean;
    assert!((ceiling - 29_200.0).abs() < 100.0, "{ceiling}");
    let Verdict::Below(share) = row("nameplate").verdict else {
        panic!("{:?}", row("nameplate").verdict);
    };
    assert!(
        (share - (1.0 - 29_200.0 / 40_000.0)).abs() < 0.01,
        "{share}"
    );
    assert_eq!(row("too-fast").standing, Standing::Predicted);
    assert!(matches!(row("too-fast").verdict, Verdict::Above(_)));
}

#[test]
fn a_fit_finds_the_speed_that_a_published_time_needs() {
    // The train runs 480 km. From 40 to 60 km/h it saves exactly 4 h, and nothing else changes.
    let plain = study(overlay("first", &[]));
    let results = plain.simulate_quietly(&settings()).expect("it runs");
    let days = results.flows[0].mean_d.expect("units arrive").mean - 4.0 / 24.0;
    let observed = format!(
        "id,quantity,from,to,low,high,said,source\nwest-east,transit time,WEST,EAST,{days} d,{days} d,invented,INVENTED\n"
    );
    let fit = "id,table,rows,column,observed,rule,low [-],high [-],step [-],source\n\
        speed,line_sections,west-east,speed,west-east,match,20,100,0.1,INVENTED\n";
    let study = study(overlay(
        "first",
        &[("observed.csv", &observed), ("calibration.csv", fit)],
    ));
    let outcome = quietly(|progress| study.calibrate(&settings(), progress)).expect("it runs");
    assert_eq!(outcome.fits.len(), 1);
    let fit = &outcome.fits[0];
    assert_eq!((fit.given, fit.at_end_of_range), (40.0, false));
    assert!((fit.fitted - 60.0).abs() <= 0.11, "{}", fit.fitted);
    assert!((outcome.observed[0].simulated.expect("some").mean - days).abs() < 0.01);
    // The scenario that comes out gives the same answer.
    let fitted = study.changed(outcome.scenario).expect("it is sound");
    let again = fitted.simulate_quietly(&settings()).expect("it runs");
    assert!((again.flows[0].mean_d.expect("some").mean - days).abs() < 0.01);
}

#[test]
fn a_target_out_of_reach_ends_at_the_end_of_the_range_and_says_so() {
    let observed = "id,quantity,from,to,low,high,said,source\nwest-east,transit time,WEST,EAST,0.01 d,0.01 d,invented,INVENTED\n";
    let fit = "id,table,rows,column,observed,rule,low [-],high [-],source\n\
        speed,line_sections,west-east,speed,west-east,match,20,100,INVENTED\n";
    let study = study(overlay(
        "first",
        &[("observed.csv", observed), ("calibration.csv", fit)],
    ));
    let outcome = quietly(|progress| study.calibrate(&settings(), progress)).expect("it runs");
    assert_eq!(outcome.fits[0].fitted, 100.0);
    assert!(outcome.fits[0].at_end_of_range);
}

#[test]
fn wagons_in_use_are_rate_times_cycle() {
    // Steppe: a train of 40 wagons leaves when its oldest unit has waited 24 h or it is full; the
    // number of wagons in use is trains a year times the hours they are away. Little's law holds
    // for any rule, so the fit is compared with the trains of the log.
    let observed = "id,quantity,to,low,high,said,source\ncarried,volume,DUSK,21900 TEU/yr,21900 TEU/yr,invented,INVENTED\n";
    let fit = "id,table,rows,column,observed,rule,share [share],spare [-],low [-],high [-],step [-],source\n\
        platforms,wagons,platforms,count,carried,in use,0.5,2,40,1000,40,INVENTED\n";
    let study = study(overlay(
        "steppe",
        &[("observed.csv", observed), ("calibration.csv", fit)],
    ));
    let outcome = quietly(|progress| study.calibrate(&settings(), progress)).expect("it runs");
    let fit = &outcome.fits[0];
    let in_use = fit.in_use.expect("it was measured").mean;
    let by_rule = ((in_use / 0.5).ceil() + 2.0) / 40.0;
    assert_eq!(fit.fitted, by_rule.ceil() * 40.0);
    let results = study
        .simulate_quietly(&Settings {
            replications: 1,
            log: true,
            ..settings()
        })
        .expect("it runs");
    let runs = &results.log.as_ref().expect("the log").train_runs;
    let hours: f64 = runs
        .iter()
        .map(|run| (run.arrived_s - run.started_s) as f64 / 3600.0 * run.wagons as f64)
        .sum();
    let running = hours / (3.0 * 365.0 * 24.0);
    // Wagons are also in use while they are loaded, prepared, controlled and unloaded.
    assert!(
        running < in_use && in_use < 3.0 * running,
        "{running} {in_use}"
    );
    assert_eq!(outcome.observed[0].observed, "carried");
}

fn two_ways() -> Study {
    // Straight: 480 km; round: 2 x 300 km by a change at MIDDLE.
    study(overlay(
        "first",
        &[
            (
                "nodes.csv",
                "id,name,country,unlocode,time_zone,source\nWEST,Westport,XA,XAWST,UTC,INVENTED\n\
                 EAST,Eastport,XB,XBEST,UTC,INVENTED\nMIDDLE,Middleton,XA,,UTC,INVENTED\nALONE,Alone,XA,,UTC,INVENTED\n",
            ),
            (
                "line_sections.csv",
                "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],train_pairs [trains/d],source\n\
                 west-east,WEST,EAST,480,1520,2,25 kV AC,40,48,INVENTED\n\
                 west-middle,WEST,MIDDLE,300,1520,2,25 kV AC,40,48,INVENTED\n\
                 middle-east,MIDDLE,EAST,300,1520,2,25 kV AC,40,48,INVENTED\n",
            ),
            (
                "terminals.csv",
                "node,slots [TEU],handling_tracks [-],rail_cranes [-],crane_rate [moves/h],source\n\
                 WEST,400,2,4,20,INVENTED\nEAST,400,2,4,20,INVENTED\nMIDDLE,400,2,4,20,INVENTED\n",
            ),
            (
                "services.csv",
                "id,kind,operator,origin,destination,capacity [TEU],timetable,source\n\
                 daily-train,block train,rail,WEST,EAST,80,daily 18:00,INVENTED\n\
                 to-middle,block train,rail,WEST,MIDDLE,80,daily 06:00,INVENTED\nfrom-middle,block train,rail,MIDDLE,EAST,80,daily 06:00,INVENTED\n",
            ),
            (
                "operators.csv",
                "id,name,country,kind,source\nrail,Plain Railway,XB,railway,INVENTED\n",
            ),
            (
                "currencies.csv",
                "id,currency,year,per_usd [-],source\neuro,EUR,2023,0.9,INVENTED\n",
            ),
            (
                "tariff_items.csv",
                "id,operator,work,loading_units,services,per,amount [-],currency,price_year,said,source\n\
                 straight,rail,carriage,40ft,daily-train,unit,700,EUR,2023,list price,INVENTED\n",
            ),
        ],
    ))
}

fn ask(study: &Study, from: &str, to: &str) -> Result<kervan::Quote, kervan::QuoteError> {
    let request = QuoteRequest {
        from: from.to_owned(),
        to: to.to_owned(),
        units: "2xFEU".to_owned(),
        depart: (2024, 6, 10),
    };
    quietly(|progress| study.quote(&request, &settings(), progress))
}

#[test]
fn a_quote_has_every_way_with_its_promise_and_its_price() {
    let quote = ask(&two_ways(), "Westport", "XBEST").expect("it is answered");
    assert_eq!(quote.ways.len(), 2);
    let straight = &quote.ways[0];
    assert_eq!(straight.way.services, ["daily-train"]);
    assert!(straight.way.has_demand);
    assert_eq!(
        (straight.way.km, quote.ways[1].way.km),
        ((480.0, 0.0), (600.0, 0.0))
    );
    // Two units at 700 EUR.
    assert_eq!(straight.prices[0].price, 1400.0);
    assert!(straight.unpriced.is_empty());
    let round = &quote.ways[1];
    assert_eq!(round.way.services, ["to-middle", "from-middle"]);
    assert!(!round.way.has_demand);
    assert_eq!(round.unpriced, ["to-middle", "from-middle"]);
    // Running 7.5 h, the wait for the next morning at Middleton, running again: from the
    // departure at 06:00 on it takes 24 h, 7.5 h and the unloading; before it, up to a day.
    let days = round.p50_d.expect("it arrives").mean;
    assert!((31.5 / 24.0..31.5 / 24.0 + 1.1).contains(&days), "{days}");
    let ((_, month, day), _) = round.arrival.expect("a day");
    assert_eq!((month, day), (6, 10 + days.ceil() as i8));
}

#[test]
fn a_place_or_a_way_that_is_not_there_is_said() {
    let study = two_ways();
    assert!(ask(&study, "westp", "EAST").is_ok());
    let said = |from: &str, to: &str| ask(&study, from, to).expect_err("none").to_string();
    assert_eq!(
        said("Westprot", "EAST"),
        "the corridor has no place `Westprot`; did you mean `Westport`?"
    );
    assert_eq!(
        said("port", "EAST"),
        "the corridor has no place `port`; it is part of the names of `EAST`, `WEST`"
    );
    assert!(said("EAST", "WEST").starts_with("no services lead from Eastport to Westport"));
    assert!(said("WEST", "ALONE").starts_with("no services lead from Westport to Alone"));
}

#[test]
fn a_lot_that_no_train_takes_at_once_is_refused() {
    let request = QuoteRequest {
        from: "WEST".to_owned(),
        to: "EAST".to_owned(),
        units: "41xFEU".to_owned(),
        depart: (2024, 6, 10),
    };
    let error = quietly(|progress| two_ways().quote(&request, &settings(), progress));
    assert_eq!(
        error.expect_err("a train takes 40").to_string(),
        "`41x40ft` cannot be quoted: `daily-train` takes 40 at once; ask for each departure by itself"
    );
}

#[test]
fn a_month_without_demand_is_said_and_not_guessed() {
    let flows = "id,origin,destination,commodity,loading_unit,volume [TEU/yr],lot [units],season,services,source\n\
        west-to-east,WEST,EAST,machines,40ft,20000,4,1;1;1;1;1;0;1;1;1;1;1;1,daily-train,INVENTED\n";
    let study = study(overlay("first", &[("flows.csv", flows)]));
    let quote = ask(&study, "WEST", "EAST").expect("it is answered");
    assert!(quote.ways[0].closed);
    assert!(quote.ways[0].p50_d.is_none() && quote.ways[0].arrival.is_none());
}

fn way<'a>(
    from: &'a str,
    to: &'a str,
    unit: Option<kervan_corridor::Idx<kervan_corridor::flow::LoadingUnit>>,
) -> RouteRequest<'a> {
    RouteRequest {
        from,
        to,
        unit,
        lot: 1,
        all: false,
    }
}

#[test]
fn a_route_is_found_for_goods_that_are_no_containers() {
    let study = Study::open("middle-corridor", &[]).expect("it is sound");
    for (from, to) in [
        ("KZ-ALT", "GE-POT"),
        ("KZ-BEY", "GE-KUL"),
        ("KZ-KUR", "AZ-ALA"),
    ] {
        let route = study.route(&way(from, to, None)).expect("there is a way");
        assert!(route.ways.iter().all(|way| way.has_demand), "{from} {to}");
    }
    // Oil goes the way of oil, and not as a wagonload of metal.
    let oil = study.corridor().loading_units.find("oil");
    let error = study.route(&way("KZ-BEY", "GE-POT", oil)).err();
    assert!(error.is_some_and(|error| error.to_string().starts_with("no services lead")));
}

#[test]
fn a_month_of_departure_counts_its_own_units_alone() {
    // Storms in June only: who leaves in June waits for them, who leaves in October does not.
    let storms = "id,nodes,share_by_month [share],mean_length [h],source\n\
        storm,SHORE; DUSK,0;0;0;0;0;0.6;0;0;0;0;0;0,48,INVENTED\n";
    let study = study(overlay("steppe", &[("closures.csv", storms)]));
    let mean = |month: u32| {
        let results = study
            .simulate_quietly(&Settings {
                departure_month: Some(month),
                ..settings()
            })
            .expect("it runs");
        (
            results.flows[0].mean_d.expect("units arrive").mean,
            results.flows[0].arrived.mean,
        )
    };
    let (june, arrived_june) = mean(6);
    let (october, arrived_october) = mean(10);
    assert!(june > october + 0.5, "{june} {october}");
    let all = study.simulate_quietly(&settings()).expect("it runs").flows[0]
        .arrived
        .mean;
    // One month of twelve, with thirty and thirty-one days.
    assert!(
        (arrived_june / all - 30.0 / 365.0).abs() < 0.02,
        "{arrived_june} {all}"
    );
    assert!((arrived_october / all - 31.0 / 365.0).abs() < 0.02);
}
