//! From what a theme returned to a [`Sheet`], with every mistake and where in the sheet it is.

use super::{Item, LineText, Measures, Sheet, Widest};
use crate::diagnostic::{Diagnostic, did_you_mean};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

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
                width: self.field(it, "width")?,
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
        let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
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
                column: self.field(it, "column")?,
                gutter: self.field(it, "gutter")?,
                scale: self.field(it, "scale")?,
            },
            "line" => Item::Line { style: self.style(it)?, body: self.text_of(it, "body")? },
            "contacts" => Item::Contacts {
                style: self.style(it)?,
                rows: self.field(it, "rows")?,
                icons: self.field(it, "icons")?,
                letters: self.field(it, "letters")?,
            },
            "head" => Item::Head {
                style: self.style(it)?,
                level: self.field(it, "level")?,
                lines: self.lines(it)?,
                room: self.field(it, "room")?,
                sticky: self.field(it, "sticky")?,
                share: self.field(it, "share")?,
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
                width: self.field(it, "width")?,
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
                width: self.field(it, "width")?,
                right: self.field(it, "right")?,
                sticky: self.field(it, "sticky")?,
                items: self.items_of(it, "items"),
            },
            "photo" => Item::Photo {
                shape: self.field(it, "shape")?,
                width: self.field(it, "width")?,
                height: self.field(it, "height")?,
                ring: self.field(it, "ring")?,
            },
            "beside" => Item::Beside {
                style: self.optional_style(it),
                side: self.field(it, "side")?,
                width: self.field(it, "width")?,
                gutter: self.field(it, "gutter")?,
                aside: self.items_of(it, "aside"),
                items: self.items_of(it, "items"),
                bead: self.field(it, "bead")?,
                center: self.field(it, "center")?,
                parted: self.field(it, "parted")?,
                room: self.field(it, "room")?,
                sticky: self.field(it, "sticky")?,
            },
            "sidebar" => Item::Sidebar {
                style: self.style(it)?,
                side: self.field(it, "side")?,
                width: self.field(it, "width")?,
                pad: self.field(it, "pad")?,
                head: self.items_of(it, "head"),
                gutter: self.field(it, "gutter")?,
                aside: self.items_of(it, "aside"),
                items: self.items_of(it, "items"),
            },
            "columns" => Item::Columns {
                style: self.style(it)?,
                widths: self.field(it, "widths")?,
                gutter: self.field(it, "gutter")?,
                cells: self.cells(it)?,
                sticky: self.field(it, "sticky")?,
            },
            "banner" => Item::Banner {
                style: self.style(it)?,
                bottom: self.field(it, "bottom")?,
                over: self.items_of(it, "over"),
                drop: self.field(it, "drop")?,
                items: self.items_of(it, "items"),
            },
            "axis" => Item::Axis {
                style: self.style(it)?,
                x: self.field(it, "x")?,
                items: self.items_of(it, "items"),
            },
            "placed" => Item::Placed {
                x: self.field(it, "x")?,
                y: self.field(it, "y")?,
                width: self.field(it, "width")?,
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
                self.report(&format!("{}.{name}", it.path), &error.to_string(), None);
                None
            }
        }
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
        let decoded = cells
            .iter()
            .enumerate()
            .map(|(index, cell)| self.items(cell, &format!("{}.cells[{index}]", it.path)));
        Some(decoded.collect())
    }

    fn text_of(&mut self, it: &Fields<'_>, name: &str) -> Option<LineText> {
        let value = it.map.get(name).unwrap_or(&Value::Null);
        self.text(value, &format!("{}.{name}", it.path))
    }

    fn text(&mut self, value: &Value, path: &str) -> Option<LineText> {
        let map = match value {
            Value::String(text) => return Some(LineText::Plain(text.clone())),
            Value::Array(_) => match serde_json::from_value(value.clone()) {
                Ok(runs) => return Some(LineText::Runs(runs)),
                Err(error) => {
                    self.report(path, &error.to_string(), None);
                    return None;
                }
            },
            Value::Object(map) => map,
            other => {
                self.report(path, &format!("must be a text, found {}", kind_of(other)), None);
                return None;
            }
        };
        let it = Fields { map, path };
        if map.contains_key("style") {
            let style = self.style(&it);
            let body = self.text_of(&it, "body")?;
            return Some(LineText::Styled(style?, Box::new(body)));
        }
        if map.contains_key("parts") {
            let values: Vec<Value> = self.field(&it, "parts")?;
            let parts = values
                .iter()
                .enumerate()
                .filter_map(|(index, part)| self.text(part, &format!("{path}.parts[{index}]")))
                .collect();
            return Some(LineText::Parts(parts, Box::new(self.text_of(&it, "between")?)));
        }
        if map.contains_key("address") {
            let (url, text) = (self.field(&it, "url")?, self.field(&it, "address")?);
            return Some(LineText::Address { url, text, whole: self.field(&it, "whole")? });
        }
        if map.contains_key("unbroken") {
            return Some(LineText::Unbroken(Box::new(self.text_of(&it, "unbroken")?)));
        }
        if map.contains_key("date") {
            return Some(LineText::Date(Box::new(self.text_of(&it, "date")?)));
        }
        if map.contains_key("padded") {
            let width = self.field(&it, "padded")?;
            return Some(LineText::Padded(width, Box::new(self.text_of(&it, "body")?)));
        }
        if map.contains_key("chips") {
            return Some(LineText::Chips(self.field(&it, "chips")?));
        }
        if map.contains_key("marks") {
            return Some(LineText::Marks(self.field(&it, "marks")?, self.field(&it, "shape")?));
        }
        if map.contains_key("space") {
            return Some(LineText::Space(self.field(&it, "space")?));
        }
        if map.contains_key("separator") {
            return Some(LineText::Separator);
        }
        let hint = "texts are strings, lines of runs, and what `styled`, `parts`, `web`, `dated`, \
                    `unbroken` and `chips` make";
        self.report(path, "is not text", Some(hint.to_owned()));
        None
    }
}

/// The fields of a map, and where it is.
struct Fields<'a> {
    map: &'a Map<String, Value>,
    path: &'a str,
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
