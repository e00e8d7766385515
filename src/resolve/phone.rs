//! The number to dial in what is written for a telephone: words around it, full-width figures, any dash.

use crate::resume::figure;
use unicode_normalization::UnicodeNormalization;

/// The address to follow for the telephone number in `written`, if it has one: `tel:+4971112345`, with an
/// extension `tel:+390212345;ext=12`.
pub(super) fn address(written: &str) -> Option<String> {
    let written: String = written.nfkc().map(figure).map(plain).collect();
    let start = written.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
    let (before, rest) = written.split_at(start);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "+-./() ".contains(c)));
    let (number, behind) = rest.split_at(end.unwrap_or(rest.len()));
    // `1-800-FLOWERS`: the number goes on in letters.
    if number.ends_with('-') && behind.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is_words = |text: &str| text.chars().all(|c| !c.is_ascii_digit());
    if !is_words(before) {
        return None;
    }
    let extension: String = behind.chars().filter(char::is_ascii_digit).collect();
    if !extension.is_empty() && !is_extension(behind) {
        return None;
    }
    // From abroad the zero in brackets is not dialled.
    let is_abroad = number.starts_with('+') || number.starts_with("00");
    let number = if is_abroad { number.replacen("(0)", "", 1) } else { number.to_owned() };
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    // A plus begins a number.
    let is_number = dialled.len() >= 3 && !dialled[1..].contains('+');
    let extension = if extension.is_empty() { String::new() } else { format!(";ext={extension}") };
    is_number.then(|| format!("tel:{dialled}{extension}"))
}

/// The numbers in `text`, each as written: two if a mark is between two whole numbers, one in
/// `0711/123 45-67`, where it parts a code from the rest.
pub(super) fn numbers(text: &str) -> Vec<&str> {
    /// Digits of the shortest number with its code.
    const WHOLE: usize = 7;
    let is_whole = |part: &str| part.nfkc().filter(char::is_ascii_digit).count() >= WHOLE;
    for mark in MARKS.into_iter().chain(["|", "/"]) {
        let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| is_whole(part)) {
            return parts.into_iter().flat_map(numbers).collect();
        }
    }
    vec![text]
}

/// What is between two numbers.
#[rustfmt::skip]
const MARKS: [&str; 26] = [
    " or ", " oder ", " und ", " and ", " ou ", " e ", " et ", " o ", " y ", " oppure ", " of ", " en ", " lub ", " nebo ",
    " или ", " и ", " 또는 ", "または", "或者", "或", ";", "；", "、", "，", ",", "・",
];

/// One kind of dashes and blanks.
fn plain(character: char) -> char {
    match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ad}' => '-',
        character if character.is_whitespace() => ' ',
        character => character,
    }
}

/// Whether `text`, which is behind a number, tells an extension: words that say so, and one short number.
fn is_extension(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "ext",
        "extension",
        "x",
        "int",
        "interno",
        "interne",
        "poste",
        "durchwahl",
        "dw",
        "app",
        "apparat",
        "klappe",
        "ramal",
        "anexo",
        "extensión",
        "wew",
        "wewn",
        "linka",
        "доб",
        "内線",
        "内线",
        "转",
        "轉",
        "分机",
        "分機",
        "내선",
        "toestel",
        "anknytning",
        "dahili",
        "máy lẻ",
        "#",
    ];
    let text = text.trim_matches([' ', ')']);
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - word.len();
    let word = word.trim().trim_matches(['.', ':', ',', '(', ' ', '-']).to_lowercase();
    (1..=6).contains(&digits) && WORDS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::{address, numbers};

    #[test]
    fn two_numbers_are_two() {
        assert_eq!(numbers("666-666-666/777-777-777"), ["666-666-666", "777-777-777"]);
        assert_eq!(numbers("+49 171 1234567, +49 30 123456"), ["+49 171 1234567", "+49 30 123456"]);
        assert_eq!(numbers("0711/123 45-67"), ["0711/123 45-67"]);
        assert_eq!(numbers("+49 711/1234567"), ["+49 711/1234567"]);
        assert_eq!(numbers("13800138000、13900139000"), ["13800138000", "13900139000"]);
        for mark in [" 或 ", "・", " или ", " e ", " または "] {
            let text = format!("13800138000{mark}13900139000");
            assert_eq!(numbers(&text), ["13800138000", "13900139000"], "{text}");
        }
    }

    #[test]
    fn numbers_are_found_among_words() {
        for (written, expected) in [
            ("0711/123 45-67", "tel:07111234567"),
            ("+49 (0)30 123456", "tel:+4930123456"),
            ("+49(0)30/123456", "tel:+4930123456"),
            ("(0)30 123456", "tel:030123456"),
            ("Tel.: +49 711 123456", "tel:+49711123456"),
            ("mobil: 0170 1234567", "tel:01701234567"),
            ("8 (912) 345\u{2011}67\u{2011}89", "tel:89123456789"),
            ("+7 912 345–67–89", "tel:+79123456789"),
            ("+7 912 345\u{2212}67\u{2212}89", "tel:+79123456789"),
            ("+39 02 1234567 int. 12", "tel:+39021234567;ext=12"),
            ("0170 1234567 (privat)", "tel:01701234567"),
            ("手机：１３８ １２３４ ５６７８", "tel:13812345678"),
            ("＋８６　１３８－１２３４－５６７８", "tel:+8613812345678"),
            ("03-1234-5678（内線 12）", "tel:0312345678;ext=12"),
            ("010-1234-5678 (휴대폰)", "tel:01012345678"),
            ("тел. 8 495 123-45-67, доб. 205", "tel:84951234567;ext=205"),
            ("+1 (555) 010-0199 x42", "tel:+15550100199;ext=42"),
        ] {
            assert_eq!(address(written).as_deref(), Some(expected), "{written}");
        }
        for written in ["on request", "12", "1-800-FLOWERS", "call me 2 days before 12345", "a+b"] {
            assert_eq!(address(written), None, "{written}");
        }
    }
}
