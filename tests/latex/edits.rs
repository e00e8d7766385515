//! Ordinary edits of a source by hand: what is typed after a manual works, and is printed over nothing.
//!
//! Each edit is a replacement in the source of one small resume, and what must come out. In the default theme
//! several are tried together, in a folder by `XeLaTeX` and in one file by pdfLaTeX; `CVGEN_ALL` (`tests/run --all`)
//! tries each alone by both, and several together in every theme, or in those that it names: `CVGEN_ALL=swiss,studio`.

use super::engine::{compile_as_it_is, has, in_parallel, source, try_to_compile};
use crate::harness::{Test, in_turn, is_everything, themes};
use crate::judges::poppler;
use std::path::Path;
use std::process::Command;

const RESUME: &str = "basics: {name: Ada Lovelace, label: Analyst, email: ada@example.org, summary: Knows engines.}
work:
  - {name: Mill Street Works, position: Engineer, startDate: 2019-03, endDate: 2020-04, highlights: [Built an engine, Wrote programs]}
  - {name: Harbour Company, position: Clerk, startDate: 2017, endDate: 2018, highlights: [Kept the books]}
education: [{institution: University of London, studyType: BSc, area: Mathematics, startDate: 2013, endDate: 2016}]
skills: [{name: Languages, keywords: [Go, Rust]}]
";

/// An edit: what it is called, what is replaced by what, and the words that must be on the page, each below or
/// beside the one before, never over it.
struct Edit {
    what: &'static str,
    replace: &'static [(&'static str, &'static str)],
    words: &'static [&'static str],
}

const END: &str = "\n\\end{document}";

const fn edit(
    what: &'static str,
    replace: &'static [(&'static str, &'static str)],
    words: &'static [&'static str],
) -> Edit {
    Edit { what, replace, words }
}

/// What stands for the size of the source, whatever it is, and for all lines of an entry.
const SIZE: &str = "12pt";
const LEFT_OUT: &str = "%";

const PREAMBLE: &str = "% Your own packages and commands:\n";

