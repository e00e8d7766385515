//! Fonts of cvgen, each beside its licence. A test of cvgen writes this file with `UPDATE=1`.

#![no_std]

/// The files by path, sorted.
#[rustfmt::skip]
pub static FILES: &[(&str, &[u8])] = &[
    ("noto-sans-cjk-jp-rare/NotoSansCJKjpRare-Bold.otf", include_bytes!("../noto-sans-cjk-jp-rare/NotoSansCJKjpRare-Bold.otf")),
    ("noto-sans-cjk-jp-rare/NotoSansCJKjpRare-Regular.otf", include_bytes!("../noto-sans-cjk-jp-rare/NotoSansCJKjpRare-Regular.otf")),
    ("noto-sans-cjk-jp-rare/OFL.txt", include_bytes!("../noto-sans-cjk-jp-rare/OFL.txt")),
    ("noto-sans-cjk-jp/NotoSansCJKjp-Bold.otf", include_bytes!("../noto-sans-cjk-jp/NotoSansCJKjp-Bold.otf")),
    ("noto-sans-cjk-jp/NotoSansCJKjp-Regular.otf", include_bytes!("../noto-sans-cjk-jp/NotoSansCJKjp-Regular.otf")),
    ("noto-sans-cjk-jp/OFL.txt", include_bytes!("../noto-sans-cjk-jp/OFL.txt")),
    ("noto-serif-cjk-jp-rare/NotoSerifCJKjpRare-Bold.otf", include_bytes!("../noto-serif-cjk-jp-rare/NotoSerifCJKjpRare-Bold.otf")),
    ("noto-serif-cjk-jp-rare/NotoSerifCJKjpRare-Regular.otf", include_bytes!("../noto-serif-cjk-jp-rare/NotoSerifCJKjpRare-Regular.otf")),
    ("noto-serif-cjk-jp-rare/OFL.txt", include_bytes!("../noto-serif-cjk-jp-rare/OFL.txt")),
    ("noto-serif-cjk-jp/NotoSerifCJKjp-Bold.otf", include_bytes!("../noto-serif-cjk-jp/NotoSerifCJKjp-Bold.otf")),
    ("noto-serif-cjk-jp/NotoSerifCJKjp-Regular.otf", include_bytes!("../noto-serif-cjk-jp/NotoSerifCJKjp-Regular.otf")),
    ("noto-serif-cjk-jp/OFL.txt", include_bytes!("../noto-serif-cjk-jp/OFL.txt")),
];

/// What cvgen has to know of the fonts without opening them.
pub static INDEX: &[u8] = include_bytes!("../index.bin");
