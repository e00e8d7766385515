//! The order in which a machine reads, as lines between blocks: beside the text and between its lines, not through it.

use crate::pdf::Area;

/// A place, in pt.
pub(super) type Point = (f64, f64);

/// How far beside its block a number is.
const GUTTER: f64 = 7.0;

/// How far below the top of its block a number is at most.
const DOWN: f64 = 6.0;

/// Where the numbers of blocks are, and the lines between each two of them.
pub(super) struct Order {
    pub numbers: Vec<Point>,
    pub ways: Vec<Vec<Point>>,
}

impl Order {
    /// That of `blocks`; numbers are at the right of blocks that are read `from_right`.
    pub(super) fn new(blocks: &[Area], from_right: bool) -> Order {
        let side = if from_right { -1.0 } else { 1.0 };
        let turned = |area: &Area| {
            let (one, other) = (side * area[0], side * area[2]);
            [one.min(other), area[1], one.max(other), area[3]]
        };
        let blocks: Vec<Area> = blocks.iter().map(turned).collect();
        let back = |(x, y): Point| (side * x, y);
        let way = |pair: &[Area]| way(&pair[0], &pair[1]).into_iter().map(back).collect();
        Order {
            numbers: blocks.iter().map(number).map(back).collect(),
            ways: blocks.windows(2).map(way).collect(),
        }
    }
}

fn number(block: &Area) -> Point {
    (block[0] - GUTTER, block[3] - DOWN.min((block[3] - block[1]) / 2.0))
}

/// The line from the number of `one` to that of `next`; it goes level or upright.
fn way(one: &Area, next: &Area) -> Vec<Point> {
    /// How far above a block a line passes, and between the lines of two columns.
    const ABOVE: f64 = 1.2;
    const LANE: f64 = 6.5;
    let ((x, y), (to_x, to_y)) = (number(one), number(next));
    let is_beside = one[1] <= to_y && to_y <= one[3] && one[2] <= next[0];
    if is_beside {
        vec![(one[2], to_y), (to_x, to_y)]
    } else if to_y <= y {
        let level = next[3] + ABOVE;
        vec![(x, y), (x, level), (to_x, level), (to_x, to_y)]
    } else if x < to_x {
        let (level, lane) = (one[1] - ABOVE, to_x - LANE);
        vec![(x, y), (x, level), (lane, level), (lane, to_y), (to_x, to_y)]
    } else {
        let (level, lane) = (next[3] + ABOVE, x - LANE);
        vec![(x, y), (lane, y), (lane, level), (to_x, level), (to_x, to_y)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_beside_blocks_and_between_them() {
        let title = [100.0, 700.0, 200.0, 720.0];
        let date = [400.0, 705.0, 450.0, 720.0];
        let text = [100.0, 600.0, 450.0, 698.0];
        let aside = [500.0, 690.0, 560.0, 720.0];
        let blocks = [title, date, text, aside];
        let turned = blocks.map(|[left, bottom, right, top]| [-right, bottom, -left, top]);
        for (blocks, from_right) in [(blocks, false), (turned, true)] {
            let order = Order::new(&blocks, from_right);
            for pair in order.ways.iter().flat_map(|way| way.windows(2)) {
                let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
                assert!((x - to_x).abs() < 0.01 || (y - to_y).abs() < 0.01, "{pair:?}");
                let is_through = |block: &Area| {
                    x.min(to_x) < block[2]
                        && x.max(to_x) > block[0]
                        && y.min(to_y) < block[3]
                        && y.max(to_y) > block[1]
                };
                assert!(!blocks.iter().any(is_through), "{pair:?}");
            }
        }
    }
}
