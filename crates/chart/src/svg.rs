//! Marks as SVG.
//!
//! Eight elements are all that a chart needs, so they are written here; a library would still leave the order of
//! attributes, the digits of numbers and the hatches to us.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::figure::Figure;
use crate::mark::{Fill, Mark, Outline, Shape, Spot, Stroke};
use crate::number::length;
use crate::style::{self, Hatch};
use crate::text::{Anchor, Frame, Text, Weight};

/// A figure as an SVG file.
pub(crate) fn document(figure: &Figure, marks: &[Mark]) -> String {
    let (width, height) = (length(figure.width), length(figure.height));
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"{}\">",
        figure.fonts().families()
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(&figure.title));
    let _ = writeln!(out, "<desc>{}</desc>", escaped(&figure.summary));
    definitions(&mut out, marks);
    let _ = writeln!(
        out,
        "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
        style::GROUND
    );
    for mark in marks {
        write_mark(&mut out, mark);
    }
    out.push_str("</svg>\n");
    out
}

/// A text that may stand in an SVG file, in an attribute too.
///
/// Signs that XML forbids become the sign for what cannot be shown.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            letter => out.push(letter),
        }
    }
    out
}

/// Hatches and clips that the marks use, each once, named by what they are.
fn definitions(out: &mut String, marks: &[Mark]) {
    let mut all = BTreeSet::new();
    gather(&mut all, marks);
    if all.is_empty() {
        return;
    }
    out.push_str("<defs>\n");
    for definition in all {
        let _ = writeln!(out, "{definition}");
    }
    out.push_str("</defs>\n");
}

/// The definitions that the marks use.
fn gather(all: &mut BTreeSet<String>, marks: &[Mark]) {
    for mark in marks {
        match mark {
            Mark::Shape(shape) => all.extend(shape.fill.as_ref().and_then(hatch_definition)),
            Mark::Text(_) => (),
            Mark::Clipped(frame, marks) => {
                let rectangle = rectangle(frame);
                all.insert(format!(
                    "<clipPath id=\"{}\"><rect {rectangle}/></clipPath>",
                    clip_name(frame)
                ));
                gather(all, marks);
            }
        }
    }
}

/// The pattern of a hatch: lines or dots alone, upright; the colour is painted under it, or seams would be seen between
/// the tiles.
fn hatch_definition(fill: &Fill) -> Option<String> {
    let line = if style::luminance(&fill.colour) > 0.7 {
        "#8A6A2A"
    } else {
        "#FFFFFF"
    };
    let stroke = format!("stroke=\"{line}\" stroke-width=\"1.1\"");
    let (side, lines) = match fill.hatch {
        Hatch::None => return None,
        Hatch::Rising => (
            8,
            format!("<path d=\"M-2 2L2 -2M-2 10L10 -2M6 10L10 6\" {stroke}/>"),
        ),
        Hatch::Falling => (
            8,
            format!("<path d=\"M-2 6L2 10M-2 -2L10 10M6 -2L10 2\" {stroke}/>"),
        ),
        Hatch::Dots => (
            6,
            format!(
                "<circle cx=\"1.5\" cy=\"1.5\" r=\"0.8\" fill=\"{line}\"/>\
                 <circle cx=\"4.5\" cy=\"4.5\" r=\"0.8\" fill=\"{line}\"/>"
            ),
        ),
    };
    Some(format!(
        "<pattern id=\"{}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\">{lines}</pattern>",
        hatch_name(fill)
    ))
}

/// The name of a hatched fill.
fn hatch_name(fill: &Fill) -> String {
    let kind = match fill.hatch {
        Hatch::None => "none",
        Hatch::Rising => "rising",
        Hatch::Falling => "falling",
        Hatch::Dots => "dots",
    };
    format!("{kind}-{}", fill.colour.trim_start_matches('#'))
}

/// The name of a clip.
fn clip_name(frame: &Frame) -> String {
    let name = [frame.left, frame.top, frame.right, frame.bottom].map(length);
    format!("clip-{}", name.join("-"))
}

