//! Pages as pictures, drawn by the renderer that Typst brings.

use crate::assets;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery, StandardFont};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// How long drawing may take.
const TIME: Duration = Duration::from_secs(30);

/// The stack of the thread that draws: forms nest.
const STACK: usize = 64 << 20;

/// How hard pixels are packed: harder takes four times as long for a tenth.
const EFFORT: u32 = 3;

/// A page as it looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Picture {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// Whether a pixel is one byte, of grey; otherwise it is three, of red, green and blue.
    pub is_grey: bool,
    /// The pixels from the top left corner, packed by zlib.
    #[serde(with = "base64_text")]
    pub packed: Vec<u8>,
}

/// Bytes in a line of JSON.
mod base64_text {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64_STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        BASE64_STANDARD.decode(String::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// A picture of each page of the PDF file `bytes`, `scale` pixels a point; none if it cannot be drawn.
pub(super) fn draw_all(bytes: &[u8], scale: f32) -> Option<Vec<Picture>> {
    let owned = bytes.to_vec();
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        let drawn = catch_unwind(AssertUnwindSafe(|| draw(owned, scale)));
        // Nobody listens any more if it took too long.
        let _ = sender.send(drawn.ok().flatten());
    };
    let thread = std::thread::Builder::new().name("draw-pdf".to_owned()).stack_size(STACK);
    thread.spawn(work).ok()?;
    receiver.recv_timeout(TIME).ok().flatten()
}

fn draw(bytes: Vec<u8>, scale: f32) -> Option<Vec<Picture>> {
    let pdf = Pdf::new(bytes).ok()?;
    let cache = RenderCache::new();
    let settings = InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => stand_in(*font),
            FontQuery::Fallback(font) => stand_in(font.pick_standard_font()),
        }),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(|_| {}),
        render_annotations: true,
    };
    let render =
        RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..Default::default() };
    let one = |page| {
        let pixmap = hayro::render(page, &cache, &settings, &render);
        let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
        let is_grey = pixmap.data().iter().all(|it| it.r == it.g && it.g == it.b);
        let pixels: Vec<u8> = if is_grey {
            pixmap.data().iter().map(|pixel| pixel.r).collect()
        } else {
            pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect()
        };
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(EFFORT));
        packed.write_all(&pixels).ok()?;
        Some(Picture { width, height, is_grey, packed: packed.finish().ok()? })
    };
    pdf.pages().iter().map(one).collect()
}

/// The bundled font that is most like one that a PDF file may leave out, and has its ligatures.
fn stand_in(font: StandardFont) -> Option<(FontData, u32)> {
    let path = match font {
        StandardFont::HelveticaBold => "source-sans-3/SourceSans3-Bold.ttf",
        StandardFont::HelveticaOblique => "source-sans-3/SourceSans3-Italic.ttf",
        StandardFont::HelveticaBoldOblique => "source-sans-3/SourceSans3-BoldItalic.ttf",
        StandardFont::Courier | StandardFont::CourierOblique => {
            "jetbrains-mono/JetBrainsMono-Regular.ttf"
        }
        StandardFont::CourierBold | StandardFont::CourierBoldOblique => {
            "jetbrains-mono/JetBrainsMono-Bold.ttf"
        }
        StandardFont::TimesRoman => "source-serif-4/SourceSerif4-Regular.ttf",
        StandardFont::TimesBold => "source-serif-4/SourceSerif4-Bold.ttf",
        StandardFont::TimesItalic => "source-serif-4/SourceSerif4-Italic.ttf",
        StandardFont::TimesBoldItalic => "source-serif-4/SourceSerif4-BoldItalic.ttf",
        _ => "source-sans-3/SourceSans3-Regular.ttf",
    };
    let content = assets::font(path)?;
    Some((Arc::new(content.as_ref().to_vec()), 0))
}
