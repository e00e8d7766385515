//! Where on the pages the facts of a document are, and what findings are about.

use super::contrast::ratio;
use super::extract::{Extract, letters_of};
use super::facts;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::pdf::{Area, Located, Pdf, area};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Something that a machine looks for in a PDF.
pub struct Mark {
    /// What it is, such as `bullet`.
    pub kind: &'static str,
    /// How it is printed.
    pub text: String,
    /// Whether a machine finds it.
    pub is_found: bool,
    /// Where it is, a line each, with the page; of what is lost a part, if that can be told. None if the end of a
    /// page parts it.
    pub areas: Vec<(usize, Area)>,
}

/// The text of a PDF, to look up places in.
pub struct Places<'a> {
    pdf: &'a Pdf,
    located: Located,
    extract: Extract,
}

impl<'a> Places<'a> {
    /// Those of `pdf`.
    pub fn new(pdf: &'a Pdf) -> Places<'a> {
        let located = pdf.located();
        let extract = Extract::new(located.text.clone());
        Places { pdf, located, extract }
    }

    /// Every fact of `document`. One that is printed several times is marked where it follows the one before.
    pub fn facts(&self, document: &Document) -> Vec<Mark> {
        let mut at = 0;
        let mut taken = BTreeMap::new();
        let facts = facts::facts(document).into_iter().map(|fact| {
            let place = self.own_place(&fact.text, at, &taken);
            if let Some(place) = &place {
                taken.insert(place.start, place.end);
                at = if fact.is_ordered { place.end } else { at };
            }
            let is_found = place.is_some() || self.extract.has(&fact.text);
            let part = if is_found { None } else { self.part(&fact.text, at) };
            let areas = place.or(part).map(|place| self.areas(&place)).unwrap_or_default();
            Mark { kind: fact.kind, text: fact.text, is_found, areas }
        });
        facts.collect()
    }

    /// Where `text` is: rather where no other fact is, as words of their own, and from `at` on.
    fn own_place(
        &self,
        text: &str,
        at: usize,
        taken: &BTreeMap<usize, usize>,
    ) -> Option<Range<usize>> {
        let is_free = |place: &Range<usize>| {
            let before = taken.range(..place.end).next_back();
            before.is_none_or(|(_, end)| *end <= place.start)
        };
        let worth = |place: &Range<usize>| {
            (is_free(place), self.is_whole(place), place.start >= at, Reverse(place.start))
        };
        self.extract.all(text).max_by_key(worth)
    }

    /// Whether words begin and end with `place`: `we` is in `Awesome`, too.
    fn is_whole(&self, place: &Range<usize>) -> bool {
        let range = self.extract.raw_range(place);
        let all = self.located.text.as_str();
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/');
        !all[..range.start].ends_with(is_letter) && !all[range.end..].starts_with(is_letter)
    }

    /// Where the longest beginning or end of `text`, which is lost, is.
    fn part(&self, text: &str, at: usize) -> Option<Range<usize>> {
        /// Fewer letters may be anywhere.
        const FEW: usize = 5;
        let letters: Vec<char> = letters_of(text).chars().collect();
        let find = |part: &[char]| {
            let part: String = part.iter().collect();
            self.extract.find(&part, at).or_else(|| self.extract.find(&part, 0))
        };
        let counts: Vec<usize> = (1..=letters.len()).collect();
        let end = |count: usize| &letters[letters.len() - count..];
        // What is there of a longer one is there of a shorter one.
        let first = counts.partition_point(|count| find(&letters[..*count]).is_some());
        let last = counts.partition_point(|count| find(end(*count)).is_some());
        let part = if first >= last { &letters[..first] } else { end(last) };
        find(part).filter(|_| part.len() >= FEW)
    }

    /// What can be told without a resume: name, contacts, section titles, dates.
    pub fn recognised(&self) -> Vec<Mark> {
        let mut found = Vec::new();
        let mut mark = |kind, text: &str, range: Range<usize>| {
            let areas = self.pdf.areas(&self.located, &range);
            found.push(Mark { kind, text: text.to_owned(), is_found: true, areas });
        };
        let text = self.located.text.as_str();
        let first = self.pdf.pages.first();
        // The largest line of the first page is nearly always the name.
        let size = first
            .map_or(0.0, |page| page.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max));
        let large: String = first.map_or_else(String::new, |page| {
            let glyphs = page.glyphs.iter().filter(|glyph| glyph.size > 0.95 * size);
            glyphs.filter_map(|glyph| glyph.text.as_deref()).take(80).collect()
        });
        if let Some(place) = Some(large.trim()).filter(|name| !name.is_empty())
            && let Some(place) = self.extract.find(place, 0)
        {
            mark("name", large.trim(), self.extract.raw_range(&place));
        }
        for line in lines(text) {
            let words = text[line.clone()].trim();
            let small = words.to_lowercase();
            if SECTIONS.contains(&small.trim_end_matches([':', '：'])) {
                mark("section title", words, line.clone());
            }
            for word in words_of(text, &line) {
                let written = &text[word.clone()];
                let digits = written.chars().filter(char::is_ascii_digit).count();
                if written.contains('@') && written.contains('.') {
                    mark("e-mail address", written, word);
                } else if written.contains("://") || written.starts_with("www.") {
                    mark("link", written, word);
                } else if is_year(written) {
                    mark("date", written, word);
                } else if digits >= 7
                    && written.chars().all(|c| c.is_ascii_digit() || "+()-./".contains(c))
                {
                    mark("telephone number", written, word);
                }
            }
        }
        found
    }

