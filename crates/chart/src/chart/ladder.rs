//! The capacity ladder: what is carried at each rung, what binds there, and how long it takes.

use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Mark, Shape, Spot, Stroke, whisker};
use crate::number::{self, readable};
use crate::scale::{Bands, Linear};
use crate::style;
use crate::text::{Anchor, Text, Weight, wrapped};

/// Goods carried as one bottleneck after another is relieved.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The rungs, from the corridor as it is upwards.
    pub rungs: Vec<Rung>,
    /// What is to be reached, Mt/yr.
    pub target_mt: Option<f64>,
    /// What wants to be carried today, Mt/yr.
    pub demand_mt: Option<f64>,
}

/// One rung.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// What was relieved to get here: `+ 2 berths at Aktau`, or `as it is`.
    pub relieved: String,
    /// What binds here: `vessels Aktau to Alat`.
    pub binds: String,
    /// Goods carried, Mt/yr.
    pub carried_mt: Interval,
    /// Capacity by the linear programme, Mt/yr.
    pub fluid_mt: Option<f64>,
    /// Transit time that nine units in ten keep, days.
    pub p90_d: Option<Interval>,
}

/// The least width of a rung, px.
const RUNG: f64 = 104.0;
/// Height of the panel of goods, px.
const GOODS: f64 = 330.0;
/// Height of the panel of days, px.
const DAYS: f64 = 110.0;

impl Ladder {
    /// Draws it. It is as wide as its rungs need.
    ///
    /// # Errors
    ///
    /// Every number that is not finite or below zero, and every interval that leaves out its mean.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let limits = self.limits();
        let names = limits.iter().map(|(name, _)| name.as_str());
        let right_room = crate::text::widest(names, style::SMALL, Weight::Bold) + 12.0;
        let most = self.most();
        let left = style::MARGIN + axis::room(0.0, most, 6).max(20.0);
        let needed = left + RUNG * self.rungs.len() as f64 + right_room + style::MARGIN;
        let mut canvas = Canvas::new(&self.heading, needed.max(style::WIDTH));
        if self.rungs.is_empty() {
            return Ok(canvas.nothing("the ladder has no rungs"));
        }
        self.key(&mut canvas);
        let right = canvas.right() - right_room;
        let bands = Bands::new(self.rungs.len(), (left, right));
        let room = bands.width() - 8.0;
        let binds: Vec<Vec<String>> = self
            .rungs
            .iter()
            .map(|rung| wrapped(&rung.binds, style::SMALL, Weight::Regular, room))
            .collect();
        let deepest = binds.iter().map(Vec::len).max().unwrap_or(1) as f64;

        let top = canvas.top + 22.0;
        let bottom = top + GOODS + 13.0 * deepest;
        let head = Text::new(style::MARGIN, canvas.top + 6.0, "goods carried, Mt a year");
        canvas.draw(head.size(style::SMALL).colour(style::GREY));
        let scale = Linear::new((0.0, most), (bottom, top + 13.0 * deepest + 26.0));
        axis::upright(&mut canvas, &scale, 6, (left, right));
        self.steps(&mut canvas, &bands, &scale);
        let wanted: Vec<f64> = limits.iter().map(|(_, value)| scale.at(*value)).collect();
        let spread = crate::label::spread(&wanted, 14.0, (top, bottom));
        for ((name, value), y) in limits.iter().zip(spread) {
            let at = scale.at(*value);
            let line = Shape::line("limit", vec![(left, at), (right, at)]);
            canvas.draw(line.stroke(Stroke::dashed(style::LIMIT, 1.4, "6 3")));
            let text = Text::new(right + 6.0, y + 3.6, name.as_str())
                .size(style::SMALL)
                .bold();
            canvas.draw(text.colour(style::LIMIT));
        }
        for (position, (rung, binds)) in self.rungs.iter().zip(&binds).enumerate() {
            marks_of(&mut canvas, rung, binds, bands.middle(position), &scale);
        }

