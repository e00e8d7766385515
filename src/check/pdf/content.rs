//! The content of a page: which glyph is painted where, how large, and in which colour on what.
//!
//! Knows the operators that matter for text (ISO 32000-1, 8 and 9); paths only as far as they are
//! rectangles that text may stand on.

use super::font::Decoder;
use super::{Font, Page, get, number};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;

/// The deepest nesting of forms that is followed.
const MAX_FORMS: usize = 8;

/// The most operations of a page that are followed.
const MAX_OPERATIONS: usize = 2_000_000;

/// A colour in RGB, each from 0.0 to 1.0.
pub type Color = [f64; 3];

const BLACK: Color = [0.0; 3];
const WHITE: Color = [1.0; 3];

/// A glyph on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// The characters it stands for; none if the file does not say which.
    pub text: Option<String>,
    /// The left end of its baseline, in pt from the left of the page.
    pub x: f64,
    /// Its baseline, in pt from the bottom of the page.
    pub y: f64,
    /// Its width in pt.
    pub width: f64,
    /// Its size in pt.
    pub size: f64,
    /// Its colour; none if that is a pattern.
    pub color: Option<Color>,
    /// The colour it stands on; none if that is an image.
    pub background: Option<Color>,
    /// Whether it is painted at all.
    pub is_painted: bool,
    /// Whether the file says that it is no part of the text, such as the foot of a page.
    pub is_artifact: bool,
}

type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn multiply(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn apply(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
}

/// The graphics state (ISO 32000-1, 8.4), as far as it matters here.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    fill: Option<Color>,
    alpha: f64,
    font: Option<usize>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

/// Reads the content of one page.
pub(super) struct Interpreter<'a> {
    document: &'a Document,
    /// The fonts of the file.
    fonts: &'a mut Vec<Font>,
    page: Page,
    decoders: Vec<Decoder<'a>>,
    /// What has been painted under the text: left, bottom, right, top, colour.
    ground: Vec<([f64; 4], Option<Color>)>,
    operations: usize,
}

/// What `Tf`, `Do` and `gs` look names up in.
struct Scope<'a> {
    resources: Vec<&'a Dictionary>,
    fonts: BTreeMap<Vec<u8>, usize>,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(document: &'a Document, fonts: &'a mut Vec<Font>) -> Self {
        let (decoders, ground) = (Vec::new(), Vec::new());
        Interpreter { document, fonts, page: Page::default(), decoders, ground, operations: 0 }
    }

    pub(super) fn page(mut self, id: ObjectId, dictionary: &'a Dictionary) -> Page {
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
        let content = self.document.get_page_content(id).unwrap_or_default();
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
        let Ok(content) = Content::decode(content) else { return };
        let mut scope = Scope { resources, fonts: BTreeMap::new() };
        let mut run = Run {
            stack: Vec::new(),
            state,
            text: IDENTITY,
            line: IDENTITY,
            path: None,
            marks: Vec::new(),
        };
        for operation in &content.operations {
            self.operations += 1;
            if self.operations > MAX_OPERATIONS {
                return;
            }
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
                run.state.matrix = multiply([n(0), n(1), n(2), n(3), n(4), n(5)], run.state.matrix)
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
                let name = operands.first().and_then(|name| name.as_name().ok());
                run.marks.push(name == Some(b"Artifact"));
            }
            "EMC" => drop(run.marks.pop()),
            "BT" => {
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
                run.state.mode = operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(0)
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
            "Tj" => operands.iter().for_each(|text| self.show(text, run)),
            "'" | "\"" => {
                if operation.operator == "\"" {
                    run.state.word_spacing = n(0);
                    run.state.character_spacing = n(1);
                }
                run.next_line(0.0, -run.state.leading);
                operands.iter().for_each(|text| self.show(text, run));
            }
            "TJ" => {
                let parts = operands.first().and_then(|parts| parts.as_array().ok());
                for part in parts.into_iter().flatten() {
                    match number(part) {
                        Some(back) => {
                            run.advance(-back / 1000.0 * run.state.size * run.state.scale)
                        }
                        None => self.show(part, run),
                    }
                }
            }
            _ => {}
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
        let decoder = Decoder::new(self.document, dictionary);
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
            self.ground.push((bounds(&corners), None));
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
            let content = stream.get_plain_content().unwrap_or_default();
            self.run(&content, resources, state, depth + 1);
        }
    }

    fn show(&mut self, text: &Object, run: &mut Run) {
        let (Ok(bytes), Some(font)) = (text.as_str(), run.state.font) else { return };
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
                is_artifact: run.marks.contains(&true),
            });
            run.advance(advance);
        }
    }
}

/// What changes while a content stream runs.
struct Run {
    stack: Vec<State>,
    state: State,
    text: Matrix,
    line: Matrix,
    /// The bounds of the path under construction, on the page.
    path: Option<[f64; 4]>,
    /// The marked content that is open, and whether it is an artifact.
    marks: Vec<bool>,
}

impl Run {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = multiply([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn advance(&mut self, by: f64) {
        self.text = multiply([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
    }

    fn extend(&mut self, points: &[(f64, f64)]) {
        let mut all: Vec<(f64, f64)> =
            points.iter().map(|(x, y)| apply(self.state.matrix, *x, *y)).collect();
        if let Some([left, bottom, right, top]) = self.path {
            all.extend([(left, bottom), (right, top)]);
        }
        self.path = Some(bounds(&all));
    }
}

/// Left, bottom, right, top.
fn bounds(points: &[(f64, f64)]) -> [f64; 4] {
    let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in points {
        bounds = [bounds[0].min(*x), bounds[1].min(*y), bounds[2].max(*x), bounds[3].max(*y)];
    }
    bounds
}

/// Grey, RGB or CMYK by the number of components; none for a pattern.
fn color(components: &[f64]) -> Option<Color> {
    match *components {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        [cyan, magenta, yellow, black] => {
            Some([cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black)))
        }
        _ => None,
    }
}
