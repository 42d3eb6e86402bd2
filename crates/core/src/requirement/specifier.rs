//! Version specifiers as PEP 440 defines them, answering as `packaging.specifiers` does.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use super::version::{Version, is_python_space, scan};

/// What a specifier asks of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// `~=`: that version or a later one of the same series.
    Compatible,
    /// `==`, with or without `.*`.
    Equal,
    /// `!=`, with or without `.*`.
    NotEqual,
    /// `<=`.
    AtMost,
    /// `>=`.
    AtLeast,
    /// `<`.
    Below,
    /// `>`.
    Above,
    /// `===`: the same text, in any letter case.
    Identical,
}

impl Operator {
    /// Every operator, the longer spellings first.
    pub const ALL: [Self; 8] = [
        Self::Identical,
        Self::Compatible,
        Self::Equal,
        Self::NotEqual,
        Self::AtMost,
        Self::AtLeast,
        Self::Below,
        Self::Above,
    ];

    /// How it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "~=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::Above => ">",
            Self::Identical => "===",
        }
    }

    /// The operator that a text begins with.
    pub(super) fn at(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| text.starts_with(operator.as_str()))
    }

    /// Whether `.*` and local parts may follow.
    const fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// One operator and one version: `>=1.0`.
#[derive(Clone, Debug)]
pub struct Specifier {
    operator: Operator,
    /// The version as it was written.
    written: Box<str>,
    /// The version; with `.*`, what stands before it. `None` for [`Operator::Identical`].
    version: Option<Version>,
    wildcard: bool,
    /// `==` means that very release: a local label that this has not must not be there.
    release: bool,
}

/// Several specifiers, of which all must hold. None at all holds for every version.
///
/// Poetry's `||` gives sets of which one must hold, which PEP 440 cannot write; see [`Specifiers::any_of`].
///
/// The same specifiers in another order, or one of them twice, are equal, as for `packaging`.
#[derive(Clone, Debug, Default)]
pub struct Specifiers {
    all: Box<[Specifier]>,
    /// Sets of which one must hold, if there are any; `all` is empty then.
    any: Box<[Specifiers]>,
}

/// A text that is no specifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no version specifier of PEP 440")]
pub struct SpecifierError(String);

/// A specifier at the beginning of a text, and how many bytes it takes.
pub(super) fn scan_specifier(text: &str) -> Option<(Specifier, usize)> {
    let operator = Operator::at(text)?;
    let after = &text[operator.as_str().len()..];
    let version = after.trim_start_matches(is_python_space);
    let start = text.len() - version.len();
    if operator == Operator::Identical {
        let end = version.find(|character| is_python_space(character) || matches!(character, ';' | ')'));
        let end = end.unwrap_or(version.len());
        let written = version[..end].into();
        return Some((
            Specifier { operator, written, version: None, wildcard: false, release: false },
            start + end,
        ));
    }
    let scanned = scan(version, operator.is_equality())?;
    if operator == Operator::Compatible && scanned.version.release_length() < 2 {
        return None;
    }
    let written = version[..scanned.length].into();
    let specifier = Specifier {
        operator,
        written,
        version: Some(scanned.version),
        wildcard: scanned.wildcard,
        release: false,
    };
    Some((specifier, start + scanned.length))
}

impl FromStr for Specifier {
    type Err = SpecifierError;

    fn from_str(text: &str) -> Result<Self, SpecifierError> {
        let trimmed = text.trim_matches(is_python_space);
        match scan_specifier(trimmed) {
            Some((specifier, length)) if length == trimmed.len() => Ok(specifier),
            _ => Err(SpecifierError(text.to_owned())),
        }
    }
}

impl Specifier {
    /// `==` and this version.
    #[must_use]
    pub fn exactly(version: &Version) -> Self {
        Self {
            operator: Operator::Equal,
            written: version.to_string().into(),
            version: Some(version.clone()),
            wildcard: false,
            release: false,
        }
    }

    /// The operator.
    #[must_use]
    pub const fn operator(&self) -> Operator {
        self.operator
    }

    /// The version as it was written, with `.*` if that was.
    #[must_use]
    pub fn version_text(&self) -> &str {
        &self.written
    }

    /// The version, without `.*`; `None` after `===`.
    #[must_use]
    pub const fn version(&self) -> Option<&Version> {
        self.version.as_ref()
    }

    /// Whether `.*` stands at the end.
    #[must_use]
    pub const fn is_wildcard(&self) -> bool {
        self.wildcard
    }

