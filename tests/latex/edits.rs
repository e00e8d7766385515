//! Ordinary edits of a source by hand: what is typed after a manual works, and is printed over nothing.
//!
//! Each edit is a replacement in the source of one small resume, and what must come out. `CVGEN_ALL`
//! (`tests/run --all`) tries all of them in every theme.

use super::engine::{compile_as_it_is, has, in_parallel, source};
use crate::harness::themes;
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
        &[(
            "\\item Built an engine",
            "\\item Built an engine\n    \\begin{itemize}\n    \\item Innerone\n    \\item[--] Innertwo\n    \\end{itemize}",
        )],
        &["Innerone", "Innertwo", "Wrote"],
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
            "\\usepackage{fancyhdr}\\pagestyle{fancy}\\fancyhf{}\\fancyhead[L]{Headword}\n",
        )],
        &["Headword", "Lovelace"],
    ),
    edit(
        "multicols",
        &[
            (PREAMBLE, "\\usepackage{multicol}\n"),
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
    edit("no numbers", &[(PREAMBLE, "\\pagestyle{empty}\n")], &["Lovelace", "London"]),
    edit(
        "a new page",
        &[("\\section{Skills}", "\\newpage\n\\section{Skills}")],
        &["Lovelace", "London"],
    ),
    edit(
        "employers not bold",
        &[(PREAMBLE, "\\cvstyle{title, entry}{regular}\n")],
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
        &[("signs = ", "signs = "), ("Kept the books", "Kept the books --- so said")],
        &["Kept", "London"],
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

#[test]
fn what_a_manual_teaches_works() {
    if !has("xelatex") || !has("pdflatex") || !has("pdftotext") {
        return;
    }
    let all = std::env::var_os("CVGEN_ALL").is_some();
    let themes = if all { themes() } else { vec!["classic".to_owned()] };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("r.yaml");
    std::fs::write(&input, RESUME).expect("a file");
    let mut jobs = Vec::new();
    for theme in &themes {
        for engine in ["xelatex", "pdflatex"] {
            let made = source(&input, &format!("--theme {theme}"));
            let text =
                std::fs::read_to_string(made.path().join("out/resume.tex")).expect("a source");
            let made = std::sync::Arc::new(made);
            // One run after the other: they share the folder.
            for edit in EDITS {
                jobs.push((
                    engine,
                    theme.clone(),
                    edit,
                    text.clone(),
                    std::sync::Arc::clone(&made),
                ));
            }
        }
    }
    in_parallel(jobs, |(engine, theme, edit, text, made)| {
        let mut edited = text;
        for (from, to) in edit.replace {
            // Not every theme says everything: then there is nothing to edit.
            edited = edited.replacen(from, to, 1);
        }
        let name = format!("{engine}-{}.tex", edit.what.replace(' ', "-"));
        let folder = made.path().join("out");
        std::fs::write(folder.join(&name), edited).expect("written");
        let what = format!("{}, {theme}, {engine}", edit.what);
        let pdf = compile_as_it_is(&folder, &name, engine, &what);
        must_stand_apart(&pdf, edit.words, &what);
    });
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
    let all = std::env::var_os("CVGEN_ALL").is_some();
    let themes = if all { themes() } else { vec!["classic".to_owned()] };
    let jobs = themes.iter().flat_map(|theme| {
        let engines = ["xelatex", "pdflatex"].into_iter();
        engines.flat_map(move |engine| BIBLIOGRAPHIES.map(|by| (theme.clone(), engine, by)))
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
            let text = text.trim_end_matches("</word>").to_owned();
            found.push((
                text,
                [left, right],
                [top + number * 10_000.0, bottom + number * 10_000.0],
            ));
        }
    }
    let is_over = |one: [f64; 2], other: [f64; 2], most: f64| {
        one[1].min(other[1]) - one[0].max(other[0])
            > most * (one[1] - one[0]).min(other[1] - other[0])
    };
    // Boxes of words are higher than their letters.
    for (index, (text, x, y)) in found.iter().enumerate() {
        for (other, other_x, other_y) in &found[..index] {
            let over = is_over(*x, *other_x, 0.1) && is_over(*y, *other_y, 0.45);
            assert!(!over, "{what}: `{text}` is printed over `{other}`");
        }
    }
    // Capitals are a look of the page, and small ones part a word where it is read.
    let text: String = found.iter().map(|(text, _, _)| text.to_lowercase()).collect();
    for word in wanted {
        assert!(text.contains(&word.to_lowercase()), "{what}: `{word}` is lost");
    }
}
