//! What YAML reads otherwise than it was meant, and does not complain of: comments, anchors and marks
//! that take text away, signs of other keyboards that separate nothing.

use super::lines::{Line, Within, is_blank, lines};
use super::mend::{self, LISTS, pieces, quote};
use crate::diagnostic::{Diagnostic, Severity};
use crate::resume::{has_mark, has_number, is_field, tight_dash};
use crate::source::{Place, Source};
use std::ops::Range;
use std::sync::Arc;

/// What is odd in the text of `source`, which is YAML.
pub(super) fn lost(source: &Arc<Source>) -> Vec<Diagnostic> {
    let texts: Vec<&str> = source.text.split('\n').collect();
    let lines = lines(texts.iter().copied());
    let mut found = Vec::new();
    let mut start = 0;
    for (at, (text, line)) in texts.iter().zip(&lines).enumerate() {
        // Not for the lines of a long comment, each of which would look through all before it.
        let above = if line.is_empty() { None } else { above_of(&lines, at) };
        let odd = Odd { text, line, texts: &texts, lines: &lines, at, above };
        found.extend(odd.all(&source.text).map(|lost| {
            let place = Place::new(source.clone(), start + lost.span.start, start + lost.span.end);
            let told = match lost.severity {
                Severity::Error => Diagnostic::error("syntax", lost.message),
                _ => Diagnostic::warning("yaml", lost.message),
            };
            told.at(place).hint(lost.hint)
        }));
        start += text.len() + 1;
    }
    found
}

/// Marks of bullets, no further in than the key of their list, where YAML wants other keys: `● Led`, `① Led`.
pub(super) fn unlisted(source: &Arc<Source>) -> Vec<Diagnostic> {
    let texts: Vec<&str> = source.text.split('\n').collect();
    let lines = lines(texts.iter().copied());
    let mut found = Vec::new();
    let (mut start, mut list) = (0, None);
    for (text, line) in texts.iter().zip(&lines) {
        let said = &text[line.indent.min(text.len())..];
        let is_mark = has_mark(said) && !said.starts_with(['-', '*', '+']) || has_number(said);
        // `*` and a blank are no YAML, wherever they are.
        let is_star = said.starts_with("* ") && line.within == Within::Block;
        let is_beside = is_mark && list == Some(line.indent);
        if line.key.is_none() && line.dashes.is_empty() && (is_star || is_beside) {
            let mark = said.chars().next().unwrap_or_default();
            let is_sign =
                !matches!(mark, '(' | '（' | '0'..='9') && !"一二三四五六七八九十".contains(mark);
            let end = if is_sign {
                mark.len_utf8()
            } else {
                said.find(['.', ')', '）', '、']).unwrap_or(0) + 1
            };
            let end =
                (end..=said.len()).find(|end| said.is_char_boundary(*end)).unwrap_or(said.len());
            let place = Place::new(source.clone(), start + line.indent, start + line.indent + end);
            let message = format!("`{}` begins no item of a list in YAML", &said[..end]);
            let rest = said[end..].trim();
            found.push(
                Diagnostic::error("syntax", message).at(place).hint(format!("write `- {rest}`")),
            );
        } else if !line.is_empty() {
            let key = line.key.clone().filter(|key| LISTS.contains(&&text[key.clone()]));
            list = key.filter(|_| line.value.is_empty()).map(|key| key.start);
        }
        start += text.len() + 1;
    }
    found
}

/// Characters that cannot be seen and that YAML does not take.
pub(super) fn invisible(source: &Arc<Source>) -> Vec<Diagnostic> {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}');
    let found = source.text.char_indices().filter(|(_, character)| is_bad(*character));
    let told = found.map(|(at, character)| {
        let message = format!("the character U+{:04X} cannot be in YAML", u32::from(character));
        Diagnostic::error("syntax", message)
            .at(Place::new(source.clone(), at, at + character.len_utf8()))
            .hint("take it out; most editors do not show it")
    });
    told.take(MAX_INVISIBLE).collect()
}

