//! conda's match specifications: `numpy`, `channel::numpy >=1.26,<2`, `numpy=1.26.4=build`, `numpy[version='>=1']`.
//!
//! As far as specifiers of PEP 440 say the same they are made of them. What they cannot say is refused, and never made wider.

use super::locked::{conda_name, exactly};
use crate::metadata::credentials::mask_channel;
use crate::requirement::{Requirement, Specifier, Specifiers};

/// Reads a match specification: the requirement, and the channel if one is named. A build counts where there is
/// no one version only: of one version, every build is taken for it, since builds are not told apart.
pub(super) fn read(text: &str) -> Result<(Requirement, Option<String>), String> {
    // Before it is cut apart: a part of a URL would not be known for one.
    let text = &mask_channel(text);
    let invalid = |why: &str| format!("{text:?}: {why}");
    let spec = text.split('#').next().unwrap_or(text).trim();
    let (spec, brackets) = split_brackets(spec).map_err(invalid)?;
    let (channel, spec) = match spec.rsplit_once(':') {
        Some((before, rest)) => (Some(before.trim_end_matches(':')), rest.trim()),
        None => (None, spec),
    };
    let end = spec.find(|character: char| "=<>!~ \t".contains(character)).unwrap_or(spec.len());
    let mut requirement = Requirement::any(conda_name(&spec[..end]).map_err(|error| invalid(&error))?);
    let (mut version, mut build) = version_and_build(&spec[end..]).map_err(invalid)?;
    let mut channel = channel.filter(|channel| !channel.is_empty()).map(str::to_owned);
    for (key, value) in brackets {
        match key {
            "version" => version = value.replace(char::is_whitespace, ""),
            "build" => build = Some(value.to_owned()),
            "channel" => channel = Some(value.to_owned()),
            _ => {
                return Err(invalid(&format!(
                    "{key:?} in brackets is not understood, only version, build and channel"
                )));
            }
        }
    }
    requirement.specifiers = specifiers(&version, build.is_some()).map_err(invalid)?;
    let any_build = build.is_none_or(|build| build == "*");
    if !any_build && !is_one_version(&requirement.specifiers) {
        return Err(invalid("a build is understood behind one exact version only"));
    }
    Ok((requirement, channel))
}

fn is_one_version(specifiers: &Specifiers) -> bool {
    matches!(specifiers.all(), [one] if ["==", "==="].contains(&one.operator().as_str()) && !one.is_wildcard())
}

/// The keys and values in brackets at the end.
type Brackets<'text> = Vec<(&'text str, &'text str)>;

fn split_brackets(spec: &str) -> Result<(&str, Brackets<'_>), &'static str> {
    let Some(start) = spec.find('[') else { return Ok((spec, Vec::new())) };
    let malformed = "expected [key='value', …] at its end";
    let mut rest = spec[start + 1..].strip_suffix(']').ok_or(malformed)?.trim();
    let mut pairs = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=').ok_or(malformed)?;
        let after = after.trim_start();
        let (value, behind) = match after.chars().next() {
            Some(quote @ ('\'' | '"')) => after[1..].split_once(quote).ok_or(malformed)?,
            _ => after.split_at(after.find([',', ' ']).unwrap_or(after.len())),
        };
        pairs.push((key.trim(), value.trim()));
        let behind = behind.trim_start();
        rest = match behind.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if behind.is_empty() => behind,
            None => return Err(malformed),
        };
    }
    Ok((spec[..start].trim_end(), pairs))
}

/// What is behind the name, without white space: `=1.26`, `>=1.26,<2`, `1.26`; and a build.
fn version_and_build(text: &str) -> Result<(String, Option<String>), &'static str> {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let goes_on = joined.ends_with(|last| "=<>!~,|".contains(last)) || word.starts_with([',', '|']);
        if !joined.is_empty() && !goes_on {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    if let Some((version, build)) = joined.split_once(' ') {
        return if build.contains(' ') {
            Err("expected a version and a build at most behind the name")
        } else {
            Ok((version.to_owned(), Some(build.to_owned())))
        };
    }
    // `=1.26=build`: the second `=` that belongs to no operator.
    let start = joined.len() - joined.trim_start_matches(['=', '<', '>', '!', '~']).len();
    let bytes = joined.as_bytes();
    let divides = |at: usize| {
        bytes[at] == b'='
            && !b"=<>!~,|".contains(&bytes[at - 1])
            && bytes.get(at + 1).is_some_and(|next| *next != b'=')
    };
    match (start.max(1)..joined.len()).find(|at| divides(*at)) {
        Some(at) => Ok((joined[..at].to_owned(), Some(joined[at + 1..].to_owned()))),
        None => Ok((joined, None)),
    }
}

fn specifiers(version: &str, has_build: bool) -> Result<Specifiers, &'static str> {
    if version.is_empty() || version == "*" || version == "=*" {
        return Ok(Specifiers::default());
    }
    if version.contains(['|', '(', ')', '^', '$']) {
        return Err("only versions that a comma divides are understood, no alternatives and no patterns");
    }
    // `=1.26` is 1.26 and what begins with it, but exactly that before a build.
    if has_build && let Some(exact) = version.strip_prefix('=').filter(|exact| !exact.starts_with('=')) {
        return one(exact).map(|specifiers| Specifiers::from(vec![specifiers]));
    }
    let all = version.split(',').map(one).collect::<Result<Vec<_>, _>>()?;
    Ok(Specifiers::from(all))
}

