//! The list of things to come, in order of time.

use crate::time::SimTime;

/// Children of one heap node. Four keep the heap shallow, and the four keys lie side by
/// side in memory (LaMarca and Ladner, The influence of caches on the performance of
/// heaps, ACM Journal of Experimental Algorithmics 1, 1996).
const CHILDREN: usize = 4;

/// The events still to happen, earliest first; events of one instant come out in the
/// order in which they were scheduled.
///
/// An event is any small `Copy` value; the model says what it means. The queue never
/// looks inside.
///
/// # Cancelling
///
/// There is no cancelling: an event once scheduled comes out. A model that must change
/// its mind gives each event a stamp, keeps the stamp that counts beside the object
/// concerned, raises it to cancel, and ignores events with an old stamp:
///
/// ```
/// use kervan_engine::{EventQueue, SimTime};
///
/// #[derive(Clone, Copy)]
/// struct Repaired { crane: usize, stamp: u32 }
///
/// let mut current_stamp = [0_u32; 3];
/// let mut queue = EventQueue::new();
/// queue.schedule(SimTime::from_ticks(50), Repaired { crane: 1, stamp: current_stamp[1] });
/// // The repair is put off: the old event must not count any more.
/// current_stamp[1] += 1;
/// queue.schedule(SimTime::from_ticks(80), Repaired { crane: 1, stamp: current_stamp[1] });
///
/// let mut repaired_at = None;
/// while let Some((now, event)) = queue.pop() {
///     if event.stamp == current_stamp[event.crane] {
///         repaired_at = Some(now);
///     }
/// }
/// assert_eq!(repaired_at, Some(SimTime::from_ticks(80)));
/// ```
///
/// # Cost
///
/// `schedule` and `pop` cost a number of steps that grows with the logarithm of the
/// length; nothing is allocated once the queue has reached its greatest length.
#[derive(Debug, Clone)]
pub struct EventQueue<E> {
    /// A heap: the key of a node is below the keys of its four children. The key is the
    /// time in the high 64 bits and the sequence number in the low ones.
    heap: Vec<(u128, E)>,
    next_sequence: u64,
    last_popped: SimTime,
}

impl<E: Copy> EventQueue<E> {
    /// An empty queue.
    pub fn new() -> EventQueue<E> {
        EventQueue::with_capacity(0)
    }

    /// An empty queue with room for `capacity` events before it allocates again.
    pub fn with_capacity(capacity: usize) -> EventQueue<E> {
        EventQueue {
            heap: Vec::with_capacity(capacity),
            next_sequence: 0,
            last_popped: SimTime::MIN,
        }
    }

    /// Adds an event. Events of one instant come out in the order of these calls.
    ///
    /// A time before the last popped one is a defect of the model: debug builds stop,
    /// release builds move the event to the last popped time, so that time never runs
    /// backwards.
    pub fn schedule(&mut self, time: SimTime, event: E) {
        debug_assert!(
            time >= self.last_popped,
            "an event was scheduled at {time}, before the present {}",
            self.last_popped
        );
        let entry = (key(time.max(self.last_popped), self.next_sequence), event);
        self.next_sequence += 1;
        self.heap.push(entry);
        self.sift_up(self.heap.len() - 1, entry);
    }

    /// Takes out the next event with its time.
    pub fn pop(&mut self) -> Option<(SimTime, E)> {
        let last = self.heap.pop()?;
        let first = match self.heap.first() {
            Some(&first) => {
                self.sift_down(last);
                first
            }
            None => last,
        };
        let time = time_of(first.0);
        self.last_popped = time;
        Some((time, first.1))
    }

    /// The time of the next event, without taking it out.
    pub fn peek_time(&self) -> Option<SimTime> {
        self.heap.first().map(|entry| time_of(entry.0))
    }

    /// Number of events still to happen.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// True if nothing is left to happen.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// Empties the queue and forgets the present, so that a new run may start. The memory
    /// is kept.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.next_sequence = 0;
        self.last_popped = SimTime::MIN;
    }

    /// Moves the hole at `hole` towards the root until `entry` fits.
    fn sift_up(&mut self, mut hole: usize, entry: (u128, E)) {
        while hole > 0 {
            let parent = (hole - 1) / CHILDREN;
            if self.heap[parent].0 <= entry.0 {
                break;
            }
            self.heap[hole] = self.heap[parent];
            hole = parent;
        }
        self.heap[hole] = entry;
    }

    /// Moves the hole at the root away from the root until `entry` fits.
    fn sift_down(&mut self, entry: (u128, E)) {
        let mut hole = 0;
        loop {
            let first_child = hole * CHILDREN + 1;
            let end = self.heap.len().min(first_child + CHILDREN);
            let Some(children) = self.heap.get(first_child..end) else {
                break;
            };
            let mut smallest = first_child;
            let mut smallest_key = u128::MAX;
            for (position, child) in children.iter().enumerate() {
                if child.0 < smallest_key {
                    smallest = first_child + position;
                    smallest_key = child.0;
                }
            }
            if smallest_key >= entry.0 {
                break;
            }
            self.heap[hole] = self.heap[smallest];
            hole = smallest;
        }
        self.heap[hole] = entry;
    }
}

