//! The network as a map: GeoJSON after RFC 7946, for any program that draws maps.
//!
//! Nodes are points; line sections and sea links are straight lines between their ends.

use std::collections::BTreeMap;

use geojson::{Feature, FeatureCollection, GeoJson, Geometry, JsonObject, feature};
use kervan_corridor::flow::Flow;
use kervan_corridor::network::{LineSection, Node, SeaLink, Way};
use kervan_corridor::quantity::Measure;
use kervan_corridor::service::Carriage;
use kervan_corridor::{Corridor, Idx};
use kervan_results::{Cause, Results};
use serde_json::{Value, json};

/// Where something of a flow happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Node(Idx<Node>),
    LineSection(Idx<LineSection>),
    SeaLink(Idx<SeaLink>),
}

/// The network of a corridor, with the results of each place where there are any.
///
/// Longitude before latitude, both as the table has them; other numbers with six significant
/// digits. Nodes without a position, and links with such an end, are left out.
pub fn network_geojson(corridor: &Corridor, results: Option<&Results>) -> String {
    let passing = results.map(|results| passing(corridor, results));
    let occupancies = results.map(occupancies).unwrap_or_default();
    let mut features = Vec::new();
    let mut add = |table: &str, id: &str, place: Place, geometry: Option<Geometry>, own: Value| {
        let Some(geometry) = geometry else { return };
        let mut properties = JsonObject::new();
        properties.insert("table".to_owned(), json!(table));
        properties.insert("id".to_owned(), json!(id));
        properties.insert(
            "estimated".to_owned(),
            json!(estimated_columns(corridor, table, id)),
        );
        if let Value::Object(own) = own {
            properties.extend(own);
        }
        if let Some(passing) = &passing {
            let nobody = Passing::default();
            properties.extend(passing.get(&place).unwrap_or(&nobody).properties());
            properties.extend(occupancy_properties(corridor, place, &occupancies));
        }
        features.push(Feature {
            geometry: Some(geometry),
            id: Some(feature::Id::String(format!("{table}/{id}"))),
            properties: Some(properties),
            ..Feature::default()
        });
    };
    for (idx, node) in corridor.nodes.iter() {
        let terminals: Vec<&str> = terminals_at(corridor, idx).collect();
        let berths = corridor.berths.rows().iter();
        let berths = berths.filter(|berth| berth.node == idx).count();
        let own = json!({
            "name": node.name,
            "country": node.country,
            "unlocode": node.unlocode,
            "terminals": terminals,
            "berths": berths,
        });
        let geometry = position(node).map(Geometry::new_point);
        add("nodes", &node.id, Place::Node(idx), geometry, own);
    }
    for (idx, section) in corridor.line_sections.iter() {
        let own = json!({
            "from": corridor.nodes[section.from].id,
            "to": corridor.nodes[section.to].id,
            "distance_km": rounded(section.distance.as_km()),
            "gauge": section.gauge.as_str(),
            "tracks": section.tracks,
            "traction": section.traction,
            "speed_kmh": rounded(section.speed.as_kmh()),
            "train_pairs_per_day": rounded(section.train_pairs_per_day),
        });
        let geometry = straight_line(corridor, section.from, section.to);
        let place = Place::LineSection(idx);
        add("line_sections", &section.id, place, geometry, own);
    }
    for (idx, link) in corridor.sea_links.iter() {
        let own = json!({
            "from": corridor.nodes[link.from].id,
            "to": corridor.nodes[link.to].id,
            "distance_km": rounded(link.distance.as_km()),
        });
        let geometry = straight_line(corridor, link.from, link.to);
        add("sea_links", &link.id, Place::SeaLink(idx), geometry, own);
    }
    GeoJson::from(FeatureCollection::new(features)).to_string() + "\n"
}

