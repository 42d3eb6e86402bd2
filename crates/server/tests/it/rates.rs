//! Machines that ask too often.

use fetter_protocol::write;

use crate::support::{now, on_both};

#[test]
fn a_machine_that_asks_too_often_is_told_to_wait_and_keeps_nobody_out() {
    on_both("machine rates", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let (bad, good) = (fixture.machine(acme, 1).await, fixture.machine(acme, 2).await);
        let target = "/agent/v1/check-in";
        let senseless = |machine: &crate::support::Machine| {
            machine.request("POST", target, b"{}".to_vec(), machine.next(), now())
        };
        let mut refused = None;
        for _ in 0..20_000 {
            let reply = fixture.send(senseless(&bad)).await;
            if reply.status == 429 {
                refused = Some(reply);
                break;
            }
            assert_eq!(reply.status, 422);
        }
        let refused = refused.expect("it is refused some time");
        assert!(refused.headers.contains_key("retry-after"));
        assert_eq!(refused.trouble(), None);
        let said = write(&good.check_in(&good.report(1, &[], &[]), None)).expect("a message");
        let request = good.request("POST", target, said, good.next(), now());
        assert_eq!(fixture.send(request).await.status, 200);
        // Whoever only claims to be a machine uses up nothing of its own.
        let forger = crate::support::Machine::with_seed(2, &[1; 32]);
        for _ in 0..2000 {
            assert_eq!(fixture.send(senseless(&forger)).await.status, 401);
        }
        assert_eq!(fixture.send(senseless(&good)).await.status, 422);
    });
}
