//! Which coalitions have a share that others already settle.

use crate::game::Mask;

/// Coalitions as vectors of zeros and ones, reduced: what lies in their span is settled by them.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    players: usize,
    /// Rows in echelon form, each with its leading place.
    rows: Vec<(usize, Vec<f64>)>,
}

/// What is left of a vector that lies in the span: rounding.
const NOTHING: f64 = 1e-9;

impl Span {
    pub(crate) fn new(players: usize) -> Span {
        Span {
            players,
            rows: Vec::new(),
        }
    }

    /// What is left of a coalition when the span is taken out.
    fn reduced(&self, coalition: Mask) -> Vec<f64> {
        let bit = |player: usize| f64::from(coalition >> player & 1);
        let mut vector: Vec<f64> = (0..self.players).map(bit).collect();
        for (lead, row) in &self.rows {
            let times = vector[*lead];
            if times != 0.0 {
                for (each, taken) in vector.iter_mut().zip(row) {
                    *each -= times * taken;
                }
            }
        }
        vector
    }

    pub(crate) fn has(&self, coalition: Mask) -> bool {
        self.reduced(coalition)
            .iter()
            .all(|each| each.abs() < NOTHING)
    }

    /// Adds a coalition; whether it was not settled before.
    pub(crate) fn add(&mut self, coalition: Mask) -> bool {
        let mut vector = self.reduced(coalition);
        let largest = |a: &usize, b: &usize| vector[*a].abs().total_cmp(&vector[*b].abs());
        let Some(lead) = (0..self.players).max_by(largest) else {
            return false;
        };
        let scale = vector[lead];
        if scale.abs() < NOTHING {
            return false;
        }
        for each in &mut vector {
            *each /= scale;
        }
        for (_, row) in &mut self.rows {
            let times = row[lead];
            for (each, taken) in row.iter_mut().zip(&vector) {
                *each -= times * taken;
            }
        }
        self.rows.push((lead, vector));
        true
    }

    /// Whether everything is settled.
    pub(crate) fn is_whole(&self) -> bool {
        self.rows.len() == self.players
    }
}
