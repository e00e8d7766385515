//! Sheets: every built-in theme's is understood, and a theme's mistakes are told at their places.

use crate::harness::{Test, choices, root, themes};
use cvgen::resolve::resolve;
use cvgen::sheet::{Item, LineText};
use cvgen::theme::Theme;
use cvgen::typeset::{TypesetInput, Typesetter};

#[test]
fn every_theme_makes_a_sheet_of_every_example() {
    let typesetter = Typesetter::new(cvgen::fonts::FontSettings::default());
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
                TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
            let prepared = typesetter.prepare(&input).expect("prepared").value;
            let sheet = prepared.sheet(1.0).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
            let items = sheet.value.items;
            assert!(!items.is_empty(), "{name}, {file}");
        }
    }
}

/// Letters of Arabic hang together: a title has one colour, in every theme.
#[test]
fn joined_letters_are_not_parted_by_a_style() {
    let typesetter = Typesetter::new(cvgen::fonts::FontSettings::default());
    let text = "basics: {name: سلمى}\nwork: [{name: شركة}]\n";
    let resume = cvgen::read::read("r.yaml", text.as_bytes()).expect("a resume").value;
    for (name, language, is_joined) in
        themes().iter().flat_map(|name| [(name, "ar", true), (name, "he", false)])
    {
        let theme = Theme::builtin(name).expect("a theme").value;
        let document = resolve(&resume, &choices(&theme, language)).value;
        let input =
            TypesetInput { document: &document, theme: &theme, photo: None, locate: &|_| None };
        let prepared = typesetter.prepare(&input).expect("prepared").value;
        let items = prepared.sheet(1.0).expect("a sheet").value.items;
        let title = |item: &Item| match item {
            Item::Title { body: LineText::Parts(parts, _), style, .. } if style == "section" => {
                Some(parts.len())
            }
            _ => None,
        };
        let parts = items.iter().filter_map(title).max().unwrap_or(1);
        assert_eq!(
            parts,
            if !is_joined && name == "headline" { 2 } else { 1 },
            "{name}, {language}"
        );
    }
}

/// A theme of one's own whose `resume.typ` is `arrangement`.
fn with_theme(arrangement: &str) -> Test {
    by_theme("pdf r.yaml -o r.pdf", arrangement)
}

/// The same, in other words.
fn by_theme(words: &str, arrangement: &str) -> Test {
    Test::new(&format!("{words} --no-system-fonts --theme ./mine"))
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
        ("#let sheet(doc) = (\"x\",)", "`items[0]`: must be an item, found a string", "functions"),
        ("#let sheet(doc) = (none,)", "`items[0]`: must be an item, found nothing", "functions"),
        (
            "#let sheet(doc) = (beside(\"entry\", (), (paragraph(\"x\"),), width: 20mm),)",
            "`items[0].width`: must be a number, found a string",
            "write `.pt()` behind it",
        ),
        (
            "#let sheet(doc) = (beside(\"entry\", (), (paragraph(\"x\"),), side: \"rihgt\"),)",
            "`items[0].side`: must be `left` or `right`, found `rihgt`",
            "did you mean `right`",
        ),
        (
            "#let sheet(doc) = (picture(\"oval\", 20, 20),)",
            "`items[0].shape`: must be `round` or `square`, found `oval`",
            "returns",
        ),
        (
            "#let sheet(doc) = (columned(\"text\", (50,), ((paragraph(\"x\"),), (paragraph(\"y\"),))),)",
            "`items[0].cells`: has 2 columns, and `widths` 1",
            "returns",
        ),
        (
            "#let sheet(doc) = (title(\"name\", \"1\", \"x\"),)",
            "`items[0].level`: must be a whole number, found a string",
            "returns",
        ),
        (
            "#let sheet(doc) = ((kind: \"title\", style: \"name\", levl: 1, body: \"x\"),)",
            "`items[0].level`: must be a whole number, found nothing",
            "did you mean `level`",
        ),
        (
            "#let sheet(doc) = (styled(\"name\", \"x\"),)",
            "`items[0]`: must be an item, found a map without `kind`",
            "into an item such as `line`",
        ),
        (
            "#let sheat(doc) = ()",
            "theme `mine`: unresolved import",
            "defines `#let sheet(doc) = …`",
        ),
    ] {
        with_theme(arrangement).exits_with(1).says(message).says(hint);
        // LaTeX says the same.
        by_theme("tex r.yaml -o r.tex", arrangement).exits_with(1).says(message).says(hint);
    }
}

