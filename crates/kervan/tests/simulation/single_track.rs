//! A section worked train by train over its passing loops.

use kervan::{Cause, Results, Settings, Study, results_json};

use crate::overlay::{hours, overlay, run, study};

/// Two places, one single track, trains of one lot each in both directions; nothing but the line
/// makes anybody wait.
struct Shape {
    distance_km: f64,
    running_factor: &'static str,
    /// Columns of `line_sections.csv` from `loop_tracks` on: tracks, length, other traffic.
    loops: &'static str,
    background: f64,
    /// Trains a day each way, half of them with priority 1.
    trains: f64,
}

impl Shape {
    /// Blocks of 20 km, 30 min each at 40 km/h.
    fn study(&self) -> Study {
        let Shape {
            distance_km,
            running_factor,
            loops,
            background,
            trains,
        } = self;
        // Four containers of 2 TEU a train.
        let volume = trains / 2.0 * 8.0 * 365.0;
        let flow = |id: &str, from: &str, to: &str| {
            format!("{id},{from},{to},x,40ft,{volume},random,4,{id}-train,INVENTED\n")
        };
        let service = |id: &str, from: &str, to: &str, priority: u8| {
            format!("{id}-train,block train,{from},{to},8,0,{priority},INVENTED\n")
        };
        study(overlay(
            "first",
            &[
                // A corridor has a terminal; no train of this one comes there.
                (
                    "nodes.csv",
                    "id,name,country,time_zone,source\nWEST,Westport,XA,UTC,INVENTED\n\
                     EAST,Eastport,XB,UTC,INVENTED\nASIDE,Aside,XB,UTC,INVENTED\n",
                ),
                (
                    "terminals.csv",
                    "node,slots [TEU],handling_tracks [-],rail_cranes [-],crane_rate [moves/h],source\n\
                     ASIDE,400,1,2,20,INVENTED\n",
                ),
                (
                    "line_sections.csv",
                    &format!(
                        "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],running_factor [-],loop_spacing [km],working,loop_tracks [-],loop_length [m],background_trains [trains/d],source\n\
                         west-east,WEST,EAST,{distance_km},1520,1,diesel,40,\"{running_factor}\",20,loops,{loops},{background},INVENTED\n"
                    ),
                ),
                (
                    "flows.csv",
                    &format!(
                        "id,origin,destination,commodity,loading_unit,volume [TEU/yr],arrival,lot [units],services,source\n{}{}{}{}",
                        flow("out", "WEST", "EAST"),
                        flow("fast-out", "WEST", "EAST"),
                        flow("back", "EAST", "WEST"),
                        flow("fast-back", "EAST", "WEST"),
                    ),
                ),
                (
                    "services.csv",
                    &format!(
                        "id,kind,origin,destination,capacity [TEU],max_wait [h],priority [-],source\n{}{}{}{}",
                        service("out", "WEST", "EAST", 0),
                        service("fast-out", "WEST", "EAST", 1),
                        service("back", "EAST", "WEST", 0),
                        service("fast-back", "EAST", "WEST", 1),
                    ),
                ),
            ],
        ))
    }

    fn run(&self, settings: &Settings) -> Results {
        self.study().simulate_quietly(settings).unwrap()
    }
}

const FLOWS: [&str; 4] = ["out", "fast-out", "back", "fast-back"];

/// Mean hours of waiting for the line, on it and before it, over flows of equal size.
fn waiting(results: &Results, flows: &[&str]) -> f64 {
    let all: f64 = flows
        .iter()
        .flat_map(|flow| ["WEST", "EAST", "west-east"].map(|place| (flow, place)))
        .map(|(flow, place)| hours(results, flow, place, Cause::Path))
        .sum();
    all / flows.len() as f64
}

