//! What a file is that is not text of ours: told by its first bytes, or by what its bytes can be.

use super::READERS;
use crate::diagnostic::Diagnostic;
use crate::resume::SECTIONS;

/// How a kind of file begins, what it is, and what to do about it.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "name the file that it was made from; `cvgen check --pdf` looks at PDFs"),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it first"),
    (b"BZh", "a compressed file (bzip2)", "unpack it first"),
    (b"\xfd7zXZ", "a compressed file (xz)", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)", "unpack it first"),
    (b"Rar!", "a compressed file (RAR)", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc or .xls)", OFFICE),
    (b"{\\rtf", "an RTF document", OFFICE),
    (b"\x89PNG", "a picture (PNG)", PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (b"GIF8", "a picture (GIF)", PICTURE),
    (b"II*\0", "a picture (TIFF)", PICTURE),
    (b"MM\0*", "a picture (TIFF)", PICTURE),
    (b"\\documentclass", "a LaTeX document", TEXT),
    (b"BEGIN:VCARD", "a card of contacts (vCard)", TEXT),
    (b"MZ\x90\0", "a program", TEXT),
    (b"\x7fELF", "a program", TEXT),
];

/// How the names of files end whose text may look like YAML, what they are, and what to do about it.
const ENDINGS: &[(&[&str], &str, &str)] = &[
    (&["md", "markdown", "mdx", "qmd", "rmd"], "Markdown", TEXT),
    (&["txt", "text", "rst", "adoc", "org"], "plain text", TEXT),
    (&["tex", "ltx", "cls", "sty"], "a LaTeX document", TEXT),
    (&["typ"], "a Typst document", TEXT),
    (&["bib"], "a bibliography (BibTeX)", BIBLIOGRAPHY),
    (&["ini", "cfg", "conf", "properties", "env"], "a file of settings", TEXT),
    (&["eml", "msg"], "an e-mail", TEXT),
    (&["html", "htm", "xhtml"], "an HTML page", TEXT),
    (&["py", "js", "ts", "rb", "rs", "go", "java", "c", "cpp", "sh", "css"], "a program", TEXT),
];

const BIBLIOGRAPHY: &str =
    "name the resume; it names the bibliography: `publications: {bib: papers.bib}`";

const TEXT: &str =
    "write what it says as YAML, TOML or JSON; `cvgen new` writes a resume to begin with";
const OFFICE: &str = "save it as a Word file (.docx) or a PDF, which `cvgen check` reads; to print it with cvgen, \
                      write what it says as YAML";
const ROWS: &str = "write each row as a resume in JSON, one a line, in a file ending in `.ndjson`; \
                    `cvgen batch` makes them all";
const PICTURE: &str = "name the resume; it names the photo in `basics.image`";

/// Names within archives that tell what they are.
const ARCHIVES: &[(&str, &str, &str)] = &[
    ("word/", "a DOCX document (Word)", TEXT),
    ("xl/", "a spreadsheet (Excel)", ROWS),
    ("ppt/", "a presentation (PowerPoint)", TEXT),
    ("opendocument.text", "an ODT document", OFFICE),
    ("opendocument.spreadsheet", "a spreadsheet (ODS)", ROWS),
    ("epub", "an EPUB book", TEXT),
    ("Positions.csv", "an export of LinkedIn", TEXT),
    ("Index/Document.iwa", "a document of Pages or Numbers", OFFICE),
];

