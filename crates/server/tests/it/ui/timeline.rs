//! What happened to a machine, as a page.

use super::browser::Browser;
use crate::support::{contents, execute, on_both};

#[test]
fn the_history_of_a_machine_is_told_by_day_and_is_a_file() {
    on_both("timeline page", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let one = contents(&[("idna", "3.7")]);
        let two = contents(&[("idna", "3.7"), ("six", "1.17")]);
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &one), ("/w", &one)]).await;
        let report = machine.report(2, &[("/v", &two)], &[1]);
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        for sql in [
            "UPDATE machine SET enrolled = 1764500000",
            "UPDATE machine_site_past SET since = 1764500060, ended = 1764539858",
            "UPDATE machine_site SET since = 1764539858",
        ] {
            execute(&fixture.address, sql).await;
        }
        let path = format!("/machines/{}/history", machine.id);
        let page = browser.page(&path).await;
        let day = page.find("<h2 class=\"day\">2025-11-30</h2>").expect("a day");
        assert!(page[day..].contains(">21:57</time>"), "{page}");
        for said in ["site changed", "site went", "site appeared", "enrolled", ">10:53</time>"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("not sent") && page.contains("with</bdi></li><li><bdi>1 package"), "{page}");
        assert!(
            page.contains("until 365 days after it ended")
                && page.contains("its key is told of for 90 days."),
            "{page}"
        );
        let few = browser.page(&format!("{path}?limit=2")).await;
        assert!(few.contains("rel=\"next\"") && !few.contains("after it ended"), "{few}");

        // By path: what else happened was at none.
        let narrowed = browser.page(&format!("{path}?q=/w")).await;
        assert!(narrowed.contains("site went") && !narrowed.contains("site changed"), "{narrowed}");
        assert!(!narrowed.contains("enrolled") && narrowed.contains("value=\"/w\""), "{narrowed}");
        let link = "history?q=%2Fw&#38;form=table";
        assert!(narrowed.contains(link), "the table is of the same: {narrowed}");
        let none = browser.page(&format!("{path}?q=/W")).await;
        assert!(none.contains("to a site with that in its path") && !none.contains("site went"), "{none}");
        let table = browser.page(&format!("{path}?form=table&q=/w")).await;
        assert!(table.contains("name=\"form\" value=\"table\""), "it stays a table: {table}");
        let text = browser.get(&format!("{path}?form=table&q=/w&as=csv")).await.text();
        assert_eq!(text.lines().count(), 3, "{text}");

        let table = browser.page(&format!("{path}?form=table")).await;
        assert!(table.contains("<table") && !table.contains("class=\"day\""), "{table}");
        let (before, _) = page.split_once("\" download>CSV").expect("a file");
        let file = before.rsplit_once("href=\"").expect("an address").1.replace("&#38;", "&");
        let text = browser.get(&file).await.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "When,What,Where,Packages before,Packages since,Became,By");
        assert_eq!(lines.len(), 6, "{text}");
        assert!(text.contains("2025-11-30T21:57:38Z,site went,/w,1,,,\n"), "{text}");
        assert_eq!(lines[5], "2025-11-30T10:53:20Z,enrolled,,,,,", "{text}");
    });
}
