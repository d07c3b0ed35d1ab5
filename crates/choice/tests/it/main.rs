//! The public interface of the crate, compared with theory, brute force and laws.

#![allow(clippy::expect_used)]

mod equilibria;
mod estimation;
mod fixed_points;
mod shares;
