//! Lists: what they are asked for is in their address, they go on, and all of them is in a file.

use fetter_protocol::limits;
use fetter_server::api::v1::allowed::Needs;
use fetter_server::ui::table;

use super::browser::Browser;
use crate::api::cast::Cast;
use crate::support::{contents, execute, now_i64, on_both};

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
        assert!(
            browser.page("/machines?q=&group=&status=&silent=").await.contains("<caption>Machines</caption>")
        );
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

/// What stands first in each row of a page's list.
fn first_cells(page: &str) -> Vec<String> {
    let rows = page.split("<th scope=\"row\">").skip(1);
    let cell = |row: &str| {
        let (cell, _) = row.split_once("</th>").expect("a cell");
        let text =
            cell.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect::<String>();
        text.trim().to_owned()
    };
    rows.map(cell).collect()
}

/// Where a column's heading links to, and how the list is ordered by it.
fn heading(page: &str, name: &str) -> (String, Option<String>) {
    let end = format!("\">{name}</a>");
    let (before, _) = page.split_once(&end).expect("the heading is a link");
    let (th, href) = before.rsplit_once("<a href=\"").expect("an address");
    let (_, th) = th.rsplit_once("<th").expect("a heading");
    let sort =
        th.split_once("aria-sort=\"").map(|(_, sort)| sort.split('"').next().unwrap_or_default().to_owned());
    (href.replace("&#38;", "&"), sort)
}

#[test]
fn a_list_of_hostile_names_goes_on() {
    on_both("pages of hostile names", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let names: Vec<String> =
            (0..12).map(|number| format!("{number:02}{}", "\u{1}".repeat(limits::NAME_BYTES - 2))).collect();
        let packages: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1.0")).collect();
        fixture.equipped(acme, "laptops", 1, &[("/v", &contents(&packages))]).await;
        let (mut address, mut seen) = ("/packages?limit=5".to_owned(), 0);
        for _ in 0..3 {
            let page = browser.page(&address).await;
            seen += first_cells(&page).len();
            let Some((before, _)) = page.split_once("\" rel=\"next\"") else { break };
            address = before.rsplit_once("href=\"").expect("an address").1.replace("&#38;", "&");
        }
        assert_eq!(seen, 12);
        assert_eq!(browser.get("/packages?as=csv").await.text().lines().count(), 13);
    });
}

/// A fleet whose lines in a file are so long that not all of them are read ahead of whoever reads the file.
const FLEET: usize = 3000;

#[test]
fn a_file_has_each_machine_once_whatever_changes_while_it_is_read() {
    on_both("files while machines check in", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        fixture.equipped(acme, "laptops", 1, &[]).await;
        let kind = if fixture.address.starts_with("sqlite:") { "BLOB" } else { "BYTEA" };
        let os = "long".repeat(100);
        let many = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) INSERT INTO machine \
             (id, organisation, machine_group, name, public_key, status, enrolled, token, number, stale, stale_since, seen, \
             seen_hour, report, reported, event, hostname, os, kernel, architecture, fetter, mode, denials, problems, not_covered, \
             left_out) SELECT 100 + i, organisation, machine_group, name || CAST(i AS TEXT), CAST('k' || i AS {kind}), \
             status, enrolled, token, 0, 0, 0, i * 3600, i, 0, 1, 0, 'host-' || CAST(10000 + i AS TEXT), '{os}', kernel, architecture, fetter, \
             mode, i % 7, i % 5, 0, i % 3 FROM n CROSS JOIN machine WHERE machine.id = 1",
            FLEET - 1,
        );
        execute(&fixture.address, &many).await;
        for (sort, column) in
            [("seen", 3), ("-seen", 3), ("denials", 6), ("-problems", 7), ("left_out", 8), ("hostname", 0)]
        {
            // All that there is comes to the other end.
            let moves = "UPDATE machine SET seen = 20000000 - seen, seen_hour = (20000000 - seen) / 3600, denials = 7 - denials, \
                problems = 5 - problems, left_out = 3 - left_out, hostname = 'x' || hostname WHERE reported = 1";
            let back = "UPDATE machine SET seen = 20000000 - seen, seen_hour = (20000000 - seen) / 3600, denials = 7 - denials, \
                problems = 5 - problems, left_out = 3 - left_out, hostname = substr(hostname, 2) WHERE reported = 1";
            let request = browser.request("GET", &format!("/machines?sort={sort}&as=csv"));
            let request = request.body(axum::body::Body::empty()).expect("a request");
            let file = fixture.send_while(request, execute(&fixture.address, moves)).await.text();
            let mut rows: Vec<Vec<&str>> =
                file.lines().skip(1).map(|line| line.split(',').collect()).collect();
            let values: Vec<&str> = rows.iter().map(|row| row[column]).collect();
            let mut sorted = values.clone();
            sorted.sort_by(|one, other| match (one.parse::<i64>(), other.parse::<i64>()) {
                (Ok(one), Ok(other)) => one.cmp(&other),
                _ => one.cmp(other),
            });
            if sort.starts_with('-') {
                sorted.reverse();
            }
            assert_eq!(values, sorted, "{sort}");
            for row in &mut rows {
                row[0] = row[0].trim_start_matches('x');
            }
            rows.sort();
            rows.dedup_by(|one, other| one[0] == other[0]);
            assert_eq!((file.lines().count(), rows.len()), (FLEET + 1, FLEET), "{sort}");
            execute(&fixture.address, back).await;
        }
    });
}

