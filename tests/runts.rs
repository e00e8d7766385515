//! Last lines: no word of prose is alone on one where another break is possible, by Typst and by LaTeX.

use crate::harness::{Test, root, themes};
use crate::judges::poppler;

/// Highlights of growing length, whose last words are `end1`, `end2`, … `behind` is how they go on.
fn resume(last: impl Fn(usize) -> String) -> String {
    let filler =
        "was made smaller and calmer by a change of the second and the fourth part ".repeat(4);
    let highlights: Vec<String> = (0..32)
        .map(|number| format!("    - \"{}to {}\"\n", &filler[..number * 5 + 70], last(number)))
        .collect();
    format!("basics: {{name: Ann Li}}\nwork:\n- name: Acme\n  highlights:\n{}", highlights.concat())
}

/// The lines of a PDF, in the order of its content: words on one baseline.
fn lines(pdf: &std::path::Path) -> Option<Vec<String>> {
    let words = poppler(pdf, &["-bbox"])?;
    let mut lines: Vec<String> = Vec::new();
    let mut baseline = 0.0;
    for word in words.lines().filter_map(|line| line.trim().strip_prefix("<word ")) {
        let (_, rest) = word.split_once("yMax=\"").expect("an edge");
        let (y, rest) = rest.split_once("\">").expect("an edge and a word");
        let y: f64 = y.parse().expect("a number");
        let word = rest.trim_end_matches("</word>");
        match lines.last_mut() {
            Some(line) if f64::abs(y - baseline) < 2.0 => line.extend([" ", word]),
            _ => lines.push(word.to_owned()),
        }
        baseline = y;
    }
    let text = |line: String| line.trim_matches(['•', '–', '▪', ' ']).to_owned();
    Some(lines.into_iter().map(text).collect())
}

#[test]
fn no_word_is_alone_on_a_last_line() {
    let forms: [fn(usize) -> String; 3] = [
        |number| format!("the end{number}."),
        |number| format!("the **end{number}**."),
        |number| format!("the [end{number}](https://example.org/{number}), then."),
    ];
    for theme in themes() {
        for form in forms {
            let finished = Test::new("pdf r.yaml --no-system-fonts --theme")
                .argument(&theme)
                .file("r.yaml", resume(form))
                .success();
            let Some(lines) = lines(&finished.path("r.pdf")) else { return };
            assert!(
                lines.iter().all(|line| !line.contains('\u{a0}')),
                "{theme}: no blank is another"
            );
            let alone: Vec<_> = lines
                .iter()
                .filter(|line| line.starts_with("end") && !line.contains(' ') || *line == "then.")
                .collect();
            assert!(alone.is_empty(), "{theme}: {alone:?}");
        }
    }
}

/// What is decided reaches LaTeX as a tie; where nothing is decided there is none.
#[test]
fn latex_has_a_tie_where_a_word_would_be_alone() {
    let count = |command: &str| {
        let text = Test::new(command)
            .argument("r.yaml")
            .argument("--no-system-fonts")
            .file("r.yaml", resume(|number| format!("the end{number}.")))
            .success();
        let source = String::from_utf8(text.read("r.tex")).expect("LaTeX is UTF-8");
        source.matches("~end").count()
    };
    let ties = count("tex");
    assert!((2..20).contains(&ties), "{ties}");
    assert_eq!(count("tex --pages none"), ties);
}

/// The last words of the prose in a resume as JSON.
fn ends(value: &serde_json::Value, out: &mut Vec<Vec<String>>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if ["summary", "description"].contains(&name.as_str()) => {
                        end(text, out);
                    }
                    Some(_) => {}
                    None if name == "keywords" => {}
                    None => ends(value, out),
                }
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                if let Some(text) = item.as_str() { end(text, out) } else { ends(item, out) }
            }
        }
        _ => {}
    }
}

