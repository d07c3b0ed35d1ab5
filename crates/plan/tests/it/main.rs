//! Plans against brute force, published optima, and the mathematics as it is printed.

#![allow(clippy::unwrap_used)]

mod design;
mod enumeration;
mod equations;
mod lot_size;
mod network;
