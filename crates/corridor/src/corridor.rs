//! The corridor itself.

use crate::build::build;
use crate::calibration::Calibration;
use crate::check::check;
use crate::disruption::{Disruption, Touched};
use crate::finding::{Finding, sort};
use crate::fleet::{LocomotivePool, VesselClass, WagonPool};
use crate::flow::{Flow, LoadingUnit};
use crate::market::{Commodity, Market};
use crate::measure::{self, Budget, PlanBasis, UnitCost};
use crate::network::{Closure, Control, LineSection, Node, SeaLink, Way};
use crate::observed::{Observed, Source};
use crate::operator::Operator;
use crate::provenance::ValueList;
use crate::quantity::Measure;
use crate::raw::Raw;
use crate::routing::{Chain, chains};
use crate::rule;
use crate::service::{Carriage, Service};
use crate::table::{Idx, Table};
use crate::tariff::{Bypass, CurrencyYear, OperatorCost, TariffBasis, TariffItem};
use crate::terminal::{BackgroundCalls, Berth, Stop, Terminal};
use crate::volume::{ForecastBasis, Promise, Volume};

/// A freight corridor: valid, complete, indexed, and never changed.
#[derive(Clone, Debug)]
pub struct Corridor {
    /// Title in print.
    pub title: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// Year the data speak of.
    pub base_year: i64,
    /// First simulated day, as (year, month, day).
    pub first_day: (i16, i8, i8),
    /// Whether the data are real; invented otherwise.
    pub real: bool,
    /// How the capacity of lines follows from headway and loops.
    pub line: Line,
    /// The transit time the corridor is known by.
    pub transit: Option<Transit>,
    /// The volume that it is to carry.
    pub target: Option<TargetVolume>,
    /// What a plan is reckoned with.
    pub plan: Option<PlanBasis>,
    /// What a forecast is made of and asked.
    pub forecast: Option<ForecastBasis>,
    /// What a tariff is reckoned with.
    pub tariff: Option<TariffBasis>,
    /// Who does the work.
    pub operators: Table<Operator>,
    /// Places.
    pub nodes: Table<Node>,
    /// Rail.
    pub line_sections: Table<LineSection>,
    /// Water.
    pub sea_links: Table<SeaLink>,
    /// Where goods change vehicle.
    pub terminals: Table<Terminal>,
    /// Places alongside.
    pub berths: Table<Berth>,
    /// Other vessels at the same berths.
    pub background_calls: Table<BackgroundCalls>,
    /// Border controls.
    pub controls: Table<Control>,
    /// Weather that closes ports.
    pub closures: Table<Closure>,
    /// Locomotives.
    pub locomotives: Table<LocomotivePool>,
    /// Wagons.
    pub wagons: Table<WagonPool>,
    /// Vessels.
    pub vessels: Table<VesselClass>,
    /// Kinds of loading units.
    pub loading_units: Table<LoadingUnit>,
    /// What runs.
    pub services: Table<Service>,
    /// Demand.
    pub flows: Table<Flow>,
    /// Published figures to compare with.
    pub observed: Table<Observed>,
    /// Published volumes.
    pub volumes: Table<Volume>,
    /// What plans promised.
    pub promises: Table<Promise>,
    /// What was fitted, to what.
    pub calibration: Table<Calibration>,
    /// What breaks now and then.
    pub disruptions: Table<Disruption>,
    /// What can be done.
    pub measures: Table<measure::Measure>,
    /// What units cost.
    pub unit_costs: Table<UnitCost>,
    /// What may be spent.
    pub budgets: Table<Budget>,
    /// Prices, item by item.
    pub tariff_items: Table<TariffItem>,
    /// Costs of operators.
    pub operator_costs: Table<OperatorCost>,
    /// Currencies by year.
    pub currencies: Table<CurrencyYear>,
    /// Ways that leave some operators out.
    pub bypasses: Table<Bypass>,
    /// What days and dollars matter to the owners of goods.
    pub commodities: Table<Commodity>,
    /// Flows that can go another way.
    pub markets: Table<Market>,
    /// Where values come from.
    pub sources: Table<Source>,
    /// Every value with its provenance.
    pub values: ValueList,
}

/// How the capacity of lines follows from headway and loops where none is stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Share of the theoretical capacity that can be used day by day.
    pub practical_share: f64,
    /// Minutes for a crossing of two trains, on top of running.
    pub crossing_time_min: f64,
}

/// The transit time that the corridor is known by.
#[derive(Clone, Debug)]
pub struct Transit {
    /// Name in print.
    pub name: String,
    /// Nodes where the clock starts, any of them.
    pub from: Vec<Idx<Node>>,
    /// Nodes where it stops, any of them.
    pub to: Vec<Idx<Node>>,
    /// What was said of it.
    pub said: Option<String>,
    /// Lower and upper end of what was said, in days.
    pub said_days: Option<(f64, f64)>,
}