    /// Whether an installed version satisfies it: `written` as its metadata has it, and what PEP 440 makes of that. A
    /// pre-release that is installed counts like any other version, as it does for pip.
    #[must_use]
    pub fn admits(&self, written: &str, parsed: Option<&Version>) -> bool {
        match (&self.version, parsed) {
            (None, _) => written.to_lowercase() == self.written.to_lowercase(),
            // Only `===` may match what is no version.
            (Some(_), None) => false,
            (Some(bound), Some(version)) => self.holds(bound, version),
        }
    }

    fn holds(&self, bound: &Version, version: &Version) -> bool {
        match self.operator {
            Operator::Equal => self.equals(bound, version),
            Operator::NotEqual => !self.equals(bound, version),
            Operator::Compatible => {
                version >= bound && *version < bound.first_after_prefix(bound.release_length() - 1)
            }
            // A local part is no matter where the bound has none.
            Operator::AtMost => version <= bound || version.public() <= *bound,
            Operator::AtLeast => version >= bound,
            Operator::Below if bound.is_prerelease() => version < bound,
            Operator::Below => *version < bound.first_development(),
            Operator::Above => match bound.first_successor() {
                Some(first) => *version >= first,
                None => version > bound && !version.is_or_is_post_of(bound),
            },
            Operator::Identical => false,
        }
    }

    fn equals(&self, bound: &Version, version: &Version) -> bool {
        if self.wildcard {
            *version >= bound.first_of_release()
                && *version < bound.first_after_prefix(bound.release_length())
        } else if self.release || bound.is_local() || !version.is_local() {
            version == bound
        } else {
            version.public() == *bound
        }
    }

    /// What it is compared by: spellings of one version are one, but for `~=`, where zeros at the end count.
    fn key(&self) -> (Operator, Option<&Version>, usize, &str) {
        match &self.version {
            Some(version) if self.operator == Operator::Compatible => {
                (self.operator, Some(version), version.release_length(), "")
            }
            Some(version) if !self.wildcard => (self.operator, Some(version), usize::from(self.release), ""),
            _ => (self.operator, None, 0, &self.written),
        }
    }
}

impl PartialEq for Specifier {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Specifier {}

impl fmt::Display for Specifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.operator.as_str(), self.written)
    }
}

impl FromStr for Specifiers {
    type Err = SpecifierError;

    /// Reads specifiers that commas divide. As for `packaging`, nothing between two commas is nothing.
    fn from_str(text: &str) -> Result<Self, SpecifierError> {
        let parts = text.split(',').map(|part| part.trim_matches(is_python_space));
        parts.filter(|part| !part.is_empty()).map(str::parse).collect::<Result<Vec<_>, _>>().map(Self::from)
    }
}

impl From<Vec<Specifier>> for Specifiers {
    fn from(specifiers: Vec<Specifier>) -> Self {
        Self { all: specifiers.into(), any: Box::default() }
    }
}

impl Specifiers {
    /// What one of these sets admits.
    #[must_use]
    pub fn any_of(alternatives: Vec<Self>) -> Self {
        if alternatives.iter().any(Self::is_empty) {
            return Self::default();
        }
        let flat = |set: Self| if set.any.is_empty() { vec![set] } else { set.any.into_vec() };
        let mut any: Vec<Self> = alternatives.into_iter().flat_map(flat).collect();
        if any.len() == 1 { any.remove(0) } else { Self { all: Box::default(), any: any.into() } }
    }

    /// The same, where `==` means that very release: `1.0` is not `1.0+local`, as it is for PEP 440.
    #[must_use]
    pub fn of_release(mut self) -> Self {
        for specifier in &mut self.all {
            specifier.release = specifier.operator == Operator::Equal && !specifier.wildcard;
        }
        self
    }

    /// What these and those both admit; `None` if that takes more than 100,000 specifiers to say.
    #[must_use]
    pub fn and(&self, other: &Self) -> Option<Self> {
        const LIMIT: usize = 100_000;
        let count = |set: &Self| {
            let alternatives = set.alternatives();
            alternatives.fold((0, 0), |(sets, all), set| (sets + 1, all + set.len()))
        };
        let ((own_sets, own), (other_sets, others)) = (count(self), count(other));
        if own * other_sets + others * own_sets > LIMIT {
            return None;
        }
        let pairs = self.alternatives().flat_map(|own| other.alternatives().map(move |other| [own, other]));
        Some(Self::any_of(pairs.map(|pair| Self::from(pair.concat())).collect()))
    }

    /// The sets of which one must hold: one set, but after [`Self::any_of`].
    pub fn alternatives(&self) -> impl Iterator<Item = &[Specifier]> {
        let only = self.any.is_empty().then_some(&*self.all);
        only.into_iter().chain(self.any.iter().map(|set| &*set.all))
    }

