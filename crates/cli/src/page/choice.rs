//! What shippers choose, as a page.

use kervan::{Balance, ChoiceFit, DemandResponse, Study, Uniqueness};
use serde_json::{Value, json};

use super::{PAGE, broken, heading, lines, percent, scenario_lines, table, thousands};

/// The estimates of a fit.
pub(crate) fn fit(found: &ChoiceFit) -> String {
    let fit = &found.fit;
    let mut text = format!(
        "Conditional logit of {}, as {} says\n\n",
        found.data, found.spec
    );
    let mut rows = table(&["term", "coefficient", "error", "t"], 1);
    for row in &fit.estimates {
        rows.add_row([
            row.name.clone(),
            figure(row.value),
            figure(row.error),
            format!("{:.2}", row.t()),
        ]);
    }
    text += &lines(&rows);
    text += &heading("How well it fits");
    text += &format!("log-likelihood          {:.4}\n", fit.log_likelihood);
    if let Some(shares) = fit.at_shares {
        text += &format!("  with constants alone  {shares:.4}\n");
    }
    text += &format!("  with equal shares     {:.4}\n", fit.at_zero);
    text += &format!("rho squared             {:.4}\n", fit.rho_squared());
    text += &format!(
        "  adjusted              {:.4}\n",
        fit.adjusted_rho_squared()
    );
    text += &heading("What was chosen");
    let mut rows = table(&["alternative", "there", "taken", "share"], 1);
    for (name, there, taken) in &found.alternatives {
        let counts = [*there, *taken].map(thousands);
        let [there_text, taken_text] = counts;
        rows.add_row([name.clone(), there_text, taken_text, share(taken / there)]);
    }
    text += &lines(&rows);
    let note = format!(
        "{} choices, {} steps of Newton's method. The log-likelihood is concave, so this is its one maximum; errors are those of the information at it.",
        thousands(fit.choices),
        fit.steps
    );
    text += "\n";
    for line in broken(&note, PAGE) {
        text += &format!("{line}\n");
    }
    text
}

/// Six digits that count.
fn figure(value: f64) -> String {
    let digits = match value.abs() {
        size if size > 0.0 && size.is_finite() => (5.0 - size.log10().floor()).clamp(0.0, 12.0),
        _ => 0.0,
    };
    format!("{value:.*}", digits as usize)
}

/// The same for programs.
pub(crate) fn fit_json(found: &ChoiceFit) -> Value {
    let fit = &found.fit;
    let estimates = fit.estimates.iter().map(|row| {
        json!({ "term": row.name, "coefficient": row.value, "error": row.error, "t": row.t() })
    });
    let alternatives = found
        .alternatives
        .iter()
        .map(|(name, there, taken)| json!({ "alternative": name, "there": there, "taken": taken }));
    json!({
        "data": found.data,
        "spec": found.spec,
        "estimates": estimates.collect::<Vec<_>>(),
        "covariance": fit.covariance,
        "log_likelihood": fit.log_likelihood,
        "log_likelihood_at_shares": fit.at_shares,
        "log_likelihood_at_zero": fit.at_zero,
        "rho_squared": fit.rho_squared(),
        "adjusted_rho_squared": fit.adjusted_rho_squared(),
        "choices": fit.choices,
        "alternatives": alternatives.collect::<Vec<_>>(),
    })
}

type Priced = (f64, Balance, Option<f64>);

