//! Axes: ticks at round numbers, with a light grid.

use crate::figure::Canvas;
use crate::mark::{Shape, Stroke};
use crate::scale::{Linear, Tick};
use crate::style;
use crate::text::{Anchor, Text, Weight};
use crate::typography::Typography;

/// The numbers of some ticks in print.
pub(crate) fn names(ticks: &[Tick], typography: &Typography) -> Vec<String> {
    ticks
        .iter()
        .map(|tick| typography.numbers.fixed(tick.value, tick.digits))
        .collect()
}

/// Room that the numbers of an upright axis need, px.
pub(crate) fn room(typography: &Typography, low: f64, high: f64, about: usize) -> f64 {
    let ticks = Linear::new((low, high), (0.0, 1.0))
        .round(about)
        .ticks(about);
    let names = names(&ticks, typography);
    typography.fonts.widest(
        names.iter().map(String::as_str),
        style::SMALL,
        Weight::Regular,
    ) + 8.0
}

/// Draws grid and numbers of a level axis; numbers stand above `top` or below `bottom`, where there is room.
pub(crate) fn level(
    canvas: &mut Canvas,
    scale: &Linear,
    about: usize,
    (top, bottom): (f64, f64),
    is_above: bool,
) {
    let ticks = scale.ticks(about);
    let y = if is_above { top - 5.0 } else { bottom + 14.0 };
    let mut ended = f64::NEG_INFINITY;
    for (tick, name) in ticks.iter().zip(names(&ticks, canvas.typography())) {
        let x = scale.at(tick.value);
        canvas.draw(Shape::line("grid", vec![(x, top), (x, bottom)]).stroke(grid(tick)));
        let text = Text::new(x, y, name).size(style::SMALL).colour(style::GREY);
        let text = text.anchor(Anchor::Middle);
        let frame = text.frame(canvas.fonts());
        if frame.left >= ended + 4.0 {
            ended = frame.right;
            canvas.draw(text);
        }
    }
}

/// Draws grid and years of a level axis; a year stands where it begins, and no two of them meet.
pub(crate) fn years(
    canvas: &mut Canvas,
    scale: &Linear,
    (top, bottom): (f64, f64),
    is_above: bool,
) {
    let (low, high) = scale.ends();
    let year_px = libm::fabs(scale.at(low + 1.0) - scale.at(low));
    let room = canvas.fonts().width("2000", style::SMALL, Weight::Regular) + 10.0;
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
    let fits = |step: &f64| step * year_px >= room;
    let step = steps.into_iter().find(fits).unwrap_or(100.0);
    let first = libm::ceil(low / step - 1e-9);
    let count = (libm::floor(high / step + 1e-9) - first).max(0.0) as usize;
    let y = if is_above { top - 5.0 } else { bottom + 15.0 };
    for position in 0..=count {
        let year = (first + position as f64) * step;
        let x = scale.at(year);
        let line = Shape::line("grid", vec![(x, top), (x, bottom)]);
        canvas.draw(line.stroke(Stroke::plain(style::GRID, 1.0)));
        let text = Text::new(x, y, format!("{year:.0}")).size(style::SMALL);
        canvas.draw(text.colour(style::GREY).anchor(Anchor::Middle));
    }
}

/// Draws grid and numbers of an upright axis between two x; numbers stand at the left.
pub(crate) fn upright(
    canvas: &mut Canvas,
    scale: &Linear,
    about: usize,
    (left, right): (f64, f64),
) {
    let ticks = scale.ticks(about);
    for (tick, name) in ticks.iter().zip(names(&ticks, canvas.typography())) {
        let y = scale.at(tick.value);
        canvas.draw(Shape::line("grid", vec![(left, y), (right, y)]).stroke(grid(tick)));
        let text = Text::new(left - 6.0, y + 3.6, name)
            .size(style::SMALL)
            .colour(style::GREY);
        canvas.draw(text.anchor(Anchor::End));
    }
}

/// The line of a tick: stronger at zero.
fn grid(tick: &Tick) -> Stroke {
    let colour = if tick.value == 0.0 {
        style::AXIS
    } else {
        style::GRID
    };
    Stroke::plain(colour, 1.0)
}
