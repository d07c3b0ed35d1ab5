//! Capacity if nothing ever waited, computed by hand on the steppe, and against the simulation.

use kervan::{FluidCapacity, FluidResource, Settings, builtin_files};

use crate::overlay::{overlay, study};

/// Tonnes a year of a train a day: 40 containers of 22 t.
const TRAIN_T: f64 = 40.0 * 22.0 * 365.0;

fn table(file: &str) -> String {
    let files = builtin_files("steppe").unwrap();
    String::from_utf8(files.bytes(file).unwrap().to_vec()).unwrap()
}

fn fluid(changes: &[(&str, &str)]) -> FluidCapacity {
    study(overlay("steppe", changes)).fluid().unwrap()
}

fn resource<'f>(found: &'f FluidCapacity, kind: &str, server: &str) -> &'f FluidResource {
    let mut all = found.resources.iter();
    all.find(|one| one.kind == kind && one.server == server)
        .unwrap()
}

fn close(found: f64, by_hand: f64, what: &str) {
    let off = (found - by_hand).abs();
    assert!(
        off < 1e-6 * by_hand.abs().max(1.0),
        "{what}: {found}, by hand {by_hand}"
    );
}

#[test]
fn each_thing_has_the_capacity_computed_by_hand() {
    // Demand is a train and a ship a day. Trains a day that each thing would take:
    // locomotives: west 1 + 10 + 2 + 1 + 3 + 12 + 2 = 31 h, home 1 + 12 + 1 + 10 + 2 = 26 h;
    //   4 x 24 / 57.
    // wagons: west 2 + 1 + 1 + 28 + 2 = 34 h, home 1 + 1 + 23 = 25 h; 5 sets x 24 / 59.
    // vessels: 1 + 2 + 1 + 20 and 1 + 2 + 1 + 20 = 48 h; 4 x 24 / 48.
    // berths: 1 + 2 + 1 = 4 h a call; 24 / 4.
    // controls: 2, 3, 1 and 2 h; tracks: 2 h at Dawn and at Shore; lines: 24 a day.
    // yard, in TEU and hours: Dawn 80 x 2 (loading); Shore 80 x (2 unloading + 1 control + 2
    //   loading); Dusk 80 x (2 discharging + 2 control).
    let by_hand = [
        ("locomotives", "diesel", 4.0 * 24.0 / 57.0),
        ("wagons", "platforms", 5.0 * 24.0 / 59.0),
        ("vessels", "feeder", 2.0),
        ("berths", "SHORE", 6.0),
        ("berths", "DUSK", 6.0),
        ("control", "gate-a-exit", 12.0),
        ("control", "gate-b-entry", 8.0),
        ("control", "shore-exit", 24.0),
        ("control", "dusk-entry", 12.0),
        ("handling tracks", "DAWN", 12.0),
        ("handling tracks", "SHORE", 12.0),
        ("line section", "dawn-gate to GATE-A", 24.0),
        ("line section", "dawn-gate to DAWN", 24.0),
        ("yard slots", "DAWN", 150.0),
        ("yard slots", "SHORE", 60.0),
        ("yard slots", "DUSK", 75.0),
    ];
    let found = fluid(&[]);
    let least = 4.0 * 24.0 / 57.0;
    close(found.factor, least, "factor");
    close(found.demand_t_per_year, TRAIN_T, "demand");
    close(found.tonnes_per_year, least * TRAIN_T, "tonnes");
    for (kind, server, trains) in by_hand {
        let one = resource(&found, kind, server);
        // Nothing but the locomotives binds, so all else is used as far as they let it.
        close(one.used, least / trains, server);
        let worth = if kind == "locomotives" {
            TRAIN_T * 24.0 / 57.0
        } else {
            0.0
        };
        close(one.worth_t_per_year, worth, server);
        assert_eq!(one.is_binding(), worth > 0.0, "{server}");
    }
    // No season, no weather.
    for month in found.months {
        close(month, least, "month");
    }
}

