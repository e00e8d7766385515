//! Tells cargo that the embedded folders are part of the source: a new or changed file in them
//! rebuilds the crate. Packs the built-in themes. And says how the program is linked.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script talks to cargo"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::env::var;
use std::fmt::Write as _;
use std::fs::{read_dir, read_to_string, write};
use std::path::Path;
use typst_syntax::ast::{self, AstNode};
use typst_syntax::{SyntaxKind, SyntaxNode, parse};

fn main() {
    for folder in ["templates", "data"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let target = var("OUT_DIR").expect("cargo says where to write");
    let write = |name: &str, text: String| {
        write(Path::new(&target).join(name), text).expect("the folder is cargo's");
    };
    let (packed, kinds) = packed_themes();
    write("packed.rs", packed);
    write("kinds.rs", kinds);
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

/// The built-in themes with what they use of the base, as a Rust table of their names and what they define: its name, its
/// expression as a tree, and which of the definitions before it that names; and the kinds of nodes of the trees.
/// Typst parses and hashes what it reads at every start: so a theme is what a page needs of its definitions, parsed, without
/// what only the reader sees.
fn packed_themes() -> (String, String) {
    let mut themes: Vec<_> =
        read_dir("templates").expect("the templates are there").flatten().collect();
    themes.sort_by_key(std::fs::DirEntry::file_name);
    let mut table = "&[\n".to_owned();
    let mut kinds = Vec::new();
    for theme in themes {
        let name = theme.file_name().into_string().expect("themes have plain names");
        let (mut known, mut definitions) = (BTreeSet::from(["draw.typ".to_owned()]), Vec::new());
        let files = [Path::new("templates/base/draw.typ").into(), theme.path().join("resume.typ")];
        if files.iter().all(|file| collect(file, &mut known, &mut definitions)) {
            let _ = writeln!(table, "    ({name:?}, &[");
            for (name, expression, uses) in pack(&definitions) {
                let mut tree = Vec::new();
                write_tree(&expression, &mut kinds, &mut tree);
                let tree = tree.escape_ascii();
                let _ = writeln!(table, "        ({name:?}, b\"{tree}\", &{uses:?}),");
            }
            table.push_str("    ]),\n");
        }
    }
    let kinds: Vec<_> = kinds.iter().map(|kind| format!("SyntaxKind::{kind:?}")).collect();
    (table + "]\n", format!("&[{}]\n", kinds.join(", ")))
}

/// Writes a tree as bytes: for each node its kind as an index into `kinds`; then for a leaf 0, the length of its text and the
/// text, for others one more than the number of children, and the children. Numbers have two bytes, the low one first.
fn write_tree(node: &SyntaxNode, kinds: &mut Vec<SyntaxKind>, out: &mut Vec<u8>) {
    let number = |number: usize| u16::try_from(number).expect("themes are short").to_le_bytes();
    let kind = kinds.iter().position(|kind| *kind == node.kind()).unwrap_or(kinds.len());
    if kind == kinds.len() {
        kinds.push(node.kind());
    }
    out.push(kind.try_into().expect("there are fewer kinds of nodes"));
    let children: Vec<_> = node.children().filter(|it| is_meant(it, node.kind())).collect();
    if node.children().len() == 0 {
        let text = node.leaf_text();
        out.extend([number(0), number(text.len())].concat());
        out.extend(text.bytes());
    } else {
        out.extend(number(children.len() + 1));
        for child in children {
            write_tree(child, kinds, out);
        }
    }
}

/// Whether the meaning of a node depends on a child: not on comments, and in code not on blanks, brackets and commas.
fn is_meant(child: &SyntaxNode, parent: SyntaxKind) -> bool {
    use SyntaxKind::{
        BlockComment, Comma, LeftBrace, LeftBracket, LeftParen, LineComment, Markup, RightBrace,
        RightBracket, RightParen, Semicolon, Space,
    };
    match child.kind() {
        LineComment | BlockComment => false,
        Space | Comma | Semicolon | LeftParen | RightParen | LeftBrace | RightBrace
        | LeftBracket | RightBracket => parent == Markup,
        _ => true,
    }
}

/// Collects what a file defines, behind what the files define that it imports. Whether all of them are there
/// and belong to the base.
fn collect(file: &Path, known: &mut BTreeSet<String>, definitions: &mut Vec<SyntaxNode>) -> bool {
    let Ok(text) = read_to_string(file) else { return false };
    let tree = parse(&text);
    let (errors, _) = tree.errors_and_warnings();
    assert!(errors.is_empty(), "{}: {errors:?}", file.display());
    for node in tree.children() {
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

/// What a main file calls of a theme.
const CALLED: [&str; 3] = ["sheet", "drawn", "as-data"];

/// What a theme defines as far as a page needs it: names, expressions, and which of those before it, or itself, each names.
fn pack(definitions: &[SyntaxNode]) -> Vec<(String, SyntaxNode, Vec<usize>)> {
    let mut known = BTreeMap::new();
    let mut packed = Vec::new();
    for (index, kept) in wanted(definitions).into_iter().enumerate() {
        let expression = kept.cast::<ast::LetBinding>().and_then(ast::LetBinding::init);
        let expression = expression.expect("a definition has an expression").to_untyped();
        let names = names(kept);
        // A function may call itself.
        if expression.kind() == SyntaxKind::Closure {
            known.insert(names[0].clone(), index);
        }
        let used: BTreeSet<_> =
            names[1..].iter().filter_map(|name| known.get(name).copied()).collect();
        known.insert(names[0].clone(), index);
        packed.push((names[0].clone(), expression.clone(), used.into_iter().collect()));
    }
    packed
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

/// The identifiers in a node; that of what is defined comes first.
fn names(node: &SyntaxNode) -> Vec<String> {
    let own = (node.kind() == SyntaxKind::Ident).then(|| node.leaf_text().to_string());
    own.into_iter().chain(node.children().flat_map(names)).collect()
}
