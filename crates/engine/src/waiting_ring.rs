//! Finds those who wait for each other and will never go on.

/// Who waits for what, and who holds what, at one instant.
///
/// Actors and resources are plain numbers, counted from zero; the model knows their
/// names. An actor waits for at most one resource; it may hold any number of them.
///
/// # Source
///
/// Reduction of the resource graph (R. C. Holt, Some deadlock properties of computer
/// systems, ACM Computing Surveys 4, 1972): an actor goes on if it waits for nothing, or
/// if what it waits for has something free or is held by an actor that goes on; who is
/// left at the end never goes on.
///
/// # Examples
///
/// A ship holds the berth and waits for yard slots; the units in the yard wait for the
/// berth.
///
/// ```
/// use kervan_engine::WaitGraph;
/// let (ship, units) = (0, 1);
/// let (berth, yard) = (0, 1);
/// let mut graph = WaitGraph::new(2, 2);
/// graph.holds(ship, berth);
/// graph.waits_for(ship, yard);
/// graph.holds(units, yard);
/// graph.waits_for(units, berth);
/// assert_eq!(graph.stuck(), Some(vec![(ship, yard), (units, berth)]));
/// ```
#[derive(Debug, Clone)]
pub struct WaitGraph {
    actors: Vec<Option<usize>>,
    resources: Vec<Resource>,
}

#[derive(Debug, Clone, Default)]
struct Resource {
    has_free: bool,
    holders: Vec<usize>,
}

impl WaitGraph {
    /// A graph in which nobody waits and nothing is held.
    pub fn new(actors: usize, resources: usize) -> WaitGraph {
        WaitGraph {
            actors: vec![None; actors],
            resources: vec![Resource::default(); resources],
        }
    }

    /// The actor waits for the resource; said again, the last word counts. Numbers out
    /// of range are a defect of the model: debug builds stop, release builds ignore them.
    pub fn waits_for(&mut self, actor: usize, resource: usize) {
        if self.knows(Some(actor), resource) {
            self.actors[actor] = Some(resource);
        }
    }

    /// The actor holds at least one place of the resource.
    pub fn holds(&mut self, actor: usize, resource: usize) {
        if self.knows(Some(actor), resource) {
            self.resources[resource].holders.push(actor);
        }
    }

    /// The resource can still serve somebody, or will again by itself (it only is
    /// closed for the night): waiting for it is not being stuck.
    pub fn has_free(&mut self, resource: usize) {
        if self.knows(None, resource) {
            self.resources[resource].has_free = true;
        }
    }

    /// A ring of actors who can never go on, or `None` if everybody can.
    ///
    /// Each entry is an actor and the resource it waits for; that resource is held by the
    /// actor of the next entry, and the last by the first. The ring starts with its
    /// lowest actor. Of several rings, the one met first from the lowest stuck actor is
    /// returned; where several hold a resource, the lowest of them is followed.
    ///
    /// Without a ring, actors can be stuck only behind a resource that has nothing free
    /// and no holder, such as a server without places; then the chain from the lowest
    /// stuck actor to that resource is returned.
    pub fn stuck(&self) -> Option<Vec<(usize, usize)>> {
        let stuck = self.stuck_actors();
        let mut dead_end = None;
        // Actors already followed lead to the same end.
        let mut followed = vec![false; self.actors.len()];
        for &start in &stuck {
            let mut chain: Vec<(usize, usize)> = Vec::new();
            let mut next = Some(start);
            while let Some(actor) = next {
                if let Some(position) = chain.iter().position(|entry| entry.0 == actor) {
                    return Some(lowest_first(chain.split_off(position)));
                }
                if followed[actor] {
                    break;
                }
                followed[actor] = true;
                let Some(resource) = self.actors[actor] else {
                    break;
                };
                chain.push((actor, resource));
                next = self.resources[resource].holders.iter().min().copied();
                if next.is_none() && dead_end.is_none() {
                    dead_end = Some(chain.clone());
                }
            }
        }
        dead_end
    }

    /// All actors who can never go on, in rings or behind one, lowest first.
    pub fn stuck_actors(&self) -> Vec<usize> {
        let mut waiting_for = vec![Vec::new(); self.resources.len()];
        let mut held_by = vec![Vec::new(); self.actors.len()];
        for (index, resource) in self.resources.iter().enumerate() {
            for &holder in &resource.holders {
                held_by[holder].push(index);
            }
        }
        let mut live = vec![false; self.actors.len()];
        let mut live_now = Vec::new();
        for (actor, waits) in self.actors.iter().enumerate() {
            match waits {
                Some(resource) if !self.resources[*resource].has_free => {
                    waiting_for[*resource].push(actor);
                }
                _ => {
                    live[actor] = true;
                    live_now.push(actor);
                }
            }
        }
        while let Some(actor) = live_now.pop() {
            for resource in &held_by[actor] {
                for released in waiting_for[*resource].drain(..) {
                    live[released] = true;
                    live_now.push(released);
                }
            }
        }
        (0..self.actors.len())
            .filter(|&actor| !live[actor])
            .collect()
    }

    fn knows(&self, actor: Option<usize>, resource: usize) -> bool {
        let known =
            actor.is_none_or(|actor| actor < self.actors.len()) && resource < self.resources.len();
        debug_assert!(
            known,
            "actor {actor:?} or resource {resource} is out of range"
        );
        known
    }
}

