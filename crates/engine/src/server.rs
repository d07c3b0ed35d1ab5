//! Servers with a waiting line, and stocks that are counted.

use crate::time::SimTime;
use std::collections::VecDeque;

/// A number of equal places that are held for a while, and one waiting line, first come
/// first served: the berths of a terminal, the tracks of a yard, the officers of a border.
///
/// The server keeps no events: the model asks for a place, schedules the end of the
/// service itself, and gives the place back. A customer is a small token of the model's
/// choice. All statistics are kept on the way, so nothing is stored per customer.
///
/// # Units and shapes
///
/// - times: ticks, never decreasing from call to call.
/// - places: whole numbers; zero is allowed and means that everybody waits.
///
/// # Examples
///
/// ```
/// use kervan_engine::{Server, SimTime};
/// let at = SimTime::from_ticks;
/// let mut berth = Server::new(1);
/// assert!(berth.request(at(0), "Aral"));
/// assert!(!berth.request(at(2), "Bulak"));
/// assert_eq!(berth.release(at(10)), Some("Bulak"));
/// assert_eq!(berth.release(at(15)), None);
/// let statistics = berth.statistics(at(20));
/// assert_eq!(statistics.waited_time, 8);
/// assert_eq!(statistics.occupancy(1), 0.75);
/// ```
#[derive(Debug, Clone)]
pub struct Server<T> {
    places: usize,
    in_use: usize,
    line: VecDeque<(T, SimTime)>,
    latest: SimTime,
    counters: ServerStatistics,
}

/// What a [`Server`] did since its statistics were last reset.
///
/// # Units and shapes
///
/// - `observed`: ticks; the `…_time` integrals: places, or customers, times ticks.
/// - waits are counted whole when the wait ends, also if they began before the reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ServerStatistics {
    /// Ticks since the reset.
    pub observed: i64,
    /// Places in use, summed over time.
    pub in_use_time: i128,
    /// Places there were, summed over time.
    pub place_time: i128,
    /// Customers waiting, summed over time.
    pub queue_time: i128,
    /// Requests made.
    pub requested: u64,
    /// Requests granted, at once or after a wait.
    pub granted: u64,
    /// Those of `granted` that had to join the line, even if for zero ticks.
    pub waited: u64,
    /// Waits of all granted requests, summed, in ticks.
    pub waited_time: i128,
    /// Longest wait of a granted request, in ticks.
    pub longest_wait: i64,
    /// Places given back.
    pub released: u64,
    /// Most customers in the line at any instant.
    pub longest_line: usize,
}

impl ServerStatistics {
    /// Share of time in which `places` places were held: 0 idle, 1 always full. 0 if
    /// nothing was observed.
    pub fn occupancy(&self, places: usize) -> f64 {
        ratio(self.in_use_time, i128::from(self.observed) * places as i128)
    }

    /// Share of the places that there were, hour by hour, that was held; the same as
    /// [`occupancy`](Self::occupancy) if the number of places never changed.
    pub fn occupancy_of_places(&self) -> f64 {
        ratio(self.in_use_time, self.place_time)
    }

    /// Mean number of customers in the line.
    pub fn mean_line(&self) -> f64 {
        ratio(self.queue_time, i128::from(self.observed))
    }

    /// Mean number of places in use.
    pub fn mean_in_use(&self) -> f64 {
        ratio(self.in_use_time, i128::from(self.observed))
    }

    /// Mean wait of a granted request, in ticks; those granted at once count as zero.
    pub fn mean_wait(&self) -> f64 {
        ratio(self.waited_time, i128::from(self.granted))
    }
}

/// Zero if there is nothing to divide by: no time observed, no customer granted.
pub(crate) fn ratio(part: i128, whole: i128) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

impl<T: Copy> Server<T> {
    /// An idle server with `places` places, observed from the start of the run.
    pub fn new(places: usize) -> Server<T> {
        Server {
            places,
            in_use: 0,
            line: VecDeque::new(),
            latest: SimTime::ZERO,
            counters: ServerStatistics::default(),
        }
    }

