//! The list of things to come, in order of time.

use std::hint::select_unpredictable;

use crate::time::SimTime;

/// Children of one heap node. Four keep the heap shallow, and the four keys lie side by
/// side in memory (LaMarca and Ladner, The influence of caches on the performance of
/// heaps, ACM Journal of Experimental Algorithmics 1, 1996). Two and eight were slower; what
/// else was tried stands in the book, under "How fast, how sure".
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
/// length; nothing is allocated once the queue has reached its greatest length. An event
/// scheduled right after a `pop` costs less than the two apart: it takes the place of the
/// one that came out.
#[derive(Debug, Clone)]
pub struct EventQueue<E> {
    /// A heap: the key of a node is below the keys of its four children. The key is the
    /// time in the high 64 bits and the sequence number in the low ones.
    heap: Vec<(u128, E)>,
    /// The event at the root has come out; its place is free for the next one scheduled.
    root_is_free: bool,
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
            root_is_free: false,
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
        if self.root_is_free {
            self.root_is_free = false;
            sift_down(&mut self.heap, entry);
        } else {
            self.heap.push(entry);
            sift_up(&mut self.heap, entry);
        }
    }

    /// Takes out the next event with its time.
    pub fn pop(&mut self) -> Option<(SimTime, E)> {
        self.pop_if(|_| true)
    }

    /// Takes out the next event with its time if it comes before `end`.
    pub fn pop_before(&mut self, end: SimTime) -> Option<(SimTime, E)> {
        self.pop_if(|time| time < end)
    }

    fn pop_if(&mut self, wanted: impl Fn(SimTime) -> bool) -> Option<(SimTime, E)> {
        self.fill_root();
        let &(key, event) = self.heap.first()?;
        let time = time_of(key);
        if !wanted(time) {
            return None;
        }
        self.root_is_free = true;
        self.last_popped = time;
        Some((time, event))
    }

    /// The time of the next event, without taking it out.
    pub fn peek_time(&self) -> Option<SimTime> {
        let next = if self.root_is_free {
            smallest_child(&self.heap, 0).map(|(_, key)| key)
        } else {
            self.heap.first().map(|entry| entry.0)
        };
        next.map(time_of)
    }

    /// Number of events still to happen.
    pub fn len(&self) -> usize {
        self.heap.len() - usize::from(self.root_is_free)
    }

    /// True if nothing is left to happen.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Empties the queue and forgets the present, so that a new run may start. The memory
    /// is kept.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.root_is_free = false;
        self.next_sequence = 0;
        self.last_popped = SimTime::MIN;
    }

    /// Moves the last entry to the root if its place is free.
    fn fill_root(&mut self) {
        if !self.root_is_free {
            return;
        }
        self.root_is_free = false;
        if let Some(last) = self.heap.pop()
            && !self.heap.is_empty()
        {
            sift_down(&mut self.heap, last);
        }
    }
}

/// Puts `entry`, for which the last place is free, where it belongs on the way to the root.
fn sift_up<E: Copy>(heap: &mut [(u128, E)], entry: (u128, E)) {
    let mut hole = heap.len() - 1;
    while hole > 0 {
        let parent = (hole - 1) / CHILDREN;
        if heap[parent].0 <= entry.0 {
            break;
        }
        heap[hole] = heap[parent];
        hole = parent;
    }
    heap[hole] = entry;
}

/// Puts `entry`, for which the root is free, where it belongs on the way to the leaves.
fn sift_down<E: Copy>(heap: &mut [(u128, E)], entry: (u128, E)) {
    let mut hole = 0;
    while let Some((child, key)) = smallest_child(heap, hole) {
        if key >= entry.0 {
            break;
        }
        heap[hole] = heap[child];
        hole = child;
    }
    heap[hole] = entry;
}

/// The child of `parent` with the smallest key, and that key; `None` for a leaf.
///
/// Which of four random keys is smallest cannot be guessed, so nothing here branches on it.
#[inline(always)]
fn smallest_child<E>(heap: &[(u128, E)], parent: usize) -> Option<(usize, u128)> {
    let first = parent * CHILDREN + 1;
    let smaller = |best: (usize, u128), position: usize, key: u128| {
        let is_smaller = key < best.1;
        (
            select_unpredictable(is_smaller, position, best.0),
            select_unpredictable(is_smaller, key, best.1),
        )
    };
    let children = heap.get(first..)?;
    let mut best = (first, children.first()?.0);
    if let Some(all) = children.first_chunk::<CHILDREN>() {
        for (position, child) in all.iter().enumerate().skip(1) {
            best = smaller(best, first + position, child.0);
        }
    } else {
        for (position, child) in children.iter().enumerate().skip(1) {
            best = smaller(best, first + position, child.0);
        }
    }
    Some(best)
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
