//! Letters that the embedded font lacks: fonts from outside, numbers as a language writes them.

use std::borrow::Cow;

use kervan_chart::text::{Frame, Weight};
use kervan_chart::{FontError, Fonts, Heading, Numbers, Typography};
use resvg::tiny_skia::Pixmap;

use crate::data;
use crate::data::answers;
use crate::read::texts;

const GEORGIAN: &[u8] = include_bytes!("../fonts/georgian-regular.ttf");
const GEORGIAN_BOLD: &[u8] = include_bytes!("../fonts/georgian-bold.ttf");
const CHINESE: &[u8] = include_bytes!("../fonts/chinese-regular.ttf");

/// The embedded font, Georgian and Chinese.
fn fonts() -> Fonts {
    let georgian = Fonts::default().with(GEORGIAN, Some(Cow::Borrowed(GEORGIAN_BOLD)));
    georgian
        .and_then(|fonts| fonts.with(CHINESE, None))
        .expect("fonts")
}

/// A heading in other letters, with decimal commas.
fn heading(title: &str) -> Heading {
    Heading {
        title: title.to_owned(),
        notes: Vec::new(),
        subtitle: "2030 — 4,5".to_owned(),
        typography: Typography {
            fonts: fonts(),
            numbers: Numbers {
                decimal: ',',
                thousands: '\u{A0}',
                to: "–".to_owned(),
            },
            ..Typography::default()
        },
    }
}

#[test]
fn letters_of_further_fonts_are_drawn_as_wide_as_they_are_measured() {
    for content in [
        "შუა დერეფანი ბათუმი",
        "中间走廊每年运输量",
        "ფოთი 2030 中间 Poti Ж",
    ] {
        let fonts = fonts();
        assert!(fonts.covers(content));
        let mut chart = data::bars(1, false);
        // Drawn: a title of one line alone on a chart, in px of the picture.
        let measured = fonts.width(content, 20.0, Weight::Bold);
        chart.heading = heading(content);
        let figure = chart.figure().expect("a ranking");
        let picture = Pixmap::decode_png(&figure.png(figure.width as u32).expect("a picture"));
        let picture = picture.expect("a picture");
        let (mut left, mut right) = (u32::MAX, 0);
        for y in 22..48 {
            for x in 0..picture.width() {
                let is_ink = picture.pixel(x, y).is_some_and(|pixel| pixel.red() < 128);
                if is_ink {
                    (left, right) = (left.min(x), right.max(x));
                }
            }
        }
        let drawn = f64::from(right - left);
        // The letters at the ends have some air around them, at most a tenth of their size.
        let is_like = (measured - 4.0..measured + 1.0).contains(&drawn);
        assert!(is_like, "{content}: measured {measured}, drawn {drawn}");
    }
}

#[test]
fn every_letter_is_drawn_by_a_font_that_has_it() {
    // Two letters that only further fonts have make different pictures; two that no font has make the same box.
    let picture = |name: &str| {
        let mut chart = data::bars(1, false);
        chart.heading = heading(name);
        chart
            .figure()
            .expect("a ranking")
            .png(1000)
            .expect("a picture")
    };
    assert_ne!(picture("შშშ"), picture("დდდ"));
    assert_ne!(picture("中中中"), picture("间间间"));
    assert!(!fonts().covers("ሀ") && !fonts().covers("መ"));
    assert_eq!(picture("ሀሀ"), picture("መመ"));
}

#[test]
fn labels_in_other_letters_neither_meet_nor_are_cut() {
    let words = [
        "შუა დერეფანი ბათუმი ფოთი",
        "中间走廊每年运输量万吨里海港口阿克套到二〇三〇的目标",
    ];
    for word in words {
        let mut gantt = answers::gantt(60, false);
        gantt.heading = heading(word);
        for row in gantt.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.name = format!("{word} {word} {word}");
        }
        let mut core = answers::core(7, false);
        core.heading = heading(word);
        for player in &mut core.players {
            player.name = word.to_owned();
        }
        for figure in [
            gantt.figure().expect("a chart"),
            core.figure().expect("a core"),
        ] {
            let all = Frame {
                left: 0.0,
                top: 0.0,
                right: figure.width,
                bottom: figure.height,
            };
            let texts = texts(&figure);
            assert!(
                texts
                    .iter()
                    .all(|text| figure.fonts().covers(&text.content))
            );
            for (position, text) in texts.iter().enumerate() {
                assert!(all.holds(&text.frame), "`{}` is cut off", text.content);
                let meets = texts[..position]
                    .iter()
                    .find(|other| other.frame.meets(&text.frame));
                assert!(meets.is_none(), "`{}` is covered", text.content);
            }
        }
    }
}

#[test]
fn an_svg_names_the_families_in_the_order_in_which_they_are_asked() {
    let mut chart = data::bars(1, false);
    let plain = chart.figure().expect("a ranking").svg();
    assert!(plain.contains(
        "font-family=\"'Noto Sans', 'Open Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif\""
    ));
    chart.heading = heading("x");
    let svg = chart.figure().expect("a ranking").svg();
    assert!(svg.contains(
        "font-family=\"'Noto Sans', 'Noto Sans Georgian', 'Droid Sans Fallback', 'Open Sans'"
    ));
}

#[test]
fn numbers_of_a_chart_have_the_signs_of_its_language() {
    let mut chart = answers::decomposition(3, false);
    chart.heading = heading("x");
    let figure = chart.figure().expect("a decomposition");
    let texts = texts(&figure);
    let says = |content: &str| texts.iter().any(|text| text.content == content);
    assert!(says("4,50"), "the beginning");
    assert!(says("-0,50 (-0,70–-0,50)"), "the first driver");
}

#[test]
fn chinese_breaks_between_letters_but_not_before_a_stop() {
    let fonts = fonts();
    let lines = fonts.wrapped("中间走廊，里海。", 10.0, Weight::Regular, 41.0);
    assert_eq!(lines, ["中间走", "廊，里", "海。"]);
    assert_eq!(
        fonts.wrapped("Aktau 港口", 10.0, Weight::Regular, 1000.0),
        ["Aktau 港口"]
    );
}

#[test]
fn a_long_text_ends_in_dots_within_its_room() {
    let fonts = fonts();
    let whole = "შუა დერეფანი";
    let wide = fonts.width(whole, 10.0, Weight::Regular);
    assert_eq!(fonts.shortened(whole, 10.0, Weight::Regular, wide), whole);
    let short = fonts.shortened(whole, 10.0, Weight::Regular, wide - 1.0);
    assert!(short.ends_with('…') && fonts.width(&short, 10.0, Weight::Regular) < wide);
    assert_eq!(fonts.shortened(whole, 10.0, Weight::Regular, 0.0), "…");
}

#[test]
fn what_is_no_font_is_refused() {
    let error = Fonts::default()
        .with(b"no font".as_slice(), None)
        .expect_err("no font");
    assert!(matches!(
        error,
        FontError::Unreadable {
            weight: "regular",
            ..
        }
    ));
    let error = Fonts::default()
        .with(GEORGIAN, Some(Cow::Borrowed(b"no font")))
        .expect_err("no font");
    assert!(
        error
            .to_string()
            .contains("give the file of one font in TrueType or OpenType")
    );
}
