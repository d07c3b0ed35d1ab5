//! From checked cells to typed rows, with routes resolved.

mod market;
mod measure;
mod tariff;
mod volume;
mod way;

use std::collections::BTreeMap;

use crate::calibration::{Calibration, FitRule};
use crate::check::{Checked, CheckedRow, Content};
use crate::code;
use crate::corridor::{Corridor, Line, TargetVolume, Transit};
use crate::disruption::{Disruption, Touched};
use crate::finding::{Finding, suggestion};
use crate::fleet::{LocomotivePool, VesselClass, WagonPool};
use crate::flow::{Arrival, Flow, LoadingUnit};
use crate::measure::PlanBasis;
use crate::network::{
    Capacity, Closure, Control, LineSection, Node, PassingLoops, SeaLink, Way, Working,
};
use crate::observed::{Observed, ObservedQuantity, Source};
use crate::operator::Operator;
use crate::origin::Origin;
use crate::quantity::{
    CraneRate, Distribution, Duration, Gauge, Length, Measure, OpeningHours, Room, Speed,
};
use crate::raw::{Cell, Raw};
use crate::service::{Carriage, Service};
use crate::table::{Idx, Table};
use crate::tariff::TariffBasis;
use crate::terminal::{BackgroundCalls, Berth, Stop, Terminal};
use way::{Ways, departure};

/// Where the cells of typed rows stand, for the findings of rules.
#[derive(Debug, Default)]
pub(crate) struct Places {
    places: BTreeMap<(&'static str, String, &'static str), Origin>,
}

impl Places {
    /// Whether a table has a row.
    pub(crate) fn known(&self, table: &'static str, row: &str) -> bool {
        let first = (table, row.to_owned(), "");
        self.places
            .range(first..)
            .next()
            .is_some_and(|((found, key, _), _)| *found == table && key == row)
    }

    /// The place of a cell; that of the table's file where the row has none.
    pub(crate) fn of(&self, table: &'static str, row: &str, column: &'static str) -> Origin {
        self.places
            .get(&(table, row.to_owned(), column))
            .cloned()
            .unwrap_or_else(|| Origin::file(&format!("{table}.csv")))
    }
}

/// Reads one row by column name. Columns and kinds are those of the dictionary, which the
/// check has applied, so a missing value means that the column is optional.
struct Row<'a> {
    row: &'a CheckedRow,
}

impl Row<'_> {
    fn content(&self, column: &str) -> Option<&Content> {
        self.row
            .rule
            .position(column)
            .and_then(|position| self.row.fields[position].content.as_ref())
    }
    fn given(&self, column: &str) -> bool {
        self.content(column).is_some()
    }
    fn optional_text(&self, column: &str) -> Option<String> {
        match self.content(column) {
            Some(Content::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }
    fn text(&self, column: &str) -> String {
        self.optional_text(column).unwrap_or_default()
    }
    fn optional_number(&self, column: &str) -> Option<f64> {
        match self.content(column) {
            Some(Content::Number(value) | Content::Amount(value, _)) => Some(*value),
            Some(Content::Integer(value)) => Some(*value as f64),
            _ => None,
        }
    }
    fn number(&self, column: &str) -> f64 {
        self.optional_number(column).unwrap_or_default()
    }
    /// Unit of an amount.
    fn unit(&self, column: &str) -> &'static str {
        match self.content(column) {
            Some(Content::Amount(_, unit)) => unit,
            _ => "",
        }
    }
    fn room(&self, column: &str) -> Room {
        Room {
            amount: self.number(column),
            measure: Measure::read(self.unit(column)).unwrap_or(Measure::Teu),
        }
    }
    fn count(&self, column: &str) -> u32 {
        self.number(column) as u32
    }
    fn hours(&self, column: &str) -> Duration {
        Duration::from_hours(self.number(column))
    }
    fn distribution(&self, column: &str) -> Distribution {
        match self.content(column) {
            Some(Content::Distribution(distribution)) => distribution.clone(),
            _ => Distribution::Constant(0.0),
        }
    }
    fn opening_hours(&self, column: &str) -> OpeningHours {
        match self.content(column) {
            Some(Content::OpeningHours(hours)) => hours.clone(),
            _ => OpeningHours::always(),
        }
    }
    fn months(&self, column: &str) -> [f64; 12] {
        match self.content(column) {
            Some(Content::Months(months)) => *months,
            _ => [0.0; 12],
        }
    }
    fn list(&self, column: &str) -> Vec<Cell> {
        match self.content(column) {
            Some(Content::List(cells)) => cells.clone(),
            _ => Vec::new(),
        }
    }
    fn find<T>(&self, column: &str, table: &Table<T>) -> Option<Idx<T>> {
        table.find(&self.optional_text(column)?)
    }
    /// A reference that the check has resolved; position 0 only where there was a finding.
    fn reference<T>(&self, column: &str, table: &Table<T>) -> Idx<T> {
        self.find(column, table).unwrap_or_else(|| Idx::new(0))
    }
    /// A terminal, or a node without one.
    fn stop(&self, column: &str, terminals: &Table<Terminal>, nodes: &Table<Node>) -> Stop {
        match self.find(column, terminals) {
            Some(terminal) => Stop {
                node: terminals[terminal].node,
                terminal: Some(terminal),
            },
            None => Stop {
                node: self.reference(column, nodes),
                terminal: None,
            },
        }
    }
    fn references<T>(&self, column: &str, table: &Table<T>) -> Vec<Idx<T>> {
        self.list(column)
            .iter()
            .filter_map(|cell| table.find(&cell.text))
            .collect()
    }
    fn gauge(&self) -> Gauge {
        match self.text("gauge").as_str() {
            "1435" => Gauge::Standard,
            "1520" => Gauge::Broad,
            _ => Gauge::Both,
        }
    }
    fn origin(&self, column: &str) -> Origin {
        self.row.rule.position(column).map_or_else(
            || self.row.key.origin.clone(),
            |position| self.row.fields[position].origin.clone(),
        )
    }
}

