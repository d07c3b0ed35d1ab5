//! The charts, one file each.

pub mod bars;
mod barycentric;
pub mod core_triangle;
pub mod decomposition;
pub mod division;
pub mod fan;
pub mod frontier;
pub mod gantt;
pub mod heat;
pub mod ladder;
pub mod ladders;
pub mod map;
pub mod marey;
mod panel;
pub mod price_volume;
pub mod probability;
pub mod recovery;
mod row;
pub mod time_cost_distance;
pub mod tornado;
pub mod waterfall;
