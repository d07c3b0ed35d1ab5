//! What growth is made of: from one level to another, driver by driver.

use super::row::Rows;
use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Shape, Stroke, whisker};
use crate::scale::Linear;
use crate::style::{self, Hatch};
use crate::text::{Anchor, Text, Weight};

/// Signed contributions that lead from one level to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The name of the axis and what stands in the key.
    pub words: DecompositionWords,
    /// Where it begins.
    pub from: Level,
    /// What adds and takes away, drawn in this order.
    pub drivers: Vec<Driver>,
    /// Where it ends: the beginning and all means together.
    pub to: Level,
}

/// The words of a decomposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecompositionWords {
    /// The axis with its unit: `goods carried, Mt a year`.
    pub value: String,
    /// In the key: `adds`.
    pub more: String,
    /// In the key: `takes away`.
    pub less: String,
    /// In the key, for the first and the last bar: `carried`.
    pub level: String,
}

/// A level.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its name in print: `2024, observed`.
    pub name: String,
    /// Its height, in the unit of the axis.
    pub value: f64,
}

/// A driver of growth.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Its name in print: `trade of China with Europe`.
    pub name: String,
    /// What it adds, in the unit of the axis; below zero where it takes away.
    pub adds: Interval,
}

/// How far the sum may be from the end, as a share of the larger level: what rounding of printed numbers explains.
const ROUNDING: f64 = 1e-6;

impl Decomposition {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// No driver; every number that is not finite; every interval that leaves out its mean; an end that is not the
    /// beginning and all drivers together.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        self.key(&mut canvas);
        let top = canvas.top + 34.0;
        let names = [&self.from.name]
            .into_iter()
            .chain(self.drivers.iter().map(|one| &one.name));
        let names = names.chain([&self.to.name]).map(String::as_str);
        let rows = Rows::new(canvas.fonts(), names, top, 26.0, 310.0);
        let numbers = self.heading.typography.numbers.clone();
        let values: Vec<String> = [numbers.readable(self.from.value)]
            .into_iter()
            .chain(
                self.drivers
                    .iter()
                    .map(|one| numbers.interval(one.adds, true)),
            )
            .chain([numbers.readable(self.to.value)])
            .collect();
        let wide = values.iter().map(String::as_str);
        let wide = canvas.fonts().widest(wide, style::LABEL, Weight::Bold);
        let x = (rows.left, canvas.right() - wide - 14.0);
        let scale = Linear::new(self.ends(), x);
        axis::level(&mut canvas, &scale, 8, (top, rows.bottom), true);
        let room = canvas.inner_width();
        let name = canvas
            .fonts()
            .shortened(&self.words.value, style::SMALL, Weight::Regular, room);
        let head = Text::new(canvas.right(), top - 20.0, name).size(style::SMALL);
        canvas.draw(head.colour(style::GREY).anchor(Anchor::End));
        rows.draw_names(&mut canvas, usize::MAX);

        let last = self.drivers.len() + 1;
        let mut at = self.from.value;
        for (row, value) in values.iter().enumerate() {
            let y = (rows.middle(row) - 8.0, rows.middle(row) + 8.0);
            let (from, to, look) = match row.checked_sub(1).and_then(|row| self.drivers.get(row)) {
                Some(one) => (at, at + one.adds.mean, self.look(one)),
                None if row == 0 => (0.0, self.from.value, Look::Level),
                None => (0.0, self.to.value, Look::Level),
            };
            let bar = Shape::rectangle("bar", (scale.at(from), scale.at(to)), y).fill(look.fill());
            canvas.draw(
                bar.stroke(Stroke::plain(style::GREY, 0.8))
                    .hint(value.as_str()),
            );
            at = to;
            if row < last {
                let fall = vec![
                    (scale.at(at), y.1),
                    (scale.at(at), rows.middle(row + 1) - 8.0),
                ];
                canvas.draw(Shape::line("fall", fall).stroke(Stroke::plain(style::AXIS, 1.0)));
            }
            if let Some(one) = row.checked_sub(1).and_then(|row| self.drivers.get(row)) {
                let ends = (from + one.adds.low, from + one.adds.high);
                if one.adds.is_wide() {
                    let middle = rows.middle(row);
                    canvas.draw(whisker(
                        false,
                        middle,
                        scale.at(ends.0),
                        scale.at(ends.1),
                        4.0,
                    ));
                }
            }
            let text = Text::new(canvas.right(), rows.middle(row) + 4.2, value.as_str());
            let text = text.anchor(Anchor::End);
            canvas.draw(if row == 0 || row == last {
                text.bold()
            } else {
                text
            });
        }
        let summary = self.summary(&values);
        Ok(canvas.finish(rows.bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("decomposition of growth");
        check.some("drivers", self.drivers.len());
        for level in [&self.from, &self.to] {
            check.finite(|| format!("level `{}`", level.name), level.value);
        }
        for one in &self.drivers {
            check.interval(|| format!("driver `{}`", one.name), one.adds);
        }
        let adds: f64 = self.drivers.iter().map(|one| one.adds.mean).sum();
        let (sum, end) = (self.from.value + adds, self.to.value);
        let larger = libm::fabs(self.from.value).max(libm::fabs(end));
        if libm::fabs(sum - end) > ROUNDING * larger {
            check.problem(
                format!("level `{}`", self.to.name),
                format!("expected {sum}, the beginning and all drivers together, found {end}"),
                "add what is not explained as a driver of its own",
            );
        }
        check.done()
    }

    /// What the scale must hold.
    fn ends(&self) -> (f64, f64) {
        let mut at = self.from.value;
        let mut ends = (
            at.min(self.to.value).min(0.0),
            at.max(self.to.value).max(0.0),
        );
        for one in &self.drivers {
            ends = (
                ends.0.min(at + one.adds.low),
                ends.1.max(at + one.adds.high),
            );
            at += one.adds.mean;
        }
        ends
    }

    /// How a driver looks.
    fn look(&self, one: &Driver) -> Look {
        if one.adds.mean < 0.0 {
            Look::Less
        } else {
            Look::More
        }
    }

    /// The key, with what is there.
    fn key(&self, canvas: &mut Canvas) {
        let has = |look: Look| self.drivers.iter().any(|one| self.look(one) == look);
        let entries = [
            (Look::Level, &self.words.level, true),
            (Look::More, &self.words.more, has(Look::More)),
            (Look::Less, &self.words.less, has(Look::Less)),
        ];
        let entries = entries.into_iter().filter(|(_, _, is_there)| *is_there);
        let key = entries.map(|(look, name, _)| (Sample::Area(look.fill()), name.clone()));
        legend::draw(canvas, key.collect());
    }

    /// The chart in words.
    fn summary(&self, values: &[String]) -> String {
        let names = [&self.from.name]
            .into_iter()
            .chain(self.drivers.iter().map(|one| &one.name));
        let names = names.chain([&self.to.name]).zip(values);
        let rows: Vec<String> = names
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        format!("{}: {}.", self.words.value, rows.join("; "))
    }
}

/// What a bar means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// A level.
    Level,
    /// Something that adds.
    More,
    /// Something that takes away.
    Less,
}

impl Look {
    /// How it looks.
    fn fill(self) -> Fill {
        match self {
            Look::Level => Fill::plain(style::MOVING),
            Look::More => Fill::plain(style::GAIN),
            Look::Less => Fill::hatched(style::LOSS, Hatch::Rising),
        }
    }
}
