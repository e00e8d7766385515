//! HTML: everything is there, in every theme and language, and judges from outside find nothing.

mod browser;
mod reading;
mod strings;

use crate::harness::{Test, corpus, root, themes};
use crate::judges::{self, letters};
use cvgen::check::recall;
use cvgen::document::{Document, plain_text};
use cvgen::foreign;
use cvgen::job::{self, FONTS, FormatSettings, HTML, Job, PDF};
use cvgen::resume::{LanguageTag, Resume};
use cvgen::sheet::{Item, Sheet};
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, TypesetInput, Typesetter, forget};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// A file, what it was made of, and how many pages that is as PDF.
struct Page {
    name: String,
    theme: String,
    html: String,
    document: Document,
    pages: usize,
}

/// The examples in every language, and the resumes of the corpus. Where not everything is looked at, a resume of
/// the corpus is in one theme, each in the next one.
fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let typesetter = Typesetter::new(FontSettings::default());
        let mut pages = Vec::new();
        let themes = themes();
        for path in files(&root().join("examples")) {
            for theme in &themes {
                add(&path, theme, &typesetter, &mut pages);
            }
        }
        let corpus = files(&corpus().join("jsonresume"));
        for (index, path) in corpus.iter().enumerate() {
            for (number, theme) in themes.iter().enumerate() {
                if number == index % themes.len() || is_everything() {
                    add(path, theme, &typesetter, &mut pages);
                }
            }
        }
        pages
    })
}

fn is_everything() -> bool {
    std::env::var_os("CVGEN_ALL").is_some()
}

/// The resumes in `folder`, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    let is_resume = |path: &PathBuf| {
        path.extension().is_some_and(|it| ["yaml", "toml", "json"].iter().any(|known| it == *known))
    };
    files.retain(is_resume);
    files.sort();
    files
}

fn read(path: &Path) -> Resume {
    let bytes = std::fs::read(path).expect("a file");
    cvgen::read::read(&path.to_string_lossy(), &bytes).expect("a resume").value
}

fn add(path: &Path, theme: &str, typesetter: &Typesetter, pages: &mut Vec<Page>) {
    let resume = read(path);
    let theme = Theme::builtin(theme).expect("a theme").value;
    let mut languages = cvgen::resolve::languages(&resume);
    if languages.is_empty() {
        languages.push(cvgen::resolve::default_language(&resume));
    }
    for language in languages {
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let name = format!("{stem}-{}-{language}", theme.name);
        let (html, document) = made(&resume, &language, &theme, typesetter, "theme");
        let job = Job::new(&resume, language, &theme, PDF);
        let pdf = job::run(&job, typesetter).expect("a PDF").value;
        let (theme, pages_of_pdf) = (theme.name.clone(), pdf.pages.expect("pages"));
        pages.push(Page { name, theme, html, document, pages: pages_of_pdf });
        forget();
    }
}

fn made(
    resume: &Resume,
    language: &LanguageTag,
    theme: &Theme,
    typesetter: &Typesetter,
    fonts: &str,
) -> (String, Document) {
    let settings = FormatSettings::default().with(&FONTS, fonts).expect("a setting");
    let mut job = Job::new(resume, language.clone(), theme, HTML);
    job.settings = &settings;
    let document = job::prepare(&job).expect("a document").value.document;
    let html = job::run(&job, typesetter).expect("HTML").value;
    (String::from_utf8(html.bytes().to_vec()).expect("UTF-8"), document)
}

/// What judges from outside look at: of each theme every fourth page, each theme beginning with another one, or all
/// where everything is looked at.
fn judged() -> impl Iterator<Item = &'static Page> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    pages().iter().filter(move |page| {
        let number = seen.len();
        let next = seen.entry(&page.theme).or_insert(number);
        *next += 1;
        is_everything() || next.is_multiple_of(4)
    })
}

/// The files in a folder.
fn written(files: &[&Page]) -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |page: &&Page| {
        let path = folder.path().join(format!("{}.html", page.name));
        std::fs::write(&path, &page.html).expect("a file");
        path
    };
    let paths = files.iter().map(write).collect();
    (folder, paths)
}

/// The folder of the npm packages that `tests/run` installs.
fn packages() -> Option<PathBuf> {
    let folder = std::env::var_os("CVGEN_NODE").map(PathBuf::from);
    let folder = folder.filter(|folder| folder.join("node_modules/vnu-jar").is_dir());
    if folder.is_none() {
        judges::missing("the Nu checker and axe");
    }
    folder
}

