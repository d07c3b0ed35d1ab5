//! A list of carriers in series: what they ask apart, in turn and together.

use kervan_tariff::regime::Chain;

use super::{Making, note_of};
use crate::case::{Case, Kind};
use crate::node::{Node, Value};
use crate::quantity::{PriceRegime, Quantity, TariffQuantity};
use crate::read::{CaseFile, demand};
use crate::section::Reader;

/// Numbers of a demand.
const ABOVE_0: (f64, f64) = (1e-300, 1e300);
/// Prices and costs.
const ANY: (f64, f64) = (-1e300, 1e300);
/// Correct digits of closed forms, and of what others found by iterating.
const DIGITS: (f64, f64) = (8.0, 6.0);
/// Numbers that each form of demand has.
const FORMS: [(&str, &[&str]); 4] = [
    ("linear", &["a", "b"]),
    ("isoelastic", &["A", "e"]),
    ("exponential", &["A", "k"]),
    ("logit", &["M", "V", "mu"]),
];
/// The form that says in which order prices are set, not how demand answers.
const IN_TURN: &str = "successive";

/// Whether an object says of carriers what this shape says.
pub(super) fn is_one(node: &Node) -> bool {
    node.get("demand_form").is_some() && node.get("params").is_some()
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

/// Carriers in series, as an object holds them.
pub(super) struct Found {
    form: &'static str,
    is_in_turn: bool,
    pub(super) chain: Chain,
}

/// The carriers of an object.
pub(super) fn chain_of(reader: &mut Reader, node: &Node) -> Option<Found> {
    let before = reader.findings.len();
    let written = node.get("demand_form")?;
    let form = written.text().unwrap_or_default();
    let Some(params) = node.get("params").filter(|node| node.entries().is_some()) else {
        reader.wrong("params", node, "is no table", "the numbers of the demand");
        return None;
    };
    // Prices in turn: the numbers tell which demand it is.
    let is_in_turn = form.starts_with(IN_TURN);
    let has_all = |needs: &[&str]| needs.iter().all(|key| params.get(key).is_some());
    let found = match is_in_turn {
        true => FORMS.iter().find(|(_, needs)| has_all(needs)),
        false => FORMS.iter().find(|(known, _)| *known == form),
    };
    let Some((form, needs)) = found else {
        let known: Vec<&str> = FORMS.iter().map(|(form, _)| *form).collect();
        match is_in_turn {
            true => {
                let expected = "`a` and `b`, `A` and `e`, `A` and `k`, or `M`, `V` and `mu`";
                reader.wrong("params", params, "do not tell which demand it is", expected);
            }
            false => {
                let problem = format!("is `{form}`");
                let expected = format!("`{}` or `{IN_TURN}`", known.join("`, `"));
                reader.wrong("demand_form", written, &problem, &expected);
            }
        }
        return None;
    };
    let mut numbers = Vec::new();
    for key in *needs {
        let range = if *key == "V" { ANY } else { ABOVE_0 };
        numbers.extend(super::number(reader, params, key, range));
    }
    let costs = costs(reader, params);
    let chain = demand(form, &numbers).zip(costs);
    if reader.findings.len() > before {
        return None;
    }
    let (demand, costs) = chain?;
    Some(Found {
        form,
        is_in_turn,
        chain: Chain { demand, costs },
    })
}

fn one(reader: &mut Reader, node: &Node, name: &str, notes: &mut Vec<String>) -> Option<Case> {
    let before = reader.findings.len();
    let Found {
        form,
        is_in_turn,
        chain,
    } = chain_of(reader, node)?;
    let carriers = chain.costs.len();
    let mut making = Making::new(reader, node, name, Kind::Chain(chain));
    making.case.title = match is_in_turn {
        true => format!("{form}, {carriers} carriers in turn"),
        false => format!("{form}, {carriers} carriers"),
    };
    let default = match is_in_turn {
        true => PriceRegime::Successive,
        false => PriceRegime::Separate,
    };
    let Some(expected) = node.get("expected") else {
        reader.wrong("expected", node, "is missing", "the known answers");
        return None;
    };
    let mut asking = Asking {
        making,
        carriers,
        name,
        notes,
    };
    if expected.entries().is_none() {
        asking.nothing(expected, default, "");
    }
    for entry in expected.entries().unwrap_or_default() {
        let (key, node) = (entry.key.as_str(), &entry.node);
        let regime = match key {
            "nash" | "separate" => Some(PriceRegime::Separate),
            "joint" => Some(PriceRegime::Joint),
            "successive" | "sequential" => Some(PriceRegime::Successive),
            _ => None,
        };
        match regime {
            Some(regime) => asking.of_regime(node, regime, key),
            None => asking.one(key, node, default, ""),
        }
    }
    let mut case = asking.making.case;
    let digits = match form {
        "logit" => DIGITS.1,
        _ => DIGITS.0,
    };
    for asked in &mut case.expects {
        asked.digits = Some(digits);
    }
    (reader.findings.len() == before && !case.expects.is_empty()).then_some(case)
}

/// What a unit costs each carrier: a list, or the two of a pair in turn.
fn costs(reader: &mut Reader, params: &Node) -> Option<Vec<f64>> {
    let not_below_0 = (0.0, 1e300);
    if params.get("c").is_none() && params.get("cu").is_some() {
        let pair = ["cu", "cd"].map(|key| super::number(reader, params, key, not_below_0));
        return pair.into_iter().collect();
    }
    let list = super::list(reader, params, "c");
    let found: Option<Vec<f64>> = list
        .iter()
        .map(|node| reader.number_of("c", node, not_below_0))
        .collect();
    if list.is_empty()
        && let Some(node) = params.get("c").filter(|node| node.list().is_some())
    {
        reader.wrong("c", node, "is empty", "the cost of each carrier");
        return None;
    }
    found
}

/// Known answers of one case in the making.
struct Asking<'r, 'a, 'n> {
    making: Making<'r, 'a>,
    carriers: usize,
    name: &'n str,
    notes: &'n mut Vec<String>,
}

