//! The tables and keys of the case format, and their reader. The schema prints the same rows.

use std::ops::Range;

use kervan_corridor::finding::suggestion;
use kervan_corridor::quantity::Distribution as Written;
use kervan_corridor::{Code, Finding, Origin, code};
use kervan_engine::Distribution;
use kervan_simulation::engine_distribution;

use crate::node::{Node, Value};

/// A key of a table.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// How its value is written.
    pub(crate) form: &'static str,
    /// What holds where it is left out; empty where it must be there.
    pub(crate) default: &'static str,
    pub(crate) meaning: &'static str,
}

/// A table of the format.
pub(crate) struct Section {
    /// As it is written in TOML.
    pub(crate) heading: &'static str,
    pub(crate) about: &'static str,
    pub(crate) keys: &'static [Key],
}

macro_rules! keys {
    ($($name:literal, $form:literal, $default:literal, $meaning:literal;)*) => {
        &[$(Key { name: $name, form: $form, default: $default, meaning: $meaning }),*]
    };
}

pub(crate) const FILE: Section = Section {
    heading: "the file",
    about: "A file holds one or more cases.",
    keys: keys! {
        "version", "1", "", "version of the format";
        "title", "text", "name of the file", "heading of its cases on the page";
        "case", "tables `[[case]]`", "", "the cases";
    },
};

pub(crate) const CASE: Section = Section {
    heading: "[[case]]",
    about: "Something with known answers. It has exactly one of `station` with `class`, `corridor`, `data`, `line`, `arc` with `demand`, `network`, `edge`, `choices`, `paths`, `series`, `chain` and `game`.",
    keys: keys! {
        "name", "text", "", "unique in the file";
        "title", "text", "none", "one line on it";
        "source", "text", "none", "where the known answers come from: book, formula, who computed them";
        "run", "table", "found", "how it is run";
        "station", "tables `[[case.station]]`", "none", "a network of stations: its stations";
        "class", "tables `[[case.class]]`", "none", "a network of stations: its customers";
        "coverage", "table", "none", "a network of stations: how often intervals cover the known answer";
        "corridor", "name or path", "none", "a whole corridor: built in, or a folder or workbook, relative to the case file";
        "scenario", "list of names or paths", "none", "a whole corridor: scenarios, applied in order";
        "data", "file", "none", "numbers to be analysed, relative to the case file: `.csv` with a header, `.csv.gz`, or `.dat` of NIST";
        "line", "table", "none", "a single track over passing loops";
        "arc", "tables `[[case.arc]]`", "none", "a network with capacity: its arcs";
        "demand", "tables `[[case.demand]]`", "none", "a network with capacity: what is to be carried";
        "network", "file", "none", "a network with capacity and its demands, relative to the case file: `.dow` of the Canad sets, whose nodes are \"1\", \"2\" and so on";
        "edge", "tables `[[case.edge]]`", "none", "a network whose edges fail";
        "series", "table", "none", "a series to be forecast";
        "choices", "table", "none", "choices that were observed, and the terms of a utility";
        "paths", "table", "none", "paths over links that fill up";
        "chain", "table", "none", "carriers in series who set prices";
        "game", "table", "none", "what coalitions can do by themselves";
        "expect", "tables `[[case.expect]]`", "", "what is asked, and the known answers";
    },
};

pub(crate) const RUN: Section = Section {
    heading: "[case.run]",
    about: "How a network or a corridor is simulated. What is not given is found.",
    keys: keys! {
        "replications", "2 to 10000", "20", "independent runs; their number never grows, only their length";
        "seed", "whole number", "1", "seed of all luck; `--seed` goes before it";
        "confidence", "0.5 to 0.9999", "0.99", "of the intervals that judge";
        "warm_up", "time; whole years of a corridor", "found", "left out at the start of each run";
        "length", "time; whole years of a corridor", "found", "that counts, after the warm-up";
        "halfwidth", "share", "0.03; 0.05 where a station is busy 95 % of the time", "of the known answer that half an interval may have";
    },
};

