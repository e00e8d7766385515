//! Page fitting: the largest density that fits, what is said about it, and what themes promise for it.

use crate::harness::{Test, choices, in_turn, is_everything, root, themes, themes_of_engines};
use cvgen::document::{Document, OptionValue};
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{Composition, FontSettings, MOST_COMPILES, TypesetInput, Typesetter};

/// A resume with `jobs` jobs of three bullets each.
fn resume(jobs: usize) -> String {
    let job = |job: usize| {
        format!(
            "  - name: Employer {job}\n    position: Engineer\n    startDate: 20{:02}\n    highlights:\n      \
             - Wrote a compiler\n      - Led a team of seven people that moved three hundred services to \
             another country within four months\n      - Sold it\n",
            job % 25
        )
    };
    "basics: {name: Ann Li, label: Engineer, email: ann@example.org}\n\
     education: [{institution: School, area: Physics, startDate: 2001, endDate: 2005}]\nwork:\n"
        .to_owned()
        + &(0..jobs).map(job).collect::<String>()
}

/// A document of the example, long enough for three pages and more.
fn document(file: &str, theme: &Theme, language: &str, paper: &str) -> Document {
    let path = root().join("examples").join(file);
    let bytes = std::fs::read(&path).expect("the example");
    let resume = cvgen::read::read(file, &bytes).expect("a resume").value;
    let mut choices = choices(theme, language);
    for (name, value) in [("paper", paper), ("photo", "none")] {
        choices.options.insert(name.to_owned(), OptionValue::Text(value.to_owned()));
    }
    resolve(&resume, &choices).value
}

fn pages(prepared: &Composition<'_>, percent: u32) -> usize {
    prepared.typeset(f64::from(percent) / 100.0).expect("pages").value.count()
}

/// Every theme, paper and language.
fn every_case(mut check: impl FnMut(&Composition<'_>, &str)) {
    let typesetter = Typesetter::new(FontSettings::default());
    for name in themes_of_engines() {
        let theme = Theme::builtin(&name).expect("a theme").value;
        for paper in ["a4", "us-letter"] {
            let long = if paper == "a4" { "zh" } else { "en" };
            for (file, language) in
                [("jinhua-luo.yaml", long), ("academic.yaml", "en"), ("zhang-min.yaml", "zh")]
            {
                let document = document(file, &theme, language, paper);
                let input = TypesetInput {
                    document: &document,
                    theme: &theme,
                    photo: None,
                    locate: &|_| None,
                };
                let prepared = typesetter.prepare(&input).expect("prepared").value;
                check(&prepared, &format!("{name}, {paper}, {file}, {language}"));
            }
            cvgen::typeset::forget();
        }
    }
}

/// Whether a little more than `density` fills more than `most` pages, or so little is free on the last of them that it
/// would be no more than two percent of white in all of them: nobody sees that, and a try more takes as long as a page.
fn is_best(prepared: &Composition<'_>, density: f64, most: usize) -> bool {
    let pages = |density| prepared.typeset(density).expect("pages").value;
    let more = (density + 0.06).min(1.0);
    let little = f64::max(0.04, 0.025 * f64::from(u32::try_from(most).expect("few pages")));
    let is_full = || pages(density).fullness().last().is_some_and(|full| 1.0 - full < little);
    density >= 1.0 || pages(more).count() > most || is_full()
}

/// What the search rests on.
#[test]
fn more_density_never_gives_fewer_pages() {
    every_case(|prepared, case| {
        let counts: Vec<usize> = (0..=150).step_by(15).map(|p| pages(prepared, p)).collect();
        assert!(counts.is_sorted(), "{case}: {counts:?}");
    });
}

/// Where four tries end too early: what begins the page too many stays whole, so that it is as full at many densities.
const KNOWN: [&str; 1] = ["swiss, us-letter, jinhua-luo.yaml, en: 5 at 0"];

#[test]
fn the_largest_density_that_fits_is_found_in_few_compiles() {
    let mut worse = Vec::new();
    every_case(|prepared, case| {
        let (tightest, designed) = (pages(prepared, 0), pages(prepared, 100));
        for most in tightest..=designed {
            let fit = prepared.fit(most).expect("a fit").value;
            assert!(fit.fits && fit.pages.count() <= most, "{case}: {most}");
            assert!(fit.density() <= 1.0 && fit.compiles <= MOST_COMPILES, "{case}: {most}");
            if !is_best(prepared, fit.density(), most) {
                worse.push(format!("{case}: {most} at {}", fit.density()));
            }
        }
        if tightest > 1 {
            let fit = prepared.fit(tightest - 1).expect("pages").value;
            assert!(!fit.fits && fit.density() >= 1.0, "{case}");
            assert!(fit.compiles < MOST_COMPILES, "{case}");
        }
    });
    let known: &[_] = if is_everything() { &KNOWN } else { &[] };
    assert_eq!(worse, known);
}

/// A pseudo-random number below `below`.
fn random(state: &mut u64, below: usize) -> usize {
    // Knuth's MMIX generator.
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).expect("31 bits") % below
}

