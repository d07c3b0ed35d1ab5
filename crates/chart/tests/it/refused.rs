//! Data that cannot be drawn: all that is wrong with them, at once.

use kervan_chart::Interval;

use crate::data;

#[test]
fn what_is_not_a_number_is_refused_with_its_place() {
    let mut chart = data::waterfall(3, false);
    chart.stages[1].parts[0].hours = f64::NAN;
    chart.stages[2].parts[2].hours = -1.0;
    let error = chart.figure().expect_err("two problems");
    let expected = "the waterfall of hours cannot be drawn:\n  \
                    stage 2 (place 1), running, hours: expected a number, found NaN; leave out what is not known\n  \
                    stage 3 (place 2), cause 2, hours: expected a number from 0 up, found -1; give a size, not a \
                    difference";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn every_chart_refuses_infinity() {
    let inf = f64::INFINITY;
    let mut bars = data::bars(2, false);
    bars.bars[0].size = Interval::exact(inf);
    let mut ladder = data::ladder(2, false);
    ladder.rungs[1].fluid_mt = Some(inf);
    let mut tornado = data::tornado(2, false);
    tornado.rows[0].effects[0] = Some(Interval::exact(inf));
    let mut way = data::time_cost_distance(2, false);
    way.routes[0].steps[0].hours = inf;
    let mut marey = data::marey(2, false);
    marey.runs[0].points[0].1 = inf;
    let mut heat = data::heat(2, false);
    heat.rows[0].shares[0] = Some(inf);
    let mut map = data::map(2, false);
    map.queues[0].unit_days = inf;
    let mut recovery = data::recovery(2, false);
    recovery.curves[0].points[0].high_t = inf;
    let figures = [
        bars.figure(),
        ladder.figure(),
        tornado.figure(),
        way.figure(),
        marey.figure(),
        heat.figure(),
        map.figure(),
        recovery.figure(),
    ];
    for figure in figures {
        let error = figure.expect_err("a problem");
        assert!(error.to_string().contains("found inf"), "{error}");
    }
}

#[test]
fn an_interval_holds_its_mean() {
    let mut chart = data::bars(1, false);
    chart.bars[0].size = Interval {
        mean: 5.0,
        low: 6.0,
        high: 7.0,
    };
    let error = chart.figure().expect_err("a problem");
    assert!(
        error
            .to_string()
            .contains("expected low, mean and high in order, found 6, 5, 7"),
        "{error}"
    );
}

#[test]
fn rows_must_fit_their_columns() {
    let mut heat = data::heat(1, false);
    heat.rows[0].shares.pop();
    assert!(
        heat.figure()
            .expect_err("a problem")
            .to_string()
            .contains("expected 12 shares, found 11")
    );
    let mut tornado = data::tornado(1, false);
    tornado.rows[0].effects.push(None);
    assert!(
        tornado
            .figure()
            .expect_err("a problem")
            .to_string()
            .contains("expected 3 effects, found 4")
    );
}

#[test]
fn a_place_off_the_map_is_refused() {
    let mut map = data::map(2, false);
    map.queues[1].at = (121.5, 31.2);
    let error = map.figure().expect_err("a problem").to_string();
    assert!(
        error.contains("place `place 1`: expected 18 to 95 degrees east and 32 to 58 north"),
        "{error}"
    );
}