#[test]
fn a_page_says_everything_in_every_theme_and_language() {
    for Page { name, html, document, .. } in pages() {
        let read = foreign::HTML.read(name, html.as_bytes()).expect("a page");
        assert_eq!(recall(document, &read.text()).lost, Vec::<String>::new(), "{name}");
        assert_eq!(read.hidden, [], "{name}");
        assert_eq!(read.pictures_without_text, 0, "{name}");
        assert_eq!(read.language.as_deref(), Some(document.language.tag.as_str()), "{name}");
    }
}

/// In the themes in which [`pages`] does not have them, too.
#[test]
fn resumes_of_others_say_everything_in_every_theme() {
    let typesetter = Typesetter::new(FontSettings::default());
    let settings = FormatSettings::default().with(&FONTS, "system").expect("a setting");
    let themes: Vec<Theme> =
        themes().iter().map(|name| Theme::builtin(name).expect("a theme").value).collect();
    for path in files(&corpus().join("jsonresume")) {
        let resume = read(&path);
        for theme in &themes {
            let language = cvgen::resolve::default_language(&resume);
            let mut job = Job::new(&resume, language, theme, HTML);
            job.density = Some(1.0);
            job.settings = &settings;
            let document = job::prepare(&job).expect("a document").value.document;
            let html = job::run(&job, &typesetter).expect("HTML").value;
            let name = format!("{} {}", path.display(), theme.name);
            let read = foreign::HTML.read(&name, html.bytes()).expect("a page");
            assert_eq!(recall(&document, &read.text()).lost, [""; 0], "{name}");
            assert_eq!((read.hidden, read.pictures_without_text), (vec![], 0), "{name}");
            forget();
        }
    }
}

#[test]
fn pages_are_small_and_the_same_every_time() {
    for Page { name, html, document, .. } in pages() {
        let most = if document.language.cjk { 450_000 } else { 150_000 };
        assert!(html.len() <= most, "{name}: {} bytes", html.len());
        assert!(!html.contains("http-equiv=\"refresh\"") && !html.contains("url(http"), "{name}");
    }
    let resume = read(&root().join("examples/jinhua-luo.yaml"));
    for theme in themes() {
        let theme = Theme::builtin(&theme).expect("a theme").value;
        for language in ["en", "zh"] {
            let language = language.parse().expect("a language");
            let make = |fonts| {
                let typesetter = Typesetter::new(FontSettings::default());
                made(&resume, &language, &theme, &typesetter, fonts).0
            };
            assert!(make("theme") == make("theme"), "{} {language}", theme.name);
            let system = make("system");
            assert!(system.len() <= 60_000 && !system.contains("@font-face"), "{}", system.len());
        }
    }
}

#[test]
fn photos_are_as_sharp_as_they_are_large() {
    for Page { name, html, document, .. } in pages() {
        let Some(photo) = html.split("class=\"u-photo").nth(1) else {
            assert_eq!(document.header.photo, None, "{name}");
            continue;
        };
        let photo = photo.split("src=\"").nth(1).and_then(|it| it.split('"').next());
        assert!(photo.expect("a picture").len() > 2000, "{name}");
    }
}

