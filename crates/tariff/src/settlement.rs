//! Settlement: who owes whom, to the last minor unit.

use crate::error::TariffError;
use crate::money::{Currency, Money};

/// How one kind of consignment is divided: a whole-number weight for each operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    weights: Vec<u64>,
    sum: u128,
}

/// Weights that shares are expressed in.
const PARTS: f64 = 1e15;

impl Shares {
    /// Shares as whole-number weights that add up to about 10^15; they need not add up to 1.
    ///
    /// # Errors
    ///
    /// Shares below 0, or none above 0.
    pub fn new(shares: &[f64]) -> Result<Shares, TariffError> {
        let sum: f64 = shares.iter().sum();
        let is_sound = shares.iter().all(|share| *share >= 0.0) && sum.is_finite() && sum > 0.0;
        if !is_sound {
            let fault = "shares of a settlement must be 0 or more, and not all 0".to_owned();
            return Err(TariffError::Malformed(vec![fault]));
        }
        let weight = |share: &f64| (share / sum * PARTS).round() as u64;
        let weights: Vec<u64> = shares.iter().map(weight).collect();
        Ok(Shares {
            sum: weights.iter().map(|weight| u128::from(*weight)).sum(),
            weights,
        })
    }

    /// Divides an amount by the method of largest remainders: each has its share rounded down, and
    /// the units that are left go one each to the largest remainders, to the first of equals. A
    /// credit is divided like the amount that it takes back. The parts always add up to the amount.
    pub fn divide(&self, minor: i64, parts: &mut Vec<i64>) {
        parts.clear();
        let size = u128::from(minor.unsigned_abs());
        let part = |weight: &u64| size * u128::from(*weight);
        parts.extend(
            self.weights
                .iter()
                .map(|weight| (part(weight) / self.sum) as i64),
        );
        let given: i128 = parts.iter().map(|part| i128::from(*part)).sum();
        let mut left = i128::from(minor.unsigned_abs()) - given;
        // There are fewer units left than operators, so each has one at most.
        let mut has_one = vec![false; if left > 0 { parts.len() } else { 0 }];
        while left > 0 {
            let rest = |at: usize| part(&self.weights[at]) % self.sum;
            let free = (0..parts.len()).filter(|at| !has_one[*at]);
            let Some(next) = free.min_by_key(|at| (std::cmp::Reverse(rest(*at)), *at)) else {
                break;
            };
            has_one[next] = true;
            parts[next] += 1;
            left -= 1;
        }
        if minor < 0 {
            for part in parts {
                *part = -*part;
            }
        }
    }
}

/// What operators owe each other, one currency by itself.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    operators: usize,
    books: Vec<(Currency, Book)>,
    parts: Vec<i64>,
}

#[derive(Clone, Debug)]
struct Book {
    /// What the first owes the second, before netting; rows of operators.
    owed: Vec<i128>,
    /// What each collected from shippers.
    collected: Vec<i128>,
    /// What each has earned.
    earned: Vec<i128>,
    consignments: u64,
}

/// One payment of a settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Who pays.
    pub from: usize,
    /// Who is paid.
    pub to: usize,
    /// How much, above 0, when what each owes the other is set off.
    pub amount: Money,
}

/// What an operator's account comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub operator: usize,
    /// Collected from shippers.
    pub collected: Money,
    /// Earned by its work.
    pub earned: Money,
    /// Paid to it by others, less what it pays to them: earned less collected.
    pub received: Money,
}

/// Why a consignment could not be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sums are more than can be counted")]
pub struct TooMuch;

impl Ledger {
    /// An empty ledger of so many operators.
    pub fn new(operators: usize) -> Ledger {
        Ledger {
            operators,
            ..Ledger::default()
        }
    }

    /// Enters a consignment: one operator collected its price, all have their share.
    pub fn enter(&mut self, price: Money, collected_by: usize, shares: &Shares) {
        let operators = self.operators;
        let known = self
            .books
            .iter()
            .position(|(currency, _)| *currency == price.currency);
        let at = known.unwrap_or_else(|| {
            let book = Book {
                owed: vec![0; operators * operators],
                collected: vec![0; operators],
                earned: vec![0; operators],
                consignments: 0,
            };
            self.books.push((price.currency, book));
            self.books.len() - 1
        });
        shares.divide(price.minor, &mut self.parts);
        let book = &mut self.books[at].1;
        book.collected[collected_by] += i128::from(price.minor);
        book.consignments += 1;
        for (operator, part) in self.parts.iter().enumerate() {
            book.earned[operator] += i128::from(*part);
            book.owed[collected_by * operators + operator] += i128::from(*part);
        }
    }

    /// How many consignments were entered.
    pub fn consignments(&self) -> u64 {
        self.books.iter().map(|(_, book)| book.consignments).sum()
    }

    /// Payments between each two operators, set off against each other, by currency, payer and
    /// payee.
    ///
    /// # Errors
    ///
    /// Sums beyond what money can hold.
    pub fn payments(&self) -> Result<Vec<Payment>, TooMuch> {
        let mut payments = Vec::new();
        for (currency, book) in self.sorted() {
            for from in 0..self.operators {
                for to in (0..self.operators).filter(|to| *to != from) {
                    let net = book.owed[from * self.operators + to]
                        - book.owed[to * self.operators + from];
                    if net > 0 {
                        payments.push(Payment {
                            from,
                            to,
                            amount: money(net, currency)?,
                        });
                    }
                }
            }
        }
        Ok(payments)
    }

    /// Accounts of all operators that collected or earned anything, by currency and operator.
    ///
    /// # Errors
    ///
    /// Sums beyond what money can hold.
    pub fn accounts(&self) -> Result<Vec<Account>, TooMuch> {
        let mut accounts = Vec::new();
        for (currency, book) in self.sorted() {
            for operator in 0..self.operators {
                let (collected, earned) = (book.collected[operator], book.earned[operator]);
                if collected != 0 || earned != 0 {
                    accounts.push(Account {
                        operator,
                        collected: money(collected, currency)?,
                        earned: money(earned, currency)?,
                        received: money(earned - collected, currency)?,
                    });
                }
            }
        }
        Ok(accounts)
    }

    fn sorted(&self) -> Vec<(Currency, &Book)> {
        let mut books: Vec<_> = self.books.iter().map(|(a, b)| (*a, b)).collect();
        books.sort_by_key(|(currency, _)| *currency);
        books
    }
}

fn money(minor: i128, currency: Currency) -> Result<Money, TooMuch> {
    let minor = i64::try_from(minor).map_err(|_| TooMuch)?;
    Ok(Money { minor, currency })
}