impl<E: Copy> Default for EventQueue<E> {
    fn default() -> EventQueue<E> {
        EventQueue::new()
    }
}

/// Flipping the sign bit makes the order of the unsigned numbers that of the signed ones.
const SIGN: u64 = 1 << 63;

fn key(time: SimTime, sequence: u64) -> u128 {
    let time = time.ticks().cast_unsigned() ^ SIGN;
    (u128::from(time) << 64) | u128::from(sequence)
}

fn time_of(key: u128) -> SimTime {
    // The shift leaves 64 bits, so nothing is lost.
    SimTime::from_ticks((((key >> 64) as u64) ^ SIGN).cast_signed())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{EventQueue, key, time_of};
    use crate::time::SimTime;
    use proptest::prelude::{Strategy, any, prop_oneof, proptest};
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;

    #[test]
    fn keys_keep_the_order_of_time_on_both_sides_of_zero() {
        let times = [i64::MIN, -5, -1, 0, 1, 7, i64::MAX].map(SimTime::from_ticks);
        for pair in times.windows(2) {
            assert!(key(pair[0], u64::MAX) < key(pair[1], 0));
        }
        for time in times {
            assert_eq!(time_of(key(time, 42)), time);
        }
    }

    #[test]
    fn events_of_one_instant_come_out_in_order_of_scheduling() {
        let mut queue = EventQueue::new();
        for event in 0..100 {
            queue.schedule(SimTime::from_ticks(3), event);
        }
        queue.schedule(SimTime::from_ticks(2), 1000);
        assert_eq!(queue.peek_time(), Some(SimTime::from_ticks(2)));
        assert_eq!(queue.pop(), Some((SimTime::from_ticks(2), 1000)));
        for event in 0..100 {
            assert_eq!(queue.pop(), Some((SimTime::from_ticks(3), event)));
        }
        assert!(queue.is_empty());
        assert_eq!(queue.pop(), None);
    }

    #[test]
    fn a_cleared_queue_starts_again_before_the_old_present() {
        let mut queue = EventQueue::with_capacity(2);
        queue.schedule(SimTime::from_ticks(9), 'a');
        queue.pop();
        queue.schedule(SimTime::from_ticks(9), 'b');
        queue.clear();
        assert_eq!(queue.len(), 0);
        queue.schedule(SimTime::from_ticks(1), 'c');
        assert_eq!(queue.pop(), Some((SimTime::from_ticks(1), 'c')));
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "before the present")]
    fn scheduling_into_the_past_stops_a_debug_build() {
        let mut queue = EventQueue::new();
        queue.schedule(SimTime::from_ticks(9), 'a');
        queue.pop();
        queue.schedule(SimTime::from_ticks(8), 'b');
    }

    #[test]
    #[cfg(not(debug_assertions))]
    fn scheduling_into_the_past_happens_now_in_a_release_build() {
        let mut queue = EventQueue::new();
        queue.schedule(SimTime::from_ticks(9), 'a');
        queue.pop();
        queue.schedule(SimTime::from_ticks(9), 'b');
        queue.schedule(SimTime::from_ticks(8), 'c');
        assert_eq!(queue.pop(), Some((SimTime::from_ticks(9), 'b')));
        assert_eq!(queue.pop(), Some((SimTime::from_ticks(9), 'c')));
    }

    /// `Some(ahead)`: schedule that many ticks after the present. `None`: pop.
    fn steps() -> impl Strategy<Value = Vec<Option<u16>>> {
        let step = prop_oneof![
            // Few distinct times, so that ties are common.
            3 => (0_u16..6).prop_map(Some),
            1 => any::<u16>().prop_map(Some),
            3 => proptest::strategy::Just(None),
        ];
        proptest::collection::vec(step, 0..400)
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_a_binary_heap_with_sequence_numbers(steps in steps()) {
            let mut queue = EventQueue::new();
            let mut reference = BinaryHeap::new();
            let mut now = SimTime::from_ticks(-100);
            for (number, step) in steps.into_iter().enumerate() {
                match step {
                    Some(ahead) => {
                        let time = now + i64::from(ahead);
                        queue.schedule(time, number);
                        reference.push(Reverse((time, number)));
                    }
                    None => {
                        let expected = reference.pop().map(|Reverse(entry)| entry);
                        assert_eq!(queue.pop(), expected);
                        now = expected.map_or(now, |entry| entry.0);
                    }
                }
                assert_eq!(queue.len(), reference.len());
                assert_eq!(queue.peek_time(), reference.peek().map(|Reverse(entry)| entry.0));
            }
            while let Some(Reverse(expected)) = reference.pop() {
                assert_eq!(queue.pop().unwrap(), expected);
            }
            assert!(queue.is_empty());
        }
    }
}
