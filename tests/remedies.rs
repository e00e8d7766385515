//! Faults of YAML, JSON and TOML, each far above the end of its file: the line is named, and shown as it should be
//! written, which is tried.

use cvgen::diagnostic::Diagnostic;
use cvgen::read::read;

/// What is before and behind the line at fault in a format, and what is around it in an entry.
struct Frame {
    name: &'static str,
    before: &'static str,
    behind: &'static str,
}

const YAML: Frame = Frame {
    name: "r.yaml",
    before: "cvgen: {languages: [en]}\nbasics:\n  name: Ann Lee\nwork:\n  - name: First\n",
    behind: "    startDate: 2019\n  - name: Last\n    highlights:\n      - Fine\neducation:\n  - institution: Uni\n",
};

const JSON: Frame = Frame {
    name: "r.json",
    before: "{\n  \"basics\": {\"name\": \"Ann Lee\"},\n  \"work\": [\n    {\n      \"name\": \"First\",\n",
    behind: "      \"startDate\": \"2019\"\n    }\n  ],\n  \"education\": [\n    {\"institution\": \"Uni\"}\n  ]\n}\n",
};

const TOML: Frame = Frame {
    name: "r.toml",
    before: "[basics]\nname = \"Ann Lee\"\n\n[[work]]\nname = \"First\"\n",
    behind: "startDate = 2019-03-01\n\n[[education]]\ninstitution = \"Uni\"\ncourses = [\n  \"One\",\n]\n",
};

fn found(name: &str, text: &str) -> Vec<Diagnostic> {
    match read(name, text.as_bytes()) {
        Ok(resume) => resume.warnings,
        Err(found) => found,
    }
}

/// Words of parsers that nobody should read.
const RAW: &[&str] = &[
    "EOF",
    "expected `",
    "expected ident",
    "did not find",
    "mapping values",
    "scanning",
    "simple key",
    "disallowed",
    "control character (",
    "found character",
    "TOML parse",
    "unexpected",
    "newline",
];

impl Frame {
    /// Checks that the faulty `lines` are told at the `at`-th of them, and that it reads if it is `written`.
    fn shows(&self, lines: &str, at: usize, written: &str) {
        let marks = ["", "\u{feff}"];
        for (mark, end) in marks.into_iter().zip(["\n", "\r\n"]) {
            let text = format!("{}{lines}\n{}", self.before, self.behind).replace('\n', end);
            let text = format!("{mark}{text}");
            let found = found(self.name, &text);
            let Some(error) = found.first() else { panic!("nothing is told\n{text}") };
            let line = self.before.matches('\n').count() + at;
            let place = error.place.as_ref().map(|place| place.line_column().0);
            assert_eq!(place, Some(line), "{text}\n{error:#?}");
            assert!(!RAW.iter().any(|raw| error.message.contains(raw)), "{error:#?}");
            let hint = error.hints.concat();
            assert!(hint.contains(&format!("`{written}`")), "{lines}\n{error:#?}");
            // What is shown takes the place of the line, and of those that became a part of it.
            let wrong: Vec<&str> = text.lines().collect();
            let blanks = wrong[line - 1].len() - wrong[line - 1].trim_start().len();
            let mended = format!("{}{}", &wrong[line - 1][..blanks], written.trim_start());
            let joined = if written.contains("\\n") || written.contains("[\"a\", \"b\"]") {
                lines.lines().count() - at
            } else {
                0
            };
            let mended =
                [&wrong[..line - 1], &[&mended], &wrong[line + joined..]].concat().join("\n");
            let left = read(self.name, mended.as_bytes()).err();
            assert!(left.is_none(), "{mended}\n{left:#?}");
        }
    }
}

