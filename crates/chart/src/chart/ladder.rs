//! The capacity ladder: what is carried at each rung, what binds there, and how long it takes.

use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval};
use crate::fonts::Fonts;
use crate::legend::{self, Sample};
use crate::mark::{Fill, Mark, Shape, Spot, Stroke, whisker};
use crate::scale::{Bands, Linear};
use crate::style;
use crate::text::{Anchor, Text, Weight};

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
pub(super) const GOODS: f64 = 330.0;
/// Height of the panel of days, px.
pub(super) const DAYS: f64 = 110.0;

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
        let right_room = self
            .heading
            .typography
            .fonts
            .widest(names, style::SMALL, Weight::Bold)
            + 12.0;
        let most = self.most();
        let left = style::MARGIN + axis::room(&self.heading.typography, 0.0, most, 6).max(20.0);
        let needed = left + RUNG * self.rungs.len() as f64 + right_room + style::MARGIN;
        let mut canvas = Canvas::new(&self.heading, needed.max(style::WIDTH));
        if self.rungs.is_empty() {
            return Ok(canvas.nothing("chart-nothing-rungs"));
        }
        self.key(&mut canvas);
        let right = canvas.right() - right_room;
        let stairs = Stairs::new(canvas.fonts(), &self.rungs, (left, right));
        let deepest = stairs.deepest();

        let top = canvas.top + 22.0;
        let bottom = top + GOODS + 13.0 * deepest;
        let goods = canvas.say("chart-ladder-goods");
        let head = Text::new(style::MARGIN, canvas.top + 6.0, goods);
        canvas.draw(head.size(style::SMALL).colour(style::GREY));
        let scale = Linear::new((0.0, most), (bottom, top + 13.0 * deepest + 26.0));
        axis::upright(&mut canvas, &scale, 6, (left, right));
        stairs.steps(&mut canvas, &scale, |rung, carried| {
            self.rung_in_words(rung, carried)
        });
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
        stairs.marks(&mut canvas, &scale, false);

        let mut bottom = stairs.names(&mut canvas, bottom);
        if let Some(most) = stairs.most_days() {
            let days = canvas.say("chart-ladder-days");
            let head = Text::new(style::MARGIN, bottom + 24.0, days);
            canvas.draw(head.size(style::SMALL).colour(style::GREY));
            let scale = days_scale(most, bottom + 34.0);
            axis::upright(&mut canvas, &scale, 3, (left, right));
            stairs.days(&mut canvas, &scale);
            bottom += 34.0 + DAYS + 8.0;
        }
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
        check_rungs(&mut check, "", &self.rungs);
        check.done()
    }

    /// Lines over the whole panel, with their names, from the top down.
    fn limits(&self) -> Vec<(String, f64)> {
        let typography = &self.heading.typography;
        let named = |key: &str, value: Option<f64>| {
            value.map(|value| {
                let number = typography.numbers.readable(value);
                let name = typography.phrases.tell(key, &[("value", &number)]);
                (name, value)
            })
        };
        let mut limits: Vec<(String, f64)> = [
            named("chart-ladder-target", self.target_mt),
            named("chart-ladder-demand", self.demand_mt),
        ]
        .into_iter()
        .flatten()
        .collect();
        limits.sort_by(|a, b| b.1.total_cmp(&a.1));
        limits
    }

    /// The most that the panel of goods holds, Mt/yr.
    fn most(&self) -> f64 {
        let limits = self.target_mt.into_iter().chain(self.demand_mt);
        limits.fold(most(&self.rungs), f64::max)
    }

    /// The key, with the marks that are there.
    fn key(&self, canvas: &mut Canvas) {
        let mut key = vec![(
            Sample::Line(Stroke::plain(style::MOVING, 3.0)),
            canvas.say("chart-ladder-simulated"),
        )];
        if self.rungs.iter().any(|rung| rung.fluid_mt.is_some()) {
            let sample = |x, y| vec![diamond((x, y)).into()];
            key.push((
                Sample::Drawn(Box::new(sample)),
                canvas.say("chart-ladder-programme"),
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
            canvas.say("chart-ladder-binds"),
        ));
        legend::draw(canvas, key);
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let typography = &self.heading.typography;
        let one = |rung: &Rung| {
            let carried = typography.numbers.interval(rung.carried_mt, false);
            self.rung_in_words(rung, &carried)
        };
        let all: Vec<String> = self.rungs.iter().map(one).collect();
        let (rungs, all) = (all.len().to_string(), all.join("; "));
        let values = [("rungs", rungs.as_str()), ("all", &all)];
        typography.phrases.tell("chart-ladder-summary", &values)
    }

    /// A rung in words.
    fn rung_in_words(&self, rung: &Rung, carried: &str) -> String {
        self.heading.typography.phrases.tell(
            "chart-ladder-hint",
            &[
                ("relieved", &rung.relieved),
                ("carried", carried),
                ("binds", &rung.binds),
            ],
        )
    }
}

