//! Any two places of the network: the ways between them, and what is measured on them.

use std::collections::BTreeMap;

use kervan_corridor::finding::nearest;
use kervan_corridor::flow::{Flow, LoadingUnit};
use kervan_corridor::network::Node;
use kervan_corridor::scenario::{Add, Assignment, Change, ChangeKind, Scenario};
use kervan_corridor::service::Service;
use kervan_corridor::{Cell, Idx, Origin, TransitManifest};

use crate::edit::{Edit, scenario_of};
use crate::study::{OpenError, Study};

/// Days between two lots that are put in to measure a way without demand of its own.
const PROBE_EVERY_D: f64 = 3.0;
/// Ways shown at most, and how much longer than the quickest they may be by running time.
const MOST: usize = 4;
const LONGEST: f64 = 1.5;

/// A study of the way from one place to another.
#[derive(Debug)]
pub struct RouteStudy {
    /// The corridor with the clocks of the flows concerned set to these places, and with a
    /// small flow for each way without demand.
    pub study: Study,
    /// The ways, the nominally quickest first.
    pub ways: Vec<RouteWay>,
}

/// One way from one place to another.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteWay {
    /// Flow that it is measured by.
    pub flow: String,
    /// Its services from the first place on.
    pub services: Vec<String>,
    /// Whether the flow is part of the demand; else it was put in to measure the way.
    pub has_demand: bool,
}

/// Why there is no such study.
#[derive(Debug, thiserror::Error)]
pub enum RouteError {
    /// A place is not in the corridor.
    #[error("the corridor has no place `{written}`; {help}")]
    Place {
        /// As written.
        written: String,
        /// The way out.
        help: String,
    },
    /// There is no way between the two.
    #[error("no services lead from {from} to {to}; {help}")]
    NoWay {
        /// First place.
        from: String,
        /// Last place.
        to: String,
        /// The way out.
        help: String,
    },
    /// A number or a kind of units that cannot be read.
    #[error("`{written}` is no number of units; {help}")]
    Units {
        /// As written.
        written: String,
        /// The way out.
        help: String,
    },
    /// The corridor is not sound with the flows that measure the way.
    #[error(transparent)]
    Corridor(#[from] OpenError),
}

impl Study {
    /// A study of the ways from one place to another for a kind of unit.
    ///
    /// Places are nodes or terminals by identifier, name, a part of a name that no other has, or
    /// UN/LOCODE. Ways with demand are
    /// measured by it; `all` puts a small flow on the others too, else only where no way has demand.
    ///
    /// # Errors
    ///
    /// Unknown places, no way between them.
    pub fn route(
        &self,
        from: &str,
        to: &str,
        unit: Option<Idx<LoadingUnit>>,
        lot: u32,
        all: bool,
    ) -> Result<RouteStudy, RouteError> {
        let corridor = self.corridor();
        let (from, to) = (self.place(from)?, self.place(to)?);
        let name = |node: Idx<Node>| corridor.nodes[node].name.clone();
        let unit = unit
            .or_else(|| self.usual_unit(|_| true))
            .unwrap_or_else(|| Idx::new(0));
        let measure = corridor.loading_units[unit].room.measure;
        let mut ways: BTreeMap<Vec<Idx<Service>>, &Flow> = BTreeMap::new();
        let mut passing: Vec<&Flow> = Vec::new();
        for flow in corridor.flows.rows() {
            let same = corridor.loading_units[flow.loading_unit].room.measure == measure;
            if !same || flow.trade == "empty" || flow.destination.node != to {
                continue;
            }
            if let Some(rest) = self.services_from(flow, from) {
                passing.push(flow);
                let largest = ways.entry(rest).or_insert(flow);
                if flow.units_per_year > largest.units_per_year {
                    *largest = flow;
                }
            }
        }
        let mut probes: Vec<Vec<Idx<Service>>> = Vec::new();
        if all || ways.is_empty() {
            let chains = corridor.chains(from, to, measure);
            let quickest = chains.first().map_or(0, |chain| chain.nominal_s) as f64;
            probes = chains
                .into_iter()
                .filter(|chain| chain.nominal_s as f64 <= quickest * LONGEST)
                .map(|chain| chain.services)
                .filter(|services| !ways.contains_key(services))
                .take(if all {
                    MOST.saturating_sub(ways.len())
                } else {
                    1
                })
                .collect();
        }
        if ways.is_empty() && probes.is_empty() {
            return Err(RouteError::NoWay {
                from: name(from),
                to: name(to),
                help: format!(
                    "ways begin and end where a service does; services start at {}",
                    self.starts(measure)
                ),
            });
        }
        let services = |chain: &[Idx<Service>]| -> Vec<String> {
            chain
                .iter()
                .map(|service| corridor.services[*service].id.clone())
                .collect()
        };
        let clock = &corridor.nodes[from].id;
        let edits: Vec<Edit> = passing
            .iter()
            .filter(|flow| flow.clock_from != from)
            .map(|flow| Edit {
                table: "flows".to_owned(),
                row: flow.id.clone(),
                column: "clock_from".to_owned(),
                value: clock.clone(),
            })
            .collect();
        let mut found: Vec<RouteWay> = ways
            .iter()
            .map(|(chain, flow)| RouteWay {
                flow: flow.id.clone(),
                services: services(chain),
                has_demand: true,
            })
            .collect();
        let mut scenario = scenario_of(
            "route",
            "Clocks, and small flows, that measure a way",
            &edits,
        );
        for (position, chain) in probes.iter().enumerate() {
            let flow = format!("way-{}", position + 1);
            scenario.changes.push(self.probe(&flow, chain, unit, lot));
            found.push(RouteWay {
                flow,
                services: services(chain),
                has_demand: false,
            });
        }
        let title = format!("{} to {}", name(from), name(to));
        Ok(RouteStudy {
            study: self.with_transit(scenario, &title, from, to)?,
            ways: found,
        })
    }

