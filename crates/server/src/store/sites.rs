//! The contents of sites: once, however many machines have them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fetter_core::requirement::PackageName;
use fetter_protocol::{Digest, DistributionRecord, SiteContents};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, list, number, padded, text, values};
use super::{Origin, StoreError, asking, first_places, ids, listing, records};

/// What is known of some sites.
#[derive(Debug, Default)]
struct Known {
    /// Their rows.
    rows: HashMap<Digest, i64>,
    /// Those whose contents are wanted.
    wanted: Vec<Digest>,
    /// Those that nobody had, so that what they hold is not listed.
    unlisted: Vec<(Digest, i64)>,
}

/// The rows of these sites in an organisation, made where they are not there, and those whose contents are wanted. A machine has them: what they
/// hold is listed.
pub(super) async fn known(
    connection: &mut AnyConnection,
    organisation: i64,
    digests: &BTreeSet<Digest>,
    now: i64,
) -> Result<(HashMap<Digest, i64>, Vec<Digest>), StoreError> {
    let all: Vec<Digest> = digests.iter().copied().collect();
    let mut known = Known::default();
    for part in all.chunks(ROWS) {
        find(connection, organisation, part, &mut known).await?;
    }
    let new: Vec<Digest> = all.into_iter().filter(|digest| !known.rows.contains_key(digest)).collect();
    for part in new.chunks(ROWS) {
        let first = ids::take(connection, "site", part.len()).await?;
        let new = padded(&part.iter().zip(first..).collect::<Vec<_>>());
        let sql = format!(
            "INSERT INTO site (id, organisation, digest, packages, left_out, first_seen) VALUES {} \
             ON CONFLICT DO NOTHING",
            values(new.len(), 6, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (digest, id) in new {
            query = query.bind(id).bind(organisation).bind(digest.as_bytes().to_vec());
            query = query.bind(0_i64).bind(0_i64).bind(now);
        }
        query.execute(&mut *connection).await.to("note new sites")?;
        // Another server may have been first.
        find(connection, organisation, part, &mut known).await?;
    }
    let damaged = listing::list_again(connection, organisation, &known.unlisted, now).await?;
    known.wanted.extend(damaged);
    Ok((known.rows, known.wanted))
}

async fn find(
    connection: &mut AnyConnection,
    organisation: i64,
    digests: &[Digest],
    known: &mut Known,
) -> Result<(), StoreError> {
    let digests = padded(digests);
    let sql = format!(
        "SELECT id, digest, CASE WHEN contents IS NULL THEN 1 WHEN listed = 0 THEN 2 ELSE 0 END FROM site \
         WHERE organisation = $1 AND digest IN ({})",
        list(digests.len(), 2)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
    for digest in digests {
        query = query.bind(digest.as_bytes().to_vec());
    }
    for row in query.fetch_all(connection).await.to("look for sites")? {
        let bytes: Vec<u8> = row.try_get(1).to("read a site's digest")?;
        let Ok(bytes) = <[u8; 32]>::try_from(bytes) else { continue };
        let digest = Digest::from(bytes);
        let id = row.try_get(0).to("read a site")?;
        known.rows.insert(digest, id);
        match row.try_get::<i32, _>(2).to("read a site")? {
            1 => known.wanted.push(digest),
            2 => known.unlisted.push((digest, id)),
            _ => {}
        }
    }
    Ok(())
}

/// Keeps contents that some machine's report named. Whether it did: nobody else's are taken.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    organisation: i64,
    digest: &Digest,
    contents: &SiteContents,
    now: i64,
) -> Result<bool, StoreError> {
    let mut known = Known::default();
    find(connection, organisation, &[*digest], &mut known).await?;
    let Some(site) = known.rows.get(digest) else { return Ok(false) };
    if known.wanted.is_empty() {
        return Ok(true);
    }
    listing::list(connection, organisation, *site, contents, now).await?;
    let sql = "UPDATE site SET contents = $1, packages = $2, left_out = $3 WHERE id = $4";
    let packages = number(contents.distributions.len() as u64);
    let kept = records::keep(connection, organisation, (digest, contents), now).await?;
    let query = sqlx::query(sql).bind(kept).bind(packages);
    let query = query.bind(number(contents.left_out)).bind(*site);
    query.execute(&mut *connection).await.to("keep the contents of a site")?;
    asking::contents_came(connection, organisation, *site, now).await?;
    Ok(true)
}

/// A release, as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) digest: Digest,
    name: String,
    version: String,
}

impl Named {
    fn new(organisation: i64, distribution: &DistributionRecord) -> Self {
        let name = release_name(&normalised(&distribution.name), distribution.kind == "conda");
        Self::of(organisation, &name, distribution.version.as_deref().unwrap_or_default())
    }

    /// That of a normalised name, and of a version as its metadata writes it.
    pub(super) fn of(organisation: i64, name: &str, version: &str) -> Self {
        let (name, version) = (text(name), text(version));
        // Neither holds a NUL any more.
        Self { digest: Digest::of(format!("{organisation}\0{name}\0{version}").as_bytes()), name, version }
    }
}

/// The rows of the releases that a site holds, made where they are not there, and where it has them from.
pub(super) async fn releases(
    connection: &mut AnyConnection,
    organisation: i64,
    (site, contents): (i64, &SiteContents),
    now: i64,
) -> Result<Vec<(i64, Origin)>, StoreError> {
    let (named, origins) = origins(organisation, contents);
    let mut rows = BTreeMap::new();
    for part in named.chunks(ROWS) {
        find_releases(connection, part, &mut rows).await?;
        let new: Vec<Named> =
            part.iter().filter(|named| !rows.contains_key(&named.digest)).cloned().collect();
        if !new.is_empty() {
            make(connection, organisation, new, site, now).await?;
            find_releases(connection, part, &mut rows).await?;
        }
    }
    // In the order of the index by site: its pages are filled then, where half of each would be left empty.
    let row = |(named, origin): (&Named, Origin)| Some((*rows.get(&named.digest)?, origin));
    let mut found: Vec<(i64, Origin)> = named.iter().zip(origins).filter_map(row).collect();
    found.sort_unstable();
    Ok(found)
}

/// The releases that a site holds, each once, and where it has each from.
pub(super) fn origins(organisation: i64, contents: &SiteContents) -> (Vec<Named>, Vec<Origin>) {
    let mut all: BTreeMap<Named, Origin> = BTreeMap::new();
    for one in &contents.distributions {
        let origin = all.entry(Named::new(organisation, one)).or_default();
        *origin = Origin::of(one).max(*origin);
    }
    all.into_iter().unzip()
}

/// Makes the rows of releases, which are seen first in this site.
async fn make(
    connection: &mut AnyConnection,
    organisation: i64,
    new: Vec<Named>,
    site: i64,
    now: i64,
) -> Result<(), StoreError> {
    let place = first_places::of_site(connection, site).await?;
    let first = ids::take(connection, "release", new.len()).await?;
    let new = padded(&new.into_iter().zip(first..).collect::<Vec<_>>());
    let sql = format!(
        "INSERT INTO release (id, organisation, name, version, digest, first_seen, first_machine, first_path) \
         VALUES {} ON CONFLICT DO NOTHING",
        values(new.len(), 8, 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (named, id) in new {
        query = query.bind(id).bind(organisation).bind(named.name).bind(named.version);
        query = query.bind(named.digest.as_bytes().to_vec()).bind(now);
        query = query.bind(place.map(|(machine, _)| machine)).bind(place.map(|(_, path)| path));
    }
    query.execute(connection).await.to("note new releases").map(drop)
}

pub(super) async fn find_releases(
    connection: &mut AnyConnection,
    releases: &[Named],
    rows: &mut BTreeMap<Digest, i64>,
) -> Result<(), StoreError> {
    let releases = padded(releases);
    let these = list(releases.len(), 1);
    // The digest says whose it is. Were the organisation named too, a planner that does not know how many releases there are would read all of it.
    let sql = format!("SELECT id, digest FROM release WHERE digest IN ({these})");
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for named in releases {
        query = query.bind(named.digest.as_bytes().to_vec());
    }
    for row in query.fetch_all(connection).await.to("look for releases")? {
        let digest: Vec<u8> = row.try_get(1).to("read a release")?;
        if let Ok(digest) = <[u8; 32]>::try_from(digest) {
            rows.insert(Digest::from(digest), row.try_get(0).to("read a release")?);
        }
    }
    Ok(())
}

/// The name of a release. What conda records is no release of the index that advisories speak of, whatever it is called: no name of one has a `/`.
pub(crate) fn release_name(normalised: &str, is_conda: bool) -> String {
    if is_conda { format!("conda/{normalised}") } else { normalised.to_owned() }
}

/// The name by which packages are compared (PEP 503).
pub(crate) fn normalised(name: &str) -> String {
    PackageName::new(name).normalized().to_owned()
}
