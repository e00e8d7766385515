//! Typesetting with themes of a few lines: fonts, photos, standards, and what a theme may see.

use super::*;
use crate::document::{Image, OptionValue};
use crate::fonts::tests::document;
use crate::theme::Folder;

const PLAIN: &str = "
#let resume(doc) = {
  set document(title: doc.metadata.title, author: doc.metadata.author)
  set text(font: doc.fonts.body, lang: doc.language.lang)
  heading(level: 1, doc.header.name)
  if doc.header.photo != none { image(doc.images.photo.path, alt: doc.images.photo.alt, width: 1cm) }
}";

pub(super) fn theme(resume: &str) -> Theme {
    let files = [("theme.toml", "name = 'test'"), ("resume.typ", resume)];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec().into()));
    let folder = Folder { name: "./test".into(), files: files.into() };
    Theme::from_folder(folder, &|_| None).unwrap().value
}

fn typeset(document: &Document, theme: &Theme) -> Result<(usize, Vec<String>), Vec<String>> {
    let typesetter = Typesetter::new(FontSettings::default());
    let input = TypesetInput { document, theme, photo: None, locate: &|_| None };
    let shown = |problems: &[Diagnostic]| {
        problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
    };
    match typesetter.typeset(&input) {
        Ok(pages) => {
            let settings =
                PdfSettings { standards: vec!["ua-1".into(), "a-2a".into()], timestamp: Some(0) };
            let pdf = pages.value.pdf(&settings).map_err(|problems| shown(&problems))?;
            let again = pages.value.pdf(&settings).unwrap();
            assert_eq!(pdf.value, again.value);
            let mut warnings = shown(&pages.warnings);
            warnings.extend(shown(&pdf.warnings));
            Ok((pages.value.count(), warnings))
        }
        Err(problems) => Err(shown(&problems)),
    }
}

#[test]
fn a_page_conforms_to_ua_and_a_together() {
    assert_eq!(typeset(&document("Jane Doe"), &theme(PLAIN)), Ok((1, vec![])));
}

#[test]
fn a_bundled_font_fills_in_silently() {
    let (document, theme) = (document("罗锦华 Łódź Ёжик Ελλάδα"), theme(PLAIN));
    let typesetter = Typesetter::new(FontSettings::default());
    let input = TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
    let prepared = typesetter.prepare(&input).unwrap();
    assert_eq!(prepared.value.document.fonts["body"], ["Source Sans 3", "Noto Sans CJK SC"]);
    assert_eq!(typeset(&document, &theme), Ok((1, vec![])));
}

#[test]
fn a_lost_character_is_named_and_breaks_no_standard() {
    let warning = "no font has `\u{1350}` (U+1350); `□` is printed".to_owned();
    let titled = |title: &str| {
        let mut document = document("Jane Doe");
        document.header.summary_title = title.into();
        document
    };
    let plain = theme(&PLAIN.replace("doc.header.name)", "doc.header.summary-title)"));
    assert_eq!(typeset(&titled("\u{1350}"), &plain), Ok((1, vec![warning])));
    let in_name = "no font has `\u{1350}` (U+1350) of the name".to_owned();
    assert_eq!(typeset(&document("Jane \u{1350}"), &theme(PLAIN)), Err(vec![in_name]));
    let most = typeset(&titled("\u{1350}\u{1351}\u{1352}"), &plain).unwrap_err();
    assert!(most[0].starts_with("no font has 3 of the 10 characters, such as "), "{most:?}");
    let invisible =
        "a\u{ad}b\u{200b}c\u{200d}d\u{200e}e\u{202e}f\u{2060}g\u{fe0f}h\u{2009}i\u{a0}j\u{3000}k";
    assert_eq!(typeset(&document(invisible), &theme(PLAIN)), Ok((1, vec![])));
    let none = typeset(&titled("Smile: \u{1f600}\u{fe0f}\u{200d}\u{1f468}"), &plain).unwrap();
    assert_eq!(none.1.len(), 2, "{none:?}");
}

#[test]
fn what_a_theme_cannot_draw_is_replaced() {
    let latin = PLAIN.replace("font: doc.fonts.body", "font: \"Source Serif 4\", fallback: false");
    let warning = |piece: &str, instead: &str| {
        format!("the font in use has no glyph for `{piece}`; `{instead}` is printed")
    };
    let expected = vec![warning("中", "?"), warning("罗锦", "?")];
    assert_eq!(typeset(&document("a中b罗锦"), &theme(&latin)), Ok((1, expected)));
}

