//! The corridor on a map: what flows each way, and where it waits.

use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::label::{Labels, along, square};
use crate::legend::{self, Sample};
use crate::map::coast::{self, COVERED};
use crate::map::projection::Conic;
use crate::mark::{Fill, Mark, Shape, Spot, Stroke};
use crate::style;
use crate::text::{Anchor, Frame, Text};

/// A map of flows and queues.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// What flows forward along a line, in print: `westward`.
    pub forward: String,
    /// What flows back: `eastward`.
    pub backward: String,
    /// The lines of the corridor.
    pub lines: Vec<FlowLine>,
    /// Places, with what waits there.
    pub queues: Vec<Queue>,
}

/// A line of the corridor.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowLine {
    /// Its name in print.
    pub name: String,
    /// Places along it, degrees east and north.
    pub points: Vec<(f64, f64)>,
    /// What flows in the order of its points, Mt/yr.
    pub forward_mt: f64,
    /// What flows against it, Mt/yr.
    pub backward_mt: f64,
}

/// A place, with what waits there.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// Its name in print.
    pub name: String,
    /// Degrees east and north.
    pub at: (f64, f64),
    /// Waiting, days of units a year; 0 for a place without a circle.
    pub unit_days: f64,
}

/// Width of the largest flow, px.
const WIDEST: f64 = 9.0;
/// Radius of the largest queue, px.
const LARGEST: f64 = 30.0;
/// Queues whose numbers are written beside their names.
const NUMBERED: usize = 8;

