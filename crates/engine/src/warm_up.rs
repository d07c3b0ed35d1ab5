//! How much of the start of a run to leave out.

/// Observations per mean in MSER-5.
const BATCH: usize = 5;

/// The part of a series that still remembers how the run started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WarmUp {
    /// Observations of the original series to leave out at its start.
    pub truncated: usize,
    /// True if the rule wanted to leave out as much as it may, half of the series: the
    /// run is too short, or its level still changes.
    pub reached_limit: bool,
}

/// The warm-up of a series by the rule MSER-5.
///
/// Means of five observations are formed; leaving out the first `d` means, the rule
/// minimises the squares of the rest around their mean, summed, divided by the square of
/// their number. At most half of the means may be left out; of equal choices the shortest
/// wins. A remainder of fewer than five observations at the end is not looked at.
///
/// A seasonal series fools the rule: use [`deseasonalise`] first, or warm up by whole
/// years.
///
/// # Source
///
/// K. P. White, An effective truncation heuristic for bias reduction in simulation
/// output, Simulation 69 (1997), with the means of five of White, Cobb and Spratt (2000).
///
/// # Examples
///
/// ```
/// let mut series = vec![100.0; 10];
/// series.extend([1.0, 2.0, 3.0, 2.0, 1.0, 3.0].iter().cycle().take(90));
/// assert_eq!(kervan_engine::mser5(&series).truncated, 10);
/// ```
pub fn mser5(series: &[f64]) -> WarmUp {
    let means: Vec<f64> = series
        .chunks_exact(BATCH)
        .map(|batch| batch.iter().sum::<f64>() / BATCH as f64)
        .collect();
    let limit = means.len() / 2;
    let mut best = (f64::INFINITY, 0);
    // From the end towards the start, so that each step adds one mean (Welford 1962).
    let (mut kept, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for (deleted, &value) in means.iter().enumerate().rev() {
        kept += 1.0;
        let distance = value - mean;
        mean += distance / kept;
        squares += distance * (value - mean);
        let statistic = squares / (kept * kept);
        if deleted <= limit && statistic <= best.0 {
            best = (statistic, deleted);
        }
    }
    WarmUp {
        truncated: best.1 * BATCH,
        reached_limit: limit > 0 && best.1 == limit,
    }
}

/// The series without its season: from each value the mean of its phase is taken, and the
/// mean of the whole series added.
///
/// # Units and shapes
///
/// - `period`: observations per season, such as 52 for weekly values over years. With a
///   period below 2, or fewer than two periods, the series is returned as it is: there
///   would be nothing left to look at.
pub fn deseasonalise(series: &[f64], period: usize) -> Vec<f64> {
    if period < 2 || series.len() < 2 * period {
        return series.to_vec();
    }
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (count, sum) =
            values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
        sum / count
    };
    let grand_mean = mean(&mut series.iter().copied());
    let phase_means: Vec<f64> = (0..period)
        .map(|phase| mean(&mut series.iter().copied().skip(phase).step_by(period)))
        .collect();
    series
        .iter()
        .zip(phase_means.iter().cycle())
        .map(|(value, phase_mean)| value - phase_mean + grand_mean)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{WarmUp, deseasonalise, mser5};

    fn of_means(means: &[f64]) -> WarmUp {
        let series: Vec<f64> = means.iter().flat_map(|&mean| [mean; 5]).collect();
        mser5(&series)
    }

    #[test]
    fn the_choice_is_that_worked_out_by_hand() {
        // Means 9, 3, 1, 2, 1, 2. Squares over number squared:
        // none left out: mean 3, squares 36+0+4+1+4+1 = 46, 46/36 = 1.278
        // one:   mean 1.8, squares 1.44+0.64+0.04+0.64+0.04 = 2.8, 2.8/25 = 0.112
        // two:   mean 1.5, squares 4 * 0.25 = 1, 1/16 = 0.0625
        // three: mean 5/3, squares 1/9+4/9+1/9 = 2/3, (2/3)/9 = 0.0741
        // Half of six is three, so two are left out: ten observations.
        let warm_up = of_means(&[9.0, 3.0, 1.0, 2.0, 1.0, 2.0]);
        assert_eq!(
            warm_up,
            WarmUp {
                truncated: 10,
                reached_limit: false
            }
        );
    }

    #[test]
    fn a_drifting_series_reaches_the_limit() {
        let means: Vec<f64> = (0..40).map(f64::from).collect();
        assert_eq!(
            of_means(&means),
            WarmUp {
                truncated: 100,
                reached_limit: true
            }
        );
    }

    #[test]
    fn equal_choices_leave_out_least() {
        assert_eq!(
            of_means(&[4.0; 10]),
            WarmUp {
                truncated: 0,
                reached_limit: false
            }
        );
        assert_eq!(
            mser5(&[]),
            WarmUp {
                truncated: 0,
                reached_limit: false
            }
        );
        assert_eq!(
            mser5(&[1.0; 7]),
            WarmUp {
                truncated: 0,
                reached_limit: false
            }
        );
    }

    #[test]
    fn a_pure_season_becomes_flat() {
        let series: Vec<f64> = [1.0, 5.0, 3.0].iter().copied().cycle().take(12).collect();
        assert_eq!(deseasonalise(&series, 3), [3.0; 12]);
        assert_eq!(deseasonalise(&series, 1), series);
        assert_eq!(deseasonalise(&series, 7), series);
    }
}
