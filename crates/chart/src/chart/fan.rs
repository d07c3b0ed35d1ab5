//! The fan: what was observed, and what is expected with bands that widen with the horizon.

use super::panel::{Axis, Panel, area, names_room, room};
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Limit};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Mark, Shape, Spot, Stroke};
use crate::style;

/// A series of years with its forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The names of axes and what stands in the key.
    pub words: FanWords,
    /// What was observed, year and value, by rising years.
    pub observed: Vec<(f64, f64)>,
    /// What is expected, by rising years. To let the fan open from the last observation, give that year with all its
    /// bands at the value observed.
    pub expected: Vec<FanYear>,
    /// What is to be reached, in the unit of the axis.
    pub target: Option<Limit>,
    /// What cannot be passed as things are, in the unit of the axis.
    pub ceiling: Option<Limit>,
}

/// The words of a fan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanWords {
    /// The upright axis with its unit: `goods carried, Mt a year`.
    pub value: String,
    /// The level axis; may be empty.
    pub year: String,
    /// In the key: `observed`.
    pub observed: String,
    /// In the key: `median forecast`.
    pub median: String,
    /// In the key, for each band from the inner to the outer one: `50 %`, `80 %`, `95 %`.
    pub bands: Vec<String>,
}

/// What is expected of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct FanYear {
    /// The year.
    pub year: f64,
    /// As likely to be passed as not.
    pub median: f64,
    /// The bands, from the inner to the outer one; as many as are named.
    pub bands: Vec<FanBand>,
}

/// The ends of a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FanBand {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Height of the panel, px.
const HEIGHT: f64 = 380.0;
/// Half the width of the bands of a single year, years.
const ALONE: f64 = 0.2;

impl Fan {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Nothing observed and nothing expected; every number that is not finite; years that do not rise; bands that are
    /// not as many as are named, do not hold the band within them, or are more than can be told apart.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        self.key(&mut canvas);
        let numbers = self.heading.typography.numbers.clone();
        let mut limits: Vec<(Limit, Option<Stroke>)> = Vec::new();
        limits.extend(self.target.iter().map(|limit| {
            (
                limit.clone(),
                Some(Stroke::dashed(style::LIMIT, 1.6, "6 3")),
            )
        }));
        limits.extend(self.ceiling.iter().map(|limit| {
            (
                limit.clone(),
                Some(Stroke::dashed(style::LIMIT, 1.4, "2 2.5")),
            )
        }));
        limits.extend(self.expected.last().map(|last| {
            let name = numbers.readable(last.median);
            (
                Limit {
                    value: last.median,
                    name,
                },
                None,
            )
        }));
        let (x, y) = self.axes();
        let names = limits.iter().map(|(limit, _)| limit.name.as_str());
        let sides = (
            style::MARGIN + room(&canvas, y),
            canvas.right() - names_room(&canvas, names),
        );
        let panel = Panel::new(&mut canvas, sides, HEIGHT, (x, y));
        self.bands(&mut canvas, &panel);
        panel.limits(&mut canvas, &limits);
        let line = |points: Vec<Spot>, stroke| Shape::line("line", points).stroke(stroke);
        let median: Vec<Spot> = self
            .expected
            .iter()
            .map(|one| panel.at(one.year, one.median))
            .collect();
        canvas.draw(line(
            median.clone(),
            Stroke::dashed(style::MOVING, 2.4, "7 3"),
        ));
        if let [only] = median.as_slice() {
            canvas.draw(Shape::circle("median", *only, 3.4).fill(Fill::plain(style::MOVING)));
        }
        let observed: Vec<Spot> = self
            .observed
            .iter()
            .map(|(year, value)| panel.at(*year, *value))
            .collect();
        canvas.draw(line(observed.clone(), Stroke::plain(style::INK, 1.4)));
        for (at, (year, value)) in observed.iter().zip(&self.observed) {
            let point = Shape::circle("observed", *at, 3.2).fill(Fill::plain(style::INK));
            canvas.draw(point.hint(format!("{year:.0}: {}", numbers.readable(*value))));
        }
        let summary = self.summary();
        Ok(canvas.finish(panel.bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("forecast");
        check.some("years", self.observed.len() + self.expected.len());
        check.at_most("bands", style::BANDS.len(), self.words.bands.len());
        for (name, limit) in [("target", &self.target), ("ceiling", &self.ceiling)] {
            if let Some(limit) = limit {
                check.finite(|| name.to_owned(), limit.value);
            }
        }
        let mut before = None;
        for (year, value) in &self.observed {
            check.rising(|| "year observed".to_owned(), before, *year);
            check.finite(|| format!("year {year}, observed"), *value);
            before = Some(*year);
        }
        before = None;
        for one in &self.expected {
            let subject = |what: &str| format!("year {}, {what}", one.year);
            check.rising(|| "year expected".to_owned(), before, one.year);
            check.finite(|| subject("median"), one.median);
            before = Some(one.year);
            if one.bands.len() != self.words.bands.len() {
                let (expected, found) = (self.words.bands.len(), one.bands.len());
                let message = format!("expected {expected} bands, found {found}");
                check.problem(subject("bands"), message, "give as many as the key names");
            }
            let mut within = FanBand {
                low: one.median,
                high: one.median,
            };
            for (band, name) in one.bands.iter().zip(&self.words.bands) {
                check.finite(|| subject(name), band.low);
                check.finite(|| subject(name), band.high);
                if band.low > within.low || band.high < within.high {
                    let message = format!(
                        "expected a band around {} to {}, found {} to {}",
                        within.low, within.high, band.low, band.high
                    );
                    check.problem(subject(name), message, "give the inner band first");
                }
                within = *band;
            }
        }
        check.done()
    }

    /// The key, with what is there.
    fn key(&self, canvas: &mut Canvas) {
        let mut key = Vec::new();
        if !self.observed.is_empty() {
            let sample = |x: f64, y: f64| -> Vec<Mark> {
                let line = Shape::line("key", vec![(x - 9.0, y), (x + 9.0, y)]);
                let point = Shape::circle("key", (x, y), 3.2).fill(Fill::plain(style::INK));
                vec![
                    line.stroke(Stroke::plain(style::INK, 1.4)).into(),
                    point.into(),
                ]
            };
            key.push((Sample::Drawn(Box::new(sample)), self.words.observed.clone()));
        }
        if !self.expected.is_empty() {
            let median = Sample::Line(Stroke::dashed(style::MOVING, 2.4, "7 3"));
            key.push((median, self.words.median.clone()));
            let names = self.words.bands.iter();
            key.extend(
                names.enumerate().map(|(band, name)| {
                    (Sample::Area(Fill::plain(self.colour(band))), name.clone())
                }),
            );
        }
        legend::draw(canvas, key);
    }

    /// The axes: upwards from zero, or from less where there is less.
    fn axes(&self) -> (Axis<'_>, Axis<'_>) {
        let seen = self
            .observed
            .iter()
            .map(|(year, value)| (*year, *value, *value));
        let expected = self.expected.iter().map(|one| {
            let outer = one.bands.last().copied();
            let FanBand { low, high } = outer.unwrap_or(FanBand {
                low: one.median,
                high: one.median,
            });
            (one.year, low, high)
        });
        let (mut years, mut values) = ((f64::INFINITY, f64::NEG_INFINITY), (0.0_f64, 0.0_f64));
        for (year, low, high) in seen.chain(expected) {
            years = (years.0.min(year), years.1.max(year));
            values = (values.0.min(low), values.1.max(high));
        }
        for limit in self.target.iter().chain(&self.ceiling) {
            values = (values.0.min(limit.value), values.1.max(limit.value));
        }
        let axis = |name, ends, is_years| Axis {
            name,
            ends,
            is_years,
        };
        (
            axis(&self.words.year, (years.0 - 0.4, years.1 + 0.4), true),
            axis(&self.words.value, values, false),
        )
    }

    /// The colour of a band, counted from the inner one.
    fn colour(&self, band: usize) -> &'static str {
        style::BANDS[self.words.bands.len() - 1 - band]
    }