/// Tabs that indent in several lines, told once: one tab for each level.
pub(super) fn tabs(source: &Arc<Source>, is_yaml: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let texts: Vec<&str> = source.text.split('\n').collect();
    let lines = lines(texts.iter().copied());
    let is_tabbed = |(text, line): &(&&str, &Line)| {
        matches!(line.within, Within::Block | Within::Flow)
            && !line.is_empty()
            && text[..line.indent].contains('\t')
    };
    let tabbed = texts.iter().zip(&lines).filter(is_tabbed).count();
    let first = texts.iter().zip(&lines).position(|line| is_tabbed(&line))?;
    if tabbed < 2 {
        return None;
    }
    let plain = |width: usize| {
        let line = |text: &&str| {
            let rest = text.trim_start_matches([' ', '\t']);
            let before = &text[..text.len() - rest.len()];
            format!("{}{rest}", before.replace('\t', &" ".repeat(width)))
        };
        texts.iter().map(line).collect::<Vec<_>>()
    };
    let width = [2, 4, 8].into_iter().find(|width| is_yaml(&plain(*width).join("\n")))?;
    let start: usize = texts[..first].iter().map(|text| text.len() + 1).sum();
    let tab = start + texts[first].find('\t')?;
    let message = format!("tabs do not indent in YAML, here and on {} more lines", tabbed - 1);
    let message = if tabbed == 2 { message.replace("lines", "line") } else { message };
    let line = &plain(width)[first];
    Some(
        Diagnostic::error("syntax", message)
            .at(Place::new(source.clone(), tab, tab + 1))
            .hint(format!("write {width} spaces in place of each tab: `{}`", line.trim_end())),
    )
}

/// The most of them that are told.
const MAX_INVISIBLE: usize = 20;

/// What is `told` of a key that is there twice in an item of a list: where a new item may be meant to begin.
pub(super) fn repeated(source: &Arc<Source>, told: Diagnostic) -> Diagnostic {
    let Some(place) = told.place.clone().filter(|_| told.code == "repeated-key") else {
        return told;
    };
    let texts: Vec<&str> = source.text.split('\n').collect();
    let lines = lines(texts.iter().copied());
    let number = place.line_column().0 - 1;
    let Some(column) = lines[number].key.as_ref().map(|key| key.start) else { return told };
    let key = |at: usize| lines[at].key.clone().map(|key| &texts[at][key]);
    let is_beside = |at: &usize| lines[*at].key.as_ref().is_some_and(|key| key.start == column);
    // The item begins at its dash; none if it is not one.
    let above = (0..number).rev().filter(|at| !lines[*at].is_empty());
    let mut own = above.take_while(|at| lines[*at].content() >= column);
    let Some(top) = own.find(|at| is_beside(at) && !lines[*at].dashes.is_empty()) else {
        return told;
    };
    let dash = lines[top].dashes.last().copied();
    let begins = |at: &usize| is_beside(at) && lines[*at].dashes.last().copied() == dash;
    // The keys that the items of this list begin with.
    let inside = |at: &usize| lines[*at].is_empty() || Some(lines[*at].indent) >= dash;
    let list = (0..top).rev().take_while(inside).chain((number..lines.len()).take_while(inside));
    let firsts: Vec<_> = list.chain([top]).filter(begins).filter_map(key).collect();
    let is_first = |at: &usize| key(*at).is_some_and(|key| firsts.contains(&key));
    let mut candidates = std::iter::once(number).chain((top + 1..number).filter(is_beside));
    let Some(first) = candidates.find(is_first) else { return told };
    let line = texts[first].trim();
    if first == number {
        let hint = format!("begin a new entry with `- {line}`, or take one of the two out");
        return Diagnostic { hints: vec![hint], ..told };
    }
    let start: usize = texts[..first].iter().map(|text| text.len() + 1).sum();
    let place = Place::new(source.clone(), start + column, start + column + line.len());
    Diagnostic::error(
        "repeated-key",
        "this entry does not begin with `- `, and has keys of the one above",
    )
    .at(place)
    .hint(format!("write `- {line}`"))
}

