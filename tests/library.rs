//! The library as another program uses it.

use crate::harness::Test;
use cvgen::job::FORMATS;
use cvgen::{Error, Format, Session, Tailoring};

const ANN: &str = "basics: {name: Ann}
work: [{name: Acme, startDate: 2019, highlights: [One, {text: Two, tags: [lead]}]}]
skills: [{name: Rust}]
cvgen:
  languages: [de]
  theme: compact
  variants: {plain: {hide: [work]}}
";

/// Resumes with something wrong, in every way that a problem is drawn.
const WRONG: &[&str] = &[
    "basics:\n  name: Ann\nwork:\n  - name: Acme\n    highlights: {first: x}\n",
    "basics: [",
    "basics: {name: {a: 1}}\nwork: [[1]]\ncvgen: [1]\n",
    "工作: {姓名: [安, 安娜]}\nwork: [{position: {安: 1}}]\n",
    "{basics: {name: 名, label: {安: 1}}}",
    "work: [{startDate: {a: 1}}, {name: {a: 1}}]\n",
    "",
    "a: 1\na: 2\n",
    "\u{1b}[2J: {}\nwork: [{name: {\"\u{9b}31m\": 1}}]\n",
];

#[test]
fn errors_are_drawn_as_the_program_draws_them() {
    let session = Session::new();
    for text in WRONG {
        let error = session.read("r.yaml", text).err().unwrap_or_else(|| panic!("read: {text}"));
        let told = Test::new("pdf r.yaml").file("r.yaml", text).exits_with(1).stderr;
        assert_eq!(error.to_string().trim(), told.trim(), "{text}");
        assert!(!error.to_string().contains(|c: char| c.is_control() && c != '\n'));
    }
}

/// Far from either end of a line, only what is near is shown.
#[test]
fn long_lines_are_cut_around_the_place() {
    let texts = "x: 1, ".repeat(200);
    let text = format!("{{basics: {{name: Ann}}, {texts} work: [[]], {texts} meta: {{}}}}");
    let error = Session::new().read("r.json", &text).err().expect("wrong");
    let drawn = error.to_string();
    assert!(drawn.lines().all(|line| line.chars().count() < 300), "{drawn}");
    let lines: Vec<_> = drawn.lines().collect();
    let carets = lines.iter().position(|line| line.contains('^')).expect("carets");
    let at = lines[carets].find('^').expect("a place");
    let column = lines[carets - 1].char_indices().map(|(index, _)| index).nth(at);
    assert!(column.is_some(), "{drawn}");
}

#[test]
fn what_is_logged_says_nothing_about_the_person() {
    let text =
        "basics: {name: Secret}\nwork: [{name: [Secret], startDate: {Secret: 1}}]\nSecret: 1\n";
    let error = Session::new().read("r.yaml", text).err().expect("wrong");
    let logged = format!("{error:?}");
    assert!(logged.contains("error wrong-shape at r.yaml:2:36"), "{logged}");
    assert!(!logged.contains("Secret"), "{logged}");
    for diagnostic in error.diagnostics() {
        let place = format!("{:?}", diagnostic.place);
        assert!(!place.contains("Secret"), "{place}");
    }
}

#[test]
fn a_resume_says_what_nobody_else_chooses() -> Result<(), Error> {
    let session = Session::new();
    let printed = |theme: Option<&str>, language: Option<&str>| {
        let printing = session.read("r.yaml", ANN)?;
        let printing = theme.into_iter().fold(printing, cvgen::Printing::theme);
        let printing = language.into_iter().fold(printing, cvgen::Printing::language);
        printing.pdf().map(|pdf| pdf.value)
    };
    assert!(printed(None, None)? == printed(Some("compact"), Some("de"))?);
    assert!(printed(None, None)? != printed(Some("classic"), Some("de"))?);
    assert!(printed(None, None)? != printed(None, Some("en"))?);
    Ok(())
}

#[test]
fn every_format_variants_options_and_settings_are_in_reach() -> Result<(), Error> {
    let session = Session::new();
    for format in FORMATS {
        let made = session.read("r.yaml", ANN)?.make(*format)?.value;
        assert_eq!(made.shape, format.shape);
        assert!(!made.bytes().is_empty(), "{format}");
    }
    let json = |printing: cvgen::Printing<'_>| {
        let made = printing.make(Format::find("json")?)?;
        Ok::<_, Error>(String::from_utf8_lossy(made.value.bytes()).into_owned())
    };
    assert!(json(session.read("r.yaml", ANN)?)?.contains("Acme"));
    assert!(!json(session.read("r.yaml", ANN)?.variant("plain"))?.contains("Acme"));
    let mut tailoring = Tailoring::default();
    tailoring.max_highlights = Some(1);
    assert!(!json(session.read("r.yaml", ANN)?.tailor(tailoring))?.contains("Two"));
    let printing = || session.read("r.yaml", ANN);
    let plain = printing()?.pdf()?.value;
    assert!(printing()?.option("accent", "navy").pdf()?.value != plain);
    assert!(printing()?.setting("date", "2026-11-23").pdf()?.value != plain);
    // A setting of another format is no mistake, for one printing makes many.
    assert!(printing()?.setting("ppi", "72").pdf()?.value == plain);
    for (printing, code) in [
        (printing()?.theme("none"), "unknown-theme"),
        (printing()?.language("nothing"), "not-a-language"),
        (printing()?.variant("none"), "unknown-variant"),
        (printing()?.option("none", "1"), "unknown-option"),
        (printing()?.setting("none", "1"), "format-setting"),
        (printing()?.setting("date", "yesterday"), "format-setting"),
    ] {
        let error = printing.pdf().expect_err(code);
        assert_eq!(error.diagnostics()[0].code, code);
    }
    Ok(())
}

/// Threads may share one.
#[test]
fn a_session_is_for_all_threads() {
    let session = Session::new();
    let alone = session.read("r.yaml", ANN).and_then(|it| it.pdf()).expect("a PDF").value;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| session.read("r.yaml", ANN).and_then(|it| it.pdf())))
            .collect();
        for thread in threads {
            assert!(thread.join().expect("no panic").expect("a PDF").value == alone);
        }
    });
}
