//! The source keeps the shape of the design: module arrows, prologues, file lengths.

use crate::harness::root;
use std::path::{Path, PathBuf};

/// Which module may use which, besides itself. `cli` is the program, and uses the library.
const MODULE_EDGES: &[(&str, &[&str])] = &[
    ("assets", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("script", &[]),
    ("contrast", &[]),
    ("calendar", &[]),
    ("document", &["script"]),
    ("error", &["script", "source", "diagnostic"]),
    ("resume", &["script", "source", "diagnostic"]),
    ("read", &["script", "resume", "source", "diagnostic"]),
    ("resolve", &["script", "resume", "document", "assets", "source", "diagnostic"]),
    ("theme", &["contrast", "document", "assets", "source", "diagnostic"]),
    ("fonts", &["script", "document", "assets", "source", "diagnostic"]),
    ("sheet", &["document", "diagnostic"]),
    (
        "typeset",
        &[
            "calendar",
            "script",
            "fonts",
            "document",
            "sheet",
            "theme",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
    ("pdf", &["script", "assets", "diagnostic"]),
    ("foreign", &["diagnostic"]),
    ("proof", &["check", "pdf", "typeset", "document", "assets", "diagnostic"]),
    (
        "check",
        &[
            "calendar",
            "script",
            "contrast",
            "pdf",
            "foreign",
            "resume",
            "document",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
    ("posting", &["check", "document", "assets", "source", "diagnostic"]),
    (
        "write",
        &[
            "script",
            "contrast",
            "sheet",
            "document",
            "theme",
            "fonts",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
    ("schema", &["resume", "document", "theme", "assets"]),
    (
        "job",
        &[
            "calendar",
            "resume",
            "resolve",
            "document",
            "theme",
            "fonts",
            "typeset",
            "write",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
    (
        "batch",
        &[
            "job",
            "script",
            "read",
            "resume",
            "resolve",
            "theme",
            "fonts",
            "typeset",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
    (
        "session",
        &["job", "read", "resume", "resolve", "theme", "fonts", "typeset", "error", "diagnostic"],
    ),
    (
        "cli",
        &[
            "error",
            "check",
            "pdf",
            "foreign",
            "posting",
            "proof",
            "batch",
            "job",
            "schema",
            "read",
            "resume",
            "resolve",
            "document",
            "write",
            "theme",
            "fonts",
            "typeset",
            "assets",
            "source",
            "diagnostic",
        ],
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root().join("src")).expect("in src").to_string_lossy().into();
        (name, std::fs::read_to_string(&path).expect("a source"))
    };
    found.into_iter().map(read).collect()
}

/// The part of the program that the file `name` belongs to.
fn module(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or_default()
}

#[test]
fn modules_use_only_what_they_may() {
    for (name, text) in all() {
        let module = module(&name);
        if matches!(module, "lib" | "main" | "allocator") {
            continue;
        }
        let allowed = MODULE_EDGES.iter().find(|(from, _)| *from == module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("`{module}` has no row in the table"));
        let code: String = text.lines().filter(|line| !line.trim().starts_with("//")).collect();
        let starts = ["crate::", "cvgen::"].into_iter().flat_map(|root| code.split(root).skip(1));
        for used in starts {
            let end = used.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(used.len());
            let used = &used[..end];
            let is_module = MODULE_EDGES.iter().any(|(known, _)| *known == used);
            let may = used == module || allowed.contains(&used) || !is_module;
            assert!(may, "{name}: `{module}` may not use `{used}`");
        }
    }
}

/// Where the scripts of other letters than Latin begin in Unicode.
const SCRIPTS: [&str; 14] = [
    "590", "0590", "600", "0600", "1100", "2e80", "3040", "3041", "30a0", "3400", "4e00", "ac00",
    "f900", "fb1d",
];

/// `script.rs` alone says what is Han, Kana, Hangul or written from the right. What LaTeX cannot set is listed by name.
#[test]
fn scripts_are_told_in_one_place() {
    for (name, text) in all() {
        if ["script.rs", "write/latex/fonts.rs", "resume/tidy.rs"].contains(&&*name) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.to_lowercase();
            let is_range = |start: &str| {
                let (escaped, plain) = (format!("u{{{start}}}'..="), format!("0x{start}..="));
                line.contains(&escaped) || line.contains(&plain)
            };
            let is_asked = SCRIPTS.iter().any(|start| is_range(start));
            assert!(!is_asked, "{name}:{number} asks for a script by its range: {line}");
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (name, text) in all() {
        assert!(text.starts_with("//! "), "{name} has no prologue");
        let lines = text.lines().count();
        assert!(lines <= 800, "{name} has {lines} lines");
    }
}

#[test]
fn no_two_public_types_share_a_name() {
    let mut seen = std::collections::BTreeSet::new();
    let mut shared = std::collections::BTreeSet::new();
    for (_, text) in all().into_iter().filter(|(name, _)| module(name) != "cli") {
        for line in text.lines() {
            let kinds = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
            let declared = kinds.iter().find_map(|kind| line.strip_prefix(kind));
            // A record of `resume`, which a macro declares.
            let record = line.strip_prefix("    ").filter(|line| {
                line.starts_with(char::is_uppercase) && line.ends_with('{') && line.contains(", \"")
            });
            let Some(name) = declared.or(record) else { continue };
            let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
            if !seen.insert(name[..end].to_owned()) {
                shared.insert(name[..end].to_owned());
            }
        }
    }
    assert!(shared.is_empty(), "two public types are called {shared:?}");
}

/// What callers make or take apart themselves: settings and inputs, and small things that stay as they are.
const MADE_BY_CALLERS: &[&str] = &[
    "BatchSettings",
    "Book",
    "Bullet",
    "CheckInput",
    "Choices",
    "Count",
    "Date",
    "DocxInput",
    "Fitted",
    "Folder",
    "FontSettings",
    "Given",
    "HtmlInput",
    "Input",
    "InputLine",
    "Key",
    "LatexInput",
    "Localized",
    "NamedLink",
    "Node",
    "Output",
    "OutputFile",
    "Part",
    "Pdf",
    "PdfSettings",
    "Photo",
    "Place",
    "Plan",
    "ProofInput",
    "Record",
    "Report",
    "Setting",
    "SharedTheme",
    "Span",
    "Table",
    "TextLayout",
    "TypesetInput",
    "Values",
    "Version",
    "Warned",
];

/// What the library gives may get a field without breaking anybody: it is `#[non_exhaustive]` or has private fields.
#[test]
fn what_the_library_gives_may_grow() {
    let mut closed = std::collections::BTreeSet::new();
    for (_, text) in all().into_iter().filter(|(name, _)| module(name) != "cli") {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = line.strip_prefix("pub struct ") else { continue };
            let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
            let attributes = lines[..at].iter().rev();
            let is_attribute = |line: &&&str| line.starts_with(['#', '/', ' ', ')']);
            let may_grow =
                attributes.take_while(is_attribute).any(|it| it.contains("non_exhaustive"));
            let fields = lines[at + 1..].iter().take_while(|line| line.starts_with(' '));
            let mut fields = fields.filter(|line| {
                !line.trim().starts_with(['/', '#'])
                    && line.starts_with("    ")
                    && line.contains(':')
            });
            let is_open = if line.ends_with('{') {
                fields.all(|field| field.starts_with("    pub "))
            } else {
                line.contains("(pub ")
            };
            if is_open && !may_grow {
                closed.insert(name[..end].to_owned());
            }
        }
    }
    let known: std::collections::BTreeSet<String> =
        MADE_BY_CALLERS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(closed, known, "types that cannot grow, and those that may be closed");
}
