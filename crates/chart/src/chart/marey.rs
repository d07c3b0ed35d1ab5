//! Trains and vessels of one week over time and distance (Marey 1885): a slope is a run, a flat a stop.

use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::fonts::Fonts;
use crate::label::{Labels, spread};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Mark, Shape, Spot, Stroke};
use crate::scale::Linear;
use crate::style;
use crate::text::{Anchor, Frame, Text, Weight};

/// Runs of trains and vessels along one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Marey {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// Places along the way, by rising distance.
    pub stations: Vec<Station>,
    /// Stretches of sea.
    pub waters: Vec<Water>,
    /// What runs.
    pub runs: Vec<Run>,
    /// Hours that are shown: 168 for a week.
    pub hours: f64,
}

/// A place along the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// Its name in print.
    pub name: String,
    /// Distance from the start of the way, km.
    pub km: f64,
}

/// A stretch of sea.
#[derive(Debug, Clone, PartialEq)]
pub struct Water {
    /// Its name in print.
    pub name: String,
    /// Where it begins, km.
    pub from_km: f64,
    /// Where it ends, km.
    pub to_km: f64,
}

/// One train or vessel.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Its name in print, seen by a reader who points at it.
    pub name: String,
    /// What runs.
    pub kind: RunKind,
    /// The group that shares a look, named in the key: a service or a direction.
    pub group: String,
    /// Hours since the start of what is shown, and km; parts outside it are cut off.
    pub points: Vec<(f64, f64)>,
}

/// What runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// A train.
    Train,
    /// A vessel.
    Vessel,
}

/// Height of the chart at least, px.
const HEIGHT: f64 = 640.0;
/// Height of a name, px.
const NAME: f64 = 14.0;