#[test]
fn lines_of_yaml_are_shown_as_they_should_be_written() {
    for (lines, at, written) in [
        ("    highlights: [A, B}", 1, "highlights: [A, B]"),
        ("    location: {city: Rome]", 1, "location: {city: Rome}"),
        ("    keywords: [, b]", 1, "keywords: [b]"),
        ("    keywords: [a, , b]", 1, "keywords: [a, b]"),
        ("    'position: Dev", 1, "position: Dev"),
        ("    \"position: Dev\"", 1, "position: Dev"),
        ("    // later\n    position: Dev", 1, "# later"),
        ("    /* later */\n    position: Dev", 1, "# later"),
        ("    <!-- later -->\n    position: Dev", 1, "# later"),
        ("    highlights:\n      * A", 2, "- A"),
        ("    position; Dev", 1, "position: Dev"),
        ("    position, Dev", 1, "position: Dev"),
        ("    position：Dev", 1, "position: Dev"),
        ("    summary:\n      en Built it\n      zh: 做的", 2, "en: Built it"),
        ("    summary: '", 1, "summary: ''"),
        ("    : Dev", 1, "key: Dev"),
        ("    highlights: [A, - : B]", 1, "highlights: [A, \"- : B\"]"),
        ("    highlights: [- A, B]", 1, "highlights: [A, B]"),
        ("    highlights: [A, : B]", 1, "highlights: [A, \": B\"]"),
        ("    location: {city: Rome, [x]: y}", 1, "location: {city: Rome, \"[x]\": y}"),
        ("    location: {city: Rome, {a: b}", 1, "location: {city: Rome, a: b}"),
        ("    location: {{city: Rome}", 1, "location: {city: Rome}"),
        ("    [x]: y", 1, "\"[x]\": y"),
        ("    highlights:\n      - :", 2, "- \":\""),
        ("    highlights:\n      - {{ name }}", 2, "- \"{{ name }}\""),
        ("    keywords: [A, - [ ] todo, B]", 1, "keywords: [A, \"- [ ] todo\", B]"),
        ("    keywords: [A, ![x](y), B]", 1, "keywords: [A, \"![x](y)\", B]"),
        ("    keywords: [A, |-, B]", 1, "keywords: [A, \"|-\", B]"),
        ("    keywords: [#1, B]", 1, "keywords: [\"#1\", B]"),
    ] {
        YAML.shows(lines, at, written);
    }
    // A full-width blank and colon in one line are mended together.
    let text = |line: &str| format!("{}{line}\n{}", YAML.before, YAML.behind);
    for (line, written) in
        [("　　position：Dev：ops", "position: Dev：ops"), ("　- name：Dev", "- name: Dev")]
    {
        let hints = found("r.yaml", &text(line))[0].hints.concat();
        assert!(hints.contains(&format!("`{written}`")), "{hints}");
        let indent = if written.starts_with('-') { "  " } else { "    " };
        assert!(read("r.yaml", text(&format!("{indent}{written}")).as_bytes()).is_ok(), "{line}");
    }
}

/// Texts of several lines: the first one is at fault, or the header before it.
#[test]
fn texts_of_several_lines_in_yaml_are_placed() {
    let line = |text: &str| {
        let found = found("r.yaml", text);
        let error = found.first().unwrap_or_else(|| panic!("nothing is told\n{text}"));
        (
            error.place.as_ref().map(|place| place.line_column().0),
            error.message.clone(),
            error.hints.concat(),
        )
    };
    for (lines, at, told, hint) in [
        (
            "    summary: |text\n      more",
            1,
            "none can follow",
            "write `summary: |`, and on the next line",
        ),
        (
            "    summary: |\n    text\n    more",
            2,
            "deeper than its key",
            "indent it by 6 spaces: `text`",
        ),
        (
            "    summary: |\n       text\n      more",
            2,
            "the text below it by 6",
            "indent it by 6 spaces",
        ),
        (
            "    summary: |\n      text\n     more",
            3,
            "not indented as a part",
            "indent it by 6 spaces",
        ),
        ("    highlights:\n        A\n      - B: c", 2, "does not begin with `- `", "write `- A`"),
        ("    name: Second", 1, "duplicate key", "begin a new entry with `- name: Second`"),
        ("    profiles: []\n\"", 2, "a quote is left here", "take the line out"),
    ] {
        let text = format!("{}{lines}\n{}", YAML.before, YAML.behind);
        let (place, message, hints) = line(&text);
        assert_eq!(place, Some(YAML.before.matches('\n').count() + at), "{text}\n{message}");
        assert!(message.contains(told), "{text}\n{message}");
        assert!(hints.contains(hint), "{text}\n{hints}");
    }
    // Tabs are told once, however many lines have them.
    let tabbed = YAML.before.replace("  ", "\t") + &YAML.behind.replace("  ", "\t");
    let (place, message, hints) = line(&tabbed);
    assert_eq!(
        (place, message.as_str()),
        (Some(3), "tabs do not indent in YAML, here and on 6 more lines")
    );
    assert!(hints.contains("write 2 spaces in place of each tab: `  name: Ann Lee`"), "{hints}");
    // A key on the left margin is indented by one, and all other keys are not.
    let (place, message, _) =
        line("# Mine\n basics:\n  name: Ann\nwork:\n  - name: A\neducation: []\n");
    assert_eq!(
        (place, message.as_str()),
        (Some(2), "this line is indented by 1 space, the keys beside it by 0")
    );
}

