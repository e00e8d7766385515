//! E-mail addresses, telephone numbers and links, in a line and in what can be clicked.

use super::Mark;
use super::vocabulary::{VOCABULARY, key};
use crate::pdf::Pdf;
use std::ops::Range;

/// The fewest and most figures of a telephone number (the most by ITU-T E.164).
const FIGURES: std::ops::RangeInclusive<usize> = 7..=15;

/// What is found in `line`, outside of `dates`; `is_head`: it is where contacts are.
pub(super) fn contacts(
    line: &str,
    dates: &[Range<usize>],
    is_head: bool,
) -> Vec<(&'static str, Range<usize>)> {
    let mut found = Vec::new();
    for word in words(line) {
        let text = &line[word.clone()];
        if is_address(text) {
            found.push(("e-mail address", word));
        } else if is_link(text, is_head) {
            found.push(("link", word));
        }
    }
    let taken: Vec<Range<usize>> =
        dates.iter().cloned().chain(found.iter().map(|(_, range)| range.clone())).collect();
    let is_free = |range: &Range<usize>| {
        taken.iter().all(|it| it.end <= range.start || range.end <= it.start)
    };
    let numbers = numbers(line).into_iter().filter(|range| is_free(range));
    found.extend(
        numbers.filter(|range| is_phone(line, range, is_head)).map(|it| ("telephone number", it)),
    );
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// Adds what links lead to and no text says: `mailto:` behind the word `E-mail`.
pub(super) fn of_links(pdf: &Pdf, marks: &mut Vec<Mark>) {
    for ((page, url), area) in pdf.links.iter().zip(&pdf.link_areas) {
        let (kind, text) = match url.split_once(':') {
            Some(("mailto", rest)) => ("e-mail address", rest.split('?').next().unwrap_or(rest)),
            Some(("tel", rest)) => ("telephone number", rest),
            Some(("http" | "https", _)) => ("link", url.as_str()),
            _ => continue,
        };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let plain = |text: &str| {
            let text = text.split_once("://").map_or(text, |(_, rest)| rest);
            text.trim_start_matches("www.").trim_end_matches('/').to_lowercase()
        };
        let is_known = marks.iter().filter(|mark| mark.kind == kind).any(|mark| match kind {
            "telephone number" => {
                digits(text).ends_with(digits(&mark.text).trim_start_matches('0'))
            }
            _ => plain(&mark.text) == plain(text),
        });
        // What an entry leads to is found, but no way to reach the person.
        if !is_known {
            let areas = vec![(*page, *area)];
            marks.push(Mark { kind, text: text.to_owned(), is_found: true, areas });
        }
    }
}

/// The ranges of words, without labels before them and marks around them.
fn words(line: &str) -> Vec<Range<usize>> {
    const BETWEEN: &[char] =
        &['|', '·', '•', '，', '；', '、', ';', ',', '(', ')', '<', '>', '（', '）', '：', '/'];
    let mut found = Vec::new();
    let mut at = 0;
    for word in
        line.split_inclusive(|c: char| c.is_whitespace() || BETWEEN.contains(&c) && c != '/')
    {
        let own =
            word.trim_end_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c) && c != '/');
        let own = own.trim_end_matches(['.', ':']);
        // `E-mail:ann@example.org`
        let label =
            own.rfind(':').filter(|colon| own.contains('@') && !own[*colon..].starts_with("://"));
        let start = at + label.map_or(0, |colon| colon + 1);
        if start < at + own.len() {
            found.push(start..at + own.len());
        }
        at += word.len();
    }
    found
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(local, host)| !local.is_empty() && is_host(host))
}

/// Whether `host` is labels of letters and figures with stops between, the last of two letters or more.
fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    labels.len() > 1
        && labels.iter().all(is_label)
        && labels
            .last()
            .is_some_and(|last| last.len() >= 2 && last.chars().all(char::is_alphabetic))
}

fn is_link(word: &str, is_head: bool) -> bool {
    /// Endings of addresses that are printed without anything behind, among contacts.
    const ENDINGS: [&str; 18] = [
        "com", "org", "net", "io", "dev", "me", "co", "cn", "de", "fr", "uk", "eu", "info", "app",
        "tech", "ch", "at", "blog",
    ];
    let bare = word.split_once("://").map(|(_, rest)| rest);
    let (host, path) = match bare.unwrap_or(word).split_once(['/', '?']) {
        Some((host, path)) => (host, path),
        None => (bare.unwrap_or(word), ""),
    };
    let host = host.split(':').next().unwrap_or(host);
    if word.contains('@') || !is_host(host) {
        return false;
    }
    let ending = host.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_lower = host.chars().all(|c| !c.is_uppercase());
    bare.is_some()
        || host.starts_with("www.")
        || !path.is_empty() && is_lower
        || is_head && is_lower && ENDINGS.contains(&ending.as_str())
}

/// The ranges of figures with what is between those of telephone numbers.
fn numbers(line: &str) -> Vec<Range<usize>> {
    let is_part =
        |c: char| c.is_ascii_digit() || "+()-./ \u{a0}\u{2010}\u{2011}\u{202f}–".contains(c);
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        let base = line.len() - rest.len();
        let own = &rest[start..];
        let run = own.find(|c| !is_part(c)).unwrap_or(own.len());
        let text = own[..run].trim_end_matches(|c: char| !c.is_ascii_digit());
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_free = !line[..base + start].ends_with(is_word)
            && !own[text.len()..].starts_with(char::is_alphabetic);
        if is_free && !text.is_empty() {
            found.push(base + start..base + start + text.len());
        }
        rest = &own[run.max(1)..];
    }
    found
}

fn is_phone(line: &str, range: &Range<usize>, is_head: bool) -> bool {
    let text = &line[range.clone()];
    let count = text.chars().filter(char::is_ascii_digit).count();
    if !FIGURES.contains(&count) || text.contains('–') && !text.starts_with('+') {
        return false;
    }
    let before = line[..range.start].trim_end();
    let label = before.trim_end_matches([':', '：', '.', ' ']);
    let label = label.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_labelled = VOCABULARY.phone.contains(&key(label));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_mobile = digits.len() == 11 && digits.starts_with('1') && !text.contains('.');
    is_labelled
        || text.starts_with('+')
        || text.starts_with("(+")
        || is_head && (text.starts_with(['0', '(']) || is_mobile || count == 10)
}
