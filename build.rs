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
    let write = |name: &str, text: String| {
        write(Path::new(&target).join(name), text).expect("the folder is cargo's");
    };
    write("packed.rs", packed_themes());
    write("tables.rs", tables());
    // A position-independent program relocates 100,000 addresses at every start: 2 ms of the 20 that a
    // page takes. Only release builds are spared that; whoever packages a hardened one sets `CVGEN_PIE`.
    println!("cargo:rerun-if-env-changed=CVGEN_PIE");
    let is = |name: &str, value: &str| var(name).is_ok_and(|found| found == value);
    let is_release = is("PROFILE", "release") && var("CVGEN_PIE").is_err();
    if is_release && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// The tables of `data/` as JSON, by path.
fn tables() -> String {
    let mut tables = Vec::new();
    let mut folders = vec![Path::new("data").to_owned()];
    while let Some(folder) = folders.pop() {
        for file in read_dir(folder).expect("the data are there").flatten() {
            let path = file.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                let text = read_to_string(&path).expect("a table is a text");
                let table: toml::Table = toml::from_str(&text).expect("a table is TOML");
                let names = path.iter().skip(1).map(|part| part.to_str().expect("a plain name"));
                let json = serde_json::to_string(&table).expect("a table has plain values");
                tables.push((names.collect::<Vec<_>>().join("/"), json));
            }
        }
    }
    tables.sort();
    format!("&{tables:?}\n")
}

/// The built-in themes with what they use of the base, as a Rust table of their names and their texts by name.
/// Typst parses and hashes what it reads at every start, a file as a whole and every function once more: so a theme
/// is one text called `theme`, without comments, blanks, functions that it does not call and kinds of items that it
/// never makes. It is code that gives a dictionary of what the main file calls: Typst hashes every node of a source,
/// but a text that it evaluates as the bytes that it is. The other texts are those of functions that are evaluated
/// when they are called.
fn packed_themes() -> String {
    let mut themes: Vec<_> =
        read_dir("templates").expect("the templates are there").flatten().collect();
    themes.sort_by_key(std::fs::DirEntry::file_name);
    let mut table = "&[\n".to_owned();
    let mut defined = BTreeSet::new();
    for theme in themes {
        let name = theme.file_name().into_string().expect("themes have plain names");
        let mut definitions = Vec::new();
        if collect(&theme.path().join("resume.typ"), &mut BTreeSet::new(), &mut definitions) {
            defined.extend(definitions.iter().filter_map(|one| names(one).into_iter().next()));
            let _ = writeln!(table, "    ({name:?}, &{:?}),", pack(&definitions));
        }
    }
    for name in RARE {
        assert!(
            defined.contains(name),
            "`{name}` is among the rare functions, and none is called so"
        );
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

/// Functions that few pages need. They are texts of their own, which nobody parses before they are called.
const RARE: [&str; 19] = [
    "as-data",
    "asides",
    "axis-line",
    "bead",
    "code",
    "estimates",
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

/// Functions that are called once, without `return` and without what a context tells. What they do is a text of its
/// own, so that Typst hashes its bytes and not its nodes.
const CALLED_ONCE: [&str; 4] = ["drawer", "measured", "set-up", "with-looks"];

/// The texts of a theme: what a page needs of the definitions, in their order.
fn pack(definitions: &[SyntaxNode]) -> Vec<(String, String)> {
    let made = wanted(definitions).iter().flat_map(|definition| kinds(definition)).collect();
    let draws = |one: &SyntaxNode| names(one).first().is_some_and(|name| name == "drawer");
    let spare =
        |one: &SyntaxNode| if draws(one) { definition(&spared(one, &made)) } else { one.clone() };
    let definitions: Vec<_> = definitions.iter().map(spare).collect();
    let wanted = wanted(&definitions);
    // A story with a column beside it is drawn several times, to see what fits.
    let is_story = wanted.iter().any(|one| names(one)[0] == "beside-story");
    let mut source = String::new();
    let mut texts = Vec::new();
    let mut known = BTreeSet::new();
    for kept in &wanted {
        let short = short(kept);
        assert!(says(&definition(&short)) == says(kept), "packed, it says something else: {short}");
        let name = names(kept).remove(0);
        let later = if RARE.contains(&name.as_str()) {
            Some(called_rarely(&name, kept, &known))
        } else if CALLED_ONCE.contains(&name.as_str()) && !(is_story && name == "drawer") {
            Some(called_once(&name, kept, &known))
        } else {
            None
        };
        let (shown, text) = later.unzip();
        source.push_str(&shown.unwrap_or(short));
        source.push('\n');
        texts.extend(text.map(|text| (name.clone(), text)));
        known.insert(name);
    }
    let called = CALLED.map(|name| format!("{name}:{name}")).join(",");
    texts.push(("theme".to_owned(), source + "(" + &called + ")"));
    texts.sort();
    texts
}

/// A function that evaluates its definition when it is called, and that text. `known`: what is defined before it.
fn called_rarely(
    name: &str,
    definition: &SyntaxNode,
    known: &BTreeSet<String>,
) -> (String, String) {
    let read = evaluated(name, &scope(definition, known));
    (format!("let {name}(..it)={read}(..it)"), short(definition) + "\n" + name)
}

/// A function that evaluates what it does when it is called, and that text. `known`: what is defined before it.
fn called_once(name: &str, definition: &SyntaxNode, known: &BTreeSet<String>) -> (String, String) {
    let closure = definition.children().find(|part| part.kind() == SyntaxKind::Closure);
    let parts: Vec<_> = closure.expect("it is a function").children().collect();
    let parameters = parts.iter().find(|part| part.kind() == SyntaxKind::Params);
    let parameters = parameters.expect("a function has parameters");
    let body = parts.last().expect("a function does something");
    let known = known.iter().cloned().chain(names(parameters)).chain([name.to_owned()]).collect();
    let read = evaluated(name, &scope(body, &known));
    (format!("let {name}{}={read}", short(parameters)), short(body))
}

/// The call that evaluates the text called `name`, which uses what `scope` names.
fn evaluated(name: &str, scope: &str) -> String {
    format!("eval(read(\"/packed/{name}.typ\"),mode:\"code\",scope:{scope})")
}

/// A dictionary of those of the `known` names that stand in a node.
fn scope(node: &SyntaxNode, known: &BTreeSet<String>) -> String {
    let used: BTreeSet<_> = names(node).into_iter().filter(|name| known.contains(name)).collect();
    let scope: Vec<_> = used.iter().map(|name| format!("{name}:{name},")).collect();
    if scope.is_empty() { "(:)".to_owned() } else { format!("({})", scope.concat()) }
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

/// The text of a node, without comments and blanks that part nothing.
fn short(node: &SyntaxNode) -> String {
    let mut short = String::new();
    shorten(node, SyntaxKind::Code, &mut None, &mut short);
    short
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