    /// Asks for one place: true if it is granted at once, false if `token` joined the
    /// end of the line.
    pub fn request(&mut self, now: SimTime, token: T) -> bool {
        self.pass_time(now);
        self.counters.requested += 1;
        // A free place and a line never occur together: places are passed on at once.
        if self.in_use < self.places {
            debug_assert!(self.line.is_empty(), "a place was free while others waited");
            self.in_use += 1;
            self.counters.granted += 1;
            return true;
        }
        self.line.push_back((token, self.latest));
        self.counters.longest_line = self.counters.longest_line.max(self.line.len());
        false
    }

    /// Gives one place back. If somebody waits, the place passes to the first in the
    /// line, whose token is returned; the place then stays held.
    ///
    /// After the number of places was lowered, a place given back may vanish instead.
    /// Giving back a place that nobody holds is a defect of the model: debug builds stop,
    /// release builds ignore it.
    pub fn release(&mut self, now: SimTime) -> Option<T> {
        self.pass_time(now);
        debug_assert!(self.in_use > 0, "a place was given back that nobody held");
        if self.in_use == 0 {
            return None;
        }
        self.counters.released += 1;
        self.in_use -= 1;
        self.admit_first()
    }

    /// Changes the number of places; returns the tokens that may start now, in order.
    ///
    /// Places in use are never taken away: if fewer are left than are in use, each
    /// vanishes when it is given back.
    pub fn set_places(&mut self, now: SimTime, places: usize) -> Vec<T> {
        self.pass_time(now);
        self.places = places;
        std::iter::from_fn(|| self.admit_first()).collect()
    }

    /// Number of places.
    pub fn places(&self) -> usize {
        self.places
    }

    /// Places held now.
    pub fn in_use(&self) -> usize {
        self.in_use
    }

    /// Places that a request would be granted now.
    pub fn free(&self) -> usize {
        self.places.saturating_sub(self.in_use)
    }

    /// Customers in the line now.
    pub fn waiting(&self) -> usize {
        self.line.len()
    }

    /// The tokens in the line with the time at which each joined it, first come first.
    pub fn waiting_tokens(&self) -> impl Iterator<Item = (T, SimTime)> + '_ {
        self.line.iter().copied()
    }

    /// Starts the statistics anew, for example at the end of the warm-up. Places held and
    /// the line stay as they are.
    pub fn reset_statistics(&mut self, now: SimTime) {
        self.pass_time(now);
        self.counters = ServerStatistics {
            longest_line: self.line.len(),
            ..ServerStatistics::default()
        };
    }

    /// The statistics up to `now`.
    pub fn statistics(&mut self, now: SimTime) -> ServerStatistics {
        self.pass_time(now);
        self.counters
    }

    fn admit_first(&mut self) -> Option<T> {
        if self.in_use >= self.places {
            return None;
        }
        let (token, since) = self.line.pop_front()?;
        let wait = self.latest - since;
        self.in_use += 1;
        self.counters.granted += 1;
        self.counters.waited += 1;
        self.counters.waited_time += i128::from(wait);
        self.counters.longest_wait = self.counters.longest_wait.max(wait);
        Some(token)
    }

    fn pass_time(&mut self, now: SimTime) {
        let ticks = elapsed(&mut self.latest, now);
        self.counters.observed += ticks;
        let ticks = i128::from(ticks);
        self.counters.in_use_time += ticks * self.in_use as i128;
        self.counters.place_time += ticks * self.places as i128;
        self.counters.queue_time += ticks * self.line.len() as i128;
    }
}

/// Moves `latest` on to `now` and returns the ticks between; time never runs backwards.
pub(crate) fn elapsed(latest: &mut SimTime, now: SimTime) -> i64 {
    debug_assert!(now >= *latest, "time ran backwards from {latest} to {now}");
    let ticks = (now - *latest).max(0);
    *latest = now.max(*latest);
    ticks
}

/// A counted stock of equal things with an upper limit: the slots of a yard, the wagons
/// of a pool, the metres of a track.
///
/// There is no waiting line inside: who is refused waits where the model says, because
/// big and small requests need not be served in order of arrival.
///
/// # Units and shapes
///
/// - amounts: whole numbers, never negative.
/// - `held`: what is taken out of the stock; `capacity - held` is left.
#[derive(Debug, Clone)]
pub struct Store {
    capacity: i64,
    held: i64,
    latest: SimTime,
    counters: StoreStatistics,
}