/// Quotation marks of a text, which YAML prints, are told in blocks and in brackets; the line shown has all mended.
#[test]
fn quotation_marks_that_are_printed_are_told() {
    for (line, written) in [
        ("name: “王一”", "name: \"王一\""),
        ("basics: {name: “王一”, label: “工程师”}", "basics: {name: \"王一\", label: \"工程师\"}"),
        ("skills: [“Go”, ‘C, C++’]", "skills: [\"Go\", \"C, C++\"]"),
        ("name: „Ann“", "name: \"Ann\""),
    ] {
        let text = format!("{line}\nwork: [{{name: Acme}}]\n");
        let told = found("r.yaml", &text);
        let told: Vec<_> =
            told.iter().filter(|told| told.message.contains("quote nothing")).collect();
        assert_eq!(told.len(), 1, "{line}: {told:#?}");
        assert!(told[0].hints.concat().contains(&format!("write `{written}`")), "{told:#?}");
    }
    for line in ["name: “Ann” Li", "skills: [“Go” and C]", "skills: [\"“Go”\"]", "name: ‘Ann"]
    {
        let told = found("r.yaml", &format!("{line}\nwork: [{{name: Acme}}]\n"));
        assert!(!told.iter().any(|told| told.message.contains("quote nothing")), "{line}");
    }
}

#[test]
fn lines_of_json_are_shown_as_they_should_be_written() {
    for (lines, at, written) in [
        ("      \"position\": \"Dev\"", 1, "\"position\": \"Dev\","),
        ("      \"position\" \"Dev\",", 1, "\"position\": \"Dev\","),
        ("      position: \"Dev\",", 1, "\"position\": \"Dev\","),
        ("      'position': 'Dev',", 1, "\"position\": \"Dev\","),
        ("      \"position\": Dev,", 1, "\"position\": \"Dev\","),
        ("      \"position\": \"Dev,", 1, "\"position\": \"Dev\","),
        ("      \"position: \"Dev\",", 1, "\"position\": \"Dev\","),
        ("      position\": \"Dev\",", 1, "\"position\": \"Dev\","),
        ("      \"position\": \"Dev\",,", 1, "\"position\": \"Dev\","),
        ("      \"position\": \"Dev\";", 1, "\"position\": \"Dev\","),
        ("      \"position\" = \"Dev\",", 1, "\"position\": \"Dev\","),
        ("      \"position\" => \"Dev\",", 1, "\"position\": \"Dev\","),
        ("      \"position\"：\"Dev\",", 1, "\"position\": \"Dev\","),
        ("      \"position\": `Dev`,", 1, "\"position\": \"Dev\","),
        ("      \"position\": “Dev”,", 1, "\"position\": \"Dev\","),
        ("      \"position\": \"\"\"Dev\"\"\",", 1, "\"position\": \"Dev\","),
        ("      \"keywords\": [\"a\" \"b\"],", 1, "\"keywords\": [\"a\", \"b\"],"),
        ("      \"keywords\": [\"a\", \"b\",", 1, "\"keywords\": [\"a\", \"b\"],"),
        ("      \"keywords\": \"a\", \"b\",", 1, "\"keywords\": [\"a\", \"b\"],"),
        ("      \"keywords\": (\"a\", \"b\"),", 1, "\"keywords\": [\"a\", \"b\"],"),
        ("      \"keywords\": {\"a\", \"b\"},", 1, "\"keywords\": [\"a\", \"b\"],"),
        ("      \"keep\": True,", 1, "\"keep\": true,"),
        ("      \"endDate\": 2019-03,", 1, "\"endDate\": \"2019-03\","),
        ("      \"summary\": \"one\ntwo\",", 1, "\"summary\": \"one\\ntwo\","),
        ("      \"summary\": \"C:\\Users\",", 1, "\"summary\": \"C:\\\\Users\","),
    ] {
        JSON.shows(lines, at, written);
    }
}

