//! A file of numbers: by the engine's own functions where it has them, as they are what every
//! result rests on.

use kervan_engine::{Tally, batch_means, mser5};

use crate::case::Expectation;
use crate::quantity::{Quantity, SeriesQuantity};
use crate::run::Answer;

/// Observations per mean in MSER-5.
const MSER_BATCH: usize = 5;

/// Answers to everything that is asked of rows of one or two numbers.
pub(crate) fn series(rows: &[Vec<f64>], expects: &[Expectation]) -> Vec<Answer> {
    expects
        .iter()
        .map(|asked| match asked.quantity {
            Quantity::Series {
                what,
                lag,
                batches,
                level,
            } => match value(rows, what, lag, batches, level) {
                Some(value) if value.is_finite() => Answer::Number(value),
                _ => Answer::None("the numbers are too few, or have too few columns".to_owned()),
            },
            _ => Answer::None("it is no quantity of a file of numbers".to_owned()),
        })
        .collect()
}

fn value(
    rows: &[Vec<f64>],
    what: SeriesQuantity,
    lag: usize,
    batches: usize,
    level: f64,
) -> Option<f64> {
    use SeriesQuantity::*;
    // A series is the last column; of two, the first groups it or explains it.
    let values: Vec<f64> = rows.iter().filter_map(|row| row.last().copied()).collect();
    let all = tally(&values);
    Some(match what {
        Count => values.len() as f64,
        Mean => all.mean()?,
        Variance => all.variance()?,
        StandardDeviation => all.standard_deviation()?,
        Autocorrelation => autocorrelation(&values, lag)?,
        BatchMeansHalfWidth => batch_means(&values, batches, level)?.halfwidth,
        BatchMeansAutocorrelation => {
            let size = values.len() / batches;
            let rest = values.len() - batches * size;
            let means: Vec<f64> = values[rest..]
                .chunks_exact(size.max(1))
                .filter_map(|part| tally(part).mean())
                .collect();
            autocorrelation(&means, 1)?
        }
        OverlappingBatchMeans => overlapping(&values, batches)?,
        MserDeleted => mser5(&values).truncated as f64,
        MserMean => tally(&kept(&values)).mean()?,
        MserStatistic => {
            let kept = kept(&values);
            let count = kept.len() as f64;
            tally(&kept).variance()? * (count - 1.0) / (count * count)
        }
        AnovaF | AnovaRSquared | AnovaDeviation => anova(rows, what)?,
        _ => line(rows, what)?,
    })
}

fn tally(values: &[f64]) -> Tally {
    let mut tally = Tally::new();
    values.iter().for_each(|value| tally.add(*value));
    tally
}

/// Products of distances to the mean over squares of them.
fn autocorrelation(values: &[f64], lag: usize) -> Option<f64> {
    let tally = tally(values);
    let mean = tally.mean()?;
    let squares = tally.variance()? * (values.len() as f64 - 1.0);
    let later = values.get(lag..)?;
    let products = values
        .iter()
        .zip(later)
        .map(|(one, other)| (one - mean) * (other - mean));
    Some(products.sum::<f64>() / squares)
}

/// The means of five that MSER-5 keeps.
fn kept(values: &[f64]) -> Vec<f64> {
    let deleted = mser5(values).truncated;
    values[deleted..]
        .chunks_exact(MSER_BATCH)
        .filter_map(|batch| tally(batch).mean())
        .collect()
}

/// Variance of the mean from all `n - m + 1` batches of `m` values that overlap.
///
/// # Source
///
/// M. S. Meketon and B. W. Schmeiser, Overlapping batch means: something for nothing?, Winter
/// Simulation Conference 1984: `m / ((n - m + 1) (n - m))` times the sum of squares.
fn overlapping(values: &[f64], batches: usize) -> Option<f64> {
    let (n, m) = (values.len(), values.len() / batches);
    if m == 0 || n <= m {
        return None;
    }
    let mean = tally(values).mean()?;
    let squares: f64 = values
        .windows(m)
        .map(|batch| (batch.iter().sum::<f64>() / m as f64 - mean).powi(2))
        .sum();
    let (n, m) = (n as f64, m as f64);
    Some(squares * m / ((n - m + 1.0) * (n - m)))
}

/// One-way analysis of variance: group, value.
fn anova(rows: &[Vec<f64>], what: SeriesQuantity) -> Option<f64> {
    let mut groups: Vec<(f64, Tally)> = Vec::new();
    let mut all = Tally::new();
    for row in rows {
        let [group, value] = row[..] else { return None };
        all.add(value);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, tally)) => tally.add(value),
            None => {
                let mut tally = Tally::new();
                tally.add(value);
                groups.push((group, tally));
            }
        }
    }
    // Squares between groups: those of the group means, each weighted by its size.
    let mut between = Tally::new();
    let mut within = 0.0;
    for (_, tally) in &groups {
        between.add_weighted(tally.mean()?, tally.weight());
        within += tally.variance().unwrap_or(0.0) * (tally.weight() - 1.0);
    }
    let between = between.variance()? * (all.weight() - 1.0);
    let groups = groups.len() as f64;
    let residual = within / (all.weight() - groups);
    Some(match what {
        SeriesQuantity::AnovaF => between / (groups - 1.0) / residual,
        SeriesQuantity::AnovaRSquared => between / (between + within),
        _ => residual.sqrt(),
    })
}

/// A straight line by least squares: x, y.
fn line(rows: &[Vec<f64>], what: SeriesQuantity) -> Option<f64> {
    use SeriesQuantity::*;
    let points: Vec<[f64; 2]> = rows
        .iter()
        .map(|row| <[f64; 2]>::try_from(row.as_slice()).ok())
        .collect::<Option<_>>()?;
    let column = |which: usize| tally(&points.iter().map(|point| point[which]).collect::<Vec<_>>());
    let (xs, ys) = (column(0), column(1));
    let count = points.len() as f64;
    let (mean_x, mean_y) = (xs.mean()?, ys.mean()?);
    let squares_x = xs.variance()? * (count - 1.0);
    let squares_y = ys.variance()? * (count - 1.0);
    let products: f64 = points
        .iter()
        .map(|[x, y]| (x - mean_x) * (y - mean_y))
        .sum();
    let slope = products / squares_x;
    let intercept = mean_y - slope * mean_x;
    let residual: f64 = points
        .iter()
        .map(|[x, y]| (y - mean_y - slope * (x - mean_x)).powi(2))
        .sum();
    let variance = residual / (count - 2.0);
    Some(match what {
        Slope => slope,
        Intercept => intercept,
        DeviationOfSlope => (variance / squares_x).sqrt(),
        DeviationOfIntercept => (variance * (1.0 / count + mean_x * mean_x / squares_x)).sqrt(),
        RegressionRSquared => 1.0 - residual / squares_y,
        _ => variance.sqrt(),
    })
}
