//! What a line must not part: a figure and its unit, in Chinese and Japanese its counter, the words of one letter of
//! Slavic languages and what is behind them, a dash and what is before it, the words of Korean, the last characters
//! of a Chinese or Japanese paragraph.
//!
//! Takes runs, gives runs of which some are whole. No character is added or changed: a no-break space would
//! come out of the PDF as one.

use crate::document::{Block, Inline, Run};
use crate::resume::LanguageTag;
use crate::script::{is_han, is_hangul, is_kana};

/// The most letters that are kept on one line.
const MAX_WHOLE: usize = 30;

/// How many letters a headline has at least that takes two lines.
const LEAST_OF_TWO_LINES: usize = 40;

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

/// What figures of Chinese and Japanese count by, behind powers of ten.
const POWERS: &[&str] = &["百", "千", "万", "萬", "亿", "億", "余", "余万", "多", "几"];

/// What is counted or measured, the longer before what they begin with. Short ones: a line that is set to both edges
/// would be loose before a long piece.
#[rustfmt::skip]
const COUNTERS: &[&str] = &[
    "个月", "個月", "ヶ月", "か月", "小时", "小時", "分钟", "分鐘", "年", "月", "日", "天", "周", "週", "时",
    "時", "分", "秒", "个", "個", "家", "次", "座", "名", "人", "位", "条", "項", "项", "件", "台", "套", "款", "份", "篇", "起", "倍",
    "元", "円", "届", "门", "节", "场", "所", "级", "級", "字", "页", "頁", "歳", "岁", "歲", "社", "点", "版", "种", "種", "组", "組",
];

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
    let language = language.language();
    if matches!(language, "zh" | "ja") {
        return with_counters(runs);
    }
    let is_word = |text: &str| language == "ko" && text.contains(is_hangul);
    let may_tie = |run: &Run| !run.code && (run.text.contains(' ') || is_word(&run.text));
    if !runs.iter().any(may_tie) {
        return runs;
    }
    let mut out = Inline::with_capacity(runs.len());
    for run in runs {
        if may_tie(&run) { split(run, language, &mut out) } else { out.push(run) }
    }
    out
}

/// The runs of a paragraph whose last line has more than one Han: two with the marks behind them are whole.
pub(super) fn ended(mut runs: Inline, language: &LanguageTag) -> Inline {
    if !matches!(language.language(), "zh" | "ja" | "yue") {
        return runs;
    }
    let is_square = |c: char| is_han(c) || is_kana(c);
    let mut squares = 0;
    let mut start = None;
    // A stop behind counts as one of three.
    let mut left = 3_usize;
    'runs: for (index, run) in runs.iter().enumerate().rev() {
        if run.code || run.url.is_some() || run.picture.is_some() {
            return runs;
        }
        for (at, character) in run.text.char_indices().rev() {
            if is_square(character) {
                squares += 1;
            } else if squares > 0 || left == 0 || character.is_alphanumeric() || character == '\n' {
                break 'runs;
            }
            left = left.saturating_sub(1);
            if squares >= 2 && left == 0 {
                start = Some((index, at));
                break 'runs;
            }
        }
    }
    let Some((index, at)) = start else { return runs };
    let first = &mut runs[index];
    if at > 0 && !first.whole {
        let text = first.text.split_off(at);
        let whole = Run { text, ..first.clone() };
        runs.insert(index + 1, whole);
        runs[index + 1..].iter_mut().for_each(|run| run.whole = true);
    } else {
        runs[index..].iter_mut().for_each(|run| run.whole = true);
    }
    runs
}

/// The runs of a headline, which may take two lines: as [`ended`], and elsewhere with its last two words in one piece.
pub(super) fn headline(runs: Inline, language: &LanguageTag) -> Inline {
    let mut runs = ended(runs, language);
    let letters: usize = runs.iter().map(|run| run.text.chars().count()).sum();
    let Some(last) = runs.last_mut().filter(|run| !(run.whole || run.code)) else { return runs };
    let Some((at, _)) = last.text.rmatch_indices(' ').nth(1) else { return runs };
    let is_short = last.text[at + 1..].chars().count() <= MAX_WHOLE;
    if letters > LEAST_OF_TWO_LINES && is_short {
        let text = last.text.split_off(at + 1);
        let whole = Run { text, whole: true, ..last.clone() };
        runs.push(whole);
    }
    runs
}

