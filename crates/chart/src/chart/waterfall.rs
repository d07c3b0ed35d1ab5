//! Where the hours go: stage by stage along the way, by what was done or waited for.

use super::row::Rows;
use crate::axis;
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::legend::{self, Sample};
use crate::mark::{Fill, Shape, Stroke};
use crate::scale::Linear;
use crate::style::{self, Hatch};
use crate::text::{Anchor, Text};

/// Hours by cause along a way, top to bottom, each stage beginning where the one before ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The stages, in order of the way.
    pub stages: Vec<Stage>,
}

/// A place or a stretch of the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its name in print.
    pub place: String,
    /// What its hours went into.
    pub parts: Vec<Part>,
}

/// Hours of one cause at a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The cause in print.
    pub cause: String,
    /// What kind of cause it is.
    pub kind: PartKind,
    /// Mean hours per unit.
    pub hours: f64,
}

/// What was done in some hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// The goods moved.
    Moving,
    /// They were handled or controlled.
    Working,
    /// They waited.
    Waiting,
}

/// Causes of waiting that have a colour of their own; the rest share one.
const OWN_COLOUR: usize = style::WAITING.len() - 1;

impl Waterfall {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Every part whose hours are not a number from 0 up.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        if self.stages.is_empty() {
            return Ok(canvas.nothing("chart-nothing-stages"));
        }
        let classes = self.classes();
        let whole_way = canvas.say("chart-waterfall-whole");
        let key = classes
            .iter()
            .map(|class| (Sample::Area(class.fill.clone()), class.name.clone()));
        legend::draw(&mut canvas, key.collect());
        let total: f64 = self.stages.iter().map(Stage::hours).sum();

        let top = canvas.top + 34.0;
        let names = self.stages.iter().map(|stage| stage.place.as_str());
        let rows = Rows::new(
            canvas.fonts(),
            names.chain([whole_way.as_str()]),
            top,
            22.0,
            290.0,
        );
        let right = canvas.right() - 130.0;
        let scale = Linear::new((0.0, total), (rows.left, right));
        axis::level(&mut canvas, &scale, 8, (top, rows.bottom), true);
        column_heads(&mut canvas, top, (rows.left + right) / 2.0);
        rows.draw_names(&mut canvas, self.stages.len());

        for row in 0..self.stages.len() {
            let y = rows.middle(row);
            let guide = Shape::line("guide", vec![(rows.left, y), (right, y)]);
            canvas.draw(guide.stroke(Stroke::plain(style::GRID, 0.7)));
        }
        let mut begun = 0.0;
        for (row, stage) in self.stages.iter().enumerate() {
            let hours: Vec<f64> = classes.iter().map(|class| class.hours(stage)).collect();
            let ended = begun + stage.hours();
            let here = Stack {
                y: inner(rows.ends(row)),
                begun,
                place: &stage.place,
            };
            here.draw(&mut canvas, &scale, &classes, &hours);
            let x = scale.at(ended);
            let fall = vec![
                (x, inner(rows.ends(row)).1),
                (x, inner(rows.ends(row + 1)).0),
            ];
            canvas.draw(Shape::line("fall", fall).stroke(Stroke::plain(style::AXIS, 1.0)));
            sums(&mut canvas, rows.middle(row), stage.hours(), ended, false);
            begun = ended;
        }
        let row = self.stages.len();
        let hours: Vec<f64> = classes
            .iter()
            .map(|class| self.stages.iter().map(|stage| class.hours(stage)).sum())
            .collect();
        let y = rows.ends(row).0;
        let rule = Shape::line("rule", vec![(style::MARGIN, y), (canvas.right(), y)]);
        canvas.draw(rule.stroke(Stroke::plain(style::AXIS, 1.0)));
        let whole = Stack {
            y: inner(rows.ends(row)),
            begun: 0.0,
            place: &whole_way,
        };
        whole.draw(&mut canvas, &scale, &classes, &hours);
        sums(&mut canvas, rows.middle(row), total, total, true);

