//! From the entries of each section, as they were written, to the one shape that themes print.

use super::context::Context;
use super::header::{email, phones, print_link};
use super::location::print_location;
use super::markdown::merge;
use super::ties::{ended, last_ended};
use super::{date, levels, link, names, person};
use crate::document::{
    Author, Block, Contact, Detail, Entry, Highlight, Inline, Link, Role, Run, plain_text,
};
use crate::resume::{
    Award, Bullet, Certificate, Common, CustomEntry, Education, Interest, Items, NamedLink,
    PageBreak, Position, Project, Publication, Reference, Skill, SpokenLanguage, Text, Volunteer,
    Work,
};
use crate::script::{is_kana, sets_no_blanks};

/// An entry of some section, to be printed.
pub(super) trait Printable {
    /// The fields that all entries share.
    fn common(&self) -> &Common;

    /// The entry with its own fields filled in; the common ones are the caller's business.
    fn own_fields(&self, context: &mut Context<'_>) -> Entry;

    /// What its dates mean.
    fn dates(&self) -> date::Kind {
        date::Kind::Period
    }

    /// Which kind of publication it is.
    fn genre(&self) -> Option<&Text> {
        None
    }
}

/// `item` as it will be printed.
pub(super) fn entry(item: &dyn Printable, context: &mut Context<'_>) -> Entry {
    let own = item.own_fields(context);
    let common = item.common();
    let (date, valid_until) = date::print(common, item.dates(), context);
    let mut entry = Entry {
        location: location(common, context),
        date,
        valid_until,
        links: links(common, context),
        logo: logo(common, context),
        comment: context.inline(common.comment.as_ref()),
        source_comment: context.comments.above(common.span, context.resume).map(str::to_owned),
        highlights: bullets(&common.highlights, context),
        keywords: last_ended(context.inlines(&common.keywords), &context.language),
        break_before: common.page_break == Some(PageBreak::Before),
        keep: common.keep.unwrap_or(false),
        ..own
    };
    let text = body(common, context);
    entry.body.extend(text);
    promote(&mut entry);
    if context.hides_links {
        hide_link(&mut entry.title, &mut entry.links);
    }
    entry
}

/// Makes `title` the first of the `links` that has no label, which is printed no more.
fn hide_link(title: &mut Inline, links: &mut Vec<Link>) {
    let is_linked = title.is_empty() || title.iter().any(|run| run.url.is_some());
    if let Some(index) = links.iter().position(|link| link.label.is_empty() && link.url.is_some())
        && !is_linked
    {
        let link = links.remove(index);
        for run in title {
            run.url.clone_from(&link.url);
        }
    }
}

/// An entry without a title takes its subtitle for one, or else its first address.
fn promote(entry: &mut Entry) {
    if entry.title.is_empty() {
        entry.title = std::mem::take(&mut entry.subtitle);
    }
    if entry.title.is_empty() && !entry.links.is_empty() {
        let Link { label, text, url } = entry.links.remove(0);
        let text = if label.is_empty() { text } else { label };
        entry.title = vec![Run { url, ..Run::plain(text) }];
    }
}

fn location(common: &Common, context: &mut Context<'_>) -> Inline {
    let text = common.location.as_ref().map(|location| print_location(location, context));
    text.filter(|text| !text.is_empty()).map(Run::plain).into_iter().collect()
}

/// The name of its mark among the images: the path, unless none are printed.
fn logo(common: &Common, context: &mut Context<'_>) -> Option<String> {
    common.logo.as_ref().filter(|_| context.has_logos).and_then(|path| context.plain(path))
}

/// Its address, and those that `links` names.
fn links(common: &Common, context: &mut Context<'_>) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    links.extend(common.url.as_ref().and_then(|url| print_link(url, context)));
    for NamedLink(link) in &common.links {
        let label = context.plain_or_empty(link.label.as_ref());
        match link.url.as_ref().and_then(|url| print_link(url, context)) {
            Some(found) => links.push(Link { label, ..found }),
            None if label.is_empty() => {}
            // It leads nowhere, and is printed all the same.
            None => links.push(Link { text: label, ..Link::default() }),
        }
    }
    links
}

fn body(common: &Common, context: &mut Context<'_>) -> Vec<Block> {
    let mut body = context.blocks(common.description.as_ref());
    body.extend(context.blocks(common.summary.as_ref()));
    body
}

/// How deep bullets may nest below others.
const NESTED: usize = 2;

fn bullets(items: &Items<Bullet>, context: &mut Context<'_>) -> Vec<Highlight> {
    bullets_at(items, 0, context)
}

fn bullets_at(items: &Items<Bullet>, depth: usize, context: &mut Context<'_>) -> Vec<Highlight> {
    let Some(items) = context.pick(items) else { return Vec::new() };
    let mut highlights = Vec::new();
    for Bullet(bullet) in items {
        let mut highlight = bullet_of(bullet.text.as_ref(), depth, context);
        let below = bullets_at(&bullet.highlights, (depth + 1).min(NESTED), context);
        if depth < NESTED {
            highlight.items.extend(below);
            highlights.push(highlight);
        } else {
            highlights.push(highlight);
            highlights.extend(below);
        }
    }
    highlights.retain(|it| !it.runs.is_empty() || !it.items.is_empty());
    highlights
}

/// A bullet; lists below its first paragraph are bullets below it.
fn bullet_of(text: Option<&Text>, depth: usize, context: &mut Context<'_>) -> Highlight {
    let lists = |text: &Text| {
        let mut lines = text.variants.iter().flat_map(|(_, written)| written.text.lines().skip(1));
        depth < NESTED && lines.any(|line| line.trim_start().starts_with(['-', '*', '+', '•']))
    };
    if text.is_some_and(lists)
        && let [Block::Paragraph { runs }, below @ ..] = &context.blocks(text)[..]
        && !below.is_empty()
        && below.iter().all(|block| matches!(block, Block::List { start: None, .. }))
    {
        return Highlight { runs: runs.clone(), items: listed(below, depth + 1) };
    }
    Highlight::new(ended(context.inline(text), &context.language))
}

/// The items of lists as bullets. What nests too deep comes behind what it belongs to.
fn listed(lists: &[Block], depth: usize) -> Vec<Highlight> {
    let mut highlights = Vec::new();
    for block in lists {
        let Block::List { items, .. } = block else { continue };
        for item in items {
            let mut runs = Inline::new();
            let mut below = Vec::new();
            for block in item {
                match block {
                    Block::List { .. } => {
                        below.extend(listed(std::slice::from_ref(block), (depth + 1).min(NESTED)));
                    }
                    other => super::markdown::flatten(other.clone(), &mut runs),
                }
            }
            let (inside, behind) =
                if depth < NESTED { (below, Vec::new()) } else { (Vec::new(), below) };
            highlights.push(Highlight { runs, items: inside });
            highlights.extend(behind);
        }
    }
    highlights
}

/// The parts that say something, with the language's comma between them.
fn join(parts: impl IntoIterator<Item = Inline>, context: &Context<'_>) -> Inline {
    join_with(parts, &context.locale.punctuation.comma)
}

fn join_with(parts: impl IntoIterator<Item = Inline>, separator: &str) -> Inline {
    let mut joined = Inline::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !joined.is_empty() {
            joined.push(Run::plain(separator));
        }
        joined.extend(part);
    }
    merge(joined)
}

