//! Texts: what they say, where they stand, and what they cover.

use crate::fonts::Fonts;
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
    pub(crate) fn frame(&self, fonts: &Fonts) -> Frame {
        let at = (self.x, self.y);
        fonts.frame(&self.content, at, self.size, self.weight, self.anchor)
    }
}
