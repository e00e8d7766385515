//! Lines, boxes and pictures of a proof sheet, by `printpdf`; the words, set by Typst, lie over them.

use super::picture::Picture;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{
    BlendMode, Color, ExtendedGraphicsState, ExtendedGraphicsStateId, Line, LinePoint, Mm, Op,
    PaintMode, PdfDocument, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rgb,
    WindingOrder,
};

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
    let mut pictures = Vec::new();
    for drawing in drawings {
        pictures.push(drawing.picture);
        let millimetres = |length: f64| Mm::from(pt(length));
        pages.push(PdfPage::new(
            millimetres(drawing.width),
            millimetres(drawing.height),
            drawing.operations,
        ));
    }
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    let mut file = pdf.with_pages(pages).to_lopdf_document(&options, &mut Vec::new());
    put_together(&mut file, pictures, Document::load_mem(words).ok()?)?;
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

/// Puts the picture of the same number under each page of `file`, and the page of `words` over it, as a form.
/// `printpdf` takes pictures as pixels only, which would be packed once more.
fn put_together(
    file: &mut Document,
    pictures: Vec<Option<(Picture, [f64; 4])>>,
    mut words: Document,
) -> Option<()> {
    words.renumber_objects_with(file.max_id + 1);
    let mut forms = Vec::new();
    for id in words.page_iter() {
        let page = words.get_dictionary(id).ok()?;
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => page.get(b"MediaBox").ok()?.clone(),
            "Resources" => page.get(b"Resources").ok()?.clone(),
        };
        forms.push(Stream::new(form, words.get_page_content(id)));
    }
    file.max_id = words.max_id;
    file.objects.extend(words.objects);
    let pages: Vec<ObjectId> = file.page_iter().collect();
    for ((page, form), picture) in pages.into_iter().zip(forms).zip(pictures) {
        let form = file.add_object(form);
        let mut external = vec![("Words", form)];
        let mut below = String::new();
        if let Some((picture, [left, bottom, right, top])) = picture {
            let (width, height) = (right - left, top - bottom);
            below = format!("q {width} 0 0 {height} {left} {bottom} cm /Picture Do Q ");
            external.push(("Picture", file.add_object(image(picture))));
        }
        surround(file, page, &(below + "q\n"), "\nQ\n/Words Do\n", &external)?;
    }
    Some(())
}

fn image(picture: Picture) -> Stream {
    let number = |value: usize| i64::try_from(value).unwrap_or_default();
    let image = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => number(picture.width),
        "Height" => number(picture.height),
        "ColorSpace" => if picture.is_grey { "DeviceGray" } else { "DeviceRGB" },
        "BitsPerComponent" => 8,
        "Filter" => "FlateDecode",
    };
    Stream::new(image, picture.packed).with_compression(false)
}

/// Draws `before` before what `page` has, and `after` after it, with the objects that these name.
fn surround(
    file: &mut Document,
    page: ObjectId,
    before: &str,
    after: &str,
    external: &[(&str, ObjectId)],
) -> Option<()> {
    let part = |text: &str| Stream::new(Dictionary::new(), text.into());
    let before = file.add_object(part(before));
    let after = file.add_object(part(after));
    let mut resources = {
        let found = file.get_dictionary(page).ok()?.get(b"Resources").ok();
        let found = found.and_then(|it| file.dereference(it).ok());
        found.and_then(|(_, it)| it.as_dict().ok().cloned()).unwrap_or_default()
    };
    let named = external.iter().map(|(name, id)| (*name, Object::from(*id)));
    resources.set("XObject", named.collect::<Dictionary>());
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
    dictionary.set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" });
    dictionary.set("Resources", resources);
    Some(())
}
