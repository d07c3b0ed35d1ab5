//! Barycentric coordinates: three shares of a whole as a point of a triangle.

use crate::mark::Spot;

/// Three shares.
pub(super) type Shares = [f64; 3];

/// Length of a side of the triangle, px.
pub(super) const SIDE: f64 = 450.0;

/// Where shares stand.
pub(super) struct Triangle {
    /// The share of each player at the side opposite its corner.
    pub(super) least: Shares,
    /// What is above these shares in all.
    pub(super) span: f64,
    /// The left corner, px.
    pub(super) left: f64,
    /// The upper corner, px.
    pub(super) top: f64,
}

impl Triangle {
    /// The corner of a player, px: the first above, the second left, the third right.
    pub(super) fn corner(&self, player: usize) -> Spot {
        match player {
            0 => (self.left + SIDE / 2.0, self.top),
            1 => (self.left, self.bottom()),
            _ => (self.left + SIDE, self.bottom()),
        }
    }

    /// The lower side, px.
    pub(super) fn bottom(&self) -> f64 {
        self.top + SIDE * libm::sqrt(3.0) / 2.0
    }

    /// Where a division stands, px.
    pub(super) fn at(&self, shares: &Shares) -> Spot {
        let part = |player: usize| (shares[player] - self.least[player]) / self.span;
        let sum = |of: fn(Spot) -> f64| {
            (0..3)
                .map(|player| part(player) * of(self.corner(player)))
                .sum()
        };
        (sum(|spot| spot.0), sum(|spot| spot.1))
    }

    /// The point where a player has a part of the span, and the one so many places after it the rest, px.
    pub(super) fn edge(&self, player: usize, part: f64, after: usize) -> Spot {
        let (own, other) = (self.corner(player), self.corner((player + after) % 3));
        (
            part * own.0 + (1.0 - part) * other.0,
            part * own.1 + (1.0 - part) * other.1,
        )
    }
}

/// What is left of an area where a player gets no more than `most` (Sutherland and Hodgman 1974).
pub(super) fn clipped(corners: &[Shares], player: usize, most: f64, edge: f64) -> Vec<Shares> {
    let mut left = Vec::new();
    for (position, to) in corners.iter().enumerate() {
        let from = &corners[(position + corners.len() - 1) % corners.len()];
        let (before, after) = (from[player] - most, to[player] - most);
        let (was_in, is_in) = (before <= edge, after <= edge);
        if was_in != is_in {
            let way = (before / (before - after)).clamp(0.0, 1.0);
            left.push([0, 1, 2].map(|share| from[share] + way * (to[share] - from[share])));
        }
        if is_in {
            left.push(*to);
        }
    }
    left
}
