//! Flows on paths over links that take longer the fuller they are.

mod link_time;
mod stochastic;
mod user;

pub use link_time::{LinkTime, ReadTimeError};
pub use stochastic::stochastic_user_equilibrium;
pub use user::user_equilibrium;

/// Links, the paths over them, and what goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paths {
    /// Time of each link.
    pub links: Vec<LinkTime>,
    /// Demands, each with the paths that it has.
    pub demands: Vec<Demand>,
}

/// What goes from one place to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// How much.
    pub amount: f64,
    /// Its paths: positions of links.
    pub paths: Vec<Vec<usize>>,
}

/// Flows at which nobody gains by another path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathFlows {
    /// Flow of each path, by demand.
    pub flows: Vec<Vec<f64>>,
    /// Time of each path at these flows, by demand.
    pub times: Vec<Vec<f64>>,
    /// Flow of each link.
    pub links: Vec<f64>,
    /// What is left to the equilibrium: the most that a link's flow differs from the one that its
    /// time is taken at, as a share of all demand; in the user equilibrium the share of all time
    /// that could be saved.
    pub residual: f64,
    /// Steps that it took.
    pub steps: usize,
}

/// Why there is no equilibrium.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EquilibriumError {
    /// Something about the network.
    #[error("{0}")]
    Network(String),
    /// The wanted residual was not reached: what was, and in how many steps.
    #[error("a residual of {reached:e} was reached in {steps} steps, not {wanted:e}")]
    NotReached {
        /// What was wanted.
        wanted: f64,
        /// What was reached.
        reached: f64,
        /// Steps.
        steps: usize,
    },
}

impl Paths {
    /// One demand with a path for each link: parallel routes.
    pub fn parallel(links: Vec<LinkTime>, amount: f64) -> Paths {
        let paths = (0..links.len()).map(|link| vec![link]).collect();
        Paths {
            links,
            demands: vec![Demand { amount, paths }],
        }
    }

    fn check(&self) -> Result<(), EquilibriumError> {
        let refuse = |text: String| Err(EquilibriumError::Network(text));
        for (at, demand) in self.demands.iter().enumerate() {
            let number = at + 1;
            if !demand.amount.is_finite() || demand.amount <= 0.0 {
                return refuse(format!("demand {number} is {}, not above 0", demand.amount));
            }
            if demand.paths.is_empty() {
                return refuse(format!("demand {number} has no path"));
            }
            let mut links = demand.paths.iter().flatten();
            if let Some(link) = links.find(|link| **link >= self.links.len()) {
                return refuse(format!(
                    "a path of demand {number} names link {}, and there are {}",
                    link + 1,
                    self.links.len()
                ));
            }
        }
        match self.demands.is_empty() {
            true => refuse("there is no demand".to_owned()),
            false => Ok(()),
        }
    }

    /// Flows of links.
    fn on_links(&self, flows: &[Vec<f64>]) -> Vec<f64> {
        let mut links = vec![0.0; self.links.len()];
        for (demand, flows) in self.demands.iter().zip(flows) {
            for (path, flow) in demand.paths.iter().zip(flows) {
                for link in path {
                    links[*link] += flow;
                }
            }
        }
        links
    }

    /// Times of paths, of what links take.
    fn of_links(&self, of: &[f64]) -> Vec<Vec<f64>> {
        let path = |path: &Vec<usize>| path.iter().map(|link| of[*link]).sum();
        let demands = self.demands.iter();
        demands
            .map(|demand| demand.paths.iter().map(path).collect())
            .collect()
    }

    fn link_times(&self, links: &[f64]) -> Vec<f64> {
        let pairs = self.links.iter().zip(links);
        pairs.map(|(link, flow)| link.at(*flow)).collect()
    }

    fn amount(&self) -> f64 {
        self.demands.iter().map(|demand| demand.amount).sum()
    }
}
