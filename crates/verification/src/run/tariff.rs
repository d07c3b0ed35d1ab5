//! Carriers in series who set prices.

use kervan_tariff::TariffError;
use kervan_tariff::regime::{Chain, Pricing, joint, separate, successive};

use crate::case::Expectation;
use crate::quantity::{PriceRegime, Quantity, TariffQuantity};
use crate::run::Answer;

/// Answers to everything that is asked of carriers in series.
pub(crate) fn chain(chain: &Chain, expects: &[Expectation]) -> Vec<Answer> {
    let answer = |asked: &Expectation| match &asked.quantity {
        Quantity::Tariff {
            what,
            regime,
            carrier,
        } => match number(chain, *what, *regime, *carrier) {
            Ok(number) => Answer::Number(number),
            Err(reason) => Answer::None(reason),
        },
        _ => Answer::None("it is no quantity of carriers in series".to_owned()),
    };
    expects.iter().map(answer).collect()
}

fn number(
    chain: &Chain,
    what: TariffQuantity,
    regime: PriceRegime,
    carrier: usize,
) -> Result<f64, String> {
    use TariffQuantity::{
        Equilibrium, GainOfOneTariff, MarketShare, Price, Profit, Sent, Surplus, ThroughPrice,
        TotalProfit,
    };
    let solved = || match regime {
        PriceRegime::Separate => separate(chain),
        PriceRegime::Successive => successive(chain),
        PriceRegime::Joint => joint(chain),
    };
    if what == Equilibrium {
        return match solved() {
            Ok(_) => Ok(1.0),
            Err(TariffError::NoEquilibrium(_)) => Ok(0.0),
            Err(error) => Err(error.to_string()),
        };
    }
    let say = |error: TariffError| error.to_string();
    let found = solved().map_err(say)?;
    let each = |of: fn(&Pricing) -> &Vec<f64>| {
        let none = "one tariff for the whole way says nothing of a carrier";
        of(&found).get(carrier).copied().ok_or(none.to_owned())
    };
    match what {
        ThroughPrice => Ok(found.price),
        Price => each(|found| &found.prices),
        Sent => Ok(found.quantity),
        TotalProfit => Ok(found.profit),
        Profit => each(|found| &found.profits),
        Surplus => Ok(found.surplus),
        MarketShare => found.share.ok_or("this demand has no end".to_owned()),
        GainOfOneTariff => Ok(joint(chain).map_err(say)?.profit - found.profit),
        Equilibrium => Ok(1.0),
    }
}
