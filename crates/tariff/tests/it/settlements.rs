//! Settlements add up to the last unit, whatever is entered.

use kervan_tariff::money::{Currency, Decimal, Money};
use kervan_tariff::settlement::{Ledger, Shares};
use proptest::prelude::*;

fn usd(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::of("USD").expect("a code"),
    }
}

/// 100.00 in thirds: one cent is left and goes to the first of equals. 0.05 by 1/2, 1/3, 1/6 has
/// parts 2.5, 1.67 and 0.83 cents: rounded down 2, 1 and 0, and the two cents that are left go to
/// 0.83 and 1.67.
#[test]
fn what_is_left_goes_to_the_largest_remainders() {
    let mut parts = Vec::new();
    Shares::new(&[1.0; 3])
        .expect("shares")
        .divide(10_000, &mut parts);
    assert_eq!(parts, [3334, 3333, 3333]);
    let uneven = Shares::new(&[3.0, 2.0, 1.0]).expect("shares");
    uneven.divide(5, &mut parts);
    assert_eq!(parts, [2, 2, 1]);
    uneven.divide(-5, &mut parts);
    assert_eq!(parts, [-2, -2, -1]);
    uneven.divide(0, &mut parts);
    assert_eq!(parts, [0, 0, 0]);
    assert!(Shares::new(&[0.0]).is_err() && Shares::new(&[1.0, -0.1]).is_err());
}

/// Operator 0 collects 100.00 and owes 1 half of it; operator 1 collects 60.00 and owes 0 half.
#[test]
fn what_two_owe_each_other_is_set_off() {
    let shares = Shares::new(&[0.5, 0.5]).expect("shares");
    let mut ledger = Ledger::new(2);
    ledger.enter(usd(10_000), 0, &shares);
    ledger.enter(usd(6_000), 1, &shares);
    let payments = ledger.payments().expect("payments");
    assert_eq!(payments.len(), 1);
    assert_eq!((payments[0].from, payments[0].to), (0, 1));
    assert_eq!(payments[0].amount.to_string(), "20.00 USD");
    let accounts = ledger.accounts().expect("accounts");
    assert_eq!(accounts[1].received.minor, 2000);
}

#[test]
fn currencies_are_settled_each_by_itself() {
    let shares = Shares::new(&[0.0, 1.0]).expect("shares");
    let mut ledger = Ledger::new(2);
    let yen = Money {
        minor: 500,
        currency: Currency::of("JPY").expect("a code"),
    };
    ledger.enter(usd(1), 0, &shares);
    ledger.enter(yen, 0, &shares);
    let said: Vec<String> = ledger
        .payments()
        .expect("payments")
        .iter()
        .map(|payment| payment.amount.to_string())
        .collect();
    assert_eq!(said, ["500 JPY", "0.01 USD"]);
}

proptest! {
    #[test]
    fn parts_are_exact_and_fair(
        minor in -1_000_000_000_000_i64..1_000_000_000_000,
        shares in prop::collection::vec(0.0..1.0_f64, 1..19),
    ) {
        prop_assume!(shares.iter().sum::<f64>() > 0.0);
        let mut parts = Vec::new();
        Shares::new(&shares).expect("shares").divide(minor, &mut parts);
        prop_assert_eq!(parts.iter().sum::<i64>(), minor);
        let sum: f64 = shares.iter().sum();
        for (part, share) in parts.iter().zip(&shares) {
            let fair = minor as f64 * share / sum;
            prop_assert!((*part as f64 - fair).abs() < 1.01);
        }
    }

    /// Collected = earned over all, each account = what is paid to it less what it pays.
    #[test]
    fn a_ledger_balances(
        entries in prop::collection::vec((-1_000_000_i64..10_000_000, 0..5_usize, 0..3_usize), 1..200)
    ) {
        let rules = [[1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 0.0, 1.0, 0.3, 0.1], [1.0, 1.0, 1.0, 0.0, 0.0]];
        let rules = rules.map(|rule| Shares::new(&rule).expect("shares"));
        let mut ledger = Ledger::new(5);
        for (minor, by, rule) in &entries {
            ledger.enter(usd(*minor), *by, &rules[*rule]);
        }
        let accounts = ledger.accounts().expect("accounts");
        let sum = |of: fn(&kervan_tariff::settlement::Account) -> Money| {
            accounts.iter().map(|account| of(account).minor).sum::<i64>()
        };
        let total: i64 = entries.iter().map(|(minor, ..)| minor).sum();
        prop_assert_eq!(sum(|account| account.collected), total);
        prop_assert_eq!(sum(|account| account.earned), total);
        prop_assert_eq!(sum(|account| account.received), 0);
        let payments = ledger.payments().expect("payments");
        for account in &accounts {
            let net: i64 = payments.iter().map(|payment| match account.operator {
                of if of == payment.to => payment.amount.minor,
                of if of == payment.from => -payment.amount.minor,
                _ => 0,
            }).sum();
            prop_assert_eq!(net, account.received.minor);
        }
        prop_assert_eq!(ledger.consignments(), entries.len() as u64);
    }

    #[test]
    fn a_decimal_times_one_is_itself(whole in 0..1_000_000_i64, cents in 0..100_i64) {
        let one = Decimal::read("1").expect("a number");
        let text = format!("{whole}.{cents:02}");
        let money = Decimal::read(&text).and_then(|number| number.times(one, usd(0).currency));
        prop_assert_eq!(money, Some(usd(100 * whole + cents)));
    }
}
