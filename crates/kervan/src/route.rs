//! Any two places of the network: the ways between them, and what is measured on them.

use std::collections::BTreeMap;

use kervan_corridor::finding::nearest;
use kervan_corridor::flow::{Flow, LoadingUnit};
use kervan_corridor::network::Node;
use kervan_corridor::quantity::Measure;
use kervan_corridor::scenario::{Add, Assignment, Change, ChangeKind, Scenario};
use kervan_corridor::service::{Carriage, Service};
use kervan_corridor::{Cell, Chain, Idx, Origin, TransitManifest};

use crate::edit::{Edit, scenario_of};
use crate::study::{OpenError, Study};

/// Days between two units that are put in to measure a way without demand of its own, and
/// days between two lots of several at most.
const PROBE_EVERY_D: f64 = 3.0;
const PROBE_AT_LEAST_EVERY_D: f64 = 15.0;
/// Ways shown at most, and how much longer than the quickest they may be by running time.
const MOST: usize = 4;
const LONGEST: f64 = 1.5;

/// What ways are looked for, and how those without demand are measured.
#[derive(Clone, Copy, Debug)]
pub struct RouteRequest<'a> {
    /// First place: a node or terminal by identifier, UN/LOCODE, name, or a part of a name that
    /// no other has.
    pub from: &'a str,
    /// Last place.
    pub to: &'a str,
    /// The kind of unit; where none is given, containers are looked at first, then other goods.
    pub unit: Option<Idx<LoadingUnit>>,
    /// Units that go together.
    pub lot: u32,
    /// Whether ways without demand are measured too; else only where no way has demand.
    pub all: bool,
}

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
    /// Kilometres by rail and by sea from the first place on.
    pub km: (f64, f64),
    /// Weights of the months in which it sets out, January to December.
    pub season: [f64; 12],
}