/// One mark, on a line.
fn write_mark(out: &mut String, mark: &Mark) {
    match mark {
        Mark::Shape(shape) => write_shape(out, shape),
        Mark::Text(text) => write_text(out, text),
        Mark::Clipped(frame, marks) => {
            let _ = writeln!(out, "<g clip-path=\"url(#{})\">", clip_name(frame));
            for mark in marks {
                write_mark(out, mark);
            }
            out.push_str("</g>\n");
        }
    }
}

/// A shape, with its hint within.
fn write_shape(out: &mut String, shape: &Shape) {
    let name = write_outline(out, shape.class, &shape.outline);
    write_fill(out, shape.fill.as_ref());
    if let Some(stroke) = &shape.stroke {
        write_stroke(out, stroke);
    }
    match &shape.hint {
        None => out.push_str("/>\n"),
        Some(hint) => {
            let _ = writeln!(out, "><title>{}</title></{name}>", escaped(hint));
        }
    }
    if let Some(fill) = shape.fill.as_ref().filter(|fill| fill.hatch != Hatch::None) {
        write_outline(out, "hatch", &shape.outline);
        let name = hatch_name(fill);
        let _ = writeln!(out, " fill=\"url(#{name})\" pointer-events=\"none\"/>");
    }
}

/// The beginning of an element with an outline; gives its name.
fn write_outline(out: &mut String, class: &str, outline: &Outline) -> &'static str {
    match outline {
        Outline::Rectangle(frame) => {
            let _ = write!(out, "<rect class=\"{class}\" {}", rectangle(frame));
            "rect"
        }
        Outline::Circle((x, y), radius) => {
            let (x, y, radius) = (length(*x), length(*y), length(*radius));
            let _ = write!(
                out,
                "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\""
            );
            "circle"
        }
        Outline::Lines(lines) => {
            let _ = write!(out, "<path class=\"{class}\" d=\"{}\"", path(lines, ""));
            "path"
        }
        Outline::Areas(areas) => {
            let path = path(areas, "Z");
            let _ = write!(
                out,
                "<path class=\"{class}\" d=\"{path}\" fill-rule=\"evenodd\""
            );
            "path"
        }
    }
}

/// The inside of a shape.
fn write_fill(out: &mut String, fill: Option<&Fill>) {
    let Some(fill) = fill else {
        out.push_str(" fill=\"none\"");
        return;
    };
    let _ = write!(out, " fill=\"{}\"", fill.colour);
    if fill.opacity < 1.0 {
        let _ = write!(out, " fill-opacity=\"{}\"", length(fill.opacity));
    }
}

/// The line of a shape.
fn write_stroke(out: &mut String, stroke: &Stroke) {
    let (colour, width) = (&stroke.colour, length(stroke.width));
    let _ = write!(out, " stroke=\"{colour}\" stroke-width=\"{width}\"");
    if stroke.dashes.is_empty() {
        out.push_str(" stroke-linejoin=\"round\"");
    } else {
        let _ = write!(out, " stroke-dasharray=\"{}\"", stroke.dashes);
    }
    if stroke.has_round_ends {
        out.push_str(" stroke-linecap=\"round\"");
    }
}

/// A line of text.
fn write_text(out: &mut String, text: &Text) {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = match text.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"700\"",
    };
    let rim = if text.has_rim {
        " stroke=\"#FFFFFF\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
    } else {
        ""
    };
    let (x, y, size) = (length(text.x), length(text.y), length(text.size));
    let (colour, content) = (text.colour, escaped(&text.content));
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{anchor}{weight}{rim}>{content}</text>"
    );
}

/// The attributes of a rectangle.
fn rectangle(frame: &Frame) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        length(frame.left),
        length(frame.top),
        length(frame.width()),
        length(frame.height())
    )
}

/// Points as the data of a path; each part ends with `end`.
fn path(parts: &[Vec<Spot>], end: &str) -> String {
    let mut out = String::new();
    for points in parts {
        for (position, (x, y)) in points.iter().enumerate() {
            let letter = if position == 0 { 'M' } else { 'L' };
            let _ = write!(out, "{letter}{} {}", length(*x), length(*y));
        }
        out.push_str(end);
    }
    out
}