/// Any resume, with texts of any length and some things that are to stay on one page.
fn any_resume(state: &mut u64) -> String {
    let mut text = "basics: {name: Ann Li, email: ann@example.org}\nwork:\n".to_owned();
    for job in 0..8 + random(state, 16) {
        let keep = random(state, 5) == 0;
        let bullets: Vec<String> =
            (0..random(state, 7)).map(|_| "words ".repeat(1 + random(state, 60))).collect();
        let head =
            format!("name: Employer {job}, position: Engineer, startDate: 2019, keep: {keep}");
        let bullets = bullets.join(", ");
        text += &["  - {", &head, ", highlights: [", &bullets, "]}\n"].concat();
    }
    text
}

/// Both promises, for resumes that nobody chose.
#[test]
fn any_resume_fits_as_well_as_it_can() {
    let typesetter = Typesetter::new(FontSettings::default());
    let state = &mut 5;
    for round in 0..3 {
        for name in themes_of_engines() {
            let theme = Theme::builtin(&name).expect("a theme").value;
            let text = any_resume(state);
            let resume = cvgen::read::read("r.yaml", text.as_bytes()).expect("a resume").value;
            let document = resolve(&resume, &choices(&theme, "en")).value;
            let input =
                TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
            let prepared = typesetter.prepare(&input).expect("prepared").value;
            let case = format!("{name}, {round}:\n{text}");
            let mut percents: Vec<u32> =
                (0..6).map(|_| u32::try_from(random(state, 151)).expect("small")).collect();
            percents.sort_unstable();
            let counts: Vec<usize> = percents.iter().map(|p| pages(&prepared, *p)).collect();
            assert!(counts.is_sorted(), "{counts:?} at {percents:?}: {case}");
            let most = counts[random(state, 6)];
            let fit = prepared.fit(most).expect("a fit").value;
            assert!(fit.compiles <= MOST_COMPILES, "{case}");
            assert!(
                !fit.fits || is_best(&prepared, fit.density(), most),
                "{most}, {}: {case}",
                fit.density()
            );
            cvgen::typeset::forget();
        }
    }
}

/// However tightly it is set, the body has 9 pt, and what still is too long is told.
#[test]
fn the_tightest_setting_can_be_read() {
    for theme in themes() {
        for paper in ["a4", "us-letter"] {
            let finished = Test::new("check r.yaml --pages 1 --format json --no-system-fonts")
                .argument(format!("--theme={theme}"))
                .argument(format!("--set=paper={paper}"))
                .file("r.yaml", resume(40))
                .success();
            let rules: Vec<String> =
                crate::check::found(&finished).into_iter().map(|(rule, _)| rule).collect();
            assert!(rules.iter().any(|rule| rule == "too-many-pages"), "{theme}: {rules:?}");
            assert!(!rules.iter().any(|rule| rule == "small-text"), "{theme}: {rules:?}");
        }
    }
}

