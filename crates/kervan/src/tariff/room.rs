//! Room: what the corridor could carry of the contested goods, today and as a plan makes it.

use kervan_bottleneck::fluid::{FluidError, Resource, fluid_use};
use kervan_corridor::Corridor;
use kervan_tariff::traffic::Limit;

use super::market::Contested;
use super::{PlannedRoom, TariffingError};
use crate::study::Study;

/// Room for the contested goods.
#[derive(Clone, Debug)]
pub(super) struct Room {
    /// Today; `None` where nothing limits them.
    pub(super) limit: Option<Limit>,
    /// Year by year over today's, from the present on.
    pub(super) path: Vec<f64>,
    /// The present.
    pub(super) first_year: i64,
}

/// Most that is looked for, as a multiple of today's volume.
const MOST: f64 = 32.0;
/// What the multiple is found to.
const NEAR: f64 = 1e-3;

/// Finds room by the fluid: the other goods as they are, contested ones and empty boxes as many
/// times today's as fit.
pub(super) fn room(
    study: &Study,
    contested: &Contested,
    planned: Option<&PlannedRoom>,
    years: u32,
) -> Result<Room, TariffingError> {
    let corridor = study.corridor();
    let basis = corridor.plan.as_ref();
    let first_year = basis.map_or(corridor.base_year, |plan| plan.first_year);
    let mut path = vec![1.0; years as usize];
    let flows = contested.goods.iter().flat_map(|goods| &goods.flows);
    let own: Vec<String> = flows.map(|idx| corridor.flows[*idx].id.clone()).collect();
    let Some((today, name)) = teu(corridor, &own)? else {
        return Ok(Room {
            limit: None,
            path,
            first_year,
        });
    };
    if let Some(planned) = planned {
        if planned.year <= first_year {
            let text = format!(
                "the plan is for {}, and the present is {first_year}; give a later year",
                planned.year
            );
            return Err(TariffingError::Request(text));
        }
        let then = teu(planned.study.corridor(), &own)?;
        let then = then.map_or(MOST * today, |(teu, _)| teu);
        let steps = (planned.year - first_year) as f64;
        for (year, room) in path.iter_mut().enumerate() {
            let share = (year as f64 / steps).min(1.0);
            *room = 1.0 + share * (then / today - 1.0);
        }
    }
    let mut uses = Vec::new();
    for (market, goods) in contested.goods.iter().enumerate() {
        for (way, is_bypass) in goods.is_bypass.iter().enumerate() {
            if !is_bypass && goods.teu > 0.0 {
                uses.push((market, way, goods.teu));
            }
        }
    }
    Ok(Room {
        limit: Some(Limit {
            name,
            most: today,
            uses,
        }),
        path,
        first_year,
    })
}

/// TEU of some flows that fit, and what binds then.
fn teu(corridor: &Corridor, own: &[String]) -> Result<Option<(f64, String)>, TariffingError> {
    let is_own = |id: &String| own.contains(id);
    let tried = |times: f64| -> Result<Option<Vec<Resource>>, TariffingError> {
        let factors: Vec<f64> = corridor
            .flows
            .rows()
            .iter()
            .map(|flow| match flow.trade == "empty" || is_own(&flow.id) {
                true => times,
                false => 1.0,
            })
            .collect();
        match fluid_use(corridor, &factors) {
            Ok(found) => Ok(Some(found)),
            Err(FluidError::NoRoom) => Ok(None),
            Err(error) => Err(error.into()),
        }
    };
    let (mut fits, mut not) = (0.0, 1.0);
    let mut last = Vec::new();
    while let Some(found) = tried(not)? {
        (fits, last) = (not, found);
        not *= 2.0;
        if not > MOST {
            return Ok(None);
        }
    }
    while not - fits > NEAR * not {
        let middle = 0.5 * (fits + not);
        match tried(middle)? {
            Some(found) => (fits, last) = (middle, found),
            None => not = middle,
        }
    }
    let today: f64 = corridor
        .flows
        .rows()
        .iter()
        .filter(|flow| is_own(&flow.id))
        .map(|flow| {
            let room = corridor.loading_units[flow.loading_unit].room;
            match room.measure.as_str() {
                "TEU" => flow.units_per_year * room.amount,
                _ => 0.0,
            }
        })
        .sum();
    let fullest = last.iter().max_by(|a, b| a.used.total_cmp(&b.used));
    let name = fullest.map_or("the fluid".to_owned(), |found| {
        format!("{} {}", found.kind, found.name)
    });
    Ok(Some((today * fits, name)))
}
