//! Time and cost over distance, as the method of UNESCAP draws them: a stop is a jump, a leg a slope.
//!
//! Source: UNESCAP, *Time/Cost-Distance Methodology* (Banomyong and Beresford 2001).

use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::label::{Labels, along};
use crate::legend::{self, Sample};
use crate::mark::{Shape, Spot, Stroke};
use crate::scale::Linear;
use crate::style;
use crate::text::{Anchor, Frame, Text};

/// One way, or several ways beside one another.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeCostDistance {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The ways, up to five; the stops of the first one have names.
    pub routes: Vec<Route>,
}

/// A way from start to end.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Its name in print.
    pub name: String,
    /// Legs and stops, in order.
    pub steps: Vec<Step>,
}

/// A leg or a stop of a way.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name in print: the place of a stop, the two ends of a leg.
    pub name: String,
    /// Length, km; 0 for a stop.
    pub km: f64,
    /// Mean time, hours.
    pub hours: f64,
    /// Cost of one unit, USD; none where it is not known.
    pub cost_usd: Option<f64>,
}

/// Share of the whole from which a stop has a name.
const NAMED: f64 = 0.005;
/// Height of the panel of time, px.
const TIME: f64 = 340.0;
/// Height of the panel of cost, px.
const COST: f64 = 240.0;

impl TimeCostDistance {
    /// Draws it. Where no cost is known, the panel of cost is left out, and a note says so.
    ///
    /// # Errors
    ///
    /// Every number that is not finite or below zero, and more ways than there are looks for.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        if self.routes.iter().all(|route| route.steps.is_empty()) {
            return Ok(canvas.nothing("chart-nothing-route"));
        }
        let looks = || self.routes.iter().zip(style::LINES);
        let mut key: Vec<(Sample, String)> = looks()
            .map(|(route, (colour, _))| {
                (Sample::Line(Stroke::plain(colour, 2.4)), route.name.clone())
            })
            .collect();
        let has_gaps = self.steps().any(|step| step.cost_usd.is_none());
        let has_cost = self.steps().any(|step| step.cost_usd.is_some());
        if has_gaps && has_cost {
            let dashed = Stroke::dashed(style::INK, 2.4, UNKNOWN);
            key.push((Sample::Line(dashed), canvas.say("chart-distance-unknown")));
        }
        legend::draw(&mut canvas, key);

        let sum = |of: fn(&Step) -> f64| {
            self.routes
                .iter()
                .map(|route| route.steps.iter().map(of).sum())
                .fold(0.0, f64::max)
        };
        let (km, hours) = (sum(|step| step.km), sum(|step| step.hours));
        let usd = sum(|step| step.cost_usd.unwrap_or(0.0));
        let room = axis::room(canvas.typography(), 0.0, hours, 6).max(axis::room(
            canvas.typography(),
            0.0,
            usd,
            5,
        ));
        let left = style::MARGIN + room;
        let right = canvas.right() - 74.0;
        let distance = Linear::new((0.0, km), (left, right));
        let mut panel = Panel {
            distance,
            x: (left, right),
            top: canvas.top,
            height: TIME,
            name: "chart-distance-hours",
            unit: "chart-hours",
        };
        let labelled = panel.draw(&mut canvas, &self.routes, hours, |step| Some(step.hours));
        let mut bottom = panel.bottom();
        if has_cost {
            panel = Panel {
                top: bottom + 34.0,
                height: COST,
                name: "chart-distance-cost",
                unit: "chart-usd",
                ..panel
            };
            panel.draw(&mut canvas, &self.routes, usd, |step| step.cost_usd);
            bottom = panel.bottom();
        }
        let text = Text::new(right, bottom + 30.0, canvas.say("chart-distance-km"));
        canvas.draw(
            text.size(style::SMALL)
                .colour(style::GREY)
                .anchor(Anchor::End),
        );
        let notes = self.notes(labelled, has_cost);
        let summary = self.summary();
        Ok(canvas.finish(bottom + 34.0, &notes, summary))
    }

    /// All steps of all ways.
    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.routes.iter().flat_map(|route| &route.steps)
    }

    /// Every number that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("time-cost-distance chart");
        if self.routes.len() > style::LINES.len() {
            let (most, found) = (style::LINES.len(), self.routes.len());
            let message = format!("expected {most} ways at most, found {found}");
            check.problem(
                "routes".to_owned(),
                message,
                "draw the rest in a chart of their own",
            );
        }
        for route in &self.routes {
            for step in &route.steps {
                let subject = |what: &str| format!("`{}`, `{}`, {what}", route.name, step.name);
                check.not_below_zero(|| subject("km"), step.km);
                check.not_below_zero(|| subject("hours"), step.hours);
                if let Some(cost) = step.cost_usd {
                    check.not_below_zero(|| subject("USD"), cost);
                }
            }
        }
        check.done()
    }

    /// What the chart leaves out.
    fn notes(&self, labelled: usize, has_cost: bool) -> Vec<String> {
        let phrases = &self.heading.typography.phrases;
        let mut notes = Vec::new();
        let stops = self.routes.first().map_or(0, |route| {
            route.steps.iter().filter(|step| step.is_stop()).count()
        });
        if labelled < stops {
            let (named, all) = (labelled.to_string(), stops.to_string());
            notes.push(phrases.tell("chart-distance-named", &[("named", &named), ("all", &all)]));
        }
        if !has_cost {
            notes.push(phrases.say("chart-distance-no-cost"));
            return notes;
        }
        for route in &self.routes {
            let unknown: Vec<&str> = route
                .steps
                .iter()
                .filter(|step| step.cost_usd.is_none())
                .map(|step| step.name.as_str())
                .collect();
            let (count, all) = (unknown.len(), route.steps.len());
            match count {
                0 => (),
                1..=6 => notes.push(phrases.tell(
                    "chart-distance-gaps",
                    &[("way", &route.name), ("parts", &unknown.join(", "))],
                )),
                _ => notes.push(phrases.tell(
                    "chart-distance-more-gaps",
                    &[
                        ("way", &route.name),
                        ("count", &count.to_string()),
                        ("all", &all.to_string()),
                        ("parts", &unknown[..4].join(", ")),
                    ],
                )),
            }
        }
        notes
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let one = |route: &Route| {
            let sum = |of: fn(&Step) -> f64| route.steps.iter().map(of).sum::<f64>();
            let (km, hours) = (sum(|step| step.km), sum(|step| step.hours));
            let usd = sum(|step| step.cost_usd.unwrap_or(0.0));
            let is_whole = route.steps.iter().all(|step| step.cost_usd.is_some());
            let key = if is_whole {
                "chart-distance-way"
            } else {
                "chart-distance-way-partly"
            };
            let typography = &self.heading.typography;
            let [km, hours, usd] = [km, hours, usd].map(|sum| typography.numbers.fixed(sum, 0));
            typography.phrases.tell(
                key,
                &[
                    ("way", &route.name),
                    ("km", &km),
                    ("hours", &hours),
                    ("cost", &usd),
                ],
            )
        };
        let all: Vec<String> = self.routes.iter().map(one).collect();
        format!("{}.", all.join("; "))
    }
}