#[test]
fn a_font_that_does_not_exist_is_an_error_only_if_somebody_chose_it() {
    let mut document = document("A");
    document.fonts.insert("body".into(), vec!["Intre".into(), "Inter".into()]);
    let theirs = "there is no font `Intre`, which the theme asks for".to_owned();
    assert_eq!(typeset(&document, &theme(PLAIN)), Ok((1, vec![theirs])));
    document.options.insert("body-font".into(), OptionValue::Text("Intre".into()));
    let chosen = "option `body-font`: there is no font `Intre`".to_owned();
    assert_eq!(typeset(&document, &theme(PLAIN)), Err(vec![chosen]));
}

#[test]
fn a_theme_sees_nothing_outside() {
    let attempts = [
        ("/etc/passwd", "`/etc/passwd` is not there"),
        ("../../etc/passwd", ""),
        ("/assets/photo.png", "is not there"),
        ("/base/../../Cargo.toml", ""),
    ];
    for (path, message) in attempts {
        let theme = theme(&format!("#let resume(doc) = read(\"{path}\")"));
        let problems = typeset(&document("A"), &theme).unwrap_err();
        assert!(problems[0].contains(message), "{problems:?}");
    }
    let packages = theme("#import \"@preview/cetz:0.3.0\"\n#let resume(doc) = []");
    assert!(typeset(&document("A"), &packages).unwrap_err()[0].contains("cannot use packages"));
    let clock = theme("#let resume(doc) = datetime.today().display()");
    assert!(typeset(&document("A"), &clock).is_err());
}

#[test]
fn a_theme_error_has_its_place_and_the_calls() {
    let theme = theme("#let inner() = nothing\n#let resume(doc) = inner()\n");
    let typesetter = Typesetter::new(FontSettings::default());
    let document = document("A");
    let input = TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
    let Err(problems) = typesetter.typeset(&input) else { panic!("it compiled") };
    let place = problems[0].place.as_ref().unwrap();
    assert_eq!((place.source.name.as_str(), place.line_column()), ("./test/resume.typ", (1, 16)));
    assert!(problems[0].hints[0].contains("./test/resume.typ:2"), "{:?}", problems[0].hints);
    let endless = self::theme("#let resume(doc) = { while true { } }");
    assert!(typeset(&document, &endless).unwrap_err()[0].contains("always true"));
    let empty = self::theme("");
    assert_eq!(typeset(&document, &empty), Err(vec!["theme `test`: unresolved import".to_owned()]));
}

#[test]
fn a_photo_is_loaded_by_what_it_is_or_refused() {
    let mut document = document("A");
    document.header.photo = Some("photo".into());
    document.images.insert("photo".into(), Image { alt: "A".into(), ..Image::default() });
    let theme = theme(PLAIN);
    let typesetter = Typesetter::new(FontSettings::default());
    let typeset = |content: &[u8]| {
        let content = content.to_vec().into();
        let photo = Photo { name: "me.png".into(), content, place: None };
        let input = TypesetInput {
            document: &document,
            theme: &theme,
            photo: Some(&photo),
            locate: &|_| None,
        };
        typesetter
            .typeset(&input)
            .map(|pages| pages.value.count())
            .map_err(|p| p[0].message.clone())
    };
    let svg =
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";
    assert_eq!(typeset(svg), Ok(1));
    assert!(typeset(b"<svg><").unwrap_err().starts_with("photo `me.png` is damaged"));
    assert!(typeset(b"nothing").unwrap_err().contains("not a picture"));
}

#[test]
fn a_theme_without_alternative_text_does_not_conform_and_says_why() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    let code = format!(
        "#let resume(doc) = {{ set document(title: \"T\"); [= A]; image(bytes(\"{svg}\")) }}"
    );
    let warnings = typeset(&document("A"), &theme(&code)).unwrap_err();
    assert_eq!(warnings[0], "the PDF does not conform to ua-1, a-2a: see the reasons below");
    assert!(warnings[1].contains("alt"), "{warnings:?}");
}

#[test]
fn pages_become_pictures_of_a_sane_size() {
    let typesetter = Typesetter::new(FontSettings::default());
    let (document, theme) = (document("A"), theme(PLAIN));
    let input = TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
    let pages = typesetter.typeset(&input).unwrap().value;
    assert!(pages.png(20.0).unwrap()[0].starts_with(b"\x89PNG"));
    assert!(pages.svg()[0].starts_with("<svg"));
    for ppi in [0.0, -1.0, 1e6, f64::NAN] {
        assert!(pages.png(ppi).is_err());
    }
}

#[test]
fn the_source_folder_holds_what_was_used() {
    let typesetter = Typesetter::new(FontSettings::default());
    let (document, theme) = (document("A"), theme(PLAIN));
    let input = TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
    let files = typesetter.prepare(&input).unwrap().value.source_folder().unwrap().value;
    let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
    let expected = [
        "document.json",
        "fonts/source-sans-3/OFL.txt",
        "fonts/source-sans-3/SourceSans3-Bold.ttf",
        "main.typ",
        "theme/resume.typ",
    ];
    assert_eq!(paths, expected);
}
