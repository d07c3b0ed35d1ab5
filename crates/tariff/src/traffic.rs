//! Everything that is carried: all markets, the operators in them, and room that is scarce.

use crate::error::TariffError;
use crate::game::{Game, Kind, MOST_PLAYERS, Mask};
use crate::market::{Market, Outcome, Regime};

/// All markets of the operators that would price together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traffic {
    /// How many operators there are; work names them by position.
    pub operators: usize,
    /// Markets; shippers do not change from one to another.
    pub markets: Vec<Market>,
    /// Room that is scarce.
    pub limits: Vec<Limit>,
}

/// What those do who are not in a coalition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outsiders {
    /// They keep what they ask today.
    Today,
    /// Each sets its own prices: nobody keeps to anything any more.
    Separate,
}

/// Something that has only so much room a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// In print.
    pub name: String,
    /// Room a year.
    pub most: f64,
    /// Market, way of it, and room that a unit takes.
    pub uses: Vec<(usize, usize, f64)>,
}

/// What all markets come to under a regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    /// Market by market.
    pub markets: Vec<Outcome>,
    /// What each operator is paid; a coalition's gain stands in `pool`.
    pub revenues: Vec<f64>,
    /// What the work costs each operator.
    pub costs: Vec<f64>,
    /// Earned by the coalition beyond the costs of its members.
    pub pool: f64,
    /// What all earn beyond the costs of the work.
    pub profit: f64,
    /// What shippers would have paid beyond what they pay.
    pub surplus: f64,
    /// Price of a unit of room of each limit, which stands in the prices of the ways that take it.
    pub tolls: Vec<f64>,
}

/// Share of a limit's room that a toll may leave over or ask too much.
const FILLED: f64 = 1e-9;
/// Rounds over all limits.
const ROUNDS: usize = 60;

impl Traffic {
    /// What is wrong with it, in words.
    pub fn faults(&self) -> Vec<String> {
        let markets = self.markets.iter();
        let mut faults: Vec<String> = markets
            .flat_map(|market| market.faults(self.operators))
            .collect();
        if self.operators > Mask::BITS as usize {
            faults.push(format!("{} operators are too many", self.operators));
        }
        for limit in &self.limits {
            let is_way = |(market, way, room): &(usize, usize, f64)| {
                let ways = self
                    .markets
                    .get(*market)
                    .map_or(0, |market| market.ways.len());
                *way < ways && *room >= 0.0
            };
            if !(limit.most > 0.0 && limit.uses.iter().all(is_way)) {
                faults.push(format!("the limit `{}` cannot be", limit.name));
            }
        }
        faults
    }

