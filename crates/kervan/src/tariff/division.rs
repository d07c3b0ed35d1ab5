//! Who gets what: every rule, its shares, and who would leave.

use std::fmt;
use std::str::FromStr;

use kervan_results::{DivisionRow, LeaverRow};
use kervan_tariff::TariffError;
use kervan_tariff::core::{least_core, leavers};
use kervan_tariff::division::{
    cost, distance, equal_profit, mix, nucleolus, shapley, terminal_allowance,
};
use kervan_tariff::game::{Game, Kind, Mask, members};
use kervan_tariff::traffic::{Outsiders, Totals, Traffic};

use super::market::Contested;
use super::regimes::Found;
use super::{Groups, MILLION, RuleNote, Tariff, TariffSettings, TariffingError};

/// A rule of division.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// By unit-kilometres.
    Distance,
    /// By costs that vary with the load.
    Cost,
    /// Handling at its price of today first, the rest by unit-kilometres.
    TerminalAllowance,
    /// The Shapley value.
    Shapley,
    /// The nucleolus.
    Nucleolus,
    /// The Equal Profit Method.
    EqualProfit,
    /// What each earns today, and an equal part of what is gained.
    EqualGain,
    /// Several, weighed.
    Mix(Vec<(Rule, f64)>),
}

/// What is no rule of division.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RuleError {
    /// A word that names none.
    #[error(
        "`{0}` is no rule; there are distance, cost, terminals, shapley, nucleolus, equal-profit, equal-gain, and mixes such as mix=shapley:0.5+distance:0.5"
    )]
    Unknown(String),
    /// A weight that is none.
    #[error(
        "`{0}` is no weight of a mix: write a number above 0, as in mix=shapley:0.5+distance:0.5"
    )]
    Weight(String),
}

impl Rule {
    /// All but mixes.
    pub const ALL: [Rule; 7] = [
        Rule::Distance,
        Rule::Cost,
        Rule::TerminalAllowance,
        Rule::Shapley,
        Rule::Nucleolus,
        Rule::EqualProfit,
        Rule::EqualGain,
    ];

    /// Whether it needs nothing but the game: no distances, costs or prices.
    pub fn is_of_the_game(&self) -> bool {
        match self {
            Rule::Shapley | Rule::Nucleolus | Rule::EqualProfit => true,
            Rule::Distance | Rule::Cost | Rule::TerminalAllowance | Rule::EqualGain => false,
            Rule::Mix(parts) => parts.iter().all(|(rule, _)| rule.is_of_the_game()),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Rule::Distance => "distance",
            Rule::Cost => "cost",
            Rule::TerminalAllowance => "terminals",
            Rule::Shapley => "shapley",
            Rule::Nucleolus => "nucleolus",
            Rule::EqualProfit => "equal-profit",
            Rule::EqualGain => "equal-gain",
            Rule::Mix(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|(rule, weight)| format!("{rule}:{weight}"))
                    .collect();
                return write!(to, "mix={}", parts.join("+"));
            }
        };
        to.write_str(word)
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Rule, RuleError> {
        if let Some(parts) = text.strip_prefix("mix=") {
            let part = |text: &str| {
                let (rule, weight) = text.split_once(':').unwrap_or((text, "1"));
                let found: f64 = weight
                    .parse()
                    .map_err(|_| RuleError::Weight(weight.to_owned()))?;
                if !(found.is_finite() && found > 0.0) || rule.starts_with("mix=") {
                    return Err(RuleError::Weight(weight.to_owned()));
                }
                Ok((rule.parse()?, found))
            };
            return parts
                .split('+')
                .map(part)
                .collect::<Result<_, _>>()
                .map(Rule::Mix);
        }
        Rule::ALL
            .into_iter()
            .find(|rule| rule.to_string() == text)
            .ok_or_else(|| RuleError::Unknown(text.to_owned()))
    }
}