#[test]
fn what_binds_next_is_found_when_the_first_is_relieved() {
    let locomotives = table("locomotives.csv").replace("diesel,4,", "diesel,40,");
    let found = fluid(&[("locomotives.csv", &locomotives)]);
    close(found.factor, 2.0, "vessels bind");
    close(
        resource(&found, "vessels", "feeder").worth_t_per_year,
        TRAIN_T / 2.0,
        "a vessel",
    );
    let vessels = table("vessels.csv").replace("feeder,4,", "feeder,40,");
    let changes = [
        ("locomotives.csv", &*locomotives),
        ("vessels.csv", &vessels),
    ];
    let found = fluid(&changes);
    close(found.factor, 120.0 / 59.0, "wagons bind");
    let worth = TRAIN_T * 24.0 / 59.0 / 40.0;
    close(
        resource(&found, "wagons", "platforms").worth_t_per_year,
        worth,
        "a wagon",
    );
    let wagons = table("wagons.csv").replace(",200,", ",2000,");
    let mut changes = changes.to_vec();
    changes.push(("wagons.csv", &wagons));
    let found = fluid(&changes);
    close(found.factor, 6.0, "berths bind");
    // Two ports bind at once: one of them gains nothing alone, or all.
    let berths = ["SHORE", "DUSK"].map(|port| resource(&found, "berths", port).worth_t_per_year);
    close(berths[0] + berths[1], 6.0 * TRAIN_T, "berths");
}

#[test]
fn opening_hours_other_traffic_and_timetables_take_their_share() {
    let ample = [
        (
            "locomotives.csv",
            table("locomotives.csv").replace("diesel,4,", "diesel,400,"),
        ),
        (
            "vessels.csv",
            table("vessels.csv").replace("feeder,4,", "feeder,400,"),
        ),
        ("wagons.csv", table("wagons.csv").replace(",200,", ",9000,")),
    ];
    let with = |file: &'static str, text: String| {
        let mut changes: Vec<(&str, &str)> = ample
            .iter()
            .map(|(file, text)| (*file, text.as_str()))
            .collect();
        changes.push((file, &text));
        fluid(&changes)
    };
    // Officers work 8 h a day, 3 h a train: 8 / 3 trains a day; an hour a week more is 1/7 h a day.
    let controls = "id,node,way,lanes [-],opening_hours,documents [h],source\n\
        gate-b-entry,GATE-B,entry,1,Mo-Su 08:00-16:00,3,INVENTED\n";
    let found = with("controls.csv", controls.to_owned());
    close(found.factor, 8.0 / 3.0, "officers");
    let gate = resource(&found, "control", "gate-b-entry");
    close(gate.worth_t_per_year, TRAIN_T * 8.0 / 3.0, "a lane");
    let hour = gate.worth_of_opening_hour_t_per_year.unwrap();
    close(hour, TRAIN_T / 7.0 / 3.0, "an hour a week");
    // 24 paths a day, 22 of them taken.
    let sections = "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],\
        train_pairs [trains/d],background_trains [trains/d],source\n\
        dawn-gate,DAWN,GATE-A,400,1520,2,diesel,40,24,22,INVENTED\n\
        gate,GATE-A,GATE-B,10,1520,2,diesel,10,24,,INVENTED\n\
        gate-shore,GATE-B,SHORE,600,1520,2,diesel,50,24,,INVENTED\n";
    let found = with("line_sections.csv", sections.to_owned());
    close(found.factor, 2.0, "paths");
    // Other calls of 10 h, one a day: 14 h are left at Shore, 4 h a call.
    let calls =
        "id,terminal,calls [calls/yr],berth_time [h],source\nothers,SHORE,365,10,INVENTED\n";
    let found = with("background_calls.csv", calls.to_owned());
    close(found.factor, 14.0 / 4.0, "other calls");
    close(
        resource(&found, "berths", "SHORE").used,
        1.0,
        "what others leave",
    );
    // Trains leave twice a week.
    let services = table("services.csv");
    let mut lines = services.lines();
    let header = lines
        .next()
        .unwrap()
        .replace("max_wait [h]", "max_wait [h],timetable");
    let rows: Vec<String> = lines
        .map(|line| match line.starts_with("train-west") {
            true => line.replace(",80,24,", ",80,,Mo 08:00; Th 08:00,"),
            false => line.replacen(",24,", ",24,,", 1),
        })
        .collect();
    let found = with("services.csv", format!("{header}\n{}\n", rows.join("\n")));
    close(found.factor, 2.0 / 7.0, "timetable");
}

