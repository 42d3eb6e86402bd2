//! Policies: taken, staged, activated, rolled back, and lifted in part.

use fetter_protocol::{Bundle, BundleFile, Digest, read};
use fetter_server::policies::{PolicyError, Step};
use fetter_server::store::{Draft, Lifted};

use crate::support::{Fixture, execute, on_both};

const POLICY: &str = "schema = \"policy-1\"\n[[allow]]\nmode = \"enforce\"\nbounds = [\"allowed.txt\"]\n";

fn draft(allowed: &str) -> Draft {
    let file = BundleFile { name: "allowed.txt".to_owned(), text: allowed.to_owned() };
    Draft { text: POLICY.to_owned(), files: vec![file], note: String::new() }
}

/// What a machine whose id begins with these digits is to go by.
async fn offered(fixture: &Fixture, organisation: i64, group: i64, machine: &str) -> Option<(u64, Bundle)> {
    let offer = fixture.database().offer(group, machine).await.expect("an answer")?;
    let bytes = fixture.database().bundle(organisation, &offer.digest).await.expect("an answer");
    let bytes = bytes.expect("what is offered is there");
    assert_eq!(Digest::of(&bytes), offer.digest);
    Some((offer.number, read(&bytes).expect("a bundle")))
}

const FIRST: &str = "00000000000000000000000000000001";
/// 0x63 is 99.
const LAST: &str = "00000063000000000000000000000001";

#[test]
fn a_policy_is_staged_activated_and_rolled_back() {
    on_both("policies", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let scope = fixture.scope(acme, "ann").await;
        let server = &fixture.shared;
        let step = async |step| server.step(&scope, group, step).await;
        let text = async |machine| {
            offered(&fixture, acme, group, machine).await.map(|(number, bundle)| {
                assert_eq!((bundle.organisation.as_str(), bundle.number), ("acme", number));
                (number, bundle.files[0].text.clone())
            })
        };
        let is = |number: u64, allowed: &str| Some((number, allowed.to_owned()));
        assert_eq!(server.propose(&scope, group, draft("a==1\n")).await.expect("taken"), 1);
        assert_eq!(text(FIRST).await, None, "what was taken holds nowhere yet");
        step(Step::Activate(1)).await.expect("activated");
        assert_eq!(text(FIRST).await, is(1, "a==1\n"));
        assert_eq!(server.propose(&scope, group, draft("a==2\n")).await.expect("taken"), 2);
        step(Step::Stage(2, 50)).await.expect("staged");
        assert_eq!(text(FIRST).await, is(2, "a==2\n"));
        assert_eq!(text(LAST).await.expect("one").1, "a==1\n");
        step(Step::Unstage).await.expect("unstaged");
        // What held before comes back under a new number: no machine takes a smaller one.
        let (number, allowed) = text(FIRST).await.expect("one");
        assert!(number > 2 && allowed == "a==1\n", "{number} {allowed}");
        step(Step::Activate(2)).await.expect("activated");
        assert_eq!(text(LAST).await.expect("one").1, "a==2\n");
        step(Step::RollBack).await.expect("rolled back");
        let back = text(LAST).await.expect("one");
        assert!(back.0 > number && back.1 == "a==1\n", "{back:?}");
        assert!(matches!(step(Step::Activate(9)).await, Err(PolicyError::Missing)));
        // A machine that comes from another group may have had a greater number than this group's.
        server.publish(acme, group).await.expect("published");
        assert_eq!(text(LAST).await.expect("one").0, back.0, "nothing is new");
        execute(&fixture.address, "UPDATE group_policy SET published = -1").await;
        server.publish(acme, group).await.expect("published");
        assert!(text(LAST).await.expect("one").0 > back.0);
        let other = fixture.organisation("other").await;
        let eve = fixture.scope(other, "eve").await;
        let foreign = server.step(&eve, group, Step::Unstage).await;
        assert!(matches!(foreign, Err(PolicyError::Missing)), "another organisation's group");
        assert_eq!(text(LAST).await.expect("one").1, "a==1\n");
    });
}

#[test]
fn what_means_nothing_is_not_taken() {
    on_both("policies", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let other = fixture.organisation("other").await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let scope = fixture.scope(acme, "ann").await;
        let eve = fixture.scope(other, "eve").await;
        let propose = async |scope, draft: Draft| fixture.shared.propose(scope, group, draft).await;
        let wrong = Draft { text: "schema = \"policy-1\"\n[[alow]]\n".to_owned(), ..draft("") };
        let Err(PolicyError::Mistake(said)) = propose(&scope, wrong).await else { panic!("it was taken") };
        assert!(said.to_string().contains("policy.toml:2"), "{said}");
        let without = Draft { files: Vec::new(), ..draft("") };
        assert!(matches!(propose(&scope, without).await, Err(PolicyError::Mistake(_))));
        assert!(matches!(propose(&eve, draft("a==1\n")).await, Err(PolicyError::Missing)));
        assert_eq!(fixture.database().policy_versions(acme, group, None, 9).await.expect("a list"), []);
        let slash = vec![BundleFile { name: "a/allowed.txt".to_owned(), text: String::new() }];
        let slash = Draft { text: "schema = \"policy-1\"\n".to_owned(), files: slash, note: String::new() };
        assert!(matches!(propose(&scope, slash).await, Err(PolicyError::Mistake(_))));
        let nothing = fixture.shared.step(&scope, group, Step::RollBack).await;
        assert!(matches!(nothing, Err(PolicyError::NothingBefore)));
    });
}

