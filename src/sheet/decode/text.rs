//! The texts of a sheet: what a theme may write on a line.

use super::{Decoder, Fields, kind_of};
use crate::sheet::{LineText, MarkShape};
use serde_json::Value;

impl Decoder<'_> {
    pub(super) fn text_of(&mut self, it: &Fields<'_>, name: &str) -> Option<LineText> {
        let value = it.map.get(name).unwrap_or(&Value::Null);
        self.text(value, &format!("{}.{name}", it.path))
    }

    pub(super) fn text(&mut self, value: &Value, path: &str) -> Option<LineText> {
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
            let width = self.number(&it, "padded")?;
            return Some(LineText::Padded(width, Box::new(self.text_of(&it, "body")?)));
        }
        if map.contains_key("chips") {
            return Some(LineText::Chips(self.field(&it, "chips")?));
        }
        if map.contains_key("marks") {
            let shape = self.one_of(&it, "shape", &["dots", "bars"])?;
            let shape = if shape == "bars" { MarkShape::Bars } else { MarkShape::Dots };
            return Some(LineText::Marks(self.field(&it, "marks")?, shape));
        }
        if map.contains_key("space") {
            return Some(LineText::Space(self.number(&it, "space")?));
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
