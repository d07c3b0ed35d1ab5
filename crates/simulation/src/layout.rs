//! What is the same in every replication: places, legs with their controls, distances.

use kervan_corridor::Corridor;
use kervan_corridor::Idx;
use kervan_corridor::disruption::Touched;
use kervan_corridor::fleet::{VesselClass, WagonPool};
use kervan_corridor::flow::Flow;
use kervan_corridor::network::{LineSection, Node, SeaLink, Way};
use kervan_corridor::quantity::{Measure, Timetable};
use kervan_corridor::service::{Carriage, Departure, Service};
use kervan_corridor::terminal::Terminal;

/// Hundredths of a TEU, a tonne or a metre, by the measure of what it is the room of: whole
/// numbers, so that nothing is lost in rounding.
pub(crate) type Room = i64;

/// From room as the tables give it.
pub(crate) fn hundredths(room: f64) -> Room {
    (room * 100.0).round() as Room
}

/// Position of a place: nodes first, then sections, then sea links.
pub(crate) type PlaceIdx = usize;

/// What is the same in every replication.
#[derive(Debug)]
pub(crate) struct Layout<'a> {
    pub(crate) corridor: &'a Corridor,
    pub(crate) services: Vec<ServiceLayout>,
    pub(crate) flows: Vec<FlowLayout>,
    pub(crate) locomotive_pools: Vec<PoolLayout>,
    /// Services in order that use a pool of wagons, and that a class of vessels sails.
    pub(crate) pool_services: Vec<Vec<usize>>,
    pub(crate) class_services: Vec<Vec<usize>>,
    pub(crate) places: usize,
    /// By terminal, room of the smallest unit of any flow that is counted in the terminal's measure.
    pub(crate) smallest_unit: Vec<Room>,
}

/// A service with its way worked out.
#[derive(Debug)]
pub(crate) struct ServiceLayout {
    pub(crate) origin: usize,
    pub(crate) destination: usize,
    pub(crate) origin_terminal: Option<usize>,
    pub(crate) destination_terminal: Option<usize>,
    pub(crate) max_wait_s: Option<i64>,
    pub(crate) timetable: Option<Timetable>,
    pub(crate) preparation_s: i64,
    pub(crate) priority: u8,
    pub(crate) kind: KindLayout,
}

#[derive(Debug)]
pub(crate) enum KindLayout {
    Train {
        capacity: Room,
        pool: Option<usize>,
        legs: Vec<Leg>,
    },
    Vessel {
        fleet: Vec<usize>,
        /// Positions of the vessels of its fleet.
        vessels: Vec<usize>,
        /// Services that end where it starts and share a class with it.
        senders: Vec<usize>,
        link: usize,
        /// Controls of units before they are loaded and after they are discharged.
        exit: Option<usize>,
        entry: Option<usize>,
    },
}

impl KindLayout {
    /// Pool of wagons of a train.
    pub(crate) fn pool(&self) -> Option<usize> {
        match self {
            KindLayout::Train { pool, .. } => *pool,
            KindLayout::Vessel { .. } => None,
        }
    }

    /// Classes of vessels that sail it.
    pub(crate) fn fleet(&self) -> &[usize] {
        match self {
            KindLayout::Train { .. } => &[],
            KindLayout::Vessel { fleet, .. } => fleet,
        }
    }
}

/// One section of a train's way.
#[derive(Debug)]
pub(crate) struct Leg {
    pub(crate) section: usize,
    /// 0 from the section's `from` to its `to`, 1 the other way.
    pub(crate) direction: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) running_s: f64,
    /// Control before it is entered, and after it is left.
    pub(crate) exit: Option<usize>,
    pub(crate) entry: Option<usize>,
    /// Pool that takes over here.
    pub(crate) haul: Option<usize>,
    /// Whether the haul before ends here.
    pub(crate) releases: bool,
}

