//! What buys resilience: buffers at the worst places, and measures that are asked for.

use kervan_corridor::disruption::Touched;
use kervan_corridor::fleet::{VesselClass, WagonPool};
use kervan_corridor::scenario::{Change, ChangeKind, Factor, Scale, Scenario};
use kervan_corridor::service::Carriage;
use kervan_corridor::{Cell, Corridor, Idx, Origin};
use kervan_resilience::{estimate, read_part};
use kervan_results::MeasureRow;

use super::sampled::Sampled;
use super::{Breaking, StressError};
use crate::edit::{Edit, scenario_of};
use crate::study::Study;

/// Buffers that are tried.
pub(super) const MOST: usize = 6;
/// How much larger a yard or a pool of wagons is made.
const LARGER: f64 = 1.25;

/// More of something.
struct Buffer {
    scenario: Scenario,
    touches: String,
}

impl Breaking<'_> {
    /// Buffers at the worst places, and the scenarios asked for, on the luck of the sampled years.
    pub(super) fn measures(
        &mut self,
        with: &[Study],
        sampled: &Sampled,
    ) -> Result<(), StressError> {
        let study = self.study;
        let mut rows = Vec::new();
        for buffer in self.buffers() {
            // A buffer that the corridor cannot have is left out.
            if let Ok(changed) = study.changed(buffer.scenario) {
                rows.extend(self.judged(&changed, &buffer.touches, sampled)?);
                self.answer.measures.clone_from(&rows);
            }
        }
        for asked in with {
            rows.extend(self.judged(asked, "asked", sampled)?);
            self.answer.measures.clone_from(&rows);
        }
        rows.sort_by(|a, b| {
            (b.late_td.mean.total_cmp(&a.late_td.mean)).then_with(|| a.name.cmp(&b.name))
        });
        self.answer.measures = rows;
        Ok(())
    }

    /// What the last scenario of a study takes off; nothing where it comes to rest.
    fn judged(
        &mut self,
        changed: &Study,
        touches: &str,
        sampled: &Sampled,
    ) -> Result<Option<MeasureRow>, StressError> {
        let Some(last) = changed.applied().last() else {
            return Ok(None);
        };
        let (name, title) = (&last.scenario.name, &last.scenario.title);
        let settings = self.with_disruptions();
        let Some(less) = self.run(&format!("years with `{name}`"), changed, &settings)? else {
            return Ok(None);
        };
        let before = sampled.flowing(&sampled.all);
        let after = sampled.flowing(&less.days);
        let flowing: Vec<f64> = after.iter().zip(&before).map(|(b, a)| b - a).collect();
        Ok(Some(MeasureRow {
            name: name.clone(),
            title: title.clone(),
            touches: touches.to_owned(),
            late_td: sampled.difference(&sampled.all, &less.days, |year| year.late_td),
            lost_t: sampled.difference(&sampled.all, &less.days, |year| year.lost_t),
            arrived_t: sampled.difference(&less.days, &sampled.all, |year| year.arrived_t),
            flowing: estimate(&flowing),
        }))
    }

    /// Buffers at the places whose outage hits most tonnes, the worst place first, each once.
    fn buffers(&self) -> Vec<Buffer> {
        let corridor = self.corridor();
        let mut found: Vec<Buffer> = Vec::new();
        for row in self.answer.outages.iter().filter(|row| row.is_full) {
            let Ok(touched) = read_part(corridor, &row.part) else {
                continue;
            };
            for scenario in buffers_of(corridor, touched) {
                let is_new = found
                    .iter()
                    .all(|buffer| buffer.scenario.name != scenario.name);
                if is_new && found.len() < MOST {
                    found.push(Buffer {
                        scenario,
                        touches: row.part.clone(),
                    });
                }
            }
        }
        found
    }
}

