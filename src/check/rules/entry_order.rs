//! Jobs or schools that are neither the newest first nor the oldest first.
//!
//! Readers follow a life along its dates. One entry out of order makes them look twice, and is most often a
//! slip. `cvgen.sort: newest` puts them in order.

use crate::check::Subject;
use crate::check::places::Stay;
use crate::diagnostic::Diagnostic;

pub(super) const CODE: &str = "entry-order";

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for is_job in [true, false] {
        let stays: Vec<_> =
            subject.written_stays().into_iter().filter(|stay| stay.is_job == is_job).collect();
        // Where both ends fall, the order is told by neither alone.
        let falls = |pair: &&[Stay]| pair[0].first > pair[1].first && pair[0].last >= pair[1].last;
        let rises = |pair: &&[Stay]| pair[0].first < pair[1].first && pair[0].last <= pair[1].last;
        let pairs = || stays.windows(2);
        let (falling, rising) = (pairs().filter(falls).count(), pairs().filter(rises).count());
        // Two entries of each kind are a plan of their own, such as the most important first.
        if falling == 0 || rising == 0 || falling.min(rising) > 1 || falling == rising {
            continue;
        }
        let odd = if falling > rising { pairs().find(rises) } else { pairs().find(falls) };
        // What overlaps may be in either order.
        let apart = |pair: &&[Stay]| pair[0].last < pair[1].first || pair[1].last < pair[0].first;
        if let Some([above, below]) = odd.filter(apart) {
            let message =
                format!("`{}` and `{}` are not in the order of the others", above.name, below.name);
            let problem =
                Diagnostic::advice(CODE, message).hint("`cvgen.sort: newest` puts them in order");
            found.push(subject.place(below.span).into_iter().fold(problem, Diagnostic::at));
        }
    }
}