        let names_bottom = self.names(&mut canvas, &bands, bottom);
        let bottom = self.days(&mut canvas, &bands, (left, right), names_bottom);
        let summary = self.summary();
        Ok(canvas.finish(bottom, &[], summary))
    }

    /// Every number that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("ladder");
        for (name, value) in [("target", self.target_mt), ("demand", self.demand_mt)] {
            if let Some(value) = value {
                check.not_below_zero(|| name.to_owned(), value);
            }
        }
        for (position, rung) in self.rungs.iter().enumerate() {
            let subject = |what: &str| format!("rung {} ({}), {what}", position + 1, rung.relieved);
            check.interval(|| subject("goods carried"), rung.carried_mt);
            check.not_below_zero(|| subject("goods carried"), rung.carried_mt.mean);
            if let Some(fluid) = rung.fluid_mt {
                check.not_below_zero(|| subject("capacity"), fluid);
            }
            if let Some(days) = rung.p90_d {
                check.interval(|| subject("P90"), days);
                check.not_below_zero(|| subject("P90"), days.mean);
            }
        }
        check.done()
    }

    /// Lines over the whole panel, with their names, from the top down.
    fn limits(&self) -> Vec<(String, f64)> {
        let named = |name: &str, value: Option<f64>| {
            value.map(|value| (format!("{name} {} Mt", readable(value)), value))
        };
        let mut limits: Vec<(String, f64)> = [
            named("target", self.target_mt),
            named("demand", self.demand_mt),
        ]
        .into_iter()
        .flatten()
        .collect();
        limits.sort_by(|a, b| b.1.total_cmp(&a.1));
        limits
    }

    /// The most that the panel of goods holds, Mt/yr.
    fn most(&self) -> f64 {
        let of_rung = |rung: &Rung| rung.carried_mt.high.max(rung.fluid_mt.unwrap_or(0.0));
        let rungs = self.rungs.iter().map(of_rung);
        let limits = self.target_mt.into_iter().chain(self.demand_mt);
        rungs.chain(limits).fold(0.0, f64::max)
    }

    /// The key, with the marks that are there.
    fn key(&self, canvas: &mut Canvas) {
        let mut key = vec![(
            Sample::Line(Stroke::plain(style::MOVING, 3.0)),
            "carried in the simulation, with its interval".to_owned(),
        )];
        if self.rungs.iter().any(|rung| rung.fluid_mt.is_some()) {
            let sample = |x, y| vec![diamond((x, y)).into()];
            key.push((
                Sample::Drawn(Box::new(sample)),
                "capacity by the linear programme".to_owned(),
            ));
        }
        let sample = |x: f64, y: f64| -> Vec<Mark> {
            vec![
                Text::new(x + 1.0, y + 4.0, "Aa")
                    .size(style::SMALL)
                    .anchor(Anchor::Middle)
                    .into(),
            ]
        };
        key.push((
            Sample::Drawn(Box::new(sample)),
            "over a step: what binds there; in it: Mt carried a year".to_owned(),
        ));
        legend::draw(canvas, key);
    }

    /// The staircase.
    fn steps(&self, canvas: &mut Canvas, bands: &Bands, scale: &Linear) {
        let mut line = Vec::new();
        for (position, rung) in self.rungs.iter().enumerate() {
            let x = (bands.start(position), bands.start(position) + bands.width());
            let y = scale.at(rung.carried_mt.mean);
            let step =
                Shape::rectangle("step", x, (y, scale.at(0.0))).fill(Fill::plain(style::SHADE));
            let carried = number::interval(rung.carried_mt, false);
            canvas.draw(step.hint(format!(
                "{}: {carried} Mt/yr; {} binds",
                rung.relieved, rung.binds
            )));
            line.extend([(x.0, y), (x.1, y)]);
        }
        canvas.draw(Shape::line("staircase", line).stroke(Stroke::plain(style::MOVING, 3.0)));
    }

    /// What was relieved, under each step; gives where it ends, px.
    fn names(&self, canvas: &mut Canvas, bands: &Bands, top: f64) -> f64 {
        let mut bottom = top;
        for (position, rung) in self.rungs.iter().enumerate() {
            let lines = wrapped(
                &rung.relieved,
                style::SMALL,
                Weight::Regular,
                bands.width() - 8.0,
            );
            for (line, content) in lines.iter().enumerate() {
                let y = top + 15.0 + 13.0 * line as f64;
                let text =
                    Text::new(bands.middle(position), y, content.as_str()).size(style::SMALL);
                canvas.draw(text.anchor(Anchor::Middle));
                bottom = bottom.max(y + 4.0);
            }
        }
        bottom
    }

    /// The panel of days; gives where it ends, px.
    fn days(&self, canvas: &mut Canvas, bands: &Bands, (left, right): (f64, f64), top: f64) -> f64 {
        let days: Vec<(usize, Interval)> = self
            .rungs
            .iter()
            .enumerate()
            .filter_map(|(position, rung)| Some((position, rung.p90_d?)))
            .collect();
        if days.is_empty() {
            return top;
        }
        let head = Text::new(
            style::MARGIN,
            top + 24.0,
            "days that nine units in ten keep (P90)",
        );
        canvas.draw(head.size(style::SMALL).colour(style::GREY));
        let (top, bottom) = (top + 34.0, top + 34.0 + DAYS);
        let most = days.iter().map(|(_, days)| days.high).fold(0.0, f64::max);
        let scale = Linear::new((0.0, most), (bottom, top + 16.0));
        axis::upright(canvas, &scale, 3, (left, right));
        let middle =
            |position: usize, days: &Interval| (bands.middle(position), scale.at(days.mean));
        let line: Vec<Spot> = days
            .iter()
            .map(|(position, days)| middle(*position, days))
            .collect();
        canvas.draw(Shape::line("p90", line).stroke(Stroke::dashed(style::WORKING, 1.6, "2 2.5")));
        for (position, days) in &days {
            let (x, y) = middle(*position, days);
            if days.is_wide() {
                canvas.draw(whisker(
                    true,
                    x,
                    scale.at(days.low),
                    scale.at(days.high),
                    4.0,
                ));
            }
            canvas.draw(Shape::circle("point", (x, y), 3.5).fill(Fill::plain(style::WORKING)));
            let text =
                Text::new(x, scale.at(days.high) - 5.0, readable(days.mean)).size(style::SMALL);
            canvas.draw(text.anchor(Anchor::Middle).rim());
        }
        bottom + 8.0
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let one = |rung: &Rung| {
            let carried = number::interval(rung.carried_mt, false);
            format!("{}: {carried} Mt/yr, {} binds", rung.relieved, rung.binds)
        };
        let all: Vec<String> = self.rungs.iter().map(one).collect();
        format!("{} rungs. {}.", all.len(), all.join("; "))
    }
}

