//! From a [`Node`] to the types of a resume, collecting every problem on the way.
//!
//! A value of the wrong shape is reported and left out, and decoding goes on; nothing stops at the
//! first problem. [`record!`] writes the code for a map with named fields.

pub(crate) mod shape;
mod wrong;

use super::language::LanguageTag;
use super::node::{Key, Node, Value};
use super::words::meanings;
use crate::diagnostic::{Diagnostic, Outcome, Warned, did_you_mean, meant};
use crate::source::{Place, Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the whole resume is called in messages.
pub(super) const ROOT: &str = "resume";

/// A type that can be read from a [`Node`].
pub(crate) trait Decode: Sized {
    /// What must be there, in words a person knows: `a text`.
    const EXPECTED: &'static str;

    /// The names of its fields, if it is a map with fields.
    const FIELDS: &'static [&'static str] = &[];

    /// Reads `node`, which is under `key`; `None` after a problem was reported.
    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self>;

    /// The items that `node` stands for in place of a list, if it does.
    fn items(_node: &Node, _key: &str, _problems: &mut Problems) -> Option<Vec<Node>> {
        None
    }

    /// The items that an `item` of a list stands for, if it is several.
    fn parts(_item: &Node, _key: &str, _problems: &mut Problems) -> Option<Vec<Node>> {
        None
    }
}

/// A type that is read from the fields of a map, perhaps beside the fields of others.
pub(crate) trait DecodeFields: Sized {
    /// What an entry means that is written without its fields.
    const BARE: Option<Bare> = None;

    /// Whether `key` is the name of one of its fields.
    fn knows(key: &str) -> bool;

    /// The names of its fields.
    fn names() -> Vec<&'static str>;

    /// Other names of its own fields, behind today's.
    fn aliases() -> Vec<(&'static str, &'static str)>;

    /// Takes the fields it knows out of `fields`.
    fn decode_fields(fields: &mut Fields<'_>, problems: &mut Problems) -> Self;
}

/// Which fields the parts of an entry are that is written without them: `Rust`, `Rust: good`,
/// `Languages: [Rust, Go]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bare {
    /// The entry itself.
    pub(crate) alone: &'static str,
    /// A text behind it.
    pub(crate) beside: &'static str,
    /// A list behind it.
    pub(crate) list: &'static str,
    /// Whether a single text may stand for the whole list of entries.
    pub(crate) single: bool,
}

/// The value of a field that need not be there.
pub(crate) trait Field: Default {
    /// Reads a value that is there.
    fn decode_field(node: &Node, key: &str, problems: &mut Problems) -> Self;
}

impl<T: Decode> Field for Option<T> {
    fn decode_field(node: &Node, key: &str, problems: &mut Problems) -> Self {
        T::decode(node, key, problems)
    }
}

/// A list of records or values; a single one stands for a list of one.
impl<T: Decode> Field for Vec<T> {
    fn decode_field(node: &Node, key: &str, problems: &mut Problems) -> Self {
        match &node.value {
            Value::List(items) => {
                let mut found = Vec::new();
                for item in items.iter().filter(|item| !item.is_absent()) {
                    match T::parts(item, key, problems) {
                        Some(parts) => found
                            .extend(parts.iter().filter_map(|part| T::decode(part, key, problems))),
                        None => found.extend(T::decode(item, key, problems)),
                    }
                }
                found
            }
            _ => match T::items(node, key, problems) {
                Some(items) => {
                    items.iter().filter_map(|item| T::decode(item, key, problems)).collect()
                }
                None => T::decode(node, key, problems).into_iter().collect(),
            },
        }
    }
}

impl Decode for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        match node.scalar() {
            Some("true" | "yes") => Some(true),
            Some("false" | "no") => Some(false),
            _ => problems.wrong_truth(node, key),
        }
    }
}

/// Lets a schema of a list take a single item, too, and nothing, as [`Field`] does.
pub(crate) fn or_single(schema: &mut schemars::Schema) {
    let item = match schema.get("items") {
        Some(item) if schema.get("type").is_some_and(|kind| kind == "array") => item.clone(),
        _ => return,
    };
    let description = schema.remove("description");
    let list = schema.clone();
    *schema = schemars::json_schema!({ "anyOf": [list, item, { "type": "null" }] });
    if let Some(description) = description {
        schema.insert("description".to_owned(), description);
    }
}

