//! A resume in a second language, in a file that lies over the first: it says only what differs.
//!
//! Takes the tree of the first file and those of the others, a language each, gives one tree, in which
//! what both say has become a language map. Lists of entries are matched by what does not change with
//! the language (dates, addresses, ids), the others in their order. What the second file does not name stays
//! as it is; running text that it does not name is marked as being in the first file's language, so that
//! the lack of a translation is reported like any other.

use crate::diagnostic::Diagnostic;
use crate::resume::{
    Key, LanguageTag, Node, PartialDate, Value, is_language_map, language_tag, spelled, written_in,
    written_languages,
};
use crate::source::{Place, Source, Span};
use std::sync::Arc;

/// The language of a file that does not tell it.
const DEFAULT_LANGUAGE: &str = "en";

/// Lists that are said anew in each language, as a whole.
const TEXT_LISTS: &[&str] = &["highlights", "keywords", "courses", "roles", "authors", "author"];

/// What is the same in every language.
const FIXED: &[&str] = &["id", "keep", "break", "kind", "tags", "meta"];

/// By what an entry is known in both files.
const ANCHORS: &[&str] =
    &["id", "startDate", "date", "releaseDate", "url", "website", "username", "network", "doi"];

/// Those that are dates.
const DATES: &[&str] = &["startDate", "date", "releaseDate"];

/// Running text: what is nearly always translated.
const PROSE: &[&str] = &[
    "summary",
    "description",
    "highlights",
    "label",
    "headline",
    "position",
    "reference",
    "text",
    "studyType",
    "area",
];

/// The tree of all files together, and what was found odd.
pub(super) struct Overlaid {
    pub(super) tree: Node,
    pub(super) found: Vec<Diagnostic>,
}

/// Lays `overlays` over `base`.
pub(super) fn lay_over(
    base: Node,
    overlays: &[(LanguageTag, Node)],
    sources: &[Arc<Source>],
) -> Overlaid {
    if overlays.is_empty() {
        return Overlaid { tree: base, found: Vec::new() };
    }
    let name = sources.first().map_or("", |source| &source.name);
    let written = written_in(&base, name).map(|written| written.language);
    let mut languages: Vec<LanguageTag> = written.iter().cloned().collect();
    languages.extend(overlays.iter().map(|(language, _)| language.clone()));
    languages.extend(written_languages(&base, &languages));
    let mut merge = Merge {
        own: written.map_or_else(|| DEFAULT_LANGUAGE.to_owned(), |own| own.to_string()),
        languages,
        language: String::new(),
        sources,
        found: Vec::new(),
    };
    let mut tree = base;
    let name_of =
        |tree: &Node| sources.get(usize::from(tree.span.source)).map(|source| &source.name);
    for (index, (language, overlay)) in overlays.iter().enumerate() {
        merge.language = language.to_string();
        let mut earlier = overlays[..index].iter().filter(|(earlier, _)| earlier == language);
        if let Some((_, earlier)) = earlier.next()
            && let (Some(first), Some(second)) = (name_of(earlier), name_of(overlay))
        {
            let message = format!(
                "`{second}` and `{first}` both lie over `{name}` in `{language}`; this one counts where they differ"
            );
            let told = Diagnostic::warning("overlay-language", message);
            merge.say(overlay.span, told.hint("keep one of the two in this folder"));
        }
        if merge.language == merge.own {
            // Two resumes of their own in one language, as far as anybody can tell.
            let other =
                sources.get(usize::from(overlay.span.source)).map_or("", |source| &source.name);
            let problem = if is_whole(overlay) {
                let message =
                    format!("`{other}` is a resume of its own and is not laid over `{name}`");
                Diagnostic::warning("overlay-language", message)
                    .hint(format!("name `{other}` to print it"))
            } else {
                let message = format!(
                    "`{name}` does not say in which language it is, if not in `{language}`"
                );
                Diagnostic::error("overlay-language", message)
                    .hint(format!("add `cvgen: {{languages: [..]}}` to `{name}`"))
            };
            merge.say(overlay.span, problem);
            continue;
        }
        merge.record(&mut tree, overlay, true);
        add_language(&mut tree, language, overlay.span);
    }
    merge.mark_prose(&mut tree, "");
    Overlaid { tree, found: merge.found }
}