/// What a [`Store`] did since its statistics were last reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StoreStatistics {
    /// Ticks since the reset.
    pub observed: i64,
    /// Amount held, summed over time.
    pub held_time: i128,
    /// Capacity, summed over time.
    pub capacity_time: i128,
    /// Ticks during which nothing was left.
    pub full_time: i64,
    /// Requests granted.
    pub granted: u64,
    /// Requests refused.
    pub refused: u64,
    /// Greatest amount held at any instant.
    pub most_held: i64,
}

impl StoreStatistics {
    /// Mean share of the capacity that was held: 0 empty, 1 always full. 0 if nothing
    /// was observed.
    pub fn occupancy(&self) -> f64 {
        ratio(self.held_time, self.capacity_time)
    }

    /// Mean amount held.
    pub fn mean_held(&self) -> f64 {
        ratio(self.held_time, i128::from(self.observed))
    }

    /// Share of time during which nothing was left.
    pub fn full_share(&self) -> f64 {
        ratio(i128::from(self.full_time), i128::from(self.observed))
    }
}

impl Store {
    /// A stock of `capacity` things, none of them held, observed from the start of the
    /// run. A negative capacity counts as zero.
    pub fn new(capacity: i64) -> Store {
        debug_assert!(capacity >= 0, "a store with capacity {capacity}");
        Store {
            capacity: capacity.max(0),
            held: 0,
            latest: SimTime::ZERO,
            counters: StoreStatistics::default(),
        }
    }

    /// Takes `amount` if that much is left: all of it, or nothing and false.
    pub fn take(&mut self, now: SimTime, amount: i64) -> bool {
        self.pass_time(now);
        debug_assert!(amount >= 0, "a negative amount {amount} was asked for");
        if amount < 0 || amount > self.free() {
            self.counters.refused += 1;
            return false;
        }
        self.held += amount;
        self.counters.granted += 1;
        self.counters.most_held = self.counters.most_held.max(self.held);
        true
    }

    /// Gives `amount` back.
    ///
    /// Giving back more than is held is a defect of the model: debug builds stop, release
    /// builds leave nothing held.
    pub fn give(&mut self, now: SimTime, amount: i64) {
        self.pass_time(now);
        debug_assert!(
            (0..=self.held).contains(&amount),
            "{amount} were given back but {} are held",
            self.held
        );
        self.held -= amount.clamp(0, self.held);
    }

    /// Changes the capacity. What is held stays held, even above the new capacity.
    pub fn set_capacity(&mut self, now: SimTime, capacity: i64) {
        self.pass_time(now);
        debug_assert!(capacity >= 0, "a store with capacity {capacity}");
        self.capacity = capacity.max(0);
    }

    /// The most that can be held.
    pub fn capacity(&self) -> i64 {
        self.capacity
    }

    /// What is held now.
    pub fn held(&self) -> i64 {
        self.held
    }

    /// What is left now.
    pub fn free(&self) -> i64 {
        (self.capacity - self.held).max(0)
    }

    /// Starts the statistics anew; what is held stays held.
    pub fn reset_statistics(&mut self, now: SimTime) {
        self.pass_time(now);
        self.counters = StoreStatistics {
            most_held: self.held,
            ..StoreStatistics::default()
        };
    }

    /// The statistics up to `now`.
    pub fn statistics(&mut self, now: SimTime) -> StoreStatistics {
        self.pass_time(now);
        self.counters
    }

