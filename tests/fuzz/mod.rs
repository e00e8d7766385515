//! Mutated files for every reader: resumes and what lies beside them, photos, options, themes, inputs of a batch,
//! and PDF, Word and HTML files. Whatever they hold, the answer is an output or an error in words: never a crash, a
//! panic, or a limit.
//!
//! Runs under `tests/run --all`, and says what it has run. `CVGEN_FUZZ=SEED:COUNT` chooses another series; a
//! short one always runs, to see that the long one would find something.

mod documents;
mod inputs;

use crate::harness::{Finished, Test, root, themes};
use cvgen::theme::Theme;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::collections::BTreeMap;
use std::io::Cursor;

/// How many mutants of each kind there are in the long run, and in the short one.
const LONG: usize = 1_500;
const SHORT: usize = 12;

/// What mutants are given besides random bytes: signs of the formats, and values at the edge.
const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "- ",
    ": ",
    "# ",
    "&a ",
    "*a",
    "!!",
    "|",
    ">",
    "---\n",
    "\n",
    "\t",
    "\"",
    "'",
    "\\",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{301}\u{301}",
    "\u{1f468}\u{200d}\u{1f469}",
    "罗",
    "ا",
    "﷽",
    "**",
    "](",
    "<b>",
    "&#27;",
    "0",
    "-1",
    "1e99",
    "1e-99",
    "9999999999999999999",
    "NaN",
    "null",
    "true",
    "1e9pt",
    "2019-13-45",
    "..",
    "/",
    "~",
    "%PDF-1.7",
    "endstream",
    "/W[1 9 1]",
    "/Kids",
    "<<",
    ">>",
    "q ",
    "<svg",
    "r=\"1e38\"",
    "transform=\"scale(1e9)\"",
];

/// Numbers that look random and are the same in every run with a seed (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `most`, which is not 0.
    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % most
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// One of `seeds`, which are named and have bytes, with some changes and parts of another.
    fn mutant_of<'a, N>(&mut self, seeds: &'a [(N, Vec<u8>)]) -> (&'a N, Vec<u8>) {
        let (name, bytes) = &seeds[self.below(seeds.len())];
        let other = &seeds[self.below(seeds.len())].1;
        (name, self.mutant(bytes, other))
    }

    /// `seed` with some changes, at most to twice its length.
    fn mutant(&mut self, seed: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(3) {
            if bytes.is_empty() {
                break;
            }
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(40)).min(bytes.len());
            match self.below(8) {
                0 => bytes[at] = self.next().to_le_bytes()[0],
                1 => bytes[at] ^= 1 << self.below(8),
                2 => drop(bytes.drain(at..end)),
                3 if self.below(4) == 0 => bytes.truncate(at),
                4 => {
                    let piece = bytes[at..end].repeat(1 + self.below(20));
                    bytes.splice(at..at, piece);
                }
                5 => {
                    let from = self.below(other.len());
                    let piece = other[from..].iter().take(1 + self.below(300)).copied();
                    bytes.splice(at..end, piece.collect::<Vec<_>>());
                }
                _ => {
                    let word = self.one(WORDS);
                    bytes.splice(at..at + self.below(2), word.bytes());
                }
            }
        }
        // A text remains one, mostly, so that more than its encoding is looked at.
        if std::str::from_utf8(seed).is_ok() && self.below(8) > 0 {
            return String::from_utf8_lossy(&bytes).into_owned().into_bytes();
        }
        bytes
    }
}

/// The seed and the number of mutants that were asked for.
fn series() -> (u64, usize) {
    if let Ok(word) = std::env::var("CVGEN_FUZZ") {
        let (seed, count) = word.split_once(':').expect("SEED:COUNT");
        return (seed.parse().expect("a seed"), count.parse().expect("a count"));
    }
    (20_261_129, if std::env::var_os("CVGEN_ALL").is_some() { LONG } else { SHORT })
}

