//! PDF files as others make them, and break them: made with `printpdf`, and broken afterwards where that
//! makes no such file.

use crate::harness::root;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{
    Actions, BuiltinFont, Color, LinkAnnotation, Mm, Op, PaintMode, ParsedFont, PdfDocument,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, RawImage, RawImageData, RawImageFormat,
    Rect, Rgb, TextItem, TextRenderingMode, XObjectTransform,
};

/// What is painted on a page, in order.
pub(crate) type Page = Vec<Op>;

/// Text in Helvetica of 11 pt, `x` and `y` pt from the lower left corner.
pub(crate) fn text(words: &str, x: f32, y: f32) -> Page {
    sized(words, 11.0, x, y)
}

/// The same in another size.
pub(crate) fn sized(words: &str, size: f32, x: f32, y: f32) -> Page {
    set(words, PdfFontHandle::Builtin(BuiltinFont::Helvetica), size, x, y)
}

fn set(words: &str, font: PdfFontHandle, size: f32, x: f32, y: f32) -> Page {
    vec![
        Op::StartTextSection,
        Op::SetFont { font, size: Pt(size) },
        Op::SetTextCursor { pos: Point { x: Pt(x), y: Pt(y) } },
        Op::ShowText { items: vec![TextItem::Text(words.to_owned())] },
        Op::EndTextSection,
    ]
}

/// Lines of text, each at its height.
pub(crate) fn lines(lines: &[(&str, f32)]) -> Page {
    lines.iter().flat_map(|(words, y)| text(words, 72.0, *y)).collect()
}

/// From here on, text has this colour.
pub(crate) fn ink(r: f32, g: f32, b: f32) -> Op {
    Op::SetFillColor { col: Color::Rgb(Rgb { r, g, b, icc_profile: None }) }
}

/// A rectangle `width` wide and `height` high, filled.
pub(crate) fn filled(x: f32, y: f32, width: f32, height: f32) -> Op {
    let [x, y, width, height] = [x, y, width, height].map(Pt);
    let mode = Some(PaintMode::Fill);
    Op::DrawRectangle { rectangle: Rect { x, y, width, height, mode, winding_order: None } }
}

/// From here on, text is not painted.
pub(crate) fn invisible() -> Op {
    Op::SetTextRenderingMode { mode: TextRenderingMode::Invisible }
}

/// From here on, letters are 6 pt apart.
pub(crate) fn spaced_out() -> Op {
    Op::SetCharacterSpacing { multiplier: 6.0 }
}

/// A link that leads to `url`.
pub(crate) fn link(url: &str) -> Op {
    let [x, y, width, height] = [0.0, 0.0, 9.0, 9.0].map(Pt);
    let rectangle = Rect { x, y, width, height, mode: None, winding_order: None };
    Op::LinkAnnotation {
        link: LinkAnnotation::new(rectangle, Actions::uri(url.to_owned()), None, None, None),
    }
}

/// A file of these pages: no tags, no language, no title, Helvetica not embedded.
pub(crate) fn pdf(pages: Vec<Page>) -> Vec<u8> {
    bytes(document(PdfDocument::new(""), pages))
}

fn document(mut pdf: PdfDocument, pages: Vec<Page>) -> Document {
    let pages = pages.into_iter().map(|page| PdfPage::new(Mm(210.0), Mm(297.0), page)).collect();
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    pdf.with_pages(pages).to_lopdf_document(&options, &mut Vec::new())
}

fn one_page() -> Document {
    document(PdfDocument::new(""), vec![text("Ann Li", 72.0, 700.0)])
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

/// A page that is one picture.
pub(crate) fn image_only() -> Vec<u8> {
    let mut pdf = PdfDocument::new("");
    let image = RawImage {
        pixels: RawImageData::U8(vec![128]),
        width: 1,
        height: 1,
        data_format: RawImageFormat::R8,
        tag: Vec::new(),
    };
    let id = pdf.add_image(&image);
    let transform = XObjectTransform {
        dpi: Some(72.0),
        scale_x: Some(595.0),
        scale_y: Some(842.0),
        ..XObjectTransform::default()
    };
    bytes(document(pdf, vec![vec![Op::UseXobject { id, transform }]]))
}

/// Text in an embedded font that does not say which characters its glyphs are.
pub(crate) fn without_unicode() -> Vec<u8> {
    let mut document = embedded();
    for object in document.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut() {
            dictionary.remove(b"ToUnicode");
        }
    }
    bytes(document)
}

/// Text in an embedded font that says it.
pub(crate) fn with_unicode() -> Vec<u8> {
    bytes(embedded())
}

