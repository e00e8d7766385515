//! Photos: upright, no larger than can be printed, and silent about where and by whom they were taken.

use crate::harness::Test;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::{Cursor, Read as _};

/// What no output may say.
const SECRET: &str = "SECRET-PLACE-AND-OWNER";

const RESUME: &str = "basics: {name: Ann Li, email: ann@example.org, image: me.jpg}\n";

/// A picture of so many pixels, the upper half red and the lower blue.
fn picture(width: u32, height: u32) -> DynamicImage {
    let colour = |_, y| if y < height / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
    RgbImage::from_fn(width, height, colour).into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// A JPEG file that says much in every way that there is.
fn talkative_jpeg() -> Vec<u8> {
    let jpeg = encoded(&picture(48, 60), ImageFormat::Jpeg);
    let mut bytes = jpeg[..2].to_vec();
    let heads: [(u8, &[u8]); 6] = [
        (0xe1, b"Exif\0\0MM\0*"),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0"),
        (0xe2, b"MPF\0"),
        (0xed, b"Photoshop 3.0\0"),
        (0xe5, b"other"),
        (0xfe, b""),
    ];
    for (marker, head) in heads {
        let body = [head, SECRET.as_bytes()].concat();
        bytes.extend([0xff, marker]);
        bytes.extend(u16::try_from(body.len() + 2).expect("short").to_be_bytes());
        bytes.extend(body);
    }
    bytes.extend(&jpeg[2..]);
    bytes.extend(SECRET.as_bytes());
    bytes
}

fn talkative_png() -> Vec<u8> {
    let png = encoded(&picture(48, 60), ImageFormat::Png);
    // Behind the header, which has 13 bytes of its own.
    let (head, rest) = png.split_at(8 + 12 + 13);
    let mut bytes = head.to_vec();
    for kind in [b"tEXt", b"iTXt", b"eXIf"] {
        bytes.extend(u32::try_from(SECRET.len()).expect("short").to_be_bytes());
        let start = bytes.len();
        bytes.extend(kind);
        bytes.extend(SECRET.as_bytes());
        let sum = crc(&bytes[start..]);
        bytes.extend(sum.to_be_bytes());
    }
    bytes.extend(rest);
    bytes.extend(SECRET.as_bytes());
    bytes
}

/// The sum that ends a chunk of a PNG file.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn talkative_webp() -> Vec<u8> {
    let mut bytes = encoded(&picture(48, 60), ImageFormat::WebP);
    for kind in [b"EXIF", b"XMP "] {
        bytes.extend(kind);
        bytes.extend(u32::try_from(SECRET.len()).expect("short").to_le_bytes());
        bytes.extend(SECRET.as_bytes());
        bytes.resize(bytes.len().next_multiple_of(2), 0);
    }
    let length = u32::try_from(bytes.len() - 8).expect("short");
    bytes[4..8].copy_from_slice(&length.to_le_bytes());
    bytes
}

fn talkative_svg() -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:i='http://example.org/i' width='9' height='9' i:name='{SECRET}'>\
         <!-- {SECRET} --><metadata>{SECRET}</metadata><title>{SECRET}</title><i:view a='{SECRET}'/>\
         <rect width='9' height='9' fill='#f00'/></svg>"
    )
    .into_bytes()
}

#[test]
fn no_output_says_what_the_photo_says_beside_what_it_shows() {
    let photos = [
        ("jpg", talkative_jpeg()),
        ("png", talkative_png()),
        ("webp", talkative_webp()),
        ("svg", talkative_svg()),
    ];
    for (ending, photo) in photos {
        assert!(photo.windows(SECRET.len()).any(|bytes| bytes == SECRET.as_bytes()));
        let resume = RESUME.replace("me.jpg", &format!("me.{ending}"));
        let outputs = ["out.pdf", "out.svg", "out.png", "out.html", "out.docx", "typ/", "tex/"];
        for out in outputs {
            let command = out.trim_start_matches("out.").trim_end_matches('/');
            let test = Test::new(&format!("{command} r.yaml -o {out} --set photo=square"));
            let finished =
                test.file("r.yaml", &resume).file(&format!("me.{ending}"), &photo).success();
            let mut files = vec![finished.path(out)];
            if files[0].is_dir() {
                files = std::fs::read_dir(&files[0])
                    .expect("a folder")
                    .map(|it| it.expect("a file").path())
                    .collect();
            }
            for file in files.into_iter().filter(|file| file.is_file()) {
                let bytes = unpacked(std::fs::read(&file).expect("a file"));
                let says = bytes.windows(SECRET.len()).any(|bytes| bytes == SECRET.as_bytes());
                assert!(!says, "{ending}, {command}: {}", file.display());
            }
        }
    }
}

