//! A policy with the exceptions that hold beside it, as one file.

use std::fmt::Write;

use crate::store::{Draft, Lifted};

/// The policy file of a draft, with these exceptions at its end.
#[must_use]
pub fn compose(draft: &Draft, exceptions: &[&Lifted]) -> String {
    let mut text = draft.text.clone();
    if !exceptions.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for lifted in exceptions {
        text.push_str("\n[[exception]]\n");
        let Lifted { rule, advisory, package, reason, owner, last_day } = lifted;
        let words = [
            ("rule", rule),
            ("advisory", advisory),
            ("package", package),
            ("reason", reason),
            ("owner", owner),
        ];
        for (key, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{key} = {}", quoted(word));
        }
        let _ = writeln!(text, "until = {last_day}");
    }
    text
}

/// A basic string (TOML 1.0, "String").
fn quoted(word: &str) -> String {
    let mut text = String::from('"');
    for letter in word.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(text, "\\u{:04X}", u32::from(letter));
            }
            letter => text.push(letter),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use fetter_core::check::Policy;

    use super::*;

    #[test]
    fn what_people_write_is_text_and_nothing_else() {
        let draft = Draft { text: "schema = \"policy-1\"".to_owned(), ..Draft::default() };
        let lifted = Lifted {
            rule: "deny".to_owned(),
            package: "evil==1.0".to_owned(),
            reason: "it is \"ours\"\\\n[[deny]]\u{7f}".to_owned(),
            owner: "ann@acme.example".to_owned(),
            last_day: "2099-12-31".to_owned(),
            ..Lifted::default()
        };
        let text = compose(&draft, &[&lifted]);
        let policy = Policy::read(&text, "policy.toml").unwrap();
        assert_eq!(policy.bounds().count(), 0);
        let policy = policy.load(|_| unreachable!("it names no bound")).unwrap();
        assert!(policy.rules().iter().all(|rule| rule.id != "deny"), "{text}");
        assert_eq!(policy.exceptions().len(), 1);
        assert_eq!(compose(&draft, &[]), draft.text);
    }
}
