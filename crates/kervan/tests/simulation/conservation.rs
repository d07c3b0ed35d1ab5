//! Laws that hold on any corridor: nothing is lost, every hour has one cause.
//!
//! In builds with debug assertions, which the tests are, the simulation also audits at the
//! end of each month that every unit is in exactly one place.

use kervan::{Settings, SimulationError, Study};
use proptest::prelude::{ProptestConfig, Strategy, any, proptest};
use proptest::test_runner::TestCaseError;

use crate::overlay::{overlay, study};

#[derive(Clone, Debug)]
struct Shape {
    volume: u32,
    back: u32,
    lot: u32,
    slots: u32,
    wagons: u32,
    vessels: u32,
    locomotives: u32,
    max_wait: u32,
    closed: u32,
    /// Whether the line is a single track worked over its loops.
    loops: bool,
    seed: u64,
}

fn shapes() -> impl Strategy<Value = Shape> {
    (
        (
            500_u32..60_000,
            100_u32..30_000,
            1_u32..40,
            80_u32..600,
            40_u32..300,
        ),
        (
            1_u32..5,
            1_u32..6,
            0_u32..120,
            0_u32..60,
            any::<bool>(),
            0_u64..1_000_000,
        ),
    )
        .prop_map(
            |(
                (volume, back, lot, slots, wagons),
                (vessels, locomotives, max_wait, closed, loops, seed),
            )| Shape {
                volume,
                back,
                lot,
                slots,
                wagons,
                vessels,
                locomotives,
                max_wait,
                closed,
                loops,
                seed,
            },
        )
}

fn corridor(shape: &Shape) -> Study {
    let Shape {
        volume,
        back,
        lot,
        slots,
        wagons,
        vessels,
        locomotives,
        max_wait,
        closed,
        loops,
        ..
    } = shape;
    // Trains of 40 wagons are 585 m long and fit in loops of one section only.
    let lines = if *loops {
        "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],loop_spacing [km],working,loop_length [m],background_trains [trains/d],source\n\
         dawn-gate,DAWN,GATE-A,400,1520,1,diesel,40,20,loops,600,6,INVENTED\n\
         gate,GATE-A,GATE-B,10,1520,1,diesel,10,20,loops,,1,INVENTED\n\
         gate-shore,GATE-B,SHORE,600,1520,1,diesel,50,60,loops,500,1,INVENTED\n"
    } else {
        "id,from,to,distance [km],gauge [mm],tracks [-],traction,speed [km/h],train_pairs [trains/d],source\n\
         dawn-gate,DAWN,GATE-A,400,1520,2,diesel,40,24,INVENTED\n\
         gate,GATE-A,GATE-B,10,1520,2,diesel,10,24,INVENTED\n\
         gate-shore,GATE-B,SHORE,600,1520,2,diesel,50,24,INVENTED\n"
    };
    let share = f64::from(*closed) / 100.0;
    let months = vec![share.to_string(); 12].join(";");
    study(overlay(
        "steppe",
        &[
            ("line_sections.csv", lines),
            (
                "flows.csv",
                &format!(
                    "id,origin,destination,commodity,loading_unit,volume [TEU/yr],arrival,lot [units],services,source\n\
                 out,DAWN,DUSK,x,40ft,{volume},random,\"uniform(1, {})\",train-west; feeder-west,INVENTED\n\
                 back,DUSK,DAWN,y,20ft,{back},random,{lot},feeder-home; train-home,INVENTED\n",
                    lot + 1
                ),
            ),
            (
                "loading_units.csv",
                "id,name,room [TEU],mass [t],source\n40ft,forty,2,22,INVENTED\n20ft,twenty,1,15,INVENTED\n",
            ),
            (
                "terminals.csv",
                &format!(
                    "node,slots [TEU],handling_tracks [-],rail_cranes [-],crane_rate [moves/h],opening_hours,collection [h],source\n\
                 DAWN,{slots},1,1,20,24/7,exponential(20),INVENTED\nSHORE,{slots},1,1,20,Mo-Sa 06:00-22:00,0,INVENTED\nDUSK,{slots},1,1,20,24/7,exponential(30),INVENTED\n"
                ),
            ),
            (
                "wagons.csv",
                &format!(
                    "id,gauge [mm],count [-],capacity [TEU],length [m],tare [t],base,turnaround [h],source\nplatforms,1520,{wagons},2,14,20,DAWN,3,INVENTED\n"
                ),
            ),
            (
                "vessels.csv",
                &format!(
                    "id,count [-],capacity [TEU],speed [kn],length [m],draught [m],base,source\nfeeder,{vessels},77,10,120,4,SHORE,INVENTED\n"
                ),
            ),
            (
                "locomotives.csv",
                &format!(
                    "id,traction,count [-],base,attach [h],turnaround [h],source\ndiesel,diesel,{locomotives},DAWN,1,2,INVENTED\n"
                ),
            ),
            (
                "services.csv",
                &format!(
                    "id,kind,origin,destination,capacity [TEU],max_wait [h],timetable,fleet,wagons,locomotives,preparation [h],source\n\
                 train-west,block train,DAWN,SHORE,80,{max_wait},,,platforms,diesel@DAWN,1,INVENTED\n\
                 train-home,block train,SHORE,DAWN,80,,daily 06:00,,platforms,diesel@SHORE,1,INVENTED\n\
                 feeder-west,feeder,SHORE,DUSK,,{max_wait},,feeder,,,0,INVENTED\n\
                 feeder-home,feeder,DUSK,SHORE,,24,,feeder,,,0,INVENTED\n"
                ),
            ),
            (
                "closures.csv",
                &format!(
                    "id,nodes,share_by_month [share],mean_length [h],source\nstorm,SHORE; DUSK,{months},40,INVENTED\n"
                ),
            ),
        ],
    ))
}