/// LaTeX fills no more pages than were asked for, although its lines break elsewhere.
#[test]
fn what_fits_fits_in_latex_as_well() {
    if std::process::Command::new("xelatex").arg("--version").output().is_err() {
        return crate::judges::missing("`xelatex`");
    }
    for (turn, theme) in themes_of_engines().into_iter().enumerate() {
        for (file, language) in in_turn(&[("graduate.toml", "en"), ("zhang-min.yaml", "zh")], turn)
        {
            let finished = Test::new("pdf --pages 1 --engine latex=xelatex --strict -o out.pdf")
                .printing(&format!("examples/{file}"), &theme, language)
                .success();
            let finished = finished.says("out.pdf: fits on 1 page, spacing ");
            let source = Test::new("tex --pages 1 -o out.tex")
                .printing(&format!("examples/{file}"), &theme, language)
                .success();
            let chosen = |stderr: &str| {
                let start = stderr.find("fits on").unwrap_or_else(|| panic!("{stderr}"));
                stderr[start..].split('%').next().map(str::to_owned)
            };
            assert_eq!(chosen(&source.stderr), chosen(&finished.stderr));
        }
    }
}

/// The percents of spacing that were said, if there were any.
fn spacing(stderr: &str) -> Option<u32> {
    let (_, rest) = stderr.split_once(", spacing ")?;
    rest.split_once(" %, ")?.0.parse().ok()
}

/// A resume of many short entries, so that gaps tell.
fn airy(jobs: usize) -> String {
    let job = |job: usize| {
        format!("  - {{name: Employer {job}, position: Engineer, summary: Sold it}}\n")
    };
    format!("basics: {{name: Ann Li}}\nwork:\n{}", (0..jobs).map(job).collect::<String>())
}

fn printed(jobs: usize, arguments: &str) -> String {
    let test = Test::new("pdf r.yaml --no-system-fonts").file("r.yaml", airy(jobs));
    arguments.split_whitespace().fold(test, Test::argument).success().stderr
}

#[test]
fn what_was_chosen_is_said() {
    let said = printed(18, "--pages 1");
    assert!(said.starts_with("r.pdf: fits on 1 page, spacing "), "{said}");
    assert!((1..100).contains(&spacing(&said).expect("spacing")), "{said}");
    // A number never spreads a text.
    assert_eq!(spacing(&printed(1, "--pages 1")), Some(100));
    assert_eq!(spacing(&printed(1, "--pages 3")), Some(100));
}

#[test]
fn what_does_not_fit_is_told_by_how_much_and_set_as_designed() {
    let long = resume(40);
    let finished = Test::new("pdf r.yaml --pages 1").file("r.yaml", &long).success();
    let said = "warning: even the tightest setting does not fit on 1 page: ";
    assert!(finished.stderr.starts_with(said), "{}", finished.stderr);
    let finished = finished.says(" lines too many").says("leaving out `Experience` (");
    let line = |stderr: &str| {
        let line = stderr.lines().last().expect("a line").to_owned();
        line.split(" kB").next().map(str::to_owned)
    };
    let designed = Test::new("pdf r.yaml --pages none").file("r.yaml", &long).success();
    assert_eq!(line(&finished.stderr), line(&designed.stderr));
    assert_eq!(finished.read("r.pdf"), designed.read("r.pdf"));
    let strict = Test::new("pdf r.yaml --pages 1 --strict").file("r.yaml", &long).exits_with(1);
    assert!(strict.stderr.starts_with("error: even the tightest"), "{}", strict.stderr);
    assert_eq!(strict.names(), ["r.yaml"], "nothing is written");
}

/// A last page that is hardly full is drawn in where little is needed for it; else it is told, and all stays as
/// it was.
#[test]
fn a_last_page_that_is_hardly_full_is_drawn_in() {
    let (mut drawn_in, mut told) = (0, 0);
    for jobs in 12..24 {
        let (auto, none) = (printed(jobs, ""), printed(jobs, "--pages none"));
        assert!(spacing(&none).is_none() && !none.contains("advice"), "{none}");
        if let Some(percent) = spacing(&auto) {
            assert!((60..100).contains(&percent) && auto.contains("fits on "), "{auto}");
            assert_eq!(auto, printed(jobs, "--pages auto").replace("--pages auto", ""));
            drawn_in += 1;
        } else if auto.contains("advice: the last page is less than a third full") {
            told += 1;
        } else {
            assert_eq!(auto, none);
        }
    }
    assert!(drawn_in > 0 && told > 0, "{drawn_in} {told}");
}