/// Makes everything in `people` and looks at what became of it: an error in words is one, a limit is none
/// unless it `may_meet_limits`.
fn batch(test: Test, what: &str, words: &str, may_meet_limits: bool) {
    let (seed, count) = series();
    let test = test.then_words("batch people -o out --quiet --no-system-fonts").then_words(words);
    let finished = test.run();
    assert!(matches!(finished.code, Some(0 | 1)), "{what}, seed {seed}: {}", finished.stderr);
    let manifest = String::from_utf8(finished.read("out/manifest.ndjson")).expect("UTF-8");
    let (mut made, mut refused) = (0, BTreeMap::<String, usize>::new());
    let mut bad = Vec::new();
    for line in manifest.lines().skip(1) {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        if record["state"] != "failed" {
            made += 1;
            continue;
        }
        let problems = record["problems"].as_array().expect("problems");
        let error = problems.iter().find(|problem| problem["severity"] == "error");
        let code = error.expect("an error")["rule"].as_str().expect("a code").to_owned();
        let is_bad = match &*code {
            "internal" | "killed" | "disk" => true,
            "limit" => !may_meet_limits,
            _ => false,
        };
        if is_bad {
            bad.push(line.to_owned());
        }
        *refused.entry(code).or_default() += 1;
    }
    keep(&finished, what, &bad);
    println!("{what}: seed {seed}, {count} mutants: {made} outputs made, refused {refused:?}");
    assert!(made + refused.len() > 0, "{what}: nothing was tried");
}

/// Fails if there is anything `bad`, and leaves the folder there to look at.
fn keep(finished: &Finished, what: &str, bad: &[String]) {
    if bad.is_empty() {
        return;
    }
    let kept = std::env::temp_dir().join(format!("fuzz-{what}"));
    let _ = std::process::Command::new("cp").arg("-r").arg(finished.path("")).arg(&kept).status();
    panic!("{what}, seed {}: {} (kept in {})", series().0, bad.join("\n"), kept.display());
}

/// Resumes to begin with: the examples, and what was written to strain.
fn resumes() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in ["examples", "data/stress", "data/starter"] {
        for entry in std::fs::read_dir(root().join(folder)).into_iter().flatten().flatten() {
            let path = entry.path();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if ["yaml", "toml", "json"].contains(&&*ending) && path.is_file() {
                files.push((ending, std::fs::read(path).expect("a file")));
            }
        }
    }
    let small = "basics: {name: {en: Ann, zh: 安}, email: a@b.example, phone: '+49 30 1', image: p.png}\n\
                 work:\n- name: A\n  startDate: 2019-03\n  highlights:\n  - one **two** [x](https://y.example)\n  - |\n    a\n    - b\n\
                 cvgen: {order: [work], theme: compact, languages: [en, zh], pages: 1, variants: {a: {tags: [x]}}}\n";
    files.push(("yaml".to_owned(), small.into()));
    let toml = "[basics]\nname = \"Ann\"\n[[work]]\nname = \"A\"\nstartDate = 2019-03-01\nhighlights = [\"a\"]\n";
    files.push(("toml".to_owned(), toml.into()));
    let json = "{\"basics\":{\"name\":\"Ann\",\"profiles\":[{\"network\":\"GitHub\",\"username\":\"ann\"}]},\"skills\":[{\"name\":\"Go\",\"keywords\":[\"a\"]}]}";
    files.push(("json".to_owned(), json.into()));
    files.sort();
    files
}

#[test]
fn resumes_of_any_kind_are_made_or_refused() {
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let seeds = resumes();
    let mut test = Test::new("");
    for number in 0..count {
        let (ending, mutant) = random.mutant_of(&seeds);
        test = test.file(&format!("people/{number:05}.{ending}"), mutant);
    }
    batch(test, "resumes", "--lang all", false);
}

fn pictures() -> Vec<(&'static str, Vec<u8>)> {
    let picture: DynamicImage = RgbImage::from_fn(40, 50, |x, y| {
        Rgb([x, y, x ^ y].map(|value| u8::try_from(value).expect("small")))
    })
    .into();
    let encoded = |format| {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("a picture");
        bytes.into_inner()
    };
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 50\"><defs><g id=\"a\"><circle r=\"9\" cx=\"20\" cy=\"20\"/></g>\
               <linearGradient id=\"b\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient></defs><use href=\"#a\" transform=\"scale(2)\"/>\
               <path d=\"M0 0L9 9C1 2 3 4 5 6z\" stroke=\"url(#b)\" stroke-dasharray=\"1 2\"/><rect width=\"9\" height=\"9\" style=\"fill:blue\"/></svg>";
    vec![
        ("png", encoded(ImageFormat::Png)),
        ("jpg", encoded(ImageFormat::Jpeg)),
        ("webp", encoded(ImageFormat::WebP)),
        ("svg", svg.into()),
    ]
}

