//! Files that are not YAML, TOML or JSON: the line that is at fault, and how it should be written.

use crate::harness::root;
use cvgen::diagnostic::Diagnostic;
use cvgen::job::{Job, MD};
use cvgen::read::read;
use cvgen::resume::{Resume, language_tag};
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter};

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
                // What is shown is read.
                let shown = hint.trim_start_matches("write `").trim_end_matches('`');
                let lines: Vec<&str> = yaml.lines().collect();
                let indent = lines[line - 1].len() - lines[line - 1].trim_start().len();
                let mended = format!("{}{shown}", " ".repeat(indent));
                let mended = [&lines[..line - 1], &[&mended], &lines[line..]].concat().join("\n");
                let found = read("r.yaml", mended.as_bytes()).err();
                assert!(found.is_none(), "{mended}\n{found:#?}");
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

/// Ways in which people mistype, after which the line as it was is shown.
const CHANGES: &[(&str, Change)] = &[
    ("a colon is lost", |line| line.split_once(": ").map(|(key, rest)| format!("{key} {rest}"))),
    ("a blank is lost", |line| line.split_once(": ").map(|(key, rest)| format!("{key}:{rest}"))),
    ("a full-width colon", |line| {
        line.split_once(": ").map(|(key, rest)| format!("{key}：{rest}"))
    }),
    ("a full-width colon at the end", |line| line.strip_suffix(':').map(|key| format!("{key}："))),
    ("a blank too many", |line| Some(format!(" {line}"))),
    ("a tab", |line| indented(line, 2, "\t")),
    ("full-width blanks", |line| indented(line, 2, "\u{3000}")),
    ("no-break spaces", |line| indented(line, 1, "\u{a0}")),
    ("a bracket is lost", |line| line.strip_suffix([']', '}']).map(str::to_owned)),
    ("an equals sign", |line| line.split_once(": ").map(|(key, rest)| format!("{key} = {rest}"))),
];

/// More of them, after which something else may be shown: the line may be meant in several ways.
const MORE_CHANGES: &[(&str, Change)] = &[
    ("a blank too few", |line| line.strip_prefix(' ').map(str::to_owned)),
    ("a dash is lost", |line| {
        line.trim_start().starts_with("- ").then(|| line.replacen("- ", "  ", 1))
    }),
    ("the blank behind a dash is lost", |line| {
        line.trim_start().starts_with("- ").then(|| line.replacen("- ", "-", 1))
    }),
    ("a semicolon", |line| {
        let (key, rest) =
            line.split_once(": ").filter(|(_, rest)| !rest.starts_with(['|', '>']))?;
        Some(format!("{key}; {rest}"))
    }),
    ("a colon at the end is lost", |line| line.strip_suffix(':').map(str::to_owned)),
    ("a quote behind", |line| {
        (!line.ends_with([':', ']', '}', '|', '>', '"', '\''])).then(|| format!("{line}\""))
    }),
    ("a quote before", |line| {
        let (key, rest) = line.split_once(": ")?;
        (!rest.starts_with(['"', '\'', '[', '{', '|', '>'])).then(|| format!("{key}: \"{rest}"))
    }),
    ("a tab behind the blanks", |line| {
        let rest = line.trim_start();
        (rest != line).then(|| format!("{}\t{rest}", &line[..line.len() - rest.len()]))
    }),
    ("a bracket before", |line| {
        let (key, rest) = line.split_once(": ")?;
        (!rest.starts_with(['"', '\'', '[', '{', '|', '>'])).then(|| format!("{key}: [{rest}"))
    }),
];

/// `line` with `blank` for each `width` of the blanks before it.
fn indented(line: &str, width: usize, blank: &str) -> Option<String> {
    let rest = line.trim_start();
    let count = (line.len() - rest.len()) / width;
    (count > 0).then(|| format!("{}{rest}", blank.repeat(count)))
}

/// Every line of a resume, changed in every way in which people mistype: if it is not YAML any more, that
/// line is named, and shown as it was.
#[test]
fn every_mistyped_line_is_named_and_mended() {
    let lines: Vec<&str> = WHOLE.lines().collect();
    let mut faults = 0;
    for (what, change) in CHANGES {
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

/// What is printed of `resume`, or why nothing is.
fn printed(resume: &Resume, typesetter: &Typesetter) -> Result<String, Vec<Diagnostic>> {
    let theme = Theme::builtin("classic").expect("a theme").value;
    let language = language_tag("en").expect("a language");
    let job = Job::new(resume, language, &theme, MD);
    let product = cvgen::job::run(&job, typesetter)?.value;
    let texts = product.files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes.as_ref()));
    Ok(texts.collect())
}

/// What becomes of `text`, which is `original` with the line of number `index` mistyped: the line that is named,
/// if what is printed is not what it was.
fn named(original: &str, text: &str, typesetter: &Typesetter) -> Option<Vec<(usize, String)>> {
    let told = |found: &[Diagnostic]| {
        let placed = found.iter().filter(|it| it.place.is_some());
        placed.map(|it| (place(it).0, it.message.clone())).collect()
    };
    match read("r.yaml", text.as_bytes()) {
        Err(found) => Some(told(&found)),
        Ok(resume) => match printed(&resume.value, typesetter) {
            Ok(text) => (text != original).then(|| told(&resume.warnings)),
            Err(found) => Some(told(&found)),
        },
    }
}

