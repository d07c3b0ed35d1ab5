//! Price and volume: what moves at each price, what that earns, and where each regime stands.

use super::panel::{Axis, Panel, aired, from_zero, name_beside, room};
use crate::error::{ChartError, Check};
use crate::figure::{Canvas, Figure, Heading, Interval};
use crate::label::{along, square};
use crate::legend::{self, Sample};
use crate::mark::{Mark, Shape, Spot, Stroke, symbol};
use crate::style;
use crate::text::Weight;

/// Curves of volume over price, of profit under them, and the regimes as points.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceVolume {
    /// Title, subtitle, notes.
    pub heading: Heading,
    /// The names of axes.
    pub words: PriceVolumeWords,
    /// The regimes, [`style::SYMBOLS`] at most.
    pub regimes: Vec<Regime>,
}

/// The words of a chart of price and volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceVolumeWords {
    /// The level axis with its unit: `price of the whole way, USD/TEU`.
    pub price: String,
    /// The upright axis with its unit: `volume, TEU a year`.
    pub volume: String,
    /// The upright axis of the second panel with its unit: `profit of all operators, M USD a year`.
    pub profit: String,
}

/// A way of setting prices.
#[derive(Debug, Clone, PartialEq)]
pub struct Regime {
    /// Its name in print: `one through tariff`.
    pub name: String,
    /// Its curve by rising prices; empty where it shares that of another regime.
    pub curve: Vec<PricePoint>,
    /// Where it stands.
    pub point: Option<OperatingPoint>,
}

/// A point of a curve, each number in the unit of its axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PricePoint {
    /// The price.
    pub price: f64,
    /// What moves at it.
    pub volume: f64,
    /// What that earns.
    pub profit: Option<f64>,
}

/// Where a regime stands, each number in the unit of its axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OperatingPoint {
    /// Its price.
    pub price: f64,
    /// What moves at it.
    pub volume: Interval,
    /// What that earns.
    pub profit: Option<Interval>,
}

/// Heights of the panels, px.
const HEIGHTS: (f64, f64) = (290.0, 200.0);
/// Points nearer than this, px, have their names in the key alone: beside them none could say whose it is.
const NEAR: f64 = 30.0;

