//! What is done to a backup before a server goes on from it: whatever came after it is not there, and others remember it.

use fetter_protocol::limits;
use sqlx::Row;

use super::audit::Note;
use super::bundles::Offer;
use super::error::Attempt;
use super::import::Import;
use super::rows::number;
use super::statement::Statement;
use super::{By, Organisation, StoreError, asking, bundles, ids, organisations, packed};

/// How far ids and numbers go on beyond those of the backup: further than what was given out since.
const GAP: i64 = 1_000_000;

/// A bundle that machines are to go by.
#[derive(Clone, Debug)]
pub(crate) struct InUse {
    row: i64,
    pub(crate) organisation: i64,
    /// Its canonical bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Import {
    /// The organisations in it.
    pub(crate) async fn organisations(&mut self) -> Result<Vec<Organisation>, StoreError> {
        let sql = "SELECT id, name, policy_seed, policy_key FROM organisation ORDER BY id";
        let rows = Statement::new(sql).all(self.filled().await?).await.to("list organisations")?;
        rows.iter().map(organisations::organisation).collect()
    }

    /// Goes on with ids that nobody was told: who has read events up to one that is not there misses none that comes.
    pub(crate) async fn skip_ids(&mut self) -> Result<(), StoreError> {
        let statement = Statement::new("UPDATE counter SET value = value + ").value(GAP);
        // It is the number of the present version.
        let statement = statement.and(" WHERE name <> 'advisory_version'");
        statement.run(self.filled().await?).await.to("go on with new ids").map(drop)
    }

    /// Ends sessions and links: some of them may have been ended after the backup.
    pub(crate) async fn end_sessions(&mut self, now: i64) -> Result<(), StoreError> {
        let connection = self.filled().await?;
        let sessions = Statement::new("UPDATE api_token SET revoked = ").value(now);
        let sessions = sessions.and(" WHERE kind = 'session' AND revoked IS NULL");
        sessions.run(&mut *connection).await.to("end sessions")?;
        let links = Statement::new("UPDATE one_time_link SET used = ").value(now).and(" WHERE used IS NULL");
        links.run(connection).await.to("end links").map(drop)
    }

    /// Counts machines as seen now: they were not silent, the server was.
    pub(crate) async fn greet_machines(&mut self, now: i64) -> Result<(), StoreError> {
        let statement =
            Statement::new("UPDATE machine SET seen = ").value(now).with(", seen_hour = ", now / 3600);
        let statement = statement.and(" WHERE status = 'active' AND silent IS NULL");
        statement.run(self.filled().await?).await.to("count machines as seen").map(drop)
    }

    /// The bundles that groups are to go by.
    pub(crate) async fn bundles_in_use(&mut self) -> Result<Vec<InUse>, StoreError> {
        let sql = "SELECT b.id, b.organisation, b.body FROM bundle b WHERE EXISTS \
            (SELECT 1 FROM group_bundle g WHERE g.bundle = b.id OR g.next_bundle = b.id) ORDER BY b.organisation, b.number";
        let rows = Statement::new(sql).all(self.filled().await?).await.to("look for bundles")?;
        let read = |row: &sqlx::any::AnyRow| {
            let body: Vec<u8> = row.try_get(2).to("read a bundle")?;
            Ok(InUse {
                row: row.try_get(0).to("read a bundle")?,
                organisation: row.try_get(1).to("read a bundle")?,
                bytes: packed::unpack("a bundle", &body, limits::BUNDLE_BYTES)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The number from which bundles of an organisation go on: a machine may have one that came after the backup, and takes none with a
    /// smaller number.
    pub(crate) async fn next_bundle_number(&mut self, organisation: i64) -> Result<u64, StoreError> {
        let statement = Statement::new("SELECT COALESCE(MAX(number), 0) FROM bundle WHERE organisation = ");
        let row = statement.value(organisation).one(self.filled().await?).await.to("look for bundles")?;
        let newest: i64 = row.map_or(Ok(0), |row| row.try_get(0)).to("look for bundles")?;
        Ok(super::rows::count(newest + GAP))
    }

    /// Has groups go by the same under another number.
    pub(crate) async fn renumber(
        &mut self,
        before: &InUse,
        offer: &Offer,
        bytes: &[u8],
        now: i64,
    ) -> Result<(), StoreError> {
        let connection = self.filled().await?;
        let id = ids::take(connection, "bundle", 1).await?;
        let sql = "INSERT INTO bundle (id, organisation, number, digest, signature, body, created) VALUES (";
        let statement = Statement::new(sql).value(id).with(", ", before.organisation);
        let statement = statement.with(", ", number(offer.number)).with(", ", offer.digest);
        let statement = statement.with(", ", offer.signature.as_bytes().to_vec());
        let statement = statement.with(", ", packed::pack(bytes)?).with(", ", now).and(")");
        statement.run(&mut *connection).await.to("keep a bundle")?;
        for (set, of) in [
            ("UPDATE group_bundle SET bundle = ", " WHERE bundle = "),
            ("UPDATE group_bundle SET next_bundle = ", " WHERE next_bundle = "),
        ] {
            let statement = Statement::new(set).value(id).with(of, before.row);
            statement.run(&mut *connection).await.to("assign a bundle")?;
        }
        bundles::went_by(&mut *connection, id).await?;
        let changed = [before.row, id].into_iter();
        asking::bundles_changed(connection, before.organisation, changed, now).await
    }

    /// Notes in the audit log of an organisation that it was restored.
    pub(crate) async fn note(&mut self, organisation: &Organisation, taken: u64) -> Result<(), StoreError> {
        let by = By { who: "console".to_owned(), ..By::default() };
        let what = serde_json::json!({"backup_of": taken});
        let note = Note::new(&by, "server.restore", &organisation.name).after(&what);
        note.keep(self.filled().await?, Some(organisation.id)).await
    }
}