        let summary = self.summary(total, &classes, &hours);
        Ok(canvas.finish(rows.bottom + 2.0, &[], summary))
    }

    /// Every part whose hours cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("waterfall of hours");
        for (position, stage) in self.stages.iter().enumerate() {
            for part in &stage.parts {
                let subject = || {
                    format!(
                        "stage {} ({}), {}, hours",
                        position + 1,
                        stage.place,
                        part.cause
                    )
                };
                check.not_below_zero(subject, part.hours);
            }
        }
        check.done()
    }

    /// What has a colour: moving, working, and the largest causes of waiting, where any of it took time.
    fn classes(&self) -> Vec<Class> {
        let mut waiting: Vec<(String, f64)> = Vec::new();
        let parts = self.stages.iter().flat_map(|stage| &stage.parts);
        for part in parts.filter(|part| part.kind == PartKind::Waiting && part.hours > 0.0) {
            match waiting.iter_mut().find(|(cause, _)| *cause == part.cause) {
                Some((_, hours)) => *hours += part.hours,
                None => waiting.push((part.cause.clone(), part.hours)),
            }
        }
        waiting.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let is_split = waiting.len() > style::WAITING.len();
        let own = if is_split { OWN_COLOUR } else { waiting.len() };
        let rest: Vec<String> = waiting.drain(own..).map(|(cause, _)| cause).collect();

        let phrases = &self.heading.typography.phrases;
        let class = |name: &str, kind, causes: Vec<String>, (colour, hatch)| Class {
            name: name.to_owned(),
            kind,
            causes,
            fill: Fill::hatched(colour, hatch),
        };
        let mut classes = vec![
            class(
                &phrases.say("chart-waterfall-moving"),
                PartKind::Moving,
                Vec::new(),
                (style::MOVING, Hatch::None),
            ),
            class(
                &phrases.say("chart-waterfall-working"),
                PartKind::Working,
                Vec::new(),
                (style::WORKING, Hatch::None),
            ),
        ];
        classes.extend(
            waiting
                .into_iter()
                .zip(style::WAITING)
                .map(|((cause, _), look)| {
                    class(
                        &phrases.tell("chart-waterfall-waiting", &[("cause", &cause)]),
                        PartKind::Waiting,
                        vec![cause],
                        look,
                    )
                }),
        );
        if !rest.is_empty() {
            classes.push(class(
                &phrases.say("chart-waterfall-rest"),
                PartKind::Waiting,
                rest,
                style::WAITING[OWN_COLOUR],
            ));
        }
        classes
    }

    /// The chart in words.
    fn summary(&self, total: f64, classes: &[Class], hours: &[f64]) -> String {
        let (phrases, numbers) = (
            &self.heading.typography.phrases,
            &self.heading.typography.numbers,
        );
        let parts: Vec<String> = classes
            .iter()
            .zip(hours)
            .map(|(class, hours)| {
                let value = phrases.tell("chart-hours", &[("value", &numbers.fixed(*hours, 1))]);
                format!("{} {value}", class.name)
            })
            .collect();
        phrases.tell(
            "chart-waterfall-summary",
            &[
                ("stages", &self.stages.len().to_string()),
                ("hours", &numbers.fixed(total, 1)),
                ("days", &numbers.fixed(total / 24.0, 1)),
                ("parts", &parts.join(", ")),
            ],
        )
    }
}

impl Stage {
    /// All its hours.
    fn hours(&self) -> f64 {
        self.parts.iter().map(|part| part.hours).sum()
    }
}

/// Causes that share a colour.
struct Class {
    /// Its name in the key.
    name: String,
    /// The kind of its causes.
    kind: PartKind,
    /// Its causes; all of the kind where there are none.
    causes: Vec<String>,
    /// Its look.
    fill: Fill,
}

impl Class {
    /// Its hours at a stage.
    fn hours(&self, stage: &Stage) -> f64 {
        let is_mine = |part: &&Part| {
            part.kind == self.kind && (self.causes.is_empty() || self.causes.contains(&part.cause))
        };
        stage
            .parts
            .iter()
            .filter(is_mine)
            .map(|part| part.hours)
            .sum()
    }
}

/// Bars end to end.
struct Stack<'a> {
    /// Upper and lower side, px.
    y: (f64, f64),
    /// Hours before it.
    begun: f64,
    /// Where the hours went.
    place: &'a str,
}

impl Stack<'_> {
    /// Draws a bar for each class with hours.
    fn draw(&self, canvas: &mut Canvas, scale: &Linear, classes: &[Class], hours: &[f64]) {
        let mut at = self.begun;
        for (class, hours) in classes.iter().zip(hours).filter(|(_, hours)| **hours > 0.0) {
            let x = (scale.at(at), scale.at(at + hours));
            let value = canvas.fixed(*hours, 2);
            let value = canvas.tell("chart-hours", &[("value", &value)]);
            let hint = format!("{}, {}: {value}", self.place, class.name);
            let bar = Shape::rectangle("bar", x, self.y).fill(class.fill.clone());
            canvas.draw(bar.stroke(Stroke::plain(style::GREY, 0.4)).hint(hint));
            at += hours;
        }
    }
}

/// A row less the air between bars, px.
fn inner((top, bottom): (f64, f64)) -> (f64, f64) {
    let half = ((bottom - top) / 2.0 - 4.0).min(8.0);
    let middle = (top + bottom) / 2.0;
    (middle - half, middle + half)
}

/// The heads over axis and columns.
fn column_heads(canvas: &mut Canvas, top: f64, middle: f64) {
    let right = canvas.right();
    let heads = ["hours", "here", "so-far"];
    let heads = heads.map(|head| canvas.say(&format!("chart-waterfall-{head}")));
    let small = |x, content: String| {
        Text::new(x, top - 20.0, content)
            .size(style::SMALL)
            .colour(style::GREY)
    };
    canvas.draw(small(middle, heads[0].clone()).anchor(Anchor::Middle));
    canvas.draw(small(right - 62.0, heads[1].clone()).anchor(Anchor::End));
    canvas.draw(small(right, heads[2].clone()).anchor(Anchor::End));
}

/// The two columns of a row.
fn sums(canvas: &mut Canvas, y: f64, here: f64, so_far: f64, is_bold: bool) {
    let right = canvas.right();
    for (x, content) in [
        (right - 62.0, canvas.fixed(here, 1)),
        (right, canvas.fixed(so_far / 24.0, 1)),
    ] {
        let text = Text::new(x, y + 4.2, content).anchor(Anchor::End);
        canvas.draw(if is_bold { text.bold() } else { text });
    }
}
