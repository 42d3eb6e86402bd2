//! What people decided of a finding of a policy, where the next bundle of the group finds the same: each version and each exception is another bundle.

use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::rows::ROWS;
use super::statement::Statement;
use super::{StoreError, ids};

/// New findings `n`, and what is the same, `o`, of bundles that a group went by which goes by theirs: what one group says of a finding is not told
/// another one whose policy is against the same. What was followed by another one was carried over to that.
const SAME: &str = "SELECT n.id, o.id, o.assignee, o.comments FROM site_finding n JOIN site_finding o ON o.site = n.site \
    AND o.setting = n.setting AND o.package = n.package AND o.version = n.version AND o.rule = n.rule AND o.code = n.code \
    AND o.advisory = n.advisory AND o.id < n.id WHERE (o.followed = 0 OR o.comments > 0 OR o.assignee IS NOT NULL) \
    AND EXISTS (SELECT 1 FROM bundle_group was JOIN bundle_group is_now ON is_now.machine_group = was.machine_group \
    WHERE was.bundle = o.bundle AND is_now.bundle = n.bundle) AND n.id >= ";

/// Gives new findings, from one row to before another, who saw to them and what was said of them, and notes of the former ones that they were
/// followed.
pub(super) async fn over(connection: &mut AnyConnection, first: i64, end: i64) -> Result<(), StoreError> {
    let read = "read what was decided of it";
    let statement = Statement::new(SAME).value(first).with(" AND n.id < ", end);
    let statement = statement.and(" ORDER BY n.id, o.id DESC");
    let rows = statement.all(&mut *connection).await.to("look for what was decided of it")?;
    let (mut last, mut followed) = (None, Vec::with_capacity(rows.len()));
    for row in &rows {
        let (new, old): (i64, i64) = (row.try_get(0).to(read)?, row.try_get(1).to(read)?);
        followed.push(old);
        // The newest says how it stands.
        if last.replace(new) != Some(new) {
            let assignee: Option<String> = row.try_get(2).to(read)?;
            decide(connection, (old, new), assignee, row.try_get(3).to(read)?).await?;
        }
    }
    followed.sort_unstable();
    followed.dedup();
    for part in followed.chunks(ROWS) {
        let statement = Statement::new("UPDATE site_finding SET followed = 1 WHERE followed = 0 AND id IN ");
        statement.list(part).run(&mut *connection).await.to("note what is found as before")?;
    }
    Ok(())
}

/// Gives a new finding what was decided of the former one, where anything was.
async fn decide(
    connection: &mut AnyConnection,
    (old, new): (i64, i64),
    assignee: Option<String>,
    comments: i64,
) -> Result<(), StoreError> {
    if assignee.is_none() && comments == 0 {
        return Ok(());
    }
    let statement = Statement::new("UPDATE site_finding SET assignee = ").value(assignee);
    let statement = statement.with(", comments = ", comments).with(" WHERE id = ", new);
    statement.run(&mut *connection).await.to("carry over who sees to it")?;
    copy(connection, old, new, comments).await
}

/// Copies what was said: groups that go by the former bundle still go on from there by themselves.
async fn copy(connection: &mut AnyConnection, old: i64, new: i64, count: i64) -> Result<(), StoreError> {
    if count == 0 {
        return Ok(());
    }
    let ids = ids::take(connection, "finding_comment", usize::try_from(count).unwrap_or_default()).await?;
    let statement = Statement::new(
        "INSERT INTO finding_comment (id, organisation, list, finding, made, made_by, body) SELECT ",
    );
    let statement =
        statement.value(ids - 1).with(" + ROW_NUMBER() OVER (ORDER BY c.id), c.organisation, c.list, ", new);
    let statement = statement.with(
        ", c.made, c.made_by, c.body FROM finding_comment c WHERE c.list = 'policy' AND c.finding = ",
        old,
    );
    statement.run(connection).await.to("carry over what was said of it").map(drop)
}