    /// The kind of unit that most are carried of, among those that are asked for; never empties.
    pub(crate) fn usual_unit(
        &self,
        asked: impl Fn(&LoadingUnit) -> bool,
    ) -> Option<Idx<LoadingUnit>> {
        let corridor = self.corridor();
        corridor
            .loading_units
            .iter()
            .filter(|(_, unit)| unit.cargo_t > 0.0 && asked(unit))
            .map(|(idx, _)| {
                let flows = corridor.flows.rows().iter();
                let carried: f64 = flows
                    .filter(|flow| flow.loading_unit == idx)
                    .map(|flow| flow.units_per_year)
                    .sum();
                (carried, idx)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, idx)| idx)
    }

    /// The services of a flow from a node on; nothing where it does not pass it before its end.
    fn services_from(&self, flow: &Flow, from: Idx<Node>) -> Option<Vec<Idx<Service>>> {
        let first = flow.services.iter().position(|service| {
            let nodes = self.corridor().nodes_of(*service);
            nodes[..nodes.len() - 1].contains(&from)
        })?;
        Some(flow.services[first..].to_vec())
    }

    fn place(&self, written: &str) -> Result<Idx<Node>, RouteError> {
        let corridor = self.corridor();
        if let Some(terminal) = corridor.terminals.find(written) {
            return Ok(corridor.terminals[terminal].node);
        }
        let same = |text: &str| text.eq_ignore_ascii_case(written);
        let by_code = corridor.nodes.iter().find(|(_, node)| {
            same(&node.id) || same(&node.name) || node.unlocode.as_deref().is_some_and(same)
        });
        if let Some((idx, _)) = by_code {
            return Ok(idx);
        }
        let lower = written.to_lowercase();
        let part_of_name: Vec<Idx<Node>> = corridor
            .nodes
            .iter()
            .filter(|(_, node)| lower.len() >= 3 && node.name.to_lowercase().contains(&lower))
            .map(|(idx, _)| idx)
            .collect();
        if let [only] = part_of_name[..] {
            return Ok(only);
        }
        Err({
            let nodes = corridor.nodes.rows();
            let known = nodes
                .iter()
                .flat_map(|node| [node.id.as_str(), node.name.as_str()]);
            RouteError::Place {
                written: written.to_owned(),
                help: if part_of_name.is_empty() {
                    nearest(written, known).map_or_else(
                        || "`kervan show CORRIDOR --values` lists them all".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    )
                } else {
                    let ids: Vec<String> = part_of_name
                        .iter()
                        .map(|node| format!("`{}`", corridor.nodes[*node].id))
                        .collect();
                    format!("it is part of the names of {}", ids.join(", "))
                },
            }
        })
    }

