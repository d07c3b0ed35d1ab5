//! Each thing out, one at a time.

use kervan_corridor::Corridor;
use kervan_corridor::disruption::Touched;
use kervan_results::{DaySeries, OutageRow, RecoveryRow};
use kervan_simulation::{Outage, OutageRun, Progress, Settings, SimulationError, simulate_outages};

use crate::detour::{detours, way_of};
use crate::part::{Part, part_id};
use crate::recovery::Recovery;
use crate::year::{days_to, months_of_days};

/// A month, 1 to 12, and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// `worst`, `best` or `asked`.
    pub name: &'static str,
    /// 1 to 12.
    pub month: u32,
}

impl Season {
    /// The month in which most is inside on average in an ordinary year, and that in which least
    /// is; of equals the earlier.
    pub fn worst_and_best(corridor: &Corridor, ordinary: &[DaySeries]) -> [Season; 2] {
        let by_month = inside_by_month(corridor, ordinary, &[true; 12]);
        let month = |better: &dyn Fn(f64, f64) -> bool| {
            let mut found = 0;
            for (position, inside) in by_month.iter().enumerate() {
                if better(*inside, by_month[found]) {
                    found = position;
                }
            }
            found as u32 + 1
        };
        [
            Season {
                name: "worst",
                month: month(&|a, b| a > b),
            },
            Season {
                name: "best",
                month: month(&|a, b| a < b),
            },
        ]
    }

    /// The worst month among some.
    pub fn worst_of(corridor: &Corridor, ordinary: &[DaySeries], months: &[bool; 12]) -> Season {
        let by_month = inside_by_month(corridor, ordinary, months);
        let mut found = months.iter().position(|allowed| *allowed).unwrap_or(0);
        for (position, inside) in by_month.iter().enumerate() {
            if months[position] && *inside > by_month[found] {
                found = position;
            }
        }
        Season {
            name: "worst",
            month: found as u32 + 1,
        }
    }
}

/// Tonnes inside on an average day of each month; 0 for months that are not asked for.
fn inside_by_month(corridor: &Corridor, ordinary: &[DaySeries], months: &[bool; 12]) -> [f64; 12] {
    let mut sums = [(0.0, 0_usize); 12];
    for series in ordinary {
        let of_days = months_of_days(corridor, series.inside_t.len());
        for (inside, month) in series.inside_t.iter().zip(of_days) {
            if months[month] {
                sums[month].0 += inside;
                sums[month].1 += 1;
            }
        }
    }
    sums.map(|(sum, count)| sum / count.max(1) as f64)
}

/// Something to be out.
#[derive(Clone, Debug)]
pub struct Asked {
    /// As it stands in the answer.
    pub part: String,
    /// Name in print.
    pub name: String,
    /// What is out, all at once.
    pub touched: Vec<Touched>,
    /// What is left of it.
    pub left: f64,
    /// When it begins.
    pub season: Season,
    /// How long it lasts, in days.
    pub days: f64,
}

impl Asked {
    fn outage(&self, corridor: &Corridor) -> Outage {
        Outage {
            touched: self.touched.clone(),
            factor: self.left,
            from_day: days_to(corridor, self.season.month),
            days: self.days,
            detours: detours(corridor, &self.touched, self.left),
        }
    }

    fn row(
        &self,
        corridor: &Corridor,
        outage: &Outage,
        runs: &[OutageRun],
        after: u32,
    ) -> Option<(OutageRow, Recovery)> {
        let recovery = Recovery::of(runs, self.days)?;
        let through = way_of(corridor, &self.touched);
        let names: Vec<&str> = through
            .iter()
            .map(|flow| corridor.flows[*flow].id.as_str())
            .collect();
        let tonnes = through.iter().map(|flow| {
            let flow = &corridor.flows[*flow];
            flow.units_per_year * corridor.loading_units[flow.loading_unit].cargo_t
        });
        let ways: Vec<String> = outage
            .detours
            .iter()
            .map(|detour| {
                let services: Vec<&str> = detour
                    .services
                    .iter()
                    .map(|service| corridor.services[*service].id.as_str())
                    .collect();
                format!(
                    "{}: {}",
                    corridor.flows[detour.flow].id,
                    services.join(", ")
                )
            })
            .collect();
        let row = OutageRow {
            rank: 0,
            part: self.part.clone(),
            name: self.name.clone(),
            left: self.left,
            season: self.season.name,
            month: self.season.month,
            days: self.days,
            through_t: tonnes.sum(),
            flows: names.join("; "),
            late_td: recovery.late_td,
            depth_t: recovery.depth_t,
            lost_t: recovery.lost_t,
            behind_t: recovery.behind_t,
            detoured_t: recovery.detoured_t,
            detours: ways.join("; "),
            recovered_d: recovery.recovered_d,
            not_recovered: recovery.not_recovered,
            horizon_d: after,
            rings: recovery.rings,
            replications: runs.len() as u32,
            is_full: true,
            estimated_share: estimated_share(corridor, &self.touched),
        };
        Some((row, recovery))
    }
}

