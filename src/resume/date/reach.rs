//! Words about a date that say how far it reaches: `seit 2019`, `desde 2019`, `2019年起`, `bis 2020`; and the
//! two dates of a range in one text.

use super::PartialDate;

/// What a text says about the time before or behind its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is the date itself.
    At,
    /// Something began then, and went on.
    Since,
    /// Something ended then.
    Until,
}

/// Words before a date from which something went on, in lower case.
#[rustfmt::skip]
const SINCE: &[&str] = &[
    "since", "from", "starting", "as of", // en
    "seit dem", "seit", "ab dem", "ab", "von", "vom", // de
    "depuis le", "depuis", "à partir de", "à partir du", "à compter de", "à compter du", "dès le", "dès", // fr
    "desde el", "desde o", "desde", "a partir del", "a partir de", "a partir do", // es pt gl
    "des de", "des del", "des de l'", "des d'", // ca
    "a partire da", "a partire dal", "a partire dall'", "dal", "dall'", "da", // it
    "sinds", "vanaf", "met ingang van", // nl
    "od dnia", "od", "počevši od", "počínaje", "začenši od", "почев од", "počev od", // pl cs sk hr sr sl
    "начиная с", "с", "со", "c", "починаючи з", "від", "з", "із", "од", "от", "считано от", // ru uk mk bg
    "sedan", "från och med", "från", "fr.o.m.", "siden", "sidan", "fra og med", "frå og med", "fra", "frå", // sv da nb nn
    "alkaen", "vuodesta", // fi
    "síðan", "frá og með", "frá", // is
    "από το", "από τον", "από την", "από", "din anul", "din", "de la", "începând cu", "începând din", // el ro
    "từ năm", "từ", "kể từ năm", "kể từ", "sejak", "dari", "mulai", // vi id
    "nuo", "kopš", "no", "alates", // lt lv et
    "që nga viti", "që nga", "që prej", "prej", "nga", // sq
    "ó", "minn", "mill-", // ga mt
    "منذ", "ابتداء من", "من", "از سال", "از", "החל מ-", "מאז", "משנת", "מ-", "ตั้งแต่ปี", "ตั้งแต่", // ar fa he th
    "自从", "自從", "自", "从", "從", // zh
];

/// Words behind a date from which something went on.
#[rustfmt::skip]
const SINCE_BEHIND: &[&str] = &[
    "起", "以来", "以來", "开始", "開始", "より", "から", "以降", "부터", "이후", "이래", // zh ja ko
    "beri", "bu yana", "itibaren", "óta", "-től", "-tól", "ától", "étől", "jától", "jétől", "alkaen", "lähtien", "से", // tr hu fi hi
    "alates", "aastast", "tik", "etik", "aurrera", // et eu
];

/// Words before a date that ended something, in lower case.
#[rustfmt::skip]
const UNTIL: &[&str] = &[
    "until", "till", "through", "up to", "to", // en
    "bis zum", "bis", // de
    "jusqu'en", "jusqu'au", "jusqu'à", // fr
    "hasta el", "hasta", "até o", "até ao", "até", "fins al", "fins a", "ata", "até a", // es pt ca gl
    "fino al", "fino a", "fino ad", "fino", "sino al", "al", // it
    "tot en met", "t/m", "tot op", "tot", // nl
    "do dnia", "do roku", "do", "až do", "až", // pl cs sk hr sr sl
    "до", "по", // ru uk bg mk sr
    "till och med", "t.o.m.", "tills", "til og med", "fram til", "til", // sv da nb
    "μέχρι το", "μέχρι", "έως το", "έως", "până la", "până în", "până", // el ro
    "đến năm", "đến", "sampai", "hingga", // vi id
    "iki", "līdz", "kuni", "deri më", "deri", "go dtí", "sa", // lt lv et sq ga mt
    "حتى", "إلى", "تا", "עד", "จนถึง", "ถึง", // ar fa he th
    "至", "到", // zh
];

/// Words behind a date that ended something.
#[rustfmt::skip]
const UNTIL_BEHIND: &[&str] = &[
    "まで", "까지", "为止", "為止", "止", "kadar", "-ig", "asti", "saakka", "तक",
];

/// What is between the two dates of a range. Where blanks are around it, that alone is one.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "--", "–", "—", "―", "〜", "～", "~", "−", "－", "→", "至", "到", "から", "より", "부터", "-",
];

/// The same in words, with blanks around.
#[rustfmt::skip]
const BETWEEN_WORDS: &[&str] = &[
    "to", "until", "till", "through", "thru", "bis", "à", "au", "al", "a", "hasta", "até", "tot", "do", "по", "до",
    "til", "đến", "sampai", "تا", "iki", "līdz", "kuni", "إلى", "עד",
];

/// Marks that leave an end open: `2019 –`, `– 2019`.
const DASHES: [char; 7] = ['-', '–', '—', '―', '−', '~', '〜'];

/// Words before a range that say no more than the word within it: `de 2018 à 2019`.
const BEFORE_RANGE: [&str; 5] = ["de", "du", "van", "del", "entre"];