#[test]
fn a_train_that_meets_nobody_runs_as_by_hand() {
    // 400 km of the steppe, single track with a loop every 20 km: a lot every twelve days meets
    // only the empty train that comes home, which is gone by then. 400 km at 40 km/h: 10 h.
    let lines = "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],loop_spacing [km],working,source\n\
        dawn-gate,DAWN,GATE-A,400,1520,1,diesel,40,20,loops,INVENTED\n\
        gate,GATE-A,GATE-B,10,1520,1,diesel,10,20,loops,INVENTED\n\
        gate-shore,GATE-B,SHORE,600,1520,1,diesel,50,20,loops,INVENTED\n";
    let flows = "id,origin,destination,commodity,loading_unit,volume [TEU/yr],arrival,lot [units],services,source\n\
        dawn-to-dusk,DAWN,DUSK,machines,40ft,2433,regular,40,train-west; feeder-west,INVENTED\n";
    let settings = Settings {
        years: 2,
        replications: 2,
        ..Settings::default()
    };
    let results = run(
        overlay(
            "steppe",
            &[("line_sections.csv", lines), ("flows.csv", flows)],
        ),
        &settings,
    );
    for (place, by_hand) in [("dawn-gate", 10.0), ("gate", 1.0), ("gate-shore", 12.0)] {
        let simulated = hours(&results, "dawn-to-dusk", place, Cause::Running);
        assert!((simulated - by_hand).abs() < 1e-9, "{place}: {simulated}");
    }
    let mean = results.flows[0].mean_d.unwrap().mean;
    assert!((mean * 24.0 - 64.0).abs() < 1e-9, "{mean} days");
}

#[test]
fn a_line_of_one_block_is_a_queue_with_fixed_service() {
    // One block of 30 min and 3 min to cross, whatever the directions: 33 min of service. Trains
    // of the corridor and of other traffic, both Poisson, 6.5 a day each way and kind: 26 a day,
    // a load of 26 * 33 / 1440. Which train goes first does not change the mean of all (M/D/1,
    // Pollaczek and Khinchine), and a quarter of them of higher priority makes the others wait
    // longer: priorities are weighed by their trains.
    // Seed 1, 30 replications of 4 years: about 9,500 trains each of a flow; the 95 % intervals
    // of such a mean are about 1 % wide. Tolerance 4 %.
    let shape = Shape {
        distance_km: 20.0,
        running_factor: "1",
        loops: ",",
        background: 6.5,
        trains: 6.5,
    };
    let results = shape.run(&Settings {
        years: 4,
        replications: 30,
        ..Settings::default()
    });
    let load = 26.0 * 33.0 / 1440.0;
    let (fast, slow) = (
        waiting(&results, &["fast-out", "fast-back"]),
        waiting(&results, &["out", "back"]),
    );
    // A quarter of all trains is fast; other traffic waits like the slow trains of the corridor.
    let simulated = fast / 4.0 + slow * 3.0 / 4.0;
    let theory = load * 33.0 / 60.0 / (2.0 * (1.0 - load));
    assert!(
        (simulated / theory - 1.0).abs() < 0.04,
        "{simulated} h, theory {theory} h"
    );
    // Two classes without preemption (A. Cobham, 1954): W0 / (1 - load of the fast), with
    // W0 = load * service / 2.
    let first = load * 33.0 / 60.0 / 2.0 / (1.0 - load / 4.0);
    assert!(
        (fast / first - 1.0).abs() < 0.04,
        "{fast} h, theory {first} h"
    );
    let busy = &results.servers[0].occupancy;
    assert!((busy.mean / load - 1.0).abs() < 0.02, "{}", busy.mean);
    let background = results.servers[0].background_share;
    assert!((background - load / 2.0).abs() < 1e-9, "{background}");
}

