//! Themes that people may write: what is understood, and what is said about the rest.

use super::*;

fn folder(name: &str, manifest: &str) -> Folder {
    let files = [(MANIFEST.to_owned(), manifest.as_bytes().to_vec().into())];
    Folder { name: name.to_owned(), files: files.into() }
}

fn theme(manifest: &str) -> Outcome<Theme> {
    Theme::from_folder(folder("./mine", manifest), &|_| None)
}

fn shown(problems: &[Diagnostic]) -> Vec<String> {
    let show = |problem: &Diagnostic| {
        let place = problem.place.as_ref().map(|place| {
            let (line, column) = place.line_column();
            format!("{}:{line}:{column}: ", place.source.name)
        });
        format!("{}{}", place.unwrap_or_default(), problem.message)
    };
    problems.iter().map(show).collect()
}

fn given(name: &str, value: GivenValue) -> Given {
    Given { name: name.to_owned(), value, place: None }
}

#[test]
fn every_problem_of_a_manifest_is_reported_at_its_place() {
    let manifest = "nam = 'x'\n[fonts]\nbody = 'Inter'\n[options.a]\ntype = 'colour'\n\
                    [options.b]\ntype = 'length'\ndefault = 3\n[options.c]\ntype = 'choice'\n";
    let problems = theme(manifest).unwrap_err();
    let expected = [
        "./mine/theme.toml:1:1: unknown key `nam`",
        "./mine/theme.toml:3:8: a role's families must be a list of texts",
        "./mine/theme.toml:5:8: option `a`: no type `colour`: did you mean `color`",
        "./mine/theme.toml:8:11: option `b`: `default` must be a length, found `3`",
        "./mine/theme.toml:9:1: option `c`: `choices` is missing",
    ];
    assert_eq!(shown(&problems), expected);
    assert_eq!(problems[0].hints, ["did you mean `name`"]);
}

#[test]
fn broken_toml_has_a_place() {
    let problems = theme("name = 'x'\n[options\n").unwrap_err();
    assert!(shown(&problems)[0].starts_with("./mine/theme.toml:2:"), "{problems:?}");
}

#[test]
fn a_folder_without_a_manifest_is_refused() {
    let empty = Folder { name: "./mine".into(), files: BTreeMap::new() };
    let problems = Theme::from_folder(empty, &|_| None).unwrap_err();
    assert_eq!(shown(&problems), ["`./mine` has no `theme.toml`"]);
}

#[test]
fn what_a_theme_extends_gives_what_it_lacks() {
    let lookup = |name: &str| {
        let manifest = "name = 'b'\ndescription = 'base'\n[fonts]\nbody = ['B']\nmono = ['M']\n\
                        [options.size]\ntype = 'length'\ndefault = '10pt'\ndoc = 'Size.'\n";
        let mut base = folder("themes/b", manifest);
        base.files.insert("resume.typ".into(), b"b".to_vec().into());
        (name == "b").then_some(base)
    };
    let own = "extends = 'b'\n[fonts]\nbody = ['A']\n[options.size]\ndefault = '1cm'\n";
    let theme = Theme::from_folder(folder("themes/a", own), &lookup).unwrap().value;
    assert_eq!((theme.name.as_str(), theme.description.as_str()), ("a", "base"));
    assert_eq!(theme.fonts["body"], ["A"]);
    assert_eq!(theme.fonts["mono"], ["M"]);
    assert_eq!(theme.options["size"].default, OptionValue::Number(28.3465));
    assert_eq!(theme.options["size"].doc, "Size.");
    assert_eq!(theme.file_name("resume.typ"), "themes/b/resume.typ");
    assert_eq!(theme.file_name("theme.toml"), "themes/a/theme.toml");
    assert_eq!(theme.files()["resume.typ"].as_ref(), b"b");
}

#[test]
fn a_circle_of_extends_is_an_error() {
    let lookup = |name: &str| match name {
        "a" => Some(folder("themes/a", "extends = 'b'")),
        "b" => Some(folder("themes/b", "extends = 'a'")),
        _ => None,
    };
    let problems = Theme::from_folder(folder("themes/a", "extends = 'b'"), &lookup).unwrap_err();
    let expected = "themes/b/theme.toml:1:11: `extends` goes round in a circle: \
                    themes/a → themes/b → themes/a";
    assert_eq!(shown(&problems), [expected]);
    let problems = theme("extends = 'nowhere'").unwrap_err();
    assert_eq!(shown(&problems), ["./mine/theme.toml:1:11: no theme `nowhere`"]);
}

#[test]
fn options_are_merged_and_all_problems_reported() {
    let manifest = "[options.accent]\ntype = 'color'\ndefault = '#123'\n\
                    [options.icons]\ntype = 'bool'\ndefault = true\n";
    let theme = theme(manifest).unwrap().value;
    let options = theme
        .choose(
            &[
                given("accent", GivenValue::Text("red".into())),
                given("accent", GivenValue::Typed("navy".into())),
            ],
            "en",
        )
        .unwrap()
        .value
        .options;
    assert_eq!(options["accent"], OptionValue::Text("#000080".into()));
    assert_eq!(options["icons"], OptionValue::Bool(true));
    let quoted = theme.choose(&[given("icons", GivenValue::Text("false".into()))], "en");
    assert_eq!(quoted.unwrap().value.options["icons"], OptionValue::Bool(false));
    let problems = theme
        .choose(
            &[
                given("acent", GivenValue::Text("red".into())),
                given("icons", GivenValue::Number(1.0)),
            ],
            "en",
        )
        .unwrap_err();
    let expected = [
        "theme `mine` has no option `acent`",
        "option `icons` must be `true` or `false`, found `1`",
    ];
    assert_eq!(shown(&problems), expected);
    assert_eq!(problems[0].hints[0], "did you mean `accent`");
}

#[test]
fn the_chosen_font_comes_first() {
    let theme = theme(
        "[fonts]\nbody = ['A', 'B']\nheading = ['A', 'B']\nmono = ['M']\n[options.body-font]\ntype = 'text'\ndefault = ''\n",
    );
    let theme = theme.unwrap().value;
    let chosen = theme.choose(&[given("body-font", GivenValue::Typed("b".into()))], "en");
    let families = theme.families(&chosen.unwrap().value.options);
    assert_eq!(families["body"], families["heading"]);
    assert_eq!(
        (families["body"].join(" "), families["mono"].join(" ")),
        ("b A".into(), "M".into())
    );
    assert_eq!(theme.families(&BTreeMap::new())["body"], ["A", "B"]);
}

#[test]
fn every_built_in_theme_is_sound() {
    for name in Theme::builtin_names() {
        let theme =
            Theme::builtin(&name).unwrap_or_else(|problems| panic!("{:?}", shown(&problems)));
        assert_eq!(theme.value.name, name);
    }
    assert!(Theme::builtin("base").is_err());
}
