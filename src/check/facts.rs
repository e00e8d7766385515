//! What a document says, fact by fact: what must be found again in its PDF.

use crate::document::{Block, Document, Entry, Highlight, Inline, Role, plain_text};

/// Something that is printed.
pub(crate) struct Fact {
    /// What it is in words, such as `bullet`.
    pub kind: &'static str,
    /// How it is printed.
    pub text: String,
    /// The section it belongs to, counted from 0.
    pub section: Option<usize>,
    /// Whether it is below the ordered fact before it in every theme.
    pub is_ordered: bool,
}

impl Fact {
    /// The text, cut if it is long.
    pub(crate) fn shown(&self) -> String {
        shorten(&self.text)
    }
}

/// `text` on one line, cut if it is long.
pub(crate) fn shorten(text: &str) -> String {
    const LONG: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONG {
        return line;
    }
    let cut: String = line.chars().take(LONG - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Everything that `document` says.
pub(crate) fn facts(document: &Document) -> Vec<Fact> {
    let mut list = List { facts: Vec::new(), section: None };
    let header = &document.header;
    list.add("name", &header.name, true);
    list.line("headline", &header.label, false);
    for contact in &header.contacts {
        let kind = match contact.kind.as_str() {
            "email" => "e-mail address",
            "phone" => "telephone number",
            "location" => "location",
            _ => "link",
        };
        // A theme may print the label of a contact of the person's own apart from its text.
        let labelled =
            contact.text.strip_prefix(&contact.label).filter(|_| contact.kind == "other");
        let rest = labelled
            .map(|it| it.trim_start_matches(|it: char| ":：".contains(it) || it.is_whitespace()));
        match rest.filter(|rest| !rest.is_empty() && !contact.label.is_empty()) {
            Some(rest) => {
                list.add(kind, &contact.label, false);
                list.add(kind, rest, false);
            }
            None => list.add(kind, &contact.text, false),
        }
    }
    list.blocks(&header.summary);
    for (index, section) in document.sections.iter().enumerate() {
        list.section = Some(index);
        list.add("section title", &section.title, true);
        list.blocks(&section.body);
        section.entries.iter().for_each(|entry| list.entry(entry));
    }
    list.facts.retain(|fact| !fact.text.trim().is_empty());
    list.facts
}

struct List {
    facts: Vec<Fact>,
    section: Option<usize>,
}

impl List {
    fn add(&mut self, kind: &'static str, text: &str, is_ordered: bool) {
        self.facts.push(Fact { kind, text: text.to_owned(), section: self.section, is_ordered });
    }

    fn line(&mut self, kind: &'static str, runs: &Inline, is_ordered: bool) {
        self.add(kind, &plain_text(runs), is_ordered);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { runs } => self.line("text", runs, false),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Quote { blocks } => self.blocks(blocks),
                Block::Code { text } => {
                    text.lines().for_each(|line| self.add("text", line, false));
                }
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.line("title", &entry.title, true);
        // Several parts are joined otherwise by every theme.
        self.line("position", &entry.subtitle, false);
        self.line("authors", &entry.authors, false);
        self.line("location", &entry.location, false);
        self.add("date", &entry.date.text, false);
        entry.links.iter().for_each(|link| self.add("link", &link.text, false));
        self.line("comment", &entry.comment, false);
        entry.roles.iter().for_each(|role| self.role(role));
        self.blocks(&entry.body);
        lines(&entry.highlights).for_each(|runs| self.line("bullet", runs, true));
        entry.keywords.iter().for_each(|runs| self.line("keyword", runs, false));
        for item in entry.details.iter().flat_map(|detail| &detail.items) {
            self.line("detail", item, false);
        }
    }

    fn role(&mut self, role: &Role) {
        self.line("position", &role.title, false);
        self.line("location", &role.location, false);
        self.add("date", &role.date.text, false);
        role.links.iter().for_each(|link| self.add("link", &link.text, false));
        self.blocks(&role.body);
        lines(&role.highlights).for_each(|runs| self.line("bullet", runs, false));
        role.keywords.iter().for_each(|runs| self.line("keyword", runs, false));
    }
}

/// What bullets, and those below them, say.
pub(super) fn lines(highlights: &[Highlight]) -> impl Iterator<Item = &Inline> {
    highlights.iter().flat_map(Highlight::lines)
}

/// The paragraphs of `blocks` and of what is nested in them; no code.
pub(super) fn paragraphs(blocks: &[Block]) -> Vec<&Inline> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { runs } => found.push(runs),
            Block::List { items, .. } => {
                found.extend(items.iter().flat_map(|item| paragraphs(item)));
            }
            Block::Quote { blocks } => found.extend(paragraphs(blocks)),
            Block::Code { .. } => {}
        }
    }
    found
}

/// `runs` without code, links and addresses.
pub(super) fn prose(runs: &Inline) -> String {
    let plain = runs.iter().filter(|run| !run.code && run.url.is_none());
    plain.map(|run| run.text.as_str()).collect()
}

/// Every text, without runs of code, links and addresses.
pub(super) fn words(document: &Document) -> Vec<String> {
    let header = &document.header;
    let mut found: Vec<&Inline> = vec![&header.label];
    found.extend(paragraphs(&header.summary));
    for section in &document.sections {
        found.extend(paragraphs(&section.body));
        for entry in &section.entries {
            found.extend([&entry.title, &entry.subtitle]);
            found.extend(lines(&entry.highlights).chain(&entry.keywords));
            found.extend(paragraphs(&entry.body));
            for role in &entry.roles {
                found.push(&role.title);
                found.extend(lines(&role.highlights));
                found.extend(paragraphs(&role.body));
            }
        }
    }
    found.into_iter().map(prose).collect()
}
