//! The roots of all waiting, ranked, with the evidence for each.

use std::collections::BTreeMap;

use kervan_results::{Estimate, Results};

/// A root of waiting with its evidence.
#[derive(Clone, Debug)]
pub struct RankedRoot {
    /// Kind of the root: that of a server, `weather` or `rule of departure`.
    pub kind: &'static str,
    /// Its identifier.
    pub root: String,
    /// Unit-days a year that begin here.
    pub unit_days: Estimate,
    /// Tonne-days a year that begin here.
    pub tonne_days: Estimate,
    /// Share of the tonne-days of all waiting.
    pub share: f64,
    /// Share of its tonne-days that wait for itself, not for something that waits for it.
    pub direct_share: f64,
    /// Hours that begin here, per tonne of goods carried.
    pub hours_per_tonne: f64,
    /// Occupancy over the year, where it is a server.
    pub occupancy: Option<Estimate>,
    /// Fullest month, 1 to 12, and its mean occupancy.
    pub fullest: Option<(u32, f64)>,
    /// Who waits, with the share of the root's tonne-days, the most first.
    pub who: Vec<(String, f64)>,
    /// The chains that lead here, with the share of the root's tonne-days, the most first.
    pub chains: Vec<(String, f64)>,
}

/// Ranks the roots of waiting of a run that looked for them; the one with most tonne-days first.
pub fn ranking(results: &Results) -> Vec<RankedRoot> {
    let all: f64 = results.roots.iter().map(|row| row.tonne_days.mean).sum();
    let share_of = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    results
        .roots
        .iter()
        .map(|row| {
            let mut who: BTreeMap<&str, f64> = BTreeMap::new();
            let mut chains: BTreeMap<&str, f64> = BTreeMap::new();
            let waits = results
                .waits
                .iter()
                .filter(|wait| wait.root_kind == row.kind && wait.root == row.root);
            for wait in waits {
                *who.entry(&wait.flow).or_default() += wait.tonne_days.mean;
                *chains.entry(&wait.chain).or_default() += wait.tonne_days.mean;
            }
            let sorted = |parts: BTreeMap<&str, f64>| {
                let mut parts: Vec<(String, f64)> = parts
                    .into_iter()
                    .map(|(name, part)| (name.to_owned(), share_of(part, row.tonne_days.mean)))
                    .collect();
                parts.sort_by(|a, b| b.1.total_cmp(&a.1));
                parts
            };
            let server = || {
                results
                    .servers
                    .iter()
                    .filter(|server| server.kind == row.kind && server.server == row.root)
            };
            RankedRoot {
                kind: row.kind,
                root: row.root.clone(),
                unit_days: row.unit_days,
                tonne_days: row.tonne_days,
                share: share_of(row.tonne_days.mean, all),
                direct_share: row.direct_share,
                hours_per_tonne: share_of(row.tonne_days.mean * 24.0, results.volume_t.mean),
                occupancy: server()
                    .find(|server| server.month == 0)
                    .map(|server| server.occupancy),
                fullest: server()
                    .filter(|server| server.month > 0)
                    .max_by(|a, b| a.occupancy.mean.total_cmp(&b.occupancy.mean))
                    .map(|server| (server.month, server.occupancy.mean)),
                who: sorted(who),
                chains: sorted(chains),
            }
        })
        .collect()
}
