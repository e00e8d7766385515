//! How pages look: a small picture of a page for each case in `tests/pages/`, compared with tolerance.
//! `UPDATE=1 cargo test` accepts what is there now; a picture that no case needs fails.

use crate::harness::{Test, names, root, themes};
use std::path::{Path, PathBuf};

/// The largest picture, in bytes.
const MAX_BYTES: usize = 20 << 10;

/// How much two pages may differ: the mean difference of their grey values, of 255.
const TOLERANCE: f64 = 0.5;

fn folder() -> PathBuf {
    root().join("tests/pages")
}

fn ends_in(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

/// Every case: a resume in `tests/pages/*.yaml`, in every theme.
fn cases() -> Vec<(String, String, String)> {
    let inputs = names(&folder()).into_iter().filter(|name| ends_in(name, "yaml"));
    let themes = themes();
    inputs
        .flat_map(|input| {
            let stem = input.trim_end_matches(".yaml").to_owned();
            themes
                .iter()
                .map(move |theme| (input.clone(), theme.clone(), format!("{stem}-{theme}.png")))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn pages_look_as_they_were_accepted() {
    let mut needed = Vec::new();
    for (input, theme, picture) in cases() {
        let finished = Test::new("png --ppi 36 --no-system-fonts -o p.png -t")
            .argument(&theme)
            .argument(folder().join(&input).to_str().expect("UTF-8"))
            .success();
        let page = if finished.path("p.png").exists() { "p.png" } else { "p-1.png" };
        let made = grey(&finished.read(page));
        let path = folder().join(&picture);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &made).expect("written");
        }
        assert!(made.len() <= MAX_BYTES, "{picture} has {} bytes", made.len());
        let accepted = std::fs::read(&path).unwrap_or_default();
        let difference = difference(&made, &accepted);
        assert!(
            difference <= TOLERANCE,
            "{picture} differs by {difference:.2}; `UPDATE=1` accepts it"
        );
        needed.push(picture);
    }
    for name in names(&folder()).into_iter().filter(|name| ends_in(name, "png")) {
        assert!(needed.contains(&name), "no case needs tests/pages/{name}");
    }
}

/// The mean difference of two PNG files' grey values; infinite if they differ in size.
pub(crate) fn difference(one: &[u8], other: &[u8]) -> f64 {
    let (Some(one), Some(other)) = (pixels(one), pixels(other)) else { return f64::INFINITY };
    if one.len() != other.len() {
        return f64::INFINITY;
    }
    let sum: f64 = one.iter().zip(&other).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / f64::from(u32::try_from(one.len()).expect("a small picture"))
}

/// The same picture in grey, which takes a fraction of the bytes.
pub(crate) fn grey(file: &[u8]) -> Vec<u8> {
    let (width, height, pixels) = decoded(file).expect("a PNG file");
    let channels = pixels.len() / (width as usize * height as usize);
    let grey: Vec<u8> = pixels.chunks(channels).map(|pixel| pixel[1.min(channels - 1)]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&grey)).expect("encoded");
    bytes
}

fn pixels(file: &[u8]) -> Option<Vec<u8>> {
    decoded(file).map(|(_, _, pixels)| pixels)
}

fn decoded(file: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(info.buffer_size());
    Some((info.width, info.height, pixels))
}

/// The pictures would tell if a page changed.
#[test]
fn a_change_of_the_page_would_be_seen() {
    let page = |words: &str| {
        let test = Test::new("png r.yaml --ppi 36 -o p.png --no-system-fonts")
            .file("r.yaml", "basics: {name: Ann, summary: Some words that are here.}\n");
        let test = if words.is_empty() { test } else { test.argument(words) };
        test.success().read("p.png")
    };
    assert!(difference(&page(""), &page("")) <= TOLERANCE);
    assert!(difference(&page(""), &page("--set=base-size=14pt")) > TOLERANCE / 4.0);
}
