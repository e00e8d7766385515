//! From what a theme returned to a [`Sheet`], with every mistake and where in the sheet it is.

mod text;

use super::{Item, LineText, Measures, Sheet, Widest};
use crate::diagnostic::{Diagnostic, did_you_mean};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The largest number of points, that of the tallest page of a PDF (ISO 32000-1, C.2).
const LARGEST: f64 = 14_400.0;

/// What cannot be below nothing.
const SIZES: [&str; 6] = ["width", "height", "ring", "column", "padded", "room"];

/// The kinds of items, as a theme's functions call them.
const KINDS: [&str; 23] = [
    "title",
    "line",
    "contacts",
    "head",
    "paragraph",
    "blocks",
    "bullets",
    "quote",
    "numbered",
    "rule",
    "break",
    "group",
    "keep",
    "apart",
    "center",
    "indent",
    "photo",
    "beside",
    "sidebar",
    "placed",
    "columns",
    "banner",
    "axis",
];

/// Decodes `value`; `styles` are the names that items may use. Errors are all there are.
pub fn decode<'a>(
    value: &Value,
    styles: impl IntoIterator<Item = &'a String>,
) -> Result<Sheet, Vec<Diagnostic>> {
    let styles = styles.into_iter().map(String::as_str).collect();
    let mut decoder = Decoder { styles, problems: Vec::new() };
    let measures = value.get("measures").map_or(Err(String::new()), |measures| {
        serde_json::from_value::<Measures>(measures.clone()).map_err(|error| error.to_string())
    });
    let items = decoder.items(value.get("items").unwrap_or(&Value::Null), "items");
    let widest = if decoder.problems.is_empty() { decoder.widest(value) } else { Vec::new() };
    match measures {
        Ok(measures) if decoder.problems.is_empty() => Ok(Sheet { measures, items, widest }),
        Ok(_) => Err(decoder.problems),
        Err(why) => {
            decoder.report("measures", &format!("cannot be read: {why}"), None);
            Err(decoder.problems)
        }
    }
}

struct Decoder<'a> {
    styles: Vec<&'a str>,
    problems: Vec<Diagnostic>,
}

