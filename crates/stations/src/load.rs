//! Whether stations can keep up with what is offered to them.

use crate::error::{Problem, Subject};
use crate::network::{Class, Network, Routing, Servers, Source, Station, Work};

/// Passes over the routing until mean visits are taken as found.
const PASSES: usize = 10_000;
const SETTLED: f64 = 1e-12;

impl Network {
    /// Stations that are offered all they can do or more, so that their lines grow for ever:
    /// means over a long time do not exist. Empty where customers may be lost or a class is
    /// saturated or closed, as the flows then follow from the rooms.
    ///
    /// The network must have passed [`check`](Network::check).
    pub fn overloaded(&self) -> Vec<Problem> {
        let open = |class: &Class| matches!(class.source, Source::Open { .. });
        if self.stations.iter().any(has_limited_room) || !self.classes.iter().all(open) {
            return Vec::new();
        }
        let visits: Vec<Vec<f64>> = self
            .classes
            .iter()
            .map(|class| self.visits(class))
            .collect();
        let mut found = Vec::new();
        for (position, station) in self.stations.iter().enumerate() {
            let classes = self.classes.iter().zip(&visits).enumerate();
            let load: f64 = classes
                .map(|(class, (row, visits))| {
                    arrival_rate(row) * visits[position] * work_of_one(station, class)
                })
                .sum();
            // A load of exactly 1 may have lost its last digits.
            if load >= 1.0 - 1e-9 {
                found.push(Problem {
                    subject: Subject::Station(position),
                    message: format!(
                        "station `{}` is offered {load:.4} of what it can do, so its line grows for ever",
                        station.name
                    ),
                    help: "lower the load below 1, or give the time to run (`length`)".to_owned(),
                });
            }
        }
        found
    }

    /// Mean visits of one customer of a class to each station.
    fn visits(&self, class: &Class) -> Vec<f64> {
        let mut visits = vec![0.0; self.stations.len()];
        match &class.routing {
            Routing::Itinerary(stations) => {
                for station in stations {
                    visits[*station] += 1.0;
                }
            }
            Routing::Chances(rows) => {
                let mut here = vec![0.0; visits.len()];
                for (station, chance) in &class.entry {
                    here[*station] += chance;
                }
                for _ in 0..PASSES {
                    let mut next = vec![0.0; here.len()];
                    for (station, row) in rows.iter().enumerate() {
                        visits[station] += here[station];
                        for (to, chance) in row.iter().enumerate() {
                            next[to] += here[station] * chance;
                        }
                    }
                    here = next;
                    if here.iter().sum::<f64>() < SETTLED {
                        break;
                    }
                }
            }
        }
        visits
    }
}

fn has_limited_room(station: &Station) -> bool {
    matches!(&station.work, Work::Servers(Servers { room: Some(_), .. }))
}

/// Customers of a class that come from outside per unit of time.
fn arrival_rate(class: &Class) -> f64 {
    match &class.source {
        Source::Open { between, batch } => batch.mean() / between.mean(),
        Source::Closed { .. } | Source::Saturated => 0.0,
    }
}

/// Share of a unit of time in which a station is taken up by one customer of a class.
fn work_of_one(station: &Station, class: usize) -> f64 {
    match &station.work {
        Work::Servers(servers) => {
            let up = servers.breakdowns.as_ref().map_or(1.0, |breakdowns| {
                let (up, down) = (breakdowns.up.mean(), breakdowns.down.mean());
                up / (up + down)
            });
            let at_once = f64::from(servers.count) * f64::from(servers.together);
            servers.service[class].mean() / (at_once * up)
        }
        Work::Delay(_) => 0.0,
        Work::Departures(departures) => departures.headway / f64::from(departures.room),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::network::{
        Class, Departures, Network, Routing, Servers, Source, Station, WhenFull, Work,
    };
    use kervan_engine::{Discipline, Distribution};

    fn network(rate: f64, again: f64) -> Network {
        let service = vec![Distribution::exponential(1.0).unwrap()];
        let gate = Servers {
            count: 2,
            service,
            discipline: Discipline::FirstCome,
            together: 1,
            room: None,
            when_full: WhenFull::Lost,
            breakdowns: None,
        };
        let train = Departures {
            headway: 6.0,
            room: 20,
            running: Distribution::constant(0.0).unwrap(),
        };
        let station = |name: &str, work| Station {
            name: name.to_owned(),
            work,
        };
        Network {
            stations: vec![
                station("gate", Work::Servers(gate)),
                station("train", Work::Departures(train)),
            ],
            classes: vec![Class {
                name: "boxes".to_owned(),
                source: Source::Open {
                    between: Distribution::exponential(1.0 / rate).unwrap(),
                    batch: Distribution::constant(1.0).unwrap(),
                },
                priority: 0,
                entry: vec![(0, 1.0)],
                routing: Routing::Chances(vec![vec![again, 1.0 - again], vec![0.0, 0.0]]),
            }],
        }
    }

    #[test]
    fn a_station_that_cannot_keep_up_is_named() {
        // Visits to the gate 1 / (1 - again); its load rate / 2 times that.
        assert!(network(1.9, 0.0).overloaded().is_empty());
        assert!(network(0.9, 0.5).overloaded().is_empty());
        let found = network(1.1, 0.5).overloaded();
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("`gate` is offered 1.1000"));
        // 3.4 an hour: the gate is offered 1.7, the train 3.4 * 6 / 20 = 1.02.
        assert_eq!(network(3.4, 0.0).overloaded().len(), 2);
        assert_eq!(network(2.0, 0.0).overloaded().len(), 1);
    }
}
