//! The source as a person reads it.

use super::engine::source;
use crate::harness::{Finished, Test, root, themes};
use std::collections::BTreeSet;

/// The most lines before the text of a source, and the most names of ours in all texts of a theme together.
const MOST_LINES: usize = 25;
const MOST_NAMES: usize = 20;

/// What no text holds.
const NOISE: [&str; 6] = ["\\mbox", "\\allowbreak", "\\cvgap", "\\vskip", "\\global", "\\slash"];

const EXAMPLES: [(&str, &str); 7] = [
    ("examples/jinhua-luo.yaml", "en"),
    ("examples/jinhua-luo.yaml", "zh"),
    ("examples/zhang-min.yaml", "zh"),
    ("examples/academic.yaml", "en"),
    ("examples/graduate.toml", "en"),
    ("examples/designer.json", "en"),
    ("data/starter/resume.yaml", "en"),
];

#[test]
fn the_source_is_for_people() {
    for theme in themes() {
        let mut names = BTreeSet::new();
        for (file, language) in EXAMPLES {
            let what = format!("{file} in {language}, {theme}");
            let folder = source(&root().join(file), &format!("--theme {theme} --lang {language}"));
            let source = folder.path().join("out/resume.tex");
            let source = std::fs::read_to_string(source).expect("a source");
            assert!(source.starts_with("% !TEX program = xelatex\n"), "{what}");
            let (before, text) = source.split_once("\n\\begin{document}\n").expect("a document");
            let lines = before.lines().count() + 1;
            assert!(lines <= MOST_LINES, "{what}: {lines} lines before the text\n{before}");
            assert!(!before.contains("begin{document}"), "{what}");
            for noise in NOISE {
                assert!(!text.contains(noise), "{what}: {noise}");
            }
            let text = text.rsplit_once("\\end{document}").expect("an end").0;
            for line in text.lines() {
                assert!(!line.ends_with('%') || line.ends_with("\\%"), "{what}: {line}");
            }
            let commands = text.split("\\cv").skip(1);
            names.extend(commands.map(|rest| {
                let end = rest.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(rest.len());
                rest[..end].to_owned()
            }));
        }
        assert!(names.len() <= MOST_NAMES, "{theme}: {} names: {names:?}", names.len());
    }
}

#[test]
fn one_class_serves_every_resume() {
    let class = std::fs::read(root().join("templates/base/cvgen.cls")).expect("a class");
    for (theme, file) in
        [("classic", "examples/graduate.toml"), ("modern", "examples/zhang-min.yaml")]
    {
        let folder = source(&root().join(file), &format!("--theme {theme}"));
        let read = |name: &str| std::fs::read(folder.path().join("out").join(name));
        assert_eq!(read("cvgen.cls").expect("a class"), class);
        assert_eq!(read("latexmkrc").expect("a file"), b"$pdf_mode = 5;\n");
        assert!(read("cvgen-names.sty").is_ok());
        assert!(folder.path().join("out/fonts").is_dir());
    }
}

#[test]
fn a_word_changed_changes_two_lines_at_most() {
    let resume = "basics: {name: Ada, summary: 'First words here. Second words here.'}\nwork: [{name: Mill, position: Engineer, highlights: [Built an engine]}]\n";
    for word in ["Second", "Mill", "engine", "Engineer"] {
        let [one, other] =
            [resume.to_owned(), resume.replacen(word, "Another", 1)].map(|it| tex(&it));
        // The last line is a checksum.
        let changed = one.lines().zip(other.lines()).filter(|(one, other)| one != other).count();
        assert!(changed <= 2 && one.lines().count() == other.lines().count(), "{word}: {changed}");
    }
}