impl Map {
    /// Draws it, as large as its lines and places need.
    ///
    /// # Errors
    ///
    /// Every number that is not finite or below zero, and every place outside what the coasts cover.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        let places: Vec<(f64, f64)> = self
            .lines
            .iter()
            .flat_map(|line| line.points.iter().copied())
            .chain(self.queues.iter().map(|queue| queue.at))
            .collect();
        if places.is_empty() {
            return Ok(canvas.nothing("chart-nothing-places"));
        }
        self.key(&mut canvas);
        let view = View::around(&places, (style::MARGIN, canvas.right()), canvas.top + 2.0);
        let mut ground = land(&view);
        ground.extend(self.flows(&view));
        ground.extend(self.circles(&view));
        canvas.draw(
            Shape::rectangle(
                "water",
                (view.frame.left, view.frame.right),
                (view.frame.top, view.frame.bottom),
            )
            .fill(Fill::plain(style::WATER)),
        );
        canvas.draw(Mark::Clipped(view.frame, ground));
        let named = self.names(&mut canvas, &view);
        let outline = Shape::rectangle(
            "frame",
            (view.frame.left, view.frame.right),
            (view.frame.top, view.frame.bottom),
        );
        canvas.draw(outline.stroke(Stroke::plain(style::AXIS, 1.0)));
        let mut notes = Vec::new();
        if named < self.queues.len() {
            let (named, all) = (named.to_string(), self.queues.len().to_string());
            notes.push(canvas.tell("chart-map-named", &[("named", &named), ("all", &all)]));
        }
        notes.push(canvas.say("chart-map-source"));
        let summary = self.summary();
        Ok(canvas.finish(view.frame.bottom, &notes, summary))
    }

    /// Every number that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("map");
        for line in &self.lines {
            let subject = || format!("line `{}`", line.name);
            check.not_below_zero(
                || format!("line `{}`, {}", line.name, self.forward),
                line.forward_mt,
            );
            check.not_below_zero(
                || format!("line `{}`, {}", line.name, self.backward),
                line.backward_mt,
            );
            line.points
                .iter()
                .for_each(|place| covered(&mut check, subject, *place));
        }
        for queue in &self.queues {
            check.not_below_zero(
                || format!("place `{}`, unit-days", queue.name),
                queue.unit_days,
            );
            covered(&mut check, || format!("place `{}`", queue.name), queue.at);
        }
        check.done()
    }

    /// The largest flow of a direction on a line, Mt/yr.
    fn most_mt(&self) -> f64 {
        let flows = self
            .lines
            .iter()
            .flat_map(|line| [line.forward_mt, line.backward_mt]);
        flows.fold(0.0, f64::max)
    }

    /// The largest queue, days of units a year.
    fn most_unit_days(&self) -> f64 {
        self.queues
            .iter()
            .map(|queue| queue.unit_days)
            .fold(0.0, f64::max)
    }

    /// Directions, and samples of the widest and largest.
    fn key(&self, canvas: &mut Canvas) {
        let (mt, days) = (self.most_mt(), self.most_unit_days());
        let mut key = Vec::new();
        if mt > 0.0 {
            let half = canvas.readable(mt / 2.0);
            let name =
                |way: &str| canvas.tell("chart-map-width", &[("way", way), ("value", &half)]);
            let names = [name(&self.forward), name(&self.backward)];
            let [forward, backward] = names;
            key.push((
                Sample::Line(Stroke::plain(style::MOVING, WIDEST / 2.0)),
                forward,
            ));
            key.push((
                Sample::Line(Stroke::plain(style::LOSS, WIDEST / 2.0)),
                backward,
            ));
        }
        if days > 0.0 {
            let radius = radius(days / 16.0, days);
            let circle = move |x, y| vec![Mark::from(queue((x, y), radius))];
            let area = canvas.readable(days / 16.0);
            let name = canvas.tell("chart-map-area", &[("value", &area)]);
            key.push((Sample::Drawn(Box::new(circle)), name));
        }
        legend::draw(canvas, key);
    }

    /// A line each way, side by side, each on its right side.
    fn flows(&self, view: &View) -> Vec<Mark> {
        let typography = &self.heading.typography;
        let most = self.most_mt();
        let mut marks: Vec<Mark> = Vec::new();
        for line in &self.lines {
            let points: Vec<Spot> = line.points.iter().map(|place| view.at(*place)).collect();
            let rail = Shape::line("line", points.clone()).stroke(Stroke::plain(style::GREY, 0.8));
            marks.push(rail.hint(line.name.as_str()).into());
            let back: Vec<Spot> = points.iter().rev().copied().collect();
            let ways = [
                (points, line.forward_mt, style::MOVING, &self.forward),
                (back, line.backward_mt, style::LOSS, &self.backward),
            ];
            for (points, mt, colour, way) in ways {
                if mt > 0.0 && most > 0.0 {
                    let width = (mt / most * WIDEST).max(0.4);
                    let beside = beside(&points, width / 2.0 + 0.4);
                    let flow =
                        Shape::line("flow", beside).stroke(Stroke::plain(colour, width).round());
                    let value = typography.numbers.readable(mt);
                    let hint = typography.phrases.tell(
                        "chart-map-flow",
                        &[("line", &line.name), ("way", way), ("value", &value)],
                    );
                    marks.push(flow.hint(hint).into());
                }
            }
        }
        marks
    }

    /// A circle for each queue, the largest first, so that none is hidden.
    fn circles(&self, view: &View) -> Vec<Mark> {
        let most = self.most_unit_days();
        let mut queues: Vec<&Queue> = self
            .queues
            .iter()
            .filter(|queue| queue.unit_days > 0.0)
            .collect();
        queues.sort_by(|a, b| b.unit_days.total_cmp(&a.unit_days));
        let typography = &self.heading.typography;
        let circle = |one: &&Queue| {
            let shape = queue(view.at(one.at), radius(one.unit_days, most));
            let value = typography.numbers.readable(one.unit_days);
            let hint = typography.phrases.tell(
                "chart-map-queue",
                &[("place", &one.name), ("value", &value)],
            );
            Mark::from(shape.hint(hint))
        };
        queues.iter().map(circle).collect()
    }

    /// Names of places, the largest queue first; gives for how many there was room.
    fn names(&self, canvas: &mut Canvas, view: &View) -> usize {
        let most = self.most_unit_days();
        let mut queues: Vec<&Queue> = self.queues.iter().collect();
        queues.sort_by(|a, b| b.unit_days.total_cmp(&a.unit_days));
        let mut labels = Labels::new(view.frame, canvas.fonts());
        for line in &self.lines {
            let points: Vec<Spot> = line.points.iter().map(|place| view.at(*place)).collect();
            for side in points.windows(2) {
                along(side[0], side[1]).for_each(|frame| labels.avoid(frame));
            }
        }
        for one in &queues {
            let (spot, radius) = (view.at(one.at), radius(one.unit_days, most));
            labels.avoid(square(spot, radius * 0.9));
            labels.block(square(spot, radius.min(9.0) * 0.7));
        }
        let mut named = 0;
        for (rank, one) in queues.iter().enumerate() {
            let spot = view.at(one.at);
            let radius = radius(one.unit_days, most);
            let is_numbered = rank < NUMBERED && one.unit_days > 0.0;
            let number = is_numbered.then(|| {
                let value = canvas.readable(one.unit_days);
                canvas.tell("chart-map-days", &[("value", &value)])
            });
            let places = around(&one.name, number.as_deref(), spot, radius);
            if let Some(lines) = labels.place(&places) {
                named += 1;
                for text in lines {
                    canvas.draw(text);
                }
            }
            let dot = Shape::circle("place", spot, 2.0).fill(Fill::plain(style::INK));
            canvas.draw(dot.hint(one.name.as_str()));
        }
        named
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let typography = &self.heading.typography;
        let mut queues: Vec<&Queue> = self
            .queues
            .iter()
            .filter(|queue| queue.unit_days > 0.0)
            .collect();
        queues.sort_by(|a, b| b.unit_days.total_cmp(&a.unit_days));
        let first: Vec<String> = queues
            .iter()
            .take(5)
            .map(|queue| {
                let value = typography.numbers.readable(queue.unit_days);
                format!("{} {value}", queue.name)
            })
            .collect();
        let phrases = &typography.phrases;
        let largest = if first.is_empty() {
            phrases.say("chart-map-calm")
        } else {
            phrases.tell("chart-map-most", &[("first", &first.join(", "))])
        };
        let counts = [self.lines.len(), self.queues.len()].map(|count| count.to_string());
        phrases.tell(
            "chart-map-summary",
            &[
                ("lines", &counts[0]),
                ("places", &counts[1]),
                ("value", &typography.numbers.readable(self.most_mt())),
                ("largest", &largest),
            ],
        )
    }
}