impl Decoder<'_> {
    fn report(&mut self, path: &str, message: &str, hint: Option<String>) {
        let problem = Diagnostic::error("sheet", format!("`{path}`: {message}"));
        self.problems.push(hint.into_iter().fold(problem, Diagnostic::hint));
    }

    fn items(&mut self, value: &Value, path: &str) -> Vec<Item> {
        let Value::Array(values) = value else {
            self.report(path, &format!("must be a list of items, found {}", kind_of(value)), None);
            return Vec::new();
        };
        let decoded = values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| self.item(value, &format!("{path}[{index}]")));
        decoded.collect()
    }

    fn widest(&mut self, sheet: &Value) -> Vec<Widest> {
        let values = sheet.get("widest").and_then(Value::as_array).map(Vec::as_slice);
        let decoded = values.unwrap_or_default().iter().enumerate().filter_map(|(index, value)| {
            let it = &Fields { map: value.as_object()?, path: &format!("widest[{index}]") };
            Some(Widest {
                width: self.number(it, "width")?,
                more: self.field(it, "more")?,
                style: self.optional_style(it),
                body: self.text_of(it, "body")?,
            })
        });
        decoded.collect()
    }

    fn item(&mut self, value: &Value, path: &str) -> Option<Item> {
        let Some(map) = value.as_object() else {
            let hint = "items are made by functions such as `title` and `head`".to_owned();
            self.report(path, &format!("must be an item, found {}", kind_of(value)), Some(hint));
            return None;
        };
        let Some(kind) = map.get("kind").and_then(Value::as_str) else {
            let hint = "put a text into an item such as `line` or `paragraph`".to_owned();
            self.report(path, "must be an item, found a map without `kind`", Some(hint));
            return None;
        };
        let before = self.problems.len();
        let item = self.fields(kind, &Fields { map, path });
        (self.problems.len() == before).then_some(item).flatten()
    }

    fn fields(&mut self, kind: &str, it: &Fields<'_>) -> Option<Item> {
        Some(match kind {
            "title" => Item::Title {
                style: self.style(it)?,
                level: self.field(it, "level")?,
                body: self.text_of(it, "body")?,
                sticky: self.field(it, "sticky")?,
                column: self.number(it, "column")?,
                gutter: self.number(it, "gutter")?,
                scale: self.number(it, "scale")?,
            },
            "line" => Item::Line { style: self.style(it)?, body: self.text_of(it, "body")? },
            "contacts" => Item::Contacts {
                style: self.style(it)?,
                rows: self.field(it, "rows")?,
                icons: self.field(it, "icons")?,
                letters: self.number(it, "letters")?,
            },
            "head" => Item::Head {
                style: self.style(it)?,
                level: self.field(it, "level")?,
                lines: self.lines(it)?,
                room: self.number(it, "room")?,
                sticky: self.field(it, "sticky")?,
                share: self.number(it, "share")?,
            },
            "paragraph" => Item::Paragraph {
                style: self.optional_style(it),
                body: self.text_of(it, "body")?,
                tight: self.field(it, "tight")?,
                sticky: self.field(it, "sticky")?,
            },
            "blocks" => Item::Blocks {
                style: self.optional_style(it),
                blocks: self.field(it, "blocks")?,
                before_list: self.field(it, "before-list")?,
            },
            "bullets" => Item::Bullets { items: self.field(it, "items")? },
            "quote" => Item::Quote { style: self.style(it)?, blocks: self.field(it, "blocks")? },
            "numbered" => Item::Numbered {
                style: self.style(it)?,
                width: self.number(it, "width")?,
                items: self.numbered(it)?,
            },
            "rule" => Item::Rule { style: self.style(it)?, sticky: self.field(it, "sticky")? },
            "break" => Item::Break,
            "group" => Item::Group { style: self.style(it)?, items: self.items_of(it, "items") },
            "keep" => Item::Keep { style: self.style(it)?, items: self.items_of(it, "items") },
            "apart" => Item::Apart {
                style: self.style(it)?,
                foot: self.field(it, "foot")?,
                items: self.items_of(it, "items"),
            },
            "center" => Item::Center { items: self.items_of(it, "items") },
            "indent" => Item::Indent {
                width: self.number(it, "width")?,
                right: self.number(it, "right")?,
                sticky: self.field(it, "sticky")?,
                items: self.items_of(it, "items"),
            },
            "photo" => Item::Photo {
                shape: self.one_of(it, "shape", &["round", "square"])?,
                width: self.number(it, "width")?,
                height: self.number(it, "height")?,
                ring: self.number(it, "ring")?,
            },
            "beside" => Item::Beside {
                style: self.optional_style(it),
                side: self.one_of(it, "side", &["left", "right"])?,
                width: self.number(it, "width")?,
                gutter: self.number(it, "gutter")?,
                aside: self.items_of(it, "aside"),
                items: self.items_of(it, "items"),
                bead: match it.map.get("bead").filter(|bead| !bead.is_null()) {
                    Some(_) => Some(self.one_of(it, "bead", &["dot", "ring"])?),
                    None => None,
                },
                center: self.field(it, "center")?,
                parted: self.field(it, "parted")?,
                room: self.number(it, "room")?,
                sticky: self.field(it, "sticky")?,
            },
            "sidebar" => Item::Sidebar {
                style: self.style(it)?,
                side: self.one_of(it, "side", &["left", "right"])?,
                width: self.number(it, "width")?,
                pad: self.number(it, "pad")?,
                head: self.items_of(it, "head"),
                gutter: self.number(it, "gutter")?,
                aside: self.items_of(it, "aside"),
                items: self.items_of(it, "items"),
            },
            "columns" => Item::Columns {
                style: self.style(it)?,
                widths: self.field(it, "widths")?,
                gutter: self.number(it, "gutter")?,
                cells: self.cells(it)?,
                sticky: self.field(it, "sticky")?,
            },
            "banner" => Item::Banner {
                style: self.style(it)?,
                bottom: self.number(it, "bottom")?,
                over: self.items_of(it, "over"),
                drop: self.number(it, "drop")?,
                items: self.items_of(it, "items"),
            },
            "axis" => Item::Axis {
                style: self.style(it)?,
                x: self.number(it, "x")?,
                items: self.items_of(it, "items"),
            },
            "placed" => Item::Placed {
                x: self.number(it, "x")?,
                y: self.number(it, "y")?,
                width: self.number(it, "width")?,
                items: self.items_of(it, "items"),
            },
            unknown => {
                let hint = did_you_mean(unknown, KINDS);
                let message = format!("no item is called `{}`", unknown.escape_debug());
                self.report(&format!("{}.kind", it.path), &message, hint);
                return None;
            }
        })
    }

    /// A field that is read as it is.
    fn field<T: DeserializeOwned>(&mut self, it: &Fields<'_>, name: &str) -> Option<T> {
        let value = it.map.get(name).unwrap_or(&Value::Null);
        match serde_json::from_value(value.clone()) {
            Ok(value) => Some(value),
            Err(error) => {
                self.report(
                    &format!("{}.{name}", it.path),
                    &plainly(&error, value),
                    it.meant(name),
                );
                None
            }
        }
    }

    /// A length in points, a share or a count.
    fn number(&mut self, it: &Fields<'_>, name: &str) -> Option<f64> {
        let value = it.map.get(name).unwrap_or(&Value::Null);
        let number = value.as_f64();
        let path = format!("{}.{name}", it.path);
        match number {
            None => {
                // A length arrives as its source.
                let unit = value.as_str().filter(|text| text.ends_with(['t', 'm', 'n', '%']));
                let hint = unit.map(|_| "write `.pt()` behind it for its points".to_owned());
                let hint = hint.or_else(|| it.meant(name));
                let message = format!("must be a number, found {}", kind_of(value));
                self.report(&path, &message, hint);
            }
            // Neither pages nor what is on them are larger.
            Some(number) if !(-LARGEST..=LARGEST).contains(&number) => {
                self.report(&path, &format!("must be from -{LARGEST} to {LARGEST}"), None);
                return None;
            }
            Some(number) if number < 0.0 && SIZES.contains(&name) => {
                self.report(&path, "must not be negative", None);
                return None;
            }
            Some(_) => {}
        }
        number
    }

    /// A word of a few.
    fn one_of(&mut self, it: &Fields<'_>, name: &str, words: &[&str]) -> Option<String> {
        let word: String = self.field(it, name)?;
        if words.contains(&word.as_str()) {
            return Some(word);
        }
        let hint = did_you_mean(&word, words.iter().copied());
        let known = words.join("` or `");
        let message = format!("must be `{known}`, found `{}`", word.escape_debug());
        self.report(&format!("{}.{name}", it.path), &message, hint);
        None
    }

    fn items_of(&mut self, it: &Fields<'_>, name: &str) -> Vec<Item> {
        self.items(it.map.get(name).unwrap_or(&Value::Null), &format!("{}.{name}", it.path))
    }

    /// The style of an item that may have none. A wrong one is reported, which drops the item.
    fn optional_style(&mut self, it: &Fields<'_>) -> Option<String> {
        it.map.get("style").filter(|style| !style.is_null()).and_then(|_| self.style(it))
    }

    fn style(&mut self, it: &Fields<'_>) -> Option<String> {
        let name: String = self.field(it, "style")?;
        self.known_style(name, &format!("{}.style", it.path))
    }

    fn known_style(&mut self, name: String, path: &str) -> Option<String> {
        if self.styles.contains(&name.as_str()) {
            return Some(name);
        }
        let hint = did_you_mean(&name, self.styles.iter().copied());
        self.report(path, &format!("no style is called `{}`", name.escape_debug()), hint);
        None
    }

    fn lines(&mut self, it: &Fields<'_>) -> Option<Vec<(Option<LineText>, Option<LineText>)>> {
        let pairs: Vec<(Value, Value)> = self.field(it, "lines")?;
        let mut lines = Vec::new();
        for (index, (left, right)) in pairs.iter().enumerate() {
            let path = format!("{}.lines[{index}]", it.path);
            let mut side = |value: &Value, number: u8| match value {
                Value::Null => Some(None),
                value => self.text(value, &format!("{path}[{number}]")).map(Some),
            };
            lines.push((side(left, 0)?, side(right, 1)?));
        }
        Some(lines)
    }

    fn numbered(&mut self, it: &Fields<'_>) -> Option<Vec<(i64, Vec<Item>)>> {
        let pairs: Vec<(i64, Value)> = self.field(it, "items")?;
        let decoded = pairs.iter().enumerate().map(|(index, (number, items))| {
            (*number, self.items(items, &format!("{}.items[{index}][1]", it.path)))
        });
        Some(decoded.collect())
    }

    fn cells(&mut self, it: &Fields<'_>) -> Option<Vec<Vec<Item>>> {
        let cells: Vec<Value> = self.field(it, "cells")?;
        let widths: Vec<f64> = self.field(it, "widths")?;
        if cells.len() > widths.len() {
            let message = format!("has {} columns, and `widths` {}", cells.len(), widths.len());
            self.report(&format!("{}.cells", it.path), &message, None);
        }
        let decoded = cells
            .iter()
            .enumerate()
            .map(|(index, cell)| self.items(cell, &format!("{}.cells[{index}]", it.path)));
        Some(decoded.collect())
    }
}

