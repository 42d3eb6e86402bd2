//! Lists: what they are asked for is in their address, they go on, and all of them is in a file.

use super::browser::Browser;
use crate::support::{contents, on_both};

#[test]
fn a_list_is_narrowed_goes_on_and_is_given_as_a_file() {
    on_both("lists of pages", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let names: Vec<String> = (0..60).map(|number| format!("package-{number:02}")).collect();
        let packages: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1.0")).collect();
        let mut all = packages.clone();
        all.push(("formula", "=1+1"));
        fixture.equipped(acme, "laptops", 1, &[("/v", &contents(&all))]).await;
        let page = browser.page("/packages?q=package").await;
        assert!(page.contains("package-49") && !page.contains("package-50"), "{page}");
        let (before, _) = page.split_once("\" rel=\"next\"").expect("a next page");
        let next = before.rsplit_once("href=\"").expect("an address").1.replace("&#38;", "&");
        assert!(next.starts_with("/packages?q=package&cursor="), "{next}");
        let page = browser.page(&next).await;
        assert!(page.contains("package-50") && !page.contains("package-49"), "{page}");
        assert!(page.contains("First page"), "{page}");
        // What is left empty in a form is not asked for.
        assert!(browser.page("/machines?q=&group=&status=&silent=").await.contains("Machines by host name"));
        assert_eq!(browser.get("/machines?status=unheard-of").await.status, 422);

        let file = browser.get("/packages?as=csv").await;
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8; header=present");
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"packages.csv\"");
        let text = file.text();
        assert!(names.iter().all(|name| text.contains(name.as_str())), "{text}");
        assert_eq!(text.lines().next(), Some("Package,Versions,Machines"));
        let path = format!("/machines/{:032x}/packages?as=csv", 1);
        let text = browser.get(&path).await.text();
        assert!(text.contains("formula,'=1+1,/v"), "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("package-")).count(), 60, "{text}");
        // A list says what is not known, and its file does.
        assert!(browser.page("/findings").await.contains("has no advisories"));
        assert_eq!(browser.get("/?as=csv").await.status, 422);
    });
}
