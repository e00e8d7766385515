//! Where lines and words are by LaTeX, in what no example on A4 has: the other paper, lists between paragraphs, words
//! longer than their column, and what a person types beside boxes.

use super::engine::{compile_as_it_is, has, in_parallel, source};
use super::page::{Pair, VERY_NEAR, corners};
use crate::harness::{is_everything, themes};
use std::path::Path;

/// Examples whose pages on US letter once ended elsewhere, or began lower, in some theme.
const LETTERS: [(&str, &str, &str); 4] = [
    ("examples/academic.yaml", "en", "studio"),
    ("examples/academic.yaml", "en", "swiss"),
    ("examples/zhang-min.yaml", "zh", "headline"),
    ("examples/jinhua-luo.yaml", "en", "compact"),
];

/// How far down words are from where Typst puts them, at most, in points.
fn farthest_down(pair: &Pair) -> f64 {
    let [ours, theirs] = [&pair.latex, &pair.typst].map(|pdf| corners(pdf));
    let mut farthest = 0.0_f64;
    for (word, places) in &theirs {
        let Some(found) = ours.get(word).filter(|it| it.len() == places.len()) else { continue };
        let mut heights = found.iter().map(|it| (it.0, it.2)).collect::<Vec<_>>();
        let mut wanted = places.iter().map(|it| (it.0, it.2)).collect::<Vec<_>>();
        for list in [&mut heights, &mut wanted] {
            list.sort_by(|one, other| one.partial_cmp(other).expect("numbers"));
        }
        for (one, other) in heights.iter().zip(&wanted) {
            let apart = if one.0 == other.0 { (one.1 - other.1).abs() } else { f64::MAX };
            farthest = farthest.max(apart);
        }
    }
    farthest
}

#[test]
fn pages_of_us_letter_are_those_of_typst_too() {
    if !has("xelatex") || !has("pdftotext") {
        return;
    }
    let mut jobs = Vec::new();
    for (file, language, theme) in LETTERS {
        let themes = if is_everything() { themes() } else { vec![theme.to_owned()] };
        jobs.extend(themes.into_iter().map(|theme| (file, language, theme)));
    }
    in_parallel(jobs, |(file, language, theme)| {
        let words = format!("--theme {theme} --lang {language} --set paper=us-letter");
        let pair = Pair::print(file, &words, "xelatex");
        pair.must_say_the_same(theme != "modern");
        let (all, same) = pair.lines();
        assert!(same * 100 >= all * 98, "{}: {same} of {all} lines", pair.what);
        if same == all {
            assert!(farthest_down(&pair) < VERY_NEAR, "{}: {}", pair.what, farthest_down(&pair));
        }
    });
}

/// Prints what `resume` says by Typst and by `engine`.
fn printed(resume: &str, words: &str, engine: &str) -> Pair {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("r.yaml");
    std::fs::write(&input, resume).expect("a file");
    Pair::print(input.to_str().expect("a path in UTF-8"), words, engine)
}

