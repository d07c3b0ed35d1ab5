//! What is asked of a case.

use kervan_corridor::code;
use kervan_forecast::Model;

use crate::case::Expectation;
use crate::node::Node;
use crate::quantity::{
    self, ForecastQuantity, ForecastWord, NetworkQuantity, PriceRegime, Quantity,
    ReliabilityQuantity, Word, find, meant,
};
use crate::section::{EXPECT, Reader, Table};

/// Keys that any known answer may have.
const ALWAYS: [&str; 6] = [
    "quantity",
    "value",
    "tolerance",
    "narrow",
    "digits",
    "source",
];
/// Correct digits asked where nothing is left to chance.
const DIGITS: f64 = 9.0;

/// What a case is about, as far as it says so.
pub(super) struct About<'n> {
    /// The key that says what it is, if there is one.
    kind: Option<&'static str>,
    stations: Vec<&'n str>,
    classes: Vec<&'n str>,
    /// Of a network with capacity, or whose edges fail.
    nodes: Vec<&'n str>,
    /// Carriers of a chain, or players of a game.
    members: usize,
    /// Of observed choices.
    terms: Vec<&'n str>,
}

impl<'n> About<'n> {
    pub(super) fn of(case: &Table<'n>) -> About<'n> {
        let names = |key: &str| {
            let tables = case.get(key).and_then(Node::list).unwrap_or_default();
            tables
                .iter()
                .map(|table| table.get("name").and_then(Node::text).unwrap_or_default())
                .collect()
        };
        let mut kinds = super::KINDS.into_iter().filter(|key| case.has(key));
        About {
            kind: kinds.next().filter(|_| kinds.next().is_none()),
            stations: names("station"),
            classes: names("class"),
            nodes: super::capacity::nodes_of(case),
            members: super::tariff::carriers_of(case).max(super::game::players_of(case)),
            terms: super::choice::terms_of(case),
        }
    }
}

/// One known answer, if it is sound.
pub(super) fn expectation(
    reader: &mut Reader,
    table: &Table,
    about: &About,
) -> Option<Expectation> {
    let before = reader.findings.len();
    reader.needed(table, "quantity");
    reader.needed(table, "value");
    let value = reader.number(table, "value", (-1e300, 1e300));
    let tolerance = reader.number(table, "tolerance", (0.0, 1e300));
    let narrow = reader.number(table, "narrow", (0.0, 1e300));
    let digits = reader.number(table, "digits", (1.0, 15.0));
    let source = reader.text(table, "source").map(str::to_owned);
    let name = reader.text(table, "quantity")?;
    let (quantity, label, is_exact) = match about.kind? {
        "station" => {
            let word = known(reader, table, quantity::NETWORK, "a network", name)?;
            let (stations, classes) = (&about.stations, &about.classes);
            let station = position(reader, table, "station", stations);
            let class = position(reader, table, "class", classes);
            let is_of_one = word.what == NetworkQuantity::QuantileOfTime;
            if is_of_one && station.is_none() && classes.len() > 1 {
                // The classes' times are counted apart.
                reader.needed(table, "class");
            }
            let station = match station {
                None if !word.what.is_of_the_way() && !table.has("station") => {
                    if stations.len() > 1 {
                        reader.needed(table, "station");
                    }
                    Some(0)
                }
                station => station,
            };
            let than = reader.number(table, "than", (0.0, 1e12));
            let quantile = reader.number(table, "quantile", (0.01, 0.999));
            let mut label = name.to_owned();
            if let Some(quantile) = quantile {
                label += &format!(" {quantile}");
            }
            if let Some(than) = than {
                label += &format!(" than {than}");
            }
            let at = station.filter(|_| table.has("station"));
            if let Some(at) = at.and_then(|station| stations.get(station)) {
                label += &format!(" at {at}");
            }
            let of = class.filter(|_| classes.len() > 1);
            if let Some(of) = of.and_then(|class| classes.get(class)) {
                label += &format!(" of {of}");
            }
            let quantity = Quantity::Network {
                what: word.what,
                station,
                class,
                at: quantile.or(than).unwrap_or_default(),
            };
            (quantity, label, false)
        }
        "corridor" => {
            let word = known(reader, table, quantity::CORRIDOR, "a corridor", name)?;
            let mut text = |key: &str| reader.text(table, key).unwrap_or_default().to_owned();
            let [flow, place, cause, server] = ["flow", "place", "cause", "server"].map(&mut text);
            let mut label = name.to_owned();
            for part in [&cause, &place, &server, &flow] {
                if !part.is_empty() {
                    label += &format!(", {part}");
                }
            }
            let quantity = Quantity::Corridor {
                what: word.what,
                flow,
                place,
                cause,
                server,
            };
            (quantity, label, false)
        }
        "data" => {
            let word = known(reader, table, quantity::SERIES, "a file of numbers", name)?;
            let lag = reader.whole(table, "lag", (1, 100_000));
            let batches = reader.whole(table, "batches", (2, 100_000));
            let level = reader.number(table, "level", (0.5, 0.9999));
            let label = match lag {
                Some(lag) => format!("{name} {lag}"),
                None => name.to_owned(),
            };
            let quantity = Quantity::Series {
                what: word.what,
                lag: lag.unwrap_or(1) as usize,
                batches: batches.unwrap_or(20) as usize,
                level: level.unwrap_or(0.95),
            };
            (quantity, label, true)
        }
        kind @ ("arc" | "network") => {
            let word = known(
                reader,
                table,
                quantity::CAPACITY,
                "a network with capacity",
                name,
            )?;
            let mut end = |key: &str| {
                // The nodes of a file are known when it has been read.
                if kind == "arc" {
                    position(reader, table, key, &about.nodes);
                }
                reader.text(table, key).map(str::to_owned)
            };
            let ends = end("from").zip(end("to")).map(|(from, to)| [from, to]);
            let label = match &ends {
                Some([from, to]) => format!("{name} from {from} to {to}"),
                None => name.to_owned(),
            };
            let quantity = Quantity::Capacity {
                what: word.what,
                ends,
                arcs: Vec::new(),
                added: Vec::new(),
            };
            (quantity, label, true)
        }
        "edge" => {
            let words = quantity::RELIABILITY;
            let word = known(reader, table, words, "a network whose edges fail", name)?;
            let listed = reader.texts(table, "terminals");
            let mut terminals: Vec<usize> = Vec::new();
            for (name, node) in listed.iter().flatten() {
                let found = about.nodes.iter().position(|known| known == name);
                if found.is_none() {
                    unknown(reader, "node", name, node, &about.nodes);
                }
                terminals.extend(found);
            }
            let label = match &listed {
                Some(listed) => {
                    let names: Vec<&str> = listed.iter().map(|(name, _)| *name).collect();
                    format!("{name} of {}", names.join(", "))
                }
                None => name.to_owned(),
            };
            if listed.is_none() {
                terminals = (0..about.nodes.len()).collect();
            }
            let is_exact = word.what == ReliabilityQuantity::Reliability;
            let what = word.what;
            (Quantity::Reliability { what, terminals }, label, is_exact)
        }
        "series" => {
            let word = known(reader, table, quantity::FORECAST, "a series", name)?;
            let model = model(reader, table);
            let step = reader
                .whole(table, "step", (1, 1000))
                .map(|step| step as usize);
            let quantity = of_series(reader, table, word.what, model?, step)?;
            let mut label = format!("{name} of {}", model?);
            if let Some(step) = step {
                label += &format!(", step {step}");
            }
            (Quantity::Forecast(quantity), label, true)
        }
        "chain" => {
            let word = known(reader, table, quantity::TARIFF, "carriers in series", name)?;
            let regime = reader.word(table, "regime", &PriceRegime::ALL);
            let most = about.members.max(1) as i64;
            let carrier = reader.whole(table, "carrier", (1, most));
            let mut label = name.to_owned();
            if let Some(carrier) = carrier {
                label += &format!(" of {carrier}");
            }
            if let Some(regime) = reader.text(table, "regime") {
                label += &format!(", {regime}");
            }
            let quantity = Quantity::Tariff {
                what: word.what,
                regime: regime.unwrap_or_default(),
                carrier: carrier.map_or(0, |carrier| carrier as usize - 1),
            };
            (quantity, label, true)
        }
        "game" => {
            let word = known(reader, table, quantity::GAME, "a game of coalitions", name)?;
            let most = about.members.max(1) as i64;
            let player = reader.whole(table, "player", (1, most));
            let label = match player {
                Some(player) => format!("{name} of {player}"),
                None => name.to_owned(),
            };
            let quantity = Quantity::Game {
                what: word.what,
                player: player.map_or(0, |player| player as usize - 1),
            };
            (quantity, label, true)
        }
        "choices" => {
            let word = known(reader, table, quantity::CHOICE, "observed choices", name)?;
            let term = position(reader, table, "term", &about.terms);
            let label = match term.and_then(|term| about.terms.get(term)) {
                Some(term) => format!("{name} of {term}"),
                None => name.to_owned(),
            };
            let quantity = Quantity::Choice {
                what: word.what,
                term: term.unwrap_or_default(),
            };
            (quantity, label, true)
        }
        "paths" => {
            let word = known(reader, table, quantity::PATH, "paths", name)?;
            let path = reader.whole(table, "path", (1, 1000)).unwrap_or(1) as usize;
            let theta = reader.number(table, "theta", (1e-9, 1e9));
            let label = match theta {
                Some(theta) => format!("{name} of path {path} at theta {theta}"),
                None => format!("user equilibrium, {name} of path {path}"),
            };
            let quantity = Quantity::Path {
                what: word.what,
                path: path - 1,
                theta,
            };
            (quantity, label, true)
        }
        _ => {
            let word = known(reader, table, quantity::LINE, "a single track", name)?;
            (Quantity::Line(word.what), name.to_owned(), true)
        }
    };
    if reader.findings.len() > before {
        return None;
    }
    Some(Expectation {
        quantity,
        label,
        value: value?,
        tolerance: tolerance.unwrap_or_default(),
        narrow: narrow.unwrap_or_default(),
        digits: digits.or(is_exact.then_some(DIGITS)),
        source,
        origin: reader.place(&table.node.span),
    })
}

/// A quantity by its name, with the keys that it needs and no others.
fn known<T>(
    reader: &mut Reader,
    table: &Table,
    words: &'static [Word<T>],
    whose: &str,
    name: &str,
) -> Option<&'static Word<T>> {
    let Some(word) = find(words, name) else {
        let all: Vec<&'static str> = words.iter().map(|word| word.name).collect();
        let help = match meant(name, &all) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("{whose} has `{}`", all.join("`, `")),
        };
        let origin = table.get("quantity").map(|node| reader.inside(node))?;
        reader.find(
            code::UNKNOWN_CASE_NAME,
            &origin,
            format!("there is no quantity `{name}` of {whose}"),
            format!("not a quantity of {whose}"),
            help,
        );
        return None;
    };
    for key in word.needs {
        reader.needed(table, key);
    }
    for entry in table.node.entries().unwrap_or_default() {
        let key = entry.key.as_str();
        let is_known = EXPECT.keys.iter().any(|known| known.name == key);
        let belongs = word.needs.contains(&key) || word.may_have.contains(&key);
        if is_known && !belongs && !ALWAYS.contains(&key) {
            let problem = format!("does not go with the quantity `{name}`");
            reader.wrong(key, &entry.node, &problem, "it left out");
        }
    }
    Some(word)
}

