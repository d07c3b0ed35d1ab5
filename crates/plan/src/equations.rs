//! The equations of a plan, one a file: `rows` adds them, its comment is what the book prints.
//!
//! | symbol | is |
//! | --- | --- |
//! | `m`, `t` | a measure, a period |
//! | `start[m,t]` | how many of `m` are started in `t`, a whole number; none before the earliest period of `m` |
//! | `serves[m,t]` | the sum of `start[m,s]` over `s <= t - build[m]` |
//! | `discount[t]` | worth of money of `t` at the start |

pub(crate) mod at_most;
pub(crate) mod budget;
pub(crate) mod carrying;
pub(crate) mod cost;
pub(crate) mod exclusion;
pub(crate) mod prerequisite;
