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

use std::borrow::Cow;

use kervan_chart::{
    ChartError, Figure, FontError, Fonts, Heading, Interval, Numbers, PHRASES, Phrases, PngError,
    Typography, phrases,
};
use kervan_report::language::{Argument, Arguments};
use kervan_report::{CHINESE, GEORGIAN, Language, Names, Words};
use kervan_results::{Estimate, Results, RunInfoRow, Stress};
use kervan_simulation::{Progress, Settings, SimulationError};

use crate::bottlenecks::Bottlenecks;
use crate::forecast::Forecast;
use crate::plan::Planned;
use crate::study::Study;
use crate::tariff::Tariff;

/// Width of a PNG in pixels.
const WIDTH_PX: u32 = 1600;

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
    /// A font of ours that cannot be read.
    #[error(transparent)]
    Font(#[from] FontError),
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
    /// The pictures of what holds the corridor back, in English. The Marey diagram shows the week, from 1,
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
        let words = Words::new(Language::English);
        let draw = Draw::new(self, &words, &found.run)?;
        let logged = self.logged(seed(&found.run), progress)?;
        let mut pictures = draw.simulation(&found.today, &logged, week)?;
        pictures.extend(draw.bottlenecks(found)?);
        Ok(pictures)
    }

    /// The pictures of what happens if something breaks, in English.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn stress_pictures(&self, stress: &Stress) -> Result<Vec<Picture>, PictureError> {
        let words = Words::new(Language::English);
        Draw::new(self, &words, &stress.run)?.stress(stress)
    }

    /// The pictures of a plan, in English.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn plan_pictures(&self, planned: &Planned) -> Result<Vec<Picture>, PictureError> {
        let words = Words::new(Language::English);
        Draw::new(self, &words, &planned.run)?.plan(planned)
    }

    /// The pictures of a forecast, in English.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn forecast_pictures(&self, found: &Forecast) -> Result<Vec<Picture>, PictureError> {
        let words = Words::new(Language::English);
        Draw::new(self, &words, &found.run)?.forecast(found)
    }

    /// The pictures of a tariff, in English: price and volume, the division by rule, the core of three
    /// groups.
    ///
    /// # Errors
    ///
    /// Numbers that cannot be drawn.
    pub fn tariff_pictures(&self, found: &Tariff) -> Result<Vec<Picture>, PictureError> {
        let words = Words::new(Language::English);
        Draw::new(self, &words, &found.run)?.tariff(found)
    }

    /// A year with its event log, after one of warm-up.
    pub(crate) fn logged(&self, seed: u64, progress: &Progress) -> Result<Results, PictureError> {
        let settings = Settings {
            years: 1,
            replications: 1,
            warm_up_years: Some(1),
            seed,
            log: true,
            ..Settings::default()
        };
        let quiet = Progress {
            report: &|_, _| {},
            stop: progress.stop,
        };
        Ok(self.simulate(&settings, &quiet)?)
    }
}

/// The seed that a run says it had.
fn seed(run: &[RunInfoRow]) -> u64 {
    let row = run.iter().find(|row| row.key == "seed");
    row.and_then(|row| row.value.parse().ok()).unwrap_or(1)
}

/// What pictures are drawn with: the corridor, a language, and the run that they show.
pub(crate) struct Draw<'a> {
    study: &'a Study,
    words: &'a Words,
    names: Names<'a>,
    run: &'a [RunInfoRow],
    typography: Typography,
}

