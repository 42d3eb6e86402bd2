//! The schema.

use fetter_server::store::MIGRATIONS;

use crate::support::on_both;

#[test]
fn the_schema_is_made_once_and_a_newer_one_is_refused() {
    on_both("migrations", async |fixture| {
        let again = fixture.database().migrate().await.expect("nothing is to be done");
        assert!(again.is_empty(), "{again:?}");
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert!(numbers.first() == Some(&1) && numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    });
}
