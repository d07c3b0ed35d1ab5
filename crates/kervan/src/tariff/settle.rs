//! Who owes whom: a file of consignments, divided to the cent.

use std::collections::BTreeMap;
use std::path::Path;

use kervan_corridor::finding::suggestion;
use kervan_corridor::{Finding, code};
use kervan_format::{BadField, Consignment, each_consignment};
use kervan_simulation::Progress;
use kervan_tariff::TariffError;
use kervan_tariff::market::{Market, Regime};
use kervan_tariff::money::{Currency, Decimal, Money};
use kervan_tariff::settlement::{Ledger, Shares, TooMuch};
use kervan_tariff::traffic::Traffic;

use super::division::{Basis, Rule, paid};
use super::market::{Contested, contested};
use super::{TariffSettings, TariffingError};
use crate::study::Study;

/// A settlement: who owes whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Consignments that were settled.
    pub consignments: u64,
    /// Payments, set off between each two operators.
    pub payments: Vec<SettledPayment>,
    /// What each operator's account comes to.
    pub accounts: Vec<SettledAccount>,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledPayment {
    /// Who pays.
    pub from: String,
    /// Who is paid.
    pub to: String,
    /// How much.
    pub amount: Money,
}

/// An operator's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledAccount {
    /// Whose.
    pub operator: String,
    /// Collected from shippers.
    pub collected: Money,
    /// Earned by its work.
    pub earned: Money,
    /// Earned less collected: what it is paid by the others, below 0 for what it pays.
    pub received: Money,
}

/// Why there is no settlement.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// Everything that is wrong with the file.
    #[error("the consignments have {} findings", .0.len())]
    Findings(Vec<Finding>),
    /// The corridor has no tariff to divide.
    #[error(transparent)]
    Tariff(#[from] TariffingError),
    /// A rule that gives an operator less than nothing cannot be settled by shares.
    #[error("`{rule}` pays `{operator}` less than nothing on `{flow}`: settle by another rule")]
    BelowNothing {
        /// The rule.
        rule: String,
        /// The operator.
        operator: String,
        /// The flow.
        flow: String,
    },
    /// Sums that cannot be counted.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// It was told to stop.
    #[error("interrupted")]
    Interrupted,
}

impl From<TariffError> for SettleError {
    fn from(error: TariffError) -> SettleError {
        SettleError::Tariff(error.into())
    }
}

impl Study {
    /// Settles a file of consignments by the first rule: each price is divided by the shares that
    /// the rule gives on the way of its flow, by largest remainders, and what operators owe each
    /// other is set off. Rules on the game take each flow's way as a game by itself.
    ///
    /// Read line by line: a million consignments take seconds and no memory.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the file; nothing is settled then. A corridor without a
    /// tariff; a rule that pays less than nothing.
    pub fn settle(
        &self,
        file: &Path,
        settings: &TariffSettings,
        progress: &Progress,
    ) -> Result<Settled, SettleError> {
        let contested = contested(self)?;
        let rule = settings.rules.first().unwrap_or(&Rule::TerminalAllowance);
        let shares = shares(self, &contested, rule, settings)?;
        let names = &contested.names;
        let mut ledger = Ledger::new(names.len());
        let settled = each_consignment(
            file,
            || progress.stop.load(std::sync::atomic::Ordering::Relaxed),
            |row| enter(row, &shares, names, &mut ledger),
        );
        match settled {
            Ok(true) => {}
            Ok(false) => return Err(SettleError::Interrupted),
            Err(findings) => return Err(SettleError::Findings(findings)),
        }
        let name = |at: usize| names[at].0.clone();
        Ok(Settled {
            consignments: ledger.consignments(),
            payments: ledger
                .payments()?
                .into_iter()
                .map(|payment| SettledPayment {
                    from: name(payment.from),
                    to: name(payment.to),
                    amount: payment.amount,
                })
                .collect(),
            accounts: ledger
                .accounts()?
                .into_iter()
                .map(|account| SettledAccount {
                    operator: name(account.operator),
                    collected: account.collected,
                    earned: account.earned,
                    received: account.received,
                })
                .collect(),
        })
    }
}

