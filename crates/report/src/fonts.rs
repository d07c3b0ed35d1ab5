//! Fonts of all languages, as part of the program.

/// The font files, in the order in which a letter is looked for: regular and bold of Noto Sans, Noto Sans Georgian and
/// Noto Sans CJK SC, the latter cut to common characters.
#[must_use]
pub fn fonts() -> [&'static [u8]; 6] {
    [
        ttf_noto_sans::REGULAR,
        ttf_noto_sans::BOLD,
        GEORGIAN[0],
        GEORGIAN[1],
        CHINESE[0],
        CHINESE[1],
    ]
}

/// Noto Sans Georgian, regular and bold.
pub const GEORGIAN: [&[u8]; 2] = [
    include_bytes!("../data/fonts/NotoSansGeorgian-Regular.ttf"),
    include_bytes!("../data/fonts/NotoSansGeorgian-Bold.ttf"),
];

/// Noto Sans CJK SC, regular and bold: common characters.
pub const CHINESE: [&[u8]; 2] = [
    include_bytes!("../data/fonts/NotoSansCJKsc-Regular.otf"),
    include_bytes!("../data/fonts/NotoSansCJKsc-Bold.otf"),
];
