//! Fonts: in which texts are measured and drawn.
//!
//! Noto Sans is embedded: Latin with Turkish and Azerbaijani letters, Cyrillic with Kazakh ones, Greek. Whoever has texts in
//! other letters brings fonts for them; this crate asks the machine for none.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use crate::style;
use crate::text::{Anchor, Frame, Weight};

/// The bytes of a font file.
pub(crate) type Bytes = Arc<Cow<'static, [u8]>>;

/// The embedded font, and further ones for letters that it lacks, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fonts {
    /// The further ones.
    further: Vec<Family>,
}

/// A font that was brought from outside.
#[derive(Clone, PartialEq, Eq)]
struct Family {
    /// Its name, as a style sheet calls it.
    name: String,
    /// Its regular letters.
    regular: Bytes,
    /// Its bold ones, where there are any.
    bold: Option<Bytes>,
}

impl fmt::Debug for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Family({})", self.name)
    }
}

/// A font that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// Not one font in TrueType or OpenType.
    #[error(
        "the {weight} font cannot be read: {reason}; give the file of one font in TrueType or OpenType, not a \
         collection and not WOFF"
    )]
    Unreadable {
        /// `regular` or `bold`.
        weight: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// It does not say what it is called.
    #[error(
        "the font has no family name, by which an SVG would ask for it; give a font that has one"
    )]
    Nameless,
}

impl Fonts {
    /// The same with one more family, asked after those that are there. A bold text takes its bold letters, or its regular
    /// ones where none are given. Of a variable font the default instance is used.
    ///
    /// # Errors
    ///
    /// A file that is not one font in TrueType or OpenType, or has no family name.
    pub fn with(
        mut self,
        regular: impl Into<Cow<'static, [u8]>>,
        bold: Option<Cow<'static, [u8]>>,
    ) -> Result<Fonts, FontError> {
        let (regular, bold) = (regular.into(), bold.map(Arc::new));
        let font = read(&regular, "regular")?;
        if let Some(bold) = &bold {
            read(bold, "bold")?;
        }
        let named = |id| font.localized_strings(id).english_or_first();
        let name =
            named(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| named(StringId::FAMILY_NAME));
        let name: String = name
            .map(|name| {
                name.chars()
                    .filter(|letter| !"'\"&<>".contains(*letter))
                    .collect()
            })
            .unwrap_or_default();
        if name.is_empty() {
            return Err(FontError::Nameless);
        }
        self.further.push(Family {
            name,
            regular: Arc::new(regular),
            bold,
        });
        Ok(self)
    }

    /// Families as a style sheet lists them: the embedded one, the further ones, and what readers have on their machines.
    #[must_use]
    pub fn families(&self) -> String {
        let (first, rest) = style::FONT_FAMILY
            .split_once(", ")
            .unwrap_or((style::FONT_FAMILY, "sans-serif"));
        let further = self
            .further
            .iter()
            .map(|family| format!("'{}', ", family.name));
        format!("{first}, {}{rest}", further.collect::<String>())
    }

    /// Files that are asked for letters of a weight, in order; the embedded one first.
    pub(crate) fn files(&self, weight: Weight) -> Vec<Bytes> {
        let embedded = match weight {
            Weight::Regular => ttf_noto_sans::REGULAR,
            Weight::Bold => ttf_noto_sans::BOLD,
        };
        let mut files = vec![Arc::new(Cow::Borrowed(embedded))];
        files.extend(self.further.iter().map(|family| {
            let bold = family.bold.as_ref().filter(|_| weight == Weight::Bold);
            Arc::clone(bold.unwrap_or(&family.regular))
        }));
        files
    }

    /// Width of a text, px, by the advances of its letters; without kerning, which makes it narrower if anything.
    ///
    /// A letter that no font has counts as one of full width.
    #[must_use]
    pub fn width(&self, content: &str, size: f64, weight: Weight) -> f64 {
        let files = self.files(weight);
        let faces: Vec<Face> = files.iter().filter_map(|file| Face::new(file)).collect();
        let Some(first) = faces.first() else {
            return size * content.chars().count() as f64;
        };
        let mut sums = vec![0.0; faces.len()];
        for letter in content.chars() {
            let advance = |(face, one): (usize, &Face)| Some((face, one.advance(letter)?));
            match faces.iter().enumerate().find_map(advance) {
                Some((face, advance)) => sums[face] += advance,
                None => sums[0] += first.per_em,
            }
        }
        let sums = sums.iter().zip(&faces);
        sums.map(|(sum, face)| sum / face.per_em * size).sum()
    }

    /// Whether there is a font for every letter of a text.
    #[must_use]
    pub fn covers(&self, content: &str) -> bool {
        let files = self.files(Weight::Regular);
        let faces: Vec<Face> = files.iter().filter_map(|file| Face::new(file)).collect();
        let has = |letter| faces.iter().any(|face| face.letters.map(letter).is_some());
        content.chars().all(has)
    }