/// `bytes` and what is packed in them: the parts of a Word document, the pictures in a page of text.
fn unpacked(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Ok(mut parts) = zip::ZipArchive::new(Cursor::new(bytes.clone())) {
        for index in 0..parts.len() {
            parts.by_index(index).expect("a part").read_to_end(&mut bytes).expect("bytes");
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    for data in text.split(";base64,").skip(1) {
        let end = data.find(['"', '\'', ')']).unwrap_or(data.len());
        bytes.extend(BASE64.decode(&data[..end]).expect("base64"));
    }
    bytes
}

/// A page of 210 mm has room for a photo of some 30 mm: 354 pixels at 300 an inch.
#[test]
fn a_photo_has_no_more_pixels_than_are_printed() {
    let photo = encoded(&picture(3000, 2200), ImageFormat::Jpeg);
    let finished = Test::new("pdf r.yaml -o r.pdf --set photo=square")
        .file("r.yaml", RESUME)
        .file("me.jpg", photo)
        .success();
    let pdf = lopdf::Document::load_mem(&finished.read("r.pdf")).expect("a PDF");
    let width = |object: &lopdf::Object| {
        let stream = object.as_stream().ok()?;
        let is_image =
            stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).ok() == Some(b"Image");
        stream.dict.get(b"Width").and_then(lopdf::Object::as_i64).ok().filter(|_| is_image)
    };
    let widths: Vec<i64> = pdf.objects.values().filter_map(width).collect();
    assert!(matches!(widths[..], [300..=900]), "{widths:?}");
}

#[test]
fn a_photo_that_ends_too_early_is_told() {
    let photo = encoded(&picture(480, 600), ImageFormat::Jpeg);
    let half = &photo[..photo.len() * 2 / 3];
    Test::new("pdf r.yaml -o r.pdf --set photo=square")
        .file("r.yaml", RESUME)
        .file("me.jpg", half)
        .success()
        .says("warning: photo `me.jpg` ends too early");
}

/// A format that does not decode pictures itself leaves out one that Word or a browser could not show, and the
/// resume is printed.
#[test]
fn a_picture_that_is_not_whole_is_told_in_every_format() {
    let whole = talkative_png();
    let png = &whole[..whole.len() - SECRET.len() - 20];
    for out in ["out.pdf", "out.html", "out.docx", "out.png", "tex/"] {
        let command = out.trim_start_matches("out.").trim_end_matches('/');
        let run = |resume: &str| {
            Test::new(&format!("{command} r.yaml -o {out} --set photo=square --set logos=true"))
                .file("r.yaml", resume)
                .file("me.png", png)
                .file("me.jpg", encoded(&picture(48, 60), ImageFormat::Jpeg))
                .success()
        };
        let finished = run(&RESUME.replace("me.jpg", "me.png"));
        finished.says("warning: photo `me.png` is damaged");
        let logo = format!("{RESUME}work: [{{name: A, startDate: 2019, logo: me.png}}]\n");
        run(&logo).says("warning: p").says("`me.png` is damaged");
    }
    // One bit is not as it was written: readers differ in what they show, so none is asked to.
    let mut flipped = encoded(&picture(48, 60), ImageFormat::Png);
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for command in ["pdf", "html", "docx", "tex"] {
        let test = Test::new(&format!("{command} r.yaml -o out.{command} --set photo=square"));
        test.file("r.yaml", RESUME.replace("me.jpg", "me.png"))
            .file("me.png", &flipped)
            .success()
            .says("warning: photo `me.png` is damaged: a part of it is not as it was written");
    }
    let photo = encoded(&picture(480, 600), ImageFormat::Jpeg);
    let logo = format!("{RESUME}work: [{{name: A, startDate: 2019, logo: cut.jpg}}]\n");
    let test = Test::new("pdf r.yaml -o r.pdf --set photo=square --set logos=true");
    let test = test.file("r.yaml", logo).file("me.jpg", &photo);
    test.file("cut.jpg", &photo[..photo.len() * 2 / 3])
        .success()
        .says("warning: picture `cut.jpg` ends too early");
}

/// A JPEG file whose picture is to be turned by a quarter, as cameras write it.
fn lying_jpeg() -> Vec<u8> {
    let jpeg = encoded(&picture(60, 48), ImageFormat::Jpeg);
    // One entry: the orientation (0x0112), a short (3), which is 6.
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, exif, &jpeg[2..]].concat()
}

