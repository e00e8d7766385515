//! `pages`: how many pages a resume is to fill.

use super::decode::{Decode, Problems};
use super::node::Node;
use super::settings::Count;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::str::FromStr;

/// How many pages a resume is to fill.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageGoal {
    /// One page fewer where the last one is hardly filled and a little less white makes room for it.
    #[default]
    Auto,
    /// As many as it takes as designed.
    None,
    /// As [`PageGoal::Auto`]; and a single page gets more white until it is full.
    Fill,
    /// At most so many, however tightly.
    AtMost(u32),
}

impl PageGoal {
    /// The most pages, if there is a number.
    pub fn most(self) -> Option<usize> {
        match self {
            PageGoal::AtMost(most) => usize::try_from(most).ok(),
            PageGoal::Auto | PageGoal::None | PageGoal::Fill => None,
        }
    }
}

impl FromStr for PageGoal {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "auto" => Ok(PageGoal::Auto),
            "none" => Ok(PageGoal::None),
            "fill" => Ok(PageGoal::Fill),
            number => {
                let number = number.parse().ok().filter(|number| Count::RANGE.contains(number));
                number
                    .map(PageGoal::AtMost)
                    .ok_or_else(|| format!("it may be {}", PageGoal::EXPECTED))
            }
        }
    }
}

impl Decode for PageGoal {
    const EXPECTED: &'static str = "`auto`, `none`, `fill` or a whole number from 1 to 10000";

    fn decode(node: &Node, key: &str, problems: &mut Problems) -> Option<Self> {
        match node.scalar().map(str::parse) {
            Some(Ok(goal)) => Some(goal),
            _ => problems.wrong_value::<Self>(node, key),
        }
    }
}

impl JsonSchema for PageGoal {
    fn schema_name() -> Cow<'static, str> {
        "PageGoal".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let count = generator.subschema_for::<Count>();
        json_schema!({ "anyOf": [{ "type": "string", "enum": ["auto", "none", "fill"] }, count] })
    }
}
