//! Something out once, beside the same days without it: delays computed by hand.

use kervan::{
    Detour, Outage, OutageRun, Settings, Study, Touched, builtin_files, simulate_outages,
};

use crate::overlay::{overlay, study};

/// Goods of a lot in tonnes: 40 containers of 22 t.
const LOT_T: f64 = 880.0;

fn table(name: &str) -> String {
    let files = builtin_files("steppe").unwrap();
    String::from_utf8(files.bytes(name).unwrap().to_vec()).unwrap()
}

/// The steppe with more than enough of everything but the line over the border, which takes two
/// trains a day where one lot comes; a second feeder service does what the first does. A shipper
/// waits `patience` days for a way that is shut, or for ever.
fn ample(patience: &str) -> Study {
    ample_with(patience, &[])
}

fn ample_with(patience: &str, other: &[(&str, &str)]) -> Study {
    let lines = table("line_sections.csv").replace("2,diesel,10,24,", "2,diesel,10,2,");
    let services = table("services.csv")
        + "feeder-other,feeder,SHORE,DUSK,,24,feeder,,,0,INVENTED\n\
           train-other,block train,DAWN,SHORE,80,24,,platforms,diesel@DAWN,1,INVENTED\n";
    let more = |name: &str, from: &str, to: &str| table(name).replace(from, to);
    let flows = table("flows.csv")
        .replace(",services,source", ",services,patience [d],source")
        .replace(
            "feeder-west,INVENTED",
            &format!("feeder-west,{patience},INVENTED"),
        );
    let berths = table("berths.csv")
        + "shore-2,SHORE,150,5,2,10,1,INVENTED\ndusk-2,DUSK,150,5,2,10,1,INVENTED\n";
    let mine = [
        ("locomotives.csv", more("locomotives.csv", ",4,", ",100,")),
        ("wagons.csv", more("wagons.csv", ",200,", ",4000,")),
        ("vessels.csv", more("vessels.csv", ",4,80,", ",100,80,")),
        ("terminals.csv", more("terminals.csv", ",1000,", ",10000,")),
        ("berths.csv", berths),
        ("flows.csv", flows),
        ("line_sections.csv", lines),
        ("services.csv", services),
    ];
    let mut changes: Vec<(&str, &str)> = other.to_vec();
    let is_other = |name: &str| other.iter().any(|(changed, _)| *changed == name);
    changes.extend(
        mine.iter()
            .filter(|(name, _)| !is_other(name))
            .map(|(name, text)| (*name, text.as_str())),
    );
    study(overlay("steppe", &changes))
}

fn part(study: &Study, table: &str, row: &str) -> Touched {
    study.corridor().touched(table, row).unwrap()
}

fn outage(study: &Study, table: &str, row: &str, factor: f64, days: f64) -> Outage {
    Outage {
        touched: vec![part(study, table, row)],
        factor,
        from_day: 30,
        days,
        detours: Vec::new(),
    }
}

fn settings(replications: u32) -> Settings {
    Settings {
        replications,
        warm_up_years: Some(1),
        ..Settings::default()
    }
}

fn run(study: &Study, outages: &[Outage], days: u32, replications: u32) -> Vec<Vec<OutageRun>> {
    let stop = std::sync::atomic::AtomicBool::new(false);
    let progress = kervan::Progress {
        report: &|_, _| {},
        stop: &stop,
    };
    simulate_outages(
        study.corridor(),
        outages,
        days,
        &settings(replications),
        &progress,
    )
    .unwrap()
}

fn sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

/// Lots behind the usual at the end of each day, on average over replications.
fn behind(runs: &[OutageRun]) -> Vec<f64> {
    let days = runs[0].hit.arrived_t.len();
    let mut behind = vec![0.0; days];
    for run in runs {
        assert!(run.ring.is_none());
        let mut gap = 0.0;
        for (day, slot) in behind.iter_mut().enumerate() {
            gap += run.usual.arrived_t[day] - run.hit.arrived_t[day];
            *slot += gap / LOT_T / runs.len() as f64;
        }
    }
    behind
}

