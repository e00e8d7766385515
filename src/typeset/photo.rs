//! What a photo says beside what it shows: where and when it was taken, by whom, with which device.
//!
//! Takes the bytes of a file and gives a picture that looks the same, upright, and says nothing else.
//! Pixels are touched only where the file says that it is to be turned, and where there are more of them
//! than can be printed.

use super::image::{Format, check_claim};
use super::report::guard;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageEncoder, ImageReader};
use roxmltree::{Document, NodeType, ParsingOptions};
use std::io::Cursor;
use std::ops::Range;
use typst::foundations::Bytes;
use typst::layout::{Abs, Frame, FrameItem, Size};
use typst::model::Document as _;
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterFormat, RasterImage};
use typst_layout::PagedDocument;

/// The quality of a JPEG file that is written anew: no difference can be seen.
const QUALITY: u8 = 92;

/// As many pixels an inch as a printer shows.
const PPI: f64 = 300.0;

/// A picture with so many times the pixels stays as it is.
const SPARE: f64 = 1.2;

/// A file of at most so many bytes is small enough, whatever its pixels: drawings and photos of few colours grow where
/// they are scaled.
const LIGHT: usize = 40_000;

/// A photo without what it says beside what it shows.
#[non_exhaustive]
pub struct Clean {
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether a JPEG or WebP file ends before its picture does, so that its lower part is missing. A PNG file that does
    /// is refused as damaged, and the resume is printed without it.
    pub is_cut_off: bool,
}

/// Leaves EXIF, XMP, IPTC, comments, thumbnails and whatever lies behind the picture out of a PNG, JPEG,
/// WebP or SVG file, and turns the picture upright if the file says so. Any other file stays as it is.
pub fn clean(bytes: Vec<u8>) -> Clean {
    let cleaned = match Format::detect(&bytes) {
        Some(Format::Jpeg) => jpeg(&bytes),
        Some(Format::Png) => png(&bytes),
        Some(Format::Webp) => webp(&bytes),
        _ => drawing(&bytes).map(|bytes| Clean { bytes, is_cut_off: false }),
    };
    // A decoder that fails leaves the picture to whoever decodes it next, and tells.
    let upright = guard(|| turned(&bytes)).ok().flatten();
    let mut cleaned = cleaned.unwrap_or(Clean { bytes, is_cut_off: false });
    if let Some(upright) = upright {
        cleaned.bytes = upright;
    }
    cleaned
}

/// Whether the file says that its picture is to be turned before it is shown.
pub(crate) fn is_turned(bytes: &[u8]) -> bool {
    guard(|| on_its_side(bytes).is_some()).unwrap_or(false)
}

/// What decodes the picture, and how it is to be turned; none if it is upright, or cannot be read.
fn on_its_side(bytes: &[u8]) -> Option<(impl ImageDecoder, Orientation)> {
    check_claim(bytes).ok()?;
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    (orientation != Orientation::NoTransforms).then_some((decoder, orientation))
}

/// The picture upright, in the same format; none if it is so already, or cannot be read.
fn turned(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut decoder, orientation) = on_its_side(bytes)?;
    // A decoder makes RGB of CMYK; the profile is for the latter.
    let is_rgb = !matches!(decoder.original_color_type(), image::ExtendedColorType::Cmyk8);
    let profile = decoder.icc_profile().ok().flatten().filter(|_| is_rgb);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    encoded(&picture, Format::detect(bytes) == Some(Format::Jpeg), profile)
}

/// `picture` as JPEG, or as PNG.
fn encoded(picture: &DynamicImage, as_jpeg: bool, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if as_jpeg {
        let picture = match picture.color() {
            ColorType::L8 | ColorType::Rgb8 => picture.clone(),
            _ => DynamicImage::ImageRgb8(picture.to_rgb8()),
        };
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        // A picture without its profile is a little off in colour, no more.
        let _ = profile.map(|profile| encoder.set_icc_profile(profile));
        picture.write_with_encoder(encoder).ok()?;
    } else {
        let mut encoder = PngEncoder::new(&mut bytes);
        let _ = profile.map(|profile| encoder.set_icc_profile(profile));
        picture.write_with_encoder(encoder).ok()?;
    }
    Some(bytes)
}

