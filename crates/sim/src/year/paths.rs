//! What the console and people ask for.
//!
//! In a path, `TURN` is another number of three digits each time, and `GROUP` and `PREVIEW` are the ids of a group and of a preview in it. What fills the
//! database numbers its rows from 1,000,000 on.

/// Pages: each is answered while somebody waits.
pub const PAGES: &[&str] = &[
    "/status",
    "/notices",
    "/machines",
    "/machines?q=host-1TURN",
    "/machines?status=active&silent=60",
    "/machines?os=Fedora",
    "/machines?group=GROUP",
    "/machines/00000000000000000000000000000TURN",
    "/machines/00000000000000000000000000000TURN/sites",
    "/machines/00000000000000000000000000000TURN/environments",
    "/machines/00000000000000000000000000000TURN/packages",
    "/machines/00000000000000000000000000000TURN/findings",
    "/machines/00000000000000000000000000000TURN/history",
    "/machines/00000000000000000000000000000TURN/timeline",
    "/environments",
    "/environments?python=3.8",
    "/environments?sort=-since",
    "/environments?sort=since&group=GROUP",
    "/environments?q=user-1TURN/&group=GROUP",
    "/groups",
    "/groups/GROUP/policy/roll-out",
    "/packages",
    "/packages?q=package-1TURN",
    "/packages/package-1",
    "/packages/package-1TURN",
    "/packages/package-1/machines",
    "/packages/package-1TURN/machines",
    "/packages/package-1TURN/machines?limit=500",
    "/packages/package-1TURN/machines?group=GROUP",
    "/releases/1TURN",
    "/releases/1TURN/machines",
    "/packages/package-1/machines?sort=hostname",
    "/packages/package-1TURN/machines?sort=-since&q=host-1TURN",
    "/releases/1TURN/machines?sort=hostname",
    "/releases/1TURN/machines?sort=-hostname&q=host-1TURN",
    "/releases/1TURN/findings",
    "/releases/1TURN/origins",
    "/sites/1000TURN",
    "/findings",
    "/findings?state=open&severity=high",
    "/findings?kind=policy",
    "/findings?kind=integrity",
    "/findings?kind=integrity&state=closed&group=GROUP",
    "/findings?package=package-1TURN",
    "/findings?group=GROUP",
    "/findings?machine=00000000000000000000000000000TURN",
    "/findings?state=accepted",
    "/findings?assignee=ada",
    "/findings/fixes",
    "/findings/history",
    "/findings/history?group=GROUP",
    "/changes",
    "/events",
    "/events?order=newest",
    "/events?code=denied&order=newest",
    "/events?package=package-1TURN&order=newest",
    "/events?machine=00000000000000000000000000000TURN&order=newest",
    "/groups/GROUP/previews/PREVIEW",
    "/groups/GROUP/previews/PREVIEW/releases",
    "/groups/GROUP/previews/PREVIEW/machines",
    "/groups/GROUP/previews/PREVIEW/unchecked",
    "/findings/release-1000TURN",
    "/findings/policy-1000TURN",
    "/findings/integrity-1000TURN",
    "/findings/release-1000TURN/machines",
    "/findings/policy-1000TURN/machines?sort=hostname",
    "/findings/release-1000001/comments",
    "/machines/00000000000000000000000000000TURN/denials",
    "/machines/00000000000000000000000000000TURN/problems",
    "/machines/00000000000000000000000000000TURN/not-covered",
    "/groups/GROUP/policy",
    "/groups/GROUP/policy/history",
    "/groups/GROUP/policies",
    "/groups/GROUP/policies/200",
    "/groups/GROUP/policies/200/diff?from=1",
    "/groups/GROUP/derived-policy",
    "/groups/GROUP/previews",
    "/policy-changes",
    "/policy-changes?group=GROUP",
    "/group-rules",
    "/requests",
    "/requests?status=open",
    "/requests?group=GROUP&order=newest",
    "/requests?q=package-1TURN",
    "/requests/1000TURN",
    "/exceptions",
    "/exceptions?holding=true&order=newest",
    "/exceptions?holding=true&order=first-to-end",
    "/exceptions?q=package-1TURN",
    "/exceptions?group=GROUP",
    "/exceptions/1000TURN",
    "/notices?kind=refused&order=newest",
    "/audit",
    "/audit?who=user-1TURN&order=newest",
    "/audit?action=user.make",
    "/audit?object=object-1TURN",
    "/enrolment-tokens",
    "/users",
    "/users?q=user-1TURN",
    "/users/1000TURN/sessions",
    "/tokens",
    "/webhooks",
    "/webhooks/1000000/deliveries",
    "/webhooks/1000000/deliveries?state=dead",
    "/mail-recipients",
    "/me",
    "/me/sessions",
    "/sign-in",
    "/openapi.json",
];

