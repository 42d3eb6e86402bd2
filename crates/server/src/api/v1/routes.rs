//! The table of routes. A handler that is not in it is not reached, and what is in it is in the OpenAPI document and in the test of
//! every role.

use axum::routing::MethodFilter;

use super::route::{Route, route, route_of};
use super::{
    authenticator, document, environments, events, exceptions, exports, findings, first, groups, machines,
    me, packages, policies, previews, recipients, requests, rules, session, sessions, sign_in, status,
    timeline, tokens, trends, triage, users, webhooks,
};

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;
const PUT: MethodFilter = MethodFilter::PUT;
const PATCH: MethodFilter = MethodFilter::PATCH;
const DELETE: MethodFilter = MethodFilter::DELETE;

/// All routes.
#[must_use]
pub fn table() -> Vec<Route> {
    [
        who(),
        signing_in(),
        machines_and_groups(),
        packages_and_events(),
        found(),
        policies_of_groups(),
        previewed(),
        decisions(),
        told(),
        administration(),
    ]
    .concat()
}

fn who() -> Vec<Route> {
    vec![
        route(GET, "/openapi.json", "This document", document::document),
        route(POST, "/first", "Uses a link: makes the first administrator, or sets a password", first::first),
        route(POST, "/session", "Signs in with a password", session::sign_in),
        route(DELETE, "/session", "Ends what the token allows", session::sign_out),
        route(GET, "/me", "Says whose the token is", me::me),
        route(POST, "/me/password", "Changes the password", me::password),
    ]
}

fn signing_in() -> Vec<Route> {
    let confirmation = "/me/totp/confirmation";
    vec![
        route(POST, "/me/totp", "Begins to set an authenticator up", authenticator::begin),
        route(POST, confirmation, "Turns it on, and shows codes for recovery once", authenticator::confirm),
        route(DELETE, "/me/totp", "Turns it off", authenticator::end),
        route(GET, "/me/sessions", "The sessions of whoever asks", sessions::own),
        route(DELETE, "/me/sessions", "Ends all of them but this one", sessions::end_others),
        route(DELETE, "/me/sessions/{id}", "Ends one of them", sessions::end_own),
        route(GET, "/users/{id}/sessions", "The sessions of a user", sessions::of_user),
        route(DELETE, "/users/{id}/sessions", "Ends them", sessions::end_of_user),
        route(DELETE, "/users/{id}/totp", "Takes a user's lost authenticator away", authenticator::reset),
        route(GET, "/sign-in", "What the organisation asks of those who sign in", sign_in::show),
        route(PUT, "/sign-in", "Changes that", sign_in::put),
    ]
}

fn machines_and_groups() -> Vec<Route> {
    let one = "/machines/{machine}";
    vec![
        route(GET, "/machines", "Machines by host name", machines::list),
        route(GET, one, "A machine", machines::one),
        route(PATCH, one, "Moves, revokes, decommissions or takes back a machine", machines::change),
        route(GET, "/machines/{machine}/sites", "Its sites", machines::sites),
        route(GET, "/machines/{machine}/history", "What was on it, the newest first", machines::history),
        route(GET, "/machines/{machine}/timeline", "What happened to it, the newest first", timeline::list),
        route(GET, "/machines/{machine}/packages", "Its packages by name", machines::packages),
        route(GET, "/machines/{machine}/environments", "Its environments", machines::environments),
        route(GET, "/machines/{machine}/denials", "What is denied on it", machines::denials),
        route(GET, "/machines/{machine}/problems", "What could not be read on it", machines::problems),
        route(GET, "/machines/{machine}/not-covered", "What is not covered on it", machines::not_covered),
        route(GET, "/environments", "Environments of machines", environments::list),
        route(GET, "/groups", "Groups of machines", groups::list),
        route(POST, "/groups", "Makes a group", groups::make),
        route(PATCH, "/groups/{id}", "Renames a group", groups::rename),
        route(GET, "/group-rules", "Which machines come into which group", rules::show),
        route(PUT, "/group-rules", "Changes that", rules::put),
        route(POST, "/group-rules/try", "Which machines would move", rules::try_out),
    ]
}

fn packages_and_events() -> Vec<Route> {
    vec![
        route(GET, "/packages", "Packages by name", packages::list),
        route(
            GET,
            "/packages/{name}",
            "The versions of a package, and how many have them",
            packages::releases,
        ),
        route(GET, "/packages/{name}/machines", "Where a package is, in any version", packages::machines),
        route(GET, "/releases/{id}", "A version of a package", packages::release),
        route(GET, "/releases/{id}/machines", "Where it is", packages::release_machines),
        route(GET, "/releases/{id}/origins", "From where machines have it", packages::origins),
        route(GET, "/sites/{id}", "What a site holds", packages::contents),
        route(GET, "/events", "What happened on machines", events::list),
    ]
}

/// Bytes of a policy that is sent: as many as a bundle may have, and some for what is written around it.
const POLICY_BYTES: usize = fetter_protocol::limits::BUNDLE_BYTES + (64 << 10);

fn policies_of_groups() -> Vec<Route> {
    let all = "/groups/{id}/policies";
    let holds = "/groups/{id}/policy";
    vec![
        route(GET, all, "The versions of its policy, the newest first", policies::list),
        route_of(POST, all, "Takes a new version, which holds nowhere yet", POLICY_BYTES, policies::propose),
        route(GET, "/groups/{id}/policies/{number}", "A version, with what it refers to", policies::one),
        route(GET, "/groups/{id}/policies/{number}/diff", "What is other in it", policies::diff),
        route(GET, holds, "Which version holds", policies::standing),
        route(GET, "/groups/{id}/policy/roll-out", "How many machines go by it", policies::roll_out),
        route(
            GET,
            "/policy-changes",
            "When it was changed which policies groups go by, the newest first",
            policies::changes,
        ),
        route(POST, holds, "Stages, activates, unstages or rolls back", policies::step),
        route(
            GET,
            "/groups/{id}/policy/history",
            "When that was changed, the newest first",
            policies::history,
        ),
    ]
}