/// A flow with its way worked out: one of the corridor's, or the empty wagons of one on
/// their way back.
#[derive(Debug)]
pub(crate) struct FlowLayout {
    /// Identifier in print and in results.
    pub(crate) id: String,
    /// Position of the corridor's flow.
    pub(crate) row: usize,
    pub(crate) origin: usize,
    pub(crate) destination: usize,
    pub(crate) origin_terminal: Option<usize>,
    /// Room, gross mass, goods and crane moves of one unit.
    pub(crate) unit: Room,
    pub(crate) mass_kg: i64,
    pub(crate) cargo_kg: i64,
    pub(crate) moves: f64,
    /// Pool of wagons that its units travel in, and how many one unit takes.
    pub(crate) wagons: Option<(usize, u32)>,
    /// Position of the flow that brings its wagons back.
    pub(crate) empties: Option<usize>,
    /// Whether it is such a flow.
    pub(crate) is_empty: bool,
    pub(crate) services: Vec<usize>,
    /// What its way needs; of each, one of several parts will do.
    pub(crate) needs: Vec<Vec<Touched>>,
    pub(crate) clock_from: usize,
    pub(crate) lots_per_year: f64,
    /// The places it passes, in order.
    pub(crate) way: Vec<PlaceIdx>,
    pub(crate) rail_km: f64,
    pub(crate) sea_km: f64,
}

fn smallest_units(corridor: &Corridor) -> Vec<Room> {
    let rooms = |measure| {
        let flows = corridor.flows.rows().iter();
        let rooms = flows.map(|flow| corridor.loading_units[flow.loading_unit].room);
        rooms.filter(move |room| room.measure == measure)
    };
    let terminals = corridor.terminals.rows().iter();
    terminals
        .map(|terminal| {
            let units = rooms(terminal.slots.measure).map(|room| hundredths(room.amount));
            units.min().unwrap_or(0)
        })
        .collect()
}

/// Where locomotives of a pool can be, and how long they run light between these nodes.
#[derive(Debug)]
pub(crate) struct PoolLayout {
    pub(crate) nodes: Vec<usize>,
    /// Positions in `nodes` where hauls begin.
    pub(crate) ends: Vec<usize>,
    pub(crate) light_s: Vec<Vec<i64>>,
}