/// Pages of the console.
pub const CONSOLE: &[&str] = &[
    "/",
    "/notices",
    "/machines",
    "/machines?q=host-1TURN",
    "/machines?group=GROUP",
    "/machines?group=GROUP&policy=behind",
    "/machines?policy=behind",
    "/machines?sort=-hostname",
    "/machines?sort=seen",
    "/machines?sort=-seen",
    "/machines?sort=-denials",
    "/machines?sort=-os",
    "/machines?group=GROUP&sort=-problems",
    "/machines?q=host-1TURN&by=mode",
    "/machines/verdicts",
    "/machines/verdicts?q=host-1TURN",
    "/machines/verdicts?sort=-critical",
    "/machines/verdicts?group=GROUP&sort=-not_checked",
    "/machines?verdict=malware",
    "/machines?verdict=clean",
    "/machines?not_checked=waiting",
    "/machines?not_checked=releases",
    "/machines?not_checked=integrity",
    "/machines/verdicts?sort=-integrity",
    "/machines?sort=group",
    "/machines?fell_silent=true",
    "/machines/00000000000000000000000000000TURN",
    "/machines/00000000000000000000000000000TURN/sites",
    "/machines/00000000000000000000000000000TURN/environments",
    "/machines/00000000000000000000000000000TURN/packages",
    "/machines/00000000000000000000000000000TURN/history",
    "/machines/00000000000000000000000000000TURN/denials",
    "/machines/00000000000000000000000000000TURN/problems",
    "/machines/00000000000000000000000000000TURN/not-covered",
    "/environments",
    "/environments?sort=-hostname",
    "/packages",
    "/packages?q=package-1TURN",
    "/packages?sort=-name",
    "/packages?by=-versions",
    "/packages?sort=-machines",
    "/packages?sort=versions",
    "/packages?sort=-machines&q=package-1TURN",
    "/packages?q=package-1TURN&by=-versions",
    "/packages/package-1TURN",
    "/packages/package-1TURN?group=GROUP",
    "/packages/package-1TURN?vulnerable=unknown",
    "/packages/package-1?sort=hostname",
    "/packages/package-1TURN?sort=-hostname",
    "/packages/package-1/versions",
    "/packages/package-1/versions?sort=-first_seen",
    "/packages/package-1/versions?sort=-machines",
    "/releases/1TURN",
    "/sites/1000TURN",
    "/findings",
    "/findings?severity=high",
    "/findings?severity_is=low",
    "/findings?sort=severity",
    "/findings?sort=-opened",
    "/findings?sort=opened&group=GROUP",
    "/findings?kind=policy",
    "/findings?kind=integrity",
    "/findings?kind=integrity&group=GROUP&sort=opened",
    "/findings?kind=integrity&state=closed",
    "/findings?group=GROUP",
    "/findings?machine=00000000000000000000000000000TURN",
    "/findings?state=accepted",
    "/findings/fixes",
    "/findings/release-1000TURN",
    "/findings/release-1000TURN?sort=hostname",
    "/findings/policy-1000TURN",
    "/findings/integrity-1000TURN",
    "/findings/release-1000001/comments",
    "/findings?assignee=user-1TURN",
    "/policies",
    "/policies/changes",
    "/policies/GROUP",
    "/policies/GROUP/previews/PREVIEW",
    "/policies/GROUP/previews/PREVIEW/machines",
    "/policies/GROUP/previews/PREVIEW/unchecked",
    "/policies/GROUP/new",
    "/policies/GROUP/new?derive=exact",
    "/policies/GROUP/versions/100",
    "/policies/GROUP/versions/200?from=100",
    "/policies/changes?group=GROUP",
    "/requests",
    "/requests?status=open",
    "/requests?group=GROUP&order=oldest",
    "/requests?q=package-1TURN",
    "/requests/1000TURN",
    "/exceptions",
    "/exceptions?holding=true",
    "/exceptions?holding=true&order=first-to-end",
    "/exceptions?q=package-1TURN&group=GROUP",
    "/exceptions?group=GROUP&order=oldest",
    "/events",
    "/events?order=oldest",
    "/events?machine=00000000000000000000000000000TURN",
    "/administration",
    "/administration/enrolment",
    "/administration/groups",
    "/administration/groups/rules",
    "/administration/users",
    "/administration/users?q=user-1TURN",
    "/administration/users/1000TURN/sessions",
    "/administration/tokens",
    "/administration/tokens?q=pipeline",
    "/administration/audit",
    "/administration/audit?who=user-1TURN",
    "/administration/audit?action=user.make",
    "/administration/audit?object=object-1TURN",
    "/administration/webhooks",
    "/administration/webhooks/1000000",
    "/administration/mail",
    "/account",
];

