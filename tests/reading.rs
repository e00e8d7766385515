//! Reading YAML, TOML and JSON: what is understood, and what is said about the rest.

use crate::harness::Test;
use std::time::{Duration, Instant};

/// Every format says the same of the same mistake, at its own place.
#[test]
fn mistakes_are_placed_in_every_format() {
    Test::new("pdf r.yaml")
        .file("r.yaml", "basics:\n  name: Ann\nwork:\n  - name: X\n    highlights: {a: 1}\n")
        .stderr(
            "
error: `highlights` must be a list of texts, found a map
 --> r.yaml:5:17
  |
5 |     highlights: {a: 1}
  |                 ^^^^^^
  |
  = hint: write each text on its own line, beginning with `- `",
        )
        .exits_with(1);
    Test::new("pdf r.json")
        .file("r.json", "{\"work\": [\n {\"name\": \"X\", \"highlights\": {\"a\": 1}}]}")
        .exits_with(1)
        .says("--> r.json:2:30");
    Test::new("pdf r.toml")
        .file("r.toml", "[[work]]\nname = \"X\"\nhighlights = {a = 1}\n")
        .exits_with(1)
        .says("--> r.toml:3:14");
}

#[test]
fn all_problems_are_told_at_once_in_file_order() {
    let finished = Test::new("pdf r.yaml")
        .file("r.yaml", "basics: {nam: Ann}\nwork:\n  - position: [[a]]\n    labl: x\nfoo: 1\n")
        .exits_with(1);
    let order = ["`nam`", "did you mean `name`", "`position` must be a text", "`labl`", "`foo`"];
    let places: Vec<Option<usize>> = order.iter().map(|text| finished.stderr.find(text)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", finished.stderr);
    assert_eq!(finished.names(), ["r.yaml"], "nothing is written");
}

#[test]
fn warnings_are_errors_only_if_strict() {
    let resume = "basics: {name: Ann, email: nobody}\n";
    let warned = Test::new("pdf r.yaml").file("r.yaml", resume).success();
    assert!(warned.stderr.starts_with("warning: `nobody` is not an e-mail address"));
    let strict = Test::new("pdf r.yaml --strict").file("r.yaml", resume).exits_with(1);
    assert!(strict.stderr.starts_with("error: `nobody`"));
    assert_eq!(strict.names(), ["r.yaml"]);
}

#[test]
fn some_keys_are_nobodys_business() {
    let resume =
        "$schema: x\nx-mine: 1\n_note: 2\nbasics: {name: Ann, x-y: 1}\nmeta: {theme: even}\n";
    Test::new("pdf r.yaml").file("r.yaml", resume).stderr("r.pdf: 1 page, …").success();
}

#[test]
fn the_three_formats_say_the_same() {
    let yaml = "basics: {name: Ann, summary: 'one: two'}\nwork: [{name: X, startDate: 2019-03, endDate: 2020}]\n";
    let toml = "[basics]\nname = \"Ann\"\nsummary = \"one: two\"\n[[work]]\nname = \"X\"\nstartDate = \"2019-03\"\nendDate = 2020\n";
    let json = r#"{"basics": {"name": "Ann", "summary": "one: two"},
        "work": [{"name": "X", "startDate": "2019-03", "endDate": 2020}]}"#;
    let made = |name: &str, text: &str| {
        Test::new("pdf -o out.pdf").argument(name).file(name, text).success().read("out.pdf")
    };
    let from_yaml = made("r.yaml", yaml);
    assert!(from_yaml == made("r.toml", toml) && from_yaml == made("r.json", json));
}

