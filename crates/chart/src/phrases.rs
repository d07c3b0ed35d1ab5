//! What charts say by themselves, beside the names and titles that they are given: English, or the reader's words.

use std::collections::BTreeMap;

/// Every phrase: its key, and what it says in English. Places for values stand in braces.
pub const PHRASES: &[(&str, &str)] = &[
    ("chart-nothing", "Nothing to show: {what}."),
    ("chart-nothing-ranking", "the ranking has no rows"),
    ("chart-nothing-servers", "no server was in use"),
    ("chart-nothing-rungs", "the ladder has no rungs"),
    ("chart-nothing-places", "the corridor has no places"),
    ("chart-nothing-way", "the way has fewer than two places"),
    ("chart-nothing-outage", "no outage was tried"),
    ("chart-nothing-route", "no way was given"),
    ("chart-nothing-change", "no change was tried"),
    ("chart-nothing-stages", "the way has no stages"),
    ("chart-percent", "{value} %"),
    ("chart-percent-or-more", "{value} % or more"),
    ("chart-hours", "{value} h"),
    ("chart-usd", "{value} USD"),
    ("chart-not-known", "not known"),
    (
        "chart-bars-summary",
        "{measure}; {rows} rows, the largest first: {first}.",
    ),
    (
        "chart-heat-summary",
        "Occupancy of {rows} servers in {columns} columns; {over} cells at {limit} % or more.",
    ),
    ("chart-ladder-goods", "goods carried, Mt a year"),
    (
        "chart-ladder-days",
        "days that nine units in ten keep (P90)",
    ),
    (
        "chart-ladder-hint",
        "{relieved}: {carried} Mt/yr; {binds} binds",
    ),
    ("chart-ladder-target", "target {value} Mt"),
    ("chart-ladder-demand", "demand {value} Mt"),
    (
        "chart-ladder-simulated",
        "carried in the simulation, with its interval",
    ),
    ("chart-ladder-programme", "capacity by the linear programme"),
    (
        "chart-ladder-binds",
        "over a step: what binds there; in it: Mt carried a year",
    ),
    ("chart-ladder-summary", "{rungs} rungs. {all}."),
    (
        "chart-map-named",
        "{named} of {all} places have names; there is no room for more.",
    ),
    ("chart-map-width", "{way}; this width: {value} Mt a year"),
    (
        "chart-map-area",
        "waiting; this area: {value} days of units a year",
    ),
    ("chart-map-flow", "{line}, {way}: {value} Mt/yr"),
    ("chart-map-queue", "{place}: {value} days of units a year"),
    ("chart-map-days", "{value} days"),
    ("chart-map-calm", "nothing waits"),
    (
        "chart-map-most",
        "most days of units wait a year at: {first}",
    ),
    (
        "chart-map-summary",
        "Map of {lines} lines and {places} places; up to {value} Mt a year each way; {largest}.",
    ),
    ("chart-map-source", crate::map::coast::SOURCE),
    ("chart-marey-day", "day {value}"),
    (
        "chart-marey-summary",
        "{trains} trains and {vessels} vessels over {places} places in {hours} hours.",
    ),
    ("chart-recovery-behind", "tonnes behind"),
    (
        "chart-recovery-behind-apart",
        "tonnes behind; all panels on the same scales",
    ),
    (
        "chart-recovery-days",
        "days since the start of the outage; shaded while it lasts",
    ),
    (
        "chart-recovery-most",
        "{name}: {value} t behind at most, {gone}",
    ),
    ("chart-recovery-gone", "gone after {value} d"),
    ("chart-recovery-not-gone", "not gone within the time shown"),
    ("chart-distance-unknown", "cost not known, drawn as none"),
    ("chart-distance-hours", "hours since the start"),
    ("chart-distance-cost", "cost of one unit so far, USD"),
    ("chart-distance-km", "km since the start"),
    (
        "chart-distance-named",
        "Named: {named} of {all} stops, those of half a percent of the time or more that there is room for.",
    ),
    (
        "chart-distance-no-cost",
        "No cost is known, so none is drawn.",
    ),
    ("chart-distance-gaps", "Cost not known, {way}: {parts}."),
    (
        "chart-distance-more-gaps",
        "Cost not known, {way}: {count} of {all} legs and stops, among them {parts}.",
    ),
    (
        "chart-distance-way",
        "{way}: {km} km, {hours} h, {cost} USD",
    ),
    (
        "chart-distance-way-partly",
        "{way}: {km} km, {hours} h, {cost} USD of cost that is known",
    ),
    ("chart-tornado-better", "better"),
    ("chart-tornado-worse", "worse"),
    (
        "chart-tornado-unclear",
        "not clear: the interval holds zero",
    ),
    ("chart-tornado-summary", "{rows} changes. {first}."),
    ("chart-waterfall-whole", "Whole way"),
    ("chart-waterfall-moving", "moving"),
    ("chart-waterfall-working", "handling and control"),
    ("chart-waterfall-waiting", "waiting: {cause}"),
    ("chart-waterfall-rest", "waiting: all else"),
    ("chart-waterfall-hours", "hours since the start"),
    ("chart-waterfall-here", "here, h"),
    ("chart-waterfall-so-far", "so far, d"),
    (
        "chart-waterfall-summary",
        "{stages} stages, {hours} h ({days} d) in all: {parts}.",
    ),
];

/// Phrases in another language than English.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrases(BTreeMap<&'static str, String>);

impl Phrases {
    /// Every phrase as a language says it: given its key, with the same places in braces. Nothing leaves it English.
    #[must_use]
    pub fn new(of: impl Fn(&'static str) -> Option<String>) -> Phrases {
        let keys = PHRASES.iter().map(|(key, _)| *key);
        Phrases(keys.filter_map(|key| Some((key, of(key)?))).collect())
    }

    /// A phrase without places.
    pub(crate) fn say(&self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// A phrase with its places filled.
    pub(crate) fn tell(&self, key: &str, values: &[(&str, &str)]) -> String {
        let english = || PHRASES.iter().find(|(known, _)| *known == key);
        let phrase = self.0.get(key).map(String::as_str);
        let phrase = phrase.or_else(|| english().map(|(_, text)| *text));
        let mut rest = phrase.unwrap_or(key);
        let mut said = String::new();
        // From left to right, so that braces in a value stay what they are.
        while let Some((before, after)) = rest.split_once('{') {
            said += before;
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = values.iter().find(|(known, _)| *known == name);
            said += value.map_or(name, |(_, value)| value);
            rest = after;
        }
        said + rest
    }
}

/// Names of the places of a phrase, in order.
#[must_use]
pub fn places(phrase: &str) -> Vec<&str> {
    phrase
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_braces_in_values_stay() {
        let english = Phrases::default();
        let said = english.tell("chart-nothing", &[("what", "a {b} c")]);
        assert_eq!(said, "Nothing to show: a {b} c.");
    }

    #[test]
    fn another_language_says_it_its_way_and_lacks_nothing() {
        let turkish = Phrases::new(|key| (key == "chart-hours").then(|| "{value} saat".to_owned()));
        assert_eq!(turkish.tell("chart-hours", &[("value", "3")]), "3 saat");
        assert_eq!(turkish.say("chart-tornado-better"), "better");
    }

    #[test]
    fn no_key_stands_twice() {
        let mut keys: Vec<&str> = PHRASES.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), PHRASES.len());
    }

    #[test]
    fn places_have_names() {
        assert_eq!(places("{a} of {b}"), ["a", "b"]);
    }
}
