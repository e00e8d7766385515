//! One file, several languages: what is chosen, and what is said about what is missing.

use crate::harness::{Finished, Test};
use crate::judges::poppler;

const BOTH: &str = "
basics:
  name: {en: Ann Li, zh: 李安}
  location: {city: {en: Foshan, zh: 佛山}, country: {en: China, zh: 中国}}
work:
  - name: {en: Acme, zh: 极致}
    position: {en: Engineer}
    startDate: 2015-09
    endDate: 2020-06
  - {name: Bolt, startDate: 2022}
  - {name: Core, startDate: 2019, endDate: 2021}
  - {name: Dune, startDate: Spring 2001, endDate: now}
  - {name: Echo, date: 2019-03-01}
";

fn text(finished: &Finished, name: &str) -> Option<String> {
    poppler(&finished.path(name), &["-raw"])
}

#[test]
fn each_language_has_its_words_dates_and_order() {
    let finished =
        Test::new("pdf r.yaml --lang en,zh --theme classic").file("r.yaml", BOTH).success();
    assert_eq!(finished.names(), ["r-en.pdf", "r-zh.pdf", "r.yaml"]);
    let (Some(en), Some(zh)) = (text(&finished, "r-en.pdf"), text(&finished, "r-zh.pdf")) else {
        return;
    };
    for words in [
        "Ann Li",
        "Foshan, China",
        "Experience",
        "Sep 2015 – Jun 2020",
        "2022 – Present",
        "2019 – 2021",
        "Spring 2001 – Present",
        "Mar 1, 2019",
    ] {
        assert!(en.contains(words), "{words}\n{en}");
    }
    for words in [
        "李安",
        "佛山",
        "工作经历",
        "2015.09 – 2020.06",
        "2022 – 至今",
        "2019 – 2021",
        "2019.03.01",
    ] {
        let closed = |text: &str| text.replace(' ', "");
        assert!(closed(&zh).contains(&closed(words)), "{words}\n{zh}");
    }
}

#[test]
fn a_missing_translation_is_told_and_the_first_language_printed() {
    let finished = Test::new("pdf r.yaml --lang zh")
        .file("r.yaml", BOTH)
        .stderr(
            "
warning: no `zh` version of this text; printed in `en`
 --> r.yaml:7:15
  |
7 |     position: {en: Engineer}
  |               ^^^^^^^^^^^^^^
  |
  = hint: add `zh: …`

r-zh.pdf: 1 page, …",
        )
        .success();
    let Some(zh) = text(&finished, "r-zh.pdf") else { return };
    assert!(zh.contains("Engineer"), "{zh}");
}

#[test]
fn a_language_that_the_file_lacks_is_told_once() {
    let finished = Test::new("pdf r.yaml --lang fr").file("r.yaml", BOTH).success();
    assert_eq!(finished.stderr.matches("warning").count(), 1, "{}", finished.stderr);
    finished.says("not written in Français (`fr`), only in `en`, `zh`");
}

#[test]
fn all_languages_are_those_of_the_file() {
    let finished = Test::new("pdf r.yaml --lang all").file("r.yaml", BOTH).success();
    assert_eq!(finished.names(), ["r-en.pdf", "r-zh.pdf", "r.yaml"]);
    Test::new("pdf r.yaml --lang klingon")
        .file("r.yaml", BOTH)
        .exits_with(2)
        .says("is not a language");
}

#[test]
fn a_resume_in_one_language_takes_its_titles_from_the_language_asked_for() {
    let finished = Test::new("pdf r.yaml --lang de -o r.pdf")
        .file("r.yaml", "basics: {name: Ann}\nwork: [{name: X, startDate: 2019-05}]\n")
        .stderr("r.pdf: 1 page, …")
        .success();
    let Some(text) = text(&finished, "r.pdf") else { return };
    assert!(text.contains("Berufserfahrung") && text.contains("05/2019 – heute"), "{text}");
}

