//! Signs as ASCII has them, for forms that know no others. Letters stay, of whatever script.

use crate::script::is_wide;
use unicode_normalization::UnicodeNormalization;

/// `text` with signs of ASCII.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match written(character) {
            Some(signs) => out.push_str(signs),
            None if is_kept(character) => out.push(character),
            None => {
                // Superscripts, fractions and the like.
                let same: String = std::iter::once(character)
                    .nfkd()
                    .map(|c| if c == '\u{2044}' { '/' } else { c })
                    .collect();
                if same.is_ascii() { out.push_str(&same) } else { out.push(character) }
            }
        }
    }
    out
}

/// Whether it is a letter, or a mark of a script that has no other.
fn is_kept(character: char) -> bool {
    character.is_ascii() || character.is_alphabetic() || is_wide(character)
}

fn written(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => " ",
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => "",
        '‐' | '‑' | '‒' | '–' | '−' | '⁃' | '•' | '‣' | '▪' | '◦' | '●' | '■' | '○' | '·' | '∙'
        | '▸' | '►' => "-",
        '—' | '―' => "--",
        '…' => "...",
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '→' | '⇒' | '➔' => "->",
        '←' => "<-",
        '↔' => "<->",
        '×' => "x",
        '÷' => "/",
        '±' => "+/-",
        '≥' => ">=",
        '≤' => "<=",
        '≈' => "~",
        '≠' => "!=",
        '©' => "(c)",
        '®' => "(r)",
        '™' => "(tm)",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '✓' | '✔' | '★' | '☆' => "*",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn signs_change_and_letters_stay() {
        for (text, expected) in [
            ("“Zoë’s café” – 3 × 2 … •", "\"Zoë's café\" - 3 x 2 ... -"),
            ("5\u{a0}km², ½, 20\u{202f}€", "5 km2, 1/2, 20 EUR"),
            ("罗锦华，高级工程师（后端）", "罗锦华，高级工程师（后端）"),
            ("plain", "plain"),
        ] {
            assert_eq!(ascii(text), expected);
        }
    }
}