#[test]
fn a_theme_of_other_looks_changes_the_persons_part_only() {
    let of = |words: &str| {
        let resume = "basics: {name: Ada}\nwork: [{name: Mill, position: Engineer}]\n";
        let made = Test::new(&format!("tex r.yaml -o - --no-system-fonts {words}"));
        let source = String::from_utf8(made.file("r.yaml", resume).success().stdout);
        let source = source.expect("UTF-8");
        let (_, body) = source.split_once("\\begin{document}").expect("a document");
        body.rsplit_once("\n%").expect("a last line").0.to_owned()
    };
    assert_eq!(of(""), of("--set accent=#7a3b1d --set section.size=2 --set page.leading=0.5"));
}

#[test]
fn chinese_is_in_the_source_as_it_is() {
    let folder = source(&root().join("examples/jinhua-luo.yaml"), "--theme classic --lang zh");
    let source = std::fs::read_to_string(folder.path().join("out/resume.tex")).expect("a source");
    assert!(source.contains("\\item 监听（watch）\n"), "no command between the signs");
    assert!(source.lines().nth(1).is_some_and(|line| line.ends_with("for XeLaTeX or LuaLaTeX.")));
    let english = tex("basics: {name: Luo, label: 'Known as 罗锦华 at home'}");
    assert!(english.contains("\\cvheadline{Known as 罗锦华 at home}"), "{english}");
    assert!(english.contains("han-font = Noto Serif CJK SC"), "{english}");
}

/// The source of a resume, in the theme `classic`.
fn tex(resume: &str) -> String {
    let test = Test::new("tex r.yaml -o - --theme classic --no-system-fonts");
    let finished = test.file("r.yaml", resume).success();
    String::from_utf8(finished.stdout).expect("UTF-8")
}

#[test]
fn a_tex_file_goes_to_standard_output() {
    let source = tex("basics: {name: 'Ö & #1'}");
    assert!(source.contains("\\cvname{Ö \\& \\#1}"), "{source}");
    // The class is in it, behind one fence, and the person's part before it.
    let setup = source.find("\\cvsetup{\n").expect("a set-up");
    let fence = source.find("% >>>>>>>>").expect("a fence");
    assert!(setup < fence && source.matches("% <<<<<<<<").count() == 1);
}

#[test]
fn scripts_that_are_not_set_are_refused_in_words() {
    for (language, name, script) in [
        ("ar", "سلمى", "Arabic"),
        ("he", "דוד", "Hebrew"),
        ("th", "สมชาย", "Thai"),
        ("hi", "अदिति", "Devanagari"),
    ] {
        Test::new(&format!("tex r.yaml -l {language}"))
            .file("r.yaml", format!("basics: {{name: {name}}}"))
            .exits_with(1)
            .says(&format!("error: LaTeX output does not support {script}"))
            .says("hint: make a PDF instead: `cvgen pdf` sets this script correctly");
    }
}

#[test]
fn latex_of_a_theme_of_before_is_told() {
    Test::new("tex r.yaml --theme ./mine -o r.tex")
        .file("r.yaml", "basics: {name: Ada}")
        .file(
            "mine/theme.toml",
            "name = \"mine\"\ndescription = \"Mine.\"\nextends = \"classic\"\n",
        )
        .file("mine/resume.tex", "\\documentclass{article}")
        .success()
        .says("warning: the `resume.tex` of theme `mine` is not used")
        .says("hint: LaTeX is written from the theme's `sheet(doc)`");
    // A theme that never had pages of Typst has its looks all the same.
    let manifest =
        "format = 2\nname = \"mine\"\ndescription = \"Mine.\"\n[fonts]\nbody = [\"Inter\"]\n";
    let made = Test::new("tex r.yaml --theme ./mine -o r.tex")
        .file("r.yaml", "basics: {name: Ada}")
        .file("mine/theme.toml", manifest)
        .file("mine/resume.tex", "\\documentclass{article}")
        .success()
        .says("warning: theme `mine` has LaTeX alone")
        .says("hint: the source has its looks, and is arranged as `classic` is");
    let source = String::from_utf8(made.read("r.tex")).expect("UTF-8");
    assert!(source.contains("font = Inter") && source.contains("\\cvname{Ada}"), "{source}");
}

