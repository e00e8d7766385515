//! Typeset pages, and the files made of them: PDF, PNG, SVG.
//!
//! Takes pages and settings, gives bytes: the same for the same input, with no clock in them unless
//! the caller gives a time.

use super::apart::apart;
use super::report::{bug, guard, report};
use super::world::DocumentWorld;
use crate::calendar;
use crate::diagnostic::{Diagnostic, Outcome, Severity, Warned, did_you_mean};
use typst::diag::SourceResult;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Frame, FrameItem};
use typst::utils::Scalar;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

/// The names of the PDF versions and standards that can be asked for.
pub const STANDARDS: [&str; 17] = [
    "1.4", "1.5", "1.6", "1.7", "2.0", "a-1b", "a-1a", "a-2b", "a-2u", "a-2a", "a-3b", "a-3u",
    "a-3a", "a-4", "a-4f", "a-4e", "ua-1",
];

/// The most pixels a page may be rendered to.
const MAX_PIXELS: f64 = 1e8;

/// How a PDF file is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PdfSettings {
    /// The standards to conform to, names out of [`STANDARDS`], such as `ua-1` and `a-2a`.
    pub standards: Vec<String>,
    /// When the file was made, in seconds since 1970-01-01 UTC; none for a file without date. PDF/A
    /// demands a date: without one it is the first second of 1970, and an advice says so.
    pub timestamp: Option<i64>,
}

/// The typeset pages of one document.
pub struct Pages<'a> {
    pub(super) document: PagedDocument,
    pub(super) world: DocumentWorld<'a>,
}

impl Pages<'_> {
    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The PDF file, tagged. Errors say why the content keeps it from conforming to a standard that is asked
    /// for: who asks for one wants it kept, or nothing.
    pub fn pdf(&self, settings: &PdfSettings) -> Outcome<Vec<u8>> {
        let standards = standards(&settings.standards).map_err(|problem| vec![problem])?;
        let is_archive = settings.standards.iter().any(|name| name.starts_with("a-"));
        let mut warnings = Vec::new();
        if is_archive && settings.timestamp.is_none() {
            warnings.push(Diagnostic {
                severity: Severity::Advice,
                ..Diagnostic::warning("pdf-date", "PDF/A demands a date; 1970-01-01 is written")
                    .hint("`--date` or `SOURCE_DATE_EPOCH` gives a better one")
            });
        }
        let options = |standards| PdfOptions {
            creator: Smart::Custom(Some(format!("cvgen {}", env!("CARGO_PKG_VERSION")))),
            timestamp: settings.timestamp.or(is_archive.then_some(0)).and_then(utc),
            standards,
            ..PdfOptions::default()
        };
        let errors = match self.export(options(standards))? {
            Ok(value) => return Ok(Warned { value, warnings }),
            Err(errors) => errors,
        };
        let said: Vec<_> =
            errors.iter().map(|error| report(&self.world, "pdf-standard", error)).collect();
        if settings.standards.is_empty() {
            return Err(said);
        }
        let names = settings.standards.join(", ");
        let message = format!("the PDF does not conform to {names}: see the reasons below");
        let problem = Diagnostic::error("pdf-standard", message)
            .hint("mend the theme or the file that is at fault, or leave out `--standard`");
        Err([problem].into_iter().chain(said).collect())
    }

    /// What Typst makes of the pages, or has against them.
    fn export(&self, options: PdfOptions) -> Result<SourceResult<Vec<u8>>, Vec<Diagnostic>> {
        let joined = super::links::joined(&self.document);
        let document = joined.as_ref().unwrap_or(&self.document);
        if !document.pages().iter().any(|page| has_pixels(&page.frame)) {
            return guard(|| typst_pdf::pdf(document, &options));
        }
        let scaled = guard(|| super::photo::scaled(document))?;
        // Photos are decoded by threads that a guard does not see.
        let document = scaled.unwrap_or_else(|| document.clone());
        apart(move || typst_pdf::pdf(&document, &options)).map_err(|why| vec![bug(&why)])
    }

    /// Each page as a PNG file, at `ppi` pixels an inch.
    pub fn png(&self, ppi: f64) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
        let scale = ppi / 72.0;
        let pixels = |size: typst::layout::Size| size.x.to_pt() * size.y.to_pt() * scale * scale;
        let biggest = self.document.pages().iter().map(|page| pixels(page.frame.size()));
        let biggest = biggest.fold(0.0, f64::max);
        if !(ppi >= 1.0 && biggest <= MAX_PIXELS) {
            let message = format!("`{ppi}` pixels an inch cannot be rendered");
            let problem = Diagnostic::error("ppi", message);
            return Err(vec![problem.hint("72 is as on a screen, 144 is fine, 300 is for print")]);
        }
        let options = RenderOptions { pixel_per_pt: Scalar::new(scale), render_bleed: false };
        self.document
            .pages()
            .iter()
            .map(|page| {
                let png = guard(|| typst_render::render(page, &options).encode_png())?;
                png.map_err(|why| vec![Diagnostic::error("internal", format!("PNG: {why}"))])
            })
            .collect()
    }

    /// Each page as an SVG file.
    pub fn svg(&self) -> Vec<String> {
        let options = SvgOptions::default();
        let pages = self.document.pages().iter();
        pages.map(|page| with_escaped_addresses(&typst_svg::svg(page, &options))).collect()
    }
}