    /// What a regime leads to in all markets. Who prices jointly asks a toll for room that would
    /// not suffice otherwise: so much that it just does.
    ///
    /// # Errors
    ///
    /// Traffic that cannot be; best responses that do not come to rest.
    pub fn outcome(&self, regime: &Regime) -> Result<Totals, TariffError> {
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(TariffError::Malformed(faults));
        }
        let tolls = match regime {
            Regime::Joint(_) => self.tolls(regime)?,
            _ => vec![0.0; self.limits.len()],
        };
        self.with_tolls(regime, tolls)
    }

    /// Tolls at which all limits are kept: each in turn, until none moves.
    fn tolls(&self, regime: &Regime) -> Result<Vec<f64>, TariffError> {
        let mut tolls = vec![0.0; self.limits.len()];
        for _ in 0..ROUNDS {
            let mut moved: f64 = 0.0;
            for at in 0..self.limits.len() {
                let toll = self.toll(regime, &tolls, at)?;
                moved = moved.max((toll - tolls[at]).abs() / toll.abs().max(1.0));
                tolls[at] = toll;
            }
            if moved < FILLED {
                break;
            }
        }
        Ok(tolls)
    }

    /// The toll of one limit, the others given, by halving.
    fn toll(&self, regime: &Regime, tolls: &[f64], at: usize) -> Result<f64, TariffError> {
        let limit = &self.limits[at];
        let used = |toll: f64| -> Result<f64, TariffError> {
            let mut tolls = tolls.to_vec();
            tolls[at] = toll;
            let markets = self.each(regime, &tolls)?;
            Ok(limit.used(&markets))
        };
        if used(0.0)? <= limit.most {
            return Ok(0.0);
        }
        let (mut low, mut high) = (0.0, 1.0);
        while used(high)? > limit.most && high < 1e12 {
            (low, high) = (high, 2.0 * high);
        }
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            match used(middle)? > limit.most {
                true => low = middle,
                false => high = middle,
            }
        }
        Ok(high)
    }

    fn each(&self, regime: &Regime, tolls: &[f64]) -> Result<Vec<Outcome>, TariffError> {
        let mut of_ways: Vec<Vec<f64>> = self
            .markets
            .iter()
            .map(|market| vec![0.0; market.ways.len()])
            .collect();
        for (limit, toll) in self.limits.iter().zip(tolls) {
            for (market, way, room) in &limit.uses {
                of_ways[*market][*way] += toll * room;
            }
        }
        let markets = self.markets.iter().zip(&of_ways);
        markets
            .map(|(market, tolls)| market.outcome(regime, self.operators, tolls))
            .collect()
    }

    fn with_tolls(&self, regime: &Regime, tolls: Vec<f64>) -> Result<Totals, TariffError> {
        let markets = self.each(regime, &tolls)?;
        let sums = |of: fn(&Outcome) -> &Vec<f64>| {
            let mut sums = vec![0.0; self.operators];
            for market in &markets {
                for (sum, each) in sums.iter_mut().zip(of(market)) {
                    *sum += each;
                }
            }
            sums
        };
        let revenues = sums(|market| &market.revenues);
        let costs = sums(|market| &market.costs);
        let pool: f64 = markets.iter().map(|market| market.pool).sum();
        let earned: f64 = revenues
            .iter()
            .zip(&costs)
            .map(|(paid, cost)| paid - cost)
            .sum();
        Ok(Totals {
            surplus: markets.iter().map(|market| market.surplus).sum(),
            profit: earned + pool,
            markets,
            revenues,
            costs,
            pool,
            tolls,
        })
    }

    /// The game of coalitions: what each earns beyond its costs by pricing jointly, while all ways
    /// are open and those outside do as `outsiders` says.
    ///
    /// A coalition at whose prices room would not suffice asks tolls of its own, where outsiders
    /// keep their prices; where they do not, only all together can come so far.
    ///
    /// # Errors
    ///
    /// More operators than coalitions can be listed for; best responses that do not come to rest.
    pub fn game(&self, outsiders: Outsiders) -> Result<Game, TariffError> {
        if self.operators > MOST_PLAYERS {
            return Err(TariffError::TooManyPlayers {
                players: self.operators,
                most: MOST_PLAYERS,
            });
        }
        let tables: Vec<Table> = self
            .markets
            .iter()
            .map(|market| Table::of(market, outsiders, self.operators))
            .collect::<Result<_, TariffError>>()?;
        let mut failed = None;
        let all = ((1_u64 << self.operators) - 1) as Mask;
        let game = Game::new(self.operators, Kind::Profit, |coalition| {
            let outcomes = || {
                tables
                    .iter()
                    .map(|table| &table.outcomes[table.local(coalition)])
            };
            let fits = |limit: &Limit| {
                let uses = limit.uses.iter();
                let used = |(market, way, room): &(usize, usize, f64)| {
                    let table = &tables[*market];
                    room * table.outcomes[table.local(coalition)].1[*way]
                };
                uses.map(used).sum::<f64>() <= limit.most
            };
            let is_free = outsiders == Outsiders::Separate && coalition != all;
            if is_free || self.limits.iter().all(fits) {
                return outcomes().map(|(value, _)| value).sum();
            }
            match self.outcome(&Regime::Joint(coalition)) {
                Ok(totals) => totals.pool,
                Err(error) => {
                    failed = Some(error);
                    0.0
                }
            }
        })?;
        failed.map_or(Ok(game), Err)
    }
}

/// What each coalition of the operators of one market comes to there, tolls apart: few enough to
/// list, and a market's part of a larger coalition is that of its own operators in it.
struct Table {
    players: Vec<usize>,
    /// Value and units on each way, by the mask of the players that are in.
    outcomes: Vec<(f64, Vec<f64>)>,
}

impl Table {
    fn of(market: &Market, outsiders: Outsiders, operators: usize) -> Result<Table, TariffError> {
        let players: Vec<usize> = crate::game::members(market.operators()).collect();
        let outcome = |local: usize| -> Result<(f64, Vec<f64>), TariffError> {
            let own = players.iter().enumerate();
            let coalition = own
                .filter(|(at, _)| local >> at & 1 == 1)
                .fold(0, |mask, (_, player)| mask | 1 << player);
            let value = match outsiders {
                Outsiders::Today => market.value(coalition),
                Outsiders::Separate => market.value_among_rivals(coalition, operators)?,
            };
            let units = market.quantities(&market.asked_by(coalition, &[]));
            Ok((value, units))
        };
        Ok(Table {
            outcomes: (0..1_usize << players.len())
                .map(outcome)
                .collect::<Result<_, TariffError>>()?,
            players,
        })
    }

    fn local(&self, coalition: Mask) -> usize {
        let own = self.players.iter().enumerate();
        own.filter(|(_, player)| coalition >> **player & 1 == 1)
            .fold(0, |local, (at, _)| local | 1 << at)
    }
}

impl Limit {
    /// Room that is taken.
    pub fn used(&self, markets: &[Outcome]) -> f64 {
        let uses = self.uses.iter();
        uses.map(|(market, way, room)| room * markets[*market].quantities[*way])
            .sum()
    }
}
