//! Which estimated inputs decide the ranking of disruptions.

use kervan_corridor::Firmness;
use kervan_corridor::disruption::Disruption;
use kervan_resilience::{Season, simulate_asked};
use kervan_results::{FlipRow, OutageRow, Results};

use super::{AFTER_D, Breaking, DAYS_OF_YEAR, StressError, once};

/// Neighbours of the ranking that are looked at.
const PAIRS: usize = 2;
/// The range tried: the value divided and multiplied by this.
const RANGE: f64 = 2.0;

impl Breaking<'_> {
    /// For the first of the ranking by rate times harm, and its next: where they change places if
    /// an estimated rate or duration of one of them is another.
    pub(super) fn flips(&mut self, ordinary: &Results) -> Result<(), StressError> {
        let study = self.study;
        let corridor = study.corridor();
        let mut ranked: Vec<(&Disruption, f64)> = corridor
            .disruptions
            .rows()
            .iter()
            .filter_map(|event| {
                let row = self.answer.events.iter().find(|row| row.part == event.id)?;
                let harm = event.rate_per_year * row.late_td.mean;
                (harm > 0.0).then_some((event, harm))
            })
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.id.cmp(&b.0.id)));
        let mut rows = Vec::new();
        for pair in ranked.windows(2).take(PAIRS) {
            let [(first, of_first), (second, of_second)] = [pair[0], pair[1]];
            for (event, harm, other) in
                [(first, of_first, of_second), (second, of_second, of_first)]
            {
                for column in ["rate", "duration"] {
                    let Some(firmness) = self.estimated(&event.id, column) else {
                        continue;
                    };
                    let (value, unit, harms) = if column == "rate" {
                        // Harm is in proportion to the rate.
                        let at = |factor: f64| (event.rate_per_year * factor, harm * factor);
                        let points = vec![at(1.0 / RANGE), at(1.0), at(RANGE)];
                        (event.rate_per_year, "1/yr", points)
                    } else {
                        let points = self.by_duration(event, harm, ordinary)?;
                        (event.duration_d.mean(), "d", points)
                    };
                    rows.push(FlipRow {
                        first: first.id.clone(),
                        second: second.id.clone(),
                        input: format!("{} {column}", event.id),
                        value,
                        unit,
                        flips_at: crossing(&harms, other),
                        low: value / RANGE,
                        high: value * RANGE,
                        firmness: firmness.as_str(),
                    });
                }
            }
            self.answer.flips.clone_from(&rows);
        }
        Ok(())
    }

    /// Firmness of a value of a disruption, where it is an estimate.
    fn estimated(&self, event: &str, column: &str) -> Option<Firmness> {
        let mut values = self.corridor().values.of_row("disruptions", event);
        values
            .find(|(name, _)| *name == column)
            .map(|(_, value)| value.provenance.firmness)
            .filter(|firmness| firmness.is_estimate())
    }

    /// Harm a year at half, the same and twice the mean duration.
    fn by_duration(
        &mut self,
        event: &Disruption,
        harm: f64,
        ordinary: &Results,
    ) -> Result<Vec<(f64, f64)>, StressError> {
        let study = self.study;
        let season = Season::worst_of(study.corridor(), &ordinary.days, &event.months);
        let days = event.duration_d.mean();
        let mut points = vec![(days, harm)];
        for factor in [1.0 / RANGE, RANGE] {
            let mut asked = once(event, season);
            asked.days *= factor;
            let settings = self.of_outages(asked.days);
            let years = f64::from(settings.replications) * (asked.days + f64::from(AFTER_D));
            let (rows, _): (Vec<OutageRow>, _) =
                self.work.part((years / DAYS_OF_YEAR) as u32, |progress| {
                    simulate_asked(study.corridor(), &[asked], AFTER_D, &settings, progress)
                })?;
            if let Some(row) = rows.first() {
                points.push((row.days, event.rate_per_year * row.late_td.mean));
            }
        }
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(points)
    }
}

/// Where a broken line through points, from left to right, meets a level.
fn crossing(points: &[(f64, f64)], level: f64) -> Option<f64> {
    points.windows(2).find_map(|pair| {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        let is_between = (y0 - level) * (y1 - level) <= 0.0 && y0 != y1;
        is_between.then(|| x0 + (level - y0) / (y1 - y0) * (x1 - x0))
    })
}

#[cfg(test)]
mod tests {
    use super::crossing;

    #[test]
    fn two_lines_meet_where_they_are_equal() {
        // Harm 10 at a rate of 2, so 5 at 1 and 20 at 4; another does 8: at a rate of 1.6.
        let points = [(1.0, 5.0), (2.0, 10.0), (4.0, 20.0)];
        assert_eq!(crossing(&points, 8.0), Some(1.6));
        assert_eq!(crossing(&points, 15.0), Some(3.0));
        assert_eq!(crossing(&points, 25.0), None);
    }
}