#[test]
fn an_exception_reaches_the_group_that_it_is_for() {
    on_both("exceptions", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let one = fixture.database().group(acme, "one").await.expect("a group");
        let two = fixture.database().group(acme, "two").await.expect("a group");
        let server = &fixture.shared;
        let scope = fixture.scope(acme, "ann").await;
        for group in [one, two] {
            server.propose(&scope, group, draft("a==1\n")).await.expect("taken");
            server.step(&scope, group, Step::Activate(1)).await.expect("activated");
        }
        let lifted = Lifted {
            rule: "allow".to_owned(),
            package: "evil==1.0".to_owned(),
            reason: "for a week".to_owned(),
            owner: "ann".to_owned(),
            last_day: "2099-12-31".to_owned(),
            ..Lifted::default()
        };
        let exceptions = async |group| {
            let (_, bundle) = offered(&fixture, acme, group, FIRST).await.expect("one");
            bundle.policy.matches("[[exception]]").count()
        };
        let id = server.lift(&scope, Some(one), &lifted).await.expect("lifted");
        assert_eq!((exceptions(one).await, exceptions(two).await), (1, 0));
        server.lift(&scope, None, &lifted).await.expect("lifted");
        assert_eq!((exceptions(one).await, exceptions(two).await), (2, 1));
        server.hold_again(&scope, id).await.expect("taken back");
        assert_eq!((exceptions(one).await, exceptions(two).await), (1, 1));
        assert!(matches!(server.hold_again(&scope, id).await, Err(PolicyError::Missing)));
        let over = Lifted { last_day: "2020-01-01".to_owned(), ..lifted.clone() };
        server.lift(&scope, Some(two), &over).await.expect("taken, and over");
        assert_eq!(exceptions(two).await, 1);
        let nothing = Lifted { rule: String::new(), ..lifted };
        let said = server.lift(&scope, Some(two), &nothing).await;
        assert!(matches!(said, Err(PolicyError::Mistake(_))), "it names neither rule nor advisory");
    });
}

#[test]
fn what_nobody_lived_to_publish_is_published_by_whoever_is_there() {
    on_both("published later", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let scope = fixture.scope(acme, "ann").await;
        let (server, database) = (&fixture.shared, fixture.database());
        server.propose(&scope, group, draft("a==1\n")).await.expect("taken");
        server.step(&scope, group, Step::Activate(1)).await.expect("activated");
        assert_eq!(database.unpublished(i64::MAX).await.expect("an answer"), []);
        // As by a server that is killed between the two.
        let lifted = Lifted {
            rule: "allow".to_owned(),
            package: "b".to_owned(),
            reason: "r".to_owned(),
            owner: "ann".to_owned(),
            last_day: "2099-12-31".to_owned(),
            ..Lifted::default()
        };
        database.keep_exception(&scope, Some(group), &lifted).await.expect("an answer").expect("kept");
        assert_eq!(database.unpublished(i64::MAX).await.expect("an answer"), [(acme, group)]);
        assert_eq!(database.unpublished(0).await.expect("an answer"), [], "whoever changed it has some time");
        server.publish(acme, group).await.expect("published");
        assert_eq!(database.unpublished(i64::MAX).await.expect("an answer"), []);
        let (_, bundle) = offered(&fixture, acme, group, FIRST).await.expect("one");
        assert!(bundle.policy.contains("[[exception]]"), "{}", bundle.policy);
    });
}

#[test]
fn an_exception_for_a_rule_that_went_lifts_nothing_and_keeps_no_policy_from_machines() {
    on_both("a rule that went", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        let scope = fixture.scope(acme, "ann").await;
        let server = &fixture.shared;
        let text =
            |id: &str| format!("schema = \"policy-1\"\n[[deny]]\nid = \"{id}\"\npackages = [\"evil\"]\n");
        for id in ["ours", "theirs"] {
            let draft = Draft { text: text(id), ..Draft::default() };
            server.propose(&scope, group, draft).await.expect("taken");
        }
        server.step(&scope, group, Step::Activate(1)).await.expect("activated");
        let lifted = |rule: &str| Lifted {
            rule: rule.to_owned(),
            package: "evil".to_owned(),
            reason: "r".to_owned(),
            owner: "ann".to_owned(),
            last_day: "2099-12-31".to_owned(),
            ..Lifted::default()
        };
        let foreign = server.lift(&scope, Some(group), &lifted("theirs")).await;
        assert!(matches!(foreign, Err(PolicyError::Mistake(_))), "the policy that holds has no such rule");
        server.lift(&scope, Some(group), &lifted("ours")).await.expect("lifted");
        server.lift(&scope, Some(group), &lifted("deny")).await.expect("lifted");
        let exceptions = async || {
            let (_, bundle) = offered(&fixture, acme, group, FIRST).await.expect("one");
            bundle.policy.matches("[[exception]]").count()
        };
        assert_eq!(exceptions().await, 2);
        server.step(&scope, group, Step::Activate(2)).await.expect("activated");
        assert_eq!(exceptions().await, 1);
        server.step(&scope, group, Step::RollBack).await.expect("rolled back");
        assert_eq!(exceptions().await, 2);
        // Where a version is staged, what held before it is what holds.
        server.step(&scope, group, Step::Stage(2, 99)).await.expect("staged");
        server.step(&scope, group, Step::RollBack).await.expect("rolled back");
        assert_eq!(exceptions().await, 2);
        let nothing = server.step(&scope, group, Step::Unstage).await;
        assert!(matches!(nothing, Err(PolicyError::NothingStaged)));
    });
}