/// Interval, linear programme and words of a rung.
fn marks_of(canvas: &mut Canvas, rung: &Rung, binds: &[String], x: f64, scale: &Linear) {
    let carried = rung.carried_mt;
    if carried.is_wide() {
        canvas.draw(whisker(
            true,
            x,
            scale.at(carried.low),
            scale.at(carried.high),
            5.0,
        ));
    }
    if let Some(fluid) = rung.fluid_mt {
        canvas.draw(diamond((x, scale.at(fluid))));
    }
    let y = scale.at(carried.high.max(rung.fluid_mt.unwrap_or(0.0))) - 12.0;
    let count = binds.len() as f64;
    for (line, content) in binds.iter().enumerate() {
        let y = y - 13.0 * (count - 1.0 - line as f64);
        let text = Text::new(x, y, content.as_str()).size(style::SMALL);
        let text = text.anchor(Anchor::Middle);
        plate(canvas, &text);
        canvas.draw(text);
    }
    // The number stands under the step, or over what binds where the step is too low for it.
    let under = scale.at(carried.low) + 16.0;
    let has_room = under < scale.at(0.0) - 6.0;
    let y = if has_room { under } else { y - 13.0 * count };
    let value = Text::new(x, y, readable(carried.mean)).bold();
    let value = value.anchor(Anchor::Middle);
    if !has_room {
        plate(canvas, &value);
    }
    canvas.draw(value);
}

/// A white ground under a text, so that no line runs through it.
fn plate(canvas: &mut Canvas, text: &Text) {
    let frame = text.frame();
    let (x, y) = (
        (frame.left - 2.0, frame.right + 2.0),
        (frame.top, frame.bottom + 0.5),
    );
    canvas.draw(Shape::rectangle("plate", x, y).fill(Fill::plain(style::GROUND)));
}

/// The mark of the linear programme.
fn diamond((x, y): Spot) -> Shape {
    let points = vec![(x, y - 6.0), (x + 6.0, y), (x, y + 6.0), (x - 6.0, y)];
    let shape = Shape::areas("fluid", vec![points]).fill(Fill::plain(style::GROUND));
    shape.stroke(Stroke::plain(style::INK, 1.4))
}
