//! `--time-limit`, `--memory-limit`, `--page-limit`: from what was typed to what a document may take.

use super::Failure;
use super::args::WorkerArgs;
use super::worker::{BOUNDS_MEMORY, Limits};
use cvgen::diagnostic::Diagnostic;
use std::time::Duration;

/// How long a document may take, in seconds. A resume of a few pages takes some hundredths.
const SECONDS: u64 = 30;

/// The memory of a worker, in bytes. It takes some 150 MB for ordinary resumes.
const MEMORY: u64 = 1 << 30;

/// The least memory that lets a worker start, in bytes.
const LEAST_MEMORY: u64 = 64 << 20;

/// What a document may take that a worker makes.
pub(super) fn of_workers(args: &WorkerArgs) -> Result<Limits, Failure> {
    let time = Duration::from_secs(args.pages.time_limit.unwrap_or(SECONDS));
    let memory = match &args.memory_limit {
        None => BOUNDS_MEMORY.then_some(MEMORY),
        Some(_) if !BOUNDS_MEMORY => {
            let message = "nothing bounds the memory of a process on this system";
            let problem = Diagnostic::error("usage", message);
            return Err(Failure::Usage(problem.hint("leave out `--memory-limit`")));
        }
        Some(text) => Some(size(text).filter(|size| *size >= LEAST_MEMORY).ok_or_else(|| {
            let message =
                format!("`--memory-limit {}` is not a size of memory", text.escape_debug());
            let problem = Diagnostic::error("usage", message);
            Failure::Usage(problem.hint("write it as `1G` or `512M`; the least is `64M`"))
        })?),
    };
    Ok(Limits { time, memory })
}

/// A size such as `512M`, `1G` or `2GiB`, in bytes.
fn size(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_suffix("ib").or_else(|| text.strip_suffix('b')).unwrap_or(&text);
    let shift = match text.chars().last()? {
        'k' => 10,
        'm' => 20,
        'g' => 30,
        't' => 40,
        _ => return None,
    };
    let number: u64 = text[..text.len() - 1].trim().parse().ok()?;
    number.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_a_unit() {
        assert_eq!(size("512M"), Some(512 << 20));
        assert_eq!(size(" 2 GiB"), Some(2 << 30));
        assert_eq!(size("1gb"), Some(1 << 30));
        for text in ["", "1", "M", "1.5G", "-1G", "99999999999T", "1X"] {
            assert_eq!(size(text), None, "{text}");
        }
    }
}