/// As [`ended`], of a list whose items are behind one another.
pub(super) fn last_ended(mut items: Vec<Inline>, language: &LanguageTag) -> Vec<Inline> {
    if let Some(last) = items.pop() {
        items.push(ended(last, language));
    }
    items
}

/// `runs` with each figure and its counter in a run of its own.
fn with_counters(runs: Inline) -> Inline {
    let mut out = Inline::with_capacity(runs.len());
    for run in runs {
        let counted = if run.code { Vec::new() } else { counted(&run.text) };
        let mut from = 0;
        let mut part = |from: usize, to: usize, whole: bool| {
            if from < to {
                out.push(Run { text: run.text[from..to].to_owned(), whole, ..run.clone() });
            }
        };
        for (start, end) in counted {
            part(from, start, run.whole);
            part(start, end, true);
            from = end;
        }
        part(from, run.text.len(), run.whole);
    }
    out
}

/// Where figures with a counter are in `text`.
fn counted(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let is_figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '+');
        let length = text[start..].find(|c| !is_figure(c)).unwrap_or(text.len() - start);
        at = start + length;
        let behind = text[at..].strip_prefix(' ').unwrap_or(&text[at..]);
        let power = POWERS.iter().filter(|power| behind.starts_with(**power));
        let power = power.map(|power| power.len()).max().unwrap_or(0);
        let counter = COUNTERS.iter().find(|counter| behind[power..].starts_with(**counter));
        let length = power + counter.map_or(0, |counter| counter.len());
        let before = text[..start].chars().next_back();
        if length == 0 || before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        at = text.len() - behind.len() + length;
        found.push((start, at));
    }
    found
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

#[cfg(test)]
mod tests {
    use super::{ended, headline, tied};
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
            (
                "zh",
                "超过20万次，增至 31 万。提升 11 个百分点，v2个，2022年3月起，2,600 万元，共5家",
                &["20万次", "31 万", "11 个", "2022年", "3月", "2,600 万元", "5家"],
            ),
            ("ja", "年間3億円、12名、Web 3.0", &["3億円", "12名"]),
        ] {
            assert_eq!(whole(text, language), expected, "{text}");
        }
    }

    #[test]
    fn a_long_headline_ends_with_two_words() {
        for (language, text, expected) in [
            (
                "en",
                "Senior engineer for reliability and developer productivity",
                Some("developer productivity"),
            ),
            ("en", "Senior engineer", None),
            ("en", "Rindfleischetikettierungs überwachungsaufgabenübertragung", None),
            ("zh", "负责三个小组的高级工程师", Some("工程师")),
        ] {
            let runs = headline(vec![Run::plain(text)], &language.parse().unwrap());
            assert_eq!(plain_text(&runs), text);
            let whole = runs.iter().find(|run| run.whole).map(|run| run.text.as_str());
            assert_eq!(whole, expected, "{text}");
        }
    }

    #[test]
    fn no_han_is_alone_on_the_last_line() {
        for (language, text, expected) in [
            ("zh", "负责三个小组的工作。", Some("工作。")),
            ("zh", "支持分区表、分布式表", Some("布式表")),
            ("ja", "制作時間を約4割短縮。", Some("短縮。")),
            ("zh", "熟悉 Go（五年）", Some("五年）")),
            ("zh", "（只需改动命名）。", Some("命名）。")),
            ("zh", "参与《项目》", Some("项目》")),
            ("zh", "由3个人", None),
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
        let runs = ended(vec![strong, Run::plain("。")], &"zh".parse().unwrap());
        let whole = runs.iter().filter(|run| run.whole).map(|run| run.text.as_str());
        assert_eq!(whole.collect::<Vec<_>>(), ["小组", "。"]);
    }
}
