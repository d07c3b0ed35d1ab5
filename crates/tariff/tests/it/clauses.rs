//! Long-term tariffs: clauses by hand, and what futures leave of a level.

use kervan_tariff::clause::{Clause, Floor, Indexation, VolumeSteps, Year};
use kervan_tariff::future::{Currency, Outlook};
use kervan_tariff::long_term::{LongTerm, Objective};
use kervan_tariff::market::{Market, Regime, Way, Work};
use kervan_tariff::traffic::{Limit, Traffic};

fn year(cost: f64, volume: f64) -> Year {
    Year {
        cost,
        agreed_cost: 100.0,
        volume,
    }
}

#[test]
fn clauses_do_what_they_say() {
    let half = Clause::Indexation(Indexation { share: 0.5 });
    assert!((half.price(200.0, &year(120.0, 1.0)) - 220.0).abs() < 1e-9);
    let steps = Clause::VolumeSteps(VolumeSteps {
        step: 0.2,
        discount: 0.05,
        most: 2,
    });
    for (volume, price) in [
        (0.8, 200.0),
        (1.19, 200.0),
        (1.25, 190.0),
        (1.5, 180.0),
        (9.0, 180.0),
    ] {
        assert!(
            (steps.price(200.0, &year(100.0, volume)) - price).abs() < 1e-9,
            "{volume}"
        );
    }
    let floor = Clause::Floor(Floor { margin: 0.1 });
    assert!((floor.price(200.0, &year(150.0, 1.0)) - 200.0).abs() < 1e-9);
    assert!((floor.price(200.0, &year(190.0, 1.0)) - 209.0).abs() < 1e-9);
    assert_eq!(Clause::Constant.price(200.0, &year(190.0, 2.0)), 200.0);
}

fn traffic(room: f64) -> Traffic {
    let work = |operator, price, cost| Work {
        operator,
        price,
        cost,
        km: 1.0,
        handling: 0.0,
    };
    Traffic {
        operators: 2,
        markets: vec![Market {
            id: "boxes".to_owned(),
            size: 1000.0,
            spread: 10.0,
            ways: vec![Way {
                id: "main".to_owned(),
                value: 60.0,
                work: vec![work(0, 30.0, 15.0), work(1, 25.0, 15.0)],
            }],
        }],
        limits: vec![Limit {
            name: "port".to_owned(),
            most: room,
            uses: vec![(0, 0, 1.0)],
        }],
    }
}

fn outlook(deviation: f64) -> Outlook {
    Outlook {
        years: 5,
        demand: vec![1.0; 5],
        demand_deviation: deviation,
        room: vec![vec![1.0]; 5],
        currencies: vec![Currency {
            code: "KZT".to_owned(),
            deviation,
        }],
        shares: vec![vec![1.0], vec![0.0]],
    }
}

/// Without luck and with room for all, the best constant level is the joint price of one year.
#[test]
fn without_luck_the_best_level_is_the_joint_price() {
    let (traffic, outlook) = (traffic(1e9), outlook(0.0));
    let joint = traffic.outcome(&Regime::Joint(0b11)).expect("an outcome");
    let term = LongTerm {
        traffic: &traffic,
        prices: vec![vec![joint.markets[0].prices[0]]],
        weights: vec![1.0],
        outlook: &outlook,
        discount_rate: 0.0,
    };
    let futures = outlook.futures(4, 1);
    let best = term
        .best(Objective::Profit, Clause::Constant, &futures, &mut || true)
        .expect("a level");
    assert!((best.level - 1.0).abs() < 1e-4, "{}", best.level);
    assert!((best.profit / (5.0 * joint.pool) - 1.0).abs() < 1e-6);
    // For volume they go down until they earn together just what they earn today.
    let volume = term
        .best(Objective::Volume, Clause::Constant, &futures, &mut || true)
        .expect("a level");
    let today: f64 = volume.today.iter().sum();
    assert!(volume.volume > best.volume && volume.level < best.level);
    assert!((volume.profit / today - 1.0).abs() < 1e-4);
    // An interruption leaves nothing.
    assert!(
        term.best(Objective::Profit, Clause::Constant, &futures, &mut || false)
            .is_none()
    );
}

/// Antithetic pairs keep the mean of demand near its expectation, and the same name has the same
/// luck with one currency more.
#[test]
fn futures_are_around_the_outlook() {
    let one = outlook(0.2);
    let futures = one.futures(400, 7);
    let mean: f64 = futures.iter().map(|future| future.demand[4]).sum::<f64>() / 400.0;
    // The deviation of one future's last demand is about 0.47, of the mean of pairs below 0.02.
    assert!((mean - 1.0).abs() < 0.06, "{mean}");
    let mut two = one.clone();
    two.currencies.push(Currency {
        code: "GEL".to_owned(),
        deviation: 0.1,
    });
    two.shares = vec![vec![1.0, 0.0], vec![0.0, 0.0]];
    assert_eq!(two.futures(400, 7), futures);
}

/// Half the room: half the years are not all served, and the toll that would clear them is what
/// the joint price with that room has more than the tariff.
#[test]
fn congestion_has_its_price() {
    let (wide, outlook) = (traffic(1e9), outlook(0.0));
    let joint = wide.outcome(&Regime::Joint(0b11)).expect("an outcome");
    let (price, units) = (joint.markets[0].prices[0], joint.markets[0].quantities[0]);
    let tight = traffic(0.5 * units);
    let term = LongTerm {
        traffic: &tight,
        prices: vec![vec![price]],
        weights: vec![1.0],
        outlook: &outlook,
        discount_rate: 0.05,
    };
    let years = term.years(1.0, Clause::Constant);
    assert!((years[0].carried / years[0].asked - 0.5).abs() < 1e-9);
    let cleared = tight.markets[0].quantities(&[price + years[0].tolls[0]])[0];
    assert!((cleared - 0.5 * units).abs() < 1e-6);
    let found = term.expected(1.0, Clause::Constant, &outlook.futures(2, 1));
    assert_eq!(found.congested, 1.0);
}
