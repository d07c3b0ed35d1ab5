//! Rows of one kind, with typed positions.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

/// A position in a [`Table`]; a position of nodes cannot be taken for one of berths.
pub struct Idx<T> {
    position: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Idx<T> {
    /// From a plain position.
    pub fn new(position: usize) -> Idx<T> {
        Idx {
            position: position as u32,
            kind: PhantomData,
        }
    }

    /// As a plain position.
    pub fn at(self) -> usize {
        self.position as usize
    }
}

impl<T> Clone for Idx<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Idx<T> {}
impl<T> PartialEq for Idx<T> {
    fn eq(&self, other: &Self) -> bool {
        self.position == other.position
    }
}
impl<T> Eq for Idx<T> {}
impl<T> PartialOrd for Idx<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Idx<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.position.cmp(&other.position)
    }
}
impl<T> Hash for Idx<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.position.hash(state);
    }
}
impl<T> fmt::Debug for Idx<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.position)
    }
}

/// Rows of one kind, sorted by identifier, so that the order of rows in a file changes nothing.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Vec<T>,
    by_id: BTreeMap<String, Idx<T>>,
}

impl<T> Table<T> {
    /// From rows with their identifiers, which are unique.
    pub fn new(mut rows: Vec<(String, T)>) -> Table<T> {
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut table = Table {
            rows: Vec::with_capacity(rows.len()),
            by_id: BTreeMap::new(),
        };
        for (id, row) in rows {
            table.by_id.insert(id, Idx::new(table.rows.len()));
            table.rows.push(row);
        }
        table
    }

    /// The position of an identifier.
    pub fn find(&self, id: &str) -> Option<Idx<T>> {
        self.by_id.get(id).copied()
    }

    /// Positions and rows in order of identifier.
    pub fn iter(&self) -> impl Iterator<Item = (Idx<T>, &T)> {
        self.rows
            .iter()
            .enumerate()
            .map(|(position, row)| (Idx::new(position), row))
    }

    /// Rows in order of identifier.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// Rows in order of identifier, to be completed while the corridor is built.
    pub(crate) fn rows_mut(&mut self) -> &mut [T] {
        &mut self.rows
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T> Index<Idx<T>> for Table<T> {
    type Output = T;

    fn index(&self, idx: Idx<T>) -> &T {
        &self.rows[idx.at()]
    }
}