/// Something that is not read as it was meant.
struct Lost {
    severity: Severity,
    span: Range<usize>,
    message: String,
    hint: String,
}

struct Odd<'a> {
    text: &'a str,
    line: &'a Line,
    texts: &'a [&'a str],
    lines: &'a [Line],
    /// Which of the lines it is.
    at: usize,
    /// The last line before it in which something is.
    above: Option<&'a Line>,
}

/// The last line before `at` in which something is.
fn above_of(lines: &[Line], at: usize) -> Option<&Line> {
    lines[..at].iter().rev().find(|line| !line.is_empty())
}

impl Odd<'_> {
    fn all(&self, whole: &str) -> impl Iterator<Item = Lost> {
        let is_block = self.line.within == Within::Block;
        let of_any = [self.comment(), self.colon(), self.named_within(whole), self.curly()];
        let of_block = [
            self.blanks(),
            self.dash(),
            self.named(whole),
            self.deeper(),
            self.tight(),
            self.remark(),
            self.separated(),
            self.unopened(),
            self.undashed(),
        ];
        let of_block = of_block.into_iter().filter(move |_| is_block);
        let is_read = self.line.within != Within::Scalar;
        of_any.into_iter().filter(move |_| is_read).chain(of_block).flatten()
    }

    fn value(&self) -> &str {
        &self.text[self.line.value.clone()]
    }

    /// The line with `new` in place of `span`, for a hint.
    fn with(&self, span: &Range<usize>, new: &str) -> String {
        let line = format!("{}{new}{}", &self.text[..span.start], &self.text[span.end..]);
        format!("`{}`", line.trim())
    }

    /// `#` behind a blank, and a text right behind it: `Ranked #1 of 300`.
    fn comment(&self) -> Option<Lost> {
        let end = self.line.value.end;
        let rest = self.text[end..].trim_end();
        let at = end + rest.find('#').filter(|at| rest[..*at].chars().all(is_blank))?;
        let after = self.text[at + 1..].chars().next()?;
        if self.line.is_empty() || is_blank(after) || matches!(after, '#' | '!' | '\r') {
            return None;
        }
        let to = end + rest.len();
        let begin = self.line.value.start.min(at);
        let whole = begin..to;
        let line = self.with(&whole, &quote(&self.text[whole.clone()]));
        Some(Lost {
            severity: Severity::Warning,
            span: at..to,
            message: format!("`{}` is a comment to YAML and is not printed", &self.text[at..to]),
            hint: if self.line.within == Within::Block && !self.value().starts_with(['[', '{']) {
                format!("write {line} if it belongs to the text, and a space behind `#` if not")
            } else {
                "put the text in quotes if it belongs to it, and a space behind `#` if not"
                    .to_owned()
            },
        })
    }

    /// Blanks before a key or an item that do not indent.
    fn blanks(&self) -> Option<Lost> {
        let before = &self.text[..self.line.indent];
        let odd = before.chars().find(|&c| c != ' ' && c != '\t')?;
        if self.line.key.is_none() && self.line.dashes.is_empty() {
            return None;
        }
        let at = before.find(odd).unwrap_or_default();
        let name = if odd == '\u{3000}' { "a full-width space" } else { "a space of another kind" };
        let width: usize =
            before.chars().map(|c| if matches!(c, '\u{3000}' | '\t') { 2 } else { 1 }).sum();
        Some(Lost {
            severity: Severity::Error,
            span: at..at + odd.len_utf8(),
            message: format!("{name} (U+{:04X}) does not indent in YAML", u32::from(odd)),
            hint: format!(
                "indent with {width} plain spaces: `{}`",
                match &self.line.key {
                    None => mend::plain_colon(self.text[self.line.indent..].trim_end()),
                    Some(_) => self.text[self.line.indent..].trim_end().into(),
                }
            ),
        })
    }

    /// `-Built`, where an item may begin.
    fn dash(&self) -> Option<Lost> {
        let text = &self.text[..self.line.value.end];
        let (mark, message) = if tight_dash(text).is_some() {
            ('-', "a space is missing after `-`, so that YAML sees no item of a list".to_owned())
        } else {
            let first = text[self.line.indent..].chars().next()?;
            let message = format!("`{first}` is not a hyphen: YAML sees no item of a list");
            (matches!(first, '－' | '–' | '—' | '−').then_some(first)?, message)
        };
        let above = self.above?;
        let may_begin = above.value.is_empty() && above.key.is_some()
            || !above.dashes.is_empty()
            || above.key.is_none() && self.line.indent == above.indent;
        if !self.line.dashes.is_empty() || !may_begin {
            return None;
        }
        let span = self.line.indent..self.line.indent + mark.len_utf8();
        let after = text[span.end..].trim_start_matches(is_blank);
        Some(Lost {
            severity: Severity::Warning,
            span,
            message,
            hint: format!("write `- {after}`"),
        })
    }

    /// A colon of another keyboard behind what is a key.
    fn colon(&self) -> Option<Lost> {
        let value = self.value();
        let pieces = match self.line.within {
            Within::Block if !value.starts_with(['{', '[']) || !value.contains('{') => {
                if self.line.key.is_some() {
                    return None;
                }
                std::iter::once(0..value.len()).collect()
            }
            Within::Block | Within::Flow => pieces(value),
            Within::Scalar | Within::Quote => return None,
        };
        let found = pieces.into_iter().find_map(|piece| {
            let at = value[piece.clone()].find('：')? + piece.start;
            let key = value[piece.start..at].trim();
            is_field(key).then_some(at)
        })?;
        let span = self.line.value.start + found..self.line.value.start + found + '：'.len_utf8();
        let after = self.text[span.end..].trim_start_matches(is_blank);
        let line = format!("{}: {after}", &self.text[..span.start]);
        Some(Lost {
            severity: Severity::Error,
            span,
            message: "`：` is a full-width colon, which ends no key in YAML".to_owned(),
            hint: format!("write `: `, as in `{}`", line.trim()),
        })
    }

    /// A text that begins as the name of an anchor or of a type: `&Co`, `!important`.
    fn named(&self, whole: &str) -> Option<Lost> {
        let begins = self.line.content()..self.line.value.end;
        // What looks like a key may begin so, too.
        let is_key = self.line.key.is_some() && self.text[begins.clone()].starts_with(['&', '!']);
        let part = if is_key { begins } else { self.line.value.clone() };
        let value = &self.text[part.clone()];
        let first = value.chars().next()?;
        let (name, rest) = value.split_once(' ').unwrap_or((value, ""));
        let (is_lost, what) = match first {
            '&' => (!whole.contains(&format!("*{}", &name[1..])), "the name of an anchor"),
            '!' => (!name.starts_with("!!"), "the name of a type"),
            '?' => (name == "?" && !rest.is_empty(), "the sign of a key"),
            _ => return None,
        };
        let span = part.start..part.start + name.len();
        is_lost.then(|| Lost {
            severity: Severity::Warning,
            span,
            message: format!("`{name}` is {what} to YAML and is not printed"),
            hint: format!("write {}", self.with(&part, &quote(value))),
        })
    }

    /// The same within brackets: `[&Co, !important]`.
    fn named_within(&self, whole: &str) -> Option<Lost> {
        let is_flow = self.line.within == Within::Flow || self.value().starts_with(['[', '{']);
        let value = self.value();
        pieces(value).into_iter().filter(|_| is_flow).find_map(|piece| {
            let text = &value[piece.clone()];
            let (name, _) = text.split_once(' ').unwrap_or((text, ""));
            let (is_lost, what) = match text.chars().next()? {
                '&' => (!whole.contains(&format!("*{}", &name[1..])), "the name of an anchor"),
                '!' => (!name.starts_with("!!"), "the name of a type"),
                _ => return None,
            };
            let start = self.line.value.start + piece.start;
            is_lost.then(|| Lost {
                severity: Severity::Warning,
                span: start..start + name.len(),
                message: format!("`{name}` is {what} to YAML and is not printed"),
                hint: format!("write {}", self.with(&(start..start + text.len()), &quote(text))),
            })
        })
    }

    /// Texts in quotation marks, which quote nothing in YAML. The line is shown with all of them mended.
    fn curly(&self) -> Option<Lost> {
        let value = self.value();
        let is_flow = self.line.within == Within::Flow || value.starts_with(['[', '{']);
        let pieces =
            if is_flow { pieces(value) } else { std::iter::once(0..value.len()).collect() };
        let found: Vec<(Range<usize>, &str)> =
            pieces.into_iter().filter_map(|piece| in_curly(value, piece, is_flow)).collect();
        let (first, _) = found.first()?.clone();
        let said = &value[first.clone()];
        let (open, close) = (said.chars().next()?, said.chars().next_back()?);
        let mut mended = value.to_owned();
        for (span, inner) in found.iter().rev() {
            mended.replace_range(span.clone(), &quote(inner));
        }
        let start = self.line.value.start;
        Some(Lost {
            severity: Severity::Warning,
            span: start + first.start..start + first.end,
            message: format!("`{open}` and `{close}` quote nothing in YAML and are printed"),
            hint: format!(
                "write {}; or `'{said}'` to print them",
                self.with(&self.line.value, &mended)
            ),
        })
    }

    /// An item that is a field without the blank behind its colon: `- name:Acme`, `- name = Acme`.
    fn tight(&self) -> Option<Lost> {
        let value = self.value();
        if self.line.key.is_some() || self.line.dashes.is_empty() {
            return None;
        }
        let (key, after) = value.split_once([':', '='])?;
        let is_lost = is_field(key.trim()) && !after.starts_with("//");
        let line =
            format!("{}{}: {}", &self.text[..self.line.value.start], key.trim(), after.trim());
        is_lost.then(|| Lost {
            severity: Severity::Warning,
            span: self.line.value.start..self.line.value.start + key.len() + 1,
            message: format!(
                "`{}` is followed by no colon and space, so that it is not a key",
                key.trim()
            ),
            hint: format!("write `{}`", line.trim()),
        })
    }

    /// A line that is a comment elsewhere: `// later`.
    fn remark(&self) -> Option<Lost> {
        let rest = &self.text[self.line.indent..];
        let sign = mend::remark(rest).filter(|_| self.line.dashes.is_empty())?;
        let said = rest[sign.len()..].trim_end_matches("*/").trim_end_matches("-->").trim();
        Some(Lost {
            severity: Severity::Warning,
            span: self.line.indent..self.line.indent + sign.len(),
            message: format!("`{sign}` begins no comment in YAML and is printed"),
            hint: format!("write `# {said}`"),
        })
    }

    /// A comma behind a value, as JSON has it.
    fn separated(&self) -> Option<Lost> {
        let value = self.value();
        let key = self.line.key.clone().filter(|key| is_field(&self.text[key.clone()]))?;
        let rest = value.strip_suffix([',', '，'])?;
        let below = self.lines[self.at + 1..].iter().find(|line| !line.is_empty());
        let goes_on = below.is_some_and(|below| below.indent > key.start);
        let at = self.line.value.start + rest.len()..self.line.value.end;
        (!goes_on && !value.starts_with(['[', '{', '"', '\''])).then(|| Lost {
            severity: Severity::Warning,
            span: at,
            message: "the comma at the end belongs to the text to YAML and is printed".to_owned(),
            hint: format!("write {}", self.with(&self.line.value, rest)),
        })
    }

    /// A text that ends with a quote or a bracket that nothing opens.
    fn unopened(&self) -> Option<Lost> {
        let value = self.value();
        let last = value.chars().next_back()?;
        let before = &value[..value.len() - last.len_utf8()];
        let is_lost = match last {
            // `27"` is a length, `2019-03"` is not.
            '"' => {
                let is_date = before.len() > 3 && before.chars().all(|c| !c.is_alphabetic());
                !before.contains('"')
                    && (is_date || !before.ends_with(|c: char| c.is_ascii_digit()))
            }
            ']' => !before.contains('['),
            '}' => !before.contains('{'),
            _ => false,
        };
        let at = self.line.value.end - last.len_utf8();
        is_lost.then(|| Lost {
            severity: Severity::Warning,
            span: at..self.line.value.end,
            message: format!("`{last}` closes nothing and is printed"),
            hint: "take it out, or open it before the text".to_owned(),
        })
    }

    /// Items of which one is one blank deeper than the other, and becomes a part of it. The one is at fault that is
    /// not where items of its list are.
    fn deeper(&self) -> Option<Lost> {
        let own = *self.line.dashes.last()?;
        let told = |message: &str, blanks: usize, other: &str| Lost {
            severity: Severity::Warning,
            span: own..own + 1,
            message: message.to_owned(),
            hint: format!("indent it by {blanks} spaces, as the one {other}"),
        };
        let below = self.lines[self.at + 1..].iter().find(|line| !line.is_empty());
        if let Some(below) = below.filter(|below| continues(self.line, below))
            && is_off(self.above, self.line)
        {
            let message =
                "the next item is one space deeper than this one, and is taken for a part of it";
            return Some(told(message, below.dashes[0], "below"));
        }
        let above = self.above.filter(|above| continues(above, self.line))?;
        let before = self.lines[..self.at].iter().rposition(|line| !line.is_empty())?;
        if is_off(above_of(self.lines, before), above) {
            return None;
        }
        let message =
            "this item is one space deeper than the one above, and is taken for a part of it";
        Some(told(message, own - 1, "above"))
    }

    /// The first item of a list without its dash, which makes one text of all.
    fn undashed(&self) -> Option<Lost> {
        if self.line.is_empty() || self.line.key.is_some() || !self.line.dashes.is_empty() {
            return None;
        }
        let owner = self.lines[..self.at].iter().rposition(|line| !line.is_empty())?;
        let key = self.lines[owner].key.clone().filter(|_| self.lines[owner].value.is_empty())?;
        let below = self.lines[self.at + 1..].iter().find(|line| !line.is_empty())?;
        let dash = *below.dashes.first()?;
        let is_lost = LISTS.contains(&&self.texts[owner][key.clone()])
            && (key.start..=self.line.indent).contains(&dash);
        is_lost.then(|| Lost {
            severity: Severity::Warning,
            span: self.line.value.clone(),
            message: "this line has no `- ` as those below it, and is taken for one text with them"
                .to_owned(),
            hint: format!("write `- {}`", self.value()),
        })
    }
}