#[test]
fn comments_of_the_file_are_above_the_entries() {
    let resume = "basics: {name: Ada}
work:
  # Ask Mary for a reference.
  # cvgen prints no comment.
  - {name: Mill, position: Engineer, highlights: [Built an engine]}
  - {name: Mill, position: Clerk}
  # 50% of the time
  - name: Harbour
skills:
  # The order counts.
  - {name: Languages, keywords: [Go]}
";
    for theme in themes() {
        let made = Test::new(&format!("tex r.yaml -o - --no-system-fonts --theme {theme}"));
        let source = made.file("r.yaml", resume).success().stdout;
        let source = String::from_utf8(source).expect("UTF-8");
        let place = |wanted: &str| {
            let mut lines = source.lines().map(str::trim_start).enumerate();
            let found = lines.find(|(_, line)| line.contains(wanted));
            found.unwrap_or_else(|| panic!("{theme}: {wanted} is not in {source}")).0
        };
        let first = place("% Ask Mary for a reference.");
        assert_eq!(place("%  cvgen prints no comment."), first + 1, "{theme}");
        let body = source.lines().skip(first).collect::<Vec<_>>().join("\n");
        let order = ["% Ask Mary", "Mill", "Clerk", "% 50% of", "Harbour"].map(|it| body.find(it));
        assert!(order.is_sorted() && order[0].is_some(), "{theme}: {order:?} in {body}");
        // Keywords of the file have the word, too.
        assert!(source.find("% The order counts.") < source.rfind("Languages"), "{theme}");
    }
}

#[test]
fn an_edited_source_is_not_replaced() {
    let resume = "basics: {name: Ada}\nwork: [{name: Mill, highlights: [Built an engine]}]\n";
    let made = Test::new("tex r.yaml -o out/").file("r.yaml", resume).success();
    let source = String::from_utf8(made.read("out/resume.tex")).expect("UTF-8");
    assert_eq!(made.read("out/.cvgen/resume.tex"), made.read("out/resume.tex"));
    // As it was left, it is replaced; so is one whose line ends changed on the way.
    let crlf = source.replace('\n', "\r\n");
    std::fs::write(made.path("out/resume.tex"), crlf).expect("written");
    let made = made.then("tex r.yaml -o out/").success();
    let edited = source.replace("Built an engine", "Built \\emph{the} engine");
    std::fs::write(made.path("out/resume.tex"), &edited).expect("written");
    let refused = made.then("tex r.yaml -o out/").exits_with(1);
    let refused = refused.says("error: `out/resume.tex` was edited since cvgen wrote it");
    assert_eq!(refused.read("out/resume.tex"), edited.as_bytes());
    // What changed elsewhere is joined with it.
    let newer = resume.replace("name: Mill", "name: New Mill");
    std::fs::write(refused.path("r.yaml"), &newer).expect("written");
    let merged = refused.then("tex r.yaml -o out/ --merge").success();
    let text = String::from_utf8(merged.read("out/resume.tex")).expect("UTF-8");
    assert!(text.contains("Built \\emph{the} engine") && text.contains("New Mill"), "{text}");
    // The same line changed twice is a conflict.
    std::fs::write(merged.path("r.yaml"), newer.replace("Built an", "Sold an")).expect("written");
    let merged = merged.then("tex r.yaml -o out/ --merge").exits_with(1);
    let merged = merged.says("error: `out/resume.tex` has 1 conflict\n");
    let marked = merged.read("out/resume.tex");
    let text = String::from_utf8(marked.clone()).expect("UTF-8");
    assert!(text.contains("\n<<<<<<< ") && text.contains("\n>>>>>>> "), "{text}");
    // Nothing is joined with what is not settled.
    let merged = merged.then("tex r.yaml -o out/ --merge").exits_with(1);
    let merged = merged.says("error: `out/resume.tex` has 1 conflict\n");
    assert_eq!(merged.read("out/resume.tex"), marked);
    let forced = merged.then("tex r.yaml -o out/ --force").success();
    let text = String::from_utf8(forced.read("out/resume.tex")).expect("UTF-8");
    assert!(text.contains("Sold an engine") && !text.contains("<<<<"), "{text}");
}

