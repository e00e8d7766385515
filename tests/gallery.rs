//! The gallery: what strains a page does no theme harm, no two themes are alike, and each is short.

use crate::harness::{Test, choices, names, root, themes};
use crate::judges::judge;
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, TypesetInput, Typesetter};

#[path = "../examples/contact_sheets/findings.rs"]
mod findings;

/// How many lines a theme has, and those that have more.
const LINES: usize = 150;
const LONG: [(&str, usize); 3] = [("duo", 220), ("keireki", 220), ("timeline", 220)];

#[test]
fn a_theme_is_short() {
    for theme in themes() {
        let folder = root().join("templates").join(&theme);
        let files = names(&folder).into_iter().filter(|name| name != "look.css");
        let lines = |name: String| {
            std::fs::read_to_string(folder.join(name)).expect("a text").lines().count()
        };
        let lines: usize = files.map(lines).sum();
        let most = LONG.iter().find(|(name, _)| *name == theme).map_or(LINES, |(_, most)| *most);
        assert!(lines <= most, "{theme} has {lines} lines");
    }
}

/// 15 contacts, a name of 60 letters, a title of 90, six positions at one employer, 40 skills, a bullet of 120 words.
#[test]
fn what_strains_a_page_does_no_harm() {
    let typesetter = Typesetter::new(FontSettings::default());
    let bytes = std::fs::read(root().join("tests/gallery/stress.yaml")).expect("a resume");
    let resume = cvgen::read::read("stress.yaml", &bytes).expect("a resume").value;
    for name in themes() {
        let theme = Theme::builtin(&name).expect("a theme").value;
        for language in ["en", "ja", "ar"] {
            let document = resolve(&resume, &choices(&theme, language)).value;
            let input =
                TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
            let composed = typesetter.prepare(&input).expect("prepared").value;
            let pages = composed.typeset(1.0).expect("pages").value;
            let titles: Vec<&str> =
                document.sections.iter().map(|section| section.title.as_str()).collect();
            let faults = pages.faults(&titles);
            assert!(faults.is_empty(), "{name}, {language}: {faults:?}");
            let pdf = pages.pdf(&cvgen::typeset::PdfSettings::default()).expect("a PDF").value;
            let found = cvgen::pdf::read("it", &pdf).expect("a PDF");
            let told = [findings::faint(&found), findings::lost(&document, &found, &pdf)].concat();
            assert!(told.is_empty(), "{name}, {language}: {told:?}");
        }
        cvgen::typeset::forget();
    }
}

/// On the same resume the boxes of the words of the first pages of two themes have less than half of their area in
/// common.
#[test]
fn no_two_themes_are_alike() {
    for (file, language) in [("data/starter/resume.yaml", "en"), ("examples/zhang-min.yaml", "zh")]
    {
        let words = |theme: String| {
            let finished = Test::new("pdf --no-system-fonts -o r.pdf")
                .printing(file, &theme, language)
                .success();
            let pdf = cvgen::pdf::read("r.pdf", &finished.read("r.pdf")).expect("a PDF");
            (theme, findings::Words::of(&pdf))
        };
        let all: Vec<_> = themes().into_iter().map(words).collect();
        for (index, (one, mine)) in all.iter().enumerate() {
            for (other, theirs) in &all[index + 1..] {
                let share = findings::intersection_over_union(mine, theirs);
                assert!(share < 0.5, "{file}: {one} and {other} share {share:.2}");
            }
        }
    }
}

/// A list whose last two items go to the next page together is one list to a machine.
#[test]
fn a_list_over_two_pages_is_one_list() {
    for fillers in 38..46 {
        let items = |name: &str, count: usize| {
            (0..count).map(|number| format!("{name} {number}")).collect::<Vec<_>>().join(", ")
        };
        let resume = format!(
            "basics: {{name: Ann}}\nwork:\n- {{name: A, highlights: [{}]}}\n- {{name: B, highlights: [{}]}}\ncvgen: {{pages: none}}\n",
            items("Filler", fillers),
            items("Item", 8)
        );
        let finished = Test::new("pdf r.yaml --no-system-fonts").file("r.yaml", resume).success();
        let path = finished.path("r.pdf");
        let path = path.to_str().expect("UTF-8");
        let Some(structure) = judge("pdfinfo", ["-struct", path]) else { return };
        let lists = structure
            .lines()
            .filter(|line| line.trim() == "L (block)" || line.trim() == "L (block):");
        assert_eq!(lists.count(), 2, "{fillers}: {structure}");
    }
}
