//! What became of all inputs: counts, and the rows of the tables of failures and warnings.

use super::report::{Report, State};
use crate::diagnostic::Severity;

/// The most rows that are kept of either table; the rest is counted.
const MAX_ROWS: usize = 1_000;

/// A problem, in one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Row {
    /// The input's number.
    pub number: usize,
    /// Where: `file:line:column`.
    pub place: String,
    /// What.
    pub message: String,
    /// The problem's stable name.
    pub code: &'static str,
}

/// What became of all inputs.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Summary {
    /// How many inputs were taken up.
    pub inputs: usize,
    /// How many outputs were made.
    pub made: usize,
    /// How many were there already.
    pub unchanged: usize,
    /// How many could not be made; an input that cannot be read counts as one.
    pub failed: usize,
    /// How many warnings there were.
    pub warnings: usize,
    /// Whether an earlier run has found something odd about what is unchanged.
    pub has_older_warnings: bool,
    /// Whether an input could not be read, so that nobody knows what would be made of it.
    pub has_unreadable: bool,
    /// Whether every input was taken up.
    pub is_whole: bool,
    /// The errors.
    pub failures: Vec<Row>,
    /// The warnings.
    pub oddities: Vec<Row>,
}

impl Summary {
    /// Counts `report`.
    pub(super) fn add(&mut self, report: &Report) {
        self.inputs += 1;
        self.has_unreadable |=
            report.outputs.is_empty() || report.outputs.iter().any(|output| output.path.is_empty());
        self.has_older_warnings |= report.has_older_warnings;
        let count = |state| report.outputs.iter().filter(|output| output.state == state).count();
        self.made += count(State::Made);
        self.unchanged += count(State::Unchanged);
        self.failed += count(State::Failed).max(usize::from(report.has_failed()));
        for diagnostic in &report.diagnostics {
            let rows = match diagnostic.severity {
                Severity::Error => &mut self.failures,
                Severity::Warning => {
                    self.warnings += 1;
                    &mut self.oddities
                }
                Severity::Advice => continue,
            };
            if rows.len() < MAX_ROWS {
                rows.push(Row {
                    number: report.number,
                    place: report.place(diagnostic),
                    message: diagnostic.message.clone(),
                    code: diagnostic.code,
                });
            }
        }
    }

    /// Puts the rows in the order of the inputs.
    pub(super) fn sort(&mut self) {
        // Rows of one input keep their order.
        self.failures.sort_by_key(|row| row.number);
        self.oddities.sort_by_key(|row| row.number);
    }
}