pub(crate) const STATION: Section = Section {
    heading: "[[case.station]]",
    about: "A place where customers are served. It has exactly one of `service` (with servers), `delay` and `departures`.",
    keys: keys! {
        "name", "text", "", "unique in the case";
        "servers", "1 to 100000", "1", "equal servers with one line";
        "service", "distribution, or table of class = distribution", "none", "time of service";
        "delay", "distribution, or table of class = distribution", "none", "everybody is taken care of at once, for this time; nobody waits";
        "departures", "table", "none", "a timetable with limited room";
        "discipline", "first come | priority | preemptive resume | preemptive repeat", "first come", "who goes first; after an interruption the rest is done (resume), or the same time of service again (repeat)";
        "room", "1 to 1000000", "endless", "places in line and in service, blocked ones included";
        "when_full", "lost | blocks", "lost", "who finds no place leaves for good, or stays where it was served and blocks that server; from outside it waits before the network";
        "together", "1 to 100000", "1", "customers that one server takes at a time, at most; it starts with whoever waits, and takes as long as the first of them";
        "breakdowns", "table", "none", "each server breaks down by itself";
    },
};

pub(crate) const DEPARTURES: Section = Section {
    heading: "[case.station.departures]",
    about: "A vehicle leaves at even intervals with whoever waits, first come first served, up to its room.",
    keys: keys! {
        "headway", "time above 0", "", "between departures; the first leaves one headway after the start";
        "room", "1 to 1000000", "", "customers that one departure takes at most";
        "running", "distribution", "0", "from departure to arrival";
    },
};

pub(crate) const BREAKDOWNS: Section = Section {
    heading: "[case.station.breakdowns]",
    about: "Each server fails and is repaired by itself.",
    keys: keys! {
        "up", "distribution", "", "from a repair to the next failure";
        "down", "distribution", "", "time of a repair";
        "while_working", "true | false", "false", "whether the time to failure passes only while the server works";
        "repeat", "true | false", "false", "whether interrupted work starts again with the same time of service, or goes on where it was";
    },
};

pub(crate) const CLASS: Section = Section {
    heading: "[[case.class]]",
    about: "Customers of one kind. It has exactly one of `arrivals`, `population` and `saturated`, and at most one of `route`, `routing` and `visits`; where there is one station, it goes there and leaves.",
    keys: keys! {
        "name", "text", "", "unique in the case";
        "arrivals", "distribution", "none", "time between arrivals from outside";
        "batch", "distribution", "1", "customers that arrive together, rounded to whole numbers";
        "population", "1 to 1000000", "none", "a closed class: so many stay for ever; who would leave enters again at once";
        "saturated", "true", "none", "there is always one more before the first station";
        "priority", "whole number", "0", "the greater goes first, at stations with such a discipline";
        "entry", "table of station = chance", "first station of the route; else the only one", "where it enters, with `routing`; the chances add up to 1";
        "route", "list of stations", "none", "these stations in this order, then it leaves; a station may come again";
        "routing", "table of station = table of next station = chance", "none", "where it goes next, by chance; the rest leaves, and from a station not named all do";
        "visits", "table of station = mean visits", "none", "mean visits in one passage, at least 1 in all: after each visit it leaves with chance 1 / all visits, or goes to a station by its share of visits";
    },
};

pub(crate) const COVERAGE: Section = Section {
    heading: "[case.coverage]",
    about: "The network is simulated `runs` times over, each time with other luck, and each time an interval is made for each known answer. `run` says of what, and needs a `length`: so many `replications` of `warm_up` and `length`, or so many batches of `length` after one `warm_up`.",
    keys: keys! {
        "runs", "50 to 10000", "400", "independent runs";
        "by", "replications | batch means", "replications", "what an interval is made of";
        "intervals", "list of { level = share, between = [low, high] }", "", "confidence of the intervals, and the share of them that may cover";
    },
};

pub(crate) const INTERVAL: Section = Section {
    heading: "intervals of [case.coverage]",
    about: "One kind of interval.",
    keys: keys! {
        "level", "0.5 to 0.999", "", "confidence: 0.95 for intervals that should cover in 95 % of the runs";
        "between", "two shares", "", "least and greatest share of the runs whose interval may cover";
    },
};

pub(crate) const LINE: Section = Section {
    heading: "[case.line]",
    about: "Single track, worked in alternating directions.",
    keys: keys! {
        "sections", "list of { up = min, down = min }", "", "running times between two loops, in minutes";
        "crossing", "min", "0", "after a train of one direction, until the next may enter a section";
        "in_one_go", "1 to 20", "1", "trains of one direction that follow one another before it is the other direction's turn";
        "headway", "min", "0", "between trains of one go";
    },
};

