//! Why there is no answer.

use kervan_solver::SolveError;

/// Why a regime has no equilibrium.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoEquilibrium {
    /// Demand answers too little to prices: whatever the others ask, each gains by asking more.
    #[error(
        "no prices are an equilibrium: with an elasticity of {elasticity} and {carriers} that price one after another on one way, each gains by asking more, without end"
    )]
    TooInelastic {
        /// Elasticity of the demand.
        elasticity: f64,
        /// How many set a price.
        carriers: usize,
    },
    /// Carrying costs nothing, and demand has no end at a price of 0.
    #[error("no prices are an equilibrium: carrying costs nothing, and demand has no end")]
    Free,
    /// Best responses did not come to rest.
    #[error(
        "no equilibrium was found: after {rounds} rounds of best responses prices still move by {moves:e}"
    )]
    DoesNotSettle {
        /// Rounds that were tried.
        rounds: u32,
        /// What they moved by in the last one, as a share of the markups.
        moves: f64,
    },
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TariffError {
    /// Everything that is wrong with what was given, in words.
    #[error("{}", .0.join("; "))]
    Malformed(Vec<String>),
    /// There are no prices from which nobody moves.
    #[error(transparent)]
    NoEquilibrium(#[from] NoEquilibrium),
    /// The game has more players than coalitions can be listed for.
    #[error("{players} players have too many coalitions to list; {most} is the most")]
    TooManyPlayers {
        /// How many there are.
        players: usize,
        /// How many there may be.
        most: usize,
    },
    /// A linear programme has no answer.
    #[error(transparent)]
    Solver(#[from] SolveError),
}
