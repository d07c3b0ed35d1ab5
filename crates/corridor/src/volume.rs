//! Published volumes, period by period, and what plans promised.

use std::fmt;

use crate::flow::Flow;
use crate::network::Node;
use crate::table::Idx;

/// A published volume; what a forecast starts from, never an input of a simulation.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Identifier.
    pub id: String,
    /// Statistics it is counted in: figures of two scopes are never compared.
    pub scope: String,
    /// Months it counts.
    pub period: Period,
    /// Where what it counts begins, any of these nodes; empty for all.
    pub from: Vec<Idx<Node>>,
    /// Where it ends; empty for all.
    pub to: Vec<Idx<Node>>,
    /// Only this commodity; `*` at the end stands for any rest, empty for all.
    pub commodity: String,
    /// `both`, `westbound` or `eastbound`.
    pub direction: String,
    /// What it counts.
    pub metric: Metric,
    /// How much; none where only growth was said.
    pub value: Option<f64>,
    /// Growth that was said against the same months a year before, as a share.
    pub growth: Option<f64>,
    /// Whether a forecast takes it; other prints of the same figure are kept beside it.
    pub is_taken: bool,
    /// What was said; printed.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

impl Volume {
    /// Whether it counts a flow: by origin, destination and commodity. Which statistics the flow is
    /// in is not asked.
    pub fn counts(&self, flow: &Flow) -> bool {
        let among = |nodes: &[Idx<Node>], node| nodes.is_empty() || nodes.contains(&node);
        let commodity = match self.commodity.strip_suffix('*') {
            Some(start) => flow.commodity.starts_with(start),
            None => self.commodity.is_empty() || self.commodity == flow.commodity,
        };
        among(&self.from, flow.origin.node) && among(&self.to, flow.destination.node) && commodity
    }

    /// Whether two figures are of one series: same scope, places, commodity, direction, metric.
    pub fn is_of_one_series(&self, other: &Volume) -> bool {
        let key = |row: &Volume| {
            (
                row.scope.clone(),
                row.commodity.clone(),
                row.direction.clone(),
                row.metric,
            )
        };
        key(self) == key(other) && self.from == other.from && self.to == other.to
    }
}

/// What a volume counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// Tonnes of goods.
    Tonnes,
    /// Containers, in TEU.
    Containers,
}

impl Metric {
    /// Its unit.
    pub fn unit(self) -> &'static str {
        match self {
            Metric::Tonnes => "t",
            Metric::Containers => "TEU",
        }
    }

    /// As written in a table.
    pub fn as_str(self) -> &'static str {
        match self {
            Metric::Tonnes => "tonnes",
            Metric::Containers => "containers",
        }
    }

    /// The metric of a name.
    pub fn named(name: &str) -> Metric {
        match name {
            "containers" => Metric::Containers,
            _ => Metric::Tonnes,
        }
    }
}

/// Months from the first to the last, both included.
///
/// ```
/// use kervan_corridor::volume::Period;
/// let part = Period::read("2024-01..2024-09").unwrap();
/// assert_eq!((part.months(), part.whole_year()), (9, None));
/// assert_eq!(Period::read("2024").unwrap().whole_year(), Some(2024));
/// assert_eq!(Period::read("2024-Q2"), Period::read("2024-04..2024-06"));
/// assert_eq!(Period::read("2024-13"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First month, counted from January of the year 0.
    first: i64,
    /// Last month.
    last: i64,
}

impl Period {
    /// Stands for what is found to be no period.
    pub(crate) const NEVER: Period = Period { first: 0, last: 0 };

    /// How periods are written.
    pub const NOTATION: &str = "a year `2024`, a half `2024-H1`, a quarter `2024-Q1`, a month `2024-01`, or months `2024-01..2024-09`";