/// Every number of some rungs that cannot be drawn; `side` says which rungs, with a comma, where there are more.
pub(super) fn check_rungs(check: &mut Check, side: &str, rungs: &[Rung]) {
    for (position, rung) in rungs.iter().enumerate() {
        let (number, name) = (position + 1, &rung.relieved);
        let subject = |what: &str| format!("{side}rung {number} ({name}), {what}");
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
}

/// The most that some rungs carry or could carry, Mt/yr.
pub(super) fn most(rungs: &[Rung]) -> f64 {
    let of_rung = |rung: &Rung| rung.carried_mt.high.max(rung.fluid_mt.unwrap_or(0.0));
    rungs.iter().map(of_rung).fold(0.0, f64::max)
}

/// The scale of days in a panel from `top` on.
pub(super) fn days_scale(most: f64, top: f64) -> Linear {
    Linear::new((0.0, most), (top + DAYS, top + 16.0))
}

/// Rungs side by side.
pub(super) struct Stairs<'a> {
    /// The rungs.
    rungs: &'a [Rung],
    /// Where each stands.
    bands: Bands,
    /// What binds at each, in lines.
    binds: Vec<Vec<String>>,
}

impl Stairs<'_> {
    /// Lays rungs between two x.
    pub(super) fn new<'a>(fonts: &Fonts, rungs: &'a [Rung], x: (f64, f64)) -> Stairs<'a> {
        let bands = Bands::new(rungs.len(), x);
        let room = bands.width() - 8.0;
        let binds = rungs
            .iter()
            .map(|rung| fonts.wrapped(&rung.binds, style::SMALL, Weight::Regular, room))
            .collect();
        Stairs {
            rungs,
            bands,
            binds,
        }
    }

    /// The most lines of what binds.
    pub(super) fn deepest(&self) -> f64 {
        self.binds.iter().map(Vec::len).max().unwrap_or(1) as f64
    }

    /// The most days of a P90; none where no rung has one.
    pub(super) fn most_days(&self) -> Option<f64> {
        let days = self.rungs.iter().filter_map(|rung| Some(rung.p90_d?.high));
        days.reduce(f64::max).map(|most| most.max(0.0))
    }

    /// The staircase; a reader who points at a step sees a hint made of it and of what it carries.
    pub(super) fn steps(
        &self,
        canvas: &mut Canvas,
        scale: &Linear,
        hint: impl Fn(&Rung, &str) -> String,
    ) {
        let mut line = Vec::new();
        for (position, rung) in self.rungs.iter().enumerate() {
            let from = self.bands.start(position);
            let x = (from, from + self.bands.width());
            let y = scale.at(rung.carried_mt.mean);
            let step =
                Shape::rectangle("step", x, (y, scale.at(0.0))).fill(Fill::plain(style::SHADE));
            let carried = canvas.typography().numbers.interval(rung.carried_mt, false);
            canvas.draw(step.hint(hint(rung, &carried)));
            line.extend([(x.0, y), (x.1, y)]);
        }
        canvas.draw(Shape::line("staircase", line).stroke(Stroke::plain(style::MOVING, 3.0)));
    }

    /// Intervals, linear programme and words of each rung; with rims where lines may run through the numbers.
    pub(super) fn marks(&self, canvas: &mut Canvas, scale: &Linear, has_rims: bool) {
        for (position, (rung, binds)) in self.rungs.iter().zip(&self.binds).enumerate() {
            let x = self.bands.middle(position);
            let value = marks_of(canvas, rung, binds, x, scale);
            canvas.draw(if has_rims { value.rim() } else { value });
        }
    }

    /// What was relieved, under each step; gives where it ends, px.
    pub(super) fn names(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let mut bottom = top;
        let room = self.bands.width() - 8.0;
        for (position, rung) in self.rungs.iter().enumerate() {
            let fonts = canvas.fonts();
            let lines = fonts.wrapped(&rung.relieved, style::SMALL, Weight::Regular, room);
            for (line, content) in lines.iter().enumerate() {
                let y = top + 15.0 + 13.0 * line as f64;
                let x = self.bands.middle(position);
                let text = Text::new(x, y, content.as_str()).size(style::SMALL);
                canvas.draw(text.anchor(Anchor::Middle));
                bottom = bottom.max(y + 4.0);
            }
        }
        bottom
    }

    /// P90 of each rung that has one.
    pub(super) fn days(&self, canvas: &mut Canvas, scale: &Linear) {
        let rungs = self.rungs.iter().enumerate();
        let days = rungs.filter_map(|(position, rung)| Some((position, rung.p90_d?)));
        let days: Vec<(f64, Interval)> = days
            .map(|(position, days)| (self.bands.middle(position), days))
            .collect();
        let spot = |(x, days): &(f64, Interval)| (*x, scale.at(days.mean));
        let line: Vec<Spot> = days.iter().map(spot).collect();
        canvas.draw(Shape::line("p90", line).stroke(Stroke::dashed(style::WORKING, 1.6, "2 2.5")));
        for (x, days) in days {
            if days.is_wide() {
                let ends = (scale.at(days.low), scale.at(days.high));
                canvas.draw(whisker(true, x, ends.0, ends.1, 4.0));
            }
            let at = (x, scale.at(days.mean));
            canvas.draw(Shape::circle("point", at, 3.5).fill(Fill::plain(style::WORKING)));
            let value = canvas.typography().numbers.readable(days.mean);
            let text = Text::new(x, scale.at(days.high) - 5.0, value).size(style::SMALL);
            canvas.draw(text.anchor(Anchor::Middle).rim());
        }
    }
}

/// Interval, linear programme and words of a rung; gives what it carries, to be drawn over them.
fn marks_of(canvas: &mut Canvas, rung: &Rung, binds: &[String], x: f64, scale: &Linear) -> Text {
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
    let value = canvas.typography().numbers.readable(carried.mean);
    let value = Text::new(x, y, value).bold();
    let value = value.anchor(Anchor::Middle);
    if !has_room {
        plate(canvas, &value);
    }
    value
}

/// A white ground under a text, so that no line runs through it.
fn plate(canvas: &mut Canvas, text: &Text) {
    let frame = text.frame(canvas.fonts());
    let (x, y) = (
        (frame.left - 2.0, frame.right + 2.0),
        (frame.top, frame.bottom + 0.5),
    );
    canvas.draw(Shape::rectangle("plate", x, y).fill(Fill::plain(style::GROUND)));
}

/// The mark of the linear programme.
pub(super) fn diamond((x, y): Spot) -> Shape {
    let points = vec![(x, y - 6.0), (x + 6.0, y), (x, y + 6.0), (x - 6.0, y)];
    let shape = Shape::areas("fluid", vec![points]).fill(Fill::plain(style::GROUND));
    shape.stroke(Stroke::plain(style::INK, 1.4))
}
