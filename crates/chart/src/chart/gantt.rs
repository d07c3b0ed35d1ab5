//! What is built when: measures in rows, from the start of building to the year from which they serve.

use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Limit};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Shape, Spot, Stroke};
use crate::scale::Linear;
use crate::style::{self, Hatch};
use crate::text::{Anchor, Text, Weight};

/// Measures over years, in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Gantt {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// What stands in the key and over the columns.
    pub words: GanttWords,
    /// The groups, drawn in this order; one without rows is left out.
    pub groups: Vec<GanttGroup>,
    /// The time by which a target is to be reached, years.
    pub target: Option<Limit>,
}

/// The words of a chart of measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GanttWords {
    /// In the key: `being built or prepared`.
    pub building: String,
    /// In the key: `in service`.
    pub in_service: String,
    /// Over the years of service: `in service from`.
    pub from: String,
    /// Over the costs, with the unit: `cost, M USD`.
    pub cost: String,
}

/// Measures of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct GanttGroup {
    /// Its name in print: `hard measures`.
    pub name: String,
    /// Its measures, drawn in this order.
    pub rows: Vec<GanttRow>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq)]
pub struct GanttRow {
    /// Its name in print; its end gives way to `…` where it is long.
    pub name: String,
    /// When building begins, years: 2027.5 is the middle of 2027.
    pub from: f64,
    /// When it begins to serve, years; `from` itself where nothing is built.
    pub in_service: f64,
    /// What it costs, in print.
    pub cost: String,
}

/// Height of all rows together, px, as long as none is lower than [`LEAST`].
const TALL: f64 = 860.0;
/// The least and the most height of a row, px.
const LEAST: f64 = 12.5;
/// The most height of a row, px.
const MOST: f64 = 23.0;
/// The most width of names, px.
const NAMES: f64 = 360.0;
/// The most width of a column at the right, px.
const COLUMN: f64 = 96.0;
/// What a name stands in from its group, px.
const INDENT: f64 = 10.0;

impl Gantt {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// No measure; every time that is not a number, and every service that begins before building.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        legend::draw(
            &mut canvas,
            vec![
                (Sample::Area(building()), self.words.building.clone()),
                (Sample::Area(serving()), self.words.in_service.clone()),
            ],
        );
        let plot = self.plot(&canvas);
        self.heads(&mut canvas, &plot);
        let scale = Linear::new(self.ends(), plot.x);
        axis::years(&mut canvas, &scale, (plot.top, plot.bottom), true);
        let mut y = plot.top + plot.row / 2.0;
        for group in self.groups() {
            let room = canvas.inner_width();
            let text = canvas
                .fonts()
                .shortened(&group.name, plot.size, Weight::Bold, room);
            plot.cell(&mut canvas, style::MARGIN, y, text, Anchor::Start, true);
            y += plot.row;
            for row in &group.rows {
                plot.measure(&mut canvas, &scale, row, y);
                y += plot.row;
            }
        }
        if let Some(target) = &self.target {
            let x = scale.at(target.value);
            let line = Shape::line("limit", vec![(x, plot.top), (x, plot.bottom)]);
            canvas.draw(line.stroke(Stroke::dashed(style::LIMIT, 1.4, "6 3")));
            let fonts = canvas.fonts();
            let room = canvas.inner_width();
            let name = fonts.shortened(&target.name, style::SMALL, Weight::Bold, room);
            let half = fonts.width(&name, style::SMALL, Weight::Bold) / 2.0;
            let x = x.min(canvas.right() - half).max(style::MARGIN + half);
            let text = Text::new(x, plot.bottom + 13.0, name)
                .size(style::SMALL)
                .bold();
            canvas.draw(text.colour(style::LIMIT).anchor(Anchor::Middle));
        }
        let bottom = plot.bottom + if self.target.is_some() { 18.0 } else { 4.0 };
        let summary = self.summary();
        Ok(canvas.finish(bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("chart of measures over years");
        check.some("measures", self.rows().count());
        if let Some(target) = &self.target {
            check.finite(|| "target".to_owned(), target.value);
        }
        for row in self.rows() {
            let subject = |what: &str| format!("measure `{}`, {what}", row.name);
            check.finite(|| subject("start of building"), row.from);
            if row.in_service < row.from {
                check.problem(
                    subject("start of service"),
                    format!("expected {} or later, found {}", row.from, row.in_service),
                    "give the year in which building ends",
                );
            } else {
                check.finite(|| subject("start of service"), row.in_service);
            }
        }
        check.done()
    }

    /// The groups that have rows.
    fn groups(&self) -> impl Iterator<Item = &GanttGroup> {
        self.groups.iter().filter(|group| !group.rows.is_empty())
    }

    /// All measures.
    fn rows(&self) -> impl Iterator<Item = &GanttRow> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// The first and last year: whole years, with one of service at the end.
    fn ends(&self) -> (f64, f64) {
        let target = self.target.iter().map(|target| target.value);
        let low = self.rows().map(|row| row.from).chain(target.clone());
        let high = self.rows().map(|row| row.in_service).chain(target);
        let (low, high) = (
            low.fold(f64::INFINITY, f64::min),
            high.fold(f64::NEG_INFINITY, f64::max),
        );
        (libm::floor(low), libm::floor(high) + 1.0)
    }

    /// Where rows and columns stand.
    fn plot(&self, canvas: &Canvas) -> Plot {
        let count = self.groups().count() + self.rows().count();
        let row = (TALL / count as f64).clamp(LEAST, MOST);
        let size = (0.8 * row).min(style::LABEL);
        let fonts = canvas.fonts();
        let names = self.rows().map(|row| row.name.as_str());
        let names = fonts.widest(names, size, Weight::Regular).min(NAMES);
        let costs = self.rows().map(|row| row.cost.as_str());
        let costs = fonts.widest(costs, size, Weight::Regular);
        let years = fonts.width("2000", size, Weight::Regular);
        let head = |content: &str| fonts.wrapped(content, style::SMALL, Weight::Regular, COLUMN);
        let heads = [head(&self.words.from), head(&self.words.cost)];
        let wide = |head: &[String], column: f64| {
            let lines = head.iter().map(String::as_str);
            fonts
                .widest(lines, style::SMALL, Weight::Regular)
                .max(column)
        };
        let right = canvas.right();
        let from = right - wide(&heads[1], costs) - 14.0;
        let deepest = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let top = canvas.top + 13.0 * deepest + 8.0;
        Plot {
            row,
            size,
            x: (
                style::MARGIN + INDENT + names + 12.0,
                from - wide(&heads[0], years) - 26.0,
            ),
            from,
            cost: right,
            heads,
            top,
            bottom: top + row * count as f64,
        }
    }

    /// The heads of the columns.
    fn heads(&self, canvas: &mut Canvas, plot: &Plot) {
        for (head, x) in plot.heads.iter().zip([plot.from, plot.cost]) {
            for (line, content) in head.iter().rev().enumerate() {
                let y = plot.top - 5.0 - 13.0 * line as f64;
                let text = Text::new(x, y, content.as_str()).size(style::SMALL);
                canvas.draw(text.colour(style::GREY).anchor(Anchor::End));
            }
        }
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let row = |row: &GanttRow| {
            format!(
                "{} {:.0} to {:.0}",
                row.name,
                row.from.floor(),
                row.in_service.floor()
            )
        };
        let group = |group: &GanttGroup| {
            let rows: Vec<String> = group.rows.iter().map(row).collect();
            format!("{}: {}", group.name, rows.join("; "))
        };
        let groups: Vec<String> = self.groups().map(group).collect();
        format!("{}.", groups.join(". "))
    }
}

