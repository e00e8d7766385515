//! Documents that `check` reads: PDFs, as bytes and inside their objects and streams, Word files, as bytes and inside
//! their parts, and web pages. A part of them is drawn into a proof, too.

use super::{Random, keep, series};
use crate::harness::Test;
use std::io::{Cursor, Read, Write};

const RESUME: &str = "basics: {name: Ann Lee, email: ann@example.org, url: https://x.example, summary: 'a **b** [c](https://d.example)'}\n\
                      work: [{name: A, startDate: 2019, highlights: [a, b]}]\nskills: [{name: S, keywords: [k, l]}]\n";

/// How many files one run of the program is given.
const CHUNK: usize = 50;

/// Checks `count` files that end in `ending`, which `mutant` makes: each is read, or refused in words.
fn check(what: &str, ending: &str, count: usize, mut mutant: impl FnMut() -> Vec<u8>) {
    let mut refused = 0;
    for (index, first) in (0..count).step_by(CHUNK).enumerate() {
        let mut test = Test::new("check --format json");
        for number in first..count.min(first + CHUNK) {
            let name = format!("{number:05}.{ending}");
            test = test.file(&name, mutant()).argument(name);
        }
        if index % 4 == 0 {
            test = test.then_words("--proof proof-{name}.pdf");
        }
        let finished = test.run();
        let said = &finished.stderr;
        let bad = ["failed: ", "bug in cvgen", "was killed", "longer than", "more memory"];
        let bad: Vec<String> = said
            .lines()
            .filter(|line| bad.iter().any(|word| line.contains(word)))
            .map(str::to_owned)
            .collect();
        keep(&finished, what, &bad);
        assert!(matches!(finished.code, Some(0 | 1)), "{what}, seed {}: {said}", series().0);
        refused += said.matches("error: ").count();
    }
    println!("{what}: seed {}, {count} mutants, {refused} refused", series().0);
}

/// What the program writes of [`RESUME`] with each of the `words`, which name the file that `-o` is to make.
fn made(words: &[&str]) -> Vec<Vec<u8>> {
    let write = |words: &&str| {
        let (command, name) = words.rsplit_once(' ').expect("a name");
        let test = Test::new(&format!("{command} r.yaml -o {name}"));
        test.file("r.yaml", RESUME).success().read(name)
    };
    words.iter().map(write).collect()
}

fn pdfs() -> Vec<Vec<u8>> {
    let mut seeds =
        made(&["pdf a.pdf", "pdf -t modern --standard ua-1 b.pdf", "pdf -t swiss c.pdf"]);
    seeds.push(crate::hostile::pdf(b"BT /F 9 Tf (text) Tj ET q Q", |_, _, _| ()));
    seeds
}

#[test]
fn pdfs_of_any_kind_are_read_or_refused() {
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let seeds = pdfs();
    check("pdfs", "pdf", count, || {
        let (one, other) = (random.below(seeds.len()), random.below(seeds.len()));
        random.mutant(&seeds[one], &seeds[other])
    });
}

/// Whole files whose objects and streams are odd: nothing is refused for its first bytes.
#[test]
fn pdfs_of_any_content_are_read_or_refused() {
    use lopdf::{Document, Object};
    let (seed, count) = series();
    let mut random = Random(seed | 3);
    let seeds: Vec<Document> =
        pdfs().iter().map(|bytes| Document::load_mem(bytes).expect("a PDF")).collect();
    check("contents-of-pdfs", "pdf", count, || {
        let mut document = seeds[random.below(seeds.len())].clone();
        let ids: Vec<_> = document.objects.keys().copied().collect();
        for _ in 0..=random.below(4) {
            let (id, other) = (ids[random.below(ids.len())], ids[random.below(ids.len())]);
            let value = match random.below(8) {
                0 => Object::Null,
                1 => Object::Integer(-1),
                2 => Object::Integer(i64::MAX),
                3 => Object::Real(f32::MAX),
                4 => Object::Reference(other),
                5 => Object::Name(b"Pages".to_vec()),
                6 => Object::Array(vec![Object::Reference(other); 1 + random.below(50)]),
                _ => Object::string_literal(random.one(super::WORDS)),
            };
            let odd = |dictionary: &mut lopdf::Dictionary, random: &mut Random| {
                let keys: Vec<_> = dictionary.iter().map(|(key, _)| key.clone()).collect();
                if !keys.is_empty() {
                    dictionary.set(keys[random.below(keys.len())].clone(), value.clone());
                }
            };
            match document.objects.get_mut(&id).expect("an object") {
                Object::Dictionary(dictionary) => odd(dictionary, &mut random),
                Object::Stream(stream) if random.below(4) == 0 => {
                    odd(&mut stream.dict, &mut random);
                }
                Object::Stream(stream) => {
                    let content = stream.decompressed_content().unwrap_or_default();
                    stream.set_plain_content(
                        random.mutant(
                            &content,
                            b"BT 1 0 0 1 9 9 Tm <0041> Tj ET q 1e9 0 0 1 0 0 cm Q",
                        ),
                    );
                }
                object => *object = value,
            }
        }
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("saved");
        bytes
    });
}

/// The parts of a Word file, in their order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a Word file");
    let count = archive.len();
    let part = |index| {
        let mut file = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a part");
        (file.name().to_owned(), bytes)
    };
    (0..count).map(part).collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a name");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("written").into_inner()
}

#[test]
fn word_files_of_any_kind_are_read_or_refused() {
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let seeds = made(&["docx a.docx", "docx -t modern b.docx"]);
    let apart: Vec<_> = seeds.iter().map(|bytes| parts(bytes)).collect();
    check("word-files", "docx", count, || {
        let index = random.below(seeds.len());
        if random.below(4) == 0 {
            let other = &seeds[random.below(seeds.len())];
            return random.mutant(&seeds[index], other);
        }
        let mut parts = apart[index].clone();
        for _ in 0..=random.below(2) {
            let (at, other) = (random.below(parts.len()), random.below(parts.len()));
            // Most of the text is in one of the parts, which the others only help to read.
            let body = parts.iter().position(|(name, _)| name == "word/document.xml");
            let at = body.filter(|_| random.below(2) == 0).unwrap_or(at);
            let source = parts[other].1.clone();
            match random.below(12) {
                0 => drop(parts.remove(at)),
                1 => parts[at].1 = source,
                2 => parts[at].1 = parts[at].1.repeat(1 + random.below(30)),
                _ => parts[at].1 = random.mutant(&parts[at].1.clone(), &source),
            }
        }
        packed(&parts)
    });
}

#[test]
fn web_pages_of_any_kind_are_read_or_refused() {
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let mut seeds = made(&["html a.html", "html -t modern b.html"]);
    let old = "<html><body bgcolor=white><table><tr><td><font size=1 color=#fff>Hidden<td><b>Ann<i>Lee</b></i>\
               <tr><td colspan=9><ul><li>one<li>two<ol><li>three</table><a href='javascript:x'>y</a><style>p{display:none}</style><p>z";
    seeds.push(old.into());
    check("web-pages", "html", count, || {
        let (one, other) = (random.below(seeds.len()), random.below(seeds.len()));
        random.mutant(&seeds[one], &seeds[other])
    });
}
