//! A document as lines and blocks, one below the other, in the order in which it is read: what the formats share that
//! have one column and no pages.
//!
//! Takes sections, gives [`Part`]s. What is printed on one line is put together here, with the punctuation of the language;
//! how it looks is the writer's affair, which knows the names of the styles.

use crate::document::{
    Block, Dates, Detail, Document, Entry, Highlight, Inline, Link, OptionValue, Role, Run,
    Section, SectionKind,
};
use std::borrow::Cow;

/// Runs in the style of a name, as themes have it; an empty name is the style of what is around.
#[derive(Debug, Clone)]
pub(super) struct Span<'a> {
    pub(super) style: &'static str,
    pub(super) runs: Cow<'a, [Run]>,
}

/// Text of a line or a paragraph.
pub(super) type Phrase<'a> = Vec<Span<'a>>;

/// What stays together if the person asks for it: an entry, or what precedes all of them.
#[derive(Debug, Default)]
pub(super) struct Part<'a> {
    pub(super) break_before: bool,
    pub(super) keep: bool,
    pub(super) items: Vec<Item<'a>>,
}

/// A line, or several of one kind.
#[derive(Debug)]
pub(super) enum Item<'a> {
    /// The head of an entry or a position.
    Head(Head<'a>),
    /// A term, such as a kind of skills, and the words behind it.
    Term(Phrase<'a>),
    /// A paragraph that is put together from fields.
    Line(Phrase<'a>),
    /// What the person says about an entry, above it.
    Comment(Phrase<'a>),
    Blocks(&'a [Block]),
    Points(&'a [Highlight]),
    Quote(&'a [Block]),
}

/// The lines above the text of an entry or a position.
#[derive(Debug)]
pub(super) struct Head<'a> {
    /// Whether it is the head of a position, below that of an entry.
    pub(super) is_role: bool,
    /// The employer, school or position.
    pub(super) title: Phrase<'a>,
    /// Where it was.
    pub(super) place: Phrase<'a>,
    /// The position or degree, of which the title is the employer or school.
    pub(super) position: Phrase<'a>,
    pub(super) date: &'a Dates,
    pub(super) link: Option<Phrase<'a>>,
}

/// `runs` in a style; nothing if there are none.
pub(super) fn styled<'a>(style: &'static str, runs: &'a [Run]) -> Phrase<'a> {
    if runs.is_empty() { Vec::new() } else { vec![Span { style, runs: Cow::Borrowed(runs) }] }
}

/// A text in a style; nothing if it is empty.
pub(super) fn plain(style: &'static str, text: &str) -> Phrase<'static> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Span { style, runs: vec![Run::plain(text)].into() }]
}

/// The phrases that say something, with `between` between them.
pub(super) fn joined<'a>(
    phrases: impl IntoIterator<Item = Phrase<'a>>,
    between: &str,
) -> Phrase<'a> {
    let mut all = Vec::new();
    for phrase in phrases.into_iter().filter(|phrase| !phrase.is_empty()) {
        if !all.is_empty() {
            all.extend(plain("", between));
        }
        all.extend(phrase);
    }
    all
}

/// An address, which leads somewhere if it can.
pub(super) fn address(link: &Link) -> Phrase<'static> {
    let run = Run { url: link.url.clone(), ..Run::plain(link.text.as_str()) };
    if link.text.is_empty() {
        return Vec::new();
    }
    vec![Span { style: "address", runs: vec![run].into() }]
}

/// The runs of a phrase, without the styles that themes give them.
pub(super) fn runs(phrase: &[Span<'_>]) -> Inline {
    phrase.iter().flat_map(|span| span.runs.iter().cloned()).collect()
}

/// The sections in the order in which a page is read.
pub(super) struct Order<'a> {
    /// The main column, or all there is.
    pub(super) story: Vec<&'a Section>,
    /// What the theme puts beside it.
    pub(super) aside: Vec<&'a Section>,
    /// What ends the last page, below place and date.
    pub(super) feet: Vec<&'a Section>,
}

impl<'a> Order<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let beside: &[String] = match document.options.get("sidebar") {
            Some(OptionValue::List(ids)) => ids,
            _ => &[],
        };
        let (feet, flow): (Vec<_>, Vec<_>) = document.sections.iter().partition(|it| it.foot);
        let (aside, story) = flow.into_iter().partition(|it| beside.contains(&it.id));
        Order { story, aside, feet }
    }

    /// What is above place and date.
    pub(super) fn above(&self) -> impl Iterator<Item = &'a Section> {
        self.story.iter().chain(&self.aside).copied()
    }
}

