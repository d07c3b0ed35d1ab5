//! Ladders beside each other on one scale: the corridor as it is, and as it is planned.

use super::ladder::{DAYS, GOODS, Rung, Stairs, check_rungs, days_scale, diamond, most};
use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Limit};
use crate::label;
use crate::legend::{self, Sample};
use crate::mark::{Mark, Shape, Stroke};
use crate::scale::Linear;
use crate::style;
use crate::text::{Anchor, Text, Weight};

/// Capacity ladders on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladders {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The names of axes and what stands in the key.
    pub words: LadderWords,
    /// The ladders from left to right: before, after.
    pub sides: Vec<LadderSide>,
    /// Lines over the whole panel, Mt/yr: what is to be reached, what wants to be carried.
    pub limits: Vec<Limit>,
}

/// The words of ladders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderWords {
    /// The upright axis: `goods carried, Mt a year`.
    pub goods: String,
    /// The upright axis of the second panel: `days that nine units in ten keep (P90)`.
    pub days: String,
    /// In the key: `carried in the simulation, with its interval`.
    pub carried: String,
    /// In the key: `capacity by the linear programme`.
    pub capacity: String,
    /// In the key: `over a step: what binds there`.
    pub binds: String,
}

/// One ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderSide {
    /// Its name in print: `today`, `with the plan`.
    pub name: String,
    /// Its rungs, upwards.
    pub rungs: Vec<Rung>,
}

/// The least width of a rung, px: narrower than that of a ladder alone, so that two fit on a page.
const RUNG: f64 = 76.0;
/// Between two ladders, px.
const GAP: f64 = 26.0;

impl Ladders {
    /// Draws them. The picture is as wide as all rungs need.
    ///
    /// # Errors
    ///
    /// No ladder, a ladder without rungs, every number that is not finite or below zero, every interval that leaves out
    /// its mean.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let typography = &self.heading.typography;
        let fonts = &typography.fonts;
        let names = self.limits.iter().map(|limit| limit.name.as_str());
        let right_room = fonts.widest(names, style::SMALL, Weight::Bold) + 12.0;
        let rungs = self.sides.iter().map(|side| most(&side.rungs));
        let top_value = rungs
            .chain(self.limits.iter().map(|limit| limit.value))
            .fold(0.0, f64::max);
        let left = style::MARGIN + axis::room(typography, 0.0, top_value, 6).max(20.0);
        let count: usize = self.sides.iter().map(|side| side.rungs.len()).sum();
        let gaps = GAP * (self.sides.len() - 1) as f64;
        let needed = left + RUNG * count as f64 + gaps + right_room + style::MARGIN;
        let mut canvas = Canvas::new(&self.heading, libm::ceil(needed).max(style::WIDTH));
        self.key(&mut canvas);
        let right = canvas.right() - right_room;
        let rung = (right - left - gaps) / count as f64;
        let mut from = left;
        let mut places = Vec::new();
        for side in &self.sides {
            let to = from + rung * side.rungs.len() as f64;
            places.push((
                side,
                Stairs::new(fonts, &side.rungs, (from, to)),
                (from, to),
            ));
            from = to + GAP;
        }
        let deepest = places
            .iter()
            .map(|(_, stairs, _)| stairs.deepest())
            .fold(1.0, f64::max);

