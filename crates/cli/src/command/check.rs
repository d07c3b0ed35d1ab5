//! `kervan check`

use std::process::ExitCode;

use serde_json::json;

use super::{CorridorArguments, Format, open};
use crate::{output, page};

pub(super) fn run(arguments: &CorridorArguments) -> ExitCode {
    let study = match open(arguments) {
        Ok(study) => study,
        Err(code) => return code,
    };
    let (values, estimated) = study.corridor().values.estimated();
    match arguments.format {
        Format::Json => output::answer_json(&json!({
            "findings": [],
            "corridor": study.name(),
            "sha256": study.checksum(),
            "scenarios": study.applied().iter().map(|applied| applied.scenario.name.as_str()).collect::<Vec<_>>(),
            "values": values,
            "estimated": estimated,
        })),
        Format::Text => output::answer(&format!(
            "`{}`{} is sound: no findings. {values} values, {estimated} of them estimates or defaults.\n",
            study.name(),
            page::with_scenarios(&study),
        )),
    }
}
