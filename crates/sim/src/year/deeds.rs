//! What people did in that year, and what they are told: users, tokens, policies and their versions, requests, exceptions, comments, notices,
//! deliveries, the audit log, and how much was found on each day.

use super::fill::{DAY, GROUPS, Making, ROWS};
use super::people::NAME;

/// Users, each of whom sees three groups, and has two sessions.
const USERS: u64 = 1_000;
/// Tokens of programs, and as many with which machines enrol.
const TOKENS: u64 = 2_000;
/// Versions of the policy of each group, and how often one was put into force.
const VERSIONS: u64 = 200;
/// What users of machines asked for; one of twenty waits.
const REQUESTS: u64 = 20_000;
/// Exceptions, and how many of them hold.
const EXCEPTIONS: u64 = 20_000;
const HOLDING: u64 = 4_000;
/// Comments. Of a hundred, ten are on one finding.
const COMMENTS: u64 = 20_000;
/// Notices, and lines of the audit log.
const NOTICES: u64 = 50_000;
const AUDIT: u64 = 365_000;
/// Addresses that are told, and what they were told, each.
const WEBHOOKS: u64 = 10;
const DELIVERIES: u64 = 20_000;
const RECIPIENTS: u64 = 100;

/// How many rows a table gets at most.
pub(super) const MOST: u64 = AUDIT;
const _: () = assert!(WEBHOOKS * DELIVERIES <= MOST, "there are numbers for all rows");

impl Making {
    /// All of it, of an organisation with machines and findings.
    pub(super) async fn deeds(&mut self) -> anyhow::Result<()> {
        self.users().await?;
        self.tokens().await?;
        self.policies().await?;
        self.requests().await?;
        self.exceptions().await?;
        self.comments().await?;
        self.told().await?;
        self.finding_days().await
    }

