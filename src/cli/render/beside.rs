//! What lies beside a LaTeX source and was edited there, such as its class: it is replaced as little as the source.
//!
//! Takes what was made and where its source goes. Texts are kept beside the source as they were made, of other
//! files a checksum: by these an edit is known.

use super::edits::{self, KEPT};
use crate::cli::args::EditArgs;
use cvgen::assets::Content;
use cvgen::diagnostic::Diagnostic;
use cvgen::job::Product;
use cvgen::write::latex;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The folder of the fonts, which nobody edits.
const FONTS: &str = "fonts/";

/// The `product` with the edits in what lies beside the source at `path`, if these are to be kept; and what is
/// written to know of later ones. Gives the conflicts.
pub(super) fn settle(
    product: &mut Product,
    path: &Path,
    args: &EditArgs,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let (mut kept, mut conflicts, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    let beside = product.files.iter_mut().skip(1).filter(|(name, _)| !name.starts_with(FONTS));
    for (name, content) in beside {
        let place = path.with_file_name(&*name);
        let Ok(made) = std::str::from_utf8(content.as_ref()).map(str::to_owned) else {
            let mark = format!("{name}.sha256");
            let new = digest(content.as_ref());
            let there = edits::bytes(&place)?.map(|bytes| digest(&bytes));
            let known = edits::read(&edits::kept(path, &mark))?;
            if let (Some(there), Some(known)) = (there, known)
                && there != known.trim()
                && there != new
                && !args.force
            {
                refused.push(edits::refusal(&place, edits::State::Edited));
            }
            kept.push((mark, format!("{new}\n")));
            continue;
        };
        if let Some(edited) = edits::read(&place)?.filter(|there| !latex::is_same(there, &made)) {
            let began = edits::read(&edits::kept(path, &*name))?;
            let is_edited = began.as_ref().is_none_or(|began| !latex::is_same(began, &edited));
            match (&began, &args.merge) {
                _ if args.force || !is_edited => {}
                _ if latex::conflicts(&edited) > 0 => {
                    refused.push(edits::conflicted(&place, latex::conflicts(&edited)));
                }
                (Some(began), Some(_)) => {
                    let merged = latex::merge(began, &edited, &made);
                    if merged.conflicts > 0 {
                        conflicts.push(edits::conflicted(&place, merged.conflicts));
                    }
                    *content = Content::from(merged.text.into_bytes());
                }
                (None, _) => refused.push(edits::refusal(&place, edits::State::Unknown)),
                (Some(_), None) => refused.push(edits::refusal(&place, edits::State::Edited)),
            }
        }
        kept.push((name.clone(), made));
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let kept = kept.into_iter();
    let kept =
        kept.map(|(name, text)| (format!("{KEPT}/{name}"), Content::from(text.into_bytes())));
    product.files.extend(kept);
    Ok(conflicts)
}

fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
