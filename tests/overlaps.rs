//! Options: whatever is chosen, nothing lies on anything, runs off the page, is left behind or lost.

use crate::gallery::findings;
use crate::harness::{is_everything, themes};
use crate::press::printed_with;
use cvgen::theme::{Declaration, Kind, Theme};

/// What is printed: a page in Latin letters and one of Han, with a photo and without; with `CVGEN_ALL` a long one, too.
const RESUMES: [(&str, &str); 4] = [
    ("examples/designer.json", "en"),
    ("examples/zhang-min.yaml", "zh"),
    ("data/starter/resume.yaml", "en"),
    ("examples/academic.yaml", "en"),
];

/// How many combinations of options there are: in them each option has each of its values.
const COMBINATIONS: usize = 7;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// The values to try of an option.
fn values(name: &str, option: &Declaration) -> Vec<String> {
    let of = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match (name, &option.kind) {
        ("base-size", _) => of(&["8pt", "12pt"]),
        ("body-font" | "heading-font", _) => of(&["", "EB Garamond", "Inter"]),
        (_, Kind::Bool) => of(&["true", "false"]),
        (_, Kind::Number { .. }) => of(&["0", "2"]),
        (_, Kind::Length { min, max }) => [0.75 * min + 0.25 * max, 0.6 * max]
            .map(|value| format!("{:.1}mm", value / MM))
            .to_vec(),
        (_, Kind::Choice(choices)) => choices.clone(),
        (_, Kind::Color) => of(&["#7a1f4a"]),
        (_, Kind::List) => of(&["skills,education,work"]),
        (_, Kind::Paint | Kind::Text) => Vec::new(),
        _ => panic!("{name}: {:?} is tried by no value", option.kind),
    }
}

/// What is wrong with the pages of a resume in a theme with options.
fn wrong(path: &str, theme: &str, language: &str, options: &[(String, String)]) -> Vec<String> {
    let printed = printed_with(path, theme, language, options);
    let pdf = cvgen::pdf::read("it", &printed.pdf).expect("a PDF");
    let faults = printed.faults.iter().map(|fault| format!("{fault:?}"));
    let lost = findings::lost(&printed.document, &pdf, &printed.pdf);
    let chosen: Vec<_> = options.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let place = format!("{theme}, {path}, {}", chosen.join(" "));
    faults.chain(lost).map(|what| format!("{place}: {what}")).collect()
}

/// All options of a theme together, in combinations; with `CVGEN_ALL` each value of each of them, too.
#[test]
fn no_option_lays_text_on_text() {
    let mut found = Vec::new();
    for (index, theme) in themes().iter().enumerate() {
        let declared = Theme::builtin(theme).expect("a theme").value.options;
        let tried: Vec<(&String, Vec<String>)> = declared
            .iter()
            .map(|(name, option)| (name, values(name, option)))
            .filter(|(_, values)| !values.is_empty())
            .collect();
        for turn in 0..COMBINATIONS {
            let value = |(at, (name, values)): (usize, &(&String, Vec<String>))| {
                ((*name).clone(), values[(turn + at) % values.len()].clone())
            };
            let options: Vec<_> = tried.iter().enumerate().map(value).collect();
            let (path, language) = RESUMES[(index + turn) % 3];
            found.extend(wrong(path, theme, language, &options));
        }
        if is_everything() {
            for (path, language) in RESUMES {
                for (name, values) in &tried {
                    for value in values {
                        let option = [((*name).clone(), value.clone())];
                        found.extend(wrong(path, theme, language, &option));
                    }
                }
            }
        }
        cvgen::typeset::forget();
    }
    assert!(found.is_empty(), "{found:#?}");
}
