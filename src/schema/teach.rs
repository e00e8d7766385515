//! What makes a schema teach: nothing is allowed that nobody reads, every property has an example, and
//! names that cvgen knows are completed.

use crate::assets;
use crate::resume::{SECTIONS, aliases, bare_entries};
use crate::theme::{Kind, Theme};
use serde_json::{Map, Value, json};

/// Keys of other tools, and of nobody.
const SILENT: &str = r"^(x-|_|\$)";

/// An example for each property, or for that of one type: `Type.property`.
const EXAMPLES: &[(&str, &str)] = &[
    ("contacts", r#"[{"label": "Born", "text": "1 May 1990"}]"#),
    ("OtherContact.label", r#""Born""#),
    ("OtherContact.text", r#""1 May 1990""#),
    ("givenName", r#""Ann""#),
    ("familyName", r#""Lee""#),
    ("reading", r#""アン・リー""#),
    ("links", r#"[{"label": "Code", "url": "https://example.org/code"}]"#),
    ("LinkParts.label", r#""Code""#),
    ("logo", r#""acme.png""#),
    ("comment", r#""Part-time, beside my studies""#),
    ("small", "true"),
    ("foot", "true"),
    ("bold", r#"["Rust", "PostgreSQL"]"#),
    ("sort", r#""newest""#),
    ("updated", r#""2026-05""#),
    ("closing", r#"{"place": "Berlin", "date": "2026-05-03"}"#),
    ("Closing.place", r#""Berlin""#),
    ("Closing.signature", r#""signature.png""#),
    ("files", r#"["work.yaml", "education.yaml"]"#),
    ("basics", r#"{"name": "Ann Lee", "email": "ann@example.org"}"#),
    ("work", r#"[{"name": "Acme", "position": "Engineer", "startDate": "2019-03"}]"#),
    ("volunteer", r#"[{"organization": "Red Cross", "position": "Driver"}]"#),
    ("education", r#"[{"institution": "MIT", "area": "Physics", "studyType": "BSc"}]"#),
    ("awards", r#"[{"title": "Best paper", "date": "2020", "awarder": "ACM"}]"#),
    ("certificates", r#"[{"name": "CKA", "issuer": "CNCF", "date": "2021-05"}]"#),
    ("publications", r#"[{"name": "On types", "publisher": "POPL", "releaseDate": "2020"}]"#),
    ("skills", r#"[{"name": "Languages", "keywords": ["Rust", "Go"]}]"#),
    ("Contents.languages", r#"[{"language": "English", "fluency": "native"}]"#),
    ("Settings.languages", r#"["en", "zh"]"#),
    ("interests", r#"[{"name": "Chess"}]"#),
    ("references", r#"[{"name": "Jo Roe", "reference": "A pleasure to work with."}]"#),
    ("projects", r#"[{"name": "cvgen", "url": "https://example.org"}]"#),
    ("sections", r#"[{"id": "talks", "title": "Talks", "entries": [{"title": "On types"}]}]"#),
    ("meta", r#"{"version": "v1.0.0", "language": "en"}"#),
    ("cvgen", r#"{"theme": "modern", "languages": ["en", "zh"]}"#),
    ("Profile.url", r#""https://github.com/ann""#),
    ("Work.name", r#""Acme""#),
    ("Basics.name", r#"{"en": "Ann Lee", "zh": "李安"}"#),
    ("Skill.name", r#""Languages""#),
    ("Interest.name", r#""Chess""#),
    ("Reference.name", r#""Jo Roe""#),
    ("Certificate.name", r#""CKA""#),
    ("Publication.name", r#""On types""#),
    ("name", r#""cvgen""#),
    ("label", r#""Software engineer""#),
    ("image", r#""photo.jpg""#),
    ("email", r#""ann@example.org""#),
    ("phone", r#""+49 30 123456""#),
    ("url", r#""https://example.org""#),
    ("summary", r#""Ten years of **distributed systems**.""#),
    ("description", r#""A shop for books.""#),
    ("location", r#"{"city": "Rome", "countryCode": "IT"}"#),
    ("profiles", r#"[{"network": "GitHub", "username": "ann"}]"#),
    ("address", r#""12 Main Street""#),
    ("postalCode", r#""00100""#),
    ("city", r#""Rome""#),
    ("region", r#""Lazio""#),
    ("countryCode", r#""IT""#),
    ("country", r#""Italy""#),
    ("network", r#""GitHub""#),
    ("username", r#""ann""#),
    ("startDate", r#""2019-03""#),
    ("endDate", r#""present""#),
    ("validUntil", r#""2028-06""#),
    ("date", r#""2020-06""#),
    (
        "highlights",
        r#"["Cut build times by half", {"text": "Led a team of five", "tags": ["lead"]}]"#,
    ),
    ("keywords", r#"["Rust", "Go"]"#),
    ("tags", r#"["backend"]"#),
    ("break", r#""before""#),
    ("Settings.break", r#"["education"]"#),
    ("keep", "true"),
    ("Settings.keep", r#"["education"]"#),
    ("position", r#""Engineer""#),
    ("positions", r#"[{"position": "Lead", "startDate": "2021"}, {"position": "Engineer"}]"#),
    ("organization", r#""Red Cross""#),
    ("institution", r#""MIT""#),
    ("area", r#""Physics""#),
    ("studyType", r#""BSc""#),
    ("score", r#""1.3""#),
    ("courses", r#"["Algebra", "Compilers"]"#),
    ("title", r#""Talks""#),
    ("Award.title", r#""Best paper""#),
    ("awarder", r#""ACM""#),
    ("issuer", r#""CNCF""#),
    ("authors", r#"["Ann Lee", "Jo Roe"]"#),
    ("publisher", r#""Nature""#),
    ("doi", r#""10.1000/182""#),
    ("level", r#""expert""#),
    ("language", r#""English""#),
    ("fluency", r#""native""#),
    ("reference", r#""A pleasure to work with.""#),
    ("entity", r#""Acme""#),
    ("type", r#""application""#),
    ("Publication.type", r#""article""#),
    ("CustomEntry.type", r#""article""#),
    ("roles", r#"["Maintainer"]"#),
    ("subtitle", r#""Conference of the year""#),
    ("id", r#""talks""#),
    ("kind", r#""terms""#),
    ("text", r#""I agree to the processing of my data.""#),
    ("entries", r#"[{"title": "On types", "date": "2020"}]"#),
    ("fallback", r#"["en"]"#),
    ("theme", r#""modern""#),
    ("options", r##"{"accent": "#336699"}"##),
    ("page", r#"{"margin": "15mm"}"#),
    ("styles", r##"{"section": {"fill": "#334455"}}"##),
    ("order", r#"["work", "education", "skills"]"#),
    ("titles", r#"{"work": "Experience"}"#),
    ("words", r#"{"present": "today"}"#),
    ("bold", r#"["Ann Lee"]"#),
    ("names", r#"["A. Lee"]"#),
    ("reading", r#""リー アン""#),
    ("pages", "1"),
    ("variants", r#"{"backend": {"tags": ["backend"], "pages": 1}}"#),
    ("limit", r#"{"work": 3, "highlights": 4}"#),
    ("since", r#""2015""#),
    ("hide", r#"["phone", "references"]"#),
    ("sort", r#"["work"]"#),
];

/// Makes `schema`, that of a resume, teach.
pub(super) fn teach(schema: &mut Value) {
    if let Some(root) = schema.as_object_mut() {
        let version = env!("CARGO_PKG_VERSION");
        root.insert("$id".to_owned(), json!(format!("urn:cvgen:resume-schema:{version}")));
        record("Contents", root);
        bibliography(root);
    }
    let Some(types) = schema.get_mut("$defs").and_then(Value::as_object_mut) else { return };
    for (name, schema) in types.iter_mut() {
        if let Some(schema) = schema.as_object_mut() {
            record(name, schema);
        }
    }
    complete(types);
}

/// A map with fields: closed, with older names, single texts for entries, and examples.
fn record(name: &str, schema: &mut Map<String, Value>) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (field, property) in properties.iter_mut() {
        entries(property);
        let key = format!("{name}.{field}");
        let example = |wanted: &str| EXAMPLES.iter().find(|(known, _)| *known == wanted);
        let example = example(&key).or_else(|| example(field)).map(|(_, example)| *example);
        let example: Option<Value> = example.and_then(|text| serde_json::from_str(text).ok());
        if let (Some(example), Some(property)) = (example, property.as_object_mut()) {
            property.insert("examples".to_owned(), json!([example]));
        }
    }
    for (field, older) in aliases(name) {
        let Some(mut property) = properties.get(field).cloned() else { continue };
        if let Some(property) = property.as_object_mut() {
            property
                .insert("description".to_owned(), json!(format!("Means the same as `{field}`.")));
            property.insert("deprecated".to_owned(), json!(true));
        }
        properties.insert(older.to_owned(), property);
    }
    // What other tools say about a file is theirs.
    if name != "Meta" {
        schema.insert("patternProperties".to_owned(), json!({ SILENT: true }));
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
}

/// Lets a list of entries take texts, and maps of entries by their names.
fn entries(property: &mut Value) {
    let Some(shapes) = property.get_mut("anyOf").and_then(Value::as_array_mut) else { return };
    let item = |shape: &Value| shape["items"]["$ref"].as_str().map(str::to_owned);
    let Some(entry) = shapes.iter().find_map(item) else { return };
    let name = entry.trim_start_matches("#/$defs/");
    let Some((_, is_single)) = bare_entries().into_iter().find(|(known, _)| *known == name) else {
        return;
    };
    let text = json!({ "$ref": "#/$defs/Text" });
    shapes[0]["items"] = json!({ "anyOf": [{ "$ref": entry }, text] });
    if is_single {
        shapes.push(text);
        let value = json!({ "type": ["string", "array", "null"] });
        shapes.push(json!({
            "type": "object",
            "description": "Entries by their names.",
            "patternProperties": { SILENT: true },
            "additionalProperties": value
        }));
    }
}

/// Lets publications be taken from a bibliography, in place of a list or as one of its items.
fn bibliography(root: &mut Map<String, Value>) {
    let shapes = root
        .get_mut("properties")
        .and_then(|properties| properties["publications"]["anyOf"].as_array_mut());
    let Some(shapes) = shapes else { return };
    let bibliography = json!({
        "type": "object",
        "description": "Publications from a bibliography of BibTeX or BibLaTeX.",
        "required": ["bib"],
        "properties": {
            "bib": {
                "type": "string",
                "description": "The bibliography, a file beside the resume.",
                "examples": ["papers.bib"]
            },
            "include": {
                "type": ["array", "string", "null"],
                "items": { "type": "string" },
                "description": "The keys of the entries to print, in this order; all without it.",
                "examples": [["lee2020", "lee2022"]]
            }
        },
        "patternProperties": { SILENT: true },
        "additionalProperties": false
    });
    if let Some(items) = shapes[0]["items"]["anyOf"].as_array_mut() {
        items.push(bibliography.clone());
    }
    shapes.push(bibliography);
}

/// Lets editors complete the names of themes, languages, networks, options and sections.
fn complete(types: &mut Map<String, Value>) {
    let locales = assets::data_files();
    let languages =
        locales.iter().filter_map(|path| path.strip_prefix("locales/")?.strip_suffix(".toml"));
    let languages: Vec<&str> = languages.collect();
    let themes = Theme::builtin_names();
    let sections: Vec<&str> = std::iter::once("summary").chain(SECTIONS).collect();
    offer(types, "Profile", "network", &json!(networks()));
    for settings in ["Settings", "Variant"] {
        offer(types, settings, "theme", &json!(themes));
        offer_items(types, settings, "order", &json!(sections));
        if let Some(property) = types.get_mut(settings).map(|it| &mut it["properties"]["options"]) {
            let description = property["description"].clone();
            let examples = property["examples"].clone();
            *property = json!({
                "type": ["object", "null"],
                "description": description,
                "examples": examples,
                "properties": options(&themes)
            });
        }
    }
    for list in ["languages", "fallback"] {
        offer_items(types, "Settings", list, &json!(languages));
    }
    parts_of_name(types);
    offer_items(types, "Settings", "break", &json!(sections));
    offer_items(types, "Settings", "keep", &json!(sections));
}

/// Lets the name be in parts.
fn parts_of_name(types: &mut Map<String, Value>) {
    const PARTS: [(&str, &str, &str); 5] = [
        ("title", "What is before the name.", "Dr."),
        ("first", "The given name.", "Ann"),
        ("middle", "What is between given and family name.", "B."),
        ("last", "The family name.", "Lee"),
        ("suffix", "What is behind the name.", "PhD"),
    ];
    let property = types.get_mut("Basics").map(|it| &mut it["properties"]["name"]);
    let shapes = property.and_then(|it| it.get_mut("anyOf")).and_then(Value::as_array_mut);
    let part = |(name, description, example): (&str, &str, &str)| {
        let text = json!({ "$ref": "#/$defs/Text" });
        (
            name.to_owned(),
            json!({ "description": description, "examples": [example], "anyOf": [text] }),
        )
    };
    if let Some(shapes) = shapes {
        shapes.push(json!({
            "type": "object",
            "description": "The name in parts.",
            "properties": PARTS.map(part).into_iter().collect::<Map<_, _>>(),
            "additionalProperties": false,
            "minProperties": 1
        }));
    }
}

/// Offers `values` for a property that takes other texts, too.
fn offer(types: &mut Map<String, Value>, record: &str, field: &str, values: &Value) {
    let Some(property) = types.get_mut(record).and_then(|it| it["properties"].get_mut(field))
    else {
        return;
    };
    if let Some(shapes) = property.get_mut("anyOf").and_then(Value::as_array_mut) {
        shapes.insert(0, json!({ "enum": values }));
    }
}

/// Offers `values` for the items of a list that takes other texts, too.
fn offer_items(types: &mut Map<String, Value>, record: &str, field: &str, values: &Value) {
    let Some(property) = types.get_mut(record).and_then(|it| it["properties"].get_mut(field))
    else {
        return;
    };
    let Some(shapes) = property.get_mut("anyOf").and_then(Value::as_array_mut) else { return };
    for shape in shapes {
        if let Some(items) = shape.get_mut("items") {
            *items = json!({ "anyOf": [{ "enum": values }, items.clone()] });
        }
    }
}

/// The names of the networks.
fn networks() -> Vec<String> {
    let table: Option<Map<String, Value>> = assets::table("networks.toml");
    let name = |network: &Value| match network.get("name")? {
        Value::String(name) => Some(name.clone()),
        names => names.get("en").and_then(Value::as_str).map(str::to_owned),
    };
    let mut names: Vec<String> =
        table.iter().flatten().filter_map(|(_, network)| name(network)).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names
}

/// The options of `themes`: of one that several have, what the first says.
fn options(themes: &[String]) -> Map<String, Value> {
    let mut found = Map::new();
    for theme in themes.iter().filter_map(|name| Theme::builtin(name).ok()) {
        for (name, declaration) in &theme.value.options {
            let values = match &declaration.kind {
                Kind::Bool => json!({ "type": ["boolean", "null"] }),
                Kind::Choice(choices) => json!({ "enum": choices }),
                _ => json!({}),
            };
            let option = found.entry(name.clone()).or_insert(values);
            if let Some(option) = option.as_object_mut() {
                option.entry("description").or_insert_with(|| json!(declaration.doc));
                // A choice in another theme may have more.
                if let (Kind::Choice(choices), Some(Value::Array(known))) =
                    (&declaration.kind, option.get_mut("enum"))
                {
                    for choice in choices {
                        if !known.contains(&json!(choice)) {
                            known.push(json!(choice));
                        }
                    }
                }
            }
        }
    }
    found
}
