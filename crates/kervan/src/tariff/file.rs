//! Games and carriers in series from a file, as cases of known answers hold them.

use std::path::Path;

use kervan_corridor::{Finding, Origin, code};
use kervan_format::Files;
use kervan_tariff::TariffError;
use kervan_tariff::core::{least_core, leavers};
use kervan_tariff::division::{equal_profit, mix, nucleolus, shapley};
use kervan_tariff::game::{Game, members};
use kervan_tariff::regime::{Pricing, joint, separate, successive};
use kervan_verification::{Posed, posed};

use super::division::{Rule, RuleError};

/// A game, divided.
#[derive(Clone, Debug, PartialEq)]
pub struct DividedGame {
    /// Its name in the file.
    pub name: String,
    /// What each rule gives each player, in order; why not, where it cannot.
    pub divisions: Vec<(Rule, Result<Vec<f64>, String>)>,
    /// Whether some division holds everybody.
    pub has_core: bool,
    /// Satisfaction of the least satisfied coalition in the best division.
    pub satisfaction: f64,
    /// Who would leave each division first, in the order of the rules: players from 1, and gain.
    pub leavers: Vec<Option<(Vec<usize>, f64)>>,
}

/// Carriers in series, priced.
#[derive(Clone, Debug, PartialEq)]
pub struct PricedChain {
    /// Its name in the file.
    pub name: String,
    /// `separate`, `successive` and `joint`, each with what it leads to, or why there is nothing.
    pub regimes: Vec<(&'static str, Result<Pricing, String>)>,
}

/// Why a file says nothing.
#[derive(Debug, thiserror::Error)]
pub enum TariffFileError {
    /// Everything that is wrong with the file, and the file for excerpts.
    #[error("the file has {} findings", findings.len())]
    Findings {
        /// The findings.
        findings: Vec<Finding>,
        /// The file, where it could be read.
        files: Option<Box<Files>>,
    },
    /// A rule that needs more than a game.
    #[error(
        "`{0}` looks at the work of operators, and a file of games says nothing of it; there are shapley, nucleolus and equal-profit"
    )]
    Rule(Rule),
    /// A rule that is none.
    #[error(transparent)]
    NoRule(#[from] RuleError),
    /// It cannot be worked out.
    #[error(transparent)]
    Tariff(#[from] TariffError),
}

/// What a file poses.
fn read(path: &str) -> Result<Vec<Posed>, TariffFileError> {
    let files = Files::of_cases(Path::new(path)).map_err(|findings| TariffFileError::Findings {
        findings,
        files: None,
    })?;
    let mut found = Vec::new();
    let mut findings = Vec::new();
    for (name, _) in files.iter() {
        match files.text(name) {
            Ok(text) => match posed(name, text) {
                Ok(more) => found.extend(more),
                Err(more) => findings.extend(more),
            },
            Err(finding) => findings.push(finding),
        }
    }
    if found.is_empty() && findings.is_empty() {
        findings.push(Finding::new(
            code::BAD_CASE_FILE,
            &Origin::file(path),
            format!("`{path}` holds no game and no carriers in series"),
            "neither `characteristic_function` nor `demand_form` with `params` stands in it",
            "`kervan verify --schema` describes both shapes",
        ));
    }
    match findings.is_empty() {
        true => Ok(found),
        false => Err(TariffFileError::Findings {
            findings,
            files: Some(Box::new(files)),
        }),
    }
}

/// Divides every game of a file by rules that need nothing but the game.
///
/// The Equal Profit Method compares profits with what each player has alone.
///
/// # Errors
///
/// Everything that is wrong with the file; rules that need more; a solver without an answer.
pub fn divide_games(path: &str, rules: &[Rule]) -> Result<Vec<DividedGame>, TariffFileError> {
    if let Some(rule) = rules.iter().find(|rule| !rule.is_of_the_game()) {
        return Err(TariffFileError::Rule(rule.clone()));
    }
    let mut divided = Vec::new();
    for posed in read(path)? {
        let Posed::Game(name, game) = posed else {
            continue;
        };
        let core = least_core(&game)?;
        let mut made = DividedGame {
            name,
            divisions: Vec::new(),
            has_core: core.has_core(&game),
            satisfaction: core.satisfaction,
            leavers: Vec::new(),
        };
        for rule in rules {
            let division = match by_rule(&game, rule) {
                Ok(division) => Ok(division),
                Err(TariffError::Malformed(faults)) => Err(faults.join("; ")),
                Err(error) => return Err(error.into()),
            };
            let first = division.as_ref().ok().and_then(|division| {
                let leaver = leavers(&game, division).into_iter().next()?;
                let players = members(leaver.coalition).map(|player| player + 1);
                Some((players.collect(), leaver.gain))
            });
            made.leavers.push(first);
            made.divisions.push((rule.clone(), division));
        }
        divided.push(made);
    }
    Ok(divided)
}

fn by_rule(game: &Game, rule: &Rule) -> Result<Vec<f64>, TariffError> {
    match rule {
        Rule::Nucleolus => Ok(nucleolus(game)?.division),
        Rule::EqualProfit => {
            let alone: Vec<f64> = (0..game.players())
                .map(|player| game.value(1 << player))
                .collect();
            equal_profit(game, &alone)
        }
        Rule::Mix(parts) => {
            let divided: Vec<(f64, Vec<f64>)> = parts
                .iter()
                .map(|(rule, weight)| Ok((*weight, by_rule(game, rule)?)))
                .collect::<Result<_, TariffError>>()?;
            let each: Vec<(f64, &[f64])> = divided
                .iter()
                .map(|(weight, division)| (*weight, division.as_slice()))
                .collect();
            mix(&each)
        }
        _ => Ok(shapley(game)),
    }
}

/// Prices all carriers in series of a file.
///
/// # Errors
///
/// Everything that is wrong with the file.
pub fn price_chains(path: &str) -> Result<Vec<PricedChain>, TariffFileError> {
    let mut priced = Vec::new();
    for posed in read(path)? {
        let Posed::Chain(name, chain) = posed else {
            continue;
        };
        let said = |found: Result<Pricing, TariffError>| found.map_err(|error| error.to_string());
        priced.push(PricedChain {
            name,
            regimes: vec![
                ("separate", said(separate(&chain))),
                ("successive", said(successive(&chain))),
                ("joint", said(joint(&chain))),
            ],
        });
    }
    Ok(priced)
}
