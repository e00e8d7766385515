//! Fonts as parts of the file: of each only the characters that are drawn, under a name of its own.

use super::markup::Face;
use super::{HtmlInput, kerning, look, media};
use crate::document::OptionValue;
use crate::script::{self, is_joined};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use subsetter::GlyphRemapper;
use ttf_parser::{Face as Parsed, RawFace};
use typst::text::Font;
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::types::{GlyphId, Tag};

/// What the languages of East Asia share with others and set differently: their own font has it.
const SHARED: &str = "\u{2014}\u{2018}\u{2019}\u{201c}\u{201d}\u{2025}\u{2026}\u{2e3a}\u{2e3b}";

/// What CSS calls the font at `index` of the chain of a role. A font that the text has, too, is embedded once.
fn name(input: &HtmlInput<'_>, role: &str, index: usize) -> String {
    let fonts = &input.document.fonts;
    let own = fonts.get(role).and_then(|chain| chain.get(index));
    let of_text = fonts.get("body").and_then(|body| body.iter().position(|it| Some(it) == own));
    match of_text.map_or((role, index), |index| ("body", index)) {
        (role, 0) => format!("cv-{role}"),
        (role, index) => format!("cv-{role}-{}", index + 1),
    }
}

/// The families of a role, first choice first. A role that has those of the text is not another.
fn chain<'a>(input: &HtmlInput<'a>, role: &str) -> (&'static str, &'a [String]) {
    let fonts = &input.document.fonts;
    let body = fonts.get("body").map(Vec::as_slice).unwrap_or_default();
    match (role, fonts.get(role)) {
        ("heading", Some(chain)) if chain != body => ("heading", chain),
        ("mono", Some(chain)) if chain != body => ("mono", chain),
        _ => ("body", body),
    }
}

/// The value of `font-family` for a role: what is embedded, then what computers have.
pub(super) fn stack(input: &HtmlInput<'_>, role: &str) -> String {
    let (own, families) = chain(input, role);
    let mut stack: Vec<String> = Vec::new();
    if input.embeds_fonts {
        stack.extend((0..families.len()).map(|index| name(input, own, index)));
    }
    let office = &input.theme.office_fonts;
    let office = office.get(own).or_else(|| office.get("body"));
    let is_serif = families.first().is_some_and(|family| input.fonts.is_serif(family));
    let known: &[&str] = match (input.document.language.lang.as_str(), is_serif) {
        ("zh", true) => &["Songti SC", "SimSun", "Noto Serif CJK SC"],
        ("zh", false) => &["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"],
        ("ja", true) => &["Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP"],
        ("ja", false) => &["Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP"],
        ("ko", true) => &["AppleMyungjo", "Batang", "Noto Serif CJK KR"],
        ("ko", false) => &["Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR"],
        _ => &[],
    };
    let office = office.into_iter().flatten().map(String::as_str);
    stack.extend(office.chain(known.iter().copied()).map(look::string));
    stack.push(if is_serif { "serif" } else { "sans-serif" }.to_owned());
    stack.join(",")
}

/// How wide a text is in plain letters, in em.
pub(super) fn width(input: &HtmlInput<'_>, text: &str) -> f64 {
    input.fonts.width(chain(input, "body").1, text)
}

fn parsed(font: &Font) -> Option<Parsed<'_>> {
    Parsed::parse(font.data(), font.index()).ok()
}

/// A face of the file: the font it is made of, and for which weights and slant it is.
struct Source {
    font: Font,
    weights: (u16, u16),
    characters: BTreeSet<char>,
}

/// The rules `@font-face` for the characters that are drawn.
pub(super) fn faces(input: &HtmlInput<'_>, drawn: &BTreeMap<Face, BTreeSet<char>>) -> String {
    let mut sources: BTreeMap<(String, bool, *const u8), Source> = BTreeMap::new();
    for (face, characters) in with_more(input, drawn) {
        let (role, families) = chain(input, face.role);
        let fonts: Vec<_> = families
            .iter()
            .map(|family| input.fonts.face(family, face.weight, face.italic))
            .collect();
        let parsed: Vec<_> = fonts.iter().map(|font| font.as_ref().and_then(parsed)).collect();
        let mut drawn: Vec<Vec<char>> = vec![Vec::new(); fonts.len()];
        // A subset has no tables that join letters: the reader's own font does it.
        for character in characters.into_iter().filter(|character| !is_joined(*character)) {
            if let Some(index) = font_of(input, &parsed, character) {
                drawn[index].push(character);
            }
        }
        for (index, (font, characters)) in fonts.iter().zip(drawn).enumerate() {
            let Some(font) = font.as_ref().filter(|_| !characters.is_empty()) else { continue };
            let key = (name(input, role, index), face.italic, font.data().as_ptr());
            let source = sources.entry(key).or_insert_with(|| Source {
                font: font.clone(),
                weights: (face.weight, face.weight),
                characters: BTreeSet::new(),
            });
            source.weights.0 = source.weights.0.min(face.weight);
            source.weights.1 = source.weights.1.max(face.weight);
            source.characters.extend(characters);
        }
    }
    let mut sources: Vec<_> = sources.into_iter().collect();
    // The order in memory is not that of two runs.
    sources.sort_by(|((name, italic, _), one), ((other, slanted, _), two)| {
        (name, italic, one.weights).cmp(&(other, slanted, two.weights))
    });
    let mut css = String::new();
    for ((name, italic, _), source) in &sources {
        let Some((kind, bytes)) = subset(source, name) else { continue };
        let style = if *italic { "italic" } else { "normal" };
        let (least, most) = source.weights;
        let weight = if least == most { least.to_string() } else { format!("{least} {most}") };
        let _ = writeln!(
            css,
            "@font-face{{font-family:{name};font-style:{style};font-weight:{weight};src:url({})}}",
            media::data_uri(kind, &bytes),
        );
    }
    css
}

