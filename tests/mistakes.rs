//! Files that are not YAML, TOML or JSON: the line that is at fault, and how it should be written.

use cvgen::diagnostic::Diagnostic;
use cvgen::read::read;

/// What is said about `text`, which people know as `name`.
fn said(name: &str, text: &str) -> Vec<Diagnostic> {
    match read(name, text.as_bytes()) {
        Ok(resume) => resume.warnings,
        Err(found) => found,
    }
}

/// The line and column of `diagnostic`.
fn place(diagnostic: &Diagnostic) -> (usize, usize) {
    diagnostic.place.as_ref().expect("a place").line_column()
}

/// What is far before and far behind the line at fault.
const BEFORE: &str = "# Mine\ncvgen: {languages: [en]}\nbasics:\n  name: Ann Lee\n  summary: |\n    \
                      Text: of [mine\n    goes on \"here\n";
const BEHIND: &str = "  - name: Last\n    highlights:\n      - Fine\n      - 'Quoted'\neducation:\n  - \
                      institution: Uni\n    courses: [One, Two]\n";

/// Where a text may be: what is before it, on its line, and behind it.
const PLACES: &[(&str, &str, &str)] = &[
    ("work:\n  - name: First\n    highlights:\n      - Good\n", "      - ", "      - Good again\n"),
    ("work:\n  - name: First\n    highlights:\n", "      - ", "      - Good\n"),
    (
        "work:\n  - name: First\n    highlights:\n      - Good\n",
        "      - ",
        "    startDate: 2019\n",
    ),
    ("work:\n  - name: First\n", "    position: ", "    startDate: 2019\n"),
    ("work:\n", "  - name: ", "    startDate: 2019\n"),
    (
        "work:\n  - name: First\n    positions:\n      - position: Dev\n        highlights:\n",
        "          - ",
        "          - Good\n      - position: Lead\n",
    ),
    (
        "work:\n  - name: First\n    highlights:\n      en:\n",
        "        - ",
        "      zh:\n        - 好\n",
    ),
];

/// Every kind of text that YAML takes for something else, at every place: one error, on its line, which
/// shows the line as it should be written.
#[test]
fn a_text_that_yaml_does_not_take_is_shown_in_quotes() {
    let kinds = [
        ("**Led** a team", "\"**Led** a team\"", "reference"),
        ("*quick* work", "\"*quick* work\"", "reference"),
        ("@ann on X", "\"@ann on X\"", "keeps `@`"),
        ("`code` of mine", "\"`code` of mine\"", "backtick"),
        ("% of users", "\"% of users\"", "directive"),
        ("[WIP] rewrote it", "\"[WIP] rewrote it\"", "ends at `]`"),
        ("[WIP rewrote it", "\"[WIP rewrote it\"", "not closed"),
        ("{x} templates", "\"{x} templates\"", "ends at `}`"),
        ("{x templates", "\"{x templates\"", "not closed"),
        ("& more", "\"& more\"", "anchor"),
        ("> 50 % faster", "\"> 50 % faster\"", "on the lines below"),
        ("| piped", "\"| piped\"", "on the lines below"),
        (", and more", "\", and more\"", "separates items"),
        ("] done", "\"] done\"", "closes brackets"),
        ("} done", "\"} done\"", "closes brackets"),
        ("\"Best\" of all", "'\"Best\" of all'", "behind its closing quote"),
        ("'Best' of all", "\"'Best' of all\"", "behind its closing quote"),
        ("'It's mine'", "\"It's mine\"", "behind its closing quote"),
        ("\"C:\\Users\\ann\"", "'C:\\Users\\ann'", "`\\U`"),
        ("\"Led a team", "\"Led a team\"", "not closed"),
        ("'Led a team", "'Led a team'", "not closed"),
        ("Note: Backend: engineer", "Backend: engineer\"", "`Backend:` is a key"),
        ("**主导**五人团队", "\"**主导**五人团队\"", "reference"),
        ("\"引用\"之后", "'\"引用\"之后'", "behind its closing quote"),
        ("[进行中] 重构", "\"[进行中] 重构\"", "ends at `]`"),
    ];
    for (text, written, told) in kinds {
        for (before, begin, behind) in PLACES {
            if text.starts_with("Note") && !begin.ends_with("- ") {
                continue;
            }
            let before = format!("{BEFORE}{before}");
            let yaml = format!("{before}{begin}{text}\n{behind}{BEHIND}");
            for yaml in [yaml.clone(), yaml.replace('\n', "\r\n")] {
                let found = said("r.yaml", &yaml);
                let [error] = &found[..] else { panic!("{yaml}\n{found:#?}") };
                let (line, column) = place(error);
                assert_eq!(line, before.matches('\n').count() + 1, "{yaml}\n{error:#?}");
                assert!(column > begin.len(), "{yaml}\n{error:#?}");
                assert!(error.message.contains(told), "{yaml}\n{error:#?}");
                let hint = error.hints.concat();
                assert!(hint.starts_with("write `") && hint.contains(written), "{yaml}\n{hint}");
            }
        }
    }
}

