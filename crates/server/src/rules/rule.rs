//! A rule, and what it is held against.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many rules an organisation has at most.
const RULES: usize = 500;
/// How many tags a machine or a rule has, and bytes of one.
const TAGS: usize = 32;
const TAG_BYTES: usize = 64;
/// Bytes of any other word.
const WORD_BYTES: usize = 128;

/// Which machines come into a group: those that fulfil all that is given. Where nothing is, all do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    /// The id of the group.
    pub group: i64,
    /// What the name of the operating system begins with, whatever the case: `debian`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub os: Option<String>,
    /// Its version, or the beginning of it up to a dot: `12` is 12 and 12.4, and not 120.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub os_version: Option<String>,
    /// The architecture: `x86_64`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub architecture: Option<String>,
    /// The owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Tags that it has, all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// What is known of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it says that it runs: `Debian GNU/Linux 12 (bookworm)`.
    pub os: String,
    /// The architecture that it says it has.
    pub architecture: String,
    /// The owner, as an administrator says.
    pub owner: String,
    /// The tags, as administrators and its token say.
    pub tags: Vec<String>,
}

/// What is wrong with rules or tags.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RuleError(String);

impl GroupRule {
    /// Whether a machine fulfils it.
    #[must_use]
    pub fn admits(&self, facts: &Facts) -> bool {
        let same = |wanted: &str, is: &str| wanted.eq_ignore_ascii_case(is);
        self.os.as_deref().is_none_or(|os| begins(&facts.os, os))
            && self.os_version.as_deref().is_none_or(|version| is_version(&facts.os, version))
            && self.architecture.as_deref().is_none_or(|wanted| same(wanted, &facts.architecture))
            && self.owner.as_deref().is_none_or(|owner| owner == facts.owner)
            && self.tags.iter().all(|tag| facts.tags.contains(tag))
    }

    /// What is wrong with it.
    pub fn check(&self) -> Result<(), RuleError> {
        for (name, word) in [
            ("os", &self.os),
            ("os_version", &self.os_version),
            ("architecture", &self.architecture),
            ("owner", &self.owner),
        ] {
            let is_word = |word: &String| {
                !word.is_empty() && word.len() <= WORD_BYTES && !word.contains(char::is_control)
            };
            if word.as_ref().is_some_and(|word| !is_word(word)) {
                return Err(RuleError(format!("{name} is a word of 1 to {WORD_BYTES} bytes")));
            }
        }
        check_tags(&self.tags)
    }
}

fn begins(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

/// The version of a system is the first word of its name that begins with a digit.
fn is_version(os: &str, version: &str) -> bool {
    let own = os.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let rest = own.and_then(|own| own.strip_prefix(version));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The group of the first rule that a machine fulfils.
#[must_use]
pub fn first_of(rules: &[GroupRule], facts: &Facts) -> Option<i64> {
    rules.iter().find(|rule| rule.admits(facts)).map(|rule| rule.group)
}

/// What is wrong with rules.
pub fn check_rules(rules: &[GroupRule]) -> Result<(), RuleError> {
    if rules.len() > RULES {
        return Err(RuleError(format!("there are at most {RULES} rules")));
    }
    for (at, rule) in rules.iter().enumerate() {
        rule.check().map_err(|error| RuleError(format!("rule {}: {error}", at + 1)))?;
    }
    Ok(())
}

/// What is wrong with tags.
pub fn check_tags(tags: &[String]) -> Result<(), RuleError> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte);
    let is_tag = |tag: &String| !tag.is_empty() && tag.len() <= TAG_BYTES && tag.bytes().all(is_letter);
    if tags.len() > TAGS {
        return Err(RuleError(format!("there are at most {TAGS} tags")));
    }
    match tags.iter().find(|tag| !is_tag(tag)) {
        Some(tag) => Err(RuleError(format!(
            "{:?} is no tag: letters, digits, and -_.:/ up to {TAG_BYTES} bytes",
            fetter_protocol::clip(tag, TAG_BYTES)
        ))),
        None => Ok(()),
    }
}

/// Tags as the store keeps them: sorted, each once.
#[must_use]
pub fn tags_text(tags: &[String]) -> String {
    let mut tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    tags.sort_unstable();
    tags.dedup();
    if tags.is_empty() { String::new() } else { format!(" {} ", tags.join(" ")) }
}

/// Tags as they were kept.
#[must_use]
pub fn tags_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> GroupRule {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_first_rule_that_a_machine_fulfils_says_its_group() {
        let facts = Facts {
            os: "Debian GNU/Linux 12 (bookworm)".to_owned(),
            architecture: "x86_64".to_owned(),
            owner: "ada".to_owned(),
            tags: vec!["lab".to_owned(), "site:berlin".to_owned()],
        };
        for (text, is) in [
            (r#"{"group":1}"#, true),
            (r#"{"group":1,"os":"debian"}"#, true),
            (r#"{"group":1,"os":"ubuntu"}"#, false),
            (r#"{"group":1,"os_version":"12"}"#, true),
            (r#"{"group":1,"os_version":"1"}"#, false),
            (r#"{"group":1,"os":"Debian","architecture":"X86_64","owner":"ada","tags":["lab"]}"#, true),
            (r#"{"group":1,"owner":"Ada"}"#, false),
            (r#"{"group":1,"tags":["lab","other"]}"#, false),
        ] {
            assert_eq!(rule(text).admits(&facts), is, "{text}");
        }
        let rules = [
            rule(r#"{"group":1,"owner":"bob"}"#),
            rule(r#"{"group":2,"tags":["lab"]}"#),
            rule(r#"{"group":3}"#),
        ];
        assert_eq!(first_of(&rules, &facts), Some(2));
        assert_eq!(first_of(&rules, &Facts::default()), Some(3));
        assert_eq!(first_of(&rules[..2], &Facts::default()), None);
        let version = |os: &str| is_version(os, "12");
        assert!(version("Debian 12") && version("X 12.4 LTS"));
        assert!(!version("Debian 120") && !version("12x") && !version("é"));
    }

    #[test]
    fn tags_are_words() {
        let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        assert!(check_tags(&tags(&["a", "site:berlin", "x/y-z_1.2"])).is_ok());
        for wrong in ["", "a b", "é", "a%", &"x".repeat(65)] {
            assert!(check_tags(&tags(&[wrong])).is_err(), "{wrong}");
        }
        assert_eq!(tags_text(&tags(&["b", "a", "b"])), " a b ");
        assert_eq!(tags_of(" a b "), ["a", "b"]);
        assert_eq!(tags_text(&[]), "");
    }
}
