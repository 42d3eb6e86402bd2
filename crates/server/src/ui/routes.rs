//! The table of pages.

use axum::routing::MethodFilter;

use super::handle::{anyone, deed, file, page, raw};
use super::pages::administration::{
    audit, enrolment, grouping, machines as deeds, people, rules, system, tokens, webhooks,
};
use super::pages::{
    account, authenticator, comments, environments, events, exceptions, finding, findings, fixes, machine,
    machine_timeline, machines, notices, overview, package, packages, policies, policy, policy_changes,
    requests, sign_in, triage, verdicts,
};
use super::post::Post;
use super::questions;
use super::route::PageRoute;
use crate::api::v1::asked::Id;
use crate::api::v1::{PathParts, exports};

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;

/// Bytes of a form with a policy: as many as a bundle may have, each of up to three letters, and some for what is around it.
const POLICY_BYTES: usize = 3 * fetter_protocol::limits::BUNDLE_BYTES + (64 << 10);

/// All pages, and what their forms do.
#[must_use]
pub fn table() -> Vec<PageRoute> {
    [who(), fleet(), found(), policies_of_groups(), let_pass(), administration(), told(), files()].concat()
}

fn who() -> Vec<PageRoute> {
    vec![
        anyone(GET, "/sign-in", sign_in::page),
        anyone(POST, "/sign-in", sign_in::begin),
        anyone(GET, "/sign-in/oidc", sign_in::away),
        anyone(GET, "/sign-in/oidc/back", sign_in::back),
        anyone(GET, "/first", sign_in::first_page),
        anyone(POST, "/first", sign_in::first_begin),
        deed(Post::on("/sign-out", ""), account::sign_out),
        page("/account", account::page),
        deed(Post::on("/account/password", "/account"), account::password),
        deed(Post::on("/account/authenticator", "/account"), authenticator::begin),
        deed(Post::on("/account/authenticator/confirmation", "/account"), authenticator::confirm),
        deed(Post::on("/account/authenticator/removal", "/account"), authenticator::end),
        deed(Post::on("/account/sessions", "/account").asks(questions::SESSIONS), account::end_others),
        deed(Post::on("/account/sessions/{id}", "/account").asks(questions::SESSION), account::end_session),
    ]
}

fn fleet() -> Vec<PageRoute> {
    vec![
        page("/", overview::page),
        page("/machines", machines::list),
        page("/machines/verdicts", verdicts::list),
        page("/machines/{machine}", machine::one),
        deed(Post::from("/machines/{machine}").asks(questions::MACHINE), deeds::change),
        page("/machines/{machine}/packages", machine::packages),
        page("/machines/{machine}/environments", machine::environments),
        page("/machines/{machine}/sites", machine::sites),
        page("/machines/{machine}/history", machine_timeline::page),
        page("/machines/{machine}/denials", machine::denials),
        page("/machines/{machine}/problems", machine::problems),
        page("/machines/{machine}/not-covered", machine::not_covered),
        page("/environments", environments::list),
        page("/sites/{id}", machine::site),
        page("/packages", packages::list),
        page("/packages/{name}", package::one),
        page("/packages/{name}/versions", package::versions),
        page("/releases/{id}", package::release),
        page("/events", events::list),
        raw("/events/live", super::live::events),
    ]
}

fn found() -> Vec<PageRoute> {
    vec![
        page("/findings", findings::list),
        page("/findings/fixes", fixes::list),
        page("/findings/{finding}", finding::one),
        page("/findings/{finding}/comments", comments::list),
        deed(Post::on("/findings/{finding}/comments", "/findings/{finding}"), triage::comment),
        deed(Post::on("/findings/{finding}/assignee", "/findings/{finding}"), triage::assign),
        deed(Post::on("/findings/{finding}/acceptance", "/findings/{finding}"), triage::accept),
        page("/notices", notices::list),
    ]
}

fn policies_of_groups() -> Vec<PageRoute> {
    vec![
        page("/policies", policies::list),
        page("/policies/changes", policy_changes::list),
        page("/policies/{id}", policies::group),
        deed(Post::on("/policies/{id}/step", "/policies/{id}"), policies::step),
        deed(
            Post::on("/policies/{id}/versions/{number}/step", "/policies/{id}/versions/{number}"),
            policies::step_to,
        ),
        page("/policies/{id}/new", policies::editor),
        deed(Post::from("/policies/{id}/new").limit(POLICY_BYTES), policies::propose),
        page("/policies/{id}/versions/{number}", policy::version),
        deed(
            Post::on("/policies/{id}/versions/{number}/preview", "/policies/{id}/versions/{number}"),
            policy::ask,
        ),
        page("/policies/{id}/previews/{number}", policy::preview),
        page("/policies/{id}/previews/{number}/machines", policy::places),
        page("/policies/{id}/previews/{number}/unchecked", policy::unchecked),
    ]
}

