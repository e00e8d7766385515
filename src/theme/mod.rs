//! A theme: a folder of files with a `theme.toml`, built in or a person's own, the same shape.
//!
//! Takes folders as maps from path to bytes, gives a [`Theme`]: its name, fonts, declared options, and
//! its files along the chain of `extends`. Never reads the disk, and knows no theme by name: the
//! built-in ones are found by scanning what is embedded.

mod declare;
mod manifest;
mod option;
#[cfg(test)]
mod tests;
mod value;

pub use self::option::{Declaration, Given, GivenValue, Kind};

use self::manifest::{CODE, Manifest};
use self::option::enumerate;
use crate::assets::{self, Content};
use crate::diagnostic::{Diagnostic, Outcome, Warned, nearest};
use crate::document::OptionValue;
use crate::source::Source;
use std::collections::BTreeMap;
use std::sync::Arc;

const MANIFEST: &str = "theme.toml";

/// The folder of built-in files that every theme may lean on; no theme itself.
const BASE: &str = "base";

/// The files of one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// What people call it, such as `./mine` or `themes/mine`.
    pub name: String,
    /// The files by path relative to the folder, parts separated by `/`.
    pub files: BTreeMap<String, Content>,
}

/// A theme, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name, such as `compact`.
    pub name: String,
    /// What it is like, one line.
    pub description: String,
    /// The options it declares, its own and those of the themes it extends.
    pub options: BTreeMap<String, Declaration>,
    /// Font families by role, first choice first.
    pub fonts: BTreeMap<String, Vec<String>>,
    /// Its own folder, then those it extends, nearest first.
    folders: Vec<Folder>,
}

impl Theme {
    /// The names of the built-in themes, sorted.
    pub fn builtin_names() -> Vec<String> {
        let manifests = assets::templates();
        let names = manifests.iter().filter_map(|path| path.strip_suffix("/theme.toml"));
        names.filter(|name| *name != BASE && !name.contains('/')).map(str::to_owned).collect()
    }

    /// The built-in theme of that name. An error names the nearest one, and all.
    pub fn builtin(name: &str) -> Outcome<Theme> {
        match Self::builtin_folder(name) {
            Some(folder) => Self::from_folder(folder, &|_| None),
            None => Err(vec![unknown_theme(name)]),
        }
    }

    /// The files of a built-in theme, such as a person's own may start from.
    pub fn builtin_folder(name: &str) -> Option<Folder> {
        if name == BASE || name.contains('/') {
            return None;
        }
        let prefix = format!("{name}/");
        let paths = assets::templates();
        let own = paths.iter().filter_map(|path| Some((path.strip_prefix(&prefix)?, path)));
        let files: BTreeMap<_, _> = own
            .filter_map(|(short, path)| Some((short.to_owned(), assets::template(path)?)))
            .collect();
        let name = format!("<built-in>/{name}");
        files.contains_key(MANIFEST).then_some(Folder { name, files })
    }