/// The buffers that touch a part.
///
/// A port: a quarter more slots in each of its yards that vessels use. A sea link, a berth or a
/// class of vessels: one more vessel of each class concerned. A terminal: a quarter more slots. A
/// line, wagons or a train: a quarter more wagons. Locomotives: one more. A control: one more lane.
fn buffers_of(corridor: &Corridor, touched: Touched) -> Vec<Scenario> {
    let services = || corridor.services.iter();
    let vessels_where = |concerned: &dyn Fn(&kervan_corridor::service::Service) -> bool| {
        let mut classes: Vec<Idx<VesselClass>> = services()
            .filter(|(_, service)| concerned(service))
            .flat_map(|(_, service)| match &service.carriage {
                Carriage::Vessel { fleet, .. } => fleet.clone(),
                Carriage::Train(_) => Vec::new(),
            })
            .collect();
        classes.sort_unstable();
        classes.dedup();
        classes
            .into_iter()
            .map(|class| one_more_vessel(corridor, class))
            .collect::<Vec<Scenario>>()
    };
    match touched {
        Touched::Vessels(class) => vec![one_more_vessel(corridor, class)],
        Touched::SeaLink(link) => vessels_where(
            &|service| matches!(&service.carriage, Carriage::Vessel { link: of, .. } if *of == link),
        ),
        Touched::Berth(berth) => vessels_where(&|service| {
            [service.origin, service.destination]
                .iter()
                .filter_map(|stop| stop.terminal)
                .any(|terminal| corridor.berths[berth].terminals.contains(&terminal))
        }),
        Touched::Node(node) => corridor
            .terminals
            .rows()
            .iter()
            .filter(|terminal| terminal.node == node)
            .map(|terminal| more_slots(&terminal.id))
            .collect(),
        Touched::Terminal(terminal) => vec![more_slots(&corridor.terminals[terminal].id)],
        Touched::Locomotives(pool) => {
            let pool = &corridor.locomotives[pool];
            vec![more(
                "locomotives",
                &pool.id,
                "count",
                pool.count + 1,
                &format!("One more locomotive of {}", pool.id),
            )]
        }
        Touched::Control(control) => {
            let control = &corridor.controls[control];
            vec![more(
                "controls",
                &control.id,
                "lanes",
                control.lanes + 1,
                &format!("One more lane at {}", control.id),
            )]
        }
        Touched::Wagons(pool) => vec![more_wagons(corridor, pool)],
        Touched::LineSection(section) => {
            let mut pools: Vec<Idx<WagonPool>> = services()
                .filter_map(|(_, service)| match &service.carriage {
                    Carriage::Train(train) => train
                        .sections
                        .iter()
                        .any(|(step, _)| *step == section)
                        .then_some(train.wagons)?,
                    Carriage::Vessel { .. } => None,
                })
                .collect();
            pools.sort_unstable();
            pools.dedup();
            pools
                .into_iter()
                .map(|pool| more_wagons(corridor, pool))
                .collect()
        }
        Touched::Service(service) => match &corridor.services[service].carriage {
            Carriage::Train(train) => train
                .wagons
                .map(|pool| more_wagons(corridor, pool))
                .into_iter()
                .collect(),
            Carriage::Vessel { fleet, .. } => fleet
                .iter()
                .map(|class| one_more_vessel(corridor, *class))
                .collect(),
        },
        Touched::Flow(_) => Vec::new(),
    }
}

fn one_more_vessel(corridor: &Corridor, class: Idx<VesselClass>) -> Scenario {
    let class = &corridor.vessels[class];
    more(
        "vessels",
        &class.id,
        "count",
        class.count + 1,
        &format!("One more vessel of {}", class.id),
    )
}

fn more_wagons(corridor: &Corridor, pool: Idx<WagonPool>) -> Scenario {
    let pool = &corridor.wagons[pool];
    more(
        "wagons",
        &pool.id,
        "count",
        (f64::from(pool.count) * LARGER).ceil() as u32,
        &format!("A quarter more wagons of {}", pool.id),
    )
}

fn more(table: &str, row: &str, column: &str, count: u32, title: &str) -> Scenario {
    scenario_of(
        &format!("more {table}:{row}"),
        title,
        &[Edit {
            table: table.to_owned(),
            row: row.to_owned(),
            column: column.to_owned(),
            value: count.to_string(),
        }],
    )
}

fn more_slots(terminal: &str) -> Scenario {
    let mut scenario = scenario_of(
        &format!("more terminals:{terminal}"),
        &format!("A quarter more yard slots at {terminal}"),
        &[],
    );
    let origin = Origin::file("(made by kervan stress)");
    let cell = |text: &str| Cell::new(text, &origin);
    scenario.changes.push(Change {
        origin: origin.clone(),
        why: None,
        table: cell("terminals"),
        kind: ChangeKind::Scale(Scale {
            rows: vec![cell(terminal)],
            factors: vec![Factor {
                column: cell("slots"),
                factor: LARGER,
                origin: origin.clone(),
            }],
        }),
        source: None,
    });
    scenario
}
