//! What came of carrying something out, given as it was asked for.

use std::io::Write;

use fetter_core::removal::Refusal;
use fetter_core::removal::quarantine::Outcome;
use fetter_core::report::json::PurgeResultDocument;
use fetter_core::report::{PurgeReport, Purged};

use crate::arguments::Output;
use crate::commands::explain;
use crate::commands::session::{Session, say};
use crate::exit::Exit;

/// What was done.
pub(super) struct Answer<'done> {
    /// The word for it in JSON.
    pub(super) action: &'static str,
    /// What came of each distribution.
    pub(super) purged: &'done [Purged],
    /// What was not even tried.
    pub(super) refused: &'done [Refusal],
}

impl Answer<'_> {
    /// How many distributions are as was asked for.
    pub(super) fn done(&self) -> usize {
        self.purged.iter().filter(|purged| purged.carried.outcome == Outcome::Done).count()
    }

    /// Gives the result, and says how the command ends: any failure is one of the whole.
    pub(super) fn give(&self, session: &Session, output: Option<&Output>) -> anyhow::Result<Exit> {
        let has_failed = self.done() < self.purged.len() || !self.refused.is_empty();
        let is_whole = session.is_verbose() || matches!(output, Some(Output::Write(_)));
        let table = || PurgeReport::new(self.purged, self.refused, is_whole);
        let json =
            |out: &mut dyn Write| PurgeResultDocument::new(self.action, self.purged, self.refused).write(out);
        let given = session.give(output, table, json);
        if self.purged.iter().any(|purged| matches!(purged.carried.outcome, Outcome::Unfinished { .. })) {
            say(
                "fetter: something is unfinished; `fetter purge recover` goes on, and with --revert puts it back",
            );
        }
        match given {
            // That nobody reads the result does not make it a good one.
            Err(error) if has_failed => {
                say(&format!("fetter: {}", fetter_core::report::escape(&explain(&error))));
                Ok(Exit::Failed)
            }
            Err(error) => Err(error),
            Ok(()) if has_failed => Ok(Exit::Failed),
            Ok(()) => Ok(Exit::Done),
        }
    }
}
