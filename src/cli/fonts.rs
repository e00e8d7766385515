//! `cvgen fonts`: the families that may be chosen; and the fonts that every command may use.

use super::args::{FontArgs, FontsArgs};
use super::{Failure, disk, print, report};
use cvgen::diagnostic::Diagnostic;
use cvgen::fonts::{ExtraFont, FontSettings, Fonts};
use std::fmt::Write;
use std::sync::Arc;

/// The fonts that `args` allow: bundled ones, the person's own, and the system's if asked for.
pub(super) fn settings(args: &FontArgs) -> Result<FontSettings, Vec<Diagnostic>> {
    let mut fonts = Vec::new();
    for path in &args.paths {
        let files = disk::read_fonts(path).map_err(|error| vec![error])?;
        let read: Vec<ExtraFont> = files.into_iter().flat_map(ExtraFont::from_bytes).collect();
        if read.is_empty() {
            let message = format!("`{}` holds no font", path.display());
            return Err(vec![
                Diagnostic::error("font", message)
                    .hint("fonts are files ending in `.ttf`, `.otf` or `.ttc`"),
            ]);
        }
        fonts.extend(read);
    }
    let system = || {
        let mut database = fontdb::Database::new();
        database.load_system_fonts();
        database
    };
    Ok(FontSettings { fonts, system: (!args.no_system_fonts).then(|| Arc::new(system) as _) })
}

pub(super) fn run(args: &FontsArgs) -> Result<(), Failure> {
    let settings = settings(&args.fonts).map_err(|errors| {
        errors.iter().for_each(report::print);
        Failure::Input
    })?;
    let wanted = args.name.as_deref().unwrap_or_default().to_lowercase();
    let mut text = String::new();
    for family in Fonts::new(settings).families() {
        if !family.name.to_lowercase().contains(&wanted) {
            continue;
        }
        let origin = if family.system { "  (this machine)" } else { "" };
        let _ = writeln!(text, "{}{origin}", report::visible(&family.name));
    }
    if text.is_empty() {
        let message = format!("no font's name contains `{wanted}`");
        let hint = "`cvgen fonts` shows them all";
        report::print(&Diagnostic::error("font", message).hint(hint));
        return Err(Failure::Input);
    }
    print(&text)
}