#[test]
fn a_list_is_put_in_order_by_its_columns() {
    on_both("orders of pages", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let names: Vec<String> = (0..70).map(|number| format!("package-{number:02}")).collect();
        let packages: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1.0")).collect();
        fixture.equipped(acme, "laptops", 1, &[("/v", &contents(&packages))]).await;
        fixture
            .equipped(
                acme,
                "laptops",
                2,
                &[("/v", &contents(&[("package-07", "2.0"), ("package-07", "10.0")]))],
            )
            .await;
        // By the database, whatever the length.
        let page = browser.page("/packages").await;
        let (href, sort) = heading(&page, "Package");
        assert_eq!((href.as_str(), sort.as_deref()), ("/packages?sort=-name", Some("ascending")));
        let page = browser.page(&href).await;
        assert_eq!(first_cells(&page).first().map(String::as_str), Some("package-69"));
        let (back, sort) = heading(&page, "Package");
        assert_eq!((back.as_str(), sort.as_deref()), ("/packages?sort=name", Some("descending")));
        assert!(page.contains("href=\"/packages?sort=-name&#38;cursor="), "it goes on in that order: {page}");
        assert!(page.contains("name=\"sort\" value=\"-name\""), "whoever narrows it keeps the order: {page}");
        // By what is counted from time to time: until then there is nothing in that order, and it says so.
        let (href, sort) = heading(&page, "Versions");
        assert_eq!((href.as_str(), sort), ("/packages?sort=-versions", None));
        let uncounted = browser.page(&href).await;
        assert!(
            uncounted.contains("was not counted yet") && first_cells(&uncounted).is_empty(),
            "{uncounted}"
        );
        assert!(uncounted.contains("What came since is in the order by name"), "{uncounted}");
        fixture.database().count_packages(now_i64()).await.expect("counted");
        let counted = browser.page(&href).await;
        assert_eq!(first_cells(&counted).first().map(String::as_str), Some("package-07"));
        assert!(counted.contains("href=\"/packages/package-07#machines\">2</a>"), "{counted}");
        let of_versions = browser.page("/packages/package-07").await;
        let place = |version: &str| of_versions.find(&format!("<bdi>{version}</bdi>")).expect("it is there");
        assert!(place("10.0") < place("2.0") && place("2.0") < place("1.0"), "{of_versions}");
        let (href, sort) = heading(&browser.page("/packages/package-07/versions").await, "Version");
        assert_eq!(
            (href.as_str(), sort.as_deref()),
            ("/packages/package-07/versions?sort=version", Some("descending"))
        );
        let of_versions = browser.page("/packages/package-07/versions").await;
        let (_, of_versions) = of_versions.split_once("<caption>").expect("a list");
        let (href, sort) = heading(of_versions, "Machines");
        assert_eq!((href.as_str(), sort), ("/packages/package-07/versions?sort=-machines", None));
        let by_machines = browser.page(&href).await;
        assert!(by_machines.contains("The order by machines"), "of when it is: {by_machines}");
        execute(&fixture.address, "UPDATE organisation SET packages_counted = NULL").await;
        assert!(
            browser.page(&href).await.contains("was not counted yet, so that they are in no order by it")
        );
        // By any column, where a page can have all of it; nothing links to what may be too long.
        assert!(!page.contains("by=-versions"), "{page}");
        let page = browser.page("/packages?by=-versions").await;
        let cells = first_cells(&page);
        assert_eq!((cells.len(), cells[0].as_str(), cells[1].as_str()), (50, "package-07", "package-00"));
        assert_eq!(heading(&page, "Versions").1.as_deref(), Some("descending"));
        let page = browser.page("/packages?by=-versions&cursor=50").await;
        assert_eq!(first_cells(&page).len(), 20);
        let file = browser.get("/packages?by=-versions&as=csv").await.text();
        assert_eq!(file.lines().nth(1).map(|line| line.starts_with("package-07,3")), Some(true), "{file}");
        let versions = browser.page(&format!("/machines/{:032x}/packages?by=-version", 2)).await;
        assert!(versions.find("10.0").expect("one") < versions.find("2.0").expect("the other"), "{versions}");
        // Several columns ask under the same name, which is kept once.
        let page = browser.page("/machines?sort=-seen").await;
        assert_eq!(page.matches("name=\"sort\" value=\"-seen\"").count(), 1, "{page}");
        assert_eq!(heading(&page, "Last there").1.as_deref(), Some("descending"));
        // A column that is not there changes nothing.
        assert_eq!(first_cells(&browser.page("/packages?by=-nothing").await).len(), 50);
    });
}