    /// What a line of text covers, px: `y` is its base line.
    #[must_use]
    pub fn frame(
        &self,
        content: &str,
        (x, y): (f64, f64),
        size: f64,
        weight: Weight,
        anchor: Anchor,
    ) -> Frame {
        let width = self.width(content, size, weight);
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

    /// A text as lines no wider than `room` px: broken between words, between Chinese letters, and within a word that is
    /// wider by itself.
    ///
    /// Gives at least one line.
    #[must_use]
    pub fn wrapped(&self, content: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
        let fits = |line: &str| self.width(line, size, weight) <= room;
        let mut lines = Vec::new();
        let mut line = String::new();
        for (gap, word) in content.split_whitespace().flat_map(pieces) {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line}{gap}{word}")
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

    /// A text on one line of `room` px: its end gives way to `…` where it is wider.
    #[must_use]
    pub fn shortened(&self, content: &str, size: f64, weight: Weight, room: f64) -> String {
        let line = content.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.width(&line, size, weight) <= room {
            return line;
        }
        let letters: Vec<char> = line.chars().collect();
        let cut = |count: usize| {
            let kept: String = letters[..count].iter().collect();
            format!("{}…", kept.trim_end())
        };
        let fits = |count: &usize| self.width(&cut(*count), size, weight) <= room;
        (0..letters.len())
            .rev()
            .find(fits)
            .map_or("…".to_owned(), cut)
    }

    /// The widest of some texts, px; 0 where there are none.
    pub(crate) fn widest<'a>(
        &self,
        contents: impl IntoIterator<Item = &'a str>,
        size: f64,
        weight: Weight,
    ) -> f64 {
        contents
            .into_iter()
            .map(|content| self.width(content, size, weight))
            .fold(0.0, f64::max)
    }
}

/// Whether a font file has a letter.
pub(crate) fn has_letter(bytes: &[u8], letter: char) -> bool {
    Face::new(bytes).is_some_and(|face| face.letters.map(letter).is_some())
}

/// A file as one font.
fn read<'a>(bytes: &'a [u8], weight: &'static str) -> Result<FontRef<'a>, FontError> {
    let unreadable = |reason: String| FontError::Unreadable { weight, reason };
    let font = FontRef::new(bytes).map_err(|error| unreadable(error.to_string()))?;
    match Face::new(bytes) {
        Some(face) if face.letters.has_map() => Ok(font),
        _ => Err(unreadable("it maps no letters to shapes".to_owned())),
    }
}

/// A font, open for measuring.
struct Face<'a> {
    /// Letters to shapes.
    letters: Charmap<'a>,
    /// Shapes to widths.
    metrics: GlyphMetrics<'a>,
    /// Its units in the size of a letter.
    per_em: f64,
}

impl<'a> Face<'a> {
    /// Opens a file; none where it is not a font.
    fn new(bytes: &'a [u8]) -> Option<Face<'a>> {
        let font = FontRef::new(bytes).ok()?;
        let (size, location) = (Size::unscaled(), LocationRef::default());
        Some(Face {
            letters: font.charmap(),
            metrics: GlyphMetrics::new(&font, size, location),
            per_em: f64::from(font.metrics(size, location).units_per_em),
        })
    }

    /// Width of a letter in units; none where the font lacks it.
    fn advance(&self, letter: char) -> Option<f64> {
        let shape = self.letters.map(letter)?;
        self.metrics.advance_width(shape).map(f64::from)
    }
}

/// A word in pieces between which a line may end, each with what stands before it on one line: a space before the first.
fn pieces(word: &str) -> Vec<(&'static str, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut before) = (0, None);
    for (at, letter) in word.char_indices() {
        let may_break = |before: char| {
            (is_ideograph(letter) || is_ideograph(before))
                && !may_not_begin(letter)
                && !may_not_end(before)
        };
        if before.is_some_and(may_break) {
            pieces.push((if from == 0 { " " } else { "" }, &word[from..at]));
            from = at;
        }
        before = Some(letter);
    }
    pieces.push((if from == 0 { " " } else { "" }, &word[from..]));
    pieces
}

/// Whether a letter is written without spaces to its neighbours: Chinese and Japanese signs and their punctuation.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a line may not begin with a sign: closing brackets, stops.
fn may_not_begin(letter: char) -> bool {
    "、。〉》」』】〕〗，．：；？！）］｝％…—,.:;?!)]}%".contains(letter)
}

/// Whether a line may not end with a sign: opening brackets.
fn may_not_end(letter: char) -> bool {
    "〈《「『【〔〖（［｛([{".contains(letter)
}
