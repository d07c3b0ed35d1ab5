//! Demand and weather of a month, or of the whole year.

use kervan_corridor::Corridor;
use kervan_corridor::flow::Flow;

const DAYS: [f64; 12] = [
    31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0,
];
/// A port is open this share of the time at least: no hours at all cannot be divided by.
const LEAST_OPEN: f64 = 1e-3;

/// Demand and weather of a time of the year.
pub(super) struct Season {
    /// Of each flow: its rate over that of the whole year.
    pub(super) demand: Vec<f64>,
    /// Of each node: share of the time that its port is open.
    pub(super) open: Vec<f64>,
}

impl Season {
    /// The whole year: rates and weather as they are on average.
    pub(super) fn year(corridor: &Corridor) -> Season {
        let months: Vec<Season> = (0..12)
            .map(|month| Season::month(corridor, month))
            .collect();
        let days: f64 = DAYS.iter().sum();
        let mean = |of: &dyn Fn(&Season) -> f64| -> f64 {
            let weighted = months
                .iter()
                .zip(DAYS)
                .map(|(month, days)| of(month) * days);
            weighted.sum::<f64>() / days
        };
        Season {
            demand: vec![1.0; corridor.flows.len()],
            open: (0..corridor.nodes.len())
                .map(|node| mean(&|month| month.open[node]))
                .collect(),
        }
    }

    /// A month, 0 for January. Weights of flows are per day of a month.
    pub(super) fn month(corridor: &Corridor, month: usize) -> Season {
        let days: f64 = DAYS.iter().sum();
        let demand = |flow: &Flow| {
            let weighted: f64 = flow.season.iter().zip(DAYS).map(|(w, days)| w * days).sum();
            flow.season[month] * days / weighted
        };
        // Kinds of weather come and go by themselves.
        let open = |node: usize| {
            let closing = corridor.closures.rows().iter();
            let closing = closing.filter(|row| row.nodes.iter().any(|idx| idx.at() == node));
            closing
                .map(|row| 1.0 - row.share_by_month[month])
                .product::<f64>()
        };
        Season {
            demand: corridor.flows.rows().iter().map(demand).collect(),
            open: (0..corridor.nodes.len())
                .map(|node| open(node).max(LEAST_OPEN))
                .collect(),
        }
    }
}
