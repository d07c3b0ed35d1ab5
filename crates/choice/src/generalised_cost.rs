//! What a route costs a shipper, in money: price, time and reliability together.

/// What a route asks of a consignment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attributes {
    /// Price, in money a unit of goods.
    pub price: f64,
    /// Time on the way, in days.
    pub time_d: f64,
    /// Spread of that time, in days: P90 less P50 throughout Kervan.
    pub spread_d: f64,
}

/// What a day is worth, in money a unit of goods and day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Values {
    /// A day less on the way.
    pub of_time: f64,
    /// A day less of spread.
    pub of_reliability: f64,
}

impl Values {
    /// Generalised cost, in money a unit of goods: price + value of time x time + value of
    /// reliability x spread.
    ///
    /// The mean-dispersion form of de Jong et al., European Journal of Transport and
    /// Infrastructure Research 9(2), 2009, with a spread in place of the standard deviation.
    pub fn cost(&self, route: &Attributes) -> f64 {
        route.price + self.of_time * route.time_d + self.of_reliability * route.spread_d
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_costs_what_it_is_worth() {
        let values = Values {
            of_time: 3.0,
            of_reliability: 2.0,
        };
        let route = Attributes {
            price: 100.0,
            time_d: 10.0,
            spread_d: 4.0,
        };
        assert_eq!(values.cost(&route), 138.0);
    }
}
