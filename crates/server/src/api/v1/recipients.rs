//! `/mail-recipients`.

use axum::http::StatusCode;

use super::allowed::{Allowed, WholeAdministrator};
use super::asked::{Asked, Id, Nothing, not_found, wrong};
use super::page::{Page, Window};
use super::reply::{Done, Made, Shown};
use super::shapes::{NewRecipientRequest, PageQuery, RecipientShape};
use crate::api::Refused;
use crate::mail::is_address;
use crate::state::Shared;
use crate::store::{NoticeKind, Recipient};

pub(crate) async fn list(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, PageQuery>,
) -> Result<Shown<Page<RecipientShape>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let rows = shared.database.recipients(&administrator.scope, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, |row| shape(&shared, row))))
}

pub(crate) async fn make(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, Nothing, NewRecipientRequest>,
) -> Result<Made<RecipientShape>, Refused> {
    let NewRecipientRequest { address, kinds } = asked.body;
    let kinds = kinds.unwrap_or_else(|| NoticeKind::ALL.to_vec());
    if !is_address(&address) || kinds.is_empty() {
        return Err(wrong("a recipient has an address of mail, and is told something").of("address"));
    }
    let made = shared.database.make_recipient(&administrator.scope, &address, &kinds).await?;
    let made = made.map(|row| Made(shape(&shared, row)));
    let many = Refused::new(StatusCode::CONFLICT, "the address is there already, or there are 100");
    made.ok_or(many.of("address"))
}

/// It is said where no mail goes out: another server on the database may be the one that sends it.
fn shape(shared: &Shared, row: Recipient) -> RecipientShape {
    let mut shape = RecipientShape::from(row);
    if !shared.options.sends_mail && shape.error.is_empty() {
        "this server sends no mail: it was started without --mail-server".clone_into(&mut shape.error);
    }
    shape
}

pub(crate) async fn remove(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    let is_done = shared.database.remove_recipient(&administrator.scope, asked.path.0).await?;
    if is_done { Ok(Done) } else { Err(not_found()) }
}