/// Makes typed rows; a service without a way is a finding, and is left out.
pub(crate) fn build(
    raw: &Raw,
    checked: Checked,
    findings: &mut Vec<Finding>,
) -> (Corridor, Places) {
    let Checked { rows, values } = checked;
    let mut places = Places::default();
    for row in rows.values().flatten() {
        for (column, field) in row.rule.columns.iter().zip(&row.fields) {
            places.places.insert(
                (&row.rule.name, row.key.text.clone(), &column.name),
                field.origin.clone(),
            );
        }
    }
    let manifest = &raw.manifest;
    let line = Line {
        practical_share: manifest.practical_share,
        crossing_time_min: manifest.crossing_time_min,
    };

    let operators = table(&rows, "operators", |row| Operator {
        id: row.text("id"),
        name: row.text("name"),
        country: row.text("country"),
        kind: row.text("kind"),
    });
    let nodes = table(&rows, "nodes", |row| Node {
        id: row.text("id"),
        name: row.text("name"),
        country: row.text("country"),
        unlocode: row.optional_text("unlocode"),
        position: row
            .optional_number("latitude")
            .zip(row.optional_number("longitude")),
        utc_offset_s: match row.content("time_zone") {
            Some(Content::TimeZone(offset)) => *offset,
            _ => 0,
        },
        water_fall_m: row.number("water_fall"),
    });
    let line_sections = table(&rows, "line_sections", |row| {
        line_section(row, line, &nodes, &operators)
    });
    let sea_links = table(&rows, "sea_links", |row| SeaLink {
        id: row.text("id"),
        from: row.reference("from", &nodes),
        to: row.reference("to", &nodes),
        distance: Length::from_km(row.number("distance")),
        sailing_factor: row.distribution("sailing_factor"),
    });
    let terminals = table(&rows, "terminals", |row| Terminal {
        id: row.text("id"),
        node: row.reference("node", &nodes),
        operator: row.find("operator", &operators),
        slots: row.room("slots"),
        handling_tracks: row.count("handling_tracks"),
        rail_cranes: row.count("rail_cranes"),
        crane_rate: CraneRate::per_hour(row.number("crane_rate")),
        opening_hours: row.opening_hours("opening_hours"),
        collection_h: row.distribution("collection"),
    });
    let berths = table(&rows, "berths", |row| Berth {
        id: row.text("id"),
        node: row
            .references("terminals", &terminals)
            .first()
            .map_or_else(|| Idx::new(0), |first| terminals[*first].node),
        terminals: row.references("terminals", &terminals),
        length: Length::from_m(row.number("length")),
        draught: Length::from_m(row.number("draught")),
        cranes: row.count("cranes"),
        crane_rate: CraneRate::per_hour(row.number("crane_rate")),
        manoeuvring: row.hours("manoeuvring"),
    });
    let background_calls = table(&rows, "background_calls", |row| BackgroundCalls {
        id: row.text("id"),
        terminal: row.reference("terminal", &terminals),
        calls_per_year: row.number("calls"),
        berth_time_h: row.distribution("berth_time"),
    });
    let controls = table(&rows, "controls", |row| Control {
        id: row.text("id"),
        node: row.reference("node", &nodes),
        way: if row.text("way") == "entry" {
            Way::Entry
        } else {
            Way::Exit
        },
        lanes: row.count("lanes"),
        opening_hours: row.opening_hours("opening_hours"),
        documents_h: row.distribution("documents"),
        inspection_share: row.number("inspection_share"),
        inspection_h: row.distribution("inspection"),
    });
    let closures = table(&rows, "closures", |row| Closure {
        id: row.text("id"),
        nodes: row.references("nodes", &nodes),
        share_by_month: row.months("share_by_month"),
        mean_length: row.hours("mean_length"),
    });
    let locomotives = table(&rows, "locomotives", |row| LocomotivePool {
        id: row.text("id"),
        operator: row.find("operator", &operators),
        traction: row.text("traction"),
        count: row.count("count"),
        base: row.reference("base", &nodes),
        attach: row.hours("attach"),
        turnaround: row.hours("turnaround"),
    });
    let wagons = table(&rows, "wagons", |row| WagonPool {
        id: row.text("id"),
        operator: row.find("operator", &operators),
        gauge: row.gauge(),
        count: row.count("count"),
        capacity: row.room("capacity"),
        length: Length::from_m(row.number("length")),
        tare_t: row.number("tare"),
        base: row.reference("base", &nodes),
        turnaround: row.hours("turnaround"),
    });
    let mut vessels = table(&rows, "vessels", |row| VesselClass {
        id: row.text("id"),
        operator: row.find("operator", &operators),
        count: row.count("count"),
        capacity: row.room("capacity"),
        load_limit: row.number("load_limit"),
        light_draught: row.optional_number("light_draught").map(Length::from_m),
        usable: row.number("capacity") * row.number("load_limit"),
        laden_draught: Length::from_m(row.number("draught")),
        speed: Speed::from_knots(row.number("speed")),
        length: Length::from_m(row.number("length")),
        draught: Length::from_m(row.number("draught")),
        base: row.reference("base", &nodes),
    });
    let loading_units = table(&rows, "loading_units", |row| LoadingUnit {
        id: row.text("id"),
        name: row.text("name"),
        room: row.room("room"),
        mass_t: row.number("mass"),
        cargo_t: row
            .optional_number("cargo")
            .unwrap_or_else(|| row.number("mass")),
        moves: row.number("moves"),
    });

    let ways = Ways {
        terminals: &terminals,
        nodes: &nodes,
        line_sections: &line_sections,
        sea_links: &sea_links,
    };
    let services = Table::new(
        rows_of(&rows, "services")
            .filter_map(|row| {
                let carriage = if row.text("kind") == "block train" {
                    ways.train(&row, &wagons, &locomotives, findings)
                } else {
                    ways.vessel(&row, &vessels, findings)
                };
                let departure = departure(&row, findings);
                let service = Service {
                    id: row.text("id"),
                    kind: row.text("kind"),
                    operator: row.find("operator", &operators),
                    origin: row.stop("origin", &terminals, &nodes),
                    destination: row.stop("destination", &terminals, &nodes),
                    departure: departure?,
                    preparation: row.hours("preparation"),
                    carriage: carriage?,
                };
                Some((service.id.clone(), service))
            })
            .collect(),
    );
    let flows = table(&rows, "flows", |row| Flow {
        id: row.text("id"),
        origin: row.stop("origin", &terminals, &nodes),
        destination: row.stop("destination", &terminals, &nodes),
        commodity: row.text("commodity"),
        loading_unit: row.reference("loading_unit", &loading_units),
        volume: row.number("volume"),
        volume_unit: row.unit("volume"),
        units_per_year: {
            let unit = &loading_units[row.reference("loading_unit", &loading_units)];
            let per_unit = match row.unit("volume") {
                "t/yr" => unit.cargo_t,
                _ => unit.room.amount,
            };
            // A unit without goods is found by rule `measure`.
            if per_unit > 0.0 {
                row.number("volume") / per_unit
            } else {
                0.0
            }
        },
        arrival: if row.text("arrival") == "regular" {
            Arrival::Regular
        } else {
            Arrival::Random
        },
        lot_units: row.distribution("lot"),
        season: row.months("season"),
        services: row.references("services", &services),
        clock_from: row
            .find("clock_from", &nodes)
            .unwrap_or_else(|| row.stop("origin", &terminals, &nodes).node),
        wagons: row.find("wagons", &wagons),
        empty_return: row.references("empty_return", &services),
        patience: row
            .optional_number("patience")
            .map(|days| Duration::from_hours(24.0 * days)),
        scope: row.text("scope"),
        trade: row.text("trade"),
        value_of_time: row.optional_number("value_of_time"),
    });
    let observed = table(&rows, "observed", |row| Observed {
        id: row.text("id"),
        quantity: match row.text("quantity").as_str() {
            "transit time" => ObservedQuantity::TransitTime,
            "time at" => ObservedQuantity::TimeAt,
            "vessel at berth" => ObservedQuantity::VesselAtBerth,
            "volume" => ObservedQuantity::Volume,
            "handled" => ObservedQuantity::Handled,
            "calls" => ObservedQuantity::Calls,
            _ => ObservedQuantity::Ceiling,
        },
        from: row.references("from", &nodes),
        to: row.references("to", &nodes),
        commodity: row.text("commodity"),
        scope: row.text("scope"),
        low: row.number("low"),
        high: row.number("high"),
        unit: row.unit("low"),
        high_unit: row.unit("high"),
        year: row.optional_number("year").map(|year| year as i64),
        said: row.text("said"),
        source: row.text("source"),
    });
    let calibration = table(&rows, "calibration", |row| Calibration {
        id: row.text("id"),
        table: row.text("table"),
        rows: row
            .text("rows")
            .split(';')
            .map(|part| part.trim().to_owned())
            .collect(),
        column: row.text("column"),
        observed: row.reference("observed", &observed),
        rule: if row.text("rule") == "match" {
            FitRule::Match
        } else {
            FitRule::InUse {
                share: row.number("share"),
                spare: row.number("spare"),
            }
        },
        range: (row.number("low"), row.number("high")),
        step: row.number("step"),
    });
    let disruptions = table(&rows, "disruptions", |row| Disruption {
        id: row.text("id"),
        name: row.text("name"),
        // Below, when all tables are there.
        touched: Vec::new(),
        factor: row.number("factor"),
        rate_per_year: row.number("rate"),
        months: months(row).unwrap_or([true; 12]),
        duration_d: row.distribution("duration"),
    });
    let named = tariff::Named {
        operators: &operators,
        loading_units: &loading_units,
        services: &services,
        terminals: &terminals,
        controls: &controls,
    };
    let tariff_items = tariff::tariff_items(&rows, &named);
    let operator_costs = tariff::operator_costs(&rows, &named);
    let currencies = tariff::currencies(&rows);
    let bypasses = tariff::bypasses(&rows, &flows, &operators);
    let measures = measure::measures(&rows, &operators, &places, findings);
    let unit_costs = measure::unit_costs(&rows);
    let budgets = measure::budgets(&rows, &operators);
    let commodities = market::commodities(&rows);
    let markets = market::markets(&rows, &flows, &loading_units, findings);
    let sources = table(&rows, "sources", |row| Source {
        id: row.text("id"),
        title: row.text("title"),
        date: row.text("date"),
        address: row.text("address"),
        firmness: row.text("firmness"),
    });
    load_vessels(&mut vessels, &services, &berths);
    let transit = transit(raw, &nodes, findings);
    let target = target(raw, &flows, findings);
    let volumes = volume::volumes(&rows, &nodes, &places, findings);
    let promises = volume::promises(&rows, &places, findings);
    let forecast = volume::forecast(raw, &volumes, &nodes, findings);
    let mut corridor = Corridor {
        title: manifest.title.clone(),
        description: manifest.description.clone(),
        base_year: manifest.base_year,
        first_day: manifest.first_day,
        real: manifest.real,
        line,
        transit,
        target,
        plan: manifest.plan.as_ref().map(|plan| PlanBasis {
            first_year: plan.first_year,
            discount_rate: plan.discount_rate,
            price_year: plan.price_year,
            unserved_usd_per_t: plan.unserved_usd_per_t,
            futures: [
                (plan.low_demand, plan.low_chance),
                (plan.high_demand, plan.high_chance),
            ]
            .into_iter()
            .filter(|(demand, chance)| *demand > 0.0 && *chance > 0.0)
            .collect(),
        }),
        forecast,
        tariff: manifest.tariff.as_ref().map(|tariff| TariffBasis {
            demand_growth: tariff.demand_growth,
            demand_deviation: tariff.demand_deviation,
        }),
        operators,
        nodes,
        line_sections,
        sea_links,
        terminals,
        berths,
        background_calls,
        controls,
        closures,
        disruptions,
        measures,
        unit_costs,
        budgets,
        locomotives,
        wagons,
        vessels,
        loading_units,
        services,
        flows,
        observed,
        volumes,
        promises,
        calibration,
        tariff_items,
        operator_costs,
        currencies,
        bypasses,
        commodities,
        markets,
        sources,
        values,
    };
    for row in rows_of(&rows, "disruptions") {
        let ids = rows_of(&rows, &row.text("table")).map(|row| row.row.key.text.as_str());
        let touched = touched(&corridor, &row, ids.collect(), &places, findings);
        if let Some(idx) = corridor.disruptions.find(&row.text("id")) {
            corridor.disruptions.rows_mut()[idx.at()].touched = touched;
        }
    }
    (corridor, places)
}