    /// The specifiers that must all hold, in the order in which they were written; none after [`Self::any_of`].
    #[must_use]
    pub fn all(&self) -> &[Specifier] {
        &self.all
    }

    /// Whether there are none, so that every version will do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty()
    }

    fn keys(&self) -> HashSet<(Operator, Option<&Version>, usize, &str)> {
        self.all.iter().map(Specifier::key).collect()
    }

    /// Whether an installed version satisfies all of them; see [`Specifier::admits`].
    #[must_use]
    pub fn admits(&self, written: &str, parsed: Option<&Version>) -> bool {
        self.all.iter().all(|specifier| specifier.admits(written, parsed))
            && (self.any.is_empty() || self.any.iter().any(|set| set.admits(written, parsed)))
    }
}

impl PartialEq for Specifiers {
    fn eq(&self, other: &Self) -> bool {
        self.any == other.any && (self.all == other.all || self.keys() == other.keys())
    }
}

impl Eq for Specifiers {}

impl fmt::Display for Specifiers {
    /// Writes them sorted, each once, as `packaging` does; sets of which one must hold with Poetry's `||` between them.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, set) in self.any.iter().enumerate() {
            write!(formatter, "{}{set}", if at == 0 { "" } else { " || " })?;
        }
        let mut sorted: Vec<(String, &Specifier)> =
            self.all.iter().map(|specifier| (specifier.to_string(), specifier)).collect();
        sorted.sort_by(|left, right| left.0.cmp(&right.0));
        let mut seen = HashSet::new();
        sorted.retain(|(_, specifier)| seen.insert(specifier.key()));
        let written: Vec<String> = sorted.into_iter().map(|(written, _)| written).collect();
        formatter.write_str(&written.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(specifiers: &str, version: &str) -> bool {
        let specifiers: Specifiers = specifiers.parse().unwrap();
        specifiers.admits(version, version.parse().ok().as_ref())
    }

    #[test]
    fn operators_hold_as_pep_440_says() {
        for (specifiers, version) in [
            ("==2.*", "2.4.1"),
            ("==2.1.0", "2.1.0+cpu"),
            (">1.0", "1.1.dev1"),
            ("<1.0rc1", "1.0a1"),
            ("~=2.2.0", "2.2.9"),
            ("===Foo", "fOO"),
            ("", "anything at all"),
            (">=1,,<2,", "1.5"),
            ("<=1.0", "1.0+local"),
        ] {
            assert!(admits(specifiers, version), "{specifiers} takes {version}");
        }
        for (specifiers, version) in [
            ("==1.1.*", "1"),
            ("<2.0", "2.0rc1"),
            (">1.0a1", "1.0a1.post1"),
            (">1.0", "1.0+local"),
            (">1.0.post1", "1.0.post1+local"),
            ("~=2.2.0", "2.3.dev0"),
            ("==2.1.0+cpu", "2.1.0"),
            (">=0", "french toast"),
        ] {
            assert!(!admits(specifiers, version), "{specifiers} refuses {version}");
        }
    }

    #[test]
    fn what_is_no_specifier_is_refused() {
        for text in ["1.0", "~=1", ">=1.0.*", ">=1.0+x", "==1.0a1.*", "==", "=>1", "==1.0 2", "~=1.0.*"] {
            assert!(text.parse::<Specifiers>().is_err(), "{text}");
        }
    }

    #[test]
    fn one_of_several_sets_is_enough() {
        let set = |text: &str| text.parse::<Specifiers>().unwrap();
        let either = Specifiers::any_of(vec![set(">=1,<2"), set(">=3")]);
        let holds = |version: &str| either.admits(version, version.parse().ok().as_ref());
        assert!(holds("1.5") && holds("3.1") && !holds("2.0") && !holds("3.0rc1"));
        assert_eq!(either.to_string(), "<2,>=1 || >=3");
        assert!(!either.is_empty() && either.all().is_empty());
        assert!(Specifiers::any_of(vec![set("<1"), set("")]).is_empty());
        assert_eq!(Specifiers::any_of(vec![set("<1")]), set("<1"));
    }

    #[test]
    fn spellings_of_one_version_are_one() {
        let set = |text: &str| text.parse::<Specifiers>().unwrap();
        assert_eq!(set("==1.0"), set("== v1.0.0"));
        assert_ne!(set("~=1.0"), set("~=1.0.0"));
        assert_eq!(set("<2, >=1,<2").to_string(), "<2,>=1");
        assert_eq!(set("<2, >=1,<2"), set(">=1.0,<2"));
        assert_ne!(set("<2, >=1"), set("<2"));
    }
}
