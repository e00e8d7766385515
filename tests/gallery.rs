//! The gallery: what strains a page does no theme harm, no two themes are alike, and each is short.

use crate::harness::{Test, choices, names, root, themes};
use crate::judges::judge;
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, TypesetInput, Typesetter};

#[path = "../examples/contact_sheets/findings.rs"]
pub(crate) mod findings;

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

/// Two items at the end of a page and two at its head, wherever a page breaks a list, and no page more for it.
#[test]
fn no_item_of_a_list_is_alone_on_a_page() {
    let typesetter = Typesetter::new(FontSettings::default());
    let bytes = std::fs::read(root().join("examples/jinhua-luo.yaml")).expect("a resume");
    let resume = cvgen::read::read("jinhua-luo.yaml", &bytes).expect("a resume").value;
    let mut mended = 0;
    for (name, language) in
        [("engineer", "zh"), ("duo", "zh"), ("jianli", "en"), ("academic", "en"), ("classic", "zh")]
    {
        let theme = Theme::builtin(name).expect("a theme").value;
        let document = resolve(&resume, &choices(&theme, language)).value;
        let input =
            TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
        let composed = typesetter.prepare(&input).expect("prepared").value;
        let fit = composed.fit_whole_pages(false).expect("pages").value;
        let (count, before) = (fit.pages.count(), fit.pages.parted_lists());
        let (_, pages) = fit.composed.finished(fit.pages, true).expect("pages");
        assert_eq!(pages.parted_lists(), 0, "{name}, {language}: {before} before");
        assert_eq!(pages.count(), count, "{name}, {language}");
        mended += before;
        cvgen::typeset::forget();
    }
    assert!(mended > 0, "no list was parted in any of them");
}

/// Two items of a line each, which a break parts so that no page has two lines of them, stay together; many pages become one
/// more for it, unless somebody counts them.
#[test]
fn short_lists_are_whole_on_many_pages() {
    let typesetter = Typesetter::new(FontSettings::default());
    let (mut parted, mut left, mut grown) = (0, 0, 0);
    for name in themes() {
        let theme = Theme::builtin(&name).expect("a theme").value;
        for fillers in [0, 1, 2] {
            let post = "{position: Clerk, startDate: 2019, highlights: [Filed, Sorted]}, ";
            let long = format!(
                "{{position: Clerk, highlights: [{}, Sorted]}}",
                "all kinds of letters ".repeat(40)
            );
            let jobs =
                format!("- {{name: Firm, positions: [{}{long}]}}\n", post.repeat(4)).repeat(20);
            let skills = "- {name: Tools, keywords: [Pen]}\n".repeat(fillers);
            let text = format!("basics: {{name: Ann}}\nskills:\n{skills}work:\n{jobs}");
            let resume = cvgen::read::read("r.yaml", text.as_bytes()).expect("a resume").value;
            let document = resolve(&resume, &choices(&theme, "en")).value;
            let input =
                TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
            let composed = typesetter.prepare(&input).expect("prepared").value;
            let typeset = || composed.typeset(1.0).expect("pages").value;
            let pages = typeset();
            let (count, before) = (pages.count(), pages.parted_lists());
            let counted = composed.clone().finished(pages, false).expect("pages").1;
            assert!(counted.count() <= count, "{name}, {fillers}: {} of {count}", counted.count());
            let free = composed.clone().finished(typeset(), true).expect("pages").1;
            assert!(free.count() <= count + 1, "{name}, {fillers}: {} of {count}", free.count());
            parted += before;
            left += free.parted_lists();
            grown += free.count() - count;
            cvgen::typeset::forget();
        }
    }
    // Two pages more, or one that is hardly full, are too much.
    assert!(5 * left < parted && grown > 0, "{left} of {parted} parted, {grown} pages more");
}

/// A resume of a page and a bit is one page where density 0.6 suffices, on the shorter paper, too.
#[test]
fn a_designer_has_one_page_on_both_papers() {
    for theme in themes() {
        for paper in ["a4", "us-letter"] {
            let pdf =
                printed("examples/designer.json", &theme, "en", &[&format!("--set=paper={paper}")]);
            assert_eq!(pdf.pages.len(), 1, "{theme}, {paper}");
        }
    }
}

/// Beside the text of a section that goes on stands its title again, in grey; referees of few words stand in two columns.
#[test]
fn academic_repeats_the_title_of_a_section_that_goes_on() {
    let words = ["--set=paper=us-letter", "--pages=none"];
    let pdf = printed("examples/academic.yaml", "academic", "en", &words);
    let artifacts = |page: usize| -> String {
        let glyphs = pdf.pages[page].glyphs.iter().filter(|it| it.is_artifact);
        glyphs.filter_map(|it| it.text.as_deref()).collect()
    };
    let titles = ["Grants", "Journal articles", "Teaching"];
    assert!(!titles.iter().any(|title| artifacts(0).contains(title)), "{}", artifacts(0));
    let repeats = (1..pdf.pages.len()).filter(|page| {
        let found = artifacts(*page);
        titles.iter().any(|title| found.contains(title))
    });
    assert!(repeats.count() > 0, "{}", artifacts(1));
    let height = |name: &str| {
        let text: Vec<_> = pdf
            .pages
            .iter()
            .flat_map(|page| &page.glyphs)
            .filter_map(|it| Some((it.text.clone()?, it.y)))
            .collect();
        let says: String = text.iter().map(|(text, _)| text.as_str()).collect();
        let at = says.find(name).unwrap_or_else(|| panic!("{name} in {says}"));
        let mut length = 0;
        text.iter()
            .find(|(text, _)| {
                length += text.len();
                length > at
            })
            .expect("a glyph")
            .1
    };
    assert!((height("Rosalind") - height("Henrik")).abs() < 0.1);
}