#[test]
fn a_list_that_is_too_long_to_be_put_in_order_says_so() {
    on_both("orders of long pages", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        let names: Vec<String> = (0..501).map(|number| format!("package-{number:03}")).collect();
        let packages: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1.0")).collect();
        fixture.equipped(acme, "laptops", 1, &[("/v", &contents(&packages))]).await;
        let page = browser.page("/packages?by=-versions").await;
        assert!(page.contains("This list is too long"), "{page}");
        assert_eq!(first_cells(&page).first().map(String::as_str), Some("package-000"));
        assert_eq!(first_cells(&page).len(), 50);
        let page = browser.page("/packages?by=-versions&q=package-1").await;
        assert!(!page.contains("This list is too long"), "{page}");
    });
}

#[test]
fn each_order_that_a_page_links_to_is_answered() {
    on_both("orders of every page", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let browser = Browser::of(&fixture, cast.administrator());
        let mut paths: Vec<String> = table()
            .into_iter()
            .filter(|route| route.method == "GET" && route.needs != Needs::Nothing)
            .map(|route| cast.mine.page(route.path))
            .filter(|path| !path.starts_with("/export") && !path.ends_with("/live"))
            .collect();
        paths.push(cast.mine.page("/machines/{machine}/history") + "?form=table");
        let mut followed = 0;
        for path in paths {
            let reply = browser.get(&path).await;
            if reply.status != 200 {
                continue;
            }
            let page = reply.text();
            for heading in page.split("<th scope=\"col\"").skip(1) {
                let (heading, _) = heading.split_once("</th>").expect("a heading");
                let Some((_, href)) = heading.split_once("<a href=\"") else { continue };
                let href = href.split('"').next().unwrap_or_default().replace("&#38;", "&");
                let reply = browser.get(&href).await;
                assert_eq!(reply.status, 200, "{path}: {href}: {}", reply.text());
                followed += 1;
            }
        }
        assert!(followed > 60, "{followed}");
    });
}

