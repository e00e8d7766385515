//! What a page costs that does not need it: fonts of other scripts.

use crate::fonts::{FontSet, Fonts};
use crate::job::{self, Job, PDF};
use crate::theme::Theme;
use crate::typeset::Typesetter;
use std::sync::Arc;

/// The files of the fonts that a page of `resume` opens in a theme, and the families whose characters it asks for.
fn touched(resume: &str, theme: &str, language: &str) -> (Vec<&'static str>, Vec<String>) {
    let set = FontSet::fresh();
    let typesetter = Typesetter::with_fonts(Fonts::of(Arc::clone(&set)));
    let resume = crate::read::read("r.yaml", resume.as_bytes()).unwrap().value;
    let theme = Theme::builtin(theme).unwrap().value;
    let mut job = Job::new(&resume, language.parse().unwrap(), &theme, PDF);
    job.density = Some(1.0);
    let printed = job::run(&job, &typesetter).unwrap();
    assert!(printed.warnings.is_empty(), "{:?}", printed.warnings);
    set.touched()
}

/// All fonts together have 50 MB: a page opens the few that it is set in, and the characters of others
/// stay packed.
#[test]
fn a_page_touches_only_the_fonts_that_it_is_set_in() {
    let english = "basics: {name: Ada Lovelace, label: Analyst, summary: Wrote notes.}\n\
                   work: [{name: Babbage, position: Analyst, startDate: 1842, highlights: [One, Two]}]\n";
    let (opened, unpacked) = touched(english, "classic", "en");
    assert_eq!(
        opened,
        ["SourceSerif4-Bold.ttf", "SourceSerif4-Italic.ttf", "SourceSerif4-Regular.ttf"]
    );
    assert_eq!(unpacked, ["Source Serif 4"]);
    let chinese = "basics: {name: 罗锦华, label: 工程师, summary: 在杭州工作。}\n\
                   work: [{name: 公司, position: 工程师, startDate: 2018-04, highlights: [负责数据平台, 使用 Java]}]\n";
    let (opened, unpacked) = touched(chinese, "classic", "zh");
    let families: Vec<&str> = opened.iter().filter_map(|file| file.split('-').next()).collect();
    assert!(
        families.iter().all(|it| ["NotoSerifCJKsc", "SourceSerif4"].contains(it)),
        "{opened:?}"
    );
    assert_eq!(unpacked, ["Source Serif 4", "Noto Serif CJK SC"]);
}