    /// The bands, the outer one first.
    fn bands(&self, canvas: &mut Canvas, panel: &Panel) {
        for band in (0..self.words.bands.len()).rev() {
            let mut points: Vec<(f64, FanBand)> = self
                .expected
                .iter()
                .map(|one| (one.year, one.bands[band]))
                .collect();
            if let [(year, ends)] = points[..] {
                points = vec![(year - ALONE, ends), (year + ALONE, ends)];
            }
            let up = points
                .iter()
                .map(|(year, ends)| panel.at(*year, ends.high))
                .collect();
            let down = points
                .iter()
                .map(|(year, ends)| panel.at(*year, ends.low))
                .collect();
            if !points.is_empty() {
                canvas.draw(area("band", up, down, self.colour(band)));
            }
        }
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let numbers = &self.heading.typography.numbers;
        let mut parts = Vec::new();
        if let (Some(first), Some(last)) = (self.observed.first(), self.observed.last()) {
            parts.push(format!(
                "{}: {:.0} {}, {:.0} {}",
                self.words.observed,
                first.0,
                numbers.readable(first.1),
                last.0,
                numbers.readable(last.1)
            ));
        }
        if let Some(last) = self.expected.last() {
            let bands = last
                .bands
                .iter()
                .zip(&self.words.bands)
                .map(|(band, name)| {
                    let (low, high) = (numbers.readable(band.low), numbers.readable(band.high));
                    format!(", {name} {low}{}{high}", numbers.to)
                });
            let bands: String = bands.collect();
            parts.push(format!(
                "{}: {:.0} {}{bands}",
                self.words.median,
                last.year,
                numbers.readable(last.median)
            ));
        }
        format!("{}. {}.", self.words.value, parts.join("; "))
    }
}