/// The place lies where coasts are known.
fn covered(check: &mut Check, subject: impl Fn() -> String, (longitude, latitude): (f64, f64)) {
    let (west, east, south, north) = COVERED;
    if !(west..=east).contains(&longitude) || !(south..=north).contains(&latitude) {
        check.problem(
            subject(),
            format!("expected {west} to {east} degrees east and {south} to {north} north, found {longitude}, {latitude}"),
            "leave it off the map, or widen `crates/chart/data/coast.txt`",
        );
    }
}

/// A part of the earth in a frame.
struct View {
    /// How the earth is laid flat.
    conic: Conic,
    /// What is seen, px.
    frame: Frame,
    /// Px per radius of the earth.
    scale: f64,
    /// West and north end on the plane, radii of the earth.
    corner: (f64, f64),
}

impl View {
    /// A view of all places with some air, as wide as there is room.
    fn around(places: &[(f64, f64)], (left, right): (f64, f64), top: f64) -> View {
        let longitudes = span(places.iter().map(|place| place.0));
        let conic = Conic::around((longitudes.0 + longitudes.1) / 2.0);
        let flat: Vec<Spot> = places.iter().map(|place| conic.at(*place)).collect();
        let (x, y) = (
            span(flat.iter().map(|spot| spot.0)),
            span(flat.iter().map(|spot| spot.1)),
        );
        // A view is never narrower than about 600 km, and never wider than four times its height.
        let wide = (x.1 - x.0).max(0.1) * 1.14;
        let high = ((y.1 - y.0) + 0.1 * wide).clamp(wide * 0.42, wide * 0.8);
        let wide = wide.max(((y.1 - y.0) + 0.02) / 0.8);
        let scale = (right - left) / wide;
        View {
            conic,
            frame: Frame {
                left,
                top,
                right,
                bottom: top + high * scale,
            },
            scale,
            corner: ((x.0 + x.1 - wide) / 2.0, (y.0 + y.1 + high) / 2.0),
        }
    }

    /// Where a place is drawn, px.
    fn at(&self, place: (f64, f64)) -> Spot {
        let (x, y) = self.conic.at(place);
        let right = (x - self.corner.0) * self.scale;
        let down = (self.corner.1 - y) * self.scale;
        (self.frame.left + right, self.frame.top + down)
    }
}

/// The least and the most.
fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// Land, coasts and borders.
fn land(view: &View) -> Vec<Mark> {
    let ground = coast::ground();
    let drawn =
        |line: &coast::Line| -> Vec<Spot> { line.iter().map(|place| view.at(*place)).collect() };
    let areas = ground.land.iter().map(|ring| drawn(&bent(ring))).collect();
    let mut coasts: Vec<Vec<Spot>> = Vec::new();
    for ring in &ground.land {
        let mut line = Vec::new();
        for side in ring.windows(2) {
            if coast::is_edge(side[0], side[1]) {
                coasts.push(std::mem::take(&mut line));
                continue;
            }
            if line.is_empty() {
                line.push(view.at(side[0]));
            }
            line.push(view.at(side[1]));
        }
        coasts.push(line);
    }
    coasts.retain(|line| line.len() > 1);
    let borders = ground.borders.iter().map(drawn).collect();
    vec![
        Shape::areas("land", areas)
            .fill(Fill::plain(style::LAND))
            .into(),
        Shape::lines("border", borders)
            .stroke(Stroke::dashed(style::BORDER, 0.9, "5 2 1 2"))
            .into(),
        Shape::lines("coast", coasts)
            .stroke(Stroke::plain(style::COAST, 0.9))
            .into(),
    ]
}