#[test]
fn what_narrows_a_list_from_elsewhere_is_seen_and_kept() {
    on_both("narrowed lists", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let browser = Browser::of(&fixture, &fixture.administrator(acme, "ada").await);
        fixture.equipped(acme, "laptops", 1, &[("/v", &contents(&[("six", "1.0")]))]).await;
        let overview = browser.page("/").await;
        let links = overview.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let links = links.map(|href| href.replace("&#38;", "&"));
        let since: Vec<String> = links.filter(|href| href.contains("since=")).collect();
        assert!(since.len() >= 7, "{since:?}");
        for href in since {
            let page = browser.page(&href).await;
            let (_, query) = href.split_once('?').expect("a query");
            let (name, value) = query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(name, _)| name.ends_with("since"))
                .expect("a time");
            assert!(
                page.contains("class=\"narrowed\"") && page.contains("since yesterday "),
                "{href}: {page}"
            );
            let kept = format!("name=\"{name}\" value=\"{value}\"");
            assert!(page.contains(&kept), "whoever narrows it further keeps it: {href}: {page}");
        }
        // What the filter has no choice for is one of its choices.
        let page = browser.page("/findings?severity=unknown").await;
        assert!(page.contains("value=\"unknown\" selected"), "{page}");
        let page = browser.page("/machines?token=5").await;
        assert!(page.contains("class=\"narrowed\"") && page.contains("token: 5"), "{page}");
        assert!(browser.page("/machines?silent=60").await.contains("value=\"60\" selected"));
    });
}

#[test]
fn what_is_shown_in_part_leads_to_all_of_it() {
    on_both("lists that go on", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let browser = Browser::of(&fixture, cast.administrator());
        let acme = fixture.scope_of(cast.administrator()).await.organisation();
        let versions: Vec<String> = (0..55).map(|number| format!("1.{number:02}")).collect();
        let packages: Vec<(&str, &str)> = versions.iter().map(|version| ("many", version.as_str())).collect();
        fixture.equipped(acme, "laptops", 77, &[("/v", &contents(&packages))]).await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let page = browser.page(&format!("/packages/many?group={group}")).await;
        let all = format!("/packages/many/versions?group={group}");
        assert!(page.contains(&format!("href=\"{all}\"")) && !page.contains("1.00<"), "{page}");
        let file = browser.get(&format!("{all}&as=csv")).await.text();
        assert_eq!(file.lines().filter(|line| line.starts_with("1.")).count(), 55, "{file}");
        assert!(browser.page(&all).await.contains("rel=\"next\""));

        let finding = cast.mine.page("/findings/{finding}");
        for number in 0..52 {
            let text = format!("said {number}");
            let said =
                browser.send(&format!("{finding}/comments"), &[("form", "comment"), ("text", &text)]).await;
            assert_eq!(said.status, 303, "{}", said.text());
        }
        let page = browser.page(&finding).await;
        let all = format!("{finding}/comments");
        assert!(page.contains(&format!("href=\"{all}\">")) && !page.contains("said 0<"), "{page}");
        let file = browser.get(&format!("{all}?as=csv")).await.text();
        assert_eq!(file.lines().filter(|line| line.contains("said ")).count(), 52, "{file}");

        let preview = cast.mine.page("/policies/{id}/previews/{number}");
        let sql = "INSERT INTO preview_unchecked (preview, site, setting, reasons, machines) SELECT p.id, n.id, 1, 'no', 1 \
             FROM preview p CROSS JOIN release n WHERE p.id = (SELECT MIN(id) FROM preview)";
        execute(&fixture.address, sql).await;
        let page = browser.page(&preview).await;
        assert!(page.contains(&format!("href=\"{preview}/unchecked\"")), "{page}");
        let file = browser.get(&format!("{preview}/unchecked?as=csv")).await.text();
        assert!(file.lines().filter(|line| line.starts_with("site ")).count() > 55, "{file}");
    });
}