impl<'a> Draw<'a> {
    pub(crate) fn new(
        study: &'a Study,
        words: &'a Words,
        run: &'a [RunInfoRow],
    ) -> Result<Draw<'a>, PictureError> {
        Ok(Draw {
            study,
            words,
            names: Names::new(study.corridor(), words),
            run,
            typography: typography(words)?,
        })
    }

    fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    fn tell(&self, key: &str, arguments: Arguments) -> String {
        self.words.tell(key, arguments)
    }

    /// Tonnes in the large unit of the language.
    fn large_tonnes(&self, tonnes: f64) -> String {
        let (factor, digits) = self.words.large_tonnes();
        self.words.number(tonnes * factor, digits.min(1))
    }

    /// The map of the one page: its title alone, as the page says the rest.
    ///
    /// Nothing where no place says where it is.
    pub(crate) fn page_map(&self, results: &Results) -> Result<Option<Picture>, PictureError> {
        if !self.has_places() {
            return Ok(None);
        }
        let mut map = map::map(self, results);
        map.heading.subtitle = String::new();
        map.heading.notes = Vec::new();
        Ok(Some(Picture {
            name: "page-map",
            figure: map.figure()?,
        }))
    }

    /// Whether some place says where it is.
    fn has_places(&self) -> bool {
        let mut nodes = self.study.corridor().nodes.rows().iter();
        nodes.any(|node| node.position.is_some())
    }

    /// The pictures of a simulation, and of a logged year of it.
    pub(crate) fn simulation(
        &self,
        results: &Results,
        logged: &Results,
        week: u32,
    ) -> Result<Vec<Picture>, PictureError> {
        let picture = |name, figure| Picture { name, figure };
        let routes = time_cost_distance::time_cost_distance(self, results);
        let mut pictures = Vec::new();
        if self.has_places() {
            pictures.push(picture("map", map::map(self, results).figure()?));
        }
        pictures.extend([
            picture("waterfall", waterfall::waterfall(self, results).figure()?),
            picture("time-cost-distance", routes.figure()?),
            picture("occupancy", heat::heat(self, results).figure()?),
        ]);
        if let Some(marey) = marey::marey(self, results, logged, week) {
            pictures.push(picture("marey", marey.figure()?));
        }
        Ok(pictures)
    }

    /// The pictures of the ladder and of the worth of one more unit.
    pub(crate) fn bottlenecks(&self, found: &Bottlenecks) -> Result<Vec<Picture>, PictureError> {
        let picture = |name, figure| Picture { name, figure };
        let mut pictures = vec![picture("ladder", ladder::ladder(self, found).figure()?)];
        if !found.worth.rows.is_empty() {
            pictures.push(picture("worth", tornado::tornado(self, found).figure()?));
        }
        Ok(pictures)
    }

    /// The pictures of what happens if something breaks.
    pub(crate) fn stress(&self, stress: &Stress) -> Result<Vec<Picture>, PictureError> {
        let picture = |name, figure| Picture { name, figure };
        Ok(vec![
            picture("outages", outages::ranked(self, stress).figure()?),
            picture("recovery", outages::recovery(self, stress).figure()?),
        ])
    }

    /// The pictures of a plan.
    pub(crate) fn plan(&self, planned: &Planned) -> Result<Vec<Picture>, PictureError> {
        let mut pictures = Vec::new();
        let mut add = |name, figure| pictures.push(Picture { name, figure });
        if planned.measures.iter().any(|row| row.status != "finished") {
            add("gantt", plan::gantt(self, planned).figure()?);
        }
        if let Some(frontier) = plan::frontier(self, planned) {
            add("frontier", frontier.figure()?);
        }
        if let Some(ladders) = plan::ladders(self, planned) {
            add("plan-ladder", ladders.figure()?);
        }
        Ok(pictures)
    }

    /// The pictures of a forecast.
    pub(crate) fn forecast(&self, found: &Forecast) -> Result<Vec<Picture>, PictureError> {
        let picture = |name, figure| Picture { name, figure };
        let mut pictures = vec![picture("fan", forecast::fan(self, found).figure()?)];
        if !found.drivers.is_empty() {
            pictures.push(picture("growth", forecast::growth(self, found).figure()?));
        }
        Ok(pictures)
    }

    /// The pictures of a tariff.
    pub(crate) fn tariff(&self, found: &Tariff) -> Result<Vec<Picture>, PictureError> {
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

    /// A heading with what every picture says of where it comes from.
    fn heading(&self, title: String, subtitle: String) -> Heading {
        let value = |key: &str| {
            let row = self.run.iter().find(|row| row.key == key);
            row.map_or("", |row| row.value.as_str())
        };
        let checksum = value("corridor sha256");
        let scenarios: Vec<String> = self
            .run
            .iter()
            .filter(|row| row.key == "scenario")
            .map(|row| row.value.clone())
            .collect();
        let (all, estimated) = self.study.corridor().values.estimated();
        let share = estimated as f64 / all.max(1) as f64;
        let corridor = format!(
            "{} {}",
            self.study.name(),
            checksum.get(..12).unwrap_or(checksum)
        );
        let mut note = self.tell(
            "picture-note",
            &[
                ("version", value("kervan").into()),
                ("corridor", corridor.into()),
                ("seed", value("seed").into()),
                ("share", self.words.percent(share, 0).into()),
            ],
        );
        if !scenarios.is_empty() {
            let names = self.words.list(&scenarios);
            note = format!(
                "{note} {}",
                self.tell("picture-note-scenario", &[("name", names.into())])
            );
        }
        Heading {
            title,
            subtitle,
            notes: vec![note],
            typography: self.typography.clone(),
        }
    }
}

/// Fonts, signs of numbers and phrases of a language.
fn typography(words: &Words) -> Result<Typography, PictureError> {
    let fonts = Fonts::default();
    let fonts = match words.language() {
        Language::Georgian => fonts.with(GEORGIAN[0], Some(Cow::Borrowed(GEORGIAN[1])))?,
        Language::Chinese => fonts.with(CHINESE[0], Some(Cow::Borrowed(CHINESE[1])))?,
        _ => fonts,
    };
    let (decimal, thousands) = words.signs();
    Ok(Typography {
        fonts,
        numbers: Numbers {
            decimal,
            thousands,
            to: words.say("interval-to"),
        },
        phrases: Phrases::new(|key| {
            let (_, english) = PHRASES.iter().find(|(known, _)| *known == key)?;
            let places: Vec<(&str, Argument)> = phrases::places(english)
                .into_iter()
                .map(|name| (name, format!("{{{name}}}").into()))
                .collect();
            Some(words.tell(key, &places))
        }),
    })
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
