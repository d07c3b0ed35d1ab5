//! Files: the same bytes, for every reader, and not blank.

use kervan_chart::PngError;
use resvg::tiny_skia::Pixmap;

use crate::data;
use crate::read::with;

#[test]
fn the_same_data_give_the_same_bytes() {
    for ((chart, first), (_, second)) in data::all(7, true).into_iter().zip(data::all(7, true)) {
        assert_eq!(first.svg(), second.svg(), "{chart}");
        assert_eq!(
            first.png(300).expect(chart),
            second.png(300).expect(chart),
            "{chart}"
        );
    }
}

#[test]
fn every_file_has_a_title_a_description_and_a_size() {
    for (chart, figure) in data::all(7, true) {
        with(&figure, |document| {
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"), "{chart}");
            let size = format!("0 0 {} {}", figure.width, figure.height);
            assert_eq!(root.attribute("viewBox"), Some(size.as_str()), "{chart}");
            let text = |tag: &str| {
                let node = root.children().find(|node| node.has_tag_name(tag));
                node.and_then(|node| node.text())
                    .unwrap_or_default()
                    .to_owned()
            };
            assert_eq!(text("title"), data::heading().title, "{chart}");
            assert!(text("desc").len() > 20, "{chart}");
            assert!(
                !document
                    .descendants()
                    .any(|node| node.has_tag_name("script")),
                "{chart}"
            );
        });
    }
}

#[test]
fn names_come_through_as_they_are() {
    let chart = data::bars(1, true);
    let figure = chart.figure().expect("a ranking");
    let name = &chart.bars[0].name;
    let is_there = with(&figure, |document| {
        let hints = document
            .descendants()
            .filter(|node| node.has_tag_name("title"));
        hints
            .filter_map(|node| node.text())
            .any(|hint| hint.starts_with(name.as_str()))
    });
    assert!(is_there);
    let mut odd = chart.clone();
    odd.bars[0].name = "bell \u{7} and null \u{0}".to_owned();
    let svg = odd.figure().expect("a ranking").svg();
    assert!(svg.contains("bell \u{FFFD} and null \u{FFFD}"));
}

#[test]
fn pictures_are_not_blank_and_have_the_width_that_was_asked_for() {
    for (chart, figure) in data::all(7, false) {
        let picture = Pixmap::decode_png(&figure.png(500).expect(chart)).expect(chart);
        assert_eq!(picture.width(), 500, "{chart}");
        let height = (figure.height * 500.0 / figure.width).ceil() as u32;
        assert!(picture.height().abs_diff(height) <= 1, "{chart}");
        let inked = picture
            .pixels()
            .iter()
            .filter(|pixel| pixel.red() < 250 || pixel.blue() < 250)
            .count();
        assert!(inked * 200 > picture.pixels().len(), "{chart}: {inked} px");
    }
}

#[test]
fn texts_are_drawn_as_wide_as_they_are_measured() {
    use kervan_chart::Fonts;
    use kervan_chart::text::Weight;
    let content = "Khashuri – Kharagauli: Əlincəçay, İğdır, Стан 1,234.5 h";
    let own = Fonts::default();
    assert!(own.covers(content));
    let measured = own.width(content, 20.0, Weight::Regular);
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='40'><text x='10' y='25' font-size='20' \
         font-family='Noto Sans'>{content}</text></svg>"
    );
    let mut fonts = resvg::usvg::fontdb::Database::new();
    fonts.load_font_data(ttf_noto_sans::REGULAR.to_vec());
    let options = resvg::usvg::Options {
        fontdb: std::sync::Arc::new(fonts),
        ..Default::default()
    };
    let tree = resvg::usvg::Tree::from_str(&svg, &options).expect("an SVG");
    let drawn = f64::from(tree.root().abs_bounding_box().width());
    assert!(
        (drawn / measured - 1.0).abs() < 0.02,
        "measured {measured}, drawn {drawn}"
    );
}

#[test]
fn a_picture_of_no_size_is_refused() {
    let figure = data::bars(1, false).figure().expect("a ranking");
    assert!(matches!(
        figure.png(0),
        Err(PngError::Size { width: 0, .. })
    ));
    assert!(matches!(figure.png(u32::MAX), Err(PngError::Size { .. })));
}
