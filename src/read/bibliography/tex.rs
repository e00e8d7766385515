//! What is left of TeX in a text of a bibliography, as Markdown.
//!
//! The library knows accents and the like. Here commands for letters become emphasis or their text, formulas of
//! letters and figures are printed without their signs, and everything else says what it says.

/// Commands that make their text stand out.
const EMPHASIS: [&str; 5] = ["emph", "textit", "textsl", "mkbibemph", "mathit"];
const STRONG: [&str; 3] = ["textbf", "mkbibbold", "mathbf"];

/// Commands that only choose letters.
const PLAIN: [&str; 12] = [
    "textsc",
    "texttt",
    "textrm",
    "textsf",
    "textup",
    "text",
    "mbox",
    "ensuremath",
    "mathrm",
    "mathcal",
    "url",
    "enquote",
];

/// `text` as Markdown.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((mark, inner, after)) = command(rest) {
            out.extend([mark, &markdown(inner), mark]);
            rest = after;
        } else if let Some((formula, after)) = formula(rest) {
            out += &escaped(&formula);
            rest = after;
        } else {
            out += &escaped(first.encode_utf8(&mut [0; 4]));
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// The mark of emphasis, the text and what is behind it, if `text` begins with a command for letters.
fn command(text: &str) -> Option<(&'static str, &str, &str)> {
    let name = text.strip_prefix('\\')?;
    let (name, rest) = name.split_at(name.find(|c: char| !c.is_ascii_alphabetic())?);
    let mark = match name {
        name if EMPHASIS.contains(&name) => "*",
        name if STRONG.contains(&name) => "**",
        name if PLAIN.contains(&name) => "",
        _ => return None,
    };
    let inner = rest.trim_start().strip_prefix('{')?;
    let mut depth = 1;
    for (at, character) in inner.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((mark, &inner[..at], &inner[at + 1..]));
        }
    }
    None
}

/// The formula that `text` begins with, if it is of letters and figures with raised and lowered figures only, and what
/// is behind it.
fn formula(text: &str) -> Option<(String, &str)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let (inner, after) = text.strip_prefix('$')?.split_once('$')?;
    // `$5 and $6` are prices.
    if inner.is_empty() || inner.contains('\\') || inner.starts_with(' ') || inner.ends_with(' ') {
        return None;
    }
    let mut printed = String::new();
    let mut characters = inner.chars().filter(|c| !"{}".contains(*c)).peekable();
    while let Some(character) = characters.next() {
        let figures = match character {
            '^' => &RAISED,
            '_' => &LOWERED,
            character => {
                printed.push(character);
                continue;
            }
        };
        let mut any = false;
        while let Some(figure) = characters.peek().and_then(|c| c.to_digit(10)) {
            printed.push(figures[figure as usize]);
            characters.next();
            any = true;
        }
        if !any {
            return None;
        }
    }
    Some((printed, after))
}

/// `text` as Markdown that says just that.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>#".contains(character) {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn what_tex_says_of_letters_is_markdown() {
        for (tex, expected) in [
            (r"Fast \emph{Things}", "Fast *Things*"),
            (r"\textbf{A \textit{b}} c", "**A *b*** c"),
            (r"\textsc{Rust} at *C*", r"Rust at \*C\*"),
            ("in $O(n^2)$ and $H_2O$", "in O(n²) and H₂O"),
            ("$x^{12}$", "x¹²"),
            ("for $5 and $6 more", "for $5 and $6 more"),
            (r"$\alpha$ \unknown{y}", r"$\\alpha$ \\unknown{y}"),
            (r"\emph{open", r"\\emph{open"),
        ] {
            assert_eq!(markdown(tex), expected, "{tex}");
        }
    }
}