impl PriceVolume {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// No regime with a curve or a point, more regimes than can be told apart, every number that is not finite, volumes
    /// below zero, prices that do not rise along a curve, intervals that leave out their mean.
    pub fn figure(&self) -> Result<Figure, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.heading, style::WIDTH);
        self.key(&mut canvas);
        let volume = Measure {
            of: |one| Some(one.volume),
            at: |one| Some(one.volume),
        };
        let profit = Measure {
            of: |one| one.profit,
            at: |one| one.profit,
        };
        let has_profit = !self.values(&profit).is_empty();
        let prices = self.regimes.iter().flat_map(|regime| {
            let curve = regime.curve.iter().map(|one| one.price);
            curve.chain(regime.point.iter().map(|one| one.price))
        });
        let prices: Vec<f64> = prices.collect();
        let axis = |name, ends| Axis {
            name,
            ends,
            is_years: false,
        };
        let x = axis(self.words.price.as_str(), aired(prices.iter().copied()));
        let y = axis(
            self.words.volume.as_str(),
            from_zero(self.values(&volume).into_iter()),
        );
        let earned = axis(
            self.words.profit.as_str(),
            from_zero(self.values(&profit).into_iter()),
        );
        let mut left = room(&canvas, y);
        if has_profit {
            left = left.max(room(&canvas, earned));
        }
        let sides = (style::MARGIN + left, canvas.right() - 12.0);
        let upper = Axis {
            name: if has_profit { "" } else { x.name },
            ..x
        };
        let panel = Panel::new(&mut canvas, sides, HEIGHTS.0, (upper, y));
        self.panel(&mut canvas, &panel, &volume);
        let mut bottom = panel.bottom;
        if has_profit {
            canvas.top = bottom + 4.0;
            let panel = Panel::new(&mut canvas, sides, HEIGHTS.1, (x, earned));
            self.panel(&mut canvas, &panel, &profit);
            bottom = panel.bottom;
        }
        let summary = self.summary();
        Ok(canvas.finish(bottom, &[], summary))
    }

    /// Everything that cannot be drawn.
    fn check(&self) -> Result<(), ChartError> {
        let mut check = Check::new("chart of price and volume");
        let drawn = |regime: &&Regime| regime.point.is_some() || !regime.curve.is_empty();
        check.some(
            "regimes with a curve or a point",
            self.regimes.iter().filter(drawn).count(),
        );
        check.at_most("regimes", style::SYMBOLS, self.regimes.len());
        for regime in &self.regimes {
            let subject = |what: &str| format!("regime `{}`, {what}", regime.name);
            let mut before = None;
            for one in &regime.curve {
                check.rising(|| subject("price"), before, one.price);
                before = Some(one.price);
                check.not_below_zero(
                    || subject(&format!("price {}, volume", one.price)),
                    one.volume,
                );
                if let Some(profit) = one.profit {
                    check.finite(|| subject(&format!("price {}, profit", one.price)), profit);
                }
            }
            if let Some(point) = regime.point {
                check.finite(|| subject("price"), point.price);
                check.interval(|| subject("volume"), point.volume);
                check.not_below_zero(|| subject("volume"), point.volume.mean);
                if let Some(profit) = point.profit {
                    check.interval(|| subject("profit"), profit);
                }
            }
        }
        check.done()
    }

    /// The key: a line for each curve, a mark for each point.
    fn key(&self, canvas: &mut Canvas) {
        let key = self.regimes.iter().enumerate().map(|(look, regime)| {
            let (has_curve, has_point) = (!regime.curve.is_empty(), regime.point.is_some());
            let sample = move |x: f64, y: f64| -> Vec<Mark> {
                let mut marks: Vec<Mark> = Vec::new();
                if has_curve {
                    let line = Shape::line("key", vec![(x - 9.0, y), (x + 9.0, y)]);
                    marks.push(line.stroke(stroke(look)).into());
                }
                if has_point {
                    marks.push(symbol("key", look, (x, y), 4.5).into());
                }
                marks
            };
            let sample: Box<dyn Fn(f64, f64) -> Vec<Mark>> = Box::new(sample);
            (Sample::Drawn(sample), regime.name.clone())
        });
        legend::draw(canvas, key.collect());
    }

    /// All numbers of a measure.
    fn values(&self, measure: &Measure) -> Vec<f64> {
        let curves = self.regimes.iter().flat_map(|regime| &regime.curve);
        let points = self
            .regimes
            .iter()
            .filter_map(|regime| (measure.at)(&regime.point?));
        let points = points.flat_map(|value| [value.low, value.high]);
        curves.filter_map(measure.of).chain(points).collect()
    }

    /// Curves and points of one panel.
    fn panel(&self, canvas: &mut Canvas, panel: &Panel, measure: &Measure) {
        let mut labels = panel.labels(canvas);
        for (look, regime) in self.regimes.iter().enumerate() {
            let spot = |one: &PricePoint| Some(panel.at(one.price, (measure.of)(one)?));
            let curve: Vec<Spot> = regime.curve.iter().filter_map(spot).collect();
            for pair in curve.windows(2) {
                along(pair[0], pair[1]).for_each(|frame| labels.avoid(frame));
            }
            canvas.draw(
                Shape::line("curve", curve)
                    .stroke(stroke(look))
                    .hint(regime.name.as_str()),
            );
        }
        let mut named = Vec::new();
        for (look, regime) in self.regimes.iter().enumerate() {
            let Some((point, value)) = regime
                .point
                .and_then(|point| Some((point, (measure.at)(&point)?)))
            else {
                continue;
            };
            let at = panel.at(point.price, value.mean);
            let foot = vec![at, (at.0, panel.frame.bottom)];
            canvas.draw(Shape::line("foot", foot).stroke(Stroke::dashed(style::AXIS, 0.8, "2 3")));
            if value.is_wide() {
                canvas.draw(panel.whisker(point.price, (value.low, value.high)));
            }
            named.push((look, regime, at, value));
            labels.block(square(at, 6.0));
        }
        for (look, regime, at, value) in &named {
            let numbers = &self.heading.typography.numbers;
            let hint = format!("{}: {}", regime.name, numbers.interval(*value, false));
            canvas.draw(symbol("point", *look, *at, 5.0).hint(hint));
        }
        for (look, regime, at, _) in &named {
            let is_near = |other: Spot| libm::hypot(at.0 - other.0, at.1 - other.1) < NEAR;
            if named
                .iter()
                .any(|(other, _, spot, _)| other != look && is_near(*spot))
            {
                continue;
            }
            name_beside(canvas, &mut labels, *at, 9.0, (&regime.name, Weight::Bold));
        }
    }

    /// The chart in words.
    fn summary(&self) -> String {
        let numbers = &self.heading.typography.numbers;
        let one = |regime: &Regime| {
            let point = regime.point?;
            let profit = point.profit.map_or(String::new(), |profit| {
                format!("; {}", numbers.interval(profit, false))
            });
            let (price, volume) = (
                numbers.readable(point.price),
                numbers.interval(point.volume, false),
            );
            Some(format!("{}: {price}; {volume}{profit}", regime.name))
        };
        let all: Vec<String> = self.regimes.iter().filter_map(one).collect();
        let PriceVolumeWords {
            price,
            volume,
            profit,
        } = &self.words;
        format!("{price}; {volume}; {profit}. {}.", all.join(". "))
    }
}

/// What a panel shows of curves and of points.
struct Measure {
    /// Of a point of a curve.
    of: fn(&PricePoint) -> Option<f64>,
    /// Of the point of a regime.
    at: fn(&OperatingPoint) -> Option<Interval>,
}

/// The line of a regime.
fn stroke(look: usize) -> Stroke {
    let (colour, dashes) = style::LINES[look % style::LINES.len()];
    Stroke::dashed(colour, 2.0, dashes)
}