        for line in fonts.wrapped(
            &self.words.goods,
            style::SMALL,
            Weight::Regular,
            canvas.inner_width(),
        ) {
            canvas.top += 6.0;
            let text = Text::new(style::MARGIN, canvas.top, line).size(style::SMALL);
            canvas.draw(text.colour(style::GREY));
            canvas.top += 7.0;
        }
        self.names(&mut canvas, &places);
        let top = canvas.top + 4.0;
        let bottom = top + GOODS + 13.0 * deepest;
        let scale = Linear::new((0.0, top_value), (bottom, top + 13.0 * deepest + 26.0));
        axis::upright(&mut canvas, &scale, 6, (left, right));
        for (_, stairs, _) in &places {
            stairs.steps(&mut canvas, &scale, |rung, carried| {
                format!("{}: {carried}; {}", rung.relieved, rung.binds)
            });
        }
        self.limits(&mut canvas, &scale, (left, right), (top, bottom));
        let mut named = bottom;
        for (_, stairs, _) in &places {
            stairs.marks(&mut canvas, &scale, true);
            named = named.max(stairs.names(&mut canvas, bottom));
        }
        let mut bottom = named;
        let days = places
            .iter()
            .filter_map(|(_, stairs, _)| stairs.most_days());
        if let Some(most) = days.reduce(f64::max) {
            let fonts = canvas.fonts().clone();
            for line in fonts.wrapped(
                &self.words.days,
                style::SMALL,
                Weight::Regular,
                canvas.inner_width(),
            ) {
                bottom += 13.0;
                let text = Text::new(style::MARGIN, bottom + 11.0, line).size(style::SMALL);
                canvas.draw(text.colour(style::GREY));
            }
            let scale = days_scale(most, bottom + 21.0);
            axis::upright(&mut canvas, &scale, 3, (left, right));
            for (_, stairs, _) in &places {
                stairs.days(&mut canvas, &scale);
            }
            bottom += 21.0 + DAYS + 8.0;
        }
        let summary = self.summary();
        Ok(canvas.finish(bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("ladders");
        check.some("ladders", self.sides.len());
        for limit in &self.limits {
            check.not_below_zero(|| format!("line `{}`", limit.name), limit.value);
        }
        for side in &self.sides {
            check.some(&format!("rungs of `{}`", side.name), side.rungs.len());
            check_rungs(&mut check, &format!("`{}`, ", side.name), &side.rungs);
        }
        check.done()
    }

    /// The key, with the marks that are there.
    fn key(&self, canvas: &mut Canvas) {
        let carried = Sample::Line(Stroke::plain(style::MOVING, 3.0));
        let mut key = vec![(carried, self.words.carried.clone())];
        let mut rungs = self.sides.iter().flat_map(|side| &side.rungs);
        if rungs.any(|rung| rung.fluid_mt.is_some()) {
            let sample = |x, y| vec![diamond((x, y)).into()];
            key.push((Sample::Drawn(Box::new(sample)), self.words.capacity.clone()));
        }
        let sample = |x: f64, y: f64| -> Vec<Mark> {
            let text = Text::new(x + 1.0, y + 4.0, "Aa").size(style::SMALL);
            vec![text.anchor(Anchor::Middle).into()]
        };
        key.push((Sample::Drawn(Box::new(sample)), self.words.binds.clone()));
        legend::draw(canvas, key);
    }

    /// The names of the ladders over them.
    fn names(&self, canvas: &mut Canvas, places: &[(&LadderSide, Stairs, (f64, f64))]) {
        let lines: Vec<Vec<String>> = places
            .iter()
            .map(|(side, _, (from, to))| {
                canvas
                    .fonts()
                    .wrapped(&side.name, style::LABEL, Weight::Bold, to - from - 6.0)
            })
            .collect();
        let deepest = lines.iter().map(Vec::len).max().unwrap_or(1) as f64;
        for (lines, (_, _, (from, _))) in lines.iter().zip(places) {
            for (line, content) in lines.iter().enumerate() {
                let y = canvas.top + 15.0 * (line as f64 + 1.0);
                canvas.draw(Text::new(*from + 3.0, y, content.as_str()).bold());
            }
        }
        canvas.top += 15.0 * deepest;
    }

    /// Lines over the whole panel with their names at the right.
    fn limits(
        &self,
        canvas: &mut Canvas,
        scale: &Linear,
        (left, right): (f64, f64),
        ends: (f64, f64),
    ) {
        let mut limits: Vec<&Limit> = self.limits.iter().collect();
        limits.sort_by(|a, b| b.value.total_cmp(&a.value));
        let wanted: Vec<f64> = limits.iter().map(|limit| scale.at(limit.value)).collect();
        for (limit, y) in limits.into_iter().zip(label::spread(&wanted, 14.0, ends)) {
            let at = scale.at(limit.value);
            let line = Shape::line("limit", vec![(left, at), (right, at)]);
            canvas.draw(line.stroke(Stroke::dashed(style::LIMIT, 1.4, "6 3")));
            let text = Text::new(right + 6.0, y + 3.6, limit.name.as_str()).size(style::SMALL);
            canvas.draw(text.bold().colour(style::LIMIT));
        }
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let numbers = &self.heading.typography.numbers;
        let one = |rung: &Rung| {
            let carried = numbers.interval(rung.carried_mt, false);
            format!("{}: {carried}, {}", rung.relieved, rung.binds)
        };
        let side = |side: &LadderSide| {
            let rungs: Vec<String> = side.rungs.iter().map(one).collect();
            format!("{}: {}", side.name, rungs.join("; "))
        };
        let sides: Vec<String> = self.sides.iter().map(side).collect();
        format!("{}. {}.", self.words.goods, sides.join(". "))
    }
}
