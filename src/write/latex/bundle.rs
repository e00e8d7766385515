//! The files that lie beside a LaTeX source: its class, and the bundled fonts that it names.

use super::{LatexInput, class};
use crate::assets::{self, Content};
use sha2::{Digest, Sha256};

/// The folder of the fonts beside the source.
const FONTS: &str = "fonts";

/// How `latexmk` makes the PDF: by `XeLaTeX`.
const LATEXMKRC: &str = "$pdf_mode = 5;\n";

/// What `chktex` need not look for: white behind a full stop is as wide as elsewhere, `push(er)` is a word, and
/// the end of a column is a line of its own.
const CHKTEXRC: &str = "CmdLine { -n12 -n13 -n36 }\nSilent { \\columnbreak }\n";

/// The files beside the source: the class, what other programs want to know of it, and the bundled font files
/// of the document's families with their licences.
pub fn bundle(input: &LatexInput<'_>) -> Vec<(String, Content)> {
    let mut files = vec![
        (class::CLASS.to_owned(), class::file(class::CLASS)),
        (class::NAMES.to_owned(), class::file(class::NAMES)),
        ("latexmkrc".to_owned(), LATEXMKRC.to_owned()),
        (".chktexrc".to_owned(), CHKTEXRC.to_owned()),
    ];
    files.extend(class::drawings(input).map(|drawings| (class::ICONS.to_owned(), drawings)));
    let mut files: Vec<(String, Content)> =
        files.into_iter().map(|(name, text)| (name, Content::from(text.into_bytes()))).collect();
    for (path, font) in fonts(input) {
        files.extend(assets::font(font).map(|content| (path, content)));
    }
    files
}

/// The bundled font files of the document's families with their licences: where they lie beside the source,
/// and what they are called among the [`assets`].
pub fn fonts(input: &LatexInput<'_>) -> Vec<(String, &'static str)> {
    let mut files: Vec<(String, &str)> = Vec::new();
    for family in input.document.fonts.values().flatten() {
        let folder = folder(family);
        for path in assets::fonts() {
            let Some(name) = path.strip_prefix(&format!("{folder}/")) else { continue };
            let beside = if is_font(name) { name.to_owned() } else { format!("{folder}-{name}") };
            let beside = format!("{FONTS}/{beside}");
            if files.iter().all(|(known, _)| *known != beside) {
                files.push((beside, path));
            }
        }
    }
    files
}

/// The folder of a bundled family: `Source Serif 4` is in `source-serif-4`.
pub(super) fn folder(family: &str) -> String {
    family.to_lowercase().replace(' ', "-")
}

fn is_font(name: &str) -> bool {
    [".ttf", ".otf"].iter().any(|ending| name.ends_with(ending))
}

/// `name` with a hash of the bytes before its ending: `photo-0123456789abcdef.png`.
pub fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = digest[..8].iter().fold(0, |hash, byte| hash << 8 | u64::from(*byte));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "photo"));
    format!("{stem}-{hash:016x}.{ending}")
}

/// Whether a path has nothing in it that LaTeX or another system might misread.
pub fn is_plain_path(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-./".contains(c);
    !path.is_empty() && !path.starts_with('/') && path.chars().all(plain)
}
