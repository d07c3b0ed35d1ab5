//! Series with what is known of them; the numbers stand in `NAME.csv.gz` or `NAME.csv` beside.

use super::Making;
use crate::case::{Case, Data, Kind};
use crate::node::Node;
use crate::quantity::{Quantity, SeriesQuantity as Asked};
use crate::read::CaseFile;
use crate::section::Reader;

/// Correct digits asked: a relative error of 1e-9.
const DIGITS: f64 = 9.0;

/// Whether an object says of a series what this shape says.
pub(super) fn is_one(node: &Node) -> bool {
    node.get("n").is_some() && node.get("mean").is_some() && node.get("variance").is_some()
}

pub(super) fn read(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    for entry in tree.entries().unwrap_or_default() {
        let case = series(reader, &entry.node, &entry.key, &mut file.notes);
        file.cases.push(case);
    }
    file
}

fn series(reader: &mut Reader, node: &Node, name: &str, notes: &mut Vec<String>) -> Case {
    // The ending is found when the file is opened.
    let data = Kind::Series(Data::File(format!("{name}.csv")));
    let file = reader.file;
    let mut making = Making::new(reader, node, name, data);
    let mut ask = |at: Option<&Node>, label: &str, what: Asked, lag: usize| {
        let quantity = Quantity::Series {
            what,
            lag,
            batches: 20,
            level: 0.95,
        };
        making.ask(at, label, quantity);
    };
    ask(node.get("n"), "count", Asked::Count, 1);
    ask(node.get("mean"), "mean", Asked::Mean, 1);
    ask(node.get("variance"), "variance", Asked::Variance, 1);
    let lags = node.get("autocorrelation").and_then(Node::entries);
    for entry in lags.unwrap_or_default() {
        match entry.key.parse() {
            Ok(lag) => {
                let label = format!("autocorrelation {lag}");
                ask(Some(&entry.node), &label, Asked::Autocorrelation, lag);
            }
            Err(_) => notes.push(format!("{file}: the lag `{}` is not compared", entry.key)),
        }
    }
    if let Some(batches) = node.get("batch_means_20") {
        let half = batches.get("half_width_95");
        ask(
            half,
            "batch means half-width",
            Asked::BatchMeansHalfWidth,
            1,
        );
        let lag1 = batches.get("lag1_of_batch_means");
        ask(
            lag1,
            "batch means autocorrelation",
            Asked::BatchMeansAutocorrelation,
            1,
        );
    }
    let overlapping = node.get("overlapping_batch_means_variance_of_mean");
    let label = "overlapping batch means variance";
    ask(overlapping, label, Asked::OverlappingBatchMeans, 1);
    if let Some(mser) = node.get("mser5") {
        ask(
            mser.get("observations_deleted"),
            "MSER-5 deleted",
            Asked::MserDeleted,
            1,
        );
        ask(
            mser.get("statistic"),
            "MSER-5 statistic",
            Asked::MserStatistic,
            1,
        );
        ask(
            mser.get("truncated_mean"),
            "MSER-5 mean",
            Asked::MserMean,
            1,
        );
    }
    for asked in &mut making.case.expects {
        asked.digits = Some(DIGITS);
    }
    making.case
}
