//! Whatever is written comes back from the page, and is never obeyed.

use super::engine::{ENGINES, compile, has, in_parallel, raw, source, typst};
use crate::harness::{Test, corpus, in_turn};
use crate::judges::letters;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Strings that LaTeX would like to obey.
const TRAPS: &[&str] = &[
    "[optional] argument",
    "*star",
    "\\input{/etc/hostname}",
    "\\write18{touch cvgen-was-here}",
    "\\end{document}",
    "^^5cinput ^^M",
    "a -- b --- c `` d '' ,, << >> ?` !` it's \"quoted\"",
    "{ unbalanced",
    "} unbalanced",
    "% & # $ _ { } ~ ^ \\",
    "C# C++ a_b <R&D> C:\\Users $5 & 50% 2*3*4",
    "l'été œuvre ß ÿ € £ § ¿ ¡ « »",
    "https://example.com/a%20b?x=1&y=$2#z_~",
    "- dash\u{2028}separator",
];

/// A resume with each string as a highlight, between marks.
fn resume(strings: &[String]) -> String {
    let work: Vec<_> = strings
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let text = text.replace(['\n', '\r'], " ");
            serde_json::json!({"name": format!("W{number}"), "highlights": [format!("Q{number}Q {text} Q{number}Z")]})
        })
        .collect();
    serde_json::json!({"basics": {"name": "N"}, "work": work}).to_string()
}

/// What is between the marks.
fn between(text: &str, number: usize) -> Option<&str> {
    let (_, rest) = text.split_once(&format!("Q{number}Q"))?;
    Some(rest.split_once(&format!("Q{number}Z"))?.0)
}

/// `text` as it must come back: composed, without what is not a sign, accents that stand alone as marks.
fn comparable(text: &str) -> String {
    let is_sign = |c: &char| {
        !matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
    };
    let text = text.replace('˜', "~").replace('ˆ', "^");
    letters(&text.chars().filter(is_sign).nfkc().collect::<String>())
}

