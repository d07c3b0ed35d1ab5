//! How every chart looks: sizes, colours and hatches in one place.
//!
//! Colours go from dark to light in steps that can be told apart in grey, and their pairs stay apart for readers who
//! do not see red or green; the tests measure both. Cool colours are for what moves or works, warm ones for waiting.

/// Width of a chart, px, unless it needs more.
pub const WIDTH: f64 = 1000.0;
/// Blank at the left and at the right, px.
pub const MARGIN: f64 = 28.0;

/// Family of every text; the first one is measured and embedded, the others have the same or narrower letters.
pub const FONT_FAMILY: &str =
    "'Noto Sans', 'Open Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
/// Size of the title, px.
pub const TITLE: f64 = 20.0;
/// Size of the line under the title, px.
pub const SUBTITLE: f64 = 13.0;
/// Size of labels, px.
pub const LABEL: f64 = 12.0;
/// Size of ticks and notes, px.
pub const SMALL: f64 = 10.5;
/// Height of a line of text, as a multiple of its size.
pub const LINE_HEIGHT: f64 = 1.25;

/// Text and strong lines.
pub const INK: &str = "#1A1A1A";
/// Text of second rank.
pub const GREY: &str = "#555555";
/// Lines of axes.
pub const AXIS: &str = "#8A8A8A";
/// Lines of the grid.
pub const GRID: &str = "#E3E3E3";
/// The ground.
pub const GROUND: &str = "#FFFFFF";
/// Sea and lakes.
pub const WATER: &str = "#CFE2EE";
/// Land on a map.
pub const LAND: &str = "#F8F6F1";
/// Coasts.
pub const COAST: &str = "#8FA3AF";
/// Borders between countries.
pub const BORDER: &str = "#B9B2A6";

/// Goods move.
pub const MOVING: &str = "#14315C";
/// Goods are handled or controlled.
pub const WORKING: &str = "#3B78A8";
/// Goods wait: the largest cause first, what is left last.
pub const WAITING: [(&str, Hatch); 5] = [
    ("#82283F", Hatch::Rising),
    ("#DB6A12", Hatch::None),
    ("#F2A24A", Hatch::Falling),
    ("#F7D08A", Hatch::None),
    ("#FFF3D6", Hatch::Dots),
];
/// Better than zero, in a chart of effects.
pub const GAIN: &str = "#3B78A8";
/// Worse than zero.
pub const LOSS: &str = "#DB6A12";
/// A line that is to be reached, or must not be passed.
pub const LIMIT: &str = "#82283F";
/// The flat of a step, a span of time.
pub const SHADE: &str = "#E6EDF4";

/// Lines that share a panel: colour and dashes, lengths in px.
pub const LINES: [(&str, &str); 5] = [
    ("#14315C", ""),
    ("#DB6A12", "8 3"),
    ("#3B78A8", "2 2.5"),
    ("#82283F", "10 3 2 3"),
    ("#3DBB9D", "4 4"),
];

/// Marks of points that can be told apart.
pub const SYMBOLS: usize = 8;
/// Areas side by side, dark to light: colour and hatch.
pub const SERIES: [(&str, Hatch); 8] = [
    ("#14315C", Hatch::None),
    ("#82283F", Hatch::Rising),
    ("#3B78A8", Hatch::None),
    ("#DB6A12", Hatch::Falling),
    ("#55AF96", Hatch::Dots),
    ("#F4A74F", Hatch::None),
    ("#F8D593", Hatch::Rising),
    ("#FFF7E4", Hatch::None),
];
/// Bands around a line, outermost first.
pub const BANDS: [&str; 3] = ["#E3ECF5", "#ABC6E1", "#739FCB"];

/// The ramp of occupancy: none, half, and all.
pub const RAMP: [(u8, u8, u8); 3] = [(0xFB, 0xFD, 0xFF), (0x8D, 0xB5, 0xDA), (0x10, 0x2A, 0x52)];

/// Lines or dots over a colour, to tell it from others without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hatch {
    /// The plain colour.
    None,
    /// Lines that rise to the right.
    Rising,
    /// Lines that fall to the right.
    Falling,
    /// Dots.
    Dots,
}

/// The colour of a share from 0 to 1 on the ramp; shares beyond are drawn as the end.
#[must_use]
pub fn ramp(share: f64) -> String {
    let share = share.clamp(0.0, 1.0);
    let [none, half, all] = RAMP;
    let (a, b, way) = if share < 0.5 {
        (none, half, share * 2.0)
    } else {
        (half, all, share * 2.0 - 1.0)
    };
    let mix = |from: u8, to: u8| {
        let value = f64::from(from) + way * (f64::from(to) - f64::from(from));
        format!("{:02X}", libm::round(value) as u8)
    };
    format!("#{}{}{}", mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

/// Black or white, whichever stands out more from the ramp at a share.
#[must_use]
pub fn on_ramp(share: f64) -> &'static str {
    let ground = luminance(&ramp(share));
    // The contrast with black is (Y + 0.05) / 0.05, with white 1.05 / (Y + 0.05).
    if (ground + 0.05) * (ground + 0.05) < 1.05 * 0.05 {
        GROUND
    } else {
        "#000000"
    }
}

/// Relative luminance Y of a colour `#RRGGBB`, 0 for black to 1 for white (WCAG 2.2, from sRGB); 0 for what is none.
#[must_use]
pub fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let digits = colour.get(at..at + 2).unwrap_or("00");
        let value = f64::from(u8::from_str_radix(digits, 16).unwrap_or(0)) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            libm::pow((value + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