/// Goods that a way is looked for.
struct Kind {
    unit: Idx<LoadingUnit>,
    measure: Measure,
    /// Whether only flows of this very unit count, and not all of its measure.
    only_unit: bool,
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
    #[error("`{written}` cannot be quoted: {help}")]
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
    /// A study of the ways from one place to another.
    ///
    /// Ways with demand are measured by it, others by a small flow that is put in.
    ///
    /// # Errors
    ///
    /// Unknown places, no way between them, a lot that a vehicle of a way does not take at once.
    pub fn route(&self, request: &RouteRequest) -> Result<RouteStudy, RouteError> {
        let RouteRequest { unit, lot, all, .. } = *request;
        let corridor = self.corridor();
        let (from, to) = (self.place(request.from)?, self.place(request.to)?);
        let name = |node: Idx<Node>| corridor.nodes[node].name.clone();
        let kinds = self.kinds(unit);
        let with_demand = kinds.iter().find(|kind| {
            let mut flows = corridor.flows.rows().iter();
            flows.any(|flow| self.goes(flow, kind, from, to).is_some())
        });
        let with_a_way = || {
            let mut kinds = kinds.iter();
            kinds.find(|kind| !self.chains(kind, from, to).is_empty())
        };
        let Some(kind) = with_demand.or_else(with_a_way) else {
            return Err(RouteError::NoWay {
                from: name(from),
                to: name(to),
                help: format!(
                    "ways begin and end where a service does; services start at {}",
                    self.starts(&kinds)
                ),
            });
        };
        let mut ways: BTreeMap<Vec<Idx<Service>>, &Flow> = BTreeMap::new();
        let mut passing: Vec<&Flow> = Vec::new();
        for flow in corridor.flows.rows() {
            if let Some(rest) = self.goes(flow, kind, from, to) {
                passing.push(flow);
                let largest = ways.entry(rest).or_insert(flow);
                if flow.units_per_year > largest.units_per_year {
                    *largest = flow;
                }
            }
        }
        let mut probes: Vec<Vec<Idx<Service>>> = Vec::new();
        if all || ways.is_empty() {
            let chains = self.chains(kind, from, to);
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
        for chain in ways.keys().chain(&probes) {
            self.fits_one_vehicle(chain, kind, lot)?;
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
                km: self.km(chain, from),
                season: flow.season,
            })
            .collect();
        let mut scenario = scenario_of(
            "route",
            "Clocks, and small flows, that measure a way",
            &edits,
        );
        for (position, chain) in probes.iter().enumerate() {
            let flow = format!("way-{}", position + 1);
            scenario
                .changes
                .push(self.probe(&flow, chain, kind.unit, lot));
            found.push(RouteWay {
                flow,
                services: services(chain),
                has_demand: false,
                km: self.km(chain, from),
                season: [1.0; 12],
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

    fn starts(&self, kinds: &[Kind]) -> String {
        let corridor = self.corridor();
        let mut starts: Vec<&str> = corridor
            .flows
            .rows()
            .iter()
            .filter(|flow| kinds.iter().any(|kind| self.suits(flow, kind)))
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

    /// The kinds of goods to look for ways of: that of the unit asked for, or each of them,
    /// containers first.
    fn kinds(&self, unit: Option<Idx<LoadingUnit>>) -> Vec<Kind> {
        let of = |unit: Idx<LoadingUnit>, only_unit: bool| Kind {
            unit,
            measure: self.corridor().loading_units[unit].room.measure,
            only_unit,
        };
        match unit {
            // Containers of all sizes go together; what is poured, piled or rolls does not.
            Some(unit) => {
                let kind = of(unit, false);
                vec![of(unit, kind.measure != Measure::Teu)]
            }
            None => [Measure::Teu, Measure::Tonnes, Measure::Metres]
                .into_iter()
                .filter_map(|measure| self.usual_unit(|unit| unit.room.measure == measure))
                .map(|unit| of(unit, false))
                .collect(),
        }
    }

    /// Whether a flow carries goods of a kind.
    fn suits(&self, flow: &Flow, kind: &Kind) -> bool {
        let unit = &self.corridor().loading_units[flow.loading_unit];
        unit.room.measure == kind.measure
            && flow.trade != "empty"
            && (!kind.only_unit || flow.loading_unit == kind.unit)
    }

    /// The services of a flow from one place on, where it carries goods of a kind to the other.
    fn goes(
        &self,
        flow: &Flow,
        kind: &Kind,
        from: Idx<Node>,
        to: Idx<Node>,
    ) -> Option<Vec<Idx<Service>>> {
        (self.suits(flow, kind) && flow.destination.node == to)
            .then(|| self.services_from(flow, from))
            .flatten()
    }

    /// Chains of services between two places for goods of a kind: containers on all that take
    /// containers, other goods only on services that carry the like of them.
    fn chains(&self, kind: &Kind, from: Idx<Node>, to: Idx<Node>) -> Vec<Chain> {
        let corridor = self.corridor();
        let carries =
            |service: Idx<Service>| {
                kind.measure == Measure::Teu
                    || corridor.flows.rows().iter().any(|flow| {
                        flow.loading_unit == kind.unit && flow.services.contains(&service)
                    })
            };
        corridor.chains(from, to, kind.measure, &carries)
    }

    /// Refuses a lot that the smallest train or vessel of a way does not take at once.
    fn fits_one_vehicle(
        &self,
        chain: &[Idx<Service>],
        kind: &Kind,
        lot: u32,
    ) -> Result<(), RouteError> {
        let corridor = self.corridor();
        let unit = &corridor.loading_units[kind.unit];
        for service in chain.iter().map(|service| &corridor.services[*service]) {
            let room = match &service.carriage {
                Carriage::Train(train) => train.capacity.amount,
                Carriage::Vessel { fleet, .. } => fleet
                    .iter()
                    .map(|class| corridor.vessels[*class].usable)
                    .fold(f64::INFINITY, f64::min),
            };
            let most = (room / unit.room.amount).floor();
            if f64::from(lot) > most {
                return Err(RouteError::Units {
                    written: format!("{lot}x{}", unit.id),
                    help: format!(
                        "`{}` takes {most} at once; ask for each departure by itself",
                        service.id
                    ),
                });
            }
        }
        Ok(())
    }

    /// Kilometres by rail and by sea of a chain of services from a place on.
    fn km(&self, chain: &[Idx<Service>], from: Idx<Node>) -> (f64, f64) {
        let corridor = self.corridor();
        let (mut rail, mut sea) = (0.0, 0.0);
        for (position, service) in chain.iter().enumerate() {
            match &corridor.services[*service].carriage {
                Carriage::Vessel { link, .. } => sea += corridor.sea_links[*link].distance.as_km(),
                Carriage::Train(train) => {
                    let entered = train.sections.iter().position(|(_, node)| *node == from);
                    let first = entered.filter(|_| position == 0).unwrap_or(0);
                    rail += train.sections[first..]
                        .iter()
                        .map(|(section, _)| corridor.line_sections[*section].distance.as_km())
                        .sum::<f64>();
                }
            }
        }
        (rail, sea)
    }

    /// A flow of one lot every few days by a chain of services.
    fn probe(&self, id: &str, chain: &[Idx<Service>], unit: Idx<LoadingUnit>, lot: u32) -> Change {
        let corridor = self.corridor();
        let origin = Origin::file("(made by kervan)");
        let cell = |text: &str| Cell::new(text, &origin);
        let services: Vec<&str> = chain
            .iter()
            .map(|service| corridor.services[*service].id.as_str())
            .collect();
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let unit = &corridor.loading_units[unit];
        // As few units a year, whatever the lot, so that the small flow stays small.
        let every_d = (PROBE_EVERY_D * f64::from(lot)).min(PROBE_AT_LEAST_EVERY_D);
        let lots_per_year = 365.0 / every_d;
        let tonnes = lots_per_year * f64::from(lot) * unit.cargo_t;
        let volume = if unit.room.measure == Measure::Teu {
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
        let origin = Origin::file("(made by kervan)");
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
