//! What coalitions can do by themselves.

use kervan_tariff::game::{Game, Kind, MOST_PLAYERS};

use crate::node::Node;
use crate::section::{GAME, Reader, Table};

/// How many players a case names.
pub(super) fn players_of(case: &Table) -> usize {
    let players = case.get("game").and_then(|game| game.get("players"));
    players
        .and_then(Node::number)
        .map_or(0, |players| players as usize)
}

/// A game.
pub(super) fn game(reader: &mut Reader, case: &Table) -> Option<Game> {
    let table = reader.subtable(case, "game", &GAME)?;
    reader.needed(&table, "players");
    reader.needed(&table, "values");
    let players = reader.whole(&table, "players", (1, MOST_PLAYERS as i64))?;
    let kinds = [("profit", Kind::Profit), ("cost", Kind::Cost)];
    let kind = match table.has("kind") {
        true => reader.word(&table, "kind", &kinds)?,
        false => Kind::Profit,
    };
    let values = table.get("values")?;
    of_values(reader, "values", values, players as usize, kind)
}

/// A game from a table of coalition and value.
pub(crate) fn of_values(
    reader: &mut Reader,
    key: &str,
    table: &Node,
    players: usize,
    kind: Kind,
) -> Option<Game> {
    let before = reader.findings.len();
    let Some(entries) = table.entries() else {
        let problem = format!("is {}", table.kind());
        reader.wrong(key, table, &problem, "a table of coalition and value");
        return None;
    };
    let mut values = vec![None; 1 << players];
    for entry in entries {
        let mask = entry.key.parse::<usize>().ok();
        let Some(slot) = mask.and_then(|mask| values.get_mut(mask)) else {
            let problem = format!("has a coalition `{}`", entry.key);
            let most = (1_usize << players) - 1;
            let expected = format!("a number from 1 to {most}, whose bits are the players");
            reader.wrong(key, &entry.node, &problem, &expected);
            continue;
        };
        *slot = reader
            .number_of(key, &entry.node, (-1e300, 1e300))
            .or(Some(f64::NAN));
    }
    if values[0].is_some_and(|value| value != 0.0) {
        let problem = "gives the empty coalition a value";
        reader.wrong(key, table, problem, "0, or nothing, for coalition 0");
    }
    let missing: Vec<String> = values
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, value)| value.is_none())
        .map(|(mask, _)| mask.to_string())
        .collect();
    if !missing.is_empty() {
        let some = missing[..missing.len().min(10)].join(", ");
        let problem = format!("has no value for {} coalitions: {some}", missing.len());
        reader.wrong(key, table, &problem, "a value for every coalition");
    }
    if reader.findings.len() > before {
        return None;
    }
    let value = |mask: u32| values[mask as usize].unwrap_or(f64::NAN);
    match Game::new(players, kind, value) {
        Ok(game) => Some(game),
        Err(error) => {
            reader.wrong(key, table, "cannot be", &error.to_string());
            None
        }
    }
}
