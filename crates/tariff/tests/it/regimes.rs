//! Carriers in series: closed forms, and laws that hold for any demand.

use kervan_tariff::demand::{Demand, Exponential, Isoelastic, Linear, Logit};
use kervan_tariff::regime::{Chain, Pricing, joint, separate, successive, today};
use kervan_tariff::{NoEquilibrium, TariffError};
use proptest::prelude::*;

fn linear(a: f64, b: f64, costs: &[f64]) -> Chain {
    Chain {
        demand: Demand::Linear(Linear { a, b }),
        costs: costs.to_vec(),
    }
}

/// Cournot (1838): `P = (n a/b + C) / (n + 1)` apart, `(a/b + C) / 2` together.
#[test]
fn straight_demand_has_the_prices_of_cournot() {
    let chain = linear(1200.0, 0.5, &[100.0, 250.0, 50.0]);
    let apart = separate(&chain).expect("an equilibrium");
    assert!((apart.price - (3.0 * 2400.0 + 400.0) / 4.0).abs() < 1e-9);
    assert_eq!(apart.prices.len(), 3);
    let together = joint(&chain).expect("a price");
    assert!((together.price - 1400.0).abs() < 1e-9 && (together.profit - 5e5).abs() < 1e-6);
}

/// Spengler (1950): each in turn takes half of what is left of a/b - C = 70.
#[test]
fn who_is_first_takes_half_of_what_is_left() {
    let found = successive(&linear(100.0, 1.0, &[10.0, 20.0])).expect("an equilibrium");
    assert_eq!(found.prices, [45.0, 37.5]);
    assert_eq!((found.price, found.quantity), (82.5, 17.5));
    assert_eq!(found.profits, [612.5, 306.25]);
}

#[test]
fn nobody_carries_what_costs_more_than_anybody_pays() {
    for found in [separate, joint, successive] {
        let found = found(&linear(100.0, 1.0, &[70.0, 50.0])).expect("nothing is sent");
        assert_eq!(
            (found.price, found.quantity, found.profit),
            (120.0, 0.0, 0.0)
        );
    }
}

#[test]
fn demand_that_answers_too_little_has_no_equilibrium() {
    let chain = |e: f64, carriers: usize| Chain {
        demand: Demand::Isoelastic(Isoelastic {
            scale: 1e6,
            elasticity: e,
        }),
        costs: vec![5.0; carriers],
    };
    let too_inelastic = |found: Result<Pricing, TariffError>| {
        matches!(
            found,
            Err(TariffError::NoEquilibrium(
                NoEquilibrium::TooInelastic { .. }
            ))
        )
    };
    assert!(too_inelastic(separate(&chain(2.0, 2))));
    assert!(too_inelastic(separate(&chain(2.5, 3))));
    assert!(too_inelastic(joint(&chain(1.0, 2))));
    // Together they are one carrier, and one after another each faces the same elasticity.
    assert!(joint(&chain(1.5, 2)).is_ok() && successive(&chain(1.5, 2)).is_ok());
    let iso = separate(&chain(3.0, 2)).expect("an equilibrium");
    assert!((iso.price - 10.0 * 3.0).abs() < 1e-9);
}

/// The last of two that price in turn answers by its own best price: found by search here.
#[test]
fn logit_in_turn_is_what_a_search_finds() {
    let (size, value, spread) = (1000.0, 60.0, 8.0);
    let demand = Demand::Logit(Logit {
        size,
        value,
        spread,
    });
    let costs = vec![10.0, 15.0];
    let found = successive(&Chain { demand, costs }).expect("an equilibrium");
    let search = |profit: &dyn Fn(f64) -> f64| {
        let (mut low, mut high) = (0.0, 200.0);
        for _ in 0..200 {
            let third = (high - low) / 3.0;
            match profit(low + third) < profit(high - third) {
                true => low += third,
                false => high -= third,
            }
        }
        0.5 * (low + high)
    };
    let answer = |first: f64| search(&|p: f64| (p - 15.0) * demand.quantity(first + p));
    let first = search(&|p: f64| (p - 10.0) * demand.quantity(p + answer(p)));
    assert!(
        (found.prices[0] - first).abs() < 2e-3,
        "{} {first}",
        found.prices[0]
    );
    assert!((found.prices[1] - answer(first)).abs() < 2e-3);
}

#[test]
fn todays_prices_are_taken_as_they_are() {
    let found = today(&linear(100.0, 1.0, &[10.0, 20.0]), &[20.0, 30.0]).expect("prices");
    assert_eq!((found.price, found.quantity), (50.0, 50.0));
    assert_eq!(found.profits, [500.0, 500.0]);
    assert!((found.surplus - 1250.0).abs() < 1e-9);
    assert!(today(&linear(100.0, 1.0, &[10.0]), &[]).is_err());
}

fn chains() -> impl Strategy<Value = Chain> {
    let demand = prop_oneof![
        (10.0..1e4_f64, 0.1..10.0_f64).prop_map(|(a, b)| Demand::Linear(Linear { a, b })),
        (1.0..1e6_f64, 8.5..12.0_f64).prop_map(|(scale, elasticity)| {
            Demand::Isoelastic(Isoelastic { scale, elasticity })
        }),
        (1.0..1e6_f64, 0.5..100.0_f64)
            .prop_map(|(scale, k)| Demand::Exponential(Exponential { scale, k })),
        (1.0..1e6_f64, 0.0..200.0_f64, 1.0..50.0_f64).prop_map(|(size, value, spread)| {
            Demand::Logit(Logit {
                size,
                value,
                spread,
            })
        }),
    ];
    (demand, prop::collection::vec(0.5..20.0_f64, 1..8))
        .prop_map(|(demand, costs)| Chain { demand, costs })
}

proptest! {
    /// One tariff earns at least as much, asks no more, and leaves shippers no worse.
    #[test]
    fn together_they_ask_less_and_earn_more(chain in chains()) {
        let apart = separate(&chain).expect("an equilibrium");
        let in_turn = successive(&chain).expect("an equilibrium");
        let together = joint(&chain).expect("a price");
        for other in [&apart, &in_turn] {
            prop_assert!(together.profit >= other.profit * (1.0 - 1e-9) - 1e-9);
            prop_assert!(together.price <= other.price * (1.0 + 1e-9));
            prop_assert!(together.surplus >= other.surplus * (1.0 - 1e-9));
        }
    }

    /// No carrier gains by moving alone.
    #[test]
    fn nobody_gains_by_moving_alone(chain in chains(), step in -0.5..0.5_f64) {
        let found = separate(&chain).expect("an equilibrium");
        for carrier in 0..chain.costs.len() {
            let mut prices = found.prices.clone();
            prices[carrier] = (prices[carrier] * (1.0 + step)).max(0.0);
            let other = today(&chain, &prices).expect("prices");
            prop_assert!(
                other.profits[carrier] <= found.profits[carrier] * (1.0 + 1e-9) + 1e-9
            );
        }
    }

    /// No price of the whole way earns more than the joint one.
    #[test]
    fn no_other_price_earns_more(chain in chains(), times in 0.5..2.0_f64) {
        let found = joint(&chain).expect("a price");
        let price = found.price * times;
        let other = (price - chain.cost()) * chain.demand.quantity(price);
        prop_assert!(other <= found.profit * (1.0 + 1e-9) + 1e-9);
    }
}
