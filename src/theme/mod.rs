//! A theme: a folder of files with a `theme.toml`, built in or a person's own, the same shape.
//!
//! Takes folders as maps from path to bytes, gives a [`Theme`]: its name, fonts, declared options, and
//! its files along the chain of `extends`. Never reads the disk, and knows no theme by name: the
//! built-in ones are found by scanning what is embedded.

mod color;
mod declare;
mod look;
mod manifest;
mod option;
mod schema;
#[cfg(test)]
mod tests;
mod value;

pub use self::option::{Declaration, Given, GivenValue, Kind};
pub use self::schema::schema;

use self::look::{Key, Looks, speaks};
use self::manifest::{CODE, Manifest, When};
use self::option::enumerate;
use crate::assets::{self, Content, Definitions};
use crate::diagnostic::{Diagnostic, Outcome, Warned, did_you_mean};
use crate::document::{FORMAT, OptionValue, Page, Style};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

const MANIFEST: &str = "theme.toml";

/// The file of a theme that arranges documents.
pub const ARRANGEMENT: &str = "resume.typ";

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

/// What a theme and a person chose together for one document.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Chosen {
    /// Every declared option.
    pub options: BTreeMap<String, OptionValue>,
    /// The page.
    pub page: Page,
    /// The styles by name.
    pub styles: BTreeMap<String, Style>,
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
    /// Families by role for programs that have no bundled fonts, such as Word.
    pub office_fonts: BTreeMap<String, Vec<String>>,
    /// Whether it makes a sheet, which every engine draws, or content, which only Typst can show.
    pub makes_sheet: bool,
    /// The version of the document that it is written for.
    pub format: u32,
    /// How the page and the styles look, merged along `extends`.
    looks: Looks,
    /// What differs in some languages, the nearest last.
    when: Vec<When>,
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
        // Whoever arranges says how.
        let arranges = folders.iter().position(|folder| folder.files.contains_key(ARRANGEMENT));
        let makes_sheet = arranges.is_some_and(|index| manifests[index].sheet.is_some());
        let declared = arranges.and_then(|index| manifests[index].format);
        let format = declared.unwrap_or(if makes_sheet { FORMAT } else { 1 });
        let is_own =
            |index: &usize| Self::builtin_folder(last_part(&folders[*index].name)).is_none();
        let is_earlier = format < FORMAT && arranges.as_ref().is_some_and(is_own);
        // What every theme has comes after them all.
        manifests.extend(base_manifest(&mut problems));
        let options = declare::declare(&manifests.iter().collect::<Vec<_>>(), &mut problems);
        let mut looks = Looks::default();
        let mut fonts = BTreeMap::new();
        let mut office_fonts = BTreeMap::new();
        for manifest in manifests.iter().rev() {
            fonts.extend(manifest.fonts.clone());
            office_fonts.extend(manifest.office_fonts.clone());
            problems.extend(manifest.looks.iter().filter_map(|look| looks.set(look, true).err()));
        }
        let when: Vec<_> = manifests.iter_mut().rev().flat_map(|it| it.when.drain(..)).collect();
        problems.extend(when.iter().flat_map(|when| misfits(when, &options, &looks)));
        if !problems.is_empty() {
            return Err(problems);
        }
        let own_name = || last_part(&folders[0].name).to_owned();
        let theme = Theme {
            name: manifests[0].name.clone().unwrap_or_else(own_name),
            description: manifests.iter().find_map(|m| m.description.clone()).unwrap_or_default(),
            options,
            fonts,
            office_fonts,
            makes_sheet,
            format,
            looks,
            when,
            folders,
        };
        let mut warnings = if arranges == Some(0) { Vec::new() } else { unused(&manifests) };
        warnings.extend(is_earlier.then(|| earlier_format(&theme.name)));
        Ok(Warned { value: theme, warnings })
    }

    /// This theme with its looks in the arrangement of `other`, which makes a sheet.
    #[must_use]
    pub fn arranged_as(&self, other: &Theme) -> Theme {
        let mut theme = self.clone();
        theme.makes_sheet = other.makes_sheet;
        theme.format = other.format;
        theme.folders.splice(0..0, other.folders.clone());
        for (name, option) in &other.options {
            theme.options.entry(name.clone()).or_insert_with(|| option.clone());
        }
        if let (false, Some(body)) = (theme.fonts.contains_key("body"), other.fonts.get("body")) {
            theme.fonts.insert("body".to_owned(), body.clone());
        }
        theme
    }

    /// The tables `[options]`, `[page]` and `[styles]` of a manifest, every line as this theme has it and
    /// commented out: what a theme that extends it may change.
    pub fn looks_to_change(&self) -> String {
        let mut text = "# What is taken out of the comments is as you write it; all else is as in the theme above.\n".to_owned();
        text.push_str("[options]\n");
        for (name, option) in &self.options {
            let default = match (&option.kind, &option.default) {
                (Kind::Length { .. }, OptionValue::Number(points)) => format!("\"{points}pt\""),
                (_, value) => look::toml(value),
            };
            let _ = writeln!(text, "# {name} = {{ default = {default} }}  # {}", option.doc);
        }
        text.push_str(&self.looks.to_toml());
        text
    }

    /// The file at `path` in the theme's folder, else in the nearest it extends that has it.
    pub fn file(&self, path: &str) -> Option<&Content> {
        self.folders.iter().find_map(|folder| folder.files.get(path))
    }

    /// What arranges it with what that uses of the base, packed, if a built-in theme does.
    pub(crate) fn packed(&self) -> Option<Definitions> {
        let arranges = self.folders.iter().find(|folder| folder.files.contains_key(ARRANGEMENT))?;
        let is_built_in = matches!(arranges.files[ARRANGEMENT], Content::Static(_));
        is_built_in.then(|| assets::packed(last_part(&arranges.name))).flatten()
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

    /// What is chosen for a document in the language `tag`: every declared option, and how the page and
    /// the styles look. Of `given` the last one counts; a name with a dot, such as `section.fill` or
    /// `page.leading`, is a look, any other an option. An unknown name or a value of the wrong type is
    /// an error; all of them are reported.
    pub fn choose(&self, given: &[Given], tag: &str) -> Outcome<Chosen> {
        let mut looks = self.looks.clone();
        let mut options: BTreeMap<_, _> = self
            .options
            .iter()
            .map(|(name, option)| (name.clone(), option.default.clone()))
            .collect();
        let mut problems = Vec::new();
        let is_look = |given: &&Given| given.name.contains('.');
        let here: Vec<_> = self.when.iter().filter(|when| speaks(&when.languages, tag)).collect();
        let own_looks = here.iter().flat_map(|when| &when.looks);
        for look in own_looks.chain(given.iter().filter(is_look)) {
            problems.extend(looks.set(look, false).err());
        }
        let own_options = here.iter().flat_map(|when| &when.options);
        for option in own_options.chain(given.iter().filter(|given| !is_look(given))) {
            match self.accept(option) {
                Ok(value) => drop(options.insert(option.name.clone(), value)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let accent = match options.get("accent") {
            Some(OptionValue::Text(accent)) => accent.as_str(),
            _ => "#000000",
        };
        let (page, mut styles) = looks.resolve(accent);
        let told = given.iter().find(|given| given.name == "accent").and_then(|given| {
            let warning = color::pale(accent)?;
            Some(given.place.iter().cloned().fold(warning, Diagnostic::at))
        });
        let fill = match options.get("links") {
            Some(OptionValue::Text(how)) if how == "colour" => Some(Some(color::of_links(accent))),
            Some(OptionValue::Text(how)) if how == "plain" || how == "underline" => Some(None),
            _ => None,
        };
        if let Some(fill) = fill {
            for name in ["link", "address"] {
                styles.entry(name.to_owned()).or_default().fill.clone_from(&fill);
            }
        }
        let warnings = told.into_iter().collect();
        Ok(Warned { value: Chosen { options, page, styles }, warnings })
    }

    /// What a value means to the option that it is for.
    fn accept(&self, Given { name, value, place }: &Given) -> Result<OptionValue, Diagnostic> {
        let problem = match self.options.get(name) {
            None => self.unknown_option(name),
            Some(option) => match value::accept(&option.kind, value) {
                Ok(value) => return Ok(value),
                Err(misfit) => {
                    let message = format!("option `{name}` {}", misfit.message);
                    let problem = Diagnostic::error("option-value", message);
                    misfit.hint.into_iter().fold(problem, Diagnostic::hint)
                }
            },
        };
        Err(place.iter().cloned().fold(problem, Diagnostic::at))
    }

    /// Font families by role: what the option `<role>-font` says, then what `han-font` says, then the
    /// theme's own. A role without that option goes with the body if the theme sets both in the same
    /// fonts. Headings are a role if the theme or the person says so.
    pub fn families(
        &self,
        options: &BTreeMap<String, OptionValue>,
    ) -> BTreeMap<String, Vec<String>> {
        let body = self.fonts.get("body");
        let mut families = self.fonts.clone();
        let chosen = |role: &str| match options.get(&format!("{role}-font")) {
            Some(OptionValue::Text(names)) => {
                names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
            }
            _ => Vec::new(),
        };
        if let Some(body) = body
            && !chosen("heading").is_empty()
        {
            families.entry("heading".to_owned()).or_insert_with(|| body.clone());
        }
        for (role, chain) in &mut families {
            let mut first = chosen(role);
            if first.is_empty() && Some(&*chain) == body {
                first = chosen("body");
            }
            let han = chosen("han");
            let is_new = |family: &String| {
                !first.iter().chain(&han).any(|other| family.eq_ignore_ascii_case(other))
            };
            let rest = chain.drain(..).filter(|family| is_new(family));
            *chain = first.iter().map(|name| (*name).to_owned()).chain(rest).collect();
            // Behind the font for Latin letters.
            let at = first.len().max(1).min(chain.len());
            chain.splice(at..at, han.into_iter().map(str::to_owned));
        }
        families
    }

    fn unknown_option(&self, name: &str) -> Diagnostic {
        let message = format!("theme `{}` has no option `{}`", self.name, name.escape_debug());
        let problem = Diagnostic::error("unknown-option", message);
        let names = || self.options.keys().map(String::as_str);
        let problem = did_you_mean(name, names()).into_iter().fold(problem, Diagnostic::hint);
        match self.options.len() {
            0 => problem.hint("it has no options at all"),
            _ => problem.hint(format!("its options are {}", enumerate(names(), "and"))),
        }
    }
}

/// What every theme has: the manifest of the base.
fn base_manifest(problems: &mut Vec<Diagnostic>) -> Option<Manifest> {
    let content = assets::template(&format!("{BASE}/{MANIFEST}"))?;
    let files = BTreeMap::from([(MANIFEST.to_owned(), content)]);
    Some(read_manifest(&Folder { name: format!("<built-in>/{BASE}"), files }, problems))
}

/// What is wrong with a `[[when]]` table of a theme.
fn misfits(when: &When, options: &BTreeMap<String, Declaration>, looks: &Looks) -> Vec<Diagnostic> {
    let mut looks = looks.clone();
    let mut problems: Vec<_> =
        when.looks.iter().filter_map(|look| looks.set(look, false).err()).collect();
    for Given { name, value, place } in &when.options {
        let message = match options.get(name).map(|option| value::accept(&option.kind, value)) {
            Some(Ok(_)) => continue,
            Some(Err(misfit)) => format!("option `{name}` {}", misfit.message),
            None => format!("no option `{}` is declared", name.escape_debug()),
        };
        problems.push(place.iter().cloned().fold(Diagnostic::error(CODE, message), Diagnostic::at));
    }
    problems
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

/// That a theme is written for the document of earlier versions.
fn earlier_format(name: &str) -> Diagnostic {
    let message = format!(
        "theme `{name}` gets the document in format 1, with dates as texts and one link an entry, \
         until cvgen 1.0"
    );
    Diagnostic::warning("theme-format", message)
        .hint("adapt it and write `format = 2` into its `theme.toml`; the README says what changed")
}

fn unknown_theme(name: &str) -> Diagnostic {
    let names = Theme::builtin_names();
    let names = || names.iter().map(String::as_str);
    let problem = Diagnostic::error("unknown-theme", format!("no theme `{}`", name.escape_debug()));
    let problem = did_you_mean(name, names()).into_iter().fold(problem, Diagnostic::hint);
    problem.hint(format!("the built-in themes are {}", enumerate(names(), "and")))
}

/// Styles of a theme's own that the arrangement it took over does not name, and nearly names.
fn unused(manifests: &[Manifest]) -> Vec<Diagnostic> {
    let Some((own, others)) = manifests.split_first() else { return Vec::new() };
    // A style is given by itself, too, before what it says.
    let is_style = |look: &&Given| !look.name.contains('.');
    let known: BTreeSet<&str> = others
        .iter()
        .flat_map(|manifest| manifest.looks.iter().filter(is_style))
        .map(|look| look.name.as_str())
        .collect();
    let new = own.looks.iter().filter(is_style).filter(|look| !known.contains(&*look.name));
    let told = new.filter_map(|look| {
        let near = did_you_mean(&look.name, known.iter().copied())?;
        let message = format!("nothing is drawn in the style `{}`", look.name.escape_debug());
        let problem = Diagnostic::warning("theme", message).hint(near);
        Some(look.place.iter().cloned().fold(problem, Diagnostic::at))
    });
    told.collect()
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
