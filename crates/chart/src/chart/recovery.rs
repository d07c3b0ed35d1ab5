//! How goods catch up after something broke: tonnes behind over days.

use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Shape, Stroke};
use crate::scale::Linear;
use crate::style;
use crate::text::{Anchor, Text, Weight};
use crate::typography::Typography;

/// Tonnes behind after outages: up to [`TOGETHER`] in one panel, more in a panel each.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovery {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The outages.
    pub curves: Vec<Curve>,
}

/// What followed one outage.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The outage in print: `Aktau closed for 10 d`.
    pub name: String,
    /// How long it lasted from day 0 on, days.
    pub outage_d: f64,
    /// What was behind, by rising days.
    pub points: Vec<Point>,
    /// The day on which nothing was behind any more; none where that was not seen.
    pub gone_d: Option<f64>,
}

/// A day after the start of an outage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Days since the start of the outage.
    pub day: f64,
    /// Tonnes that would have arrived and have not, mean.
    pub behind_t: f64,
    /// Lower end of its interval, t; the mean itself where there is none.
    pub low_t: f64,
    /// Upper end of its interval, t.
    pub high_t: f64,
}

/// Curves that share a panel at most.
pub const TOGETHER: usize = 4;
/// Panels side by side.
const ACROSS: usize = 3;

impl Recovery {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Every number that is not finite, and every day that does not follow the one before.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        let points = || self.curves.iter().flat_map(|curve| &curve.points);
        if points().next().is_none() {
            return Ok(canvas.nothing("chart-nothing-outage"));
        }
        let ends = points().fold(Ends::default(), Ends::with);
        let bottom = if self.curves.len() <= TOGETHER {
            self.together(&mut canvas, ends)
        } else {
            self.apart(&mut canvas, ends)
        };
        let summary = self.summary();
        Ok(canvas.finish(bottom, &[], summary))
    }

    /// Every number that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("recovery");
        for curve in &self.curves {
            check.not_below_zero(
                || format!("`{}`, days of the outage", curve.name),
                curve.outage_d,
            );
            if let Some(gone) = curve.gone_d {
                check.not_below_zero(
                    || format!("`{}`, day on which it is gone", curve.name),
                    gone,
                );
            }
            for point in &curve.points {
                check.finite(|| format!("`{}`, day", curve.name), point.day);
                for tonnes in [point.behind_t, point.low_t, point.high_t] {
                    check.finite(
                        || format!("`{}`, day {}, tonnes behind", curve.name, point.day),
                        tonnes,
                    );
                }
            }
            for pair in curve.points.windows(2) {
                if pair[1].day <= pair[0].day {
                    check.problem(
                        format!("`{}`", curve.name),
                        format!(
                            "expected a day after {}, found {}",
                            pair[0].day, pair[1].day
                        ),
                        "give the points in order of days",
                    );
                }
            }
        }
        check.done()
    }

    /// All curves in one panel, with a key.
    fn together(&self, canvas: &mut Canvas, ends: Ends) -> f64 {
        let key = self
            .curves
            .iter()
            .zip(style::LINES)
            .map(|(curve, (colour, dashes))| {
                let name = format!("{}: {}", curve.name, curve.gone(canvas.typography()));
                (Sample::Line(Stroke::dashed(colour, 2.2, dashes)), name)
            });
        legend::draw(canvas, key.collect());
        let left = style::MARGIN + axis::room(canvas.typography(), ends.low, ends.high, 5);
        let panel = Panel {
            x: (left, canvas.right()),
            y: (canvas.top + 20.0, canvas.top + 380.0),
            about: (8, 5),
        };
        let behind = canvas.say("chart-recovery-behind");
        let text = Text::new(style::MARGIN, canvas.top + 6.0, behind);
        canvas.draw(text.size(style::SMALL).colour(style::GREY));
        let scales = panel.axes(canvas, ends);
        for curve in &self.curves {
            scales.outage(canvas, curve);
        }
        for (curve, look) in self.curves.iter().zip(style::LINES) {
            scales.curve(canvas, curve, look);
        }
        self.day_axis(canvas, panel.y.1)
    }

    /// A panel for each curve, all on the same scales.
    fn apart(&self, canvas: &mut Canvas, ends: Ends) -> f64 {
        let behind = canvas.say("chart-recovery-behind-apart");
        let text = Text::new(style::MARGIN, canvas.top + 6.0, behind);
        canvas.draw(text.size(style::SMALL).colour(style::GREY));
        let room = axis::room(canvas.typography(), ends.low, ends.high, 3);
        let span = (canvas.inner_width() + 20.0) / ACROSS as f64;
        let mut top = canvas.top + 14.0;
        let mut bottom = top;
        for row in self.curves.chunks(ACROSS) {
            let heads: Vec<Vec<String>> = row
                .iter()
                .map(|curve| {
                    let mut lines = canvas.fonts().wrapped(
                        &curve.name,
                        style::LABEL,
                        Weight::Bold,
                        span - 24.0,
                    );
                    lines.push(curve.gone(canvas.typography()));
                    lines
                })
                .collect();
            let deepest = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
            for (position, (curve, head)) in row.iter().zip(&heads).enumerate() {
                let from = style::MARGIN + span * position as f64;
                for (line, content) in head.iter().enumerate() {
                    let text = Text::new(from, top + 15.0 * (line as f64 + 1.0), content.as_str());
                    let is_last = line + 1 == head.len();
                    canvas.draw(if is_last {
                        text.size(style::SMALL).colour(style::GREY)
                    } else {
                        text.bold()
                    });
                }
                let head = top + 15.0 * deepest + 12.0;
                let panel = Panel {
                    x: (from + room, from + span - 20.0),
                    y: (head, head + 110.0),
                    about: (4, 3),
                };
                let scales = panel.axes(canvas, ends);
                scales.outage(canvas, curve);
                scales.curve(canvas, curve, style::LINES[0]);
                bottom = panel.y.1;
            }
            top = bottom + 26.0;
        }
        self.day_axis(canvas, bottom)
    }

    /// The name of the axis of days; gives where it ends, px.
    fn day_axis(&self, canvas: &mut Canvas, bottom: f64) -> f64 {
        let days = canvas.say("chart-recovery-days");
        let text = Text::new(canvas.right(), bottom + 30.0, days);
        canvas.draw(
            text.size(style::SMALL)
                .colour(style::GREY)
                .anchor(Anchor::End),
        );
        bottom + 34.0
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let typography = &self.heading.typography;
        let one = |curve: &Curve| {
            let most = curve
                .points
                .iter()
                .map(|point| point.behind_t)
                .fold(0.0, f64::max);
            typography.phrases.tell(
                "chart-recovery-most",
                &[
                    ("name", &curve.name),
                    ("value", &typography.numbers.fixed(most, 0)),
                    ("gone", &curve.gone(typography)),
                ],
            )
        };
        let all: Vec<String> = self.curves.iter().map(one).collect();
        format!("{}.", all.join("; "))
    }
}

