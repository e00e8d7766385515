//! Variants: what is left of a resume for one purpose, as PDF and as JSON Resume.

use crate::harness::Test;
use crate::judges::poppler;
use serde_json::Value;

const RESUME: &str = "
basics:
  name: Ann Li
  label: Engineer
  summary: General words.
  email: ann@example.org
  phone: +49 30 123456
  location: Foshan
  profiles: [{network: GitHub, username: annli}]
work:
  - name: Acme
    position: Lead
    tags: [lead]
    startDate: 2020
    highlights: [One, {text: Two, tags: [backend]}, {text: Three, tags: [frontend]}, Four]
  - name: Bolt
    positions:
      - {position: Senior, startDate: 2016, endDate: 2019, tags: [backend]}
      - {position: Junior, startDate: 2010, endDate: 2012, tags: [frontend]}
  - {name: Core, startDate: 2005, endDate: 2009, tags: [frontend]}
  - {name: Dune, startDate: 2000, endDate: 2004}
education:
  - {institution: School, studyType: BSc, startDate: 1996, endDate: 2000}
projects:
  - {name: Tool, date: 2014-06, keywords: [Rust], description: A tool.}
sections:
  - {id: talks, title: Talks, tags: [lead], entries: [{title: RustConf, date: 2021}]}
cvgen:
  variants:
    backend:
      tags: [backend]
      order: [projects, work]
      titles: {projects: Things made}
      label: Backend engineer
      summary: Backend words.
      limit: {work: 2, highlights: 2}
      since: 2010
      theme: compact
      pages: 1
      hide: [phone, location, github]
    nothing:
      tags: [lead]
      hide: [work, education, projects, talks]
    typo: {tags: [bakend], hide: [fone], limit: {wrk: 1}}
";

fn json(words: &str) -> Value {
    let finished = Test::new(words).file("r.yaml", RESUME).success();
    serde_json::from_slice(&finished.stdout).expect("JSON")
}

