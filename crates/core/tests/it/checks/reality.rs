//! Policies against real advisories, and the documents against the reader.

use fetter_core::audit::Knowledge;
use fetter_core::check::{Cases, Evidence, PolicyFile, check};
use fetter_testkit::gate::repository;

use super::{World, decided, policy};
use crate::advisories::{index_of, newest};
use crate::made::{one, package};

#[test]
fn real_advisories_decide_by_their_severity() {
    let Some((built, _)) = newest("policies and real advisories") else { return };
    let index = index_of(built.bytes.clone());
    let inventory =
        one(vec![package("jinja2", "2.10"), package("requests", "2.19.1"), package("etherreum", "1.0.0")]);
    let outcome = World::default().with(|evidence| {
        let knowledge = Knowledge { source: Some(&index), exploited: None, likelihoods: None, popular: None };
        let policy = policy(
            "[[audit]]\nseverity = \"high\"\n[[deny]]\nmode = \"enforce\"\nadvisories = \"CVE-2018-18074\"",
        );
        check(&inventory, &policy, &Evidence { knowledge: &knowledge, ..*evidence })
    });
    assert_eq!(
        decided(&outcome),
        ["refused etherreum-1.0.0 malware", "warned jinja2-2.10 audit", "refused requests-2.19.1 deny"]
    );
    assert!(outcome.is_checked());
}

#[test]
fn the_examples_of_the_documents_are_read() {
    let text = std::fs::read_to_string(repository().join("docs/policy.md")).expect("it is there");
    let mut examples = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let example = examples.next().expect("a policy");
    let read = PolicyFile::read(example, "policy.toml").unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(read.bounds().collect::<Vec<_>>(), ["allowed.txt", "uv.lock"]);
    let cases = Cases::read(examples.next().expect("cases"), "policy-test.toml")
        .unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!((cases.all.len(), cases.all[0].expected.len()), (1, 1));
}
