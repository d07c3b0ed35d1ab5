//! Files in, files out. The only crate that opens files.
//!
//! ```text
//!  folder, workbook or memory --> Files --> manifest, table --> Raw, or findings
//!                                       --> scenario --> Scenario, or findings; and back to text
//!  findings + Files --> render --> text with a caret, or JSON
//!  Files, corridor  --> write (folder), workbook (Excel), network_geojson (map)
//!  consignments     --> line by line
//!  result tables    --> results_file --> CSV and Parquet, complete or not at all
//! ```

mod consignments;
mod files;
mod manifest;
mod network_geojson;
mod place;
mod render;
mod results_file;
mod results_json;
mod results_workbook;
mod scenario;
mod table;
mod workbook;
mod write;

pub use consignments::{BadField, Consignment, each_consignment};
pub use files::Files;
pub use network_geojson::{left_off_map, network_geojson};
pub use render::{finding_json, findings_text};
pub use results_file::write_results;
pub use results_json::{
    bottlenecks_json, comparison_json, forecast_json, plan_json, results_json, stress_json,
    tariff_json,
};
pub use results_workbook::results_workbook;
pub use scenario::{read_scenario, render_scenario};
pub use table::table_csv;
pub use workbook::write_workbook;
pub use write::{WriteError, write_file, write_folder};

use kervan_corridor::{Finding, Raw};

/// Reads the tables of a corridor from its files.
///
/// # Errors
///
/// Everything that is wrong with the files themselves.
pub fn read_raw(files: &Files) -> Result<Raw, Vec<Finding>> {
    let mut findings = Vec::new();
    let manifest = manifest::read(files, &mut findings);
    let tables = table::read_all(files, &mut findings);
    match manifest {
        Some(manifest) if findings.is_empty() => Ok(Raw { manifest, tables }),
        _ => {
            kervan_corridor::finding::sort(&mut findings);
            Err(findings)
        }
    }
}