/// That the file `name` is something else than a resume in a format of ours, if its bytes tell that: all of
/// them, or the first some thousand.
pub fn foreign(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let begin = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let begin = begin.trim_ascii_start();
    if let Some((_, what, hint)) = SIGNATURES.iter().find(|(sign, _, _)| begin.starts_with(sign)) {
        return Some(told(name, what, hint));
    }
    if begin.starts_with(b"PK\x03\x04") {
        let names = names_in_archive(begin);
        let found = ARCHIVES.iter().find(|(part, _, _)| names.contains(part));
        let (what, hint) = found
            .map_or(("a compressed file (ZIP)", "unpack it first"), |found| (found.1, found.2));
        return Some(told(name, what, hint));
    }
    let head = &begin[..begin.len().min(2_000)];
    let text = String::from_utf8_lossy(head).to_lowercase();
    if text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<head")
    {
        return Some(told(name, "an HTML page", TEXT));
    }
    if text.starts_with("<?xml") || text.starts_with("<svg") {
        let what = if text.contains("<svg") { "a picture (SVG)" } else { "an XML file" };
        return Some(told(name, what, if text.contains("<svg") { PICTURE } else { TEXT }));
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let is_ours = READERS.iter().any(|reader| reader.extensions.contains(&&*ending));
    if !is_ours && (matches!(&*ending, "csv" | "tsv") || is_table(&text)) {
        return Some(told(name, "a table (CSV)", ROWS));
    }
    let is_wide = utf16(bytes).is_some() || utf32(bytes).is_some();
    // A zero or two in a text are a mistake of another kind.
    let zeros = head.split(|byte| *byte == 0).count() - 1;
    if zeros > usize::from(is_ours) * 3 && zeros < head.len() && !is_wide {
        let is_picture =
            head.get(4..8) == Some(b"ftyp") || head.starts_with(b"RIFF") || head.starts_with(b"BM");
        return Some(if is_picture {
            told(name, "a picture", PICTURE)
        } else {
            told(name, "a binary file", "name the file that the resume is written in")
        });
    }
    if text.contains("\n\\documentclass") {
        return Some(told(name, "a LaTeX document", TEXT));
    }
    let known = ENDINGS.iter().find(|(endings, ..)| endings.contains(&&*ending));
    let (_, what, hint) = known.filter(|_| !is_wide && !has_field(head))?;
    Some(told(name, what, hint))
}

/// Whether a line of `head` begins with a field and its colon, or the whole with a bracket, so that it may be a
/// resume, whatever its name.
fn has_field(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut keys = text.lines().filter_map(|line| line.split_once([':', '=']));
    text.starts_with('{')
        || keys.any(|(key, _)| {
            SECTIONS.contains(&key) || matches!(key, "basics" | "cvgen" | "sections")
        })
}

/// That the file `name`, which begins with `bytes`, does not hold a resume a line, if they tell that.
pub fn foreign_lines(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let begin = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let lines = |what: &str, hint: &str| {
        let message = format!("`{name}` is {what}, not one resume a line");
        Some(Diagnostic::error("not-a-resume", message).hint(hint))
    };
    match begin.first()? {
        b'{' if matches!(begin.get(1), Some(b'\n' | b'\r')) => {
            lines("JSON of several lines", "write each resume on one line: `jq -c . resume.json`")
        }
        b'{' => None,
        b'[' => lines("a list in JSON", "write each item on one line: `jq -c '.[]' people.json`"),
        _ => foreign(name, bytes),
    }
}

/// The names of the files at the beginning of an archive, and what it says of its own type.
fn names_in_archive(bytes: &[u8]) -> String {
    const SIGN: &[u8] = b"PK\x03\x04";
    // A header of 30 bytes, and the type of an OpenDocument or EPUB file, which is not compressed.
    let mut names = String::from_utf8_lossy(&bytes[..bytes.len().min(120)]).into_owned();
    let starts = bytes.windows(SIGN.len()).enumerate().filter(|(_, window)| *window == SIGN);
    for (start, _) in starts {
        let Some(&[low, high]) = bytes.get(start + 26..start + 28) else { break };
        let end = start + 30 + usize::from(u16::from_le_bytes([low, high]));
        names.push('\n');
        names += &String::from_utf8_lossy(bytes.get(start + 30..end).unwrap_or_default());
    }
    names
}

fn told(name: &str, what: &str, hint: &str) -> Diagnostic {
    let message = format!("`{name}` is {what}, not a resume in YAML, TOML or JSON");
    Diagnostic::error("not-a-resume", message).hint(hint)
}

/// Whether the first lines of `text` have the same number of commas, semicolons or tabs, at least two.
fn is_table(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    let Some((_, whole)) = lines.split_last().filter(|(_, whole)| !whole.is_empty()) else {
        return false;
    };
    let first = lines[0];
    let is_list = first.contains(": ") || first.starts_with(['{', '[', '-', '#']);
    !is_list
        && [',', ';', '\t'].into_iter().any(|sign| {
            let count = first.matches(sign).count();
            count >= 2 && whole.iter().all(|line| line.matches(sign).count() == count)
        })
}

/// The text of `bytes` in UTF-32, if they are: by their mark, or by the zeros of all but the rarest characters.
pub(super) fn utf32(bytes: &[u8]) -> Option<String> {
    let (units, is_little) = match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => (rest, true),
        [0, 0, 0xfe, 0xff, rest @ ..] => (rest, false),
        [first, _, 0, 0, _, _, 0, 0, ..] if *first != 0 => (bytes, true),
        [0, 0, _, first, 0, 0, _, _, ..] if *first != 0 => (bytes, false),
        _ => return None,
    };
    let characters = units.chunks_exact(4).map(|unit| {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        char::from_u32(if is_little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) })
    });
    characters.collect::<Option<String>>().filter(|text| !text.contains('\0'))
}

