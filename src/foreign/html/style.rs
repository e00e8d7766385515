//! What of style sheets tells whether people see a text.
//!
//! Rules with a single tag, class or id as selector, and `style` attributes; of media queries those for
//! screens count. What is computed, such as `var()`, is not.

/// What hides a text, or may.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    is_invisible: bool,
    is_tiny: bool,
    color: Option<[u8; 3]>,
    background: Option<[u8; 3]>,
}

impl Look {
    /// Why people do not see text of this look, if they do not.
    pub(super) fn hidden(&self) -> Option<&'static str> {
        if self.is_invisible {
            return Some("invisible");
        }
        if self.is_tiny {
            return Some("too small to be seen");
        }
        let (color, background) = (self.color?, self.background.unwrap_or([255; 3]));
        let far = color.iter().zip(background).map(|(one, other)| one.abs_diff(other)).max();
        (far < Some(12)).then_some("of the colour of what it is on")
    }
}

/// Declarations for a selector.
struct Rule {
    selector: String,
    declarations: String,
}

/// The rules of a page.
pub(super) struct Sheet(Vec<Rule>);

impl Sheet {
    /// The rules in the `style` elements of a page.
    pub(super) fn of(html: &str) -> Sheet {
        let mut rules = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find("<style") {
            let Some((_, css)) = rest[at..].split_once('>') else { break };
            let (css, after) = css.split_once("</style").unwrap_or((css, ""));
            collect(&without_comments(css), &mut rules);
            rest = after;
        }
        Sheet(rules)
    }

    /// The look of an element in another of the look `outer`.
    pub(super) fn look(
        &self,
        outer: Option<&Look>,
        name: &str,
        attribute: &dyn Fn(&str) -> Option<String>,
    ) -> Look {
        let mut look = outer.cloned().unwrap_or(Look {
            is_invisible: false,
            is_tiny: false,
            color: None,
            background: None,
        });
        let id = attribute("id").unwrap_or_default();
        let class = attribute("class").unwrap_or_default();
        let classes: Vec<&str> = class.split_ascii_whitespace().collect();
        for Rule { selector, declarations } in &self.0 {
            let fits = match selector.split_at_checked(1) {
                Some((".", class)) => classes.contains(&class),
                Some(("#", own)) => own == id,
                _ => selector.eq_ignore_ascii_case(name),
            };
            if fits {
                declare(declarations, &mut look);
            }
        }
        if let Some(color) = attribute("color").filter(|_| name == "font") {
            look.color = parse(&color);
        }
        if let Some(color) = attribute("bgcolor") {
            look.background = parse(&color);
        }
        declare(&attribute("style").unwrap_or_default(), &mut look);
        look.is_invisible |= attribute("hidden").is_some();
        look
    }
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// The rules of a style sheet.
fn collect(css: &str, rules: &mut Vec<Rule>) {
    let mut rest = css;
    while let Some((head, after)) = rest.split_once('{') {
        let mut depth = 1_usize;
        let end = after.char_indices().find_map(|(at, character)| {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at)
        });
        let end = end.unwrap_or(after.len());
        let (body, next) = (&after[..end], after.get(end + 1..).unwrap_or_default());
        let head = head.rsplit(';').next().unwrap_or_default().trim();
        if head.starts_with("@media") {
            // What only paper, phones or the dark have is not what everybody sees.
            if !["print", "max-width", "prefers", "min-width"]
                .iter()
                .any(|word| head.contains(word))
            {
                collect(body, rules);
            }
        } else if !head.starts_with('@') {
            let simple = |selector: &str| {
                let mut characters = selector.chars();
                let first =
                    characters.next().is_some_and(|c| c.is_alphanumeric() || ".#".contains(c));
                first && characters.all(|c| c.is_alphanumeric() || "-_".contains(c))
            };
            let selectors = head.split(',').map(str::trim).filter(|selector| simple(selector));
            rules.extend(selectors.map(|selector| Rule {
                selector: selector.to_owned(),
                declarations: body.to_owned(),
            }));
        }
        rest = next;
    }
}

/// Takes over declarations such as `display: none; color: #fff`.
fn declare(declarations: &str, look: &mut Look) {
    for declaration in declarations.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => look.is_invisible |= value == "none",
            "visibility" => look.is_invisible = matches!(value.as_str(), "hidden" | "collapse"),
            "opacity" => look.is_invisible |= value.parse().is_ok_and(|it: f64| it < 0.05),
            "font-size" => look.is_tiny = is_tiny(&value, look.is_tiny),
            "text-indent" | "left" | "right" | "top" => {
                look.is_invisible |= value.starts_with('-') && length(&value).abs() >= 900.0;
            }
            "clip" => look.is_invisible |= value.starts_with("rect(0"),
            "color" => look.color = parse(&value),
            "background" | "background-color" => {
                look.background = parse(&value).or(look.background);
            }
            _ => {}
        }
    }
}

/// Whether a size is below two points, or within one that is.
fn is_tiny(value: &str, outer: bool) -> bool {
    let number = length(value);
    match value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.') {
        "px" | "pt" | "" => number < 2.0,
        "%" | "em" | "rem" => outer || number <= 0.05,
        _ => outer,
    }
}

fn length(value: &str) -> f64 {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
    value[..end.unwrap_or(value.len())].parse().unwrap_or(f64::MAX)
}

/// A colour, where it is written as one.
fn parse(value: &str) -> Option<[u8; 3]> {
    let value = value.trim();
    match value {
        "white" => return Some([255; 3]),
        "black" => return Some([0; 3]),
        _ => {}
    }
    if let Some(digits) = value.strip_prefix('#') {
        let digit = |at: usize| u8::from_str_radix(digits.get(at..=at)?, 16).ok();
        return match digits.len() {
            3 => Some([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17]),
            6 => Some([0, 2, 4].map(|at| digit(at).unwrap_or(0) * 16 + digit(at + 1).unwrap_or(0))),
            _ => None,
        };
    }
    let inner = value.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<u8> =
        inner.split([',', ' ']).filter_map(|part| part.trim().parse().ok()).collect();
    parts.try_into().ok()
}