/// How far `text` reaches, and its date without the words that say so.
pub(super) fn split(text: &str) -> (Reach, &str) {
    if let Some(rest) = text.strip_suffix(DASHES) {
        return (Reach::Since, rest.trim_end());
    }
    if let Some(rest) = text.strip_prefix(DASHES) {
        return (Reach::Until, rest.trim_start());
    }
    let prefix = |words: &[&str]| {
        words.iter().filter_map(|word| behind(text, word)).min_by_key(|rest| rest.len())
    };
    let suffix = |words: &[&str]| {
        words.iter().filter_map(|word| text.strip_suffix(word)).min_by_key(|rest| rest.len())
    };
    if let Some(rest) = prefix(SINCE) {
        // 自2018年4月起 says it on both sides.
        (Reach::Since, both(rest).trim())
    } else if let Some(rest) = suffix(SINCE_BEHIND) {
        (Reach::Since, without_ending(rest))
    } else if let Some(rest) = prefix(UNTIL) {
        (Reach::Until, rest.trim())
    } else if let Some(rest) = suffix(UNTIL_BEHIND) {
        (Reach::Until, without_ending(rest))
    } else {
        (Reach::At, text)
    }
}

/// `text` without the word behind it.
fn both(text: &str) -> &str {
    let words = ["起", "以来", "以來", "开始", "開始"];
    words.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text)
}

/// What is behind `word` at the beginning of `text`, in capitals or not; a blank parts them, or the word is of a
/// script without blanks, or ends with an apostrophe.
fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        let is_same = found == wanted
            || found.to_lowercase().eq([wanted])
            || wanted == '\'' && matches!(found, '’' | 'ʼ');
        if !is_same {
            return None;
        }
    }
    let rest = rest.as_str();
    let is_closed =
        word.ends_with(['\'', '-', '自', '从', '從', '至', '到', '起']) || word.ends_with("่");
    (is_closed || rest.starts_with(char::is_whitespace)).then_some(rest)
}

/// `text` without the ending of a case that Turkish and Hungarian put to figures: `2019'dan`, `2019-ig`.
fn without_ending(text: &str) -> &str {
    let text = text.trim_end();
    let figures = text.trim_end_matches(char::is_alphabetic);
    figures.strip_suffix(['\'', '’', 'ʼ', '-']).unwrap_or(text).trim_end()
}

/// The two ends of the range in `text`, if the first is a date and the second a date or words without a figure,
/// which may mean that it goes on.
pub fn range(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let parse = |text: &str| text.parse::<PartialDate>();
    if parse(text).is_ok() {
        return None;
    }
    let inner = text.strip_prefix(['(', '（']).and_then(|text| text.strip_suffix([')', '）']));
    let text = inner.map_or(text, str::trim);
    let text = BEFORE_RANGE.iter().find_map(|word| behind(text, word)).unwrap_or(text);
    let is_end =
        |text: &str| parse(text).is_ok() || !text.is_empty() && !text.chars().any(char::is_numeric);
    let fits = |(start, end): &(&str, &str)| {
        !start.ends_with(DASHES) && parse(start).is_ok() && is_end(end)
    };
    // 2018年9月至今: the mark is part of the word.
    let at = text.find("至今").or_else(|| text.find("迄今"));
    let open = at.map(|at| text.split_at(at));
    let words = BETWEEN_WORDS.iter().flat_map(|word| {
        text.match_indices(word).filter_map(move |(at, _)| {
            let (start, end) = (&text[..at], &text[at + word.len()..]);
            let apart =
                start.ends_with(char::is_whitespace) && end.starts_with(char::is_whitespace);
            apart.then_some((start, end))
        })
    });
    let marks = BETWEEN.iter().flat_map(|mark| {
        let cuts = text.match_indices(mark).map(|(at, _)| (&text[..at], &text[at + mark.len()..]));
        // The longest beginning: `2019-10-2020`.
        cuts.collect::<Vec<_>>().into_iter().rev()
    });
    // ISO 8601 parts the two dates of a time by a stroke: `2019-03/2020-04`.
    let iso = text.split_once('/').filter(|(start, _)| start.contains('-'));
    let cuts = open.into_iter().chain(iso).chain(words).chain(marks);
    let mut cuts = cuts.map(|(start, end)| (start.trim(), end.trim()));
    cuts.find(fits)
}

/// Whether `text`, which is no date, tells a beginning and an end, or a beginning and more: `Spring 2018 to Fall 2019`,
/// `WS 2018/19`, `2018–20`, `Jan 2019 - now (3 years)`.
pub fn has_two_ends(text: &str) -> bool {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|figures| figures.len() == 4);
    if years.count() > 1 {
        return true;
    }
    let is_date = |text: &str| text.trim().parse::<PartialDate>().is_ok();
    let marks = || text.char_indices().filter(|(_, c)| DASHES.contains(c) || *c == '/');
    marks().any(|(at, mark)| {
        let (before, behind) = (&text[..at], text[at + mark.len_utf8()..].trim());
        is_later(before, behind)
            || before.ends_with(char::is_whitespace) && !behind.is_empty() && is_date(before)
    })
}

/// Whether `before` ends with a year, and `behind` begins with the last two figures of a later one.
fn is_later(before: &str, behind: &str) -> bool {
    let year = before.get(before.len().saturating_sub(4)..).filter(|year| year.len() == 4);
    let figures = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    let value = |text: &str| text.parse::<u16>().ok();
    let century = |year: u16| year % 100;
    let next = value(&behind[..figures]).filter(|_| figures == 2);
    year.and_then(value).zip(next).is_some_and(|(year, next)| next > century(year) || next == 0)
}
