//! Forecasts of a small corridor whose every published year can be worked out by hand.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use kervan::{
    Files, Forecast, ForecastError, ForecastSettings, Progress, ScenarioRequest, Study, Target,
    builtin_files, render_scenario,
};

const HEAD: &str =
    "id,scope,period,from,to,commodity,direction,metric,value,growth [%],taken,said,source\n";
/// 2020 is what the growth of 2021 leaves: 300 kt; 2022 what that of 2023 leaves: 250 kt, and not
/// the 320 that nine months would make of it, as what was said of a whole year is firmer. 2024 is a
/// quarter more than 2023 after nine months.
const VOLUMES: &str = "\
y21,railway,2021,,,,,tonnes,360000 t,20,,,INVENTED
p22,railway,2022-01..2022-09,,,,,tonnes,240000 t,,,,INVENTED
p23,railway,2023-01..2023-09,,,,,tonnes,300000 t,50,,,INVENTED
y23,railway,2023,,,,,tonnes,400000 t,60,,,INVENTED
y23-other,railway,2023,,,,,tonnes,700000 t,,no,,INVENTED
p24,railway,2024-01..2024-09,,,,,tonnes,,25,,,INVENTED
c21,railway,2021,,,machines,,tonnes,90000 t,,,,INVENTED
c22,railway,2022,,,machines,,tonnes,100000 t,,,,INVENTED
c23,railway,2023,,,machines,,tonnes,160000 t,,,,INVENTED
b21,port,2021,,,,,tonnes,10000 t,,,,INVENTED
b22,port,2022,,,,,tonnes,13000 t,,,,INVENTED
b23,port,2023,,,,,tonnes,12000 t,,,,INVENTED
b24,port,2024,,,,,tonnes,15000 t,,,,INVENTED
";
const PROMISES: &str = "\
id,name,scope,made,year,metric,promised,reached,said,source
kept,A plan that was kept,railway,2021-12,2022,tonnes,300000 t,320000 t,,INVENTED
broken,A plan that was not,railway,2020,2023,tonnes,1600000 t,400000 t,,INVENTED
open,A plan that is open,railway,2024-01,2026,tonnes,500000 t,,,INVENTED
";
const ASKED: &str = "\n[forecast]\nscope = \"railway\"\nto = 2028\n";

fn small(volumes: &str, asked: &str) -> Study {
    let files = builtin_files("first").unwrap();
    let mut texts: BTreeMap<String, Vec<u8>> = files
        .iter()
        .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
        .collect();
    texts
        .get_mut("corridor.toml")
        .unwrap()
        .extend_from_slice(asked.as_bytes());
    texts.insert("volumes.csv".to_owned(), format!("{HEAD}{volumes}").into());
    texts.insert("promises.csv".to_owned(), PROMISES.into());
    Study::from_files(Files::from_memory("small", texts)).unwrap()
}

fn settings(threads: usize) -> ForecastSettings {
    ForecastSettings {
        to: None,
        target: Some(Target::Tonnes(600_000.0)),
        paths: 500,
        seed: 1,
        threads,
    }
}

fn forecast(study: &Study, settings: &ForecastSettings) -> Result<Forecast, ForecastError> {
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    study.forecast(settings, &progress)
}

#[test]
fn years_come_of_parts_and_of_growth_that_was_said() {
    let found = forecast(&small(VOLUMES, ASKED), &settings(2)).unwrap();
    let years: Vec<(i64, f64, &str)> = found
        .history
        .iter()
        .filter(|row| row.is_headline)
        .map(|row| (row.year, row.value.round(), row.how))
        .collect();
    let known = [
        (2020, 300_000.0, "linked"),
        (2021, 360_000.0, "published"),
        (2022, 250_000.0, "linked"),
        (2023, 400_000.0, "published"),
        (2024, 500_000.0, "by growth"),
    ];
    assert_eq!(years, known);
    // Growth to date of 50 % was 60 % of the year: ln(1.5 / 1.6).
    assert!((found.last_deviation - (1.6_f64 / 1.5).ln()).abs() < 1e-12);
}

