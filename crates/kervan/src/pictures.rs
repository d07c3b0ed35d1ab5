//! Pictures of answers: what the charts show, taken from the corridor and its results.

mod forecast;
mod heat;
mod ladder;
mod map;
mod marey;
mod outages;
mod plan;
mod tariff;
mod time_cost_distance;
mod tornado;
mod waterfall;
mod way;

use kervan_chart::{ChartError, Figure, Heading, Interval, PngError};
use kervan_results::{Estimate, Results, RunInfoRow, Stress};
use kervan_simulation::{Progress, Settings, SimulationError};

use crate::bottlenecks::Bottlenecks;
use crate::forecast::Forecast;
use crate::plan::Planned;
use crate::study::Study;
use crate::tariff::Tariff;

/// Width of a PNG in pixels.
const WIDTH_PX: u32 = 1600;

/// Months in pictures.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A chart with the name of its file.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Name of the file, without its ending.
    pub name: &'static str,
    /// The chart.
    pub figure: Figure,
}

/// Why pictures were not made.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Numbers that cannot be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A picture could not be painted.
    #[error(transparent)]
    Png(#[from] PngError),
    /// The run that a picture shows failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

/// Pictures as files by name, each as SVG and as PNG.
///
/// # Errors
///
/// A picture that cannot be painted.
pub fn picture_files(pictures: &[Picture]) -> Result<Vec<(String, Vec<u8>)>, PictureError> {
    let mut files = Vec::new();
    for picture in pictures {
        let file = |ending: &str| format!("pictures/{}.{ending}", picture.name);
        files.push((file("svg"), picture.figure.svg().into_bytes()));
        files.push((file("png"), picture.figure.png(WIDTH_PX)?));
    }
    Ok(files)
}

impl Study {
    /// Pictures of a tariff: price and volume, the division by rule, the core of three groups.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn tariff_pictures(&self, found: &Tariff) -> Result<Vec<Picture>, PictureError> {
        let mut pictures = Vec::new();
        let mut add = |name, figure| pictures.push(Picture { name, figure });
        if let Some(chart) = tariff::price_volume(self, found) {
            add("price-volume", chart.figure()?);
        }
        if let Some(chart) = tariff::division(self, found) {
            add("division", chart.figure()?);
        }
        if let Some(chart) = tariff::core(self, found) {
            add("core", chart.figure()?);
        }
        Ok(pictures)
    }

    /// The pictures of what holds the corridor back. The Marey diagram shows the week, from 1,
    /// after the first warm-up of a run of its own.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn, a run that fails.
    pub fn bottleneck_pictures(
        &self,
        found: &Bottlenecks,
        week: u32,
        progress: &Progress,
    ) -> Result<Vec<Picture>, PictureError> {
        let today = &found.today;
        let mut pictures = self.pictures(today, &found.run, week, progress)?;
        let mut add = |name, figure| pictures.push(Picture { name, figure });
        add("ladder", ladder::ladder(self, found).figure()?);
        if !found.worth.rows.is_empty() {
            add("worth", tornado::tornado(self, found).figure()?);
        }
        Ok(pictures)
    }

    /// The pictures of what happens if something breaks.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn stress_pictures(&self, stress: &Stress) -> Result<Vec<Picture>, PictureError> {
        let picture = |name, figure| Picture { name, figure };
        Ok(vec![
            picture("outages", outages::ranked(self, stress).figure()?),
            picture("recovery", outages::recovery(self, stress).figure()?),
        ])
    }

    /// The pictures of a forecast.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn forecast_pictures(&self, found: &Forecast) -> Result<Vec<Picture>, PictureError> {
        let picture = |name, figure| Picture { name, figure };
        let mut pictures = vec![picture("fan", forecast::fan(self, found).figure()?)];
        if !found.drivers.is_empty() {
            pictures.push(picture("growth", forecast::growth(self, found).figure()?));
        }
        Ok(pictures)
    }

    /// The pictures of a plan.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn plan_pictures(&self, planned: &Planned) -> Result<Vec<Picture>, PictureError> {
        let mut pictures = Vec::new();
        let mut add = |name, figure| pictures.push(Picture { name, figure });
        if planned.measures.iter().any(|row| row.status != "finished") {
            add("gantt", plan::gantt(self, planned).figure()?);
        }
        if let Some(frontier) = plan::frontier(self, planned) {
            add("frontier", frontier.figure()?);
        }
        if let Some(ladders) = plan::ladders(self, planned) {
            add("ladder", ladders.figure()?);
        }
        Ok(pictures)
    }

    /// The pictures of a simulation.
    fn pictures(
        &self,
        results: &Results,
        run: &[RunInfoRow],
        week: u32,
        progress: &Progress,
    ) -> Result<Vec<Picture>, PictureError> {
        let seed = run.iter().find(|row| row.key == "seed");
        let logged = self.simulate(
            &Settings {
                years: 1,
                replications: 1,
                warm_up_years: Some(1),
                seed: seed.and_then(|row| row.value.parse().ok()).unwrap_or(1),
                log: true,
                ..Settings::default()
            },
            &Progress {
                report: &|_, _| {},
                stop: progress.stop,
            },
        )?;
        let mut pictures = Vec::new();
        let mut add = |name, figure| pictures.push(Picture { name, figure });
        add("map", map::map(self, results, run).figure()?);
        add(
            "waterfall",
            waterfall::waterfall(self, results, run).figure()?,
        );
        let routes = time_cost_distance::time_cost_distance(self, results, run);
        add("time-cost-distance", routes.figure()?);
        add("occupancy", heat::heat(self, results, run).figure()?);
        if let Some(marey) = marey::marey(self, results, &logged, week, run) {
            add("marey", marey.figure()?);
        }
        Ok(pictures)
    }

    /// A heading with what every picture says of where it comes from.
    fn heading(&self, title: String, subtitle: String, run: &[RunInfoRow]) -> Heading {
        let value = |key: &str| {
            let row = run.iter().find(|row| row.key == key);
            row.map_or("", |row| row.value.as_str())
        };
        let checksum = value("corridor sha256");
        let scenarios: Vec<&str> = run
            .iter()
            .filter(|row| row.key == "scenario")
            .map(|row| row.value.as_str())
            .collect();
        let mut note = format!(
            "Simulated by Kervan {}: corridor {} {}, seed {}.",
            value("kervan"),
            self.name(),
            checksum.get(..12).unwrap_or(checksum),
            value("seed"),
        );
        if !scenarios.is_empty() {
            note = format!("{note} Scenario {}.", scenarios.join(", "));
        }
        let (all, estimated) = self.corridor().values.estimated();
        let share = estimated as f64 / all.max(1) as f64;
        note = format!(
            "{note} {:.0} % of the corridor's values are estimates or defaults.",
            share * 100.0
        );
        Heading {
            title,
            subtitle,
            notes: vec![note],
            ..Heading::default()
        }
    }
}

/// An estimate as a chart wants it, times a factor.
fn interval(estimate: Estimate, factor: f64) -> Interval {
    let mean = estimate.mean * factor;
    let ends = [estimate.low, estimate.high].map(|end| end.unwrap_or(estimate.mean) * factor);
    Interval {
        mean,
        low: ends[0].min(ends[1]).min(mean),
        high: ends[0].max(ends[1]).max(mean),
    }
}
