//! What is wrong with pages that another program made: text over text, and titles that are left behind.
//!
//! Takes a PDF that was read, and what was printed; gives sentences. What is off the page or too pale, `check` tells.

use cvgen::document::Document;
use cvgen::pdf::{Glyph, Line, Located, Pdf, area};

/// How much of a glyph lies on another before that is a fault: letters that are kerned share less.
const SHARED: f64 = 0.35;

/// How many letters of a text tell which it is.
const SHOWN: usize = 30;

/// All of it.
pub(super) fn faults(pdf: &Pdf, document: &Document) -> Vec<String> {
    let mut found = overlaps(pdf);
    let located = pdf.located();
    let lines = pdf.lines(&located);
    let titles = document.sections.iter().map(|it| it.title.as_str());
    let left = titles.filter_map(|title| stranded(pdf, document, &located, &lines, title));
    found.extend(left);
    found
}

/// The texts that begin on other text.
fn overlaps(pdf: &Pdf) -> Vec<String> {
    let mut found = Vec::new();
    for (number, page) in pdf.pages.iter().enumerate() {
        let seen: Vec<&Glyph> =
            page.glyphs.iter().filter(|it| !it.is_blank() && it.text.is_some()).collect();
        let mut by_height: Vec<usize> = (0..seen.len()).collect();
        by_height.sort_by(|one, other| seen[*one].y.total_cmp(&seen[*other].y));
        let mut is_over = vec![false; seen.len()];
        for (place, &one) in by_height.iter().enumerate() {
            let top = area(seen[one])[3];
            let near = by_height[place + 1..].iter().take_while(|it| area(seen[**it])[1] < top);
            for &other in near {
                if lies_on(seen[one], seen[other]) {
                    // What was printed later is what lies on the other.
                    is_over[one.max(other)] = true;
                }
            }
        }
        let mut last = None;
        for index in (0..seen.len()).filter(|index| is_over[*index]) {
            let is_next = last.is_some_and(|last| index - last < SHOWN);
            last = Some(index);
            if !is_next {
                let y = seen[index].y;
                let line = seen[index..].iter().take_while(|it| (it.y - y).abs() < 1.0);
                let text: String = line.filter_map(|it| it.text.as_deref()).take(SHOWN).collect();
                found.push(format!("page {}: text lies on `{text}`", number + 1));
            }
        }
    }
    found
}

fn lies_on(one: &Glyph, other: &Glyph) -> bool {
    let (one, other) = (inked(one), inked(other));
    let share = |low: usize, high: usize| {
        let shared = one[high].min(other[high]) - one[low].max(other[low]);
        shared / (one[high] - one[low]).min(other[high] - other[low]).max(0.1)
    };
    share(0, 2) > SHARED && share(1, 3) > SHARED
}

/// The area of a glyph without the empty half of a mark of Han, which may lie on what is beside it.
fn inked(glyph: &Glyph) -> [f64; 4] {
    const OPENING: [char; 8] = ['（', '《', '〈', '「', '『', '【', '“', '‘'];
    const CLOSING: [char; 16] = [
        '、', '，', '。', '：', '；', '！', '？', '．', '）', '》', '〉', '」', '』', '】', '”',
        '’',
    ];
    let mut area = area(glyph);
    let middle = f64::midpoint(area[0], area[2]);
    let says = |signs: &[char]| glyph.text.as_deref().is_some_and(|text| text.contains(signs));
    if says(&OPENING) {
        area[0] = middle;
    } else if says(&CLOSING) {
        area[2] = middle;
    }
    area
}

/// Whether the section called `title` begins with the last line of a page that is not the last.
fn stranded(
    pdf: &Pdf,
    document: &Document,
    located: &Located,
    lines: &[Line],
    title: &str,
) -> Option<String> {
    let squeezed = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    let wanted = squeezed(title);
    let text = |line: &Line| squeezed(&located.text[line.range.clone()]);
    let name = squeezed(&document.header.name);
    let line = lines.iter().find(|line| !wanted.is_empty() && text(line) == wanted)?;
    // The foot of a page has the name and figures.
    let is_foot = |line: &Line| {
        let text = text(line);
        text.contains(&name) || text.chars().all(|it| !it.is_alphabetic())
    };
    let is_below = |other: &&Line| other.page == line.page && other.y < line.y - line.size * 0.5;
    let is_last = !lines.iter().filter(is_below).any(|other| !is_foot(other));
    (is_last && line.page + 1 < pdf.pages.len())
        .then(|| format!("page {}: the title `{title}` stands alone", line.page + 1))
}