/// A sentence on what has no place on the map; none where all of it has.
pub fn left_off_map(corridor: &Corridor) -> Option<String> {
    let nodes = corridor.nodes.rows().iter();
    let nodes = nodes.filter(|node| node.position.is_none()).count();
    let sections = corridor.line_sections.rows().iter();
    let links = corridor.sea_links.rows().iter();
    let ends = sections.map(|section| (section.from, section.to));
    let links = ends
        .chain(links.map(|link| (link.from, link.to)))
        .filter(|(from, to)| straight_line(corridor, *from, *to).is_none())
        .count();
    let count = |number: usize, what: &str| match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    (nodes > 0).then(|| {
        format!(
            "left off the map: {} without a position, and {} with such an end",
            count(nodes, "node"),
            count(links, "link")
        )
    })
}

/// Identifiers of the terminals at a node.
fn terminals_at(corridor: &Corridor, node: Idx<Node>) -> impl Iterator<Item = &str> {
    let terminals = corridor.terminals.rows().iter();
    let here = terminals.filter(move |terminal| terminal.node == node);
    here.map(|terminal| terminal.id.as_str())
}

/// Longitude and latitude in degrees, in the order of RFC 7946.
fn position(node: &Node) -> Option<[f64; 2]> {
    node.position
        .map(|(latitude, longitude)| [longitude, latitude])
}

fn straight_line(corridor: &Corridor, from: Idx<Node>, to: Idx<Node>) -> Option<Geometry> {
    let ends = [
        position(&corridor.nodes[from])?,
        position(&corridor.nodes[to])?,
    ];
    Some(Geometry::new_line_string(ends))
}

/// The columns of a row whose values are estimates or defaults.
fn estimated_columns(corridor: &Corridor, table: &str, id: &str) -> Vec<&'static str> {
    corridor
        .values
        .of_row(table, id)
        .filter(|(_, value)| value.provenance.firmness.is_estimate())
        .map(|(column, _)| column)
        .collect()
}

/// What passes a place in a year, and the time it spends there.
#[derive(Clone, Debug, Default)]
struct Passing {
    /// Tonnes of goods a year that arrive and have passed here.
    tonnes: f64,
    /// TEU a year of those counted in TEU.
    teu: f64,
    /// Units a year of them whose clock runs here.
    units: f64,
    /// Hours a year that these units spend here.
    hours: BTreeMap<Cause, f64>,
}

impl Passing {
    fn properties(&self) -> JsonObject {
        let mut properties = JsonObject::new();
        let mut put = |name: String, value: f64| {
            properties.insert(name, json!(rounded(value)));
        };
        put("tonnes_per_year".to_owned(), self.tonnes);
        put("teu_per_year".to_owned(), self.teu);
        if self.units > 0.0 {
            let waiting = || self.hours.iter().filter(|(cause, _)| cause.is_waiting());
            let per_unit = |hours: f64| hours / self.units;
            put(
                "time_h_per_unit".to_owned(),
                per_unit(self.hours.values().sum()),
            );
            put(
                "waiting_h_per_unit".to_owned(),
                per_unit(waiting().map(|(_, hours)| hours).sum()),
            );
            for (cause, hours) in waiting() {
                put(
                    format!("waiting_{}_h_per_unit", underscored(cause.as_str())),
                    per_unit(*hours),
                );
            }
        }
        properties
    }
}

/// All flows together, by place: the hours of a flow weigh as many as it has units. Empty wagons
/// on their way back are not counted.
fn passing(corridor: &Corridor, results: &Results) -> BTreeMap<Place, Passing> {
    let mut places: BTreeMap<Place, Passing> = BTreeMap::new();
    for row in results.flows.iter().filter(|row| !row.is_group) {
        let Some(flow) = corridor.flows.find(&row.flow) else {
            continue;
        };
        let flow = &corridor.flows[flow];
        let room = corridor.loading_units[flow.loading_unit].room;
        let units = row.arrived.mean / room.amount;
        let is_in_teu = room.measure == Measure::Teu;
        let way = way_of(corridor, flow);
        let start = way
            .iter()
            .position(|place| *place == Place::Node(flow.clock_from));
        for (position, place) in way.iter().enumerate() {
            let passing = places.entry(*place).or_default();
            passing.tonnes += row.arrived_t.mean;
            if is_in_teu {
                passing.teu += row.arrived.mean;
            }
            if start.is_some_and(|start| position >= start) {
                passing.units += units;
            }
        }
        for hours in results.hours.iter().filter(|hours| hours.flow == row.flow) {
            if let Some(place) = way.get(hours.position) {
                let passing = places.entry(*place).or_default();
                *passing.hours.entry(hours.cause).or_default() += units * hours.hours.mean;
            }
        }
    }
    places
}

