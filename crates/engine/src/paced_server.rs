//! A line that lets one customer start every so many ticks.

use crate::random_stream::RandomStream;
use crate::time::SimTime;
use std::error::Error;
use std::fmt;

/// Lets at most one customer start per `interval` ticks, first come first served: a
/// railway line with one train path every so many minutes, shared with background
/// traffic that nobody simulates one by one.
///
/// Background customers come as a Poisson stream. They are not events: when one of our
/// own customers asks, all background customers who came since the last request are
/// drawn from the server's own stream and folded in, in order (D. V. Lindley, The theory
/// of queues with a single server, 1952). Each costs one random number (about
/// 20 ns) and no event.
///
/// # Units and shapes
///
/// - `interval`: ticks between two starts, at least 1.
/// - `background_rate`: background customers per tick.
/// - background customers arrive and start at any fraction of a tick; own customers
///   arrive and start at whole ticks, rounded up, so an own start may come less than one
///   tick late. Two own starts are never closer than `interval`.
/// - at `interval * background_rate >= 1` the line can never catch up and waits grow
///   without end: see [`background_load`](Self::background_load).
///
/// # Source
///
/// Own and background customers together, if own arrivals are Poisson too, are an M/D/1
/// queue: mean wait `load * interval / (2 * (1 - load))` (Pollaczek and Khinchine). The
/// tests compare with it.
///
/// # Examples
///
/// ```
/// use kervan_engine::{PacedServer, RandomStream, SimTime};
/// let stream = RandomStream::named(1, 0, "Dostyk-Aktogay", "background");
/// let mut line = PacedServer::new(600, 0.0, stream)?;
/// assert_eq!(line.request(SimTime::from_ticks(0)).ticks(), 0);
/// assert_eq!(line.request(SimTime::from_ticks(10)).ticks(), 600);
/// assert_eq!(line.request(SimTime::from_ticks(5000)).ticks(), 5000);
/// # Ok::<(), kervan_engine::PacedServerError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PacedServer {
    interval: i64,
    /// Nobody starts until it is opened again.
    is_shut: bool,
    background_rate: f64,
    stream: RandomStream,
    /// The earliest instant at which the next customer may start.
    next_start: f64,
    /// When the next background customer comes; infinite if none ever does.
    next_background: f64,
    latest: SimTime,
    counters: PacedServerStatistics,
}

/// What a [`PacedServer`] did since its statistics were last reset.
///
/// A customer is counted when it arrives, also if its start lies in the future.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PacedServerStatistics {
    /// Ticks since the reset.
    pub observed: i64,
    /// Ticks between two starts.
    pub interval: i64,
    /// Own customers.
    pub own_starts: u64,
    /// Background customers.
    pub background_starts: u64,
    /// Waits of own customers, summed, in ticks.
    pub own_waited_time: i128,
    /// Longest wait of an own customer, in ticks.
    pub own_longest_wait: i64,
    /// Waits of background customers, summed, in ticks.
    pub background_waited_time: f64,
    /// Ticks of line used: for each customer the interval that held when it came.
    pub busy_time: i128,
}

impl PacedServerStatistics {
    /// Share of the line's starts that was used, own and background together; may pass 1
    /// while customers who came have not started yet. 0 if nothing was observed.
    pub fn busy_share(&self) -> f64 {
        if self.observed == 0 {
            0.0
        } else {
            self.busy_time as f64 / self.observed as f64
        }
    }

    /// Mean wait of an own customer, in ticks; 0 if there was none.
    pub fn mean_own_wait(&self) -> f64 {
        if self.own_starts == 0 {
            0.0
        } else {
            self.own_waited_time as f64 / self.own_starts as f64
        }
    }
}

/// Why a [`PacedServer`] cannot be built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PacedServerError {
    /// The interval is below one tick.
    Interval {
        /// The interval given, in ticks.
        interval: i64,
    },
    /// The rate is negative, infinite or not a number.
    BackgroundRate {
        /// The rate given, per tick.
        rate: f64,
    },
}

impl fmt::Display for PacedServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PacedServerError::Interval { interval } => write!(
                formatter,
                "the interval between two starts is {interval} ticks; expected at least 1"
            ),
            PacedServerError::BackgroundRate { rate } => write!(
                formatter,
                "the rate of background customers is {rate} per tick; expected 0 or more"
            ),
        }
    }
}

