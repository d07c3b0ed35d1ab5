//! A quote for a forwarder.

use kervan::{Day, Quote, QuoteRequest, QuotedWay, Study};
use serde_json::{Value, json};

use super::{PAGE, broken, heading, scenario_lines, thousands};

pub(crate) fn page(study: &Study, request: &QuoteRequest, quote: &Quote) -> String {
    let mut text = format!(
        "{} to {}: {} x {}, departing {}\n{}, demand of {}\n{}",
        quote.from,
        quote.to,
        quote.count,
        quote.unit,
        day(request.depart),
        study.corridor().title,
        study.corridor().base_year,
        scenario_lines(study),
    );
    for remark in quote
        .results
        .remarks
        .iter()
        .filter(|remark| remark.starts_with('K'))
    {
        text += &format!("\nNote: {remark}\n");
    }
    for (number, way) in quote.ways.iter().enumerate() {
        text += &one(number + 1, quote, way);
    }
    text + "\nHalf of all units that depart in this month of the year are available by the first day, nine in\n\
        ten by the second; ± is the 95 % interval of luck over replications. What rests on estimated\n\
        inputs is far less sure: see `kervan show --values`. A quote is no offer of any carrier.\n"
}

fn one(number: usize, quote: &Quote, way: &QuotedWay) -> String {
    let title = if quote.ways.len() == 1 {
        "The way".to_owned()
    } else {
        format!("Way {number}")
    };
    let mut text = heading(&format!("{title}: {}", way.way.services.join(", ")));
    let (rail_km, sea_km) = way.way.km;
    text += &match (way.arrival, way.p50_d, way.p90_d) {
        (Some((half, nine)), Some(p50), Some(p90)) => format!(
            "available by {} (P50, {:.1} ± {:.1} days), safely by {} (P90, {:.1} ± {:.1} days)\n",
            day(half),
            p50.mean,
            p50.halfwidth().unwrap_or(0.0),
            day(nine),
            p90.mean,
            p90.halfwidth().unwrap_or(0.0),
        ),
        _ if way.closed => "nothing sets out this way in this month of the year\n".to_owned(),
        _ => "nothing that departed in this month arrived; give more `--years`\n".to_owned(),
    };
    text += &format!(
        "{} km by rail, {} km by sea; {}\n",
        thousands(rail_km),
        thousands(sea_km),
        if way.way.has_demand {
            "measured by the demand that goes this way"
        } else {
            "no demand goes just this way: measured by a small flow put in for it"
        }
    );
    if !way.losses.is_empty() {
        text += "What usually goes wrong, hours a unit:\n";
    }
    for loss in &way.losses {
        text += &format!(
            "  {:>5.1}  waiting for {} at {}\n",
            loss.hours.mean,
            loss.cause.as_str(),
            loss.place_name
        );
    }
    text += "Price:\n";
    for price in &way.prices {
        text += &indented(&format!(
            "{} {} of {} for {}: {} [{}]",
            thousands(price.price),
            price.currency,
            price.year,
            price.covers.join(", "),
            price.said,
            price.source
        ));
    }
    if !way.unpriced.is_empty() {
        text += &indented(&format!("not known for {}", way.unpriced.join(", ")));
    }
    text
}

/// Lines of two spaces more, broken at the width of a page.
fn indented(text: &str) -> String {
    broken(text, PAGE - 4)
        .iter()
        .enumerate()
        .map(|(position, line)| format!("{}{line}\n", if position == 0 { "  " } else { "    " }))
        .collect()
}

fn day((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

pub(crate) fn json(quote: &Quote) -> Value {
    let ways: Vec<Value> = quote
        .ways
        .iter()
        .map(|way| {
            json!({
                "services": way.way.services,
                "flow": way.way.flow,
                "has_demand": way.way.has_demand,
                "p50_d": way.p50_d.map(|days| days.mean),
                "p50_d_low": way.p50_d.and_then(|days| days.low),
                "p50_d_high": way.p50_d.and_then(|days| days.high),
                "p90_d": way.p90_d.map(|days| days.mean),
                "p90_d_low": way.p90_d.and_then(|days| days.low),
                "p90_d_high": way.p90_d.and_then(|days| days.high),
                "arrival_p50": way.arrival.map(|(half, _)| day(half)),
                "arrival_p90": way.arrival.map(|(_, nine)| day(nine)),
                "sets_out_in_this_month": !way.closed,
                "rail_km": way.way.km.0,
                "sea_km": way.way.km.1,
                "losses": way.losses.iter().map(|loss| json!({
                    "place": loss.place,
                    "cause": loss.cause.as_str(),
                    "hours_per_unit": loss.hours.mean,
                })).collect::<Vec<_>>(),
                "prices": way.prices.iter().map(|price| json!({
                    "said": price.said,
                    "covers": price.covers,
                    "price": price.price,
                    "currency": price.currency,
                    "price_year": price.year,
                    "source": price.source,
                })).collect::<Vec<_>>(),
                "price_not_known_for": way.unpriced,
            })
        })
        .collect();
    json!({
        "from": quote.from,
        "to": quote.to,
        "count": quote.count,
        "unit": quote.unit,
        "ways": ways,
    })
}
