//! The corridor day by day.

/// One replication day by day, from the end of the warm-up on; tonnes are of goods.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DaySeries {
    /// Tonnes that entered on each day.
    pub entered_t: Vec<f64>,
    /// Tonnes that arrived on each day.
    pub arrived_t: Vec<f64>,
    /// Tonnes inside at the end of each day.
    pub inside_t: Vec<f64>,
    /// Tonnes that were turned away at the origin, as their way had been shut for longer than
    /// their shipper waits.
    pub turned_away_t: Vec<f64>,
    /// Of `entered_t`, tonnes that took a detour.
    pub detoured_t: Vec<f64>,
    /// Tonnes inside that wait, at the end of each day, because of weather or a disruption.
    pub held_t: Vec<f64>,
}
