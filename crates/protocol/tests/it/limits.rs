//! Nothing larger than it may be is written or read.

use fetter_protocol::{
    Answer, Bundle, BundleFile, CheckIn, Digest, Enrolled, Enrollment, EventRecord, Instructions, Message,
    MessageError, PackageRequest, Report, RequestAnswer, RequestState, SiteContents, limits, read, write,
};

use crate::samples;

fn refused<M: Message>(message: &M) {
    assert!(matches!(write(message), Err(MessageError::Limit { .. } | MessageError::Form { .. })));
    let bytes = serde_json::to_vec(message).expect("JSON");
    assert!(read::<M>(&bytes).is_err());
}

#[test]
fn lists_and_texts_have_limits() {
    let report = samples::report();
    refused(&Report { problems: vec![report.problems[0].clone(); limits::PROBLEMS + 1], ..report.clone() });
    let tampered = report.tampered.clone().unwrap_or_default();
    let tampered = Some(vec![tampered[0].clone(); limits::TAMPERED + 1]);
    refused(&Report { tampered, ..report.clone() });
    refused(&Report { denials: vec![report.denials[0].clone(); limits::DENIALS + 1], ..report.clone() });
    refused(&Report { sites: vec![report.sites[0].clone(); limits::SITES + 1], ..report.clone() });
    refused(&Answer { wanted: vec![Digest::of(b""); limits::DIGESTS + 1], ..samples::answer() });
    refused(&EventRecord { reason: Some("x".repeat(limits::TEXT_BYTES + 1)), ..samples::event(1) });
    refused(&EventRecord { code: "x".repeat(limits::NAME_BYTES + 1), ..samples::event(1) });
    let mut site = samples::site();
    site.distributions[1].requires = vec![String::new(); limits::PARTS + 1];
    refused(&site);
}

#[test]
fn order_and_form_are_held() {
    let report = samples::report();
    refused(&Report { events: vec![samples::event(2), samples::event(2)], ..report.clone() });
    let mut host = report.host.clone();
    host.machine = "../../etc".to_owned();
    refused(&Report { host, ..report });
    let upper = samples::MACHINE.to_uppercase();
    refused(&CheckIn { machine: upper.clone(), ..samples::check_in() });
    refused(&Enrolled { machine: upper, ..samples::enrolled() });
    refused(&Enrollment { token: "x".repeat(limits::NAME_BYTES + 1), ..samples::enrollment() });
    for next in [0, limits::NEXT_SECONDS + 1] {
        refused(&Instructions { next, ..samples::instructions() });
    }
    for package in ["evil\n", &"x".repeat(limits::REQUEST_PACKAGE_BYTES + 1)] {
        refused(&PackageRequest { package: package.to_owned(), ..samples::request() });
    }
    refused(&PackageRequest { id: "../x".to_owned(), ..samples::request() });
    refused(&PackageRequest { rules: vec![String::new(); limits::REQUEST_RULES + 1], ..samples::request() });
    let decisions = vec![samples::decision(); limits::DECISIONS + 1];
    refused(&Instructions { decisions, ..samples::instructions() });
    let request = RequestState { id: "x".to_owned(), ..samples::decision() };
    refused(&RequestAnswer { request, ..samples::request_answer() });
    let mut site = samples::site();
    site.distributions.reverse();
    refused(&site);
}

#[test]
fn as_many_decisions_as_are_told_at_once_are_within_the_limit_whatever_is_in_them() {
    let reason = "\"".repeat(limits::REQUEST_REASON_BYTES);
    let decision = RequestState { reason, ..samples::decision() };
    let decisions = vec![decision; limits::DECISIONS];
    assert!(write(&Instructions { decisions, ..samples::instructions() }).is_ok());
}

#[test]
fn more_bytes_than_there_may_be_are_not_even_parsed() {
    let blank = vec![b' '; limits::SITE_BYTES + 1];
    assert!(matches!(read::<SiteContents>(&blank), Err(MessageError::TooLarge { .. })));
    let deep = "[".repeat(100_000);
    assert!(matches!(read::<SiteContents>(deep.as_bytes()), Err(MessageError::Json { .. })));
}

#[test]
fn a_file_of_a_bundle_lies_beside_the_policy() {
    for name in ["", ".", "..", "../x", "/etc/passwd", "a\\b", "a\0"] {
        let file = BundleFile { name: name.to_owned(), text: String::new() };
        refused(&Bundle::new("acme", 1, String::new(), vec![file]));
    }
    let twice = BundleFile { name: "a".to_owned(), text: String::new() };
    refused(&Bundle::new("acme", 1, String::new(), vec![twice.clone(), twice]));
}
