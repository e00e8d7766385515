//! Columns as wide as the text in them.

use super::engine::{compile, has, in_parallel, source};
use crate::harness::{choices, root};
use cvgen::theme::Theme;
use cvgen::typeset::{TypesetInput, Typesetter};

/// A column that follows its text is measured again by LaTeX: to 0.01 mm what Typst measures, and as wide as it takes
/// in another size.
#[test]
fn columns_are_as_wide_as_their_widest_text() {
    if !has("xelatex") {
        return;
    }
    let columns = [
        ("compact", "en", "Sep 2014 – Jun 2017"),
        ("compact", "zh", "2020.06 – 2022.02"),
        ("timeline", "en", "[when]{Sep 2014 – Jun 2017} + 1bp"),
        ("jianli", "en", "[title]{Product}"),
    ];
    in_parallel(columns.to_vec(), |(theme, language, text)| {
        let input = root().join("examples/zhang-min.yaml");
        let folder = source(&input, &format!("--theme {theme} --lang {language}"));
        let path = folder.path().join("out/resume.tex");
        let made = std::fs::read_to_string(&path).expect("a source");
        let widest = if text.starts_with('[') { text.to_owned() } else { format!("{{{text}}}") };
        assert!(made.contains(&format!("column = \\cvwidest{widest}")), "{theme}: {made}");
        let measure = |size: &str| {
            let told = "\\begin{document}\\makeatletter\\typeout{WIDTH \\the\\dimexpr\\cv@column\\relax}\\makeatother";
            let (before, rest) = made.split_once("pt, a4paper]").expect("the class");
            let (start, own) = before.rsplit_once('[').expect("its options");
            let size = if size.is_empty() { own } else { size };
            let changed = format!("{start}[{size}pt, a4paper]{rest}");
            std::fs::write(&path, changed.replace("\\begin{document}", told)).expect("written");
            let (_, log) = compile(folder.path(), "xelatex");
            let line = log.lines().find_map(|line| line.strip_prefix("WIDTH ")).expect("a width");
            let points: f64 = line.trim_end_matches("pt").parse().expect("a number");
            points * 72.0 / 72.27
        };
        let wanted = column_of(theme, language);
        let measured = measure("");
        let hundredth = 0.01 * 72.0 / 25.4;
        assert!((measured - wanted).abs() < hundredth, "{theme}: {measured}, not {wanted}");
        assert!(measure("14") > wanted * 1.2, "{theme}: the column does not grow");
    });
}

/// How wide the first column beside the text is on a page of Typst, in points.
fn column_of(theme: &str, language: &str) -> f64 {
    let theme = Theme::builtin(theme).expect("a theme").value;
    let bytes = std::fs::read(root().join("examples/zhang-min.yaml")).expect("an example");
    let resume = cvgen::read::read("zhang-min.yaml", &bytes).expect("a resume").value;
    let document = cvgen::resolve::resolve(&resume, &choices(&theme, language)).value;
    let input = TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
    let typesetter = Typesetter::new(cvgen::fonts::FontSettings::default());
    let sheet = typesetter.prepare(&input).expect("prepared").value.sheet(1.0).expect("a sheet");
    sheet.value.widest.first().expect("a column").width
}
