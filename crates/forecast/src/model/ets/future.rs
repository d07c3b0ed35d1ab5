//! What a fitted model says of the steps ahead.

use kervan_engine::{Distribution, RandomStream};

use crate::model::ets::Ets;
use crate::season::Season;

impl Ets {
    /// What is expected of each step ahead.
    pub fn points(&self, horizon: usize) -> Vec<f64> {
        let (mut sum, mut kept) = (0.0, 1.0);
        let seen = self.errors.len();
        (0..horizon)
            .map(|ahead| {
                kept *= self.smoothing.phi;
                sum += kept;
                let plain = self.end.level + sum * self.end.trend;
                self.with_season(plain, seen + ahead)
            })
            .collect()
    }

    fn with_season(&self, plain: f64, at: usize) -> f64 {
        let seasons = &self.end.seasons;
        match self.form.season {
            Season::None => plain,
            Season::Additive => plain + seasons[at % seasons.len()],
            Season::Multiplicative => plain * seasons[at % seasons.len()],
        }
    }

    /// Variance of each step ahead, where it is known in closed form: all of the form adds.
    ///
    /// # Source
    ///
    /// Hyndman and others (2008), table 6.1: the variance of the errors times one plus the squares
    /// of what an error leaves behind after 1, 2, ... steps.
    pub fn variances(&self, horizon: usize) -> Option<Vec<f64>> {
        if self.form.multiplies() {
            return None;
        }
        let by = self.smoothing;
        let period = self.end.seasons.len();
        let (mut sum, mut trend, mut kept) = (1.0, 0.0, 1.0);
        let mut found = Vec::with_capacity(horizon);
        for ahead in 1..=horizon {
            found.push(self.variance * sum);
            kept *= by.phi;
            trend += kept;
            let is_same_season = period > 0 && ahead % period == 0;
            let season = if is_same_season { by.gamma } else { 0.0 };
            sum += (by.alpha + by.beta * trend + season).powi(2);
        }
        Some(found)
    }

    /// One future: the steps ahead with errors drawn from the normal distribution of the model's
    /// variance. A model that multiplies is kept from falling through zero.
    pub fn path(&self, horizon: usize, stream: &mut RandomStream) -> Vec<f64> {
        let errors = Distribution::normal(0.0, self.variance.sqrt());
        let mut state = self.end.clone();
        let seen = self.errors.len();
        (seen..seen + horizon)
            .map(|at| {
                let place = state.place(at);
                let error = errors.as_ref().map_or(0.0, |errors| errors.sample(stream));
                let (expected, plain) = state.expected(self.form, self.smoothing.phi, place);
                let drawn = match self.is_relative() {
                    true => expected * (1.0 + error.max(LEAST_ERROR)),
                    false => expected + error,
                };
                state.follow(self.form, self.smoothing, place, drawn, plain);
                drawn
            })
            .collect()
    }
}

/// A relative error leaves a hundredth at least.
const LEAST_ERROR: f64 = -0.99;