const EDITS: &[Edit] = &[
    edit(
        "a table",
        &[(
            END,
            "\n\\begin{tabular}{ll}\nRowone & x \\\\\nRowtwo & y \\\\\nRowthree & z\n\\end{tabular}\n\nAftertable.\n\\end{document}",
        )],
        &["Rowone", "Rowtwo", "Rowthree", "Aftertable."],
    ),
    edit(
        "a picture",
        &[(END, "\nBeforepicture.\n\n\\rule{3cm}{2cm}\n\nAfterpicture.\n\\end{document}")],
        &["Beforepicture.", "Afterpicture."],
    ),
    edit(
        "minipages",
        &[(
            END,
            "\n\\begin{minipage}{0.45\\linewidth}Leftone\\par Lefttwo\\par Leftthree\\end{minipage}\\hfill\\begin{minipage}{0.45\\linewidth}Rightone\\end{minipage}\n\n\\section{Aftersection}\n\\end{document}",
        )],
        &["Leftone", "Lefttwo", "Leftthree", "Aftersection"],
    ),
    edit(
        "a list in a list",
        &[
            (
                "\\item Built an engine",
                "\\item Built an engine\n    \\begin{itemize}\n    \\item Innerone\n    \\item[--] Innertwo\n    \\end{itemize}",
            ),
            // Where highlights are paragraphs.
            (
                "\nBuilt an engine",
                "\nBuilt an engine\n\\begin{itemize}\n  \\item Outerone\n    \\begin{itemize}\n    \\item Innerone\n    \\item[--] Innertwo\n    \\end{itemize}\n\\end{itemize}",
            ),
        ],
        &["Innerone", "Innertwo"],
    ),
    edit(
        "numbers",
        &[(
            END,
            "\n\\begin{enumerate}\n\\item Firstnumber\n\\item Secondnumber\n\\end{enumerate}\n\\end{document}",
        )],
        &["Firstnumber", "Secondnumber"],
    ),
    edit(
        "a description",
        &[(
            END,
            "\n\\begin{description}\n\\item[Termone] Saidone\n\\item[Termtwo] Saidtwo\n\\end{description}\n\\end{document}",
        )],
        &["Saidone", "Saidtwo"],
    ),
    edit(
        "a formula",
        &[(
            END,
            "\nFormula $f'(x)=x^2$ inline.\n\\[ a^2+b^2=c^2 \\]\nAfterformula.\n\\end{document}",
        )],
        &["Formula", "Afterformula."],
    ),
    edit(
        "a footnote",
        &[("Kept the books", "Kept the books\\footnote{Thefootnote.}")],
        &["Kept", "Thefootnote."],
    ),
    edit(
        "fancyhdr",
        &[(
            PREAMBLE,
            "\\usepackage{fancyhdr}\\pagestyle{fancy}\\fancyhf{}\\fancyhead[L]{Headword}\n% Your own packages and commands:\n",
        )],
        &["Headword", "Lovelace"],
    ),
    edit(
        "multicols",
        &[
            (PREAMBLE, "\\usepackage{multicol}\n% Your own packages and commands:\n"),
            (
                END,
                "\n\\begin{multicols}{2}\nColumnone\n\nColumntwo\n\\end{multicols}\nAftercolumns.\n\\end{document}",
            ),
        ],
        &["Columnone", "Aftercolumns."],
    ),
    edit(
        "a bibliography",
        &[(
            END,
            "\n\\begin{thebibliography}{9}\n\\bibitem{a} Firstbook.\n\\bibitem{b} Secondbook.\n\\end{thebibliography}\n\\end{document}",
        )],
        &["Firstbook.", "Secondbook."],
    ),
    edit(
        "a signature",
        &[(
            END,
            "\nBeforesignature.\n\n\\vspace{1cm}\n\\rule{4cm}{0.4pt}\\\\\nAdasignature\n\\end{document}",
        )],
        &["Beforesignature.", "Adasignature"],
    ),
    edit(
        "a section with an entry",
        &[(
            END,
            "\n\\section{Ownsection}\n\\cventry{\\cvtitle{Ownentry}}{\\cvdate{2024}}{Ownrole}{}\nOwntext.\n\\end{document}",
        )],
        &["Ownsection", "Ownentry", "Ownrole", "Owntext."],
    ),
    edit(
        "small text",
        &[("Kept the books", "\\small Kept the books\\normalsize")],
        &["Kept", "London"],
    ),
    edit("a colour", &[("accent = ", "accent = 7A3B1D, muted = ")], &["Lovelace", "London"]),
    edit(
        "margins",
        &[("left=", "left=30mm, bottom=20mm, right=30mm, top=30mm, left=")],
        &["Lovelace", "London"],
    ),
    edit(
        "wider lines",
        &[("leading = ", "leading = 1.8, gaps = ")],
        &["Built", "Wrote", "Harbour"],
    ),
    edit(
        "no numbers",
        &[(PREAMBLE, "\\pagestyle{empty}\n% Your own packages and commands:\n")],
        &["Lovelace", "London"],
    ),
    edit(
        "a new page",
        &[("\\section{Skills}", "\\newpage\n\\section{Skills}")],
        &["Lovelace", "London"],
    ),
    edit(
        "employers not bold",
        &[(PREAMBLE, "\\cvstyle{title, entry}{regular}\n% Your own packages and commands:\n")],
        &["Mill", "Built"],
    ),
    edit(
        "a quotation",
        &[(END, "\n\\begin{quote}\nQuotedwords.\n\\end{quote}\nAfterquote.\n\\end{document}")],
        &["Quotedwords.", "Afterquote."],
    ),
    edit(
        "words in the middle",
        &[(END, "\n\\begin{center}\nCenteredwords.\n\\end{center}\nAftercenter.\n\\end{document}")],
        &["Centeredwords.", "Aftercenter."],
    ),
    edit(
        "code",
        &[(
            END,
            "\n\\begin{verbatim}\nint main() { return 'x'; }\nsecondline\n\\end{verbatim}\nAftercode.\n\\end{document}",
        )],
        &["main()", "secondline", "Aftercode."],
    ),
    edit(
        "a comment",
        &[("  \\item Wrote programs\n", "%  \\item Wrote programs\n")],
        &["Built", "Harbour"],
    ),
    edit(
        "signs of TeX",
        &[
            (PREAMBLE, "\\cvsetup{signs = tex}\n% Your own packages and commands:\n"),
            ("Kept the books", "Kept the books --- ``so'' said 2017--2018"),
        ],
        &["Kept", "—", "“so”"],
    ),
    edit("signs as typed", &[("Kept the books", "Kept 'the' books -- so")], &["'the'", "--"]),
    edit("a size", &[("\\documentclass[", SIZE)], &["Lovelace", "London"]),
    edit("another paper", &[(", a4paper]", ", letterpaper]")], &["Lovelace", "London"]),
    edit(
        "a job left out",
        &[("\\cventry", LEFT_OUT), ("\\begin{cvbeside}[entry", LEFT_OUT)],
        &["Lovelace", "London"],
    ),
    edit(
        "an own gap",
        &[("\\section{Skills}", "\\vspace{4mm}\n\\section{Skills}")],
        &["Lovelace", "London"],
    ),
    edit(
        "columns side by side",
        &[
            (PREAMBLE, "\\usepackage{paracol}\n% Your own packages and commands:\n"),
            (
                END,
                "\n\\begin{paracol}{2}\nParacolone\n\\switchcolumn\nParacoltwo\n\\end{paracol}\nAfterparacol.\n\\end{document}",
            ),
        ],
        &["Paracolone", "Afterparacol."],
    ),
    edit(
        "another language",
        &[
            ("language = en", "language = de"),
            ("\\section{Skills}", "\\section{Kenntnisse}"),
            // A theme colours the first letters of a title.
            ("\\section{\\cvlabel[title-accent]{Ski}lls}", "\\section{Kenntnisse}"),
        ],
        &["Kenntnisse", "London"],
    ),
    edit(
        "an image",
        &[(
            END,
            "\nBeforeimage.\n\n\\includegraphics[width=2cm]{example-image-a}\n\nAfterimage.\n\\end{document}",
        )],
        &["Beforeimage.", "Afterimage."],
    ),
    edit(
        "a tall title",
        &[(
            "\\cvtitle{Harbour Company}",
            "\\cvtitle{Harbour Company of a very long name that needs more than a line on the page, wherever it is}",
        )],
        &["Harbour", "Kept"],
    ),
    edit(
        "a long date",
        &[(
            "\\cvdate{2017 – 2018}",
            "\\cvdate{from the spring of 2017 to the very end of the year 2018, with a pause between them}",
        )],
        &["Kept", "London"],
    ),
];

