//! How many machines have each version of a package, as it was counted last with the package: in one text for all of them.

use std::collections::HashMap;
use std::fmt::Write;

use sqlx::Row;

use super::error::Attempt;
use super::package_counts::ALL;
use super::statement::Statement;
use super::{Database, Scope, StoreError};

const OF_VERSIONS: &str = "SELECT of_versions FROM package_count WHERE organisation = ";

/// Adds a version to that text, by its row.
pub(super) fn write(text: &mut String, release: i64, machines: u32) {
    let comma = if text.is_empty() { "" } else { "," };
    // Writing to a string does not fail.
    let _ = write!(text, "{comma}{release}:{machines}");
}

/// The versions in such a text.
fn read(text: &str) -> impl Iterator<Item = (i64, i64)> {
    text.split(',').filter_map(|version| {
        let (release, machines) = version.split_once(':')?;
        Some((release.parse().ok()?, machines.parse().ok()?))
    })
}

impl Database {
    /// How many machines that somebody sees have each version of a package, by its row, as it was counted last. What was not counted yet is not there.
    pub async fn machines_with_releases(
        &self,
        scope: &Scope,
        name: &str,
    ) -> Result<HashMap<i64, i64>, StoreError> {
        let groups = scope.groups().unwrap_or(&[ALL]);
        let mut counts = HashMap::new();
        if groups.is_empty() {
            return Ok(counts);
        }
        let why = "look how many have versions";
        let statement = Statement::new(OF_VERSIONS).value(scope.organisation());
        let statement = statement.and(" AND machine_group IN ").list(groups).with(" AND name = ", name);
        for row in statement.all(self.read()).await.to(why)? {
            let text: String = row.try_get(0).to(why)?;
            // A machine is in one group, so that those of several are added up.
            read(&text).for_each(|(release, machines)| *counts.entry(release).or_default() += machines);
        }
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut text = String::new();
        assert_eq!(read(&text).count(), 0, "it was not counted yet");
        for (release, machines) in [(7, 1), (1, u32::MAX), (i64::MAX, 30_000)] {
            write(&mut text, release, machines);
        }
        let expected = [(7, 1), (1, i64::from(u32::MAX)), (i64::MAX, 30_000)];
        assert_eq!(read(&text).collect::<Vec<_>>(), expected, "{text}");
        assert_eq!(read("7:1,what,8:,9:2").collect::<Vec<_>>(), [(7, 1), (9, 2)]);
    }
}
