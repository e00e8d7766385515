//! One resume in several texts of one language: files that are read together, and what lies over them.
//!
//! Takes trees, gives one. Files of one resume say different things: their maps become one, their lists are
//! joined. What lies over a resume replaces what it names, such as private data in a file of its own, or a
//! value from the command line.

use crate::resume::{Key, LanguageTag, Node, Value, is_language_map};
use crate::source::Span;

/// The names of the files that `tree` says the resume goes on in.
pub(super) fn files(tree: &Node) -> Vec<&Node> {
    match tree.field("files").map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().collect(),
        Some(Value::Text(_)) => tree.field("files").into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The tree that `typed`, the `source`-th text, means: `basics.phone=+49…`.
pub(super) fn value(typed: &str, source: u16) -> Node {
    let (path, value) = typed.split_once('=').unwrap_or((typed, ""));
    let span = |start: usize, end: usize| {
        let [start, end] = [start, end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Span { source, start, end }
    };
    let start = typed.len() - value.len();
    let leaf = Node { value: Value::Text(value.to_owned()), span: span(start, typed.len()) };
    let mut end = path.len();
    path.rsplit('.').fold(leaf, |inner, text| {
        let key = Key { text: text.to_owned(), span: span(end - text.len(), end) };
        end = end.saturating_sub(text.len() + 1);
        let whole = span(key.span.start as usize, typed.len());
        Node { value: Value::Map(vec![(key, inner)]), span: whole }
    })
}

/// Adds what `more` says to `base`.
pub(super) fn join(base: &mut Node, more: Node) {
    match (&mut base.value, more.value) {
        (Value::Map(entries), Value::Map(others)) => {
            merge(entries, others, &|own, other| join(own, other));
        }
        (Value::List(items), Value::List(others)) => items.extend(others),
        (Value::Null, value) => *base = Node { value, span: more.span },
        _ => {}
    }
}

/// Puts what `over` says in the place of what `base` says. A map of numbers changes the items of a list; a map of
/// languages leaves a text in `own`, that of the resume, unless it says it anew.
pub(super) fn lay(base: &mut Node, over: Node, own: &LanguageTag) {
    let is_by_language = is_language_map(&over, &[]);
    match (&mut base.value, over.value) {
        (Value::Map(entries), Value::Map(others)) => {
            merge(entries, others, &|base, other| lay(base, other, own));
        }
        (Value::List(items), Value::Map(others))
            if others.iter().all(|(key, _)| key.text.parse::<usize>().is_ok()) =>
        {
            for (key, other) in others {
                let index = key.text.parse::<usize>().unwrap_or(usize::MAX);
                match items.get_mut(index) {
                    Some(item) => lay(item, other, own),
                    None => items.push(other),
                }
            }
        }
        (Value::Text(_) | Value::Number(_) | Value::List(_), Value::Map(others))
            if is_by_language =>
        {
            let text = Node { span: base.span, value: std::mem::take(&mut base.value) };
            let mut entries = vec![(Key { text: own.to_string(), span: text.span }, text)];
            merge(&mut entries, others, &|base, other| *base = other);
            base.value = Value::Map(entries);
        }
        (_, value) => *base = Node { value, span: over.span },
    }
}

fn merge(entries: &mut Vec<(Key, Node)>, others: Vec<(Key, Node)>, with: &dyn Fn(&mut Node, Node)) {
    for (key, other) in others {
        match entries.iter_mut().find(|(known, _)| known.text == key.text) {
            Some((_, own)) => with(own, other),
            None => entries.push((key, other)),
        }
    }
}
