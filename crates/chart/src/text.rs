//! Texts: how wide they are in the embedded font, and where they break.

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use crate::style;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As most text.
    Regular,
    /// As titles.
    Bold,
}

/// Which point of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A rectangle, px; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// Right side.
    pub right: f64,
    /// Lower side.
    pub bottom: f64,
}

impl Frame {
    /// Whether the insides of two rectangles meet.
    #[must_use]
    pub fn meets(&self, other: &Frame) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other lies within this one.
    #[must_use]
    pub fn holds(&self, other: &Frame) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// Its width, px.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height, px.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// One line of text on a chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    /// Where its anchor stands, px.
    pub(crate) x: f64,
    /// Its base line, px.
    pub(crate) y: f64,
    /// What is said.
    pub(crate) content: String,
    /// Height of the letters, px.
    pub(crate) size: f64,
    /// How heavy they are.
    pub(crate) weight: Weight,
    /// Which point stands at x.
    pub(crate) anchor: Anchor,
    /// Their colour.
    pub(crate) colour: &'static str,
    /// Whether a white rim keeps lines off the letters.
    pub(crate) has_rim: bool,
}

impl Text {
    /// A label in ink that begins at a point.
    pub(crate) fn new(x: f64, y: f64, content: impl Into<String>) -> Text {
        Text {
            x,
            y,
            content: content.into(),
            size: style::LABEL,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            colour: style::INK,
            has_rim: false,
        }
    }

    /// The same in another size.
    pub(crate) fn size(self, size: f64) -> Text {
        Text { size, ..self }
    }

    /// The same in heavy letters.
    pub(crate) fn bold(self) -> Text {
        let weight = Weight::Bold;
        Text { weight, ..self }
    }

    /// The same with another point at its x.
    pub(crate) fn anchor(self, anchor: Anchor) -> Text {
        Text { anchor, ..self }
    }

    /// The same in another colour.
    pub(crate) fn colour(self, colour: &'static str) -> Text {
        Text { colour, ..self }
    }

    /// The same with a white rim.
    pub(crate) fn rim(self) -> Text {
        let has_rim = true;
        Text { has_rim, ..self }
    }

    /// What the text covers.
    pub(crate) fn frame(&self) -> Frame {
        frame(
            &self.content,
            self.x,
            self.y,
            self.size,
            self.weight,
            self.anchor,
        )
    }
}

/// What a line of text covers, px: `y` is its base line.
#[must_use]
pub fn frame(content: &str, x: f64, y: f64, size: f64, weight: Weight, anchor: Anchor) -> Frame {
    let width = width(content, size, weight);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Frame {
        left,
        top: y - 0.78 * size,
        right: left + width,
        bottom: y + 0.22 * size,
    }
}

/// Width of a text, px, by the advances of its letters; without kerning, which makes it narrower if anything.
///
/// A letter that the font lacks counts as one of full width.
#[must_use]
pub fn width(content: &str, size: f64, weight: Weight) -> f64 {
    let bytes = match weight {
        Weight::Regular => ttf_noto_sans::REGULAR,
        Weight::Bold => ttf_noto_sans::BOLD,
    };
    let Ok(font) = FontRef::new(bytes) else {
        return size * content.chars().count() as f64;
    };
    let letters = font.charmap();
    let metrics = GlyphMetrics::new(&font, Size::unscaled(), LocationRef::default());
    let per_em = f64::from(
        font.metrics(Size::unscaled(), LocationRef::default())
            .units_per_em,
    );
    let advance = |letter: char| {
        let glyph = letters.map(letter)?;
        metrics.advance_width(glyph)
    };
    let units: f64 = content
        .chars()
        .map(|letter| advance(letter).map_or(per_em, f64::from))
        .sum();
    units / per_em * size
}

/// Whether the embedded font has every letter of a text.
#[must_use]
pub fn is_covered(content: &str) -> bool {
    FontRef::new(ttf_noto_sans::REGULAR).is_ok_and(|font| {
        content
            .chars()
            .all(|letter| font.charmap().map(letter).is_some())
    })
}

/// A text as lines no wider than `room` px: broken between words, and within a word that is wider by itself.
///
/// Gives at least one line.
#[must_use]
pub fn wrapped(content: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let fits = |line: &str| width(line, size, weight) <= room;
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in content.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            let longer = format!("{line}{letter}");
            if !line.is_empty() && !fits(&longer) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    lines.push(line);
    lines
}

/// The widest of some texts, px; 0 where there are none.
pub(crate) fn widest<'a>(
    contents: impl IntoIterator<Item = &'a str>,
    size: f64,
    weight: Weight,
) -> f64 {
    contents
        .into_iter()
        .map(|content| width(content, size, weight))
        .fold(0.0, f64::max)
}