/// Dashes where the cost is not known.
const UNKNOWN: &str = "4 3";

impl Step {
    /// Whether nothing moves.
    fn is_stop(&self) -> bool {
        self.km == 0.0
    }
}

/// One of the two panels.
struct Panel {
    /// Km to x.
    distance: Linear,
    /// Left and right side, px.
    x: (f64, f64),
    /// Where its name stands, px.
    top: f64,
    /// Its height below the name, px.
    height: f64,
    /// The phrase for its name.
    name: &'static str,
    /// The phrase for a number of what it sums up.
    unit: &'static str,
}

impl Panel {
    /// Where it ends, px.
    fn bottom(&self) -> f64 {
        self.top + 18.0 + self.height
    }

    /// A number with its unit.
    fn valued(&self, canvas: &Canvas, number: String) -> String {
        canvas.tell(self.unit, &[("value", &number)])
    }

    /// Draws the ways; gives how many stops of the first one have names.
    fn draw(
        &self,
        canvas: &mut Canvas,
        routes: &[Route],
        most: f64,
        of: impl Fn(&Step) -> Option<f64>,
    ) -> usize {
        let (top, bottom) = (self.top + 18.0, self.bottom());
        let text = Text::new(style::MARGIN, self.top + 6.0, canvas.say(self.name));
        canvas.draw(text.size(style::SMALL).colour(style::GREY));
        let scale = Linear::new((0.0, most), (bottom, top + 8.0));
        axis::upright(canvas, &scale, 6, self.x);
        axis::level(canvas, &self.distance, 9, (top, bottom), false);
        let bounds = Frame {
            left: self.x.0,
            top,
            right: self.x.1 + 70.0,
            bottom,
        };
        let mut labels = Labels::new(bounds, canvas.fonts());
        let mut stops = Vec::new();
        let mut ends: Vec<(f64, Spot, &'static str)> = Vec::new();
        for (position, (route, (colour, _))) in routes.iter().zip(style::LINES).enumerate() {
            let (mut km, mut sum) = (0.0, 0.0);
            for step in &route.steps {
                let spot = |km, sum| (self.distance.at(km), scale.at(sum));
                let from = spot(km, sum);
                km += step.km;
                sum += of(step).unwrap_or(0.0);
                let to = spot(km, sum);
                let dashes = if of(step).is_some() { "" } else { UNKNOWN };
                let line = Shape::line(if step.is_stop() { "stop" } else { "leg" }, vec![from, to]);
                let value = match of(step) {
                    Some(value) => self.valued(canvas, canvas.readable(value)),
                    None => canvas.say("chart-not-known"),
                };
                canvas.draw(
                    line.stroke(Stroke::dashed(colour, 2.4, dashes))
                        .hint(format!("{}: {value}", step.name)),
                );
                along(from, to).for_each(|frame| labels.block(frame));
                if let (0, true, Some(value)) = (position, step.is_stop(), of(step))
                    && value >= NAMED * most
                    && value > 0.0
                {
                    stops.push((value, from, to, step.name.as_str()));
                }
            }
            ends.push((sum, spot_of(&self.distance, &scale, km, sum), colour));
        }
        self.end_labels(canvas, &mut labels, ends, (top, bottom));
        self.stop_labels(canvas, &mut labels, stops)
    }

    /// The sums at the ends of the ways.
    fn end_labels(
        &self,
        canvas: &mut Canvas,
        labels: &mut Labels,
        mut ends: Vec<(f64, Spot, &'static str)>,
        bounds: (f64, f64),
    ) {
        ends.sort_by(|a, b| a.1.1.total_cmp(&b.1.1));
        let wanted: Vec<f64> = ends.iter().map(|end| end.1.1).collect();
        let spread = crate::label::spread(&wanted, 15.0, (bounds.0 + 6.0, bounds.1));
        for ((sum, _, colour), y) in ends.into_iter().zip(spread) {
            let content = self.valued(canvas, canvas.fixed(sum, 0));
            let text = Text::new(self.x.1 + 6.0, y + 4.0, content)
                .bold()
                .colour(colour);
            labels.block(text.frame(canvas.fonts()));
            canvas.draw(text);
        }
    }

    /// Names of stops, the longest stop first, beside their jumps; gives how many there was room for.
    fn stop_labels(
        &self,
        canvas: &mut Canvas,
        labels: &mut Labels,
        mut stops: Vec<(f64, Spot, Spot, &str)>,
    ) -> usize {
        stops.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut placed = 0;
        for (value, from, to, name) in stops {
            let value = self.valued(canvas, canvas.readable(value));
            let content = format!("{name}: {value}");
            let text = |x: f64, y: f64, anchor| {
                Text::new(x, y, content.as_str())
                    .size(style::SMALL)
                    .anchor(anchor)
                    .rim()
            };
            let (x, middle) = (from.0, (from.1 + to.1) / 2.0);
            let steps = (0..5).map(|step| f64::from(step) * 12.0);
            let places = steps.flat_map(|away| {
                [
                    vec![text(x - 7.0, middle + 3.6 - away, Anchor::End)],
                    vec![text(x + 7.0, middle + 3.6 + away, Anchor::Start)],
                    vec![text(x - 7.0, middle + 3.6 + away, Anchor::End)],
                    vec![text(x + 7.0, middle + 3.6 - away, Anchor::Start)],
                    vec![text(x + 7.0, to.1 - 8.0 - away, Anchor::Start)],
                ]
            });
            let places: Vec<Vec<Text>> = places.collect();
            let Some(lines) = labels.place(&places) else {
                continue;
            };
            placed += 1;
            for text in lines {
                let frame = text.frame(canvas.fonts());
                let end = if text.anchor == Anchor::End {
                    frame.right + 1.0
                } else {
                    frame.left - 1.0
                };
                let leader = Shape::line("leader", vec![(end, text.y - 3.6), (x, middle)]);
                canvas.draw(leader.stroke(Stroke::plain(style::AXIS, 0.8)));
                canvas.draw(text);
            }
        }
        placed
    }
}

/// Where a distance and a sum are drawn.
fn spot_of(distance: &Linear, scale: &Linear, km: f64, sum: f64) -> Spot {
    (distance.at(km), scale.at(sum))
}