/// Whether `score` is a figure or a letter, which says nothing without a label. What has words has its own.
fn is_bare_score(score: &str) -> bool {
    score.starts_with(char::is_numeric) || score.chars().count() <= 2
}

/// Items under a word of the language, or without a label if there is none.
fn detail(word: &str, items: Vec<Inline>, context: &Context<'_>) -> Option<Detail> {
    let items: Vec<Inline> = items.into_iter().filter(|item| !item.is_empty()).collect();
    let label = if word.is_empty() { "" } else { context.locale.word(word) };
    (!items.is_empty()).then(|| Detail { label: label.to_owned(), items })
}

fn roles(positions: &[Position], context: &mut Context<'_>) -> Vec<Role> {
    let role = |position: &Position, context: &mut Context<'_>| Role {
        title: context.inline(position.position.as_ref()),
        location: location(&position.common, context),
        date: date::print(&position.common, date::Kind::Period, context).0,
        links: links(&position.common, context),
        body: body(&position.common, context),
        highlights: bullets(&position.common.highlights, context),
        keywords: last_ended(context.inlines(&position.common.keywords), &context.language),
    };
    let mut roles: Vec<Role> = positions.iter().map(|position| role(position, context)).collect();
    if context.hides_links {
        for role in &mut roles {
            hide_link(&mut role.title, &mut role.links);
        }
    }
    roles
}

