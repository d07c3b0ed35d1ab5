//! Distributions by the name that the tests print.

use kervan_engine::Distribution;

pub(crate) fn family(name: &str) -> Distribution {
    match name {
        "uniform(2, 8)" => Distribution::uniform(2.0, 8.0).unwrap(),
        "exponential(3)" => Distribution::exponential(3.0).unwrap(),
        "erlang(2, 24)" => Distribution::erlang(2, 24.0).unwrap(),
        "triangular(0.8, 1, 5)" => Distribution::triangular(0.8, 1.0, 5.0).unwrap(),
        "gamma(3, 0.5)" => Distribution::gamma(3.0, 0.5).unwrap(),
        "weibull(2, 1.5)" => Distribution::weibull(2.0, 1.5).unwrap(),
        "erlang(8, 24)" => Distribution::erlang(8, 24.0).unwrap(),
        "erlang(40, 24)" => Distribution::erlang(40, 24.0).unwrap(),
        "triangular(1, 1, 2)" => Distribution::triangular(1.0, 1.0, 2.0).unwrap(),
        "normal(10, 2)" => Distribution::normal(10.0, 2.0).unwrap(),
        "normal(10, 2, 9, 15)" => Distribution::normal_between(10.0, 2.0, 9.0, 15.0).unwrap(),
        "normal(10, 2, 16, 20)" => Distribution::normal_between(10.0, 2.0, 16.0, 20.0).unwrap(),
        "lognormal(4, 0.5)" => Distribution::lognormal(4.0, 0.5).unwrap(),
        "lognormal(4, 0.5, 3)" => Distribution::lognormal_above(4.0, 0.5, 3.0).unwrap(),
        "gamma(3, 4.5)" => Distribution::gamma(3.0, 4.5).unwrap(),
        "empirical(1:3, 2.5:1, 9:0.5)" => {
            Distribution::empirical(vec![1.0, 2.5, 9.0], vec![3.0, 1.0, 0.5]).unwrap()
        }
        "mixture(0.9 * triangular(0.8, 1, 5) + 0.1 * exponential(20))" => Distribution::mixture(
            vec![0.9, 0.1],
            vec![
                Distribution::triangular(0.8, 1.0, 5.0).unwrap(),
                Distribution::exponential(20.0).unwrap(),
            ],
        )
        .unwrap(),
        "4.5" => Distribution::constant(4.5).unwrap(),
        "normal(10, 2, 0, 1.5)" => Distribution::normal_between(10.0, 2.0, 0.0, 1.5).unwrap(),
        "triangular(1, 2, 5)" => Distribution::triangular(1.0, 2.0, 5.0).unwrap(),
        "gamma(3, 1)" => Distribution::gamma(3.0, 1.0).unwrap(),
        "exponential(60000)" => Distribution::exponential(60000.0).unwrap(),
        "erlang(3, 24)" => Distribution::erlang(3, 24.0).unwrap(),
        "normal(10, 2, 12, 15)" => Distribution::normal_between(10.0, 2.0, 12.0, 15.0).unwrap(),
        "mixture(1 * 4 + 2 * empirical(1:3, 2.5:1))" => Distribution::mixture(
            vec![1.0, 2.0],
            vec![
                Distribution::constant(4.0).unwrap(),
                Distribution::empirical(vec![1.0, 2.5], vec![3.0, 1.0]).unwrap(),
            ],
        )
        .unwrap(),
        other => panic!("no family `{other}` in the tests"),
    }
}
