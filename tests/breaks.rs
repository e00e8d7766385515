//! Page breaks: where a person asks for one, what stays together, and that pages are full all the same.

use crate::harness::{Test, choices, is_everything, themes};
use crate::judges::poppler;
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, TypesetInput, Typesetter};

/// A job of `lines` bullets; `more` are further fields.
fn job(name: &str, lines: usize, more: &str) -> String {
    let bullets: Vec<String> = (1..=lines).map(|line| format!("{name} bullet {line}")).collect();
    format!(
        "  - {{name: {name}, position: Engineer, startDate: 2019, {more} highlights: [{}]}}\n",
        bullets.join(", ")
    )
}

fn resume(jobs: &[String], rest: &str) -> String {
    format!("basics: {{name: Ann Li, email: ann@example.org}}\nwork:\n{}{rest}", jobs.concat())
}

/// The text of each page, as people see it.
fn pages(theme: &str, resume: &str) -> Option<Vec<String>> {
    let finished = Test::new("pdf r.yaml --no-system-fonts --theme")
        .argument(theme)
        .file("r.yaml", resume)
        .success();
    let text = poppler(&finished.path("r.pdf"), &["-layout"])?;
    Some(text.split('\u{c}').map(str::to_owned).filter(|page| !page.trim().is_empty()).collect())
}

fn page_of(pages: &[String], words: &str) -> usize {
    pages
        .iter()
        .position(|page| page.contains(words))
        .unwrap_or_else(|| panic!("{words}: {pages:#?}"))
}

#[test]
fn a_new_page_begins_where_it_is_asked_for() {
    let education = "education: [{institution: School, area: Physics}]\n";
    for theme in themes() {
        let entry = [job("Alpha", 2, ""), job("Beta", 2, "break: before,"), job("Gamma", 2, "")];
        let Some(pages) = pages(&theme, &resume(&entry, "")) else { return };
        let at = ["Alpha bullet 2", "Beta bullet 1", "Gamma bullet 1"]
            .map(|words| page_of(&pages, words));
        assert_eq!(at, [0, 1, 1], "{theme}");
        // A section of JSON Resume is a list and has no place for `break`; the settings have.
        let section =
            format!("{education}cvgen: {{break: [education], order: [work, education]}}\n");
        let section = resume(&[job("Alpha", 2, "")], &section);
        let Some(pages) = self::pages(&theme, &section) else { return };
        assert!(
            page_of(&pages, "Alpha bullet 2") < page_of(&pages, "School") || theme == "modern",
            "{theme}"
        );
        let own =
            "sections: [{id: talks, title: Talks, break: before, entries: [{title: RustConf}]}]\n";
        let Some(pages) = self::pages(&theme, &resume(&[job("Alpha", 2, "")], own)) else { return };
        let at = [
            page_of(&pages, "Alpha bullet 2"),
            page_of(&pages, "Talks"),
            page_of(&pages, "RustConf"),
        ];
        assert!(at == [0, 1, 1], "{theme}: {at:?}");
    }
}

#[test]
fn what_is_to_be_kept_together_is() {
    for theme in themes() {
        let mut straddled = 0;
        for filler in 8..22 {
            // Two places are enough, unless everything is looked at.
            if straddled == 2 && !is_everything() {
                break;
            }
            let around = |keep: &str| {
                let jobs: Vec<String> =
                    (0..filler).map(|n| job(&format!("Filler{n}"), 1, "")).collect();
                resume(&[jobs, vec![job("Kept", 12, keep), job("Last", 2, "")]].concat(), "")
            };
            let ends = |pages: &[String]| {
                [page_of(pages, "Kept bullet 1\n"), page_of(pages, "Kept bullet 12")]
            };
            let Some(loose) = pages(&theme, &around("")) else { return };
            if ends(&loose)[0] == ends(&loose)[1] {
                continue;
            }
            straddled += 1;
            let Some(kept) = pages(&theme, &around("keep: true,")) else { return };
            assert_eq!(ends(&kept)[0], ends(&kept)[1], "{theme}, {filler}");
        }
        assert!(straddled > 0, "{theme}: the test must have something to keep");
    }
}

/// Keeping together may cost a page much of its height: that is told.
#[test]
fn a_page_that_keeping_leaves_empty_is_told() {
    for theme in themes() {
        let printed = |keep: &str| {
            let jobs = [job("First", 20, ""), job("Kept", 40, keep)];
            let finished = Test::new("pdf r.yaml --pages none --no-system-fonts --theme")
                .argument(&theme)
                .file("r.yaml", resume(&jobs, ""))
                .success();
            finished.stderr
        };
        let told = printed("keep: true,");
        assert!(told.starts_with("advice: page 1 is only "), "{theme}: {told}");
        assert!(
            told.contains(" % full, because what follows is kept on one page"),
            "{theme}: {told}"
        );
        assert!(!printed("").contains("advice"), "{theme}");
    }
}