fn end(text: &str, out: &mut Vec<Vec<String>>) {
    let paragraph = text.rsplit("\n\n").next().unwrap_or_default();
    let words: Vec<String> = paragraph.split_whitespace().map(str::to_owned).collect();
    if let [.., _, _, _, _] = words[..] {
        out.push(words[words.len() - 3..].to_vec());
    }
}

#[test]
fn no_text_of_an_example_ends_with_a_word_on_a_line_of_its_own() {
    for example in ["jinhua-luo.yaml", "academic.yaml", "graduate.toml", "katharina-brandt.yaml"] {
        let path = root().join("examples").join(example);
        let path = path.to_str().expect("UTF-8");
        let json = Test::new("json").argument(path).then_words("-o r.json").success();
        let json = serde_json::from_slice(&json.read("r.json")).expect("JSON");
        let mut texts = Vec::new();
        ends(&json, &mut texts);
        assert!(texts.len() > 2, "{example}");
        for theme in themes() {
            let finished = Test::new("pdf --no-system-fonts --theme")
                .argument(&theme)
                .argument(path)
                .then_words("-o r.pdf")
                .success();
            let Some(lines) = lines(&finished.path("r.pdf")) else { return };
            let is_alone = |text: &&Vec<String>| {
                lines.windows(2).any(|pair| {
                    let before = format!("{} {}", text[0], text[1]);
                    pair[1] == text[2] && pair[0].ends_with(&before)
                })
            };
            let alone: Vec<_> = texts.iter().filter(is_alone).collect();
            assert!(alone.is_empty(), "{example}, {theme}: {alone:?}");
        }
    }
}

/// A list that goes on over a page break leaves no item alone, and stays one list.
#[test]
fn two_items_of_a_list_stay_together_over_a_page_break() {
    let mut has_parted = false;
    for theme in ["classic", "compact", "academic"] {
        for filler in 30..54 {
            let list = |name: &str, count: usize| {
                let items: Vec<String> =
                    (1..=count).map(|item| format!("  - {name} item {item} of them\n")).collect();
                format!("- name: {name}\n  highlights:\n{}", items.concat())
            };
            let resume =
                format!("basics: {{name: Ann Li}}\nwork:\n{}{}", list("A", filler), list("B", 6));
            let finished = Test::new("pdf r.yaml --no-system-fonts --pages none --theme")
                .argument(theme)
                .file("r.yaml", resume)
                .success();
            let Some(text) = poppler(&finished.path("r.pdf"), &["-raw"]) else { return };
            let pages: Vec<&str> = text.split('\u{c}').collect();
            for (name, count) in [("A", filler), ("B", 6)] {
                let on = |page: &&str| page.matches(&format!("{name} item")).count();
                let counts: Vec<usize> = pages.iter().map(on).filter(|count| *count > 0).collect();
                has_parted |= counts.len() > 1;
                assert_eq!(counts.iter().sum::<usize>(), count, "{theme}, {filler}");
                assert!(
                    counts.iter().all(|count| *count > 1),
                    "{theme}, {filler}, {name}: {counts:?}"
                );
            }
        }
    }
    assert!(has_parted, "the test must have lists to part");
}

/// Arabic is read from the right: pieces of a line are in the other order.
#[test]
fn no_word_of_arabic_is_alone_on_a_last_line() {
    let filler =
        "تولى إدارة فريق من ستة مهندسين وقاد تقسيم النظام إلى خدمات صغيرة مستقلة ".repeat(3);
    let words: Vec<&str> = filler.split_whitespace().collect();
    let bullets = (6..30).map(|count| {
        format!("  - {} **900 إلى 140** من قواعد النهاية.\n", words[..count].join(" "))
    });
    let resume = format!(
        "basics: {{name: نورا}}\nwork:\n- name: شركة\n  highlights:\n{}",
        bullets.collect::<String>()
    );
    for theme in ["classic", "compact", "swiss", "europe"] {
        let finished = Test::new("pdf r.yaml --lang ar --no-system-fonts -o r.pdf --theme")
            .argument(theme)
            .file("r.yaml", &resume)
            .success();
        let pdf = cvgen::pdf::read("r.pdf", &finished.read("r.pdf")).expect("a PDF");
        let text = pdf.running_text();
        let ends: Vec<_> = text.lines().filter(|line| line.contains("النهاية")).collect();
        assert_eq!(ends.len(), 24, "{theme}: {text}");
        let alone = ends.iter().filter(|line| !line.trim().contains(' '));
        assert_eq!(alone.count(), 0, "{theme}: {ends:?}");
    }
}