/// `document` with every picture that has more pixels than can be printed scaled down; none if there is
/// no such picture.
pub(super) fn scaled(document: &PagedDocument) -> Option<PagedDocument> {
    let mut any = false;
    let pages = document.pages().iter().map(|page| {
        let mut page = page.clone();
        any |= scale(&mut page.frame);
        page
    });
    let pages = pages.collect();
    any.then(|| PagedDocument::new(pages, document.info().clone()))
}

/// Scales the pictures in `frame`, and says whether there were any to scale.
fn scale(frame: &mut Frame) -> bool {
    let mut any = false;
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => any |= scale(&mut group.frame),
            FrameItem::Image(image, size, _) => {
                if let Some(smaller) = smaller(image, *size) {
                    *image = smaller;
                    any = true;
                }
            }
            _ => {}
        }
        true
    });
    any
}

/// A picture with as many pixels as can be printed where it covers so many points, width and height; as it
/// is if it has no more, is light anyway, or cannot be decoded.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "fewer than it has")]
pub fn shrunk(bytes: &[u8], (width, height): (f64, f64)) -> Vec<u8> {
    let smaller = || {
        if bytes.len() <= LIGHT {
            return None;
        }
        check_claim(bytes).ok()?;
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut decoder = reader.into_decoder().ok()?;
        let (own_width, own_height) = decoder.dimensions();
        let (own_width, own_height) = (f64::from(own_width), f64::from(own_height));
        let share = (width / own_width).max(height / own_height) / 72.0 * PPI;
        if share * SPARE >= 1.0 {
            return None;
        }
        let profile = decoder.icc_profile().ok().flatten();
        let picture = DynamicImage::from_decoder(decoder).ok()?;
        let [width, height] =
            [own_width, own_height].map(|own| (own * share).ceil().max(1.0) as u32);
        let picture = resized(&picture, width, height);
        encoded(&picture, bytes.starts_with(&[0xff, 0xd8]), profile)
    };
    let smaller = guard(smaller).ok().flatten().filter(|smaller| smaller.len() < bytes.len());
    smaller.unwrap_or_else(|| bytes.to_vec())
}

/// `picture` with fewer pixels. Of many more than are wanted a plain mean is taken first: a good filter of them all
/// takes ten times as long, and no eye can tell.
fn resized(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let (twice, high) = (width.saturating_mul(2), height.saturating_mul(2));
    let filter = FilterType::Lanczos3;
    if picture.width() > twice.saturating_mul(2) && picture.height() > high.saturating_mul(2) {
        return picture.thumbnail_exact(twice, high).resize_exact(width, height, filter);
    }
    picture.resize_exact(width, height, filter)
}

/// `image` with as many pixels as can be printed at `size`; none if it has no more.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "fewer than it has")]
fn smaller(image: &Image, size: Size) -> Option<Image> {
    let ImageKind::Raster(raster) = image.kind() else { return None };
    let pixels = |length: Abs| (length.to_pt() / 72.0 * PPI).ceil().max(1.0);
    let (width, height) = (pixels(size.x), pixels(size.y));
    if f64::from(raster.width()) <= width * SPARE || f64::from(raster.height()) <= height * SPARE {
        return None;
    }
    let picture = resized(raster.dynamic(), width as u32, height as u32);
    let is_jpeg = raster.format() == RasterFormat::Exchange(ExchangeFormat::Jpg);
    let format = if is_jpeg { ExchangeFormat::Jpg } else { ExchangeFormat::Png };
    let bytes = encoded(&picture, is_jpeg, raster.icc().map(|profile| profile.to_vec()))?;
    let raster = RasterImage::plain(Bytes::new(bytes), format).ok()?;
    Some(Image::new(raster, image.alt().map(Into::into), image.scaling()))
}

