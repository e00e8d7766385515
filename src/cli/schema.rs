//! `cvgen schema`: the JSON Schema of what people write, of what themes are given and say, or of what a
//! batch says.

use super::args::SchemaArgs;
use super::batch::{Answer, Pong};
use super::{Failure, new, print};
use cvgen::batch::Record;
use cvgen::schema;
use schemars::JsonSchema;

pub(super) fn run(args: &SchemaArgs) -> Result<(), Failure> {
    if let Some(path) = &args.update {
        return new::update_schema(path);
    }
    print(&if args.theme {
        cvgen::theme::schema()
    } else if args.results {
        results()
    } else if args.document {
        schema::document()
    } else {
        schema::resume()
    })
}

/// The first line of a manifest.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is wanted")]
struct Header {
    /// The version of the manifest.
    #[schemars(rename = "cvgen-manifest")]
    version: u32,
}

/// A line that a batch writes: of the manifest in its output folder (`Header`, then `Record`s), or an
/// answer of `cvgen batch -` (`Answer`, or `Pong` to `{"ping": …}`).
#[derive(JsonSchema)]
#[schemars(untagged, title = "A line of what cvgen batch says")]
#[expect(dead_code, reason = "only its schema is wanted")]
enum Line {
    Header(Header),
    Record(Record),
    Answer(Answer),
    Pong(Pong),
}

fn results() -> String {
    let schema = schemars::schema_for!(Line);
    format!("{:#}\n", schema.as_value())
}
