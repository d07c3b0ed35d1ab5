//! What happens, one process to a file.

pub(crate) mod background;
pub(crate) mod border_stay;
pub(crate) mod departure;
pub(crate) mod disruption;
pub(crate) mod flow_arrival;
pub(crate) mod locomotive_haul;
pub(crate) mod loop_run;
pub(crate) mod train_run;
pub(crate) mod vessel_call;
pub(crate) mod wagon_return;
pub(crate) mod weather;
pub(crate) mod yard_stay;
