//! What a forwarder asks: when will it be there, by which way, what usually goes wrong, what is
//! known of the price.

use jiff::ToSpan;
use jiff::civil::Date;
use kervan_corridor::flow::LoadingUnit;
use kervan_corridor::quantity::Measure;
use kervan_corridor::tariff::WorkKind;
use kervan_corridor::{Corridor, Idx};
use kervan_results::{Estimate, HoursRow, Results};
use kervan_simulation::{Progress, Settings, SimulationError};

use crate::route::{RouteError, RouteRequest, RouteWay};
use crate::study::Study;
use crate::tariff::work::{fit, steps};

/// Causes of waiting shown for a way.
const CAUSES: usize = 4;

/// A day of the calendar, as (year, month, day).
pub type Day = (i16, i8, i8);

/// What is to go where, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteRequest {
    /// First place: a node or terminal by identifier, name or UN/LOCODE.
    pub from: String,
    /// Last place.
    pub to: String,
    /// Number and kind of units, such as `1xFEU`, `2xTEU` or `3x40ft`.
    pub units: String,
    /// Day of departure.
    pub depart: Day,
}

/// The answer to a request.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Names of the two places.
    pub from: String,
    /// Name of the last place.
    pub to: String,
    /// Number of units.
    pub count: u32,
    /// Name of the kind of unit.
    pub unit: String,
    /// The ways, the one with the shortest median first.
    pub ways: Vec<QuotedWay>,
    /// The run that the answer comes from.
    pub results: Results,
}

/// One way with its promise.
#[derive(Clone, Debug)]
pub struct QuotedWay {
    /// The way.
    pub way: RouteWay,
    /// Days that half of all units keep, of those that depart in the month asked for.
    pub p50_d: Option<Estimate>,
    /// Days that nine units in ten keep.
    pub p90_d: Option<Estimate>,
    /// Days of arrival for these two.
    pub arrival: Option<(Day, Day)>,
    /// Whether nothing sets out this way in the month asked for.
    pub closed: bool,
    /// Where most time is lost: place, cause and hours a unit, most first.
    pub losses: Vec<HoursRow>,
    /// Prices known for work on the way.
    pub prices: Vec<QuotedPrice>,
    /// Services whose carriage has no known price, not even for a part.
    pub unpriced: Vec<String>,
}

/// A price known for some work on a way.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotedPrice {
    /// What kind of price it is.
    pub said: String,
    /// Services, terminals and controls it pays for.
    pub covers: Vec<String>,
    /// For all units together, in `currency`.
    pub price: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Year of the price.
    pub year: i64,
    /// Sources as written.
    pub source: String,
}