/// What puts parts together: the punctuation and the words of a document.
#[derive(Clone, Copy)]
pub(super) struct Outline<'a> {
    document: &'a Document,
}

impl<'a> Outline<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Outline { document }
    }

    /// What is printed below the title of a section.
    pub(super) fn parts(self, section: &'a Section) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        if !section.body.is_empty() {
            parts.push(Part { items: vec![Item::Blocks(&section.body)], ..Part::default() });
        }
        let entries = &section.entries;
        if section.kind == SectionKind::Terms && entries.len() > 1 && entries.iter().all(is_short) {
            let terms = entries.iter().map(|entry| self.term_name(entry, "place"));
            let line = joined(terms, &self.document.punctuation.enumeration);
            parts.push(Part { items: vec![Item::Line(line)], ..Part::default() });
            return parts;
        }
        for entry in entries {
            let mut items = Vec::new();
            if !entry.comment.is_empty() {
                items.push(Item::Comment(styled("aside", &entry.comment)));
            }
            match section.kind {
                SectionKind::Terms => self.term(entry, &mut items),
                SectionKind::Publications => self.publication(entry, &mut items),
                SectionKind::Quotes => self.quotation(section, entry, &mut items),
                SectionKind::Entries | SectionKind::Text => {
                    self.entry(section, entry, &mut items);
                }
            }
            entry.roles.iter().for_each(|role| self.role(role, &mut items));
            parts.push(Part { break_before: entry.break_before, keep: entry.keep, items });
        }
        parts
    }

    fn entry(self, section: &Section, entry: &'a Entry, items: &mut Vec<Item<'a>>) {
        items.extend(head(section, entry));
        items.extend(line(self.authors(entry)));
        self.text(&entry.body, entry, items);
    }

    fn quotation(self, section: &Section, entry: &'a Entry, items: &mut Vec<Item<'a>>) {
        items.extend(head(section, entry));
        items.extend(line(self.authors(entry)));
        self.text(&[], entry, items);
        if !entry.body.is_empty() {
            items.push(Item::Quote(&entry.body));
        }
    }

    /// Its title, and where it is found in one paragraph.
    fn publication(self, entry: &'a Entry, items: &mut Vec<Item<'a>>) {
        let (place, position) = (Vec::new(), Vec::new());
        let title = styled("title", &entry.title);
        let head = Head { is_role: false, title, place, position, date: &entry.date, link: None };
        items.push(Item::Head(head));
        let mut source = vec![
            self.authors(entry),
            styled("source", &entry.subtitle),
            styled("place", &entry.location),
            entry.links.first().map(address).unwrap_or_default(),
        ];
        source.extend(self.facts(&entry.keywords, &entry.details, &entry.links, true));
        let comma = &self.document.punctuation.comma;
        let comma = if entry.comma.is_empty() { comma } else { &entry.comma };
        items.extend(line(joined(source, comma)));
        push_text(&entry.body, &entry.highlights, items);
    }

    fn term(self, entry: &'a Entry, items: &mut Vec<Item<'a>>) {
        // A term without words of its own takes the first paragraph of its text as its words.
        let (first, body) = match entry.body.split_first() {
            Some((Block::Paragraph { runs }, rest))
                if entry.subtitle.is_empty() && is_plain(entry) =>
            {
                (styled("", runs), rest)
            }
            _ => (Vec::new(), &entry.body[..]),
        };
        let punctuation = &self.document.punctuation;
        let mut words = vec![
            joined(
                entry.keywords.iter().map(|runs| styled("", runs)).chain([first]),
                &punctuation.enumeration,
            ),
            self.authors(entry),
            styled("place", &entry.location),
            plain("date", &entry.date.text),
        ];
        words.extend(entry.links.iter().map(|link| self.labelled(&link.label, address(link))));
        let words = joined(words, &punctuation.separator);
        let mut name = self.term_name(entry, "title");
        if !name.is_empty() && !words.is_empty() {
            let is_last_strong = entry.subtitle.is_empty();
            name.extend(plain(if is_last_strong { "title" } else { "" }, &punctuation.colon));
        }
        name.extend(words);
        items.extend((!name.is_empty()).then_some(Item::Term(name)));
        push_text(body, &entry.highlights, items);
        items.extend(self.facts(&[], &entry.details, &[], false).into_iter().map(Item::Line));
    }

    /// A term and its level in brackets.
    fn term_name(self, entry: &'a Entry, style: &'static str) -> Phrase<'a> {
        let mut name = styled(style, &entry.title);
        if name.is_empty() {
            return styled("level", &entry.subtitle);
        }
        if !entry.subtitle.is_empty() {
            name.extend(plain("", &self.document.punctuation.open));
            name.extend(styled("level", &entry.subtitle));
            name.extend(plain("", &self.document.punctuation.close));
        }
        name
    }

    fn role(self, role: &'a Role, items: &mut Vec<Item<'a>>) {
        let head = Head {
            is_role: true,
            title: styled("role-title", &role.title),
            place: styled("place", &role.location),
            position: Vec::new(),
            date: &role.date,
            link: None,
        };
        if !(head.title.is_empty() && head.place.is_empty() && head.date.text.is_empty()) {
            items.push(Item::Head(head));
        }
        push_text(&role.body, &role.highlights, items);
        let facts = self.facts(&role.keywords, &[], &role.links, false);
        items.extend(facts.into_iter().map(Item::Line));
    }

    fn text(self, body: &'a [Block], entry: &'a Entry, items: &mut Vec<Item<'a>>) {
        push_text(body, &entry.highlights, items);
        let facts = self.facts(&entry.keywords, &entry.details, &entry.links, true);
        items.extend(facts.into_iter().map(Item::Line));
    }

    /// The authors, and that there are more.
    fn authors(self, entry: &'a Entry) -> Phrase<'a> {
        let mut authors = styled("", &entry.authors);
        if entry.more_authors > 0 && !authors.is_empty() {
            let more = self.document.words.get("et-al").map_or("et al.", String::as_str);
            authors.extend(plain("", &format!(" {more}")));
        }
        authors
    }

    /// Keywords, labelled facts and links, a line each. The head of an entry has its first link.
    fn facts(
        self,
        keywords: &'a [Inline],
        details: &'a [Detail],
        links: &'a [Link],
        has_first: bool,
    ) -> Vec<Phrase<'a>> {
        let enumeration = &self.document.punctuation.enumeration;
        let list =
            |items: &'a [Inline]| joined(items.iter().map(|runs| styled("", runs)), enumeration);
        let label = self.document.words.get("keywords").map_or("", String::as_str);
        let mut facts = vec![self.labelled(label, list(keywords))];
        facts.extend(details.iter().map(|one| self.labelled(&one.label, list(&one.items))));
        let links = links.iter().skip(usize::from(has_first));
        facts.extend(links.map(|link| self.labelled(&link.label, address(link))));
        facts.retain(|fact| !fact.is_empty());
        facts
    }

    /// A text behind its label, if it has one.
    fn labelled(self, label: &str, text: Phrase<'a>) -> Phrase<'a> {
        if label.is_empty() || text.is_empty() {
            return text;
        }
        let mut fact = plain("label", &format!("{label}{}", self.document.punctuation.colon));
        fact.extend(text);
        fact
    }
}