    /// Reads a period; `None` for what is none.
    pub fn read(text: &str) -> Option<Period> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (month(first)?, month(last)?);
            return (first <= last).then_some(Period { first, last });
        }
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        let first = year_of(year)? * 12;
        let of = |number: &str, most: i64, months: i64| {
            let at = number
                .parse::<i64>()
                .ok()
                .filter(|at| (1..=most).contains(at))?;
            let first = first + (at - 1) * months;
            Some(Period {
                first,
                last: first + months - 1,
            })
        };
        match part {
            None => Some(Period {
                first,
                last: first + 11,
            }),
            Some(part) if part.starts_with('H') => of(&part[1..], 2, 6),
            Some(part) if part.starts_with('Q') => of(&part[1..], 4, 3),
            Some(_) => month(text).map(|at| Period {
                first: at,
                last: at,
            }),
        }
    }

    /// Number of months.
    pub fn months(self) -> i64 {
        self.last - self.first + 1
    }

    /// The year, where it is one from January to December.
    pub fn whole_year(self) -> Option<i64> {
        (self.months() == 12 && self.first % 12 == 0).then_some(self.first / 12)
    }

    /// The year, where it is a part of one from January on.
    pub fn part_of_year(self) -> Option<i64> {
        (self.months() < 12 && self.first % 12 == 0).then_some(self.first / 12)
    }

    /// The same months so many years later.
    pub fn later(self, years: i64) -> Period {
        Period {
            first: self.first + 12 * years,
            last: self.last + 12 * years,
        }
    }

    /// Whether all months of the other are months of this one.
    pub fn holds(self, other: Period) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

impl fmt::Display for Period {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |at: i64| format!("{}-{:02}", at / 12, at % 12 + 1);
        match (self.whole_year(), self.months()) {
            (Some(year), _) => write!(text, "{year}"),
            (None, 1) => text.write_str(&month(self.first)),
            (None, _) => write!(text, "{}..{}", month(self.first), month(self.last)),
        }
    }
}

fn year_of(text: &str) -> Option<i64> {
    let year = text.parse().ok()?;
    (text.len() == 4 && (1900..=2200).contains(&year)).then_some(year)
}

fn month(text: &str) -> Option<i64> {
    let (year, month) = text.trim().split_once('-')?;
    let at = month
        .parse::<i64>()
        .ok()
        .filter(|at| (1..=12).contains(at) && month.len() == 2)?;
    Some(year_of(year)? * 12 + at - 1)
}

/// What a plan promised, and what was reached.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Identifier.
    pub id: String,
    /// Who promised what, in print.
    pub name: String,
    /// Statistics it is counted in.
    pub scope: String,
    /// When it was made; the middle of the year where no month is known.
    pub made: Period,
    /// The year it is for.
    pub year: i64,
    /// What it counts.
    pub metric: Metric,
    /// What was promised.
    pub promised: f64,
    /// What was reached; none while it is open, or where it is not known.
    pub reached: Option<f64>,
    /// What was said; printed.
    pub said: String,
    /// Sources as written.
    pub source: String,
}

impl Promise {
    /// Years from the promise to the end of the year it is for.
    pub fn lead_years(&self) -> f64 {
        let made = (self.made.first + self.made.last + 1) as f64 / 2.0;
        ((self.year + 1) * 12) as f64 / 12.0 - made / 12.0
    }
}

/// What a forecast is made of and asked.
#[derive(Clone, Debug)]
pub struct ForecastBasis {
    /// Statistics of the series that is forecast: its tonnes, all goods, both directions.
    pub scope: String,
    /// Last year of the forecast.
    pub to: i64,
    /// A part that something was said of.
    pub watched: Option<Watched>,
}

/// A part of the volume that something was said of.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Name in print.
    pub name: String,
    /// Countries where it begins, as two letters.
    pub from: String,
    /// Country where it ends.
    pub to: String,
    /// Times the base year that it may come to.
    pub times: f64,
    /// What was said of it.
    pub said: String,
}
