//! A table of berth waiting factors: M/E2/n, the mean wait over the mean service.

use kervan_engine::Distribution;

use super::{at_random, servers, single};
use crate::case::{Case, Expectation, Kind, Run};
use crate::node::{Node, Value};
use crate::quantity::{NetworkQuantity, Quantity};
use crate::read::CaseFile;
use crate::section::Reader;

/// Its columns.
pub(super) const HEADER: &str = "berths,utilisation,mean_wait_over_mean_service";
/// The values have eight digits, and a ten-thousandth of a service is nothing to a port.
const TOLERANCE: f64 = 1e-4;
/// Half an interval, as a share of the wait, or of this wait where it is smaller.
const HALFWIDTH: f64 = 0.05;
const SMALL: f64 = 0.05;

pub(super) fn read(reader: &mut Reader) -> CaseFile {
    let mut file = CaseFile::default();
    let mut offset = 0;
    for (number, line) in reader.text.split_inclusive('\n').enumerate() {
        let span = offset..offset + line.trim_end().len();
        offset += line.len();
        if number == 0 || line.trim().is_empty() {
            continue;
        }
        let node = Node {
            span,
            value: Value::Text(line.trim_end().to_owned()),
        };
        let cells: Vec<f64> = line
            .trim_end()
            .split(',')
            .filter_map(|cell| cell.parse().ok())
            .collect();
        match cells[..] {
            [berths, load, wait]
                if berths >= 1.0
                    && berths.fract() == 0.0
                    && load > 0.0
                    && load < 1.0
                    && wait >= 0.0 =>
            {
                file.cases.extend(row(reader, &node, berths, load, wait));
            }
            _ => {
                let expected = "berths from 1, a utilisation between 0 and 1, and a wait";
                reader.wrong("row", &node, "is no row of the table", expected);
            }
        }
    }
    file
}

fn row(reader: &mut Reader, node: &Node, berths: f64, load: f64, wait: f64) -> Option<Case> {
    let service = Distribution::erlang(2, 1.0).ok()?;
    let source = at_random(reader, node, load * berths)?;
    let network = single(
        source,
        servers("berths", berths as u32, vec![service], None),
    );
    let origin = reader.place(&node.span);
    Some(Case {
        file: reader.file.to_owned(),
        family: super::family(reader.file),
        name: format!("{berths} berths at {load}"),
        title: String::new(),
        source: "M/E2/n, exact solution of the Markov chain".to_owned(),
        kind: Kind::Network(network),
        run: Run {
            halfwidth: Some(HALFWIDTH),
            ..Run::default()
        },
        expects: vec![Expectation {
            quantity: Quantity::Network {
                what: NetworkQuantity::MeanWait,
                station: Some(0),
                class: None,
                at: 0.0,
            },
            label: "mean wait".to_owned(),
            value: wait,
            tolerance: TOLERANCE,
            narrow: HALFWIDTH * SMALL,
            digits: None,
            source: None,
            origin: origin.clone(),
        }],
        names: origin.clone(),
        origin,
    })
}
