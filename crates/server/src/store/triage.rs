//! Who sees to a finding, and what people say of it.

use serde::Serialize;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::Note;
use super::error::Attempt;
use super::found::{FindingKey, Found};
use super::statement::Statement;
use super::{Database, Scope, StoreError, ids, machines};

/// How many comments a finding has at most.
const COMMENTS: i64 = 1000;

/// Something that somebody said of a finding. It is never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its row.
    pub id: i64,
    /// When, in seconds since 1970.
    pub made: i64,
    /// Who it was: the name of a user or a token.
    pub by: String,
    /// The text, as it was written.
    pub text: String,
}

/// Why nothing became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriageError {
    /// It is not there any more.
    Unknown,
    /// There is no such user, or none who may come.
    User,
    /// It has as many comments as there may be.
    Many,
}

/// What the audit log has of it.
#[derive(Serialize)]
struct Assigned<'name> {
    assignee: Option<&'name str>,
}

#[derive(Serialize)]
struct Said<'text> {
    comment: i64,
    text: &'text str,
}

impl FindingKey {
    /// The tables are the program's own words.
    const fn statements(self) -> [&'static str; 3] {
        match self {
            Self::Release(_) => [
                "UPDATE release_finding SET comments = comments + 1 WHERE id = ",
                "SELECT assignee FROM release_finding WHERE id = ",
                "UPDATE release_finding SET assignee = ",
            ],
            Self::Policy(_) => [
                "UPDATE site_finding SET comments = comments + 1 WHERE id = ",
                "SELECT assignee FROM site_finding WHERE id = ",
                "UPDATE site_finding SET assignee = ",
            ],
            Self::Tampered(_) => [
                "UPDATE tampered_finding SET comments = comments + 1 WHERE id = ",
                "SELECT assignee FROM tampered_finding WHERE id = ",
                "UPDATE tampered_finding SET assignee = ",
            ],
        }
    }
}

impl Database {
    /// What was said of a finding that somebody sees, the newest first, before a row.
    pub async fn finding_comments(
        &self,
        scope: &Scope,
        found: &Found,
        before: Option<i64>,
        most: i64,
    ) -> Result<Vec<Comment>, StoreError> {
        let (list, finding) = found.key().parts();
        let sql = "SELECT id, made, made_by, body FROM finding_comment WHERE list = ";
        let statement = Statement::new(sql).value(list).with(" AND finding = ", finding);
        let statement = statement.with(" AND organisation = ", scope.organisation());
        let statement = statement.where_given(" AND id < ", before).with(" ORDER BY id DESC LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list comments")?;
        rows.iter().map(comment).collect::<Result<_, _>>().to("read a comment")
    }

    /// Keeps what somebody says of a finding that they see, and notes it.
    pub async fn comment(
        &self,
        scope: &Scope,
        found: &Found,
        text: &str,
    ) -> Result<Result<Comment, TriageError>, StoreError> {
        let (key, organisation) = (found.key(), scope.organisation());
        let (list, finding) = key.parts();
        // Who judges takes rows of findings and ids in another order.
        let mut transaction = self.begin_in_turn().await?;
        let count = Statement::new(key.statements()[0]).value(finding);
        let count = count.with(" AND organisation = ", organisation).with(" AND comments < ", COMMENTS);
        if count.run(&mut *transaction).await.to("count comments")?.rows_affected() == 0 {
            return Ok(Err(TriageError::Many));
        }
        let id = ids::take(&mut transaction, "finding_comment", 1).await?;
        let made =
            Comment { id, made: machines::now(), by: scope.by().who.clone(), text: super::rows::text(text) };
        let sql =
            "INSERT INTO finding_comment (id, organisation, list, finding, made, made_by, body) VALUES (";
        let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", list);
        let statement = statement.with(", ", finding).with(", ", made.made).with(", ", &made.by);
        let statement = statement.with(", ", &made.text).and(")");
        statement.run(&mut *transaction).await.to("keep a comment")?;
        let note =
            Note::new(scope.by(), "finding.comment", key).after(&Said { comment: id, text: &made.text });
        note.keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("keep a comment")?;
        Ok(Ok(made))
    }

    /// Says who sees to a finding that somebody sees: a user of the organisation who may come, or nobody.
    pub async fn assign_finding(
        &self,
        scope: &Scope,
        found: &Found,
        assignee: Option<&str>,
    ) -> Result<Result<(), TriageError>, StoreError> {
        let (key, organisation) = (found.key(), scope.organisation());
        let finding = key.parts().1;
        let mut transaction = self.begin_in_turn().await?;
        if let Some(name) = assignee {
            let sql = "SELECT id FROM account WHERE disabled IS NULL AND organisation = ";
            let user = Statement::new(sql).value(organisation).with(" AND name = ", name);
            if user.one(&mut *transaction).await.to("look for a user")?.is_none() {
                return Ok(Err(TriageError::User));
            }
        }
        let [_, who, set] = key.statements();
        let row = Statement::new(who).value(finding).one(&mut *transaction).await.to("look for a finding")?;
        let Some(row) = row else { return Ok(Err(TriageError::Unknown)) };
        let before: Option<String> = row.try_get(0).to("read a finding")?;
        let before = before.filter(|name| !name.is_empty());
        if before.as_deref() == assignee {
            return Ok(Ok(()));
        }
        // That nobody does any more is not that nobody did: what another bundle finds of it goes by that.
        let statement = Statement::new(set).value(assignee.unwrap_or_default());
        statement.with(" WHERE id = ", finding).run(&mut *transaction).await.to("assign a finding")?;
        let note = Note::new(scope.by(), "finding.assign", key);
        let note = note.before(&Assigned { assignee: before.as_deref() }).after(&Assigned { assignee });
        note.keep(&mut transaction, Some(organisation)).await?;
        transaction.commit().await.to("assign a finding")?;
        Ok(Ok(()))
    }
}

fn comment(row: &AnyRow) -> Result<Comment, sqlx::Error> {
    Ok(Comment { id: row.try_get(0)?, made: row.try_get(1)?, by: row.try_get(2)?, text: row.try_get(3)? })
}
