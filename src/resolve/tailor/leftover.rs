//! What is hidden and still said in a text: a telephone number in the summary, a name in a bullet.

use crate::diagnostic::Diagnostic;
use crate::resume::{Basics, Location, Resume, Text};
use crate::source::Span;

/// A warning at each text that says something of `hidden` again.
pub(super) fn told(resume: &Resume, hidden: &[String]) -> Vec<Diagnostic> {
    let Some(basics) = &resume.contents.basics else { return Vec::new() };
    let values: Vec<Value> = hidden.iter().flat_map(|field| values(field, basics)).collect();
    if values.is_empty() {
        return Vec::new();
    }
    let own: Vec<Span> = values.iter().map(|value| value.span).collect();
    let mut found = Vec::new();
    let mut look = |node: &crate::resume::Node| {
        let Some(text) = node.scalar().filter(|_| !own.contains(&node.span)) else { return };
        for value in values.iter().filter(|value| value.is_in(text)) {
            let message = format!("the hidden {} is in this text", value.field);
            let hint = "write a text without it for this variant, or give it a tag";
            let place = resume.place(node.span);
            let told = Diagnostic::warning("hidden-text", message).hint(hint);
            let told = Diagnostic { place, ..told };
            if !found.contains(&told) {
                found.push(told);
            }
        }
    };
    resume.tree.each_scalar(&mut look);
    found
}

/// Something hidden, and where it is written.
struct Value {
    field: &'static str,
    text: String,
    span: Span,
}

impl Value {
    /// Whether `text` says it: a number by its digits, anything else as whole words.
    fn is_in(&self, text: &str) -> bool {
        if self.field == "telephone number" {
            let wanted = digits(&self.text);
            // A number is also written without its country.
            let tail = &wanted[wanted.len().saturating_sub(8)..];
            return tail.len() >= 6 && digits(text).contains(tail);
        }
        let (text, wanted) = (text.to_lowercase(), self.text.to_lowercase());
        let is_letter =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !crate::script::is_wide(c));
        wanted.chars().count() > 1
            && text.match_indices(&wanted).any(|(start, word)| {
                let end = start + word.len();
                !is_letter(text[..start].chars().next_back())
                    && !is_letter(text[end..].chars().next())
            })
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What `basics` says in the field.
fn values(field: &str, basics: &Basics) -> Vec<Value> {
    let all = |field: &'static str, texts: Vec<&Text>| {
        let spoken = texts.into_iter().flat_map(|text| &text.variants);
        let values = spoken.map(|(_, written)| Value {
            field,
            text: written.text.trim().to_owned(),
            span: written.span,
        });
        values.filter(|value| !value.text.is_empty()).collect()
    };
    match field {
        "name" => all("name", basics.name.iter().collect()),
        "email" => all("e-mail address", basics.email.iter().collect()),
        "phone" => all("telephone number", basics.phone.iter().collect()),
        "url" => all("address", basics.url.iter().collect()),
        "location" => match &basics.location {
            Some(Location::Address(address)) => all("address", address.address.iter().collect()),
            Some(Location::Text(text)) => all("address", vec![text]),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}
