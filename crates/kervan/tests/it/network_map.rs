//! The network as GeoJSON: every feature, its place, and results that are those of the tables.

use std::fs;

use geojson::{Feature, FeatureCollection, GeometryValue};
use kervan::{Cause, Files, Results, Settings, Study, builtin_files};
use serde_json::Value;

const QUICK: Settings = Settings {
    years: 1,
    replications: 2,
    seed: 1,
    threads: 0,
    warm_up_years: None,
    precision: Vec::new(),
    max_replications: 2,
    departure_month: None,
    disruptions: false,
    waits: false,
    days: false,
    log: false,
};

fn map_of(study: &Study) -> FeatureCollection {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("network.geojson");
    study.export_map(&file).unwrap();
    fs::read_to_string(&file).unwrap().parse().unwrap()
}

/// The results of a short run, and the map that is written with them.
fn simulated(study: &Study) -> (Results, FeatureCollection) {
    let results = study.simulate_quietly(&QUICK).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("results");
    study.write(&results, &[], &target).unwrap();
    let text = fs::read_to_string(target.join("network.geojson")).unwrap();
    (results, text.parse().unwrap())
}

fn feature<'a>(map: &'a FeatureCollection, table: &str, id: &str) -> &'a Feature {
    map.features
        .iter()
        .find(|feature| property(feature, "table") == table && property(feature, "id") == id)
        .unwrap_or_else(|| panic!("no feature {table}/{id}"))
}

fn property<'a>(feature: &'a Feature, name: &str) -> &'a Value {
    feature.property(name).unwrap_or(&Value::Null)
}

fn number(feature: &Feature, name: &str) -> f64 {
    property(feature, name).as_f64().unwrap_or(0.0)
}

/// Equal up to the six digits that are written.
fn assert_near(written: f64, expected: f64, what: &str) {
    let near = (written - expected).abs() <= 1e-5 * expected.abs();
    assert!(near, "{what}: {written} is written, {expected} expected");
}

fn study_of(name: &str, entries: impl IntoIterator<Item = (String, Vec<u8>)>) -> Study {
    Study::from_files(Files::from_memory(name, entries)).unwrap_or_else(|error| {
        panic!(
            "{}",
            kervan::findings_text(&error.findings, error.files.as_ref())
        )
    })
}

/// The corridor `steppe` laid out near the equator, where its distances have room.
fn steppe_on_the_map() -> Study {
    let files = builtin_files("steppe").unwrap();
    let entries = files.iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let text = match name {
            "nodes.csv" => text
                .lines()
                .enumerate()
                .map(|(line, text)| match line {
                    0 => format!("{text}\n"),
                    _ => text.replace(",,,", &format!(",0,0.0{line},")) + "\n",
                })
                .collect(),
            _ => text,
        };
        (name.to_owned(), text.into_bytes())
    });
    study_of("steppe", entries)
}

/// The corridor `first` with boxes and grain, each with a terminal of its own at both ends.
fn boxes_and_grain() -> Study {
    let files = builtin_files("first").unwrap();
    let entries = files.iter().map(|(name, bytes)| {
        let text = match name {
            "nodes.csv" => {
                "id,name,country,latitude [deg],longitude [deg],time_zone,source\n\
                 WEST,Westport,XA,0,0.01,UTC,INVENTED\nEAST,Eastport,XB,0,0.02,UTC,INVENTED\n"
            }
            "terminals.csv" => {
                "id,node,slots,handling_tracks [-],rail_cranes [-],crane_rate [moves/h],source\n\
                 west-boxes,WEST,400 TEU,1,2,20,INVENTED\nwest-grain,WEST,9000 t,3,2,20,INVENTED\n\
                 east-boxes,EAST,400 TEU,1,2,20,INVENTED\neast-grain,EAST,9000 t,3,2,20,INVENTED\n"
            }
            "loading_units.csv" => {
                "id,name,room,mass [t],cargo [t],source\n40ft,forty-foot container,2 TEU,22,18,INVENTED\n\
                 grain,wagonload of grain,70 t,93,70,INVENTED\n"
            }
            "services.csv" => {
                "id,kind,origin,destination,capacity,timetable,source\n\
                 box-train,block train,west-boxes,east-boxes,80 TEU,daily 18:00,INVENTED\n\
                 grain-train,block train,west-grain,east-grain,2800 t,daily 06:00,INVENTED\n"
            }
            "flows.csv" => {
                "id,origin,destination,commodity,loading_unit,volume,lot [units],services,source\n\
                 boxes,west-boxes,east-boxes,machines,40ft,20000 TEU/yr,4,box-train,INVENTED\n\
                 wheat,west-grain,east-grain,grain,grain,300000 t/yr,10,grain-train,INVENTED\n"
            }
            _ => return (name.to_owned(), bytes.to_vec()),
        };
        (name.to_owned(), text.as_bytes().to_vec())
    });
    study_of("first", entries)
}

