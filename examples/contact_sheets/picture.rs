//! Pages side by side.

use image::{ImageFormat, RgbImage, imageops};
use std::error::Error;
use std::io::Cursor;

/// How many pages a sheet has in a row and in all.
const IN_A_ROW: usize = 4;
pub(crate) const ON_A_SHEET: usize = 8;

/// The white between pages, in pixels.
const GAP: u32 = 12;

/// PNG pages as one PNG.
pub(crate) fn sheet(pages: &[Vec<u8>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let pages = pages
        .iter()
        .map(|page| Ok(image::load_from_memory_with_format(page, ImageFormat::Png)?.to_rgb8()))
        .collect::<Result<Vec<RgbImage>, Box<dyn Error>>>()?;
    let width = pages.iter().map(RgbImage::width).max().unwrap_or(1) + GAP;
    let height = pages.iter().map(RgbImage::height).max().unwrap_or(1) + GAP;
    let rows = u32::try_from(pages.len().div_ceil(IN_A_ROW))?;
    let columns = u32::try_from(pages.len().min(IN_A_ROW))?;
    let grey = image::Rgb([120, 124, 130]);
    let mut sheet = RgbImage::from_pixel(columns * width + GAP, rows * height + GAP, grey);
    for (index, page) in pages.iter().enumerate() {
        let column = u32::try_from(index % IN_A_ROW)?;
        let row = u32::try_from(index / IN_A_ROW)?;
        imageops::replace(
            &mut sheet,
            page,
            (GAP + column * width).into(),
            (GAP + row * height).into(),
        );
    }
    let mut png = Cursor::new(Vec::new());
    sheet.write_to(&mut png, ImageFormat::Png)?;
    Ok(png.into_inner())
}