pub(crate) const LINE_SECTION: Section = Section {
    heading: "sections of [case.line]",
    about: "Running times between two loops.",
    keys: keys! {
        "up", "min above 0", "", "in one direction";
        "down", "min above 0", "", "in the other";
    },
};

pub(crate) const ARC: Section = Section {
    heading: "[[case.arc]]",
    about: "One way from a node to another; for both directions write two. Nodes are there by being named.",
    keys: keys! {
        "from", "text", "", "node where it begins";
        "to", "text", "", "node where it ends";
        "capacity", "number from 0", "endless", "what it takes, in the unit of the demands";
    },
};

pub(crate) const DEMAND: Section = Section {
    heading: "[[case.demand]]",
    about: "What is to be carried from a node to another, by any ways; it may be split.",
    keys: keys! {
        "from", "text", "", "node where it begins";
        "to", "text", "", "node where it ends";
        "amount", "number from 0", "", "how much of it there is";
    },
};

pub(crate) const EDGE: Section = Section {
    heading: "[[case.edge]]",
    about: "Two nodes joined, as long as it works; edges fail by themselves. Nodes are there by being named.",
    keys: keys! {
        "from", "text", "", "one end";
        "to", "text", "", "the other end";
        "up", "0 to 1", "", "chance that it works";
        "one_way", "true | false", "false", "whether it leads from `from` to `to` alone";
    },
};

pub(crate) const SERIES: Section = Section {
    heading: "[case.series]",
    about: "A series to be forecast, the oldest value first.",
    keys: keys! {
        "values", "list of numbers", "", "what is known";
        "period", "1 to 366", "1", "steps of a season: 4 for quarters, 12 for months";
        "after", "list of numbers", "none", "what came after, for errors";
    },
};

pub(crate) const CHAIN: Section = Section {
    heading: "[case.chain]",
    about: "Carriers one after another on the only way. Demand P is that for the whole way; each form needs its own numbers.",
    keys: keys! {
        "demand", "linear | isoelastic | exponential | logit", "", "a - b P; A P^-e; A exp(-P/k); M / (1 + exp((P - V)/mu))";
        "costs", "list of numbers from 0", "", "what a unit costs each carrier, in order along the way";
        "a", "number above 0", "none", "linear: what is sent at a price of 0";
        "b", "number above 0", "none", "linear: what is lost for each unit of price";
        "A", "number above 0", "none", "isoelastic, exponential: scale";
        "e", "number above 0", "none", "isoelastic: elasticity";
        "k", "number above 0", "none", "exponential: step of price that leaves one in e";
        "M", "number above 0", "none", "logit: all that could be sent";
        "V", "number", "none", "logit: price at which half of it is";
        "mu", "number above 0", "none", "logit: how much tastes differ, in money";
    },
};

pub(crate) const GAME: Section = Section {
    heading: "[case.game]",
    about: "What each coalition earns or spends by itself.",
    keys: keys! {
        "players", "1 to 20", "", "how many there are";
        "kind", "profit | cost", "profit", "whether values are earned or spent";
        "values", "table of coalition = number", "", "for every coalition but the empty one; a coalition is a number whose bits are its players: \"5\" is the first and the third";
    },
};

pub(crate) const CHOICES: Section = Section {
    heading: "[case.choices]",
    about: "A table of choices, a row for each alternative of each situation, and the terms of a conditional logit. A term is named after a column (one coefficient for all alternatives), a column and an alternative (`ivt_air`), or `asc` and an alternative (`asc_air`, a constant).",
    keys: keys! {
        "data", "file", "", "CSV with a header, or `.csv.gz`, relative to the case file";
        "terms", "list of names", "", "terms of the utility, each with a coefficient";
        "keep", "list of conditions", "all rows", "conditions on rows such as \"noalt == 4\"; all must hold";
        "situation", "column", "case, situation, chid, id or obs", "names the situation";
        "alternative", "column", "alt, alternative, route, mode or option", "names the alternative";
        "choice", "column", "choice, chosen, choose, taken or count", "1 for what was chosen, or how often each was";
    },
};

