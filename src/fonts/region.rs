//! Whose shapes Han characters have: the same code point is drawn differently in each region.
//!
//! Takes the document's language and characters, gives the region and the names that fonts for it have.

use super::characters::{is_han, is_hangul, is_kana};
use super::set::FontSet;
use crate::document::Language;

/// A region with shapes of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// Simplified Chinese.
    Mainland,
    /// Traditional Chinese.
    Taiwan,
    /// Traditional Chinese.
    HongKong,
    /// Kanji and kana.
    Japan,
    /// Hangul, and hanja.
    Korea,
}

impl Region {
    /// Every region.
    pub(super) const ALL: [Region; 5] =
        [Region::Mainland, Region::Taiwan, Region::HongKong, Region::Japan, Region::Korea];

    /// The region of a document with these characters. A language that is not written in Han says
    /// nothing of the few that it quotes: they do.
    pub(super) fn of(language: &Language, drawn: &[char], fonts: &FontSet) -> Region {
        let is_traditional = language.script.as_deref() == Some("Hant");
        let region = language.region.as_deref();
        match language.lang.as_str() {
            "ja" => Region::Japan,
            "ko" => Region::Korea,
            "zh" | "yue" if is_traditional && matches!(region, Some("HK" | "MO")) => {
                Region::HongKong
            }
            "zh" | "yue" if is_traditional => Region::Taiwan,
            "zh" | "yue" => Region::Mainland,
            _ => Region::quoted(drawn, fonts),
        }
    }

    fn quoted(drawn: &[char], fonts: &FontSet) -> Region {
        if drawn.iter().any(|c| is_kana(*c)) {
            return Region::Japan;
        }
        if drawn.iter().any(|c| is_hangul(*c)) {
            return Region::Korea;
        }
        let mut han = drawn.iter().filter(|c| is_han(**c)).peekable();
        if han.peek().is_none() {
            return Region::Mainland;
        }
        let has_all = |region: &Region| {
            let family = region.family("Sans");
            han.clone().all(|c| fonts.has_character(&family, *c))
        };
        let likely = [Region::Mainland, Region::Taiwan, Region::Japan];
        likely.into_iter().find(has_all).unwrap_or(Region::Mainland)
    }

    /// The bundled family, `Sans` or `Serif`.
    pub(super) fn family(self, style: &str) -> String {
        let mark = match self {
            Region::Mainland => "SC",
            Region::Taiwan | Region::HongKong => "TC",
            Region::Japan => "JP",
            Region::Korea => "KR",
        };
        format!("Noto {style} CJK {mark}")
    }

    /// The words by which names of fonts tell the region, the best first.
    fn marks(self) -> &'static [&'static str] {
        match self {
            Region::Mainland => &["SC", "CN"],
            Region::Taiwan => &["TC", "TW"],
            Region::HongKong => &["HK", "TC", "TW"],
            Region::Japan => &["JP"],
            Region::Korea => &["KR"],
        }
    }

    /// How well a family of this name fits: 2 if it is made for the region, 0 if for another one.
    pub(super) fn fit(self, family: &str) -> usize {
        let has = |region: &Region| family.split(' ').any(|word| region.marks().contains(&word));
        match (has(&self), Region::ALL.iter().any(has)) {
            (true, _) => 2,
            (false, false) => 1,
            (false, true) => 0,
        }
    }
}

/// What is added to the name of a bundled family for the one of its rare characters.
const RARE: &str = " Rare";

/// The name of the bundled family that has the rare characters of this one.
pub(super) fn rare(family: &str) -> Option<String> {
    han_style(family).map(|_| format!("{family}{RARE}"))
}

/// Whether the family has the rare characters of another, which brings it along.
pub(super) fn is_rare(family: &str) -> bool {
    family.strip_suffix(RARE).is_some_and(|common| han_style(common).is_some())
}

/// Whether a bundled family is one for Han, and which style it has.
pub(super) fn han_style(family: &str) -> Option<&str> {
    let (style, mark) = family.strip_prefix("Noto ")?.split_once(" CJK ")?;
    (matches!(style, "Sans" | "Serif") && mark.len() == 2).then_some(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(tag: &str, script: &str, place: &str, text: &str) -> Region {
        let some = |it: &str| (!it.is_empty()).then(|| it.to_owned());
        let language = Language {
            tag: tag.into(),
            lang: tag.into(),
            script: some(script),
            region: some(place),
            direction: "ltr".into(),
            cjk: true,
        };
        let drawn: Vec<char> = text.chars().collect();
        Region::of(&language, &drawn, &FontSet::bundled())
    }

    #[test]
    fn shapes_follow_language_and_region_and_then_the_text() {
        for (tag, script, place, text, expected) in [
            ("zh", "Hans", "CN", "陽", Region::Mainland),
            ("zh", "Hant", "TW", "阳", Region::Taiwan),
            ("zh", "Hant", "", "陽", Region::Taiwan),
            ("zh", "Hant", "HK", "陽", Region::HongKong),
            ("ja", "Jpan", "JP", "直", Region::Japan),
            ("ko", "Kore", "KR", "漢", Region::Korea),
            ("en", "Latn", "US", "罗锦华", Region::Mainland),
            ("en", "Latn", "US", "陳績學", Region::Taiwan),
            ("de", "Latn", "", "直樹ひ", Region::Japan),
            ("de", "Latn", "", "홍길동", Region::Korea),
            ("fr", "Latn", "", "辻", Region::Japan),
        ] {
            assert_eq!(region(tag, script, place, text), expected, "{tag} {script} {text}");
        }
    }

    #[test]
    fn a_font_for_another_region_never_goes_first() {
        assert_eq!(Region::Taiwan.fit("Noto Serif CJK TC"), 2);
        assert_eq!(Region::Taiwan.fit("AR PL UMing"), 1);
        assert_eq!(Region::Taiwan.fit("Noto Serif CJK HK"), 0);
        assert_eq!(Region::HongKong.fit("Noto Serif CJK HK"), 2);
        assert_eq!(Region::Taiwan.fit("Noto Serif CJK SC"), 0);
    }
}
