//! Wagons that travel with their load, ferries filled by length, loads that follow the depth.

use kervan::{Results, Settings};

use crate::overlay::{overlay, study};

const NODES: &str = "id,name,country,time_zone,source\n\
    DAWN,Dawn,XA,UTC,INVENTED\nSHORE,Shore,XA,UTC,INVENTED\nDUSK,Dusk,XA,UTC,INVENTED\n";
const SECTIONS: &str = "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],train_pairs [trains/d],source\n\
    plain,DAWN,SHORE,400,1520,2,diesel,40,1440,INVENTED\n";

fn run(files: &[(&str, &str)], log: bool) -> Results {
    let mut all = vec![
        ("nodes.csv", NODES),
        ("line_sections.csv", SECTIONS),
        (
            "controls.csv",
            "id,node,way,lanes [-],documents [h],source\n",
        ),
        ("locomotives.csv", "id,traction,count [-],base,source\n"),
    ];
    all.extend_from_slice(files);
    study(overlay("steppe", &all))
        .simulate_quietly(&Settings {
            years: 4,
            replications: 1,
            warm_up_years: Some(1),
            log,
            ..Settings::default()
        })
        .expect("it runs")
}

#[test]
fn one_set_of_wagons_turns_round_as_often_as_its_cycle_allows() {
    // Ten wagons of 14 m, one lot each way, far more demand than they can carry. By hand:
    // out: loading 10 moves at 20 an hour 0.5 h, running 10 h, unloading 0.5 h, emptying 7 h;
    // back: loading 0.5 h, running 10 h, unloading 0.5 h; made ready 3 h. The cycle is 32 h.
    let results = run(
        &[
            ("sea_links.csv", "id,from,to,distance [km],source\n"),
            (
                "vessels.csv",
                "id,count [-],capacity [m],speed [kn],length [m],draught [m],base,source\n",
            ),
            (
                "berths.csv",
                "id,terminals,length [m],draught [m],cranes [-],crane_rate [moves/h],source\n",
            ),
            (
                "terminals.csv",
                "node,slots [m],handling_tracks [-],rail_cranes [-],crane_rate [moves/h],collection [h],source\n\
                 DAWN,1000,2,2,20,0,INVENTED\nSHORE,1000,2,2,20,7,INVENTED\n",
            ),
            (
                "loading_units.csv",
                "id,name,room,mass [t],cargo [t],source\ngondola,wagon of ore,14 m,90,65,INVENTED\n",
            ),
            (
                "wagons.csv",
                "id,gauge [mm],count [-],capacity,length [m],tare [t],base,turnaround [h],source\n\
                 gondolas,1520,10,14 m,14,25,DAWN,3,INVENTED\n",
            ),
            (
                "services.csv",
                "id,kind,origin,destination,capacity,max_wait [h],source\n\
                 out,block train,DAWN,SHORE,140 m,0,INVENTED\nback,block train,SHORE,DAWN,140 m,0,INVENTED\n",
            ),
            (
                "flows.csv",
                "id,origin,destination,commodity,loading_unit,volume,arrival,lot [units],services,wagons,empty_return,source\n\
                 ore,DAWN,SHORE,ore,gondola,300000 t/yr,regular,10,out,gondolas,back,INVENTED\n",
            ),
        ],
        false,
    );
    let cycles = 365.0 * 24.0 / 32.0;
    let ore = &results
        .flows
        .iter()
        .find(|row| row.flow == "ore")
        .expect("the flow");
    assert!(
        (ore.arrived_t.mean - cycles * 650.0).abs() <= 650.0 / 4.0 + 1e-6,
        "{} t, by hand {} t",
        ore.arrived_t.mean,
        cycles * 650.0
    );
    assert!((ore.arrived.mean - ore.arrived_t.mean / 65.0 * 14.0).abs() < 1e-6);
    let empties = results
        .flows
        .iter()
        .find(|row| row.flow == "ore (empty wagons)")
        .expect("the empties");
    // From emptied to back: loading, running, unloading.
    assert!((empties.mean_d.expect("some").mean - 11.0 / 24.0).abs() < 1e-9);
    assert_eq!(empties.arrived_t.mean, 0.0);
    let used = results
        .servers
        .iter()
        .find(|row| row.kind == "wagons" && row.month == 0)
        .expect("the pool");
    // Out of 32 h they are used 29; 3 h they are made ready.
    assert!(
        (used.occupancy.mean - 29.0 / 32.0).abs() < 1e-3,
        "{}",
        used.occupancy.mean
    );
}