/// An address of e-mail that is longer than its column breaks before the `@`.
#[test]
fn an_address_breaks_before_its_sign() {
    let pdf = printed("examples/graduate.toml", "modern", "en", &[]);
    let text = pdf.running_text();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert!(
        lines.iter().any(|line| *line == "@example.org" || line.contains("castellan@example.org")),
        "{text}"
    );
    let glyphs = &pdf.pages[0].glyphs;
    let says = |it: &cvgen::pdf::Glyph, text: &str| it.text.as_deref() == Some(text);
    let at = glyphs.iter().position(|it| says(it, "@")).expect("an @");
    assert!(glyphs[at - 1].y - glyphs[at].y > 5.0, "the line ends before it");
    assert!((glyphs[at].y - glyphs[at + 11].y).abs() < 0.1, "and not behind it");
}

/// A host that is longer than its column breaks before a dot rather than at a hyphen.
#[test]
fn a_host_breaks_before_its_dots() {
    let resume = "basics: {name: Ann, url: https://annalena.lindholm-feldkamp.example.org}\nwork: [{name: Acme}]\n";
    let text = pdf_of(resume, "modern", "en").running_text();
    assert!(text.lines().any(|line| line.trim().starts_with(".lindholm-feldkamp")), "{text}");
}

/// A file of the project as PDF.
fn printed(file: &str, theme: &str, language: &str, words: &[&str]) -> cvgen::pdf::Pdf {
    let mut test = Test::new("pdf --no-system-fonts -o r.pdf").printing(file, theme, language);
    for word in words {
        test = test.argument(*word);
    }
    cvgen::pdf::read("r.pdf", &test.success().read("r.pdf")).expect("a PDF")
}

/// A resume in a theme and a language as PDF.
fn pdf_of(resume: &str, theme: &str, language: &str) -> cvgen::pdf::Pdf {
    let test = Test::new("pdf r.yaml --no-system-fonts -o r.pdf").file("r.yaml", resume);
    let test = test.argument(format!("--theme={theme}")).argument(format!("--lang={language}"));
    cvgen::pdf::read("r.pdf", &test.success().read("r.pdf")).expect("a PDF")
}

/// A name that needs two lines has two of about the same length.
#[test]
fn a_long_name_is_broken_in_its_middle() {
    for theme in ["classic", "engineer", "swiss", "executive", "academic"] {
        let pdf = printed("tests/gallery/stress.yaml", theme, "en", &[]);
        let text = pdf.running_text().to_lowercase();
        let at = text.find("lothringen").unwrap_or_else(|| panic!("{theme}: {text}"));
        let line = text[at..].lines().next().unwrap_or_default();
        assert!(line.contains("y fern"), "{theme}: {line}");
        // No particle ends the first line.
        let start = text[..at].lines().next_back().unwrap_or_default().trim_start();
        assert!(start.starts_with("von "), "{theme}: {start}");
    }
}

/// A title that is long in its language stays at the left of the hairline of `europe`.
#[test]
fn titles_stay_in_their_column() {
    for (language, title) in [("es", "profesional"), ("it", "linguistiche"), ("pt", "profissional")]
    {
        let resume = "basics: {name: Ann}\nwork: [{name: Acme, position: Chief}]\nlanguages: [{language: English}]\n";
        let pdf = pdf_of(resume, "europe", language);
        let glyphs: Vec<_> = pdf.pages[0].glyphs.iter().filter(|it| !it.is_artifact).collect();
        let text: Vec<_> =
            glyphs.iter().map(|it| it.text.as_deref().unwrap_or("?").to_lowercase()).collect();
        let at =
            text.concat().find(title).unwrap_or_else(|| panic!("{language}: {}", text.concat()));
        let mut seen = 0;
        let last = text.iter().position(|it| {
            seen += it.len();
            seen >= at + title.len()
        });
        let last = glyphs[last.expect("the title")];
        let name = glyphs.iter().find(|it| it.text.as_deref() == Some("A")).expect("the name");
        assert!(last.x + last.width < name.x - 8.0, "{language}: {} {}", last.x, name.x);
    }
}

/// Latin words have the same letters on a page that is read from the right: a font draws `ifi` otherwise from there.
#[test]
fn latin_words_are_shaped_from_the_left_in_arabic() {
    let letters = |language: &str| {
        let resume = "basics: {name: Ann}\nawards: [{title: Certified office}]\n";
        let pdf = pdf_of(resume, "classic", language);
        let glyphs = pdf.pages[0].glyphs.iter().filter(|it| !it.is_artifact);
        let glyphs: Vec<_> = glyphs
            .filter_map(|it| Some((it.text.clone()?, format!("{:.2}", it.width / it.size))))
            .collect();
        let at =
            glyphs.windows(2).position(|it| it[0].0 == "C" && it[1].0 == "e").expect("the word");
        glyphs[at..].iter().take(8).cloned().collect::<Vec<_>>()
    };
    assert_eq!(letters("ar"), letters("en"));
}
