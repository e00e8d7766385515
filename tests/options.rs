//! Options that every theme has, and what they make of a page: links, quotation marks, photos, colours.

use crate::harness::{Test, root, themes};
use crate::judges::poppler;
use crate::resolving::{bullets, texts};
use cvgen::document::{Document, OptionValue, plain_text};
use cvgen::resolve::{Choices, resolve};
use std::collections::BTreeMap;

/// The document of `resume`, a file called `name`, with options.
fn document(name: &str, resume: &str, language: &str, options: &[(&str, OptionValue)]) -> Document {
    let read = cvgen::read::read(name, resume.as_bytes()).expect("a resume");
    let options = options.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let choices = Choices {
        language: language.parse().expect("a language"),
        options: options.collect(),
        page: cvgen::document::Page::default(),
        styles: BTreeMap::new(),
        fonts: BTreeMap::new(),
        density: 1.0,
        has_photo: false,
        today: None,
    };
    resolve(&read.value, &choices).value
}

/// What `bullet` is printed as, with quotation marks of the language.
fn set(bullet: &str, language: &str) -> String {
    let resume = serde_json::json!({ "work": [{ "name": "Acme", "highlights": [bullet] }] });
    let on = [("typographic", OptionValue::Bool(true))];
    let document = document("r.json", &resume.to_string(), language, &on);
    bullets(&document.sections[0].entries[0].highlights).join("|")
}

#[test]
fn straight_marks_become_those_of_the_language() {
    for (language, written, printed) in [
        ("en", "the team's \"first\" prize", "the team’s “first” prize"),
        ("en", "'90s rock 'n' roll", "’90s rock ’n’ roll"),
        ("en", "called 'the best' by many", "called ‘the best’ by many"),
        ("en", "the students' union", "the students’ union"),
        ("en", "5'10\" tall, a 24\" screen", "5'10\" tall, a 24\" screen"),
        ("en", "\"**Rust** in *90* days\".", "“Rust in 90 days”."),
        ("en", "a (\"b\") c", "a (“b”) c"),
        ("de", "das \"Beste\" war's", "das „Beste“ war’s"),
        ("fr", "le \"mieux\" d'abord", "le «\u{202f}mieux\u{202f}» d’abord"),
        ("ru", "проект \"Мир\"", "проект «Мир»"),
        ("zh", "获\"优秀员工\"称号", "获“优秀员工”称号"),
    ] {
        let found = set(written, language);
        assert_eq!(found, printed, "{language}");
    }
}

#[test]
fn code_addresses_and_names_of_people_keep_their_marks() {
    assert_eq!(
        set("`a = \"b\"` and https://example.org/?q='x'", "en"),
        "a = \"b\" and https://example.org/?q='x'"
    );
    let resume = "basics: {name: Ann O'Neil, summary: 'It''s \"me\"'}\nskills: [{name: Shell, keywords: ['make \"it\"']}]\n\
                  publications: [{name: Cats' lives, authors: [Ann O'Neil]}]\n";
    let on = [("typographic", OptionValue::Bool(true))];
    let set = document("r.yaml", resume, "en", &on);
    assert_eq!(set.header.name, "Ann O'Neil");
    let summary = serde_json::to_string(&set.header.summary).expect("JSON");
    assert!(summary.contains("It’s “me”"), "{summary}");
    assert_eq!(texts(&set.sections[0].entries[0].keywords), ["make “it”"]);
    assert_eq!(plain_text(&set.sections[1].entries[0].title), "Cats’ lives");
    assert!(plain_text(&set.sections[1].entries[0].authors).contains("O'Neil"));
    // What one writes is what is printed.
    let as_written = document("r.yaml", resume, "en", &[]);
    assert_eq!(plain_text(&as_written.sections[1].entries[0].title), "Cats' lives");
}

