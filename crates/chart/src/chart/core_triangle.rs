//! The core of a game of three: every way to divide the worth of all, as a point of a triangle.
//!
//! A point's distance from the side opposite a player's corner is that player's share (barycentric coordinates). The
//! core holds the divisions that give every player, and every two, at least what they earn without the others
//! (Gillies 1959).

use super::barycentric::{SIDE, Shares, Triangle, clipped};
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading};
use crate::label::square;
use crate::legend::{self, Sample};
use crate::mark::{Fill, Shape, Spot, Stroke, symbol};
use crate::number;
use crate::scale::Linear;
use crate::style::{self, Hatch};
use crate::text::{Anchor, Frame, Text, Weight};

/// The core of three players, and where rules lie.
#[derive(Debug, Clone, PartialEq)]
pub struct CoreTriangle {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// What stands in the key and in the table.
    pub words: CoreWords,
    /// The players: three.
    pub players: Vec<CorePlayer>,
    /// What all earn together.
    pub all: f64,
    /// The rules, [`style::SYMBOLS`] at most.
    pub rules: Vec<CoreRule>,
}

/// The words of a core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreWords {
    /// What is divided, with its unit: `profit, M USD a year`.
    pub share: String,
    /// In the key: `core: no one gains by leaving`.
    pub core: String,
    /// In the key, where there is none: `the core is empty`.
    pub empty: String,
    /// Under a rule in the table: `in the core`.
    pub inside: String,
    /// Under a rule in the table: `not in the core`.
    pub outside: String,
}

/// A player.
#[derive(Debug, Clone, PartialEq)]
pub struct CorePlayer {
    /// Its name in print.
    pub name: String,
    /// What it earns alone.
    pub alone: f64,
    /// What the two others earn without it.
    pub others: f64,
}

/// A rule of division.
#[derive(Debug, Clone, PartialEq)]
pub struct CoreRule {
    /// Its name in print.
    pub name: String,
    /// What it gives each player, in their order; all of it together.
    pub shares: Vec<f64>,
}

/// Where the table begins, px.
const TABLE: f64 = 620.0;
/// The least width of a column of shares, px.
const COLUMN: f64 = 68.0;
/// How far a sum may be off, as a share of what all earn: what rounding of shares explains.
const ROUNDING: f64 = 1e-6;
/// How far a share may miss a bound of the core, as a share of what all earn: a cent in ten million.
const ON_EDGE: f64 = 1e-9;

