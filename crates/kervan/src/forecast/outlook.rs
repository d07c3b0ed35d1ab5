//! Promises beside the forecast, and what would have to be true.

use kervan_corridor::volume::{Metric, Promise};
use kervan_forecast::{Record, chance_at_least, growth};
use kervan_results::{NeededRow, PromiseRow};

use super::Maker;
use super::futures::Future;

impl Maker<'_> {
    pub(super) fn promise_rows(&mut self, futures: &[Future], kept: &[kervan_forecast::Promise]) {
        self.forecast.record = Record::of(kept).map(|record| {
            let band = [record.quantile(0.1), record.quantile(0.9)];
            (record.quantile(0.5), band, record.count)
        });
        let rows = self.study.corridor().promises.rows().iter();
        let chance = |row: &Promise| {
            let is_open = row.reached.is_none() && row.scope == self.forecast.scope;
            let at = usize::try_from(row.year - self.last_year - 1).ok()?;
            let is_whole = row.metric == Metric::Tonnes;
            (is_open && is_whole && at < self.horizon).then(|| {
                let carried: Vec<f64> = futures.iter().map(|future| future.carried[at]).collect();
                chance_at_least(&carried, row.promised)
            })
        };
        let rows = rows.map(|row| PromiseRow {
            promise: row.name.clone(),
            scope: row.scope.clone(),
            made: row.made.to_string(),
            year: row.year,
            promised: row.promised,
            reached: row.reached,
            unit: row.metric.unit(),
            ratio: row.reached.map(|reached| reached / row.promised),
            chance: chance(row),
        });
        self.forecast.promises = rows.collect();
    }

    /// What would have to be true for the target in each year of the forecast.
    pub(super) fn needed(&mut self, futures: &[Future], ceilings: &[Option<f64>]) {
        let Some(target) = self.forecast.target_t else {
            return;
        };
        let runs: Vec<Vec<f64>> = self
            .histories
            .iter()
            .map(|history| history.run().1)
            .collect();
        let (_, last_t) = self.forecast.last;
        for (at, year) in self.ahead().enumerate() {
            let Some(rate) = growth::needed(last_t, target, (at + 1) as f64) else {
                continue;
            };
            // Long spells are few: those of three years stand for all longer ones.
            let length = (at + 1).min(3);
            let spells = runs.iter().map(|run| growth::spells(run, rate, length));
            let [reached, all] = spells.fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
            let of = |values: &dyn Fn(&Future) -> f64| {
                let values: Vec<f64> = futures.iter().map(values).collect();
                chance_at_least(&values, target)
            };
            self.forecast.needed.push(NeededRow {
                year,
                target_t: target,
                growth: rate,
                spells_reached: reached as u32,
                spells: all as u32,
                ceiling_t: ceilings[at],
                chance: of(&|future: &Future| future.carried[at]),
                chance_without_ceiling: of(&|future: &Future| future.asked[at]),
            });
        }
    }
}
