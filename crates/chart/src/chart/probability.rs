//! The chance of reaching a target by each year.

use super::panel::{Axis, Panel, names_room, room};
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval, Limit};
use crate::label::{along, square};
use crate::legend::{self, Sample};
use crate::mark::{Mark, Shape, Spot, Stroke, symbol};
use crate::style;
use crate::text::{Anchor, Text};

/// Chances over years, a line for each target.
#[derive(Debug, Clone, PartialEq)]
pub struct Probability {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The upright axis, which is in percent: `chance, %`.
    pub chance: String,
    /// The level axis; may be empty.
    pub year: String,
    /// The lines, [`style::SYMBOLS`] at most.
    pub lines: Vec<ProbabilityLine>,
    /// A chance that is asked for, 0 to 1.
    pub wanted: Option<Limit>,
}

/// A target.
#[derive(Debug, Clone, PartialEq)]
pub struct ProbabilityLine {
    /// Its name in print: `10 Mt a year`.
    pub name: String,
    /// Its chances, by rising years.
    pub points: Vec<Chance>,
}

/// The chance by the end of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The year.
    pub year: f64,
    /// The chance with its interval, 0 to 1.
    pub share: Interval,
}

/// Height of the panel, px.
const HEIGHT: f64 = 340.0;
/// Lines whose marks carry numbers at most; those of more could not be told apart.
const NUMBERED: usize = 2;