    async fn users(&mut self) -> anyhow::Result<()> {
        let begin = self.year.begin;
        // Who asks for pages afterwards is one of them.
        self.run(&format!(
            "INSERT INTO account (id, organisation, name, role, all_groups, created, failed, locked_until) \
             VALUES ({ROWS} - 1, 1, '{NAME}', 'administrator', 1, {begin}, 0, 0)"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO account (id, organisation, name, role, all_groups, created, failed, locked_until) SELECT {ROWS} + i, 1, \
             'user-' || i, CASE i % 10 WHEN 0 THEN 'policy-editor' WHEN 1 THEN 'approver' ELSE 'viewer' END, 0, {begin}, 0, 0 \
             FROM numbers WHERE i < {USERS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO account_group (account, machine_group) SELECT {ROWS} + n.i, {ROWS} + (n.i + k.i * 7) % {GROUPS} \
             FROM numbers n CROSS JOIN numbers k WHERE n.i < {USERS} AND k.i < 3"
        ))
        .await
    }

    async fn tokens(&mut self) -> anyhow::Result<()> {
        let (begin, end) = (self.year.begin, self.end());
        let columns = "id, organisation, account, kind, name, digest, role, all_groups, read_only, expires, created, created_by, used";
        self.run(&format!(
            "INSERT INTO api_token ({columns}) SELECT {ROWS} + i, 1, {ROWS} + i / 2, 'session', 'session', BYTES('session ' || i), 'viewer', 1, 0, \
             {end} + {DAY}, {end} - i, 'user-' || (i / 2), {end} - i FROM numbers WHERE i < {USERS} * 2"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO api_token ({columns}) SELECT {ROWS} * 2 + i, 1, NULL, 'token', 'pipeline ' || i, BYTES('token ' || i), 'viewer', 0, 1, \
             {end} + {DAY}, {begin}, 'user-' || (i % {USERS}), {end} - i FROM numbers WHERE i < {TOKENS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO api_token_group (token, machine_group) SELECT {ROWS} * 2 + i, {ROWS} + i % {GROUPS} FROM numbers WHERE i < {TOKENS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO enrolment_token (id, organisation, machine_group, digest, uses, used, expires, created, created_by) SELECT {ROWS} + i, 1, \
             {ROWS} + i % {GROUPS}, BYTES('enrolment ' || i), 100, i % 100, {begin} + {DAY}, {begin}, 'user-' || (i % {USERS}) \
             FROM numbers WHERE i < {TOKENS}"
        ))
        .await
    }

    /// The versions of each group's policy. One is in force, and nothing is to be published.
    async fn policies(&mut self) -> anyhow::Result<()> {
        let begin = self.year.begin;
        // Rules for 200 packages, so that it has the length of a real one.
        let rules: Vec<String> =
            (0..200).map(|package| format!("\"package-{package}>=1.0,<{package}.9\",\n")).collect();
        let rules = rules.concat();
        let text = format!(
            "schema = \"policy-1\"\nname = \"year\"\n[[deny]]\nid = \"denied\"\npackages = [\n{rules}]\n"
        );
        // No files: an empty list, as JSON that is compressed as the server does it.
        let files: Vec<String> =
            zstd::bulk::compress(b"[]", 6)?.iter().map(|byte| format!("{byte:02x}")).collect();
        let files = files.concat();
        let files =
            if self.is_sqlite() { format!("X'{files}'") } else { format!("decode('{files}', 'hex')") };
        self.run(&format!(
            "INSERT INTO policy (id, organisation, machine_group, version, text, files, note, created, created_by) SELECT {ROWS} + g.i * {VERSIONS} + v.i, 1, \
             {ROWS} + g.i, v.i + 1, '{text}# version ' || v.i || '\n', {files}, 'change ' || v.i, {begin} + v.i * {DAY}, 'user-' || v.i \
             FROM numbers g CROSS JOIN numbers v WHERE g.i < {GROUPS} AND v.i < {VERSIONS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO activation (id, organisation, machine_group, policy, percent, activated, activated_by, step) SELECT {ROWS} + i, 1, \
             {ROWS} + i / {VERSIONS}, {ROWS} + i, 0, {begin} + i % {VERSIONS} * {DAY}, 'user-' || (i % {VERSIONS}), 'activate' \
             FROM numbers WHERE i < {GROUPS} * {VERSIONS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO group_policy (machine_group, policy, next_policy, percent) \
             SELECT {ROWS} + i, {ROWS} + (i + 1) * {VERSIONS} - 1, NULL, 0 FROM numbers WHERE i < {GROUPS}"
        ))
        .await
    }

    async fn requests(&mut self) -> anyhow::Result<()> {
        let (begin, machines) = (self.year.begin, self.year.machines);
        let waits = "i % 20 = 0";
        self.run(&format!(
            "INSERT INTO package_request (id, organisation, machine, name, package, reason, user_name, rules, received, status, decision, decided, decided_by, \
             answer, last_day) SELECT {ROWS} + i, 1, {ROWS} + i * 7 % {machines}, 'request ' || i, 'package-' || (i % 5000), 'it is needed for the build', \
             'user-' || i, 'denied', {begin} + i * 1500, CASE WHEN {waits} THEN 'open' WHEN i % 2 = 0 THEN 'approved' ELSE 'refused' END, \
             CASE WHEN {waits} THEN 0 ELSE 1 END, CASE WHEN {waits} THEN NULL ELSE {begin} + i * 1500 END, \
             CASE WHEN {waits} THEN NULL ELSE 'user-' || (i % {USERS}) END, CASE WHEN {waits} THEN '' ELSE 'looked at' END, \
             CASE WHEN NOT ({waits}) AND i % 2 = 0 THEN '2026-01-31' ELSE '' END FROM numbers WHERE i < {REQUESTS}"
        ))
        .await
    }

    /// Exceptions, of which the last ones hold, each for a group; by some of these vulnerabilities are accepted.
    async fn exceptions(&mut self) -> anyhow::Result<()> {
        let (begin, end) = (self.year.begin, self.end());
        let columns = "id, organisation, machine_group, rule, advisory, package, reason, owner, last_day, created, created_by";
        let last = "CASE WHEN holds = 1 THEN '2999-12-31' ELSE '2026-01-31' END";
        let accepted = 30 * DAY;
        let bears = format!("f.id >= {ROWS} AND f.id % 5 = 0 AND f.id < {ROWS} + 4000");
        self.run(&format!(
            "INSERT INTO policy_exception ({columns}) \
             SELECT {ROWS} + i, 1, {ROWS} + i % {GROUPS}, '', CASE WHEN i % 2 = 0 THEN 'PYSEC-2025-' || i ELSE '' END, 'package-' || (i % 5000), \
             'it is not reached from outside', 'user-' || (i % {USERS}), {last}, {begin} + i * 1500, 'user-' || (i % {USERS}) \
             FROM (SELECT i, CASE WHEN i >= {EXCEPTIONS} - {HOLDING} THEN 1 ELSE 0 END AS holds FROM numbers WHERE i < {EXCEPTIONS}) x"
        ))
        .await?;
        // A finding of a release is accepted by an exception for all groups.
        self.run(&format!(
            "INSERT INTO policy_exception ({columns}) \
             SELECT {ROWS} + {EXCEPTIONS} + f.id - {ROWS}, 1, NULL, '', f.advisory, r.name, 'it is not reached from outside', 'user-1', '2999-12-31', {begin}, \
             'user-1' FROM release_finding f JOIN release r ON r.id = f.release WHERE {bears}"
        ))
        .await?;
        self.run(&format!(
            "UPDATE release_finding AS f SET exception = id + {EXCEPTIONS}, accepted = {begin}, accepted_end = {end} + {accepted} \
             WHERE {bears}"
        ))
        .await
    }

    async fn comments(&mut self) -> anyhow::Result<()> {
        let begin = self.year.begin;
        let findings =
            self.count(&format!("SELECT COUNT(*) FROM release_finding WHERE id >= {ROWS}")).await?;
        self.run(&format!(
            "INSERT INTO finding_comment (id, organisation, list, finding, made, made_by, body) SELECT {ROWS} + i, 1, 'release', \
             {ROWS} + CASE WHEN i % 10 = 0 THEN 1 ELSE i % {findings} END, {begin} + i * 1500, 'user-' || (i % {USERS}), \
             'Asked the maintainers; the next release has it.' FROM numbers WHERE i < {COMMENTS}"
        ))
        .await?;
        self.run(&format!(
            "UPDATE release_finding SET comments = (SELECT COUNT(*) FROM finding_comment c WHERE c.list = 'release' AND c.finding = release_finding.id), \
             assignee = CASE WHEN id % 3 = 0 THEN 'user-' || (id % {USERS}) ELSE NULL END WHERE id >= {ROWS}"
        ))
        .await
    }

    /// Notices, who is told of them, and what was done. To these webhooks nothing is sent any more.
    async fn told(&mut self) -> anyhow::Result<()> {
        let (begin, end, machines) = (self.year.begin, self.end(), self.year.machines);
        self.run(&format!(
            "INSERT INTO notice (id, organisation, time, kind, machine, detail) SELECT {ROWS} + i, 1, {begin} + i * 600, \
             CASE i % 3 WHEN 0 THEN 'silent' WHEN 1 THEN 'heard' ELSE 'refused' END, {ROWS} + i * 7 % {machines}, 'for some days' \
             FROM numbers WHERE i < {NOTICES}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO webhook (id, organisation, url, kinds, secret, created, created_by, notice, gone) SELECT {ROWS} + i, 1, \
             'https://hook-' || i || '.invalid/', 'finding refused', BYTES('secret'), {begin}, 'user-1', {ROWS} * 100, {begin} \
             FROM numbers WHERE i < {WEBHOOKS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO delivery (id, organisation, webhook, kind, body, created, state, due, attempts, status, error, ended) SELECT {ROWS} + i, 1, \
             {ROWS} + i % {WEBHOOKS}, 'finding', '{{}}', {end} - i, CASE WHEN i % 50 = 0 THEN 'dead' ELSE 'done' END, {end} - i, 1, 200, '', {end} - i \
             FROM numbers WHERE i < {WEBHOOKS} * {DELIVERIES}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO mail_recipient (id, organisation, address, kinds, created, created_by, notice, mailed, due, error) SELECT {ROWS} + i, 1, \
             'user-' || i || '@mail.invalid', 'finding', {begin}, 'user-1', {ROWS} * 100, 0, 0, '' FROM numbers WHERE i < {RECIPIENTS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO audit (id, organisation, made, who, token, origin, action, object, before, after) SELECT {ROWS} + i, 1, {begin} + i * 86, \
             'user-' || (i % {USERS}), NULL, '192.0.2.7', CASE i % 4 WHEN 0 THEN 'machine.change' WHEN 1 THEN 'exception.make' WHEN 2 THEN 'session.begin' \
             ELSE 'policy.propose' END, 'object-' || (i % 20000), '{{\"owner\":\"one\"}}', '{{\"owner\":\"two\"}}' FROM numbers WHERE i < {AUDIT}"
        ))
        .await
    }

    /// How much was found on each day, in all and in each group.
    async fn finding_days(&mut self) -> anyhow::Result<()> {
        let (first, days) = (self.year.begin / DAY, self.year.days);
        let kinds = ["malware", "vulnerability", "lookalike", "policy", "integrity"];
        let counts: Vec<String> = kinds
            .iter()
            .flat_map(|kind| (0..5).map(move |severity| format!("[\"{kind}\",{severity},[100,10,5,4]]")))
            .collect();
        self.run(&format!(
            "INSERT INTO finding_day (organisation, machine_group, day, counted, counts) SELECT 1, CASE WHEN g.i = {GROUPS} THEN 0 ELSE {ROWS} + g.i END, \
             {first} + d.i, ({first} + d.i) * {DAY} + 3600, '[{}]' FROM numbers g CROSS JOIN numbers d WHERE g.i <= {GROUPS} AND d.i < {days}",
            counts.join(",")
        ))
        .await
    }
}