/// A subset cannot join them.
#[test]
fn letters_that_are_joined_are_left_to_the_font_of_the_reader() {
    let fonts = |name: &str| {
        let resume = format!("cvgen: {{languages: [ar]}}\nbasics: {{name: {name}}}\n");
        let made = Test::new("html r.yaml -o -").file("r.yaml", resume).success();
        let html = String::from_utf8(made.stdout).expect("UTF-8");
        let fonts = html.lines().filter(|line| line.starts_with("@font-face"));
        fonts.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(fonts("ليلى حداد"), fonts("سمير قطب"));
    assert_ne!(fonts("Ann Li"), fonts("Bob Qu"));
}

/// Beside a rule the parts of a title would be cells apart from each other.
#[test]
fn a_title_beside_a_rule_is_one_cell() {
    let beside = pages().iter().filter(|page| page.theme == "headline");
    for Page { name, html, .. } in beside {
        let mut titles = html.split("<h2 ").skip(1).map(|it| it.split_once('>').expect("a tag"));
        assert!(
            titles.all(|(tag, text)| !tag.contains("ruled") || text.starts_with("<span>")),
            "{name}"
        );
    }
}

/// What the W3C's checker has to say.
#[test]
fn the_nu_checker_finds_nothing() {
    let Some(packages) = packages() else { return };
    let (_folder, paths) = written(&judged().collect::<Vec<_>>());
    let jar = packages.join("node_modules/vnu-jar/build/dist/vnu.jar");
    let mut java = Command::new("java");
    java.arg("-jar").arg(jar).args(["--stdout", "--exit-zero-always", "--format", "json"]);
    let Ok(output) = java.args(&paths).output() else {
        judges::missing("`java`");
        return;
    };
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    // Chinese around names of software in Latin letters is Norwegian to its guess from trigrams of letters.
    let guess = "This document appears to be written in Norwegian, but the “html” start tag has “lang=\"zh\"”. \
                 Consider using either “lang=\"nn\"” or “lang=\"nb\"” (or variant) instead.";
    let messages = found["messages"].as_array().expect("messages").iter().filter(|message| {
        // This version takes `img-src data:` for a policy that blocks pictures in `data:` addresses.
        let text = message["message"].as_str().unwrap_or_default();
        let is_blocked =
            text.contains("image “data:image/") && text.contains("blocked by “img-src” directive");
        !is_blocked && text != guess
    });
    let messages: Vec<String> =
        messages.map(|message| format!("{}: {}", message["url"], message["message"])).collect();
    assert_eq!(messages, Vec::<String>::new());
}

#[test]
fn tika_reads_everything_on_a_page() {
    let pages: Vec<&Page> = judged().collect();
    let (_folder, paths) = written(&pages);
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let Some(found) = judges::tika(&paths) else { return };
    for (Page { name, document, .. }, found) in pages.iter().zip(found) {
        assert_eq!(recall(document, &found).lost, Vec::<String>::new(), "{name}\n{found}");
    }
}

/// Who it is, where they worked and what they learned, to those who read classes.
#[test]
fn microformats_name_the_person_the_employers_and_the_schools() {
    let script = "
import json, sys, mf2py
found = []
for path in sys.argv[1:]:
    read = mf2py.parse(doc=open(path, encoding='utf-8').read(), url='https://a.example')
    resumes = [it['properties'] for it in read['items'] if it['type'] == ['h-resume']]
    names = lambda property: [name for it in resumes[0].get(property, []) for name in it['properties'].get('name', [])]
    found.append({'resumes': len(resumes), **{it: names(it) for it in ('contact', 'experience', 'education')}})
print(json.dumps(found))
";
    let pages: Vec<&Page> = judged().collect();
    let (_folder, paths) = written(&pages);
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let Some(found) = judges::python("mf2py", script, &paths) else { return };
    let found: Vec<serde_json::Value> = serde_json::from_str(&found).expect("JSON");
    for (Page { name, theme, document, .. }, found) in pages.iter().zip(found) {
        assert_eq!(found["resumes"], 1, "{name}");
        let has = |property: &str, texts: &[String]| {
            let all = found[property].as_array().expect("a list").iter();
            let all: Vec<_> = all.map(|it| letters(it.as_str().expect("a text"))).collect();
            let is_there = |text: &String| !text.is_empty() && all.contains(&letters(text));
            let is_said = texts.iter().any(|text| !text.is_empty());
            assert!(!is_said || texts.iter().any(is_there), "{name}: {texts:?}: {found}");
        };
        has("contact", std::slice::from_ref(&document.header.name));
        for (id, property) in [("work", "experience"), ("education", "education")] {
            let sections = document.sections.iter().filter(|section| section.id == id);
            for entry in sections.flat_map(|section| &section.entries) {
                // In `keireki` an employer is a title of posts, which are not one entry.
                if *theme == "keireki" && id == "work" {
                    continue;
                }
                // Some themes begin with the position or the degree.
                let first = entry.roles.first().map(|role| plain_text(&role.title));
                let texts = [plain_text(&entry.title), plain_text(&entry.subtitle)];
                has(property, &texts.into_iter().chain(first).collect::<Vec<_>>());
            }
        }
    }
}

/// Where a row has no white of its own above it, that of the rule counts, or of the title; in an entry, too.
#[test]
fn rows_are_as_far_from_what_is_above_them_as_on_the_page() {
    for Page { name, html, .. } in pages().iter().filter(|page| page.theme == "keireki") {
        for rule in ["row-rule", "table-rule"] {
            let before = format!(":is(.gap-{rule},article:has(>.gap-{rule}:last-child))");
            let row = ".gap-row";
            let gap =
                format!("{before}+{row},{before}+article>{row}:first-child{{margin-top:0rem}}");
            let has = |class: &str| {
                [" ", "\""].iter().any(|end| html.contains(&format!(" {class}{end}")))
            };
            let is_there = has(&format!("gap-{rule}")) && has("gap-row");
            assert!(!is_there || html.contains(&gap), "{name}: {gap}");
        }
    }
}

/// A chip is one piece, as on the page; a long one is a text like any other.
#[test]
fn chips_do_not_break() {
    let long = "a keyword that is so long that nobody would take it for one";
    let resume = format!("skills: [{{name: A, keywords: [B/测试, {long}]}}]\n");
    let made =
        Test::new("html r.yaml -s keywords=chips -o -").file("r.yaml", resume.clone()).success();
    let html = String::from_utf8(made.stdout).expect("UTF-8");
    assert!(html.contains("<span class=\"chip whole\">B/"), "{html}");
    assert_eq!(html.matches("class=\"chip").count(), 1);
    // As high as on the page, whatever the font: lines of chips keep apart.
    assert!(html.contains("padding: 0 .42em; line-height: 1.12em;"), "{html}");
    assert!(html.contains(long));
    // Where the page has an outline round them, so has the web.
    let outline = |theme: &str| {
        let arguments = format!("html r.yaml -s keywords=chips --theme {theme} -o -");
        let made = Test::new(&arguments).file("r.yaml", resume.clone()).success();
        String::from_utf8(made.stdout).expect("UTF-8").contains(".chip{background:none")
    };
    assert_eq!([outline("compact"), outline("modern"), outline("studio")], [false, true, true]);
}

/// The narrow column and the story beside it, as JSON.
fn columns(sheet: &Sheet) -> (String, String) {
    let is_sidebar = |item: &&Item| matches!(item, Item::Sidebar { .. });
    let Some(Item::Sidebar { aside, items, .. }) = sheet.items.iter().find(is_sidebar) else {
        panic!("no narrow column: {sheet:?}")
    };
    let json = |items: &[Item]| serde_json::to_string(items).expect("JSON");
    (json(aside), json(items))
}

#[test]
fn where_no_pages_are_asked_for_the_first_one_is_about_as_full() {
    let typesetter = Typesetter::new(FontSettings::default());
    for (name, language) in [("jinhua-luo", "en"), ("jinhua-luo", "zh"), ("academic", "en")] {
        let resume = read(&root().join(format!("examples/{name}.yaml")));
        for theme in ["modern", "duo"] {
            let theme = Theme::builtin(theme).expect("a theme").value;
            let language: LanguageTag = language.parse().expect("a language");
            let job = Job::new(&resume, language.clone(), &theme, HTML);
            let prepared = job::prepare(&job).expect("a document").value;
            let locate = |_| None;
            let (document, photo) = (&prepared.document, prepared.photo.as_ref());
            let input = TypesetInput { document, theme: &theme, photo, locate: &locate };
            let composed = typesetter.prepare_for_screens(&input).expect("fonts").value;
            let sheet =
                |has_pages| composed.sheet_for_screens(1.0, has_pages).expect("a sheet").value;
            let ((aside, measured), (also_aside, estimated)) =
                (columns(&sheet(true)), columns(&sheet(false)));
            assert_eq!(aside, also_aside, "{name} {language} {}", theme.name);
            let share = 100 * estimated.len() / measured.len();
            assert!((90..=102).contains(&share), "{name} {language} {}: {share} %", theme.name);
        }
    }
}

fn page_alone(resume: &str) -> String {
    let made = Test::new("html r.yaml -o -").file("r.yaml", resume).success();
    String::from_utf8(made.stdout).expect("UTF-8")
}

#[test]
fn versions_in_several_languages_link_each_other() {
    let resume = "basics: {name: {en: Ann Li, zh: 李安}}\nwork: [{name: Acme}]\n";
    let made = Test::new("html r.yaml --lang en,zh -o out/").file("r.yaml", resume).success();
    let page = |path: &str| String::from_utf8(made.read(path)).expect("UTF-8");
    let english = page("out/r-en.html");
    assert!(english.contains("<link rel=\"alternate\" hreflang=\"zh\" href=\"r-zh.html\">"));
    assert!(
        english.contains("<a href=\"r-zh.html\" hreflang=\"zh\" lang=\"zh\" rel=\"alternate\">")
    );
    assert!(page("out/r-zh.html").contains("<a href=\"r-en.html\""));
    // The names of the languages are in the font of the page.
    let fonts = |page: &str| page.matches("@font-face").count();
    assert!(fonts(&english) > fonts(&page_alone("basics: {name: Ann Li}\nwork: [{name: Acme}]\n")));
    let made = made
        .then("batch r.yaml --format html --lang en,zh -o all --pattern {lang}/my-{stem}.{ext}");
    let made = made.success();
    let chinese = String::from_utf8(made.read("all/zh/my-r.html")).expect("UTF-8");
    let chinese = chinese.replace("&#x2f;", "/");
    assert!(chinese.contains("href=\"../en/my-r.html\""), "{chinese}");
    let alone = made.then("html r.yaml -o -").success();
    let alone = String::from_utf8(alone.stdout).expect("UTF-8");
    assert!(alone.starts_with("<!DOCTYPE html>") && !alone.contains("<nav"));
}