/// `svg` with addresses as XML has them: the writer of SVG leaves `&` and `<` in attributes as they are, and
/// writes `"` alone as `&quot;`.
fn with_escaped_addresses(svg: &str) -> String {
    const START: &str = "href=\"";
    let mut escaped = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find(START) {
        let (before, address) = rest.split_at(at + START.len());
        let (address, behind) = address.split_at(address.find('"').unwrap_or(address.len()));
        escaped.push_str(before);
        let pieces =
            address.split("&quot;").map(|piece| piece.replace('&', "&amp;").replace('<', "&lt;"));
        escaped.push_str(&pieces.collect::<Vec<_>>().join("&quot;"));
        rest = behind;
    }
    escaped + rest
}

/// Whether a picture in a frame has pixels.
fn has_pixels(frame: &Frame) -> bool {
    let has_embedded =
        |svg: &[u8]| svg.windows(6).any(|bytes| bytes.eq_ignore_ascii_case(b"<image"));
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_pixels(&group.frame),
        FrameItem::Image(image, ..) => match image.kind() {
            ImageKind::Svg(svg) => has_embedded(svg.data()),
            ImageKind::Raster(_) | ImageKind::Pdf(_) => true,
        },
        _ => false,
    })
}

fn standards(names: &[String]) -> Result<PdfStandards, Diagnostic> {
    let mut list = Vec::new();
    for name in names {
        let known = serde_json::from_value::<PdfStandard>(name.as_str().into());
        list.push(known.map_err(|_| unknown_standard(name))?);
    }
    PdfStandards::new(&list).map_err(|error| {
        let problem = Diagnostic::error("pdf-standard", error.message().as_str());
        error.hints().iter().fold(problem, |problem, hint| problem.hint(hint.as_str()))
    })
}

fn unknown_standard(name: &str) -> Diagnostic {
    let message = format!("there is no PDF standard `{}`", name.escape_debug());
    let problem = Diagnostic::error("pdf-standard", message);
    let problem = did_you_mean(name, STANDARDS).into_iter().fold(problem, Diagnostic::hint);
    problem.hint(format!("the standards are `{}`", STANDARDS.join("`, `")))
}

/// The moment as PDF has it. `None` outside the years 0 to 9999.
fn utc(seconds: i64) -> Option<Timestamp> {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = calendar::date(days)?;
    let part = |divisor: i64| u8::try_from(second / divisor % 60).ok();
    let hour = u8::try_from(second / 3600).ok()?;
    let datetime = Datetime::from_ymd_hms(year, month, day, hour, part(60)?, part(1)?)?;
    Some(Timestamp::new_utc(datetime))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standard_is_known() {
        for name in STANDARDS {
            assert!(standards(&[name.to_owned()]).is_ok(), "{name}");
        }
        assert!(standards(&["ua-1".to_owned(), "a-2a".to_owned()]).is_ok());
        assert!(standards(&["ua-1".to_owned(), "a-4".to_owned()]).is_err());
        assert_eq!(standards(&["a2a".to_owned()]).unwrap_err().hints[0], "did you mean `a-2a`");
    }

    #[test]
    fn moments_are_those_of_the_years_that_pdf_has() {
        assert!(utc(i64::MIN).is_none());
        assert!(utc(1_700_000_000).is_some());
    }
}