const LINKED: &str = "basics: {name: Ann, email: ann@example.org}\nwork: [{name: Acme, url: https://acme.example, \
                      position: Engineer, startDate: 2019, summary: 'See [more](https://more.example).'}]\n";

#[test]
fn a_hidden_link_is_the_title_of_its_entry() {
    let hidden = [("links", OptionValue::Text("hidden".to_owned()))];
    let entry = &document("r.yaml", LINKED, "en", &hidden).sections[0].entries[0];
    assert_eq!(entry.links, []);
    assert_eq!(entry.title[0].url.as_deref(), Some("https://acme.example"));
    for theme in themes() {
        let printed = |links: &str| {
            let test = Test::new("pdf r.yaml --no-system-fonts").file("r.yaml", LINKED);
            let finished =
                test.argument(format!("--theme={theme}")).argument(format!("--set=links={links}"));
            let bytes = finished.success().read("r.pdf");
            cvgen::pdf::read("r.pdf", &bytes).expect("a PDF").text()
        };
        assert!(printed("auto").contains("acme.example"), "{theme}");
        let text = printed("hidden");
        assert!(text.contains("Acme") && !text.contains("acme.example"), "{theme}: {text}");
    }
}

/// Every theme obeys the option, and LaTeX does.
#[test]
fn links_look_as_they_are_asked_to() {
    for theme in themes() {
        let picture = |set: &str| {
            let test =
                Test::new("png r.yaml --ppi 72 -o p.png --no-system-fonts").file("r.yaml", LINKED);
            let test = test.argument(format!("--theme={theme}"));
            test.argument(format!("--set=links={set}")).success().read("p.png")
        };
        let plain = picture("plain");
        assert!(plain != picture("underline"), "{theme}");
        assert!(plain != picture("colour"), "{theme}");
        let source = |set: &str| {
            let test = Test::new("tex r.yaml -o r.tex").file("r.yaml", LINKED);
            let test = test.argument(format!("--theme={theme}"));
            let bytes = test.argument(format!("--set=links={set}")).success().read("r.tex");
            String::from_utf8(bytes).expect("UTF-8")
        };
        assert!(source("underline").contains("links = underline"), "{theme}");
        let is_colored = |source: &str| {
            source.lines().any(|line| {
                let styles = line.split("\\cvstyle").find(|style| style.contains("link"));
                styles.is_some_and(|style| style.contains("color="))
            })
        };
        assert!(is_colored(&source("colour")) && !is_colored(&source("plain")), "{theme}");
    }
}

#[test]
fn links_are_underlined_in_word_and_on_paper() {
    let run = |command: &str, set: &str| {
        let test = Test::new(&format!("{command} r.yaml -o out --set links={set}"));
        test.file("r.yaml", LINKED).success()
    };
    let styles = |set: &str| {
        let bytes = run("docx", set).read("out");
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a Word file");
        let part = parts.by_name("word/styles.xml").expect("styles");
        std::io::read_to_string(part).expect("text")
    };
    let page = |set: &str| String::from_utf8(run("html", set).read("out")).expect("UTF-8");
    assert!(styles("underline").contains("<w:u w:val=\"single\"/></w:rPr>"));
    assert!(!styles("plain").contains("<w:u "));
    let rule = "main a{text-decoration:underline}";
    assert!(page("underline").contains(rule) && !page("plain").contains(rule));
}

#[test]
fn a_pale_accent_is_told_with_a_darker_one() {
    let test = Test::new("pdf r.yaml --set accent=yellow").file("r.yaml", LINKED);
    test.success()
        .says("warning: accent `#ffff00` can hardly be read on white: its contrast is 1.1 : 1")
        .says("hint: `#7a7a00` is the same");
    let dark = Test::new("pdf r.yaml --set accent=#7a7a00").file("r.yaml", LINKED).success();
    assert!(!dark.stderr.contains("accent"), "{}", dark.stderr);
}

