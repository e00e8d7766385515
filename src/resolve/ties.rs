//! What a line must not part: a figure and its unit, the words of one letter of Slavic languages and what is
//! behind them, a dash and what is before it, the words of Korean, the last characters of a Chinese or Japanese
//! paragraph.
//!
//! Takes runs, gives runs of which some are whole. No character is added or changed: a no-break space would
//! come out of the PDF as one.

use crate::document::{Block, Inline, Run};
use crate::resume::LanguageTag;

/// The most letters that are kept on one line.
const MAX_WHOLE: usize = 30;

/// Signs and units behind a figure.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "%", "‰", "°", "°C", "°F", "€", "$", "£", "¥", "₽", "₴", "zł", "Kč", "kr", "kr.", "Ft", "lei", "CHF", "EUR", "USD",
    "км", "км²", "м", "м²", "м³", "кг", "г", "т", "га", "ч", "мин", "шт.", "чел.", "руб.", "грн", "тыс.", "тис.",
    "млн", "млрд", "трлн",
    "km", "km²", "km/h", "m", "m²", "m³", "cm", "mm", "kg", "g", "t", "l", "ha", "h", "min", "s", "ms", "kW", "kWh",
    "MW", "GW", "V", "Hz", "kHz", "MHz", "GHz", "kB", "MB", "GB", "TB", "PB", "Go", "Mo", "To", "Mbit/s", "Gbit/s",
    "Mio.", "Mrd.", "Tsd.", "Std.", "Uhr", "M€", "k€", "Md€", "mln", "mld", "mld.", "mil.", "tys.", "tis.", "pp.",
];

/// Signs and words before a figure.
const BEFORE_FIGURES: &[&str] =
    &["§", "§§", "№", "Nr.", "nr", "N°", "n°", "nº", "Nº", "č.", "Art.", "Abs.", "ст.", "п."];

/// Words of one letter that do not end a line.
fn small_words(language: &str) -> &'static [&'static str] {
    match language {
        "pl" => &["w", "z", "i", "o", "a", "u"],
        "cs" | "sk" => &["k", "s", "v", "z", "o", "u", "a", "i"],
        "ru" => &["в", "к", "с", "о", "у", "и", "а"],
        "uk" => &["в", "к", "з", "с", "о", "у", "і", "й", "а", "є"],
        "bg" | "mk" => &["в", "с", "и", "о", "у", "а"],
        _ => &[],
    }
}

/// `runs` with what a line must not part in runs of its own.
pub(super) fn tied(runs: Inline, language: &LanguageTag) -> Inline {
    let may_tie = |run: &Run| !run.code && run.text.contains(' ');
    if !runs.iter().any(may_tie) {
        return runs;
    }
    let mut out = Inline::with_capacity(runs.len());
    for run in runs {
        if may_tie(&run) { split(run, language.language(), &mut out) } else { out.push(run) }
    }
    out
}

/// The runs of a paragraph whose last line has more than one Han: two with what is behind them are whole.
pub(super) fn ended(mut runs: Inline, language: &LanguageTag) -> Inline {
    let is_plain = |run: &Run| !run.code && !run.whole && run.url.is_none();
    if !matches!(language.language(), "zh" | "ja" | "yue")
        || !runs.last().is_some_and(|run| is_plain(run) && !run.strong && !run.emphasis)
    {
        return runs;
    }
    let Some(last) = runs.last_mut() else { return runs };
    let mut ends = last.text.char_indices().rev();
    let (Some(_), Some((_, second)), Some((start, first))) =
        (ends.next(), ends.next(), ends.next())
    else {
        return runs;
    };
    if is_han(first) && is_han(second) {
        let text = last.text.split_off(start);
        let whole = Run { text, whole: true, ..last.clone() };
        runs.push(whole);
        runs.retain(|run| !run.text.is_empty());
    }
    runs
}

/// As [`tied`], of every paragraph in `blocks`, and [`ended`].
pub(super) fn tied_blocks(blocks: Vec<Block>, language: &LanguageTag) -> Vec<Block> {
    let tie = |block| match block {
        Block::Paragraph { runs } => {
            Block::Paragraph { runs: ended(tied(runs, language), language) }
        }
        Block::List { start, items } => {
            let items = items.into_iter().map(|item| tied_blocks(item, language)).collect();
            Block::List { start, items }
        }
        Block::Quote { blocks } => Block::Quote { blocks: tied_blocks(blocks, language) },
        code @ Block::Code { .. } => code,
    };
    blocks.into_iter().map(tie).collect()
}

