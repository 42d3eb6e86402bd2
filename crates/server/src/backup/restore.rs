//! A backup is put into an empty place.

use std::fs::File;
use std::path::Path;

use fetter_protocol::{Bundle, BundleRef};

use super::format::{End, Header};
use super::read::{Next, Reader};
use super::take::open;
use super::{BackupError, Store, Taken, secrets};
use crate::auth::{PolicyKey, Sealer};
use crate::serve::{self, DataDirectory, runtime};
use crate::store::{Database, Import, Organisation, StoreError, now};

/// Puts a backup into an empty place, all of it or nothing. It is read to its end before anything is changed.
pub fn restore(store: &Store, path: &Path) -> Result<Taken, BackupError> {
    let file = open(path)?;
    let again = file.try_clone();
    let (header, _) = Reader::new(path, file)?.verify()?;
    let damaged = |why: &str| BackupError::Damaged { path: path.to_path_buf(), why: why.to_owned() };
    let sealer = secrets::sealer(&header.files).ok_or_else(|| damaged("it has no key"))?;
    let data = DataDirectory::open(&store.data)?;
    let places = secrets::places(store, &data, &header.files);
    secrets::see_that_they_are_free(&places)?;
    let again = again.map_err(|error| BackupError::File { what: "open", path: path.to_path_buf(), error })?;
    let address = store.database.clone().unwrap_or_else(|| data.database());
    runtime()?.block_on(async {
        let database = Database::connect(&address).await?;
        let done = fill(&database, path, again, &sealer, async || {
            for (path, text) in &places {
                serve::make(path, text.as_bytes())?;
            }
            Ok(())
        });
        let done = done.await;
        // A schema of before is brought to this version's.
        let done = match done {
            Ok(done) => database.migrate().await.map(|_| done).map_err(Into::into),
            Err(error) => Err(error),
        };
        database.close().await;
        done
    })
}

/// Fills a database in one transaction. The files are written last before its end: where it does not come to that end, they are the same
/// when it is tried again.
async fn fill(
    database: &Database,
    path: &Path,
    file: File,
    sealer: &Sealer,
    files: impl AsyncFnOnce() -> Result<(), BackupError>,
) -> Result<Taken, BackupError> {
    if !database.is_empty().await? {
        return Err(BackupError::Occupied { what: "a server's database".to_owned() });
    }
    let mut reader = Reader::new(path, file)?;
    let mut import = database.import(reader.header.migration, &reader.header.tables).await?;
    let end = loop {
        match reader.next()? {
            Next::Row(table, cells) => import.row(table, cells).await?,
            Next::End(end) => break end,
        }
    };
    if import.count().await? != end.rows {
        let why = "the database has other rows than the backup".to_owned();
        return Err(StoreError::Damaged { what: "the backup", why }.into());
    }
    resume(&mut import, &reader.header, sealer).await?;
    files().await?;
    import.commit().await?;
    Ok(taken(reader.header, end))
}

fn taken(header: Header, end: End) -> Taken {
    Taken { header, end }
}

/// Makes it something that a server can go on from.
async fn resume(import: &mut Import, header: &Header, sealer: &Sealer) -> Result<(), BackupError> {
    import.skip_ids().await?;
    import.end_sessions(now()).await?;
    import.greet_machines(now()).await?;
    let organisations = import.organisations().await?;
    for organisation in &organisations {
        import.note(organisation, header.taken).await?;
        renumber(import, organisation, sealer).await?;
    }
    Ok(())
}

/// Has all machines take the policies of the backup: the same under numbers greater than any that they may have.
async fn renumber(
    import: &mut Import,
    organisation: &Organisation,
    sealer: &Sealer,
) -> Result<(), BackupError> {
    let name = &organisation.name;
    // Also where there are none: the key is seen to be the right one.
    let key = PolicyKey::open(name, &organisation.sealed_seed, sealer)?;
    let mut number = import.next_bundle_number(organisation.id).await?;
    let damaged = |error: fetter_protocol::MessageError| StoreError::Damaged {
        what: "a bundle",
        why: error.to_string(),
    };
    for before in import.bundles_in_use().await?.iter().filter(|one| one.organisation == organisation.id) {
        let bundle: Bundle = fetter_protocol::read(&before.bytes).map_err(damaged)?;
        let (digest, bytes) = Bundle { number, ..bundle }.canonical().map_err(damaged)?;
        let offer = BundleRef { digest, signature: key.sign(name, number, &digest), number };
        import.renumber(before, &offer, &bytes, now()).await?;
        number += 1;
    }
    Ok(())
}
