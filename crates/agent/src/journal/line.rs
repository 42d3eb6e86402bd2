//! An event in one line, for a person.

use std::fmt::Write;

use fetter_core::report::{escape, escape_path};
use fetter_protocol::{EventRecord, Opening, WirePath};

/// What happened, in one line without its end. Everything that somebody else may have written is escaped.
#[must_use]
pub fn line(event: &EventRecord) -> String {
    let mut line = escape(&event.code).into_owned();
    if let Some(label) = label(event) {
        push(&mut line, format_args!(" {label}"));
    }
    if let Some(place) = event.subject.site.as_ref().or(event.subject.environment.as_ref()) {
        push(&mut line, format_args!(" in {}", shown(place)));
    }
    if let Some(path) = &event.path {
        push(&mut line, format_args!(": {}", shown(path)));
    }
    if let Some(opening) = &event.opening {
        push(&mut line, format_args!(" to {}", opener(opening)));
    }
    if let Some(rule) = &event.rule {
        push(&mut line, format_args!(" by rule \"{}\"", escape(rule)));
    }
    if let Some(count) = event.count {
        push(&mut line, format_args!(" ({count} times)"));
    }
    if let Some(reason) = &event.reason {
        push(&mut line, format_args!(": {}", escape(reason)));
    }
    line
}

fn push(line: &mut String, more: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = line.write_fmt(more);
}

/// `NAME-VERSION`, with what was there before.
fn label(event: &EventRecord) -> Option<String> {
    let name = escape(event.subject.name.as_deref()?);
    let mut label = match &event.subject.version {
        Some(version) => format!("{name}-{}", escape(version)),
        None => name.into_owned(),
    };
    if let Some(origin) = &event.origin {
        push(&mut label, format_args!(" from {}", escape(origin)));
    }
    match (&event.old_version, &event.old_origin) {
        (Some(version), Some(origin)) => {
            push(&mut label, format_args!(" (was {} from {})", escape(version), escape(origin)));
        }
        (Some(version), None) => push(&mut label, format_args!(" (was {})", escape(version))),
        (None, Some(origin)) => push(&mut label, format_args!(" (was from {})", escape(origin))),
        (None, None) => {}
    }
    Some(label)
}

fn opener(opening: &Opening) -> String {
    let user = match (&opening.user, opening.uid) {
        (Some(user), _) => format!(" of {}", escape(user)),
        (None, Some(uid)) => format!(" of user {uid}"),
        (None, None) => String::new(),
    };
    match &opening.command {
        Some(command) => format!("{} (process {}{user})", escape(command), opening.pid),
        None => format!("process {}{user}", opening.pid),
    }
}

fn shown(path: &WirePath) -> String {
    match path.to_path() {
        Some(path) => escape_path(&path).into_owned(),
        None => "?".to_owned(),
    }
}