#[test]
fn lists_are_narrowed_by_what_is_in_them() {
    on_both("searched lists", async |fixture| {
        let fleet = crate::api::findings::fleet(&fixture).await;
        crate::api::findings::judge(&fixture, &crate::api::findings::RECORDS).await;
        let browser = Browser::of(&fixture, &fleet.admin);
        let [laptops, _] = fleet.groups;
        // Who has a package, on machines of a name.
        let release = fixture.get(&fleet.admin, "/packages/requests").await.column("id")[0].clone();
        execute(
            &fixture.address,
            &format!("UPDATE machine SET hostname = 'web-7' WHERE name = '{}'", fleet.machines[2]),
        )
        .await;
        let finding = fixture.get(&fleet.admin, "/findings?package=requests").await.column("id")[0].clone();
        let finding = finding.as_str().expect("an id");
        for list in
            ["/packages/requests".to_owned(), format!("/releases/{release}"), format!("/findings/{finding}")]
        {
            let api = async |query: &str| {
                fixture.get(&fleet.admin, &format!("{list}/machines{query}")).await.column("machine")
            };
            assert_eq!(
                (api("?q=eb-").await, api("?q=EB-").await.len()),
                (vec![serde_json::json!(fleet.machines[2])], 0)
            );
            assert!(api("").await.len() > 2);
            let page = browser.page(&format!("{list}?q=eb-")).await;
            let (_, places) = page.split_once("id=\"machines\"").expect("a heading");
            assert!(places.contains("web-7") && !places.contains(&fleet.machines[0]), "{page}");
            let nobody = browser.page(&format!("{list}?q=nobody")).await;
            assert!(nobody.contains("No machine of that name has it.") || list.starts_with("/findings"));
            for (column, sort) in [("Machine", "sort=hostname"), ("Since", "sort=since")] {
                let (href, _) = heading(places, column);
                assert_eq!(href, format!("{list}?q=eb-&{sort}"));
                let (_, sorted) = heading(&browser.page(&href).await, column);
                assert_eq!(sorted.as_deref(), Some("ascending"), "{href}");
            }
            let file = browser.get(&format!("{list}?sort=-since&as=csv")).await.text();
            assert_eq!(file.lines().filter(|line| line.contains("web-7")).count(), 1, "{file}");
        }
        let machine = format!("/machines/{}", fleet.machines[0]);
        let finding = fixture.get(&fleet.admin, "/findings?package=requests").await.column("id");
        let finding = finding[0].as_str().expect("an id");
        let host = fixture.get(&fleet.admin, &machine).await.json()["hostname"].clone();
        let host = host.as_str().expect("a name");
        for (list, some, all) in [
            ("/groups".to_owned(), "lapt", 2),
            ("/users".to_owned(), "ad", 1),
            ("/tokens".to_owned(), "viewer", 2),
            (format!("{machine}/packages"), "IDN", 8),
            (format!("{machine}/sites"), "/w", 2),
            (format!("{machine}/denials"), "no-such", 0),
            (format!("{machine}/problems"), "no-such", 0),
            (format!("{machine}/not-covered"), "no-such", 0),
            (format!("{machine}/environments"), "no-such", 0),
            (format!("/findings/{finding}/machines"), host, 4),
        ] {
            let count = async |query: &str| {
                let reply = fixture.get(&fleet.admin, &format!("{list}{query}")).await;
                assert_eq!(reply.status, 200, "{list}{query}: {}", reply.text());
                reply.json()["items"].as_array().expect("items").len()
            };
            let found = count(&format!("?q={some}")).await;
            assert!(all == 0 || found > 0, "{list}");
            assert_eq!((count("?q=zzz%27%25_").await, count("?q=").await), (0, all), "{list}");
            assert_eq!(count(&format!("?q={some}&limit=1")).await, found.min(1), "{list}");
        }
        let tokens = fixture.get(&fleet.admin, &format!("/enrolment-tokens?group={laptops}")).await;
        assert!(tokens.column("group").iter().all(|group| *group == laptops), "{}", tokens.text());
        assert_eq!(tokens.column("group").len(), 2);
        for page in ["/administration/users", "/administration/tokens", "/administration/groups", "/policies"]
        {
            let found = browser.page(&format!("{page}?q=zzz")).await;
            assert!(found.contains("name=\"q\"") && found.contains("value=\"zzz\""), "{page}");
            assert!(first_cells(&found).is_empty(), "{page}: {found}");
        }
        let page = browser.page(&format!("{machine}/sites?q=/w")).await;
        assert_eq!(first_cells(&page), ["/w"]);
        let page = browser.page(&format!("/findings/{finding}?q=zzz")).await;
        assert!(page.contains("No machine has it."), "{page}");
        assert!(
            first_cells(&browser.page(&format!("/administration/enrolment?group={laptops}")).await).len()
                == 2
        );
    });
}
