//! What a machine finds on pages: faint text, facts that cannot be read back, and where words are.

use cvgen::document::Document;
use cvgen::pdf::{Area, Glyph, Pdf};
use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The least contrast of text (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// The largest paper, in points.
const WIDTH: usize = 620;
const HEIGHT: usize = 1010;

/// The boxes of the words of a first page, painted a point by a point.
pub(crate) struct Words(Vec<bool>);

impl Words {
    pub(crate) fn of(pdf: &Pdf) -> Words {
        let mut areas: Vec<Area> = Vec::new();
        let mut last: Option<&Glyph> = None;
        for glyph in pdf.pages.first().map(|page| &page.glyphs[..]).unwrap_or_default() {
            let is_blank = glyph.text.as_ref().is_none_or(|text| text.trim().is_empty());
            if is_blank || glyph.is_artifact {
                last = None;
                continue;
            }
            let [left, bottom, right, top] = cvgen::pdf::area(glyph);
            let follows = last.is_some_and(|last| {
                (last.y - glyph.y).abs() < 1.0
                    && (glyph.x - last.x - last.width).abs() < 0.2 * glyph.size
            });
            match areas.last_mut() {
                Some(word) if follows => {
                    *word = [
                        word[0].min(left),
                        word[1].min(bottom),
                        word[2].max(right),
                        word[3].max(top),
                    ];
                }
                _ => areas.push([left, bottom, right, top]),
            }
            last = Some(glyph);
        }
        let mut page = vec![false; WIDTH * HEIGHT];
        for [left, bottom, right, top] in areas {
            for y in (0..HEIGHT).skip(whole(bottom)).take(whole(top) - whole(bottom)) {
                page[y * WIDTH..][..WIDTH][whole(left).min(WIDTH)..whole(right).min(WIDTH)]
                    .fill(true);
            }
        }
        Words(page)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on a page")]
fn whole(length: f64) -> usize {
    length.round().max(0.0) as usize
}

/// How much of what either has both have, from 0.0 to 1.0.
pub(crate) fn intersection_over_union(one: &Words, other: &Words) -> f64 {
    let pairs = || one.0.iter().zip(other.0.iter());
    let both = pairs().filter(|(one, other)| **one && **other).count();
    let either = pairs().filter(|(one, other)| **one || **other).count();
    let count = |it: usize| f64::from(u32::try_from(it).unwrap_or(u32::MAX));
    count(both) / count(either).max(1.0)
}

/// Text that is hard to see on what it is on, each colour once.
pub(crate) fn faint(pdf: &Pdf) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (page, glyph) in pdf.glyphs() {
        let (Some(color), Some(background)) = (glyph.color, glyph.background) else { continue };
        let text = glyph.text.as_deref().unwrap_or_default();
        let ratio = cvgen::contrast::ratio(color, background);
        if text.trim().is_empty() || ratio >= LEAST_CONTRAST {
            continue;
        }
        let what = format!("contrast {ratio:.2} on page {}", page + 1);
        if !found.iter().any(|known| known.starts_with(&what)) {
            found.push(format!("{what}: {text}"));
        }
    }
    found
}

/// Texts of the document that a reader does not find in the PDF: ours, and `pdftotext` where it is there.
pub(crate) fn lost(document: &Document, pdf: &Pdf, bytes: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let value = serde_json::to_value(document).unwrap_or_default();
    for name in ["header", "sections"] {
        texts_of(&value[name], "", &mut texts);
    }
    let mut readers = vec![("ours", pdf.running_text())];
    readers.extend(poppler(bytes).map(|text| ("pdftotext", text)));
    let mut found = Vec::new();
    for (reader, text) in readers {
        let text = letters(&text);
        // What stands at the foot of a page comes between the two halves of a text that goes on.
        let goes_on = |word: &str| {
            let mut cuts = word.char_indices().map(|(at, _)| word.split_at(at));
            word.chars().count() > 20
                && cuts.any(|(one, other)| text.contains(one) && text.contains(other))
        };
        let is_lost = |word: &&str| {
            let word = letters(word);
            !text.contains(&word) && !goes_on(&word)
        };
        let words = texts
            .iter()
            .flat_map(|it| it.split_whitespace())
            .filter(|it| !has_clusters(it, reader));
        let lost: Vec<&str> = words.filter(is_lost).take(3).collect();
        if !lost.is_empty() {
            found.push(format!("{reader} finds no {}", lost.join(", ")));
        }
    }
    found
}

/// Whether several letters may be one glyph, as in Arabic: the file has the text of such a glyph for each of its parts,
/// and poppler turns it around.
fn has_clusters(word: &str, reader: &str) -> bool {
    let is_mark = |it: char| matches!(it, '\u{64b}'..='\u{65f}' | '\u{670}');
    let is_arabic = |it: char| matches!(it, '\u{600}'..='\u{6ff}');
    word.contains(is_mark) || reader == "pdftotext" && word.contains(is_arabic)
}

/// All that is printed of a part of a document: the texts of its runs, dates, titles.
fn texts_of(value: &Value, name: &str, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if ["text", "title", "name", "reading"].contains(&name) => {
            texts.push(text.clone());
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                // What an entry has for other formats is not printed.
                if !["author-list", "degree", "area", "valid-until", "start", "end"]
                    .contains(&name.as_str())
                {
                    texts_of(value, name, texts);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| texts_of(item, name, texts)),
        _ => {}
    }
}

/// Without blanks, hyphens, the difference of capitals, and the marks of vowels, which poppler puts elsewhere in Arabic.
fn letters(text: &str) -> String {
    let kept = text.nfkd().filter(|it| it.is_alphanumeric() && !is_combining_mark(*it));
    kept.flat_map(char::to_lowercase).collect()
}

fn poppler(pdf: &[u8]) -> Option<String> {
    let mut process = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    process.stdin.take()?.write_all(pdf).ok()?;
    String::from_utf8(process.wait_with_output().ok()?.stdout).ok()
}