#[test]
fn every_node_and_link_is_on_the_map_of_the_middle_corridor() {
    let study = Study::open("middle-corridor", &[]).unwrap();
    let corridor = study.corridor();
    let map = map_of(&study);
    assert_eq!(
        map.features.len(),
        corridor.nodes.len() + corridor.line_sections.len() + corridor.sea_links.len()
    );
    assert_eq!(study.left_off_map(), None);

    let point = |id: &str| feature(&map, "nodes", id).geometry.clone().unwrap().value;
    // nodes.csv: latitude 44.20, longitude 80.24.
    assert_eq!(point("KZ-ALT"), GeometryValue::new_point([80.24, 44.20]));
    let port = feature(&map, "nodes", "AZ-ALA");
    let terminals = ["AZ-ALA", "AZ-ALA-bulk", "AZ-ALA-ferry", "AZ-ALA-road"];
    assert_eq!(property(port, "terminals"), &serde_json::json!(terminals));
    let berths = corridor.berths.rows().iter();
    let here = berths.filter(|berth| corridor.nodes[berth.node].id == "AZ-ALA");
    assert_eq!(property(port, "berths"), here.count());
    assert_eq!(property(port, "country"), "AZ");
    assert_eq!(property(port, "unlocode"), "AZALA");

    let sea = feature(&map, "sea_links", "KZ-AKU__AZ-ALA");
    assert_eq!(number(sea, "distance_km"), 468.0);
    assert_eq!(
        property(sea, "estimated"),
        &serde_json::json!(["distance", "sailing_factor"])
    );
    for section in corridor.line_sections.rows() {
        let drawn = feature(&map, "line_sections", &section.id);
        let ends = [section.from, section.to].map(|end| {
            let (latitude, longitude) = corridor.nodes[end].position.unwrap();
            [longitude, latitude]
        });
        assert_eq!(
            drawn.geometry.as_ref().unwrap().value,
            GeometryValue::new_line_string(ends)
        );
        assert_near(
            number(drawn, "speed_kmh"),
            section.speed.as_kmh(),
            &section.id,
        );
        assert_eq!(property(drawn, "gauge"), section.gauge.as_str());
    }
}

#[test]
fn what_has_no_position_is_left_off_and_counted() {
    let study = Study::open("first", &[]).unwrap();
    assert_eq!(map_of(&study).features.len(), 0);
    assert_eq!(
        study.left_off_map().unwrap(),
        "left off the map: 2 nodes without a position, and 1 link with such an end"
    );
}

#[test]
fn the_map_has_the_same_bytes_each_time_and_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let study = Study::open("middle-corridor", &[]).unwrap();
    let files = ["a.geojson", "b.geojson"].map(|name| folder.path().join(name));
    for file in &files {
        study.export_map(file).unwrap();
        assert!(study.export_map(file).is_err());
    }
    assert_eq!(fs::read(&files[0]).unwrap(), fs::read(&files[1]).unwrap());
}

#[test]
fn the_hours_of_a_single_flow_are_those_of_the_table() {
    let (results, map) = simulated(&steppe_on_the_map());
    assert_eq!(map.features.len(), 5 + 3 + 1);
    let flow = results.flows.iter().find(|row| !row.is_group).unwrap();
    let rows = || results.hours.iter().filter(|row| row.flow == flow.flow);
    for feature in &map.features {
        let place = property(feature, "id").as_str().unwrap();
        let teu = number(feature, "teu_per_year");
        assert_near(teu, flow.arrived.mean, place);
        let tonnes = number(feature, "tonnes_per_year");
        assert_near(tonnes, flow.arrived_t.mean, place);
        let here = || rows().filter(|row| row.place == place);
        let all = here().map(|row| row.hours.mean).sum();
        assert_near(number(feature, "time_h_per_unit"), all, place);
        let waiting = here().filter(|row| row.cause.is_waiting());
        let waiting = waiting.map(|row| row.hours.mean).sum();
        assert_near(number(feature, "waiting_h_per_unit"), waiting, place);
        for cause in Cause::ALL.into_iter().filter(|cause| cause.is_waiting()) {
            let name = format!("waiting_{}_h_per_unit", cause.as_str().replace(' ', "_"));
            let expected = here().find(|row| row.cause == cause);
            let expected = expected.map_or(0.0, |row| row.hours.mean);
            assert_near(number(feature, &name), expected, &name);
        }
    }
    let whole: f64 = map
        .features
        .iter()
        .map(|feature| number(feature, "time_h_per_unit"))
        .sum();
    let days = flow.mean_d.unwrap().mean;
    assert_near(whole, days * 24.0, "the places of the way, put together");
}

