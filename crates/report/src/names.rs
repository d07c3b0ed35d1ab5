//! What parts of a corridor are called in print.

use kervan_corridor::network::Node;
use kervan_corridor::observed::ObservedQuantity;
use kervan_corridor::{Corridor, Idx};
use kervan_results::ObservedRow;

use crate::language::Words;

/// Names of one corridor in one language.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    corridor: &'a Corridor,
    words: &'a Words,
}

impl<'a> Names<'a> {
    /// Names of a corridor in a language.
    #[must_use]
    pub fn new(corridor: &'a Corridor, words: &'a Words) -> Names<'a> {
        Names { corridor, words }
    }

    /// Name of the corridor.
    #[must_use]
    pub fn corridor(&self) -> String {
        self.words.name(&self.corridor.title)
    }

    /// A place by its position in the table.
    #[must_use]
    pub fn node(&self, node: Idx<Node>) -> String {
        self.words.name(&self.corridor.nodes[node].name)
    }

    /// A place by its identifier; several joined by `+`.
    #[must_use]
    pub fn place(&self, ids: &str) -> String {
        let names = ids.split('+').map(|id| match self.corridor.nodes.find(id) {
            Some(node) => self.node(node),
            None => self.words.name(id),
        });
        names.collect::<Vec<String>>().join(", ")
    }

    /// An operator by its identifier; several joined by `; `.
    #[must_use]
    pub fn operators(&self, ids: &str) -> String {
        if ids.is_empty() {
            return self.words.say("operator-unnamed");
        }
        let names = ids
            .split("; ")
            .map(|id| match self.corridor.operators.find(id) {
                Some(operator) => self.words.name(&self.corridor.operators[operator].name),
                None => id.to_owned(),
            });
        names.collect::<Vec<String>>().join(", ")
    }

    /// A rule of division by its word; of a mix each with its weight.
    #[must_use]
    pub fn rule(&self, rule: &str) -> String {
        let Some(parts) = rule.strip_prefix("mix=") else {
            return self.words.term("rule", rule);
        };
        let parts = parts.split('+').filter_map(|part| {
            let (rule, weight) = part.rsplit_once(':')?;
            let weight = self.words.percent(weight.parse().ok()?, 0);
            Some(format!("{weight} {}", self.words.term("rule", rule)))
        });
        parts.collect::<Vec<String>>().join(" + ")
    }

    /// A country by its code; several joined by `-`.
    #[must_use]
    pub fn country(&self, codes: &str) -> String {
        let names = codes.split('-').map(|code| self.words.name(code));
        names.collect::<Vec<String>>().join("–")
    }

    /// A terminal: its place, and what it is for where there are several.
    #[must_use]
    pub fn terminal(&self, id: &str) -> String {
        if let Some(name) = self.words.known_name(id) {
            return name;
        }
        let Some(terminal) = self.corridor.terminals.find(id) else {
            return id.to_owned();
        };
        let node = self.corridor.terminals[terminal].node;
        let place = self.node(node);
        let node_id = &self.corridor.nodes[node].id;
        match id
            .strip_prefix(node_id.as_str())
            .and_then(|rest| rest.strip_prefix('-'))
        {
            Some(rest) => format!("{place} ({})", self.words.name(rest)),
            None => place,
        }
    }

    /// A line section: its ends.
    #[must_use]
    pub fn section(&self, id: &str) -> String {
        if let Some(section) = self.corridor.line_sections.find(id) {
            let section = &self.corridor.line_sections[section];
            return format!("{}–{}", self.node(section.from), self.node(section.to));
        }
        if let Some(link) = self.corridor.sea_links.find(id) {
            let link = &self.corridor.sea_links[link];
            return format!("{}–{}", self.node(link.from), self.node(link.to));
        }
        self.words.name(id)
    }

    /// A server of some kind, as in `server_hours`, with its kind.
    #[must_use]
    pub fn server(&self, kind: &str, id: &str) -> String {
        let key = format!("server-{}", kind.replace(' ', "-"));
        self.words
            .tell(&key, &[("name", self.bare_server(kind, id).into())])
    }

    /// A server that is called by its kind and identifier in one text.
    #[must_use]
    pub fn server_called(&self, text: &str) -> String {
        const KINDS: [&str; 10] = [
            "line section",
            "handling tracks",
            "yard slots",
            "berths",
            "control",
            "locomotives",
            "wagons",
            "vessels",
            "service",
            "rule of departure",
        ];
        let mut kinds = KINDS.iter();
        let found =
            kinds.find_map(|kind| Some((kind, text.strip_prefix(kind)?.strip_prefix(' ')?)));
        match found {
            Some((kind, id)) => self.server(kind, id),
            None => self.words.name(text),
        }
    }

    /// The same without its kind, which a reader knows from elsewhere.
    #[must_use]
    pub fn bare_server(&self, kind: &str, id: &str) -> String {
        match kind {
            "line section" => match id.split_once(" to ") {
                Some((section, to)) => self.one_way(section, to),
                None => self.section(id),
            },
            "handling tracks" | "yard slots" => self.terminal(id),
            "berths" => {
                let names = id.split('+').map(|id| self.terminal(id));
                names.collect::<Vec<String>>().join(", ")
            }
            "control" => self.control(id),
            "weather" => match self.corridor.closures.find(id) {
                Some(_) => self.words.name(id),
                None => self.place(id),
            },
            _ => self.words.name(id),
        }
    }

    /// A line section in one direction.
    fn one_way(&self, section: &str, to: &str) -> String {
        let Some(idx) = self.corridor.line_sections.find(section) else {
            return format!("{section} → {to}");
        };
        let row = &self.corridor.line_sections[idx];
        let ends = match self.corridor.nodes[row.to].id == to {
            true => (row.from, row.to),
            false => (row.to, row.from),
        };
        format!("{} → {}", self.node(ends.0), self.node(ends.1))
    }

    /// A border control: its place and way.
    #[must_use]
    pub fn control(&self, id: &str) -> String {
        let Some(control) = self.corridor.controls.find(id) else {
            return self.words.name(id);
        };
        let place = self.node(self.corridor.controls[control].node);
        match id.rsplit_once('-').map(|(_, way)| way) {
            Some(way @ ("entry" | "exit")) => {
                let key = format!("control-{way}");
                self.words.tell(&key, &[("place", place.into())])
            }
            _ => place,
        }
    }

    /// A place or a link that is run.
    #[must_use]
    pub fn place_or_link(&self, id: &str) -> String {
        match self.corridor.nodes.find(id) {
            Some(node) => self.node(node),
            None => self.section(id),
        }
    }

    /// What is out, as `table:id`, several joined by `; `; or a disruption by its identifier.
    #[must_use]
    pub fn out(&self, part: &str, name: &str) -> String {
        let one = |part: &str| {
            let (table, id) = part.split_once(':')?;
            let kind = match table {
                "nodes" => return Some(self.place(id)),
                "line_sections" | "sea_links" => "line section",
                "terminals" => "handling tracks",
                "berths" => return Some(self.berth(id)),
                "controls" => "control",
                "locomotives" => "locomotives",
                "wagons" => "wagons",
                "vessels" => "vessels",
                "services" => {
                    return Some(
                        self.words
                            .tell("server-service", &[("name", self.words.name(id).into())]),
                    );
                }
                _ => return None,
            };
            Some(self.server(kind, id))
        };
        let names: Option<Vec<String>> = part.split("; ").map(one).collect();
        match names {
            Some(names) => names.join(", "),
            None => self
                .words
                .known_name(part)
                .unwrap_or_else(|| self.words.name(name)),
        }
    }

    /// A berth.
    fn berth(&self, id: &str) -> String {
        let place = self.corridor.berths.find(id).map_or_else(
            || id.to_owned(),
            |berth| self.node(self.corridor.berths[berth].node),
        );
        self.words.tell(
            "server-one-berth",
            &[("name", id.into()), ("place", place.into())],
        )
    }

    /// What a published figure measures.
    #[must_use]
    pub fn observed(&self, row: &ObservedRow) -> String {
        let Some(figure) = self.corridor.observed.find(&row.observed) else {
            return row.quantity.clone();
        };
        let figure = &self.corridor.observed[figure];
        let list = |nodes: &[Idx<Node>]| {
            let mut names: Vec<String> = nodes.iter().map(|node| self.node(*node)).collect();
            names.dedup();
            names.join(", ")
        };
        let (from, to) = (list(&figure.from), list(&figure.to));
        let places = match (from.is_empty(), to.is_empty()) {
            (false, false) => self
                .words
                .tell("from-to", &[("from", from.into()), ("to", to.into())]),
            (false, true) => from,
            (true, false) => to,
            (true, true) => self.words.say("whole-corridor"),
        };
        let key = match figure.quantity {
            ObservedQuantity::TransitTime => "observed-transit-time",
            ObservedQuantity::TimeAt => "observed-time-at",
            ObservedQuantity::VesselAtBerth => "observed-vessel-at-berth",
            ObservedQuantity::Volume => "observed-volume",
            ObservedQuantity::Handled => "observed-handled",
            ObservedQuantity::Calls => "observed-calls",
            ObservedQuantity::Ceiling => "observed-ceiling",
        };
        let what = self.words.tell(key, &[("places", places.into())]);
        let commodity = figure.commodity.trim_end_matches(['*', ':', ' ']);
        match commodity {
            "" => what,
            commodity => format!("{what} ({})", self.commodity(commodity)),
        }
    }

    /// A commodity or a series: `containers: from China`, both parts in the language; with the countries
    /// of a trade where it names them, as in `containers: from China, CN-GE`.
    #[must_use]
    pub fn commodity(&self, text: &str) -> String {
        let Some((kind, what)) = text.split_once(": ") else {
            return self.words.name(text);
        };
        let kind = self.words.name(kind);
        match what.rsplit_once(", ") {
            Some((goods, trade)) if self.words.known_name(what).is_none() => format!(
                "{kind}: {} ({})",
                self.words.name(goods),
                self.country(trade)
            ),
            _ => format!("{kind}: {}", self.words.name(what)),
        }
    }

    /// A flow, or the headline group.
    #[must_use]
    pub fn flow(&self, id: &str) -> String {
        match self.corridor.flows.find(id) {
            Some(flow) => {
                let flow = &self.corridor.flows[flow];
                let (from, to) = (
                    self.node(flow.origin.node),
                    self.node(flow.destination.node),
                );
                format!("{from} → {to}: {}", self.commodity(&flow.commodity))
            }
            None => match id.split_once(" by ") {
                Some((flow, bypass)) => format!("{} ({})", self.flow(flow), self.bypass(bypass)),
                None => self.words.name(id),
            },
        }
    }

    /// A way around by its identifier.
    fn bypass(&self, id: &str) -> String {
        match self.corridor.bypasses.find(id) {
            Some(bypass) => self.words.name(&self.corridor.bypasses[bypass].name),
            None => self.words.name(id),
        }
    }

    /// A measure, or so many more units of something, as in the table `plan`.
    #[must_use]
    pub fn measure(&self, id: &str, name: &str) -> String {
        if let Some(name) = self.words.known_name(id) {
            return name;
        }
        match id.split_once(": ") {
            Some((server, unit))
                if !self.corridor.measures.rows().iter().any(|row| row.id == id) =>
            {
                self.unit_called(unit, server)
            }
            _ => self.words.name(name),
        }
    }

    /// A measure by its name in the corridor.
    #[must_use]
    pub fn measure_named(&self, name: &str) -> String {
        let mut measures = self.corridor.measures.rows().iter();
        match measures.find(|row| row.name == name) {
            Some(row) => self.measure(&row.id, name),
            None => self.words.name(name),
        }
    }

    /// One more unit of a server, by the noun of the unit.
    fn unit(&self, noun: &str, server: &str) -> String {
        let kind = match noun {
            "locomotive" => "locomotives",
            "wagon" => "wagons",
            "vessel" => "vessels",
            "lane" => "control",
            "loop" | "train pair" => "line section",
            "berth" | "quay crane" => "berths",
            "opening hour" if self.corridor.controls.find(server).is_some() => "control",
            _ => "handling tracks",
        };
        let key = format!("unit-{}", noun.replace(' ', "-"));
        let name = self.bare_server(kind, server);
        self.words.tell(&key, &[("name", name.into())])
    }

    /// A relief of the search for bottlenecks, so many more units: `3 x locomotive of ady-bulk`.
    #[must_use]
    pub fn relief(&self, what: &str) -> String {
        let Some((times, unit)) = what.split_once(" x ") else {
            return self.words.name(what);
        };
        let named = match unit.strip_prefix("berth like ") {
            Some(berth) => berth.split(' ').next(),
            None => unit.rsplit(' ').next(),
        };
        let named = named.unwrap_or(unit);
        // Berths are told by their terminals.
        let server = match self.corridor.berths.find(named) {
            Some(berth) => {
                let berth = &self.corridor.berths[berth];
                let ids = berth.terminals.iter();
                let ids = ids.map(|terminal| self.corridor.terminals[*terminal].id.as_str());
                ids.collect::<Vec<&str>>().join("+")
            }
            None => named.to_owned(),
        };
        let name = self.unit_called(unit, &server);
        match times {
            "1" => name,
            _ => self.words.tell(
                "times-of",
                &[("times", times.into()), ("name", name.into())],
            ),
        }
    }

    /// A buffer that was tried against bad luck: `more wagons:ady-platforms`.
    #[must_use]
    pub fn buffer(&self, name: &str, title: &str) -> String {
        if let Some(name) = self.words.known_name(name) {
            return name;
        }
        let more = name.strip_prefix("more ");
        let Some((table, id)) = more.and_then(|more| more.split_once(':')) else {
            return self.words.name(title);
        };
        let quarter = |key: &str, name: String| self.words.tell(key, &[("name", name.into())]);
        match table {
            "wagons" => quarter("buffer-wagons", self.words.name(id)),
            "terminals" => quarter("buffer-yard", self.terminal(id)),
            "locomotives" => self.unit("locomotive", id),
            "vessels" => self.unit("vessel", id),
            "controls" => self.unit("lane", id),
            _ => self.words.name(title),
        }
    }

    /// One more unit by what the search for bottlenecks calls it: `one more rail crane at KZ-AKU`.
    #[must_use]
    pub fn unit_called(&self, label: &str, server: &str) -> String {
        // The search says the unit in words; here they are told apart again, the longer first.
        const NOUNS: [(&str, &str); 11] = [
            ("handling track", "handling track"),
            ("rail crane", "rail crane"),
            ("hour a day", "opening hour"),
            ("tenth of the yard", "yard room"),
            ("lane", "lane"),
            ("loop", "loop"),
            ("train a day", "train pair"),
            ("wagons of", "wagon"),
            ("locomotive", "locomotive"),
            ("berth like", "berth"),
            ("crane at each", "quay crane"),
        ];
        let noun = NOUNS.iter().find(|(words, _)| label.contains(words));
        self.unit(noun.map_or("vessel", |(_, noun)| noun), server)
    }
}
