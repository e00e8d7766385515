//! What is around the sections: the kind of document, a name's reading, the lines at the end, the foot.

use crate::harness::{Test, is_everything, themes};
use crate::judges::judge;
use crate::resolving::document;
use cvgen::document::plain_text;
use std::path::Path;

const GERMAN: &str = "
basics: {name: Katharina Brandt, reading: Lesung, label: Pflegefachfrau, email: kb@example.org, summary: Anleitung im Haus.}
work:
- {name: Klinikum, position: Pflege, startDate: 2019-03, highlights: [Schicht]}
sections:
- {id: rodo, small: true, foot: true, text: Einwilligung}
- {id: note, small: true, title: Hinweis, text: Zeugnisse}
cvgen:
  languages: [de]
  updated: 2026-05
  closing: {place: Potsdam, date: 2026-05-03, name: Unterschrift}
  options: {kind: true}
  titles: {summary: Kurzprofil}
";

/// The words of the file in the order of its text, and how far each is from the top of the page and how high.
fn words(pdf: &Path) -> Option<Vec<(String, f64, f64)>> {
    let boxes = judge("pdftotext", ["-bbox", "-raw", pdf.to_str()?, "-"])?;
    let number = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!("{name}=\""))?;
        rest.split_once('"')?.0.parse::<f64>().ok()
    };
    let word = |line: &str| {
        let (_, word) = line.split_once('>')?;
        let (top, bottom) = (number(line, "yMin")?, number(line, "yMax")?);
        Some((word.split_once('<')?.0.to_owned(), bottom, bottom - top))
    };
    Some(boxes.lines().filter(|line| line.contains("<word")).filter_map(word).collect())
}

#[test]
fn what_is_around_the_sections_is_where_it_belongs_in_both_engines() {
    let print = |theme: &str, engine: &str| {
        let finished = Test::new("pdf r.yaml -o r.pdf --set page-numbers=false -t")
            .argument(theme)
            .then_words(engine)
            .file("r.yaml", GERMAN)
            .run();
        if finished.stderr.contains("is not there") {
            return None;
        }
        assert_eq!(finished.code, Some(0), "{theme}: {}", finished.stderr);
        words(&finished.path("r.pdf"))
    };
    for theme in themes() {
        let Some(found) = print(&theme, "") else { return };
        let at = |word: &str| {
            found.iter().position(|(it, ..)| it.eq_ignore_ascii_case(word)).expect(word)
        };
        let order = [
            "Lebenslauf",
            "Kurzprofil",
            "Anleitung",
            "Klinikum",
            "Zeugnisse",
            "Potsdam,",
            "Unterschrift",
            "Einwilligung",
            "Stand:",
        ];
        let places: Vec<usize> = order.iter().map(|word| at(word)).collect();
        assert!(places.is_sorted(), "{theme}: {found:?}");
        let (top, high) = (|word| found[at(word)].1, |word| found[at(word)].2);
        assert!(top("Einwilligung") > 700.0, "{theme}: at the foot");
        assert!(top("Unterschrift") - top("Potsdam,") > 30.0, "{theme}: room to sign");
        assert!(high("Einwilligung") < 0.9 * high("Potsdam,"), "{theme}: small");
        assert!(high("Zeugnisse") < 0.9 * high("Potsdam,"), "{theme}: small");
        // The others' heads are compared among the tests of LaTeX.
        let is_compared = ["academic", "modern"].contains(&&*theme)
            || is_everything() && ["classic", "compact"].contains(&&*theme);
        if !is_compared {
            continue;
        }
        let Some(other) = print(&theme, "--engine latex=xelatex") else { continue };
        for word in order.into_iter().chain(["Lesung", "Hinweis"]) {
            let there = other.iter().find(|(it, ..)| it.eq_ignore_ascii_case(word)).expect(word);
            let here = &found[at(word)];
            assert!((here.1 - there.1).abs() < 1.5, "{theme}: {here:?}, by XeLaTeX {there:?}");
        }
    }
}

/// In Japanese the reading is above the name, as ruby is.
#[test]
fn a_reading_is_beside_its_name() {
    for (language, name, reading, is_above) in [
        ("ja", "山田太郎", "やまだたろう", true),
        ("zh", "罗锦华", "Luójǐnhuá", true),
        ("vi", "Nguyễn", "Uyen", false),
    ] {
        for theme in themes() {
            let resume = format!("{{basics: {{name: {name}, reading: {reading}}}}}");
            let finished = Test::new("pdf r.yaml -o r.pdf")
                .argument(format!("--theme={theme}"))
                .argument(format!("--lang={language}"))
                .file("r.yaml", resume)
                .success();
            let Some(words) = words(&finished.path("r.pdf")) else { return };
            let top = |word: &str| {
                // Some themes set the words of a name, or its letters, apart.
                let first = word.chars().next().expect("a letter");
                words.iter().find(|(it, ..)| it.starts_with(first)).map(|it| it.1)
            };
            let (name, reading) = (top(name).expect(name), top(reading).expect(reading));
            assert_eq!(reading < name, is_above, "{language} {theme}: {words:?}");
        }
    }
}