impl Error for PacedServerError {}

impl PacedServer {
    /// A free line at the start of the run.
    ///
    /// # Errors
    ///
    /// If the interval is below 1 tick, or the rate negative, infinite or not a number.
    pub fn new(
        interval: i64,
        background_rate: f64,
        stream: RandomStream,
    ) -> Result<PacedServer, PacedServerError> {
        check_interval(interval)?;
        check_rate(background_rate)?;
        let mut server = PacedServer {
            interval,
            is_shut: false,
            background_rate,
            stream,
            next_start: f64::NEG_INFINITY,
            next_background: 0.0,
            latest: SimTime::ZERO,
            counters: PacedServerStatistics::default(),
        };
        server.next_background = server.background_after(0.0);
        Ok(server)
    }

    /// Lets an own customer in and returns when it starts: `now`, or later if others are
    /// before it. Of a line that is shut, ask when it is [opened](Self::open).
    pub fn request(&mut self, now: SimTime) -> SimTime {
        debug_assert!(!self.is_shut, "a line that is shut promises no start");
        self.settle(now);
        self.start_own(self.latest)
    }

    /// Shuts the line from now on; starts already promised stay. Background customers who come
    /// meanwhile wait like everybody.
    pub fn shut(&mut self, now: SimTime) {
        self.settle(now);
        self.is_shut = true;
    }

    /// Opens the line again. Own customers who came while it was shut are given by their arrivals,
    /// in order; answered with their starts, in turn with background customers by arrival.
    pub fn open(&mut self, now: SimTime, came: &[SimTime]) -> Vec<SimTime> {
        self.settle(now);
        self.is_shut = false;
        self.next_start = self.next_start.max(self.latest.ticks() as f64);
        let starts = came
            .iter()
            .map(|arrival| {
                self.fold_background(arrival.ticks() as f64);
                self.start_own(*arrival)
            })
            .collect();
        self.fold_background(self.latest.ticks() as f64);
        starts
    }

    fn start_own(&mut self, arrival: SimTime) -> SimTime {
        let arrival = arrival.ticks();
        let start = if self.next_start <= arrival as f64 {
            arrival
        } else {
            // Times stay far below 2^53, where every whole number is exact.
            libm::ceil(self.next_start) as i64
        };
        self.next_start = (start + self.interval) as f64;
        let wait = start - arrival;
        self.counters.own_starts += 1;
        self.counters.own_waited_time += i128::from(wait);
        self.counters.own_longest_wait = self.counters.own_longest_wait.max(wait);
        self.counters.busy_time += i128::from(self.interval);
        SimTime::from_ticks(start)
    }

    /// Draws and folds in the background customers who came up to `now`.
    pub fn settle(&mut self, now: SimTime) {
        debug_assert!(
            now >= self.latest,
            "time ran backwards from {} to {now}",
            self.latest
        );
        let now = now.max(self.latest);
        self.counters.observed += now - self.latest;
        self.latest = now;
        if !self.is_shut {
            self.fold_background(now.ticks() as f64);
        }
    }

    /// Gives the background customers who came up to `end` their starts.
    fn fold_background(&mut self, end: f64) {
        let interval = self.interval as f64;
        let mut background_starts = 0;
        while self.next_background <= end {
            let arrival = self.next_background;
            let start = self.next_start.max(arrival);
            self.counters.background_waited_time += start - arrival;
            background_starts += 1;
            self.next_start = start + interval;
            self.next_background = self.background_after(arrival);
        }
        self.counters.background_starts += background_starts;
        self.counters.busy_time += i128::from(background_starts) * i128::from(self.interval);
    }

    /// Changes the ticks between two starts from `now` on; starts already promised stay.
    ///
    /// # Errors
    ///
    /// If the interval is below 1 tick; nothing changes then.
    pub fn set_interval(&mut self, now: SimTime, interval: i64) -> Result<(), PacedServerError> {
        check_interval(interval)?;
        self.settle(now);
        self.interval = interval;
        Ok(())
    }