/// No change of a line goes unnoticed: what is printed is the same, or the line is named. A line that lost its dash
/// is a further line of the text above, and nobody can tell.
#[test]
fn no_mistyped_line_is_read_silently() {
    let typesetter = Typesetter::new(FontSettings::default());
    let whole = read("r.yaml", WHOLE.as_bytes()).expect("a resume").value;
    let original = printed(&whole, &typesetter).expect("it is made");
    let lines: Vec<&str> = WHOLE.lines().collect();
    let mut silent = Vec::new();
    for (what, change) in CHANGES.iter().chain(MORE_CHANGES) {
        for (index, line) in lines.iter().enumerate() {
            let Some(mistyped) = change(line).filter(|_| !(5..7).contains(&index)) else {
                continue;
            };
            let text = [&lines[..index], &[&mistyped], &lines[index + 1..]].concat().join("\n");
            let Some(told) = named(&original, &text, &typesetter) else { continue };
            if !told.iter().any(|(line, _)| *line == index + 1) {
                silent.push(format!("{what}: {mistyped} {told:?}"));
            }
        }
    }
    let told = ["Another one", "负责开发", "Two", "b"];
    assert_eq!(silent, told.map(|text| format!("a dash is lost:         {text} []")));
}

/// Which of the changes of the examples are tried: there are sixteen thousand. `CVGEN_EVERY=N` chooses every N-th. Of
/// all (`CVGEN_EVERY=1`, a quarter of an hour) two are told at the line beside, where either may be at fault: a key of an
/// item that is one blank too deep, and an entry that lost its dash and begins with another key than those beside it.
fn every() -> usize {
    std::env::var("CVGEN_EVERY").map_or(997, |number| number.parse().expect("a number"))
}

/// Which of the `lines` are in a block of text, where anything is text.
fn in_blocks(lines: &[&str]) -> Vec<bool> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut block = None;
    let is_in = lines.iter().map(|line| {
        let is_in = block.is_some_and(|outer| line.trim().is_empty() || indent(line) > outer);
        if !is_in {
            let begins = line.ends_with(['|', '>']) || line.ends_with("|-") || line.ends_with(">-");
            block = begins.then(|| indent(line));
        }
        is_in
    });
    is_in.collect()
}

/// The same in files that people might have written: what is no YAML is named at its line, and what is read prints the
/// same, or is named.
#[test]
fn mistyped_lines_of_the_examples_are_named() {
    let typesetter = Typesetter::new(FontSettings::default());
    let (every, mut number) = (every(), 0);
    let (mut bad, mut silent) = (Vec::new(), Vec::new());
    let (mut refused, mut read_on) = (0, 0);
    let mut files = vec![root().join("data/starter/resume.yaml")];
    for entry in std::fs::read_dir(root().join("examples")).expect("a folder") {
        files.push(entry.expect("an entry").path());
    }
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a file");
        let lines: Vec<&str> = text.lines().collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let whole = read("r.yaml", text.as_bytes()).unwrap_or_else(|_| panic!("{name}")).value;
        let original = printed(&whole, &typesetter).expect("it is made");
        let in_blocks = in_blocks(&lines);
        for (what, change) in CHANGES.iter().chain(MORE_CHANGES) {
            for (index, line) in lines.iter().enumerate() {
                // Without its key a block of text is lines of all kinds.
                let is_header = line.ends_with(['|', '>']);
                let Some(mistyped) = change(line).filter(|_| !is_header) else { continue };
                number += 1;
                if number % every != 0 {
                    continue;
                }
                let text = [&lines[..index], &[&mistyped], &lines[index + 1..]].concat().join("\n");
                let found = match read("r.yaml", text.as_bytes()) {
                    Err(found) => found,
                    // A line that lost its dash is a further line of the text above.
                    Ok(_) if *what == "a dash is lost" || in_blocks[index] => continue,
                    Ok(_) => {
                        read_on += 1;
                        let told = named(&original, &text, &typesetter);
                        if told.is_some_and(|told| told.iter().all(|(line, _)| *line != index + 1))
                        {
                            let line = mistyped.trim();
                            silent.push(format!("{name}:{}: {what}: `{line}`", index + 1));
                        }
                        continue;
                    }
                };
                refused += 1;
                let error = found.iter().find(|it| it.is_error()).expect("an error");
                let raw =
                    ["expected '", "did not find", "mapping values", "simple key", "scanning"];
                let is_raw = raw.iter().any(|word| error.message.contains(word));
                if place(error).0 != index + 1 || is_raw || error.hints.is_empty() {
                    bad.push(format!(
                        "{name}:{}: {what}: `{}`: {:?} {}",
                        index + 1,
                        mistyped.trim(),
                        place(error),
                        error.message
                    ));
                }
            }
        }
    }
    println!("{number} changes, every {every}: {refused} are no YAML, {read_on} are read");
    assert!(bad.is_empty(), "{} of {number}\n{}", bad.len(), bad.join("\n"));
    assert!(silent.is_empty(), "{} silent of {number}\n{}", silent.len(), silent.join("\n"));
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
