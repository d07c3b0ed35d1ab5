//! The codes of findings. A code never changes its meaning.
//!
//! Each code has a page in the book (`docs/src/reference/errors`), which `kervan explain`
//! prints, and a smallest bad corridor in `crates/kervan/tests/bad`.

use std::fmt;

/// The code of a finding, such as `K1303`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code as text.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A folder or file cannot be read.
pub const UNREADABLE: Code = Code("K1001");
/// A file is not UTF-8 text.
pub const NOT_TEXT: Code = Code("K1002");
/// `corridor.toml` is not valid TOML.
pub const BAD_TOML: Code = Code("K1003");
/// A key of `corridor.toml` is unknown.
pub const UNKNOWN_KEY: Code = Code("K1004");
/// A key of `corridor.toml` is missing or has another type.
pub const BAD_KEY: Code = Code("K1005");
/// A required table is missing or has no rows.
pub const MISSING_TABLE: Code = Code("K1101");
/// A CSV file is not a table of a corridor.
pub const UNKNOWN_TABLE: Code = Code("K1102");
/// A row has more or fewer cells than the header.
pub const CELL_COUNT: Code = Code("K1103");
/// A quote is opened and never closed.
pub const OPEN_QUOTE: Code = Code("K1104");
/// A column is unknown.
pub const UNKNOWN_COLUMN: Code = Code("K1201");
/// A required column is missing.
pub const MISSING_COLUMN: Code = Code("K1202");
/// A column stands twice.
pub const COLUMN_TWICE: Code = Code("K1203");
/// A unit is missing, unknown or of another kind.
pub const WRONG_UNIT: Code = Code("K1204");
/// A required cell is empty.
pub const EMPTY_CELL: Code = Code("K1301");
/// A cell is not a number.
pub const NOT_A_NUMBER: Code = Code("K1302");
/// A number is out of its range.
pub const OUT_OF_RANGE: Code = Code("K1303");
/// A word is not one of those allowed.
pub const NOT_A_CHOICE: Code = Code("K1304");
/// A cell does not follow its notation.
pub const BAD_NOTATION: Code = Code("K1305");
/// A cell holds an error of a spreadsheet, not a value.
pub const ERROR_VALUE: Code = Code("K1306");
/// A scenario file is not valid TOML.
pub const BAD_SCENARIO_TOML: Code = Code("K1401");
/// A key of a scenario file is unknown.
pub const UNKNOWN_SCENARIO_KEY: Code = Code("K1402");
/// A key of a scenario file is missing or has another type.
pub const BAD_SCENARIO_KEY: Code = Code("K1403");
/// A change of a scenario is of no kind, or of two.
pub const CHANGE_KIND: Code = Code("K1404");
/// An identifier stands twice.
pub const ID_TWICE: Code = Code("K2001");
/// A name points nowhere.
pub const UNKNOWN_NAME: Code = Code("K2002");
/// The services of a flow do not follow one another from origin to destination.
pub const BROKEN_CHAIN: Code = Code("K2101");
/// A service has no way from origin to destination.
pub const NO_ROUTE: Code = Code("K2102");
/// A train would run onto another gauge.
pub const GAUGE_BREAK: Code = Code("K2103");
/// Loading units would change vehicle where there is no terminal.
pub const NO_TERMINAL: Code = Code("K2104");
/// No berth of a port takes a vessel of the service.
pub const VESSEL_TOO_LARGE: Code = Code("K2105");
/// A flow comes back to a place it has passed.
pub const CIRCULAR_CHAIN: Code = Code("K2106");
/// A full train needs more wagons than its pool has.
pub const FLEET_TOO_SMALL: Code = Code("K2107");
/// A service has no rule of departure, or two.
pub const DEPARTURE_RULE: Code = Code("K2108");
/// A locomotive pool takes over where the train does not pass.
pub const LOCOMOTIVE_GAP: Code = Code("K2109");
/// A train is longer or heavier than a section of its way takes.
pub const TRAIN_TOO_LARGE: Code = Code("K2110");
/// A section says nothing of its capacity.
pub const CAPACITY_UNKNOWN: Code = Code("K2111");
/// Other traffic alone fills a section.
pub const LINE_FULL: Code = Code("K2112");
/// A clock starts where the flow does not pass.
pub const CLOCK_OFF_ROUTE: Code = Code("K2113");
/// A lot, a unit or a train is larger than what must take it.
pub const LOT_TOO_LARGE: Code = Code("K2114");
/// A column that this kind of row needs is empty, or one it cannot have is filled.
pub const KIND_MISMATCH: Code = Code("K2115");
/// A rail section or sea link is shorter than the straight line between its ends.
pub const TOO_SHORT: Code = Code("K2116");
/// Wagons or vessels of a service have no way back.
pub const NO_RETURN: Code = Code("K2117");
/// A control stands where nothing crosses a border.
pub const IDLE_CONTROL: Code = Code("K2118");
/// Things that one unit uses count their room in different measures.
pub const MEASURE_MISMATCH: Code = Code("K2119");
/// Passing loops are to be simulated where there are none.
pub const NO_LOOPS: Code = Code("K2120");
/// A measure cannot be done: it needs itself, or what it excludes, or no year says when it opens.
pub const IMPOSSIBLE_MEASURE: Code = Code("K2201");
/// A market is not sound: its flows, commodities and competing routes do not go together.
pub const UNSOUND_MARKET: Code = Code("K2202");
/// Two published volumes of one series cannot both hold.
pub const VOLUMES_CLASH: Code = Code("K2203");
/// A change of a scenario changes nothing.
pub const NO_CHANGE: Code = Code("K2301");
/// A change names a table or a column that it cannot change.
pub const UNKNOWN_TARGET: Code = Code("K2302");
/// A cell that is to be scaled is no number.
pub const NOT_SCALABLE: Code = Code("K2303");
/// Two changes of one scenario meet in the same cell.
pub const CHANGED_TWICE: Code = Code("K2304");
/// The simulation came to rest: a ring of waiting that nothing can undo.
pub const DEADLOCK: Code = Code("K4001");
/// The corridor cannot carry its demand: the backlog grows.
pub const BACKLOG_GROWS: Code = Code("K4002");
/// A run is too short or too long to say anything.
pub const BAD_SETTINGS: Code = Code("K4003");
/// A run is too short for its warm-up.
pub const SHORT_RUN: Code = Code("K4004");
/// A precision is not reached with the replications that are allowed.
pub const PRECISION_MISSED: Code = Code("K4005");
/// Observed choices cannot be read, or allow no estimate.
pub const BAD_CHOICES: Code = Code("K4101");