fn embedded() -> Document {
    let file = std::fs::read(root().join("fonts/latin/inter/Inter-Regular.ttf")).expect("a font");
    let font = ParsedFont::from_bytes(&file, 0, &mut Vec::new()).expect("a font");
    let mut pdf = PdfDocument::new("");
    let font = PdfFontHandle::External(pdf.add_font(&font));
    document(pdf, vec![set("Ann Li", font, 11.0, 72.0, 700.0)])
}

/// The root of the tree of pages.
fn tree(document: &Document) -> ObjectId {
    let catalog = document.catalog().expect("a catalog");
    catalog.get(b"Pages").and_then(Object::as_reference).expect("a tree of pages")
}

fn page(document: &mut Document) -> &mut Dictionary {
    let page = document.page_iter().next().expect("a page");
    document.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page")
}

/// A tree of ten thousand nodes, each the kid of the one before, and the first that of the last.
pub(crate) fn page_loop() -> Vec<u8> {
    let mut document = one_page();
    let more = (1..10_000).map(|_| document.new_object_id()).collect::<Vec<_>>();
    let nodes: Vec<ObjectId> = std::iter::once(tree(&document)).chain(more).collect();
    for (index, node) in nodes.iter().enumerate() {
        let next = nodes[(index + 1) % nodes.len()];
        let parent = nodes[(index + nodes.len() - 1) % nodes.len()];
        let pages = dictionary! {
            "Type" => "Pages", "Kids" => vec![next.into()], "Parent" => parent, "Count" => 1,
        };
        document.objects.insert(*node, pages.into());
    }
    bytes(document)
}

/// Ten thousand references, each to the next, and the last to the first, where the kids should be.
pub(crate) fn reference_chain() -> Vec<u8> {
    let mut document = one_page();
    let links: Vec<ObjectId> = (0..10_000).map(|_| document.new_object_id()).collect();
    for (index, link) in links.iter().enumerate() {
        document.objects.insert(*link, links[(index + 1) % links.len()].into());
    }
    let pages = dictionary! { "Type" => "Pages", "Kids" => links[0], "Count" => 1 };
    document.objects.insert(tree(&document), pages.into());
    bytes(document)
}

/// A form, painted behind the text, that paints itself twice.
pub(crate) fn form_loop() -> Vec<u8> {
    let mut document = one_page();
    let form = document.new_object_id();
    let own = dictionary! { "XObject" => dictionary! { "X" => form } };
    let head = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => own.clone(),
    };
    document.objects.insert(form, Stream::new(head, b"/X Do /X Do".to_vec()).into());
    let more = document.add_object(Stream::new(Dictionary::new(), b"/X Do".to_vec()));
    let page = page(&mut document);
    let first = page.get(b"Contents").and_then(Object::as_reference).expect("a content");
    page.set("Contents", vec![first.into(), more.into()]);
    let resources = page.get(b"Resources").and_then(Object::as_reference).expect("resources");
    let resources =
        document.get_object_mut(resources).and_then(Object::as_dict_mut).expect("resources");
    resources.extend(&own);
    bytes(document)
}

/// A page that is its own parent and does not say how large it is.
pub(crate) fn parent_loop() -> Vec<u8> {
    let mut document = one_page();
    let id = document.page_iter().next().expect("a page");
    let page = page(&mut document);
    page.set("Parent", id);
    page.remove(b"MediaBox");
    bytes(document)
}

/// Arrays in arrays, a hundred thousand deep: no library writes such a file.
pub(crate) fn deep() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n1 0 obj\n".to_vec();
    let at = bytes.len() + 200_020;
    bytes.extend(b"[".repeat(100_000));
    bytes.extend(b"]".repeat(100_000));
    bytes.extend(
        format!("\nendobj\ntrailer\n<</Root 1 0 R/Size 2>>\nstartxref\n{at}\n%%EOF\n").bytes(),
    );
    bytes
}

/// A file that asks for a password.
pub(crate) fn encrypted() -> Vec<u8> {
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};
    let mut document = one_page();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state");
    document.encrypt(&state).expect("encrypted");
    bytes(document)
}

/// A stream of objects that is a hundred kilobytes, and a hundred megabytes when it is decompressed. `lopdf`
/// writes no streams of objects: it is given another type, and its own afterwards.
pub(crate) fn object_bomb() -> Vec<u8> {
    const OTHER: &[u8] = b"/Xxxxxx";
    const OWN: &[u8] = b"/ObjStm";
    let head = dictionary! { "Type" => "Xxxxxx", "N" => 1, "First" => 4 };
    let mut stream = Stream::new(head, b" ".repeat(100 << 20));
    stream.compress().expect("compressed");
    let mut document = one_page();
    document.add_object(stream);
    let mut bytes = bytes(document);
    let at = bytes.windows(OTHER.len()).position(|window| window == OTHER).expect("the type");
    bytes[at..at + OWN.len()].copy_from_slice(OWN);
    bytes
}
