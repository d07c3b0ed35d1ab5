//! A ranking: the largest first, each with its interval.

use super::row::Rows;
use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval};
use crate::mark::{Fill, Shape, whisker};
use crate::scale::Linear;
use crate::style;
use crate::text::{Anchor, Text, Weight};

/// Bars from zero, ranked by their mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// What is measured, with its unit: `tonnes delayed, t`.
    pub measure: String,
    /// The rows, in any order.
    pub bars: Vec<Bar>,
}

/// One row of a ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name in print.
    pub name: String,
    /// Its size and interval, in the unit of the measure.
    pub size: Interval,
}

impl Bars {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Every size that is not finite, or whose interval leaves out its mean.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        let mut check = Check::new("ranking");
        for bar in &self.bars {
            check.interval(|| format!("bar `{}`", bar.name), bar.size);
        }
        check.done()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        if self.bars.is_empty() {
            return Ok(canvas.nothing("chart-nothing-ranking"));
        }
        let mut ranked: Vec<&Bar> = self.bars.iter().collect();
        ranked.sort_by(|a, b| b.size.mean.total_cmp(&a.size.mean));

        let top = canvas.top + 34.0;
        let rows = Rows::new(
            canvas.fonts(),
            ranked.iter().map(|bar| bar.name.as_str()),
            top,
            24.0,
            330.0,
        );
        let values: Vec<String> = ranked
            .iter()
            .map(|bar| canvas.typography().numbers.interval(bar.size, false))
            .collect();
        let widest = values
            .iter()
            .map(|value| canvas.fonts().width(value, style::LABEL, Weight::Regular))
            .fold(0.0, f64::max);
        let low = ranked.iter().map(|bar| bar.size.low).fold(0.0, f64::min);
        let high = ranked.iter().map(|bar| bar.size.high).fold(0.0, f64::max);
        let room = (rows.left, canvas.right() - widest - 10.0);
        let scale = Linear::new((low, high), room);
        axis::level(&mut canvas, &scale, 6, (top, rows.bottom), true);
        let head = Text::new((room.0 + room.1) / 2.0, top - 20.0, self.measure.as_str());
        let head = head
            .size(style::SMALL)
            .colour(style::GREY)
            .anchor(Anchor::Middle);
        canvas.draw(head);
        rows.draw_names(&mut canvas, usize::MAX);
        for (row, (bar, value)) in ranked.iter().zip(&values).enumerate() {
            let y = rows.middle(row);
            let x = (scale.at(0.0), scale.at(bar.size.mean));
            let colour = if bar.size.mean < 0.0 {
                style::LOSS
            } else {
                style::GAIN
            };
            let rectangle =
                Shape::rectangle("bar", x, (y - 7.0, y + 7.0)).fill(Fill::plain(colour));
            canvas.draw(rectangle.hint(format!("{}: {value}", bar.name)));
            if bar.size.is_wide() {
                canvas.draw(whisker(
                    false,
                    y,
                    scale.at(bar.size.low),
                    scale.at(bar.size.high),
                    4.0,
                ));
            }
            let x = scale.at(bar.size.high.max(0.0)) + 8.0;
            canvas.draw(Text::new(x, y + 4.2, value.as_str()));
        }
        let first: Vec<String> = ranked
            .iter()
            .zip(&values)
            .take(5)
            .map(|(bar, value)| format!("{} {value}", bar.name))
            .collect();
        let (rows_shown, first) = (ranked.len().to_string(), first.join("; "));
        let summary = canvas.tell(
            "chart-bars-summary",
            &[
                ("measure", &self.measure),
                ("rows", &rows_shown),
                ("first", &first),
            ],
        );
        Ok(canvas.finish(rows.bottom, &[], summary))
    }
}
