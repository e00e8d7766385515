//! LaTeX sources that somebody went on with: they are not replaced unless that is asked for.
//!
//! Takes what was made and where it goes, gives what is to be written there. The source from which edits began is
//! kept beside a source that lies in a folder with all it needs.

use super::beside;
use crate::cli::args::EditArgs;
use crate::cli::disk;
use cvgen::assets::Content;
use cvgen::diagnostic::Diagnostic;
use cvgen::job::{Product, TEX};
use cvgen::write::latex;
use std::path::{Path, PathBuf};

/// The folder beside a source in which it is kept as it was made.
pub(in crate::cli) const KEPT: &str = ".cvgen";

/// The largest source that is looked into, in bytes.
const MOST: u64 = 64 << 20;

/// What is written, and what the person has to do about it once it is.
pub(super) struct Settled {
    pub(super) product: Product,
    pub(super) conflicts: Vec<Diagnostic>,
}

/// The `product` with the edits in the source at `path`, if these are to be kept.
pub(super) fn settle(
    mut product: Product,
    path: &Path,
    args: &EditArgs,
) -> Result<Settled, Vec<Diagnostic>> {
    let mut conflicts = Vec::new();
    if disk::is_standard_stream(path) {
        return Ok(Settled { product, conflicts });
    }
    let made = product.files.first().map(|(_, content)| text(content.as_ref())).unwrap_or_default();
    let is_folder = product.files.len() > 1;
    if is_folder && !args.force && args.merge.is_none() {
        refuse_another(path, &made)?;
    }
    if let Some(edited) = edited(path)? {
        match &args.merge {
            _ if args.force => {}
            None => return Err(vec![refusal(path, State::of(&edited))]),
            Some(_) if latex::conflicts(&edited) > 0 => {
                return Err(vec![conflicted(path, latex::conflicts(&edited))]);
            }
            Some(base) => {
                let base =
                    if base == Path::new(KEPT) { kept(path, name(path)) } else { base.clone() };
                let began = read(&base)?.ok_or_else(|| vec![no_base(&base)])?;
                let merged = latex::merge(&began, &edited, &made);
                if merged.conflicts > 0 {
                    conflicts.push(conflicted(path, merged.conflicts));
                }
                if let Some((_, content)) = product.files.first_mut() {
                    *content = Content::from(merged.text.into_bytes());
                }
            }
        }
    }
    if is_folder {
        conflicts.extend(beside::settle(&mut product, path, args)?);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        product.files.push((format!("{KEPT}/{name}"), Content::from(made.into_bytes())));
    }
    Ok(Settled { product, conflicts })
}

/// Refuses to put the source that was `made` in the place of one of another resume, edited or not: in a folder all
/// are called alike.
fn refuse_another(path: &Path, made: &str) -> Result<(), Vec<Diagnostic>> {
    let Some(there) = read(path)? else { return Ok(()) };
    let names = latex::made_from(&there).zip(latex::made_from(made));
    let Some((theirs, ours)) = names.filter(|(theirs, ours)| theirs != ours) else { return Ok(()) };
    let message = format!("`{}` was made from `{theirs}`, not from `{ours}`", path.display());
    Err(vec![
        Diagnostic::error("edited", message)
            .hint("choose another folder with `-o`, or replace it with `--force`"),
    ])
}

/// That what the source at `path` looks for beside itself, its fonts, is not there.
pub(super) fn lacking(product: &Product, path: &Path) -> Option<Diagnostic> {
    let is_lacking = |needed: &&String| !path.with_file_name(needed.as_str()).exists();
    let count = product.needs.iter().filter(is_lacking).count();
    if count == 0 || disk::is_standard_stream(path) {
        return None;
    }
    let message = format!("the fonts of `{}` are not beside it", path.display());
    let advice = Diagnostic::advice("fonts-beside", message);
    Some(advice.hint("`-o folder/` writes a folder with the source and all that it needs"))
}

/// Why the LaTeX source at `path` may not be replaced, if somebody edited it. Other formats may.
pub(in crate::cli) fn refuse(format: &str, path: &Path) -> Result<(), Diagnostic> {
    if format != TEX.name {
        return Ok(());
    }
    match edited(path) {
        Ok(Some(source)) => Err(refusal(path, State::of(&source))),
        _ => Ok(()),
    }
}

/// The source at `path`, if there is one that is not as cvgen left it.
fn edited(path: &Path) -> Result<Option<String>, Vec<Diagnostic>> {
    Ok(read(path)?.filter(|source| !source.is_empty() && !latex::is_untouched(source)))
}

/// The text at `path`, if there is one.
pub(super) fn read(path: &Path) -> Result<Option<String>, Vec<Diagnostic>> {
    Ok(bytes(path)?.map(|bytes| text(&bytes)))
}

/// What the file at `path` holds, if there is one.
pub(super) fn bytes(path: &Path) -> Result<Option<Vec<u8>>, Vec<Diagnostic>> {
    if !path.is_file() {
        return Ok(None);
    }
    disk::read_at_most(path, MOST).map_err(|problem| vec![problem])
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn name(path: &Path) -> &Path {
    Path::new(path.file_name().unwrap_or_default())
}

/// Where the file `name` is kept as it was made, for the source at `path`.
pub(super) fn kept(path: &Path, name: impl AsRef<Path>) -> PathBuf {
    path.with_file_name(Path::new(KEPT).join(name))
}

/// What is known of a file that is not replaced.
#[derive(Clone, Copy)]
pub(super) enum State {
    /// It was written by cvgen, and edited.
    Edited,
    /// Whether cvgen has written it is unknown.
    Unknown,
}

impl State {
    fn of(source: &str) -> State {
        if latex::is_ours(source) { State::Edited } else { State::Unknown }
    }
}

pub(super) fn refusal(path: &Path, state: State) -> Diagnostic {
    let path = path.display();
    let message = match state {
        State::Edited => format!("`{path}` was edited since cvgen wrote it"),
        State::Unknown => format!("`{path}` exists, and cvgen has not written it"),
    };
    Diagnostic::error("edited", message)
        .hint("choose another place with `-o`, or replace it with `--force`")
        .hint("`--merge` keeps the edits and takes over what is new")
}

fn no_base(path: &Path) -> Diagnostic {
    let message = format!("`{}`, from which the edits began, does not exist", path.display());
    Diagnostic::error("edited", message).hint(
        "name the source as cvgen wrote it: `--merge=FILE`, such as an older version from git",
    )
}

/// That the person has to choose: as with `git merge`, the file is written and the exit code is 1.
pub(super) fn conflicted(path: &Path, count: usize) -> Diagnostic {
    let plural = if count == 1 { "" } else { "s" };
    let message = format!("`{}` has {count} conflict{plural}", path.display());
    Diagnostic::error("conflict", message)
        .hint("look for `<<<<<<<`, keep one side of each, and delete the marks")
}