/// What a division looks at.
pub(super) struct Input<'a> {
    pub(super) contested: &'a Contested,
    pub(super) traffic: &'a Traffic,
    pub(super) found: &'a Found,
    pub(super) settings: &'a TariffSettings,
}

/// Sets of operators who would leave, shown for each rule.
const SHOWN: usize = 3;
/// Divisions that differ by less than this, in dollars a year, coincide.
const CENT: f64 = 0.01;

/// Fills divisions, leavers and notes; whether it was interrupted.
pub(super) fn divide(
    input: &Input,
    tariff: &mut Tariff,
    stop: &mut dyn FnMut() -> bool,
) -> Result<bool, TariffingError> {
    let traffic = input.traffic;
    let totals = &input.found.chosen;
    let game = game_of(traffic, totals, input.settings.outsiders)?;
    let otherwise = match input.settings.outsiders {
        Outsiders::Today => Outsiders::Separate,
        Outsiders::Separate => Outsiders::Today,
    };
    let other = game_of(traffic, totals, otherwise)?;
    about_the_game(input, &game, &other, tariff)?;
    tariff.groups = groups(input, &game);
    let today = &input.found.today;
    let earned: Vec<f64> = today
        .revenues
        .iter()
        .zip(&today.costs)
        .map(|(paid, cost)| paid - cost)
        .collect();
    let basis = Basis::of(traffic, totals, today);
    let mut on_the_game: Vec<Vec<f64>> = Vec::new();
    for rule in &input.settings.rules {
        let (paid, note) = match paid(rule, &basis, &game) {
            Ok(found) => found,
            Err(TariffError::Malformed(faults)) => {
                tariff.rules.push(RuleNote {
                    rule: rule.to_string(),
                    is_in_core: false,
                    is_in_other_core: false,
                    all_gain: false,
                    note: faults.join("; "),
                });
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if rule.is_of_the_game() && !matches!(rule, Rule::Mix(_)) {
            on_the_game.push(paid.clone());
        }
        report(input, [&game, &other], rule, &paid, &earned, note, tariff);
        if stop() {
            return Ok(true);
        }
    }
    let coincide = on_the_game.len() > 1
        && on_the_game.iter().all(|other| {
            let each = on_the_game[0].iter().zip(other);
            each.clone().all(|(a, b)| (a - b).abs() < CENT)
        });
    if coincide {
        tariff.game.push("The rules on the game give the same to the cent: no operator can be gone around, so that each is needed as much as another.".to_owned());
    }
    Ok(false)
}

/// The game, with what is divided as the value of all.
fn game_of(traffic: &Traffic, totals: &Totals, outsiders: Outsiders) -> Result<Game, TariffError> {
    let game = traffic.game(outsiders)?;
    let all = game.all();
    Game::new(traffic.operators, Kind::Profit, |mask| match mask == all {
        true => totals.pool,
        false => game.value(mask),
    })
}

/// What rules look at, operator by operator.
pub(super) struct Basis {
    pub(super) revenue: f64,
    pub(super) costs: Vec<f64>,
    pub(super) unit_km: Vec<f64>,
    pub(super) allowances: Vec<f64>,
    /// What each earns today beyond its costs.
    pub(super) today: Vec<f64>,
}

impl Basis {
    pub(super) fn of(traffic: &Traffic, totals: &Totals, today: &Totals) -> Basis {
        let earned = today.revenues.iter().zip(&today.costs);
        let mut basis = Basis {
            revenue: totals.costs.iter().sum::<f64>() + totals.pool,
            costs: totals.costs.clone(),
            unit_km: vec![0.0; traffic.operators],
            allowances: vec![0.0; traffic.operators],
            today: earned.map(|(paid, cost)| paid - cost).collect(),
        };
        for (market, outcome) in traffic.markets.iter().zip(&totals.markets) {
            for (way, units) in market.ways.iter().zip(&outcome.quantities) {
                for work in &way.work {
                    basis.unit_km[work.operator] += work.km * units;
                    basis.allowances[work.operator] += work.handling * units;
                }
            }
        }
        basis
    }
}

/// What a rule pays each operator out of the revenue, and what to know of it.
pub(super) fn paid(
    rule: &Rule,
    basis: &Basis,
    game: &Game,
) -> Result<(Vec<f64>, String), TariffError> {
    let with_costs = |profits: Vec<f64>| -> Vec<f64> {
        let each = profits.iter().zip(&basis.costs);
        each.map(|(profit, cost)| profit + cost).collect()
    };
    let plain = |paid| (paid, String::new());
    Ok(match rule {
        Rule::Distance => plain(distance(basis.revenue, &basis.unit_km)?),
        Rule::Cost => plain(cost(basis.revenue, &basis.costs)?),
        Rule::TerminalAllowance => plain(terminal_allowance(
            basis.revenue,
            &basis.allowances,
            &basis.unit_km,
        )?),
        Rule::Shapley => plain(with_costs(shapley(game))),
        Rule::Nucleolus => {
            let found = nucleolus(game)?;
            let note = match found.has_imputations {
                true => "",
                false => {
                    "no division gives everybody what it could have alone, so this is the prenucleolus"
                }
            };
            (with_costs(found.division), note.to_owned())
        }
        Rule::EqualProfit => {
            let note = match least_core(game)?.has_core(game) {
                true => "profits over costs as equal as the core lets them be",
                false => {
                    "there is no core, so profits are in proportion to costs, as by the rule `cost`"
                }
            };
            let division = equal_profit(game, &basis.costs)?;
            (with_costs(division), note.to_owned())
        }
        Rule::EqualGain => {
            let before: f64 = basis.today.iter().sum();
            let gain = (game.whole() - before) / basis.today.len() as f64;
            plain(with_costs(
                basis.today.iter().map(|each| each + gain).collect(),
            ))
        }
        Rule::Mix(parts) => {
            let divided: Vec<(f64, Vec<f64>)> = parts
                .iter()
                .map(|(rule, weight)| Ok((*weight, paid(rule, basis, game)?.0)))
                .collect::<Result<_, TariffError>>()?;
            let each: Vec<(f64, &[f64])> = divided
                .iter()
                .map(|(weight, paid)| (*weight, paid.as_slice()))
                .collect();
            plain(mix(&each)?)
        }
    })
}

/// Groups of operators by their kind.
const GROUPS: [(&str, &[&str]); 3] = [
    ("railways", &["railway"]),
    ("ports and terminals", &["port", "terminal"]),
    ("ships", &["shipping line"]),
];

/// The game between three groups; `None` where one has nobody, or somebody is in none.
fn groups(input: &Input, game: &Game) -> Option<Groups> {
    let kinds = &input.contested.kinds;
    let mask = |own: &[&str]| -> Mask {
        let inside = kinds.iter().enumerate();
        inside
            .filter(|(_, kind)| own.contains(&kind.as_str()))
            .fold(0, |mask, (at, _)| mask | 1 << at)
    };
    let masks = GROUPS.map(|(_, kinds)| mask(kinds));
    let together = masks.iter().fold(0, |all, mask| all | mask);
    if masks.contains(&0) || together != game.all() {
        return None;
    }
    let named = GROUPS.iter().zip(masks).map(|((name, _), mask)| {
        let (alone, others) = (game.value(mask), game.value(game.all() ^ mask));
        ((*name).to_owned(), alone / MILLION, others / MILLION)
    });
    Some(Groups {
        groups: named.collect(),
        all_musd: game.whole() / MILLION,
        rules: Vec::new(),
    })
}

/// What to know of the game as a whole.
fn about_the_game(
    input: &Input,
    game: &Game,
    other: &Game,
    tariff: &mut Tariff,
) -> Result<(), TariffError> {
    let ways: usize = input
        .traffic
        .markets
        .iter()
        .map(|market| market.ways.len())
        .sum();
    let (keep, answer) = (
        "keep what they ask today",
        "set their own prices, each for itself",
    );
    let (here, there) = match input.settings.outsiders {
        Outsiders::Today => (keep, answer),
        Outsiders::Separate => (answer, keep),
    };
    tariff.game.push(format!(
        "What a set of operators is worth: its members price jointly, all others {here}, and shippers choose among {ways} ways of {} markets and all ways outside.",
        input.traffic.markets.len(),
    ));
    let core = least_core(game)?;
    let worst = core.satisfaction / MILLION;
    tariff.game.push(match core.has_core(game) {
        true => format!("There are divisions that hold everybody; the best leaves each set {worst:.2} M$ a year more than it could have by itself."),
        false => format!("No division holds everybody: whatever is agreed, some set could have at least {:.2} M$ a year more by leaving. An agreement holds by contract, not by shares.", -worst),
    });
    let core = least_core(other)?;
    let worst = core.satisfaction / MILLION;
    tariff.game.push(match core.has_core(other) {
        true => format!("If those outside {there}, there are divisions that hold everybody, with {worst:.2} M$ a year to spare for each set."),
        false => format!("If those outside {there}, no division holds everybody either: some set could have {:.2} M$ a year more.", -worst),
    });
    Ok(())
}

fn report(
    input: &Input,
    [game, other]: [&Game; 2],
    rule: &Rule,
    paid: &[f64],
    earned: &[f64],
    note: String,
    tariff: &mut Tariff,
) {
    let totals = &input.found.chosen;
    let profits: Vec<f64> = paid.iter().zip(&totals.costs).map(|(a, b)| a - b).collect();
    let leaving = leavers(game, &profits);
    let corridor_name = |at: usize| &input.contested.names[at];
    let revenue: f64 = paid.iter().sum();
    for at in 0..paid.len() {
        tariff.divisions.push(DivisionRow {
            rule: rule.to_string(),
            operator: corridor_name(at).0.clone(),
            name: corridor_name(at).1.clone(),
            paid_musd: paid[at] / MILLION,
            share: paid[at] / revenue,
            profit_musd: profits[at] / MILLION,
            today_musd: earned[at] / MILLION,
            is_in_core: leaving.is_empty(),
        });
    }
    if let Some(groups) = &mut tariff.groups {
        let of = |kinds: &[&str]| -> f64 {
            let each = input.contested.kinds.iter().zip(&profits);
            let own = each.filter(|(kind, _)| kinds.contains(&kind.as_str()));
            own.map(|(_, profit)| profit / MILLION).sum()
        };
        let shares = GROUPS.iter().map(|(_, kinds)| of(kinds)).collect();
        groups.rules.push((rule.to_string(), shares));
    }
    let mut shown: Vec<Mask> = Vec::new();
    for leaver in &leaving {
        // A set that holds one already shown says little more.
        let says_more = shown.iter().all(|other| leaver.coalition & other != *other);
        if says_more && shown.len() < SHOWN {
            shown.push(leaver.coalition);
            let names: Vec<&str> = members(leaver.coalition)
                .map(|at| corridor_name(at).0.as_str())
                .collect();
            tariff.leavers.push(LeaverRow {
                rule: rule.to_string(),
                operators: names.join("; "),
                gain_musd: leaver.gain / MILLION,
            });
        }
    }
    let size = totals.pool.abs().max(1.0);
    let all_gain = profits
        .iter()
        .zip(earned)
        .all(|(a, b)| a - b >= -1e-9 * size);
    tariff.rules.push(RuleNote {
        rule: rule.to_string(),
        is_in_core: leaving.is_empty(),
        is_in_other_core: leavers(other, &profits).is_empty(),
        all_gain,
        note,
    });
}