#[test]
fn what_lies_beside_a_source_is_not_replaced_when_it_was_edited() {
    let png = std::fs::read(root().join("examples/photo.png")).expect("a photo");
    let resume = |name: &str| format!("basics: {{name: {name}, image: me.png}}");
    for (name, own) in [
        ("cvgen.cls", "% my own line\n"),
        ("cvgen-names.sty", "% my own line\n"),
        ("latexmkrc", "$pdf_mode = 1;\n"),
        (".chktexrc", "# my own line\n"),
    ] {
        let made = Test::new("tex r.yaml -o out/ -q -t modern").file("r.yaml", resume("Ada"));
        let made = made.file("me.png", png.clone()).success();
        let place = made.path(&format!("out/{name}"));
        let written = String::from_utf8(made.read(&format!("out/{name}"))).expect("UTF-8");
        let edited = written.clone() + own;
        // Line ends that changed on the way are no edit.
        std::fs::write(&place, written.replace('\n', "\r\n")).expect("written");
        let made = made.then("tex r.yaml -o out/ -q -t modern").success();
        std::fs::write(&place, &edited).expect("written");
        let refused = made.then("tex r.yaml -o out/ -t modern").exits_with(1);
        let refused = refused.says(&format!("error: `out/{name}` was edited since cvgen wrote it"));
        assert_eq!(refused.read(&format!("out/{name}")), edited.as_bytes());
        // With the edits of the source they are kept, and the source is new.
        std::fs::write(refused.path("r.yaml"), resume("Grace")).expect("written");
        let merged = refused.then("tex r.yaml -o out/ -t modern --merge").success();
        assert_eq!(merged.read(&format!("out/{name}")), edited.as_bytes());
        let source = String::from_utf8(merged.read("out/resume.tex")).expect("UTF-8");
        assert!(source.contains("\\cvname{Grace}"), "{source}");
        let merged = merged.then("tex r.yaml -o out/ -t modern").exits_with(1);
        let forced = merged.then("tex r.yaml -o out/ -q -t modern --force").success();
        assert!(!String::from_utf8_lossy(&forced.read(&format!("out/{name}"))).contains(own));
    }
    // Of the photo a checksum is kept.
    let made = Test::new("tex r.yaml -o out/ -q -t modern").file("r.yaml", resume("Ada"));
    let made = made.file("me.png", png).success();
    std::fs::write(made.path("out/photo.png"), b"\x89PNG another").expect("written");
    let refused = made.then("tex r.yaml -o out/ -t modern").exits_with(1);
    refused.says("error: `out/photo.png` was edited since cvgen wrote it");
}

