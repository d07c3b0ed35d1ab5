//! Price and volume, who gets what, and the core between three groups.

use kervan_chart::{
    CorePlayer, CoreRule, CoreTriangle, CoreWords, Division, DivisionRow, DivisionWords, Interval,
    OperatingPoint, PricePoint, PriceVolume, PriceVolumeWords, Regime,
};
use kervan_results::TariffRegimeRow;

use super::Draw;
use crate::tariff::Tariff;

/// A regime that is so many times dearer than the end of the curve is told, not drawn.
const OFF: f64 = 1.25;

pub(super) fn price_volume(draw: &Draw, tariff: &Tariff) -> Option<PriceVolume> {
    let last = tariff.curve.last()?[0];
    let name = |row: &TariffRegimeRow| match row.regime {
        "today" => "today",
        "separate" => "each for itself",
        "joint" => "one tariff, most profit",
        _ => "one tariff, most volume",
    };
    let mut heading = draw.heading(
        "What a price of the whole way brings: volume, and what all earn".to_owned(),
        "Along the curve all prices of today move together; contested goods, base year".to_owned(),
    );
    let mut regimes = vec![Regime {
        name: "today's prices, moved together".to_owned(),
        curve: tariff
            .curve
            .iter()
            .map(|[price, volume, profit]| PricePoint {
                price: *price,
                volume: *volume,
                profit: Some(*profit),
            })
            .collect(),
        point: None,
    }];
    for row in &tariff.regimes {
        let Some(price) = row.usd_per_teu else {
            continue;
        };
        if price > OFF * last {
            heading.notes.push(format!(
                "Not drawn, far to the right: {}, {price:.0} dollars a TEU, {:.0} TEU, {:.1} M USD.",
                name(row),
                row.teu,
                row.profit_musd
            ));
            continue;
        }
        regimes.push(Regime {
            name: name(row).to_owned(),
            curve: Vec::new(),
            point: Some(OperatingPoint {
                price,
                volume: Interval::exact(row.teu),
                profit: Some(Interval::exact(row.profit_musd)),
            }),
        });
    }
    Some(PriceVolume {
        heading,
        words: PriceVolumeWords {
            price: "price of the whole way, USD/TEU".to_owned(),
            volume: "volume, TEU a year".to_owned(),
            profit: "earned by all operators, M USD a year".to_owned(),
        },
        regimes,
    })
}

pub(super) fn division(draw: &Draw, tariff: &Tariff) -> Option<Division> {
    let rules: Vec<String> = tariff.rules.iter().map(|rule| rule.rule.clone()).collect();
    let mut operators: Vec<DivisionRow> = Vec::new();
    for row in &tariff.divisions {
        if operators.iter().any(|known| known.name == row.name) {
            continue;
        }
        let own = |rule: &String| {
            let mut rows = tariff.divisions.iter();
            let found = rows.find(|other| other.name == row.name && other.rule == *rule);
            found.map(|row| row.profit_musd)
        };
        operators.push(DivisionRow {
            name: row.name.clone(),
            today: Some(row.today_musd),
            shares: rules.iter().filter_map(own).collect(),
        });
    }
    let drawn: Vec<String> = rules
        .into_iter()
        .filter(|rule| tariff.divisions.iter().any(|row| row.rule == *rule))
        .collect();
    (!operators.is_empty()).then(|| Division {
        heading: draw.heading(
            "Who gets what of one tariff, by rule".to_owned(),
            "Earned beyond the costs that vary with the load; contested goods, base year"
                .to_owned(),
        ),
        words: DivisionWords {
            share: "earned, M USD a year".to_owned(),
            today: "today".to_owned(),
        },
        rules: drawn,
        operators,
    })
}

pub(super) fn core(draw: &Draw, tariff: &Tariff) -> Option<CoreTriangle> {
    let groups = tariff.groups.as_ref()?;
    Some(CoreTriangle {
        heading: draw.heading(
            "Railways, ports and ships: which divisions would hold".to_owned(),
            "Each group as one; what it could have by itself, and what each rule gives it"
                .to_owned(),
        ),
        words: CoreWords {
            share: "earned, M USD a year".to_owned(),
            core: "core: no group gains by leaving".to_owned(),
            empty: "the core is empty: every division is left by some group".to_owned(),
            inside: "in the core".to_owned(),
            outside: "not in the core".to_owned(),
        },
        players: groups
            .groups
            .iter()
            .map(|(name, alone, others)| CorePlayer {
                name: name.clone(),
                alone: *alone,
                others: *others,
            })
            .collect(),
        all: groups.all_musd,
        rules: groups
            .rules
            .iter()
            .map(|(name, shares)| CoreRule {
                name: name.clone(),
                shares: shares.clone(),
            })
            .collect(),
    })
}
