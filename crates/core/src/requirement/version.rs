//! Versions as PEP 440 defines them, with the order that `packaging` gives them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A version that PEP 440 allows.
///
/// Two spellings of one version are equal (`1.0`, `v1.0.0`), as they are for `packaging.version.Version`.
/// Numbers are as large as they are there: of up to 4,300 digits.
#[derive(Clone, Debug)]
pub struct Version {
    release: Box<[Number]>,
    /// Everything else, which most versions have nothing of.
    rest: Option<Box<Rest>>,
}

/// What a version has beside its release numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rest {
    epoch: Number,
    pre: Option<(PreRelease, Number)>,
    post: Option<Number>,
    dev: Option<Number>,
    local: Vec<LocalSegment>,
}

/// What a version has that has nothing else.
static NO_REST: Rest = Rest { epoch: Number::ZERO, pre: None, post: None, dev: None, local: Vec::new() };

/// A text that is not a version of PEP 440.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version that PEP 440 allows")]
pub struct VersionError;

/// A whole number of any size; most fit in 64 bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Number {
    Small(u64),
    /// Larger than any `Small`: the digits without leading zeros, ordered by their count first.
    Large(Box<(usize, String)>),
}

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum PreRelease {
    Alpha,
    Beta,
    Candidate,
}

/// Text sorts before numbers, as PEP 440 says of local versions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum LocalSegment {
    Text(Box<str>),
    Number(Number),
}

impl Number {
    const ZERO: Self = Self::Small(0);

    fn parse(digits: &str) -> Self {
        let digits = digits.trim_start_matches('0');
        match digits.parse() {
            Ok(number) => Self::Small(number),
            Err(_) if digits.is_empty() => Self::ZERO,
            Err(_) => Self::Large(Box::new((digits.len(), digits.to_owned()))),
        }
    }
}

impl Number {
    /// The next number.
    fn successor(&self) -> Self {
        match self {
            Self::Small(number) => match number.checked_add(1) {
                Some(next) => Self::Small(next),
                None => Self::parse("18446744073709551616"),
            },
            Self::Large(large) => {
                let mut digits = large.1.clone().into_bytes();
                for digit in digits.iter_mut().rev() {
                    if *digit < b'9' {
                        *digit += 1;
                        return Self::parse(&String::from_utf8_lossy(&digits));
                    }
                    *digit = b'0';
                }
                Self::parse(&format!("1{}", String::from_utf8_lossy(&digits)))
            }
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Small(number) => number.fmt(formatter),
            Self::Large(large) => large.1.fmt(formatter),
        }
    }
}

impl Version {
    fn new(release: Box<[Number]>, rest: Rest) -> Self {
        Self { release, rest: (rest != NO_REST).then(|| Box::new(rest)) }
    }

    fn rest(&self) -> &Rest {
        self.rest.as_deref().unwrap_or(&NO_REST)
    }

    /// The version without its local part: `2.6.0` of `2.6.0+cu118`.
    #[must_use]
    pub fn public(&self) -> Self {
        Self::new(self.release.clone(), Rest { local: Vec::new(), ..self.rest().clone() })
    }

    /// Whether the version has a local part (`+cu118`).
    #[must_use]
    pub fn is_local(&self) -> bool {
        !self.rest().local.is_empty()
    }

