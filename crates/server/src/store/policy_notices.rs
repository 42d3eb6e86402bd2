//! What is to be told of findings of policies, and of exceptions that end.

use serde_json::json;
use sqlx::Row;

use super::error::Attempt;
use super::jobs::Job;
use super::notices::{Told, severity, tell};
use super::statement::Statement;
use super::{Database, NoticeKind, SiteFinding, StoreError, ids};

/// For how long what was found is taken for the same where it is found once more, in seconds: a group's next bundle is another one, and finds it anew.
pub(super) const SAME: i64 = 86_400;

/// Tells of what a policy is against from now on: each package, version and rule once, in however many sites it is. What rests on an
/// advisory is told of the release.
pub(super) async fn found(
    connection: &mut sqlx::AnyConnection,
    job: &Job,
    findings: &[&SiteFinding],
    now: i64,
) -> Result<(), StoreError> {
    let mut told = Vec::new();
    for finding in findings.iter().filter(|one| one.advisory.is_empty() && one.mode != "observe") {
        let sql = "SELECT id FROM site_finding WHERE (status = 'open' OR closed > ";
        let statement =
            Statement::new(sql).value(now - SAME).with(") AND organisation = ", job.key.organisation);
        let statement = statement.with(" AND package = ", &finding.package);
        let statement = statement.with(" AND version = ", &finding.version);
        let statement = statement.with(" AND rule = ", &finding.rule).with(" AND code = ", &finding.code);
        let rows = statement.and(" LIMIT 2").all(&mut *connection).await.to("look for what was found")?;
        // It is there itself by now.
        if rows.len() > 1 {
            continue;
        }
        let SiteFinding { package, version, rule, code, reason, mode, .. } = finding;
        let detail = format!("{package} {version}: {code} by rule {rule}: {reason}");
        let severity = severity(finding.severity);
        let facts = json!({
            "kind": "policy", "package": package, "version": version, "rule": rule, "code": code, "reason": reason,
            "mode": mode, "severity": severity,
        });
        told.push(Told { kind: NoticeKind::Finding, machine: None, detail, facts });
    }
    tell(connection, job.key.organisation, &told, now).await
}

impl Database {
    /// Tells of exceptions that end on one of the days until this one (YYYY-MM-DD), each once. Says how many.
    pub async fn note_expiring(&self, today: &str, last: &str, now: i64) -> Result<usize, StoreError> {
        let sql = "SELECT e.id, e.organisation, e.rule, e.advisory, e.package, e.owner, e.last_day FROM policy_exception e \
            WHERE e.revoked IS NULL AND e.last_day >= ";
        let statement = Statement::new(sql).value(today).with(" AND e.last_day <= ", last);
        let statement = statement.and(
            " AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.organisation = e.organisation AND n.kind = 'expiring' \
             AND n.subject > 0 AND n.subject = e.id) ORDER BY e.organisation, e.id",
        );
        // It is looked and told in one transaction, whose writes come one after the other.
        let mut transaction = self.begin().await?;
        ids::take(&mut transaction, "notice", 0).await?;
        let rows = statement.all(&mut *transaction).await.to("look for exceptions that end")?;
        for row in &rows {
            let read = "read an exception";
            let (id, organisation): (i64, i64) = (row.try_get(0).to(read)?, row.try_get(1).to(read)?);
            let word = |at: usize| row.try_get::<String, _>(at).to(read);
            let (rule, advisory, package) = (word(2)?, word(3)?, word(4)?);
            let (owner, last_day) = (word(5)?, word(6)?);
            let detail =
                format!("the exception of {owner} for {package} {rule} {advisory} ends with {last_day}");
            let facts = json!({
                "exception": id, "rule": rule, "advisory": advisory, "package": package, "owner": owner,
                "last_day": last_day,
            });
            let told = Told { kind: NoticeKind::Expiring, machine: None, detail, facts };
            tell(&mut transaction, organisation, &[told], now).await?;
            let sql = "UPDATE notice SET subject = ";
            let statement = Statement::new(sql).value(id).with(" WHERE organisation = ", organisation);
            let statement = statement.and(" AND id = (SELECT value FROM counter WHERE name = 'notice')");
            statement.run(&mut *transaction).await.to("note what was told")?;
        }
        transaction.commit().await.to("note what is to be told")?;
        Ok(rows.len())
    }
}