/// One lot a day comes and nothing goes for 10 days, or half a lot a day for 20: 10 lots are
/// behind at the end. Then two go a day, so after 10 more days none is. What is seen at the end
/// of the way is seen there later by the way from the border to Dusk, less than four days.
/// Tonne-days: two triangles, 10 lots high, together `days + 10` long.
fn is_the_triangle(runs: &[OutageRun], days: usize) {
    let behind = behind(runs);
    let highest = behind.iter().copied().fold(0.0, f64::max);
    // The lots of each day come at a random moment of it, so ten days hold 9 to 11.
    assert!((highest - 10.0).abs() < 0.6, "{highest}");
    let area: f64 = behind.iter().sum();
    let by_hand = 10.0 * (days + 10) as f64 / 2.0;
    assert!(
        (area / by_hand - 1.0).abs() < 0.12,
        "{area}, by hand {by_hand}"
    );
    let over = behind.iter().rposition(|lots| *lots > 0.5).unwrap();
    assert!(
        (days + 8..=days + 14).contains(&over),
        "behind until day {over}"
    );
    assert_eq!(behind[0], 0.0);
    assert!(behind.last().unwrap().abs() < 1e-9);
}

#[test]
fn a_closed_section_delays_as_computed_by_hand() {
    let study = ample("");
    let closed = outage(&study, "line_sections", "gate", 0.0, 10.0);
    let no_engines = outage(&study, "locomotives", "diesel", 0.0, 10.0);
    let officers = outage(&study, "controls", "gate-b-entry", 0.0, 10.0);
    let runs = run(&study, &[closed, no_engines], 60, 20);
    is_the_triangle(&runs[0], 10);
    is_the_triangle(&runs[1], 10);
    // Behind the border nothing limits the trains but the officers, 3 h each, so 8 a day: the
    // backlog of ten lots is gone after 10 / 7 days.
    let runs = run(&study, &[officers], 60, 20);
    let behind = behind(&runs[0]);
    let over = behind.iter().rposition(|lots| *lots > 0.5).unwrap();
    assert!((11..=15).contains(&over), "{over}");
    let held = sum(&runs[0][0].hit.held_t);
    assert!(held > 30.0 * LOT_T, "{held}");
}

#[test]
fn a_quarter_of_the_lanes_lets_through_a_quarter() {
    // Four lanes of 48 h take two trains a day; one lane takes half a train a day.
    let controls = table("controls.csv").replace(
        "gate-b-entry,GATE-B,entry,1,3,",
        "gate-b-entry,GATE-B,entry,4,48,",
    );
    let study = ample_with("", &[("controls.csv", &controls)]);
    let quarter = outage(&study, "controls", "gate-b-entry", 0.25, 20.0);
    is_the_triangle(&run(&study, &[quarter], 60, 20)[0], 20);
}

#[test]
fn no_train_enters_a_closed_section_with_passing_loops() {
    // Over the border there is one block: 1 h a train and five minutes after it. Trains that
    // waited ten days go one after the other, so the officers are next: one in 3 h.
    let lines = table("line_sections.csv")
        .replace(
            "speed [km/h],train_pairs",
            "speed [km/h],working,loop_spacing [km],train_pairs",
        )
        .replace("40,24,", "40,,,24,")
        .replace("50,24,", "50,,,24,")
        .replace("2,diesel,10,24,", "1,diesel,10,loops,5,,");
    let study = ample_with("", &[("line_sections.csv", &lines)]);
    let closed = outage(&study, "line_sections", "gate", 0.0, 10.0);
    let runs = &run(&study, &[closed], 60, 20)[0];
    let behind = behind(runs);
    let highest = behind.iter().copied().fold(0.0, f64::max);
    assert!((highest - 10.0).abs() < 0.6, "{highest}");
    let over = behind.iter().rposition(|lots| *lots > 0.5).unwrap();
    assert!((11..=15).contains(&over), "{over}");
    assert!(behind.last().unwrap().abs() < 1e-9);
}

