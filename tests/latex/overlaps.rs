//! Words that lie on each other on a page of any engine: long titles, places and dates are where they come to.

use super::engine::{compile, has, in_parallel, source, typst};
use crate::harness::themes;
use crate::judges::judge;
use serde_json::{Value, json};
use std::path::Path;

/// A word in its line box, in points from the top left corner of its page.
#[derive(Debug, Clone, Default)]
struct Word {
    page: usize,
    text: String,
    left: f64,
    right: f64,
    baseline: f64,
    size: f64,
}

impl Word {
    /// The top and the bottom of the box that every text of ours has: 0.8 em above the baseline, 0.2 below.
    fn rows(&self) -> (f64, f64) {
        (self.baseline - 0.8 * self.size, self.baseline + 0.2 * self.size)
    }

    /// Whether two words share more than a point of a line and a quarter of the lower one's height, as the faults of
    /// Typst's pages have it.
    fn lies_on(&self, other: &Word) -> bool {
        let ((top, bottom), (above, below)) = (self.rows(), other.rows());
        let wide = self.right.min(other.right) - self.left.max(other.left);
        let high = bottom.min(below) - top.max(above);
        self.page == other.page && wide > 1.0 && high > 0.25 * self.size.min(other.size)
    }
}

/// The words of a PDF; none without a judge.
fn words(pdf: &Path) -> Vec<Word> {
    let path = pdf.to_str().expect("a path in UTF-8");
    let pages = judge("mutool", ["draw", "-q", "-F", "stext", path]).unwrap_or_default();
    let (mut page, mut size, mut words) = (0, 0.0, Vec::new());
    let mut word = Word::default();
    for line in pages.lines() {
        let value = |name: &str| line.split_once(&format!(" {name}=\""))?.1.split('"').next();
        let number = |name: &str| value(name).and_then(|value| value.parse::<f64>().ok());
        page += usize::from(line.trim_start().starts_with("<page "));
        size = if line.contains("<font ") { number("size").unwrap_or(size) } else { size };
        let Some(sign) = value("c").filter(|_| line.contains("<char ")) else {
            words.push(std::mem::take(&mut word));
            continue;
        };
        // The corners of the sign: top left, top right, bottom left, bottom right.
        let corners: Vec<f64> = value("quad").map_or(Vec::new(), |quad| {
            quad.split(' ').filter_map(|corner| corner.parse().ok()).collect()
        });
        let (left, right) = (corners[0].min(corners[2]), corners[2].max(corners[0]));
        let baseline = number("y").expect("a baseline");
        // Letters are kerned.
        let goes_on = (word.baseline - baseline).abs() < 0.1
            && (left - word.right).abs() < 0.25 * size
            && page == word.page;
        let is_no_letter = sign.trim().is_empty() || is_half_empty(sign);
        if !goes_on || is_no_letter {
            words.push(std::mem::take(&mut word));
        }
        if is_no_letter {
            continue;
        }
        if word.text.is_empty() {
            word = Word { page, text: String::new(), left, right, baseline, size };
        }
        word.text += sign;
        word.right = word.right.max(right);
    }
    words.retain(|word| !word.text.is_empty());
    words
}

/// Whether a sign, as XML has it, is a mark of Han, whose empty half may lie on what is beside it.
fn is_half_empty(sign: &str) -> bool {
    let code = sign.strip_prefix("&#x").and_then(|code| code.strip_suffix(';'));
    let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
    let code = code.or_else(|| sign.chars().next().map(u32::from)).unwrap_or_default();
    matches!(code, 0x2014..=0x201d | 0x3000..=0x303f | 0xff00..=0xff0f | 0xff1a..=0xff20)
}

/// The pairs of words of a PDF that lie on each other.
pub(crate) fn overlaps(pdf: &Path) -> Vec<String> {
    on_each_other(&words(pdf))
}

fn on_each_other(words: &[Word]) -> Vec<String> {
    let pairs = words.iter().enumerate().flat_map(|(index, word)| {
        let others = words[..index].iter().filter(|other| word.lies_on(other));
        others.map(move |other| format!("{}: `{}` on `{}`", word.page, word.text, other.text))
    });
    pairs.collect()
}

