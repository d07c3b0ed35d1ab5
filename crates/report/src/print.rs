//! What every chapter writes with: the answers, the words, the names, and the pictures at hand.

use kervan_results::Estimate;

use crate::answers::{Answers, Missing};
use crate::briefing::{Block, Column, Figure, Row, Span, Table, Text};
use crate::language::{Arguments, Words, scaled};
use crate::names::Names;

/// A picture as it comes from the charts, in the language of the briefing.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Name, such as `waterfall`.
    pub name: String,
    /// What it shows, in words: its title.
    pub title: String,
    /// What a reader would see who cannot see it.
    pub summary: String,
    /// The picture.
    pub svg: String,
    /// Width in px.
    pub width: f64,
    /// Height in px.
    pub height: f64,
}

/// What every chapter writes with.
#[derive(Clone, Copy)]
pub(crate) struct Print<'a> {
    pub(crate) answers: &'a Answers<'a>,
    pub(crate) words: &'a Words,
    pub(crate) names: Names<'a>,
    pub(crate) pictures: &'a [Picture],
}

impl<'a> Print<'a> {
    pub(crate) fn new(
        answers: &'a Answers<'a>,
        words: &'a Words,
        pictures: &'a [Picture],
    ) -> Print<'a> {
        Print {
            answers,
            words,
            names: Names::new(answers.corridor, words),
            pictures,
        }
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    pub(crate) fn text(&self, key: &str, arguments: Arguments) -> Text {
        Text::read(&self.words.tell(key, arguments))
    }

    pub(crate) fn paragraph(&self, key: &str, arguments: Arguments) -> Block {
        Block::Paragraph {
            text: self.text(key, arguments),
        }
    }

    pub(crate) fn note(&self, key: &str, arguments: Arguments) -> Block {
        Block::Note {
            text: self.text(key, arguments),
        }
    }

    /// Why something is missing.
    pub(crate) fn missing(&self, missing: &Missing) -> Text {
        match missing {
            Missing::Lacks(key) => self.text(key, &[]),
            Missing::Failed(reason) => {
                self.text("missing-failed", &[("reason", reason.as_str().into())])
            }
        }
    }

    /// A picture, if it is at hand, with a caption of its own.
    pub(crate) fn figure(&self, name: &str, caption: &str) -> Option<Block> {
        self.picture(name, self.say(caption)).map(Block::Figure)
    }

    pub(crate) fn picture(&self, name: &str, caption: String) -> Option<Figure> {
        let picture = self.pictures.iter().find(|picture| picture.name == name)?;
        let alternative = match picture.summary.is_empty() {
            true => picture.title.clone(),
            false => format!("{}. {}", picture.title, picture.summary),
        };
        Some(Figure {
            id: format!("figure-{name}"),
            caption,
            alternative,
            svg: picture.svg.clone(),
            width: picture.width,
            height: picture.height,
        })
    }

    /// Starts a table.
    pub(crate) fn table(&self, id: &str, caption: String) -> TableWriter<'a> {
        TableWriter {
            words: self.words,
            table: Table {
                id: format!("table-{id}"),
                caption,
                columns: Vec::new(),
                rows: Vec::new(),
                note: Text::default(),
            },
        }
    }

    /// Tonnes in the large unit of the language, with their interval.
    pub(crate) fn mt_between(&self, tonnes: Estimate) -> String {
        let (factor, digits) = self.words.large_tonnes();
        self.words.between(scaled(tonnes, factor), digits)
    }

    /// Tonnes in the large unit of the language.
    pub(crate) fn mt(&self, tonnes: f64) -> String {
        let (factor, digits) = self.words.large_tonnes();
        let large = tonnes * factor;
        let is_whole = (large - large.round()).abs() < 1e-9;
        self.words.number(large, if is_whole { 0 } else { digits })
    }

    /// Sources joined by `+`, `; ` or `, ` as links.
    pub(crate) fn sources(&self, written: &str) -> Text {
        let mut spans = Vec::new();
        let ids = written.split(['+', ';', ',']).map(str::trim);
        for id in ids.filter(|id| !id.is_empty()) {
            if !spans.is_empty() {
                spans.push(Span::plain(", "));
            }
            // A column may name a source of its own: `length=ID`, and a firmness: `ID (reported)`.
            let bare = id.rsplit('=').next().unwrap_or(id);
            let bare = bare.split(' ').next().unwrap_or(bare);
            spans.push(match self.answers.corridor.sources.find(bare) {
                Some(_) => Span::to(bare, source_anchor(bare)),
                None => Span::plain(id),
            });
        }
        Text(spans)
    }
}

