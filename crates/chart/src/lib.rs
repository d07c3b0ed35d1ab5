//! Charts of a corridor as SVG and PNG: one visual style, one source for every face.
//!
//! ```text
//!  plain data (chart/*.rs) --> check --> marks on a canvas --> Figure --> svg(), png()
//!                                   scales, axes, labels measured in its fonts
//! ```
//!
//! The same data give the same bytes. Numbers that cannot be drawn (not finite, or below zero where there is no such
//! thing) are refused, all at once. A chart of nothing is refused, or says that there is nothing to show.

mod axis;
pub mod chart;
pub mod error;
pub mod figure;
pub mod fonts;
mod label;
mod legend;
pub mod map;
mod mark;
mod number;
pub mod phrases;
pub mod png;
pub mod scale;
pub mod style;
mod svg;
pub mod text;
pub mod typography;

pub use chart::bars::{Bar, Bars};
pub use chart::core_triangle::{CorePlayer, CoreRule, CoreTriangle, CoreWords};
pub use chart::decomposition::{Decomposition, DecompositionWords, Driver, Level};
pub use chart::division::{Division, DivisionRow, DivisionWords};
pub use chart::fan::{Fan, FanBand, FanWords, FanYear};
pub use chart::frontier::{Frontier, FrontierPoint, FrontierWords};
pub use chart::gantt::{Gantt, GanttGroup, GanttRow, GanttWords};
pub use chart::heat::{Heat, HeatRow};
pub use chart::ladder::{Ladder, Rung};
pub use chart::ladders::{LadderSide, LadderWords, Ladders};
pub use chart::map::{FlowLine, Map, Queue};
pub use chart::marey::{Marey, Run, RunKind, Station, Water};
pub use chart::price_volume::{OperatingPoint, PricePoint, PriceVolume, PriceVolumeWords, Regime};
pub use chart::probability::{Chance, Probability, ProbabilityLine};
pub use chart::recovery::{Curve, Point, Recovery};
pub use chart::time_cost_distance::{Route, Step, TimeCostDistance};
pub use chart::tornado::{Better, Measure, Tornado, TornadoRow};
pub use chart::waterfall::{Part, PartKind, Stage, Waterfall};
pub use error::{ChartError, Problem};
pub use figure::{Figure, Heading, Interval, Limit};
pub use fonts::{FontError, Fonts};
pub use phrases::{PHRASES, Phrases};
pub use png::PngError;
pub use typography::{Numbers, Typography};
