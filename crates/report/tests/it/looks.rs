//! A briefing put together by hand comes out as PDF and HTML, the same bytes each time.

use kervan_report::{
    Block, Briefing, Chapter, Column, Figure, Labels, OnePage, Panel, Row, Span, Table, Text, html,
    pdf,
};

fn text(content: &str) -> Text {
    Text(vec![Span::plain(content)])
}

fn briefing(language: &'static str, title: &str) -> Briefing {
    let figure = Figure {
        id: "figure-square".to_owned(),
        caption: "A square".to_owned(),
        alternative: "A dark square".to_owned(),
        svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\"><defs><clipPath id=\"c\"><rect width=\"50\" height=\"50\"/></clipPath></defs><rect width=\"100\" height=\"50\" clip-path=\"url(#c)\"/></svg>".to_owned(),
        width: 100.0,
        height: 50.0,
    };
    let table = Table {
        id: "table-t".to_owned(),
        caption: "Things & numbers".to_owned(),
        columns: vec![
            Column {
                text: "thing".to_owned(),
                is_number: false,
                width: 1,
            },
            Column {
                text: "number".to_owned(),
                is_number: true,
                width: 0,
            },
        ],
        rows: vec![Row {
            id: "row-1".to_owned(),
            is_strong: false,
            cells: vec![text("a < b # $ * _ [x]"), text("12.5")],
        }],
        note: Text::default(),
    };
    Briefing {
        language,
        title: title.to_owned(),
        subtitle: "A briefing".to_owned(),
        labels: Labels {
            contents: "Contents".to_owned(),
            table: "Table".to_owned(),
            figure: "Figure".to_owned(),
            skip: "Skip".to_owned(),
            top: "Top".to_owned(),
            foot: "Foot".to_owned(),
            note: "Note".to_owned(),
            estimated: "≈".to_owned(),
        },
        page: OnePage {
            lead: Text::read("It carries **4.5 Mt**."),
            map: Some(Figure {
                id: "figure-map".to_owned(),
                ..figure.clone()
            }),
            panels: vec![Panel {
                chapter: "chapter-one".to_owned(),
                title: "How long?".to_owned(),
                figure: "14.9 days".to_owned(),
                caption: "the mean".to_owned(),
                points: vec![text("Half within 14 days.")],
            }],
            foot: vec![text("Read the limits.")],
        },
        chapters: vec![
            Chapter {
                id: "chapter-one".to_owned(),
                title: "One".to_owned(),
                question: "What?".to_owned(),
                blocks: vec![
                    Block::Paragraph {
                        text: Text(vec![
                            Span::to("a row", "row-1"),
                            Span::web(" and a page", "https://example.org/?a=1&b=2"),
                        ]),
                    },
                    Block::Table(table),
                    Block::Figure(figure),
                ],
            },
            Chapter {
                id: "chapter-two".to_owned(),
                title: "Two".to_owned(),
                question: String::new(),
                blocks: vec![Block::Note {
                    text: text("Mind this."),
                }],
            },
        ],
    }
}

#[test]
fn the_same_briefing_is_the_same_bytes() {
    let briefing = briefing("en", "Corridor");
    let first = pdf(&briefing).expect("it is set");
    assert!(first.starts_with(b"%PDF"), "no PDF");
    assert_eq!(first, pdf(&briefing).expect("it is set again"));
    assert_eq!(
        html(&briefing).expect("a page"),
        html(&briefing).expect("a page")
    );
}

#[test]
fn georgian_and_chinese_are_set() {
    for (language, title) in [
        ("ka", "შუა დერეფანი"),
        ("zh", "中间走廊"),
        ("kk", "Орта дәліз"),
    ] {
        pdf(&briefing(language, title)).expect("it is set");
    }
}

#[test]
fn signs_of_markup_stay_signs() {
    let page = html(&briefing("en", "A <b> & c")).expect("a page");
    assert!(
        page.contains("<title>A &lt;b&gt; &amp; c</title>"),
        "{page}"
    );
    assert!(page.contains("a &lt; b # $ * _ [x]"));
}

#[test]
fn names_inside_a_picture_are_its_own() {
    let page = html(&briefing("en", "Corridor")).expect("a page");
    assert!(page.contains("id=\"figure-square-c\"") && page.contains("url(#figure-square-c)"));
    assert!(page.contains("id=\"figure-map-c\"") && page.contains("url(#figure-map-c)"));
}