impl Marey {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Every number that is not finite, and hours that are not above zero.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH + 200.0);
        if self.stations.len() < 2 {
            return Ok(canvas.nothing("chart-nothing-way"));
        }
        let groups = self.groups();
        let key = groups
            .iter()
            .enumerate()
            .map(|(position, (group, kind))| (Sample::Line(look(position, *kind)), group.clone()));
        legend::draw(&mut canvas, key.collect());

        let names: Vec<String> = self
            .stations
            .iter()
            .map(|station| one_line(canvas.fonts(), &station.name, 320.0))
            .collect();
        let left = style::MARGIN
            + canvas.fonts().widest(
                names.iter().map(String::as_str),
                style::SMALL,
                Weight::Regular,
            )
            + 44.0;
        let top = canvas.top + 22.0;
        let bottom = top + HEIGHT.max(NAME * (self.stations.len() as f64 + 1.0));
        let frame = Frame {
            left,
            top,
            right: canvas.right(),
            bottom,
        };
        let km = self.stations.iter().map(|station| station.km);
        let ends = km.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), km| {
            (low.min(km), high.max(km))
        });
        let distance = Linear::new(ends, (top + 6.0, bottom - 6.0));
        let time = Linear::new((0.0, self.hours), (left, canvas.right()));

        self.ground(&mut canvas, &distance, &time, frame);
        self.names(&mut canvas, &names, &distance, frame);
        let runs = self.runs.iter().map(|run| {
            let position = groups
                .iter()
                .position(|(group, kind)| *group == run.group && *kind == run.kind);
            let points: Vec<Spot> = run
                .points
                .iter()
                .map(|(hour, km)| (time.at(*hour), distance.at(*km)))
                .collect();
            let line = Shape::line("run", points).stroke(look(position.unwrap_or(0), run.kind));
            Mark::from(line.hint(run.name.as_str()))
        });
        canvas.draw(Mark::Clipped(frame, runs.collect()));
        self.water_names(&mut canvas, &distance, frame);
        let outline = Shape::rectangle(
            "frame",
            (frame.left, frame.right),
            (frame.top, frame.bottom),
        );
        canvas.draw(outline.stroke(Stroke::plain(style::AXIS, 1.0)));
        let vessels = self
            .runs
            .iter()
            .filter(|run| run.kind == RunKind::Vessel)
            .count();
        let counts = [self.runs.len() - vessels, vessels, self.stations.len()]
            .map(|count| count.to_string());
        let summary = canvas.tell(
            "chart-marey-summary",
            &[
                ("trains", &counts[0]),
                ("vessels", &counts[1]),
                ("places", &counts[2]),
                ("hours", &self.hours.to_string()),
            ],
        );
        Ok(canvas.finish(bottom + 2.0, &[], summary))
    }

    /// Every number that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("Marey diagram");
        check.not_below_zero(|| "hours".to_owned(), self.hours);
        for station in &self.stations {
            check.finite(|| format!("station `{}`, km", station.name), station.km);
        }
        for water in &self.waters {
            check.finite(|| format!("water `{}`, km", water.name), water.from_km);
            check.finite(|| format!("water `{}`, km", water.name), water.to_km);
        }
        for run in &self.runs {
            for (hour, km) in &run.points {
                check.finite(|| format!("run `{}`, hour", run.name), *hour);
                check.finite(|| format!("run `{}`, km", run.name), *km);
            }
        }
        check.done()
    }

    /// The groups with their kinds, as they come.
    fn groups(&self) -> Vec<(String, RunKind)> {
        let mut groups: Vec<(String, RunKind)> = Vec::new();
        for run in &self.runs {
            let group = (run.group.clone(), run.kind);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    /// Sea, lines of places, and days.
    fn ground(&self, canvas: &mut Canvas, distance: &Linear, time: &Linear, frame: Frame) {
        for y in self
            .waters
            .iter()
            .filter_map(|water| seen(water, distance, frame))
        {
            let band = Shape::rectangle("water", (frame.left, frame.right), y);
            canvas.draw(band.fill(Fill::plain(style::WATER)));
        }
        for station in &self.stations {
            let y = distance.at(station.km);
            let line = Shape::line("grid", vec![(frame.left, y), (frame.right, y)]);
            canvas.draw(line.stroke(Stroke::plain(style::GRID, 0.8)));
        }
        let every = if self.hours <= 14.0 * 24.0 { 6.0 } else { 24.0 };
        let count = libm::floor(self.hours / every) as usize;
        for step in 0..=count {
            let hour = step as f64 * every;
            let x = time.at(hour);
            let is_day = libm::fmod(hour, 24.0) == 0.0;
            let (colour, width) = if is_day {
                (style::AXIS, 0.9)
            } else {
                (style::GRID, 0.6)
            };
            let line = Shape::line("grid", vec![(x, frame.top), (x, frame.bottom)]);
            canvas.draw(line.stroke(Stroke::plain(colour, width)));
            let day_ends = time.at(hour + 24.0);
            if is_day && day_ends <= frame.right + 1.0 && day_ends - x > 44.0 {
                let day = (libm::round(hour / 24.0) + 1.0).to_string();
                let content = canvas.tell("chart-marey-day", &[("value", &day)]);
                let text = Text::new((x + day_ends) / 2.0, frame.top - 6.0, content);
                canvas.draw(
                    text.size(style::SMALL)
                        .colour(style::GREY)
                        .anchor(Anchor::Middle),
                );
            }
        }
    }

    /// Names of places at the left, moved apart where they are too near, each tied to its line.
    fn names(&self, canvas: &mut Canvas, names: &[String], distance: &Linear, frame: Frame) {
        let mut sorted: Vec<(f64, &String)> = self
            .stations
            .iter()
            .map(|station| distance.at(station.km))
            .zip(names)
            .collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<f64> = sorted.iter().map(|(y, _)| *y).collect();
        let places = spread(&wanted, NAME - 1.0, (frame.top + 4.0, frame.bottom - 4.0));
        for ((y, name), place) in sorted.into_iter().zip(places) {
            let tie = vec![
                (frame.left - 36.0, place),
                (frame.left - 4.0, y),
                (frame.left, y),
            ];
            canvas.draw(Shape::line("tie", tie).stroke(Stroke::plain(style::AXIS, 0.8)));
            let text = Text::new(frame.left - 40.0, place + 3.6, name.as_str()).size(style::SMALL);
            canvas.draw(text.anchor(Anchor::End));
        }
    }

    /// Names of seas, over the runs.
    fn water_names(&self, canvas: &mut Canvas, distance: &Linear, frame: Frame) {
        let mut labels = Labels::new(frame, canvas.fonts());
        for water in &self.waters {
            let Some((top, bottom)) = seen(water, distance, frame) else {
                continue;
            };
            let y = (top + bottom) / 2.0 + 4.0;
            let text = Text::new(frame.right - 8.0, y, water.name.as_str());
            let text = text.anchor(Anchor::End).bold().rim();
            for text in labels.place(&[vec![text]]).into_iter().flatten() {
                canvas.draw(text);
            }
        }
    }
}

/// Upper and lower side of the part of a sea that is seen, px; none where none of it is.
fn seen(water: &Water, distance: &Linear, frame: Frame) -> Option<(f64, f64)> {
    let top = distance.at(water.from_km).max(frame.top);
    let bottom = distance.at(water.to_km).min(frame.bottom);
    (top < bottom).then_some((top, bottom))
}

/// How a group looks: vessels by dashes, trains by whole lines.
fn look(position: usize, kind: RunKind) -> Stroke {
    let (colour, _) = style::LINES[position % style::LINES.len()];
    match kind {
        RunKind::Train => Stroke::plain(colour, 1.2),
        RunKind::Vessel => Stroke::dashed(colour, 1.8, "5 2.5"),
    }
}

/// A name on one line: cut with three dots where it is wider than there is room.
fn one_line(fonts: &Fonts, name: &str, room: f64) -> String {
    let lines = fonts.wrapped(name, style::SMALL, Weight::Regular, room - 8.0);
    match lines.as_slice() {
        [line] => line.clone(),
        [first, ..] => format!("{first}…"),
        [] => String::new(),
    }
}