/// The names in a list that is separated by `;`.
fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Months of a disruption; `None` where one is not a month.
fn months(row: &Row) -> Option<[bool; 12]> {
    let list = row.text("months");
    let mut months = [list.is_empty(); 12];
    for name in names(&list) {
        let number = name.parse::<usize>().ok()?;
        *months.get_mut(number.checked_sub(1)?)? = true;
    }
    Some(months)
}

/// The parts that a disruption touches, and what is wrong with their names or its months.
fn touched(
    corridor: &Corridor,
    row: &Row,
    ids: Vec<&str>,
    places: &Places,
    findings: &mut Vec<Finding>,
) -> Vec<Touched> {
    let (id, table) = (row.text("id"), row.text("table"));
    let place = |column| places.of("disruptions", &id, column);
    if months(row).is_none() {
        findings.push(Finding::new(
            code::BAD_NOTATION,
            &place("months"),
            format!("`months` of `{id}` is `{}`", row.text("months")),
            "expected numbers from 1 to 12, separated by `;`",
            "write it like `11; 12`, or leave it empty for the whole year",
        ));
    }
    let mut parts = Vec::new();
    for name in names(&row.text("rows")) {
        match corridor.touched(&table, name) {
            Some(part) => parts.push(part),
            None => findings.push(Finding::new(
                code::UNKNOWN_NAME,
                &place("rows"),
                format!("`rows` names `{name}`, which is not in {table}.csv"),
                format!("no row `{name}` in {table}.csv"),
                suggestion(name, ids.iter().copied(), &format!("{table}.csv")),
            )),
        }
    }
    parts
}

