//! Cases with known answers: what they ask, how they are read, and whether they agree.
//!
//! ```text
//!  text of a file --> read (own format, or an oracle's) --> Case --> answer --> judge --> Verdict
//!                        \--> findings, all at once          ^
//!                                   networks, series, lines, forecasts, games: here; corridors: the facade
//! ```
//!
//! The crate opens no file. Intervals, quantiles and bounds come from a library, not from the
//! engine that is checked.

mod case;
mod judge;
mod node;
mod quantity;
mod read;
mod run;
mod schema;
mod section;
mod shape;
mod statistics;

pub use case::{
    Capacity, CapacityNetwork, Case, Coverage, CoverageBy, Data, Expectation, Followed, Forecast,
    Kind, Line, ObservedChoices, Panel, PathsCase, Run,
};
pub use judge::{Judgement, REFUSED_BY_CHANCE, Row, Verdict, has_second_look, judge, look_again};
pub use quantity::{
    CapacityQuantity, ChoiceQuantity, CorridorQuantity, DesignQuantity, ForecastQuantity,
    GameQuantity, LineQuantity, Measure, NetworkQuantity, PanelQuantity, PathQuantity,
    PlanQuantity, PriceRegime, Quantity, ReliabilityQuantity, SeriesQuantity, TariffQuantity,
};
pub use read::{CaseFile, panel, posed, read, rows};
pub use run::{Answer, Luck, Spent, answer};
pub use schema::schema;
pub use shape::{Posed, dow};
