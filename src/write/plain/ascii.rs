//! Signs as ASCII has them, for forms that know no others. Letters stay, of whatever script.

use crate::script::is_wide;
use unicode_normalization::UnicodeNormalization;

/// `text` with signs of ASCII.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars() {
        let follows_figure = out.ends_with(|c: char| c.is_ascii_digit());
        let code = currency(character);
        match code.or_else(|| written(character)) {
            // Between letters of Persian and of India it is a matter of spelling.
            Some("") if matches!(character, '\u{200c}' | '\u{200d}') && !before.is_ascii() => {
                out.push(character);
            }
            // A sum is not glued to its currency.
            Some(signs) if follows_figure && code.is_some() => {
                out.push(' ');
                out.push_str(signs);
            }
            Some(signs) => out.push_str(signs),
            None if is_kept(character) => {
                if currency(before).is_some() && character.is_ascii_digit() {
                    out.push(' ');
                }
                out.push(character);
            }
            None => {
                let same = decomposed(character);
                if !same.is_ascii() {
                    out.push(character);
                } else if same.contains('/') && follows_figure {
                    out.push(' ');
                    out.push_str(&same);
                } else if is_raised(character) && follows_figure && !is_raised(before) {
                    out.push('^');
                    out.push_str(&same);
                } else {
                    out.push_str(&same);
                }
            }
        }
        before = character;
    }
    out
}

/// Superscripts, fractions, joined letters and the like as plain ones.
fn decomposed(character: char) -> String {
    let plain = |c| match c {
        '\u{2044}' => '/',
        '\u{2212}' => '-',
        c => c,
    };
    std::iter::once(character).nfkd().map(plain).collect()
}

/// Whether it is a figure or a sign of an exponent: 10⁶ is not 106.
fn is_raised(character: char) -> bool {
    matches!(character, '²' | '³' | '¹' | '⁰' | '⁴'..='⁻')
}

/// Whether it is a letter, or a mark of a script that has no other.
fn is_kept(character: char) -> bool {
    let is_joined = matches!(character, '\u{fb00}'..='\u{fb06}');
    !is_joined && (character.is_ascii() || character.is_alphabetic() || is_wide(character))
}

/// The code of a currency (ISO 4217) whose sign no other one has.
fn currency(sign: char) -> Option<&'static str> {
    Some(match sign {
        '€' => "EUR",
        '£' => "GBP",
        '₽' => "RUB",
        '₹' => "INR",
        '₩' => "KRW",
        '₺' => "TRY",
        '₴' => "UAH",
        _ => return None,
    })
}

fn written(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => " ",
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => "",
        '‐' | '‑' | '‒' | '–' | '−' | '⁃' | '•' | '‣' | '▪' | '◦' | '·' | '∙' | '▸' | '►' | '▶'
        | '➤' | '➢' | '❖' | '◆' | '◇' => "-",
        '—' | '―' => "--",
        '…' => "...",
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '→' | '⇒' | '➔' => "->",
        '←' => "<-",
        '↔' => "<->",
        '×' | '✗' | '✘' | '✕' => "x",
        '÷' => "/",
        '±' => "+/-",
        '≥' => ">=",
        '≤' => "<=",
        '≈' => "~",
        '≠' => "!=",
        '©' => "(c)",
        '®' => "(r)",
        '™' => "(tm)",
        '№' => "No.",
        // ●●●○○ is three of five.
        '✓' | '✔' | '★' | '●' | '■' => "*",
        '☆' | '○' | '□' => "o",
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
            ("برنامه\u{200c}نویس, a\u{200c}b", "برنامه\u{200c}نویس, ab"),
            ("3½ years, ½ day, №1, ﬁnal", "3 1/2 years, 1/2 day, No.1, final"),
            ("10⁶, 10⁻³, 2¹², m², CO₂", "10^6, 10^-3, 2^12, m2, CO2"),
            ("€5M, 5€, £30, 7 £, ¥3", "EUR 5M, 5 EUR, GBP 30, 7 GBP, ¥3"),
            ("1,5 млрд ₽, 20 ₽, ₹5 lakh", "1,5 млрд RUB, 20 RUB, INR 5 lakh"),
            ("★★★☆☆ ●●○ ■□", "***oo **o *o"),
        ] {
            assert_eq!(ascii(text), expected);
        }
    }
}
