//! A panel with two axes, their names, and lines over the whole of it.

use crate::axis;
use crate::figure::{Canvas, Limit};
use crate::label::{self, Labels};
use crate::mark::{Fill, Mark, Shape, Spot, Stroke, whisker};
use crate::scale::Linear;
use crate::style;
use crate::text::{Anchor, Frame, Text, Weight};

/// What an axis shows.
#[derive(Clone, Copy)]
pub(super) struct Axis<'a> {
    /// Its name in print, with its unit.
    pub(super) name: &'a str,
    /// The least and the most.
    pub(super) ends: (f64, f64),
    /// Whether its numbers are years.
    pub(super) is_years: bool,
}

/// A panel, with its axes drawn.
pub(super) struct Panel {
    /// What is measured to the right, to px.
    pub(super) x: Linear,
    /// What is measured upwards, to px.
    pub(super) y: Linear,
    /// Its sides, px.
    pub(super) frame: Frame,
    /// Where the name of the level axis ends, px.
    pub(super) bottom: f64,
}

/// About how many ticks an axis has.
const ABOUT: (usize, usize) = (8, 6);
/// The most width of names at the right, px.
const NAMES: f64 = 200.0;

/// Room that the numbers of an upright axis need, px.
pub(super) fn room(canvas: &Canvas, y: Axis) -> f64 {
    axis::room(canvas.typography(), y.ends.0, y.ends.1, ABOUT.1).max(20.0)
}

/// Room that names at the right need, px.
pub(super) fn names_room<'a>(canvas: &Canvas, names: impl IntoIterator<Item = &'a str>) -> f64 {
    let wide = canvas.fonts().widest(names, style::SMALL, Weight::Bold);
    if wide > 0.0 {
        wide.min(NAMES) + 8.0
    } else {
        12.0
    }
}

impl Panel {
    /// Draws axes and their names between two x, from the top of the canvas down, so many px high.
    pub(super) fn new(
        canvas: &mut Canvas,
        (left, right): (f64, f64),
        height: f64,
        (x, y): (Axis, Axis),
    ) -> Panel {
        let room = canvas.inner_width();
        let lines = canvas
            .fonts()
            .wrapped(y.name, style::SMALL, Weight::Regular, room);
        let mut top = canvas.top - 4.0;
        for line in lines {
            top += 13.0;
            let text = Text::new(style::MARGIN, top, line).size(style::SMALL);
            canvas.draw(text.colour(style::GREY));
        }
        top += 14.0;
        let bottom = top + height;
        let level = Linear::new(x.ends, (left, right));
        let upright = Linear::new(y.ends, (bottom, top)).round(ABOUT.1);
        axis::upright(canvas, &upright, ABOUT.1, (left, right));
        if x.is_years {
            axis::years(canvas, &level, (top, bottom), false);
        } else {
            axis::level(canvas, &level, ABOUT.0, (top, bottom), false);
        }
        let lines = canvas
            .fonts()
            .wrapped(x.name, style::SMALL, Weight::Regular, room);
        let mut named = bottom + 17.0;
        for line in lines.iter().filter(|line| !line.is_empty()) {
            named += 13.0;
            let text = Text::new(right, named, line.as_str()).size(style::SMALL);
            canvas.draw(text.colour(style::GREY).anchor(Anchor::End));
        }
        Panel {
            x: level,
            y: upright,
            frame: Frame {
                left,
                top,
                right,
                bottom,
            },
            bottom: named + 4.0,
        }
    }

    /// Where a pair of numbers stands, px.
    pub(super) fn at(&self, x: f64, y: f64) -> Spot {
        (self.x.at(x), self.y.at(y))
    }