/// A file holds no cases that can be read.
pub const BAD_CASE_FILE: Code = Code("K5001");
/// A key of a case is unknown.
pub const UNKNOWN_CASE_KEY: Code = Code("K5002");
/// A key of a case is missing or has a value it cannot have.
pub const BAD_CASE_KEY: Code = Code("K5003");
/// A case names a station, a class, a quantity or a file that is not there.
pub const UNKNOWN_CASE_NAME: Code = Code("K5004");
/// A case cannot be run.
pub const BAD_CASE: Code = Code("K5005");

/// A file is no series that can be forecast.
pub const BAD_SERIES: Code = Code("K7001");

/// All codes, in order.
pub const ALL: &[Code] = &[
    UNREADABLE,
    NOT_TEXT,
    BAD_TOML,
    UNKNOWN_KEY,
    BAD_KEY,
    MISSING_TABLE,
    UNKNOWN_TABLE,
    CELL_COUNT,
    OPEN_QUOTE,
    UNKNOWN_COLUMN,
    MISSING_COLUMN,
    COLUMN_TWICE,
    WRONG_UNIT,
    EMPTY_CELL,
    NOT_A_NUMBER,
    OUT_OF_RANGE,
    NOT_A_CHOICE,
    BAD_NOTATION,
    ERROR_VALUE,
    BAD_SCENARIO_TOML,
    UNKNOWN_SCENARIO_KEY,
    BAD_SCENARIO_KEY,
    CHANGE_KIND,
    ID_TWICE,
    UNKNOWN_NAME,
    BROKEN_CHAIN,
    NO_ROUTE,
    GAUGE_BREAK,
    NO_TERMINAL,
    VESSEL_TOO_LARGE,
    CIRCULAR_CHAIN,
    FLEET_TOO_SMALL,
    DEPARTURE_RULE,
    LOCOMOTIVE_GAP,
    TRAIN_TOO_LARGE,
    CAPACITY_UNKNOWN,
    LINE_FULL,
    CLOCK_OFF_ROUTE,
    LOT_TOO_LARGE,
    KIND_MISMATCH,
    TOO_SHORT,
    NO_RETURN,
    IDLE_CONTROL,
    MEASURE_MISMATCH,
    NO_LOOPS,
    IMPOSSIBLE_MEASURE,
    UNSOUND_MARKET,
    VOLUMES_CLASH,
    NO_CHANGE,
    UNKNOWN_TARGET,
    NOT_SCALABLE,
    CHANGED_TWICE,
    DEADLOCK,
    BACKLOG_GROWS,
    BAD_SETTINGS,
    SHORT_RUN,
    PRECISION_MISSED,
    BAD_CHOICES,
    BAD_CASE_FILE,
    UNKNOWN_CASE_KEY,
    BAD_CASE_KEY,
    UNKNOWN_CASE_NAME,
    BAD_CASE,
    BAD_SERIES,
];