fn laws(shape: &Shape) -> Result<(), TestCaseError> {
    let settings = Settings {
        years: 2,
        replications: 1,
        seed: shape.seed,
        threads: 1,
        warm_up_years: Some(0),
        log: true,
        ..Settings::default()
    };
    let results = match corridor(shape).simulate_quietly(&settings) {
        Ok(results) => results,
        // Too little of everything: the corridor came to rest, and the ring says why.
        Err(SimulationError::Deadlock { ring, .. }) => {
            proptest::prop_assert!(!ring.is_empty());
            return Ok(());
        }
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    for flow in &results.flows {
        proptest::prop_assert!(
            flow.arrived.mean <= flow.entered.mean + 1e-9,
            "more arrived than entered: {}",
            flow.flow
        );
        let hours: f64 = results
            .hours
            .iter()
            .filter(|row| row.flow == flow.flow)
            .map(|row| row.hours.mean)
            .sum();
        if let Some(mean) = flow.mean_d {
            proptest::prop_assert!(
                (hours - mean.mean * 24.0).abs() < 1e-6 * hours.max(1.0),
                "{}: {hours} h of causes, {} h in transit",
                flow.flow,
                mean.mean * 24.0
            );
        }
    }
    for server in &results.servers {
        // A yard may hold beside it the units of the largest train (80 TEU) and of one vessel
        // at its only berth (77 TEU).
        let most = if server.kind == "yard slots" {
            1.0 + 157.0 / server.capacity
        } else {
            1.0
        };
        proptest::prop_assert!(
            (0.0..=most + 1e-9).contains(&server.occupancy.mean),
            "{} {}: {} of at most {most}",
            server.kind,
            server.server,
            server.occupancy.mean
        );
    }
    // Unit by unit, from the log: causes of a consignment add up to whole seconds of its journey, none negative.
    if let Some(log) = &results.log {
        proptest::prop_assert!(log.legs.iter().all(|leg| leg.duration_s > 0));
        proptest::prop_assert!(
            log.train_runs
                .iter()
                .all(|run| run.asked_s <= run.started_s && run.started_s < run.arrived_s)
        );
        proptest::prop_assert!(
            log.vessel_calls
                .iter()
                .all(|call| call.asked_s <= call.berthed_s && call.berthed_s < call.left_s)
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_is_lost_and_every_hour_has_one_cause(shape in shapes()) {
        laws(&shape)?;
    }
}

#[test]
fn the_laws_hold_on_the_middle_corridor() {
    let study = Study::open("middle-corridor", &[]).unwrap();
    let results = study
        .simulate_quietly(&Settings {
            years: 2,
            replications: 2,
            ..Settings::default()
        })
        .unwrap();
    for flow in results.flows.iter().filter(|flow| !flow.is_group) {
        let hours: f64 = results
            .hours
            .iter()
            .filter(|row| row.flow == flow.flow)
            .map(|row| row.hours.mean)
            .sum();
        let mean = flow.mean_d.unwrap().mean * 24.0;
        assert!(
            (hours - mean).abs() < 1e-6 * mean,
            "{}: {hours} and {mean}",
            flow.flow
        );
    }
}