    /// Lines over the whole width, and other things with a name at the right, from the places where they stand: each
    /// with its name and stroke; no stroke where only a name is wanted.
    pub(super) fn limits(&self, canvas: &mut Canvas, limits: &[(Limit, Option<Stroke>)]) {
        let mut limits: Vec<&(Limit, Option<Stroke>)> = limits.iter().collect();
        limits.sort_by(|a, b| b.0.value.total_cmp(&a.0.value));
        let wanted: Vec<f64> = limits
            .iter()
            .map(|(limit, _)| self.y.at(limit.value))
            .collect();
        let places = label::spread(&wanted, 14.0, (self.frame.top, self.frame.bottom));
        for (((limit, stroke), at), y) in limits.into_iter().zip(wanted).zip(places) {
            let colour = if stroke.is_some() {
                style::LIMIT
            } else {
                style::INK
            };
            if let Some(stroke) = stroke {
                let line = vec![(self.frame.left, at), (self.frame.right, at)];
                canvas.draw(
                    Shape::line("limit", line)
                        .stroke(stroke.clone())
                        .hint(limit.name.as_str()),
                );
            }
            let room = canvas.width - 6.0 - self.frame.right;
            let name = canvas
                .fonts()
                .shortened(&limit.name, style::SMALL, Weight::Bold, room);
            let text = Text::new(self.frame.right + 6.0, y + 3.6, name).size(style::SMALL);
            canvas.draw(text.bold().colour(colour));
        }
    }

    /// An upright line with its name over the panel, kept within the picture.
    pub(super) fn upright_limit(&self, canvas: &mut Canvas, limit: &Limit) {
        let x = self.x.at(limit.value);
        let line = vec![(x, self.frame.top), (x, self.frame.bottom)];
        let stroke = Stroke::dashed(style::LIMIT, 1.4, "6 3");
        canvas.draw(
            Shape::line("limit", line)
                .stroke(stroke)
                .hint(limit.name.as_str()),
        );
    }

    /// The whisker of an upright interval.
    pub(super) fn whisker(&self, x: f64, (low, high): (f64, f64)) -> Shape {
        whisker(true, self.x.at(x), self.y.at(low), self.y.at(high), 4.0)
    }

    /// No label yet.
    pub(super) fn labels(&self, canvas: &Canvas) -> Labels {
        Labels::new(self.frame, canvas.fonts())
    }
}

/// Puts a name beside a point, where there is room for it.
pub(super) fn name_beside(
    canvas: &mut Canvas,
    labels: &mut Labels,
    (x, y): Spot,
    gap: f64,
    (name, weight): (&str, Weight),
) {
    let places = [
        (gap, -gap, Anchor::Start),
        (-gap, -gap, Anchor::End),
        (gap, gap + 7.0, Anchor::Start),
        (-gap, gap + 7.0, Anchor::End),
        (0.0, -gap - 5.0, Anchor::Middle),
        (0.0, gap + 12.0, Anchor::Middle),
        (gap + 8.0, 4.0, Anchor::Start),
        (-gap - 8.0, 4.0, Anchor::End),
    ];
    let places = places.map(|(across, down, anchor)| {
        let text = Text::new(x + across, y + down, name).size(style::SMALL);
        vec![Text {
            weight,
            ..text.anchor(anchor).rim()
        }]
    });
    if let Some(lines) = labels.place(&places) {
        for text in lines {
            canvas.draw(text);
        }
    }
}

/// An area between two lines.
pub(super) fn area(class: &'static str, up: Vec<Spot>, down: Vec<Spot>, colour: &str) -> Mark {
    let outline = up.into_iter().chain(down.into_iter().rev()).collect();
    let shape = Shape::areas(class, vec![outline]).fill(Fill::plain(colour));
    shape.stroke(Stroke::plain(style::AXIS, 0.6)).into()
}

/// Ends of some numbers with some air, for an axis that need not begin at zero; none below zero where no number is.
pub(super) fn aired(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let air = if high > low {
        0.08 * (high - low)
    } else {
        libm::fabs(low).max(1.0) * 0.1
    };
    let least = if low >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
    ((low - air).max(least), high + air)
}

/// Ends of some numbers and zero.
pub(super) fn from_zero(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    (
        values.clone().fold(0.0, f64::min),
        values.fold(0.0, f64::max),
    )
}