/// What was found wrong so far, and the texts it was found in.
#[derive(Debug)]
pub(crate) struct Problems {
    sources: Vec<Arc<Source>>,
    /// The languages that the file is known to be written in.
    pub(crate) languages: Vec<LanguageTag>,
    /// The first of them, or what else tells it.
    pub(crate) written_in: Option<LanguageTag>,
    /// What was found, in the order it was met.
    pub(crate) found: Vec<Diagnostic>,
}

impl Problems {
    /// No problems yet in `sources`, which are written in `languages`.
    pub(crate) fn new(sources: &[Arc<Source>], languages: Vec<LanguageTag>) -> Self {
        Problems { sources: sources.to_vec(), languages, written_in: None, found: Vec::new() }
    }

    /// What is written at `span`.
    pub(crate) fn written(&self, span: Span) -> Option<&str> {
        let source = self.sources.get(usize::from(span.source))?;
        source.text.get(span.start as usize..span.end as usize)
    }

    /// Reports `diagnostic` at `span`.
    pub(crate) fn report(&mut self, span: Span, diagnostic: Diagnostic) {
        let source = self.sources.get(usize::from(span.source));
        let place =
            source.map(|source| Place::new(source.clone(), span.start as usize, span.end as usize));
        self.found.push(Diagnostic { place, ..diagnostic });
    }

    /// Reports `diagnostic` at `span`, unless one with its code was reported before.
    pub(crate) fn report_once(&mut self, span: Span, diagnostic: Diagnostic) {
        if !self.found.iter().any(|found| found.code == diagnostic.code) {
            self.report(span, diagnostic);
        }
    }

    /// Tells of each unknown key once, at its first place, with the number of places.
    fn group_keys(&mut self) {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        self.found.retain(|found| {
            let is_key = matches!(found.code, "unknown-key" | "other-word");
            let count = places.entry(found.message.clone()).or_default();
            *count += usize::from(is_key);
            !is_key || *count == 1
        });
        for found in &mut self.found {
            if let Some(count @ 2..) = places.get(&found.message) {
                found.message = format!("{}, in {count} places", found.message);
            }
        }
    }

    /// `value` if there was no error; the problems in file order either way.
    pub(crate) fn finish<T>(mut self, value: Option<T>) -> Outcome<T> {
        let order = |diagnostic: &Diagnostic| {
            let place = diagnostic.place.as_ref()?;
            let file = self.sources.iter().position(|source| Arc::ptr_eq(source, &place.source));
            Some((file, place.start))
        };
        self.found.sort_by_key(order);
        self.group_keys();
        match value {
            Some(value) if !self.found.iter().any(Diagnostic::is_error) => {
                Ok(Warned { value, warnings: self.found })
            }
            _ => Err(self.found),
        }
    }
}

/// The fields of a map that nobody has taken yet.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    left: Vec<&'a (Key, Node)>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of `node`, which is under `key`; `None` after reporting that it is not a map.
    pub(crate) fn of<T: Decode>(
        node: &'a Node,
        key: &str,
        problems: &mut Problems,
    ) -> Option<Self> {
        if let Value::Map(entries) = &node.value {
            return Some(Fields { left: entries.iter().collect(), known: Vec::new() });
        }
        problems.wrong_shape::<T>(node, key);
        None
    }

    /// Takes the field that is called one of `names`, the first being today's name.
    pub(crate) fn take<T: Field>(&mut self, names: &[&'static str], problems: &mut Problems) -> T {
        self.known.extend(names);
        let mut taken: Option<&(Key, Node)> = None;
        for name in names {
            let Some(index) = self.left.iter().position(|(key, _)| key.text == *name) else {
                continue;
            };
            let field = self.left.remove(index);
            if field.1.is_absent() {
                continue;
            }
            match taken {
                None => taken = Some(field),
                Some((first, value)) if value.value != field.1.value => {
                    let message =
                        format!("`{}` means the same as `{}` and is ignored", name, first.text);
                    let hint = format!("keep one of the two, `{}` by preference", names[0]);
                    let diagnostic = Diagnostic::warning("repeated-field", message).hint(hint);
                    problems.report(field.0.span, diagnostic);
                }
                Some(_) => {}
            }
        }
        taken.map_or_else(T::default, |(key, node)| T::decode_field(node, &key.text, problems))
    }

    /// Reports every field that nobody took.
    pub(crate) fn finish(self, problems: &mut Problems) {
        let known = self.known.iter().map(|known| format!("`{known}`"));
        // Said once for a map.
        let mut known = Some(known.collect::<Vec<_>>().join(", "));
        for (key, _) in self.left {
            if key.text.starts_with("x-") || key.text.starts_with(['_', '$']) {
                continue;
            }
            let mut diagnostic =
                Diagnostic::warning("unknown-key", format!("unknown key `{}`", key.text));
            let hint = meanings(&key.text)
                .and_then(|mut fields| fields.find(|field| self.known.contains(field)))
                .map(meant);
            let hint = hint.or_else(|| did_you_mean(&key.text, self.known.iter().copied()));
            let hint = hint.or_else(|| problems.too_deep(key));
            diagnostic = match hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic.hint(match std::mem::take(&mut known) {
                    Some(known) => format!("it is not printed; the keys here are {known}"),
                    None => "it is not printed".to_owned(),
                }),
            };
            problems.report(key.span, diagnostic);
        }
    }
}