/// An employer, the position or positions held there.
fn job(
    name: Option<&Text>,
    position: Option<&Text>,
    positions: &[Position],
    context: &mut Context<'_>,
) -> Entry {
    Entry {
        title: context.inline(name),
        subtitle: context.inline(position),
        roles: roles(positions, context),
        ..Entry::default()
    }
}

impl Printable for Work {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        job(self.name.as_ref(), self.position.as_ref(), &self.positions, context)
    }
}

impl Printable for Volunteer {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        job(self.organization.as_ref(), self.position.as_ref(), &self.positions, context)
    }
}

impl Printable for Education {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        let study_type = context.inline(self.study_type.as_ref());
        let area = context.inline(self.area.as_ref());
        let subtitle = degree(&study_type, &area, &context.locale.patterns.degree);
        let score = context.inline(self.score.as_ref());
        let score_word = if is_bare_score(&plain_text(&score)) { "score" } else { "" };
        let courses = last_ended(context.inlines(&self.courses), &context.language);
        Entry {
            title: context.inline(self.institution.as_ref()),
            subtitle,
            degree: study_type,
            area,
            details: [
                detail(score_word, vec![score], context),
                detail("courses", courses, context),
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..Entry::default()
        }
    }
}

/// The degree and its field in the language's order.
fn degree(study_type: &Inline, area: &Inline, pattern: &str) -> Inline {
    if study_type.is_empty() || area.is_empty() {
        return [study_type.as_slice(), area].concat();
    }
    let mut degree = Vec::new();
    for piece in pattern.split_inclusive('}') {
        let (literal, name) = piece.split_once('{').unwrap_or((piece, ""));
        degree.push(Run::plain(literal));
        match name {
            "type}" => degree.extend(study_type.clone()),
            "area}" => degree.extend(area.clone()),
            _ => {}
        }
    }
    degree.retain(|run| !run.text.is_empty());
    merge(degree)
}

impl Printable for Award {
    fn common(&self) -> &Common {
        &self.common
    }

    fn dates(&self) -> date::Kind {
        date::Kind::Moment
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        titled(self.title.as_ref(), self.awarder.as_ref(), context)
    }
}

impl Printable for Certificate {
    fn common(&self) -> &Common {
        &self.common
    }

    fn dates(&self) -> date::Kind {
        date::Kind::Valid
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        titled(self.name.as_ref(), self.issuer.as_ref(), context)
    }
}

impl Printable for Skill {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        leveled(self.name.as_ref(), self.level.as_ref(), context)
    }
}

impl Printable for SpokenLanguage {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        let mut entry = titled(self.language.as_ref(), self.fluency.as_ref(), context);
        let cefr = cefr(&plain_text(&entry.subtitle));
        let name = names::spoken(&plain_text(&entry.title), &context.language);
        let rank = levels::rank(&plain_text(&entry.subtitle), cefr.as_deref(), context);
        let level = levels::word(&plain_text(&entry.subtitle), context);
        // A name or a level in words of the language stays as it is, with what is emphasized in it.
        entry.title = name.map_or(entry.title, |name| vec![Run::plain(name)]);
        entry.subtitle = level.map_or(entry.subtitle, |level| vec![Run::plain(level)]);
        Entry { cefr, level: rank, ..entry }
    }
}