pub(crate) const PATHS: Section = Section {
    heading: "[case.paths]",
    about: "One demand over paths whose links take longer the fuller they are.",
    keys: keys! {
        "links", "table of name = formula", "", "time of each link, a sum of powers of its flow `x` such as \"10(1+0.15(x/2)^4)\"";
        "paths", "list of lists of links", "each link a path", "what each path passes";
        "demand", "number above 0", "", "how much goes";
    },
};

pub(crate) const EXPECT: Section = Section {
    heading: "[[case.expect]]",
    about: "Something asked, with its known answer.",
    keys: keys! {
        "quantity", "one of the quantities below", "", "what is asked";
        "value", "number", "", "the known answer";
        "station", "name", "the whole way; the only station for what only stations have", "where";
        "class", "name", "all", "whose";
        "quantile", "0.01 to 0.999", "none", "for quantiles: 0.9 for the value that nine in ten do not pass";
        "than", "time from 0", "none", "for shares that wait or take longer";
        "flow", "name", "none", "of a corridor: a flow or group of flows";
        "place", "name", "none", "of a corridor: a node, line section or sea link";
        "cause", "word", "none", "of a corridor: running, handling, control, control lane, path, locomotive, wagons, berth, crane, slot, vessel, departure, opening hours or weather";
        "server", "name", "none", "of a corridor: a server as `kervan simulate --full` shows it";
        "lag", "1 to 100000", "none", "of an autocorrelation";
        "batches", "2 to 100000", "20", "parts of a series";
        "level", "0.5 to 0.9999", "0.95", "confidence of a half-width";
        "from", "node", "none", "of a network with capacity: where a maximum flow begins";
        "to", "node", "none", "of a network with capacity: where it ends";
        "model", "naive, drift, seasonal-naive, ses, theta, auto, or a form such as ETS(A,Ad,N)", "none", "of a series: which model";
        "step", "1 to 1000", "none", "of a series: which step ahead";
        "terminals", "list of nodes", "all", "of a network whose edges fail: the first is to reach the others";
        "regime", "separate | successive | joint", "separate", "of carriers in series: how prices are set; Nash, in turn along the way, or one tariff";
        "carrier", "1 to 1000", "none", "of carriers in series: which one";
        "player", "1 to 20", "none", "of a game: which one";
        "term", "name", "none", "of observed choices: the term of a coefficient or its error";
        "path", "1 to 1000", "none", "of paths over links that fill up: which one, in order";
        "theta", "number above 0", "none", "dispersion of the stochastic equilibrium, in 1 over the unit of time; the user equilibrium without";
        "tolerance", "number from 0", "0", "what the known answer may be off by, such as the rounding of a printed table; the interval is widened by it";
        "narrow", "number from 0", "0", "half-width that is narrow enough, whatever share of the known answer it is: for what is rare";
        "digits", "1 to 15", "none; 9 for what is worked out without chance", "correct digits asked of the answer itself, without an interval: for what is not left to chance";
        "source", "text", "that of the case", "where this known answer comes from";
    },
};

/// All tables, in the order of the schema.
pub(crate) const SECTIONS: [&Section; 20] = [
    &FILE,
    &CASE,
    &RUN,
    &STATION,
    &DEPARTURES,
    &BREAKDOWNS,
    &CLASS,
    &COVERAGE,
    &INTERVAL,
    &LINE,
    &LINE_SECTION,
    &ARC,
    &DEMAND,
    &EDGE,
    &SERIES,
    &CHOICES,
    &PATHS,
    &CHAIN,
    &GAME,
    &EXPECT,
];

/// A range as a reader would say it.
fn range_words(low: f64, high: f64) -> String {
    match (low, high) {
        (low, high) if low > 0.0 && low < 1e-3 && high >= 1e9 => "a number above 0".to_owned(),
        (low, high) if low <= -1e9 && high >= 1e9 => "a number".to_owned(),
        (low, high) if high >= 1e9 => format!("a number from {low}"),
        _ => format!("a number from {low} to {high}"),
    }
}

/// A table being read.
#[derive(Clone, Copy)]
pub(crate) struct Table<'n> {
    pub(crate) node: &'n Node,
    section: &'static Section,
}

impl<'n> Table<'n> {
    /// The value of a key of the format.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        debug_assert!(
            self.section.keys.iter().any(|known| known.name == key),
            "{key} is in the format"
        );
        self.node.get(key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn form(&self, key: &str) -> &'static str {
        let known = self.section.keys.iter().find(|known| known.name == key);
        known.map_or("", |known| known.form)
    }
}

