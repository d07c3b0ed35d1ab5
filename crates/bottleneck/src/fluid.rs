//! The corridor as a fluid: how much could it carry if nothing ever waited, and what binds?
//!
//! A linear programme spreads the year's flows over trains, vessels and berths. Demand, vehicles
//! and work are rates; each thing has as many hours a day as there are of it, less what other
//! traffic and the weather take. The hours of a unit of work are the mean values that the
//! simulation draws from.
//!
//! | of it there is | what uses it |
//! | --- | --- |
//! | a line section, trains a day and direction, less other traffic | each train that runs it |
//! | locomotives | attaching, running, controls and turnaround of each haul; running light where hauls end elsewhere than others begin |
//! | wagons of a pool | loading, preparation, the way, unloading, turnaround; as many wagons come back to each place as leave it |
//! | wagons of a flow | from origin to destination, collection, and the way back empty |
//! | handling tracks, in opening hours | the moves of the units of each train |
//! | yard slots | the room of units from when their vehicle begins to be unloaded until the next is loaded, or they are collected |
//! | berths, less other calls | coming alongside, discharging, loading, preparation, casting off |
//! | vessels of a class | the same and sailing, loaded or not, as many to a port as from it; which service they sail is free |
//! | lanes of a control, in opening hours | documents and inspections, of each train, or of each lot that a vessel brings over a border |
//! | departures of a timetable | one vehicle each |
//!
//! While weather closes a port, nothing is done there: its berths have fewer hours, and vessels
//! take longer by the same share.
//!
//! # Why the simulation carries less
//!
//! - Whatever waits holds things: a train that waits for a path holds its wagons, a vessel that
//!   waits for a berth is no vessel at sea. Here nothing waits.
//! - Seasons and storms come in clumps: a closed week is not made up for by open ones before it.
//!   [`FluidCapacity::months`] shows each month by itself.
//! - Trains leave as a whole, lots are whole, vehicles leave before they are full when somebody
//!   has waited too long. Here every vehicle may be full, and half a train may run.
//! - Vehicles are sent by rules, one departure at a time. Here they are spread at best over the
//!   year.
//!
//! And where it carries more: in a port closed by weather, vessels alongside are worked on; and a
//! section that is simulated over its loops may take more trains than its stated capacity.
//!
//! Chains of services are fixed: a flow cannot go another way, here as there.

mod light;
mod programme;
mod season;
mod trip;

use kervan_corridor::Corridor;
use kervan_solver::SolveError;

use crate::measured::demand_t;
use programme::{Goal, Programme};
use season::Season;

/// How much the corridor could carry if all flows that grow
/// ([`Corridor::grows`]) grew by one factor, beside the others as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct FluidCapacity {
    /// All flows that grow, times this factor, are carried; below 1 the demand does not fit.
    pub factor: f64,
    /// Goods of the flows that grow, in tonnes a year at that factor.
    pub tonnes_per_year: f64,
    /// The same as demanded, in tonnes.
    pub demand_t_per_year: f64,
    /// Everything there is, and how much of it is used at that factor.
    pub resources: Vec<Resource>,
    /// The factor of each month by itself, January to December: of its own demand, in its own
    /// weather. Nothing is stored from one month to the next.
    pub months: [f64; 12],
}

/// How much the corridor could carry if flows grew apart.
#[derive(Clone, Debug, PartialEq)]
pub struct FluidThroughput {
    /// Goods of the flows that grow, in tonnes a year.
    pub tonnes_per_year: f64,
    /// By what factor of its demand each flow is carried, in the order of the corridor's flows.
    pub factors: Vec<f64>,
    /// Everything there is, and how much of it is used.
    pub resources: Vec<Resource>,
}