impl Probability {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// No line, a line without points, more lines than can be told apart, chances outside 0 to 1, years that do not rise.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        let key = self.lines.iter().enumerate().map(|(look, line)| {
            let sample = move |x: f64, y: f64| -> Vec<Mark> {
                let line = Shape::line("key", vec![(x - 9.0, y), (x + 9.0, y)]);
                vec![
                    line.stroke(stroke(look)).into(),
                    symbol("key", look, (x, y), 4.0).into(),
                ]
            };
            (
                Sample::Drawn(Box::new(sample) as Box<dyn Fn(f64, f64) -> Vec<Mark>>),
                line.name.clone(),
            )
        });
        legend::draw(&mut canvas, key.collect());
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let first = points()
            .map(|point| point.year)
            .fold(f64::INFINITY, f64::min);
        let last = points()
            .map(|point| point.year)
            .fold(f64::NEG_INFINITY, f64::max);
        let axis = |name, ends, is_years| Axis {
            name,
            ends,
            is_years,
        };
        let x = axis(self.year.as_str(), (first - 0.4, last + 0.4), true);
        let y = axis(self.chance.as_str(), (0.0, 100.0), false);
        let names = self.wanted.iter().map(|limit| limit.name.as_str());
        let sides = (
            style::MARGIN + room(&canvas, y),
            canvas.right() - names_room(&canvas, names),
        );
        let panel = Panel::new(&mut canvas, sides, HEIGHT, (x, y));
        let wanted = self.wanted.iter().map(|limit| {
            let value = 100.0 * limit.value;
            (
                Limit {
                    value,
                    name: limit.name.clone(),
                },
                Some(Stroke::dashed(style::LIMIT, 1.4, "6 3")),
            )
        });
        panel.limits(&mut canvas, &wanted.collect::<Vec<_>>());
        self.lines_in(&mut canvas, &panel);
        let summary = self.summary();
        Ok(canvas.finish(panel.bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("chart of chances");
        check.some("lines", self.lines.len());
        check.at_most("lines", style::SYMBOLS, self.lines.len());
        if let Some(limit) = &self.wanted {
            share(&mut check, || "chance asked for".to_owned(), limit.value);
        }
        for line in &self.lines {
            check.some(&format!("years of `{}`", line.name), line.points.len());
            let mut before = None;
            for point in &line.points {
                let subject = || format!("`{}`, year {}", line.name, point.year);
                check.rising(subject, before, point.year);
                before = Some(point.year);
                check.interval(subject, point.share);
                share(&mut check, subject, point.share.mean);
            }
        }
        check.done()
    }

    /// Lines, marks, intervals and numbers.
    fn lines_in(&self, canvas: &mut Canvas, panel: &Panel) {
        let numbers = self.heading.typography.numbers.clone();
        let mut labels = panel.labels(canvas);
        let spots: Vec<Vec<Spot>> = self
            .lines
            .iter()
            .map(|line| {
                line.points
                    .iter()
                    .map(|one| panel.at(one.year, 100.0 * one.share.mean))
                    .collect()
            })
            .collect();
        for (look, (line, spots)) in self.lines.iter().zip(&spots).enumerate() {
            for (point, at) in line.points.iter().zip(spots) {
                labels.block(square(*at, 5.0));
                if point.share.is_wide() {
                    let ends = (100.0 * point.share.low, 100.0 * point.share.high);
                    let (low, high) = (ends.0.max(0.0), ends.1.min(100.0));
                    along((at.0, panel.y.at(low)), (at.0, panel.y.at(high)))
                        .for_each(|frame| labels.avoid(frame));
                    canvas.draw(panel.whisker(point.year, (low, high)));
                }
            }
            for pair in spots.windows(2) {
                along(pair[0], pair[1]).for_each(|frame| labels.avoid(frame));
            }
            canvas.draw(
                Shape::line("chance", spots.clone())
                    .stroke(stroke(look))
                    .hint(line.name.as_str()),
            );
            for at in spots {
                canvas.draw(symbol("point", look, *at, 4.0));
            }
        }
        if self.lines.len() > NUMBERED {
            return;
        }
        for (line, spots) in self.lines.iter().zip(&spots) {
            for (point, at) in line.points.iter().zip(spots) {
                let value = numbers.fixed(100.0 * point.share.mean, 0);
                let at_year = self.lines.iter().flat_map(|line| &line.points);
                let mut others = at_year.filter(|other| other.year == point.year);
                let is_upper = others.all(|other| other.share.mean <= point.share.mean);
                let text = |x, y, anchor| {
                    vec![
                        Text::new(x, y, value.as_str())
                            .size(style::SMALL)
                            .anchor(anchor)
                            .rim(),
                    ]
                };
                let ends = (point.share.low.max(0.0), point.share.high.min(1.0));
                let above = text(
                    at.0,
                    (panel.y.at(100.0 * ends.1) - 4.0).min(at.1 - 8.0),
                    Anchor::Middle,
                );
                let below = text(
                    at.0,
                    (panel.y.at(100.0 * ends.0) + 12.0).max(at.1 + 15.0),
                    Anchor::Middle,
                );
                let beside = [
                    text(at.0 + 9.0, at.1 + 4.0, Anchor::Start),
                    text(at.0 - 9.0, at.1 + 4.0, Anchor::End),
                ];
                let [right, left] = beside;
                let places = if is_upper {
                    [above, left, right, below]
                } else {
                    [below, right, left, above]
                };
                for text in labels.place(&places).into_iter().flatten() {
                    canvas.draw(text);
                }
            }
        }
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let numbers = &self.heading.typography.numbers;
        let one = |line: &ProbabilityLine| {
            let point = |one: &Chance| {
                format!(
                    "{:.0} {} %",
                    one.year,
                    numbers.fixed(100.0 * one.share.mean, 0)
                )
            };
            let points: Vec<String> = line.points.iter().map(point).collect();
            format!("{}: {}", line.name, points.join(", "))
        };
        let lines: Vec<String> = self.lines.iter().map(one).collect();
        format!("{}. {}.", self.chance, lines.join("; "))
    }
}

/// A chance lies between 0 and 1.
fn share(check: &mut Check, subject: impl Fn() -> String, value: f64) {
    if value > 1.0 {
        let message = format!("expected a chance from 0 to 1, found {value}");
        check.problem(subject(), message, "give 0.8 for 80 %");
    } else {
        check.not_below_zero(subject, value);
    }
}

/// The line of a target.
fn stroke(look: usize) -> Stroke {
    let (colour, dashes) = style::LINES[look % style::LINES.len()];
    Stroke::dashed(colour, 1.8, dashes)
}
