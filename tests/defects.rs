//! PDF files as others make them, and break them.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A page to be.
#[derive(Default)]
pub(crate) struct Page {
    content: String,
    /// Beside the font `F1`.
    objects: Option<Dictionary>,
    annotations: Vec<Object>,
}

impl Page {
    /// A page of this content; `F1` is Helvetica.
    pub(crate) fn text(content: &str) -> Self {
        Page { content: content.to_owned(), ..Page::default() }
    }
}

fn font() -> Dictionary {
    dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" }
}

fn finish(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn build(pages: &[Page], font: Dictionary) -> (Document, ObjectId) {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let font = document.add_object(font);
    let mut kids = Vec::new();
    for page in pages {
        let content = Stream::new(Dictionary::new(), page.content.as_bytes().to_vec());
        let content = document.add_object(content);
        let objects = page.objects.clone().unwrap_or_default();
        kids.push(Object::from(document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Contents" => content,
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font }, "XObject" => objects },
            "Annots" => page.annotations.clone(),
        })));
    }
    let count = i64::try_from(kids.len()).expect("few pages");
    document
        .objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    (document, tree)
}

/// A file of these pages: no tags, no language, no title, the font not embedded.
pub(crate) fn pdf(pages: &[Page]) -> Vec<u8> {
    finish(build(pages, font()).0)
}

/// A page that is one picture.
pub(crate) fn image_only() -> Vec<u8> {
    let (mut document, _) = build(&[Page::text("q 595 0 0 842 0 0 cm /I Do Q")], font());
    let image = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceGray",
        },
        vec![128],
    );
    let image = document.add_object(image);
    add_object(&mut document, "I", image);
    finish(document)
}

/// Puts `object` into the resources of the only page.
fn add_object(document: &mut Document, name: &str, object: ObjectId) {
    let page = document.page_iter().next().expect("a page");
    let page = document.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
    let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources");
    let objects = resources.get_mut(b"XObject").and_then(Object::as_dict_mut).expect("objects");
    objects.set(name, object);
}

/// Text in a font whose codes mean nothing.
pub(crate) fn without_unicode() -> Vec<u8> {
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "ABCDEF+Own", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "ABCDEF+Own", "DW" => 600,
        }.into()],
    };
    finish(build(&[Page::text("BT /F1 11 Tf 72 700 Td <000100020003000400050006> Tj ET")], font).0)
}

/// A page with a link.
pub(crate) fn with_link(url: &str) -> Vec<u8> {
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal(url) },
    };
    let text = "BT /F1 11 Tf 72 700 Td (Ann Li) Tj ET";
    pdf(&[Page { annotations: vec![link.into()], ..Page::text(text) }])
}

/// A tree of ten thousand nodes, each the kid of the one before, and the first that of the last.
pub(crate) fn page_loop() -> Vec<u8> {
    let (mut document, tree) = build(&[], font());
    let nodes: Vec<ObjectId> =
        std::iter::once(tree).chain((1..10_000).map(|_| document.new_object_id())).collect();
    for (index, node) in nodes.iter().enumerate() {
        let next = nodes[(index + 1) % nodes.len()];
        let parent = nodes[(index + nodes.len() - 1) % nodes.len()];
        let pages = dictionary! {
            "Type" => "Pages", "Kids" => vec![next.into()], "Parent" => parent, "Count" => 1,
        };
        document.objects.insert(*node, pages.into());
    }
    finish(document)
}

/// Ten thousand references, each to the next, and the last to the first, where the kids should be.
pub(crate) fn reference_chain() -> Vec<u8> {
    let (mut document, tree) = build(&[], font());
    let links: Vec<ObjectId> = (0..10_000).map(|_| document.new_object_id()).collect();
    for (index, link) in links.iter().enumerate() {
        document.objects.insert(*link, links[(index + 1) % links.len()].into());
    }
    document
        .objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => links[0], "Count" => 1 }.into());
    finish(document)
}

/// A form that paints a text and itself.
pub(crate) fn form_loop() -> Vec<u8> {
    let (mut document, _) =
        build(&[Page::text("BT /F1 11 Tf 72 700 Td (Ann Li) Tj ET /X Do")], font());
    let form = document.new_object_id();
    let stream = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "Resources" => dictionary! { "XObject" => dictionary! { "X" => form } },
        },
        b"/X Do /X Do".to_vec(),
    );
    document.objects.insert(form, stream.into());
    add_object(&mut document, "X", form);
    finish(document)
}

/// A page that is its own parent and has no resources of its own.
pub(crate) fn parent_loop() -> Vec<u8> {
    let (mut document, _) = build(&[Page::text("BT /F1 11 Tf 72 700 Td (Ann Li) Tj ET")], font());
    let id = document.page_iter().next().expect("a page");
    let page = document.get_object_mut(id).and_then(Object::as_dict_mut).expect("a page");
    page.set("Parent", id);
    page.remove(b"MediaBox");
    finish(document)
}

/// Arrays in arrays, a hundred thousand deep.
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
    let (mut document, _) = build(&[Page::text("BT /F1 11 Tf 72 700 Td (Ann Li) Tj ET")], font());
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state");
    document.encrypt(&state).expect("encrypted");
    finish(document)
}

/// A stream of objects that is a hundred kilobytes, and a hundred megabytes when it is decompressed.
pub(crate) fn object_bomb() -> Vec<u8> {
    let mut stream = Stream::new(
        dictionary! { "Type" => "ObjStm", "N" => 1, "First" => 4 },
        b" ".repeat(100 << 20),
    );
    stream.compress().expect("compressed");
    let (mut document, _) = build(&[], font());
    document.add_object(stream);
    finish(document)
}
