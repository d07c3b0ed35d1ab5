//! Capacity against cuts, another method, another formulation, and hand computation.

#![allow(missing_docs)]

mod flows;