fn rows_of<'a>(
    rows: &'a BTreeMap<&'static str, Vec<CheckedRow>>,
    table: &str,
) -> impl Iterator<Item = Row<'a>> + use<'a> {
    rows.get(table).into_iter().flatten().map(|row| Row { row })
}

fn table<T>(
    rows: &BTreeMap<&'static str, Vec<CheckedRow>>,
    name: &str,
    make: impl Fn(&Row) -> T,
) -> Table<T> {
    Table::new(
        rows_of(rows, name)
            .map(|row| (row.row.key.text.clone(), make(&row)))
            .collect(),
    )
}

fn line_section(
    row: &Row,
    line: Line,
    nodes: &Table<Node>,
    operators: &Table<Operator>,
) -> LineSection {
    let tracks = row.count("tracks");
    let speed = Speed::from_kmh(row.number("speed"));
    let distance = Length::from_km(row.number("distance"));
    let loop_spacing_km = row.optional_number("loop_spacing");
    let working = if row.text("working") == "loops" {
        Working::Loops(PassingLoops {
            // None where loops are not given: rule `line` has a finding for it.
            blocks: loop_spacing_km.map_or(0, |spacing| {
                (distance.as_km() / spacing).round().max(1.0) as u32
            }),
            tracks: row.optional_number("loop_tracks").unwrap_or(2.0) as u32,
            length: row.optional_number("loop_length").map(Length::from_m),
        })
    } else {
        Working::Capacity
    };
    let capacity = match (working, row.given("train_pairs"), tracks) {
        (Working::Loops(_), _, _) | (_, false, 1) => Capacity::Loops,
        (_, true, _) => Capacity::Stated,
        (_, false, _) => Capacity::Headway,
    };
    LineSection {
        id: row.text("id"),
        from: row.reference("from", nodes),
        to: row.reference("to", nodes),
        operator: row.find("operator", operators),
        distance,
        gauge: row.gauge(),
        tracks,
        working,
        traction: row.text("traction"),
        speed,
        running_factor: row.distribution("running_factor"),
        capacity,
        // Zero where loops are not given: rule `line` has a finding for it.
        train_pairs_per_day: capacity
            .train_pairs_per_day(
                row.optional_number("train_pairs"),
                row.number("headway"),
                loop_spacing_km,
                speed,
                line.practical_share,
                line.crossing_time_min,
            )
            .unwrap_or(0.0),
        background_trains_per_day: row.number("background_trains"),
        max_train_length: row.optional_number("max_train_length").map(Length::from_m),
        max_train_mass_t: row.optional_number("max_train_mass"),
    }
}

