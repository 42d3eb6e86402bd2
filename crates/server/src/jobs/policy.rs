//! A bundle, as a policy to judge by.

use std::collections::BTreeMap;

use fetter_core::check::Policy;
use fetter_core::manifest::read_together;
use fetter_protocol::Bundle;

/// Makes a bundle ready to judge by, as machines do. Whatever it refers to is in it, or is missing: nothing is opened or fetched. The
/// error says what is wrong with it.
pub fn policy_of(bundle: &Bundle) -> Result<Policy, String> {
    let name = format!("bundle {} of {}", bundle.number, bundle.organisation);
    let files: BTreeMap<&str, &str> =
        bundle.files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    let policy = Policy::read(&bundle.policy, &name).map_err(|errors| errors.to_string())?;
    policy.load(|source| read_together(source, &files)).map_err(|errors| errors.to_string())
}
