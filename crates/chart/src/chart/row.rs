//! Rows with names at the left: names break into lines, and rows grow with them.

use crate::figure::Canvas;
use crate::fonts::Fonts;
use crate::style;
use crate::text::{Anchor, Text, Weight};

/// Rows under one another, each with its name.
pub(crate) struct Rows {
    /// Where the names end and the chart begins, px.
    pub(crate) left: f64,
    /// Name of each row in lines, and where the row begins and ends, px.
    rows: Vec<(Vec<String>, f64, f64)>,
    /// Where the last row ends, px.
    pub(crate) bottom: f64,
}

impl Rows {
    /// Lays rows from `top` on: names take `room` px at most, a row `least` px or more.
    pub(crate) fn new<'a>(
        fonts: &Fonts,
        names: impl IntoIterator<Item = &'a str>,
        top: f64,
        least: f64,
        room: f64,
    ) -> Rows {
        let lines: Vec<Vec<String>> = names
            .into_iter()
            .map(|name| fonts.wrapped(name, style::LABEL, Weight::Regular, room))
            .collect();
        let all = lines.iter().flatten().map(String::as_str);
        let width = fonts.widest(all, style::LABEL, Weight::Regular);
        let mut bottom = top;
        let rows = lines
            .into_iter()
            .map(|lines| {
                let height = (lines.len() as f64 * LINE + 6.0).max(least);
                bottom += height;
                (lines, bottom - height, bottom)
            })
            .collect();
        Rows {
            left: style::MARGIN + width + 10.0,
            rows,
            bottom,
        }
    }

    /// Where a row begins and ends, px.
    pub(crate) fn ends(&self, row: usize) -> (f64, f64) {
        let (_, top, bottom) = &self.rows[row];
        (*top, *bottom)
    }

    /// The middle of a row, px.
    pub(crate) fn middle(&self, row: usize) -> f64 {
        let (top, bottom) = self.ends(row);
        (top + bottom) / 2.0
    }

    /// Draws the names, their ends at the chart; the last ones in heavy letters.
    pub(crate) fn draw_names(&self, canvas: &mut Canvas, first_bold: usize) {
        for (row, (lines, top, bottom)) in self.rows.iter().enumerate() {
            let first = (top + bottom) / 2.0 - (lines.len() as f64 - 1.0) * LINE / 2.0 + 4.2;
            for (position, line) in lines.iter().enumerate() {
                let y = first + position as f64 * LINE;
                let text = Text::new(self.left - 8.0, y, line.as_str()).anchor(Anchor::End);
                let heavy = row >= first_bold
                    && canvas
                        .fonts()
                        .widest([line.as_str()], style::LABEL, Weight::Bold)
                        < self.left - 8.0 - style::MARGIN / 2.0;
                canvas.draw(if heavy { text.bold() } else { text });
            }
        }
    }
}

/// Height of a line of a name, px.
const LINE: f64 = 14.5;