/// What a manifest gets wrong is told at its place, with what was probably meant.
#[test]
fn mistakes_of_a_manifest_are_told_where_they_are() {
    let styles = |style: &str| format!("extends = \"classic\"\n[styles]\n{style}\n");
    let more = |lines: &str| format!("extends = \"classic\"\n{lines}\n");
    for (manifest, message, hint, place) in [
        (
            more("descripton = \"x\""),
            "unknown key `descripton`",
            "did you mean `description`",
            "2:1",
        ),
        (
            "extends = \"clasic\"\n".to_owned(),
            "no theme `clasic`",
            "did you mean `classic`",
            "1:11",
        ),
        ("sheet = 2\n".to_owned(), "`sheet` must be `1`", "contract", "1:9"),
        (
            more("[page]\nmargn = \"1cm\""),
            "`page` has no key `margn`",
            "did you mean `margin`",
            "3:9",
        ),
        (more("[page]\nmargin = 20"), "`margin` must be a length, found `20`", "20mm", "3:10"),
        (more("[page]\nink = \"blcak\""), "`ink` must be a color", "`accent 9%`", "3:7"),
        (styles("name = { fill = \"acent\" }"), "must be a color, found `acent`", "accent", "3:17"),
        (
            styles("name = { size = 1000 }"),
            "must be from `0.4` to `8`, found `1000`",
            "size",
            "3:17",
        ),
        (styles("name = { weight = \"bld\" }"), "found `bld`", "did you mean `bold`", "3:19"),
        (
            styles("name = { align = \"centre\" }"),
            "found `centre`",
            "did you mean `center`",
            "3:18",
        ),
        (
            styles("section = { rule = \"thin\" }"),
            "style `section`: `rule` must be a table",
            "`width`",
            "3:20",
        ),
        (styles("page = { size = 1 }"), "no style may be called `page`", "page", "3:8"),
        (more("[fonts]\nbdy = [\"Inter\"]"), "unknown role `bdy`", "did you mean `body`", "3:7"),
        (
            more("[options]\nx = { type = \"colour\" }"),
            "no type `colour`",
            "did you mean `color`",
            "3:14",
        ),
        (
            more("[[when]]\nlanguages = [\"chinese!\"]"),
            "`chinese!` is not a language tag",
            "`zh`",
            "3:13",
        ),
    ] {
        Test::new("pdf r.yaml --no-system-fonts --theme ./mine -o r.pdf")
            .file("r.yaml", "basics: {name: Ann}\n")
            .file("mine/theme.toml", &manifest)
            .exits_with(1)
            .says(message)
            .says(hint)
            .says(&format!("theme.toml:{place}"));
    }
    // A style that no arrangement names may be meant for one of a theme to come; one that is nearly one is a slip.
    Test::new("pdf r.yaml --no-system-fonts --theme ./mine -o r.pdf")
        .file("r.yaml", "basics: {name: Ann}\n")
        .file("mine/theme.toml", styles("secton = { size = 2 }"))
        .success()
        .says("warning: nothing is drawn in the style `secton`")
        .says("did you mean `section`");
}

