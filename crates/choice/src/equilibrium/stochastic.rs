//! The logit stochastic user equilibrium: shares of paths are those of a logit of their times, and
//! times are those of the shares.

use super::{EquilibriumError, PathFlows, Paths};
use crate::logit::{logsum, shares};

/// Steps of Newton's method for one dispersion, before it is left.
const NEWTON_STEPS: usize = 100;
/// Steps of partial linearisation before it is given up.
const STEPS: usize = 20_000;
/// Halvings in a line search.
const HALVINGS: usize = 60;
/// Share of the expected fall that a step must bring (Armijo).
const ARMIJO: f64 = 1e-4;
/// Rounding of an objective, as a share of it.
const ROUNDING: f64 = 1e-14;
/// Dispersions rise to the one that is asked for by this factor, from one at which the longest
/// path is as good as hardly worse than the shortest.
const RISE: f64 = 4.0;

/// Finds the flows of the logit stochastic user equilibrium with dispersion `theta`, in 1 over the
/// unit of time: `amount x share` at times of links whose flows are those, to a residual. The
/// residual is the most that a link's flow differs from what its time is taken at, as a share of
/// all demand.
///
/// The equilibrium is the one minimum of Fisk's objective (Transportation Research B 14, 1980),
/// which is strictly convex in the flows of paths: the areas under the times of links, and
/// `f ln f / theta` for each path. Hence whatever has a residual of 0 is it, however it was found.
///
/// Newton's method for the flows of links is tried first, with a line search on the objective of
/// Sheffi and Powell (Networks 12, 1982), at dispersions that rise to the one asked for. Should it
/// not arrive, partial linearisation follows: steps towards the flows that the logit gives at the
/// present times, as far as Fisk's objective falls (Evans 1976). Those lead to the minimum from
/// anywhere, as outside any neighbourhood of it each lowers the objective by an amount that is
/// bounded away from 0.
///
/// # Errors
///
/// A network that is not sound; a residual that is not reached.
pub fn stochastic_user_equilibrium(
    paths: &Paths,
    theta: f64,
    residual: f64,
) -> Result<PathFlows, EquilibriumError> {
    paths.check()?;
    if !theta.is_finite() || theta <= 0.0 {
        let text = format!("the dispersion is {theta}, not above 0");
        return Err(EquilibriumError::Network(text));
    }
    let (links, newton_steps) = newton(paths, theta, residual);
    let loading = Loading { paths, theta };
    let (links, steps) = match loading.residual(&links) <= residual {
        true => (links, newton_steps),
        false => {
            let (links, steps) = loading.linearise(&links, residual);
            (links, newton_steps + steps)
        }
    };
    let reached = loading.residual(&links);
    if reached > residual {
        return Err(EquilibriumError::NotReached {
            wanted: residual,
            reached,
            steps,
        });
    }
    Ok(PathFlows {
        times: paths.of_links(&paths.link_times(&links)),
        flows: loading.flows(&links),
        links,
        residual: reached,
        steps,
    })
}

/// Flows of links by Newton's method, and its steps.
fn newton(paths: &Paths, theta: f64, residual: f64) -> (Vec<f64>, usize) {
    let even = paths.demands.iter();
    let even: Vec<Vec<f64>> = even
        .map(|demand| vec![demand.amount / demand.paths.len() as f64; demand.paths.len()])
        .collect();
    let mut links = paths.on_links(&even);
    let times = paths.of_links(&paths.link_times(&links));
    let longest = times.into_iter().flatten().fold(0.0, f64::max);
    let mut steps = 0;
    let mut present = theta.min(1.0 / longest.max(f64::MIN_POSITIVE));
    loop {
        let loading = Loading {
            paths,
            theta: present,
        };
        for _ in 0..NEWTON_STEPS {
            if loading.residual(&links) <= residual {
                break;
            }
            steps += 1;
            match loading.step(&links) {
                Some(next) => links = next,
                None => break,
            }
        }
        if present >= theta {
            return (links, steps);
        }
        present = theta.min(present * RISE);
    }
}

