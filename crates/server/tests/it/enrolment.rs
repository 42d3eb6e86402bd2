//! Machines come in with a token, and with nothing else.

use fetter_protocol::{Enrolled, Trouble, write};

use crate::support::{Machine, NEVER, now, on_both, plain};

#[test]
fn a_token_takes_as_many_machines_as_it_may() {
    on_both("enrolment", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.token(acme, "laptops", 2, NEVER).await;
        let first = Machine::new(1);
        let reply = fixture.send(first.enrolment(&token)).await;
        let enrolled: Enrolled = reply.message();
        assert_eq!((enrolled.organisation.as_str(), enrolled.group.as_str()), ("acme", "laptops"));
        assert_eq!(enrolled.machine, first.id);
        assert!(enrolled.time.abs_diff(now()) < 5);
        // The answer was lost: the same again, and not counted twice.
        assert_eq!(fixture.send(first.enrolment(&token)).await.message::<Enrolled>().group, "laptops");
        assert_eq!(fixture.send(Machine::new(2).enrolment(&token)).await.status, 201);
        let third = fixture.send(Machine::new(3).enrolment(&token)).await;
        assert_eq!((third.status, third.trouble()), (401, Some(Trouble::Token)));
    });
}

#[test]
fn what_is_no_token_any_more_takes_nobody() {
    on_both("enrolment", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let over = fixture.token(acme, "all", 9, now() - 1).await;
        for token in [over.as_str(), "", "fetter_enrol_00", "' OR 1=1 --"] {
            let reply = fixture.send(Machine::new(1).enrolment(token)).await;
            assert_eq!((reply.status, reply.trouble()), (401, Some(Trouble::Token)), "{token}");
        }
    });
}

#[test]
fn nobody_takes_the_id_or_the_key_of_another() {
    on_both("enrolment", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let other = fixture.organisation("other").await;
        fixture.machine(acme, 1).await;
        let token = fixture.token(acme, "all", 9, NEVER).await;
        let elsewhere = fixture.token(other, "all", 9, NEVER).await;
        let mut seed = [9; 32];
        seed[..16].copy_from_slice(&1_u128.to_be_bytes());
        for machine in [Machine::with_seed(1, &[1; 32]), Machine::with_seed(2, &seed)] {
            for token in [&token, &elsewhere] {
                let reply = fixture.send(machine.enrolment(token)).await;
                assert_eq!((reply.status, reply.trouble()), (409, Some(Trouble::Taken)));
            }
        }
        // The same machine, in another organisation.
        assert_eq!(fixture.send(Machine::new(1).enrolment(&elsewhere)).await.status, 409);
    });
}

#[test]
fn a_key_is_proven() {
    on_both("enrolment", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let token = fixture.token(acme, "all", 9, NEVER).await;
        let mut asked = Machine::new(1).asking(&token);
        asked.key = Machine::new(2).public();
        let reply = fixture.send(plain("/agent/v1/enroll", write(&asked).expect("a message"))).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
    });
}
