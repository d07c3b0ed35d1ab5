//! The ground of a map: how the earth is laid flat, and where its coasts are.

pub mod coast;
pub mod projection;
