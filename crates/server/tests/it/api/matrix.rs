//! Every route for everybody: nothing passes that should not. It is made of the table of routes, so that no route is left out.

use axum::extract::ConnectInfo;
use fetter_server::api::v1::allowed::Needs;
use fetter_server::api::v1::{Route, table};
use fetter_server::auth::Role;
use serde_json::Value;

use super::cast::{Caller, Cast, Holds, body};
use crate::support::api::asking;
use crate::support::{Fixture, Reply, dump, on_both};

/// What a caller may expect of a route, before anything is looked for.
fn expected(route: &Route, caller: &Caller) -> Option<u16> {
    let is_change = route.method != "GET";
    match (&caller.holds, route.needs) {
        (_, Needs::Nothing) | (Holds::Operator, Needs::Operator) => None,
        (Holds::Nothing, _) => Some(401),
        (Holds::Operator, _) | (_, Needs::Operator) => Some(403),
        (Holds::Role { read_only: true, .. }, _) if is_change => Some(403),
        (Holds::Role { role, .. }, Needs::Role(needed)) => (*role < needed).then_some(403),
        (Holds::Role { role, is_whole, .. }, Needs::Whole(needed)) => {
            (*role < needed || !is_whole).then_some(403)
        }
    }
}

/// Each caller asks from an address of its own.
async fn ask(fixture: &Fixture, route: &Route, path: &str, caller: &Caller, body: Option<&Value>) -> Reply {
    let mut request = asking(route.method.as_str(), path, &caller.token, body);
    request.extensions_mut().insert(ConnectInfo(caller.address));
    fixture.send(request).await
}

fn told(reply: &Reply) -> (u16, Value, Value) {
    let json = reply.json();
    (reply.status, json["title"].clone(), json["detail"].clone())
}

#[test]
fn who_may_not_is_refused_and_changes_nothing() {
    on_both("the matrix of roles", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let mut refused = 0;
        for caller in &cast.callers {
            let before = dump(&fixture.address).await;
            for route in table() {
                let Some(status) = expected(&route, caller) else { continue };
                let path = cast.mine.path(&route);
                let sent = body(&route, &cast.mine);
                let reply = ask(&fixture, &route, &path, caller, sent.as_ref()).await;
                assert_eq!(reply.status, status, "{} {} {path}: {}", caller.name, route.method, reply.text());
                assert_eq!(reply.headers["content-type"], "application/problem+json");
                refused += 1;
            }
            assert!(dump(&fixture.address).await == before, "{} changed something", caller.name);
        }
        assert!(refused > 350, "{refused}");
    });
}

#[test]
fn what_is_anothers_is_answered_as_what_is_not_there_and_stays_as_it_is() {
    on_both("the matrix of tenants", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let mut hidden = 0;
        for caller in &cast.callers {
            let Holds::Role { is_whole, .. } = caller.holds else { continue };
            let before = dump(&fixture.address).await;
            for route in table() {
                if expected(&route, caller).is_some() || !route.path.contains('{') {
                    continue;
                }
                let nothing = cast.nothing.path(&route);
                let sent = body(&route, &cast.mine);
                let missing = ask(&fixture, &route, &nothing, caller, sent.as_ref()).await;
                // A package is a word that one looks for: nobody has it.
                let is_search = route.path.starts_with("/packages/");
                assert_eq!(missing.status, if is_search { 200 } else { 404 }, "{} {nothing}", route.method);
                let others = if is_whole { vec![&cast.theirs] } else { vec![&cast.theirs, &cast.mine] };
                for target in others {
                    let path = target.path(&route);
                    let reply = ask(&fixture, &route, &path, caller, sent.as_ref()).await;
                    let who = &caller.name;
                    assert_eq!(
                        told(&reply),
                        told(&missing),
                        "{who} {} {path}: {}",
                        route.method,
                        reply.text()
                    );
                    if is_search {
                        assert_eq!(reply.bytes, missing.bytes, "{who} {path}");
                    }
                    hidden += 1;
                }
            }
            assert!(dump(&fixture.address).await == before, "{} changed something", caller.name);
        }
        assert!(hidden > 150, "{hidden}");
    });
}

#[test]
fn lists_show_what_is_ones_own_and_changes_reach_nothing_else() {
    on_both("the matrix of lists", async |fixture| {
        let cast = Cast::new(&fixture).await;
        for caller in &cast.callers {
            let Holds::Role { is_whole, .. } = caller.holds else { continue };
            for route in table() {
                let is_open = matches!(route.needs, Needs::Nothing) || expected(&route, caller).is_some();
                if is_open || route.path.contains('{') {
                    continue;
                }
                if route.method == "GET" {
                    let reply = ask(&fixture, &route, route.path, caller, None).await;
                    assert_eq!(reply.status, 200, "{} {}: {}", caller.name, route.path, reply.text());
                    let text = reply.text();
                    for mark in cast.theirs.marks() {
                        assert!(!text.contains(&mark), "{} {}: {mark}", caller.name, route.path);
                    }
                    for mark in cast.mine.marks().iter().filter(|_| !is_whole) {
                        assert!(!text.contains(mark), "{} {}: {mark}", caller.name, route.path);
                    }
                } else if let Some(sent) = body(&route, &cast.theirs)
                    && sent.to_string().contains(&format!("[{}]", cast.theirs.group))
                        | sent.to_string().contains(&format!("\"group\":{}", cast.theirs.group))
                {
                    // What names another's group is taken by nobody.
                    let before = dump(&fixture.address).await;
                    let reply = ask(&fixture, &route, route.path, caller, Some(&sent)).await;
                    assert_eq!(reply.status, 422, "{} {}: {}", caller.name, route.path, reply.text());
                    assert!(dump(&fixture.address).await == before, "{} changed something", caller.name);
                }
            }
        }
    });
}

#[test]
fn who_may_is_answered() {
    on_both("the matrix of what works", async |fixture| {
        let cast = Cast::new(&fixture).await;
        let mut routes = table();
        // Sessions and tokens end last.
        routes.sort_by_key(|route| (route.method == "DELETE", route.path == "/session"));
        for route in routes {
            let caller = match route.needs {
                Needs::Nothing => continue,
                Needs::Operator => cast.holder(&Holds::Operator),
                Needs::Role(role) | Needs::Whole(role) => cast.holder(&Holds::Role {
                    role: role.max(Role::Viewer),
                    is_whole: true,
                    read_only: false,
                }),
            };
            if ["/me/password", "/me/totp", "/me/totp/confirmation", "/me/sessions/{id}"]
                .contains(&route.path)
            {
                // It is a user's, not a program's.
                continue;
            }
            let path = cast.mine.path(&route);
            let sent = body(&route, &cast.mine);
            let reply = ask(&fixture, &route, &path, caller, sent.as_ref()).await;
            assert_eq!(reply.status, route.status, "{} {path}: {}", route.method, reply.text());
        }
    });
}
