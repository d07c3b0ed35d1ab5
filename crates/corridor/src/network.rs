//! Places and the links between them.

mod closure;
mod control;
mod line_section;
mod node;
mod sea_link;

pub use closure::Closure;
pub use control::{Control, Way};
pub use line_section::{Capacity, LineSection, PassingLoops, Working};
pub use node::{Node, great_circle_km};
pub use sea_link::SeaLink;