/// The conventions of the languages, in the document and not on the page, for which the fonts of some
/// of them are not at hand.
#[test]
fn dates_and_degrees_are_written_as_the_language_writes_them() {
    let resume = "
work:
  - {name: A, startDate: 2015-03, endDate: 2020-11}
  - {name: B, startDate: 2021-05}
  - {name: C, endDate: 2019-09}
education: [{institution: D, studyType: BSc, area: Physics}]
";
    let read = cvgen::read::read("r.yaml", resume.as_bytes()).expect("a resume").value;
    for (language, dates, degree) in [
        ("en", ["Mar 2015 – Nov 2020", "May 2021 – Present", "Sep 2019"], "BSc, Physics"),
        ("de", ["03/2015 – 11/2020", "05/2021 – heute", "09/2019"], "BSc, Physics"),
        ("fr", ["mars 2015 – nov. 2020", "mai 2021 – aujourd’hui", "sept. 2019"], "BSc, Physics"),
        ("es", ["03/2015 – 11/2020", "05/2021 – actualidad", "09/2019"], "BSc, Physics"),
        ("ja", ["2015年3月〜2020年11月", "2021年5月〜現在", "2019年9月"], "BSc（Physics）"),
        ("ko", ["2015년 3월 ~ 2020년 11월", "2021년 5월 ~ 현재", "2019년 9월"], "Physics BSc"),
        ("pt", ["mar. 2015 – nov. 2020", "mai. 2021 – atual", "set. 2019"], "BSc, Physics"),
        (
            "ru",
            ["март 2015 — ноябрь 2020", "май 2021 — настоящее время", "сентябрь 2019"],
            "BSc, Physics",
        ),
        ("zh", ["2015年3月 – 2020年11月", "2021年5月至今", "2019年9月"], "Physics（BSc）"),
        ("zh-TW", ["2015年3月 – 2020年11月", "2021年5月至今", "2019年9月"], "Physics（BSc）"),
    ] {
        let choices = cvgen::resolve::Choices {
            language: language.parse().expect("a language"),
            options: std::collections::BTreeMap::new(),
            page: cvgen::document::Page::default(),
            styles: std::collections::BTreeMap::new(),
            fonts: std::collections::BTreeMap::new(),
            density: 1.0,
            has_photo: false,
            today: None,
        };
        let sections = cvgen::resolve::resolve(&read, &choices).value.sections;
        let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        let printed: Vec<_> =
            sections[0].entries.iter().map(|entry| plain(&entry.date.text)).collect();
        assert_eq!(printed, dates, "{language}");
        let printed = cvgen::document::plain_text(&sections[1].entries[0].subtitle);
        assert_eq!(printed, degree, "{language}");
    }
}

/// Many texts that lack a translation are told at once, and once for all outputs.
#[test]
fn missing_translations_are_grouped() {
    let jobs: Vec<String> = (0..9)
        .map(|n| format!("  - name: {{en: A{n}, zh: 甲{n}}}\n    position: {{en: Dev}}\n"))
        .collect();
    let resume = format!("cvgen: {{languages: [en, zh]}}\nwork:\n{}", jobs.concat());
    let finished =
        Test::new("pdf r.yaml -l en,zh -t classic,compact").file("r.yaml", resume).success();
    assert_eq!(finished.stderr.matches("warning: ").count(), 1, "{}", finished.stderr);
    finished.says("9 texts have no `zh` version; printed in `en`").says("in the lines 4, 6, 8");
}

/// What stands in for a language may be declared; then nothing is missing.
#[test]
fn a_fallback_may_be_declared() {
    let told = |settings: &str, label: &str| {
        let resume = format!(
            "cvgen: {{languages: [en, zh, de]{settings}}}\nbasics: {{name: A, label: {label}}}\n"
        );
        let finished = Test::new("pdf r.yaml -l de").file("r.yaml", resume).success();
        finished.stderr.matches("warning: ").count()
    };
    assert_eq!(told("", "{en: Dev, zh: 开发}"), 1);
    assert_eq!(told(", fallback: [en]", "{en: Dev, zh: 开发}"), 0);
    assert_eq!(told("", "{zh: 开发, '*': Dev}"), 0);
    assert_eq!(told("", "Dev"), 0);
}

/// Capitals are those of the language, and only a look: bookmarks have the text as written.
#[test]
fn capitals_are_those_of_the_language() {
    for (language, name, capitals) in [
        ("tr", "Ilias Straßmann", "ILİAS STRASSMANN"),
        ("el", "Ηλίας Καλυβιάς", "ΗΛΙΑΣ ΚΑΛΥΒΙΑΣ"),
        ("en", "Ilias Ångström", "ILIAS ÅNGSTRÖM"),
    ] {
        let finished =
            Test::new("pdf r.yaml --theme executive --set name.tracking=0 --no-system-fonts")
                .file(
                    "r.yaml",
                    format!("cvgen: {{languages: [{language}]}}\nbasics: {{name: {name}}}\n"),
                )
                .success();
        let Some(text) = crate::judges::poppler(&finished.path("r.pdf"), &[]) else { return };
        assert!(text.contains(capitals), "{language}: {text}");
    }
}

/// A language that nothing in the file is in is told, though the file does not say which it has.
#[test]
fn a_language_that_the_prose_is_not_in_is_told() {
    for (prose, told) in [
        ("I led a team of five people and was responsible for the budget.", "only in `en`"),
        ("Ich habe das Team mit fünf Personen und das Budget für die Bank geleitet.", ""),
        ("Rust, Go", ""),
    ] {
        let text = format!("basics: {{name: Ann, summary: '{prose}'}}\nwork: [{{name: X}}]\n");
        let finished = Test::new("md r.yaml --lang de").file("r.yaml", text).success();
        let is_told = finished.stderr.contains("is not written in Deutsch");
        assert_eq!(is_told, !told.is_empty(), "{}", finished.stderr);
        assert!(finished.stderr.contains(told), "{}", finished.stderr);
    }
}
