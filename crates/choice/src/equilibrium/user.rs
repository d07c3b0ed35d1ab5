//! The user equilibrium: no path in use takes longer than another would.

use super::{EquilibriumError, PathFlows, Paths};

/// Rounds over all demands before it is given up.
const ROUNDS: usize = 100_000;
/// Halvings of a shift.
const HALVINGS: usize = 100;

/// Finds the flows of Wardrop's user equilibrium, to a residual: the time that all could save by
/// the quickest paths, as a share of the time that all take.
///
/// Flow is moved from the slowest path in use to the quickest, until the two take the same time
/// (Dafermos and Sparrow 1969). Each move lowers the sum of the areas under the times of links
/// (Beckmann et al. 1956), whose minimum is the equilibrium.
///
/// # Errors
///
/// A network that is not sound; a residual that is not reached.
pub fn user_equilibrium(paths: &Paths, residual: f64) -> Result<PathFlows, EquilibriumError> {
    paths.check()?;
    let demands = paths.demands.iter();
    let mut flows: Vec<Vec<f64>> = demands
        .map(|demand| vec![demand.amount / demand.paths.len() as f64; demand.paths.len()])
        .collect();
    for steps in 0..ROUNDS {
        let links = paths.on_links(&flows);
        let times = paths.of_links(&paths.link_times(&links));
        let left = could_save(&flows, &times);
        if left <= residual {
            return Ok(PathFlows {
                flows,
                times,
                links,
                residual: left,
                steps,
            });
        }
        for at in 0..flows.len() {
            even_out(paths, &mut flows, at);
        }
    }
    let times = paths.of_links(&paths.link_times(&paths.on_links(&flows)));
    Err(EquilibriumError::NotReached {
        wanted: residual,
        reached: could_save(&flows, &times),
        steps: ROUNDS,
    })
}

/// The time that all could save, as a share of what they take.
fn could_save(flows: &[Vec<f64>], times: &[Vec<f64>]) -> f64 {
    let (mut saved, mut taken) = (0.0, 0.0);
    for (flows, times) in flows.iter().zip(times) {
        let least = times.iter().copied().fold(f64::INFINITY, f64::min);
        for (flow, time) in flows.iter().zip(times) {
            saved += flow * (time - least);
            taken += flow * time;
        }
    }
    if taken > 0.0 { saved / taken } else { 0.0 }
}

/// Moves flow of one demand from its slowest path in use to its quickest.
fn even_out(paths: &Paths, flows: &mut [Vec<f64>], at: usize) {
    let links = paths.on_links(flows);
    let times = &paths.of_links(&paths.link_times(&links))[at];
    let by_time = |one: &usize, two: &usize| times[*one].total_cmp(&times[*two]);
    let in_use = (0..times.len()).filter(|path| flows[at][*path] > 0.0);
    let (Some(slow), Some(quick)) = (in_use.max_by(by_time), (0..times.len()).min_by(by_time))
    else {
        return;
    };
    let all = flows[at][slow];
    let gain = |moved: f64| {
        let mut tried = links.clone();
        for link in &paths.demands[at].paths[slow] {
            tried[*link] -= moved;
        }
        for link in &paths.demands[at].paths[quick] {
            tried[*link] += moved;
        }
        // Rounding may leave a hair below nothing.
        tried.iter_mut().for_each(|flow| *flow = flow.max(0.0));
        let times = &paths.of_links(&paths.link_times(&tried))[at];
        times[slow] - times[quick]
    };
    let (mut low, mut high) = (0.0, all);
    if gain(all) < 0.0 {
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            match gain(middle) >= 0.0 {
                true => low = middle,
                false => high = middle,
            }
        }
    } else {
        low = all;
    }
    flows[at][slow] = all - low;
    flows[at][quick] += low;
}