/// The level of the Common European Framework of Reference that `words` name.
fn cefr(words: &str) -> Option<String> {
    let levels = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| matches!(word.as_bytes(), [b'A'..=b'C' | b'a'..=b'c', b'1' | b'2']));
    let levels: Vec<String> = levels.map(str::to_ascii_uppercase).collect();
    // A range of levels is none.
    match &levels[..] {
        [level] => Some(level.clone()),
        _ => None,
    }
}

impl Printable for Interest {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        leveled(self.name.as_ref(), self.level.as_ref(), context)
    }
}

/// A term and how well it is known.
fn leveled(title: Option<&Text>, level: Option<&Text>, context: &mut Context<'_>) -> Entry {
    let entry = titled(title, level, context);
    Entry { level: levels::rank(&plain_text(&entry.subtitle), None, context), ..entry }
}

fn titled(title: Option<&Text>, subtitle: Option<&Text>, context: &mut Context<'_>) -> Entry {
    Entry { title: context.inline(title), subtitle: context.inline(subtitle), ..Entry::default() }
}

impl Printable for Publication {
    fn common(&self) -> &Common {
        &self.common
    }

    fn genre(&self) -> Option<&Text> {
        self.genre.as_ref()
    }

    fn dates(&self) -> date::Kind {
        date::Kind::Moment
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        let entry = titled(self.name.as_ref(), self.publisher.as_ref(), context);
        published(entry, &self.authors, self.doi.as_ref(), context)
    }
}

/// `entry` with authors and DOI.
fn published(
    entry: Entry,
    authors: &Items<Text>,
    doi: Option<&Text>,
    context: &mut Context<'_>,
) -> Entry {
    let own_names = own_names(context);
    let author_list = context.inlines(authors).into_iter().map(|mut author| {
        let own = person::is_among(&plain_text(&author), &own_names);
        for run in &mut author {
            run.strong |= own;
        }
        let (name, marks) = without_marks(author.clone());
        (author, Author { name, marks, own })
    });
    let (mut authors, mut author_list): (Vec<Inline>, Vec<Author>) = author_list.unzip();
    let marks = script_marks(&entry, &authors, context);
    let comma = own_comma(&entry, &authors, context);
    let more_authors = shorten(&mut authors, &mut author_list, context.authors);
    let mut authors = join_with(authors, &marks);
    if more_authors > 0 {
        authors.push(Run::plain(others(&marks, context)));
        authors = merge(authors);
    }
    let doi = doi.and_then(|doi| context.plain(doi)).map(|doi| {
        let doi = link::bare_doi(&doi);
        Run { url: link::safe(&link::doi(doi)), ..Run::plain(doi) }
    });
    let details = detail("doi", doi.map(|run| vec![run]).into_iter().collect(), context);
    let details = details.into_iter().collect();
    Entry { authors, author_list, more_authors, comma, details, ..entry }
}

/// The comma between authors, source and date of an entry, where its script has another than the document.
fn own_comma(entry: &Entry, authors: &[Inline], context: &Context<'_>) -> String {
    let own = &context.locale.punctuation.comma;
    let texts = authors.iter().chain([&entry.title, &entry.subtitle]).map(|text| plain_text(text));
    let text: String = texts.collect();
    let is_full_width = text.chars().any(sets_no_blanks);
    match (is_full_width, own.trim_end() == own) {
        (true, false) if text.chars().any(is_kana) => "、".to_owned(),
        (true, false) => "，".to_owned(),
        (false, true) => ", ".to_owned(),
        _ => String::new(),
    }
}

/// Leaves the first `most` authors, and the person wherever they are among them. How many are left out.
fn shorten(authors: &mut Vec<Inline>, list: &mut Vec<Author>, most: usize) -> u32 {
    let all = list.len();
    if most == 0 || all <= most {
        return 0;
    }
    let own = list.iter().position(|author| author.own).filter(|own| *own >= most);
    list.truncate(own.map_or(most, |own| own + 1));
    authors.truncate(list.len());
    if let Some(own) = own.filter(|own| *own > most) {
        list.drain(most..own);
        authors.splice(most..own, [vec![Run::plain("…")]]);
    }
    u32::try_from(all - list.len()).unwrap_or(u32::MAX)
}

