//! The kerning of a font, pair by pair: what `GPOS` says, as a table `kern` that a subset can have.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
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

/// A subtable. There are as many pairs as glyphs squared, but far fewer of classes, and what a table says of one of those
/// takes a while to find.
struct Adjustment<'a> {
    pair: PairAdjustment<'a>,
    /// The classes that glyphs have as second ones.
    classes: Vec<u16>,
    /// Of each glyph the index of its class.
    seconds: Vec<usize>,
    /// What is said of a class as the first one, and each of the others as the second.
    rows: RefCell<BTreeMap<u16, Rc<[Option<i16>]>>>,
}

impl<'a> Adjustment<'a> {
    fn of(pair: PairAdjustment<'a>, glyphs: &[(u16, u16)]) -> Adjustment<'a> {
        let of_glyphs: Vec<u16> = match &pair {
            PairAdjustment::Format1 { .. } => Vec::new(),
            PairAdjustment::Format2 { classes, .. } => {
                glyphs.iter().map(|(glyph, _)| classes.1.get(GlyphId(*glyph))).collect()
            }
        };
        let mut classes = of_glyphs.clone();
        classes.sort_unstable();
        classes.dedup();
        let seconds = of_glyphs.iter().map(|class| classes.partition_point(|it| it < class));
        Adjustment { seconds: seconds.collect(), pair, classes, rows: RefCell::default() }
    }

    /// What it says of pairs of classes that begin with `first`.
    fn of_class(&self, matrix: &ClassMatrix<'_>, first: u16) -> Rc<[Option<i16>]> {
        let said = |second: &u16| matrix.get((first, *second)).map(|(value, _)| value.x_advance);
        let mut rows = self.rows.borrow_mut();
        Rc::clone(rows.entry(first).or_insert_with(|| self.classes.iter().map(said).collect()))
    }

    /// What it says of pairs that begin with `first`; none if it says nothing of such.
    fn row(&self, first: GlyphId) -> Option<Row<'_>> {
        let at = self.pair.coverage().get(first)?;
        Some(match &self.pair {
            PairAdjustment::Format1 { sets, .. } => Row::Pairs(sets.get(at)?),
            PairAdjustment::Format2 { classes, matrix, .. } => {
                Row::Classes(self.of_class(matrix, classes.0.get(first)), &self.seconds)
            }
        })
    }
}

/// What a subtable says of pairs with one first glyph.
enum Row<'a> {
    Pairs(PairSet<'a>),
    /// What is said of classes as second ones, and the class of each glyph.
    Classes(Rc<[Option<i16>]>, &'a [usize]),
}

impl Row<'_> {
    /// How much further apart the second glyph is, which is at `index` among all.
    fn advance(&self, index: usize, second: GlyphId) -> Option<i16> {
        match self {
            Row::Pairs(set) => set.get(second).map(|(value, _)| value.x_advance),
            Row::Classes(said, seconds) => *said.get(*seconds.get(index)?)?,
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
