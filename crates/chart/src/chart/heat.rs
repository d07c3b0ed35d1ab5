//! How full the servers are: rows in order of the way, columns of time, the number in each cell.

use super::row::Rows;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Shape, Stroke};
use crate::scale::Bands;
use crate::style;
use crate::text::{Anchor, Text};

/// Occupancy of servers over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// Heads of the columns: `Jan` to `Dec`.
    pub columns: Vec<String>,
    /// The servers, in order of the way.
    pub rows: Vec<HeatRow>,
    /// Occupancy from which a cell is framed, 0 to 1: 0.85.
    pub limit: f64,
}

/// One server.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// Its name in print.
    pub name: String,
    /// Its occupancy in each column, 0 to 1; none where it is not known.
    pub shares: Vec<Option<f64>>,
}

impl Heat {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Every share that is not a number from 0 up, and every row with another number of shares than there are columns.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        if self.rows.is_empty() || self.columns.is_empty() {
            return Ok(canvas.nothing("chart-nothing-servers"));
        }
        let limit = canvas.fixed(self.limit * 100.0, 0);
        let limit = canvas.tell("chart-percent-or-more", &[("value", &limit)]);
        let mut key: Vec<(Sample, String)> = [0.0, 0.25, 0.5, 0.75, 1.0]
            .map(|share| {
                let value = canvas.fixed(share * 100.0, 0);
                let name = canvas.tell("chart-percent", &[("value", &value)]);
                (Sample::Area(Fill::plain(style::ramp(share))), name)
            })
            .into();
        let frame = |x, y| vec![framed("key", (x - 9.0, x + 7.0), (y - 6.0, y + 6.0)).into()];
        key.push((Sample::Drawn(Box::new(frame)), limit));
        legend::draw(&mut canvas, key);

        let top = canvas.top + 18.0;
        let rows = Rows::new(
            canvas.fonts(),
            self.rows.iter().map(|row| row.name.as_str()),
            top,
            21.0,
            330.0,
        );
        rows.draw_names(&mut canvas, usize::MAX);
        let bands = Bands::new(self.columns.len(), (rows.left, canvas.right()));
        for (position, name) in self.columns.iter().enumerate() {
            let text = Text::new(bands.middle(position), top - 6.0, name.as_str());
            canvas.draw(
                text.size(style::SMALL)
                    .colour(style::GREY)
                    .anchor(Anchor::Middle),
            );
        }
        let mut frames = Vec::new();
        for (position, row) in self.rows.iter().enumerate() {
            let y = rows.ends(position);
            for (column, share) in row.shares.iter().enumerate() {
                let x = (bands.start(column), bands.start(column) + bands.width());
                self.cell(
                    &mut canvas,
                    x,
                    y,
                    *share,
                    &format!("{}, {}", row.name, self.columns[column]),
                );
                if share.is_some_and(|share| share >= self.limit) {
                    frames.push(framed(
                        "over",
                        (x.0 + 1.0, x.1 - 1.0),
                        (y.0 + 1.0, y.1 - 1.0),
                    ));
                }
            }
        }
        let over = frames.len();
        for frame in frames {
            canvas.draw(frame);
        }
        let counts = [self.rows.len(), self.columns.len(), over].map(|count| count.to_string());
        let summary = canvas.tell(
            "chart-heat-summary",
            &[
                ("rows", &counts[0]),
                ("columns", &counts[1]),
                ("over", &counts[2]),
                ("limit", &canvas.fixed(self.limit * 100.0, 0)),
            ],
        );
        Ok(canvas.finish(rows.bottom, &[], summary))
    }

    /// Every share that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("heat of occupancy");
        check.not_below_zero(|| "limit".to_owned(), self.limit);
        for row in &self.rows {
            if row.shares.len() != self.columns.len() {
                let (expected, found) = (self.columns.len(), row.shares.len());
                check.problem(
                    format!("row `{}`", row.name),
                    format!("expected {expected} shares, found {found}"),
                    "give one for each column, or none where it is not known",
                );
            }
            for (share, column) in row.shares.iter().zip(&self.columns) {
                if let Some(share) = share {
                    check.not_below_zero(|| format!("row `{}`, {column}", row.name), *share);
                }
            }
        }
        check.done()
    }

    /// One cell with its number.
    fn cell(
        &self,
        canvas: &mut Canvas,
        x: (f64, f64),
        y: (f64, f64),
        share: Option<f64>,
        name: &str,
    ) {
        let colour = share.map_or(style::GROUND.to_owned(), style::ramp);
        let content = share.map_or("-".to_owned(), |share| canvas.fixed(share * 100.0, 0));
        let cell = Shape::rectangle("cell", x, y).fill(Fill::plain(colour));
        let hint = canvas.tell("chart-percent", &[("value", &content)]);
        let hint = format!("{name}: {hint}");
        canvas.draw(cell.stroke(Stroke::plain(style::GROUND, 1.0)).hint(hint));
        let text = Text::new((x.0 + x.1) / 2.0, (y.0 + y.1) / 2.0 + 3.8, content);
        let text = text.size(style::SMALL).anchor(Anchor::Middle);
        let text = text.colour(style::on_ramp(share.unwrap_or(0.0)));
        let is_over = share.is_some_and(|share| share >= self.limit);
        canvas.draw(if is_over { text.bold() } else { text });
    }
}

/// The frame of a cell at the limit.
fn framed(class: &'static str, x: (f64, f64), y: (f64, f64)) -> Shape {
    Shape::rectangle(class, x, y).stroke(Stroke::plain(style::LOSS, 2.2))
}
