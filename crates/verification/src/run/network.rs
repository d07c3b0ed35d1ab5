//! A network: how long to simulate it, and what was seen.

use std::sync::atomic::AtomicBool;

use kervan_engine::mser5;
use kervan_stations::{
    Network, Observation, Run, Seen, Source, StationsError, Times, Work, simulate,
    simulate_in_parts,
};
use rayon::prelude::*;

use crate::case::{Case, Expectation};
use crate::quantity::{NetworkQuantity, Quantity};
use crate::run::Answer;
use crate::statistics::Sample;

/// Events of a first run, over all replications.
const FIRST_EVENTS: f64 = 400_000.0;
/// Fewest events of one replication in a first run.
const LEAST_EVENTS: f64 = 2_000.0;
/// A run lasts at least so many times the longest mean time of the network.
const LONGEST_TIMES: f64 = 100.0;
/// The warm-up is at least this share of a first run. A longer one leaves out less: when an interval
/// is narrow, what is remembered of the start is a small part of the run in any case.
const WARM_UP: f64 = 0.25;
const WARM_UP_OF_LONGER: f64 = 0.05;
/// Events in all replications of a run, above which it is not made longer.
pub(crate) const MOST_EVENTS: f64 = 200e6;
/// Times that a run is made longer.
const ROUNDS: u64 = 8;
/// Replications and parts of the pilot that a warm-up is looked for with.
const PILOTS: u64 = 4;
const PARTS: u32 = 100;
/// Pilots that are tried, each four times as long as the one before, while MSER-5 wants to leave out
/// as much as it may.
const ATTEMPTS: u64 = 2;
/// Half-width asked for, as a share of the known answer; of a busy station.
const HALFWIDTH: f64 = 0.03;
const BUSY_HALFWIDTH: f64 = 0.05;
const BUSY: f64 = 0.95;
/// Room left when a length is foretold, as half-widths vary themselves.
const TO_SPARE: f64 = 1.15;
/// A run that must be less than so many times as long is continued, not begun anew.
const LITTLE_MORE: f64 = 3.0;
/// Fewest occurrences that something rare must have been expected to have, so that its absence says
/// something.
const RARE: f64 = 20.0;
/// Where the numbers of the replications of a second look begin.
pub(super) const SECOND: u64 = 1 << 40;
/// Where those of pilots begin.
const PILOT: u64 = 1 << 41;

/// With which luck to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Luck {
    /// Seed of the streams.
    pub seed: u64,
    /// A second look: other luck, and so many times the length of the first.
    pub again: Option<(f64, Spent)>,
}

/// What a run took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// Replications.
    pub replications: u32,
    /// Time left out at the start of each.
    pub warm_up: f64,
    /// Time that counted in each.
    pub length: f64,
    /// Events in all of them.
    pub events: f64,
    /// Half-width that was asked for, as a share of the known answer.
    pub halfwidth: f64,
}

/// Answers to everything that is asked of a network.
pub(crate) fn network(
    case: &Case,
    network: &Network,
    luck: Luck,
    stop: &AtomicBool,
) -> Result<(Vec<Answer>, Spent), StationsError> {
    let replications = case.run.replications;
    if let Some((longer, first)) = luck.again {
        let most = (MOST_EVENTS * 2.0 / first.events).max(1.0);
        let longer = longer.min(most);
        let spent = Spent {
            length: first.length * longer,
            ..first
        };
        let (seen, events) = replicate(network, spent, luck.seed, SECOND, stop)?;
        let answers = answers(&case.expects, &seen);
        return Ok((answers, Spent { events, ..spent }));
    }
    let plan = plan(case, network, luck.seed, stop)?;
    let mut spent = plan;
    let (seen, mut events) = replicate(network, spent, luck.seed, 0, stop)?;
    let halfwidth = case
        .run
        .halfwidth
        .unwrap_or_else(|| asked_halfwidth(network, &seen));
    let mut found = answers(&case.expects, &seen);
    if case.run.length.is_none() {
        for round in 1..=ROUNDS {
            let wanted = case
                .expects
                .iter()
                .zip(&found)
                .map(|(asked, answer)| longer(asked, answer, case.run.confidence, halfwidth))
                .fold(1.0, f64::max);
            let factor = wanted.min(MOST_EVENTS / events);
            if factor <= 1.0 {
                break;
            }
            // A little more is added to what there is; much more replaces it. Fresh luck each time.
            let is_added = round > 1 && factor < LITTLE_MORE;
            let length = match is_added {
                true => spent.length * (factor - 1.0),
                false => spent.length * factor,
            };
            let of_longer = WARM_UP_OF_LONGER * spent.length * factor;
            let next = Spent {
                length,
                warm_up: match case.run.warm_up {
                    Some(given) => given,
                    None => spent.warm_up.max(of_longer),
                },
                ..spent
            };
            let first = round * u64::from(replications);
            let (more, of_more) = match replicate(network, next, luck.seed, first, stop) {
                Ok(more) => more,
                Err(StationsError::TooLong { .. }) => break,
                Err(error) => return Err(error),
            };
            let more = answers(&case.expects, &more);
            if is_added {
                let share = spent.length / (spent.length + length);
                found = found
                    .into_iter()
                    .zip(more)
                    .map(|(before, more)| together(before, more, share))
                    .collect();
                spent.length += length;
                events += of_more;
            } else {
                (found, events, spent) = (more, of_more, next);
            }
        }
    }
    Ok((
        found,
        Spent {
            events,
            halfwidth,
            ..spent
        },
    ))
}