/// A range of figures stays on a line, and an initial with its name; a title does not end with one word either.
#[test]
fn ranges_initials_and_titles_are_not_parted() {
    let filler = "was measured again by several groups of the institute ".repeat(3);
    let bullets =
        (60..100).map(|at| format!("  - \"{}pages 2210–2241 with R. Devereux.\"\n", &filler[..at]));
    let titles = (20..80).map(|at| format!("- name: \"{}the end\"\n", &filler[..at]));
    let resume = format!(
        "basics: {{name: Ann}}\nwork:\n- name: Acme\n  highlights:\n{}projects:\n{}",
        bullets.collect::<String>(),
        titles.collect::<String>()
    );
    for theme in ["classic", "duo", "europe", "studio"] {
        let finished = Test::new("pdf r.yaml --no-system-fonts --theme")
            .argument(theme)
            .file("r.yaml", &resume)
            .success();
        let Some(lines) = lines(&finished.path("r.pdf")) else { return };
        assert!(lines.iter().any(|line| line.contains("2210–2241")), "{theme}");
        let parted =
            lines.iter().filter(|it| it.ends_with('–') || it.ends_with(" R.") || *it == "end");
        assert_eq!(parted.collect::<Vec<_>>(), Vec::<&String>::new(), "{theme}");
    }
}

/// A line before a Latin word that did not fit on it would have holes between its letters.
#[test]
fn chinese_is_not_justified_where_lines_would_have_holes() {
    let long = "Antidisestablishmentarianism";
    let text = |word: &str| {
        format!(
            "basics:\n  name: 罗锦华\n  summary: |-\n    {}{word}很长。\n\n    {}\ncvgen: {{languages: [zh]}}\n",
            "提供高效通用的接口用于在系统中使用主流语言并可",
            "在数据中心之间复制数据并且处理所有冲突".repeat(3)
        )
    };
    let marked = |word: &str, options: &str| {
        let made = Test::new(&format!("tex r.yaml --theme duo --no-system-fonts {options}"))
            .file("r.yaml", text(word))
            .success();
        String::from_utf8(made.read("r.tex")).expect("LaTeX").matches("\n\\cvragged{}").count()
    };
    assert_eq!(marked(long, ""), 1);
    assert_eq!(marked("短", ""), 0);
    assert_eq!(marked(long, "--set justify=false"), 0);

    let made = Test::new("pdf r.yaml --theme duo --no-system-fonts").file("r.yaml", text(long));
    let Some(words) = poppler(&made.success().path("r.pdf"), &["-bbox"]) else { return };
    let end = |start: &str| -> f64 {
        let line = words.lines().find(|line| line.contains(start)).expect("the line");
        let (_, rest) = line.split_once("xMax=\"").expect("an edge");
        rest.split_once('"').expect("an edge").0.parse().expect("a number")
    };
    let (ragged, justified) = (end(">提供"), end(">在数据"));
    assert!(ragged < justified - 20.0, "{ragged} {justified}");

    // Lines end elsewhere then, and still no Latin word is alone on the last one.
    let file = root().join("examples/jinhua-luo.yaml").display().to_string();
    let made = Test::new("pdf --lang zh --theme modern --no-system-fonts -o r.pdf").argument(&file);
    let Some(text) = poppler(&made.success().path("r.pdf"), &["-layout"]) else { return };
    let line = text.lines().find(|line| line.contains("PostgreSQL。")).expect("the introduction");
    assert!(line.contains("和 PostgreSQL。"), "{line}");
}
