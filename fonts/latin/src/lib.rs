//! Fonts of cvgen, each beside its licence. A test of cvgen writes this file with `UPDATE=1`.

#![no_std]

/// The files by path, sorted.
#[rustfmt::skip]
pub static FILES: &[(&str, &[u8])] = &[
    ("cmu-serif/CMUSerif-Bold.ttf", include_bytes!("../cmu-serif/CMUSerif-Bold.ttf")),
    ("cmu-serif/CMUSerif-BoldItalic.ttf", include_bytes!("../cmu-serif/CMUSerif-BoldItalic.ttf")),
    ("cmu-serif/CMUSerif-Italic.ttf", include_bytes!("../cmu-serif/CMUSerif-Italic.ttf")),
    ("cmu-serif/CMUSerif-Roman.ttf", include_bytes!("../cmu-serif/CMUSerif-Roman.ttf")),
    ("cmu-serif/OFL.txt", include_bytes!("../cmu-serif/OFL.txt")),
    ("eb-garamond/EBGaramond-Italic.ttf", include_bytes!("../eb-garamond/EBGaramond-Italic.ttf")),
    ("eb-garamond/EBGaramond-Regular.ttf", include_bytes!("../eb-garamond/EBGaramond-Regular.ttf")),
    ("eb-garamond/EBGaramond-SemiBold.ttf", include_bytes!("../eb-garamond/EBGaramond-SemiBold.ttf")),
    ("eb-garamond/EBGaramond-SemiBoldItalic.ttf", include_bytes!("../eb-garamond/EBGaramond-SemiBoldItalic.ttf")),
    ("eb-garamond/OFL.txt", include_bytes!("../eb-garamond/OFL.txt")),
    ("inter/Inter-Bold.ttf", include_bytes!("../inter/Inter-Bold.ttf")),
    ("inter/Inter-BoldItalic.ttf", include_bytes!("../inter/Inter-BoldItalic.ttf")),
    ("inter/Inter-Italic.ttf", include_bytes!("../inter/Inter-Italic.ttf")),
    ("inter/Inter-Regular.ttf", include_bytes!("../inter/Inter-Regular.ttf")),
    ("inter/Inter-SemiBold.ttf", include_bytes!("../inter/Inter-SemiBold.ttf")),
    ("inter/OFL.txt", include_bytes!("../inter/OFL.txt")),
    ("jetbrains-mono/JetBrainsMono-Bold.ttf", include_bytes!("../jetbrains-mono/JetBrainsMono-Bold.ttf")),
    ("jetbrains-mono/JetBrainsMono-BoldItalic.ttf", include_bytes!("../jetbrains-mono/JetBrainsMono-BoldItalic.ttf")),
    ("jetbrains-mono/JetBrainsMono-Italic.ttf", include_bytes!("../jetbrains-mono/JetBrainsMono-Italic.ttf")),
    ("jetbrains-mono/JetBrainsMono-Regular.ttf", include_bytes!("../jetbrains-mono/JetBrainsMono-Regular.ttf")),
    ("jetbrains-mono/OFL.txt", include_bytes!("../jetbrains-mono/OFL.txt")),
    ("source-sans-3/OFL.txt", include_bytes!("../source-sans-3/OFL.txt")),
    ("source-sans-3/SourceSans3-Bold.ttf", include_bytes!("../source-sans-3/SourceSans3-Bold.ttf")),
    ("source-sans-3/SourceSans3-BoldItalic.ttf", include_bytes!("../source-sans-3/SourceSans3-BoldItalic.ttf")),
    ("source-sans-3/SourceSans3-Italic.ttf", include_bytes!("../source-sans-3/SourceSans3-Italic.ttf")),
    ("source-sans-3/SourceSans3-Light.ttf", include_bytes!("../source-sans-3/SourceSans3-Light.ttf")),
    ("source-sans-3/SourceSans3-Regular.ttf", include_bytes!("../source-sans-3/SourceSans3-Regular.ttf")),
    ("source-sans-3/SourceSans3-SemiBold.ttf", include_bytes!("../source-sans-3/SourceSans3-SemiBold.ttf")),
    ("source-serif-4/OFL.txt", include_bytes!("../source-serif-4/OFL.txt")),
    ("source-serif-4/SourceSerif4-Bold.ttf", include_bytes!("../source-serif-4/SourceSerif4-Bold.ttf")),
    ("source-serif-4/SourceSerif4-BoldItalic.ttf", include_bytes!("../source-serif-4/SourceSerif4-BoldItalic.ttf")),
    ("source-serif-4/SourceSerif4-Italic.ttf", include_bytes!("../source-serif-4/SourceSerif4-Italic.ttf")),
    ("source-serif-4/SourceSerif4-Regular.ttf", include_bytes!("../source-serif-4/SourceSerif4-Regular.ttf")),
    ("source-serif-4/SourceSerif4-SemiBold.ttf", include_bytes!("../source-serif-4/SourceSerif4-SemiBold.ttf")),
];

/// What cvgen has to know of the fonts without opening them.
pub static INDEX: &[u8] = include_bytes!("../index.bin");
