//! Titles and words by which the parts of a resume are told, of every language there is.

use crate::assets;
use crate::check::extract::letters_of;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words, as [`key`] has them.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// Before a name in a form.
    pub name: BTreeSet<String>,
    /// What the whole is called.
    pub whole: BTreeSet<String>,
    /// Before a telephone number.
    pub phone: BTreeSet<String>,
    /// Titles of sections.
    pub titles: BTreeSet<String>,
    /// Titles of the section of contacts.
    pub contact: BTreeSet<String>,
    /// That something goes on.
    pub present: BTreeSet<String>,
}

/// `text` as words are compared: letters and figures, small ones.
pub(super) fn key(text: &str) -> String {
    letters_of(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `data/check/recognise.toml`.
#[derive(Deserialize, Default)]
struct Own {
    name: Vec<String>,
    whole: Vec<String>,
    phone: Vec<String>,
    titles: Vec<String>,
}

/// What matters here of a file of `data/locales/`.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Locale {
    titles: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    input: Input,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Input {
    present: Vec<String>,
}

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let keys = |words: &[String]| words.iter().map(|word| key(word)).collect::<BTreeSet<_>>();
    let own: Own = assets::table("check/recognise.toml").unwrap_or_default();
    let mut all = Vocabulary {
        name: keys(&own.name),
        whole: keys(&own.whole),
        phone: keys(&own.phone),
        titles: keys(&own.titles),
        contact: ["contact", "contactdetails", "contactinformation"].map(str::to_owned).into(),
        present: BTreeSet::new(),
    };
    for path in assets::data_files().iter().filter(|path| path.starts_with("locales/")) {
        let locale: Locale = assets::table(path).unwrap_or_default();
        all.titles.extend(locale.titles.values().map(|title| key(title)));
        let word = |name: &str| locale.words.get(name).map(|word| key(word));
        all.whole.extend(word("resume"));
        all.phone.extend(word("phone"));
        all.contact.extend(word("contact"));
        all.present.extend(locale.input.present.iter().map(|word| key(word)));
    }
    all.titles.extend(all.contact.iter().cloned());
    all
});
