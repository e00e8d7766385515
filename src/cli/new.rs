//! `cvgen new`: a resume to begin with, and the schema by which editors complete and check it.

use super::args::NewArgs;
use super::{Failure, disk, report};
use crate::assets::{self, Content};
use crate::diagnostic::Diagnostic;
use crate::read::READERS;
use crate::schema;
use std::path::Path;

/// The schema's file name, which every starter names in its first lines.
const SCHEMA: &str = "resume.schema.json";

/// The file that `cvgen pdf` takes by itself.
const USUAL: &str = "resume";

pub(super) fn run(args: &NewArgs) -> Result<(), Failure> {
    let path = args.output.as_path();
    let starter = starter(path).ok_or_else(|| unknown_ending(path))?;
    let written = if args.force {
        disk::write(path, starter.as_ref())
    } else {
        disk::write_new(path, starter.as_ref())
    };
    written.map_err(refuse)?;
    anstream::eprintln!("{}: a resume to begin with", shown(path));
    let beside = path.with_file_name(SCHEMA);
    let schema = schema::resume();
    if is_free(&beside, &schema) {
        disk::write(&beside, schema.as_bytes()).map_err(refuse)?;
        anstream::eprintln!("{}: what an editor needs to complete and check it", shown(&beside));
    }
    let is_usual = path.parent() == Some(Path::new(""))
        && path.file_stem().is_some_and(|stem| stem == USUAL);
    if is_usual {
        anstream::eprintln!("try it: cvgen pdf");
    } else {
        anstream::eprintln!("try it: cvgen pdf {}", shown(path));
    }
    Ok(())
}

/// The starter in the format that the ending of `path` names.
fn starter(path: &Path) -> Option<Content> {
    let ending = path.extension()?.to_str()?;
    let is_it = |known: &&str| known.eq_ignore_ascii_case(ending);
    let reader = READERS.iter().find(|reader| reader.extensions.iter().any(is_it))?;
    assets::data(&format!("starter/{USUAL}.{}", reader.extensions.first()?))
}

fn unknown_ending(path: &Path) -> Failure {
    let message = format!("`{}` does not tell in which format to write", path.display());
    let names = READERS.iter().filter_map(|reader| reader.extensions.first());
    let names = names.map(|ending| format!("`{USUAL}.{ending}`")).collect::<Vec<_>>().join(", ");
    Failure::Usage(Diagnostic::error("usage", message).hint(format!("name it like one of {names}")))
}

fn refuse(diagnostic: Diagnostic) -> Failure {
    report::print(&diagnostic);
    Failure::Input
}

/// Whether the schema may be written to `path`: nothing is there, or an older schema of ours.
fn is_free(path: &Path, schema: &str) -> bool {
    if path.symlink_metadata().is_err() {
        return true;
    }
    // Up to the title; what follows changes with the data format.
    let title = schema.lines().find(|line| line.trim_start().starts_with("\"title\""));
    let end = title.and_then(|title| Some(schema.find(title)? + title.len()));
    let head = &schema.as_bytes()[..end.unwrap_or(schema.len())];
    path.is_file() && disk::read_resume(path).is_ok_and(|bytes| bytes.starts_with(head))
}

fn shown(path: &Path) -> String {
    report::visible(&path.display().to_string()).into_owned()
}
