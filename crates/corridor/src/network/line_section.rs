//! Rail between two nodes.

use super::node::Node;
use crate::operator::Operator;
use crate::quantity::{Distribution, Gauge, Length, Speed};
use crate::table::Idx;

/// Rail between two neighbouring nodes, worked in both directions.
#[derive(Clone, Debug)]
pub struct LineSection {
    /// Identifier.
    pub id: String,
    /// Node at one end.
    pub from: Idx<Node>,
    /// Node at the other end.
    pub to: Idx<Node>,
    /// Who manages it.
    pub operator: Option<Idx<Operator>>,
    /// Length by rail.
    pub distance: Length,
    /// Track gauge.
    pub gauge: Gauge,
    /// Number of running tracks.
    pub tracks: u32,
    /// How trains share it.
    pub working: Working,
    /// How trains are hauled, as the table writes it.
    pub traction: String,
    /// Average speed of a container train that has its path.
    pub speed: Speed,
    /// Factor on the running time from run to run.
    pub running_factor: Distribution,
    /// Where its capacity comes from.
    pub capacity: Capacity,
    /// Trains a day in each direction that may start, as [`Capacity`] says.
    pub train_pairs_per_day: f64,
    /// Other traffic a day in each direction.
    pub background_trains_per_day: f64,
    /// Longest train.
    pub max_train_length: Option<Length>,
    /// Heaviest train in tonnes, locomotive not counted.
    pub max_train_mass_t: Option<f64>,
}

/// How trains share a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Working {
    /// Each direction takes as many trains a day as its practical capacity.
    Capacity,
    /// Train by train over its passing loops.
    Loops(PassingLoops),
}

/// The passing loops of a section, evenly spaced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassingLoops {
    /// Stretches between its ends and its loops: one more than it has loops.
    pub blocks: u32,
    /// Running tracks at each loop, the main one included.
    pub tracks: u32,
    /// Longest train that can wait in a loop; `None` for any.
    pub length: Option<Length>,
}

/// Where the capacity of a section comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Capacity {
    /// Stated in train pairs a day.
    Stated,
    /// Double track: practical share of a day over the headway.
    Headway,
    /// Single track: practical share of a day over the time two opposite trains need
    /// between two loops.
    Loops,
}

impl Capacity {
    /// Train pairs a day of a section.
    ///
    /// # Source
    ///
    /// Double track: a day over the headway. Single track: a train each way in turn on the
    /// stretch between two loops, cycle = time up + time down + two crossings; one pair a
    /// cycle. Both times the practical share (UIC 406: occupancy time rates that keep
    /// timetables stable; the corridor says which).
    ///
    /// # Units
    ///
    /// `headway_min` and `crossing_min` in minutes, `loop_spacing_km` in kilometres.
    pub fn train_pairs_per_day(
        self,
        stated: Option<f64>,
        headway_min: f64,
        loop_spacing_km: Option<f64>,
        speed: Speed,
        practical_share: f64,
        crossing_min: f64,
    ) -> Option<f64> {
        match self {
            Capacity::Stated => stated,
            Capacity::Headway => Some(practical_share * 1440.0 / headway_min),
            Capacity::Loops => loop_spacing_km.map(|spacing| {
                let between_loops_min = spacing / speed.as_kmh() * 60.0;
                practical_share * 1440.0 / (2.0 * between_loops_min + 2.0 * crossing_min)
            }),
        }
    }
}

impl LineSection {
    /// The other end of the section.
    pub fn opposite(&self, node: Idx<Node>) -> Idx<Node> {
        if node == self.from {
            self.to
        } else {
            self.from
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_track_takes_a_pair_a_cycle() {
        // 20 km at 40 km/h: 30 min each way, 2 x 3 min to cross: a cycle of 66 min.
        let pairs = Capacity::Loops.train_pairs_per_day(
            None,
            15.0,
            Some(20.0),
            Speed::from_kmh(40.0),
            1.0,
            3.0,
        );
        assert!(pairs.is_some_and(|pairs| (pairs - 1440.0 / 66.0).abs() < 1e-9));
    }

    #[test]
    fn double_track_takes_a_train_a_headway() {
        let pairs = Capacity::Headway.train_pairs_per_day(
            None,
            12.0,
            None,
            Speed::from_kmh(40.0),
            0.5,
            3.0,
        );
        assert_eq!(pairs, Some(60.0));
    }
}
