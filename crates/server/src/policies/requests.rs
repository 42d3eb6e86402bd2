//! Deciding on what people of machines ask for.

use super::error::PolicyError;
use crate::state::Server;
use crate::store::{Lifted, RequestError, RequestRow, Scope, Verdict};

/// What is lifted where a request is approved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// The rules that are lifted, or kinds; none: those that the machine named or, where it named none, whatever is of the kind `allow`.
    pub rules: Vec<String>,
    /// An advisory that is borne; empty for none.
    pub advisory: String,
    /// The package, where it is another than was asked for.
    pub package: Option<String>,
    /// Why, as the machine is told too.
    pub reason: String,
    /// The last day, `YYYY-MM-DD`.
    pub last_day: String,
}

/// The kind of rules that a request is about where nobody says another: what is not on a list.
const USUAL: &str = "allow";

impl Server {
    /// Lets pass what is asked for, in the group of the machine that asks, and tells its machines.
    pub async fn approve(
        &self,
        scope: &Scope,
        request: i64,
        approval: &Approval,
    ) -> Result<RequestRow, PolicyError> {
        let asked = self.database().package_request(scope, request).await?.ok_or(PolicyError::Missing)?;
        let lifted = lifted(&asked, approval, &scope.by().who);
        self.see_that_it_can_be(scope, Some(asked.group.0), &lifted).await?;
        let verdict = Verdict { reason: approval.reason.clone(), last_day: approval.last_day.clone() };
        let decided = self.database().decide(scope, request, &verdict, &lifted).await?.map_err(refused)?;
        self.publish(scope.organisation(), decided.group.0).await?;
        self.changes().tell(decided.group.0);
        Ok(decided)
    }

    /// Refuses it, and tells the machine.
    pub async fn refuse(&self, scope: &Scope, request: i64, reason: &str) -> Result<RequestRow, PolicyError> {
        let verdict = Verdict { reason: reason.to_owned(), last_day: String::new() };
        let decided = self.database().decide(scope, request, &verdict, &[]).await?.map_err(refused)?;
        self.changes().tell(decided.group.0);
        Ok(decided)
    }
}

/// The exceptions that an approval comes to: one for each rule, or one for an advisory.
fn lifted(asked: &RequestRow, approval: &Approval, owner: &str) -> Vec<Lifted> {
    let one = |rule: &str| Lifted {
        rule: rule.to_owned(),
        advisory: approval.advisory.clone(),
        package: approval.package.clone().unwrap_or_else(|| asked.package.clone()),
        reason: approval.reason.clone(),
        owner: owner.to_owned(),
        last_day: approval.last_day.clone(),
    };
    let named = if approval.rules.is_empty() { &asked.rules } else { &approval.rules };
    match named.as_slice() {
        _ if approval.rules.is_empty() && !approval.advisory.is_empty() => vec![one("")],
        [] => vec![one(USUAL)],
        rules => rules.iter().map(|rule| one(rule)).collect(),
    }
}

fn refused(error: RequestError) -> PolicyError {
    match error {
        RequestError::Unknown => PolicyError::Missing,
        RequestError::Decided => PolicyError::Decided,
        RequestError::Exception(error) => error.into(),
    }
}
