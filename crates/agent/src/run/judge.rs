//! Who judges.

use fetter_core::check::{CheckOutcome, FilesSeen, FirstSights};
use fetter_core::integrity::Surveyed;
use fetter_core::inventory::Inventory;

use crate::ask::PolicyStatus;
use crate::config::Config;

/// Something that has a policy and judges by it.
pub trait Judge {
    /// Reads the policy that is configured, and what it refers to, again. Whether it is another than before; or why it cannot be used, where the last
    /// good one stays in force, also the one of an earlier process, and without one the rule on malware alone.
    fn load(&mut self, config: &Config) -> Result<bool, String>;

    /// Takes the bundle of policies that the process which talks to the server has left in the inbox. `None` where there is none that says anything
    /// new; else as [`Self::load`].
    fn take_offer(&mut self, _config: &Config) -> Option<Result<bool, String>> {
        None
    }

    /// The policy in force; `None` where there is none, and nothing is judged.
    fn policy(&self) -> Option<PolicyStatus>;

    /// What of files its rules ask for.
    fn needs(&self) -> Surveyed;

    /// Judges an inventory, or a part of one ([`Inventory::part`]), by what is known of its files.
    fn judge(&mut self, inventory: &Inventory, sights: &FirstSights, files: &FilesSeen<'_>) -> CheckOutcome;
}