/// Two answers of the same replications, the first with this share of their time. What neither saw
/// stays unseen.
fn together(before: Answer, more: Answer, share: f64) -> Answer {
    let (
        Answer::Replications { values, seen },
        Answer::Replications {
            values: of_more,
            seen: more,
        },
    ) = (&before, more)
    else {
        return before;
    };
    let mean = |(before, more): (&f64, f64)| match (before.is_finite(), more.is_finite()) {
        (true, false) => *before,
        (false, true) => more,
        _ => before * share + more * (1.0 - share),
    };
    Answer::Replications {
        values: values.iter().zip(of_more).map(mean).collect(),
        seen: seen + more,
    }
}

/// How many times longer a run must be so that an answer is sure enough.
fn longer(asked: &Expectation, answer: &Answer, confidence: f64, halfwidth: f64) -> f64 {
    const NOT_SEEN: f64 = 10.0;
    let Answer::Replications { values, .. } = answer else {
        return 1.0;
    };
    if values.iter().any(|value| !value.is_finite()) {
        return NOT_SEEN;
    }
    let narrow = (halfwidth * asked.value.abs())
        .max(asked.tolerance)
        .max(asked.narrow);
    let half = Sample::of(values).halfwidth(confidence);
    if narrow <= 0.0 || asked.digits.is_some() {
        return 1.0;
    }
    if half == 0.0 && values.iter().all(|value| *value == 0.0) && asked.value.abs() > narrow {
        return NOT_SEEN;
    }
    if half <= narrow {
        return 1.0;
    }
    ((half / narrow).powi(2) * TO_SPARE).min(30.0)
}

/// 3 %, or 5 % where a station is nearly always busy.
fn asked_halfwidth(network: &Network, seen: &[Observation]) -> f64 {
    let is_busy = network
        .stations
        .iter()
        .enumerate()
        .any(|(position, station)| {
            let busy: f64 = seen
                .iter()
                .map(|one| one.stations[position].utilisation)
                .sum();
            matches!(station.work, Work::Servers(_)) && busy >= BUSY * seen.len() as f64
        });
    if is_busy { BUSY_HALFWIDTH } else { HALFWIDTH }
}

/// Length and warm-up of a first run.
fn plan(
    case: &Case,
    network: &Network,
    seed: u64,
    stop: &AtomicBool,
) -> Result<Spent, StationsError> {
    let replications = case.run.replications;
    let longest = longest_mean(network);
    let length = match case.run.length {
        Some(length) => length,
        None => {
            let pace = pace(network, longest, seed, stop)?;
            let events = (FIRST_EVENTS / f64::from(replications)).max(LEAST_EVENTS);
            (events / pace).max(LONGEST_TIMES * longest)
        }
    };
    let (warm_up, length) = match case.run.warm_up {
        Some(warm_up) => (warm_up, length),
        None => {
            let (found, seen_in) = warm_up(network, length, seed, stop)?;
            // A run as long as the pilot that came to rest, unless its length is given.
            let length = case.run.length.unwrap_or(length.max(seen_in));
            (found.max(WARM_UP * length), length)
        }
    };
    Ok(Spent {
        replications,
        warm_up,
        length,
        events: 0.0,
        halfwidth: HALFWIDTH,
    })
}