struct Loading<'p> {
    paths: &'p Paths,
    theta: f64,
}

impl Loading<'_> {
    /// Utilities of paths at the times of links with these flows.
    fn utilities(&self, links: &[f64]) -> Vec<Vec<f64>> {
        let mut times = self.paths.of_links(&self.paths.link_times(links));
        for time in times.iter_mut().flatten() {
            *time *= -self.theta;
        }
        times
    }

    /// Flows of paths at the times of links with these flows.
    fn flows(&self, links: &[f64]) -> Vec<Vec<f64>> {
        let utilities = self.utilities(links);
        let demands = self.paths.demands.iter().zip(&utilities);
        demands
            .map(|(demand, utilities)| {
                let shares = shares(utilities).into_iter();
                shares.map(|share| demand.amount * share).collect()
            })
            .collect()
    }

    /// By how much the flows of links differ from those their times give, as a share of all.
    fn residual(&self, links: &[f64]) -> f64 {
        let loaded = self.paths.on_links(&self.flows(links));
        let pairs = links.iter().zip(&loaded);
        pairs.map(|(x, y)| (x - y).abs()).fold(0.0, f64::max) / self.paths.amount()
    }

    /// The objective of Sheffi and Powell, which is convex in the times of links.
    fn objective(&self, links: &[f64]) -> f64 {
        let each = self.paths.links.iter().zip(links);
        let of_links: f64 = each.map(|(link, x)| x * link.at(*x) - link.area(*x)).sum();
        let demands = self.paths.demands.iter().zip(self.utilities(links));
        let best: f64 = demands
            .map(|(demand, utilities)| demand.amount * logsum(&utilities))
            .sum();
        of_links + best / self.theta
    }

    /// Newton's step for `x - loading(times(x)) = 0`, as far as the objective falls.
    ///
    /// The matrix is `I + theta C T`, with the covariances `C` of what paths use and the slopes
    /// `T`: none of its eigenvalues is below 1. The step is a descent, as its product with the
    /// gradient `T (x - loading)` is minus a square.
    fn step(&self, links: &[f64]) -> Option<Vec<f64>> {
        let count = links.len();
        let flows = self.flows(links);
        let loaded = self.paths.on_links(&flows);
        let slopes = self.paths.links.iter().zip(links);
        let slopes: Vec<f64> = slopes.map(|(link, flow)| link.slope(*flow)).collect();
        let mut matrix = vec![0.0; count * count];
        for link in 0..count {
            matrix[link * count + link] = 1.0;
        }
        for (demand, flows) in self.paths.demands.iter().zip(&flows) {
            let mut mean = vec![0.0; count];
            for (path, flow) in demand.paths.iter().zip(flows) {
                path.iter()
                    .for_each(|link| mean[*link] += flow / demand.amount);
            }
            for (path, flow) in demand.paths.iter().zip(flows) {
                let mut off: Vec<f64> = mean.iter().map(|mean| -mean).collect();
                path.iter().for_each(|link| off[*link] += 1.0);
                for one in 0..count {
                    for two in 0..count {
                        let both = self.theta * flow * off[one] * off[two];
                        matrix[one * count + two] += both * slopes[two];
                    }
                }
            }
        }
        let off: Vec<f64> = links.iter().zip(&loaded).map(|(x, y)| y - x).collect();
        let direction = solve(matrix, off.clone(), count)?;
        let fall: f64 = (0..count)
            .map(|at| direction[at] * slopes[at] * off[at])
            .sum();
        let here = self.objective(links);
        let slack = ROUNDING * here.abs();
        let mut length = 1.0;
        for _ in 0..HALVINGS {
            let moved = links.iter().zip(&direction);
            let moved: Vec<f64> = moved.map(|(x, d)| (x + length * d).max(0.0)).collect();
            if self.objective(&moved) <= here - ARMIJO * length * fall + slack {
                return Some(moved);
            }
            length /= 2.0;
        }
        None
    }

    /// Flows of links by partial linearisation, and its steps.
    fn linearise(&self, links: &[f64], residual: f64) -> (Vec<f64>, usize) {
        let mut flows = self.flows(links);
        let mut links = self.paths.on_links(&flows);
        for steps in 0..STEPS {
            if self.residual(&links) <= residual {
                return (links, steps);
            }
            flows = self.towards(&flows, &self.flows(&links));
            links = self.paths.on_links(&flows);
        }
        (links, STEPS)
    }

    /// The flows between two at which Fisk's objective is least: its slope rises on the way, so
    /// the place where it is 0 is found by halving.
    fn towards(&self, from: &[Vec<f64>], to: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let between = |part: f64| -> Vec<Vec<f64>> {
            let mix = |(f, y): (&f64, &f64)| f + part * (y - f);
            let demands = from.iter().zip(to);
            demands
                .map(|(f, y)| f.iter().zip(y).map(mix).collect())
                .collect()
        };
        let slope = |part: f64| -> f64 {
            let flows = between(part);
            let times = self.paths.link_times(&self.paths.on_links(&flows));
            let times = self.paths.of_links(&times);
            let mut sum = 0.0;
            for (demand, times) in times.iter().enumerate() {
                // A constant to all paths of a demand changes nothing; without it rounding would.
                let mut constant = None;
                for (path, time) in times.iter().enumerate() {
                    let along = to[demand][path] - from[demand][path];
                    if along != 0.0 {
                        let grows = time + flows[demand][path].ln() / self.theta;
                        sum += along * (grows - *constant.get_or_insert(grows));
                    }
                }
            }
            sum
        };
        let (mut low, mut high) = (0.0, 1.0);
        if slope(high) <= 0.0 {
            return between(high);
        }
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            match slope(middle) <= 0.0 {
                true => low = middle,
                false => high = middle,
            }
        }
        between(if low > 0.0 { low } else { high })
    }
}

