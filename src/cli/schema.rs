//! `cvgen schema`: the JSON Schema of what people write, or of what themes are given.

use super::args::SchemaArgs;
use super::{Failure, print};
use cvgen::schema;

pub(super) fn run(args: &SchemaArgs) -> Result<(), Failure> {
    print(&if args.document { schema::document() } else { schema::resume() })
}
