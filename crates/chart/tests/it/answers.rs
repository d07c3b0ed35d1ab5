//! Charts of answers: sizes as the data say, and what they refuse.

use kervan_chart::{ChartError, Figure, Interval, Limit};

use crate::data::answers;
use crate::read::{paths, rectangles, texts};

/// Nearly the same, px.
fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.04
}

#[test]
fn building_is_as_long_as_its_years_and_service_begins_where_it_ends() {
    let chart = answers::gantt(7, false);
    let figure = chart.figure().expect("a chart");
    let (work, service) = (
        rectangles(&figure, "building"),
        rectangles(&figure, "service"),
    );
    let rows: Vec<_> = chart.groups.iter().flat_map(|group| &group.rows).collect();
    assert_eq!((work.len(), service.len()), (7, 7));
    let longest = rows
        .iter()
        .position(|row| row.in_service - row.from == 3.0)
        .expect("one of 3 years");
    let year = work[longest].width() / 3.0;
    for ((row, work), service) in rows.iter().zip(&work).zip(&service) {
        assert!(
            is_near(work.width(), year * (row.in_service - row.from)),
            "{}",
            row.name
        );
        assert!(is_near(work.right, service.left), "{}", row.name);
    }
    let limit = paths(&figure, "limit")[0][0].0;
    assert!(is_near(
        limit - work[0].left,
        year * (2030.0 - rows[0].from)
    ));
}