    /// Text that people see badly or not at all, with its page.
    pub fn pale(&self) -> Vec<(usize, Area)> {
        /// Less contrast than this is pale.
        const LEAST: f64 = 4.5;
        let is_pale = |glyph: &crate::pdf::Glyph| {
            let contrast =
                glyph.color.zip(glyph.background).map(|(ink, ground)| ratio(ink, ground));
            let is_blank = glyph.text.as_ref().is_some_and(|text| text.trim().is_empty());
            !is_blank
                && (!glyph.is_painted
                    || glyph.size < 3.0
                    || contrast.is_some_and(|it| it < LEAST - 0.005))
        };
        let pale = self.pdf.glyphs().filter(|(_, glyph)| is_pale(glyph));
        pale.map(|(page, glyph)| (page, area(glyph))).collect()
    }

    /// The page and the area that `finding` is about; none if it is about the whole.
    pub fn of_finding(&self, finding: &Diagnostic) -> Option<(usize, Area)> {
        let written = finding
            .place
            .as_ref()
            .map(|place| place.source.text[place.start..place.end].to_owned());
        let quoted = finding.message.split('`').skip(1).step_by(2);
        let quoted = quoted.map(|text| text.trim_end_matches('…').to_owned());
        let wanted = written.into_iter().chain(quoted).filter(|text| text.chars().count() > 1);
        for text in wanted {
            let place = self.extract.all(&text).find(|place| self.is_whole(place));
            if let Some(place) = place.or_else(|| self.extract.find(&text, 0))
                && let Some(area) = self.areas(&place).into_iter().next()
            {
                return Some(area);
            }
        }
        None
    }

    fn areas(&self, place: &Range<usize>) -> Vec<(usize, Area)> {
        self.pdf.areas(&self.located, &self.extract.raw_range(place))
    }
}

/// Titles of sections, in small letters.
const SECTIONS: [&str; 46] = [
    "experience",
    "work experience",
    "professional experience",
    "employment",
    "education",
    "skills",
    "projects",
    "publications",
    "languages",
    "references",
    "certificates",
    "certifications",
    "awards",
    "summary",
    "profile",
    "about",
    "interests",
    "volunteering",
    "training",
    "contact",
    "berufserfahrung",
    "ausbildung",
    "kenntnisse",
    "sprachen",
    "projekte",
    "expérience",
    "expériences",
    "formation",
    "compétences",
    "langues",
    "experiencia",
    "educación",
    "habilidades",
    "idiomas",
    "工作经历",
    "教育经历",
    "教育背景",
    "技能",
    "专业技能",
    "项目经历",
    "项目经验",
    "语言",
    "自我评价",
    "实习经历",
    "证书",
    "获奖情况",
];

fn is_year(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.split(['-', '–', '/', '.', '年']).any(|part| {
        part.len() == 4 && part.parse::<u32>().is_ok_and(|year| (1950..2080).contains(&year))
    }) && word.chars().all(|c| c.is_ascii_digit() || "-–/.年月日".contains(c))
}

/// The ranges of the lines of `text`.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let range = |line: &str| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    };
    text.split_inclusive('\n').map(range).collect()
}

/// The ranges of the words of a line of `text`.
fn words_of(text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut at = line.start;
    let range = |word: &str| {
        let start = at;
        at += word.len();
        start..start + word.trim_end().len()
    };
    text[line.clone()].split_inclusive(char::is_whitespace).map(range).collect()
}