/// Puts `run` on `out`, parted where something whole begins and ends.
fn split(run: Run, language: &str, out: &mut Inline) {
    let words: Vec<&str> = run.text.split(' ').collect();
    let is_korean = language == "ko";
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let mut end = index;
        let mut letters = words[index].chars().count();
        while end + 1 < words.len() && is_tied(words[end], words[end + 1], language) {
            let more = letters + 1 + words[end + 1].chars().count();
            if more > MAX_WHOLE {
                break;
            }
            (end, letters) = (end + 1, more);
        }
        // The first and the last word may go on in the neighbouring run.
        let is_inside = index > 0 && end + 1 < words.len();
        let is_word = is_korean
            && (is_inside || words.len() == 1 || (1..MAX_WHOLE).contains(&letters))
            && letters <= MAX_WHOLE
            && words[index].contains(is_hangul);
        let text = words[index..=end].join(" ");
        let is_whole = (end > index || is_word) && !text.contains('\n');
        let blank = if index > 0 { " " } else { "" };
        match pieces.last_mut() {
            Some((last, false)) => last.push_str(blank),
            _ if blank.is_empty() => {}
            _ => pieces.push((blank.to_owned(), false)),
        }
        match pieces.last_mut() {
            Some((last, false)) if !is_whole => last.push_str(&text),
            _ => pieces.push((text, is_whole)),
        }
        index = end + 1;
    }
    if pieces.len() == 1 && !pieces[0].1 {
        out.push(run);
        return;
    }
    let piece = |(text, whole)| Run { text, whole, ..run.clone() };
    out.extend(pieces.into_iter().filter(|(text, _)| !text.is_empty()).map(piece));
}

/// Whether no line may end between the words `before` and `after`.
fn is_tied(before: &str, after: &str, language: &str) -> bool {
    if before.is_empty() || after.is_empty() || before.contains('\n') || after.contains('\n') {
        return false;
    }
    let word = before.trim_start_matches(['(', '„', '«', '“', '"', '[']);
    let unit = after.trim_end_matches([',', ';', ':', ')', '!', '?', '»', '”', '“']);
    let is_unit = UNITS.contains(&unit) || UNITS.contains(&unit.trim_end_matches('.'));
    let ends_with_figure = before.ends_with(|c: char| c.is_ascii_digit());
    let is_scale = matches!(
        word,
        "млн" | "млрд" | "тыс." | "тис." | "Mio." | "Mrd." | "mln" | "mld" | "M" | "Md"
    );
    let is_letter = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(char::is_alphabetic)
            && letters.next() == Some('.')
            && text.chars().count() == 2
    };
    (ends_with_figure || is_scale) && is_unit
        || BEFORE_FIGURES.contains(&word) && after.starts_with(|c: char| c.is_ascii_digit())
        // z. B., т. е.
        || is_letter(word) && is_letter(unit)
        || small_words(language).contains(&word.to_lowercase().as_str())
        || matches!(after, "–" | "—") && matches!(language, "ru" | "uk" | "be" | "bg" | "pl" | "mk" | "sr")
        || language == "fr"
            && (word == "«" || before == "«" || matches!(after.trim_end_matches(['.', ',']), "»" | ":" | ";" | "!" | "?"))
}

/// Whether `character` is Han or kana.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether `character` is a syllable of Hangul.
fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::{ended, tied};
    use crate::document::{Run, plain_text};

    fn whole(text: &str, language: &str) -> Vec<String> {
        let runs = tied(vec![Run::plain(text)], &language.parse().unwrap());
        assert_eq!(plain_text(&runs), text, "no character is added");
        runs.into_iter().filter(|run| run.whole).map(|run| run.text).collect()
    }

    #[test]
    fn figures_and_small_words_stay_with_what_they_belong_to() {
        for (language, text, expected) in [
            ("de", "von 9,4 % auf 6,1 %, z. B. nach § 5", &["9,4 %", "6,1 %,", "z. B.", "§ 5"][..]),
            ("de", "Nr. 3 mit 5 km und 2 Mio. € Umsatz", &["Nr. 3", "5 km", "2 Mio. €"]),
            ("fr", "soit 45 000 € et « apprendre » : oui", &["000 €", "« apprendre » :"]),
            (
                "ru",
                "оборот 1,2 млрд руб. в год — и в Москве",
                &["1,2 млрд руб.", "в год —", "и в Москве"],
            ),
            ("pl", "praca w firmie i z klientem – zdalnie", &["w firmie", "i z klientem –"]),
            ("cs", "zkušenosti s řízením a k tomu", &["s řízením", "a k tomu"]),
            ("en", "A team of 5 grew by 12 % in a year", &["12 %"]),
            ("ko", "프로젝트를 주도하였으며 API 개선", &["프로젝트를", "주도하였으며", "개선"]),
            ("en", "nothing to tie", &[]),
        ] {
            assert_eq!(whole(text, language), expected, "{text}");
        }
    }

    #[test]
    fn no_han_is_alone_on_the_last_line() {
        for (language, text, expected) in [
            ("zh", "负责三个小组的工作。", Some("工作。")),
            ("zh", "支持分区表、分布式表", Some("布式表")),
            ("ja", "制作時間を約4割短縮。", Some("短縮。")),
            ("zh", "熟悉 Go（五年）", Some("五年）")),
            ("zh", "使用 Rust", None),
            ("zh", "工作", None),
            ("ko", "시간을 단축하였다", None),
            ("en", "at work", None),
        ] {
            let runs = ended(vec![Run::plain(text)], &language.parse().unwrap());
            assert_eq!(plain_text(&runs), text);
            let whole = runs.iter().find(|run| run.whole).map(|run| run.text.as_str());
            assert_eq!(whole, expected, "{text}");
        }
        let strong = Run { strong: true, ..Run::plain("三个小组") };
        assert_eq!(ended(vec![strong.clone()], &"zh".parse().unwrap()), vec![strong]);
    }
}