/// Where the `piece` of `value` is a text in quotation marks, and what is in them. `is_flow`: it is in brackets, where
/// a comma parts what is in the marks.
fn in_curly(value: &str, piece: Range<usize>, is_flow: bool) -> Option<(Range<usize>, &str)> {
    let (open, close) = [('“', '”'), ('„', '“'), ('‘', '’'), ('”', '”')]
        .into_iter()
        .find(|(open, _)| value[piece.clone()].starts_with(*open))?;
    let begin = piece.start + open.len_utf8();
    let mut end = piece.end;
    if is_flow && !value[piece].ends_with(close) {
        end = begin + value[begin..].find(close)? + close.len_utf8();
        let behind = value[end..].trim_start();
        if !behind.is_empty() && !behind.starts_with([',', ']', '}']) {
            return None;
        }
    }
    let inner = value[begin..end].strip_suffix(close)?;
    let is_one = !inner.is_empty() && !inner.contains([open, close, '[', ']', '{', '}']);
    is_one.then(|| (begin - open.len_utf8()..end, inner))
}

/// Whether `below` is an item one blank deeper than the text of the item `line`.
fn continues(line: &Line, below: &Line) -> bool {
    line.key.is_none()
        && !line.value.is_empty()
        && line.dashes.last().is_some_and(|dash| below.dashes.first() == Some(&(dash + 1)))
}

/// Whether the item `line`, the first below the key in `above`, is one blank less deep than most people write it.
fn is_off(above: Option<&Line>, line: &Line) -> bool {
    let key = above.filter(|above| above.value.is_empty()).and_then(|above| above.key.as_ref());
    key.is_some_and(|key| line.dashes.last() == Some(&(key.start + 1)))
}
