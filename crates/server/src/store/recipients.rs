//! People who are told notices by mail, and what each is to be told next.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::Note;
use super::error::Attempt;
use super::statement::Statement;
use super::{Database, Notice, NoticeKind, Scope, StoreError, ids, machines, notices};

/// How many an organisation has at most.
const MOST: i64 = 100;
/// How many notices one mail is made of at most; what is beyond comes with the next one.
const NOTICES: i64 = 1000;
/// How many recipients are looked at for one mail; those who have nothing to be told are done with then.
const LOOKED_AT: i64 = 20;
/// How long whoever takes a mail has it, in seconds.
const LEASE: i64 = 300;
/// Bytes of what was wrong.
const ERROR: usize = 300;

/// Somebody who is told by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The row.
    pub id: i64,
    /// The address.
    pub address: String,
    /// What is told.
    pub kinds: Vec<NoticeKind>,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// Who made it.
    pub created_by: String,
    /// When the last mail went out; 0 for never.
    pub mailed: i64,
    /// Why the last one did not.
    pub error: String,
}

/// A mail that is to go out.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// The row of the recipient.
    pub recipient: i64,
    /// The address.
    pub address: String,
    /// The name of the organisation.
    pub organisation: String,
    /// What it tells of.
    pub notices: Vec<Notice>,
    /// The last notice that was looked at.
    last: i64,
    /// Until when whoever took it has it: the row says the same as long as nobody else took it.
    until: i64,
}

const COLUMNS: &str =
    "SELECT id, address, kinds, created, created_by, mailed, error FROM mail_recipient WHERE organisation = ";

impl Database {
    /// Those after a row, in the order of their rows.
    pub async fn recipients(
        &self,
        scope: &Scope,
        after: Option<i64>,
        most: i64,
    ) -> Result<Vec<Recipient>, StoreError> {
        let statement = Statement::new(COLUMNS).value(scope.organisation()).where_given(" AND id > ", after);
        let statement = statement.with(" ORDER BY id LIMIT ", most);
        let rows = statement.all(self.read()).await.to("list recipients of mail")?;
        rows.iter().map(|row| recipient(row).to("read a recipient of mail")).collect()
    }

