//! The shapes on the wire, and that their schemas admit what is written.

use fetter_protocol::{
    Answer, Bundle, CheckIn, Enrolled, Enrollment, EventRecord, Instructions, LeftOut, Message,
    PackageRequest, Report, RequestAnswer, SiteContents, read, write,
};
use serde_json::Value;

use crate::samples;

fn round_trip<M: Message + PartialEq + std::fmt::Debug + schemars::JsonSchema>(message: &M) -> Value {
    let bytes = write(message).expect("it is within its limits");
    assert_eq!(read::<M>(&bytes).expect("it is a message"), *message);
    let value: Value = serde_json::from_slice(&bytes).expect("JSON");
    let schema = schemars::schema_for!(M);
    let validator = jsonschema::validator_for(schema.as_value()).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    value
}

#[test]
fn what_is_written_is_read_and_is_as_the_schemas_say() {
    insta::assert_json_snapshot!("report", round_trip::<Report>(&samples::report()));
    insta::assert_json_snapshot!("answer", round_trip::<Answer>(&samples::answer()));
    insta::assert_json_snapshot!("site", round_trip::<SiteContents>(&samples::site()));
    insta::assert_json_snapshot!("enrollment", round_trip::<Enrollment>(&samples::enrollment()));
    insta::assert_json_snapshot!("enrolled", round_trip::<Enrolled>(&samples::enrolled()));
    insta::assert_json_snapshot!("check_in", round_trip::<CheckIn>(&samples::check_in()));
    insta::assert_json_snapshot!("instructions", round_trip::<Instructions>(&samples::instructions()));
    insta::assert_json_snapshot!("bundle", round_trip::<Bundle>(&samples::bundle()));
    insta::assert_json_snapshot!("request", round_trip::<PackageRequest>(&samples::request()));
    insta::assert_json_snapshot!("request_answer", round_trip::<RequestAnswer>(&samples::request_answer()));
    insta::assert_json_snapshot!("event", round_trip::<EventRecord>(&samples::event(1)));
}

#[test]
fn what_is_not_known_is_passed_over() {
    let mut value = serde_json::to_value(samples::report()).expect("JSON");
    value["host"]["favourite"] = "blue".into();
    value["novelty"] = Value::Array(vec![Value::Null]);
    let bytes = serde_json::to_vec(&value).expect("JSON");
    assert_eq!(read::<Report>(&bytes).expect("it is a report"), samples::report());
}

#[test]
fn another_kind_or_version_is_refused_by_name() {
    let mut value = serde_json::to_value(samples::report()).expect("JSON");
    value["version"] = 2.into();
    value["sites"] = Value::Null;
    let error = read::<Report>(&serde_json::to_vec(&value).expect("JSON")).expect_err("it is newer");
    insta::assert_snapshot!(error.to_string(), @r#"it is "fetter-report" version 2, and fetter-report version 1 was expected; a newer fetter may read it"#);
    let bytes = write(&samples::answer()).expect("it is within its limits");
    let error = read::<Report>(&bytes).expect_err("it is an answer");
    assert!(error.to_string().contains("\"fetter-answer\" version 1"), "{error}");
}

#[test]
fn a_state_has_one_digest_while_nothing_changes() {
    let report = samples::report();
    let state = report.state().expect("it is within its limits");
    let mut later = Report { sequence: 99, taken: report.taken + 60, events: Vec::new(), ..report.clone() };
    later.host.coverage.reconciled = Some(1);
    assert_eq!(later.state().expect("it is"), state);
    let mut other = report.clone();
    other.denials.clear();
    assert_ne!(other.state().expect("it is"), state);
    let none = LeftOut { tampered: 0, ..report.left_out };
    let earlier = Report { tampered: None, left_out: none, ..report.clone() };
    assert_ne!(earlier.state().expect("it is"), state);
    let bytes = write(&earlier).expect("it is within its limits");
    assert!(
        !String::from_utf8_lossy(&bytes).contains("tampered"),
        "as an agent told it that knew nothing of it"
    );
    let mut other = report;
    other.host.hostname.push('2');
    assert_ne!(other.state().expect("it is"), state);
}
