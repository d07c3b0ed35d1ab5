//! The charts, one file each.

pub mod bars;
pub mod heat;
pub mod ladder;
pub mod map;
pub mod marey;
pub mod recovery;
mod row;
pub mod time_cost_distance;
pub mod tornado;
pub mod waterfall;
