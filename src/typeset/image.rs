//! A photo before anything decodes it: is it a picture of a kind we take, and of a sane size.
//!
//! Takes the bytes, looks at the header only. An image that claims 100000 × 100000 pixels aborts the
//! process when it is decoded, so nothing here believes a claim. Drawings are `drawing`'s.

use super::drawing;
use crate::assets::Content;
use crate::diagnostic::{Diagnostic, Severity};
use flate2::Crc;
use std::fmt;
use typst::diag::LoadedWithin;
use typst::foundations::{Bytes, Smart};
use typst::loading::{LoadSource, Loaded};
use typst::syntax::Spanned;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

/// The most bytes a photo may have.
pub(crate) const MAX_BYTES: usize = 10 << 20;
/// The most pixels a photo may have.
pub(crate) const MAX_PIXELS: usize = 40_000_000;
/// The longest side of a picture, in pixels, or in user units of a drawing.
const MAX_SIDE: f64 = 50_000.0;
/// How many times longer than the other one side may be: a picture is scaled to fill its frame, and what
/// hangs over is drawn, too.
const MAX_RATIO: f64 = 20.0;

const CODE: &str = "photo";

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// SVG, not compressed.
    Svg,
}

impl Format {
    /// The extension of a file of that kind, whatever its name says.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Jpeg => "jpg",
            Format::Webp => "webp",
            Format::Svg => "svg",
        }
    }

    /// What the first bytes say it is.
    pub(super) fn detect(bytes: &[u8]) -> Option<Format> {
        let svg = || drawing::is_drawing(bytes).then_some(Format::Svg);
        Self::detect_raster(bytes).or_else(svg)
    }

    fn detect_raster(bytes: &[u8]) -> Option<Format> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Format::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::Webp),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Format::Png => "PNG",
            Format::Jpeg => "JPEG",
            Format::Webp => "WebP",
            Format::Svg => "SVG",
        })
    }
}

/// That the drawing called `name` is not taken.
fn unfit(what: &str, name: &impl fmt::Display, why: &str) -> Diagnostic {
    let message = format!("{what} `{name}` {why}");
    Diagnostic::error(CODE, message).hint("save it as PNG, or make it of shapes only")
}

/// Checks a picture without decoding it. `what` it is, such as `photo`; `name` is what the person calls the file.
pub(crate) fn check(what: &str, name: &str, bytes: &[u8]) -> Result<Format, Diagnostic> {
    let name = name.escape_debug();
    if bytes.len() > MAX_BYTES {
        let size = bytes.len().div_ceil(1 << 20);
        let message = format!("{what} `{name}` has {size} MB, and at most 10 MB are taken");
        return Err(
            Diagnostic::error(CODE, message).hint("make it smaller: 1000 pixels are plenty")
        );
    }
    let Some(format) = Format::detect(bytes) else {
        let message = format!("{what} `{name}` is not a picture of a kind that is taken");
        let hint = "save it as PNG, JPEG, WebP or SVG";
        return Err(Diagnostic::error(CODE, message).hint(hint));
    };
    match format {
        Format::Svg => drawing::tidy(bytes).map(drop).map_err(|why| unfit(what, &name, &why))?,
        _ => check_claim(bytes).map_err(|claim| {
            let message = format!("{what} `{name}` {claim}");
            Diagnostic::error(CODE, message).hint("save it again, smaller: 1000 pixels are plenty")
        })?,
    }
    if format == Format::Png
        && let Some(why) = fault_of_png(bytes)
    {
        return Err(damaged(what, &name, why));
    }
    Ok(format)
}

/// What is wrong with the chunks of a PNG file (PNG, third edition, 5.3): readers differ in what they make of it.
fn fault_of_png(bytes: &[u8]) -> Option<&'static str> {
    let mut at = 8;
    while let Some(length) = bytes.get(at..at + 4).and_then(|length| length.try_into().ok()) {
        let end = usize::try_from(u32::from_be_bytes(length)).ok()?.checked_add(at + 8)?;
        let (Some(data), Some(sum)) = (bytes.get(at + 4..end), bytes.get(end..end + 4)) else {
            break;
        };
        let mut crc = Crc::new();
        crc.update(data);
        if crc.sum().to_be_bytes() != sum {
            return Some("a part of it is not as it was written");
        }
        if data.starts_with(b"IEND") {
            return None;
        }
        at = end + 4;
    }
    Some("it ends too early")
}

fn damaged(what: &str, name: &impl fmt::Display, why: impl fmt::Display) -> Diagnostic {
    let message = format!("{what} `{name}` is damaged: {why}");
    Diagnostic::error(CODE, message).hint("open it in a picture viewer and save it again")
}

/// That a picture beside the photo is left out because of a `problem`: the resume is printed without it.
pub(crate) fn left_out(problem: Diagnostic) -> Diagnostic {
    let severity = problem.severity.min(Severity::Warning);
    Diagnostic { severity, code: "picture", ..problem }
}

/// What a library says of a picture that it cannot read, in our words.
fn in_words(said: &str) -> &str {
    if said.contains("unexpected end") || said.contains("too short") || said.contains("EOF") {
        "it ends too early"
    } else if said.contains("root node") || said.contains("<svg") {
        "it holds no drawing"
    } else {
        "it cannot be decoded"
    }
}