    /// Whether the version is an alpha, a beta, a candidate or a development release.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        self.rest().pre.is_some() || self.rest().dev.is_some()
    }

    /// The same release at its very beginning (`1.2.dev0` of `1.2rc1+x`), before which only other releases come.
    pub(super) fn first_of_release(&self) -> Self {
        let rest = Rest { epoch: self.rest().epoch.clone(), dev: Some(Number::ZERO), ..Rest::default() };
        Self::new(self.release.clone(), rest)
    }

    /// The beginning of the release that follows all that have these first `length` numbers: `1.3.dev0` of `1.2` and 2.
    pub(super) fn first_after_prefix(&self, length: usize) -> Self {
        let mut release = self.release[..length.clamp(1, self.release.len())].to_vec();
        if let Some(last) = release.last_mut() {
            *last = last.successor();
        }
        let rest = Rest { epoch: self.rest().epoch.clone(), dev: Some(Number::ZERO), ..Rest::default() };
        Self::new(release.into(), rest)
    }

    /// The first version of this very public version: with `.dev0`, if it is no development release itself.
    pub(super) fn first_development(&self) -> Self {
        let rest = Rest { dev: Some(Number::ZERO), local: Vec::new(), ..self.rest().clone() };
        Self::new(self.release.clone(), rest)
    }

    /// The version after which `>` begins, for a development or post release: `V.dev(N+1)`, `V.post(N+1).dev0`.
    pub(super) fn first_successor(&self) -> Option<Self> {
        let rest = self.rest();
        let next = match (&rest.dev, &rest.post) {
            (Some(dev), _) => Rest { dev: Some(dev.successor()), local: Vec::new(), ..rest.clone() },
            (None, Some(post)) => Rest {
                post: Some(post.successor()),
                dev: Some(Number::ZERO),
                local: Vec::new(),
                ..rest.clone()
            },
            (None, None) => return None,
        };
        Some(Self::new(self.release.clone(), next))
    }

    /// Whether this is that version, a post release of it, or either with a local part.
    pub(super) fn is_or_is_post_of(&self, other: &Self) -> bool {
        let rest = self.rest();
        let dev = if rest.post.is_some() { None } else { rest.dev.clone() };
        let base = Rest { post: None, dev, local: Vec::new(), ..rest.clone() };
        Self::new(self.release.clone(), base) == *other
    }

    /// How many release numbers there are.
    pub(super) fn release_length(&self) -> usize {
        self.release.len()
    }

    /// The first two release numbers as far as they are small; of `3` the second is 0.
    #[must_use]
    pub fn major_minor(&self) -> Option<(u64, u64)> {
        let small = |number: Option<&Number>| match number {
            None => Some(0),
            Some(Number::Small(number)) => Some(*number),
            Some(Number::Large(_)) => None,
        };
        Some((small(self.release.first())?, small(self.release.get(1))?))
    }

    /// The release numbers without the zeros at their end, which have no meaning.
    fn significant_release(&self) -> &[Number] {
        let end = self.release.iter().rposition(|number| *number != Number::ZERO).map_or(0, |at| at + 1);
        &self.release[..end]
    }

    /// The part of the order that a pre-release decides: `1.0.dev1` < `1.0a1` < `1.0`.
    fn pre_key(&self) -> (u8, Option<&(PreRelease, Number)>) {
        let rest = self.rest();
        match &rest.pre {
            None if rest.post.is_none() && rest.dev.is_some() => (0, None),
            None => (2, None),
            pre => (1, pre.as_ref()),
        }
    }
}

impl FromStr for Version {
    type Err = VersionError;

    /// Reads a version as the regular expression in PEP 440's appendix B does, white space around it included.
    fn from_str(text: &str) -> Result<Self, VersionError> {
        if let Some(plain) = plain_release(text) {
            return Ok(plain);
        }
        let text = text.trim_matches(is_python_space);
        if !text.is_ascii() || has_endless_number(text) {
            return Err(VersionError);
        }
        let mut rest = Scanner(text);
        rest.take("v");
        let version = rest.version()?;
        if rest.0.is_empty() { Ok(version) } else { Err(VersionError) }
    }
}

/// A version of release numbers only, of ordinary size, as most are.
fn plain_release(text: &str) -> Option<Version> {
    // 18 digits fit in 64 bits, whatever they are.
    const DIGITS: usize = 18;
    let mut release = Vec::with_capacity(1 + memchr::memchr_iter(b'.', text.as_bytes()).count());
    let (mut number, mut digits) = (0_u64, 0);
    for byte in text.bytes().chain([b'.']) {
        match byte {
            b'0'..=b'9' if digits < DIGITS => {
                number = number * 10 + u64::from(byte - b'0');
                digits += 1;
            }
            b'.' if digits > 0 => {
                release.push(Number::Small(number));
                (number, digits) = (0, 0);
            }
            _ => return None,
        }
    }
    Some(Version { release: release.into(), rest: None })
}

/// Whether a number has more digits than Python makes an integer of: `packaging` refuses such a version.
fn has_endless_number(text: &str) -> bool {
    const DIGITS: usize = 4300;
    let is_endless = |part: &str| part.len() > DIGITS && part.bytes().all(|byte| byte.is_ascii_digit());
    let (public, local) = text.split_once('+').unwrap_or((text, ""));
    text.len() > DIGITS
        && (public.split(|character: char| !character.is_ascii_digit()).any(is_endless)
            || local.split(['-', '_', '.']).any(is_endless))
}

