//! Fonts of cvgen, each beside its licence. A test of cvgen writes this file with `UPDATE=1`.

#![no_std]

/// The files by path, sorted.
#[rustfmt::skip]
pub static FILES: &[(&str, &[u8])] = &[
    ("noto-sans-cjk-tc/NotoSansCJKtc-Bold.otf", include_bytes!("../noto-sans-cjk-tc/NotoSansCJKtc-Bold.otf")),
    ("noto-sans-cjk-tc/NotoSansCJKtc-Regular.otf", include_bytes!("../noto-sans-cjk-tc/NotoSansCJKtc-Regular.otf")),
    ("noto-sans-cjk-tc/OFL.txt", include_bytes!("../noto-sans-cjk-tc/OFL.txt")),
    ("noto-serif-cjk-tc/NotoSerifCJKtc-Bold.otf", include_bytes!("../noto-serif-cjk-tc/NotoSerifCJKtc-Bold.otf")),
    ("noto-serif-cjk-tc/NotoSerifCJKtc-Regular.otf", include_bytes!("../noto-serif-cjk-tc/NotoSerifCJKtc-Regular.otf")),
    ("noto-serif-cjk-tc/OFL.txt", include_bytes!("../noto-serif-cjk-tc/OFL.txt")),
];

/// What cvgen has to know of the fonts without opening them.
pub static INDEX: &[u8] = include_bytes!("../index.bin");