/// The segments of a JPEG file (ITU-T T.81, B.1) that say how it looks.
fn jpeg(bytes: &[u8]) -> Option<Clean> {
    const START: u8 = 0xd8;
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut kept = vec![0xff, START];
    let mut at = 2;
    loop {
        // Bytes 0xff may fill the space before a marker.
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (Some(0xff), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else {
            return Some(Clean { bytes: kept, is_cut_off: true });
        };
        if marker == END {
            kept.extend([0xff, END]);
            return Some(Clean { bytes: kept, is_cut_off: false });
        }
        // Markers without a segment: restarts, and one that means nothing.
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            kept.extend([0xff, marker]);
            at += 2;
            continue;
        }
        let length = bytes.get(at + 2..at + 4).map(|two| u16::from_be_bytes([two[0], two[1]]));
        let segment = length.and_then(|length| bytes.get(at..at + 2 + usize::from(length)));
        let Some(segment) = segment.filter(|segment| segment.len() >= 4) else {
            kept.extend(&bytes[at..]);
            return Some(Clean { bytes: kept, is_cut_off: true });
        };
        let body = &segment[4..];
        match marker {
            // JFIF, without its thumbnail.
            0xe0 if body.starts_with(b"JFIF\0") && body.len() >= 14 => {
                kept.extend([0xff, 0xe0, 0, 16]);
                kept.extend(&body[..12]);
                kept.extend([0, 0]);
            }
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => kept.extend(segment),
            0xee if body.starts_with(b"Adobe") => kept.extend(segment),
            // Everything else that programs add, and comments.
            0xe0..=0xef | 0xfe => {}
            _ => kept.extend(segment),
        }
        at += segment.len();
        if marker == SCAN {
            // What is packed goes on until a marker that is not a restart; 0xff itself is written as 0xff 0.
            let rest = &bytes[at..];
            let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
            let end = rest.windows(2).position(ends).unwrap_or(rest.len());
            kept.extend(&rest[..end]);
            at += end;
        }
    }
}

/// The chunks of a PNG file (ISO/IEC 15948, 5) that say how it looks.
fn png(bytes: &[u8]) -> Option<Clean> {
    const KEPT: [&[u8]; 11] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
        b"pHYs",
    ];
    let mut kept = bytes.get(..8)?.to_vec();
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let Some(chunk) = bytes.get(at..at + 12 + usize::try_from(length).ok()?) else { break };
        let kind = &head[4..];
        if KEPT.contains(&kind) {
            kept.extend(chunk);
        }
        at += chunk.len();
        if kind == b"IEND" {
            return Some(Clean { bytes: kept, is_cut_off: false });
        }
    }
    // A file that ends too early is refused before it is decoded.
    Some(Clean { bytes: kept, is_cut_off: false })
}

/// The chunks of a WebP file (RFC 9649) that say how it looks.
fn webp(bytes: &[u8]) -> Option<Clean> {
    const KEPT: [&[u8]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];
    /// The flags of EXIF and XMP in `VP8X`.
    const SAYS_MORE: u8 = 0b1100;
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut at = 12;
    let mut is_cut_off = true;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let length = usize::try_from(length).ok()?;
        let Some(body) = bytes.get(at + 8..at + 8 + length) else { break };
        if KEPT.contains(&&head[..4]) {
            kept.extend(head);
            let start = kept.len();
            kept.extend(body);
            if &head[..4] == b"VP8X" {
                kept[start] &= !SAYS_MORE;
            } else {
                is_cut_off = false;
            }
            kept.resize(kept.len().next_multiple_of(2), 0);
        }
        at += 8 + length.next_multiple_of(2);
    }
    let length = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&length.to_le_bytes());
    // What is not a WebP stays as it is, to be refused by whoever decodes it.
    (!is_cut_off).then_some(Clean { bytes: kept, is_cut_off })
}

/// An SVG file without comments, and without what drawing programs note in it.
fn drawing(bytes: &[u8]) -> Option<Vec<u8>> {
    const SVG: &str = "http://www.w3.org/2000/svg";
    const KEPT: [&str; 2] =
        ["http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"];
    let text = std::str::from_utf8(bytes).ok()?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    let mut left_out: Vec<Range<usize>> = Vec::new();
    for node in document.descendants() {
        let is_left_out = match node.node_type() {
            NodeType::Comment | NodeType::PI => true,
            NodeType::Element => {
                let name = node.tag_name();
                let is_own = name.namespace().is_none_or(|space| space == SVG);
                !is_own || matches!(name.name(), "metadata" | "title" | "desc")
            }
            NodeType::Root | NodeType::Text => false,
        };
        if is_left_out && node.parent().is_some() {
            left_out.push(node.range());
            continue;
        }
        let is_foreign = |space: &str| space != SVG && !KEPT.contains(&space);
        let foreign =
            node.attributes().filter(|attribute| attribute.namespace().is_some_and(is_foreign));
        left_out.extend(foreign.map(|attribute| attribute.range()));
    }
    left_out.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for range in left_out {
        // What lies within something left out is gone already.
        if range.start >= at {
            kept += &text[at..range.start];
            at = range.end;
        }
    }
    kept += &text[at..];
    Some(kept.into_bytes())
}
