//! What a corridor holds: by country and operator, and how firm its values are.

use std::collections::BTreeMap;

use kervan_corridor::{Corridor, Firmness};

/// What a corridor holds.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Number of rows by table.
    pub tables: Vec<(&'static str, usize)>,
    /// By country.
    pub countries: Vec<OverviewGroup>,
    /// By operator.
    pub operators: Vec<OverviewGroup>,
    /// Number of values by firmness, over the whole corridor.
    pub firmness: Vec<(Firmness, usize)>,
    /// Share of estimated values by table.
    pub estimated: Vec<(&'static str, usize, usize)>,
}

/// What there is in one country, or of one operator.
#[derive(Clone, Debug, Default)]
pub struct OverviewGroup {
    /// Country code or operator's name.
    pub name: String,
    /// Number of nodes.
    pub nodes: usize,
    /// Kilometres of line; a section over a border counts half on each side.
    pub line_km: f64,
    /// Terminals.
    pub terminals: usize,
    /// Berths.
    pub berths: usize,
    /// Controls.
    pub controls: usize,
    /// Locomotives, wagons and vessels.
    pub locomotives: u32,
    /// Wagons.
    pub wagons: u32,
    /// Vessels.
    pub vessels: u32,
    /// Values, and how many of them are estimates.
    pub values: (usize, usize),
}

/// Counts what a corridor holds.
pub fn overview(corridor: &Corridor) -> Overview {
    let mut firmness: BTreeMap<Firmness, usize> = BTreeMap::new();
    let mut estimated: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (table, _, _, value) in corridor.values.iter() {
        *firmness.entry(value.provenance.firmness).or_default() += 1;
        let counts = estimated.entry(table).or_default();
        counts.0 += 1;
        counts.1 += usize::from(value.provenance.firmness.is_estimate());
    }
    Overview {
        tables: vec![
            ("nodes", corridor.nodes.len()),
            ("operators", corridor.operators.len()),
            ("line sections", corridor.line_sections.len()),
            ("sea links", corridor.sea_links.len()),
            ("terminals", corridor.terminals.len()),
            ("berths", corridor.berths.len()),
            ("controls", corridor.controls.len()),
            ("closures", corridor.closures.len()),
            ("locomotive pools", corridor.locomotives.len()),
            ("wagon pools", corridor.wagons.len()),
            ("vessel classes", corridor.vessels.len()),
            ("services", corridor.services.len()),
            ("flows", corridor.flows.len()),
            ("observed figures", corridor.observed.len()),
            ("sources", corridor.sources.len()),
        ],
        countries: by_country(corridor),
        operators: by_operator(corridor),
        firmness: Firmness::ALL
            .into_iter()
            .filter_map(|kind| Some((kind, *firmness.get(&kind)?)))
            .collect(),
        estimated: estimated
            .into_iter()
            .map(|(table, (all, estimates))| (table, all, estimates))
            .collect(),
    }
}

fn count_values(corridor: &Corridor, group: &mut OverviewGroup, table: &str, row: &str) {
    for (_, value) in corridor.values.of_row(table, row) {
        group.values.0 += 1;
        group.values.1 += usize::from(value.provenance.firmness.is_estimate());
    }
}

fn by_country(corridor: &Corridor) -> Vec<OverviewGroup> {
    let mut groups: BTreeMap<&str, OverviewGroup> = BTreeMap::new();
    let country = |node: kervan_corridor::Idx<kervan_corridor::network::Node>| {
        corridor.nodes[node].country.as_str()
    };
    for node in corridor.nodes.rows() {
        let group = groups.entry(&node.country).or_default();
        group.nodes += 1;
        count_values(corridor, group, "nodes", &node.id);
    }
    for section in corridor.line_sections.rows() {
        for end in [section.from, section.to] {
            let group = groups.entry(country(end)).or_default();
            group.line_km += section.distance.as_km() / 2.0;
        }
        count_values(
            corridor,
            groups.entry(country(section.from)).or_default(),
            "line_sections",
            &section.id,
        );
    }
    for terminal in corridor.terminals.rows() {
        let group = groups.entry(country(terminal.node)).or_default();
        group.terminals += 1;
        count_values(corridor, group, "terminals", &terminal.id);
    }
    for berth in corridor.berths.rows() {
        let group = groups.entry(country(berth.node)).or_default();
        group.berths += 1;
        count_values(corridor, group, "berths", &berth.id);
    }
    for control in corridor.controls.rows() {
        let group = groups.entry(country(control.node)).or_default();
        group.controls += 1;
        count_values(corridor, group, "controls", &control.id);
    }
    for pool in corridor.locomotives.rows() {
        let group = groups.entry(country(pool.base)).or_default();
        group.locomotives += pool.count;
        count_values(corridor, group, "locomotives", &pool.id);
    }
    for pool in corridor.wagons.rows() {
        let group = groups.entry(country(pool.base)).or_default();
        group.wagons += pool.count;
        count_values(corridor, group, "wagons", &pool.id);
    }
    for class in corridor.vessels.rows() {
        let home = class.operator.map_or(country(class.base), |operator| {
            corridor.operators[operator].country.as_str()
        });
        let group = groups.entry(home).or_default();
        group.vessels += class.count;
        count_values(corridor, group, "vessels", &class.id);
    }
    groups
        .into_iter()
        .map(|(name, group)| OverviewGroup {
            name: name.to_owned(),
            ..group
        })
        .collect()
}

fn by_operator(corridor: &Corridor) -> Vec<OverviewGroup> {
    corridor
        .operators
        .iter()
        .map(|(idx, operator)| {
            let mut group = OverviewGroup {
                name: format!("{} ({})", operator.name, operator.country),
                ..OverviewGroup::default()
            };
            let own = |operator| operator == Some(idx);
            for section in corridor
                .line_sections
                .rows()
                .iter()
                .filter(|section| own(section.operator))
            {
                group.line_km += section.distance.as_km();
                count_values(corridor, &mut group, "line_sections", &section.id);
            }
            for (terminal_idx, terminal) in corridor
                .terminals
                .iter()
                .filter(|(_, terminal)| own(terminal.operator))
            {
                group.terminals += 1;
                count_values(corridor, &mut group, "terminals", &terminal.id);
                for berth in corridor
                    .berths
                    .rows()
                    .iter()
                    .filter(|berth| berth.terminals.first() == Some(&terminal_idx))
                {
                    group.berths += 1;
                    count_values(corridor, &mut group, "berths", &berth.id);
                }
            }
            for pool in corridor
                .locomotives
                .rows()
                .iter()
                .filter(|pool| own(pool.operator))
            {
                group.locomotives += pool.count;
                count_values(corridor, &mut group, "locomotives", &pool.id);
            }
            for pool in corridor
                .wagons
                .rows()
                .iter()
                .filter(|pool| own(pool.operator))
            {
                group.wagons += pool.count;
                count_values(corridor, &mut group, "wagons", &pool.id);
            }
            for class in corridor
                .vessels
                .rows()
                .iter()
                .filter(|class| own(class.operator))
            {
                group.vessels += class.count;
                count_values(corridor, &mut group, "vessels", &class.id);
            }
            group
        })
        .collect()
}