/// White space as Python's `str.strip` sees it: Unicode's, and the four ASCII separators.
pub(super) fn is_python_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// What a text begins with: a version as a specifier may write it, and how many bytes of the text it takes.
pub(super) struct Scanned {
    pub(super) version: Version,
    /// Whether `.*` follows the release numbers.
    pub(super) wildcard: bool,
    pub(super) length: usize,
}

/// Reads a version at the beginning of a text, as the expressions of `packaging.specifiers` do: as much as there is of it.
/// `.*` and a local part are read only where they may stand.
pub(super) fn scan(text: &str, equality: bool) -> Option<Scanned> {
    let mut rest = Scanner(text);
    rest.take("v");
    let (epoch, release) = rest.release().ok()?;
    let wildcard = equality && rest.take(".*");
    let version = if wildcard {
        Version::new(release.into(), Rest { epoch, ..Rest::default() })
    } else {
        rest.parts(epoch, release, equality)
    };
    let length = text.len() - rest.0.len();
    (!has_endless_number(&text[..length])).then_some(Scanned { version, wildcard, length })
}

/// What is left to read of a version, in any letter case.
struct Scanner<'text>(&'text str);

impl<'text> Scanner<'text> {
    fn version(&mut self) -> Result<Version, VersionError> {
        let (epoch, release) = self.release()?;
        Ok(self.parts(epoch, release, true))
    }

    fn release(&mut self) -> Result<(Number, Vec<Number>), VersionError> {
        let mut first = self.number().ok_or(VersionError)?;
        let mut epoch = Number::ZERO;
        if self.take("!") {
            epoch = std::mem::replace(&mut first, self.number().ok_or(VersionError)?);
        }
        let mut release = Vec::with_capacity(4);
        release.push(first);
        while let Some(number) = self.attempt(|scanner| scanner.take(".").then(|| scanner.number())?) {
            release.push(number);
        }
        Ok((epoch, release))
    }

    fn parts(&mut self, epoch: Number, release: Vec<Number>, local: bool) -> Version {
        let pre = self.attempt(Self::pre_release);
        let post = self.attempt(Self::post_release);
        let dev = self.attempt(|scanner| scanner.labelled(&[("dev", ())]).map(|((), number)| number));
        let local = if local {
            self.attempt(|scanner| if scanner.take("+") { scanner.local() } else { None }).unwrap_or_default()
        } else {
            Vec::new()
        };
        Version::new(release.into(), Rest { epoch, pre, post, dev, local })
    }

    fn pre_release(&mut self) -> Option<(PreRelease, Number)> {
        use PreRelease::{Alpha, Beta, Candidate};
        // The longer spelling of each comes first.
        self.labelled(&[
            ("alpha", Alpha),
            ("a", Alpha),
            ("beta", Beta),
            ("b", Beta),
            ("preview", Candidate),
            ("pre", Candidate),
            ("c", Candidate),
            ("rc", Candidate),
        ])
    }

    fn post_release(&mut self) -> Option<Number> {
        self.attempt(|scanner| scanner.take("-").then(|| scanner.number())?)
            .or_else(|| self.labelled(&[("post", ()), ("rev", ()), ("r", ())]).map(|((), number)| number))
    }

    /// An optional separator, one of the labels, an optional separator, an optional number (0 when absent).
    fn labelled<L: Copy>(&mut self, labels: &[(&str, L)]) -> Option<(L, Number)> {
        self.separator();
        let (_, label) = labels.iter().find(|(spelling, _)| self.take(spelling))?;
        self.separator();
        Some((*label, self.number().unwrap_or(Number::ZERO)))
    }

    fn local(&mut self) -> Option<Vec<LocalSegment>> {
        let mut segments = vec![self.local_segment()?];
        while let Some(segment) =
            self.attempt(|scanner| if scanner.separator() { scanner.local_segment() } else { None })
        {
            segments.push(segment);
        }
        Some(segments)
    }