/// What is wrong with `value`, in the words of a theme's author.
fn plainly(error: &serde_json::Error, value: &Value) -> String {
    let said = error.to_string();
    let wanted = [
        ("a boolean", "`true` or `false`"),
        ("u8", "a whole number"),
        ("i64", "a whole number"),
        ("f64", "a number"),
        ("a string", "a string"),
        ("a sequence", "a list"),
        ("a tuple", "pairs of a left and a right side"),
    ];
    let known = said.split_once("expected ").and_then(|(_, wish)| {
        wanted.into_iter().find(|(name, _)| wish.starts_with(name)).map(|(_, words)| words)
    });
    match known {
        Some(words) => format!("must be {words}, found {}", kind_of(value)),
        None => said,
    }
}

/// The fields of a map, and where it is.
struct Fields<'a> {
    map: &'a Map<String, Value>,
    path: &'a str,
}

impl Fields<'_> {
    /// The field that was probably meant to be `name`, if that is missing.
    fn meant(&self, name: &str) -> Option<String> {
        let is_missing = self.map.get(name).is_none_or(Value::is_null);
        let other = self.map.keys().find(|key| *key != name && did_you_mean(key, [name]).is_some());
        other
            .filter(|_| is_missing)
            .map(|other| format!("`{}` is no field; did you mean `{name}`", other.escape_debug()))
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}
