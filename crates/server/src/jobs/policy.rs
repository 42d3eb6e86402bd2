//! A bundle, as a policy to judge by.

use fetter_core::check::{Beside, Policy};
use fetter_protocol::Bundle;

/// Makes a bundle ready to judge by, as machines do. Whatever it refers to is in it, or is missing: nothing is opened or fetched. The
/// error says what is wrong with it.
pub fn policy_of(bundle: &Bundle) -> Result<Policy, String> {
    let name = format!("bundle {} of {}", bundle.number, bundle.organisation);
    let files: Vec<Beside<'_>> =
        bundle.files.iter().map(|file| Beside { name: &file.name, text: &file.text }).collect();
    Policy::enclosed(&bundle.policy, &name, &files).map_err(|errors| errors.to_string())
}