#[test]
fn closed_ports_have_fewer_hours_and_each_month_its_own() {
    // Shore is closed a quarter of January: vessels take 4 / 0.75 h there instead of 4.
    let closures = "id,nodes,share_by_month [share],mean_length [h],source\n\
        storm,SHORE,0.25;0;0;0;0;0;0;0;0;0;0;0,24,INVENTED\n";
    let locomotives = table("locomotives.csv").replace("diesel,4,", "diesel,40,");
    let found = fluid(&[
        ("closures.csv", closures),
        ("locomotives.csv", &locomotives),
    ]);
    close(found.months[0], 96.0 / (44.0 + 4.0 / 0.75), "January");
    close(found.months[1], 2.0, "February");
    let open = 1.0 - 0.25 * 31.0 / 365.0;
    close(found.factor, 96.0 / (44.0 + 4.0 / open), "the year");
}

#[test]
fn the_simulation_carries_less_and_not_much_less_where_little_waits() {
    // Three times the demand: locomotives bind at 1.684 trains a day.
    let flows = table("flows.csv").replace("29200", "87600");
    let files = || overlay("steppe", &[("flows.csv", &flows)]);
    let fluid = study(files()).fluid().unwrap().tonnes_per_year;
    let settings = Settings {
        years: 4,
        replications: 4,
        ..Settings::default()
    };
    let simulated = study(files()).simulate_quietly(&settings).unwrap();
    let arrived: f64 = simulated
        .flows
        .iter()
        .filter(|row| row.flow == "dawn-to-dusk")
        .map(|row| row.arrived_t.mean)
        .sum();
    assert!(arrived <= fluid * 1.001, "{arrived} {fluid}");
    assert!(arrived >= fluid * 0.8, "{arrived} {fluid}");
}

#[test]
fn with_one_flow_the_most_tonnes_are_those_of_the_factor() {
    let study = study(overlay("steppe", &[]));
    let together = study.fluid().unwrap();
    let apart = study.fluid_throughput(10.0).unwrap();
    close(apart.tonnes_per_year, together.tonnes_per_year, "tonnes");
    close(apart.factors[0], together.factor, "factor");
    // Demand limits what is carried, where nothing else does.
    close(
        study.fluid_throughput(1.0).unwrap().factors[0],
        1.0,
        "demand",
    );
}

#[test]
fn of_many_flows_none_is_carried_beyond_what_the_first_bottleneck_leaves() {
    let study = kervan::Study::open("middle-corridor", &[]).unwrap();
    let together = study.fluid().unwrap();
    assert!(together.factor > 0.0);
    for one in &together.resources {
        assert!(one.used <= 1.0 + 1e-6, "{} {}", one.kind, one.server);
        assert!(
            !one.is_binding() || one.used > 1.0 - 1e-6,
            "{} {}",
            one.kind,
            one.server
        );
    }
    // Nothing runs for nothing: the same goods more need the same officers and trains more,
    // beside those of the flows that do not grow.
    let steps = [0.4, 0.6, 0.8].map(|most| study.fluid_throughput(most).unwrap());
    let [few, some, many] = steps.map(|step| step.resources);
    for ((few, some), many) in few.iter().zip(&some).zip(&many) {
        if ["control", "line section"].contains(&few.kind) {
            close(many.used - some.used, some.used - few.used, &few.server);
        }
    }
    // Flows that grow apart carry no less than flows that grow together.
    let apart = study.fluid_throughput(together.factor).unwrap();
    close(apart.tonnes_per_year, together.tonnes_per_year, "tonnes");
    let more = study.fluid_throughput(2.0 * together.factor).unwrap();
    assert!(more.tonnes_per_year > together.tonnes_per_year);
}