#[test]
fn lines_of_toml_are_shown_as_they_should_be_written() {
    for (lines, at, written) in [
        ("position = Dev", 1, "position = \"Dev\""),
        ("position: Dev", 1, "position = \"Dev\""),
        ("position ＝ \"Dev\"", 1, "position = \"Dev\""),
        ("position = \"Dev\",", 1, "position = \"Dev\""),
        ("position = \"Dev\";", 1, "position = \"Dev\""),
        ("position = \"Dev\"，", 1, "position = \"Dev\""),
        ("position = \"Dev", 1, "position = \"Dev\""),
        ("= \"Dev\"", 1, "key = \"Dev\""),
        ("job title = \"Dev\"", 1, "\"job title\" = \"Dev\""),
        ("职位 = \"Dev\"", 1, "\"职位\" = \"Dev\""),
        ("keywords = [\"a\" \"b\"]", 1, "keywords = [\"a\", \"b\"]"),
        ("keywords = [\"a\",, \"b\"]", 1, "keywords = [\"a\", \"b\"]"),
        ("keywords = [\"a\"， \"b\"]", 1, "keywords = [\"a\", \"b\"]"),
        ("keywords = [\"a\", \"b\"}", 1, "keywords = [\"a\", \"b\"]"),
        ("keywords:\n  - a\n  - b", 1, "keywords = [\"a\", \"b\"]"),
        ("keep = True", 1, "keep = true"),
        ("endDate = 2019-03", 1, "endDate = \"2019-03\""),
        ("location = {city: \"Rome\"}", 1, "location = {city = \"Rome\"}"),
        ("[[positions]", 1, "[[positions]]"),
        ("[positions]]", 1, "[[positions]]"),
        ("[ [positions] ]", 1, "[[positions]]"),
        ("[[my part]]", 1, "[[\"my part\"]]"),
        ("// later", 1, "# later"),
        ("-- later", 1, "# later"),
    ] {
        TOML.shows(lines, at, written);
    }
    let line = |lines: &str| {
        let text = format!("{}{lines}\n{}", TOML.before, TOML.behind);
        let found = found("r.toml", &text);
        let error = found.first().unwrap_or_else(|| panic!("nothing is told\n{text}"));
        (
            error.place.as_ref().map(|place| place.line_column().0),
            error.message.clone(),
            error.hints.concat(),
        )
    };
    let (place, message, hints) = line("summary = \"one\ntwo\"");
    assert_eq!(place, Some(6), "{message}");
    assert!(hints.contains("begin and end it with `\"\"\"`"), "{hints}");
    let (place, message, hints) = line("summary = \"\"\"one\ntwo");
    assert_eq!(place, Some(6), "{message}");
    assert!(hints.contains("`two\"\"\"`"), "{hints}");
    let (_, message, hints) = line("[work]\nname = \"Second\"");
    assert!(
        message.contains("duplicate key `work`") && hints.contains("write `[[work]]`"),
        "{message} {hints}"
    );
    let (_, message, hints) = line("[[skills]] name = \"Go\"");
    assert!(
        hints.contains("write `[[skills]]`, and on the next line `name = \"Go\"`"),
        "{message} {hints}"
    );
}

/// The whole is of another kind than its name says.
#[test]
fn files_of_another_format_are_named() {
    let (json, yaml, toml) = (
        "{\"basics\": {\"name\": \"Ann\"}}",
        "basics:\n  name: Ann\n",
        "[basics]\nname = \"Ann\"\n",
    );
    for (name, text, told) in [
        ("r.toml", json, "holds JSON, not TOML"),
        ("r.toml", yaml, "holds YAML, not TOML"),
        ("r.json", yaml, "holds YAML, not JSON"),
        ("r.json", toml, "holds TOML, not JSON"),
        ("r.yaml", toml, "holds TOML, not YAML"),
        ("r.json", "module.exports = {\"basics\": {}}", "begins with `{`"),
        ("r.md", "# Ann Lee\n\n- One\n", "is Markdown"),
        ("r.txt", "Ann Lee\nEngineer\n", "is plain text"),
        ("r.tex", "% mine\n\\documentclass{article}\n", "is a LaTeX document"),
        ("r.bib", "@article{a, title = {b}}\n", "is a bibliography"),
        ("r.vcf", "BEGIN:VCARD\nEND:VCARD\n", "vCard"),
    ] {
        let found = found(name, text);
        assert_eq!(found.len(), 1, "{name}\n{found:#?}");
        assert!(found[0].message.contains(told), "{name}\n{found:#?}");
    }
    // A resume in YAML may be called what it likes, and may be in UTF-32.
    assert!(read("r.md", yaml.as_bytes()).is_ok());
    for text in [yaml, json, toml] {
        let name = if text == toml { "r.toml" } else { "r" };
        let text = text.replace("Ann", "李 Ann");
        let little = |mark: &str| {
            format!("{mark}{text}")
                .chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect::<Vec<u8>>()
        };
        let big = |mark: &str| {
            format!("{mark}{text}")
                .chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect::<Vec<u8>>()
        };
        for bytes in [little("\u{feff}"), little(""), big("\u{feff}"), big("")] {
            let resume = read(name, &bytes).unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
            let name = resume.value.contents.basics.and_then(|basics| basics.name).expect("a name");
            assert_eq!(name.variants[0].1.text, "李 Ann");
        }
    }
    let zeros = found("r.yaml", &"ab\0\0\0c".repeat(20));
    assert!(zeros[0].message.contains("is a binary file"), "{zeros:#?}");
    let control = found("r.yaml", "basics:\n  name: Ann\u{7} Lee\n  label: \u{c}Dev\n");
    let places: Vec<_> = control
        .iter()
        .filter_map(|it| it.place.as_ref())
        .map(cvgen::source::Place::line_column)
        .collect();
    assert_eq!(places, [(2, 12), (3, 10)], "{control:#?}");
}

