//! What a request changes, once it is known to be its machine's.

use sqlx::AnyConnection;

use super::error::Attempt;
use super::notices::Telling;
use super::{Granted, Refusal, Request, StoreError, Work, reports, requests, sites};

pub(super) async fn apply(
    connection: &mut AnyConnection,
    request: &Request,
    mut granted: Granted,
    telling: &mut Telling,
    now: i64,
) -> Result<Result<Granted, Refusal>, StoreError> {
    match &request.work {
        Work::Nothing | Work::CheckIn(_) => {}
        Work::Report(report, state) => {
            reports::keep(connection, &request.machine, report, *state, &mut granted, telling, now).await?;
        }
        Work::Site(digest, contents) => {
            if !sites::keep(connection, granted.organisation, digest, contents, now).await? {
                return Ok(Err(Refusal::Unwanted));
            }
            granted.stored = Some(*digest);
        }
        Work::Request(asked) => {
            granted.request = Some(requests::keep(connection, &request.machine, asked, telling, now).await?);
        }
        Work::Key(key) => {
            let sql = "UPDATE machine SET public_key = $1 WHERE id = $2 \
                AND NOT EXISTS (SELECT 1 FROM machine other WHERE other.public_key = $1 AND other.id <> $2)";
            let query = sqlx::query(sql).bind(key.as_bytes().to_vec()).bind(request.machine.id);
            let done = query.execute(connection).await.to("exchange a machine's key")?;
            if done.rows_affected() == 0 {
                return Ok(Err(Refusal::Taken));
            }
        }
    }
    Ok(Ok(granted))
}