impl Study {
    /// Answers a request: the ways between two places, each with its promise for the month of
    /// departure under the corridor's demand.
    ///
    /// # Errors
    ///
    /// Unknown places or units, no way, runs that fail.
    pub fn quote(
        &self,
        request: &QuoteRequest,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Quote, QuoteError> {
        let (count, unit) = self.units(&request.units)?;
        let route = self.route(&RouteRequest {
            from: &request.from,
            to: &request.to,
            unit: Some(unit),
            lot: count,
            all: true,
        })?;
        let (year, month, day) = request.depart;
        let depart = Date::new(year, month, day).map_err(|_| QuoteError::Date)?;
        let settings = Settings {
            departure_month: Some(month as u32),
            ..settings.clone()
        };
        let results = route.study.simulate(&settings, progress)?;
        let corridor = route.study.corridor();
        let transit = corridor.transit.as_ref();
        let end = |first: bool| {
            transit
                .and_then(|transit| if first { &transit.from } else { &transit.to }.first())
                .map_or(String::new(), |node| corridor.nodes[*node].name.clone())
        };
        let mut ways: Vec<QuotedWay> = route
            .ways
            .iter()
            .map(|way| quoted(corridor, &results, way, unit, count, depart))
            .collect();
        let median = |way: &QuotedWay| way.p50_d.map_or(f64::INFINITY, |days| days.mean);
        ways.sort_by(|a, b| median(a).total_cmp(&median(b)));
        Ok(Quote {
            from: end(true),
            to: end(false),
            count,
            unit: corridor.loading_units[unit].name.clone(),
            ways,
            results,
        })
    }

    /// `1xFEU`, `2 x 40ft` or `TEU`.
    fn units(&self, written: &str) -> Result<(u32, Idx<LoadingUnit>), RouteError> {
        let corridor = self.corridor();
        let (count, kind) = written.split_once('x').unwrap_or(("1", written));
        let kind = kind.trim();
        let room = |teu: f64| {
            self.usual_unit(|unit| {
                unit.room.measure == Measure::Teu && (unit.room.amount - teu).abs() < 1e-9
            })
        };
        let unit = match kind.to_ascii_uppercase().as_str() {
            "FEU" => room(2.0),
            "TEU" => room(1.0),
            _ => corridor.loading_units.find(kind),
        };
        let count = count.trim().parse::<u32>().ok();
        count
            .filter(|count| (1..=10_000).contains(count))
            .zip(unit)
            .ok_or_else(|| {
                let known: Vec<&str> = corridor
                    .loading_units
                    .rows()
                    .iter()
                    .map(|unit| unit.id.as_str())
                    .collect();
                RouteError::Units {
                    written: written.to_owned(),
                    help: format!(
                        "write a number and a kind, such as `1xFEU`; kinds are FEU, TEU, {}",
                        known.join(", ")
                    ),
                }
            })
    }
}

/// A day as `YYYY-MM-DD`; nothing where the text is no day of the calendar.
pub fn read_date(text: &str) -> Option<Day> {
    let date: Date = text.parse().ok()?;
    Some((date.year(), date.month(), date.day()))
}

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QuoteError {
    /// Places, units or ways.
    #[error(transparent)]
    Route(#[from] RouteError),
    /// The day of departure is no day.
    #[error("the day of departure is no day of the calendar")]
    Date,
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

fn quoted(
    corridor: &Corridor,
    results: &Results,
    way: &RouteWay,
    unit: Idx<LoadingUnit>,
    count: u32,
    depart: Date,
) -> QuotedWay {
    let closed = way.season[depart.month() as usize - 1] == 0.0;
    let row = results
        .flows
        .iter()
        .find(|row| row.flow == way.flow && !closed);
    let (p50_d, p90_d) = row.map_or((None, None), |row| (row.p50_d, row.p90_d));
    let arrival = p50_d.zip(p90_d).and_then(|(p50, p90)| {
        let day = |days: f64| {
            let date = depart.checked_add((days.ceil() as i64).days()).ok()?;
            Some((date.year(), date.month(), date.day()))
        };
        Some((day(p50.mean)?, day(p90.mean)?))
    });
    let mut losses: Vec<HoursRow> = results
        .hours
        .iter()
        .filter(|hours| !closed && hours.flow == way.flow && hours.cause.is_waiting())
        .cloned()
        .collect();
    losses.sort_by(|a, b| b.hours.mean.total_cmp(&a.hours.mean));
    losses.truncate(CAUSES);
    let (prices, unpriced) = prices(corridor, way, unit, count);
    QuotedWay {
        way: way.clone(),
        p50_d,
        p90_d,
        arrival,
        closed,
        losses,
        prices,
        unpriced,
    }
}

/// Items that operators ask on the way, and services whose carriage nothing is known of.
fn prices(
    corridor: &Corridor,
    way: &RouteWay,
    unit: Idx<LoadingUnit>,
    count: u32,
) -> (Vec<QuotedPrice>, Vec<String>) {
    let services: Vec<_> = way
        .services
        .iter()
        .filter_map(|service| corridor.services.find(service))
        .collect();
    let steps = steps(corridor, &services);
    let mut prices = Vec::new();
    let mut unpriced = way.services.clone();
    for item in corridor.tariff_items.rows() {
        let Some(fit) = fit(corridor, &steps, unit, &item.scope) else {
            continue;
        };
        if item.scope.work == WorkKind::Carriage {
            unpriced.retain(|service| !fit.covers.contains(service));
        }
        prices.push(QuotedPrice {
            said: item.said.clone(),
            covers: fit.covers,
            price: item.amount * fit.times * f64::from(count),
            currency: item.currency.clone(),
            year: item.price_year,
            source: item.source.clone(),
        });
    }
    (prices, unpriced)
}