/// Documents: each is written while it is sent.
pub const DOCUMENTS: &[&str] = &[
    "/machines/00000000000000000000000000000TURN/export?format=inventory",
    "/machines/00000000000000000000000000000TURN/export?format=cyclonedx",
    "/machines/00000000000000000000000000000TURN/export?format=spdx",
    "/groups/GROUP/export?format=inventory",
    "/groups/GROUP/export?format=cyclonedx",
    "/findings/export?format=csv",
    "/findings/export?format=sarif&group=GROUP",
];

#[cfg(test)]
mod tests {
    use super::{CONSOLE, DOCUMENTS, PAGES};

    /// Of these the console gives no page while somebody waits for what is in a database: what one sees without a session, what sends away, a stream
    /// of events, and documents, which are measured as the API's.
    const NOT_PAGES: [&str; 8] = [
        "/sign-in",
        "/sign-in/oidc",
        "/sign-in/oidc/back",
        "/first",
        "/events/live",
        "/export/findings",
        "/export/machine/{machine}",
        "/export/group/{id}",
    ];
    /// What an operator alone sees.
    const NOT_OF_AN_ORGANISATION: [&str; 1] = ["/organisations"];

    fn is_one_of(path: &str, pattern: &str) -> bool {
        let bare = path.split('?').next().unwrap_or_default();
        let (mut parts, mut wanted) = (bare.split('/'), pattern.split('/'));
        loop {
            match (parts.next(), wanted.next()) {
                (None, None) => return true,
                (Some(part), Some(wanted)) if part == wanted || wanted.starts_with('{') => {}
                _ => return false,
            }
        }
    }

    /// The patterns of which no path is asked for. A path belongs to the pattern with its own words, if there is one.
    fn unasked(patterns: &[String], paths: &[&str]) -> Vec<String> {
        let of = |path: &&str| {
            let fitting = patterns.iter().filter(|pattern| is_one_of(path, pattern));
            fitting.min_by_key(|pattern| pattern.matches('{').count())
        };
        let asked: Vec<&String> = paths.iter().filter_map(of).collect();
        patterns.iter().filter(|pattern| !asked.contains(pattern)).cloned().collect()
    }

    #[test]
    fn each_page_of_the_console_is_measured() {
        let table = include_str!("../../../server/browser/it/pages.json");
        let patterns: Vec<String> = serde_json::from_str(table).unwrap();
        assert_eq!(unasked(&patterns, CONSOLE), NOT_PAGES);
    }

    #[test]
    fn each_answer_of_the_api_is_measured() {
        let document: serde_json::Value =
            serde_json::from_str(include_str!("../../../../docs/openapi.json")).unwrap();
        let paths = document["paths"].as_object().unwrap().iter();
        let read = paths.filter(|(_, deeds)| deeds.get("get").is_some());
        let patterns: Vec<String> =
            read.map(|(path, _)| path.trim_start_matches("/api/v1").to_owned()).collect();
        let asked = [PAGES, DOCUMENTS].concat();
        assert_eq!(unasked(&patterns, &asked), NOT_OF_AN_ORGANISATION);
    }
}
