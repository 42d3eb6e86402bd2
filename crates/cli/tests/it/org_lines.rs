//! The command lines that ask an organisation's server, or have it do something.

use fetter_testkit::Scratch;
use fetter_testkit::server::{Response, Server};
use serde_json::{Value, json};

use crate::support::run;

#[test]
fn an_organisation_is_asked_page_after_page_with_a_token() {
    let home = Scratch::new("org-pages");
    home.tree().file("token", "fetter_api_secret\n");
    let server = Server::start();
    let page = |items: &str, next: &str| Response::json(format!("{{\"items\":[{items}],\"next\":{next}}}"));
    let machine = |host: &str| format!("{{\"hostname\":\"{host}\",\"id\":\"{host}-id\",\"reported\":null}}");
    let first = [machine("a"), machine("=b\u{1b}")].join(",").replace('\u{1b}', "\\u001b");
    server.answer("/api/v1/machines?limit=3", page(&first, "\"c1\""));
    server.answer("/api/v1/machines?limit=1&cursor=c1", page(&machine("c"), "\"c2\""));
    let line = format!("org --server {} --token-file token machines --limit 3", server.url(""));
    let ran = run(&home, &format!("{line} write -o -"));
    let hosts: Vec<&str> = ran.stdout.lines().filter_map(|line| line.split(',').next()).collect();
    assert_eq!(hosts, ["Host", "a", "'=b\\u{1b}", "c"], "{}", ran.stderr);
    assert_eq!(ran.stderr, "fetter: there may be more than these 3: --limit shows more\n");
    assert!(
        run(&home, &line).stdout.contains("never"),
        "a machine that did not report is not one that has nothing"
    );
    let json = run(&home, &format!("{line} json")).stdout;
    assert!(json.contains("\"next\": \"c2\"") && json.contains("a-id"), "{json}");
    let wrong = run(&home, &line.replace("limit 3", "limit 4"));
    assert_eq!((wrong.code, wrong.stdout.as_str()), (Some(1), ""));
    assert!(
        wrong.stderr.contains("could not list machines") && !wrong.stderr.contains("secret"),
        "{}",
        wrong.stderr
    );
    let asked = server.requests();
    assert!(asked.iter().all(|request| request.header("authorization") == Some("Bearer fetter_api_secret")));
}

#[test]
fn an_organisation_is_asked_and_changed_by_these_lines() {
    let home = Scratch::new("org-lines");
    home.tree().file("token", "fetter_api_secret\n");
    let server = Server::start();
    let told = "\"not_checked\":{\"contents\":0,\"machines\":0,\"revoked\":0,\"is_exact\":true}";
    let answer =
        format!("{{\"items\":[{{\"id\":7,\"name\":\"g\",\"hostname\":\"h\"}}],\"next\":null,{told}}}");
    server.answer_otherwise(move |request| match request.method.as_str() {
        "DELETE" => Response::status(204),
        _ => Response::json(answer.clone()),
    });
    let machine = "0123456789abcdef0123456789abcdef";
    for (line, asked) in [
        ("org environments", "GET /api/v1/environments?limit=500"),
        (
            "org environments --group g --python 3.11",
            "GET /api/v1/environments?group=7&python=3.11&limit=500",
        ),
        (
            &format!(
                "org environments --machine {machine} --contains x --kind base --implementation PyPy json"
            ),
            &format!(
                "GET /api/v1/environments?machine={machine}&q=x&kind=base&implementation=PyPy&limit=500"
            ),
        ),
        ("org machines --status present", "GET /api/v1/machines?status=present&limit=500"),
        ("org audit", "GET /api/v1/audit?limit=500"),
        (
            "org audit --who ada --action machine.change --object m --oldest write -o -",
            "GET /api/v1/audit?who=ada&action=machine.change&object=m&order=oldest&limit=500",
        ),
        (
            "org machines --verdict not-checked --not-checked untold",
            "GET /api/v1/machines?verdict=not-checked&not_checked=untold&limit=500",
        ),
        ("org packages -p re", "GET /api/v1/packages?q=re&limit=500"),
        ("org site 9 write -o -", "GET /api/v1/sites/9?limit=500"),
        ("org policy list g", "GET /api/v1/groups/7/policies?limit=500"),
        ("org policy status g", "GET /api/v1/groups/7/policy"),
        ("org policy history g json", "GET /api/v1/groups/7/policy/history?limit=500"),
        ("org policy previews g display", "GET /api/v1/groups/7/previews?limit=500"),
        ("org policy stage g 2 --percent 10", "POST /api/v1/groups/7/policy"),
        ("org policy activate g 2", "POST /api/v1/groups/7/policy"),
        ("org policy unstage g", "POST /api/v1/groups/7/policy"),
        ("org policy roll-back g", "POST /api/v1/groups/7/policy"),
        ("org request list --status open", "GET /api/v1/requests?status=open&limit=500"),
        ("org request list --status all --contains Zope_I", "GET /api/v1/requests?q=Zope_I&limit=500"),
        ("org exception list", "GET /api/v1/exceptions?limit=500"),
        (
            "org exception list --holding --order first-to-end --contains py json",
            "GET /api/v1/exceptions?holding=true&order=first-to-end&q=py&limit=500",
        ),
        ("org request refuse 3 --reason r", "POST /api/v1/requests/3/refusal"),
        (&format!("org machine {machine} decommission"), &format!("PATCH /api/v1/machines/{machine}")),
        ("org sign-out", "DELETE /api/v1/session"),
        ("server webhook deliveries 3", "GET /api/v1/webhooks/3/deliveries?limit=500"),
        (
            "server webhook deliveries 3 --state waiting json",
            "GET /api/v1/webhooks/3/deliveries?state=waiting&limit=500",
        ),
        ("server webhook dead-letters 3", "GET /api/v1/webhooks/3/deliveries?state=dead&limit=500"),
        ("server webhook redeliver 5", "POST /api/v1/deliveries/5/redeliver"),
    ] {
        let ran = run(&home, &format!("{line} --server {} --token-file token", server.url("")));
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{line}: {}", ran.stdout);
        let last = server.requests().pop().expect("it was asked");
        assert_eq!(format!("{} {}", last.method, last.target), asked, "{line}");
    }
}

