//! The briefing as plain data: what is said, in which order, in one language. Nothing of how it looks.

use std::collections::BTreeSet;

use serde::Serialize;

/// A briefing in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Briefing {
    /// Code of the language.
    pub language: &'static str,
    /// Name of the corridor.
    pub title: String,
    /// What kind of paper this is, and of which corridor it speaks.
    pub subtitle: String,
    /// Words that stand around the text.
    pub labels: Labels,
    /// The one page for leaders.
    pub page: OnePage,
    /// What stands behind it.
    pub chapters: Vec<Chapter>,
}

/// Words that stand around the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Labels {
    /// Over the list of chapters.
    pub contents: String,
    /// Before the number of a table.
    pub table: String,
    /// Before the number of a figure.
    pub figure: String,
    /// On the link that jumps over the contents.
    pub skip: String,
    /// On the link back to the one page.
    pub top: String,
    /// At the foot of each page.
    pub foot: String,
    /// Over a remark.
    pub note: String,
    /// What the mark of an estimated input means.
    pub estimated: String,
}

/// The one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnePage {
    /// One sentence: the answer.
    pub lead: Text,
    /// The corridor on a map.
    pub map: Option<Figure>,
    /// One for each question.
    pub panels: Vec<Panel>,
    /// How to read the numbers, and how far to trust them.
    pub foot: Vec<Text>,
}

/// A question of the one page with its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Panel {
    /// Chapter that says more.
    pub chapter: String,
    /// The question.
    pub title: String,
    /// The number to remember; empty where there is none.
    pub figure: String,
    /// What that number is.
    pub caption: String,
    /// The rest of the answer.
    pub points: Vec<Text>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chapter {
    /// Anchor.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question that it answers; empty where it answers none.
    pub question: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A part of a chapter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading within the chapter.
    Heading {
        /// What it says.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// What it says.
        text: Text,
    },
    /// A list.
    List {
        /// Its points.
        items: Vec<Text>,
    },
    /// A remark that a reader must see.
    Note {
        /// What it says.
        text: Text,
    },
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
}

/// Text with parts that stand out or lead elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Span {
    /// What it says.
    pub text: String,
    /// Whether it stands out.
    pub is_strong: bool,
    /// Anchor in this briefing that it leads to; empty for none.
    pub to: String,
    /// Address that it leads to; empty for none.
    pub address: String,
}

impl Span {
    /// Text that leads nowhere.
    pub fn plain(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            is_strong: false,
            to: String::new(),
            address: String::new(),
        }
    }

    /// Text that leads to an anchor.
    pub fn to(text: impl Into<String>, anchor: impl Into<String>) -> Span {
        Span {
            to: anchor.into(),
            ..Span::plain(text)
        }
    }

    /// Text that leads to an address on the web.
    pub fn web(text: impl Into<String>, address: impl Into<String>) -> Span {
        Span {
            address: address.into(),
            ..Span::plain(text)
        }
    }
}

impl Text {
    /// Reads a message: what stands between two pairs of asterisks stands out.
    pub fn read(message: &str) -> Text {
        let parts = message.split("**").enumerate();
        Text(
            parts
                .filter(|(_, part)| !part.is_empty())
                .map(|(at, part)| Span {
                    is_strong: at % 2 == 1,
                    ..Span::plain(part)
                })
                .collect(),
        )
    }

    /// The text without what stands out or leads elsewhere.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// Anchor.
    pub id: String,
    /// What it shows, in words.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What must be known to read it; empty for nothing.
    pub note: Text,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Its header.
    pub text: String,
    /// Whether it holds numbers, which stand to the right.
    pub is_number: bool,
    /// Share of the width, against the other columns; 0 for as wide as its content.
    pub width: u32,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Anchor; empty for none.
    pub id: String,
    /// Whether it is a sum, or the row that matters.
    pub is_strong: bool,
    /// Its cells.
    pub cells: Vec<Text>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Name, and anchor.
    pub id: String,
    /// What it shows, in words.
    pub caption: String,
    /// What a reader would see who cannot see it.
    pub alternative: String,
    /// The picture.
    pub svg: String,
    /// Width in px of the picture.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Briefing {
    /// All tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// All figures of the chapters, in order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.blocks().filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        })
    }

    /// All anchors that something can lead to.
    pub fn anchors(&self) -> BTreeSet<String> {
        let chapters = self.chapters.iter().map(|chapter| &chapter.id);
        let figures = self.figures().map(|figure| &figure.id);
        let tables = self.tables().map(|table| &table.id);
        let rows = self.tables().flat_map(|table| &table.rows);
        let rows = rows.map(|row| &row.id).filter(|id| !id.is_empty());
        chapters
            .chain(figures)
            .chain(tables)
            .chain(rows)
            .cloned()
            .collect()
    }

    /// Makes plain text of links whose anchor is not in this briefing, such as one to the inputs of a row without any.
    pub(crate) fn cut_loose_links(&mut self) {
        let anchors = self.anchors();
        for text in self.texts_mut() {
            for span in &mut text.0 {
                if !anchors.contains(&span.to) {
                    span.to.clear();
                }
            }
        }
    }

    /// Every text that can have links.
    fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let panels = self.page.panels.iter_mut();
        let panels = panels.flat_map(|panel| &mut panel.points);
        let blocks = self.chapters.iter_mut();
        let blocks = blocks.flat_map(|chapter| &mut chapter.blocks);
        let blocks = blocks.flat_map(|block| -> Vec<&mut Text> {
            match block {
                Block::Paragraph { text } | Block::Note { text } => vec![text],
                Block::List { items } => items.iter_mut().collect(),
                Block::Table(table) => {
                    let rows = table.rows.iter_mut();
                    let cells = rows.flat_map(|row| &mut row.cells);
                    cells.chain(std::iter::once(&mut table.note)).collect()
                }
                Block::Heading { .. } | Block::Figure(_) => Vec::new(),
            }
        });
        std::iter::once(&mut self.page.lead)
            .chain(&mut self.page.foot)
            .chain(panels)
            .chain(blocks)
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.chapters.iter().flat_map(|chapter| &chapter.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_asterisks_stands_out() {
        let text = Text::read("carries **4.5 Mt** a year");
        let strong: Vec<(&str, bool)> = text
            .0
            .iter()
            .map(|span| (span.text.as_str(), span.is_strong))
            .collect();
        assert_eq!(
            strong,
            [("carries ", false), ("4.5 Mt", true), (" a year", false)]
        );
        assert_eq!(text.plain(), "carries 4.5 Mt a year");
    }
}
