//! Ways that compete: against the only way, and against search.

use kervan_tariff::core::leavers;
use kervan_tariff::demand::{Demand, Logit};
use kervan_tariff::division::{nucleolus, shapley};
use kervan_tariff::game::{Game, Mask};
use kervan_tariff::market::{Market, Regime, Way, Work};
use kervan_tariff::regime::{Chain, joint, separate};
use kervan_tariff::traffic::{Limit, Outsiders, Traffic};

fn work(operator: usize, price: f64, cost: f64) -> Work {
    Work {
        operator,
        price,
        cost,
        km: 100.0,
        handling: 0.0,
    }
}

fn way(id: &str, value: f64, work: Vec<Work>) -> Way {
    Way {
        id: id.to_owned(),
        value,
        work,
    }
}

/// One way by railway 0, port 1 and line 2; with a bypass by railway 0 and line 3.
fn market(bypass: bool) -> Market {
    let mut ways = vec![way(
        "main",
        60.0,
        vec![work(0, 18.0, 10.0), work(1, 12.0, 5.0), work(2, 20.0, 12.0)],
    )];
    if bypass {
        ways.push(way(
            "bypass",
            50.0,
            vec![work(0, 18.0, 10.0), work(3, 25.0, 18.0)],
        ));
    }
    Market {
        id: "boxes".to_owned(),
        size: 1000.0,
        spread: 8.0,
        ways,
    }
}

#[test]
fn one_way_is_the_chain_of_its_operators() {
    let chain = Chain {
        demand: Demand::Logit(Logit {
            size: 1000.0,
            value: 60.0,
            spread: 8.0,
        }),
        costs: vec![10.0, 5.0, 12.0],
    };
    let market = market(false);
    let apart = market
        .outcome(&Regime::Separate, 3, &[])
        .expect("an equilibrium");
    assert!((apart.prices[0] - separate(&chain).expect("one").price).abs() < 1e-8);
    let together = market
        .outcome(&Regime::Joint(0b111), 3, &[])
        .expect("an outcome");
    let expected = joint(&chain).expect("a price");
    assert!((together.prices[0] - expected.price).abs() < 1e-8);
    assert!((together.pool - expected.profit).abs() < 1e-6);
    assert!((together.pool - market.value(0b111)).abs() < 1e-6);
    assert!((together.surplus - expected.surplus).abs() < 1e-6);
}

/// Best responses from ten starts come to the same place, and no operator gains by moving alone.
#[test]
fn with_a_bypass_there_is_one_equilibrium() {
    let market = market(true);
    let sellers = [0, 1, 2, 3];
    let (first, _) = market
        .best_responses(&sellers, vec![8.0; 4])
        .expect("an equilibrium");
    for start in 1..10 {
        let start = (0..4).map(|at| f64::from(start * (at + 1)) * 3.0).collect();
        let (other, _) = market
            .best_responses(&sellers, start)
            .expect("an equilibrium");
        for (a, b) in first.iter().zip(&other) {
            assert!((a - b).abs() < 1e-8);
        }
    }
    let profit = |markups: &[f64], operator: usize| {
        let price = |way: &Way| {
            way.work
                .iter()
                .map(|work| work.cost + markups[work.operator])
                .sum()
        };
        let quantities = market.quantities(&market.ways.iter().map(price).collect::<Vec<f64>>());
        let own = market.ways.iter().zip(quantities);
        let own = own.filter(|(way, _)| way.work.iter().any(|work| work.operator == operator));
        own.map(|(_, quantity)| markups[operator] * quantity)
            .sum::<f64>()
    };
    for operator in 0..4 {
        for times in [0.8, 0.95, 1.05, 1.2] {
            let mut moved = first.clone();
            moved[operator] *= times;
            assert!(profit(&moved, operator) <= profit(&first, operator) + 1e-9);
        }
    }
}

/// Nothing that a coalition can ask on its ways, one markup for each, earns more than its value.
#[test]
fn a_coalition_cannot_earn_more_than_its_value() {
    let market = market(true);
    for coalition in 1..16 as Mask {
        let value = market.value(coalition);
        let mut most: f64 = 0.0;
        for a in 0..60 {
            for b in 0..60 {
                let markups = [f64::from(a) * 1.5, f64::from(b) * 1.5];
                let in_it = |work: &&Work| coalition >> work.operator & 1 == 1;
                let price = |(at, way): (usize, &Way)| {
                    let own: f64 = way.work.iter().filter(in_it).map(|work| work.cost).sum();
                    let all = way.work.iter().filter(|work| !in_it(work));
                    let other: f64 = all.map(|work| work.price).sum();
                    let is_own = way.work.iter().any(|work| in_it(&work));
                    own + other + if is_own { markups[at] } else { 0.0 }
                };
                let prices: Vec<f64> = market.ways.iter().enumerate().map(price).collect();
                let quantities = market.quantities(&prices);
                let earned = market
                    .ways
                    .iter()
                    .enumerate()
                    .filter(|(_, way)| way.work.iter().any(|work| in_it(&work)));
                most = most.max(earned.map(|(at, _)| markups[at] * quantities[at]).sum());
            }
        }
        assert!(
            most <= value + 1e-9 && most >= 0.97 * value,
            "{coalition}: {most} {value}"
        );
    }
}