fn names(list: &Value, key: &str) -> Vec<String> {
    let entries = list.as_array().map_or(&[][..], Vec::as_slice);
    entries.iter().map(|entry| entry[key].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_variant_is_what_it_says() {
    let backend = json("json r.yaml --variant backend");
    assert_eq!(backend["basics"]["label"], "Backend engineer");
    assert_eq!(backend["basics"]["summary"], "Backend words.");
    assert_eq!(backend["basics"]["email"], "ann@example.org");
    for hidden in ["phone", "location", "profiles"] {
        assert_eq!(backend["basics"][hidden], Value::Null, "{hidden}");
    }
    assert_eq!(names(&backend["work"], "name"), ["Bolt"]);
    assert_eq!(names(&backend["work"], "position"), ["Senior"]);
    assert_eq!(names(&backend["education"], "institution"), ["School"], "education stays");
    assert_eq!(names(&backend["projects"], "name"), ["Tool"]);
}

#[test]
fn a_variant_is_printed_as_it_says() {
    let finished = Test::new("pdf r.yaml --variant backend --no-system-fonts")
        .file("r.yaml", RESUME)
        .success();
    assert_eq!(finished.names(), ["r-backend.pdf", "r.yaml"]);
    let finished = finished.says("r-backend.pdf: fits on 1 page, spacing ");
    let Some(text) = poppler(&finished.path("r-backend.pdf"), &["-raw"]) else { return };
    let places = [
        "Backend engineer",
        "Backend words.",
        "Things made",
        "Tool",
        "Experience",
        "Bolt",
        "Senior",
    ]
    .map(|words| text.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    for gone in ["Acme", "Core", "Dune", "Junior", "123456", "Foshan", "annli", "Talks"] {
        assert!(!text.contains(gone), "{gone}\n{text}");
    }
}

#[test]
fn flags_do_the_same() {
    let lead = json("json r.yaml --tag lead --max-highlights 1");
    assert_eq!(names(&lead["work"], "name"), ["Acme", "Dune"]);
    assert_eq!(lead["work"][0]["highlights"], serde_json::json!(["One"]));
    let since = json("json r.yaml --since 2009");
    assert_eq!(names(&since["work"], "name"), ["Acme", "Bolt", "Bolt", "Core"]);
    let since = json("json r.yaml --since 2014-07");
    assert_eq!(names(&since["work"], "name"), ["Acme", "Bolt"]);
    assert_eq!(
        since["projects"],
        serde_json::json!([{"name": "RustConf", "type": "Talks", "startDate": "2021", "endDate": "2021"}])
    );
    let hidden = json("json r.yaml --hide email,work");
    assert_eq!((&hidden["basics"]["email"], &hidden["work"]), (&Value::Null, &Value::Null));
    let all = json("json r.yaml");
    assert_eq!(names(&all["work"], "name"), ["Acme", "Bolt", "Bolt", "Core", "Dune"]);
    assert_eq!(all["work"][0]["highlights"], serde_json::json!(["One", "Two", "Three", "Four"]));
}

#[test]
fn the_tailored_resume_is_plain_json_resume() {
    let exported = json("json r.yaml");
    let plain = ["$schema", "basics", "work", "education", "projects"];
    let keys: Vec<&String> = exported.as_object().expect("a map").keys().collect();
    assert_eq!(keys, plain);
    assert_eq!(
        exported["work"][2],
        serde_json::json!({"position": "Junior", "startDate": "2010", "endDate": "2012", "name": "Bolt"})
    );
    assert_eq!(exported["basics"]["location"], serde_json::json!({"address": "Foshan"}));
    // It can be read again, without a word.
    let again = Test::new("pdf r.json").file("r.json", exported.to_string());
    let finished = again.run();
    assert_eq!((finished.code, finished.stderr.trim()), (Some(0), "r.pdf: 1 page, …"));
}

#[test]
fn what_json_resume_has_no_place_for_is_told() {
    let text = "awards: [{title: Prize, url: https://a.org, keywords: [x]}]\nsections: [{title: S, text: Words}]\n";
    let finished = Test::new("json r.yaml").file("r.yaml", text).success();
    finished
        .says("warning: JSON Resume has no place for `url`; it is left out\n --> r.yaml:1:30")
        .says("no place for `keywords`")
        .says("no place for the text of a section of your own");
}

/// A certificate has when it was got; when it ends, and until when it is valid, has no place and is told.
#[test]
fn ends_that_json_resume_has_no_place_for_are_told() {
    for (fields, date, lost) in [
        ("startDate: 2024-05, endDate: 2026-05", "2024-05", "`endDate` here"),
        ("date: 2024-05, endDate: 2026-05", "2024-05", "`endDate` here"),
        ("date: 2024-05, validUntil: 2026-05", "2024-05", "`validUntil`"),
        ("date: 2024-05, expires: 2026-05", "2024-05", "`validUntil`"),
        ("endDate: 2024-05", "2024-05", ""),
        ("startDate: 2024-05", "2024-05", ""),
    ] {
        for (section, key) in
            [("certificates", "date"), ("awards", "date"), ("publications", "releaseDate")]
        {
            let text = format!("{section}: [{{name: A, title: A, {fields}}}]\n");
            let made = Test::new("json r.yaml").file("r.yaml", text).success();
            let json: Value = serde_json::from_slice(&made.stdout).expect("JSON");
            assert_eq!(json[section][0][key], date, "{section}: {fields}");
            let told = made.stderr.matches("JSON Resume has no place for `").count()
                - made.stderr.matches("for `title`").count();
            assert_eq!(told, usize::from(!lost.is_empty()), "{section}: {fields}\n{}", made.stderr);
            if !lost.is_empty() {
                made.says(&format!("JSON Resume has no place for {lost}; it is left out"));
            }
        }
    }
    // What somebody does until then ends then; a graduation has one date.
    let text = "work: [{name: A, startDate: 2019, validUntil: 2021}, {name: B, startDate: 2019, endDate: 2020, validUntil: 2021}]\n";
    let made = Test::new("json r.yaml").file("r.yaml", text).success();
    let json: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    assert_eq!(
        (&json["work"][0]["endDate"], &json["work"][1]["endDate"]),
        (&"2021".into(), &"2020".into())
    );
    made.says("JSON Resume has no place for `validUntil`; it is left out\n --> r.yaml:1:108");
    // Both ends in one text are two.
    for (field, start, end) in [
        ("startDate: 2019-03 - 2020-04", "2019-03", Some("2020-04")),
        ("date: 2019年3月至今", "2019-03", None),
        ("startDate: 2019 to present", "2019", None),
        ("date: (03/2019 – 04/2020)", "2019-03", Some("2020-04")),
    ] {
        let made =
            Test::new("json r.yaml").file("r.yaml", format!("work: [{{name: A, {field}}}]\n"));
        let made = made.success();
        let json: Value = serde_json::from_slice(&made.stdout).expect("JSON");
        let job = &json["work"][0];
        assert_eq!(
            (job["startDate"].as_str(), job["endDate"].as_str()),
            (Some(start), end),
            "{field}"
        );
        assert_eq!(made.stderr, "", "{field}");
    }
}

#[test]
fn several_variants_make_several_files() {
    let text = "basics: {name: Ann}\nwork: [{name: A, tags: [x]}, {name: B, tags: [y]}]\n\
        cvgen: {variants: {one: {tags: [x]}, two: {tags: [y]}}}\n";
    let finished =
        Test::new("pdf r.yaml --variant all --lang en,de").file("r.yaml", text).success();
    let files = ["r-one-de.pdf", "r-one-en.pdf", "r-two-de.pdf", "r-two-en.pdf", "r.yaml"];
    assert_eq!(finished.names(), files);
}

#[test]
fn unknown_names_are_told_with_near_ones() {
    Test::new("pdf r.yaml --variant backnd")
        .file("r.yaml", RESUME)
        .stderr("error: there is no variant `backnd`\n  = hint: did you mean `backend`")
        .exits_with(1);
    Test::new("pdf r.yaml --variant x")
        .file("r.yaml", "basics: {name: Ann}")
        .stderr("error: there is no variant `x`\n  = hint: the resume has none; they are written under `cvgen.variants`")
        .exits_with(1);
    Test::new("pdf r.yaml --tag bakend")
        .file("r.yaml", RESUME)
        .stderr("error: nothing has the tag `bakend`\n  = hint: did you mean `backend`")
        .exits_with(1);
    Test::new("pdf r.yaml --hide emial")
        .file("r.yaml", RESUME)
        .exits_with(1)
        .says("did you mean `email`");
    Test::new("pdf r.yaml --since soon")
        .file("r.yaml", RESUME)
        .exits_with(2)
        .says("`--since soon` is not a date");
    // What the resume itself says wrong is a warning at its place.
    let finished = Test::new("pdf r.yaml --variant typo").file("r.yaml", RESUME).success();
    finished
        .says("warning: nothing has the tag `bakend`\n  --> r.yaml:")
        .says("did you mean `backend`")
        .says("there is no `fone` to hide")
        .says("there is no section `wrk` to limit");
}

#[test]
fn a_variant_that_leaves_nothing_is_an_error() {
    let finished = Test::new("pdf r.yaml --variant nothing").file("r.yaml", RESUME).exits_with(1);
    let finished = finished.says("error: the variant `nothing` leaves nothing of any section");
    assert_eq!(finished.names(), ["r.yaml"]);
}
