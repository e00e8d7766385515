//! A cover letter.

use super::Block;
use schemars::JsonSchema;
use serde::Serialize;

/// A cover letter as it will be printed, below the header of the resume.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Letter {
    /// The form of letter that decides where things are, such as `din-5008-b`.
    pub form: String,
    /// Who gets it, line by line.
    pub recipient: Vec<String>,
    /// Place and date, as printed.
    pub date: String,
    /// What it is about.
    pub subject: String,
    /// The salutation.
    pub opening: String,
    /// The text.
    pub body: Vec<Block>,
    /// The complimentary close.
    pub closing: String,
    /// Which of the document's `images` is the signature.
    pub signature: Option<String>,
    /// The name below the signature.
    pub name: String,
    /// What is enclosed, one by one.
    pub enclosures: Vec<String>,
}