    /// Reads a theme from its files. `lookup` finds the person's own themes by name for `extends`;
    /// what it does not know is looked for among the built-in ones. A theme that extends its own name
    /// means the built-in one.
    pub fn from_folder(folder: Folder, lookup: &dyn Fn(&str) -> Option<Folder>) -> Outcome<Theme> {
        let mut problems = Vec::new();
        let mut folders: Vec<Folder> = Vec::new();
        let mut manifests: Vec<Manifest> = Vec::new();
        let mut next = Some(folder);
        while let Some(folder) = next.take() {
            let manifest = read_manifest(&folder, &mut problems);
            let own_name = last_part(&folder.name).to_owned();
            folders.push(folder);
            if let Some((name, place)) = &manifest.extends {
                let own = (*name == own_name).then(|| Self::builtin_folder(name));
                let base =
                    own.unwrap_or_else(|| lookup(name).or_else(|| Self::builtin_folder(name)));
                match base {
                    None => problems.push(unknown_theme(name).at(place.clone())),
                    Some(base) if folders.iter().any(|folder| folder.name == base.name) => {
                        problems.push(cycle(&folders, &base.name).at(place.clone()));
                    }
                    Some(base) => next = Some(base),
                }
            }
            manifests.push(manifest);
        }
        let options = declare::declare(&manifests.iter().collect::<Vec<_>>(), &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut fonts = BTreeMap::new();
        for manifest in manifests.iter().rev() {
            fonts.extend(manifest.fonts.clone());
        }
        let own_name = || last_part(&folders[0].name).to_owned();
        let theme = Theme {
            name: manifests[0].name.clone().unwrap_or_else(own_name),
            description: manifests.iter().find_map(|m| m.description.clone()).unwrap_or_default(),
            options,
            fonts,
            folders,
        };
        Ok(Warned::clean(theme))
    }

    /// The file at `path` in the theme's folder, else in the nearest it extends that has it.
    pub fn file(&self, path: &str) -> Option<&Content> {
        self.folders.iter().find_map(|folder| folder.files.get(path))
    }

    /// All its files by path, those it extends included.
    pub fn files(&self) -> BTreeMap<&str, &Content> {
        let far_first = self.folders.iter().rev().flat_map(|folder| &folder.files);
        far_first.map(|(path, content)| (path.as_str(), content)).collect()
    }

    /// What to call the file at `path` in a diagnostic, such as `themes/mine/resume.typ`.
    pub fn file_name(&self, path: &str) -> String {
        let owner = self.folders.iter().find(|folder| folder.files.contains_key(path));
        format!("{}/{path}", owner.unwrap_or(&self.folders[0]).name.trim_end_matches('/'))
    }

    /// Every declared option with the value `given` for it (the last one counts) or its default.
    /// An unknown name or a value of the wrong type is an error; all of them are reported.
    pub fn resolve_options(&self, given: &[Given]) -> Outcome<BTreeMap<String, OptionValue>> {
        let defaults = self.options.iter();
        let mut options: BTreeMap<_, _> =
            defaults.map(|(name, option)| (name.clone(), option.default.clone())).collect();
        let mut problems = Vec::new();
        for Given { name, value, place } in given {
            let problem = match self.options.get(name) {
                None => self.unknown_option(name),
                Some(option) => match value::accept(&option.kind, value) {
                    Ok(value) => {
                        options.insert(name.clone(), value);
                        continue;
                    }
                    Err(misfit) => {
                        let message = format!("option `{name}` {}", misfit.message);
                        let problem = Diagnostic::error("option-value", message);
                        misfit.hint.into_iter().fold(problem, Diagnostic::hint)
                    }
                },
            };
            problems.push(place.iter().cloned().fold(problem, Diagnostic::at));
        }
        if problems.is_empty() { Ok(Warned::clean(options)) } else { Err(problems) }
    }

    /// Font families by role: what the option `<role>-font` says, then the theme's own. A role without
    /// that option goes with the body if the theme sets both in the same fonts.
    pub fn families(
        &self,
        options: &BTreeMap<String, OptionValue>,
    ) -> BTreeMap<String, Vec<String>> {
        let body = self.fonts.get("body");
        let mut families = self.fonts.clone();
        for (role, chain) in &mut families {
            let option = options.get(&format!("{role}-font"));
            let with_body = || options.get("body-font").filter(|_| Some(&*chain) == body);
            if let Some(OptionValue::Text(chosen)) = option.or_else(with_body)
                && !chosen.trim().is_empty()
            {
                chain.retain(|family| !family.eq_ignore_ascii_case(chosen.trim()));
                chain.insert(0, chosen.trim().to_owned());
            }
        }
        families
    }

    fn unknown_option(&self, name: &str) -> Diagnostic {
        let message = format!("theme `{}` has no option `{}`", self.name, name.escape_debug());
        let problem = Diagnostic::error("unknown-option", message);
        let names = || self.options.keys().map(String::as_str);
        let problem = match nearest(name, names()) {
            Some(near) => problem.hint(format!("did you mean `{near}`")),
            None => problem,
        };
        match self.options.len() {
            0 => problem.hint("it has no options at all"),
            _ => problem.hint(format!("its options are {}", enumerate(names(), "and"))),
        }
    }
}

fn read_manifest(folder: &Folder, problems: &mut Vec<Diagnostic>) -> Manifest {
    let file = format!("{}/{MANIFEST}", folder.name.trim_end_matches('/'));
    let Some(content) = folder.files.get(MANIFEST) else {
        let problem = Diagnostic::error(CODE, format!("`{}` has no `{MANIFEST}`", folder.name));
        problems.push(problem.hint("`cvgen theme new` makes a theme to start from"));
        return Manifest::default();
    };
    let Ok(text) = std::str::from_utf8(content.as_ref()) else {
        problems.push(Diagnostic::error(CODE, format!("`{file}` is not valid UTF-8")));
        return Manifest::default();
    };
    let source = Arc::new(Source::new(file, text));
    let (manifest, found) = Manifest::read(&source);
    problems.extend(found);
    manifest
}

fn unknown_theme(name: &str) -> Diagnostic {
    let names = Theme::builtin_names();
    let names = || names.iter().map(String::as_str);
    let problem = Diagnostic::error("unknown-theme", format!("no theme `{}`", name.escape_debug()));
    let problem = match nearest(name, names()) {
        Some(near) => problem.hint(format!("did you mean `{near}`")),
        None => problem,
    };
    problem.hint(format!("the built-in themes are {}", enumerate(names(), "and")))
}

fn cycle(folders: &[Folder], again: &str) -> Diagnostic {
    let start = folders.iter().position(|folder| folder.name == again).unwrap_or(0);
    let round: Vec<_> = folders[start..].iter().map(|folder| folder.name.as_str()).collect();
    let message = match round.as_slice() {
        [_] => format!("theme `{again}` extends itself"),
        round => format!("`extends` goes round in a circle: {} → {again}", round.join(" → ")),
    };
    Diagnostic::error("theme-cycle", message).hint("remove one of the `extends` lines")
}

/// The last part of a path: the name of a theme's folder.
fn last_part(path: &str) -> &str {
    path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(path)
}