/// Where rows and columns stand, px.
struct Plot {
    /// Height of a row.
    row: f64,
    /// Height of its letters.
    size: f64,
    /// Where years begin and end.
    x: (f64, f64),
    /// The right side of the years of service.
    from: f64,
    /// The right side of the costs.
    cost: f64,
    /// Heads of these two columns, in lines.
    heads: [Vec<String>; 2],
    /// Upper side of the first row.
    top: f64,
    /// Lower side of the last row.
    bottom: f64,
}

impl Plot {
    /// A text in a row.
    fn cell(&self, canvas: &mut Canvas, x: f64, y: f64, text: String, anchor: Anchor, bold: bool) {
        let text = Text::new(x, y + 0.35 * self.size, text)
            .size(self.size)
            .anchor(anchor);
        canvas.draw(if bold { text.bold() } else { text });
    }

    /// A measure in its row.
    fn measure(&self, canvas: &mut Canvas, scale: &Linear, row: &GanttRow, y: f64) {
        let guide = vec![
            (style::MARGIN, y + self.row / 2.0),
            (self.cost, y + self.row / 2.0),
        ];
        canvas.draw(Shape::line("guide", guide).stroke(Stroke::plain(style::GRID, 0.6)));
        let name = canvas
            .fonts()
            .shortened(&row.name, self.size, Weight::Regular, NAMES);
        self.cell(
            canvas,
            style::MARGIN + INDENT,
            y,
            name,
            Anchor::Start,
            false,
        );
        let (from, served) = (scale.at(row.from), scale.at(row.in_service));
        let half = (self.row / 2.0 - 2.5).min(7.0);
        let year = format!("{:.0}", libm::floor(row.in_service));
        let hint = format!(
            "{}: {:.0} – {year}; {}",
            row.name,
            libm::floor(row.from),
            row.cost
        );
        let service = Shape::rectangle(
            "service",
            (served, self.x.1),
            (y - 0.4 * half, y + 0.4 * half),
        );
        canvas.draw(
            service
                .fill(serving())
                .stroke(Stroke::plain(style::AXIS, 0.5)),
        );
        let work =
            Shape::rectangle("building", (from, served), (y - half, y + half)).fill(building());
        canvas.draw(work.stroke(Stroke::plain(style::MOVING, 0.6)).hint(hint));
        canvas.draw(start((served, y), half));
        self.cell(canvas, self.from, y, year, Anchor::End, false);
        self.cell(canvas, self.cost, y, row.cost.clone(), Anchor::End, false);
    }
}

/// How building looks.
fn building() -> Fill {
    Fill::hatched(style::WORKING, Hatch::Rising)
}

/// How service looks.
fn serving() -> Fill {
    Fill::plain(style::SHADE)
}

/// The mark of the start of service.
fn start((x, y): Spot, half: f64) -> Shape {
    let points = vec![
        (x, y - half),
        (x + 0.9 * half, y),
        (x, y + half),
        (x - 0.9 * half, y),
    ];
    Shape::areas("start", vec![points]).fill(Fill::plain(style::MOVING))
}