/// `source` after an edit. Not every theme says everything: then there is nothing to edit.
fn edited(source: &str, edit: &Edit) -> String {
    let replace = |source: String, (from, to): &(&str, &str)| match *to {
        SIZE => {
            let (before, rest) = source.split_once(from).expect("a class");
            let (_, after) = rest.split_once("pt").expect("a size");
            format!("{before}{from}{SIZE}{after}")
        }
        LEFT_OUT => {
            // Up to the empty line behind it.
            let Some(at) = source.find(&format!("\n{from}")) else { return source };
            let (before, rest) = source.split_at(at + 1);
            let end = rest.find("\n\n").map_or(rest.len(), |end| end + 1);
            let gone =
                rest[..end].lines().fold(String::new(), |gone, line| gone + "% " + line + "\n");
            let is_whole = gone.matches("\\begin{").count() == gone.matches("\\end{").count();
            if is_whole { format!("{before}{gone}{}", &rest[end..]) } else { source }
        }
        to => source.replacen(from, to, 1),
    };
    edit.replace.iter().fold(source.to_owned(), replace)
}

/// What cannot be tried together with others: one says what the other takes back.
const ALONE: [&str; 4] = ["no numbers", "signs as typed", "a size", "a job left out"];

/// Edits that are tried together.
fn groups() -> Vec<Vec<&'static Edit>> {
    let (alone, others): (Vec<&Edit>, _) =
        EDITS.iter().partition(|edit| ALONE.contains(&edit.what));
    let together = others.chunks(6).map(<[&Edit]>::to_vec);
    alone.into_iter().map(|edit| vec![edit]).chain(together).collect()
}

/// The themes to try: the default one, unless `CVGEN_ALL` asks for more.
fn themes_to_try() -> Vec<String> {
    let default = "classic".to_owned();
    let Ok(all) = std::env::var("CVGEN_ALL") else { return vec![default] };
    let named: Vec<String> =
        themes().into_iter().filter(|theme| all.split(',').any(|it| it == theme)).collect();
    if named.is_empty() { themes() } else { named }
}

