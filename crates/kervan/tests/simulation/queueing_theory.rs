//! Parts of a corridor that are textbook queues, through the same code that a user runs.
//!
//! Each test: seed 1, 20 replications, and the 99.9 % Student interval of the mean must
//! cover theory and be at most 5 % of it wide on either side. By chance, one seed in a
//! thousand fails the first; seed 1 does not.

use kervan::{Cause, Results, Settings};

use crate::overlay::{overlay, run};

/// 99.9 % quantile of Student's t with 19 degrees of freedom over the 95 % one (tables: 3.883 and 2.093).
const WIDER: f64 = 3.883 / 2.093;

fn agrees(results: &Results, place: &str, cause: Cause, theory_h: f64) {
    let row = results
        .hours
        .iter()
        .find(|row| row.place == place && row.cause == cause && row.flow == "flow")
        .unwrap_or_else(|| panic!("no hours of {} at {place}", cause.as_str()));
    let half = row.hours.halfwidth().unwrap() * WIDER;
    assert!(
        (row.hours.mean - theory_h).abs() <= half,
        "{} ± {half}, theory {theory_h}",
        row.hours.mean
    );
    assert!(
        half <= 0.05 * theory_h,
        "± {half} is too wide for {theory_h}"
    );
}

/// Lots of one container arrive at random at `rate` an hour, each on a train of its own,
/// and cross one section.
fn random_trains(rate: f64, pairs: f64, background: f64, controls: &str) -> Results {
    let flows = format!(
        "id,origin,destination,commodity,loading_unit,volume [TEU/yr],services,source\nflow,WEST,EAST,x,40ft,{},train,INVENTED\n",
        rate * 8760.0 * 2.0
    );
    let sections = format!(
        "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],train_pairs [trains/d],background_trains [trains/d],source\n\
         line,WEST,EAST,100,1520,2,diesel,50,{pairs},{background},INVENTED\n"
    );
    let services = "id,kind,origin,destination,capacity [TEU],max_wait [h],source\ntrain,block train,WEST,EAST,80,0,INVENTED\n";
    let files = overlay(
        "first",
        &[
            ("flows.csv", &flows),
            ("line_sections.csv", &sections),
            ("services.csv", services),
            (
                "terminals.csv",
                "node,slots [TEU],handling_tracks [-],rail_cranes [-],crane_rate [moves/h],source\nEAST,100000,1000,1000,200,INVENTED\n",
            ),
            ("controls.csv", controls),
        ],
    );
    run(
        files,
        &Settings {
            years: 10,
            replications: 20,
            ..Settings::default()
        },
    )
}

#[test]
fn a_control_with_two_lanes_is_m_m_2() {
    // Arrivals 1.6 an hour, documents exponential with mean 1 h, two lanes: Erlang's formula
    // gives a mean wait of 1.7778 h (oracle queueing-basics, mmc-2-1.6).
    let controls =
        "id,node,way,lanes [-],documents [h],source\nexit,WEST,exit,2,exponential(1),INVENTED\n";
    let results = random_trains(1.6, 2000.0, 0.0, controls);
    agrees(&results, "WEST", Cause::ControlLane, 1.777_777_8);
    agrees(&results, "WEST", Cause::Control, 1.0);
}

#[test]
fn an_inspected_control_is_m_g_1() {
    // Documents 0.5 h; 20 % are inspected for 2 h more: mean 0.9 h, second moment
    // 0.8 * 0.25 + 0.2 * 6.25 = 1.45 h2. Arrivals 0.8 an hour: load 0.72;
    // Pollaczek-Khinchine: 0.8 * 1.45 / (2 * (1 - 0.72)) = 2.0714 h.
    let controls = "id,node,way,lanes [-],documents [h],inspection_share [share],inspection [h],source\nexit,WEST,exit,1,0.5,0.2,2,INVENTED\n";
    let results = random_trains(0.8, 2000.0, 0.0, controls);
    agrees(
        &results,
        "WEST",
        Cause::ControlLane,
        0.8 * 1.45 / (2.0 * 0.28),
    );
}

#[test]
fn a_line_with_other_traffic_is_m_d_1() {
    // A path an hour; 0.5 own trains an hour and 7.2 a day of other traffic: load 0.8.
    // M/D/1: 0.8 * 1 h / (2 * 0.2) = 2 h, for own and other trains alike.
    let results = random_trains(0.5, 24.0, 7.2, "");
    agrees(&results, "WEST", Cause::Path, 2.0);
    let line = results
        .servers
        .iter()
        .find(|row| row.month == 0 && row.server == "line to EAST")
        .unwrap();
    assert!(
        (line.occupancy.mean - 0.8).abs() < 0.01,
        "{}",
        line.occupancy.mean
    );
}

#[test]
fn a_daily_train_is_waited_for_half_a_day() {
    // Lots arrive evenly over the day (Poisson), a train leaves at 18:00 with room for all: 12 h on average.
    let flows = "id,origin,destination,commodity,loading_unit,volume [TEU/yr],services,source\nflow,WEST,EAST,x,40ft,4000,daily-train,INVENTED\n";
    let results = run(
        overlay("first", &[("flows.csv", flows)]),
        &Settings {
            years: 10,
            replications: 20,
            ..Settings::default()
        },
    );
    agrees(&results, "WEST", Cause::Departure, 12.0);
}
