//! What every chart keeps: labels apart and inside, sizes as the data say.

use kervan_chart::text::Frame;
use kervan_chart::{Interval, PartKind, TimeCostDistance};

use crate::data;
use crate::read::{paths, rectangles, texts};

/// Sizes of data that every chart must take: nothing, one, some, sixty.
const COUNTS: [usize; 5] = [0, 1, 2, 7, 60];

#[test]
fn no_label_covers_another_or_is_cut_off() {
    for count in COUNTS {
        for is_hard in [false, true] {
            for (chart, figure) in data::all(count, is_hard) {
                let all = Frame {
                    left: 0.0,
                    top: 0.0,
                    right: figure.width,
                    bottom: figure.height,
                };
                let texts = texts(&figure);
                for (position, text) in texts.iter().enumerate() {
                    let content = &text.content;
                    assert!(
                        all.holds(&text.frame),
                        "{chart} of {count}: `{content}` is cut off: {:?}",
                        text.frame
                    );
                    for other in &texts[..position] {
                        let other_content = &other.content;
                        assert!(
                            !text.frame.meets(&other.frame),
                            "{chart} of {count}: `{content}` covers `{other_content}`"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_chart_of_nothing_says_so() {
    for (chart, figure) in data::all(0, false) {
        let says_so = texts(&figure)
            .iter()
            .any(|text| text.content.starts_with("Nothing to show: "));
        assert!(says_so, "{chart}");
        assert!(figure.summary.starts_with("Nothing to show: "), "{chart}");
    }
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let chart = data::bars(7, false);
    let figure = chart.figure().expect("a ranking");
    let mut sizes: Vec<f64> = chart.bars.iter().map(|bar| bar.size.mean).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let bars = rectangles(&figure, "bar");
    assert_eq!(bars.len(), sizes.len());
    let px = bars[0].width() / sizes[0];
    for (bar, size) in bars.iter().zip(&sizes) {
        assert!(
            (bar.width() - px * size.abs()).abs() < 0.02,
            "{size}: {bar:?}"
        );
    }
    let zero = bars[0].left;
    for (bar, size) in bars.iter().zip(&sizes) {
        let at = if *size < 0.0 { bar.right } else { bar.left };
        assert!((at - zero).abs() < 0.02, "{size}: {bar:?}");
    }
    // A whisker reaches from one end of its interval to the other: 10,000 t.
    for whisker in paths(&figure, "whisker") {
        assert!((whisker[1].0 - whisker[0].0 - px * 10_000.0).abs() < 0.03);
    }
}

#[test]
fn a_waterfall_has_no_gap_and_its_last_bar_is_the_sum() {
    let chart = data::waterfall(7, false);
    let figure = chart.figure().expect("a waterfall");
    let hours = |kind: PartKind| -> f64 {
        let parts = chart.stages.iter().flat_map(|stage| &stage.parts);
        parts
            .filter(|part| part.kind == kind)
            .map(|part| part.hours)
            .sum()
    };
    let bars = rectangles(&figure, "bar");
    let last_row = bars.iter().map(|bar| bar.top).fold(0.0, f64::max);
    let (total, stages): (Vec<Frame>, Vec<Frame>) =
        bars.iter().partition(|bar| bar.top == last_row);
    for pair in stages.windows(2) {
        assert!((pair[1].left - pair[0].right).abs() < 0.03, "{pair:?}");
    }
    let all = hours(PartKind::Moving) + hours(PartKind::Working) + hours(PartKind::Waiting);
    let (left, right) = (total[0].left, total[total.len() - 1].right);
    assert!(
        (stages[0].left - left).abs() < 0.03
            && (stages[stages.len() - 1].right - right).abs() < 0.03
    );
    let px = (right - left) / all;
    assert!((total[0].width() - px * hours(PartKind::Moving)).abs() < 0.03);
    assert!((total[1].width() - px * hours(PartKind::Working)).abs() < 0.03);
}

#[test]
fn steps_of_a_ladder_are_as_high_as_what_is_carried() {
    let chart = data::ladder(7, false);
    let figure = chart.figure().expect("a ladder");
    let steps = rectangles(&figure, "step");
    let px = steps[0].height() / chart.rungs[0].carried_mt.mean;
    for (step, rung) in steps.iter().zip(&chart.rungs) {
        assert!((step.height() - px * rung.carried_mt.mean).abs() < 0.02);
    }
    let limits = paths(&figure, "limit");
    let bottom = steps[0].bottom;
    assert!((bottom - limits[0][0].1 - px * 10.0).abs() < 0.02);
    assert!((bottom - limits[1][0].1 - px * 9.9).abs() < 0.02);
}

#[test]
fn a_stop_is_upright_and_a_leg_slopes() {
    let chart = TimeCostDistance {
        routes: data::time_cost_distance(5, false).routes[..1].to_vec(),
        heading: data::heading(),
    };
    let figure = chart.figure().expect("a chart");
    let (stops, legs) = (paths(&figure, "stop"), paths(&figure, "leg"));
    assert_eq!(
        (stops.len(), legs.len()),
        (10, 10),
        "five of each in two panels"
    );
    assert!(stops.iter().all(|stop| stop[0].0 == stop[1].0));
    assert!(legs.iter().all(|leg| leg[1].0 > leg[0].0));
    // Time: stops of 0, 6, 12, 18 and 0 h, legs of 5 h; px per hour from the first leg.
    let px = (legs[0][0].1 - legs[0][1].1) / 5.0;
    for (stop, hours) in stops.iter().zip([0.0, 6.0, 12.0, 18.0, 0.0]) {
        assert!(
            (stop[0].1 - stop[1].1 - px * hours).abs() < 0.03,
            "{hours} h"
        );
    }
    let says_so = texts(&figure)
        .iter()
        .any(|text| text.content.starts_with("Cost not known, pace 1: place 0"));
    assert!(says_so);
}

#[test]
fn cells_of_a_heat_carry_their_numbers_and_the_limit_is_framed() {
    let chart = data::heat(60, false);
    let figure = chart.figure().expect("a heat");
    let known = chart
        .rows
        .iter()
        .flat_map(|row| row.shares.iter().flatten());
    let over = known.filter(|share| **share >= 0.85).count();
    assert!(over > 0);
    assert_eq!(rectangles(&figure, "over").len(), over);
    assert_eq!(rectangles(&figure, "cell").len(), 60 * 12);
}

#[test]
fn runs_keep_their_speed() {
    let chart = data::marey(7, false);
    let figure = chart.figure().expect("a diagram");
    let runs = paths(&figure, "run");
    assert_eq!(runs.len(), chart.runs.len());
    let slope = |run: &Vec<(f64, f64)>| (run[1].1 - run[0].1) / (run[1].0 - run[0].0);
    assert!(
        runs.iter()
            .all(|run| (slope(run) - slope(&runs[0])).abs() < 0.01)
    );
}

#[test]
fn an_effect_that_is_not_clear_is_hollow() {
    let chart = data::tornado(12, false);
    let svg = chart.figure().expect("a tornado").svg();
    let clear = |effect: &Interval| effect.is_clear();
    let effects = || {
        chart
            .rows
            .iter()
            .flat_map(|row| row.effects.iter().flatten())
    };
    let unclear = effects().filter(|effect| !clear(effect)).count();
    let bars = svg
        .lines()
        .filter(|line| line.starts_with("<rect class=\"bar\""));
    let hollow = bars
        .filter(|line| line.contains("fill=\"#FFFFFF\""))
        .count();
    assert!(unclear > 0 && unclear < effects().count());
    assert_eq!(hollow, unclear);
}

#[test]
fn a_hatch_lies_on_its_colour() {
    let svg = data::waterfall(7, false)
        .figure()
        .expect("a waterfall")
        .svg();
    let lines: Vec<&str> = svg.lines().collect();
    let hatched = lines
        .windows(2)
        .filter(|pair| pair[1].contains("fill=\"url(#"));
    let outline = |line: &str| {
        line.split(" x=")
            .nth(1)
            .and_then(|rest| rest.split(" fill").next())
            .map(str::to_owned)
    };
    let mut count = 0;
    for pair in hatched {
        assert!(pair[0].contains("fill=\"#"), "{}", pair[0]);
        assert_eq!(outline(pair[0]), outline(pair[1]));
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn areas_of_queues_go_with_what_waits() {
    let figure = data::map(7, false).figure().expect("a map");
    let svg = figure.svg();
    let circles = svg
        .lines()
        .filter(|line| line.starts_with("<circle class=\"queue\""));
    let radii: Vec<f64> = circles
        .filter(|line| line.contains("place "))
        .map(|line| {
            line.split("r=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .expect("r")
                .parse()
                .expect("a number")
        })
        .collect();
    // Places 3, 2 and 6, 1 and 5 wait for 3,000, 2,000 and 1,000 days.
    let expected = [3.0, 2.0, 2.0, 1.0, 1.0];
    assert_eq!(radii.len(), expected.len());
    for (radius, thousands) in radii.iter().zip(expected) {
        assert!((radius * radius / (radii[0] * radii[0]) - thousands / 3.0).abs() < 0.01);
    }
}
