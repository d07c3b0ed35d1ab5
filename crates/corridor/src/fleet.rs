//! What carries and hauls.

mod locomotives;
mod vessels;
mod wagons;

pub use locomotives::LocomotivePool;
pub use vessels::VesselClass;
pub use wagons::WagonPool;