/// Something of which there is a limited amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// As in the table of server hours: `line section`, `handling tracks`, `yard slots`, `berths`,
    /// `control`, `locomotives`, `wagons` or `vessels`; and `timetable`.
    pub kind: &'static str,
    /// Identifier, as in that table; the service of a timetable.
    pub server: String,
    /// Name in print.
    pub name: String,
    /// How much there is, in `unit`.
    pub capacity: f64,
    /// Unit of the capacity; for timetables `departures/wk`.
    pub unit: &'static str,
    /// Share of it that is used, other traffic not counted, of what other traffic, opening hours
    /// and weather leave. Turnaround and running light count as use. Where the same goods can be
    /// carried in several ways, it is that with the least use of all together.
    pub used: f64,
    /// Tonnes a year that one more `unit` of it would bring: the slope at this point, which holds
    /// for a small change. 0 where it does not bind. Where several things bind at once, one more
    /// of one alone may bring less.
    pub worth_t_per_year: f64,
    /// Tonnes a year that one more hour of opening a week would bring, where it has such hours.
    pub worth_of_opening_hour_t_per_year: Option<f64>,
}

impl Resource {
    /// Whether more of it would bring anything.
    pub fn is_binding(&self) -> bool {
        self.worth_t_per_year > 0.0
    }
}

/// Why a corridor has no fluid capacity.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FluidError {
    /// No flow has any demand.
    #[error("no flow has any demand")]
    NoDemand,
    /// The flows that do not grow are too much by themselves.
    #[error("the flows that do not grow with the target are too much by themselves")]
    NoRoom,
    /// Nothing that flows use is limited.
    #[error("nothing limits what the corridor carries")]
    Unlimited,
    /// The solver gave no answer.
    #[error(transparent)]
    Solve(SolveError),
}

impl From<SolveError> for FluidError {
    fn from(error: SolveError) -> FluidError {
        match error {
            // Nothing carried keeps all rows, but for flows that do not grow.
            SolveError::Infeasible => FluidError::NoRoom,
            SolveError::Unbounded | SolveError::InfeasibleOrUnbounded => FluidError::Unlimited,
            error => FluidError::Solve(error),
        }
    }
}

/// The factor by which all flows that grow can grow together.
///
/// # Errors
///
/// A corridor without demand, or without limits.
pub fn fluid_capacity(corridor: &Corridor) -> Result<FluidCapacity, FluidError> {
    let year = Programme::new(corridor, &Season::year(corridor), Goal::Together)?.solve()?;
    let mut months = [0.0; 12];
    for (month, factor) in months.iter_mut().enumerate() {
        let season = Season::month(corridor, month);
        // A month without demand sets no limit.
        *factor = match Programme::new(corridor, &season, Goal::Together) {
            Ok(programme) => match programme.objective() {
                // The flows that do not grow are too much for this month by themselves.
                Err(FluidError::NoRoom) => 0.0,
                factor => factor?,
            },
            Err(FluidError::NoDemand) => f64::INFINITY,
            Err(error) => return Err(error),
        };
    }
    let demand_t_per_year = demand_t(corridor);
    Ok(FluidCapacity {
        factor: year.objective,
        tonnes_per_year: demand_t_per_year * year.objective,
        demand_t_per_year,
        resources: year.resources,
        months,
    })
}

/// How much of everything is used where each flow is carried so many times its demand, in the
/// order of the corridor's flows.
///
/// # Errors
///
/// A corridor without demand; [`FluidError::NoRoom`] where so much does not fit.
pub fn fluid_use(corridor: &Corridor, factors: &[f64]) -> Result<Vec<Resource>, FluidError> {
    let season = Season::year(corridor);
    let solved = Programme::new(corridor, &season, Goal::Given(factors))?.solve()?;
    Ok(solved.resources)
}

/// The most tonnes that can be carried a year where each flow is carried up to `most` times its
/// demand: what is left beyond the place that binds first.
///
/// # Errors
///
/// A corridor without demand.
pub fn fluid_throughput(corridor: &Corridor, most: f64) -> Result<FluidThroughput, FluidError> {
    let season = Season::year(corridor);
    let solved = Programme::new(corridor, &season, Goal::Tonnes { most })?.solve()?;
    Ok(FluidThroughput {
        tonnes_per_year: solved.objective * demand_t(corridor),
        factors: solved.factors,
        resources: solved.resources,
    })
}