fn naughty_strings() -> Vec<String> {
    let mut strings: Vec<String> = TRAPS.iter().map(|&trap| trap.to_owned()).collect();
    strings.push("x".repeat(10_000));
    let json = std::fs::read(corpus().join("strings/naughty.json")).expect("a file");
    let naughty: Vec<String> = serde_json::from_slice(&json).expect("a list of texts");
    // A source with these is refused, which names the PDF as the way.
    let is_beyond = |c: char| matches!(c, '\u{590}'..='\u{97f}' | '\u{e00}'..='\u{e7f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    strings.extend(naughty.into_iter().filter(|string| !string.contains(is_beyond)));
    strings
}

/// What the log says was left out.
fn left_out(log: &str) -> BTreeSet<char> {
    let lost = ["Missing character: There is no ", "Package cvgen Warning: pdfLaTeX has no "];
    let rest = |line: &str| lost.iter().find_map(|what| Some(line.split_once(what)?.1.to_owned()));
    log.lines().filter_map(rest).filter_map(|rest| rest.chars().next()).collect()
}

/// How the strings begin that come back as others, by engine. pdfLaTeX does not know which character a breve
/// or a caron is that stands alone; the others break a Cyrillic alphabet without blanks elsewhere than Typst
/// does, and have stacked marks in another order. An entry that is no longer needed fails.
const DAMAGED: &[(&str, &str)] = &[
    ("pdflatex", "¸˛Ç◊"),
    ("pdflatex", "Œ„´‰"),
    ("pdflatex", "Ṱ"),
    ("pdflatex", "\u{321}\u{353}"),
    ("pdflatex", "\u{317}\u{33a}"),
    ("pdflatex", "\u{326}H"),
    ("xelatex", "ЁЂЃЄ"),
    ("xelatex", "Ṱ"),
    ("xelatex", "\u{321}\u{353}"),
    ("xelatex", "\u{317}\u{33a}"),
    ("xelatex", "\u{326}H"),
    ("lualatex", "ЁЂЃЄ"),
    ("lualatex", "Ṱ"),
    ("lualatex", "\u{321}\u{353}"),
    ("lualatex", "\u{317}\u{33a}"),
    ("lualatex", "\u{326}H"),
];

/// Compiles all `strings` by `engine` and compares what is read back with what Typst's page says. What
/// is not there is named by the log.
fn come_back(engine: &str, strings: &[String]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("naughty.json");
    std::fs::write(&input, resume(strings)).expect("files are written");
    let words = "--theme classic --set page-numbers=false";
    let made = source(&input, words);
    let (latex, log) = compile(made.path(), engine);
    let typst = typst(&input, words, folder.path());
    let left_out = left_out(&log);
    let (ours, theirs) = (raw(&latex), raw(&typst));
    let (mut whole, mut wrong) = (0, Vec::new());
    for (number, string) in strings.iter().enumerate() {
        let expected =
            between(&theirs, number).unwrap_or_else(|| panic!("{number} is not in Typst's page"));
        let found = between(&ours, number)
            .unwrap_or_else(|| panic!("{engine}: {number} is lost: {string:?}"));
        if expected.contains('□') {
            // No font at hand has all of it; the program has said so already.
            continue;
        }
        if comparable(found) == comparable(expected) {
            whole += 1;
        } else {
            let without = |text: &str| {
                // LuaLaTeX prints a sign without text for what it lacks.
                let is_left = |it: &char| *it == '\u{fffd}' || left_out.contains(it);
                comparable(&text.chars().filter(|it| !is_left(it)).collect::<String>())
            };
            if without(found) != without(expected) {
                wrong.push(string.as_str());
            }
        }
    }
    let known: Vec<_> = DAMAGED.iter().filter(|(by, _)| *by == engine).collect();
    let is_known = wrong.len() == known.len()
        && wrong.iter().zip(&known).all(|(string, (_, begin))| string.starts_with(begin));
    assert!(is_known, "{engine}: strings that come back as others: {wrong:?}, not {known:?}");
    println!("{engine}: {whole} of {} strings came back whole", strings.len());
    assert!(whole * 3 > strings.len() * 2, "{engine}: only {whole} strings came back");
    assert!(!made.path().join("out/cvgen-was-here").exists());
}

#[test]
fn whatever_is_written_comes_back_from_every_engine() {
    let engines: Vec<&str> = ENGINES.into_iter().filter(|engine| has(engine)).collect();
    if has("pdftotext") {
        let strings = naughty_strings();
        in_parallel(engines, |engine| come_back(engine, &strings));
    }
}

/// Resumes in other scripts: language, name, label, highlight.
const SCRIPTS: &[(&str, &str, &str, &str)] = &[
    ("ru", "Иван Петров", "Инженер-программист", "Сократил время сборки на 40 % — до 12 минут"),
    ("uk", "Олена Ґалаґан", "Розробниця", "Зменшила об’єм даних удвічі; «хмара» працює"),
    ("el", "Ελένη Παπαδοπούλου", "Μηχανικός λογισμικού", "Μείωσε τον χρόνο κατά 30 %·"),
    (
        "vi",
        "Nguyễn Thị Ngọc Ánh",
        "Kỹ sư phần mềm",
        "Giảm thời gian xử lý từ 5 giờ xuống còn 20 phút",
    ),
    ("pl", "Łukasz Żółć", "Inżynier", "Zażółć gęślą jaźń"),
    ("tr", "Şükrü Iğdır", "Yazılım mühendisi", "İşlem süresini %30 azalttı"),
    ("ja", "山田太郎", "ソフトウェアエンジニア", "処理時間を40％短縮し、「A社」と協働した。"),
    ("ko", "김민수", "소프트웨어 엔지니어", "처리 시간을 40% 줄였다"),
    ("zh", "罗锦华", "工程师", "“引号”——省略号……《书名》（镕喆堃玥）"),
    ("en", "罗锦华 Luo", "Engineer", "Speaks 中文，日本語と한국어 and naïve café"),
];

#[test]
fn no_script_is_lost_in_silence() {
    let engines = in_turn(&["xelatex", "lualatex"], 0).iter().filter(|engine| has(engine));
    let jobs = engines.flat_map(|engine| SCRIPTS.iter().map(move |script| (*engine, script)));
    in_parallel(jobs.collect(), |(engine, (language, name, label, highlight))| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let input = folder.path().join("r.json");
        let resume = serde_json::json!({
            "basics": {"name": name, "label": label},
            "work": [{"name": label, "highlights": [highlight, format!("{highlight} ").repeat(8)]}],
        });
        std::fs::write(&input, resume.to_string()).expect("files are written");
        let made = source(&input, &format!("--theme classic --lang {language}"));
        let (latex, log) = compile(made.path(), engine);
        assert!(!log.contains("Overfull"), "{engine}, {language}: {log}");
        let said = Test::new(&format!("tex --lang {language} --no-system-fonts -o t.tex"))
            .argument(input.to_str().expect("a path in UTF-8"))
            .success()
            .stderr;
        let text = comparable(&raw(&latex));
        let left_out = left_out(&log);
        for part in [name, label, highlight] {
            for character in comparable(part).chars() {
                let is_there = text.contains(character) || text.contains('□');
                let is_named = said.contains(character) || left_out.contains(&character);
                assert!(
                    is_there || is_named,
                    "{engine}, {language}: {character} of {part} is lost"
                );
            }
        }
        if left_out.is_empty() && !text.contains('□') {
            assert!(text.contains(&comparable(name)), "{engine}: {name}");
            assert!(text.contains(&comparable(highlight)), "{engine}: {highlight}, {text}");
        }
    });
}

#[test]
fn pdflatex_says_what_it_cannot_print() {
    if !has("pdflatex") {
        return;
    }
    // One character: a box, and a warning. A language: an error, with the way out.
    Test::new("pdf r.yaml --engine latex=pdflatex --no-system-fonts")
        .file("r.yaml", "basics: {name: Ada, label: 'Speaks 中'}")
        .success()
        .says("warning: LaTeX has no font at hand for `中`; it is left out");
    Test::new("pdf r.yaml --engine latex=pdflatex --lang ru")
        .file("r.yaml", "basics: {name: Иван}\nwork: [{name: Завод}]")
        .exits_with(1)
        .says("error: pdfLaTeX cannot print this resume")
        .says("hint: choose another engine: `--engine latex=xelatex`");
}

/// A break before the first word of a paragraph, wherever there is one: nothing ends where no line has begun.
#[test]
fn a_break_at_the_start_of_a_paragraph_compiles() {
    if !has("xelatex") {
        return;
    }
    let texts = ["\\\nOne", "\\\n\\\nTwo", "- \\\n  Three", "> \\\n> Four", "Five\\\n\\\nSix"];
    let jobs = texts
        .map(|text| serde_json::json!({"name": "A", "summary": text, "highlights": [text]}))
        .to_vec();
    let resume = serde_json::json!({"basics": {"name": "N", "summary": texts[0]}, "work": jobs});
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("r.json");
    std::fs::write(&input, resume.to_string()).expect("a file");
    let folder = source(&input, "");
    let (pdf, _) = compile(folder.path(), "xelatex");
    let text = raw(&pdf);
    for word in ["One", "Two", "Three", "Four", "Six"] {
        assert!(text.matches(word).count() >= 2, "{word}: {text}");
    }
}