impl Asking<'_, '_, '_> {
    fn ask(
        &mut self,
        node: &Node,
        label: String,
        what: TariffQuantity,
        regime: PriceRegime,
        carrier: usize,
    ) {
        let quantity = Quantity::Tariff {
            what,
            regime,
            carrier,
        };
        self.making.ask(Some(node), label, quantity);
    }

    /// A regime without an answer: there is no equilibrium.
    fn nothing(&mut self, node: &Node, regime: PriceRegime, prefix: &str) {
        self.is_there(node, regime, prefix, false);
    }

    fn is_there(&mut self, node: &Node, regime: PriceRegime, prefix: &str, is: bool) {
        let quantity = Quantity::Tariff {
            what: TariffQuantity::Equilibrium,
            regime,
            carrier: 0,
        };
        let label = labelled(prefix, "equilibrium");
        let known = f64::from(u8::from(is));
        self.making.ask_for(Some(node), label, quantity, known);
    }

    /// What is known of a regime.
    fn of_regime(&mut self, node: &Node, regime: PriceRegime, prefix: &str) {
        let Some(entries) = node.entries() else {
            return self.nothing(node, regime, prefix);
        };
        // A price that there is not says that there is no equilibrium.
        let price = node.get("through_price");
        if price.is_some_and(|node| node.number().is_none()) {
            return self.nothing(node, regime, prefix);
        }
        let says_more = |entry: &crate::node::Entry| {
            matches!(
                entry.node.value,
                Value::Number(_) | Value::List(_) | Value::Flag(_)
            )
        };
        if !entries.iter().any(says_more) {
            return self.nothing(node, regime, prefix);
        }
        for entry in entries {
            self.one(&entry.key, &entry.node, regime, prefix);
        }
    }

    fn one(&mut self, key: &str, node: &Node, regime: PriceRegime, prefix: &str) {
        use TariffQuantity::{
            GainOfOneTariff, MarketShare, Price, Profit, Sent, Surplus, ThroughPrice, TotalProfit,
        };
        let label = labelled(prefix, &key.replace('_', " "));
        let whole = match key {
            "through_price" | "price" => Some((ThroughPrice, regime)),
            "quantity" => Some((Sent, regime)),
            "total_profit" | "profit" => Some((TotalProfit, regime)),
            "market_share" | "share" => Some((MarketShare, regime)),
            "consumer_surplus" | "shippers_surplus" => Some((Surplus, regime)),
            "consumer_surplus_nash" => Some((Surplus, PriceRegime::Separate)),
            "consumer_surplus_joint" => Some((Surplus, PriceRegime::Joint)),
            "consumer_surplus_successive" => Some((Surplus, PriceRegime::Successive)),
            "gain_from_joint_tariff" => Some((GainOfOneTariff, regime)),
            _ => None,
        };
        if let Some((what, regime)) = whole {
            match node.value {
                // No equilibrium, or a gain and surplus that therefore have no value.
                Value::Other if what == ThroughPrice => self.nothing(node, regime, prefix),
                Value::Other => {}
                _ => self.ask(node, label, what, regime, 0),
            }
            return;
        }
        let each = match key {
            "segment_prices" | "prices" => Some(Price),
            "profit_each" | "profits" | "segment_profits" => Some(Profit),
            _ => None,
        };
        if let Some(what) = each {
            let list = node.list();
            if let Some(list) = list.filter(|list| list.len() != self.carriers) {
                let problem = format!("has {} numbers", list.len());
                let expected = format!("one for each of {} carriers", self.carriers);
                self.making.reader.wrong(key, node, &problem, &expected);
                return;
            }
            for carrier in 0..self.carriers {
                let at = list.map_or(node, |list| &list[carrier]);
                if !matches!(at.value, Value::Other) {
                    let label = format!("{label} {}", carrier + 1);
                    self.ask(at, label, what, regime, carrier);
                }
            }
            return;
        }
        let ends = [("upstream", 0), ("downstream", self.carriers - 1)];
        let found = ends.iter().find_map(|(end, carrier)| {
            let rest = key.strip_prefix(end)?;
            match rest {
                "_price" => Some((Price, *carrier)),
                "_profit" => Some((Profit, *carrier)),
                _ => None,
            }
        });
        match (found, key, &node.value) {
            (Some((what, carrier)), ..) => self.ask(node, label, what, regime, carrier),
            (
                None,
                "exists" | "equilibrium" | "equilibrium_exists" | "nash_exists" | "has_equilibrium",
                Value::Flag(is),
            ) => self.is_there(node, regime, prefix, *is),
            (None, "no_equilibrium" | "no_nash_equilibrium", Value::Flag(is_not)) => {
                self.is_there(node, regime, prefix, !is_not);
            }
            (None, "note" | "reason" | "published", _) => {}
            _ => self.notes.push(note_of(self.making.reader, self.name, key)),
        }
    }
}

fn labelled(prefix: &str, label: &str) -> String {
    match prefix {
        "" => label.to_owned(),
        prefix => format!("{prefix}: {label}"),
    }
}