/// What is drawn, and what may be: figures and signs of style sheets, and all of ASCII in plain text.
fn with_more(
    input: &HtmlInput<'_>,
    drawn: &BTreeMap<Face, BTreeSet<char>>,
) -> BTreeMap<Face, BTreeSet<char>> {
    let mut drawn = drawn.clone();
    let plain = drawn.entry(Face::PLAIN).or_default();
    plain.extend(' '..='~');
    plain.insert('\u{a0}');
    if let Some(OptionValue::Text(bullet)) = input.document.options.get("bullet") {
        plain.extend(bullet.chars());
    }
    plain.extend(input.document.header.name.chars());
    plain.extend(input.versions.iter().flat_map(|version| version.name.chars()));
    plain.extend(input.document.punctuation.separator.chars());
    plain.extend(input.document.words.get("page").into_iter().flat_map(|page| page.chars()));
    for (_, characters) in drawn.iter_mut().filter(|(face, _)| face.capitals) {
        let upper: Vec<char> = characters.iter().flat_map(|c| c.to_uppercase()).collect();
        characters.extend(upper);
    }
    drawn
}

/// Which font of the chain draws a character, as Typst has it.
fn font_of(input: &HtmlInput<'_>, fonts: &[Option<Parsed<'_>>], character: char) -> Option<usize> {
    let has = |index: &usize| {
        fonts[*index].as_ref().is_some_and(|face| face.glyph_index(character).is_some())
    };
    let is_later = input.document.language.cjk && SHARED.contains(character)
        || input.document.language.direction == "rtl" && " \u{a0}!,.:«»".contains(character);
    // The first one comes last.
    let shift = usize::from(is_later && !script::is_han(character));
    (0..fonts.len()).map(|index| (index + shift) % fonts.len()).find(has)
}

/// The part of a font that draws the characters, as a font that browsers take, and its media type.
fn subset(source: &Source, family: &str) -> Option<(&'static str, Vec<u8>)> {
    let font = &source.font;
    let face = &parsed(font)?;
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    for &character in &source.characters {
        if let Some(glyph) = face.glyph_index(character) {
            glyphs.insert(character, (glyph.0, remapper.remap(glyph.0)));
        }
    }
    let bytes = subsetter::subset(font.data(), font.index(), &remapper).ok()?;
    let smaller = RawFace::parse(&bytes, 0).ok()?;
    let characters = glyphs.iter().map(|(character, (_, own))| (*character, GlyphId::from(*own)));
    let cmap = Cmap::from_mappings(characters).ok()?;
    let mut builder = FontBuilder::new();
    for record in smaller.table_records {
        if let Some(table) = smaller.table(record.tag) {
            builder.add_raw(Tag::new(&record.tag.to_bytes()), table);
        }
    }
    builder.add_table(&cmap).ok()?;
    builder.add_raw(Tag::new(b"name"), names(family));
    builder.add_raw(Tag::new(b"post"), post());
    if let Some(table) = face.raw_face().table(ttf_parser::Tag::from_bytes(b"OS/2")) {
        builder.add_raw(Tag::new(b"OS/2"), table.to_vec());
    }
    let pairs: Vec<(u16, u16)> = glyphs
        .iter()
        .filter(|(character, _)| !script::is_wide(**character))
        .map(|(_, pair)| *pair)
        .collect();
    if let Some(table) = kerning::table(&kerning::pairs(face, &pairs)) {
        builder.add_raw(Tag::new(b"kern"), table);
    }
    let is_cff = face.tables().cff.is_some();
    Some((if is_cff { "font/otf" } else { "font/ttf" }, builder.build()))
}

/// A table `name` (OpenType, `name`): an embedded subset is another font and may not have the reserved name.
fn names(family: &str) -> Vec<u8> {
    let texts = [(1_u16, family), (2, "Regular"), (3, family), (4, family), (6, family)];
    let count = 5_u16;
    let mut bytes = Vec::new();
    let mut storage: Vec<u8> = Vec::new();
    for word in [0, count, 6 + 12 * count] {
        bytes.extend(word.to_be_bytes());
    }
    for (id, text) in texts {
        let encoded: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (length, offset) = (encoded.len(), storage.len());
        for word in [3, 1, 0x409, id] {
            bytes.extend(word.to_be_bytes());
        }
        bytes.extend(u16::try_from(length).unwrap_or(0).to_be_bytes());
        bytes.extend(u16::try_from(offset).unwrap_or(0).to_be_bytes());
        storage.extend(encoded);
    }
    bytes.extend(storage);
    bytes
}

/// A table `post` without names of glyphs (OpenType, `post`, version 3).
fn post() -> Vec<u8> {
    let mut bytes = vec![0, 3, 0, 0];
    bytes.resize(32, 0);
    bytes
}