/// A resume whose every text is longer than its place: titles of many words, of Han, and one that begins with a word as
/// long as those of German laws.
fn long(giant: &str) -> Value {
    let latin = "Principal Distinguished Senior Staff Manager for Very Long Titles and Their Boxes";
    let han =
        "国家重点研发计划大规模分布式数据库系统与云原生基础设施关键技术研究及其产业化应用示范";
    let (place, other) = ("Garmisch-Partenkirchen, Bayern", "内蒙古自治区呼伦贝尔市鄂伦春自治旗");
    let url = "https://example.org/a/very/long/address/that/goes/on/and/on/and/on/until/the/line/is/full/and/more";
    let entries = |name: &str, below: &str| -> Vec<Value> {
        let entry = |title: &str, text: &str, place: &str| {
            json!({ name: title, below: text, "location": place, "startDate": "2015-09", "endDate": "2020-06",
                    "url": url, "summary": text, "highlights": [text, giant], "keywords": [text, place] })
        };
        let titled = format!("{giant} {latin}");
        vec![entry(latin, latin, place), entry(&titled, giant, other), entry(han, han, place)]
    };
    let mut work = entries("name", "position");
    work.push(json!({ "name": latin, "location": other, "positions": [
        { "position": latin, "location": place, "startDate": "2011-09", "endDate": "2012-10", "highlights": [han] },
        { "position": han, "startDate": "2010-09", "endDate": "2011-09", "summary": latin },
    ]}));
    let mut education = entries("institution", "area");
    education[0]["studyType"] = latin.into();
    let profiles = ["GitHub", "GitLab", "LinkedIn", "ORCID", "Zhihu"].map(
        |network| json!({ "network": network, "username": "maximiliana-alexandra-featherstone" }),
    );
    let skills = ["Distributed systems and databases", "数据库内核与云原生"].map(
        |name| json!({ "name": name, "level": "Advanced in daily work", "keywords": [latin, giant, other] }),
    );
    json!({
        "basics": { "name": "Maximiliana Alexandra Konstantinopolitanskaya-Featherstonehaugh von Hohenlohe", "label": latin,
            "email": "maximiliana.alexandra.konstantinopolitanskaya@very-long-department.example.org",
            "phone": "+49 30 1234567890", "url": url, "summary": latin, "profiles": profiles,
            "location": { "city": "Garmisch-Partenkirchen", "country": "Deutschland" } },
        "work": work,
        "education": education,
        "projects": entries("name", "entity"),
        "awards": entries("title", "awarder"),
        "certificates": entries("name", "issuer"),
        "publications": entries("name", "publisher"),
        "skills": skills,
        "languages": [{ "language": "Norwegian Nynorsk", "fluency":
            "Full professional proficiency, with certificates of two kinds from two universities" }],
        "references": [{ "name": latin, "reference": han }, { "name": han, "reference": latin }],
        "sections": [{ "id": "own", "title": latin, "kind": "terms", "entries": [{ "title": latin, "subtitle": han }] }],
        "cvgen": { "languages": ["en"] },
    })
}

/// What lies on each other in all themes; none where a judge is missing.
fn found_in_every_theme(word: &str) -> Vec<String> {
    if !has("xelatex") || !has("mutool") {
        return Vec::new();
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("r.json");
    std::fs::write(&input, long(word).to_string()).expect("a file");
    let found = std::sync::Mutex::new(Vec::new());
    in_parallel(themes(), |theme| {
        let words = format!("--theme {theme} --set page-numbers=false");
        let made = source(&input, &words);
        let (latex, _) = compile(made.path(), "xelatex");
        for (engine, pdf) in [("XeLaTeX", &latex), ("Typst", &typst(&input, &words, made.path()))] {
            let overlaps = overlaps(pdf);
            if !overlaps.is_empty() {
                let told = format!("{engine} {theme}: {overlaps:#?}");
                found.lock().expect("no thread failed").push(told);
            }
        }
    });
    found.into_inner().expect("no thread failed")
}

#[test]
fn long_titles_lie_on_nothing_in_either_engine() {
    let found = found_in_every_theme("Softwareentwicklung");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Words are found, and those that are moved onto others are told.
#[test]
fn words_that_lie_on_each_other_would_be_told() {
    let pdf = crate::harness::root().join("tests/proof/pdftex.pdf");
    let words = words(&pdf);
    if words.is_empty() {
        return;
    }
    assert!(words.len() > 20, "{words:?}");
    assert_eq!(on_each_other(&words), [""; 0]);
    for index in 1..words.len() {
        let mut moved = words.clone();
        let Word { page, left, baseline, .. } = words[index - 1];
        let width = moved[index].right - moved[index].left;
        moved[index] = Word { page, left, right: left + width, baseline, ..moved[index].clone() };
        assert!(!on_each_other(&moved).is_empty(), "{:?}", words[index]);
    }
}
