//! Marks: shapes and texts, in the order in which they are drawn.

use crate::style::Hatch;
use crate::text::{Frame, Text};

/// A place on a chart: x to the right, y downwards, px.
pub(crate) type Spot = (f64, f64);

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    /// An outline, filled or not.
    Shape(Shape),
    /// A line of text.
    Text(Text),
    /// Marks of which only what lies within a frame is seen.
    Clipped(Frame, Vec<Mark>),
}

/// An outline, filled or not.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape {
    /// What it shows: `bar`, `whisker`, `run`; written as the class of the element.
    pub(crate) class: &'static str,
    /// What a reader sees who points at it.
    pub(crate) hint: Option<String>,
    /// Its outline.
    pub(crate) outline: Outline,
    /// Its inside; none where it is only a line.
    pub(crate) fill: Option<Fill>,
    /// Its line; none where it is only an area.
    pub(crate) stroke: Option<Stroke>,
}

/// An outline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outline {
    /// A rectangle.
    Rectangle(Frame),
    /// A circle: middle and radius, px.
    Circle(Spot, f64),
    /// Lines through points.
    Lines(Vec<Vec<Spot>>),
    /// Areas between points; those within others are holes.
    Areas(Vec<Vec<Spot>>),
}

/// The inside of a shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fill {
    /// Its colour.
    pub(crate) colour: String,
    /// Lines or dots over it.
    pub(crate) hatch: Hatch,
    /// How much of the ground it hides, 0 to 1.
    pub(crate) opacity: f64,
}

/// The line of a shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stroke {
    /// Its colour.
    pub(crate) colour: String,
    /// Its width, px.
    pub(crate) width: f64,
    /// Lengths of dashes and gaps, px; empty for a whole line.
    pub(crate) dashes: &'static str,
    /// Whether its ends are round, so that lines that meet at an angle leave no gap.
    pub(crate) has_round_ends: bool,
}

impl Fill {
    /// A plain colour.
    pub(crate) fn plain(colour: impl Into<String>) -> Fill {
        Fill::hatched(colour, Hatch::None)
    }

    /// A colour with lines or dots over it.
    pub(crate) fn hatched(colour: impl Into<String>, hatch: Hatch) -> Fill {
        Fill {
            colour: colour.into(),
            hatch,
            opacity: 1.0,
        }
    }
}

impl Stroke {
    /// A whole line.
    pub(crate) fn plain(colour: impl Into<String>, width: f64) -> Stroke {
        Stroke::dashed(colour, width, "")
    }

    /// A line of dashes.
    pub(crate) fn dashed(colour: impl Into<String>, width: f64, dashes: &'static str) -> Stroke {
        Stroke {
            colour: colour.into(),
            width,
            dashes,
            has_round_ends: false,
        }
    }

    /// The same with round ends.
    pub(crate) fn round(self) -> Stroke {
        let has_round_ends = true;
        Stroke {
            has_round_ends,
            ..self
        }
    }
}

impl Shape {
    /// An outline with neither inside nor line yet.
    fn new(class: &'static str, outline: Outline) -> Shape {
        Shape {
            class,
            hint: None,
            outline,
            fill: None,
            stroke: None,
        }
    }

    /// A rectangle between two x and two y, given in any order.
    pub(crate) fn rectangle(class: &'static str, x: (f64, f64), y: (f64, f64)) -> Shape {
        let frame = Frame {
            left: x.0.min(x.1),
            top: y.0.min(y.1),
            right: x.0.max(x.1),
            bottom: y.0.max(y.1),
        };
        Shape::new(class, Outline::Rectangle(frame))
    }

    /// A circle.
    pub(crate) fn circle(class: &'static str, middle: Spot, radius: f64) -> Shape {
        Shape::new(class, Outline::Circle(middle, radius))
    }

    /// A line through points.
    pub(crate) fn line(class: &'static str, points: Vec<Spot>) -> Shape {
        Shape::new(class, Outline::Lines(vec![points]))
    }

    /// Lines through points.
    pub(crate) fn lines(class: &'static str, lines: Vec<Vec<Spot>>) -> Shape {
        Shape::new(class, Outline::Lines(lines))
    }

    /// Areas between points.
    pub(crate) fn areas(class: &'static str, areas: Vec<Vec<Spot>>) -> Shape {
        Shape::new(class, Outline::Areas(areas))
    }

    /// The same, filled.
    pub(crate) fn fill(self, fill: Fill) -> Shape {
        let fill = Some(fill);
        Shape { fill, ..self }
    }

    /// The same with a line.
    pub(crate) fn stroke(self, stroke: Stroke) -> Shape {
        let stroke = Some(stroke);
        Shape { stroke, ..self }
    }

    /// The same with what a reader sees who points at it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Shape {
        let hint = Some(hint.into());
        Shape { hint, ..self }
    }
}

impl From<Shape> for Mark {
    fn from(shape: Shape) -> Mark {
        Mark::Shape(shape)
    }
}

impl From<Text> for Mark {
    fn from(text: Text) -> Mark {
        Mark::Text(text)
    }
}

/// A whisker along x or y from `low` to `high` px at `across`, with feet of so many px to each side.
pub(crate) fn whisker(is_upright: bool, across: f64, low: f64, high: f64, foot: f64) -> Shape {
    let spot = |along: f64, aside: f64| match is_upright {
        true => (across + aside, along),
        false => (along, across + aside),
    };
    let foot_at = |along: f64| vec![spot(along, -foot), spot(along, foot)];
    let lines = vec![
        vec![spot(low, 0.0), spot(high, 0.0)],
        foot_at(low),
        foot_at(high),
    ];
    Shape::lines("whisker", lines).stroke(Stroke::plain(crate::style::INK, 1.2))
}

/// A mark of a point, one of [`style::SYMBOLS`](crate::style::SYMBOLS); told apart by its outline and by whether it is hollow, so that it needs no colour.
pub(crate) fn symbol(class: &'static str, look: usize, (x, y): Spot, size: f64) -> Shape {
    let look = look % crate::style::SYMBOLS;
    let colour = crate::style::LINES[look % crate::style::LINES.len()].0;
    let polygon = |corners: &[Spot]| {
        let corner = |(across, down): &Spot| (x + across * size, y + down * size);
        Shape::areas(class, vec![corners.iter().map(corner).collect()])
    };
    let shape = match look % 4 {
        0 => Shape::circle(class, (x, y), 0.95 * size),
        1 => polygon(&[(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)]),
        2 => polygon(&[(0.0, -1.15), (1.1, 0.8), (-1.1, 0.8)]),
        _ => polygon(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
    };
    // Whole and hollow ones alternate, and change places in the second half.
    let is_hollow = (look + look / 4) % 2 == 1;
    let inside = if is_hollow {
        crate::style::GROUND
    } else {
        colour
    };
    shape
        .fill(Fill::plain(inside))
        .stroke(Stroke::plain(colour, 1.6))
}