#[test]
fn what_growth_was_made_of_adds_up_to_it() {
    let found = forecast(&small(VOLUMES, ASKED), &settings(2)).unwrap();
    for (year, growth) in [(2022, 250.0 / 360.0 - 1.0), (2023, 0.6), (2024, 0.25)] {
        let of_year = found.growth.iter().filter(|row| row.year == year);
        let sum: f64 = of_year.map(|row| row.points).sum();
        assert!((sum - growth).abs() < 1e-9, "{year}: {sum}");
    }
    let machines = found
        .growth
        .iter()
        .find(|row| row.year == 2023 && row.part == "machines");
    assert_eq!(machines.unwrap().change_t, 60_000.0);
}

#[test]
fn bands_lie_in_one_another_and_chances_between_nothing_and_all() {
    let found = forecast(&small(VOLUMES, ASKED), &settings(2)).unwrap();
    assert_eq!(found.years.len(), 4);
    for row in &found.years {
        let [inner, middle, outer] = row.bands_t;
        assert!(outer[0] <= middle[0] && middle[0] <= inner[0] && inner[0] <= row.median_t);
        assert!(row.median_t <= inner[1] && inner[1] <= middle[1] && middle[1] <= outer[1]);
        assert!(
            row.ceiling_t
                .is_none_or(|most| outer[1] <= most * (1.0 + 1e-12))
        );
        let (once, by_then) = (row.chance_of_target.unwrap(), row.chance_by_then.unwrap());
        assert!((0.0..=1.0).contains(&once) && once <= by_then + 1e-12);
    }
    let needed = &found.needed[0];
    assert!((needed.growth - 0.2).abs() < 1e-12, "600 kt after 500 kt");
    assert!(needed.chance <= needed.chance_without_ceiling);
    // In order of name: 400 of 1,600 kt, and 320 of 300.
    let ratios: Vec<f64> = found.promises.iter().filter_map(|row| row.ratio).collect();
    assert_eq!(ratios, [0.25, 320.0 / 300.0]);
    assert!(found.promises[2].chance.is_some());
}

#[test]
fn the_same_seed_gives_the_same_on_any_number_of_threads() {
    let study = small(VOLUMES, ASKED);
    let [one, two] = [1, 3].map(|threads| forecast(&study, &settings(threads)).unwrap());
    assert_eq!(one.years, two.years);
    assert_eq!(one.drivers, two.drivers);
    let other = forecast(
        &study,
        &ForecastSettings {
            seed: 2,
            ..settings(1)
        },
    )
    .unwrap();
    assert_ne!(one.years, other.years);
    assert_eq!(one.backtest, other.backtest, "the past has no luck");
}

#[test]
fn a_year_of_it_is_a_scenario_that_asks_for_as_much() {
    let study = small(VOLUMES, ASKED);
    let found = forecast(&study, &settings(2)).unwrap();
    let request: ScenarioRequest = "2027".parse().unwrap();
    let scenario = found.scenario(request).unwrap();
    let base: f64 = found.drivers.iter().map(|row| row.base_t).sum();
    let changed = study.changed(scenario.clone()).unwrap();
    let flow = |study: &Study| study.corridor().flows.rows()[0].volume;
    let asked = found
        .years
        .iter()
        .find(|row| row.year == 2027)
        .unwrap()
        .asked_t;
    let times = flow(&changed) / flow(&study);
    assert!(
        (times - asked / base).abs() < 1e-3,
        "{times} {}",
        asked / base
    );
    assert!(render_scenario(&scenario).contains("forecast"));
    let late: ScenarioRequest = "2040:P80".parse().unwrap();
    assert!(found.scenario(late).unwrap_err().contains("2025 to 2028"));
}

#[test]
fn what_cannot_be_forecast_says_why_and_the_way_out() {
    let say = |study: &Study, settings: &ForecastSettings| {
        forecast(study, settings).unwrap_err().to_string()
    };
    let first = Study::from_files(builtin_files("first").unwrap()).unwrap();
    assert!(say(&first, &settings(1)).contains("[forecast]"));
    let one = small("y,railway,2024,,,,,tonnes,1 t,,,,INVENTED\n", ASKED);
    assert!(say(&one, &settings(1)).contains("1 published year"));
    let study = small(VOLUMES, ASKED);
    let early = ForecastSettings {
        to: Some(2024),
        ..settings(1)
    };
    assert!(say(&study, &early).contains("from 2025"));
    let few = ForecastSettings {
        paths: 3,
        ..settings(1)
    };
    assert!(say(&study, &few).contains("100 to"));
}