/// A ferry between two ports with two terminals each that share one berth: a park for what
/// rolls, a tank farm for what is poured.
fn ferry(depth_m: f64) -> Results {
    let berths = format!(
        "id,terminals,length [m],draught [m],cranes [-],crane_rate [moves/h],manoeuvring [h],source\n\
         shore-1,SHORE; SHORE-oil,150,{depth_m},1,20,1,INVENTED\ndusk-1,DUSK; DUSK-oil,150,8,1,20,1,INVENTED\n"
    );
    run(
        &[
            (
                "sea_links.csv",
                "id,from,to,distance [km],source\nsea,SHORE,DUSK,370.4,INVENTED\n",
            ),
            ("berths.csv", &berths),
            (
                "vessels.csv",
                "id,count [-],capacity,speed [kn],length [m],draught [m],light_draught [m],base,source\n\
                 ferry,2,790 m,10,120,4,,SHORE,INVENTED\ntanker,1,8000 t,10,120,7,3,SHORE,INVENTED\n",
            ),
            (
                "terminals.csv",
                "id,node,slots,handling_tracks [-],rail_cranes [-],crane_rate [moves/h],collection [h],source\n\
                 ,DAWN,3000 m,2,2,20,0,INVENTED\n,SHORE,4000 m,2,2,20,0,INVENTED\n,DUSK,4000 m,2,2,20,12,INVENTED\n\
                 SHORE-oil,SHORE,100000 t,1,1,20,0,INVENTED\nDUSK-oil,DUSK,100000 t,1,1,20,0,INVENTED\n",
            ),
            (
                "loading_units.csv",
                "id,name,room,mass [t],cargo [t],moves [-],source\n\
                 gondola,wagon of ore,14 m,90,65,1,INVENTED\ntruck,truck,18 m,35,20,1,INVENTED\nload,100 t of oil,100 t,100,100,0.5,INVENTED\n",
            ),
            (
                "wagons.csv",
                "id,gauge [mm],count [-],capacity,length [m],tare [t],base,turnaround [h],source\n\
                 gondolas,1520,200,14 m,14,25,DAWN,3,INVENTED\n",
            ),
            (
                "services.csv",
                "id,kind,origin,destination,capacity,max_wait [h],fleet,source\n\
                 out,block train,DAWN,SHORE,560 m,24,,INVENTED\nback,block train,SHORE,DAWN,560 m,24,,INVENTED\n\
                 over,rail ferry,SHORE,DUSK,,24,ferry,INVENTED\nhome,rail ferry,DUSK,SHORE,,24,ferry,INVENTED\n\
                 oil,tanker,SHORE-oil,DUSK-oil,,240,tanker,INVENTED\noil-home,tanker,DUSK-oil,SHORE-oil,,240,tanker,INVENTED\n",
            ),
            (
                "flows.csv",
                "id,origin,destination,commodity,loading_unit,volume,arrival,lot [units],services,wagons,empty_return,source\n\
                 ore,DAWN,DUSK,ore,gondola,400000 t/yr,random,20,out; over,gondolas,home; back,INVENTED\n\
                 trucks,SHORE,DUSK,goods,truck,60000 t/yr,random,1,over,,,INVENTED\n\
                 oil,SHORE-oil,DUSK-oil,oil,load,500000 t/yr,random,20,oil,,,INVENTED\n",
            ),
        ],
        true,
    )
}

#[test]
fn wagons_and_trucks_share_a_ferry_and_the_hours_add_up() {
    let results = ferry(8.0);
    for row in &results.flows {
        let hours: f64 = results
            .hours
            .iter()
            .filter(|hours| hours.flow == row.flow)
            .map(|hours| hours.hours.mean)
            .sum();
        let days = row.mean_d.expect("units arrived").mean;
        assert!((hours / 24.0 - days).abs() < 1e-9, "{}", row.flow);
        // Nothing piles up: what enters leaves, but for what is under way at either end.
        assert!(
            (row.entered.mean - row.arrived.mean).abs() < 0.03 * row.entered.mean,
            "{}: {} in, {} out",
            row.flow,
            row.entered.mean,
            row.arrived.mean
        );
    }
    let units = |flow: &str, room: f64| {
        results
            .flows
            .iter()
            .find(|row| row.flow == flow)
            .map(|row| row.arrived.mean / room)
            .expect("the flow")
    };
    // As many wagons come back as go out, but for those under way at either end: 200 at most.
    assert!((units("ore", 14.0) - units("ore (empty wagons)", 14.0)).abs() <= 200.0 / 4.0);
    let calls = &results.log.as_ref().expect("the log").vessel_calls;
    let ferries = || calls.iter().filter(|call| call.vessel.starts_with("ferry"));
    assert!(ferries().all(|call| call.measure == "m" && call.loaded <= 790.0));
    // Some crossing carried both: its length is no whole number of wagons and none of trucks.
    assert!(ferries().any(|call| call.loaded % 14.0 != 0.0 && call.loaded % 18.0 != 0.0));
}

#[test]
fn the_load_of_a_vessel_follows_the_depth() {
    // Light 3 m, full 7 m: at 5 m half of 8,000 t, at 7 m and more all of it.
    for (depth_m, load_t) in [(5.0, 4000.0), (6.0, 6000.0), (8.0, 8000.0)] {
        let results = ferry(depth_m);
        let calls = &results.log.as_ref().expect("the log").vessel_calls;
        let most = calls
            .iter()
            .filter(|call| call.vessel.starts_with("tanker"))
            .map(|call| call.loaded)
            .fold(0.0, f64::max);
        assert_eq!(most, load_t, "at {depth_m} m");
    }
}

#[test]
fn vessels_of_two_terminals_share_the_one_berth_of_a_port() {
    let results = ferry(8.0);
    let calls = &results.log.as_ref().expect("the log").vessel_calls;
    let mut at_shore: Vec<(i64, i64)> = calls
        .iter()
        .filter(|call| call.berth == "shore-1")
        .map(|call| (call.berthed_s, call.left_s))
        .collect();
    at_shore.sort_unstable();
    assert!(at_shore.len() > 100);
    for pair in at_shore.windows(2) {
        assert!(pair[0].1 <= pair[1].0, "two vessels at one berth");
    }
}