#[test]
fn flows_of_many_sizes_weigh_by_their_units() {
    let study = Study::open("middle-corridor", &[]).unwrap();
    let (results, map) = simulated(&study);
    let corridor = study.corridor();
    let sea = feature(&map, "sea_links", "KZ-AKU__AZ-ALA");
    let (mut teu, mut units, mut hours) = (0.0, 0.0, 0.0);
    for row in results.flows.iter().filter(|row| !row.is_group) {
        let here: f64 = results
            .hours
            .iter()
            .filter(|hours| hours.flow == row.flow && hours.place == "KZ-AKU__AZ-ALA")
            .map(|row| row.hours.mean)
            .sum();
        // Empty wagons do not count, nor flows that go another way.
        let Some(flow) = corridor.flows.find(&row.flow) else {
            continue;
        };
        let flow = &corridor.flows[flow];
        let crosses = flow.services.iter().any(|service| {
            let nodes = corridor.nodes_of(*service);
            let ends = [nodes[0], nodes[nodes.len() - 1]].map(|node| &corridor.nodes[node].id);
            ends == ["KZ-AKU", "AZ-ALA"] || ends == ["AZ-ALA", "KZ-AKU"]
        });
        if crosses && row.measure == "TEU" {
            teu += row.arrived.mean;
        }
        // The clocks of some start later.
        if here == 0.0 {
            continue;
        }
        let unit = &corridor.loading_units[flow.loading_unit];
        units += row.arrived.mean / unit.room.amount;
        hours += row.arrived.mean / unit.room.amount * here;
    }
    assert_near(number(sea, "teu_per_year"), teu, "TEU at sea");
    assert_near(
        number(sea, "time_h_per_unit"),
        hours / units,
        "hours at sea",
    );
}

#[test]
fn occupancies_are_those_of_the_table() {
    let study = Study::open("middle-corridor", &[]).unwrap();
    let (results, map) = simulated(&study);
    let occupancy = |kind: &str, server: &str| {
        let mut rows = results.servers.iter();
        let row = rows.find(|row| row.month == 0 && row.kind == kind && row.server == server);
        row.unwrap().occupancy.mean
    };
    let corridor = study.corridor();
    for section in corridor.line_sections.rows() {
        let drawn = feature(&map, "line_sections", &section.id);
        let both = [section.from, section.to].map(|end| {
            let server = format!("{} to {}", section.id, corridor.nodes[end].id);
            occupancy("line section", &server)
        });
        let mean = (both[0] + both[1]) / 2.0;
        assert!(mean > 0.0, "{} is used", section.id);
        assert_near(number(drawn, "occupancy_share"), mean, &section.id);
    }
    let port = feature(&map, "nodes", "AZ-ALA");
    let berths = number(port, "berths_occupancy_share");
    let fullest = results
        .servers
        .iter()
        .filter(|row| row.month == 0 && row.kind == "berths" && row.server.starts_with("AZ-ALA"))
        .map(|row| row.occupancy.mean)
        .fold(0.0, f64::max);
    assert_near(berths, fullest, "berths");
    for control in corridor.controls.rows() {
        let node = feature(&map, "nodes", &corridor.nodes[control.node].id);
        let word = format!("{:?}", control.way).to_lowercase();
        let share = number(node, &format!("control_{word}_occupancy_share"));
        assert_near(share, occupancy("control", &control.id), &control.id);
    }
}

#[test]
fn terminals_of_a_node_are_listed_and_measures_kept_apart() {
    let (results, map) = simulated(&boxes_and_grain());
    let west = feature(&map, "nodes", "WEST");
    assert_eq!(
        property(west, "terminals"),
        &serde_json::json!(["west-boxes", "west-grain"])
    );
    let flow = |name: &str| results.flows.iter().find(|row| row.flow == name).unwrap();
    let (boxes, wheat) = (flow("boxes"), flow("wheat"));
    let tonnes = boxes.arrived_t.mean + wheat.arrived_t.mean;
    // 18 t in 2 TEU, 70 t in a wagonload of 70 t.
    let units = boxes.arrived.mean / 2.0 + wheat.arrived.mean / 70.0;
    let by_hand = boxes.arrived.mean * 9.0 + wheat.arrived.mean;
    assert_near(tonnes, by_hand, "tonnes of goods");
    for feature in &map.features {
        let place = property(feature, "id").as_str().unwrap();
        assert_near(number(feature, "tonnes_per_year"), tonnes, place);
        assert_near(number(feature, "teu_per_year"), boxes.arrived.mean, place);
        let hours: f64 = [boxes, wheat]
            .map(|flow| {
                let here = results.hours.iter();
                let here = here.filter(|row| row.flow == flow.flow && row.place == place);
                let size = if flow.flow == "boxes" { 2.0 } else { 70.0 };
                flow.arrived.mean / size * here.map(|row| row.hours.mean).sum::<f64>()
            })
            .iter()
            .sum();
        assert_near(number(feature, "time_h_per_unit"), hours / units, place);
    }
    let share = |server: &str| {
        let mut rows = results.servers.iter();
        let row = rows
            .find(|row| row.month == 0 && row.kind == "handling tracks" && row.server == server);
        row.unwrap().occupancy.mean
    };
    let (one, other) = (share("west-boxes"), share("west-grain"));
    assert!(one != other && one.min(other) > 0.0, "{one}, {other}");
    let fullest = number(west, "handling_tracks_occupancy_share");
    assert_near(fullest, one.max(other), "the fullest terminal");
}
