//! Fonts of cvgen, each beside its licence. A test of cvgen writes this file with `UPDATE=1`.

#![no_std]

/// The files by path, sorted.
#[rustfmt::skip]
pub static FILES: &[(&str, &[u8])] = &[
    ("noto-sans-cjk-kr/NotoSansCJKkr-Bold.otf", include_bytes!("../noto-sans-cjk-kr/NotoSansCJKkr-Bold.otf")),
    ("noto-sans-cjk-kr/NotoSansCJKkr-Regular.otf", include_bytes!("../noto-sans-cjk-kr/NotoSansCJKkr-Regular.otf")),
    ("noto-sans-cjk-kr/OFL.txt", include_bytes!("../noto-sans-cjk-kr/OFL.txt")),
    ("noto-serif-cjk-kr/NotoSerifCJKkr-Bold.otf", include_bytes!("../noto-serif-cjk-kr/NotoSerifCJKkr-Bold.otf")),
    ("noto-serif-cjk-kr/NotoSerifCJKkr-Regular.otf", include_bytes!("../noto-serif-cjk-kr/NotoSerifCJKkr-Regular.otf")),
    ("noto-serif-cjk-kr/OFL.txt", include_bytes!("../noto-serif-cjk-kr/OFL.txt")),
];

/// What cvgen has to know of the fonts without opening them.
pub static INDEX: &[u8] = include_bytes!("../index.bin");