/// Events per unit of time, from a short run.
fn pace(
    network: &Network,
    longest: f64,
    seed: u64,
    stop: &AtomicBool,
) -> Result<f64, StationsError> {
    const ENOUGH: u64 = 1_000;
    let mut length = longest;
    loop {
        let run = Run {
            warm_up: 0.0,
            length,
            seed,
            replication: PILOT - 1,
        };
        let events = simulate(network, run, stop)?.events;
        if events >= ENOUGH || length > longest * 1e6 {
            return Ok(events as f64 / length);
        }
        length *= 10.0;
    }
}

/// The warm-up by MSER-5 on the number inside, and the length of the pilot in which it was found.
fn warm_up(
    network: &Network,
    length: f64,
    seed: u64,
    stop: &AtomicBool,
) -> Result<(f64, f64), StationsError> {
    let mut length = length / 2.0;
    for attempt in 0..ATTEMPTS {
        let pilots: Vec<Vec<Observation>> = (0..PILOTS)
            .into_par_iter()
            .map(|pilot| {
                let run = Run {
                    warm_up: 0.0,
                    length,
                    seed,
                    replication: PILOT + attempt * PILOTS + pilot,
                };
                simulate_in_parts(network, run, PARTS, stop)
            })
            .collect::<Result<_, _>>()?;
        let series: Vec<f64> = (0..PARTS as usize)
            .map(|part| {
                let inside = pilots.iter().flat_map(|pilot| &pilot[part].stations);
                inside.map(|station| station.mean_number).sum()
            })
            .collect();
        let found = mser5(&series);
        if !found.reached_limit || attempt + 1 == ATTEMPTS {
            let share = found.truncated as f64 / f64::from(PARTS);
            return Ok((share * length, length));
        }
        length *= 4.0;
    }
    Ok((0.0, length))
}

/// The longest of all mean times.
fn longest_mean(network: &Network) -> f64 {
    let mut longest = 0.0_f64;
    for station in &network.stations {
        longest = match &station.work {
            Work::Servers(servers) => {
                let down = servers.breakdowns.as_ref();
                let down = down.map_or(0.0, |times| times.up.mean() + times.down.mean());
                servers
                    .service
                    .iter()
                    .map(|time| time.mean())
                    .fold(longest, f64::max)
                    .max(down)
            }
            Work::Delay(times) => times.iter().map(|time| time.mean()).fold(longest, f64::max),
            Work::Departures(timetable) => {
                longest.max(timetable.headway).max(timetable.running.mean())
            }
        };
    }
    for class in &network.classes {
        if let Source::Open { between, .. } = &class.source {
            longest = longest.max(between.mean());
        }
    }
    if longest > 0.0 { longest } else { 1.0 }
}

/// All replications, and their events.
fn replicate(
    network: &Network,
    spent: Spent,
    seed: u64,
    first: u64,
    stop: &AtomicBool,
) -> Result<(Vec<Observation>, f64), StationsError> {
    let seen: Vec<Observation> = (0..u64::from(spent.replications))
        .into_par_iter()
        .map(|replication| {
            let run = Run {
                warm_up: spent.warm_up,
                length: spent.length,
                seed,
                replication: first + replication,
            };
            simulate(network, run, stop)
        })
        .collect::<Result<_, _>>()?;
    let events = seen.iter().map(|one| one.events as f64).sum();
    Ok((seen, events))
}

fn answers(expects: &[Expectation], seen: &[Observation]) -> Vec<Answer> {
    expects
        .iter()
        .map(|asked| match &asked.quantity {
            Quantity::Network {
                what,
                station,
                class,
                at,
            } => {
                let asked = Asked {
                    what: *what,
                    station: *station,
                    class: *class,
                    at: *at,
                };
                Answer::Replications {
                    values: seen.iter().map(|one| asked.value(one)).collect(),
                    seen: seen.iter().map(|one| asked.seen(one)).sum(),
                }
            }
            _ => Answer::None("it is no quantity of a network".to_owned()),
        })
        .collect()
}

/// Whether a zero says nothing, as so little of the kind was to be expected.
pub(crate) fn is_too_rare(known: f64, values: &[f64], seen: f64) -> bool {
    let never = values.iter().all(|value| *value == 0.0);
    never && known.abs() * seen < RARE
}

/// What one network quantity is in one observation.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) what: NetworkQuantity,
    pub(super) station: Option<usize>,
    pub(super) class: Option<usize>,
    pub(super) at: f64,
}