impl<'a> Layout<'a> {
    pub(crate) fn new(corridor: &'a Corridor) -> Layout<'a> {
        let mut services: Vec<ServiceLayout> = corridor
            .services
            .rows()
            .iter()
            .map(|service| service_layout(corridor, service))
            .collect();
        find_senders(&mut services);
        let mut flows: Vec<FlowLayout> = corridor
            .flows
            .iter()
            .map(|(idx, flow)| flow_layout(corridor, &services, idx.at(), flow))
            .collect();
        for row in 0..flows.len() {
            if flows[row].wagons.is_some() {
                flows[row].empties = Some(flows.len());
                flows.push(empties_layout(corridor, &services, row, &flows[row]));
            }
        }
        let locomotive_pools = (0..corridor.locomotives.len())
            .map(|pool| pool_layout(corridor, &services, pool))
            .collect();
        Layout {
            corridor,
            pool_services: (0..corridor.wagons.len())
                .map(|pool| services_with(&services, |kind| kind.pool() == Some(pool)))
                .collect(),
            class_services: (0..corridor.vessels.len())
                .map(|class| services_with(&services, |kind| kind.fleet().contains(&class)))
                .collect(),
            smallest_unit: smallest_units(corridor),
            services,
            flows,
            locomotive_pools,
            places: corridor.nodes.len() + corridor.line_sections.len() + corridor.sea_links.len(),
        }
    }

    /// Another way for a flow, as a flow by itself: its position.
    pub(crate) fn add_detour(&mut self, flow: Idx<Flow>, services: &[Idx<Service>]) -> usize {
        let usual = &self.corridor.flows[flow];
        let detour = Flow {
            id: format!("{} (detour)", usual.id),
            services: services.to_vec(),
            ..usual.clone()
        };
        let mut layout = flow_layout(self.corridor, &self.services, flow.at(), &detour);
        layout.empties = self.flows[flow.at()].empties;
        let position = self
            .flows
            .iter()
            .skip(self.corridor.flows.len())
            .position(|known| {
                !known.is_empty && known.row == layout.row && known.services == layout.services
            });
        match position {
            Some(position) => self.corridor.flows.len() + position,
            None => {
                self.flows.push(layout);
                self.flows.len() - 1
            }
        }
    }

    /// What the room of a flow's units is counted in.
    pub(crate) fn measure(&self, flow: usize) -> Measure {
        let row = &self.corridor.flows.rows()[self.flows[flow].row];
        self.corridor.loading_units[row.loading_unit].room.measure
    }

    /// TEU or tonnes of goods of one unit, by the unit asked for.
    pub(crate) fn per_unit(&self, flow: usize, unit: &str) -> f64 {
        match (unit, self.measure(flow)) {
            ("TEU/yr", Measure::Teu) => self.flows[flow].unit as f64 / 100.0,
            ("TEU/yr", _) => 0.0,
            _ => self.flows[flow].cargo_kg as f64 / 1000.0,
        }
    }

    pub(crate) fn section_place(&self, section: usize) -> PlaceIdx {
        self.corridor.nodes.len() + section
    }

    pub(crate) fn link_place(&self, link: usize) -> PlaceIdx {
        self.corridor.nodes.len() + self.corridor.line_sections.len() + link
    }

    /// Identifier of a place.
    pub(crate) fn place_id(&self, place: PlaceIdx) -> &str {
        match self.place(place) {
            Place::Node(node) => &node.id,
            Place::Section(section) => &section.id,
            Place::Link(link) => &link.id,
        }
    }

    /// Name of a place in print.
    pub(crate) fn place_name(&self, place: PlaceIdx) -> String {
        let name = |node: Idx<Node>| self.corridor.nodes[node].name.as_str();
        match self.place(place) {
            Place::Node(node) => node.name.clone(),
            Place::Section(section) => format!("{} - {}", name(section.from), name(section.to)),
            Place::Link(link) => format!("{} - {} by sea", name(link.from), name(link.to)),
        }
    }

    /// Country of a place; both where it joins two.
    pub(crate) fn place_country(&self, place: PlaceIdx) -> String {
        let country = |node: Idx<Node>| self.corridor.nodes[node].country.as_str();
        let both = |from: Idx<Node>, to: Idx<Node>| {
            if country(from) == country(to) {
                country(from).to_owned()
            } else {
                format!("{}-{}", country(from), country(to))
            }
        };
        match self.place(place) {
            Place::Node(node) => node.country.clone(),
            Place::Section(section) => both(section.from, section.to),
            Place::Link(link) => both(link.from, link.to),
        }
    }

    fn place(&self, place: PlaceIdx) -> Place<'a> {
        let (nodes, sections) = (self.corridor.nodes.len(), self.corridor.line_sections.len());
        if place < nodes {
            Place::Node(&self.corridor.nodes.rows()[place])
        } else if place < nodes + sections {
            Place::Section(&self.corridor.line_sections.rows()[place - nodes])
        } else {
            Place::Link(&self.corridor.sea_links.rows()[place - nodes - sections])
        }
    }

    /// Share of the values behind a place that are estimates: its own row, and at a node
    /// its terminal, berths, controls and the services that start there.
    pub(crate) fn estimated_share(&self, place: PlaceIdx) -> f64 {
        let mut rows: Vec<(&str, &str)> = Vec::new();
        match self.place(place) {
            Place::Section(section) => rows.push(("line_sections", &section.id)),
            Place::Link(link) => {
                rows.push(("sea_links", &link.id));
                rows.extend(
                    self.corridor
                        .vessels
                        .rows()
                        .iter()
                        .map(|class| ("vessels", class.id.as_str())),
                );
            }
            Place::Node(node) => {
                let here = |idx: Idx<Node>| self.corridor.nodes[idx].id == node.id;
                rows.extend(
                    self.corridor
                        .terminals
                        .rows()
                        .iter()
                        .filter(|terminal| here(terminal.node))
                        .map(|terminal| ("terminals", terminal.id.as_str())),
                );
                rows.extend(
                    self.corridor
                        .berths
                        .rows()
                        .iter()
                        .filter(|berth| here(berth.node))
                        .map(|berth| ("berths", berth.id.as_str())),
                );
                rows.extend(
                    self.corridor
                        .controls
                        .rows()
                        .iter()
                        .filter(|control| here(control.node))
                        .map(|control| ("controls", control.id.as_str())),
                );
                rows.extend(
                    self.corridor
                        .services
                        .rows()
                        .iter()
                        .filter(|service| here(service.origin.node))
                        .map(|service| ("services", service.id.as_str())),
                );
            }
        }
        let (mut all, mut estimated) = (0, 0);
        for (table, row) in rows {
            for (_, value) in self.corridor.values.of_row(table, row) {
                all += 1;
                estimated += usize::from(value.provenance.firmness.is_estimate());
            }
        }
        if all == 0 {
            0.0
        } else {
            f64::from(estimated as u32) / f64::from(all as u32)
        }
    }
}