/// Whatever the bytes are: a clear error or the right result, and soon.
#[test]
fn hostile_files_are_refused() {
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n\
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n\
                e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
    let refused: Vec<(&str, Vec<u8>, &str)> = vec![
        ("bomb.yaml", bomb.into(), "too complex"),
        ("deep.yaml", "[".repeat(10_000).into(), "nested too deeply"),
        ("deep.json", "[".repeat(10_000).into(), "nested too deeply"),
        ("deep.toml", format!("a = {}", "[".repeat(10_000)).into(), "nested too deeply"),
        ("nul.yaml", b"basics: {name: \"a\0b\"}".to_vec(), "--> nul.yaml:1:"),
        ("bad.yaml", b"basics:\n  name: a\xffb\n".to_vec(), "--> bad.yaml:2:10"),
        ("utf16.yaml", b"\xff\xfeb\0a\0".to_vec(), "a resume must be a map, found a text"),
        ("nul.toml", b"[basics]\nname = \"a\0\"\n".to_vec(), "--> nul.toml:2:"),
        ("nul.json", b"{\"basics\": \"a\0\"}".to_vec(), "--> nul.json:1:"),
        ("bad.toml", b"[basics]\nname = \"\xff\"\n".to_vec(), "--> bad.toml:2:9"),
        ("bad.json", b"{\n\"basics\": \"\xff\"}".to_vec(), "--> bad.json:2:12"),
        ("two.yaml", b"---\nbasics: {}\n---\nbasics: {}\n".to_vec(), "--> two.yaml:3:1"),
        ("keys.json", flood("{", |n| format!("\"k{n}\": 0,"), "\"k\": 0}"), "too much"),
        ("keys.toml", flood("", |n| format!("k{n} = 0\n"), ""), "too much"),
        ("lists.json", flood("{\"work\": [", |_| "[],".to_owned(), "0]}"), "too much"),
        ("text.yaml", format!("basics: {{name: {}}}", "long ".repeat(300_000)).into(), "too much"),
        ("twice.yaml", b"basics: {}\nbasics: {}\n".to_vec(), "--> twice.yaml:2:1"),
        ("twice.toml", b"[basics]\n[basics]\n".to_vec(), "--> twice.toml:2:"),
        ("empty.yaml", b"".to_vec(), "says nothing"),
        ("list.yaml", b"- a\n- b\n".to_vec(), "must be a map"),
        ("large.yaml", vec![b'#'; 5 << 20], "larger than 4 MiB"),
        ("tab.yaml", b"basics:\n\tname: a\n".to_vec(), "--> tab.yaml:2:"),
        ("colon.yaml", b"basics:\n  name: a: b\n".to_vec(), "--> colon.yaml:2:"),
    ];
    for (name, bytes, expected) in refused {
        let start = Instant::now();
        let finished = Test::new("pdf").argument(name).file(name, bytes).exits_with(1);
        assert!(start.elapsed() < SOON, "{name}: {:?}", start.elapsed());
        let finished = finished.says(expected).says("error: ");
        assert_eq!(finished.names(), [name], "nothing is written");
        assert!(finished.stderr.len() < 10_000, "{}", finished.stderr);
    }
}

/// Long enough for a program that was not optimised, on a machine that is busy.
const SOON: Duration = Duration::from_secs(10);

/// A text of 150,000 `items`.
fn flood(begin: &str, items: impl Fn(usize) -> String, end: &str) -> Vec<u8> {
    let items: String = (0..150_000).map(items).collect();
    format!("{begin}{items}{end}").into()
}

/// What is odd, but no fault of structure, is printed as far as that can be done soon.
#[test]
fn endless_texts_are_cut_off_and_told() {
    let endless = [
        ("word", "w".repeat(20_000), "are cut off"),
        ("brackets", "[".repeat(20_000), "are cut off"),
        ("runs", (0..190).map(|n| "`".repeat(n) + " ").collect(), "are cut off"),
        ("quotes", "> ".repeat(10_000), ""),
        ("dates", String::new(), "more like these are not shown"),
    ];
    for (name, text, told) in endless {
        let mut resume = serde_json::json!({ "basics": { "name": "Ann", "summary": text } });
        if name == "dates" {
            let job = serde_json::json!({ "name": "X", "startDate": "never" });
            resume["work"] = serde_json::Value::Array(vec![job; 300]);
        }
        let start = Instant::now();
        let finished = Test::new("pdf r.json").file("r.json", resume.to_string()).success();
        assert!(start.elapsed() < SOON, "{name}: {:?}", start.elapsed());
        finished.says(told);
    }
}

