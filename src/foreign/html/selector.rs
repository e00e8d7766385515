//! Selectors of style sheets: names, classes and ids of an element, and of those around it.
//!
//! What a selector asks beside that, such as the place among others, is not looked at: it is then vague, and what its
//! rule says may or may not hold.

/// What selectors ask of an element.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) classes: Vec<String>,
}

/// A part of a selector, for one element.
#[derive(Debug, Default, PartialEq)]
struct Compound {
    name: String,
    ids: Vec<String>,
    classes: Vec<String>,
    /// Whether it is for the element right around the next one.
    is_parent: bool,
}

/// A selector without commas.
#[derive(Debug)]
pub(super) struct Selector {
    /// From the outside in; there is at least one.
    compounds: Vec<Compound>,
    /// Whether it asks for more than is looked at.
    pub(super) is_vague: bool,
    /// How many ids, classes and names it has (Selectors 4, 17).
    pub(super) weight: (usize, usize, usize),
}

/// States that come and go: what they change is not how a page looks to who opens it.
const STATES: &[&str] = &[
    "hover",
    "focus",
    "active",
    "visited",
    "target",
    "checked",
    "disabled",
    "selection",
    "placeholder",
    "marker",
    "backdrop",
    "popover-open",
    "open",
];

impl Selector {
    /// Reads a selector; none where it is of a state or is broken.
    pub(super) fn parse(text: &str) -> Option<Selector> {
        let mut it = Selector { compounds: Vec::new(), is_vague: false, weight: (0, 0, 0) };
        let mut current = Compound::default();
        let mut has_any = false;
        let mut rest = text.trim();
        while let Some(sign) = rest.chars().next() {
            let after = &rest[sign.len_utf8()..];
            let word = if matches!(sign, '.' | '#' | ':') { after } else { rest };
            let end = word.find(|c: char| !(c.is_alphanumeric() || "-_\\".contains(c)));
            let (word, behind) = word.split_at(end.unwrap_or(word.len()));
            match sign {
                '.' if !word.is_empty() => {
                    current.classes.push(word.to_owned());
                    it.weight.1 += 1;
                    (has_any, rest) = (true, behind);
                }
                '#' if !word.is_empty() => {
                    current.ids.push(word.to_owned());
                    it.weight.0 += 1;
                    (has_any, rest) = (true, behind);
                }
                ':' => {
                    if STATES.iter().any(|state| word.starts_with(state)) {
                        return None;
                    }
                    it.is_vague |= !matches!(word, "" | "root");
                    (has_any, rest) = (true, past(behind, '(', ')'));
                }
                '[' => {
                    it.is_vague = true;
                    (has_any, rest) = (true, past(rest, '[', ']'));
                }
                '*' => (has_any, rest) = (true, after),
                '>' | '+' | '~' => {
                    rest = after.trim_start();
                    if has_any {
                        it.compounds.push(std::mem::take(&mut current));
                        has_any = false;
                    }
                    if let Some(last) = it.compounds.last_mut().filter(|_| sign == '>') {
                        last.is_parent = true;
                    }
                    if sign != '>' {
                        // What is before it in the page is not looked at.
                        it.is_vague = true;
                        it.compounds.pop();
                    }
                }
                c if c.is_whitespace() => {
                    rest = rest.trim_start();
                    if has_any && !rest.starts_with(['>', '+', '~']) {
                        it.compounds.push(std::mem::take(&mut current));
                        has_any = false;
                    }
                }
                _ if !word.is_empty() => {
                    current.name = word.to_ascii_lowercase();
                    it.weight.2 += 1;
                    (has_any, rest) = (true, behind);
                }
                _ => return None,
            }
        }
        if has_any {
            it.compounds.push(current);
        }
        (has_any && !it.compounds.is_empty()).then_some(it)
    }

    /// Whether it is for `tag` within the elements `around` it, the outermost first.
    pub(super) fn fits<'a>(
        &self,
        tag: &Tag,
        around: impl DoubleEndedIterator<Item = &'a Tag>,
    ) -> bool {
        let Some((last, outer)) = self.compounds.split_last() else { return false };
        if !last.fits(tag) {
            return false;
        }
        let mut around = around.rev();
        outer.iter().rev().all(|compound| {
            if compound.is_parent {
                around.next().is_some_and(|tag| compound.fits(tag))
            } else {
                around.any(|tag| compound.fits(tag))
            }
        })
    }
}

impl Compound {
    fn fits(&self, tag: &Tag) -> bool {
        (self.name.is_empty() || self.name == tag.name)
            && self.ids.iter().all(|id| *id == tag.id)
            && self.classes.iter().all(|class| tag.classes.contains(class))
    }
}

/// What follows the brackets that `text` begins with, if it begins with such.
fn past(text: &str, open: char, close: char) -> &str {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 {
            let end = if at == 0 { 0 } else { at + character.len_utf8() };
            return &text[end..];
        }
    }
    ""
}