fn previewed() -> Vec<Route> {
    vec![
        route(
            GET,
            "/groups/{id}/derived-policy",
            "A policy that allows what its machines have, which may be proposed",
            policies::derived,
        ),
        route(
            POST,
            "/groups/{id}/policies/{number}/preview",
            "Asks what it would do to what the machines have, which is looked at in the background",
            previews::ask,
        ),
        route(GET, "/groups/{id}/previews", "What was asked so, the newest first", previews::list),
        route(GET, "/groups/{id}/previews/{number}", "How far that is, and what came of it", previews::one),
        route(
            GET,
            "/groups/{id}/previews/{number}/releases",
            "What would be refused, and what would not be any more",
            previews::releases,
        ),
        route(GET, "/groups/{id}/previews/{number}/machines", "Where that is", previews::machines),
        route(
            GET,
            "/groups/{id}/previews/{number}/unchecked",
            "What could not be checked",
            previews::not_checked,
        ),
    ]
}

fn decisions() -> Vec<Route> {
    vec![
        route(GET, "/exceptions", "What is lifted beside policies, the newest first", exceptions::list),
        route(POST, "/exceptions", "Lifts something for a group, or for all", exceptions::make),
        route(GET, "/exceptions/{id}", "An exception", exceptions::one),
        route(DELETE, "/exceptions/{id}", "Takes it back", exceptions::revoke),
        route(
            GET,
            "/requests",
            "What people of machines ask to be let pass, the newest first",
            requests::list,
        ),
        route(GET, "/requests/{id}", "A request", requests::one),
        route(POST, "/requests/{id}/approval", "Lets it pass in the group of its machine", requests::approve),
        route(POST, "/requests/{id}/refusal", "Refuses it, with a reason", requests::refuse),
    ]
}

fn found() -> Vec<Route> {
    let comments = "/findings/{finding}/comments";
    vec![
        route(GET, "/findings", "What was found, the most severe first", findings::list),
        route(GET, "/findings/history", "How much was found on each day, the oldest first", trends::history),
        route(GET, "/findings/fixes", "Packages whose newer versions mend what was found", trends::fixes),
        route(GET, "/findings/{finding}", "A finding", findings::one),
        route(PATCH, "/findings/{finding}", "Says who sees to it", triage::change),
        route(GET, comments, "What was said of it, the newest first", triage::comments),
        route(POST, comments, "Says something of it", triage::comment),
        route(POST, "/findings/{finding}/acceptance", "Makes the exception that accepts it", triage::accept),
        route(GET, "/findings/{finding}/machines", "Where it is", findings::machines),
        route(GET, "/releases/{id}/findings", "What is known against a version", findings::of_release),
        route(GET, "/machines/{machine}/findings", "What was found on a machine", findings::of_machine),
        route(GET, "/findings/export", "Findings as delimited text or SARIF", exports::findings),
        route(GET, "/machines/{machine}/export", "What it has, as a document", exports::machine),
        route(GET, "/groups/{id}/export", "What its machines have, as a document", exports::group),
        route(GET, "/status", "What is judged, by what, and what is not known", status::status),
        route(GET, "/changes", "How much changed since a time", status::changes),
        route(GET, "/notices", "What people are to be told, the newest first", status::notices),
    ]
}

fn told() -> Vec<Route> {
    let redeliver = "Has a webhook told once more what was given up, or was taken";
    vec![
        route(GET, "/webhooks", "Programs that are told what happens", webhooks::list),
        route(POST, "/webhooks", "Has a program told what happens from now on", webhooks::make),
        route(DELETE, "/webhooks/{id}", "Has it told nothing any more", webhooks::remove),
        route(POST, "/webhooks/{id}/test", "Has it told that it is there", webhooks::test),
        route(GET, "/webhooks/{id}/deliveries", "What it was told, the newest first", webhooks::deliveries),
        route(POST, "/deliveries/{id}/redeliver", redeliver, webhooks::redeliver),
        route(GET, "/mail-recipients", "People who are told by mail what happens", recipients::list),
        route(POST, "/mail-recipients", "Has somebody told by mail from now on", recipients::make),
        route(DELETE, "/mail-recipients/{id}", "Has them told nothing any more", recipients::remove),
    ]
}

fn administration() -> Vec<Route> {
    let tokens = "/enrolment-tokens";
    vec![
        route(GET, tokens, "Tokens to enrol machines with", tokens::list_enrolment),
        route(POST, tokens, "Makes a token to enrol machines with", tokens::make_enrolment),
        route(DELETE, "/enrolment-tokens/{id}", "Revokes it", tokens::revoke_enrolment),
        route(GET, "/tokens", "Tokens of programs", tokens::list),
        route(POST, "/tokens", "Makes a token for a program", tokens::make),
        route(DELETE, "/tokens/{id}", "Revokes it", tokens::revoke),
        route(GET, "/users", "Users", users::list),
        route(POST, "/users", "Makes a user, with a link to set a password", users::make),
        route(PATCH, "/users/{id}", "Changes what a user may do", users::change),
        route(POST, "/users/{id}/link", "Makes a link to set a password", users::link),
        route(GET, "/audit", "What was done, the newest first", events::audit),
        route(GET, "/organisations", "Organisations", users::organisations),
        route(POST, "/organisations", "Makes an organisation, with a link", users::make_organisation),
        route(
            POST,
            "/organisations/{id}/link",
            "Makes a link for its first administrator",
            users::first_link,
        ),
    ]
}
