//! The division: what each operator gets by each rule, beside what it gets today.

use super::panel::from_zero;
use super::row::Rows;
use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Mark, Shape, Stroke};
use crate::scale::Linear;
use crate::style;
use crate::text::{Anchor, Text, Weight};

/// Bars in groups: an operator each, and in it a bar for each rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Division {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The name of the axis and what stands in the key.
    pub words: DivisionWords,
    /// The rules in print, as many as [`style::SERIES`] at most.
    pub rules: Vec<String>,
    /// The operators, drawn in this order.
    pub operators: Vec<DivisionRow>,
}

/// The words of a division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DivisionWords {
    /// The axis with its unit: `profit, M USD a year`.
    pub share: String,
    /// In the key: `today`.
    pub today: String,
}

/// An operator.
#[derive(Debug, Clone, PartialEq)]
pub struct DivisionRow {
    /// Its name in print.
    pub name: String,
    /// What it gets today, in the unit of the axis; none where that is not known.
    pub today: Option<f64>,
    /// What it gets by each rule, in the unit of the axis.
    pub shares: Vec<f64>,
}

/// From one bar of a group to the next, px.
const BAR: f64 = 12.0;
/// Air around a group, px.
const AIR: f64 = 12.0;
/// Height of the numbers at the bars, px.
const NUMBER: f64 = 9.5;