impl Curve {
    /// When it was over, in print.
    fn gone(&self, typography: &Typography) -> String {
        match self.gone_d {
            Some(day) => {
                let day = typography.numbers.readable(day);
                typography
                    .phrases
                    .tell("chart-recovery-gone", &[("value", &day)])
            }
            None => typography.phrases.say("chart-recovery-not-gone"),
        }
    }
}

/// What the scales must hold.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    /// The first and last day.
    days: (f64, f64),
    /// The least tonnes.
    low: f64,
    /// The most tonnes.
    high: f64,
}

impl Ends {
    /// The same with another point.
    fn with(self, point: &Point) -> Ends {
        Ends {
            days: (self.days.0.min(point.day), self.days.1.max(point.day)),
            low: self.low.min(point.low_t).min(point.behind_t),
            high: self.high.max(point.high_t).max(point.behind_t),
        }
    }
}

/// A panel, px, and about how many ticks its axes have.
struct Panel {
    /// Its left and right side.
    x: (f64, f64),
    /// Its upper and lower side.
    y: (f64, f64),
    /// Ticks of days and of tonnes.
    about: (usize, usize),
}

impl Panel {
    /// Draws the axes.
    fn axes(&self, canvas: &mut Canvas, ends: Ends) -> Scales {
        let days = Linear::new(ends.days, self.x);
        let tonnes = Linear::new((ends.low, ends.high), (self.y.1, self.y.0)).round(self.about.1);
        axis::upright(canvas, &tonnes, self.about.1, self.x);
        axis::level(canvas, &days, self.about.0, self.y, false);
        Scales {
            days,
            tonnes,
            y: self.y,
            right: self.x.1,
        }
    }
}

/// The scales of a panel.
struct Scales {
    /// Days to x.
    days: Linear,
    /// Tonnes to y.
    tonnes: Linear,
    /// Upper and lower side of the panel, px.
    y: (f64, f64),
    /// Its right side, px.
    right: f64,
}

impl Scales {
    /// Shades the time of an outage.
    fn outage(&self, canvas: &mut Canvas, curve: &Curve) {
        let outage = (
            self.days.at(0.0),
            self.days.at(curve.outage_d).min(self.right),
        );
        let shade = Fill {
            opacity: 0.5,
            ..Fill::plain(style::SHADE)
        };
        canvas.draw(Shape::rectangle("outage", outage, self.y).fill(shade));
    }

    /// Draws a curve with its interval.
    fn curve(
        &self,
        canvas: &mut Canvas,
        curve: &Curve,
        (colour, dashes): (&'static str, &'static str),
    ) {
        let at = |point: &Point, tonnes: f64| (self.days.at(point.day), self.tonnes.at(tonnes));
        let up = curve.points.iter().map(|point| at(point, point.high_t));
        let down = curve
            .points
            .iter()
            .rev()
            .map(|point| at(point, point.low_t));
        if curve.points.iter().any(|point| point.high_t > point.low_t) {
            let band = Fill {
                opacity: 0.18,
                ..Fill::plain(colour)
            };
            canvas.draw(Shape::areas("band", vec![up.chain(down).collect()]).fill(band));
        }
        let line: Vec<(f64, f64)> = curve
            .points
            .iter()
            .map(|point| at(point, point.behind_t))
            .collect();
        canvas.draw(
            Shape::line("curve", line)
                .stroke(Stroke::dashed(colour, 2.2, dashes))
                .hint(curve.name.as_str()),
        );
    }
}