    fn local_segment(&mut self) -> Option<LocalSegment> {
        match self.take_while(|byte| byte.is_ascii_alphanumeric()) {
            "" => None,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(LocalSegment::Number(Number::parse(digits)))
            }
            text => Some(LocalSegment::Text(text.to_ascii_lowercase().into())),
        }
    }

    fn number(&mut self) -> Option<Number> {
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        (!digits.is_empty()).then(|| Number::parse(digits))
    }

    fn separator(&mut self) -> bool {
        self.take("-") || self.take("_") || self.take(".")
    }

    fn take(&mut self, text: &str) -> bool {
        let begins = self.0.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text));
        if begins {
            self.0 = &self.0[text.len()..];
        }
        begins
    }

    fn take_while(&mut self, accept: impl Fn(u8) -> bool) -> &'text str {
        let end = self.0.bytes().position(|byte| !accept(byte)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    /// Reads something, or leaves the text as it was.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.0;
        let found = read(self);
        if found.is_none() {
            self.0 = before;
        }
        found
    }
}

impl fmt::Display for Version {
    /// Writes the normal form of PEP 440.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rest { epoch, pre, post, dev, local } = self.rest();
        if *epoch != Number::ZERO {
            write!(formatter, "{epoch}!")?;
        }
        for (at, number) in self.release.iter().enumerate() {
            write!(formatter, "{}{number}", if at == 0 { "" } else { "." })?;
        }
        if let Some((label, number)) = pre {
            let label = match label {
                PreRelease::Alpha => "a",
                PreRelease::Beta => "b",
                PreRelease::Candidate => "rc",
            };
            write!(formatter, "{label}{number}")?;
        }
        if let Some(number) = post {
            write!(formatter, ".post{number}")?;
        }
        if let Some(number) = dev {
            write!(formatter, ".dev{number}")?;
        }
        for (at, segment) in local.iter().enumerate() {
            formatter.write_str(if at == 0 { "+" } else { "." })?;
            match segment {
                LocalSegment::Text(text) => formatter.write_str(text)?,
                LocalSegment::Number(number) => number.fmt(formatter)?,
            }
        }
        Ok(())
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (self.rest(), other.rest());
        left.epoch
            .cmp(&right.epoch)
            .then_with(|| self.significant_release().cmp(other.significant_release()))
            .then_with(|| self.pre_key().cmp(&other.pre_key()))
            .then_with(|| left.post.cmp(&right.post))
            .then_with(|| (left.dev.is_none(), &left.dev).cmp(&(right.dev.is_none(), &right.dev)))
            .then_with(|| left.local.cmp(&right.local))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Rest { epoch, pre, post, dev, local } = self.rest();
        (epoch, self.significant_release(), pre, post, dev, local).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap_or_else(|_| panic!("{text} is a version"))
    }

    #[test]
    fn spellings_of_one_version_are_equal_and_normalise() {
        for (spelling, normal) in [
            ("v1.0", "1.0"),
            (" 1.0-RC.1 ", "1.0rc1"),
            ("1.0-1", "1.0.post1"),
            ("1.0.rev-3", "1.0.post3"),
            ("1.0c", "1.0rc0"),
            ("1!2.0preview2.dev", "1!2.0rc2.dev0"),
            ("1.0+Ubuntu-1_2", "1.0+ubuntu.1.2"),
            ("1.0a-", "1.0a0"),
            ("1.0a--1", "1.0a0.post1"),
            ("0099999999999999999999.01", "99999999999999999999.1"),
            ("20240101.0", "20240101.0"),
            ("01.002", "1.2"),
        ] {
            assert_eq!(version(spelling).to_string(), normal, "{spelling}");
            assert_eq!(version(spelling), version(normal), "{spelling}");
        }
        assert_eq!(version("1.0"), version("1.0.0.0"));
    }

    #[test]
    fn order_is_that_of_pep_440() {
        let sorted = [
            "1.dev0",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0+abc.7",
            "1.0+5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.1.dev1",
            "18446744073709551616",
            "18446744073709551617",
            "1!0",
        ];
        for pair in sorted.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in [
            "",
            " ",
            "v",
            "1.",
            ".1",
            "1.2.",
            "1..0",
            "1.0+",
            "1.0+a+b",
            "1.0a1b1",
            "french toast",
            "1!",
            "١.٠",
            "1.0\u{17f}",
        ] {
            assert!(text.parse::<Version>().is_err(), "{text:?}");
        }
    }
}
