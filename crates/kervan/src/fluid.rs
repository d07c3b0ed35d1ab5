//! The corridor as a fluid: capacity by a linear programme, beside the simulated one.

use kervan_bottleneck::fluid::{
    FluidCapacity, FluidError, FluidThroughput, fluid_capacity, fluid_throughput,
};

use crate::study::Study;

impl Study {
    /// The factor by which all flows could grow together if nothing ever waited, and what binds.
    ///
    /// # Errors
    ///
    /// A corridor without demand, or without limits.
    pub fn fluid(&self) -> Result<FluidCapacity, FluidError> {
        fluid_capacity(self.corridor())
    }

    /// The most tonnes a year if nothing ever waited, each flow up to `most` times its demand.
    ///
    /// # Errors
    ///
    /// A corridor without demand.
    pub fn fluid_throughput(&self, most: f64) -> Result<FluidThroughput, FluidError> {
        fluid_throughput(self.corridor(), most)
    }
}
