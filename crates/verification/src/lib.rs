//! Cases with known answers: what they ask, how they are read, and whether they agree.
