//! What lies beside a resume, and what a batch is given: bibliographies, other languages, more files, what is put over
//! it, files of many resumes, tables and archives.

use super::{Random, batch, keep, resumes, series};
use crate::harness::Test;

const BIB: &str = "@article{a, author = {Lee, Ann and {The Group}}, title = {On \\\"{o}, $x^2$ and {Caps}}, journal = {J}, year = 2019, month = mar, doi = {10.1/x}}\n\
                   @string{p = \"Press\"}\n@book(b, title = p # { of }, date = {2019-03/2020}, publisher = p, crossref = {a})\n\
                   @inproceedings{c, title = \"C\", booktitle = {D}, pages = {1--9}, url = {https://x.example/a_b}, note = {n}}\n";

const BASE: &str = "basics: {name: Ann}\nfiles: [more.toml]\npublications: {bib: p.bib}\n\
                    work:\n- {name: A, startDate: 2019, highlights: [a, {text: b, tags: [x]}]}\ncvgen: {languages: [en, zh]}\n";
const CHINESE: &str =
    "basics: {name: 安, label: 工程师}\nwork:\n- name: 甲\n  highlights: [一, 二]\n";
const MORE: &str = "[[skills]]\nname = \"Go\"\nkeywords = [\"a\", \"b\"]\n[[work]]\nname = \"B\"\n";

/// A resume out of several files, of which one is odd.
#[test]
fn resumes_of_several_files_are_made_or_refused() {
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let files = [("r.yaml", BASE), ("r.zh.yaml", CHINESE), ("more.toml", MORE), ("p.bib", BIB)];
    let seeds = resumes();
    let mut test = Test::new("");
    for number in 0..count {
        let odd = random.below(files.len());
        for (index, (name, text)) in files.iter().enumerate() {
            let other = &seeds[random.below(seeds.len())].1;
            let bytes = text.as_bytes().to_vec();
            let bytes = if index == odd { random.mutant(&bytes, other) } else { bytes };
            test = test.file(&format!("people/{number:05}/{name}"), bytes);
        }
    }
    batch(test, "several-files", "--lang all --pattern {folder}-{lang}", false);
}

/// Each mutant is the whole input of a batch.
#[test]
fn inputs_of_a_batch_are_made_or_refused() {
    use std::io::Write;
    let (seed, count) = series();
    let mut random = Random(seed | 1);
    let lines = "{\"x-id\":\"a\",\"basics\":{\"name\":\"Ann\"}}\n{\"x-id\":\"b\",\"basics\":{\"name\":\"Bob\"},\"work\":[{\"name\":\"A\"}]}\n\n";
    let table = "\u{feff}id;name,email\r\n1;\"Lee, Ann\";a@b.example\r\n2;\"Bob \"\"B\"\"\";\r\n";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(lines.as_bytes()).expect("written");
    let packed = packed.finish().expect("written");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("r.yaml", zip::write::SimpleFileOptions::default()).expect("a name");
    archive.write_all(b"basics: {name: A}").expect("written");
    let archive = archive.finish().expect("written").into_inner();
    let seeds: [(&str, &[u8]); 7] = [
        ("ndjson", lines.as_bytes()),
        ("jsonl", lines.as_bytes()),
        ("csv", table.as_bytes()),
        ("json", b"[{\"basics\":{\"name\":\"Ann\"}}]"),
        ("ndjson.gz", &packed),
        ("zip", &archive),
        ("xlsx", &archive),
    ];
    let (mut made, mut refused) = (0, 0);
    // Each is a run of the program.
    let count = count / 3 + 1;
    for _ in 0..count {
        // Most of them are lines: little can be said of the others.
        let (ending, bytes) =
            seeds[random.below(2 * seeds.len()) % seeds.len() * usize::from(random.below(2) == 0)];
        let other = seeds[random.below(seeds.len())].1;
        let name = format!("in.{ending}");
        let finished = Test::new("batch -o out --quiet --no-system-fonts --jobs 1")
            .argument(&name)
            .file(&name, random.mutant(bytes, other))
            .run();
        let said = &finished.stderr;
        let bad =
            ["the program failed", "bug in cvgen", "was killed", "longer than", "more memory"];
        let bad: Vec<String> = said
            .lines()
            .filter(|line| bad.iter().any(|it| line.contains(it)))
            .map(str::to_owned)
            .collect();
        keep(&finished, "inputs", &bad);
        assert!(
            matches!(finished.code, Some(0 | 1)),
            "inputs, seed {seed}: {:?} {said}",
            finished.code
        );
        if finished.code == Some(0) { made += 1 } else { refused += 1 }
    }
    println!("inputs: seed {seed}, {count} mutants: {made} made whole, {refused} with errors");
}