/// The text of `bytes` in UTF-16, if they are: by their mark, or by the zeros of Latin letters.
pub(super) fn utf16(bytes: &[u8]) -> Option<String> {
    let (units, is_little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        [first, 0, _, 0, ..] if *first != 0 => (bytes, true),
        [0, first, 0, _, ..] if *first != 0 => (bytes, false),
        _ => return None,
    };
    let pairs = units.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    char::decode_utf16(pairs)
        .collect::<Result<String, _>>()
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// The name of the encoding that `bytes`, which are not UTF-8, are probably in.
pub(super) fn encoding(bytes: &[u8]) -> Option<&'static str> {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let fits = |lead: &dyn Fn(u8) -> bool, trail: &dyn Fn(u8) -> bool| {
        let mut rest = bytes;
        let mut fitting = 0;
        while let [first, tail @ ..] = rest {
            rest = tail;
            if *first < 0x80 {
                continue;
            }
            match tail {
                [second, after @ ..] if lead(*first) && trail(*second) => {
                    fitting += 1 + usize::from(*second >= 0x80);
                    rest = after;
                }
                _ => {}
            }
        }
        fitting * 20 >= high * 19
    };
    let gb2312 = |byte: u8| (0xa1..=0xf7).contains(&byte);
    let is_pair = high >= 2 && bytes.windows(2).any(|pair| pair[0] >= 0x80 && pair[1] >= 0x80);
    if is_pair && fits(&gb2312, &|byte| byte >= 0xa1) {
        // The letters of Cyrillic are where rare Han begin; those of Hangul where frequent ones do, and no others.
        let is_all = |range: std::ops::RangeInclusive<u8>, share: usize| {
            let within = bytes.iter().filter(|byte| range.contains(byte)).count();
            within * 100 >= high * share
        };
        return Some(if is_all(0xc0..=0xff, 95) && is_all(0xe0..=0xff, 50) {
            "Windows-1251"
        } else if pairs_begin(bytes, 0xb0..=0xc8) {
            "GBK or EUC-KR"
        } else {
            "GBK"
        });
    }
    if is_pair && fits(&|byte| (0x81..=0xfe).contains(&byte), &|byte| byte >= 0x40 && byte != 0x7f)
    {
        let is_kana = bytes.windows(2).filter(|pair| pair[0] == 0x82 || pair[0] == 0x83).count();
        return Some(if is_kana * 4 > high / 2 { "Shift JIS" } else { "GBK or Big5" });
    }
    (high * 3 < bytes.len()).then_some("Windows-1252 or another of the old encodings of one byte")
}

/// Whether all pairs of bytes beyond ASCII begin in `range`.
fn pairs_begin(bytes: &[u8], range: std::ops::RangeInclusive<u8>) -> bool {
    let runs = bytes.split(u8::is_ascii).flat_map(|run| run.chunks_exact(2));
    runs.map(|pair| pair[0]).all(|lead| range.contains(&lead))
}