fn one(constraint: &str) -> Result<Specifier, &'static str> {
    let not_said = "this has no specifier of PEP 440 that says the same";
    let version = constraint.trim_start_matches(['=', '<', '>', '!', '~']);
    let operator = &constraint[..constraint.len() - version.len()];
    // Behind `>=`, conda passes over `.*`.
    let prefix = version.strip_suffix(".*").or_else(|| version.strip_suffix('*'));
    let text = match (operator, prefix) {
        ("" | "==", None) => return exact(version).ok_or(not_said),
        ("=", _) | ("" | "==", Some(_)) => format!("=={}.*", prefix.unwrap_or(version)),
        ("!=", Some(prefix)) => format!("!={prefix}.*"),
        (">=", Some(prefix)) => format!(">={prefix}"),
        (">=" | "<=" | ">" | "<" | "!=" | "~=", None) => format!("{operator}{version}"),
        _ => return Err(not_said),
    };
    text.parse().map_err(|_| not_said)
}

/// One version. Of numbers alone, zeros at the end make no difference for conda; any other is compared as text.
fn exact(version: &str) -> Option<Specifier> {
    let is_release =
        version.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let found = exactly(if is_release { "==" } else { "===" }, version).ok()?;
    found.all().first().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifications_become_requirements() {
        for (text, expected) in [
            ("numpy", "numpy"),
            ("numpy *", "numpy"),
            ("numpy=1.26", "numpy==1.26.*"),
            ("numpy =1.26", "numpy==1.26.*"),
            ("numpy=1.26.*", "numpy==1.26.*"),
            ("numpy 1.26.*", "numpy==1.26.*"),
            ("numpy 1.26*", "numpy==1.26.*"),
            ("numpy==1.26.4", "numpy==1.26.4"),
            ("numpy ==1.26.4", "numpy==1.26.4"),
            ("numpy 1.26.4", "numpy==1.26.4"),
            ("numpy>=1.2,<2", "numpy<2,>=1.2"),
            ("numpy >= 1.2, < 2", "numpy<2,>=1.2"),
            ("numpy=1.26,<2", "numpy==1.26.*,<2"),
            ("numpy >=1.26.*", "numpy>=1.26"),
            ("requests >=1.2.3,!=2.32.*", "requests!=2.32.*,>=1.2.3"),
            ("numpy~=1.4.2", "numpy~=1.4.2"),
            ("_libgcc_mutex=0.1=conda_forge", "_libgcc_mutex==0.1"),
            ("jpeg=9e=h5eee18b_1", "jpeg===9e"),
            ("openssl 1.1.1w h7f8727e_0", "openssl===1.1.1w"),
            ("openssl==1.1.1w=h7f8727e_0", "openssl===1.1.1w"),
            ("numpy[version='>=1,<2']", "numpy<2,>=1"),
            ("numpy[version=1.2, build=py_0]", "numpy==1.2"),
            ("numpy=*=*", "numpy"),
            ("typing_extensions >=4 # why", "typing_extensions>=4"),
        ] {
            let expected: Requirement = expected.parse().unwrap_or_else(|_| {
                let (name, version) = expected.split_once("==").unwrap_or((expected, ""));
                let specifiers = if version.is_empty() { String::new() } else { format!("=={version}") };
                Requirement {
                    specifiers: specifiers.parse().unwrap(),
                    ..Requirement::any(conda_name(name).unwrap())
                }
            });
            let mut found = read(text).unwrap().0;
            let sorted = |requirement: &Requirement| {
                let mut all: Vec<String> =
                    requirement.specifiers.all().iter().map(ToString::to_string).collect();
                all.sort();
                all
            };
            assert_eq!(sorted(&found), sorted(&expected), "{text}");
            found.specifiers = Specifiers::default();
            assert_eq!(found.name, expected.name, "{text}");
        }
    }

    #[test]
    fn channels_are_named_in_three_ways() {
        for text in [
            "conda-forge::numpy=1.26",
            "conda-forge:numpy=1.26",
            "numpy[channel=conda-forge, version='1.26.*']",
        ] {
            let (requirement, channel) = read(text).unwrap();
            assert_eq!(
                (requirement.to_string(), channel.as_deref()),
                ("numpy==1.26.*".to_owned(), Some("conda-forge"))
            );
        }
        let (requirement, channel) = read("https://u:p@h/t/secret/main::numpy").unwrap();
        assert_eq!(
            (requirement.to_string(), channel.as_deref()),
            ("numpy".to_owned(), Some("https://****@h/t/****/main"))
        );
    }

    #[test]
    fn what_cannot_be_said_is_refused_and_never_wider() {
        for text in [
            "",
            "=1.0",
            "numpy 1.2|1.3",
            "numpy >=1,<2|3",
            "numpy=9e",
            "blas=*=mkl",
            "python 3.11.* *_cpython",
            "numpy[build=py_0]",
            "numpy[md5=00]",
            "numpy[version='1'",
            "numpy ^1.2$",
            "numpy 1 2 3",
            "numpy=1.2*.3",
            "numpy <1.26.*",
            "numpy =>1",
            "numpy >=9e",
            "numpy,scipy",
            "numpy >=",
            "é",
        ] {
            assert!(read(text).is_err(), "{text}: {:?}", read(text));
        }
    }
}
