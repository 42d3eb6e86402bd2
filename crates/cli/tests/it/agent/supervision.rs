//! Whatever becomes of the agent's processes, nobody waits for ever, and what is promised happens.

use rustix::process::Signal;

use super::rig::{Rig, rig, signal};

const WHAT: &str = "an agent whose processes are killed";

/// An agent that refuses `evil`.
fn refusing(name: &str, enforcement: &str) -> Option<Rig> {
    let mut rig = rig(name, WHAT)?;
    rig.configure(enforcement);
    let evil = rig.wheel("evil", "1.0");
    assert_eq!(rig.install("pip", &evil).code, Some(0));
    rig.start();
    rig.until("it is denied", |rig| rig.is_refused("evil"));
    Some(rig)
}

#[test]
fn a_worker_that_is_killed_is_replaced_and_open_means_open_meanwhile() {
    let Some(rig) = refusing("agent-kill-open", "open") else { return };
    for _ in 0..3 {
        let worker = rig.worker();
        signal(worker, Signal::KILL);
        // Whether it is refused in between depends on the moment; that it returns is what matters.
        let _ = rig.is_refused("evil");
        rig.until("another one is there", |rig| rig.worker() != worker && rig.worker() != 0);
        rig.until("it refuses", |rig| rig.is_refused("evil"));
    }
    rig.until("the journal knows of it", |rig| rig.events("worker-restarted").lines().count() == 3);
}

#[test]
fn with_closed_a_killed_worker_changes_nothing_for_what_is_denied() {
    let Some(rig) = refusing("agent-kill-closed", "closed") else { return };
    for _ in 0..3 {
        let worker = rig.worker();
        signal(worker, Signal::KILL);
        while rig.worker() == worker || rig.worker() == 0 {
            assert!(rig.is_refused("evil"), "without a worker; the agent says:\n{}", rig.log());
        }
        for _ in 0..20 {
            assert!(rig.is_refused("evil"), "with a new one; the agent says:\n{}", rig.log());
        }
    }
}

#[test]
fn a_worker_that_stands_still_is_replaced() {
    for enforcement in ["open", "closed"] {
        let Some(rig) = refusing(&format!("agent-stop-{enforcement}"), enforcement) else { return };
        let worker = rig.worker();
        signal(worker, Signal::STOP);
        let is_refused = rig.is_refused("evil");
        assert!(enforcement == "open" || is_refused, "it returns, and closed means closed");
        rig.until("another one is there", |rig| rig.worker() != worker && rig.worker() != 0);
        rig.until("it refuses", |rig| rig.is_refused("evil"));
    }
}

#[test]
fn time_in_which_the_whole_agent_stands_still_is_not_held_against_the_worker() {
    let Some(rig) = refusing("agent-frozen", "closed") else { return };
    let file = rig.site().join("evil/__init__.py").display().to_string();
    let (supervisor, worker) = (rig.supervisor(), rig.worker());
    std::thread::scope(|scope| {
        // Openers all the time, so that the worker is at work when it is stopped.
        let opening = "import os, sys, time\n\
                       until = time.monotonic() + 4\n\
                       while time.monotonic() < until:\n\
                       \x20   try: os.close(os.open(sys.argv[1], os.O_RDONLY)); sys.exit(1)\n\
                       \x20   except PermissionError: pass\n";
        let opener = scope.spawn(|| rig.patiently(&rig.python(), &["-c", opening, &file]));
        std::thread::sleep(std::time::Duration::from_millis(500));
        for process in [supervisor, worker] {
            signal(process, Signal::STOP);
        }
        std::thread::sleep(std::time::Duration::from_millis(2500));
        // The one that judges comes first, and hears nothing yet.
        signal(supervisor, Signal::CONT);
        std::thread::sleep(std::time::Duration::from_millis(200));
        signal(worker, Signal::CONT);
        let ran = opener.join().expect("it ends");
        assert_eq!(ran.code, Some(0), "it was refused every time: {}", ran.stderr);
    });
    assert_eq!(rig.worker(), worker, "it is the same one");
    assert_eq!(rig.events("worker-restarted").lines().count(), 0);
}

#[test]
fn without_a_supervisor_there_is_no_worker_and_nobody_is_refused() {
    let Some(rig) = refusing("agent-kill-supervisor", "closed") else { return };
    let (supervisor, worker) = (rig.supervisor(), rig.worker());
    signal(supervisor, Signal::KILL);
    rig.until("the worker is gone", |_| !std::path::Path::new(&format!("/proc/{worker}/exe")).exists());
    assert!(!rig.is_refused("evil"));
}

#[test]
fn a_machine_whose_agent_is_killed_does_not_hang() {
    for kills_both in [false, true] {
        let Some(rig) = refusing(&format!("agent-kill-all-{kills_both}"), "closed") else { return };
        let file = rig.site().join("evil/__init__.py").display().to_string();
        let opening = "import os, sys, time\n\
                       until = time.monotonic() + 2\n\
                       while time.monotonic() < until:\n\
                       \x20   try: os.close(os.open(sys.argv[1], os.O_RDONLY))\n\
                       \x20   except PermissionError: pass\n";
        std::thread::scope(|scope| {
            let open = || rig.patiently(&rig.python(), &["-c", opening, &file]);
            let openers: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
            std::thread::sleep(std::time::Duration::from_millis(500));
            let (supervisor, worker) = (rig.supervisor(), rig.worker());
            signal(supervisor, Signal::KILL);
            if kills_both {
                signal(worker, Signal::KILL);
            }
            for opener in openers {
                let ran = opener.join().expect("it ends");
                assert_eq!(ran.code, Some(0), "every opener returns: {}", ran.stderr);
            }
        });
        assert!(!rig.is_refused("evil"));
    }
}

#[test]
fn an_agent_that_ends_refuses_nothing_more() {
    let Some(mut rig) = refusing("agent-end", "closed") else { return };
    assert_eq!(rig.stop(), Some(0));
    assert!(!rig.is_refused("evil"));
}

#[test]
fn whoever_crashes_again_and_again_is_given_up() {
    let Some(rig) = refusing("agent-give-up", "closed") else { return };
    rig.until("it is given up", |rig| {
        let worker = rig.worker();
        if worker != 0 {
            signal(worker, Signal::KILL);
        }
        rig.log().contains("nothing is refused any more")
    });
    rig.until("nothing is refused", |rig| !rig.is_refused("evil"));
    rig.until("the journal knows of it", |rig| {
        rig.events("gave-up").contains("ended too often")
            && rig.events("worker-restarted").contains("it ended")
    });
    rig.until("it watches", |rig| rig.ask("agent status").stdout.contains("ended too often"));
}