/// The head of an entry, unless the entry is only text. What is below a title is a position at an employer, and a
/// degree or the like elsewhere.
fn head<'a>(section: &Section, entry: &'a Entry) -> Option<Item<'a>> {
    let is_position = section.formal && section.id != "education";
    let head = Head {
        is_role: false,
        title: styled("title", &entry.title),
        place: styled("place", &entry.location),
        position: styled(if is_position { "position" } else { "degree" }, &entry.subtitle),
        date: &entry.date,
        link: entry.links.first().map(address).filter(|link| !link.is_empty()),
    };
    let is_empty = head.title.is_empty()
        && head.place.is_empty()
        && head.position.is_empty()
        && head.date.text.is_empty()
        && head.link.is_none();
    (!is_empty).then_some(Item::Head(head))
}

fn line(phrase: Phrase<'_>) -> Option<Item<'_>> {
    (!phrase.is_empty()).then_some(Item::Line(phrase))
}

fn push_text<'a>(body: &'a [Block], points: &'a [Highlight], items: &mut Vec<Item<'a>>) {
    items.extend((!body.is_empty()).then_some(Item::Blocks(body)));
    items.extend((!points.is_empty()).then_some(Item::Points(points)));
}

/// Whether the line of an entry has nothing but its title and perhaps its subtitle.
fn is_plain(entry: &Entry) -> bool {
    entry.keywords.is_empty()
        && entry.authors.is_empty()
        && entry.location.is_empty()
        && entry.links.is_empty()
        && entry.date.text.is_empty()
}

/// Whether an entry is only a term and perhaps a level, such as `German (native)`.
fn is_short(entry: &Entry) -> bool {
    entry.body.is_empty()
        && entry.highlights.is_empty()
        && entry.details.is_empty()
        && entry.roles.is_empty()
        && entry.comment.is_empty()
        && !(entry.break_before || entry.keep)
        && is_plain(entry)
}
