//! Carriers in series who set prices.

use kervan_tariff::demand::{Demand, Exponential, Isoelastic, Linear, Logit};
use kervan_tariff::regime::Chain;

use crate::node::Node;
use crate::section::{CHAIN, Reader, Table};

/// Scales, elasticities and steps.
const ABOVE_0: (f64, f64) = (1e-300, 1e300);
/// Prices and values.
const ANY: (f64, f64) = (-1e300, 1e300);

/// How many carriers a case names.
pub(super) fn carriers_of(case: &Table) -> usize {
    let costs = case.get("chain").and_then(|chain| chain.get("costs"));
    costs.and_then(Node::list).map_or(0, <[Node]>::len)
}

/// A chain of carriers.
pub(super) fn chain(reader: &mut Reader, case: &Table) -> Option<Chain> {
    let before = reader.findings.len();
    let table = reader.subtable(case, "chain", &CHAIN)?;
    reader.needed(&table, "demand");
    reader.needed(&table, "costs");
    let forms = [
        ("linear", &["a", "b"][..]),
        ("isoelastic", &["A", "e"]),
        ("exponential", &["A", "k"]),
        ("logit", &["M", "V", "mu"]),
    ];
    let words: Vec<(&str, &[&str])> = forms.to_vec();
    let needs = reader.word(&table, "demand", &words);
    let form = reader.text(&table, "demand").unwrap_or_default().to_owned();
    let mut numbers = Vec::new();
    for key in needs.unwrap_or_default() {
        reader.needed(&table, key);
        let range = if *key == "V" { ANY } else { ABOVE_0 };
        numbers.extend(reader.number(&table, key, range));
    }
    for entry in table.node.entries().unwrap_or_default() {
        let key = entry.key.as_str();
        let belongs = needs.is_none_or(|needs| needs.contains(&key));
        let is_number = CHAIN.keys.iter().skip(2).any(|known| known.name == key);
        if is_number && !belongs {
            let problem = format!("does not go with `{form}` demand");
            reader.wrong(key, &entry.node, &problem, "it left out");
        }
    }
    let costs = table.get("costs").and_then(|node| {
        let costs = node.numbers().filter(|costs| {
            !costs.is_empty() && costs.iter().all(|cost| *cost >= 0.0 && cost.is_finite())
        });
        if costs.is_none() {
            let problem = "is no list of costs";
            reader.wrong("costs", node, problem, "numbers from 0, such as [10, 20]");
        }
        costs
    });
    if reader.findings.len() > before {
        return None;
    }
    let demand = demand(&form, &numbers)?;
    Some(Chain {
        demand,
        costs: costs?,
    })
}

/// Demand of a form by its numbers, in the order in which the form needs them.
pub(crate) fn demand(form: &str, numbers: &[f64]) -> Option<Demand> {
    Some(match (form, numbers) {
        ("linear", &[a, b]) => Demand::Linear(Linear { a, b }),
        ("isoelastic", &[scale, elasticity]) => {
            Demand::Isoelastic(Isoelastic { scale, elasticity })
        }
        ("exponential", &[scale, k]) => Demand::Exponential(Exponential { scale, k }),
        ("logit", &[size, value, spread]) => Demand::Logit(Logit {
            size,
            value,
            spread,
        }),
        _ => return None,
    })
}
