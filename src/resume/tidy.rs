//! What is put right in a file before anybody asks what it means: sections by other names, radicals that a PDF
//! gave for characters.

use super::decode::{Problems, shape};
use super::language::is_well_known_language;
use super::node::{Node, Value};
use super::{Contents, foreign, names, person};
use crate::diagnostic::Diagnostic;
use unicode_normalization::UnicodeNormalization;

/// `tree` with its sections called by their names and the person's fields in `basics`.
pub(super) fn tidy(mut tree: Node, problems: &mut Problems) -> Node {
    each_text(&mut tree, &mut |text| {
        if text.contains(is_radical) {
            *text = text.chars().map(character).collect();
        }
    });
    state_language(&mut tree);
    if foreign::tool(&tree).is_none() {
        person::gather_basics(&mut tree, problems);
    }
    let mut tree = shape::record::<Contents>(&tree, problems).into_owned();
    person::gather_profiles(&mut tree, problems);
    names::join(&mut tree, problems.written_in.as_ref(), &problems.languages);
    tree
}

/// Warns of markup that is printed as it is, once a file.
pub(super) fn markup(tree: &Node, problems: &mut Problems) {
    let mut told: Vec<u16> = Vec::new();
    tree.each_scalar(&mut |node| {
        let Some(tag) = node.scalar().and_then(html_tag) else { return };
        if !told.contains(&node.span.source) {
            told.push(node.span.source);
            let message = format!("`{tag}` and other tags of HTML are printed as they are");
            let hint =
                "write Markdown: `**bold**`, `*italic*`, `[text](address)`, `- ` before bullets";
            problems.report(node.span, Diagnostic::warning("html", message).hint(hint));
        }
    });
}

/// Warns of a path of Windows in which `\t` or `\n` became what it means in double quotes: `"C:\temp"`.
pub(super) fn escapes(tree: &Node, problems: &mut Problems) {
    tree.each_scalar(&mut |node| {
        let code = problems.written(node.span).and_then(escape).map(str::to_owned);
        let Some(code) = code else { return };
        let message = format!("`{code}` in double quotes is one character, not a part of a path");
        let hint = match problems.format(node.span) {
            "json" => "double each `\\` of the path",
            _ => "put the text in single quotes, or double each `\\` of the path",
        };
        problems.report(node.span, Diagnostic::warning("escape", message).hint(hint));
    });
}

/// The `\t` or its like behind the drive in a path in double quotes: `C:\temp`.
fn escape(written: &str) -> Option<&str> {
    let text = written.strip_prefix('"')?;
    text.match_indices(":\\").find_map(|(at, _)| {
        let before = &text[..at];
        let is_drive = before.ends_with(|c: char| c.is_ascii_uppercase())
            && !before[..before.len() - 1].ends_with(char::is_alphanumeric);
        let code =
            text.get(at + 1..at + 3).filter(|code| code.ends_with(['t', 'n', 'r', 'b', 'f']))?;
        let goes_on = text[at + 3..].starts_with(|c: char| c.is_ascii_lowercase());
        (is_drive && goes_on).then_some(code)
    })
}

/// The first tag of HTML in `text`.
fn html_tag(text: &str) -> Option<&str> {
    const NAMES: &[&str] = &[
        "a", "b", "br", "code", "div", "em", "h1", "h2", "h3", "i", "img", "li", "ol", "p",
        "small", "span", "strong", "sub", "sup", "table", "td", "tr", "u", "ul",
    ];
    text.match_indices('<').find_map(|(at, _)| {
        let end = at + text[at..].find('>')?;
        let inner = text[at + 1..end].trim_start_matches('/');
        let name = inner.split([' ', '/', '\n']).next()?;
        let is_tag = NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
        // `a <b and c> d`
        let is_whole = inner.len() == name.len() || inner.contains('=') || inner.ends_with('/');
        (is_tag && is_whole).then(|| &text[at..=end])
    })
}

/// Lets `language: de` beside the sections state the language of the file; those that the person speaks
/// are a list.
fn state_language(tree: &mut Node) {
    let Value::Map(entries) = &mut tree.value else { return };
    for (key, value) in entries {
        let is_code = value.scalar().is_some_and(|text| is_well_known_language(text.trim()));
        if is_code && matches!(&*key.text, "language" | "lang" | "locale") {
            key.text = format!("x-{}", key.text);
        }
    }
}

fn each_text(node: &mut Node, change: &mut dyn FnMut(&mut String)) {
    match &mut node.value {
        Value::Text(text) => change(text),
        Value::List(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Map(entries) => {
            for (key, node) in entries {
                change(&mut key.text);
                each_text(node, change);
            }
        }
        _ => {}
    }
}

/// Whether `character` is a radical, which looks like a character and is none to a search.
fn is_radical(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fd5}')
}

/// The character that looks like the radical `character`: by Unicode's compatibility mappings, and its file
/// `EquivalentUnifiedIdeograph.txt`.
fn character(character: char) -> char {
    if !is_radical(character) {
        return character;
    }
    let normal = std::iter::once(character).nfkc().next().unwrap_or(character);
    if normal != character {
        return normal;
    }
    let known = SUPPLEMENT.iter().find(|(radical, _)| *radical == character);
    known.map_or(character, |(_, ideograph)| *ideograph)
}

/// Radicals of the block CJK Radicals Supplement that are a character of their own.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺂', '乛'),
    ('⺄', '乙'),
    ('⺅', '亻'),
    ('⺆', '冂'),
    ('⺈', '刀'),
    ('⺉', '刂'),
    ('⺊', '卜'),
    ('⺋', '㔾'),
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺑', '𡯂'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺕', '彐'),
    ('⺖', '忄'),
    ('⺗', '心'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺜', '日'),
    ('⺝', '月'),
    ('⺞', '歹'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺤', '爫'),
    ('⺥', '爫'),
    ('⺦', '丬'),
    ('⺧', '牛'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺯', '糹'),
    ('⺰', '纟'),
    ('⺱', '罓'),
    ('⺲', '罒'),
    ('⺳', '罓'),
    ('⺴', '罓'),
    ('⺵', '罓'),
    ('⺶', '羊'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺹', '耂'),
    ('⺺', '肀'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⺿', '艹'),
    ('⻀', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻇', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻊', '足'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻏', '阝'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阝'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻟', '飠'),
    ('⻠', '饣'),
    ('⻡', '𩠐'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻲', '亀'),
    ('⻳', '龟'),
];