/// Reads the nodes of one file, and says what is wrong with them.
pub(crate) struct Reader<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Reader<'a> {
        Reader {
            file,
            text,
            findings: Vec::new(),
        }
    }

    pub(crate) fn place(&self, span: &Range<usize>) -> Origin {
        Origin::bytes(self.file, self.text, Some(span.clone()))
    }

    /// The place of a text between its quotes.
    pub(crate) fn inside(&self, node: &Node) -> Origin {
        let place = self.place(&node.span);
        match self.text.get(node.span.clone()) {
            Some(text) if text.len() > 2 && text.starts_with(['"', '\'']) => {
                place.part(1, (place.length as usize).saturating_sub(2))
            }
            _ => place,
        }
    }

    pub(crate) fn find(
        &mut self,
        code: Code,
        origin: &Origin,
        message: impl Into<String>,
        expected: impl Into<String>,
        help: impl Into<String>,
    ) {
        let finding = Finding::new(code, origin, message, expected, help);
        self.findings.push(finding);
    }

    /// A key has a value that it cannot have.
    pub(crate) fn wrong(&mut self, key: &str, node: &Node, problem: &str, expected: &str) {
        let origin = self.inside(node);
        self.find(
            code::BAD_CASE_KEY,
            &origin,
            format!("`{key}` {problem}"),
            format!("expected {expected}"),
            "`kervan verify --schema` lists every key with its values",
        );
    }

    /// A name points nowhere.
    pub(crate) fn unknown<'c>(
        &mut self,
        what: &str,
        name: &str,
        node: &Node,
        candidates: impl IntoIterator<Item = &'c str>,
        listed_in: &str,
    ) {
        let origin = self.inside(node);
        self.find(
            code::UNKNOWN_CASE_NAME,
            &origin,
            format!("there is no {what} `{name}`"),
            format!("not a {what} of {listed_in}"),
            suggestion(name, candidates, listed_in),
        );
    }

    /// A table of the format; keys that it does not have are found.
    pub(crate) fn table<'n>(
        &mut self,
        key: &str,
        node: &'n Node,
        section: &'static Section,
    ) -> Option<Table<'n>> {
        let Some(entries) = node.entries() else {
            let expected = format!("a table `{}`", section.heading);
            self.wrong(key, node, &format!("is {}", node.kind()), &expected);
            return None;
        };
        for entry in entries {
            let known = section.keys.iter().map(|key| key.name);
            if !known.clone().any(|name| name == entry.key) {
                let origin = self.place(&entry.key_span);
                self.find(
                    code::UNKNOWN_CASE_KEY,
                    &origin,
                    format!("there is no key `{}`", entry.key),
                    format!("not a key of {}", section.heading),
                    suggestion(&entry.key, known, section.heading),
                );
            }
        }
        Some(Table { node, section })
    }

    /// A table under a key, where there is one.
    pub(crate) fn subtable<'n>(
        &mut self,
        table: &Table<'n>,
        key: &str,
        section: &'static Section,
    ) -> Option<Table<'n>> {
        let node = table.get(key)?;
        self.table(key, node, section)
    }

    /// The tables under a key.
    pub(crate) fn tables<'n>(
        &mut self,
        table: &Table<'n>,
        key: &str,
        section: &'static Section,
    ) -> Vec<Table<'n>> {
        let Some(node) = table.get(key) else {
            return Vec::new();
        };
        let Some(list) = node.list() else {
            self.wrong(key, node, &format!("is {}", node.kind()), table.form(key));
            return Vec::new();
        };
        list.iter()
            .filter_map(|node| self.table(key, node, section))
            .collect()
    }

    /// A key that must be there.
    pub(crate) fn needed<'n>(&mut self, table: &Table<'n>, key: &str) -> Option<&'n Node> {
        let node = table.get(key);
        if node.is_none() {
            let origin = match table.node.span.is_empty() {
                true => Origin::file(self.file),
                false => self.place(&table.node.span),
            };
            self.find(
                code::BAD_CASE_KEY,
                &origin,
                format!("`{key}` is missing"),
                format!("{} needs `{key}`", table.section.heading),
                format!("write `{key} = ...` with {}", table.form(key)),
            );
        }
        node
    }

    pub(crate) fn text<'n>(&mut self, table: &Table<'n>, key: &str) -> Option<&'n str> {
        let node = table.get(key)?;
        match node.text() {
            Some(text) if !text.trim().is_empty() => Some(text),
            Some(_) => {
                self.wrong(key, node, "is empty", "a text in quotes");
                None
            }
            None => {
                let problem = format!("is {}", node.kind());
                self.wrong(key, node, &problem, "a text in quotes");
                None
            }
        }
    }

    pub(crate) fn needed_text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        self.needed(table, key)?;
        self.text(table, key).map(str::to_owned)
    }

    /// A number of a range, where the key is there.
    pub(crate) fn number(
        &mut self,
        table: &Table<'_>,
        key: &str,
        (low, high): (f64, f64),
    ) -> Option<f64> {
        let node = table.get(key)?;
        self.number_of(key, node, (low, high))
    }

    pub(crate) fn number_of(
        &mut self,
        key: &str,
        node: &Node,
        (low, high): (f64, f64),
    ) -> Option<f64> {
        match node.number() {
            Some(number) if (low..=high).contains(&number) => Some(number),
            found => {
                let problem = match found {
                    Some(number) => format!("is {number}"),
                    None => format!("is {}", node.kind()),
                };
                let expected = range_words(low, high);
                self.wrong(key, node, &problem, &expected);
                None
            }
        }
    }

    /// A whole number of a range, where the key is there.
    pub(crate) fn whole(
        &mut self,
        table: &Table<'_>,
        key: &str,
        (low, high): (i64, i64),
    ) -> Option<i64> {
        let node = table.get(key)?;
        match node.number() {
            Some(number)
                if number.fract() == 0.0 && (low as f64..=high as f64).contains(&number) =>
            {
                Some(number as i64)
            }
            found => {
                let problem = match found {
                    Some(number) => format!("is {number}"),
                    None => format!("is {}", node.kind()),
                };
                let expected = format!("a whole number from {low} to {high}");
                self.wrong(key, node, &problem, &expected);
                None
            }
        }
    }

    pub(crate) fn flag(&mut self, table: &Table<'_>, key: &str) -> Option<bool> {
        let node = table.get(key)?;
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                let problem = format!("is {}", node.kind());
                self.wrong(key, node, &problem, "true or false");
                None
            }
        }
    }

    /// One of some words, where the key is there.
    pub(crate) fn word<T: Copy>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let node = table.get(key)?;
        let written = self.text(table, key)?;
        let found = words.iter().find(|(word, _)| *word == written);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let expected = format!("`{}`", all.join("`, `"));
            self.wrong(key, node, &format!("is `{written}`"), &expected);
        }
        found.map(|(_, value)| *value)
    }

    /// A list of texts, where the key is there.
    pub(crate) fn texts<'n>(
        &mut self,
        table: &Table<'n>,
        key: &str,
    ) -> Option<Vec<(&'n str, &'n Node)>> {
        let node = table.get(key)?;
        let texts = node.list().and_then(|list| {
            list.iter()
                .map(|item| Some((item.text()?, item)))
                .collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            let expected = format!("a {}, such as [\"a\", \"b\"]", table.form(key));
            self.wrong(key, node, "is no list of texts", &expected);
        }
        texts
    }

    /// A distribution, written as in the cells of a corridor.
    pub(crate) fn distribution(&mut self, key: &str, node: &Node) -> Option<Distribution> {
        let number;
        let written = match &node.value {
            Value::Text(text) => text.as_str(),
            Value::Number(value) => {
                number = value.to_string();
                &number
            }
            _ => {
                let expected = "a number, or a distribution such as \"exponential(2)\"";
                self.wrong(key, node, &format!("is {}", node.kind()), expected);
                return None;
            }
        };
        let read = match Written::read(written) {
            Ok(read) => read,
            Err(error) => {
                let problem = format!("cannot be read: {}", error.problem);
                self.wrong(key, node, &problem, &error.expected);
                return None;
            }
        };
        match engine_distribution(&read) {
            Ok(distribution) => Some(distribution),
            Err(error) => {
                let problem = "is no distribution of times";
                self.wrong(key, node, problem, &error.to_string());
                None
            }
        }
    }
}