/// JSON that a program wrote has the usual order; one's own is kept.
#[test]
fn sections_of_plain_json_have_the_usual_order() {
    let sections = r#""skills": [{"name": "S"}], "languages": [{"language": "L"}], "projects": [{"name": "P"}],
        "education": [{"institution": "E", "endDate": "2019"}], "work": [{"name": "W"}]"#;
    let ids = |name: &str, text: &str| -> String {
        let document = document(name, text, "en", &[]);
        document.sections.iter().map(|section| section.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    let plain = format!("{{{sections}}}");
    assert_eq!(ids("r.json", &plain), "work projects education skills languages");
    assert_eq!(ids("r.yaml", &plain), "skills languages projects education work");
    let ordered = format!("{{{sections}, \"cvgen\": {{\"order\": [\"skills\"]}}}}");
    assert_eq!(ids("r.json", &ordered), "skills languages projects education work");
    let studying = plain
        .replace(", \"endDate\": \"2019\"", "")
        .replace("\"W\"", "\"W\", \"endDate\": \"2018\"");
    assert_eq!(ids("r.json", &studying), "education work projects skills languages");
}

/// With the position first the town stays with the employer, for several positions, too.
#[test]
fn the_position_may_come_first() {
    let resume = "basics: {name: Ann}\nwork:\n- {name: Quillpay, location: London, positions: [{position: Lead, startDate: 2022, \
                  highlights: [Led]}, {position: Engineer, startDate: 2019, endDate: 2021}]}\n\
                  - {name: Beta, location: Paris, position: Intern, startDate: 2017, endDate: 2018}\n";
    let finished = Test::new("pdf r.yaml --no-system-fonts --set first=subtitle")
        .file("r.yaml", resume)
        .success();
    let text = cvgen::pdf::read("r.pdf", &finished.read("r.pdf")).expect("a PDF").text();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let has = |words: &str| lines.iter().any(|line| line.trim() == words);
    assert!(has("Quillpay, London") && has("Beta, Paris"), "{text}");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(
        at("Lead") < at("Quillpay") && at("Quillpay") < at("Led") && at("Led") < at("Engineer"),
        "{text}"
    );
    assert!(at("Intern") < at("Beta"), "{text}");
}

/// Whatever a theme begins with, it can begin with the other, too.
#[test]
fn every_theme_begins_with_what_is_wanted() {
    let resume = "basics: {name: Ann}\nwork:\n- {name: Quillpay, location: London, positions: [{position: Lead, startDate: 2022, \
                  highlights: [Done well]}, {position: Engineer, startDate: 2019, endDate: 2021}]}\n\
                  - {name: Beta, location: Paris, position: Intern, startDate: 2017, endDate: 2018}\n";
    for theme in themes() {
        let text = |first: &str| {
            let finished = Test::new("pdf r.yaml --no-system-fonts --theme")
                .argument(&theme)
                .argument(format!("--set=first={first}"))
                .file("r.yaml", resume)
                .success();
            cvgen::pdf::read("r.pdf", &finished.read("r.pdf")).expect("a PDF").text()
        };
        for (first, pairs) in [
            ("title", [("Quillpay", "Lead"), ("Lead", "Engineer"), ("Beta", "Intern")]),
            ("subtitle", [("Lead", "Quillpay"), ("Quillpay", "Engineer"), ("Intern", "Beta")]),
        ] {
            let text = text(first);
            for (before, after) in pairs {
                let (one, other) = (text.find(before), text.find(after));
                assert!(
                    one.is_some() && one < other,
                    "{theme}, {first}: {before}, {after}\n{text}"
                );
            }
        }
    }
}

/// Levels as marks, in every theme and by both engines; the words stay.
#[test]
fn levels_may_be_dots_and_bars() {
    let resume = "basics: {name: Ann}\nskills: [{name: Coding, level: Advanced, keywords: [Rust, Go]}]\n\
                  languages: [{language: German, fluency: Native speaker}, {language: Dutch, fluency: somehow}]\n";
    for theme in themes() {
        for shape in ["words", "dots", "bars"] {
            let test = || {
                let set = format!("--set=levels={shape}");
                Test::new("pdf r.yaml --no-system-fonts -o r.pdf")
                    .argument(format!("--theme={theme}"))
                    .argument(set)
                    .file("r.yaml", resume)
            };
            let printed = test().success().read("r.pdf");
            let printed = cvgen::pdf::read("r.pdf", &printed).expect("a PDF").text();
            for word in ["Advanced", "Native speaker", "somehow"] {
                assert!(printed.contains(word), "{theme}, {shape}: {printed}");
            }
            let source = Test::new("tex r.yaml -o r.tex --theme")
                .argument(&theme)
                .argument(format!("--set=levels={shape}"))
                .file("r.yaml", resume)
                .success();
            let source = String::from_utf8(source.read("r.tex")).expect("UTF-8");
            let marks = format!("\\cvmarks{{{shape}}}");
            for (level, count) in [(4, 1), (5, 1), (0, 0)] {
                let count = if shape == "words" { 0 } else { count };
                let found = source.matches(&format!("{marks}{{{level}}}")).count();
                assert_eq!(found, count, "{theme}, {shape}, {level}");
            }
        }
    }
    let html =
        Test::new("html r.yaml --set levels=dots -o r.html").file("r.yaml", resume).success();
    let html = String::from_utf8(html.read("r.html")).expect("UTF-8");
    assert!(html.contains("class=\"marks dots\" aria-hidden=\"true\""), "{html}");
}

/// A level from 1 to 5 of what people write.
#[test]
fn levels_are_words_shares_and_figures() {
    for (language, written, level) in [
        ("en", "Master", Some(5)),
        ("en", "Advanced", Some(4)),
        ("en", "fluent (C1)", Some(4)),
        ("en", "B2", Some(3)),
        ("en", "4/5", Some(4)),
        ("en", "80 %", Some(4)),
        ("en", "3", Some(3)),
        ("en", "★★☆☆☆", Some(2)),
        ("en", "6/5", None),
        ("en", "since school", None),
        ("en", "10 years", None),
        ("zh", "熟练（CET-6）", Some(4)),
        ("zh", "精通", Some(5)),
        ("ja", "日常会話レベル", Some(2)),
        ("de", "Muttersprache", Some(5)),
        ("fr", "Courant", Some(4)),
        ("ar", "بطلاقة", Some(4)),
    ] {
        let resume = serde_json::json!({
            "languages": [{ "language": "X", "fluency": written }],
            "skills": [{ "name": "Y", "level": written }],
        });
        let document = document("r.json", &resume.to_string(), language, &[]);
        for section in &document.sections {
            assert_eq!(section.entries[0].level, level, "{language}, {written}");
        }
    }
}

/// What has brackets already has no others around them.
#[test]
fn there_are_no_brackets_in_brackets() {
    let resume = "basics: {name: Ann}\nlanguages: [{language: English, fluency: 'fluent (CET-6, 586)'}, {language: German, fluency: native}]\n";
    let finished = Test::new("pdf r.yaml --no-system-fonts").file("r.yaml", resume).success();
    let text = cvgen::pdf::read("r.pdf", &finished.read("r.pdf")).expect("a PDF").text();
    assert!(text.contains("English: fluent (CET-6, 586), German (native)"), "{text}");
}

/// Keywords on a tint of their own, in every theme and by both engines; no label and no comma is needed then.
#[test]
fn keywords_may_be_chips() {
    let resume = "basics: {name: Ann}\nskills: [{name: Languages, keywords: [Rust, Go]}]\n\
                  projects: [{name: Tool, keywords: [Kafka, Redis]}]\n";
    for theme in themes() {
        let test =
            Test::new("pdf r.yaml --no-system-fonts --set keywords=chips").file("r.yaml", resume);
        let finished = test.argument(format!("--theme={theme}")).success();
        let printed = cvgen::pdf::read("r.pdf", &finished.read("r.pdf")).expect("a PDF").text();
        for word in ["Rust", "Go", "Kafka", "Redis"] {
            assert!(printed.contains(word), "{theme}: {printed}");
        }
        let test = Test::new("tex r.yaml --set keywords=chips -o r.tex").file("r.yaml", resume);
        let finished = test.argument(format!("--theme={theme}")).success();
        let source = String::from_utf8(finished.read("r.tex")).expect("UTF-8");
        assert!(source.contains("\\cvlabel[chip]{Kafka} \\cvlabel[chip]{Redis}"), "{theme}");
    }
    let html =
        Test::new("html r.yaml --set keywords=chips -o r.html").file("r.yaml", resume).success();
    let html = String::from_utf8(html.read("r.html")).expect("UTF-8");
    assert!(html.contains(
        "<span class=\"chip whole\">Kafka</span> <span class=\"chip whole\">Redis</span>"
    ));
}

/// What each option of the base is set to, one after the other: one of these is not what a theme has anyway.
const SETTINGS: [(&str, &[&str]); 19] = [
    ("paper", &["a4"]),
    ("paper", &["us-letter"]),
    ("paper", &["legal"]),
    ("accent", &["#7a1f4a"]),
    ("base-size", &["12pt"]),
    ("body-font", &["Inter", "EB Garamond"]),
    ("heading-font", &["Inter", "EB Garamond"]),
    ("photo", &["none", "round"]),
    ("photo-size", &["18mm"]),
    ("icons", &["true", "false"]),
    ("links", &["plain", "underline"]),
    ("dates", &["year"]),
    ("durations", &["true"]),
    ("first", &["title", "subtitle"]),
    ("levels", &["dots"]),
    ("logos", &["true"]),
    ("page-numbers", &["false"]),
    ("hyphenate", &["true"]),
    ("typographic", &["true"]),
];

#[test]
fn every_option_changes_every_theme() {
    let words = "\"internationalization\" of responsibilities, characteristically notwithstanding counterrevolutionary \
                 misunderstandings, and telecommunications; it's ";
    let resume = serde_json::json!({
        "basics": {
            "name": "Ann Li", "label": "Engineer", "image": "photo.png", "email": "ann@example.org",
            "url": "https://ann.example.org", "summary": words.repeat(2),
        },
        "work": [{
            "name": "Acme", "position": "Lead", "logo": "photo.png", "url": "https://acme.example.org", "startDate": "2019-03",
            "endDate": "2022-05", "highlights": [words.repeat(2), words.repeat(3), words.repeat(5), words.repeat(7), words.repeat(9)],
        }],
        "skills": [{ "name": "Data", "level": "Expert", "keywords": ["SQL", "Python"] }, { "name": "Web", "keywords": ["HTML"] }],
        "languages": [{ "language": "German", "fluency": "Native speaker" }],
    });
    let photo = std::fs::read(root().join("examples/photo.png")).expect("a photo");
    for theme in themes() {
        let printed = |setting: Option<String>| {
            let test =
                Test::new("pdf r.json --pages none --no-system-fonts --set=paper=a5 --theme");
            let test = test.argument(&theme).file("r.json", resume.to_string());
            // A photo is asked for, unless the setting is about that.
            let asks = !setting.as_ref().is_some_and(|it| it.starts_with("photo="));
            let asked = asks.then(|| "--set=photo=square".to_owned());
            let settings = asked.into_iter().chain(setting.map(|it| format!("--set={it}")));
            let test = settings.fold(test, Test::argument);
            test.file("photo.png", &photo).success().read("r.pdf")
        };
        let usual = printed(None);
        let mut ignored = Vec::new();
        for (name, values) in SETTINGS {
            if values.iter().all(|value| printed(Some(format!("{name}={value}"))) == usual) {
                ignored.push(name);
            }
        }
        assert!(ignored.is_empty(), "{theme}: {ignored:?}");
    }
}

/// `europe` has a table where each language names the levels of its parts.
#[test]
fn levels_of_parts_of_a_language_are_a_table() {
    let resume = "basics: {name: Ann}\nlanguages:\n- {language: Spanish, fluency: Native speaker}\n\
                  - {language: English, fluency: 'Listening C1, Reading C2, Writing B2'}\n\
                  - {language: German, fluency: 'Listening B1; Reading B2; Writing A2'}\n";
    for (option, expected) in [
        ("table", "Listening Reading Writing|English C1 C2 B2|German B1 B2 A2"),
        (
            "words",
            "English Listening C1, Reading C2, Writing B2|German Listening B1; Reading B2; Writing A2",
        ),
    ] {
        let finished = Test::new("pdf r.yaml --theme europe --no-system-fonts")
            .argument(format!("--set=cefr={option}"))
            .file("r.yaml", resume)
            .success();
        let Some(text) = poppler(&finished.path("r.pdf"), &["-layout"]) else { return };
        let lines: Vec<String> = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert!(lines.join("|").contains(expected), "{lines:?}");
    }
}

/// As of any other text, which language is printed instead is told, once for each option.
#[test]
fn an_option_without_the_language_is_told() {
    let resume = |options: &str| {
        format!(
            "basics: {{name: {{en: Ann, zh: 安, fr: Anne}}}}\ncvgen: {{options: {{bullet: {options}}}}}\n"
        )
    };
    let told = |options: &str, words: &str| {
        let test = Test::new(&format!("md r.yaml {words} -o r.md")).file("r.yaml", resume(options));
        test.success().stderr
    };
    let expected = "
warning: no `fr` version of this option; `en` is used
 --> r.yaml:2:27
  |
2 | cvgen: {options: {bullet: {en: –, zh: ▪}}}
  |                           ^^^^^^^^^^^^^^
  |
  = hint: add `fr: …`
";
    let said = told("{en: –, zh: ▪}", "--lang fr");
    assert!(said.contains(expected.trim()), "{said}");
    for (options, words) in [
        ("{en: –, zh: ▪}", "--lang zh"),
        ("{en: –, '*': ▪}", "--lang fr"),
        ("{en: –, fr: ▪}", "--lang fr-CA"),
        ("–", "--lang fr"),
        // That is told once of the resume.
        ("{en: –, zh: ▪}", "--lang de"),
    ] {
        let said = told(options, words);
        assert!(!said.contains("version of this option"), "{options} {words}: {said}");
    }
}

/// Publications of one kind have a section of their own under a title in the language, in the order in which they come
/// first; a kind of the person's own is its own title.
#[test]
fn publications_are_grouped_by_what_they_are() {
    let resume = "basics: {name: Ann}\npublications:\n- {name: One, type: article-journal}\n- {name: Two, type: Book}\n\
                  - {name: Three, type: '@article'}\n- {name: Four, type: Software}\n- {name: Five}\n";
    let by_type = OptionValue::Text("type".to_owned());
    let sections = |language: &str, options: &[(&str, OptionValue)]| {
        let document = document("r.yaml", resume, language, options);
        let says = |it: &cvgen::document::Section| format!("{}: {}", it.title, it.entries.len());
        document.sections.iter().map(says).collect::<Vec<_>>()
    };
    assert_eq!(sections("en", &[]), ["Publications: 5"]);
    let grouped = sections("en", &[("group", by_type.clone())]);
    assert_eq!(grouped, ["Journal articles: 2", "Books: 1", "Software: 1", "Publications: 1"]);
    let grouped = sections("de", &[("group", by_type)]);
    assert_eq!(grouped[..2], ["Zeitschriftenartikel: 2", "Bücher: 1"]);
}