/// Declares a map with named fields: the struct, its [`Decode`], and its JSON Schema.
///
/// `field: Type = "name" | "older name"`; a last `..field: Type` takes the fields of another record.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $name:ident, $expected:literal $(($($bare:tt)*))? {
            $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty = $key:literal $(| $old:literal)* , )*
            $( .. $common:ident : $common_type:ty )?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq, schemars::JsonSchema)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[doc = $field_doc])*
                #[schemars(rename = $key, default, transform = $crate::resume::decode::or_single)]
                pub $field: $type,
            )*
            $(
                /// The fields that it shares with the others.
                #[schemars(flatten)]
                pub $common: $common_type,
            )?
            /// Where it is.
            #[schemars(skip)]
            pub span: $crate::source::Span,
        }

        impl $crate::resume::decode::DecodeFields for $name {
            $( const BARE: Option<$crate::resume::decode::Bare> =
                Some($crate::resume::decode::Bare { $($bare)* }); )?

            fn knows(key: &str) -> bool {
                matches!(key, $( $key $(| $old)* )|*)
                    $( || <$common_type as $crate::resume::decode::DecodeFields>::knows(key) )?
            }

            fn names() -> Vec<&'static str> {
                let own = vec![$( $key $(, $old)* ),*];
                $( let own = [
                    own,
                    <$common_type as $crate::resume::decode::DecodeFields>::names(),
                ].concat(); )?
                own
            }

            fn aliases() -> Vec<(&'static str, &'static str)> {
                let own = vec![$( $( ($key, $old), )* )*];
                $( let own = [
                    own,
                    <$common_type as $crate::resume::decode::DecodeFields>::aliases(),
                ].concat(); )?
                own
            }

            fn decode_fields(
                fields: &mut $crate::resume::decode::Fields<'_>,
                problems: &mut $crate::resume::decode::Problems,
            ) -> Self {
                $name {
                    $( $field: fields.take(&[$key $(, $old)*], problems), )*
                    $( $common: $crate::resume::decode::DecodeFields::decode_fields(fields, problems), )?
                    span: $crate::source::Span::default(),
                }
            }
        }

        impl $crate::resume::decode::Decode for $name {
            const EXPECTED: &'static str = $expected;
            const FIELDS: &'static [&'static str] = &[$($key),*];

            fn decode(
                node: &$crate::resume::node::Node,
                key: &str,
                problems: &mut $crate::resume::decode::Problems,
            ) -> Option<Self> {
                use $crate::resume::decode::{DecodeFields, Fields, shape};
                let node = &*shape::record::<Self>(node, problems);
                let mut fields = Fields::of::<Self>(node, key, problems)?;
                let mut record = Self::decode_fields(&mut fields, problems);
                record.span = node.span;
                $( record.$common.span = node.span; )?
                fields.finish(problems);
                Some(record)
            }

            fn items(
                node: &$crate::resume::node::Node,
                key: &str,
                problems: &mut $crate::resume::decode::Problems,
            ) -> Option<Vec<$crate::resume::node::Node>> {
                $crate::resume::decode::shape::entries::<Self>(node, key, problems)
            }

            fn parts(
                item: &$crate::resume::node::Node,
                key: &str,
                problems: &mut $crate::resume::decode::Problems,
            ) -> Option<Vec<$crate::resume::node::Node>> {
                $crate::resume::decode::shape::terms(item, key, problems)
            }
        }
    };
}
pub(crate) use record;
