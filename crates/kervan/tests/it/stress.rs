//! What happens if something breaks: worked out by hand on `steppe`, and laws.

use std::sync::atomic::AtomicBool;

use kervan::{OutageRow, Progress, Settings, Stress, StressError, StressRequest, Study};

const QUICK: Settings = Settings {
    years: 1,
    replications: 4,
    seed: 1,
    threads: 0,
    warm_up_years: Some(1),
    precision: Vec::new(),
    max_replications: 4,
    departure_month: None,
    disruptions: false,
    waits: false,
    days: false,
    log: false,
};

fn stressed(name: &str, request: &StressRequest, settings: &Settings) -> Stress {
    let study = Study::open(name, &[]).unwrap();
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    study.stress(request, settings, &progress).unwrap()
}

/// Tonnes of one lot of `steppe`: 40 containers.
fn lot_t() -> f64 {
    let study = Study::open("steppe", &[]).unwrap();
    let corridor = study.corridor();
    let unit = corridor.loading_units.find("40ft").unwrap();
    40.0 * corridor.loading_units[unit].cargo_t
}

fn closed(part: &str, days: f64) -> OutageRow {
    let request = StressRequest {
        close: vec![part.to_owned()],
        days,
        month: Some(3),
        ..StressRequest::default()
    };
    let stress = stressed("steppe", &request, &QUICK);
    stress.outages.into_iter().next().unwrap()
}

/// One lot enters a day, whatever happens. What is shut for seven days lets seven lots less
/// through, one more or less where a train or a lot is just before or behind it. They all wait:
/// nobody is turned away, and there is no other way. All parts of the only way are alike in this.
#[test]
fn a_week_without_a_part_of_the_only_way_is_a_week_of_lots_late() {
    for part in [
        "line_sections:gate-shore",
        "terminals:SHORE",
        "nodes:DUSK",
        "sea_links:shore-dusk",
        "controls:gate-b-entry",
        "services:feeder-west",
    ] {
        let row = closed(part, 7.0);
        let lots = row.depth_t.mean / lot_t();
        assert!((6.0..=8.0).contains(&lots), "{part}: {lots} lots");
        assert_eq!(row.lost_t.mean, 0.0, "{part}");
        assert!(row.detours.is_empty(), "{part}: {}", row.detours);
        assert_eq!(row.flows, "dawn-to-dusk", "{part}");
        // 365 lots a year go that way.
        assert!((row.through_t / lot_t() - 365.0).abs() < 1e-6, "{part}");
    }
}

/// Twice the time is twice the lots late; the area under the curve grows at least fourfold, as
/// both its height and its length double where the spare capacity is the same.
#[test]
fn twice_the_time_is_twice_the_lots_late() {
    let (week, fortnight) = (
        closed("sea_links:shore-dusk", 7.0),
        closed("sea_links:shore-dusk", 14.0),
    );
    let lots = (fortnight.depth_t.mean - week.depth_t.mean) / lot_t();
    assert!((6.0..=8.0).contains(&lots), "{lots} lots more");
    assert!(fortnight.late_td.mean > 3.0 * week.late_td.mean);
    assert!(fortnight.recovered_d.unwrap().mean > week.recovered_d.unwrap().mean);
}

/// A vessel loads 40 containers in two hours, as both cranes lift 20 an hour together, comes
/// alongside or leaves in one, and sails 200 nautical miles at 10 knots in 20 hours: with what it
/// does at the other port and the way back, 2 x (20 + 2 + 2 x 1) = 48 hours, and an hour or two for
/// papers of the ship's call. Three vessels make at least three such round trips in 72 hours, and
/// need one in 24: one vessel of four out holds nobody up. The same holds of one locomotive of four:
/// 10 + 1 + 12 hours out, as much back, loading, controls and attaching, well below 4 days.
#[test]
fn one_of_four_holds_nobody_up() {
    let request = StressRequest {
        close: vec!["vessels:feeder".to_owned()],
        left: 0.75,
        days: 7.0,
        month: Some(3),
        ..StressRequest::default()
    };
    let stress = stressed("steppe", &request, &QUICK);
    let lots = stress.outages[0].depth_t.mean / lot_t();
    assert!(lots < 1.0, "{lots} lots late at most");
}

#[test]
fn every_part_is_ranked_once_in_every_season() {
    let stress = stressed("steppe", &StressRequest::default(), &QUICK);
    let ranks: Vec<u32> = stress.outages.iter().map(|row| row.rank).collect();
    assert_eq!(ranks, (1..=ranks.len() as u32).collect::<Vec<_>>());
    let mut named: Vec<(&str, &str)> = stress
        .outages
        .iter()
        .map(|row| (row.part.as_str(), row.season))
        .collect();
    named.sort_unstable();
    let all = named.len();
    named.dedup();
    assert_eq!(named.len(), all);
    // Rows in full come first, and those hit more before those hit less.
    let key = |row: &OutageRow| (row.is_full, row.depth_t.mean + row.lost_t.mean);
    let sorted = stress.outages.windows(2).all(|pair| {
        let (a, b) = (key(&pair[0]), key(&pair[1]));
        (a.0 && !b.0) || (a.0 == b.0 && a.1 >= b.1)
    });
    assert!(sorted);
}

#[test]
fn nothing_turned_away_is_no_finding_where_shippers_wait_for_ever() {
    let request = StressRequest {
        close: vec!["nodes:DUSK".to_owned()],
        ..StressRequest::default()
    };
    let stress = stressed("steppe", &request, &QUICK);
    let said = |remark: &String| remark.starts_with("1 of 1 flows have no `patience`");
    assert_eq!(
        stress.remarks.iter().filter(|remark| said(remark)).count(),
        1
    );
}

#[test]
fn threads_change_nothing() {
    let on = |threads: usize| {
        let settings = Settings { threads, ..QUICK };
        let stress = stressed("steppe", &StressRequest::default(), &settings);
        let tables = kervan::stress_json(&stress).unwrap();
        tables.to_string()
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn a_wrong_request_is_refused_with_all_that_is_wrong() {
    let study = Study::open("steppe", &[]).unwrap();
    let request = StressRequest {
        close: vec!["nodes:SHOR".to_owned(), "shore".to_owned()],
        left: 0.5,
        days: 0.0,
        month: Some(13),
        ..StressRequest::default()
    };
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    let Err(StressError::Request { findings }) = study.stress(&request, &QUICK, &progress) else {
        panic!("it is refused");
    };
    assert_eq!(findings.len(), 4);
    assert_eq!(findings[0].help, "did you mean `SHORE`?");
}
