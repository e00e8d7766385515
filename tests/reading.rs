//! Reading YAML, TOML and JSON: what is understood, and what is said about the rest.

use crate::harness::Test;

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
        ("deep.yaml", "[".repeat(10_000).into(), "recursion limit"),
        ("deep.json", "[".repeat(10_000).into(), "recursion limit"),
        ("deep.toml", format!("a = {}", "[".repeat(10_000)).into(), "recursion"),
        ("nul.yaml", b"basics: {name: \"a\0b\"}".to_vec(), "--> nul.yaml:1:"),
        ("bad.yaml", b"basics:\n  name: a\xffb\n".to_vec(), "--> bad.yaml:2:10"),
        ("utf16.yaml", b"\xff\xfeb\0a\0".to_vec(), "not UTF-8"),
        ("twice.yaml", b"basics: {}\nbasics: {}\n".to_vec(), "--> twice.yaml:2:1"),
        ("twice.json", b"{\"basics\": {},\n\"basics\": {}}".to_vec(), "--> twice.json:2:1"),
        ("twice.toml", b"[basics]\n[basics]\n".to_vec(), "--> twice.toml:2:"),
        ("empty.yaml", b"".to_vec(), "says nothing"),
        ("list.yaml", b"- a\n- b\n".to_vec(), "must be a map"),
        ("large.yaml", vec![b'#'; 5 << 20], "larger than 4 MiB"),
        ("tab.yaml", b"basics:\n\tname: a\n".to_vec(), "--> tab.yaml:2:"),
        ("colon.yaml", b"basics:\n  name: a: b\n".to_vec(), "--> colon.yaml:2:"),
    ];
    for (name, bytes, expected) in refused {
        let finished = Test::new("pdf").argument(name).file(name, bytes).exits_with(1);
        let finished = finished.says(expected).says("error: ");
        assert_eq!(finished.names(), [name], "nothing is written");
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
