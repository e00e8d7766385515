//! Who may make which output: what all makers of a batch ask before they make one.

use super::claims::Claims;
use super::input::Input;
use super::manifest::{Known, Manifest};
use crate::diagnostic::Diagnostic;

/// What earlier runs have left, and what documents of this run have claimed.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// What earlier runs have left.
    pub manifest: &'a Manifest,
    /// What documents of this run have claimed.
    pub claims: &'a Claims,
    /// Whether what another run has made may be replaced.
    pub force: bool,
    /// Whether two outputs may have one name: they are not written.
    pub may_repeat: bool,
}

impl Book<'_> {
    /// Claims the output at `path` for `input`; gives what an earlier run has made there. Fails if
    /// another document of this run has it, or if another run has made it of another resume.
    pub fn claim(&self, input: &Input, path: &str) -> Result<Option<Known>, Diagnostic> {
        if self.may_repeat {
            return Ok(None);
        }
        self.claims.claim(path, input).map_err(|owner| clash(path, &owner))?;
        let Some(known) = self.manifest.known(path) else { return Ok(None) };
        if known.is_from(&input.origin) || self.force {
            return Ok(Some(known.clone()));
        }
        let message = format!("`{path}` was made of another resume by an earlier run");
        Err(Diagnostic::error("another-run", message)
            .hint("choose another folder with `-o`, or replace it with `--force`"))
    }
}

fn clash(path: &str, owner: &str) -> Diagnostic {
    let message = format!("`{path}` is already taken by {owner}; this one is not made");
    Diagnostic::error("name-clash", message)
        .hint("tell them apart in `--pattern`, by `{folder}`, `{name}`, `{id}` or `{n}`")
}
