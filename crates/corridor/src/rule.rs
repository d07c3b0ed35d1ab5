//! Rules that look across tables, in reading order.

mod consistent;
mod disruption;
mod fit;
mod itinerary;
mod line;
mod loops;
mod market;
mod measure;
mod tariff;
mod train;
mod vessel;
mod volume;

use crate::build::Places;
use crate::corridor::Corridor;
use crate::finding::Finding;

/// Applies every rule and gathers every finding.
pub(crate) fn check_all(corridor: &Corridor, places: &Places, findings: &mut Vec<Finding>) {
    consistent::check(corridor, places, findings);
    line::check(corridor, places, findings);
    measure::check(corridor, places, findings);
    train::check(corridor, places, findings);
    vessel::check(corridor, places, findings);
    loops::check(corridor, places, findings);
    itinerary::check(corridor, places, findings);
    fit::check(corridor, places, findings);
    market::check(corridor, places, findings);
    disruption::check(corridor, places, findings);
    volume::check(corridor, places, findings);
    tariff::check(corridor, places, findings);
}