/// The position of a name, where the key is there.
fn position(reader: &mut Reader, table: &Table, key: &str, names: &[&str]) -> Option<usize> {
    let name = reader.text(table, key)?;
    let position = names.iter().position(|known| *known == name);
    if position.is_none()
        && let Some(node) = table.get(key)
    {
        unknown(reader, key, name, node, names);
    }
    position
}

/// A station or class that the case does not have.
pub(super) fn unknown(reader: &mut Reader, what: &str, name: &str, node: &Node, names: &[&str]) {
    reader.unknown(what, name, node, names.iter().copied(), "the case");
}

/// The model that a known answer is about.
fn model(reader: &mut Reader, table: &Table) -> Option<Model> {
    let name = reader.text(table, "model")?;
    let found = Model::named(name);
    if found.is_none()
        && let Some(node) = table.get("model")
    {
        let names = Model::NAMED.iter().map(|(name, _)| *name);
        reader.unknown("model", name, node, names, "series to be forecast");
    }
    found
}

fn of_series(
    reader: &mut Reader,
    table: &Table,
    word: ForecastWord,
    model: Model,
    step: Option<usize>,
) -> Option<ForecastQuantity> {
    let form = match model {
        Model::Ets(form) => Some(form),
        _ => None,
    };
    let needs_form = match word {
        ForecastWord::Point => return Some(ForecastQuantity::Point(model, step?)),
        ForecastWord::Error(measure) => return Some(ForecastQuantity::Error(model, measure)),
        ForecastWord::Deviation => form
            .zip(step)
            .map(|(f, s)| ForecastQuantity::Deviation(f, s)),
        ForecastWord::Aicc => form.map(ForecastQuantity::Aicc),
        ForecastWord::Smoothing(which) => form.map(|f| ForecastQuantity::Smoothing(f, which)),
    };
    if form.is_none()
        && let Some(node) = table.get("model")
    {
        let problem = format!("is `{model}`, which has none");
        reader.wrong("model", node, &problem, "a form such as ETS(A,Ad,N)");
    }
    needs_form
}
