//! `cvgen json`: a resume, or a variant of it, as plain JSON Resume.

use super::args::JsonArgs;
use super::render::{Talk, languages, load};
use super::{Failure, disk, print, tailor};
use cvgen::diagnostic::Diagnostic;
use cvgen::resolve;

pub(super) fn run(args: &JsonArgs) -> Result<(), Failure> {
    let named = languages(args.lang.as_slice())?;
    let mut talk = Talk { strict: args.strict, quiet: false };
    let (_, resume) = load(args.input.as_deref(), &mut talk)?;
    let resume = talk.accept(Ok(resume))?;
    let language = named.first(&resume);
    let choices = tailor::choices(&args.tailor, &resume)?;
    let [choice] = &choices[..] else {
        let problem = Diagnostic::error("usage", "one file holds one variant");
        return Err(Failure::Usage(problem.hint("name one of them by `--variant`")));
    };
    let tailored = talk.accept(resolve::tailor(&resume, choice))?;
    let exported = talk.accept(Ok(resolve::json_resume(&tailored, &language)))?;
    let text = format!("{exported:#}\n");
    match args.output.as_deref().filter(|output| !disk::is_standard_stream(output)) {
        None => print(&text),
        Some(output) => {
            talk.settle(disk::write(output, text.as_bytes()).map_err(|error| vec![error]))
        }
    }
}
