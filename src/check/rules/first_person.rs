//! First person: `I`, `my`, `we`.
//!
//! Everybody knows who did it. `Led a team` is shorter than `I led a team`, and usual. Looked at in English,
//! Chinese, Japanese and Korean; what others say of the person, code and links are passed over.

use crate::check::Subject;
use crate::diagnostic::Diagnostic;
use std::ops::Range;

pub(super) const CODE: &str = "first-person";

const ENGLISH: [&str; 9] = ["i'm", "i've", "i’m", "i’ve", "my", "me", "we", "our", "us"];
const CHINESE: [&str; 3] = ["本人", "我们", "我"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let pronoun = if subject.is_english() {
        english
    } else {
        match subject.language() {
            "zh" => chinese,
            "ja" => japanese,
            "ko" => korean,
            _ => return,
        }
    };
    for text in subject.sentences() {
        if let Some(place) = pronoun(&text.prose) {
            let message = format!("`{}` is the first person", &text.prose[place]);
            let problem =
                Diagnostic::advice(CODE, message).hint("leave it out: everybody knows who did it");
            found.push(subject.at_part(&text.plain, &pronoun, problem));
        }
    }
}

/// The first English pronoun of the first person.
fn english(text: &str) -> Option<Range<usize>> {
    let mut last = "";
    let mut start = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        let is_pronoun = match word {
            // A country, and an abbreviation.
            "US" | "ME" => false,
            "I" => is_alone(part) && is_no_numeral(last, &text[start + part.len()..]),
            word => ENGLISH.contains(&word.to_lowercase().as_str()),
        };
        if is_pronoun {
            let at = start + part.find(word)?;
            return Some(at..at + word.len());
        }
        last = part.trim_end();
        start += part.len();
    }
    None
}

/// Whether `I` stands alone, as in no `I/O`.
fn is_alone(part: &str) -> bool {
    part.chars().all(|c| c == 'I' || c.is_whitespace() || "(,;:\"“".contains(c))
}

/// Words before `I` that are not names although they are capitalised.
const OPENINGS: [&str; 20] = [
    "After", "Also", "Although", "And", "As", "Because", "Before", "But", "Here", "How", "If",
    "Now", "Once", "Since", "So", "That", "Then", "There", "When", "While",
];

/// What has parts with Roman numbers, in small letters.
const NUMBERED: [&str; 16] = [
    "part", "phase", "type", "class", "level", "grade", "stage", "chapter", "volume", "tier",
    "category", "section", "title", "schedule", "annex", "step",
];

/// Whether `I` is a word, not a figure as in `Mark I` and `Calculus I`: what is before it is not a name,
/// and a word follows.
fn is_no_numeral(last: &str, rest: &str) -> bool {
    let begins_clause = last.is_empty() || last.ends_with(|c: char| !c.is_alphanumeric());
    let is_name = last.starts_with(char::is_uppercase) && !OPENINGS.contains(&last)
        || NUMBERED.contains(&last);
    (begins_clause || !is_name) && rest.trim_start().starts_with(char::is_lowercase)
}

/// What is before `我` in words that are not pronouns: `自我`, `大我`, `忘我`, `敌我`.
const BEFORE: &str = "自大小忘本超无唯真敌物毋有你人";

/// What is behind `我` where it speaks for a country, a school, a company: `我国`, `我校`, `我司`.
const BEHIND: &str = "国校司院厂部所局市省县区镇村队社班系行店馆军党方处组室军站团会";

/// What is before `本人` in words that only seem to have it: `基本人员`, `日本人`.
const BEFORE_SELF: &str = "基根日成样版资原剧脚课文";

/// The first Chinese pronoun of the first person.
fn chinese(text: &str) -> Option<Range<usize>> {
    let begins = |word: &'static str| {
        let found = text.match_indices(word).find(|(at, _)| {
            let (before, behind) = (&text[..*at], &text[at + word.len()..]);
            match word {
                "我" => {
                    !before.ends_with(|c| BEFORE.contains(c))
                        && !behind.starts_with(|c| BEHIND.contains(c))
                }
                "本人" => !before.ends_with(|c| BEFORE_SELF.contains(c)),
                _ => !before.ends_with('自'),
            }
        });
        found.map(|(at, word)| at..at + word.len())
    };
    CHINESE.into_iter().filter_map(begins).min_by_key(|place| place.start)
}