#[test]
fn money_is_neither_made_nor_lost() {
    let traffic = Traffic {
        operators: 4,
        markets: vec![market(true)],
        limits: Vec::new(),
    };
    for regime in [
        Regime::Today,
        Regime::Separate,
        Regime::Joint(0b1111),
        Regime::Joint(0b0101),
    ] {
        let totals = traffic.outcome(&regime).expect("an outcome");
        let market = &totals.markets[0];
        let paid: f64 = market
            .prices
            .iter()
            .zip(&market.quantities)
            .map(|(p, q)| p * q)
            .sum();
        let got: f64 = totals.revenues.iter().sum::<f64>() + totals.pool;
        assert!((paid - got).abs() < 1e-6);
        let costs: f64 = totals.costs.iter().sum();
        assert!((totals.profit - (paid - costs)).abs() < 1e-6);
    }
}

/// Room for 300 units: the joint price rises until just so many come, and the toll stands in it.
#[test]
fn scarce_room_stands_in_the_price() {
    let mut traffic = Traffic {
        operators: 4,
        markets: vec![market(true)],
        limits: Vec::new(),
    };
    let free = traffic.outcome(&Regime::Joint(0b1111)).expect("an outcome");
    let free_units = free.markets[0].quantities[0];
    traffic.limits.push(Limit {
        name: "port".to_owned(),
        most: 0.5 * free_units,
        uses: vec![(0, 0, 1.0)],
    });
    let tight = traffic.outcome(&Regime::Joint(0b1111)).expect("an outcome");
    assert!((tight.markets[0].quantities[0] / free_units - 0.5).abs() < 1e-6);
    assert!(tight.tolls[0] > 0.0 && tight.pool < free.pool);
    assert!(tight.markets[0].prices[0] > free.markets[0].prices[0]);
    // The toll is the worth of one more unit of room.
    traffic.limits[0].most += 0.01;
    let more = traffic.outcome(&Regime::Joint(0b1111)).expect("an outcome");
    assert!(((more.pool - tight.pool) / 0.01 / tight.tolls[0] - 1.0).abs() < 1e-3);
    // Whoever leaves cannot take more than there is either.
    let game = traffic.game(Outsiders::Today).expect("a game");
    assert!((game.whole() - more.pool).abs() < 1e-6 * more.pool);
}

#[test]
fn the_game_has_what_the_markets_say() {
    let traffic = Traffic {
        operators: 4,
        markets: vec![market(true), market(false)],
        limits: Vec::new(),
    };
    let game = traffic.game(Outsiders::Today).expect("a game");
    for coalition in 1..16 {
        let sum: f64 = traffic
            .markets
            .iter()
            .map(|market| market.value(coalition))
            .sum();
        assert!((game.value(coalition) - sum).abs() < 1e-6);
    }
    // All at what they earn today are bettered by somebody.
    let today = traffic.outcome(&Regime::Today).expect("an outcome");
    let earned: Vec<f64> = today
        .revenues
        .iter()
        .zip(&today.costs)
        .map(|(a, b)| a - b)
        .collect();
    assert!(!leavers(&game, &earned).is_empty());
}

/// On the only way, outsiders who answer are as many sellers as they are: the value of a coalition
/// depends on its size alone, so all rules on the game give the same.
#[test]
fn without_a_bypass_rivals_make_all_rules_coincide() {
    let game = |bypass: bool| {
        let traffic = Traffic {
            operators: if bypass { 4 } else { 3 },
            markets: vec![market(bypass)],
            limits: Vec::new(),
        };
        traffic.game(Outsiders::Separate).expect("a game")
    };
    let alike = game(false);
    let third = alike.whole() / 3.0;
    let nucleolus_of = |game: &Game| nucleolus(game).expect("a nucleolus").division;
    for division in [shapley(&alike), nucleolus_of(&alike)] {
        assert!(
            division
                .iter()
                .all(|share| (share / third - 1.0).abs() < 1e-6)
        );
    }
    // All together are one seller, whatever the others would do.
    assert!((alike.whole() - market(false).value(0b111)).abs() < 1e-6 * alike.whole());
    // With a bypass, who is on both ways has more than who can be left out.
    let other = game(true);
    let shares = shapley(&other);
    assert!(shares[0] > shares[1] && shares[1] > shares[3]);
}
