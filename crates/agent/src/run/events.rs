//! What is written down of what happens.

use std::path::Path;

use fetter_core::inventory::{Change, Distribution, InstalledVersion};

use super::files::Tampered;
use crate::enforce::{Denied, DeniedKind, Mode, Refusal};
use crate::journal::{Event, EventCode, Moment, Opener, Subject};
use crate::watch::Uncovered;

/// The event of a change.
#[must_use]
pub fn of_change(change: &Change) -> Event {
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
    with_file(
        Event::new(EventCode::Denied).to(subject_of(denied)).by_rule(&denied.rule).because(what),
        denied,
    )
}

/// That it is not any more.
pub(super) fn of_released(denied: &Denied) -> Event {
    with_file(Event::new(EventCode::Released).to(subject_of(denied)).by_rule(&denied.rule), denied)
}

fn with_file(event: Event, denied: &Denied) -> Event {
    Event { path: denied.file().map(Path::to_path_buf), ..event }
}

/// That files of a distribution were changed without an install.
pub(super) fn of_tampering(tampered: &Tampered) -> Event {
    let Tampered { name, version, site, path, reason, files } = tampered;
    let event =
        Event::new(EventCode::Tampered).to(Subject::distribution(name, version.as_deref(), site)).at(path);
    match files.saturating_sub(1) {
        0 => event.because(reason.clone()),
        more => {
            event.because(format!("{reason}; and {more} more of its files are not as they were installed"))
        }
    }
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

/// Something that failed.
pub fn of_problem(problem: impl Into<String>) -> Event {
    Event::new(EventCode::Problem).because(problem)
}
