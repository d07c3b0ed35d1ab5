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
    let words = draw.words;
    let name = |row: &TariffRegimeRow| words.term("regime", row.regime);
    let mut heading = draw.heading(
        draw.say("picture-tariff-title"),
        draw.say("picture-tariff-subtitle"),
    );
    let mut regimes = vec![Regime {
        name: draw.say("picture-tariff-curve"),
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
            heading.notes.push(draw.tell(
                "picture-tariff-far",
                &[
                    ("name", name(row).into()),
                    ("price", words.number(price, 0).into()),
                    ("volume", words.number(row.teu, 0).into()),
                    ("profit", words.number(row.profit_musd, 1).into()),
                ],
            ));
            continue;
        }
        regimes.push(Regime {
            name: name(row),
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
            price: draw.say("picture-tariff-price"),
            volume: draw.say("picture-tariff-volume"),
            profit: draw.say("picture-tariff-profit"),
        },
        regimes,
    })
}

pub(super) fn division(draw: &Draw, tariff: &Tariff) -> Option<Division> {
    let rules: Vec<String> = tariff.rules.iter().map(|rule| rule.rule.clone()).collect();
    let mut operators: Vec<DivisionRow> = Vec::new();
    let mut names: Vec<&String> = Vec::new();
    for row in &tariff.divisions {
        if names.contains(&&row.name) {
            continue;
        }
        let own = |rule: &String| {
            let mut rows = tariff.divisions.iter();
            let found = rows.find(|other| other.name == row.name && other.rule == *rule);
            found.map(|row| row.profit_musd)
        };
        names.push(&row.name);
        operators.push(DivisionRow {
            name: draw.names.operators(&row.operator),
            today: Some(row.today_musd),
            shares: rules.iter().filter_map(own).collect(),
        });
    }
    let drawn: Vec<String> = rules
        .into_iter()
        .filter(|rule| tariff.divisions.iter().any(|row| row.rule == *rule))
        .map(|rule| draw.names.rule(&rule))
        .collect();
    (!operators.is_empty()).then(|| Division {
        heading: draw.heading(
            draw.say("picture-division-title"),
            draw.say("picture-division-subtitle"),
        ),
        words: DivisionWords {
            share: draw.say("picture-division-share"),
            today: draw.say("regime-today"),
        },
        rules: drawn,
        operators,
    })
}

pub(super) fn core(draw: &Draw, tariff: &Tariff) -> Option<CoreTriangle> {
    let groups = tariff.groups.as_ref()?;
    Some(CoreTriangle {
        heading: draw.heading(
            draw.say("picture-core-title"),
            draw.say("picture-core-subtitle"),
        ),
        words: CoreWords {
            share: draw.say("picture-division-share"),
            core: draw.say("picture-core-core"),
            empty: draw.say("picture-core-empty"),
            inside: draw.say("picture-core-inside"),
            outside: draw.say("picture-core-outside"),
        },
        players: groups
            .groups
            .iter()
            .map(|(name, alone, others)| CorePlayer {
                name: draw.words.name(name),
                alone: *alone,
                others: *others,
            })
            .collect(),
        all: groups.all_musd,
        rules: groups
            .rules
            .iter()
            .map(|(name, shares)| CoreRule {
                name: draw.names.rule(name),
                shares: shares.clone(),
            })
            .collect(),
    })
}
