//! `cvgen new`: a resume to begin with, and the schema by which editors complete and check it.

use super::args::NewArgs;
use super::{Failure, disk, report};
use cvgen::assets::{self, Content};
use cvgen::diagnostic::Diagnostic;
use cvgen::read::READERS;
use cvgen::resume::LanguageTag;
use cvgen::schema;
use std::path::Path;

/// The schema's file name, which every starter names in its first lines.
const SCHEMA: &str = "resume.schema.json";

/// The file that `cvgen pdf` takes before all others if it is given none.
const USUAL: &str = "resume.yaml";

pub(super) fn run(args: &NewArgs) -> Result<(), Failure> {
    let path = args.output.as_path();
    let starter = starter(path).ok_or_else(|| unknown_ending(path))?;
    let starter = match &args.lang {
        Some(lang) => Content::from(in_language(starter.as_ref(), lang)?.into_bytes()),
        None => starter,
    };
    if !args.force {
        disk::refuse_old(path).map_err(|error| refuse(&error))?;
    }
    let beside = path.with_file_name(SCHEMA);
    let schema = schema::resume();
    let has_schema = is_free(&beside, &schema);
    let mut files = vec![(path.to_owned(), starter.as_ref())];
    files.extend(has_schema.then(|| (beside.clone(), schema.as_bytes())));
    let write = || disk::write_together(&files);
    disk::in_folders(&[disk::parent(path)], write).map_err(|error| refuse(&error))?;
    crate::cli::report::say!("{}: a resume to begin with", shown(path));
    if has_schema {
        crate::cli::report::say!(
            "{}: what an editor needs to complete and check it",
            shown(&beside)
        );
    }
    if path == Path::new(USUAL) {
        crate::cli::report::say!("try it: cvgen pdf");
    } else {
        crate::cli::report::say!("try it: cvgen pdf {}", shown(path));
    }
    Ok(())
}

/// The starter in the format that the ending of `path` names.
fn starter(path: &Path) -> Option<Content> {
    let ending = path.extension()?.to_str()?;
    let is_it = |known: &&str| known.eq_ignore_ascii_case(ending);
    let reader = READERS.iter().find(|reader| reader.extensions.iter().any(is_it))?;
    assets::data(&format!("starter/resume.{}", reader.extensions.first()?))
}

/// `starter` for a resume in `lang`.
fn in_language(starter: &[u8], lang: &str) -> Result<String, Failure> {
    let tag: LanguageTag = lang.parse().map_err(Failure::Usage)?;
    let text = String::from_utf8_lossy(starter);
    let (settings, languages) = SETTINGS
        .iter()
        .find(|(settings, _)| text.contains(settings))
        .map(|(settings, languages)| (*settings, languages.replace("{}", &tag.to_string())))
        .unwrap_or_default();
    let text = text.replacen(settings, &format!("{settings}{languages}"), 1);
    let Some(consent) = consent(tag.language()) else { return Ok(text) };
    let is_toml = settings.starts_with("\n[");
    let section = if is_toml {
        format!(
            "# [[sections]]\n# id = \"consent\"\n# small = true\n# foot = true\n# text = \"{consent}\"\n"
        )
    } else {
        format!(
            "# sections:\n#   - id: consent\n#     small: true\n#     foot: true\n#     text: >-\n#       {consent}\n"
        )
    };
    // JSON has no comments, and no section of one's own to show.
    let own = "# A section of your own:\n";
    let told = "# The consent that employers expect, small at the foot of the page; take away the signs `#` to print it:\n";
    Ok(text.replacen(own, &format!("{told}{section}\n{own}"), 1))
}

/// How the settings begin in each format, and what the languages are there.
const SETTINGS: [(&str, &str); 3] = [
    ("\n[cvgen]\n", "languages = [\"{}\"]\n"),
    ("\n  \"cvgen\": {\n", "    \"languages\": [\"{}\"],\n"),
    ("\ncvgen:\n", "  languages: [{}]\n"),
];

/// The consent that employers expect who read `language`, if they do.
fn consent(language: &str) -> Option<String> {
    let consents = assets::data("starter/consents.toml")?;
    let consents: toml::Table =
        toml::from_str(std::str::from_utf8(consents.as_ref()).ok()?).ok()?;
    consents.get(language)?.as_str().map(str::to_owned)
}

fn unknown_ending(path: &Path) -> Failure {
    let message = format!("`{}` does not tell in which format to write", path.display());
    let names = READERS.iter().filter_map(|reader| reader.extensions.first());
    let names = names.map(|ending| format!("`resume.{ending}`")).collect::<Vec<_>>().join(", ");
    Failure::Usage(Diagnostic::error("usage", message).hint(format!("name it like one of {names}")))
}

fn refuse(diagnostic: &Diagnostic) -> Failure {
    report::print(diagnostic);
    Failure::of([diagnostic.code])
}

/// Writes the schema to `path`, where nothing is, or an older one of ours.
pub(super) fn update_schema(path: &Path) -> Result<(), Failure> {
    let schema = schema::resume();
    if !is_free(path, &schema) {
        let message = format!("`{}` is not a schema of cvgen, and stays as it is", path.display());
        let hint = "name another file, or take this one away";
        return Err(refuse(&Diagnostic::error("file", message).hint(hint)));
    }
    disk::write_together(&[(path.to_owned(), schema.as_bytes())])
        .map_err(|error| refuse(&error))?;
    crate::cli::report::say!(
        "{}: what an editor needs to complete and check a resume",
        shown(path)
    );
    Ok(())
}

/// Whether `schema` may be written to `path`: nothing is there, or an older schema of ours.
fn is_free(path: &Path, schema: &str) -> bool {
    let is_ours =
        || disk::read_resume(path).is_ok_and(|old| title(&old) == title(schema.as_bytes()));
    path.symlink_metadata().is_err() || path.is_file() && is_ours()
}

/// The title of a JSON Schema.
fn title(schema: &[u8]) -> Option<String> {
    let schema: serde_json::Value = serde_json::from_slice(schema).ok()?;
    schema.get("title")?.as_str().map(str::to_owned)
}

fn shown(path: &Path) -> String {
    report::visible(&path.display().to_string()).into_owned()
}