/// A source as it was made, as it was edited, and as it is made anew: what comes of them.
#[test]
fn edits_of_every_kind_are_joined() {
    let base = "basics: {name: Ada}\nwork:\n  - {name: Mill, position: Clerk, highlights: [One thing, Two things, Three things]}\n  - {name: Harbour, position: Pilot, highlights: [Four things]}\n";
    let join = |edit: &dyn Fn(String) -> String, new: &str| {
        let made = Test::new("tex r.yaml -o out/ -q").file("r.yaml", base).success();
        let source = String::from_utf8(made.read("out/resume.tex")).expect("UTF-8");
        std::fs::write(made.path("out/resume.tex"), edit(source)).expect("written");
        std::fs::write(made.path("r.yaml"), new).expect("written");
        made.then("tex r.yaml -o out/ --merge")
    };
    let text = |made: &Finished| String::from_utf8(made.read("out/resume.tex")).expect("UTF-8");
    let newer = base.replace("name: Ada", "name: Ada Lovelace");
    // Lines of Windows stay lines of Windows.
    let edit = |it: String| it.replace("One thing", "One fine thing").replace('\n', "\r\n");
    let made = join(&edit, &newer).success();
    let joined = text(&made);
    assert!(joined.contains("One fine thing\r\n") && joined.contains("{Ada Lovelace}\r\n"));
    assert!(!joined.replace("\r\n", "").contains('\n'));
    // A mark of byte order and blanks at the ends of lines are no edits.
    let made = join(&|it| format!("\u{feff}{}", it.replace('\n', "  \n")), &newer).success();
    assert!(text(&made).contains("\\cvname{Ada Lovelace}\n"));
    // The same edit on both sides is one; another on the same line is a conflict.
    let both = base.replace("One thing", "One fine thing");
    join(&|it| it.replace("One thing", "One fine thing"), &both).success();
    let made = join(&|it| it.replace("One thing", "1 thing"), &both).exits_with(1);
    let joined = text(&made.says("error: `out/resume.tex` has 1 conflict\n"));
    assert!(joined.contains("1 thing") && joined.contains("One fine thing"), "{joined}");
    // What somebody left out stays out, unless it is new.
    let without = |it: String| {
        let lines = it.lines().filter(|line| !line.contains("Two things"));
        lines.fold(String::new(), |text, line| text + line + "\n")
    };
    assert!(!text(&join(&without, &newer).success()).contains("Two things"));
    join(&without, &base.replace("Two things", "2 things")).exits_with(1);
    // What is gone from the data goes, unless it was edited.
    let gone = base.replace(", Three things", "");
    assert!(!text(&join(&|it| it + "% mine\n", &gone).success()).contains("Three things"));
    join(&|it| it.replace("Three things", "3 things"), &gone).exits_with(1);
    // An entry more on both sides, at different places.
    let more = format!("{base}  - {{name: Bakery, highlights: [Five things]}}\n");
    let own = |it: String| it.replace("\\section{", "\\section{Own}\n\nOwn words.\n\n\\section{");
    let joined = text(&join(&own, &more).success());
    assert!(joined.contains("Own words.") && joined.contains("Bakery"), "{joined}");
    // Without what the edits began from there is nothing to join.
    let made = Test::new("tex r.yaml -o out/ -q").file("r.yaml", base).success();
    std::fs::remove_dir_all(made.path("out/.cvgen")).expect("removed");
    let source = String::from_utf8(made.read("out/resume.tex")).expect("UTF-8") + "% mine\n";
    std::fs::write(made.path("out/resume.tex"), &source).expect("written");
    let made = made.then("tex r.yaml -o out/ --merge").exits_with(1);
    let made =
        made.says("error: `out/.cvgen/resume.tex`, from which the edits began, does not exist");
    assert_eq!(made.read("out/resume.tex"), source.as_bytes());
}

#[test]
fn another_photo_goes_with_the_edits() {
    let resume =
        |photo: &str| format!("basics: {{name: Ada, image: {photo}}}\nwork: [{{name: Mill}}]\n");
    let drawing = |color: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><rect width=\"8\" height=\"8\" fill=\"{color}\"/></svg>"
        )
    };
    let png = std::fs::read(root().join("examples/photo.png")).expect("a photo");
    let made = Test::new("tex r.yaml -o out/ -q -t modern").file("r.yaml", resume("me.svg"));
    let made = made.file("me.svg", drawing("red")).file("me.png", png.clone()).success();
    let source = String::from_utf8(made.read("out/resume.tex")).expect("UTF-8");
    std::fs::write(made.path("out/resume.tex"), source.replace("Mill", "Old Mill"))
        .expect("written");
    let before = made.read("out/photo.pdf");
    // Other bytes under the same name.
    std::fs::write(made.path("me.svg"), drawing("blue")).expect("written");
    let made = made.then("tex r.yaml -o out/ -q -t modern --merge").success();
    assert_ne!(made.read("out/photo.pdf"), before);
    // Another kind of file has another name.
    std::fs::write(made.path("r.yaml"), resume("me.png")).expect("written");
    let made = made.then("tex r.yaml -o out/ -q -t modern --merge").success();
    assert_eq!(made.read("out/photo.png"), png);
    let source = String::from_utf8(made.read("out/resume.tex")).expect("UTF-8");
    assert!(source.contains("photo = photo.png") && source.contains("Old Mill"), "{source}");
}

