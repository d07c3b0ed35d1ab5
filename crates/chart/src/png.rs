//! A chart as PNG, drawn from its SVG in the embedded font.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb};

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
pub(crate) fn picture(svg: &str, width: u32) -> Result<Vec<u8>, PngError> {
    let tree = tree(svg).map_err(|error| PngError::Drawing(error.to_string()))?;
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

/// An SVG as it is drawn, with the embedded font alone.
fn tree(svg: &str) -> Result<Tree, usvg::Error> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(ttf_noto_sans::REGULAR.to_vec());
    fonts.load_font_data(ttf_noto_sans::BOLD.to_vec());
    let options = Options {
        fontdb: Arc::new(fonts),
        font_family: "Noto Sans".to_owned(),
        ..Options::default()
    };
    Tree::from_str(svg, &options)
}
