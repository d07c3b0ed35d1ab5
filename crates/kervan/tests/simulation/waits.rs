//! Who waits for what: counted by looks, it must agree with the hours of the consignments, and lead to the root.

use kervan::{Cause, Results, Settings, Study};

use crate::overlay::{overlay, run};

fn settings() -> Settings {
    Settings {
        years: 2,
        replications: 6,
        warm_up_years: Some(1),
        waits: true,
        ..Settings::default()
    }
}

/// Units of one flow that arrive in a year.
fn units_a_year(study: &Study, results: &Results, flow: &str) -> f64 {
    let corridor = study.corridor();
    let idx = corridor.flows.find(flow).unwrap();
    let unit = &corridor.loading_units[corridor.flows[idx].loading_unit];
    let row = results.flows.iter().find(|row| row.flow == flow).unwrap();
    row.arrived.mean / unit.room.amount
}

/// Little's law: units that wait on average, times a year, are the hours that units waited in
/// it. The one is counted by looks, the other added up from the ledgers of those that arrived, so
/// that they differ by what waits when the years begin and end: a wait of weeks in ten years is
/// well below five in a hundred (seed 1; looks are 381 a year, two replications).
#[test]
fn looks_agree_with_hours_of_consignments() {
    let study = Study::open("middle-corridor", &[]).unwrap();
    let long = Settings {
        years: 10,
        replications: 2,
        ..settings()
    };
    let results = study.simulate_quietly(&long).unwrap();
    let corridor = study.corridor();
    let mut compared = 0;
    for cause in Cause::ALL.into_iter().filter(|cause| cause.is_waiting()) {
        let (mut looked, mut added) = (0.0, 0.0);
        for (_, flow) in corridor.flows.iter() {
            // The hours of a flow count from where its clock starts: only those from the origin compare.
            if flow.clock_from != flow.origin.node {
                continue;
            }
            looked += results
                .waits
                .iter()
                .filter(|row| row.flow == flow.id && row.cause == cause)
                .map(|row| row.unit_days.mean)
                .sum::<f64>();
            let per_unit: f64 = results
                .hours
                .iter()
                .filter(|row| row.flow == flow.id && row.cause == cause)
                .map(|row| row.hours.mean)
                .sum();
            added += per_unit / 24.0 * units_a_year(&study, &results, &flow.id);
        }
        if added > 20_000.0 {
            compared += 1;
            let ratio = looked / added;
            assert!(
                (0.95..1.05).contains(&ratio),
                "{cause:?}: {looked:.0} {added:.0}"
            );
        }
    }
    assert!(compared >= 5, "{compared} causes");
}

/// One vessel turns round in 49 hours, loading, unloading and manoeuvring included, and takes 80
/// TEU: 39 a day, where 80 come. The yard at the sea fills, trains stand before it with all
/// wagons, the yard in the east fills, and lots wait outside. All of it has one root, at sea.
#[test]
fn full_yard_is_traced_over_wagons_and_another_yard_to_vessels() {
    let vessels = "id,count [-],capacity [TEU],speed [kn],length [m],draught [m],base,source\n\
         feeder,1,80,10,120,4,SHORE,INVENTED\n";
    let results = run(overlay("steppe", &[("vessels.csv", vessels)]), &settings());
    let outside = results
        .waits
        .iter()
        .find(|row| row.server == "DAWN")
        .expect("lots wait outside");
    assert_eq!(
        outside.chain,
        "yard slots DAWN < wagons platforms < yard slots SHORE < vessels feeder"
    );
    let all: f64 = results.waits.iter().map(|row| row.unit_days.mean).sum();
    let rooted: f64 = results
        .waits
        .iter()
        .filter(|row| row.root == "feeder")
        .map(|row| row.unit_days.mean)
        .sum();
    assert!(rooted > 0.95 * all, "{rooted:.0} of {all:.0}");
}