enum Place<'a> {
    Node(&'a Node),
    Section(&'a LineSection),
    Link(&'a SeaLink),
}

/// Positions of the services of a kind.
fn services_with(services: &[ServiceLayout], is: impl Fn(&KindLayout) -> bool) -> Vec<usize> {
    let of_kind = |service: &usize| is(&services[*service].kind);
    (0..services.len()).filter(of_kind).collect()
}

/// Positions of the vessels of some classes, which are numbered class by class.
fn vessels_of(corridor: &Corridor, fleet: &[Idx<VesselClass>]) -> Vec<usize> {
    let (mut vessels, mut first) = (Vec::new(), 0);
    for (class, row) in corridor.vessels.iter() {
        let next = first + row.count as usize;
        if fleet.contains(&class) {
            vessels.extend(first..next);
        }
        first = next;
    }
    vessels
}

/// Notes for each service of vessels which others could send it one.
fn find_senders(services: &mut [ServiceLayout]) {
    for service in 0..services.len() {
        let (origin, fleet) = (services[service].origin, services[service].kind.fleet());
        let shares = |sender: &usize| {
            let sender = &services[*sender];
            sender.destination == origin
                && sender
                    .kind
                    .fleet()
                    .iter()
                    .any(|class| fleet.contains(class))
        };
        let found: Vec<usize> = (0..services.len()).filter(shares).collect();
        if let KindLayout::Vessel { senders, .. } = &mut services[service].kind {
            *senders = found;
        }
    }
}

fn service_layout(corridor: &Corridor, service: &Service) -> ServiceLayout {
    let country = |node: Idx<Node>| &corridor.nodes[node].country;
    let crossing = |from: Idx<Node>, to: Idx<Node>| {
        if country(from) == country(to) {
            (None, None)
        } else {
            (
                corridor.control_at(from, Way::Exit).map(Idx::at),
                corridor.control_at(to, Way::Entry).map(Idx::at),
            )
        }
    };
    let kind = match &service.carriage {
        Carriage::Vessel { fleet, link } => {
            let (exit, entry) = crossing(service.origin.node, service.destination.node);
            KindLayout::Vessel {
                fleet: fleet.iter().map(|class| class.at()).collect(),
                vessels: vessels_of(corridor, fleet),
                senders: Vec::new(),
                link: link.at(),
                exit,
                entry,
            }
        }
        Carriage::Train(train) => {
            let legs = train
                .sections
                .iter()
                .enumerate()
                .map(|(position, (idx, entered))| {
                    let section = &corridor.line_sections[*idx];
                    let left = section.opposite(*entered);
                    let (exit, entry) = crossing(*entered, left);
                    let haul = train
                        .locomotives
                        .iter()
                        .find(|(_, from)| *from == position)
                        .map(|(pool, _)| pool.at());
                    Leg {
                        section: idx.at(),
                        direction: usize::from(section.from != *entered),
                        from: entered.at(),
                        to: left.at(),
                        running_s: section.speed.time_s(section.distance),
                        exit,
                        entry,
                        haul,
                        releases: haul.is_some() && position > 0,
                    }
                })
                .collect();
            KindLayout::Train {
                capacity: hundredths(train.capacity.amount),
                pool: train.wagons.map(Idx::at),
                legs,
            }
        }
    };
    let (max_wait_s, timetable) = match &service.departure {
        Departure::WhenFull { max_wait } => (Some(max_wait.as_s()), None),
        Departure::Timetable(timetable) => (None, Some(timetable.clone())),
    };
    ServiceLayout {
        origin: service.origin.node.at(),
        destination: service.destination.node.at(),
        origin_terminal: service.origin.terminal.map(Idx::at),
        destination_terminal: service.destination.terminal.map(Idx::at),
        max_wait_s,
        timetable,
        preparation_s: service.preparation.as_s(),
        priority: match &service.carriage {
            Carriage::Train(train) => train.priority,
            Carriage::Vessel { .. } => 0,
        },
        kind,
    }
}

fn flow_layout(
    corridor: &Corridor,
    services: &[ServiceLayout],
    row: usize,
    flow: &Flow,
) -> FlowLayout {
    let unit = &corridor.loading_units[flow.loading_unit];
    let chain: Vec<usize> = flow.services.iter().map(|service| service.at()).collect();
    let (way, rail_km, sea_km) = way_of(corridor, services, flow.origin.node.at(), &chain);
    FlowLayout {
        id: flow.id.clone(),
        row,
        origin: flow.origin.node.at(),
        destination: flow.destination.node.at(),
        origin_terminal: flow.origin.terminal.map(Idx::at),
        unit: hundredths(unit.room.amount),
        mass_kg: (unit.mass_t * 1000.0).round() as i64,
        cargo_kg: (unit.cargo_t * 1000.0).round() as i64,
        moves: unit.moves,
        wagons: flow.wagons.map(|pool| {
            let per_unit = corridor.wagons[pool].wagons_for(unit.room.amount);
            (pool.at(), per_unit)
        }),
        empties: None,
        is_empty: false,
        needs: needs(corridor, &flow.services, flow.wagons),
        services: chain,
        clock_from: flow.clock_from.at(),
        lots_per_year: flow.units_per_year / flow.lot_units.mean().max(1.0),
        way,
        rail_km,
        sea_km,
    }
}

/// What a chain of services needs; of each entry, one part will do.
fn needs(
    corridor: &Corridor,
    services: &[Idx<Service>],
    wagons: Option<Idx<WagonPool>>,
) -> Vec<Vec<Touched>> {
    let mut needs: Vec<Vec<Touched>> = Vec::new();
    needs.extend(wagons.map(|pool| vec![Touched::Wagons(pool)]));
    for idx in services {
        let service = &corridor.services[*idx];
        needs.push(vec![Touched::Service(*idx)]);
        let crossing = |from: Idx<Node>, to: Idx<Node>| {
            let is_border = corridor.nodes[from].country != corridor.nodes[to].country;
            let controls = [
                corridor.control_at(from, Way::Exit),
                corridor.control_at(to, Way::Entry),
            ];
            let at_border = controls.into_iter().flatten().filter(move |_| is_border);
            at_border.map(|control| vec![Touched::Control(control)])
        };
        let ends = [service.origin, service.destination];
        match &service.carriage {
            Carriage::Train(train) => {
                let terminals = ends.iter().filter_map(|end| end.terminal);
                needs.extend(terminals.map(|terminal| vec![Touched::Terminal(terminal)]));
                needs.extend(train.wagons.map(|pool| vec![Touched::Wagons(pool)]));
                for (pool, _) in &train.locomotives {
                    needs.push(vec![Touched::Locomotives(*pool)]);
                }
                for (section, entered) in &train.sections {
                    needs.push(vec![Touched::LineSection(*section)]);
                    let left = corridor.line_sections[*section].opposite(*entered);
                    needs.extend(crossing(*entered, left));
                }
            }
            Carriage::Vessel { fleet, link } => {
                needs.push(vec![Touched::SeaLink(*link)]);
                needs.push(fleet.iter().map(|class| Touched::Vessels(*class)).collect());
                for end in ends {
                    needs.push(vec![Touched::Node(end.node)]);
                    let serves = |terminals: &[Idx<Terminal>]| {
                        end.terminal
                            .is_some_and(|terminal| terminals.contains(&terminal))
                    };
                    let berths = corridor.berths.iter();
                    let berths: Vec<Touched> = berths
                        .filter(|(_, berth)| serves(&berth.terminals))
                        .map(|(berth, _)| Touched::Berth(berth))
                        .collect();
                    needs.extend((!berths.is_empty()).then_some(berths));
                }
                needs.extend(crossing(service.origin.node, service.destination.node));
            }
        }
    }
    needs
}

/// The empty wagons of a flow on their way back.
fn empties_layout(
    corridor: &Corridor,
    services: &[ServiceLayout],
    row: usize,
    loaded: &FlowLayout,
) -> FlowLayout {
    let flow = &corridor.flows.rows()[row];
    let chain: Vec<usize> = flow.empty_return.iter().map(|idx| idx.at()).collect();
    let (way, rail_km, sea_km) = way_of(corridor, services, loaded.destination, &chain);
    let tare_t = loaded.wagons.map_or(0.0, |(pool, wagons)| {
        corridor.wagons.rows()[pool].tare_t * f64::from(wagons)
    });
    FlowLayout {
        id: format!("{} (empty wagons)", flow.id),
        row,
        origin: loaded.destination,
        destination: loaded.origin,
        origin_terminal: flow.destination.terminal.map(Idx::at),
        mass_kg: (tare_t * 1000.0).round() as i64,
        cargo_kg: 0,
        empties: None,
        is_empty: true,
        services: chain,
        needs: Vec::new(),
        clock_from: loaded.destination,
        lots_per_year: 0.0,
        way,
        rail_km,
        sea_km,
        ..*loaded
    }
}

/// The places that a chain of services passes, in order, and its kilometres by rail and sea.
fn way_of(
    corridor: &Corridor,
    services: &[ServiceLayout],
    origin: usize,
    chain: &[usize],
) -> (Vec<PlaceIdx>, f64, f64) {
    let (nodes, sections) = (corridor.nodes.len(), corridor.line_sections.len());
    let mut way = vec![origin];
    let (mut rail_km, mut sea_km) = (0.0, 0.0);
    for service in chain {
        let layout = &services[*service];
        match &layout.kind {
            KindLayout::Train { legs, .. } => {
                for leg in legs {
                    way.extend([nodes + leg.section, leg.to]);
                    rail_km += corridor.line_sections.rows()[leg.section].distance.as_km();
                }
            }
            KindLayout::Vessel { link, .. } => {
                way.extend([nodes + sections + link, layout.destination]);
                sea_km += corridor.sea_links.rows()[*link].distance.as_km();
            }
        }
    }
    (way, rail_km, sea_km)
}

/// Nodes where locomotives of the pool begin or end a haul, and light running times between
/// them: the least sum of running times over the ways of the trains they haul.
fn pool_layout(corridor: &Corridor, services: &[ServiceLayout], pool: usize) -> PoolLayout {
    let mut nodes = vec![corridor.locomotives.rows()[pool].base.at()];
    let mut begins: Vec<usize> = Vec::new();
    let mut edges: Vec<(usize, usize, i64)> = Vec::new();
    for service in services {
        let KindLayout::Train { legs, .. } = &service.kind else {
            continue;
        };
        let mut hauling = None;
        for leg in legs {
            hauling = leg.haul.or(hauling);
            if hauling == Some(pool) {
                if leg.haul.is_some() {
                    nodes.push(leg.from);
                    begins.push(leg.from);
                }
                edges.push((leg.from, leg.to, leg.running_s.round() as i64));
            } else if leg.haul.is_some() {
                nodes.push(leg.from);
            }
        }
        if hauling == Some(pool) {
            nodes.push(service.destination);
        }
    }
    let on_edge: Vec<usize> = edges
        .iter()
        .flat_map(|(from, to, _)| [*from, *to])
        .collect();
    let base = nodes[0];
    nodes.retain(|node| *node == base || on_edge.contains(node));
    nodes.sort_unstable();
    nodes.dedup();
    let light_s = nodes
        .iter()
        .map(|from| {
            nodes
                .iter()
                .map(|to| shortest(&edges, corridor.nodes.len(), *from, *to))
                .collect()
        })
        .collect();
    let ends = (0..nodes.len())
        .filter(|at| begins.contains(&nodes[*at]))
        .collect();
    PoolLayout {
        nodes,
        ends,
        light_s,
    }
}

/// Least time between two nodes over edges worked both ways (Bellman-Ford: the graphs are small).
fn shortest(edges: &[(usize, usize, i64)], nodes: usize, from: usize, to: usize) -> i64 {
    const FAR: i64 = i64::MAX / 4;
    let mut best = vec![FAR; nodes];
    best[from] = 0;
    for _ in 0..nodes {
        let mut changed = false;
        for (a, b, time) in edges {
            for (x, y) in [(*a, *b), (*b, *a)] {
                if best[x] + time < best[y] {
                    best[y] = best[x] + time;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    // A base that the trains never pass: a day to get there.
    if best[to] >= FAR { 86_400 } else { best[to] }
}
