//! The table of pages.

use axum::routing::MethodFilter;

use super::handle::{anyone, deed, deed_of, file, page, raw};
use super::pages::administration::{
    audit, enrolment, grouping, machines as deeds, people, rules, system, tokens, webhooks,
};
use super::pages::{
    account, authenticator, comments, environments, events, exceptions, finding, findings, fixes, machine,
    machine_timeline, machines, notices, overview, package, packages, policies, policy, policy_changes,
    requests, sign_in, triage, verdicts,
};
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
        deed("/sign-out", account::sign_out),
        page("/account", account::page),
        deed("/account/password", account::password),
        deed("/account/authenticator", authenticator::begin),
        deed("/account/authenticator/confirmation", authenticator::confirm),
        deed("/account/authenticator/removal", authenticator::end),
        deed("/account/sessions", account::end_others),
        deed("/account/sessions/{id}", account::end_session),
    ]
}

fn fleet() -> Vec<PageRoute> {
    vec![
        page("/", overview::page),
        page("/machines", machines::list),
        page("/machines/verdicts", verdicts::list),
        page("/machines/{machine}", machine::one),
        deed("/machines/{machine}", deeds::change),
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
        deed("/findings/{finding}/comments", triage::comment),
        deed("/findings/{finding}/assignee", triage::assign),
        deed("/findings/{finding}/acceptance", triage::accept),
        page("/notices", notices::list),
    ]
}

fn policies_of_groups() -> Vec<PageRoute> {
    vec![
        page("/policies", policies::list),
        page("/policies/changes", policy_changes::list),
        page("/policies/{id}", policies::group),
        deed("/policies/{id}/step", policies::step),
        page("/policies/{id}/new", policies::editor),
        deed_of("/policies/{id}/new", POLICY_BYTES, policies::propose),
        page("/policies/{id}/versions/{number}", policy::version),
        deed("/policies/{id}/versions/{number}/preview", policy::ask),
        page("/policies/{id}/previews/{number}", policy::preview),
        page("/policies/{id}/previews/{number}/machines", policy::places),
        page("/policies/{id}/previews/{number}/unchecked", policy::unchecked),
    ]
}

fn let_pass() -> Vec<PageRoute> {
    vec![
        page("/requests", requests::list),
        page("/requests/{id}", requests::one),
        deed("/requests/{id}/approval", requests::approve),
        deed("/requests/{id}/refusal", requests::refuse),
        page("/exceptions", exceptions::list),
        deed("/exceptions", exceptions::make),
        deed("/exceptions/{id}/revocation", exceptions::revoke),
    ]
}

fn administration() -> Vec<PageRoute> {
    vec![
        page("/administration", system::page),
        page("/administration/enrolment", enrolment::list),
        deed("/administration/enrolment", enrolment::make),
        deed("/administration/enrolment/{id}/revocation", enrolment::revoke),
        page("/administration/groups", grouping::list),
        deed("/administration/groups", grouping::make),
        deed("/administration/groups/name", grouping::rename),
        page("/administration/groups/rules", rules::editor),
        deed_of("/administration/groups/rules", rules::FORM_BYTES, rules::change),
        page("/administration/users", people::list),
        deed("/administration/users", people::make),
        deed("/administration/users/rights", people::change),
        deed("/administration/users/{id}/link", people::link),
        deed("/administration/users/{id}/access", people::access),
        page("/administration/users/{id}/sessions", people::sessions),
        deed("/administration/users/{id}/sessions", people::end_sessions),
        deed("/administration/users/{id}/authenticator", people::reset),
        deed("/administration/sign-in", people::sign_in_rules),
        page("/administration/tokens", tokens::list),
        deed("/administration/tokens", tokens::make),
        deed("/administration/tokens/{id}/revocation", tokens::revoke),
        page("/administration/audit", audit::list),
    ]
}

fn told() -> Vec<PageRoute> {
    vec![
        page("/administration/webhooks", webhooks::list),
        deed("/administration/webhooks", webhooks::make),
        page("/administration/webhooks/{id}", webhooks::deliveries),
        deed("/administration/webhooks/{id}/test", webhooks::test),
        deed("/administration/webhooks/{id}/removal", webhooks::remove),
        deed("/administration/webhooks/{id}/deliveries/{number}", webhooks::redeliver),
        page("/administration/mail", webhooks::mail),
        deed("/administration/mail", webhooks::add),
        deed("/administration/mail/{id}/removal", webhooks::drop_recipient),
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