/// A list is as far from the paragraph before it wherever it is, and so are its items.
#[test]
fn lists_between_paragraphs_are_where_typst_puts_them() {
    if !has("xelatex") || !has("pdftotext") {
        return;
    }
    let resume = "basics: {name: Ada}
work:
- {name: Alpha, summary: Textone., highlights: [Itemone, Itemtwo]}
- {name: Beta, summary: \"Texttwo.\\n\\n- Itemthree\\n- Itemfour\\n\\nTextthree.\", highlights: [Itemfive, Itemsix]}
- {name: Gamma, summary: \"Textfour.\\n\\n- Itemseven\\n- Itemeight\", highlights: [\"Itemnine\\n\\n- Itemten\\n- Itemeleven\", Itemtwelve]}
projects:
- {name: Delta, description: Textfive., keywords: [Wordone, Wordtwo], highlights: [Itemthirteen, Itemfourteen]}
- {name: Epsilon, description: \"Textsix:\", highlights: [Itemfifteen, Itemsixteen]}
";
    in_parallel(vec!["classic", "swiss", "duo"], |theme| {
        let pair = printed(resume, &format!("--theme {theme}"), "xelatex");
        assert!(farthest_down(&pair) < VERY_NEAR, "{theme}: {}", farthest_down(&pair));
        let height = |word: &str| corners(&pair.typst)[&format!("{word}</word>")][0].2;
        let gaps = ["one.", "two.", "four.", "five."].map(|text| {
            let item = ["Itemone", "Itemthree", "Itemseven", "Itemthirteen"]
                [["one.", "two.", "four.", "five."].iter().position(|it| *it == text).unwrap_or(0)];
            height(item) - height(&format!("Text{text}"))
        });
        if theme == "classic" {
            let usual = height("Itemtwo") - height("Itemone");
            let is_usual = |gap: &f64| (gap - usual).abs() < 0.1;
            assert!(gaps.iter().all(is_usual), "{gaps:?}, not {usual}");
        }
    });
}

/// A word that is longer than its column is parted where Typst parts it, by every engine; one that is not stays whole.
#[test]
fn words_longer_than_their_column_are_parted_where_typst_parts_them() {
    if !has("xelatex") || !has("lualatex") || !has("pdflatex") || !has("pdftotext") {
        return;
    }
    let resume = "basics: {name: Ada Lovelace, email: ada@example.org, summary: Knows engines.}
work: [{name: Donaudampfschifffahrtsgesellschaft, highlights: [Führt als Donaudampfschifffahrtsgesellschaftskapitän das Schiff]}]
skills: [{name: Kraftfahrzeughaftpflichtversicherung, keywords: [Bundesausbildungsförderungsgesetzantrag, Rust]}]
languages: [{language: Norwegisch, fluency: Arbeiterunfallversicherungsgesetz}]
";
    in_parallel(vec!["xelatex", "lualatex", "pdflatex"], |engine| {
        // Nothing is too wide: that is looked for where it is printed.
        let pair = printed(resume, "--theme modern --lang de -s sidebar-width=62mm", engine);
        let (all, same) = pair.lines();
        assert!(all > 10 && same == all, "{engine}: {same} of {all} lines");
        let parts = corners(&pair.latex);
        assert!(parts.keys().any(|word| word.starts_with("Kraftfahrzeughaftpflicht-")));
        let whole = "Donaudampfschifffahrtsgesellschaftskapitän</word>";
        assert!(parts.contains_key(whole), "{parts:?}");
    });
}

/// `LuaLaTeX` puts white between Han and Latin only, and small capitals are read as they were typed.
#[test]
fn words_of_lualatex_are_those_of_typst() {
    if !has("lualatex") || !has("pdftotext") {
        return;
    }
    let pair = Pair::print("data/starter/resume.yaml", "--theme engineer --lang en", "lualatex");
    pair.must_say_the_same(true);
    let [ours, theirs] = [&pair.latex, &pair.typst].map(|pdf| corners(pdf));
    for word in ["Software</word>", "xperience</word>", "Experience</word>"] {
        assert_eq!(ours.contains_key(word), theirs.contains_key(word), "{word}: {ours:?}");
    }
    assert!(ours.contains_key("Software</word>"), "{ours:?}");
}

/// Heads that wrap with nothing below them, and what few people write: an entry that is a date, a place or a grade.
const LONELY: &str = "basics: {name: Ada}
work:
  - {name: An employer whose name is long enough to need a second line on the page such as the Ministry of Long Names, startDate: 2019-03, endDate: 2020-04}
  - {name: An employer whose name is long enough to need a second line on the page such as the Ministry of Late Dates, startDate: 2018-03, endDate: 2019-04}
  - {name: Third, position: A position whose name is long enough to need a second line on the page such as that of the First Minister, startDate: 2017, endDate: 2018}
  - {startDate: 2015, endDate: 2016}
  - {location: Onlyplace}
  - {name: Positions, positions: [{position: Lonely}, {startDate: 2012}]}
education:
  - {institution: A school whose name is long enough to need a second line on the page such as the University of Names, startDate: 2009, endDate: 2010}
  - {institution: Next school, startDate: 2008}
  - {score: Onlygrade}
  - {courses: [Onlycourse]}
projects: [{description: Onlywords}, {keywords: [only, keywords]}, {startDate: 2007}]
certificates:
  - {name: A certificate whose name is long enough to need a second line on the page such as this one is for sure, date: 2006}
  - {issuer: Onlyissuer}
";

#[test]
fn heads_without_text_and_lonely_facts_are_where_typst_puts_them() {
    if !has("xelatex") || !has("pdftotext") {
        return;
    }
    let some = ["classic", "academic", "duo"].map(str::to_owned).to_vec();
    in_parallel(if is_everything() { themes() } else { some }, |theme| {
        let pair = printed(LONELY, &format!("--theme {theme}"), "xelatex");
        pair.must_say_the_same(false);
        pair.must_have_the_same_inks();
        // A line of smaller type is a little less high by Typst.
        assert!(farthest_down(&pair) < 2.0 * VERY_NEAR, "{theme}: {}", farthest_down(&pair));
    });
}

/// A source of `theme` with `text` typed at its end, printed by `XeLaTeX`: where its words are.
fn typed(folder: &Path, theme: &str, text: &str) -> Vec<(String, f64)> {
    let input = folder.join("r.yaml");
    std::fs::write(
        &input,
        "basics: {name: Ada}\nskills: [{name: Languages, keywords: [Go, Rust]}]\n",
    )
    .expect("a file");
    let made = source(&input, &format!("--theme {theme}"));
    let out = made.path().join("out");
    let end = "\n\\end{document}";
    let source = std::fs::read_to_string(out.join("resume.tex")).expect("a source");
    std::fs::write(out.join("own.tex"), source.replacen(end, &format!("\n{text}{end}"), 1))
        .expect("written");
    let pdf = compile_as_it_is(&out, "own.tex", "xelatex", theme);
    let words = corners(&pdf).into_iter();
    words.map(|(word, at)| (word.replace("</word>", ""), at[0].2)).collect()
}

fn height(words: &[(String, f64)], wanted: &str) -> f64 {
    words.iter().find(|(word, _)| word == wanted).expect("it is there").1
}

#[test]
fn text_typed_below_a_column_is_a_line_away_from_it() {
    if !has("xelatex") || !has("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let words = typed(folder.path(), "compact", "\nFirsttext of two lines\\\\ Secondline\n");
    let [term, first, second] =
        ["Languages", "Firsttext", "Secondline"].map(|word| height(&words, word));
    assert!(first - term > second - first - 0.1, "{term}, {first}, {second}");
}

#[test]
fn white_that_a_person_asks_for_is_all_theirs() {
    if !has("xelatex") || !has("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "\n\\vfil\n\nFootword\n\n\\pagebreak\n\nNextpage\n";
    let words = typed(folder.path(), "classic", text);
    // A4 is 842 pt high, its margin 17 mm.
    let foot = height(&words, "Footword");
    assert!(foot > 770.0, "{foot}");
}
