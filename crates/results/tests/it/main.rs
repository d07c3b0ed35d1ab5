//! Behaviour of the result tables.
#![allow(missing_docs, clippy::unwrap_used)]

use kervan_results::{
    BottleneckTables, Comparison, Condition, Estimate, ForecastTables, Log, PlanTables,
    PrecisionRow, Results, Stress, TariffTables, WarmUpInfo, columns,
};

#[test]
fn every_column_is_described_and_every_description_has_a_column() {
    let zero = Estimate {
        mean: 0.0,
        low: None,
        high: None,
    };
    let empty = Results {
        flows: vec![],
        hours: vec![],
        servers: vec![],
        months: vec![],
        distribution: vec![],
        observed: vec![],
        volume_t: zero,
        volume_teu: zero,
        precision: vec![PrecisionRow {
            condition: Condition::read("halfwidth(mean)<=1d").unwrap(),
            reached: None,
            is_met: false,
            replications: 0,
        }],
        warm_up: WarmUpInfo {
            years: 1,
            mser5_weeks: None,
            still_moving: false,
        },
        run: vec![],
        remarks: vec![],
        waits: Vec::new(),
        roots: Vec::new(),
        days: Vec::new(),
        log: Some(Log::default()),
    };
    let mut tables = empty.tables().unwrap();
    let comparison = Comparison {
        a: empty.clone(),
        b: empty,
        differences: vec![],
        unmatched: vec![],
        precision: vec![],
        run: vec![],
        remarks: vec![],
    };
    // The table `run` is that of results.
    let mut compared = comparison.tables().unwrap();
    compared.retain(|(name, _)| name != "run");
    tables.extend(compared);
    let plan = PlanTables {
        measures: &[],
        years: &[],
        payers: &[],
        beside: &[],
        futures: &[],
        regrets: &[],
        triggers: &[],
        contenders: &[],
        frontier: &[],
        ladder: &[],
        rounds: &[],
        run: &[],
    };
    let forecast = ForecastTables {
        history: &[],
        years: &[],
        drivers: &[],
        growth: &[],
        models: &[],
        backtest: &[],
        coverage: &[],
        promises: &[],
        needed: &[],
        run: &[],
    };
    let bottlenecks = BottleneckTables {
        ladder: &[],
        binding: &[],
        alone: &[],
        worth: &[],
        interactions: &[],
        sensitivity: &[],
        servers: &[],
        waits: &[],
        roots: &[],
        run: &[],
    };
    // Tables of the corridor as it is are those of results.
    let shared = ["server_hours", "run"];
    let mut searched = bottlenecks.tables().unwrap();
    searched.retain(|(name, _)| !shared.contains(&name.as_str()));
    tables.extend(searched);
    let mut planned = plan.tables().unwrap();
    planned.retain(|(name, _)| name != "run");
    tables.extend(planned);
    let mut forecast = forecast.tables().unwrap();
    forecast.retain(|(name, _)| name != "run");
    tables.extend(forecast);
    let tariff = TariffTables {
        prices: &[],
        regimes: &[],
        operators: &[],
        divisions: &[],
        leavers: &[],
        clauses: &[],
        years: &[],
        said: &[],
        sensitivity: &[],
        run: &[],
    };
    let mut priced = tariff.tables().unwrap();
    priced.retain(|(name, _)| name != "run");
    tables.extend(priced);
    let mut stressed = Stress::default().all_tables().unwrap();
    stressed.retain(|(name, _)| name != "run");
    tables.extend(stressed);
    let mut in_code: Vec<(String, String)> = tables
        .iter()
        .flat_map(|(name, batch)| {
            batch
                .schema()
                .fields()
                .iter()
                .map(|field| (name.clone(), field.name().clone()))
                .collect::<Vec<_>>()
        })
        .filter(|(_, column)| !column.ends_with("_low") && !column.ends_with("_high"))
        .collect();
    let mut described: Vec<(String, String)> = columns()
        .into_iter()
        .map(|row| (row.table, row.column))
        .collect();
    in_code.sort();
    described.sort();
    assert_eq!(in_code, described);
}