/// The volume that the corridor is to carry.
#[derive(Clone, Debug)]
pub struct TargetVolume {
    /// Tonnes of goods a year.
    pub volume_t: f64,
    /// Statistics that it is counted in; all flows where there is none.
    pub scope: Option<String>,
    /// What was said of it.
    pub said: Option<String>,
}

impl Corridor {
    /// Makes a corridor of its files, or says everything that is wrong with them.
    ///
    /// # Errors
    ///
    /// All findings of the first phase that has any: cells, then types and routes, then
    /// rules across tables; sorted by file and line.
    pub fn new(raw: &Raw) -> Result<Corridor, Vec<Finding>> {
        let mut findings = Vec::new();
        let checked = check(raw, &mut findings);
        if findings.is_empty() {
            let (corridor, places) = build(raw, checked, &mut findings);
            if findings.is_empty() {
                rule::check_all(&corridor, &places, &mut findings);
            }
            if findings.is_empty() {
                return Ok(corridor);
            }
        }
        sort(&mut findings);
        findings.dedup();
        Err(findings)
    }

    /// Whether a flow grows with the volume that is aimed at: those of its scope, and boxes on
    /// their way back. All do where nothing is aimed at, or no scope is named.
    pub fn grows(&self, flow: &Flow) -> bool {
        let scope = self
            .target
            .as_ref()
            .and_then(|target| target.scope.as_ref());
        scope.is_none_or(|scope| flow.scope == *scope || flow.trade == "empty")
    }

    /// Identifier of a stop: that of its terminal, or of its node.
    pub fn stop_id(&self, stop: Stop) -> &str {
        match stop.terminal {
            Some(terminal) => &self.terminals[terminal].id,
            None => &self.nodes[stop.node].id,
        }
    }

    /// Chains of services that lead from one node to another, the nominally quickest first.
    ///
    /// A chain goes forward: it passes no node twice and changes vehicle at terminals. All its
    /// vehicles count room in `measure`, and all its services are ones that `carries` allows.
    /// Nominal is the time of running and sailing alone.
    pub fn chains(
        &self,
        from: Idx<Node>,
        to: Idx<Node>,
        measure: Measure,
        carries: &dyn Fn(Idx<Service>) -> bool,
    ) -> Vec<Chain> {
        chains(self, from, to, measure, carries)
    }

    /// The commodity of a flow, where a row is about it.
    pub fn commodity(&self, flow: &Flow) -> Option<&Commodity> {
        let mut rows = self.commodities.rows().iter();
        rows.find(|row| row.is_about(flow))
    }

    /// The market of a flow; `None` for one that has no other way that is known.
    pub fn market(&self, flow: Idx<Flow>) -> Option<Idx<Market>> {
        let mut markets = self.markets.iter();
        let found = markets.find(|(_, market)| market.flows.contains(&flow));
        found.map(|(idx, _)| idx)
    }

    /// A part of the corridor that can be out, by its table and identifier.
    pub fn touched(&self, table: &str, row: &str) -> Option<Touched> {
        match table {
            "nodes" => self.nodes.find(row).map(Touched::Node),
            "line_sections" => self.line_sections.find(row).map(Touched::LineSection),
            "sea_links" => self.sea_links.find(row).map(Touched::SeaLink),
            "terminals" => self.terminals.find(row).map(Touched::Terminal),
            "berths" => self.berths.find(row).map(Touched::Berth),
            "controls" => self.controls.find(row).map(Touched::Control),
            "locomotives" => self.locomotives.find(row).map(Touched::Locomotives),
            "wagons" => self.wagons.find(row).map(Touched::Wagons),
            "vessels" => self.vessels.find(row).map(Touched::Vessels),
            "services" => self.services.find(row).map(Touched::Service),
            "flows" => self.flows.find(row).map(Touched::Flow),
            _ => None,
        }
    }

    /// The control of one way at a node, if there is one.
    pub fn control_at(&self, node: Idx<Node>, way: Way) -> Option<Idx<Control>> {
        self.controls
            .iter()
            .find(|(_, control)| control.node == node && control.way == way)
            .map(|(idx, _)| idx)
    }

    /// The nodes a service passes, origin and destination included, in order.
    pub fn nodes_of(&self, service: Idx<Service>) -> Vec<Idx<Node>> {
        let service = &self.services[service];
        match &service.carriage {
            Carriage::Vessel { .. } => vec![service.origin.node, service.destination.node],
            Carriage::Train(train) => {
                let mut nodes = vec![service.origin.node];
                nodes.extend(
                    train
                        .sections
                        .iter()
                        .map(|(section, entered)| self.line_sections[*section].opposite(*entered)),
                );
                nodes
            }
        }
    }
}