/// Anchor of a source.
pub(crate) fn source_anchor(id: &str) -> String {
    format!("source-{}", anchor(id))
}

/// Anchor of the inputs of a row.
pub(crate) fn input_anchor(table: &str, row: &str) -> String {
    format!("input-{table}-{}", anchor(row))
}

/// Letters that anchors may have.
fn anchor(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        })
        .collect()
}

/// What stands in a cell that has nothing to say.
pub(crate) const EMPTY: &str = "–";

/// A table in the making.
pub(crate) struct TableWriter<'a> {
    words: &'a Words,
    table: Table,
}

impl TableWriter<'_> {
    /// A column of text, so wide against the other columns; 0 as wide as its content.
    pub(crate) fn text(self, key: &str, width: u32) -> Self {
        let text = self.words.say(key);
        self.column(text, false, width)
    }

    /// A column of numbers.
    pub(crate) fn number(self, key: &str) -> Self {
        let text = self.words.say(key);
        self.column(text, true, 0)
    }

    /// A column of numbers with a header at hand.
    pub(crate) fn number_called(self, text: String) -> Self {
        self.column(text, true, 0)
    }

    fn column(mut self, text: String, is_number: bool, width: u32) -> Self {
        self.table.columns.push(Column {
            text,
            is_number,
            width,
        });
        self
    }

    /// A row of plain texts.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        let cells = cells.map(|cell| Text(vec![Span::plain(cell)]));
        self.rich_row(String::new(), cells.into());
    }

    /// The row that matters, or a sum.
    pub(crate) fn strong_row<const N: usize>(&mut self, cells: [String; N]) {
        self.row(cells);
        if let Some(row) = self.table.rows.last_mut() {
            row.is_strong = true;
        }
    }

    /// A row of texts with links, and an anchor.
    pub(crate) fn rich_row(&mut self, id: String, cells: Vec<Text>) {
        self.table.rows.push(Row {
            id,
            is_strong: false,
            cells,
        });
    }

    /// The table, with what must be known to read it; nothing where it has no row.
    pub(crate) fn noted(mut self, key: &str) -> Option<Block> {
        self.table.note = Text::read(&self.words.say(key));
        self.done()
    }

    /// The table without columns that are empty in every row; nothing where it has no row.
    pub(crate) fn done(mut self) -> Option<Block> {
        if self.table.rows.is_empty() {
            return None;
        }
        let rows = self.table.rows.iter();
        let filled: Vec<bool> = (0..self.table.columns.len())
            .map(|at| {
                rows.clone()
                    .any(|row| row.cells.get(at).is_some_and(|cell| cell.plain() != EMPTY))
            })
            .collect();
        let mut kept = filled.iter().copied();
        self.table.columns.retain(|_| kept.next() == Some(true));
        for row in &mut self.table.rows {
            let mut kept = filled.iter().copied();
            row.cells.retain(|_| kept.next() == Some(true));
        }
        Some(Block::Table(self.table))
    }
}

/// Plain text as a cell.
pub(crate) fn cell(text: impl Into<String>) -> Text {
    Text(vec![Span::plain(text)])
}

/// Text as a cell that leads to an anchor.
pub(crate) fn link(text: impl Into<String>, anchor: String) -> Text {
    Text(vec![Span::to(text, anchor)])
}