    /// Makes one, who is told what comes from now on. `None` where the address is there already, or there are too many.
    pub async fn make_recipient(
        &self,
        scope: &Scope,
        address: &str,
        kinds: &[NoticeKind],
    ) -> Result<Option<Recipient>, StoreError> {
        let organisation = scope.organisation();
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "mail_recipient", 1).await?;
        let sql = "INSERT INTO mail_recipient (id, organisation, address, kinds, created, created_by, mailed, due, error, \
            notice) SELECT ";
        let statement = Statement::new(sql).value(id).with(", ", organisation).with(", ", address);
        let statement = statement.with(", ", NoticeKind::words(kinds).as_str()).with(", ", machines::now());
        let statement = statement.with(", ", &scope.by().who).and(", 0, 0, '', ");
        let statement =
            statement.with("(SELECT COALESCE(MAX(id), 0) FROM notice WHERE organisation = ", organisation);
        let statement = statement
            .with(") WHERE (SELECT COUNT(*) FROM mail_recipient WHERE organisation = ", organisation);
        let statement = statement.with(") < ", MOST).and(" ON CONFLICT (organisation, address) DO NOTHING");
        let done = statement.run(&mut *transaction).await.to("make a recipient of mail")?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        let after = serde_json::json!({"address": address, "kinds": kinds});
        let note = Note::new(scope.by(), "recipient.make", address).after(&after);
        note.keep(&mut transaction, Some(organisation)).await?;
        let statement = Statement::new(COLUMNS).value(organisation).with(" AND id = ", id);
        let row = statement.one(&mut *transaction).await.to("look for a recipient of mail")?;
        let made = row.as_ref().map(recipient).transpose().to("read a recipient of mail")?;
        transaction.commit().await.to("make a recipient of mail")?;
        Ok(made)
    }

    /// Removes one. False where there is none.
    pub async fn remove_recipient(&self, scope: &Scope, id: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let statement = Statement::new("DELETE FROM mail_recipient WHERE organisation = ");
        let statement =
            statement.value(scope.organisation()).with(" AND id = ", id).and(" RETURNING address");
        let row = statement.one(&mut *transaction).await.to("remove a recipient of mail")?;
        let Some(row) = row else { return Ok(false) };
        let address: String = row.try_get(0).to("read a recipient of mail")?;
        let note = Note::new(scope.by(), "recipient.remove", address);
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("remove a recipient of mail")?;
        Ok(true)
    }

    /// Takes a mail that is due, and has it for some minutes. Whoever has nothing to be told gets none.
    pub async fn next_letter(&self, now: i64) -> Result<Option<Letter>, StoreError> {
        let sql = "SELECT r.id FROM mail_recipient r WHERE r.due <= ";
        let statement = Statement::new(sql).value(now);
        let statement = statement.with(
            " AND r.notice < (SELECT COALESCE(MAX(n.id), 0) FROM notice n WHERE n.organisation = r.organisation) \
             ORDER BY r.due, r.id LIMIT ",
            LOOKED_AT,
        );
        let rows = statement.all(self.read()).await.to("look for mail")?;
        for row in rows {
            let letter = self.take_letter(row.try_get(0).to("look for mail")?, now).await?;
            if letter.is_some() {
                return Ok(letter);
            }
        }
        Ok(None)
    }

    async fn take_letter(&self, id: i64, now: i64) -> Result<Option<Letter>, StoreError> {
        let mut transaction = self.begin().await?;
        let until = now + LEASE;
        let statement = Statement::new("UPDATE mail_recipient SET due = ").value(until);
        let statement = statement.with(" WHERE id = ", id).with(" AND due <= ", now);
        let statement = statement.and(" RETURNING organisation, address, kinds, notice");
        let read = "read a recipient of mail";
        let Some(row) = statement.one(&mut *transaction).await.to("take a mail")? else { return Ok(None) };
        let organisation: i64 = row.try_get(0).to(read)?;
        let kinds = NoticeKind::of_words(&row.try_get::<String, _>(2).to(read)?);
        let new =
            notices::after_row(&mut transaction, organisation, row.try_get(3).to(read)?, NOTICES).await?;
        let Some(last) = new.last().map(|notice| notice.id) else { return Ok(None) };
        let named = Statement::new("SELECT name FROM organisation WHERE id = ").value(organisation);
        let named = named.one(&mut *transaction).await.to("look for an organisation")?;
        let named: Option<String> = named.map(|row| row.try_get(0)).transpose().to("read an organisation")?;
        let is_told = |notice: &Notice| kinds.iter().any(|kind| kind.as_str() == notice.kind);
        let letter = Letter {
            recipient: id,
            address: row.try_get(1).to(read)?,
            organisation: named.unwrap_or_default(),
            notices: new.into_iter().filter(is_told).collect(),
            last,
            until,
        };
        transaction.commit().await.to("take a mail")?;
        if letter.notices.is_empty() {
            self.end_letter(&letter, None, now, now).await?;
            return Ok(None);
        }
        Ok(Some(letter))
    }

    /// Notes that a mail went out, or why it did not, and when the next may; nothing where somebody else took it meanwhile.
    pub async fn end_letter(
        &self,
        letter: &Letter,
        error: Option<&str>,
        now: i64,
        next: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let statement = Statement::new("UPDATE mail_recipient SET due = ").value(next);
        let clipped = fetter_protocol::clip(error.unwrap_or_default(), ERROR);
        let mut statement = statement.with(", error = ", clipped.as_str());
        if error.is_none() {
            statement = statement.with(", notice = ", letter.last);
            if !letter.notices.is_empty() {
                statement = statement.with(", mailed = ", now);
            }
        }
        let statement = statement.with(" WHERE id = ", letter.recipient).with(" AND due = ", letter.until);
        statement.run(&mut *transaction).await.to("note what came of a mail")?;
        transaction.commit().await.to("note what came of a mail")
    }
}

fn recipient(row: &AnyRow) -> Result<Recipient, sqlx::Error> {
    let kinds: String = row.try_get(2)?;
    Ok(Recipient {
        id: row.try_get(0)?,
        address: row.try_get(1)?,
        kinds: NoticeKind::of_words(&kinds),
        created: row.try_get(3)?,
        created_by: row.try_get(4)?,
        mailed: row.try_get(5)?,
        error: row.try_get(6)?,
    })
}
