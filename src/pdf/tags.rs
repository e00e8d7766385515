//! What the tags of a PDF call its parts (ISO 32000-1, 14.7): headings, lists.

use super::budget::Budget;
use super::{Pdf, get};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// The deepest tree that is walked.
const MAX_DEPTH: usize = 64;

/// A part of a page that has a tag.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Tagged {
    /// The page, counted from 0.
    pub page: usize,
    /// Where it is: left, bottom, right, top.
    pub area: [f64; 4],
    /// `H1` to `H6`, `LI`, `Figure`, ….
    pub tag: String,
}

/// The headings and items of lists below `tree`.
pub(super) fn tags(
    document: &Document,
    tree: &Dictionary,
    pdf: &Pdf,
    budget: &Budget,
) -> Vec<Tagged> {
    let pages = document.page_iter().enumerate().map(|(number, id)| (id, number)).collect();
    let mut walk = Walk { document, pdf, budget, pages, seen: BTreeSet::new(), found: Vec::new() };
    walk.node(tree, None, None, 0);
    walk.found
}

struct Walk<'a> {
    document: &'a Document,
    pdf: &'a Pdf,
    budget: &'a Budget,
    pages: BTreeMap<ObjectId, usize>,
    seen: BTreeSet<ObjectId>,
    found: Vec<Tagged>,
}

impl Walk<'_> {
    /// `tag`: the nearest one around that is told, by its number in the list of those begun.
    fn node(&mut self, node: &Dictionary, page: Option<usize>, tag: Option<&str>, depth: usize) {
        if depth >= MAX_DEPTH {
            return;
        }
        let own = node.get(b"Pg").and_then(Object::as_reference).ok();
        let page = own.and_then(|id| self.pages.get(&id).copied()).or(page);
        let name = node.get(b"S").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name).into_owned();
        let is_told =
            matches!(name.as_str(), "Title" | "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "LI");
        let tag = if is_told { Some(name.as_str()) } else { tag };
        if let (Some(tag), Some(page), Ok(mark)) =
            (tag, page, node.get(b"MCID").and_then(Object::as_i64))
        {
            self.mark(tag, page, mark);
            return;
        }
        let kids = match get(self.document, node, b"K") {
            Some(Object::Array(kids)) => kids.clone(),
            Some(one) => vec![one.clone()],
            None => return,
        };
        for kid in &kids {
            if !self.budget.nodes.take(1) {
                return;
            }
            if let Object::Reference(id) = kid
                && !self.seen.insert(*id)
            {
                continue;
            }
            match self.document.dereference(kid) {
                Ok((_, Object::Integer(mark))) => {
                    if let (Some(tag), Some(page)) = (tag, page) {
                        self.mark(tag, page, *mark);
                    }
                }
                Ok((_, Object::Dictionary(kid))) => self.node(kid, page, tag, depth + 1),
                _ => {}
            }
        }
    }

    fn mark(&mut self, tag: &str, page: usize, mark: i64) {
        if let Some(area) = self.pdf.pages.get(page).and_then(|page| page.marked(mark)) {
            self.found.push(Tagged { page, area, tag: tag.to_owned() });
        }
    }
}