#[test]
fn a_source_says_which_fonts_are_not_beside_it() {
    let said = "advice: the fonts of `r.tex` are not beside it";
    let made = Test::new("tex r.yaml -o r.tex").file("r.yaml", "basics: {name: Ada}").success();
    let made = made.says(said).says("hint: `-o folder/` writes a folder");
    // Beside a folder of fonts nothing is lacking, and `--bundle` lays one there.
    let is_told = |made: &Finished| made.stderr.contains("are not beside it");
    let made = made.then("tex r.yaml -o r.tex --bundle").success();
    assert!(!is_told(&made));
    assert!(!is_told(&made.then("tex r.yaml -o r.tex").success()));
    // A folder is a project, whatever the resume is called.
    let made = Test::new("tex r.yaml -o out/ -l en,zh")
        .file("r.yaml", "basics: {name: {en: Ada, zh: 艾达}}")
        .success();
    assert!(!is_told(&made));
    assert!(made.path("out/resume-en.tex").is_file() && made.path("out/resume-zh.tex").is_file());
}

/// Whatever format is not made of pages has the looks of a theme that draws, and says how it is arranged. It need not
/// declare fonts.
#[test]
fn a_theme_of_content_is_told_in_every_format() {
    let test = |words: &str| {
        Test::new(&format!("{words} r.yaml --theme ./mine"))
            .file("r.yaml", "basics: {name: Ada}\nwork: [{name: Mill, position: Engineer}]\n")
            .file("mine/theme.toml", "format = 2\n[styles]\nsection = { size = 3 }\n")
            .file("mine/resume.typ", "#let resume(doc) = doc.header.name\n")
    };
    let told = "warning: theme `mine` makes pages with Typst alone, not a sheet";
    for (words, how) in [
        ("tex -o r.tex", "hint: the source has its looks, and is arranged as `classic` is"),
        ("html -o r.html", "hint: the page has its looks, and is arranged as `classic` is"),
        ("docx -o r.docx", "hint: the file has its looks, and is arranged as every theme's is"),
    ] {
        test(words).success().says(told).says(how);
    }
    let page = String::from_utf8(test("html -o r.html").success().read("r.html")).expect("UTF-8");
    assert!(page.contains("Mill") && page.contains("Engineer"), "{page}");
    for words in ["pdf -o r.pdf", "png -o r.png", "svg -o r.svg", "typ -o r/"] {
        let made = test(words).success();
        assert!(!made.stderr.contains(told), "{}", made.stderr);
    }
}

#[test]
fn a_theme_of_content_is_arranged_as_the_default() {
    let made = Test::new("tex r.yaml --theme ./mine --set accent=#204a87 -o r.tex")
        .file("r.yaml", "basics: {name: Ada}\nwork: [{name: Mill, position: Engineer}]\n")
        .file(
            "mine/theme.toml",
            "format = 2\n[fonts]\nbody = [\"Inter\"]\n[options]\nmine = {type = \"bool\", default = true, doc = \"Mine.\"}\n[styles]\nsection = { size = 3 }\n",
        )
        .file("mine/resume.typ", "#let resume(doc) = doc.header.name\n")
        .success()
        .says("warning: theme `mine` makes pages with Typst alone, not a sheet")
        .says("hint: the source has its looks, and is arranged as `classic` is");
    let source = String::from_utf8(made.read("r.tex")).expect("UTF-8");
    for part in ["font = Inter", "accent = 204A87", "\\cvstyle{section}{size=3", "\\cvtitle{Mill}"]
    {
        assert!(source.contains(part), "{part} is not in {source}");
    }
}

