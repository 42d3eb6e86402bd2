//! The OpenAPI document, and the shapes of answers.

use fetter_server::api::v1::{openapi, table};
use serde_json::{Value, json};

use crate::support::{contents, environment, on_both};

#[test]
fn the_document_is_the_one_that_is_published() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let published = std::fs::File::open(file).expect("docs/openapi.json");
    let published: Value = serde_json::from_reader(published).expect("JSON");
    assert!(published == openapi(), "not up to date; run `cargo xtask generate`");
}

#[test]
fn each_route_is_in_the_document_and_each_reference_leads_somewhere() {
    let document = openapi();
    let mut operations = 0;
    for methods in document["paths"].as_object().expect("paths").values() {
        operations += methods.as_object().expect("methods").len();
    }
    assert_eq!(operations, table().len());
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 100);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect(value, references));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

/// What is another each time is `0` or `-`.
fn settled(mut value: Value) -> Value {
    settle(&mut value);
    value
}

fn settle(value: &mut Value) {
    const TIMES: [&str; 9] =
        ["enrolled", "seen", "reported", "received", "since", "ended", "created", "expires", "first_seen"];
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                let is_time = TIMES.contains(&name.as_str()) || name == "time" && value.is_number();
                match name.as_str() {
                    _ if is_time && value.is_number() => *value = json!(0),
                    "secret" | "token" | "policy_key" if value.is_string() => *value = json!("-"),
                    _ => settle(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(settle),
        _ => {}
    }
}

#[test]
fn answers_keep_their_shapes() {
    on_both("shapes", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("Requests", "2.32.3")]);
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &site)]).await;
        let mut report = machine.report(2, &[("/v", &site)], &[1]);
        report.environments =
            vec![environment("/v", "virtual", "3.12.4", &["/v", "/usr/lib/python3/dist-packages"])];
        assert_eq!(fixture.send(machine.post("/agent/v1/report", &report)).await.status, 200);
        let expires = crate::support::now() + 60;
        let user = json!({"name": "bob", "role": "approver", "groups": [1]});
        let program =
            json!({"name": "ci", "role": "viewer", "groups": [1], "read_only": true, "expires": expires});
        let enrolment = json!({"group": 1, "uses": 3, "expires": expires});
        for (path, body) in [("/users", user), ("/tokens", program), ("/enrolment-tokens", enrolment)] {
            let reply = fixture.ask("POST", &admin, path, body).await;
            insta::assert_json_snapshot!(format!("post{}", path.replace('/', "-")), settled(reply.json()));
        }
        let one = format!("/machines/{}", machine.id);
        for (name, path) in [
            ("me", "/me".to_owned()),
            ("machines", "/machines".to_owned()),
            ("machine", one.clone()),
            ("machine-sites", format!("{one}/sites")),
            ("machine-packages", format!("{one}/packages")),
            ("environments", "/environments".to_owned()),
            ("groups", "/groups".to_owned()),
            ("packages", "/packages".to_owned()),
            ("package", "/packages/requests".to_owned()),
            ("package-machines", "/packages/requests/machines".to_owned()),
            ("site", "/sites/1".to_owned()),
            ("events", "/events".to_owned()),
            ("users", "/users".to_owned()),
            ("tokens", "/tokens".to_owned()),
            ("enrolment-tokens", "/enrolment-tokens".to_owned()),
            ("audit", "/audit".to_owned()),
            ("findings", "/findings".to_owned()),
            ("status", "/status".to_owned()),
            ("group-rules", "/group-rules".to_owned()),
        ] {
            insta::assert_json_snapshot!(name, settled(fixture.get(&admin, &path).await.json()));
        }
    });
}
