//! Sheets: every built-in theme's is understood, and a theme's mistakes are told at their places.

use crate::harness::{Test, choices, root, themes};
use cvgen::resolve::resolve;
use cvgen::theme::Theme;
use cvgen::typeset::{Input, Typesetter};

#[test]
fn every_theme_makes_a_sheet_of_every_example() {
    let typesetter = Typesetter::new(cvgen::fonts::Settings::default());
    for name in themes() {
        let theme = Theme::builtin(&name).expect("a theme").value;
        assert!(theme.makes_sheet, "{name}");
        for (file, language) in
            [("zhang-min.yaml", "en"), ("zhang-min.yaml", "zh"), ("academic.yaml", "en")]
        {
            let bytes = std::fs::read(root().join("examples").join(file)).expect("an example");
            let resume = cvgen::read::read(file, &bytes).expect("a resume").value;
            let document = resolve(&resume, &choices(&theme, language)).value;
            let input =
                Input { document: &document, theme: &theme, photo: None, locate: &|_| None };
            let prepared = typesetter.prepare(&input).expect("prepared").value;
            let sheet = prepared.sheet(1.0).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
            let items = sheet.value.expect("a sheet").items;
            assert!(!items.is_empty(), "{name}, {file}");
        }
    }
}

/// A theme of one's own whose `resume.typ` is `arrangement`.
fn with_theme(arrangement: &str) -> Test {
    Test::new("pdf r.yaml --no-system-fonts --theme ./mine -o r.pdf")
        .file("r.yaml", "basics: {name: Ann}\nwork: [{name: Acme, position: Engineer}]\n")
        .file("mine/theme.toml", "sheet = 1\n[fonts]\nbody = [\"Source Serif 4\"]\n[styles]\nfancy = { fill = \"accent 50%\" }\n")
        .file("mine/resume.typ", format!("#import \"/base/arrange.typ\": *\n{arrangement}"))
}

#[test]
fn a_theme_of_a_few_lines_makes_a_page() {
    let arrangement = "#let sheet(doc) = (title(\"name\", 1, doc.header.name, sticky: false), line(\"fancy\", \"so\"))\n";
    with_theme(arrangement).success().says("r.pdf: 1 page");
}

#[test]
fn mistakes_of_a_theme_are_told_where_they_are() {
    for (arrangement, message, hint) in [
        (
            "#let sheet(doc) = (title(\"nmae\", 1, \"A\"),)",
            "`items[0].style`: no style is called `nmae`",
            "did you mean `name`",
        ),
        (
            "#let sheet(doc) = (group(\"text\", (line(\"fancy\", styled(\"fnacy\", \"A\")),)),)",
            "`items[0].items[0].body.style`: no style is called `fnacy`",
            "did you mean `fancy`",
        ),
        (
            "#let sheet(doc) = ((kind: \"hed\", style: \"entry\"),)",
            "`items[0].kind`: no item is called `hed`",
            "did you mean `head`",
        ),
        ("#let sheet(doc) = [Hello]", "`items`: must be a list of items, found a map", "returns"),
    ] {
        with_theme(arrangement).exits_with(1).says(message).says(hint);
    }
}

#[test]
fn looks_are_declared_merged_and_overridden() {
    let resume = "basics: {name: Ann}\nwork: [{name: Acme}]\ncvgen:\n  page: {margin: 15mm}\n  styles: {section: {fill: \"#334455\", rule: {width: 2pt}}}\n";
    let json = Test::new("typ r.yaml --no-system-fonts -o out --set page.leading=0.5 --set section.size=2 --set name.fill=accent")
        .file("r.yaml", resume)
        .success()
        .read("out/document.json");
    let document: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let page = &document["page"];
    assert_eq!(page["leading"], 0.5);
    assert_eq!(page["margin"]["left"], page["margin"]["top"]);
    let section = &document["styles"]["section"];
    assert_eq!((&section["fill"], &section["size"]), (&"#334455".into(), &2.0.into()));
    assert_eq!(section["rule"]["width"], 2.0);
    assert_eq!(document["styles"]["name"]["fill"], document["options"]["accent"]);
}

#[test]
fn a_look_that_is_no_look_is_told() {
    for (set, message, hint) in [
        ("sectoin.fill=red", "no style is called `sectoin`", "did you mean `section`"),
        ("section.fil=red", "style `section` has no key `fil`", "did you mean `fill`"),
        ("page.leding=1", "`page` has no key `leding`", "did you mean `leading`"),
        ("section.fill=reddish", "style `section`: `fill` must be a color", "accent 9%"),
        ("page.leading=7", "`page`: `leading` must be from `0.1` to `1.5`", "the white between"),
    ] {
        Test::new("pdf r.yaml --no-system-fonts -o r.pdf --set")
            .argument(set)
            .file("r.yaml", "basics: {name: Ann}\n")
            .exits_with(1)
            .says(message)
            .says(hint);
    }
}