impl Division {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// No rule, no operator, more rules than can be told apart, every operator with another number of shares than there
    /// are rules, every share that is not finite.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        self.key(&mut canvas);
        let top = canvas.top + 34.0;
        let names = self.operators.iter().map(|one| one.name.as_str());
        let tall = BAR * self.rules.len() as f64 + AIR;
        let rows = Rows::new(canvas.fonts(), names, top, tall.max(26.0), 240.0);
        let numbers = self.heading.typography.numbers.clone();
        let shares = self
            .operators
            .iter()
            .flat_map(|one| one.shares.iter().copied());
        let digits = digits(shares.clone());
        let values: Vec<String> = shares
            .clone()
            .map(|share| numbers.fixed(share, digits))
            .collect();
        let wide = values.iter().map(String::as_str);
        let wide = canvas.fonts().widest(wide, NUMBER, Weight::Regular);
        let x = (rows.left, canvas.right() - wide - 8.0);
        let today = self.operators.iter().filter_map(|one| one.today);
        let scale = Linear::new(from_zero(shares.chain(today)), x);
        axis::level(&mut canvas, &scale, 8, (top, rows.bottom), true);
        let room = canvas.inner_width();
        let name = canvas
            .fonts()
            .shortened(&self.words.share, style::SMALL, Weight::Regular, room);
        let head = Text::new(canvas.right(), top - 20.0, name).size(style::SMALL);
        canvas.draw(head.colour(style::GREY).anchor(Anchor::End));
        rows.draw_names(&mut canvas, usize::MAX);
        for (row, one) in self.operators.iter().enumerate() {
            let ends = rows.ends(row);
            let rule = vec![(style::MARGIN, ends.1), (canvas.right(), ends.1)];
            canvas.draw(Shape::line("rule", rule).stroke(Stroke::plain(style::GRID, 1.0)));
            let first = rows.middle(row) - BAR * self.rules.len() as f64 / 2.0;
            for (position, share) in one.shares.iter().enumerate() {
                let y = first + BAR * position as f64;
                let x = (scale.at(0.0), scale.at(*share));
                let bar = Shape::rectangle("bar", x, (y + 1.0, y + BAR - 1.0)).fill(look(position));
                let value = numbers.fixed(*share, digits);
                let hint = format!("{}, {}: {value}", one.name, self.rules[position]);
                canvas.draw(bar.stroke(Stroke::plain(style::GREY, 0.6)).hint(hint));
            }
            if let Some(today) = one.today {
                let x = scale.at(today);
                let ends = (first - 3.0, first + BAR * self.rules.len() as f64 + 3.0);
                marker(x, ends)
                    .into_iter()
                    .for_each(|mark| canvas.draw(mark));
            }
            for (position, share) in one.shares.iter().enumerate() {
                let y = first + BAR * (position as f64 + 0.5) + 0.35 * NUMBER;
                let value = numbers.fixed(*share, digits);
                let text = Text::new(scale.at(share.max(0.0)) + 5.0, y, value).size(NUMBER);
                let frame = text.frame(canvas.fonts());
                // A number that the mark of today would cross stands behind it.
                let today = one.today.map(|today| scale.at(today));
                let crossed = today.filter(|x| frame.left - 4.0 < *x && *x < frame.right + 4.0);
                let x = crossed.map_or(text.x, |x| x + 5.0);
                canvas.draw(Text { x, ..text });
            }
        }
        let summary = self.summary(digits);
        Ok(canvas.finish(rows.bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("division");
        check.some("rules", self.rules.len());
        check.some("operators", self.operators.len());
        check.at_most("rules", style::SERIES.len(), self.rules.len());
        for one in &self.operators {
            if one.shares.len() != self.rules.len() {
                let (expected, found) = (self.rules.len(), one.shares.len());
                check.problem(
                    format!("operator `{}`", one.name),
                    format!("expected {expected} shares, found {found}"),
                    "give one for each rule",
                );
            }
            for (share, rule) in one.shares.iter().zip(&self.rules) {
                check.finite(|| format!("operator `{}`, {rule}", one.name), *share);
            }
            if let Some(today) = one.today {
                check.finite(|| format!("operator `{}`, today", one.name), today);
            }
        }
        check.done()
    }

    /// The key.
    fn key(&self, canvas: &mut Canvas) {
        let rules = self.rules.iter().enumerate();
        let mut key: Vec<(Sample, String)> = rules
            .map(|(position, name)| (Sample::Area(look(position)), name.clone()))
            .collect();
        if self.operators.iter().any(|one| one.today.is_some()) {
            let sample = |x, y| marker(x, (y - 7.0, y + 7.0));
            key.push((Sample::Drawn(Box::new(sample)), self.words.today.clone()));
        }
        legend::draw(canvas, key);
    }

    /// The chart in words.
    fn summary(&self, digits: usize) -> String {
        let numbers = &self.heading.typography.numbers;
        let one = |one: &DivisionRow| {
            let today = one
                .today
                .map(|today| format!("{} {}", self.words.today, numbers.fixed(today, digits)));
            let shares = one.shares.iter().zip(&self.rules);
            let shares =
                shares.map(|(share, rule)| format!("{rule} {}", numbers.fixed(*share, digits)));
            let all: Vec<String> = today.into_iter().chain(shares).collect();
            format!("{}: {}", one.name, all.join(", "))
        };
        let all: Vec<String> = self.operators.iter().map(one).collect();
        format!("{}. {}.", self.words.share, all.join("; "))
    }
}

/// Digits after the point for all shares: those that the largest deserves, so that they stand under one another.
fn digits(shares: impl Iterator<Item = f64>) -> usize {
    crate::number::digits(shares.map(libm::fabs).fold(0.0, f64::max))
}

/// How a rule looks.
fn look(position: usize) -> Fill {
    let (colour, hatch) = style::SERIES[position % style::SERIES.len()];
    Fill::hatched(colour, hatch)
}

/// The mark of today: a line with a white rim, seen on every bar.
fn marker(x: f64, (top, bottom): (f64, f64)) -> Vec<Mark> {
    let line = |class, colour, width| -> Mark {
        let line = Shape::line(class, vec![(x, top), (x, bottom)]);
        line.stroke(Stroke::plain(colour, width)).into()
    };
    vec![
        line("rim", style::GROUND, 4.4),
        line("today", style::INK, 1.8),
    ]
}
