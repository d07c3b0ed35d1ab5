//! A list of games of coalitions, with how they are divided.

use kervan_tariff::game::{Game, Kind as GameKind, MOST_PLAYERS};

use super::{Making, note_of};
use crate::case::{Case, Kind};
use crate::node::{Node, Value};
use crate::quantity::{GameQuantity, Quantity};
use crate::read::{CaseFile, of_values};
use crate::section::Reader;

/// What an answer may be off by, over the value of all together.
const TOLERANCE: f64 = 1e-6;
/// Digits of a number as it is stored: the tolerance alone decides.
const STORED: f64 = 15.0;

/// Whether an object says of a game what this shape says.
pub(super) fn is_one(node: &Node) -> bool {
    node.get("characteristic_function").is_some()
}

pub(super) fn read(reader: &mut Reader, cases: &[Node]) -> CaseFile {
    let mut file = CaseFile::default();
    for (position, node) in cases.iter().enumerate() {
        let name = node.get("id").and_then(Node::text).map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("case-{}", position + 1));
        file.cases.extend(one(reader, node, &name, &mut file.notes));
    }
    file
}

/// The game that an object holds.
pub(super) fn game_of(reader: &mut Reader, node: &Node) -> Option<Game> {
    let players = match node.get("players").and_then(Node::list) {
        Some(list) => list.len(),
        None => super::whole(reader, node, "players", (1.0, MOST_PLAYERS as f64))? as usize,
    };
    let kind = match node.get("kind").map(|node| (node, node.text())) {
        None | Some((_, Some("profit" | "gain"))) => GameKind::Profit,
        Some((_, Some("cost"))) => GameKind::Cost,
        Some((node, _)) => {
            reader.wrong("kind", node, "is neither", "`profit` or `cost`");
            return None;
        }
    };
    if players > MOST_PLAYERS {
        let problem = format!("are {players}");
        let expected = format!("{MOST_PLAYERS} at most, as every coalition is listed");
        reader.wrong("players", node, &problem, &expected);
        return None;
    }
    let key = "characteristic_function";
    of_values(reader, key, node.get(key)?, players, kind)
}

fn one(reader: &mut Reader, node: &Node, name: &str, notes: &mut Vec<String>) -> Option<Case> {
    let before = reader.findings.len();
    let game = game_of(reader, node)?;
    let players = game.players();
    let whole = game.whole().abs();
    let mut making = Making::new(reader, node, name, Kind::Game(game));
    let mut asked = Vec::new();
    for entry in node.entries().unwrap_or_default() {
        let (key, value) = (entry.key.as_str(), &entry.node);
        match key {
            "published" => {
                for entry in value.entries().unwrap_or_default() {
                    asked.push((entry.key.as_str(), &entry.node, "published "));
                }
            }
            "id"
            | "players"
            | "kind"
            | "characteristic_function"
            | "source"
            | "note"
            | "commodity_owner"
            | "title"
            | "licence" => {}
            key => asked.push((key, value, "")),
        }
    }
    for (key, value, prefix) in asked {
        if !of_key(&mut making, key, value, prefix, players) {
            notes.push(note_of(making.reader, name, key));
        }
    }
    if making.case.expects.iter().any(is_of_nucleolus) {
        let what = GameQuantity::KohlbergHolds;
        let quantity = Quantity::Game { what, player: 0 };
        making.ask_for(Some(node), "Kohlberg holds", quantity, 1.0);
    }
    let tolerance = TOLERANCE * if whole > 0.0 { whole } else { 1.0 };
    for asked in &mut making.case.expects {
        asked.digits = Some(STORED);
        asked.tolerance = match asked.quantity {
            Quantity::Game {
                what: GameQuantity::HasCore | GameQuantity::KohlbergHolds,
                ..
            } => 0.0,
            _ => tolerance,
        };
    }
    let case = making.case;
    (reader.findings.len() == before && !case.expects.is_empty()).then_some(case)
}

fn is_of_nucleolus(asked: &crate::case::Expectation) -> bool {
    let what = GameQuantity::Nucleolus;
    matches!(asked.quantity, Quantity::Game { what: found, .. } if found == what)
}

/// Asks what stands under a key; whether it is one that is compared.
fn of_key(making: &mut Making, key: &str, value: &Node, prefix: &str, players: usize) -> bool {
    let quantity = |what| Quantity::Game { what, player: 0 };
    let each = match key {
        "shapley" | "shapley_exact" | "shapley_value" => Some(GameQuantity::Shapley),
        "nucleolus" | "nucleolus_exact" => Some(GameQuantity::Nucleolus),
        _ => None,
    };
    match (each, key, &value.value) {
        (Some(what), _, Value::List(list)) => {
            if list.len() != players {
                let problem = format!("has {} numbers", list.len());
                let expected = format!("one for each of {players} players");
                making.reader.wrong(key, value, &problem, &expected);
                return true;
            }
            for (player, node) in list.iter().enumerate() {
                let label = format!("{prefix}{} {}", key.replace('_', " "), player + 1);
                let quantity = Quantity::Game { what, player };
                match node.text().and_then(fraction) {
                    Some(known) => making.ask_for(Some(node), label, quantity, known),
                    None => making.ask(Some(node), label, quantity),
                }
            }
            true
        }
        (None, "core_nonempty" | "has_core", Value::Flag(has)) => {
            let known = f64::from(u8::from(*has));
            let label = format!("{prefix}core is not empty");
            making.ask_for(Some(value), label, quantity(GameQuantity::HasCore), known);
            true
        }
        (None, "core_empty", Value::Flag(is_empty)) => {
            let known = f64::from(u8::from(!is_empty));
            let label = format!("{prefix}core is not empty");
            making.ask_for(Some(value), label, quantity(GameQuantity::HasCore), known);
            true
        }
        (None, "largest_minimum_satisfaction" | "least_core_value", Value::Number(_)) => {
            let what = quantity(GameQuantity::LeastSatisfaction);
            making.ask(Some(value), format!("{prefix}least satisfaction"), what);
            true
        }
        _ => false,
    }
}

/// A number written as a fraction: `25/4`, or `12`.
fn fraction(text: &str) -> Option<f64> {
    match text.split_once('/') {
        Some((above, below)) => {
            let (above, below): (f64, f64) =
                (above.trim().parse().ok()?, below.trim().parse().ok()?);
            (below != 0.0).then(|| above / below)
        }
        None => text.trim().parse().ok(),
    }
}