impl CoreTriangle {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// Other than three players; more rules than can be told apart; every number that is not finite; every rule that
    /// does not give each player a share, or whose shares are not all of it together.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        let core = self.core();
        let fill = core_fill();
        legend::draw(
            &mut canvas,
            vec![if core.is_empty() {
                (
                    Sample::Area(Fill::plain(style::GROUND)),
                    self.words.empty.clone(),
                )
            } else {
                (Sample::Area(fill.clone()), self.words.core.clone())
            }],
        );
        let name = canvas.fonts().shortened(
            &self.words.share,
            style::SMALL,
            Weight::Regular,
            canvas.inner_width(),
        );
        let text = Text::new(style::MARGIN, canvas.top + 6.0, name).size(style::SMALL);
        canvas.draw(text.colour(style::GREY));
        canvas.top += 14.0;
        let top = canvas.top + 24.0;
        let triangle = self.triangle((style::MARGIN + 54.0, top));
        self.grid(&mut canvas, &triangle);
        if !core.is_empty() {
            let corners: Vec<Spot> = core.iter().map(|shares| triangle.at(shares)).collect();
            let area = Shape::areas("core", vec![corners.clone()]).fill(fill);
            canvas.draw(area.stroke(Stroke::plain(style::MOVING, 1.6).round()));
            if extent(&corners) < 2.0 {
                let point = Shape::circle("core", corners[0], 3.0);
                canvas.draw(point.fill(Fill::plain(style::MOVING)));
            }
        }
        for (look, rule) in self.rules.iter().enumerate() {
            let at = triangle.at(&three(&rule.shares));
            canvas
                .draw(symbol("rule", look, at, 7.0 - 0.45 * look as f64).hint(rule.name.as_str()));
        }
        let table = self.table(&mut canvas);
        let summary = self.summary(core.is_empty());
        Ok(canvas.finish(table.max(triangle.bottom() + 50.0), &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("core");
        if self.players.len() != 3 {
            check.problem(
                "players".to_owned(),
                format!("expected three, found {}", self.players.len()),
                "show the division of other numbers of players as bars",
            );
        }
        check.at_most("rules", style::SYMBOLS, self.rules.len());
        check.finite(|| "worth of all".to_owned(), self.all);
        for player in &self.players {
            check.finite(|| format!("player `{}`, alone", player.name), player.alone);
            check.finite(
                || format!("player `{}`, the others", player.name),
                player.others,
            );
        }
        for rule in &self.rules {
            if rule.shares.len() != self.players.len() {
                let (expected, found) = (self.players.len(), rule.shares.len());
                let message = format!("expected {expected} shares, found {found}");
                check.problem(
                    format!("rule `{}`", rule.name),
                    message,
                    "give one for each player",
                );
                continue;
            }
            for (share, player) in rule.shares.iter().zip(&self.players) {
                check.finite(|| format!("rule `{}`, {}", rule.name, player.name), *share);
            }
            let sum: f64 = rule.shares.iter().sum();
            if libm::fabs(sum - self.all) > ROUNDING * self.size() {
                check.problem(
                    format!("rule `{}`", rule.name),
                    format!("expected shares of {} together, found {sum}", self.all),
                    "divide all that the three earn, no more and no less",
                );
            }
        }
        check.done()
    }

    /// The size of the numbers, never zero.
    fn size(&self) -> f64 {
        let players = self
            .players
            .iter()
            .flat_map(|player| [player.alone, player.others]);
        players
            .chain([self.all])
            .map(libm::fabs)
            .fold(f64::MIN_POSITIVE, f64::max)
    }

    /// The least and the most of each player in the core.
    fn bounds(&self) -> [(f64, f64); 3] {
        [0, 1, 2].map(|position| {
            let player = &self.players[position];
            (player.alone, self.all - player.others)
        })
    }

    /// Whether a division lies in the core.
    fn is_inside(&self, shares: &[f64]) -> bool {
        let edge = ON_EDGE * self.size();
        let mut bounds = shares.iter().zip(self.bounds());
        bounds.all(|(share, (least, most))| *share >= least - edge && *share <= most + edge)
    }

    /// The corners of the core; none where it is empty.
    fn core(&self) -> Vec<Shares> {
        let [first, second, third] = self.bounds();
        let all = self.all;
        let (a, b, c) = (first.0, second.0, third.0);
        if all - a - b - c < -ON_EDGE * self.size() {
            return Vec::new();
        }
        let mut corners = vec![
            [all - b - c, b, c],
            [a, all - a - c, c],
            [a, b, all - a - b],
        ];
        let edge = ON_EDGE * self.size();
        for (player, (_, most)) in self.bounds().into_iter().enumerate() {
            corners = clipped(&corners, player, most, edge);
        }
        let is_same =
            |a: &Shares, b: &Shares| a.iter().zip(b).all(|(a, b)| libm::fabs(a - b) <= edge);
        corners.dedup_by(|a, b| is_same(a, b));
        while corners.len() > 1 && is_same(&corners[0], &corners[corners.len() - 1]) {
            corners.pop();
        }
        corners
    }

    /// The triangle that holds the core and every rule: each player's least share at the side opposite its corner.
    fn triangle(&self, (left, top): Spot) -> Triangle {
        let least = [0, 1, 2].map(|player| {
            let rules = self.rules.iter().map(|rule| rule.shares[player]);
            rules.fold(self.players[player].alone, f64::min)
        });
        let span = self.all - least.iter().sum::<f64>();
        // Where nothing is left to divide, a hundredth of the size shows the point.
        let air = if span > 0.01 * self.size() {
            0.0
        } else {
            0.01 * self.size() - span.min(0.0)
        };
        let least = least.map(|share| share - air);
        Triangle {
            least,
            span: self.all - least.iter().sum::<f64>(),
            left,
            top,
        }
    }

    /// Sides, grid, numbers along the sides and names at the corners.
    fn grid(&self, canvas: &mut Canvas, triangle: &Triangle) {
        let outline = Shape::areas(
            "triangle",
            vec![[0, 1, 2].map(|player| triangle.corner(player)).into()],
        );
        canvas.draw(outline.stroke(Stroke::plain(style::AXIS, 1.2)));
        let numbers = self.heading.typography.numbers.clone();
        let mut taken: Vec<Frame> = Vec::new();
        for player in 0..3 {
            let least = triangle.least[player];
            let scale = Linear::new((least, least + triangle.span), (0.0, 1.0));
            for tick in scale.ticks(4) {
                let way = scale.at(tick.value);
                if !(0.02..0.98).contains(&way) {
                    continue;
                }
                // Of the line on which the player has this share, one end lies on the way to the next player's
                // corner, where the number stands, the other on the way to the player's after that.
                let (near, far) = (triangle.edge(player, way, 1), triangle.edge(player, way, 2));
                let line = Shape::line("grid", vec![near, far]);
                canvas.draw(line.stroke(Stroke::plain(style::GRID, 1.0)));
                // The stub outside goes on in the direction of the line, so that it shows which lines are the player's.
                let length = libm::hypot(near.0 - far.0, near.1 - far.1);
                let out = |px: f64| {
                    let share = px / length;
                    (
                        near.0 + share * (near.0 - far.0),
                        near.1 + share * (near.1 - far.1),
                    )
                };
                let stub = Shape::line("stub", vec![near, out(6.0)]);
                canvas.draw(stub.stroke(Stroke::plain(style::AXIS, 1.2)));
                let (x, y) = out(10.0);
                let (x, y, anchor) = match player {
                    0 => (x, y + 3.6, Anchor::End),
                    1 => (x, y + 9.0, Anchor::Middle),
                    _ => (x, y + 2.0, Anchor::Start),
                };
                let value = numbers.fixed(tick.value, tick.digits);
                let text = Text::new(x, y, value).size(style::SMALL);
                let text = text.colour(style::GREY).anchor(anchor);
                let frame = text.frame(canvas.fonts());
                if taken.iter().all(|other| !other.meets(&frame)) {
                    taken.push(frame);
                    canvas.draw(text);
                }
            }
        }
        for player in 0..3 {
            let (x, y) = triangle.corner(player);
            let room = if player == 0 { SIDE } else { SIDE / 2.0 + 16.0 };
            let name = &self.players[player].name;
            let name = canvas
                .fonts()
                .shortened(name, style::LABEL, Weight::Bold, room);
            let (x, y, anchor) = match player {
                0 => (x, y - 9.0, Anchor::Middle),
                1 => (x - 20.0, y + 34.0, Anchor::Start),
                _ => (x + 20.0, y + 34.0, Anchor::End),
            };
            canvas.draw(Text::new(x, y, name).bold().anchor(anchor));
        }
    }

    /// The rules with their shares; gives where the table ends, px.
    fn table(&self, canvas: &mut Canvas) -> f64 {
        if self.rules.is_empty() {
            return canvas.top;
        }
        let fonts = canvas.fonts().clone();
        let right = canvas.right();
        let shares = || self.rules.iter().flat_map(|rule| rule.shares.iter());
        let digits = number::digits(shares().map(|share| libm::fabs(*share)).fold(0.0, f64::max));
        let value = |share: &f64| self.heading.typography.numbers.fixed(*share, digits);
        let values: Vec<String> = shares().map(value).collect();
        let wide = fonts.widest(
            values.iter().map(String::as_str),
            style::LABEL,
            Weight::Regular,
        );
        let column = COLUMN.max(wide + 12.0);
        let columns = [2.0, 1.0, 0.0].map(|columns| right - column * columns);
        let heads: Vec<Vec<String>> = self
            .players
            .iter()
            .map(|player| fonts.wrapped(&player.name, style::SMALL, Weight::Regular, column - 8.0))
            .collect();
        let deepest = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let mut y = canvas.top + 13.0 * deepest;
        for (head, x) in heads.iter().zip(columns) {
            for (line, content) in head.iter().rev().enumerate() {
                let text =
                    Text::new(x, y - 13.0 * line as f64, content.as_str()).size(style::SMALL);
                canvas.draw(text.colour(style::GREY).anchor(Anchor::End));
            }
        }
        y += 7.0;
        let room = (columns[0] - column - TABLE - 24.0).max(40.0);
        for (look, rule) in self.rules.iter().enumerate() {
            let line = vec![(TABLE, y), (right, y)];
            canvas.draw(Shape::line("rule-line", line).stroke(Stroke::plain(style::GRID, 1.0)));
            canvas.draw(symbol("key", look, (TABLE + 9.0, y + 13.0), 5.5));
            let mut line_y = y + 17.0;
            let lines = fonts.wrapped(&rule.name, style::LABEL, Weight::Regular, room);
            for content in lines {
                canvas.draw(Text::new(TABLE + 24.0, line_y, content));
                line_y += 14.5;
            }
            let is_inside = self.is_inside(&rule.shares);
            let word = if is_inside {
                &self.words.inside
            } else {
                &self.words.outside
            };
            for content in fonts.wrapped(word, style::SMALL, Weight::Bold, room) {
                let text = Text::new(TABLE + 24.0, line_y - 1.0, content).size(style::SMALL);
                let text = text.colour(if is_inside { style::GREY } else { style::LIMIT });
                canvas.draw(if is_inside { text } else { text.bold() });
                line_y += 13.0;
            }
            for (share, x) in rule.shares.iter().zip(columns) {
                canvas.draw(Text::new(x, y + 17.0, value(share)).anchor(Anchor::End));
            }
            y = line_y - 6.0;
        }
        y + 6.0
    }

    /// The chart in words.
    fn summary(&self, is_empty: bool) -> String {
        let numbers = &self.heading.typography.numbers;
        let core = if is_empty {
            &self.words.empty
        } else {
            &self.words.core
        };
        let one = |rule: &CoreRule| {
            let is_inside = self.is_inside(&rule.shares);
            let word = if is_inside {
                &self.words.inside
            } else {
                &self.words.outside
            };
            let shares = rule.shares.iter().zip(&self.players);
            let shares: Vec<String> = shares
                .map(|(share, player)| format!("{} {}", player.name, numbers.readable(*share)))
                .collect();
            format!("{}: {}, {word}", rule.name, shares.join(", "))
        };
        let rules: Vec<String> = self.rules.iter().map(one).collect();
        format!("{}. {core}. {}.", self.words.share, rules.join("; "))
    }
}

/// Three shares of a list that has been checked.
fn three(shares: &[f64]) -> Shares {
    [0, 1, 2].map(|player| shares[player])
}

/// The longer side of what some points cover, px.
fn extent(points: &[Spot]) -> f64 {
    let frame = points
        .iter()
        .map(|point| square(*point, 0.0))
        .reduce(|a, b| Frame {
            left: a.left.min(b.left),
            top: a.top.min(b.top),
            right: a.right.max(b.right),
            bottom: a.bottom.max(b.bottom),
        });
    frame.map_or(0.0, |frame| frame.width().max(frame.height()))
}

/// How the core looks.
fn core_fill() -> Fill {
    Fill::hatched("#ABC6E1", Hatch::Rising)
}
