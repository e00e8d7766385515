//! Fonts of cvgen, each beside its licence. A test of cvgen writes this file with `UPDATE=1`.

#![no_std]

/// The files by path, sorted.
#[rustfmt::skip]
pub static FILES: &[(&str, &[u8])] = &[
    ("noto-sans-arabic/NotoSansArabic-Bold.ttf", include_bytes!("../noto-sans-arabic/NotoSansArabic-Bold.ttf")),
    ("noto-sans-arabic/NotoSansArabic-Regular.ttf", include_bytes!("../noto-sans-arabic/NotoSansArabic-Regular.ttf")),
    ("noto-sans-arabic/OFL.txt", include_bytes!("../noto-sans-arabic/OFL.txt")),
    ("noto-sans-devanagari/NotoSansDevanagari-Bold.ttf", include_bytes!("../noto-sans-devanagari/NotoSansDevanagari-Bold.ttf")),
    ("noto-sans-devanagari/NotoSansDevanagari-Regular.ttf", include_bytes!("../noto-sans-devanagari/NotoSansDevanagari-Regular.ttf")),
    ("noto-sans-devanagari/OFL.txt", include_bytes!("../noto-sans-devanagari/OFL.txt")),
    ("noto-sans-hebrew/NotoSansHebrew-Bold.ttf", include_bytes!("../noto-sans-hebrew/NotoSansHebrew-Bold.ttf")),
    ("noto-sans-hebrew/NotoSansHebrew-Regular.ttf", include_bytes!("../noto-sans-hebrew/NotoSansHebrew-Regular.ttf")),
    ("noto-sans-hebrew/OFL.txt", include_bytes!("../noto-sans-hebrew/OFL.txt")),
    ("noto-sans-thai/NotoSansThai-Bold.ttf", include_bytes!("../noto-sans-thai/NotoSansThai-Bold.ttf")),
    ("noto-sans-thai/NotoSansThai-Regular.ttf", include_bytes!("../noto-sans-thai/NotoSansThai-Regular.ttf")),
    ("noto-sans-thai/OFL.txt", include_bytes!("../noto-sans-thai/OFL.txt")),
];

/// What cvgen has to know of the fonts without opening them.
pub static INDEX: &[u8] = include_bytes!("../index.bin");