    /// Changes the rate of background customers from `now` on.
    ///
    /// The next arrival is drawn anew, which changes no probability: a Poisson stream has
    /// no memory.
    ///
    /// # Errors
    ///
    /// If the rate is negative, infinite or not a number; nothing changes then.
    pub fn set_background_rate(&mut self, now: SimTime, rate: f64) -> Result<(), PacedServerError> {
        check_rate(rate)?;
        self.settle(now);
        self.background_rate = rate;
        self.next_background = self.background_after(self.latest.ticks() as f64);
        Ok(())
    }

    /// Ticks between two starts.
    pub fn interval(&self) -> i64 {
        self.interval
    }

    /// Share of the line's starts that the background alone asks for. From 1 on the line
    /// cannot catch up.
    pub fn background_load(&self) -> f64 {
        self.interval as f64 * self.background_rate
    }

    /// Starts the statistics anew; customers who came before keep their starts.
    pub fn reset_statistics(&mut self, now: SimTime) {
        self.settle(now);
        self.counters = PacedServerStatistics::default();
    }

    /// The statistics up to `now`, background included.
    pub fn statistics(&mut self, now: SimTime) -> PacedServerStatistics {
        self.settle(now);
        PacedServerStatistics {
            interval: self.interval,
            ..self.counters
        }
    }

    fn background_after(&mut self, time: f64) -> f64 {
        if self.background_rate > 0.0 {
            time - libm::log(self.stream.uniform()) / self.background_rate
        } else {
            f64::INFINITY
        }
    }
}

fn check_interval(interval: i64) -> Result<(), PacedServerError> {
    if interval < 1 {
        return Err(PacedServerError::Interval { interval });
    }
    Ok(())
}

