//! `cvgen batch --dry-run`: what would be made, and which names clash; nothing is made.

use super::host::Host;
use super::inputs::Inputs;
use crate::cli::{Failure, print, report};
use cvgen::batch::{self, BatchSettings, Claims, Input, Maker, name_key};
use cvgen::diagnostic::Diagnostic;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

/// What would be made of one input.
struct Planned {
    number: usize,
    place: String,
    id: Option<String>,
    names: Vec<String>,
    problems: Vec<Diagnostic>,
}

/// Prints the name of each output and the place of its input, then counts; fails if two outputs have one
/// name, or an input cannot be read.
pub(super) fn show(
    inputs: &Inputs,
    settings: &BatchSettings<'_>,
    maker: &dyn Maker,
    claims: &Claims,
    host: &Host<'_>,
) -> Result<(), Failure> {
    let all = Mutex::new(Vec::new());
    let hear = |input: &Input, plan: batch::Plan| {
        let planned = Planned {
            number: input.number,
            place: input.place(),
            id: plan.id.or_else(|| input.id.clone()),
            names: plan.names,
            problems: plan.problems,
        };
        all.lock().unwrap_or_else(PoisonError::into_inner).push(planned);
    };
    let shard = settings.shard;
    let known = inputs.known().filter(|input| shard.has(input.number));
    batch::reserve(known, settings, maker, claims, host, &hear);
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_by_key(|planned| planned.number);
    let mut owners: HashMap<String, usize> = HashMap::new();
    let (mut text, mut clashes, mut unreadable) = (String::new(), 0, 0);
    for (index, planned) in all.iter().enumerate() {
        unreadable += usize::from(planned.names.is_empty());
        for problem in &planned.problems {
            report::print_of(problem, &planned.place);
        }
        for name in &planned.names {
            let owner = *owners.entry(name_key(name)).or_insert(index);
            if owner == index {
                let _ = writeln!(text, "{name}\t{}", planned.place);
            } else {
                clashes += 1;
                report::print_of(&clash(name, &all[owner], planned), &planned.place);
            }
        }
    }
    print(&text)?;
    let outputs = owners.len();
    let count = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    crate::cli::report::say!(
        "{}, {} to make, {}, {} that cannot be read; nothing is made",
        count(all.len(), "resume", "resumes"),
        count(outputs, "output", "outputs"),
        count(clashes, "clash", "clashes"),
        unreadable,
    );
    if clashes + unreadable > 0 { Err(Failure::Input) } else { Ok(()) }
}

fn clash(name: &str, owner: &Planned, other: &Planned) -> Diagnostic {
    let id = owner.id.as_ref().filter(|id| Some(*id) == other.id.as_ref());
    let id = id.map(|id| format!(", with the same id `{id}`")).unwrap_or_default();
    let message = format!("`{name}` is already taken by `{}`{id}", owner.place);
    Diagnostic::error("name-clash", message)
        .hint("tell them apart in `--pattern`, by `{folder}`, `{name}`, `{id}` or `{n}`")
}