/// A ring whose sides along the edge of the data have a corner every degree, as a parallel is bent on the plane.
fn bent(ring: &coast::Line) -> coast::Line {
    let mut line: coast::Line = ring.first().copied().into_iter().collect();
    for side in ring.windows(2) {
        let (a, b) = (side[0], side[1]);
        if coast::is_edge(a, b) {
            let (x, y) = (b.0 - a.0, b.1 - a.1);
            let parts = libm::ceil(x.abs().max(y.abs())) as u32;
            let at = |part: u32| f64::from(part) / f64::from(parts);
            line.extend((1..parts).map(|part| (a.0 + at(part) * x, a.1 + at(part) * y)));
        }
        line.push(b);
    }
    line
}

/// The radius of a queue whose area goes with what waits, px.
fn radius(unit_days: f64, most: f64) -> f64 {
    if most > 0.0 {
        LARGEST * libm::sqrt(unit_days / most)
    } else {
        0.0
    }
}

/// The circle of a queue.
fn queue(middle: Spot, radius: f64) -> Shape {
    let fill = Fill {
        opacity: 0.35,
        ..Fill::plain(style::LIMIT)
    };
    Shape::circle("queue", middle, radius)
        .fill(fill)
        .stroke(Stroke::plain(style::LIMIT, 1.2))
}

/// A line at the right of another, so many px away.
fn beside(points: &[Spot], away: f64) -> Vec<Spot> {
    let side = |a: Spot, b: Spot| {
        let (x, y) = (b.0 - a.0, b.1 - a.1);
        let length = libm::hypot(x, y);
        if length > 0.0 {
            (-y / length, x / length)
        } else {
            (0.0, 0.0)
        }
    };
    let at = |position: usize| {
        let before = position
            .checked_sub(1)
            .map_or((0.0, 0.0), |before| side(points[before], points[position]));
        let after = points
            .get(position + 1)
            .map_or((0.0, 0.0), |next| side(points[position], *next));
        let (x, y) = (before.0 + after.0, before.1 + after.1);
        let length = libm::hypot(x, y);
        let (x, y) = if length > 0.0 {
            (x / length, y / length)
        } else {
            (0.0, 0.0)
        };
        (points[position].0 + away * x, points[position].1 + away * y)
    };
    (0..points.len()).map(at).collect()
}

/// Places around a circle where a name can stand, with a number under it or without.
fn around(name: &str, number: Option<&str>, (x, y): Spot, radius: f64) -> Vec<Vec<Text>> {
    let lines = |left: f64, top: f64, anchor: Anchor, number: Option<&str>| -> Vec<Text> {
        let first = Text::new(left, top, name)
            .size(style::SMALL + 0.5)
            .bold()
            .anchor(anchor)
            .rim();
        let second = number.map(|number| {
            Text::new(left, top + 12.5, number)
                .size(style::SMALL)
                .anchor(anchor)
                .rim()
        });
        std::iter::once(first).chain(second).collect()
    };
    let mut places = Vec::new();
    let numbers = if number.is_some() {
        vec![number, None]
    } else {
        vec![None]
    };
    for number in numbers {
        let deep = if number.is_some() { 12.5 } else { 0.0 };
        for away in [4.0, 10.0, 18.0] {
            let (out, slant) = (radius + away, radius * 0.71 + away);
            places.extend([
                lines(x + out, y + 4.0 - deep / 2.0, Anchor::Start, number),
                lines(x - out, y + 4.0 - deep / 2.0, Anchor::End, number),
                lines(x, y - out - deep, Anchor::Middle, number),
                lines(x, y + out + 8.0, Anchor::Middle, number),
                lines(x + slant, y - slant - deep, Anchor::Start, number),
                lines(x + slant, y + slant + 8.0, Anchor::Start, number),
                lines(x - slant, y - slant - deep, Anchor::End, number),
                lines(x - slant, y + slant + 8.0, Anchor::End, number),
            ]);
        }
    }
    places
}