/// Share of the values of some parts that are estimates; 0 where they have none.
fn estimated_share(corridor: &Corridor, touched: &[Touched]) -> f64 {
    let (mut all, mut estimated) = (0_u32, 0_u32);
    for &touched in touched {
        let part = part_id(corridor, touched);
        let (table, row) = part.split_once(':').unwrap_or_default();
        for (_, value) in corridor.values.of_row(table, row) {
            all += 1;
            estimated += u32::from(value.provenance.firmness.is_estimate());
        }
    }
    f64::from(estimated) / f64::from(all.max(1))
}

/// Simulates what is asked for, each by itself, all over the same horizon: `after` days after the
/// longest. The rows are in the order asked, and not ranked.
///
/// # Errors
///
/// See [`simulate_outages`].
pub fn simulate_asked(
    corridor: &Corridor,
    asked: &[Asked],
    after: u32,
    settings: &Settings,
    progress: &Progress,
) -> Result<(Vec<OutageRow>, Vec<RecoveryRow>), SimulationError> {
    let outages: Vec<Outage> = asked.iter().map(|asked| asked.outage(corridor)).collect();
    let longest = asked.iter().map(|asked| asked.days).fold(0.0, f64::max);
    let days = longest.ceil() as u32 + after;
    let runs = simulate_outages(corridor, &outages, days, settings, progress)?;
    let (mut rows, mut recoveries) = (Vec::new(), Vec::new());
    for ((asked, outage), runs) in asked.iter().zip(&outages).zip(&runs) {
        let own = days - asked.days.ceil() as u32;
        let Some((row, recovery)) = asked.row(corridor, outage, runs, own) else {
            continue;
        };
        let curve = recovery.curve.iter().enumerate();
        recoveries.extend(curve.map(|(day, late_t)| RecoveryRow {
            part: asked.part.clone(),
            season: asked.season.name,
            day: day as u32 + 1,
            late_t: *late_t,
        }));
        rows.push(row);
    }
    Ok((rows, recoveries))
}

/// Every part out for so many days at every season, by itself, in the order of the parts.
pub fn each_out(corridor: &Corridor, parts: &[Part], seasons: &[Season], days: f64) -> Vec<Asked> {
    parts
        .iter()
        .flat_map(|part| {
            seasons.iter().map(|season| Asked {
                part: part_id(corridor, part.touched),
                name: part.name.clone(),
                touched: vec![part.touched],
                left: part.left,
                season: *season,
                days,
            })
        })
        .collect()
}

/// Of rows that were screened, those of the parts with the most tonnes hit at the worst of their
/// seasons are to be simulated in full: their parts, and the rows of the others, one for each part.
///
/// Rows of one part stand together, `seasons` of them.
pub fn screened(rows: &[OutageRow], seasons: usize, most: usize) -> (Vec<String>, Vec<OutageRow>) {
    let mut worst: Vec<OutageRow> = rows
        .chunks(seasons.max(1))
        .filter_map(|of_part| {
            let first = of_part.first()?;
            let worse = |a, b| if hit_t(b) > hit_t(a) { b } else { a };
            let mut row = of_part.iter().fold(first, worse).clone();
            row.is_full = false;
            Some(row)
        })
        .collect();
    rank(&mut worst);
    let rest = worst.split_off(most.min(worst.len()));
    (worst.into_iter().map(|row| row.part).collect(), rest)
}

/// Sorts rows by tonnes hit, those in full first, and numbers them.
pub fn rank(rows: &mut [OutageRow]) {
    rows.sort_by(|a, b| {
        (b.is_full.cmp(&a.is_full))
            .then(hit_t(b).total_cmp(&hit_t(a)))
            .then_with(|| (&a.part, a.season).cmp(&(&b.part, b.season)))
    });
    for (position, row) in rows.iter_mut().enumerate() {
        row.rank = position as u32 + 1;
    }
}

/// Tonnes hit: late on the worst day, or turned away.
fn hit_t(row: &OutageRow) -> f64 {
    row.depth_t.mean + row.lost_t.mean
}
