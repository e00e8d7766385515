//! Tells cargo that the embedded folders are part of the source: a new or changed file in them
//! rebuilds the crate. Packs the built-in themes. And says how the program is linked.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script talks to cargo"
)]

use std::collections::BTreeSet;
use std::env::var;
use std::fmt::Write as _;
use std::fs::{read_dir, read_to_string, write};
use std::path::Path;
use typst_syntax::{SyntaxKind, SyntaxNode, parse};

fn main() {
    for folder in ["templates", "data"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let target = var("OUT_DIR").expect("cargo says where to write");
    write(Path::new(&target).join("packed.rs"), packed_themes()).expect("the folder is cargo's");
    // A position-independent program relocates 100,000 addresses at every start: 2 ms of the 20 that a
    // page takes. Only release builds are spared that; whoever packages a hardened one sets `CVGEN_PIE`.
    println!("cargo:rerun-if-env-changed=CVGEN_PIE");
    let is = |name: &str, value: &str| var(name).is_ok_and(|found| found == value);
    let is_release = is("PROFILE", "release") && var("CVGEN_PIE").is_err();
    if is_release && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// The built-in themes with what they use of the base, as a Rust table of names and sources. Typst parses
/// and hashes what it reads at every start, a file as a whole and every function once more: so a theme is one
/// text, without comments, blanks, functions that it does not call and kinds of items that it never makes. It is
/// code that gives a dictionary of what the main file calls: Typst hashes every node of a source, but a text that
/// it evaluates as the bytes that it is.
fn packed_themes() -> String {
    let mut themes: Vec<_> =
        read_dir("templates").expect("the templates are there").flatten().collect();
    themes.sort_by_key(std::fs::DirEntry::file_name);
    let mut table = "&[\n".to_owned();
    for theme in themes {
        let name = theme.file_name().into_string().expect("themes have plain names");
        let mut definitions = Vec::new();
        if collect(&theme.path().join("resume.typ"), &mut BTreeSet::new(), &mut definitions) {
            let _ = writeln!(table, "    ({name:?}, {:?}),", pack(&definitions));
        }
    }
    table + "]\n"
}

/// Collects what a file defines, behind what the files define that it imports. Whether all of them are there
/// and belong to the base.
fn collect(file: &Path, known: &mut BTreeSet<String>, definitions: &mut Vec<SyntaxNode>) -> bool {
    let Ok(text) = read_to_string(file) else { return false };
    for node in parse(&text).children() {
        if node.kind() == SyntaxKind::ModuleImport {
            let path = node.children().find(|part| part.kind() == SyntaxKind::Str);
            let path = path.map(|path| path.leaf_text().trim_matches('"').to_owned());
            let path = path.unwrap_or_default();
            let name = path.strip_prefix("/base/").unwrap_or(&path).to_owned();
            let is_new = known.insert(name.clone());
            if is_new && !collect(&Path::new("templates/base").join(name), known, definitions) {
                return false;
            }
        } else if node.kind() == SyntaxKind::LetBinding {
            definitions.push(node.clone());
        }
    }
    true
}

/// What the main file calls of a packed theme.
const CALLED: [&str; 3] = ["sheet", "drawn", "as-data"];

/// Functions that few pages need. They are texts within the text, which nobody parses before they are called.
const RARE: [&str; 18] = [
    "as-data",
    "asides",
    "axis-line",
    "bead",
    "code",
    "halved",
    "journal",
    "level-marks",
    "photo",
    "pictured",
    "portrait",
    "published",
    "running-head",
    "source-of",
    "strip",
    "widest-texts",
    "without-holes",
    "wrapping",
];

/// The definitions that a page needs, in their order, as code.
fn pack(definitions: &[SyntaxNode]) -> String {
    let made = wanted(definitions).iter().flat_map(|definition| kinds(definition)).collect();
    let draws = |one: &SyntaxNode| names(one).first().is_some_and(|name| name == "drawer");
    let spare =
        |one: &SyntaxNode| if draws(one) { definition(&spared(one, &made)) } else { one.clone() };
    let definitions: Vec<_> = definitions.iter().map(spare).collect();
    let mut source = String::new();
    let mut known = BTreeSet::new();
    for kept in wanted(&definitions) {
        let mut short = String::new();
        shorten(kept, SyntaxKind::Code, &mut None, &mut short);
        let is_same = says(&definition(&short)) == says(kept);
        assert!(is_same, "a packed definition says something else: {short}");
        let names = names(kept);
        let is_rare = RARE.contains(&names[0].as_str());
        source.push_str(&if is_rare { lazy(&names, &short, &known) } else { short });
        source.push('\n');
        known.insert(names[0].clone());
    }
    let called = CALLED.map(|name| format!("{name}:{name}")).join(",");
    source + "(" + &called + ")"
}

/// The definition of a function as a text that is evaluated when the function is called. `names`: what stands in it,
/// its own name first; `known`: what is defined before it.
fn lazy(names: &[String], definition: &str, known: &BTreeSet<String>) -> String {
    let name = &names[0];
    let used: BTreeSet<_> = names.iter().filter(|name| known.contains(*name)).collect();
    let scope: Vec<_> = used.into_iter().map(|name| format!("{name}:{name},")).collect();
    let scope = if scope.is_empty() { ":".to_owned() } else { scope.concat() };
    let text = format!("{definition}\n{name}").replace('\\', "\\\\").replace('"', "\\\"");
    format!("let {name}(..it)=eval(\"{text}\",mode:\"code\",scope:({scope}))(..it)")
}

/// The one definition in a text.
fn definition(text: &str) -> SyntaxNode {
    let nodes = parse(&format!("#{text}"));
    let mut found = nodes.children().filter(|node| node.kind() == SyntaxKind::LetBinding);
    found.next().unwrap_or_else(|| panic!("not a definition: {text}")).clone()
}

/// The definitions that a page needs, in their order.
fn wanted(definitions: &[SyntaxNode]) -> Vec<&SyntaxNode> {
    let mut wanted: BTreeSet<String> = CALLED.map(str::to_owned).into();
    let mut kept = vec![false; definitions.len()];
    while let Some(index) = (0..definitions.len()).find(|&index| {
        !kept[index] && names(&definitions[index]).first().is_some_and(|name| wanted.contains(name))
    }) {
        kept[index] = true;
        wanted.extend(names(&definitions[index]));
    }
    definitions.iter().zip(kept).filter(|(_, is_kept)| *is_kept).map(|(one, _)| one).collect()
}

/// The kinds of items that a node makes: what stands in its `kind: "…"`.
fn kinds(node: &SyntaxNode) -> Vec<String> {
    let own = (node.kind() == SyntaxKind::Named).then(|| says(node));
    let own = own.and_then(|said| word_after(&said, "Ident \"kind\"\nColon \":\"\n"));
    own.into_iter().chain(node.children().flat_map(kinds)).collect()
}

/// The text of `drawer` without its branches for items of kinds that nothing makes: `if kind == "…" { … } else`.
fn spared(node: &SyntaxNode, made: &BTreeSet<String>) -> String {
    let mut parts: Vec<_> = node.children().collect();
    if node.kind() == SyntaxKind::Conditional {
        let asked = parts.iter().find(|part| part.kind() == SyntaxKind::Binary);
        let asked =
            asked.and_then(|asked| word_after(&says(asked), "Ident \"kind\"\nEqEq \"==\"\n"));
        if asked.is_some_and(|kind| !made.contains(&kind)) {
            parts.drain(..parts.len() - 1);
        }
    }
    node.leaf_text().to_string()
        + &parts.into_iter().map(|part| spared(part, made)).collect::<String>()
}

/// The string behind `before`, in what a node says.
fn word_after(said: &str, before: &str) -> Option<String> {
    let (_, string) = said.split_once('{')?.1.split_once(before)?;
    Some(string.strip_prefix("Str ")?.replace(['"', '\\', '}', '\n'], ""))
}

/// The identifiers in a node; that of what is defined comes first.
fn names(node: &SyntaxNode) -> Vec<String> {
    let own = (node.kind() == SyntaxKind::Ident).then(|| node.leaf_text().to_string());
    own.into_iter().chain(node.children().flat_map(names)).collect()
}

/// What a node says, without what only the reader sees.
fn says(node: &SyntaxNode) -> String {
    use SyntaxKind::{BlockComment, LineComment, Space};
    match node.kind() {
        Space | LineComment | BlockComment => String::new(),
        kind if node.children().len() == 0 => format!("{kind:?} {:?}\n", node.leaf_text()),
        kind => format!("{kind:?} {{{}}}\n", node.children().map(says).collect::<String>()),
    }
}

/// Writes a node without comments, and with blanks only where they part something. `blank`: what stood before
/// it, a line's end where that ends a statement.
fn shorten(node: &SyntaxNode, parent: SyntaxKind, blank: &mut Option<char>, out: &mut String) {
    let text = node.leaf_text();
    match node.kind() {
        kind if node.children().len() > 0 => {
            node.children().for_each(|child| shorten(child, kind, blank, out));
        }
        SyntaxKind::LineComment | SyntaxKind::BlockComment => {}
        // In a text every blank is meant.
        SyntaxKind::Space if parent == SyntaxKind::Markup => out.push_str(text),
        SyntaxKind::Space => {
            let ends = parent == SyntaxKind::Code && text.contains('\n') || *blank == Some('\n');
            *blank = Some(if ends { '\n' } else { ' ' });
        }
        _ => {
            let ends = |signs: &[char]| out.ends_with(signs) || out.ends_with("=>");
            let starts = |signs: &[char]| text.starts_with(signs) || text.starts_with("!=");
            // The end of a line may end a statement; a blank is only seen.
            let parts_itself = ends(&['{', '(', ',', ':', ';', '='])
                || starts(&['}', ')', ',', ':', ';', '='])
                || *blank == Some(' ')
                    && (ends(&['}', ')', '+', '*', '"']) || starts(&['{', '+', '*', '"']));
            out.extend(blank.take().filter(|_| !parts_itself));
            out.push_str(text);
        }
    }
}
