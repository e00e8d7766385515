//! What a content stream changes: colour, matrices, fonts (ISO 32000-1, 8.4 and 9.3), as far as it
//! matters for text.

/// A colour in RGB, each from 0.0 to 1.0.
pub type Color = [f64; 3];

pub(super) const BLACK: Color = [0.0; 3];
pub(super) const WHITE: Color = [1.0; 3];

/// A glyph on a page.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
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
    /// The colour it is on; none if that is an image.
    pub background: Option<Color>,
    /// Whether it is painted at all.
    pub is_painted: bool,
    /// Whether the file says that it is not part of the text, such as the foot of a page.
    pub is_artifact: bool,
    /// The number of the marked content that it belongs to, by which tags know it.
    pub mark: Option<i64>,
}

impl Glyph {
    /// Whether there is nothing to read in it.
    pub fn is_blank(&self) -> bool {
        self.text.as_ref().is_some_and(|text| text.trim().is_empty())
    }
}

pub(super) type Matrix = [f64; 6];

pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
pub(super) fn multiply(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

pub(super) fn apply(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
}

/// The graphics state (ISO 32000-1, 8.4), as far as it matters here.
#[derive(Clone)]
pub(super) struct State {
    pub matrix: Matrix,
    pub fill: Option<Color>,
    pub alpha: f64,
    pub font: Option<usize>,
    pub size: f64,
    pub character_spacing: f64,
    pub word_spacing: f64,
    pub scale: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
}

/// What changes while a content stream runs.
pub(super) struct Run {
    pub stack: Vec<State>,
    pub state: State,
    pub text: Matrix,
    pub line: Matrix,
    /// The bounds of the path under construction, on the page.
    pub path: Option<[f64; 4]>,
    /// The marked content that is open, and the glyph it begins with.
    pub marks: Vec<(Mark, usize)>,
    /// The numbers of the marked content that is open.
    pub numbers: Vec<Option<i64>>,
    /// The first glyph of the pieces of this text object that are written from the right.
    pub reversed: Option<usize>,
}

/// What marked content says about its text.
#[derive(PartialEq)]
pub(super) enum Mark {
    /// It is not part of the text.
    Artifact,
    /// It is written from the right, and shown from the left.
    Reversed,
    /// It says this, whatever its glyphs are.
    Text(String),
    Other,
}

impl Run {
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = multiply([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    pub(super) fn advance(&mut self, by: f64) {
        self.text = multiply([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
    }

    pub(super) fn extend(&mut self, points: &[(f64, f64)]) {
        let mut all: Vec<(f64, f64)> =
            points.iter().map(|(x, y)| apply(self.state.matrix, *x, *y)).collect();
        if let Some([left, bottom, right, top]) = self.path {
            all.extend([(left, bottom), (right, top)]);
        }
        self.path = Some(bounds(&all));
    }
}

/// Left, bottom, right, top.
pub(super) fn bounds(points: &[(f64, f64)]) -> [f64; 4] {
    let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in points {
        bounds = [bounds[0].min(*x), bounds[1].min(*y), bounds[2].max(*x), bounds[3].max(*y)];
    }
    bounds
}

/// Grey, RGB or CMYK by the number of components; none for a pattern.
pub(super) fn color(components: &[f64]) -> Option<Color> {
    match *components {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        [cyan, magenta, yellow, black] => {
            Some([cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black)))
        }
        _ => None,
    }
}
