//! How pages look: a small picture of a page for each case in `tests/pages/`, compared with tolerance.
//! `UPDATE=1 cargo test` accepts what is there now; a picture that no case needs fails.

use crate::harness::{Test, names, root, themes};
use crate::press::printed;
use std::path::{Path, PathBuf};

/// The largest picture, in bytes.
const MAX_BYTES: usize = 24 << 10;

/// How much two pages may differ: the largest mean difference of the grey values of a tile, of 255.
const TOLERANCE: f64 = 2.0;

/// The sides of a tile, in pixels. A word is as big as one or two.
const TILE: usize = 12;

/// The examples that each show one language as its people write resumes, and the language.
pub(crate) const NATIVE: [(&str, &str); 7] = [
    ("agnieszka-wrona.yaml", "pl"),
    ("camille-lefort.yaml", "fr"),
    ("chen-siyuan.yaml", "zh"),
    ("hayase-mio.yaml", "ja"),
    ("katharina-brandt.yaml", "de"),
    ("marina-vetrova.yaml", "ru"),
    ("seo-yunha.yaml", "ko"),
];

fn folder() -> PathBuf {
    root().join("tests/pages")
}

fn ends_in(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

/// A page to compare: the resume, the theme (that of the resume if empty), and its picture.
struct Case {
    input: String,
    theme: String,
    picture: String,
}

/// The resumes in `tests/pages/`, in every theme; and the examples in their own themes.
fn cases() -> Vec<Case> {
    let resumes = names(&folder()).into_iter().filter(|name| ends_in(name, "yaml"));
    let own = NATIVE.map(|(name, _)| Case {
        input: format!("examples/{name}"),
        theme: String::new(),
        picture: name.replace(".yaml", "-example.png"),
    });
    in_every_theme(resumes.map(|name| format!("tests/pages/{name}")))
        .into_iter()
        .chain(own)
        .collect()
}

/// The examples of languages, in every theme.
fn native_cases() -> Vec<Case> {
    in_every_theme(NATIVE.into_iter().map(|(name, _)| format!("examples/{name}")))
}

fn in_every_theme(inputs: impl Iterator<Item = String>) -> Vec<Case> {
    let themes = themes();
    let in_themes = |input: String| {
        let stem = Path::new(&input).file_stem().expect("a name").to_string_lossy().into_owned();
        let case = |theme: &String| Case {
            input: input.clone(),
            theme: theme.clone(),
            picture: format!("{stem}-{theme}.png"),
        };
        themes.iter().map(case).collect::<Vec<_>>()
    };
    inputs.flat_map(in_themes).collect()
}

/// Everything that is compared, in every theme, with its language; for tests that look at the same pages.
pub(crate) fn shown() -> Vec<(String, &'static str)> {
    let resumes = names(&folder()).into_iter().filter(|name| ends_in(name, "yaml"));
    let native = NATIVE.map(|(name, language)| (format!("examples/{name}"), language));
    resumes.map(|name| (format!("tests/pages/{name}"), "")).chain(native).collect()
}

#[test]
fn pages_look_as_they_were_accepted() {
    look_as_accepted(&cases());
    let needed: Vec<Case> = cases().into_iter().chain(native_cases()).collect();
    for name in names(&folder()).into_iter().filter(|name| ends_in(name, "png")) {
        let is_needed = needed.iter().any(|case| case.picture == name);
        assert!(is_needed, "no case needs tests/pages/{name}");
    }
}

/// Nurse, teachers, accountant, engineer, designer and graduate in all themes, as they were looked at.
#[test]
fn examples_of_languages_look_as_they_were_accepted_in_every_theme() {
    look_as_accepted(&native_cases());
}

fn look_as_accepted(cases: &[Case]) {
    for Case { input, theme, picture } in cases {
        let printed = printed(input, theme, "");
        let made = &printed.page;
        let path = folder().join(picture);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, made).expect("written");
        }
        assert!(made.len() <= MAX_BYTES, "{picture} has {} bytes", made.len());
        let accepted = std::fs::read(&path).unwrap_or_default();
        let difference = difference(made, &accepted);
        assert!(
            difference <= TOLERANCE,
            "{picture} differs by {difference:.2}; `UPDATE=1` accepts it"
        );
    }
}