/// The place is that of the mistake, though a parser notices it later, and the remedy is told.
#[test]
fn mistakes_of_yaml_are_explained() {
    for (text, place, hint) in [
        ("basics:\n  name: \"A\nwork: []\n", "2:9", "write `name: \"A\"`"),
        ("basics:\n  label: C: the language\n", "2:10", "write `label: \"C: the language\"`"),
        ("basics:\n  summary: *quick* and good\n", "2:12", "write `summary: \"*quick* and good\"`"),
        ("basics:\n  name: @ann\n", "2:9", "write `name: \"@ann\"`"),
        ("basics:\n  name: A\n- x\n", "3:1", "in one column"),
        ("basics: {name: A\nwork: []\n", "1:9", "write `basics: {name: A}`"),
        ("basics:\n\tname: A\n", "2:", "indent with spaces"),
    ] {
        Test::new("pdf r.yaml")
            .file("r.yaml", text)
            .exits_with(1)
            .says(&format!("--> r.yaml:{place}"))
            .says(hint);
    }
}

#[test]
fn line_ends_and_marks_do_not_move_places() {
    for (name, text, place) in [
        ("r.yaml", "basics:\n  name: A\n  emial: x\n", "3:3"),
        ("r.toml", "[basics]\nname = \"A\"\nemial = \"x\"\n", "3:1"),
        ("r.json", "{\"basics\": {\n\"name\": \"A\",\n\"emial\": \"x\"}}\n", "3:1"),
    ] {
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        Test::new("pdf").argument(name).file(name, text).success().says(&format!("{name}:{place}"));
    }
}

#[test]
fn marks_and_line_ends_of_windows_are_understood() {
    let finished = Test::new("pdf r.yaml")
        .file(
            "r.yaml",
            b"\xef\xbb\xbfbasics:\r\n  name: Ann\r\n  summary: |\r\n    one\r\n\r\n    two\r\n",
        )
        .stderr("r.pdf: 1 page, …")
        .success();
    let Some(text) = crate::judges::poppler(&finished.path("r.pdf"), &[]) else { return };
    assert!(text.contains("one") && text.contains("two"), "{text}");
}

/// Characters of the input that a terminal would obey are shown as pictures, or not at all.
#[test]
fn terminals_are_safe() {
    let finished = Test::new("pdf r.json")
        .file("r.json", "{\"basics\": {\"name\": \"A\\u001b]0;x\\u0007n\", \"e\u{9b}31mmail\": 1}}")
        .success()
        .says("cannot be printed (U+0007, U+001B)");
    assert!(
        !finished.stderr.contains(|c: char| c.is_control() && c != '\n'),
        "{:?}",
        finished.stderr
    );
}

/// In quotes and brackets it is a character like any other; behind them it begins a comment.
#[test]
fn a_number_sign_in_quotes_begins_no_comment() {
    for (text, is_comment) in [
        ("basics:\n  label: \"C# and #1 in sales\"\n", false),
        ("basics:\n  label: 'no #1 | #2' # a note\n", false),
        ("basics: {name: A, label: \"C# | #1\"}\n", false),
        ("work:\n- {name: 'a #b'} # note\n- name: \"c #d\"\n", false),
        ("\"basics\": {\"label\": \"x #y\"}\n", false),
        ("basics:\n  label: Ranked #1 in sales\n", true),
        ("basics: {label: Ranked #1\n  }\n", true),
    ] {
        let finished = Test::new("md r.yaml -o -").file("r.yaml", text).success();
        assert_eq!(finished.stderr.contains("is a comment to YAML"), is_comment, "{text}");
    }
}