#[test]
fn a_base_may_be_named_and_must_be_there() {
    let resume = "basics: {name: Ada, summary: One two three.}\n";
    let made = Test::new("tex r.yaml -o r.tex").file("r.yaml", resume).success();
    let source = String::from_utf8(made.read("r.tex")).expect("UTF-8");
    std::fs::write(made.path("old.tex"), &source).expect("written");
    std::fs::write(made.path("r.tex"), source.replace("accent = 000000", "accent = 204A87"))
        .expect("written");
    let made = made.then("tex r.yaml -o r.tex --merge").exits_with(1);
    let made = made.says("`.cvgen/r.tex`, from which the edits began, does not exist");
    std::fs::write(made.path("r.yaml"), resume.replace("two", "2")).expect("written");
    let made = made.then("tex r.yaml -o r.tex --merge=old.tex").success();
    let text = String::from_utf8(made.read("r.tex")).expect("UTF-8");
    assert!(text.contains("accent = 204A87") && text.contains("One 2 three."));
    // A file of somebody else is not replaced either.
    Test::new("tex r.yaml -o r.tex")
        .file("r.yaml", resume)
        .file("r.tex", "\\documentclass{article}")
        .exits_with(1)
        .says("error: `r.tex` exists, and cvgen has not written it");
}

#[test]
fn a_folder_belongs_to_one_resume() {
    let made = Test::new("tex a.yaml -o out/ -q").file("a.yaml", "basics: {name: Ada}");
    let made = made.file("b.yaml", "basics: {name: Bob}").success();
    let source = made.read("out/resume.tex");
    let refused = made.then("tex b.yaml -o out/").exits_with(1);
    let refused = refused
        .says("error: `out/resume.tex` was made from `a.yaml`, not from `b.yaml`")
        .says("hint: choose another folder with `-o`, or replace it with `--force`");
    assert_eq!(refused.read("out/resume.tex"), source);
    // It is this resume's own in another language, with other data, or by another path.
    let again = refused.then("tex ./a.yaml -l zh -o out/ -q").success();
    let forced = again.then("tex b.yaml -o out/ -q --force").success();
    let source = String::from_utf8(forced.read("out/resume.tex")).expect("UTF-8");
    assert!(
        source.lines().nth(1).is_some_and(|line| line.contains("Made by cvgen from b.yaml, theme"))
    );
    forced.then("tex a.yaml -o out/other/ -q").success();
}

#[test]
fn a_name_that_may_be_a_folder_is_asked_about() {
    let resume = "basics: {name: Ada}";
    let refused = Test::new("tex r.yaml -o project").file("r.yaml", resume).exits_with(2);
    let refused = refused
        .says("error: `project` may be a folder or a LaTeX file")
        .says("hint: `-o project/` writes a folder with all that the source needs")
        .says("hint: `-o project.tex` writes one file");
    assert_eq!(refused.names(), ["r.yaml"]);
    // A folder that is there is meant.
    std::fs::create_dir(refused.path("project")).expect("a folder");
    let made = refused.then("tex r.yaml -o project -q").success();
    assert!(made.path("project/resume.tex").is_file() && made.path("project/cvgen.cls").is_file());
}

#[test]
fn a_batch_does_not_replace_an_edited_source() {
    let made =
        Test::new("batch a.yaml -o out -f tex -q").file("a.yaml", "basics: {name: Ada}").success();
    let name = crate::harness::names(&made.path("out"))
        .into_iter()
        .find(|name| name.contains(".tex"))
        .expect("a source");
    let path = made.path(&format!("out/{name}"));
    let source = std::fs::read_to_string(&path).expect("a source");
    std::fs::write(&path, source.replace("\\cvname{Ada}", "\\cvname{Ada L.}")).expect("written");
    let failed = made.then("batch a.yaml -o out -f tex").exits_with(1);
    let failed = failed.says("was edited since cvgen wrote it");
    let forced = failed.then("batch a.yaml -o out -f tex -q --force").success();
    let source = std::fs::read_to_string(forced.path(&format!("out/{name}"))).expect("a source");
    assert!(!source.contains("Ada L."));
}
