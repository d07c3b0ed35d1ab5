//! A finished chart, and the canvas on which it is drawn.

use crate::fonts::Fonts;
use crate::mark::{Mark, Shape, Stroke};
use crate::png::{self, PngError};
use crate::style;
use crate::svg;
use crate::text::{Text, Weight};
use crate::typography::Typography;

/// What stands above and below every chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// A sentence that says what is seen.
    pub title: String,
    /// What is drawn, with units; may be empty.
    pub subtitle: String,
    /// Lines at the bottom: source, seed, checksum of the corridor, what ± means.
    pub notes: Vec<String>,
    /// Fonts of every text on the chart, and the signs in its numbers.
    pub typography: Typography,
}

/// A mean with the interval around it, all in the unit of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// Lower end; the mean itself where there is no interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// A number without an interval.
    #[must_use]
    pub fn exact(mean: f64) -> Interval {
        let (low, high) = (mean, mean);
        Interval { mean, low, high }
    }

    /// A mean with the half-width of its interval.
    #[must_use]
    pub fn around(mean: f64, halfwidth: f64) -> Interval {
        Interval {
            mean,
            low: mean - halfwidth,
            high: mean + halfwidth,
        }
    }

    /// Whether the interval leaves out zero.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Whether there is an interval at all.
    pub(crate) fn is_wide(&self) -> bool {
        self.high > self.low
    }
}

/// A line over a whole chart: what is to be reached, or must not be passed.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Where it stands, in the unit of its axis.
    pub value: f64,
    /// What it says, with its number where that is to be read: `target 10 Mt`.
    pub name: String,
}

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its title, as one line.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub summary: String,
    /// Its width, px.
    pub width: f64,
    /// Its height, px.
    pub height: f64,
    /// In which fonts its texts are drawn.
    fonts: Fonts,
    /// What is drawn, in order.
    marks: Vec<Mark>,
}

impl Figure {
    /// In which fonts its texts are measured and drawn.
    #[must_use]
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// The chart as an SVG file. The same chart gives the same bytes.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::document(self, &self.marks)
    }

    /// The chart as a PNG file, so many px wide; the height follows.
    ///
    /// Texts are drawn in the fonts of the heading, whatever the machine has.
    ///
    /// # Errors
    ///
    /// The width is 0 or the picture would be larger than [`png::MOST`].
    pub fn png(&self, width: u32) -> Result<Vec<u8>, PngError> {
        png::picture(&self.svg(), &self.fonts, width)
    }
}

/// A chart on its way.
pub(crate) struct Canvas {
    /// Its width, px.
    pub(crate) width: f64,
    /// Where what is drawn begins, px.
    pub(crate) top: f64,
    /// What stands above and below.
    heading: Heading,
    /// What is drawn so far.
    marks: Vec<Mark>,
}

impl Canvas {
    /// A canvas with its title.
    pub(crate) fn new(heading: &Heading, width: f64) -> Canvas {
        let mut canvas = Canvas {
            width,
            top: style::MARGIN - 6.0,
            heading: heading.clone(),
            marks: Vec::new(),
        };
        canvas.lines_of(&heading.title, style::TITLE, Weight::Bold, style::INK);
        if !heading.subtitle.is_empty() {
            canvas.top += 2.0;
            canvas.lines_of(
                &heading.subtitle,
                style::SUBTITLE,
                Weight::Regular,
                style::GREY,
            );
        }
        canvas.top += 14.0;
        canvas
    }

    /// Texts over the whole width from `top` on.
    fn lines_of(&mut self, content: &str, size: f64, weight: Weight, colour: &'static str) {
        for line in self
            .fonts()
            .wrapped(content, size, weight, self.inner_width())
        {
            self.top += size * style::LINE_HEIGHT;
            let text = Text::new(style::MARGIN, self.top - 0.25 * size, line);
            let text = Text { weight, ..text };
            self.draw(text.size(size).colour(colour));
        }
    }

    /// Fonts and signs of numbers.
    pub(crate) fn typography(&self) -> &Typography {
        &self.heading.typography
    }

    /// The fonts.
    pub(crate) fn fonts(&self) -> &Fonts {
        &self.heading.typography.fonts
    }

    /// Px between the margins.
    pub(crate) fn inner_width(&self) -> f64 {
        self.width - 2.0 * style::MARGIN
    }

    /// The right margin, px.
    pub(crate) fn right(&self) -> f64 {
        self.width - style::MARGIN
    }

    /// Draws over what is there.
    pub(crate) fn draw(&mut self, mark: impl Into<Mark>) {
        self.marks.push(mark.into());
    }

    /// A phrase of charts in the language of this one.
    pub(crate) fn say(&self, key: &str) -> String {
        self.heading.typography.phrases.say(key)
    }

    /// The same with its places filled.
    pub(crate) fn tell(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.heading.typography.phrases.tell(key, values)
    }

    /// A number with the digits that its size deserves, in the signs of the language.
    pub(crate) fn readable(&self, value: f64) -> String {
        self.heading.typography.numbers.readable(value)
    }

    /// A number with so many digits after the point, in the signs of the language.
    pub(crate) fn fixed(&self, value: f64, digits: usize) -> String {
        self.heading.typography.numbers.fixed(value, digits)
    }

    /// A chart without data: says so, by the key of why.
    pub(crate) fn nothing(mut self, what: &str) -> Figure {
        let what = self.say(what);
        let content = self.tell("chart-nothing", &[("what", &what)]);
        let text = Text::new(style::MARGIN, self.top + 40.0, content.as_str());
        self.draw(text.colour(style::GREY));
        let bottom = self.top + 70.0;
        self.finish(bottom, &[], content)
    }

    /// Puts the notes under what was drawn, those of the chart first.
    pub(crate) fn finish(mut self, bottom: f64, own: &[String], summary: String) -> Figure {
        let notes: Vec<String> = own.iter().chain(&self.heading.notes).cloned().collect();
        self.top = bottom + 14.0;
        if !notes.is_empty() {
            let (left, right, y) = (style::MARGIN, self.right(), self.top);
            let rule = Shape::line("rule", vec![(left, y), (right, y)]);
            self.draw(rule.stroke(Stroke::plain(style::GRID, 1.0)));
            self.top += 5.0;
        }
        for note in &notes {
            self.lines_of(note, style::SMALL, Weight::Regular, style::GREY);
        }
        Figure {
            title: self.heading.title,
            summary,
            width: self.width,
            height: libm::ceil(self.top + 14.0),
            fonts: self.heading.typography.fonts,
            marks: self.marks,
        }
    }
}