/// Checks and decodes a picture. What is decoded here is not decoded again by Typst.
pub(super) fn load(
    what: &str,
    name: &str,
    content: &Content,
) -> Result<(Format, Bytes), Diagnostic> {
    let format = check(what, name, content.as_ref())?;
    let bytes = Bytes::new(content.clone());
    let shown = name.escape_debug();
    let damaged = |why: String| damaged(what, &shown, in_words(&why));
    match format {
        Format::Png => decode(&bytes, ExchangeFormat::Png).map_err(damaged)?,
        Format::Jpeg => decode(&bytes, ExchangeFormat::Jpg).map_err(damaged)?,
        Format::Webp => decode(&bytes, ExchangeFormat::Webp).map_err(damaged)?,
        Format::Svg => {
            let tidied =
                drawing::tidy(content.as_ref()).map_err(|why| unfit(what, &shown, &why))?;
            let bytes = tidied.map_or(bytes, Bytes::from_string);
            let parsed = parse(&bytes).map_err(damaged)?;
            drawing::check_parsed(&parsed).map_err(|why| unfit(what, &shown, &why))?;
            return Ok((format, bytes));
        }
    }
    Ok((format, bytes))
}

fn decode(bytes: &Bytes, format: ExchangeFormat) -> Result<(), String> {
    let decoded = RasterImage::new(bytes.clone(), format, Smart::Auto);
    decoded.map(drop).map_err(|why| why.to_string())
}

fn parse(drawing: &Bytes) -> Result<SvgImage, String> {
    let source = Loaded::new(Spanned::detached(LoadSource::Bytes), drawing.clone());
    let parsed = SvgImage::new(drawing.clone()).within(&source);
    parsed.map_err(|problems| match problems.first() {
        Some(problem) => problem.message.to_string(),
        None => "it is not a drawing".to_owned(),
    })
}

/// Whether the size that a PNG, JPEG, WebP or GIF file claims is sane, or the numbers in a drawing; any
/// other file passes.
pub(super) fn check_claim(bytes: &[u8]) -> Result<(), String> {
    let is_gif = bytes.starts_with(b"GIF8");
    if !is_gif && Format::detect_raster(bytes).is_none() {
        return drawing::check_claim(bytes);
    }
    let size = imagesize::blob_size(bytes).map_err(|_| "is damaged: it has no size".to_owned())?;
    match size.width.checked_mul(size.height) {
        None | Some(MAX_PIXELS..) => {
            return Err(format!(
                "claims {} × {} pixels, and at most 40 megapixels are taken",
                size.width, size.height
            ));
        }
        Some(0) => return Err("is damaged: it has no pixels".to_owned()),
        Some(_) => {}
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 40 million")]
    check_sides(size.width as f64, size.height as f64)
}

/// Width and height of a PNG, JPEG, WebP or GIF file, in pixels.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// The same, or the width and height of a drawing in units of its own.
pub(crate) fn extent(bytes: &[u8]) -> Option<(u32, u32)> {
    size(bytes).or_else(|| drawing::size(bytes))
}

/// Whether a picture of `width` × `height` can be scaled to a frame.
pub(super) fn check_sides(width: f64, height: f64) -> Result<(), String> {
    let (long, short) = (width.max(height), width.min(height));
    // Written so that what is not a number is refused.
    if long <= MAX_SIDE && long <= MAX_RATIO * short {
        return Ok(());
    }
    Err(format!(
        "is {width} × {height} units large, and a side may have {MAX_SIDE} at most and be \
         {MAX_RATIO} times as long as the other"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0]);
        let mut crc = Crc::new();
        crc.update(&bytes[12..]);
        bytes.extend(crc.sum().to_be_bytes());
        bytes.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
        bytes
    }

    fn problem(bytes: &[u8]) -> String {
        check("photo", "me", bytes).unwrap_err().message
    }

    #[test]
    fn a_huge_claim_is_refused_by_the_header() {
        assert_eq!(check("photo", "me", &png(5000, 4000)), Ok(Format::Png));
        let refused =
            "photo `me` claims 100000 × 100000 pixels, and at most 40 megapixels are taken";
        assert_eq!(problem(&png(100_000, 100_000)), refused);
        assert!(problem(&png(u32::MAX, u32::MAX)).contains("claims"));
        assert!(problem(&png(0, 7)).contains("no pixels"));
        assert!(problem(&vec![0; MAX_BYTES + 1]).contains("has 11 MB"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(problem(b"GIF89a").contains("not a picture"));
        assert!(problem(b"%PDF-1.7").contains("not a picture"));
        assert!(problem(b"").contains("not a picture"));
        assert!(problem(b"\x89PNG\r\n\x1a\n").contains("no size"));
        let truncated = load("photo", "me", &png(10, 10).into()).unwrap_err().message;
        assert!(truncated.starts_with("photo `me` is damaged: "), "{truncated}");
    }

    #[test]
    fn a_drawing_may_only_hold_shapes() {
        let svg = |inner: &str| format!("<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>");
        let bad = [
            "<image href='#x'/>",
            "<svg:text>x</svg:text>",
            "<use href='http://example.org/x.svg#a'/>",
            "<use xlink:href = \"file:///etc/passwd\"/>",
            "<a href='data:image/png;base64,AAAA'/>",
            "<rect fill='url(http://example.org/)'/>",
            "<style>@import 'x.css'</style>",
            "<style>path { clip-path: url(#a) }</style>",
            "<mask id='a'/>",
        ];
        for inner in bad {
            assert!(check("photo", "me", svg(inner).as_bytes()).is_err(), "{inner}");
        }
        let good = svg("<g id='a'><rect width='9' height='9' fill='url(#b)'/></g><use href='#a'/>");
        assert_eq!(check("photo", "me", good.as_bytes()), Ok(Format::Svg));
        assert!(load("photo", "me", &good.into_bytes().into()).is_ok());
        assert!(problem(svg(&"<use href='#a'/>".repeat(33)).as_bytes()).contains("more than 32"));
    }
}
