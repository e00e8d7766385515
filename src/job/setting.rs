//! What may be set about a format, declared beside it like the options of a theme.
//!
//! A [`Setting`] has a default that is always valid; [`FormatSettings`] holds only what was chosen
//! and checked.

use crate::calendar;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::resume::PartialDate;
use std::collections::BTreeMap;

/// Something that may be set about a format.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Its name, which is that of its flag on the command line.
    pub name: &'static str,
    /// What its value is called in help; empty for a flag.
    pub value: &'static str,
    /// What it does, for help.
    pub doc: &'static str,
    /// What it may be.
    pub kind: SettingKind,
    /// Whether it can be set for many documents at once.
    pub for_many: bool,
}

/// What a setting may be.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum SettingKind {
    /// `true` or `false`, which is the default.
    Flag,
    /// A number.
    Number {
        /// The smallest.
        least: f64,
        /// The largest.
        most: f64,
        /// What it is unless set.
        default: f64,
    },
    /// A whole number.
    Whole {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
        /// What it is unless set.
        default: u32,
    },
    /// Some of these words, separated by commas; none unless set.
    Words(&'static [&'static str]),
    /// One of these words; none unless set.
    Choice(&'static [&'static str]),
    /// A day such as `2026-11-23`; none unless set.
    Day,
}

impl Setting {
    /// Its default, as it would be typed; empty for none.
    pub fn default_text(&self) -> String {
        match self.kind {
            SettingKind::Flag => "false".to_owned(),
            SettingKind::Number { default, .. } => default.to_string(),
            SettingKind::Whole { default, .. } => default.to_string(),
            SettingKind::Choice(_) | SettingKind::Words(_) | SettingKind::Day => String::new(),
        }
    }

    /// Why `text` cannot be its value, if it cannot.
    pub fn check(&self, text: &str) -> Result<(), String> {
        self.parse(text).map(drop)
    }

    fn parse(&self, text: &str) -> Result<SettingValue, String> {
        match self.kind {
            SettingKind::Flag => match text {
                "true" => Ok(SettingValue::Flag(true)),
                "false" => Ok(SettingValue::Flag(false)),
                _ => Err("must be `true` or `false`".to_owned()),
            },
            SettingKind::Number { least, most, .. } => {
                let number = text.parse().ok().filter(|number| (least..=most).contains(number));
                let number = number.map(SettingValue::Number);
                number.ok_or_else(|| format!("must be a number from {least} to {most}"))
            }
            SettingKind::Whole { least, most, .. } => {
                let number = text.parse().ok().filter(|number| (least..=most).contains(number));
                let number = number.map(|number| SettingValue::Number(f64::from(number)));
                number.ok_or_else(|| format!("must be a whole number from {least} to {most}"))
            }
            SettingKind::Choice(known) if known.contains(&text) => {
                Ok(SettingValue::Words(vec![text.to_owned()]))
            }
            SettingKind::Choice(known) => Err(did_you_mean(text, known.iter().copied())
                .unwrap_or_else(|| format!("must be one of `{}`", known.join("`, `")))),
            SettingKind::Words(known) => {
                let near = |word| did_you_mean(word, known.iter().copied());
                let all = || format!("must be among `{}`", known.join("`, `"));
                let words = text.split(',').map(|word| {
                    let is_known = known.contains(&word).then(|| word.to_owned());
                    is_known.ok_or_else(|| near(word).unwrap_or_else(all))
                });
                words.collect::<Result<_, _>>().map(SettingValue::Words)
            }
            SettingKind::Day => seconds(text)
                .map(SettingValue::Seconds)
                .ok_or_else(|| "is not a day; write it as `2026-11-23`".to_owned()),
        }
    }
}

/// The first second of a day, counted from 1970.
fn seconds(day: &str) -> Option<i64> {
    let date: PartialDate = day.parse().ok()?;
    Some(calendar::number(date.year, date.month?, date.day?)? * 86_400)
}

#[derive(Debug, Clone, PartialEq)]
enum SettingValue {
    Flag(bool),
    Number(f64),
    Words(Vec<String>),
    Seconds(i64),
}

/// What was set about formats. What was not has its default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormatSettings(BTreeMap<&'static str, SettingValue>);

impl FormatSettings {
    /// Nothing set.
    pub const NONE: FormatSettings = FormatSettings(BTreeMap::new());

    /// The same, with `setting` set to what `text` says.
    pub fn with(mut self, setting: &Setting, text: &str) -> Result<Self, Diagnostic> {
        let value = setting.parse(text).map_err(|reason| {
            let message = format!("`{}` cannot be `{}`", setting.name, text.escape_debug());
            Diagnostic::error("format-setting", message).hint(reason)
        })?;
        self.0.insert(setting.name, value);
        Ok(self)
    }

    /// The same, with the day `setting` set to a moment, in seconds since 1970.
    #[must_use]
    pub fn with_seconds(mut self, setting: &Setting, seconds: i64) -> Self {
        if setting.kind == SettingKind::Day {
            self.0.insert(setting.name, SettingValue::Seconds(seconds));
        }
        self
    }

    /// Whether a flag is set.
    pub fn flag(&self, setting: &Setting) -> bool {
        matches!(self.0.get(setting.name), Some(SettingValue::Flag(true)))
    }

    /// A number.
    pub fn number(&self, setting: &Setting) -> f64 {
        match (self.0.get(setting.name), setting.kind) {
            (Some(SettingValue::Number(number)), _) => *number,
            (_, SettingKind::Number { default, .. }) => default,
            (_, SettingKind::Whole { default, .. }) => f64::from(default),
            _ => 0.0,
        }
    }

    /// Words; none if none are set.
    pub fn words(&self, setting: &Setting) -> &[String] {
        match self.0.get(setting.name) {
            Some(SettingValue::Words(words)) => words,
            _ => &[],
        }
    }

    /// The word that was chosen, if one was.
    pub fn choice(&self, setting: &Setting) -> Option<&str> {
        self.words(setting).first().map(String::as_str)
    }

    /// The moment at which a day begins, in seconds since 1970.
    pub fn seconds(&self, setting: &Setting) -> Option<i64> {
        match self.0.get(setting.name) {
            Some(SettingValue::Seconds(seconds)) => Some(*seconds),
            _ => None,
        }
    }
}
