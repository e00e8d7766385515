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

pub(super) fn accept<T>(outcome: Outcome<T>) -> Result<T, Failure> {
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
        Failure::of([diagnostic.code])
    };
    let name = args.folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.filter(|name| !name.is_empty()).ok_or_else(|| {
        let message = format!("`{}` is not a name for a folder", args.folder.display());
        Failure::Usage(Diagnostic::error("usage", message))
    })?;
    // Says what there is, if this is not.
    let theme = accept(load(&args.from, Path::new("")))?;
    let mut manifest = String::new();
    if args.arrange && theme.makes_sheet {
        manifest.push_str("sheet = 1\n");
    }
    for (key, value) in [("name", name.as_str()), ("extends", args.from.as_str())] {
        let _ = writeln!(manifest, "{key} = {}", toml::Value::String(value.to_owned()));
    }
    let _ = writeln!(manifest, "description = \"{}, with looks of its own.\"\n", theme.name);
    manifest.push_str(&theme.looks_to_change());
    let mut files = vec![("theme.toml".to_owned(), manifest.into_bytes().into())];
    if args.arrange {
        let own = theme.files().into_iter().filter(|(path, _)| *path != "theme.toml");
        files.extend(own.map(|(path, content)| (path.to_owned(), content.clone())));
    }
    let write = || disk::write_folder(&args.folder, &files, |_| false);
    disk::in_folders(&[disk::parent(&args.folder)], write).map_err(refuse)?;
    let shown = args.folder.display().to_string();
    let shown = report::visible(&shown);
    // A name without a folder would be that of a built-in theme.
    let here = if args.folder.is_absolute() || shown.starts_with('.') { "" } else { "./" };
    let count =
        if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) };
    crate::cli::report::say!("{shown}: {count}, a theme that extends `{}`", args.from);
    crate::cli::report::say!("try it: cvgen pdf --theme {here}{shown}");
    crate::cli::report::say!("then: cvgen theme check {here}{shown}");
    Ok(())
}
