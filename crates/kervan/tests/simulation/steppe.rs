//! The corridor whose every answer is computed by hand.

use kervan::{Cause, Settings, builtin_files};

use crate::overlay::{hours, overlay, run};

const FLOW: &str = "dawn-to-dusk";

/// One lot of 40 containers every 12 days: no two lots ever meet, so nothing is random but
/// the hour at which a lot arrives, and nothing depends on that.
fn lonely() -> kervan::Results {
    let flows = String::from_utf8(
        builtin_files("steppe")
            .unwrap()
            .bytes("flows.csv")
            .unwrap()
            .to_vec(),
    )
    .unwrap();
    let flows = flows.replace("29200", "2433");
    let settings = Settings {
        years: 2,
        replications: 2,
        ..Settings::default()
    };
    run(overlay("steppe", &[("flows.csv", &flows)]), &settings)
}

#[test]
fn every_hour_is_the_one_computed_by_hand() {
    // Dawn: 40 lifts at 20 an hour 2 h, forming 1 h, coupling 1 h.
    // Line: 400 km at 40 km/h 10 h; exit control 2 h; 10 km at 10 km/h 1 h; entry control 3 h; 600 km at 50 km/h 12 h.
    // Shore: 40 lifts at 20 an hour 2 h; exit control of the lot 1 h; the vessel comes alongside 1 h
    // (counted as waiting for its berth); 40 lifts by two cranes at 10 an hour 2 h; casting off 1 h.
    // Sea: 370.4 km = 200 nautical miles at 10 knots 20 h.
    // Dusk: alongside 1 h, 40 lifts by two cranes 2 h, entry control 2 h.
    let expected = [
        ("DAWN", Cause::Handling, 4.0),
        ("dawn-gate", Cause::Running, 10.0),
        ("GATE-A", Cause::Control, 2.0),
        ("gate", Cause::Running, 1.0),
        ("GATE-B", Cause::Control, 3.0),
        ("gate-shore", Cause::Running, 12.0),
        ("SHORE", Cause::Handling, 5.0),
        ("SHORE", Cause::Control, 1.0),
        ("SHORE", Cause::Berth, 1.0),
        ("shore-dusk", Cause::Running, 20.0),
        ("DUSK", Cause::Handling, 3.0),
        ("DUSK", Cause::Control, 2.0),
    ];
    let results = lonely();
    for (place, cause, by_hand) in expected {
        let simulated = hours(&results, FLOW, place, cause);
        assert!(
            (simulated - by_hand).abs() < 1e-9,
            "{place} {}: {simulated}, by hand {by_hand}",
            cause.as_str()
        );
    }
    let all: f64 = results
        .hours
        .iter()
        .filter(|row| row.flow == FLOW)
        .map(|row| row.hours.mean)
        .sum();
    assert!(
        (all - 64.0).abs() < 1e-9,
        "{all} hours in all; there is an hour that was not computed by hand"
    );
    let mean = results
        .flows
        .iter()
        .find(|row| row.flow == FLOW)
        .unwrap()
        .mean_d
        .unwrap()
        .mean;
    assert!((mean * 24.0 - 64.0).abs() < 1e-9);
}

#[test]
fn distances_and_tonnes_are_the_ones_of_the_tables() {
    let results = lonely();
    let row = results.flows.iter().find(|row| row.flow == FLOW).unwrap();
    assert!((row.rail_km - 1010.0).abs() < 1e-9 && (row.sea_km - 370.4).abs() < 1e-9);
    // 22 t a container of 2 TEU.
    assert!((row.arrived_t.mean - row.arrived.mean * 11.0).abs() < 1e-6);
}

#[test]
fn closed_nights_stretch_the_work_and_are_called_opening_hours() {
    // The gate's officers work from 08:00 to 16:00. A train arrives at an even hour of the
    // day (lots come at a random moment of their interval, the way to the gate takes 14 h).
    // Work of 2 h from arrival time a (uniform over 24 h): waits 24 - a + 8 h after 16:00,
    // 8 - a before 08:00, and 16 h over night when it begins after 14:00.
    // Mean closed time: after 16:00 (8 h of arrivals): mean 12 h; before 08:00 (8 h): mean 4 h;
    // from 14:00 to 16:00 (2 h): 16 h: (8 * 12 + 8 * 4 + 2 * 16) / 24 = 6.666... h.
    let controls = "id,node,way,lanes [-],opening_hours,documents [h],source\n\
        gate-a-exit,GATE-A,exit,1,Mo-Su 08:00-16:00,2,INVENTED\n";
    let flows = String::from_utf8(
        builtin_files("steppe")
            .unwrap()
            .bytes("flows.csv")
            .unwrap()
            .to_vec(),
    )
    .unwrap();
    let settings = Settings {
        years: 30,
        replications: 20,
        ..Settings::default()
    };
    let results = run(
        overlay(
            "steppe",
            &[
                ("controls.csv", controls),
                ("flows.csv", &flows.replace("29200", "9733")),
            ],
        ),
        &settings,
    );
    let row = results
        .hours
        .iter()
        .find(|row| row.flow == FLOW && row.place == "GATE-A" && row.cause == Cause::OpeningHours)
        .unwrap();
    // Seed 1, 20 replications of about 3,650 lots: the mean has a standard error of about 0.02 h.
    // Tolerance 0.1 h: five standard errors; fails by chance in one of a million seeds.
    assert!(
        (row.hours.mean - 20.0 / 3.0).abs() < 0.1,
        "{}",
        row.hours.mean
    );
    assert!((hours(&results, FLOW, "GATE-A", Cause::Control) - 2.0).abs() < 1e-9);
}
