//! What one more unit is worth: bars from zero with whiskers, a panel for each measure.

use super::row::Rows;
use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Shape, Stroke, whisker};
use crate::scale::Linear;
use crate::style::{self, Hatch};
use crate::text::{Anchor, Text, Weight};

/// Effects of changes on several measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The measures, a panel each.
    pub measures: Vec<Measure>,
    /// The changes, drawn in this order.
    pub rows: Vec<TornadoRow>,
}

/// Something that a change moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its name in print with its unit: `goods carried, t/yr`.
    pub name: String,
    /// Which way is better.
    pub better: Better,
}

/// Which way of a measure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
}

/// A change and its effects.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoRow {
    /// The change in print: `one more berth at Aktau`.
    pub name: String,
    /// Its effect on each measure, in the unit of the measure; none where it is not known.
    pub effects: Vec<Option<Interval>>,
}

impl Tornado {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Every effect that is not finite or leaves out its mean, and every row with another number of effects than there
    /// are measures.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let panels = self.measures.len();
        let width = if panels > 2 {
            style::WIDTH + 200.0
        } else {
            style::WIDTH
        };
        let mut canvas = Canvas::new(&self.heading, width);
        if self.rows.is_empty() || panels == 0 {
            return Ok(canvas.nothing("chart-nothing-change"));
        }
        let key = [
            (Effect::Better, "chart-tornado-better"),
            (Effect::Worse, "chart-tornado-worse"),
            (Effect::Unclear, "chart-tornado-unclear"),
        ];
        let key = key.map(|(effect, name)| (Sample::Area(effect.fill()), canvas.say(name)));
        legend::draw(&mut canvas, key.into());

        let names = self.rows.iter().map(|row| row.name.as_str());
        let room = 280.0_f64.min(canvas.inner_width() / 3.0);
        let left = Rows::new(canvas.fonts(), names.clone(), 0.0, 26.0, room).left;
        let span = (canvas.right() - left) / panels as f64;
        let heads: Vec<Vec<String>> = self
            .measures
            .iter()
            .map(|measure| {
                canvas
                    .fonts()
                    .wrapped(&measure.name, style::LABEL, Weight::Bold, span - 24.0)
            })
            .collect();
        let deepest = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let top = canvas.top + 22.0 + 15.0 * deepest;
        let rows = Rows::new(canvas.fonts(), names, top, 26.0, room);
        rows.draw_names(&mut canvas, usize::MAX);
        for (position, measure) in self.measures.iter().enumerate() {
            let from = left + span * position as f64;
            for (line, content) in heads[position].iter().enumerate() {
                let y = canvas.top + 15.0 * (line as f64 + 1.0) - 3.0;
                canvas.draw(Text::new(from, y, content.as_str()).bold());
            }
            self.panel(
                &mut canvas,
                &rows,
                position,
                measure.better,
                (from, from + span - 24.0),
                top,
            );
        }
        let summary = self.summary();
        Ok(canvas.finish(rows.bottom, &[], summary))
    }

    /// Every effect that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("tornado");
        for row in &self.rows {
            if row.effects.len() != self.measures.len() {
                let (expected, found) = (self.measures.len(), row.effects.len());
                check.problem(
                    format!("row `{}`", row.name),
                    format!("expected {expected} effects, found {found}"),
                    "give one for each measure, or none where it is not known",
                );
            }
            for (effect, measure) in row.effects.iter().zip(&self.measures) {
                if let Some(effect) = effect {
                    check.interval(|| format!("row `{}`, {}", row.name, measure.name), *effect);
                }
            }
        }
        check.done()
    }

    /// One measure between two x.
    fn panel(
        &self,
        canvas: &mut Canvas,
        rows: &Rows,
        position: usize,
        better: Better,
        (from, to): (f64, f64),
        top: f64,
    ) {
        let effects: Vec<Option<Interval>> =
            self.rows.iter().map(|row| row.effects[position]).collect();
        let values: Vec<String> = effects
            .iter()
            .map(|effect| {
                let numbers = &canvas.typography().numbers;
                effect.map_or("-".to_owned(), |effect| numbers.interval(effect, true))
            })
            .collect();
        let values_room = canvas.fonts().widest(
            values.iter().map(String::as_str),
            style::SMALL,
            Weight::Regular,
        );
        let known = || effects.iter().flatten();
        let low = known().map(|effect| effect.low).fold(0.0, f64::min);
        let high = known().map(|effect| effect.high).fold(0.0, f64::max);
        let bars_end = (to - values_room - 12.0).max(from + 60.0);
        let scale = Linear::new((low, high), (from + 6.0, bars_end));
        axis::level(canvas, &scale, 2, (top, rows.bottom), true);
        for (row, (effect, value)) in effects.iter().zip(&values).enumerate() {
            let y = rows.middle(row);
            if let Some(effect) = effect {
                let x = (scale.at(0.0), scale.at(effect.mean));
                let bar = Shape::rectangle("bar", x, (y - 7.0, y + 7.0))
                    .fill(Effect::of(*effect, better).fill());
                let hint = format!("{}: {value}", self.rows[row].name);
                canvas.draw(bar.stroke(Stroke::plain(style::GREY, 0.8)).hint(hint));
                if effect.is_wide() {
                    canvas.draw(whisker(
                        false,
                        y,
                        scale.at(effect.low),
                        scale.at(effect.high),
                        4.0,
                    ));
                }
            }
            let text = Text::new(to, y + 3.8, value.as_str()).size(style::SMALL);
            canvas.draw(text.anchor(Anchor::End));
        }
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let typography = &self.heading.typography;
        let row = |row: &TornadoRow| {
            let effects: Vec<String> = row
                .effects
                .iter()
                .zip(&self.measures)
                .filter_map(|(effect, measure)| {
                    effect.map(|effect| {
                        let value = typography.numbers.interval(effect, true);
                        format!("{} {value}", measure.name)
                    })
                })
                .collect();
            format!("{}: {}", row.name, effects.join("; "))
        };
        let first: Vec<String> = self.rows.iter().take(5).map(row).collect();
        let rows = self.rows.len().to_string();
        let values = [("rows", rows.as_str()), ("first", &first.join(". "))];
        typography.phrases.tell("chart-tornado-summary", &values)
    }
}

/// What an effect means.
#[derive(Clone, Copy)]
enum Effect {
    /// Clearly better.
    Better,
    /// Clearly worse.
    Worse,
    /// Neither.
    Unclear,
}

impl Effect {
    /// What an effect means on a measure.
    fn of(effect: Interval, better: Better) -> Effect {
        let is_more = effect.mean > 0.0;
        match (effect.is_clear(), is_more == (better == Better::More)) {
            (false, _) => Effect::Unclear,
            (true, true) => Effect::Better,
            (true, false) => Effect::Worse,
        }
    }

    /// How it looks.
    fn fill(self) -> Fill {
        match self {
            Effect::Better => Fill::plain(style::GAIN),
            Effect::Worse => Fill::hatched(style::LOSS, Hatch::Rising),
            Effect::Unclear => Fill::plain(style::GROUND),
        }
    }
}
