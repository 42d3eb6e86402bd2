//! Rules for groups as people write them: one a line, with the names of groups.

use std::borrow::Cow;
use std::fmt::Write;

use fetter_core::report::escape;
use fetter_protocol::{Mistake, clip};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::rules::GroupRule;
use crate::ui::pages::groups::Groups;

/// How many mistakes are told at once, and bytes of what is said of one.
const MISTAKES: usize = 20;
const SAID_BYTES: usize = 300;

/// A rule, as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    group: Named,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    os: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    os_version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    architecture: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

/// A group by its name, or by its id where there are more groups than a page knows.
#[derive(Serialize)]
#[serde(untagged)]
enum Named {
    Name(String),
    Id(i64),
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameOrId)
    }
}

/// By hand, so that what is wrong is said in words.
struct NameOrId;

impl Visitor<'_> for NameOrId {
    type Value = Named;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the name of a group, or its id")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Named, E> {
        Ok(Named::Name(name.to_owned()))
    }

    fn visit_i64<E: Error>(self, id: i64) -> Result<Named, E> {
        Ok(Named::Id(id))
    }

    fn visit_u64<E: Error>(self, id: u64) -> Result<Named, E> {
        i64::try_from(id).map(Named::Id).map_err(|_| E::custom("there is no such group"))
    }
}

/// Rules as lines.
pub(super) fn written(rules: &[GroupRule], groups: &Groups) -> String {
    let mut text = String::new();
    for rule in rules {
        let GroupRule { group, os, os_version, architecture, owner, tags } = rule.clone();
        let group = groups.known(group).map_or(Named::Id(group), |name| Named::Name(name.to_owned()));
        let line = Line { group, os, os_version, architecture, owner, tags };
        // Words and numbers can always be written.
        text.push_str(&visible(&serde_json::to_string(&line).unwrap_or_default()));
        text.push('\n');
    }
    text
}

/// What nobody would see in a field, or what reorders what they see there, as JSON escapes it.
fn visible(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if let Cow::Borrowed(_) = escape(character.encode_utf8(&mut [0; 4])) {
            text.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    text
}

/// The rules that lines say, or what is wrong with them.
pub(super) fn read(text: &str, groups: &Groups) -> Result<Vec<GroupRule>, Vec<Mistake>> {
    let (mut rules, mut mistakes) = (Vec::new(), Vec::new());
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        match rule(line, groups) {
            Ok(rule) => rules.push(rule),
            Err((column, why)) if mistakes.len() < MISTAKES => {
                let message = clip(&why, SAID_BYTES);
                mistakes.push(Mistake { file: "rules".to_owned(), line: number, column, message });
            }
            Err(_) => break,
        }
    }
    if mistakes.is_empty() { Ok(rules) } else { Err(mistakes) }
}

/// One rule, or the column where it is wrong, and why.
fn rule(line: &str, groups: &Groups) -> Result<GroupRule, (u32, String)> {
    // Lines of the list that `fetter org rules` writes end with a comma.
    let line = line.trim_end().trim_end_matches(',');
    let written: Line = serde_json::from_str(line).map_err(|error| (column(line, &error), reason(&error)))?;
    let Line { group, os, os_version, architecture, owner, tags } = written;
    let group = group_of(&group, groups).map_err(|why| (1, why))?;
    let rule = GroupRule { group, os, os_version, architecture, owner, tags };
    rule.check().map_err(|error| (1, error.to_string()))?;
    Ok(rule)
}

fn group_of(named: &Named, groups: &Groups) -> Result<i64, String> {
    match named {
        Named::Id(id) if groups.known(*id).is_some() || !groups.is_all() => Ok(*id),
        Named::Id(id) => Err(format!("there is no group with the id {id}")),
        Named::Name(name) => groups.named(name).ok_or_else(|| {
            let or = if groups.is_all() { "" } else { " among the first: write its id" };
            format!("there is no group {name:?}{or}")
        }),
    }
}

/// Where it is wrong, in characters: the reader of JSON counts bytes.
fn column(line: &str, error: &serde_json::Error) -> u32 {
    let before = line.bytes().take(error.column()).filter(|byte| byte & 0xc0 != 0x80).count();
    u32::try_from(before.max(1)).unwrap_or(u32::MAX)
}

/// What is wrong, without the place: that is told with the line of the whole.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    said.strip_suffix(&place).map_or_else(|| said.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_nothing_in_it_is_hidden() {
        let groups = Groups::made(&[(1, "lab \"x\""), (2, "all")]);
        let rule = |text: &str| serde_json::from_str::<GroupRule>(text).unwrap();
        let rules = [
            rule(r#"{"group":1,"os":"debian","os_version":"12","tags":["lab"]}"#),
            GroupRule { owner: Some("a\u{202e}\u{e0001}b".to_owned()), ..rule(r#"{"group":2}"#) },
        ];
        let text = written(&rules, &groups);
        assert!(text.contains(r#""group":"lab \"x\"""#) && text.contains(r"a\u202e\udb40\udc01b"), "{text}");
        assert_eq!(read(&text, &groups), Ok(rules.to_vec()));
        assert_eq!(read(&text.replace('\n', ",\r\n"), &groups), Ok(rules.to_vec()));
    }

    #[test]
    fn every_line_that_is_wrong_is_told_with_its_place() {
        let groups = Groups::made(&[(1, "lab")]);
        let text = "{\"group\": \"lab\"}\n\n{\"group\": \"other\"}\n{\"group\": true}\n{\"group\": 7}\n\
            {\"group\": \"lab\", \"os\": \"\"}\n{\"group\": \"lab\", \"color\": 1}\n{\"é\n";
        let mistakes = read(text, &groups).unwrap_err();
        let said: Vec<String> =
            mistakes.iter().map(|mistake| format!("{}: {}", mistake.line, mistake.message)).collect();
        assert_eq!(said[0], "3: there is no group \"other\"");
        assert!(
            said[1].starts_with("4: invalid type: boolean `true`, expected the name of a group"),
            "{said:?}"
        );
        assert_eq!(said[2], "5: there is no group with the id 7");
        assert_eq!(said[3], "6: os is a word of 1 to 128 bytes");
        assert!(said[4].starts_with("7: unknown field `color`"), "{said:?}");
        assert_eq!((mistakes[5].line, mistakes[5].column), (8, 3));
        let many = "{\n".repeat(1000);
        assert_eq!(read(&many, &groups).unwrap_err().len(), MISTAKES);
        assert_eq!(read("\n \n", &groups), Ok(Vec::new()));
    }
}