    fn pass_time(&mut self, now: SimTime) {
        let ticks = elapsed(&mut self.latest, now);
        self.counters.observed += ticks;
        self.counters.held_time += i128::from(ticks) * i128::from(self.held);
        self.counters.capacity_time += i128::from(ticks) * i128::from(self.capacity);
        if self.held >= self.capacity {
            self.counters.full_time += ticks;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, Store};
    use crate::time::SimTime;

    fn at(ticks: i64) -> SimTime {
        SimTime::from_ticks(ticks)
    }

    #[test]
    fn the_line_is_served_first_come_first_served() {
        let mut server = Server::new(2);
        assert!(server.request(at(0), 'a'));
        assert!(server.request(at(1), 'b'));
        assert!(!server.request(at(2), 'c'));
        assert!(!server.request(at(3), 'd'));
        let line: Vec<_> = server.waiting_tokens().collect();
        assert_eq!(line, [('c', at(2)), ('d', at(3))]);
        assert_eq!(server.release(at(5)), Some('c'));
        assert_eq!(server.release(at(7)), Some('d'));
        assert_eq!(
            (server.in_use(), server.waiting(), server.free()),
            (2, 0, 0)
        );
        assert_eq!(server.release(at(8)), None);
        assert_eq!(server.release(at(10)), None);

        // In use: 1 over [0,1), 2 over [1,8), 1 over [8,10). Line: 1 over [2,3), 2 over
        // [3,5), 1 over [5,7). Waits: 3 and 4.
        let statistics = server.statistics(at(20));
        assert_eq!(statistics.observed, 20);
        assert_eq!(statistics.in_use_time, 1 + 14 + 2);
        assert_eq!(statistics.queue_time, 1 + 4 + 2);
        assert_eq!(statistics.waited_time, 7);
        assert_eq!(statistics.longest_wait, 4);
        assert_eq!(statistics.longest_line, 2);
        assert_eq!((statistics.requested, statistics.granted), (4, 4));
        assert_eq!((statistics.waited, statistics.released), (2, 4));
        assert_eq!(statistics.occupancy(2), 17.0 / 40.0);
        assert_eq!(statistics.occupancy_of_places(), 17.0 / 40.0);
        assert_eq!(statistics.mean_wait(), 1.75);
        assert_eq!(statistics.mean_line(), 0.35);
    }

    #[test]
    fn more_places_let_the_first_in_the_line_start() {
        let mut server = Server::new(0);
        for token in 0..4 {
            assert!(!server.request(at(0), token));
        }
        assert_eq!(server.set_places(at(6), 3), [0, 1, 2]);
        assert_eq!(server.set_places(at(7), 1), []);
        // Three are held, one place is left: the first two given back vanish.
        assert_eq!(server.release(at(8)), None);
        assert_eq!(server.release(at(8)), None);
        assert_eq!(server.release(at(9)), Some(3));
        assert_eq!(server.statistics(at(10)).place_time, 3 + 3);
    }

    #[test]
    fn a_reset_keeps_places_and_line_but_not_the_past() {
        let mut server = Server::new(1);
        server.request(at(0), 'a');
        server.request(at(4), 'b');
        server.reset_statistics(at(10));
        assert_eq!(server.release(at(12)), Some('b'));
        let statistics = server.statistics(at(14));
        assert_eq!(statistics.observed, 4);
        assert_eq!(statistics.in_use_time, 4);
        assert_eq!(statistics.queue_time, 2);
        // The wait from 4 to 12 ended after the reset and counts whole.
        assert_eq!(statistics.waited_time, 8);
        assert_eq!(statistics.requested, 0);
    }

    #[test]
    fn nothing_observed_gives_zero_and_not_a_division_by_zero() {
        let statistics = Server::<u32>::new(3).statistics(at(0));
        assert_eq!(statistics.occupancy(3), 0.0);
        assert_eq!(statistics.mean_wait(), 0.0);
    }

    #[test]
    fn a_store_gives_all_or_nothing() {
        let mut yard = Store::new(10);
        assert!(yard.take(at(0), 7));
        assert!(!yard.take(at(2), 4));
        assert!(yard.take(at(2), 3));
        assert_eq!((yard.held(), yard.free()), (10, 0));
        yard.give(at(6), 8);
        yard.set_capacity(at(6), 4);
        assert_eq!(yard.free(), 2);
        // Held: 7 over [0,2), 10 over [2,6), 2 over [6,10). Capacity 10, then 4.
        let statistics = yard.statistics(at(10));
        assert_eq!(statistics.held_time, 14 + 40 + 8);
        assert_eq!(statistics.capacity_time, 60 + 16);
        assert_eq!(statistics.full_time, 4);
        assert_eq!(statistics.full_share(), 0.4);
        assert_eq!(statistics.most_held, 10);
        assert_eq!((statistics.granted, statistics.refused), (2, 1));
        assert_eq!(statistics.occupancy(), 62.0 / 76.0);
        yard.reset_statistics(at(10));
        assert_eq!(yard.statistics(at(11)).mean_held(), 2.0);
    }
}