/// A source of one file names the photo where it lies, and LaTeX does not turn it; what is laid beside a source is upright.
#[test]
fn a_photo_that_latex_would_print_on_its_side_is_told() {
    let (lies, logo) = ("LaTeX prints `me.jpg` as it is stored", "LaTeX prints `logo.jpg` as it");
    let with_logo = format!("{RESUME}work: [{{name: A, startDate: 2019, logo: logo.jpg}}]\n");
    let told = |words: &str, photo: Vec<u8>| {
        Test::new(&format!("{words} r.yaml --set photo=square --set logos=true"))
            .file("r.yaml", &with_logo)
            .file("me.jpg", photo)
            .file("logo.jpg", lying_jpeg())
            .success()
    };
    told("tex -o r.tex", lying_jpeg()).says(lies).says(logo).says("`--bundle` lays it beside");
    let upright = encoded(&picture(48, 60), ImageFormat::Jpeg);
    let made = told("tex -o r.tex", upright).says(logo);
    assert!(!made.stderr.contains(lies), "{}", made.stderr);
    for words in ["tex -o out/", "pdf -o r.pdf"] {
        let made = told(words, lying_jpeg());
        assert!(!made.stderr.contains("as it is stored"), "{words}: {}", made.stderr);
    }
    let laid = told("tex -o out/", lying_jpeg()).read("out/photo.jpg");
    let size = image::load_from_memory(&laid).expect("a picture");
    assert_eq!((size.width(), size.height()), (48, 60));
}

#[test]
fn a_photo_beside_latex_source_has_no_more_pixels_than_are_printed() {
    for (ending, format) in [("jpg", ImageFormat::Jpeg), ("webp", ImageFormat::WebP)] {
        let photo = encoded(&picture(2400, 1800), format);
        let finished = Test::new("tex r.yaml -o out/ --set photo=square")
            .file("r.yaml", RESUME.replace("me.jpg", &format!("me.{ending}")))
            .file(&format!("me.{ending}"), photo)
            .success();
        let laid = if ending == "jpg" { "photo.jpg" } else { "photo.pdf" };
        let bytes = finished.read(&format!("out/{laid}"));
        if ending == "jpg" {
            let size = image::load_from_memory(&bytes).expect("a picture");
            assert!((200..=900).contains(&size.width()), "{} pixels wide", size.width());
        } else {
            assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
        }
    }
}

#[test]
fn logos_and_a_signature_are_pictures_of_the_document() {
    let theme = "\
name = 't'
description = 'Pictures.'
format = 2
[options.logos]
type = 'bool'
default = true
doc = 'Whether logos are printed.'
";
    let arrangement = "\
#let resume(doc) = {
  let shown(name) = if name != none { let it = doc.images.at(name); image(it.path, alt: it.alt, width: 1cm) }
  for section in doc.sections { for entry in section.entries { shown(entry.logo) } }
  shown(doc.closing.signature)
}
";
    let resume = "\
basics: {name: Ann Li, email: ann@example.org}
cvgen: {languages: [en], closing: {place: Bonn, signature: ann.png}}
work:
  - {name: A, logo: marks/a.svg}
  - {name: B, logo: marks/none.svg}
  - {name: C, logo: marks/a.svg}
  - {name: D, logo: broken.png}
";
    let with = |words: &str| {
        Test::new(words)
            .file("r.yaml", resume)
            .file("t/theme.toml", theme)
            .file("t/resume.typ", arrangement)
            .file("marks/a.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>")
            .file("ann.png", talkative_png())
            .file("broken.png", &talkative_png()[..60])
            .success()
    };
    let count = |made: &crate::harness::Finished| {
        String::from_utf8(made.read("r.svg")).expect("text").matches("<image").count()
    };
    let made = with("svg r.yaml --theme ./t -o r.svg");
    assert_eq!(count(&made), 3, "{}", made.stderr);
    let made = made
        .says("marks/none.svg")
        .says("r.yaml:5:21")
        .says("picture `broken.png` is damaged")
        .says("warning");
    assert!(!made.read("r.svg").windows(SECRET.len()).any(|it| it == SECRET.as_bytes()));
    let made = with("svg r.yaml --theme ./t --set logos=false -o r.svg");
    assert_eq!(count(&made), 1, "{}", made.stderr);
    assert!(!made.stderr.contains("none.svg"), "{}", made.stderr);
}
