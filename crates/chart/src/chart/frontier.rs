//! The frontier: what each throughput costs at least, and how long it then takes.

use super::panel::{Axis, Panel, aired, name_beside, names_room, room};
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval, Limit};
use crate::label::{along, square};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Mark, Shape, Spot, Stroke, whisker};
use crate::style;
use crate::text::{Anchor, Text, Weight};

/// Cost against throughput, and under it P90 of the transit time.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The names of axes and what stands in the key.
    pub words: FrontierWords,
    /// The plans, joined in this order.
    pub points: Vec<FrontierPoint>,
    /// The throughput that is to be reached, in the unit of its axis.
    pub target: Option<Limit>,
    /// The transit time that is to be kept, days.
    pub days: Option<Limit>,
}

/// The words of a frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontierWords {
    /// The level axis with its unit: `goods carried, Mt a year`.
    pub throughput: String,
    /// The upright axis with its unit: `discounted cost, M USD`.
    pub cost: String,
    /// The upright axis of the second panel: `transit time that nine units in ten keep (P90), days`.
    pub days: String,
    /// In the key: `the cheapest plan found`.
    pub plan: String,
    /// In the key: `the plan chosen`.
    pub chosen: String,
    /// In the key: `95 % interval`.
    pub interval: String,
}

/// A plan.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierPoint {
    /// Its name in print; may be empty.
    pub name: String,
    /// What it carries, in the unit of the axis.
    pub throughput: Interval,
    /// What it costs, in the unit of the axis.
    pub cost: Interval,
    /// Transit time that nine units in ten keep, days.
    pub p90_d: Option<Interval>,
    /// Whether it is the one that was chosen.
    pub is_chosen: bool,
}

/// Heights of the panels, px.
const HEIGHTS: (f64, f64) = (330.0, 130.0);
/// The most width of a name at a point, px.
const NAME: f64 = 200.0;

