//! A chart as PNG, drawn from its SVG in the fonts in which it was measured.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, FontResolver, Options, Tree, fontdb};

use crate::fonts::{Fonts, has_letter};
use crate::text::Weight;

/// The most px that a picture may have.
pub const MOST: u64 = 200_000_000;

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PngError {
    /// The width cannot be had.
    #[error(
        "a picture {width} px wide and {height} px high cannot be drawn; ask for a width of 1 px or more, and no \
             more than {MOST} px in all"
    )]
    Size {
        /// The width that was asked for, px.
        width: u32,
        /// The height that it gives, px.
        height: u64,
    },
    /// The SVG could not be read, or the picture not be packed.
    #[error("the chart could not be drawn: {0}; the SVG of it says the same")]
    Drawing(String),
}

/// The picture of an SVG, so many px wide.
pub(crate) fn picture(svg: &str, fonts: &Fonts, width: u32) -> Result<Vec<u8>, PngError> {
    let tree = tree(svg, fonts).map_err(|error| PngError::Drawing(error.to_string()))?;
    let size = tree.size();
    let scale = width as f32 / size.width();
    let height = libm::ceilf(size.height() * scale) as u64;
    let refused = PngError::Size { width, height };
    if u64::from(width) * height > MOST {
        return Err(refused);
    }
    let rows = u32::try_from(height).map_err(|_| refused.clone())?;
    let mut pixmap = Pixmap::new(width, rows).ok_or(refused)?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    pixmap
        .encode_png()
        .map_err(|error| PngError::Drawing(error.to_string()))
}

/// An SVG as it is drawn, with these fonts alone.
fn tree(svg: &str, fonts: &Fonts) -> Result<Tree, usvg::Error> {
    let mut database = fontdb::Database::new();
    let [regular, bold] = [Weight::Regular, Weight::Bold].map(|weight| {
        let files = fonts.files(weight).into_iter();
        let mut add = |file| {
            database
                .load_font_source(fontdb::Source::Binary(file))
                .first()
                .copied()
        };
        files.filter_map(|file| add(file)).collect::<Vec<_>>()
    });
    // A letter that one font lacks is asked of the next one of the weight, as in measuring.
    let next = move |letter: char, asked: &[fontdb::ID], database: &mut Arc<fontdb::Database>| {
        let is_bold = asked
            .first()
            .is_some_and(|first| bold.first() == Some(first));
        let fonts = if is_bold { &bold } else { &regular };
        let has = |id: &fontdb::ID| {
            let has = |bytes: &[u8], _| has_letter(bytes, letter);
            !asked.contains(id) && database.with_face_data(*id, has) == Some(true)
        };
        fonts.iter().copied().find(has)
    };
    let options = Options {
        fontdb: Arc::new(database),
        font_family: "Noto Sans".to_owned(),
        font_resolver: FontResolver {
            select_font: FontResolver::default_font_selector(),
            select_fallback: Box::new(next),
        },
        ..Options::default()
    };
    Tree::from_str(svg, &options)
}
