//! Observed choices, and the terms of a utility.

use super::error::EstimationError;

/// Situations in which somebody chose, with what there was to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Names of the alternatives.
    pub alternatives: Vec<String>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The situations.
    pub situations: Vec<Situation>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Situation {
    /// What there was to choose from.
    pub alternatives: Vec<Alternative>,
    /// Position, among these, of what was chosen.
    pub chosen: usize,
    /// How many such choices it stands for; 1 for one.
    pub weight: f64,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Position of its name.
    pub alternative: usize,
    /// Values of all columns.
    pub values: Vec<f64>,
}

/// A term of the utility: a column, or 1, of one alternative or of all.
///
/// | term | column | alternative |
/// | --- | --- | --- |
/// | a generic coefficient | some | none: the same coefficient for all |
/// | a coefficient of one alternative | some | some |
/// | a constant of one alternative | none | some |
/// | a property of the chooser | some that is the same in a situation | some |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Name.
    pub name: String,
    /// Position of the column; 1 where there is none.
    pub column: Option<usize>,
    /// Position of the alternative that has it; all have it where there is none.
    pub alternative: Option<usize>,
}

impl Term {
    /// The constant of an alternative.
    pub fn constant(name: &str, alternative: usize) -> Term {
        Term {
            name: name.to_owned(),
            column: None,
            alternative: Some(alternative),
        }
    }

    /// Its value for something to choose.
    pub(super) fn value(&self, of: &Alternative) -> f64 {
        match self.alternative {
            Some(alternative) if alternative != of.alternative => 0.0,
            _ => self.column.map_or(1.0, |column| of.values[column]),
        }
    }
}

impl Choices {
    /// How often each alternative was there, and how often it was taken, by weight.
    pub fn taken(&self) -> Vec<(f64, f64)> {
        let mut counts = vec![(0.0, 0.0); self.alternatives.len()];
        for situation in &self.situations {
            for (at, row) in situation.alternatives.iter().enumerate() {
                let counts: &mut (f64, f64) = &mut counts[row.alternative];
                counts.0 += situation.weight;
                if at == situation.chosen {
                    counts.1 += situation.weight;
                }
            }
        }
        counts
    }

    /// Looks for what allows no estimate before anything is estimated.
    pub(super) fn check(&self, terms: &[Term]) -> Result<(), EstimationError> {
        if !self.situations.iter().any(|row| row.alternatives.len() > 1) {
            return Err(EstimationError::NothingToChoose);
        }
        if terms.is_empty() {
            return Err(EstimationError::NoTerms);
        }
        for (at, situation) in self.situations.iter().enumerate() {
            let values = situation.alternatives.iter().flat_map(|row| &row.values);
            let is_sound = situation.chosen < situation.alternatives.len()
                && situation.weight.is_finite()
                && situation.weight > 0.0
                && values.clone().all(|value| value.is_finite());
            let fits = |row: &Alternative| {
                row.alternative < self.alternatives.len() && row.values.len() == self.columns.len()
            };
            if !is_sound || !situation.alternatives.iter().all(fits) {
                return Err(EstimationError::Situation(at + 1));
            }
        }
        let taken = self.taken();
        for term in terms.iter().filter(|term| term.column.is_none()) {
            let Some(alternative) = term.alternative else {
                return Err(EstimationError::NeverDiffers(term.name.clone()));
            };
            let (there, taken) = taken[alternative];
            if taken == 0.0 || taken == there {
                return Err(EstimationError::OneSided {
                    term: term.name.clone(),
                    alternative: self.alternatives[alternative].clone(),
                    is_always: taken > 0.0,
                });
            }
        }
        Ok(())
    }
}