#[test]
fn what_an_organisations_server_did_not_tell_is_said() {
    let home = Scratch::new("org-cut");
    home.tree().file("token", "fetter_api_secret\n");
    home.tree().file("rules.json", r#"{"version": 0, "rules": []}"#);
    let server = Server::start();
    let named = format!("--server {} --token-file token", server.url(""));
    let groups = Response::json(r#"{"items":[{"id":7,"name":"g"}],"next":null}"#);
    server.answer("/api/v1/groups?limit=500", groups);
    let moves = |more: bool| {
        Response::json(format!(
            r#"{{"machines":9,"moves":{},"items":[{{"machine":"m","hostname":"h","from":7,"to":7}}],"more":{more}}}"#,
            1 + u8::from(more)
        ))
    };
    server.answer_to("POST", "/api/v1/group-rules/try", moves(false));
    server.answer_to("POST", "/api/v1/group-rules/try", moves(true));
    let all = run(&home, &format!("org rules try rules.json {named}"));
    assert_eq!((all.code, all.stderr.as_str()), (Some(0), "fetter: 1 of 9 machines would move\n"));
    let cut = run(&home, &format!("org rules try rules.json {named}"));
    assert_eq!(cut.code, Some(4), "{}", cut.stderr);
    assert!(cut.stderr.contains("the list is cut: it has the first 1 of these"), "{}", cut.stderr);

    let page = |revoked: u8| {
        let told = format!(r#"{{"contents":0,"machines":0,"revoked":{revoked},"is_exact":true}}"#);
        Response::json(format!(r#"{{"items":[],"next":null,"not_checked":{told}}}"#))
    };
    for list in ["environments", "packages"] {
        let target = format!("/api/v1/{list}?limit=500");
        server.answer(&target, page(0));
        server.answer(&target, page(2));
        assert_eq!(run(&home, &format!("org {list} {named}")).code, Some(0), "{list}");
        let ran = run(&home, &format!("org {list} {named}"));
        assert_eq!(ran.code, Some(4), "{list}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("2 machines are revoked") && ran.stderr.contains("decommission"),
            "{}",
            ran.stderr
        );
    }
    let problem = Response::json(r#"{"type":"about:blank","title":"the webhook answered 410","status":409}"#);
    server.answer_to("POST", "/api/v1/deliveries/5/redeliver", problem.with_status(409));
    let gone = run(&home, &format!("server webhook redeliver 5 {named}"));
    assert_eq!(gone.code, Some(1));
    assert!(gone.stderr.contains("`fetter server webhook create URL` makes another"), "{}", gone.stderr);
}

#[test]
fn a_code_is_given_where_a_server_asks_for_one() {
    let home = Scratch::new("codes");
    home.tree().file("password", "correct horse battery\n");
    let server = Server::start();
    let problem = |kind: &str, title: &str| {
        let body = json!({"type": format!("urn:fetter:problem:{kind}"), "title": title, "status": 401});
        Response::ok(body.to_string()).header("Content-Type", "application/problem+json").with_status(401)
    };
    server.answer_with("/api/v1/session", move |request| {
        let body: Value = serde_json::from_slice(&request.body).expect("JSON");
        match body.get("code").map(|code| code.as_str()) {
            None => problem("code-needed", "a code is asked for"),
            Some(Some("123456")) => {
                let session = json!({"token": "fetter_session_00", "expires": 4_102_444_800_u64});
                Response::json(session.to_string()).with_status(201)
            }
            _ => problem("code-wrong", "the code is not right"),
        }
    });
    let line = format!("server sign-in --server {} --user ada --password-file password", server.url(""));
    let asked = run(&home, &line);
    assert_eq!(asked.code, Some(1));
    assert!(asked.stderr.contains("give it with --code CODE"), "{}", asked.stderr);
    let wrong = run(&home, &format!("{line} --code 000000"));
    assert_eq!(wrong.code, Some(1));
    assert!(
        wrong.stderr.contains("the code is not right") && !wrong.stderr.contains("horse"),
        "{}",
        wrong.stderr
    );
    let right = run(&home, &format!("{line} --code 123456"));
    assert_eq!((right.code, right.stderr.as_str()), (Some(0), ""));
    assert!(right.stdout.starts_with("ada is signed in at "), "{}", right.stdout);
}
