//! The content of a page: which glyph is painted where, how large, and in which colour on what.
//!
//! Knows the operators that matter for text (ISO 32000-1, 8 and 9); paths only as far as they are
//! rectangles that text may be on.

use super::budget::{AREAS, Budget};
use super::font::Decoder;
use super::state::{
    BLACK, Color, Glyph, IDENTITY, Mark, Run, State, WHITE, apply, bounds, color, multiply,
};
use super::{Font, PdfPage, get, inflate, number, words};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;

/// The deepest nesting of forms that is followed.
const MAX_FORMS: usize = 8;

/// Reads the content of one page.
pub(super) struct Interpreter<'a> {
    document: &'a Document,
    /// The fonts of the file.
    fonts: &'a mut Vec<Font>,
    page: PdfPage,
    decoders: Vec<Decoder>,
    /// What has been painted under the text: left, bottom, right, top, colour.
    ground: Vec<([f64; 4], Option<Color>)>,
    budget: &'a Budget,
}

/// What `Tf`, `Do` and `gs` look names up in.
struct Scope<'a> {
    resources: Vec<&'a Dictionary>,
    fonts: BTreeMap<Vec<u8>, usize>,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(
        document: &'a Document,
        fonts: &'a mut Vec<Font>,
        budget: &'a Budget,
    ) -> Self {
        let (decoders, ground) = (Vec::new(), Vec::new());
        Interpreter { document, fonts, page: PdfPage::default(), decoders, ground, budget }
    }

    pub(super) fn page(mut self, id: ObjectId, dictionary: &'a Dictionary) -> PdfPage {
        self.page.area = self.area(dictionary);
        let mut resources = Vec::new();
        let mut node = Some(dictionary);
        // Resources are inherited; a chain of parents that long is a loop.
        for _ in 0..64 {
            let Some(current) = node else { break };
            resources
                .extend(get(self.document, current, b"Resources").and_then(|r| r.as_dict().ok()));
            node = get(self.document, current, b"Parent").and_then(|parent| parent.as_dict().ok());
        }
        let content = self.content(id);
        self.run(
            &content,
            resources,
            State {
                matrix: IDENTITY,
                fill: Some(BLACK),
                alpha: 1.0,
                font: None,
                size: 0.0,
                character_spacing: 0.0,
                word_spacing: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
            0,
        );
        self.page
    }

    /// The content streams of a page, one behind the other.
    fn content(&self, page: ObjectId) -> Vec<u8> {
        let mut content = Vec::new();
        for id in self.document.get_page_contents(page) {
            let stream = self.document.get_object(id).and_then(Object::as_stream);
            content.extend(
                stream
                    .ok()
                    .and_then(|stream| inflate::content(stream, self.budget))
                    .unwrap_or_default(),
            );
            content.push(b'\n');
        }
        content
    }

    fn area(&self, dictionary: &Dictionary) -> [f64; 4] {
        let mut node = Some(dictionary);
        for _ in 0..64 {
            let Some(current) = node else { break };
            let found =
                get(self.document, current, b"MediaBox").and_then(|media| media.as_array().ok());
            if let Some(found) = found {
                let numbers: Vec<f64> = found.iter().filter_map(number).collect();
                if let [left, bottom, right, top] = numbers[..] {
                    return [left.min(right), bottom.min(top), left.max(right), bottom.max(top)];
                }
            }
            node = get(self.document, current, b"Parent").and_then(|parent| parent.as_dict().ok());
        }
        [0.0, 0.0, 612.0, 792.0]
    }

    fn run(&mut self, content: &[u8], resources: Vec<&'a Dictionary>, state: State, depth: usize) {
        // All operations are decoded at once.
        let words = content.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
        let marks = content.iter().filter(|byte| matches!(byte, b'[' | b'(' | b'<' | b'/')).count();
        if !self.budget.words.take(words + marks) {
            return;
        }
        let Ok(content) = Content::decode(content) else { return };
        let mut scope = Scope { resources, fonts: BTreeMap::new() };
        let mut run = Run {
            stack: Vec::new(),
            state,
            text: IDENTITY,
            line: IDENTITY,
            path: None,
            marks: Vec::new(),
            numbers: Vec::new(),
            reversed: None,
        };
        for operation in &content.operations {
            self.operation(operation, &mut run, &mut scope, depth);
        }
    }

    fn operation(
        &mut self,
        operation: &Operation,
        run: &mut Run,
        scope: &mut Scope<'a>,
        depth: usize,
    ) {
        let operands = &operation.operands;
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        let n = |index: usize| numbers.get(index).copied().unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if run.stack.len() < 512 => run.stack.push(run.state.clone()),
            "Q" => run.state = run.stack.pop().unwrap_or_else(|| run.state.clone()),
            "cm" => {
                run.state.matrix = multiply([n(0), n(1), n(2), n(3), n(4), n(5)], run.state.matrix);
            }
            "g" | "rg" | "k" | "sc" | "scn" => run.state.fill = color(&numbers),
            "cs" => run.state.fill = Some(BLACK),
            "gs" => {
                let name =
                    operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                let found =
                    self.resource(scope, b"ExtGState", name).and_then(|gs| gs.as_dict().ok());
                let alpha = found.and_then(|gs| get(self.document, gs, b"ca")).and_then(number);
                run.state.alpha = alpha.unwrap_or(run.state.alpha);
            }
            "re" => run.extend(&[(n(0), n(1)), (n(0) + n(2), n(1) + n(3))]),
            "m" | "l" => run.extend(&[(n(0), n(1))]),
            "c" => run.extend(&[(n(0), n(1)), (n(2), n(3)), (n(4), n(5))]),
            "v" | "y" => run.extend(&[(n(0), n(1)), (n(2), n(3))]),
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                if let Some(area) = run.path.take()
                    && run.state.alpha > 0.5
                    && self.ground.len() < AREAS
                {
                    self.ground.push((area, run.state.fill));
                }
            }
            "S" | "s" | "n" => run.path = None,
            "Do" => {
                let name =
                    operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                if let Some(Object::Stream(stream)) = self.resource(scope, b"XObject", name) {
                    self.external(stream, run, scope, depth);
                }
            }
            "BI" => self.page.images += 1,
            "BMC" | "BDC" if run.marks.len() < 512 => {
                let mark = self.mark(operands, scope);
                run.marks.push((mark, self.page.glyphs.len()));
                let number = operands.get(1).and_then(|properties| properties.as_dict().ok());
                run.numbers.push(number.and_then(|it| it.get(b"MCID").ok()?.as_i64().ok()));
            }
            "EMC" => {
                run.numbers.pop();
                if let Some((mark, start)) = run.marks.pop() {
                    self.end(mark, start, run);
                }
            }
            "BT" => {
                run.reversed = None;
                run.text = IDENTITY;
                run.line = IDENTITY;
            }
            "Tf" => {
                let name =
                    operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                run.state.font = self.font(scope, name);
                run.state.size = n(0);
            }
            "Tc" => run.state.character_spacing = n(0),
            "Tw" => run.state.word_spacing = n(0),
            "Tz" => run.state.scale = n(0) / 100.0,
            "TL" => run.state.leading = n(0),
            "Ts" => run.state.rise = n(0),
            "Tr" => {
                run.state.mode = operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(0);
            }
            "Td" => run.next_line(n(0), n(1)),
            "TD" => {
                run.state.leading = -n(1);
                run.next_line(n(0), n(1));
            }
            "T*" => run.next_line(0.0, -run.state.leading),
            "Tm" => {
                run.line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                run.text = run.line;
            }
            "Tj" => self.show_all(operands, run),
            "'" | "\"" => {
                if operation.operator == "\"" {
                    run.state.word_spacing = n(0);
                    run.state.character_spacing = n(1);
                }
                run.next_line(0.0, -run.state.leading);
                self.show_all(operands, run);
            }
            "TJ" => {
                let parts = operands.first().and_then(|parts| parts.as_array().ok());
                for part in parts.into_iter().flatten() {
                    match number(part) {
                        Some(back) => {
                            run.advance(-back / 1000.0 * run.state.size * run.state.scale);
                        }
                        None => self.show(part, run),
                    }
                }
            }
            _ => {}
        }
    }

    /// What begins here (ISO 32000-1, 14.6), as far as it matters for text.
    fn mark(&self, operands: &[Object], scope: &Scope<'a>) -> Mark {
        match operands.first().and_then(|name| name.as_name().ok()) {
            Some(b"Artifact") => return Mark::Artifact,
            Some(b"ReversedChars") => return Mark::Reversed,
            _ => {}
        }
        let properties = match operands.get(1) {
            Some(Object::Dictionary(properties)) => Some(properties),
            Some(Object::Name(name)) => self
                .resource(scope, b"Properties", name)
                .and_then(|properties| properties.as_dict().ok()),
            _ => None,
        };
        let text = properties.and_then(|properties| get(self.document, properties, b"ActualText"));
        text.and_then(words).map_or(Mark::Other, Mark::Text)
    }

    /// What ends here is about the glyphs from `start` on.
    fn end(&mut self, mark: Mark, start: usize, run: &mut Run) {
        let glyphs = &mut self.page.glyphs;
        match mark {
            Mark::Reversed => {
                glyphs[start..].reverse();
                if let Some((outer @ Mark::Text(_), _)) = run.marks.last_mut() {
                    say(&mut glyphs[start..], std::mem::replace(outer, Mark::Other));
                }
                // The pieces of one text object are a line that is read from the right.
                let first = *run.reversed.get_or_insert(start);
                glyphs[first..].rotate_left(start - first);
            }
            mark => say(&mut glyphs[start..], mark),
        }
    }

    fn resource(&self, scope: &Scope<'a>, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let find = |resources: &&'a Dictionary| {
            get(self.document, get(self.document, resources, kind)?.as_dict().ok()?, name)
        };
        scope.resources.iter().find_map(find)
    }

    fn font(&mut self, scope: &mut Scope<'a>, name: &[u8]) -> Option<usize> {
        if let Some(known) = scope.fonts.get(name) {
            return Some(*known);
        }
        let dictionary = self.resource(scope, b"Font", name)?.as_dict().ok()?;
        let decoder = Decoder::new(self.document, dictionary, self.budget);
        if !self.fonts.contains(&decoder.font) {
            self.fonts.push(decoder.font.clone());
        }
        self.decoders.push(decoder);
        scope.fonts.insert(name.to_owned(), self.decoders.len() - 1);
        Some(self.decoders.len() - 1)
    }

    /// An image or a form.
    fn external(&mut self, stream: &'a Stream, run: &Run, scope: &Scope<'a>, depth: usize) {
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind == b"Image" {
            self.page.images += 1;
            let corners = [(0.0, 0.0), (1.0, 1.0)].map(|(x, y)| apply(run.state.matrix, x, y));
            if self.ground.len() < AREAS {
                self.ground.push((bounds(&corners), None));
            }
        } else if kind == b"Form" && depth < MAX_FORMS {
            let mut state = run.state.clone();
            let matrix =
                get(self.document, &stream.dict, b"Matrix").and_then(|m| m.as_array().ok());
            let matrix: Vec<f64> = matrix.into_iter().flatten().filter_map(number).collect();
            if let [a, b, c, d, e, f] = matrix[..] {
                state.matrix = multiply([a, b, c, d, e, f], state.matrix);
            }
            let own = get(self.document, &stream.dict, b"Resources").and_then(|r| r.as_dict().ok());
            let resources = own.into_iter().chain(scope.resources.iter().copied()).collect();
            let content = inflate::content(stream, self.budget).unwrap_or_default();
            self.run(&content, resources, state, depth + 1);
        }
    }

    fn show_all(&mut self, texts: &[Object], run: &mut Run) {
        for text in texts {
            self.show(text, run);
        }
    }

    fn show(&mut self, text: &Object, run: &mut Run) {
        let (Ok(bytes), Some(font)) = (text.as_str(), run.state.font) else { return };
        if !self.budget.glyphs.take(bytes.len() / 2) {
            return;
        }
        for decoded in self.decoders[font].decode(bytes) {
            let state = &run.state;
            let matrix = multiply(run.text, state.matrix);
            let (x, y) = apply(matrix, 0.0, state.rise);
            let size = state.size * matrix[2].hypot(matrix[3]);
            let blank = if decoded.is_blank { state.word_spacing } else { 0.0 };
            let own = decoded.width / 1000.0 * state.size;
            let width = own * state.scale * matrix[0].hypot(matrix[1]);
            let ground = self
                .ground
                .iter()
                .rev()
                .find(|(area, _)| area[0] <= x && x <= area[2] && area[1] <= y && y <= area[3]);
            let background = ground.map_or(Some(WHITE), |(_, color)| *color);
            let is_painted = !matches!(state.mode, 3 | 7) && state.alpha > 0.05;
            let (color, advance) =
                (state.fill, (own + state.character_spacing + blank) * state.scale);
            self.page.glyphs.push(Glyph {
                text: decoded.text,
                x,
                y,
                width,
                size,
                color,
                background,
                is_painted,
                mark: run.numbers.iter().rev().find_map(|number| *number),
                is_artifact: run.marks.iter().any(|(mark, _)| *mark == Mark::Artifact),
            });
            run.advance(advance);
        }
    }
}

/// Gives the glyphs the text that the mark says they are.
fn say(glyphs: &mut [Glyph], mark: Mark) {
    if let (Mark::Text(text), Some((first, rest))) = (mark, glyphs.split_first_mut()) {
        first.text = Some(text);
        for glyph in rest {
            glyph.text = Some(String::new());
        }
    }
}
