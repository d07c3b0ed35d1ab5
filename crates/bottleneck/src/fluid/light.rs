//! Locomotives that run without a train.

use std::collections::BTreeSet;

/// Hours to run light between nodes of a pool, over the sections that its trains run, either way.
pub(super) struct Light {
    /// Nodes where hauls of the pool begin or end.
    pub(super) nodes: Vec<usize>,
    /// Hours from each node to each, by position; infinite where there is no way.
    pub(super) hours: Vec<Vec<f64>>,
}

impl Light {
    /// From the ends of the hauls, and the sections with their hours.
    pub(super) fn new(hauls: &[[usize; 2]], sections: &[(usize, usize, f64)]) -> Light {
        let nodes: BTreeSet<usize> = hauls.iter().flatten().copied().collect();
        let passed: BTreeSet<usize> = sections.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
        let all: Vec<usize> = nodes.union(&passed).copied().collect();
        let at = |node: usize| all.binary_search(&node).unwrap_or(0);
        let mut hours = vec![vec![f64::INFINITY; all.len()]; all.len()];
        for (position, row) in hours.iter_mut().enumerate() {
            row[position] = 0.0;
        }
        for (from, to, time) in sections {
            for (from, to) in [(at(*from), at(*to)), (at(*to), at(*from))] {
                hours[from][to] = hours[from][to].min(*time);
            }
        }
        // Floyd and Warshall 1962; there are few nodes.
        for over in 0..all.len() {
            for from in 0..all.len() {
                for to in 0..all.len() {
                    let time = hours[from][over] + hours[over][to];
                    hours[from][to] = hours[from][to].min(time);
                }
            }
        }
        let between = |from: &usize| nodes.iter().map(|to| hours[at(*from)][at(*to)]).collect();
        Light {
            hours: nodes.iter().map(between).collect(),
            nodes: nodes.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Light;

    #[test]
    fn the_shortest_way_may_pass_other_nodes() {
        let light = Light::new(&[[0, 3]], &[(0, 1, 2.0), (1, 3, 3.0), (0, 3, 9.0)]);
        assert_eq!(light.nodes, [0, 3]);
        assert_eq!(light.hours, [[0.0, 5.0], [5.0, 0.0]]);
    }
}
