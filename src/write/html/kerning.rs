//! The kerning of a font, pair by pair: what `GPOS` says, as a table `kern` that a subset can have.

use std::collections::BTreeMap;
use ttf_parser::gpos::{ClassMatrix, PairAdjustment, PairSet, PositioningSubtable};
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
        let subtables: Vec<Adjustment<'_>> =
            subtables.into_iter().map(|pair| Adjustment::of(pair, glyphs)).collect();
        for &(first, own_first) in glyphs {
            let rows: Vec<Row<'_>> =
                subtables.iter().filter_map(|it| it.row(GlyphId(first))).collect();
            if rows.is_empty() {
                continue;
            }
            for (index, &(second, own_second)) in glyphs.iter().enumerate() {
                // The first subtable that knows the pair decides.
                let found = rows.iter().find_map(|row| row.advance(index, GlyphId(second)));
                if let Some(advance) = found.filter(|advance| *advance != 0) {
                    pairs.entry((own_first, own_second)).or_insert(advance);
                }
            }
        }
    }
    pairs
}

/// A subtable, with the classes of all glyphs as second ones: there are as many pairs as glyphs squared.
struct Adjustment<'a> {
    pair: PairAdjustment<'a>,
    seconds: Vec<u16>,
}

impl<'a> Adjustment<'a> {
    fn of(pair: PairAdjustment<'a>, glyphs: &[(u16, u16)]) -> Adjustment<'a> {
        let seconds = match &pair {
            PairAdjustment::Format1 { .. } => Vec::new(),
            PairAdjustment::Format2 { classes, .. } => {
                glyphs.iter().map(|(glyph, _)| classes.1.get(GlyphId(*glyph))).collect()
            }
        };
        Adjustment { pair, seconds }
    }

    /// What it says of pairs that begin with `first`; none if it says nothing of such.
    fn row(&self, first: GlyphId) -> Option<Row<'_>> {
        let at = self.pair.coverage().get(first)?;
        Some(match &self.pair {
            PairAdjustment::Format1 { sets, .. } => Row::Pairs(sets.get(at)?),
            PairAdjustment::Format2 { classes, matrix, .. } => {
                Row::Classes(*matrix, classes.0.get(first), &self.seconds)
            }
        })
    }
}

/// What a subtable says of pairs with one first glyph.
enum Row<'a> {
    Pairs(PairSet<'a>),
    /// The class of the first glyph, and those of all second ones.
    Classes(ClassMatrix<'a>, u16, &'a [u16]),
}

impl Row<'_> {
    /// How much further apart the second glyph is, which is at `index` among all.
    fn advance(&self, index: usize, second: GlyphId) -> Option<i16> {
        match self {
            Row::Pairs(set) => set.get(second).map(|(value, _)| value.x_advance),
            Row::Classes(matrix, first, seconds) => {
                let classes = (*first, *seconds.get(index)?);
                matrix.get(classes).map(|(value, _)| value.x_advance)
            }
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