#[test]
fn a_saturated_line_carries_what_the_cycle_allows() {
    // Blocks of 30 min, 3 min to cross: a train each way in 66 min, 43.6 a day. 60 a day ask.
    let shape = Shape {
        distance_km: 200.0,
        running_factor: "1",
        loops: ",",
        background: 0.0,
        trains: 30.0,
    };
    let results = shape.run(&Settings {
        years: 1,
        replications: 1,
        warm_up_years: Some(1),
        log: true,
        ..Settings::default()
    });
    let through = results.log.unwrap().train_runs.len() as f64 / 365.0;
    let most = 2.0 * 1440.0 / 66.0;
    assert!(
        through >= 0.98 * most && through <= most + 0.01,
        "{through} trains a day, formula {most}"
    );
    for server in results
        .servers
        .iter()
        .filter(|server| server.kind == "line section")
    {
        assert!(
            server.occupancy.mean > 0.98 && server.occupancy.mean <= 1.0,
            "{}",
            server.occupancy.mean
        );
    }
}

/// A busy line of ten blocks with random running times and other traffic. Its trains are 81 m
/// long: 8 TEU at 7 m and a locomotive of 25 m.
const BUSY: Shape = Shape {
    distance_km: 200.0,
    running_factor: "triangular(0.8, 1, 2)",
    loops: "3,81",
    background: 5.0,
    trains: 8.0,
};

#[test]
fn hours_add_up_and_priority_helps() {
    let results = BUSY.run(&Settings {
        years: 2,
        replications: 2,
        log: true,
        ..Settings::default()
    });
    for flow in FLOWS {
        let row = results.flows.iter().find(|row| row.flow == flow).unwrap();
        let mean = row.mean_d.unwrap().mean * 24.0;
        let causes: f64 = results
            .hours
            .iter()
            .filter(|row| row.flow == flow)
            .map(|row| row.hours.mean)
            .sum();
        assert!(
            (causes / mean - 1.0).abs() < 1e-9,
            "{flow}: {causes}, {mean}"
        );
        // 5 h times the mean factor, 3.8 / 3: waiting is not in it.
        let running = hours(&results, flow, "west-east", Cause::Running);
        assert!(
            (running / (5.0 * 3.8 / 3.0) - 1.0).abs() < 0.02,
            "{running}"
        );
    }
    let log = results.log.as_ref().unwrap();
    assert!(log.train_runs.len() > 10_000, "{}", log.train_runs.len());
    assert!(
        log.train_runs
            .iter()
            .all(|run| run.asked_s <= run.started_s && run.started_s < run.arrived_s)
    );
    let (fast, slow) = (
        waiting(&results, &["fast-out", "fast-back"]),
        waiting(&results, &["out", "back"]),
    );
    assert!(fast < 0.8 * slow, "{fast} h and {slow} h");
}

#[test]
fn tracks_and_lengths_of_loops_count() {
    let settings = Settings {
        years: 1,
        replications: 1,
        ..Settings::default()
    };
    let results = |loops| {
        Shape {
            loops,
            trains: 2.0,
            ..BUSY
        }
        .run(&settings)
    };
    let on_the_line = |results: &Results| {
        FLOWS
            .iter()
            .map(|flow| hours(results, flow, "west-east", Cause::Path))
            .sum::<f64>()
    };
    let (two, six, short) = (results("2,81"), results("6,81"), results("2,80"));
    assert!(waiting(&six, &FLOWS) < 0.99 * waiting(&two, &FLOWS));
    // A train that fits in no loop stands in none: it waits at the end until the line is free.
    assert!(on_the_line(&two) > 0.5);
    assert_eq!(on_the_line(&short), 0.0);
    assert!(waiting(&short, &FLOWS) > 2.0 * waiting(&two, &FLOWS));
}

#[test]
fn threads_change_nothing() {
    let study = BUSY.study();
    let bytes = |threads| {
        let settings = Settings {
            years: 1,
            replications: 3,
            threads,
            ..Settings::default()
        };
        results_json(&study.simulate_quietly(&settings).unwrap())
            .unwrap()
            .to_string()
    };
    assert_eq!(bytes(1), bytes(3));
}
