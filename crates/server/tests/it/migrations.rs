//! The schema.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use fetter_server::store::MIGRATIONS;

use crate::support::on_both;

#[test]
fn the_schema_is_made_once_and_a_newer_one_is_refused() {
    on_both("migrations", async |fixture| {
        let again = fixture.database().migrate().await.expect("nothing is to be done");
        assert!(again.is_empty(), "{again:?}");
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert!(numbers.iter().copied().eq((1..).take(numbers.len())), "{numbers:?}");
    });
}

#[test]
fn nobody_else_reads_the_database_whatever_directory_it_is_in() {
    on_both("private", async |fixture| {
        // PostgreSQL has its own.
        let Some(file) = fixture.address.strip_prefix("sqlite:") else { return };
        std::fs::set_permissions(
            Path::new(file).parent().expect("it is in one"),
            PermissionsExt::from_mode(0o755),
        )
        .expect("it is ours");
        fixture.organisation("acme").await;
        for suffix in ["", "-wal", "-shm"] {
            let mode =
                std::fs::metadata(format!("{file}{suffix}")).expect("it is there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{suffix}");
        }
    });
}