/// Themes of one's own that extend each other in a circle.
#[test]
fn a_circle_of_themes_is_told() {
    for (first, second, third) in [("a", "a", "a"), ("b", "a", "a"), ("b", "c", "a")] {
        let test = Test::new("pdf r.yaml --no-system-fonts --theme a -o r.pdf");
        let test = test.file("r.yaml", "basics: {name: Ann}\n");
        let manifest = |name: &str| format!("extends = \"{name}\"\n");
        let made = test
            .file("themes/a/theme.toml", manifest(first))
            .file("themes/b/theme.toml", manifest(second))
            .file("themes/c/theme.toml", manifest(third))
            .exits_with(1);
        // A theme that extends its own name means the built-in one of that name.
        made.says(if first == "a" {
            "no theme `a`"
        } else {
            "goes round in a circle: ./themes/a → ./themes/b"
        });
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

/// What the documentation for theme authors shows makes pages.
#[test]
fn the_themes_of_the_documentation_make_pages() {
    let text = std::fs::read_to_string(root().join("docs/themes.md")).expect("the documentation");
    let block = |language: &str| {
        let start =
            text.find(&format!("```{language}\n")).expect("an example") + 4 + language.len();
        text[start..].split("\n```").next().expect("its end").to_owned()
    };
    let print = |manifest: &str, arrangement: Option<&str>| {
        let printing = Test::new("pdf --no-system-fonts --theme ./mine -o r.pdf")
            .argument(root().join("examples/graduate.toml").to_str().expect("UTF-8"))
            .file("mine/theme.toml", manifest);
        let printing = match arrangement {
            Some(arrangement) => printing.file("mine/resume.typ", arrangement),
            None => printing,
        };
        let finished = printing.success();
        cvgen::pdf::read("it", &finished.read("r.pdf")).expect("a PDF").running_text()
    };
    assert!(print(&block("toml"), None).contains("THEO CASTELLAN"));
    let manifest = "sheet = 1\n[fonts]\nbody = [\"Source Sans 3\"]\n";
    let page = print(manifest, Some(&block("typ")));
    for words in
        ["Theo Castellan", "Brightwater Analytics", "Software Engineering Intern", "Python"]
    {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

/// Every item that the documentation names, by Typst and in one document by every engine of LaTeX; and every constructor is documented.
#[test]
fn every_item_is_documented_and_drawn() {
    let text = std::fs::read_to_string(root().join("docs/themes.md")).expect("the documentation");
    let constructors =
        std::fs::read_to_string(root().join("templates/base/sheet.typ")).expect("a file");
    // A list within a list is what `points` makes.
    let own = ["nested", "said", "gap"];
    for line in constructors.lines().filter_map(|line| line.strip_prefix("#let ")) {
        let name = line.split(['(', ' ']).next().expect("a name");
        let is_told = text.contains(&format!("`{name}(")) || text.contains(&format!("`{name}`"));
        assert!(is_told || own.contains(&name), "`{name}` is not documented");
    }
    let (_, examples) =
        text.split_once("which a test prints by both engines").expect("the example");
    let block = |language: &str| {
        let (_, rest) = examples.split_once(&format!("```{language}\n")).expect("an example");
        rest.split_once("\n```").expect("its end").0.to_owned()
    };
    let words = [
        "In the middle.",
        "Further in.",
        "Left column.",
        "Right column.",
        "Beside it",
        "In its place.",
        "At the foot.",
        "So it was said.",
        "The second.",
        "padded",
    ];
    let print = |words: &str| {
        let printing =
            Test::new(&format!("pdf --no-system-fonts --theme ./mine -q -o r.pdf {words}"));
        let printing =
            printing.argument(root().join("examples/graduate.toml").to_str().expect("UTF-8"));
        let made =
            printing.file("mine/theme.toml", block("toml")).file("mine/resume.typ", block("typ"));
        let pdf = made.success().read("r.pdf");
        cvgen::pdf::read("it", &pdf).expect("a PDF").running_text()
    };
    let engines = ["xelatex", "lualatex", "pdflatex"];
    let is_there = |engine: &&str| crate::judges::judge(engine, ["--version"]).is_some();
    let by_latex = engines.into_iter().filter(is_there).map(|it| format!("--engine=latex={it}"));
    for engine in std::iter::once(String::new()).chain(by_latex) {
        let page = print(&engine);
        for wanted in words {
            assert!(page.contains(wanted), "{engine}: {wanted}\n{page}");
        }
    }
}

#[test]
fn a_new_theme_looks_as_the_one_it_extends_until_it_is_changed() {
    for arrange in ["", " --arrange"] {
        let made = Test::new(&format!("theme new mine --from compact{arrange}")).success();
        let manifest = String::from_utf8(made.read("mine/theme.toml")).expect("UTF-8");
        let print = |manifest: &str| {
            let test = Test::new("pdf r.yaml --no-system-fonts --theme ./mine -o r.pdf")
                .file("r.yaml", "basics: {name: Ann}\nwork: [{name: Acme, startDate: 2019}]\n")
                .file("mine/theme.toml", manifest);
            let test = if made.path("mine/resume.typ").exists() {
                test.file("mine/resume.typ", made.read("mine/resume.typ"))
            } else {
                test
            };
            test.success().read("r.pdf")
        };
        let same = print(&manifest);
        // Every line that is taken out of its comment is understood, and changes nothing.
        let lines = manifest.lines().map(|line| match line.strip_prefix("# ") {
            Some(code) if code.contains(" = ") => code,
            _ => line,
        });
        assert!(print(&lines.collect::<Vec<_>>().join("\n")) == same, "{manifest}");
    }
}

#[test]
fn a_theme_is_checked() {
    for theme in themes() {
        Test::new("theme check --no-latex --no-system-fonts")
            .argument(theme)
            .success()
            .says("6 prints in 3 languages");
    }
    let bad = "#import \"/base/arrange.typ\": *\n#let sheet(doc) = (\n  title(\"name\", 1, doc.header.name, sticky: false),\n  \
               placed(60, 46, 200, (line(\"headline\", \"over it\"),)),\n  placed(560, 300, 200, (line(\"headline\", \"out of the page\"),)),\n  \
               line(\"pale\", doc.header.label),\n)\n";
    let checked = Test::new("theme check ./mine --no-latex --no-system-fonts")
        .file("mine/theme.toml", "sheet = 1\n[fonts]\nbody = [\"Source Serif 4\"]\n[styles]\npale = { fill = \"#eeeeee\" }\n")
        .file("mine/resume.typ", bad)
        .exits_with(1);
    checked
        .says("text lies on `over it`")
        .says("`out of the page` runs off the page")
        .says("of the colour of what it is on")
        .says("are not in the text of its");
}

/// A theme of one's own that was written for the earlier document gets it, and is told once; a sheet, or a
/// theme that only extends another, is not.
#[test]
fn a_theme_for_the_earlier_document_is_told() {
    let told = "warning: theme `old` gets the document in format 1";
    let resume = "basics: {name: Ann}\nwork: [{name: A, url: 'https://a.example'}]\n";
    let drawing = "#let resume(doc) = { doc.header.name; for section in doc.sections { for entry in section.entries { entry.link.url } } }\n";
    let with = |manifest: &str, drawing: Option<&str>| {
        let test = Test::new("pdf r.yaml --theme ./old --no-system-fonts").file("r.yaml", resume);
        let test =
            test.file("old/theme.toml", format!("name = \"old\"\ndescription = \"d\"\n{manifest}"));
        drawing.into_iter().fold(test, |test, drawing| test.file("old/resume.typ", drawing))
    };
    let finished = with("", Some(drawing))
        .success()
        .says(told)
        .says("write `format = 2` into its `theme.toml`");
    assert_eq!(finished.stderr.matches("format 1").count(), 1, "{}", finished.stderr);
    with("", Some(drawing))
        .then_words("--strict")
        .exits_with(1)
        .says("gets the document in format 1");
    let newer = drawing.replace("entry.link.url", "entry.links.first().url");
    for (manifest, drawing) in [("format = 2\n", Some(&*newer)), ("extends = \"classic\"\n", None)]
    {
        let finished = with(manifest, drawing).success();
        assert!(!finished.stderr.contains("format 1"), "{}", finished.stderr);
    }
}
