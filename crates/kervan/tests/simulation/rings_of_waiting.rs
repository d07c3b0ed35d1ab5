//! Blocking is real; a ring of waiting is named, never a hang.

use std::sync::atomic::AtomicBool;

use kervan::{Progress, Settings, SimulationError, Study, compare};

use crate::overlay::{overlay, study};

#[test]
fn a_berth_held_for_room_that_only_another_vessel_can_make_is_named() {
    // At Dusk one berth, and a yard that one vessel fills with cargo for another shipping
    // line. The next vessel takes the berth and waits for room; the other line's vessel,
    // which would make room, waits for the berth.
    let files = overlay(
        "steppe",
        &[
            (
                "nodes.csv",
                "id,name,country,time_zone,source\n\
                DAWN,Dawn,XA,UTC,INVENTED\nGATE-A,Gate A,XA,UTC,INVENTED\nGATE-B,Gate B,XB,UTC,INVENTED\n\
                SHORE,Shore,XB,UTC,INVENTED\nDUSK,Dusk,XC,UTC,INVENTED\nFAR,Far,XC,UTC,INVENTED\n",
            ),
            (
                "sea_links.csv",
                "id,from,to,distance [km],source\nshore-dusk,SHORE,DUSK,370.4,INVENTED\ndusk-far,DUSK,FAR,370.4,INVENTED\n",
            ),
            (
                "terminals.csv",
                "node,slots [TEU],handling_tracks [-],rail_cranes [-],crane_rate [moves/h],source\n\
                DAWN,1000,1,1,20,INVENTED\nSHORE,1000,1,1,20,INVENTED\nDUSK,80,1,1,20,INVENTED\nFAR,1000,1,1,20,INVENTED\n",
            ),
            (
                "berths.csv",
                "id,terminals,length [m],draught [m],cranes [-],crane_rate [moves/h],manoeuvring [h],source\n\
                shore-1,SHORE,150,5,2,10,1,INVENTED\ndusk-1,DUSK,150,5,2,10,1,INVENTED\nfar-1,FAR,150,5,2,10,1,INVENTED\n",
            ),
            (
                "vessels.csv",
                "id,count [-],capacity [TEU],speed [kn],length [m],draught [m],base,source\n\
                feeder,4,80,10,120,4,SHORE,INVENTED\nother,1,80,10,120,4,DUSK,INVENTED\n",
            ),
            (
                "services.csv",
                "id,kind,origin,destination,capacity [TEU],max_wait [h],fleet,wagons,locomotives,preparation [h],source\n\
                train-west,block train,DAWN,SHORE,80,24,,platforms,diesel@DAWN,1,INVENTED\n\
                train-home,block train,SHORE,DAWN,80,24,,platforms,diesel@SHORE,1,INVENTED\n\
                feeder-west,feeder,SHORE,DUSK,,24,feeder,,,0,INVENTED\nfeeder-home,feeder,DUSK,SHORE,,24,feeder,,,0,INVENTED\n\
                other-on,feeder,DUSK,FAR,,24,other,,,0,INVENTED\nother-back,feeder,FAR,DUSK,,24,other,,,0,INVENTED\n",
            ),
            (
                "flows.csv",
                "id,origin,destination,commodity,loading_unit,volume [TEU/yr],arrival,lot [units],services,source\n\
                on,DAWN,FAR,x,40ft,21900,random,40,train-west; feeder-west; other-on,INVENTED\n",
            ),
        ],
    );
    let ring = study(files);
    let settings = Settings {
        years: 3,
        replications: 1,
        ..Settings::default()
    };
    match ring.simulate_quietly(&settings) {
        Err(SimulationError::Deadlock { ring, .. }) => {
            assert!(ring.len() >= 2, "{ring:?}");
            assert!(
                ring.iter()
                    .all(|line| line.contains(" waits for ") && line.contains(", held by ")),
                "{ring:?}"
            );
            assert!(
                ring.iter().any(|line| line.contains("a berth at `DUSK`")),
                "{ring:?}"
            );
        }
        Err(other) => panic!("{other}"),
        Ok(results) => panic!("it ran: {:?}", results.remarks),
    }
    // Of two that are compared, the one that comes to rest is named.
    let sound = Study::open("steppe", &[]).unwrap();
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    let failed = compare([&sound, &ring], &settings, &progress).unwrap_err();
    assert_eq!(failed.which, Some(1));
    assert!(
        failed.findings()[0]
            .message
            .starts_with("B: the corridor came to rest")
    );
}

#[test]
fn too_much_demand_is_a_backlog_and_not_a_hang() {
    // A path a day for four trains a day.
    let sections = "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],train_pairs [trains/d],source\n\
        west-east,WEST,EAST,480,1520,2,diesel,40,1,INVENTED\n";
    let services = "id,kind,origin,destination,capacity [TEU],max_wait [h],source\ndaily-train,block train,WEST,EAST,20,6,INVENTED\n";
    let files = overlay(
        "first",
        &[("line_sections.csv", sections), ("services.csv", services)],
    );
    let results = study(files)
        .simulate_quietly(&Settings {
            years: 2,
            replications: 4,
            ..Settings::default()
        })
        .unwrap();
    assert!(
        results
            .remarks
            .iter()
            .any(|remark| remark.starts_with("K4002")),
        "{:?}",
        results.remarks
    );
}

#[test]
fn a_run_can_be_interrupted() {
    use std::sync::atomic::AtomicBool;
    let study = kervan::Study::open("middle-corridor", &[]).unwrap();
    let progress = kervan::Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(true),
    };
    let outcome = study.simulate(&Settings::default(), &progress);
    assert!(matches!(outcome, Err(SimulationError::Interrupted)));
}
