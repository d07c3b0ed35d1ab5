//! Networks in few words.

use kervan_engine::{Discipline, Distribution};
use kervan_stations::{Class, Network, Routing, Servers, Source, Station, WhenFull, Work};

pub(crate) fn exponential(mean: f64) -> Distribution {
    Distribution::exponential(mean).unwrap()
}

pub(crate) fn constant(value: f64) -> Distribution {
    Distribution::constant(value).unwrap()
}

/// Servers as plain as can be.
pub(crate) fn servers(count: u32, service: Distribution) -> Servers {
    Servers {
        count,
        service: vec![service],
        discipline: Discipline::FirstCome,
        together: 1,
        room: None,
        when_full: WhenFull::Lost,
        breakdowns: None,
    }
}

/// Stations named after their positions.
pub(crate) fn stations(work: impl IntoIterator<Item = Work>) -> Vec<Station> {
    let name = |position| format!("station {position}");
    let named = work.into_iter().enumerate();
    named
        .map(|(position, work)| Station {
            name: name(position),
            work,
        })
        .collect()
}

pub(crate) fn open(name: &str, between: Distribution, itinerary: Vec<usize>) -> Class {
    Class {
        name: name.into(),
        source: Source::Open {
            between,
            batch: constant(1.0),
        },
        priority: 0,
        entry: vec![],
        routing: Routing::Itinerary(itinerary),
    }
}

/// Poisson arrivals at one station.
pub(crate) fn single(rate: f64, servers: Servers) -> Network {
    Network {
        stations: stations([Work::Servers(servers)]),
        classes: vec![open("customers", exponential(1.0 / rate), vec![0])],
    }
}

/// A way without memory that visits each station so many times on average: each visit is
/// followed by leaving with chance 1 / sum, else by a station by its share of the visits.
pub(crate) fn by_visits(visits: &[f64]) -> (Vec<(usize, f64)>, Routing) {
    let sum: f64 = visits.iter().sum();
    let share: Vec<f64> = visits.iter().map(|visits| visits / sum).collect();
    let row: Vec<f64> = share
        .iter()
        .map(|share| share * (1.0 - 1.0 / sum))
        .collect();
    (
        share.into_iter().enumerate().collect(),
        Routing::Chances(vec![row; visits.len()]),
    )
}
