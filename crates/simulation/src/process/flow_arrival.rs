//! Lots enter the corridor.

use kervan_corridor::flow::{Arrival, Flow};
use kervan_engine::{RandomStream, SimTime};

use crate::calendar::{ModelYear, YEAR_S, days_of_months};
use crate::error::SimulationError;
use crate::event::Event;
use crate::sampling::{Sampler, whole_s};
use crate::world::World;

/// The lots of a flow, one after the other.
#[derive(Clone)]
pub(crate) struct FlowSource {
    arrival: Arrival,
    /// Lots a second in each month.
    rates: [f64; 12],
    stream: RandomStream,
    lot: Sampler,
    /// Lots expected up to the last arrival, and how many have come.
    expected: f64,
    come: u64,
    /// What its demand is times now.
    factor: f64,
    /// Lots that were still to be expected before the next one comes, and when that was.
    left: f64,
    since: SimTime,
    /// How often the next arrival was foreseen: only what was foreseen last holds.
    foreseen: u32,
}

impl FlowSource {
    pub(crate) fn new(
        flow: &Flow,
        lots_per_year: f64,
        stream: &dyn Fn(&str, &str) -> RandomStream,
    ) -> Result<FlowSource, SimulationError> {
        // Weights are per month, so a month's rate is its share of the year's lots over its length.
        let weighted: f64 = flow
            .season
            .iter()
            .zip(days_of_months())
            .map(|(weight, days)| weight * days)
            .sum();
        let mut rates = [0.0; 12];
        for (rate, weight) in rates.iter_mut().zip(flow.season) {
            *rate = lots_per_year * weight / (weighted * 86_400.0);
        }
        Ok(FlowSource {
            arrival: flow.arrival,
            rates,
            stream: stream(&flow.id, "arrivals"),
            lot: Sampler::new(&flow.lot_units, stream(&flow.id, "lot"))?,
            expected: 0.0,
            come: 0,
            factor: 1.0,
            left: 0.0,
            since: SimTime::ZERO,
            foreseen: 0,
        })
    }

    /// The next arrival after `now`: the instant at which the expected number of lots since
    /// the start reaches its next target. At random, targets are a unit exponential apart;
    /// regular ones lie at a random moment of each whole number.
    fn next(&mut self, now: SimTime) {
        let target = match self.arrival {
            Arrival::Random => self.expected + self.stream.exponential(),
            Arrival::Regular => self.come as f64 + self.stream.uniform(),
        };
        self.come += 1;
        self.left = target - self.expected;
        self.since = now;
        self.expected = target;
    }

    /// From `now` on the demand is times `factor`; what was gathered so far stays.
    fn change(&mut self, now: SimTime, factor: f64, year: ModelYear) {
        self.left -= gathered(self.since, now, &self.rates_now(), year);
        self.since = now;
        self.factor = factor;
    }

    fn rates_now(&self) -> [f64; 12] {
        self.rates.map(|rate| rate * self.factor)
    }
}

/// What is gathered from one instant to another at rates that change with the month.
fn gathered(from: SimTime, to: SimTime, rates: &[f64; 12], year: ModelYear) -> f64 {
    let (mut amount, mut time) = (0.0, from);
    while time < to {
        let end = year.next_month(time).min(to);
        amount += rates[year.month(time)] * (end - time) as f64;
        time = end;
    }
    amount
}

/// The instant by which `amount` has been gathered at rates that change with the month.
pub(crate) fn advance(now: SimTime, amount: f64, rates: &[f64; 12], year: ModelYear) -> SimTime {
    let mut left = amount.max(0.0);
    let mut time = now;
    loop {
        let end = year.next_month(time);
        let rate = rates[year.month(time)];
        let in_month = rate * (end - time) as f64;
        if rate > 0.0 && left <= in_month {
            return time + whole_s(left / rate);
        }
        left -= in_month;
        time = end;
        // A target that no horizon reaches.
        if (time - now) / YEAR_S > 100_000 {
            return SimTime::MAX;
        }
    }
}

impl World<'_> {
    pub(crate) fn schedule_lot(&mut self, flow: usize) {
        self.flows[flow].next(self.now);
        self.foresee_lot(flow);
    }

    /// Says when the next lot comes, as things are now.
    fn foresee_lot(&mut self, flow: usize) {
        let source = &mut self.flows[flow];
        source.foreseen = source.foreseen.wrapping_add(1);
        if source.factor > 0.0 {
            let time = advance(source.since, source.left, &source.rates_now(), self.year);
            self.queue.schedule(
                time,
                Event::LotArrives {
                    flow: flow.into(),
                    foreseen: source.foreseen,
                },
            );
        }
    }

    /// From now on the demand of a flow is times `factor`.
    pub(crate) fn demand_changes(&mut self, flow: usize, factor: f64) {
        self.flows[flow].change(self.now, factor, self.year);
        self.foresee_lot(flow);
    }

    pub(crate) fn lot_arrives(&mut self, flow: usize, foreseen: u32) {
        if foreseen != self.flows[flow].foreseen {
            return;
        }
        self.schedule_lot(flow);
        let units = self.flows[flow].lot.draw().round().max(1.0) as u32;
        let usual = flow;
        let Some(flow) = self.way_of_lot(usual) else {
            self.note_turned_away(usual, units);
            return;
        };
        self.note_entered(flow, units, flow != usual);
        let layout = &self.layout.flows[flow];
        let mut parcel = self.new_parcel(flow, units);
        if layout.clock_from == layout.way[0] {
            parcel.start_clock(self.now);
        }
        let parcel = self.parcels.insert(parcel);
        match self.layout.flows[flow].wagons {
            Some((pool, _)) => {
                self.wagons[pool].waiting.push_back(parcel);
                self.give_wagons_to_lots(pool);
            }
            None => self.lot_enters(parcel),
        }
    }

    /// A lot comes into its first terminal, or onto the line on a train.
    pub(crate) fn lot_enters(&mut self, parcel: usize) {
        let layout = &self.layout.flows[self.parcels[parcel].flow];
        match layout.origin_terminal {
            Some(terminal) => self.lot_wants_slots(terminal, parcel),
            None => self.train_enters(layout.services[0], parcel),
        }
    }
}