fn transit(raw: &Raw, nodes: &Table<Node>, findings: &mut Vec<Finding>) -> Option<Transit> {
    let manifest = raw.manifest.transit.as_ref()?;
    let mut find = |cells: &[Cell]| -> Vec<Idx<Node>> {
        let mut found = Vec::new();
        for cell in cells {
            match nodes.find(&cell.text) {
                Some(node) => found.push(node),
                None => findings.push(Finding::new(
                    code::UNKNOWN_NAME,
                    &cell.origin,
                    format!(
                        "`[transit]` names `{}`, which is not in the corridor",
                        cell.text
                    ),
                    format!("no row `{}` in nodes.csv", cell.text),
                    crate::finding::suggestion(
                        &cell.text,
                        nodes.rows().iter().map(|node| node.id.as_str()),
                        "nodes.csv",
                    ),
                )),
            }
        }
        found
    };
    Some(Transit {
        name: manifest.name.clone(),
        from: find(&manifest.from),
        to: find(&manifest.to),
        said: manifest.said.clone(),
        said_days: manifest.said_days,
    })
}

fn target(raw: &Raw, flows: &Table<Flow>, findings: &mut Vec<Finding>) -> Option<TargetVolume> {
    let manifest = raw.manifest.target.as_ref()?;
    let mut scopes: Vec<&str> = flows
        .rows()
        .iter()
        .map(|flow| flow.scope.as_str())
        .collect();
    scopes.sort_unstable();
    scopes.dedup();
    if let Some(cell) = &manifest.scope
        && !scopes.contains(&cell.text.as_str())
    {
        findings.push(Finding::new(
            code::UNKNOWN_NAME,
            &cell.origin,
            format!(
                "`[target]` counts `{}`, and no flow has that scope",
                cell.text
            ),
            "the `scope` of some row in flows.csv",
            crate::finding::suggestion(&cell.text, scopes, "flows.csv"),
        ));
    }
    Some(TargetVolume {
        volume_t: manifest.volume_t,
        scope: manifest.scope.as_ref().map(|cell| cell.text.clone()),
        said: manifest.said.clone(),
    })
}

/// Vessels whose load follows from the depth are loaded for the shallowest of their ports, at
/// the deepest berth there that is long enough.
fn load_vessels(
    vessels: &mut Table<VesselClass>,
    services: &Table<Service>,
    berths: &Table<Berth>,
) {
    let ports: Vec<Vec<Idx<Terminal>>> = vessels
        .iter()
        .map(|(class, _)| {
            services
                .rows()
                .iter()
                .filter(|service| {
                    matches!(&service.carriage, Carriage::Vessel { fleet, .. } if fleet.contains(&class))
                })
                .flat_map(|service| [service.origin.terminal, service.destination.terminal])
                .flatten()
                .collect()
        })
        .collect();
    for (class, ports) in vessels.rows_mut().iter_mut().zip(ports) {
        let depth = ports
            .iter()
            .map(|port| {
                berths
                    .rows()
                    .iter()
                    .filter(|berth| berth.terminals.contains(port) && berth.length >= class.length)
                    .map(|berth| berth.draught.as_m())
                    .fold(0.0, f64::max)
            })
            .fold(f64::INFINITY, f64::min);
        class.load_for_depth(depth);
    }
}
