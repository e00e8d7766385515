//! `cvgen themes --gallery`: a page for the browser that shows a resume in every theme.
//!
//! Prints the resume as the commands `png` and `pdf` do, a file of each for a theme, and writes `index.html`
//! beside them: first pages to compare, what each theme is for, its options, and the command to copy.

use super::args::{self, ThemesArgs, Typed};
use super::{Failure, disk, render, report, themes};
use cvgen::theme::Theme;
use minijinja::{AutoEscape, Environment, Value, context};
use std::path::Path;

/// The pixels an inch of the pictures: sharp at the width at which they are shown.
const PPI: &str = "110";

/// The most pages of a resume of which there are pictures.
const MOST_PAGES: usize = 30;

/// The page, a template.
const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem clamp(1rem, 4vw, 4rem); background: light-dark(#eceef1, #17181b); color: light-dark(#1d2127, #e6e7ea); }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 3rem 2.5rem; }
  article { min-width: 0; }
  img { display: block; width: 100%; height: auto; background: #fff; box-shadow: 0 1px 3px rgb(0 0 0 / .2); }
  h2 { margin: 1rem 0 0; font-size: 1.25rem; }
  p { margin: .25rem 0 .75rem; }
  code { font: .875rem/1.5 ui-monospace, monospace; }
  .command { display: block; padding: .5rem .75rem; background: light-dark(#fff, #24262b); border-radius: 4px; user-select: all; overflow-wrap: anywhere; }
  dt { margin-top: .5rem; }
  dd { margin: 0 0 0 1rem; }
  summary { margin-top: .5rem; cursor: pointer; }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p>{{ themes|length }} themes. A page opens as a PDF; a click on a command selects it.</p>
<main>
{% for theme in themes -%}
<article>
<a href="{{ theme.stem }}.pdf"><img src="{{ theme.picture }}" alt="The first page in the theme {{ theme.name }}" loading="lazy"></a>
<h2>{{ theme.name }}</h2>
<p>{{ theme.description }} ({{ theme.pages }})</p>
<code class="command">cvgen {{ theme.command }}</code>
<details><summary>Options, by <code>--set name=value</code></summary>
<dl>
{% for option in theme.options -%}
<dt><code>{{ option[0] }}</code></dt><dd>{{ option[1] }}</dd>
{% endfor -%}
</dl></details>
</article>
{% endfor -%}
</main>
</body>
</html>
"#;

pub(super) fn run(args: &ThemesArgs, folder: &Path) -> Result<(), Failure> {
    let refuse = |problem| {
        report::print(&problem);
        Failure::of([problem.code])
    };
    disk::make_folder(folder).map_err(refuse)?;
    let names = if args.names.is_empty() { Theme::builtin_names() } else { args.names.clone() };
    let mut shown = Vec::new();
    for name in &names {
        let theme = themes::accept(themes::load(name, Path::new("")))?;
        let stem = theme.name.replace(|it: char| !it.is_alphanumeric() && it != '-', "-");
        let picture = |page: Option<usize>| match page {
            None => format!("{stem}.png"),
            Some(page) => format!("{stem}-{page}.png"),
        };
        // Those of a run before this one, when the resume had other pages.
        for page in std::iter::once(None).chain((1..=MOST_PAGES).map(Some)) {
            disk::remove(&folder.join(picture(page)));
        }
        print(args, "png", name, &folder.join(picture(None)))?;
        print(args, "pdf", name, &folder.join(format!("{stem}.pdf")))?;
        let is_there = |page: &usize| disk::head(&folder.join(picture(Some(*page))), 1).is_some();
        let pages = (1..=MOST_PAGES).take_while(is_there).count().max(1);
        let first = picture((pages > 1).then_some(1));
        shown.push(article(args, name, &theme, &stem, &first, pages));
    }
    let title = match &args.resume {
        Some(file) => format!("{} in every theme", file.display()),
        None => "Your resume in every theme".to_owned(),
    };
    let page = page(&title, &shown);
    let path = folder.join("index.html");
    disk::write(&path, page.as_bytes()).map_err(refuse)?;
    report::say!("{}: {} themes", report::visible(&path.display().to_string()), names.len());
    Ok(())
}

/// What is given to a command that prints the resume.
fn words(args: &ThemesArgs, format: &str, theme: &str) -> Vec<std::ffi::OsString> {
    let mut words: Vec<std::ffi::OsString> = vec![format.into()];
    words.extend(args.resume.iter().map(|file| file.clone().into_os_string()));
    words.extend(["--theme".into(), theme.into()]);
    words.extend(args.lang.iter().flat_map(|lang| ["--lang".into(), lang.into()]));
    words
}

fn print(args: &ThemesArgs, format: &str, theme: &str, output: &Path) -> Result<(), Failure> {
    let mut typed: Vec<std::ffi::OsString> = vec!["cvgen".into()];
    typed.extend(words(args, format, theme));
    typed.extend(["-q".into(), "-o".into(), output.as_os_str().to_owned()]);
    if format == "png" {
        typed.extend(["--ppi".into(), PPI.into()]);
    }
    match args::parse(typed) {
        Typed::Render(format, args) => render::run(format, &args),
        Typed::Command(_) => Ok(()),
    }
}

/// The page of `themes` as HTML; what is put into it is escaped.
fn page(title: &str, themes: &[Value]) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment
        .render_str(PAGE, context! { title, themes })
        .unwrap_or_else(|error| unreachable!("the page is a template: {error}"))
}

/// A theme on the page.
fn article(
    args: &ThemesArgs,
    name: &str,
    theme: &Theme,
    stem: &str,
    picture: &str,
    pages: usize,
) -> Value {
    let command: Vec<String> =
        words(args, "pdf", name).iter().map(|word| quoted(&word.to_string_lossy())).collect();
    let options: Vec<Vec<String>> =
        theme.options.iter().map(|(name, option)| vec![name.clone(), option.doc.clone()]).collect();
    context! {
        stem,
        picture,
        options,
        name => &theme.name,
        description => &theme.description,
        pages => if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") },
        command => command.join(" "),
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |it: char| it.is_alphanumeric() || "-_./,=".contains(it);
    if word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
