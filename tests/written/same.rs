//! Every format: the same bytes each time, to standard output and in batches, with languages, variants and overlays.

use crate::harness::{Test, names, root};
use cvgen::job::{self, FORMATS, Job};
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter};

#[test]
fn every_format_has_the_same_bytes_each_time() {
    let path = root().join("examples/zhang-min.yaml");
    let bytes = std::fs::read(path).expect("a resume");
    let resume = cvgen::read::read("r.yaml", &bytes).expect("a resume").value;
    for theme in ["academic", "modern"] {
        let theme = Theme::builtin(theme).expect("a theme").value;
        for format in FORMATS {
            let make = || {
                let typesetter = Typesetter::new(FontSettings::default());
                let job = Job::new(&resume, "zh".parse().expect("a language"), &theme, *format);
                let files = job::run(&job, &typesetter).expect("files").value.files;
                let files =
                    files.into_iter().map(|(name, content)| (name, content.as_ref().to_vec()));
                files.collect::<Vec<_>>()
            };
            assert!(make() == make(), "{format} in {}", theme.name);
        }
    }
}

const RESUME: &str = "\
cvgen: {languages: [en, zh], variants: {short: {hide: [summary]}}}
basics: {name: {en: Ann Li, zh: 李安}, summary: {en: Kind., zh: 和气。}}
work: [{name: {en: Acme, zh: 公司}, startDate: 2019-03}]
";

/// What is made alone, to standard output, is what a batch makes of it.
#[test]
fn standard_output_and_batches_get_the_same() {
    let made = Test::new("batch r.yaml -o all -f html,docx,md,txt --lang en,zh --variant short")
        .file("r.yaml", RESUME)
        .success();
    let files = names(&made.path("all"));
    let files: Vec<_> = files.iter().filter(|name| name.starts_with("r-short-")).collect();
    assert_eq!(files.len(), 8, "{files:?}");
    let mut last = made;
    for format in ["docx", "md", "txt"] {
        let words = format!("{format} r.yaml --lang zh --variant short -o -");
        let alone = last.then(&words).success();
        let batched = alone.read(&format!("all/r-short-classic-zh.{format}"));
        assert!(alone.stdout == batched, "{format}");
        last = alone;
    }
}

/// A second file in another language is laid over the first for each of them.
#[test]
fn overlays_are_in_every_format() {
    let english = "basics: {name: Ann Li}\nwork: [{name: Acme, position: Engineer}]\n";
    let chinese = "basics: {name: 李安}\nwork: [{position: 工程师}]\n";
    for format in ["html", "docx", "md", "txt"] {
        let words = format!("{format} r.yaml --lang zh -o it.{format}");
        let made = Test::new(&words).file("r.yaml", english).file("r.zh.yaml", chinese).success();
        let shown = made.then(&format!("check it.{format} --show-text"));
        let text = String::from_utf8_lossy(&shown.success().stdout).into_owned();
        assert!(text.contains("李安") && text.contains("工程师"), "{format}\n{text}");
    }
}