#[test]
fn sixty_measures_stay_legible_and_on_one_page() {
    let figure = answers::gantt(60, true).figure().expect("a chart");
    let svg = figure.svg();
    let sizes = svg
        .split("font-size=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let least = sizes
        .map(|size| size.parse::<f64>().expect("a size"))
        .fold(f64::MAX, f64::min);
    assert!(least >= 10.0, "{least}");
    assert!(
        figure.height < 1.414 * figure.width,
        "{} px high",
        figure.height
    );
}

#[test]
fn bands_hold_one_another_and_the_median() {
    let figure = answers::fan(7, false).figure().expect("a fan");
    let bands = paths(&figure, "band");
    assert_eq!(bands.len(), 3, "the outer one first");
    let height = |band: &Vec<(f64, f64)>| {
        let (last_high, last_low) = (band[6].1, band[7].1);
        (last_high, last_low)
    };
    let ends: Vec<(f64, f64)> = bands.iter().map(height).collect();
    assert!(
        ends.windows(2)
            .all(|pair| pair[0].0 < pair[1].0 && pair[1].1 < pair[0].1)
    );
    let median = paths(&figure, "line")[0][6].1;
    assert!(ends[2].0 < median && median < ends[2].1);
    // From the axis: 5.7 at the last year, and 10 at the target.
    let target = paths(&figure, "limit")[0][0].1;
    let zero = median + (median - target) / (10.0 - 5.7) * 5.7;
    let grid = paths(&figure, "grid");
    assert!(
        grid.iter()
            .any(|line| (line[0].1 - zero).abs() < 0.1 && line[0].1 == line[1].1)
    );
}

#[test]
fn drivers_lead_from_the_beginning_to_the_end() {
    let chart = answers::decomposition(7, false);
    let figure = chart.figure().expect("a decomposition");
    let bars = rectangles(&figure, "bar");
    assert_eq!(bars.len(), 9);
    let px = bars[0].width() / 4.5;
    let mut at = bars[0].right;
    for (bar, one) in bars[1..8].iter().zip(&chart.drivers) {
        let to = at + px * one.adds.mean;
        assert!((bar.left - at.min(to)).abs() < 0.1 && (bar.right - at.max(to)).abs() < 0.1);
        at = to;
    }
    assert!((bars[8].right - at).abs() < 0.1 && is_near(bars[8].left, bars[0].left));
}

#[test]
fn shares_are_as_long_as_their_numbers_and_today_is_marked() {
    let chart = answers::division(7, false);
    let figure = chart.figure().expect("a division");
    let bars = rectangles(&figure, "bar");
    assert_eq!(bars.len(), 49);
    let shares: Vec<f64> = chart
        .operators
        .iter()
        .flat_map(|one| one.shares.clone())
        .collect();
    let px = bars[6].width() / shares[6];
    for (bar, share) in bars.iter().zip(&shares) {
        assert!(is_near(bar.width(), px * share.abs()));
    }
    let known: Vec<f64> = chart.operators.iter().filter_map(|one| one.today).collect();
    let marks = paths(&figure, "today");
    // The first mark is that of the key.
    assert_eq!(marks.len(), known.len() + 1);
    for (mark, today) in marks[1..].iter().zip(known) {
        assert!(is_near(mark[0].0 - bars[0].left, px * today));
    }
}

#[test]
fn the_core_has_the_corners_that_can_be_computed_by_hand() {
    // Least 20, 10, 5; most 55, 40, 35; all 100. The corners of the triangle are (85,10,5), (20,75,5) and (20,10,70).
    // The core: (55,40,5), (55,10,35), (25,40,35).
    let figure = answers::core(1, false).figure().expect("a core");
    let triangle = &paths(&figure, "triangle")[0];
    let core = &paths(&figure, "core")[0];
    let at = |shares: [f64; 3]| {
        let parts = [
            (shares[0] - 20.0) / 65.0,
            (shares[1] - 10.0) / 65.0,
            (shares[2] - 5.0) / 65.0,
        ];
        let sum = |of: fn(&(f64, f64)) -> f64| -> f64 {
            triangle
                .iter()
                .zip(parts)
                .map(|(corner, part)| part * of(corner))
                .sum()
        };
        (sum(|corner| corner.0), sum(|corner| corner.1))
    };
    let expected = [[55.0, 40.0, 5.0], [55.0, 10.0, 35.0], [25.0, 40.0, 35.0]].map(at);
    assert_eq!(core.len(), 3, "{core:?}");
    for corner in expected {
        let is_there = core
            .iter()
            .any(|spot| is_near(spot.0, corner.0) && is_near(spot.1, corner.1));
        assert!(is_there, "{corner:?} in {core:?}");
    }
}

#[test]
fn rules_say_whether_they_lie_in_the_core_and_an_empty_core_says_so() {
    let mut chart = answers::core(7, false);
    let says = |figure: &Figure, content: &str| {
        texts(figure)
            .iter()
            .filter(|text| text.content == content)
            .count()
    };
    // The first gets 32, 37, 42, 47, 52, 57, 62 of at most 55.
    let figure = chart.figure().expect("a core");
    assert_eq!(
        (
            says(&figure, "in the core"),
            says(&figure, "not in the core")
        ),
        (5, 2)
    );
    // 20 + 10 + 5 alone, but 45, 95 and 65 in twos: more than twice 100.
    chart.players[1].others = 95.0;
    let figure = chart.figure().expect("a core");
    assert_eq!(says(&figure, "the core is empty"), 1);
    assert!(paths(&figure, "core").is_empty());
}

#[test]
fn a_core_of_other_than_three_players_is_refused() {
    let mut chart = answers::core(1, false);
    chart.players.pop();
    chart.rules[0].shares.pop();
    let error = chart.figure().expect_err("two players").to_string();
    assert!(
        error.contains("players: expected three, found 2; show the division"),
        "{error}"
    );
}

#[test]
fn ladders_stand_on_one_scale() {
    let chart = answers::ladders(3, false);
    let figure = chart.figure().expect("ladders");
    let steps = rectangles(&figure, "step");
    let px = steps[0].height() / 4.0;
    let rungs = chart.sides.iter().flat_map(|side| &side.rungs);
    for (step, rung) in steps.iter().zip(rungs) {
        assert!(is_near(step.height(), px * rung.carried_mt.mean));
    }
    assert_eq!(paths(&figure, "staircase").len(), 2);
    let zero = steps[0].bottom;
    assert!(is_near(zero - paths(&figure, "limit")[0][0].1, px * 10.0));
}

#[test]
fn chances_are_percent_of_the_panel() {
    let figure = answers::probability(2, false).figure().expect("chances");
    // The first line: 0 and 1 / 2; asked for: 0.8.
    let line = &paths(&figure, "chance")[0];
    let wanted = paths(&figure, "limit")[0][0].1;
    assert!(is_near(
        (line[0].1 - wanted) / 0.8 * 0.5,
        line[0].1 - line[1].1
    ));
}

#[test]
fn points_of_a_frontier_and_of_regimes_stand_on_their_axes() {
    let chart = answers::frontier(3, false);
    let figure = chart.figure().expect("a frontier");
    let line = &paths(&figure, "frontier")[0];
    let slope = |a: usize, b: usize| (line[b].0 - line[a].0, line[a].1 - line[b].1);
    let (one, two) = (slope(0, 1), slope(1, 2));
    let cost = |at: usize| chart.points[at].cost.mean;
    assert!(is_near(one.0, two.0));
    assert!((one.1 / two.1 - (cost(1) - cost(0)) / (cost(2) - cost(1))).abs() < 0.01);
    assert!(figure.svg().contains("class=\"chosen\""));

    let figure = answers::price_volume(7, false).figure().expect("regimes");
    assert_eq!(
        paths(&figure, "foot").len(),
        7 + 6,
        "one regime has no profit"
    );
}

#[test]
fn nothing_is_refused_and_not_drawn() {
    for (chart, figure) in answers::all(0, false) {
        if chart == "core" {
            continue;
        }
        let error: ChartError = figure.expect_err(chart);
        assert!(
            error
                .to_string()
                .contains("expected at least one, found none"),
            "{error}"
        );
    }
}

#[test]
fn what_is_not_a_number_is_refused_in_every_answer() {
    let inf = f64::INFINITY;
    let mut gantt = answers::gantt(3, false);
    gantt.groups[0].rows[0].in_service = inf;
    let mut frontier = answers::frontier(3, false);
    frontier.points[1].cost = Interval::exact(inf);
    let mut fan = answers::fan(3, false);
    fan.observed[1].1 = inf;
    let mut probability = answers::probability(2, false);
    probability.wanted = Some(Limit {
        value: f64::NAN,
        name: String::new(),
    });
    let mut regimes = answers::price_volume(3, false);
    regimes.regimes[0].curve[1].volume = inf;
    let mut growth = answers::decomposition(3, false);
    growth.from.value = f64::NAN;
    let mut division = answers::division(3, false);
    division.operators[2].today = Some(inf);
    let mut core = answers::core(3, false);
    core.rules[1].shares[0] = f64::NAN;
    let mut ladders = answers::ladders(3, false);
    ladders.sides[1].rungs[2].fluid_mt = Some(inf);
    let figures = [
        gantt.figure(),
        frontier.figure(),
        fan.figure(),
        probability.figure(),
        regimes.figure(),
        growth.figure(),
        division.figure(),
        core.figure(),
        ladders.figure(),
    ];
    for figure in figures {
        let error = figure.expect_err("a problem").to_string();
        assert!(
            error.contains("found inf") || error.contains("found NaN"),
            "{error}"
        );
    }
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let refused = |figure: Result<Figure, ChartError>, says: &str| {
        let error = figure.expect_err(says).to_string();
        assert!(error.contains(says), "{error}");
    };
    let mut gantt = answers::gantt(3, false);
    gantt.groups[0].rows[0].in_service = 2020.0;
    refused(
        gantt.figure(),
        "measure `place 0`, start of service: expected 2026 or later, found 2020",
    );
    let mut fan = answers::fan(3, false);
    fan.expected[2].bands[1].high = fan.expected[2].median;
    refused(fan.figure(), "year 2027, 80 %: expected a band around");
    fan.expected[2].bands.pop();
    refused(fan.figure(), "year 2027, bands: expected 3 bands, found 2");
    fan.expected[0].year = 2026.0;
    refused(fan.figure(), "expected a number above 2026, found 2026");
    let mut growth = answers::decomposition(3, false);
    growth.to.value += 0.1;
    refused(growth.figure(), "the beginning and all drivers together");
    let mut division = answers::division(3, false);
    division.operators[0].shares.pop();
    refused(
        division.figure(),
        "operator `place 0`: expected 3 shares, found 2",
    );
    division.rules = vec![String::new(); 9];
    refused(division.figure(), "rules: expected 8 at most, found 9");
    let mut core = answers::core(2, false);
    core.rules[1].shares[0] += 1.0;
    refused(
        core.figure(),
        "rule `place 1`: expected shares of 100 together, found 101",
    );
    let mut chances = answers::probability(2, false);
    chances.lines[0].points[1].share = Interval::exact(80.0);
    refused(
        chances.figure(),
        "expected a chance from 0 to 1, found 80; give 0.8 for 80 %",
    );
    let mut regimes = answers::price_volume(3, false);
    regimes.regimes[0].curve[1].price = 0.0;
    refused(regimes.figure(), "expected a number above 3000, found 0");
}
