//! `cvgen themes` and `cvgen theme new`; and where a theme is looked for.

use super::args::{ThemeNewArgs, ThemesArgs};
use super::{Failure, disk, print, report};
use cvgen::diagnostic::{Diagnostic, Outcome};
use cvgen::document::OptionValue;
use cvgen::theme::{Folder, Kind, Theme};
use std::fmt::Write;
use std::path::Path;

/// The folder beside a resume in which people keep their own themes.
const OWN_THEMES: &str = "themes";

/// The theme called `name`: a path, or a folder in `themes/` beside the resume, or a built-in one.
pub(super) fn load(name: &str, resume_folder: &Path) -> Outcome<Theme> {
    let lookup = |name: &str| own_folder(name, resume_folder).and_then(Result::ok);
    if name.contains(['/', '\\']) {
        let folder = disk::read_theme(Path::new(name)).map_err(|error| {
            vec![error.hint("`cvgen theme new FOLDER` makes a theme of your own")]
        })?;
        return Theme::from_folder(folder, &lookup);
    }
    match own_folder(name, resume_folder) {
        Some(folder) => Theme::from_folder(folder.map_err(|error| vec![error])?, &lookup),
        None => Theme::builtin(name),
    }
}

fn own_folder(name: &str, resume_folder: &Path) -> Option<Result<Folder, Diagnostic>> {
    let is_plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
    let path = resume_folder.join(OWN_THEMES).join(name);
    (is_plain && path.is_dir()).then(|| disk::read_theme(&path))
}

/// Whether themes are kept beside the resumes in `resume_folder`, so that a name may mean another
/// theme there than elsewhere.
pub(super) fn are_beside(resume_folder: &Path) -> bool {
    resume_folder.join(OWN_THEMES).is_dir()
}

fn accept<T>(outcome: Outcome<T>) -> Result<T, Failure> {
    let (value, diagnostics) = match outcome {
        Ok(warned) => (Ok(warned.value), warned.warnings),
        Err(errors) => (Err(Failure::Input), errors),
    };
    diagnostics.iter().for_each(report::print);
    value
}

pub(super) fn list(args: &ThemesArgs) -> Result<(), Failure> {
    let here = Path::new("");
    let names = if args.names.is_empty() { Theme::builtin_names() } else { args.names.clone() };
    let mut text = String::new();
    for name in names {
        let theme = accept(load(&name, here))?;
        let _ = writeln!(text, "{}: {}", theme.name, theme.description);
        for (name, option) in &theme.options {
            let value = match &option.default {
                OptionValue::Bool(value) => value.to_string(),
                OptionValue::Number(value) if matches!(option.kind, Kind::Length { .. }) => {
                    format!("{}pt", (value * 10.0).round() / 10.0)
                }
                OptionValue::Number(value) => value.to_string(),
                OptionValue::Text(value) if value.is_empty() => "none".to_owned(),
                OptionValue::Text(value) => value.clone(),
                OptionValue::List(values) => values.join(","),
            };
            let _ = writeln!(text, "  {name:<16} {} [{}: {value}]", option.doc, option.kind);
        }
        text.push('\n');
    }
    print(&report::visible(&text))
}

pub(super) fn new(args: &ThemeNewArgs) -> Result<(), Failure> {
    let refuse = |diagnostic: Diagnostic| {
        report::print(&diagnostic);
        Failure::Input
    };
    let name = args.folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.filter(|name| !name.is_empty()).ok_or_else(|| {
        let message = format!("`{}` is no name for a folder", args.folder.display());
        Failure::Usage(Diagnostic::error("usage", message))
    })?;
    let folder = match Theme::builtin_folder(&args.from) {
        Some(folder) => folder,
        None if args.from.contains(['/', '\\']) => {
            disk::read_theme(Path::new(&args.from)).map_err(refuse)?
        }
        // Says what there is.
        None => {
            accept(Theme::builtin(&args.from))?;
            return Err(Failure::Input);
        }
    };
    let files: Vec<_> = folder
        .files
        .into_iter()
        .map(|(path, content)| {
            let content =
                if path == "theme.toml" { rename(content.as_ref(), &name).into() } else { content };
            (path, content)
        })
        .collect();
    disk::make_folder(disk::parent(&args.folder)).map_err(refuse)?;
    disk::write_folder(&args.folder, &files, |_| false).map_err(refuse)?;
    let shown = args.folder.display().to_string();
    let shown = report::visible(&shown);
    // A name without a folder would be that of a built-in theme.
    let here = if args.folder.is_absolute() || shown.starts_with('.') { "" } else { "./" };
    crate::cli::report::say!("{shown}: {} files, a copy of `{}`", files.len(), args.from);
    crate::cli::report::say!("try it: cvgen pdf --theme {here}{shown}");
    Ok(())
}

/// The manifest with the theme's new name in place of the old one.
fn rename(manifest: &[u8], name: &str) -> Vec<u8> {
    let manifest = String::from_utf8_lossy(manifest);
    let mut renamed = String::with_capacity(manifest.len());
    let mut is_top = true;
    for line in manifest.split_inclusive('\n') {
        is_top &= !line.starts_with('[');
        let is_name = line.split_once('=').is_some_and(|(key, _)| key.trim() == "name");
        if is_top && is_name {
            let name = toml::Value::String(name.to_owned());
            let _ = writeln!(renamed, "name = {name}");
        } else {
            renamed.push_str(line);
        }
    }
    renamed.into_bytes()
}