/// A resume of all shapes.
const WHOLE: &str = "\
cvgen: {languages: [en, zh], theme: modern}
basics:
  name: {en: Ann Lee, zh: 李安}
  label: Engineer
  summary: |
    Text of mine
    goes on here
  location:
    city: Rome
    countryCode: IT
  profiles:
    - network: GitHub
      username: ann
work:
  - name: First
    position: Dev
    startDate: 2019-03
    highlights:
      - A good bullet
      - Another one
      - 负责开发
    keywords: [Go, Rust]
  - name: Second
    positions:
      - position: Lead
        startDate: 2018
        highlights:
          - Fine
      - position: Dev
        startDate: 2017
education:
  - institution: Uni
    area: CS
    courses:
      - One
      - Two
skills:
  - name: X
    keywords:
      - a
      - b
  - {name: Y, keywords: [c, d]}
";

/// A change of a line; none where it cannot be made.
type Change = fn(&str) -> Option<String>;

/// Every line of a resume, changed in every way in which people mistype: if it is not YAML any more, that
/// line is named, and shown as it was.
#[test]
fn every_mistyped_line_is_named_and_mended() {
    let changes: [(&str, Change); 10] = [
        ("a colon is lost", |line| {
            line.split_once(": ").map(|(key, rest)| format!("{key} {rest}"))
        }),
        ("a blank is lost", |line| {
            line.split_once(": ").map(|(key, rest)| format!("{key}:{rest}"))
        }),
        ("a full-width colon", |line| {
            line.split_once(": ").map(|(key, rest)| format!("{key}：{rest}"))
        }),
        ("a full-width colon at the end", |line| {
            line.strip_suffix(':').map(|key| format!("{key}："))
        }),
        ("a blank too many", |line| Some(format!(" {line}"))),
        ("a tab", |line| {
            let rest = line.trim_start();
            let depth = (line.len() - rest.len()) / 2;
            (depth > 0).then(|| format!("{}{rest}", "\t".repeat(depth)))
        }),
        ("full-width blanks", |line| {
            let rest = line.trim_start();
            let depth = (line.len() - rest.len()) / 2;
            (depth > 0).then(|| format!("{}{rest}", "\u{3000}".repeat(depth)))
        }),
        ("no-break spaces", |line| {
            let rest = line.trim_start();
            (rest != line).then(|| format!("{}{rest}", "\u{a0}".repeat(line.len() - rest.len())))
        }),
        ("a bracket is lost", |line| line.strip_suffix([']', '}']).map(str::to_owned)),
        ("an equals sign", |line| {
            line.split_once(": ").map(|(key, rest)| format!("{key} = {rest}"))
        }),
    ];
    let lines: Vec<&str> = WHOLE.lines().collect();
    let mut faults = 0;
    for (what, change) in changes {
        for (index, line) in lines.iter().enumerate() {
            // What a block scalar holds is text, whatever it is.
            let Some(mistyped) = change(line).filter(|_| !(5..7).contains(&index)) else {
                continue;
            };
            let text = [&lines[..index], &[&mistyped], &lines[index + 1..]].concat().join("\n");
            let Err(found) = read("r.yaml", text.as_bytes()) else { continue };
            faults += 1;
            let [error] = &found[..] else { panic!("{what}: {mistyped}\n{found:#?}") };
            assert_eq!(place(error).0, index + 1, "{what}: {mistyped}\n{error:#?}");
            let hint = error.hints.concat();
            assert!(hint.contains(line.trim()), "{what}: {mistyped}\n{hint}");
            assert!(!error.message.contains("cannot be understood"), "{what}: {mistyped}");
        }
    }
    assert!(faults > 150, "{faults}");
}

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    let text = "basics:\n  name: @ann\nwork:\n  - name: First\n    highlights:\n      - **Led** it\n      - \
                Good\n    label Backend\n";
    let places: Vec<_> = said("r.yaml", text).iter().map(place).collect();
    assert_eq!(places, [(2, 9), (6, 9), (8, 5)]);
}

#[test]
fn what_editors_leave_behind_is_named() {
    for (text, line, told) in [
        ("basics:\n<<<<<<< HEAD\n  name: Ann\n", 2, "conflict"),
        ("```yaml\nbasics:\n  name: Ann\n", 1, "Markdown"),
        ("basics:\n  name: Ann\n  \"email\": \"a@b.c\",\n  phone: 1\n", 3, "comma"),
    ] {
        let found = said("r.yaml", text);
        assert_eq!(place(&found[0]).0, line, "{found:#?}");
        assert!(found[0].message.contains(told), "{found:#?}");
    }
}
