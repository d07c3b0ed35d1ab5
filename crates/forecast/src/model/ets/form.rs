//! Which errors, trend and season a model has.

use std::fmt;

use crate::season::Season;

/// How an error stands to what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Errors {
    /// It adds: its size is the same at any level.
    Additive,
    /// It multiplies: its size grows with the level.
    Multiplicative,
}

/// How a level goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trend {
    /// It stays.
    None,
    /// It goes on growing by as much each step.
    Additive,
    /// It grows by ever less each step.
    Damped,
}

/// A model of errors, trend and season.
///
/// ```
/// use kervan_forecast::Form;
/// assert_eq!(Form::DAMPED_TREND.to_string(), "ETS(A,Ad,N)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form {
    /// Errors.
    pub errors: Errors,
    /// Trend.
    pub trend: Trend,
    /// Season.
    pub season: Season,
}

impl Form {
    /// Simple exponential smoothing.
    pub const SIMPLE: Form = Form::plain(Trend::None);
    /// Holt's linear trend.
    pub const HOLT: Form = Form::plain(Trend::Additive);
    /// The damped trend of Gardner and McKenzie.
    pub const DAMPED_TREND: Form = Form::plain(Trend::Damped);

    const fn plain(trend: Trend) -> Form {
        Form {
            errors: Errors::Additive,
            trend,
            season: Season::None,
        }
    }

    /// The form of a name such as `ETS(M,Ad,N)`; `None` for any other text.
    pub fn named(text: &str) -> Option<Form> {
        let inner = text.trim().strip_prefix("ETS(")?.strip_suffix(')')?;
        let parts: Vec<&str> = inner.split(',').map(str::trim).collect();
        let [errors, trend, season] = parts[..] else {
            return None;
        };
        Some(Form {
            errors: match errors {
                "A" => Errors::Additive,
                "M" => Errors::Multiplicative,
                _ => return None,
            },
            trend: match trend {
                "N" => Trend::None,
                "A" => Trend::Additive,
                "Ad" => Trend::Damped,
                _ => return None,
            },
            season: match season {
                "N" => Season::None,
                "A" => Season::Additive,
                "M" => Season::Multiplicative,
                _ => return None,
            },
        })
    }

    /// All forms that a series may be tried with: additive trends alone, no season that multiplies
    /// beside errors that add, and nothing that multiplies where values reach zero or below.
    pub fn of(is_seasonal: bool, is_positive: bool) -> Vec<Form> {
        let mut forms = Vec::new();
        for errors in [Errors::Additive, Errors::Multiplicative] {
            for season in [Season::None, Season::Additive, Season::Multiplicative] {
                for trend in [Trend::None, Trend::Additive, Trend::Damped] {
                    let multiplies = errors == Errors::Multiplicative;
                    let is_left_out = (season != Season::None && !is_seasonal)
                        || (multiplies && !is_positive)
                        || (season == Season::Multiplicative && !multiplies);
                    if !is_left_out {
                        forms.push(Form {
                            errors,
                            trend,
                            season,
                        });
                    }
                }
            }
        }
        forms
    }

    /// Whether anything of it multiplies, so that values must be above zero.
    pub fn multiplies(self) -> bool {
        self.errors == Errors::Multiplicative || self.season == Season::Multiplicative
    }

    /// Whether the level has a trend.
    pub fn has_trend(self) -> bool {
        self.trend != Trend::None
    }

    /// Whether it has a season.
    pub fn has_season(self) -> bool {
        self.season != Season::None
    }

    /// Numbers that are searched for: smoothing and the first state, whose seasons are one fewer
    /// than the period, as they must add up.
    pub fn numbers(self, period: usize) -> usize {
        let trend = match self.trend {
            Trend::None => 0,
            Trend::Additive => 2,
            Trend::Damped => 3,
        };
        let season = if self.has_season() { period } else { 0 };
        2 + trend + season
    }
}

impl fmt::Display for Form {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = match self.errors {
            Errors::Additive => "A",
            Errors::Multiplicative => "M",
        };
        let trend = match self.trend {
            Trend::None => "N",
            Trend::Additive => "A",
            Trend::Damped => "Ad",
        };
        let season = match self.season {
            Season::None => "N",
            Season::Additive => "A",
            Season::Multiplicative => "M",
        };
        write!(text, "ETS({errors},{trend},{season})")
    }
}
