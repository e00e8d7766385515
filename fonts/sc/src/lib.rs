//! Fonts of cvgen, each beside its licence. A test of cvgen writes this file with `UPDATE=1`.

#![no_std]

/// The files by path, sorted.
#[rustfmt::skip]
pub static FILES: &[(&str, &[u8])] = &[
    ("noto-sans-cjk-sc-rare/NotoSansCJKscRare-Bold.otf", include_bytes!("../noto-sans-cjk-sc-rare/NotoSansCJKscRare-Bold.otf")),
    ("noto-sans-cjk-sc-rare/NotoSansCJKscRare-Regular.otf", include_bytes!("../noto-sans-cjk-sc-rare/NotoSansCJKscRare-Regular.otf")),
    ("noto-sans-cjk-sc-rare/OFL.txt", include_bytes!("../noto-sans-cjk-sc-rare/OFL.txt")),
    ("noto-sans-cjk-sc/NotoSansCJKsc-Bold.otf", include_bytes!("../noto-sans-cjk-sc/NotoSansCJKsc-Bold.otf")),
    ("noto-sans-cjk-sc/NotoSansCJKsc-Regular.otf", include_bytes!("../noto-sans-cjk-sc/NotoSansCJKsc-Regular.otf")),
    ("noto-sans-cjk-sc/OFL.txt", include_bytes!("../noto-sans-cjk-sc/OFL.txt")),
    ("noto-serif-cjk-sc-rare/NotoSerifCJKscRare-Bold.otf", include_bytes!("../noto-serif-cjk-sc-rare/NotoSerifCJKscRare-Bold.otf")),
    ("noto-serif-cjk-sc-rare/NotoSerifCJKscRare-Regular.otf", include_bytes!("../noto-serif-cjk-sc-rare/NotoSerifCJKscRare-Regular.otf")),
    ("noto-serif-cjk-sc-rare/OFL.txt", include_bytes!("../noto-serif-cjk-sc-rare/OFL.txt")),
    ("noto-serif-cjk-sc/NotoSerifCJKsc-Bold.otf", include_bytes!("../noto-serif-cjk-sc/NotoSerifCJKsc-Bold.otf")),
    ("noto-serif-cjk-sc/NotoSerifCJKsc-Regular.otf", include_bytes!("../noto-serif-cjk-sc/NotoSerifCJKsc-Regular.otf")),
    ("noto-serif-cjk-sc/OFL.txt", include_bytes!("../noto-serif-cjk-sc/OFL.txt")),
];

/// What cvgen has to know of the fonts without opening them.
pub static INDEX: &[u8] = include_bytes!("../index.bin");
