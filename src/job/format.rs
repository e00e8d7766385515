//! The kinds of output: what each is called, what it is made of files, and which settings it has.
//!
//! A [`Format`] is a file in `formats/` and a row of the table there. The command line, its help and its
//! completions, batches and file names read the table; none of them names a format.

use super::draft::Draft;
use super::formats::{FORMATS, HTML};
use super::product::{Product, Shape};
use super::setting::Setting;
use crate::diagnostic::{Diagnostic, did_you_mean};
use std::fmt;

/// A kind of output.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name on the command line, such as `pdf`.
    pub name: &'static str,
    /// Its name in a sentence, such as `PDF`.
    pub title: &'static str,
    /// What `cvgen NAME` does, in one line.
    pub about: &'static str,
    /// The extension of its files; empty for a folder.
    pub extension: &'static str,
    /// How many files it is.
    pub shape: Shape,
    /// Whether a theme has a say in it.
    pub is_designed: bool,
    /// Whether a single one goes to standard output unless a place is named.
    pub is_printed: bool,
    /// What may be set.
    pub settings: &'static [Setting],
    pub(super) make: fn(&Draft<'_>) -> Result<Product, Vec<Diagnostic>>,
}

impl Format {
    /// The format called `name`. An error names the nearest one, or all.
    pub fn find(name: &str) -> Result<Format, Diagnostic> {
        FORMATS.iter().find(|format| format.name == name).copied().ok_or_else(|| {
            let names = || FORMATS.iter().map(|format| format.name);
            let message = format!("there is no format `{}`", name.escape_debug());
            let all = || format!("the formats are `{}`", names().collect::<Vec<_>>().join("`, `"));
            Diagnostic::error("unknown-format", message)
                .hint(did_you_mean(name, names()).unwrap_or_else(all))
        })
    }
}

impl Format {
    /// Whether its files link the same resume in other languages.
    pub fn links_versions(&self) -> bool {
        *self == HTML
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

impl fmt::Debug for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::FormatSettings;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_complete() {
        let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
        assert_eq!(names.len(), FORMATS.len());
        for format in FORMATS {
            assert_eq!(Format::find(format.name), Ok(*format));
            let is_folder = format.shape == Shape::Folder;
            assert_eq!(format.extension.is_empty(), is_folder, "{format}");
            for setting in format.settings {
                // Two formats may share a setting, but not its name alone.
                let same = FORMATS.iter().flat_map(|other| other.settings);
                let mut same = same.filter(|other| other.name == setting.name);
                assert!(same.all(|other| other == setting), "{}", setting.name);
            }
        }
        assert_eq!(Format::find("pdff").unwrap_err().hints, ["did you mean `pdf`"]);
    }

    #[test]
    fn every_default_is_valid() {
        for setting in FORMATS.iter().flat_map(|format| format.settings) {
            let default = setting.default_text();
            let set = FormatSettings::default().with(setting, &default);
            assert!(default.is_empty() || set.is_ok(), "{}: {default}", setting.name);
        }
    }
}
