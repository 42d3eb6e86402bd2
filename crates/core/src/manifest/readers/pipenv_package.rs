//! What Pipenv writes of one package: in `Pipfile` what is wanted, in `Pipfile.lock` what that came to.

use super::origin::{self, Texts};
use crate::manifest::{Entry, Hash, Input, Place};
use crate::requirement::{Marker, PackageName, Requirement, Variable};

/// A package's table, of either file.
pub(super) struct Written<'table> {
    pub(super) texts: Texts<'table>,
    /// Its extras and hashes.
    pub(super) lists: &'table dyn Fn(&str) -> Vec<&'table str>,
    pub(super) editable: Option<bool>,
    /// The URL of the index that it names.
    pub(super) index: Option<&'table str>,
}

impl Written<'_> {
    /// The entry, which always holds; the error says what was expected.
    pub(super) fn entry(&self, name: &PackageName, place: Place, input: &Input<'_>) -> Result<Entry, String> {
        let mut requirement = Requirement::any(name.clone());
        let version = (self.texts)("version");
        if let Some(version) = version {
            requirement.specifiers = specifiers(version)?;
        }
        requirement.extras = (self.lists)("extras").into_iter().map(PackageName::new).collect();
        requirement.extras.sort();
        requirement.extras.dedup();
        requirement.marker = self.marker()?;
        let mut entry = Entry::wanted(requirement, place);
        match origin::of_table(self.texts, self.editable, input)? {
            Some((source, hashes)) => (entry.source, entry.hashes) = (source, hashes),
            None if version.is_none() => {
                return Err("a version, or one of git, path and file, was expected".to_owned());
            }
            None => entry.source = origin::index(self.index),
        }
        for hash in (self.lists)("hashes") {
            let read = Hash::read(hash).ok_or_else(|| format!("{hash:?} is no hash such as sha256:…"))?;
            entry.hashes.push(read);
        }
        entry.hashes.sort();
        entry.hashes.dedup();
        Ok(entry)
    }

    /// `markers`, and the keys that are called like a marker's variable: `sys_platform = "== 'win32'"`.
    fn marker(&self) -> Result<Option<Marker>, String> {
        let mut texts: Vec<String> = (self.texts)("markers").map(str::to_owned).into_iter().collect();
        for variable in Variable::ALL.iter().filter(|variable| **variable != Variable::Extras) {
            if let Some(comparison) = (self.texts)(variable.name()) {
                texts.push(format!("{} {comparison}", variable.name()));
            }
        }
        let mut marker: Option<Marker> = None;
        for text in texts.iter().filter(|text| !text.trim().is_empty()) {
            let next: Marker =
                text.parse().map_err(|error| format!("{text:?} is no marker of PEP 508: {error}"))?;
            marker = Some(match marker {
                Some(marker) => marker.and(next),
                None => next,
            });
        }
        Ok(marker)
    }
}

/// `*` is any version; one without an operator is that version.
pub(super) fn specifiers(text: &str) -> Result<crate::requirement::Specifiers, String> {
    let text = text.trim();
    let read = match text {
        "*" => Ok(crate::requirement::Specifiers::default()),
        _ if text.starts_with(|character: char| character.is_ascii_digit()) => format!("=={text}").parse(),
        _ => text.parse(),
    };
    read.map_err(|_| format!("{text:?} is no version such as \"*\", \"==1.2\" or \">=1,<2\""))
}
