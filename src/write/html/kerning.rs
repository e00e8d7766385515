//! The kerning of a font, pair by pair: what `GPOS` says, as a table `kern` that a subset can have.

use std::collections::BTreeMap;
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, Tag};

/// How much further apart two glyphs are, in units of the font, for all pairs among `glyphs` (pairs of the
/// number in the font and the one in the subset) that are.
pub(super) fn pairs(face: &Face<'_>, glyphs: &[(u16, u16)]) -> BTreeMap<(u16, u16), i16> {
    let mut pairs = BTreeMap::new();
    let Some(gpos) = face.tables().gpos else { return pairs };
    let kern = Tag::from_bytes(b"kern");
    let mut lookups: Vec<u16> = (gpos.features.into_iter())
        .filter(|feature| feature.tag == kern)
        .flat_map(|feature| feature.lookup_indices)
        .collect();
    lookups.sort_unstable();
    lookups.dedup();
    for lookup in lookups.into_iter().filter_map(|index| gpos.lookups.get(index)) {
        let subtables: Vec<PairAdjustment<'_>> = lookup
            .subtables
            .into_iter::<PositioningSubtable<'_>>()
            .filter_map(|subtable| match subtable {
                PositioningSubtable::Pair(pair) => Some(pair),
                _ => None,
            })
            .collect();
        for &(first, own_first) in glyphs {
            for &(second, own_second) in glyphs {
                // The first subtable that knows the pair decides.
                let found = subtables.iter().find_map(|it| advance(it, first, second));
                if let Some(advance) = found.filter(|advance| *advance != 0) {
                    pairs.entry((own_first, own_second)).or_insert(advance);
                }
            }
        }
    }
    pairs
}

fn advance(pair: &PairAdjustment<'_>, first: u16, second: u16) -> Option<i16> {
    let (first, second) = (GlyphId(first), GlyphId(second));
    match pair {
        PairAdjustment::Format1 { coverage, sets } => {
            let set = sets.get(coverage.get(first)?)?;
            set.get(second).map(|(value, _)| value.x_advance)
        }
        PairAdjustment::Format2 { coverage, classes, matrix } => {
            coverage.get(first)?;
            let classes = (classes.0.get(first), classes.1.get(second));
            matrix.get(classes).map(|(value, _)| value.x_advance)
        }
    }
}

/// The table `kern` (OpenType, `kern`, format 0); none if there are no pairs or too many for one.
pub(super) fn table(pairs: &BTreeMap<(u16, u16), i16>) -> Option<Vec<u8>> {
    /// What the length of a subtable can say.
    const MOST: usize = (u16::MAX as usize - 14) / 6;
    let count = u16::try_from(pairs.len()).ok().filter(|count| *count > 0)?;
    if pairs.len() > MOST {
        return None;
    }
    let step = u32::from(count).ilog2();
    let range = 6 * (1_u16 << step);
    let header =
        [0, 1, 0, 14 + 6 * count, 1, count, range, u16::try_from(step).ok()?, 6 * count - range];
    let mut bytes: Vec<u8> = header.iter().flat_map(|word| word.to_be_bytes()).collect();
    for ((first, second), advance) in pairs {
        bytes.extend(first.to_be_bytes());
        bytes.extend(second.to_be_bytes());
        bytes.extend(advance.to_be_bytes());
    }
    Some(bytes)
}