#[test]
fn what_a_manual_teaches_works() {
    if !has("xelatex") || !has("pdflatex") || !has("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("r.yaml");
    std::fs::write(&input, RESUME).expect("a file");
    let mut jobs = Vec::new();
    for theme in themes_to_try() {
        let groups = if theme == "classic" && is_everything() {
            EDITS.iter().map(|edit| vec![edit]).collect()
        } else {
            groups()
        };
        let made = std::sync::Arc::new(source(&input, &format!("--theme {theme}")));
        for engine in in_turn(&["xelatex", "pdflatex"], 0) {
            for group in &groups {
                jobs.push((*engine, theme.clone(), group.clone(), std::sync::Arc::clone(&made)));
            }
        }
    }
    in_parallel_all(jobs, |(engine, theme, group, made)| {
        let folder = made.path().join("out");
        try_edits(&folder, "resume.tex", engine, &group)
            .map_err(|said| format!("{theme}, {engine}, {said}"))
    });
}

#[test]
fn what_a_manual_teaches_works_in_one_file() {
    if !has("xelatex") || !has("pdflatex") || !has("pdftotext") {
        return;
    }
    let mut jobs = Vec::new();
    for theme in themes_to_try() {
        let made = Test::new(&format!("tex r.yaml -o r.tex -q --pages none --theme {theme}"));
        let made = std::sync::Arc::new(made.file("r.yaml", RESUME).success());
        for engine in in_turn(&["xelatex", "pdflatex"], 1) {
            for group in groups() {
                jobs.push((*engine, theme.clone(), group, std::sync::Arc::clone(&made)));
            }
        }
    }
    in_parallel_all(jobs, |(engine, theme, group, made)| {
        let folder = made.path("r.tex").with_file_name("");
        try_edits(&folder, "r.tex", engine, &group)
            .map_err(|said| format!("one file, {theme}, {engine}, {said}"))
    });
}

/// Edits the source called `name`, compiles it once, and looks for what must be there.
fn try_edits(folder: &Path, name: &str, engine: &str, edits: &[&Edit]) -> Result<(), String> {
    let source = std::fs::read_to_string(folder.join(name)).map_err(|said| said.to_string())?;
    let source = edits.iter().fold(source, |source, edit| edited(&source, edit));
    let whats: Vec<&str> = edits.iter().map(|edit| edit.what).collect();
    let what = whats.join(" and ");
    let name = format!("{engine}-{}.tex", whats[0].replace(' ', "-"));
    std::fs::write(folder.join(&name), source).map_err(|said| said.to_string())?;
    let pdf = try_to_compile(folder, &name, engine).map_err(|said| format!("{what}: {said}"))?;
    for edit in edits {
        let is_behind = edit.replace.iter().any(|(from, _)| *from == END);
        look_apart(&pdf, edit.words, is_behind)
            .map_err(|said| format!("{}, tried with {what}: {said}", edit.what))?;
    }
    Ok(())
}

/// Runs `work` on every job, and fails with all that failed.
fn in_parallel_all<T: Send>(jobs: Vec<T>, work: impl Fn(T) -> Result<(), String> + Sync) {
    let failures = std::sync::Mutex::new(Vec::new());
    let count = jobs.len();
    in_parallel(jobs, |job| {
        if let Err(said) = work(job) {
            failures.lock().expect("no thread failed").push(said);
        }
    });
    let failures = failures.into_inner().expect("no thread failed");
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
}

/// A list of publications, as a program for them has it.
const REFERENCES: &str = "@article{one, author = {Lovelace, Ada}, title = {Firstpaper}, journal = {Memoirs}, year = {1843}}
@book{two, author = {Babbage, Charles}, title = {Secondpaper}, publisher = {Longman}, year = {1832}}
";

/// The programs that make a bibliography: what goes before the text, and what prints it.
const BIBLIOGRAPHIES: [(&str, &str, &str); 2] = [
    ("bibtex", "", "\\nocite{*}\n\\bibliographystyle{plain}\n\\bibliography{own}\n"),
    (
        "biber",
        "\\usepackage[backend=biber]{biblatex}\n\\addbibresource{own.bib}\n",
        "\\nocite{*}\n\\printbibliography[title=Publications]\n",
    ),
];

#[test]
fn bibtex_and_biblatex_print_a_bibliography() {
    if !has("xelatex") || !has("pdflatex") || !has("pdftotext") || !has("biber") {
        return;
    }
    let themes = themes_to_try();
    let jobs = themes.iter().flat_map(|theme| {
        let engines = ["xelatex", "pdflatex"].into_iter().enumerate();
        engines.flat_map(move |(turn, engine)| {
            in_turn(&BIBLIOGRAPHIES, turn).iter().map(move |by| (theme.clone(), engine, *by))
        })
    });
    in_parallel(jobs.collect(), |(theme, engine, (program, before, text))| {
        let what = format!("{program}, {theme}, {engine}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let input = folder.path().join("r.yaml");
        std::fs::write(&input, RESUME).expect("a file");
        let made = source(&input, &format!("--theme {theme}"));
        let made = made.path().join("out");
        let source = std::fs::read_to_string(made.join("resume.tex")).expect("a source");
        let edited = source.replacen(PREAMBLE, &format!("{PREAMBLE}{before}"), 1);
        let edited = edited.replacen(END, &format!("\n{text}\nAfterlist.{END}"), 1);
        std::fs::write(made.join("own.tex"), edited).expect("written");
        std::fs::write(made.join("own.bib"), REFERENCES).expect("written");
        compile_as_it_is(&made, "own.tex", engine, &what);
        judge_in(&made, program, "own");
        for _ in 0..2 {
            compile_as_it_is(&made, "own.tex", engine, &what);
        }
        let pdf = made.join("own.pdf");
        must_stand_apart(&pdf, &["Firstpaper", "Secondpaper", "Lovelace", "Afterlist."], &what);
        let log = std::fs::read(made.join("own.log")).expect("a log");
        let log = String::from_utf8_lossy(&log);
        assert!(!log.contains("undefined references"), "{what}: {log}");
    });
}

/// Runs `program` on what an engine left in `folder`.
fn judge_in(folder: &Path, program: &str, name: &str) {
    let output = Command::new(program).arg(name).current_dir(folder).output().expect("it runs");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stdout));
}