/// The largest mean difference of grey values over the tiles of two PNG files; infinite if they differ in
/// size.
pub(crate) fn difference(one: &[u8], other: &[u8]) -> f64 {
    let (Some(one), Some(other)) = (decoded(one), decoded(other)) else { return f64::INFINITY };
    if (one.0, one.1, one.2.len()) != (other.0, other.1, other.2.len()) {
        return f64::INFINITY;
    }
    let (width, height) = (one.0 as usize, one.1 as usize);
    let row = one.2.len() / height;
    let channels = row / width;
    let mean = |left: usize, top: usize| {
        let (right, bottom) = ((left + TILE).min(width), (top + TILE).min(height));
        let pixels =
            (top..bottom).flat_map(|y| y * row + left * channels..y * row + right * channels);
        let sum: f64 = pixels.map(|at| f64::from(one.2[at].abs_diff(other.2[at]))).sum();
        let count = (right - left) * (bottom - top) * channels;
        sum / f64::from(u32::try_from(count).expect("a small tile"))
    };
    let tiles = (0..height)
        .step_by(TILE)
        .flat_map(|top| (0..width).step_by(TILE).map(move |left| (left, top)));
    tiles.map(|(left, top)| mean(left, top)).fold(0.0, f64::max)
}

/// The mean difference of two PNG files' grey values; infinite if they differ in size.
pub(crate) fn mean_difference(one: &[u8], other: &[u8]) -> f64 {
    let (Some(one), Some(other)) = (decoded(one), decoded(other)) else { return f64::INFINITY };
    if one.2.len() != other.2.len() {
        return f64::INFINITY;
    }
    let sum: f64 = one.2.iter().zip(&other.2).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / f64::from(u32::try_from(one.2.len()).expect("a small picture"))
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

fn decoded(file: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(info.buffer_size());
    Some((info.width, info.height, pixels))
}

/// The pictures tell what people would see: another weight, another slant, no icons, no numbers.
#[test]
fn a_change_of_the_page_would_be_seen() {
    let page = |resume: &str, words: &[&str]| {
        let test =
            Test::new("png r.yaml --ppi 36 -o p.png --no-system-fonts").file("r.yaml", resume);
        let finished = words.iter().fold(test, |test, word| test.argument(*word)).success();
        grey(&finished.read(if finished.path("p.png").exists() { "p.png" } else { "p-1.png" }))
    };
    let resume = "basics: {name: Ann Lee, email: ann@example.org, phone: '+49 30 123456'}\n\
                  work: [{name: First, position: Engineer, startDate: 2019, summary: 'Some *words* and **more words** here.'}]\n\
                  publications: [{name: A paper, publisher: A journal}, {name: Another, publisher: Review}]\n";
    let unchanged =
        |words: &[&str]| assert!(difference(&page(resume, words), &page(resume, words)) == 0.0);
    let changed = |resume: &str, words: &[&str], other: &str, others: &[&str], what: &str| {
        let found = difference(&page(resume, words), &page(other, others));
        assert!(found > TOLERANCE, "{what}: {found:.2}");
    };
    unchanged(&[]);
    changed(resume, &[], &resume.replace("**", ""), &[], "bold off");
    changed(resume, &[], &resume.replace(" *words*", " words"), &[], "italics off");
    changed(resume, &["--set=icons=true"], resume, &["--set=icons=false"], "icons gone");
    let numbered = ["-t=academic", "--set=publications=numbered"];
    unchanged(&numbered);
    changed(
        resume,
        &numbered,
        resume,
        &["-t=academic", "--set=publications=hanging"],
        "numbers gone",
    );
    changed(resume, &[], resume, &["--set=base-size=11pt"], "larger");
}
