//! Full-width brackets and `＃` of Chinese and Japanese keyboards, where YAML has its own signs.

use super::mend::Context;
use crate::read::fault::Mending;

impl Context<'_> {
    /// Brackets and a sign of comments of the same keyboards.
    pub(super) fn full_width_brackets(&self, found: &mut Vec<Mending>) {
        const BRACKETS: [(char, char); 8] = [
            ('｛', '{'),
            ('｝', '}'),
            ('【', '['),
            ('】', ']'),
            ('［', '['),
            ('］', ']'),
            ('：', ':'),
            ('，', ','),
        ];
        let value = self.part(&self.line.value);
        let first = value.chars().next();
        if let Some((mark, _)) = BRACKETS[..6].iter().find(|(mark, _)| Some(*mark) == first) {
            let mut plain = String::new();
            for character in value.chars() {
                match BRACKETS.iter().find(|(wide, _)| *wide == character) {
                    Some((_, ascii)) => plain.push(*ascii),
                    None => plain.push(character),
                }
                if matches!(character, '：' | '，') {
                    plain.push(' ');
                }
            }
            let at = self.line.value.start;
            let text = self.with(&self.line.value, &plain);
            let message = format!("`{mark}` is a full-width bracket, which opens nothing in YAML");
            found.push(self.mending(at..at + mark.len_utf8(), text, message));
        }
        let start = self.line.indent;
        if let Some(comment) = self.text[start..].strip_prefix('＃') {
            let text = format!("{}# {}", &self.text[..start], comment.trim_start());
            let message = "`＃` is a full-width number sign, which begins no comment in YAML";
            found.push(self.mending(start..start + '＃'.len_utf8(), text, message));
        }
    }
}
