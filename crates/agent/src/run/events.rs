//! What is written down of what happens.

use std::path::Path;

use fetter_core::inventory::{Change, Distribution, InstalledVersion};

use super::Observed;
use super::files::Tampered;
use crate::ask::PolicyStatus;
use crate::enforce::{Denied, DeniedKind, Mode, Refusal};
use crate::journal::{Event, EventCode, Moment, Opener, Subject};
use crate::watch::{Uncovered, below};

/// The event of a change.
#[must_use]
pub fn of_change(change: &Change) -> Event {
    let place = match change {
        Change::EnvironmentAdded { prefix } | Change::EnvironmentRemoved { prefix } => prefix,
        Change::Installed { site, .. } | Change::Removed { site, .. } | Change::Changed { site, .. } => site,
    };
    Event { owner: owner(place), ..told_of(change) }
}

/// Whose a place is. What is gone was somebody's who can change the directory that it was in.
fn owner(place: &Path) -> Option<u32> {
    below::owner(place).or_else(|| below::owner(place.parent()?))
}

fn told_of(change: &Change) -> Event {
    let version =
        |found: &Distribution| found.version.as_ref().map(|it| InstalledVersion::as_written(it).to_owned());
    let subject = |site: &Path, found: &Distribution| {
        Subject::distribution(found.name.as_written(), version(found).as_deref(), site)
    };
    let origin = |found: &Distribution| {
        let origin = found.details.as_ref().and_then(|details| details.origin.as_ref());
        origin.map(|origin| origin.url().to_owned())
    };
    match change {
        Change::EnvironmentAdded { prefix } => {
            Event::new(EventCode::EnvironmentAdded).to(Subject::environment(prefix))
        }
        Change::EnvironmentRemoved { prefix } => {
            Event::new(EventCode::EnvironmentRemoved).to(Subject::environment(prefix))
        }
        Change::Installed { site, distribution } => Event {
            origin: origin(distribution),
            ..Event::new(EventCode::Installed).to(subject(site, distribution))
        },
        Change::Removed { site, distribution } => Event {
            origin: origin(distribution),
            ..Event::new(EventCode::Removed).to(subject(site, distribution))
        },
        Change::Changed { site, before, distribution } => Event {
            origin: origin(distribution),
            old_version: version(before),
            old_origin: origin(before),
            ..Event::new(EventCode::Changed).to(subject(site, distribution))
        },
    }
}

fn subject_of(denied: &Denied) -> Subject {
    if denied.kind == DeniedKind::File {
        return Subject { site: Some(denied.site.clone()), ..Subject::default() };
    }
    let version = Some(denied.version.as_str()).filter(|version| !version.is_empty());
    Subject::distribution(&denied.name, version, &denied.site)
}

/// That a distribution is denied from now on.
pub(super) fn of_denied(denied: &Denied) -> Event {
    let what = match denied.mode {
        Mode::Refuse => denied.reason.clone(),
        Mode::WarnOnly => format!("{} (the rule only warns)", denied.reason),
    };
    let event = Event::new(EventCode::Denied).to(subject_of(denied)).by_rule(&denied.rule).because(what);
    with_place(event, denied)
}

/// That a rule which only observes is against a distribution.
pub(super) fn of_observed(observed: &Observed) -> Event {
    let version = Some(observed.version.as_str()).filter(|version| !version.is_empty());
    let subject = Subject::distribution(&observed.name, version, &observed.site);
    Event::new(EventCode::Observed).to(subject).by_rule(&observed.rule).because(observed.reason.clone())
}

/// That it is not any more.
pub(super) fn of_released(denied: &Denied) -> Event {
    let event = Event::new(EventCode::Released).to(subject_of(denied)).by_rule(&denied.rule);
    with_place(event, denied)
}

/// Whose it is, and the file where it is one.
fn with_place(event: Event, denied: &Denied) -> Event {
    Event { owner: owner(&denied.site), path: denied.file().map(Path::to_path_buf), ..event }
}

/// That files of a distribution were changed without an install.
pub(super) fn of_tampering(tampered: &Tampered) -> Event {
    let Tampered { name, version, site, path, reason, files, .. } = tampered;
    let event =
        Event::new(EventCode::Tampered).to(Subject::distribution(name, version.as_deref(), site)).at(path);
    let event = Event { owner: owner(site), ..event };
    match files.saturating_sub(1) {
        0 => event.because(reason.clone()),
        more => {
            event.because(format!("{reason}; and {more} more of its files are not as they were installed"))
        }
    }
}

/// That all of them are as they were installed again.
pub(super) fn of_restored(Tampered { name, version, site, .. }: &Tampered) -> Event {
    let subject = Subject::distribution(name, version.as_deref(), site);
    Event { owner: owner(site), ..Event::new(EventCode::Restored).to(subject) }
}

/// That somebody was refused something.
pub(super) fn of_refusal(refusal: &Refusal) -> Event {
    let denied = &refusal.denied;
    let code = if refusal.was_refused { EventCode::Refused } else { EventCode::WouldRefuse };
    let opener = Opener {
        pid: u32::try_from(refusal.pid).unwrap_or_default(),
        uid: refusal.uid,
        user: None,
        command: refusal.comm.clone(),
    };
    let since = refusal.when.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let mut event = Event::new(code)
        .to(subject_of(denied))
        .by_rule(&denied.rule)
        .because(denied.reason.clone())
        .at(&refusal.path)
        .by(opener);
    event.when = Moment::of_unix_ms(u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
    event
}

/// What is not watched any more, or is again.
#[must_use]
pub fn of_coverage(uncovered: &[Uncovered]) -> Event {
    let event = Event::new(EventCode::CoverageChanged);
    let Some(first) = uncovered.first() else { return event.because("everything that is known is watched") };
    let more = uncovered.len() - 1;
    let reason = match more {
        0 => format!("not watched: {}: {}", first.path.display(), first.reason),
        more => format!(
            "not watched: {}: {}; and {more} more (`fetter agent status`)",
            first.path.display(),
            first.reason
        ),
    };
    event.because(reason).at(&first.path)
}

/// That a policy could not be used, and what holds instead.
pub(super) fn of_rejected(reason: &str, held: Option<&PolicyStatus>) -> Event {
    let held_problem = held.and_then(|held| held.kept_problem.as_ref());
    let held = match held {
        Some(held) if held.holds == "built-in" => {
            "no good one is known: only what is known to be malware is refused".to_owned()
        }
        Some(held) => format!("what holds is the policy that was accepted on {}", held.loaded),
        None => "nothing is judged".to_owned(),
    };
    let kept = |problem: &String| format!("; {problem}");
    let kept = held_problem.map(kept).unwrap_or_default();
    Event::new(EventCode::PolicyRejected).because(format!("{held}{kept}: {reason}"))
}

/// Something that failed.
pub fn of_problem(problem: impl Into<String>) -> Event {
    Event::new(EventCode::Problem).because(problem)
}
