//! What buys resilience: buffers at the worst places, and measures that are asked for.

use kervan_corridor::disruption::Touched;
use kervan_corridor::fleet::{VesselClass, WagonPool};
use kervan_corridor::scenario::{Change, ChangeKind, Factor, Scale, Scenario};
use kervan_corridor::service::{Carriage, Service};
use kervan_corridor::terminal::Stop;
use kervan_corridor::{Cell, Corridor, Idx, Origin};
use kervan_resilience::{estimate, part_id, read_part};
use kervan_results::{ContributionRow, MeasureRow};

use super::sampled::Sampled;
use super::{Breaking, StressError};
use crate::edit::{Edit, scenario_of};
use crate::study::Study;

/// Buffers that are tried.
pub(super) const MOST: usize = 6;
/// Places that weather and disruptions name, before those that outages name.
const OF_YEARS: usize = 3;
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

    /// Buffers at the worst places, each once: first at the places whose weather or disruptions
    /// add most to a year, then at those whose outage hits most. A place gives the buffer that
    /// carries most and that no place before it has given.
    fn buffers(&self) -> Vec<Buffer> {
        let corridor = self.corridor();
        let mut found: Vec<Buffer> = Vec::new();
        for touched in self.worst_places() {
            let new = buffers_of(corridor, touched)
                .into_iter()
                .find(|scenario| found.iter().all(|of| of.scenario.name != scenario.name));
            if let Some(scenario) = new.filter(|_| found.len() < MOST) {
                found.push(Buffer {
                    scenario,
                    touches: part_id(corridor, touched),
                });
            }
        }
        found
    }

    /// Places in the order in which buffers are looked for.
    fn worst_places(&self) -> Vec<Touched> {
        let corridor = self.corridor();
        let mut places: Vec<Touched> = Vec::new();
        let adds = |row: &&ContributionRow| row.late_td.is_some_and(|late| late.mean > 0.0);
        for row in self.answer.contributions.iter().filter(adds) {
            match row.kind {
                "disruption" => {
                    if let Some(found) = corridor.disruptions.find(&row.id) {
                        places.extend(&corridor.disruptions[found].touched);
                    }
                }
                "weather" => {
                    if let Some(found) = corridor.closures.find(&row.id) {
                        let nodes = corridor.closures[found].nodes.iter();
                        places.extend(nodes.copied().map(Touched::Node));
                    }
                }
                _ => {}
            }
        }
        places.truncate(OF_YEARS);
        let outages = self.answer.outages.iter().filter(|row| row.is_full);
        places.extend(outages.filter_map(|row| read_part(corridor, &row.part).ok()));
        places
    }
}

/// The buffers that touch a part, that which carries most first.
///
/// A port, a sea link or a berth: one more vessel of each class that calls there, and at a port a
/// quarter more slots in each of its yards. A terminal: a quarter more slots. A line, wagons or a
/// train: a quarter more wagons. Vessels or locomotives: one more. A control: one more lane.
fn buffers_of(corridor: &Corridor, touched: Touched) -> Vec<Scenario> {
    let mut found: Vec<(f64, Scenario)> = Vec::new();
    let mut vessels = |concerned: &dyn Fn(&Service) -> bool| {
        for (class, _) in corridor.vessels.iter() {
            let sails = |service: &Service| matches!(&service.carriage, Carriage::Vessel { fleet, .. } if fleet.contains(&class));
            let carried = carried_t(corridor, &|service| concerned(service) && sails(service));
            if carried > 0.0 {
                found.push((carried, one_more_vessel(corridor, class)));
            }
        }
    };
    match touched {
        Touched::Vessels(class) => return vec![one_more_vessel(corridor, class)],
        Touched::Terminal(terminal) => return vec![more_slots(&corridor.terminals[terminal].id)],
        Touched::Wagons(pool) => return vec![more_wagons(corridor, pool)],
        Touched::Flow(_) => return Vec::new(),
        Touched::Locomotives(pool) => {
            let pool = &corridor.locomotives[pool];
            let title = format!("One more locomotive of {}", pool.id);
            return vec![more(
                "locomotives",
                &pool.id,
                "count",
                pool.count + 1,
                &title,
            )];
        }
        Touched::Control(control) => {
            let control = &corridor.controls[control];
            let title = format!("One more lane at {}", control.id);
            return vec![more(
                "controls",
                &control.id,
                "lanes",
                control.lanes + 1,
                &title,
            )];
        }
        Touched::SeaLink(link) => vessels(
            &|service| matches!(&service.carriage, Carriage::Vessel { link: of, .. } if *of == link),
        ),
        Touched::Berth(berth) => vessels(&|service| {
            let terminals = &corridor.berths[berth].terminals;
            stops(service).any(|stop| stop.terminal.is_some_and(|of| terminals.contains(&of)))
        }),
        Touched::Node(node) => {
            vessels(&|service| stops(service).any(|stop| stop.node == node));
            for (idx, terminal) in corridor.terminals.iter() {
                let calls = |service: &Service| {
                    matches!(service.carriage, Carriage::Vessel { .. })
                        && stops(service).any(|stop| stop.terminal == Some(idx))
                };
                let carried = carried_t(corridor, &calls);
                if terminal.node == node && carried > 0.0 {
                    found.push((carried, more_slots(&terminal.id)));
                }
            }
        }
        Touched::LineSection(_) | Touched::Service(_) => {
            let concerned = |service: &Service| match (touched, &service.carriage) {
                (Touched::LineSection(section), Carriage::Train(train)) => {
                    train.sections.iter().any(|(step, _)| *step == section)
                }
                (Touched::Service(of), _) => corridor.services[of].id == service.id,
                _ => false,
            };
            vessels(&concerned);
            for (pool, _) in corridor.wagons.iter() {
                let hauls = |service: &Service| matches!(&service.carriage, Carriage::Train(train) if train.wagons == Some(pool));
                let carried = carried_t(corridor, &|service| concerned(service) && hauls(service));
                if carried > 0.0 {
                    found.push((carried, more_wagons(corridor, pool)));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, scenario)| scenario).collect()
}

fn stops(service: &Service) -> impl Iterator<Item = Stop> {
    [service.origin, service.destination].into_iter()
}

/// Tonnes a year of the flows that go by a service of a kind.
fn carried_t(corridor: &Corridor, concerned: &dyn Fn(&Service) -> bool) -> f64 {
    let flows = corridor.flows.rows().iter();
    flows
        .filter(|flow| {
            let mut services = flow.services.iter();
            services.any(|service| concerned(&corridor.services[*service]))
        })
        .map(|flow| flow.units_per_year * corridor.loading_units[flow.loading_unit].cargo_t)
        .sum()
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
