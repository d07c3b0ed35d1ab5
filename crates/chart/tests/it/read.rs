//! An SVG read back: its texts with what they cover, its marks with their lengths.

use kervan_chart::Figure;
use kervan_chart::text::{Anchor, Frame, Weight};
use resvg::usvg::roxmltree::{Document, Node};

/// A text that was drawn.
pub(crate) struct Drawn {
    /// What it says.
    pub(crate) content: String,
    /// What it covers.
    pub(crate) frame: Frame,
}

/// A number in an attribute; 0 where there is none.
pub(crate) fn number(node: Node, name: &str) -> f64 {
    node.attribute(name)
        .map_or(0.0, |value| value.parse().expect("a number"))
}

/// What an SVG says, element by element.
pub(crate) fn with<T>(figure: &Figure, read: impl FnOnce(&Document) -> T) -> T {
    let svg = figure.svg();
    let document = Document::parse(&svg).expect("an XML file");
    read(&document)
}

/// All texts.
pub(crate) fn texts(figure: &Figure) -> Vec<Drawn> {
    let fonts = figure.fonts();
    with(figure, |document| {
        let nodes = document
            .descendants()
            .filter(|node| node.has_tag_name("text"));
        nodes
            .map(|node| {
                let content = node.text().unwrap_or_default().to_owned();
                let anchor = match node.attribute("text-anchor") {
                    None => Anchor::Start,
                    Some("middle") => Anchor::Middle,
                    Some("end") => Anchor::End,
                    Some(other) => panic!("{other}"),
                };
                let weight = match node.attribute("font-weight") {
                    None => Weight::Regular,
                    Some(_) => Weight::Bold,
                };
                let (x, y, size) = (
                    number(node, "x"),
                    number(node, "y"),
                    number(node, "font-size"),
                );
                let frame = fonts.frame(&content, (x, y), size, weight, anchor);
                Drawn { content, frame }
            })
            .collect()
    })
}

/// Frames of all rectangles of a class, in the order in which they were drawn.
pub(crate) fn rectangles(figure: &Figure, class: &str) -> Vec<Frame> {
    with(figure, |document| {
        let nodes = document.descendants();
        nodes
            .filter(|node| node.has_tag_name("rect") && node.attribute("class") == Some(class))
            .map(|node| {
                let (left, top) = (number(node, "x"), number(node, "y"));
                let (right, bottom) = (left + number(node, "width"), top + number(node, "height"));
                Frame {
                    left,
                    top,
                    right,
                    bottom,
                }
            })
            .collect()
    })
}

/// The points of all paths of a class, in the order in which they were drawn.
pub(crate) fn paths(figure: &Figure, class: &str) -> Vec<Vec<(f64, f64)>> {
    with(figure, |document| {
        let nodes = document.descendants();
        nodes
            .filter(|node| node.has_tag_name("path") && node.attribute("class") == Some(class))
            .map(|node| {
                let path = node
                    .attribute("d")
                    .expect("a path")
                    .replace(['M', 'L', 'Z'], " ");
                let numbers: Vec<f64> = path
                    .split_whitespace()
                    .map(|word| word.parse().expect("a number"))
                    .collect();
                numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
            })
            .collect()
    })
}