/// Every word is on the page, and none is over the one before it.
fn must_stand_apart(pdf: &Path, wanted: &[&str], what: &str) {
    if let Err(said) = look_apart(pdf, wanted, false) {
        panic!("{what}: {said}");
    }
}

/// A word of a page: its text, and where it begins and ends; the pages are below each other.
struct Word {
    text: String,
    x: [f64; 2],
    y: [f64; 2],
}

fn words(pdf: &Path) -> Vec<Word> {
    let page = poppler(pdf, &["-bbox"]).unwrap_or_default();
    let mut number = 0.0;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.contains("<page ") {
            number += 1.0;
        }
        let value = |name: &str| -> Option<f64> {
            line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
        };
        if let (Some(left), Some(top), Some(right), Some(bottom)) =
            (value("xMin"), value("yMin"), value("xMax"), value("yMax"))
        {
            let text = line.split_once("\">").map_or("", |(_, rest)| rest);
            let text = text.trim_end_matches("</word>").replace("&apos;", "'");
            let y = [top + number * 10_000.0, bottom + number * 10_000.0];
            found.push(Word { text, x: [left, right], y });
        }
    }
    found
}

/// Whether every word is on the page and none over another; `in_order`: each is below or behind the one before.
fn look_apart(pdf: &Path, wanted: &[&str], in_order: bool) -> Result<(), String> {
    let found = words(pdf);
    let is_over = |one: [f64; 2], other: [f64; 2], most: f64| {
        one[1].min(other[1]) - one[0].max(other[0])
            > most * (one[1] - one[0]).min(other[1] - other[0])
    };
    // Boxes of words are higher than their letters.
    for (index, Word { text, x, y }) in found.iter().enumerate() {
        for other in &found[..index] {
            if is_over(*x, other.x, 0.1) && is_over(*y, other.y, 0.45) {
                return Err(format!("`{text}` is printed over `{}`", other.text));
            }
        }
    }
    // Capitals are a look of the page, and small ones part a word where it is read.
    let text: String = found.iter().map(|word| word.text.to_lowercase()).collect();
    if let Some(word) = wanted.iter().find(|word| !text.contains(&word.to_lowercase())) {
        return Err(format!("`{word}` is lost"));
    }
    let place = |wanted: &&str| found.iter().find(|word| word.text.contains(*wanted));
    let places: Vec<&Word> = wanted.iter().filter_map(place).collect();
    for pair in places.windows(2).filter(|_| in_order) {
        let is_behind = pair[1].y[0] > pair[0].y[0] - 1.0;
        let is_below = pair[1].y[0] >= pair[0].y[1] - 3.0;
        if !(is_below || is_behind && pair[1].x[0] >= pair[0].x[1]) {
            return Err(format!("`{}` is not behind `{}`", pair[1].text, pair[0].text));
        }
    }
    Ok(())
}