impl Frontier {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// No point, every number that is not finite, every interval that leaves out its mean.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        self.key(&mut canvas);
        let x = self.axis(
            &self.words.throughput,
            |point| Some(point.throughput),
            &self.target,
        );
        let y = self.axis(&self.words.cost, |point| Some(point.cost), &None);
        let days = self.axis(&self.words.days, |point| point.p90_d, &self.days);
        let has_days = self.points.iter().any(|point| point.p90_d.is_some());
        let mut left = room(&canvas, y);
        if has_days {
            left = left.max(room(&canvas, days));
        }
        let names = self
            .days
            .iter()
            .map(|limit| limit.name.as_str())
            .filter(|_| has_days);
        let sides = (
            style::MARGIN + left,
            canvas.right() - names_room(&canvas, names),
        );
        if let Some(target) = &self.target {
            self.target_name(&mut canvas, sides, x, target);
        }
        let panel = Panel::new(
            &mut canvas,
            sides,
            HEIGHTS.0,
            (
                Axis {
                    name: if has_days { "" } else { x.name },
                    ..x
                },
                y,
            ),
        );
        self.panel(&mut canvas, &panel, |point| Some(point.cost), true);
        let mut bottom = panel.bottom;
        if has_days {
            canvas.top = bottom + 4.0;
            let panel = Panel::new(&mut canvas, sides, HEIGHTS.1, (x, days));
            let limit = self
                .days
                .iter()
                .map(|limit| (limit.clone(), Some(dashed())));
            panel.limits(&mut canvas, &limit.collect::<Vec<_>>());
            self.panel(&mut canvas, &panel, |point| point.p90_d, false);
            bottom = panel.bottom;
        }
        let summary = self.summary();
        Ok(canvas.finish(bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("frontier");
        check.some("points", self.points.len());
        for (name, limit) in [("target", &self.target), ("limit of days", &self.days)] {
            if let Some(limit) = limit {
                check.finite(|| name.to_owned(), limit.value);
            }
        }
        for (position, point) in self.points.iter().enumerate() {
            let subject = |what: &str| format!("point {} ({}), {what}", position + 1, point.name);
            check.interval(|| subject("throughput"), point.throughput);
            check.interval(|| subject("cost"), point.cost);
            if let Some(days) = point.p90_d {
                check.interval(|| subject("P90"), days);
                check.not_below_zero(|| subject("P90"), days.mean);
            }
        }
        check.done()
    }

    /// An axis that holds what is asked of each point, and a line.
    fn axis<'a>(
        &self,
        name: &'a str,
        of: impl Fn(&FrontierPoint) -> Option<Interval>,
        limit: &Option<Limit>,
    ) -> Axis<'a> {
        let mut values: Vec<f64> = limit.iter().map(|limit| limit.value).collect();
        values.extend(
            self.points
                .iter()
                .filter_map(of)
                .flat_map(|one| [one.low, one.high]),
        );
        Axis {
            name,
            ends: aired(values.iter().copied()),
            is_years: false,
        }
    }

    /// The key, with the marks that are there.
    fn key(&self, canvas: &mut Canvas) {
        let plan = |x, y| vec![point((x, y), false).into()];
        let mut key = vec![(Sample::Drawn(Box::new(plan)), self.words.plan.clone())];
        if self.points.iter().any(|point| point.is_chosen) {
            let chosen = |x, y| chosen((x, y));
            key.push((Sample::Drawn(Box::new(chosen)), self.words.chosen.clone()));
        }
        let is_wide = |one: &FrontierPoint| {
            let all = [Some(one.throughput), Some(one.cost), one.p90_d];
            all.iter().flatten().any(Interval::is_wide)
        };
        if self.points.iter().any(is_wide) {
            let sample = |x, y| vec![whisker(false, y, x - 9.0, x + 9.0, 4.0).into()];
            key.push((Sample::Drawn(Box::new(sample)), self.words.interval.clone()));
        }
        legend::draw(canvas, key);
    }

    /// The name of the target, over its line.
    fn target_name(&self, canvas: &mut Canvas, sides: (f64, f64), x: Axis, target: &Limit) {
        let fonts = canvas.fonts();
        let name = fonts.shortened(
            &target.name,
            style::SMALL,
            Weight::Bold,
            canvas.inner_width(),
        );
        let half = fonts.width(&name, style::SMALL, Weight::Bold) / 2.0;
        let at = crate::scale::Linear::new(x.ends, sides).at(target.value);
        let at = at.min(canvas.right() - half).max(style::MARGIN + half);
        let text = Text::new(at, canvas.top + 6.0, name)
            .size(style::SMALL)
            .bold();
        canvas.draw(text.colour(style::LIMIT).anchor(Anchor::Middle));
        canvas.top += 14.0;
    }

    /// Points, line and intervals of one panel.
    fn panel(
        &self,
        canvas: &mut Canvas,
        panel: &Panel,
        of: impl Fn(&FrontierPoint) -> Option<Interval>,
        is_named: bool,
    ) {
        let known: Vec<(&FrontierPoint, Interval)> = self
            .points
            .iter()
            .filter_map(|one| Some((one, of(one)?)))
            .collect();
        let spot =
            |(one, value): &(&FrontierPoint, Interval)| panel.at(one.throughput.mean, value.mean);
        let line: Vec<Spot> = known.iter().map(spot).collect();
        let mut labels = panel.labels(canvas);
        if let Some(target) = &self.target {
            panel.upright_limit(canvas, target);
            let x = panel.x.at(target.value);
            let ends = ((x, panel.frame.top), (x, panel.frame.bottom));
            along(ends.0, ends.1).for_each(|frame| labels.avoid(frame));
        }
        for pair in line.windows(2) {
            along(pair[0], pair[1]).for_each(|frame| labels.avoid(frame));
        }
        let stroke = Stroke::plain(style::WORKING, 1.8).round();
        canvas.draw(Shape::line("frontier", line.clone()).stroke(stroke));
        for ((one, value), at) in known.iter().zip(&line) {
            let across = one.throughput;
            if value.is_wide() {
                let ends = (panel.y.at(value.low), panel.y.at(value.high));
                along((at.0, ends.0), (at.0, ends.1)).for_each(|frame| labels.avoid(frame));
                canvas.draw(panel.whisker(across.mean, (value.low, value.high)));
            }
            if across.is_wide() {
                let ends = (panel.x.at(across.low), panel.x.at(across.high));
                along((ends.0, at.1), (ends.1, at.1)).for_each(|frame| labels.avoid(frame));
                canvas.draw(whisker(false, at.1, ends.0, ends.1, 4.0));
            }
            labels.block(square(*at, 5.0));
        }
        for ((one, value), at) in known.iter().zip(&line) {
            if one.is_chosen {
                chosen(*at).into_iter().for_each(|mark| canvas.draw(mark));
            } else {
                let numbers = &self.heading.typography.numbers;
                let hint = format!("{} {}", one.name, numbers.interval(*value, false));
                canvas.draw(point(*at, false).hint(hint));
            }
        }
        if is_named {
            let named = known
                .iter()
                .zip(&line)
                .filter(|((one, _), _)| !one.name.is_empty());
            let (first, rest): (Vec<_>, Vec<_>) = named.partition(|((one, _), _)| one.is_chosen);
            for ((one, _), at) in first.into_iter().chain(rest) {
                let weight = if one.is_chosen {
                    Weight::Bold
                } else {
                    Weight::Regular
                };
                let name = canvas
                    .fonts()
                    .shortened(&one.name, style::SMALL, weight, NAME);
                name_beside(canvas, &mut labels, *at, 7.0, (&name, weight));
            }
        }
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let numbers = &self.heading.typography.numbers;
        let one = |one: &FrontierPoint| {
            let days = one.p90_d.map_or(String::new(), |days| {
                format!(", P90 {} d", numbers.interval(days, false))
            });
            let (throughput, cost) = (
                numbers.interval(one.throughput, false),
                numbers.interval(one.cost, false),
            );
            let mark = if one.is_chosen { "*" } else { "" };
            format!("{}{mark}: {throughput}, {cost}{days}", one.name)
        };
        let all: Vec<String> = self.points.iter().map(one).collect();
        format!(
            "{}; {}: {}.",
            self.words.throughput,
            self.words.cost,
            all.join("; ")
        )
    }
}

/// The line of a limit.
fn dashed() -> Stroke {
    Stroke::dashed(style::LIMIT, 1.4, "6 3")
}

/// The mark of a plan.
fn point(at: Spot, is_chosen: bool) -> Shape {
    let colour = if is_chosen {
        style::LIMIT
    } else {
        style::MOVING
    };
    Shape::circle("point", at, 4.0).fill(Fill::plain(colour))
}

/// The mark of the plan that was chosen: a point in a ring.
fn chosen(at: Spot) -> Vec<Mark> {
    let ring = Shape::circle("chosen", at, 7.5).stroke(Stroke::plain(style::LIMIT, 1.8));
    vec![point(at, true).into(), ring.into()]
}
