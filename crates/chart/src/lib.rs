//! Charts of a corridor as SVG and PNG: one visual style, one source for every face.
//!
//! ```text
//!  plain data (chart/*.rs) --> check --> marks on a canvas --> Figure --> svg(), png()
//!                                   scales, axes, labels measured in the embedded font
//! ```
//!
//! The same data give the same bytes. A chart of nothing says that there is nothing to show. Numbers that cannot be
//! drawn (not finite, or below zero where there is no such thing) are refused, all at once.

mod axis;
pub mod chart;
pub mod error;
pub mod figure;
mod label;
mod legend;
pub mod map;
mod mark;
mod number;
pub mod png;
pub mod scale;
pub mod style;
mod svg;
pub mod text;

pub use chart::bars::{Bar, Bars};
pub use chart::heat::{Heat, HeatRow};
pub use chart::ladder::{Ladder, Rung};
pub use chart::map::{FlowLine, Map, Queue};
pub use chart::marey::{Marey, Run, RunKind, Station, Water};
pub use chart::recovery::{Curve, Point, Recovery};
pub use chart::time_cost_distance::{Route, Step, TimeCostDistance};
pub use chart::tornado::{Better, Measure, Tornado, TornadoRow};
pub use chart::waterfall::{Part, PartKind, Stage, Waterfall};
pub use error::{ChartError, Problem};
pub use figure::{Figure, Heading, Interval};
pub use png::PngError;
