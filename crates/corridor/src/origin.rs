//! Where a value stands: file, line and column.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The place of a cell, a header or a key in the files of a corridor.
///
/// Lines and columns count from 1; a column is counted in characters, so that an
/// editor jumps to it. Line 0 means the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// File name inside the corridor folder, such as `berths.csv`.
    pub file: Arc<str>,
    /// Line, from 1; 0 for the whole file.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Number of characters meant, at least 1.
    pub length: u32,
}

impl Origin {
    /// The file as a whole.
    pub fn file(name: &str) -> Origin {
        Origin {
            file: Arc::from(name),
            line: 0,
            column: 1,
            length: 1,
        }
    }

    /// The place of bytes of a file's text; the start of the text where none are given.
    pub fn bytes(file: &str, text: &str, span: Option<Range<usize>>) -> Origin {
        let span = span.unwrap_or(0..0);
        let start = span.start.min(text.len());
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |position| position + 1);
        let meant = text
            .get(start..span.end.min(text.len()))
            .unwrap_or_default();
        Origin {
            file: Arc::from(file),
            line: before.matches('\n').count() as u32 + 1,
            column: before[line_start..].chars().count() as u32 + 1,
            length: (meant.lines().next().unwrap_or_default().chars().count() as u32).max(1),
        }
    }

    /// A part of this place: `offset` characters further on, `length` characters wide.
    pub fn part(&self, offset: usize, length: usize) -> Origin {
        Origin {
            file: Arc::clone(&self.file),
            line: self.line,
            column: self.column + offset as u32,
            length: (length as u32).max(1),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}", self.file)
        } else {
            write!(f, "{}:{}:{}", self.file, self.line, self.column)
        }
    }
}