fn check_rate(rate: f64) -> Result<(), PacedServerError> {
    if !(rate.is_finite() && rate >= 0.0) {
        return Err(PacedServerError::BackgroundRate { rate });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{PacedServer, PacedServerError};
    use crate::confidence::student_interval;
    use crate::random_stream::RandomStream;
    use crate::time::SimTime;

    fn stream(replication: u64, purpose: &str) -> RandomStream {
        RandomStream::named(20, replication, "line", purpose)
    }

    #[test]
    fn evenly_spaced_customers_never_wait_on_an_empty_line() {
        let mut line = PacedServer::new(600, 0.0, stream(0, "background")).unwrap();
        for number in 0..1000 {
            let now = SimTime::from_ticks(number * 600);
            assert_eq!(line.request(now), now);
        }
        let statistics = line.statistics(SimTime::from_ticks(600_000));
        assert_eq!(statistics.own_waited_time, 0);
        assert_eq!(statistics.own_starts, 1000);
        assert_eq!(statistics.background_starts, 0);
        assert_eq!(statistics.busy_share(), 1.0);
    }

    #[test]
    fn customers_of_one_instant_start_one_interval_apart() {
        let mut line = PacedServer::new(10, 0.0, stream(0, "background")).unwrap();
        let starts: Vec<i64> = (0..4)
            .map(|_| line.request(SimTime::from_ticks(5)).ticks())
            .collect();
        assert_eq!(starts, [5, 15, 25, 35]);
        line.set_interval(SimTime::from_ticks(6), 100).unwrap();
        assert_eq!(line.request(SimTime::from_ticks(6)).ticks(), 45);
        assert_eq!(line.request(SimTime::from_ticks(6)).ticks(), 145);
    }

    #[test]
    fn who_comes_while_the_line_is_shut_starts_in_turn_when_it_opens() {
        let at = SimTime::from_ticks;
        let mut line = PacedServer::new(10, 0.0, stream(0, "background")).unwrap();
        assert_eq!(line.request(at(0)), at(0));
        line.shut(at(5));
        assert_eq!(line.statistics(at(50)).observed, 50);
        assert_eq!(line.open(at(100), &[at(20), at(30)]), [at(100), at(110)]);
        assert_eq!(line.request(at(101)), at(120));
        // The last start promised lies beyond the opening.
        line.shut(at(102));
        assert_eq!(line.open(at(103), &[at(102)]), [at(130)]);
        // Waits 0, 80, 80, 19 and 28.
        assert_eq!(line.statistics(at(200)).own_waited_time, 207);
    }

    #[test]
    fn background_customers_wait_while_the_line_is_shut() {
        // Shut from 0 to 10,000: about 100 of them come, and all start before the own customer
        // who came last.
        let (now, rate) = (SimTime::from_ticks(10_000), 0.01);
        let mut line = PacedServer::new(50, rate, stream(0, "background")).unwrap();
        line.shut(SimTime::ZERO);
        let start = line.open(now, &[now])[0];
        let before = line.statistics(now).background_starts;
        // A Poisson number of mean 100 is within four deviations but once in 16,000.
        assert!((60..=140).contains(&before), "{before}");
        assert_eq!(start.ticks(), 10_000 + 50 * before as i64);
    }

    #[test]
    fn looking_often_changes_nothing() {
        let mut often = PacedServer::new(50, 0.015, stream(0, "background")).unwrap();
        let mut seldom = PacedServer::new(50, 0.015, stream(0, "background")).unwrap();
        for tick in 0..20_000 {
            let now = SimTime::from_ticks(tick);
            often.settle(now);
            if tick % 977 == 0 {
                assert_eq!(often.request(now), seldom.request(now));
            }
        }
        let end = SimTime::from_ticks(20_000);
        assert_eq!(often.statistics(end), seldom.statistics(end));
    }

    #[test]
    fn a_changed_rate_holds_from_now_on() {
        let mut line = PacedServer::new(1, 0.5, stream(0, "background")).unwrap();
        line.set_background_rate(SimTime::from_ticks(1000), 0.0)
            .unwrap();
        let before = line.statistics(SimTime::from_ticks(1000)).background_starts;
        assert!(before > 0);
        let after = line.statistics(SimTime::from_ticks(9000)).background_starts;
        assert_eq!(after, before);
        line.set_background_rate(SimTime::from_ticks(9000), 0.5)
            .unwrap();
        line.reset_statistics(SimTime::from_ticks(9000));
        assert!(line.statistics(SimTime::from_ticks(9100)).background_starts > 0);
    }

    #[test]
    fn impossible_lines_are_refused() {
        assert_eq!(
            PacedServer::new(0, 0.0, stream(0, "")).unwrap_err(),
            PacedServerError::Interval { interval: 0 }
        );
        for rate in [-1.0, f64::NAN, f64::INFINITY] {
            let error = PacedServer::new(1, rate, stream(0, "")).unwrap_err();
            assert!(error.to_string().contains("expected 0 or more"));
        }
    }

    #[test]
    fn own_waits_are_those_of_a_queue_with_fixed_service() {
        // M/D/1: own customers are one fifth of all, Poisson; background the rest. Poisson
        // arrivals see time averages, so own customers wait as all do. Mean wait in
        // intervals: load / (2 * (1 - load)). Seed 20, 30 replications of 12 000 own
        // customers after 400 for the warm-up, 99.9 % interval: fails by chance once in
        // 1000 seeds per load. An interval is 10 000 ticks, so the rounding of own starts
        // to whole ticks is below 0.0001.
        const INTERVAL: f64 = 10_000.0;
        for (load, theory) in [(0.3, 0.214_285_7), (0.6, 0.75), (0.8, 2.0)] {
            let waits: Vec<f64> = (0..30)
                .map(|replication| {
                    let rate = load / INTERVAL;
                    let mut line =
                        PacedServer::new(10_000, 0.8 * rate, stream(replication, "background"))
                            .unwrap();
                    let mut arrivals = stream(replication, "own");
                    let mut time = 0.0;
                    for customer in 0..12_400 {
                        time -= libm::log(arrivals.uniform()) / (0.2 * rate);
                        let now = SimTime::from_ticks(time as i64);
                        if customer == 400 {
                            line.reset_statistics(now);
                        }
                        line.request(now);
                    }
                    let statistics = line.statistics(SimTime::from_ticks(time as i64));
                    assert!((statistics.busy_share() - load).abs() < 0.03);
                    statistics.mean_own_wait() / INTERVAL
                })
                .collect();
            let interval = student_interval(&waits, 0.999).unwrap();
            assert!(interval.covers(theory), "load {load}: {interval:?}");
            assert!(
                interval.halfwidth <= 0.05 * theory,
                "load {load}: {interval:?}"
            );
        }
    }
}