/// Adds `language` to the languages that the settings name, if they name any.
fn add_language(tree: &mut Node, language: &LanguageTag, span: Span) {
    let languages = field_mut(tree, "cvgen").and_then(|node| field_mut(node, "languages"));
    let Some(Node { value: Value::List(items), .. }) = languages else { return };
    if !items.iter().any(|item| item.scalar().and_then(language_tag).as_ref() == Some(language)) {
        items.push(Node { value: Value::Text(language.to_string()), span });
    }
}

fn field<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(key, _)| key.text == name).map(|(_, node)| node)
}

fn field_mut<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Node> {
    let Value::Map(entries) = &mut node.value else { return None };
    entries.iter_mut().find(|(key, _)| key.text == name).map(|(_, node)| node)
}

fn is_silent(key: &str) -> bool {
    key.starts_with("x-") || key.starts_with(['_', '$'])
}

struct Merge<'a> {
    /// The language of the first file.
    own: String,
    /// The language being laid over it.
    language: String,
    /// All languages of the files.
    languages: Vec<LanguageTag>,
    sources: &'a [Arc<Source>],
    found: Vec<Diagnostic>,
}

impl Merge<'_> {
    fn say(&mut self, span: Span, diagnostic: Diagnostic) {
        let source = self.sources.get(usize::from(span.source));
        let place =
            source.map(|source| Place::new(source.clone(), span.start as usize, span.end as usize));
        self.found.push(Diagnostic { place, ..diagnostic });
    }

    /// Lays the fields of `over` over those of `base`.
    fn record(&mut self, base: &mut Node, over: &Node, is_top: bool) {
        let Value::Map(fields) = &over.value else {
            let message = format!("a resume must be a map, found {}", over.kind());
            return self.say(over.span, Diagnostic::error("wrong-shape", message));
        };
        for (key, value) in fields {
            let name = key.text.as_str();
            if value.is_absent() || is_silent(name) {
                continue;
            }
            if is_top && name == "cvgen" {
                self.settings(base, value);
            } else if let Some(base) = field_mut(base, name) {
                self.value(base, value, name);
            } else if let Value::Map(entries) = &mut base.value {
                entries.push((key.clone(), self.localized(value, name)));
            }
        }
    }

    /// Of the settings, only titles and words are texts.
    fn settings(&mut self, base: &mut Node, over: &Node) {
        let Value::Map(fields) = &over.value else { return };
        for (key, value) in fields {
            if !["titles", "words"].contains(&&*key.text) {
                let message =
                    format!("`cvgen.{}` is not a text and is in the first file only", key.text);
                self.say(key.span, Diagnostic::warning("overlay-setting", message));
                continue;
            }
            let Value::Map(entries) = &mut base.value else { return };
            if !entries.iter().any(|(key, _)| key.text == "cvgen") {
                let name = Key { text: "cvgen".to_owned(), span: key.span };
                entries.push((name, Node { value: Value::Map(Vec::new()), span: over.span }));
            }
            let titles =
                Node { value: Value::Map(vec![(key.clone(), value.clone())]), span: over.span };
            if let Some(settings) = field_mut(base, "cvgen") {
                self.record(settings, &titles, false);
            }
        }
    }

    /// Lays `over` over `base`, both of which are under `key`.
    fn value(&mut self, base: &mut Node, over: &Node, key: &str) {
        if FIXED.contains(&key) {
            if over.scalar() != base.scalar() || over.kind() != base.kind() {
                let message =
                    format!("`{key}` is the same in every language; that of the first file counts");
                self.say(over.span, Diagnostic::warning("overlay-setting", message));
            }
        } else if base.is_absent() {
            *base = self.localized(over, key);
        } else if self.is_by_language(over) {
            let Value::Map(variants) = &over.value else { return };
            for (language, value) in variants {
                self.set(base, language.clone(), value);
            }
        } else if TEXT_LISTS.contains(&key) {
            self.translate(base, over);
        } else {
            match (&base.value, &over.value) {
                (Value::List(_), _) | (_, Value::List(_)) => self.list(base, over, key),
                (Value::Map(_), Value::Map(_)) if !self.is_by_language(base) => {
                    self.record(base, over, false);
                }
                (_, Value::Map(_)) => self.misfit(base, over, key),
                (Value::Map(_), _) if !self.is_by_language(base) => self.misfit(base, over, key),
                _ => self.translate(base, over),
            }
        }
    }

    fn misfit(&mut self, base: &Node, over: &Node, key: &str) {
        let message =
            format!("`{key}` is {} here, and {} in the first file", over.kind(), base.kind());
        let hint = "write it in the same shape in both";
        self.say(over.span, Diagnostic::error("wrong-shape", message).hint(hint));
    }

    /// Lays the items of `over` over those of `base`; a single one stands for a list of one.
    fn list(&mut self, base: &mut Node, over: &Node, key: &str) {
        if !matches!(base.value, Value::List(_)) {
            let single = Node { span: base.span, value: std::mem::take(&mut base.value) };
            base.value = Value::List(vec![single]);
        }
        let Value::List(items) = &mut base.value else { return };
        let overs = match &over.value {
            Value::List(overs) => overs.iter().collect(),
            _ => vec![over],
        };
        let targets: Vec<_> = overs.iter().map(|over| self.anchored(items, over)).collect();
        for (over, target) in overs.iter().zip(&targets) {
            self.report_unmatched(items, over, target.is_some());
        }
        let mut free = (0..items.len())
            .filter(|index| !targets.contains(&Some(*index)))
            .collect::<Vec<_>>()
            .into_iter();
        for (over, target) in overs.into_iter().zip(&targets) {
            match target.or_else(|| free.next()) {
                _ if over.is_absent() => {}
                Some(index) => self.item(&mut items[index], over, key),
                None => items.push(self.localized(over, key)),
            }
        }
    }

    /// Tells of an entry with a date that no entry of the first file has: it takes the place of another.
    fn report_unmatched(&mut self, items: &[Node], over: &Node, is_matched: bool) {
        let Some((name, value)) = DATES.iter().find_map(|name| Some((name, field(over, name)?)))
        else {
            return;
        };
        let Some(written) = value.scalar() else { return };
        let has_dates = items.iter().any(|item| field(item, name).is_some());
        if is_matched || !has_dates || items.iter().any(|item| self.is_anchored(item, over, name)) {
            return;
        }
        let message = format!("no entry of the first file has the `{name}` `{written}`");
        let hint = "entries are matched by their dates, else by their order; write the same date in both files";
        self.say(value.span, Diagnostic::warning("overlay-entry", message).hint(hint));
    }

    fn item(&mut self, base: &mut Node, over: &Node, key: &str) {
        match (&base.value, &over.value) {
            (Value::List(_), _) | (_, Value::List(_)) => self.misfit(base, over, key),
            _ => self.value(base, over, key),
        }
    }

    /// Makes `over` what `base` says in the language that is laid over it.
    fn translate(&self, base: &mut Node, over: &Node) {
        let language = Key { text: self.language.clone(), span: over.span };
        self.set(base, language, over);
    }

    fn set(&self, base: &mut Node, language: Key, over: &Node) {
        if !self.is_by_language(base) {
            wrap(base, &self.own);
        }
        let Value::Map(variants) = &mut base.value else { return };
        match variants
            .iter_mut()
            .find(|(key, _)| language_tag(&key.text) == language_tag(&language.text))
        {
            Some((_, value)) => *value = over.clone(),
            None => variants.push((language, over.clone())),
        }
    }

    /// `over` as something that is said in its language only.
    fn localized(&self, over: &Node, key: &str) -> Node {
        let mut node = over.clone();
        if FIXED.contains(&key) || self.is_by_language(over) {
            return node;
        }
        if TEXT_LISTS.contains(&key) || over.scalar().is_some() {
            wrap(&mut node, &self.language);
            return node;
        }
        match &mut node.value {
            Value::List(items) => {
                for item in items {
                    *item = self.localized(item, key);
                }
            }
            Value::Map(entries) => {
                for (key, value) in entries.iter_mut().filter(|(key, _)| !is_silent(&key.text)) {
                    *value = self.localized(value, &key.text);
                }
            }
            _ => {}
        }
        node
    }

    /// Whether `item`, or its text, is said by language.
    fn is_translated(&self, item: &Node) -> bool {
        self.is_by_language(item)
            || field(item, "text").is_some_and(|text| self.is_by_language(text))
    }

    fn is_by_language(&self, node: &Node) -> bool {
        is_language_map(node, &self.languages)
    }

    /// Marks running text that is said without language as being in the language of the first file.
    fn mark_prose(&self, node: &mut Node, key: &str) {
        let is_text_list = TEXT_LISTS.contains(&key)
            && matches!(&node.value, Value::List(items) if !items.iter().any(|item| self.is_translated(item)));
        if PROSE.contains(&key) && !node.is_absent() && (node.scalar().is_some() || is_text_list) {
            return wrap(node, &self.own);
        }
        match &mut node.value {
            Value::List(items) => {
                for item in items {
                    self.mark_prose(item, key);
                }
            }
            Value::Map(entries) => {
                for (key, node) in entries {
                    self.mark_prose(node, &key.text);
                }
            }
            _ => {}
        }
    }

    /// The only item that has an anchor in common with `over`.
    fn anchored(&self, items: &[Node], over: &Node) -> Option<usize> {
        ANCHORS.iter().find_map(|name| {
            field(over, name)?.scalar()?;
            let is_it = |index: &usize| self.is_anchored(&items[*index], over, name);
            let mut found = (0..items.len()).filter(is_it);
            found.next().filter(|_| found.next().is_none())
        })
    }

    /// Whether `item` and `over` have the same value under `name`; dates may be written in two ways. An overlay before
    /// this one may have said it in its own language, too.
    fn is_anchored(&self, item: &Node, over: &Node, name: &str) -> bool {
        let (Some(own), Some(other)) =
            (field(item, name), field(over, name).and_then(Node::scalar))
        else {
            return false;
        };
        let date = |text: &str, language: &str| {
            let long = spelled(text, language_tag(language).as_ref());
            let date = long.as_deref().unwrap_or(text).parse::<PartialDate>().ok();
            date.filter(|_| DATES.contains(&name))
        };
        let is_same = |own: &str, language: &str| {
            own == other
                || date(own, language).is_some_and(|own| date(other, &self.language) == Some(own))
        };
        match &own.value {
            Value::Map(variants) => variants
                .iter()
                .any(|(key, own)| own.scalar().is_some_and(|own| is_same(own, &key.text))),
            _ => own.scalar().is_some_and(|own| is_same(own, &self.own)),
        }
    }
}

/// Makes `node` a language map that has only `language`.
fn wrap(node: &mut Node, language: &str) {
    let inner = Node { span: node.span, value: std::mem::take(&mut node.value) };
    let key = Key { text: language.to_owned(), span: inner.span };
    node.value = Value::Map(vec![(key, inner)]);
}

/// Whether `tree` is a resume without any other: the person, and a section.
fn is_whole(tree: &Node) -> bool {
    let Value::Map(entries) = &tree.value else { return false };
    let has_name = field(tree, "basics").is_some_and(|basics| field(basics, "name").is_some());
    has_name && entries.iter().any(|(_, node)| matches!(node.value, Value::List(_)))
}
