//! How long something lasted: `3 yrs 2 mos`.

use crate::resolve::context::Context;
use crate::resolve::locale::fill;
use crate::resume::PartialDate;

/// One year, several, one month, several, in English.
const ENGLISH: [&str; 4] = ["{n} yr", "{n} yrs", "{n} mo", "{n} mos"];

/// How long it is from the first month to the last, both counted, as people count it in a resume; from a
/// year to another only years are known. `None` if that is nothing.
pub(super) fn print(start: PartialDate, end: PartialDate, context: &Context<'_>) -> Option<String> {
    let months = match (start.month, end.month) {
        (Some(first), Some(last)) => {
            (end.year - start.year) * 12 + i32::from(last) - i32::from(first) + 1
        }
        _ => (end.year - start.year) * 12,
    };
    let part = |count, one| (count > 0).then(|| counted(count, one, context));
    let parts = [part(months / 12, 0), part(months % 12, 2)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let closed = parts.first().and_then(|part| part.chars().next_back());
    let between = if closed.is_some_and(crate::script::is_han) { "" } else { " " };
    (!parts.is_empty()).then(|| parts.join(between))
}

/// So many years, in the words of the language.
pub(super) fn years(count: i32, context: &Context<'_>) -> String {
    counted(count, 0, context)
}

/// `count` in the pattern at `one`, or in the next one if it is not one.
fn counted(count: i32, one: usize, context: &Context<'_>) -> String {
    let own = context.locale.patterns.duration.as_ref();
    let index = if count == 1 { one } else { one + 1 };
    let pattern = own.map_or(ENGLISH[index], |own| own[index].as_str());
    fill(pattern, &[("n", &count.to_string())])
}