    fn starts(&self, measure: kervan_corridor::quantity::Measure) -> String {
        let corridor = self.corridor();
        let mut starts: Vec<&str> = corridor
            .flows
            .rows()
            .iter()
            .filter(|flow| corridor.loading_units[flow.loading_unit].room.measure == measure)
            .flat_map(|flow| &flow.services)
            .map(|service| {
                let origin = corridor.services[*service].origin.node;
                corridor.nodes[origin].id.as_str()
            })
            .collect();
        starts.sort_unstable();
        starts.dedup();
        starts.join(", ")
    }

    /// A flow of one lot every few days by a chain of services.
    fn probe(&self, id: &str, chain: &[Idx<Service>], unit: Idx<LoadingUnit>, lot: u32) -> Change {
        let corridor = self.corridor();
        let origin = Origin::file("(made by kervan route)");
        let cell = |text: &str| Cell::new(text, &origin);
        let services: Vec<&str> = chain
            .iter()
            .map(|service| corridor.services[*service].id.as_str())
            .collect();
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let unit = &corridor.loading_units[unit];
        let lots_per_year = 365.0 / PROBE_EVERY_D;
        let tonnes = lots_per_year * f64::from(lot) * unit.cargo_t;
        let volume = if unit.room.measure == kervan_corridor::quantity::Measure::Teu {
            self.amount(lots_per_year * f64::from(lot) * unit.room.amount, "TEU/yr")
        } else {
            self.amount(tonnes, "t/yr")
        };
        let values = [
            ("id", id.to_owned()),
            (
                "origin",
                corridor.stop_id(corridor.services[first].origin).to_owned(),
            ),
            (
                "destination",
                corridor
                    .stop_id(corridor.services[last].destination)
                    .to_owned(),
            ),
            ("commodity", "measured way".to_owned()),
            ("loading_unit", unit.id.clone()),
            ("volume", volume),
            ("arrival", "regular".to_owned()),
            ("lot", lot.to_string()),
            ("services", services.join("; ")),
        ];
        Change {
            origin: origin.clone(),
            why: None,
            table: cell("flows"),
            kind: ChangeKind::Add(Add {
                rows: vec![
                    values
                        .iter()
                        .map(|(column, value)| Assignment {
                            column: cell(column),
                            value: cell(value),
                        })
                        .collect(),
                ],
            }),
            source: None,
        }
    }

    /// A volume as a cell of flows.csv: plain where the header has the unit.
    fn amount(&self, value: f64, unit: &str) -> String {
        if self.header("flows", "volume").contains('[') {
            format!("{value}")
        } else {
            format!("{value} {unit}")
        }
    }

    fn with_transit(
        &self,
        scenario: Scenario,
        title: &str,
        from: Idx<Node>,
        to: Idx<Node>,
    ) -> Result<Study, OpenError> {
        let origin = Origin::file("(made by kervan route)");
        let cell = |node: Idx<Node>| vec![Cell::new(&self.corridor().nodes[node].id, &origin)];
        let transit = TransitManifest {
            name: title.to_owned(),
            from: cell(from),
            to: cell(to),
            said: None,
            said_days: None,
            said_source: None,
        };
        self.with_headline(transit, scenario)
    }
}
