//! A parcel: like units that move together.

use kervan_engine::SimTime;
use kervan_results::Cause;

use crate::layout::PlaceIdx;

/// Like units of one flow that are at one place together. A parcel splits where only part
/// of it is loaded or unloaded; the parts share their past.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) flow: usize,
    pub(crate) units: u32,
    /// Position of its next service in the flow's chain.
    pub(crate) leg: usize,
    /// When its clock started.
    pub(crate) clock: Option<SimTime>,
    /// Entries of the ledger from before the clock started.
    pub(crate) before_clock: usize,
    /// Up to when its time has a cause.
    pub(crate) accounted: SimTime,
    /// Since when it has been ready for its next service.
    pub(crate) ready_since: SimTime,
    /// Where it stands, or last stood, in a yard.
    pub(crate) stack: Stack,
    /// What it waits for while a control has it.
    pub(crate) control: Option<ControlVisit>,
    /// Time by place and cause, in order of events.
    pub(crate) ledger: Ledger,
}

/// Seconds by place and cause, in order of events.
pub(crate) type Ledger = Vec<(PlaceIdx, Cause, i64)>;

/// The part of a yard that units stand in, by how they came. A part of the yard is kept for
/// each kind of vehicle that also takes units away, so that a yard full of what waits for
/// trains still takes in the vessel, and the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stack {
    /// By road, or on trains that bring no wagons to go on with.
    Entry,
    /// On trains whose wagons go on from here.
    Rail,
    /// By vessel.
    Sea,
}

/// Which control a parcel is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ControlVisit {
    Entry,
    Exit,
}

impl Parcel {
    /// Units that enter the corridor now, with a ledger that is written over.
    pub(crate) fn new(flow: usize, units: u32, now: SimTime, mut ledger: Ledger) -> Parcel {
        ledger.clear();
        Parcel {
            flow,
            units,
            leg: 0,
            clock: None,
            before_clock: 0,
            accounted: now,
            ready_since: now,
            stack: Stack::Entry,
            control: None,
            ledger,
        }
    }

    /// Splits `units` off; the part shares the past, in a ledger that is written over.
    pub(crate) fn split(&mut self, units: u32, mut ledger: Ledger) -> Parcel {
        self.units -= units;
        ledger.clear();
        ledger.extend_from_slice(&self.ledger);
        Parcel {
            units,
            ledger,
            ..*self
        }
    }

    /// Gives the time up to `until` a place and a cause.
    pub(crate) fn account(&mut self, until: SimTime, place: PlaceIdx, cause: Cause) {
        let time = until - self.accounted;
        self.accounted = until;
        if time == 0 {
            return;
        }
        match self.ledger[self.before_clock..].last_mut() {
            Some((last_place, last_cause, last_time))
                if (*last_place, *last_cause) == (place, cause) =>
            {
                *last_time += time
            }
            _ => self.ledger.push((place, cause, time)),
        }
    }

    /// Starts the clock.
    pub(crate) fn start_clock(&mut self, now: SimTime) {
        self.clock = Some(now);
        self.before_clock = self.ledger.len();
    }

    /// Time by place and cause since the clock started.
    pub(crate) fn on_the_clock(&self) -> &[(PlaceIdx, Cause, i64)] {
        if self.clock.is_some() {
            &self.ledger[self.before_clock..]
        } else {
            &[]
        }
    }
}

/// Things with stable positions; a freed position is used again.
#[derive(Clone, Debug)]
pub(crate) struct Slab<T> {
    items: Vec<Option<T>>,
    free: Vec<usize>,
}

impl<T> Slab<T> {
    pub(crate) fn new() -> Slab<T> {
        Slab {
            items: Vec::new(),
            free: Vec::new(),
        }
    }

    pub(crate) fn insert(&mut self, item: T) -> usize {
        match self.free.pop() {
            Some(position) => {
                self.items[position] = Some(item);
                position
            }
            None => {
                self.items.push(Some(item));
                self.items.len() - 1
            }
        }
    }

    pub(crate) fn remove(&mut self, position: usize) -> Option<T> {
        let item = self.items[position].take();
        if item.is_some() {
            self.free.push(position);
        }
        item
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.items
            .iter()
            .enumerate()
            .filter_map(|(position, item)| Some((position, item.as_ref()?)))
    }
}

impl<T> std::ops::Index<usize> for Slab<T> {
    type Output = T;

    /// # Panics
    ///
    /// A position that was freed: a defect of ours, the promise that a thing is in exactly
    /// one place would be broken.
    #[allow(clippy::expect_used)]
    fn index(&self, position: usize) -> &T {
        self.items[position]
            .as_ref()
            .expect("promise broken: a thing is where it is said to be")
    }
}

impl<T> std::ops::IndexMut<usize> for Slab<T> {
    #[allow(clippy::expect_used)]
    fn index_mut(&mut self, position: usize) -> &mut T {
        self.items[position]
            .as_mut()
            .expect("promise broken: a thing is where it is said to be")
    }
}