/// A section may be kept, too; one that is longer than a page is not lost.
#[test]
fn sections_are_kept_and_long_ones_are_broken() {
    for theme in themes() {
        let jobs: Vec<String> = (0..8).map(|n| job(&format!("Filler{n}"), 3, "")).collect();
        let entries: Vec<String> =
            (0..6).map(|n| format!("{{title: Talk{n}, date: 2020, summary: Words.}}")).collect();
        let own = format!(
            "sections: [{{id: talks, title: Talks, keep: true, entries: [{}]}}]\n",
            entries.join(", ")
        );
        let Some(kept) = pages(&theme, &resume(&jobs, &own)) else { return };
        assert_eq!(page_of(&kept, "Talk0"), page_of(&kept, "Talk5"), "{theme}");
        let long = [job("Long", 150, "keep: true,")];
        let Some(long) = pages(&theme, &resume(&long, "")) else { return };
        assert!(page_of(&long, "Long bullet 150") > 0, "{theme}");
        assert!(page_of(&long, "Long bullet 2") == 0, "{theme}");
    }
}

/// Whatever the length of what is before: no entry begins at the foot of a page with less than two
/// lines below its head, and no page but the last is more than a third empty.
#[test]
fn heads_are_not_stranded_and_pages_are_full() {
    let typesetter = Typesetter::new(FontSettings::default());
    for name in themes() {
        let theme = Theme::builtin(&name).expect("a theme").value;
        for filler in 0..24 {
            let jobs: Vec<String> =
                (0..14).map(|n| job(&format!("Job{n}"), 4 + n % 3, "")).collect();
            let words = "Introductory words, and a few more of them to fill the line of the page. "
                .repeat(filler);
            let text =
                resume(&jobs, &format!("skills: [{{name: A}}]\nprojects:\n{}", job("Tool", 5, "")));
            let text = text.replace("email:", &format!("summary: '{words}', email:"));
            let resume = cvgen::read::read("r.yaml", text.as_bytes()).expect("a resume").value;
            let document = resolve(&resume, &choices(&theme, "en")).value;
            let input =
                TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
            let composed = typesetter.prepare(&input).expect("a sheet").value;
            let pages = composed.typeset(document.density).expect("pages").value;
            let (_, pages) = composed.finished(pages, true).expect("pages");
            let fullness = pages.fullness();
            let full = &fullness[..fullness.len() - 1];
            assert!(full.iter().all(|full| *full > 2.0 / 3.0), "{name}, {filler}: {fullness:?}");
            let pdf = pages.pdf(&cvgen::typeset::PdfSettings::default()).expect("a PDF").value;
            let pdf = cvgen::pdf::read("it", &pdf).expect("a PDF");
            let text = pdf.running_text();
            let pages: Vec<&str> = text.split('\u{c}').collect();
            for page in &pages[..pages.len() - 1] {
                let last = page.trim_end().lines().next_back().unwrap_or_default();
                let is_head =
                    ["Engineer", "Experience", "Projects", "Skills", "Present", "bullet 1"]
                        .iter()
                        .any(|end| last.ends_with(end));
                assert!(!is_head, "{name}, {filler}: {page}");
            }
            cvgen::typeset::forget();
        }
    }
}

/// However long the story is, the narrow column stays on the first page: a title that moves to the next one does not take
/// it along.
#[test]
fn the_narrow_column_stays_on_the_first_page() {
    for (theme, option) in [("modern", "sidebar"), ("duo", "aside")] {
        for lines in 24..44 {
            let rest = format!(
                "skills: [{{name: Tools, keywords: [Git]}}]\n\
                 languages: [{{language: German, fluency: native}}, {{language: Dutch, fluency: B2}}]\n\
                 cvgen: {{options: {{{option}: [skills]}}, pages: none}}\n"
            );
            let Some(pages) = pages(theme, &resume(&[job("Alpha", lines, "")], &rest)) else {
                return;
            };
            assert_eq!(page_of(&pages, "Git"), 0, "{theme}, {lines}: {pages:#?}");
        }
    }
}

/// Beside a narrow column, too, a page is full: the positions of an employer are not one piece.
#[test]
fn positions_of_an_employer_fill_the_first_page() {
    let position = |number: usize| {
        format!(
            "      - {{position: Post {number}, startDate: 2001, highlights: [One, Two, Three]}}\n"
        )
    };
    let positions: String = (10..40).map(position).collect();
    let resume = format!(
        "basics: {{name: Ann Li}}\nskills: [{{name: Tools, keywords: [Git]}}]\n\
         work:\n  - name: Works\n    positions:\n{positions}cvgen: {{options: {{dates: year}}, pages: none}}\n"
    );
    for theme in ["modern", "duo"] {
        let Some(pages) = pages(theme, &resume) else { return };
        let count = pages[0].matches("Post ").count();
        assert!(count > 7, "{theme}: {count} on the first page");
        assert_eq!(pages.concat().matches("Works").count(), 1, "{theme}");
    }
}

/// Where the story goes on over the whole width, no item of a list is alone on either page.
#[test]
fn no_item_is_alone_where_the_narrow_column_ends() {
    for theme in ["modern", "duo"] {
        for lines in (20..44).step_by(2) {
            let rest = "skills: [{name: Tools, keywords: [Git]}]\ncvgen: {pages: none}\n";
            let jobs = [job("Alpha", lines, ""), job("Beta", 6, "summary: 'These are:',")];
            let Some(pages) = pages(theme, &resume(&jobs, rest)) else { return };
            for (one, next) in
                [("These are", "bullet 1"), ("bullet 1", "bullet 2"), ("bullet 5", "bullet 6")]
            {
                let page = |words: &str| {
                    let words = if words == "These are" {
                        words.to_owned()
                    } else {
                        format!("Beta {words}")
                    };
                    page_of(&pages, &words)
                };
                assert_eq!(page(one), page(next), "{theme}, {lines}, {one}: {pages:#?}");
            }
        }
    }
}
