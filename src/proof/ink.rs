//! Lines, boxes and pictures of a proof sheet, by `printpdf`; the words, set by Typst, lie over them.

use super::picture::Picture;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{
    BlendMode, Color, ExtendedGraphicsState, ExtendedGraphicsStateId, Line, LinePoint, Mm, Op,
    PaintMode, PdfDocument, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, RawImage,
    RawImageData, RawImageFormat, Rgb, WindingOrder, XObjectTransform,
};
use std::collections::BTreeMap;

/// What is drawn as if it lay behind the letters of the picture, and what lies over them.
const BEHIND: &str = "Behind";
const OVER: &str = "Over";

/// A colour.
pub(super) type Ink = [f32; 3];

/// What is drawn on a page, in order. Places are in pt from the lower left corner.
#[derive(Default)]
pub(super) struct Drawing {
    /// In pt.
    pub width: f64,
    /// In pt.
    pub height: f64,
    operations: Vec<Op>,
    picture: Option<(Picture, [f64; 4])>,
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page")]
fn pt(length: f64) -> Pt {
    Pt(length as f32)
}

fn color([r, g, b]: Ink) -> Color {
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

fn point(x: f64, y: f64, bezier: bool) -> LinePoint {
    LinePoint { p: Point { x: pt(x), y: pt(y) }, bezier }
}

impl Drawing {
    pub(super) fn new(width: f64, height: f64) -> Drawing {
        Drawing { width, height, ..Drawing::default() }
    }

    /// From here on all is behind the letters.
    pub(super) fn behind(&mut self) {
        self.state(BEHIND);
    }

    /// From here on all is over them.
    pub(super) fn over(&mut self) {
        self.state(OVER);
    }

    fn state(&mut self, name: &str) {
        let gs = ExtendedGraphicsStateId(name.to_owned());
        self.operations.push(Op::LoadGraphicsState { gs });
    }

    /// The picture, below everything else.
    pub(super) fn picture(&mut self, picture: Picture, area: [f64; 4]) {
        self.picture = Some((picture, area));
    }

    /// The edge of a box.
    pub(super) fn frame(&mut self, [left, bottom, right, top]: [f64; 4], ink: Ink, thickness: f64) {
        let corners = [(left, bottom), (right, bottom), (right, top), (left, top)];
        let points = corners.map(|(x, y)| point(x, y, false)).to_vec();
        self.operations.push(Op::SetOutlineColor { col: color(ink) });
        self.operations.push(Op::SetOutlineThickness { pt: pt(thickness) });
        self.operations.push(Op::DrawLine { line: Line { points, is_closed: true } });
    }

    /// A line through `points`.
    pub(super) fn line(&mut self, points: &[(f64, f64)], ink: Ink, thickness: f64) {
        let points = points.iter().map(|(x, y)| point(*x, *y, false)).collect();
        self.operations.push(Op::SetOutlineColor { col: color(ink) });
        self.operations.push(Op::SetOutlineThickness { pt: pt(thickness) });
        self.operations.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    /// A box that is filled.
    pub(super) fn fill(&mut self, [left, bottom, right, top]: [f64; 4], ink: Ink) {
        let corners = [(left, bottom), (right, bottom), (right, top), (left, top)];
        self.polygon(corners.map(|(x, y)| point(x, y, false)).to_vec(), ink);
    }

    /// A disc.
    pub(super) fn disc(&mut self, x: f64, y: f64, radius: f64, ink: Ink) {
        // A quarter of a circle as a curve: 4/3 (√2 − 1).
        let k = 0.552_284_75 * radius;
        let r = radius;
        let points = vec![
            point(x + r, y, false),
            point(x + r, y + k, true),
            point(x + k, y + r, true),
            point(x, y + r, false),
            point(x - k, y + r, true),
            point(x - r, y + k, true),
            point(x - r, y, false),
            point(x - r, y - k, true),
            point(x - k, y - r, true),
            point(x, y - r, false),
            point(x + k, y - r, true),
            point(x + r, y - k, true),
            point(x + r, y, false),
        ];
        self.polygon(points, ink);
    }

    fn polygon(&mut self, points: Vec<LinePoint>, ink: Ink) {
        let rings = vec![PolygonRing { points }];
        let polygon =
            Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.operations.push(Op::SetFillColor { col: color(ink) });
        self.operations.push(Op::DrawPolygon { polygon });
    }
}

/// The file: each drawing with the page of `words` of the same number over it.
pub(super) fn file(title: &str, drawings: Vec<Drawing>, words: &[u8]) -> Option<Vec<u8>> {
    let mut pdf = PdfDocument::new(title);
    for (name, mode) in [(BEHIND, BlendMode::multiply()), (OVER, BlendMode::normal())] {
        let state = ExtendedGraphicsState::default().with_blend_mode(mode);
        pdf.resources.extgstates.map.insert(ExtendedGraphicsStateId(name.to_owned()), state);
    }
    let mut pages = Vec::new();
    for drawing in drawings {
        let mut operations = Vec::new();
        if let Some((picture, [left, bottom, right, top])) = drawing.picture {
            operations.extend(placed(&mut pdf, picture, left, bottom, right - left, top - bottom));
        }
        operations.extend(drawing.operations);
        let millimetres = |length: f64| Mm::from(pt(length));
        pages.push(PdfPage::new(
            millimetres(drawing.width),
            millimetres(drawing.height),
            operations,
        ));
    }
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    let mut file = pdf.with_pages(pages).to_lopdf_document(&options, &mut Vec::new());
    lay_over(&mut file, Document::load_mem(words).ok()?)?;
    // The same proof of the same file: no clock in it.
    if let Ok(info) = file.trailer.get(b"Info").and_then(Object::as_reference)
        && let Ok(info) = file.get_object_mut(info).and_then(Object::as_dict_mut)
    {
        for key in [&b"CreationDate"[..], b"ModDate"] {
            info.remove(key);
        }
    }
    file.trailer.remove(b"ID");
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).ok()?;
    Some(bytes)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "places on a page"
)]
fn placed(
    pdf: &mut PdfDocument,
    picture: Picture,
    left: f64,
    bottom: f64,
    width: f64,
    height: f64,
) -> Vec<Op> {
    let (columns, rows) = (picture.width as f64, picture.height as f64);
    let image = RawImage {
        pixels: RawImageData::U8(picture.pixels),
        width: picture.width,
        height: picture.height,
        data_format: RawImageFormat::RGB8,
        tag: Vec::new(),
    };
    let transform = XObjectTransform {
        translate_x: Some(pt(left)),
        translate_y: Some(pt(bottom)),
        dpi: Some(72.0),
        scale_x: Some((width / columns) as f32),
        scale_y: Some((height / rows) as f32),
        ..XObjectTransform::default()
    };
    vec![Op::UseXobject { id: pdf.add_image(&image), transform }]
}

/// Puts each page of `words` over the page of the same number of `file`, as a form.
fn lay_over(file: &mut Document, mut words: Document) -> Option<()> {
    words.renumber_objects_with(file.max_id + 1);
    let above: Vec<ObjectId> = words.page_iter().collect();
    let mut forms = BTreeMap::new();
    for (index, id) in above.iter().enumerate() {
        let page = words.get_dictionary(*id).ok()?;
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => page.get(b"MediaBox").ok()?.clone(),
            "Resources" => page.get(b"Resources").ok()?.clone(),
        };
        forms.insert(index, Stream::new(form, words.get_page_content(*id)));
    }
    file.max_id = words.max_id;
    file.objects.extend(words.objects);
    let below: Vec<ObjectId> = file.page_iter().collect();
    for (index, form) in forms {
        let form = file.add_object(form);
        let page = *below.get(index)?;
        let before = file.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
        let after = file.add_object(Stream::new(Dictionary::new(), b"\nQ\n/Words Do\n".to_vec()));
        let (mut resources, mut external) = {
            let dictionary = file.get_dictionary(page).ok()?;
            let get = |dictionary: &Dictionary, key: &[u8]| -> Dictionary {
                let found = dictionary.get(key).ok().and_then(|it| file.dereference(it).ok());
                found.and_then(|(_, it)| it.as_dict().ok().cloned()).unwrap_or_default()
            };
            let resources = get(dictionary, b"Resources");
            let external = get(&resources, b"XObject");
            (resources, external)
        };
        external.set("Words", form);
        resources.set("XObject", external);
        let dictionary = file.get_object_mut(page).and_then(Object::as_dict_mut).ok()?;
        let own = match dictionary.get(b"Contents") {
            Ok(Object::Array(list)) => list.clone(),
            Ok(one) => vec![one.clone()],
            Err(_) => Vec::new(),
        };
        let contents: Vec<Object> =
            std::iter::once(before.into()).chain(own).chain([after.into()]).collect();
        dictionary.set("Contents", contents);
        // Colours are mixed as they are seen.
        let group = dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" };
        dictionary.set("Group", group);
        dictionary.set("Resources", resources);
    }
    Some(())
}