/// Solves a square system by elimination with pivots.
fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>, size: usize) -> Option<Vec<f64>> {
    for column in 0..size {
        let size_of = |row: &usize| matrix[row * size + column].abs();
        let pivot = (column..size).max_by(|a, b| size_of(a).total_cmp(&size_of(b)))?;
        if matrix[pivot * size + column] == 0.0 || !matrix[pivot * size + column].is_finite() {
            return None;
        }
        for at in 0..size {
            matrix.swap(pivot * size + at, column * size + at);
        }
        right.swap(pivot, column);
        for row in column + 1..size {
            let times = matrix[row * size + column] / matrix[column * size + column];
            for at in column..size {
                matrix[row * size + at] -= times * matrix[column * size + at];
            }
            right[row] -= times * right[column];
        }
    }
    for row in (0..size).rev() {
        let done: f64 = (row + 1..size)
            .map(|at| matrix[row * size + at] * right[at])
            .sum();
        right[row] = (right[row] - done) / matrix[row * size + row];
    }
    right.iter().all(|x| x.is_finite()).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::super::LinkTime;
    use super::*;

    /// The slow way that is proved to arrive finds what the quick way does.
    #[test]
    fn both_ways_lead_to_the_same_flows() {
        let time = |text: &str| LinkTime::read(text).ok();
        let links = ["10(1+0.15(x/2)^4)", "20(1+0.15(x/4)^4)", "12+x"];
        let paths = Paths::parallel(links.into_iter().filter_map(time).collect(), 9.0);
        let loading = Loading {
            paths: &paths,
            theta: 0.4,
        };
        let (quick, _) = newton(&paths, 0.4, 1e-12);
        let (slow, steps) = loading.linearise(&[9.0, 0.0, 0.0], 1e-11);
        assert!(steps < STEPS, "{steps}");
        for (one, two) in quick.iter().zip(&slow) {
            assert!((one - two).abs() < 1e-9, "{quick:?} {slow:?}");
        }
    }
}