#[test]
fn who_is_not_patient_goes_elsewhere() {
    // The way is shut for 10 days and the patience is 3: the lots of 7 days go elsewhere.
    let study = ample("3");
    let shut = outage(&study, "nodes", "DUSK", 0.0, 10.0);
    let runs = run(&study, &[shut], 60, 20).remove(0);
    let mut away = 0.0;
    for run in &runs {
        let lots = sum(&run.hit.turned_away_t) / LOT_T;
        assert!((6.0 - 1e-9..=8.0 + 1e-9).contains(&lots), "{lots}");
        away += lots / 20.0;
        // They would have come on the same days; what came in before arrives in the end.
        let entered = sum(&run.usual.entered_t) - sum(&run.hit.entered_t);
        assert!((entered - lots * LOT_T).abs() < 1e-6);
        let arrived = sum(&run.usual.arrived_t) - sum(&run.hit.arrived_t);
        assert!((arrived - lots * LOT_T).abs() < 1e-6);
        assert_eq!(sum(&run.usual.turned_away_t), 0.0);
    }
    // A lot a day at a random moment of its day: seven days hold 7 on average, with a standard
    // error of at most 0.58 / sqrt(20) = 0.13.
    assert!((away - 7.0).abs() < 0.5, "{away}");
}

#[test]
fn who_has_a_detour_takes_it() {
    let study = ample("3");
    let corridor = study.corridor();
    let service = |id: &str| corridor.services.find(id).unwrap();
    let mut shut = outage(&study, "services", "feeder-west", 0.0, 10.0);
    shut.detours = vec![Detour {
        flow: corridor.flows.find("dawn-to-dusk").unwrap(),
        services: vec![service("train-other"), service("feeder-other")],
    }];
    let runs = run(&study, &[shut], 60, 20).remove(0);
    for run in &runs {
        assert_eq!(sum(&run.hit.turned_away_t), 0.0);
        assert_eq!(sum(&run.usual.entered_t), sum(&run.hit.entered_t));
        let detoured = sum(&run.hit.detoured_t) / LOT_T;
        assert!((9.0 - 1e-9..=11.0 + 1e-9).contains(&detoured), "{detoured}");
        // On the train when it begins, or in the yard: the lots of two days at most.
        let held = run.hit.held_t.iter().copied().fold(0.0, f64::max) / LOT_T;
        assert!(held <= 3.0 + 1e-9, "{held}");
        assert!((sum(&run.usual.arrived_t) - sum(&run.hit.arrived_t)).abs() < 1e-6);
    }
}

#[test]
fn usual_days_are_those_of_a_plain_run() {
    for name in ["steppe", "first", "middle-corridor"] {
        let study = Study::open(name, &[]).unwrap();
        let plain = study
            .simulate_quietly(&Settings {
                years: 1,
                days: true,
                ..settings(2)
            })
            .unwrap();
        let flow = kervan::Touched::Flow(study.corridor().flows.iter().next().unwrap().0);
        let at = |from_day: u32| Outage {
            touched: vec![flow],
            factor: 1.0,
            from_day,
            days: 5.0,
            detours: Vec::new(),
        };
        let runs = run(&study, &[at(100), at(20)], 40, 2);
        for (outage, from) in [(0, 100), (1, 20)] {
            for (replication, run) in runs[outage].iter().enumerate() {
                let days = &plain.days[replication];
                assert_eq!(run.usual.arrived_t, days.arrived_t[from..from + 40]);
                assert_eq!(run.usual.entered_t, days.entered_t[from..from + 40]);
                assert_eq!(run.usual.inside_t, days.inside_t[from..from + 40]);
                assert_eq!(run.usual.held_t, days.held_t[from..from + 40]);
                // Demand times one is no outage.
                assert_eq!(run.hit, run.usual);
            }
        }
    }
}

#[test]
fn threads_change_no_day() {
    let study = Study::open("middle-corridor", &[]).unwrap();
    let corridor = study.corridor();
    let outages: Vec<Outage> = corridor
        .line_sections
        .iter()
        .take(6)
        .enumerate()
        .map(|(position, (section, _))| Outage {
            touched: vec![Touched::LineSection(section)],
            factor: 0.0,
            from_day: 10 * (position as u32 % 3),
            days: 7.0,
            detours: Vec::new(),
        })
        .collect();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let progress = kervan::Progress {
        report: &|_, _| {},
        stop: &stop,
    };
    let with = |threads: usize| {
        let settings = Settings {
            threads,
            ..settings(2)
        };
        let runs = simulate_outages(corridor, &outages, 30, &settings, &progress).unwrap();
        format!("{runs:?}")
    };
    assert_eq!(with(1), with(2));
}
