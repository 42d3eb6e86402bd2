//! What was changed on machines, as pages show it.

use fetter_server::auth::Role;

use super::browser::{Browser, sent_to};
use super::numbers::{numbers, rows};
use crate::api::findings::{RECORDS, fleet, judge};
use crate::api::tampered::{changed, tell};
use crate::support::{contents, day, on_both};

#[test]
fn what_was_changed_is_seen_counted_and_accepted_by_whoever_sees_to_the_machine() {
    on_both("pages of changed files", async |fixture| {
        let fleet = fleet(&fixture).await;
        judge(&fixture, &RECORDS).await;
        let acme = fixture.scope_of(&fleet.admin).await.organisation();
        let all = contents(&[("idna", "3.7")]);
        let machine = fixture.equipped(acme, "servers", 9, &[("/v", &all)]).await;
        let deaf = fixture.equipped(acme, "servers", 10, &[("/v", &all)]).await;
        tell(&fixture, &machine, (2, &[("/v", &all)]), Some(vec![changed("idna", "3.7", 5)])).await;
        tell(&fixture, &deaf, (2, &[("/v", &all), ("/w", &all)]), None).await;
        fixture.database().count_verdicts(crate::support::now_i64()).await.expect("counted");
        let lead = Browser::user(&fixture, &fleet.admin, Role::Approver, Some(fleet.groups[1])).await;
        let page = lead.page("/findings?kind=integrity").await;
        for part in [
            "changed files",
            "/v/idna/__init__.py",
            "it has another hash",
            "1 machine does not tell what is changed on it",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let href = "/machines?not_checked=integrity";
        assert!(page.contains(&format!("href=\"{href}\"")), "{page}");
        assert_eq!(rows(&lead, href).await, 1);
        assert!(lead.page(href).await.contains(&deaf.id));
        // The heat map: one is told, of the other nothing is known.
        let map = lead.page("/machines/verdicts").await;
        let place = |id: &str| map.find(&format!("/machines/{id}\"")).expect("it is there");
        let row = |id: &str| map[place(id)..].split("</tr>").next().unwrap_or_default().to_owned();
        assert!(row(&deaf.id).contains("not told"), "{map}");
        let counted = numbers(&row(&machine.id), "/findings");
        let counted: Vec<_> = counted.iter().filter(|(href, _)| href.contains("integrity")).collect();
        let [(href, 1)] = counted.as_slice() else { unreachable!("{counted:?}: {map}") };
        assert_eq!(rows(&lead, href).await, 1);
        let of_machine = lead.page(&format!("/machines/{}", machine.id)).await;
        assert!(
            of_machine.contains("told when they are seen") && of_machine.contains("changed files"),
            "{of_machine}"
        );
        assert!(lead.page(&format!("/machines/{}", deaf.id)).await.contains("it does not tell of them"));
        let cards = numbers(&lead.page("/").await, "/findings?severity_is=high");
        for (href, number) in &cards {
            assert_eq!(rows(&lead, href).await, *number, "{href}");
        }
        assert!(!cards.is_empty());
        // One of them, and what becomes of it.
        let id = fixture.get(&fleet.admin, "/findings?kind=integrity").await.column("id")[0].clone();
        let finding = format!("/findings/{}", id.as_str().expect("an id"));
        let page = lead.page(&finding).await;
        for part in
            ["Find out who changed it", "changed files in idna 3.7", &format!("machine={}", machine.id)]
        {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("Mended in") && page.contains("Accept it for a while"), "{page}");
        let until = day(30);
        let fields = [("form", "acceptance"), ("reason", "patched by hand"), ("until", until.as_str())];
        let accepted = lead.send(&format!("{finding}/acceptance"), &fields).await;
        assert_eq!(sent_to(&accepted), format!("{finding}?done=accepted#decide"));
        assert!(lead.page(&finding).await.contains("It is accepted until"));
        let exceptions = lead.page("/exceptions").await;
        assert!(exceptions.contains(&finding) && exceptions.contains("one machine of"), "{exceptions}");
        assert!(!lead.page("/findings?kind=integrity").await.contains("/v/idna"));
        let other = Browser::user(&fixture, &fleet.admin, Role::Approver, Some(fleet.groups[0])).await;
        assert_eq!(other.get(&finding).await.status, 404);
        assert!(!other.page("/exceptions").await.contains(&finding));
    });
}