#[test]
fn photos_of_any_kind_are_printed_or_told() {
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let seeds = pictures();
    let mut test = Test::new("");
    for number in 0..count {
        let (ending, mutant) = random.mutant_of(&seeds);
        let resume = format!("basics: {{name: Ann, image: p/{number:05}.{ending}}}\n");
        test = test
            .file(&format!("people/p/{number:05}.{ending}"), mutant)
            .file(&format!("people/{number:05}.yaml"), resume);
    }
    batch(test, "photos", "-t modern -s photo=square --format pdf,png", false);
}

#[test]
fn options_of_any_value_are_taken_or_refused() {
    const VALUES: &[&str] = &[
        "1e9pt",
        "-1pt",
        "0",
        "0pt",
        "1e-99mm",
        "1e99in",
        "NaN",
        "9999999999999999999999",
        "''",
        "null",
        "true",
        "[]",
        "[a, b]",
        "{}",
        "{en: a, zh: b}",
        "'#gggggg'",
        "'#12345678'",
        "'accent 300%'",
        "'a \\u202e b'",
        "a3",
        "Comic Sans",
        "4pt",
        "40pt",
        "12mm",
        "0.5",
        "-0.0",
        "none",
        "auto",
        "1em",
        "'{page}'",
        "red",
    ];
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let themes: Vec<Theme> =
        themes().iter().map(|name| Theme::builtin(name).expect("a theme").value).collect();
    let mut test = Test::new("");
    for number in 0..count {
        let theme = &themes[random.below(themes.len())];
        let options: Vec<&str> = theme.options.keys().map(String::as_str).collect();
        let chosen = theme.choose(&[], "en").expect("the defaults suit").value;
        let styles: Vec<&str> = chosen.styles.keys().map(String::as_str).collect();
        let keys = [
            "size", "fill", "above", "below", "weight", "indent", "room", "rule", "align",
            "leading",
        ];
        let page = ["paper", "margin", "columns", "gap", "leading", "width"];
        let value = random.one(VALUES);
        let setting = match random.below(8) {
            0 => format!("page: {{{}: {value}}}", random.one(&page)),
            1 | 2 => {
                format!("styles: {{{}: {{{}: {value}}}}}", random.one(&styles), random.one(&keys))
            }
            3 => format!("pages: {value}"),
            _ => format!("options: {{{}: {value}}}", random.one(&options)),
        };
        let resume = format!(
            "basics: {{name: Ann Lee, summary: Text}}\n\
             work: [{{name: A, startDate: 2019, highlights: [a, b]}}]\n\
             cvgen:\n  theme: {}\n  {setting}\n",
            theme.name
        );
        test = test.file(&format!("people/{number:05}.yaml"), resume);
    }
    batch(test, "options", "", false);
}

/// A theme is a program and may run on; then a limit says so.
#[test]
fn themes_of_any_kind_are_used_or_refused() {
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let count = count / 3 + 1;
    let mut test = Test::new("");
    for number in 0..count {
        let names = themes();
        let read = |theme: &str, file: &str| {
            std::fs::read(root().join("templates").join(theme).join(file)).expect("a file")
        };
        let name = &names[random.below(names.len())];
        let other = &names[random.below(names.len())];
        let (mut manifest, mut drawing) = (read(name, "theme.toml"), read(name, "resume.typ"));
        if random.below(2) == 0 {
            manifest = random.mutant(&manifest, &read(other, "theme.toml"));
        } else {
            drawing = random.mutant(&drawing, &read(other, "resume.typ"));
        }
        let resume =
            format!("basics: {{name: Ann}}\nwork: [{{name: A}}]\ncvgen: {{theme: m{number}}}\n");
        test = test
            .file(&format!("people/themes/m{number}/theme.toml"), manifest)
            .file(&format!("people/themes/m{number}/resume.typ"), drawing)
            .file(&format!("people/{number:05}.yaml"), resume);
    }
    batch(test, "themes", "--time-limit 10", true);
}
