use kervan_forecast::{Model, Series};
use proptest::prelude::*;

/// Series of any length with values of any size, zero and below among them.
fn series() -> impl Strategy<Value = Series> {
    (
        prop::collection::vec(-1e6..1e6_f64, 1..40),
        prop::sample::select(vec![1_usize, 4, 12]),
    )
        .prop_map(|(values, period)| Series::new(values, period).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the series: a model has an answer of so many finite steps, or says why not; and the
    /// same one twice.
    #[test]
    fn every_model_answers_or_says_why_not(series in series()) {
        for (name, model) in Model::NAMED {
            let found = model.points(&series, 7);
            prop_assert_eq!(&found, &model.points(&series, 7));
            if let Ok(points) = found {
                prop_assert_eq!(points.len(), 7);
                prop_assert!(points.iter().all(|point| point.is_finite()), "{}", name);
            }
        }
    }

    /// Twice the values, twice the forecast: units do not matter.
    #[test]
    fn units_do_not_matter(values in prop::collection::vec(10.0..1000.0_f64, 12..30)) {
        let one = Series::new(values.clone(), 1).unwrap();
        let other = Series::new(values.iter().map(|value| value * 1000.0).collect(), 1).unwrap();
        for model in [Model::Naive, Model::Drift, Model::Ses] {
            let (one, other) = (model.points(&one, 3).unwrap(), model.points(&other, 3).unwrap());
            for (one, other) in one.iter().zip(&other) {
                prop_assert!((other / one / 1000.0 - 1.0).abs() < 1e-3, "{}", model);
            }
        }
    }
}
