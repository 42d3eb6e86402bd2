//! What is not known is never shown as if all were well.

use super::browser::Browser;
use crate::support::{Machine, NEVER, contents, on_both};

#[test]
fn a_machine_that_told_nothing_is_not_one_without_findings() {
    on_both("pages of what is not known", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let token = fixture.token(acme, "laptops", 2, NEVER).await;
        let silent = Machine::new(1);
        assert_eq!(fixture.send(silent.enrolment(&token)).await.status, 201);
        let page = browser.page(&format!("/machines/{}", silent.id)).await;
        assert!(page.contains("what is on it is not known"), "{page}");
        for well in ["Nothing is denied", "could be read.", "not to be covered"] {
            assert!(!page.contains(well), "{well}: {page}");
        }
        for part in ["packages", "environments", "sites", "history", "denials", "problems", "not-covered"] {
            let page = browser.page(&format!("/machines/{}/{part}", silent.id)).await;
            assert!(page.contains("what is on it is not known"), "{part}: {page}");
        }
        for list in ["/machines", "/machines/verdicts"] {
            assert!(browser.page(list).await.contains("not known"), "{list}");
        }
        let page = browser.page("/").await;
        assert!(
            page.contains("not everything was checked") && !page.contains("card good\"><a href=\"/findings"),
            "{page}"
        );

        // One that reported, and has not sent what its site holds.
        let half = Machine::new(2);
        assert_eq!(fixture.send(half.enrolment(&token)).await.status, 201);
        let report = half.report(1, &[("/v", &contents(&[("six", "1.16.0")]))], &[]);
        assert_eq!(fixture.send(half.post("/agent/v1/report", &report)).await.status, 200);
        let page = browser.page(&format!("/machines/{}/packages", half.id)).await;
        assert!(page.contains("1 site has not sent its contents yet"), "{page}");
        for list in ["/machines/verdicts", "/findings", "/packages/six"] {
            assert!(browser.page(list).await.contains("has not sent its contents yet"), "{list}");
        }
        let page = browser.page(&format!("/machines/{}", half.id)).await;
        assert!(page.contains("Nothing is denied on it."), "{page}");
    });
}