fn lowest_first(mut ring: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let lowest = (0..ring.len()).min_by_key(|&position| ring[position].0);
    ring.rotate_left(lowest.unwrap_or(0));
    ring
}

#[cfg(test)]
mod tests {
    use super::WaitGraph;
    use proptest::prelude::proptest;

    /// Each entry: an actor, what it waits for, what it holds.
    fn graph(resources: usize, actors: &[(Option<usize>, &[usize])]) -> WaitGraph {
        let mut graph = WaitGraph::new(actors.len(), resources);
        for (actor, (waits_for, holds)) in actors.iter().enumerate() {
            if let Some(resource) = waits_for {
                graph.waits_for(actor, *resource);
            }
            for &resource in *holds {
                graph.holds(actor, resource);
            }
        }
        graph
    }

    #[test]
    fn nobody_waiting_is_nobody_stuck() {
        assert_eq!(WaitGraph::new(0, 0).stuck(), None);
        assert_eq!(graph(1, &[(None, &[0]), (None, &[])]).stuck(), None);
    }

    #[test]
    fn two_who_hold_what_the_other_wants_are_stuck() {
        let stuck = graph(2, &[(Some(1), &[0]), (Some(0), &[1])]).stuck();
        assert_eq!(stuck, Some(vec![(0, 1), (1, 0)]));
    }

    #[test]
    fn one_live_holder_frees_them_all() {
        // As above, but a third actor, who waits for nothing, holds a place of resource 1.
        let free = graph(2, &[(Some(1), &[0]), (Some(0), &[1]), (None, &[1])]);
        assert_eq!(free.stuck(), None);
        assert_eq!(free.stuck_actors(), []);
    }

    #[test]
    fn a_free_place_frees_them_all() {
        let mut free = graph(2, &[(Some(1), &[0]), (Some(0), &[1])]);
        free.has_free(0);
        assert_eq!(free.stuck(), None);
    }

    #[test]
    fn a_ring_of_three_starts_with_the_lowest() {
        // 2 waits for 0's, 0 for 1's, 1 for 2's.
        let stuck = graph(3, &[(Some(1), &[0]), (Some(2), &[1]), (Some(0), &[2])]).stuck();
        assert_eq!(stuck, Some(vec![(0, 1), (1, 2), (2, 0)]));
    }

    #[test]
    fn a_line_behind_a_ring_is_not_part_of_it() {
        // 0 and 1 queue behind the ring of 2 and 3.
        let actors: [(Option<usize>, &[usize]); 4] = [
            (Some(2), &[]),
            (Some(0), &[2]),
            (Some(1), &[0]),
            (Some(0), &[1]),
        ];
        let behind = graph(3, &actors);
        assert_eq!(behind.stuck(), Some(vec![(2, 1), (3, 0)]));
        assert_eq!(behind.stuck_actors(), [0, 1, 2, 3]);
    }

    #[test]
    fn who_waits_for_what_it_holds_is_a_ring_of_one() {
        assert_eq!(graph(1, &[(Some(0), &[0])]).stuck(), Some(vec![(0, 0)]));
    }

    #[test]
    fn of_two_rings_the_lowest_holder_is_followed() {
        // 0 waits for what 1 and 2 hold; both wait for what 0 holds.
        let stuck = graph(2, &[(Some(1), &[0]), (Some(0), &[1]), (Some(0), &[1])]).stuck();
        assert_eq!(stuck, Some(vec![(0, 1), (1, 0)]));
    }

    #[test]
    fn a_resource_that_nobody_has_ends_a_chain() {
        let stuck = graph(2, &[(Some(0), &[]), (Some(1), &[0])]).stuck();
        assert_eq!(stuck, Some(vec![(0, 0), (1, 1)]));
    }

    proptest! {
        #[test]
        fn whatever_is_reported_is_a_ring_of_stuck_actors(
            waits in proptest::collection::vec(proptest::option::of(0_usize..6), 8),
            // At least one holder each, so that only rings can stop anybody.
            holders in proptest::collection::vec(proptest::collection::vec(0_usize..8, 1..3), 6),
        ) {
            let mut graph = WaitGraph::new(8, 6);
            for (actor, resource) in waits.iter().enumerate() {
                if let Some(resource) = resource {
                    graph.waits_for(actor, *resource);
                }
            }
            for (resource, actors) in holders.iter().enumerate() {
                actors.iter().for_each(|&actor| graph.holds(actor, resource));
            }
            // The definition, read plainly: repeat until nobody more is live.
            let mut live: Vec<bool> = waits.iter().map(Option::is_none).collect();
            for _ in 0..8 {
                for actor in 0..8 {
                    if let Some(resource) = waits[actor] {
                        live[actor] |= holders[resource].iter().any(|&holder| live[holder]);
                    }
                }
            }
            let expected: Vec<usize> = (0..8).filter(|&actor| !live[actor]).collect();
            assert_eq!(graph.stuck_actors(), expected);
            match graph.stuck() {
                None => assert!(expected.is_empty()),
                Some(ring) => {
                    for (position, &(actor, resource)) in ring.iter().enumerate() {
                        let next = ring[(position + 1) % ring.len()].0;
                        assert!(expected.contains(&actor));
                        assert_eq!(waits[actor], Some(resource));
                        assert!(holders[resource].contains(&next));
                    }
                }
            }
        }
    }
}