/// The places of a flow in order: a node, what is run, the next node.
fn way_of(corridor: &Corridor, flow: &Flow) -> Vec<Place> {
    let mut way = vec![Place::Node(flow.origin.node)];
    for service in &flow.services {
        let service = &corridor.services[*service];
        match &service.carriage {
            Carriage::Train(train) => {
                for (section, entered) in &train.sections {
                    way.push(Place::LineSection(*section));
                    let to = corridor.line_sections[*section].opposite(*entered);
                    way.push(Place::Node(to));
                }
            }
            Carriage::Vessel { link, .. } => {
                way.push(Place::SeaLink(*link));
                way.push(Place::Node(service.destination.node));
            }
        }
    }
    way
}

/// Occupancy over the whole year by kind and server.
fn occupancies(results: &Results) -> BTreeMap<(&'static str, &str), f64> {
    let rows = results.servers.iter().filter(|row| row.month == 0);
    rows.map(|row| ((row.kind, row.server.as_str()), row.occupancy.mean))
        .collect()
}

fn occupancy_properties(
    corridor: &Corridor,
    place: Place,
    occupancies: &BTreeMap<(&'static str, &str), f64>,
) -> JsonObject {
    let mut properties = JsonObject::new();
    let mut put = |name: String, value: Option<f64>| {
        if let Some(value) = value {
            properties.insert(name, json!(rounded(value)));
        }
    };
    match place {
        Place::Node(idx) => {
            // Of several terminals, or groups of berths, the fullest.
            for kind in ["handling tracks", "yard slots"] {
                let shares = terminals_at(corridor, idx).map(|id| occupancies.get(&(kind, id)));
                let name = format!("{}_occupancy_share", underscored(kind));
                put(name, shares.flatten().copied().reduce(f64::max));
            }
            let berths = corridor.berths.rows().iter();
            let shares = berths.filter(|berth| berth.node == idx).map(|berth| {
                let terminals = berth.terminals.iter();
                let ids: Vec<&str> = terminals
                    .map(|idx| corridor.terminals[*idx].id.as_str())
                    .collect();
                occupancies
                    .get(&("berths", ids.join("+").as_str()))
                    .copied()
            });
            let fullest = shares.flatten().reduce(f64::max);
            put("berths_occupancy_share".to_owned(), fullest);
            for (way, word) in [(Way::Entry, "entry"), (Way::Exit, "exit")] {
                let control = corridor.control_at(idx, way);
                let share = control.and_then(|control| {
                    let id = corridor.controls[control].id.as_str();
                    occupancies.get(&("control", id)).copied()
                });
                put(format!("control_{word}_occupancy_share"), share);
            }
        }
        Place::LineSection(idx) => {
            let section = &corridor.line_sections[idx];
            let toward = |end: Idx<Node>| {
                let server = format!("{} to {}", section.id, corridor.nodes[end].id);
                occupancies.get(&("line section", server.as_str())).copied()
            };
            let both = toward(section.from).zip(toward(section.to));
            let mean = both.map(|(back, forth)| (back + forth) / 2.0);
            put("occupancy_share".to_owned(), mean);
        }
        Place::SeaLink(_) => {}
    }
    properties
}

fn underscored(words: &str) -> String {
    words.replace(' ', "_")
}

/// A number with six significant digits.
fn rounded(number: f64) -> f64 {
    // Adding zero turns -0 into 0.
    format!("{number:.5e}").parse().unwrap_or(number) + 0.0
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn six_digits_count() {
        assert_eq!(rounded(1_234_567.0), 1_234_570.0);
        assert_eq!(rounded(0.000_123_456_789), 0.000_123_457);
        assert_eq!(rounded(480.0), 480.0);
        assert_eq!(rounded(0.0), 0.0);
    }
}