impl Asked {
    /// The value in one observation; not a number where there is none.
    pub(super) fn value(&self, seen: &Observation) -> f64 {
        match self.station {
            Some(station) => self.at_station(self.seen_at(seen, station)),
            None => self.on_the_way(seen),
        }
    }

    fn seen_at<'o>(&self, seen: &'o Observation, station: usize) -> &'o Seen {
        match self.class {
            Some(class) => &seen.by_class[station][class],
            None => &seen.stations[station],
        }
    }

    fn at_station(&self, seen: &Seen) -> f64 {
        use NetworkQuantity::*;
        match self.what {
            MeanWait => seen.mean_wait,
            QuantileOfWait => seen.wait.quantile(self.at),
            ShareWaitingLonger => seen.wait.share_longer_than(self.at),
            ShareWaited => seen.share_waited,
            MeanTime => seen.mean_time,
            DeviationOfTime => seen.deviation_of_time,
            QuantileOfTime => seen.time.quantile(self.at),
            ShareTakingLonger => seen.time.share_longer_than(self.at),
            MeanLine => seen.mean_line,
            MeanNumber => seen.mean_number,
            Utilisation => seen.utilisation,
            Throughput => seen.throughput,
            ArrivalRate => seen.arrival_rate,
            ShareLost => seen.share_lost,
            ShareBlocked => seen.share_blocked,
            ShareEmpty => seen.share_empty,
            MeanLeftBehind => seen.mean_left_behind,
            ShareLeavingBehind => seen.share_leaving_behind,
        }
    }

    fn on_the_way(&self, seen: &Observation) -> f64 {
        use NetworkQuantity::*;
        if let Some(class) = self.class.or((seen.passages.len() == 1).then_some(0)) {
            let passage = &seen.passages[class];
            return match self.what {
                MeanTime => passage.mean_time,
                DeviationOfTime => passage.deviation_of_time,
                QuantileOfTime => passage.time.quantile(self.at),
                ShareTakingLonger => passage.time.share_longer_than(self.at),
                MeanNumber => passage.mean_number,
                Throughput => passage.throughput,
                ShareLost => passage.share_lost,
                _ => f64::NAN,
            };
        }
        let passages = seen.passages.iter();
        let through: f64 = passages.clone().map(|passage| passage.throughput).sum();
        // Means over all passages, whatever the class; a class without any says nothing.
        let mean = |of: &dyn Fn(&Times) -> f64| {
            let times = passages.clone().map(|passage| &passage.time);
            let times = times.filter(|times| times.count() > 0);
            let (sum, count) = times.fold((0.0, 0.0), |(sum, count), times| {
                let own = times.count() as f64;
                (sum + own * of(times), count + own)
            });
            sum / count
        };
        match self.what {
            Throughput => through,
            MeanNumber => passages.map(|passage| passage.mean_number).sum(),
            MeanTime => mean(&Times::mean),
            ShareTakingLonger => mean(&|times| times.share_longer_than(self.at)),
            DeviationOfTime => {
                let middle = mean(&Times::mean);
                let squares = |times: &Times| {
                    let own = times.deviation();
                    let own = if own.is_nan() { 0.0 } else { own * own };
                    own + (times.mean() - middle).powi(2)
                };
                mean(&squares).sqrt()
            }
            ShareLost => {
                // Of all that entered: those through, over the share that is not lost.
                let (lost, came) = passages.fold((0.0, 0.0), |(lost, came), passage| {
                    let own = passage.throughput / (1.0 - passage.share_lost);
                    if own.is_finite() {
                        (lost + own * passage.share_lost, came + own)
                    } else {
                        (lost, came)
                    }
                });
                lost / came
            }
            _ => f64::NAN,
        }
    }

    /// Customers seen, over the size the quantity would have if each were concerned.
    fn seen(&self, seen: &Observation) -> f64 {
        use NetworkQuantity::*;
        let Some(station) = self.station else {
            let through: f64 = seen.passages.iter().map(|passage| passage.throughput).sum();
            return through * seen.time;
        };
        let at = self.seen_at(seen, station);
        let customers = at.arrival_rate * seen.time;
        let size = match self.what {
            MeanWait | QuantileOfWait => at.mean_time,
            MeanLine => at.mean_number,
            _ => 1.0,
        };
        let seen = customers / size;
        if seen.is_finite() { seen } else { 0.0 }
    }
}