#[test]
fn a_broken_bibliography_is_told_in_our_words() {
    use crate::harness::Test;
    for (bib, place, told) in [
        (
            "@article{a,\n  title = {One},\n  year = {2020}\n\n",
            "p.bib:1:1",
            "ends within this entry",
        ),
        ("@article{a,\n  title = {One}\n  year = {2020},\n}\n", "p.bib:3", "`,` is missing"),
    ] {
        let finished = Test::new("pdf r.yaml")
            .file("r.yaml", "basics: {name: Ann}\npublications: {bib: p.bib}\n")
            .file("p.bib", bib)
            .exits_with(1)
            .says(place)
            .says(told);
        assert!(!finished.stderr.contains("biblatex"), "{}", finished.stderr);
    }
}

/// What is read, and is not what was meant: told at its place.
#[test]
fn what_quotes_and_brackets_take_away_is_told() {
    for (name, text, at, told) in [
        (
            "r.yaml",
            "basics: {name: Ann}\nwork:\n  - name: A\n    highlights:\n      - \"C:\\temp\"\n",
            5,
            "`\\t` in double quotes",
        ),
        (
            "r.json",
            "{\"basics\": {\"name\": \"Ann\"},\n\"work\": [{\"name\": \"C:\\new\"}]}",
            2,
            "`\\n` in double quotes",
        ),
        (
            "r.toml",
            "[basics]\nname = \"Ann\"\n[[work]]\nname = \"D:\\test\"\n",
            4,
            "`\\t` in double quotes",
        ),
        (
            "r.yaml",
            "basics: {name: Ann}\nwork:\n  - {name: A, keywords: [R, &D, C]}\n",
            3,
            "the name of an anchor",
        ),
        (
            "r.yaml",
            "basics: {name: Ann}\nwork:\n  - {name: A, position: !important}\n",
            3,
            "the name of a type",
        ),
        (
            "r.yaml",
            "basics: {name: Ann}\nwork:\n  - name: A\n    // later\n",
            4,
            "begins no comment",
        ),
        ("r.yaml", "basics:\n  name: Ann,\n  label: Dev,\n", 2, "the comma at the end"),
    ] {
        let found = found(name, text);
        let line =
            found.first().and_then(|it| it.place.as_ref()).map(|place| place.line_column().0);
        assert_eq!(line, Some(at), "{text}\n{found:#?}");
        assert!(found[0].message.contains(told), "{text}\n{found:#?}");
    }
    // A line end or a tab that is meant.
    let found =
        found("r.yaml", "basics: {name: Ann, summary: \"Skills:\\nRust\", label: \"A:\\n- b\"}\n");
    assert!(found.is_empty(), "{found:#?}");
}

/// A file that ends within a line of spaces, as one that was cut off does, is told and not stumbled over.
#[test]
fn a_fault_in_a_line_of_spaces_is_told() {
    for blank in ["", " ", "   ", "\t", "\u{3000}", " \t "] {
        for (name, text) in [
            ("r.json", "{\n  \"basics\": {\"name\": \"A\"\n"),
            ("r.json", "{\n  \"basics\": {\"name\": \"A\",\n"),
            ("r.json", "{\n  \"work\": [{\"name\": \"A\n"),
            ("r.toml", "[basics]\nname = \"\"\"A\n"),
            ("r.toml", "[basics]\nname = [\"A\",\n"),
            ("r.yaml", "basics: {name: A\n"),
            ("r.yaml", "basics:\n  name: \"A\n"),
        ] {
            for text in [format!("{text}{blank}"), format!("{text}{blank}\n{blank}\n")] {
                let errors = cvgen::read::read(name, text.as_bytes()).expect_err(&text);
                assert!(errors.iter().all(|error| error.code != "internal"), "{text:?}");
            }
        }
    }
}