/// How demand answers to price.
pub(crate) fn response(study: &Study, found: &DemandResponse, rows: &[Priced]) -> String {
    let corridor = study.corridor();
    let mut text = format!("{}: how demand answers to price\n", corridor.title);
    text += &scenario_lines(study);
    text += &heading("Fitted to the base year");
    text +=
        "Constants reproduce the volumes of the base year at its prices and simulated times.\n\n";
    let header = [
        "flow and its other routes",
        "a year",
        "share",
        "USD a tonne",
        "days",
        "spread",
        "constant",
    ];
    for market in corridor.markets.rows() {
        text += &format!("{}\n", market.name);
        let mut rows = table(&header, 1);
        let own: Vec<_> = found
            .base()
            .into_iter()
            .filter(|row| row.market == market.id)
            .collect();
        for row in &own {
            let unit = row.volume_unit.trim_end_matches("/yr");
            rows.add_row([
                format!("  {}", row.flow),
                format!("{} {unit}", thousands(row.volume)),
                String::new(),
                row.price.map_or("-".to_owned(), |price| {
                    format!("{:.0}", price / row.cargo_t)
                }),
                format!("{:.1}", row.time_d),
                format!("{:.1}", row.spread_d),
                "0".to_owned(),
            ]);
        }
        if let Some(first) = own.first() {
            let volume: f64 = own.iter().map(|row| row.volume).sum();
            rows.add_row([
                "  all of them".to_owned(),
                thousands(volume),
                share(first.share),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
            for (at, route) in first.routes.iter().enumerate() {
                // Constants differ a little between flows, as their times do.
                let of_flows = own.iter().map(|row| row.routes[at].constant);
                let (low, high) = of_flows.fold((f64::INFINITY, f64::NEG_INFINITY), |ends, c| {
                    (ends.0.min(c), ends.1.max(c))
                });
                let number = |value: f64, digits: usize| match route.is_moving {
                    true => format!("{value:.digits$}"),
                    false => "-".to_owned(),
                };
                rows.add_row([
                    format!("  {}", route.name),
                    thousands(volume * route.share / first.share),
                    share(route.share),
                    number(route.terms.price, 0),
                    number(route.terms.time_d, 1),
                    number(route.terms.spread_d, 1),
                    match high - low < 0.005 {
                        true => format!("{low:.2}"),
                        false => format!("{low:.2} to {high:.2}"),
                    },
                ]);
            }
        }
        text += &lines(&rows);
    }
    text += &heading("Times by load, simulated on the same luck");
    text +=
        "Load is the volume of the contested flows, as a multiple of that of the base year.\n\n";
    let mut times = table(&["load", "days", "spread", "arrives"], 0);
    for row in found.loads() {
        let all: f64 = row.flows.iter().map(|flow| flow.arrived).sum();
        let entered: f64 = row.flows.iter().map(|flow| flow.entered).sum();
        let mean = |of: fn(&kervan::LoadFlow) -> f64| {
            row.flows
                .iter()
                .map(|flow| of(flow) * flow.arrived)
                .sum::<f64>()
                / all
        };
        times.add_row([
            format!("{}", row.load),
            format!("{:.1}", mean(|flow| flow.time_d)),
            format!("{:.1}", mean(|flow| flow.spread_d)),
            percent(all / entered),
        ]);
    }
    text += &lines(&times);
    text += &heading("Volume by price, queues in balance");
    let header = [
        "price",
        "load",
        "TEU or t",
        "days",
        "spread",
        "elasticity",
        "with queues",
        "shippers gain",
    ];
    let mut table = table(&header, 0);
    for (times, balance, with_queues) in rows {
        let tonnes = balance.tonnes();
        let mean = |of: fn(&kervan::FlowBalance) -> f64| {
            balance
                .flows
                .iter()
                .map(|row| of(row) * row.tonnes)
                .sum::<f64>()
                / tonnes
        };
        let priced: Vec<_> = balance
            .flows
            .iter()
            .filter(|row| row.price.is_some())
            .collect();
        let of_priced: f64 = priced.iter().map(|row| row.tonnes).sum();
        let elasticity = priced
            .iter()
            .map(|row| row.price_elasticity.unwrap_or_default() * row.tonnes)
            .sum::<f64>();
        let volume: f64 = balance.flows.iter().map(|row| row.volume).sum();
        table.add_row([
            format!("{:.0} %", 100.0 * times),
            format!(
                "{:.3}{}",
                balance.load,
                if balance.is_beyond { " beyond" } else { "" }
            ),
            thousands(volume),
            format!("{:.1}", mean(|row| row.time_d)),
            format!("{:.1}", mean(|row| row.spread_d)),
            match priced.is_empty() {
                true => "-".to_owned(),
                false => format!("{:.2}", elasticity / of_priced),
            },
            with_queues.map_or("-".to_owned(), |found| format!("{found:.2}")),
            format!("{:.1} MUSD", balance.surplus_usd / 1e6),
        ]);
    }
    text += &lines(&table);
    text += "\n";
    let mut notes = found.remarks.clone();
    let proved = rows
        .iter()
        .all(|(_, row, _)| row.uniqueness == Uniqueness::Proved);
    notes.push(match proved {
        true => "each balance is proved to be the only one: the slope of the response is below 1 on every piece of the tables".to_owned(),
        false => "the slopes allow several balances; every piece was searched, and the one reached from above is shown".to_owned(),
    });
    if !found.captive.is_empty() {
        notes.push(format!(
            "{} flows are in no market: no other way with price and time is known for them, and their volume does not answer",
            found.captive.len()
        ));
    }
    let unpriced = found
        .base()
        .iter()
        .filter(|row| row.price.is_none())
        .count();
    if unpriced > 0 {
        notes.push(format!(
            "what {unpriced} of the flows pay is not published; their price is left as it is"
        ));
    }
    for note in notes {
        for (at, line) in broken(&note, PAGE - 2).iter().enumerate() {
            text += &format!("{}{line}\n", if at == 0 { "- " } else { "  " });
        }
    }
    let seed = found
        .run
        .iter()
        .find(|row| row.key == "seed")
        .map_or("", |row| &row.value);
    let sum = study.checksum();
    text += &format!(
        "\nseed {seed}; kervan {}; corridor {}\n",
        kervan::VERSION,
        sum.get(..12).unwrap_or_default()
    );
    text
}

/// A share as a percentage, small ones too.
fn share(share: f64) -> String {
    match share < 0.01 {
        true => format!("{:.2} %", 100.0 * share),
        false => percent(share),
    }
}

/// The same for programs.
pub(crate) fn response_json(found: &DemandResponse, rows: &[Priced]) -> Value {
    let loads = found.loads().iter().map(|row| {
        let flows = row.flows.iter().map(|flow| {
            json!({
                "flow": flow.flow, "time_d": flow.time_d, "spread_d": flow.spread_d,
                "entered_per_year": flow.entered, "arrived_per_year": flow.arrived,
            })
        });
        json!({ "load": row.load, "is_growing": row.is_growing, "flows": flows.collect::<Vec<_>>() })
    });
    let base = found.base().into_iter().map(|row| {
        let routes = row.routes.iter().map(|route| {
            json!({
                "route": route.route, "share": route.share, "constant": route.constant,
                "usd_per_t": route.terms.price, "time_d": route.terms.time_d,
                "spread_d": route.terms.spread_d,
            })
        });
        json!({
            "flow": row.flow, "market": row.market, "volume": row.volume,
            "volume_unit": row.volume_unit, "share": row.share, "usd_per_unit": row.price,
            "time_d": row.time_d, "spread_d": row.spread_d, "sensitivity_t_per_usd": row.sensitivity,
            "usd_per_t_d": row.values.of_time, "usd_per_t_d_of_spread": row.values.of_reliability,
            "routes": routes.collect::<Vec<_>>(),
        })
    });
    let prices = rows.iter().map(|(times, balance, with_queues)| {
        let flows = balance.flows.iter().map(|row| {
            json!({
                "flow": row.flow, "volume": row.volume, "volume_unit": row.volume_unit,
                "tonnes": row.tonnes, "share": row.share, "usd_per_unit": row.price,
                "time_d": row.time_d, "spread_d": row.spread_d,
                "price_elasticity": row.price_elasticity, "percent_per_day": row.percent_per_day,
            })
        });
        json!({
            "price_times": times, "load": balance.load, "is_beyond": balance.is_beyond,
            "is_unique": balance.uniqueness == Uniqueness::Proved,
            "crossings": balance.crossings.iter().map(|row| row.volume).collect::<Vec<_>>(),
            "elasticity_with_queues": with_queues, "surplus_usd": balance.surplus_usd,
            "flows": flows.collect::<Vec<_>>(),
        })
    });
    json!({
        "base": base.collect::<Vec<_>>(),
        "loads": loads.collect::<Vec<_>>(),
        "prices": prices.collect::<Vec<_>>(),
        "captive": found.captive,
        "remarks": found.remarks,
    })
}