/// "and others" behind authors with `marks` between them, in their own script.
fn others(marks: &str, context: &Context<'_>) -> String {
    let own = context.locale.word("et-al");
    let is_wide = marks == "、";
    let word = match own.starts_with(sets_no_blanks) {
        true if !is_wide => ", et al.",
        false if is_wide => "等",
        _ => own,
    };
    // Han needs no blank before it, and a word may bring its own mark.
    let is_close = word.starts_with(|c: char| sets_no_blanks(c) || c.is_ascii_punctuation());
    if is_close { word.to_owned() } else { format!(" {word}") }
}

/// The name of an author, and the marks behind it.
fn without_marks(mut author: Inline) -> (Inline, String) {
    let is_mark = |c: char| "*†‡§¶#⁺".contains(c) || "¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c);
    let Some(last) = author.last_mut() else { return (author, String::new()) };
    let name = last.text.trim_end_matches(is_mark).len();
    let marks = last.text.split_off(name);
    author.retain(|run| !run.text.is_empty());
    (author, marks)
}

/// The person's own name in every language of the file, and the other names they go by.
fn own_names(context: &Context<'_>) -> Vec<String> {
    let Some(basics) = &context.resume.contents.basics else { return Vec::new() };
    let names = basics.name.iter().chain(&basics.names).flat_map(|name| &name.variants);
    names.map(|(_, name)| name.text.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// What is between the authors of an entry: by its own script, whatever the document's language.
fn script_marks(entry: &Entry, authors: &[Inline], context: &Context<'_>) -> String {
    let own = &context.locale.punctuation.enumeration;
    let text: String = authors.iter().map(|author| plain_text(author)).collect();
    let text = if text.is_empty() { plain_text(&entry.title) } else { text };
    let is_full_width = text.chars().any(sets_no_blanks);
    match (is_full_width, own.trim_end() == own) {
        (true, false) => "、".to_owned(),
        (false, true) => ", ".to_owned(),
        _ => own.clone(),
    }
}

impl Printable for Reference {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        let mut contacts: Vec<Contact> = Vec::new();
        contacts.extend(self.email.as_ref().and_then(|text| email(text, context)));
        contacts.extend(self.phone.iter().flat_map(|text| phones(text, context)));
        let details = contacts.into_iter().map(|contact| Detail {
            label: contact.label,
            items: vec![vec![Run { url: contact.url, ..Run::plain(contact.text) }]],
        });
        Entry {
            title: context.inline(self.name.as_ref()),
            subtitle: context.inline(self.position.as_ref()),
            body: context.blocks(self.reference.as_ref()),
            details: details.collect(),
            ..Entry::default()
        }
    }
}

impl Printable for Project {
    fn common(&self) -> &Common {
        &self.common
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        let mut parts =
            vec![context.inline(self.entity.as_ref()), context.inline(self.kind.as_ref())];
        let roles = context.inlines(&self.roles);
        parts.push(join_with(roles, &context.locale.punctuation.enumeration));
        Entry {
            title: context.inline(self.name.as_ref()),
            subtitle: join(parts, context),
            ..Entry::default()
        }
    }
}

impl Printable for CustomEntry {
    fn common(&self) -> &Common {
        &self.common
    }

    fn genre(&self) -> Option<&Text> {
        self.genre.as_ref()
    }

    fn own_fields(&self, context: &mut Context<'_>) -> Entry {
        // As in `work`: where, and what one was there.
        let has_title = self.title.is_some();
        let title = context.inline(self.title.as_ref().or(self.organization.as_ref()));
        let rest = [
            self.subtitle.as_ref(),
            self.position.as_ref(),
            self.organization.as_ref().filter(|_| has_title),
        ]
        .map(|text| context.inline(text));
        let entry = Entry { title, subtitle: join(rest, context), ..Entry::default() };
        published(entry, &self.authors, self.doi.as_ref(), context)
    }
}