#[test]
fn the_last_page_is_no_fault_where_a_new_one_is_asked_for() {
    let text = resume(3).replace("education: [{", "education: [{break: before, ");
    let text = format!("{text}cvgen: {{order: [work, education]}}\n");
    let finished = Test::new("pdf r.yaml --no-system-fonts").file("r.yaml", text).success();
    assert_eq!(finished.stderr, "r.pdf: 2 pages, …");
}

#[test]
fn a_single_page_is_filled_where_that_is_asked_for() {
    for theme in themes() {
        let said = printed(2, &format!("--pages fill --theme {theme}"));
        assert_eq!(spacing(&said), Some(125), "{theme}: {said}");
    }
    let nearly_full = (8..20)
        .rfind(|jobs| printed(*jobs, "--pages none").starts_with("r.pdf: 1 page,"))
        .expect("a page");
    let said = printed(nearly_full, "--pages fill");
    assert!(spacing(&said).is_none_or(|percent| (100..125).contains(&percent)), "{said}");
}

/// What prints the same page has the same density: LaTeX, pictures, a batch.
#[test]
fn all_formats_have_the_density_that_was_found() {
    let is_drawn_in = |jobs: &usize| spacing(&printed(*jobs, "")).is_some();
    let jobs = (12..24).find(is_drawn_in).expect("one that is drawn in");
    let said = printed(jobs, "");
    for format in ["tex", "png", "svg"] {
        let finished = Test::new(format)
            .argument("r.yaml")
            .argument("--no-system-fonts")
            .file("r.yaml", airy(jobs))
            .success();
        assert_eq!(spacing(&finished.stderr), spacing(&said), "{format}: {}", finished.stderr);
    }
    let one = Test::new("pdf r.yaml --no-system-fonts").file("r.yaml", airy(jobs)).success();
    let batch =
        Test::new("batch r.yaml -o out --no-system-fonts").file("r.yaml", airy(jobs)).success();
    assert_eq!(one.read("r.pdf"), batch.read("out/r-classic-en.pdf"));
    // A program that reads the manifest is told it as people are.
    let manifest = String::from_utf8(batch.read("out/manifest.ndjson")).expect("UTF-8");
    let told = format!("\"pages\":1,\"spacing\":{},", spacing(&said).expect("spacing"));
    assert!(manifest.contains(&told), "{told}: {manifest}");
    let answered = Test::new("batch - -o out --no-system-fonts")
        .input("{\"basics\": {\"name\": \"Ann\"}, \"cvgen\": {\"pages\": 1}}\n")
        .success();
    let answer = String::from_utf8_lossy(&answered.stdout).into_owned();
    assert!(answer.contains("\"pages\":1,\"spacing\":100,"), "{answer}");
}

/// The hint is true: without the section it fits.
#[test]
fn leaving_out_what_is_said_makes_it_fit() {
    let long = resume(40);
    let finished =
        Test::new("pdf r.yaml --pages 1 --hide work --strict").file("r.yaml", &long).success();
    finished.says("fits on 1 page");
}

#[test]
fn the_resume_may_ask_for_pages_too() {
    let text = format!("{}cvgen: {{pages: 2}}\n", resume(12));
    Test::new("pdf r.yaml").file("r.yaml", &text).success().says("fits on 2 pages, spacing ");
    Test::new("pdf r.yaml --pages 1")
        .file("r.yaml", resume(7) + "cvgen: {pages: 2}\n")
        .success()
        .says("fits on 1 page, ");
    let filled = format!("{}cvgen: {{pages: fill}}\n", resume(2));
    Test::new("pdf r.yaml").file("r.yaml", filled).success().says("fits on 1 page, spacing 125 %");
}

#[test]
fn a_number_of_pages_is_at_least_one() {
    Test::new("pdf r.yaml --pages 0").file("r.yaml", resume(1)).exits_with(2).says("--pages");
    Test::new("pdf r.yaml")
        .file("r.yaml", "basics: {name: Ann}\ncvgen: {pages: 0}\n")
        .stderr(
            "
error: `pages` cannot be `0`
 --> r.yaml:2:16
  |
2 | cvgen: {pages: 0}
  |                ^
  |
  = hint: it may be `auto`, `none`, `fill` or a whole number from 1 to 10000",
        )
        .exits_with(1);
}