/// What is behind a Japanese pronoun, and not behind `私` in `私立`, `私有`, `公私`.
const PARTICLES: &str = "はがのをもにとへで自達た";

/// The first Japanese pronoun of the first person.
fn japanese(text: &str) -> Option<Range<usize>> {
    const PRONOUNS: [&str; 7] = ["私", "わたし", "僕", "俺", "我々", "われわれ", "小生"];
    let begins = |word: &'static str| {
        let mut found = text.match_indices(word);
        found.find(|(at, _)| {
            let behind = &text[at + word.len()..];
            !text[..*at].ends_with(['公', '下']) && behind.starts_with(|c| PARTICLES.contains(c))
        })
    };
    let found = PRONOUNS.into_iter().filter_map(begins).min_by_key(|(at, _)| *at);
    found.map(|(at, word)| at..at + word.len())
}

/// Pronouns of the first person with what Korean puts behind them. `내` and `제` are also other words.
const KOREAN: [&str; 19] = [
    "저는",
    "제가",
    "저의",
    "저를",
    "저희",
    "저희는",
    "저희가",
    "저희의",
    "나는",
    "내가",
    "나의",
    "나를",
    "우리",
    "우리는",
    "우리가",
    "우리의",
    "본인은",
    "본인이",
    "본인의",
];

/// The first Korean pronoun of the first person.
fn korean(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        if KOREAN.contains(&word) {
            let at = start + part.find(word)?;
            return Some(at..at + word.len());
        }
        start += part.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pronouns_are_told_from_numerals_and_parts_of_words() {
        for (text, word) in [
            ("I led a team", "I"),
            ("In 2019 I moved", "I"),
            ("Words first.\nThen I wrote", "I"),
            ("Late, but I (nearly) won: my team", "my"),
            ("Asked us to stay", "us"),
            ("Proud: I’ve won", "I’ve"),
        ] {
            assert_eq!(english(text).map(|place| &text[place]), Some(word), "{text}");
        }
        for text in [
            "Lua I/O framework",
            "the Mark I computer",
            "Calculus I and II",
            "Moved to the US",
            "part I of it",
        ] {
            assert_eq!(english(text), None, "{text}");
        }
        assert_eq!(chinese("在校期间，我们写了它"), Some(15..21));
        for text in [
            "自我驱动",
            "服务我国30余个城市",
            "我校优秀毕业生",
            "为我司节省成本",
            "大我",
            "忘我工作",
            "基本人员",
        ] {
            assert_eq!(chinese(text), None, "{text}");
        }
        assert_eq!(chinese("我国之外，我负责"), Some(15..18));
    }
    #[test]
    fn pronouns_of_japanese_and_korean_are_told_from_parts_of_words() {
        let of = |find: fn(&str) -> Option<Range<usize>>, text: &str| {
            find(text).map(|place| text[place].to_owned())
        };
        for (text, word) in [
            ("私は5件の設計を担当", Some("私")),
            ("チームで私たちが開発", Some("私")),
            ("僕の担当", Some("僕")),
            ("我々のチーム", Some("我々")),
            ("私立大学向け3システム", None),
            ("公私にわたり支援", None),
            ("公僕として", None),
            ("自分で5件を改善", None),
        ] {
            assert_eq!(of(japanese, text).as_deref(), word, "{text}");
        }
        for (text, word) in [
            ("저는 5개의 시스템을 개발", Some("저는")),
            ("제가, 3개를 주도", Some("제가")),
            ("우리 팀은 4개를 개발", Some("우리")),
            ("우리은행 시스템 3개 개발", None),
            ("저장소 7개 이전", None),
            ("제품 11개 출시", None),
            ("나노 공정 9개", None),
        ] {
            assert_eq!(of(korean, text).as_deref(), word, "{text}");
        }
    }
}