/// One consignment into the ledger, or what is wrong with it.
fn enter(
    row: &Consignment,
    shares: &BTreeMap<String, Shares>,
    names: &[(String, String)],
    ledger: &mut Ledger,
) -> Result<(), BadField> {
    let bad = |column, code, problem: String, expected: &str, help: String| BadField {
        column,
        code,
        problem,
        expected: expected.to_owned(),
        help,
    };
    let Some(own) = shares.get(row.flow) else {
        let help = suggestion(row.flow, shares.keys().map(String::as_str), "the tariff");
        let problem = format!("there is no flow `{}` in the tariff", row.flow);
        return Err(bad(
            "flow",
            code::UNKNOWN_NAME,
            problem,
            "a contested flow",
            help,
        ));
    };
    let collector = names.iter().position(|(id, _)| id == row.collected_by);
    let Some(collector) = collector else {
        let known = names.iter().map(|(id, _)| id.as_str());
        let help = suggestion(row.collected_by, known, "the tariff");
        let problem = format!("there is no operator `{}` in the tariff", row.collected_by);
        return Err(bad(
            "collected_by",
            code::UNKNOWN_NAME,
            problem,
            "an operator of the tariff",
            help,
        ));
    };
    let Some(currency) = Currency::of(row.currency) else {
        let problem = format!("`{}` is no currency", row.currency);
        let help = "write its ISO 4217 code, such as USD".to_owned();
        return Err(bad(
            "currency",
            code::BAD_NOTATION,
            problem,
            "three capital letters",
            help,
        ));
    };
    let number = |column, text: &str| {
        Decimal::read(text).ok_or_else(|| {
            let problem = format!("`{text}` is no decimal number");
            let help = "write it like `12` or `12.50`, without thousands signs".to_owned();
            bad(
                column,
                code::NOT_A_NUMBER,
                problem,
                "digits with at most one point",
                help,
            )
        })
    };
    let (units, price) = (number("units", row.units)?, number("price", row.price)?);
    let Some(amount) = units.times(price, currency) else {
        let problem = "the amount is more than can be counted".to_owned();
        let help = "look for a slip in the units or the price".to_owned();
        return Err(bad(
            "price",
            code::OUT_OF_RANGE,
            problem,
            "less than 10^16",
            help,
        ));
    };
    ledger.enter(amount, collector, own);
    Ok(())
}

/// Shares of each flow by a rule, on its own way alone.
fn shares(
    study: &Study,
    contested: &Contested,
    rule: &Rule,
    settings: &TariffSettings,
) -> Result<BTreeMap<String, Shares>, SettleError> {
    let mut all = BTreeMap::new();
    for (goods, market) in contested.goods.iter().zip(&contested.traffic.markets) {
        for (at, way) in market.ways.iter().enumerate() {
            if goods.is_bypass[at] {
                continue;
            }
            let flow = &study.corridor().flows[goods.flows[at]].id;
            let alone = Traffic {
                operators: contested.traffic.operators,
                markets: vec![Market {
                    ways: vec![way.clone()],
                    ..market.clone()
                }],
                limits: Vec::new(),
            };
            let parts = parts(&alone, rule, settings)?;
            if let Some(below) = parts.iter().position(|part| *part < 0.0) {
                return Err(SettleError::BelowNothing {
                    rule: rule.to_string(),
                    operator: contested.names[below].0.clone(),
                    flow: flow.clone(),
                });
            }
            all.insert(flow.clone(), Shares::new(&parts)?);
        }
    }
    Ok(all)
}

/// What each operator is paid on one way; those who do nothing on it are not in its game.
fn parts(alone: &Traffic, rule: &Rule, settings: &TariffSettings) -> Result<Vec<f64>, SettleError> {
    let inside: Vec<usize> = kervan_tariff::game::members(alone.markets[0].operators()).collect();
    let mut small = alone.clone();
    small.operators = inside.len();
    for work in small.markets.iter_mut().flat_map(|market| &mut market.ways) {
        for work in &mut work.work {
            let at = inside
                .iter()
                .position(|operator| *operator == work.operator);
            work.operator = at.unwrap_or_default();
        }
    }
    let joint = small.outcome(&Regime::Joint(((1_u64 << inside.len()) - 1) as u32))?;
    let game = small.game(settings.outsiders)?;
    let today = small.outcome(&Regime::Today)?;
    let (paid, _) = paid(rule, &Basis::of(&small, &joint, &today), &game)?;
    let mut parts = vec![0.0; alone.operators];
    for (operator, paid) in inside.into_iter().zip(paid) {
        parts[operator] = paid;
    }
    Ok(parts)
}