fn let_pass() -> Vec<PageRoute> {
    vec![
        page("/requests", requests::list),
        page("/requests/{id}", requests::one),
        deed(Post::on("/requests/{id}/approval", "/requests/{id}"), requests::approve),
        deed(Post::on("/requests/{id}/refusal", "/requests/{id}"), requests::refuse),
        page("/exceptions", exceptions::list),
        deed("/exceptions", exceptions::make),
        deed(
            Post::on("/exceptions/{id}/revocation", "/exceptions").asks(questions::EXCEPTION),
            exceptions::revoke,
        ),
    ]
}

fn administration() -> Vec<PageRoute> {
    vec![
        page("/administration", system::page),
        page("/administration/enrolment", enrolment::list),
        deed("/administration/enrolment", enrolment::make),
        deed(
            Post::on("/administration/enrolment/{id}/revocation", "/administration/enrolment")
                .asks(questions::ENROLMENT),
            enrolment::revoke,
        ),
        page("/administration/groups", grouping::list),
        deed("/administration/groups", grouping::make),
        deed(Post::on("/administration/groups/name", "/administration/groups"), grouping::rename),
        page("/administration/groups/rules", rules::editor),
        deed(Post::from("/administration/groups/rules").limit(rules::FORM_BYTES), rules::change),
        page("/administration/users", people::list),
        deed("/administration/users", people::make),
        deed(Post::on("/administration/users/rights", "/administration/users"), people::change),
        deed(Post::on("/administration/users/{id}/link", "/administration/users"), people::link),
        deed(Post::on("/administration/users/{id}/access", "/administration/users"), people::access),
        page("/administration/users/{id}/sessions", people::sessions),
        deed(
            Post::from("/administration/users/{id}/sessions").asks(questions::SESSIONS),
            people::end_sessions,
        ),
        deed(
            Post::on("/administration/users/{id}/authenticator", "/administration/users")
                .asks(questions::AUTHENTICATOR),
            people::reset,
        ),
        deed(Post::on("/administration/sign-in", "/administration/users"), people::sign_in_rules),
        page("/administration/tokens", tokens::list),
        deed("/administration/tokens", tokens::make),
        deed(
            Post::on("/administration/tokens/{id}/revocation", "/administration/tokens")
                .asks(questions::TOKEN),
            tokens::revoke,
        ),
        page("/administration/audit", audit::list),
    ]
}

fn told() -> Vec<PageRoute> {
    vec![
        page("/administration/webhooks", webhooks::list),
        deed("/administration/webhooks", webhooks::make),
        page("/administration/webhooks/{id}", webhooks::deliveries),
        deed(Post::on("/administration/webhooks/{id}/test", "/administration/webhooks"), webhooks::test),
        deed(
            Post::on("/administration/webhooks/{id}/removal", "/administration/webhooks")
                .asks(questions::WEBHOOK),
            webhooks::remove,
        ),
        deed(
            Post::on("/administration/webhooks/{id}/deliveries/{number}", "/administration/webhooks/{id}"),
            webhooks::redeliver,
        ),
        page("/administration/mail", webhooks::mail),
        deed("/administration/mail", webhooks::add),
        deed(
            Post::on("/administration/mail/{id}/removal", "/administration/mail").asks(questions::RECIPIENT),
            webhooks::drop_recipient,
        ),
    ]
}

fn files() -> Vec<PageRoute> {
    vec![
        file("/export/findings", exports::findings),
        file("/export/machine/{machine}", exports::machine),
        file("/export/group/{id}", exports::group),
    ]
}

/// The row of a webhook, and of something that it was told.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfWebhook {
    pub(super) webhook: i64,
    pub(super) delivery: i64,
}

impl PathParts for OfWebhook {
    const NAMES: &'static [&'static str] = &["id", "number"];

    fn of(parts: &[String]) -> Option<Self> {
        let [webhook, delivery] = parts else { return None };
        let id = |part: &String| Id::of(std::slice::from_ref(part)).map(|id| id.0);
        Some(Self { webhook: id(webhook)?, delivery: id(delivery)? })
    }
}
