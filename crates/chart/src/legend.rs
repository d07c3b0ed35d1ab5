//! A key: samples with their names, in rows over the chart.

use crate::figure::Canvas;
use crate::mark::{Fill, Mark, Shape, Stroke};
use crate::style;
use crate::text::{Text, Weight};

/// What a sample looks like.
pub(crate) enum Sample {
    /// A filled square.
    Area(Fill),
    /// A piece of line.
    Line(Stroke),
    /// Marks drawn around a point: given its place, px.
    Drawn(Box<dyn Fn(f64, f64) -> Vec<Mark>>),
}

/// Draws a key at the top of a canvas, and moves the top down.
pub(crate) fn draw(canvas: &mut Canvas, entries: Vec<(Sample, String)>) {
    if entries.is_empty() {
        return;
    }
    let size = style::SMALL + 0.5;
    let (mut x, mut y) = (style::MARGIN, canvas.top + 8.0);
    let room = canvas.inner_width() - 24.0;
    for (sample, name) in entries {
        let fonts = canvas.fonts();
        let mut wide = fonts.width(&name, size, Weight::Regular);
        let mut name = name;
        if wide > room {
            name = fonts.shortened(&name, size, Weight::Regular, room);
            wide = fonts.width(&name, size, Weight::Regular);
        }
        let length = 24.0 + wide;
        if x > style::MARGIN && x + length > canvas.right() {
            x = style::MARGIN;
            y += 18.0;
        }
        match sample {
            Sample::Area(fill) => {
                let square = Shape::rectangle("key", (x, x + 16.0), (y - 6.0, y + 6.0));
                canvas.draw(square.fill(fill).stroke(Stroke::plain(style::AXIS, 0.5)));
            }
            Sample::Line(stroke) => {
                let line = Shape::line("key", vec![(x, y), (x + 18.0, y)]);
                canvas.draw(line.stroke(stroke));
            }
            Sample::Drawn(marks) => {
                for mark in marks(x + 9.0, y) {
                    canvas.draw(mark);
                }
            }
        }
        canvas.draw(Text::new(x + 22.0, y + 4.0, name).size(size));
        x += length + 20.0;
    }
    canvas.top = y + 18.0;
}