#[test]
fn many_authors_are_cut_off_but_not_the_person() {
    let printed = |language: &str, most: u32, name: &str, authors: &str| {
        let resume = format!(
            "{{basics: {{name: {name}}}, publications: [{{name: T, authors: [{authors}]}}], cvgen: {{options: {{authors: {most}}}}}}}"
        );
        let finished = Test::new("tex r.yaml -o -")
            .argument(format!("--lang={language}"))
            .file("r.yaml", resume)
            .success();
        let text = String::from_utf8(finished.stdout)
            .expect("UTF-8")
            .replace('~', " ")
            .replace(['{', '}'], "")
            .replace("\\textbf", "");
        text.lines()
            .find(|line| !line.starts_with('%') && (line.contains("甲") || line.contains("Abel")))
            .expect("authors")
            .to_owned()
    };
    let latin = "A. Abel, B. Ode, C. Cy, Ann Lee, E. Ek";
    for (language, most, authors, expected) in [
        ("en", 0, latin, "A. Abel, B. Ode, C. Cy, Ann Lee, E. Ek"),
        ("en", 5, latin, "A. Abel, B. Ode, C. Cy, Ann Lee, E. Ek"),
        ("en", 4, latin, "A. Abel, B. Ode, C. Cy, Ann Lee, et al."),
        ("en", 2, latin, "A. Abel, B. Ode, …, Ann Lee, et al."),
        ("en", 3, latin, "A. Abel, B. Ode, C. Cy, Ann Lee, et al."),
        ("de", 1, latin, "A. Abel, …, Ann Lee et al."),
        ("ru", 1, "А. Abel, Б. Б", "А. Abel и др."),
        ("zh", 1, "A. Abel, B. Ode", "A. Abel, et al."),
        ("zh", 2, "甲某, 乙某, 丙某", "甲某、乙某等"),
        ("ja", 2, "甲某, 乙某, 丙某", "甲某、乙某ほか"),
        ("en", 2, "甲某, 乙某, 丙某", "甲某、乙某等"),
        ("ko", 1, "Abel 홍, 김", "Abel 홍 외"),
    ] {
        let line = printed(language, most, "Ann Lee", authors);
        assert!(line.contains(expected), "{language} {most}: {line}");
        assert!(expected.contains("et al") || !line.contains("et al"), "{language} {most}: {line}");
    }
}

#[test]
fn an_introduction_with_a_title_of_its_own_is_a_section() {
    let resume = |titles: &str| {
        format!(
            "{{basics: {{name: A, summary: {{en: Builds, zh: 开发}}}}, work: [{{name: B}}], cvgen: {{titles: {{{titles}}}}}}}"
        )
    };
    let (own, _) = document(&resume("summary: {en: Profile, zh: 自我评价}"), "zh");
    assert_eq!(
        (own.sections[0].id.as_str(), own.sections[0].title.as_str()),
        ("summary", "自我评价")
    );
    assert_eq!((own.sections.len(), own.header.summary.len()), (2, 0));
    let (plain, _) = document(&resume("work: Jobs"), "en");
    assert_eq!((plain.sections.len(), plain.header.summary.len()), (1, 1));
}

#[test]
fn an_option_may_differ_by_language() {
    let resume = "
basics: {name: A}
work: [{name: B, highlights: [c]}]
cvgen:
  languages: [en, zh, de]
  options: {bullet: {en: –, zh: ▪}, kind: {zh: true, '*': false}}
";
    for (language, bullet, kind) in [("en", '–', false), ("zh", '▪', true), ("de", '–', false)]
    {
        let finished =
            Test::new("tex r.yaml -o - --lang").argument(language).file("r.yaml", resume).success();
        let source = String::from_utf8(finished.stdout).expect("UTF-8");
        assert!(source.contains(&format!("bullet = {bullet}")), "{language}: {source}");
        assert_eq!(source.contains("\\cvheadline[kind]"), kind, "{language}");
    }
}

/// The blank between two sentences is there by LaTeX, too.
#[test]
fn a_reference_by_latex_keeps_its_blanks() {
    let resume = "publications: [{name: Title, authors: [A. Abel, Bob Jr.]}]";
    let finished = Test::new("tex r.yaml -o - -t academic").file("r.yaml", resume).success();
    let source = String::from_utf8(finished.stdout).expect("UTF-8");
    assert!(source.contains("Bob Jr. Title"), "{source}");
    let (document, _) = document(resume, "en");
    assert_eq!(plain_text(&document.sections[0].entries[0].authors), "A. Abel, Bob Jr.");
}

/// A theme that prints labels does not print that of a contact of the person's own twice.
#[test]
fn a_contact_of_ones_own_has_one_label() {
    for (language, label, text) in
        [("de", "Geburtsort", "Cottbus"), ("fr", "Permis", "B"), ("zh", "政治面貌", "中共党员")]
    {
        let resume = format!(
            "{{basics: {{name: A, email: a@example.org, contacts: [{{label: {label}, text: {text}}}, {{text: Solo}}]}}}}"
        );
        for theme in themes() {
            let finished = Test::new("pdf r.yaml -o r.pdf")
                .argument(format!("--theme={theme}"))
                .argument(format!("--lang={language}"))
                .file("r.yaml", &resume)
                .success();
            let printed = finished.path("r.pdf");
            let Some(printed) = judge("pdftotext", [printed.to_str().expect("UTF-8"), "-"]) else {
                return;
            };
            assert_eq!(printed.matches(label).count(), 1, "{theme}: {printed}");
            assert!(printed.contains(text), "{theme}: {printed}");
            let line = printed.lines().find(|line| line.contains("Solo")).expect("it");
            assert!(!line.trim().starts_with([':', '：']), "{theme}: {line}");
        }
    }
}
