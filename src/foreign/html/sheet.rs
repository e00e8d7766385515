//! The style sheets in a web page: which declarations are for an element, the strongest last.

use super::selector::{Selector, Tag};

/// A rule with one selector.
struct Rule {
    selector: Selector,
    /// Whether it holds only on some screens.
    is_vague: bool,
    declarations: Vec<Declaration>,
}

/// A property and its value.
#[derive(Debug, Clone)]
pub(super) struct Declaration {
    pub(super) property: String,
    pub(super) value: String,
    is_important: bool,
}

/// The rules of a page.
pub(super) struct Sheet {
    rules: Vec<Rule>,
    /// Whether there are no others, in files beside the page.
    pub(super) is_whole: bool,
}

impl Sheet {
    /// The rules in the `style` elements of a page.
    pub(super) fn of(html: &str) -> Sheet {
        let mut rules = Vec::new();
        let lower = html.to_ascii_lowercase();
        let mut at = 0;
        while let Some(found) = lower[at..].find("<style") {
            let start = at + found;
            let Some(open) = lower[start..].find('>') else { break };
            let from = start + open + 1;
            let to = lower[from..].find("</style").map_or(html.len(), |end| from + end);
            let is_for_paper = lower[start..from].contains("media=\"print\"");
            if !is_for_paper {
                collect(&without_comments(&html[from..to]), false, &mut rules);
            }
            at = to;
        }
        let links = lower.match_indices("<link").map(|(at, _)| &lower[at..]);
        let mut links = links.map(|tag| tag.split_once('>').map_or(tag, |(tag, _)| tag));
        let is_whole =
            !links.any(|tag| tag.contains("stylesheet") && !tag.contains("media=\"print\""));
        Sheet { rules, is_whole: is_whole && !lower.contains("@import") }
    }

    /// What rules say of `tag`, the strongest last, and whether they say it for certain; `own` is its `style`.
    pub(super) fn declarations<'a>(
        &self,
        tag: &Tag,
        around: &(impl DoubleEndedIterator<Item = &'a Tag> + Clone),
        own: &str,
    ) -> Vec<(Declaration, bool)> {
        let mut found = Vec::new();
        for (index, rule) in self.rules.iter().enumerate() {
            if !rule.selector.fits(tag, around.clone()) {
                continue;
            }
            let is_certain = !(rule.is_vague || rule.selector.is_vague);
            for declaration in &rule.declarations {
                let strength = (declaration.is_important, false, rule.selector.weight, index);
                found.push((strength, declaration.clone(), is_certain));
            }
        }
        for declaration in declarations(own) {
            found.push(((declaration.is_important, true, (0, 0, 0), 0), declaration, true));
        }
        found.sort_by_key(|(strength, ..)| *strength);
        found.into_iter().map(|(_, declaration, is_certain)| (declaration, is_certain)).collect()
    }
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// The rules of a style sheet; those of some screens only are vague.
fn collect(css: &str, is_vague: bool, rules: &mut Vec<Rule>) {
    let mut rest = css;
    while let Some((head, after)) = rest.split_once('{') {
        let mut depth = 1_usize;
        let end = after.char_indices().find_map(|(at, character)| {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at)
        });
        let end = end.unwrap_or(after.len());
        let (body, next) = (&after[..end], after.get(end + 1..).unwrap_or_default());
        let head = head.rsplit(';').next().unwrap_or_default().trim();
        if head.starts_with("@media") {
            // Paper is not what people look at first; phones, wide windows and the dark are for some of them.
            let of_some = ["width", "prefers", "height", "hover", "pointer", "orientation"];
            let is_for_some = of_some.iter().any(|word| head.contains(word));
            if !head.contains("print") {
                collect(body, is_vague || is_for_some, rules);
            }
        } else if ["@supports", "@layer", "@container"].iter().any(|rule| head.starts_with(rule)) {
            collect(body, is_vague || head.starts_with("@container"), rules);
        } else if !head.starts_with('@') {
            let selectors = head.split(',').filter_map(Selector::parse);
            let declarations = declarations(body);
            rules.extend(selectors.map(|selector| Rule {
                selector,
                is_vague,
                declarations: declarations.clone(),
            }));
        }
        rest = next;
    }
}

/// Declarations such as `display: none; color: #fff`.
pub(super) fn declarations(text: &str) -> Vec<Declaration> {
    let parts = text.split(';').filter_map(|declaration| declaration.split_once(':'));
    let all = parts.map(|(property, value)| {
        let value = value.trim().to_ascii_lowercase();
        let (value, is_important) = match value.strip_suffix("!important") {
            Some(value) => (value.trim().to_owned(), true),
            None => (value, false),
        };
        Declaration { property: property.trim().to_ascii_lowercase(), value, is_important }
    });
    all.collect()
}
