//! Policies: taken, staged, activated, rolled back, and lifted in part.

use fetter_protocol::{Bundle, BundleFile, Digest, read};
use fetter_server::policies::{PolicyError, Step};
use fetter_server::store::{Draft, Lifted};

use crate::support::{Fixture, on_both};

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
        let server = &fixture.shared;
        let step = async |step| server.step(acme, group, step, "ann").await;
        let text = async |machine| {
            offered(&fixture, acme, group, machine).await.map(|(number, bundle)| {
                assert_eq!((bundle.organisation.as_str(), bundle.number), ("acme", number));
                (number, bundle.files[0].text.clone())
            })
        };
        let is = |number: u64, allowed: &str| Some((number, allowed.to_owned()));
        assert_eq!(server.propose(acme, group, &draft("a==1\n"), "ann").await.expect("taken"), 1);
        assert_eq!(text(FIRST).await, None, "what was taken holds nowhere yet");
        step(Step::Activate(1)).await.expect("activated");
        assert_eq!(text(FIRST).await, is(1, "a==1\n"));
        assert_eq!(server.propose(acme, group, &draft("a==2\n"), "ann").await.expect("taken"), 2);
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
        server.publish_anew(acme, group).await.expect("published");
        assert!(text(LAST).await.expect("one").0 > back.0);
        let other = fixture.organisation("other").await;
        let foreign = server.step(other, group, Step::Unstage, "eve").await;
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
        let propose = async |organisation, draft: &Draft| {
            fixture.shared.propose(organisation, group, draft, "ann").await
        };
        let wrong = Draft { text: "schema = \"policy-1\"\n[[alow]]\n".to_owned(), ..draft("") };
        let Err(PolicyError::Mistake(said)) = propose(acme, &wrong).await else { panic!("it was taken") };
        assert!(said.contains("policy.toml:2"), "{said}");
        let without = Draft { files: Vec::new(), ..draft("") };
        assert!(matches!(propose(acme, &without).await, Err(PolicyError::Mistake(_))));
        assert!(matches!(propose(other, &draft("a==1\n")).await, Err(PolicyError::Missing)));
        assert_eq!(fixture.database().policy_versions(acme, group, None, 9).await.expect("a list"), []);
        let nothing = fixture.shared.step(acme, group, Step::RollBack, "ann").await;
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
        for group in [one, two] {
            server.propose(acme, group, &draft("a==1\n"), "ann").await.expect("taken");
            server.step(acme, group, Step::Activate(1), "ann").await.expect("activated");
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
        let id = server.lift(acme, Some(one), &lifted, "ann").await.expect("lifted");
        assert_eq!((exceptions(one).await, exceptions(two).await), (1, 0));
        server.lift(acme, None, &lifted, "ann").await.expect("lifted");
        assert_eq!((exceptions(one).await, exceptions(two).await), (2, 1));
        server.hold_again(acme, id).await.expect("taken back");
        assert_eq!((exceptions(one).await, exceptions(two).await), (1, 1));
        assert!(matches!(server.hold_again(acme, id).await, Err(PolicyError::Missing)));
        let over = Lifted { last_day: "2020-01-01".to_owned(), ..lifted.clone() };
        server.lift(acme, Some(two), &over, "ann").await.expect("taken, and over");
        assert_eq!(exceptions(two).await, 1);
        let nothing = Lifted { rule: String::new(), ..lifted };
        let said = server.lift(acme, Some(two), &nothing, "ann").await;
        assert!(matches!(said, Err(PolicyError::Mistake(_))), "it names neither rule nor advisory");
    });
}
