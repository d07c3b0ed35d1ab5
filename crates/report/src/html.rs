//! A briefing as one HTML page that works offline: style, pictures and text in one file, and no request to anywhere.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use crate::briefing::Briefing;
use crate::error::ReportError;
use crate::fonts::{CHINESE, GEORGIAN};

const TEMPLATE: &str = include_str!("../template/briefing.html");
const STYLE: &str = include_str!("../template/briefing.css");

/// Writes a briefing as HTML. The same briefing gives the same bytes.
///
/// # Errors
///
/// What the template says, which is a defect of ours.
pub fn html(briefing: &Briefing) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_function("picture", picture);
    environment.add_template("briefing", TEMPLATE)?;
    let template = environment.get_template("briefing")?;
    let chapters = briefing.chapters.iter();
    let chapter_ids: Vec<String> = chapters.map(|chapter| chapter.id.clone()).collect();
    Ok(template.render(context! {
        chapter_ids,
        briefing => Value::from(Serde(briefing)),
        style => Value::from_safe_string(format!("{}{STYLE}", faces(briefing.language))),
    })?)
}

/// Fonts for the letters that a reader's machine may lack, as part of the page: what Latin and Cyrillic letters need is
/// there on every machine.
fn faces(language: &str) -> String {
    let face = |family: &str, weight: u32, kind: &str, bytes: &[u8]| {
        let data = STANDARD.encode(bytes);
        format!(
            "@font-face {{ font-family: \"{family}\"; font-weight: {weight}; src: url(data:font/{kind};base64,{data}); }}\n"
        )
    };
    match language {
        "ka" => {
            let [regular, bold] = GEORGIAN;
            let family = "Noto Sans Georgian";
            face(family, 400, "ttf", regular) + &face(family, 700, "ttf", bold)
        }
        // One weight: a browser makes the bold one of it, and the file stays half as large.
        "zh" => face("Noto Sans CJK SC", 400, "otf", CHINESE[0]),
        _ => String::new(),
    }
}

/// A picture within the page: its names of hatches and clips made its own, as a page has them all.
fn picture(id: &str, svg: &str) -> Value {
    let own = svg
        .replace("id=\"", &format!("id=\"{id}-"))
        .replace("url(#", &format!("url(#{id}-"));
    Value::from_safe_string(own)
}
