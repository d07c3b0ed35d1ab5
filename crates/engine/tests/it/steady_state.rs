//! Warm-up and batch means against two series worked out apart from this code.
//!
//! The series and the expected values are the case `output-analysis` of the acceptance
//! cases, which are kept beside the workspace and not in it (they are large). Without them
//! these tests say so and pass; the hand-computed cases in `warm_up.rs` always run.

use flate2::read::GzDecoder;
use kervan_engine::{batch_means, mser5};
use std::fs::File;
use std::io::Read;
use std::path::Path;

fn series(name: &str) -> Option<Vec<f64>> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/oracles/output-analysis"
    );
    let path = Path::new(folder).join(name);
    let Ok(file) = File::open(&path) else {
        eprintln!("skipped: the acceptance case {name} is not beside the workspace");
        return None;
    };
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let values = text.lines().skip(1).map(|line| line.parse().unwrap());
    Some(values.collect())
}

fn assert_close(found: f64, expected: f64) {
    assert!(
        (found / expected - 1.0).abs() < 1e-9,
        "{found}, expected {expected}"
    );
}

#[test]
fn waits_of_a_queue_that_started_empty() {
    let Some(waits) = series("mm1_wait_rho0.8_started_empty.csv.gz") else {
        return;
    };
    let warm_up = mser5(&waits);
    assert_eq!((warm_up.truncated, warm_up.reached_limit), (700, false));
    let interval = batch_means(&waits, 20, 0.95).unwrap();
    assert_close(interval.mean, 4.233_363_616_804_350_5);
    assert_close(interval.halfwidth, 0.654_396_130_856_488_6);
    assert!(interval.covers(4.0));
}

#[test]
fn a_series_with_a_memory_that_started_far_away() {
    let Some(values) = series("ar1_phi0.9_biased_start.csv.gz") else {
        return;
    };
    let warm_up = mser5(&values);
    assert_eq!((warm_up.truncated, warm_up.reached_limit), (25, false));
    let interval = batch_means(&values, 20, 0.95).unwrap();
    assert_close(interval.mean, 10.163_717_778_416_402);
    assert_close(interval.halfwidth, 0.301_593_983_496_705_96);
    assert!(interval.covers(10.0));
}
